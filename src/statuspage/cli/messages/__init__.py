"""What the commands say, in Korean and in English: a file for each family of commands.

A sentence stands with the commands that say it or give it its name, and the Korean help of these commands
stands there too; what any command may say stands in `main`.
"""

from __future__ import annotations

from . import asking, beginning, build, hook, main, publish, reading, tell, writing

FAMILIES = (main, beginning, asking, writing, reading, build, publish, tell, hook)
"""Every file of this folder; none repeats what another one says."""

MESSAGES: dict[str, tuple[str, str]] = {
    code: said for family in FAMILIES for code, said in family.MESSAGES.items()
}
"""Code → what is said in Korean and in English."""

HELP: dict[str, str] = {name: help for family in FAMILIES for name, help in family.HELP.items()}
"""The help of commands and options in Korean; the English stands with each command."""


def say(code: str, language: str, **values: object) -> str:
    """One message in a language (`ko`, else English); nothing filled in can steer a terminal."""
    from ...problems import visible

    pattern = MESSAGES[code][0 if language == "ko" else 1]
    gaps = _Gaps()
    for name, value in values.items():
        gaps[name] = f"{value:,}" if isinstance(value, int) else visible(str(value))
    return pattern.format_map(gaps)


class _Gaps(dict[str, object]):
    def __missing__(self, name: str) -> str:
        return "?"

"""`_headers`: the response headers, for hosts that read them from this file (Cloudflare Pages, Netlify)."""

from __future__ import annotations

from collections.abc import Iterator

from .. import security
from . import Artifact, Press


def render(press: Press) -> Iterator[Artifact]:
    """One file; the same table feeds the meta element of every page."""
    text = "".join(_blocks())
    yield Artifact("_headers", text, text.encode)


def _blocks() -> Iterator[str]:
    """The rules; a later one first takes the earlier value away, or both would be joined with commas."""
    set_before: set[str] = set()
    for rule in security.RULES:
        lines = []
        for name, value in rule.headers:
            lines += [f"  ! {name}"] if name in set_before else []
            lines += [f"  {name}: {value}"] if value else []
        set_before |= {name for name, _ in rule.headers}
        yield "\n".join([rule.pattern, *lines]) + "\n\n"
    for path, type_ in security.TYPES.items():
        yield f"{path}\n  Content-Type: {type_}\n\n"

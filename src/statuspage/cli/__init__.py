"""The commands: the only room that prints, reads the clock and the environment, and ends the program.

What a command says stands in `messages`; what it does stands in the rooms above.
Exit codes: 0 done · 1 refused, the live site untouched · 2 usage · 3 built around files that could not be
read · 4 live, but a mirror failed.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import click

from .messages import say

DONE, REFUSED, USAGE, DOUBTFUL, MIRROR = 0, 1, 2, 3, 4


@dataclass(frozen=True)
class Context:
    """What every command knows: the site's folder, and the language of the person at the keyboard."""

    root: Path
    language: str

    def say(self, code: str, **values: object) -> str:
        """One message in their language."""
        return say(code, self.language, **values)

    def checked_root(self) -> Path:
        """The site's folder; a usage error where it holds no `status`."""
        if not (self.root / "status").is_dir():
            raise click.UsageError(self.say("no-root", root=self.root))
        return self.root


def spoken(chosen: str | None) -> str:
    """The language to speak: the chosen one, else that of the environment, else English."""
    if chosen:
        return chosen
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "ko" if value.lower().startswith("ko") else "en"
    return "en"


class Commands(click.Group):
    """The commands, each loaded when it is asked for: `--help` stays quick."""

    names = ("build", "check", "serve")

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        import importlib

        if cmd_name not in self.names:
            return None
        module = importlib.import_module(f".{cmd_name}", __name__)
        command: click.Command = getattr(module, cmd_name)
        return command


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--root",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The folder that holds status/.  [default: the current folder]",
)
@click.option(
    "--lang",
    type=click.Choice(["ko", "en"]),
    help="The language of messages.  [default: that of the environment]",
)
@click.version_option(package_name="minwon-statuspage")
@click.pass_context
def main(ctx: click.Context, root: Path, lang: str | None) -> None:
    """Public service status: can I do what I came to do, and if not, what do I do instead?

    Files in status/ become the page citizens open when a service does not work.

    Exit codes: 0 done; 1 refused, the live site is untouched; 2 usage; 3 built around files that could
    not be read; 4 live, but a mirror failed.

    Examples:

    \b
        statuspage check
        statuspage build --at 2023-11-17T14:00+09:00
        statuspage --root ~/our-site serve
    """
    ctx.obj = Context(root, spoken(lang))

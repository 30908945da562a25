"""The options that several kinds of file share, so that each is described once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

import click

from . import Context


def at_the_desk(command: Callable[..., None]) -> Callable[..., None]:
    """`--yes` and `--dry-run`, for every kind; the command gets the desk at which it is so written."""

    @click.option("--yes", "-y", is_flag=True, help="Write without asking.")
    @click.option("--dry-run", is_flag=True, help="Print the files; write nothing.")
    @click.pass_obj
    @wraps(command)
    def seated(context: Context, /, yes: bool, dry_run: bool, **typed: Any) -> None:
        from .desk import Desk

        command(Desk(context, yes=yes, dry_run=dry_run), **typed)

    return seated


def options(*names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The options that several kinds of file share, by name, in the order in which help shows them."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        for name in reversed(names):
            command = _OPTIONS[name](command)
        return command

    return decorate


def _words(name: str, what: str) -> dict[str, Any]:
    return {
        name: click.option(f"--{name}", help=f"{what}, in the site's first language."),
        f"{name}-en": click.option(f"--{name}-en", help="The same in English, where that is not the first."),
        f"{name}-ko": click.option(f"--{name}-ko", help="The same in Korean, where that is not the first."),
    }


_OPTIONS: dict[str, Any] = {
    **_words("title", "The title"),
    **_words("name", "The name"),
    **_words("about", "What it is for, in a sentence or two"),
    **_words("words", "What citizens will read; - reads it from the input"),
    "words": click.option(
        "--words", "-m", help="What citizens will read, in the site's first language; - reads the input."
    ),
    "thing": click.option(
        "--thing",
        multiple=True,
        metavar="ID=STATE",
        help="What is in which state: saeol=major_outage, resident-copy/web=정상. Repeatable.",
    ),
    "status": click.option("--status", help="Where it stands: investigating, identified, 해결 …"),
    "at": click.option(
        "--at", metavar="MOMENT", help="When this is said: 15:00, 2026-11-24 03:10.  [default: now]"
    ),
    "next-update": click.option(
        "--next-update", metavar="MOMENT", help="When the next word is promised: 5:00, 2h later."
    ),
    "expected": click.option(
        "--expected", help="When it will work again: a moment, words, or 미정 (not known)."
    ),
    "by": click.option(
        "--by", metavar="AGENCY", help="Who speaks.  [default: who spoke last, or runs what failed]"
    ),
    "region": click.option(
        "--region", multiple=True, metavar="ID", help="Where it holds. Repeatable.  [default: everywhere]"
    ),
    "id": click.option("--id", metavar="NAME", help="The name of the file or folder: a-z, 0-9, hyphens."),
}


def languages(typed: Mapping[str, Any], name: str) -> dict[str, str | None]:
    """What was given for words in each language; "" is the first of the site."""
    return {"": typed.get(name), "en": typed.get(f"{name}_en"), "ko": typed.get(f"{name}_ko")}

"""`statuspage resolve`: the last word about an incident, or about planned work."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from . import REFUSED
from .options import at_the_desk, options

if TYPE_CHECKING:
    from .desk import Desk


@click.command()
@click.argument("story", metavar="[ID]", required=False)
@options("words", "words-en", "words-ko", "title", "title-en", "title-ko", "at", "by")
@at_the_desk
def resolve(desk: Desk, /, story: str | None, **typed: Any) -> None:
    """Say that an incident is over.

    Everything the incident claims ends with this word. Without ID it is the only open one.

    Examples:

    \b
        statuspage resolve
        statuspage resolve 1124-saeol -m "정상으로 돌아왔습니다." --yes
    """
    from ..model import Incident, Status
    from .telling import add, story_of

    found = story_of(desk, story, open_only=True)
    if isinstance(found, Incident) and (since := found.resolved(desk.now)):
        desk.context.tell("resolved-already", id=found.id, at=desk.said(since), err=True)
        sys.exit(REFUSED)
    over = Status.RESOLVED if found is None or isinstance(found, Incident) else Status.COMPLETED
    add(desk, found, typed, status=over)

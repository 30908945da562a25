"""`statuspage resolve`: the last word about an incident, or about planned work."""

from __future__ import annotations

import sys
from typing import Any

import click

from . import REFUSED, Context
from .options import last_options, options


@click.command()
@click.argument("story", metavar="[ID]", required=False)
@options("words", "words-en", "words-ko", "title", "title-en", "title-ko", "at", "by")
@last_options
@click.pass_obj
def resolve(context: Context, /, story: str | None, yes: bool, dry_run: bool, **typed: Any) -> None:
    """Say that an incident is over.

    Everything the incident claims ends with this word. Without ID it is the only open one.

    Examples:

    \b
        statuspage resolve
        statuspage resolve 1124-saeol -m "정상으로 돌아왔습니다." --yes
    """
    from ..model import Incident, Status
    from .desk import Desk, Last
    from .telling import add, story_of

    desk = Desk(context, Last(yes, dry_run))
    found = story_of(desk, story, open_only=True)
    if isinstance(found, Incident) and (since := found.resolved(desk.now)):
        context.tell("resolved-already", id=found.id, at=desk.said(since), err=True)
        sys.exit(REFUSED)
    over = Status.RESOLVED if found is None or isinstance(found, Incident) else Status.COMPLETED
    add(desk, found, typed, status=over)

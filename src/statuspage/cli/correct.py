"""`statuspage correct`: what was said before was wrong; the old words stay, marked as corrected."""

from __future__ import annotations

from typing import Any

import click

from . import Context
from .options import last_options, options


@click.command()
@click.argument("update", metavar="[UPDATE]", required=False)
@options("thing", "words", "words-en", "words-ko", "title", "title-en", "title-ko", "status")
@options("next-update", "expected", "region", "at", "by")
@last_options
@click.pass_obj
def correct(context: Context, /, update: str | None, yes: bool, dry_run: bool, **typed: Any) -> None:
    """Correct what was said, without hiding it.

    Never edit or delete what citizens may have read: this writes a new word, and the old one is shown
    as corrected.

    Examples:

    \b
        statuspage correct 1124-0500-mois
        statuspage correct 1124-saeol/1124-0500-mois \\
            --thing resident-copy/kiosk=major_outage -m "…" --yes
    """
    from .desk import Desk, Last
    from .telling import add, show, update_of

    desk = Desk(context, Last(yes, dry_run))
    found = update_of(desk, update)
    story, wrong = found or (None, None)
    if wrong is not None:
        show(desk, wrong.words)
    add(desk, story, typed, corrects=wrong.id if wrong else "")

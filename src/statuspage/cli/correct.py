"""`statuspage correct`: what was said before was wrong; the old words stay, marked as corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from .options import at_the_desk, options

if TYPE_CHECKING:
    from .desk import Desk


@click.command()
@click.argument("update", metavar="[UPDATE]", required=False)
@options("thing", "words", "words-en", "words-ko", "title", "title-en", "title-ko", "status")
@options("next-update", "expected", "region", "at", "by")
@at_the_desk
def correct(desk: Desk, /, update: str | None, **typed: Any) -> None:
    """Correct what was said, without hiding it.

    Never edit or delete what citizens may have read: this writes a new word, and the old one is shown
    as corrected.

    Examples:

    \b
        statuspage correct 1124-0500-mois
        statuspage correct 1124-saeol/1124-0500-mois \\
            --thing resident-copy/kiosk=major_outage -m "…" --yes
    """
    from .telling import add, show, update_of

    found = update_of(desk, update)
    story, wrong = found or (None, None)
    if wrong is not None:
        show(desk, wrong.words)
    add(desk, story, typed, corrects=wrong.id if wrong else "")

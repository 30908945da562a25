"""`statuspage drill`: what if this failed now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import Context, Mistake, reading

if TYPE_CHECKING:
    from ..drills import Drill
    from ..reports.wording import Pen


@click.command()
@click.option(
    "--down",
    "down",
    metavar="THING",
    multiple=True,
    required=True,
    help="What fails: a system, a shared channel, a service or a way. More can follow, with blanks between.",
)
@click.argument("more", nargs=-1, metavar="[THING]...")
@click.option(
    "--at",
    "typed",
    metavar="MOMENT",
    help="Play it at this moment, e.g. 2023-11-17T14:00+09:00.  [default: now]",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="As lines to read, as JSON, or as a table for spreadsheets.",
)
@click.option(
    "--html",
    type=click.Path(path_type=Path),
    help="Also write a report to this file, for a meeting or for print; never into a published folder.",
)
@click.pass_obj
def drill(
    context: Context,
    down: tuple[str, ...],
    more: tuple[str, ...],
    typed: str | None,
    form: str,
    html: Path | None,
) -> None:
    """Play through an outage before it happens.

    What stops, what suffers, what survives, and who is left with no way. Nothing is written but the report
    you ask for; the files and the page stay as they are.

    Examples:

    \b
        statuspage drill --down nirs-daejeon
        statuspage drill --down nirs-daejeon nirs-gwangju --at 2023-11-17T14:00+09:00
        statuspage drill --down saeol --html drill.html
    """
    from .. import drills, state
    from ..reports import drilled

    site = reading.site(context)
    moment = reading.moment(context, typed)
    if html is not None:
        _fits(context, html)
    names = [name for word in (*down, *more) for name in word.split(",") if name.strip()]
    before = state.at(site, moment)
    things = []
    for name in dict.fromkeys(names or [""]):
        if name.strip() not in before.states:
            raise reading.unknown(context, before, name, "no-target")
        things.append(name.strip())
    found = drills.drill(before, tuple(things))
    pen = reading.pen(context, before)
    if form == "json":
        context.write(drilled.document(pen, found))
    elif form == "csv":
        context.write(drilled.spreadsheet(pen, found))
    else:
        context.write(drilled.text(pen, found))
    if html is not None:
        _write(context, html, pen, found)


def _fits(context: Context, chosen: Path) -> None:
    """Refuse a place from which the report could be published, or where something else stands."""
    from ..outputs import build_info
    from ..reports.drill_page import MARK

    place = chosen.resolve()
    if chosen.suffix.lower() != ".html" or place.is_dir():
        raise Mistake(context.say("html-no-name", typed=chosen))
    if not place.parent.is_dir():
        raise Mistake(context.say("html-no-folder", typed=chosen, folder=place.parent))
    sources = [(context.root / name).resolve() for name in ("status", "templates", "site_src", "site")]
    for folder in place.parents:
        if folder in sources or (folder / build_info.PATH).is_file():
            raise Mistake(context.say("html-published", typed=chosen, folder=folder))
    if place.exists() and MARK not in place.read_bytes()[:4096]:
        raise Mistake(context.say("html-taken", typed=chosen))


def _write(context: Context, chosen: Path, pen: Pen, found: Drill) -> None:
    from ..reports import drill_page

    chosen.write_bytes(drill_page.page(pen, found))
    context.tell("drill-written", page=chosen.resolve().as_uri(), err=True)

"""The past, for machines: everything that was ever told (`/api/history.json`), and what it adds up to.

Whoever keeps an archive finds here every incident, every piece of planned work, every announcement and every
correction, each with the address of its own document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import groupby

from .. import state
from ..model import Incident, Maintenance, Update
from ..views import addresses, figures
from ..views.stories import anchor
from . import Artifact, Press
from .api import Ready, Said, Telling, artifact, written
from .figures import Lines, lines_by_year
from .statuspage_v2 import incident_statuses

TEXTS = ("period", "kind", "id")
"""The columns of the figures that are no numbers; the name is left out, since it stands elsewhere."""
WHOLE = ("times_stopped", "outages", "first_word_known", "resolved", "promises", "promises_kept")
"""Those that count things."""


def render(press: Press) -> Iterator[Artifact]:
    """Two documents."""
    telling = press.once(Telling)
    mark = telling.publication.marks.everything
    yield artifact(press, "history", "history", mark, partial(_history, telling))
    yield artifact(press, "figures", "figures", mark, partial(_figures, telling, press.once(lines_by_year)))


def _history(telling: Telling) -> Said:
    """Everything that was told up to now, the latest first."""
    publication, at = telling.publication, telling.at
    incidents = sorted(publication.incidents, key=lambda i: (i.updates[0].at, i.key), reverse=True)
    works = sorted(publication.announced, key=lambda m: (m.starts, m.key), reverse=True)
    notices = sorted(telling.site.notices, key=lambda n: (n.starts, n.key), reverse=True)
    return {
        "incidents": _incidents(telling, incidents),
        "maintenance": [
            {
                **telling.reference(work),
                "by": work.by or None,
                "starts": telling.moment(work.starts),
                "ends": telling.moment(work.ends),
                "repeats": work.repeats.typed if work.repeats else None,
            }
            for work in works
        ],
        "notices": [telling.notice(found) for found in notices if found.starts <= at],
        "corrections": [
            {
                "story": telling.reference(one.story),
                "was": _word(telling, one.story, one.was),
                "now": _word(telling, one.story, one.now),
            }
            for one in publication.corrected
        ],
    }


def _incidents(telling: Telling, found: Iterable[Incident]) -> Ready:
    """Incidents as they stand in the document; those of a year are written again when one of them changed."""
    publication, zone = telling.publication, telling.site.zone
    texts = []
    for _, year in groupby(found, lambda incident: incident.updates[0].at.astimezone(zone).year):
        members = list(year)
        said = [state.said_by(incident, telling.at) for incident in members]
        mark = f"history\0{publication.marks.told(members)}\0{said}"
        make = partial(_written, telling, members)
        texts.append(state.remembered(publication.memory, mark, str, make))
    return Ready(f"[{','.join(texts)}]")


def _written(telling: Telling, found: Iterable[Incident]) -> str:
    return written([_incident(telling, incident) for incident in found])[1:-1]


def _incident(telling: Telling, found: Incident) -> Said:
    said = [update for update in found.updates if update.at <= telling.at]
    return {
        **telling.reference(found),
        "by": said[0].by or None,
        "status": incident_statuses(said)[-1].value,
        "began": telling.moment(said[0].at),
        "occurred": telling.when(found.began),
        "resolved": telling.when(found.resolved(telling.at)),
        "confirmed": telling.moment(said[-1].at),
        "things": list(dict.fromkeys(claim.thing for update in said for claim in update.claims)),
    }


def _word(telling: Telling, story: Incident | Maintenance, found: Update) -> Said:
    _, path = telling.path(story)
    return {
        "id": found.id,
        "at": telling.moment(found.at),
        "by": found.by or None,
        "title": telling.maybe(found.title),
        "words": telling.note(found.words),
        "page": telling.page(f"{path}#{anchor(found)}"),
    }


def _figures(telling: Telling, by_year: Lines) -> Said:
    """The numbers of every year by subject, and of every month for the site as a whole."""
    publication = telling.publication
    columns = [name for name in figures.COLUMNS if name != "name"]
    years = sorted(publication.figures.years)

    def written_of(name: str, lines: Callable[[int], Iterable[figures.Cells]]) -> Iterator[str]:
        for year in years:
            yield figures.kept(publication, year, name, partial(_lines, lines, year, columns))

    by_month = partial(figures.in_all_by_month, publication)
    rows = filter(None, (*written_of("json by_year", by_year), *written_of("json by_month", by_month)))
    return {
        "page": telling.page(addresses.FIGURES),
        "files": telling.page(addresses.figures_file()),
        "columns": columns,
        "rows": Ready(f"[{','.join(rows)}]"),
    }


def _lines(lines: Callable[[int], Iterable[figures.Cells]], year: int, columns: list[str]) -> str:
    """The lines of a year as they stand in the document, without the brackets around them."""
    rows = (dict(zip(figures.COLUMNS, line, strict=True)) for line in lines(year))
    return written([[_number(name, row[name]) for name in columns] for row in rows])[1:-1]


def _number(name: str, cell: str) -> str | int | float | None:
    if name in TEXTS:
        return cell
    if not cell:
        return None
    return int(cell) if name in WHOLE or name.endswith("_minutes") else float(cell)

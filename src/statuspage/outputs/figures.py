"""The figures as files for spreadsheets: `figures/figures.csv`, and one for each year (RFC 4180)."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from io import StringIO

from ..views import addresses
from ..views.edition import Edition, Publication
from ..views.figures import COLUMNS, Cells, by_month, by_year, kept, named
from . import Artifact, Press

_BYTE_ORDER_MARK = "\ufeff"
"""Without it, spreadsheets in Korea read UTF-8 as CP949."""

_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


Count = Callable[[Publication, int], Iterable[Cells]]
"""How the lines of a year are counted."""


def render(press: Press) -> Iterator[Artifact]:
    """The figures of all years, and of every year by month, in every language."""
    editions, count = press.editions(), press.once(Counting)
    publication = editions[0].publication
    years = sorted(publication.figures.years)
    for edition in editions:
        path = edition.path(addresses.figures_file())
        yield Artifact(path, (press.look, publication.marks.everything), partial(_all, edition, press, years))
        for year in years:
            path = edition.path(addresses.figures_file(year))
            make = partial(_one, edition, count, year)
            yield Artifact(path, (press.look, publication.mark_of_year(year)), make)


class Counting:
    """The lines of years, counted once for all formats and languages."""

    def __init__(self, press: Press) -> None:
        self._publication = press.editions()[0].publication
        self._known: dict[tuple[Count, int], tuple[Cells, ...]] = {}

    def __call__(self, count: Count, year: int) -> tuple[Cells, ...]:
        """The lines of a year."""
        if (count, year) not in self._known:
            self._known[count, year] = tuple(count(self._publication, year))
        return self._known[count, year]


def _one(edition: Edition, counting: Counting, year: int) -> bytes:
    """A year, month by month."""
    return _file(_written(named(edition, counting(by_month, year))))


def _all(edition: Edition, press: Press, years: Iterable[int]) -> bytes:
    """All years."""
    what, counting = f"csv\0{press.look}\0{edition.language}", press.once(Counting)

    def of(year: int) -> str:
        return kept(
            edition.publication, year, what, lambda: _written(named(edition, counting(by_year, year)))
        )

    return _file("".join(map(of, years)))


def _file(lines: str) -> bytes:
    return (_BYTE_ORDER_MARK + _written([COLUMNS]) + lines).encode()


def _written(lines: Iterable[Cells]) -> str:
    out = StringIO()
    csv.writer(out).writerows([safe(cell) for cell in line] for line in lines)
    return out.getvalue()


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (safety R46)."""
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell

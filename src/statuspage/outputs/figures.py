"""The figures as files for spreadsheets: `figures/figures.csv`, and one for each year (RFC 4180)."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from io import StringIO
from itertools import product

from ..views import addresses
from ..views.edition import Edition, Publication
from ..views.figures import COLUMNS, Cells, by_month, by_year, kept, named
from . import Artifact, Press

_BYTE_ORDER_MARK = "\ufeff"
"""Without it, spreadsheets in Korea read UTF-8 as CP949."""

_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


Lines = Callable[[int], tuple[Cells, ...]]
"""The lines of a year."""


def render(press: Press) -> Iterator[Artifact]:
    """The figures of all years, and of every year by month, in every language."""
    editions = press.editions()
    publication = editions[0].publication
    years = sorted(publication.figures.years)
    lines = _one_at_a_time(by_month, publication)
    for year, edition in product(years, editions):
        make = partial(_one, edition, lines, year)
        path = edition.path(addresses.figures_file(year))
        yield Artifact(path, (press.look, publication.mark_of_year(year)), make)
    for edition in editions:
        path = edition.path(addresses.figures_file())
        yield Artifact(path, (press.look, publication.marks.everything), partial(_all, edition, press, years))


def lines_by_year(press: Press) -> Lines:
    """The lines of each year as a whole, for all formats and languages."""
    return _one_at_a_time(by_year, press.editions()[0].publication)


def _one_at_a_time(count: Callable[[Publication, int], Iterable[Cells]], publication: Publication) -> Lines:
    """Lines that are kept until another year is asked for: for a whole country, those of one are many."""
    return lru_cache(maxsize=1)(lambda year: tuple(count(publication, year)))


def _one(edition: Edition, lines: Lines, year: int) -> bytes:
    """A year, month by month."""
    return _file(_written(named(edition, lines(year))))


def _all(edition: Edition, press: Press, years: Iterable[int]) -> bytes:
    """All years."""
    what, lines = f"csv\0{press.look}\0{edition.language}", press.once(lines_by_year)

    def of(year: int) -> str:
        return kept(edition.publication, year, what, lambda: _written(named(edition, lines(year))))

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

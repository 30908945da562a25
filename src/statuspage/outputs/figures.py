"""The figures as files for spreadsheets: `figures/figures.csv`, and one for each year (RFC 4180)."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from io import StringIO

from ..views import addresses
from ..views.edition import Edition
from ..views.figures import Cells, named, rows
from . import Artifact, Press

_BYTE_ORDER_MARK = "\ufeff"
"""Without it, spreadsheets in Korea read UTF-8 as CP949."""

_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def render(press: Press) -> Iterator[Artifact]:
    """The figures of all years, and of every year by month, in every language."""
    editions = press.editions()
    publication = editions[0].publication
    counted = lru_cache(maxsize=1)(partial(rows, publication))  # once for all languages
    for year in (0, *publication.figures.years):
        mark = publication.mark_of_year(year) if year else publication.marks.everything
        for edition in editions:
            path = edition.path(addresses.figures_file(year))
            yield Artifact(path, (press.look, mark), partial(_file, edition, counted, year))


def _file(edition: Edition, counted: Callable[[int], tuple[Cells, ...]], year: int) -> bytes:
    out = StringIO()
    csv.writer(out).writerows([safe(cell) for cell in line] for line in named(edition, counted(year)))
    return (_BYTE_ORDER_MARK + out.getvalue()).encode()


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (safety R46)."""
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell

"""The figures as files for spreadsheets: `figures/figures.csv`, and one for each year (RFC 4180)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import partial
from io import StringIO

from ..views import addresses
from ..views.figures import Cells, named, rows
from . import Artifact, Press

_BYTE_ORDER_MARK = "\ufeff"
"""Without it, spreadsheets in Korea read UTF-8 as CP949."""

_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def render(press: Press) -> Iterator[Artifact]:
    """The figures of all years, and of every year by month, in every language."""
    editions = press.editions()
    publication = editions[0].publication
    for year in (0, *publication.figures.years):
        counted = rows(publication, year)
        for edition in editions:
            found = named(edition, counted)
            yield Artifact(edition.path(addresses.figures_file(year)), found, partial(_file, found))


def _file(found: tuple[Cells, ...]) -> bytes:
    out = StringIO()
    csv.writer(out).writerows([safe(cell) for cell in line] for line in found)
    return (_BYTE_ORDER_MARK + out.getvalue()).encode()


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (safety R46)."""
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell

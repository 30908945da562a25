"""Trees, tables and files out of plain words, as a terminal or a spreadsheet takes them."""

from __future__ import annotations

import csv
import json
import unicodedata
from collections.abc import Iterable, Sequence
from io import StringIO

from ..outputs.figures import safe
from ..problems import visible

BYTE_ORDER_MARK = "\ufeff"
"""Without it, spreadsheets in Korea read UTF-8 as CP949."""

Line = tuple[int, str]
"""How deep a line stands in a tree (0: the root), and what it says."""


def tree(lines: Sequence[Line]) -> str:
    """Lines of a tree with the branches that lead to them."""
    drawn: list[str] = []
    going_on: set[int] = set()
    for depth, words in reversed(lines):
        branch = ""
        if depth:
            above = "".join("│  " if level in going_on else "   " for level in range(1, depth))
            branch = above + ("├─ " if depth in going_on else "└─ ")
        going_on = {level for level in going_on if level < depth} | {depth}
        drawn.append(f"{branch}{visible(words)}\n")
    return "".join(reversed(drawn))


def table(rows: Sequence[Sequence[str]], *, words: int = 1) -> str:
    """Columns side by side, the first `words` of them to the left, numbers to the right."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = []
        for number, (cell, wide) in enumerate(zip(row, widths, strict=True)):
            gap = " " * (wide - width(cell))
            cells.append(cell + gap if number < words else gap + cell)
        lines.append("  ".join(map(visible, cells)).rstrip() + "\n")
    return "".join(lines)


def width(words: str) -> int:
    """How many columns of a terminal words take: Korean letters take two (Unicode, UAX 11)."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in words
    )


def spreadsheet(rows: Iterable[Iterable[str]]) -> bytes:
    """A file for spreadsheets (RFC 4180) in which no cell is taken for a formula."""
    out = StringIO()
    csv.writer(out).writerows([safe(visible(cell)) for cell in row] for row in rows)
    return (BYTE_ORDER_MARK + out.getvalue()).encode()


def document(answer: object) -> bytes:
    """An answer for other programs. JSON is UTF-8 (RFC 8259, 8.1), whatever the terminal speaks."""
    return (json.dumps(answer, ensure_ascii=False, indent=2) + "\n").encode()

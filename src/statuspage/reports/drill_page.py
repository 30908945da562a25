"""A drill as one page for a meeting, marked as a drill all over so that it cannot pass for the truth.

The page brings its style along and loads nothing; its policy allows that one style and nothing else. It lies
outside `outputs` and `templates`, so no build can publish it.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ..drills import Drill, Outcome
from ..look import Template
from ..outputs import Press
from ..outputs.pages import Printer
from . import drilled
from .wording import Pen

MARK = b'<meta name="statuspage-drill"'
"""By this a file is known to be such a page."""


@dataclass(frozen=True, slots=True)
class Row:
    """One service of a drill."""

    name: str
    agency: str
    importance: str
    change: str
    left: tuple[str, ...]
    lost: tuple[str, ...]
    instead: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Services that fare alike."""

    id: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class DrillPage:
    """Everything that `drill.html` says."""

    language: str
    at: str
    title: str
    banner: str
    watermark: str
    about: str
    made: str
    none: str
    down_label: str
    down: tuple[str, ...]
    table_label: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...]
    groups: tuple[Group, ...]
    nobody: str


def view(pen: Pen, drill: Drill) -> DrillPage:
    """A drill in the words of the page."""
    head, *rows = drilled.summary(pen, drill)
    groups = tuple(
        Group(key, pen(f"drill.head.{key}", n=len(found)), tuple(_row(pen, one) for one in found))
        for key, found in drilled.grouped(drill)
    )
    hurt = any(group.id in ("stranded", "stops", "suffers") for group in groups)
    return DrillPage(
        language=pen.words.language,
        at=drill.at.isoformat(),
        title=drilled.title(pen, drill),
        banner=pen("drill.banner"),
        watermark=pen("drill.watermark"),
        about=drilled.about(pen, drill),
        made=pen("drill.made"),
        none=pen("report.none"),
        down_label=pen("drill.down"),
        down=tuple(pen.named(thing) for thing in drill.down),
        table_label=pen("drill.table"),
        head=head,
        rows=tuple(rows),
        columns=tuple(pen(f"drill.{column}") for column in ("service", "state", "left", "lost", "instead")),
        groups=groups,
        nobody="" if hurt else pen("drill.nobody"),
    )


def _row(pen: Pen, outcome: Outcome) -> Row:
    service = outcome.service
    return Row(
        pen.named(service.id),
        pen.agency(service.agency),
        pen(f"importance.{service.importance.name.lower()}"),
        drilled.change(pen, outcome),
        tuple(drilled.ways(pen, outcome.left)),
        tuple(drilled.ways(pen, outcome.lost)),
        tuple(drilled.substitutes(pen, outcome.instead)),
    )


def page(pen: Pen, drill: Drill) -> bytes:
    """The page, complete in one file."""
    here = Path(__file__).parent
    templates = {
        name: Template(str(here / name), (here / name).read_text(encoding="utf-8"))
        for name in ("drill.html", "drill.css")
    }
    press = Press(drill.before, {}, templates, {}, None)
    environment = Printer(press).environment
    style = environment.get_template("drill.css").render()
    digest = b64encode(sha256(style.encode()).digest()).decode()
    # Only this one style, told by its digest (Content Security Policy Level 3, 6.7.3.3).
    csp = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    text = environment.get_template("drill.html").render(page=view(pen, drill), csp=csp)
    return text.encode() + b"\n"

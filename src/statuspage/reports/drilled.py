"""A drill in words: an overall table and every service that is touched, to read, for programs, for tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..drills import Drill, Outcome, Verdict, can_be_done
from ..guidance import StandIn, Way
from ..model import Importance
from . import drawing
from .wording import Pen

COLUMNS: tuple[Verdict | None, ...] = (
    Verdict.STOPS, None, Verdict.SUFFERS, Verdict.SURVIVES, Verdict.UNTOUCHED, Verdict.WAS_OUT,
)  # fmt: skip
"""The columns of the overall table; None are those left with no way."""


def text(pen: Pen, drill: Drill) -> str:
    """A drill as lines to read."""
    parts = [
        f"{pen('drill.banner')}\n{title(pen, drill)}\n{about(pen, drill)}\n",
        drawing.table(summary(pen, drill)),
    ]
    groups = list(grouped(drill))
    for key, found in groups:
        lines = [pen(f"drill.head.{key}", n=len(found)) + "\n"]
        if key in ("survives", "was_out"):
            names = pen.listed((pen.named(one.service.id) for one in found), MOST)
            lines.append(f"  {names}\n")
        else:
            lines += [_told(pen, one) for one in found]
        parts.append("".join(lines))
    if not any(key in ("stranded", "stops", "suffers") for key, _ in groups):
        parts.append(pen("drill.nobody") + "\n")
    return "\n".join(parts)


MOST = 200
"""How many names stand in one row of them."""


def title(pen: Pen, drill: Drill) -> str:
    """What is played through."""
    return pen("drill.title", names=pen.words.list([pen.named(thing) for thing in drill.down]))


def about(pen: Pen, drill: Drill) -> str:
    """For which moment."""
    return pen("drill.about", moment=pen.words.moment(drill.at))


def grouped(drill: Drill) -> Iterator[tuple[str, tuple[Outcome, ...]]]:
    """The services by how they fare, the worst first; groups without a service are left out."""
    stranded = {one.service.id for one in drill.stranded}
    groups = {
        "stranded": drill.stranded,
        "stops": tuple(one for one in drill.of(Verdict.STOPS) if one.service.id not in stranded),
        "suffers": tuple(one for one in drill.of(Verdict.SUFFERS) if one.service.id not in stranded),
        "survives": drill.of(Verdict.SURVIVES),
        "was_out": tuple(one for one in drill.of(Verdict.WAS_OUT) if one.service.id not in stranded),
    }
    for key, found in groups.items():
        if found:
            yield key, found


def summary(pen: Pen, drill: Drill) -> list[tuple[str, ...]]:
    """The overall table: how many services of each importance fare how."""
    head = [pen("drill.importance")]
    head += [pen(f"drill.{column.value}" if column else "drill.stranded") for column in COLUMNS]
    rows = [tuple(head)]
    for importance in (*reversed(Importance), None):
        label = f"importance.{importance.name.lower()}" if importance is not None else "drill.all"
        rows.append((pen(label), *(pen.words.number(drill.count(importance, c)) for c in COLUMNS)))
    return rows


def change(pen: Pen, outcome: Outcome) -> str:
    """The state before and after."""
    before = pen.state(outcome.before.state, usable=can_be_done(outcome.before))
    after = pen.state(outcome.after.state, usable=can_be_done(outcome.after))
    return before if before == after else pen("report.change", before=before, after=after)


def ways(pen: Pen, found: Iterable[Way]) -> list[str]:
    """Ways by name, with the state of those that are not well."""
    said = []
    for way in found:
        name = pen.channel(way.channel)
        state = pen.state(way.state, usable=way.usable)
        said.append(name if way.sound or not way.usable else pen("report.named", name=name, id=state))
    return said


def substitutes(pen: Pen, found: Iterable[StandIn]) -> list[str]:
    """Substitutes by name, with the ways that work."""
    return [
        pen("report.colon", label=pen.named(one.service.id), value=", ".join(ways(pen, one.ways)))
        for one in found
    ]


def _told(pen: Pen, outcome: Outcome) -> str:
    service = outcome.service
    head = pen.beside(
        pen.named(service.id),
        pen.agency(service.agency),
        pen(f"importance.{service.importance.name.lower()}"),
    )
    lines = [f"  {pen('report.colon', label=head, value=change(pen, outcome))}\n"]
    said = {
        "drill.left": ways(pen, outcome.left),
        "drill.lost": ways(pen, outcome.lost),
        "drill.instead": substitutes(pen, outcome.instead) if not outcome.left else [],
    }
    for key, names in said.items():
        if names:
            lines.append(f"    {pen('report.colon', label=pen(key), value=', '.join(names))}\n")
    if outcome.stranded:
        lines.append(f"    {pen('drill.no_way')}\n")
    return "".join(lines)


def document(pen: Pen, drill: Drill) -> bytes:
    """A drill for other programs; `drill` is always true, so that nobody takes it for the truth."""
    return drawing.document(
        {
            "drill": True,
            "at": drill.at.isoformat(),
            "down": [{"id": thing, "name": pen.name(thing)} for thing in drill.down],
            "count": {
                importance.name.lower() if importance is not None else "all": {
                    column.value if column else "stranded": drill.count(importance, column)
                    for column in COLUMNS
                }
                for importance in (*reversed(Importance), None)
            },
            "services": [_json(pen, one) for one in drill.outcomes if _touched(one)],
        }
    )


def _touched(outcome: Outcome) -> bool:
    return outcome.verdict is not Verdict.UNTOUCHED or outcome.stranded


def _json(pen: Pen, outcome: Outcome) -> dict[str, Any]:
    service = outcome.service
    return {
        "id": service.id,
        "name": pen.text(service.name),
        "agency": service.agency,
        "importance": service.importance.name.lower(),
        "verdict": outcome.verdict.value,
        "stranded": outcome.stranded,
        "before": outcome.before.state.id,
        "after": outcome.after.state.id,
        "ways": [
            {
                "id": way.thing,
                "name": pen.channel(way.channel),
                "state": way.state.id,
                "usable": way.usable,
                "lost": way in outcome.lost,
            }
            for way in outcome.after.ways
        ],
        "instead": [
            {"id": one.service.id, "state": one.state.id, "ways": [way.thing for way in one.ways]}
            for one in outcome.instead
        ],
    }


def spreadsheet(pen: Pen, drill: Drill) -> bytes:
    """Every service that is touched, one a line."""
    rows = [("drill", "id", "name", "agency", "importance", "verdict", "stranded", "before", "after",
             "ways_left", "ways_lost", "instead")]  # fmt: skip
    for one in drill.outcomes:
        if _touched(one):
            service = one.service
            rows.append(
                (
                    " ".join(drill.down),
                    service.id,
                    pen.text(service.name),
                    pen.agency(service.agency),
                    service.importance.name.lower(),
                    one.verdict.value,
                    "yes" if one.stranded else "no",
                    one.before.state.id,
                    one.after.state.id,
                    "; ".join(ways(pen, one.left)),
                    "; ".join(ways(pen, one.lost)),
                    "; ".join(pen.named(other.service.id) for other in one.instead),
                )
            )
    return drawing.spreadsheet(rows)

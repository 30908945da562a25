"""The audit in words: who has no independent way out, which systems take the most down, and which pairs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..model import Importance
from ..state.failing import Audit, Exposed, Toll
from . import drawing
from .wording import Pen

MOST = 30
"""How many lines a list has; the rest is in the JSON and the table."""


def text(pen: Pen, audit: Audit) -> str:
    """The audit as lines to read."""
    parts = [_looked(pen, audit), _exposed(pen, audit.exposed)]
    heavy = [toll for toll in audit.single if toll.total]
    if heavy:
        parts.append(pen("audit.single", n=len(heavy)) + "\n\n" + _tolls(pen, heavy))
    if audit.pairs:
        parts.append(pen("audit.pairs", n=len(audit.pairs)) + "\n\n" + _tolls(pen, audit.pairs))
    elif audit.pairs_tried:
        parts.append(pen("audit.no_pairs") + "\n")
    return "\n".join(parts)


def _looked(pen: Pen, audit: Audit) -> str:
    said = pen("audit.looked", services=audit.services, systems=audit.systems, pairs=audit.pairs_tried)
    return f"{said}\n"


def _exposed(pen: Pen, exposed: Sequence[Exposed]) -> str:
    if not exposed:
        return pen("audit.all_have") + "\n"
    lines = [pen("audit.exposed", n=len(exposed)) + "\n"]
    for one in exposed[:MOST]:
        importance = pen(f"importance.{one.service.importance.name.lower()}")
        agency = pen.agency(one.service.agency)
        lines.append(f"  {pen.beside(pen.named(one.service.id), agency, importance)}\n")
        by = pen("audit.by", names=pen.listed(map(pen.named, one.systems)))
        lines.append(f"    {pen.beside(by, pen('audit.no_substitute') if one.stranding else '')}\n")
    if len(exposed) > MOST:
        lines.append(f"  {pen('report.more', n=len(exposed) - MOST)}\n")
    return "".join(lines)


def _tolls(pen: Pen, tolls: Sequence[Toll]) -> str:
    """A table of what each failure takes down."""
    singly = len(tolls[0].things) == 1
    head = [pen("audit.system"), pen("drill.stops")]
    head += [pen(f"importance.{importance.name.lower()}") for importance in reversed(Importance)]
    head += [pen("drill.stranded"), *([pen("drill.suffers"), pen("audit.grade")] if singly else [])]
    rows = [tuple(head)]
    for toll in tolls[:MOST]:
        numbers = [toll.total, *reversed(toll.stops), sum(toll.strands)]
        row = [_together(pen, toll), *map(pen.words.number, numbers)]
        if singly:
            grade = pen.snapshot.site.systems[toll.things[0]].grade
            row += [pen.words.number(sum(toll.slows)), str(grade or "")]
        rows.append(tuple(row))
    more = f"{pen('report.more', n=len(tolls) - MOST)}\n" if len(tolls) > MOST else ""
    return drawing.table(rows) + more


def _together(pen: Pen, toll: Toll) -> str:
    said = ""
    for thing in toll.things:
        name = pen.named(thing)
        said = pen("audit.together", first=said, last=name) if said else name
    return said


def document(pen: Pen, audit: Audit) -> bytes:
    """The whole audit for other programs."""
    return drawing.document(
        {
            "at": pen.snapshot.at.isoformat(),
            "services": audit.services,
            "systems": audit.systems,
            "pairs_tried": audit.pairs_tried,
            "no_independent_way_out": [
                {
                    "id": one.service.id,
                    "name": pen.text(one.service.name),
                    "agency": one.service.agency,
                    "importance": one.service.importance.name.lower(),
                    "stopped_by": list(one.systems),
                    "stranded_by": list(one.stranding),
                    "place": {"file": one.service.place.file, "line": one.service.place.line},
                }
                for one in audit.exposed
            ],
            "single": [_json(pen, toll) for toll in audit.single],
            "pairs": [_json(pen, toll) for toll in audit.pairs],
        }
    )


def _json(pen: Pen, toll: Toll) -> dict[str, Any]:
    found: dict[str, Any] = {"down": list(toll.things), "names": [pen.name(thing) for thing in toll.things]}
    counted = {"stops": toll.stops, "stranded": toll.strands}
    if len(toll.things) == 1:
        found["grade"] = pen.snapshot.site.systems[toll.things[0]].grade
        counted["suffers"] = toll.slows
    for name, numbers in counted.items():
        found[name] = {
            "all": sum(numbers),
            **{importance.name.lower(): numbers[importance] for importance in reversed(Importance)},
        }
    found["services"] = list(toll.services)
    return found


def spreadsheet(pen: Pen, audit: Audit) -> bytes:
    """Services, systems and pairs in one table; `kind` tells them apart."""
    rows: list[tuple[str, ...]] = [
        ("kind", "id", "name", "agency", "importance", "grade", "stopped_by", "stranded_by", "stops",
         *(f"stops_{importance.name.lower()}" for importance in reversed(Importance)), "stranded", "suffers"),
    ]  # fmt: skip
    for one in audit.exposed:
        service = one.service
        rows.append(
            ("service", service.id, pen.text(service.name), pen.agency(service.agency),
             service.importance.name.lower(), "", " ".join(one.systems), " ".join(one.stranding),
             *[""] * (len(rows[0]) - 8))
        )  # fmt: skip
    for kind, tolls in (("system", audit.single), ("pair", audit.pairs)):
        for toll in tolls:
            system = pen.snapshot.site.systems[toll.things[0]]
            alone = kind == "system"
            rows.append(
                (kind, " ".join(toll.things), " + ".join(pen.name(thing) for thing in toll.things),
                 pen.agency(system.operator) if alone else "", "",
                 str(system.grade or "") if alone else "1", "", "", str(toll.total),
                 *map(str, reversed(toll.stops)), str(sum(toll.strands)),
                 str(sum(toll.slows)) if alone else "")
            )  # fmt: skip
    return drawing.spreadsheet(rows)

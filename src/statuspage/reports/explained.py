"""Why a thing is in its state, as a tree to read and as a document for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..model import Incident, Maintenance, ThingId
from ..problems import Place
from ..state import Snapshot, Story
from ..state.algebra import WELL, Condition
from ..state.reasons import Consequences, Evidence, Explained, Felt, Step, Tree
from . import drawing
from .wording import Pen, line


def thing(pen: Pen, name: ThingId, trees: tuple[Tree, ...]) -> str:
    """A thing and its reasons, nationally and in every region where it is worse."""
    snapshot = pen.snapshot
    nation, *regions = trees
    parts = [pen("report.at", moment=pen.words.moment(snapshot.at)) + "\n"]
    parts.append(drawing.tree(list(_lines(pen, nation, pen("explain.nation") if regions else ""))))
    for tree in regions:
        region = pen.region(tree.region)
        parts.append(pen("explain.regional", region=region) + "\n")
        parts.append(drawing.tree(list(_lines(pen, tree, region))))
    return "\n".join(parts)


def _lines(pen: Pen, tree: Tree, seen_from: str) -> Iterator[drawing.Line]:
    """The lines of a tree; what was explained once is not explained again."""
    root = tree.steps[tree.root]
    head = pen("report.colon", label=pen.named(root.thing), value=_condition(pen, root.condition))
    yield 0, pen.beside(seen_from, head, line(_place(pen.snapshot, root.thing)))
    if root.condition == WELL:
        yield 1, pen("explain.well" if root.felt else "explain.alone")
    told = {tree.root}
    ahead = [(1, entry) for entry in reversed(_entries(pen, root))]
    while ahead:
        depth, (words, steps) = ahead.pop()
        known = [step for step in steps if step in tree.steps]
        new = [step for step in known if step not in told]
        told.update(new)
        yield depth, pen.beside(words, pen("explain.above")) if known and not new else words
        deeper: list[tuple[int, _Entry]] = []
        for step in new:
            below = tree.steps[step]
            if len(steps) > 1:
                deeper.append((depth + 1, (_one_of(pen, below), ())))
                deeper += [(depth + 2, entry) for entry in _entries(pen, below)]
            else:
                deeper += [(depth + 1, entry) for entry in _entries(pen, below)]
        ahead += reversed(deeper)


_Entry = tuple[str, tuple[Step, ...]]
"""A line, and the things to explain below it."""


def _entries(pen: Pen, found: Explained) -> list[_Entry]:
    well = found.condition == WELL
    entries: list[_Entry] = [(_evidence(pen, one), ()) for one in found.evidence]
    if found.doubtful:
        place = line(_place(pen.snapshot, found.thing))
        entries.append((pen.beside(pen("explain.doubtful"), place), ()))
    rest = []
    for felt in found.felt:
        if felt.decides or well:
            entries.append((_felt(pen, felt), felt.steps))
        elif felt.unreplaced == felt.felt or felt.unreplaced == WELL:
            rest.append(_brief(pen, felt))
        if felt.unreplaced != felt.felt:
            name = pen.listed(map(pen.named, felt.names))
            replaced = pen("explain.replaced", name=name, state=_condition(pen, felt.unreplaced))
            entries.append((pen.beside(replaced, line(felt.place)), ()))
    if rest:
        entries.append((pen("explain.rest", names=", ".join(rest)), ()))
    return entries


def _one_of(pen: Pen, found: Explained) -> str:
    return pen("report.colon", label=pen.named(found.thing), value=_condition(pen, found.condition))


def _felt(pen: Pen, felt: Felt) -> str:
    if len(felt.names) > 1:
        names = pen.listed(map(pen.named, felt.names))
        said = pen("explain.any", names=names, best=pen.name(felt.names[felt.best]))
    elif felt.names:
        said = pen(f"explain.{felt.kind}", name=pen.named(felt.names[0]))
    else:
        said = pen("report.none")
    return pen.beside(pen("report.colon", label=said, value=_how(pen, felt)), line(felt.place))


def _how(pen: Pen, felt: Felt) -> str:
    """How a need is, and what is felt of it."""
    state = _condition(pen, felt.whole)
    if felt.felt == felt.whole:
        return state
    if felt.felt == WELL:
        return pen("explain.harmless", state=state)
    return pen("explain.capped", state=state, felt=_condition(pen, felt.felt))


def _brief(pen: Pen, felt: Felt) -> str:
    names = "/".join(map(pen.named, felt.names)) or pen("report.none")
    return f"{names} – {_how(pen, felt)}"


def _evidence(pen: Pen, found: Evidence) -> str:
    state = pen.state(found.state)
    who = pen.agency(found.by) or pen("explain.somebody")
    if found.story.kind == "standing":
        said = (
            pen("explain.standing_since", state=state, since=pen.moment(found.at))
            if found.at
            else pen("explain.standing", state=state)
        )
    elif found.story.kind == "maintenance" and found.at is None:
        said = pen("explain.planned", state=state, who=who)
    else:
        said = pen("explain.said", state=state, who=who)
    return pen.beside(
        said,
        pen.moment(found.at) if found.at and found.story.kind != "standing" else "",
        pen("explain.only_in", region=pen.region(found.region)) if found.region else "",
        "" if found.decides else pen("explain.not_why"),
        line(found.place),
    )


def _condition(pen: Pen, found: Condition) -> str:
    return pen.state(found.state, usable=found.usable)


def _place(snapshot: Snapshot, name: ThingId) -> Place:
    site = snapshot.site
    service, _, way = name.partition("/")
    if way:
        return next((w.place for w in snapshot.ways.get(service, ()) if w.id == way), Place(""))
    one = site.systems.get(name) or site.channels.get(name) or site.services.get(name)
    return one.place if one else Place("")


# --- Stories ------------------------------------------------------------------------------------------------


def story(pen: Pen, told: Incident | Maintenance, found: Consequences) -> str:
    """An incident or planned work: where it stands, what it says, and what follows from it."""
    kind = "incident" if isinstance(told, Incident) else "maintenance"
    head = pen(f"explain.{kind}", title=pen.text(told.title), key=told.key)
    stands = pen("report.colon", label=head, value=_stands(pen, told))
    lines: list[drawing.Line] = [(0, pen.beside(stands, line(told.place)))]
    if found.last is not None:
        status = pen(f"status.{found.last.status.value}") if found.last.status else ""
        who = pen.agency(found.last.by)
        said = pen.beside(pen.moment(found.last.at), who, status, line(found.last.place))
        lines.append((1, pen("report.colon", label=pen("explain.last"), value=said)))
    overdue = pen.snapshot.overdue.get(told.key) if isinstance(told, Incident) else None
    if overdue is not None:
        lines.append((1, pen("explain.late", moment=pen.moment(overdue.since))))
    lines.append((1, pen("explain.claims" if found.evidence else "explain.claims_nothing")))
    for one in found.evidence:
        lines.append((2, pen("report.colon", label=pen.named(one.thing), value=_evidence(pen, one))))
    for group in ("systems", "channels", "services"):
        names = getattr(found, group)
        if names:
            lines.append((1, pen(f"explain.{group}", n=len(names))))
            lines += [(2, _brief_thing(pen, name)) for name in names[:MOST]]
            if len(names) > MOST:
                lines.append((2, pen("report.more", n=len(names) - MOST)))
    at = pen("report.at", moment=pen.words.moment(pen.snapshot.at))
    return f"{at}\n\n{drawing.tree(lines)}"


MOST = 40
"""How many things are told by name; the rest is in the JSON."""


def _brief_thing(pen: Pen, name: ThingId) -> str:
    snapshot = pen.snapshot
    state = pen.state(snapshot.states[name], usable=snapshot.usable(name))
    return pen("report.colon", label=pen.named(name), value=state)


def _stands(pen: Pen, told: Incident | Maintenance) -> str:
    at = pen.snapshot.at
    if isinstance(told, Incident):
        if told.started is None or told.started > at:
            return pen("explain.to_come")
        over = told.resolved(at)
        return pen("explain.over", moment=pen.moment(over)) if over else pen("explain.open")
    windows = [one for one in pen.snapshot.windows if one.maintenance.key == told.key]
    for window in windows:
        if window.starts <= at < window.ends and not window.cancelled:
            return pen("explain.running", until=pen.words.until(window.ends, at))
    for window in windows:
        if window.starts > at:
            return pen("explain.coming", moment=pen.moment(window.starts))
    return pen("explain.quiet")


# --- For programs -------------------------------------------------------------------------------------------


def thing_document(pen: Pen, name: ThingId, trees: tuple[Tree, ...]) -> bytes:
    """The same reasons for other programs: every step once, with the numbers of those it hangs on."""
    snapshot = pen.snapshot
    return drawing.document(
        {
            "thing": name,
            "name": pen.name(name),
            "at": snapshot.at.isoformat(),
            "state": snapshot.states[name].id,
            "usable": snapshot.usable(name),
            "place": _json_place(_place(snapshot, name)),
            "trees": [{"region": tree.region or None, "steps": _json_steps(pen, tree)} for tree in trees],
        }
    )


def _json_steps(pen: Pen, tree: Tree) -> list[dict[str, Any]]:
    numbers = {step: number for number, step in enumerate(tree.steps)}
    return [
        {
            "thing": step.thing,
            "name": pen.name(step.thing),
            "without": sorted(story.key for story in step.without),
            "state": found.condition.state.id,
            "usable": found.condition.usable,
            "doubtful": found.doubtful,
            "evidence": [_json_evidence(one) for one in found.evidence],
            "hangs_on": [
                {
                    "through": felt.kind,
                    "any_of": list(felt.names),
                    "best": felt.names[felt.best] if felt.names else None,
                    "steps": [numbers[one] for one in felt.steps if one in numbers],
                    "state": felt.whole.state.id,
                    "at_most": None if felt.at_most is None else felt.at_most.id,
                    "felt": felt.felt.state.id,
                    "replaced": felt.unreplaced.state.id if felt.unreplaced != felt.felt else None,
                    "decides": felt.decides,
                    "place": _json_place(felt.place),
                }
                for felt in found.felt
            ],
        }
        for step, found in tree.steps.items()
    ]


def story_document(pen: Pen, told: Incident | Maintenance, found: Consequences) -> bytes:
    """A story for other programs."""
    return drawing.document(
        {
            "story": told.key,
            "title": pen.text(told.title),
            "at": pen.snapshot.at.isoformat(),
            "open": isinstance(told, Incident) and told.is_open(pen.snapshot.at),
            "place": _json_place(told.place),
            "last_update": found.last.id if found.last else None,
            "evidence": [_json_evidence(one) for one in found.evidence],
            "systems": list(found.systems),
            "channels": list(found.channels),
            "services": list(found.services),
        }
    )


def _json_evidence(found: Evidence) -> dict[str, Any]:
    return {
        "thing": found.thing,
        "state": found.state.id,
        "story": _json_story(found.story),
        "by": found.by or None,
        "at": found.at.isoformat() if found.at else None,
        "region": found.region or None,
        "decides": found.decides,
        "place": _json_place(found.place),
    }


def _json_story(found: Story) -> dict[str, str]:
    return {"kind": found.kind, "key": found.key}


def _json_place(found: Place) -> dict[str, object] | None:
    return {"file": found.file, "line": found.line} if found.file else None

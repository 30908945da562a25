"""Reads one file about a thing: an agency, a system, a shared channel, a service with its ways."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from ..language import Text
from ..model import (
    Agency,
    Channel,
    Importance,
    Kind,
    Need,
    Service,
    Standing,
    State,
    Substitute,
    System,
)
from ..source import Entries, Node, Scalar, Table
from .choices import IMPORTANCES, KIND_NAMES, KINDS, STATES
from .fields import Fields, an_id, choose
from .findings import Findings
from .layout import Spot


@dataclass(frozen=True, slots=True)
class Way:
    """A way as written: what it says itself, before a shared channel fills in the rest."""

    channel: Channel
    said: frozenset[str] = frozenset()
    """Which fields of `channel` were written."""

    def filled(self, shared: Channel) -> Channel:
        """The way with the shared channel's words wherever it says nothing itself."""
        own = {name: getattr(self.channel, name) for name in self.said}
        return replace(
            shared,
            id=self.channel.id,
            use=shared.id,
            needs=self.channel.needs,
            standing=self.channel.standing,
            place=self.channel.place,
            doubtful=self.channel.doubtful,
            **own,
        )


@dataclass(frozen=True, slots=True)
class ServiceDraft:
    """A service as written, its ways still without what shared channels say."""

    service: Service
    ways: tuple[Way, ...] = ()
    lost: bool = False
    """Whether there may be ways that could not be read."""


def agency(spot: Spot, table: Table, findings: Findings) -> Agency:
    """`agencies/mois.yaml`."""
    fields = Fields(table, findings)
    found = Agency(
        spot.id,
        name=fields.title("name", required=True) or named_by_id(spot, findings),
        phone=fields.phone("phone"),
        url=fields.url("url"),
        place=fields.place,
    )
    fields.done()
    return found


def system(spot: Spot, table: Table, findings: Findings) -> System:
    """`systems/saeol.yaml`."""
    fields = Fields(table, findings)
    found = System(
        spot.id,
        name=fields.title("name", required=True) or named_by_id(spot, findings),
        operator=fields.id("operator", "agency"),
        grade=fields.choice(
            "grade", {"1": 1, "2": 2, "3": 3, "4": 4, "1등급": 1, "2등급": 2, "3등급": 3, "4등급": 4}
        ),
        needs=needs(fields),
        standing=standing(fields),
        retired=fields.day("retired"),
        place=fields.place,
    )
    fields.done()
    return found


def shared_channel(spot: Spot, table: Table, findings: Findings) -> Channel:
    """`channels/community-center.yaml`: a way that many services share."""
    fields = Fields(table, findings)
    kind = fields.choice("kind", KINDS, required=True) or Kind.OTHER
    found = Channel(
        spot.id,
        kind=kind,
        name=fields.title("name", required=True) or named_by_id(spot, findings),
        **_described(fields),
    )
    fields.done()
    return found


def service(spot: Spot, table: Table, findings: Findings) -> ServiceDraft:
    """`services/mois/resident-copy.yaml`."""
    fields = Fields(table, findings)
    found = Service(
        spot.id,
        name=fields.title("name", required=True) or named_by_id(spot, findings),
        agency=spot.folder,
        category=fields.id("category", "category"),
        importance=_importance(fields),
        about=fields.words("about"),
        keywords=fields.texts("keywords"),
        instead=_substitutes(fields),
        standing=standing(fields),
        retired=fields.day("retired"),
        place=fields.place,
    )
    ways: dict[str, Way] = {}
    before = findings.errors
    entries = fields.entries("channels")
    lost = findings.errors > before
    for entry in entries:
        way = a_way(entry)
        if way is None:
            lost = True
            continue
        if way.channel.id in ways:
            first = ways[way.channel.id].channel.place.line
            findings.error("way_twice", entry.at("id"), way.channel.id, first=str(first))
        else:
            ways[way.channel.id] = way
    fields.done()
    return ServiceDraft(found, tuple(ways.values()), lost)


def _importance(fields: Fields) -> Importance:
    found = fields.choice("importance", IMPORTANCES)
    return Importance.MEDIUM if found is None else found


def named_by_id(spot: Spot, findings: Findings) -> Text:
    """What a thing is called whose name could not be read."""
    return Text(((findings.reading.languages[0], spot.id),))


def a_way(fields: Fields, new: bool = False) -> Way | None:
    """One way of a service; None, and a problem, where not even its id can be read.

    `new`: a way born in an incident, which must say what it is called.
    """
    findings = fields.findings
    before = findings.errors
    use = fields.id("use", "shared")
    written = fields.text("id", required=not use or new)
    id = (
        an_id(Scalar(written, fields.at("id").line, fields.at("id").column, True), "", findings)
        if written
        else use
    )
    kind = fields.choice("kind", KINDS, required=not use)
    name = fields.title("name", required=new and not use)
    described = _described(fields)
    fields.done()
    if not id:
        return None
    said = {
        field
        for field, what in described.items()
        if field not in _OWN and fields.has(_WRITTEN.get(field, field))
    }
    if kind is not None:
        said.add("kind")
    if name is not None:
        said.add("name")
    kind = kind or Kind.OTHER
    channel = Channel(id, kind=kind, name=name or _kind_name(kind, findings), use=use, **described)
    return Way(replace(channel, doubtful=findings.errors > before), frozenset(said))


_OWN = frozenset(("needs", "standing", "place"))
_WRITTEN = {"starts": "from", "ends": "until"}


def _kind_name(kind: Kind, findings: Findings) -> Text:
    names = dict(KIND_NAMES[kind])
    ours = tuple((language, names[language]) for language in findings.reading.languages if language in names)
    return Text(ours or KIND_NAMES[kind])


def _described(fields: Fields) -> dict[str, Any]:
    """What ways and shared channels have in common, by the names of the model."""
    starts, ends = fields.span()
    return {
        "needs": needs(fields),
        "url": fields.url("url"),
        "phone": fields.phone("phone"),
        "where": fields.words("where"),
        "hours": fields.hours("hours"),
        "hours_note": fields.words("hours_note"),
        "bring": fields.words("bring"),
        "fee": fields.words("fee"),
        "limits": fields.words("limits"),
        "answers_only": fields.flag("answers_only"),
        "regions": fields.ids("regions", "region"),
        "starts": starts,
        "ends": ends,
        "standing": standing(fields),
        "place": fields.place,
    }


def standing(fields: Fields) -> Standing | None:
    """`state:` with `since:`, the one-word edit at three in the morning."""
    findings = fields.findings
    node = fields.node("state")
    since = fields.moment("since", "start")
    if node is None:
        if fields.node("since") is not None:
            findings.warning("since_without_state", fields.name_at("since"), "since")
        return None
    state = choose(node, "state", STATES, findings)
    if not fields.has("since"):
        findings.warning("state_without_since", node)
    return Standing(State.UNKNOWN if state is None else state, since, findings.place(node))


def needs(fields: Fields) -> tuple[Need, ...]:
    """What a thing cannot do without: ids, or `{system: …, at_most: …}`, or `{any_of: […], at_most: …}`."""
    node = fields.node("needs")
    if node is None:
        return ()
    if isinstance(node, Scalar):
        entries: list[Node] = list(fields.scalars("needs"))
    else:
        entries = list(node.items) if isinstance(node, Entries) else [node]
    found = [_need(entry, fields.findings) for entry in entries]
    return tuple(need for need in found if need)


def _need(node: Node, findings: Findings) -> Need | None:
    if isinstance(node, Scalar):
        if node.text is None:
            return None
        id = an_id(node, "need", findings)
        return Need((id,), place=findings.place(node)) if id else None
    if isinstance(node, Entries):
        findings.error("need_unclear", node)
        return None
    fields = Fields(node, findings, "needs")
    ids = (fields.id("system", "need"), fields.id("channel", "need"), *fields.ids("any_of", "need"))
    at_most = fields.choice("at_most", STATES)
    ways_of_saying = sum(fields.has(name) for name in ("system", "channel", "any_of"))
    fields.done()
    if ways_of_saying != 1:
        findings.error("need_unclear", node)
    any_of = tuple(id for id in ids if id)
    return Need(any_of, at_most, fields.place) if any_of else None


def _substitutes(fields: Fields) -> tuple[Substitute, ...]:
    node = fields.node("instead")
    if node is None:
        return ()
    findings = fields.findings
    entries: list[Node] = list(node.items) if isinstance(node, Entries) else [node]
    if isinstance(node, Scalar):
        entries = list(fields.scalars("instead"))
    found: dict[str, Substitute] = {}
    for entry in entries:
        note = None
        if isinstance(entry, Table):
            group = Fields(entry, findings, "instead")
            id, note = group.id("service", "service", required=True), group.words("note")
            group.done()
        elif isinstance(entry, Scalar):
            id = an_id(entry, "service", findings) if entry.text else ""
        else:
            findings.expected_fields(entry, "instead")
            continue
        if id:
            found.setdefault(id, Substitute(id, note, findings.place(entry)))
    return tuple(found.values())

"""Reads one file of a story: an incident, a maintenance, an update, a translation, a notice."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from ..language import Text
from ..model import (
    Claim,
    Expected,
    Incident,
    Maintenance,
    Notice,
    Relief,
    State,
    ThingId,
    Update,
)
from ..problems import Place
from ..repeats import Repeats
from ..source import Front, Scalar, Table
from . import moments, withheld
from .choices import NOT_KNOWN, OF_INCIDENTS, OF_MAINTENANCE, RELIEF_KINDS, STATES
from .fields import Fields, an_id, choose
from .findings import TITLE, WORDS, Findings
from .layout import Spot
from .moments import NotAMoment
from .things import Way, a_way, named_by_id

NOWHERE = Place("")
BODY = 20_000
"""The longest words below the fields, in characters."""


@dataclass(frozen=True, slots=True)
class NewWayDraft:
    """A way born in mid-incident, before a shared channel fills it in."""

    services: tuple[str, ...]
    way: Way


@dataclass(frozen=True, slots=True)
class UpdateDraft:
    """An update as written; who speaks may still stand in the file's name."""

    update: Update
    speaker: str = ""
    """What the file's name says after the time: `mois`, `mois-2`."""
    ways: tuple[NewWayDraft, ...] = ()
    words_at: Place = NOWHERE
    corrects_at: Place = NOWHERE
    lost: bool = False
    """Whether there may be new ways that could not be read."""
    at_said: bool = False
    """Whether `at:` gives the time, and not the file's name."""


@dataclass(frozen=True, slots=True)
class Translation:
    """The words of a file in another language."""

    language: str
    title: str = ""
    words: str = ""
    title_at: Place = NOWHERE


def incident(spot: Spot, table: Table, front: Front, findings: Findings) -> Incident:
    """`incidents/2023/1117-saeol/incident.md`."""
    fields = Fields(table, findings)
    found = Incident(
        spot.id,
        spot.year,
        title=fields.title("title", required=True) or named_by_id(spot, findings),
        words=body(front, findings),
        place=Place(spot.file),
        began=fields.moment("began", "start"),
    )
    fields.done()
    return found


def maintenance(spot: Spot, table: Table, front: Front, findings: Findings) -> Maintenance | None:
    """`maintenance/2026/0402-hometax/notice.md`; None where it is not known from when until when."""
    fields = Fields(table, findings)
    title = fields.title("title", required=True) or named_by_id(spot, findings)
    starts, ends = fields.moment("starts", required=True), fields.moment("ends", required=True)
    repeats = _repeats(fields)
    regions = fields.ids("regions", "region")
    claims = _claims(fields, regions)
    by = fields.id("by", "agency")
    announced = fields.moment("announced", "start")
    words = body(front, findings)
    fields.done()
    if starts is None or ends is None:
        return None
    if ends <= starts:
        findings.error("ends_before_start", fields.at("ends"), start=fields.text("starts"))
        return None
    if announced is not None:
        announced = min(announced, starts)  # what has begun is no secret
    return Maintenance(
        spot.id, spot.year, title, starts, ends, repeats, words, claims,
        by=by, announced=announced, place=Place(spot.file),
    )  # fmt: skip


def _repeats(fields: Fields) -> Repeats | None:
    from .. import repeats

    typed = fields.text("repeats")
    if not typed:
        return None
    try:
        return repeats.parse(typed)
    except repeats.RepeatsError as wrong:
        fields.findings.misunderstood(
            "not_repeats", fields.at("repeats"), wrong.typed_part, wrong.column, repeats.EXAMPLES
        )
        return None


def notice(spot: Spot, table: Table, front: Front, findings: Findings) -> Notice | None:
    """`notices/2026/0115-new-address.md`; None where it is not known from when."""
    fields = Fields(table, findings)
    title = fields.title("title", required=True) or named_by_id(spot, findings)
    starts, ends = fields.span()
    if starts is None and not fields.has("from"):
        dated = re.match(r"(\d{4})(?:-|$)", spot.id)
        try:
            if not dated:
                raise NotAMoment("notice_without_day")
            starts = moments.moment(
                f"{spot.year}-{dated[1][:2]}-{dated[1][2:]}", findings.reading.zone, alone="start"
            )
        except NotAMoment:
            findings.error("notice_without_day", Place(spot.file), spot.id)
        if starts and ends and ends <= starts:
            findings.error("ends_before_start", fields.at("until"), start=f"{starts:%Y-%m-%d}")
            ends = None
    about = fields.ids("about", "about")
    by = fields.id("by", "agency")
    words = body(front, findings)
    fields.done()
    if starts is None:
        return None
    return Notice(spot.id, spot.year, title, starts, ends, words, about, by, place=Place(spot.file))


_NAME = re.compile(r"(\d{4}|\d{8})-(\d{4})-([a-z0-9]+(?:-[a-z0-9]+)*)", re.ASCII)


def update(spot: Spot, table: Table, front: Front, findings: Findings) -> UpdateDraft | None:
    """`1117-0840-mois.md`; None where it is not known when it was said."""
    fields = Fields(table, findings)
    of_incident = spot.folder == "incidents"
    at, speaker = _when_and_who(spot, fields)
    by = fields.id("by", "agency")
    status = fields.choice("status", OF_INCIDENTS if of_incident else OF_MAINTENANCE)
    regions = fields.ids("regions", "region")
    starts = None if of_incident else fields.moment("starts")
    ends = None if of_incident else fields.moment("ends")
    if starts and ends and ends <= starts:
        findings.error("ends_before_start", fields.at("ends"), start=fields.text("starts"))
        ends = None
    corrects = fields.text("corrects")
    found = Update(
        spot.id,
        at or datetime.min.replace(tzinfo=UTC),
        by=by,
        status=status,
        title=fields.title("title", ask=False),
        words=body(front, findings),
        claims=_claims(fields, regions),
        next_update=fields.moment("next_update"),
        expected=_expected(fields),
        provisional=fields.ids("provisional", "thing"),
        without=_without(fields),
        relief=tuple(relief for entry in fields.entries("relief") if (relief := _relief(entry))),
        regions=regions,
        corrects=corrects.removesuffix(".md"),
        starts=starts,
        ends=ends,
        place=Place(spot.file),
    )
    before = findings.errors
    ways = tuple(way for entry in fields.entries("channels") if (way := _new_way(entry)))
    lost = findings.errors > before
    fields.done()
    if at is None:
        return None
    return UpdateDraft(
        found,
        speaker="" if by else speaker,
        ways=ways,
        lost=lost,
        words_at=Place(spot.file, front.words_line),
        corrects_at=findings.place(fields.at("corrects")),
        at_said=fields.has("at"),
    )


def _when_and_who(spot: Spot, fields: Fields) -> tuple[datetime | None, str]:
    """The moment and the speaker: from the file's name, unless `at:` and `by:` say otherwise."""
    findings = fields.findings
    said = fields.moment("at")
    name = _NAME.fullmatch(spot.id)
    if not name:
        findings.error("update_name", Place(spot.file), spot.id)
        return said, ""
    if said:
        return said, name[3]
    return named_moment(spot, findings), name[3]


def named_moment(spot: Spot, findings: Findings) -> datetime | None:
    """The moment in the name of an update's file, or a problem."""
    name = _NAME.fullmatch(spot.id)
    if not name:
        return None
    try:
        return moments.in_file_name(spot.year, name[1], name[2], findings.reading.zone)
    except NotAMoment as wrong:
        code = wrong.code if wrong.code in ("moment_twice", "moment_never") else "update_name_time"
        findings.error(code, Place(spot.file), spot.id, **wrong.details)
        return None


def named_speaker(spot: Spot) -> str:
    """Who speaks, by the name of an update's file."""
    name = _NAME.fullmatch(spot.id)
    return name[3] if name else ""


def _claims(fields: Fields, regions: tuple[str, ...]) -> tuple[Claim, ...]:
    """`impact`: things, and the state each is in. A state that cannot be read counts as unknown."""
    found: dict[ThingId, Claim] = {}
    for name, node in fields.pairs("impact"):
        thing = an_id(name, "thing", fields.findings)
        if isinstance(node, Scalar) and node.text is None:
            fields.findings.error("empty_field", name, name.text)
            state = None
        else:
            state = choose(node, f"impact.{name.text}", STATES, fields.findings)
        if thing:
            place = fields.findings.place(name)
            found[thing] = Claim(thing, State.UNKNOWN if state is None else state, regions, place)
    return tuple(found.values())


def _expected(fields: Fields) -> Expected | None:
    """When it is expected to work again: a moment, words, or that nobody knows."""
    node = fields.node("expected")
    if node is None:
        return None
    if isinstance(node, Scalar):
        typed = (node.text or "").strip()
        if typed.lower() in NOT_KNOWN:
            return Expected()
        if re.match(r"\d{4}[-./]", typed):
            at = fields.findings.moment(typed, node)
            return Expected(at=at) if at else None
    words = fields.words("expected")
    return Expected(words=words) if words else None


def _without(fields: Fields) -> tuple[tuple[ThingId, Text], ...]:
    """`without`: things, and what is left out of each."""
    found: dict[ThingId, Text] = {}
    for name, node in fields.pairs("without"):
        thing = an_id(name, "thing", fields.findings)
        words = fields.findings.words(node, f"without.{name.text}", WORDS)
        if words is None and isinstance(node, Scalar):
            fields.findings.error("empty_field", name, name.text)
        if thing and words:
            found[thing] = words
    return tuple(found.items())


def _relief(fields: Fields) -> Relief | None:
    """What is done so that nobody loses a right; None, and a problem, where it is not said what."""
    kind = fields.choice("kind", RELIEF_KINDS, required=True)
    what = fields.words("what", required=True)
    written = fields.node("id")
    id = an_id(written, "", fields.findings) if isinstance(written, Scalar) else ""
    services = fields.ids("services", "relief")
    who, basis, ask = fields.words("who"), fields.words("basis"), fields.words("ask")
    starts, ends = fields.span()
    regions = fields.ids("regions", "region")
    fields.done()
    if kind is None or what is None:
        return None
    return Relief(kind, what, services, who, starts, ends, basis, ask, id, regions, fields.place)


def _new_way(fields: Fields) -> NewWayDraft | None:
    services = fields.ids("services", "service")
    if not services:
        fields.node("services", required=True)
    way = a_way(fields, new=True)
    return NewWayDraft(services, way) if way and services else None


def body(front: Front, findings: Findings) -> Text | None:
    """The words below the fields, as written in the site's first language."""
    words = _body(front, findings)
    return Text(((findings.reading.languages[0], words),)) if words else None


def _body(front: Front, findings: Findings) -> str:
    words = front.words
    if not words:
        return ""
    if len(words) > BODY:
        place = Place(findings.file, front.words_line)
        findings.error("too_long", place, words[:20] + "…", limit=f"{BODY:,}", length=f"{len(words):,}")
        return ""
    for one in withheld.found(words):
        line, before = words.count("\n", 0, one.start), words.rfind("\n", 0, one.start)
        findings.warning(
            one.code, Place(findings.file, front.words_line + line, one.start - before), one.shown
        )
    from .. import prose

    links = prose.Links(findings.reading.links)
    for fault in prose.faults(words, links):
        place = Place(findings.file, front.words_line + fault.line - 1, fault.column)
        findings.warning(fault.code.replace("-", "_"), place, fault.typed)
    return words


def translation(spot: Spot, table: Table, front: Front, findings: Findings) -> Translation | None:
    """`1117-0840-mois.en.md`: words only, never facts."""
    languages = findings.reading.languages
    if spot.language not in languages[1:]:
        others = ", ".join(languages[1:]) or "–"
        findings.error(
            "translation_language", Place(spot.file), spot.language, languages=others, original=languages[0]
        )
        return None
    fields = Fields(table, findings)
    node = fields.node("title")
    title = ""
    if isinstance(node, Scalar):
        title = findings.line(node, TITLE, title=True) or ""
    elif node is not None:
        findings.error("one_text_expected", node, "title")
    for name, (key, _) in table.fields.items():
        if name != "title":
            findings.error("fact_in_translation", key, name)
    return Translation(spot.language, title, _body(front, findings), findings.place(fields.at("title")))


def with_translation(words: Text | None, language: str, translated: str) -> Text | None:
    """Words with one more language, unless they have it already."""
    if not translated:
        return words
    if words is None:
        return Text(((language, translated),))
    if language in words.languages():
        return words
    return replace(words, versions=(*words.versions, (language, translated)))

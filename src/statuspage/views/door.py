"""The sheet for an office door or a kiosk: big words on one page of A4, in one language or in all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from .. import guidance as guidance_room
from ..guidance import Way
from ..model import Channel, Incident, Service, State
from ..state import Protection, last_word
from . import addresses, ways
from .edition import Edition, Frame, HelpLine, Link, Moment, Phrase, Tag
from .pages import channel, done_there

MOST = 5
"""So many lines a sheet gives to one heading; it must fit on one page, and the address leads to the rest."""

MOST_NAMES = 20
"""So many services a sheet names that cannot be done behind the door."""

LONGEST = 140
"""Words of more characters are left to the page."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: the name in bold, and what there is to say of it."""

    name: Phrase
    rest: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading and its lines."""

    title: str
    lines: tuple[Line, ...]
    more: str
    """How many lines had no room; "" for none."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything a sheet says in one language."""

    lang: str
    """Where it is not the page's."""
    tag: Tag
    answer: str
    blocks: tuple[Block, ...]
    more: str
    label: str
    moment: Moment | None
    """When somebody last confirmed it (or, on a quiet day, when the information last changed)."""
    help: tuple[HelpLine, ...]
    demonstration: str


@dataclass(frozen=True, slots=True)
class DoorNotice:
    """A sheet to hang up, for `pages/door-notice.html`."""

    frame: Frame
    names: tuple[Phrase, ...]
    """The name in every language of the sheet."""
    sheets: tuple[Sheet, ...]
    page: str
    """The full address of the living page, as it should be typed."""
    code: str
    """The path of the QR code of that address."""
    back: Link
    """The page the sheet belongs to."""
    also: Link | None
    """The sheet in every language, where this one is in one of several."""


def service_notice(edition: Edition, found: Service) -> DoorNotice:
    """The sheet of a service, in one language."""
    return _of_service((edition,), found, addresses.door_notice(found.id))


def service_notice_in_all(editions: Sequence[Edition], found: Service) -> DoorNotice:
    """The sheet of a service in every language of the site, on one page."""
    return _of_service(editions, found, addresses.door_notice_in_all(found.id))


def channel_notice(edition: Edition, found: Channel) -> DoorNotice:
    """The sheet for the door of a shared channel: what cannot be done behind it."""
    return _of_channel((edition,), found, addresses.door_notice(found.id))


def channel_notice_in_all(editions: Sequence[Edition], found: Channel) -> DoorNotice:
    """The same in every language of the site."""
    return _of_channel(editions, found, addresses.door_notice_in_all(found.id))


def living_page(edition: Edition, address: str) -> str:
    """The full address of the page that a sheet leads to."""
    return edition.publication.site.address + edition.path(address)


def _of_service(editions: Sequence[Edition], found: Service, address: str) -> DoorNotice:
    state = editions[0].publication.guidance(found.id).state
    sheets = tuple(_service_sheet(edition, found, len(editions)) for edition in editions)
    names = tuple(edition.phrase(found.name) for edition in editions)
    changed = editions[0].publication.changed_for(found)
    return _notice(editions, names, sheets, address, addresses.service(found.id), found.id, state, changed)


def _of_channel(editions: Sequence[Edition], found: Channel, address: str) -> DoorNotice:
    state = editions[0].publication.snapshot.states[found.id]
    sheets = tuple(_channel_sheet(edition, found, len(editions)) for edition in editions)
    names = tuple(edition.phrase(found.name) for edition in editions)
    changed = editions[0].publication.marks.changed(thing=found.id)
    return _notice(editions, names, sheets, address, addresses.channel(found.id), found.id, state, changed)


def _notice(
    editions: Sequence[Edition], names: tuple[Phrase, ...], sheets: tuple[Sheet, ...],
    address: str, page: str, id: str, state: State, changed: datetime | None,
) -> DoorNotice:  # fmt: skip
    first = editions[0]
    said = tuple(
        Phrase(name.text, name.lang or ("" if edition is first else edition.language))
        for name, edition in zip(names, editions, strict=True)
    )
    once = {name.text: name for name in reversed(said)}
    frame = first.frame(
        address, names[0].text, f"{names[0].text}: {sheets[0].answer}", state, changed=changed
    )
    also = None
    if len(editions) > 1:
        # The other languages have this sheet on the same page, and one of their own beside it.
        alone = {o.tag: o for o in first.frame(addresses.door_notice(id), "", "", changed=None).languages}
        frame = replace(
            frame, languages=tuple(o if o.tag == first.language else alone[o.tag] for o in frame.languages)
        )
    elif len(first.publication.site.languages) > 1:
        also = Link(Phrase(first.words("door.both")), addresses.door_notice_in_all(id))
    return DoorNotice(
        frame=frame,
        names=tuple(name for name in said if once[name.text] is name),
        sheets=sheets,
        page=living_page(first, page),
        code=first.path(addresses.door_code(id)),
        back=Link(names[0], first.path(page)),
        also=also,
    )


def _service_sheet(edition: Edition, found: Service, shared: int) -> Sheet:
    publication, words = edition.publication, edition.words
    guidance = publication.guidance(found.id)
    stand_ins = [] if guidance.state is State.OPERATIONAL else [s for s in guidance.stand_ins if s.ways]
    blocks = (
        _block(edition, "service.working", _ways(edition, (*guidance.working, *guidance.limited)), shared),
        _block(
            edition,
            "service.instead",
            [
                Line(edition.phrase(s.service.name), _short(edition.maybe(s.substitute.note)))
                for s in stand_ins
            ],
            shared,
        ),
        _block(edition, "service.failing", _failing(edition, guidance.failing), shared),
        _block(edition, "relief.title", _reliefs(edition, guidance.protections), shared),
    )
    open_ones = guidance_room.incidents_of(publication.snapshot, guidance)
    answer = ways.answer(edition, guidance)
    changed = publication.changed_for(found)
    return _sheet(
        edition, edition.tag(guidance.state), answer, blocks, open_ones, words("door.more"), changed
    )


def _channel_sheet(edition: Edition, found: Channel, shared: int) -> Sheet:
    snapshot = edition.publication.snapshot
    page = edition.once(channel, found)
    failing, _, _ = edition.once(done_there, found)
    names = [Line(row.name, ()) for row in failing]
    blocks = (
        _block(edition, "channel.failing", names, shared, MOST_NAMES),
        _block(edition, "relief.title", _reliefs(edition, edition.publication.protecting(found)), shared),
    )
    known = {card.path for card in page.incidents}
    open_ones = tuple(i for i in snapshot.open_incidents if edition.path(addresses.incident(i.key)) in known)
    more, changed = edition.words("door.more"), edition.publication.marks.changed(thing=found.id)
    return _sheet(edition, page.tag, page.answer, blocks, open_ones, more, changed)


def _sheet(
    edition: Edition,
    tag: Tag,
    answer: str,
    blocks: Iterable[Block],
    incidents: Sequence[Incident],
    more: str,
    changed: datetime | None,
) -> Sheet:
    publication, words = edition.publication, edition.words
    confirmed = max((last_word(i, publication.at).at for i in incidents), default=None)
    moment = confirmed or changed
    return Sheet(
        lang=edition.language,
        tag=tag,
        answer=answer,
        blocks=tuple(block for block in blocks if block.lines),
        more=more,
        label=words("story.confirmed") if confirmed else words("frame.changed"),
        moment=edition.moment(moment) if moment else None,
        help=edition.help,
        demonstration=words("frame.demonstration") if publication.site.demonstration else "",
    )


def _block(edition: Edition, title: str, lines: Sequence[Line], shared: int, most: int = MOST) -> Block:
    """As many lines as there is room for where so many languages share the page."""
    room = most if shared == 1 else most * 3 // 5
    left = len(lines) - room
    return Block(
        title=edition.words(title),
        lines=tuple(lines[:room]) if left > 0 else tuple(lines),
        more=edition.words("door.rest", n=left) if left > 0 else "",
    )


def _short(words: Phrase | None) -> tuple[Phrase, ...]:
    return (words,) if words and len(words.text) <= LONGEST else ()


def _ways(edition: Edition, found: Iterable[Way]) -> list[Line]:
    lines = []
    for one in found:
        view = ways.way(edition, one, opening=False)
        facts = (view.hours, view.phone, view.url.removeprefix("https://").rstrip("/"))
        rest = [Phrase(fact) for fact in facts if fact and len(fact) <= LONGEST]
        lines.append(Line(view.name, tuple(rest)))
    return lines


def _failing(edition: Edition, found: Iterable[Way]) -> list[Line]:
    return [Line(edition.phrase(one.channel.name), ()) for one in found]


def _reliefs(edition: Edition, found: Iterable[Protection]) -> list[Line]:
    words = edition.words
    return [
        Line(Phrase(words(f"relief.{p.relief.kind.value}")), _short(edition.phrase(p.relief.what)))
        for p in found
    ]

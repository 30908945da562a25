"""The ways of a service in words: what works, what does not and why, and the one sentence that answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..guidance import Guidance, StandIn, Way
from ..model import Service, State
from ..saying import hours as hours_in_words
from ..state import Cause, Story
from . import addresses
from .edition import Edition, Link, Moment, Phrase, Tag


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a way does not work: a sentence, and the story to read on in."""

    text: str
    story: Link | None


@dataclass(frozen=True, slots=True)
class WayView:
    """One way of a service, for `parts/way.html`."""

    id: str
    name: Phrase
    kind: str
    """The kind in words: counter, site, …"""
    tag: Tag
    usable: bool
    provisional: str
    """Works again, but may stop: said in words, else ""."""
    without: tuple[Phrase, ...]
    reasons: tuple[Reason, ...]
    opening: str
    """Open now, or when it opens; "" where that does not matter or is not known."""
    hours: str
    hours_note: Phrase | None
    where: Phrase | None
    regions: str
    """Where the way exists, when not everywhere."""
    worse_in: tuple[str, ...]
    """Regions where it is worse, each with its state."""
    url: str
    phone: str
    bring: Phrase | None
    fee: Phrase | None
    limits: Phrase | None
    until: Moment | None
    """For a way that ends."""
    page: str
    """The path of the shared channel's page, or ""."""


@dataclass(frozen=True, slots=True)
class StandInView:
    """Another service that can stand in."""

    service: Link
    note: Phrase | None
    tag: Tag
    ways: tuple[WayView, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service in a list: its name, its state, and in a few words which ways work."""

    name: Phrase
    path: str
    tag: Tag
    answer: str
    """Empty for a service that is well."""
    importance: str
    agency: Phrase


MOST_LISTED = 500
"""The most services a list names away from the page of their category: longer ones nobody reads."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of services, and where the rest of a very long one is found."""

    rows: tuple[ServiceRow, ...]
    rest: Link | None


def listed(edition: Edition, found: Sequence[ServiceRow]) -> Listed:
    """A list of services, cut where it gets too long to be read."""
    rest = len(found) - MOST_LISTED
    if rest <= 0:
        return Listed(tuple(found), None)
    where = Link(Phrase(edition.words("rows.rest", n=rest)), edition.path(addresses.HOME))
    return Listed(tuple(found[:MOST_LISTED]), where)


def way(edition: Edition, found: Way, *, opening: bool) -> WayView:
    """One way in words; `opening` where the page may say "open now" (only on services that are not well)."""
    words, site = edition.words, edition.publication.site
    channel = found.channel
    shown = found.state if found.usable or not found.state.usable else State.UNDER_MAINTENANCE
    return WayView(
        id=channel.id,
        name=edition.phrase(channel.name),
        kind=words(f"kind.{channel.kind.value}"),
        tag=edition.tag(shown),
        usable=found.usable,
        provisional=words("way.provisional") if found.provisional and found.usable else "",
        without=tuple(edition.phrase(text) for text in found.without),
        reasons=reasons(edition, found.causes, found.thing),
        opening=_opening(edition, found) if opening else "",
        hours=hours_in_words(words, channel.hours) if channel.hours else "",
        hours_note=edition.maybe(channel.hours_note),
        where=edition.maybe(channel.where),
        regions=edition.names(site.regions[r] for r in channel.regions if r in site.regions),
        worse_in=tuple(
            words("way.worse_in", region=edition.phrase(site.regions[r]).text, state=edition.tag(s).text)
            for r, s in found.regions
            if r in site.regions
        ),
        url=channel.url,
        phone=channel.phone,
        bring=edition.maybe(channel.bring),
        fee=edition.maybe(channel.fee),
        limits=edition.maybe(channel.limits),
        until=edition.moment(channel.ends) if channel.ends else None,
        page=edition.path(addresses.channel(channel.use)) if channel.use in site.channels else "",
    )


def _opening(edition: Edition, found: Way) -> str:
    if found.opening is None or not found.usable:
        return ""
    words, changes = edition.words, found.opening.changes
    at = edition.publication.at
    if found.opening.open:
        if changes is None:
            return words("way.open_always")
        same_day = changes.date() == at.date()
        when = words.time(changes) if same_day else words.moment(changes, at)
        return words("way.open_until", when=when)
    if changes is None:
        return words("way.closed")
    same_day = changes.date() == at.date()
    return words("way.opens_at", when=words.time(changes) if same_day else words.moment(changes, at))


def reasons(edition: Edition, causes: Sequence[Cause], thing: str) -> tuple[Reason, ...]:
    """Causes in plain words, one sentence for each story: the system at the root, never the way itself."""
    words, service = edition.words, thing.partition("/")[0]
    systems = edition.publication.site.systems
    stories: dict[Story | None, list[str]] = {}
    for cause in causes:
        roots = stories.setdefault(cause.story, [])
        if cause.thing in systems and cause.thing != service:
            roots.append(edition.name_of(cause.thing).text)
    found = []
    for story, roots in stories.items():
        if story is None:
            found.append(Reason(words("reason.unclear"), None))
            continue
        root = words.list(list(dict.fromkeys(roots))[:2])
        link = story_link(edition, story)
        if story.kind == "maintenance":
            text = words("reason.maintenance_of", root=root) if root else words("reason.maintenance")
        else:
            text = words("reason.outage_of", root=root) if root else words("reason.outage")
        found.append(Reason(text, link))
    return tuple(found)


def story_link(edition: Edition, story: Story) -> Link | None:
    """The page that tells a story; a thing's own file tells none."""
    if story.kind == "incident":
        incident = edition.publication.incident(story.key)
        if incident is not None:
            return Link(edition.phrase(incident.title), edition.path(addresses.incident(story.key)))
    if story.kind == "maintenance":
        work = edition.publication.maintenance(story.key)
        if work is not None:
            return Link(edition.phrase(work.title), edition.path(addresses.maintenance(story.key)))
    return None


def stand_in(edition: Edition, found: StandIn) -> StandInView:
    """A substitute in words, with the ways of it that can be used."""
    return StandInView(
        service=edition.link_to(found.service.id),
        note=edition.maybe(found.substitute.note),
        tag=edition.tag(found.state),
        ways=tuple(way(edition, w, opening=True) for w in found.ways),
        reasons=() if found.ways else reasons(edition, found.causes, found.service.id),
    )


def row(edition: Edition, service: Service) -> ServiceRow:
    """A service as one line of a list; the same line on every list it stands on."""
    return edition.once(_row, service)


def _row(edition: Edition, service: Service) -> ServiceRow:
    guidance = edition.publication.guidance(service.id)
    agency = edition.publication.site.agencies.get(service.agency)
    return ServiceRow(
        name=edition.phrase(service.name),
        path=edition.path(addresses.service(service.id)),
        tag=edition.tag(guidance.state),
        answer="" if guidance.state is State.OPERATIONAL else short_answer(edition, guidance),
        importance=service.importance.name.lower(),
        agency=edition.phrase(agency.name) if agency else Phrase(service.agency),
    )


def called(edition: Edition, ways: Iterable[Way], others: Iterable[Way]) -> str:
    """Ways by their kind ("counter"), or by name where the same kind also stands on the other side."""
    elsewhere = {w.channel.kind for w in others}
    names = [
        edition.phrase(w.channel.name).text
        if w.channel.kind in elsewhere
        else edition.words(f"kind.{w.channel.kind.value}")
        for w in ways
    ]
    return edition.words.list(dict.fromkeys(names))


def short_answer(edition: Edition, found: Guidance) -> str:
    """In a few words which ways fail, are limited, and work: `창구 이용 불가 · 누리집 가능`."""
    words = edition.words
    if not found.ways:
        return ""
    if found.nothing_works:
        return words("short.nothing")
    said = []
    sides = (found.failing, found.limited, found.working)
    for key, side in zip(("failing", "limited", "working"), sides, strict=True):
        if side:
            others = [w for other in sides if other is not side for w in other]
            said.append(words(f"short.{key}", ways=called(edition, side, others)))
    if not found.working and not found.limited:
        said.append(words("short.stand_in"))
    return edition.beside(said)


def rest(edition: Edition, service: Service) -> str:
    """What `short_answer` adds to a state that stands above the line already; "" for nothing."""
    found = edition.publication.guidance(service.id)
    if found.state is State.OPERATIONAL or (found.state is State.DEGRADED_PERFORMANCE and not found.failing):
        return ""
    if found.state is State.MAJOR_OUTAGE and not found.working and not found.limited:
        return "" if found.nothing_works else edition.words("short.stand_in")
    return short_answer(edition, found)


def answer(edition: Edition, found: Guidance) -> str:
    """The one sentence that answers "can I do it now?"."""
    words = edition.words
    working, limited, failing = found.working, found.limited, found.failing
    if found.service.retired and found.service.retired <= edition.publication.at.date():
        return words("answer.retired")
    if found.state is State.OPERATIONAL:
        return words("answer.works")
    if not found.ways:
        return words(f"answer.state.{found.state.id}")
    if not working and not limited:
        planned = found.state is State.UNDER_MAINTENANCE
        if not found.nothing_works:
            instead = edition.names(s.service.name for s in found.stand_ins if s.ways)
            key = "answer.maintenance_stand_in" if planned else "answer.nothing_stand_in"
            return words(key, instead=instead)
        return words("answer.maintenance" if planned else "answer.nothing")
    if found.state is State.UNKNOWN:
        return words("answer.unknown")
    if not failing:
        if not working:
            key = "answer.slow" if found.state is State.DEGRADED_PERFORMANCE else "answer.limited"
            return words(key)
        return words("answer.some_limited", limited=called(edition, limited, working),
                     working=called(edition, working, limited))  # fmt: skip
    usable = (*working, *limited)
    if working and limited:
        return words("answer.some", working=called(edition, working, (*limited, *failing)),
                     limited=called(edition, limited, (*working, *failing)),
                     failing=called(edition, failing, usable))  # fmt: skip
    key = "answer.only" if working else "answer.only_limited"
    return words(key, working=called(edition, working or limited, failing),
                 failing=called(edition, failing, usable))  # fmt: skip

"""Calendars of planned work (iCalendar, RFC 5545): everything in one, and one for each service.

Repeating work is written out, window by window, instead of as a rule: a rule would have to be in local time,
and each window can be moved, extended or called off by itself. How many windows there are changes only when
one ends, so a calendar never changes merely because time passes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial
from itertools import islice

from .. import state
from ..digests import digest
from ..model import Maintenance, Service
from ..state import Window
from ..views import addresses
from ..views.edition import Edition, Prose, Publication
from . import Artifact, Part, Press

AHEAD = 60
"""The most windows of one repeating work that lie ahead (a year of weekly ones)."""
KEPT = 12
"""The windows of one repeating work that are kept when they are over."""
PAST = 50
"""The most windows that are over in one calendar."""
SINCE = timedelta(days=2000)
"""How far back repeating work is looked through; what is older is dropped by `KEPT` long before."""
REFRESH = timedelta(hours=1)
"""How often programs should look (RFC 7986, section 5.7)."""


@dataclass(frozen=True, slots=True)
class Event:
    """One window of planned work in one language."""

    uid: str
    sequence: int
    said: datetime
    """When the window was announced, or last changed."""
    starts: datetime
    ends: datetime
    cancelled: bool
    title: str
    words: Prose | None
    lines: tuple[str, ...]
    """Plain sentences that follow the words."""
    address: str


@dataclass(frozen=True, slots=True)
class Head:
    """What a calendar says of itself."""

    name: str
    about: str
    language: str
    address: str
    page: str
    zone: str


def render(press: Press) -> Iterator[Artifact]:
    """The calendar of everything, in every language."""
    for desk in press.once(_desks):
        yield desk.calendar(addresses.HOME, None, press.once(_Plan).all)


def of_service(press: Press, service: Service) -> Part:
    """The calendar of a service, in every language."""
    found, mark = press.once(_Plan).of(service.id)

    def artifacts() -> Iterator[Artifact]:
        for desk in press.once(_desks):
            yield desk.calendar(addresses.service(service.id), service, found)

    return Part(mark, artifacts)


def _desks(press: Press) -> list[_Desk]:
    return [_Desk(press, edition) for edition in press.editions()]


class _Plan:
    """The windows that calendars tell of, the earliest first."""

    def __init__(self, press: Press) -> None:
        self._publication = publication = press.editions()[0].publication
        self.all = sorted(windows(publication), key=lambda w: (w.starts, w.maintenance.key, w.planned))
        self._works: dict[str, list[str]] = {}
        for work in publication.announced:
            for id in _touched(publication, work):
                self._works.setdefault(id, []).append(work.key)
        self._together: dict[tuple[str, ...], tuple[list[Window], str]] = {}

    def of(self, id: str) -> tuple[list[Window], str]:
        """Those that concern the users of a service, and a digest of what its calendar says of them."""
        works = tuple(self._works.get(id, ()))
        if works not in self._together:
            # Most services hang on the same few things, and have the same plans.
            found = [w for w in self.all if w.maintenance.key in works]
            at, told = self._publication.at, self._publication.marks.told
            said = told({w.maintenance.key: w.maintenance for w in found}.values())
            self._together[works] = found, digest(said, [(*w[1:7], w.ends <= at) for w in found])
        return self._together[works]


def windows(publication: Publication) -> Iterator[Window]:
    """The windows that calendars tell of: those that run or lie ahead, and the last ones that are over."""
    at = publication.at
    for work in publication.announced:
        if work.repeats is None:
            far = datetime.max.replace(tzinfo=at.tzinfo)
            yield from state.maintenance_windows(work, far.replace(year=1), far)
            continue
        over = [w for w in state.maintenance_windows(work, state.back(at, SINCE), at) if w.ends <= at][-KEPT:]
        yield from (w for w in over if w.starts > over[-1].starts - state.LOOKAHEAD)
        after = state.maintenance_windows(work, at, at + state.CENTURY)
        ahead = tuple(islice((w for w in after if w.ends > at), AHEAD))
        yield from (w for w in ahead if w.starts <= ahead[0].starts + state.LOOKAHEAD)


def _touched(publication: Publication, work: Maintenance) -> frozenset[str]:
    """The services whose users a piece of work concerns: named, or hanging on what is named."""
    links = publication.links
    claims = (*work.claims, *(claim for update in work.updates for claim in update.claims))
    things = [claim.thing for claim in claims]
    named = {thing.partition("/")[0] for thing in things} & publication.site.services.keys()
    return frozenset((*links.hanging_on(links.bits(things)), *named))


class _Desk:
    """Makes the calendars of one edition; an event that stands in several is written once."""

    def __init__(self, press: Press, edition: Edition) -> None:
        self.site, self.edition = press.site, edition
        self._events: dict[tuple[str, datetime], Event] = {}
        self._written: dict[Event, bytes] = {}

    def calendar(self, page: str, service: Service | None, found: Sequence[Window]) -> Artifact:
        """The calendar that stands beside one page."""
        edition, words, site = self.edition, self.edition.words, self.site
        path = edition.path(addresses.calendar(page))
        title = words("calendar.title", name=edition.phrase(site.name).text)
        head = Head(
            name=words("calendar.of", name=edition.phrase(service.name).text) if service else title,
            about=words("calendar.about"),
            language=edition.language,
            address=site.address + path,
            page=site.address + edition.path(page),
            zone=site.zone.key,
        )
        at = edition.publication.at
        over = [w for w in found if w.ends <= at][-PAST:]
        events = tuple(self._event(w) for w in (*over, *(w for w in found if w.ends > at)))
        return Artifact(path, (head, events, site.allowed_links), partial(self._made, head, events))

    def _event(self, window: Window) -> Event:
        key = window.maintenance.key, window.planned
        if key not in self._events:
            self._events[key] = _event(self.edition, window)
        return self._events[key]

    def _made(self, head: Head, events: Sequence[Event]) -> bytes:
        for event in events:
            if event not in self._written:
                self._written[event] = _written(event, self.site.allowed_links)
        return _calendar(head, [self._written[event] for event in events])


def _event(edition: Edition, window: Window) -> Event:
    work, words, site = window.maintenance, edition.words, edition.publication.site
    title = edition.phrase(work.title).text
    address = site.address + edition.path(addresses.maintenance(work.key))
    things = words.list(dict.fromkeys(edition.name_of(claim.thing).text for claim in work.claims))
    lines = [words("calendar.things", names=things)] if things else []
    uid = f"{site.tag}:maintenance/{work.key}"
    if work.repeats is not None:
        # Named by when it was to begin, so that one that is moved stays itself.
        uid += f"/{window.planned.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    if edition.language != site.languages[0]:
        uid += f":{edition.language}"
    return Event(
        uid=uid,
        sequence=window.changes,
        said=window.changed or work.told,
        starts=window.starts,
        ends=window.ends,
        cancelled=window.cancelled,
        title=words("calendar.cancelled", title=title) if window.cancelled else title,
        words=edition.prose(work.words),
        lines=(*lines, words("calendar.more", address=address)),
        address=address,
    )


def _written(event: Event, allowed_links: tuple[str, ...]) -> bytes:
    """One event, as its lines will stand in every calendar."""
    from icalendar import Event as Component

    from .. import prose

    words = prose.plain(event.words.source, prose.Links(allowed_links)) if event.words else ""
    component = Component()
    component.add("uid", event.uid)
    component.add("sequence", event.sequence)
    component.add("dtstamp", event.said.astimezone(UTC))
    component.add("last-modified", event.said.astimezone(UTC))
    component.add("dtstart", event.starts.astimezone(UTC))
    if event.starts < event.ends:  # an end must be later (RFC 5545, section 3.8.2.2)
        component.add("dtend", event.ends.astimezone(UTC))
    component.add("summary", event.title)
    component.add("description", "\n\n".join(part for part in (words, *event.lines) if part))
    component.add("url", event.address)
    component.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    component.add("transp", "TRANSPARENT")  # nobody is busy because an office repairs something
    data: bytes = component.to_ical()
    return data


def _calendar(head: Head, events: Sequence[bytes]) -> bytes:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//statuspage//statuspage//{head.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, head.name)
    for name in ("description", "x-wr-caldesc"):
        calendar.add(name, head.about)
    calendar.add("url", head.page)
    calendar.add("source", head.address, parameters={"VALUE": "URI"})
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    calendar.add("x-wr-timezone", head.zone)
    whole: bytes = calendar.to_ical()
    end = whole.rindex(b"END:VCALENDAR")
    # A calendar has to hold something (RFC 5545, section 3.6), also where no work is planned.
    return whole[:end] + (b"".join(events) or _zone(head.zone)) + whole[end:]


@lru_cache(maxsize=1)
def _zone(name: str) -> bytes:
    from icalendar import Timezone

    data: bytes = Timezone.from_tzid(name).to_ical()
    return data

"""What a page hangs on, as a short digest: where the digest is the same, so is the page.

A view says everything its page may print, but nearly all pages say what they said before, and working out ten
thousand views to find that out takes most of a build. So each kind of page names what it is made from, and a
page is worked out only when that has changed. A digest takes in rather too much than too little; that nothing
is forgotten is shown by builds after random edits, compared byte for byte with builds from nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from .. import guidance, state
from ..clocks import at_home
from ..digests import digest as mark
from ..model import Channel, Incident, Maintenance, Notice, Service, State, System, ThingId
from ..state.stories import all_phases

T = TypeVar("T")


class _Told(NamedTuple):
    """A story, or what a thing's own file says: its digest, and what it touches."""

    mark: str
    last: datetime | None
    """When the latest word of it was said."""
    mask: int
    """The bits of the systems and shared channels it names."""


class Marks:
    """The digests of one moment, shared by all editions."""

    def __init__(
        self, snapshot: state.Snapshot, links: state.Links, affected: Affected, beginning: datetime | None
    ) -> None:
        self.snapshot, self.site, self.links = snapshot, snapshot.site, links
        self.at = at_home(snapshot.at, self.site.zone)
        self._affected, self._beginning = affected, beginning
        self._by_reach: dict[int, tuple[str, datetime | None]] = {}
        self._made: dict[tuple[Callable[..., Any], str], Any] = {}

    def _once(self, make: Callable[..., T], id: str, *more: object) -> T:
        """What is asked for again and again of one thing.

        Where files are wrong, things of two kinds can have one id: each is known by what is asked, too.
        """
        if (make, id) not in self._made:
            self._made[make, id] = make(id, *more)
        found: T = self._made[make, id]
        return found

    @cached_property
    def whole(self) -> str:
        """Everything but stories: settings, things as files describe them, how far back the past goes."""
        bare = replace(
            self.site, incidents=(), maintenance=(), notices=(), services={}, systems={}, channels={}
        )
        systems = [_plain(system) for system in self.site.systems.values()]
        channels = [_plain(channel) for channel in self.site.channels.values()]
        ended = [id for id in self.site.services if id not in self.snapshot.services]
        return mark(bare, self.described, systems, channels, ended, self._beginning, self.at.year)

    @cached_property
    def described(self) -> dict[str, str]:
        """Every service as its file describes it, whatever that says of its state: id → a digest."""
        return {service.id: mark(_plain_service(service)) for service in self.site.services.values()}

    @cached_property
    def everything(self) -> str:
        """All that has been told, and all that is so now."""
        stories = [told.mark for told in self._all_told]
        facts = [self.facts(id) for id in self.snapshot.services]
        others = [self._thing(id) for id in self.links.bit]
        notices = [n for n in self.site.notices if n.starts <= self.at]
        shown = [n.key for n in notices if n.shown(self.at)]
        planned, protections = _in_order(self._windows), _in_order(self._protections)
        now = (facts, others, shown, planned, protections, self.snapshot.overdue, self.at.date())
        return mark(self.whole, stories, notices, now)

    def incident(self, key: str) -> str:
        """The page of an incident."""
        told = self._told["incident", key]
        touched = [self.facts(service.id) for service in self._affected.get(("incident", key), ())]
        protections = [said for said, _ in self._protections if said[:2] == ("incident", key)]
        today = self.at.date() if touched or protections or key in self.snapshot.overdue else None
        return mark(self.whole, told.mark, touched, protections, self._card(key), today)

    def incidents(self, found: Iterable[Incident]) -> str:
        """The pages of several incidents."""
        return mark(*(self.incident(incident.key) for incident in found))

    @cached_property
    def words(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """Every update of every story: (kind, key) → a digest for each."""
        return {(kind(story), story.key): self.site.stamp(story).updates for story in self.site.stories}

    def told(self, found: Iterable[Incident | Maintenance]) -> str:
        """Several stories, as far as they had been told."""
        return mark(self.whole, [self._told[kind(story), story.key].mark for story in found])

    def planned(self, found: Iterable[state.Window]) -> str:
        """What lists of planned work say of some windows."""
        said = [
            (self._told["maintenance", w.maintenance.key].mark, w.starts, w.status(self.at)) for w in found
        ]
        return mark(self.whole, said)

    def service(self, id: str) -> str:
        """Everything that tells of a service alone, but for its page."""
        return self._once(self._service, id)

    def service_page(self, id: str) -> str:
        """The page of a service: it says of each incident how many services that touches, too.

        Nothing else does, so one state is no reason to make the sheets and texts of half a country again.
        """
        others = (other.service for other in self.site.services[id].instead)
        return mark(self.service(id), [self._card(key)[2] for key in self._behind([id, *others])])

    def system(self, id: ThingId, services: Iterable[Service]) -> str:
        """The page of a system, with the services that hang on it."""
        return self._once(self._system, id, services)

    def _system(self, id: ThingId, services: Iterable[Service]) -> str:
        needs = [self._thing(other) for need in self.site.systems[id].needs for other in need.any_of]
        cards = self._cards([id])
        last = self._on(id)
        return mark(self._rows(services), self._thing(id), needs, last, cards, self._day(cards))

    def channel(self, id: ThingId, services: Iterable[Service]) -> str:
        """The page of a shared channel, with the services done through it."""
        return self._once(self._channel, id, services)

    def _channel(self, id: ThingId, services: Iterable[Service]) -> str:
        members = list(services)
        ways = [f"{s.id}/{w.id}" for s in members for w in self.snapshot.ways[s.id] if w.use == id]
        cards = self._cards([id, *ways])
        touching = [self._touching(id, {id}), *map(self._touching_service, members)]
        day = self._day(cards or any(touching) or id in self._troubled)
        last = self._on(id)
        return mark(self._rows(members), self._thing(id), last, cards, touching, day)

    def gathered(self, services: Iterable[Service]) -> str:
        """A page that lists services, and the incidents behind their states."""
        members = list(services)
        cards = self._cards([s.id for s in members])
        last = max((moment for s in members if (moment := self._about(s)[1])), default=None)
        return mark(self._rows(members), cards, last, self._day(cards))

    def maintenance(self, found: Maintenance) -> str:
        """The page of planned work."""
        coming = state.windows_ahead(found, self.at)
        shown = [(w.starts, w.ends, w.status(self.at)) for w in islice(coming, 8)]
        return mark(self.whole, self._told["maintenance", found.key].mark, shown)

    def notice(self, found: Notice) -> str:
        """The page of an announcement."""
        return mark(self.whole, found)

    def notices(self, found: Iterable[Notice]) -> str:
        """Some announcements."""
        return mark(*found)

    def _rows(self, services: Iterable[Service]) -> str:
        """Services as lines of a list."""
        return mark(self.whole, b"\n".join([self._row[s.id] for s in services]))

    @cached_property
    def _row(self) -> dict[str, bytes]:
        """Every service as a line of a list: it stands in that of each system it hangs on, and in others."""
        return {id: f"{id} {self.facts(id)}".encode() for id in self.site.services}

    def _cards(self, things: Iterable[ThingId]) -> list[object]:
        """The incidents behind the states of some things, as lines of a list."""
        return [self._card(key) for key in self._behind(things)]

    def _behind(self, things: Iterable[ThingId]) -> list[str]:
        """The incidents behind the states of some things."""
        causes = (cause for thing in things for cause in self.snapshot.causes.get(thing, ()))
        stories = {cause.story for cause in causes if cause.story and cause.story.kind == "incident"}
        return [story.key for story in sorted(stories)]

    def _day(self, matters: object) -> date | None:
        """The day, where a page leaves out of a moment what its reader knows."""
        return self.at.date() if matters else None

    def past(self, year: int, months: Iterable[object]) -> str:
        """What the figures of one year are worked out from; `months` are the digests of its months."""
        return mark(self.whole, list(months), self._told_in.get(year, []))

    @cached_property
    def _told_in(self) -> dict[int, list[str]]:
        """The incidents that went on in each year."""
        zone, found = self.site.zone, dict[int, list[str]]()
        for incident in self.site.incidents:
            if incident.updates:
                first, last = (incident.updates[n].at.astimezone(zone).year for n in (0, -1))
                until = max(last, self.at.year) if incident.is_open(self.at) else last
                for year in range(first, until + 1):
                    found.setdefault(year, []).append(self._told["incident", incident.key].mark)
        return found

    def changed(self, *, service: str = "", thing: ThingId = "") -> datetime | None:
        """When anybody last said anything about a service, or about a system or shared channel."""
        if service:
            return self._about(self.site.services[service])[1]
        return self._on(thing)[1]

    # What they are made from

    def _service(self, id: str) -> str:
        service = self.site.services[id]
        unwell = self.snapshot.states.get(id) is not State.OPERATIONAL
        behind = self._behind([id, *(other.service for other in service.instead)])
        cards = [self._card(key)[:2] for key in behind]
        touching = self._touching_service(service)
        today = self.at.date() if unwell or touching else (self.at.year, self.at.month)
        return mark(self.whole, id, self.facts(id), self._about(service)[0], cards, touching, today)

    def _about(self, service: Service) -> tuple[str, datetime | None]:
        """Every story that names a service, or anything it hangs on."""
        return self._once(self._on, service.id)

    def _on(self, id: ThingId) -> tuple[str, datetime | None]:
        reach = self.links.reach[id]
        if reach not in self._by_reach:
            touching: set[int] = set()
            for bit in _bits(reach):
                touching.update(self._alike_by_bit.get(bit, ()))
            self._by_reach[reach] = _together(self._alike[number] for number in sorted(touching))
        far, last = self._by_reach[reach]
        return _together([_Told(far, last, 0), *self._naming.get(id, [])])

    def facts(self, id: str) -> str:
        """How a service is now: its ways, why, until when its doors are open, and what can stand in."""
        return self._once(self._all_facts, id)

    def _all_facts(self, id: str) -> str:
        return mark(*self._now(id, stand_ins=True))

    def _now(self, id: str, *, stand_ins: bool = False) -> Iterator[object]:
        snapshot = self.snapshot
        service = self.site.services.get(id)
        if service is None:
            return
        ways = snapshot.ways[id]
        yield id in snapshot.services, self._thing(id)
        for way in ways:
            yield way.id, self._thing(f"{id}/{way.id}"), self._thing(way.use)
            if way.starts or way.ends:
                yield self._coming_and_going(way)
        for other in service.instead if stand_ins else ():
            yield other.service, list(self._now(other.service))
        if snapshot.states[id] is State.OPERATIONAL:
            return
        for way in ways:
            yield guidance.opening(snapshot, way), way.id in snapshot.without
        for other in service.instead if stand_ins else ():
            for way in snapshot.ways.get(other.service, ()):
                yield guidance.opening(snapshot, way)

    def _thing(self, thing: ThingId) -> tuple[object, ...]:
        snapshot = self.snapshot
        if thing not in self._troubled:
            return ()
        state, where = snapshot.states.get(thing), snapshot.regional.get(thing)
        found = (
            state, thing in snapshot.blocked, where and sorted(where.items()),
            snapshot.causes.get(thing, ()), snapshot.provisional.get(thing), snapshot.without.get(thing, ()),
        )  # fmt: skip
        channel = self.site.channels.get(thing)
        return (*found, guidance.opening(snapshot, channel)) if channel and state else found

    @cached_property
    def _troubled(self) -> set[ThingId]:
        """Everything of which there is more to say than that it works."""
        found = self.snapshot
        unwell = (thing for thing, state in found.states.items() if state is not State.OPERATIONAL)
        return {*unwell, *found.blocked, *found.regional, *found.causes, *found.provisional, *found.without}

    def _coming_and_going(self, way: Channel) -> tuple[bool, bool]:
        return bool(way.starts and way.starts <= self.at), bool(way.ends and way.ends <= self.at)

    def _card(self, key: str) -> tuple[str, object, int]:
        """What a line about an incident says besides its own words."""
        affected = self._affected.get(("incident", key), ())
        return self._told["incident", key].mark, self.snapshot.overdue.get(key), len(affected)

    def _touching_service(self, service: Service) -> list[object]:
        """Planned work and protections of which the page of a service tells."""
        return self._once(self._touching, service.id, _uses(service))

    def _touching(self, id: ThingId, uses: set[str]) -> list[object]:
        """Planned work and protections of which the page of a thing tells, as far as they are in sight."""
        keys = {c.story.key for c in self.snapshot.causes.get(id, ()) if c.story}
        found: list[object] = [said for said, key, things in self._windows if key in keys or uses & things]
        return found + [said for said, things in self._protections if uses & things]

    @cached_property
    def _windows(self) -> list[tuple[tuple[object, ...], str, frozenset[str]]]:
        """Planned work in sight: what is so of it, its key, and what it names."""
        return [
            (
                (w.story(), w.starts, w.ends, w.cancelled, w.changed, w.status(self.at)),
                w.maintenance.key,
                frozenset(claim.thing.partition("/")[0] for claim in w.maintenance.claims),
            )
            for w in self.snapshot.windows
        ]

    @cached_property
    def _protections(self) -> list[tuple[tuple[object, ...], frozenset[str]]]:
        """What protects people: which word of which story says so, and for what."""
        return [
            (
                (p.story.kind, p.story.key, p.update.id, p.relief.identity, p.starts),
                frozenset(thing.partition("/")[0] for thing in p.things),
            )
            for p in self.snapshot.protections
        ]

    @cached_property
    def _told(self) -> dict[tuple[str, str], _Told]:
        """Every story, as far as it had been told."""
        found: dict[tuple[str, str], _Told] = {}
        # Planned work begins and ends without a word of anybody.
        turned: dict[str, list[bool]] = {}
        beginning = min((m.starts for m in self.site.maintenance), default=self.at)
        only_planned = replace(self.site, incidents=(), services={}, systems={}, channels={})
        for phase in all_phases(only_planned, beginning, self.at):
            turned.setdefault(phase.story.key, []).append(phase.ends is not None and phase.ends <= self.at)
        for story in self.site.stories:
            last = story.updates[-1].at if story.updates else None
            if isinstance(story, Maintenance) and last is None:
                last = story.announced
            about = mark(self.site.stamp(story).head, self.words[kind(story), story.key])
            said = mark(about, turned.get(story.key)) if isinstance(story, Maintenance) else about
            found[kind(story), story.key] = _Told(said, last, self.links.bits(names(story)))
        return found

    @cached_property
    def _standing(self) -> list[tuple[ThingId, _Told]]:
        """What things' own files say of their state."""
        found = []
        for thing, standing in self.site.standings:
            begun = standing.since is None or standing.since <= self.at
            last = standing.since if begun else None
            found.append((thing, _Told(mark(thing, standing, begun), last, self.links.bits([thing]))))
        return found

    @cached_property
    def _all_told(self) -> list[_Told]:
        return [*self._told.values(), *(told for _, told in self._standing)]

    @cached_property
    def _alike(self) -> list[_Told]:
        """All of it, what touches the same things as one: that is far less to go through for each service."""
        found: dict[int, list[_Told]] = {}
        for told in self._all_told:
            found.setdefault(told.mask, []).append(told)
        return [_Told(*_together(alike), mask) for mask, alike in found.items()]

    @cached_property
    def _alike_by_bit(self) -> dict[int, list[int]]:
        """The numbers of those that name a thing, by its bit: a story names few of four hundred."""
        found: dict[int, list[int]] = {}
        for number, told in enumerate(self._alike):
            for bit in _bits(told.mask):
                found.setdefault(bit, []).append(number)
        return found

    @cached_property
    def _naming(self) -> dict[str, list[_Told]]:
        """The stories that name a thing itself, by its id; of a way: by that of its service."""
        found: dict[str, dict[str, _Told]] = {}
        for story in self.site.stories:
            told = self._told[kind(story), story.key]
            for name in names(story):
                found.setdefault(name.partition("/")[0], {})[told.mark] = told
        for thing, told in self._standing:
            found.setdefault(thing.partition("/")[0], {})[told.mark] = told
        return {name: list(told.values()) for name, told in found.items()}


def _bits(mask: int) -> Iterator[int]:
    """Each bit of a mask."""
    while mask:
        yield mask & -mask
        mask &= mask - 1


def _together(found: Iterable[_Told]) -> tuple[str, datetime | None]:
    """What was told, as one digest, and when the last of it was."""
    told = list(found)
    marks = "\n".join([one.mark for one in told])
    return mark(marks.encode()), max((one.last for one in told if one.last), default=None)


Affected = dict[tuple[str, str], tuple[Service, ...]]
"""The services that each open story touches: (kind, key) → services."""


def kind(story: Incident | Maintenance) -> str:
    """Which kind of story it is, as part of its key."""
    return "incident" if isinstance(story, Incident) else "maintenance"


def names(story: Incident | Maintenance) -> Iterator[ThingId]:
    """Everything a story names anywhere."""
    if isinstance(story, Maintenance):
        yield from (claim.thing for claim in story.claims)
    for update in story.updates:
        yield from (claim.thing for claim in update.claims)
        yield from update.provisional
        yield from (thing for thing, _ in update.without)
        for relief in update.relief:
            yield from relief.services
        for new in update.channels:
            yield from new.services
            yield from (id for need in new.channel.needs for id in need.any_of)
            yield new.channel.use


def _uses(service: Service) -> set[str]:
    """A service and the shared channels it is done through."""
    return {service.id, *(way.use for way in service.channels if way.use)}


def _in_order(found: Iterable[tuple[object, ...]]) -> list[object]:
    """What is said of several things, without their sets: those have no order."""
    return [one[0] for one in found]


def _plain(one: System | Channel) -> System | Channel:
    """A thing without the word that its file says about its state: that counts as a story."""
    return one if one.standing is None else replace(one, standing=None)


def _plain_service(service: Service) -> Service:
    if service.standing is None and all(way.standing is None for way in service.channels):
        return service
    ways = tuple(way if way.standing is None else replace(way, standing=None) for way in service.channels)
    return replace(service, standing=None, channels=ways)

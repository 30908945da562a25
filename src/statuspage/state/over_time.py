"""States over time: their intervals, and the next moment at which something changes by itself."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from datetime import datetime
from hashlib import blake2b
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple, TypeAlias, TypeVar, cast

from .. import workers
from ..model import Channel, Service, Site, State, System, ThingId
from .links import Links
from .stories import CENTURY, Phase, all_phases, maintenance_windows, overdue_at, told_from, told_until
from .turns import Births, Kinds, Walk, owners


class Interval(NamedTuple):
    """A stretch of time in one state (`ends` exclusive)."""

    starts: datetime
    ends: datetime
    state: State


_STATES = {state.value: state for state in State}


class PastMonth(NamedTuple):
    """How things were in one calendar month, or in the part of it that is looked at (`ends` exclusive)."""

    starts: datetime
    ends: datetime
    key: bytes
    """A digest of everything it was worked out from."""
    edges: tuple[datetime, ...]
    """The moments at which something turned."""
    turned: Mapping[ThingId, bytes]
    """What turned when: pairs of (place in `edges`, state), two bytes each; without ways like their kind."""
    of_kinds: Mapping[int, bytes]
    """The same of all other ways, by their kind."""
    kinds: Mapping[ThingId, int]
    """The kind of every way."""

    def of(self, thing: ThingId) -> bytes:
        """When a thing turned, and to what, as in `turned`; empty for one that was operational throughout."""
        found = self.turned.get(thing)
        return self.of_kinds.get(self.kinds.get(thing, -1), b"") if found is None else found

    def things(self) -> Iterator[ThingId]:
        """Everything that turned."""
        yield from (thing for thing, turns in self.turned.items() if turns)
        shared = self.of_kinds
        yield from (
            thing for thing, kind in self.kinds.items() if kind in shared and thing not in self.turned
        )

    def turns(self, thing: ThingId) -> Iterator[tuple[datetime, State]]:
        """When a thing turned to another state; it is operational before the first turn."""
        pairs = memoryview(self.of(thing)).cast("H")
        for place in range(0, len(pairs), 2):
            yield self.edges[pairs[place]], _STATES[pairs[place + 1]]

    def last(self, thing: ThingId) -> State:
        """The state of a thing at the end."""
        pairs = memoryview(self.of(thing)).cast("H")
        return _STATES[pairs[-1]] if pairs else State.OPERATIONAL


class History(Mapping[ThingId, tuple[Interval, ...]]):
    """The states of things over time, without gaps; things that were operational all the time are left out.

    Kept month by month, and put together for a thing when it is asked for.
    """

    def __init__(self, since: datetime, until: datetime, months: tuple[PastMonth, ...] = ()) -> None:
        self.since, self.until = since, until
        self.months = months
        """Those in which anything was not operational."""

    def __getitem__(self, thing: ThingId) -> tuple[Interval, ...]:
        found: list[Interval] = []
        started, state, reached = self.since, State.OPERATIONAL, self.since
        for month in self.months:
            if state is State.OPERATIONAL and not month.of(thing):
                reached = month.ends
                continue
            turns = list(month.turns(thing))
            if state is not State.OPERATIONAL and not (turns and turns[0][0] == reached == month.starts):
                turns.insert(0, (reached, State.OPERATIONAL))
            for edge, turned in turns:
                if turned is not state:
                    if started < edge:
                        found.append(Interval(started, edge, state))
                    started, state = edge, turned
            reached = month.ends
        if state is not State.OPERATIONAL and reached < self.until:
            found.append(Interval(started, reached, state))
            started, state = reached, State.OPERATIONAL
        if not found and state is State.OPERATIONAL:
            raise KeyError(thing)
        return (*found, Interval(started, self.until, state))

    def unwell(self, thing: ThingId) -> Iterator[Interval]:
        """When a thing was not operational, the latest first; what goes on ends after the last moment."""
        later: Interval | None = None
        for month in reversed(self.months):
            if not month.of(thing):
                continue
            turns = [*month.turns(thing), (month.ends, State.OPERATIONAL)]
            for (starts, state), (ends, _) in reversed([*pairwise(turns)]):
                if state is State.OPERATIONAL:
                    continue
                if later and later.starts == ends and later.state is state:
                    later = Interval(starts, later.ends, state)  # it went on from one month into the next
                    continue
                if later:
                    yield later
                later = Interval(starts, ends, state)
        if later:
            yield later

    def around(self, thing: ThingId, moment: datetime) -> tuple[State, State]:
        """The state of a thing until just before a moment, and from then on."""
        before = now = State.OPERATIONAL
        for month in self._within(moment, moment):
            for edge, state in month.turns(thing):
                if edge < moment:
                    before = state
                if edge <= moment < month.ends:
                    now = state
        return before, now

    def worst(self, thing: ThingId, since: datetime, until: datetime) -> State:
        """The worst state of a thing from `since` until just before `until`."""
        found = self.around(thing, since)[1]
        for month in self._within(since, until):
            found = max((found, *(state for edge, state in month.turns(thing) if since < edge < until)))
        return found

    def _within(self, since: datetime, until: datetime) -> tuple[PastMonth, ...]:
        """The months that touch a stretch of time."""
        first = bisect_left(self.months, since, key=attrgetter("ends"))
        return self.months[first : bisect_right(self.months, until, key=attrgetter("starts"))]

    def changed(self, thing: ThingId) -> datetime | None:
        """When the state of a thing changed last; None when it was operational all the time."""
        last = next(self.unwell(thing), None)
        if last is None:
            return None
        return last.starts if last.ends >= self.until else last.ends

    def __iter__(self) -> Iterator[ThingId]:
        return iter({thing: None for month in self.months for thing in month.things()})

    def __len__(self) -> int:
        return len({thing for month in self.months for thing in month.things()})


Memory = MutableMapping[bytes, object]
"""What was worked out before, by a digest of what it was worked out from; empty, it costs time only."""

T = TypeVar("T")


def remembered(memory: Memory | None, mark: str, kind: type[T], make: Callable[[], T]) -> T:
    """What was made before from all that `mark` says, of this kind; else it is made now, and kept."""
    if memory is None:
        return make()
    key = blake2b(mark.encode(), digest_size=16).digest()
    found = memory.get(key)
    if not isinstance(found, kind):
        found = memory[key] = make()
    return found


def history(site: Site, since: datetime, until: datetime, memory: Memory | None = None) -> History:
    """The states of every system, channel, service and way from `since` to `until`.

    From the same rules at every moment at which a claim changes; only what hangs on the change is
    worked out again. A way that is not there counts as operational.

    Each calendar month is worked out on its own, from what was claimed in it: one that is over says the
    same for ever, so `memory` keeps it.
    """
    months = _months(site, since, until, {} if memory is None else memory) if since < until else ()
    return History(since, until, tuple(month for month in months if month.edges))


def _months(site: Site, since: datetime, until: datetime, memory: Memory) -> Iterator[PastMonth]:
    links = Links.of(site)
    births = Births.of(site, links)
    kinds = Kinds(site, links, births)
    structure = blake2b(_structure(site).encode(), digest_size=16).hexdigest()
    comings = way_edges(site)
    starts = [since, *_month_starts(site, since, until)]
    held: dict[datetime, list[Phase]] = {}
    for phase in all_phases(site, since, until):
        if phase.ends is not None and phase.ends <= phase.starts:
            continue
        for start in starts[max(bisect_right(starts, phase.starts) - 1, 0) :]:
            if phase.ends is not None and phase.ends <= start:
                break
            held.setdefault(start, []).append(phase)
    always = _always_looked_at(site, links, births)
    found: list[_Month] = []
    for start, end in pairwise([*starts, until]):
        phases = held.get(start, [])
        here = {edge: ids for edge, ids in comings.items() if start <= edge < end}
        if not phases and not here and not always:
            continue
        clipped = [
            (p.story, max(p.starts, start), p.ends and min(p.ends, end), sorted(p.claims.items()))
            for p in phases
        ]
        known = repr((start, end, clipped, sorted(here), _until(births, end)))
        key = blake2b(f"{structure}\0{known}".encode(), digest_size=16).digest()
        found.append(_Month(start, end, key, phases, here))

    def walked(month: _Month) -> _Packed:
        return _packed(_walked(site, links, births, kinds, month, always), kinds)

    new = [month for month in found if not isinstance(memory.get(month.key), tuple)]
    # A change to what hangs on what makes all of them new, and no month hangs on another.
    for number, packed in workers.each(walked, new, few=4):
        memory[new[number].key] = packed
    for month in found:
        edges, turned, of_kinds = cast(_Packed, memory[month.key])
        yield PastMonth(month.starts, month.ends, month.key, edges, turned, of_kinds, kinds.of_way)


class _Month(NamedTuple):
    """A month before it is walked through."""

    starts: datetime
    ends: datetime
    key: bytes
    phases: list[Phase]
    comings: dict[datetime, set[str]]
    """The moments at which a way comes or goes, and the services it is for."""


_Packed: TypeAlias = tuple[tuple[datetime, ...], dict[ThingId, bytes], dict[int, bytes]]


def _packed(walk: Walk, kinds: Kinds) -> _Packed:
    """Turns in few bytes: a dense country has tens of millions of them."""
    told = [*walk.turns.values(), *walk.of_kinds.values()]
    edges = sorted({edge for found in told for edge, _ in found})
    place = {edge: number for number, edge in enumerate(edges)}
    known: dict[bytes, bytes] = {}

    def packed(found: list[tuple[datetime, State]]) -> bytes:
        turns = array("H", [n for edge, state in found for n in (place[edge], state)]).tobytes()
        # What hangs on the same things turns with them: held, and remembered, once.
        return known.setdefault(turns, turns)

    turned = {thing: packed(found) for thing, found in walk.turns.items()}
    for id in walk.apart:
        # They do not follow their kind, even where they never turned.
        for way in walk.site.services[id].channels:
            if kinds.of_way[f"{id}/{way.id}"] in walk.of_kinds:
                turned.setdefault(f"{id}/{way.id}", b"")
    return tuple(edges), turned, {kind: packed(found) for kind, found in walk.of_kinds.items()}


def _structure(site: Site) -> str:
    """Everything about the things themselves that states follow from, besides claims."""
    channels = [(c.id, c.needs, c.doubtful) for c in site.channels.values()]
    services = [(s.id, s.doubtful, [_bones(way) for way in s.channels]) for s in site.services.values()]
    systems = [(s.id, s.needs, s.doubtful) for s in site.systems.values()]
    return repr((systems, channels, services, sorted(site.misread), site.zone.key))


def _bones(way: Channel) -> tuple[object, ...]:
    return (way.id, way.use, way.needs, way.answers_only, way.regions, way.starts, way.ends, way.doubtful)


def _month_starts(site: Site, since: datetime, until: datetime) -> Iterator[datetime]:
    here = since.astimezone(site.zone)
    year, number = here.year, here.month
    while True:
        year, number = year + number // 12, number % 12 + 1
        start = datetime(year, number, 1, tzinfo=site.zone)
        if start >= until:
            return
        if start > since:
            yield start


def _always_looked_at(site: Site, links: Links, births: Births) -> set[ThingId]:
    """What is looked at in every month, because no claim is needed for it to be unclear or to come and go."""
    found = {thing for thing, bit in links.bit.items() if bit & links.unclear}
    found |= {id for id in site.misread if id in site.services}
    for service in site.services.values():
        if service.doubtful or any(way.doubtful for way in service.channels):
            found.add(service.id)
    return found | births.reach.keys()


def _walked(
    site: Site,
    links: Links,
    births: Births,
    kinds: Kinds,
    month: _Month,
    always: set[ThingId],
) -> Walk:
    """What turned in a month."""
    start, end, _, phases, comings = month
    begins: dict[datetime, list[Phase]] = {start: []}
    ends: dict[datetime, list[Phase]] = {}
    for phase in phases:
        begins.setdefault(max(phase.starts, start), []).append(phase)
        if phase.ends is not None and phase.ends < end:
            ends.setdefault(phase.ends, []).append(phase)
    claimed = (thing for phase in phases for thing in phase.claims)
    coming = (id for ids in comings.values() for id in ids)
    apart = {*owners(claimed), *owners(always), *coming, *kinds.alone}
    walk = Walk(site, links, births, kinds, [id for id in site.services if id in apart])
    for edge in sorted(edge for edge in {*begins, *ends, *comings} if start <= edge < end):
        more = always if edge == start else ()
        walk.step(edge, begins.get(edge, ()), ends.get(edge, ()), comings.get(edge, set()), more)
    return walk


def _until(births: Births, end: datetime) -> list[tuple[object, ...]]:
    """What had been said of ways born in incidents before a moment."""
    found: list[tuple[object, ...]] = []
    for incident in births.incidents:
        said = [u for u in incident.updates if u.at < end]
        born = [(u.at, u.doubtful, n.services, _bones(n.channel)) for u in said for n in u.channels]
        if born:
            over = incident.resolved(said[-1].at)
            found.append((incident.key, over, born))
    return found


def way_edges(site: Site) -> dict[datetime, set[str]]:
    """The moments at which a way comes or goes without any claim, and the services it is for."""
    edges: dict[datetime, set[str]] = {}
    for service in site.services.values():
        for way in service.channels:
            for moment in (way.starts, way.ends):
                if moment is not None:
                    edges.setdefault(moment, set()).add(service.id)
    for incident in site.incidents:
        over: datetime | None = None
        for update in incident.updates:
            if update.channels:
                over = over or incident.resolved(datetime.max.replace(tzinfo=site.zone))
            for new in update.channels:
                for moment in (update.at, new.channel.starts, new.channel.ends or over):
                    if moment is not None:
                        edges.setdefault(moment, set()).update(new.services)
    return edges


def _next_month(site: Site, moment: datetime) -> datetime | None:
    """The first midnight of the coming month; None while nothing has ever happened."""
    begun = any(i.updates and i.updates[0].at <= moment for i in site.incidents)
    if not begun and not any(m.starts <= moment for m in site.maintenance):
        return None
    here = moment.astimezone(site.zone)
    return datetime(here.year + here.month // 12, here.month % 12 + 1, 1, tzinfo=site.zone)


def next_edge(site: Site, moment: datetime) -> datetime | None:
    """The next moment at which something follows from the files that does not follow now.

    An update written ahead, planned work that is coming soon, begins or ends, a promise that becomes
    overdue, an incident that has been over for a while, a relief, a notice, a way or a thing that comes
    or goes; once there is anything to count, the start of a month, at which the figures of the month
    before are complete.
    """
    edges: list[datetime | None] = [_next_month(site, moment)]
    for incident in site.incidents:
        edges += [update.at for update in incident.updates]
        if incident.is_open(moment):
            edges.append(overdue_at(incident, site.fresh_for, moment)[0])
        elif over := incident.resolved(moment):
            edges.append(told_until(over))
    for story in site.stories:
        for update in story.updates:
            edges += [m for relief in update.relief for m in (relief.starts, relief.ends)]
    for maintenance in site.maintenance:
        edges += [maintenance.announced, maintenance.told, *(update.at for update in maintenance.updates)]
        for window in maintenance_windows(maintenance, moment, moment + CENTURY, known=moment):
            edges += [told_from(window), window.starts, window.ends]
            if window.starts > moment and window.changed is None:
                break
    for notice in site.notices:
        edges += [notice.starts, notice.ends]
    edges += way_edges(site)
    ways = (way for service in site.services.values() for way in service.channels)
    things: tuple[System | Service | Channel, ...] = (
        *site.systems.values(),
        *site.services.values(),
        *site.channels.values(),
        *ways,
    )
    for thing in things:
        if thing.standing is not None:
            edges.append(thing.standing.since)
        day = getattr(thing, "retired", None)
        if day is not None:
            edges.append(datetime(day.year, day.month, day.day, tzinfo=site.zone))
    return min((edge for edge in edges if edge is not None and edge > moment), default=None)

"""States over time: their intervals, and the next moment at which something changes by itself."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from ..model import Channel, Incident, Service, Site, State, System, ThingId
from .algebra import WELL, Condition, worst
from .links import Links
from .stories import CENTURY, NATION, Phase, all_phases, maintenance_windows, overdue_at, ways_at
from .world import World, nationally, regions_of


class Interval(NamedTuple):
    """A stretch of time in one state (`ends` exclusive)."""

    starts: datetime
    ends: datetime
    state: State


def history(site: Site, since: datetime, until: datetime) -> dict[ThingId, tuple[Interval, ...]]:
    """The states of every system, channel, service and way from `since` to `until`, without gaps.

    From the same rules at every moment at which a claim changes; only what hangs on the change is
    worked out again. Things that were operational all the time are left out; a way that is not there
    counts as operational.
    """
    links = Links.of(site)
    births = _Births.of(site, links)
    settled: dict[ThingId, Condition] = {}
    phases = [p for p in all_phases(site, since, until) if p.ends is None or p.ends > p.starts]
    begins: dict[datetime, list[Phase]] = {since: []}
    ends: dict[datetime, list[Phase]] = {}
    for phase in phases:
        begins.setdefault(max(phase.starts, since), []).append(phase)
        if phase.ends is not None and phase.ends < until:
            ends.setdefault(phase.ends, []).append(phase)
    comings = way_edges(site)
    edges = {edge for edge in (*begins, *ends, *comings) if since <= edge < until}
    found: dict[ThingId, list[Interval]] = {}
    current: dict[ThingId, tuple[datetime, State]] = {}
    active: dict[int, Phase] = {}
    for edge in sorted(edges):
        changed = [*begins.get(edge, ()), *ends.get(edge, ())]
        for phase in ends.get(edge, ()):
            active.pop(id(phase), None)
        for phase in begins.get(edge, ()):
            active[id(phase)] = phase
        things = None if edge == since else {thing for phase in changed for thing in phase.claims}
        states = _states_of(
            site, links, births, settled, tuple(active.values()), edge, things, comings.get(edge, set())
        )
        for service in comings.get(edge, ()):
            gone = (t for t in current if t.startswith(f"{service}/") and t not in states)
            states |= dict.fromkeys(gone, State.OPERATIONAL)
        for thing, state in states.items():
            started, previous = current.get(thing, (since, State.OPERATIONAL))
            if state != previous:
                if started < edge:
                    found.setdefault(thing, []).append(Interval(started, edge, previous))
                current[thing] = (edge, state)
    for thing, (started, state) in current.items():
        found.setdefault(thing, []).append(Interval(started, until, state))
    return {thing: tuple(stretches) for thing, stretches in found.items()}


class _Births(NamedTuple):
    """The incidents in which ways were born, and what those ways hang on, by service."""

    incidents: tuple[Incident, ...]
    reach: dict[str, int]

    @classmethod
    def of(cls, site: Site, links: Links) -> _Births:
        incidents = tuple(i for i in site.incidents if any(update.channels for update in i.updates))
        reach: dict[str, int] = {}
        for incident in incidents:
            for update in incident.updates:
                for new in update.channels:
                    for id in new.services:
                        reach[id] = reach.get(id, 0) | links.of_way(new.channel)
        return cls(incidents, reach)


def _states_of(
    site: Site,
    links: Links,
    births: _Births,
    settled: dict[ThingId, Condition],
    phases: tuple[Phase, ...],
    moment: datetime,
    changed: set[ThingId] | None,
    coming: set[str],
) -> dict[ThingId, State]:
    """National states at a moment of the things that hang on any of `changed` (of all things when None).

    `settled` holds the conditions of permanent ways that are not well, from the moment before to this one.
    """
    mask, services, named = 0, set(site.services), set[str]()
    if changed is not None:
        for thing in changed:
            mask |= links.bit.get(thing, 0)
        # A claim on one way leaves the other ways of its service as they were.
        named = {thing for thing in changed if "/" not in thing}
        owners = {thing.partition("/")[0] for thing in changed}
        services = {id for id in (*owners, *coming) if id in site.services}
        if mask:
            services |= {id for id in site.services if links.reach[id] & mask}
            services |= {id for id, reach in births.reach.items() if reach & mask and id in site.services}
    ways = ways_at(site, moment, services, births.incidents)
    nation = World(site, links, phases, ways, NATION)
    found: dict[ThingId, Condition] = {}
    later: list[ThingId] = []
    for thing in nation.things():
        service, _, way = thing.partition("/")
        if changed is None or service in coming:
            later.append(thing)
        elif thing in links.bit or (way and service not in named and thing in links.permanent):
            if thing in changed or links.reach[thing] & mask:
                later.append(thing)
            elif way:
                nation.assume(thing, settled.get(thing, WELL))
        else:
            later.append(thing)
    for thing in later:
        found[thing] = nation.condition(thing)
        if thing in links.permanent:
            settled[thing] = found[thing]
    seen = dict(found)
    for region in regions_of(phases):
        there = World(site, links, phases, ways, region)
        for thing in there.things():
            if thing in found and there.concerned(thing):
                seen[thing] = worst((seen[thing], nationally(found[thing], there.condition(thing))))
    return {thing: condition.state for thing, condition in seen.items()}


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

    An update written ahead, planned work that begins or ends, a promise that becomes overdue,
    a relief, a notice, a way or a thing that comes or goes; once there is anything to count, the
    start of a month, at which the figures of the month before are complete.
    """
    edges: list[datetime | None] = [_next_month(site, moment)]
    for incident in site.incidents:
        edges += [update.at for update in incident.updates]
        if incident.is_open(moment):
            edges.append(overdue_at(incident, site.fresh_for, moment)[0])
    for story in site.stories:
        for update in story.updates:
            edges += [m for relief in update.relief for m in (relief.starts, relief.ends)]
    for maintenance in site.maintenance:
        edges += [maintenance.announced, maintenance.told, *(update.at for update in maintenance.updates)]
        for window in maintenance_windows(maintenance, moment, moment + CENTURY, known=moment):
            edges += [window.starts, window.ends]
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

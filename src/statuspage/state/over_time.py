"""States over time: their intervals, and the next moment at which something changes by itself."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from ..model import Channel, Service, Site, State, System, ThingId
from .algebra import seen_nationally
from .links import Links
from .stories import LOOKAHEAD, NATION, Phase, all_phases, maintenance_windows, overdue_at, ways_at
from .world import World, regions_of


class Interval(NamedTuple):
    """A stretch of time in one state (`ends` exclusive)."""

    starts: datetime
    ends: datetime
    state: State


def history(site: Site, since: datetime, until: datetime) -> dict[ThingId, tuple[Interval, ...]]:
    """The states of every system, channel, service and way from `since` to `until`, without gaps.

    From the same rules at every moment at which a claim changes; only what hangs on the change is
    worked out again. Things that were operational all the time are left out.
    """
    links = Links.of(site)
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
        states = _states_of(site, links, tuple(active.values()), edge, things, comings.get(edge, set()))
        for thing, state in states.items():
            started, previous = current.get(thing, (since, State.OPERATIONAL))
            if state != previous:
                if started < edge:
                    found.setdefault(thing, []).append(Interval(started, edge, previous))
                current[thing] = (edge, state)
    for thing, (started, state) in current.items():
        found.setdefault(thing, []).append(Interval(started, until, state))
    return {thing: tuple(stretches) for thing, stretches in found.items()}


def _states_of(
    site: Site,
    links: Links,
    phases: tuple[Phase, ...],
    moment: datetime,
    changed: set[ThingId] | None,
    coming: set[str],
) -> dict[ThingId, State]:
    """National states at a moment of the things that hang on any of `changed` (of all things when None)."""
    mask, services = 0, set(site.services)
    if changed is not None:
        for thing in changed:
            mask |= links.bit.get(thing, 0)
        named = {thing.partition("/")[0] for thing in changed}
        services = {id for id in site.services if links.reach[id] & mask or id in named or id in coming}
    ways = ways_at(site, moment, services)
    worlds = [World(site, links, phases, ways, region) for region in (NATION, *regions_of(phases))]
    states: dict[ThingId, State] = {}
    for world in worlds:
        for thing in world.things():
            if changed is not None and thing in links.bit and not links.reach[thing] & mask:
                continue
            local = world.condition(thing)
            if world.region and local != worlds[0].condition(thing):
                local = seen_nationally(local)
            states[thing] = max(states.get(thing, State.OPERATIONAL), local.state)
    return states


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


def next_edge(site: Site, moment: datetime) -> datetime | None:
    """The next moment at which something follows from the files that does not follow now.

    An update written ahead, planned work that begins or ends, a promise that becomes overdue,
    a relief, a notice, a way or a thing that comes or goes.
    """
    edges: list[datetime | None] = []
    for incident in site.incidents:
        edges += [update.at for update in incident.updates]
        if incident.is_open(moment):
            edges.append(overdue_at(incident, site.fresh_for, moment)[0])
    for story in site.stories:
        for update in story.updates:
            edges += [m for relief in update.relief for m in (relief.starts, relief.ends)]
    for maintenance in site.maintenance:
        edges += [maintenance.announced, *(update.at for update in maintenance.updates)]
        for window in maintenance_windows(maintenance, moment, moment + LOOKAHEAD):
            edges += [window.starts, window.ends]
            if window.starts > moment:
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

"""What follows from the files at one moment: which state every thing is in, and why.

Everything here is a pure function of (site, moment). The rules are those of `docs/rules.md`:
claims hold from update to update, needs are felt along their links, direct evidence beats
inference within one story, and a service rolls up the ways that can get it done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from ..language import Text
from ..model import Channel, Incident, Relief, Service, Site, State, ThingId, Update
from .algebra import WELL, Condition, best, capped, roll_up, seen_nationally, worst
from .links import Links
from .over_time import Interval, history, next_edge
from .stories import (
    LOOKAHEAD,
    NATION,
    Phase,
    Story,
    Window,
    all_phases,
    expected,
    last_word,
    maintenance_windows,
    overdue_at,
    ways_at,
    windows_from,
)
from .world import Cause, World, regions_of

__all__ = [
    "LOOKAHEAD",
    "NATION",
    "WELL",
    "Cause",
    "Condition",
    "Interval",
    "Links",
    "Overdue",
    "Phase",
    "Protection",
    "Snapshot",
    "Story",
    "Window",
    "at",
    "best",
    "capped",
    "expected",
    "history",
    "last_word",
    "maintenance_windows",
    "next_edge",
    "overdue_at",
    "protections",
    "retired",
    "roll_up",
    "worst",
]


class Overdue(NamedTuple):
    """Since when the next word about an open incident is missing."""

    since: datetime
    last: datetime
    """When somebody last confirmed what the page says."""
    promised: bool
    """Whether the moment was promised; else the site's `fresh_for` has run out."""


@dataclass(frozen=True, slots=True)
class Protection:
    """A relief that is in force or announced, and the update that says so."""

    relief: Relief
    story: Story
    update: Update
    starts: datetime
    things: tuple[ThingId, ...]
    """Services, ways and shared channels it is for."""

    def touches(self, service: Service) -> bool:
        """Whether it protects users of this service."""
        uses = {way.use for way in service.channels if way.use}
        return any(thing.partition("/")[0] == service.id or thing in uses for thing in self.things)


@dataclass(frozen=True)
class Snapshot:
    """Everything that is true at one moment."""

    site: Site
    at: datetime
    states: Mapping[ThingId, State]
    """Every system, shared channel, service and way; nationally, a regional outage is at most partial."""
    blocked: frozenset[ThingId]
    """Things that cannot be used although their state alone would not say so (planned work behind them)."""
    regional: Mapping[ThingId, Mapping[str, State]]
    """Things that are worse in a region than nationally: region → state there."""
    causes: Mapping[ThingId, tuple[Cause, ...]]
    """For things that are not operational."""
    ways: Mapping[str, tuple[Channel, ...]]
    """The ways of each service that exist at this moment, those born in an incident last."""
    phases: tuple[Phase, ...]
    """What every open story claims now."""
    windows: tuple[Window, ...]
    """Planned work that runs now or is coming."""
    provisional: Mapping[ThingId, Story]
    without: Mapping[ThingId, tuple[Text, ...]]
    protections: tuple[Protection, ...]
    overdue: Mapping[str, Overdue]
    """Open incidents (by key) on which the next word is missing."""

    @cached_property
    def overall(self) -> State:
        """The worst state of any service; never better than unknown while a file could not be read."""
        states = [self.states[id] for id in self.services]
        if self.site.unread or self.site.misread:
            states.append(State.UNKNOWN)
        return max(states, default=State.UNKNOWN)

    @cached_property
    def services(self) -> Mapping[str, Service]:
        """The services that still exist."""
        return {id: s for id, s in self.site.services.items() if not retired(s, self.at)}

    @cached_property
    def open_incidents(self) -> tuple[Incident, ...]:
        """Begun and not resolved, the one that spoke last first."""
        found = [i for i in self.site.incidents if i.is_open(self.at)]
        return tuple(sorted(found, key=lambda i: (last_word(i, self.at).at, i.key), reverse=True))

    def usable(self, thing: ThingId) -> bool:
        """Whether a way gets the thing done now, perhaps with a warning."""
        return self.states[thing].usable and thing not in self.blocked

    def claimed(self, story: Story) -> tuple[ThingId, ...]:
        """The things a story names now."""
        return tuple(thing for phase in self.phases if phase.story == story for thing in phase.claims)


def at(site: Site, moment: datetime) -> Snapshot:
    """What is true at this moment."""
    links = Links.of(site)
    phases = tuple(p for p in all_phases(site, moment, moment) if p.holds(moment))
    ways = ways_at(site, moment, site.services)
    nation = World(site, links, phases, ways, NATION)
    conditions = {thing: nation.condition(thing) for thing in nation.things()}
    causes = {thing: nation.causes(thing) for thing, found in conditions.items() if found != WELL}
    regional: dict[ThingId, dict[str, State]] = {}
    for region in regions_of(phases):
        there = World(site, links, phases, ways, region)
        for thing in there.things():
            local, everywhere = there.condition(thing), nation.condition(thing)
            if local.state > everywhere.state or (everywhere.usable and not local.usable):
                regional.setdefault(thing, {})[region] = local.state
                felt = worst((conditions[thing], seen_nationally(local)))
                if felt != conditions[thing]:
                    conditions[thing], causes[thing] = felt, there.causes(thing)
    return Snapshot(
        site=site,
        at=moment,
        states={thing: condition.state for thing, condition in conditions.items()},
        blocked=frozenset(t for t, c in conditions.items() if c.state.usable and not c.usable),
        regional=regional,
        causes=causes,
        ways=ways,
        phases=phases,
        windows=tuple(windows_from(site, moment)),
        provisional={thing: p.story for p in phases for thing in p.provisional},
        without=_left_out(phases),
        protections=tuple(protections(site, moment)),
        overdue=dict(_overdue(site, moment)),
    )


def retired(thing: object, moment: datetime) -> bool:
    """Whether a system or service has ended (its last day is the day before `retired`)."""
    day = getattr(thing, "retired", None)
    return day is not None and day <= moment.date()


def _left_out(phases: Iterable[Phase]) -> dict[ThingId, tuple[Text, ...]]:
    found: dict[ThingId, tuple[Text, ...]] = {}
    for phase in phases:
        for thing, words in phase.without.items():
            found[thing] = (*found.get(thing, ()), words)
    return found


def protections(site: Site, moment: datetime) -> Iterator[Protection]:
    """Every relief that is in force or coming, as last said; the one that ends first, first."""
    found: list[Protection] = []
    stories: list[tuple[Story, tuple[Update, ...]]] = [
        (Story("incident", i.key), i.updates) for i in site.incidents
    ] + [(Story("maintenance", m.key), m.updates) for m in site.maintenance]
    for story, updates in stories:
        standing: dict[tuple[str, ...], Protection] = {}
        named: dict[ThingId, None] = {}
        for update in updates:
            if update.at > moment:
                break
            named |= dict.fromkeys(claim.thing for claim in update.claims)
            for relief in update.relief:
                earlier = standing.get(relief.identity)
                starts = relief.starts or (earlier.starts if earlier else update.at)
                standing[relief.identity] = Protection(
                    relief, story, update, starts, relief.services or tuple(named)
                )
        found += [p for p in standing.values() if p.relief.ends is None or moment < p.relief.ends]
    far = datetime.max.replace(tzinfo=site.zone)
    yield from sorted(found, key=lambda p: (p.relief.ends or far, p.starts, p.story, p.relief.identity))


def _overdue(site: Site, moment: datetime) -> Iterator[tuple[str, Overdue]]:
    for incident in site.incidents:
        if incident.is_open(moment):
            due, promised = overdue_at(incident, site.fresh_for, moment)
            if due <= moment:
                yield incident.key, Overdue(due, last_word(incident, moment).at, promised)

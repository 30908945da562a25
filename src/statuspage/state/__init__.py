"""What follows from the files at one moment: which state every thing is in, and why.

Everything here is a pure function of (site, moment). The rules are those of `docs/rules.md`:
claims hold from update to update, needs are felt along their links, direct evidence beats
inference within one story, and a service rolls up the ways that can get it done.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from ..clocks import at_home
from ..language import Text
from ..model import Channel, Claim, Incident, Maintenance, Relief, Service, Site, State, ThingId, Update
from .algebra import WELL, Condition, best, capped, roll_up, worst
from .links import Links
from .over_time import History, Interval, Memory, history, next_edge, remembered
from .past import Past, cut, own_phases, said_by, window_ahead
from .stories import (
    CENTURY,
    EVER,
    LOOKAHEAD,
    NATION,
    Phase,
    Story,
    Window,
    all_phases,
    back,
    done_windows,
    expected,
    last_word,
    maintenance_windows,
    overdue_at,
    told_from,
    told_until,
    ways_at,
    windows_ahead,
    windows_from,
)
from .world import Cause, seen

__all__ = [
    "CENTURY",
    "EVER",
    "LOOKAHEAD",
    "NATION",
    "WELL",
    "Cause",
    "Condition",
    "History",
    "Interval",
    "Links",
    "Memory",
    "Overdue",
    "Past",
    "Phase",
    "Protection",
    "Snapshot",
    "Story",
    "Window",
    "as_of",
    "at",
    "back",
    "best",
    "capped",
    "cut",
    "done_windows",
    "expected",
    "history",
    "last_word",
    "maintenance_windows",
    "next_edge",
    "overdue",
    "overdue_at",
    "protections",
    "remembered",
    "retired",
    "roll_up",
    "said_by",
    "told_by",
    "told_from",
    "told_until",
    "window_ahead",
    "windows_ahead",
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
        return self.touches_any({service.id}, {way.use for way in service.channels if way.use})

    def touches_any(self, ids: Set[str], uses: Set[ThingId]) -> bool:
        """Whether it protects users of any of several services; `uses` are the channels they share."""
        return any(thing.partition("/")[0] in ids or thing in uses for thing in self.things)


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
    written: Site | None = None
    """The site with what is written ahead, too: what changes next is read from it."""

    @cached_property
    def overall(self) -> State:
        """The worst state of any service; never better than unknown while anything is in doubt.

        In doubt is what a file that could not be read may have said, what an open story says with a slip in
        it, and what nobody has confirmed for longer than was promised (safety R11).
        """
        states = [self.states[id] for id in self.services]
        if self.site.unread or self.site.misread or self.overdue or self._open_story_in_doubt:
            states.append(State.UNKNOWN)
        return max(states, default=State.UNKNOWN)

    @property
    def _open_story_in_doubt(self) -> bool:
        running = [w.maintenance for w in self.windows if w.starts <= self.at and not w.cancelled]
        stories: tuple[Incident | Maintenance, ...] = (*self.open_incidents, *running)
        return any(
            story.doubtful or any(update.doubtful for update in story.updates if update.at <= self.at)
            for story in stories
        )

    @cached_property
    def holidays(self) -> frozenset[date]:
        """The public holidays."""
        return frozenset(self.site.holidays)

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
    """What is true at this moment, by what had been said until then."""
    moment = at_home(moment, site.zone)
    written, site = site, told_by(site, moment)
    links = Links.of(site)
    phases = tuple(p for p in all_phases(site, moment, moment) if p.holds(moment))
    ways = ways_at(site, moment, site.services)
    found = seen(site, links, phases, ways)
    return Snapshot(
        site=site,
        at=moment,
        states=found.states,
        blocked=found.blocked,
        regional=found.regional,
        causes=found.causes,
        ways=ways,
        phases=phases,
        windows=tuple(windows_from(site, moment)),
        provisional={thing: p.story for p in phases for thing in p.provisional},
        without=_left_out(phases),
        protections=tuple(protections(site, moment)),
        overdue=overdue(site, moment),
        written=written,
    )


def told_by(site: Site, moment: datetime) -> Site:
    """A site as it stood when only the updates up to this moment had been said."""
    if not any(update.at > moment for story in site.stories for update in story.updates):
        return site
    return replace(
        site,
        incidents=tuple(cut(i, said_by(i, moment)) for i in site.incidents),
        maintenance=tuple(cut(m, said_by(m, moment)) for m in site.maintenance),
    )


def as_of(
    known: Past,
    story: Incident | Maintenance,
    said: int,
    moment: datetime,
    services: Iterable[str],
    *,
    alone: bool = False,
    undated: bool = False,
) -> Snapshot:
    """What was true of some services at a past moment, when a story had come as far as `said` updates.

    Nothing that was said later counts. With `alone`, the story is looked at by itself: what will be while
    planned work runs. `undated` says whether states in things' own files count that do not say since when.
    The snapshot knows systems, shared channels and the chosen services; it tells no causes.
    """
    site = known.site
    shown = cut(story, said)
    phases = tuple(own_phases(shown, moment)) if alone else known.phases(story, said, moment, undated=undated)
    others = () if alone else known.others(story, moment)
    incidents = tuple(s for s in (shown, *others) if isinstance(s, Incident))
    lean = replace(
        site,
        services={id: site.services[id] for id in services},
        incidents=tuple(i for i in incidents if any(update.channels for update in i.updates)),
        maintenance=(),
    )
    ways = ways_at(lean, moment, lean.services)
    found = seen(lean, known.links, phases, ways, why=False)
    own = replace(
        lean,
        incidents=(shown,) if isinstance(shown, Incident) else (),
        maintenance=(shown,) if isinstance(shown, Maintenance) else (),
    )
    return Snapshot(
        site=lean,
        at=moment,
        states=found.states,
        blocked=found.blocked,
        regional=found.regional,
        causes={},
        ways=ways,
        phases=phases,
        windows=(),
        provisional={thing: p.story for p in phases for thing in p.provisional},
        without=_left_out(phases),
        protections=tuple(protections(own, moment)),
        overdue={},
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
    stories: list[tuple[Story, tuple[Update, ...], tuple[Claim, ...]]] = [
        (Story("incident", i.key), i.updates, ()) for i in site.incidents
    ] + [(Story("maintenance", m.key), m.updates, m.claims) for m in site.maintenance]
    for story, updates, announced in stories:
        standing: dict[tuple[str, ...], Protection] = {}
        named = {claim.thing: None for claim in announced}
        for update in updates:
            if update.at > moment:
                break
            named |= dict.fromkeys(claim.thing for claim in update.claims)
            for relief in update.relief:
                earlier = standing.get(relief.identity)
                starts = relief.starts or (earlier.starts if earlier else update.at)
                standing[relief.identity] = Protection(relief, story, update, starts, relief.services)
        # What is for everybody is for whoever the story has named by now, also later than the relief.
        found += [
            p if p.things else replace(p, things=tuple(named))
            for p in standing.values()
            if p.relief.ends is None or moment < p.relief.ends
        ]
    far = datetime.max.replace(tzinfo=site.zone)
    yield from sorted(found, key=lambda p: (p.relief.ends or far, p.starts, p.story, p.relief.identity))


def overdue(site: Site, moment: datetime) -> dict[str, Overdue]:
    """The open incidents whose next word is late at a moment, by their keys."""
    found = {}
    for incident in told_by(site, moment).incidents:
        if incident.is_open(moment):
            due, promised = overdue_at(incident, site.fresh_for, moment)
            if due <= moment:
                found[incident.key] = Overdue(due, last_word(incident, moment).at, promised)
    return found

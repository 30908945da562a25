"""What a citizen can do instead: the ways that work now, those that do not and why, and who answers.

A pure function of a snapshot. Nobody is sent to a way that hangs on the same broken system:
every way, and every substitute from another service, carries its own state and its causes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TypeVar
from zoneinfo import ZoneInfo

from . import hours
from .clocks import at_home
from .language import Text
from .model import Channel, Incident, Service, State, Substitute, ThingId
from .state import Cause, Protection, Snapshot, Story, next_edge


@dataclass(frozen=True, slots=True)
class Opening:
    """When a way can be used today and next; a closed hour is not an outage."""

    open: bool
    changes: datetime | None
    """The next opening (when closed) or closing (when open); None when it is never, or too far away."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way of one service at one moment."""

    thing: ThingId
    channel: Channel
    state: State
    usable: bool
    provisional: bool
    """Works again, but may stop (임시 운영)."""
    without: tuple[Text, ...]
    """Functions left out."""
    causes: tuple[Cause, ...]
    opening: Opening | None
    """None where no hours are known."""
    regions: tuple[tuple[str, State], ...] = ()
    """Where it is worse than elsewhere."""

    @property
    def sound(self) -> bool:
        """Whether it can be used without a warning."""
        return self.state is State.OPERATIONAL and not self.provisional and not self.without


@dataclass(frozen=True, slots=True)
class StandIn:
    """Another service that can stand in for this one, and its ways by the same rule."""

    service: Service
    substitute: Substitute
    state: State
    ways: tuple[Way, ...]
    """Only those that can be used, the best first; empty: it looks like a way out, but is none."""
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Guidance:
    """The answer for one service: can I do it now, and if not, what do I do instead?"""

    service: Service
    state: State
    usable: bool
    """Whether it can be done at all, where no ways are known."""
    working: tuple[Way, ...]
    limited: tuple[Way, ...]
    failing: tuple[Way, ...]
    informing: tuple[Way, ...]
    """Ways that only inform (`answers_only`)."""
    stand_ins: tuple[StandIn, ...]
    protections: tuple[Protection, ...]
    stories: tuple[Story, ...]
    """The stories behind the state, each once."""

    @property
    def ways(self) -> tuple[Way, ...]:
        """All ways that can get the thing done, the best first."""
        return (*self.working, *self.limited, *self.failing)

    @property
    def nothing_works(self) -> bool:
        """Whether no way of this service and no substitute can be used now."""
        if self.working or self.limited or any(s.ways for s in self.stand_ins):
            return False
        return bool(self.failing) or not self.usable

    @property
    def common_stories(self) -> tuple[Story, ...]:
        """The stories that every failing way shares: one reason, said once."""
        return _shared([tuple(c.story for c in way.causes if c.story) for way in self.failing])

    @property
    def common_roots(self) -> tuple[ThingId, ...]:
        """The systems or channels at the root of every failing way (not the way itself)."""
        return _shared([tuple(c.thing for c in way.causes if c.thing != way.thing) for way in self.failing])


T = TypeVar("T")


def _shared(many: list[tuple[T, ...]]) -> tuple[T, ...]:
    if not many:
        return ()
    return tuple(dict.fromkeys(item for item in many[0] if all(item in other for other in many[1:])))


def for_service(snapshot: Snapshot, service: Service, *, openings: bool = True) -> Guidance:
    """Guidance for one service at the snapshot's moment; `openings` is whether hours are looked up."""
    ways = tuple(_way(snapshot, service, channel, openings) for channel in snapshot.ways[service.id])
    doing = [way for way in ways if not way.channel.answers_only]
    state = snapshot.states[service.id]
    causes = snapshot.causes.get(service.id, ())
    return Guidance(
        service=service,
        state=state,
        usable=snapshot.usable(service.id),
        working=tuple(way for way in doing if way.usable and way.sound),
        limited=tuple(way for way in doing if way.usable and not way.sound),
        failing=tuple(way for way in doing if not way.usable),
        informing=tuple(way for way in ways if way.channel.answers_only),
        stand_ins=tuple(_stand_ins(snapshot, service, openings)),
        protections=tuple(p for p in snapshot.protections if p.touches(service)),
        stories=tuple(dict.fromkeys(cause.story for cause in causes if cause.story)),
    )


def _way(snapshot: Snapshot, service: Service, channel: Channel, openings: bool) -> Way:
    thing = f"{service.id}/{channel.id}"
    # What holds for the service as a whole and for the shared channel holds for the way.
    told_of = (service.id, channel.use, thing)
    return Way(
        thing=thing,
        channel=channel,
        state=snapshot.states[thing],
        usable=snapshot.usable(thing),
        provisional=any(t in snapshot.provisional for t in told_of),
        without=tuple(dict.fromkeys(words for t in told_of for words in snapshot.without.get(t, ()))),
        causes=snapshot.causes.get(thing, ()),
        opening=opening(snapshot, channel) if openings else None,
        regions=tuple(sorted(snapshot.regional.get(thing, {}).items())),
    )


def opening(snapshot: Snapshot, channel: Channel) -> Opening | None:
    """Whether a way is within its hours, and when that changes; None where no hours are known."""
    if channel.hours is None:
        return None
    return _opening(channel.hours, snapshot.at, snapshot.site.zone, snapshot.holidays)


@lru_cache(maxsize=1000)
def _opening(found: hours.Hours, at: datetime, zone: ZoneInfo, holidays: frozenset[date]) -> Opening:
    """The same for every way with these hours: of ways a country has thousands, of hours a few dozen."""
    at = at.astimezone(zone)
    is_open = hours.is_open(found, at, holidays)
    after = hours.closes if is_open else hours.next_opening
    return Opening(is_open, after(found, at, holidays))


def _stand_ins(snapshot: Snapshot, service: Service, openings: bool) -> Iterator[StandIn]:
    for substitute in service.instead:
        other = snapshot.services.get(substitute.service)
        if other is None:
            continue
        ways = [_way(snapshot, other, channel, openings) for channel in snapshot.ways[other.id]]
        usable = [way for way in ways if way.usable and not way.channel.answers_only]
        usable.sort(key=lambda way: not way.sound)
        causes = snapshot.causes.get(other.id, ())
        yield StandIn(other, substitute, snapshot.states[other.id], tuple(usable), causes)


def incidents_of(snapshot: Snapshot, guidance: Guidance) -> tuple[Incident, ...]:
    """The open incidents behind a service's state, in the order of the page."""
    keys = {story.key for story in guidance.stories if story.kind == "incident"}
    return tuple(incident for incident in snapshot.open_incidents if incident.key in keys)


def next_change(snapshot: Snapshot) -> datetime | None:
    """The next moment at which the pages change by themselves (rule 9), None when nothing is in sight.

    Opening hours matter where a page says "open now": on services and shared channels that are not well.
    So does midnight, when one more day is drawn that was not well, and what opens tomorrow opens today.
    """
    zone = snapshot.site.zone
    at = snapshot.at.astimezone(zone)
    edges = [next_edge(snapshot.written or snapshot.site, snapshot.at)]
    things = (*snapshot.services, *snapshot.site.channels)
    if any(snapshot.states[id] is not State.OPERATIONAL for id in things):
        day = at.date() + timedelta(days=1)
        edges.append(datetime(day.year, day.month, day.day, tzinfo=zone))
    for opening_hours in dict.fromkeys(_hours_that_matter(snapshot)):
        change = hours.next_change(opening_hours, at, snapshot.holidays)
        edges.append(change and at_home(change, zone))
    return min((edge for edge in edges if edge is not None), default=None)


def _hours_that_matter(snapshot: Snapshot) -> Iterator[hours.Hours]:
    for service in snapshot.services.values():
        if snapshot.states[service.id] is State.OPERATIONAL:
            continue
        related = (service.id, *(substitute.service for substitute in service.instead))
        for id in related:
            yield from (way.hours for way in snapshot.ways.get(id, ()) if way.hours is not None)
    for channel in snapshot.site.channels.values():
        if channel.hours is not None and snapshot.states[channel.id] is not State.OPERATIONAL:
            yield channel.hours

"""What the past adds up to, month by month: how long services worked, how soon word came, what was kept.

Everything is counted in whole months of the site's time zone, and the present month up to the moment at which
something last changed. So a month that is over never changes, and no number moves between two events.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from ..model import Incident, Service, Site, State, Status, ThingId
from .links import Links
from .over_time import Interval

ZERO = timedelta()


class Month(NamedTuple):
    """A month, or the part of it that can be counted (`ends` exclusive)."""

    year: int
    number: int
    starts: datetime
    ends: datetime

    @property
    def key(self) -> tuple[int, int]:
        """The year and the number of the month."""
        return self.year, self.number


@dataclass(frozen=True, slots=True)
class Times:
    """How long services were in which state; times of several services are added up."""

    length: timedelta = ZERO
    stopped: timedelta = ZERO
    """Not to be used (`major_outage`)."""
    limited: timedelta = ZERO
    """To be used slowly or in part."""
    planned: timedelta = ZERO
    """Under maintenance."""
    unclear: timedelta = ZERO
    """Nobody could vouch for them."""
    stops: int = 0
    """How often they stopped."""

    def __add__(self, other: Times) -> Times:
        return Times(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    @property
    def counted(self) -> timedelta:
        """The time that can be judged: without planned work, and without what nobody could vouch for."""
        return self.length - self.planned - self.unclear

    @property
    def availability(self) -> float | None:
        """The part of the counted time in which they could be used, between 0 and 1; None without any."""
        return 1 - self.stopped / self.counted if self.counted else None


@dataclass(frozen=True, slots=True)
class Telling:
    """How incidents were told: each in the month in which the fact became known."""

    incidents: int = 0
    """First words."""
    first: tuple[timedelta, ...] = ()
    """From the beginning to the first word, where the beginning is known (`began`)."""
    recovery: tuple[timedelta, ...] = ()
    """From the beginning (else the first word) to `resolved`."""
    promised: int = 0
    """Moments at which a next word was due."""
    kept: int = 0
    """Those at which it had come."""

    def __add__(self, other: Telling) -> Telling:
        return Telling(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


@dataclass(frozen=True)
class Figures:
    """The numbers of every month on record."""

    site: Site
    months: tuple[Month, ...]
    """From the first to the present one."""
    trouble: Mapping[str, Mapping[tuple[int, int], Times]]
    """By service and month, where anything but normal was seen."""
    told: Mapping[tuple[int, int], tuple[tuple[str, int | None, Telling], ...]]
    """By month: who spoke first, the grade of the system, and what became known."""

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years on record, the newest first."""
        return tuple(sorted({month.year for month in self.months}, reverse=True))

    def of(self, year: int) -> tuple[Month, ...]:
        """The months of one year."""
        return tuple(month for month in self.months if month.year == year)

    def times(self, services: Iterable[Service], months: Iterable[Month]) -> Times:
        """How long some services were in which state in some months."""
        chosen, length = tuple(months), ZERO
        found = Times()
        for service in services:
            ends = _end_of(self.site, service)
            trouble = self.trouble.get(service.id, {})
            for month in chosen:
                length += max(
                    ZERO, min(month.ends, ends) - month.starts if ends else month.ends - month.starts
                )
                if month.key in trouble:
                    found += trouble[month.key]
        return found + Times(length)

    def telling(
        self, months: Iterable[Month], *, agency: str | None = None, grade: int | None = None
    ) -> Telling:
        """How incidents were told in some months; of one agency, or on systems of one grade, if asked."""
        found = Telling()
        for month in months:
            for by, rank, words in self.told.get(month.key, ()):
                if agency in (None, by) and grade in (None, rank):
                    found += words
        return found

    def agencies(self, months: Iterable[Month]) -> tuple[str, ...]:
        """Those who spoke first of any incident counted in some months."""
        return tuple(sorted({by for m in months for by, _, _ in self.told.get(m.key, ()) if by}))

    def grades(self, months: Iterable[Month]) -> tuple[int, ...]:
        """The grades of the systems that failed in incidents counted in some months."""
        return tuple(sorted({rank for m in months for _, rank, _ in self.told.get(m.key, ()) if rank}))


def add_up(site: Site, intervals: Mapping[ThingId, tuple[Interval, ...]], at: datetime) -> Figures:
    """The numbers at a moment, from the states over time and from what was said."""
    months = _months(site, intervals, at)
    trouble = {
        id: found
        for id, service in site.services.items()
        if (found := _trouble(intervals.get(id, ()), months, _end_of(site, service)))
    }
    return Figures(site, months, trouble, _told(site, months, at))


def _end_of(site: Site, service: Service) -> datetime | None:
    day = service.retired
    return datetime(day.year, day.month, day.day, tzinfo=site.zone) if day else None


def _months(site: Site, intervals: Mapping[ThingId, tuple[Interval, ...]], at: datetime) -> tuple[Month, ...]:
    edges = [u.at for story in site.stories for u in story.updates if u.at <= at]
    edges += [moment for incident in site.incidents for moment, _ in _facts(incident, at)]
    for stretches in intervals.values():
        edges += [edge for i in stretches for edge in (i.starts, i.ends) if edge <= at]
    if not edges:
        return ()
    first, here = min(edges).astimezone(site.zone), at.astimezone(site.zone)
    last = max(edges)
    found = []
    year, number = first.year, first.month
    while (year, number) <= (here.year, here.month):
        starts = datetime(year, number, 1, tzinfo=site.zone)
        year, number = year + number // 12, number % 12 + 1
        ends = datetime(year, number, 1, tzinfo=site.zone)
        ends = ends if ends <= at else last
        if starts < ends:
            # In UTC, so that a month in which clocks were changed is as long as it was.
            found.append(Month(starts.year, starts.month, starts.astimezone(UTC), ends.astimezone(UTC)))
    return tuple(found)


_FIELDS = {
    State.MAJOR_OUTAGE: "stopped",
    State.PARTIAL_OUTAGE: "limited",
    State.DEGRADED_PERFORMANCE: "limited",
    State.UNDER_MAINTENANCE: "planned",
    State.UNKNOWN: "unclear",
}


def _trouble(
    stretches: Iterable[Interval], months: tuple[Month, ...], until: datetime | None
) -> dict[tuple[int, int], Times]:
    found: dict[tuple[int, int], Times] = {}
    for stretch in stretches:
        if stretch.state is State.OPERATIONAL:
            continue
        first = max(0, bisect_right(months, stretch.starts, key=attrgetter("starts")) - 1)
        for month in islice(months, first, None):
            if stretch.ends <= month.starts:
                break
            starts = max(stretch.starts, month.starts).astimezone(UTC)
            ends = min(stretch.ends, month.ends, until or month.ends).astimezone(UTC)
            if starts >= ends:
                continue
            stops = int(stretch.state is State.MAJOR_OUTAGE and starts == stretch.starts)
            times = Times(**{_FIELDS[stretch.state]: ends - starts}, stops=stops)
            found[month.key] = found.get(month.key, Times()) + times
    return found


def _told(
    site: Site, months: tuple[Month, ...], at: datetime
) -> dict[tuple[int, int], tuple[tuple[str, int | None, Telling], ...]]:
    links = Links.of(site)
    known = {month.key for month in months}
    found: dict[tuple[int, int], list[tuple[str, int | None, Telling]]] = {}
    for incident in site.incidents:
        if not incident.updates:
            continue
        by, grade = incident.updates[0].by, _grade(site, links, incident, at)
        for moment, words in _facts(incident, at):
            here = moment.astimezone(site.zone)
            if (here.year, here.month) in known:
                found.setdefault((here.year, here.month), []).append((by, grade, words))
    return {key: tuple(facts) for key, facts in found.items()}


def _facts(incident: Incident, at: datetime) -> Iterable[tuple[datetime, Telling]]:
    """What became known of an incident, and when."""
    said = [update for update in incident.updates if update.at <= at]
    if not said:
        return
    first, began = said[0].at, incident.began
    yield first, Telling(1, (first - began,) if began else ())
    over = incident.resolved(at)
    if over is not None:
        yield over, Telling(recovery=(over - (began or first),))
    for number, update in enumerate(said):
        due = update.next_update
        if update.status in (Status.RESOLVED, Status.POSTMORTEM) or (over and update.at >= over):
            break
        if due is not None and (number + 1 < len(said) or due <= at):
            kept = number + 1 < len(said) and said[number + 1].at <= due
            yield (min(due, said[number + 1].at) if kept else due), Telling(promised=1, kept=int(kept))


def _grade(site: Site, links: Links, incident: Incident, at: datetime) -> int | None:
    """The most critical grade among the systems at the root: those that failed, and not through another."""
    named = {
        claim.thing: None
        for update in incident.updates
        for claim in update.claims
        if update.at <= at and claim.thing in site.systems and claim.state.outage
    }
    roots = [
        site.systems[id]
        for id in named
        if not any(links.reach[id] & links.bit[other] for other in named if other != id)
    ]
    return min((system.grade for system in roots if system.grade), default=None)


def middle(lengths: tuple[timedelta, ...]) -> timedelta | None:
    """The median of some lengths of time; None of none."""
    ordered, half = sorted(lengths), len(lengths) // 2
    if len(ordered) % 2 or not ordered:
        return ordered[half] if ordered else None
    return (ordered[half - 1] + ordered[half]) / 2

"""What the past adds up to, month by month: how long services worked, how soon word came, what was kept.

Everything is counted in whole months of the site's time zone, and the present month up to the moment at which
something last changed. So a month that is over never changes, and no number moves between two events.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property, partial
from typing import NamedTuple

from ..clocks import between
from ..model import Incident, Service, Site, State, Status
from .links import Links
from .over_time import History, Memory, PastMonth, remembered

ZERO = timedelta()
_MICROSECOND = timedelta(microseconds=1)


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


@dataclass(frozen=True)
class Figures:
    """The numbers of every month on record."""

    site: Site
    months: tuple[Month, ...]
    """From the first to the present one."""
    trouble: Mapping[tuple[int, int], Mapping[str, Trouble]]
    """By month and service, where anything but normal was seen."""
    told: Mapping[tuple[int, int], tuple[tuple[str, int | None, Telling], ...]]
    """By month: who spoke first, the grade of the system, and what became known."""
    _added: dict[Month, Trouble] = field(default_factory=dict, repr=False, compare=False)
    _lengths: dict[tuple[Month, ...], timedelta] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years on record, the newest first."""
        return tuple(sorted({month.year for month in self.months}, reverse=True))

    def of(self, year: int) -> tuple[Month, ...]:
        """The months of one year."""
        return tuple(month for month in self.months if month.year == year)

    def times(self, services: Iterable[Service], months: Iterable[Month]) -> Times:
        """How long some services were in which state in some months."""
        chosen, ids = tuple(months), {service.id for service in services}
        sums = [0, 0, 0, 0, 0]
        for month in chosen:
            here = self.trouble.get(month.key, {})
            # Whichever are fewer: those asked for, or those that had trouble.
            for id in ids & here.keys():
                _add(sums, here[id])
        return self._times(ids, chosen, sums)

    def whole(self, months: Iterable[Month]) -> Times:
        """The same of all services together."""
        chosen = tuple(months)
        sums = [sum(times) for times in zip(NOTHING, *map(self._sums, chosen), strict=True)]
        return self._times(self.site.services.keys(), chosen, sums)

    def _sums(self, month: Month) -> Trouble:
        if month not in self._added:
            all_of_it = (NOTHING, *self.trouble.get(month.key, {}).values())
            stopped, limited, planned, unclear, stops = map(sum, zip(*all_of_it, strict=True))
            self._added[month] = stopped, limited, planned, unclear, stops
        return self._added[month]

    def each(self, months: Iterable[Month]) -> dict[str, Times]:
        """The same for each service that was not well at some time in some months."""
        chosen, found = tuple(months), dict[str, list[int]]()
        for month in chosen:
            for id, trouble in self.trouble.get(month.key, {}).items():
                _add(found.setdefault(id, [0, 0, 0, 0, 0]), trouble)
        return {id: self._times({id}, chosen, sums) for id, sums in found.items()}

    def _times(self, ids: Set[str], months: tuple[Month, ...], sums: list[int]) -> Times:
        ended = self._ends.keys() & ids
        length = self._length(months) * (len(ids) - len(ended))
        for id in ended:
            lasted = (min(month.ends, self._ends[id]) - month.starts for month in months)
            length += sum((max(ZERO, time) for time in lasted), ZERO)
        stopped, limited, planned, unclear = (timedelta(microseconds=time) for time in sums[:4])
        return Times(length, stopped, limited, planned, unclear, sums[4])

    def _length(self, months: tuple[Month, ...]) -> timedelta:
        if months not in self._lengths:
            self._lengths[months] = sum((month.ends - month.starts for month in months), ZERO)
        return self._lengths[months]

    @cached_property
    def by_agency(self) -> dict[str, list[Service]]:
        """Every service there ever was, by its agency."""
        found: dict[str, list[Service]] = {}
        for service in self.site.services.values():
            found.setdefault(service.agency, []).append(service)
        return found

    @cached_property
    def _ends(self) -> dict[str, datetime]:
        """When services ended that are no more."""
        return _ends(self.site)

    def telling(
        self, months: Iterable[Month], *, agency: str | None = None, grade: int | None = None
    ) -> Telling:
        """How incidents were told in some months; of one agency, or on systems of one grade, if asked."""
        found = [
            words
            for month in months
            for by, rank, words in self.told.get(month.key, ())
            if agency in (None, by) and grade in (None, rank)
        ]
        return Telling(
            sum(words.incidents for words in found),
            tuple(time for words in found for time in words.first),
            tuple(time for words in found for time in words.recovery),
            sum(words.promised for words in found),
            sum(words.kept for words in found),
        )

    def agencies(self, months: Iterable[Month]) -> tuple[str, ...]:
        """Those who spoke first of any incident counted in some months."""
        return tuple(sorted({by for m in months for by, _, _ in self.told.get(m.key, ()) if by}))

    def grades(self, months: Iterable[Month]) -> tuple[int, ...]:
        """The grades of the systems that failed in incidents counted in some months."""
        return tuple(sorted({rank for m in months for _, rank, _ in self.told.get(m.key, ()) if rank}))


def _add(sums: list[int], more: Trouble) -> None:
    for place, time in enumerate(more):
        sums[place] += time


def add_up(site: Site, past: History, at: datetime, memory: Memory | None = None) -> Figures:
    """The numbers at a moment, from the states over time and from what was said.

    `memory` keeps what months that are over add up to.
    """
    months = _months(site, past, at)
    return Figures(site, months, dict(_trouble(site, past, months, memory)), _told(site, months, at))


def _ends(site: Site) -> dict[str, datetime]:
    return {
        id: datetime(day.year, day.month, day.day, tzinfo=site.zone)
        for id, service in site.services.items()
        if (day := service.retired)
    }


def _months(site: Site, past: History, at: datetime) -> tuple[Month, ...]:
    edges = [u.at for story in site.stories for u in story.updates if u.at <= at]
    edges += [moment for incident in site.incidents for moment, _ in _facts(incident, at)]
    for month in past.months:
        edges += [edge for edge in (past.since, *month.edges, month.ends) if edge <= at]
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


Trouble = tuple[int, int, int, int, int]
"""How long a service was stopped, limited, under planned work and unclear, in microseconds; its stops."""

NOTHING: Trouble = (0, 0, 0, 0, 0)

_PLACES = {
    State.MAJOR_OUTAGE: 0,
    State.PARTIAL_OUTAGE: 1,
    State.DEGRADED_PERFORMANCE: 1,
    State.UNDER_MAINTENANCE: 2,
    State.UNKNOWN: 3,
}


def _trouble(
    site: Site, past: History, months: tuple[Month, ...], memory: Memory | None
) -> Iterator[tuple[tuple[int, int], dict[str, Trouble]]]:
    """What each month adds up to, by service."""
    by_key = {month.key: month for month in months}
    ends = _ends(site)
    ids = repr((sorted(site.services), sorted(ends.items())))
    before: PastMonth | None = None
    for found in past.months:
        here = found.starts.astimezone(site.zone)
        month = by_key.get((here.year, here.month))
        if month is None:
            continue
        # An outage that goes on from one month into the next began once.
        next_to = before if before is not None and before.ends == found.starts else None
        mark = f"{found.key!r}{next_to and next_to.key!r}{month.ends!r}{ids}"
        make = partial(_of_month, site, found, month.ends, ends, next_to)
        yield month.key, remembered(memory, mark, dict, make)
        before = found


def _of_month(
    site: Site, month: PastMonth, until: datetime, ends: Mapping[str, datetime], next_to: PastMonth | None
) -> dict[str, Trouble]:
    sums: dict[str, Trouble] = {}
    known: dict[Trouble, Trouble] = {}
    for id in month.turned:
        if id in site.services:
            carried = next_to is not None and next_to.last(id) is State.MAJOR_OUTAGE
            trouble = _of_service(month, id, min(until, ends.get(id, until)), carried)
            if trouble:
                # What hangs on the same things had the same trouble: held, and remembered, once.
                sums[id] = known.setdefault(trouble, trouble)
    return sums


def _of_service(month: PastMonth, id: str, until: datetime, carried: bool) -> Trouble | None:
    sums = [0, 0, 0, 0, 0]
    turns = list(month.turns(id))
    for number, (edge, state) in enumerate(turns):
        end = turns[number + 1][0] if number + 1 < len(turns) else month.ends
        # In UTC, so that an hour that clocks went through twice counts twice.
        lasted = between(edge, min(end, until))
        if state is not State.OPERATIONAL and lasted > ZERO:
            sums[_PLACES[state]] += lasted // _MICROSECOND
            sums[4] += state is State.MAJOR_OUTAGE and not (carried and edge == month.starts)
    stopped, limited, planned, unclear, stops = sums
    return (stopped, limited, planned, unclear, stops) if any(sums) else None


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
    yield first, Telling(1, (between(began, first),) if began else ())
    over = incident.resolved(at)
    if over is not None:
        yield over, Telling(recovery=(between(began or first, over),))
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

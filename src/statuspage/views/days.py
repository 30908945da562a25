"""Day bars: how a service was on each day of the months in which something happened.

Only such months are drawn. A month that is over is drawn whole; the present one through the last day that was
not well. So the page of a quiet service stays the same from one day to the next.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ..clocks import between
from ..model import State, ThingId
from ..state import Interval
from .edition import Edition, Tag

MOST_MONTHS = 3
"""How many months a page draws; the archive and the figures have them all."""

STEP, TALL = 8, 24
"""How far the bars stand apart, and how tall the tallest is."""

HEIGHTS = {
    State.OPERATIONAL: 3,
    State.UNDER_MAINTENANCE: 8,
    State.UNKNOWN: 12,
    State.DEGRADED_PERFORMANCE: 16,
    State.PARTIAL_OUTAGE: 16,
    State.MAJOR_OUTAGE: 24,
}
"""The worse the day, the taller its bar: the shape says it without the colour."""


Day = tuple[tuple[State, timedelta | None], ...]
"""What was so on one day, the worst first, and for how long in all (None: it still is)."""


@dataclass(frozen=True, slots=True)
class Strokes:
    """All bars of one colour, as one path."""

    kind: str
    path: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days of the same kind, in words: `17일`, and what was so for how long."""

    days: str
    states: tuple[tuple[Tag, str], ...]


@dataclass(frozen=True, slots=True)
class MonthOfDays:
    """The days of one month, for `parts/days.html`."""

    title: str
    words: str
    """What the picture shows, for those who do not see it."""
    read: str
    """What the list of days is called."""
    strokes: tuple[Strokes, ...]
    width: int
    height: int
    stretches: tuple[Stretch, ...]


def months(edition: Edition, thing: ThingId) -> tuple[MonthOfDays, ...]:
    """The last few months in which a thing was not well, the newest first."""
    publication = edition.publication
    zone, now = publication.site.zone, publication.at
    unwell: list[Interval] = []
    touched: dict[tuple[int, int], None] = {}
    for stretch in publication.intervals.unwell(thing):
        # What lies before the first day that is drawn is nobody's business here.
        if len(touched) == MOST_MONTHS and stretch.ends.astimezone(zone).date() < date(*min(touched), 1):
            break
        unwell.append(stretch)
        day = (stretch.ends.astimezone(zone) - timedelta(microseconds=1)).date()
        first = stretch.starts.astimezone(zone).date().replace(day=1)
        while day >= first and len(touched) < MOST_MONTHS:
            touched[day.year, day.month] = None
            day = day.replace(day=1) - timedelta(days=1)
    return tuple(_month(edition, unwell, year, number, now) for year, number in touched)


def _month(edition: Edition, unwell: list[Interval], year: int, number: int, now: datetime) -> MonthOfDays:
    words, zone = edition.words, edition.publication.site.zone
    start = date(year, number, 1)
    following = date(year + number // 12, number % 12 + 1, 1)
    days = (following - start).days
    first, after = (datetime(d.year, d.month, d.day, tzinfo=zone) for d in (start, following))
    unwell = [stretch for stretch in unwell if stretch.starts < after and first < stretch.ends]
    seen = [_seen(edition, unwell, start + timedelta(days=n)) for n in range(days)]
    title = words.month(year, number)
    if after > now:
        last = max(n for n, states in enumerate(seen, 1) if states)
        if last < days:
            title = words("days.upto", month=title, day=str(last))
        seen = seen[:last]
    return MonthOfDays(
        title=title,
        words=words("days.month", month=title, n=sum(bool(states) for states in seen)),
        read=words("days.read", month=title),
        strokes=tuple(_strokes(seen)),
        width=days * STEP,
        height=TALL,
        stretches=tuple(_stretches(edition, seen)),
    )


def _seen(edition: Edition, unwell: Iterable[Interval], day: date) -> Day:
    zone, now = edition.publication.site.zone, edition.publication.at
    starts = datetime(day.year, day.month, day.day, tzinfo=zone)
    after = day + timedelta(days=1)
    ends = datetime(after.year, after.month, after.day, tzinfo=zone)
    found: dict[State, timedelta] = {}
    going_on: set[State] = set()
    for stretch in unwell:
        if stretch.starts <= now < stretch.ends and starts <= now < ends:
            going_on.add(stretch.state)
        lasted = between(max(stretch.starts, starts), min(stretch.ends, ends))
        if lasted > timedelta():
            found[stretch.state] = found.get(stretch.state, timedelta()) + lasted
    # How long today's trouble has lasted changes by the minute, and pages change at known moments only.
    return tuple((s, None if s in going_on else found[s]) for s in sorted(found, reverse=True))


def _strokes(seen: list[Day]) -> Iterable[Strokes]:
    paths: dict[State, str] = {}
    for number, states in enumerate(seen):
        worst = states[0][0] if states else State.OPERATIONAL
        paths[worst] = f"{paths.get(worst, '')}M{number * STEP + STEP // 2} {TALL}v-{HEIGHTS[worst]}"
    for state in sorted(paths):
        yield Strokes(state.id, paths[state])


def _stretches(edition: Edition, seen: list[Day]) -> Iterable[Stretch]:
    words = edition.words
    first = 0
    for number in range(1, len(seen) + 1):
        if number < len(seen) and seen[number] == seen[first]:
            continue
        days = (
            words("days.day", day=str(number))
            if number == first + 1
            else words("days.span", first=str(first + 1), last=str(number))
        )
        states = tuple(
            (edition.tag(s), words("past.going_on") if lasted is None else words.duration(lasted))
            for s, lasted in seen[first]
        )
        yield Stretch(days, states or ((edition.tag(State.OPERATIONAL), ""),))
        first = number

"""What each story claims, and when: incidents from update to update, planned work by its windows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from ..clocks import later, settled
from ..language import Text
from ..model import (
    Channel,
    Expected,
    Incident,
    Maintenance,
    Site,
    State,
    Status,
    ThingId,
    Update,
)
from ..repeats import windows

NATION = ""
"""The region of claims that hold everywhere."""


LOOKAHEAD = timedelta(days=400)
"""How far ahead planned work is unrolled: a yearly window is always in sight."""

SOON = timedelta(days=14)
"""How far ahead the front page tells of planned work."""

RECENT = timedelta(days=7)
"""How long the front page tells of an incident that is over."""

CENTURY = timedelta(days=36525)
"""How far the next window is looked for: one that comes seldom is in sight, too."""

EVER = 2 * CENTURY
"""Further than any two moments lie apart that files may name."""

LOOKBACK = timedelta(days=31)
"""How far a window of repeating work may have been extended or moved."""


class Story(NamedTuple):
    """What a claim comes from: an incident, one window of planned work, or a thing's own file."""

    kind: str
    """`incident`, `maintenance` or `standing`."""
    key: str
    """The key of the incident or maintenance; the id of the thing for `standing`."""
    window: str = ""
    """For planned work: the start of the window (RFC 3339), as it may repeat."""


class Said(NamedTuple):
    """One claim as it stands: the state, and the update (or "") that last said so."""

    state: State
    update: str


Entries = Mapping[ThingId, Mapping[str, Said]]
"""What one story claims at one time: thing → region (`NATION` for everywhere) → what was said."""


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of time in which one story claims the same things (`starts` inclusive, `ends` exclusive)."""

    story: Story
    starts: datetime
    ends: datetime | None
    claims: Entries
    provisional: frozenset[ThingId] = frozenset()
    without: Mapping[ThingId, Text] = field(default_factory=dict)

    def holds(self, at: datetime) -> bool:
        """Whether the moment lies in this stretch."""
        return self.starts <= at and (self.ends is None or at < self.ends)


class Window(NamedTuple):
    """One occurrence of planned work, as announced or changed since."""

    maintenance: Maintenance
    starts: datetime
    ends: datetime
    cancelled: bool
    changed: datetime | None
    """When start, end or cancellation last changed (None: as first announced)."""
    planned: datetime
    """When it was first announced to start: names the window, however often it is moved."""
    changes: int = 0
    """How often start, end or cancellation were changed."""
    updates: tuple[Update, ...] = ()
    """The updates that speak of this window."""

    def story(self) -> Story:
        return Story("maintenance", self.maintenance.key, self.planned.isoformat())

    def status(self, at: datetime) -> Status:
        """Where it stands: what staff said last, else what the clock says."""
        if self.cancelled:
            return Status.CANCELLED
        if at < self.starts:
            return Status.SCHEDULED
        if at >= self.ends:
            return Status.COMPLETED
        said = [u.status for u in self.updates if self.starts <= u.at <= at and u.status]
        return said[-1] if said and said[-1] in (Status.IN_PROGRESS, Status.VERIFYING) else Status.IN_PROGRESS


def incident_phases(incident: Incident) -> Iterator[Phase]:
    """The stretches of an incident, from update to update until it is resolved."""
    story = Story("incident", incident.key)
    claims: dict[ThingId, dict[str, Said]] = {}
    provisional: frozenset[ThingId] = frozenset()
    without: dict[ThingId, Text] = {}
    for number, update in enumerate(incident.updates):
        if update.status in (Status.RESOLVED, Status.POSTMORTEM) and not update.doubtful:
            return
        claims = _amended(claims, update)
        provisional, without = _reserved(provisional, without, update)
        following = incident.updates[number + 1 :]
        ends = following[0].at if following else None
        if ends is None or update.at < ends:
            yield Phase(story, update.at, ends, claims, provisional, without)


def _amended(claims: Mapping[ThingId, Mapping[str, Said]], update: Update) -> dict[ThingId, dict[str, Said]]:
    """The claims of a story after one more update; a claim for the whole nation replaces regional ones."""
    amended = {thing: dict(regions) for thing, regions in claims.items()}
    for claim in update.claims:
        # A slip in the file may have hidden the opposite: nobody can vouch for better than unknown.
        state = max(claim.state, State.UNKNOWN) if update.doubtful else claim.state
        said = Said(state, update.id)
        if claim.regions:
            amended.setdefault(claim.thing, {}).update(dict.fromkeys(claim.regions, said))
        else:
            amended[claim.thing] = {NATION: said}
    return amended


def _reserved(
    provisional: frozenset[ThingId], without: Mapping[ThingId, Text], update: Update
) -> tuple[frozenset[ThingId], dict[ThingId, Text]]:
    """What may stop again, and what is left out, after one more update: a new claim ends both."""
    named = {claim.thing for claim in update.claims}
    return (
        (provisional - named) | frozenset(update.provisional),
        {thing: words for thing, words in without.items() if thing not in named} | dict(update.without),
    )


Span = tuple[datetime, datetime]
"""Start and end of a window as first announced."""


def maintenance_windows(
    maintenance: Maintenance, after: datetime, before: datetime, known: datetime | None = None
) -> Iterator[Window]:
    """The occurrences of planned work that end after `after` and start before `before`, with what changed.

    With `known`, only what had been said by then counts.
    """
    for span, updates in _occurrences(maintenance, after, before):
        window = _as_told(maintenance, span, [u for u in updates if known is None or u.at <= known])
        shown_until = max(window.ends, span[1]) if window.cancelled else window.ends
        if shown_until > after and window.starts < before:
            yield window


def _occurrences(
    maintenance: Maintenance, after: datetime, before: datetime
) -> Iterator[tuple[Span, tuple[Update, ...]]]:
    """Every window as first announced, and the updates that speak of it."""
    if maintenance.repeats is None:
        yield (maintenance.starts, maintenance.ends), maintenance.updates
        return
    spoken = _spoken_of(maintenance)
    slack = LOOKBACK if spoken else timedelta()
    early, late = after - slack, before + slack
    for span in windows(maintenance.starts, maintenance.ends, maintenance.repeats, early, late):
        yield span, tuple(spoken.get(span, ()))


def _spoken_of(maintenance: Maintenance) -> dict[Span, list[Update]]:
    """Of repeating work, an update speaks of the window that runs at its moment, else of the next one."""
    spoken: dict[Span, list[Update]] = {}
    span: Span | None = None
    for update in maintenance.updates:
        # One that was extended still runs after its announced end.
        if span is None or update.at >= _as_told(maintenance, span, spoken[span]).ends:
            coming = windows(
                maintenance.starts, maintenance.ends, maintenance.repeats, update.at, update.at + CENTURY
            )
            span = next(coming, None)
        if span is not None:
            spoken.setdefault(span, []).append(update)
    return spoken


def _as_told(maintenance: Maintenance, span: Span, updates: Sequence[Update]) -> Window:
    """A window after some updates; a doubtful update may make it longer, never shorter or called off."""
    starts, ends = span
    cancelled, changed, changes = False, None, 0
    for update in updates:
        before = starts, ends, cancelled
        if update.starts is not None:
            starts = min(starts, update.starts) if update.doubtful else update.starts
        if update.ends is not None:
            ends = max(ends, update.ends) if update.doubtful else update.ends
        if update.status is Status.COMPLETED and not update.doubtful:
            ends = min(ends, update.at)
            starts = min(starts, ends)
        if update.status is Status.CANCELLED and not update.doubtful:
            cancelled = True
        if (starts, ends, cancelled) != before:
            changed, changes = update.at, changes + 1
    return Window(
        maintenance, starts, max(starts, ends), cancelled, changed, span[0], changes, tuple(updates)
    )


def told_from(window: Window) -> datetime:
    """From when the front page tells of planned work, if it is announced by then."""
    return settled(window.starts - SOON)


def told_until(over: datetime) -> datetime:
    """Until when the front page tells of an incident that is over since then."""
    return settled(over + RECENT)


def windows_ahead(maintenance: Maintenance, at: datetime) -> Iterator[Window]:
    """The windows of planned work that run or are coming, up to a year after the first of them."""
    first = None
    for window in maintenance_windows(maintenance, at, at + CENTURY):
        first = first or window
        if window.starts > first.starts + LOOKAHEAD:
            return
        yield window


def back(at: datetime, length: timedelta) -> datetime:
    """So long ago, counted from the beginning of this month.

    What is left out for its age goes at a moment at which pages are made anew, and not at any minute.
    """
    return at.replace(day=1, hour=0, minute=0, second=0, microsecond=0) - length


def done_windows(maintenance: Maintenance, at: datetime) -> list[Window]:
    """The windows of planned work that are over, of those of the last year and the first one."""
    # Of work that repeats, the windows around the first one are others; one alone may have moved anywhere.
    near = EVER if maintenance.repeats is None else timedelta(days=1)
    first = maintenance_windows(maintenance, maintenance.starts - near, maintenance.ends + near)
    recent = maintenance_windows(maintenance, back(at, LOOKAHEAD) - timedelta(days=1), at)
    known = {w.starts: w for w in (*first, *recent)}
    return [w for w in known.values() if w.status(at) in (Status.COMPLETED, Status.CANCELLED)]


def maintenance_phases(maintenance: Maintenance, after: datetime, before: datetime) -> Iterator[Phase]:
    """The stretches of planned work that touch the time from `after` to `before`.

    At every moment the window counts as it was known then: what is called off in the middle ran until then.
    """
    base: dict[ThingId, dict[str, Said]] = {}
    for claim in maintenance.claims:
        state = max(claim.state, State.UNKNOWN) if maintenance.doubtful else claim.state
        for region in claim.regions or (NATION,):
            base.setdefault(claim.thing, {})[region] = Said(state, "")
    for span, updates in _occurrences(maintenance, after, before):
        claims, provisional, without = base, frozenset[ThingId](), dict[ThingId, Text]()
        for number in range(len(updates) + 1):
            window = _as_told(maintenance, span, updates[:number])
            starts, ends = window.starts, window.ends
            if number:
                last = updates[number - 1]
                claims = _amended(claims, last)
                provisional, without = _reserved(provisional, without, last)
                starts = max(starts, last.at)
            if number < len(updates):
                ends = min(ends, updates[number].at)
            if not window.cancelled and starts < ends and ends > after and starts < before:
                yield Phase(window.story(), starts, ends, claims, provisional, without)


def standing_phases(site: Site) -> Iterator[Phase]:
    """What the things' own files say (`state:`), from `since` on, or ever since."""
    beginning = datetime.min.replace(tzinfo=site.zone)
    for thing, standing in site.standings:
        claims = {thing: {NATION: Said(standing.state, "")}}
        yield Phase(Story("standing", thing), standing.since or beginning, None, claims)


def all_phases(site: Site, after: datetime, before: datetime) -> Iterator[Phase]:
    """Every stretch that touches the time from `after` to `before`."""
    for incident in site.incidents:
        if incident.resolved(after) is not None:
            continue
        for phase in incident_phases(incident):
            if phase.starts <= before and (phase.ends is None or phase.ends > after):
                yield phase
    for maintenance in site.maintenance:
        for phase in maintenance_phases(maintenance, after, before + timedelta(microseconds=1)):
            if phase.starts <= before and (phase.ends is None or phase.ends > after):
                yield phase
    for phase in standing_phases(site):
        if phase.starts <= before:
            yield phase


def windows_from(site: Site, moment: datetime) -> Iterator[Window]:
    """Planned work that is announced, and runs or is coming; of repeating work only the next window."""
    found: list[Window] = []
    for maintenance in site.maintenance:
        if not maintenance.shown(moment):
            continue
        for window in maintenance_windows(maintenance, moment, moment + CENTURY, known=moment):
            if window.ends <= moment:
                continue
            found.append(window)
            if window.starts > moment and not window.cancelled:
                break
    yield from sorted(found, key=lambda w: (w.starts, w.maintenance.key))


def ways_at(
    site: Site, moment: datetime, services: Iterable[str], incidents: Iterable[Incident] | None = None
) -> dict[str, tuple[Channel, ...]]:
    """The ways of services that exist at this moment, those born in a story last.

    `incidents` are those to look through for new ways: all, unless said otherwise.
    """
    found = {id: {way.id: way for way in site.services[id].channels if way.exists(moment)} for id in services}
    for incident in site.incidents if incidents is None else incidents:
        born: dict[tuple[str, str], Channel] = {}
        for update in incident.updates:
            if update.at > moment:
                break
            for new in update.channels:
                # A slip in the file may have hidden what is wrong with the way.
                way = replace(new.channel, doubtful=True) if update.doubtful else new.channel
                born |= {(id, way.id): way for id in new.services if id in found}
        if born:
            over = incident.resolved(moment) is not None
            for (id, _), way in born.items():
                if way.exists(moment) and (way.ends is not None or not over):
                    found[id][way.id] = way
    return {id: tuple(ways.values()) for id, ways in found.items()}


def last_word(incident: Incident, moment: datetime) -> Update:
    """The newest update that had been said by then (the first one for an incident yet to come)."""
    said = [u for u in incident.updates if u.at <= moment]
    return said[-1] if said else incident.updates[0]


def expected(incident: Incident, moment: datetime) -> Expected | None:
    """The estimate of recovery that stands; None when nobody gave one."""
    for update in reversed(incident.updates):
        if update.at <= moment and update.expected is not None:
            return update.expected
    return None


def overdue_at(incident: Incident, fresh_for: timedelta, moment: datetime) -> tuple[datetime, bool]:
    """When the next word is (or was) due, and whether that was promised."""
    last = last_word(incident, moment)
    return (last.next_update, True) if last.next_update else (later(last.at, fresh_for), False)

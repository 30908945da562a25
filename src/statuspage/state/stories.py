"""What each story claims, and when: incidents from update to update, planned work by its windows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

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

LOOKBACK = timedelta(days=31)
"""How long a window of repeating work may have been extended."""


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

    def story(self) -> Story:
        return Story("maintenance", self.maintenance.key, self.starts.isoformat())

    def status(self, at: datetime) -> Status:
        """Where it stands: what staff said last, else what the clock says."""
        if self.cancelled:
            return Status.CANCELLED
        if at < self.starts:
            return Status.SCHEDULED
        if at >= self.ends:
            return Status.COMPLETED
        said = [u.status for u in self.maintenance.updates if self.starts <= u.at <= at and u.status]
        return said[-1] if said and said[-1] in (Status.IN_PROGRESS, Status.VERIFYING) else Status.IN_PROGRESS


def incident_phases(incident: Incident) -> Iterator[Phase]:
    """The stretches of an incident, from update to update until it is resolved."""
    story = Story("incident", incident.key)
    claims: dict[ThingId, dict[str, Said]] = {}
    provisional: set[ThingId] = set()
    without: dict[ThingId, Text] = {}
    for number, update in enumerate(incident.updates):
        if update.status in (Status.RESOLVED, Status.POSTMORTEM) and not update.doubtful:
            return
        claims = _amended(claims, update)
        named = {claim.thing for claim in update.claims}
        provisional = (provisional - named) | set(update.provisional)
        without = {t: w for t, w in without.items() if t not in named} | dict(update.without)
        following = incident.updates[number + 1 :]
        ends = following[0].at if following else None
        if ends is None or update.at < ends:
            yield Phase(story, update.at, ends, claims, frozenset(provisional), without)


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


def maintenance_windows(maintenance: Maintenance, after: datetime, before: datetime) -> Iterator[Window]:
    """The occurrences of planned work that end after `after` and start before `before`, with what changed."""
    if maintenance.repeats is None:
        announced = iter([(maintenance.starts, maintenance.ends)])
    else:
        # A window may have been extended past its announced end: look back a little.
        early = after - LOOKBACK if maintenance.updates else after
        announced = windows(maintenance.starts, maintenance.ends, maintenance.repeats, early, before)
    for starts, ends in announced:
        cancelled, changed, begins, finish = False, None, starts, ends
        for update in maintenance.updates:
            if maintenance.repeats is not None and not _speaks_of(update, maintenance, starts, ends):
                continue
            if update.starts is not None:
                begins, changed = update.starts, update.at
            if update.ends is not None:
                finish, changed = update.ends, update.at
            if update.status is Status.COMPLETED and not update.doubtful:
                finish, changed = min(finish, update.at), update.at
            if update.status is Status.CANCELLED and not update.doubtful:
                cancelled, changed = True, update.at
        if max(finish, ends if cancelled else finish) > after and begins < before:
            yield Window(maintenance, begins, max(begins, finish), cancelled, changed)


def _speaks_of(update: Update, maintenance: Maintenance, starts: datetime, ends: datetime) -> bool:
    """Of repeating work, an update speaks of the window that runs at its moment, else of the next one."""
    coming = windows(
        maintenance.starts, maintenance.ends, maintenance.repeats, update.at, update.at + LOOKAHEAD
    )
    return next(coming, None) == (starts, ends)


def _maintenance_phases(maintenance: Maintenance, after: datetime, before: datetime) -> Iterator[Phase]:
    base: dict[ThingId, dict[str, Said]] = {}
    for claim in maintenance.claims:
        state = max(claim.state, State.UNKNOWN) if maintenance.doubtful else claim.state
        for region in claim.regions or (NATION,):
            base.setdefault(claim.thing, {})[region] = Said(state, "")
    for window in maintenance_windows(maintenance, after, before):
        if window.cancelled or window.starts >= window.ends:
            continue
        claims, since = base, window.starts
        provisional: frozenset[ThingId] = frozenset()
        for update in maintenance.updates:
            if not update.claims or update.at >= window.ends:
                continue
            if update.at <= window.starts:
                claims = _amended(claims, update)
                continue
            if since < update.at:
                yield Phase(window.story(), since, update.at, claims, provisional)
            claims, since = _amended(claims, update), update.at
            provisional = frozenset(update.provisional)
        yield Phase(window.story(), since, window.ends, claims, provisional)


def _standing_phases(site: Site) -> Iterator[Phase]:
    beginning = datetime.min.replace(tzinfo=site.zone)
    things: list[tuple[ThingId, object]] = [
        *site.systems.items(),
        *site.channels.items(),
        *site.services.items(),
    ]
    things += [(f"{s.id}/{w.id}", w) for s in site.services.values() for w in s.channels]
    for thing, written in things:
        standing = getattr(written, "standing", None)
        if standing is not None:
            claims = {thing: {NATION: Said(standing.state, "")}}
            yield Phase(Story("standing", thing), standing.since or beginning, None, claims)


def all_phases(site: Site, after: datetime, before: datetime) -> Iterator[Phase]:
    """Every stretch that touches the time from `after` to `before`."""
    for incident in site.incidents:
        for phase in incident_phases(incident):
            if phase.starts <= before and (phase.ends is None or phase.ends > after):
                yield phase
    for maintenance in site.maintenance:
        for phase in _maintenance_phases(maintenance, after, before + timedelta(microseconds=1)):
            if phase.starts <= before and (phase.ends is None or phase.ends > after):
                yield phase
    for phase in _standing_phases(site):
        if phase.starts <= before:
            yield phase


def windows_from(site: Site, moment: datetime) -> Iterator[Window]:
    """Planned work that is announced, and runs or is coming; of repeating work only the next window."""
    found: list[Window] = []
    for maintenance in site.maintenance:
        if maintenance.announced is not None and maintenance.announced > moment:
            continue
        for window in maintenance_windows(maintenance, moment, moment + LOOKAHEAD):
            if window.ends <= moment:
                continue
            found.append(window)
            if window.starts > moment and not window.cancelled:
                break
    yield from sorted(found, key=lambda w: (w.starts, w.maintenance.key))


def ways_at(site: Site, moment: datetime, services: Iterable[str]) -> dict[str, tuple[Channel, ...]]:
    """The ways of services that exist at this moment, those born in a story last."""
    found = {id: {way.id: way for way in site.services[id].channels if way.exists(moment)} for id in services}
    for incident in site.incidents:
        over = None
        for update in incident.updates:
            if not update.channels or update.at > moment:
                continue
            over = over or incident.resolved(moment)
            for new in update.channels:
                way = new.channel
                lives = way.exists(moment) and (way.ends is not None or over is None)
                for id in new.services:
                    if id in found and lives:
                        found[id][way.id] = way
                    elif (
                        id in found
                        and way.id in found[id]
                        and found[id][way.id] not in site.services[id].channels
                    ):
                        del found[id][way.id]
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
    return (last.next_update, True) if last.next_update else (last.at + fresh_for, False)

"""Single moments of the past, for chosen services: what was so when something was said.

`state.at` looks at everything at once. News looks at thousands of moments, and at a few services at each; so
the stories are put in order once, and each look asks only for what it needs. What was said later never
counts: an update that is told again in ten years says the same.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import accumulate
from typing import TypeVar

from ..model import Incident, Maintenance, Site
from ..repeats import windows
from .links import Links
from .stories import (
    LOOKAHEAD,
    Phase,
    Window,
    incident_phases,
    maintenance_phases,
    maintenance_windows,
    standing_phases,
)

T = TypeVar("T", bound=Incident | Maintenance)

_MOMENT = timedelta(microseconds=1)


def cut(story: T, said: int) -> T:
    """A story as it stood after so many of its updates."""
    return story if said == len(story.updates) else replace(story, updates=story.updates[:said])


def said_by(story: Incident | Maintenance, moment: datetime) -> int:
    """How many updates of a story had been said by then."""
    return sum(update.at <= moment for update in story.updates)


def window_ahead(maintenance: Maintenance, moment: datetime) -> Window | None:
    """The window of planned work that runs or comes next, as known from the updates it carries."""
    for window in maintenance_windows(maintenance, moment, moment + LOOKAHEAD):
        if window.ends > moment:
            return window
    return None


class Past:
    """What every story claimed at any moment, by what had been said until then."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.links = Links.of(site)
        self._standings = tuple(standing_phases(site))
        self._phases: dict[str, tuple[Phase, ...]] = {}
        self._edges, self._open = _open_between(site.incidents)
        self._ways = tuple(
            (incident, update.at, new.channel.ends)
            for incident in site.incidents
            for update in incident.updates
            for new in update.channels
            if new.channel.ends is not None
        )
        self._spans = tuple(_span(maintenance) for maintenance in site.maintenance)
        said = (update.at for story in site.stories for update in story.updates)
        self._until = max(said, default=datetime.min.replace(tzinfo=site.zone))
        self._windows: dict[str, tuple[list[datetime], list[datetime]]] = {}

    def others(self, story: Incident | Maintenance, moment: datetime) -> tuple[Incident | Maintenance, ...]:
        """The other stories that may have claimed something at a moment; planned work as known by then."""
        found: list[Incident | Maintenance] = []
        at = bisect_right(self._edges, moment) - 1
        if at >= 0:
            found += [incident for incident in self._open[at] if incident is not story]
        for incident, born, until in self._ways:
            # A way may outlive the incident it was born in.
            if born <= moment < until and incident is not story and incident not in found:
                found.append(incident)
        for maintenance, (starts, ends) in zip(self.site.maintenance, self._spans, strict=True):
            within = starts <= moment and (ends is None or moment < ends)
            if within and maintenance is not story and self._may_run(maintenance, moment):
                found.append(cut(maintenance, said_by(maintenance, moment)))
        return tuple(found)

    def beside(
        self, story: Incident | Maintenance, since: datetime, until: datetime
    ) -> list[Incident | Maintenance]:
        """Every story that may be among the `others` at any moment of a stretch, its end included."""
        found: dict[tuple[type, str], Incident | Maintenance] = {}
        first = max(bisect_right(self._edges, since) - 1, 0)
        for incidents in self._open[first : bisect_right(self._edges, until)]:
            found |= {(Incident, incident.key): incident for incident in incidents}
        found |= {(Incident, i.key): i for i, born, ends in self._ways if born <= until and since < ends}
        for maintenance, (starts, ends) in zip(self.site.maintenance, self._spans, strict=True):
            if starts <= until and (ends is None or since < ends):
                found[Maintenance, maintenance.key] = maintenance
        found.pop((type(story), story.key), None)
        return list(found.values())

    def _may_run(self, maintenance: Maintenance, moment: datetime) -> bool:
        """Whether repeated work may run at a moment.

        Four thousand entries ask that of work that comes back each week: its windows are listed once.
        """
        if maintenance.repeats is None or maintenance.updates or moment > self._until:
            return True
        if maintenance.key not in self._windows:
            span = maintenance.starts, maintenance.ends
            listed = list(windows(*span, maintenance.repeats, maintenance.starts, self._until + _MOMENT))
            self._windows[maintenance.key] = (
                [starts for starts, _ in listed],
                list(accumulate((ends for _, ends in listed), max)),
            )
        starts, ends = self._windows[maintenance.key]
        place = bisect_right(starts, moment) - 1
        return place >= 0 and moment < ends[place]

    def standings(self, moment: datetime, *, undated: bool) -> tuple[Phase, ...]:
        """What the things' own files said at a moment; those that do not say since when only if asked for."""
        beginning = datetime.min.replace(tzinfo=self.site.zone)
        return tuple(p for p in self._standings if p.starts <= moment and (undated or p.starts != beginning))

    def phases(
        self, story: Incident | Maintenance, said: int, moment: datetime, *, undated: bool
    ) -> tuple[Phase, ...]:
        """What was claimed at a moment, the one story as it stood after so many updates."""
        found = [*own_phases(cut(story, said), moment)]
        for other in self.others(story, moment):
            if isinstance(other, Incident):
                found += [phase for phase in self._phases_of(other) if phase.holds(moment)]
            else:
                found += own_phases(other, moment)
        return (*found, *self.standings(moment, undated=undated))

    def changes(self, story: Incident | Maintenance, said: int, moment: datetime) -> bool:
        """Whether the last of so many updates changed what its story claims."""
        if story.updates[said - 1].channels:
            return True
        before = [phase.claims for phase in own_phases(cut(story, said - 1), moment)]
        return before != [phase.claims for phase in own_phases(cut(story, said), moment)]

    def _phases_of(self, incident: Incident) -> tuple[Phase, ...]:
        if incident.key not in self._phases:
            self._phases[incident.key] = tuple(incident_phases(incident))
        return self._phases[incident.key]


def own_phases(story: Incident | Maintenance, moment: datetime) -> Iterator[Phase]:
    """What one story claims: of an incident after its last word, of planned work at the moment."""
    if isinstance(story, Incident):
        yield from (phase for phase in incident_phases(story) if phase.ends is None)
    else:
        yield from (p for p in maintenance_phases(story, moment, moment + _MOMENT) if p.holds(moment))


def _open_between(incidents: Iterable[Incident]) -> tuple[list[datetime], list[tuple[Incident, ...]]]:
    """The moments at which an incident begins or is resolved, and those that are open from then on."""
    begins: dict[datetime, list[Incident]] = {}
    ends: dict[datetime, list[Incident]] = {}
    for incident in incidents:
        if incident.updates:
            far = datetime.max.replace(tzinfo=incident.updates[0].at.tzinfo)
            begins.setdefault(incident.updates[0].at, []).append(incident)
            if (over := incident.resolved(far)) is not None:
                ends.setdefault(over, []).append(incident)
    edges = sorted({*begins, *ends})
    open_now: dict[str, Incident] = {}
    found = []
    for edge in edges:
        for incident in begins.get(edge, ()):
            open_now[incident.key] = incident
        for incident in ends.get(edge, ()):
            open_now.pop(incident.key, None)
        found.append(tuple(open_now.values()))
    return edges, found


def _span(maintenance: Maintenance) -> tuple[datetime, datetime | None]:
    """The widest stretch in which planned work may run, whatever its updates changed."""
    starts = [maintenance.starts, *(u.starts for u in maintenance.updates if u.starts)]
    ends = [maintenance.ends, *(u.ends for u in maintenance.updates if u.ends)]
    return min(starts), None if maintenance.repeats else max(ends)

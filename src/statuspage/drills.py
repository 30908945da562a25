"""What if this failed now: which services stop, which suffer, which survive, and who is left with no way.

The what-if is one more incident at that moment, and the rest is what the page would say. Nothing is written
anywhere: a drill is an answer, never a state of the site.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from . import guidance, state
from .guidance import Guidance, StandIn, Way
from .language import Text
from .model import Claim, Importance, Incident, Service, State, ThingId, Update


class Verdict(Enum):
    """What becomes of a service, from the worst to the best."""

    STOPS = "stops"
    WAS_OUT = "was_out"
    """It cannot be used already, with or without the failure."""
    SUFFERS = "suffers"
    """It can be used still, but fewer ways work, or work less well."""
    SURVIVES = "survives"
    """It hangs on what fails, and nobody notices: a spare, another way, a cap."""
    UNTOUCHED = "untouched"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one service."""

    service: Service
    before: Guidance
    after: Guidance
    hangs: bool
    """Whether it hangs on anything that fails."""
    verdict: Verdict
    """What becomes of it, in one word."""
    stranded: bool
    """Whether the failure leaves its users no way and no substitute, where they had one."""

    @property
    def left(self) -> tuple[Way, ...]:
        """The ways that still get it done, the best first."""
        return (*self.after.working, *self.after.limited)

    @property
    def lost(self) -> tuple[Way, ...]:
        """The ways that worked before and do not work now."""
        return tuple(_lost(self.before, self.after))

    @property
    def weaker(self) -> tuple[Way, ...]:
        """The ways that work still, but less well."""
        return tuple(_weaker(self.before, self.after))

    @property
    def instead(self) -> tuple[StandIn, ...]:
        """The substitutes that can be used."""
        return tuple(one for one in self.after.stand_ins if one.ways)


def can_be_done(found: Guidance) -> bool:
    """Whether a service can be used: by any of its ways, or, where none are known, by its state."""
    # "Under maintenance" is also said of a service with one way under maintenance and another that works.
    return bool(found.working or found.limited) if found.ways else found.usable


@dataclass(frozen=True, slots=True)
class Drill:
    """A failure played through at one moment."""

    at: datetime
    down: tuple[ThingId, ...]
    before: state.Snapshot
    after: state.Snapshot
    outcomes: tuple[Outcome, ...]
    """Every service, the most important first."""

    def of(self, verdict: Verdict) -> tuple[Outcome, ...]:
        """The services that fare this way."""
        return tuple(one for one in self.outcomes if one.verdict is verdict)

    @property
    def stranded(self) -> tuple[Outcome, ...]:
        """The services whose users are left with no way and no substitute."""
        return tuple(one for one in self.outcomes if one.stranded)

    def count(self, importance: Importance | None, verdict: Verdict | None) -> int:
        """How many services of this importance (None: of any) fare this way (None: are stranded)."""
        found = self.stranded if verdict is None else self.of(verdict)
        return sum(importance is None or one.service.importance is importance for one in found)


STORY = "drill!"
"""The id of the incident that is played; no file can have it."""


def drill(before: state.Snapshot, down: tuple[ThingId, ...]) -> Drill:
    """What would be true at the snapshot's moment if these things were out of service from then on.

    `down` are systems, shared channels, services and ways that exist at the moment.
    """
    site = before.site
    said = Update(STORY, before.at, claims=tuple(Claim(thing, State.MAJOR_OUTAGE) for thing in down))
    title = Text(((site.languages[0], STORY),))
    played = Incident(STORY, before.at.year, title, updates=(said,))
    after = state.at(replace(site, incidents=(*site.incidents, played)), before.at)
    links = state.Links.of(after.site)
    fallen = links.bits(down)
    outcomes = [
        _outcome(before, after, service, _hangs(after, links, service, fallen, down))
        for service in after.services.values()
    ]
    outcomes.sort(key=lambda one: (-one.service.importance, not one.stranded, one.service.id))
    return Drill(before.at, down, before, after, tuple(outcomes))


def _outcome(before: state.Snapshot, after: state.Snapshot, service: Service, hangs: bool) -> Outcome:
    then = guidance.for_service(before, service, openings=False)
    now = guidance.for_service(after, service, openings=False)
    stranded = now.nothing_works and not then.nothing_works
    return Outcome(service, then, now, hangs, _verdict(then, now, hangs), stranded)


def _verdict(before: Guidance, after: Guidance, hangs: bool) -> Verdict:
    if not can_be_done(after):
        return Verdict.STOPS if can_be_done(before) else Verdict.WAS_OUT
    if after.state > before.state or any(_lost(before, after)) or any(_weaker(before, after)):
        return Verdict.SUFFERS
    return Verdict.SURVIVES if hangs else Verdict.UNTOUCHED


def _lost(before: Guidance, after: Guidance) -> Iterator[Way]:
    had = {way.thing for way in before.ways if way.usable}
    return (way for way in after.failing if way.thing in had)


def _weaker(before: Guidance, after: Guidance) -> Iterator[Way]:
    had = {way.thing: way.state for way in before.ways}
    return (way for way in (*after.working, *after.limited) if way.state > had.get(way.thing, way.state))


def _hangs(
    snapshot: state.Snapshot, links: state.Links, service: Service, fallen: int, down: tuple[ThingId, ...]
) -> bool:
    return service.id in down or any(
        links.of_way(way, f"{service.id}/{way.id}") & fallen or f"{service.id}/{way.id}" in down
        for way in snapshot.ways[service.id]
        if not way.answers_only
    )

"""What changes for citizens between two states of the files, looked at from one moment.

Everything is compared by what people would read: states in the same moment, what is new and what goes, what
is said about services. Lines that merely move in a file are no change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

from . import state
from .hours import Hours
from .language import Text
from .model import (
    NOWHERE,
    Channel,
    Claim,
    Importance,
    Maintenance,
    NewWay,
    Notice,
    Service,
    Site,
    State,
    ThingId,
    Update,
)
from .problems import Problem
from .state import Protection, Snapshot
from .state.algebra import Condition

T = TypeVar("T")

Said = Text | Hours | Importance | str | None
"""What can be said about a service or a way."""


@dataclass(frozen=True, slots=True)
class Lists(Generic[T]):
    """Things that are new, that are not what they were, and that go."""

    new: tuple[T, ...] = ()
    changed: tuple[T, ...] = ()
    gone: tuple[T, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)


class News(NamedTuple):
    """An update, and the story it belongs to."""

    key: str
    title: Text
    update: Update


class Change(NamedTuple):
    """What becomes of a thing; None where it does not exist."""

    thing: ThingId
    name: Text
    before: Condition | None
    after: Condition | None


class Detail(NamedTuple):
    """Something that is said about a service or one of its ways."""

    thing: ThingId
    name: Text
    field: str
    before: Said
    after: Said


@dataclass(frozen=True, slots=True)
class ServiceChange:
    """A service whose state, ways, or states of ways change."""

    service: Change
    importance: Importance
    ways: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that changes for citizens."""

    at: datetime
    before: Snapshot
    after: Snapshot
    services: tuple[ServiceChange, ...]
    """Those whose state changes, the most important first; new and vanished ones, too."""
    details: tuple[Detail, ...]
    news: Lists[News]
    planned: Lists[Maintenance]
    notices: Lists[Notice]
    relief: Lists[Protection]
    problems: tuple[Problem, ...]
    """Those that appear."""
    solved: int
    """How many go."""

    @property
    def overall(self) -> tuple[State, State]:
        """The state of everything, before and after."""
        return self.before.overall, self.after.overall

    @property
    def nothing(self) -> bool:
        """Whether citizens see no difference."""
        same = self.before.overall is self.after.overall
        told = (self.services, self.details, self.news, self.planned, self.notices, self.relief)
        return same and not any(told)


def compare(
    before: Site,
    after: Site,
    moment: datetime,
    problems_before: Iterable[Problem] = (),
    problems_after: Iterable[Problem] = (),
) -> Comparison:
    """What changes between two states of the files, seen at one moment."""
    then, now = state.at(before, moment), state.at(after, moment)
    appear, go = _problems(problems_before, problems_after)
    return Comparison(
        now.at,
        then,
        now,
        tuple(_services(then, now)),
        tuple(_details(then, now)),
        _lists(_news(before), _news(after), lambda one: _bare(one.update)),
        _lists(
            {one.key: one for one in before.maintenance},
            {one.key: one for one in after.maintenance},
            lambda one: replace(one, place=NOWHERE, updates=(), claims=_claims(one.claims)),
        ),
        _lists(
            {one.key: one for one in before.notices},
            {one.key: one for one in after.notices},
            lambda one: replace(one, place=NOWHERE),
        ),
        _lists(
            {(p.story.key, *p.relief.identity): p for p in then.protections},
            {(p.story.key, *p.relief.identity): p for p in now.protections},
            lambda one: (replace(one.relief, place=NOWHERE), one.things),
        ),
        appear,
        go,
    )


# --- States -------------------------------------------------------------------------------------------------


def _services(before: Snapshot, after: Snapshot) -> list[ServiceChange]:
    found = []
    for id in dict.fromkeys((*after.services, *before.services)):
        service = after.services.get(id) or before.services[id]
        change = Change(id, service.name, _condition(before, id), _condition(after, id))
        ways = _ways(before, after, id) if change.before and change.after else ()
        if change.before != change.after or ways:
            found.append(ServiceChange(change, service.importance, ways))
    return sorted(found, key=lambda one: (-one.importance, one.service.thing))


def _ways(before: Snapshot, after: Snapshot, service: str) -> tuple[Change, ...]:
    then = {way.id: way for way in before.ways.get(service, ())}
    now = {way.id: way for way in after.ways.get(service, ())}
    changes = []
    for id in dict.fromkeys((*now, *then)):
        thing = f"{service}/{id}"
        name = (now.get(id) or then[id]).name
        changes.append(
            Change(
                thing,
                name,
                _condition(before, thing) if id in then else None,
                _condition(after, thing) if id in now else None,
            )
        )
    return tuple(change for change in changes if change.before != change.after)


def _condition(snapshot: Snapshot, thing: ThingId) -> Condition | None:
    if "/" not in thing and thing not in snapshot.services:
        return None
    return Condition(snapshot.states[thing], snapshot.usable(thing))


# --- What is said -------------------------------------------------------------------------------------------

_OF_SERVICE: Mapping[str, Callable[[Service], Said]] = {
    "name": lambda s: s.name,
    "about": lambda s: s.about,
    "importance": lambda s: s.importance,
    "instead": lambda s: ", ".join(one.service for one in s.instead),
}
_OF_WAY: Mapping[str, Callable[[Channel], Said]] = {
    "name": lambda w: w.name,
    "url": lambda w: w.url,
    "phone": lambda w: w.phone,
    "where": lambda w: w.where,
    "hours": lambda w: w.hours,
    "bring": lambda w: w.bring,
    "fee": lambda w: w.fee,
    "limits": lambda w: w.limits,
}


def _details(before: Snapshot, after: Snapshot) -> list[Detail]:
    found = []
    for id in after.services.keys() & before.services.keys():
        then, now = before.services[id], after.services[id]
        if then == now:
            continue
        for field, of_service in _OF_SERVICE.items():
            if of_service(then) != of_service(now):
                found.append(Detail(id, now.name, field, of_service(then), of_service(now)))
        old = {way.id: way for way in then.channels}
        for way in now.channels:
            was = old.get(way.id)
            for field, of_way in _OF_WAY.items():
                if was is not None and of_way(was) != of_way(way):
                    found.append(Detail(f"{id}/{way.id}", way.name, field, of_way(was), of_way(way)))
    order = {id: number for number, id in enumerate(after.services)}
    return sorted(found, key=lambda one: order[one.thing.partition("/")[0]])


def _news(site: Site) -> dict[tuple[str, str], News]:
    return {
        (story.key, update.id): News(story.key, story.title, update)
        for story in site.stories
        for update in story.updates
    }


def _bare(update: Update) -> Update:
    """An update without the lines it stands on."""
    relief = tuple(replace(one, place=NOWHERE) for one in update.relief)
    return replace(
        update, place=NOWHERE, claims=_claims(update.claims), relief=relief, channels=_new_ways(update)
    )


def _claims(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    return tuple(replace(claim, place=NOWHERE) for claim in claims)


def _new_ways(update: Update) -> tuple[NewWay, ...]:
    return tuple(
        replace(new, channel=replace(new.channel, place=NOWHERE, needs=())) for new in update.channels
    )


K = TypeVar("K", bound=Hashable)


def _lists(before: Mapping[K, T], after: Mapping[K, T], bare: Callable[[T], object]) -> Lists[T]:
    """What is in one and not in the other, and what differs in more than its place."""
    return Lists(
        tuple(one for key, one in after.items() if key not in before),
        tuple(one for key, one in after.items() if key in before and bare(one) != bare(before[key])),
        tuple(one for key, one in before.items() if key not in after),
    )


def _problems(before: Iterable[Problem], after: Iterable[Problem]) -> tuple[tuple[Problem, ...], int]:
    """The problems that appear, and how many go; one that moved to another line is the same."""
    known = Counter(map(_rule, before))
    appear = []
    for problem in after:
        if known[_rule(problem)] > 0:
            known[_rule(problem)] -= 1
        else:
            appear.append(problem)
    return tuple(appear), sum(known.values())


def _rule(problem: Problem) -> tuple[str, str, str, tuple[tuple[str, str], ...]]:
    return problem.place.file, problem.code, problem.typed, problem.details

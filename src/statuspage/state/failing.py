"""What fails when something fails: the arithmetic of states for very many what-ifs at once.

A country has thousands of services and hundreds of systems, and every system may be the one that fails, alone
or with another. Looked at one by one that is a long night's work; here every what-if is one bit, and the
rules (caps, redundancy, ways, services) are worked out for all of them together. That this gives exactly what
`state.at` gives for each is proven in the tests.

Only what hangs on what counts: incidents, planned work and `state:` in files are left out of account.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, reduce
from itertools import combinations
from operator import and_, or_
from typing import NamedTuple

from ..model import Channel, Importance, Need, Service, Site, State, System, ThingId
from ..problems import Problem, Severity
from .algebra import Condition
from .links import Links

LEVELS = tuple(state for state in State if state)
"""Every state but the best, from mild to severe."""


class Outlook(NamedTuple):
    """The condition of one thing in every what-if, one bit for each."""

    unusable: int
    """The what-ifs in which it cannot be used."""
    least: tuple[int, ...]
    """For each of `LEVELS`, the what-ifs in which its state is that or worse."""

    def condition(self, number: int) -> Condition:
        """The condition in one what-if."""
        state = sum(mask >> number & 1 for mask in self.least)
        return Condition(State(state), not self.unusable >> number & 1)


WELL = Outlook(0, (0,) * len(LEVELS))


def in_state(state: State, where: int) -> Outlook:
    """Something that is in this state in some what-ifs, and well in the others."""
    return Outlook(0 if state.usable else where, tuple(where if state >= level else 0 for level in LEVELS))


def worst(outlooks: Iterable[Outlook]) -> Outlook:
    """All of several things at once, as `algebra.worst`."""
    unusable, least = WELL
    for outlook in outlooks:
        if outlook is not WELL:
            unusable |= outlook.unusable
            least = tuple(map(or_, least, outlook.least))
    return Outlook(unusable, least)


def best(outlooks: Sequence[Outlook]) -> Outlook:
    """Any one of several things (redundancy), as `algebra.best`: one that can be used, then the mildest."""
    if len(outlooks) < 2:
        return outlooks[0] if outlooks else WELL
    none = reduce(and_, (one.unusable for one in outlooks))
    least = []
    for level in range(len(LEVELS)):
        among_all = reduce(and_, (one.least[level] for one in outlooks))
        among_usable = reduce(and_, (one.least[level] | one.unusable for one in outlooks))
        least.append(among_all & none | among_usable & ~none)
    return Outlook(none, tuple(least))


def capped(outlook: Outlook, at_most: State | None) -> Outlook:
    """What is felt of a need that its dependant can limp along without, as `algebra.capped`."""
    if at_most is None or outlook is WELL:
        return outlook
    unusable, least = outlook
    if at_most.usable:
        # Whatever cannot be used is felt as the cap; the rest as it is, up to the cap.
        least = tuple(m | unusable if at_most >= level else 0 for level, m in zip(LEVELS, least, strict=True))
        return Outlook(0, least)
    kept = tuple(m if at_most >= level else 0 for level, m in zip(LEVELS, least, strict=True))
    # Whoever feels planned work at most does not feel that a thing is slow.
    planned_only = kept[0] & ~(kept[1] | unusable)
    return Outlook(unusable, tuple(m & ~planned_only for m in kept))


def roll_up(ways: Sequence[Outlook], everywhere: int) -> Outlook:
    """What a service adds up to from the ways that can get it done, as `algebra.roll_up` without claims."""
    if not ways:
        return WELL
    none = reduce(and_, (way.unusable for way in ways))
    some = everywhere & ~none
    planned_only = reduce(and_, (way.least[0] & ~way.least[1] for way in ways)) & none
    least = []
    for level in LEVELS:
        number = level - 1
        mask = reduce(or_, (way.least[number] for way in ways)) & some
        if level is State.MAJOR_OUTAGE:
            mask = 0
        mask |= none if level is State.UNDER_MAINTENANCE else none & ~planned_only
        least.append(mask)
    return Outlook(none, tuple(least))


class WhatIfs:
    """The outlook of every thing of a site, over things that might fail together.

    `failing` are the what-ifs: the systems and shared channels that are out of service in each. Ways count
    that exist at the moment, and services that have not ended.
    """

    def __init__(self, site: Site, moment: datetime, failing: Sequence[Sequence[ThingId]]) -> None:
        self.site = site
        # What services reach is not asked, and there are thousands of them.
        self.links = Links.of(replace(site, services={}))
        self.everywhere = (1 << len(failing)) - 1
        self._moment = moment.astimezone(site.zone)
        self._down: dict[ThingId, int] = {}
        for number, things in enumerate(failing):
            for thing in things:
                self._down[thing] = self._down.get(thing, 0) | 1 << number
        self._unclear = in_state(State.UNKNOWN, self.everywhere)
        self._found: dict[ThingId, Outlook] = {}
        for group in self.links.groups:
            self._settle(group) if group[0] in self.links.cyclic else self._settle_one(group[0])
        self._alike: dict[tuple[object, ...], Outlook] = {}

    @cached_property
    def services(self) -> tuple[Service, ...]:
        """The services that have not ended."""
        day = self._moment.date()
        return tuple(s for s in self.site.services.values() if s.retired is None or s.retired > day)

    def backing(self, thing: ThingId) -> Outlook:
        """The outlook of a system or a shared channel."""
        return self._found[thing]

    def ways(self, service: Service) -> Iterator[tuple[Channel, Outlook]]:
        """The ways of a service that exist, and the outlook of each."""
        for way in service.channels:
            if way.exists(self._moment):
                yield way, self._way(service, way)

    def service(self, service: Service) -> Outlook:
        """The outlook of a service."""
        doing = [outlook for way, outlook in self.ways(service) if not way.answers_only]
        vouched = self._vouched(service.id, service.doubtful)
        rolled = roll_up(doing, self.everywhere)
        return rolled if vouched is WELL else worst((rolled, vouched))

    def stranded(self, service: Service) -> int:
        """The what-ifs in which neither a way of the service nor a substitute for it can be used."""
        left = self._none_usable(service)
        for substitute in service.instead:
            other = self._living.get(substitute.service)
            if left and other is not None:
                left &= self._none_usable(other)
        doing = any(not way.answers_only for way, _ in self.ways(service))
        return left if doing else 0

    @cached_property
    def _living(self) -> dict[str, Service]:
        return {service.id: service for service in self.services}

    def _none_usable(self, service: Service) -> int:
        left = self.everywhere
        for way, outlook in self.ways(service):
            if not way.answers_only:
                left &= outlook.unusable
        return left

    def _settle(self, group: tuple[ThingId, ...]) -> None:
        """Things that need each other in a round: what any of them feels goes round until nothing changes."""
        self._found |= dict.fromkeys(group, WELL)
        changed = True
        while changed:
            changed = False
            for thing in group:
                before = self._found[thing]
                self._settle_one(thing)
                self._found[thing] = worst((before, self._found[thing]))
                changed = changed or self._found[thing] != before

    def _settle_one(self, thing: ThingId) -> None:
        one: System | Channel = self.site.systems.get(thing) or self.site.channels[thing]
        parts = [self._vouched(thing, one.doubtful), *map(self._felt, one.needs)]
        if thing in self._down:
            parts.append(in_state(State.MAJOR_OUTAGE, self._down[thing]))
        self._found[thing] = worst(parts)

    def _felt(self, need: Need) -> Outlook:
        known = [self._found[id] for id in need.any_of if id in self._found]
        return capped(best(known), need.at_most)

    def _vouched(self, thing: ThingId, doubtful: bool) -> Outlook:
        unclear = doubtful or thing in self.site.misread or thing in self.links.cyclic
        return self._unclear if unclear else WELL

    def _way(self, service: Service, way: Channel) -> Outlook:
        vouched = self._vouched(service.id, service.doubtful or way.doubtful)
        needs = tuple((need.any_of, need.at_most) for need in way.needs)
        # Thousands of ways hang on the same few things.
        alike = (needs, way.use, vouched is WELL)
        found = self._alike.get(alike)
        if found is None:
            parts = [vouched, *map(self._felt, way.needs)]
            if way.use in self._found:
                parts.append(self._found[way.use])
            found = self._alike[alike] = worst(parts)
        return found


# --- The audit: every system alone, and every pair of the most critical ------------------------------------


@dataclass(frozen=True, slots=True)
class Exposed:
    """A service that one single system can stop, so that it has no independent way out."""

    service: Service
    systems: tuple[ThingId, ...]
    """The systems each of which stops it alone; what others hang on comes first."""
    stranding: tuple[ThingId, ...]
    """Those of them that take the substitutes (`instead:`) along: nothing at all is left."""


@dataclass(frozen=True, slots=True)
class Toll:
    """What one failure takes down: how many services of each importance stop, are stranded, or suffer."""

    things: tuple[ThingId, ...]
    stops: tuple[int, ...]
    """By importance, from `LOW` to `CRITICAL`. Of a pair, only what neither of the two stops alone."""
    strands: tuple[int, ...]
    """Of those that stop, the ones without any substitute left."""
    slows: tuple[int, ...]
    """Still usable, but worse than when all is well; not counted for pairs."""
    services: tuple[str, ...]
    """The ids of those that stop, the most important first."""

    @property
    def total(self) -> int:
        """How many services stop."""
        return sum(self.stops)

    @property
    def rank(self) -> tuple[int, tuple[int, ...], int, tuple[ThingId, ...]]:
        """The order in which tolls are told: the heaviest first."""
        weight = tuple(-number for number in reversed(self.stops))
        return -self.total, weight, -sum(self.slows), self.things


@dataclass(frozen=True, slots=True)
class Audit:
    """How well a country's services would stand the failure of any one system, and of any critical two."""

    services: int
    """How many services were looked at."""
    systems: int
    """How many systems."""
    exposed: tuple[Exposed, ...]
    """The most important first."""
    single: tuple[Toll, ...]
    """Every system alone, the heaviest toll first."""
    pairs: tuple[Toll, ...]
    """The pairs of systems of grade 1 that stop more together than apart, the heaviest toll first."""
    pairs_tried: int


def exposed(site: Site, moment: datetime, least: Importance = Importance.LOW) -> tuple[Exposed, ...]:
    """The services (at `least` so important) that one single system can stop, the most important first."""
    names = _living(site, moment)
    what_ifs = WhatIfs(site, moment, [(name,) for name in names])
    found = []
    for service in what_ifs.services:
        stops = what_ifs.service(service).unusable if service.importance >= least else 0
        if stops:
            found.append(_exposed(service, names, stops, what_ifs.stranded(service)))
    return tuple(sorted(found, key=_rank))


def problems(site: Site, moment: datetime) -> tuple[Problem, ...]:
    """A warning for every important service without an independent way out: every way hangs on one system."""
    return tuple(
        Problem(
            one.service.place,
            "no_way_out",
            one.service.id,
            (("systems", ", ".join(one.systems)),),
            Severity.WARNING,
        )
        for one in exposed(site, moment, Importance.HIGH)
    )


def audit(site: Site, moment: datetime) -> Audit:
    """Every single system, and every pair of systems of grade 1, taken down in turn."""
    names = _living(site, moment)
    critical = [name for name in names if site.systems[name].grade == 1]
    pairs = list(combinations(critical, 2))
    # The first what-if is that nothing fails: what is worse than this is the failure's doing.
    failing: list[tuple[ThingId, ...]] = [(), *((name,) for name in names), *pairs]
    what_ifs = WhatIfs(site, moment, failing)
    alone = ((1 << len(names)) - 1) << 1
    beyond = _Beyond(names, pairs)
    weak, counted = [], _Counted(len(failing))
    for service in sorted(what_ifs.services, key=lambda service: (-service.importance, service.id)):
        outlook = what_ifs.service(service)
        stops = outlook.unusable
        if stops & alone:
            weak.append(_exposed(service, names, (stops & alone) >> 1, what_ifs.stranded(service) >> 1))
        new = stops & ~beyond.known(stops & alone)
        if new:
            counted.stop(service, new, what_ifs.stranded(service) & new)
        counted.slow(service, _worse(outlook) & ~stops & alone)
    tolls = [counted.toll(number, things) for number, things in enumerate(failing)]
    single, double = tolls[1 : len(names) + 1], tolls[len(names) + 1 :]
    return Audit(
        len(what_ifs.services),
        len(names),
        tuple(sorted(weak, key=_rank)),
        tuple(sorted(single, key=lambda toll: toll.rank)),
        tuple(sorted((toll for toll in double if toll.total), key=lambda toll: toll.rank)),
        len(pairs),
    )


def calm(site: Site) -> Site:
    """The same site on a day without incidents, planned work, or states in files."""
    return replace(
        site,
        incidents=(),
        maintenance=(),
        systems={id: replace(one, standing=None) for id, one in site.systems.items()},
        channels={id: replace(one, standing=None) for id, one in site.channels.items()},
        services={
            id: replace(one, standing=None, channels=tuple(replace(w, standing=None) for w in one.channels))
            for id, one in site.services.items()
        },
    )


def _living(site: Site, moment: datetime) -> list[ThingId]:
    """The systems that have not ended, what others need first."""
    day = moment.astimezone(site.zone).date()
    order = {thing: number for number, thing in enumerate(Links.of(replace(site, services={})).order)}
    living = [s.id for s in site.systems.values() if s.retired is None or s.retired > day]
    return sorted(living, key=order.__getitem__)


def _exposed(service: Service, names: Sequence[ThingId], stops: int, stranded: int) -> Exposed:
    found = tuple(name for number, name in enumerate(names) if stops >> number & 1)
    left = tuple(name for number, name in enumerate(names) if (stops & stranded) >> number & 1)
    return Exposed(service, found, left)


def _rank(found: Exposed) -> tuple[int, bool, int, str]:
    """The most important first; among them those without a substitute, and those many systems can stop."""
    return -found.service.importance, not found.stranding, -len(found.systems), found.service.id


def _worse(outlook: Outlook) -> int:
    """The what-ifs in which a thing is worse than in the first."""
    return reduce(or_, (mask for mask in outlook.least if not mask & 1), 0)


class _Beyond:
    """The pairs whose toll is known from what each of the two takes down alone."""

    def __init__(self, names: Sequence[ThingId], pairs: Sequence[tuple[ThingId, ThingId]]) -> None:
        first = len(names) + 1
        self._with: dict[ThingId, int] = {}
        for number, pair in enumerate(pairs):
            for name in pair:
                self._with[name] = self._with.get(name, 0) | 1 << (first + number)
        self._names = names
        self._known: dict[int, int] = {}

    def known(self, alone: int) -> int:
        """The pairs that hold one of the systems that stop a service alone (bits as in the audit)."""
        found = self._known.get(alone)
        if found is None:
            found = 0
            for number, name in enumerate(self._names):
                if alone >> (number + 1) & 1:
                    found |= self._with.get(name, 0)
            self._known[alone] = found
        return found


class _Counted:
    """Services counted by what-if."""

    def __init__(self, what_ifs: int) -> None:
        self._stops: list[list[Service]] = [[] for _ in range(what_ifs)]
        self._strands = [[0] * len(Importance) for _ in range(what_ifs)]
        self._slows: Counter[tuple[Importance, int]] = Counter()
        self._slowed: list[list[int]] | None = None

    def stop(self, service: Service, where: int, stranded: int) -> None:
        for number in _bits(where):
            self._stops[number].append(service)
        for number in _bits(stranded):
            self._strands[number][service.importance] += 1

    def slow(self, service: Service, where: int) -> None:
        if where:
            # Thousands of services suffer alike.
            self._slows[service.importance, where] += 1

    def toll(self, number: int, things: tuple[ThingId, ...]) -> Toll:
        if self._slowed is None:
            self._slowed = [[0] * len(Importance) for _ in self._stops]
            for (importance, where), times in self._slows.items():
                for bit in _bits(where):
                    self._slowed[bit][importance] += times
        stopped = self._stops[number]
        found = Counter(service.importance for service in stopped)
        return Toll(
            things,
            tuple(found[importance] for importance in Importance),
            tuple(self._strands[number]),
            tuple(self._slowed[number]),
            tuple(service.id for service in stopped),
        )


def _bits(mask: int) -> Iterator[int]:
    """The what-ifs in a mask; its digits at once, for a walk from bit to bit copies the rest each time."""
    digits = f"{mask:b}"[::-1]
    number = digits.find("1")
    while number >= 0:
        yield number
        number = digits.find("1", number + 1)

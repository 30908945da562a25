"""When things turn to another state, moment by moment, from what is claimed.

A country has tens of thousands of ways and a few hundred systems. Ways on which nothing is claimed and which
hang on the same things are of one kind: a kind is looked at when something it hangs on directly feels another
way than before, and a service when one of its kinds does. Six years of a large country are out of reach
otherwise. Whatever is claimed itself, or comes and goes, is asked on its own. The rules are those of `World`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple, TypeVar

from ..model import Channel, Incident, Service, Site, State, ThingId
from .algebra import WELL, Condition, roll_up, worst
from .links import Links
from .stories import NATION, Phase, ways_at
from .world import World, nationally, regions_of

Turns = dict[ThingId, list[tuple[datetime, State]]]
"""What turned to which state, and when; all is operational before."""


class Felt(NamedTuple):
    """How something is in the whole country, and in each region that is spoken of where it matters to it."""

    everywhere: Condition = WELL
    there: tuple[tuple[str, Condition], ...] = ()

    @property
    def state(self) -> State:
        """How it looks from the whole country."""
        local = (nationally(self.everywhere, condition) for _, condition in self.there)
        return worst((self.everywhere, *local)).state if self.there else self.everywhere.state


CALM = Felt()


class Births(NamedTuple):
    """The incidents in which ways were born, and what those ways hang on, by service."""

    incidents: tuple[Incident, ...]
    reach: dict[str, int]

    @classmethod
    def of(cls, site: Site, links: Links) -> Births:
        """Those of a site."""
        incidents = tuple(i for i in site.incidents if any(update.channels for update in i.updates))
        reach: dict[str, int] = {}
        for incident in incidents:
            for update in incident.updates:
                for new in update.channels:
                    for id in new.services:
                        reach[id] = reach.get(id, 0) | links.of_way(new.channel)
        return cls(incidents, reach)


class Kind(NamedTuple):
    """Ways that feel the same as long as nothing is claimed on them or their services."""

    way: Channel
    """One of them."""
    reach: int
    shape: int
    """A number for how it depends on what it hangs on, whatever that is."""
    direct: tuple[ThingId, ...]
    """The systems and the shared channel it hangs on directly."""
    members: list[tuple[str, ThingId]]
    """Their services, and the ways themselves."""

    def is_in(self, region: str) -> bool:
        """Whether these ways are open to people there."""
        return not self.way.regions or region in self.way.regions


class Kinds:
    """The ways of a site by their kind, and what was found out of kinds: it holds at every moment."""

    def __init__(self, site: Site, links: Links, births: Births) -> None:
        self.kinds: list[Kind] = []
        self.of_service: dict[str, tuple[tuple[int, bool], ...]] = {}
        """The kinds of the ways of a service, and whether they get anything done."""
        self.on: dict[ThingId, list[int]] = {}
        """The kinds that hang on a system or shared channel directly."""
        self.alone: dict[str, int] = {
            service.id: links.reach[service.id] | births.reach.get(service.id, 0)
            for service in site.services.values()
            if service.id in births.reach or service.id in site.misread or _is_unsteady(service)
        }
        """Services that are no members of kinds, and all that they hang on."""
        self.felt = _Numbers([CALM])
        """Everything that was ever felt, by number; all is calm at 0."""
        self.of_shape: dict[tuple[int, ...], int] = {}
        """What a kind feels by its shape and what it hangs on feels."""
        self.rolled_up: dict[tuple[int, ...], State] = {}
        """What a service adds up to, by the kinds' shares in it."""
        places, shapes = dict[object, int](), _Numbers[object]([])
        for service in site.services.values():
            if service.id in self.alone:
                continue
            found = []
            for way in service.channels:
                needs = [tuple(id for id in need.any_of if id in links.bit) for need in way.needs]
                use = way.use if way.use in links.bit else ""
                at_most = tuple(need.at_most for need in way.needs)
                place = places.setdefault((use, *needs, at_most, way.regions), len(self.kinds))
                if place == len(self.kinds):
                    shape = shapes[bool(use), tuple(map(len, needs)), at_most, way.regions]
                    direct = ((use,) if use else ()) + tuple(id for need in needs for id in need)
                    reach = links.reach[f"{service.id}/{way.id}"]
                    self.kinds.append(Kind(way, reach, shape, direct, []))
                    for thing in dict.fromkeys(direct):
                        self.on.setdefault(thing, []).append(place)
                self.kinds[place].members.append((service.id, f"{service.id}/{way.id}"))
                found.append((place, not way.answers_only))
            self.of_service[service.id] = tuple(found)


T = TypeVar("T")


class _Numbers(dict[T, int]):
    """Gives values numbers, each the same one whenever it comes again."""

    def __init__(self, values: list[T]) -> None:
        super().__init__({value: number for number, value in enumerate(values)})
        self.values_in_order = values

    def __missing__(self, value: T) -> int:
        number = self[value] = len(self)
        self.values_in_order.append(value)
        return number


def _is_unsteady(service: Service) -> bool:
    return service.doubtful or any(way.doubtful or way.starts or way.ends for way in service.channels)


class Walk:
    """Goes from one moment at which something is claimed to the next, and notes what turns."""

    def __init__(self, site: Site, links: Links, births: Births, kinds: Kinds) -> None:
        self.site, self.links, self.births, self.kinds = site, links, births, kinds
        self.turns: Turns = {}
        self._now: dict[ThingId, State] = {}
        self._active: dict[int, Phase] = {}
        self._named: Counter[str] = Counter()
        """How many claims there are on a service or its ways."""
        self._felt: dict[ThingId, int] = {}
        self._of_kind: dict[int, int] = {}

    def step(
        self,
        moment: datetime,
        begun: Sequence[Phase],
        over: Sequence[Phase],
        coming: set[str],
        more: Iterable[ThingId],
    ) -> None:
        """The next moment: what begins and is over, whose ways come or go, and what else to ask."""
        changed = {thing for phase in (*begun, *over) for thing in phase.claims} | set(more)
        for phase in over:
            if self._active.pop(id(phase), None) is not None:
                self._named.subtract(_owners(phase.claims))
        for phase in begun:
            self._active[id(phase)] = phase
            self._named.update(_owners(phase.claims))
        self._named = +self._named
        mask = 0
        for thing in changed:
            mask |= self.links.bit.get(thing, 0)
        services = {id for id in (*_owners(changed), *coming) if id in self.site.services}
        if mask:
            services |= {id for id, reach in self.kinds.alone.items() if reach & mask}
            services |= {
                id for id in self._named if self.links.reach.get(id, 0) & mask and id in self.site.services
            }
        phases = tuple(self._active.values())
        ways = ways_at(self.site, moment, services, self.births.incidents)
        nation = World(self.site, self.links, phases, ways, NATION)
        there = [(r, World(self.site, self.links, phases, ways, r)) for r in regions_of(phases)]
        if mask:
            self._backings(moment, mask, nation, there, services)
        for thing in coming and [t for t in self._now if t.partition("/")[0] in coming and "/" in t]:
            service, _, way_id = thing.partition("/")
            if not any(way.id == way_id for way in ways.get(service, ())):
                self._turn(moment, thing, State.OPERATIONAL)
        for service, its_ways in ways.items():
            for thing in (service, *(f"{service}/{way.id}" for way in its_ways)):
                self._turn(moment, thing, _asked(thing, nation, there).state)

    def _backings(
        self,
        moment: datetime,
        mask: int,
        nation: World,
        there: list[tuple[str, World]],
        apart: set[str],
    ) -> None:
        """Systems and shared channels, the kinds that hang on them, and the services that have such ways."""
        turned: dict[int, None] = {}
        for thing in self.links.order:
            if self.links.reach[thing] & mask:
                felt = _asked(thing, nation, there)
                number = self.kinds.felt[felt]
                if number != self._felt.get(thing, 0):
                    self._felt[thing] = number
                    turned |= dict.fromkeys(self.kinds.on.get(thing, ()))
                self._turn(moment, thing, felt.state)
        moved: dict[str, None] = {}
        felts = self.kinds.felt.values_in_order
        for place in turned:
            kind = self.kinds.kinds[place]
            known = (kind.shape, *[self._felt.get(thing, 0) for thing in kind.direct])
            now = self.kinds.of_shape.get(known)
            if now is None:
                now = self.kinds.of_shape[known] = self.kinds.felt[_felt_by(kind, nation, there)]
            if now == self._of_kind.get(place, 0):
                continue
            self._of_kind[place], state = now, felts[now].state
            for service, thing in kind.members:
                if service not in apart:
                    self._turn(moment, thing, state)
                    moved[service] = None
        for service in moved:
            self._turn(moment, service, self._rolled_up(service))

    def _rolled_up(self, service: str) -> State:
        """What a service adds up to, from the kinds of its ways."""
        ways = [(place, self._of_kind.get(place, 0), does) for place, does in self.kinds.of_service[service]]
        kinds, felts = self.kinds.kinds, self.kinds.felt.values_in_order
        known: list[int] = []
        for place, number, does in ways:
            # The shape tells, among other things, in which regions there are such ways.
            known += (kinds[place].shape, number, does)
        found = self.kinds.rolled_up.get(tuple(known))
        if found is None:
            shares = [(kinds[place], felts[number], does) for place, number, does in ways]
            found = self.kinds.rolled_up[tuple(known)] = _added_up(shares).state
        return found

    def _turn(self, moment: datetime, thing: ThingId, state: State) -> None:
        if state is not self._now.get(thing, State.OPERATIONAL):
            self._now[thing] = state
            self.turns.setdefault(thing, []).append((moment, state))


def _asked(thing: ThingId, nation: World, there: Iterable[tuple[str, World]]) -> Felt:
    """How a thing is, asked on its own."""
    local = (
        (region, world.condition(thing))
        for region, world in there
        if world.has(thing) and world.concerned(thing)
    )
    return Felt(nation.condition(thing), tuple(local))


def _felt_by(kind: Kind, nation: World, there: Iterable[tuple[str, World]]) -> Felt:
    """What ways of a kind feel."""
    local = (
        (region, world.unclaimed(kind.way, kind.reach))
        for region, world in there
        if world.speaks_of(kind.reach) and kind.is_in(region)
    )
    return Felt(nation.unclaimed(kind.way, kind.reach), tuple(local))


def _added_up(ways: Sequence[tuple[Kind, Felt, bool]]) -> Felt:
    """What a service adds up to, from its ways: their kind, what they feel, whether they do anything."""
    regions = {region for _, felt, _ in ways for region, _ in felt.there}
    local = (
        (
            region,
            roll_up(
                dict(felt.there).get(region, felt.everywhere)
                for kind, felt, does in ways
                if does and kind.is_in(region)
            ),
        )
        for region in sorted(regions)
    )
    return Felt(roll_up(felt.everywhere for _, felt, does in ways if does), tuple(local))


def _owners(things: Iterable[ThingId]) -> Iterator[str]:
    """What is claimed, or the service whose way is claimed."""
    return (thing.partition("/")[0] for thing in things)

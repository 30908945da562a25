"""When things turn to another state, moment by moment, from what is claimed.

A country has tens of thousands of ways and a few hundred systems. Ways on which nothing is claimed and which
hang on the same things are of one kind: a kind is looked at when something it hangs on directly feels another
way than before, and a service when one of its kinds does. Six years of a large country are out of reach
otherwise. Whatever is claimed itself, or comes and goes, is asked on its own. The rules are those of `World`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from operator import itemgetter
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


Numbers = Sequence[int]
"""What was felt last, by number: of each system and channel, or of each kind."""


class Kind(NamedTuple):
    """Ways that feel the same as long as nothing is claimed on them or their services."""

    way: Channel
    """One of them."""
    reach: int
    shape: int
    """A number for how it depends on what it hangs on, whatever that is."""
    beneath: Callable[[Numbers], object]
    """What the systems and the shared channel feel on which it hangs directly."""
    services: dict[str, None]
    """Those that have such ways, but for those that stand alone."""

    def is_in(self, region: str) -> bool:
        """Whether these ways are open to people there."""
        return not self.way.regions or region in self.way.regions


class Sum(NamedTuple):
    """How a service follows from the kinds of its ways."""

    shape: int
    """A number for how it depends on them, whatever they are."""
    kinds: tuple[int, ...]
    useful: tuple[bool, ...]
    """Whether ways of the kind get anything done."""
    beneath: Callable[[Numbers], object]
    """What these kinds feel."""


class Kinds:
    """The ways of a site by their kind, and what was found out of kinds: it holds at every moment."""

    def __init__(self, site: Site, links: Links, births: Births) -> None:
        self.kinds: list[Kind] = []
        self.of_way: dict[ThingId, int] = {}
        self.of_service: dict[str, Sum] = {}
        self.place = {thing: number for number, thing in enumerate(links.order)}
        self.on: dict[ThingId, list[int]] = {}
        """The kinds that hang on a system or shared channel directly."""
        self.alone: dict[str, int] = {
            service.id: links.reach[service.id] | births.reach.get(service.id, 0)
            for service in site.services.values()
            if service.id in births.reach or service.id in site.misread or _is_unsteady(service)
        }
        """Services that are always asked on their own, and all that they hang on."""
        self.felt = _Numbered([CALM])
        """Everything that was ever felt, by number; all is calm at 0."""
        self.states = [CALM.state]
        """How that looks from the whole country."""
        self.of_shape: dict[tuple[int, object], int] = {}
        """What a kind feels by its shape and what it hangs on feels."""
        self.added_up: dict[tuple[int, object], State] = {}
        """What a service adds up to, by its shape and what its kinds feel."""
        places, shapes = dict[object, int](), _Numbered[object]([])
        for service in site.services.values():
            found = []
            for way in service.channels:
                needs = [tuple(id for id in need.any_of if id in links.bit) for need in way.needs]
                use = way.use if way.use in links.bit else ""
                at_most = tuple(need.at_most for need in way.needs)
                place = places.setdefault((use, *needs, at_most, way.regions), len(self.kinds))
                thing = f"{service.id}/{way.id}"
                if place == len(self.kinds):
                    shape = shapes[bool(use), tuple(map(len, needs)), at_most, way.regions]
                    direct = ((use,) if use else ()) + tuple(id for need in needs for id in need)
                    beneath = _getter(self.place[id] for id in direct)
                    self.kinds.append(Kind(way, links.reach[thing], shape, beneath, {}))
                    for id in dict.fromkeys(direct):
                        self.on.setdefault(id, []).append(place)
                if service.id not in self.alone:
                    self.kinds[place].services[service.id] = None
                self.of_way[thing] = place
                found.append((place, not way.answers_only))
            kinds, useful = tuple(place for place, _ in found), tuple(does for _, does in found)
            shape = shapes[tuple(self.kinds[place].shape for place in kinds), useful]
            self.of_service[service.id] = Sum(shape, kinds, useful, _getter(kinds))

    def number(self, felt: Felt) -> int:
        """What is felt, as a number."""
        found = self.felt[felt]
        if found == len(self.states):
            self.states.append(felt.state)
        return found


def _getter(places: Iterable[int]) -> Callable[[Numbers], object]:
    chosen = tuple(places)
    return itemgetter(*chosen) if chosen else lambda _: ()


T = TypeVar("T")


class _Numbered(dict[T, int]):
    """Gives values numbers, each the same one whenever it comes again."""

    def __init__(self, values: list[T]) -> None:
        super().__init__({value: number for number, value in enumerate(values)})
        self.in_order = values

    def __missing__(self, value: T) -> int:
        number = self[value] = len(self)
        self.in_order.append(value)
        return number


def _is_unsteady(service: Service) -> bool:
    return service.doubtful or any(way.doubtful or way.starts or way.ends for way in service.channels)


class Walk:
    """Goes from one moment at which something is claimed to the next, and notes what turns.

    `apart` are the services whose ways may differ from their kind at some moment of it.
    """

    def __init__(self, site: Site, links: Links, births: Births, kinds: Kinds, apart: Iterable[str]) -> None:
        self.site, self.links, self.births, self.kinds = site, links, births, kinds
        self.turns: Turns = {}
        """Of systems, shared channels, services, and the ways of those that are apart."""
        self.of_kinds: dict[int, list[tuple[datetime, State]]] = {}
        """Of all other ways, by their kind."""
        self._now: dict[ThingId, State] = {}
        self._active: dict[int, Phase] = {}
        self._named: Counter[str] = Counter()
        """How many claims there are on a service or its ways."""
        self._felt = [0] * len(links.order)
        self._of_kind = [0] * len(kinds.kinds)
        self.apart = tuple(apart)
        self._apart_of_kind: dict[int, list[tuple[str, ThingId]]] = {}
        for id in self.apart:
            if id not in kinds.alone:
                for way in site.services[id].channels:
                    thing = f"{id}/{way.id}"
                    self._apart_of_kind.setdefault(kinds.of_way[thing], []).append((id, thing))

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
                self._named.subtract(owners(phase.claims))
        for phase in begun:
            self._active[id(phase)] = phase
            self._named.update(owners(phase.claims))
        self._named = +self._named
        mask = self.links.bits(changed)
        services = {id for id in (*owners(changed), *coming) if id in self.site.services}
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
        known = [t for t in self._now if "/" in t and t.partition("/")[0] in coming] if coming else []
        for thing in known:
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
        asked: Collection[str],
    ) -> None:
        """Systems and shared channels, the kinds that hang on them, and the services that have such ways."""
        turned: dict[int, None] = {}
        states = self.kinds.states
        for thing in self.links.order:
            if self.links.reach[thing] & mask:
                felt = _asked(thing, nation, there)
                number, place = self.kinds.number(felt), self.kinds.place[thing]
                if number != self._felt[place]:
                    self._felt[place] = number
                    turned |= dict.fromkeys(self.kinds.on.get(thing, ()))
                self._turn(moment, thing, states[number])
        moved: dict[str, None] = {}
        for place in turned:
            kind = self.kinds.kinds[place]
            known = kind.shape, kind.beneath(self._felt)
            now = self.kinds.of_shape.get(known)
            if now is None:
                now = self.kinds.of_shape[known] = self.kinds.number(_felt_by(kind, nation, there))
            before = self._of_kind[place]
            if now == before:
                continue
            self._of_kind[place], state = now, states[now]
            if state is not states[before]:
                self.of_kinds.setdefault(place, []).append((moment, state))
            for service, thing in self._apart_of_kind.get(place, ()):
                if service not in asked:
                    self._turn(moment, thing, state)
            moved |= kind.services
        for service in moved:
            if service not in asked:
                self._turn(moment, service, self._added_up(self.kinds.of_service[service]))

    def _added_up(self, found: Sum) -> State:
        """What a service adds up to, from the kinds of its ways."""
        known = found.shape, found.beneath(self._of_kind)
        state = self.kinds.added_up.get(known)
        if state is None:
            kinds, felts = self.kinds.kinds, self.kinds.felt.in_order
            shares = [
                (kinds[place], felts[self._of_kind[place]], useful)
                for place, useful in zip(found.kinds, found.useful, strict=True)
            ]
            state = self.kinds.added_up[known] = _sum_of(shares).state
        return state

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


def _sum_of(ways: Sequence[tuple[Kind, Felt, bool]]) -> Felt:
    """What a service adds up to, from its ways: their kind, what they feel, whether they do anything."""
    regions = {region for _, felt, _ in ways for region, _ in felt.there}
    local = (
        (
            region,
            roll_up(
                dict(felt.there).get(region, felt.everywhere)
                for kind, felt, useful in ways
                if useful and kind.is_in(region)
            ),
        )
        for region in sorted(regions)
    )
    return Felt(roll_up(felt.everywhere for _, felt, useful in ways if useful), tuple(local))


def owners(things: Iterable[ThingId]) -> Iterator[str]:
    """What is claimed, or the service whose way is claimed."""
    return (thing.partition("/")[0] for thing in things)

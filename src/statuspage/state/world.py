"""What is felt along the links, under what the stories claim: the arithmetic of states, and the causes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ..model import (
    Channel,
    Need,
    Site,
    State,
    ThingId,
)
from .algebra import WELL, Condition, best, capped, roll_up, worst
from .links import Links
from .stories import NATION, Phase, Story


class Cause(NamedTuple):
    """Why a thing is not well: the root, and the story that says so (None: its file is unclear)."""

    thing: ThingId
    story: Story | None
    state: State


def regions_of(phases: Iterable[Phase]) -> list[str]:
    """The regions that any claim names."""
    named = {region for p in phases for regions in p.claims.values() for region in regions}
    return sorted(named - {NATION})


_NOBODY: frozenset[Story] = frozenset()


class World:
    """The states of all things under what the stories claim, seen from one region (or the whole nation).

    `without` is the set of stories left out of account: where a way has direct evidence from a story,
    what it would feel from that story is worked out as if the story did not exist.
    """

    def __init__(
        self,
        site: Site,
        links: Links,
        phases: Iterable[Phase],
        ways: Mapping[str, tuple[Channel, ...]],
        region: str,
    ) -> None:
        self.site, self.links, self.region = site, links, region
        self.claims: dict[ThingId, dict[Story, State]] = {}
        for phase in phases:
            for thing, regions in phase.claims.items():
                said = regions.get(region) or regions.get(NATION)
                if said is not None:
                    self.claims.setdefault(thing, {})[phase.story] = said.state
        self.ways = {
            id: tuple(w for w in found if not region or not w.regions or region in w.regions)
            for id, found in ways.items()
        }
        self.touched = links.unclear
        for thing in self.claims:
            self.touched |= links.bit.get(thing, 0)
        self._found: dict[frozenset[Story], dict[ThingId, Condition]] = {}

    def things(self) -> Iterator[ThingId]:
        """Everything that has a state."""
        yield from self.links.order
        for id, ways in self.ways.items():
            yield id
            for way in ways:
                yield f"{id}/{way.id}"

    def state(self, thing: ThingId, without: frozenset[Story] = _NOBODY) -> State:
        """The state of a thing."""
        return self.condition(thing, without).state

    def condition(self, thing: ThingId, without: frozenset[Story] = _NOBODY) -> Condition:
        """The state of a thing, and whether it can be used."""
        found = self._found.get(without)
        if found is None:
            # Needs first, so that the walk along a chain of a thousand systems stays shallow.
            found = self._found[without] = {}
            for backing in self.links.order:
                found[backing] = self._backing(backing, without)
        if thing not in found:
            if "/" in thing:
                found[thing] = self._way(thing, without)
            elif thing in self.links.bit:
                found[thing] = self._backing(thing, without)
            else:
                found[thing] = self._service(thing, without)
        return found[thing]

    def _vouched(self, thing: ThingId, doubtful: bool) -> Condition:
        """The least that is said of a thing whose file is unclear."""
        unclear = doubtful or thing in self.site.misread or thing in self.links.cyclic
        return Condition.of(State.UNKNOWN) if unclear else WELL

    def _direct(self, thing: ThingId, without: frozenset[Story]) -> dict[Story, State]:
        said = self.claims.get(thing)
        if not said:
            return {}
        return {story: state for story, state in said.items() if story not in without}

    def _backing(self, thing: ThingId, without: frozenset[Story]) -> Condition:
        if not self.links.reach[thing] & self.touched:
            return WELL
        system = self.site.systems.get(thing)
        backing = system or self.site.channels[thing]
        direct = self._direct(thing, without)
        # Evidence on a channel replaces what it would feel from the same story; on a system it adds to it.
        rest = without if system is not None else without | frozenset(direct)
        felt = self._felt(backing.needs, thing, rest)
        return worst((self._vouched(thing, backing.doubtful), *map(Condition.of, direct.values()), *felt))

    def _felt(self, needs: Iterable[Need], by: ThingId, without: frozenset[Story]) -> Iterator[Condition]:
        links = self.links
        for need in needs:
            alternatives = []
            for id in need.any_of:
                reach = links.reach.get(id, 0)
                if id not in links.bit or (by in links.cyclic and reach & links.bit.get(by, 0)):
                    # Unknown names are a problem of their own; a cycle is never followed round.
                    continue
                alternatives.append(self.condition(id, without) if reach & self.touched else WELL)
            yield capped(best(alternatives), need.at_most)

    def _evidence(self, thing: ThingId, way: Channel, without: frozenset[Story]) -> dict[Story, State]:
        """Direct claims on a way; a claim on its service speaks for ways the story does not name itself."""
        service, _, _ = thing.partition("/")
        inherited: dict[Story, State] = {}
        if not way.answers_only and thing in self.links.permanent:
            inherited = self._direct(service, without)
        return inherited | self._direct(thing, without)

    def _way(self, thing: ThingId, without: frozenset[Story]) -> Condition:
        service_id, _, way_id = thing.partition("/")
        way = next(w for w in self.ways[service_id] if w.id == way_id)
        vouched = self._vouched(service_id, self.site.services[service_id].doubtful or way.doubtful)
        evidence = self._evidence(thing, way, without)
        rest = without | frozenset(evidence) if evidence else without
        felt = list(self._felt(way.needs, thing, rest))
        if way.use in self.links.bit and self.links.reach[way.use] & self.touched:
            felt.append(self.condition(way.use, rest))
        return worst((vouched, *map(Condition.of, evidence.values()), *felt))

    def _service(self, id: str, without: frozenset[Story]) -> Condition:
        service = self.site.services[id]
        ways = [self.condition(f"{id}/{w.id}", without) for w in self.ways[id] if not w.answers_only]
        rolled = roll_up(ways, self._direct(id, without).values())
        return worst((rolled, self._vouched(id, service.doubtful)))

    # Why: the same walk, keeping to what made the state what it is.

    def causes(self, thing: ThingId) -> tuple[Cause, ...]:
        """The roots of a thing's state, each once, in the order of its links."""
        seen: set[tuple[ThingId, frozenset[Story]]] = set()
        return tuple(dict.fromkeys(self._causes(thing, _NOBODY, seen)))

    def _causes(
        self, thing: ThingId, without: frozenset[Story], seen: set[tuple[ThingId, frozenset[Story]]]
    ) -> Iterator[Cause]:
        state = self.state(thing, without)
        if not state or (thing, without) in seen:
            return
        seen.add((thing, without))
        if thing in self.site.services:
            for story, said in self._direct(thing, without).items():
                if said:
                    yield Cause(thing, story, said)
            for way in self.ways[thing]:
                if not way.answers_only:
                    yield from self._causes(f"{thing}/{way.id}", without, seen)
            if not self.ways[thing] or self.site.services[thing].doubtful:
                yield from self._unclear(thing, state)
            return
        needs, evidence, use = self._links_of(thing, without)
        for story, said in evidence.items():
            if said == state:
                root = thing if story in self.claims.get(thing, {}) else thing.partition("/")[0]
                yield Cause(root, story, said)
        # What a direct claim confirms is named too: the counter is down *because of* the system behind it.
        for need in needs:
            for id in need.any_of:
                if id in self.links.bit and self.state(id, without) >= min(state, need.at_most or state):
                    yield from self._causes(id, without, seen)
        if use and self.state(use, without) >= state:
            yield from self._causes(use, without, seen)
        yield from self._unclear(thing, state)

    def _unclear(self, thing: ThingId, state: State) -> Iterator[Cause]:
        doubtful = getattr(self.site.systems.get(thing) or self.site.channels.get(thing), "doubtful", False)
        service = self.site.services.get(thing.partition("/")[0])
        unclear = self._vouched(thing, doubtful or (service is not None and service.doubtful))
        if state is State.UNKNOWN is unclear.state:
            yield Cause(thing, None, state)

    def _links_of(
        self, thing: ThingId, without: frozenset[Story]
    ) -> tuple[tuple[Need, ...], dict[Story, State], str]:
        if "/" in thing:
            service_id, _, way_id = thing.partition("/")
            way = next(w for w in self.ways[service_id] if w.id == way_id)
            return (
                way.needs,
                self._evidence(thing, way, without),
                way.use if way.use in self.links.bit else "",
            )
        backing = self.site.systems.get(thing) or self.site.channels[thing]
        return backing.needs, self._direct(thing, without), ""

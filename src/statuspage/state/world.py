"""What is felt along the links, under what the stories claim: the arithmetic of states, and the causes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ..model import (
    Channel,
    Need,
    Service,
    Site,
    State,
    System,
    ThingId,
)
from .algebra import WELL, Condition, best, capped, roll_up, seen_nationally, worst
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

_Step = tuple[ThingId, frozenset[Story]]
"""A thing, and the stories that are left out of account there."""

_Reason = tuple[Cause | _Step, frozenset[Story] | None]
"""A cause, or a thing whose causes count; with stories, only those of these stories."""


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
        self._named_here: set[ThingId] = set()
        for phase in phases:
            for thing, regions in phase.claims.items():
                said = regions.get(region) or regions.get(NATION)
                if said is not None:
                    self.claims.setdefault(thing, {})[phase.story] = said.state
                if region in regions:
                    self._named_here.add(thing)
        self.ways = {
            id: tuple(w for w in found if not region or not w.regions or region in w.regions)
            for id, found in ways.items()
        }
        self.touched = links.unclear | links.bits(self.claims)
        self._touched_here = links.bits(self._named_here)
        self._found: dict[frozenset[Story], dict[ThingId, Condition]] = {}
        self._why: dict[_Step, tuple[Cause, ...]] = {}

    def things(self) -> Iterator[ThingId]:
        """Everything that has a state."""
        yield from self.links.order
        for id, ways in self.ways.items():
            yield id
            for way in ways:
                yield f"{id}/{way.id}"

    def has(self, thing: ThingId) -> bool:
        """Whether a thing is there for people of this region: not every way is."""
        service, _, way_id = thing.partition("/")
        return not way_id or any(way.id == way_id for way in self.ways[service])

    def speaks_of(self, reach: int) -> bool:
        """Whether a claim for this region alone is on any of these systems and shared channels."""
        return bool(reach & self._touched_here)

    def unclaimed(self, way: Channel, reach: int) -> Condition:
        """The condition of a way that nobody claims anything of; `reach` is all that it hangs on."""
        return worst(self._felt_through(way, _NOBODY)) if reach & self.touched else WELL

    def concerned(self, thing: ThingId) -> bool:
        """Whether a claim for this region alone is on the thing, or on anything it hangs on."""
        if thing in self._named_here:
            return True
        if thing in self.links.bit:
            return bool(self.links.reach[thing] & self._touched_here)
        service, _, way_id = thing.partition("/")
        return service in self._named_here or any(
            f"{service}/{way.id}" in self._named_here or self.links.of_way(way) & self._touched_here
            for way in self.ways[service]
            if way_id in ("", way.id)
        )

    def condition(self, thing: ThingId, without: frozenset[Story] = _NOBODY) -> Condition:
        """The state of a thing, and whether it can be used."""
        found = self._found.get(without)
        if found is None:
            found = self._backings(without)
        if thing not in found:
            if "/" in thing:
                found[thing] = self._way(thing, without)
            elif thing in self.links.bit:
                found[thing] = self._backing(thing, without)
            else:
                found[thing] = self._service(thing, without)
        return found[thing]

    def _backings(self, without: frozenset[Story]) -> dict[ThingId, Condition]:
        # Needs first, so that the walk along a chain of a thousand systems stays shallow.
        found = self._found[without] = {}
        for group in self.links.groups:
            if group[0] in self.links.cyclic:
                self._settle(group, without, found)
            else:
                found[group[0]] = self._backing(group[0], without)
        return found

    def _settle(
        self, group: tuple[ThingId, ...], without: frozenset[Story], found: dict[ThingId, Condition]
    ) -> None:
        """Things that need each other in a round: what any of them feels goes round until nothing changes."""
        found |= dict.fromkeys(group, WELL)
        changed = True
        while changed:
            changed = False
            for thing in group:
                felt = worst((found[thing], self._backing(thing, without)))
                if felt != found[thing]:
                    found[thing], changed = felt, True

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
        felt = self._felt(backing.needs, rest)
        return worst((self._vouched(thing, backing.doubtful), *map(Condition.of, direct.values()), *felt))

    def _felt(self, needs: Iterable[Need], without: frozenset[Story]) -> Iterator[Condition]:
        for need in needs:
            yield self._felt_of(need, without)

    def _felt_of(self, need: Need, without: frozenset[Story]) -> Condition:
        """What is felt of one need; a name that leads nowhere is a problem of its own."""
        links, touched = self.links, self.touched
        felt = [
            self.condition(id, without) if links.reach[id] & touched else WELL
            for id in need.any_of
            if id in links.bit
        ]
        # Most needs have no spare, and most of what is needed is well: asked half a million times a year.
        found = felt[0] if len(felt) == 1 else best(felt)
        return found if found is WELL or need.at_most is None else capped(found, need.at_most)

    def _evidence(self, thing: ThingId, way: Channel, without: frozenset[Story]) -> dict[Story, State]:
        """Direct claims on a way; a claim on its service speaks for ways the story does not name itself."""
        service, _, _ = thing.partition("/")
        inherited: dict[Story, State] = {}
        if not way.answers_only and thing in self.links.permanent:
            inherited = self._direct(service, without)
        return inherited | self._direct(thing, without)

    def _way(self, thing: ThingId, without: frozenset[Story]) -> Condition:
        service_id, _, way_id = thing.partition("/")
        way = self.links.permanent.get(thing) or next(w for w in self.ways[service_id] if w.id == way_id)
        vouched = self._vouched(service_id, self.site.services[service_id].doubtful or way.doubtful)
        if (
            thing not in self.claims
            and service_id not in self.claims
            and not self.links.of_way(way, thing) & self.touched
        ):
            return vouched
        evidence = self._evidence(thing, way, without)
        rest = without | frozenset(evidence) if evidence else without
        return worst((vouched, *map(Condition.of, evidence.values()), *self._felt_through(way, rest)))

    def _felt_through(self, way: Channel, without: frozenset[Story]) -> Iterator[Condition]:
        """What a way feels of all that it hangs on."""
        yield from self._felt(way.needs, without)
        if way.use in self.links.bit and self.links.reach[way.use] & self.touched:
            yield self.condition(way.use, without)

    def _service(self, id: str, without: frozenset[Story]) -> Condition:
        service = self.site.services[id]
        ways = [self.condition(f"{id}/{w.id}", without) for w in self.ways[id] if not w.answers_only]
        rolled = roll_up(ways, self._direct(id, without).values())
        return worst((rolled, self._vouched(id, service.doubtful)))

    # Why: the same walk, keeping to what made the state what it is.

    def causes(self, thing: ThingId) -> tuple[Cause, ...]:
        """The roots of a thing's state, each once, in the order of its links."""
        return self._roots((thing, _NOBODY), self._why)

    def _roots(self, first: _Step, why: dict[_Step, tuple[Cause, ...]]) -> tuple[Cause, ...]:
        ahead: list[tuple[_Step, list[_Reason]]] = []
        begun: set[_Step] = set()

        def go(step: _Step) -> None:
            if why is self._why and step[0] in self.links.cyclic:
                # What a round of needs tells depends on where the walk began: each has a walk of its own.
                why[step] = self._roots(step, {})
                return
            begun.add(step)
            ahead.append((step, list(self._reasons(*step))))

        if first not in why:
            go(first)
        # A stack of our own: a chain of ten thousand systems is no deeper than one of two.
        while ahead:
            step, reasons = ahead[-1]
            open_steps = (r for r, _ in reasons if not isinstance(r, Cause))
            deeper = next((r for r in open_steps if r not in begun and r not in why), None)
            if deeper is not None:
                go(deeper)
                continue
            ahead.pop()
            causes: dict[Cause, None] = {}
            for reason, only in reasons:
                roots = (reason,) if isinstance(reason, Cause) else why.get(reason, ())
                causes |= dict.fromkeys(c for c in roots if only is None or c.story in only)
            why[step] = tuple(causes)
        return why[first]

    def _reasons(self, thing: ThingId, without: frozenset[Story]) -> Iterator[_Reason]:
        """What made the state of a thing what it is: causes on the thing itself, and things it feels."""
        whole = self.condition(thing, without)
        if whole == WELL:
            return
        if thing in self.site.services:
            for story, said in self._direct(thing, without).items():
                if said:
                    yield Cause(thing, story, said), None
            for way in self.ways[thing]:
                if not way.answers_only:
                    yield (f"{thing}/{way.id}", without), None
            yield from self._unclear(thing, whole.state)
            return
        needs, evidence, use = self._links_of(thing, without)

        def matters(part: Condition) -> bool:
            # Planned work behind a mild outage is not the worst, and yet the reason why nothing goes.
            hidden = whole.state.usable and not whole.usable and not part.usable
            return part != WELL and (part.state == whole.state or hidden)

        confirmed = frozenset(s for s, said in evidence.items() if matters(Condition.of(said)))
        for story in evidence:
            if story in confirmed:
                root = thing if story in self.claims.get(thing, {}) else thing.partition("/")[0]
                yield Cause(root, story, evidence[story]), None
        rest = without if thing in self.site.systems else without | frozenset(evidence)
        for need in needs:
            known = [id for id in need.any_of if id in self.links.bit]
            if matters(self._felt_of(need, rest)):
                yield from (((id, rest), None) for id in known)
            # What a direct claim confirms is named too: the counter is down *because of* the system.
            least = whole.state if need.at_most is None else min(whole.state, need.at_most)
            if confirmed and least and self._felt_of(need, without).state >= least:
                yield from (((id, without), confirmed) for id in known)
        if use:
            if matters(self.condition(use, rest)):
                yield (use, rest), None
            if confirmed and self.condition(use, without).state >= whole.state:
                yield (use, without), confirmed
        yield from self._unclear(thing, whole.state)

    def _unclear(self, thing: ThingId, state: State) -> Iterator[_Reason]:
        """The thing itself, where its own file is unclear."""
        service_id, _, way_id = thing.partition("/")
        one: System | Channel | Service | None = self.site.systems.get(thing) or self.site.channels.get(thing)
        doubtful = one is not None and one.doubtful
        if service_id in self.site.services:
            way = next((w for w in self.ways[service_id] if w.id == way_id), None)
            doubtful = self.site.services[service_id].doubtful or (way is not None and way.doubtful)
        if state is State.UNKNOWN is self._vouched(service_id, doubtful).state:
            yield Cause(thing, None, state), None

    def _links_of(
        self, thing: ThingId, without: frozenset[Story]
    ) -> tuple[tuple[Need, ...], dict[Story, State], str]:
        if "/" in thing:
            service_id, _, way_id = thing.partition("/")
            way = next(w for w in self.ways[service_id] if w.id == way_id)
            use = way.use if way.use in self.links.bit else ""
            return way.needs, self._evidence(thing, way, without), use
        backing = self.site.systems.get(thing) or self.site.channels[thing]
        return backing.needs, self._direct(thing, without), ""


def nationally(everywhere: Condition, there: Condition) -> Condition:
    """How a thing looks from the whole country, once one of its regions is taken into account."""
    worse = there.state > everywhere.state or (everywhere.usable and not there.usable)
    return worst((everywhere, seen_nationally(there))) if worse else everywhere


class Seen(NamedTuple):
    """What the stories add up to for the whole country, and where it is worse."""

    states: dict[ThingId, State]
    blocked: frozenset[ThingId]
    """Things that cannot be used although their state alone would not say so."""
    regional: dict[ThingId, dict[str, State]]
    causes: dict[ThingId, tuple[Cause, ...]]


def seen(
    site: Site,
    links: Links,
    phases: tuple[Phase, ...],
    ways: Mapping[str, tuple[Channel, ...]],
    *,
    why: bool = True,
) -> Seen:
    """The states of systems, shared channels and the services in `ways`; their causes unless not asked."""
    nation = World(site, links, phases, ways, NATION)
    conditions = {thing: nation.condition(thing) for thing in nation.things()}
    causes = {thing: nation.causes(thing) for thing, found in conditions.items() if why and found != WELL}
    regional: dict[ThingId, dict[str, State]] = {}
    for region in regions_of(phases):
        there = World(site, links, phases, ways, region)
        for thing in there.things():
            if not there.concerned(thing):
                continue
            local, everywhere = there.condition(thing), nation.condition(thing)
            if local.state > everywhere.state or (everywhere.usable and not local.usable):
                hidden = local.state.usable and not local.usable
                shown = State.UNDER_MAINTENANCE if hidden else local.state
                regional.setdefault(thing, {})[region] = shown
                felt = worst((conditions[thing], nationally(everywhere, local)))
                if felt != conditions[thing]:
                    conditions[thing] = felt
                    if why:
                        causes[thing] = there.causes(thing)
    return Seen(
        {thing: condition.state for thing, condition in conditions.items()},
        frozenset(t for t, c in conditions.items() if c.state.usable and not c.usable),
        regional,
        causes,
    )

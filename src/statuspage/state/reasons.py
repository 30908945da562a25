"""Why a thing is in its state: a walk from the thing down to the words somebody wrote, with their places.

The states are those of `world`; nothing is decided here. Of every thing on the way it is told what was said
of it, what it feels through which need, what a cap or a spare took away, and what direct evidence replaced.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from ..model import Channel, Claim, Need, Service, State, System, ThingId, Update
from ..problems import Place
from .algebra import WELL, Condition
from .links import Links
from .stories import NATION, Phase, Said, Story
from .world import World

if TYPE_CHECKING:
    from . import Snapshot


class Evidence(NamedTuple):
    """What somebody said of a thing: the state, who, when, and the line it is written on."""

    story: Story
    thing: ThingId
    """What was named: the thing itself, or the service that speaks for its ways."""
    state: State
    by: str
    """The agency that speaks; empty for a state in a thing's own file."""
    at: datetime | None
    place: Place
    region: str
    decides: bool
    """Whether this is why the thing is as it is."""


class Felt(NamedTuple):
    """What a thing feels of something it hangs on."""

    kind: str
    """`need`, `use` (its shared channel) or `way` (of a service)."""
    names: tuple[ThingId, ...]
    """What it hangs on; several where one is enough."""
    steps: tuple[Step, ...]
    """The same things, as they are to be explained."""
    best: int
    """Which of them is felt: one that can be used, then the mildest."""
    whole: Condition
    """How that one is."""
    at_most: State | None
    felt: Condition
    """What is left of it under the cap."""
    unreplaced: Condition
    """What would be felt if nobody had said anything about the thing itself."""
    place: Place
    decides: bool


class Step(NamedTuple):
    """A thing, and the stories left out of account there because somebody said directly how it is."""

    thing: ThingId
    without: frozenset[Story]


@dataclass(frozen=True, slots=True)
class Explained:
    """One thing of a tree of reasons."""

    thing: ThingId
    condition: Condition
    evidence: tuple[Evidence, ...]
    doubtful: bool
    """Whether its own file cannot be vouched for."""
    felt: tuple[Felt, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """Why a thing is as it is, seen from the whole nation or from one region."""

    region: str
    root: Step
    steps: Mapping[Step, Explained]
    """Everything that has a part in it, each once."""


def trees(snapshot: Snapshot, thing: ThingId) -> tuple[Tree, ...]:
    """The reasons nationally, and those in every region where the thing is worse.

    Raises KeyError for something that has no state.
    """
    snapshot.states[thing]
    links = Links.of(snapshot.site)
    regions = (NATION, *sorted(snapshot.regional.get(thing, {})))
    return tuple(_tree(snapshot, links, thing, region) for region in regions)


def _tree(snapshot: Snapshot, links: Links, thing: ThingId, region: str) -> Tree:
    teller = _Teller(snapshot, links, region)
    root = Step(thing, frozenset())
    steps: dict[Step, Explained] = {}
    ahead = [root]
    while ahead:
        step = ahead.pop()
        if step in steps:
            continue
        found = steps[step] = teller.explained(step)
        well = found.condition == WELL
        # What is well is explained by all it hangs on; what is not, by what made it so.
        ahead += [one for felt in found.felt if felt.decides or well for one in felt.steps]
    return Tree(region, root, steps)


class _Teller(World):
    """The same world, asked for its reasons."""

    def __init__(self, snapshot: Snapshot, links: Links, region: str) -> None:
        super().__init__(snapshot.site, links, snapshot.phases, snapshot.ways, region)
        self._phases = snapshot.phases

    def explained(self, step: Step) -> Explained:
        thing, without = step
        whole = self.condition(thing, without)
        if thing in self.site.services and thing not in self.links.bit:
            return self._of_service(self.site.services[thing], without, whole)
        needs, said, use = self._links_of(thing, without)
        rest = without if thing in self.site.systems else without | frozenset(said)
        felt = [self._of_need(need, without, rest, whole) for need in needs]
        if use:
            felt.append(self._of_use(use, without, rest, whole, self._written(thing).place))
        return Explained(
            thing, whole, tuple(self._evidence_on(thing, said, whole)), self._doubtful(thing), tuple(felt)
        )

    def _of_service(self, service: Service, without: frozenset[Story], whole: Condition) -> Explained:
        said = self._direct(service.id, without)
        felt = []
        for way in self.ways[service.id]:
            if way.answers_only:
                continue
            address = f"{service.id}/{way.id}"
            found = self.condition(address, without)
            step = (Step(address, without),)
            felt.append(Felt("way", (address,), step, 0, found, None, found, found, way.place, found != WELL))
        evidence = tuple(self._evidence_on(service.id, said, whole))
        return Explained(service.id, whole, evidence, self._doubtful(service.id), tuple(felt))

    def _of_need(
        self, need: Need, without: frozenset[Story], rest: frozenset[Story], whole: Condition
    ) -> Felt:
        names = tuple(id for id in need.any_of if id in self.links.bit)
        several = [self.condition(id, rest) for id in names]
        best = min(range(len(names)), key=lambda n: (not several[n].usable, several[n].state), default=0)
        felt = self._felt_of(need, rest)
        return Felt(
            "need",
            names,
            tuple(Step(id, rest) for id in names),
            best,
            several[best] if several else WELL,
            need.at_most,
            felt,
            self._felt_of(need, without),
            need.place,
            _decides(felt, whole),
        )

    def _of_use(
        self, use: ThingId, without: frozenset[Story], rest: frozenset[Story], whole: Condition, place: Place
    ) -> Felt:
        felt = self.condition(use, rest)
        unreplaced = self.condition(use, without)
        step = (Step(use, rest),)
        return Felt("use", (use,), step, 0, felt, None, felt, unreplaced, place, _decides(felt, whole))

    def _evidence_on(
        self, thing: ThingId, said: Mapping[Story, State], whole: Condition
    ) -> Iterator[Evidence]:
        for story, state in said.items():
            named = thing if story in self.claims.get(thing, {}) else thing.partition("/")[0]
            found, region = self._said(story, named)
            by, at, place = self._source(story, named, found, region)
            # What is claimed of a service as a whole counts, however mild its ways make it look.
            of_service = thing in self.site.services and state is not State.OPERATIONAL
            decides = of_service or state is whole.state or _decides(Condition.of(state), whole)
            yield Evidence(story, named, state, by, at, place, region, decides)

    def _said(self, story: Story, thing: ThingId) -> tuple[Said, str]:
        for phase in self._phases:
            regions = phase.claims.get(thing)
            if phase.story == story and regions:
                region = self.region if self.region in regions else NATION
                return regions[region], region
        raise KeyError(thing)

    def _source(
        self, story: Story, thing: ThingId, said: Said, region: str
    ) -> tuple[str, datetime | None, Place]:
        if story.kind == "standing":
            standing = self._written(thing).standing
            return "", standing.since if standing else None, standing.place if standing else Place("")
        return source(self.site.stories, story, thing, said.update, region)

    def _written(self, thing: ThingId) -> System | Channel | Service:
        service, _, way_id = thing.partition("/")
        if way_id:
            return next(way for way in self.ways[service] if way.id == way_id)
        site = self.site
        return site.systems.get(thing) or site.channels.get(thing) or site.services[thing]

    def _doubtful(self, thing: ThingId) -> bool:
        service = self.site.services.get(thing.partition("/")[0]) if "/" in thing else None
        doubtful = self._written(thing).doubtful or bool(service and service.doubtful)
        return self._vouched(service.id if service else thing, doubtful) != WELL


def _decides(part: Condition, whole: Condition) -> bool:
    """Whether a part made the whole what it is; planned work behind a mild outage is why nothing goes."""
    hidden = whole.state.usable and not whole.usable and not part.usable
    return part != WELL and (part.state == whole.state or hidden)


def source(
    stories: tuple[object, ...], story: Story, thing: ThingId, update: str, region: str
) -> tuple[str, datetime | None, Place]:
    """Who made a claim of an incident or of planned work, when, and on which line."""
    from ..model import Incident, Maintenance

    kind = Incident if story.kind == "incident" else Maintenance
    for one in stories:
        if not isinstance(one, Incident | Maintenance) or not isinstance(one, kind) or one.key != story.key:
            continue
        for said in one.updates:
            if said.id == update:
                return said.by, said.at, _line(said.claims, thing, region) or said.place
        if isinstance(one, Maintenance):
            return one.by, one.announced, _line(one.claims, thing, region) or one.place
        return "", None, one.place
    return "", None, Place("")


def _line(claims: tuple[Claim, ...], thing: ThingId, region: str) -> Place | None:
    fitting = [claim for claim in claims if claim.thing == thing]
    exact = [claim for claim in fitting if region in claim.regions or (not region and not claim.regions)]
    return (exact or fitting)[-1].place if fitting else None


# --- The other way round: what follows from a story ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Consequences:
    """What a story says now, and what follows from it."""

    evidence: tuple[Evidence, ...]
    systems: tuple[ThingId, ...]
    channels: tuple[ThingId, ...]
    services: tuple[ThingId, ...]
    """Those that are as they are because of this story, at least in part; the most important first."""
    last: Update | None
    """The newest word that had been said."""


def consequences(snapshot: Snapshot, stories: tuple[Story, ...], updates: tuple[Update, ...]) -> Consequences:
    """What the stories (an incident, or the windows of one planned work) do at the snapshot's moment."""
    site = snapshot.site
    evidence = [
        one for phase in snapshot.phases if phase.story in stories for one in _all_of(snapshot, phase)
    ]
    felt = [
        thing for thing, causes in snapshot.causes.items() if any(cause.story in stories for cause in causes)
    ]
    services = [thing for thing in felt if thing in snapshot.services]
    said = [update for update in updates if update.at <= snapshot.at]
    return Consequences(
        tuple(evidence),
        tuple(thing for thing in felt if thing in site.systems),
        tuple(thing for thing in felt if thing in site.channels),
        tuple(sorted(services, key=lambda id: -site.services[id].importance)),
        said[-1] if said else None,
    )


def _all_of(snapshot: Snapshot, phase: Phase) -> Iterator[Evidence]:
    for thing, regions in phase.claims.items():
        for region, said in regions.items():
            by, at, place = source(snapshot.site.stories, phase.story, thing, said.update, region)
            yield Evidence(phase.story, thing, said.state, by, at, place, region, said.state is not State(0))

"""Whether everything that one file names is described by another, and what remains where it is not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from ..model import Channel, Claim, Need, Relief, ThingId
from ..problems import Problem
from .findings import Reference, near

T = TypeVar("T")


@dataclass
class Known:
    """Everything that can be named, by kind: ids to the file that describes each."""

    agencies: Mapping[str, str]
    systems: Mapping[str, str]
    channels: Mapping[str, str]
    services: Mapping[str, str]
    categories: Set[str]
    regions: Set[str]
    ways: dict[str, set[str]] = field(default_factory=dict)
    """The ids of the ways of every service."""
    unsure: set[str] = field(default_factory=set)
    """Services that may have ways nobody could read."""
    born: Mapping[str, Set[str]] = field(default_factory=dict)
    """Within a story: the ids of the ways born in it, by service."""
    unsure_here: bool = False
    """Whether ways may have been born in this story that nobody could read."""

    def within(self, born: Mapping[str, Set[str]], *, unsure: bool) -> Known:
        """The same as seen from a story, in which ways are born that are known within it."""
        return replace(self, born=born, unsure_here=unsure)

    def groups(self) -> tuple[Collection[str], ...]:
        """All ids, by what they stand for."""
        return *self.files(), self.categories, self.regions

    def files(self) -> tuple[Mapping[str, str], ...]:
        """The ids of all that has a file of its own, and which one."""
        return self.agencies, self.systems, self.channels, self.services

    def named(self, kind: str) -> tuple[Collection[str], ...]:
        """The groups in which a name of this kind may stand."""
        return self._named[kind]

    @cached_property
    def _named(self) -> dict[str, tuple[Collection[str], ...]]:
        return {
            "agency": (self.agencies,),
            "category": (self.categories,),
            "region": (self.regions,),
            "service": (self.services,),
            "shared": (self.channels,),
            "need": (self.systems, self.channels),
            "thing": (self.systems, self.services, self.channels),
            "relief": (self.services, self.channels),
            "about": (self.services, self.channels, self.agencies),
        }

    def exists(self, kind: str, id: str) -> bool:
        """Whether something of this kind has this id; ways born in a story are known within it."""
        service, _, way = id.partition("/")
        if way:
            born = self.born.get(service, ())
            return service in self.services and (way in self.ways.get(service, ()) or way in born)
        return any(id in group for group in self._named[kind])

    def fault(self, named: Reference) -> Problem | None:
        """What is wrong with a name, if anything."""
        kind, id, place = named
        service, _, way = id.partition("/")
        if way and service in self.services:
            if service in self.unsure or self.unsure_here or self.exists(kind, id):
                return None
            ways = sorted(self.ways.get(service, set()) | self.born.get(service, set()))
            guess = near(way, ways)
            details = _details(
                near=f"{service}/{guess}" if guess else "", service=service, ways=", ".join(ways)
            )
            return Problem(place, "unknown_way" if ways else "no_such_way", id, details)
        if not way and self.exists(kind, id):
            return None
        everywhere = {id: file for group in self.files() for id, file in group.items()}
        if not way and id in everywhere and kind not in ("category", "region"):
            details = _details(file=everywhere[id], wanted=_FOLDERS[kind])
            return Problem(place, "wrong_kind", id, details)
        groups = (self.services,) if way else self.named(kind)
        guess = near(service, [name for group in groups for name in group])
        details = _details(near=f"{guess}/{way}" if guess and way else guess)
        return Problem(place, _UNKNOWN[kind], id, details)


_FOLDERS = {
    "agency": "agencies/",
    "service": "services/",
    "shared": "channels/",
    "need": "systems/, channels/",
    "thing": "systems/, services/, channels/",
    "relief": "services/, channels/",
    "about": "services/, channels/, agencies/",
}
_UNKNOWN = {
    "agency": "unknown_agency",
    "category": "unknown_category",
    "region": "unknown_region",
    "service": "unknown_service",
    "shared": "unknown_shared_channel",
    "need": "unknown_need",
    "thing": "unknown_thing",
    "relief": "unknown_thing",
    "about": "unknown_thing",
}


def _details(**details: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, what) for name, what in details.items() if what)


class Remaining:
    """What is left of a thing when the names that lead nowhere are taken out."""

    def __init__(self, known: Known) -> None:
        self.known = known

    def ids(self, kind: str, ids: Iterable[str]) -> tuple[str, ...]:
        """Those that exist."""
        return tuple(id for id in ids if self.known.exists(kind, id))

    def id(self, kind: str, id: str) -> str:
        """The id if it exists, else nothing."""
        return id if id and self.known.exists(kind, id) else ""

    def needs(self, needs: tuple[Need, ...]) -> tuple[Need, ...]:
        """Needs on what exists."""
        left = (replace(need, any_of=self.ids("need", need.any_of)) for need in needs)
        return tuple(need for need in left if need.any_of)

    def claims(self, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
        """Claims on what exists. For regions that do not exist: everywhere, rather than lost."""
        left = (replace(claim, regions=self.ids("region", claim.regions)) for claim in claims)
        return tuple(claim for claim in left if self.known.exists("thing", claim.thing))

    def relief(self, reliefs: tuple[Relief, ...]) -> tuple[Relief, ...]:
        """Relief for what exists; none at all rather than one that suddenly is for everything."""
        left = []
        for relief in reliefs:
            services = self.ids("relief", relief.services)
            if services or not relief.services:
                left.append(replace(relief, services=services, regions=self.ids("region", relief.regions)))
        return tuple(left)

    def without(self, without: tuple[tuple[ThingId, T], ...]) -> tuple[tuple[ThingId, T], ...]:
        """What is left out, of what exists."""
        return tuple((thing, words) for thing, words in without if self.known.exists("thing", thing))

    def way(self, way: Channel) -> Channel:
        """A way or shared channel that names only what exists, and is doubtful if it named anything else."""
        left = replace(way, needs=self.needs(way.needs), regions=self.ids("region", way.regions))
        return left if left == way else replace(left, doubtful=True)

"""How things hang together: what each one reaches, and which needs come first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

from ..model import Channel, Need, Site, System, ThingId


@dataclass(frozen=True)
class Links:
    """How things hang together, worked out once for a site: what each one reaches, and in which order."""

    bit: Mapping[ThingId, int]
    """Systems and shared channels, one bit each."""
    reach: Mapping[ThingId, int]
    """The bits of everything a thing hangs on, itself included; for services, all of their ways."""
    order: tuple[ThingId, ...]
    """Systems and shared channels, those others need first."""
    groups: tuple[tuple[ThingId, ...], ...]
    """The same, things that need each other in a round together."""
    cyclic: frozenset[ThingId]
    """The things that lie on a round of needs."""
    unclear: int
    """The bits of things nobody can vouch for."""
    permanent: Mapping[ThingId, Channel]
    """The ways that stand in service files (and were not born in a story)."""
    services: tuple[str, ...]
    _hanging: dict[int, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)
    _latest: ClassVar[tuple[Site, Links] | None] = None

    @classmethod
    def of(cls, site: Site) -> Links:
        """The links of a site. Those of the last one are at hand: whoever looks at it asks for them."""
        latest = cls._latest
        if latest is None or latest[0] is not site:
            cls._latest = latest = site, cls._of(site)
        return latest[1]

    @classmethod
    def _of(cls, site: Site) -> Links:
        """The same, worked out; things in a cycle of needs are named, not followed for ever."""
        backing: dict[ThingId, tuple[Need, ...]] = {s.id: s.needs for s in site.systems.values()}
        backing |= {c.id: c.needs for c in site.channels.values()}
        bit = {thing: 1 << number for number, thing in enumerate(backing)}
        needed = {
            thing: [id for need in needs for id in need.any_of if id in backing]
            for thing, needs in backing.items()
        }
        groups = _grouped(needed)
        order = tuple(thing for group in groups for thing in group)
        cyclic = frozenset(t for group in groups for t in group if len(group) > 1 or t in needed[t])
        reach: dict[ThingId, int] = {}
        for group in groups:
            mask = 0
            for thing in group:
                mask |= bit[thing]
                for id in needed[thing]:
                    mask |= reach.get(id, 0)
            reach |= dict.fromkeys(group, mask)
        for service in site.services.values():
            whole = 0
            for way in service.channels:
                mask = _reached(way, reach)
                reach[f"{service.id}/{way.id}"] = mask
                whole |= mask
            reach[service.id] = whole
        unclear = 0
        backed: tuple[System | Channel, ...] = (*site.systems.values(), *site.channels.values())
        for one in backed:
            if one.doubtful or one.id in site.misread or one.id in cyclic:
                unclear |= bit[one.id]
        permanent = {f"{s.id}/{w.id}": w for s in site.services.values() for w in s.channels}
        return cls(bit, reach, order, groups, cyclic, unclear, permanent, tuple(site.services))

    def bits(self, things: Iterable[ThingId]) -> int:
        """The bits of those things that are systems or shared channels."""
        found = 0
        for thing in things:
            found |= self.bit.get(thing, 0)
        return found

    def hanging_on(self, bits: int) -> tuple[str, ...]:
        """The services that hang on any of these systems and shared channels; the same few are asked for."""
        if bits not in self._hanging:
            self._hanging[bits] = tuple(
                id for reach, ids in self._alike.items() if reach & bits for id in ids
            )
        return self._hanging[bits]

    @cached_property
    def _alike(self) -> dict[int, list[str]]:
        """The services by all that they hang on: many hang on the same."""
        found: dict[int, list[str]] = {}
        for id in self.services:
            found.setdefault(self.reach[id], []).append(id)
        return found

    def of_way(self, way: Channel, thing: ThingId = "") -> int:
        """The bits of everything a way hangs on, also of one that was born in a story.

        With its address the answer for a way that stands in a service file is at hand.
        """
        return self.reach[thing] if thing in self.permanent else _reached(way, self.reach)


def _reached(way: Channel, reach: Mapping[ThingId, int]) -> int:
    mask = reach.get(way.use, 0)
    for need in way.needs:
        for id in need.any_of:
            mask |= reach.get(id, 0)
    return mask


def _grouped(needed: Mapping[ThingId, list[ThingId]]) -> tuple[tuple[ThingId, ...], ...]:
    """Things in an order in which needs come first; things that need each other in a round in one group.

    Tarjan's algorithm with a stack of our own: a chain of ten thousand systems is no deeper than one of two.
    """
    groups: list[tuple[ThingId, ...]] = []
    number: dict[ThingId, int] = {}
    lowest: dict[ThingId, int] = {}
    path: list[ThingId] = []
    waiting: set[ThingId] = set()
    for start in needed:
        if start in number:
            continue
        ahead = [(start, iter(needed[start]))]
        while ahead:
            thing, needs = ahead[-1]
            if thing not in number:
                number[thing] = lowest[thing] = len(number)
                path.append(thing)
                waiting.add(thing)
            for id in needs:
                if id not in number:
                    ahead.append((id, iter(needed[id])))
                    break
                if id in waiting:
                    lowest[thing] = min(lowest[thing], lowest[id])
            else:
                ahead.pop()
                if ahead:
                    above = ahead[-1][0]
                    lowest[above] = min(lowest[above], lowest[thing])
                if lowest[thing] == number[thing]:
                    group = [path.pop()]
                    while group[-1] != thing:
                        group.append(path.pop())
                    waiting.difference_update(group)
                    groups.append(tuple(reversed(group)))
    return tuple(groups)

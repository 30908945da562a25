"""How things hang together: what each one reaches, and which needs come first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
    cyclic: frozenset[ThingId]
    unclear: int
    """The bits of things nobody can vouch for."""
    permanent: frozenset[ThingId]
    """The ways that stand in service files (and were not born in a story)."""

    @classmethod
    def of(cls, site: Site) -> Links:
        """The links of a site; things in a cycle of needs are named, not followed for ever."""
        backing: dict[ThingId, tuple[Need, ...]] = {s.id: s.needs for s in site.systems.values()}
        backing |= {c.id: c.needs for c in site.channels.values()}
        bit = {thing: 1 << number for number, thing in enumerate(backing)}
        needed = {
            thing: [id for need in needs for id in need.any_of if id in backing]
            for thing, needs in backing.items()
        }
        order, cyclic = _sorted_by_need(needed)
        reach: dict[ThingId, int] = dict(bit)
        rounds = 2 if cyclic else 1
        for _ in range(rounds * max(1, len(cyclic))):
            for thing in order:
                for id in needed[thing]:
                    reach[thing] |= reach[id]
        for service in site.services.values():
            whole = 0
            for way in service.channels:
                mask = reach.get(way.use, 0)
                for need in way.needs:
                    for id in need.any_of:
                        mask |= reach.get(id, 0)
                reach[f"{service.id}/{way.id}"] = mask
                whole |= mask
            reach[service.id] = whole
        unclear = 0
        backed: tuple[System | Channel, ...] = (*site.systems.values(), *site.channels.values())
        for one in backed:
            if one.doubtful or one.id in site.misread or one.id in cyclic:
                unclear |= bit[one.id]
        permanent = frozenset(f"{s.id}/{w.id}" for s in site.services.values() for w in s.channels)
        return cls(bit, reach, order, cyclic, unclear, permanent)


def _sorted_by_need(
    needed: Mapping[ThingId, list[ThingId]],
) -> tuple[tuple[ThingId, ...], frozenset[ThingId]]:
    """Things in an order in which needs come first, and the things that lie on or above a cycle's members.

    Kahn's algorithm, without recursion: a chain of ten thousand systems is no deeper than one of two.
    """
    waiting = {thing: len(set(needs)) for thing, needs in needed.items()}
    dependants: dict[ThingId, list[ThingId]] = {thing: [] for thing in needed}
    for thing, needs in needed.items():
        for id in set(needs):
            dependants[id].append(thing)
    order = [thing for thing, count in waiting.items() if not count]
    for thing in order:
        for dependant in dependants[thing]:
            waiting[dependant] -= 1
            if not waiting[dependant]:
                order.append(dependant)
    left = {thing for thing, count in waiting.items() if count}
    on_cycle = {thing for thing in left if _reaches_itself(thing, needed, left)}
    rest = [thing for thing in needed if thing in left]
    return (*order, *rest), frozenset(on_cycle)


def _reaches_itself(thing: ThingId, needed: Mapping[ThingId, list[ThingId]], among: set[ThingId]) -> bool:
    seen: set[ThingId] = set()
    ahead = [id for id in needed[thing] if id in among]
    while ahead:
        id = ahead.pop()
        if id == thing:
            return True
        if id not in seen:
            seen.add(id)
            ahead += [next_id for next_id in needed[id] if next_id in among]
    return False

"""Needs that come back to where they began: which, and along which path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..model import Need, ThingId


@dataclass(frozen=True, slots=True)
class Cycle:
    """A round of needs: each needs the next, and the last the first."""

    path: tuple[ThingId, ...]
    need: Need
    """The need that closes the round."""


def cycles(needs: Mapping[ThingId, tuple[Need, ...]]) -> tuple[Cycle, ...]:
    """Every round of needs, once for each need that closes one.

    Without the closing needs no round is left. The order of names decides, so the answer is always the same.
    """
    found: list[Cycle] = []
    finished: set[ThingId] = set()
    for start in sorted(needs):
        if start in finished:
            continue
        path: dict[ThingId, None] = {start: None}
        # Chains may be long: a stack of our own, not Python's.
        stack = [iter(_edges(needs, start))]
        while stack:
            step = next(stack[-1], None)
            if step is None:
                stack.pop()
                finished.add(path.popitem()[0])
                continue
            need, id = step
            if id in path:
                names = list(path)
                found.append(Cycle(tuple(names[names.index(id) :]), need))
            elif id not in finished:
                path[id] = None
                stack.append(iter(_edges(needs, id)))
    return tuple(found)


def _edges(needs: Mapping[ThingId, tuple[Need, ...]], id: ThingId) -> list[tuple[Need, ThingId]]:
    return [(need, other) for need in needs.get(id, ()) for other in need.any_of]

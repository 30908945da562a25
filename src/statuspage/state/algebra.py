"""The arithmetic of states: the worst of several, what is felt of a need, what a service adds up to.

A state alone does not say whether a way can be used: planned work (a mild state, which stops a way)
may coincide with a slow system (a worse state, which does not). So both are carried along.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..model import State


class Condition(NamedTuple):
    """A state, and whether the thing can be used in it."""

    state: State
    usable: bool

    @classmethod
    def of(cls, state: State) -> Condition:
        """The condition of something in this state for this reason alone."""
        return cls(state, state.usable)


WELL = Condition(State.OPERATIONAL, True)


def worst(conditions: Iterable[Condition]) -> Condition:
    """All of several things at once: the most severe state, usable only if every one is."""
    state, usable = WELL
    for condition in conditions:
        state = max(state, condition.state)
        usable = usable and condition.usable
    return Condition(state, usable)


def best(conditions: Iterable[Condition]) -> Condition:
    """Any one of several things (redundancy): one that can be used, then the least severe.

    A working spare beats one that is down for planned work, whatever the order of severity says.
    """
    return min(conditions, key=lambda c: (not c.usable, c.state), default=WELL)


def capped(condition: Condition, at_most: State | None) -> Condition:
    """What is felt of a need that its dependant can limp along without.

    A cap that leaves the dependant usable leaves it usable under planned work, too.
    """
    if at_most is None:
        return condition
    if at_most.usable and not condition.usable:
        return Condition.of(at_most)
    felt = Condition(min(condition.state, at_most), condition.usable or at_most.usable)
    # Whoever feels planned work at most does not feel that a thing is slow.
    return WELL if felt.usable and not felt.state.usable else felt


def roll_up(ways: Iterable[Condition], claims: Iterable[State] = ()) -> Condition:
    """What a service adds up to, from the ways that can get it done and the claims on it as a whole.

    None usable: out of service, or under maintenance where that is the only reason.
    Some unusable by outage: a partial outage. Otherwise the worst among them.
    """
    ways, claims = tuple(ways), tuple(claims)
    if not ways:
        return worst(map(Condition.of, claims))
    everything = max((*(way.state for way in ways), *claims))
    if any(way.usable for way in ways):
        return Condition(min(everything, State.PARTIAL_OUTAGE), True)
    only_planned = all(way.state is State.UNDER_MAINTENANCE for way in ways)
    return Condition.of(State.UNDER_MAINTENANCE if only_planned else State.MAJOR_OUTAGE)


def seen_nationally(local: Condition) -> Condition:
    """How a region looks from the whole country: what works nowhere there is limited, no more."""
    return local if local.usable else Condition.of(State.PARTIAL_OUTAGE)

"""What a change would do to citizens, before it is made: which services it moves, and what they will read.

Whoever is afraid of a wrong edit sees its effect first, in the very sentence of the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .language import Words
from .model import Service, State
from .state import Snapshot
from .views import ways
from .views.edition import Edition, Publication


@dataclass(frozen=True, slots=True)
class Change:
    """One service whose page says something else than before."""

    service: Service
    before: State | None
    """None for a service that is new."""
    after: State
    answer: str
    """The sentence at the top of its page: can I do it now?"""


def of(before: Snapshot, after: Snapshot, words: Words) -> tuple[Change, ...]:
    """Every service whose state or whose answer differs between two snapshots, the worst first.

    What weighs the same is ordered as on the page: by importance, then by name.
    """
    changes = _changes(Edition(Publication(before), words), Edition(Publication(after), words))
    return tuple(sorted(changes, key=lambda change: (-change.after, change.after == change.before)))


def _changes(before: Edition, after: Edition) -> Iterator[Change]:
    was, now = before.publication.snapshot, after.publication.snapshot
    for service in after.publication.services:
        state, old = now.states[service.id], was.states.get(service.id)
        if state is old is State.OPERATIONAL:
            continue
        answer = ways.answer(after, after.publication.guidance(service.id))
        same = state is old and answer == ways.answer(before, before.publication.guidance(service.id))
        if not same:
            yield Change(service, old, state, answer)

"""What was worked out lately, and may well be asked for again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Recent(Generic[T]):
    """The last so many things that were asked for; what nobody asks for any more is forgotten.

    Unlike with `functools.lru_cache`, what a thing is made from is more than what it is known by.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._found: dict[Hashable, T] = {}

    def find(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is known by a key, made if need be."""
        found = self._found.pop(key) if key in self._found else make()
        self._found[key] = found
        if len(self._found) > self._limit:
            del self._found[next(iter(self._found))]
        return found

"""Ids for things that had only names: `주민등록 등본` → `jumindeungrok-deungbon`, the same on every run."""

from __future__ import annotations

from collections.abc import Collection

from .. import drafts
from ..load import layout

LENGTH = 48
"""How long an id made from a name may be: room is left for a date before it and a number behind."""


def an_id(name: str, kind: str, taken: Collection[str]) -> str:
    """The id of something called `name`; `kind` (`service`) stands in where no letter of it can be used.

    A name whose id is taken gets the next number, so the order of the source decides.
    """
    id = layout.like_id(name)[:LENGTH].strip("-")
    if not id:
        id = kind
    elif not layout.valid_id(id):
        id = f"{kind}-{id}"
    return drafts.free(id, taken)

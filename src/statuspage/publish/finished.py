"""A finished site on the disk, ready to be sent elsewhere: paths, digests, bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from . import signature
from .sending import NotSent

MANIFEST, SIGNATURE, MOMENT = "manifest.json", signature.PATH, "build.json"


@dataclass(frozen=True)
class Finished:
    """One release; it stays the same one, whatever is published meanwhile."""

    place: Path
    """The folder of the release itself, not the link that leads to it."""
    digests: Mapping[str, str]
    """Every file: path → SHA-256 in hex."""
    at: datetime
    """The moment it was built for."""
    own: Mapping[str, bytes] = field(repr=False)
    """The bytes of the files that a later run may replace where they stand, as they were."""

    def read(self, path: str) -> bytes:
        """The bytes of a file; raises `NotSent` when they are no longer those that were built."""
        if path in self.own:
            return self.own[path]
        try:
            data = (self.place / path).read_bytes()
        except OSError:
            raise NotSent("changed", path=path) from None
        if hashlib.sha256(data).hexdigest() != self.digests[path]:
            raise NotSent("changed", path=path)
        return data


def finished(out: Path) -> Finished:
    """The release that `out` shows now; raises `NotSent` when there is none."""
    try:
        place = out.resolve(strict=True)
        few = {path: (place / path).read_bytes() for path in (MOMENT, MANIFEST)}
        if (place / SIGNATURE).is_file():
            few[SIGNATURE] = (place / SIGNATURE).read_bytes()
        digests = json.loads(few[MANIFEST])["files"]
        at = datetime.fromisoformat(json.loads(few[MOMENT])["at"])
    except (OSError, ValueError, KeyError, TypeError):
        raise NotSent("nothing-built", path=str(out)) from None
    made = {path: hashlib.sha256(data).hexdigest() for path, data in few.items()}
    return Finished(place, {**digests, **made}, at, few)

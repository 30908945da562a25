"""`build.json`: the one file that carries the moment of the build."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime

from ..installed import libraries
from . import Artifact, Press

PATH = "build.json"


def render(press: Press) -> Iterator[Artifact]:
    """When this was built, from what, and when the pages change by themselves."""
    at = press.snapshot.at.astimezone(press.site.zone)
    changed = press.editions()[0].publication.changed
    data = told(at, press.next_change, changed, press.commit)
    yield Artifact(PATH, data, lambda: data)


def told(moment: datetime, next_change: datetime | None, changed: datetime | None, commit: str) -> bytes:
    """The bytes of the file; moments are written with the offset of `moment` (RFC 3339).

    `changed` is when anybody last said anything: a page that knows an older moment is an older page.
    """

    def written(found: datetime | None) -> str | None:
        return found.astimezone(moment.tzinfo).isoformat(timespec="seconds") if found else None

    facts = {
        "at": written(moment),
        "next_change": written(next_change),
        "changed": written(changed),
        "commit": commit or None,
        "version": _version(),
    }
    return json.dumps(facts, indent=1).encode() + b"\n"


def _version() -> str | None:
    found = libraries(("minwon-statuspage",))
    return found[0].partition("-")[2] if found else None

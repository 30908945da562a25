"""`build.json`: the one file that carries the moment of the build."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime

from . import Artifact, Press

PATH = "build.json"


def render(press: Press) -> Iterator[Artifact]:
    """When this was built, from what, and when the pages change by themselves."""
    data = told(press.snapshot.at.astimezone(press.site.zone), press.next_change, press.commit)
    yield Artifact(PATH, data, lambda: data)


def told(moment: datetime, next_change: datetime | None, commit: str) -> bytes:
    """The bytes of the file; moments are written with the offset of `moment` (RFC 3339)."""
    following = next_change.astimezone(moment.tzinfo) if next_change else None
    facts = {
        "at": moment.isoformat(timespec="seconds"),
        "next_change": following.isoformat(timespec="seconds") if following else None,
        "commit": commit or None,
        "version": _version(),
    }
    return json.dumps(facts, indent=1).encode() + b"\n"


def _version() -> str | None:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("minwon-statuspage")
    except PackageNotFoundError:
        return None

"""Which commit readers did not get, and when it is tried again: a timer would turn the page to and fro."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from . import Repository

FILE: Final = "not-read.json"
"""What the note is called, in our own folder."""

SOON, LATE = timedelta(minutes=1), timedelta(hours=1)
"""The next attempt comes so soon, and then ever later, up to so late."""


class _Note(NamedTuple):
    until: datetime
    pause: timedelta


def until(repository: Repository, commit: str, now: datetime) -> datetime | None:
    """When a commit is tried again; None where nothing keeps it from being tried now."""
    noted = _noted(repository, commit)
    # Who was told a wrong time once does not wait for years.
    return noted.until if noted and now < noted.until <= now + LATE else None


def put_off(repository: Repository, commit: str, now: datetime) -> None:
    """Have a commit wait before it is tried again, twice as long as the last time."""
    noted = _noted(repository, commit)
    pause = min(noted.pause * 2, LATE) if noted else SOON
    said = {"commit": commit, "until": (now + pause).isoformat(), "pause": pause.total_seconds()}
    with suppress(OSError):  # without a note it is tried again too soon, and no more than that
        (repository.share / FILE).write_text(json.dumps(said), encoding="utf-8")


def settled(repository: Repository) -> None:
    """Forget it: readers get what was published."""
    with suppress(OSError):
        (repository.share / FILE).unlink()


def _noted(repository: Repository, commit: str) -> _Note | None:
    try:
        said = json.loads((repository.share / FILE).read_bytes())
        if said["commit"] != commit:
            return None
        return _Note(datetime.fromisoformat(said["until"]), timedelta(seconds=said["pause"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None

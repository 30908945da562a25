"""Who has been told what: one small file, written anew after every message.

A crash between a message and its note repeats that one message and no other.
"""

from __future__ import annotations

import fcntl
import json
import os
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

NAME: Final = ".statuspage-told.json"
"""What the file is called, in the root of the site."""

VERSION: Final = 1

LEFT: Final = 1000
"""How many messages are remembered that the feeds no longer hold.

A feed holds so much; what was pushed out of it may come back when something else becomes shorter.
"""


class Unusable(Exception):  # noqa: N818 - it is an answer, not a mistake
    """What was remembered cannot be read, or is in use for too long."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        """`unreadable` or `locked`."""


@dataclass(slots=True)
class OfReceiver:
    """What one receiver of messages was told."""

    feeds: set[str]
    """The feeds that were looked at: what stands in a new one was published before anybody asked for it."""
    told: dict[str, None] = field(default_factory=dict)
    """The ids of what was told, or counts as told."""
    owed: dict[str, datetime] = field(default_factory=dict)
    """The ids of what is still to be told, and since when."""
    not_before: datetime | None = None
    """When it wants to be asked again."""


@dataclass(slots=True)
class OfHub:
    """Which state of every feed one hub was told of."""

    feeds: dict[str, str]
    """Path to the beginning of the digest."""
    not_before: datetime | None = None


class Memory:
    """What is remembered of everybody; several threads may note at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.receivers: dict[str, OfReceiver] = {}
        self.hubs: dict[str, OfHub] = {}
        self.lock = threading.Lock()
        """Held by whoever changes something of the above."""

    def save(self) -> None:
        """Write everything down, all or nothing; the caller holds the lock. Raises `OSError`."""
        said = {
            "version": VERSION,
            "receivers": {name: _written(known) for name, known in sorted(self.receivers.items())},
            "hubs": {
                url: {"feeds": known.feeds, "not_before": _moment(known.not_before)}
                for url, known in sorted(self.hubs.items())
            },
        }
        words = json.dumps(said, ensure_ascii=False, indent=0).encode() + b"\n"
        new = self.path.with_name(f"{self.path.name}.new")
        try:
            with new.open("wb") as file:
                file.write(words)
                file.flush()
                os.fsync(file.fileno())
            new.replace(self.path)
            _settle(self.path.parent)
        except OSError:
            with suppress(OSError):
                new.unlink()
            raise


def _settle(folder: Path) -> None:
    """Put down which file bears the name: until then, the old one would be back after a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read(path: Path) -> Memory:
    """What was remembered; nothing where there is no such file. Raises `Unusable` and `OSError`."""
    memory = Memory(path)
    try:
        said = json.loads(path.read_bytes())
        if said["version"] != VERSION:
            raise Unusable("unreadable")
        for name, known in said["receivers"].items():
            memory.receivers[name] = OfReceiver(
                set(known["feeds"]),
                dict.fromkeys(map(str, known["told"])),
                {id: _read(since) for id, since in known["owed"].items()},
                _read_if(known["not_before"]),
            )
        for url, known in said["hubs"].items():
            memory.hubs[url] = OfHub(dict(known["feeds"]), _read_if(known["not_before"]))
    except FileNotFoundError:
        return Memory(path)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise Unusable("unreadable") from fault
    return memory


@contextmanager
def opened(path: Path, wait: float) -> Iterator[Memory]:
    """What was remembered, for one run alone; another one waits up to `wait` seconds.

    Raises `Unusable`, and `OSError` where nothing can be written.
    """
    with path.with_name(f"{path.name}.lock").open("w") as held:
        until = time.monotonic() + wait
        while True:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= until:
                    raise Unusable("locked") from None
                time.sleep(0.1)
        yield read(path)


def _written(known: OfReceiver) -> Mapping[str, Any]:
    return {
        "feeds": sorted(known.feeds),
        "told": list(known.told),
        "owed": {id: _moment(since) for id, since in known.owed.items()},
        "not_before": _moment(known.not_before),
    }


def _moment(found: datetime | None) -> str | None:
    return found.isoformat(timespec="seconds") if found else None


def _read(words: str) -> datetime:
    found = datetime.fromisoformat(words)
    if found.tzinfo is None:
        raise ValueError(words)
    return found


def _read_if(words: str | None) -> datetime | None:
    return _read(words) if words else None

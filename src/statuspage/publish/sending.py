"""Sending a finished site to several places at once: one that fails never holds up the others."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Final

from . import folder

REASONS: Final = (
    "nothing-built",  # there is no finished site to send
    "changed",  # the finished site is no longer as it was built
    "busy",  # somebody else is sending to the same place
    "no-library",
    "no-program",
    "no-credentials",
    "wrong-credentials",
    "no-bucket",
    "no-repository",
    "no-own-repository",  # none is named, and the site lies in none
    "unreachable",
    "too-slow",
    "overtaken",  # another hand was quicker, again and again
    "refused",  # the other side says no, and says why
    "losses",  # it would take away what citizens could read there
    "unsigned",  # it would take away the signature there, though the site names a signer
    "read-wrong",  # it was sent, but readers get something else
    "read-away",  # it was sent, but nobody could read it back; `why` is a reason of `http`
    *(f"folder-{code}" for code in folder.REFUSALS),
)
"""Every reason a `NotSent` may carry."""

AGAIN: Final = frozenset({"unreachable", "too-slow", "changed", "folder-changed-meanwhile"})
"""Reasons that may be gone a moment later."""
PAUSES: Final = (1.0, 3.0)
"""How many seconds to wait before each further try."""
PATIENCE: Final = 1000.0
"""How many seconds one publication waits at a place for another, which may send all there is."""


class NotSent(Exception):  # noqa: N818 - it is an answer, not a mistake
    """The site did not get there as a whole; what was to be seen there before is to be seen still."""

    def __init__(self, reason: str, **details: str) -> None:
        super().__init__(reason, details)
        self.reason, self.details = reason, details


@dataclass(frozen=True, slots=True)
class Sent:
    """What one place got."""

    written: int
    removed: int
    kept: int
    before: str = field(default="", compare=False)
    """The release that a folder showed until then."""

    def __bool__(self) -> bool:
        return bool(self.written or self.removed)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it went at one place."""

    name: str
    seconds: float
    sent: Sent | None = None
    why: NotSent | None = None


Job = Callable[[], Sent]


def together(jobs: Mapping[str, Job], pauses: tuple[float, ...]) -> Iterator[Outcome]:
    """Do all of them at once, and tell of each when it is over; what may pass is tried again.

    `pauses` holds the seconds before each further try.
    """
    over: SimpleQueue[Outcome | BaseException] = SimpleQueue()

    def do(name: str, job: Job) -> None:
        try:
            over.put(_tried(name, job, pauses))
        except BaseException as fault:
            over.put(fault)

    for name, job in jobs.items():
        # Whoever stops the program does not want to wait for a storage that is slow.
        Thread(target=do, args=(name, job), daemon=True).start()
    faults = []
    for _ in jobs:
        outcome = over.get()
        if isinstance(outcome, BaseException):
            faults.append(outcome)
        else:
            yield outcome
    if faults:  # of ours, or of a library; no other place is to wait for its mending
        raise faults[0]


def _tried(name: str, job: Job, pauses: tuple[float, ...]) -> Outcome:
    began = time.monotonic()
    for pause in (*pauses, None):
        try:
            sent = job()
            return Outcome(name, time.monotonic() - began, sent)
        except NotSent as why:
            if why.reason not in AGAIN or pause is None:
                return Outcome(name, time.monotonic() - began, why=why)
        time.sleep(pause)
    raise AssertionError("the last try has no pause after it")


@contextmanager
def held(lock: Path) -> Iterator[None]:
    """Be the only one who sends to a place, from this machine. Raises `NotSent` after `PATIENCE`."""
    with lock.open("a") as file:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise NotSent("busy") from None
                time.sleep(0.05)
        yield

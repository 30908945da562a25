"""Other programs' files → ours: what was found there, as plain values, before it becomes files.

Each module of this room reads one kind of source and says what it found in the values below; `writing`
makes files of them, whatever they came from. What cannot be carried over is never left out in silence: it
is a `Problem` with the file and line where it stood, what it was, and what was done instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from ..model import NOWHERE, State, Status
from ..problems import Place, Problem, Severity

KINDS = ("cstate", "upptime", "statuspage")
"""The programs whose files can be read."""


class Refused(Exception):  # noqa: N818 - it is an answer, not a mistake
    """Nothing was written, and why."""

    def __init__(self, code: str, problems: tuple[Problem, ...] = (), **details: str) -> None:
        super().__init__(code, details)
        self.code, self.problems, self.details = code, problems, details


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person who imports says, where the source says nothing or something else."""

    zone: ZoneInfo | None = None
    language: str = ""
    address: str = ""
    issues: Path | None = None
    """For Upptime: a file with the issues of its repository."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """With which git is asked."""


@dataclass(frozen=True, slots=True)
class Component:
    """Something whose state the source tells: it becomes a service."""

    key: str
    """How stories of the source name it."""
    name: str
    group: str = ""
    about: str = ""
    url: str = ""
    id: str = ""
    """The id it would like to have, where the source has one for it."""
    listed: bool = True
    """False where only stories still name it."""
    state: State = State.OPERATIONAL
    """Its state now, where no story tells it."""
    since: datetime | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Word:
    """What was said at one moment."""

    at: datetime
    status: Status | None = None
    words: str = ""
    """Markdown as written."""
    claims: Mapping[str, State] = field(default_factory=dict)
    """Keys of components, and the state each is in from now on."""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Story:
    """An incident, its words from the oldest to the newest."""

    title: str
    words: tuple[Word, ...]
    intro: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Work:
    """Planned work."""

    title: str
    starts: datetime
    ends: datetime
    announced: datetime | None = None
    components: tuple[str, ...] = ()
    intro: str = ""
    words: tuple[Word, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Announcement:
    """A notice that changes no state."""

    title: str
    starts: datetime
    ends: datetime | None
    words: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Found:
    """Everything a source holds that has a place in ours, and what has none."""

    name: str
    address: str
    zone: ZoneInfo
    language: str
    components: tuple[Component, ...]
    stories: tuple[Story, ...] = ()
    works: tuple[Work, ...] = ()
    announcements: tuple[Announcement, ...] = ()
    losses: tuple[Problem, ...] = ()
    place: Place = NOWHERE
    """Where the page itself is described."""


def loss(
    code: str, place: Place, typed: str = "", severity: Severity = Severity.WARNING, **details: str
) -> Problem:
    """What could not be carried over as it was; of a long text the beginning is enough to find it again."""
    short = " ".join(typed[:1000].split())
    short = short if len(short) <= 200 else short[:199] + "…"
    said = tuple((name, what) for name, what in details.items() if what)
    return Problem(place, f"import_{code}", short, said, severity)


def read(kind: str, source: Path, wishes: Wishes) -> Found:
    """What a checkout or a dump holds; `kind` is one of `KINDS`.

    Raises `Refused` where it cannot be read as what it is said to be.
    """
    from . import cstate, statuspage_v2, upptime

    readers = {"cstate": cstate.read, "upptime": upptime.read, "statuspage": statuspage_v2.read}
    return readers[kind](source, wishes)

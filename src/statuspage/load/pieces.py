"""One file on its own: from its bytes to what it says, depending on nothing but the file and the settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from .. import source
from ..model import Agency, Channel, Incident, Maintenance, Notice, System, Update
from ..problems import Problem
from ..source import Front, Table
from . import stories, things
from .findings import Findings, Reading, Reference
from .layout import Spot
from .stories import Translation, UpdateDraft
from .things import ServiceDraft

Value: TypeAlias = (
    Agency | System | Channel | ServiceDraft | Incident | Maintenance | Notice | UpdateDraft | Translation
)


@dataclass(frozen=True, slots=True)
class Piece:
    """What one file says. Everything in it can be stored and read back."""

    spot: Spot
    value: Value | None
    """None where nothing can be made of the file."""
    unread: bool = False
    """Whether the file could not be read at all; `value` then holds no more than its name tells."""
    references: tuple[Reference, ...] = ()
    problems: tuple[Problem, ...] = ()


def read(spot: Spot, raw: bytes, reading: Reading) -> Piece:
    """What one file says: the same for the same name, bytes and settings, whatever stands in other files."""
    words, problems = source.text(raw, spot.file)
    if words is None:
        return unread(spot, problems, reading)
    front = None
    if spot.file.endswith(".md"):
        if spot.kind == "translation" and not words.lstrip().startswith("---"):
            line = words.count("\n", 0, len(words) - len(words.lstrip())) + 1
            found: Front | Problem = Front("", 1, words.strip(), line)
        else:
            found = source.front(words, spot.file)
        if isinstance(found, Problem):
            return unread(spot, [*problems, found], reading)
        front = found
    findings = Findings(spot.file, reading)
    findings.lines = words.split("\n")
    fields, first_line = (front.fields, front.first_line) if front else (words, 1)
    table, faults = source.tree(fields, spot.file, first_line)
    problems += faults
    if table is None:
        return unread(spot, problems, reading)
    if not table.fields and front is None:
        return unread(spot, [*problems, Problem(findings.place(table), "empty_file")], reading)
    findings.problems = problems
    value = _value(spot, table, front, findings)
    findings.close()
    if value is not None and findings.errors:
        value = doubtful(value)
    missing = value is None and spot.kind != "translation"
    if missing:
        value = _by_name(spot, reading)
    return Piece(spot, value, missing, tuple(findings.references), tuple(findings.problems))


_THINGS: dict[str, Callable[[Spot, Table, Findings], Value]] = {
    "agency": things.agency,
    "system": things.system,
    "channel": things.shared_channel,
    "service": things.service,
}
_STORIES: dict[str, Callable[[Spot, Table, Front, Findings], Value | None]] = {
    "incident": stories.incident,
    "maintenance": stories.maintenance,
    "notice": stories.notice,
    "update": stories.update,
    "translation": stories.translation,
}


def _value(spot: Spot, table: Table, front: Front | None, findings: Findings) -> Value | None:
    if front is None:
        return _THINGS[spot.kind](spot, table, findings)
    return _STORIES[spot.kind](spot, table, front, findings)


def unread(spot: Spot, problems: list[Problem], reading: Reading) -> Piece:
    """A file that cannot be read: what its name alone tells, so that whatever names it is not at fault."""
    return Piece(spot, _by_name(spot, reading), unread=True, problems=tuple(problems))


def _by_name(spot: Spot, reading: Reading) -> Value | None:
    findings = Findings(spot.file, reading)
    nothing = Table({}, 1, 1)
    if spot.kind in _THINGS:
        return doubtful(_THINGS[spot.kind](spot, nothing, findings))
    if spot.kind == "incident":
        return doubtful(stories.incident(spot, nothing, Front("", 1, "", 1), findings))
    if spot.kind == "update":
        at = stories.named_moment(spot, findings)
        if at is not None:
            update = Update(spot.id, at, place=findings.place(nothing), doubtful=True)
            return UpdateDraft(update, speaker=stories.named_speaker(spot))
    return None


def doubtful(value: Value) -> Value:
    """The same, with the mark that nobody can vouch for it."""
    if isinstance(value, ServiceDraft):
        return replace(value, service=replace(value.service, doubtful=True))
    if isinstance(value, UpdateDraft):
        return replace(value, update=replace(value.update, doubtful=True))
    if isinstance(value, Translation):
        return value
    return replace(value, doubtful=True)

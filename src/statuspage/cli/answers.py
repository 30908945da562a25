"""What people type as an answer to a question, read by the rules of the files; a wrong one gets the rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Generic, Literal, TypeVar
from zoneinfo import ZoneInfo

from .. import finding, problems
from ..load.fields import Fields
from ..load.findings import Findings, Reading, near
from ..load.moments import NotAMoment, length
from ..source import Scalar, Table

T = TypeVar("T")


class Wrong(Exception):  # noqa: N818 - it is an answer, not a fault
    """What was typed cannot be the answer: a message and what it needs, or the sentence itself."""

    def __init__(self, code: str = "", sentence: str = "", **values: str) -> None:
        super().__init__(code, sentence, values)
        self.code, self.sentence, self.values = code, sentence, values


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """One thing that can be chosen: its identifier, what it is called, and what else it is found by."""

    value: T
    id: str
    label: str
    words: str = ""
    """Other names, with `|` between them."""
    note: str = ""
    """What is shown beside it."""


_DOUBTS = ("untranslated", "unlikely_phone", "unlikely_host")
"""What is told when the whole file is known, and keeps nobody from writing it."""


def by_the_rules(
    typed: str, read: Callable[[Fields, str], T], reading: Reading, language: str, name: str = ""
) -> T:
    """What a field of a file makes of a text. Raises `Wrong` with the sentence that `check` would say."""
    findings = Findings("", reading)
    written = Scalar(typed.strip(), 1, 1, True)
    table = Table({name: (Scalar(name, 1, 1, True), written)}, 1, 1)
    found = read(Fields(table, findings), name)
    for problem in findings.problems:
        if problem.code not in _DOUBTS:
            raise Wrong(sentence=problems.sentence(problem, language))
    return found


def exactly(typed: str, choices: Sequence[Choice[T]]) -> list[Choice[T]]:
    """The choices that are called exactly so: by identifier, else by label or another of their names."""
    by_id = [choice for choice in choices if choice.id == typed.strip()]
    wanted = finding.folded(typed)
    if by_id or not wanted:
        return by_id[:1]
    return [c for c in choices if wanted in map(finding.folded, (c.id, c.label, *c.words.split("|")))]


def found(typed: str, choices: Sequence[Choice[T]]) -> list[Choice[T]]:
    """The choices that fit what was typed, the best first."""
    ranked = ((finding.rank(typed, c.label, f"{c.id}|{c.words}"), c) for c in choices)
    fitting = [(rank, choice) for rank, choice in ranked if rank]
    return [choice for _, choice in sorted(fitting, key=lambda pair: pair[0])]


def one_of(typed: str, choices: Sequence[Choice[T]]) -> T:
    """The chosen value, named exactly. Raises `Wrong` with the nearest name there is."""
    exact = exactly(typed, choices)
    if len(exact) == 1:
        return exact[0].value
    if exact:
        raise Wrong("several", typed=typed, known=", ".join(choice.id for choice in exact))
    alike = found(typed, choices)
    guess = alike[0].id if alike else near(typed, (choice.id for choice in choices))
    if guess:
        raise Wrong("unknown-near", typed=typed, near=guess)
    if len(choices) <= 12:
        raise Wrong("unknown-of", typed=typed, known=", ".join(_named(choices)))
    raise Wrong("unknown", typed=typed)


def _named(choices: Sequence[Choice[T]]) -> Iterator[str]:
    for choice in choices:
        yield f"{choice.id} ({choice.label})" if choice.label != choice.id else choice.id


_DAYS = {
    "오늘": 0, "today": 0, "내일": 1, "tomorrow": 1, "어제": -1, "yesterday": -1, "모레": 2, "": 0,
}  # fmt: skip
_CLOCK = re.compile(
    r"(?P<half>오전|새벽|오후|am|pm)? ?(?P<hour>\d{1,2})"
    r"(?::(?P<minute>\d{2})|시(?: ?(?P<after>\d{1,2})분| ?(?P<thirty>반))?)? ?(?P<end>am|pm)?",
    re.IGNORECASE,
)
_DATED = re.compile(r"(?:(?P<month>\d{1,2})(?:-|월 ?)(?P<day>\d{1,2})일?) (?P<rest>.+)")
_LATER = re.compile(r"(?:\+ ?(?P<plus>.+)|in (?P<within>.+)|(?P<after>.+?) ?(?:뒤|후|later))", re.IGNORECASE)


def moment(
    typed: str,
    now: datetime,
    zone: ZoneInfo,
    language: str,
    alone: Literal["start", "end"] | None = None,
) -> datetime:
    """The moment a person means: `지금`, `15:00`, `오후 3시`, `내일 9:00`, `11-24 09:00`, `2시간 뒤`.

    A full date is read as in files. A day that is not said is today. Raises `Wrong` for what can mean two
    things, and for what means none. `alone` says what a full date without a time means.
    """
    words = " ".join(typed.lower().split())
    here = now.astimezone(zone)
    if words in ("지금", "now"):
        return now.replace(second=0, microsecond=0)
    if later := _LATER.fullmatch(words):
        try:
            span = length((later["plus"] or later["within"] or later["after"]).strip())
        except NotAMoment:
            raise Wrong("when") from None
        return (now + span).replace(second=0, microsecond=0)
    day = here.date()
    named = next((name for name in _DAYS if name and words.startswith(f"{name} ")), "")
    rest = words.removeprefix(named).strip()
    if dated := _DATED.fullmatch(rest):
        try:
            day, rest = day.replace(month=int(dated["month"]), day=int(dated["day"])), dated["rest"]
        except ValueError:
            raise Wrong("when") from None
    clock = _CLOCK.fullmatch(rest)
    if clock is not None:
        day += timedelta(days=_DAYS[named])
        return _by_the_rules(f"{day} {_time(clock):%H:%M}", zone, language, None)
    if not re.match(r"\d{4}\D", typed.strip()):
        raise Wrong("when")
    return _by_the_rules(typed.strip(), zone, language, alone)


def _time(clock: re.Match[str]) -> time:
    hour, half = int(clock["hour"]), (clock["half"] or clock["end"] or "").lower()
    said = clock["minute"] is not None or "시" in clock[0] or half
    if not said or (half and not 1 <= hour <= 12) or (clock["half"] and clock["end"]):
        raise Wrong("when")
    if half in ("오후", "pm"):
        hour = hour % 12 + 12
    elif half:
        hour %= 12
    minute = int(clock["minute"] or clock["after"] or (30 if clock["thirty"] else 0))
    try:
        return time(hour, minute)
    except ValueError:
        raise Wrong("when") from None


def _by_the_rules(
    typed: str, zone: ZoneInfo, language: str, alone: Literal["start", "end"] | None
) -> datetime:
    reading = Reading(zone, (language,))
    found = by_the_rules(typed, lambda fields, name: fields.moment(name, alone), reading, language)
    if found is None:
        raise Wrong("when")
    return found

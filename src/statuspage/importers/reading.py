"""Reads other people's folders with care: no links, no huge files, no tricks of YAML, lenient with times."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from .. import source
from ..load.moments import YEARS
from ..problems import Place, Problem, Severity
from ..source import Entries, Node, Scalar, Table
from . import Refused, loss

LIMIT = 256 * 1024
"""The largest text file that is read, in bytes."""
DUMP = 64 * 1024 * 1024
"""The largest JSON file that is read, in bytes."""
FILES = 20_000
"""How many files of one folder are looked at."""

Typed: TypeAlias = "str | list[Typed] | dict[str, Typed]"
"""What was written for a field: words, a list, or further fields."""


@dataclass
class Source:
    """A folder, or a single file, somebody else's program made; and what of it could not be carried over."""

    root: Path
    zone: ZoneInfo
    losses: list[Problem] = field(default_factory=list)
    zoneless: int = 0
    """How many times were read that did not say their zone."""
    fractions: int = 0
    """How many times had parts of a second."""

    def lost(
        self, code: str, place: Place, typed: str = "", severity: Severity = Severity.WARNING, **details: str
    ) -> None:
        """Write down what could not be carried over as it was."""
        self.losses.append(loss(code, place, typed, severity, **details))

    def exists(self, name: str) -> bool:
        """Whether an ordinary file of this name lies in the folder, links left aside."""
        return (self.root / name).is_file() and not self._linked(name)

    def _linked(self, name: str) -> bool:
        """Whether a file, or a folder on the way to it, is a link to another place."""
        path = self.root / name
        within = [path, *path.parents[: name.count("/")]]
        return any(part.is_symlink() for part in within)

    def content(self, name: str, limit: int = LIMIT) -> bytes | Problem:
        """The bytes of a file in the folder; a problem where it is a link, or lies behind one."""
        if self._linked(name):
            return Problem(Place(name), "file_is_link")
        return source.content(self.root / name, name, limit)

    def text(self, name: str, limit: int = LIMIT) -> str | None:
        """The text of a file; None, and a loss, where it cannot be read. `name` never leads elsewhere."""
        raw = self.content(name, limit)
        if isinstance(raw, Problem):
            self.losses.append(raw)
            return None
        words, problems = source.text(raw, name)
        self.losses += problems
        return words

    def tree(self, words: str, name: str, first_line: int = 1) -> Table | None:
        """The fields of a YAML text; None, and a loss, where it cannot be understood."""
        table, problems = source.tree(words, name, first_line)
        self.losses += problems
        return table

    def files(self, folder: str, *endings: str) -> Iterator[str]:
        """The files below a folder, by name, relative to the root; links are named and passed over."""
        if folder and self._linked(folder):
            self.losses.append(Problem(Place(folder), "file_is_link"))
            return
        seen = 0
        waiting = [folder]
        while waiting:
            within = waiting.pop()
            try:
                with os.scandir(self.root / within) as found:
                    entries = sorted(found, key=lambda entry: entry.name)
            except OSError:
                continue
            deeper = []
            for entry in entries:
                name = f"{within}/{entry.name}" if within else entry.name
                seen += 1
                if seen > FILES:
                    raise Refused("import-too-many", path=folder or ".", limit=f"{FILES:,}")
                if entry.is_symlink():
                    self.losses.append(Problem(Place(name), "file_is_link"))
                elif entry.is_dir(follow_symlinks=False):
                    deeper.append(name)
                elif entry.name.lower().endswith(endings):
                    yield name
            waiting += reversed(deeper)

    def moment(self, typed: str, place: Place) -> datetime | None:
        """The moment somebody wrote, in UTC, read as kindly as can be; None where there is no such moment.

        A time without a zone is in the zone of this source.
        """
        typed = typed.strip()
        if len(typed) > 80:
            return None
        found = _MOMENT.fullmatch(typed)
        if not found:
            return self._by_post(typed, place)
        year, month, day = (int(part) for part in found.group("year", "month", "day"))
        hour, minute, second = (int(part or 0) for part in found.group("hour", "minute", "second"))
        late = timedelta()
        if (hour, minute, second) == (24, 0, 0):
            hour, late = 0, timedelta(days=1)
            self.lost("midnight", place, typed)
        try:
            written = datetime(year, month, day, hour, minute, second) + late  # noqa: DTZ001 - its zone follows
        except (ValueError, OverflowError):
            return None
        self.fractions += bool(found["fraction"] and found["fraction"].strip("0"))
        return self._at(written, found["offset"], place)

    def _at(self, written: datetime, offset: str | None, place: Place) -> datetime | None:
        if offset is None:
            self.zoneless += 1
            exact = written.replace(tzinfo=self.zone)
        elif offset[0] in "+-":
            ahead = timedelta(hours=int(offset[1:3]), minutes=int(offset[-2:]))
            if ahead > timedelta(hours=14):
                return None
            exact = written.replace(tzinfo=timezone(-ahead if offset[0] == "-" else ahead))
        else:
            exact = written.replace(tzinfo=UTC)
        return self._usable(exact)

    def _by_post(self, typed: str, place: Place) -> datetime | None:
        """A moment as mail (RFC 5322, 3.3) or a browser writes it (`Sun Jan 09 2022 22:29:05 GMT+0000`)."""
        browser = _BROWSER.match(typed)
        if browser:
            month, day, year, clock, offset = browser.groups()
            typed = f"{day} {month} {year} {clock} {offset}"
        try:
            found = parsedate_to_datetime(typed)
        except (ValueError, TypeError, IndexError):
            return None
        if found.tzinfo is None:
            return self._at(found, None, place)
        return self._usable(found)

    @staticmethod
    def _usable(exact: datetime) -> datetime | None:
        try:
            exact = exact.astimezone(UTC).replace(microsecond=0)
        except OverflowError:
            return None
        # What our files take, with a day to spare for any zone.
        return exact if YEARS[0] < exact.year < YEARS[-1] else None

    def finish(self, place: Place) -> tuple[Problem, ...]:
        """Everything that could not be carried over, with what holds for the whole source said once."""
        if self.zoneless:
            self.lost("zone_of_times", place, "", number=str(self.zoneless), zone=self.zone.key)
        if self.fractions:
            self.lost("fractions", place, "", number=str(self.fractions))
        return tuple(self.losses)


_MOMENT = re.compile(
    r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"
    r"(?:(?:[Tt]|\s+)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d+))?)?"
    r"\s*(?P<offset>[Zz]|UTC|GMT|[+-]\d{2}:?\d{2})?)?",
    re.ASCII,
)
_BROWSER = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{2}) (\d{4}) ([\d:]{8}) GMT([+-]\d{4})", re.ASCII)


def opened(path: Path, zone: ZoneInfo) -> Source:
    """The folder to read; raises `Refused` where there is none."""
    if not path.exists():
        raise Refused("import-no-source", path=str(path))
    return Source(path, zone)


def typed(node: Node) -> Typed:
    """What was written, without its places; an empty value is an empty text."""
    if isinstance(node, Scalar):
        return node.text or ""
    if isinstance(node, Entries):
        return [typed(item) for item in node.items]
    return {name: typed(value) for name, (_, value) in node.fields.items()}


def plain(value: Any) -> Typed:
    """What TOML holds, as the words that stand for it."""
    if isinstance(value, Mapping):
        return {str(name): plain(what) for name, what in value.items()}
    if isinstance(value, list):
        return [plain(what) for what in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def words(value: Typed | None) -> str:
    """One text; of anything else nothing."""
    return value.strip() if isinstance(value, str) else ""


def texts(value: Typed | None) -> list[str]:
    """A list of texts; a single text counts as a list of one."""
    found = value if isinstance(value, list) else [value]
    return [one.strip() for one in found if isinstance(one, str) and one.strip()]


def groups(value: Typed | None) -> list[dict[str, Typed]]:
    """The entries of a list that are groups of fields."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def lower(value: Mapping[str, Typed]) -> dict[str, Typed]:
    """The same fields, their names in small letters, as Hugo reads them."""
    return {name.lower(): what for name, what in value.items()}


def flag(value: Typed | None) -> bool | None:
    """Yes or no, in quotes or not; None where neither was written."""
    return {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}.get(
        words(value).lower()
    )


def parted(text: str) -> tuple[str, list[tuple[int, str]]]:
    """Words without the comments of HTML (`<!-- … -->`), and the comments, each with the line it begins on.

    As many lines stay as there were, so that the rest keeps its numbers.
    """
    kept, comments = [], []
    line, after = 1, 0
    begin = text.find("<!--")
    while begin >= 0 and (end := text.find("-->", begin) + 3) > 2:
        comment = text[begin:end]
        line += text.count("\n", after, begin)
        comments.append((line, comment))
        kept += [text[after:begin], "\n" * comment.count("\n")]
        line += comment.count("\n")
        after, begin = end, text.find("<!--", end)
    return "".join([*kept, text[after:]]), comments


def zone(name: str) -> ZoneInfo | None:
    """The time zone of this name, if there is one."""
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        return None


def language(wished: str, told: str, names: list[str]) -> str:
    """The language of the page: what was wished, what the source says, what its names are written in.

    The fixed words of our pages are in Korean and English; a site brings others itself.
    """
    if wished:
        return wished
    korean = sum(any("가" <= letter <= "힣" for letter in name) for name in names)
    return "ko" if told.lower().startswith("ko") or korean * 2 > len(names) else "en"

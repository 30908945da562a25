"""Words in several languages: texts people wrote, the fixed words of the page, dates, particles.

A text that is not there in the reader's language falls back to one that is, and says so,
so that the page can mark it (`lang`) instead of leaving a gap (WCAG 2.2, 3.1.2).

Everything one language needs is in its one words file, the patterns of its dates included: adding a
language adds no code. A pattern holds `{name}`, `{name:02}` (at least two digits) or `{name:은/는}`
(the Korean particle that fits after the name).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache, reduce
from typing import NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

Day: TypeAlias = date | datetime
"""A calendar day; of a moment, the day it falls on in the site's time zone."""


WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""How the words files name the days of the week (`weekday.mon`), in Python's order."""


class Said(NamedTuple):
    """Words as one reader sees them, and the language (BCP 47 tag) they are really in."""

    words: str
    language: str


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in one or several languages, in the order they were written."""

    versions: tuple[tuple[str, str], ...]

    def said(self, language: str) -> Said:
        """The words in `language`, else in the first language that was written."""
        for tag, words in self.versions:
            if tag == language:
                return Said(words, tag)
        tag, words = self.versions[0]
        return Said(words, tag)

    def languages(self) -> tuple[str, ...]:
        """The language tags this text is written in."""
        return tuple(tag for tag, _ in self.versions)


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The fixed words of the page in one language, and how that language says dates and lengths of time.

    `entries` is the words file: key → words or pattern. What it lacks comes from `fallback`. Moments must
    know their zone (a naive one raises ValueError) and are said in `zone`, the site's.
    """

    language: str
    """BCP 47 tag."""
    entries: Mapping[str, str]
    zone: ZoneInfo
    fallback: Words | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "entries", dict(self.entries))

    def __call__(self, key: str, /, **values: str | int) -> str:
        """The words kept under `key`, with the values in their places.

        With `n`, a language that tells one from many (`key.one`, `key.other`) says the right one.
        Whole numbers are written with the language's thousands separator. Raises KeyError for a key that
        no language has, and for a place without a value.
        """
        # Asked for hundreds of times on every page, so without the way round `said`.
        pattern = self._pattern(key, values.get("n")) if values else self.entries.get(key)
        if pattern is not None:
            plain = "{" not in pattern and "}" not in pattern
            return pattern if plain else self._filled(key, pattern, values)
        return self.said(key, **values).words

    def said(self, key: str, /, **values: str | int) -> Said:
        """The same words, and the language they are really in."""
        pattern = self._pattern(key, values.get("n"))
        if pattern is not None:
            return Said(self._filled(key, pattern, values), self.language)
        if self.fallback is None:
            raise KeyError(key)
        return self.fallback.said(key, **values)

    def lacking(self) -> tuple[str, ...]:
        """The keys that this language takes from another, sorted.

        Names of languages are no gap: each is called by its own name everywhere.
        """
        theirs = self.fallback.entries if self.fallback else {}
        found = set()
        for key in theirs:
            whole, _, number = key.rpartition(".")
            if number in ("one", "other") and f"{whole}.one" in theirs:
                if whole not in self.entries and f"{whole}.other" not in self.entries:
                    found.add(whole)
            elif key not in self.entries and not key.startswith("language."):
                found.add(key)
        return tuple(sorted(found))

    def number(self, value: int) -> str:
        """A whole number with thousands separators: `1,234`."""
        grouped = f"{value:,}"
        return grouped.replace(",", self("number.group")) if "," in grouped else grouped

    def list(self, items: Iterable[str]) -> str:
        """Several things in one breath: `A, B and C`. Nothing at all is the empty text."""
        names = tuple(items)
        if len(names) < 2:
            return "".join(names)
        return self("list.last", first=reduce(self._listed, names[:-1]), last=names[-1])

    def month(self, year: int, month: int) -> str:
        """A month of a year: `2026년 11월`."""
        return self("month_of_year", year=str(year), month=self(f"month_long.{month:02}"))

    def date(self, day: Day) -> str:
        """A day in full: `2026년 11월 23일 (월)`."""
        return self._day("date", self._local_day(day))

    def day(self, day: Day, relative_to: Day) -> str:
        """A day, without what the reader knows from `relative_to`: `29일(일)` in the same month.

        `11월 29일(일)` in another month of the same year, `2027년 11월 29일(월)` in another year.
        """
        local, known = self._local_day(day), self._local_day(relative_to)
        if local.year != known.year:
            return self._day("day.other_year", local)
        return self._day("day.same_month" if local.month == known.month else "day.same_year", local)

    def time(self, moment: datetime) -> str:
        """A time of day, noon and midnight unmistakable: `오후 3시`, `낮 12시`, `오전 0시 5분`."""
        local = self._local(moment)
        part = {0: "midnight", 12: "noon"}.get(local.hour, "morning" if local.hour < 12 else "afternoon")
        return self(
            f"time.{part}_past" if local.minute else f"time.{part}",
            hour=str(local.hour % 12 or 12),
            hour24=str(local.hour),
            minute=str(local.minute),
        )

    def moment(self, moment: datetime, relative_to: Day | None = None) -> str:
        """A day and a time: `2026년 11월 23일 (월) 오후 3시`.

        Where `relative_to` is given, the day is short, as `day` says it: `29일(일) 오후 3시`.
        """
        day = self.date(moment) if relative_to is None else self.day(moment, relative_to)
        return self("moment", date=day, time=self.time(moment))

    def span(self, start: datetime, end: datetime) -> str:
        """From one moment to another: the date once on one day, no second year in one year.

        The end is the first moment after: whole days are said as days, without times, and an end at
        midnight as the end of its day (`2026년 11월 23일 (월) 오후 10시~밤 12시`).
        """
        first, last = self._local(start), self._local(end)
        to_midnight = last.time() == time.min and first < last
        last_day = last.date() - timedelta(days=1) if to_midnight else last.date()
        if to_midnight and first.time() == time.min:
            return self._days(first.date(), last_day)
        if first.date() == last_day:
            if first == last:
                return self.moment(first)
            ends = self("time.end_of_day") if to_midnight else self.time(last)
            return self("span.one_day", date=self.date(first), starts=self.time(first), ends=ends)
        day = self._day("date.same_year" if first.year == last.year else "date", last.date())
        return self(
            "span.days", starts=self.moment(first), ends=self("moment", date=day, time=self.time(last))
        )

    def since(self, moment: datetime, relative_to: Day | None = None) -> str:
        """A beginning: `11월 24일(금) 오후 3시부터`, and `11월 24일(금)부터` for the start of a day.

        The year is said where `relative_to` is given and in another year.
        """
        local = self._local(moment)
        day = self._edge(local.date(), relative_to)
        if local.time() == time.min:
            return self("since.day", day=day)
        return self("since.moment", moment=self("moment", date=day, time=self.time(local)))

    def until(self, moment: datetime, relative_to: Day | None = None) -> str:
        """An end, exclusive: `11월 24일(금) 오후 3시까지`; at 0:00 on the 25th, `11월 24일(금)까지`.

        The year is said where `relative_to` is given and in another year.
        """
        local = self._local(moment)
        if local.time() == time.min:
            return self("until.day", day=self._edge(local.date() - timedelta(days=1), relative_to))
        day = self._edge(local.date(), relative_to)
        return self("until.moment", moment=self("moment", date=day, time=self.time(local)))

    def duration(self, length: timedelta, *, days: bool = True) -> str:
        """A length of time in at most two units, to the nearest: `20분`, `3시간 5분`, `2일 8시간`.

        With `days=False` hours are not gathered into days: `56시간`. Raises ValueError for less than nothing.
        """
        if length < timedelta(0):
            raise ValueError(f"a length of time cannot be negative: {length!r}")
        if length < timedelta(minutes=1):
            return self("duration.under_minute")
        minutes = (length + timedelta(seconds=30)) // timedelta(minutes=1)
        if days and minutes >= 24 * 60:
            units, (large, small) = ("days", "hours"), divmod((minutes + 30) // 60, 24)
        else:
            units, (large, small) = ("hours", "minutes"), divmod(minutes, 60)
        parts = [self(f"duration.{unit}", n=n) for unit, n in zip(units, (large, small), strict=True) if n]
        return parts[0] if len(parts) == 1 else self("duration.two", large=parts[0], small=parts[1])

    def machine(self, when: Day) -> str:
        """The same for machines (RFC 3339): `2026-11-23T15:00:00+09:00`, or `2026-11-23` for a day."""
        if isinstance(when, datetime):
            return self._local(when).isoformat(timespec="seconds")
        return when.isoformat()

    def _pattern(self, key: str, n: str | int | None) -> str | None:
        """What this language itself has under the key."""
        if n is not None:
            number = f"{key}.one" if n == 1 else f"{key}.other"
            if f"{key}.one" in self.entries and number in self.entries:
                return self.entries[number]
        return self.entries.get(key)

    def _filled(self, key: str, pattern: str, values: Mapping[str, str | int]) -> str:
        said = ""
        for literal, name, form in _pieces(pattern):
            said += literal
            if name:
                if name not in values:
                    raise KeyError(f"{key} needs {name}")
                value = values[name]
                said += value if not form and isinstance(value, str) else self._value(value, form)
        return said

    def _value(self, value: str | int, form: str) -> str:
        if form == "02":
            return str(value).zfill(2)
        words = value if isinstance(value, str) else self.number(value)
        return words + particle(words, form) if form else words

    def _listed(self, first: str, last: str) -> str:
        return self("list.more", first=first, last=last)

    def _local(self, moment: datetime) -> datetime:
        if moment.utcoffset() is None:
            raise ValueError(f"a moment without a time zone: {moment!r}")
        return moment.astimezone(self.zone)

    def _local_day(self, day: Day) -> Day:
        return self._local(day).date() if isinstance(day, datetime) else day

    def _day(self, key: str, day: Day) -> str:
        return self(
            key,
            year=str(day.year),
            month=self(f"month.{day.month:02}"),
            day=str(day.day),
            weekday=self(f"weekday.{WEEKDAYS[day.weekday()]}"),
        )

    def _days(self, first: Day, last: Day) -> str:
        if first == last:
            return self.date(first)
        ends = self._day("date.same_year" if first.year == last.year else "date", last)
        return self("span.days", starts=self.date(first), ends=ends)

    def _edge(self, day: Day, relative_to: Day | None) -> str:
        """The day of a deadline: always with its month, since it is copied onto paper."""
        other_year = relative_to is not None and self._local_day(relative_to).year != day.year
        return self._day("day.other_year" if other_year else "day.same_year", day)


def places(pattern: str) -> tuple[tuple[str, str], ...]:
    """The places a pattern leaves open: name and form (`""`, `02`, or a particle such as `은/는`).

    Raises ValueError, in words for whoever wrote the words file, when a brace opens or closes nothing.
    """
    return tuple((name, form) for _, name, form in _pieces(pattern) if name)


_PLACE = re.compile(r"\{([a-z][a-z0-9_]*)(?::(02|[가-힣]+/[가-힣]+))?\}")


@lru_cache(maxsize=4096)
def _pieces(pattern: str) -> tuple[tuple[str, str, str], ...]:
    """Plain text, and the place that follows it (name, form); the last piece has no place."""
    pieces, end = [], 0
    for found in _PLACE.finditer(pattern):
        pieces.append((pattern[end : found.start()], found[1], found[2] or ""))
        end = found.end()
    pieces.append((pattern[end:], "", ""))
    if any("{" in literal or "}" in literal for literal, _, _ in pieces):
        raise ValueError(f'"{pattern}" has a brace that is not a place such as {{name}} or {{name:은/는}}')
    return tuple(pieces)


def particle(word: str, pair: str) -> str:
    """The Korean particle that fits after a word, out of a pair `after a consonant/after a vowel`.

    Takes 은/는, 이/가, 을/를, 과/와, 이라/라, 으로/로 and their like. Numbers count as they are read (110은,
    정부24는), capital letters by their names (URL을), other Latin words roughly by ear (Google은). What
    stands in brackets at the end is passed over: the particle belongs to the word before. After a word
    whose reading cannot be known, both: 은(는).
    """
    consonant, vowel = pair.split("/")
    final = _final(word)
    if final is None:
        if consonant.endswith(vowel):
            return f"({consonant.removesuffix(vowel)}){vowel}"
        return f"{consonant}({vowel})"
    if final == "ㄹ" and consonant.startswith("으로"):
        return vowel
    return consonant if final else vowel


# 영 일 이 삼 사 오 육 칠 팔 구; 십, 백, 천, 만, 억 close on a consonant as 영 does.
_DIGITS = dict(zip("0123456789", ("ㅇ", "ㄹ", "", "ㅁ", "", "", "ㄱ", "ㄹ", "ㄹ", ""), strict=True))
_CAPITALS = {"L": "ㄹ", "M": "ㅁ", "N": "ㄴ", "R": "ㄹ"}
_SMALL = re.compile(r"(?P<other>ng|me?|ne?)$|(?P<rieul>le?)$")
_RIEUL = 8  # the place of ㄹ among the 28 finals of a Hangul syllable (Unicode, section 3.12)
_BRACKETS = {")": "(", "]": "[", "}": "{", "〕": "〔", "】": "【"}


def _final(word: str) -> str | None:
    """The final consonant a word is read with, "" where it ends on a vowel, None where nobody knows.

    Only ㄹ is sure to be itself; the rest are alike to every particle.
    """
    spoken = _spoken(word)
    last = spoken[-1:]
    if "가" <= last <= "힣":
        final = (ord(last) - ord("가")) % 28
        return "ㄹ" if final == _RIEUL else "ㅇ" if final else ""
    if last in _DIGITS:
        return _DIGITS[last]
    if "A" <= last <= "Z":
        return _CAPITALS.get(last, "")
    if "a" <= last <= "z":
        ending = _SMALL.search(spoken[-2:])
        return "" if ending is None else "ㄹ" if ending["rieul"] else "ㅇ"
    return "" if last == "%" else None  # 퍼센트, 프로


def _spoken(word: str) -> str:
    """A word up to the letter that is read aloud last: no brackets, quotes or stops after it."""
    spoken = unicodedata.normalize("NFKC", word)
    while spoken and spoken[-1] != "%" and unicodedata.category(spoken[-1])[0] in "PZ":
        opening = _opening(spoken)
        spoken = spoken[:opening] if spoken[:opening].strip() else spoken[:-1]
    return spoken


def _opening(spoken: str) -> int:
    """Where the bracket opens that the last letter closes; 0 when it closes none."""
    closing, depth = spoken[-1], 0
    opening = _BRACKETS.get(closing)
    for at in range(len(spoken) - 1, -1, -1) if opening else ():
        depth += (spoken[at] == closing) - (spoken[at] == opening)
        if depth == 0:
            return at
    return 0

"""Moments, days and lengths of time as people write them: read strictly, never guessed.

A moment without an offset is in the site's time zone; one with an offset is exact. What can be meant in
two ways (`3pm`, `11/12`, an hour that a change of clocks skips or repeats) is a problem.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Literal
from zoneinfo import ZoneInfo

from ..clocks import at_home


class NotAMoment(ValueError):  # noqa: N818 (said the way the problem is said)
    """What was written is no moment; `code` names the rule, `details` what the sentence about it needs."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.code, self.details = code, details


YEARS = range(1990, 2101)
"""The years that can be meant; any other is a slip of the finger."""

_DAY = r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})-(?P<day>\d{1,2})|\. ?(?P<m>\d{1,2})\. ?(?P<d>\d{1,2})\.?)"
_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
_OFFSET = r"(?P<offset>[Zz]|[+-]\d{2}:?\d{2})"
_MOMENT = re.compile(rf"{_DAY}(?:(?:[Tt]|[ ]+){_TIME}(?:[ ]*{_OFFSET})?)?", re.ASCII)
_ZONE_NAME = re.compile(r"[ ]*\(?(KST|UTC|GMT|JST|한국 ?시간|한국 ?표준시)\)?$", re.IGNORECASE)
_HALF_DAY = re.compile(r"오전|오후|새벽|저녁|\b(am|pm)\b|\d(am|pm)\b|[ap]\.m\.", re.IGNORECASE)


def moment(typed: str, zone: ZoneInfo, alone: Literal["start", "end"] | None = None) -> datetime:
    """The moment that was written: `2023-11-17 15:00`, `2023-11-17T15:00+09:00`, `2023.11.17 15:00`.

    `alone` says what a day alone means: its start, its end (exclusive: the next midnight), or nothing.
    Raises `NotAMoment`. Written like RFC 3339, with the seconds and the offset left out where wanted.
    """
    found = _MOMENT.fullmatch(typed)
    if not found:
        raise _unlike(typed)
    that_day = _date(found)
    if found["hour"] is None:
        if alone is None:
            raise NotAMoment("moment_without_time", right=f"{that_day:%Y-%m-%d} 09:00")
        return _local(datetime.combine(that_day + timedelta(days=alone == "end"), time()), zone, lenient=True)
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    if (hour, minute, second) == (24, 0, 0):
        raise NotAMoment("moment_24", right=f"{that_day + timedelta(days=1):%Y-%m-%d} 00:00")
    if hour > 23 or minute > 59 or second > 59:
        raise NotAMoment("moment_impossible")
    written = datetime.combine(that_day, time(hour, minute, second))
    offset = found["offset"]
    if not offset:
        return _local(written, zone)
    if offset in "Zz":
        return at_home(written.replace(tzinfo=UTC), zone)
    hours, minutes = int(offset[1:3]), int(offset[-2:])
    if hours > 14 or minutes > 59:
        raise NotAMoment("moment_impossible")
    ahead = timedelta(hours=hours, minutes=minutes) * (-1 if offset[0] == "-" else 1)
    return at_home(written.replace(tzinfo=timezone(ahead)), zone)


def day(typed: str) -> date:
    """The day that was written: `2026-06-30` or `2026.6.30`. Raises `NotAMoment`."""
    found = _MOMENT.fullmatch(typed)
    if not found or found["hour"] is not None:
        raise NotAMoment("not_a_day")
    return _date(found)


def in_file_name(year: int, digits: str, clock: str, zone: ZoneInfo) -> datetime:
    """The moment a file name gives: `1117` and `0840` in the folder `2023`, or `20240105` and `0900`."""
    year, month_day = (int(digits[:4]), digits[4:]) if len(digits) == 8 else (year, digits)
    return moment(f"{year:04}-{month_day[:2]}-{month_day[2:]} {clock[:2]}:{clock[2:]}", zone)


def _date(found: re.Match[str]) -> date:
    year, month, day = int(found["year"]), int(found["month"] or found["m"]), int(found["day"] or found["d"])
    if year not in YEARS:
        raise NotAMoment("moment_impossible")
    try:
        return date(year, month, day)
    except ValueError:
        raise NotAMoment("moment_impossible") from None


def _unlike(typed: str) -> NotAMoment:
    zone_name = _ZONE_NAME.search(typed)
    if zone_name:
        korean = zone_name[1].upper() not in ("UTC", "GMT")
        rest = typed[: zone_name.start()]
        return NotAMoment("moment_zone_name", right=rest + ("+09:00" if korean else "Z"))
    return NotAMoment("moment_half_day" if _HALF_DAY.search(typed) else "not_a_moment")


def _local(written: datetime, zone: ZoneInfo, lenient: bool = False) -> datetime:
    """A time by the clock on the wall, unless the clock showed it never, or twice (daylight saving)."""
    here = written.replace(tzinfo=zone)
    later = here.replace(fold=1)
    if here.utcoffset() == later.utcoffset():
        return here
    twice = here.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == written
    if lenient:
        # A day whose first hour never was begins where that hour would have begun.
        return at_home(here, zone) if twice else here
    raise NotAMoment("moment_twice" if twice else "moment_never", right=here.isoformat(" ", "minutes"))


_LENGTH = re.compile(
    r"(?:(\d{1,3}) ?(?:d|일|days?))? ?(?:(\d{1,4}) ?(?:h|시간|hours?))? ?(?:(\d{1,5}) ?(?:m|min|분))?"
)


def length(typed: str) -> timedelta:
    """The length of time that was written: `6h`, `90m`, `1d`, `6시간`, `1h 30m`. Raises `NotAMoment`."""
    found = _LENGTH.fullmatch(typed.lower())
    if not found or not any(found.groups()):
        raise NotAMoment("not_a_length")
    days, hours, minutes = (int(part or 0) for part in found.groups())
    long = timedelta(days=days, hours=hours, minutes=minutes)
    if not timedelta() < long <= timedelta(days=366):
        raise NotAMoment("not_a_length")
    return long

"""How planned work repeats: `매월 첫째 일요일`, or a rule of RFC 5545, and the windows that follow from it.

A rule says on which days; the time of day is always that of the first window, by the clock on the
wall of its time zone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice

from .clocks import at_home

LONGEST = 200  # characters

EXAMPLES: tuple[str, ...] = (
    "매일",
    "매주 일요일",
    "격주 토요일",
    "매월 첫째 일요일",
    "매월 마지막 금요일",
    "매월 15일",
    "매월 말일",
    "매년 4월 2일",
    "every Sunday",
    "first Sunday of every month",
    "every month on the 15th",
    "FREQ=MONTHLY;BYDAY=1SU",
)
"""Good spellings, for messages about bad ones."""


class RepeatsError(ValueError):
    """A repetition that does not mean exactly one thing, and where it stops doing so."""

    def __init__(self, typed_part: str, column: int) -> None:
        super().__init__(f'"{typed_part}" (column {column})')
        self.typed_part = typed_part
        """The part that was not understood, as it was typed."""
        self.column = column
        """Where it begins within the text, counted from 1."""


@dataclass(frozen=True, slots=True)
class Repeats:
    """On which days planned work comes again."""

    typed: str
    """The text as it was written."""
    rule: str
    """The same as a recurrence rule (RFC 5545, 3.3.10), without `RRULE:`."""


def parse(text: str) -> Repeats:
    """What `매월 첫째 일요일`, `every Sunday` or `FREQ=MONTHLY;BYDAY=1SU` means.

    - A rule may not repeat within a day, nor move the time of day (`BYHOUR`): that is the first window's.
    - A rule that can never come again (30 February) is refused, as is one whose meaning depends on
      the reader: `첫째 주 일요일` (the first Sunday, or the Sunday of the first week?), `every second
      Saturday`, `biweekly`, `평일` (a rule knows no public holidays).
    - `매월 31일` comes in the months that have such a day (RFC 5545); `매월 말일` comes in all.
    - `2026-12-31까지`, `until 2026-12-31` at the end includes that day.

    Raises `RepeatsError` for everything else.
    """
    text = unicodedata.normalize("NFC", text)
    if len(text) > LONGEST:
        raise RepeatsError(text[LONGEST:], LONGEST + 1)
    plain = "".join(
        char if char == "ㆍ" or len(same := unicodedata.normalize("NFKC", char)) != 1 else same
        for char in text
    )
    body = plain.strip()
    column = len(plain) - len(plain.lstrip()) + 1
    if not body:
        raise RepeatsError(text, 1)
    if "=" in body:
        return Repeats(text, _checked(body, column))
    phrase, until = body, ""
    if ending := re.search(_UNTIL, body, re.IGNORECASE):
        phrase, until = body[: ending.start()].rstrip(" ,"), "".join(filter(str.isdigit, ending.group()))
        said = ending.group().lstrip(" ,")
        _until(until, said, column + ending.end() - len(said))
    for pattern, make in _PHRASES:
        if found := re.fullmatch(pattern, phrase, re.IGNORECASE):
            named = {name: words.lower() for name, words in found.groupdict().items() if words}
            try:
                rule = _checked(";".join(make.format(**_values(named)).split()), column)
            except ValueError:
                break  # words of the right form that no calendar has: 2월 30일
            return Repeats(text, f"{rule};UNTIL={until}" if until else rule)
    raise RepeatsError(body, column)


def windows(
    starts: datetime, ends: datetime, repeats: Repeats | None, after: datetime, before: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """Each window of planned work that touches the time from `after` to `before`, in order.

    The first window is `(starts, ends)` itself, on whatever day it falls, and `COUNT` counts it.
    Every further one has the same wall-clock start and length in the zone of `starts`; where a clock
    change would leave nothing of it, it keeps its real length instead.
    """
    if starts.tzinfo is None or ends.tzinfo is None:
        raise ValueError("a moment without a time zone")
    zone = starts.tzinfo
    first = starts.replace(tzinfo=None)
    length = ends.astimezone(zone).replace(tzinfo=None) - first
    if ends.astimezone(UTC) > after and starts.astimezone(UTC) < before:
        yield starts, ends
    if repeats is None:
        return
    # Clocks move by hours, so two days more than the length are enough to miss no window.
    since = first
    if after > starts.astimezone(UTC):
        since = after.astimezone(zone).replace(tzinfo=None) - max(length, timedelta()) - timedelta(days=2)
    parts = _parts(repeats.rule)
    for day in _starts(parts, first, since):
        start = day.replace(tzinfo=zone).astimezone(UTC)
        if start >= before or _ended(parts.get("UNTIL"), day, start):
            return
        end = (day + length).replace(tzinfo=zone).astimezone(UTC)
        if end <= start:
            end = start + (ends.astimezone(UTC) - starts.astimezone(UTC))
        if end > after:
            yield at_home(start, zone), at_home(end, zone)


def _starts(parts: dict[str, str], first: datetime, since: datetime) -> Iterator[datetime]:
    """Wall-clock starts after the first one; those long before `since` may be left out."""
    from dateutil import rrule as recurrence

    interval = int(parts.get("INTERVAL", "1"))
    numbers = {
        key: [int(number) for number in parts[key].split(",")] if key in parts else None
        for key in ("BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS")
    }
    days = [
        getattr(recurrence, day[-2:])(int(day[:-2])) if day[:-2] else getattr(recurrence, day)
        for day in parts.get("BYDAY", "").split(",")
        if day
    ]
    # What a rule leaves unsaid comes from the first window (RFC 5545, 3.3.10); said aloud, so that
    # counting may begin later than there.
    frequency = parts["FREQ"]
    if not days and not any(numbers[key] for key in ("BYMONTHDAY", "BYYEARDAY", "BYWEEKNO")):
        if frequency == "WEEKLY":
            days = [recurrence.weekdays[first.weekday()]]
        elif frequency in ("MONTHLY", "YEARLY"):
            numbers["BYMONTHDAY"] = [first.day]
            if frequency == "YEARLY":
                numbers["BYMONTH"] = numbers["BYMONTH"] or [first.month]
    if frequency == "YEARLY" and numbers["BYWEEKNO"] and not days:
        days = [recurrence.weekdays[first.weekday()]]
    rule = recurrence.rrule(
        getattr(recurrence, frequency),
        # A rule with COUNT has to be counted from the start; it has few enough.
        dtstart=first if "COUNT" in parts else _nearer(frequency, interval, first, since),
        interval=interval,
        wkst=getattr(recurrence, parts.get("WKST", "MO")),
        bymonth=numbers["BYMONTH"],
        bymonthday=numbers["BYMONTHDAY"],
        byyearday=numbers["BYYEARDAY"],
        byweekno=numbers["BYWEEKNO"],
        bysetpos=numbers["BYSETPOS"],
        byweekday=days or None,
    )
    later = (moment for moment in rule if moment > first)
    return islice(later, int(parts["COUNT"]) - 1) if "COUNT" in parts else later


def _nearer(frequency: str, interval: int, first: datetime, since: datetime) -> datetime:
    """A later moment to count from, in step with `first` and at least one whole period before `since`."""
    if frequency in ("DAILY", "WEEKLY"):
        step = timedelta(days=interval * (7 if frequency == "WEEKLY" else 1))
        return first + step * max((since - first) // step - 1, 0)
    months = interval * (12 if frequency == "YEARLY" else 1)
    periods = ((since.year - first.year) * 12 + since.month - first.month) // months - 1
    if periods < 1:
        return first
    month = first.year * 12 + first.month - 1 + periods * months
    return first.replace(year=month // 12, month=1 if frequency == "YEARLY" else month % 12 + 1, day=1)


def _ended(until: str | None, wall: datetime, start: datetime) -> bool:
    if until is None:
        return False
    if until.endswith("Z"):
        return start > datetime.strptime(until, "%Y%m%dT%H%M%S%z")
    if "T" in until:
        return wall > datetime.fromisoformat(until)
    return wall.date() > datetime.fromisoformat(until).date()


_DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ONE_DAY = "(?:MO|TU|WE|TH|FR|SA|SU)"
# Compiled with the first rule that is read: a build in which all rules are known needs none of them.
_PARTS = {
    "FREQ": r"DAILY|WEEKLY|MONTHLY|YEARLY",
    "INTERVAL": r"[1-9][0-9]{0,2}",
    "COUNT": r"[1-9][0-9]{0,3}",
    "UNTIL": r"[0-9]{8}(T[0-9]{6}Z?)?",
    "WKST": _ONE_DAY,
    "BYDAY": rf"([+-]?[1-9][0-9]?)?{_ONE_DAY}(,([+-]?[1-9][0-9]?)?{_ONE_DAY})*",
    **dict.fromkeys(
        ("BYMONTHDAY", "BYMONTH", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"),
        r"[+-]?[1-9][0-9]{0,2}(,[+-]?[1-9][0-9]{0,2})*",
    ),
}
_GREATEST = {"BYMONTHDAY": 31, "BYMONTH": 12, "BYYEARDAY": 366, "BYWEEKNO": 53, "BYSETPOS": 366}
_MONTH_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _parts(rule: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in rule.split(";"))


def _checked(rule: str, column: int) -> str:
    """The rule in capitals, once every part is known, in bounds, and able to come true together."""
    column += len(rule)
    rule = re.sub(r"^RRULE:", "", rule, flags=re.IGNORECASE)
    column -= len(rule)
    columns: dict[str, int] = {}
    parts: dict[str, str] = {}
    for typed in rule.split(";"):
        key, _, value = typed.upper().partition("=")
        allowed = _PARTS.get(key)
        if allowed is None or key in parts or not re.fullmatch(allowed, value) or not _in_bounds(key, value):
            raise RepeatsError(typed, column)
        if key == "UNTIL":
            _until(value, typed, column)
        parts[key], columns[key] = value, column
        column += len(typed) + 1
    if "FREQ" not in parts:
        raise RepeatsError(rule, min(columns.values()))
    if wrong := _impossible(parts):
        raise RepeatsError(f"{wrong}={parts[wrong]}", columns[wrong])
    if parts.get("INTERVAL") == "1":
        del parts["INTERVAL"]
    return ";".join(f"{key}={value}" for key, value in parts.items())


def _in_bounds(key: str, value: str) -> bool:
    if key not in _GREATEST:
        return True
    numbers = [int(number) for number in value.split(",")]
    return all(abs(number) <= _GREATEST[key] and (key != "BYMONTH" or number > 0) for number in numbers)


def _until(value: str, typed: str, column: int) -> None:
    try:
        datetime.fromisoformat(value)
    except ValueError as error:
        raise RepeatsError(typed, column) from error


def _impossible(parts: dict[str, str]) -> str:
    """The part that RFC 5545 (3.3.10) forbids beside the others, or that might never let the rule come."""
    frequency, repeated = parts["FREQ"], parts.get("INTERVAL", "1") != "1"
    counted = [int(day[:-2]) for day in parts.get("BYDAY", "").split(",") if day[:-2]]
    limit = 5 if frequency == "MONTHLY" or "BYMONTH" in parts else 53
    months = [int(month) for month in parts.get("BYMONTH", "1").split(",")]
    month_days = [abs(int(day)) for day in parts.get("BYMONTHDAY", "1").split(",")]
    rules = (
        ("COUNT", "UNTIL" in parts),
        ("BYYEARDAY", frequency != "YEARLY" or len(parts.keys() & {"BYMONTH", "BYMONTHDAY", "BYDAY"}) > 0),
        ("BYWEEKNO", frequency != "YEARLY" or len(parts.keys() & {"BYMONTH", "BYMONTHDAY", "BYYEARDAY"}) > 0),
        ("BYMONTHDAY", frequency == "WEEKLY"),
        ("BYMONTHDAY", max(_MONTH_LENGTHS[month - 1] for month in months) < min(month_days)),
        ("BYDAY", bool(counted) and (frequency not in ("MONTHLY", "YEARLY") or "BYWEEKNO" in parts)),
        ("BYDAY", bool(counted) and (max(map(abs, counted)) > limit or "BYMONTHDAY" in parts)),
        ("BYDAY", frequency == "DAILY" and repeated),
        ("BYMONTHDAY", frequency == "DAILY" and repeated),
        ("BYMONTH", frequency in ("DAILY", "MONTHLY") and repeated),
        (
            "BYSETPOS",
            frequency != "MONTHLY" or "BYDAY" not in parts or bool(counted) or "BYMONTHDAY" in parts,
        ),
        ("BYSETPOS", max(abs(int(n)) for n in parts.get("BYSETPOS", "1").split(",")) > _most(parts)),
    )
    return next((key for key, wrong in rules if wrong and key in parts), "")


def _most(parts: dict[str, str]) -> int:
    """How many days of the named weekdays the longest months have: 29, 30 and 31 fall on three of them."""
    days = len(set(parts.get("BYDAY", "").split(",")))
    months = [int(month) for month in parts.get("BYMONTH", "1").split(",")]
    return 4 * days + min(days, max(_MONTH_LENGTHS[month - 1] for month in months) - 28)


# How people say it. Names in the patterns are read by `_values`; the rules are filled in with them,
# a blank standing for a semicolon.
_K_DAYS = (
    r"(?P<days>(?:[월화수목금토일](?:요일)?|주말)(?:\s*(?:[·ㆍ・,/]|와|과|및)?\s*[월화수목금토일](?:요일)?)*)"
)
_K_NTH = r"(?:첫\s*(?:번)?째|둘째|두\s*번째|셋째|세\s*번째|넷째|네\s*번째|다섯째|다섯\s*번째|마지막)"
_K_NTHS = rf"(?P<nths>{_K_NTH}(?:\s*(?:[·ㆍ・,/]|와|과|및)?\s*{_K_NTH})*)"
_K_DATES = r"(?P<dates>[0-9]{1,2}일?(?:\s*(?:[·ㆍ・,/]|와|과|및)\s*[0-9]{1,2}일?)*(?<=일))"
_K_MONTHLY = r"(?:매월|매달|(?P<interval>[0-9]{1,2})\s*(?:개월|달)\s*마다)"
_K_YEARLY = r"(?:매년|해마다)\s*(?P<month>[0-9]{1,2})월"
_E_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|mon|tue|wed|thu|fri|sat|sun|weekends?"
_E_DAYS = rf"(?P<days>(?:{_E_DAY})(?:(?:\s*,\s*|\s+and\s+|\s*,\s*and\s+|\s*&\s*)(?:{_E_DAY}))*)"
_E_NTH = r"(?:first|1st|second|2nd|third|3rd|fourth|4th|fifth|5th|last)"
_E_NTHS = rf"(?P<nths>{_E_NTH}(?:(?:\s*,\s*|\s+and\s+|\s*&\s*){_E_NTH})*)"
_E_DATE = r"(?:[0-9]{1,2}(?:st|nd|rd|th))"
_E_DATES = rf"(?P<dates>{_E_DATE}(?:(?:\s*,\s*|\s+and\s+|\s*&\s*)(?:the\s+)?{_E_DATE})*)"
_E_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_OF_MONTH = r"(?:of\s+)?(?:the|every|each)\s+month"
_EVERY_MONTH = r"(?:of\s+)?(?:every|each)\s+month"
_MONTHLY = r"(?:every\s+month|each\s+month|monthly|every\s+(?P<interval>[0-9]{1,2})\s+months),?"
_YEARLY = r"(?:every\s+year|each\s+year|yearly|annually)"
_DATE_OF_YEAR = rf"(?:(?P<date>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_E_MONTH})"
_OF_YEAR_DATE = rf"(?:{_E_MONTH}\s+(?P<date>[0-9]{{1,2}})(?:st|nd|rd|th)?)"
_PHRASES = (
    (r"매일|every\s*day|daily", "FREQ=DAILY"),
    (r"(?P<interval>[0-9]{1,2})\s*일\s*마다", "FREQ=DAILY INTERVAL={interval}"),
    (r"every\s+(?P<interval>[0-9]{1,2})\s+days", "FREQ=DAILY INTERVAL={interval}"),
    (r"매주|every\s+week|weekly", "FREQ=WEEKLY"),
    (r"격주|every\s+other\s+week|fortnightly", "FREQ=WEEKLY INTERVAL=2"),
    (r"(?P<interval>[0-9]{1,2})\s*주\s*마다", "FREQ=WEEKLY INTERVAL={interval}"),
    (r"every\s+(?P<interval>[0-9]{1,2})\s+weeks", "FREQ=WEEKLY INTERVAL={interval}"),
    (rf"매주\s*{_K_DAYS}", "FREQ=WEEKLY BYDAY={days}"),
    (rf"격주\s*{_K_DAYS}", "FREQ=WEEKLY INTERVAL=2 BYDAY={days}"),
    (
        rf"(?P<interval>[0-9]{{1,2}})\s*주\s*마다\s*{_K_DAYS}",
        "FREQ=WEEKLY INTERVAL={interval} BYDAY={days}",
    ),
    (rf"(?:every|each|on|weekly\s+on|every\s+week\s+on)\s+{_E_DAYS}", "FREQ=WEEKLY BYDAY={days}"),
    (rf"every\s+other\s+{_E_DAYS}", "FREQ=WEEKLY INTERVAL=2 BYDAY={days}"),
    (
        rf"every\s+(?P<interval>[0-9]{{1,2}})\s+weeks\s+on\s+{_E_DAYS}",
        "FREQ=WEEKLY INTERVAL={interval} BYDAY={days}",
    ),
    (r"매월|매달|every\s+month|monthly", "FREQ=MONTHLY"),
    (rf"{_K_MONTHLY}\s*{_K_NTHS}\s*{_K_DAYS}", "FREQ=MONTHLY INTERVAL={interval} BYDAY={nth_days}"),
    (rf"{_K_MONTHLY}\s*{_K_DATES}", "FREQ=MONTHLY INTERVAL={interval} BYMONTHDAY={dates}"),
    (rf"{_K_MONTHLY}\s*(?:말일|마지막\s*날)", "FREQ=MONTHLY INTERVAL={interval} BYMONTHDAY=-1"),
    (
        rf"(?:every\s+|on\s+)?(?:the\s+)?{_E_NTHS}\s+{_E_DAYS}\s+{_OF_MONTH}",
        "FREQ=MONTHLY BYDAY={nth_days}",
    ),
    (
        rf"{_MONTHLY}\s+(?:on\s+)?the\s+{_E_NTHS}\s+{_E_DAYS}",
        "FREQ=MONTHLY INTERVAL={interval} BYDAY={nth_days}",
    ),
    (rf"{_MONTHLY}\s+on\s+(?:the\s+)?{_E_DATES}", "FREQ=MONTHLY INTERVAL={interval} BYMONTHDAY={dates}"),
    (rf"(?:on\s+)?(?:the\s+)?{_E_DATES}\s+{_EVERY_MONTH}", "FREQ=MONTHLY BYMONTHDAY={dates}"),
    (rf"{_MONTHLY}\s+on\s+the\s+last\s+day", "FREQ=MONTHLY INTERVAL={interval} BYMONTHDAY=-1"),
    (rf"(?:on\s+)?(?:the\s+)?last\s+day\s+{_EVERY_MONTH}", "FREQ=MONTHLY BYMONTHDAY=-1"),
    (r"매년|해마다|every\s+year|yearly|annually", "FREQ=YEARLY"),
    (rf"{_K_YEARLY}\s*{_K_DATES}", "FREQ=YEARLY BYMONTH={month} BYMONTHDAY={dates}"),
    (rf"{_K_YEARLY}\s*(?:말일|마지막\s*날)", "FREQ=YEARLY BYMONTH={month} BYMONTHDAY=-1"),
    (rf"{_K_YEARLY}\s*{_K_NTHS}\s*{_K_DAYS}", "FREQ=YEARLY BYMONTH={month} BYDAY={nth_days}"),
    (rf"(?:{_YEARLY}\s+on|every)\s+{_DATE_OF_YEAR}", "FREQ=YEARLY BYMONTH={month} BYMONTHDAY={date}"),
    (rf"(?:{_YEARLY}\s+on|every)\s+{_OF_YEAR_DATE}", "FREQ=YEARLY BYMONTH={month} BYMONTHDAY={date}"),
    (
        rf"(?:the\s+)?{_E_NTHS}\s+{_E_DAYS}\s+(?:of|in)\s+{_E_MONTH}\s+{_YEARLY}",
        "FREQ=YEARLY BYMONTH={month} BYDAY={nth_days}",
    ),
)
_UNTIL = r"[\s,]+(?:until\s+[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{2}-[0-9]{2}\s*까지)\s*$"
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ORDINALS = (
    (1, r"첫\s*(?:번)?째|first|1st"),
    (2, r"둘째|두\s*번째|second|2nd"),
    (3, r"셋째|세\s*번째|third|3rd"),
    (4, r"넷째|네\s*번째|fourth|4th"),
    (5, r"다섯째|다섯\s*번째|fifth|5th"),
    (-1, r"마지막|last"),
)


def _values(named: dict[str, str]) -> dict[str, str]:
    """The words of a phrase as values of a rule."""
    days: list[str] = []
    weekend = re.search("주말|weekend", named.get("days", "")) is not None
    for word in re.findall(
        r"주말|weekend|[월화수목금토일](?:요일)?|mon|tue|wed|thu|fri|sat|sun", named.get("days", "")
    ):
        if word in ("주말", "weekend"):
            days += ["SA", "SU"]
        elif word[0] in "월화수목금토일":
            days.append(_DAY_CODES["월화수목금토일".index(word[0])])
        else:
            days.append(word[:2].upper())
    nths = named.get("nths", "")
    counts = [
        number
        for _, number in sorted(
            (found.start(), number) for number, words in _ORDINALS for found in re.finditer(words, nths)
        )
    ]
    month = named.get("month", "")
    return {
        "interval": named.get("interval", "1"),
        "days": ",".join(dict.fromkeys(days)),
        # The first weekend: that of the first Saturday, or of the first Sunday?
        "nth_days": ""
        if weekend
        else ",".join(dict.fromkeys(f"{count}{day}" for count in counts for day in days)),
        "dates": ",".join(str(int(number)) for number in re.findall(r"[0-9]+", named.get("dates", ""))),
        "date": str(int(named.get("date", "0"))),
        "month": str(_MONTH_NAMES.index(month[:3]) + 1 if month[:3] in _MONTH_NAMES else month.lstrip("0")),
    }

"""When a counter, a telephone line or a website is open, as people write it, and what follows from it.

Hours are read strictly: a text either means one thing or is refused with the part that was not
understood, because a guess sends somebody to a locked door.
A day on which a span begins owns it: `금 22:00-02:00` is Friday's, also after midnight.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple

from .language import Text

Span = tuple[int, int]
"""Opening and closing in minutes after the midnight that begins the day; 22:00-02:00 is `(1320, 1560)`."""

DAY = 24 * 60
NOON = 12 * 60
EVERY_DAY = frozenset(range(7))
HOLIDAY = 7  # stands beside the weekdays 0 (Monday) to 6 (Sunday)
LOOK_AHEAD = timedelta(days=60)
"""How far the next opening or closing is looked for."""
LONGEST = 300  # characters

EXAMPLES: tuple[str, ...] = (
    "매일 24시간",
    "평일 09:00-18:00",
    "월-금 09:00-18:00, 토 09:00-13:00, 공휴일 휴무",
    "평일 09:00-18:00, 점심시간 12:00-13:00 휴무",
    "every day 24 hours",
    "weekdays 09:00-18:00",
    "Mon-Fri 09:00-18:00, Sat 09:00-13:00, closed on public holidays",
)
"""Good spellings, for messages about bad ones."""


class HoursError(ValueError):
    """Opening hours that do not mean exactly one thing, and where they stop doing so."""

    def __init__(self, typed_part: str, column: int) -> None:
        super().__init__(f'"{typed_part}" (column {column})')
        self.typed_part = typed_part
        """The part that was not understood, as it was typed."""
        self.column = column
        """Where it begins within the text, counted from 1."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When something is open in an ordinary week, and what happens on public holidays."""

    typed: str
    """The text as it was written."""
    week: tuple[tuple[Span, ...], ...]
    """The spans that begin on each day, Monday first; nothing on a day that is closed."""
    holiday: tuple[Span, ...] | None
    """The spans of a public holiday, whatever its weekday: `()` is closed, `None` is open as usual."""
    holiday_said: bool
    """Whether the text decides public holidays; `월-금 09:00-18:00` leaves them open to doubt."""

    @property
    def always(self) -> bool:
        """Whether it never closes."""
        return self.holiday is None and all(spans == ((0, DAY),) for spans in self.week)


def parse(text: str) -> Hours:
    """What a text such as `평일 09:00-18:00` or `Mon-Fri 09:00-18:00, closed Sat` means.

    - `평일`, `weekdays` is Monday to Friday except public holidays, which are closed unless the text
      says otherwise: a public holiday is never a 평일.
    - `매일`, `every day`, `24시간`, `연중무휴` include public holidays unless the text says otherwise.
    - Plain days (`월-금`) are taken as written: as usual on public holidays, but `holiday_said` is False.
    - `공휴일 휴무` closes, `공휴일 포함` and `공휴일 정상 운영` open as usual,
      `공휴일 10:00-12:00` has its own spans.
    - Several spans on one day are fine while they do not overlap; `일 휴무` may take a day out of `매일`.
    - `점심시간 12:00-13:00` is cut out of every span it touches, or of those of the days before it.
    - An end before the start is past midnight only from noon or later until noon or earlier; `09:00-06:00`
      is more likely a slip for 18:00.

    Raises `HoursError` for everything else.
    """
    text = unicodedata.normalize("NFC", text)
    if len(text) > LONGEST:
        raise HoursError(text[LONGEST:], LONGEST + 1)
    tokens = tuple(_tokens(text))
    if not tokens:
        raise HoursError(text, 1)
    return _Reading(text, tokens).hours()


def is_open(hours: Hours, at: datetime, holidays: Collection[date]) -> bool:
    """Whether it is open at this moment (`at` is aware, in the zone the hours are meant in)."""
    return hours.always or _now_open(hours, at, holidays) is not None


def next_change(hours: Hours, at: datetime, holidays: Collection[date]) -> datetime | None:
    """The first opening or closing after `at`; None when there is none within `LOOK_AHEAD`."""
    return closes(hours, at, holidays) if is_open(hours, at, holidays) else next_opening(hours, at, holidays)


def next_opening(hours: Hours, at: datetime, holidays: Collection[date]) -> datetime | None:
    """The first opening after `at`, past the closing of what is open now; None as in `next_change`."""
    if hours.always:
        return None
    starts = (start for start, _ in _openings(hours, at, holidays) if start.astimezone(UTC) > at)
    return _within_sight(next(starts, None), at)


def closes(hours: Hours, at: datetime, holidays: Collection[date]) -> datetime | None:
    """When what is open now closes; None when it is closed now, or stays open all through `LOOK_AHEAD`."""
    if hours.always:
        return None
    opening = _now_open(hours, at, holidays)
    return None if opening is None else _within_sight(opening[1], at)


def spans(hours: Hours) -> tuple[tuple[tuple[int, ...], tuple[Span, ...]], ...]:
    """The ordinary week for printing: weekdays (0 is Monday) with equal spans together, closed days left out.

    `월-금 09:00-18:00, 토 09:00-13:00` gives `(((0, 1, 2, 3, 4), ((540, 1080),)), ((5,), ((540, 780),)))`.
    Public holidays stand apart, in `hours.holiday`.
    """
    days: dict[tuple[Span, ...], list[int]] = {}
    for day, opening in enumerate(hours.week):
        if opening:
            days.setdefault(opening, []).append(day)
    return tuple((tuple(same), opening) for opening, same in days.items())


def holidays_of(country: str, years: Collection[int]) -> Mapping[date, Text] | None:
    """The public holidays of a country (ISO 3166-1: `KR`), named in Korean and English where known.

    None when the optional library `holidays` is not installed.
    Raises `ValueError` for a country it does not know.
    """
    import importlib

    try:
        library = importlib.import_module("holidays")
    except ModuleNotFoundError as missing:
        if missing.name != "holidays":
            raise
        return None
    try:
        known = library.country_holidays(country, years=sorted(years))
    except NotImplementedError as unknown:
        raise ValueError(country) from unknown
    tongues: dict[str, Mapping[date, str]] = {}
    for spoken in known.supported_languages:
        tag = str(spoken).split("_")[0]
        if tag in ("ko", "en"):
            tongues[tag] = library.country_holidays(country, years=sorted(years), language=spoken)
    if not tongues:
        tongues[str(known.default_language or "und").split("_")[0]] = known
    order = sorted(tongues, key=("ko", "en").index) if len(tongues) > 1 else list(tongues)
    return {day: Text(tuple((tag, str(tongues[tag][day])) for tag in order)) for day in sorted(known)}


def _now_open(hours: Hours, at: datetime, holidays: Collection[date]) -> tuple[datetime, datetime] | None:
    for start, end in _openings(hours, at, holidays):
        if start.astimezone(UTC) > at:
            return None
        if at < end.astimezone(UTC):
            return start, end
    return None


def _within_sight(moment: datetime | None, at: datetime) -> datetime | None:
    return moment if moment is not None and moment.astimezone(UTC) <= at + LOOK_AHEAD else None


def _openings(hours: Hours, at: datetime, holidays: Collection[date]) -> Iterator[tuple[datetime, datetime]]:
    """Each stretch of being open from the day before `at` on, those that touch joined, in order."""
    if at.tzinfo is None:
        raise ValueError("a moment without a time zone")
    today = at.date()
    open_from: datetime | None = None
    open_until = at
    # The day before may reach past midnight; two days beyond what is in sight, so that a stretch
    # that is cut off at the end of the search never looks as if it closed there.
    for offset in range(-1, LOOK_AHEAD.days + 3):
        day = today + timedelta(days=offset)
        opening = hours.week[day.weekday()]
        if hours.holiday is not None and day in holidays:
            opening = hours.holiday
        for start_minute, end_minute in opening:
            start, end = _moment(day, start_minute, at), _moment(day, end_minute, at)
            if open_from is not None and start.astimezone(UTC) <= open_until.astimezone(UTC):
                open_until = max(open_until, end, key=lambda moment: moment.astimezone(UTC))
                continue
            if open_from is not None:
                yield open_from, open_until
            open_from, open_until = start, end
    if open_from is not None:
        yield open_from, open_until


def _moment(day: date, minute: int, at: datetime) -> datetime:
    """What the clock on the wall says, as a moment; one that a clock change skips is moved past the gap."""
    wall = datetime.combine(day, time(), at.tzinfo) + timedelta(minutes=minute)
    return wall.astimezone(UTC).astimezone(at.tzinfo)


class _Token(NamedTuple):
    kind: str
    typed: str
    column: int
    days: frozenset[int] = frozenset()
    minute: int = 0
    marked: bool | None = None
    """Whether a clock time says its half of the day; None when it needs none (noon)."""


class _Opening(NamedTuple):
    span: Span
    typed: str
    column: int
    general: bool = False
    """Whether 매일 says it, so that 휴무 may take single days out."""


# Earlier kinds win. Korean words may touch each other (공휴일휴무); Latin ones may not.
_KINDS = (
    ("always", r"24\s*/\s*7"),
    ("year", r"연중\s*무휴|365\s*일|365\s*days(\s+a\s+year)?|all\s+year(\s+round)?|year[\s-]round"),
    (
        "all_day",
        r"24\s*시간|24\s*-?\s*hours?(\s+a\s+day)?|24\s*h|(하루\s*)?종일|all\s+day|around\s+the\s+clock",
    ),
    (
        "clock",
        r"(오전|오후)?\s*[0-9]{1,2}\s*(:\s*[0-9]{2}(?![0-9])|시(\s*[0-9]{1,2}\s*분|\s*반)?)(\s*[ap]\.?m\.?)?",
    ),
    ("clock", r"[0-9]{1,2}\s*[ap]\.?m\.?|정오|자정|noon|midnight"),
    ("number", r"[0-9]{1,2}(?![0-9:])"),
    ("dash", r"[-‐‑‒–—―−~∼〜]|부터|에서|to|through|thru|until|till"),
    ("till", r"까지"),
    ("join", r"[·ㆍ・•∙‧&/]|및|와|과|그리고|and"),
    ("comma", r"[,、;\n]"),
    ("bracket", r"[(\[]"),
    ("end_bracket", r"[)\]]"),
    ("workdays", r"평일|주중|weekdays?|working\s+days?|business\s+days?"),
    ("weekend", r"주말|weekends?"),
    ("every_day", r"매일|every\s*day|daily"),
    ("holiday", r"(법정\s*)?공휴일|((public|national|bank)\s+)?holidays?"),
    ("lunch", r"점심(\s*시간)?|(closed\s+)?for\s+lunch|lunch(\s*(break|time|hour))?"),
    ("closed", r"휴무(일|입니다)?|휴관(일)?|휴업|쉽니다|쉼|제외|운영\s*안\s*함|closed|except|excluding"),
    ("as_usual", r"포함|정상\s*(운영|이용|영업|근무)|평소대로|평소와\s*같음|including|(open\s+)?as\s+usual"),
    ("day", r"[월화수목금토일](요일)?"),
    (
        "day",
        r"(mon|fri|sun)(days?|\.)?|tue(s(days?)?|\.)?|wed(nesdays?|\.)?|thu(r(s(days?)?)?|\.)?|sat(urdays?|\.)?",
    ),
    ("filler", r"(운영|이용|영업|근무|상담)(\s*시간)?|매주|에는|은|는|엔|에"),
    ("filler", r"(opening\s+)?hours|open|from|on|the|every|:"),
)
# Compiled with the first text that is read: a build in which all hours are known needs none of them.
_TOKEN = "|".join(
    f"(?P<{kind}_{n}>(?:{pattern})(?<![a-z](?=[a-z])))" for n, (kind, pattern) in enumerate(_KINDS)
)
_CLOCK = r"(오전|오후)?\s*([0-9]+)\s*(?::\s*([0-9]+)|시\s*(?:([0-9]+)\s*분|(반))?)?\s*([ap])?"
_WORD = r"[가-힣]+|[a-z]+|[0-9:.]+|\S"
_DAYS = {
    "workdays": frozenset(range(5)),
    "weekend": frozenset({5, 6}),
    "every_day": EVERY_DAY,
    "holiday": frozenset({HOLIDAY}),
}
_LATIN_DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")


def _tokens(text: str) -> Iterator[_Token]:
    # Full-width digits and signs are what a Korean keyboard makes; one for one, so that columns stay true.
    plain = "".join(
        char if char == "ㆍ" or len(same := unicodedata.normalize("NFKC", char)) != 1 else same
        for char in text
    )
    token, at = re.compile(_TOKEN, re.IGNORECASE), 0
    while at < len(plain):
        if plain[at].isspace() and plain[at] != "\n":
            at += 1
            continue
        found = token.match(plain, at)
        if found is None or found.lastgroup is None:
            begin = at
            while begin and "가" <= plain[begin] <= "힣" and "가" <= plain[begin - 1] <= "힣":
                begin -= 1
            word = re.compile(_WORD, re.IGNORECASE).match(plain, begin)
            raise HoursError(text[begin : word.end() if word else begin + 1], begin + 1)
        kind = found.lastgroup.rsplit("_", 1)[0]
        typed, words = text[at : found.end()], found.group().lower()
        days, minute, marked = _DAYS.get(kind, frozenset()), 0, None
        if kind == "day":
            number = "월화수목금토일".find(words[0])
            days = frozenset({number if number >= 0 else _LATIN_DAYS.index(words[:2])})
        elif kind == "clock":
            minute, marked = _minute(words, typed, at + 1)
        if kind != "filler":
            yield _Token("days" if kind in _DAYS else kind, typed, at + 1, days, minute, marked)
        at = found.end()


def _minute(words: str, typed: str, column: int) -> tuple[int, bool | None]:
    """Minutes after midnight, and whether the half of the day was said (None: it needs not be)."""
    if words in ("정오", "noon"):
        return NOON, None
    if words in ("자정", "midnight"):
        return 0, None
    found = re.fullmatch(_CLOCK, words.replace(".", "").removesuffix("m"), re.IGNORECASE)
    if found is None:
        raise HoursError(typed, column)
    korean, hour_digits, minute_digits, korean_minutes, half, latin = found.groups()
    hour, minute = int(hour_digits), 30 if half else int(minute_digits or korean_minutes or 0)
    marked = bool(korean or latin)
    # 12 am, 12 pm and 오전 12시 are read both ways; 정오 and 24:00 are not.
    if (korean and latin) or (marked and not 1 <= hour <= 11) or minute > 59 or hour * 60 + minute > DAY:
        raise HoursError(typed, column)
    return (hour + (12 if korean == "오후" or latin == "p" else 0)) * 60 + minute, marked


class _Reading:
    """One pass over the pieces of a text: days and spans are collected, then made to agree."""

    def __init__(self, text: str, tokens: tuple[_Token, ...]) -> None:
        self.text = text
        self.tokens = tokens
        self.at = 0
        self.open: dict[int, list[_Opening]] = {day: [] for day in range(8)}
        self.undated: list[_Opening] = []
        self.closed: dict[int, _Token] = {}
        self.usual: dict[int, _Token] = {}
        self.lunch: list[tuple[frozenset[int], _Opening]] = []
        self.year: _Token | None = None
        self.workdays = False

    def hours(self) -> Hours:
        while self.at < len(self.tokens):
            self.clause()
        if self.undated:
            # 24시간 says every day by itself; 09:00-18:00 does only beside 연중무휴.
            clear = self.year is not None or all(opening.span == (0, DAY) for opening in self.undated)
            if not clear or any(self.open.values()):
                raise HoursError(self.undated[0].typed, self.undated[0].column)
            self.opens(EVERY_DAY, self.undated, {EVERY_DAY})
        return self.agreed()

    def kind(self, ahead: int = 0) -> str:
        index = self.at + ahead
        return self.tokens[index].kind if index < len(self.tokens) else "end"

    def next(self) -> _Token:
        if self.at == len(self.tokens):
            raise self.error(self.tokens[-1])  # the text ends where something has to follow
        self.at += 1
        return self.tokens[self.at - 1]

    def error(self, first: _Token, last: _Token | None = None) -> HoursError:
        last = last or first
        return HoursError(self.text[first.column - 1 : last.column - 1 + len(last.typed)], first.column)

    def clause(self) -> None:
        kind = self.kind()
        if kind in ("comma", "bracket", "end_bracket"):
            self.next()
        elif kind == "year":
            self.year = self.next()
        elif kind == "always":
            self.year = self.next()
            self.undated.append(_Opening((0, DAY), self.year.typed, self.year.column))
        elif kind in _A_DAY:
            self.days_first()
        elif kind in ("closed", "as_usual"):
            self.word_first()
        elif kind == "lunch":
            self.lunch_break(EVERY_DAY | {HOLIDAY})
        elif kind in _A_SPAN:
            self.undated.append(self.span())
        else:
            raise self.error(self.next())

    def days_first(self) -> None:
        """`월·수·금 10:00-12:00`, `일·공휴일 휴무`, or `09:00-18:00 평일` with the span before the days."""
        begin = self.at
        named = frozenset().union(*(group for _, group in self.days()))
        words = {token.days for token in self.tokens[begin : self.at] if token.kind == "days"}
        if self.kind() == "bracket" and self.kind(1) not in _A_SPAN:
            self.next()  # 평일(공휴일 제외) 09:00-18:00
            self.clause()
            if self.kind() != "end_bracket":
                raise self.error(self.tokens[begin])
            self.next()
        if self.kind() == "bracket":
            self.next()
        if self.kind() == "closed":
            self.closed |= dict.fromkeys(named, self.next())
        elif self.kind() == "as_usual":
            self.usual |= dict.fromkeys(named, self.next())
        elif self.kind() == "lunch":
            self.lunch_break(named)
        elif self.kind() in _A_SPAN:
            openings = [self.span()]
            while self.kind() in _A_SPAN or (self.kind() in ("comma", "join") and self.kind(1) in _A_SPAN):
                if self.kind() not in _A_SPAN:
                    self.next()
                openings.append(self.span())
            self.opens(named, openings, words)
        elif self.undated:
            self.opens(named, self.undated, words)
            self.undated = []
        else:
            raise self.error(self.tokens[begin])

    def word_first(self) -> None:
        """`closed on public holidays`, `except Sun`, `휴무: 토·일`."""
        word = self.next()
        if self.kind() == "lunch":
            self.lunch_break(EVERY_DAY | {HOLIDAY})
            return
        if self.kind() == "bracket":
            self.next()
        if self.kind() not in _A_DAY:
            raise self.error(word)
        groups = self.days()
        if len(groups) > 1 and self.kind() in {*_A_SPAN, "closed", "as_usual", "lunch"}:
            # In "closed Sun, Sat 10:00-12:00" Saturday begins a new clause; with three days nobody can tell.
            if len(groups) > 2:
                raise self.error(word, self.tokens[self.at - 1])
            self.at = groups.pop()[0]
        which = self.closed if word.kind == "closed" else self.usual
        which |= dict.fromkeys(groups[0][1].union(*(group for _, group in groups)), word)

    def days(self) -> list[tuple[int, frozenset[int]]]:
        """Days named one after the other, split at commas, each part with where it begins."""
        groups: list[tuple[int, frozenset[int]]] = []
        while True:
            begin, named = self.at, self.day()
            while self.kind() in _A_DAY or (self.kind() == "join" and self.kind(1) in _A_DAY):
                if self.kind() == "join":
                    self.next()
                named |= self.day()
            groups.append((begin, named))
            if self.kind() != "comma" or self.kind(1) not in _A_DAY:
                return groups
            self.next()

    def day(self) -> frozenset[int]:
        first = self.next()
        if first.kind != "day" or self.kind() != "dash":
            return first.days
        dash = self.next()
        last = self.next() if self.kind() == "day" else dash
        if last is dash or last.days == first.days:
            raise self.error(first, last)
        if self.kind() == "till":
            self.next()
        (begin,), (end,) = first.days, last.days
        return frozenset((begin + step) % 7 for step in range((end - begin) % 7 + 1))

    def span(self) -> _Opening:
        """`09:00-18:00`, `9시부터 18시까지`, `24시간`."""
        first = self.next()
        if first.kind == "all_day":
            return _Opening((0, DAY), first.typed, first.column)
        if self.kind() != "dash":
            raise self.error(first)
        last = self.next()
        if self.kind() in ("clock", "number"):
            last = self.next()
        error = self.error(first, last)
        start, end = first.minute, last.minute
        if first.kind == "number" and "시" in last.typed:  # 9~18시
            start = int(unicodedata.normalize("NFKC", first.typed)) * 60
            first = first._replace(kind="clock", marked=False)
        unclear = {first.marked, last.marked} == {True, False} and min(
            minute for minute, clock in ((start, first), (end, last)) if not clock.marked
        ) < 13 * 60  # 오전 9시-6시
        if first.kind != "clock" or last.kind != "clock" or unclear or start >= DAY or start == end:
            raise error
        if end == 0:
            end = DAY
        if end < start:
            if start < NOON or end > NOON:
                raise error
            end += DAY
        if self.kind() == "till":
            self.next()
        return _Opening((start, end), error.typed_part, error.column)

    def lunch_break(self, named: frozenset[int]) -> None:
        """`점심시간 12:00-13:00 휴무`, `점심시간(12:00-13:00) 휴무`, `closed for lunch 12:00-13:00`."""
        word = self.next()
        while self.kind() in ("closed", "bracket"):
            self.next()
        if self.kind() not in ("clock", "number"):
            raise self.error(word)
        self.lunch.append((named, self.span()))
        if self.kind() == "end_bracket":
            self.next()
        if self.kind() == "closed":
            self.next()

    def opens(self, named: frozenset[int], openings: list[_Opening], words: set[frozenset[int]]) -> None:
        general = EVERY_DAY in words
        for day in named:
            self.open[day] += [opening._replace(general=general) for opening in openings]
        self.workdays |= _DAYS["workdays"] in words

    def agreed(self) -> Hours:
        """What all the clauses mean together; raises where they contradict each other."""
        usual_week = [opening for opening in self.open[0] if opening.general]
        for day, word in self.closed.items():
            if day in self.usual or self.year or not all(opening.general for opening in self.open[day]):
                raise self.error(word)
            self.open[day] = []
        for day, word in self.usual.items():
            if bool(self.open[day]) == (day == HOLIDAY):
                raise self.error(word)
        if self.year and not all(self.open[day] for day in EVERY_DAY):
            raise self.error(self.year)
        if not any(self.open[day] for day in EVERY_DAY):
            raise HoursError(self.text, 1)
        said = bool(self.open[HOLIDAY] or HOLIDAY in self.closed or HOLIDAY in self.usual or self.year)
        own = bool(self.open[HOLIDAY]) or HOLIDAY in self.closed
        if not said and self.workdays:
            own, self.open[HOLIDAY] = True, usual_week  # what 매일 says holds, what 평일 says does not
        self.check_overlaps()
        cut = {day: self.without_lunch(day) for day in self.open}
        for named, opening in self.lunch:
            start, end = opening.span
            if not any(a < end and start < b for day in named for a, b in _joined(self.open[day])):
                raise HoursError(opening.typed, opening.column)
        return Hours(
            typed=self.text,
            week=tuple(cut[day] for day in range(7)),
            holiday=cut[HOLIDAY] if own else None,
            holiday_said=said or self.workdays or any(o.general for day in EVERY_DAY for o in self.open[day]),
        )

    def check_overlaps(self) -> None:
        for day, openings in self.open.items():
            ordered = sorted(openings, key=lambda opening: opening.span)
            for one, other in pairwise(ordered):
                if other.span[0] < one.span[1]:
                    later = max(one, other, key=lambda opening: opening.column)
                    raise HoursError(later.typed, later.column)
            following = self.open[(day + 1) % 7] if day != HOLIDAY else []
            for one in openings:
                for other in following:
                    if other.span[0] < one.span[1] - DAY:
                        raise HoursError(other.typed, other.column)

    def without_lunch(self, day: int) -> tuple[Span, ...]:
        left = _joined(self.open[day])
        for named, opening in self.lunch:
            if day in named:
                start, end = opening.span
                left = [
                    part
                    for a, b in left
                    for part in ((a, min(b, start)), (max(a, end), b))
                    if part[0] < part[1]
                ]
        return tuple(left)


_A_DAY = frozenset({"day", "days"})
_A_SPAN = frozenset({"clock", "number", "all_day"})


def _joined(openings: list[_Opening]) -> list[Span]:
    """The spans in order, those that touch made one."""
    joined: list[Span] = []
    for start, end in sorted(opening.span for opening in openings):
        if joined and joined[-1][1] == start:
            start = joined.pop()[0]
        joined.append((start, end))
    return joined

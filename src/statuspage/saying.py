"""Opening hours in the reader's language, however they were typed."""

from __future__ import annotations

from collections.abc import Iterable

from .hours import DAY, Hours, Span, spans
from .language import WEEKDAYS, Words

_WORKDAYS, _WEEKEND, _EVERY_DAY = (0, 1, 2, 3, 4), (5, 6), (0, 1, 2, 3, 4, 5, 6)


def hours(words: Words, opening: Hours) -> str:
    """Opening hours on one line: `평일 09:00~18:00, 토 09:00~13:00, 공휴일 휴무`.

    Public holidays are said whenever the text decides them and the days alone do not; where it leaves
    them open (`holiday_said` is False) nothing is promised: `월~금`, never `평일`.
    """
    if opening.always:
        return words("hours.always")
    week = spans(opening)
    said = [_entry(words, _days(words, opening, days), times) for days, times in week]
    if opening.holiday:
        said.append(_entry(words, words("hours.holidays"), opening.holiday))
    elif week and opening.holiday is not None:
        said.append(words("hours.closed_on_holidays"))
    elif week and opening.holiday_said and all(days != _EVERY_DAY for days, _ in week):
        said.append(words("hours.open_on_holidays"))
    return _joined(words, "hours.more", said) or words("hours.closed")


def _entry(words: Words, days: str, times: tuple[Span, ...]) -> str:
    return words(
        "hours.entry", days=days, times=_joined(words, "hours.more_times", (_times(words, t) for t in times))
    )


def _days(words: Words, opening: Hours, days: tuple[int, ...]) -> str:
    # 평일 and 매일 say something about public holidays, too: only where the text does.
    if days == _EVERY_DAY and opening.holiday_said:
        return words("hours.every_day")
    if days == _WORKDAYS and opening.holiday is not None:
        return words("hours.weekdays")
    if days == _WEEKEND:
        return words("hours.weekend")
    return _joined(words, "hours.more_days", (_run(words, run) for run in _runs(days)))


def _runs(days: tuple[int, ...]) -> list[list[int]]:
    """Days in a row together, from three on: Monday to Wednesday; Friday."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return [part for run in runs for part in ([run] if len(run) > 2 else [[day] for day in run])]


def _run(words: Words, run: list[int]) -> str:
    first, last = (words(f"weekday.{WEEKDAYS[day]}") for day in (run[0], run[-1]))
    return first if len(run) == 1 else words("hours.days", first=first, last=last)


def _times(words: Words, span: Span) -> str:
    if span == (0, DAY):
        return words("hours.all_day")
    starts, ends = span
    return words("hours.times", starts=_clock(starts), ends=_clock(ends if ends <= DAY else ends - DAY))


def _clock(minute: int) -> str:
    """The clock of 24 hours, which needs no halves of the day; 24:00 is the end of one."""
    return f"{minute // 60:02}:{minute % 60:02}"


def _joined(words: Words, key: str, parts: Iterable[str]) -> str:
    said = ""
    for part in parts:
        said = words(key, first=said, last=part) if said else part
    return said

"""Moments by the clock on a wall, which shows some of them twice and others never (daylight saving).

Python compares two moments of one zone by that clock. So a moment that it shows twice carries its offset
here, and no time counts as a moment that it never shows: then the earlier one is always less.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo


def at_home(exact: datetime, zone: tzinfo) -> datetime:
    """An exact moment in a zone; where the zone's clock shows it twice, with the offset instead."""
    here = exact.astimezone(zone)
    if here.replace(fold=0).utcoffset() == here.replace(fold=1).utcoffset():
        return here
    return here.replace(tzinfo=timezone(here.replace(tzinfo=UTC) - exact), fold=0)


def settled(moment: datetime) -> datetime:
    """The moment that was meant by a time on the wall that was worked out, such as a week earlier."""
    return at_home(moment.astimezone(UTC), moment.tzinfo or UTC)


def later(moment: datetime, length: timedelta) -> datetime:
    """The moment after so much time has passed, whatever the clock on the wall did meanwhile."""
    return at_home(moment.astimezone(UTC) + length, moment.tzinfo or UTC)


def between(first: datetime, last: datetime) -> timedelta:
    """How much time passes from one moment to another."""
    return last.astimezone(UTC) - first.astimezone(UTC)

"""One message to one machine, tried again as often as makes sense, and never for longer than agreed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from ..http import Answer, NoAnswer

TRIES: Final = 4
FIRST_PAUSE: Final = 1.0
"""Seconds before the second try; each further pause is twice as long."""
ONE_TRY: Final = 10.0
"""The longest one try may take, in seconds."""
LONGEST_WAIT: Final = timedelta(days=1)
"""However long a machine asks us to stay away."""

_LASTING: Final = frozenset({"not-an-address", "private", "certificate", "elsewhere", "too-large"})
"""Reasons that will be the same in a second."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a message did not arrive, as far as we know."""

    reason: str
    """One of `http.REASONS`, `status`, `redirect`, `wait` or `no-time`."""
    status: int = 0
    about_this: bool = False
    """Whether it was this message that was refused; the next one may pass."""
    not_before: datetime | None = None
    """When the machine wants to be asked again."""


class Clock:
    """The moment of the run, and how far it has moved on since."""

    def __init__(self, now: datetime) -> None:
        self._now, self._began = now, time.monotonic()

    def __call__(self) -> datetime:
        """The moment it is."""
        return self._now + timedelta(seconds=time.monotonic() - self._began)


def deliver(
    send: Callable[[float], Answer], clock: Clock, until: float, stop: threading.Event
) -> Failure | None:
    """Send until it is taken; None when it was.

    `send` is given the seconds it may take; `until` is when all has to be over (`time.monotonic`).
    A pause that the other side asks for (`Retry-After`, RFC 9110 section 10.2.3) is kept.
    """
    pause = FIRST_PAUSE
    failure: Failure | None = Failure("no-time")
    for tried in range(1, TRIES + 1):
        left = until - time.monotonic()
        if left <= 0 or stop.is_set():
            return failure
        asked = 0.0
        try:
            answer = send(min(ONE_TRY, left))
        except NoAnswer as none:
            failure = Failure(none.reason)
            if none.reason in _LASTING:
                return failure
        else:
            failure = judged(answer, clock)
            if failure is None or not passing(answer.status):
                return failure
            if failure.not_before is not None:
                asked = (failure.not_before - clock()).total_seconds()
        wait = max(pause, asked)
        if tried == TRIES or time.monotonic() + wait >= until or stop.wait(wait):
            return failure
        pause *= 2
    return failure


def judged(answer: Answer, clock: Clock) -> Failure | None:
    """What an answer means; None when the message was taken."""
    status = answer.status
    if 200 <= status < 300:
        return None
    if 300 <= status < 400:
        return Failure("redirect", status)
    later = _asked_for(answer.headers.get("retry-after", ""), clock) if passing(status) else None
    return Failure("status", status, about_this=status in (400, 413, 422), not_before=later)


def passing(status: int) -> bool:
    """Whether the same message may be taken in a while (RFC 9110, RFC 6585, RFC 8470)."""
    return status in (408, 425, 429) or status >= 500


def _asked_for(words: str, clock: Clock) -> datetime | None:
    """`Retry-After` in seconds, some of them with a fraction, or as a date."""
    now = clock()
    try:
        seconds = float(words)
    except ValueError:
        try:
            later = parsedate_to_datetime(words)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        later = later if later.tzinfo else later.replace(tzinfo=UTC)
    else:
        if not 0 <= seconds <= LONGEST_WAIT.total_seconds():
            return now + LONGEST_WAIT if seconds > 0 else None
        later = now + timedelta(seconds=seconds)
    return min(later, now + LONGEST_WAIT) if later > now else None

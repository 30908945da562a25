"""What takes long and may fail, sending and telling, done beside the next build."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

from . import DONE, Context, confess
from .following import LATE, SOON


class Aside:
    """Does one thing after the other in a thread of its own, which ends when there is nothing left to do.

    As long as it is there, a build has no helpers: only a process without threads can be copied.
    Of what waits only the newest is done: it takes along what those before it were for. What fails is tried
    again, soon and then ever later.
    """

    def __init__(self, context: Context, soon: timedelta = SOON, late: timedelta = LATE) -> None:
        self._context, self._soon, self._late = context, soon, late
        self._turn = threading.Condition()
        self._next: Callable[[], int] | None = None
        self._ending = False
        self._thread: threading.Thread | None = None

    def __call__(self, job: Callable[[], int]) -> int:
        """Have it done, and go on; it answers with an exit code."""
        with self._turn:
            self._next = job
            self._turn.notify()
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, daemon=True)
                self._thread.start()
        return DONE

    def end(self, hurry: threading.Event) -> None:
        """Return when all is done that was begun or waits, or at once when there is a `hurry`."""
        with self._turn:
            self._ending = True
            self._turn.notify()
            thread = self._thread
        if thread is None:
            return
        thread.join(1)
        if thread.is_alive():
            self._context.tell("watch-waits")
        while thread.is_alive() and not hurry.is_set():
            thread.join(0.1)

    def _work(self) -> None:
        job: Callable[[], int] | None = None
        pause = self._soon
        while True:
            with self._turn:
                self._turn.wait_for(self._called, pause.total_seconds() if job else 0)
                if self._next:
                    job, self._next, pause = self._next, None, self._soon
                elif self._ending or job is None:
                    self._thread = None
                    return
            if self._is_done(job):
                job = None
            else:
                pause = min(pause * 2, self._late)

    def _called(self) -> bool:
        return self._next is not None or self._ending

    def _is_done(self, job: Callable[[], int]) -> bool:
        try:
            return job() == DONE
        except Exception as fault:
            confess(fault, self._context)
            return False

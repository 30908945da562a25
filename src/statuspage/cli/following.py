"""A page that follows its files and the clock: what `serve` and `watch` share."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from . import Context
from .build import made

if TYPE_CHECKING:
    from ..build import Result
    from ..publish.losses import Guard

SOON, LATE = timedelta(minutes=1), timedelta(hours=1)
"""After a refused build the next one without an edit comes so soon, and then ever later, up to so late."""


class Pages:
    """The pages in a folder: built again when asked, told about only when there is something to tell."""

    def __init__(
        self,
        context: Context,
        root: Path,
        site: Path,
        cache: Path,
        *,
        fixed: datetime | None = None,
        retry: bool = False,
        then: Callable[[Result], object] = lambda result: None,
        apart: str = "",
        guard: Guard | None = None,
    ) -> None:
        """Pages as of `fixed`, else now; `retry` tries a refused build again, `then` follows a new page.

        `apart` is `staff` for a preview, and `guard` keeps what was published from getting lost.
        """
        self.context, self.root, self.site, self.cache, self.fixed = context, root, site, cache, fixed
        self.retry, self.then, self.apart, self.guard = retry, then, apart, guard
        self.next_change: datetime | None = None
        self.wait = SOON
        self.seen: tuple[object, ...] | None = None

    def due(self) -> bool:
        """Whether the pages change by themselves by now."""
        return self.next_change is not None and datetime.now(UTC) >= self.next_change

    def folders(self) -> list[Path]:
        """Where the files lie that pages are made from."""
        from .. import defaults

        layers = (*defaults.layers(self.root, "templates"), *defaults.layers(self.root, "site_src"))
        return [self.root / "status", *layers]

    def rebuild(self) -> bool:
        """Build, say how it went, and whether there is anything new to see."""
        from .. import problems

        started = time.perf_counter()
        there = self.site.exists()
        moment = self.fixed or datetime.now(UTC).replace(microsecond=0)
        result = self._made(moment)
        self.next_change = result.next_change if result and self.fixed is None else None
        clock = datetime.now().astimezone().strftime("%H:%M:%S")
        if result is None:
            self.seen = None
            if self.retry:
                # A disk that was full may have room again; nobody edits a file because of that.
                self.next_change, self.wait = datetime.now(UTC) + self.wait, min(self.wait * 2, LATE)
            if there:
                self.context.tell("last-good", time=clock, err=True)
            return False
        self.wait = SOON
        told = (result.problems,)
        if told != self.seen:
            self.context.write(problems.text(result.problems, self.context.language), err=True)
            self.seen = told
        if result.switch:
            seconds = f"{time.perf_counter() - started:.2f}"
            changed = result.switch.written + result.switch.removed
            self.context.tell("rebuilt", time=clock, seconds=seconds, changed=changed)
            self.then(result)
        elif result.switch is not None:
            self.context.tell("same", time=clock)
        return bool(result.switch)

    def _made(self, moment: datetime) -> Result | None:
        """Build; a fault of the program is told, and what follows goes on."""
        from . import confess

        try:
            return made(self.context, self.root, self.site, moment, self.cache, self.apart, self.guard)
        except Exception as fault:
            confess(fault, self.context)
            return None

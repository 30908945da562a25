"""`statuspage serve`: the page on one's own machine, following every edit."""

from __future__ import annotations

import errno
import signal
import socket
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import REFUSED, Context
from .build import CACHE, made, moment_of

if TYPE_CHECKING:
    from ..build import Result

LOOPBACK = ("127.0.0.1", "::1", "localhost")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="The port; 0 takes any free one.",
)
@click.option("--at", "typed", metavar="MOMENT", help="Show the pages as of this moment.  [default: now]")
@click.pass_obj
def serve(context: Context, host: str, port: int, typed: str | None) -> None:
    """Build the site, show it in a browser, and follow every edit.

    Only this computer can see it, unless --host says otherwise. What is built here goes nowhere else.

    Examples:

    \b
        statuspage serve
        statuspage serve --at 2023-11-17T14:00+09:00
        statuspage serve --port 9000
    """
    from .. import defaults
    from ..serve import Preview, watch

    root = context.checked_root()
    fixed = moment_of(context, typed) if typed is not None else None
    # Ended from outside, or with its terminal, it clears up as after Ctrl+C.
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="statuspage-") as scratch:
        site = Path(scratch) / "site"
        try:
            preview = Preview(site, host, port)
        except socket.gaierror as error:
            context.tell("bad-host", host=host, detail=error.strerror, err=True)
            sys.exit(REFUSED)
        except OSError as error:
            code = "bad-host" if error.errno in _NOT_OURS else "port-taken"
            context.tell(code, host=host, port=str(port), detail=error.strerror, err=True)
            sys.exit(REFUSED)
        stop = threading.Event()
        try:
            pages = _Pages(context, root, site, fixed)
            if not pages.rebuild():
                sys.exit(REFUSED)
            preview.base = pages.base()
            preview.start()
            if host not in LOOPBACK:
                context.tell("not-local", host=host, err=True)
            context.tell("serving", address=preview.address)

            def rebuild() -> bool:
                new = pages.rebuild()
                preview.base = pages.base(preview.base)
                return new

            def folders() -> list[Path]:
                layers = (*defaults.layers(root, "templates"), *defaults.layers(root, "site_src"))
                return [root / "status", *layers]

            watch(folders, rebuild, preview, stop, pages.due)
        except KeyboardInterrupt:
            pass
        finally:
            stop.set()
            preview.stop()


_NOT_OURS = (errno.EADDRNOTAVAIL, errno.ENETUNREACH)
"""What the system answers when an address belongs to another computer."""


class _Pages:
    """The pages shown: built again when asked, told about only when there is something to tell."""

    def __init__(self, context: Context, root: Path, site: Path, fixed: datetime | None) -> None:
        self.context, self.root, self.site, self.fixed = context, root, site, fixed
        self.next_change: datetime | None = None
        self.seen: tuple[object, ...] | None = None

    def due(self) -> bool:
        """Whether the pages change by themselves by now."""
        return self.next_change is not None and datetime.now(UTC) >= self.next_change

    def rebuild(self) -> bool:
        """Build, say how it went, and whether there is anything new to see."""
        from .. import problems

        started = time.perf_counter()
        # Not the cache of `build`: what that remembers is about its own folder.
        cache = self.root / CACHE / "preview"
        first = not self.site.exists()
        moment = self.fixed or datetime.now(UTC).replace(microsecond=0)
        result = self._made(moment, cache)
        self.next_change = result.next_change if result and self.fixed is None else None
        clock = datetime.now().astimezone().strftime("%H:%M:%S")
        if result is None:
            self.seen = None
            if not first:
                self.context.tell("last-good", time=clock, err=True)
            return False
        told = (result.problems,)
        if told != self.seen:
            self.context.write(problems.text(result.problems, self.context.language), err=True)
            self.seen = told
        if result.switch:
            seconds = f"{time.perf_counter() - started:.2f}"
            changed = result.switch.written + result.switch.removed
            self.context.tell("rebuilt", time=clock, seconds=seconds, changed=changed)
        elif result.switch is not None:
            self.context.tell("same", time=clock)
        return bool(result.switch)

    def _made(self, moment: datetime, cache: Path) -> Result | None:
        """Build; a fault of the program is told, and the preview goes on."""
        from . import confess

        try:
            return made(self.context, self.root, self.site, moment, cache)
        except Exception as fault:
            confess(fault, self.context)
            return None

    def base(self, before: str = "/") -> str:
        """The path the site lives under on its host, so that every link works here as there."""
        from .. import source
        from ..load import settings

        raw = source.content(self.root / settings.FILE, settings.FILE, source.SITE_LIMIT)
        site = settings.read(raw).site if isinstance(raw, bytes) else None
        return "/" + site.address.partition("://")[2].partition("/")[2] if site else before

"""`statuspage serve`: the page on one's own machine, following every edit."""

from __future__ import annotations

import errno
import signal
import socket
import sys
import tempfile
import threading
from pathlib import Path

import click

from . import REFUSED, Context
from .build import CACHE, moment_of
from .following import Pages

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
@click.option("--staff", is_flag=True, help="Add links for staff to service and incident pages.")
@click.pass_obj
def serve(context: Context, host: str, port: int, typed: str | None, staff: bool) -> None:
    """Build the site, show it in a browser, and follow every edit.

    Only this computer can see it, unless --host says otherwise. What is built here goes nowhere else.

    Examples:

    \b
        statuspage serve
        statuspage serve --at 2023-11-17T14:00+09:00
        statuspage serve --port 9000
        statuspage serve --staff
    """
    from ..serve import Preview
    from ..watching import watch

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
            context.tell("bad-host", host=host, detail=context.reason(error), err=True)
            sys.exit(REFUSED)
        except OSError as error:
            code = "bad-host" if error.errno in _NOT_OURS else "port-taken"
            context.tell(code, host=host, port=str(port), detail=context.reason(error), err=True)
            sys.exit(REFUSED)
        stop = threading.Event()
        try:
            # Not the cache of `build`: what that remembers is about its own folder.
            pages = Pages(context, root, site, root / CACHE / "preview", fixed=fixed, apart="staff" * staff)
            if not pages.rebuild():
                sys.exit(REFUSED)
            preview.base = _base(root)
            preview.start()
            if host not in LOOPBACK:
                context.tell("not-local", host=host, err=True)
            context.tell("serving", address=preview.address)

            def rebuild() -> None:
                with preview.building:
                    new = pages.rebuild()
                    preview.base = _base(root, preview.base)
                if new:
                    preview.reload()

            watch(pages.folders, rebuild, stop, pages.due)
        except KeyboardInterrupt:
            pass
        finally:
            stop.set()
            preview.stop()


_NOT_OURS = (errno.EADDRNOTAVAIL, errno.ENETUNREACH)
"""What the system answers when an address belongs to another computer."""


def _base(root: Path, before: str = "/") -> str:
    """The path the site lives under on its host, so that every link works here as there."""
    from .. import source
    from ..load import settings

    raw = source.content(root / settings.FILE, settings.FILE, source.SITE_LIMIT)
    site = settings.read(raw).site if isinstance(raw, bytes) else None
    return "/" + site.address.partition("://")[2].partition("/")[2] if site else before

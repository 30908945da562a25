"""`statuspage serve`: the page on one's own machine, following every edit."""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from datetime import datetime
from pathlib import Path

import click

from . import REFUSED, Context
from .build import CACHE, moment_of, run

LOOPBACK = ("127.0.0.1", "::1", "localhost")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="The port.")
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
    fixed = moment_of(context, typed) if typed else None
    if host not in LOOPBACK:
        click.echo(context.say("not-local", host=host), err=True)
    with tempfile.TemporaryDirectory(prefix="statuspage-") as scratch:
        site = Path(scratch) / "site"

        def rebuild() -> bool:
            started = time.perf_counter()
            moment = fixed or moment_of(context, None)
            result = run(context, root, site, moment, root / CACHE)
            if result is not None:
                seconds = f"{time.perf_counter() - started:.2f}"
                now = datetime.now().astimezone().strftime("%H:%M:%S")
                click.echo(context.say("rebuilt", time=now, seconds=seconds))
            return result is not None and bool(result.switch)

        if not rebuild() and not site.exists():
            sys.exit(REFUSED)
        try:
            preview = Preview(site, host, port, _base(context, root))
        except OSError as error:
            click.echo(context.say("port-taken", port=str(port), detail=error.strerror), err=True)
            sys.exit(REFUSED)
        preview.start()
        click.echo(context.say("serving", address=preview.address))
        stop = threading.Event()
        folders = [root / "status", *defaults.layers(root, "templates"), *defaults.layers(root, "site_src")]
        try:
            watch(folders, rebuild, preview, stop)
        except KeyboardInterrupt:
            pass
        finally:
            stop.set()
            preview.stop()


def _base(context: Context, root: Path) -> str:
    """The path the site lives under on its host, so that every link works here as there."""
    from .. import load

    site = load.site(root).site
    address = site.address if site else "https://localhost/"
    return "/" + address.partition("://")[2].partition("/")[2]

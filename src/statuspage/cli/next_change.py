"""`statuspage next-change`: when to build again, for sites that have no daemon."""

from __future__ import annotations

import math
import shlex
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..clocks import between
from . import REFUSED, Context, Mistake
from .build import CACHE, moment_of

if TYPE_CHECKING:
    from ..cache import Cache


@click.command("next-change")
@click.option("--at", "typed", metavar="MOMENT", help="After this moment.  [default: now]")
@click.option(
    "--repository",
    type=click.Path(file_okay=False, path_type=Path),
    help="A bare repository with our hook, in place of --root.",
)
@click.option("--seconds", "form", flag_value="seconds", help="In how many seconds.")
@click.option("--cron", "form", flag_value="cron", help="As a line for crontab, in this machine's time.")
@click.option("--systemd-timer", "form", flag_value="timer", help="As a timer unit for systemd.")
@click.option(
    "--cache",
    type=click.Path(path_type=Path),
    help="Where the last build remembered what it made.  [default: .statuspage-cache, in the root]",
)
@click.pass_obj
def next_change(
    context: Context, typed: str | None, repository: Path | None, form: str | None, cache: Path | None
) -> None:
    """Say when the page next changes by itself: planned work begins, a promised word is due.

    "never" is an answer: then only an edit changes the page. Quick where the files are as they were at
    the last build. A moment in the past is never told.

    Examples:

    \b
        statuspage next-change
        sleep "$(statuspage next-change --seconds)" && statuspage build
        statuspage next-change --systemd-timer
    """
    if repository is None:
        root = context.checked_root()
    else:
        root = repository / "statuspage"
        if not (root / "status").is_dir():
            raise Mistake(context.say("next-nothing-pushed", repository=repository.absolute()))
    moment = moment_of(Context(root, context.language), typed)
    coming = _remembered_or_worked_out(context, root, cache or root / CACHE, moment)
    if repository is None:
        command = ["--root", str(root.absolute()), "build"]
    else:
        command = ["hook", "run", str(repository.absolute())]
    context.write(f"{_written(form, coming, moment, command)}\n")


def _remembered_or_worked_out(context: Context, root: Path, cache: Path, moment: datetime) -> datetime | None:
    from .. import runs
    from ..cache import Cache

    store = Cache(cache if cache.is_dir() else None, runs.code())
    known, coming = _remembered(store, root, moment)
    if known:
        return coming
    from .. import guidance, load, problems, state

    loaded = load.site(root, store.memory("files"), store.code.encode())
    if loaded.site is None:
        context.write(problems.text(loaded.problems, context.language), err=True)
        context.tell("site-unusable", err=True)
        sys.exit(REFUSED)
    found = guidance.next_change(state.at(loaded.site, moment))
    return found.astimezone(loaded.site.zone) if found else None


def _remembered(store: Cache, root: Path, moment: datetime) -> tuple[bool, datetime | None]:
    """What the last build found, where nothing was written since and no such moment has passed."""
    from zoneinfo import ZoneInfo

    from .. import runs

    last = store.last_run()
    if not last:
        return False, None
    run = runs.Run(runs.written(root), Path(last.get("place", "")), moment, last.get("commit", ""))
    found = runs.same(store, run)
    if found is None:
        return False, None
    return True, found.next_change.astimezone(ZoneInfo(found.zone)) if found.next_change else None


def _written(form: str | None, coming: datetime | None, moment: datetime, command: list[str]) -> str:
    """The moment as it was asked for."""
    if form == "seconds":
        return str(max(0, math.ceil(between(moment, coming).total_seconds()))) if coming else "never"
    if form is None:
        return coming.isoformat(timespec="seconds") if coming else "never"  # RFC 3339
    if coming is None:
        return "# never"
    # Neither cron nor most timers are exact to less; a build too early would change nothing.
    minute = datetime.fromtimestamp(math.ceil(coming.timestamp() / 60) * 60, UTC)
    if form == "cron":
        here = minute.astimezone()
        words = [sys.executable, "-m", "statuspage", *command]
        words = [word.replace("%", r"\%") for word in map(shlex.quote, words)]  # crontab(5)
        return f"{here.minute} {here.hour} {here.day} {here.month} * {' '.join(words)}"
    return _TIMER.format(moment=f"{minute:%Y-%m-%d %H:%M:%S}", file="statuspage-build.timer")


_TIMER = """\
# {file}: starts statuspage-build.service when the page next changes by itself
[Unit]
Description=statuspage: the next change

[Timer]
OnCalendar={moment} UTC
AccuracySec=1s
Persistent=true

[Install]
WantedBy=timers.target"""

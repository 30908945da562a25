"""`statuspage build`: from files to a folder that any web server can serve."""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import DOUBTFUL, REFUSED, Context

if TYPE_CHECKING:
    from ..build import Refused, Result


@click.command()
@click.option(
    "--at",
    "typed",
    metavar="MOMENT",
    help="Build as of this moment, e.g. 2023-11-17T14:00+09:00.  [default: SOURCE_DATE_EPOCH, else now]",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Where to put the site.  [default: site, in the root]",
)
@click.option(
    "--cache",
    type=click.Path(path_type=Path),
    help="Where to remember what was made.  [default: .statuspage-cache, in the root]",
)
@click.option("--no-cache", is_flag=True, help="Make everything anew (the bytes are the same).")
@click.pass_obj
def build(context: Context, typed: str | None, out: Path | None, cache: Path | None, no_cache: bool) -> None:
    """Build the site into a folder, all or nothing.

    The folder is switched in one step: a reader never sees half a site, and a build that is refused
    leaves the last good one where it is.

    Examples:

    \b
        statuspage build
        statuspage build --at 2023-11-17T14:00+09:00
        statuspage build --out /srv/status/site
    """
    root = context.checked_root()
    target = out or root / "site"
    remembered = None if no_cache else cache or root / CACHE
    moment = moment_of(context, typed)
    try:
        result = run(context, root, target, moment, remembered)
    except KeyboardInterrupt:
        click.echo(context.say("refused"), err=True)
        sys.exit(REFUSED)
    if result is None:
        sys.exit(REFUSED)
    click.echo(context.say("look", page=(target / "index.html").resolve().as_uri()))
    if not result.whole:
        click.echo(context.say("doubtful"), err=True)
        sys.exit(DOUBTFUL)


CACHE = ".statuspage-cache"


def moment_of(context: Context, typed: str | None) -> datetime:
    """The moment to build for: the typed one, else `SOURCE_DATE_EPOCH`, else the clock.

    A moment without an offset is in the site's time zone. SOURCE_DATE_EPOCH: reproducible-builds.org.
    """
    if typed is None:
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        if epoch.isdigit():
            return datetime.fromtimestamp(int(epoch), UTC)
        return datetime.now(UTC).replace(microsecond=0)
    from .. import load
    from ..load import moments

    try:
        return moments.moment(typed, load.zone(context.root))
    except moments.NotAMoment as mistake:
        raise click.BadParameter(context.say("bad-moment", typed=typed), param_hint="--at") from mistake


def run(context: Context, root: Path, out: Path, moment: datetime, cache: Path | None) -> Result | None:
    """Build, and say how it went; None when it was refused."""
    from .. import problems
    from ..build import Refused
    from ..build import build as build_site

    started = time.perf_counter()
    with _progress() as progress:
        try:
            result = build_site(root, out, moment, cache=cache, commit=_commit(), progress=progress)
        except Refused as found:
            refusal = found
            result = None
    if result is None:
        told(context, refusal)
        return None
    click.echo(problems.text(result.problems, context.language), nl=False, err=True)
    seconds = f"{time.perf_counter() - started:.2f}"
    if result.switch is None or not result.switch:
        click.echo(context.say("unchanged", out=out, files=result.files, seconds=seconds))
    else:
        switch = result.switch
        counts = {"written": switch.written, "removed": switch.removed, "kept": switch.kept}
        click.echo(context.say("built", out=out, files=result.files, seconds=seconds, **counts))
    if result.next_change is not None:
        click.echo(context.say("next-change", moment=result.next_change.isoformat(timespec="minutes")))
    return result


def told(context: Context, refused: Refused) -> None:
    """Say why nothing was published."""
    from .. import problems

    click.echo(problems.text(refused.problems, context.language), nl=False, err=True)
    click.echo(context.say(refused.code, **refused.details), err=True)
    click.echo(context.say("refused"), err=True)


def _commit() -> str:
    """Which state of the files this is, where a build service says so."""
    return os.environ.get("GITHUB_SHA") or os.environ.get("CI_COMMIT_SHA") or ""


class _progress:  # noqa: N801 - read as `with _progress() as progress`
    """A bar for whoever looks on; nothing when the output goes to a file."""

    def __init__(self) -> None:
        self.shown = sys.stderr.isatty()
        self.last = 0.0

    def __enter__(self) -> _progress:
        return self

    def __call__(self, done: int, total: int) -> None:
        now = time.perf_counter()
        if not self.shown or not total or (now - self.last < 0.1 and done < total):
            return
        self.last = now
        filled = done * 30 // total
        click.echo(f"\r[{'#' * filled}{'.' * (30 - filled)}] {done:,}/{total:,}", nl=False, err=True)

    def __exit__(self, *_: object) -> None:
        if self.last:
            click.echo("\r" + " " * 60 + "\r", nl=False, err=True)

"""`statuspage tell`: after a publication, tell those who want to know."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import DONE, DOUBTFUL, MIRROR, OURSELVES, REFUSED, Context, confess

if TYPE_CHECKING:
    from ..model import Site
    from ..tell import Outcome


@dataclass(frozen=True)
class Wishes:
    """What was asked for on the command line; after a publication, nothing."""

    state: Path | None = None
    since: datetime | None = None
    dry_run: bool = False
    allow_private: bool = False


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Where the published site is.  [default: site, in the root]",
)
@click.option(
    "--state",
    type=click.Path(path_type=Path),
    help="The file of who was told what.  [default: .statuspage-told.json, in the root]",
)
@click.option(
    "--from",
    "typed",
    metavar="MOMENT",
    help="Tell nothing older than this; at a receiver's first run, everything from this moment on.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be told; send and note nothing.")
@click.option("--allow-private", is_flag=True, help="Tell machines of a private network, too.")
@click.pass_obj
def tell(
    context: Context,
    out: Path | None,
    state: Path | None,
    typed: str | None,
    dry_run: bool,
    allow_private: bool,
) -> None:
    """Tell those named in site.yaml what is new on the published site, each once.

    What is published is compared with what was told, and the difference is sent. What cannot be sent is
    sent the next time, for three days. Exit codes: 0 done; 1 there is no published site; 3 somebody
    may be missing, because of errors in site.yaml; 4 somebody could not be told.

    Examples:

    \b
        statuspage tell
        statuspage tell --dry-run
        statuspage tell --out /srv/status/site --from 2023-11-17T08:00+09:00
    """
    from .. import problems
    from ..load import settings
    from .build import written_moment

    root = context.checked_root()
    found = settings.of(root)
    faults = [problem for problem in found.problems if problem.severity >= problems.Severity.ERROR]
    context.write(problems.text(faults, context.language), err=True)
    site = found.site
    if site is None:
        context.tell("site-unusable", err=True)
        sys.exit(REFUSED)
    since = written_moment(context, typed, "--from") if typed is not None else None
    code = DONE
    if site.tell or site.hubs:
        wishes = Wishes(state, since, dry_run, allow_private)
        code = _told(context, root, out or root / "site", site, wishes)
    else:
        context.tell("tell-nobody")
    sys.exit(code or (DOUBTFUL if faults else DONE))


def news(context: Context, root: Path, out: Path, site: Site | None = None, *, hurried: bool = False) -> int:
    """Tell of what was just published in `out`: `DONE`, or `MIRROR` when a receiver could not be told.

    Whatever happens here, what was published stays. Without `site`, what `site.yaml` says is read anew.
    Whoever is `hurried` does not wait for somebody else who is telling: another process does.
    Says nothing where there is nobody to tell, and nothing to say.
    """
    from ..load import settings

    try:
        site = site or settings.of(root).site
        if site is None or not (site.tell or site.hubs):
            return DONE
        code = _told(context, root, out, site, Wishes(), quiet=True, hurried=hurried)
        return MIRROR if code else DONE
    except Exception as fault:
        confess(fault, context)
        return MIRROR


def _told(
    context: Context,
    root: Path,
    out: Path,
    site: Site,
    wishes: Wishes,
    *,
    quiet: bool = False,
    hurried: bool = False,
) -> int:
    """Tell everybody, and say how it went."""
    from .. import tell

    state = wishes.state or root / tell.NAME
    private = os.environ.get("STATUSPAGE_ALLOW_PRIVATE", "").lower() in ("1", "true", "yes")
    given = tell.Circumstances(
        now=datetime.now(UTC),
        environment=os.environ,
        allow_private=wishes.allow_private or private,
        since=wishes.since,
        dry_run=wishes.dry_run,
        patience=0.0 if hurried else tell.PATIENCE,
    )
    try:
        outcomes = tell.everybody(site, out, state, given)
    except tell.NotPublished as fault:
        context.tell("tell-no-site", path=fault.path, err=True)
        return REFUSED
    except tell.Unusable as fault:
        if hurried and fault.code == "locked":
            _left(context, root, out)
            return DONE
        context.tell(f"tell-{fault.code}", path=state, err=True)
        return MIRROR
    except OSError as fault:
        context.tell("tell-unwritable", path=state, reason=context.reason(fault), err=True)
        return MIRROR
    spoken = [_say(context, outcome, wishes.dry_run) for outcome in outcomes]
    if not any(spoken) and not quiet:
        context.tell("tell-nothing")
    failed = any(outcome.failure or outcome.given_up for outcome in outcomes if not outcome.hub)
    return MIRROR if failed else DONE


def _left(context: Context, root: Path, out: Path) -> None:
    """Leave it to a process that waits until the other run is over, and is waited for by nobody.

    Should it die, everything is still owed, and the next run tells it.
    """
    subprocess.Popen(  # noqa: S603 - our own words
        [*OURSELVES, "--root", str(root.absolute()), "tell", "--out", str(out.absolute())],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # whoever hangs up does not end it
    )
    context.tell("tell-left")


def _say(context: Context, outcome: Outcome, dry_run: bool) -> bool:
    """Say what came of it for one of them; whether there was anything to say."""
    name = outcome.name
    if outcome.counted:
        context.tell("tell-first", name=name, count=outcome.counted)
    if dry_run:
        for what in outcome.told:
            context.tell("tell-would", name=name, what=what)
    elif outcome.told:
        context.tell("tell-pinged" if outcome.hub else "tell-told", name=name, count=len(outcome.told))
    for what in outcome.given_up:
        context.tell("tell-given-up", name=name, what=what, err=True)
    failure = outcome.failure
    if failure is not None:
        moment = failure.not_before.astimezone().isoformat(timespec="minutes") if failure.not_before else ""
        reason = context.say(
            f"tell-{failure.reason}", status=str(failure.status), variable=outcome.variable, moment=moment
        )
        code = "tell-waits" if outcome.waiting else "tell-unready"
        context.tell(code, name=name, reason=reason, count=outcome.waiting, err=True)
    return bool(outcome.counted or outcome.told or outcome.given_up or failure)

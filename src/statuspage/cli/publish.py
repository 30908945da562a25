"""`statuspage publish`: builds the site and sends it everywhere it should be read."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from . import DONE, DOUBTFUL, MIRROR, REFUSED, Context, Mistake
from .build import CACHE, fits, may_remove, moment_of, run, still

if TYPE_CHECKING:
    from ..model import Site, Target
    from ..publish.finished import Finished
    from ..publish.losses import Guard
    from ..publish.sending import NotSent, Sent


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
    help="The folder to build in.  [default: site, in the root]",
)
@click.option("--to", metavar="NAME", multiple=True, help="Send to this place only; may be said again.")
@click.option("--back", is_flag=True, help="Build nothing: return to the release before, everywhere.")
@click.option("--whole", is_flag=True, help="Send every file, also those that seem to be there already.")
@may_remove
@click.pass_obj
def publish(
    context: Context,
    typed: str | None,
    out: Path | None,
    to: tuple[str, ...],
    back: bool,
    whole: bool,
    allowed: tuple[str, ...],
) -> None:
    """Build the site, then send it to every place under "publish" in status/site.yaml.

    A place that cannot be reached holds up no other; it is tried again, and keeps the last good site.
    Exit code 4 means: the site is built and live, but one place or more did not get it, or what is written
    of it cannot be used. Run it again to send what is missing.

    What citizens could read is never silently taken away: no service may be left out by mistake, no
    incident deleted. What has to go all the same is named with --allow-removal, or in the environment as
    STATUSPAGE_ALLOW_REMOVAL.

    Where a place has an address in site.yaml, the page is read back from there as a reader gets it; a
    folder whose readers get something else returns to the release before.

    Examples:

    \b
        statuspage publish
        statuspage publish --to mirror --to branch
        statuspage publish --back
    """
    from ..load import settings
    from ..publish import losses

    root = context.checked_root()
    target = out or root / "site"
    fits(context, root, target, "out")
    site = settings.of(root).site
    if site is not None:
        _known(context, site, to)
    if back and typed is not None:
        raise Mistake(context.say("back-at"))
    code, before = DONE, ""
    guard = None if back else losses.guard(allowed)
    if guard is None:
        _turned_back(context, target)
    else:
        result = run(context, root, target, moment_of(context, typed), root / CACHE, guard=guard)
        if result is None:
            sys.exit(REFUSED)
        guard = guard.knowing(result.problems)
        before = result.switch.before if result.switch else ""
        if not result.whole:
            context.tell("doubtful", err=True)
            code = DOUBTFUL
    if site is None:
        context.tell("site-unusable", err=True)
        sys.exit(MIRROR)
    if not site.publish:
        context.tell("no-targets", out=target)
    sys.exit(onward(context, root, target, site, to, whole=whole, guard=guard, before=before) or code)


def onward(
    context: Context,
    root: Path,
    out: Path,
    site: Site,
    to: tuple[str, ...] = (),
    *,
    whole: bool = False,
    guard: Guard | None = None,
    before: str = "",
) -> int:
    """Send the finished folder `out` to the site's places, or to those named in `to`, then tell of the news.

    `site` may be the whole site or what `load.settings.of` finds; `guard` keeps each place from losing what
    it holds; `before` is the release that `out` showed until just now. `DONE` when all have it, `MIRROR` when
    one or more have not, `REFUSED` when there is nothing finished to send. Each is told of in one line.
    """
    from ..publish import signature
    from .tell import news

    if site.signer and not (out / signature.PATH).is_file():
        context.tell("unsigned", err=True)
    guard = guard and replace(guard, signed=bool(site.signer))
    chosen = [target for target in site.publish if not to or target.name in to]
    how = _How(whole, guard, before)
    sent = _sent(context, root, out, chosen, how) if chosen else DONE
    return sent if sent == REFUSED else max(sent, news(context, root, out, site))


class _How(NamedTuple):
    """In which way the site is sent."""

    whole: bool
    guard: Guard | None
    """None where the site goes back on purpose."""
    before: str
    """The release that the folder it is built in showed until just now; "" where that did not change."""


def _sent(context: Context, root: Path, out: Path, chosen: list[Target], how: _How) -> int:
    from ..publish import finished, sending

    try:
        finished.finished(out)
    except sending.NotSent as why:
        _tell(context, str(out), why)
        return REFUSED
    code, failed = DONE, []
    for target in chosen:
        if not target.kind:
            code = MIRROR
            context.tell("target-unusable", name=target.name, err=True)
    jobs = {target.name: _job(target, root, out, how) for target in chosen if target.kind}
    for outcome in sending.together(jobs, sending.PAUSES):
        seconds = f"{outcome.seconds:.2f}"
        if outcome.why is not None:
            code = MIRROR
            if not outcome.why.reason.startswith("read-"):
                failed.append(outcome.name)
            _tell(context, outcome.name, outcome.why)
        elif outcome.sent:
            sent = outcome.sent
            context.tell(
                "target-sent",
                name=outcome.name,
                written=sent.written,
                removed=sent.removed,
                kept=sent.kept,
                seconds=seconds,
            )
        else:
            context.tell("target-same", name=outcome.name, seconds=seconds)
    if failed:
        again = " ".join(f"--to {name}" for name in sorted(failed))
        context.tell("targets-failed", number=len(failed), again=again, err=True)
    return code


def _tell(context: Context, name: str, why: NotSent) -> None:
    detail = why.details.get("detail", "")
    values = {**why.details, "name": name, "detail": f" ({detail})" if detail else ""}
    if why.reason == "read-away":
        values["why"] = context.say(f"away-{why.details['why']}", address=why.details["address"])
    context.tell(f"target-{why.reason}", err=True, **values)
    if "release" in why.details:
        context.tell("target-turned-back", err=True, name=name, release=why.details["release"])


def _known(context: Context, site: Site, to: tuple[str, ...]) -> None:
    """Refuse the name of a place that `site.yaml` does not know."""
    names = [target.name for target in site.publish]
    for name in to:
        if name not in names:
            raise Mistake(context.say("no-such-target", typed=name, known=", ".join(names) or "–"))


def _turned_back(context: Context, out: Path) -> None:
    """Let the folder show the release before the live one, or end with why it cannot."""
    from ..publish import folder

    try:
        with folder.opened(out) as place:
            release = place.back()
    except folder.Refused as refused:
        context.tell(f"folder-{refused.code}", err=True, **{**refused.details, "path": str(out)})
        context.tell("refused", live=still(context, out), err=True)
        sys.exit(REFUSED)
    context.tell("turned-back", out=out, release=release)


def _job(target: Target, root: Path, out: Path, how: _How) -> Callable[[], Sent]:
    """How what `out` shows when its turn has come gets to one place, and is read back from there."""
    from ..publish import branch, bucket, copies, finished, folder, sending

    beside = out.absolute().parent / f".{out.name}-sending"
    where, here = root / target.where, out.parent.resolve() / out.name
    environment = dict(os.environ)
    send: dict[str, Callable[[Finished], Sent]] = {
        "folder": partial(copies.send, out=where, keep=target.keep, guard=how.guard),
        "branch": partial(
            branch.send,
            branch=target.where,
            repository=target.repository,
            author=target.author,
            root=root,
            store=beside / f"{target.name}.git",
            environment=environment,
            guard=how.guard,
        ),
        "bucket": partial(
            bucket.send,
            where=target.where,
            endpoint=target.endpoint,
            region=target.region,
            credentials=target.credentials,
            environment=environment,
            packed=target.packed,
            everything=how.whole,
            guard=how.guard,
        ),
    }

    def job() -> Sent:
        try:
            beside.mkdir(exist_ok=True)
            with sending.held(beside / f"{target.name}.lock"):
                # Another publication may have come in between; an older one must not follow it.
                release = finished.finished(out)
                sent = send[target.kind](release)
                if target.address:
                    own = target.kind == "folder" and where.parent.resolve() / where.name == here
                    before = sent.before or (how.before if own else "")
                    _read_back(target, release, out, where, before if how.guard is not None else "")
                return sent
        except OSError as failure:
            why = folder.refusal(failure, str(failure.filename or beside))
            raise sending.NotSent(f"folder-{why.code}", **why.details) from failure

    return job


def _read_back(target: Target, release: Finished, out: Path, where: Path, before: str) -> None:
    """See what readers get; where it is something else, the folder is turned back to the release `before`."""
    from ..publish import copies, finished, readback, sending

    try:
        readback.confirm(release, target.address, readback.PATIENCE[target.kind])
    except sending.NotSent as why:
        if finished.finished(out).place != release.place:
            raise sending.NotSent("changed", path=finished.MANIFEST) from why
        if before:
            with suppress(sending.NotSent):  # it may be gone by now, or replaced; then the new one stays
                copies.back(where, before, from_=release)
                why.details["release"] = before
        raise

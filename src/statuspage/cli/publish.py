"""`statuspage publish`: builds the site and sends it everywhere it should be read."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import DONE, DOUBTFUL, MIRROR, REFUSED, Context, Mistake
from .build import CACHE, fits, moment_of, run, signing_key

if TYPE_CHECKING:
    from ..model import Site, Target
    from ..publish.finished import Finished
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
@click.pass_obj
def publish(
    context: Context, typed: str | None, out: Path | None, to: tuple[str, ...], back: bool, whole: bool
) -> None:
    """Build the site, then send it to every place under "publish" in status/site.yaml.

    A place that cannot be reached holds up no other; it is tried again, and keeps the last good site.
    Exit code 4 means: the site is built and live, but one place or more did not get it. Run it again
    to send what is missing.

    Examples:

    \b
        statuspage publish
        statuspage publish --to mirror --to branch
        statuspage publish --back
    """
    from ..load import settings

    root = context.checked_root()
    target = out or root / "site"
    fits(context, root, target, "out")
    site = settings.of(root).site
    if site is not None:
        _known(context, site, to)
    if back and typed is not None:
        raise Mistake(context.say("back-at"))
    code = DONE
    if back:
        _turned_back(context, target)
    else:
        result = run(context, root, target, moment_of(context, typed), root / CACHE)
        if result is None:
            sys.exit(REFUSED)
        if not result.whole:
            context.tell("doubtful", err=True)
            code = DOUBTFUL
    if site is not None and site.signer and not signing_key() and not back:
        context.tell("unsigned", err=True)
    if site is None:
        sys.exit(code)
    if not site.publish:
        context.tell("no-targets", out=target)
    sys.exit(onward(context, root, target, site, to, whole=whole) or code)


def onward(
    context: Context, root: Path, out: Path, site: Site, to: tuple[str, ...] = (), *, whole: bool = False
) -> int:
    """Send the finished folder `out` to the site's places, or to those named in `to`, then tell of the news.

    `site` may be the whole site or what `load.settings.of` finds. `DONE` when all have it, `MIRROR` when
    one or more have not, `REFUSED` when there is nothing finished to send. Each is told of in one line.
    """
    from .tell import news

    chosen = [target for target in site.publish if not to or target.name in to]
    sent = _sent(context, root, out, chosen, whole) if chosen else DONE
    return sent if sent == REFUSED else max(sent, news(context, root, out, site))


def _sent(context: Context, root: Path, out: Path, chosen: list[Target], whole: bool) -> int:
    from ..publish import finished, sending

    try:
        release = finished.finished(out)
    except sending.NotSent as why:
        _tell(context, str(out), why)
        return REFUSED
    failed = []
    jobs = {target.name: _job(target, release, root, out, whole) for target in chosen}
    for outcome in sending.together(jobs, sending.PAUSES):
        seconds = f"{outcome.seconds:.2f}"
        if outcome.why is not None:
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
    if not failed:
        return DONE
    again = " ".join(f"--to {name}" for name in sorted(failed))
    context.tell("targets-failed", number=len(failed), again=again, err=True)
    return MIRROR


def _tell(context: Context, name: str, why: NotSent) -> None:
    detail = why.details.get("detail", "")
    context.tell(
        f"target-{why.reason}",
        err=True,
        **{**why.details, "name": name, "detail": f" ({detail})" if detail else ""},
    )


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
        context.tell("refused", err=True)
        sys.exit(REFUSED)
    context.tell("turned-back", out=out, release=release)


def _job(target: Target, release: Finished, root: Path, out: Path, whole: bool) -> Callable[[], Sent]:
    """How the release gets to one place."""
    from ..publish import branch, bucket, copies, sending

    beside = out.absolute().parent / f".{out.name}-sending"
    environment = dict(os.environ)
    send: dict[str, Callable[[], Sent]] = {
        "folder": partial(copies.send, release, root / target.where, keep=target.keep),
        "branch": partial(
            branch.send,
            release,
            target.where,
            target.repository,
            target.author,
            root=root,
            store=beside / f"{target.name}.git",
            environment=environment,
        ),
        "bucket": partial(
            bucket.send,
            release,
            target.where,
            endpoint=target.endpoint,
            region=target.region,
            credentials=target.credentials,
            environment=environment,
            packed=target.packed,
            everything=whole,
        ),
    }

    def job() -> Sent:
        try:
            beside.mkdir(exist_ok=True)
            with sending.held(beside / f"{target.name}.lock"):
                return send[target.kind]()
        except OSError as failure:
            path = str(failure.filename or beside)
            raise sending.NotSent("folder-disk-error", path=path, error=str(failure.strerror)) from failure

    return job

"""`statuspage publish`: builds the site and sends it everywhere it should be read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import DONE, DOUBTFUL, MIRROR, REFUSED, Context, Mistake
from .build import CACHE, fits, may_remove, moment_of, run, still, tell_of_folder
from .onward import Onward

if TYPE_CHECKING:
    from ..model import Site


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

    --back returns to the release before, here and everywhere. Where a place did not get that, --back --to
    NAME tries it again: then nothing is turned here, and the place gets what the folder shows.

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
        if not to:
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
        context.tell("back-here-only", err=True)
        sys.exit(MIRROR)
    if not site.publish:
        context.tell("no-targets", out=target)
    after = Onward(context, root, target, site, to, whole=whole, guard=guard, before=before)
    sys.exit(max(after.here(), after.elsewhere()) or code)


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
        tell_of_folder(context, refused.code, {**refused.details, "path": str(out)})
        context.tell("refused", live=still(context, out), err=True)
        sys.exit(REFUSED)
    context.tell("turned-back", out=out, release=release)

"""`statuspage watch`: a small daemon that keeps the page as its files and the clock want it."""

from __future__ import annotations

import os
import shlex
import signal
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from . import DONE, OURSELVES, Context, Mistake
from .aside import Aside
from .build import CACHE, fits
from .following import LATE, SOON, Pages
from .hook import keeps_root_out, name_of, next_change, other_owner, overlooked, published
from .onward import Onward, following


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Where to put the site.  [default: site, in the root]",
)
@click.option(
    "--poll",
    type=click.IntRange(1, 3600),
    metavar="SECONDS",
    help="Look at every file that often: for network file systems, which tell nobody what changed.",
)
@click.option(
    "--repository",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="A bare repository with our hook: pushes are published by it, the moments in between by this.",
)
@click.option("--systemd-unit", "unit", is_flag=True, help="Print the service for systemd, and end.")
@click.pass_obj
def watch(context: Context, out: Path | None, poll: int | None, folder: Path | None, unit: bool) -> None:
    """Build on every change, and whenever the page changes by itself.

    A build that is refused leaves the last good page where it is; the next change, or a few minutes, bring
    the next attempt. SIGTERM ends it after the build that is running.

    Examples:

    \b
        statuspage --root ~/our-site watch --out /srv/status/site
        statuspage watch --repository /srv/status/content.git
        statuspage --lang ko watch --repository /srv/status/content.git --systemd-unit
    """
    if folder is not None and (out is not None or poll is not None):
        raise Mistake(context.say("watch-either", option="--out" if out is not None else "--poll"))
    if folder is None:
        root = context.checked_root()
        target = out or root / "site"
        fits(context, root, target, "out")
    if unit:
        context.write(
            _unit(context, [root, target.parent] if folder is None else [folder], poll, folder, out)
        )
        return
    stop, hurry, aside = threading.Event(), threading.Event(), Aside(context)
    for ending in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(ending, lambda *_: (hurry if stop.is_set() else stop).set())
    if folder is None:
        from .. import runs, watching
        from ..publish import losses

        # Another build of the same files into another folder has a memory of its own.
        pages = Pages(
            context,
            root,
            target,
            root / CACHE,
            retry=True,
            then=lambda result: _go_on(aside, following(context, root, target, losses.guard(), result)),
            guard=losses.guard(),
        )
        context.tell("watching", root=root.absolute(), out=target.absolute())
        if poll is None:
            watching.watch(pages.folders, pages.rebuild, stop, pages.due)
        else:
            watching.poll(lambda: runs.written(root), poll, pages.rebuild, stop, pages.due)
        code = DONE
    else:
        code = _between_pushes(context, folder, stop, aside)
    aside.end(hurry)
    if code == DONE:
        context.tell("watch-ended")
    sys.exit(code)


def _go_on(aside: Aside, then: Onward | None) -> None:
    """See what readers get before the next build, and do the rest beside it."""
    if then:
        then.here()
        aside(then.elsewhere)


def _between_pushes(context: Context, folder: Path, stop: threading.Event, aside: Aside) -> int:
    """Publish at the moments that come by themselves; the hook does it for pushes, unless it was killed."""
    from .. import repository as room
    from . import MIRROR, REFUSED, confess

    try:
        found = room.opened(folder, os.environ)
        chosen = room.settings(found)
    except room.Unusable as unusable:
        context.tell(unusable.code, err=True, **unusable.details)
        return REFUSED
    if keeps_root_out(context, found, "watch --repository"):
        return REFUSED
    context.tell("watching-repository", repository=found.folder, out=chosen.out)
    look, left = datetime.now(UTC), None
    clock, pushes = _Attempts(look), _Attempts(look)
    while not stop.wait(1):
        now, coming = datetime.now(UTC), next_change(chosen)
        if coming is not None and now >= max(coming, clock.not_before):
            turn = clock
        elif now >= look:
            look, newest = now + SOON, overlooked(found, chosen)
            if newest != left:
                # A push that has just come in is its hook's; not so what was there before us.
                pushes, left = _Attempts(now if left is None else look), newest
            if not newest or now < pushes.not_before:
                continue
            turn = pushes
        else:
            continue
        try:
            # What readers do not get, too: trying again at once would turn the page to and fro.
            failed = published(context, found, chosen, apart=aside) in (REFUSED, MIRROR)
        except Exception as fault:
            confess(fault, context)
            failed = True
        turn.ended(now, failed=failed)
    return DONE


@dataclass
class _Attempts:
    """When something is tried again: after a failure soon, and then ever later."""

    not_before: datetime
    pause: timedelta = SOON

    def ended(self, now: datetime, *, failed: bool) -> None:
        # The page itself may say that it is overdue while nothing can be done about it.
        self.not_before = now + (self.pause if failed else timedelta(seconds=1))
        self.pause = min(self.pause * 2, LATE) if failed else SOON


_UNIT = """\
# {file}: statuspage watch
[Unit]
Description={title}
After=local-fs.target

[Service]
Type=exec
ExecStart={command}
User={user}
Restart=on-failure
RestartSec=10
# A build that is running is finished first.
TimeoutStopSec=600
KillMode=mixed
NoNewPrivileges=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectSystem=strict
ReadWritePaths={paths}

[Install]
WantedBy=multi-user.target
"""


def _unit(
    context: Context, written: list[Path], poll: int | None, folder: Path | None, out: Path | None
) -> str:
    """A service for systemd that runs this very command (systemd.service(5)).

    It runs as the user who asks, but not as root over a repository that belongs to somebody else.
    """
    user = name_of(os.geteuid())
    words = [*OURSELVES, "--lang", context.language]
    if folder is not None:
        from .. import repository as room

        words += ["watch", "--repository", str(folder.absolute())]
        try:
            found = room.opened(folder, os.environ)
            written, further = [*written, room.settings(found).out.parent], _further(found.share)
            user = other_owner(found) or user
        except room.Unusable as unusable:
            raise click.ClickException(context.say(unusable.code, **unusable.details)) from unusable
    else:
        further = _further(context.root)
        words += ["--root", str(context.root.absolute()), "watch"]
        words += ["--out", str(out.absolute())] if out is not None else []
        words += ["--poll", str(poll)] if poll is not None else []
    paths = [str(path.absolute()) for path in written]
    # systemd.exec(5): without the hyphen, a mirror's disk that is away would keep the daemon from starting.
    paths += [
        f"-{path}" for path in dict.fromkeys(str(path.absolute()) for path in further) if path not in paths
    ]
    return _UNIT.format(
        file="/etc/systemd/system/statuspage.service",
        title=context.say("unit-title"),
        command=" ".join(_quoted(word).replace("$", "$$") for word in words),
        user=user,
        paths=" ".join(map(_quoted, dict.fromkeys(paths))),
    )


def _further(root: Path) -> Iterator[Path]:
    """What has to be written besides, to send the site to the places that lie on this machine."""
    from ..load import settings
    from ..publish import branch

    site = settings.of(root).site
    for target in site.publish if site else ():
        if target.kind == "folder":
            yield (root / target.where).parent
        elif target.kind == "branch" and (found := branch.here(target.repository, root, os.environ)):
            yield found


def _quoted(word: str) -> str:
    """A word of a unit file (systemd.syntax(7), "Quoting"; systemd.unit(5), "Specifiers")."""
    word = word.replace("%", "%%")
    if shlex.quote(word) == word:
        return word
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'

"""What follows a publication: the site goes to every other place, and those who want to know are told."""

from __future__ import annotations

import os
import shlex
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from . import DONE, MIRROR, REFUSED, Context

if TYPE_CHECKING:
    from ..build import Result
    from ..model import Site, Target
    from ..publish.finished import Finished
    from ..publish.losses import Guard
    from ..publish.sending import NotSent, Sent
    from ..repository import Repository

PAUSE = 5.0
"""Seconds after which somebody who waits is told that the work goes on."""


def following(
    context: Context,
    root: Path,
    out: Path,
    guard: Guard,
    result: Result | None,
    found: Repository | None = None,
    *,
    hurried: bool = False,
) -> Onward | None:
    """What follows a build, if there was one; None where nobody can read where it should go.

    Where to is read at once: while others are slow to listen, the files may become those of the next push.
    """
    from ..load import settings

    site = settings.of(root).site
    if site is None:
        return None
    before = result.switch.before if result and result.switch else ""
    guard = guard.knowing(result.problems if result else ())
    return Onward(context, root, out, site, guard=guard, before=before, repository=found, hurried=hurried)


@dataclass(frozen=True)
class Onward:
    """Where the finished folder `out` goes, in which way, and how to speak of it."""

    context: Context
    root: Path
    out: Path
    site: Site
    """The whole site, or what `load.settings.of` finds."""
    to: tuple[str, ...] = ()
    """The places to send to, by name; all of them where none is named."""
    whole: bool = False
    """Whether every file is sent, also those that seem to be there already."""
    guard: Guard | None = None
    """Keeps each place from losing what it holds; None where the site goes back on purpose."""
    before: str = ""
    """The release that `out` showed until just now; "" where that did not change."""
    repository: Repository | None = None
    """The bare repository it is published from: whoever mends something does it there."""
    hurried: bool = False
    """Whether nobody waits here until an earlier publication has told of its news."""

    def here(self) -> int:
        """Look whether readers get what the folder shows, and turn it back where they do not.

        As long as nobody else publishes to the folder: `before` is what it showed last. `DONE`, `MIRROR`, or
        `REFUSED` where there is nothing finished.
        """
        from ..publish import signature

        if self.site.signer and not (self.out / signature.PATH).is_file():
            self.context.tell("unsigned", err=True)
            self._where_keys_are()
        return self._sent(target for target in self._chosen if self._is_here(target))

    def elsewhere(self) -> int:
        """Send it to the other places, then tell of the news; each is told of in one line.

        `DONE` when all have it, `MIRROR` when one or more have not, `REFUSED` where nothing is finished.
        """
        waits = threading.Timer(PAUSE, lambda: self.context.tell("onward-waits"))
        waits.daemon = True
        waits.start()
        try:
            return self._elsewhere()
        finally:
            waits.cancel()

    def _elsewhere(self) -> int:
        from .tell import news

        sent = self._sent(target for target in self._chosen if not self._is_here(target))
        if sent == REFUSED:
            return sent
        return max(sent, news(self.context, self.root, self.out, self.site, hurried=self.hurried))

    @property
    def _chosen(self) -> list[Target]:
        return [target for target in self.site.publish if not self.to or target.name in self.to]

    def _is_here(self, target: Target) -> bool:
        """Whether a place is the folder it is built in."""
        where = self.root / target.where
        here = self.out.parent.resolve() / self.out.name
        return target.kind == "folder" and where.parent.resolve() / where.name == here

    def _sent(self, chosen: Iterable[Target]) -> int:
        from ..publish import finished, sending

        targets = list(chosen)
        if not targets:
            return DONE
        try:
            finished.finished(self.out)
        except sending.NotSent as why:
            self._tell(str(self.out), why)
            return REFUSED
        failed = [target.name for target in targets if not target.kind]
        for name in failed:
            self.context.tell("target-unusable", name=name, err=True)
        again = list[str]()
        jobs = {target.name: self._job(target) for target in targets if target.kind}
        for outcome in sending.together(jobs, sending.PAUSES):
            seconds = f"{outcome.seconds:.2f}"
            if outcome.why is not None:
                again.append(outcome.name)
                if not outcome.why.reason.startswith("read-"):
                    failed.append(outcome.name)
                self._tell(outcome.name, outcome.why)
            elif outcome.sent:
                sent = outcome.sent
                self.context.tell(
                    "target-sent",
                    name=outcome.name,
                    written=sent.written,
                    removed=sent.removed,
                    kept=sent.kept,
                    seconds=seconds,
                )
            else:
                self.context.tell("target-same", name=outcome.name, seconds=seconds)
        if failed:
            self.context.tell("targets-failed", number=len(failed), err=True)
        if again and self.repository:
            self.context.tell("hook-again", repository=self.repository.folder, err=True)
        elif again:
            words = ["--back"] if self.guard is None else []
            words += [] if self.out == self.root / "site" else [f"--out {shlex.quote(str(self.out))}"]
            words += [f"--to {name}" for name in sorted(again)]
            self.context.tell("publish-again", again=" ".join(words), err=True)
        return MIRROR if failed or again else DONE

    def _tell(self, name: str, why: NotSent) -> None:
        detail = why.details.get("detail", "")
        values = {**why.details, "name": name, "detail": f" ({detail})" if detail else ""}
        if why.reason == "read-away":
            values["why"] = self.context.say(f"away-{why.details['why']}", address=why.details["address"])
        self.context.tell(f"target-{why.reason}", err=True, **values)
        if why.reason == "unsigned":
            self._where_keys_are()
        if "allow" in why.details and self.repository:
            self.context.tell("hook-losses", repository=self.repository.folder, err=True, **why.details)
        elif "allow" in why.details:
            self.context.tell("allow-once", err=True, **why.details)
        if "release" in why.details:
            self.context.tell("target-turned-back", err=True, name=name, release=why.details["release"])
        if "lost" in why.details:
            self.context.tell("target-not-turned-back", err=True, name=name, release=why.details["lost"])

    def _where_keys_are(self) -> None:
        from ..repository import secrets

        if self.repository:
            self.context.tell("hook-key", path=secrets.place(self.repository), err=True)

    def _job(self, target: Target) -> Callable[[], Sent]:
        """How what the folder shows when its turn has come gets to one place, and is read back from there."""
        from ..publish import branch, bucket, copies, finished, folder, sending

        out, where = self.out, self.root / target.where
        beside = out.absolute().parent / f".{out.name}-sending"
        guard = self.guard and replace(self.guard, signed=bool(self.site.signer))
        environment = dict(os.environ)
        send: dict[str, Callable[[Finished], Sent]] = {
            "folder": partial(copies.send, out=where, keep=target.keep, guard=guard),
            "branch": partial(
                branch.send,
                branch=target.where,
                repository=target.repository,
                author=target.author,
                root=self.root,
                store=beside / f"{target.name}.git",
                environment=environment,
                guard=guard,
            ),
            "bucket": partial(
                bucket.send,
                where=target.where,
                endpoint=target.endpoint,
                region=target.region,
                credentials=target.credentials,
                environment=environment,
                packed=target.packed,
                everything=self.whole,
                guard=guard,
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
                        before = sent.before or (self.before if self._is_here(target) else "")
                        _read_back(target, release, out, where, before if guard is not None else "")
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
            try:
                copies.back(where, before, from_=release)
                why.details["release"] = before
            except sending.NotSent as stays:
                if stays.reason != "changed":  # by somebody whose word is newer
                    why.details["lost"] = before
        raise

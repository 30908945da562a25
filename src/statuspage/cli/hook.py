"""`statuspage hook`: a push to a bare git repository is checked, built and published within the push."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import DONE, DOUBTFUL, MIRROR, REFUSED, Context, Mistake, confess
from .build import CACHE, ELSEWHERE, explain, moment_of, still, tell_of_folder, tell_why_unsigned, tried
from .onward import PAUSE, Onward, following

if TYPE_CHECKING:
    from ..build import Refused, Result
    from ..problems import Problem
    from ..publish.losses import Guard
    from ..repository import Repository, Settings

LINES = 40
"""The most problems that are told to somebody who pushes: the first ones matter, the rest is in `check`."""


@click.command()
@click.argument("action", metavar="install|show|run|remove", default="")
@click.argument("repository", metavar="REPOSITORY", type=click.Path(path_type=Path), required=False)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="install: where to put the site.  [default: site, beside the repository]",
)
@click.option("--branch", help="install: the branch that is published.  [default: main]")
@click.option("--force", is_flag=True, help="install: put another hook that is there aside, and keep it.")
@click.option("--rollback", is_flag=True, help="run: publish also what is older than the live site.")
@click.option("--again", is_flag=True, help="run: try now what readers did not get the last time.")
@click.option(
    "--allow-removal",
    "allowed",
    metavar="NAME",
    multiple=True,
    help="run: let this go, once, e.g. incidents/2023/1117-saeol; may be said again.",
)
@click.option("--received", is_flag=True, hidden=True)
@click.pass_obj
def hook(
    context: Context,
    action: str,
    repository: Path | None,
    out: Path | None,
    branch: str | None,
    force: bool,
    rollback: bool,
    again: bool,
    allowed: tuple[str, ...],
    received: bool,
) -> None:
    """Publish what is pushed to a bare git repository, within the push.

    install puts a post-receive hook into the repository; show tells what it does; run publishes the
    branch as it is now, without a push; remove takes the hook away and leaves the site.

    People who push read what has to be fixed, in the language of --lang at install, or of
    `git config statuspage.lang`.

    Examples:

    \b
        statuspage --lang ko hook install /srv/status/content.git --out /srv/status/site
        statuspage hook run /srv/status/content.git
    """
    from .. import repository as room

    if action not in ACTIONS:
        raise Mistake(context.say("hook-action", typed=action, known=", ".join(ACTIONS)))
    if repository is None:
        raise Mistake(context.say("hook-which", action=action))
    misplaced = _misplaced(
        action, out=out, branch=branch, force=force, rollback=rollback, again=again, allow_removal=allowed
    )
    if misplaced:
        raise Mistake(context.say("hook-option", option=f"--{misplaced.replace('_', '-')}", action=action))
    try:
        if received:
            code = _received(context, room.Repository(repository.absolute(), room.environment(os.environ)))
        else:
            found = room.opened(repository, os.environ)
            if action != "show" and keeps_root_out(context, found, f"hook {action}"):
                code = REFUSED
            elif action == "install":
                code = _install(context, found, out, branch, force)
            elif action == "run":
                _warn(context, found)
                waits = not (again or rollback or allowed)
                code = published(
                    context, found, room.settings(found), rollback=rollback, allowed=allowed, waits=waits
                )
            else:
                code = (_show if action == "show" else _remove)(context, found)
    except room.Unusable as unusable:
        context.tell(unusable.code, err=True, **unusable.details)
        code = REFUSED
    sys.exit(code)


ACTIONS = ("install", "show", "run", "remove")
_BELONGS = {
    "out": "install",
    "branch": "install",
    "force": "install",
    "rollback": "run",
    "again": "run",
    "allow_removal": "run",
}


def _misplaced(action: str, **typed: object) -> str:
    """An option that means nothing for this action."""
    return next((name for name, value in typed.items() if value and _BELONGS[name] != action), "")


def keeps_root_out(context: Context, found: Repository, command: str) -> bool:
    """Whether root has been told to run a command as the owner: what root wrote, no push could replace."""
    owner = other_owner(found)
    if owner:
        context.tell("hook-as-root", owner=owner, command=command, repository=found.folder, err=True)
    return bool(owner)


def other_owner(found: Repository) -> str:
    """Whose repository it is, where root would write into it."""
    owner = found.folder.stat().st_uid
    return name_of(owner) if os.geteuid() == 0 and owner != 0 else ""


def name_of(account: int) -> str:
    """What an account is called; its number where it has no name."""
    import pwd

    try:
        return pwd.getpwuid(account).pw_name
    except KeyError:
        return f"#{account}"


# The hook in its place


def _install(context: Context, found: Repository, out: Path | None, branch: str | None, force: bool) -> int:
    from ..publish import folder
    from ..repository import hook as script
    from ..repository import set_up

    chosen, denied = _chosen(context, found, out, branch), False
    try:
        folder.probe(chosen.out)
    except folder.Refused as refused:
        denied = refused.code == "no-permission"  # whoever pushes may have it
        if not denied:
            tell_of_folder(context, refused.code, refused.details)
            return REFUSED
    place = script.place(found)
    lost = context.say("hook-python-lost", python=sys.executable, repository=found.folder)
    words = script.script(sys.executable, os.environ.get("PYTHONPATH", ""), lost)
    try:
        set_up(found, chosen)
        kept = script.install(place, words, force=force)
    except OSError as error:
        return _denied(context, error, place)
    _compile()
    if kept is not None:
        context.tell("hook-kept", backup=kept)
    context.tell("hook-installed", file=place, branch=chosen.branch, out=chosen.out)
    if denied:
        context.tell("hook-out-denied", path=chosen.out, err=True)
    context.tell("hook-next", repository=found.folder)
    _warn(context, found)
    return DONE


def _warn(context: Context, found: Repository) -> None:
    """Say that others may read what is secret."""
    from ..repository import secrets

    if secrets.open_to_all(found):
        context.tell("secrets-open", path=secrets.place(found), err=True)


def _chosen(context: Context, found: Repository, out: Path | None, branch: str | None) -> Settings:
    """What was typed; else what was chosen the last time, so that installing again changes nothing."""
    from ..repository import Settings, Unusable, settings

    here = found.folder.resolve()
    try:
        before = settings(found)
    except Unusable:
        before = Settings("main", here.parent / "site", "")
    place = (out or before.out).absolute()
    if place.name in ("", ".."):
        raise Mistake(context.say("out-no-name", typed=out))
    place = place.parent.resolve() / place.name
    if here in place.parents:
        raise Mistake(context.say("hook-out-inside", typed=place, repository=found.folder))
    typed = click.get_current_context().find_root().params.get("lang")
    language = context.language if typed or not before.language else before.language
    return Settings(branch or before.branch, place, language)


def _compile() -> None:
    """Have the program ready to start at once, also for those who may not write where it is installed."""
    import compileall

    compileall.compile_dir(Path(__file__).resolve().parent.parent, quiet=2)


def _show(context: Context, found: Repository) -> int:
    from ..repository import hook as script
    from ..repository import settings

    place = script.place(found)
    try:
        ours = script.is_ours(place)
    except FileNotFoundError:
        context.tell("hook-none", repository=found.folder)
        return REFUSED
    if not ours:
        context.tell("hook-foreign", path=place, err=True)
        return REFUSED
    chosen = settings(found)
    context.tell("hook-shown", file=place, branch=chosen.branch, out=chosen.out, lang=chosen.language)
    if not os.access(place, os.X_OK):
        context.tell("hook-not-executable", file=place, err=True)
        return REFUSED
    live = _live(chosen.out)
    if live:
        context.tell("hook-live", commit=live[:12])
    _warn(context, found)
    return DONE


def _remove(context: Context, found: Repository) -> int:
    from .. import tell
    from ..repository import forgotten
    from ..repository import hook as script

    place = script.place(found)
    try:
        back = script.remove(place)
        memory = forgotten(found, tell.NAME)
    except FileNotFoundError:
        context.tell("hook-none", repository=found.folder)
        return DONE
    except OSError as error:
        return _denied(context, error, place)
    context.tell("hook-removed", file=place)
    if back is not None:
        context.tell("hook-back", file=back)
    if memory is not None:
        context.tell("hook-memory", file=memory)
    return DONE


def _denied(context: Context, error: OSError, place: Path) -> int:
    path = os.fsdecode(error.filename) if error.filename else place
    context.tell("system", path=path, reason=context.reason(error), err=True)
    return REFUSED


# A push


def _received(context: Context, found: Repository) -> int:
    """A push; standard input has a line for each branch: before, after, name (githooks(5))."""
    from ..repository import settings, tip

    # What was pushed is in the repository, whoever hangs up now; so it has to get onto the page, too.
    for ending in (signal.SIGINT, signal.SIGHUP):
        signal.signal(ending, signal.SIG_IGN)
    chosen = settings(found)
    context = replace(context, language=chosen.language or context.language)
    ours = f"refs/heads/{chosen.branch}"
    pushed = ""
    for line in sys.stdin:
        _, after, name = line.rstrip("\n").split(" ", 2)
        deleted = not after.strip("0")
        if name == ours and deleted:
            context.tell("hook-deleted", branch=chosen.branch, err=True)
        elif name == ours:
            pushed = after
        elif not deleted:
            there = tip(found, chosen.branch)
            said = "hook-other-branch" if there else "hook-branch-first"
            context.tell(said, name=name.removeprefix("refs/heads/"), branch=chosen.branch)
    if not pushed:
        return DONE
    typed = _push_options()
    allowed = [option.partition("=")[2] for option in typed if option.startswith("allow-removal=")]
    return published(context, found, chosen, pushed=pushed, rollback="rollback" in typed, allowed=allowed)


def _push_options() -> list[str]:
    """What was typed after `git push -o`, where the repository admits it (githooks(5))."""
    count = os.environ.get("GIT_PUSH_OPTION_COUNT", "")
    return [os.environ.get(f"GIT_PUSH_OPTION_{n}", "") for n in range(int(count) if count.isdigit() else 0)]


def published(
    context: Context,
    found: Repository,
    chosen: Settings,
    *,
    pushed: str = "",
    rollback: bool = False,
    allowed: Iterable[str] = (),
    waits: bool = False,
    apart: Callable[[Callable[[], int]], int] = lambda job: job(),
) -> int:
    """Publish the branch as it is now; the exit code. What is `allowed` may go from the page this once.

    Whoever waits for another push publishes what is newest by then, which may be more than was pushed.
    With `waits`, what readers did not get is not tried again before its time: nobody looks on.
    `apart` does what comes after a publication: sending it to other places, and telling of it.
    """
    from .. import repository as room
    from ..build import PATIENCE
    from ..publish import losses
    from ..repository import secrets

    started = time.perf_counter()
    try:
        secrets.lay_over(found, os.environ)
        with room.locked(found, PATIENCE, lambda: context.tell("hook-waiting")):
            code, then = _newest(
                context, found, chosen, pushed, rollback, losses.guard(allowed), waits, started
            )
    except room.Unusable as unusable:
        context.tell(unusable.code, err=True, **unusable.details)
        code, then = REFUSED, None
    except OSError as error:
        code, then = _denied(context, error, found.share), None
        _for_the_server(context, found.folder)
    except click.ClickException:
        raise
    except Exception as fault:
        confess(fault, context)  # in the language of whoever pushed
        code, then = REFUSED, None
    if code == REFUSED:
        said = "hook-refused" if pushed else "refused"
        context.tell(said, live=still(context, chosen.out), repository=found.folder, err=True)
    # Out of the lock: who is slow to listen holds up no other push.
    after = apart(then.elsewhere) if then else DONE
    return after or code


def _newest(
    context: Context,
    found: Repository,
    chosen: Settings,
    pushed: str,
    rollback: bool,
    guard: Guard,
    waits: bool,
    started: float,
) -> tuple[int, Onward | None]:
    """How publishing ended, and what is left to be done when others may publish again."""
    from .. import repository as room
    from ..build import Refused
    from ..repository import attempts, secrets

    commit, live = room.tip(found, chosen.branch), _live(chosen.out)
    if not commit:
        context.tell("hook-no-branch", branch=chosen.branch, err=True)
        return REFUSED, None
    if pushed and pushed != commit:
        context.tell("hook-newer", pushed=pushed[:12], commit=commit[:12])
    moment = moment_of(context, None)
    if live and live != commit and not rollback and not room.contains(found, commit, live):
        room.keep(found, live)
        held = room.knows(found, live)
        said = "hook-older" if held else "hook-live-unknown"
        names = {"commit": commit[:12], "live": live[:12], "branch": chosen.branch, "ref": room.LIVE}
        context.tell(said, repository=found.folder, err=True, **names)
        coming = next_change(chosen)
        if pushed or not held or coming is None or moment < coming:
            return REFUSED, None
        commit = live  # the page changes by itself all the same
    later = attempts.until(found, commit, datetime.now(UTC)) if waits else None
    if later is not None:
        clock = later.astimezone().isoformat(timespec="minutes")
        context.tell("hook-put-off", commit=commit[:12], moment=clock, repository=found.folder, err=True)
        # What is still owed of the page that readers do get does not wait.
        return MIRROR, following(context, found.share, chosen.out, guard, None, found)
    changed = room.export(found, commit)
    if not (found.share / "status").is_dir():
        context.tell("hook-no-status", commit=commit[:12], err=True)
        return REFUSED, None
    try:
        result = tried(
            found.share, chosen.out, moment, found.share / CACHE, commit, _Patience(context), guard=guard
        )
    except Refused as refused:
        if refused.code.startswith("folder-"):
            _of_folder(context, found, refused.code.removeprefix("folder-"), chosen.out, refused.details)
            return REFUSED, None
        explain(context, _seen_by_pusher(refused, found.share, changed), chosen.out)
        if "push" in refused.details:
            context.tell("hook-losses", repository=found.folder, err=True, **refused.details)
        if refused.code == "losses-signature" or refused.code.startswith("sign-"):
            context.tell("hook-key", path=secrets.place(found), err=True)
        return REFUSED, None
    _tell(context, result, changed)
    tell_why_unsigned(context, result)
    seconds = f"{time.perf_counter() - started:.2f}"
    if result.switch:
        new, removed = result.switch.written, result.switch.removed
        context.tell("hook-published", commit=commit[:12], new=new, removed=removed, seconds=seconds)
    else:
        context.tell("hook-unchanged", commit=commit[:12], seconds=seconds)
    if not result.whole:
        context.tell("doubtful", err=True)
    code = DONE if result.whole else DOUBTFUL
    then = following(context, found.share, chosen.out, guard, result, found, hurried=bool(pushed))
    there = then.here() if then else DONE
    if result.switch and chosen.out.resolve().name != result.switch.release:
        attempts.put_off(found, commit, datetime.now(UTC))
    else:
        attempts.settled(found)
        room.keep(found, commit)
    return there or code, then


def _of_folder(context: Context, found: Repository, code: str, out: Path, details: dict[str, str]) -> None:
    """Say what is wrong with the folder as a whole: nobody who pushes knows the files in it."""
    context.tell(f"folder-{code}", err=True, **{**details, "path": str(out)})
    if code in ELSEWHERE or code.startswith("disk-"):
        _for_the_server(context, out.parent)
    if code in ELSEWHERE:
        context.tell("hook-other-place", repository=found.folder, err=True)


def _for_the_server(context: Context, path: Path) -> None:
    """Say who can mend it, and what has to be possible afterwards."""
    context.tell("hook-server", account=name_of(os.geteuid()), path=path, err=True)


class _Patience:
    """A word now and then for whoever waits long: a first push makes every page."""

    def __init__(self, context: Context) -> None:
        self.context, self.last = context, time.perf_counter()

    def __call__(self, done: int, total: int) -> None:
        if time.perf_counter() - self.last > PAUSE:
            self.last = time.perf_counter()
            self.context.tell("hook-working", done=done)


def _live(out: Path) -> str:
    """The commit that readers see now, by the page's own word; "" where it names none."""
    import json

    try:
        return str(json.loads((out / "build.json").read_bytes())["commit"] or "")
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _seen_by_pusher(refused: Refused, share: Path, changed: Iterable[str]) -> Refused:
    """The same answer with file names as in their own repository; how to let something go is told apart."""
    from ..build import Refused

    details = {
        name: value.removeprefix(f"{share}/") for name, value in refused.details.items() if name != "allow"
    }
    return Refused(refused.code, _worth_telling(refused.problems, changed)[0], **details)


def _tell(context: Context, result: Result, changed: tuple[str, ...]) -> None:
    """What has to be fixed; of what is merely worth a look, only what this push touched."""
    from .. import problems

    told, more = _worth_telling(result.problems, changed)
    context.write(problems.text(told, context.language), err=True)
    # A timer that finds nothing new repeats only what somebody has to mend.
    if more and changed:
        context.tell("hook-more", count=more, err=True)


def _worth_telling(found: tuple[Problem, ...], changed: Iterable[str]) -> tuple[tuple[Problem, ...], int]:
    """Errors first, then warnings about files of this push, not too many; and how many more there are."""
    from ..problems import Severity

    files = set(changed)
    told = [problem for problem in found if problem.severity >= Severity.ERROR]
    told += [p for p in found if p.severity < Severity.ERROR and p.place.file in files]
    return tuple(told[:LINES]), len(found) - len(told[:LINES])


# A page that changes by itself


def overlooked(found: Repository, chosen: Settings) -> str:
    """The newest commit where readers get another one and nobody is at it: its hook was killed. Else "".

    What readers did not get waits its time here, too.
    """
    from .. import repository as room
    from ..repository import attempts

    try:
        commit = room.tip(found, chosen.branch)
        if commit == _live(chosen.out) or attempts.until(found, commit, datetime.now(UTC)) is not None:
            return ""
        with room.locked(found, 0, lambda: None):
            return commit
    except (room.Unusable, OSError):
        return ""


def next_change(chosen: Settings) -> datetime | None:
    """When the published page changes next by itself, by its own word; long ago where it has none yet."""
    import json

    try:
        typed = json.loads((chosen.out / "build.json").read_bytes())["next_change"]
        return datetime.fromisoformat(typed) if typed else None
    except (OSError, ValueError, KeyError, TypeError):
        return datetime.min.replace(tzinfo=UTC)

"""`statuspage build`: from files to a folder that any web server can serve."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import DOUBTFUL, REFUSED, Context, Mistake

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ..build import Progress, Refused, Result
    from ..problems import Problem
    from ..publish.losses import Guard


def may_remove(command: Callable[..., None]) -> Callable[..., None]:
    """`--allow-removal`, for every command that replaces what citizens read."""
    return click.option(
        "--allow-removal",
        "allowed",
        metavar="NAME",
        multiple=True,
        envvar="STATUSPAGE_ALLOW_REMOVAL",
        help="Let this go, once, e.g. incidents/2023/1117-saeol; may be said again.",
    )(command)


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
@click.option(
    "--staff",
    "apart",
    flag_value="staff",
    default="",
    help="Add links for staff, into a folder of its own: site-staff.",
)
@click.option(
    "--preview",
    "apart",
    flag_value="preview",
    help="Mark every page as a preview, into a folder of its own: site-preview.",
)
@click.option("--guard", is_flag=True, help="Refuse to take away what citizens can read now.")
@may_remove
@click.pass_obj
def build(
    context: Context,
    typed: str | None,
    out: Path | None,
    cache: Path | None,
    no_cache: bool,
    apart: str,
    guard: bool,
    allowed: tuple[str, ...],
) -> None:
    """Build the site into a folder, all or nothing.

    The folder is switched in one step: a reader never sees half a site, and a build that is refused
    leaves the last good one where it is. With --staff, pages for staff are built instead, with links that
    open the editor of the git host named under "edit" in site.yaml; with --preview, pages for those who
    decide about a change. Neither are pages for citizens, and search engines are asked to stay away.

    --guard is for whoever publishes the folder by other means. It compares with what the folder holds, else
    with what the address in site.yaml answers, as "publish" compares with every place by itself.

    Examples:

    \b
        statuspage build
        statuspage build --at 2023-11-17T14:00+09:00
        statuspage build --out /srv/status/site
        statuspage build --staff
        statuspage build --guard --out public
    """
    root = context.checked_root()
    target = out or root / ("-".join(filter(None, ("site", apart))))
    fits(context, root, target, "out")
    remembered = None if no_cache else cache or root / CACHE
    if remembered is not None:
        fits(context, root, remembered, "cache")
    keep = _guard(context, root, target, allowed) if guard else None
    result = run(context, root, target, moment_of(context, typed), remembered, apart, keep)
    if result is None:
        sys.exit(REFUSED)
    if result.unsigned:
        context.tell("unsigned", err=True)
    context.tell("look", page=(target.absolute() / "index.html").as_uri())
    if not result.whole:
        context.tell("doubtful", err=True)
        sys.exit(DOUBTFUL)


CACHE = ".statuspage-cache"
SHOWN = 40
"""How many things to fix a build names, besides all errors; the rest is in `check`."""


def fits(context: Context, root: Path, chosen: Path, option: str) -> None:
    """Refuse a place without a name, or among the files people write."""
    if option == "out" and chosen.name in ("", ".."):
        raise Mistake(context.say("out-no-name", typed=chosen))
    place = chosen.parent.resolve() / chosen.name
    for name in ("status", "templates", "site_src"):
        folder = (root / name).resolve()
        if folder in place.parents:
            raise Mistake(context.say(f"{option}-in-sources", typed=chosen, folder=folder))


def _guard(context: Context, root: Path, out: Path, allowed: tuple[str, ...]) -> Guard:
    """What must not get lost: what the folder holds, else what citizens can read at the site's address."""
    from .. import http
    from ..load import settings
    from ..publish import losses

    site = settings.of(root).site
    if site is None or (out / "manifest.json").exists():
        return losses.guard(allowed)
    try:
        found = losses.at(site.address)
    except http.NoAnswer as none:
        context.tell("guard-away", why=context.say(f"away-{none.reason}", address=site.address), err=True)
        return losses.guard(allowed)
    if not found:
        context.tell("guard-first", address=site.address)
    return losses.guard(allowed, found)


def moment_of(context: Context, typed: str | None) -> datetime:
    """The moment to build for: the typed one, else `SOURCE_DATE_EPOCH`, else the clock.

    A moment without an offset is in the site's time zone. A malformed SOURCE_DATE_EPOCH is an error
    (reproducible-builds.org/specs/source-date-epoch).
    """
    if typed is None:
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        if not epoch:
            return datetime.now(UTC).replace(microsecond=0)
        try:
            if epoch.isascii() and epoch.isdigit():
                return datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError):
            pass
        raise Mistake(context.say("bad-epoch", typed=epoch))
    return written_moment(context, typed, "--at")


def at_present(found: tuple[Problem, ...], moment: datetime) -> tuple[Problem, ...]:
    """What there is to say of the files: of a page of the past, what was written later is no slip."""
    past = datetime.now(UTC) - moment > timedelta(hours=1)
    return tuple(problem for problem in found if not (past and problem.code == "update_ahead"))


def written_moment(context: Context, typed: str, option: str) -> datetime:
    """The moment that was typed after an option; without an offset it is in the site's time zone."""
    from .. import load
    from ..load import moments
    from ..problem_words import EXTRAS, WORDS

    try:
        return moments.moment(typed.strip(), load.zone(context.root))
    except moments.NotAMoment as mistake:
        said = [WORDS[mistake.code], *(EXTRAS[name] for name in mistake.details if name in EXTRAS)]
        sentences = [words.ko if context.language == "ko" else words.en for words in said]
        rule = " ".join(sentence.format_map(mistake.details) for sentence in sentences)
        raise Mistake(context.say("bad-moment", option=option, typed=typed, rule=rule)) from mistake


def run(
    context: Context,
    root: Path,
    out: Path,
    moment: datetime,
    cache: Path | None,
    apart: str = "",
    guard: Guard | None = None,
) -> Result | None:
    """Build, and say how it went; None when it was refused."""
    from .. import problems

    started = time.perf_counter()
    result = made(context, root, out, moment, cache, apart, guard)
    if result is None:
        context.tell("refused", live=still(context, out), err=True)
        return None
    told = result.problems
    if len(told) > SHOWN:
        # Errors first; a country has thousands of words that nobody has translated yet.
        told = tuple(sorted(told, key=lambda problem: -problem.severity))
        told = told[: max(SHOWN, sum(problem.severity >= problems.Severity.ERROR for problem in told))]
    context.write(problems.text(told, context.language), err=True)
    if len(told) < len(result.problems):
        context.tell("more-problems", count=len(result.problems) - len(told), err=True)
    seconds = f"{time.perf_counter() - started:.2f}"
    if result.switch is None or not result.switch:
        context.tell("unchanged", out=out, files=result.files, seconds=seconds)
    else:
        switch = result.switch
        context.tell(
            "built",
            out=out,
            files=result.files,
            written=switch.written,
            removed=switch.removed,
            kept=switch.kept,
            seconds=seconds,
        )
    if result.next_change is not None:
        context.tell("next-change", moment=result.next_change.isoformat(timespec="minutes"))
    return result


def made(
    context: Context,
    root: Path,
    out: Path,
    moment: datetime,
    cache: Path | None,
    apart: str = "",
    guard: Guard | None = None,
) -> Result | None:
    """Build; when it is refused, say why and return None."""
    from ..build import Refused

    try:
        with _progress(context) as progress:
            result = tried(root, out, moment, cache, _commit(), progress, apart, guard)
    except Refused as refused:
        explain(context, refused, out)
        return None
    tell_why_unsigned(context, result)
    return result


def tried(
    root: Path,
    out: Path,
    moment: datetime,
    cache: Path | None,
    commit: str,
    progress: Progress,
    apart: str = "",
    guard: Guard | None = None,
) -> Result:
    """Build, with all that the environment says. Raises `build.Refused`.

    `apart` is `staff` or `preview` for pages that are not for citizens, and "" for those that are.
    """
    from ..build import build as build_site

    # What is signed is what citizens may trust.
    key = None if apart else signing_key()
    result = build_site(
        root,
        out,
        moment,
        cache=cache,
        commit=commit,
        progress=progress,
        key=key,
        staff=apart == "staff",
        preview=apart == "preview",
        guard=guard,
    )
    return replace(result, problems=at_present(result.problems, moment))


def signing_key() -> Path | None:
    """The file with the private key that signs the manifest; None where nobody named one."""
    named = os.environ.get("STATUSPAGE_SIGNING_KEY")
    return Path(named) if named else None


def tell_why_unsigned(context: Context, result: Result) -> None:
    """Say what is wrong with the key, where that held nothing up."""
    if result.why_unsigned:
        context.tell(f"sign-{result.why_unsigned}", path=signing_key(), err=True)


def still(context: Context, out: Path) -> str:
    """What readers see after a refusal: what they saw before, if anything."""
    return context.say("live-untouched" if os.access(out, os.F_OK) else "live-none", out=out)


ELSEWHERE = frozenset({"not-ours", "in-the-way", "no-place", "read-only", "no-permission"})
"""What is wrong with a folder itself, and not with another one: codes of `publish.folder.REFUSALS`."""


def tell_of_folder(context: Context, code: str, details: Mapping[str, str]) -> None:
    """Say what is wrong with a folder, and how another one is named where that would help."""
    context.tell(f"folder-{code}", err=True, **details)
    if code in ELSEWHERE:
        context.tell("folder-elsewhere", err=True)


def explain(context: Context, refused: Refused, out: Path) -> None:
    """Say why nothing was published."""
    from .. import problems

    context.write(problems.text(refused.problems, context.language), err=True)
    details = dict(refused.details)
    if refused.code.startswith("folder-"):
        if "path" in details:
            details["path"] = str(out / details["path"])  # absolute ones stay as they are
        tell_of_folder(context, refused.code.removeprefix("folder-"), details)
    else:
        context.tell(refused.code, err=True, **details)
    if "allow" in details:
        code = "sign-emergency" if refused.code.startswith("sign-") else "allow-once"
        context.tell(code, err=True, **details)


def _commit() -> str:
    """Which state of the files this is, where a build service says so."""
    return os.environ.get("GITHUB_SHA") or os.environ.get("CI_COMMIT_SHA") or ""


class _progress:  # noqa: N801 - read as `with _progress(context) as progress`
    """A bar for whoever looks on; nothing when the output goes to a file."""

    def __init__(self, context: Context) -> None:
        self.write = context.write
        self.shown = sys.stderr is not None and sys.stderr.isatty()
        self.last = 0.0

    def __enter__(self) -> _progress:
        return self

    def __call__(self, done: int, total: int) -> None:
        now = time.perf_counter()
        if not self.shown or now - self.last < 0.1:
            return
        self.last = now
        # How many there were last time; an edit may make it one more.
        filled = min(done * 30 // total, 30) if total else 0
        self.write(f"\r[{'#' * filled}{'.' * (30 - filled)}] {done:,}" if total else f"\r{done:,}", err=True)

    def __exit__(self, *_: object) -> None:
        if self.last:
            self.write("\r" + " " * 60 + "\r", err=True)

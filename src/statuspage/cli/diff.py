"""`statuspage diff`: what changes for citizens between two states of the files."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from . import REFUSED, Context, Mistake, reading

if TYPE_CHECKING:
    from ..load import Loaded
    from ..revisions import Missing, Pair, Repository


@click.command()
@click.argument("revisions", metavar="[A..B]", default="HEAD")
@click.option(
    "--at",
    "typed",
    metavar="MOMENT",
    help="Compare what is shown at this moment, e.g. 2023-11-17T14:00+09:00.  [default: now]",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="As lines to read, as JSON, or as Markdown for a comment on GitHub.",
)
@click.pass_obj
def diff(context: Context, revisions: str, typed: str | None, form: str) -> None:
    """Say what changes for citizens between two states of the files.

    A and B are anything git calls a state: a branch, a tag, a commit. A alone is compared with the files
    as they are now; A...B begins where the two parted, as pull requests do. Only status/ is read, and
    nothing of it is run.

    Examples:

    \b
        statuspage diff
        statuspage diff main..my-branch
        statuspage diff origin/main...HEAD --format github
    """
    from .. import revisions as git

    root = context.checked_root()
    repository = git.Repository(root, os.environ)
    asked = git.pair(revisions.strip())
    try:
        loaded = _read(repository, asked, root)
    except git.Missing as missing:
        _refuse(context, missing)
    _answer(context, loaded, asked, typed, form)


def _read(repository: Repository, asked: Pair, root: Path) -> tuple[Loaded, Loaded]:
    """Both states; what did not change between them is read once."""
    from .. import load

    before = repository.commit(asked.before)
    after = repository.commit(asked.after) if asked.after is not None else None
    if asked.forked and after is not None:
        before = repository.parted(before, after)
    remembered: dict[bytes, object] = {}
    found = []
    for commit in (before, after):
        if commit is None:
            found.append(load.site(root, remembered))
            continue
        with tempfile.TemporaryDirectory(prefix="statuspage-diff-") as folder:
            repository.read(commit, Path(folder))
            found.append(load.site(Path(folder), remembered))
    return found[0], found[1]


def _refuse(context: Context, missing: Missing) -> NoReturn:
    said = context.say(missing.code, **missing.details)
    if missing.details.get("near"):
        said = f"{said} {context.say('near', near=missing.details['near'])}"
    if missing.code in ("revision-unknown", "revision-empty", "never-parted"):
        raise Mistake(said)
    raise click.ClickException(said)


def _answer(
    context: Context, loaded: tuple[Loaded, Loaded], asked: Pair, typed: str | None, form: str
) -> None:
    from .. import comparison, problems
    from ..reports import compared

    moment = reading.moment(context, typed)
    names = (asked.before, asked.after)
    for one, name in zip(loaded, names, strict=True):
        if one.site is None:
            context.write(problems.text(one.problems, context.language), err=True)
            context.tell("side-unusable", side=name or context.say("worktree"), err=True)
            sys.exit(REFUSED)
    before, after = loaded
    assert before.site is not None  # noqa: S101
    assert after.site is not None  # noqa: S101
    found = comparison.compare(before.site, after.site, moment, before.problems, after.problems)
    pen = reading.pen(context, found.after)
    sides = compared.Sides(asked.before, asked.after or context.say("worktree"))
    if form == "json":
        context.write(compared.document(pen, found, sides))
    elif form == "github":
        context.write(compared.github(pen, found, sides).encode())
    else:
        context.write(compared.text(pen, found, sides))

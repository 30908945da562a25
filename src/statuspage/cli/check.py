"""`statuspage check`: everything that has to be fixed, at once."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import DOUBTFUL, REFUSED, Context
from .build import CACHE, at_present, moment_of

if TYPE_CHECKING:
    from datetime import datetime

    from .. import runs
    from ..cache import Cache
    from ..problems import Problem


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "gitlab"]),
    default="text",
    show_default=True,
    help="As lines to read, as JSON, as annotations for GitHub, or as a Code Quality report for GitLab.",
)
@click.option("--strict", is_flag=True, help="Fail on warnings, too.")
@click.option("--at", "typed", metavar="MOMENT", help="What is late at this moment.  [default: now]")
@click.pass_obj
def check(context: Context, form: str, strict: bool, typed: str | None) -> None:
    """Read every file and list what has to be fixed.

    Each line says where it is, what was typed, what the rule is, and what would be right. Warnings do
    not fail the check, unless --strict is given. Exit codes: 0 nothing wrong; 1 nothing could be built
    from these files; 3 some files cannot be used, the rest could be published (with --strict, also when
    there are only warnings).

    What was understood of a file is remembered in .statuspage-cache, in the root; where nothing was
    written since, the last answer is given again.

    Examples:

    \b
        statuspage check
        statuspage check --format github
        statuspage check --strict --format gitlab > gl-code-quality-report.json
        statuspage --lang ko --root ~/our-site check
    """
    from .. import problems

    root = context.checked_root()
    moment = moment_of(context, typed)
    known = _checked(root, moment)
    found = at_present(known.problems, moment)
    refused = known.counts is None or any(p.severity is problems.Severity.REFUSAL for p in found)
    errors = sum(problem.severity >= problems.Severity.ERROR for problem in found)
    if form == "json":
        # JSON is UTF-8 (RFC 8259, 8.1), whatever the terminal speaks.
        context.write(problems.as_json(found).encode())
    elif form == "github":
        context.write(problems.github(_seen_from_here(found, root), context.language))
    elif form == "gitlab":
        context.write(problems.gitlab(_seen_from_here(found, root), context.language).encode())
    else:
        context.write(problems.text(found, context.language))
        if known.counts is not None:
            services, systems, incidents = known.counts
            context.tell("checked", err=True, services=services, systems=systems, incidents=incidents)
        else:
            context.tell("site-unusable", err=True)
        if found:
            context.tell("counted", errors=errors, warnings=len(found) - errors, err=True)
        else:
            context.tell("nothing-to-fix", err=True)
    if refused:
        sys.exit(REFUSED)
    if errors or (strict and found):
        sys.exit(DOUBTFUL)


def _checked(root: Path, moment: datetime) -> runs.Checked:
    """Everything that is wrong, and what there is; asked again, it is only looked up."""
    from .. import runs
    from ..cache import Cache

    store = Cache(root / CACHE, runs.code(root / CACHE))
    written = runs.written(root)  # before anything is read, so that what is written meanwhile is seen
    found = runs.checked(store, written, moment)
    if found is None:
        found = _looked_through(root, moment, store)
        # A disk that gave no answer may give one the next time, and nobody will have written anything.
        if all(problem.code != "file_unreadable" for problem in found.problems):
            runs.remember_check(store, written, moment, found)
    return found


def _looked_through(root: Path, moment: datetime, store: Cache) -> runs.Checked:
    from .. import catalogue, load, look, reminders, runs, state
    from ..state import failing

    pieces = store.memory("files")
    loaded = load.site(root, pieces, store.code.encode())
    store.keep("files", pieces)
    found, site = loaded.problems, loaded.site
    if site is None:
        return runs.Checked(found, None, None)
    found += catalogue.problems(root, site.languages, site.zone)
    found += failing.problems(site, moment)
    due = *reminders.due(site, moment), *reminders.ahead(site, moment)
    found = tuple(sorted((*found, *look.problems(root), *due)))
    counts = len(site.services), len(site.systems), len(site.incidents)
    return runs.Checked(found, counts, state.next_edge(site, moment))


def _seen_from_here(found: tuple[Problem, ...], root: Path) -> list[Problem]:
    """The same problems with file names from the current folder, which is how GitHub and GitLab find them."""
    return [
        replace(problem, place=problem.place._replace(file=(root / problem.place.file).as_posix()))
        for problem in found
    ]

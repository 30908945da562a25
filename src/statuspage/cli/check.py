"""`statuspage check`: everything that has to be fixed, at once."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import DOUBTFUL, REFUSED, Context
from .build import moment_of
from .reading import remembering

if TYPE_CHECKING:
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

    What was understood of a file is remembered in .statuspage-cache, in the root.

    Examples:

    \b
        statuspage check
        statuspage check --format github
        statuspage check --strict --format gitlab > gl-code-quality-report.json
        statuspage --lang ko --root ~/our-site check
    """
    from .. import catalogue, look, problems, reminders
    from ..state import failing

    root = context.checked_root()
    moment = moment_of(context, typed)
    loaded = remembering(root, keep=True)
    found, site = loaded.problems, loaded.site
    if site is not None:
        found += catalogue.problems(root, site.languages, site.zone)
        found += failing.problems(site, moment)
        found = tuple(sorted((*found, *look.problems(root), *reminders.due(site, moment))))
    refused = site is None or any(problem.severity is problems.Severity.REFUSAL for problem in found)
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
        if site is not None:
            context.tell(
                "checked",
                err=True,
                services=len(site.services),
                systems=len(site.systems),
                incidents=len(site.incidents),
            )
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


def _seen_from_here(found: tuple[Problem, ...], root: Path) -> list[Problem]:
    """The same problems with file names from the current folder, which is how GitHub and GitLab find them."""
    return [
        replace(problem, place=problem.place._replace(file=(root / problem.place.file).as_posix()))
        for problem in found
    ]

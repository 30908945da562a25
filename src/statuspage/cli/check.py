"""`statuspage check`: everything that has to be fixed, at once."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import DOUBTFUL, REFUSED, Context

if TYPE_CHECKING:
    from ..problems import Problem


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="As lines to read, as JSON, or as annotations for GitHub Actions.",
)
@click.pass_obj
def check(context: Context, form: str) -> None:
    """Read every file and list what has to be fixed.

    Each line says where it is, what was typed, what the rule is, and what would be right. Warnings do
    not fail the check. Exit codes: 0 nothing wrong; 1 nothing could be built from these files; 3 some
    files cannot be used, the rest could be published.

    Examples:

    \b
        statuspage check
        statuspage check --format github
        statuspage --lang ko --root ~/our-site check
    """
    from .. import catalogue, load, problems
    from ..state import failing
    from .build import moment_of

    root = context.checked_root()
    loaded = load.site(root)
    found, site = loaded.problems, loaded.site
    if site is not None:
        found += catalogue.problems(root, site.languages, site.zone)
        found += failing.problems(site, moment_of(context, None))
    refused = site is None or any(problem.severity is problems.Severity.REFUSAL for problem in found)
    errors = sum(problem.severity >= problems.Severity.ERROR for problem in found)
    if form == "json":
        # JSON is UTF-8 (RFC 8259, 8.1), whatever the terminal speaks.
        context.write(problems.as_json(found).encode())
    elif form == "github":
        context.write(problems.github(_seen_from_here(found, root), context.language))
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
    if errors:
        sys.exit(DOUBTFUL)


def _seen_from_here(found: tuple[Problem, ...], root: Path) -> list[Problem]:
    """The same problems with file names from the current folder, which is how GitHub finds the files."""
    return [
        replace(problem, place=problem.place._replace(file=(root / problem.place.file).as_posix()))
        for problem in found
    ]

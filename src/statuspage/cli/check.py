"""`statuspage check`: everything that has to be fixed, at once."""

from __future__ import annotations

import sys

import click

from . import DOUBTFUL, REFUSED, Context


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
    from .. import load, problems

    loaded = load.site(context.checked_root())
    found = loaded.problems
    if form == "json":
        click.echo(problems.as_json(found))
    elif form == "github":
        click.echo(problems.github(found, context.language), nl=False)
    else:
        click.echo(problems.text(found, context.language), nl=False)
        errors = sum(p.severity >= problems.Severity.ERROR for p in found)
        if found:
            click.echo(context.say("counted", errors=errors, warnings=len(found) - errors), err=True)
        if not errors and loaded.site is not None:
            site = loaded.site
            click.echo(
                context.say(
                    "checked",
                    services=len(site.services),
                    systems=len(site.systems),
                    incidents=len(site.incidents),
                ),
                err=True,
            )
    if loaded.site is None:
        sys.exit(REFUSED)
    if any(p.severity >= problems.Severity.ERROR for p in found):
        sys.exit(DOUBTFUL)

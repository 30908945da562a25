"""`statuspage audit`: who has no independent way out."""

from __future__ import annotations

import click

from . import Context, reading


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="As lines to read, as JSON, or as a table for spreadsheets.",
)
@click.pass_obj
def audit(context: Context, form: str) -> None:
    """Find the services that hang on one system.

    Then come the systems that take the most down. Every system is taken down in turn, then every two
    systems of grade 1 together. What happens today does not count: only what hangs on what.

    Examples:

    \b
        statuspage audit
        statuspage audit --format csv > audit.csv
    """
    from .. import state
    from ..reports import audited
    from ..state import failing

    site = reading.site(context)
    moment = reading.moment(context, None)
    found = failing.audit(site, moment)
    # Only names are needed of the snapshot, and those of a calm day come at once.
    pen = reading.pen(context, state.at(failing.calm(site), moment))
    if form == "json":
        context.write(audited.document(pen, found))
    elif form == "csv":
        context.write(audited.spreadsheet(pen, found))
    else:
        context.write(audited.text(pen, found))

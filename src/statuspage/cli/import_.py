"""`statuspage import`: another program's status page becomes our files, in a new folder."""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import DOUBTFUL, REFUSED, Context, Mistake

if TYPE_CHECKING:
    from ..importers import Wishes
    from ..importers.writing import Written

REPORT = "import-report"
"""The name of both reports in the new folder's root, without their endings."""

SHOWN = 50
"""How many losses are printed; the reports list all."""


@click.command("import")
@click.argument("kind", metavar="KIND", required=False)
@click.argument("source", metavar="SOURCE", required=False, type=click.Path(path_type=Path))
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    default=Path("imported"),
    help="The new folder for our files.  [default: imported, in the current folder]",
)
@click.option(
    "--zone",
    metavar="NAME",
    help="The time zone of times that say none, e.g. Asia/Seoul.  [default: that of the source, else UTC]",
)
@click.option(
    "--language",
    type=click.Choice(["ko", "en"]),
    help="The language of the page.  [default: ko where names are in Hangul, else en]",
)
@click.option("--address", metavar="URL", help="The address of the page.  [default: that of the source]")
@click.option(
    "--issues",
    type=click.Path(path_type=Path),
    help="For upptime: a JSON file with the issues of its repository.",
)
@click.pass_obj
def import_(
    context: Context,
    kind: str | None,
    source: Path | None,
    into: Path,
    zone: str | None,
    language: str | None,
    address: str | None,
    issues: Path | None,
) -> None:
    """Turn the status page of another program into our files, in a new folder.

    KIND is cstate, upptime or statuspage; SOURCE is a checkout, or for statuspage a JSON file or a folder
    of them. Nothing is ever overwritten. What could not be carried over as it was is listed in the new
    folder, in import-report.md and import-report.json. Exit codes: 0 done; 1 nothing was written; 3
    written, but some of the new files have to be fixed.

    Examples:

    \b
        statuspage import cstate ~/old-status
        statuspage import upptime ~/upptime --issues issues.json
        statuspage import statuspage dump/ --into new
    """
    from .. import importers, load, problems
    from ..importers import reading, writing

    known = ", ".join(importers.KINDS)
    if not kind:
        raise Mistake(context.say("import-no-kind", known=known))
    if kind not in importers.KINDS:
        raise Mistake(context.say("import-kind", typed=kind, known=known))
    if source is None:
        raise Mistake(context.say("import-source", kind=kind))
    if zone is not None and reading.zone(zone) is None:
        raise Mistake(context.say("import-zone", typed=zone))
    if issues is not None and kind != "upptime":
        raise Mistake(context.say("import-issues-for"))
    wishes = importers.Wishes(reading.zone(zone or ""), language or "", address or "", issues, os.environ)
    try:
        writing.free(into)
        written = _written(kind, source, wishes)
        writing.put({**written.files, **_reports(context, kind, source, written)}, into)
    except importers.Refused as refused:
        context.write(problems.text(refused.problems, context.language), err=True)
        context.tell(refused.code, err=True, **refused.details)
        context.tell("import-nothing", err=True)
        sys.exit(REFUSED)
    context.write(problems.text(written.losses[:SHOWN], context.language), err=True)
    counted = context.say("imported", into=into, **written.counts)
    context.write(f"{counted}\n")
    if written.losses:
        context.tell("import-losses", losses=len(written.losses), report=into / f"{REPORT}.md")
    else:
        context.tell("import-whole")
    found = load.site(into).problems
    errors = sum(problem.severity >= problems.Severity.ERROR for problem in found)
    if errors:
        context.tell("import-check", errors=errors, into=into, err=True)
        sys.exit(DOUBTFUL)
    context.tell("import-next", into=into)


def _written(kind: str, source: Path, wishes: Wishes) -> Written:
    """The files, as they will be written."""
    from .. import importers
    from ..importers import writing

    return writing.files(importers.read(kind, source, wishes), datetime.now(UTC))


def _reports(context: Context, kind: str, source: Path, written: Written) -> dict[str, str]:
    """What was carried over and what was not: to read, and for other programs."""
    from .. import problems

    # Indented by four, lines are shown as they are: nothing in them is Markdown.
    lines = problems.text(written.losses, context.language).splitlines()
    listed = "".join(f"    {line}\n" for line in lines)
    told = [
        f"# {context.say('report-title')}",
        context.say("report-from", kind=kind, source=source.name or source),
        context.say("imported", into="status", **written.counts),
    ]
    if listed:
        told += [f"## {context.say('report-lost')}", context.say("report-how")]
    counted = {
        "source": kind,
        "carried": dict(written.counts),
        "not_carried": json.loads(problems.as_json(written.losses)),
    }
    return {
        f"{REPORT}.md": "\n\n".join(told) + "\n" + (f"\n{listed}" if listed else ""),
        f"{REPORT}.json": json.dumps(counted, ensure_ascii=False, indent=2) + "\n",
    }

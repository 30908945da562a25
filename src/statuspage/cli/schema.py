"""`statuspage schema`: descriptions of every kind of file, for editors."""

from __future__ import annotations

from pathlib import Path

import click

from . import Context


@click.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to put them.  [default: status/.schema, in the root]",
)
@click.pass_obj
def schema(context: Context, out: Path | None) -> None:
    """Write JSON Schemas of every kind of file, so that an editor can help while they are typed.

    Files written by `new` name theirs in the first line. Write them anew after every update of this
    program; what is the same already stays as it is.

    Examples:

    \b
        statuspage schema
        statuspage schema --out /tmp/schemas
    """
    from .. import schemas

    folder = out or context.checked_root() / schemas.FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    changed = 0
    for name, text in schemas.files().items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != text.encode():
            path.write_bytes(text.encode())
            changed += 1
    context.tell("schemas", folder=folder, files=len(schemas.FILES), changed=changed)

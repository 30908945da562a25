"""`manifest.json`: every file of the site with its SHA-256, so that a copy can be checked.

It is made last, and belongs to the same release as what it lists. `build.json` is not listed: it changes with
every run, also with those that change nothing else. So the manifest says by itself when anybody last said
anything: where it is signed, nobody can make an older site pass for a newer one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial

from . import Artifact, Press

PATH = "manifest.json"


def closing(press: Press, published: Mapping[str, str]) -> Iterator[Artifact]:
    """One file about all others."""
    files = dict(sorted(published.items()))
    said = press.editions()[0].publication.changed
    changed = said.astimezone(press.site.zone).isoformat(timespec="seconds") if said else None
    about = (press.site.address, changed)
    yield Artifact(PATH, (*about, tuple(files.items())), partial(_written, *about, files))


def _written(address: str, changed: str | None, files: Mapping[str, str]) -> bytes:
    document = {"version": 1, "site": address, "changed": changed, "algorithm": "sha256", "files": files}
    return json.dumps(document, indent=0, ensure_ascii=False).encode() + b"\n"

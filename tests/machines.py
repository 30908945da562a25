"""Documents for machines in tests: printed from real files, and served as a web server would."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any

from statuspage import catalogue, load, outputs, prose, state


def press(root: Path, moment: datetime) -> outputs.Press:
    """What the outputs work with, for the site in `root` at a moment."""
    site = load.site(root).site
    assert site is not None
    return outputs.Press(
        snapshot=state.at(site, moment),
        words=catalogue.words(root, site.languages, site.zone),
        templates={},
        assets={},
        next_change=None,
        prose=lambda found: prose.html(found.source, prose.Links(site.allowed_links)),
    )


def artifacts(module: ModuleType, found: outputs.Press) -> Iterator[outputs.Artifact]:
    """Every file of one format."""
    incidents = found.editions()[0].publication.incidents
    for tell, things in (("of_service", found.site.services.values()), ("of_incident", incidents)):
        if hasattr(module, tell):
            for thing in things:
                yield from getattr(module, tell)(found, thing).artifacts()
    if hasattr(module, "render"):
        yield from module.render(found)


def printed(module: ModuleType, root: Path, moment: datetime) -> dict[str, bytes]:
    """Every file that a format publishes."""
    return {artifact.path: artifact.make() for artifact in artifacts(module, press(root, moment))}


def documents(module: ModuleType, root: Path, moment: datetime) -> dict[str, Any]:
    """The same, read as JSON."""
    return {path: json.loads(data) for path, data in printed(module, root, moment).items()}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(files: Mapping[str, bytes], folder: Path) -> Iterator[str]:
    """The address of a web server on this machine that serves these files."""
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

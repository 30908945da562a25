"""Reads back what was just published, by the way a reader goes: the manifest and the front page."""

from __future__ import annotations

import hashlib
import time
from typing import Final

from .. import http
from . import mirrors
from .finished import MANIFEST, Finished
from .sending import NotSent

PATIENCE: Final = {"folder": 10.0, "branch": 60.0, "bucket": 60.0}
"""How many seconds readers may wait for the new page: a web server has it at once, a cache after a while."""
_PAUSE: Final = 1.0
_PAGE_BYTES: Final = 8_000_000


def confirm(site: Finished, address: str, seconds: float) -> None:
    """Return once the address answers with this site; raises `NotSent` when it does not in time.

    `address` ends in `/`.
    """
    deadline = time.monotonic() + seconds
    while True:
        why = _fault(site, address, deadline)
        if why is None:
            return
        if time.monotonic() + _PAUSE >= deadline:
            raise why
        time.sleep(_PAUSE)


def _fault(site: Finished, address: str, deadline: float) -> NotSent | None:
    """What is wrong with what a reader gets now; None when nothing is."""
    try:
        with http.Caller(allow_private=True) as caller:
            for path, limit in ((MANIFEST, mirrors.LONGEST), ("index.html", _PAGE_BYTES)):
                found = mirrors.asked(caller, address, path, limit, deadline)
                if found is None or hashlib.sha256(found).hexdigest() != site.digests[path]:
                    return NotSent("read-wrong", address=address, path=path)
    except http.NoAnswer as none:
        return NotSent("read-away", address=address, why=none.reason)
    return None

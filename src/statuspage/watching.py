"""Waiting for the next reason to build: a file that changed, or a moment that came."""

from __future__ import annotations

import posixpath
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from pathlib import Path

_TICK = 500
"""Milliseconds between two looks at the clock."""
_QUIET = 100
"""Milliseconds without a further change after which an edit counts as finished."""
_BURST = 3_000
"""The most milliseconds to wait for an edit to finish (a checkout touches many files)."""


def watch(
    folders: Callable[[], Iterable[Path]],
    rebuild: Callable[[], object],
    stop: threading.Event,
    due: Callable[[], bool] = lambda: False,
) -> None:
    """Rebuild when a file changes or the time has come; returns when `stop` is set.

    An event only says that something happened; what did is found by building. `due` says whether the
    pages change by themselves by now. Folders may come, go and be replaced (a checkout of another branch
    does that).
    """
    from watchfiles import watch as changes

    while not stop.is_set():
        watched = _there(folders())
        if not watched:
            stop.wait(_TICK / 1000)
            continue
        first = True  # what happened before this watch began is found by building
        with (
            suppress(FileNotFoundError),
            closing(
                changes(
                    *watched,
                    watch_filter=_written_by_hand,
                    stop_event=stop,
                    debounce=_BURST,
                    step=_QUIET,
                    rust_timeout=_TICK,
                    yield_on_timeout=True,
                    ignore_permission_denied=True,
                )
            ) as happened,
        ):
            for changed in happened:
                if changed or first or due():
                    rebuild()
                first = False
                if stop.is_set() or _there(folders()) != watched:
                    break


def poll(
    written: Callable[[], str],
    every: float,
    rebuild: Callable[[], object],
    stop: threading.Event,
    due: Callable[[], bool],
) -> None:
    """The same without being told: looks every so many seconds whether anything was written.

    Network file systems tell nobody what other machines write. `written` is a digest of when each file was
    last written; pollers that compare whole seconds miss the second of two edits in one.
    """
    built, found, look = None, None, time.monotonic()
    while not stop.is_set():
        if time.monotonic() >= look:
            found, look = written(), time.monotonic() + every
        if found != built or due():
            until = time.monotonic() + _BURST / 1000
            while not stop.wait(_QUIET / 1000) and time.monotonic() < until:
                before, found = found, written()
                if before == found:
                    break
            rebuild()
            built = found
        stop.wait(_TICK / 1000)


def _there(folders: Iterable[Path]) -> dict[Path, tuple[int, int]]:
    """The folders that exist, and which ones they are."""
    found = {}
    for folder in folders:
        with suppress(OSError):
            seen = folder.stat()
            found[folder] = (seen.st_dev, seen.st_ino)
    return found


def _written_by_hand(_: object, path: str) -> bool:
    """Not what editors write for themselves beside the file (vim, Emacs, LibreOffice)."""
    name = posixpath.basename(path)
    return not name.startswith((".", "#", "~$")) and not name.endswith(("~", ".swp", ".tmp"))

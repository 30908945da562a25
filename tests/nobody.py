"""Somebody who may not do everything: what root runs as, so that the system refuses something."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

NEEDED = pytest.mark.skipif(
    os.geteuid() == 0 and not Path("/usr/bin/setpriv").exists(), reason="root may do everything"
)
"""For tests that are run by root where nobody can be had."""

ID = 65534


def command(*words: object) -> list[str]:
    """A command as nobody runs it; as whoever we are, where that is not root."""
    become = ["setpriv", f"--reuid={ID}", "--clear-groups"] if os.geteuid() == 0 else []
    return [*become, *map(str, words)]


def let_in(folder: Path) -> None:
    """Let everybody pass to a folder: those of pytest are for their owner alone."""
    for above in (folder, *folder.parents):
        if above.owner() == "root" and str(above).startswith("/tmp/pytest"):  # noqa: S108
            above.chmod(0o755)

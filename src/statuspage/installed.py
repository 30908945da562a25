"""Which libraries are installed, and in which version, this program among them."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from contextlib import suppress

_INSTALLED = re.compile(r"(.+?)-([^-]+)(?:-[^-]+)?\.(?:dist|egg)-info")


def libraries(names: Iterable[str]) -> list[str]:
    """Which versions of these libraries are installed: `jinja2-3.1.6`, sorted.

    By the names of their folders (packaging.python.org, "Recording installed projects"): to read what lies in
    them took as long as everything else of a run with nothing to do.
    """
    wanted = {name.replace("-", "_") for name in names}
    found: dict[str, str] = {}
    for place in sys.path:
        with suppress(OSError), os.scandir(place or ".") as entries:
            for entry in entries:
                installed = _INSTALLED.fullmatch(entry.name)
                name = installed[1].lower().replace("-", "_") if installed else ""
                if installed and name in wanted:
                    found.setdefault(name, f"{name}-{installed[2]}")
    return sorted(found.values())

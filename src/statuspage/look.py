"""The templates of a site's own, and which of them stand in for nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from . import defaults
from .problems import Place, Problem, Severity


def problems(root: Path) -> Iterator[Problem]:
    """A warning for every template that is named like none of ours, and that no other of the site names."""
    folder = defaults.folder("templates")
    ours = defaults.files(folder.parent, "templates")
    words = {
        name: path.read_text(encoding="utf-8", errors="replace")
        for name, path in defaults.files(root, "templates").items()
        if re.search(r"\.html?$", name, re.IGNORECASE) and not path.is_relative_to(folder)
    }
    for name in words.keys() - ours.keys():
        # By include, import or extends. One that names only itself is used by nobody.
        if not any(
            re.search(rf"""["']{re.escape(name)}["']""", words[other]) for other in words.keys() - {name}
        ):
            meant = _near(name, ours)
            details = (("near", f"templates/{meant}"),) if meant else ()
            yield Problem(Place(f"templates/{name}"), "idle_template", "", details, Severity.WARNING)


def _near(name: str, known: Iterable[str]) -> str:
    """The template that was meant, by its own name and then by its folder; "" where none is like it."""
    import difflib

    typed, paths = PurePosixPath(name), [PurePosixPath(one) for one in known]
    for stem in difflib.get_close_matches(typed.stem.lower(), {path.stem for path in paths}, 1):
        alike = [path for path in paths if path.stem == stem]
        return str(min(alike, key=lambda path: (path.parent != typed.parent, path)))
    return ""

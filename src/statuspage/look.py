"""The templates of a site's own, and which of them stand in for nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from . import defaults, source
from .problems import Place, Problem, Severity


class Template(NamedTuple):
    """A template, and the file it stands in."""

    file: str
    text: str
    ours: bool = True
    """Whether it came with the program."""


def templates(root: Path) -> tuple[dict[str, Template], list[Problem]]:
    """Every template a site uses, by its name relative to `templates/`, and those that are no text."""
    folder = defaults.folder("templates")
    found: dict[str, Template] = {}
    wrong: list[Problem] = []
    for name, path in defaults.files(root, "templates").items():
        text, problems = source.text(path.read_bytes(), f"templates/{name}")
        if text is not None:
            found[name] = Template(str(path), text, path.is_relative_to(folder))
        elif _PAGE.search(name):  # whatever else lies there is used by nobody
            wrong += problems
    return found, wrong


_PAGE = re.compile(r"\.html?$", re.IGNORECASE)


def problems(root: Path) -> Iterator[Problem]:
    """What is wrong with templates of the site's own.

    Those that are no text; and a warning for every one that is named like none of ours, and that no other of
    the site names.
    """
    folder = defaults.folder("templates")
    ours = defaults.files(folder.parent, "templates")
    found, wrong = templates(root)
    yield from wrong
    words = {name: one.text for name, one in found.items() if _PAGE.search(name) and not one.ours}
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

"""Where our own templates, words and style sheets lie, and how a site puts its own in their place.

`templates/` and `site_src/` travel inside the installed package; in a working copy they lie at the
top of the repository. A site that has a file of the same name in its own `templates/` or `site_src/`
is served its own, file by file.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

Name = Literal["templates", "site_src"]
"""The two folders there are."""

LITTER = re.compile(
    r"\..*|.*~|~\$.*|#.*#|Thumbs\.db|desktop\.ini|.*\.(?:sw[a-p]|bak|tmp|orig|rej)|README(?:\.[a-z-]+)?\.md",
    re.IGNORECASE,
)
"""Names of files that editors and systems leave behind, and that say nothing of a site."""

_PACKAGE = Path(__file__).resolve().parent


def folder(name: Name) -> Path:
    """Where the files that come with the program are.

    The packaged ones if there are any, else those of the working copy this module is part of.
    Raises `FileNotFoundError` where neither is there: a broken installation, not a mistake of the site's.
    """
    packaged = _PACKAGE / "defaults" / name
    if packaged.is_dir():
        return packaged
    # src/statuspage/defaults.py, two folders below the top of the repository
    working_copy = _PACKAGE.parent.parent
    if (working_copy / "pyproject.toml").is_file() and (working_copy / name).is_dir():
        return working_copy / name
    raise FileNotFoundError(f"the folder {name}/ that comes with statuspage is missing: {packaged}")


def layers(root: Path, name: Name) -> tuple[Path, ...]:
    """The folders in which a file is looked for, the site's own first.

    `root` is the site's folder, the one that holds `status/`.
    """
    ours = folder(name)
    own = root / name
    if not own.is_dir() or own.resolve() == ours.resolve():
        return (ours,)
    return (own, ours)


def find(root: Path, name: Name, relative: str) -> Path | None:
    """The file a site uses under this name (`words/ko.yaml`), or None where nobody has one.

    Nothing outside the layers is ever found, by `..` or by a link.
    """
    for layer in layers(root, name):
        path = layer / relative
        if path.is_file() and path.resolve().is_relative_to(layer.resolve()):
            return path
    return None


def files(root: Path, name: Name, under: str = "") -> dict[str, Path]:
    """Every file a site uses, by its name relative to the layer (`assets/base.css`), in order of name.

    `under` narrows it to one folder, such as `words`. Litter is left out.
    """
    found: dict[str, Path] = {}
    for layer in layers(root, name):
        for path in (layer / under).rglob("*"):
            relative = path.relative_to(layer)
            if any(LITTER.fullmatch(part) for part in relative.parts):
                continue
            if relative.as_posix() not in found and find(root, name, relative.as_posix()) == path:
                found[relative.as_posix()] = path
    return dict(sorted(found.items()))

"""Keys and passwords for publishing, in a file of the repository's folder that no push can reach."""

from __future__ import annotations

import re
import stat
from collections.abc import MutableMapping
from pathlib import Path
from typing import Final

from . import Repository, Unusable

FILE: Final = "statuspage.env"
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def place(repository: Repository) -> Path:
    """Where the file is, or would be."""
    return repository.folder / FILE


def lay_over(repository: Repository, environment: MutableMapping[str, str]) -> None:
    """Let what the file says count in an environment, as it says now: what was taken out counts no more.

    Raises as `read` does.
    """
    said = read(repository)
    for name, before in list(_covered.items()):
        if name not in said:
            _covered.pop(name)
            environment.pop(name, None)
            if before is not None:
                environment[name] = before
    for name, value in said.items():
        _covered.setdefault(name, environment.get(name))
        environment[name] = value


_covered: Final[dict[str, str | None]] = {}
"""What the environment of this process said by itself, of the names that the file has laid something over."""


def read(repository: Repository) -> dict[str, str]:
    """What the file says, one `NAME=value` in a line; nothing where there is no file.

    A value goes to the end of its line, without the quotes around it if any, and means what it says: nothing
    in it is replaced or run. Raises `Unusable`, which repeats no value, and `OSError`.
    """
    file = place(repository)
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError as fault:
        raise Unusable("secrets-not-text", path=file) from fault
    found = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, equals, value = line.partition("=")
        name, value = name.strip().removeprefix("export ").lstrip(), value.strip()
        quoted = value[:1] in ("'", '"')
        unclosed = quoted and (len(value) < 2 or value[-1] != value[0])
        if not equals or not _NAME.fullmatch(name) or unclosed or "\0" in value:
            raise Unusable("secrets-line", path=file, line=number)
        found[name] = value[1:-1] if quoted else value
    return found


def open_to_all(repository: Repository) -> bool:
    """Whether everybody on this machine may read the file, or write it."""
    try:
        mode = place(repository).stat().st_mode
    except FileNotFoundError:
        return False
    return bool(mode & (stat.S_IROTH | stat.S_IWOTH | stat.S_IWGRP))

"""Style sheets, scripts and icons, under names that carry their digest: caches may keep them for ever."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import PurePosixPath

from . import Artifact, Press

STYLE = "page.css"
LAYERS = ("tokens", "base", "parts", "pages", "print")
"""The order of the style sheet: a later layer wins (CSS Cascading and Inheritance 5, @layer)."""
ALONE = "alone/"
"""The folder of style sheets that only one kind of page has a use for, and links by itself."""

_SPACE = re.compile(r"\s*([{};,])\s*|(:)\s+")
"""Space that says nothing outside quotes; the one before `:` may say "any element within"."""


def render(press: Press) -> Iterator[Artifact]:
    """Every asset under its published name."""
    for name, data in files(press.assets).items():
        yield Artifact(published(name, data), data, partial(bytes, data))


def names(assets: Mapping[str, bytes]) -> dict[str, str]:
    """Asset name (`page.css`) → the path it is published at (`assets/page.1a2b3c4d.css`)."""
    return {name: published(name, data) for name, data in files(assets).items()}


def files(assets: Mapping[str, bytes]) -> dict[str, bytes]:
    """Asset name → bytes: the style sheets of all pages joined into one, everything lean that can be."""
    found = {STYLE: _style(assets)}
    for name, data in sorted(assets.items()):
        if not name.endswith(".css"):
            found[name] = _lean_script(data) if name.endswith(".js") else data
        elif name.startswith(ALONE):
            found[name] = _lean(data.decode()).encode() + b"\n"
    return found


def published(name: str, data: bytes) -> str:
    """The path an asset is published at."""
    path = PurePosixPath(name)
    digest = hashlib.blake2b(data, digest_size=5).hexdigest()
    return f"assets/{path.with_suffix('')}.{digest}{path.suffix}"


def _style(assets: Mapping[str, bytes]) -> bytes:
    sheets = sorted(name for name in assets if name.endswith(".css"))
    parts = [f"@layer {', '.join(LAYERS)};"]
    for layer in LAYERS:
        for name in sheets:
            if name == f"{layer}.css" or name.startswith(f"{layer}/"):
                parts.append(f"@layer {layer} {{\n{_lean(assets[name].decode())}\n}}")
    return "\n".join(parts).encode() + b"\n"


def _lean(sheet: str) -> str:
    """A style sheet without its comments and most of its spaces (both are for us, not for a phone)."""
    while (start := sheet.find("/*")) >= 0:
        end = sheet.find("*/", start)
        sheet = sheet[:start] + (sheet[end + 2 :] if end >= 0 else "")
    said = re.split(r"""("[^"]*"|'[^']*')""", sheet)
    said[::2] = [_SPACE.sub(r"\1\2", part) for part in said[::2]]
    return "".join(said).strip()


def _lean_script(data: bytes) -> bytes:
    """A script without indentation and comment lines; as it is where that could matter."""
    lines = data.decode("utf-8", "surrogateescape").splitlines()
    if any(line.count("`") % 2 for line in lines):
        return data  # a text over several lines: what looks like indentation may be said
    kept = [line for line in map(str.strip, lines) if not (line.startswith("/*") and line.endswith("*/"))]
    return "\n".join(line for line in kept if line).encode("utf-8", "surrogateescape") + b"\n"

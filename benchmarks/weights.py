"""What a page weighs on its way to a phone: itself and all it loads, packed with Brotli as servers do."""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

SAMPLE = 50
"""Of so many pages of services, spread over all of them, the middle and the heaviest weight are told."""


def pack(data: bytes) -> int:
    """How many bytes go over the wire (Brotli, as servers keep it beside a file that does not change)."""
    import brotli

    return len(brotli.compress(data, quality=11))


def loaded(page: bytes) -> set[str]:
    """The files a page loads by itself: style, icon, script."""
    return set(re.findall(r'(?:href|src)="(?:\.\./)*(assets/[^"]+)"', page.decode()))


def weight(page: bytes, read: Callable[[str], bytes]) -> int:
    """A page with all it loads by itself; `read` gives a published file's bytes."""
    return pack(page) + sum(pack(read(name)) for name in loaded(page))


def table(site: Path) -> str:
    """The weights of a published site in its first language, as Markdown."""
    if find_spec("brotli") is None:
        return "Pages were not weighed: the library brotli is not installed."

    def of(path: Path) -> float:
        return weight(path.read_bytes(), lambda name: (site / name).read_bytes()) / 1024

    services = sorted((site / "services").glob("*/index.html"))
    sample = [of(path) for path in services[:: -(-len(services) // SAMPLE) or 1]]
    weights = {
        "home page": of(site / "index.html"),
        f"page of a service, the middle one of {len(sample)}": statistics.median(sample),
        f"page of a service, the heaviest of {len(sample)}": max(sample),
        "light edition": of(site / "lite" / "index.html"),
    }
    lines = ["| page with all it loads | KiB, Brotli |", "| --- | --: |"]
    return "\n".join([*lines, *(f"| {name} | {kib:.1f} |" for name, kib in weights.items())])

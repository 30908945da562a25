"""Measures the audit of a made-up country: every system, and every two of grade 1, taken down in turn.

Stories do not matter to an audit, so the country has few; its services and systems are those of the size.
The files are read first, outside the measured time. Usage:

    python benchmarks/audit.py [--size huge] [--systems 40]
"""

from __future__ import annotations

import argparse
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from generate import MOMENT, SIZES, generate
from statuspage import load
from statuspage.state import failing


def main(argv: Sequence[str] | None = None) -> int:
    """Make the country, read it, measure, print one line of a table in Markdown."""
    parser = argparse.ArgumentParser(description="Measure the audit of a made-up country.")
    parser.add_argument("--size", choices=SIZES, default="huge")
    parser.add_argument("--systems", type=int, help="instead of the size's own number")
    parser.add_argument("--runs", type=int, default=3, choices=range(1, 13), metavar="1-12")
    arguments = parser.parse_args(argv)
    size = SIZES[arguments.size]
    few = {"incidents": 10, "maintenance": 5, "notices": 2, "open": 2}
    size = replace(size, systems=arguments.systems or size.systems, **few)
    with tempfile.TemporaryDirectory(prefix="statuspage-audit-") as folder:
        made = generate(size, Path(folder))
        print(f"{arguments.size}: {made}; reading …", file=sys.stderr)
        site = load.site(Path(folder)).site
    if site is None:
        print("the country could not be read", file=sys.stderr)
        return 1
    wall, cpu = [], []
    for _ in range(arguments.runs):
        begun, worked = time.perf_counter(), time.process_time()
        found = failing.audit(site, MOMENT)
        wall.append(time.perf_counter() - begun)
        cpu.append(time.process_time() - worked)
    print(f"Python {platform.python_version()}, median of {arguments.runs}\n")
    print("| services | systems | pairs | wall s | CPU s | hang on one system | pairs that stop more |")
    print("| --: | --: | --: | --: | --: | --: | --: |")
    print(
        f"| {found.services:,} | {found.systems:,} | {found.pairs_tried:,} "
        f"| {statistics.median(wall):.2f} | {statistics.median(cpu):.2f} "
        f"| {len(found.exposed):,} | {len(found.pairs):,} |"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

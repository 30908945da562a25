"""Measures whole builds of a made-up country and prints a table in Markdown.

Every build is a process of its own, started the way people start it, so that the start of Python, the
reading of files and the writing of pages are all counted. Usage:

    python benchmarks/run.py --size national [--runs 5] [--only cold unchanged]
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from generate import MOMENT, SIZES, generate

WORK = Path(__file__).resolve().parent / "work"


class Run(NamedTuple):
    """What one build cost."""

    wall: float
    """Seconds, as someone who waits sees them."""
    cpu: float
    """Seconds of work, of the process and its children; steadier than `wall` on a busy machine."""
    peak: int
    """The most memory held at once, in bytes."""


class Written(NamedTuple):
    """A published file as it lies there: which one it is, and what it says."""

    inode: int
    modified: int
    digest: bytes
    size: int


@dataclass(slots=True)
class Row:
    """What several builds of one kind cost, and what the last of them did to the published files."""

    name: str
    runs: list[Run] = field(default_factory=list)
    files: int = 0
    bytes: int = 0
    written: int = 0
    """Files that were written again, or are new."""
    changed: int = 0
    """Those of them that say something else than before; the rest was written in vain."""
    removed: int = 0

    def median(self, what: str) -> float:
        """The middle value of the runs."""
        return float(statistics.median(getattr(run, what) for run in self.runs))


class BuildError(Exception):
    """The build ended with an error; carries what it said."""


@dataclass(slots=True)
class Bench:
    """One country, the place its page is published to, and the edits that are made to it."""

    root: Path
    out: Path
    number: int = 0
    """How many edits were made; keeps each one different from those before."""

    def build(self) -> Run:
        """Build once, as a process of its own. Raises `BuildError`."""
        command = [sys.executable, "-m", "statuspage", "--root", str(self.root)]
        command += ["build", "--at", f"{MOMENT:%Y-%m-%dT%H:%M}", "--out", str(self.out)]
        said = self.root.parent / "build.log"
        with said.open("wb") as log:
            begun = time.perf_counter()
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
            # wait4 tells what this one child used; the sum over all children would only ever grow.
            _, ended, used = os.wait4(process.pid, 0)
            wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(ended)
        if process.returncode:
            words = said.read_text(encoding="utf-8", errors="replace")[-4_000:]
            raise BuildError(f"{' '.join(command)}\nended with {process.returncode}:\n{words}")
        unit = 1 if sys.platform == "darwin" else 1024  # getrusage(2): Linux counts kilobytes
        return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * unit)

    def published(self) -> dict[str, Written]:
        """Every file of the page, by its path."""
        found = {}
        for folder, _, names in os.walk(self.out):
            for name in names:
                path = Path(folder, name)
                about, content = path.stat(), path.read_bytes()
                found[str(path.relative_to(self.out))] = Written(
                    about.st_ino, about.st_mtime_ns, hashlib.blake2b(content).digest(), about.st_size
                )
        return found

    def forget(self) -> None:
        """Remove the page and the cache: the next build starts from nothing."""
        shutil.rmtree(self.out.parent, ignore_errors=True)
        self.out.parent.mkdir(parents=True)
        shutil.rmtree(self.root / ".statuspage-cache", ignore_errors=True)

    def nothing(self) -> None:
        """Change nothing: what a build costs that has nothing to do."""

    def add_update(self) -> None:
        """Say one more word on the newest open incident: the commonest edit of a bad day."""
        story = self._newest_story()
        update = max(story.glob("*-*.md"))
        agency = update.name.split(".")[0].split("-", 2)[2]
        at = MOMENT - timedelta(minutes=40 - self.number)
        (story / f"{at:%m%d-%H%M}-{agency}.md").write_text(
            f"---\nstatus: monitoring\nnext_update: {MOMENT + timedelta(hours=2):%Y-%m-%d %H:%M}\n---\n"
            f"복구 작업을 이어 가고 있습니다. **{self.number}번째 소식입니다.**\n",
            encoding="utf-8",
        )

    def flip_state(self) -> None:
        """Edit one word of one service: what staff do at three in the morning."""
        service = sorted((self.root / "status" / "services").glob("*/*.yaml"))[0]
        lines = [
            line
            for line in service.read_text(encoding="utf-8").splitlines(keepends=True)
            if not line.startswith(("state:", "since:"))
        ]
        state = ("major_outage", "partial_outage")[self.number % 2]
        since = f"{MOMENT - timedelta(hours=1):%Y-%m-%d %H:%M}"
        service.write_text("".join([*lines, f"state: {state}\n", f"since: {since}\n"]), encoding="utf-8")

    def change_template(self) -> None:
        """Edit the frame of every page: the rarest edit, and the dearest."""
        from statuspage import defaults

        frame = (defaults.folder("templates") / "base.html").read_text(encoding="utf-8")
        before, end, after = frame.rpartition("</body>")
        own = self.root / "templates" / "base.html"
        own.parent.mkdir(exist_ok=True)
        own.write_text(f"{before}<!-- {self.number} -->{end}{after}", encoding="utf-8")

    def _newest_story(self) -> Path:
        years = self.root / "status" / "incidents"
        # The open stories are the last ones to begin: those of the day of MOMENT.
        return max((years / f"{MOMENT:%Y}").glob(f"{MOMENT:%m%d}-*"))


SCENARIOS: dict[str, tuple[str, Callable[[Bench], None]]] = {
    "cold": ("cold: no cache, no page", Bench.forget),
    "unchanged": ("unchanged", Bench.nothing),
    "update": ("one update added", Bench.add_update),
    "state": ("one state flipped", Bench.flip_state),
    "template": ("one template changed", Bench.change_template),
}
"""What is measured, in this order: each builds on the page the one before left behind."""


def measure(bench: Bench, name: str, runs: int) -> Row:
    """Make an edit and build, several times over. Raises `BuildError`."""
    title, edit = SCENARIOS[name]
    row = Row(title)
    for _ in range(runs):
        bench.number += 1
        before = bench.published()
        edit(bench)
        if name == "cold":
            before = {}
        row.runs.append(bench.build())
    after = bench.published()
    row.files, row.bytes = len(after), sum(file.size for file in after.values())
    row.written = sum(
        path not in before or before[path][:2] != (file.inode, file.modified) for path, file in after.items()
    )
    row.changed = sum(
        path not in before or before[path].digest != file.digest for path, file in after.items()
    )
    row.removed = sum(path not in after for path in before)
    return row


def table(rows: Sequence[Row]) -> str:
    """The rows as Markdown; ratios are to the cold build, where that was measured."""
    cold = next((row for row in rows if row.name.startswith("cold")), None)

    def ratio(row: Row, what: str) -> str:
        return f"{row.median(what) / cold.median(what):.2f}" if cold else "–"

    lines = [
        "| build | wall s | of cold | CPU s | of cold | peak MiB | files | MB | written | changed | gone |",
        "| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |",
    ]
    for row in rows:
        numbers = [
            f"{row.median('wall'):.2f}", ratio(row, "wall"), f"{row.median('cpu'):.2f}", ratio(row, "cpu"),
            f"{row.median('peak') / 2**20:.0f}", f"{row.files:,}", f"{row.bytes / 1e6:.1f}",
            f"{row.written:,}", f"{row.changed:,}", f"{row.removed:,}",
        ]  # fmt: skip
        lines.append(f"| {row.name} | {' | '.join(numbers)} |")
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> int:
    """Make the country, measure, print."""
    parser = argparse.ArgumentParser(description="Measure whole builds of a made-up country.")
    parser.add_argument("--size", choices=SIZES, default="national")
    parser.add_argument("--runs", type=int, default=3, choices=range(1, 13), metavar="1-12", help="per row")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--work", type=Path, default=WORK, help="where to put the files (default: %(default)s)"
    )
    parser.add_argument(
        "--only", nargs="+", choices=SCENARIOS, default=list(SCENARIOS), help="these rows only"
    )
    arguments = parser.parse_args(argv)

    place = arguments.work / f"{arguments.size}-{arguments.seed}"
    shutil.rmtree(place, ignore_errors=True)
    bench = Bench(place / "root", place / "public" / "site")
    made = generate(SIZES[arguments.size], bench.root, arguments.seed)
    bench.forget()
    print(f"{arguments.size}, seed {arguments.seed}: {made}", file=sys.stderr)

    rows = []
    try:
        if "cold" not in arguments.only:
            bench.build()  # the other rows need a page to start from
        for name in SCENARIOS:
            if name in arguments.only:
                print(f"measuring: {SCENARIOS[name][0]} …", file=sys.stderr)
                rows.append(measure(bench, name, arguments.runs))
    except BuildError as failure:
        print(failure, file=sys.stderr)
        return 1
    print(f"`{arguments.size}` ({made}), median of {arguments.runs}, Python {platform.python_version()}, "
          f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}\n")  # fmt: skip
    print(table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())

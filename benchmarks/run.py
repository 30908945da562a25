"""Measures builds of a made-up country beside those of Hugo and Pelican, and prints tables in Markdown.

Everything is measured as a process of its own, started the way people start it, so that the start of Python,
the reading of files and the writing of pages are all counted. Usage:

    python benchmarks/run.py --size national [--runs 5] [--only update hugo]
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

import baselines
import weights
from baselines import Baseline
from generate import MOMENT, SIZES, generate
from measure import CommandError, Run, measured

WORK = Path(__file__).resolve().parent / "work"


class Written(NamedTuple):
    """A published file as it lies there: which one it is, and what it says."""

    inode: int
    modified: int
    digest: bytes
    size: int


def published(page: Path) -> dict[str, Written]:
    """Every file of a page, by its path."""
    found = {}
    for folder, _, names in os.walk(page):
        for name in names:
            path = Path(folder, name)
            about, content = path.stat(), path.read_bytes()
            found[str(path.relative_to(page))] = Written(
                about.st_ino, about.st_mtime_ns, hashlib.blake2b(content).digest(), about.st_size
            )
    return found


@dataclass(slots=True)
class Row:
    """What several runs of one kind cost, and what the last of them did to the published files."""

    name: str
    runs: list[Run] = field(default_factory=list)
    files: int = 0
    """0 for what publishes nothing."""
    pages: int = 0
    """Those of the files that are HTML."""
    bytes: int = 0
    written: int = 0
    """Files that were written again, or are new."""
    changed: int = 0
    """Those of them that say something else than before; the rest was written in vain."""
    removed: int = 0

    def median(self, what: str) -> float:
        """The middle value of the runs."""
        return float(statistics.median(getattr(run, what) for run in self.runs))

    def ratio(self, other: Row, what: str) -> float:
        """The middle one of the ratios, each of two runs of the same round."""
        pairs = zip(self.runs, other.runs, strict=True)
        return float(statistics.median(getattr(one, what) / getattr(two, what) for one, two in pairs))

    def count(self, before: Mapping[str, Written], after: Mapping[str, Written]) -> None:
        """Note what the last run did to the files of a page."""
        self.files, self.bytes = len(after), sum(file.size for file in after.values())
        self.pages = sum(path.endswith(".html") for path in after)
        self.written = sum(
            path not in before or before[path][:2] != (file.inode, file.modified)
            for path, file in after.items()
        )
        self.changed = sum(
            path not in before or before[path].digest != file.digest for path, file in after.items()
        )
        self.removed = sum(path not in after for path in before)


@dataclass(slots=True)
class Bench:
    """One country, the place its page is published to, and the edits that are made to it."""

    root: Path
    out: Path
    number: int = 0
    """Which round this is; keeps each edit different from those before."""

    def command(self, *words: str | Path) -> Run:
        """Run a command of ours. Raises `CommandError`."""
        ours = [sys.executable, "-m", "statuspage", "--root", str(self.root)]
        # The clock is set as reproducible builds set it: that costs no more than a look at the real one.
        epoch = f"{MOMENT.timestamp():.0f}"
        return measured([*ours, *words], self.root.parent / "command.log", SOURCE_DATE_EPOCH=epoch)

    def build(self, out: Path | None = None, cache: Path | None = None) -> Run:
        """Build once, into the page unless another place is named. Raises `CommandError`."""
        return self.command("build", "--out", out or self.out, "--cache", cache or self.cache)

    @property
    def cache(self) -> Path:
        return self.root / ".statuspage-cache"

    @property
    def cold_page(self) -> Path:
        """Where cold builds go, so that the page, its earlier releases and the cache stay as they are."""
        return self.root.parent / "cold" / "site"

    def cold(self) -> Run:
        """Build from nothing."""
        place = self.cold_page.parent
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        return self.build(self.cold_page, place / "cache")

    def edited(self, edit: Callable[[Bench], None]) -> Run:
        """Make an edit and build."""
        edit(self)
        return self.build()

    def check(self) -> Run:
        """Check all files, as of the moment the country is made for."""
        return self.command("check", "--at", f"{MOMENT:%Y-%m-%dT%H:%M}")

    def cold_check(self) -> Run:
        """Check with nothing remembered, and then put back what was."""
        aside = self.root.parent / "cache-aside"
        if self.cache.exists():
            self.cache.rename(aside)
        run = self.check()
        shutil.rmtree(self.cache, ignore_errors=True)
        if aside.exists():
            aside.rename(self.cache)
        return run

    def warm_check(self) -> Run:
        """Check what was just checked."""
        self.check()
        return self.check()

    def audit(self) -> Run:
        """Take every system down in turn, and every two of grade 1."""
        return self.command("audit")

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


EDITS: dict[str, Callable[[Bench], None]] = {
    "unchanged": Bench.nothing,
    "update": Bench.add_update,
    "state": Bench.flip_state,
    "template": Bench.change_template,
}
"""What is done before a build; each goes on with the page the one before left behind."""

TITLES = {
    "cold": "cold: no cache, no page",
    "unchanged": "unchanged",
    "update": "one update added",
    "state": "one state flipped",
    "template": "one template changed",
    "check-cold": "`check`, cold",
    "check-warm": "`check`, warm",
    "audit": "`audit`",
    "hugo": "Hugo, whole",
    "pelican": "Pelican, whole",
}
"""What can be measured, in this order."""


def measure(
    bench: Bench, others: Mapping[str, Baseline], names: Iterable[str], rounds: int, first: Run | None
) -> dict[str, Row]:
    """Measure everything once in each round, so that every ratio is one of the same minutes.

    `first` is what the page cost that edits begin with; of one round alone, that is the cold build.
    Raises `CommandError`.
    """
    known = first if rounds == 1 else None
    does: dict[str, Callable[[], Run]] = {
        "cold": bench.cold if known is None else lambda: known,
        **{name: partial(bench.edited, edit) for name, edit in EDITS.items()},
        "check-cold": bench.cold_check,
        "check-warm": bench.warm_check,
        "audit": bench.audit,
        **{name: other.build for name, other in others.items()},
    }
    rows = {name: Row(TITLES[name]) for name in names if name in does}
    theirs = [name for name in rows if name in others]
    ours = [name for name in rows if name not in others]
    pages = {
        "cold": bench.cold_page if known is None else bench.out,
        **dict.fromkeys(EDITS, bench.out),
        **{name: other.page for name, other in others.items()},
    }
    lying: dict[Path, dict[str, Written]] = {}
    """How pages were left; to read one of seven gigabytes takes longer than to write it again."""
    for bench.number in range(1, rounds + 1):
        # The others come last, then first: whatever crowds the machine for a while meets all alike.
        for name in [*ours, *theirs] if bench.number % 2 else [*theirs, *ours]:
            print(f"round {bench.number} of {rounds}: {TITLES[name]} …", file=sys.stderr)
            seen = bench.number == rounds and name in pages
            if seen and name in EDITS and pages[name] not in lying:
                lying[pages[name]] = published(pages[name])
            rows[name].runs.append(does[name]())
            if seen:
                before = lying.get(pages[name], {}) if name in EDITS else {}
                lying[pages[name]] = published(pages[name])
                rows[name].count(before, lying[pages[name]])
    return rows


def table(rows: Mapping[str, Row]) -> str:
    """The rows as Markdown; ratios are to rows of the same table, where those were measured."""
    lines = [
        "| | wall s | of cold | of Hugo | CPU s | of cold | of Hugo "
        "| peak MiB | files | MB | written | changed | gone |",
        "| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |",
    ]
    for row in rows.values():
        numbers = []
        for what in ("wall", "cpu"):
            ratios = [row.ratio(rows[to], what) if to in rows else None for to in ("cold", "hugo")]
            numbers += [f"{row.median(what):.2f}", *map(_ratio, ratios)]
        numbers.append(f"{row.median('peak') / 2**20:.0f}")
        counts = [f"{row.files:,}", f"{row.bytes / 1e6:.1f}"]
        counts += [f"{number:,}" for number in (row.written, row.changed, row.removed)]
        numbers += counts if row.files else "–" * len(counts)
        lines.append(f"| {row.name} | {' | '.join(numbers)} |")
    return "\n".join(lines)


def _ratio(value: float | None) -> str:
    """Two figures that count, also where one is a hundredth of the other."""
    if value is None:
        return "–"
    return f"{value:.3f}" if value < 0.1 else f"{value:.2f}"


def pieces(rows: Mapping[str, Row]) -> str:
    """What one file of a whole site costs, and one page, as Markdown."""
    hugo = rows.get("hugo")
    lines = [
        "| | pages | files | CPU ms a page | CPU ms a file | a file, of a page of Hugo |",
        "| --- | --: | --: | --: | --: | --: |",
    ]
    for name in ("cold", "hugo", "pelican"):
        if row := rows.get(name):
            cpu = row.median("cpu") * 1000
            of_hugo = row.ratio(hugo, "cpu") * hugo.pages / row.files if hugo else None
            lines.append(
                f"| {row.name} | {row.pages:,} | {row.files:,} "
                f"| {cpu / row.pages:.2f} | {cpu / row.files:.2f} | {_ratio(of_hugo)} |"
            )
    return "\n".join(lines) if len(lines) > 2 else ""


def options(description: str, runs: int) -> argparse.ArgumentParser:
    """What every program that measures a country can be asked for; `runs` unless another number is."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--size", choices=SIZES, default="national")
    parser.add_argument(
        "--runs", type=int, default=runs, choices=range(1, 31), metavar="1-30", help="of every row"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--work", type=Path, default=WORK, help="where to put the files (default: %(default)s)"
    )
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Make the country, measure, print."""
    parser = options("Measure builds of a made-up country.", runs=3)
    parser.add_argument("--only", nargs="+", choices=TITLES, default=list(TITLES), help="these rows only")
    arguments = parser.parse_args(argv)

    work = arguments.work.absolute()
    place = work / f"{arguments.size}-{arguments.seed}"
    shutil.rmtree(place, ignore_errors=True)
    bench = Bench(place / "root", place / "public" / "site")
    made = generate(SIZES[arguments.size], bench.root, arguments.seed)
    bench.out.parent.mkdir()
    print(f"{arguments.size}, seed {arguments.seed}: {made}", file=sys.stderr)
    wanted = [name for name in TITLES if name in arguments.only]
    found = baselines.programs([name for name in wanted if name in baselines.PINNED], work)
    others = {name: Baseline(name, program, place / name) for name, program in found.items()}
    try:
        for other in others.values():
            other.write(bench.root)
        first = None
        if not baselines.PINNED.keys() >= set(wanted):
            print("the page that all edits start from …", file=sys.stderr)
            first = bench.build()
        rows = measure(bench, others, wanted, arguments.runs, first)
    except CommandError as failure:
        print(failure, file=sys.stderr)
        return 1
    machine = [f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}"]
    machine += [f"Python {platform.python_version()}", *(other.version() for other in others.values())]
    print(f"`{arguments.size}` ({made}), median of {arguments.runs}, {', '.join(machine)}\n")
    print(table(rows))
    if each := pieces(rows):
        print(f"\n{each}")
    if bench.out.exists():
        print(f"\n{weights.table(bench.out)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

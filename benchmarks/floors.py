"""Measures the least that a build can cost, piece by piece, beside what ours costs in the same run.

Each piece is the plain call of a library or of the system on the very files of the country and of its page:
nothing is decided, compared or remembered. So the sum is what a program of this kind would cost that works
out nothing, and loses no time on its own account. Usage:

    python benchmarks/floors.py [--size national] [--runs 3]
    python benchmarks/floors.py --built benchmarks/work/huge-1 --every 20   # after run.py, on a part of it
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import stat
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import jinja2
import markdown
import nh3
import segno
import yaml
from lxml import etree

from generate import SIZES, generate
from measure import measured
from run import Bench, options, published

Piece = tuple[str, Callable[[], object]]

LIBRARIES = "click, jinja2, lxml.etree, markupsafe, sqlite3, yaml, zoneinfo"
"""What an update cannot do without."""

PAGE = jinja2.Environment(autoescape=True).from_string(
    "{% for tag, words in parts %}<{{ tag }}>{{ words }}{% endfor %}"
)
"""A page as plain as can be: every element and every text of a real one, escaped and put together."""


def start() -> object:
    """Python and the libraries, in a process of its own."""
    return measured([sys.executable, "-c", f"import {LIBRARIES}"], Path(os.devnull))


def looked_at(folders: Sequence[Path]) -> None:
    """Ask the system about every file."""
    ahead = list(folders)
    while ahead:
        for entry in os.scandir(ahead.pop()):
            if stat.S_ISDIR(entry.stat(follow_symlinks=False).st_mode):
                ahead.append(Path(entry.path))


def said(files: Sequence[Path]) -> tuple[list[str], set[str]]:
    """The YAML in files, the settings on top of notes included, and the words of every note."""
    settings, notes = [], set()
    for path in files:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".md":
            _, text, words = text.split("---\n", 2)
            notes.add(words)
        settings.append(text)
    return settings, notes - {""}


def rendered(pages: Sequence[bytes]) -> Callable[[], object]:
    """Print the same elements and texts with Jinja."""
    parts = []
    for page in pages:
        elements = parsed(page).iter(etree.Element)
        parts.append([(one.tag, (one.text or "") + (one.tail or "")) for one in elements])
    return lambda: [PAGE.render(parts=one) for one in parts]


def encoded(documents: Sequence[bytes]) -> Callable[[], object]:
    """Write JSON."""
    values = [json.loads(document) for document in documents]
    return lambda: [json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() for value in values]


def serialised(feeds: Sequence[bytes]) -> Callable[[], object]:
    """Write XML."""
    trees = [etree.fromstring(feed) for feed in feeds]
    return lambda: [etree.tostring(tree, encoding="utf-8") for tree in trees]


def parsed(page: bytes) -> Any:
    """Read HTML back, as an inspection has to."""
    return etree.fromstring(page, etree.HTMLParser(encoding="utf-8"))


def written(contents: Sequence[bytes], place: Path, flush: bool) -> None:
    """Write files, onto the disk where `flush`."""
    place = place / f"{time.monotonic_ns()}"
    place.mkdir(parents=True)
    for number, content in enumerate(contents):
        handle = os.open(place / str(number), os.O_WRONLY | os.O_CREAT)
        os.write(handle, content)
        if flush:
            os.fsync(handle)
        os.close(handle)


def in_notes(texts: Iterable[str]) -> None:
    """Markdown to safe HTML."""
    convert = markdown.Markdown()
    for text in texts:
        nh3.clean(convert.reset().convert(text))


def drawn(addresses: Sequence[str]) -> None:
    """QR codes."""
    for address in addresses:
        segno.make(address, micro=False, error="q")


def making(contents: dict[str, bytes], place: Path, flush: bool) -> list[Piece]:
    """What every file that is made costs."""

    def of(*endings: str) -> list[bytes]:
        return [content for path, content in contents.items() if path.endswith(endings)]

    everything, pages = list(contents.values()), of(".html")
    return [
        (f"Jinja: elements and texts of {len(pages):,} pages", rendered(pages)),
        (f"JSON: {len(of('.json')):,} documents", encoded(of(".json"))),
        (f"lxml: {len(of('.atom', '.rss', '.xml')):,} feeds", serialised(of(".atom", ".rss", ".xml"))),
        ("lxml: the pages read back", lambda: [parsed(page) for page in pages]),
        (f"SHA-256 of {len(everything):,} files", lambda: [hashlib.sha256(one) for one in everything]),
        ("writing them", lambda: written(everything, place, flush)),
    ]


def cost(make: Callable[[], object], runs: int) -> float:
    """CPU seconds, of processes it starts too; the middle one of several."""
    found = []
    for _ in range(runs):
        begun = os.times()
        make()
        ended = os.times()
        found.append(sum(ended[:4]) - sum(begun[:4]))
    return statistics.median(found)


def table(title: str, pieces: Sequence[Piece], ours: float | None, runs: int, times: int = 1) -> str:
    """Every piece, their sum, and ours beside it where it was measured, in Markdown.

    `times` is how many files each one stands for that is measured.
    """

    def of_ours(seconds: float) -> str:
        return f"{seconds / ours:.3f}" if ours else "–"

    lines = [f"| {title} | CPU s | of ours |", "| --- | --: | --: |"]
    whole = 0.0
    for name, make in pieces:
        print(f"{title}: {name} …", file=sys.stderr)
        seconds = cost(make, runs) * times
        whole += seconds
        lines.append(f"| {name} | {seconds:.3f} | {of_ours(seconds)} |")
    lines.append(f"| **the floor** | {whole:.2f} | {of_ours(whole)} |")
    if ours:
        lines.append(f"| **ours** | {ours:.2f} | 1 |")
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> int:
    """Make the country, build, edit, build again, and then only the pieces."""
    parser = options("Measure the least that a build can cost.", runs=3)
    parser.add_argument("--built", type=Path, metavar="PLACE", help="a country that run.py has left behind")
    parser.add_argument(
        "--every", type=int, default=1, metavar="N", help="for the cold build, measure every Nth file only"
    )
    arguments = parser.parse_args(argv)
    place = arguments.built or arguments.work.absolute() / f"floors-{arguments.size}"
    bench, cold = Bench(place.absolute() / "root", place.absolute() / "public" / "site"), None
    if not arguments.built:
        shutil.rmtree(place, ignore_errors=True)
        made = generate(SIZES[arguments.size], bench.root, arguments.seed)
        bench.out.parent.mkdir()
        print(f"{arguments.size}: {made}; building …", file=sys.stderr)
        cold = bench.build().cpu
    updates = []
    # Not with the words of an edit before: those would change nothing.
    for bench.number in range(10, 10 + arguments.runs):
        updates.append(bench.edited(Bench.add_update).cpu)
    before = published(bench.out)
    bench.number += 1
    updates.append(bench.edited(Bench.add_update).cpu)
    after = published(bench.out)
    changed = {path for path, file in after.items() if before.get(path) != file}

    def content(paths: Sequence[str]) -> dict[str, bytes]:
        return {path: (bench.out / path).read_bytes() for path in paths}

    sources = [path for path in (bench.root / "status").rglob("*") if path.suffix in (".md", ".yaml")]
    words, texts = said(sources)
    sheets = [path for path in after if path.startswith("notice/") and not path.endswith("/both/index.html")]
    addresses = [f"https://status.example.go.kr/services/{path.split('/')[1]}/" for path in sheets]
    loader: Any = yaml.CSafeLoader
    print(f"`{place.name}`, {time.strftime('%Y-%m-%d')}, {os.cpu_count()} processors, ", end="")
    print(f"load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}\n")
    update: list[Piece] = [
        ("the start of Python, and the libraries", start),
        (f"asking about {len(sources):,} files that are read", lambda: looked_at([bench.root / "status"])),
        (f"asking about {len(after):,} files that are published", lambda: looked_at([bench.out.resolve()])),
        *making(content(sorted(changed)), place / "floor", True),
    ]
    # The first update after a cold build finds no release that is made already.
    print(table("one update added", update, statistics.median(updates[1:]), arguments.runs), end="\n\n")
    every = arguments.every
    words, notes, addresses = words[::every], sorted(texts)[::every], addresses[::every]
    whole: list[Piece] = [
        (f"YAML of {len(words):,} files", lambda: [yaml.load(text, loader) for text in words]),  # noqa: S506
        (f"Markdown of {len(notes):,} notes", lambda: in_notes(notes)),
        (f"{len(addresses):,} QR codes", lambda: drawn(addresses)),
        *making(content(sorted(after)[::every]), place / "floor", False),
    ]
    part = f", a part of the files, times {every}" if every > 1 else ""
    print(table(f"cold{part}", whole, cold, arguments.runs, every))
    return 0


if __name__ == "__main__":
    sys.exit(main())

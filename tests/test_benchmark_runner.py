"""The tables of measurements: every row is what it says, and the others make a page of the same stories."""

from __future__ import annotations

import contextlib
import hashlib
import io
import itertools
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import baselines
import run as benchmark
from baselines import Baseline, for_hugo, for_pelican
from conftest import needs_library
from generate import SIZES, generate
from measure import CommandError, Run, measured
from run import EDITS, Bench, Row, pieces, published, table
from statuspage import load
from statuspage.model import Site

SMALL = SIZES["small"]

OTHER = """#!{python}
import pathlib, sys
if sys.argv[1] == "version":
    print("hugo v9.9.9-abc+extended linux/amd64")
else:
    page = pathlib.Path(sys.argv[sys.argv.index("--destination") + 1])
    page.mkdir()
    for number in range(100):
        (page / f"{{number}}.html").write_text("<!doctype html>")
"""
"""A program that answers like Hugo, and makes a hundred pages of nothing."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("country")
    generate(SMALL, out)
    return out


@pytest.fixture(scope="module")
def site(root: Path) -> Site:
    found = load.site(root).site
    assert found is not None
    return found


def digests(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).digest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def cells(printed: str) -> dict[str, list[str]]:
    """The rows of a table, by what stands first in them."""
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in printed.splitlines() if "|" in line]
    return {first: rest for first, *rest in rows}


class TestEdits:
    """Each row of the table measures one edit, and each round of it has to be a new one."""

    @pytest.mark.parametrize(
        ("name", "folder"),
        [("update", "status/incidents"), ("state", "status/services"), ("template", "templates")],
    )
    def test_an_edit_touches_one_file_and_never_says_the_same_twice(
        self, tmp_path: Path, name: str, folder: str
    ) -> None:
        """The second round would measure a build that has nothing to do."""
        generate(SMALL, tmp_path / "root")
        bench = Bench(tmp_path / "root", tmp_path / "public" / "site")
        seen = [digests(bench.root)]

        for bench.number in (1, 2, 3):
            EDITS[name](bench)
            seen.append(digests(bench.root))

        for before, after in itertools.pairwise(seen):
            edited = {path for path in after if before.get(path) != after[path]}
            assert 1 == len(edited)
            assert edited.pop().startswith(folder)


class TestMeasuring:
    """A number that is not what it says is worse than none."""

    def test_a_process_is_not_blamed_for_the_memory_of_the_runner(self, tmp_path: Path) -> None:
        """The system counts the memory of whoever starts a process as the least it ever held."""
        held = bytearray(b"x" * 400_000_000)

        peak = measured([sys.executable, "-c", "pass"], tmp_path / "log").peak

        assert peak < len(held) / 4

    def test_work_and_waiting_are_told_apart(self, tmp_path: Path) -> None:
        slept = measured([sys.executable, "-c", "import time; time.sleep(0.5)"], tmp_path / "log")

        assert slept.cpu < 0.5 <= slept.wall

    def test_what_a_failing_command_said_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match=r"ended with 3:\nno such country"):
            measured([sys.executable, "-c", "print('no such country'); exit(3)"], tmp_path / "log")

    def test_ratios_are_those_of_one_round(self) -> None:
        """A machine that is slow for one round is slow for both."""
        ours = Row("one update added", [Run(1.0, 1.0, 1), Run(6.0, 6.0, 1), Run(9.0, 9.0, 1)])
        theirs = Row("Hugo, whole", [Run(2.0, 2.0, 1), Run(12.0, 12.0, 1), Run(3.0, 3.0, 1)])

        assert 0.5 == ours.ratio(theirs, "wall")

    def test_a_file_written_in_vain_is_seen(self, tmp_path: Path) -> None:
        for name in ("same.html", "again.html", "other.html", "gone.txt"):
            (tmp_path / name).write_text("before")
        before = published(tmp_path)
        os.utime(tmp_path / "again.html", ns=(1, 1))
        (tmp_path / "other.html").write_text("after, and longer")
        (tmp_path / "gone.txt").unlink()
        (tmp_path / "new.txt").write_text("new")
        row = Row("one update added")

        row.count(before, published(tmp_path))

        assert (3, 2, 1) == (row.written, row.changed, row.removed)
        assert (4, 3) == (row.files, row.pages)

    def test_the_table_compares_with_the_cold_build_and_with_hugo(self) -> None:
        rows = {
            "cold": Row("cold", [Run(4.0, 3.0, 2**27)], files=10, pages=5, bytes=5_000_000, written=10),
            "unchanged": Row("unchanged", [Run(0.02, 0.6, 2**26)], files=10),
            "audit": Row("`audit`", [Run(1.0, 1.5, 2**26)]),
            "hugo": Row("Hugo", [Run(2.0, 1.0, 2**28)], files=20, pages=10, bytes=1_000_000, written=20),
        }

        *_, cold, unchanged, audit, _ = table(rows).splitlines()

        assert "| cold | 4.00 | 1.00 | 2.00 | 3.00 | 1.00 | 3.00 | 128 | 10 | 5.0 | 10 | 0 | 0 |" == cold
        assert (
            "| unchanged | 0.02 | 0.005 | 0.010 | 0.60 | 0.20 | 0.60 | 64 | 10 | 0.0 | 0 | 0 | 0 |"
            == unchanged
        )
        assert "| `audit` | 1.00 | 0.25 | 0.50 | 1.50 | 0.50 | 1.50 | 64 | – | – | – | – | – |" == audit
        assert ["5", "10", "600.00", "300.00", "3.00"] == cells(pieces(rows))["cold"]

    def test_without_hugo_there_are_no_ratios_to_it(self) -> None:
        rows = {"cold": Row("cold", [Run(4.0, 3.0, 2**27)], files=10, pages=5, written=10)}

        assert ["4.00", "1.00", "–", "3.00", "1.00", "–"] == cells(table(rows))["cold"][:6]
        assert "–" == cells(pieces(rows))["cold"][-1]


class TestTheOthers:
    """They are compared with us, so they have to tell the same stories."""

    def test_hugo_has_a_page_for_every_incident_and_service_in_every_language(
        self, site: Site, tmp_path: Path
    ) -> None:
        for_hugo(site, tmp_path)

        for language in ("ko", "en"):
            content = tmp_path / "content" / language
            services = {path.parent.name for path in content.glob("services/*/_index.md")}
            told = {
                incident.key
                for incident in site.incidents
                if any(u.words and language in u.words.languages() for u in incident.updates)
            }
            pages = {
                path.relative_to(content / "incidents").with_suffix("").as_posix()
                for path in content.glob("incidents/*/[!_]*.md")
            }
            assert site.services.keys() == services
            assert told == pages

    @pytest.mark.parametrize("write", [for_hugo, for_pelican])
    def test_every_word_is_carried_over(
        self, write: Callable[[Site, Path], None], site: Site, tmp_path: Path
    ) -> None:
        write(site, tmp_path / "other")
        written = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "other").rglob("*.md"))

        said = [words for i in site.incidents for u in i.updates if u.words for _, words in u.words.versions]
        assert SMALL.incidents < len(said)
        assert [] == [words for words in said if words not in written]

    def test_the_page_of_before_is_gone_before_a_whole_build(self, tmp_path: Path) -> None:
        """Else the others would only look what is there already, and seem fast."""
        other = pretended(tmp_path)
        other.folder.mkdir()
        other.page.mkdir()
        (other.page / "old.html").write_text("old")

        other.build()

        assert 100 == len(published(other.page))

    def test_what_cannot_be_installed_is_said_and_left_out(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(baselines, "_installed", lambda name, home: None)
        monkeypatch.setenv("PATH", str(tmp_path))

        assert {} == baselines.programs(["hugo", "pelican"], tmp_path)
        assert "Hugo is not here and could not be installed; going on without." in capsys.readouterr().err


def pretended(folder: Path) -> Baseline:
    """A Hugo that is none."""
    program = folder / "hugo-program"
    program.write_text(OTHER.format(python=sys.executable))
    program.chmod(0o755)
    return Baseline("hugo", program, folder / "hugo")


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The head and the tables, where Hugo answers and Pelican is missing."""
    work = tmp_path_factory.mktemp("work")
    program = pretended(work).program
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(said):
        patch.setattr(baselines, "programs", lambda names, place: {"hugo": program})
        assert 0 == benchmark.main(["--size", "small", "--runs", "1", "--work", str(work)])
    return said.getvalue().split("\n\n")


@pytest.mark.slow
class TestFromEndToEnd:
    """The smallest country, all rows."""

    def test_every_row_is_there_but_those_of_what_is_missing(self, printed: list[str]) -> None:
        titles = [title for name, title in benchmark.TITLES.items() if name != "pelican"]

        assert titles == list(cells(printed[1]))[2:]

    def test_a_cold_build_writes_everything_and_a_needless_one_nothing(self, printed: list[str]) -> None:
        files, _, written, changed, gone = cells(printed[1])["cold: no cache, no page"][-5:]

        assert files == written == changed
        assert 4 < len(files)
        assert "0" == gone
        assert ["0", "0", "0"] == cells(printed[1])["unchanged"][-3:]

    @pytest.mark.parametrize("title", ["one update added", "one state flipped", "one template changed"])
    def test_an_edit_writes_what_it_changes_and_nothing_else(self, printed: list[str], title: str) -> None:
        _, _, written, changed, _ = cells(printed[1])[title][-5:]

        assert 0 < int(written) < 1_000
        assert changed == written

    def test_everything_is_compared_with_hugo(self, printed: list[str]) -> None:
        """Made in the same minutes, on the same machine."""
        assert "Hugo 9.9.9" in printed[0]
        assert [] == [name for name, row in cells(printed[1]).items() if "–" in (row[2], row[5])]
        assert ["100", "100"] == cells(printed[2])["Hugo, whole"][:2]

    def test_pages_are_weighed(self, printed: list[str]) -> None:
        needs_library("brotli")

        assert 1 < float(cells(printed[3])["home page"][0]) < 16

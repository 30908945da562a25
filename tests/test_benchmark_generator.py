"""The made-up country that speed is measured on: always the same, large enough, and free of mistakes."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

import generate as benchmark
from generate import MOMENT, SIZES, Size, generate

SMALL = SIZES["small"]


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("country")
    generate(SMALL, out)
    return out / "status"


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def stories(country: Path) -> list[Path]:
    return sorted((country / "incidents").glob("*/*"))


def updates(story: Path) -> list[Path]:
    return sorted(p for p in story.glob("*-*.md") if not p.name.endswith(".en.md"))


def newest(story: Path) -> str:
    return max(updates(story), key=moment).read_text(encoding="utf-8")


def moment(update: Path) -> datetime:
    """The moment an update's file name says."""
    found = re.match(r"(\d{4})?(\d{4})-(\d{4})-", update.name)
    assert found
    year = found[1] or update.parent.parent.name
    return datetime.strptime(f"{year}{found[2]}{found[3]}+0900", "%Y%m%d%H%M%z")


class TestRepeatability:
    """Two measurements compare only if they measured the same files."""

    def test_the_same_seed_gives_the_same_bytes(self, country: Path, tmp_path: Path) -> None:
        generate(SMALL, tmp_path)

        assert digests(country) == digests(tmp_path / "status")

    def test_another_seed_gives_another_country(self, country: Path, tmp_path: Path) -> None:
        generate(SMALL, tmp_path, seed=2)

        assert digests(country) != digests(tmp_path / "status")

    def test_a_folder_with_a_site_is_left_alone(self, tmp_path: Path) -> None:
        """Nobody wants a thousand invented incidents among the real ones."""
        (tmp_path / "status").mkdir()

        with pytest.raises(FileExistsError, match="there already"):
            generate(SMALL, tmp_path)
        assert [] == list((tmp_path / "status").iterdir())


class TestSize:
    """A number in a table of measurements has to mean what it says."""

    def test_there_is_what_was_asked_for(self, country: Path) -> None:
        assert SMALL.services == len(list((country / "services").glob("*/*.yaml")))
        assert SMALL.systems == len(list((country / "systems").glob("*.yaml")))
        assert SMALL.incidents == len(stories(country))
        assert SMALL.maintenance == len(list((country / "maintenance").glob("*/*/notice.md")))

    def test_every_finished_story_has_the_asked_number_of_updates(self, country: Path) -> None:
        lengths = [len(updates(story)) for story in stories(country)]

        assert SMALL.updates == max(lengths)
        assert SMALL.open >= sum(length < SMALL.updates for length in lengths)

    @pytest.mark.parametrize("number", [2, 3, 7])
    def test_stories_can_be_shorter_and_longer(self, tmp_path: Path, number: int) -> None:
        generate(Size(services=10, systems=5, incidents=5, updates=number, agencies=3, open=1), tmp_path)

        assert number == max(len(updates(story)) for story in stories(tmp_path / "status"))

    def test_every_agency_has_its_own_name(self, tmp_path: Path) -> None:
        """Two of one name would be one file, and the country smaller than the table says."""
        generate(Size(services=3, systems=450, incidents=0, agencies=300, open=0, maintenance=0), tmp_path)

        assert 300 == len(list((tmp_path / "status/agencies").iterdir()))
        assert 450 == len(list((tmp_path / "status/systems").iterdir()))

    @pytest.mark.parametrize(
        ("size", "message"),
        [
            (
                Size(services=100_000, systems=5, incidents=1, open=1),
                "services: 100,000 is not between 3 and 18,900",
            ),
            (Size(services=9, systems=1, incidents=1, open=1), "systems: 1 is not between"),
            (Size(services=9, systems=5, incidents=1, open=2), "open: 2 is not between 0 and 1"),
            (Size(services=9, systems=5, incidents=1, open=1, updates=1), "updates: 1 is not between"),
        ],
    )
    def test_a_size_that_cannot_be_made_is_refused(self, tmp_path: Path, size: Size, message: str) -> None:
        with pytest.raises(ValueError, match=message):
            generate(size, tmp_path)
        assert [] == list(tmp_path.iterdir())

    def test_numbers_can_be_given_one_by_one(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        made = ["--size", "small", "--incidents", "7", "--out", str(tmp_path)]

        assert 0 == benchmark.main(made)
        assert 7 == len(stories(tmp_path / "status"))
        assert "7 incidents" in capsys.readouterr().out
        assert 1 == benchmark.main(made)


class TestLikeness:
    """Speed on files nobody would write says nothing about the real ones."""

    def test_words_are_as_long_as_real_ones(self, country: Path) -> None:
        lengths = [
            len(update.read_text(encoding="utf-8").split("\n---\n", 1)[1])
            for story in stories(country)
            for update in updates(story)
        ]

        assert min(lengths) >= 600
        assert max(lengths) <= 1_500

    def test_some_stories_are_open_and_all_others_are_resolved(self, country: Path) -> None:
        endings = [
            "resolved" in newest(story) or "status: 해결" in newest(story) for story in stories(country)
        ]

        assert SMALL.open == endings.count(False)

    def test_nothing_is_said_after_the_moment_it_is_made_for(self, country: Path) -> None:
        """Else the page would depend on words that nobody has said yet."""
        assert max(moment(u) for story in stories(country) for u in updates(story)) <= MOMENT

    def test_an_outage_is_never_called_an_accident(self, country: Path) -> None:
        assert [] == [p.name for p in country.rglob("*.*") if "사고" in p.read_text(encoding="utf-8")]

    def test_check_finds_no_mistake_in_it(self, country: Path) -> None:
        """Pages of files with mistakes are other pages: what is measured must be what is meant."""
        checked = subprocess.run(
            [sys.executable, "-m", "statuspage", "--root", str(country.parent), "check"],
            capture_output=True,
            text=True,
        )

        assert checked.returncode == 0, checked.stdout + checked.stderr

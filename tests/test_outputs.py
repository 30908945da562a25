"""The folder of formats is their register: a new format is one new file, and none is left unexplained."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from sites import DURING, published, write
from statuspage import outputs
from statuspage.build import Refused, build

DOCS = Path(__file__).parent.parent / "docs"

GREETING = '''
    """A greeting, for a test."""

    from collections.abc import Iterator

    from . import Artifact, Press


    def render(press: Press) -> Iterator[Artifact]:
        """One file."""
        words = f"Hello from {press.site.address}\\n"
        yield Artifact("greeting.txt", words, words.encode)
'''


@pytest.fixture(name="dropped")
def _dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A place beside the folder of formats: a file put there is one of them."""
    place = tmp_path / "formats"
    place.mkdir()
    monkeypatch.setattr(outputs, "__path__", [*outputs.__path__, str(place)])
    yield place
    sys.modules.pop("statuspage.outputs.greeting", None)


class TestANewFormat:
    def test_it_is_one_new_file(self, dropped: Path, tmp_path: Path) -> None:
        """Published, and listed with all others, without a line anywhere else."""
        (dropped / "greeting.py").write_text(dedent(GREETING), encoding="utf-8")
        root = write(tmp_path / "root")
        build(root, root / "site", DURING)
        files = published(root / "site")

        assert b"Hello from https://status.example.go.kr/\n" == files["greeting.txt"]
        assert b'"greeting.txt"' in files["manifest.json"]

    def test_two_that_claim_one_path_are_refused_and_nothing_goes_out(
        self, dropped: Path, tmp_path: Path
    ) -> None:
        root = write(tmp_path / "root")
        build(root, root / "site", DURING)
        before = published(root / "site")
        text = GREETING.replace("greeting.txt", "feed.atom")
        (dropped / "greeting.py").write_text(dedent(text), encoding="utf-8")

        with pytest.raises(Refused) as refused:
            build(root, root / "site", DURING)
        assert ("two-outputs", "feed.atom") == (refused.value.code, refused.value.details["path"])
        assert before == published(root / "site")


PLANNED = {
    "maintenance/2023/1202-portal/notice.md": """
        ---
        title: {ko: 포털 점검, en: Portal maintenance}
        starts: 2023-12-02 22:00
        ends: 2023-12-03 02:00
        announced: 2023-11-10 09:00
        ---
    """
}


def documented() -> list[re.Pattern[str]]:
    """Every address that the documentation of formats names, as a pattern of paths."""
    found = []
    for page in (*sorted((DOCS / "formats").glob("*.md")), DOCS / "publishing.md"):
        for address in re.findall(r"`/?([^`\s]*\.[a-z]+|metrics|_headers)`", page.read_text("utf-8")):
            parts = re.split(r"(<[a-z]+>)", address)
            found.append("".join("[^/]+" if part.startswith("<") else re.escape(part) for part in parts))
    # Every feed is there in the three formats of the first table.
    found += [one.replace("atom", ending) for one in found for ending in ("rss", "json") if "feed" in one]
    return [re.compile(f"(?:en/)?{pattern}") for pattern in found]


def test_every_file_for_machines_is_explained(tmp_path: Path) -> None:
    """Whoever finds a file finds out what it means, and what can be relied on."""
    root = write(tmp_path)
    write(root, PLANNED)
    build(root, root / "site", DURING)
    known = documented()
    machines = [
        path
        for path in published(root / "site")
        if not path.endswith(".html") and not path.startswith("assets/")
    ]

    assert len(machines) > 60
    assert [] == [path for path in machines if not any(one.fullmatch(path) for one in known)]

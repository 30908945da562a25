"""The examples in `docs/formats/` are what the program publishes."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from sites import DURING, published, write
from statuspage.build import build

FORMATS = Path(__file__).parent.parent / "docs" / "formats"

PLANNED = {
    "maintenance/2023/1202-portal/notice.md": """
        ---
        title: {ko: 포털 점검, en: Portal maintenance}
        starts: 2023-12-02 22:00
        ends: 2023-12-03 02:00
        impact: {portal: under_maintenance}
        announced: 2023-11-10 09:00
        ---
    """
}


@pytest.fixture(name="site", scope="module")
def _site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    root = write(tmp_path_factory.mktemp("site"))
    write(root, PLANNED)
    build(root, root / "site", DURING)
    return published(root / "site")


@pytest.mark.parametrize(
    ("page", "kind", "path"),
    [
        ("calendar", "ics", "calendar.ics"),
        ("metrics", "", "metrics"),
        ("texts", "", "text/ko/resident-copy.txt"),
        ("embed", "json", "embed/state.json"),
        ("site", "xml", "sitemap.xml"),
    ],
)
def test_every_line_of_an_example_stands_in_the_published_file(
    page: str, kind: str, path: str, site: dict[str, bytes]
) -> None:
    """Whoever writes a program by the example must not be misled."""
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", (FORMATS / f"{page}.md").read_text("utf-8"), re.M | re.S)
    example = next(text for name, text in blocks if name == kind)
    lines = site[path].decode().replace("\r\n", "\n")

    assert len(example) > 50
    assert [] == [line for line in example.splitlines() if line not in lines]


def test_every_address_that_is_named_is_published(site: dict[str, bytes]) -> None:
    for page in ("calendar", "badges", "metrics", "texts", "embed", "site"):
        text = (FORMATS / f"{page}.md").read_text("utf-8")
        for address in re.findall(r"`/([^`\s?]*)`", text):
            path = (
                address.replace("<id>", "move-in").replace("<language>", "ko").replace("<service>", "move-in")
            )
            path = path.replace("incidents/<year>/move-in", "incidents/2023/1117-saeol")
            found = path + "index.html" if path.endswith("/") else path
            assert found in site or any(there.startswith(path) for there in site), (page, address)


def test_one_text_is_taken_out_as_shown(site: dict[str, bytes]) -> None:
    found = re.search(r"\| (sed .*)$", (FORMATS / "texts.md").read_text("utf-8"), re.M)
    assert found
    answer = subprocess.run(
        ["sh", "-c", found[1]], input=site["text/ko/resident-copy.txt"], capture_output=True, check=True
    )

    assert answer.stdout.decode().startswith("[예시] 주민등록 등본: ")
    assert 1 == answer.stdout.count(b"\n")


def test_a_copy_is_checked_as_shown(site: dict[str, bytes], tmp_path: Path) -> None:
    page = (FORMATS.parent / "publishing.md").read_text("utf-8")
    found = re.search(r"^    cd site && (.*sha256sum.*)$", page, re.M)
    assert found
    for path, data in site.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)

    def check() -> int:
        return subprocess.run(["sh", "-c", found[1]], cwd=tmp_path, capture_output=True).returncode

    assert 0 == check()
    (tmp_path / "index.html").write_bytes(site["index.html"].replace("등본".encode(), "초본".encode()))
    assert 0 != check()

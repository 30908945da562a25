"""The published examples of web servers, run: the headers of the table, whatever serves the site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import servers
from conftest import needs
from servers import Ask
from sites import DURING, SMALL, published, write
from statuspage import security
from statuspage.build import build

SUB_PATH = SMALL["site.yaml"].replace("https://status.example.go.kr/", "https://www.example.go.kr/status/")


@pytest.fixture(name="folder", scope="module")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write(tmp_path_factory.mktemp("whole"))
    build(root, root / "site", DURING)
    return root


@pytest.fixture(name="below", scope="module")
def _below(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write(tmp_path_factory.mktemp("below"))
    write(root, {"site.yaml": SUB_PATH})
    build(root, root / "site", DURING)
    return root


TYPES = {
    "html": {"text/html"},
    "css": {"text/css"},
    "js": {"text/javascript", "application/javascript"},
    "svg": {"image/svg+xml"},
    "json": {"application/json"},
    "webmanifest": {"application/manifest+json"},
    "atom": {"application/atom+xml"},
    "rss": {"application/rss+xml"},
    "xml": {"text/xml", "application/xml"},
    "ics": {"text/calendar"},
    "csv": {"text/csv"},
    "txt": {"text/plain"},
    "metrics": {"application/openmetrics-text"},
}
"""What each kind of file may be called."""


def example(folder: Path, name: str) -> str:
    return (folder / "site" / "examples" / f"{name}.txt").read_text(encoding="utf-8")


@pytest.fixture(name="ask", scope="module", params=["nginx", "caddy"])
def _ask(request: pytest.FixtureRequest, folder: Path) -> Iterator[Ask]:
    program = needs(request.param)
    if request.param == "nginx":
        with servers.nginx(program, folder, example(folder, "nginx")) as ask:
            yield ask
    else:
        with servers.caddy(program, folder, "status.example.go.kr", example(folder, "caddy")) as ask:
            yield ask


def policy(headers: dict[str, str]) -> dict[str, str]:
    """The headers that the table speaks of."""
    names = {name.lower() for rule in security.RULES for name, _ in rule.headers}
    return {name.lower(): value for name, value in headers.items() if name.lower() in names}


class TestEveryServer:
    def test_every_file_is_sent_as_the_table_says(self, ask: Ask, folder: Path) -> None:
        """One table for `_headers`, nginx, Caddy and the preview: they cannot disagree."""
        paths = [path for path in published(folder / "site") if path not in ("_headers", "404.html")]
        assert len(paths) > 100
        for path in paths:
            answer = ask(f"/{path.removesuffix('index.html')}")
            told = {name.lower(): value for name, value in security.headers(path).items()}
            assert (200, told) == (answer.status, policy(answer.headers)), path

    def test_every_program_is_told_what_it_is(self, ask: Ask, folder: Path) -> None:
        """A browser that gets a feed as text shows it; a calendar that gets one as text refuses it."""
        asked = set()
        for path in published(folder / "site"):
            if path in ("_headers", "404.html"):
                continue
            ending = path.rpartition(".")[2] if "." in path else path
            told = ask(f"/{path.removesuffix('index.html')}").headers["Content-Type"]
            assert told.split(";")[0] in TYPES[ending], path
            if ending in ("html", "txt", "ics", "csv"):
                # Formats that do not say themselves which letters they are in.
                assert "charset=utf-8" in told.lower(), path
            asked.add(ending)

        assert set(TYPES) == asked
        assert (
            "application/openmetrics-text; version=1.0.0; charset=utf-8"
            == ask("/metrics").headers["Content-Type"]
        )

    def test_what_is_not_there_is_answered_by_our_own_page_in_the_right_language(self, ask: Ask) -> None:
        lost, english, folder_ = ask("/nowhere"), ask("/en/nowhere"), ask("/assets/")

        assert [404, 404, 404] == [lost.status, english.status, folder_.status]
        assert '<html lang="ko"' in lost.words
        assert '<html lang="en"' in english.words
        assert "public, max-age=10" == lost.headers["Cache-Control"]
        document = ask("/api/nowhere.json")
        assert security.headers("404.html") == {
            name: value for name, value in document.headers.items() if name in security.headers("404.html")
        }
        assert document.headers["Content-Type"].startswith("text/html")
        assert 404 == ask("/_headers").status

    def test_who_has_the_newest_is_told_so(self, ask: Ask) -> None:
        """R26, R63: bytes that did not change are not sent again."""
        mark = ask("/").headers
        name = "ETag" if "ETag" in mark else "Etag"

        assert 304 == ask("/", If_None_Match=mark[name]).status
        assert 200 == ask("/", If_None_Match='"other"').status

    def test_an_address_without_its_last_stroke_leads_on_by_the_way_the_reader_came(self, ask: Ask) -> None:
        """TLS and the port may belong to a server in front; what this one knows of both leads nowhere."""
        answer = ask("/services/move-in")

        assert answer.status in (301, 308)
        assert answer.headers["Location"] in ("/services/move-in/", "move-in/")

    def test_words_are_packed_and_caches_are_told(self, ask: Ask) -> None:
        answer = ask("/", Accept_Encoding="gzip")

        assert "gzip" == answer.headers["Content-Encoding"]
        assert "Accept-Encoding" == answer.headers["Vary"]


class TestBelowAPath:
    @pytest.mark.parametrize("name", ["nginx", "caddy"])
    def test_the_example_of_a_site_on_a_sub_path_serves_it_there(self, below: Path, name: str) -> None:
        program = needs(name)
        if name == "nginx":
            running = servers.nginx(program, below, example(below, name))
        else:
            running = servers.caddy(program, below, "www.example.go.kr", example(below, name))
        with running as ask:
            home, lost, english = ask("/status/"), ask("/status/nowhere"), ask("/status/en/nowhere")
            assets, badge = ask("/status/build.json"), ask("/status/badge.svg")

        assert [200, 404, 404, 200, 200] == [a.status for a in (home, lost, english, assets, badge)]
        assert '<html lang="ko"' in lost.words
        assert '<html lang="en"' in english.words
        assert "public, max-age=15, stale-if-error=0" == assets.headers["Cache-Control"]
        assert security.BADGE_POLICY == badge.headers["Content-Security-Policy"]


class TestHeadersFile:
    def test_it_keeps_to_what_its_readers_understand(self, folder: Path) -> None:
        """Cloudflare takes 100 rules of one `*` each, and lines of 2,000 letters."""
        text = (folder / "site" / "_headers").read_text(encoding="utf-8")
        patterns = [line for line in text.splitlines() if line.startswith("/")]

        assert len(patterns) <= 100
        assert [] == [p for p in patterns if p.count("*") > 1 or not re.fullmatch(r"/[\w.:*/-]*", p)]
        assert max(map(len, text.splitlines())) <= 2_000

    @pytest.mark.parametrize(
        "path",
        ["index.html", "feed.json", "en/feed.atom", "assets/x.css", "embed/index.html", "badges/x.svg"],
    )
    def test_read_as_cloudflare_reads_it_it_says_what_the_table_says(self, folder: Path, path: str) -> None:
        """All rules that fit apply in turn; `!` takes a header away, a second value would be joined."""
        found: dict[str, str] = {}
        asked = "/" + path.removesuffix("index.html")
        for block in (folder / "site" / "_headers").read_text(encoding="utf-8").strip().split("\n\n"):
            pattern, *lines = block.splitlines()
            expression = re.sub(
                r":[a-z]+", "[^/]+", re.escape(pattern).replace(r"\*", ".*").replace(r"\:", ":")
            )
            if re.fullmatch(expression, asked):
                for line in lines:
                    if line.startswith("  ! "):
                        found.pop(line[4:], None)
                for name, _, value in (line.strip().partition(": ") for line in lines if ": " in line):
                    found[name] = f"{found[name]}, {value}" if name in found else value

        assert security.headers(path) == found

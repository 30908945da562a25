"""What search engines, browsers and mirrors are told of the site as a whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.robotparser import RobotFileParser

import pytest
from lxml import etree

from conftest import needs, needs_library
from machines import press, served
from sites import DURING, SMALL, published, write
from statuspage.build import build
from statuspage.outputs import sitemap

NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
    "o": "http://a9.com/-/spec/opensearch/1.1/",
}
HERE = "https://status.example.go.kr/"


@pytest.fixture(name="site", scope="module")
def _site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    root = write(tmp_path_factory.mktemp("site"))
    build(root, root / "site", DURING)
    return published(root / "site")


def pages(site: dict[str, bytes]) -> set[str]:
    return {path for path in site if path.endswith("index.html")}


class TestSitemap:
    def test_it_lists_every_page_in_every_language(self, site: dict[str, bytes]) -> None:
        listed = etree.fromstring(site["sitemap.xml"]).findall("s:url/s:loc", NAMES)

        found = [element.text.removeprefix(HERE) for element in listed]
        assert len(found) == len(set(found))
        unlisted = {p for p in pages(site) if p.removeprefix("en/").startswith(sitemap.UNLISTED)}
        assert unlisted
        assert pages(site) - unlisted == {f"{path}index.html" for path in found}

    def test_each_page_names_itself_in_the_other_languages(self, site: dict[str, bytes]) -> None:
        """As search engines want it: every version names all versions, itself included."""
        for url in etree.fromstring(site["sitemap.xml"]).findall("s:url", NAMES):
            links = {e.get("hreflang"): e.get("href") for e in url.findall("x:link", NAMES)}
            assert {"ko", "en"} == set(links)
            assert url.findtext("s:loc", namespaces=NAMES) in links.values()

    def test_only_pages_whose_words_have_a_date_have_one(self, site: dict[str, bytes]) -> None:
        dated = {
            url.findtext("s:loc", namespaces=NAMES): url.findtext("s:lastmod", namespaces=NAMES)
            for url in etree.fromstring(site["sitemap.xml"]).findall("s:url", NAMES)
        }

        assert "2023-11-17T08:40:00+09:00" == dated[f"{HERE}incidents/2023/1117-saeol/"]
        assert dated[f"{HERE}services/move-in/"] is None

    def test_a_very_large_site_has_several_lists(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """50,000 addresses are the most that one file may have."""
        monkeypatch.setattr(sitemap, "MOST", 4)
        files = {f"services/s{n}/index.html": "" for n in range(5)}
        files |= {f"en/services/s{n}/index.html": "" for n in range(5)}

        made = {a.path: a.make() for a in sitemap.closing(press(write(tmp_path), DURING), files)}

        assert ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml", "robots.txt"] == list(made)
        assert b"<loc>https://status.example.go.kr/sitemap-3.xml</loc>" in made["sitemap.xml"]
        assert 2 == made["sitemap-3.xml"].count(b"<loc>")

    def test_robots_are_welcome_and_find_the_list(self, site: dict[str, bytes]) -> None:
        robots = RobotFileParser()
        robots.parse(site["robots.txt"].decode().splitlines())

        assert robots.can_fetch("Yeti", f"{HERE}services/move-in/")
        assert [f"{HERE}sitemap.xml"] == robots.site_maps()


class TestManifest:
    def test_it_names_every_other_file_with_its_digest(self, site: dict[str, bytes]) -> None:
        """A mirror, or a reader of one, can find out whether a file is as it was published (R25, R59)."""
        told = json.loads(site["manifest.json"])

        there = {p: hashlib.sha256(d).hexdigest() for p, d in site.items() if p not in (
            "manifest.json", "build.json")}  # fmt: skip
        assert there == told["files"]
        assert list(told["files"]) == sorted(told["files"])

    def test_it_changes_when_anything_else_does_and_never_by_itself(self, tmp_path: Path) -> None:
        root = write(tmp_path)

        def manifest(minutes: int) -> bytes:
            build(root, root / "site", DURING + timedelta(minutes=minutes), cache=root / "cache")
            return (root / "site" / "manifest.json").read_bytes()

        first, second = manifest(0), manifest(7)
        write(root, {"agencies/mois.yaml": "name: 행안부"})
        third = manifest(14)

        assert first == second
        assert second != third
        assert (
            published(root / "site").keys() - {"manifest.json", "build.json"}
            == json.loads(third)["files"].keys()
        )


class TestDiscovery:
    def test_a_browser_learns_where_to_search(self, site: dict[str, bytes]) -> None:
        for path, home in (("opensearch.xml", HERE), ("en/opensearch.xml", f"{HERE}en/")):
            found = etree.fromstring(site[path])
            assert f"{home}?q={{searchTerms}}" == found.find("o:Url", NAMES).get("template")
            assert len(found.findtext("o:ShortName", namespaces=NAMES)) <= 16

    def test_the_home_page_leads_to_both_files(self, site: dict[str, bytes]) -> None:
        for page, root in (("index.html", ""), ("en/index.html", "en/")):
            head = site[page].decode().partition("</head>")[0]
            assert 'rel="manifest" href="manifest.webmanifest"' in head
            assert 'rel="search"' in head
            assert f"{root}manifest.webmanifest" in site

    def test_the_web_manifest_leads_to_files_that_are_there(self, site: dict[str, bytes]) -> None:
        for path in ("manifest.webmanifest", "en/manifest.webmanifest"):
            told = json.loads(site[path])
            folder = Path(path).parent
            icon = (Path("/") / folder / told["icons"][0]["src"]).resolve().relative_to("/")
            assert icon.as_posix() in site
            assert (
                "Civil service status" == told["name"] if folder.name else told["name"] == "민원 서비스 상태"
            )
            assert {"./", "../"} >= {told["start_url"], told["scope"]}


@pytest.fixture(name="page", scope="module")
def _page() -> Iterator[Any]:
    playwright = needs_library("playwright.sync_api")
    with playwright.sync_playwright() as play:
        options = ["--no-sandbox", "--disable-gpu"]
        browser = play.chromium.launch(executable_path=needs("chromium"), args=options)
        yield browser.new_page()
        browser.close()


class TestInABrowser:
    def test_what_was_typed_into_the_address_bar_is_searched(
        self, page: Any, site: dict[str, bytes], tmp_path: Path
    ) -> None:
        with served(site, tmp_path) as address:
            page.goto(f"{address}/?q=%EC%A0%84%EC%9E%85")
            page.wait_for_selector("#search .sp-rows a")
            found = page.inner_text("#search .sp-rows")

        assert "전입신고" in found
        assert "주민등록" not in found

    def test_the_web_manifest_is_taken(self, page: Any, site: dict[str, bytes], tmp_path: Path) -> None:
        with served(site, tmp_path) as address:
            page.goto(address)
            told = page.context.new_cdp_session(page).send("Page.getAppManifest")

        assert [] == told["errors"]
        assert "민원 서비스 상태" in told["data"]


def test_names_that_need_escaping_are_escaped(tmp_path: Path) -> None:
    root = write(tmp_path)
    site = SMALL["site.yaml"].replace("{ko: 민원 서비스 상태, en: Civil service status}", "'민원 & 상태'")
    write(root, {"site.yaml": site})
    build(root, root / "site", DURING)

    found = etree.fromstring((root / "site" / "opensearch.xml").read_bytes())

    assert "민원 & 상태" == found.findtext("o:ShortName", namespaces=NAMES)

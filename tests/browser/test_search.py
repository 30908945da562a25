"""Search and filters: what the optional script adds to lists that are complete without it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sites import DURING, SMALL, write
from statuspage import build
from statuspage.views import edition, pages

from .conftest import _Server as Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MORE = {
    "agencies/nts.yaml": "name: {ko: 국세청, en: National Tax Service}",
    "services/nts/vat.yaml": """
        name: {ko: 부가가치세 신고, en: VAT return}
        importance: critical
        keywords: [홈택스, 부가세, hometax, value added tax]
        channels: [{id: web, kind: web, name: {ko: 홈택스, en: Hometax}, url: https://www.hometax.go.kr}]
    """,
}
"""A third service, of another agency, that works, and is better known by another name."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    root = write(tmp_path_factory.mktemp("search"), {**SMALL, **MORE})
    build.build(root, root / "site", DURING)
    server = Server(root / "site", DURING.timestamp(), bare=False)
    yield server
    server.shutdown()
    server.server_close()


@contextmanager
def opened(browser: Browser, site: Server) -> Iterator[Page]:
    """The home page in Korean; nothing may go wrong on it."""
    wrong: list[str] = []
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if "Content Security" in said.text else None)
    page.goto(f"{site.address}/")
    yield page
    context.close()
    assert [] == wrong


def whole(page: Page) -> Page:
    """The page once the other words of the services are there, too."""
    with page.expect_response("**/search.json"):
        page.get_by_role("searchbox").focus()
    page.locator("#of-agency option").nth(1).wait_for(state="attached")
    return page


@pytest.fixture
def page(browser: Browser, site: Server) -> Iterator[Page]:
    with opened(browser, site) as page:
        yield page


@pytest.fixture
def ready(page: Page) -> Page:
    return whole(page)


@pytest.fixture(scope="module")
def shared(browser: Browser, site: Server) -> Iterator[Page]:
    """One page for a table of questions that leave nothing behind."""
    with opened(browser, site) as page:
        yield whole(page)


def found_by(page: Page, typed: str) -> list[str]:
    """The names that are found."""
    page.get_by_role("searchbox").fill(typed)
    return page.locator("#search ul a").all_inner_texts()


class TestWords:
    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("등본", ["주민등록 등본"]),
            ("주민등록등본", ["주민등록 등본"]),
            ("주 민 등록", ["주민등록 등본"]),
            ("등본 주민", ["주민등록 등본"]),
            ("ㅈㅁㄷㄹ", ["주민등록 등본"]),
            ("ㅈㅁ ㄷㅂ", ["주민등록 등본"]),
            ("ㅈㅇ", ["전입신고"]),
            ("전ㅇ", ["전입신고"]),
            ("저", ["전입신고"]),  # the last consonant is still to be typed
            ("ㅂㄱㄱㅊㅅ", ["부가가치세 신고"]),
            ("ㅂㄳ", ["부가가치세 신고"]),  # the keyboard made one letter of ㄱ and ㅅ: 부가세
            ("ㅅㄱ", ["전입신고", "부가가치세 신고"]),
            ("홈택스", ["부가가치세 신고"]),
            ("ㅎㅌㅅ", ["부가가치세 신고"]),
            ("HomeTax", ["부가가치세 신고"]),
            ("valueadded", ["부가가치세 신고"]),
            ("resident copy", ["주민등록 등본"]),
            ("없는 것", []),
            (".*", []),
            ("", []),
        ],
    )
    def test_a_service_is_found_by_what_people_type(self, shared: Page, typed: str, found: list[str]) -> None:
        """Whole words, first consonants, other names, the other language; spaces and case do not matter."""
        assert found == found_by(shared, typed)

    def test_names_are_found_without_the_network(self, page: Page) -> None:
        """Only the other names are fetched, and only once somebody searches."""
        page.context.set_offline(True)

        assert ["주민등록 등본"] == found_by(page, "ㅈㅁ")

    def test_who_does_not_search_fetches_no_words(self, browser: Browser, site: Server) -> None:
        """They would weigh as much again as the page."""
        asked: list[str] = []
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{site.address}/", wait_until="networkidle")

        assert [] == [url for url in asked if url.endswith("search.json")]
        page.close()

    def test_a_search_from_the_address_bar_fills_the_box(self, browser: Browser, site: Server) -> None:
        """As opensearch.xml tells browsers."""
        page = browser.new_page()
        page.goto(f"{site.address}/?q=hometax", wait_until="networkidle")

        assert ["부가가치세 신고"] == page.locator("#search ul a").all_inner_texts()
        page.close()


class TestResults:
    def test_a_result_is_a_link_with_the_state_in_words(self, ready: Page) -> None:
        found_by(ready, "전입")

        result = ready.locator("#search li")

        assert "이용 불가" in result.inner_text()
        assert "services/move-in/" == result.locator("a").get_attribute("href")

    def test_the_number_of_results_is_said_politely(self, ready: Page) -> None:
        """An `output` is a polite status by itself (HTML, the output element)."""
        told = ready.get_by_role("status").filter(has_text="서비스")

        found_by(ready, "신고")
        assert "찾은 서비스 2개" == told.inner_text()

        found_by(ready, "없는 것")
        assert told.inner_text().startswith("찾은 서비스가 없습니다")

    def test_nothing_typed_is_nothing_said(self, ready: Page) -> None:
        found_by(ready, "신고")
        found_by(ready, "")

        assert "" == ready.locator("#search output").inner_text()
        assert 0 == ready.locator("#search li").count()

    def test_the_lists_below_stay_as_they_are(self, ready: Page) -> None:
        before = ready.locator("#services ~ details").all_inner_texts()

        found_by(ready, "ㅈㅁ")

        assert before == ready.locator("#services ~ details").all_inner_texts()

    def test_the_keyboard_reaches_a_result(self, ready: Page) -> None:
        """Box, filters, results: in the order of the page."""
        found_by(ready, "전입")
        ready.keyboard.press("Tab")
        ready.keyboard.press("Tab")

        assert "전입신고" == ready.evaluate("document.activeElement.textContent")


class TestFilters:
    def test_only_what_is_not_well(self, ready: Page) -> None:
        ready.locator("#search summary").click()
        ready.get_by_label("이용하기 어려운 서비스만").check()

        assert {"주민등록 등본", "전입신고"} == set(ready.locator("#search ul a").all_inner_texts())

    def test_of_one_agency(self, ready: Page) -> None:
        ready.locator("#search summary").click()
        ready.get_by_label("기관").select_option("국세청")

        assert ["부가가치세 신고"] == ready.locator("#search ul a").all_inner_texts()

    def test_of_one_category(self, ready: Page) -> None:
        ready.locator("#search summary").click()
        ready.get_by_label("분야").select_option("증명서")

        assert {"주민등록 등본", "전입신고"} == set(ready.locator("#search ul a").all_inner_texts())

    def test_filters_and_words_together(self, ready: Page) -> None:
        ready.locator("#search summary").click()
        ready.get_by_label("분야").select_option("증명서")

        assert ["전입신고"] == found_by(ready, "신고")


class TestWithoutScript:
    def test_there_is_no_box_that_does_nothing(self, browser: Browser, site: Server) -> None:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{site.address}/en/")

        assert not page.locator("#search").is_visible()
        page.locator("summary", has_text="Certificates").click()
        assert page.get_by_role("link", name="Move-in report").last.is_visible()
        context.close()


def test_a_site_leaves_the_search_out_with_one_file(tmp_path: Path) -> None:
    """As docs/look.md says."""
    root = write(tmp_path)
    part = root / "templates/parts/search.html"
    part.parent.mkdir(parents=True)
    part.write_text("{% macro search() -%}{%- endmacro %}\n", encoding="utf-8")

    build.build(root, root / "site", datetime.fromisoformat("2023-11-17T09:00+09:00"))

    home = (root / "site/index.html").read_text(encoding="utf-8")
    assert "<search" not in home
    assert "assets/search." not in home
    assert "주민등록 등본" in home


def test_a_vast_country_is_found_by_name_without_standing_on_the_page(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seventeen thousand names are too many to fetch on a crowded day; who searches still finds each."""
    monkeypatch.setattr(edition, "VAST", 2)
    monkeypatch.setattr(pages, "MOST_IN_GROUP", 0)
    root = write(tmp_path, {**SMALL, **MORE})
    build.build(root, root / "site", DURING)
    server = Server(root / "site", DURING.timestamp(), bare=False)
    try:
        with opened(browser, server) as page:
            assert 0 == page.locator('.sp-group a[href*="move-in"]').count()
            whole(page).get_by_role("searchbox").fill("전입")
            page.locator("#search output").get_by_text("1").wait_for()
            found = page.locator("#search ul a")
            assert ["전입신고"] == found.all_inner_texts()
            found.click()
            assert page.url.endswith("/services/move-in/")
    finally:
        server.shutdown()
        server.server_close()

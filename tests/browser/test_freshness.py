"""What the optional script says of the age of a page, and what it never does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sites import DURING, write
from statuspage import build

from .conftest import _Server as Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

SAID = datetime.fromisoformat("2023-11-17T08:40:00+09:00")
"""When the small site's last word was said."""

HIDE_AND_SHOW = """
    for (const hidden of [true, false]) {
        Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
    }
"""
"""The reader looks at something else, and comes back."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    root = write(tmp_path_factory.mktemp("freshness"))
    build.build(root, root / "site", DURING)
    server = Server(root / "site", DURING.timestamp() + 60, bare=False)
    yield server
    server.shutdown()
    server.server_close()


class Told:
    """What the server says when it is asked for `build.json`; a test changes it as it goes."""

    def __init__(self) -> None:
        self.at = DURING
        self.now = DURING + timedelta(minutes=1)
        self.changed = SAID
        self.next_change: datetime | None = DURING + timedelta(hours=1)
        self.commit: str | None = "abc"
        self.age = 0
        self.status = 200
        self.reachable = True
        self.asked = 0
        self.published_again = False
        """Whether the page itself is newer than the one that was opened."""

    def about_the_page(self, route: Route) -> None:
        if route.request.method != "HEAD":
            route.continue_()
            return
        moment = datetime.now(UTC) + timedelta(days=1 if self.published_again else -1)
        route.fulfill(status=200, headers={"Last-Modified": format_datetime(moment, usegmt=True)})

    def answer(self, route: Route) -> None:
        self.asked += 1
        if not self.reachable:
            route.abort()
            return
        facts: dict[str, Any] = {
            "at": self.at.isoformat(),
            "changed": self.changed.isoformat(),
            "next_change": self.next_change.isoformat() if self.next_change else None,
            "commit": self.commit,
        }
        headers = {
            "Content-Type": "application/json",
            "Date": format_datetime(self.now.astimezone(), usegmt=False),
            "Age": str(self.age),
        }
        route.fulfill(status=self.status, headers=headers, body=json.dumps(facts))


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def page(browser: Browser, told: Told) -> Iterator[Page]:
    """A page whose clock a test may turn; the reader's own is a year wrong."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, timezone_id="America/New_York")
    page = context.new_page()
    page.clock.install(time=DURING.timestamp() + 365 * 24 * 3600)
    page.route("**/", told.about_the_page)
    page.route("**/build.json", told.answer)
    yield page
    context.close()


def bar(page: Page) -> str:
    """What the bar at the top says; "" where there is none."""
    page.wait_for_timeout(50)
    bars = page.locator("header > p.sp-bar--doubt").all_inner_texts()
    assert len(bars) <= 1
    return bars[0] if bars else ""


def opened(page: Page, site: Server, path: str = "services/resident-copy/") -> Page:
    page.goto(f"{site.address}/{path}", wait_until="networkidle")
    return page


class TestQuiet:
    def test_a_page_that_is_looked_after_says_nothing(self, page: Page, site: Server) -> None:
        """Nothing claims to be live, and nothing cries wolf; the reader's clock is a year ahead."""
        assert "" == bar(opened(page, site))

    def test_an_hour_of_silence_is_allowed(self, page: Page, site: Server, told: Told) -> None:
        """Timers of hosts come late."""
        told.next_change, told.now = None, told.at + timedelta(minutes=89)

        assert "" == bar(opened(page, site))


class TestStale:
    def test_nobody_has_built_for_too_long(self, page: Page, site: Server, told: Told) -> None:
        """Said in the zone of the page, wherever the reader is."""
        told.next_change, told.now = None, told.at + timedelta(minutes=91)

        assert "이 화면은 11월 17일 오전 9:00 이후 확인되지 않았습니다." == bar(opened(page, site)).strip()

    def test_in_english(self, page: Page, site: Server, told: Told) -> None:
        told.next_change, told.now = None, told.at + timedelta(hours=3)

        said = bar(opened(page, site, "en/"))

        assert said.startswith("This page has not been confirmed since November 17")
        assert "9:00" in said

    def test_a_change_that_should_have_come_did_not(self, page: Page, site: Server, told: Told) -> None:
        """The page knows when it has to change by itself."""
        told.next_change = told.at + timedelta(minutes=20)
        told.now = told.at + timedelta(minutes=31)

        assert "확인되지 않았습니다" in bar(opened(page, site))

    def test_a_cache_that_kept_the_answer_makes_it_older(self, page: Page, site: Server, told: Told) -> None:
        """`Date` is when the answer was made, `Age` how long a cache has had it (RFC 9111, 5.1)."""
        told.next_change, told.age = None, 2 * 3600

        assert "확인되지 않았습니다" in bar(opened(page, site))


class TestUnreachable:
    def test_the_host_does_not_answer(self, page: Page, site: Server, told: Told) -> None:
        told.reachable = False

        assert "이 화면이 지금도 맞는지 확인하지 못했습니다." == bar(opened(page, site)).strip()

    def test_the_host_answers_with_a_mistake(self, page: Page, site: Server, told: Told) -> None:
        told.status = 503

        assert "확인하지 못했습니다" in bar(opened(page, site))

    def test_what_was_known_before_is_still_said(self, page: Page, site: Server, told: Told) -> None:
        opened(page, site)
        told.reachable = False
        page.clock.fast_forward(90_000)

        page.evaluate(HIDE_AND_SHOW)

        assert "오전 9:00 이후 확인되지 않았습니다" in bar(page)

    def test_the_bar_goes_when_the_host_is_back(self, page: Page, site: Server, told: Told) -> None:
        told.reachable = False
        assert bar(opened(page, site))
        told.reachable = True
        page.clock.fast_forward(90_000)

        page.evaluate(HIDE_AND_SHOW)

        assert "" == bar(page)


class TestNewer:
    def test_somebody_has_spoken_since(self, page: Page, site: Server, told: Told) -> None:
        told.changed = SAID + timedelta(minutes=10)
        told.published_again = True

        assert "새 소식이 있습니다. 새로 고침" == bar(opened(page, site)).strip()

    def test_news_of_other_pages_is_no_news(self, page: Page, site: Server, told: Told) -> None:
        """Whoever waits for one service is not called back for every other one."""
        told.changed = SAID + timedelta(minutes=10)

        assert "" == bar(opened(page, site))

    def test_the_files_changed_while_the_page_was_open(self, page: Page, site: Server, told: Told) -> None:
        """A state set by hand is no word, but it changes the page."""
        assert "" == bar(opened(page, site))
        told.commit, told.published_again = "def", True
        page.clock.fast_forward(90_000)

        page.evaluate(HIDE_AND_SHOW)

        assert "새 소식이 있습니다." in bar(page)

    def test_only_the_reader_loads_the_page_again(self, page: Page, site: Server, told: Told) -> None:
        told.changed, told.published_again = SAID + timedelta(minutes=10), True
        opened(page, site)
        page.evaluate("window.same = true")
        page.clock.fast_forward(3_600_000)
        page.evaluate(HIDE_AND_SHOW)
        page.wait_for_timeout(50)
        assert page.evaluate("window.same")

        with page.expect_navigation():
            page.get_by_role("button", name="새로 고침").click()

        assert not page.evaluate("window.same")

    def test_the_focus_stays_where_it_was(self, page: Page, site: Server, told: Told) -> None:
        opened(page, site, "")
        page.locator("#find").focus()
        told.changed, told.published_again = SAID + timedelta(minutes=10), True
        page.clock.fast_forward(90_000)

        page.evaluate(HIDE_AND_SHOW)

        assert bar(page)
        assert "find" == page.evaluate("document.activeElement.id")


class TestManners:
    def test_it_asks_once_and_then_no_timer_runs(self, page: Page, site: Server, told: Told) -> None:
        """Five million open pages may not become five million questions a minute (safety R64)."""
        opened(page, site)
        page.clock.fast_forward(24 * 3_600_000)

        assert 1 == told.asked

    def test_coming_back_often_does_not_ask_often(self, page: Page, site: Server, told: Told) -> None:
        """60 seconds, 30 % more or less."""
        opened(page, site)
        for _ in range(3):
            page.clock.fast_forward(10_000)
            page.evaluate(HIDE_AND_SHOW)
        assert 1 == told.asked

        page.clock.fast_forward(60_000)
        page.evaluate(HIDE_AND_SHOW)

        page.wait_for_timeout(50)
        assert 2 == told.asked

    def test_nothing_is_loaded_from_anywhere_else(self, page: Page, site: Server) -> None:
        hosts: set[str] = set()
        page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
        opened(page, site)

        assert {site.address.removeprefix("http://")} == hosts


class TestSavedCopy:
    def test_a_page_on_a_disk_says_that_it_is_a_copy(self, page: Page, site: Server) -> None:
        """With a link to the living page; nobody is asked."""
        page.goto((site.folder / "services/resident-copy/index.html").as_uri())

        assert "저장해 둔 화면입니다. 지금과 다를 수 있습니다. 지금 상태 보기" == " ".join(bar(page).split())
        link = page.get_by_role("link", name="지금 상태 보기")
        assert "https://status.example.go.kr/services/resident-copy/" == link.get_attribute("href")


def test_a_site_leaves_the_script_out_with_one_file(tmp_path: Path) -> None:
    """As docs/look.md says."""
    root = write(tmp_path)
    part = root / "templates/parts/script.html"
    part.parent.mkdir(parents=True)
    part.write_text("{% macro script(changed, zone) -%}{%- endmacro %}\n", encoding="utf-8")

    build.build(root, root / "site", DURING)

    assert "<script" not in (root / "site/services/move-in/index.html").read_text(encoding="utf-8")

"""The pages in every way they are read: small, large, dark, printed, without style and without script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from .conftest import FRIDAY, MOMENTS, Page
from .examination import NARROW, Examination, context

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route


def find(pages: tuple[Page, ...], path: str, moment: str = FRIDAY) -> Page:
    return next(page for page in pages if page.path == path and page.site.moment == moment)


class TestSizes:
    """Small windows and large letters."""

    @pytest.mark.parametrize("mode", ["plain", "320 px", "200 %", "spaced"])
    def test_nobody_has_to_scroll_sideways(self, examination: Examination, mode: str) -> None:
        """320 px is also a desk at 400 % (WCAG 2.2, 1.4.10); large letters: 1.4.4, also on a phone."""
        assert [] == examination.complaints("sideways", mode)

    @pytest.mark.parametrize("mode", ["plain", "320 px", "200 %", "spaced"])
    def test_no_words_are_cut_off_or_covered(self, examination: Examination, mode: str) -> None:
        """Also with the spacing people set for themselves (WCAG 2.2, 1.4.12)."""
        assert [] == examination.complaints("cut", mode)
        assert [] == examination.complaints("covered", mode)


READ = """() => [...document.querySelectorAll("main :is(h1, h2, h3, p, dt, dd, li > a)")]
    .filter((e) => e.checkVisibility() && e.textContent.trim())
    .map((e) => e.textContent.trim().replace(/\\s+/g, " "))"""


class TestBare:
    """What is left when a crowded network brings the page and nothing else."""

    @pytest.mark.parametrize("path", ["", "en/", "services/resident-copy/", "en/incidents/2023/1117-saeol/"])
    def test_without_style_and_script_the_same_words_come_in_the_same_order(
        self, browser: Browser, every_page: tuple[Page, ...], path: str
    ) -> None:
        """Order and words are in the page, not in its style sheet (KWCAG 2.2, 5.3.2)."""
        page = find(every_page, path)

        def block(route: Route) -> None:
            if route.request.resource_type in ("stylesheet", "script", "image"):
                route.abort()
            else:
                route.continue_()

        dressed, bare = context(browser, page), context(browser, page, java_script_enabled=False)
        bare.route("**/*", block)
        told = []
        for window in (dressed, bare):
            tab = window.new_page()
            tab.goto(f"{page.site.bare}/{page.path}")
            told.append(tab.evaluate(READ))
            window.close()

        assert len(told[0]) > 10
        assert told[0] == told[1]

    def test_without_script_nothing_is_offered_that_needs_one(
        self, browser: Browser, every_page: tuple[Page, ...]
    ) -> None:
        """A search box that does nothing is worse than none."""
        page = find(every_page, "")
        window = context(browser, page, NARROW, java_script_enabled=False)
        tab = window.new_page()
        tab.goto(page.address)
        offered = [box for box in tab.locator("input, button, select").all() if box.is_visible()]
        height = tab.evaluate("() => document.querySelector('search')?.offsetHeight ?? 0")
        window.close()

        assert [] == offered
        assert 0 == height


def sheets(pdf: bytes) -> int:
    """How many pages a PDF of Chromium has."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


class TestPrint:
    """Paper, for office doors and for people without a phone."""

    def test_a_door_notice_is_one_sheet(self, browser: Browser, every_page: tuple[Page, ...]) -> None:
        """Of two sheets, the second gets lost; the longest notices of each moment and language tell."""
        told = {}
        for moment in MOMENTS:
            for language in ("ko", "en"):
                notices = [
                    page
                    for page in every_page
                    if (page.site.moment, page.language, page.kind) == (moment, language, "door")
                ]
                longest = sorted(notices, key=lambda page: page.file.stat().st_size)[-3:]
                window = context(browser, longest[0], java_script_enabled=False)
                tab = window.new_page()
                for page in longest:
                    tab.goto(page.address)
                    told[str(page)] = sheets(tab.pdf(format="A4"))
                window.close()

        assert 18 == len(told)
        assert {} == {page: number for page, number in told.items() if number != 1}

    def test_a_service_prints_black_on_white(self, browser: Browser, every_page: tuple[Page, ...]) -> None:
        """Whatever the screen is like; the menu stays off the paper."""
        page = find(every_page, "services/resident-copy/")
        window = context(browser, page, color_scheme="dark")
        tab = window.new_page()
        tab.goto(page.address)
        number = sheets(tab.pdf(format="A4"))
        tab.emulate_media(media="print")
        look = tab.evaluate(
            """() => [getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor,
                getComputedStyle(document.querySelector(".sp-menu")).display]"""
        )
        window.close()

        assert 1 <= number <= 3
        assert ["rgb(0, 0, 0)", "rgb(255, 255, 255)", "none"] == look

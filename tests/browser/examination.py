"""One look at each page in every way people read it; what was found is kept for the tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Request
    from playwright.sync_api import Page as Tab

    from .conftest import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""All of axe-core that stands for a rule, or for what it calls good practice."""
COLOURS = ["color-contrast", "link-in-text-block"]
LAYOUT = ["target-size", "scrollable-region-focusable", "meta-viewport", "css-orientation-lock"]

SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }"  # noqa: E501
"""WCAG 2.2, 1.4.12."""
LARGE = "html { font-size: 212.5% !important }"
"""Twice the size of our text (WCAG 2.2, 1.4.4)."""

WIDE, PHONE, NARROW = (1280, 900), (360, 780), (320, 640)
"""A desk, a phone, and the smallest width (WCAG 2.2, 1.4.10: also a desk at 400 %)."""


@dataclass
class Found:
    """What was seen on one page: complaints by mode and kind of look."""

    page: Page
    complaints: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    menu: tuple[str, ...] = ()
    help: tuple[str, ...] = ()
    landmarks: tuple[str, ...] = ()

    def add(self, mode: str, looks: Mapping[str, Iterable[str]]) -> None:
        for look, said in looks.items():
            self.complaints.setdefault((mode, look), []).extend(said)


class Examination:
    """Everything that was found on the chosen pages."""

    def __init__(self, found: list[Found]) -> None:
        self.found = found

    def complaints(self, look: str, *modes: str) -> list[str]:
        """What one kind of look found, each with its page; nothing looked at is a complaint, too."""
        if not any(key[1] == look and key[0] in modes for one in self.found for key in one.complaints):
            return [f"nobody looked for {look}"]
        return [
            f"{one.page} ({mode}): {said}"
            for one in self.found
            for (mode, kind), every in one.complaints.items()
            if kind == look and mode in modes
            for said in every
        ]


def context(browser: Browser, page: Page, size: tuple[int, int] = WIDE, **options: Any) -> BrowserContext:
    """A window of its own, a minute after the page was made."""
    opened = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
    opened.clock.set_fixed_time(datetime.fromisoformat(f"{page.site.moment}+09:00") + timedelta(minutes=1))
    return opened


def size(tab: Tab, chosen: tuple[int, int]) -> None:
    tab.set_viewport_size({"width": chosen[0], "height": chosen[1]})


def axe(tab: Tab, *rules: str) -> list[str]:
    """What axe-core finds, by all its rules or by some."""
    found: list[str] = tab.evaluate(
        "([tags, rules]) => look.judged(tags, rules)", [RULES, list(rules) or None]
    )
    return found


def examine(browser: Browser, eyes: str, pages: Iterable[Page]) -> Examination:
    """Look at every page once, in every mode.

    Colours and print sizes do not depend on the words, so the modes that are about them are for pages that
    show something no page before them showed, in whichever language.
    """
    found = []
    shown: set[str] = set()
    by_site: dict[str, list[Page]] = {}
    for page in pages:
        by_site.setdefault(page.site.moment, []).append(page)
    for members in by_site.values():
        window = context(browser, members[0])
        window.add_init_script(eyes)
        tab = window.new_page()
        heard: list[str] = []
        asked: list[str] = []
        tab.on("console", partial(_hear, heard))
        tab.on("pageerror", partial(_fail, heard))
        tab.on("request", partial(_ask, asked))
        for page in members:
            heard.clear()
            asked.clear()
            one = Found(page)
            tab.goto(page.address)
            _plain(tab, one)
            one.add("plain", {"console": heard, "elsewhere": _elsewhere(asked, page)})
            parts = {token.partition(" ")[2] for token in page.tokens}
            new, shown = parts - shown, shown | parts
            if page.styled and new:
                _colours(tab, one)
            _sizes(tab, one)
            if page.scripted and new and any(token.startswith("home ") for token in new):
                tab.goto(f"{page.site.bare}/{page.path}")
                one.add("no script", {"axe": axe(tab)})
            found.append(one)
        window.close()
    return Examination(found)


def _hear(heard: list[str], message: ConsoleMessage) -> None:
    # Browsers ask for this file by themselves where a page names no icon.
    if not message.location.get("url", "").endswith("/favicon.ico"):
        heard.append(f"{message.type}: {message.text}")


def _fail(heard: list[str], error: Error) -> None:
    heard.append(f"error: {error}")


def _ask(asked: list[str], request: Request) -> None:
    asked.append(request.url)


def _elsewhere(asked: list[str], page: Page) -> list[str]:
    here = urlsplit(page.site.address).netloc
    return [address for address in asked if urlsplit(address).netloc != here]


def _plain(tab: Tab, found: Found) -> None:
    frame = tab.evaluate("() => look.frame()")
    found.menu, found.help = tuple(frame["menu"]), tuple(frame["help"])
    found.landmarks = tuple(frame["landmarks"])
    base = tab.evaluate("() => look.base()")
    if not found.page.whole:
        del base["skip"]  # a banner has nothing to skip
    found.add("plain", base)
    tab.evaluate("() => look.open()")
    found.add("plain", {"axe": axe(tab), **tab.evaluate("() => look.wide()")})


def _colours(tab: Tab, found: Found) -> None:
    tab.emulate_media(color_scheme="dark")
    found.add("dark", {"axe": axe(tab, *COLOURS)})
    tab.emulate_media(color_scheme="light", forced_colors="active")
    found.add("forced colours", {"axe": axe(tab, *COLOURS), "states": tab.evaluate("() => look.forced()")})
    tab.emulate_media(forced_colors="none")


def _sizes(tab: Tab, found: Found) -> None:
    size(tab, NARROW)
    found.add("320 px", {"axe": axe(tab, *LAYOUT), **tab.evaluate("() => look.narrow()")})
    if found.page.styled:
        tab.evaluate("(rules) => look.dressed(rules)", SPACED)
        found.add("spaced", tab.evaluate("() => look.wide()"))
        size(tab, PHONE)
        tab.evaluate("(rules) => look.dressed(rules)", LARGE)
        found.add("200 %", tab.evaluate("() => look.wide()"))
    size(tab, WIDE)
    tab.evaluate("(rules) => look.dressed(rules)", LARGE)
    found.add("200 %", {"axe": axe(tab, "scrollable-region-focusable"), **tab.evaluate("() => look.wide()")})
    tab.evaluate("() => look.dressed('')")

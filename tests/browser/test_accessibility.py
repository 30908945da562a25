"""Everybody can read the pages: WCAG 2.2 AA, KWCAG 2.2, and what screen readers say.

`docs/accessibility.md` names the test that stands for each of the 33 items of KWCAG 2.2.
"""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conftest import needs

from . import hard_day
from .conftest import FRIDAY, ROOT, Page, judge
from .examination import PHONE, Examination, context

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

    from .conftest import Built


def _kinds() -> set[str]:
    """Every kind of page there is a template for; the light edition is known by its address."""
    texts = [path.read_text("utf-8") for path in (ROOT / "templates" / "pages").glob("*.html")]
    return {kind for text in texts for kind in re.findall(r"block kind %}([\w-]+){%", text)} | {"lite"}


class TestWhatIsLookedAt:
    def test_every_kind_of_page_in_every_language(
        self, pages: tuple[Page, ...], every_page: tuple[Page, ...]
    ) -> None:
        """A new kind of page is looked at the day it appears."""
        everything = {token for page in every_page for token in page.tokens}

        assert {(p.language, p.kind) for p in every_page} == {(p.language, p.kind) for p in pages}
        assert everything == {token for page in pages for token in page.tokens}
        assert _kinds() <= {page.kind for page in pages}


class TestAxe:
    """axe-core with all its rules for WCAG 2.0 to 2.2 A and AA, and its good practice."""

    @pytest.mark.parametrize("mode", ["plain", "dark", "forced colours", "320 px", "200 %", "no script"])
    def test_it_finds_nothing(self, examination: Examination, mode: str) -> None:
        """In every way a page is read."""
        assert [] == examination.complaints("axe", mode)


class TestPerceiving:
    def test_pictures_have_words_or_are_said_to_mean_nothing(self, examination: Examination) -> None:
        """KWCAG 2.2, 5.1.1."""
        assert [] == examination.complaints("pictures", "plain")

    def test_tables_have_names_and_headers(self, examination: Examination) -> None:
        """KWCAG 2.2, 5.3.1."""
        assert [] == examination.complaints("tables", "plain")

    def test_what_is_seen_comes_in_the_order_it_is_read(self, examination: Examination) -> None:
        """KWCAG 2.2, 5.3.2; ranks of headings without gaps."""
        assert [] == examination.complaints("headings", "plain")

    def test_a_state_is_said_in_words(self, examination: Examination) -> None:
        """KWCAG 2.2, 5.4.1; with chosen colours, its border remains."""
        assert [] == examination.complaints("states", "plain", "forced colours")


class TestOperating:
    def test_everything_to_be_touched_is_big_enough(self, examination: Examination) -> None:
        """24 pixels (WCAG 2.2, 2.5.8; KWCAG 2.2, 6.1.3); 44 on a phone, for thumbs."""
        unstyled = {f"{one.page} " for one in examination.found if not one.page.styled}
        said = examination.complaints("targets", "plain", "320 px")

        assert [] == [line for line in said if not line.startswith(tuple(unstyled) or ("-",))]

    def test_nothing_moves_or_reloads(self, examination: Examination) -> None:
        """KWCAG 2.2, 5.4.2, 6.1.4, 6.2.1, 6.2.2, 6.3.1: no meta refresh, no animation, no access keys."""
        assert [] == examination.complaints("still", "plain")

    def test_the_first_thing_reached_skips_to_the_content(self, examination: Examination) -> None:
        """KWCAG 2.2, 6.4.1."""
        assert [] == examination.complaints("skip", "plain")

    def test_a_title_names_its_page(self, examination: Examination) -> None:
        """KWCAG 2.2, 6.4.2."""
        assert [] == examination.complaints("title", "plain")

    def test_links_that_sound_the_same_lead_to_the_same_page(self, examination: Examination) -> None:
        """KWCAG 2.2, 6.4.3: people let their screen reader list the links."""
        assert [] == examination.complaints("links", "plain")

    def test_nothing_jumps_while_the_page_arrives(self, examination: Examination) -> None:
        """A thumb on its way to a telephone number must not land on something else."""
        assert [] == examination.complaints("shift", "plain")


class TestUnderstanding:
    def test_every_word_is_in_the_language_it_says_it_is(self, examination: Examination) -> None:
        """KWCAG 2.2, 7.1.1, and WCAG 3.1.2: a screen reader with an English voice cannot say Korean words."""
        assert [] == examination.complaints("language", "plain")

    def test_help_is_in_the_same_place_on_every_page(self, examination: Examination) -> None:
        """KWCAG 2.2, 7.2.2; WCAG 2.2, 3.2.6."""
        places = {one.help for one in examination.found if one.page.whole and one.page.styled}

        assert {("first in the footer",)} == places

    def test_the_menu_is_the_same_on_every_page(self, examination: Examination) -> None:
        """WCAG 2.2, 3.2.3."""
        menus = {
            (one.page.language, one.menu) for one in examination.found if one.page.whole and one.page.styled
        }

        assert {"ko", "en"} == {language for language, _ in menus}
        assert 2 == len(menus)

    def test_every_page_has_its_landmarks(self, examination: Examination) -> None:
        """Screen readers jump between them."""
        assert {("header", "main", "footer")} == {
            one.landmarks for one in examination.found if one.page.whole
        }


class TestRobust:
    def test_no_two_things_have_one_id(self, examination: Examination) -> None:
        """KWCAG 2.2, 8.1.1."""
        assert [] == examination.complaints("ids", "plain")

    def test_the_browser_has_nothing_to_complain_about(self, examination: Examination) -> None:
        """No error, nothing that the content security policy had to stop."""
        assert [] == examination.complaints("console", "plain")
        assert [] == examination.complaints("policy", "plain")

    def test_nobody_else_is_asked_for_anything(self, examination: Examination) -> None:
        """A request to another server would tell it who reads about which service."""
        assert [] == examination.complaints("elsewhere", "plain")

    def test_the_html_is_valid(self, pages: tuple[Page, ...], tmp_path: Path) -> None:
        """html-validate, with the rules of `.htmlvalidate.json`."""
        program = judge("html-validate/bin/html-validate.mjs")
        files = [str(page.file) for page in pages]
        report = tmp_path / "report.json"
        options = ["--config", str(ROOT / ".htmlvalidate.json"), "--formatter", f"json={report}"]
        subprocess.run([needs("node"), str(program), *options, *files], check=False)

        assert [] == [
            f"{result['filePath']}:{message['line']}: {message['ruleId']}: {message['message']}"
            for result in json.loads(report.read_text("utf-8"))
            for message in result["messages"]
        ]

    def test_the_nu_html_checker_agrees(self, pages: tuple[Page, ...]) -> None:
        """It has nothing to say of any kind of page, not even a warning.

        It asks over HTTP: of a file on a disk it does not know what the page's own policy allows.
        """
        own_host = "-Dnu.validator.servlet.allow-forbidden-hosts=true"
        program = judge("vnu-jar/build/dist/vnu.jar")
        command = [needs("java"), own_host, "-jar", str(program), "--stdout", "--format", "json"]
        addresses = [page.address for page in pages]
        run = subprocess.run([*command, *addresses], capture_output=True, text=True, check=False)
        messages = json.loads(run.stdout)["messages"]

        assert len(addresses) > 20
        assert [] == [f"{m.get('url')}:{m.get('lastLine')}: {m['message']}" for m in messages]


FIRST = {
    "what": "h1",
    "how much": ".sp-headline__counts",
    "confirmed": ".sp-headline__moment",
    "why": ".sp-card__title",
    "latest word": ".sp-card .sp-prose",
    "for whom, and what instead": ".sp-card .sp-rows li:nth-child(2)",
}
"""What the first screen has to say, and where it is said."""

FIRST_OF_MANY = {
    "what": "h1",
    "how much": ".sp-headline__counts",
    "confirmed": ".sp-headline__moment",
    "what instead, for each service": "#find",
    "the same without a script": ".sp-onward",
    "why": ".sp-card__title",
    "for whom": ".sp-card .sp-card__line",
}
"""The same on a day with more outages than can be told there."""


def _bottom(tab: Tab, place: str) -> float:
    box = tab.locator(place).first.bounding_box()
    assert box is not None, place
    return box["y"] + box["height"]


class TestScreenReader:
    """What people hear, in the order they hear it."""

    def test_a_service_says_first_what_people_came_for(
        self, browser: Browser, sites: dict[str, Built], every_page: tuple[Page, ...]
    ) -> None:
        """Its name, its state, the answer, the reason, what to do instead."""
        page = next(p for p in every_page if p.site.moment == FRIDAY and p.path == "services/resident-copy/")
        window = context(browser, page)
        tab = window.new_page()
        tab.goto(page.address)
        heard = tab.locator("main").aria_snapshot()
        window.close()
        order = [
            'heading "주민등록표 등본·초본 발급" [level=1]',
            "strong: 이용 불가",
            "지금은 이용할 수 없습니다.",
            "같은 이유로 4가지 방법이 함께 안 됩니다.",
            'heading "대신할 수 있는 서비스" [level=2]',
            'link "가족관계증명서 발급"',
            'heading "지금 안 되는 방법" [level=2]',
            'heading "물어볼 곳" [level=2]',
        ]
        places = [heard.find(said) for said in order]

        assert -1 not in places, heard
        assert places == sorted(places), heard

    @pytest.mark.parametrize("path", ["", "en/"])
    @pytest.mark.parametrize(("moment", "first"), [(FRIDAY, FIRST), (hard_day.MOMENT, FIRST_OF_MANY)])
    def test_the_first_screen_of_a_phone_says_what_people_need(
        self, browser: Browser, every_page: tuple[Page, ...], moment: str, first: dict[str, str], path: str
    ) -> None:
        """What does not work, for whom, what to do instead, and when that was last confirmed."""
        page = next(p for p in every_page if p.site.moment == moment and p.path == path)
        window = context(browser, page, PHONE)
        tab = window.new_page()
        tab.goto(page.address)
        bottoms = {name: _bottom(tab, place) for name, place in first.items()}
        window.close()

        assert {} == {name: bottom for name, bottom in bottoms.items() if bottom > PHONE[1]}


class TestTheTable:
    """`docs/accessibility.md`."""

    def test_it_speaks_of_all_33_items_in_both_languages(self) -> None:
        """KWCAG 2.2 has 33; a claim without a test or a look is none."""
        for name in ("docs/accessibility.md", "docs/ko/accessibility.md"):
            rows = re.findall(r"^\| (\d\.\d\.\d) .*\|$", (ROOT / name).read_text("utf-8"), re.MULTILINE)

            assert 33 == len(rows) == len(set(rows)), name

    def test_the_tests_it_names_exist(self) -> None:
        """Tests are renamed."""
        sources = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "tests").rglob("test_*.py")))
        for name in ("docs/accessibility.md", "docs/ko/accessibility.md"):
            named = set(re.findall(r"`(test_\w+)`", (ROOT / name).read_text("utf-8")))

            assert named
            assert set() == {test for test in named if f"def {test}(" not in sources}

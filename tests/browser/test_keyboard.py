"""Everything can be done with a keyboard alone, and one always sees where one is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from .conftest import FRIDAY, Page
from .examination import PHONE, context

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

WATCH = """() => {
  window.reached = look.reached();
  window.steps = [];
  document.addEventListener("focusin", ({ target }) => {
    const style = getComputedStyle(target), box = target.getBoundingClientRect();
    const down = Math.min(box.height, 20) / 2;
    const middle = document.elementFromPoint(box.left + box.width / 2, box.top + down);
    steps.push({
      place: reached.indexOf(target), called: look.called(target),
      marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
      inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.left < innerWidth,
      free: target.contains(middle) || (middle && middle.contains(target)) || target.localName === "main",
    });
  });
}"""


@pytest.fixture(params=["", "en/", "services/resident-copy/"])
def tab(
    request: pytest.FixtureRequest, browser: Browser, eyes: str, every_page: tuple[Page, ...]
) -> Iterator[Tab]:
    """The home page and a service on the worst day, on a small screen."""
    page = next(p for p in every_page if p.path == request.param and p.site.moment == FRIDAY)
    window = context(browser, page, PHONE, reduced_motion="reduce")
    window.add_init_script(eyes)
    tab = window.new_page()
    tab.goto(page.address)
    yield tab
    window.close()


class TestTab:
    def test_it_reaches_everything_in_the_order_of_the_page(self, tab: Tab) -> None:
        """Nothing is left out, nothing comes twice, nothing holds on; and it is always seen where one is."""
        tab.evaluate(WATCH)
        expected: int = tab.evaluate("() => reached.length")
        for _ in range(expected):
            tab.keyboard.press("Tab")
        steps: list[dict[str, Any]] = tab.evaluate("() => steps")

        assert expected > 15
        assert list(range(expected)) == [step["place"] for step in steps]
        assert [] == [step["called"] for step in steps if not step["marked"]]
        assert [] == [step["called"] for step in steps if not (step["inside"] and step["free"])]

    def test_the_skip_link_leads_past_the_menu(self, tab: Tab) -> None:
        """KWCAG 2.2, 6.4.1: it shows when it is reached, and the next step is within the content."""
        tab.keyboard.press("Tab")
        top = tab.evaluate("() => document.activeElement.getBoundingClientRect().top")
        tab.keyboard.press("Enter")
        tab.keyboard.press("Tab")

        assert top >= 0
        assert tab.evaluate("() => Boolean(document.activeElement.closest('main'))")

    @pytest.mark.parametrize("key", ["Enter", "Space"])
    def test_what_is_folded_opens_and_closes(self, tab: Tab, key: str) -> None:
        """KWCAG 2.2, 6.1.1."""
        tab.evaluate("() => document.querySelector('main summary').focus()")
        opened = []
        for _ in range(2):
            tab.keyboard.press(key)
            opened.append(tab.evaluate("() => document.activeElement.parentElement.open"))

        assert [True, False] == opened

    def test_forms_have_names_and_send_nothing_by_themselves(self, tab: Tab) -> None:
        """KWCAG 2.2, 7.2.1 and 7.3.2: typing or choosing changes the list, never the page."""
        before = tab.url
        boxes = tab.locator("input, select").all()
        names = [
            box.evaluate("(e) => [...(e.labels || [])].map((l) => l.textContent).join('').trim()")
            for box in boxes
        ]
        for box in tab.locator("input[type=search]").all():
            box.press_sequentially("등본")
            box.press("Enter")

        assert [] == [name for name in names if not name]
        assert before == tab.url

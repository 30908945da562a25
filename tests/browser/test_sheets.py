"""The sheets for doors come out of the printer on one page of A4."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from .conftest import FRIDAY, Page

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def sheets(every_page: tuple[Page, ...]) -> tuple[Page, ...]:
    """The sheets of the worst day: in Korean, in English, in both."""
    found = [page for page in every_page if page.kind == "door" and page.site.moment == FRIDAY]
    both = [page for page in found if page.path.endswith("both/")]
    alone = sorted((page for page in found if page not in both), key=_weight, reverse=True)
    return (*sorted(both, key=_weight, reverse=True)[:12], *alone[:12])


def _weight(page: Page) -> int:
    return (page.site.folder / page.path / "index.html").stat().st_size


def test_a_sheet_is_one_page(browser: Browser, sheets: tuple[Page, ...]) -> None:
    """The second page would stay in the printer, with the address on it."""
    assert any(page.path.endswith("both/") for page in sheets)
    window = browser.new_page()
    pages = {}
    for sheet in sheets:
        window.goto(sheet.address)
        pages[sheet.path] = len(re.findall(rb"/Type\s*/Page\b", window.pdf(prefer_css_page_size=True)))
    window.close()

    assert dict.fromkeys(pages, 1) == pages

"""Badges: well-formed, readable without colour, and as wide as their words in a real browser."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from conftest import needs, needs_library
from machines import printed
from sites import AFTER, DURING, SMALL, write
from statuspage.inspection import inspect
from statuspage.outputs import badges
from statuspage.outputs.badges import COLORS, Badge, _svg, width

ROOT = Path(__file__).parent.parent
OUTAGE = datetime.fromisoformat("2023-11-17T14:00+09:00")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(name="demonstration", scope="module")
def _demonstration() -> dict[str, bytes]:
    return printed(badges, ROOT, OUTAGE)


def title(data: bytes) -> str:
    found: str | None = etree.fromstring(data).findtext(f"{SVG}title")
    return found or ""


class TestWords:
    def test_a_badge_says_what_is_how(self, tmp_path: Path) -> None:
        found = printed(badges, write(tmp_path), DURING)

        assert "전입신고: 이용 불가" == title(found["badges/move-in.svg"])
        assert "주민등록 등본: 일부 제한" == title(found["badges/resident-copy.svg"])
        assert "주민센터: 이용 불가" == title(found["badges/community-center.svg"])
        assert "민원 서비스 상태: 2개 이용하기 어려움" == title(found["badge.svg"])

    def test_a_quiet_day_is_said_in_words_too(self, tmp_path: Path) -> None:
        """No badge is only green."""
        for path, data in printed(badges, write(tmp_path), AFTER).items():
            assert title(data).endswith(": 정상 이용"), path

    def test_a_file_that_cannot_be_read_never_makes_a_badge_green(self, tmp_path: Path) -> None:
        """R11: what nobody can vouch for is being checked."""
        root = write(tmp_path)
        write(root, {"services/mois/move-in.yaml": "name: {ko: 전입신고"})

        found = printed(badges, root, AFTER)

        assert "민원 서비스 상태: 확인 중" == title(found["badge.svg"])

    def test_a_service_that_ended_keeps_its_badge_and_says_so(self, tmp_path: Path) -> None:
        """It stands on pages that nobody looks after any more."""
        root = write(tmp_path)
        write(
            root,
            {"services/mois/move-in.yaml": SMALL["services/mois/move-in.yaml"] + "\nretired: 2023-12-01"},
        )
        text = (root / "status/services/mois/move-in.yaml").read_text(encoding="utf-8")
        (root / "status/services/mois/move-in.yaml").write_text(
            re.sub(r"(?m)^ +", "", text), encoding="utf-8"
        )

        assert "전입신고: 끝난 서비스" == title(printed(badges, root, AFTER)["badges/move-in.svg"])

    def test_a_machine_is_told_that_it_is_one_picture(self, demonstration: dict[str, bytes]) -> None:
        for data in demonstration.values():
            root = etree.fromstring(data)
            assert ("img", "ko") == (root.get("role"), root.get("lang"))


class TestForm:
    def test_every_badge_may_go_out(self, demonstration: dict[str, bytes]) -> None:
        """Nothing foreign, nothing that runs, nothing from elsewhere (R45)."""
        for path, data in demonstration.items():
            assert () == inspect(path, data).faults
            assert len(data) < 2_000

    def test_the_state_has_a_shape_of_its_own(self) -> None:
        """Whoever cannot tell red from green sees another outline or stroke."""
        drawn = {_svg(Badge("ko", "x", "", state, "y")).split(b'<path class="l"')[1][:30] for state in COLORS}

        assert len(COLORS) == len(drawn)

    @pytest.mark.parametrize("state", COLORS)
    def test_words_stand_out_from_their_ground_by_day_and_in_the_dark(self, state: str) -> None:
        """4.5 to 1 (WCAG 2.2, 1.4.3)."""
        text, ground, dark_text, dark_ground = COLORS[state].split()

        assert 4.5 <= min(contrast(text, ground), contrast(dark_text, dark_ground))

    @given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=120))
    def test_any_name_makes_a_picture_of_bounded_width(self, name: str) -> None:
        if "\ufffe" in name or "\uffff" in name:
            return
        root = etree.fromstring(_svg(Badge("ko", name, "", "operational", "정상 이용")))

        assert float(root.get("width")) <= badges.WIDEST + 140
        assert f"{name}: 정상 이용" == root.findtext(f"{SVG}title")

    def test_a_long_name_is_cut_between_words(self) -> None:
        name = "주민등록표 등본과 초본의 온라인 발급과 열람, 그리고 확인을 한 번에 신청하는 서비스 전체"

        shown = (
            etree.fromstring(_svg(Badge("ko", name, "", "operational", "정상 이용")))
            .find(f".//{SVG}text")
            .text
        )

        assert shown.endswith("…")
        assert name.startswith(f"{shown[:-1]} ")

    def test_hangul_is_nearly_as_wide_as_high(self) -> None:
        assert 0.92 * 4 == pytest.approx(width("주민등록"))
        assert width("주민등록") > 1.5 * width("abcd")

    def test_every_python_adds_up_alike(self) -> None:
        """From 3.12 on fractions have other sums; then two mirrors would disagree about the same files."""
        assert [92 * n / 100 for n in range(60)] == [width("가" * n) for n in range(60)]

    def test_a_renderer_without_style_sheets_can_draw_it(
        self, demonstration: dict[str, bytes], tmp_path: Path
    ) -> None:
        """librsvg stands behind many README pictures."""
        convert = needs("rsvg-convert")
        (tmp_path / "a.svg").write_bytes(demonstration["badge.svg"])

        subprocess.run([convert, str(tmp_path / "a.svg"), "-o", str(tmp_path / "a.png")], check=True)

        assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2.2)."""

    def luminance(color: str) -> float:
        parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return sum(f * c for f, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(name="page", scope="module")
def _page() -> Iterator[Any]:
    playwright = needs_library("playwright.sync_api")
    with playwright.sync_playwright() as play:
        options = ["--no-sandbox", "--disable-gpu"]
        browser = play.chromium.launch(executable_path=needs("chromium"), args=options)
        yield browser.new_page(color_scheme="dark")
        browser.close()


class TestInABrowser:
    def test_the_words_fit_their_box_without_being_squeezed(
        self, page: Any, demonstration: dict[str, bytes]
    ) -> None:
        """The guess at the width of Hangul is right: words are neither pulled apart nor pressed together."""
        for path, data in demonstration.items():
            page.set_content(data.decode())
            real, told = zip(
                *page.evaluate(
                    """() => [...document.querySelectorAll("text")].map((text) => {
                        const told = text.textLength.baseVal.value;
                        text.removeAttribute("textLength");
                        return [text.getComputedTextLength(), told];
                    })"""
                ),
                strict=True,
            )
            for one, other in zip(real, told, strict=True):
                assert one == pytest.approx(other, rel=0.16), path

    def test_it_turns_dark_with_the_reader(self, page: Any, demonstration: dict[str, bytes]) -> None:
        page.set_content(demonstration["badge.svg"].decode())

        fill = page.evaluate("getComputedStyle(document.querySelector('text.t')).fill")

        assert "rgb(247, 175, 161)" == fill

"""The light edition: everything that matters in one file that weighs next to nothing."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from lxml import html

import generate
from sites import AFTER, DURING, SMALL, write
from statuspage.build import build
from statuspage.model import State

LIMIT = 14 * 1024
"""What a phone gets in the first breath of a connection (RFC 6928: ten segments)."""


def lite(tmp_path: Path, files: Mapping[str, str | None] = SMALL, *, language: str = "") -> html.HtmlElement:
    """The light edition of a small site on a bad day."""
    out = tmp_path / "out"
    build(write(tmp_path / "site", files), out, DURING)
    return html.document_fromstring((out / language / "lite" / "index.html").read_bytes())


def said(page: html.HtmlElement) -> str:
    return " ".join(page.text_content().split())


class TestWhatItSays:
    """It stands in for every page when nothing else opens, so it must answer by itself."""

    def test_a_service_that_fails_is_named_with_what_works(self, tmp_path: Path) -> None:
        """The short answer is all that many people will get to see."""
        page = lite(tmp_path)

        assert "일부 제한: 창구 이용 불가 · 누리집 가능 주민등록 등본" in said(page)

    def test_an_open_incident_gives_its_newest_words_and_the_next_moment(self, tmp_path: Path) -> None:
        page = lite(tmp_path)

        assert "창구에서 서류를 뗄 수 없습니다. 방문하지 마세요." in said(page)
        assert "다음 소식 2023년 11월 17일 (금) 오전 10시" in said(page)

    def test_where_no_way_works_it_says_what_does_instead(self, tmp_path: Path) -> None:
        """`다른 서비스로 대신 가능` alone would send people looking."""
        page = lite(
            tmp_path,
            {
                **SMALL,
                "services/mois/move-in.yaml": """
                    name: {ko: 전입신고, en: Move-in report}
                    category: certificates
                    channels: [{use: community-center}]
                    instead: [resident-copy]
                """,
            },
        )

        assert "대신: 주민등록 등본" in said(page)

    def test_where_nothing_works_it_says_whom_to_ask(self, tmp_path: Path) -> None:
        page = lite(
            tmp_path,
            {
                **SMALL,
                "services/mois/move-in.yaml": """
                    name: {ko: 전입신고, en: Move-in report}
                    channels:
                      - use: community-center
                      - {id: ask, kind: phone, name: 상담, phone: 1588-2188, answers_only: true}
                """,
            },
        )

        assert "이용 불가: 되는 방법 없음 전입신고물어볼 곳: 1588-2188" in said(page)

    def test_services_that_work_are_counted(self, tmp_path: Path) -> None:
        """Names of what works would push what fails off the first screen."""
        out = tmp_path / "out"
        build(write(tmp_path / "site"), out, AFTER)

        quiet = html.document_fromstring((out / "lite" / "index.html").read_bytes())

        assert "정상 이용할 수 있는 서비스 증명서 2개" in said(quiet)

    def test_it_is_there_in_every_language(self, tmp_path: Path) -> None:
        page = lite(tmp_path, language="en")

        assert "Counters cannot issue documents." in said(page)
        assert ["../../lite/"] == page.xpath("//nav//a/@href")

    def test_it_ends_with_who_helps_and_its_address_in_words(self, tmp_path: Path) -> None:
        """A saved or mailed copy has lost its address bar."""
        page = lite(tmp_path)

        assert "국민콜 110" in said(page.xpath("//footer")[0])
        assert "https://status.example.go.kr/lite/" in said(page.xpath("//footer")[0])


class TestWhatItNeeds:
    def test_it_asks_for_no_other_file(self, tmp_path: Path) -> None:
        """One file: no style, no script, no picture."""
        page = lite(tmp_path)

        assert [] == page.xpath(
            "//link[not(@rel='canonical')] | //script | //style | //img | //svg | //iframe"
        )

    @pytest.mark.parametrize("address", ["index.html", "services/move-in/index.html", "404.html"])
    def test_every_footer_leads_to_it(self, tmp_path: Path, address: str) -> None:
        """Whoever is on a bad line has only the page that opened."""
        out = tmp_path / "out"
        build(write(tmp_path / "site"), out, DURING)

        links = html.document_fromstring((out / address).read_bytes()).xpath("//footer//a/@href")

        assert any(link.endswith("lite/") for link in links)


@pytest.mark.slow
@pytest.mark.parametrize("broken", ["services", "systems"])
def test_it_stays_light_when_half_of_a_country_is_down(tmp_path: Path, broken: str) -> None:
    """709 systems stood still in September 2025; on such a day the network is crowded, too."""
    from statuspage import load, state
    from statuspage.catalogue import words
    from statuspage.look import Template
    from statuspage.outputs import Press
    from statuspage.outputs.pages import Printer
    from statuspage.views.edition import Edition, Publication
    from statuspage.views.lite import lite as view_of

    root = tmp_path / "country"
    generate.generate(replace(generate.SIZES["national"], incidents=20), root)
    status = root / "status"
    things = sorted(path.stem for path in (status / broken).rglob("*.yaml"))
    down = things[::2] if broken == "services" else things[:6]
    agency = min(path.stem for path in (status / "agencies").glob("*.yaml"))
    fire = status / "incidents" / "2026" / "0301-fire"
    fire.mkdir(parents=True)
    (fire / "incident.md").write_text("---\ntitle: {ko: 데이터센터 화재, en: Data centre fire}\n---\n")
    impact = "".join(f"  {thing}: major_outage\n" for thing in down)
    (fire / f"0302-0700-{agency}.md").write_text(
        f"---\nstatus: investigating\nimpact:\n{impact}---\n불이 났습니다.\n"
    )
    site = load.site(root).site
    assert site is not None
    snapshot = state.at(site, generate.MOMENT + timedelta(minutes=1))
    assert 300 < sum(
        now is not State.OPERATIONAL for id, now in snapshot.states.items() if id in site.services
    )
    templates = {
        path.relative_to(TEMPLATES).as_posix(): Template(str(path), path.read_text("utf-8"))
        for path in TEMPLATES.rglob("*.html")
    }
    known = words(root, site.languages, site.zone)
    press = Press(snapshot, known, templates, {}, None)
    publication = Publication(snapshot)

    for language in site.languages:
        edition = Edition(publication, known[language])
        page = Printer(press).page("lite", view_of, edition)

        assert LIMIT >= len(gzip.compress(page, 9)), language


TEMPLATES = Path(__file__).resolve().parent.parent / "templates"

"""The pages beside the news: corrections, sheets for doors, what a site says about itself, the way back."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from lxml import etree, html

from sites import AFTER, DURING, PLANNED_WORK, SMALL, WORK, write
from statuspage.build import build
from statuspage.outputs import notice

CORRECTED = {
    **SMALL,
    "incidents/2023/1117-saeol/1117-0940-mois.md": """
        ---
        title: {ko: 인증 장비의 고장입니다, en: A sign-in device failed}
        status: identified
        corrects: 1117-0840-mois
        ---
        **창구만** 안 됩니다. 누리집은 됩니다.
    """,
}
"""The first word is put right an hour later."""


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site a day after its outage, one word of which was wrong."""
    folder = tmp_path_factory.mktemp("more")
    build(write(folder / "site", CORRECTED), folder / "out", AFTER)
    return folder / "out"


@pytest.fixture(scope="module")
def during(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site during its outage."""
    folder = tmp_path_factory.mktemp("during")
    build(write(folder / "site"), folder / "out", DURING)
    return folder / "out"


def _corrected(year: int, day: int) -> dict[str, str]:
    """An incident whose first word was wrong."""
    date = f"{day // 28 + 1:02}{day % 28 + 1:02}"
    folder = f"incidents/{year}/{date}-slow"
    first = "---\nstatus: investigating\nimpact: {saeol: degraded_performance}\n---\n느립니다.\n"
    then = f"---\nstatus: resolved\ncorrects: {date}-0900-mois\n---\n느리지 않았습니다.\n"
    return {
        f"{folder}/incident.md": "---\ntitle: {ko: 느림, en: Slow}\n---\n",
        f"{folder}/{date}-0900-mois.md": first,
        f"{folder}/{date}-0905-mois.md": then,
    }


def read(out: Path, address: str) -> html.HtmlElement:
    file = out / address
    return html.document_fromstring((file if file.suffix else file / "index.html").read_bytes())


def said(element: html.HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())


class TestCorrections:
    """What was wrong is put right in public, and never disappears."""

    def test_both_words_stand_there_with_the_way_to_where_they_were_said(self, out: Path) -> None:
        page = read(out, "corrections")

        assert "방문하지 마세요" in said(page.xpath("//del")[0])
        assert "인증 장비의 고장입니다 창구만 안 됩니다." in said(page.xpath("//main")[0])
        assert [
            "../incidents/2023/1117-saeol/",
            "../incidents/2023/1117-saeol/#u1117-0940-mois",
            "../incidents/2023/1117-saeol/#u1117-0840-mois",
        ] == page.xpath("//main//a/@href")

    def test_a_site_without_mistakes_says_so(self, during: Path) -> None:
        assert "바로잡은 소식이 없습니다." in said(read(during, "corrections"))

    def test_the_mistakes_of_decades_lie_on_a_page_for_each_year(self, tmp_path: Path) -> None:
        """A page that only ever grows is one day too heavy, and then nothing can be published at all."""
        site = dict(SMALL)
        for year in (2021, 2022):
            for day in range(61):
                site |= _corrected(year, day)
        build(write(tmp_path / "site", site), tmp_path / "out", AFTER)
        page = read(tmp_path / "out", "corrections")

        assert ["2022/", "2021/"] == page.xpath("//main/ul[last()]//a/@href")
        assert 100 == len(page.xpath("//del"))
        for of in ("2021", "2022"):
            there = read(tmp_path / "out", f"corrections/{of}")
            assert {of} == {str(moment)[:4] for moment in there.xpath("//del//time/@datetime")}
            assert 61 == len(there.xpath("//del"))

    def test_a_correction_that_is_still_to_come_is_not_told(self, tmp_path: Path) -> None:
        build(write(tmp_path / "site", CORRECTED), tmp_path / "out", DURING)

        assert [] == read(tmp_path / "out", "corrections").xpath("//del")


class TestHome:
    def test_after_a_week_of_many_outages_the_home_page_shows_the_newest_and_leads_to_the_others(
        self, tmp_path: Path
    ) -> None:
        """Who comes for one service should not scroll past what is over."""
        week = {path: words for day in range(291, 297) for path, words in _corrected(2023, day).items()}
        build(write(tmp_path / "site", {**SMALL, **week}), tmp_path / "out", DURING + timedelta(days=1))
        home = read(tmp_path / "out", "")
        recent = home.xpath("//section[h2[@id='recent']]//h3/a/@href")
        onward = home.xpath("//section[h2[@id='recent']]/following-sibling::p[1]/a")

        assert ["1117-slow", "1117-saeol", "1116-slow", "1115-slow", "1114-slow"] == [
            address.strip("/").rpartition("/")[2] for address in recent
        ]
        assert [("해결된 장애 2건 더 보기", "history/")] == [
            (a.text_content(), a.get("href")) for a in onward
        ]
        archive = read(tmp_path / "out", "history").xpath("//h3/a/@href")
        assert {"1113-slow", "1112-slow"} <= {address.strip("/").rpartition("/")[2] for address in archive}


class TestSheets:
    """What hangs on an office door."""

    @pytest.mark.parametrize(
        ("sheet", "page"),
        [
            ("notice/move-in", "https://status.example.go.kr/services/move-in/"),
            ("en/notice/move-in", "https://status.example.go.kr/en/services/move-in/"),
            ("notice/move-in/both", "https://status.example.go.kr/services/move-in/"),
            ("notice/community-center", "https://status.example.go.kr/channels/community-center/"),
        ],
    )
    def test_the_address_stands_beside_its_code(self, during: Path, sheet: str, page: str) -> None:
        """Nobody should have to trust a pattern of dots (safety R68)."""
        foot = read(during, sheet).xpath("//div[@class='sp-door__foot']")[0]
        picture = during / sheet / foot.xpath("img/@src")[0]

        assert page in said(foot)
        assert notice.code(page) == picture.resolve().read_bytes()

    def test_the_code_has_its_quiet_border(self) -> None:
        """Four modules of nothing, or scanners do not find it (ISO/IEC 18004)."""
        drawn = etree.fromstring(notice.code("https://status.example.go.kr/services/move-in/"))
        side = int(drawn.get("viewBox").split()[2])
        path = drawn.findall("{*}path")[-1].get("d")

        assert path.startswith("M4 4.5h7")
        assert 0 == (side - 8 - 21) % 4

    def test_every_sheet_says_when_it_was_confirmed(self, during: Path, out: Path) -> None:
        """Paper stays on the door when the news has moved on."""
        assert "마지막 확인 2023년 11월 17일 (금) 오전 8시 40분" in said(read(during, "notice/move-in"))
        assert "정보가 마지막으로 바뀐 때: 2023년 11월 18일 (토) 오전 9시" in said(
            read(out, "notice/move-in")
        )

    def test_one_sheet_speaks_to_everybody(self, during: Path) -> None:
        page = read(during, "notice/move-in/both")

        assert ["ko", "en"] == page.xpath("//div[@class='sp-door__sheet']/@lang")
        assert "전입신고 Move-in report" == said(page.xpath("//h1")[0])
        assert "No way of doing this works now." in said(
            page.xpath("//div[@class='sp-door__sheet'][@lang='en']")[0]
        )

    def test_it_leads_to_the_sheets_of_one_language(self, during: Path) -> None:
        """The page in all languages stands once, under the first of them."""
        page = read(during, "notice/move-in/both")

        assert ["../../../en/notice/move-in/"] == page.xpath("//nav//a[@hreflang='en']/@href")

    def test_a_long_list_leaves_room_for_the_address(self, tmp_path: Path) -> None:
        """A community center has hundreds of services; the sheet has one page."""
        many = {
            f"services/mois/more-{n}.yaml": f"{{name: 일 {n:02}, channels: [{{use: community-center}}]}}"
            for n in range(40)
        }
        build(write(tmp_path / "site", {**SMALL, **many}), tmp_path / "out", DURING)

        page = read(tmp_path / "out", "notice/community-center")

        assert 20 == len(page.xpath("//article//li"))
        assert "그 밖에 22가지가 더 있습니다." in said(page)


class TestArticles:
    """What a site says about itself."""

    @pytest.mark.parametrize("address", ["subscribe", "about", "about/genuine", "accessibility"])
    def test_it_is_there_in_both_languages(self, out: Path, address: str) -> None:
        for root in ("", "en/"):
            page = read(out, root + address)

            assert 1 == len(page.xpath("//h1[normalize-space()]"))
            assert len(page.xpath("//h2[@id and normalize-space()]")) >= 3

    def test_the_page_about_feeds_leads_to_feeds_that_exist(self, out: Path) -> None:
        """Whoever has never used one will try it at once."""
        links = read(out, "subscribe").xpath("//h2[@id='feeds']/following-sibling::ul//a/@href")

        assert "../feed.atom" in links
        assert "../categories/certificates/feed.atom" in links
        assert [] == [link for link in links if not (out / "subscribe" / link).resolve().is_file()]

    def test_the_page_about_forgeries_says_that_nothing_is_asked(self, out: Path) -> None:
        """Phishing followed the outage of 2025 within a day (safety R68)."""
        words = said(read(out, "about/genuine"))

        assert "로그인, 앱 설치, 주민등록번호" in words
        assert "https://status.example.go.kr/about/genuine/".removeprefix("https://") in words

    def test_a_ministry_has_its_own_words(self, tmp_path: Path) -> None:
        root = write(tmp_path / "site")
        own = root / "site_src" / "articles" / "ko"
        own.mkdir(parents=True)
        (own / "about.md").write_text("# 우리 부처는\n\n**우리 말**입니다.\n\n## 맡은 일\n\n여럿.\n", "utf-8")
        (own / "privacy.md").write_text("# 개인정보\n\n모으지 않습니다.\n", "utf-8")
        build(root, tmp_path / "out", DURING)

        about, english = read(tmp_path / "out", "about"), read(tmp_path / "out", "en/about")
        privacy = read(tmp_path / "out", "en/privacy")

        assert "우리 부처는 우리 말 입니다. 맡은 일 여럿." == said(about.xpath("//main")[0])
        assert "About this site" == said(english.xpath("//h1")[0])
        assert ["ko"] == privacy.xpath("//h1/@lang")

    def test_an_article_runs_nothing(self, tmp_path: Path) -> None:
        """It is a note like any other (safety R38)."""
        root = write(tmp_path / "site")
        own = root / "site_src" / "articles" / "ko"
        own.mkdir(parents=True)
        (own / "about.md").write_text(
            "# <b>가</b>\n\n<script>alert(1)</script> [x](javascript:alert(1))\n", "utf-8"
        )
        build(root, tmp_path / "out", DURING)

        main = read(tmp_path / "out", "about").xpath("//main")[0]

        assert [] == main.xpath(".//script | .//b | .//a")


class TestTheWayBack:
    """The page for an address that does not exist."""

    def test_it_leads_to_services_and_to_who_helps(self, out: Path) -> None:
        page = read(out, "404.html")
        links = page.xpath("//main//a/@href")

        assert {"/#services", "/lite/", "/about/genuine/", "/categories/certificates/"} <= set(links)
        assert "국민콜 110" in said(page.xpath("//footer")[0])

    def test_it_works_from_everywhere(self, out: Path) -> None:
        """It is served at `/no/such/page`, where a relative link leads nowhere."""
        links = read(out, "404.html").xpath("//a/@href | //link[@rel='stylesheet']/@href")

        assert [] == [link for link in links if not re.match(r"/|#|https:|tel:", link)]


class TestRegions:
    def test_every_region_is_listed_with_what_is_worse_there(self, tmp_path: Path) -> None:
        regional = """
            ---
            status: investigating
            impact: {saeol: major_outage}
            regions: [daejeon]
            ---
            대전 창구에서 서류를 뗄 수 없습니다.
        """
        files = {**SMALL, "incidents/2023/1117-saeol/1117-0840-mois.md": regional}
        build(write(tmp_path / "site", files), tmp_path / "out", DURING)

        page = read(tmp_path / "out", "regions")

        assert ["대전 이용하기 어려운 서비스가 2개 있습니다."] == [
            said(li) for li in page.xpath("//main//li")
        ]
        assert ["daejeon/"] == page.xpath("//main//a/@href")


class TestPlannedWorkThatMoved:
    @pytest.mark.parametrize("moment", ["2023-12-19T02:00", "2023-12-19T03:00", "2025-01-22T13:00"])
    @pytest.mark.parametrize(
        "word",
        {
            "1215-1200-mois.md": "---\nstarts: 2023-12-19 01:00\nends: 2023-12-19 03:00\n---\n앞당깁니다.\n",
            "1215-1300-mois.md": "---\nstarts: 2023-12-26 01:00\nends: 2023-12-26 03:00\n---\n미룹니다.\n",
            "1202-1200-mois.md": "---\nstatus: completed\n---\n벌써 끝났습니다.\n",
            "1202-1300-mois.md": "---\nstatus: cancelled\n---\n하지 않습니다.\n",
        }.items(),
        ids=["brought forward", "put off", "done before it began", "called off"],
    )
    def test_its_page_is_there_whenever_it_was(
        self, tmp_path: Path, word: tuple[str, str], moment: str
    ) -> None:
        """Work brought forward by more than a day stopped every publication from its end on."""
        root = write(tmp_path / "site", {**SMALL, **PLANNED_WORK, f"{WORK}/{word[0]}": word[1]})
        build(root, tmp_path / "out", datetime.fromisoformat(f"{moment}+09:00"))

        assert "정기 점검" in said(read(tmp_path / "out", WORK).xpath("//main//h1")[0])

    def test_even_a_century_is_no_reason_to_publish_nothing(self, tmp_path: Path) -> None:
        """A slip in the year of a notice, put right by an update."""
        late = {name: text.replace("2023-12-2", "2099-12-2") for name, text in PLANNED_WORK.items()}
        moved = "---\nstarts: 1998-12-02 01:00\nends: 1998-12-02 03:00\n---\n바로잡습니다.\n"
        files = {**SMALL, **late, f"{WORK}/1201-1200-mois.md": moved}
        build(write(tmp_path / "site", files), tmp_path / "out", AFTER)

        assert "정기 점검" in said(read(tmp_path / "out", WORK).xpath("//main//h1")[0])

    def test_it_stands_in_the_list_of_what_is_over(self, tmp_path: Path) -> None:
        moved = "---\nstarts: 2023-12-02 01:00\nends: 2023-12-02 03:00\n---\n앞당깁니다.\n"
        files = {**SMALL, **PLANNED_WORK, f"{WORK}/1201-1200-mois.md": moved}
        build(write(tmp_path / "site", files), tmp_path / "out", AFTER)

        assert "정기 점검" in said(read(tmp_path / "out", "maintenance").xpath("//main")[0])


def test_every_page_leads_to_the_others(out: Path) -> None:
    """The footer is where people look for them."""
    links = read(out, "services/move-in").xpath("//footer/nav//a/@href")

    assert ["lite", "subscribe", "figures", "corrections", "about", "accessibility"] == [
        link.removeprefix("../../").strip("/") for link in links
    ]

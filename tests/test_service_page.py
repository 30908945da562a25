"""The page of one service: the answer, what becomes of an application, and how to be told of changes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from lxml import html

from sites import AFTER, DURING, SMALL, write
from statuspage.build import build

RESUBMIT = {
    **SMALL,
    "incidents/2023/1117-saeol/1117-0940-mois.md": """
        ---
        relief:
          - {kind: resubmit, services: [move-in], until: 2023-11-30,
             what: {ko: 16일에 낸 신고는 다시 내 주세요, en: Reports of the 16th have to be made again}}
          - {kind: fee_waiver, services: [move-in], what: {ko: 수수료를 받지 않습니다, en: No fee}}
        ---
        접수된 신고를 확인하고 있습니다.
    """,
}
"""An hour later it is known what becomes of the reports that were made."""

LATER = datetime.fromisoformat("2023-11-17T09:45+09:00")


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site on a Sunday on which nothing is wrong."""
    folder = tmp_path_factory.mktemp("quiet")
    build(write(folder / "site"), folder / "out", AFTER)
    return folder / "out"


@pytest.fixture(scope="module")
def during(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site during its outage."""
    folder = tmp_path_factory.mktemp("during")
    build(write(folder / "site"), folder / "out", DURING)
    return folder / "out"


def read(out: Path, address: str) -> html.HtmlElement:
    return html.document_fromstring((out / address / "index.html").read_bytes())


def said(element: html.HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())


def section(page: html.HtmlElement, id: str) -> str:
    """What stands under the heading with this id; "" where there is none."""
    return " ".join(said(one) for one in page.xpath(f"//section[h2[@id='{id}']]"))


class TestWhenAllIsWell:
    def test_nothing_is_said_to_work_now_that_may_be_closed(self, quiet: Path) -> None:
        """On a Sunday the counter is well and closed: its hours are there, and nothing sends people to it."""
        main = read(quiet, "services/move-in").xpath("//main")[0]

        assert "평소처럼 이용할 수 있습니다." in said(main)
        assert section(main, "working").startswith("이용하는 방법 주민센터")
        assert "평일 09:00~18:00" in said(main)
        assert "지금" not in said(main).partition("지난 상태")[0]

    def test_no_heading_stands_over_nothing(self, quiet: Path) -> None:
        headings = read(quiet, "services/move-in").xpath("//main//h2")

        assert ["working", "about", "past", "follow"] == [one.get("id") for one in headings]


class TestApplicationsMadeAlready:
    """Do I have to apply again?"""

    def test_in_an_outage_silence_about_them_is_said(self, during: Path) -> None:
        """Else people apply twice, and the second application is the one that counts, or neither."""
        assert "아직 알린 것이 없습니다" in section(read(during, "services/move-in"), "filed")

    def test_on_a_quiet_day_nothing_is_said(self, quiet: Path) -> None:
        assert "" == section(read(quiet, "services/move-in"), "filed")

    def test_what_was_said_stands_under_a_heading_of_its_own(self, tmp_path: Path) -> None:
        build(write(tmp_path / "site", RESUBMIT), tmp_path / "out", LATER)
        page = read(tmp_path / "out", "en/services/move-in")

        assert "Apply again Reports of the 16th have to be made again" in section(page, "filed")
        assert "Nothing has been announced" not in said(page)
        assert "have to be made again" not in section(page, "relief")
        assert "No fee" in section(page, "relief")

    def test_it_outlives_the_outage(self, tmp_path: Path) -> None:
        build(
            write(tmp_path / "site", RESUBMIT),
            tmp_path / "out",
            datetime.fromisoformat("2023-11-20T09:00+09:00"),
        )
        page = read(tmp_path / "out", "services/move-in")

        assert "16일에 낸 신고는 다시 내 주세요" in section(page, "filed")


class TestFollowing:
    """Tell me when it changes."""

    @pytest.mark.parametrize("root", ["", "en/"])
    def test_feed_calendar_badge_and_sheet_are_a_touch_away(self, during: Path, root: str) -> None:
        folder = during / root / "services/move-in"
        links = read(during, f"{root}services/move-in").xpath("//h2[@id='follow']/following::a/@href")
        files = [
            (folder / link).resolve() for link in links if "://" not in link and not link.startswith("tel:")
        ]
        found = {path.relative_to(during.resolve()).as_posix() for path in files}

        assert {
            f"{root}services/move-in/feed.atom",
            f"{root}services/move-in/calendar.ics",
            f"{root}subscribe",
            f"{root}notice/move-in",
            "badges/move-in.svg",
        } <= found
        assert [] == [path for path in files if not path.exists()]

    def test_nobody_follows_what_has_ended(self, tmp_path: Path) -> None:
        files = {
            **SMALL,
            "services/mois/move-in.yaml": SMALL["services/mois/move-in.yaml"] + "    retired: 2023-12-01\n",
        }
        build(write(tmp_path / "site", files), tmp_path / "out", AFTER)

        assert "" == section(read(tmp_path / "out", "services/move-in"), "follow")


class TestManyIncidents:
    """The home page of a day on which no card can say what works instead."""

    @staticmethod
    def home(tmp_path: Path, number: int) -> html.HtmlElement:
        more = {
            f"incidents/2023/1117-{n}/{name}": text
            for n in range(number - 1)
            for name, text in {
                "incident.md": f"---\ntitle: {{ko: 장애 {n}, en: Outage {n}}}\n---",
                "1117-0845-mois.md": "---\nimpact: {move-in: major_outage}\n---\n확인하고 있습니다.",
            }.items()
        }
        build(write(tmp_path / "site", {**SMALL, **more}), tmp_path / "out", DURING)
        return read(tmp_path / "out", "")

    @pytest.mark.parametrize(("number", "first"), [(2, "incidents"), (3, "search")])
    def test_the_search_comes_first(self, tmp_path: Path, number: int, first: str) -> None:
        """Whoever has one thing to do finds it on the first screen."""
        main = self.home(tmp_path, number).xpath("//main")[0]
        order = [one.get("id") for one in main.iter() if one.get("id") in ("search", "incidents")]

        assert first == order[0]
        assert 2 == len(order)

    def test_without_a_script_a_link_leads_to_all_services(self, tmp_path: Path) -> None:
        """The search is hidden then."""
        main = self.home(tmp_path, 3).xpath("//main")[0]
        link = main.xpath("a | p/a")[0]

        assert ("#services", "서비스를 골라 지금 되는 방법 보기") == (link.get("href"), said(link))


def test_an_outage_lasts_an_hour_longer_where_the_clock_is_set_back_meanwhile(tmp_path: Path) -> None:
    """From half past midnight until half past four is not always four hours."""
    night = {
        **SMALL,
        "site.yaml": SMALL["site.yaml"].replace("Asia/Seoul", "America/New_York"),
        "incidents/2023/1105-night/incident.md": "---\ntitle: {ko: 밤 장애, en: Night}\n---",
        "incidents/2023/1105-night/1105-0030-mois.md": "---\nimpact: {saeol: major_outage}\n---",
        "incidents/2023/1105-night/1105-0430-mois.md": "---\nstatus: resolved\n---",
    }
    build(write(tmp_path, night), tmp_path / "out", datetime.fromisoformat("2023-11-06T12:00-05:00"))

    for page in ("index.html", "services/move-in/index.html", "figures/2023/index.html"):
        said = html.fromstring((tmp_path / "out/en" / page).read_bytes()).text_content()
        assert "5 hours" in said, page

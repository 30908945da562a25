"""What if this failed now: played on the rules of the page, marked as a drill, kept away from the page."""

from __future__ import annotations

import csv
import json
import re
from base64 import b64encode
from datetime import datetime
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from make import (
    DOWN,
    SLOW,
    WELL,
    at,
    countries,
    incident,
    moments,
    need,
    service,
    shared,
    site,
    system,
    update,
    way,
)
from sites import DURING, write
from statuspage import build, drills, state
from statuspage.drills import Verdict
from statuspage.model import Site
from test_cli import KOREAN, quick, said

ROOT = Path(__file__).resolve().parent.parent
QUIET = "2023-12-10T10:00+09:00"
NOON = at("17 12:00")


def fate(country: Site, *down: str) -> dict[str, Verdict]:
    """What becomes of every service."""
    return {one.service.id: one.verdict for one in drills.drill(state.at(country, NOON), down).outcomes}


class TestVerdicts:
    def test_each_service_fares_by_what_it_hangs_on(self) -> None:
        country = site(
            system("a"),
            system("b"),
            shared("desk", "a"),
            service("stops", way("web", "a"), way("desk", use="desk")),
            service("fewer", way("web", "a"), way("post")),
            service("slower", way("web", need("a", at_most=SLOW))),
            service("spare", way("web", need("a", "b"))),
            service("apart", way("web", "b")),
            service("asks", way("call", "a", answers_only=True), way("web", "b")),
        )

        assert {
            "stops": Verdict.STOPS,
            "fewer": Verdict.SUFFERS,
            "slower": Verdict.SUFFERS,
            "spare": Verdict.SURVIVES,
            "apart": Verdict.UNTOUCHED,
            "asks": Verdict.UNTOUCHED,
        } == fate(country, "a")

    def test_shared_channels_ways_and_several_things_can_fail(self) -> None:
        country = site(
            system("a"),
            system("b"),
            shared("desk"),
            service("v", way("web", need("a", "b")), way("counter", use="desk")),
        )

        assert Verdict.SUFFERS is fate(country, "desk")["v"]
        assert Verdict.SUFFERS is fate(country, "v/web")["v"]
        assert Verdict.SUFFERS is fate(country, "a", "b")["v"]
        assert Verdict.STOPS is fate(country, "a", "b", "desk")["v"]
        assert Verdict.STOPS is fate(country, "v")["v"]

    def test_what_is_out_already_is_not_blamed_on_the_failure(self) -> None:
        country = site(
            system("a"),
            system("b"),
            service("v", way("w", "a", "b")),
            incident("i", update("17 08:00", a=DOWN)),
        )

        assert Verdict.WAS_OUT is fate(country, "b")["v"]

    def test_what_somebody_said_this_morning_does_not_hold_off_tonights_failure(self) -> None:
        """Evidence from one story replaces what is felt from that story alone."""
        country = site(
            system("a"),
            service("v", way("w", "a")),
            incident("i", update("17 08:00", {"v/w": WELL}, a=SLOW)),
        )

        assert Verdict.STOPS is fate(country, "a")["v"]

    def test_ways_left_lost_and_weaker_are_told_apart(self) -> None:
        country = site(
            system("a"), service("v", way("web", "a"), way("slow", need("a", at_most=SLOW)), way("post"))
        )
        (one,) = drills.drill(state.at(country, NOON), ("a",)).outcomes

        assert ["v/post", "v/slow"] == [found.thing for found in one.left]
        assert ["v/web"] == [found.thing for found in one.lost]
        assert ["v/slow"] == [found.thing for found in one.weaker]

    def test_who_loses_the_last_substitute_is_stranded_too(self) -> None:
        """The service was out before; until now there was something else."""
        country = site(
            system("a"),
            system("b"),
            service("other", way("w", "b")),
            service("v", way("w", "a"), instead=("other",)),
            incident("i", update("17 08:00", a=DOWN)),
        )
        found = drills.drill(state.at(country, NOON), ("b",))

        assert ["other", "v"] == sorted(one.service.id for one in found.stranded)

    @given(countries(), moments(), st.data())
    @settings(max_examples=25)
    def test_the_counts_add_up_and_nothing_gets_better(
        self, country: Site, moment: datetime, data: st.DataObject
    ) -> None:
        down = data.draw(st.lists(st.sampled_from(sorted(country.systems)), min_size=1, unique=True))
        found = drills.drill(state.at(country, moment), tuple(down))

        assert len(found.outcomes) == sum(found.count(None, verdict) for verdict in Verdict)
        for one in found.outcomes:
            assert drills.can_be_done(one.after) <= drills.can_be_done(one.before)
            assert one.hangs or one.verdict in (Verdict.UNTOUCHED, Verdict.WAS_OUT)


class TestTheDemonstration:
    """One data centre fails, as in 2025."""

    def test_the_overall_table(self) -> None:
        answer = said(quick("--lang", "ko", "drill", "--down", "nirs-daejeon", "--at", QUIET, root=ROOT))
        table = {
            cells[0]: cells[1:]
            for cells in (re.split(r" {2,}", line.strip()) for line in answer.splitlines())
            if len(cells) == 7
        }

        assert {
            "중요도": ["멈춤", "방법 없음", "나빠짐", "버팀", "무관", "이미 멈춤"],
            "생명·기한이 걸림": ["0", "0", "5", "0", "1", "0"],
            "오늘 꼭 필요": ["9", "6", "13", "0", "4", "0"],
            "미룰 수 있음": ["3", "1", "16", "0", "8", "0"],
            "알림용": ["3", "3", "0", "0", "0", "0"],
            "모두": ["15", "10", "34", "0", "13", "0"],
        } == table
        assert "훈련입니다. 실제 장애가 아닙니다." in answer.splitlines()[0]

    @pytest.mark.parametrize(
        ("head", "below"),
        [
            (
                "전입신고 (move-in) · 행정안전부 · 오늘 꼭 필요: 정상 이용 → 이용 불가",
                ["안 되는 방법: 정부24, 읍·면·동 주민센터(행정복지센터)", "남는 방법이 없습니다."],
            ),
            (
                "주민등록표 등본·초본 발급 (resident-copy) · 행정안전부 · 오늘 꼭 필요: "
                "정상 이용 → 이용 불가",
                [
                    "안 되는 방법: 정부24, 정부24 앱, 읍·면·동 주민센터(행정복지센터), 무인민원발급기",
                    "대신할 서비스: 가족관계증명서 발급 (family-cert): 대법원 전자가족관계등록시스템",
                ],
            ),
            (
                "119 전화 신고 (emg-119) · 소방청 · 생명·기한이 걸림: 정상 이용 → 느림",
                ["남는 방법: 112 신고, 119 전화 신고 (느림)"],
            ),
        ],
    )
    def test_services_and_what_is_left_of_them(self, head: str, below: list[str]) -> None:
        answer = said(quick("--lang", "ko", "drill", "--down", "nirs-daejeon", "--at", QUIET, root=ROOT))
        told = [line.strip() for line in answer.splitlines()]

        assert below == told[told.index(head) + 1 :][: len(below)]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "ours")


class TestTheCommand:
    def test_several_things_can_be_typed_in_any_way(self, root: Path) -> None:
        answers = [
            quick("drill", *words, "--at", QUIET, root=root).stdout
            for words in (
                ["--down", "saeol", "portal"],
                ["--down", "saeol", "--down", "portal"],
                ["--down", "saeol,portal"],
            )
        ]

        assert answers[0]
        assert 1 == len(set(answers))

    @pytest.mark.parametrize("typed", ["saeoll", "resident-copy/wep", ""])
    def test_what_is_not_there_cannot_fail(self, root: Path, typed: str) -> None:
        answer = quick("drill", "--down", typed, root=root)

        assert 2 == answer.returncode
        assert f'--down "{typed}"' in said(answer)

    def test_without_anything_that_fails_the_option_is_asked_for(self, root: Path) -> None:
        for language in ("ko", "en"):
            answer = quick("--lang", language, "drill", root=root)
            assert 2 == answer.returncode
            assert "--down" in said(answer)
            assert bool(KOREAN.search(said(answer))) == (language == "ko")

    def test_json_says_that_it_is_a_drill(self, root: Path) -> None:
        answer = quick("drill", "--down", "saeol", "--at", QUIET, "--format", "json", root=root)
        document = json.loads(answer.stdout)

        assert document["drill"] is True
        assert {"stops": 1, "stranded": 1, "suffers": 1} == {
            key: document["count"]["all"][key] for key in ("stops", "stranded", "suffers")
        }
        found = {one["id"]: one for one in document["services"]}
        assert ("stops", True, "major_outage") == tuple(
            found["move-in"][key] for key in ("verdict", "stranded", "after")
        )

    def test_no_cell_of_the_table_is_a_formula(self, root: Path) -> None:
        write(
            root,
            {
                "services/mois/move-in.yaml": """
                    name: {ko: '=HYPERLINK("http://x")', en: '@SUM(1)'}
                    category: certificates
                    channels: [{use: community-center}]
                """
            },
        )
        answer = quick("--lang", "ko", "drill", "--down", "saeol", "--format", "csv", root=root).stdout
        rows = list(csv.DictReader(StringIO(answer.removeprefix("\ufeff"))))

        assert answer.startswith("\ufeff")
        assert {"move-in": '\'=HYPERLINK("http://x")'} == {
            row["id"]: row["name"] for row in rows if row["stranded"] == "yes"
        }
        assert [] == [cell for row in rows for cell in row.values() if cell[:1] in ("=", "+", "-", "@")]

    def test_the_files_and_the_page_stay_as_they_are(self, root: Path) -> None:
        before = sorted(root.rglob("*"))
        quick("drill", "--down", "saeol", root=root)

        assert before == sorted(root.rglob("*"))


class TestThePage:
    """The report for a meeting can never pass for the truth, and never comes near the published page."""

    @pytest.fixture
    def page(self, root: Path, tmp_path: Path) -> Path:
        where = tmp_path / "훈련.html"
        answer = quick("--lang", "ko", "drill", "--down", "saeol", "--at", QUIET, "--html", where, root=root)
        assert 0 == answer.returncode, said(answer)
        return where

    def test_it_is_marked_all_over_and_kept_from_search_engines(self, page: Path) -> None:
        found = html.document_fromstring(page.read_bytes())

        assert found.findtext(".//title").startswith("훈련: ")
        assert "훈련입니다. 실제 장애가 아닙니다." in found.find(".//header").text_content()
        assert 4 == found.find(".//div[@class='watermark']").text_content().count("훈련 DRILL")
        assert ["noindex, nofollow, noarchive"] == found.xpath("//meta[@name='robots']/@content")
        assert ["ko"] == found.xpath("/html/@lang")

    def test_it_loads_nothing_and_its_policy_allows_its_one_style_only(self, page: Path) -> None:
        found = html.document_fromstring(page.read_bytes())
        (policy,) = found.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        (style,) = found.xpath("//style/text()")
        digest = b64encode(sha256(style.encode()).digest()).decode()

        assert (
            f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'" == policy
        )
        assert [] == found.xpath("//script | //img | //link | //iframe | //@src | //@href | //@style")

    def test_it_can_be_read_without_seeing_it(self, page: Path) -> None:
        found = html.document_fromstring(page.read_bytes())

        assert 1 == len(found.xpath("//h1"))
        assert [] == found.xpath("//th[not(@scope)]")
        assert ["true"] == found.xpath("//div[@class='watermark']/@aria-hidden")
        labels = found.xpath("//@aria-labelledby")
        assert [] == [label for label in labels if not found.xpath(f"//*[@id='{label}']")]

    def test_what_people_wrote_stays_words(self, root: Path, tmp_path: Path) -> None:
        write(root, {"agencies/mois.yaml": "name: {ko: '행안부 & \"<b>\"', en: x}"})
        where = tmp_path / "d.html"
        quick("--lang", "ko", "drill", "--down", "saeol", "--html", where, root=root)

        assert b"<b>" not in where.read_bytes()

    def test_it_never_goes_among_what_is_published_or_written(self, root: Path, tmp_path: Path) -> None:
        build.build(root, root / "out", DURING)
        (root / "site_src").mkdir()
        for place in ("out/d.html", "out/services/d.html", "site_src/d.html", "status/d.html"):
            answer = quick("drill", "--down", "saeol", "--html", root / place, root=root)
            assert 2 == answer.returncode
            assert "may be published" in said(answer)
            assert not (root / place).exists()
        (tmp_path / "door").symlink_to(root / "out")
        answer = quick("drill", "--down", "saeol", "--html", tmp_path / "door/d.html", root=root)
        assert 2 == answer.returncode

    @pytest.mark.parametrize(
        ("place", "words"),
        [("d.txt", "ends in .html"), ("no/where/d.html", "there is no folder"), ("taken.html", "left alone")],
    )
    def test_it_goes_only_where_a_page_can_stand(
        self, root: Path, tmp_path: Path, place: str, words: str
    ) -> None:
        (tmp_path / "taken.html").write_text("<p>my page")
        answer = quick("drill", "--down", "saeol", "--html", tmp_path / place, root=root)

        assert 2 == answer.returncode
        assert words in said(answer)
        assert "<p>my page" == (tmp_path / "taken.html").read_text()

    def test_an_earlier_drill_may_be_written_anew(self, root: Path, page: Path) -> None:
        before = page.read_bytes()
        answer = quick("drill", "--down", "saeol", "portal", "--at", QUIET, "--html", page, root=root)

        assert 0 == answer.returncode
        assert before != page.read_bytes()

    def test_the_same_drill_gives_the_same_bytes(self, root: Path, page: Path) -> None:
        before = page.read_bytes()
        quick("--lang", "ko", "drill", "--down", "saeol", "--at", QUIET, "--html", page, root=root)

        assert before == page.read_bytes()


class TestTheAuditCommand:
    def test_it_names_who_hangs_on_what(self, root: Path) -> None:
        answer = said(quick("audit", root=root))

        assert "Services that one system can stop: 1" in answer
        assert "Move-in report (move-in)" in answer
        assert "stopped by: Saeol (saeol) · no substitute either" in answer

    def test_as_a_document_and_as_a_table(self, root: Path) -> None:
        document = json.loads(quick("audit", "--format", "json", root=root).stdout)
        table = quick("audit", "--format", "csv", root=root).stdout.removeprefix("\ufeff")
        rows = list(csv.DictReader(StringIO(table)))

        assert ["move-in"] == [one["id"] for one in document["no_independent_way_out"]]
        assert ["saeol"] == document["single"][0]["down"]
        assert [("service", "move-in", "saeol"), ("system", "saeol", "")] == [
            (row["kind"], row["id"], row["stopped_by"]) for row in rows[:2]
        ]

    def test_a_country_that_stands_firm_is_told_so(self, root: Path) -> None:
        write(root, {"channels/community-center.yaml": "{name: {ko: 주민센터, en: Center}, kind: counter}"})

        assert "Every service has an independent way out." in said(quick("audit", root=root))

"""Why is it in this state: from the thing down to the line that somebody wrote."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from make import (
    DOWN,
    PLANNED,
    SLOW,
    WELL,
    at,
    born,
    countries,
    incident,
    maintenance,
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
from statuspage import build, catalogue, state
from statuspage.model import Site
from statuspage.reports import explained, wording
from statuspage.state import algebra, reasons
from test_cli import quick, said

ROOT = Path(__file__).resolve().parent.parent
FRIDAY = "2023-11-17T14:00+09:00"


def told(country: Site, thing: str, when: str = "17 14:00", language: str = "en") -> str:
    """The answer about a thing, as it is read."""
    snapshot = state.at(country, at(when))
    pages = catalogue.words(ROOT, (language,), country.zone)[language]
    pen = wording.Pen(snapshot, wording.words(language, pages))
    return explained.thing(pen, thing, reasons.trees(snapshot, thing))


def lines(answer: str) -> list[str]:
    """The lines of a tree without its branches."""
    return [line.lstrip("│├└─ ") for line in answer.splitlines() if line]


OUTAGE = incident("1117", update("17 08:40", saeol=DOWN))
SAEOL = system("saeol")


class TestTheTree:
    """Each clause of the rules leaves its trace in the answer."""

    def test_an_outage_is_followed_to_whoever_said_so(self) -> None:
        answer = lines(told(site(SAEOL, service("copy", way("counter", "saeol")), OUTAGE), "copy"))

        assert [
            "copy (copy): Not available",
            "way: counter (copy/counter): Not available",
            "needs: saeol (saeol): Not available",
            "Not available: said by (unknown agency) · Fri 17 Nov, 8:40 a.m.",
        ] == answer[1:]

    def test_a_cap_is_said_with_what_is_left_of_it(self) -> None:
        country = site(SAEOL, service("copy", way("web", need("saeol", at_most=SLOW))), OUTAGE)

        assert "Not available, but felt as “Slow” at most" in told(country, "copy/web")

    def test_a_need_that_does_no_harm_is_named_all_the_same(self) -> None:
        """Staff ask why the page does not show what everybody talks about."""
        country = site(SAEOL, service("copy", way("web", need("saeol", at_most=WELL))), OUTAGE)

        assert "Not available, but not felt" in told(country, "copy/web")

    def test_redundancy_says_which_one_was_best(self) -> None:
        both = incident("1117", update("17 08:40", saeol=DOWN, spare=SLOW))
        country = site(SAEOL, system("spare"), service("copy", way("web", need("saeol", "spare"))), both)
        answer = told(country, "copy/web")

        assert "one is enough of: saeol (saeol), spare (spare). Felt is the best, spare: Slow" in answer
        assert "saeol (saeol): Not available" in answer

    def test_direct_evidence_says_which_inference_it_replaced(self) -> None:
        story = incident("1117", update("17 08:40", {"copy/web": SLOW}, saeol=DOWN))
        answer = told(site(SAEOL, service("copy", way("web", "saeol")), story), "copy/web")

        assert "copy/web): Slow" in answer
        assert "what would follow from saeol (saeol) (Not available) is replaced" in answer

    def test_evidence_that_clears_a_way_is_told_too(self) -> None:
        story = incident("1117", update("17 08:40", {"copy/web": WELL}, saeol=DOWN))
        answer = told(site(SAEOL, service("copy", way("web", "saeol")), story), "copy/web")

        assert "copy/web): Working" in answer
        assert "Working: said by" in answer
        assert "is replaced" in answer

    def test_a_word_on_the_service_speaks_for_its_ways(self) -> None:
        story = incident("1117", update("17 08:40", copy=DOWN))
        found = reasons.trees(state.at(site(service("copy", way("web")), story), at("17 14:00")), "copy/web")
        (evidence,) = found[0].steps[found[0].root].evidence

        assert ("copy", DOWN, True) == (evidence.thing, evidence.state, evidence.decides)

    def test_a_state_in_a_file_is_told_as_such(self) -> None:
        country = site(system("saeol", state=DOWN, since="17 03:00"), service("copy", way("w", "saeol")))

        assert "the state written in its own file, since" in told(country, "copy")

    def test_planned_work_is_told_by_its_announcement(self) -> None:
        work = maintenance("night", "17 13:00", "17 15:00", {"saeol": PLANNED})
        answer = told(site(SAEOL, service("copy", way("w", "saeol")), work), "copy")

        assert "Maintenance: by the announced maintenance" in answer

    def test_planned_work_behind_a_mild_outage_is_the_reason_why_nothing_goes(self) -> None:
        work = maintenance("night", "17 13:00", "17 15:00", {"b": PLANNED})
        slow = incident("1117", update("17 08:40", a=SLOW))
        country = site(system("a"), system("b"), service("copy", way("w", "a", "b")), work, slow)
        answer = told(country, "copy/w")

        assert "Slow, not available because of maintenance" in answer
        assert "Maintenance: by the announced maintenance" in answer

    def test_a_file_with_a_mistake_is_a_reason(self) -> None:
        country = site(system("saeol", doubtful=True), service("copy", way("w", "saeol")))

        assert "nobody can vouch for better" in told(country, "copy")

    def test_a_region_that_is_worse_has_a_tree_of_its_own(self) -> None:
        story = incident("1117", update("17 08:40", regions=("daejeon",), saeol=DOWN))
        country = site(SAEOL, service("copy", way("w", "saeol")), story)
        answer = told(country, "copy")

        assert "The whole country · copy (copy): Working" in answer
        assert "daejeon · copy (copy): Not available" in answer
        assert "daejeon only" in answer
        assert "a regional outage is at most" in answer

    def test_what_is_fine_says_so_and_what_it_hangs_on(self) -> None:
        country = site(SAEOL, shared("desk", "saeol"), service("copy", way("counter", use="desk")))
        answer = told(country, "copy")

        assert "All is well." in answer
        assert "needs: saeol (saeol): Working" in answer
        assert "it hangs on nothing" in told(country, "saeol")

    def test_what_was_explained_once_is_not_explained_again(self) -> None:
        country = site(SAEOL, service("copy", way("a", "saeol"), way("b", "saeol")), OUTAGE)
        answer = told(country, "copy")

        assert 1 == answer.count("said by")
        assert 1 == answer.count("(see above)")

    def test_a_way_born_in_the_incident_is_explained_too(self) -> None:
        story = incident(
            "1117", update("17 08:40", saeol=DOWN), update("17 12:00", channels=[born(way("paper"), "copy")])
        )
        country = site(SAEOL, service("copy", way("counter", "saeol")), story)

        assert "copy/paper): Working" in told(country, "copy/paper")

    def test_a_chain_of_thousands_is_walked_to_its_end(self) -> None:
        chain = [system("s0"), *(system(f"s{n}", f"s{n - 1}") for n in range(1, 3000))]
        found = reasons.trees(
            state.at(site(*chain, incident("1117", update("17 08:40", s0=DOWN))), at("17 14:00")), "s2999"
        )

        assert 3000 == len(found[0].steps)

    def test_things_that_need_each_other_in_a_round_come_to_an_end(self) -> None:
        country = site(system("a", "b"), system("b", "a"), service("copy", way("w", "a")))

        assert "copy/w): Checking" in told(country, "copy")

    @given(countries(), moments(), st.data())
    @settings(max_examples=30)
    def test_nothing_is_unwell_without_a_reason_that_somebody_wrote(
        self, country: Site, moment: datetime, data: st.DataObject
    ) -> None:
        """And what the tree says of a thing is what the rules say of it."""
        snapshot = state.at(country, moment)
        thing = data.draw(st.sampled_from(sorted(snapshot.states)))
        for tree in reasons.trees(snapshot, thing):
            root = tree.steps[tree.root].condition
            if root != algebra.WELL:
                found = tree.steps.values()
                assert any(step.doubtful or any(e.decides for e in step.evidence) for step in found)
            if tree.region and root.usable:
                assert root.state is snapshot.regional[thing][tree.region]
            if not tree.region and thing not in snapshot.regional:
                assert algebra.Condition(snapshot.states[thing], snapshot.usable(thing)) == root


@pytest.fixture(scope="module")
def answer() -> str:
    """Why nobody can get a resident copy on 17 November 2023, at two in the afternoon."""
    return said(quick("--lang", "ko", "explain", "resident-copy", "--at", FRIDAY, root=ROOT))


class TestTheDemonstration:
    """17 November 2023, two in the afternoon: why can nobody get a resident copy?"""

    @pytest.mark.parametrize(
        "line",
        [
            "주민등록표 등본·초본 발급 (resident-copy): 이용 불가 · "
            "status/services/mois/resident-copy.yaml:1",
            "방법: 정부24 (resident-copy/web): 이용 불가 · status/services/mois/resident-copy.yaml:9",
            "필요한 것: 정부24 플랫폼 (gov24-platform): 이용 불가 · status/channels/gov24-portal.yaml:4",
            "이용 불가: 행정안전부가 알림 · 17일(금) 오후 1시 55분 · "
            "status/incidents/2023/1117-saeol/1117-1355-mois.md:5",
            "시도·새올행정시스템 (saeol)에서 미루어 본 상태(이용 불가) 대신, 같은 장애에서 직접 알린 상태를 "
            "따름 · status/channels/community-center.yaml:3",
            "그 밖에 필요한 것: 주민등록시스템 (resident-db) – 정상 이용",
        ],
    )
    def test_every_link_of_the_chain_is_told_with_its_line(self, answer: str, line: str) -> None:
        assert line in lines(answer)

    def test_every_line_that_is_named_says_what_is_claimed_of_it(self, answer: str) -> None:
        """Whoever follows the place finds the word."""
        document = json.loads(
            quick("explain", "resident-copy", "--at", FRIDAY, "--format", "json", root=ROOT).stdout
        )
        claims = [(e, s) for s in document["trees"][0]["steps"] for e in s["evidence"]]

        assert claims
        for claim, _ in claims:
            written = (ROOT / claim["place"]["file"]).read_text("utf-8").splitlines()
            assert f"{claim['thing']}: {claim['state']}" in written[claim["place"]["line"] - 1]

    def test_an_incident_says_what_follows_from_it(self) -> None:
        answer = said(quick("--lang", "ko", "explain", "1117-saeol", "--at", FRIDAY, root=ROOT))

        assert "장애 ‘지방행정전산서비스 장애(새올·정부24)’ (2023/1117-saeol): 진행 중" in answer
        assert "시도·새올행정시스템 (saeol): 이용 불가: 행정안전부가 알림" in answer
        assert "이 때문에 정상이 아닌 서비스 24개" in answer

    def test_an_incident_that_is_over_changes_nothing(self) -> None:
        answer = said(quick("explain", "2023/1117-saeol", "--at", "2023-12-10T10:00+09:00", root=ROOT))

        assert "over, " in answer
        assert "it changes no state now" in answer


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path)


class TestTheCommand:
    @pytest.mark.parametrize(
        ("typed", "near"),
        [
            ("saeoll", "saeol"),
            ("resident-copi", "resident-copy"),
            ("move-in/countr", "move-in/community-center"),
            ("전입신고", "move-in"),
            ("Community center", "community-center"),
            ("2023/1117-saeul", "2023/1117-saeol"),
        ],
    )
    def test_an_unknown_id_is_met_with_the_one_that_is_meant(self, root: Path, typed: str, near: str) -> None:
        answer = quick("explain", typed, root=root)

        assert 2 == answer.returncode
        assert f'"{typed}"' in said(answer)
        assert f'Did you mean "{near}"?' in said(answer)

    def test_what_is_nothing_like_anything_is_only_refused(self, root: Path) -> None:
        answer = quick("--lang", "ko", "explain", "zzzzzzzz", root=root)

        assert 2 == answer.returncode
        assert "혹시" not in said(answer)

    def test_what_a_build_remembers_is_used_and_left_alone(self, root: Path) -> None:
        """Thousands of files are read once; and an edit since then counts."""
        asked = ("explain", "resident-copy", "--at", DURING.isoformat())
        fresh = quick(*asked, root=root).stdout
        build.build(root, root / "site", DURING, cache=root / build.CACHE)
        before = {path: path.stat().st_mtime_ns for path in (root / build.CACHE).rglob("*")}

        assert fresh == quick(*asked, root=root).stdout
        assert before == {path: path.stat().st_mtime_ns for path in (root / build.CACHE).rglob("*")}
        write(root, {"systems/saeol.yaml": "name: {ko: 새이름, en: Renamed}\noperator: mois"})
        assert "Renamed" in quick(*asked, root=root).stdout

    def test_json_numbers_every_step_once(self, root: Path) -> None:
        answer = quick("explain", "resident-copy", "--at", DURING.isoformat(), "--format", "json", root=root)
        document = json.loads(answer.stdout)

        assert ("resident-copy", "partial_outage") == (document["thing"], document["state"])
        steps = document["trees"][0]["steps"]
        assert [] == [
            number
            for step in steps
            for link in step["hangs_on"]
            for number in link["steps"]
            if steps[number]["thing"] not in link["any_of"]
        ]

    def test_a_site_that_cannot_be_read_gives_no_answer(self, root: Path) -> None:
        (root / "status/site.yaml").write_text("name: [")
        answer = quick("explain", "saeol", root=root)

        assert 1 == answer.returncode
        assert "site.yaml cannot be used" in said(answer)

    def test_what_could_not_be_read_is_said_beside_the_answer(self, root: Path) -> None:
        write(root, {"systems/saeol.yaml": "nmae: 새올"})
        answer = quick("explain", "saeol", root=root)

        assert 0 == answer.returncode
        assert "that part counts as unknown" in answer.stderr
        assert "Checking" in answer.stdout

    def test_words_of_the_files_cannot_steer_the_terminal(self, root: Path) -> None:
        write(root, {"systems/saeol.yaml": "name: {ko: '::error::\\u202e새올', en: Saeol}\noperator: mois"})

        assert "\u202e" not in said(quick("--lang", "ko", "explain", "saeol", root=root))

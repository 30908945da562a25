"""The case this project exists for, on the real files: Korea's administrative network, November 2023.

What a citizen reads is compared with `tests/golden/`, text for text. After a change that is meant, write
the files anew with `STATUSPAGE_GOLDEN=write pytest tests/test_scenario.py`, and read the difference.
"""

from __future__ import annotations

import os
import re
from datetime import datetime
from pathlib import Path

import pytest
from lxml import html

from statuspage import guidance, load, state
from statuspage.build import build
from statuspage.model import Site, State
from statuspage.problems import Severity

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = Path(__file__).resolve().parent / "golden"

FRIDAY = datetime.fromisoformat("2023-11-17T14:00+09:00")
"""Portal, counter and kiosk have failed; nothing is known of recovery."""
WEDNESDAY = datetime.fromisoformat("2023-11-22T12:00+09:00")
"""Only the counters are slow."""
QUIET = datetime.fromisoformat("2023-12-10T10:00+09:00")

BLOCKS = frozenset(
    {"p", "li", "h1", "h2", "h3", "h4", "div", "section", "article", "header", "footer", "main", "nav"}
    | {"dt", "dd", "tr", "table", "ul", "ol", "dl", "aside", "details", "summary"}
)

PAGES = (
    "index.html",
    "services/resident-copy/index.html",
    "services/move-in/index.html",
    "channels/community-center/index.html",
    "incidents/2023/1117-saeol/index.html",
    "relief/index.html",
    "notice/resident-copy/index.html",
    "en/index.html",
    "en/services/resident-copy/index.html",
    "en/incidents/2023/1117-saeol/index.html",
)
"""What is compared with the golden texts."""


@pytest.fixture(scope="module")
def site() -> Site:
    """The demonstration, read from `status/`."""
    found = load.site(ROOT).site
    assert found is not None
    return found


@pytest.fixture(scope="module", params=[FRIDAY, WEDNESDAY, QUIET], ids=["friday", "wednesday", "quiet"])
def edition(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The pages at one moment, and the name of that moment."""
    out = tmp_path_factory.mktemp("demonstration") / "site"
    build(ROOT, out, request.param)
    return f"{request.param:%m%d-%H%M}", out


def read(page: Path) -> str:
    """What a page says, a line for every block, without its style."""
    root = html.document_fromstring(page.read_bytes())
    for element in root.iter("svg", "script"):
        element.drop_tree() if element.getparent() is not None else None
    for element in root.body.iter():
        if element.tag in BLOCKS:
            element.text = "\n" + (element.text or "")
            element.tail = "\n" + (element.tail or "")
        elif element.tag in ("td", "th", "a", "span", "strong", "br"):
            element.tail = " " + (element.tail or "")
    lines = (" ".join(line.split()) for line in root.body.text_content().splitlines())
    return "\n".join(line for line in lines if line) + "\n"


class TestTheFiles:
    def test_the_demonstration_has_no_mistake(self) -> None:
        """It is the example everybody copies from."""
        found = load.site(ROOT).problems

        assert [] == [problem for problem in found if problem.severity >= Severity.ERROR]

    def test_everything_of_the_two_data_sets_is_there(self, site: Site) -> None:
        assert 62 == len(site.services)
        assert 28 == len(site.systems)
        assert {"1117-saeol", "1122-resident-db", "1123-g2b", "1124-mobile-id"} == {
            i.id for i in site.incidents
        }

    def test_every_word_a_citizen_reads_is_there_in_korean_and_english(self, site: Site) -> None:
        texts = [s.name for s in site.services.values()] + [
            s.about for s in site.services.values() if s.about
        ]
        texts += [i.title for i in site.incidents]
        texts += [u.words for i in site.incidents for u in i.updates if u.words]
        texts += [r.what for i in site.incidents for u in i.updates for r in u.relief]

        assert [] == [text for text in texts if set(text.languages()) != {"ko", "en"}]


class TestFriday:
    """17 November 2023, 14:00: a citizen needs a copy of the resident register."""

    def test_portal_app_counter_and_kiosk_all_fail_for_one_reason(self, site: Site) -> None:
        snapshot = state.at(site, FRIDAY)
        found = guidance.for_service(snapshot, site.services["resident-copy"])

        assert State.MAJOR_OUTAGE is found.state
        assert {"web", "app", "counter", "kiosk"} == {way.channel.id for way in found.failing}
        assert ["2023/1117-saeol"] == [story.key for story in found.common_stories]

    def test_what_still_works_is_named_and_really_works(self, site: Site) -> None:
        """The family relation certificate stands in, on the court's own site."""
        snapshot = state.at(site, FRIDAY)
        found = guidance.for_service(snapshot, site.services["resident-copy"])

        assert {"family-cert"} == {s.service.id for s in found.stand_ins if s.ways}
        assert all(way.usable for s in found.stand_ins for way in s.ways)

    def test_somebody_answers_and_the_deadline_of_the_day_is_spoken_of(self, site: Site) -> None:
        snapshot = state.at(site, FRIDAY)
        found = guidance.for_service(snapshot, site.services["move-in"])

        assert "110" in [line.phone for line in site.help]
        assert ["deadline_extension"] == [p.relief.kind.value for p in found.protections]

    def test_paper_intake_is_a_way_from_half_past_five(self, site: Site) -> None:
        """A way born in the middle of the outage; the deposit of a lease hangs on its date."""
        later = state.at(site, datetime.fromisoformat("2023-11-17T17:40+09:00"))
        found = guidance.for_service(later, site.services["fixed-date"])

        assert "paper" in [way.channel.id for way in (*found.working, *found.limited)]


class TestWednesday:
    def test_only_the_counters_are_slow_and_everything_else_works(self, site: Site) -> None:
        snapshot = state.at(site, WEDNESDAY)
        found = guidance.for_service(snapshot, site.services["resident-copy"])

        assert State.DEGRADED_PERFORMANCE is found.state
        assert {"counter"} == {way.channel.id for way in found.limited}
        assert {"web", "app", "kiosk"} == {way.channel.id for way in found.working}


class TestWhatCitizensRead:
    def test_pages_read_as_they_were_approved(self, edition: tuple[str, Path]) -> None:
        name, out = edition
        for page in PAGES:
            if not (out / page).exists():
                continue
            golden = GOLDEN / name / page.replace("/index.html", ".txt").replace("index.html", "home.txt")
            said = read(out / page)
            if os.environ.get("STATUSPAGE_GOLDEN") == "write":
                golden.parent.mkdir(parents=True, exist_ok=True)
                golden.write_text(said, encoding="utf-8")

            assert golden.read_text(encoding="utf-8") == said, page

    def test_the_demonstration_says_that_it_is_one(self, edition: tuple[str, Path]) -> None:
        _, out = edition
        pages = list(out.rglob("*.html"))

        mark = re.compile("demonstration|연습·시연용")
        assert [] == [page for page in pages if not mark.search(page.read_text(encoding="utf-8"))]
        assert len(pages) > 400

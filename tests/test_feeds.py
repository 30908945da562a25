"""The feeds: what an entry says, that it never changes, who hears of it, and that programs can read it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from pathlib import Path
from textwrap import dedent
from typing import Any

import feedparser
import pytest
from lxml import etree, html

from feed_story import BEGINNING, CHAPTERS, CORRECTION, EVENING, INCIDENT, artifacts, made, press, whole
from sites import AFTER, DURING, SMALL, write
from statuspage import build, inspection, load, state
from statuspage.outputs import feeds, statuspage_history, statuspage_v2
from statuspage.views import addresses
from statuspage.views.news import FULL, HEAVY

GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).parent / "data" / "atom.rng"))
ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
DEMONSTRATION = Path(__file__).resolve().parent.parent


def plus(name: str, line: str) -> dict[str, str]:
    """A file of the small site with one more line."""
    return {name: f"{dedent(SMALL[name]).strip()}\n{line}"}


FIRST = "tag:status.example.go.kr,2026:2026/0302-portal/0302-0900-mois"


def items(data: bytes) -> dict[str, dict[str, Any]]:
    """The entries of a JSON feed by their id, in order."""
    return {item["id"]: item for item in json.loads(data)["items"]}


def entries(data: bytes) -> list[Any]:
    """The entries of an Atom feed, in order."""
    return list(etree.fromstring(data).iter(f"{ATOM}entry"))


def ids(data: bytes) -> list[str]:
    return [str(entry.findtext(f"{ATOM}id")) for entry in entries(data)]


def text(said: str) -> str:
    """What a reader sees of an entry."""
    return " ".join(re.sub(r"<[^>]*>", " ", said).split())


class TestEntry:
    """An entry stands alone: many read it in a mailbox, and never open the page."""

    def test_marks_within_a_sentence_leave_no_gap_in_its_summary(self, tmp_path: Path) -> None:
        """A space before “로” is a mistake to every Korean reader; lists and paragraphs need theirs."""
        words = "**방문하지 마세요**. [전화](tel:110)로 물어보세요.\n\n- 하나\n- 둘"
        root = write(write(tmp_path), {f"{INCIDENT}/incident.md": "---\ntitle: 장애\n---"})
        write(root, {f"{INCIDENT}/0302-0900-mois.md": f"---\nimpact: {{portal: 느림}}\n---\n{words}"})

        summary = json.loads(made(root)["feed.json"])["items"][0]["summary"]
        assert "방문하지 마세요. 전화로 물어보세요. 하나 둘" in summary

    def test_every_update_is_news(self, tmp_path: Path) -> None:
        """Programs do not announce entries that changed, so each word needs its own."""
        found = items(made(whole(tmp_path))["feed.json"])

        told = ["0302-1500-mois", "0302-1030-mois", "0302-1000-mois", "0302-0900-mois"]
        assert told == [id.rpartition("/")[2] for id in found if "0302-portal" in id]

    def test_it_says_state_before_and_after_and_what_works(self, tmp_path: Path) -> None:
        """Which way is left is the question people come with."""
        item = items(made(whole(tmp_path))["en/feed.json"])[f"{FIRST}:en"]
        said = text(item["content_html"])

        assert "Government24 platform : Working → Not available" in said
        assert "Resident copy : Working → Partly working – Website not available · Counter working" in said
        assert "as of Mon 2 Mar 2026, 9:00 a.m." in said

    def test_it_says_relief_and_the_next_word(self, tmp_path: Path) -> None:
        found = items(made(whole(tmp_path))["feed.json"])
        second = text(found[FIRST.replace("0900", "1000")]["content_html"])

        assert "기한 연장: 오늘 마감은 9일까지" in second
        assert "복구 예상: 2026년 3월 2일 (월) 오후 6시" in second
        assert "다음 소식: 2026년 3월 2일 (월) 오전 10시" in text(found[FIRST]["content_html"])
        assert all("물어볼 곳: 국민콜 110" in text(item["content_html"]) for item in found.values())

    def test_the_last_word_says_that_it_is_the_last(self, tmp_path: Path) -> None:
        found = items(made(whole(tmp_path))["feed.json"])
        last = text(found[FIRST.replace("0900", "1500")]["content_html"])

        assert "정부24 플랫폼 : 일부 제한 → 정상 이용" in last
        assert "이것이 마지막 소식입니다." in last

    def test_a_correction_leads_to_what_it_corrects(self, tmp_path: Path) -> None:
        """The wrong words stay where they were said; whoever read them must learn that they were wrong."""
        item = items(made(whole(tmp_path))["feed.json"])[FIRST.replace("0900", "1030")]

        assert item["title"].startswith("[정정] ")
        page = "https://status.example.go.kr/incidents/2026/0302-portal/"
        assert f'<a href="{page}#u0302-1000-mois">' in item["content_html"]

    def test_nothing_said_later_changes_it(self, tmp_path: Path) -> None:
        """A program that has seen it once would show an edited entry to some and not to others."""
        write(tmp_path, SMALL)
        seen: dict[str, dict[str, Any]] = {}
        for chapter in CHAPTERS:
            write(tmp_path, chapter)
            now = items(made(tmp_path)["feed.json"])
            assert seen == {id: now[id] for id in seen}
            seen = now

    def test_it_is_the_same_in_every_feed(self, tmp_path: Path) -> None:
        """newsboat keeps one entry for one id: the first feed read must not decide what it says."""
        found = made(whole(tmp_path))
        everything = items(found["feed.json"])

        for path, data in found.items():
            if path.endswith(".json") and not path.startswith("en/"):
                assert [] == [id for id, item in items(data).items() if item != everything[id]]

    def test_links_work_far_from_the_page(self, tmp_path: Path) -> None:
        """In a mailbox there is no page that a relative link could be relative to (RFC 4287, 2)."""
        write(tmp_path, SMALL)
        write(tmp_path, BEGINNING)
        note = "---\nstatus: investigating\nimpact: {portal: major_outage}\n---\n[여기](/relief/) [저기](#x)"
        write(tmp_path, {f"{INCIDENT}/0302-0900-mois.md": note})
        links: list[str] = []

        class Links(HTMLParser):
            def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
                links.extend(value or "" for name, value in attrs if name == "href")

        for item in items(made(tmp_path)["feed.json"]).values():
            Links().feed(item["content_html"])

        assert "https://status.example.go.kr/relief/" in links
        assert "https://status.example.go.kr/incidents/2026/0302-portal/#x" in links
        assert [] == [link for link in links if not re.match(r"https://|tel:", link)]

    def test_words_in_another_language_say_so(self, tmp_path: Path) -> None:
        """A voice that reads Korean as English cannot be understood (WCAG 2.2, 3.1.2)."""
        item = items(made(whole(tmp_path))["en/feed.json"])[FIRST.replace("0900", "1000") + ":en"]

        assert '<div lang="ko"><p>일부만 열립니다.</p></div>' in item["content_html"]

    def test_planned_work_is_announced_a_week_ahead(self, tmp_path: Path) -> None:
        """The moment comes from the files: the moment of a build would make old news new again."""
        write(tmp_path, SMALL)
        notice = """
            ---
            title: {ko: 정부24 점검, en: Government24 maintenance}
            starts: 2026-04-02 22:00
            ends: 2026-04-03 02:00
            impact: {portal: under_maintenance}
            ---
        """
        write(tmp_path, {"maintenance/2026/0402-portal/notice.md": notice})
        before, after = "2026-03-26T21:59+09:00", "2026-03-26T22:00+09:00"

        assert {} == items(made(tmp_path, datetime.fromisoformat(before))["maintenance/feed.json"])
        (item,) = items(made(tmp_path, datetime.fromisoformat(after))["maintenance/feed.json"]).values()
        assert item["id"] == "tag:status.example.go.kr,2026:maintenance/2026/0402-portal/notice"
        assert item["date_published"] == after.replace("+09:00", ":00+09:00")
        assert "점검하는 동안 이용하는 방법 주민등록 등본 : 점검 중 – 누리집 이용 불가 · 창구 가능" in text(
            item["content_html"]
        )
        assert datetime.fromisoformat(after) == state.next_edge(
            _site(tmp_path), datetime.fromisoformat(before)
        )

    def test_an_announcement_is_one_entry(self, tmp_path: Path) -> None:
        write(tmp_path, SMALL)
        write(
            tmp_path, {"notices/2026/0115-move.md": "---\ntitle: 새 주소\nabout: [move-in]\n---\n옮겼습니다."}
        )
        found = made(tmp_path)

        id = "tag:status.example.go.kr,2026:notices/2026/0115-move"
        assert id in items(found["services/move-in/feed.json"])
        assert id not in items(found["services/resident-copy/feed.json"])


def _site(root: Path) -> Any:
    return load.site(root).site


class TestIdentity:
    """Ids come from file names and the tag: nothing else may make old news new (R19)."""

    @pytest.mark.parametrize(
        "change",
        [
            {f"{INCIDENT}/incident.md": "---\ntitle: 다른 제목\n---"},
            {"site.yaml": SMALL["site.yaml"].replace("https://status.example", "https://new.example")},
            {"site.yaml": SMALL["site.yaml"].replace(".go.kr/\n", ".go.kr/sub/path/\n")},
            {"agencies/mois.yaml": "name: 다른 이름"},
        ],
        ids=["title", "host", "path", "agency"],
    )
    def test_no_id_changes(self, tmp_path: Path, change: Mapping[str, str]) -> None:
        before = {path: ids(data) for path, data in made(whole(tmp_path)).items() if path.endswith(".atom")}
        write(tmp_path, change)

        assert before == {path: ids(data) for path, data in made(tmp_path).items() if path.endswith(".atom")}

    def test_every_format_knows_an_entry_by_the_same_id(self, tmp_path: Path) -> None:
        """Whoever changes the format hears nothing twice."""
        found = made(whole(tmp_path))
        rss = [guid.text for guid in etree.fromstring(found["feed.rss"]).iter("guid")]

        assert ids(found["feed.atom"]) == rss == list(items(found["feed.json"]))

    def test_languages_have_ids_of_their_own(self, tmp_path: Path) -> None:
        """Some programs keep one list of ids over all feeds: the second language would stay silent."""
        found = made(whole(tmp_path))
        korean, english = ids(found["feed.atom"]), ids(found["en/feed.atom"])

        assert english == [f"{id}:en" for id in korean]

    def test_stories_of_one_name_are_not_mixed_up(self, tmp_path: Path) -> None:
        """An incident, planned work and an announcement may share a folder name."""
        whole(tmp_path)
        work = "---\ntitle: 점검\nstarts: 2026-03-01 01:00\nends: 2026-03-01 02:00\n---"
        write(tmp_path, {"maintenance/2026/0302-portal/notice.md": work})
        write(tmp_path, {"notices/2026/0302-portal.md": "---\ntitle: 알림\n---"})
        found = ids(made(tmp_path)["feed.atom"])

        assert 8 == len(found) == len(set(found))


class TestFormats:
    """Valid by the standards, and read without a complaint by the parser most programs use."""

    def test_atom_follows_rfc_4287(self, tmp_path: Path) -> None:
        for path, data in made(whole(tmp_path)).items():
            if path.endswith(".atom"):
                GRAMMAR.assertValid(etree.fromstring(data))
                feed = etree.fromstring(data)
                assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == (
                    "en" if path.startswith("en/") else "ko"
                )
                for entry in entries(data):
                    assert entry.find(f"{ATOM}author/{ATOM}name").text
                    assert entry.find(f"{ATOM}content").get("type") == "html"
                    assert entry.findtext(f"{ATOM}updated") >= entry.findtext(f"{ATOM}published")

    def test_rss_follows_its_specification(self, tmp_path: Path) -> None:
        """RSS 2.0 and the best practices of its board: dates of RFC 822, one guid each, a link to itself."""
        for path, data in made(whole(tmp_path)).items():
            if not path.endswith(".rss"):
                continue
            rss = etree.fromstring(data)
            (channel,) = rss
            assert ("rss", "2.0", "channel") == (rss.tag, rss.get("version"), channel.tag)
            assert all(channel.findtext(name) for name in ("title", "link", "description", "language"))
            assert {f"https://status.example.go.kr/{path}"} == _links(channel, "self")
            for item in channel.iter("item"):
                assert [1] * 5 == [
                    len(item.findall(name)) for name in ("title", "link", "description", "guid", "pubDate")
                ]
                assert "false" == item.find("guid").get("isPermaLink")
                assert item.findtext(f"{DC}creator")
                assert item.findtext(f"{CONTENT}encoded")
                assert item.find("author") is None
                assert parsedate_to_datetime(item.findtext("pubDate")).utcoffset() == timedelta(hours=9)

    def test_json_feed_follows_its_specification(self, tmp_path: Path) -> None:
        for path, data in made(whole(tmp_path)).items():
            if path.endswith(".json"):
                feed = json.loads(data)
                assert "https://jsonfeed.org/version/1.1" == feed["version"]
                assert f"https://status.example.go.kr/{path}" == feed["feed_url"]
                for item in feed["items"]:
                    assert item["id"]
                    assert item["content_html"]
                    assert datetime.fromisoformat(item["date_published"]).utcoffset() == timedelta(hours=9)

    def test_feedparser_finds_nothing_wrong(self, tmp_path: Path) -> None:
        found = {p: feedparser.parse(d) for p, d in made(whole(tmp_path)).items() if not p.endswith(".json")}

        assert [] == [path for path, parsed in found.items() if parsed.bozo]
        assert {"atom10", "rss20"} == {parsed.version for parsed in found.values()}
        assert "행정안전부" == found["feed.rss"].entries[0].author == found["feed.atom"].entries[0].author

    def test_the_demonstration_is_valid_too(self) -> None:
        found = made(DEMONSTRATION, datetime.fromisoformat("2023-11-30T12:00+09:00"))

        for path, data in found.items():
            if path.endswith(".atom"):
                GRAMMAR.assertValid(etree.fromstring(data))
        assert len(entries(found["feed.atom"])) > 20

    def test_hub_and_self_stand_in_every_format(self, tmp_path: Path) -> None:
        """A hub passes news on within seconds; it finds the feed by these links (WebSub, section 4)."""
        whole(tmp_path)
        write(tmp_path, plus("site.yaml", "hubs: [https://hub.example.go.kr/]"))
        found = made(tmp_path)

        for path in ("feed", "en/services/move-in/feed"):
            atom = etree.fromstring(found[f"{path}.atom"])
            rss = etree.fromstring(found[f"{path}.rss"])[0]
            assert {"https://hub.example.go.kr/"} == _links(atom, "hub") == _links(rss, "hub")
            assert {f"https://status.example.go.kr/{path}.rss"} == _links(rss, "self")
            assert {f"https://status.example.go.kr/{path}.atom"} == _links(atom, "self")
            hubs = json.loads(found[f"{path}.json"])["hubs"]
            assert [{"type": "WebSub", "url": "https://hub.example.go.kr/"}] == hubs

    def test_entries_can_be_sorted_by_state_and_place(self, tmp_path: Path) -> None:
        entry = entries(made(whole(tmp_path))["feed.atom"])[-1]
        terms = {(c.get("scheme").rpartition(":")[2], c.get("term")) for c in entry.iter(f"{ATOM}category")}

        assert {("kind", "incident"), ("status", "investigating"), ("agency", "mois")} <= terms
        assert ("state", "major_outage") in terms
        assert ("category", "certificates") in terms

    def test_a_character_that_xml_forbids_costs_no_feed(self, tmp_path: Path) -> None:
        """One such character, however it was typed, makes the whole feed unreadable (R23)."""
        whole(tmp_path)
        note = "---\nstatus: investigating\n---\n그래서&#x1F;요 &#xFFFE; <b>&amp; ]]>"
        write(tmp_path, {f"{INCIDENT}/0302-0900-mois.md": note})
        found = made(tmp_path)

        parsed = feedparser.parse(found["feed.rss"])
        assert not parsed.bozo
        assert "그래서요" in parsed.entries[3].content[0].value
        for data in (found["feed.rss"], found["feed.atom"]):
            assert b"<!DOCTYPE" not in data
            assert b"CDATA" not in data
            assert 1 == data.count(b"<?")


def _links(parent: Any, rel: str) -> set[str]:
    return {link.get("href") for link in parent.findall(f"{ATOM}link") if link.get("rel") == rel}


class TestWhoHears:
    """Each page's feed has what concerns its readers, and nothing else."""

    def test_whoever_hangs_on_a_broken_system_hears_of_it(self, tmp_path: Path) -> None:
        found = made(whole(tmp_path))
        concerned = {"services/resident-copy/", "agencies/mois/", "categories/certificates/", ""}

        for page in concerned:
            assert FIRST in ids(found[f"{page}feed.atom"])
        assert FIRST not in ids(found["regions/daejeon/feed.atom"])

    def test_a_service_joins_with_the_word_that_first_names_it(self, tmp_path: Path) -> None:
        """Earlier words were not about it; they would be announced late, all at once."""
        found = made(whole(tmp_path))

        told = [id.rpartition("/")[2] for id in ids(found["services/move-in/feed.atom"])]
        assert ["0302-1500-mois", "0302-1030-mois", "0302-1000-mois"] == told[:3]
        assert "0302-0900-mois" not in told

    def test_a_region_hears_what_is_said_of_it(self, tmp_path: Path) -> None:
        whole(tmp_path)
        said = "---\nstatus: identified\nregions: [daejeon]\nimpact: {saeol: major_outage}\n---\n대전만"
        write(tmp_path, {f"{INCIDENT}/0302-1100-mois.md": said})
        found = ids(made(tmp_path)["regions/daejeon/feed.atom"])

        assert ["0302-1500-mois", "0302-1100-mois"] == [id.rpartition("/")[2] for id in found]

    def test_every_page_has_its_feeds_even_before_there_is_news(self, tmp_path: Path) -> None:
        """Whoever subscribes on a quiet day must not get an error."""
        found = made(write(tmp_path), datetime.fromisoformat("2020-01-01T00:00+09:00"))

        feed = etree.fromstring(found["maintenance/feed.atom"])
        GRAMMAR.assertValid(feed)
        assert "2026-01-01T00:00:00+00:00" == feed.findtext(f"{ATOM}updated")


def many(root: Path, count: int, length: int = 150) -> Path:
    """A site with many small incidents, one a day from 2024 on, and one that has been open ever since."""
    write(root, SMALL)
    start = datetime.fromisoformat("2024-01-01T09:00+09:00")
    files = {
        "incidents/2023/1201-old/incident.md": "---\ntitle: 오래된 장애\n---",
        "incidents/2023/1201-old/1201-0900-mois.md": "---\nimpact: {portal: 느림}\n---\n느립니다.",
    }
    for number in range(count):
        day = start + timedelta(days=number)
        folder = f"incidents/{day.year}/{day:%m%d}-n"
        files[f"{folder}/incident.md"] = f"---\ntitle: 장애 {number}\n---"
        note = "---\nstatus: resolved\nimpact: {saeol: 느림}\n---\n" + "길게 씁니다. " * length
        files[f"{folder}/{day:%m%d-%H%M}-mois.md"] = note
    return write(root, files)


class TestLimits:
    """A feed stays small enough for a phone on a bad day, and nothing that was said is lost (R22)."""

    def test_a_feed_is_never_too_long_or_too_heavy(self, tmp_path: Path) -> None:
        for path, data in made(many(tmp_path, 80)).items():
            assert len(data) < 256_000, path
            if path.endswith(".atom"):
                assert len(entries(data)) <= 50

    def test_long_words_fill_an_archive_sooner(self, tmp_path: Path) -> None:
        """The longest words a file may have, day after day; still nothing is lost."""
        found = made(many(tmp_path, 2 * FULL - 1, length=2_800))

        assert max(len(data) for data in found.values()) < 256_000
        told = {id for path, data in found.items() if re.match(r"feed[-.].*atom$", path) for id in ids(data)}
        assert 2 * FULL - 1 + 1 + 2 == len(told - {"tag:status.example.go.kr,2026:feed"})

    def test_every_open_incident_has_its_word_even_beyond_the_limit(self, tmp_path: Path) -> None:
        """Fifty entries are kind to telephones; but what is open must not be missing (R12)."""
        start = datetime.fromisoformat("2024-01-01T09:00+09:00")
        root, names = write(tmp_path), set()
        for number in range(60):
            day = start + timedelta(days=number)
            folder, name = f"incidents/2024/{day:%m%d}-n", f"{day:%m%d}-0900-mois"
            write(
                root, {f"{folder}/incident.md": "---\ntitle: 장애\n---", f"{folder}/{name}.md": "느립니다."}
            )
            names.add(f"tag:status.example.go.kr,2026:2024/{day:%m%d}-n/{name}")

        assert names <= set(ids(made(root)["feed.atom"]))

    def test_an_open_incident_stays_however_old_it_is(self, tmp_path: Path) -> None:
        """What is still broken must not fall off the end (R12)."""
        found = made(many(tmp_path, 80))

        for path in ("feed.atom", "feed.rss", "feed.json", "services/resident-copy/feed.atom"):
            assert b"2023/1201-old/1201-0900-mois" in found[path]

    def test_no_long_story_hides_that_another_one_is_over(self, tmp_path: Path) -> None:
        """Its own old words make room: whoever follows a service waits for just this one."""
        root, long = write(tmp_path), "incidents/2026/0302-portal"
        write(root, {f"{long}/incident.md": "---\ntitle: 정부24 장애\n---"})
        for hour in range(22):
            head = "---\nimpact: {portal: 이용 불가}\n---\n" if hour == 0 else ""
            write(root, {f"{long}/0302-{hour:02}30-mois.md": f"{head}아직 안 됩니다."})
        write(root, {f"{long}/0303-0900-mois.md": "아직 안 됩니다."})
        short = "incidents/2026/0302-saeol"
        write(
            root,
            {
                f"{short}/incident.md": "---\ntitle: 창구 장애\n---",
                f"{short}/0302-0900-mois.md": "---\nimpact: {saeol: 이용 불가}\n---\n멈췄습니다.",
                f"{short}/0303-0859-mois.md": "---\nstatus: resolved\n---\n다시 됩니다.",
            },
        )

        found = made(root, datetime.fromisoformat("2026-03-03T10:00+09:00"))
        assert b"2026/0302-saeol/0303-0859-mois" in found["services/resident-copy/feed.atom"]

    def test_feed_and_archives_together_tell_everything(self, tmp_path: Path) -> None:
        """From the feed a program can walk back to the first word (RFC 5005, section 4)."""
        found = made(many(tmp_path, 80))
        for start in ("feed.atom", "feed.rss"):
            root = etree.fromstring(found[start])
            told = {guid.text for guid in root.iter("guid")} | set(ids(found[start]))
            (address,) = _links(root if start.endswith("atom") else root[0], "prev-archive")
            while address:
                archive = found[address.removeprefix("https://status.example.go.kr/")]
                document = etree.fromstring(archive)
                GRAMMAR.assertValid(document)
                assert document.find(f"{HISTORY}archive") is not None
                assert {"https://status.example.go.kr/feed.atom"} == _links(document, "current")
                assert not feedparser.parse(archive).bozo
                told.update(ids(archive))
                (address,) = _links(document, "prev-archive") or ("",)
            assert 80 + 1 + 2 == len(told)

    def test_a_program_that_reads_json_can_walk_back_as_well(self, tmp_path: Path) -> None:
        """`next_url` of JSON Feed 1.1: the same news as in Atom, in as many files."""
        found = made(many(tmp_path, 80))
        path, told, walked = "feed.json", set[str](), []
        while path:
            feed = json.loads(found[path])
            assert f"https://status.example.go.kr/{path}" == feed["feed_url"]
            assert list(items(found[path])) == ids(found[path.replace(".json", ".atom")])
            told.update(items(found[path]))
            walked.append(path)
            path = feed.get("next_url", "").removeprefix("https://status.example.go.kr/")

        assert 80 + 1 + 2 == len(told)
        assert ["feed.json", *sorted(walked[1:], reverse=True)] == walked
        assert {p for p in found if p.startswith("feed-") and p.endswith(".json")} == {*walked[1:]}

    def test_an_archive_never_changes_again(self, tmp_path: Path) -> None:
        """Programs keep archives for ever and never ask again."""
        before = {path: data for path, data in made(many(tmp_path, 60)).items() if "feed-20" in path}
        after = made(many(tmp_path, 120))

        assert {"feed-2023-1.atom", "feed-2024-1.atom", "feed-2024-2.atom"} <= set(before)
        assert [] == [path for path, data in before.items() if data != after[path]]

    def test_only_a_full_archive_is_published(self, tmp_path: Path) -> None:
        found = made(many(tmp_path, FULL - 1))

        assert ["feed-2023-1.atom", "feed-2023-1.json"] == [p for p in found if p.startswith("feed-")]


class TestBytes:
    """Same files, same bytes: mirrors agree, and nobody downloads what he has (R21, R26)."""

    def test_the_moment_of_the_build_leaves_no_trace(self, tmp_path: Path) -> None:
        whole(tmp_path)

        assert made(tmp_path, EVENING) == made(tmp_path, EVENING + timedelta(days=4000))

    @pytest.mark.slow
    @pytest.mark.parametrize("zone", ["UTC", "America/New_York"])
    @pytest.mark.parametrize("seed", ["1", "2"])
    def test_the_machine_leaves_no_trace(self, tmp_path: Path, zone: str, seed: str) -> None:
        whole(tmp_path)
        question = (
            "import sys, hashlib, feed_story; from pathlib import Path\n"
            "found = feed_story.made(Path(sys.argv[1]))\n"
            "print(hashlib.sha256(repr(sorted(found.items())).encode()).hexdigest())"
        )
        here = Path(__file__).parent
        found = subprocess.run(
            [sys.executable, "-c", question, str(tmp_path)],
            env={
                **os.environ,
                "TZ": zone,
                "PYTHONHASHSEED": seed,
                "LC_ALL": "C.UTF-8",
                "PYTHONPATH": os.pathsep.join([str(here), str(here.parent / "src")]),
            },
            capture_output=True,
            text=True,
            check=True,
        )
        import hashlib

        expected = hashlib.sha256(repr(sorted(made(tmp_path).items())).encode()).hexdigest()
        assert expected == found.stdout.strip()

    @pytest.mark.parametrize(
        "edit",
        [
            {"services/mois/move-in.yaml": SMALL["services/mois/move-in.yaml"].replace("전입신고", "이사")},
            plus("services/mois/move-in.yaml", "state: 이용 불가"),
            plus("services/mois/move-in.yaml", "state: 이용 불가\nsince: 2026-03-02 09:30"),
            {"systems/portal.yaml": "name: 포털"},
            {"channels/community-center.yaml": SMALL["channels/community-center.yaml"].replace("센터", "관")},
            {"agencies/mois.yaml": "name: 다른 이름"},
            {"site.yaml": SMALL["site.yaml"].replace("국민콜 110", "상담")},
            {"incidents/2023/1117-saeol/incident.md": "---\ntitle: 다른 제목\n---"},
            {"incidents/2023/1117-saeol/1118-0900-mois.md": None},
            {"incidents/2026/0302-other/incident.md": "---\ntitle: 또 다른 장애\n---",
             "incidents/2026/0302-other/0302-0830-mois.md": "---\nimpact: {saeol: 이용 불가}\n---\n창구도"},
            {"maintenance/2026/0302-x/notice.md": "---\ntitle: 점검\nstarts: 2026-03-02 08:00\n"
             "ends: 2026-03-02 23:00\nimpact: {saeol: 점검 중}\n---"},
            CORRECTION,
        ],
    )  # fmt: skip
    def test_what_a_feed_says_it_is_made_from_decides_its_bytes(
        self, tmp_path: Path, edit: Mapping[str, str | None]
    ) -> None:
        """The cache believes it: a feed whose inputs stayed the same is not made again."""
        whole(tmp_path)
        before = {path: (a.inputs, a.make()) for path, a in artifacts(tmp_path).items()}
        write(tmp_path, edit)

        for path, artifact in artifacts(tmp_path).items():
            if path in before and repr(before[path][0]) == repr(artifact.inputs):
                assert before[path][1] == artifact.make(), path

    def test_an_edit_touches_only_the_feeds_it_concerns(self, tmp_path: Path) -> None:
        whole(tmp_path)
        before = {path: repr(artifact.inputs) for path, artifact in artifacts(tmp_path).items()}
        write(tmp_path, plus("services/mois/move-in.yaml", "state: 느림"))
        after = {path: repr(artifact.inputs) for path, artifact in artifacts(tmp_path).items()}

        assert before == after

    def test_asking_for_the_list_loads_no_feedgen(self, tmp_path: Path) -> None:
        """A build in which no feed changed must not pay for it."""
        question = (
            "import sys, feed_story; from pathlib import Path\nfeed_story.artifacts(Path(sys.argv[1]))\n"
        )
        here = Path(__file__).parent
        found = subprocess.run(
            [sys.executable, "-c", question + "print('feedgen' in sys.modules)", str(whole(tmp_path))],
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(here), str(here.parent / "src")])},
            capture_output=True,
            text=True,
            check=True,
        )

        assert "False" == found.stdout.strip()


class TestThePast:
    """What an entry says of its moment is what the page said at that moment."""

    @pytest.mark.parametrize("root", [DEMONSTRATION, None], ids=["demonstration", "story"])
    def test_a_look_back_agrees_with_the_page_of_then(self, root: Path | None, tmp_path: Path) -> None:
        site = _site(root or whole(tmp_path))
        past = state.Past(site)
        compared = 0
        for incident in site.incidents:
            for said, update in enumerate(incident.updates, 1):
                then = state.at(site, update.at)
                seen = state.as_of(past, incident, said, update.at, site.services, undated=True)
                if said < len(incident.updates) and incident.updates[said].at == update.at:
                    continue
                assert seen.states == {thing: then.states[thing] for thing in seen.states}
                assert seen.blocked == then.blocked
                compared += 1

        assert compared > 5


class TestDocumentation:
    """The examples in docs/formats/feeds.md are copied; a wrong one costs somebody a day."""

    def test_the_examples_are_true(self, tmp_path: Path) -> None:
        page = (DEMONSTRATION / "docs" / "formats" / "feeds.md").read_text(encoding="utf-8")
        found = made(whole(tmp_path))
        item = items(found["feed.json"])[FIRST]
        example = re.search(r"```json\n(.*?)```", page, re.DOTALL)
        rendered = re.search(r"```html\n(.*?)```", page, re.DOTALL)

        assert example
        assert json.loads(example[1]) == {name: item[name] for name in json.loads(example[1])}
        assert rendered
        assert rendered[1].strip() == item["content_html"]
        for id in re.findall(r"`(tag:status[^`]*)`", page):
            assert id.removesuffix(":en") in found["feed.atom"].decode()

    def test_the_limits_are_those_of_the_program(self) -> None:
        page = (DEMONSTRATION / "docs" / "formats" / "feeds.md").read_text(encoding="utf-8")

        for limit in (feeds.EVERYTHING, feeds.GATHERED, feeds.SERVICE):
            assert f"{limit.entries} entries, {limit.weight // 1000} kB" in page
        assert f"{FULL} entries" in page
        assert f"{HEAVY:,} letters" in page


class TestReading:
    """`hubs` in site.yaml."""

    def test_a_hub_is_reached_over_https_only(self, tmp_path: Path) -> None:
        write(tmp_path)
        write(tmp_path, plus("site.yaml", "hubs: [http://hub.example.org/]"))
        loaded = load.site(tmp_path)

        assert ["not_an_https_address"] == [
            problem.code for problem in loaded.problems if problem.place.file.endswith("site.yaml")
        ]


WORK = {
    "maintenance/2026/0305-portal/notice.md": """
        ---
        title: {ko: 정부24 점검, en: Government24 maintenance}
        starts: 2026-03-05 22:00
        ends: 2026-03-06 02:00
        impact: {portal: under_maintenance}
        ---
        밤에 멈춥니다. [자세히](/relief/)
    """,
}
STORY = "tag:status.example.go.kr,2026:history/140351b86037"
WORDS = """
<p><small>2026년 3월 2일 (월) 오후 3시</small><br><strong>해결</strong> - 모두 열립니다.</p>
<p><small>2026년 3월 2일 (월) 오전 10시 30분</small><br><strong>원인 확인</strong> - \
주민센터는 오늘 쉽니다.</p>
<p><small>2026년 3월 2일 (월) 오전 10시</small><br><strong>원인 확인</strong> - 주민센터로 오세요</p>
<p>일부만 열립니다.</p>
<p><small>2026년 3월 2일 (월) 오전 9시</small><br><strong>확인 중</strong> - 정부24가 열리지 않습니다. \
<a href="tel:110" rel="noopener">전화</a>로 물어보세요.</p>
""".strip()


def histories(root: Path, moment: datetime = EVENING) -> dict[str, bytes]:
    """The bytes of every history feed, by its path."""
    return {a.path: a.make() for a in statuspage_history.render(press(root, moment))}


class TestHistory:
    """Programs made for Statuspage find its two feeds where they look for them, in the shape they know."""

    def test_both_formats_stand_at_the_root_of_every_language(self, tmp_path: Path) -> None:
        found = {"history.atom", "history.rss", "en/history.atom", "en/history.rss"}

        assert found == set(histories(whole(tmp_path)))

    def test_a_story_is_one_entry_with_its_words_the_newest_first(self, tmp_path: Path) -> None:
        found = histories(whole(tmp_path))
        entry, older = entries(found["history.atom"])

        assert STORY == entry.findtext(f"{ATOM}id")
        assert "정부24 장애" == entry.findtext(f"{ATOM}title")
        assert "행정망 장애" == older.findtext(f"{ATOM}title")
        assert WORDS == entry.findtext(f"{ATOM}content")
        assert WORDS == etree.fromstring(found["history.rss"]).findtext("channel/item/description")
        page = "https://status.example.go.kr/incidents/2026/0302-portal/"
        assert page == entry.find(f"{ATOM}link").get("href")

    def test_it_says_when_the_first_and_the_last_word_came(self, tmp_path: Path) -> None:
        """Whoever asks again and again sees from the last word that there is something new."""
        found = histories(whole(tmp_path))
        feed = etree.fromstring(found["history.atom"])
        entry = entries(found["history.atom"])[0]

        assert "2026-03-02T09:00:00+09:00" == entry.findtext(f"{ATOM}published")
        assert (
            "2026-03-02T15:00:00+09:00" == entry.findtext(f"{ATOM}updated") == feed.findtext(f"{ATOM}updated")
        )
        told = etree.fromstring(found["history.rss"]).findtext("channel/item/pubDate")
        assert "2026-03-02T15:00:00+09:00" == parsedate_to_datetime(told).isoformat()

    def test_planned_work_tells_its_time_and_what_was_said(self, tmp_path: Path) -> None:
        write(whole(tmp_path), WORK)
        work = entries(histories(tmp_path)["history.atom"])[1]
        said = work.findtext(f"{ATOM}content")

        assert "점검 시간: 2026년 3월 5일 (목) 오후 10시 ~ 3월 6일 (금) 오전 2시" in said
        assert '<strong>예정</strong> - 밤에 멈춥니다. <a href="https://status.example.go.kr/relief/"' in said
        assert {"maintenance", "scheduled"} == {found.get("term") for found in work.iter(f"{ATOM}category")}

    def test_work_of_which_no_word_was_due_yet_is_no_news(self, tmp_path: Path) -> None:
        """An entry from the future would stand above everything for as long as it takes."""
        write(whole(tmp_path), WORK)
        before = datetime.fromisoformat("2026-02-26T21:59+09:00")

        assert ["행정망 장애"] == [
            entry.findtext(f"{ATOM}title") for entry in entries(histories(tmp_path, before)["history.atom"])
        ]
        after = histories(tmp_path, before + timedelta(minutes=1))["history.atom"]
        assert "정부24 점검" == entries(after)[0].findtext(f"{ATOM}title")

    def test_every_format_is_valid(self, tmp_path: Path) -> None:
        write(whole(tmp_path), WORK)
        for root in (tmp_path, DEMONSTRATION):
            for path, data in histories(root).items():
                document = etree.fromstring(data)
                parsed = feedparser.parse(data)
                assert not parsed.bozo, path
                assert len(parsed.entries) >= 3
                if path.endswith(".atom"):
                    GRAMMAR.assertValid(document)
                    assert {f"https://status.example.go.kr/{path}"} == _links(document, "self")
                for item in document.iter("item"):
                    assert [1] * 5 == [
                        len(item.findall(n)) for n in ("title", "link", "description", "guid", "pubDate")
                    ]
                    assert "false" == item.find("guid").get("isPermaLink")

    def test_a_quiet_page_has_its_history_too(self, tmp_path: Path) -> None:
        write(tmp_path)
        data = histories(tmp_path, datetime.fromisoformat("2020-01-01T00:00+09:00"))["history.atom"]

        GRAMMAR.assertValid(etree.fromstring(data))
        assert [] == entries(data)

    def test_no_id_is_one_of_another_feed_or_language(self, tmp_path: Path) -> None:
        """Some programs keep one list of what was read over all feeds."""
        write(whole(tmp_path), WORK)
        found = histories(tmp_path)
        korean, english = ids(found["history.atom"]), ids(found["en/history.atom"])
        others = {id for path, data in made(tmp_path).items() if path.endswith(".atom") for id in ids(data)}
        feed_ids = {
            etree.fromstring(d).findtext(f"{ATOM}id") for p, d in made(tmp_path).items() if ".atom" in p
        }

        assert english == [f"{id}:en" for id in korean]
        assert set() == {*korean, *english} & others
        assert etree.fromstring(found["history.atom"]).findtext(f"{ATOM}id") not in feed_ids

    def test_the_ids_are_those_of_the_documents_beside_it(self, tmp_path: Path) -> None:
        """A program that reads both knows that it is the same incident."""
        documents = {a.path: a for a in statuspage_v2.render(press(whole(tmp_path)))}
        told = json.loads(documents["api/v2/incidents.json"].make())["incidents"]

        assert ids(histories(tmp_path)["history.atom"]) == [
            f"tag:status.example.go.kr,2026:history/{incident['id']}" for incident in told
        ]

    def test_titles_and_hosts_change_no_id(self, tmp_path: Path) -> None:
        before = ids(histories(whole(tmp_path))["history.atom"])
        write(tmp_path, {f"{INCIDENT}/incident.md": "---\ntitle: 다른 제목\n---"})
        site = SMALL["site.yaml"].replace("https://status.example", "https://new.example")
        write(tmp_path, {"site.yaml": site})

        assert before == ids(histories(tmp_path)["history.atom"])

    def test_words_in_another_language_say_so(self, tmp_path: Path) -> None:
        said = entries(histories(whole(tmp_path))["en/history.atom"])[0].findtext(f"{ATOM}content")

        assert '<strong>Resolved</strong></p>\n<div lang="ko"><p>모두 열립니다.</p></div>' in said
        assert ' - <span lang="ko">주민센터로 오세요</span></p>' in said
        assert "<strong>Checking</strong> - Government24 does not open.</p>" in said

    def test_a_character_that_xml_forbids_costs_no_feed(self, tmp_path: Path) -> None:
        note = "---\nstatus: investigating\n---\n그래서&#x1F;요 &#xFFFE; <b>&amp; ]]>"
        write(whole(tmp_path), {f"{INCIDENT}/0302-0900-mois.md": note})

        assert not feedparser.parse(histories(tmp_path)["history.rss"]).bozo

    def test_it_is_never_too_long_or_too_heavy(self, tmp_path: Path) -> None:
        """And what is still broken does not fall off the end, however old it is (R12)."""
        for path, data in histories(many(tmp_path, 80)).items():
            assert len(data) < 256_000, path
            if path.endswith(".atom"):
                assert 20 < len(entries(data)) <= 50
            assert "오래된 장애".encode() in data

    def test_a_long_story_leaves_its_older_words_to_its_page(self, tmp_path: Path) -> None:
        whole(tmp_path)
        for minute in range(10, 24):
            said = f"---\nstatus: identified\n---\n{minute}번째 소식. " + "길게 씁니다. " * 300
            write(tmp_path, {f"{INCIDENT}/0302-09{minute}-mois.md": said})
        entry = entries(histories(tmp_path)["history.atom"])[0].findtext(f"{ATOM}content")

        assert "23번째 소식" in entry
        assert "10번째 소식" not in entry
        page = "https://status.example.go.kr/incidents/2026/0302-portal/"
        assert entry.endswith(f'<p><a href="{page}">앞선 소식 모두 보기</a></p>')

    def test_the_moment_of_the_build_leaves_no_trace(self, tmp_path: Path) -> None:
        whole(tmp_path)

        assert histories(tmp_path) == histories(tmp_path, EVENING + timedelta(days=4000))

    @pytest.mark.parametrize(
        "edit",
        [
            CORRECTION,
            {"agencies/mois.yaml": "name: 다른 이름"},
            {"site.yaml": SMALL["site.yaml"].replace("국민콜 110", "상담")},
            {f"{INCIDENT}/0302-0900-mois.en.md": "---\n---\nOther words."},
            {f"{INCIDENT}/0302-1000-mois.md": None},
            {**WORK},
            plus("site.yaml", "links: {allow: [example.org]}"),
        ],
    )
    def test_what_it_says_it_is_made_from_decides_its_bytes(
        self, tmp_path: Path, edit: Mapping[str, str | None]
    ) -> None:
        """The cache believes it."""
        note = "---\nstatus: identified\n---\n[밖](https://example.org/x)"
        write(whole(tmp_path), {f"{INCIDENT}/0302-1100-mois.md": note})
        before = {a.path: (a.inputs, a.make()) for a in statuspage_history.render(press(tmp_path))}
        write(tmp_path, edit)

        for artifact in statuspage_history.render(press(tmp_path)):
            if repr(before[artifact.path][0]) == repr(artifact.inputs):
                assert before[artifact.path][1] == artifact.make(), artifact.path

    def test_the_documentation_is_true(self, tmp_path: Path) -> None:
        page = (DEMONSTRATION / "docs" / "formats" / "statuspage-v2.md").read_text(encoding="utf-8")
        example = re.search(r"```html\n(.*?)```", page, re.DOTALL)
        limit = statuspage_history.LIMIT

        assert example
        assert WORDS.startswith(example[1].strip())
        assert f"`{STORY}`" in page
        assert f"at most {limit.entries}, and {limit.weight // 1000} kB" in page


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole site as it is published."""
    root = whole(tmp_path_factory.mktemp("site"))
    build.build(root, root / "site", EVENING)
    return root / "site"


class TestDiscovery:
    """A reader is given the address of a page, and finds its feed there."""

    @staticmethod
    def _told(page: Path) -> list[tuple[str, str, str]]:
        """Type, title and file of each feed a page names."""
        found = html.fromstring(page.read_bytes()).xpath('//link[@rel="alternate"][@type]')
        return [
            (link.get("type"), link.get("title"), str((page.parent / link.get("href")).resolve()))
            for link in found
        ]

    @pytest.mark.parametrize(
        ("page", "feed", "about"),
        [
            ("", "", "모든 소식"),
            ("services/resident-copy/", "services/resident-copy/", "‘주민등록 등본’의 새 소식"),
            ("agencies/mois/", "agencies/mois/", "‘행정안전부’의 새 소식"),
            ("categories/certificates/", "categories/certificates/", "‘증명서’의 새 소식"),
            ("regions/daejeon/", "regions/daejeon/", "‘대전’의 새 소식"),
            ("maintenance/", "maintenance/", "점검 소식"),
            ("history/", "", "모든 소식"),
            ("regions/", "", "모든 소식"),
            ("incidents/2026/0302-portal/", "", "모든 소식"),
            ("en/services/resident-copy/", "en/services/resident-copy/", "News about Resident copy"),
            ("en/relief/", "en/", "All news"),
        ],
    )
    def test_a_page_names_its_own_feeds_or_those_of_everything(
        self, site: Path, page: str, feed: str, about: str
    ) -> None:
        beside = site.resolve() / feed

        assert [
            ("application/atom+xml", f"{about} (Atom)", str(beside / "feed.atom")),
            ("application/rss+xml", f"{about} (RSS)", str(beside / "feed.rss")),
        ] == self._told(site / page / "index.html")

    def test_every_page_names_feeds_that_are_there(self, site: Path) -> None:
        pages = [page for page in site.resolve().rglob("*.html") if "embed" not in page.parts]
        told = {feed for page in pages for _, _, feed in self._told(page) if page.name != "404.html"}

        assert 20 < len(pages)
        assert [] == [feed for feed in told if not Path(feed).is_file()]

    def test_a_feed_that_is_not_there_stops_the_publication(self, site: Path) -> None:
        """The same look at every link that keeps readers from dead ends counts feeds as pages."""
        path = "services/resident-copy/index.html"
        seen = inspection.inspect(path, (site / path).read_bytes())

        assert {"services/resident-copy/feed.atom", "services/resident-copy/feed.rss"} <= set(seen.links)
        known = {addresses.file_of(link) for link in seen.links} - {"services/resident-copy/feed.rss"}
        assert [(path, "dead-link", "services/resident-copy/feed.rss")] == list(
            inspection.dead_links({path: seen.links}, known)
        )


def test_the_small_story_reads_as_it_should(tmp_path: Path) -> None:
    """One incident, seen in the middle and afterwards, is the same first entry."""
    write(tmp_path)
    during, after = (items(made(tmp_path, moment)["feed.json"]) for moment in (DURING, AFTER))

    assert during == {id: item for id, item in after.items() if id in during}
    assert 2 == len(after)
    assert {"atom", "rss", "json"} == set(feeds.TYPES)

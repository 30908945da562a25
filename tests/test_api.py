"""Our own documents for machines: true to their schema, true to the files, and documented by examples."""

from __future__ import annotations

import copy
import csv
import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from machines import artifacts, documents, press, printed
from sites import AFTER, DURING, SMALL, published, write
from statuspage.build import build
from statuspage.model import State
from statuspage.outputs import api, api_backing, api_history, api_schema, figures
from statuspage.views.figures import COLUMNS

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "formats" / "api.md"
FIELDS = Path(__file__).resolve().parent / "api-1-fields.txt"
ADDRESS = "https://status.example.go.kr/api/schema/1"

MOMENTS = [
    "2023-11-17T14:00+09:00",  # everything fails
    "2023-11-18T09:05+09:00",  # provisional
    "2023-11-22T12:00+09:00",  # counters are slow
    "2023-12-10T10:00+09:00",  # quiet
    "2026-10-18T04:00+09:00",  # planned work that was prolonged
]

RICH = {
    **SMALL,
    "services/mois/move-in.yaml": """
        name: {ko: 전입신고, en: Move-in report}
        category: certificates
        instead: [{service: resident-copy, note: {ko: 주소 확인만, en: Only to prove an address}}]
        channels:
          - use: community-center
            bring: 신분증
          - {id: call, kind: phone, phone: 1588-2188, answers_only: true}
    """,
    "services/mois/fax-desk.yaml": "{name: 팩스 민원, retired: 2020-01-01}",
    "maintenance/2023/1201-center/notice.md": """
        ---
        title: 주민센터 정기점검
        starts: 2023-11-19 09:30
        ends: 2023-11-19 11:00
        repeats: 매주 일요일
        impact: {community-center: under_maintenance}
        ---
        일요일 아침에 점검합니다.
    """,
    "notices/2023/1110-hours.md": """
        ---
        title: 새 시간
        about: [move-in, mois]
        ---
        안내 <script>alert(1)</script>
    """,
    "incidents/2023/1117-saeol/1117-0845-mois.md": """
        ---
        status: identified
        title: 우회로를 열었습니다
        impact: {community-center: partial_outage}
        regions: [daejeon]
        provisional: [resident-copy/web]
        without: {resident-copy/web: {ko: 말소자 초본}}
        expected: 미정
        corrects: 1117-0840-mois
        relief:
          - {kind: deadline_extension, services: [move-in], until: 2023-11-24, what: {ko: 24일까지 접수}}
        channels:
          - {id: paper, kind: counter, name: 종이 접수, services: [move-in]}
        ---
        종이로 [접수](https://www.mois.go.kr)하고, [여기](https://evil.example)는 아닙니다.
    """,
}
"""A small site in which everything occurs that a document can say."""


def everything(root: Path, moment: datetime) -> dict[str, Any]:
    """Every document of a site."""
    return {
        path: found
        for module in (api, api_backing, api_history)
        for path, found in documents(module, root, moment).items()
    }


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Its documents while counters fail."""
    return everything(write(tmp_path_factory.mktemp("rich"), RICH), DURING)


def strict(found: Any) -> Any:
    """A schema that also refuses what it does not name: for our own tests, never for readers."""
    if isinstance(found, dict):
        closed = {key: strict(value) for key, value in found.items()}
        if "properties" in found and "required" in found:
            closed["additionalProperties"] = False
        return closed
    return [strict(value) for value in found] if isinstance(found, list) else found


def judges() -> dict[str, Draft202012Validator]:
    """A strict judge for every kind of document, by the address that documents name."""
    found = {}
    for name in api_schema.DOCUMENTS:
        address = f"{ADDRESS}/{name}.json"
        schema = api_schema.schema(name, address)
        Draft202012Validator.check_schema(schema)
        found[address] = Draft202012Validator(strict(json.loads(json.dumps(schema))))
    return found


JUDGES = judges()


def faults(document: Any) -> list[str]:
    """What the published schema has against a document."""
    judge = JUDGES[document["schema"]]
    return [f"{error.json_path}: {error.message}"[:200] for error in judge.iter_errors(document)]


class TestSchema:
    """Readers are promised a shape; the promise is kept by machine."""

    @pytest.mark.parametrize("moment", MOMENTS)
    def test_every_document_of_the_demonstration_is_valid(self, moment: str) -> None:
        """And says nothing that the schema does not name."""
        told = everything(ROOT, datetime.fromisoformat(moment))

        assert [] == [f"{path} {fault}" for path, found in told.items() for fault in faults(found)]

    def test_every_document_of_a_site_with_everything_is_valid(self, rich: dict[str, Any]) -> None:
        """What the demonstration does not have: notices, retired services, new ways, regions."""
        assert [] == [f"{path} {fault}" for path, found in rich.items() for fault in faults(found)]

    @pytest.mark.parametrize(
        ("path", "member", "wrong"),
        [
            ("api/services/move-in.json", "state", "broken"),
            ("api/services/move-in.json", "importance", "huge"),
            ("api/services/move-in.json", "page", {"ko": "services/move-in/"}),
            ("api/services/move-in.json", "version", 2),
            ("api/incidents/2023/1117-saeol.json", "status", "fixed"),
            ("api/incidents/2023/1117-saeol.json", "began", "2023-11-17 08:40"),
            ("api/incidents/2023/1117-saeol.json", "updates", {}),
            ("api/status.json", "state", None),
            ("api/status.json", "help", [{"phone": "110"}]),
        ],
    )
    def test_a_wrong_value_is_refused(self, rich: dict[str, Any], path: str, member: str, wrong: Any) -> None:
        """A schema that lets everything pass proves nothing."""
        document = copy.deepcopy(rich[path])
        document[member] = wrong

        assert faults(document)

    def test_a_missing_member_is_refused(self, rich: dict[str, Any]) -> None:
        """Members without a value are null, never absent: readers need no second way to ask."""
        for path, document in rich.items():
            for member in document:
                if member != "schema":
                    assert faults({key: value for key, value in document.items() if key != member}), path

    def test_it_is_published_where_documents_say(self, tmp_path: Path, rich: dict[str, Any]) -> None:
        """Under its version, so that another version can stand beside it."""
        published = documents(api_schema, write(tmp_path), DURING)

        assert {f"api/schema/1/{name}.json" for name in api_schema.DOCUMENTS} == set(published)
        assert {found["schema"] for found in rich.values()} == {found["$id"] for found in published.values()}

    def test_what_version_1_names_stays_for_ever(self) -> None:
        """Additive only (R28). A line may be added to the file, never taken away or changed.

        New lines are written by hand: nobody should break a promise by running a command again.
        """
        promised = FIELDS.read_text(encoding="utf-8").splitlines()
        found = {line for name in api_schema.DOCUMENTS for line in fields(name)}

        assert [] == [line for line in promised if line not in found]
        assert [] == sorted(found - set(promised)), "new members: add these lines"


def fields(name: str) -> Iterator[str]:
    """Every member a kind of document has, with its type or enumeration: `incident.updates[].at string`."""
    schema = api_schema.schema(name, "")
    parts: Any = schema["$defs"]

    def walk(path: str, found: Any, within: tuple[str, ...]) -> Iterator[str]:
        if "$ref" in found:
            part = found["$ref"].rpartition("/")[2]
            if part in within:
                yield f"{path} -> {part}"
                return
            yield from walk(path, parts[part], (*within, part))
        elif "anyOf" in found:
            yield from walk(f"{path}?", found["anyOf"][0], within)
        elif "enum" in found:
            yield f"{path} {' | '.join(map(str, found['enum']))}"
        elif "const" in found:
            yield f"{path} constant"
        elif found["type"] == "array":
            yield from walk(f"{path}[]", found["items"], within)
        elif "properties" in found:
            for member, value in found["properties"].items():
                yield from walk(f"{path}.{member}", value, within)
        elif found["type"] == "object":
            yield from walk(f"{path}<language>", found["additionalProperties"], within)
        else:
            yield f"{path} {found['type']}"

    return walk(name, schema, ())


class TestServices:
    """Can I do it now, and what do I do instead?"""

    def test_ways_stand_where_they_belong(self, rich: dict[str, Any]) -> None:
        """The light belongs to the way: counters fail, the portal works."""
        guidance = rich["api/services/resident-copy.json"]["guidance"]

        assert ["resident-copy/community-center"] == [way["thing"] for way in guidance["failing"]]
        assert ["resident-copy/web"] == [way["thing"] for way in guidance["limited"]]
        assert "새올행정시스템" in guidance["failing"][0]["reasons"]["ko"][0]
        assert "saeol" == guidance["failing"][0]["causes"][0]["id"]

    def test_what_stands_in_comes_with_its_own_ways(self, rich: dict[str, Any]) -> None:
        """Nobody is sent to something that hangs on the same broken system."""
        (found,) = rich["api/services/move-in.json"]["guidance"]["instead"]

        assert "resident-copy" == found["service"]["id"]
        assert {"ko": "주소 확인만", "en": "Only to prove an address"} == found["note"]
        assert ["web"] == [way["id"] for way in found["ways"]]

    def test_a_way_born_in_the_incident_and_the_relief_are_told(self, rich: dict[str, Any]) -> None:
        """What portals most need to take over."""
        found = rich["api/services/move-in.json"]

        assert ["paper"] == [way["id"] for way in found["guidance"]["working"]]
        assert ["call"] == [way["id"] for way in found["guidance"]["informing"]]
        (relief,) = found["relief"]
        assert ("deadline_extension", "2023-11-25T00:00:00+09:00") == (relief["kind"], relief["until"])

    def test_history_has_the_open_stretch_without_an_end(self, rich: dict[str, Any]) -> None:
        """The moment of a build is nobody's end, and would make every build news."""
        newest = rich["api/services/resident-copy.json"]["history"][0]

        assert {"state": "partial_outage", "from": "2023-11-17T08:40:00+09:00", "until": None} == newest

    def test_a_service_that_ended_is_still_answered(self, rich: dict[str, Any]) -> None:
        """Addresses are permanent."""
        found = rich["api/services/fax-desk.json"]

        assert ("2020-01-01", None, None) == (found["retired"], found["state"], found["guidance"])

    def test_addresses_are_whole(self, rich: dict[str, Any]) -> None:
        """A document travels without its host."""
        found = rich["api/services/move-in.json"]

        assert {
            "ko": "https://status.example.go.kr/services/move-in/",
            "en": "https://status.example.go.kr/en/services/move-in/",
        } == found["page"]
        assert "https://status.example.go.kr/en/services/move-in/feed.atom" == found["feeds"]["en"]["atom"]


class TestStories:
    """The whole story, the newest word first."""

    def test_words_are_given_as_written_as_safe_html_and_plain(self, rich: dict[str, Any]) -> None:
        """Each reader takes the form it can use; a link to an unknown host is in the source only."""
        note = rich["api/incidents/2023/1117-saeol.json"]["updates"][0]["words"]["ko"]

        assert note["markdown"].startswith("종이로 [접수](https://www.mois.go.kr)")
        assert '<a href="https://www.mois.go.kr" rel="noopener">접수</a>' in note["html"]
        assert "evil.example" not in note["html"] + note["text"]
        assert note["text"].startswith("종이로 접수 (https://www.mois.go.kr)하고")

    def test_markup_in_words_stays_words(self, rich: dict[str, Any]) -> None:
        """A portal puts the HTML on its page as it is."""
        (notice,) = rich["api/status.json"]["notices"]

        assert "<script" not in notice["words"]["ko"]["html"]
        assert (["mois"], ["move-in"]) == (notice["agencies"], [thing["id"] for thing in notice["about"]])

    def test_every_language_is_in_one_document(self, rich: dict[str, Any]) -> None:
        """In the languages it was written in; what has no translation is not made up."""
        newest, oldest = rich["api/incidents/2023/1117-saeol.json"]["updates"]

        assert ["ko", "en"] == list(oldest["words"])
        assert ["ko"] == list(newest["words"])

    def test_a_correction_points_both_ways(self, rich: dict[str, Any]) -> None:
        """What was wrong stays, and says where it was put right."""
        newest, oldest = rich["api/incidents/2023/1117-saeol.json"]["updates"]

        assert ("1117-0840-mois", "1117-0845-mois") == (newest["corrects"], oldest["corrected_by"])

    def test_not_known_is_an_answer(self, rich: dict[str, Any]) -> None:
        """Nobody said, and nobody knows, are two things."""
        newest, oldest = rich["api/incidents/2023/1117-saeol.json"]["updates"]

        assert {"at": None, "words": None} == newest["expected"]
        assert oldest["expected"] is None

    def test_a_promise_that_is_missed_is_told(self, tmp_path: Path) -> None:
        """Readers must know how old the last word is."""
        told = documents(api, write(tmp_path), DURING + timedelta(hours=3))
        found = told["api/incidents/2023/1117-saeol.json"]

        assert {"since": "2023-11-17T10:00:00+09:00", "promised": True} == found["overdue"]
        assert "2023-11-17T08:40:00+09:00" == found["confirmed"]

    def test_planned_work_tells_its_next_window(self, rich: dict[str, Any]) -> None:
        """Coming, with start and end."""
        found = rich["api/maintenance/2023/1201-center.json"]

        window = {
            "status": "scheduled",
            "from": "2023-11-19T09:30:00+09:00",
            "until": "2023-11-19T11:00:00+09:00",
        }
        assert [window] == found["windows"]


class TestStatus:
    """The whole page in one document."""

    def test_every_service_is_a_line_and_leads_to_its_document(self, rich: dict[str, Any]) -> None:
        """The lines alone are enough for a list; the rest is one request away."""
        found = rich["api/status.json"]["services"]

        assert ["resident-copy", "move-in"] == [line["id"] for line in found]
        assert all(line["document"].removeprefix("https://status.example.go.kr/") in rich for line in found)
        assert "창구" in found[0]["answer"]["ko"]

    def test_the_fixed_words_come_with_it(self, rich: dict[str, Any]) -> None:
        """So that others say it as we do."""
        states = rich["api/status.json"]["words"]["states"]

        assert {state.id for state in State} == set(states)
        assert {"ko": "이용 불가", "en": "Not available"} == states["major_outage"]

    def test_a_file_that_could_not_be_read_is_said(self, tmp_path: Path) -> None:
        """Its absence must not be mistaken for calm."""
        root = write(
            tmp_path, {**SMALL, "incidents/2023/1117-saeol/1117-0850-mois.md": "---\nstatus: [\n---\n"}
        )
        found = documents(api, root, AFTER)["api/status.json"]

        assert "unknown" == found["state"]
        assert found["doubts"]["ko"]
        assert found["doubts"]["en"]


class TestWhatServicesHangOn:
    """The pages of systems and shared channels, for machines."""

    def test_a_system_tells_what_it_takes_with_it(self, rich: dict[str, Any]) -> None:
        found = rich["api/systems/saeol.json"]

        assert ("major_outage", 1) == (found["state"], found["grade"])
        assert ["resident-copy", "move-in"] == found["services"]
        assert ["2023/1117-saeol"] == [story["key"] for story in found["incidents"]]
        assert {"state": "major_outage", "from": "2023-11-17T08:40:00+09:00", "until": None} in found[
            "history"
        ]

    def test_a_system_tells_what_it_needs_and_how_that_is(self, tmp_path: Path) -> None:
        needs = "needs: [{any_of: [saeol, spare]}, {system: spare, at_most: degraded_performance}]"
        root = write(
            tmp_path,
            {**SMALL, "systems/spare.yaml": "name: 예비", "systems/portal.yaml": f"name: 정부24\n{needs}"},
        )
        either, capped = documents(api_backing, root, DURING)["api/systems/portal.json"]["needs"]

        assert [("saeol", "major_outage"), ("spare", "operational")] == [
            (need["id"], need["state"]) for need in either["any_of"]
        ]
        assert (None, "degraded_performance") == (either["at_most"], capped["at_most"])

    def test_a_channel_tells_what_can_be_done_there(self, rich: dict[str, Any]) -> None:
        """What a counter clerk asks in the morning."""
        found = rich["api/channels/community-center.json"]

        assert (False, "major_outage") == (found["usable"], found["state"])
        assert [("resident-copy", False), ("move-in", False)] == [
            (service["id"], service["usable"]) for service in found["services"]
        ]
        assert ["deadline_extension"] == [relief["kind"] for relief in found["relief"]]


class TestThePast:
    """Whoever keeps an archive, and whoever counts."""

    def test_history_names_every_story_and_where_it_is_told(self, rich: dict[str, Any]) -> None:
        found = rich["api/history.json"]
        told = [story["document"] for kind in ("incidents", "maintenance") for story in found[kind]]

        assert {
            f"https://status.example.go.kr/{path}"
            for path in rich
            if path.startswith(("api/incidents/", "api/maintenance/"))
        } == set(told)
        assert ["2023/1110-hours"] == [notice["key"] for notice in found["notices"]]

    def test_a_notice_that_is_no_longer_shown_is_still_told(self, tmp_path: Path) -> None:
        over = {"notices/2023/1001-old.md": "---\ntitle: 옛 안내\nuntil: 2023-10-05\n---\n옛 안내."}
        root = write(tmp_path, {**SMALL, **over})
        found = everything(root, AFTER)

        assert [] == found["api/status.json"]["notices"]
        assert ["2023/1001-old"] == [notice["key"] for notice in found["api/history.json"]["notices"]]

    def test_what_was_wrong_and_what_replaced_it(self, rich: dict[str, Any]) -> None:
        (found,) = rich["api/history.json"]["corrections"]

        assert ("1117-0840-mois", "1117-0845-mois") == (found["was"]["id"], found["now"]["id"])
        assert "방문하지 마세요" in found["was"]["words"]["ko"]["text"]

    def test_when_it_really_began_is_told_beside_the_first_word(self, tmp_path: Path) -> None:
        head = "---\ntitle: 행정망 장애\nbegan: 2023-11-17 08:15\n---"
        root = write(tmp_path, {**SMALL, "incidents/2023/1117-saeol/incident.md": head})
        found = documents(api, root, DURING)["api/incidents/2023/1117-saeol.json"]

        assert "2023-11-17T08:15:00+09:00" == found["occurred"]
        assert "2023-11-17T08:40:00+09:00" == found["began"]

    def test_windows_that_are_over_are_told(self, tmp_path: Path) -> None:
        found = documents(api, write(tmp_path, RICH), AFTER)["api/maintenance/2023/1201-center.json"]

        assert "2023-12-03T09:30:00+09:00" == found["done"][0]["from"]
        assert {"completed"} == {window["status"] for window in found["done"]}

    def test_figures_are_those_of_the_spreadsheet(self, rich: dict[str, Any], tmp_path: Path) -> None:
        found = rich["api/figures.json"]
        files = printed(figures, write(tmp_path, RICH), DURING)
        lines = list(csv.DictReader(StringIO(files["figures/figures.csv"].decode("utf-8-sig"))))
        rows = [dict(zip(found["columns"], row, strict=True)) for row in found["rows"]]
        years = [row for row in rows if len(row["period"]) == 4]

        assert len(lines) == len(years)
        for line, row in zip(lines, years, strict=True):
            del line["name"]
            assert list(line) == list(row)
            assert [line[name] for name in ("period", "kind", "id")] == list(row.values())[:3]
            assert [float(line[n]) if line[n] else None for n in NUMBERS] == [row[n] for n in NUMBERS]
        assert ["2023-11"] == [row["period"] for row in rows if len(row["period"]) > 4]


NUMBERS = COLUMNS[COLUMNS.index("counted_hours") :]


def addresses_in(found: Any) -> Iterator[str]:
    """Every address of this site that a document names, where it is an address and not part of words."""
    if isinstance(found, dict):
        for value in found.values():
            yield from addresses_in(value)
    elif isinstance(found, list):
        for value in found:
            yield from addresses_in(value)
    elif isinstance(found, str) and found.startswith("https://status.example.go.kr/") and " " not in found:
        yield found


def test_every_address_that_a_document_names_is_published(tmp_path: Path) -> None:
    """Pages, feeds, calendars, badges, texts, schemas and other documents: a dead end is found here."""
    root = write(tmp_path, RICH)
    build(root, root / "site", DURING)
    files = published(root / "site")
    named = {
        address.removeprefix("https://status.example.go.kr/").partition("#")[0]
        for path, data in files.items()
        if path.startswith("api/") and not path.startswith(("api/v2/", "api/schema/"))
        for address in addresses_in(json.loads(data))
    }

    assert len(named) > 40
    assert [] == sorted(
        p for p in named if (f"{p}index.html" if p.endswith("/") or not p else p) not in files
    )


class TestBytes:
    """Small, the same for the same files, and readable by eye."""

    def test_letters_are_themselves_and_nothing_is_wasted(self, tmp_path: Path) -> None:
        """Korean in JSON escapes is three times as long and says nothing to anybody."""
        data = printed(api, write(tmp_path), DURING)["api/services/move-in.json"].decode()

        assert "전입신고" in data
        assert json.dumps(json.loads(data), ensure_ascii=False, separators=(",", ":")) + "\n" == data

    def test_a_later_build_makes_the_same_bytes(self, tmp_path: Path) -> None:
        """Only what is said, and the clock's own edges, change a document."""
        root = write(tmp_path)
        one, other = (press(root, DURING + timedelta(minutes=n)) for n in (1, 20))

        for module in (api, api_backing, api_history):
            assert printed(module, root, one.snapshot.at) == printed(module, root, other.snapshot.at)
            assert [(a.path, repr(a.inputs)) for a in artifacts(module, one)] == [
                (a.path, repr(a.inputs)) for a in artifacts(module, other)
            ]

    def test_a_closing_counter_changes_nothing_on_a_quiet_day(self, tmp_path: Path) -> None:
        """Else every document would change twice a day, without any news."""
        root = write(tmp_path, RICH)
        before, after = (datetime.fromisoformat(f"2023-12-11T{t}+09:00") for t in ("17:50", "18:10"))

        for module in (api, api_backing, api_history):
            assert printed(module, root, before) == printed(module, root, after)

    def test_everything_that_is_written_is_in_the_inputs(self, tmp_path: Path) -> None:
        """An edit of a note changes exactly the documents that carry the note, and none is forgotten."""
        root = write(tmp_path, RICH)
        before = {a.path: (repr(a.inputs), a.make()) for a in artifacts(api, press(root, DURING))}
        text = RICH["incidents/2023/1117-saeol/1117-0845-mois.md"].replace("종이로", "서면으로")
        write(root, {"incidents/2023/1117-saeol/1117-0845-mois.md": text})
        after = {a.path: (repr(a.inputs), a.make()) for a in artifacts(api, press(root, DURING))}
        changed = {path for path in before if before[path][1] != after[path][1]}

        assert {"api/status.json", "api/incidents/2023/1117-saeol.json"} == changed
        assert changed <= {path for path in before if before[path][0] != after[path][0]}


def examples() -> list[tuple[str, Any]]:
    """The examples of the documentation: the document each is taken from, and what it shows."""
    text = PAGE.read_text(encoding="utf-8")
    return [
        (path, json.loads(example))
        for path, example in re.findall(r"<!-- from (\S+) -->\n+```json\n(.*?)```", text, re.DOTALL)
    ]


def shown(example: Any, document: Any) -> bool:
    """Whether a document says what an example shows of it; an example may leave members out."""
    if isinstance(example, dict):
        return isinstance(document, dict) and all(
            key in document and shown(value, document[key]) for key, value in example.items()
        )
    if isinstance(example, list):
        return len(example) == len(document) and all(map(shown, example, document))
    return bool(example == document)


class TestDocumentation:
    """Examples are copied; a wrong one costs somebody a day."""

    def test_there_is_an_example_of_every_kind(self, rich: dict[str, Any]) -> None:
        """A kind that nobody shows is a kind that nobody finds."""
        kinds = {rich[path]["schema"].rpartition("/")[2].removesuffix(".json") for path, _ in examples()}

        assert set(api_schema.DOCUMENTS) == kinds

    @pytest.mark.parametrize(("path", "example"), examples(), ids=[path for path, _ in examples()])
    def test_an_example_is_what_is_published(self, rich: dict[str, Any], path: str, example: Any) -> None:
        """Of the small site in this file, while its counters fail."""
        assert shown(example, rich[path])

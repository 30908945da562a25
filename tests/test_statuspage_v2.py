"""The interface of Statuspage: its shape to the last member, and two of its clients, unmodified."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from conftest import needs, needs_library
from machines import documents, press, printed, served
from sites import AFTER, DURING, SMALL, write
from statuspage.model import State, Status, Update
from statuspage.outputs import statuspage_v2
from statuspage.problems import Place

ROOT = Path(__file__).resolve().parent.parent
CLIENTS = Path(__file__).resolve().parent / "clients"
FRIDAY = datetime.fromisoformat("2023-11-17T14:00+09:00")
"""The worst hour of the demonstration."""

PAGE = ["id", "name", "url", "time_zone", "updated_at"]
COMPONENT = [
    "id", "name", "status", "created_at", "updated_at", "position", "description", "showcase", "start_date",
    "group_id", "page_id", "group", "only_show_if_degraded",
]  # fmt: skip
INCIDENT = [
    "id", "name", "status", "created_at", "updated_at", "monitoring_at", "resolved_at", "impact", "shortlink",
    "started_at", "page_id", "incident_updates", "components", "reminder_intervals",
]  # fmt: skip
UPDATE = [
    "id", "status", "body", "incident_id", "created_at", "updated_at", "display_at", "affected_components",
    "deliver_notifications", "custom_tweet", "tweet_id",
]  # fmt: skip
AFFECTED = ["code", "name", "old_status", "new_status"]
MEMBERS = {
    "summary": ["page", "components", "incidents", "scheduled_maintenances", "status"],
    "status": ["page", "status"],
    "components": ["page", "components"],
    "incidents": ["page", "incidents"],
    "incidents/unresolved": ["page", "incidents"],
    "scheduled-maintenances": ["page", "scheduled_maintenances"],
    "scheduled-maintenances/upcoming": ["page", "scheduled_maintenances"],
    "scheduled-maintenances/active": ["page", "scheduled_maintenances"],
}
"""As the public pages of Statuspage answer, member for member in their order."""

STATUSES = {"operational", "degraded_performance", "partial_outage", "major_outage", "under_maintenance"}
INDICATORS = {"none", "minor", "major", "critical", "maintenance"}
INCIDENT_STATUSES = {"investigating", "identified", "monitoring", "resolved", "postmortem"}
WORK_STATUSES = {"scheduled", "in_progress", "verifying", "completed"}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(Z|[+-]\d\d:\d\d)")
ID = re.compile(r"[0-9a-f]{12}")

WORK = {
    "maintenance/2023/1201-center/notice.md": """
        ---
        title: {ko: 주민센터 정기점검, en: Community center maintenance}
        starts: 2023-12-10 09:30
        ends: 2023-12-10 11:00
        announced: 2023-12-01 09:00
        impact: {community-center: under_maintenance}
        ---
        일요일 아침에 점검합니다.
    """,
}


def v2(root: Path, moment: datetime, name: str, language: str = "") -> Any:
    """One document."""
    return documents(statuspage_v2, root, moment)[f"{language}api/v2/{name}.json"]


@pytest.fixture(scope="module")
def friday() -> dict[str, Any]:
    """All documents of the demonstration in its worst hour."""
    return documents(statuspage_v2, ROOT, FRIDAY)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demonstration in its worst hour, on a web server."""
    with served(printed(statuspage_v2, ROOT, FRIDAY), tmp_path_factory.mktemp("served")) as found:
        yield found


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small site on a day on which counters fail."""
    return write(tmp_path)


class TestShape:
    """A client that was written for Statuspage reads member by member; one missing member stops it."""

    @pytest.mark.parametrize("language", ["", "en/"])
    @pytest.mark.parametrize("name", MEMBERS)
    def test_every_document_has_the_members_of_statuspage_in_their_order(
        self, friday: dict[str, Any], name: str, language: str
    ) -> None:
        """Eight addresses, in every language under its own root."""
        assert MEMBERS[name] == list(friday[f"{language}api/v2/{name}.json"])

    def test_nothing_else_is_published(self, friday: dict[str, Any]) -> None:
        """An address is a promise for ever: none by accident."""
        wanted = {f"{language}api/v2/{name}.json" for name in MEMBERS for language in ("", "en/")}

        assert wanted == set(friday)

    @pytest.mark.parametrize("moment", ["2023-11-17T14:00+09:00", "2026-10-18T04:00+09:00"])
    def test_every_part_is_as_statuspage_writes_it(self, moment: str) -> None:
        """Names, order, enumerations and moments, wherever they stand."""
        told = documents(statuspage_v2, ROOT, datetime.fromisoformat(moment))

        assert [] == [f"{path}: {fault}" for path, found in told.items() for fault in faults(found)]

    def test_an_update_is_never_missing(self, tmp_path: Path) -> None:
        """A client (arez) takes the first update of every incident and window without looking."""
        root = write(tmp_path, {**SMALL, **WORK})
        told = [
            story
            for moment in (DURING, AFTER, AFTER - timedelta(days=3), AFTER + timedelta(days=30))
            for found in documents(statuspage_v2, root, moment).values()
            for story in (*found.get("incidents", ()), *found.get("scheduled_maintenances", ()))
        ]

        assert told
        assert all(story["incident_updates"] for story in told)
        assert all(update["body"] for story in told for update in story["incident_updates"])


def faults(found: Any) -> Iterator[str]:
    """What is not as Statuspage writes it."""
    if list(found["page"]) != PAGE:
        yield "page"
    if "status" in found and found["status"]["indicator"] not in INDICATORS:
        yield "indicator"
    rows = found.get("components", [])
    stories = [*found.get("incidents", ()), *found.get("scheduled_maintenances", ())]
    for row in [*rows, *(row for story in stories for row in story["components"])]:
        if list(row) != COMPONENT + (["components"] if row["group"] else []):
            yield f"component {list(row)}"
        if row["status"] not in STATUSES or not isinstance(row["position"], int):
            yield f"component {row['name']}"
    for story in found.get("incidents", ()):
        if list(story) != INCIDENT or story["status"] not in INCIDENT_STATUSES:
            yield f"incident {story['name']}"
        if story["impact"] not in ("none", "minor", "major", "critical"):
            yield f"impact {story['impact']}"
    for story in found.get("scheduled_maintenances", ()):
        if list(story) != [*INCIDENT, "scheduled_for", "scheduled_until"]:
            yield f"maintenance {list(story)}"
        if story["status"] not in WORK_STATUSES or story["impact"] != "maintenance":
            yield f"maintenance {story['status']}"
    for story in stories:
        moments = [update["display_at"] for update in story["incident_updates"]]
        if moments != sorted(moments, reverse=True):
            yield f"order of {story['name']}"
        for update in story["incident_updates"]:
            yield from _update_faults(story, update)
    yield from (f"moment {key} {value}" for key, value in _moments(found) if not MOMENT.fullmatch(value))
    yield from (f"id {value}" for value in _ids(found) if not ID.fullmatch(value))


def _update_faults(story: Any, update: Any) -> Iterator[str]:
    allowed = WORK_STATUSES if "scheduled_for" in story else INCIDENT_STATUSES
    if list(update) != UPDATE or update["status"] not in allowed or update["incident_id"] != story["id"]:
        yield f"update {update['id']}"
    if update["affected_components"] == []:
        yield "an empty list where Statuspage says null"
    for row in update["affected_components"] or ():
        if list(row) != AFFECTED or not {row["old_status"], row["new_status"]} <= STATUSES:
            yield f"affected {row}"


def _moments(found: Any) -> Iterator[tuple[str, str]]:
    if isinstance(found, dict):
        for key, value in found.items():
            if key.endswith(("_at", "scheduled_for", "scheduled_until")) and value is not None:
                yield key, value
            yield from _moments(value)
    elif isinstance(found, list):
        for value in found:
            yield from _moments(value)


def _ids(found: Any) -> Iterator[str]:
    if isinstance(found, dict):
        for key, value in found.items():
            if key in ("id", "code", "page_id", "group_id", "incident_id") and value is not None:
                yield value
            yield from _ids(value)
    elif isinstance(found, list):
        for value in found:
            yield from _ids(value)


class TestComponents:
    """A component is a service, a group is a category."""

    def test_a_group_row_comes_before_its_services_and_lists_them(self, small: Path) -> None:
        """Clients build their tree from the rows and from `group_id`."""
        group, *members = v2(small, DURING, "components")["components"]

        assert (True, "증명서", None) == (group["group"], group["name"], group["group_id"])
        assert group["components"] == [row["id"] for row in members]
        assert ["주민등록 등본", "전입신고"] == [row["name"] for row in members]
        assert [1, 2] == [row["position"] for row in members]
        assert {group["id"]} == {row["group_id"] for row in members}

    def test_a_group_is_as_bad_as_the_worst_of_its_services(self, small: Path) -> None:
        """Nobody opens a green group."""
        found = v2(small, DURING, "components")["components"]

        assert ["major_outage", "partial_outage", "major_outage"] == [row["status"] for row in found]

    def test_a_service_without_a_category_stands_alone(self, tmp_path: Path) -> None:
        """Nothing is lost because somebody forgot a line."""
        service = "{name: 전입신고, channels: [{use: community-center}]}"
        root = write(tmp_path, {**SMALL, "services/mois/move-in.yaml": service})

        last = v2(root, AFTER, "components")["components"][-1]

        assert ("전입신고", None, 2) == (last["name"], last["group_id"], last["position"])

    def test_ids_come_from_files_and_not_from_words(self, tmp_path: Path) -> None:
        """A renamed service is the same service: alerts and dashboards go on."""
        before = [row["id"] for row in v2(write(tmp_path), AFTER, "components")["components"]]
        service = SMALL["services/mois/move-in.yaml"].replace("전입신고", "이사 신고")
        write(tmp_path, {"services/mois/move-in.yaml": service})
        after = v2(tmp_path, AFTER, "components")["components"]

        assert "이사 신고" in {row["name"] for row in after}
        assert set(before) == {row["id"] for row in after}

    def test_every_language_is_told_under_its_root_with_the_same_ids(self, small: Path) -> None:
        """The same things in other words."""
        korean, english = (v2(small, DURING, "components", tag)["components"] for tag in ("", "en/"))

        assert [row["id"] for row in korean] == [row["id"] for row in english]
        assert ["Certificates", "Resident copy", "Move-in report"] == [row["name"] for row in english]

    def test_not_knowing_is_never_told_as_working(self, tmp_path: Path) -> None:
        """Statuspage has no word for it; the mildest outage is the nearest that does not calm anybody."""
        service = SMALL["services/mois/move-in.yaml"] + "\n        importance: very"
        root = write(tmp_path, {**SMALL, "services/mois/move-in.yaml": service})
        found = {row["name"]: row["status"] for row in v2(root, AFTER, "components")["components"]}

        assert "degraded_performance" == found["전입신고"]
        assert "minor" == v2(root, AFTER, "status")["status"]["indicator"]

    def test_every_state_has_a_status(self) -> None:
        """A new state must be thought of here."""
        assert set(State) == set(statuspage_v2.STATUS) == set(statuspage_v2.IMPACT)
        assert STATUSES == set(statuspage_v2.STATUS.values())


class TestStatus:
    """The page in one word."""

    def test_a_quiet_day_is_none(self, small: Path) -> None:
        """What most alerts are built on."""
        assert {"indicator": "none", "description": "모든 서비스 정상"} == v2(small, AFTER, "status")[
            "status"
        ]
        assert "All Systems Operational" == v2(small, AFTER, "status", "en/")["status"]["description"]

    def test_one_service_that_is_out_is_a_partial_outage_of_the_system(self, small: Path) -> None:
        """Critical is for the day on which nothing works."""
        assert "major" == v2(small, DURING, "status")["status"]["indicator"]

    def test_everything_out_is_critical(self, tmp_path: Path) -> None:
        """26 September 2025."""
        update = SMALL["incidents/2023/1117-saeol/1117-0840-mois.md"].replace(
            "{saeol: major_outage}", "{saeol: major_outage, portal: major_outage}"
        )
        root = write(tmp_path, {**SMALL, "incidents/2023/1117-saeol/1117-0840-mois.md": update})

        assert "critical" == v2(root, DURING, "status")["status"]["indicator"]

    def test_planned_work_alone_is_maintenance(self, tmp_path: Path) -> None:
        """Nobody is woken for it."""
        root = write(tmp_path, {**SMALL, **WORK})

        assert "maintenance" == v2(root, AFTER, "status")["status"]["indicator"]

    def test_the_page_changes_when_somebody_says_something_not_when_it_is_built(self, small: Path) -> None:
        """Else every build would be news."""
        one, other = (v2(small, DURING + timedelta(minutes=m), "summary") for m in (1, 50))

        assert one == other
        assert "2023-11-17T08:40:00.000+09:00" == one["page"]["updated_at"]


class TestIncidents:
    """The story with its updates, and what each of them did."""

    def test_affected_components_tell_the_states_before_and_after_the_update(self, small: Path) -> None:
        """Felt through a system that no citizen knows."""
        (found,) = v2(small, AFTER, "incidents")["incidents"]
        newest, oldest = (
            {row["name"]: (row["old_status"], row["new_status"]) for row in update["affected_components"]}
            for update in found["incident_updates"]
        )

        assert {
            "주민등록 등본": ("operational", "partial_outage"),
            "전입신고": ("operational", "major_outage"),
        } == oldest
        assert {
            "주민등록 등본": ("partial_outage", "operational"),
            "전입신고": ("major_outage", "operational"),
        } == newest

    def test_an_incident_is_told_whole(self, small: Path) -> None:
        """Moments from files, words without markup, and the address of its page."""
        (found,) = v2(small, AFTER, "incidents")["incidents"]

        assert ("행정망 장애", "resolved", "critical") == (found["name"], found["status"], found["impact"])
        assert "2023-11-17T08:40:00.000+09:00" == found["started_at"] == found["created_at"]
        assert "2023-11-18T09:00:00.000+09:00" == found["resolved_at"] == found["updated_at"]
        assert "https://status.example.go.kr/incidents/2023/1117-saeol/" == found["shortlink"]
        assert "창구에서 서류를 뗄 수 없습니다. 방문하지 마세요." == found["incident_updates"][1]["body"]
        assert [] == v2(small, AFTER, "incidents/unresolved")["incidents"]

    def test_the_other_language_links_to_its_own_page(self, small: Path) -> None:
        """A reader of English is not sent to Korean."""
        (found,) = v2(small, DURING, "incidents/unresolved", "en/")["incidents"]

        assert "https://status.example.go.kr/en/incidents/2023/1117-saeol/" == found["shortlink"]
        assert "Counters cannot issue documents. Please do not visit." == found["incident_updates"][0]["body"]

    def test_what_is_not_yet_said_is_not_told(self, small: Path) -> None:
        """Files may be written ahead."""
        (found,) = v2(small, DURING, "incidents")["incidents"]

        assert ("investigating", None) == (found["status"], found["resolved_at"])
        assert 1 == len(found["incident_updates"])

    def test_an_update_without_words_says_its_status(self, tmp_path: Path) -> None:
        """Clients print the body; an empty line helps nobody."""
        update = "---\nstatus: monitoring\n---"
        root = write(tmp_path, {**SMALL, "incidents/2023/1117-saeol/1117-0850-mois.md": update})

        newest = v2(root, DURING, "incidents/unresolved")["incidents"][0]["incident_updates"][0]

        assert ("monitoring", "복구 확인 중") == (newest["status"], newest["body"])

    def test_the_list_holds_the_newest_fifty(self, tmp_path: Path) -> None:
        """As Statuspage does, and so a client's download stays small in ten years."""
        more = {
            f"incidents/2022/01{day:02}-old-{hour}/{name}": text
            for day in range(1, 29)
            for hour in (10, 11)
            for name, text in (
                ("incident.md", "---\ntitle: 지난 장애\n---"),
                (f"01{day:02}-{hour}00-mois.md", "---\nstatus: resolved\n---\n끝났습니다."),
            )
        }
        found = v2(write(tmp_path, {**SMALL, **more}), AFTER, "incidents")["incidents"]

        assert 50 == len(found)
        assert "행정망 장애" == found[0]["name"]
        assert sorted((i["started_at"] for i in found), reverse=True) == [i["started_at"] for i in found]

    @pytest.mark.parametrize(
        ("said", "expected"),
        [
            (
                ["investigating", "", "resolved", ""],
                ["investigating", "investigating", "resolved", "resolved"],
            ),
            (["resolved", "investigating"], ["resolved", "resolved"]),
            (["", "resolved", "postmortem"], ["investigating", "resolved", "postmortem"]),
            (["monitoring", "resolved?"], ["monitoring", "monitoring"]),
        ],
    )
    def test_an_update_that_says_no_status_leaves_it(self, said: list[str], expected: list[str]) -> None:
        """Nothing reopens an incident, and a doubtful file closes none."""
        updates = [
            Update(
                id=str(number),
                at=AFTER,
                status=Status(text.rstrip("?")) if text else None,
                place=Place(""),
                doubtful=text.endswith("?"),
            )
            for number, text in enumerate(said)
        ]

        assert expected == [status.value for status in statuspage_v2.incident_statuses(updates)]


class TestPlannedWork:
    """Announced, running, done: Statuspage posts the steps, so that the newest update tells the status."""

    @pytest.mark.parametrize(
        ("moment", "listed", "steps"),
        [
            ("2023-12-02T09:00+09:00", "upcoming", ["scheduled"]),
            ("2023-12-10T10:00+09:00", "active", ["in_progress", "scheduled"]),
            ("2023-12-10T12:00+09:00", "", ["completed", "in_progress", "scheduled"]),
        ],
    )
    def test_a_window_moves_from_list_to_list(
        self, tmp_path: Path, moment: str, listed: str, steps: list[str]
    ) -> None:
        """By the clock, without anybody writing a word."""
        told = documents(statuspage_v2, write(tmp_path, {**SMALL, **WORK}), datetime.fromisoformat(moment))
        lists = {
            name: told[f"api/v2/scheduled-maintenances/{name}.json"]["scheduled_maintenances"]
            for name in ("upcoming", "active")
        }
        (found,) = told["api/v2/scheduled-maintenances.json"]["scheduled_maintenances"]

        assert [listed] * bool(listed) == [name for name, windows in lists.items() if windows]
        assert steps == [update["status"] for update in found["incident_updates"]]
        assert steps[0] == found["status"]
        assert "일요일 아침에 점검합니다." == found["incident_updates"][-1]["body"]
        assert "2023-12-10T09:30:00.000+09:00" == found["scheduled_for"]
        assert "2023-12-10T11:00:00.000+09:00" == found["scheduled_until"]
        assert ["주민등록 등본", "전입신고"] == [row["name"] for row in found["components"]]

    def test_work_that_is_called_off_is_over(self, tmp_path: Path) -> None:
        """Statuspage knows no cancelled work; its last word says so."""
        off = {"maintenance/2023/1201-center/1209-1200-mois.md": "---\nstatus: cancelled\n---"}
        told = documents(statuspage_v2, write(tmp_path, {**SMALL, **WORK, **off}), AFTER)
        (found,) = told["api/v2/scheduled-maintenances.json"]["scheduled_maintenances"]

        assert [] == told["api/v2/summary.json"]["scheduled_maintenances"]
        assert ("completed", "취소") == (found["status"], found["incident_updates"][0]["body"])
        assert "none" == told["api/v2/status.json"]["status"]["indicator"]

    def test_windows_of_repeating_work_are_told_apart(self, tmp_path: Path) -> None:
        """Each month's window is another event for a calendar or an alert."""
        weekly = WORK["maintenance/2023/1201-center/notice.md"].replace(
            "        impact:", "        repeats: FREQ=WEEKLY\n        impact:"
        )
        root = write(tmp_path, {**SMALL, "maintenance/2023/1201-center/notice.md": weekly})
        found = v2(root, datetime.fromisoformat("2024-01-02T09:00+09:00"), "scheduled-maintenances")
        ids = [window["id"] for window in found["scheduled_maintenances"]]

        assert 5 == len(ids) == len(set(ids))


class TestCost:
    """A build in which nothing changed must not write anything."""

    def test_equal_inputs_make_equal_bytes(self, small: Path) -> None:
        """What is made is remembered by its inputs."""
        told = [press(small, DURING + timedelta(minutes=n)) for n in (1, 2)]
        one, other = ({a.path: a for a in statuspage_v2.render(found)} for found in told)

        assert {path: repr(a.inputs) for path, a in one.items()} == {
            path: repr(a.inputs) for path, a in other.items()
        }
        assert {path: a.make() for path, a in one.items()} == {path: a.make() for path, a in other.items()}

    def test_other_words_are_other_inputs(self, small: Path) -> None:
        """An edit that is not published is worse than a slow build."""
        before = {a.path: repr(a.inputs) for a in statuspage_v2.render(press(small, DURING))}
        update = SMALL["incidents/2023/1117-saeol/1117-0840-mois.md"].replace("방문하지", "찾아가지")
        write(small, {"incidents/2023/1117-saeol/1117-0840-mois.md": update})
        after = {a.path: repr(a.inputs) for a in statuspage_v2.render(press(small, DURING))}

        changed = {path for path in before if before[path] != after[path]}
        assert {f"api/v2/{name}.json" for name in ("summary", "incidents", "incidents/unresolved")} == changed


class TestDocumentation:
    """Examples are copied."""

    def test_the_example_is_what_is_published(self, small: Path) -> None:
        """Of the small site, while its counters fail."""
        text = (ROOT / "docs" / "formats" / "statuspage-v2.md").read_text(encoding="utf-8")
        (example,) = re.findall(r"```json\n(.*?)```", text, re.DOTALL)

        assert v2(small, DURING, "status") == json.loads(example)

    def test_every_state_is_explained(self) -> None:
        """The table and the program say the same."""
        text = (ROOT / "docs" / "formats" / "statuspage-v2.md").read_text(encoding="utf-8")
        rows = re.findall(r"^\| [a-z ]+ \| `(\w+)` \| `(\w+)` \|$", text, re.MULTILINE)

        assert [(statuspage_v2.STATUS[state], statuspage_v2.IMPACT[state]) for state in State] == rows


EXPORTER = """
import json, sys
from prometheus_client import generate_latest
from statuspage_prometheus_exporter import service_monitor
from statuspage_prometheus_exporter.service_checker import SERVICES, check_service_status
found = {key: check_service_status(key, service) for key, service in SERVICES.items()}
service_monitor.monitor_services(is_initial_run=True)
json.dump({"found": found, "metrics": generate_latest().decode()}, sys.stdout)
"""
"""Looks once, as the exporter does by the clock, and tells what it would tell Prometheus."""


class TestClients:
    """Programs that other people wrote for Statuspage, as they are."""

    @pytest.fixture
    def environment(self) -> dict[str, str]:
        """No proxy between a test and its own machine."""
        return {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}

    def test_the_prometheus_exporter_sees_what_is_out(
        self, address: str, tmp_path: Path, environment: dict[str, str]
    ) -> None:
        """statuspage-prometheus-exporter from PyPI: incidents, services and Korean names."""
        needs_library("statuspage_prometheus_exporter")
        services = {"minwon": {"url": f"{address}/api/v2/summary.json", "name": "민원"}}
        (tmp_path / "services.json").write_text(json.dumps(services), encoding="utf-8")
        environment |= {"SERVICES_JSON_PATH": "services.json", "PYTHONUTF8": "1"}
        ran = subprocess.run(
            [sys.executable, "-c", EXPORTER],
            cwd=tmp_path, env=environment, capture_output=True, check=False, timeout=60,
        )  # fmt: skip
        assert 0 == ran.returncode, ran.stderr.decode()
        told = json.loads(ran.stdout)
        found = told["found"]["minwon"]

        assert (True, 0) == (found["success"], found["status"])
        (incident,) = found["incident_metadata"]
        assert "지방행정전산서비스 장애(새올·정부24)" == incident["name"]
        assert "주민등록표 등본·초본 발급" in incident["affected_components"]
        assert "critical" == incident["impact"]
        states = {row["name"]: row["status"] for row in found["component_metadata"]}
        assert "major_outage" == states["주민등록표 등본·초본 발급"]
        line = (
            'statuspage_component_status{component_name="주민등록표 등본·초본 발급",service_name="민원"} 0.0'
        )
        assert line in told["metrics"]

    def test_the_npm_client_reads_every_document(self, address: str, environment: dict[str, str]) -> None:
        """statuspage.io 3.2.10 from npm: all of its questions are answered as they were published."""
        node = needs("node")
        if not (CLIENTS / "node_modules" / "statuspage.io").is_dir():
            needs("npm ci --ignore-scripts (in tests/clients)")
        ran = subprocess.run(
            [node, "statuspage-io.cjs", address],
            cwd=CLIENTS, env=environment, capture_output=True, check=False, timeout=60,
        )  # fmt: skip
        assert 0 == ran.returncode, ran.stderr.decode()
        told = json.loads(ran.stdout)
        wanted = documents(statuspage_v2, ROOT, FRIDAY)

        assert {
            "summary": wanted["api/v2/summary.json"],
            "status": wanted["api/v2/status.json"],
            "components": wanted["api/v2/components.json"],
            "incidents": wanted["api/v2/incidents.json"],
            "unresolved": wanted["api/v2/incidents/unresolved.json"],
            # This client asks for upcoming work whatever it is asked (its own fault).
            "maintenances": wanted["api/v2/scheduled-maintenances/upcoming.json"],
            "active": wanted["api/v2/scheduled-maintenances/upcoming.json"],
            "upcoming": wanted["api/v2/scheduled-maintenances/upcoming.json"],
        } == told
        assert "주민등록표 등본·초본 발급" in {row["name"] for row in told["components"]["components"]}

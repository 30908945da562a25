"""Calendars of planned work, as the `icalendar` parser and a real calendar program read them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest

from conftest import needs
from machines import printed, served
from sites import SMALL, write
from statuspage.outputs import calendar

ROOT = Path(__file__).parent.parent
BEFORE = datetime.fromisoformat("2026-03-20T10:00+09:00")

WORK = {
    "maintenance/2026/0402-portal/notice.md": """
        ---
        title: {ko: "정부24 점검; 서버, 교체", en: Portal maintenance}
        starts: 2026-04-02 22:00
        ends: 2026-04-03 02:00
        announced: 2026-03-15 09:00
        impact: {portal: under_maintenance}
        ---
        밤에 **정부24**를 쓸 수 없습니다.
    """,
    "maintenance/2026/0301-saeol/notice.md": """
        ---
        title: {ko: 새올 점검, en: Saeol maintenance}
        starts: 2026-03-01 01:00
        ends: 2026-03-01 03:00
        repeats: 매월 첫째 일요일
        announced: 2026-02-01 09:00
        impact: {saeol: under_maintenance}
        ---
    """,
}
MOVED = {
    "maintenance/2026/0402-portal/0330-0900-mois.md": """
        ---
        starts: 2026-04-03 22:00
        ends: 2026-04-04 02:00
        ---
        하루 미룹니다.
    """
}
CALLED_OFF = {
    "maintenance/2026/0402-portal/0401-0900-mois.md": """
        ---
        status: cancelled
        ---
        하지 않습니다.
    """
}


def calendars(root: Path, moment: datetime) -> dict[str, bytes]:
    return printed(calendar, root, moment)


def events(data: bytes) -> dict[str, Any]:
    """The events of a calendar by their UID."""
    found = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert len(found) == len({str(event["uid"]) for event in found})
    return {str(event["uid"]): event for event in found}


def site(root: Path, *more: Mapping[str, str]) -> Path:
    write(root, SMALL)
    for files in (WORK, *more):
        write(root, files)
    return root


PORTAL = "tag:status.example.go.kr,2026:maintenance/2026/0402-portal"


class TestAWindow:
    def test_it_says_when_what_and_where_to_read_on(self, tmp_path: Path) -> None:
        event = events(calendars(site(tmp_path), BEFORE)["calendar.ics"])[PORTAL]

        assert "정부24 점검; 서버, 교체" == str(event["summary"])
        assert datetime(2026, 4, 2, 13, tzinfo=UTC) == event["dtstart"].dt
        assert datetime(2026, 4, 2, 17, tzinfo=UTC) == event["dtend"].dt
        assert "https://status.example.go.kr/maintenance/2026/0402-portal/" == str(event["url"])
        assert "밤에 정부24를 쓸 수 없습니다." in str(event["description"])
        assert ("CONFIRMED", "TRANSPARENT", 0) == (event["status"], event["transp"], event["sequence"])

    def test_its_stamp_is_when_it_was_announced_never_when_it_was_built(self, tmp_path: Path) -> None:
        """Else every build would look like news to every calendar."""
        event = events(calendars(site(tmp_path), BEFORE)["calendar.ics"])[PORTAL]

        assert datetime(2026, 3, 15, tzinfo=UTC) == event["dtstamp"].dt

    def test_a_moved_window_is_the_same_event_with_the_next_number(self, tmp_path: Path) -> None:
        """Programs put the new time in the place of the old one (RFC 5546, 2.1.4)."""
        root = site(tmp_path, MOVED)

        before = events(calendars(root, BEFORE)["calendar.ics"])[PORTAL]
        after = events(calendars(root, BEFORE + timedelta(days=11))["calendar.ics"])[PORTAL]

        assert (0, 1) == (before["sequence"], after["sequence"])
        assert datetime(2026, 4, 3, 13, tzinfo=UTC) == after["dtstart"].dt
        assert datetime(2026, 3, 30, tzinfo=UTC) == after["dtstamp"].dt

    def test_a_cancelled_window_stays_and_says_so(self, tmp_path: Path) -> None:
        """What disappears is kept by many programs; what is cancelled is shown as cancelled."""
        root = site(tmp_path, MOVED, CALLED_OFF)

        event = events(calendars(root, BEFORE + timedelta(days=13))["calendar.ics"])[PORTAL]

        assert ("CANCELLED", 2) == (event["status"], event["sequence"])
        assert str(event["summary"]).startswith("[취소] ")

    def test_each_language_has_its_own_events(self, tmp_path: Path) -> None:
        """Whoever subscribes to both must not see one overwrite the other."""
        found = calendars(site(tmp_path), BEFORE)

        english = events(found["en/calendar.ics"])[f"{PORTAL}:en"]
        assert "Portal maintenance" == str(english["summary"])
        assert not events(found["calendar.ics"]).keys() & events(found["en/calendar.ics"]).keys()


class TestRepeatingWork:
    def test_every_window_is_written_out_in_its_local_time(self, tmp_path: Path) -> None:
        """The first Sunday in Seoul is still Saturday in UTC: a rule would name the wrong days."""
        found = events(calendars(site(tmp_path), BEFORE)["calendar.ics"]).values()

        starts = sorted(e["dtstart"].dt for e in found if "saeol" in e["uid"])
        assert datetime(2026, 2, 28, 16, tzinfo=UTC) == starts[0]
        assert datetime(2026, 4, 4, 16, tzinfo=UTC) == starts[1]
        assert {"Sunday"} == {f"{(s + timedelta(hours=9)):%A}" for s in starts}
        assert [] == [e for e in found if "rrule" in e]

    def test_nothing_changes_because_time_passes(self, tmp_path: Path) -> None:
        """Between two windows a calendar is the same bytes, so programs are told "not modified"."""
        root = site(tmp_path)

        days = [calendars(root, BEFORE + timedelta(days=day, minutes=7)) for day in (0, 3, 9, 12)]

        assert [days[0]] * 4 == days

    def test_windows_keep_their_names_when_one_is_over(self, tmp_path: Path) -> None:
        root = site(tmp_path)

        early = events(calendars(root, BEFORE)["calendar.ics"])
        late = events(calendars(root, BEFORE + timedelta(days=200))["calendar.ics"])

        same = early.keys() & late.keys()
        assert 12 <= len(same)
        assert {uid: early[uid].to_ical() for uid in same} == {uid: late[uid].to_ical() for uid in same}

    def test_daily_work_does_not_fill_the_calendar(self, tmp_path: Path) -> None:
        root = site(tmp_path)
        notice = WORK["maintenance/2026/0301-saeol/notice.md"].replace("매월 첫째 일요일", "매일")
        write(root, {"maintenance/2026/0301-saeol/notice.md": notice})

        found = events(calendars(root, BEFORE + timedelta(days=600))["calendar.ics"])

        daily = sum("saeol" in uid for uid in found)
        assert calendar.AHEAD + calendar.KEPT == daily


class TestCalendarsOfServices:
    def test_a_service_has_what_it_hangs_on_and_nothing_else(self, tmp_path: Path) -> None:
        """Moving in needs a counter, and so Saeol; the portal is nothing to it."""
        found = calendars(site(tmp_path), BEFORE)

        move_in = events(found["services/move-in/calendar.ics"])
        copy = events(found["services/resident-copy/calendar.ics"])
        assert {True} == {"0301-saeol" in uid for uid in move_in}
        assert PORTAL in copy
        assert copy.keys() == events(found["calendar.ics"]).keys()

    def test_a_service_without_planned_work_has_a_calendar_too(self, tmp_path: Path) -> None:
        """Whoever subscribes today hears of the work of next year; RFC 5545 wants something in it."""
        write(tmp_path, SMALL)

        found = icalendar.Calendar.from_ical(calendars(tmp_path, BEFORE)["services/move-in/calendar.ics"])

        assert ["VTIMEZONE"] == [part.name for part in found.subcomponents]

    def test_what_is_not_announced_yet_is_not_told(self, tmp_path: Path) -> None:
        found = calendars(site(tmp_path), datetime.fromisoformat("2026-03-14T00:00+09:00"))

        assert PORTAL not in events(found["calendar.ics"])


class TestTheDemonstration:
    @pytest.mark.parametrize("moment", ["2023-11-17T09:00", "2026-10-18T05:00", "2026-11-24T09:00"])
    def test_every_line_is_as_the_standard_wants_it(self, moment: str) -> None:
        """At most 75 octets, CRLF, and no line broken inside a letter (RFC 5545, 3.1)."""
        for path, data in calendars(ROOT, datetime.fromisoformat(f"{moment}+09:00")).items():
            lines = data.split(b"\r\n")
            assert b"" == lines[-1], path
            assert [] == [line for line in lines if len(line) > 75 or b"\n" in line or b"\r" in line]
            for line in lines:
                line.decode()
            events(data)


def listed(folder: Path, config: str, *command: str) -> str:
    """What a program prints, with a home of its own."""
    (folder / "config").write_text(config, encoding="utf-8")
    home = {**os.environ, "HOME": str(folder), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "Asia/Seoul"}
    home |= {"XDG_CACHE_HOME": str(folder / ".cache"), "XDG_DATA_HOME": str(folder / ".data")}
    answer = subprocess.run(command, capture_output=True, text=True, env=home, timeout=60, input="y\n" * 9)
    assert 0 == answer.returncode, answer.stdout + answer.stderr
    return answer.stdout


class TestAProgramOfReaders:
    def test_khal_follows_a_window_that_is_moved_and_called_off(self, tmp_path: Path) -> None:
        """The whole way: subscribed over HTTP by vdirsyncer, shown by khal in Seoul's time."""
        vdirsyncer, khal = needs("vdirsyncer"), needs("khal")
        root = site(tmp_path / "files", MOVED, CALLED_OFF)
        public = tmp_path / "public"
        shown = []
        with served({}, public) as address:
            subscription = (
                f'[general]\nstatus_path = "{tmp_path}/sync/"\n'
                '[pair one]\na = "here"\nb = "there"\ncollections = null\nconflict_resolution = "b wins"\n'
                f'[storage here]\ntype = "filesystem"\npath = "{tmp_path}/events/"\nfileext = ".ics"\n'
                f'[storage there]\ntype = "http"\nurl = "{address}/calendar.ics"\n'
            )
            settings = (
                f"[calendars]\n[[one]]\npath = {tmp_path}/events/\n"
                "[locale]\nlocal_timezone = Asia/Seoul\ndefault_timezone = Asia/Seoul\n"
                "dateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ntimeformat = %H:%M\n"
                "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
            )
            for days in (0, 11, 13):
                public.mkdir(exist_ok=True)
                data = calendars(root, BEFORE + timedelta(days=days))["calendar.ics"]
                (public / "calendar.ics").write_bytes(data)
                for step in ("discover", "sync") if not days else ("sync",):
                    listed(tmp_path, subscription, vdirsyncer, "-c", str(tmp_path / "config"), step)
                wanted = ("list", "--notstarted", "--format", "{start-date} {start-time} {title}")
                arguments = (*wanted, "2026-04-02", "4d")
                shown.append(listed(tmp_path, settings, khal, "-c", str(tmp_path / "config"), *arguments))

        planned, moved, called_off = shown
        assert "2026-04-02 22:00 정부24 점검; 서버, 교체" in planned
        assert "2026-04-05 01:00 새올 점검" in planned
        assert "2026-04-03 22:00 정부24 점검; 서버, 교체" in moved
        assert "2026-04-02" not in moved
        assert "2026-04-03 22:00 [취소] 정부24 점검; 서버, 교체" in called_off

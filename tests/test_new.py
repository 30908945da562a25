"""Staff at three in the morning: new files from answers, and what they do is seen before they are written."""

from __future__ import annotations

import html
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from textwrap import dedent
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from sites import SMALL, published, write
from statuspage import load
from statuspage.build import build
from statuspage.cli import answers, main
from terminals import Terminal, command_line, terminal

SEOUL = ZoneInfo("Asia/Seoul")
NIGHT = datetime(2026, 11, 24, 3, 10, tzinfo=SEOUL)
EPOCH = str(int(NIGHT.timestamp()))
PROGRAM = [sys.executable, "-m", "statuspage"]
INCIDENT = [
    "new",
    "incident",
    "--thing",
    "saeol=이용 불가",
    "--title",
    "창구 장애",
    "-m",
    "창구가 멈췄습니다.",
]
DOWN = "status/incidents/2026/1124-saeol"


def run(
    root: Path, *words: str, at: datetime = NIGHT, typed: str = "", language: str = "en"
) -> tuple[int, str]:
    """The program away from a terminal: the exit code, and everything that was said."""
    environment = {"SOURCE_DATE_EPOCH": str(int(at.timestamp())), "STATUSPAGE_DEBUG": "1"}
    options = ["--root", str(root), "--lang", language]
    result = CliRunner().invoke(
        main, [*options, *words], env=environment, input=typed, catch_exceptions=False
    )
    assert "Traceback" not in result.output
    return result.exit_code, result.output


def files(root: Path) -> dict[str, str]:
    """Every file of the site, by its path."""
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((root / "status").rglob("*"))
        if path.is_file()
    }


def added(root: Path, before: Mapping[str, str]) -> dict[str, str]:
    """The files that are new; what stood there before is as it was."""
    after = files(root)
    assert dict(before) == {path: after[path] for path in before}
    return {path: text for path, text in after.items() if path not in before}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "site")


@pytest.fixture
def failing(root: Path) -> Path:
    """A site with an open incident."""
    assert 0 == run(root, *INCIDENT, "--yes")[0]
    return root


KINDS: dict[str, tuple[list[str], dict[str, str]]] = {
    "incident": (
        [*INCIDENT, "--title-en", "Counters", "--words-en", "Counters are out.", "--next-update", "5:00"],
        {
            f"{DOWN}/incident.md": """
                ---
                title: {ko: 창구 장애, en: Counters}
                ---
            """,
            f"{DOWN}/1124-0310-mois.md": """
                ---
                status: investigating
                impact:
                  saeol: major_outage
                next_update: 2026-11-24 05:00
                ---
                창구가 멈췄습니다.
            """,
            f"{DOWN}/1124-0310-mois.en.md": "Counters are out.",
        },
    ),
    "maintenance": (
        ["new", "maintenance", "--thing", "portal", "--title", "정기점검", "--starts", "2026-12-06 02:00",
         "--ends", "2026-12-06 06:00", "--repeats", "매월 첫째 일요일", "-m", "쓸 수 없습니다."],
        {
            "status/maintenance/2026/1206-portal/notice.md": """
                ---
                title: 정기점검
                starts: 2026-12-06 02:00
                ends: 2026-12-06 06:00
                repeats: 매월 첫째 일요일
                impact:
                  portal: under_maintenance
                by: mois
                ---
                쓸 수 없습니다.
            """,
        },
    ),
    "notice": (
        ["new", "notice", "--id", "new-address", "--title", "새 주소", "-m", "옮깁니다.",
         "--about", "move-in", "--until", "2026-12-31"],
        {
            "status/notices/2026/1124-new-address.md": """
                ---
                title: 새 주소
                until: 2026-12-31
                about: [move-in]
                by: mois
                ---
                옮깁니다.
            """,
        },
    ),
    "translation": (
        ["new", "translation", "1118-0900-mois", "--into", "en", "-m", "Fine again."],
        {},
    ),
    "system": (
        ["new", "system", "--id", "gpki", "--name", "행정전자서명", "--operator", "행정안전부",
         "--grade", "1", "--needs", "portal"],
        {
            "status/systems/gpki.yaml": """
                name: 행정전자서명
                operator: mois
                grade: 1
                needs: [portal]
            """,
        },
    ),
    "channel": (
        ["new", "channel", "--id", "portal-site", "--name", "정부24", "--kind", "누리집", "--url", "https://www.gov.kr",
         "--needs", "portal"],
        {
            "status/channels/portal-site.yaml": """
                name: 정부24
                kind: web
                needs: [portal]
                url: https://www.gov.kr
            """,
        },
    ),
    "service": (
        ["new", "service", "--id", "seal", "--name", "인감증명", "--name-en", "Seal", "--importance", "high",
         "--category", "증명서", "--keyword", "인감", "--way", "community-center", "--way", "web=https://www.gov.kr",
         "--way", "전화=0212", "--needs", "portal"],
        {
            "status/services/mois/seal.yaml": """
                name: {ko: 인감증명, en: Seal}
                importance: high
                category: certificates
                keywords: [인감]
                channels:
                  - use: community-center
                  - id: web
                    kind: web
                    needs: [portal]
                    url: https://www.gov.kr
                  - id: phone
                    kind: phone
                    needs: [portal]
                    phone: 0212
            """,
        },
    ),
}  # fmt: skip


class TestInAScript:
    """Every question has an option; nothing is asked, and nothing is guessed."""

    @pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "translation"])
    def test_each_kind_writes_the_file_people_would_write(self, root: Path, kind: str) -> None:
        words, expected = KINDS[kind]
        before = files(root)

        code, said = run(root, *words, "--yes")

        assert 0 == code, said
        assert {path: dedent(text).strip() + "\n" for path, text in expected.items()} == added(root, before)
        assert [] == [p for p in load.site(root).problems if p.severity > p.severity.WARNING]

    def test_a_translation_stands_beside_its_original(self, root: Path) -> None:
        write(root, {"incidents/2023/1117-saeol/1118-0900-mois.en.md": None})

        code, said = run(root, *KINDS["translation"][0], "--yes")

        assert 0 == code, said
        written = root / "status/incidents/2023/1117-saeol/1118-0900-mois.en.md"
        assert "Fine again.\n" == written.read_text()
        assert () == load.site(root).problems

    @pytest.mark.parametrize("named", ["1206-portal/notice", "status/maintenance/2026/1206-portal/notice.md"])
    def test_planned_work_and_announcements_are_translated_too(self, root: Path, named: str) -> None:
        run(root, *KINDS["maintenance"][0], "--yes")

        code, said = run(
            root, "new", "translation", named, "--title", "Work", "-m", "Not available.", "--yes"
        )

        written = root / "status/maintenance/2026/1206-portal/notice.en.md"
        assert 0 == code, said
        assert "---\ntitle: Work\n---\nNot available.\n" == written.read_text()

    def test_an_empty_site_is_told_where_to_begin(self, tmp_path: Path) -> None:
        write(tmp_path, {name: SMALL[name] for name in ("site.yaml", "agencies/mois.yaml")})

        code, said = run(tmp_path, *INCIDENT, "--yes")

        assert 1 == code
        assert "statuspage new service" in said

    @pytest.mark.parametrize(
        ("words", "options"),
        [
            (["new", "incident"], "--thing, --title, --words, --yes"),
            (["new", "incident", "--dry-run", "--thing", "saeol"], "--title, --words"),
            (["new", "update", "--yes"], "ID, --words"),
            (["new", "maintenance", "--yes"], "--thing, --title, --starts, --ends, --words"),
            (["new", "notice", "--yes"], "--title, --words, --id"),
            (["new", "service", "--yes"], "--name, --id, --way"),
            (["new", "system", "--yes"], "--name, --id"),
            (["new", "channel", "--yes"], "--name, --id, --kind"),
            (["new", "translation"], "UPDATE, --words, --yes"),
            (["resolve", "1117-saeol-2"], "no such incident"),
            (["correct", "--yes"], "UPDATE, --words"),
        ],
        ids=str,
    )
    def test_what_is_missing_is_named_all_at_once(self, root: Path, words: list[str], options: str) -> None:
        before = files(root)

        code, said = run(root, *words)

        assert 2 == code
        assert options in said
        assert {} == added(root, before)

    @pytest.mark.parametrize(
        ("words", "answer"),
        [
            (["--thing", "seaol=major_outage"], 'Did you mean "saeol"?'),
            (["--thing", "ㅅㅇㅎㅈ"], 'Did you mean "saeol"?'),
            (["--thing", "새올 행정=느림"], 'Did you mean "saeol"?'),
            (["--thing", "saeol=broken"], "major_outage (Not available)"),
            (["--thing", "saeol="], "major_outage (Not available)"),
            (["--thing", "saeol=느림"], '"saeol": it stands there twice'),
            (["--title", "a<b"], "cannot contain < or >"),
            (["--title", "가" * 121], "120"),
            (["--at", "3시인가"], "15:00, 3pm, tomorrow 9:00"),
            (["--at", "2026-13-01 09:00"], "does not exist"),
            (["--next-update", "3:00"], "has to be later than 2026-11-24 03:10"),
            (["--by", "mios"], 'Did you mean "mois"?'),
            (["--status", "broken"], "investigating (Checking)"),
            (["--region", "busan"], "daejeon"),
            (["--id", "새올"], "only a-z, 0-9 and hyphens"),
            (["--title-ko", "제목"], "languages are ko, en"),
        ],
        ids=str,
    )
    def test_a_wrong_answer_gets_the_rule(self, root: Path, words: list[str], answer: str) -> None:
        before = files(root)

        code, said = run(root, *INCIDENT, *words, "--yes")

        assert 2 == code, said
        assert answer in said
        assert {} == added(root, before)

    def test_what_check_would_refuse_is_never_written(self, failing: Path) -> None:
        """A claim after the end would reopen nothing and confuse everybody: it is told, and not written."""
        assert 0 == run(failing, "resolve", "-m", "정상입니다.", "--yes", "--at", "3:20")[0]
        before = files(failing)

        code, said = run(
            failing,
            "new",
            "update",
            "1124-saeol",
            "--thing",
            "saeol=느림",
            "-m",
            "느립니다.",
            "--at",
            "3:30",
            "--yes",
        )

        assert 1 == code
        assert "1124-0330-mois.md:3" in said
        assert "nothing was written" in said
        assert {} == added(failing, before)

    def test_a_dry_run_shows_everything_and_writes_nothing(self, root: Path) -> None:
        before = files(root)

        code, said = run(root, *INCIDENT, "--dry-run")

        assert 0 == code
        assert f"{DOWN}/1124-0310-mois.md" in said
        assert "      saeol: major_outage" in said
        assert "Move-in report → “" in said
        assert {} == added(root, before)

    def test_nothing_is_ever_overwritten(self, failing: Path) -> None:
        """A second incident of the day, a second word in the same minute: both get the next free name."""
        before = files(failing)

        assert 0 == run(failing, *INCIDENT, "--yes")[0]
        assert 0 == run(failing, "new", "update", "2026/1124-saeol", "-m", "하나 더.", "--yes")[0]

        assert [
            f"{DOWN}-2/1124-0310-mois.md",
            f"{DOWN}-2/incident.md",
            f"{DOWN}/1124-0310-mois-2.md",
        ] == sorted(added(failing, before))

    def test_an_id_that_is_in_use_is_refused(self, root: Path) -> None:
        """Systems, services and shared channels have one name space."""
        code, said = run(root, "new", "system", "--id", "move-in", "--name", "전입", "--yes")

        assert 2 == code
        assert '"move-in": this name is in use' in said

    def test_words_may_come_through_the_input(self, root: Path) -> None:
        words = ["new", "incident", "--thing", "saeol", "--title", "장애", "--yes"]

        assert 0 == run(root, *words, typed="첫 문단.\n\n둘째 문단.\n")[0]

        assert "첫 문단.\n\n둘째 문단.\n" == (root / DOWN / "1124-0310-mois.md").read_text().split("---\n")[2]

    def test_an_update_says_only_what_has_changed(self, failing: Path) -> None:
        before = files(failing)

        run(failing, "new", "update", "-m", "찾았습니다.", "--status", "원인 확인", "--at", "4:00", "--yes")

        assert {f"{DOWN}/1124-0400-mois.md": "---\nstatus: identified\n---\n찾았습니다.\n"} == added(
            failing, before
        )

    def test_the_only_open_incident_is_resolved(self, failing: Path) -> None:
        before = files(failing)

        code, said = run(failing, "resolve", "-m", "정상입니다.", "--yes", "--at", "7:20")

        assert 0 == code
        assert {f"{DOWN}/1124-0720-mois.md": "---\nstatus: resolved\n---\n정상입니다.\n"} == added(
            failing, before
        )
        assert "Services that become “Working”: 2" in said

    def test_what_is_over_is_not_resolved_twice(self, root: Path) -> None:
        code, said = run(root, "resolve", "1117-saeol", "-m", "정상입니다.", "--yes")

        assert 1 == code
        assert "was resolved at 2023-11-18 09:00" in said

    def test_planned_work_is_completed(self, root: Path) -> None:
        words = KINDS["maintenance"][0]
        begun = datetime(2026, 12, 6, 5, tzinfo=SEOUL)
        assert 0 == run(root, *words, "--yes")[0]

        assert 0 == run(root, "resolve", "-m", "마쳤습니다.", "--yes", at=begun)[0]

        written = (root / "status/maintenance/2026/1206-portal/1206-0500-mois.md").read_text()
        assert "---\nstatus: completed\n---\n마쳤습니다.\n" == written

    @pytest.mark.parametrize(
        "named", ["1124-0310-mois", "1124-saeol/1124-0310-mois", f"{DOWN}/1124-0310-mois.md"]
    )
    def test_what_was_wrong_is_corrected_and_stays(self, failing: Path, named: str) -> None:
        before = files(failing)

        code, said = run(
            failing,
            "correct",
            named,
            "--thing",
            "saeol=느림",
            "-m",
            "느린 것이었습니다.",
            "--at",
            "4:00",
            "--yes",
        )

        assert 0 == code, said
        assert {
            f"{DOWN}/1124-0400-mois.md": dedent("""\
                ---
                impact:
                  saeol: degraded_performance
                corrects: 1124-0310-mois
                ---
                느린 것이었습니다.
            """)
        } == added(failing, before)  # fmt: skip

    def test_a_word_that_was_never_said_cannot_be_corrected(self, root: Path) -> None:
        code, said = run(root, "correct", "1124-0310-mois", "-m", "아닙니다.", "--yes")

        assert 2 == code
        assert '"1124-0310-mois": there is no such word' in said

    def test_editors_are_told_the_schema_where_there_is_one(self, root: Path) -> None:
        write(root, {".schema/system.json": "{}"})

        run(root, *KINDS["system"][0], "--yes")

        first = (root / "status/systems/gpki.yaml").read_text().splitlines()[0]
        assert "# yaml-language-server: $schema=../.schema/system.json" == first

    def test_a_site_that_cannot_be_read_is_told(self, root: Path) -> None:
        write(root, {"site.yaml": "name: ["})

        code, said = run(root, *INCIDENT, "--yes")

        assert 1 == code
        assert "status/site.yaml:1" in said


class TestHelp:
    def test_the_list_of_commands_loads_nothing_that_reads_files(self) -> None:
        """Old machines, three in the morning: what can be done is on the screen at once."""
        question = """if True:
            import contextlib, sys
            from statuspage.cli import main
            with contextlib.suppress(SystemExit):
                main(["--help"])
            print("statuspage.load" in sys.modules, "statuspage.cli.new" in sys.modules)
        """
        answer = subprocess.run([sys.executable, "-c", question], capture_output=True, text=True)

        assert "False True" == answer.stdout.splitlines()[-1], answer.stderr


class TestTheEffect:
    """What is shown before is what the page says after: nobody has to fear a wrong edit."""

    def test_the_sentence_is_that_of_the_page(self, root: Path) -> None:
        code, said = run(root, *INCIDENT, "--yes", language="ko")
        build(root, root / "site", NIGHT)
        pages = {
            path: text.decode() for path, text in published(root / "site").items() if path.endswith("html")
        }

        assert 0 == code
        shown = re.findall(r"^  (.+) → “(.+)”$", said, re.MULTILINE)
        assert ["전입신고", "주민등록 등본"] == [name for name, _ in shown]
        for (_, answer), id in zip(shown, ("move-in", "resident-copy"), strict=True):
            page = html.unescape(re.sub(r"<[^>]+>", "", pages[f"services/{id}/index.html"]))
            assert answer in page

    @pytest.mark.parametrize(("page", "language"), [("ko/reporting.md", "ko"), ("reporting.md", "en")])
    def test_the_guide_shows_what_is_said(self, root: Path, page: str, language: str) -> None:
        guide = (Path(__file__).parent.parent / "docs" / page).read_text(encoding="utf-8")
        shown = re.search(r"```text\n(.*?)```", guide, re.DOTALL)

        _, said = run(root, *INCIDENT, "--dry-run", language=language)

        assert shown
        assert [] == [line for line in shown[1].splitlines() if line not in said.splitlines()]

    def test_every_example_of_the_guide_can_be_typed(self, root: Path) -> None:
        """One after another, they tell the story of an outage."""
        guide = (Path(__file__).parent.parent / "docs/reporting.md").read_text(encoding="utf-8")
        examples = re.findall(r"^    \.venv/bin/statuspage (.* --yes)$", guide, re.MULTILINE)

        codes = [
            run(root, *shlex.split(example), at=NIGHT + timedelta(hours=number))[0]
            for number, example in enumerate(examples)
        ]

        assert [0, 0, 0, 0] == codes

    def test_services_are_counted_by_the_state_they_come_to(self, root: Path) -> None:
        _, said = run(root, *INCIDENT, "--dry-run", language="ko")

        assert "이 변경으로 이용 불가가 되는 서비스 1개: 전입신고" in said
        assert "이 변경으로 일부 제한이 되는 서비스 1개: 주민등록 등본" in said

    def test_a_change_that_moves_nothing_says_so(self, failing: Path) -> None:
        _, said = run(failing, "new", "update", "-m", "아직입니다.", "--at", "4:00", "--dry-run")

        assert "No service changes its state." in said

    def test_guidance_that_changes_within_a_state_is_shown(self, failing: Path) -> None:
        """Partly working stays partly working, but another way has become slow."""
        _, said = run(
            failing, "new", "update", "-m", "느립니다.", "--thing", "portal=느림", "--at", "4:00", "--dry-run"
        )

        assert "Services whose state stays and whose guidance changes: 1" in said

    def test_planned_work_is_shown_as_it_will_be(self, root: Path) -> None:
        _, said = run(root, *KINDS["maintenance"][0], "--dry-run")

        assert "Resident copy → “" in said


class TestWhatPeopleTypeForATime:
    NOW = datetime(2026, 11, 24, 15, 10, tzinfo=SEOUL)

    @pytest.mark.parametrize(
        ("typed", "means"),
        [
            ("지금", "2026-11-24 15:10"),
            ("now", "2026-11-24 15:10"),
            ("9:05", "2026-11-24 09:05"),
            ("17시", "2026-11-24 17:00"),
            ("17시 30분", "2026-11-24 17:30"),
            ("오후 5시 반", "2026-11-24 17:30"),
            ("오전 12시", "2026-11-24 00:00"),
            ("오후 12:30", "2026-11-24 12:30"),
            ("5pm", "2026-11-24 17:00"),
            ("5:30 PM", "2026-11-24 17:30"),
            ("내일 9:00", "2026-11-25 09:00"),
            ("tomorrow 9:00", "2026-11-25 09:00"),
            ("어제 오후 3시", "2026-11-23 15:00"),
            ("11-30 09:00", "2026-11-30 09:00"),
            ("11월 30일 오전 9시", "2026-11-30 09:00"),
            ("2시간 뒤", "2026-11-24 17:10"),
            ("30분 후", "2026-11-24 15:40"),
            ("+2h", "2026-11-24 17:10"),
            ("in 1h 30m", "2026-11-24 16:40"),
            ("2h later", "2026-11-24 17:10"),
            ("2026-11-24 03:10", "2026-11-24 03:10"),
            ("2026.11.24 03:10", "2026-11-24 03:10"),
            ("2026-11-23T18:10Z", "2026-11-24 03:10"),
        ],
    )
    def test_it_is_understood(self, typed: str, means: str) -> None:
        assert means == f"{answers.moment(typed, self.NOW, SEOUL, 'ko'):%Y-%m-%d %H:%M}"

    @pytest.mark.parametrize(
        "typed",
        [
            "5",
            "25:00",
            "오후 15시",
            "13pm",
            "오전 3pm",
            "11/12 09:00",
            "곧",
            "2026-11-24",
            "2-30 9:00",
            "3 뒤",
            "9:75",
        ],
    )
    def test_what_can_mean_two_things_is_never_guessed(self, typed: str) -> None:
        with pytest.raises(answers.Wrong):
            answers.moment(typed, self.NOW, SEOUL, "ko")


# --- At a terminal -----------------------------------------------------------------------------------------


@pytest.fixture
def desk(root: Path) -> Iterator[Terminal]:
    """A terminal in the folder of a site, at ten past three in the morning."""
    environment = {"SOURCE_DATE_EPOCH": EPOCH, "PYTHONPATH": os.pathsep.join(sys.path), "EDITOR": ""}
    with terminal(root, {**environment, "LANG": "C.UTF-8"}) as window:
        yield window


def korean(*words: str) -> str:
    return command_line(*PROGRAM, "--lang", "ko", *words)


def tell_of_an_incident(desk: Terminal) -> None:
    """Somebody who has never heard of git reports that counters are out."""
    desk.type(korean("new", "incident"))
    desk.answer("무엇이 안 되나요?", "ㅅㅇ")
    desk.answer("새올행정시스템: 지금 어떤가요?", "1")
    desk.answer("더 있나요?", "")
    desk.answer("시민이 볼 제목", "주민센터 창구 장애: #1")
    desk.answer("English 제목", "Counters are out")
    desk.answer("어디까지 왔나요?", "")
    desk.answer("시민이 읽을 말", "창구에서 서류를 뗄 수 없습니다.", "정부24는 됩니다.", "")
    desk.answer("같은 말의 English 번역", "Counters cannot issue documents.", ".")
    desk.answer("언제 말하는", "")
    desk.answer("다음 소식을 약속할", "5:00")
    desk.read("전입신고 → “지금은 되는 방법이 없습니다.")
    desk.answer("이대로 쓸까요?", "")
    desk.read("git commit")


def tell_more(desk: Terminal) -> None:
    """The cause is found."""
    desk.type("clear")
    desk.type("export SOURCE_DATE_EPOCH=$((SOURCE_DATE_EPOCH + 3600))")
    desk.type(korean("new", "update"))
    desk.answer("어디까지 왔나요?", "원인 확인")
    desk.answer("상태가 바뀐 것이", "")
    desk.answer("시민이 읽을 말", "원인을 찾았습니다.", ".")
    desk.answer("같은 말의 English 번역", "The cause is known.", ".")
    desk.answer("언제 말하는", "")
    desk.answer("다음 소식을 약속할", "2시간 뒤")
    desk.answer("이대로 쓸까요?", "ㅛ")
    desk.read("git commit")


def tell_the_end(desk: Terminal, services: int = 2) -> None:
    """Everything works again."""
    desk.type("clear")
    desk.type("export SOURCE_DATE_EPOCH=$((SOURCE_DATE_EPOCH + 3600))")
    desk.type(korean("resolve"))
    desk.answer("시민이 읽을 말", "정상으로 돌아왔습니다.", ".")
    desk.answer("같은 말의 English 번역", "Everything works again.", ".")
    desk.answer("언제 말하는", "")
    desk.read(f"이 변경으로 정상 이용이 되는 서비스 {services}개")
    desk.answer("이대로 쓸까요?", "y")
    desk.read("git commit")


def look(desk: Terminal, root: Path, path: str) -> str:
    """Build, and read a page."""
    desk.type("clear")
    desk.type(korean("build"))
    desk.read("브라우저로 여세요")
    return html.unescape(re.sub(r"<[^>]+>", "", (root / "site" / path).read_text(encoding="utf-8")))


class TestAtATerminal:
    """One question after another, in words; no step needs git."""

    @pytest.mark.slow
    def test_from_an_empty_folder_to_an_outage_that_is_over(self, tmp_path: Path) -> None:
        """Somebody who does not know git has a page, reports an outage, and reports its end."""
        environment = {"SOURCE_DATE_EPOCH": EPOCH, "PYTHONPATH": os.pathsep.join(sys.path), "EDITOR": ""}
        with terminal(tmp_path, {**environment, "LANG": "C.UTF-8"}) as desk:
            desk.type(korean("init", "our"))
            desk.answer("한국어", "우리 서비스 상태")
            desk.answer("영어 이름", "Our services")
            desk.answer("주소", "https://status.example.go.kr/")
            desk.read("파일 26개를 썼습니다")
            desk.type("clear; cd our")
            desk.type(korean("new", "incident"))
            desk.answer("무엇이 안 되나요?", "ㅇㅅ ㅅㅅㅌ")
            desk.answer("예시 시스템: 지금 어떤가요?", "1")
            desk.answer("더 있나요?", "")
            desk.answer("시민이 볼 제목", "예시 시스템 장애")
            desk.answer("English 제목", "Example outage")
            desk.answer("어디까지 왔나요?", "")
            desk.answer("시민이 읽을 말", "누리집이 열리지 않습니다. 전화로 접수해 주세요.", ".")
            desk.answer("같은 말의 English 번역", "The website is down. Please call.", ".")
            desk.answer("언제 말하는", "")
            desk.answer("다음 소식을 약속할", "5:00")
            desk.answer("이대로 쓸까요?", "")
            desk.read("git commit")
            during = look(desk, tmp_path / "our", "services/example-service/index.html")
            tell_the_end(desk, services=1)
            after = look(desk, tmp_path / "our", "services/example-service/index.html")

        assert "지금은 전화로만 됩니다." in during
        assert "평소처럼 이용할 수 있습니다." in after

    @pytest.mark.slow
    def test_an_outage_from_the_first_word_to_the_last(self, root: Path, desk: Terminal) -> None:
        before = files(root)

        tell_of_an_incident(desk)
        page = look(desk, root, "services/move-in/index.html")
        assert "지금은 되는 방법이 없습니다." in page
        tell_more(desk)
        tell_the_end(desk)
        page = look(desk, root, "services/move-in/index.html")

        assert "평소처럼 이용할 수 있습니다." in page
        assert [
            f"{DOWN}/{name}.md"
            for name in (
                "1124-0310-mois.en",
                "1124-0310-mois",
                "1124-0410-mois.en",
                "1124-0410-mois",
                "1124-0510-mois.en",
                "1124-0510-mois",
                "incident",
            )
        ] == sorted(added(root, before))
        assert () == load.site(root).problems

    def test_a_wrong_answer_gets_the_rule_and_is_asked_again(self, root: Path, desk: Terminal) -> None:
        desk.type(
            korean(
                "new",
                "incident",
                "--thing",
                "saeol",
                "-m",
                "멈췄습니다.",
                "--words-en",
                "",
                "--status",
                "조사 중",
            )
        )
        desk.answer("시민이 볼 제목", "")
        desk.read("꼭 있어야 합니다")
        desk.answer("시민이 볼 제목", "<장애>", times=2)
        desk.answer("시민이 볼 제목", "장애", times=3)
        desk.answer("English 제목", "")
        desk.answer("언제 말하는", "곧")
        desk.read("15:00, 오후 3시, 내일 9:00")
        desk.answer("언제 말하는", "23:50", times=2)
        desk.read("아직 오지 않은 시각")
        desk.answer("언제 말하는", "3:05", times=3)
        desk.answer("다음 소식을 약속할", "3:00")
        desk.read("뒤여야 합니다")
        desk.answer("다음 소식을 약속할", "", times=2)
        desk.answer("이대로 쓸까요?", "글쎄")
        desk.read("y(예)나 n(아니요)")
        desk.answer("이대로 쓸까요?", "y", times=2)
        desk.read("git commit")

        assert (root / DOWN / "1124-0305-mois.md").is_file()

    @pytest.mark.parametrize("way", ["Ctrl+C", "Ctrl+D", "no"])
    def test_whoever_stops_leaves_nothing_behind(self, root: Path, desk: Terminal, way: str) -> None:
        before = files(root)
        desk.type(
            korean(*INCIDENT, "--words-en", "", "--status", "조사 중", "--title-en", "", "--at", "지금")
            + "; echo $?."
        )

        desk.read("다음 소식을 약속할")
        if way == "no":
            desk.type("")
            desk.answer("이대로 쓸까요?", "n")
        else:
            desk.press({"Ctrl+C": "C-c", "Ctrl+D": "C-d"}[way])

        assert "쓰지 않았습니다. 바뀐 파일은 없습니다." in desk.read("1." if way == "no" else "130.")
        assert {} == added(root, before)
        assert not (root / "status/incidents/2026").exists()

    def test_words_can_be_written_in_an_editor(self, root: Path, desk: Terminal) -> None:
        """Where somebody has chosen one; nobody is thrown into an editor they cannot leave."""
        editor = root / "editor"
        editor.write_text("#!/bin/sh\nprintf '첫 문단.\\n\\n둘째 문단.\\n' > \"$1\"\n", encoding="utf-8")
        editor.chmod(0o755)
        desk.type(f"export EDITOR={command_line(editor)}")
        desk.type(korean("resolve", "--words-en", "", "--at", "지금", "1124-saeol"))
        desk.read("이런 장애나 점검이 없습니다")
        run(root, *INCIDENT, "--yes")
        desk.type(korean("resolve", "--words-en", "", "--at", "지금"))
        desk.answer("편집기로 쓰려면", "e")
        desk.answer("이대로 쓸까요?", "")
        desk.read("git commit")

        written = (root / DOWN / "1124-0310-mois-2.md").read_text(encoding="utf-8")
        assert "첫 문단.\n\n둘째 문단.\n" == written.split("---\n")[2]

    def test_pasted_paragraphs_stay_together(self, root: Path, desk: Terminal) -> None:
        """Half of what was pasted must not become the answer to the next question."""
        desk.type(
            korean(
                "new",
                "update",
                "1117-saeol",
                "--status",
                "결과 보고",
                "--words-en",
                "",
                "--at",
                "지금",
                "--next-update",
                "5:00",
            )
        )
        desk.answer("상태가 바뀐 것이", "")
        desk.read("시민이 읽을 말")
        desk.paste("첫 문단입니다.\n\n둘째 문단입니다.\n")
        desk.read("둘째 문단입니다.")
        desk.type(".")
        desk.answer("이대로 쓸까요?", "")
        desk.read("git commit")

        written = (root / "status/incidents/2023/1117-saeol/20261124-0310-mois.md").read_text()
        assert "첫 문단입니다.\n\n둘째 문단입니다.\n" == written.split("---\n")[2]

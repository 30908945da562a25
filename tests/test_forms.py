"""Forms on the web: what comes in is the form and nothing else, or it is refused with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from sites import write
from statuspage import forms
from test_new import DOWN, added, files, run

INCIDENT = """\
### 무엇이 안 되나요?

saeol = 이용 불가
- resident-copy/web=느림

### 제목

창구 장애: "전국" #1

### 지금 어디까지 왔나요?

원인 확인

### 시민이 읽을 말

창구가 멈췄습니다.

- 정부24는 됩니다.

### 다음 소식은 언제 알리나요?

5:00

### 언제 다시 되나요?

미정

### 어느 기관이 알리나요?

_No response_

### 영어 제목

Counters

### 영어로 옮긴 말

Counters are out.
"""
UPDATE = """\
### 어느 장애나 점검인가요?

_No response_

### 지금 어디까지 왔나요?

복구 확인 중

### 무엇이 달라졌나요?

saeol = 정상

### 시민이 읽을 말

다시 됩니다.

### 다음 소식은 언제 알리나요?

_No response_

### 언제 다시 되나요?

_No response_

### 어느 기관이 알리나요?

_No response_

### 영어로 옮긴 말

_No response_"""
MAINTENANCE = """\
### 무엇을 쓸 수 없나요?

portal

### 제목

정기점검

### 언제 시작하나요?

2026-12-06 02:00

### 언제 끝나나요?

2026-12-06 06:00

### 되풀이되나요?

매월 첫째 일요일

### 시민이 읽을 말

쓸 수 없습니다.

### 어느 기관이 알리나요?

mois

### 영어 제목

_No response_

### 영어로 옮긴 말

_No response_
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "site")


def filled(root: Path, text: str, kind: str = "incident", language: str = "en") -> tuple[int, str]:
    return run(root, "form", "--kind", kind, typed=text, language=language)


class TestFiles:
    def test_an_incident_is_written_as_a_person_would(self, root: Path) -> None:
        before = files(root)
        code, said = filled(root, INCIDENT.replace("\n", "\r\n"))
        new = added(root, before)

        assert 0 == code, said
        assert {f"{DOWN}/incident.md", f"{DOWN}/1124-0310-mois.md", f"{DOWN}/1124-0310-mois.en.md"} == set(
            new
        )
        assert (
            "---\nstatus: identified\nimpact:\n  saeol: major_outage\n"
            "  resident-copy/web: degraded_performance\nnext_update: 2026-11-24 05:00\nexpected: 미정\n"
            "---\n창구가 멈췄습니다.\n\n- 정부24는 됩니다.\n"
        ) == new[f"{DOWN}/1124-0310-mois.md"]
        assert """title: {ko: '창구 장애: "전국" #1', en: Counters}""" in new[f"{DOWN}/incident.md"]

    def test_a_word_is_added_to_the_only_open_incident(self, root: Path) -> None:
        filled(root, INCIDENT)
        before = files(root)
        code, said = filled(root, UPDATE, "update")

        assert 0 == code, said
        assert {
            f"{DOWN}/1124-0310-mois-2.md": "---\nby: mois\nstatus: monitoring\nimpact:\n"
            "  saeol: operational\n---\n다시 됩니다.\n"
        } == added(root, before)

    def test_planned_work_is_announced(self, root: Path) -> None:
        before = files(root)
        code, said = filled(root, MAINTENANCE, "maintenance")
        (new,) = added(root, before).items()

        assert 0 == code, said
        assert "status/maintenance/2026/1206-portal/notice.md" == new[0]
        assert "repeats: 매월 첫째 일요일\nimpact:\n  portal: under_maintenance\nby: mois\n" in new[1]

    def test_the_same_form_twice_overwrites_nothing(self, root: Path) -> None:
        filled(root, INCIDENT)
        before = files(root)
        code, said = filled(root, INCIDENT)

        assert 0 == code, said
        assert all(path.startswith(f"{DOWN}-2/") for path in added(root, before))

    def test_a_trial_writes_nothing(self, root: Path) -> None:
        before = files(root)
        code, said = run(root, "form", "--kind", "incident", "--dry-run", typed=INCIDENT)

        assert 0 == code
        assert f"{DOWN}/1124-0310-mois.md" in said
        assert before == files(root)


class TestRefusals:
    """Nothing is guessed: whoever reads the sentence knows what to mend."""

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ("", "The question \"무엇이 안 되나요?\" is missing"),
            ("null", '"null" stands before the first question, "무엇이 안 되나요?"'),
            (f"안녕하세요\n\n{INCIDENT}", '"안녕하세요" stands before the first question'),
            (UPDATE, '"### 어느 장애나 점검인가요?" is no question of this form'),
            (INCIDENT.replace("창구가 멈췄습니다.", "### 창구\n\n멈춤"), '"### 창구" is no question'),
            (f"{INCIDENT}\n### 제목\n\n다른 제목\n", 'The question "제목" stands there twice'),
            (INCIDENT.replace("### 영어 제목\n\nCounters\n\n", ""), 'The question "영어 제목" is missing'),
            (INCIDENT.replace("창구 장애: \"전국\" #1", "_No response_"), "There is no answer to: 제목."),
            (INCIDENT.replace("창구 장애: \"전국\" #1", "하나\n둘"), "제목: one line, please"),
            (INCIDENT.replace("원인 확인", "다 됨"), '"다 됨" is not one of the answers'),
            (INCIDENT.replace("saeol = 이용 불가", "saeul"), '무엇이 안 되나요?: "saeul"'),
            (INCIDENT.replace("saeol = 이용 불가", "../../etc"), '무엇이 안 되나요?: "../../etc"'),
            (INCIDENT.replace("5:00", "곧"), "다음 소식은 언제 알리나요?: "),
            (INCIDENT.replace("_No response_", "../nobody", 1), '어느 기관이 알리나요?: "../nobody"'),
            (INCIDENT.replace("창구가", "창\x07구가"), "U+0007"),
            (f"{INCIDENT}{'가' * 400_000}", "KiB. Please shorten it."),
        ],
    )  # fmt: skip
    def test_what_is_not_the_form_is_refused(self, root: Path, wrong: str, sentence: str) -> None:
        before = files(root)
        code, said = filled(root, wrong)

        assert 1 == code
        assert sentence in said
        assert "No file has changed." in said
        assert "--" not in said.replace("---", "")
        assert before == files(root)

    @pytest.mark.parametrize("story", ["..", "1117-nothing", "../../../etc", "-"])
    def test_a_story_is_one_there_is(self, root: Path, story: str) -> None:
        before = files(root)
        code, said = filled(root, UPDATE.replace("_No response_", story, 1), "update")

        assert 1 == code, said
        assert before == files(root)

    @pytest.mark.parametrize("story", ["2023/1117-saeol", "../../2023/1117-saeol", "1117 saeol"])
    def test_what_somebody_types_never_leads_to_another_folder(self, root: Path, story: str) -> None:
        """A name that is understood is that of a story there is, whatever stands around it."""
        before = {path for path in root.parent.rglob("*") if path.is_file()}
        filled(root, UPDATE.replace("_No response_", story, 1), "update")
        new = {path for path in root.parent.rglob("*") if path.is_file()} - before

        assert {root / "status/incidents/2023/1117-saeol"} == {path.parent for path in new}

    def test_nothing_open_needs_a_name(self, root: Path) -> None:
        code, said = filled(root, UPDATE, "update", "ko")

        assert 1 == code
        assert "답이 없습니다: 어느 장애나 점검인가요?" in said

    def test_a_sentence_about_the_form_is_never_a_command_to_the_runner(self, root: Path) -> None:
        _, said = filled(root, f"::add-mask::x\n{INCIDENT}")

        assert not any(line.startswith("::") for line in said.splitlines())

    @pytest.mark.parametrize("kind", forms.FORMS)
    def test_an_empty_form_names_what_it_needs(self, kind: forms.Kind) -> None:
        empty = "\n\n".join(f"### {q.label}\n\n{forms.EMPTY}" for q in forms.FORMS[kind])

        with pytest.raises(forms.NotTheForm) as refused:
            forms.read(empty, kind)

        assert "form-unanswered" == refused.value.code

    def test_questions_in_another_order_are_refused(self) -> None:
        parts = [f"### {q.label}\n\nx" for q in forms.FORMS["maintenance"]]

        with pytest.raises(forms.NotTheForm) as refused:
            forms.read("\n\n".join(reversed(parts)), "maintenance")

        assert "form-order" == refused.value.code

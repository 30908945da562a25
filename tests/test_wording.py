"""The words of reports: both languages, whole, and none in vain."""

from __future__ import annotations

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from statuspage import catalogue, language
from statuspage.comparison import _OF_SERVICE, _OF_WAY
from statuspage.drills import Verdict
from statuspage.reports import drawing
from statuspage.reports.wording import WORDS

SEOUL = ZoneInfo("Asia/Seoul")
ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "src" / "statuspage" / "reports"
SOURCE = (
    "\n".join(path.read_text("utf-8") for path in REPORTS.glob("*.py") if path.name != "wording.py")
    + (REPORTS / "wording.py").read_text("utf-8").partition("class Pen")[2]
)

FAMILIES = {
    "explain": {"incident", "maintenance", "need", "use", "way", "systems", "channels", "services"},
    "drill": {verdict.value for verdict in Verdict} | {"service", "state", "left", "lost", "instead"},
    "drill.head": {"stranded", "stops", "suffers", "survives", "was_out"},
    "diff.field": set(_OF_SERVICE) | set(_OF_WAY),
}
"""Keys that are completed at run time: what stands before the last dot → what may follow it."""


def asked() -> set[str]:
    """Every key that a report asks for."""
    found = set(re.findall(r"""["']((?:report|explain|drill|audit|diff)\.[a-z_.]+)["']""", SOURCE)) - {
        "drill.html",
        "drill.css",
    }
    for family in re.findall(r"""f["']((?:explain|drill|diff)(?:\.[a-z]+)?)\.\{""", SOURCE):
        found |= {f"{family}.{member}" for member in FAMILIES[family]}
    return found


class TestWords:
    def test_every_word_that_is_asked_for_is_there_and_no_other(self) -> None:
        assert set(WORDS) == asked()

    @pytest.mark.parametrize("key", sorted(WORDS))
    def test_both_languages_say_the_same_things(self, key: str) -> None:
        korean, english = ({name for name, _ in language.places(said)} for said in WORDS[key])

        assert korean == english

    def test_no_key_hides_one_of_the_pages(self) -> None:
        """Reports speak in the words of the pages too: 이용 불가 is 이용 불가 everywhere."""
        for tag in ("ko", "en"):
            pages = catalogue.words(ROOT, (tag,), SEOUL)[tag]
            assert set() == set(WORDS) & set(pages.entries)


class TestDrawing:
    def test_branches_lead_to_every_line(self) -> None:
        lines = [(0, "가"), (1, "나"), (2, "다"), (1, "라"), (2, "마"), (3, "바")]

        assert [
            "가",
            "├─ 나",
            "│  └─ 다",
            "└─ 라",
            "   └─ 마",
            "      └─ 바",
        ] == drawing.tree(lines).splitlines()

    def test_columns_stand_below_each_other_in_both_scripts(self) -> None:
        table = drawing.table([("이름", "수"), ("ab", "10"), ("가나다", "7")])

        assert 1 == len({drawing.width(line) for line in table.splitlines()})

    def test_what_is_drawn_cannot_steer_a_terminal(self) -> None:
        assert "\x1b" not in drawing.tree([(0, "\x1b[2J")]) + drawing.table([("\x1b[2J",)])

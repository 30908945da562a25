"""Counted texts: within their limits, whole sentences, no word cut, no address that could be forged."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generate import MOMENT, SIZES, generate
from machines import printed
from sites import AFTER, DURING, SMALL, write
from statuspage import load
from statuspage.outputs import texts
from statuspage.outputs.texts import LIMITS, Told, counted, length

ROOT = Path(__file__).parent.parent
MOMENTS = ["2023-11-17T09:00", "2023-11-24T15:00", "2026-10-18T05:00"]


def read(data: bytes) -> dict[str, str]:
    """The texts of a file by their heading (`90`, `157`, `250`, `message`)."""
    found = {}
    for block in re.split(r"\n(?=\[(?:90|157|250|message)\] )", data.decode()):
        head, _, text = block.partition("\n")
        name, said = re.fullmatch(r"\[(\w+)\] (\d+)", head).groups()  # type: ignore[union-attr]
        found[name] = text.removesuffix("\n").removesuffix("\n") if name != "message" else text[:-1]
        assert int(said) == len(unicodedata.normalize("NFC", found[name]))
    return found


def told(root: Path, moment: datetime) -> dict[str, dict[str, str]]:
    return {path: read(data) for path, data in printed(texts, root, moment).items()}


OPEN = {"site.yaml": SMALL["site.yaml"].replace("demonstration: true", "demonstration: false")}


class TestWhatIsSaid:
    def test_what_what_instead_and_until_when(self, tmp_path: Path) -> None:
        """In the order in which people need it."""
        root = write(tmp_path)
        write(root, OPEN)

        text = told(root, DURING)["text/ko/resident-copy.txt"]

        assert (
            "주민등록 등본: 지금 창구는 이용할 수 없습니다. 누리집으로 할 수 있습니다. "
            "언제 복구될지 아직 모릅니다. 다음 안내: 17일(금) 오전 10시." == text["90"]
        )
        assert text["157"].startswith(f"{text['90']} ")
        assert "문의 국민콜 110." in text["157"]
        assert text["message"].endswith("https://status.example.go.kr/services/resident-copy/")
        assert "- 주민센터: 이용 불가" in text["message"]

    def test_english_says_the_same(self, tmp_path: Path) -> None:
        root = write(tmp_path)
        write(root, OPEN)

        text = told(root, DURING)["text/en/resident-copy.txt"]

        assert "Resident copy: Partly working. Works: Website. We do not" in text["90"]
        assert "Resident copy: Counter not available now. Works: Website. We do not" in text["157"]
        assert "Next word: Fri 17 Nov, 10:00 a.m." in text["157"]
        assert ".." not in text["157"]

    def test_an_incident_says_how_many_services(self, tmp_path: Path) -> None:
        root = write(tmp_path)
        write(root, OPEN)

        text = told(root, DURING)["text/ko/incidents/2023/1117-saeol.txt"]

        assert text["90"].startswith("행정망 장애: ")
        assert "서비스 2개를 이용하기 어렵습니다." in text["90"]

    def test_what_is_over_is_said_to_be_over(self, tmp_path: Path) -> None:
        root = write(tmp_path)
        write(root, OPEN)

        found = told(root, AFTER)

        assert (
            "행정망 장애: 2023년 11월 18일 (토) 오전 9시 해결되었습니다."
            == found["text/ko/incidents/2023/1117-saeol.txt"]["90"]
        )
        assert "전입신고: 평소처럼 이용할 수 있습니다." == found["text/ko/move-in.txt"]["90"]

    def test_a_demonstration_says_so_in_every_text(self, tmp_path: Path) -> None:
        """Nobody may be able to send one by mistake."""
        for found in told(write(tmp_path), DURING).values():
            assert {True} == {text.startswith(("[예시] ", "[Demo] ")) for text in found.values()}


class TestTheDemonstration:
    @pytest.mark.parametrize("moment", MOMENTS)
    def test_every_text_keeps_its_limit_and_ends_a_sentence(self, moment: str) -> None:
        found = told(ROOT, datetime.fromisoformat(f"{moment}+09:00"))
        assert len(found) > 120
        for path, text in found.items():
            for limit in LIMITS:
                said = text[f"{limit}"]
                assert 0 < len(unicodedata.normalize("NFC", said)) <= limit, path
                assert said.endswith("."), (path, said)
                assert "\n" not in said

    @pytest.mark.parametrize("moment", MOMENTS)
    def test_no_counted_text_has_an_address(self, moment: str) -> None:
        """After an outage, false messages with links go round; official ones have none (R68)."""
        for found in told(ROOT, datetime.fromisoformat(f"{moment}+09:00")).values():
            for limit in LIMITS:
                assert not re.search(r"https?:|www\.|\.kr\b", found[f"{limit}"])

    @pytest.mark.parametrize("moment", MOMENTS)
    def test_more_room_never_says_less(self, moment: str) -> None:
        for path, text in told(ROOT, datetime.fromisoformat(f"{moment}+09:00")).items():
            lengths = [len(text[f"{limit}"]) for limit in LIMITS]
            assert sorted(lengths) == lengths, path

    def test_a_bad_day_fits_into_an_emergency_message(self) -> None:
        """Every service that is not well says at least what is wrong, and most say what to do instead."""
        found = told(ROOT, datetime.fromisoformat("2023-11-17T14:00+09:00"))

        cut = [path for path, text in found.items() if "…" in text["90"] and "/ko/" in path]
        assert [] == cut


class TestACountry:
    def test_every_text_of_a_made_up_country_is_whole(self, tmp_path: Path) -> None:
        """Hundreds of names that nobody looked at, on a day on which most services are hurt."""
        generate(replace(SIZES["small"], services=120, open=12), tmp_path)
        site = load.site(tmp_path).site
        assert site is not None
        called = [*(s.name for s in site.services.values()), *(i.title for i in site.incidents)]
        names = {said for text in called for _, said in text.versions}
        found = told(tmp_path, MOMENT)

        assert len(found) > 2 * 130
        assert {"ko", "en"} == {path.split("/")[1] for path in found}
        for path, text in found.items():
            for limit in LIMITS:
                said = text[f"{limit}"]
                assert len(said) <= limit, path
                assert said.endswith((".", "!", "?")), (path, said)
                assert not re.search(r"  |\.\.| [.,]|\{|\}|None", said), (path, said)
                assert said.count("(") == said.count(")"), (path, said)
                for kept in re.findall(r"^\[\w+\] (.+?)…", said):
                    # A shortened name ends where a word of the whole one does.
                    assert any(re.match(re.escape(kept) + r"(?!\w)", name) for name in names), (path, said)

    def test_half_a_bracket_is_left_out(self) -> None:
        what = (("", ": 24 services have problems."),)
        name = "Local administration network outage (Saeol and Government24)"
        whole = Told(name, "An outage", what, what[0], (), (), "[Demo] ", ())

        text = "[Demo] Local administration network outage…: 24 services have problems."
        assert text == counted(whole, 90)


words = st.text(st.sampled_from("가나다등본ㅎabcXYZ가́é0-·("), min_size=1, max_size=60)
names = st.lists(words, min_size=1, max_size=12).map(" ".join)
sentences = st.lists(names.map(lambda text: f"{text}."), max_size=3).map(
    lambda found: tuple(sorted(found, key=len, reverse=True))
)


class TestAnyNames:
    @given(names, sentences, sentences, sentences, st.sampled_from(LIMITS), st.sampled_from(["", "[예시] "]))
    def test_a_limit_holds_and_no_word_is_cut(
        self,
        name: str,
        instead: tuple[str, ...],
        until: tuple[str, ...],
        more: tuple[str, ...],
        limit: int,
        mark: str,
    ) -> None:
        """Whatever people call things: letters that only NFC joins, words longer than a message."""
        what = (("", ": 지금은 이용할 수 없습니다."), ("", ": 이용 불가."))
        whole = Told(name, "서비스 하나", what, what[-1], (instead, until), more, mark, ())

        text = counted(whole, limit)

        assert length(text) <= limit
        assert text == unicodedata.normalize("NFC", text)
        assert text.startswith(mark)
        assert re.search(r": (지금은 이용할 수 없습니다|이용 불가)\.", text)
        known = f"{name} {name}: {whole.nameless}: 지금은 이용할 수 없습니다. 이용 불가. {mark}" + " ".join(
            [*instead, *until, *more]
        )
        # A name may end before a bracket, too.
        known += " " + known.replace("(", " ")
        allowed = {re.sub(r"[\W_]", "", w) for w in unicodedata.normalize("NFC", known).split()}
        assert {re.sub(r"[\W_]", "", word) for word in text.split()} <= allowed | {""}

    def test_what_matters_most_stays_when_room_is_short(self) -> None:
        what = (("", ": 지금은 이용할 수 없습니다."),)
        whole = Told(
            "등본",
            "서비스 하나",
            what,
            what[0],
            (("가" * 50 + ".", "나" * 20 + "."), ("다" * 20 + ".",)),
            ("라" * 30 + ".", "마" * 5 + "."),
            "",
            (),
        )

        assert f"등본: 지금은 이용할 수 없습니다. {'나' * 20}. {'다' * 20}. {'마' * 5}." == counted(whole, 80)
        assert "가" in counted(whole, 157)
        assert counted(replace(whole, name="가" * 200), 90).startswith("서비스 하나: ")

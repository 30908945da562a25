"""Names are found by what people type, also by the first consonants of their syllables (초성)."""

from __future__ import annotations

import pytest

from statuspage import finding

NAME, WORDS = "주민등록표 등본·초본 발급", "Resident registration copy|등초본|주소 증명"


@pytest.mark.parametrize(
    ("typed", "rank"),
    [
        ("주민", 1),
        ("ㅈㅁㄷㄹ", 1),
        ("등본", 2),
        ("ㄷㅂ", 2),
        ("드", 2),  # on the way to 등
        ("ㅊㅂ", 2),
        ("등본·초본", 2),
        ("등초본", 3),
        ("resident", 3),
        ("REGISTRATION copy", 3),
        ("주소 발급", 4),
        ("ㅄ", 0),  # one letter of some keyboards is two: ㅂㅅ
        ("ㅂㄱ", 2),
        ("여권", 0),
        ("...", 0),
        ("", 0),
        ("(", 0),
    ],
)
def test_what_is_typed_finds_the_name(typed: str, rank: int) -> None:
    assert rank == finding.rank(typed, NAME, WORDS)


def test_two_consonants_that_a_keyboard_joins_are_taken_apart() -> None:
    assert 1 == finding.rank("ㄳ", "가상 계좌")

"""Names found by what people type: a part of the name, or the first consonants of its syllables (초성)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_FIRST = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_PAIRS = {
    "ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ", "ㄽ": "ㄹㅅ",
    "ㄾ": "ㄹㅌ", "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ",
}  # fmt: skip
"""Typing two first consonants in a row, some keyboards make one letter of them."""
_SYLLABLES, _LAST, _OF_ONE = 0xAC00, 28, 588  # Unicode, section 3.12: 588 syllables begin alike


def folded(text: str) -> str:
    """Letters and digits alone, small: what counts when names are compared."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def rank(typed: str, name: str, words: str = "") -> int:
    """How well something fits what was typed; 0 where it does not, else the smaller the better.

    1: its name begins so; 2: its name contains it; 3: its other `words` do; 4: name and words together
    contain every word that was typed. The search of the pages (`search.js`) goes by the same rules.
    """
    whole = _pattern(typed)
    if whole is None:
        return 0
    short, both = folded(name), f"{folded(name)}|{'|'.join(map(folded, words.split('|')))}"
    found = whole.search(short)
    if found:
        return 2 if found.start() else 1
    if whole.search(both):
        return 3
    parts = [pattern for word in typed.split() if (pattern := _pattern(word))]
    return 4 if all(part.search(both) for part in parts) else 0


@lru_cache(maxsize=64)
def _pattern(typed: str) -> re.Pattern[str] | None:
    word = folded(unicodedata.normalize("NFC", typed))
    word = "".join(_PAIRS.get(letter, letter) for letter in word)
    return re.compile("".join(map(_letter, word))) if word else None


def _letter(letter: str) -> str:
    """One letter as typed: a consonant stands for every syllable that begins with it."""
    first = _FIRST.find(letter)
    if first >= 0:
        return _range(letter, _SYLLABLES + first * _OF_ONE, _OF_ONE)
    code = ord(letter) - _SYLLABLES
    if 0 <= code < len(_FIRST) * _OF_ONE and code % _LAST == 0:
        # A syllable without a last consonant may be waiting for it.
        return _range(letter, ord(letter), _LAST)
    return re.escape(letter)


def _range(letter: str, start: int, many: int) -> str:
    return f"[{letter}{chr(start)}-{chr(start + many - 1)}]"

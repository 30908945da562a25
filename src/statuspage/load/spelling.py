"""Names in Latin letters, for ids and addresses."""

from __future__ import annotations

import unicodedata

# Revised Romanization of Korean (Ministry of Culture and Tourism, Notice 2000-8), syllable by syllable:
# sounds that change between syllables are not followed, because an id only has to stay the same.
_FIRST = ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h")
_MIDDLE = (
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu",
    "eu", "ui", "i",
)  # fmt: skip
_LAST = (
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t",
    "ng", "t", "t", "k", "t", "p", "t",
)  # fmt: skip


def romanised(name: str) -> str:
    """A name in Latin letters: Hangul spelt out, accents taken off; what is left of other scripts stays."""
    spelt = []
    for letter in unicodedata.normalize("NFKC", name):
        syllable = ord(letter) - 0xAC00
        if 0 <= syllable < 11172:
            first, rest = divmod(syllable, 588)
            middle, last = divmod(rest, 28)
            spelt.append(_FIRST[first] + _MIDDLE[middle] + _LAST[last])
        else:
            spelt.append(
                "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))
            )
    return "".join(spelt)

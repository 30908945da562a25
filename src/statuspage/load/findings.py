"""What reading one file brings to light: problems with their places, words, names of other things."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from .. import source
from ..language import Text
from ..problems import Place, Problem, Severity
from ..source import Entries, Node, Scalar
from . import moments, withheld
from .moments import NotAMoment

TITLE = 120
"""The longest name or title, in characters."""
WORDS = 2_000
"""The longest text in a field."""

# Cannot be seen and changes what is seen: direction overrides, zero-width characters, soft hyphens, tags.
INVISIBLE = re.compile(
    "[\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What of `site.yaml` decides how every other file is read."""

    zone: ZoneInfo
    languages: tuple[str, ...]
    links: tuple[str, ...] = ()
    """Hosts that words may link to."""


class Reference(NamedTuple):
    """The name of something that another file must describe."""

    kind: str
    """`agency`, `category`, `region`, `service`, `shared`, `need`, `thing`, `relief` or `about`."""
    id: str
    place: Place


class Findings:
    """What reading one file brings to light: problems, names of other things, words not yet translated."""

    def __init__(self, file: str, reading: Reading) -> None:
        self.file, self.reading = file, reading
        self.problems: list[Problem] = []
        self.references: list[Reference] = []
        self.lines: list[str] = []
        self._untranslated: dict[str, list[tuple[str, Place]]] = {}

    def place(self, node: Node) -> Place:
        """Where something was written."""
        return Place(self.file, node.line, node.column)

    def error(self, code: str, at: Node | Place, typed: str | None = None, **details: str) -> None:
        """Something cannot be used as it is."""
        self._problem(Severity.ERROR, code, at, typed, details)

    def warning(self, code: str, at: Node | Place, typed: str | None = None, **details: str) -> None:
        """Something is worth a look."""
        self._problem(Severity.WARNING, code, at, typed, details)

    def refusal(self, code: str, at: Node | Place, typed: str | None = None, **details: str) -> None:
        """Nothing can be built as long as this stands."""
        self._problem(Severity.REFUSAL, code, at, typed, details)

    def _problem(
        self, severity: Severity, code: str, at: Node | Place, typed: str | None, details: Mapping[str, str]
    ) -> None:
        place = at if isinstance(at, Place) else self.place(at)
        if typed is None:
            typed = (at.text or "") if isinstance(at, Scalar) else ""
        said = tuple((name, what) for name, what in details.items() if what)
        self.problems.append(Problem(place, code, _short(typed), said, severity))

    @property
    def errors(self) -> int:
        """How many problems make the file doubtful."""
        return sum(problem.severity >= Severity.ERROR for problem in self.problems)

    def refer(self, kind: str, id: str, at: Node) -> None:
        """The file names something that must exist elsewhere."""
        self.references.append(Reference(kind, id, self.place(at)))

    def untranslated(self, language: str, field: str, at: Node) -> None:
        """Words are not there in one of the site's languages."""
        self._untranslated.setdefault(language, []).append((field, self.place(at)))

    def close(self) -> None:
        """Says once for the whole file what is not translated."""
        for language, fields in self._untranslated.items():
            different = list(dict.fromkeys(name for name, _ in fields))
            names = ", ".join(different[:5]) + (" …" if len(different) > 5 else "")
            other = next(tag for tag in self.reading.languages if tag != language)
            self.warning("untranslated", fields[0][1], "", language=language, other=other, fields=names)

    def misunderstood(self, code: str, at: Node, part: str, column: int, examples: Sequence[str]) -> None:
        """Words that follow rules of their own were not understood, from a certain column on."""
        inside = isinstance(at, Scalar) and at.plain and (at.text or "").lstrip() == at.text
        place = Place(self.file, at.line, at.column + (column - 1 if inside else 0))
        korean = [example for example in examples if not example.isascii()]
        english = [example for example in examples if example.isascii()]
        self.error(code, place, part, examples=" / ".join(korean[:3] + english[:2]))

    def moment(self, typed: str, at: Node, alone: Literal["start", "end"] | None = None) -> datetime | None:
        """The moment that was written, or a problem."""
        try:
            return moments.moment(typed, self.reading.zone, alone)
        except NotAMoment as wrong:
            self.error(wrong.code, at, typed, **wrong.details)
            return None

    def words(self, node: Node, field: str, limit: int, title: bool = False, ask: bool = True) -> Text | None:
        """Words in one or several languages: one text, or one text for each language.

        `ask` says whether a missing translation is worth a word.
        """
        languages = self.reading.languages
        if isinstance(node, Scalar):
            text = self.line(node, limit, title)
            if text is None:
                return None
            # Digits and Latin abbreviations ("110", "SMS") are the same in every language.
            if ask and not text.isascii():
                for language in languages[1:]:
                    self.untranslated(language, field, node)
            return Text(((languages[0], text),))
        if isinstance(node, Entries):
            self.error("words_expected", node, field, languages=", ".join(languages))
            return None
        versions, strange = [], []
        for language, (name, value) in node.fields.items():
            if language not in languages:
                if cut_off(name, value):
                    self.error("comma_in_words", name)
                else:
                    strange.append(name)
                continue
            if not isinstance(value, Scalar):
                self.error("words_expected", value, f"{field}.{language}", languages=", ".join(languages))
                continue
            text = self.line(value, limit, title)
            if text is not None:
                versions.append((language, text))
        for name in strange:
            say = self.warning if versions else self.error
            say("not_a_language", name, languages=", ".join(languages), near=near(name.text or "", languages))
        if not versions:
            if not strange:
                self.error("words_empty", node, field)
            return None
        for language in languages:
            if language not in dict(versions):
                self.untranslated(language, field, node)
        return Text(tuple(versions))

    def line(self, node: Scalar, limit: int, title: bool = False) -> str | None:
        """One text as readers will see it, looked at for what must not be in it."""
        text = (node.text or "").strip()
        if not text:
            return None
        if len(text) > limit:
            self.error("too_long", node, text[:20] + "…", limit=str(limit), length=str(len(text)))
            return None
        for one in withheld.found(text):
            self.warning(one.code, node, one.shown)
        if text.isascii() and text.isprintable() and not (title and ("<" in text or ">" in text)):
            return text
        hidden = INVISIBLE.search(text)
        if hidden:
            self.error("invisible_character", node, f"U+{ord(hidden.group()):04X}")
            return INVISIBLE.sub("", text).strip() or None
        if title:
            if "<" in text or ">" in text:
                self.error("angle_bracket", node, text)
                return None
            if _piled(text):
                self.error("piled_accents", node, text)
                return None
            return " ".join(text.split())
        return text

    def expected_fields(self, node: Node, field: str) -> None:
        """Fields were expected where something else was written; the line may show which slip it was."""
        if isinstance(node, Scalar) and node.line <= len(self.lines):
            found = source.slip(self.lines[node.line - 1])
            if found:
                code, column, typed, right = found
                self.error(code, Place(self.file, node.line, column + 1), typed, right=right)
                return
        self.error("fields_expected", node, field)


def near(typed: str, known: Iterable[str]) -> str:
    """The known word most like the typed one, if any is like it at all."""
    import difflib

    words = list(dict.fromkeys(known))
    lower = typed.strip().lower()
    found = difflib.get_close_matches(lower[:80], words, 1, 0.6)
    return found[0] if found else ""


def cut_off(name: Scalar, value: Node) -> bool:
    """Whether `{ko: 등본, 초본, en: …}` was written: the comma makes 초본 a field without a value."""
    text = name.text or ""
    return isinstance(value, Scalar) and value.text is None and (not text.isascii() or " " in text)


def _piled(text: str) -> bool:
    """Whether more than two marks stand on one letter, which lets text spill over its neighbours."""
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks > 2:
            return True
    return False


def _short(typed: str) -> str:
    first = typed.strip().split("\n")[0]
    return first if len(first) <= 80 else first[:79] + "…"

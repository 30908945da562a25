"""The fixed words of the pages: one file for each language, ours and the site's own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from . import defaults, source
from .language import Words
from .problems import Place, Problem, Severity


class Unusable(Exception):  # noqa: N818 - it is an answer, not a mistake
    """A words file cannot be understood, or (without problems) there is none for a language."""

    def __init__(self, language: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(language, problems)
        self.language, self.problems = language, problems


def words(root: Path, languages: tuple[str, ...], zone: ZoneInfo) -> dict[str, Words]:
    """The fixed words of every language of a site, the site's own before ours.

    What a language lacks falls back on English (or, in a site without English, on its first language).
    Raises `Unusable` when a file cannot be understood or does not exist.
    """
    backing = "en" if "en" in languages else languages[0]
    fallback = Words(backing, _entries(root, backing), zone)
    return {
        tag: fallback if tag == backing else Words(tag, _entries(root, tag), zone, fallback)
        for tag in languages
    }


def gaps(words: Mapping[str, Words]) -> tuple[Problem, ...]:
    """One warning for every language whose words file lacks words.

    What it lacks is said in another language, and nothing on the page can mark it as such (WCAG 2.2, 3.1.2):
    fixed words stand in labels and in the middle of sentences.
    """
    found = []
    for tag, own in words.items():
        if lacking := own.lacking():
            named = ", ".join(lacking[:5]) + (" …" if len(lacking) > 5 else "")
            details = (("language", tag), ("number", str(len(lacking))), ("keys", named))
            place = Place(f"site_src/words/{tag}.yaml")
            found.append(Problem(place, "fixed_words_untranslated", "", details, Severity.WARNING))
    return tuple(found)


def problems(root: Path, languages: tuple[str, ...], zone: ZoneInfo) -> tuple[Problem, ...]:
    """Everything that is wrong with the words files of a site, or missing from them."""
    try:
        return gaps(words(root, languages, zone))
    except Unusable as unusable:
        return unusable.problems


def articles(root: Path) -> dict[str, dict[str, str]]:
    """What a site says about itself, its own words before ours: name of the article → language → Markdown.

    Raises `Unusable` when a file cannot be read as text.
    """
    found: dict[str, dict[str, str]] = {}
    for name, path in defaults.files(root, "site_src", "articles").items():
        named = _ARTICLE.fullmatch(name)
        if named:
            raw = source.content(path, name, source.SITE_LIMIT)
            text, problems = (None, [raw]) if isinstance(raw, Problem) else source.text(raw, name)
            if text is None or problems:
                raise Unusable(named[1], tuple(problems))
            found.setdefault(named[2], {})[named[1]] = text
    return found


_ARTICLE = re.compile(r"articles/([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)/([a-z][a-z0-9-]{0,40})\.md")


def _entries(root: Path, tag: str) -> dict[str, str]:
    """One words file, the site's own words before ours."""
    entries: dict[str, str] = {}
    for layer in reversed(defaults.layers(root, "site_src")):
        path = layer / "words" / f"{tag}.yaml"
        if not path.is_file():
            continue
        name = str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
        raw = source.content(path, name, source.SITE_LIMIT)
        if isinstance(raw, Problem):
            raise Unusable(tag, (raw,))
        text, problems = source.text(raw, name)
        table, more = source.tree(text, name) if text is not None else (None, [])
        if problems or more or table is None:
            raise Unusable(tag, (*problems, *more))
        for key, (_, value) in table.fields.items():
            if not isinstance(value, source.Scalar) or value.text is None:
                place = Place(name, value.line, value.column)
                raise Unusable(tag, (Problem(place, "not_words", key, severity=Severity.REFUSAL),))
            entries[key] = value.text
    if not entries:
        raise Unusable(tag, ())
    return entries

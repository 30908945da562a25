"""The fixed words of the pages: one file for each language, ours and the site's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from . import defaults, source
from .language import Words, places
from .problems import Place, Problem, Severity


class Unusable(Exception):  # noqa: N818 - it is an answer, not a mistake
    """A words file cannot be understood, or (without problems) there is none for a language.

    Of an article that is no text, the language is empty.
    """

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
    """Everything that is wrong with the words files and the articles of a site, or missing from them."""
    found: list[Problem] = []
    try:
        found += gaps(words(root, languages, zone))
    except Unusable as unusable:
        found += unusable.problems
    try:
        articles(root)
    except Unusable as unusable:
        found += unusable.problems
    return tuple(found)


def articles(root: Path) -> dict[str, dict[str, str]]:
    """What a site says about itself, its own words before ours: name of the article → language → Markdown.

    Raises `Unusable` when a file cannot be read as text.
    """
    found: dict[str, dict[str, str]] = {}
    for name, path in defaults.files(root, "site_src", "articles").items():
        named = _ARTICLE.fullmatch(name)
        if named:
            file = f"site_src/{name}"
            raw = source.content(path, file, source.SITE_LIMIT)
            text, problems = (None, [raw]) if isinstance(raw, Problem) else source.text(raw, file)
            if text is None or problems:
                raise Unusable("", tuple(problems))
            found.setdefault(named[2], {})[named[1]] = text
    return found


_ARTICLE = re.compile(r"articles/([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)/([a-z][a-z0-9-]{0,40})\.md")


def _entries(root: Path, tag: str) -> dict[str, str]:
    """One words file, the site's own words before ours."""
    entries: dict[str, str] = {}
    for layer in reversed(defaults.layers(root, "site_src")):
        found, wrong = _read(root, layer, tag)
        if layer != defaults.folder("site_src"):
            wrong += [
                fault for key, (place, words) in found.items() for fault in _unfilled(key, place, words)
            ]
        if wrong:
            raise Unusable(tag, tuple(wrong))
        entries |= {key: words for key, (_, words) in found.items()}
    if not entries:
        raise Unusable(tag, ())
    return entries


def _read(root: Path, layer: Path, tag: str) -> tuple[dict[str, tuple[Place, str]], list[Problem]]:
    """What one file says: key → where, and the words; and what is wrong with it."""
    path = layer / "words" / f"{tag}.yaml"
    if not path.is_file():
        return {}, []
    name = str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
    raw = source.content(path, name, source.SITE_LIMIT)
    if isinstance(raw, Problem):
        return {}, [raw]
    text, problems = source.text(raw, name)
    table, more = source.tree(text, name) if text is not None else (None, [])
    if problems or more or table is None:
        return {}, [*problems, *more]
    found, wrong = {}, []
    for key, (_, value) in table.fields.items():
        place = Place(name, value.line, value.column)
        if isinstance(value, source.Scalar) and value.text is not None:
            found[key] = place, value.text
        else:
            wrong.append(Problem(place, "not_words", key, severity=Severity.REFUSAL))
    return found, wrong


def _unfilled(key: str, place: Place, words: str) -> Iterator[Problem]:
    """Places in a site's own words that no page could fill."""
    try:
        names = {name for name, _ in places(words)}
    except ValueError:
        yield Problem(place, "words_brace", words, severity=Severity.REFUSAL)
        return
    if names and (ours := _filled_in_ours().get(_whole(key))) is not None:
        known = ", ".join(f"{{{name}}}" for name in sorted(ours)) or "–"
        for name in sorted(names - ours):
            yield Problem(place, "words_place", f"{{{name}}}", (("places", known),), Severity.REFUSAL)


@lru_cache(maxsize=1)
def _filled_in_ours() -> dict[str, set[str]]:
    """Which places our words have, in any language: what is not in one may be filled in another."""
    layer = defaults.folder("site_src")
    found: dict[str, set[str]] = {}
    for file in sorted((layer / "words").glob("*.yaml")):
        for key, (_, words) in _read(layer.parent, layer, file.stem)[0].items():
            found.setdefault(_whole(key), set()).update(name for name, _ in places(words))
    return found


def _whole(key: str) -> str:
    """The key for one and for many."""
    whole, _, number = key.rpartition(".")
    return whole if number in ("one", "other") else key

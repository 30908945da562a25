"""What can be wrong with the files people write, said so that they can fix it.

A mistake in a file is a value, never an exception: everything is read, every problem is listed
at once, and the words for each are in `problem_words`, in Korean and in English.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256
from typing import NamedTuple

from . import problem_words


class Place(NamedTuple):
    """Where something was written: file (relative to the site's root), line and column, both from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Severity(IntEnum):
    """How much a problem matters."""

    WARNING = 1
    """Worth a look; nothing is left out."""
    ERROR = 2
    """What was written cannot be used; the thing it belongs to is shown as unknown."""
    REFUSAL = 3
    """Nothing trustworthy can be built at all; the last good page stays."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to fix: where it is, which rule it breaks, the word that was typed."""

    place: Place
    code: str
    """Which rule: a key of `problem_words.WORDS`."""
    typed: str = ""
    """The offending word, exactly as it was typed."""
    details: tuple[tuple[str, str], ...] = ()
    """Further names the sentence needs: what would be right, the nearest known word, …"""
    severity: Severity = Severity.ERROR


LANGUAGES = ("ko", "en")
"""The languages in which problems can be said."""


def say(problem: Problem, language: str = "ko") -> str:
    """One problem on one line: where, what was typed, the rule, the remedy.

    Korean for `ko`, English for any other language. Nothing in the line can steer a terminal or pass for
    a command to a CI runner.
    """
    return visible(f"{problem.place}: {sentence(problem, language)}")


def sentence(problem: Problem, language: str = "ko") -> str:
    """The same without the place, for words that stand in no file yet."""
    typed = f'"{problem.typed}": ' if problem.typed else ""
    return visible(f"{typed}{_sentence(problem, language)}")


def text(problems: Iterable[Problem], language: str = "ko") -> str:
    """All problems as lines of text; empty where there is nothing to fix."""
    return "".join(f"{say(problem, language)}\n" for problem in problems)


def as_json(problems: Iterable[Problem]) -> str:
    """All problems for other programs, each with its sentence in both languages."""
    return (
        json.dumps(
            [
                {
                    "file": problem.place.file,
                    "line": problem.place.line,
                    "column": problem.place.column,
                    "code": problem.code,
                    "severity": problem.severity.name.lower(),
                    "typed": problem.typed,
                    "message": {language: visible(_sentence(problem, language)) for language in LANGUAGES},
                }
                for problem in problems
            ],
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
    )


def github(problems: Iterable[Problem], language: str = "ko") -> str:
    """All problems as annotations of GitHub Actions, shown beside the line in a pull request.

    Workflow commands as in docs.github.com, "Workflow commands for GitHub Actions", escaped as
    actions/toolkit does (packages/core/src/command.ts).
    """
    lines = []
    for problem in problems:
        command = "warning" if problem.severity is Severity.WARNING else "error"
        typed = f'"{problem.typed}": ' if problem.typed else ""
        place = problem.place
        lines.append(
            f"::{command} file={_property(place.file)},line={place.line},col={place.column}"
            f",title={_property(problem.code)}::{_message(f'{typed}{_sentence(problem, language)}')}\n"
        )
    return "".join(lines)


def gitlab(problems: Iterable[Problem], language: str = "ko") -> str:
    """All problems as a Code Quality report of GitLab, shown in a merge request.

    The form is told at docs.gitlab.com/ci/testing/code_quality. A problem keeps its fingerprint when lines
    are added above it.
    """
    seen: dict[tuple[str, str, str], int] = {}
    report = []
    for problem in problems:
        same = (problem.place.file, problem.code, problem.typed)
        seen[same] = number = seen.get(same, 0) + 1
        report.append(
            {
                "description": sentence(problem, language),
                "check_name": problem.code,
                "fingerprint": sha256("\0".join((*same, str(number))).encode()).hexdigest(),
                "severity": _GITLAB[problem.severity],
                "location": {"path": problem.place.file, "lines": {"begin": problem.place.line}},
            }
        )
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


_GITLAB = {Severity.WARNING: "minor", Severity.ERROR: "major", Severity.REFUSAL: "blocker"}


def visible(line: str) -> str:
    """A line that does nothing but be read: control and direction characters spelt out, no leading `::`."""
    if not line.isprintable():
        line = "".join(c if c.isprintable() or c == "\u3000" else _spelt(c) for c in line)
    # A line that begins with "::" is a command to a GitHub runner, "##[" one to others.
    return f" {line}" if line.startswith(("::", "##[")) else line


def _spelt(character: str) -> str:
    return f"\\u{{{ord(character):X}}}"


def _sentence(problem: Problem, language: str) -> str:
    sentence = problem_words.WORDS.get(problem.code)
    details = _Details(problem.details)
    details["typed"] = problem.typed
    if sentence is None:
        return problem.code
    korean = language.partition("-")[0] == "ko"
    words = [sentence.ko if korean else sentence.en]
    words += [
        extra.ko if korean else extra.en for name, extra in problem_words.EXTRAS.items() if details.get(name)
    ]
    return " ".join(part.format_map(details) for part in words)


class _Details(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return ""


def _message(words: str) -> str:
    return visible(words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(words: str) -> str:
    return _message(words).replace(":", "%3A").replace(",", "%2C")

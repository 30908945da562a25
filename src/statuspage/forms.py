"""What the forms on the web ask, and what comes back: the text of a form → the answers in it.

A forge shows a form as fields, and hands in what people typed as one Markdown text: each label as a
heading, the answer below it. That text is other people's, so it is read here and nowhere else: whatever
is not exactly the form is refused, and the answers go on as plain values.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from .load.choices import OF_INCIDENTS, OF_MAINTENANCE

Kind = Literal["incident", "update", "maintenance"]
"""What a form is about; each writes the same files as `statuspage new` of that name."""

EMPTY = "_No response_"
"""What GitHub puts where nothing was answered."""


@dataclass(frozen=True, slots=True)
class Question:
    """One field of a form: its label, and the option of `statuspage new` that it answers."""

    label: str
    option: str
    needed: bool = False
    choices: tuple[str, ...] = ()
    """The only answers there are, where the field is a list."""
    lines: Literal["one", "words", "each"] = "one"
    """One line; words of several lines; or several answers, each on its line."""


class NotTheForm(ValueError):  # noqa: N818 - it is an answer, not a fault
    """The text is not what the form hands in: the message that says why, and what it needs."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code, values)
        self.code, self.values = code, values


def _labels(names: Mapping[str, object]) -> tuple[str, ...]:
    """One Korean label for each choice: the first that stands beside its identifier."""
    labels: dict[object, list[str]] = {}
    for label, value in names.items():
        labels.setdefault(value, []).append(label)
    return tuple(words[1] for words in labels.values())


_THINGS = Question("무엇이 안 되나요?", "thing", needed=True, lines="each")
_WORDS = Question("시민이 읽을 말", "words", needed=True, lines="words")
_NEXT = Question("다음 소식은 언제 알리나요?", "next-update")
_EXPECTED = Question("언제 다시 되나요?", "expected")
_BY = Question("어느 기관이 알리나요?", "by")
_ENGLISH = Question("영어로 옮긴 말", "words-en", lines="words")
_ENGLISH_TITLE = Question("영어 제목", "title-en")

FORMS: Mapping[Kind, tuple[Question, ...]] = {
    "incident": (
        _THINGS,
        Question("제목", "title", needed=True),
        Question("지금 어디까지 왔나요?", "status", choices=_labels(OF_INCIDENTS)[:3]),
        _WORDS,
        _NEXT,
        _EXPECTED,
        _BY,
        _ENGLISH_TITLE,
        _ENGLISH,
    ),
    "update": (
        Question("어느 장애나 점검인가요?", "story"),
        Question(
            "지금 어디까지 왔나요?",
            "status",
            choices=tuple(dict.fromkeys((*_labels(OF_INCIDENTS), *_labels(OF_MAINTENANCE)))),
        ),
        Question("무엇이 달라졌나요?", "thing", lines="each"),
        _WORDS,
        _NEXT,
        _EXPECTED,
        _BY,
        _ENGLISH,
    ),
    "maintenance": (
        Question("무엇을 쓸 수 없나요?", "thing", needed=True, lines="each"),
        Question("제목", "title", needed=True),
        Question("언제 시작하나요?", "starts", needed=True),
        Question("언제 끝나나요?", "ends", needed=True),
        Question("되풀이되나요?", "repeats"),
        _WORDS,
        _BY,
        _ENGLISH_TITLE,
        _ENGLISH,
    ),
}
"""Every form, and what it asks, in this order. The files that show the forms say the same."""


def read(text: str, kind: Kind) -> dict[str, str | tuple[str, ...]]:
    """The answers in the text of a form, by option; what was not answered is left out.

    Raises `NotTheForm` where a question is missing, stands twice or elsewhere, where there is anything
    besides the questions and their answers, or where a needed answer is missing.
    """
    questions = FORMS[kind]
    before, parts = _parts(text.replace("\r\n", "\n").replace("\r", "\n"))
    if before:
        raise NotTheForm("form-before", first=before.splitlines()[0], label=questions[0].label)
    known = [question.label for question in questions]
    for label, _ in parts:
        if label not in known:
            raise NotTheForm("form-unknown", label=label)
    there = [label for label, _ in parts]
    for question in questions:
        if question.label not in there:
            raise NotTheForm("form-lacks", label=question.label)
        if there.count(question.label) > 1:
            raise NotTheForm("form-twice", label=question.label)
    if there != known:
        moved = next(label for label, right in zip(there, known, strict=True) if label != right)
        raise NotTheForm("form-order", label=moved)
    answers: dict[str, str | tuple[str, ...]] = {}
    for question, (_, typed) in zip(questions, parts, strict=True):
        answer = _answer(question, "" if typed == EMPTY else typed)
        if answer:
            answers[question.option] = answer
    return answers


def _parts(text: str) -> tuple[str, list[tuple[str, str]]]:
    """What stands before the first heading, and every heading with what stands below it."""
    before, *rest = re.split(r"^### (.*)$", text, flags=re.MULTILINE)
    pairs = zip(rest[::2], rest[1::2], strict=True)
    return before.strip(), [(label.strip(), typed.strip()) for label, typed in pairs]


def _answer(question: Question, typed: str) -> str | tuple[str, ...]:
    label = question.label
    if not typed:
        if question.needed:
            raise NotTheForm("form-unanswered", label=label)
        return ""
    if question.choices and typed not in question.choices:
        raise NotTheForm("form-choice", typed=typed, label=label, known=", ".join(question.choices))
    if question.lines == "each":
        # People write `- saeol = 이용 불가`, too.
        lines = (re.sub(r"^[-*] ", "", line.strip()) for line in typed.split("\n"))
        return tuple(re.sub(r"\s*=\s*", "=", line, count=1) for line in lines if line)
    if question.lines == "one" and "\n" in typed:
        raise NotTheForm("form-one-line", label=label)
    return typed

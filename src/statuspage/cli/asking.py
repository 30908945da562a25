"""Asks for what is missing: one question after another at a terminal, all at once in a script."""

from __future__ import annotations

import io
import os
import select
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar

import click

from . import STOPPED, Context, Mistake
from .answers import Choice, Wrong, exactly, found, one_of

T = TypeVar("T")

SHORT = 20
"""How many choices are shown unasked; of more, those that fit what was typed."""
FITTING = 12
"""How many of those that fit are shown at once."""


class Asking:
    """A conversation in the person's language; away from a terminal it only notes what is missing."""

    def __init__(self, context: Context, live: bool | None = None) -> None:
        self.context = context
        self.live = sys.stdin.isatty() and sys.stdout.isatty() if live is None else live
        self.missing: list[str] = []
        if self.live:
            if isinstance(sys.stdin, io.TextIOWrapper):
                # Half a letter from a terminal of another encoding is answered, not stumbled over.
                sys.stdin.reconfigure(errors="surrogateescape")
            with suppress(ImportError):
                import readline  # noqa: F401 - it makes wide letters erase as they were typed

    def complete(self) -> None:
        """Raises a usage error that names every option that is missing."""
        if self.missing:
            raise Mistake(self.context.say("missing", options=", ".join(self.missing)))

    def answer(
        self,
        option: str,
        given: str | None,
        read: Callable[[str], T],
        *,
        default: T | None = None,
        shown: str = "",
        needed: bool = True,
        question: str = "",
        **values: str,
    ) -> T | None:
        """One answer: the given one, else the typed one; Enter alone takes the default.

        `shown` is how the default is called, `question` what is asked where the option does not tell.
        Without a default, None stands for no answer, which is allowed where it is not `needed`.
        """
        if given is not None:
            if not given.strip() and not needed:
                return None
            try:
                return read(given)
            except Wrong as wrong:
                raise Mistake(f"{option}: {self.told(wrong)}") from None
        if not self.live:
            if default is None and needed:
                self.missing.append(option)
            return default
        asked = self.context.say(f"ask {question or option}", **values)
        while True:
            typed = self._typed(asked, shown)
            if not typed:
                if default is not None or not needed:
                    return default
                self.context.tell("needed")
                continue
            try:
                return read(typed)
            except Wrong as wrong:
                self.context.write(f"{self.told(wrong)}\n")

    def choose(
        self,
        option: str,
        given: str | None,
        choices: Sequence[Choice[T]],
        *,
        default: T | None = None,
        needed: bool = True,
        question: str = "",
        **values: str,
    ) -> T | None:
        """One of several: by its number in the list, its name, or a part of its name (초성 too)."""
        shown = next((choice.label for choice in choices if choice.value == default), "")
        listed = list(choices) if len(choices) <= SHORT else []

        def read(typed: str) -> T:
            if not self.live or given is not None:
                return one_of(typed, choices)
            number = typed.strip()
            if number.isascii() and number.isdigit() and 1 <= int(number) <= len(listed):
                return listed[int(number) - 1].value
            exact = exactly(typed, choices)
            if len(exact) == 1:
                return exact[0].value
            fitting = found(typed, choices)
            if not fitting:
                raise Wrong("nothing-found", typed=typed)
            if len(fitting) == 1:
                self._heard(fitting[0])
                return fitting[0].value
            listed[:] = fitting[:FITTING]
            self._list(listed, len(fitting) - len(listed))
            raise Wrong("which")

        if self.live and given is None and listed:
            self.context.write(f"\n{self.context.say(f'ask {question or option}', **values)}\n")
            self._list(listed)
            question, values = "number", {}
        return self.answer(
            option, given, read, default=default, shown=shown, needed=needed, question=question, **values
        )

    def words(
        self, option: str, given: str | None, *, needed: bool = True, question: str = "", **values: str
    ) -> str:
        """Words of several lines: typed until an empty line or `.`, or written in the person's editor.

        In a script they may come through standard input.
        """
        if given == "-" or (given is None and not self.live and not sys.stdin.isatty() and needed):
            given = self._piped(option) or None
        if given is not None:
            return given
        if not self.live:
            if needed:
                self.missing.append(option)
            return ""
        editor = bool(os.environ.get("VISUAL") or os.environ.get("EDITOR"))
        self.context.write(f"\n{self.context.say(f'ask {question or option}', **values)}\n")
        self.context.tell("how-words-editor" if editor else "how-words")
        while True:
            said = self._lines(editor)
            if said or not needed:
                return said
            self.context.tell("needed")

    def _piped(self, option: str) -> str:
        """What comes through standard input, in the encoding of the files."""
        from .. import problems, source

        text, found = source.text(sys.stdin.buffer.read(source.LIMIT + 1), "")
        if text is None:
            raise Mistake(f"{option}: {problems.sentence(found[0], self.context.language)}")
        return text.strip()

    def agreed(self, question: str, yes: bool) -> bool:
        """Whether the person says yes; Enter alone does."""
        while not yes:
            typed = self._typed(self.context.say(question), "")
            if typed.lower() in ("", "y", "yes", "예", "네", "ㅛ"):
                return True
            if typed.lower() in ("n", "no", "아니요", "아니오", "ㅜ"):
                return False
            self.context.tell("yes-or-no")
        return True

    def told(self, wrong: Wrong) -> str:
        """What is wrong with an answer, and the rule."""
        return wrong.sentence or self.context.say(wrong.code, **wrong.values)

    def _list(self, choices: Sequence[Choice[T]], more: int = 0) -> None:
        for number, choice in enumerate(choices, 1):
            code = "choice-noted" if choice.note else "choice"
            self.context.tell(code, number=number, label=choice.label, id=choice.id, note=choice.note)
        if more:
            self.context.tell("and-more", more=more)

    def _heard(self, choice: Choice[T]) -> None:
        self.context.tell("heard", label=choice.label, id=choice.id)

    def _typed(self, question: str, shown: str) -> str:
        """One line; Ctrl+D counts as Ctrl+C."""
        label = f"{question} [{shown}]" if shown else question
        return " ".join(self._line(f"{label}: ").split())

    def _line(self, prompt: str) -> str:
        """One line from the keyboard; Ctrl+C and Ctrl+D end the program, and nothing has been written."""
        try:
            return input(prompt)
        except (EOFError, KeyboardInterrupt):
            self.context.write("\n")
            self.context.tell("not-written", err=True)
            sys.exit(STOPPED)

    def _lines(self, editor: bool) -> str:
        lines: list[str] = []
        while True:
            line = self._line("> ")
            if editor and not lines and line.strip() in ("e", "ㄷ"):
                return (click.edit(extension=".md") or "").strip()
            # Pasted words may hold empty lines; what still waits to be read belongs to them.
            if line.strip() == "." or (not line.strip() and not _more_waits()):
                return "\n".join(lines).strip()
            lines.append(line)


def _more_waits() -> bool:
    with suppress(OSError, ValueError):
        return bool(select.select([sys.stdin], [], [], 0.05)[0])
    return False

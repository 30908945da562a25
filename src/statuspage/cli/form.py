"""`statuspage form`: what came in through a form on the web becomes the files a person would write."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NoReturn

import click

from . import REFUSED, Context, Mistake

if TYPE_CHECKING:
    from ..forms import Kind


@click.command()
@click.option(
    "--kind",
    type=click.Choice(["incident", "update", "maintenance"]),
    required=True,
    help="Which form it is: 장애 알리기, 상황 덧붙이기, 점검 예고.",
)
@click.option("--dry-run", is_flag=True, help="Print the files; write nothing.")
@click.pass_obj
def form(context: Context, kind: Kind, dry_run: bool) -> None:
    """Turn a form that was filled in on the web into new files.

    The text of the form comes through the input, as GitHub hands it in. It is only ever read: nothing
    in it is run, names a file, or changes one. What is not exactly the form is refused, and so is what
    `check` would not accept.

    Examples:

    \b
        statuspage form --kind incident < body.md
        statuspage --lang ko form --kind update --dry-run < body.md
    """
    answers = _read(context, kind)
    from . import writing
    from .desk import Desk

    desk = Desk(context, yes=True, dry_run=dry_run)
    # The input has been read to its end: nobody is there to be asked.
    desk.ask.live = False
    typed: dict[str, Any] = dict.fromkeys(_OPTIONS) | {"region": (), "thing": ()}
    typed |= {option.replace("-", "_"): answer for option, answer in answers.items()}
    story = typed.pop("story", None)
    try:
        if kind == "incident":
            writing.incident(desk, typed)
        elif kind == "update":
            writing.update(desk, story, typed)
        else:
            writing.maintenance(desk, typed)
    except Mistake as mistake:
        # Nothing was typed on a command line: the person knows the labels of the form, not our options.
        _refuse(context, _in_their_words(context, kind, desk.ask.missing, mistake.message))


SHOWN = 200
"""How many characters of what was typed are repeated in a sentence about it."""

_OPTIONS = (
    *("title", "title_en", "title_ko", "words", "words_en", "words_ko", "status", "next_update"),
    *("expected", "at", "by", "id", "starts", "ends", "repeats"),
)


def _read(context: Context, kind: Kind) -> dict[str, str | tuple[str, ...]]:
    """The answers, or the end of the program with a sentence that says why there are none."""
    from .. import forms, problems, source

    if sys.stdin.isatty():
        raise Mistake(context.say("form-no-input", kind=kind))
    raw = sys.stdin.buffer.read(source.LIMIT + 1)
    if len(raw) > source.LIMIT:
        _refuse(context, context.say("form-too-long", limit=source.LIMIT // 1024))
    text, found = source.text(raw, "")
    if text is None or found:
        _refuse(context, problems.sentence(found[0], context.language))
    try:
        return forms.read(text or "", kind)
    except forms.NotTheForm as wrong:
        values = {name: problems.visible(value)[:SHOWN] for name, value in wrong.values.items()}
        _refuse(context, context.say(wrong.code, **values))


def _refuse(context: Context, sentence: str) -> NoReturn:
    context.write(f"{sentence}\n", err=True)
    context.tell("draft-wrong", err=True)
    sys.exit(REFUSED)


def _in_their_words(context: Context, kind: Kind, missing: list[str], message: str) -> str:
    """A sentence about an option, about the question of the form that asks for it."""
    from .. import forms

    labels = {f"--{question.option}": question.label for question in forms.FORMS[kind]}
    labels["ID"] = labels.pop("--story", "ID")
    if missing:
        return context.say("form-unanswered", label=", ".join(labels.get(name, name) for name in missing))
    option, colon, rest = message.partition(": ")
    return f"{labels[option]}: {rest}" if colon and option in labels else message

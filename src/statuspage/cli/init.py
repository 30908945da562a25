"""`statuspage init`: a new site in a minute."""

from __future__ import annotations

import shlex
import sys
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import click

from . import REFUSED, Context, Mistake


@click.command()
@click.argument("folder", metavar="DIR", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", help="What the page is called, in its first language.")
@click.option("--name-en", help="The same in English; with it the page is in English, too.")
@click.option("--name-ko", help="The same in Korean; with it the page is in Korean, too.")
@click.option("--address", metavar="URL", help="Where the page will be; begins with https://.")
@click.option("--tag", help="The identity of its news, fixed for ever.  [default: tag:HOST,THIS-YEAR]")
@click.option(
    "--language",
    type=click.Choice(["ko", "en"]),
    help="The first language of the page.  [default: that of messages]",
)
@click.pass_obj
def init(
    context: Context,
    folder: Path | None,
    name: str | None,
    name_en: str | None,
    name_ko: str | None,
    address: str | None,
    tag: str | None,
    language: str | None,
) -> None:
    """Begin a new site in a new folder, with one example of everything to replace.

    Nothing that is there is ever changed. At a terminal, what is missing is asked for. How to push the
    folder stands in its README.md. Exit codes: 0 done; 1 nothing was written.

    Examples:

    \b
        statuspage init ~/status
        statuspage init status --name "Service status" \\
            --address https://status.example.go.kr/
    """
    from .. import beginning, load, problems
    from ..language import Text
    from ..load import settings
    from .asking import Asking
    from .desk import put

    if folder is None:
        raise Mistake(context.say("init-no-folder"))
    first = language or context.language
    second, also = ("en", name_en) if first == "ko" else ("ko", name_ko)
    ask = Asking(context)
    called = {"ko": context.say("language.ko"), "en": context.say("language.en")}
    title = ask.answer("--name", name, str.strip, called=called[first])
    other = ask.answer(
        f"--name-{second}", also, str.strip, needed=False, question="--name-other", called=called[second]
    )
    place = ask.answer("--address", address, str.strip)
    ask.complete()
    now = datetime.now(UTC)
    names = Text(tuple((tongue, words) for tongue, words in ((first, title), (second, other)) if words))
    tag = tag or f"tag:{_host(place or '')},{now.year}"
    files = beginning.files(beginning.Wishes(names, place or "", tag, now.year))
    found = settings.read(next(file.text for file in files if file.path == settings.FILE).encode())
    if found.site is None or found.problems:
        context.write(problems.text(found.problems, context.language), err=True)
        context.tell("init-unusable", err=True)
        sys.exit(REFUSED)
    taken = next((file.path for file in files if (folder / file.path).exists()), "")
    if taken or (folder / "status").exists():
        context.tell("init-taken", path=folder / (taken or "status"), err=True)
        sys.exit(REFUSED)
    put(folder, files)
    context.write(problems.text(load.site(folder).problems, context.language), err=True)
    context.tell(
        "begun",
        folder=folder,
        files=len(files),
        typed=shlex.quote(str(folder)),
        readme=folder / "README.md",
    )


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""

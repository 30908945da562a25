"""What the commands that answer questions share: reading the files, the words, and finding what is meant."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING

from . import REFUSED, Context, Mistake

if TYPE_CHECKING:
    from pathlib import Path

    from ..language import Words
    from ..load import Loaded
    from ..model import Channel, Incident, Maintenance, Service, Site, System, ThingId
    from ..reports.wording import Pen
    from ..state import Snapshot


def site(context: Context) -> Site:
    """What the files say; ends the program, with the reasons, where nothing can be made of them."""
    from .. import load
    from .build import CACHE

    root = context.checked_root()
    # What the last build understood of the files need not be understood again; nothing is kept from here.
    return checked(context, remembering(root) if (root / CACHE).is_dir() else load.site(root))


def remembering(root: Path) -> Loaded:
    """What the files say, with the help of what was understood of them before."""
    from .. import load, runs
    from ..cache import Cache
    from .build import CACHE

    store = Cache(root / CACHE, runs.code(root / CACHE))
    return load.site(root, store.memory("files"), store.code.encode())


def checked(context: Context, loaded: Loaded) -> Site:
    """The site that was read; where some files could not be used, that is said beside the answer."""
    from .. import problems

    if loaded.site is None:
        context.write(problems.text(loaded.problems, context.language), err=True)
        context.tell("site-unusable", err=True)
        sys.exit(REFUSED)
    errors = sum(problem.severity >= problems.Severity.ERROR for problem in loaded.problems)
    if errors:
        context.tell("answer-doubtful", errors=errors, err=True)
    return loaded.site


def pen(context: Context, snapshot: Snapshot) -> Pen:
    """Who writes the answer, in the language of the person at the keyboard."""
    from ..reports.wording import Pen

    return Pen(snapshot, words(context, snapshot.site))


def words(context: Context, site: Site) -> Words:
    """The words of reports and, behind them, those of the site's pages."""
    from .. import catalogue, problems
    from ..reports import wording

    languages = tuple(dict.fromkeys((context.language, "en")))
    try:
        pages = catalogue.words(context.root, languages, site.zone)[context.language]
    except catalogue.Unusable as unusable:
        context.write(problems.text(unusable.problems, context.language), err=True)
        context.tell("words-unusable", tag=unusable.language, err=True)
        sys.exit(REFUSED)
    return wording.words(context.language, pages)


def thing(context: Context, snapshot: Snapshot, typed: str) -> ThingId:
    """The system, shared channel, service or way that is meant. Raises `Mistake` with the nearest id."""
    found = typed.strip()
    if found in snapshot.states:
        return found
    raise unknown(context, snapshot, typed, "no-thing")


def story(site: Site, typed: str) -> Incident | Maintenance | None:
    """The incident or planned work that is meant, by its key (`2023/1117-saeol`) or by its id alone."""
    found = [one for one in site.stories if typed.strip() in (one.key, one.id)]
    # Of several years the latest: who asks at night means what happened last.
    return max(found, key=lambda one: (one.key == typed, one.year), default=None)


def unknown(context: Context, snapshot: Snapshot, typed: str, code: str) -> Mistake:
    """That nothing has this name, and which name is like it."""
    said = [context.say(code, typed=typed)]
    near = _near(snapshot, typed.strip())
    if near:
        said.append(context.say("near", near=near))
    return Mistake(" ".join(said))


def _near(snapshot: Snapshot, typed: str) -> str:
    from ..load.findings import near

    names = _names(snapshot)
    folded = typed.casefold()
    if folded in names:
        return names[folded]
    inside = [name for name in names if folded and folded in name]
    if not folded.isascii() and inside:
        return names[min(inside, key=len)]
    return names.get(near(typed, names), "")


def _names(snapshot: Snapshot) -> dict[str, ThingId]:
    """Everything a person may have meant: ids, names and keywords, small letters, to the id."""
    site = snapshot.site
    names: dict[str, ThingId] = {}
    things: tuple[Service | Channel | System, ...] = (
        *site.services.values(),
        *site.channels.values(),
        *site.systems.values(),
    )
    for one in things:
        for _, words in one.name.versions:
            names.setdefault(words.casefold(), one.id)
    for service in site.services.values():
        for keyword in service.keywords:
            names.setdefault(keyword.casefold(), service.id)
    for told in site.stories:
        names |= {told.key: told.key, told.id: told.key}
        names.setdefault(told.title.versions[0][1].casefold(), told.key)
    return names | {id: id for id in snapshot.states}


def moment(context: Context, typed: str | None) -> datetime:
    """The moment that is asked about: the typed one, else now."""
    from .build import moment_of

    return moment_of(context, typed)

"""One more word about an incident or planned work: an update, a resolution, a correction."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import click

from ..problems import visible
from . import REFUSED
from .answers import Choice, Wrong, exactly
from .desk import Desk, labels
from .options import languages

if TYPE_CHECKING:
    from datetime import datetime

    from ..drafts import Draft
    from ..language import Text
    from ..model import Incident, Maintenance, State, Status, ThingId, Update


# --- Which story -------------------------------------------------------------------------------------------


def story_of(desk: Desk, given: str | None, *, open_only: bool = False) -> Incident | Maintenance | None:
    """The story that is meant: named, else the only open one, else the one chosen from the open ones.

    None where it is still to be named.
    """
    current = [_choice(desk, story) for story in current_stories(desk)]
    every = [_choice(desk, story) for story in reversed(desk.site.stories)]
    if given is not None:
        return desk.ask.answer("ID", given, lambda typed: _named(typed, [*current, *every]))
    if not current and not desk.ask.live:
        desk.ask.missing.append("ID")
        return None
    if not current and open_only:
        desk.context.tell("nothing-open", err=True)
        sys.exit(REFUSED)
    if len(current) == 1:
        desk.context.tell("only-open", label=current[0].label, id=current[0].id)
        return current[0].value
    return desk.ask.choose("ID", None, current or every)


def current_stories(desk: Desk) -> list[Incident | Maintenance]:
    """Open incidents, and planned work that runs now."""
    site, now = desk.site, desk.now
    found: list[Incident | Maintenance] = [i for i in site.incidents if i.is_open(now)]
    from .. import state

    running = [w for w in state.at(site, now).windows if w.starts <= now < w.ends and not w.cancelled]
    found += [window.maintenance for window in running]
    return found


def _choice(desk: Desk, story: Incident | Maintenance) -> Choice[Incident | Maintenance]:
    title = story.title.said(desk.context.language).words
    return Choice(
        story, story.id, title, f"{story.key}|{'|'.join(w for _, w in story.title.versions)}", f"{story.year}"
    )


def _named(typed: str, stories: Sequence[Choice[Incident | Maintenance]]) -> Incident | Maintenance:
    """By its id, by year and id, or by the path of any of its files."""
    parts = typed.strip().strip("/").split("/")
    if parts[0] == "status" and len(parts) >= 4:
        typed = f"{parts[2]}/{parts[3]}"
    named = [story.value for story in stories if story.value.key == typed]
    found = named[:1] or [story.value for story in exactly(typed, stories)][:1]
    if not found:
        raise Wrong("no-story", typed=typed)
    return found[0]


def update_of(desk: Desk, given: str | None) -> tuple[Incident | Maintenance, Update] | None:
    """The update that is meant: `1117-0840-mois`, also with its story before it, or the path of its file."""
    known = [(story, update) for story in reversed(desk.site.stories) for update in reversed(story.updates)]

    def read(typed: str) -> tuple[Incident | Maintenance, Update]:
        parts = typed.strip().removesuffix(".md").split("/")
        found = [
            pair for pair in known if pair[1].id == parts[-1] and (len(parts) == 1 or pair[0].id == parts[-2])
        ]
        if not found:
            raise Wrong("no-update", typed=typed)
        if len(found) > 1:
            names = ", ".join(f"{story.id}/{update.id}" for story, update in found)
            raise Wrong("two-updates", typed=typed, known=names)
        return found[0]

    if given is not None or not desk.ask.live:
        return desk.ask.answer("UPDATE", given, read)
    story = story_of(desk, None)
    updates = [
        Choice(
            update, update.id, _called(desk, said) if (said := update.title or update.words) else update.id
        )
        for update in (reversed(story.updates) if story else ())
    ]
    update = desk.ask.choose("UPDATE", None, updates) if updates else None
    if story is None or update is None:
        desk.context.tell("nothing-said", err=True)
        sys.exit(REFUSED)
    return story, update


class Original(NamedTuple):
    """Words that can be translated, and the file they stand in."""

    path: str
    title: Text | None
    words: Text | None


def originals(desk: Desk) -> list[Choice[Original]]:
    """Everything that was said, the latest first: `1124-saeol/1124-0310-mois`, `1124-saeol/incident`."""
    found = []
    for story in reversed(desk.site.stories):
        found += [Original(u.place.file, u.title, u.words) for u in reversed(story.updates)]
        found.append(Original(story.place.file, story.title, story.words))
    found += [Original(n.place.file, n.title, n.words) for n in reversed(desk.site.notices)]
    return [
        Choice(original, original.path.removesuffix(".md").split("/", 3)[3], _called(desk, said))
        for original in found
        if (said := original.title or original.words)
    ]


def original_of(desk: Desk, given: str | None, language: str | None) -> Original | None:
    """The words that are meant: by the name of their file, with or without the folders before it."""
    known = originals(desk)

    def read(typed: str) -> Original:
        wanted = typed.strip().removesuffix(".md")
        found = [c for c in known if f"/{c.value.path.removesuffix('.md')}".endswith(f"/{wanted}")]
        if not found:
            raise Wrong("no-update", typed=typed)
        if len(found) > 1:
            raise Wrong("two-updates", typed=typed, known=", ".join(choice.id for choice in found))
        return found[0].value

    if given is not None or not desk.ask.live:
        return desk.ask.answer("UPDATE", given, read)
    lacking = [c for c in known if c.value.words and language not in c.value.words.languages()]
    if not lacking:
        desk.context.tell("all-translated", err=True)
        sys.exit(REFUSED)
    return desk.ask.choose("UPDATE", None, lacking)


def show(desk: Desk, words: Text | None) -> None:
    """Words as they stand, for whoever is about to translate or correct them."""
    if desk.ask.live and words:
        lines = words.versions[0][1].splitlines()
        desk.context.write("\n" + "".join(f"    {visible(line)}\n" for line in lines))


def _called(desk: Desk, said: Text) -> str:
    """The first line of words, as a choice in a list."""
    line = said.said(desk.context.language).words.split("\n")[0]
    return line if len(line) <= 60 else f"{line[:59]}…"


# --- What is said ------------------------------------------------------------------------------------------


def kind_of(story: Incident | Maintenance) -> Literal["incidents", "maintenance"]:
    """The folder a story stands in."""
    from ..model import Incident

    return "incidents" if isinstance(story, Incident) else "maintenance"


def statuses(desk: Desk, kind: str) -> list[Choice[Status]]:
    """Where an incident, or planned work, can stand."""
    from ..load.choices import OF_INCIDENTS, OF_MAINTENANCE

    names = OF_INCIDENTS if kind == "incidents" else OF_MAINTENANCE
    return [
        Choice(status, status.value, desk.fixed(f"status.{status.value}"), labels(names, status))
        for status in dict.fromkeys(names.values())
    ]


def add(
    desk: Desk,
    story: Incident | Maintenance | None,
    typed: Mapping[str, Any],
    *,
    status: Status | None = None,
    corrects: str = "",
) -> None:
    """Asks for one more word about a story, and writes it.

    With `status` that is where the story stands now; else it is asked for.
    """
    kind = kind_of(story) if story else "incidents"
    ending = status is not None
    if story is not None and desk.ask.live:
        _what_is_said_now(desk, story)
    if not ending:
        before = next((u.status for u in reversed(story.updates) if u.status), None) if story else None
        # Enter leaves it where it is, and then the file need not say it.
        chosen = desk.ask.choose(
            "--status", typed.get("status"), statuses(desk, kind), default=before, needed=False
        )
        status = chosen if chosen is not before or typed.get("status") else None
    impact = {} if ending else desk.impact(typed.get("thing", ()), None, needed=False)
    starts = desk.moment("--starts", typed.get("starts"), needed=False) if typed.get("starts") else None
    ends = desk.moment("--ends", typed.get("ends"), needed=False) if typed.get("ends") else None
    headline = languages(typed, "title")
    title = desk.title("--title", headline, needed=False) if any(headline.values()) else ""
    question = "--words of the end" if ending else "--words of a correction" if corrects else "--words"
    last = story.updates[-1].by if story and story.updates else ""
    facts, words = asked(desk, typed, impact, last, question, more=not ending)
    assert story is not None  # noqa: S101 - else it is missing
    from .. import drafts

    folder = kind_of(story)
    taken = desk.names(f"{folder}/{story.key}")
    id = drafts.update_id(facts["at"], facts["by"], story.year, desk.zone, taken)
    facts |= {"title": title, "status": status, "corrects": corrects, "starts": starts, "ends": ends}
    draft = drafts.update(folder, story.year, story.id, id, **facts)
    desk.finish([draft, *translations(desk, draft, words)], facts["at"])


def asked(
    desk: Desk,
    typed: Mapping[str, Any],
    impact: Mapping[ThingId, State],
    last: str = "",
    question: str = "--words",
    more: bool = True,
) -> tuple[dict[str, Any], dict[str, str]]:
    """Asks for what every update says besides its claims: facts, named as in `drafts.update`, and words.

    `last` spoke before; where there is no `more` to come, no next word is promised.
    """
    words = desk.words(languages(typed, "words"), question)
    at = desk.moment("--at", typed.get("at"), default=desk.now, shown=desk.context.say("now"))
    promised = typed.get("next_update")
    facts = {
        "impact": impact,
        "at": at,
        "zone": desk.zone,
        "next_update": desk.moment("--next-update", promised, needed=False, after=at) if more else None,
        "by": desk.speaker(typed.get("by"), tuple(impact), last),
        "expected": _expectation(desk, typed.get("expected")),
        "regions": desk.regions(typed.get("region", ())),
        "words": words.get(desk.site.languages[0], ""),
    }
    desk.complete()
    return facts, words


def _expectation(desk: Desk, given: str | None) -> datetime | str | None:
    """When it will work again: a moment where it can be read as one, else the words."""
    from ..load.choices import NOT_KNOWN

    if not given or given.strip().lower() in NOT_KNOWN:
        return given
    try:
        return desk.moment("--expected", given)
    except click.UsageError:
        return given


def translations(desk: Desk, draft: Draft, words: Mapping[str, str]) -> list[Draft]:
    """The files of the words in the further languages of the site."""
    from .. import drafts

    return [drafts.translation(draft.path, tag, words=words[tag]) for tag in desk.others if tag in words]


def _what_is_said_now(desk: Desk, story: Incident | Maintenance) -> None:
    """What a story claims, before anybody adds to it."""
    claims: dict[ThingId, State] = {}
    for update in story.updates:
        claims |= {claim.thing: claim.state for claim in update.claims}
    if claims:
        desk.context.tell("claimed-now")
        for thing, state in claims.items():
            label = desk.fixed(f"state.{state.id}")
            desk.context.tell("claim", name=desk.name(thing), id=thing, state=label)

"""The light edition: everything that matters in one file without style, to be read, saved and mailed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..guidance import Guidance
from ..model import Incident, State
from ..state import told_from
from . import addresses, stories, ways
from .edition import Edition, Frame, Link, Moment, Phrase, Prose
from .pages import summary
from .stories import NoticeRow, ReliefView, WindowRow

MOST_TOLD = 8
"""So many open incidents say what happened; of more there is a line each, for the page must stay light."""

MOST_NAMED = 1_000
"""So many services are named; of more there is a number, for the page must stay light."""

LONGEST = 400
"""A first paragraph of more characters is left to the incident's own page."""


@dataclass(frozen=True, slots=True)
class Line:
    """Services of one category that are in the same way, said once."""

    answer: str
    services: tuple[Link, ...]
    note: str
    """What does instead, or whom to ask, where the answer cannot say; else ""."""


@dataclass(frozen=True, slots=True)
class Category:
    """The services of one category that are not well."""

    name: Phrase
    lines: tuple[Line, ...]
    rest: str
    """How many more there are, in words; "" where all are named."""


@dataclass(frozen=True, slots=True)
class Outage:
    """An open incident: the title, the newest word, the next one."""

    title: Phrase
    path: str
    status: str
    news: Phrase | None
    words: Prose | None
    """The first paragraph of what was said last."""
    confirmed: Moment
    next_update: Moment | None
    overdue: str


@dataclass(frozen=True, slots=True)
class Lite:
    """The light edition, for `pages/lite.html`."""

    frame: Frame
    home: str
    headline: str
    counts: str
    incidents: tuple[Outage, ...]
    unwell: tuple[Category, ...]
    windows: tuple[WindowRow, ...]
    reliefs: tuple[ReliefView, ...]
    notices: tuple[NoticeRow, ...]
    well: tuple[tuple[Phrase, int], ...]
    """How many services of each category work."""


def lite(edition: Edition) -> Lite:
    """The light edition of this moment."""
    publication = edition.publication
    snapshot, at = publication.snapshot, publication.at
    first, counts = summary(edition)
    title = edition.words("lite.title")
    described = f"{first} {counts}".strip()
    return Lite(
        frame=edition.frame(addresses.LITE, title, described, snapshot.overall, changed=publication.changed),
        home=edition.path(addresses.HOME),
        headline=first,
        counts=counts,
        incidents=tuple(_outage(edition, i, n) for n, i in enumerate(snapshot.open_incidents)),
        unwell=tuple(_unwell(edition)),
        windows=tuple(stories.window(edition, w) for w in snapshot.windows if told_from(w) <= at),
        reliefs=tuple(stories.relief(edition, p) for p in snapshot.protections),
        notices=tuple(stories.notice(edition, n) for n in publication.site.notices if n.shown(at)),
        well=tuple(_well(edition)),
    )


def _outage(edition: Edition, incident: Incident, number: int) -> Outage:
    card = stories.card(edition, incident, most=0)
    first = card.latest.source.strip().split("\n\n", 1)[0] if card.latest else ""
    told = card.latest and number < MOST_TOLD and 0 < len(first) <= LONGEST
    return Outage(
        title=card.title,
        path=card.path,
        status=card.status,
        news=card.news,
        words=Prose(first, card.latest.lang) if told and card.latest else None,
        confirmed=card.confirmed,
        next_update=card.next_update,
        overdue=card.overdue,
    )


def _unwell(edition: Edition) -> Iterable[Category]:
    publication = edition.publication
    categories = publication.site.categories
    found: dict[str, dict[tuple[str, str], list[Link]]] = {}
    for service in publication.unwell:
        key = service.category if service.category in categories else ""
        guidance = publication.guidance(service.id)
        said = _answer(edition, guidance), _note(edition, guidance)
        found.setdefault(key, {}).setdefault(said, []).append(edition.link_to(service.id))
    left = MOST_NAMED
    for id in (*categories, ""):
        if id not in found:
            continue
        lines, rest = [], 0
        for (answer, note), links in found[id].items():
            named = tuple(links[:left])
            left, rest = left - len(named), rest + len(links) - len(named)
            if named:
                lines.append(Line(answer, named, note))
        more = edition.words("rows.rest", n=rest) if rest else ""
        yield Category(_called(edition, id), tuple(lines), more)


def _called(edition: Edition, category: str) -> Phrase:
    name = edition.publication.site.categories.get(category)
    return edition.phrase(name) if name else Phrase(edition.words("category.other"))


def _answer(edition: Edition, guidance: Guidance) -> str:
    state = edition.tag(guidance.state).text
    answer = ways.short_answer(edition, guidance)
    return edition.words("lite.service", state=state, answer=answer) if answer else state


def _note(edition: Edition, guidance: Guidance) -> str:
    """What the few words of the answer leave open: which other service, or whom to ask."""
    words = edition.words
    if guidance.working or guidance.limited or not guidance.ways:
        return ""
    others = [edition.phrase(one.service.name).text for one in guidance.stand_ins if one.ways]
    if others:
        return words("lite.instead", names=words.list(others))
    phones = dict.fromkeys(
        way.channel.phone for way in guidance.informing if way.usable and way.channel.phone
    )
    return words("lite.ask", phones=words.list(phones)) if phones else ""


def _well(edition: Edition) -> Iterable[tuple[Phrase, int]]:
    publication = edition.publication
    categories, states = publication.site.categories, publication.snapshot.states
    well = [s for s in publication.services if states[s.id] is State.OPERATIONAL]
    for id in (*categories, ""):
        number = sum((s.category if s.category in categories else "") == id for s in well)
        if number:
            yield _called(edition, id), number

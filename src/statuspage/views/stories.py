"""Incidents, planned work, announcements and relief in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .. import state
from ..clocks import between
from ..language import Text
from ..model import Incident, Maintenance, Notice, Status, Update
from ..state import Protection, Window
from . import addresses
from .edition import Edition, Link, Moment, Phrase, Prose, Tag
from .ways import ServiceRow, WayView, row, story_link


@dataclass(frozen=True, slots=True)
class Change:
    """What an update says of one thing."""

    thing: Link
    tag: Tag
    regions: str


@dataclass(frozen=True, slots=True)
class ReliefView:
    """What is done so that nobody loses a right, for `parts/relief.html`."""

    kind: str
    what: Phrase
    who: Phrase | None
    services: tuple[Link, ...]
    span: str
    """From when until when, in words."""
    basis: Phrase | None
    ask: Phrase | None
    story: Link | None
    said: Moment


@dataclass(frozen=True, slots=True)
class UpdateView:
    """What was known and said at one moment, for `parts/update.html`."""

    id: str
    """The permanent anchor."""
    at: Moment
    by: Phrase | None
    status: str
    title: Phrase | None
    prose: Prose | None
    changes: tuple[Change, ...]
    provisional: str
    without: tuple[tuple[Phrase, Phrase], ...]
    reliefs: tuple[ReliefView, ...]
    new_ways: tuple[tuple[Phrase, str], ...]
    """Ways born with this update, and the services they are for."""
    next_update: Moment | None
    expected: Phrase | None
    corrects: Link | None
    """What was said before was wrong."""
    corrected_by: Link | None
    """The words stay, struck through, with a link to what replaced them."""


@dataclass(frozen=True, slots=True)
class IncidentCard:
    """An incident on another page: cause said once, and how many services it touches."""

    title: Phrase
    path: str
    status: str
    open: bool
    began: Moment
    ended: Moment | None
    lasted: str
    news: Phrase | None
    """The latest word in one line, where it has one."""
    lead: Prose | None
    """The first sentence of the latest word; None where it begins with a list or a heading."""
    latest: Prose | None
    confirmed: Moment
    """When somebody last confirmed what the page says."""
    next_update: Moment | None
    overdue: str
    """The next word is missing: said in words, else ""."""
    expected: Phrase | None
    affected: str
    """`영향받는 서비스 N개`, or "" when none."""
    services: tuple[ServiceRow, ...]


@dataclass(frozen=True, slots=True)
class WindowRow:
    """One window of planned work."""

    title: Phrase
    path: str
    status: str
    when: str
    repeats: Phrase | None
    """As it was typed; None where nothing repeats, or only machines could read it."""
    things: tuple[Link, ...]
    cancelled: bool
    running: bool


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """An announcement in a list."""

    title: Phrase
    path: str
    since: Moment


def update(edition: Edition, story: Incident | Maintenance, found: Update) -> UpdateView:
    """One update of a story, in words."""
    words, site = edition.words, edition.publication.site
    agency = site.agencies.get(found.by)
    known = [u for u in story.updates if u.at <= edition.publication.at]
    later = next((u for u in known if u.corrects == found.id), None)
    earlier = next((u for u in known if u.id == found.corrects), None)
    return UpdateView(
        id=anchor(found),
        at=edition.moment(found.at),
        by=edition.phrase(agency.name) if agency else None,
        status=words(f"status.{found.status.value}") if found.status else "",
        title=edition.maybe(found.title),
        prose=edition.prose(found.words),
        changes=tuple(
            Change(
                thing=edition.link_to(claim.thing),
                tag=edition.tag(claim.state),
                regions=edition.names(site.regions[r] for r in claim.regions if r in site.regions),
            )
            for claim in found.claims
        ),
        provisional=words.list(edition.name_of(thing).text for thing in found.provisional),
        without=tuple((edition.name_of(thing), edition.phrase(text)) for thing, text in found.without),
        reliefs=tuple(
            relief(edition, Protection(r, _story(story), found, r.starts or found.at, r.services))
            for r in found.relief
        ),
        new_ways=tuple(
            (edition.phrase(new.channel.name), edition.names(_service_names(edition, new.services)))
            for new in found.channels
        ),
        next_update=edition.moment(found.next_update) if found.next_update else None,
        expected=expected(edition, found),
        corrects=_to(edition, story, earlier) if earlier else None,
        corrected_by=_to(edition, story, later) if later else None,
    )


def _service_names(edition: Edition, ids: Iterable[str]) -> Iterable[Text]:
    services = edition.publication.site.services
    return (services[id].name for id in ids if id in services)


def _story(story: Incident | Maintenance) -> state.Story:
    return state.Story("incident" if isinstance(story, Incident) else "maintenance", story.key)


def _to(edition: Edition, story: Incident | Maintenance, found: Update) -> Link:
    address = addresses.incident if isinstance(story, Incident) else addresses.maintenance
    text = Phrase(edition.words.moment(found.at))
    return Link(text, f"{edition.path(address(story.key))}#{anchor(found)}")


def anchor(found: Update) -> str:
    """The permanent anchor of an update: `u1117-0840-mois`."""
    return f"u{found.id}"


def expected(edition: Edition, found: Update) -> Phrase | None:
    """The estimate of recovery; "not known" is an answer."""
    if found.expected is None:
        return None
    if found.expected.words is not None:
        return edition.phrase(found.expected.words)
    if found.expected.at is None:
        return Phrase(edition.words("expected.unknown"))
    return Phrase(edition.words.moment(found.expected.at))


def relief(edition: Edition, found: Protection) -> ReliefView:
    """A relief in words."""
    words, given = edition.words, found.relief
    at = edition.publication.at
    if given.ends is None:
        span = words("relief.open_end", since=words.since(found.starts, at))
    else:
        span = words("relief.span", since=words.since(found.starts, at), until=words.until(given.ends, at))
    return ReliefView(
        kind=words(f"relief.{given.kind.value}"),
        what=edition.phrase(given.what),
        who=edition.maybe(given.who),
        services=tuple(edition.link_to(thing) for thing in found.things),
        span=span,
        basis=edition.maybe(given.basis),
        ask=edition.maybe(given.ask),
        story=story_link(edition, found.story),
        said=edition.moment(found.update.at),
    )


def card(edition: Edition, incident: Incident, *, most: int = 8) -> IncidentCard:
    """An incident as a card, with at most so many of the services it touches."""
    words, publication = edition.words, edition.publication
    at, snapshot = publication.at, publication.snapshot
    last = state.last_word(incident, at)
    began, over = incident.updates[0].at, incident.resolved(at)
    late = snapshot.overdue.get(incident.key)
    affected = publication.affected.get(("incident", incident.key), ())
    said = state.expected(incident, at)
    status = next((u.status for u in reversed(incident.updates) if u.at <= at and u.status), None)
    latest = edition.prose(last.words)
    return IncidentCard(
        title=edition.phrase(incident.title),
        path=edition.path(addresses.incident(incident.key)),
        status=words(f"status.{(status or Status.INVESTIGATING).value}"),
        open=over is None,
        began=edition.moment(began),
        ended=edition.moment(over) if over else None,
        lasted=words.duration(between(began, over)) if over else "",
        news=edition.maybe(last.title),
        lead=lead(latest) if over is None else None,
        latest=latest,
        confirmed=edition.moment(last.at),
        next_update=edition.moment(last.next_update) if last.next_update and over is None else None,
        overdue=words("overdue", last=words.moment(late.last, at)) if late else "",
        expected=expected(edition, Update("", at, expected=said)) if said and over is None else None,
        affected=words("affected", n=len(affected)) if affected else "",
        services=tuple(row(edition, service) for service in affected[:most]),
    )


_SENTENCE = re.compile(r"\A(.{12,}?[.!?][*_)”’]*)(?=\s)", re.DOTALL)
_NO_SENTENCE = re.compile(r"[-+*#>|]\s|[-=*_#|<]|\d+[.)]\s|\[[^\]]*\]:")


def lead(said: Prose | None) -> Prose | None:
    """The first sentence of Markdown, with its marks: what somebody in a hurry reads."""
    first = said.source.strip().partition("\n\n")[0] if said else ""
    if said is None or not first or _NO_SENTENCE.match(first.replace("**", "", 1)):
        return None
    found = _SENTENCE.match(f"{first} ")
    sentence = found[1] if found else first
    # A sentence that ends within emphasis or a link is not cut out of it.
    whole = sentence.count("**") % 2 == 0 and sentence.count("[") == sentence.count("]")
    whole = whole and sentence.count("(") == sentence.count(")") and sentence.count("`") % 2 == 0
    return Prose(sentence if whole else first, said.lang)


def window(edition: Edition, found: Window) -> WindowRow:
    """A window of planned work as a line."""
    words, at = edition.words, edition.publication.at
    status = found.status(at)
    return WindowRow(
        title=edition.phrase(found.maintenance.title),
        path=edition.path(addresses.maintenance(found.maintenance.key)),
        status=words(f"status.{status.value}"),
        when=words.span(found.starts, found.ends),
        repeats=_repeats(edition, found.maintenance),
        things=tuple(edition.link_to(claim.thing) for claim in found.maintenance.claims),
        cancelled=status is Status.CANCELLED,
        running=status in (Status.IN_PROGRESS, Status.VERIFYING),
    )


def _repeats(edition: Edition, found: Maintenance) -> Phrase | None:
    typed = found.repeats.typed if found.repeats else ""
    if not typed or "=" in typed:
        return None
    language = "ko" if any("가" <= letter <= "힣" for letter in typed) else "en"
    return Phrase(typed, "" if language == edition.language else language)


def notice(edition: Edition, found: Notice) -> NoticeRow:
    """An announcement as a line."""
    return NoticeRow(
        title=edition.phrase(found.title),
        path=edition.path(addresses.announcement(found.key)),
        since=edition.moment(found.starts),
    )


__all__ = ["WayView", "card", "notice", "relief", "update", "window"]

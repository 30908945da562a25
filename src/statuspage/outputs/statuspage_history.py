"""The history feeds of Statuspage (`/history.atom`, `/history.rss`): one entry for each story.

An entry is an incident or a window of planned work with everything said so far, the newest first. It grows,
so whoever wants to hear each word once reads the feeds of `outputs.feeds` instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from html import escape
from typing import NamedTuple

from ..views import addresses
from ..views.edition import Edition, Phrase, Prose
from ..views.news import Entry, Term
from . import Artifact, Press, feeds
from .statuspage_v2 import Post, Story, Telling, tellings

FORMATS = ("atom", "rss")
"""The formats Statuspage has."""

LIMIT = feeds.Limit(50, 250_000)
"""How much one feed may hold; what is open comes first."""

ENTRY = 30_000
"""How many bytes, roughly, an entry has before older words are left to its page."""


class Word(NamedTuple):
    """What was said at one moment."""

    at: str
    status: str
    title: Phrase
    prose: Prose
    otherwise: str
    """What it says when it has neither a title nor words."""


class Told(NamedTuple):
    """A story as it stands in the feed."""

    id: str
    title: str
    page: str
    began: datetime
    updated: datetime
    when: str
    """Of planned work: the time of the work."""
    terms: tuple[Term, ...]
    words: tuple[Word, ...]
    """The newest first."""


def render(press: Press) -> Iterator[Artifact]:
    """Both feeds of every edition."""
    for telling in press.once(tellings):
        edition = telling.edition
        told = tuple(_told(edition, story) for story in _chosen(telling, telling.at))
        older = edition.words("feed.older")
        for format in FORMATS:
            head = _head(edition, format, told)
            inputs = (head, told, older, press.site.allowed_links)
            path = edition.path(addresses.history_feed(format))
            yield Artifact(path, inputs, partial(_made, press, head, told, older))


def _chosen(telling: Telling, at: datetime) -> list[Story]:
    """What may stand in the feed: first what is open or to come, then the rest; each the newest first."""
    known = [*telling.incidents, *telling.windows]
    # Planned work of which no word was due yet is no news.
    said = [story for story in known if datetime.fromisoformat(story.created) <= at]
    said.sort(key=lambda story: (datetime.fromisoformat(story.updated), story.id), reverse=True)
    said.sort(key=lambda story: story.resolved is not None)
    return said[: LIMIT.entries]


def _told(edition: Edition, story: Story) -> Told:
    words, zone = edition.words, edition.publication.site.zone
    planned, when = story.scheduled, ""
    if planned:
        when = words("feed.when", span=words.span(*map(datetime.fromisoformat, planned)))
    kind = words("history.windows" if planned else "history.incidents")
    return Told(
        id=_id(edition, f"history/{story.id}"),
        title=story.name,
        page=story.link,
        began=datetime.fromisoformat(story.created).astimezone(zone),
        updated=datetime.fromisoformat(story.updated).astimezone(zone),
        when=when,
        terms=(
            Term("kind", "maintenance" if planned else "incident", kind),
            Term("status", story.status, words(f"status.{story.status}")),
        ),
        words=tuple(_word(edition, post) for post in story.posts),
    )


def _word(edition: Edition, post: Post) -> Word:
    titled, spoken = post.spoken
    return Word(
        at=edition.words.moment(datetime.fromisoformat(post.at)),
        status=edition.words(f"status.{post.status}"),
        title=Phrase(post.title, titled),
        prose=Prose(post.source, spoken),
        otherwise=post.otherwise,
    )


def _id(edition: Edition, path: str) -> str:
    """A `tag:` URI (RFC 4151) that no entry of the other feeds has; each language has its own."""
    site = edition.publication.site
    first = edition.language == site.languages[0]
    return f"{site.tag}:{path}" + ("" if first else f":{edition.language}")


def _head(edition: Edition, format: str, told: Sequence[Told]) -> feeds.Head:
    site, words = edition.publication.site, edition.words
    called = edition.phrase(site.name).text
    updated = max((story.updated for story in told), default=None)
    return feeds.Head(
        format=format,
        language=edition.language,
        id=_id(edition, "history"),
        title=words("feed.title", name=words("history.title"), site=called),
        about=words("feed.about_history"),
        page=site.address + edition.path(addresses.HISTORY),
        address=site.address + edition.path(addresses.history_feed(format)),
        site=called,
        home=site.address + edition.root,
        hubs=site.hubs,
        updated=updated or feeds.beginning(site.tag),
    )


# Making


def _made(press: Press, head: feeds.Head, told: Sequence[Told], older: str) -> bytes:
    chosen: list[tuple[Told, feeds.Clipping]] = []
    weight = 0
    for story in told:
        clipping = _clipping(press, head, story, older)
        weight += clipping.weight
        if chosen and weight > LIMIT.weight:
            break
        chosen.append((story, clipping))
    chosen.sort(key=lambda pair: (pair[0].updated, pair[0].id), reverse=True)
    return feeds.written(head, [clipping for _, clipping in chosen])


def _clipping(press: Press, head: feeds.Head, story: Told, older: str) -> feeds.Clipping:
    entry = Entry(
        id=story.id, title=story.title, url=story.page, at=story.began, by=head.site, terms=story.terms,
        lead=(), prose=None, page=story.page, sections=(), closing=(), short="",
    )  # fmt: skip
    html = feeds.legal(_html(press, story, older))
    return feeds.Clipping(entry, html, "", head.language, story.updated)


def _html(press: Press, story: Told, older: str) -> str:
    parts = [f"<p>{escape(story.when, quote=False)}</p>"] if story.when else []
    weight = 0
    for number, word in enumerate(story.words):
        said = _said(press, story.page, word)
        weight += len(escape(said).encode())
        if number and weight > ENTRY:
            parts.append(f'<p><a href="{escape(story.page)}">{escape(older, quote=False)}</a></p>')
            break
        parts.append(said)
    return "\n".join(parts)


def _said(press: Press, page: str, word: Word) -> str:
    """One word the way Statuspage writes it: moment, status in bold, a dash, what was said."""
    prose = feeds.anywhere(page, press.prose(word.prose)).strip() if word.prose.source else ""
    title = escape(word.title.text, quote=False)
    if title and word.title.lang:
        title = f'<span lang="{escape(word.title.lang)}">{title}</span>'
    if not title and not prose and word.otherwise != word.status:
        title = escape(word.otherwise, quote=False)
    at, status = escape(word.at, quote=False), escape(word.status, quote=False)
    head = f"<p><small>{at}</small><br><strong>{status}</strong>"
    if title:
        head += f" - {title}"
    elif prose.startswith("<p>") and not word.prose.lang:
        return f"{head} - {prose[len('<p>') :]}"
    if word.prose.lang and prose:
        prose = f'<div lang="{escape(word.prose.lang)}">{prose}</div>'
    return f"{head}</p>\n{prose}".rstrip()

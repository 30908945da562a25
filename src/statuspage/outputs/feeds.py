"""News for readers' programs: Atom 1.0, RSS 2.0 and JSON Feed 1.1, for everything and for every page.

All formats say the same words; Atom (RFC 4287) is the reference. Nothing in a feed depends on the clock, the
host or the templates, so a rebuild gives readers nothing new. What no longer fits into the main feed stays in
archives (RFC 5005, section 4): files of up to 25 entries of one year, published when they are full.

feedgen 1.0 writes the XML; where it falls short (links in RSS besides `self`, archives), an extension of ours
does. It sets the locale of the whole process while it writes dates, so feeds are made in the main thread.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache, partial
from html import escape, unescape
from typing import Any, NamedTuple
from urllib.parse import urljoin

from ..digests import fingerprint
from ..model import Service
from ..views import addresses
from ..views.edition import Edition, Phrase
from ..views.news import Anchor, Archive, Entry, Item, Line, News
from . import Artifact, Part, Press

TYPES = {"atom": "application/atom+xml", "rss": "application/rss+xml", "json": "application/feed+json"}
"""The formats, by the ending of their files, and their media types."""

ARCHIVES = {"atom": "atom", "rss": "atom", "json": "json"}
"""In which format the archives are that each one leads to: RSS to those of the reference."""

EXCERPT = 220
"""How many letters of an update its summary has."""


class Limit(NamedTuple):
    """How much one feed may hold; the newest word of every open incident always has its place."""

    entries: int
    weight: int
    """Bytes, roughly."""


EVERYTHING = Limit(50, 250_000)
GATHERED = Limit(50, 120_000)
SERVICE = Limit(20, 32_000)
"""A country has hundreds of services, in several languages and formats."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a feed says of itself."""

    format: str
    language: str
    id: str
    title: str
    about: str
    page: str
    """The address of the page it stands beside."""
    address: str
    """Its own address."""
    site: str
    home: str
    hubs: tuple[str, ...]
    updated: datetime
    older: str = ""
    """The address of the newest archive, or of the one before this one; in JSON Feed `next_url`."""
    current: str = ""
    """In an archive: the address of the feed it belongs to."""


def render(press: Press) -> Iterator[Artifact]:
    """Every feed of every edition but those of services, and the archives."""
    news, desks = press.once(_news), press.once(_desks)
    # Language beside language, format beside format: what they share is then still at hand.
    for page, items in news.feeds.items():
        limit = EVERYTHING if page == addresses.HOME else GATHERED
        yield from _feeds(desks, page, _choice(news, limit, items))
    for number, archive in enumerate(news.archives):
        key = fingerprint(*map(news.digest, archive.items)).hex()
        for desk in desks:
            yield from desk.archive(number, key)


def of_service(press: Press, service: Service) -> Part:
    """The feeds of a service in every edition."""
    choice = press.once(_Choices).of(service.id)
    page = addresses.service(service.id)
    return Part((choice.updated, choice.key), partial(_feeds, press.once(_desks), page, choice))


def _news(press: Press) -> News:
    return News(press.editions()[0].publication)


def _desks(press: Press) -> list[Desk]:
    return [Desk(press, press.once(_news), edition) for edition in press.editions()]


def _feeds(desks: Iterable[Desk], page: str, choice: Choice) -> Iterator[Artifact]:
    for desk in desks:
        yield from desk.feeds(page, choice)


class Choice(NamedTuple):
    """What may stand in one feed, whatever its language and format."""

    limit: Limit
    held: tuple[Item, ...]
    """What it must hold."""
    more: tuple[Item, ...]
    """What else it may hold, the most wanted first."""
    updated: datetime | None
    key: str


class _Choices:
    """The choices of services; most share theirs with others that hang on the same things."""

    def __init__(self, press: Press) -> None:
        self._news = press.once(_news)
        self._made: dict[int, Choice] = {}

    def of(self, service: str) -> Choice:
        """What may stand in the feeds of a service."""
        # The newest of all may be wanted besides the last words of what goes on.
        items = self._news.of_service(service, SERVICE.entries + 1)
        if id(items) not in self._made:
            self._made[id(items)] = _choice(self._news, SERVICE, items)
        return self._made[id(items)]


def _choice(news: News, limit: Limit, items: Sequence[Item]) -> Choice:
    """The newest news, the last word of every open incident, what no archive has; then as much as fits."""
    must = {item for item in news.going_on.intersection(items) if news.is_last(item)} | set(items[:1])
    if limit is EVERYTHING:
        must |= set(items) - news.archived
    held = tuple(item for item in items if item in must)
    # The newest of all, so that no long story hides that another one is over.
    wanted = [item for item in items[: limit.entries + len(must)] if item not in must]
    more = tuple(wanted[: max(0, limit.entries - len(held))])
    key = fingerprint(limit, len(held), *map(news.digest, (*held, *more))).hex()
    return Choice(limit, held, more, items[0].at if items else None, key)


class Desk:
    """Makes the feeds of one edition; what an entry says is worked out once for all of them."""

    def __init__(self, press: Press, news: News, edition: Edition) -> None:
        self.press, self.news, self.edition = press, news, edition
        self.site = press.site
        words, site = edition.words, press.site
        spoken = [sorted(spoken.entries.items()) for spoken in (words, words.fallback) if spoken is not None]
        place = (edition.language, edition.root, words.zone.key)
        self._always = fingerprint(spoken, place, site.address, site.name, site.hubs, site.tag)
        # A feed is made after its neighbours, and neighbours share most of their entries.
        self._clipping = lru_cache(maxsize=100)(self._cut)

    def feeds(self, page: str, choice: Choice) -> Iterator[Artifact]:
        """The feed beside one page in every format."""
        name = self._name(page)
        for format in TYPES:
            path = self.edition.path(addresses.feed(page, format))
            older = self._older(format, page)
            inputs = (self._always, name, older, choice.updated, choice.key)
            yield Artifact(path, inputs, partial(self._feed, format, page, path, choice))

    def archive(self, place: int, key: str) -> Iterator[Artifact]:
        """Some of what is older than the feed of everything, in every format that has archives."""
        archives = self.news.archives
        found = archives[place]
        for format in dict.fromkeys(ARCHIVES.values()):
            older = self._archive_address(archives[place - 1], format) if place else ""
            path = self._archive_path(found, format)
            make = partial(self._archive, format, found, older, path)
            yield Artifact(path, (self._always, older, key), make)

    def _archive_path(self, found: Archive, format: str) -> str:
        return self.edition.path(addresses.feed_archive(found.year, found.number, format))

    def _archive_address(self, found: Archive, format: str) -> str:
        return self.site.address + self._archive_path(found, format)

    def _head(self, format: str, page: str, path: str, updated: datetime | None) -> Head:
        edition, site, words = self.edition, self.site, self.edition.words
        name, called = self._name(page), edition.phrase(site.name).text
        return Head(
            format=format,
            language=edition.language,
            id=self.news.id(edition.language, f"{page}feed"),
            title=words("feed.title", name=name, site=called) if name else called,
            about=words("feed.about", name=name) if name else words("feed.about_all"),
            page=site.address + edition.path(page),
            address=site.address + path,
            site=called,
            home=site.address + edition.root,
            hubs=site.hubs,
            updated=updated.astimezone(site.zone) if updated else beginning(site.tag),
            older=self._older(format, page),
        )

    def _older(self, format: str, page: str) -> str:
        """The newest archive, where a feed leads to one."""
        archived = page == addresses.HOME and self.news.archives
        return self._archive_address(self.news.archives[-1], ARCHIVES[format]) if archived else ""

    def _name(self, page: str) -> str:
        """What a page with news is called; the home page is the site itself."""
        site = self.site
        kind, _, id = page.rstrip("/").partition("/")
        if page == addresses.MAINTENANCE:
            return self.edition.words("maintenance.title")
        if not id:
            return ""
        named = {
            "services": lambda: site.services[id].name,
            "agencies": lambda: site.agencies[id].name,
            "categories": lambda: site.categories[id],
            "regions": lambda: site.regions[id],
        }
        return self.edition.phrase(named[kind]()).text

    # Making

    def _feed(self, format: str, page: str, path: str, choice: Choice) -> bytes:
        head = self._head(format, page, path, choice.updated)
        chosen, weight = list(choice.held), sum(self._clipping(item).weight for item in choice.held)
        for item in choice.more:
            weight += self._clipping(item).weight
            if weight > choice.limit.weight:
                break
            chosen.append(item)
        chosen.sort(key=self.news.place)
        return written(head, [self._clipping(item) for item in chosen])

    def _archive(self, format: str, found: Archive, older: str, path: str) -> bytes:
        head = self._head(format, addresses.HOME, path, found.items[0].at)
        title = self.edition.words("feed.archive", title=head.title, year=str(found.year), n=found.number)
        main = self.edition.path(addresses.feed(addresses.HOME, format))
        current = self.site.address + main
        head = replace(head, title=title, hubs=(), older=older, current=current)
        return written(head, [self._clipping(item) for item in found.items])

    def _cut(self, item: Item) -> Clipping:
        entry = self.news.entry(self.edition, item)
        prose = self.press.prose(entry.prose) if entry.prose is not None else ""
        return Clipping(
            entry, legal(_html(entry, prose)), legal(_summary(entry, prose)), self.edition.language
        )


def beginning(tag: str) -> datetime:
    """When a feed without news was last changed: the day its tag counts from (RFC 4151, section 2.1)."""
    said = re.search(r",(\d{4})(?:-(\d\d))?(?:-(\d\d))?", tag)
    year, month, day = said.groups() if said else ("2000", None, None)
    return datetime(int(year), int(month or 1), int(day or 1), tzinfo=UTC)


# Entries as HTML and as plain text

_HREF = re.compile(r'(?<= href=")[^"]*(?=")')
_WITHIN = re.compile(r"</?(?:a|strong|em|code)\b[^<>]*>")
"""Marks within a word, as in `<a>전화</a>로`; every other mark parts what stands on its two sides."""
_TAGS = re.compile(r"<[^<>]*>")
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """Text without the characters that XML 1.0 (section 2.2) has no place for: one costs a whole feed."""
    # What can be printed has its place: a glance tells.
    return text if text.replace("\n", "").isprintable() else _ILLEGAL.sub("", text)


def _html(entry: Entry, prose: str) -> str:
    """An entry as HTML: first what was said, then the facts."""
    parts = [_paragraph(entry.lead)] if entry.lead else []
    if prose and entry.prose is not None:
        said = anywhere(entry.page, prose)
        parts.append(f'<div lang="{escape(entry.prose.lang)}">{said}</div>' if entry.prose.lang else said)
    for section in entry.sections:
        parts.append(f"<h3>{escape(section.title)}</h3>")
        parts.append("<ul>" + "".join(f"<li>{_line(line)}</li>" for line in section.lines) + "</ul>")
    if entry.closing:
        parts.append(_paragraph(entry.closing))
    return "\n".join(parts)


def anywhere(page: str, prose: str) -> str:
    """Words as HTML that can be read far from the page they stand on: their links are whole."""
    return _HREF.sub(partial(_whole, page), prose)


def _whole(page: str, href: re.Match[str]) -> str:
    """A link of a note, which may be relative to the page it stands on, as an address that works anywhere."""
    return escape(urljoin(page, unescape(href[0])))


def _paragraph(lines: Iterable[Line]) -> str:
    return "<p>" + "<br>\n".join(_line(line) for line in lines) + "</p>"


def _line(line: Line) -> str:
    return "".join(_piece(piece) for piece in line)


def _piece(piece: Phrase | Anchor) -> str:
    phrase, url = (piece.phrase, piece.url) if isinstance(piece, Anchor) else (piece, "")
    words = escape(phrase.text, quote=False)
    if phrase.lang:
        words = f'<span lang="{escape(phrase.lang)}">{words}</span>'
    return f'<a href="{escape(url)}">{words}</a>' if url else words


def _summary(entry: Entry, prose: str) -> str:
    """An entry in a few lines of plain text: the states, the beginning of what was said, the next word."""
    said = " ".join(unescape(_TAGS.sub(" ", _WITHIN.sub("", prose))).split())
    if len(said) > EXCERPT:
        said = said[:EXCERPT].rsplit(" ", 1)[0] + "…"
    closing = _plain(entry.closing[0]) if entry.closing else ""
    return "\n".join(part for part in (entry.short, said, closing) if part) or entry.title


def _plain(line: Line) -> str:
    return "".join(piece.phrase.text if isinstance(piece, Anchor) else piece.text for piece in line)


class Clipping:
    """An entry as it goes into the feeds of one language; every format is made once, when it is asked for.

    Without a summary its HTML is all it says. `updated` is when it last grew, if it does.
    """

    def __init__(
        self, entry: Entry, html: str, summary: str, language: str, updated: datetime | None = None
    ) -> None:
        # What was said is in the HTML by now; there are thousands of clippings at once.
        self.entry = replace(entry, lead=(), prose=None, sections=(), closing=())
        self.html, self.summary, self.language = html, summary, language
        self.updated = updated or entry.at
        self.title, self.by = legal(entry.title), legal(entry.by)
        self.weight = len(escape(html).encode()) + 3 * len(summary) + 2_000
        self._made: dict[str, Any] = {}

    def made(self, format: str, make: Callable[[Clipping], Any]) -> Any:
        """This entry in one format."""
        if format not in self._made:
            self._made[format] = make(self)
        return self._made[format]


# Formats


def written(head: Head, clippings: Sequence[Clipping]) -> bytes:
    """The bytes of a feed."""
    if head.format == "json":
        return _json(head, clippings)
    feed = _feedgen().FeedGenerator()
    _describe(feed, head)
    for clipping in clippings:
        # By itself feedgen turns the order round.
        feed.add_entry(clipping.made(head.format, partial(_Kept, head.format)), order="append")
    data: bytes = feed.atom_str(pretty=True) if head.format == "atom" else feed.rss_str(pretty=True)
    return data


@lru_cache(maxsize=1)
def _feedgen() -> Any:
    """feedgen, loaded with the first feed that has to be made."""
    import feedgen.feed  # before its extensions, which import it only half

    return feedgen.feed


def _describe(feed: Any, head: Head) -> None:
    """The head of an Atom or RSS feed. Each feed has its own generator: RSS would copy the Atom address."""
    feed.id(head.id)
    feed.title(legal(head.title))
    feed.subtitle(legal(head.about))
    feed.language(head.language)
    feed.author(name=legal(head.site), uri=head.home)
    feed.generator("statuspage")
    # Unless it is told, feedgen writes the moment of the build.
    feed.updated(head.updated)
    links = [("self", head.address, TYPES[head.format])]
    links += [("hub", hub, "") for hub in head.hubs]
    links += [("current", head.current, TYPES["atom"])] if head.current else []
    links += [("prev-archive", head.older, TYPES["atom"])] if head.older else []
    if head.format == "atom":
        for rel, href, type_ in links:
            feed.link(href=href, rel=rel, **({"type": type_} if type_ else {}))
    else:
        feed.load_extension("dc", atom=False, rss=True)
        feed.link(href=head.address, rel="self", type=TYPES["rss"])
    # RSS has one link only: the last alternate.
    feed.link(href=head.page, rel="alternate", type="text/html", hreflang=head.language)
    feed.register_extension("sp", partial(_Extension, links[1:], bool(head.current)), None)


class _Extension:
    """What feedgen does not write: RSS links other than `self`, and the mark of an archive (RFC 5005)."""

    def __init__(self, links: list[tuple[str, str, str]], archive: bool) -> None:
        self.links, self.archive = links, archive

    def extend_ns(self) -> dict[str, str]:
        return {"fh": _HISTORY} if self.archive else {}

    def extend_atom(self, feed: Any) -> None:
        self._mark(feed)

    def extend_rss(self, rss: Any) -> None:
        from feedgen.util import xml_elem

        channel = rss[0]
        for rel, href, type_ in self.links:
            link = xml_elem(f"{{{_ATOM}}}link", channel, href=href, rel=rel)
            if type_:
                link.set("type", type_)
        self._mark(channel)

    def _mark(self, parent: Any) -> None:
        from feedgen.util import xml_elem

        if self.archive:
            xml_elem(f"{{{_HISTORY}}}archive", parent)


_ATOM = "http://www.w3.org/2005/Atom"
_HISTORY = "http://purl.org/syndication/history/1.0"


class _Kept:
    """An entry made by feedgen, kept for all the feeds it stands in."""

    def __init__(self, format: str, clipping: Clipping) -> None:
        self._element = _atom_entry(clipping) if format == "atom" else _rss_item(clipping)

    def register_extension(self, *_: object) -> None:
        """Entries need no extension of the feed's."""

    def atom_entry(self) -> Any:
        # The feed that held it before has been written by now, so it may move to the next one.
        return self._element

    def rss_entry(self) -> Any:
        return self._element


def _entry(clipping: Clipping) -> Any:
    _feedgen()
    from feedgen.entry import FeedEntry

    entry, found = FeedEntry(), clipping.entry
    entry.id(found.id)
    entry.title(clipping.title)
    entry.link(href=found.url)
    entry.published(found.at)
    entry.updated(clipping.updated)
    scheme = ":".join(found.id.split(":", 2)[:2])
    # All at once: feedgen goes through those it has for each that is added.
    entry.category(
        [
            {"term": term.id, "scheme": f"{scheme}:{term.scheme}", "label": legal(term.label)}
            for term in found.terms
        ]
    )
    return entry


def _atom_entry(clipping: Clipping) -> Any:
    entry = _entry(clipping)
    entry.author(name=clipping.by)
    entry.content(clipping.html, type="html")
    if clipping.summary:
        entry.summary(clipping.summary)
    return entry.atom_entry()


def _rss_item(clipping: Clipping) -> Any:
    from feedgen.ext.dc import DcEntryExtension

    entry = _entry(clipping)
    # RSS has one moment only: that of the newest word.
    entry.published(clipping.updated)
    # Programs show the description as HTML.
    if clipping.summary:
        entry.description(escape(clipping.summary, quote=False).replace("\n", "<br>\n"))
        entry.content(clipping.html)
    else:
        entry.description(clipping.html)
    entry.register_extension("dc", DcEntryExtension, atom=False, rss=True)
    entry.dc.dc_creator(clipping.by)
    return entry.rss_entry()


def _json(head: Head, clippings: Sequence[Clipping]) -> bytes:
    """JSON Feed 1.1 (jsonfeed.org/version/1.1)."""
    described: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": head.title,
        "home_page_url": head.page,
        "feed_url": head.address,
        "description": head.about,
        "language": head.language,
        "authors": [{"name": head.site, "url": head.home}],
    }
    if head.older:
        described["next_url"] = head.older
    if head.hubs:
        described["hubs"] = [{"type": "WebSub", "url": hub} for hub in head.hubs]
    start = json.dumps(described, ensure_ascii=False, indent=1).removesuffix("\n}")
    items = ",\n".join(clipping.made("json", _json_item) for clipping in clippings)
    return f'{start},\n "items": [\n{items}\n ]\n}}\n'.encode()


def _json_item(clipping: Clipping) -> str:
    entry = clipping.entry
    moment = entry.at.isoformat(timespec="seconds")
    item = {
        "id": entry.id,
        "url": entry.url,
        "title": clipping.title,
        "content_html": clipping.html,
        "summary": clipping.summary,
        "date_published": moment,
        "date_modified": moment,
        "authors": [{"name": clipping.by}],
        "language": clipping.language,
        "tags": [term.label for term in entry.terms],
    }
    return json.dumps(item, ensure_ascii=False)

"""The pages beside the news: corrections, regions, and what a site says about itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..model import Incident, Maintenance, Update
from . import addresses, stories
from .edition import Corrected, Edition, Frame, Link, Moment, Phrase, Prose, Publication


@dataclass(frozen=True, slots=True)
class Word:
    """What was said at one moment: when, by whom, and the words."""

    at: Moment
    path: str
    by: Phrase | None
    title: Phrase | None
    words: Prose | None


@dataclass(frozen=True, slots=True)
class Correction:
    """What was said, and what replaced it."""

    story: Link
    was: Word
    now: Word


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    """Words that were wrong, and what replaced them, for `pages/corrections.html`."""

    frame: Frame
    title: str
    corrections: tuple[Correction, ...]
    years: tuple[Link, ...]
    """The pages of all years, where not everything stands on one."""


MOST = 100
"""How many corrections the first page shows; of decades, they would be millions of bytes."""


def corrections(edition: Edition, year: int = 0) -> CorrectionsPage:
    """The latest corrections, or those of a year, the latest first."""
    words, publication = edition.words, edition.publication
    found = corrected(publication, year)
    title = words("corrections.of_year", year=str(year)) if year else words("corrections.title")

    def to(one: int) -> Link:
        text = words("corrections.of_year", year=str(one))
        return Link(Phrase(text), edition.path(addresses.corrections(one)))

    return CorrectionsPage(
        frame=edition.frame(
            addresses.corrections(year) if year else addresses.CORRECTIONS,
            title,
            words("corrections.about"),
            changed=found[0].now.at if found else None,
        ),
        title=title,
        corrections=tuple(
            Correction(
                Link(edition.phrase(one.story.title), _page(edition, one.story)),
                _word(edition, one.story, one.was),
                _word(edition, one.story, one.now),
            )
            for one in found
        ),
        years=tuple(map(to, corrected_years(publication))),
    )


def corrected(publication: Publication, year: int = 0) -> tuple[Corrected, ...]:
    """What the first page tells of, or the page of a year."""
    if not year:
        return publication.corrected[:MOST]
    zone = publication.site.zone
    return tuple(one for one in publication.corrected if one.now.at.astimezone(zone).year == year)


def corrected_years(publication: Publication) -> tuple[int, ...]:
    """The years whose corrections have a page of their own, the newest first: none where one page does."""
    if len(publication.corrected) <= MOST:
        return ()
    years = {one.now.at.astimezone(publication.site.zone).year for one in publication.corrected}
    return tuple(sorted(years, reverse=True))


def _page(edition: Edition, story: Incident | Maintenance) -> str:
    address = addresses.incident if isinstance(story, Incident) else addresses.maintenance
    return edition.path(address(story.key))


def _word(edition: Edition, story: Incident | Maintenance, found: Update) -> Word:
    agency = edition.publication.site.agencies.get(found.by)
    return Word(
        at=edition.moment(found.at),
        path=f"{_page(edition, story)}#{stories.anchor(found)}",
        by=edition.phrase(agency.name) if agency else None,
        title=edition.maybe(found.title),
        words=edition.prose(found.words),
    )


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an article under its own heading."""

    id: str
    title: str
    words: Prose


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file that programs read: its full address, to be copied, and its path."""

    address: str
    path: str


@dataclass(frozen=True, slots=True)
class Article:
    """Words that a site says about itself, for `pages/article.html`."""

    frame: Frame
    title: str
    lang: str
    """Where it is not the page's."""
    intro: Prose
    sections: tuple[Section, ...]
    feeds: tuple[tuple[Phrase, FileLink], ...]
    """On the page about subscribing: what there is to subscribe to."""
    calendar: FileLink | None


def article(edition: Edition, name: str, texts: Mapping[str, str]) -> Article:
    """An article in the reader's language, else in the first of the site's that has it.

    `texts` holds the Markdown by language; its first heading is the page's, those of the second rank
    divide it.
    """
    languages = (edition.language, *edition.publication.site.languages, *texts)
    language = next(one for one in languages if one in texts)
    lang = "" if language == edition.language else language
    title, intro, parts = _divided(texts[language])
    subscribing = name == "subscribe"
    return Article(
        frame=edition.frame(addresses.article(name), title, title, changed=None),
        title=title,
        lang=lang,
        intro=Prose(intro, lang),
        sections=(
            *(
                Section(f"part-{number}", head, Prose(words, lang))
                for number, (head, words) in enumerate(parts, 1)
            ),
            *(_signer(edition) if name == "genuine" else ()),
        ),
        feeds=tuple(_feeds(edition)) if subscribing else (),
        calendar=_address(edition, addresses.calendar(addresses.HOME)) if subscribing else None,
    )


def _signer(edition: Edition) -> Iterable[Section]:
    """How a copy is checked with the tools that every Unix has, where the site is signed."""
    site, words = edition.publication.site, edition.words
    if site.signer:
        host = site.address.partition("://")[2].partition("/")[0]
        check = (
            f"ssh-keygen -Y verify -f signers -I {host} -n statuspage -s manifest.json.sig < manifest.json"
        )
        signer, how = f"{words('genuine.signed')}\n\n    {host} {site.signer}\n", words("genuine.check")
        # Not whether it is so now: the same files give the same pages, also where nobody has the key.
        unsigned = words("genuine.unsigned", address=site.address)
        text = f"{signer}\n{how}\n\n    {check}\n\n{unsigned}\n"
        yield Section("signature", words("genuine.copies"), Prose(text, ""))


def _divided(text: str) -> tuple[str, str, list[tuple[str, str]]]:
    """The title of an article, what stands before its first part, and its parts."""
    title, parts = "", [("", "")]
    for line in text.splitlines():
        if line.startswith("# ") and not title:
            title = line[2:].strip()
        elif line.startswith("## "):
            parts.append((line[3:].strip(), ""))
        else:
            head, words = parts[-1]
            parts[-1] = head, f"{words}{line}\n"
    return title, parts[0][1], parts[1:]


def _feeds(edition: Edition) -> Iterable[tuple[Phrase, FileLink]]:
    words, publication = edition.words, edition.publication
    pages = [
        (Phrase(words("subscribe.all")), addresses.HOME),
        (Phrase(words("subscribe.maintenance")), addresses.MAINTENANCE),
    ]
    for id, called in publication.site.categories.items():
        if any(service.category == id for service in publication.services):
            pages.append((edition.phrase(called), addresses.category(id)))
    for name, page in pages:
        yield name, _address(edition, addresses.feed(page, "atom"))


def _address(edition: Edition, address: str) -> FileLink:
    path = edition.path(address)
    return FileLink(edition.publication.site.address + path, path)


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A region, and what is worse there."""

    region: Link
    note: str


@dataclass(frozen=True, slots=True)
class RegionsPage:
    """Every region, for `pages/regions.html`."""

    frame: Frame
    regions: tuple[RegionRow, ...]


def regions(edition: Edition) -> RegionsPage:
    """Every region, with the number of services that are worse there than elsewhere."""
    words, publication = edition.words, edition.publication
    worse: dict[str, set[str]] = {}
    for thing, found in publication.snapshot.regional.items():
        id = thing.partition("/")[0]
        if id in publication.snapshot.services:
            for region in found:
                worse.setdefault(region, set()).add(id)
    rows = []
    for id, name in publication.site.regions.items():
        number = len(worse.get(id, ()))
        note = words("gathered.unwell", n=number) if number else ""
        rows.append(RegionRow(Link(edition.phrase(name), edition.path(addresses.region(id))), note))
    return RegionsPage(
        edition.frame(
            addresses.REGIONS, words("regions.title"), words("regions.about"), changed=publication.changed
        ),
        tuple(rows),
    )


@dataclass(frozen=True, slots=True)
class NotFound:
    """The page for an address that does not exist, for `pages/not-found.html`."""

    frame: Frame
    services: str
    """Where every service is listed."""
    pages: tuple[Link, ...]
    categories: tuple[Link, ...]


def not_found(edition: Edition) -> NotFound:
    """What helps somebody who came to an address that does not exist."""
    words, publication = edition.words, edition.publication
    title = words("not_found.title")
    known = {service.category for service in publication.services}
    return NotFound(
        frame=edition.frame(addresses.NOT_FOUND, title, title, changed=None),
        services=edition.path(addresses.HOME) + "#services",
        pages=(
            *edition.menu[1:],
            Link(Phrase(words("lite.title")), edition.path(addresses.LITE)),
            Link(Phrase(words("more.genuine")), edition.path(addresses.GENUINE)),
        ),
        categories=tuple(
            Link(edition.phrase(name), edition.path(addresses.category(id)))
            for id, name in publication.site.categories.items()
            if id in known
        ),
    )

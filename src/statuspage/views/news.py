"""What is news: every update, announcement and notice as an entry that stands alone, and whom it concerns.

An entry says what was so at its own moment, never what came later, so that a reader's program that has
seen it once never sees it change. Only edited files change it. It is the same entry in every feed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, lru_cache
from typing import NamedTuple, TypeAlias

from .. import guidance, state
from ..language import Text
from ..model import Incident, Maintenance, Notice, Service, State, Status, ThingId, Update
from ..state import Past, Protection, Snapshot
from . import addresses
from .edition import Edition, Phrase, Prose, Publication
from .stories import anchor
from .ways import short_answer

MOST = 8
"""The most services, and the most other things, one entry tells of; its page tells of all."""

FULL = 25
"""How many entries make an archive full."""

_OVER = (Status.RESOLVED, Status.POSTMORTEM, Status.COMPLETED, Status.CANCELLED)

Story: TypeAlias = Incident | Maintenance | Notice


class Anchor(NamedTuple):
    """Words that lead somewhere; feeds are read far from the site, so the address is whole."""

    phrase: Phrase
    url: str


Line: TypeAlias = tuple[Phrase | Anchor, ...]


class Section(NamedTuple):
    """Facts under a heading."""

    title: str
    lines: tuple[Line, ...]


class Term(NamedTuple):
    """A word to sort entries by: what kind of word, its identifier, and how people say it."""

    scheme: str
    """`kind`, `status`, `state`, `agency`, `category` or `region`."""
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of news in one language."""

    id: str
    title: str
    url: str
    at: datetime
    by: str
    terms: tuple[Term, ...]
    lead: tuple[Line, ...]
    prose: Prose | None
    page: str
    """The address that relative links in the prose are relative to."""
    sections: tuple[Section, ...]
    closing: tuple[Line, ...]
    """The next word, and whom to ask."""
    short: str
    """The states in a few words, for the summary."""


@dataclass(frozen=True, slots=True, eq=False)
class Concern:
    """Whom a story concerns, as far as it had been told."""

    services: tuple[str, ...] = ()
    """Ids, those that need it most first."""
    agencies: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One piece of news before it is put into words."""

    story: Story
    said: int
    """How many updates the story had with this one; 0 for an announcement."""
    at: datetime
    concern: Concern

    @property
    def update(self) -> Update | None:
        """The update this tells of."""
        return None if isinstance(self.story, Notice) or not self.said else self.story.updates[self.said - 1]

    @property
    def path(self) -> str:
        """What tells it from all other news: taken from file names alone, never from titles or addresses."""
        story, update = self.story, self.update
        if isinstance(story, Incident):
            return f"{story.key}/{update.id if update else ''}"
        if isinstance(story, Maintenance):
            return f"maintenance/{story.key}/{update.id if update else 'notice'}"
        return f"notices/{story.key}"


class Archive(NamedTuple):
    """News that is older than what a feed shows: entries of one year, the newest first."""

    year: int
    number: int
    items: tuple[Item, ...]


class News:
    """All news of a site up to one moment."""

    def __init__(self, publication: Publication) -> None:
        self.publication = publication
        self.site = publication.site
        self.past = Past(self.site)
        self._rank = {service.id: number for number, service in enumerate(publication.services)}
        self._digests: dict[object, bytes] = {}
        # The languages ask one after the other.
        self.looks = lru_cache(maxsize=64)(self._looks)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Everything that has been said, the newest first."""
        found = [*self._of_incidents(), *self._of_maintenance(), *self._of_notices()]
        return tuple(sorted(found, key=lambda item: (item.at, item.path, item.said), reverse=True))

    @cached_property
    def feeds(self) -> dict[str, list[Item]]:
        """Page (`""`, `services/x/`, …) → its news, the newest first; of every page that may have some."""
        site = self.site
        found: dict[str, list[Item]] = {addresses.HOME: list(self.items), addresses.MAINTENANCE: []}
        for make, ids in (
            (addresses.service, site.services),
            (addresses.agency, site.agencies),
            (addresses.category, site.categories),
            (addresses.region, site.regions),
        ):
            found |= {make(id): [] for id in ids}
        pages: dict[Concern, list[list[Item]]] = {}
        for item in self.items:
            if item.concern not in pages:
                pages[item.concern] = [found[page] for page in self._pages(item.concern) if page in found]
            for page in pages[item.concern]:
                page.append(item)
            if isinstance(item.story, Maintenance):
                found[addresses.MAINTENANCE].append(item)
        return found

    @cached_property
    def archives(self) -> tuple[Archive, ...]:
        """Everything told so far in files that never change again, the oldest first.

        A file is there when it is full; the last one of a year with the first news of the next year.
        """
        found = []
        years: dict[int, list[Item]] = {}
        for item in reversed(self.items):
            years.setdefault(item.at.astimezone(self.site.zone).year, []).append(item)
        for year, told in years.items():
            for number, start in enumerate(range(0, len(told), FULL), 1):
                part = told[start : start + FULL]
                if len(part) == FULL or year != max(years):
                    found.append(Archive(year, number, tuple(reversed(part))))
        return tuple(found)

    @cached_property
    def archived(self) -> frozenset[Item]:
        """Everything that stands in an archive."""
        return frozenset(item for found in self.archives for item in found.items)

    def place(self, item: Item) -> int:
        """Where an item stands among all news, from the newest."""
        return self._places[item]

    @cached_property
    def _places(self) -> dict[Item, int]:
        return {item: number for number, item in enumerate(self.items)}

    def is_open(self, item: Item) -> bool:
        """Whether its incident goes on."""
        return isinstance(item.story, Incident) and item.story.key in self._open

    @cached_property
    def _open(self) -> frozenset[str]:
        return frozenset(i.key for i in self.site.incidents if i.is_open(self.publication.at))

    def is_last(self, item: Item) -> bool:
        """Whether it is the newest word of its story."""
        if isinstance(item.story, Notice):
            return True
        return item.said == state.said_by(item.story, self.publication.at)

    def _pages(self, concern: Concern) -> Iterator[str]:
        site = self.site
        yield from map(addresses.service, concern.services)
        yield from map(addresses.agency, concern.agencies)
        yield from map(addresses.region, concern.regions)
        categories = {site.services[id].category for id in concern.services}
        yield from map(addresses.category, categories - {""})

    # Who is concerned

    def _of_incidents(self) -> Iterator[Item]:
        for incident in self.site.incidents:
            yield from self._told(incident)

    def _of_maintenance(self) -> Iterator[Item]:
        for maintenance in self.site.maintenance:
            if maintenance.told <= self.publication.at:
                yield Item(maintenance, 0, maintenance.told, self._concern(maintenance, 0, None))
            yield from self._told(maintenance)

    def _of_notices(self) -> Iterator[Item]:
        for notice in self.site.notices:
            if notice.starts <= self.publication.at:
                mask, named = self._touched(notice.about)
                about = {id for id in notice.about if id in self.site.agencies}
                agencies = frozenset(about | ({notice.by} if notice.by else set()))
                yield Item(notice, 0, notice.starts, Concern(self._reached(mask, named), agencies))

    def _told(self, story: Incident | Maintenance) -> Iterator[Item]:
        concern: Concern | None = None
        for said, update in enumerate(story.updates, 1):
            if update.at > self.publication.at:
                break
            concern = self._concern(story, said, concern)
            yield Item(story, said, update.at, concern)

    def _concern(self, story: Incident | Maintenance, said: int, before: Concern | None) -> Concern:
        """Whom a story concerns after so many updates: whoever it once concerned hears how it ends."""
        update = story.updates[said - 1] if said else None
        claims = list(update.claims) if update else []
        if isinstance(story, Maintenance) and before is None:
            claims += story.claims
        backing = [claim.thing for claim in claims if claim.state is not State.OPERATIONAL]
        mask, named = self._touched([claim.thing for claim in claims], backing)
        by = {story.by} if isinstance(story, Maintenance) else set()
        regions = {region for claim in claims for region in claim.regions}
        systems = (self.site.systems.get(claim.thing) for claim in claims)
        by |= {system.operator for system in systems if system is not None}
        if update is not None:
            by.add(update.by)
            regions.update(update.regions)
            for relief in update.relief:
                reach, more = self._touched(relief.services)
                mask, named = mask | reach, named | more
                regions.update(relief.regions)
            for new in update.channels:
                named |= {id for id in new.services if id in self.site.services}
        if before is None:
            before = Concern()
        elif (
            not mask and named <= set(before.services) and by <= before.agencies and regions <= before.regions
        ):
            return before
        services = self._reached(mask, named | set(before.services))
        by |= {self.site.services[id].agency for id in named} | before.agencies
        if mask:
            by |= {self.site.services[id].agency for id in services}
        return Concern(services, frozenset(by - {""}), frozenset(regions) | before.regions)

    def _touched(
        self, things: Iterable[ThingId], backing: Iterable[ThingId] | None = None
    ) -> tuple[int, set[str]]:
        """The bits of systems and shared channels, and the services that are named themselves."""
        things = tuple(things)
        mask = 0
        for thing in things if backing is None else backing:
            mask |= self.past.links.bit.get(thing, 0)
        named = {thing.partition("/")[0] for thing in things}
        return mask, {id for id in named if id in self.site.services}

    def _reached(self, mask: int, named: Iterable[str]) -> tuple[str, ...]:
        found = set(named)
        if mask:
            reach = self.past.links.reach
            found |= {id for id in self.site.services if reach[id] & mask}
        far = len(self._rank)
        return tuple(sorted(found, key=lambda id: (self._rank.get(id, far), id)))

    # What an entry is made from

    def digest(self, item: Item) -> str:
        """A digest of all that an entry depends on besides its language, for less work than making it."""
        if item not in self._digests:
            parts: list[object] = [self._base, item.path, item.said, item.at.isoformat(), self._chain(item)]
            story, shown = item.story, self.shown(item)
            named = self._named(item, shown)
            if not isinstance(story, Notice):
                for other in self.past.others(story, item.at):
                    parts.append(self._story_digest(other, state.said_by(other, item.at)))
                for phase in self.past.standings(item.at, undated=self.is_open(item)):
                    id = phase.story.key.partition("/")[0]
                    if id in named or id not in self.site.services:
                        parts.append((phase.story, phase.starts.isoformat(), phase.claims))
            parts += [shown, len(item.concern.services), sorted(item.concern.regions)]
            parts += [self._service_digest(id) for id in named]
            self._digests[item] = fingerprint(*parts)
        return self._digests[item].hex()

    @cached_property
    def _base(self) -> bytes:
        """Everything that no story says, the services aside."""
        site = self.site
        return fingerprint(
            site.name, site.address, site.tag, site.languages, site.zone.key, site.help, site.allowed_links,
            sorted(site.categories.items()), sorted(site.regions.items()), sorted(site.misread),
            list(site.agencies.values()),
            [replace(system, standing=None) for system in site.systems.values()],
            [replace(channel, standing=None) for channel in site.channels.values()],
        )  # fmt: skip

    def _chain(self, item: Item) -> bytes:
        if isinstance(item.story, Notice):
            return fingerprint(item.story)
        return self._story_digest(item.story, item.said)

    def _story_digest(self, story: Incident | Maintenance, said: int) -> bytes:
        """A story up to one of its updates: every update is added to what stood before."""
        kind = type(story).__name__
        key = (kind, story.key, said)
        if key not in self._digests:
            if said:
                before = self._story_digest(story, said - 1)
                self._digests[key] = fingerprint(before, story.updates[said - 1])
            else:
                # Of an incident only the title is said; what becomes known later of its beginning is not.
                told = story.title if isinstance(story, Incident) else replace(story, updates=())
                self._digests[key] = fingerprint(kind, story.key, told)
        return self._digests[key]

    def _service_digest(self, id: str) -> bytes:
        if id not in self._digests:
            service = self.site.services[id]
            # A state in its own file counts as something said, from when it says.
            ways = tuple(replace(way, standing=None) if way.standing else way for way in service.channels)
            self._digests[id] = fingerprint(replace(service, standing=None, channels=ways))
        return self._digests[id]

    def shown(self, item: Item) -> tuple[str, ...]:
        """The services an entry tells of: first those its story names, then those that are needed most."""
        concerned = item.concern.services
        if len(concerned) <= MOST:
            return concerned
        named: set[str] = set()
        if not isinstance(item.story, Notice):
            named = {thing.partition("/")[0] for thing in _claimed(item.story, item.said)}
        first = [id for id in concerned if id in named]
        return tuple([*first, *(id for id in concerned if id not in named)][:MOST])

    def _named(self, item: Item, shown: tuple[str, ...]) -> list[str]:
        """Every service an entry may mention."""
        services = self.site.services
        found = dict.fromkeys(shown)
        found |= dict.fromkeys(other.service for id in shown for other in services[id].instead)
        things: list[ThingId] = []
        if isinstance(item.story, Notice):
            things += item.story.about
        else:
            things += _claimed(item.story, item.said)
            for update in item.story.updates[: item.said]:
                things += [*update.provisional, *(thing for thing, _ in update.without)]
                things += [thing for relief in update.relief for thing in relief.services]
                things += [id for new in update.channels for id in new.services]
        found |= dict.fromkeys(thing.partition("/")[0] for thing in things)
        return [id for id in found if id in services]

    # Entries

    def _looks(
        self, item: Item, services: tuple[str, ...], ahead: datetime | None
    ) -> tuple[Snapshot, Snapshot]:
        """What was so with this word and just before it; of work to come, what will be while it runs."""
        story, said = item.story, item.said
        assert not isinstance(story, Notice)  # noqa: S101
        if ahead is not None:
            found = state.as_of(self.past, story, said, ahead, services, alone=True)
            return found, found
        undated = self.is_open(item)
        after = state.as_of(self.past, story, said, item.at, services, undated=undated)
        if not said or not self.past.changes(story, said, item.at):
            return after, after
        return after, state.as_of(self.past, story, said - 1, item.at, services, undated=undated)

    def entry(self, edition: Edition, item: Item) -> Entry:
        """The news in one language."""
        if isinstance(item.story, Notice):
            return self._notice(edition, item, item.story)
        return _Telling(self, edition, item, item.story).entry()

    def id(self, language: str, path: str) -> str:
        """The identity of an entry or feed (RFC 4151): the site's tag and the names of files.

        Some programs keep one list of what was read across all feeds, so each language has its own.
        """
        first = language == self.site.languages[0]
        return f"{self.site.tag}:{path}" + ("" if first else f":{language}")

    def closing(self, edition: Edition) -> tuple[Line, ...]:
        """Whom to ask."""
        lines: list[Line] = []
        for line in self.site.help:
            name, number = edition.phrase(line.name), f"tel:{line.phone}"
            asked = Phrase(edition.words("feed.help") + " ")
            if line.phone in name.text:
                lines.append((asked, Anchor(name, number)))
            else:
                lines.append((asked, name, Phrase(" "), Anchor(Phrase(line.phone), number)))
        return tuple(lines)

    def _notice(self, edition: Edition, item: Item, notice: Notice) -> Entry:
        words, site = edition.words, self.site
        page = site.address + edition.path(addresses.announcement(notice.key))
        about = [
            Anchor(edition.name_of(id), site.address + edition.path_of(id))
            for id in notice.about
            if edition.path_of(id)
        ]
        about += [
            Anchor(edition.phrase(site.agencies[id].name), site.address + edition.path(addresses.agency(id)))
            for id in notice.about
            if id in site.agencies
        ]
        closing: list[Line] = []
        if notice.ends is not None:
            closing.append((Phrase(words("feed.shown", until=words.until(notice.ends, notice.starts))),))
        terms = [Term("kind", "notice", words("notice.kind")), *self.terms(edition, item, notice.by)]
        return Entry(
            id=self.id(edition.language, item.path),
            title=edition.phrase(notice.title).text,
            url=page,
            at=item.at.astimezone(site.zone),
            by=self.speaker(edition, notice.by),
            terms=tuple(terms),
            lead=(),
            prose=edition.prose(notice.words),
            page=page,
            sections=(Section(words("notice.about"), tuple((a,) for a in about)),) if about else (),
            closing=(*closing, *self.closing(edition)),
            short="",
        )

    def speaker(self, edition: Edition, agency: str) -> str:
        """Who speaks: an agency, else the site."""
        found = self.site.agencies.get(agency)
        return edition.phrase(found.name if found else self.site.name).text

    def terms(self, edition: Edition, item: Item, by: str) -> Iterator[Term]:
        """Who and where: the agencies, categories and regions an entry tells of."""
        site = self.site
        shown = [site.services[id] for id in self.shown(item)]
        agencies = dict.fromkeys([by, *(service.agency for service in shown)])
        for id in agencies:
            if id in site.agencies:
                yield Term("agency", id, edition.phrase(site.agencies[id].name).text)
        for id in dict.fromkeys(service.category for service in shown):
            if id in site.categories:
                yield Term("category", id, edition.phrase(site.categories[id]).text)
        for id in site.regions:
            if id in item.concern.regions:
                yield Term("region", id, edition.phrase(site.regions[id]).text)


class _Then(Publication):
    """What the pages of a past moment would have shared."""

    def __init__(self, now: Publication, snapshot: Snapshot) -> None:
        # On purpose not super().__init__: the links are those of now, and costly.
        self.snapshot, self.site, self.links = snapshot, now.site, now.links
        self.at = snapshot.at.astimezone(now.site.zone)
        self._guidance = {}
        self._now = now

    def incident(self, key: str) -> Incident | None:
        return self._now.incident(key)

    def maintenance(self, key: str) -> Maintenance | None:
        return self._now.maintenance(key)


class _Telling:
    """One update (or announcement) of a story, being put into words."""

    def __init__(self, news: News, edition: Edition, item: Item, story: Incident | Maintenance) -> None:
        self.news, self.item, self.story = news, item, story
        self.site, self.words = news.site, edition.words
        self.update = item.update
        self.known = state.cut(story, item.said)
        self.planned = (
            state.window_ahead(self.known, item.at) if isinstance(self.known, Maintenance) else None
        )
        self.ahead = self.planned is not None and not self.planned.cancelled and self.planned.starts > item.at
        """Whether this speaks of work that is still to come."""
        services = news.shown(item)
        instead = [other.service for id in services for other in self.site.services[id].instead]
        chosen = [id for id in dict.fromkeys([*services, *instead]) if id in self.site.services]
        ahead = self.planned.starts if self.ahead and self.planned is not None else None
        self.after, self.before = news.looks(item, tuple(chosen), ahead)
        self.then = Edition(_Then(news.publication, self.after), edition.words)
        address = addresses.incident if isinstance(story, Incident) else addresses.maintenance
        self.page = self.site.address + edition.path(address(story.key))
        existing = self.after.services
        self.services = [existing[id] for id in services if id in existing]

    def entry(self) -> Entry:
        words, update, then = self.words, self.update, self.then
        status = self._status()
        news = update.title if update is not None and update.title else None
        title = words(
            "feed.entry",
            story=then.phrase(self.story.title).text,
            news=then.phrase(news).text if news else words(f"status.{status.value}"),
        )
        if update is not None and update.corrects:
            title = words("feed.correction", title=title)
        by = (update.by if update else "") or (self.story.by if isinstance(self.story, Maintenance) else "")
        sections = (self._states(), self._ways(), self._reliefs())
        return Entry(
            id=self.news.id(then.language, self.item.path),
            title=title,
            url=f"{self.page}#{anchor(update)}" if update else self.page,
            at=self.item.at.astimezone(self.site.zone),
            by=self.news.speaker(then, by),
            terms=tuple(self._terms(by, status)),
            lead=tuple(self._lead(status)),
            prose=then.prose(update.words if update else getattr(self.story, "words", None)),
            page=self.page,
            sections=tuple(section for section in sections if section.lines),
            closing=(*self._next(status), *self.news.closing(then)),
            short=self._short(status),
        )

    def _status(self) -> Status:
        """Where the story stands with this word."""
        said = [update.status for update in self.known.updates if update.status]
        if said:
            return said[-1]
        return Status.INVESTIGATING if isinstance(self.story, Incident) else Status.SCHEDULED

    def _lead(self, status: Status) -> Iterator[Line]:
        words = self.words
        before = [update.status for update in self.known.updates[:-1] if update.status]
        now = words(f"status.{status.value}")
        if self.item.said > 1 and before and before[-1] is not status:
            earlier = words(f"status.{before[-1].value}")
            yield (Phrase(words("feed.status_changed", before=earlier, after=now)),)
        else:
            yield (Phrase(words("feed.status", status=now)),)
        if isinstance(self.story, Maintenance) and self.planned is not None:
            yield (Phrase(words("feed.when", span=words.span(self.planned.starts, self.planned.ends))),)
            if self.story.repeats is not None:
                yield (Phrase(words("feed.repeats", rule=self.story.repeats.typed)),)
        if self.update is not None and self.update.corrects:
            wrong = next((u for u in self.known.updates if u.id == self.update.corrects), None)
            if wrong is not None:
                link = Anchor(Phrase(words.moment(wrong.at)), f"{self.page}#{anchor(wrong)}")
                yield (Phrase(words("update.corrects")), Phrase(" "), link)

    def _states(self) -> Section:
        """Every thing the story names, before and after."""
        words, then = self.words, self.then
        lines: list[Line] = []
        claimed = {claim.thing for claim in self.update.claims} if self.update else set()
        things: dict[ThingId, tuple[State, State]] = {}
        for thing in _claimed(self.story, self.item.said):
            if thing in self.after.states or thing in self.before.states:
                pair = self._state(self.before, thing), self._state(self.after, thing)
                # What is well again since an earlier word is no news.
                if any(pair) or thing in claimed:
                    things[thing] = pair
        for thing, (old, new) in list(things.items())[:MOST]:
            path = then.path_of(thing)
            name = then.name_of(thing)
            said: list[Phrase | Anchor] = [Anchor(name, self.site.address + path) if path else name]
            if old is new:
                said.append(Phrase(words("feed.state", state=then.tag(new).text)))
            else:
                change = words("feed.change", before=then.tag(old).text, after=then.tag(new).text)
                said.append(Phrase(words("feed.state", state=change)))
            where = self.after.regional.get(thing, {}) or self.before.regional.get(thing, {})
            if where:
                names = then.names(self.site.regions[r] for r in where if r in self.site.regions)
                said.append(Phrase(" " + words("feed.where", regions=names)))
            lines.append(tuple(said))
        if self.update is not None and self.update.provisional:
            names = words.list(then.name_of(thing).text for thing in self.update.provisional)
            lines.append((Phrase(words("update.provisional", names=names)),))
        for thing, text in self.update.without if self.update else ():
            lines.append(
                (then.name_of(thing), Phrase(" – "), Phrase(words("way.without") + " "), then.phrase(text))
            )
        return Section(words("maintenance.changes" if self.ahead else "feed.states"), tuple(lines))

    def _state(self, snapshot: Snapshot, thing: ThingId) -> State:
        return snapshot.states.get(thing, State.OPERATIONAL)

    def _ways(self) -> Section:
        """For each service: can it be done, which ways, and what stands in."""
        words = self.words
        well, lines = [], list[Line]()
        for service in self.services:
            states = self._state(self.before, service.id), self._state(self.after, service.id)
            if any(states):
                lines.append(tuple(self._service(service, *states)))
            else:
                well.append(service)
        if well:
            lines.append(tuple(self._well(well)))
        more = len(self.item.concern.services) - len(self.services)
        if more > 0 and lines:
            lines.append((Anchor(Phrase(words("feed.more", n=more)), self.page),))
        for new in self.update.channels if self.update else ():
            way = new.channel
            said: list[Phrase | Anchor] = [
                Phrase(words("update.new_way") + ": "),
                self._way(way.name, way.url),
            ]
            if way.phone:
                said += [Phrase(" "), Anchor(Phrase(way.phone), f"tel:{way.phone}")]
            lines.append(tuple(said))
        if self.ahead:
            return Section(words("feed.ways_ahead"), tuple(lines))
        return Section(words("feed.ways", moment=words.moment(self.item.at)), tuple(lines))

    def _way(self, name: Text, url: str) -> Phrase | Anchor:
        phrase = self.then.phrase(name)
        return Anchor(phrase, url) if url else phrase

    def _well(self, services: list[Service]) -> Iterator[Phrase | Anchor]:
        """Services on which nothing is wrong, on one line."""
        yield Phrase(f"{self.then.tag(State.OPERATIONAL).text}: ")
        for number, service in enumerate(services):
            if number:
                yield Phrase(", ")
            yield self._page_of(service)

    def _page_of(self, service: Service) -> Anchor:
        path = self.then.path(addresses.service(service.id))
        return Anchor(self.then.phrase(service.name), self.site.address + path)

    def _service(self, service: Service, old: State, new: State) -> Iterator[Phrase | Anchor]:
        words, then = self.words, self.then
        yield self._page_of(service)
        if old is new:
            said = then.tag(new).text
        else:
            said = words("feed.change", before=then.tag(old).text, after=then.tag(new).text)
        yield Phrase(words("feed.state", state=said))
        found = guidance.for_service(self.after, service, openings=False)
        answer = short_answer(then, found)
        if answer and (found.failing or found.limited):
            yield Phrase(f" – {answer}")
        if not found.failing:
            return
        usable = [w.channel for w in (*found.working, *found.limited) if w.channel.url or w.channel.phone][:3]
        for number, way in enumerate(usable):
            yield Phrase(" – " if not number else ", ")
            yield self._way(way.name, way.url)
            if way.phone:
                yield Phrase(" ")
                yield Anchor(Phrase(way.phone), f"tel:{way.phone}")
        stand_ins = [other for other in found.stand_ins if other.ways]
        if not found.working and stand_ins:
            yield Phrase(f" – {words('service.instead')}: ")
            for number, other in enumerate(stand_ins[:3]):
                if number:
                    yield Phrase(", ")
                yield self._page_of(other.service)

    def _reliefs(self) -> Section:
        """What protects a deadline or a fee, as far as the story had been told."""
        return Section(
            self.words("relief.title"), tuple(tuple(self._relief(p)) for p in self.after.protections)
        )

    def _relief(self, found: Protection) -> Iterator[Phrase | Anchor]:
        words, then, given = self.words, self.then, found.relief
        yield Phrase(words(f"relief.{given.kind.value}") + ": ")
        yield then.phrase(given.what)
        since = words.since(found.starts, self.item.at)
        if given.ends is None:
            yield Phrase(f" ({words('relief.open_end', since=since)})")
        else:
            until = words.until(given.ends, self.item.at)
            yield Phrase(f" ({words('relief.span', since=since, until=until)})")
        for key, text in (("who", given.who), ("basis", given.basis), ("ask", given.ask)):
            if text is not None:
                yield Phrase(f" – {words(f'relief.{key}')}: ")
                yield then.phrase(text)
        if given.services:
            names = words.list([then.name_of(thing).text for thing in given.services][:MOST])
            yield Phrase(f" – {words('relief.services')}: {names}")

    def _next(self, status: Status) -> Iterator[Line]:
        """When there will be more to hear; an entry that says nothing leaves people waiting."""
        words, update = self.words, self.update
        over = status in _OVER
        if isinstance(self.known, Incident):
            over = self.known.resolved(self.item.at) is not None
            expected = None if over else state.expected(self.known, self.item.at)
            if expected is not None:
                if expected.words is not None:
                    when = self.then.phrase(expected.words)
                elif expected.at is not None:
                    when = Phrase(words.moment(expected.at))
                else:
                    when = Phrase(words("expected.unknown"))
                yield (Phrase(words("story.expected") + ": "), when)
        if update is not None and update.next_update is not None:
            said = words("feed.next", moment=words.moment(update.next_update))
        else:
            said = words("feed.next_over" if over else "feed.next_open")
        yield (Phrase(said),)

    def _terms(self, by: str, status: Status) -> Iterator[Term]:
        words = self.words
        incident = isinstance(self.story, Incident)
        kind = words("history.incidents" if incident else "history.windows")
        yield Term("kind", "incident" if incident else "maintenance", kind)
        yield Term("status", status.value, words(f"status.{status.value}"))
        tag = self.then.tag(self._worst())
        yield Term("state", tag.kind, tag.text)
        yield from self.news.terms(self.then, self.item, by)

    def _worst(self) -> State:
        things = [*_claimed(self.story, self.item.said), *(service.id for service in self.services)]
        return max((self._state(self.after, thing) for thing in things), default=State.OPERATIONAL)

    def _short(self, status: Status) -> str:
        """Status and the states of the first services, in one line."""
        words, then = self.words, self.then
        said = [words(f"status.{status.value}")]
        for service in self.services[:2]:
            name = then.phrase(service.name).text
            said.append(
                f"{name}{words('feed.state', state=then.tag(self._state(self.after, service.id)).text)}"
            )
        return then.beside(said)


def _claimed(story: Incident | Maintenance, said: int) -> list[ThingId]:
    """Everything a story had named, the newest word first, then as it was written."""
    found: dict[ThingId, None] = {}
    for update in reversed(story.updates[:said]):
        found |= dict.fromkeys(claim.thing for claim in update.claims if claim.thing not in found)
    if isinstance(story, Maintenance):
        found |= dict.fromkeys(claim.thing for claim in story.claims if claim.thing not in found)
    return list(found)


def fingerprint(*parts: object) -> bytes:
    """What plain values say (BLAKE2b, 128 bits)."""
    found = hashlib.blake2b(digest_size=16)
    for part in parts:
        found.update(part if isinstance(part, bytes) else repr(part).encode())
        found.update(b"\0")
    return found.digest()

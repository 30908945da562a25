"""What is news: every update, announcement and notice as an entry that stands alone, and whom it concerns.

An entry says what was so at its own moment, never what came later, so that a reader's program that has
seen it once never sees it change. Only edited files change it. It is the same entry in every feed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, lru_cache, partial
from itertools import compress
from operator import attrgetter, itemgetter
from typing import NamedTuple, TypeAlias

from .. import guidance, state
from ..digests import digest as mark
from ..digests import fingerprint
from ..language import Text
from ..model import Channel, Incident, Maintenance, Notice, Service, State, Status, ThingId, Update
from ..state import Past, Protection, Snapshot, Window
from . import addresses
from .edition import Edition, Phrase, Prose, Publication
from .marks import kind
from .recent import Recent
from .stories import anchor
from .ways import short_answer

MOST = 8
"""The most services, and the most other things, one entry tells of; its page tells of all."""

RECENT = 32
"""How many looks at the past are kept at hand: the word before is asked for soon after."""

OFTEN = 500
"""How many services, each with what was so of it at some moment, are kept at hand."""

FULL = 25
"""How many entries make an archive full."""

HEAVY = 30_000
"""How many letters make it full before: what no archive has yet stands in the feed, and has to fit there."""

_OVER = (Status.RESOLVED, Status.POSTMORTEM, Status.COMPLETED, Status.CANCELLED)

_Row: TypeAlias = tuple[tuple[int, frozenset[str], frozenset[str]], bytes]
"""Whom one word concerns (services, agencies, regions), and a digest of what its entry is made from.

Services are bits in the order of `News._order`: by their ids, ten thousand stories that concern half of a
country each would take a gigabyte.
"""

SPARSE = 30
"""Fewer bits are quicker found one by one."""

_FLAGS = bytes.maketrans(b"01", b"\0\1")

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
    bits: int = 0
    """The services as bits, in the order of `News`: for what stands among all news."""


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
    def length(self) -> int:
        """How many letters were written for it, in the language that needs most."""
        told = self.update or self.story
        words = None if isinstance(told, Incident) else told.words
        return max(len(said) for _, said in words.versions) if words is not None else 0

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
        ended = sorted(self.site.services.keys() - publication.snapshot.services.keys())
        self._order = (*(service.id for service in publication.services), *ended)
        self._rank = {id: number for number, id in enumerate(self._order)}
        self._digests: dict[object, bytes] = {}
        self._voices: dict[str, _Voice] = {}
        self._sets: dict[int, tuple[str, ...]] = {}
        """Services that news concerns together: each set is held once, however often it was remembered."""
        self._of_services: dict[int, dict[str, list[Item]]] = {}
        self._seen = Recent[Snapshot](RECENT)
        self._services = Recent[_Told](OFTEN)
        # The languages ask one after the other.
        self.facts = lru_cache(maxsize=64)(self._facts)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Everything that has been said, the newest first."""
        found = [*self._of_notices()]
        for story in self.site.stories:
            found += self._of_story(story)
        return tuple(sorted(found, key=lambda item: (item.at, item.path, item.said), reverse=True))

    @cached_property
    def feeds(self) -> dict[str, list[Item]]:
        """Page (`""`, `agencies/x/`, …) → its news, the newest first; of every page that may have some.

        But for the pages of services: see `of_service`.
        """
        site = self.site
        found: dict[str, list[Item]] = {addresses.HOME: list(self.items), addresses.MAINTENANCE: []}
        for make, ids in (
            (addresses.agency, site.agencies),
            (addresses.category, site.categories),
            (addresses.region, site.regions),
        ):
            found |= {make(id): [] for id in ids}
        # By what a story concerns: an address for each would be written a hundred thousand times.
        agencies = {id: found[addresses.agency(id)] for id in site.agencies}
        regions = {id: found[addresses.region(id)] for id in site.regions}
        categories = {id: found[addresses.category(id)] for id in site.categories}
        members: dict[str, list[str]] = {}
        for service in site.services.values():
            members.setdefault(service.category, []).append(service.id)
        within = [(self._bits(members.get(id, ())), page) for id, page in categories.items()]
        beside: dict[int, list[list[Item]]] = {}
        for item in self.items:
            concern = item.concern
            if concern.bits not in beside:
                beside[concern.bits] = [page for bits, page in within if bits & concern.bits]
            for page in beside[concern.bits]:
                page.append(item)
            for agency in concern.agencies & agencies.keys():
                agencies[agency].append(item)
            for region in concern.regions & regions.keys():
                regions[region].append(item)
            if isinstance(item.story, Maintenance):
                found[addresses.MAINTENANCE].append(item)
        return found

    def of_service(self, service: str, most: int) -> list[Item]:
        """The newest news of a service, `most` besides what goes on, the newest first.

        Services that hang on the same things have the very same list.
        """
        if most not in self._of_services:
            self._of_services[most] = self._newest(most)
        return self._of_services[most].get(service, [])

    def _newest(self, most: int) -> dict[str, list[Item]]:
        """The news of every service that has any.

        From the newest word on, and for those services only that have not got enough yet: ten thousand
        stories concern half of seventeen thousand services each.
        """
        open_ones: dict[str, list[int]] = {}
        for place, item in enumerate(self.items):
            if self.is_open(item):
                for id in item.concern.services:
                    open_ones.setdefault(id, []).append(place)
        found: dict[str, list[int]] = {}
        waiting = self._bits(self._order)
        for place, item in enumerate(self.items):
            for id in self._each(item.concern.bits & waiting):
                places = found.setdefault(id, [])
                places.append(place)
                if len(places) == most + len(open_ones.get(id, ())):
                    waiting ^= 1 << self._place_of_bit(id)
        together: dict[tuple[int, ...], list[Item]] = {}
        news = {}
        for id, places in found.items():
            key = tuple(sorted({*places, *open_ones.get(id, ())}))
            if key not in together:
                together[key] = [self.items[place] for place in key]
            news[id] = together[key]
        return news

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
            parts: list[list[Item]] = [[]]
            weight = 0
            for item in told:
                if len(parts[-1]) == FULL or weight >= HEAVY:
                    parts.append([])
                    weight = 0
                parts[-1].append(item)
                weight += item.length
            for number, part in enumerate(parts, 1):
                full = len(part) == FULL or weight >= HEAVY
                if full or number < len(parts) or year != max(years):
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
    def going_on(self) -> frozenset[Item]:
        """Everything that was said of incidents that go on."""
        return frozenset(item for item in self.items if self.is_open(item))

    @cached_property
    def _open(self) -> frozenset[str]:
        return frozenset(i.key for i in self.site.incidents if i.is_open(self.publication.at))

    def is_last(self, item: Item) -> bool:
        """Whether it is the newest word of its story."""
        if isinstance(item.story, Notice):
            return True
        return item.said == state.said_by(item.story, self.publication.at)

    # Who is concerned

    def _of_story(self, story: Incident | Maintenance) -> Iterator[Item]:
        """What has been said of a story. Of stories that are over that is so for ever, and remembered."""
        now = self.publication.at
        said = [(n, update.at) for n, update in enumerate(story.updates, 1) if update.at <= now]
        if isinstance(story, Maintenance) and story.told <= now:
            said.insert(0, (0, story.told))
        if not said:
            return
        rows = state.remembered(
            self.publication.memory, self._mark(story, said), tuple, lambda: tuple(self._rows(story, said))
        )
        before: object = None
        for (number, moment), (whom, digest) in zip(said, rows, strict=True):
            if whom is not before:
                bits, agencies, regions = before = whom
                concern = Concern(self._set(bits), agencies, regions, bits)
            item = Item(story, number, moment, concern)
            self._digests[item] = digest
            yield item

    def _rows(self, story: Incident | Maintenance, said: Sequence[tuple[int, datetime]]) -> Iterator[_Row]:
        """Whom every word of a story concerns, and what its entry is made from."""
        concern: Concern | None = None
        for number, moment in said:
            before = concern
            concern = self._concern(story, number, before if number > 1 else None)
            if concern is not before:
                whom = self._bits(concern.services), concern.agencies, concern.regions
            yield whom, self._digest(Item(story, number, moment, concern))

    def _mark(self, story: Incident | Maintenance, said: Sequence[tuple[int, datetime]]) -> str:
        """Rather more than what `_rows` works with, for much less work than it takes."""
        since, until = min(moment for _, moment in said), max(moment for _, moment in said)
        beside = self.past.beside(story, since, until)
        return mark(
            self.publication.marks.whole,
            [self._story_digest(story, number) for number, _ in said],
            [self._story_digest(other, state.said_by(other, until)) for other in beside],
            story.key in self._open,
            self._standings[bisect_right(self._standings, until, key=itemgetter(0)) - 1][1],
        )

    @cached_property
    def _standings(self) -> list[tuple[datetime, bytes]]:
        """What the things' own files had said by some moment, as a digest; the earliest first."""
        found = [(datetime.min.replace(tzinfo=self.site.zone), b"")]
        for phase in sorted(self.past.standings(self.publication.at, undated=True), key=attrgetter("starts")):
            found.append((phase.starts, fingerprint(found[-1][1], phase.story, phase.starts, phase.claims)))
        return found

    def _of_notices(self) -> Iterator[Item]:
        for notice in self.site.notices:
            if notice.starts <= self.publication.at:
                mask, named = self._touched(notice.about)
                about = {id for id in notice.about if id in self.site.agencies}
                agencies = frozenset(about | ({notice.by} if notice.by else set()))
                bits = self._bits(self._reached(mask, named))
                concern = Concern(self._set(bits), agencies, bits=bits)
                yield Item(notice, 0, notice.starts, concern)

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
        mask = self.past.links.bits(things if backing is None else backing)
        named = {thing.partition("/")[0] for thing in things}
        return mask, {id for id in named if id in self.site.services}

    def _reached(self, mask: int, named: Iterable[str]) -> tuple[str, ...]:
        found = set(named)
        if mask:
            found.update(self.past.links.hanging_on(mask))
        return tuple(sorted(found, key=self._rank.__getitem__))

    def _bits(self, services: Iterable[str]) -> int:
        """Services as bits, the first one the highest."""
        flags = bytearray(b"0") * (len(self._order) or 1)
        for id in services:
            flags[self._rank[id]] = ord("1")
        return int(flags, 2)

    def _set(self, bits: int) -> tuple[str, ...]:
        """The services that bits stand for, in order."""
        if bits not in self._sets:
            self._sets[bits] = tuple(self._each(bits))
        return self._sets[bits]

    def _each(self, bits: int) -> Iterator[str]:
        """Each of the services that bits stand for, in order."""
        if bits.bit_count() < SPARSE:
            while bits:
                last = bits.bit_length() - 1
                yield self._order[len(self._order) - 1 - last]
                bits ^= 1 << last
        else:
            yield from compress(self._order, f"{bits:0{len(self._order)}b}".encode().translate(_FLAGS))

    def _place_of_bit(self, id: str) -> int:
        return len(self._order) - 1 - self._rank[id]

    # What an entry is made from

    def digest(self, item: Item) -> str:
        """A digest of all that an entry depends on besides its language, for less work than making it."""
        if item not in self._digests:
            self._digests[item] = self._digest(item)
        return self._digests[item].hex()

    def _digest(self, item: Item) -> bytes:
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
        parts += [self.publication.marks.described[id] for id in named]
        return fingerprint(*parts)

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
        which = (kind(story), story.key)
        key = (*which, said)
        if key not in self._digests:
            if said:
                before = self._story_digest(story, said - 1)
                self._digests[key] = fingerprint(before, self.publication.marks.words[which][said - 1])
            else:
                # Of an incident only the title is said; what becomes known later of its beginning is not.
                told = story.title if isinstance(story, Incident) else replace(story, updates=())
                self._digests[key] = fingerprint(*which, told)
        return self._digests[key]

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

    def _facts(self, item: Item) -> _Facts:
        """What one update tells, before it is put into words."""
        story, site = item.story, self.site
        assert not isinstance(story, Notice)  # noqa: S101
        known = state.cut(story, item.said)
        planned = state.window_ahead(known, item.at) if isinstance(known, Maintenance) else None
        ahead = planned is not None and not planned.cancelled and planned.starts > item.at
        shown = self.shown(item)
        instead = [other.service for id in shown for other in site.services[id].instead]
        chosen = tuple(id for id in dict.fromkeys([*shown, *instead]) if id in site.services)
        after, before = self._looks(item, story, chosen, planned.starts if ahead and planned else None)
        existing = after.services
        return _Facts(
            known,
            planned,
            ahead,
            after,
            before,
            tuple(self._of_service(before, after, existing[id]) for id in shown if id in existing),
        )

    def _of_service(self, before: Snapshot, after: Snapshot, service: Service) -> _Told:
        """What two looks say of a service; the same object where they say the same of it."""
        old, new = _state(before, service.id), _state(after, service.id)
        if not old and not new:
            return _Told(service, old, new, None)
        ids = (service.id, *(o.service for o in service.instead if o.service in after.services))
        ways = tuple((id(way), after.states[f"{one}/{way.id}"]) for one in ids for way in after.ways[one])
        key = (service.id, old, new, ids, ways)
        # With no way born in a story, the ways are those of the files, and known by their identity.
        plain = not (after.blocked or after.provisional or after.without or after.site.incidents)
        make = partial(self._told_of, after, service, old, new)
        return self._services.find(key, make) if plain else make()

    def _told_of(self, after: Snapshot, service: Service, old: State, new: State) -> _Told:
        return _Told(service, old, new, guidance.for_service(after, service, openings=False))

    def _looks(
        self, item: Item, story: Incident | Maintenance, services: tuple[str, ...], ahead: datetime | None
    ) -> tuple[Snapshot, Snapshot]:
        """What was so with this word and just before it; of work to come, what will be while it runs."""
        said = item.said
        if ahead is not None:
            found = state.as_of(self.past, story, said, ahead, services, alone=True)
            return found, found
        undated = self.is_open(item)
        after = self._look(story, said, item.at, services, undated)
        if not said or not self.past.changes(story, said, item.at):
            return after, after
        if said > 1:
            # Mostly nothing else has happened since the word before.
            before = self._look(story, said - 1, story.updates[said - 2].at, services, undated)
            if self._still(before, story, said - 1, item.at, undated):
                return after, before
        return after, state.as_of(self.past, story, said - 1, item.at, services, undated=undated)

    def _look(
        self,
        story: Incident | Maintenance,
        said: int,
        moment: datetime,
        services: tuple[str, ...],
        undated: bool,
    ) -> Snapshot:
        """What was so of some services at a moment, when a story had come so far."""
        key = (type(story), story.key, said, moment, services, undated)
        make = partial(state.as_of, self.past, story, said, moment, services, undated=undated)
        return self._seen.find(key, make)

    def _still(
        self, look: Snapshot, story: Incident | Maintenance, said: int, moment: datetime, undated: bool
    ) -> bool:
        """Whether the states of a look back are those of a later moment too: the same claims and ways."""
        ways = {id: tuple(w for w in s.channels if w.exists(moment)) for id, s in look.site.services.items()}
        return (
            not look.site.incidents  # of those in which a way was born
            and look.ways == ways
            and not any(
                update.channels for other in self.past.others(story, moment) for update in other.updates
            )
            and look.phases == self.past.phases(story, said, moment, undated=undated)
        )

    def voice(self, edition: Edition) -> _Voice:
        """The words of one language that many entries share."""
        if edition.language not in self._voices:
            self._voices[edition.language] = _Voice(self, edition)
        return self._voices[edition.language]

    def entry(self, edition: Edition, item: Item) -> Entry:
        """The news in one language."""
        if isinstance(item.story, Notice):
            return self._notice(edition, item, item.story)
        return _Telling(self, self.voice(edition), item, item.story).entry()

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
            closing=(*closing, *self.voice(edition).closing),
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
        if item.concern.regions:
            for id in site.regions:
                if id in item.concern.regions:
                    yield Term("region", id, edition.phrase(site.regions[id]).text)


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """One service in an entry: its states before and after, and what to do instead where it is not well."""

    service: Service
    old: State
    new: State
    found: guidance.Guidance | None
    """None where it was well and is."""


class _Facts(NamedTuple):
    """What one update tells, whatever the language."""

    known: Incident | Maintenance
    """Its story as far as it had been told."""
    planned: Window | None
    ahead: bool
    """Whether this speaks of work that is still to come."""
    after: Snapshot
    before: Snapshot
    services: tuple[_Told, ...]


def _state(snapshot: Snapshot, thing: ThingId) -> State:
    return snapshot.states.get(thing, State.OPERATIONAL)


class _Voice:
    """The words of one language that come back in entry after entry, each said once."""

    def __init__(self, news: News, edition: Edition) -> None:
        self.edition, self.words, self.site = edition, edition.words, news.site
        self.closing = news.closing(edition)
        self._fixed: dict[str, str] = {}
        self._names: dict[ThingId, Phrase] = {}
        self._links: dict[tuple[ThingId, Phrase], Phrase | Anchor] = {}
        self._changes: dict[tuple[State, State], Phrase] = {}
        self.service = lru_cache(maxsize=OFTEN)(self._line)

    def fixed(self, key: str) -> str:
        """Words without a value in them."""
        if key not in self._fixed:
            self._fixed[key] = self.words(key)
        return self._fixed[key]

    def status(self, status: Status) -> str:
        return self.fixed(f"status.{status.value}")

    def state(self, state: State) -> str:
        return self.fixed(f"state.{state.id}")

    def change(self, old: State, new: State) -> Phrase:
        """A state, or one state turning into another: `: 정상 이용 → 이용 불가`."""
        if (old, new) not in self._changes:
            said = self.state(new)
            if old is not new:
                said = self.words("feed.change", before=self.state(old), after=said)
            self._changes[old, new] = Phrase(self.words("feed.state", state=said))
        return self._changes[old, new]

    def name(self, thing: ThingId) -> Phrase:
        """The name of anything that is always there."""
        if thing not in self._names:
            id, _, way_id = thing.partition("/")
            channels = self.site.services[id].channels if way_id and id in self.site.services else ()
            way = next((way for way in channels if way.id == way_id), None)
            self._names[thing] = self.name_of_way(thing, way) if way_id else self.edition.name_of(id)
        return self._names[thing]

    def name_of_way(self, thing: ThingId, way: Channel | None) -> Phrase:
        """The name of a way: service and way."""
        id, _, way_id = thing.partition("/")
        service = self.name(id)
        return Phrase(
            f"{service.text} – {self.edition.phrase(way.name).text if way else way_id}", service.lang
        )

    def link(self, thing: ThingId, name: Phrase) -> Phrase | Anchor:
        """A name that leads to the page of the thing, if it has one."""
        if (thing, name) not in self._links:
            path = self.edition.path_of(thing)
            self._links[thing, name] = Anchor(name, self.site.address + path) if path else name
        return self._links[thing, name]

    def page_of(self, service: Service) -> Phrase | Anchor:
        """The name of a service, leading to its page."""
        return self.link(service.id, self.name(service.id))

    def way(self, name: Text, url: str) -> Phrase | Anchor:
        phrase = self.edition.phrase(name)
        return Anchor(phrase, url) if url else phrase

    def _line(self, told: _Told) -> Line:
        """A service on one line: its states, which ways work, and what stands in."""
        assert told.found is not None  # noqa: S101
        return tuple(self._service(told, told.found))

    def _service(self, told: _Told, found: guidance.Guidance) -> Iterator[Phrase | Anchor]:
        yield self.page_of(told.service)
        yield self.change(told.old, told.new)
        answer = short_answer(self.edition, found)
        if answer and (found.failing or found.limited):
            yield Phrase(f" – {answer}")
        if not found.failing:
            return
        usable = [w.channel for w in (*found.working, *found.limited) if w.channel.url or w.channel.phone][:3]
        for number, way in enumerate(usable):
            yield Phrase(" – " if not number else ", ")
            yield self.way(way.name, way.url)
            if way.phone:
                yield Phrase(" ")
                yield Anchor(Phrase(way.phone), f"tel:{way.phone}")
        stand_ins = [other for other in found.stand_ins if other.ways]
        if not found.working and stand_ins:
            yield Phrase(f" – {self.fixed('service.instead')}: ")
            for number, other in enumerate(stand_ins[:3]):
                if number:
                    yield Phrase(", ")
                yield self.page_of(other.service)


class _Telling:
    """One update (or announcement) of a story, being put into words."""

    def __init__(self, news: News, voice: _Voice, item: Item, story: Incident | Maintenance) -> None:
        self.news, self.voice, self.item, self.story = news, voice, item, story
        self.site, self.words, self.edition = news.site, voice.words, voice.edition
        self.update = item.update
        self.facts = news.facts(item)
        self.known, self.after, self.before = self.facts.known, self.facts.after, self.facts.before
        self.services = self.facts.services
        address = addresses.incident if isinstance(story, Incident) else addresses.maintenance
        self.page = self.site.address + self.edition.path(address(story.key))

    def entry(self) -> Entry:
        words, update, edition, voice = self.words, self.update, self.edition, self.voice
        status = self._status()
        news = update.title if update is not None and update.title else None
        title = words(
            "feed.entry",
            story=edition.phrase(self.story.title).text,
            news=edition.phrase(news).text if news else voice.status(status),
        )
        if update is not None and update.corrects:
            title = words("feed.correction", title=title)
        by = (update.by if update else "") or (self.story.by if isinstance(self.story, Maintenance) else "")
        sections = (self._states(), self._ways(), self._reliefs())
        return Entry(
            id=self.news.id(edition.language, self.item.path),
            title=title,
            url=f"{self.page}#{anchor(update)}" if update else self.page,
            at=self.item.at.astimezone(self.site.zone),
            by=self.news.speaker(edition, by),
            terms=tuple(self._terms(by, status)),
            lead=tuple(self._lead(status)),
            prose=edition.prose(update.words if update else getattr(self.story, "words", None)),
            page=self.page,
            sections=tuple(section for section in sections if section.lines),
            closing=(*self._next(status), *voice.closing),
            short=self._short(status),
        )

    def _status(self) -> Status:
        """Where the story stands with this word."""
        said = [update.status for update in self.known.updates if update.status]
        if said:
            return said[-1]
        return Status.INVESTIGATING if isinstance(self.story, Incident) else Status.SCHEDULED

    def _lead(self, status: Status) -> Iterator[Line]:
        words, voice, planned = self.words, self.voice, self.facts.planned
        before = [update.status for update in self.known.updates[:-1] if update.status]
        now = voice.status(status)
        if self.item.said > 1 and before and before[-1] is not status:
            yield (Phrase(words("feed.status_changed", before=voice.status(before[-1]), after=now)),)
        else:
            yield (Phrase(words("feed.status", status=now)),)
        if isinstance(self.story, Maintenance) and planned is not None:
            yield (Phrase(words("feed.when", span=words.span(planned.starts, planned.ends))),)
            if self.story.repeats is not None:
                yield (Phrase(words("feed.repeats", rule=self.story.repeats.typed)),)
        if self.update is not None and self.update.corrects:
            wrong = next((u for u in self.known.updates if u.id == self.update.corrects), None)
            if wrong is not None:
                link = Anchor(Phrase(words.moment(wrong.at)), f"{self.page}#{anchor(wrong)}")
                yield (Phrase(words("update.corrects")), Phrase(" "), link)

    def _name(self, thing: ThingId) -> Phrase:
        """The name of anything; a way may have been born in the story."""
        service, _, way_id = thing.partition("/")
        if way_id:
            way = next((w for w in self.after.ways.get(service, ()) if w.id == way_id), None)
            if way is not None and not any(way is known for known in self.site.services[service].channels):
                return self.voice.name_of_way(thing, way)
        return self.voice.name(thing)

    def _states(self) -> Section:
        """Every thing the story names, before and after."""
        words, voice = self.words, self.voice
        lines: list[Line] = []
        claimed = {claim.thing for claim in self.update.claims} if self.update else set()
        things: dict[ThingId, tuple[State, State]] = {}
        for thing in _claimed(self.story, self.item.said):
            if thing in self.after.states or thing in self.before.states:
                pair = _state(self.before, thing), _state(self.after, thing)
                # What is well again since an earlier word is no news.
                if any(pair) or thing in claimed:
                    things[thing] = pair
        for thing, pair in list(things.items())[:MOST]:
            said = [voice.link(thing, self._name(thing)), voice.change(*pair)]
            where = self.after.regional.get(thing, {}) or self.before.regional.get(thing, {})
            if where:
                names = self.edition.names(self.site.regions[r] for r in where if r in self.site.regions)
                said.append(Phrase(" " + words("feed.where", regions=names)))
            lines.append(tuple(said))
        if self.update is not None and self.update.provisional:
            names = words.list(self._name(thing).text for thing in self.update.provisional)
            lines.append((Phrase(words("update.provisional", names=names)),))
        for thing, text in self.update.without if self.update else ():
            left_out = Phrase(voice.fixed("way.without") + " ")
            lines.append((self._name(thing), Phrase(" – "), left_out, self.edition.phrase(text)))
        title = voice.fixed("maintenance.changes" if self.facts.ahead else "feed.states")
        return Section(title, tuple(lines))

    def _ways(self) -> Section:
        """For each service: can it be done, which ways, and what stands in."""
        words, voice = self.words, self.voice
        lines = [voice.service(told) for told in self.services if told.found is not None]
        well = [told.service for told in self.services if told.found is None]
        if well:
            lines.append(tuple(self._well(well)))
        more = len(self.item.concern.services) - len(self.services)
        if more > 0 and lines:
            lines.append((Anchor(Phrase(words("feed.more", n=more)), self.page),))
        for new in self.update.channels if self.update else ():
            way = new.channel
            said: list[Phrase | Anchor] = [
                Phrase(voice.fixed("update.new_way") + ": "),
                voice.way(way.name, way.url),
            ]
            if way.phone:
                said += [Phrase(" "), Anchor(Phrase(way.phone), f"tel:{way.phone}")]
            lines.append(tuple(said))
        if self.facts.ahead:
            return Section(voice.fixed("feed.ways_ahead"), tuple(lines))
        return Section(words("feed.ways", moment=words.moment(self.item.at)), tuple(lines))

    def _well(self, services: list[Service]) -> Iterator[Phrase | Anchor]:
        """Services on which nothing is wrong, on one line."""
        yield Phrase(f"{self.voice.state(State.OPERATIONAL)}: ")
        for number, service in enumerate(services):
            if number:
                yield Phrase(", ")
            yield self.voice.page_of(service)

    def _reliefs(self) -> Section:
        """What protects a deadline or a fee, as far as the story had been told."""
        return Section(
            self.voice.fixed("relief.title"), tuple(tuple(self._relief(p)) for p in self.after.protections)
        )

    def _relief(self, found: Protection) -> Iterator[Phrase | Anchor]:
        words, edition, given = self.words, self.edition, found.relief
        yield Phrase(self.voice.fixed(f"relief.{given.kind.value}") + ": ")
        yield edition.phrase(given.what)
        since = words.since(found.starts, self.item.at)
        if given.ends is None:
            yield Phrase(f" ({words('relief.open_end', since=since)})")
        else:
            until = words.until(given.ends, self.item.at)
            yield Phrase(f" ({words('relief.span', since=since, until=until)})")
        for key, text in (("who", given.who), ("basis", given.basis), ("ask", given.ask)):
            if text is not None:
                yield Phrase(f" – {words(f'relief.{key}')}: ")
                yield edition.phrase(text)
        if given.services:
            names = words.list([self._name(thing).text for thing in given.services][:MOST])
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
                    when = self.edition.phrase(expected.words)
                elif expected.at is not None:
                    when = Phrase(words.moment(expected.at))
                else:
                    when = Phrase(words("expected.unknown"))
                yield (Phrase(words("story.expected") + ": "), when)
        if update is not None and update.next_update is not None:
            said = words("feed.next", moment=words.moment(update.next_update))
        else:
            said = self.voice.fixed("feed.next_over" if over else "feed.next_open")
        yield (Phrase(said),)

    def _terms(self, by: str, status: Status) -> Iterator[Term]:
        voice, worst = self.voice, self._worst()
        incident = isinstance(self.story, Incident)
        kind = voice.fixed("history.incidents" if incident else "history.windows")
        yield Term("kind", "incident" if incident else "maintenance", kind)
        yield Term("status", status.value, voice.status(status))
        yield Term("state", worst.id, voice.state(worst))
        yield from self.news.terms(self.edition, self.item, by)

    def _worst(self) -> State:
        things = [_state(self.after, thing) for thing in _claimed(self.story, self.item.said)]
        return max((*things, *(told.new for told in self.services)), default=State.OPERATIONAL)

    def _short(self, status: Status) -> str:
        """Status and the states of the first services, in one line."""
        said = [self.voice.status(status)]
        for told in self.services[:2]:
            name = self.voice.name(told.service.id).text
            said.append(f"{name}{self.voice.change(told.new, told.new).text}")
        return self.edition.beside(said)


def _claimed(story: Incident | Maintenance, said: int) -> list[ThingId]:
    """Everything a story had named, the newest word first, then as it was written."""
    found: dict[ThingId, None] = {}
    for update in reversed(story.updates[:said]):
        found |= dict.fromkeys(claim.thing for claim in update.claims if claim.thing not in found)
    if isinstance(story, Maintenance):
        found |= dict.fromkeys(claim.thing for claim in story.claims if claim.thing not in found)
    return list(found)

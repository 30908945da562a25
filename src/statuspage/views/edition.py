"""What all pages of one moment share, and one edition of them for each language.

A view is plain and frozen: it holds every word its template may print, in the reader's language,
and nothing else. So it also says exactly when a page has to be made again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias, TypeVar

from .. import guidance, state
from ..clocks import at_home
from ..language import Text, Words
from ..model import Channel, Incident, Maintenance, Service, State, ThingId, Update
from ..saying import hours as hours_in_words
from ..state.figures import Figures, add_up
from . import addresses
from .marks import Marks

VAST = 3_000
"""From more services on the home page names those that are not well, and leaves the rest to others."""

T = TypeVar("T")
K = TypeVar("K")
Named = TypeVar("Named", Service, Channel)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words, and the language they are in where it is not the page's."""

    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown as it was written, to be made safe and printed, with its language if not the page's."""

    source: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment as people write it and as machines do (RFC 3339)."""

    text: str
    machine: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a page of this site (`path`, from the root of the site)."""

    text: Phrase
    path: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A state, said in words; `kind` chooses its shape and colour."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class HelpLine:
    """Who answers when nothing else does."""

    name: Phrase
    phone: str
    hours: str
    hours_note: Phrase | None
    url: str


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """The same page in another language."""

    tag: str
    name: str
    path: str
    address: str
    """The canonical address of that page."""


class FeedLink(NamedTuple):
    """A feed with the news of a page, for programs that look for one."""

    type: str
    title: str
    path: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page."""

    path: str
    language: str
    title: str
    """Of the document: the page, then the site."""
    description: str
    """One sentence that stands alone, for search results and shared links."""
    site_name: Phrase
    address: str
    """The canonical address of this page."""
    languages: tuple[OtherLanguage, ...]
    root: str
    """The path of this language's home page."""
    tone: str
    """The worst state the page speaks of."""
    demonstration: bool
    official: bool
    changed: Moment | None
    """When the information on this page last changed; None where nobody has said anything about it."""
    doubts: tuple[str, ...]
    """What could not be read, said plainly."""
    help: tuple[HelpLine, ...]
    mirrors: tuple[str, ...]
    host: Phrase | None
    menu: tuple[Link, ...]
    """The pages that every page leads to."""
    more: tuple[Link, ...]
    """The pages that every footer leads to."""
    zone: str
    """The time zone of every moment on the page, in words."""
    time_zone: str
    """The same, as the zone database calls it."""
    feeds: tuple[FeedLink, ...]
    """The feeds beside this page; those of everything beside a page that has none."""


def untranslated(view: object) -> bool:
    """Whether a page, or a part of one, shows words in another language than the reader's."""
    waiting: list[Any] = [view]
    while waiting:
        one = waiting.pop()
        kind = type(one)
        if kind is Phrase or kind is Prose:
            if one.lang:
                return True
            continue
        if kind not in _PARTS:
            _PARTS[kind] = _parts_of(kind)
        parts = _PARTS[kind]
        if parts is not None:
            waiting.extend(parts(one))
    return False


_PARTS: dict[type, Callable[[Any], Iterable[Any]] | None] = {}
"""What each kind of value is put together of; None for a leaf. Asked of every word of every page."""


def _parts_of(kind: type) -> Callable[[Any], Iterable[Any]] | None:
    if issubclass(kind, tuple | list):
        return iter
    names = [part.name for part in fields(kind)] if is_dataclass(kind) else []
    if not names:
        return None
    only = attrgetter(*names)
    return only if len(names) > 1 else lambda one: (only(one),)


class Corrected(NamedTuple):
    """A word that was wrong, and the one that replaced it."""

    story: Incident | Maintenance
    was: Update
    now: Update


CalendarMonth: TypeAlias = tuple[int, int]
"""A year and a month of it."""

_FEEDS = (("Atom", "atom", "application/atom+xml"), ("RSS", "rss", "application/rss+xml"))


class Publication:
    """Everything the editions of one moment share."""

    def __init__(self, snapshot: state.Snapshot, memory: state.Memory | None = None) -> None:
        self.snapshot = snapshot
        self.memory = memory
        """What was worked out of the past before."""
        self.site = snapshot.site
        self.at = at_home(snapshot.at, self.site.zone)
        self.links = state.Links.of(self.site)
        self._guidance: dict[str, guidance.Guidance] = {}
        self._hanging_on: dict[ThingId, tuple[Service, ...]] = {}
        self._protecting: dict[ThingId, tuple[state.Protection, ...]] = {}

    def guidance(self, id: str) -> guidance.Guidance:
        """What to do instead, for one service."""
        if id not in self._guidance:
            self._guidance[id] = guidance.for_service(self.snapshot, self.site.services[id])
        return self._guidance[id]

    @cached_property
    def _by_key(self) -> tuple[dict[str, Incident], dict[str, Maintenance]]:
        return {i.key: i for i in self.site.incidents}, {m.key: m for m in self.site.maintenance}

    def incident(self, key: str) -> Incident | None:
        """An incident by its key."""
        return self._by_key[0].get(key)

    def maintenance(self, key: str) -> Maintenance | None:
        """Planned work by its key."""
        return self._by_key[1].get(key)

    @cached_property
    def services(self) -> tuple[Service, ...]:
        """The services that exist, as citizens should meet them: importance first, then by name."""
        first = self.site.languages[0]
        found = self.snapshot.services.values()
        return tuple(sorted(found, key=lambda s: (-s.importance, s.name.said(first).words, s.id)))

    @cached_property
    def unwell(self) -> tuple[Service, ...]:
        """The services that are not operational: importance first, then severity."""
        states = self.snapshot.states
        found = [s for s in self.services if states[s.id] is not State.OPERATIONAL]
        return tuple(sorted(found, key=lambda s: (-s.importance, -states[s.id])))

    @cached_property
    def incidents(self) -> tuple[Incident, ...]:
        """Every incident that has begun, the newest first."""
        begun = [i for i in self.site.incidents if i.updates and i.updates[0].at <= self.at]
        return tuple(sorted(begun, key=lambda i: (i.updates[0].at, i.key), reverse=True))

    @cached_property
    def begun(self) -> dict[CalendarMonth, tuple[Incident, ...]]:
        """The incidents that began in each month, the newest first."""
        return _sorted_out(self.incidents, lambda incident: self._month(incident.updates[0].at))

    @cached_property
    def planned(self) -> dict[CalendarMonth, tuple[state.Window, ...]]:
        """The windows of planned work that began in each month and are over, the oldest first."""
        windows = sorted(self.done, key=lambda window: window.starts)
        return _sorted_out(windows, lambda window: self._month(window.starts))

    @cached_property
    def months(self) -> tuple[CalendarMonth, ...]:
        """The months in which something began, the newest first."""
        return tuple(sorted(self.begun.keys() | self.planned.keys(), reverse=True))

    def _month(self, moment: datetime) -> CalendarMonth:
        here = moment.astimezone(self.site.zone)
        return here.year, here.month

    @cached_property
    def announced(self) -> tuple[Maintenance, ...]:
        """Planned work that may be spoken of."""
        return tuple(m for m in self.site.maintenance if m.shown(self.at))

    @cached_property
    def corrected(self) -> tuple[Corrected, ...]:
        """Every word that was wrong and the one that replaced it, the latest correction first."""
        found: list[Corrected] = []
        told: tuple[Incident | Maintenance, ...] = (*self.incidents, *self.announced)
        for story in told:
            known = {update.id: update for update in story.updates if update.at <= self.at}
            found += [Corrected(story, known[u.corrects], u) for u in known.values() if u.corrects in known]
        return tuple(sorted(found, key=lambda one: (one.now.at, one.story.key, one.now.id), reverse=True))

    @property
    def vast(self) -> bool:
        """Whether there are more services than one page can name, and still be fetched on a crowded day."""
        return len(self.services) > VAST

    @cached_property
    def affected(self) -> dict[tuple[str, str], tuple[Service, ...]]:
        """The services each open story touches now: (kind, key) of the story → services, as in `unwell`."""
        found: dict[tuple[str, str], dict[str, Service]] = {}
        for service in self.unwell:
            for story in self.guidance(service.id).stories:
                found.setdefault((story.kind, story.key), {})[service.id] = service
        return {story: tuple(touched.values()) for story, touched in found.items()}

    @cached_property
    def intervals(self) -> state.History:
        """The states of every thing from the first story to now; what goes on ends after `at`."""
        # What begins or ends at this very moment belongs to it.
        now = self.at + timedelta(microseconds=1)
        return state.history(self.site, self.beginning or now, now, self.memory)

    @cached_property
    def beginning(self) -> datetime | None:
        """When the first story began: as far back goes the past of every thing."""
        starts = [i.updates[0].at for i in self.incidents]
        starts += [m.starts for m in self.site.maintenance if m.starts <= self.at]
        return min(starts, default=None)

    @cached_property
    def figures(self) -> Figures:
        """What the past adds up to."""
        return add_up(self.site, self.intervals, self.at, self.memory)

    @cached_property
    def changed(self) -> datetime | None:
        """When anybody last said anything."""
        said = [u.at for story in self.site.stories for u in story.updates]
        said += [notice.starts for notice in self.site.notices]
        return max((moment for moment in said if moment <= self.at), default=None)

    @cached_property
    def marks(self) -> Marks:
        """What pages hang on, as digests."""
        return Marks(self.snapshot, self.links, self.affected, self.beginning)

    def changed_for(self, service: Service) -> datetime | None:
        """When anybody last said anything about a service."""
        return self.marks.changed(service=service.id)

    def mark_of_year(self, year: int) -> str:
        """What the figures of one year are made from."""
        months = self.figures.of(year)
        zone = self.site.zone
        known = {
            (here.year, here.month): month.key
            for month in self.intervals.months
            for here in [month.starts.astimezone(zone)]
        }
        # An outage may go on from December into January.
        keys = [known.get(key) for key in ((year - 1, 12), *(month.key for month in months))]
        return self.marks.past(year, [*keys, *months])

    @cached_property
    def done(self) -> tuple[state.Window, ...]:
        """The windows of planned work that are over: of each, those of the last year and the first one."""
        return tuple(w for m in self.announced for w in state.done_windows(m, self.at))

    def of_agency(self, id: str) -> tuple[Service, ...]:
        """The services of an agency."""
        return self._by_agency.get(id, ())

    def in_category(self, id: str) -> tuple[Service, ...]:
        """The services of a category."""
        return self._by_category.get(id, ())

    @cached_property
    def _by_agency(self) -> dict[str, tuple[Service, ...]]:
        return _sorted_out(self.services, attrgetter("agency"))

    @cached_property
    def _by_category(self) -> dict[str, tuple[Service, ...]]:
        return _sorted_out(self.services, attrgetter("category"))

    def in_region(self, id: str) -> tuple[Service, ...]:
        """The services that are worse in a region than in the country, or have a way only there."""
        snapshot = self.snapshot
        worse = {thing.partition("/")[0] for thing, found in snapshot.regional.items() if id in found}
        ways = snapshot.ways
        return tuple(s for s in self.services if s.id in worse or any(id in w.regions for w in ways[s.id]))

    def on(self, channel: Channel) -> tuple[Service, ...]:
        """The services done through a shared channel, each once."""
        return tuple({service.id: service for service, _ in self.using(channel)}.values())

    def hanging_on(self, thing: ThingId) -> tuple[Service, ...]:
        """The services that need a system or shared channel, directly or through others."""
        if thing not in self._hanging_on:
            found = set(self.links.hanging_on(self.links.bits([thing])))
            self._hanging_on[thing] = tuple(s for s in self.services if s.id in found)
        return self._hanging_on[thing]

    def using(self, channel: Channel) -> tuple[tuple[Service, Channel], ...]:
        """The services done through a shared channel, and their way."""
        return self._using.get(channel.id, ())

    def protecting(self, channel: Channel) -> tuple[state.Protection, ...]:
        """What protects those who use a shared channel, or a service that is done through it."""
        if channel.id not in self._protecting:
            owners = self.on(channel)
            ids, uses = {s.id for s in owners}, {way.use for s in owners for way in s.channels if way.use}
            self._protecting[channel.id] = tuple(
                p for p in self.snapshot.protections if channel.id in p.things or p.touches_any(ids, uses)
            )
        return self._protecting[channel.id]

    @cached_property
    def _using(self) -> dict[str, tuple[tuple[Service, Channel], ...]]:
        ways = [(service, way) for service in self.services for way in self.snapshot.ways[service.id]]
        return _sorted_out(ways, lambda pair: pair[1].use)


def _sorted_out(found: Iterable[T], of: Callable[[T], K]) -> dict[K, tuple[T, ...]]:
    """Values by what they belong to, each kind in the order in which it came."""
    kinds: dict[K, list[T]] = {}
    for one in found:
        kinds.setdefault(of(one), []).append(one)
    return {kind: tuple(members) for kind, members in kinds.items()}


@dataclass(frozen=True)
class Edition:
    """The pages of one moment in one language."""

    publication: Publication
    words: Words
    _made: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, make: Callable[[Edition, Named], T], found: Named) -> T:
        """What several pages of this edition say of a thing, worked out for the first."""
        if (make, found.id) not in self._made:
            self._made[make, found.id] = make(self, found)
        made: T = self._made[make, found.id]
        return made

    @property
    def language(self) -> str:
        return self.words.language

    @cached_property
    def root(self) -> str:
        """The path of this edition's home page."""
        return self.root_of(self.language)

    def root_of(self, language: str) -> str:
        """The path under which a language lives."""
        return "" if language == self.publication.site.languages[0] else f"{language}/"

    def path(self, address: str) -> str:
        """The path of a page of this edition."""
        return self.root + address

    def phrase(self, text: Text) -> Phrase:
        """Words in the reader's language, else marked as what they are."""
        said = text.said(self.language)
        return Phrase(said.words, "" if said.language == self.language else said.language)

    def maybe(self, text: Text | None) -> Phrase | None:
        """The same, for words that may be missing."""
        return None if text is None else self.phrase(text)

    def prose(self, text: Text | None) -> Prose | None:
        """Markdown in the reader's language."""
        if text is None:
            return None
        said = text.said(self.language)
        return Prose(said.words, "" if said.language == self.language else said.language)

    def tag(self, found: State) -> Tag:
        """A state in words."""
        return Tag(found.id, self.words(f"state.{found.id}"))

    def moment(self, moment: datetime) -> Moment:
        """A moment in full."""
        return Moment(self.words.moment(moment), self.words.machine(moment))

    def day(self, day: date) -> Moment:
        """A day in full."""
        return Moment(self.words.date(day), self.words.machine(day))

    def names(self, texts: Iterable[Text]) -> str:
        """Several names in one breath, each once."""
        return self.words.list(dict.fromkeys(self.phrase(text).text for text in texts))

    def name_of(self, thing: ThingId) -> Phrase:
        """The name of anything that can be claimed; of a way: service and way."""
        site = self.publication.site
        id, _, way_id = thing.partition("/")
        if not way_id:
            found = site.services.get(id) or site.systems.get(id) or site.channels.get(id)
            return self.phrase(found.name) if found else Phrase(id)
        service = self.name_of(id)
        ways = self.publication.snapshot.ways.get(id, ())
        permanent = site.services[id].channels if id in site.services else ()
        way = next((w for w in (*ways, *permanent) if w.id == way_id), None)
        if way is None:
            return Phrase(f"{service.text} – {way_id}", service.lang)
        return Phrase(f"{service.text} – {self.phrase(way.name).text}", service.lang)

    def path_of(self, thing: ThingId) -> str:
        """The page of anything that can be claimed (of a way: its service); "" when it has none."""
        site = self.publication.site
        id = thing.partition("/")[0]
        if id in site.services:
            return self.path(addresses.service(id))
        if id in site.systems:
            return self.path(addresses.system(id))
        return self.path(addresses.channel(id)) if id in site.channels else ""

    def link_to(self, thing: ThingId) -> Link:
        """A link to anything that can be claimed; a place is told apart from a service of the same name.

        Two links that read the same lead to the same page (KWCAG 2.2, 6.4.3).
        """
        name = self.name_of(thing)
        if thing in self.publication.site.channels and name.text in self._service_names:
            name = Phrase(self.words("channel.named", name=name.text), name.lang)
        return Link(name, self.path_of(thing))

    @cached_property
    def _service_names(self) -> frozenset[str]:
        return frozenset(self.phrase(s.name).text for s in self.publication.site.services.values())

    @cached_property
    def help(self) -> tuple[HelpLine, ...]:
        return tuple(
            HelpLine(
                name=self.phrase(line.name),
                phone=line.phone,
                hours=hours_in_words(self.words, line.hours) if line.hours else "",
                hours_note=self.maybe(line.hours_note),
                url=line.url,
            )
            for line in self.publication.site.help
        )

    @cached_property
    def menu(self) -> tuple[Link, ...]:
        """The pages that every page leads to."""
        words = self.words
        return (
            Link(Phrase(words("menu.now")), self.path(addresses.HOME)),
            Link(Phrase(words("menu.maintenance")), self.path(addresses.MAINTENANCE)),
            Link(Phrase(words("menu.relief")), self.path(addresses.RELIEF)),
            Link(Phrase(words("menu.history")), self.path(addresses.HISTORY)),
        )

    @cached_property
    def more(self) -> tuple[Link, ...]:
        """The pages that every footer leads to."""
        words = self.words
        return (
            Link(Phrase(words("lite.title")), self.path(addresses.LITE)),
            Link(Phrase(words("more.subscribe")), self.path(addresses.SUBSCRIBE)),
            Link(Phrase(words("figures.title")), self.path(addresses.FIGURES)),
            Link(Phrase(words("corrections.title")), self.path(addresses.CORRECTIONS)),
            Link(Phrase(words("more.about")), self.path(addresses.ABOUT)),
            Link(Phrase(words("more.accessibility")), self.path(addresses.ACCESSIBILITY)),
        )

    @cached_property
    def zone(self) -> str:
        """The site's time zone in words, or as the zone database calls it."""
        name = self.publication.site.zone.key
        try:
            return self.words(f"zone.{name}")
        except KeyError:
            return name

    def beside(self, parts: Iterable[str]) -> str:
        """Short statements next to one another: `A · B`."""
        said = ""
        for part in parts:
            said = self.words("beside", first=said, last=part) if said else part
        return said

    @cached_property
    def doubts(self) -> tuple[str, ...]:
        """What could not be read, said plainly: its absence is never mistaken for calm."""
        site = self.publication.site
        words = self.words
        unsaid = sum(unread.kind in ("incident", "update") for unread in site.unread)
        found = [words("doubt.stories", n=unsaid)] if unsaid else []
        unclear = [id for id in site.misread if id in site.services]
        unclear += [s.id for s in site.services.values() if s.doubtful and s.id not in site.misread]
        if unclear:
            names = [self.name_of(id).text for id in sorted(unclear)][:3]
            more = len(unclear) - len(names)
            listed = words.list(names)
            found.append(words("doubt.services_more", names=listed, n=more) if more else
                         words("doubt.services", names=listed))  # fmt: skip
        return tuple(found)

    def _name_of_language(self, tag: str) -> str:
        """A language by its own name; by its tag where no words file names it."""
        try:
            return self.words(f"language.{tag}")
        except KeyError:
            return tag

    def _feeds(self, address: str, title: str) -> tuple[FeedLink, ...]:
        """The feeds of the page at `address`; two formats are enough, every byte is on every page."""
        site, words = self.publication.site, self.words
        kind, _, id = address.removesuffix("/").partition("/")
        gathered = {
            "services": site.services,
            "agencies": site.agencies,
            "categories": site.categories,
            "regions": site.regions,
        }
        if address == addresses.MAINTENANCE:
            about = words("subscribe.maintenance")
        elif id in gathered.get(kind, ()):
            about = words("feed.about", name=title)
        else:
            address, about = addresses.HOME, words("subscribe.all")
        return tuple(
            FeedLink(
                type,
                words("feed.link", about=about, format=format),
                self.path(addresses.feed(address, ending)),
            )
            for format, ending, type in _FEEDS
        )

    def frame(
        self,
        address: str,
        title: str,
        description: str,
        tone: State = State.OPERATIONAL,
        *,
        changed: datetime | None,
    ) -> Frame:
        """What stands around the page at `address`; `title` is "" on the home page.

        `changed` is when anybody last said anything of what this page tells; None where nobody did.
        """
        site = self.publication.site
        name = self.phrase(site.name)
        path = self.path(address)
        return Frame(
            path=path,
            language=self.language,
            title=f"{title} – {name.text}" if title else name.text,
            description=description,
            site_name=name,
            address=site.address + path,
            languages=tuple(
                OtherLanguage(tag, self._name_of_language(tag), there, site.address + there)
                for tag, there in ((tag, self.root_of(tag) + address) for tag in site.languages)
            ),
            root=self.root,
            tone=tone.id,
            demonstration=site.demonstration,
            official=site.official,
            changed=self.moment(changed) if changed else None,
            doubts=self.doubts,
            help=self.help,
            mirrors=site.mirrors,
            host=self.maybe(site.host),
            menu=self.menu,
            more=self.more,
            zone=self.zone,
            time_zone=site.zone.key,
            feeds=self._feeds(address, title),
        )

"""Our own documents for machines (`/api/`): everything the pages know, in all languages at once.

What each document may say stands in `api_schema`, and is published beside them. Members are only ever added
to a version: portals and broadcasters build on these documents and are not asked when we change our minds.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import islice
from typing import TypeVar

from .. import state
from ..guidance import Guidance, Opening, StandIn, Way, incidents_of
from ..hours import Hours
from ..language import Text
from ..model import (
    Channel,
    Claim,
    Expected,
    Incident,
    Maintenance,
    Notice,
    Relief,
    Service,
    State,
    Status,
    ThingId,
    Update,
)
from ..saying import hours as hours_in_words
from ..state import Cause, Protection, Window
from ..views import addresses, ways
from ..views.edition import Edition, Prose
from ..views.marks import names
from ..views.stories import anchor
from . import Artifact, Part, Press
from .api_schema import VERSION
from .statuspage_v2 import incident_statuses

MOST_PAST = 50
"""How many past stretches of trouble a document lists for a service, and for each of its ways."""

Said = dict[str, object]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Note:
    """Words written in Markdown, by language, before they are made HTML and plain text."""

    versions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Ready:
    """A part of a document that is written already."""

    text: str


_HERE = "\0"
"""Holds the place of what is written already: no file can say it."""


def render(press: Press) -> Iterator[Artifact]:
    """One document for the whole page, and one for each piece of planned work."""
    telling = press.once(Telling)
    marks = telling.publication.marks
    yield artifact(press, "status", "status", marks.everything, telling.status)
    for work in telling.publication.announced:
        shown = marks.planned((*telling.coming(work), *telling.done(work)))
        mark = marks.maintenance(work) + (shown if telling.lasts(work) else marks.everything)
        yield artifact(
            press, f"maintenance/{work.key}", "maintenance", mark, partial(telling.maintenance, work)
        )


def of_service(press: Press, service: Service) -> Part:
    """The document of a service."""
    telling = press.once(Telling)
    marks = telling.publication.marks
    concerning = [notice for notice in telling.notices() if telling.concerns(notice, service)]
    mark = marks.service(service.id) + (marks.notices(concerning) if concerning else "")
    return _part(press, f"services/{service.id}", "service", mark, partial(telling.service, service))


def of_incident(press: Press, incident: Incident) -> Part:
    """The document of an incident."""
    telling = press.once(Telling)
    mark = telling.publication.marks.incident(incident.key)
    return _part(press, f"incidents/{incident.key}", "incident", mark, partial(telling.incident, incident))


def _part(press: Press, name: str, kind: str, mark: str, tell: Callable[[], Said]) -> Part:
    return Part(mark, lambda: iter((artifact(press, name, kind, mark, tell),)))


def artifact(press: Press, name: str, kind: str, mark: str, tell: Callable[[], Said]) -> Artifact:
    """A document as it is published: it names its version and its schema.

    `mark` is a digest of all that `tell` depends on, besides words and templates.
    """
    return Artifact(addresses.api(name), (press.look, mark), partial(_written, press, kind, tell))


def _written(press: Press, kind: str, tell: Callable[[], Said]) -> bytes:
    """The bytes of a document: members in a fixed order, letters as themselves, no blanks."""
    schema = press.site.address + addresses.api_schema(VERSION, kind)
    document = {"version": VERSION, "schema": schema, **tell()}
    from .. import prose

    ready: list[str] = []

    def note(found: object) -> object:
        if isinstance(found, Ready):
            ready.append(found.text)
            return _HERE
        if not isinstance(found, Note):
            raise TypeError(f"{type(found)} is no part of a document")
        written = {language: (source, press.prose(Prose(source))) for language, source in found.versions}
        return {
            language: {"markdown": source, "html": html, "text": prose.plain_of(html)}
            for language, (source, html) in written.items()
        }

    said = written(document, note)
    for text in ready:
        said = said.replace(json.dumps(_HERE), text, 1)
    return said.encode() + b"\n"


def written(found: object, otherwise: Callable[[object], object] | None = None) -> str:
    """Plain values as JSON; `otherwise` says what stands for others."""
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"), default=otherwise)


class Telling:
    """Everything that is told, as plain values. What many documents share is said once and kept."""

    def __init__(self, press: Press) -> None:
        self.editions = press.editions()
        self.publication = self.editions[0].publication
        self.snapshot, self.site = press.snapshot, press.site
        self.at = self.publication.at
        self._moments: dict[datetime, str] = {}
        self._hours: dict[str, Said] = {}
        self._names: dict[ThingId, Said] = {}
        self._places: dict[int, Said] = {}

    # Small pieces

    def each(self, say: Callable[[Edition], T]) -> dict[str, T]:
        """The same in every language of the site."""
        return {edition.language: say(edition) for edition in self.editions}

    def text(self, text: Text) -> Said:
        """Words in the languages they were written in, the site's first language first."""
        return dict(text.versions)

    def maybe(self, text: Text | None) -> Said | None:
        return None if text is None else self.text(text)

    def note(self, text: Text | None) -> Note | None:
        return None if text is None else Note(text.versions)

    def moment(self, moment: datetime) -> str:
        # Many things change at the same moment: it is the history of all of them.
        if moment not in self._moments:
            self._moments[moment] = moment.astimezone(self.site.zone).isoformat(timespec="seconds")
        return self._moments[moment]

    def when(self, moment: datetime | None) -> str | None:
        return None if moment is None else self.moment(moment)

    def day(self, day: date | None) -> str | None:
        return None if day is None else day.isoformat()

    def page(self, path: str) -> Said:
        """The canonical address of a page, in every language."""
        return self.each(lambda edition: self.site.address + edition.path(path))

    def document(self, name: str) -> str:
        """The canonical address of one of our documents."""
        return self.site.address + addresses.api(name)

    def feeds(self, folder: str) -> Said:
        """Where to subscribe to what a page tells."""
        return self.each(
            lambda edition: {
                ending: self.site.address + addresses.feed(edition.path(folder), ending)
                for ending in ("atom", "rss", "json")
            }
        )

    def hours(self, opening: Hours | None) -> Said | None:
        """Opening hours as typed, and as every language says them."""
        if opening is None:
            return None
        if opening.typed not in self._hours:
            words = self.each(lambda edition: hours_in_words(edition.words, opening))
            self._hours[opening.typed] = {"typed": opening.typed, "words": words}
        return self._hours[opening.typed]

    def thing(self, thing: ThingId) -> Said:
        """Anything that can be claimed: its id and its name (of a way: service and way)."""
        if thing not in self._names:
            name = self.each(lambda edition: edition.name_of(thing).text)
            self._names[thing] = {"id": thing, "name": name}
        return self._names[thing]

    def things(self, found: Iterable[ThingId]) -> list[Said]:
        return [self.thing(thing) for thing in dict.fromkeys(found)]

    def story(self, story: state.Story | None) -> Said | None:
        """The incident or planned work behind something, with its page; a thing's own file tells none."""
        if story is None or story.kind == "standing":
            return None
        found = (
            self.publication.incident(story.key)
            if story.kind == "incident"
            else self.publication.maintenance(story.key)
        )
        return None if found is None else self.reference(found)

    def reference(self, found: Incident | Maintenance) -> Said:
        """A story by its key, title and addresses."""
        kind, path = self.path(found)
        folder = "incidents" if kind == "incident" else "maintenance"
        return {
            "kind": kind,
            "key": found.key,
            "title": self.text(found.title),
            "page": self.page(path),
            "document": self.document(f"{folder}/{found.key}"),
        }

    def path(self, found: Incident | Maintenance) -> tuple[str, str]:
        if isinstance(found, Incident):
            return "incident", addresses.incident(found.key)
        return "maintenance", addresses.maintenance(found.key)

    def causes(self, found: Sequence[Cause]) -> list[Said]:
        return [
            {**self.thing(cause.thing), "state": cause.state.id, "story": self.story(cause.story)}
            for cause in found
        ]

    def reasons(self, found: Sequence[Cause], thing: ThingId) -> Said:
        """The causes in plain sentences."""
        return self.each(lambda edition: [reason.text for reason in ways.reasons(edition, found, thing)])

    def regional(self, thing: ThingId) -> list[Said]:
        """Where it is worse than in the country as a whole."""
        found = sorted(self.snapshot.regional.get(thing, {}).items())
        return [{"region": region, "state": local.id} for region, local in found]

    def past(self, thing: ThingId) -> list[Said]:
        """When a thing was not well, the latest first; what still goes on has no end."""
        stretches = islice(self.publication.intervals.unwell(thing), MOST_PAST)
        return [
            {
                "state": i.state.id,
                "from": self.moment(i.starts),
                "until": None if i.ends > self.at else self.moment(i.ends),
            }
            for i in stretches
        ]

    def words(self, key: str) -> Said:
        return self.each(lambda edition: edition.words(key))

    def expected(self, found: Expected | None) -> Said | None:
        """The estimate of recovery; with neither a moment nor words it is "not known"."""
        return None if found is None else {"at": self.when(found.at), "words": self.maybe(found.words)}

    def relief(self, found: Relief, starts: datetime, things: Iterable[ThingId]) -> Said:
        return {
            "kind": found.kind.value,
            "what": self.text(found.what),
            "who": self.maybe(found.who),
            "things": self.things(things),
            "from": self.moment(starts),
            "until": self.when(found.ends),
            "regions": list(found.regions),
            "basis": self.maybe(found.basis),
            "ask": self.maybe(found.ask),
        }

    def protection(self, found: Protection) -> Said:
        return {
            **self.relief(found.relief, found.starts, found.things),
            "story": self.story(found.story),
            "said": self.moment(found.update.at),
        }

    # Ways and what to do instead

    def channel(self, found: Channel) -> Said:
        """What the files say of a way, whatever its state."""
        known = self._places.get(id(found))
        if known is None:
            known = self._places[id(found)] = {
                "kind": found.kind.value,
                "name": self.text(found.name),
                "channel": found.use or None,
                "answers_only": found.answers_only,
                "url": found.url or None,
                "phone": found.phone or None,
                "where": self.maybe(found.where),
                "hours": self.hours(found.hours),
                "hours_note": self.maybe(found.hours_note),
                "bring": self.maybe(found.bring),
                "fee": self.maybe(found.fee),
                "limits": self.maybe(found.limits),
                "regions": list(found.regions),
                "from": self.when(found.starts),
                "until": self.when(found.ends),
            }
        return known

    def way(self, found: Way, *, opening: bool, past: bool) -> Said:
        return {
            "id": found.channel.id,
            "thing": found.thing,
            **self.channel(found.channel),
            "state": found.state.id,
            "usable": found.usable,
            "provisional": found.provisional,
            "without": [self.text(text) for text in found.without],
            "causes": self.causes(found.causes),
            "reasons": self.reasons(found.causes, found.thing),
            "worse_in": self.regional(found.thing),
            "opening": self.opening(found.opening) if opening and found.usable else None,
            "history": self.past(found.thing) if past else [],
        }

    def opening(self, found: Opening | None) -> Said | None:
        return None if found is None else {"open": found.open, "changes": self.when(found.changes)}

    def stand_in(self, found: StandIn, *, opening: bool) -> Said:
        return {
            "service": self.short(found.service),
            "note": self.maybe(found.substitute.note),
            "state": found.state.id,
            "ways": [self.way(way, opening=opening, past=False) for way in found.ways],
            "causes": self.causes(found.causes),
            "reasons": self.reasons(found.causes, found.service.id),
        }

    def short(self, service: Service) -> Said:
        return {
            "id": service.id,
            "name": self.text(service.name),
            "page": self.page(addresses.service(service.id)),
            "document": self.document(f"services/{service.id}"),
        }

    # Documents

    def service(self, service: Service) -> Said:
        """One service: can I do it now, and if not, what do I do instead?"""
        retired = service.id not in self.snapshot.services
        guidance = self.publication.guidance(service.id) if not retired else None
        told: Said = {
            "id": service.id,
            "name": self.text(service.name),
            "about": self.maybe(service.about),
            "keywords": list(service.keywords),
            "importance": service.importance.name.lower(),
            "agency": self.agency(service.agency),
            "category": self.category(service.category),
            "retired": self.day(service.retired),
            "page": self.page(addresses.service(service.id)),
            "feeds": self.feeds(addresses.service(service.id)),
            "calendar": self.page(addresses.calendar(addresses.service(service.id))),
            "badge": self.site.address + addresses.badge(service.id),
            "texts": self.each(lambda e: self.site.address + addresses.text(e.language, service.id)),
        }
        if guidance is None:
            return told | dict.fromkeys(("state", "answer", "guidance"), None) | {
                "relief": [],
                "incidents": [],
                "maintenance": [],
                "notices": [],
                "history": self.past(service.id),
            }  # fmt: skip
        return told | {
            "state": guidance.state.id,
            "answer": self.each(lambda edition: ways.answer(edition, guidance)),
            "guidance": self.guidance(guidance),
            "relief": [self.protection(p) for p in guidance.protections],
            "incidents": [self.reference(i) for i in incidents_of(self.snapshot, guidance)],
            "maintenance": [self.window(w) for w in self.windows_of(guidance)],
            "notices": [self.notice(n) for n in self.notices() if self.concerns(n, service)],
            "history": self.past(service.id),
        }

    def guidance(self, found: Guidance) -> Said:
        """The ways of a service by what they are good for now, and what can stand in for it."""
        well = found.state is State.OPERATIONAL
        sides = {
            "working": found.working,
            "limited": found.limited,
            "failing": found.failing,
            "informing": found.informing,
        }
        told: Said = {"nothing_works": found.nothing_works}
        told |= {
            side: [self.way(way, opening=not well, past=True) for way in members]
            for side, members in sides.items()
        }
        return told | {
            "instead": [self.stand_in(s, opening=not well) for s in found.stand_ins],
            "causes": self.causes(self.snapshot.causes.get(found.service.id, ())),
            "worse_in": self.regional(found.service.id),
        }

    def windows_of(self, found: Guidance) -> list[Window]:
        """Planned work that touches a service now, or names it."""
        touching = {story.key for story in found.stories if story.kind == "maintenance"}
        return [
            w
            for w in self.snapshot.windows
            if w.maintenance.key in touching
            or any(c.thing.partition("/")[0] == found.service.id for c in w.maintenance.claims)
        ]

    def notices(self) -> list[Notice]:
        """The announcements that are shown now, the newest first."""
        shown = [n for n in self.site.notices if n.shown(self.at)]
        return sorted(shown, key=lambda n: (n.starts, n.key), reverse=True)

    def concerns(self, notice: Notice, service: Service) -> bool:
        uses = {way.use for way in service.channels if way.use}
        return any(
            t.partition("/")[0] == service.id or t == service.agency or t in uses for t in notice.about
        )

    def notice(self, found: Notice) -> Said:
        return {
            "key": found.key,
            "title": self.text(found.title),
            "words": self.note(found.words),
            "about": self.things(t for t in found.about if t not in self.site.agencies),
            "agencies": [t for t in found.about if t in self.site.agencies],
            "by": found.by or None,
            "from": self.moment(found.starts),
            "until": self.when(found.ends),
            "page": self.page(addresses.announcement(found.key)),
        }

    def agency(self, id: str) -> Said:
        found = self.site.agencies.get(id)
        return {
            "id": id,
            "name": self.text(found.name) if found else self.each(lambda edition: id),
            "phone": (found.phone if found else "") or None,
            "url": (found.url if found else "") or None,
            "page": self.page(addresses.agency(id)) if found else None,
        }

    def category(self, id: str) -> Said | None:
        if id not in self.site.categories:
            return None
        name = self.text(self.site.categories[id])
        return {"id": id, "name": name, "page": self.page(addresses.category(id))}

    def incident(self, found: Incident) -> Said:
        """One incident: the whole story so far, the newest word first."""
        updates = [u for u in found.updates if u.at <= self.at]
        said, over = state.expected(found, self.at), found.resolved(self.at)
        late = self.snapshot.overdue.get(found.key)
        last = updates[-1]
        return {
            "key": found.key,
            "title": self.text(found.title),
            "words": self.note(found.words),
            "status": incident_statuses(updates)[-1].value,
            "open": over is None,
            "began": self.moment(found.updates[0].at),
            "occurred": self.when(found.began),
            "resolved": self.when(over),
            "confirmed": self.moment(last.at),
            "next_update": self.when(last.next_update) if over is None else None,
            "overdue": {"since": self.moment(late.since), "promised": late.promised} if late else None,
            "expected": self.expected(said) if over is None else None,
            "affected": [
                {**self.short(service), "state": self.snapshot.states[service.id].id}
                for service in self.publication.affected.get(("incident", found.key), ())
            ],
            "things": self.things(claim.thing for update in updates for claim in update.claims),
            "relief": [
                self.protection(p)
                for p in self.snapshot.protections
                if p.story == state.Story("incident", found.key)
            ],
            "updates": [self.update(found, updates, update) for update in reversed(updates)],
            "page": self.page(addresses.incident(found.key)),
        }

    def update(self, owner: Incident | Maintenance, known: Sequence[Update], found: Update) -> Said:
        """What was known and said at one moment. What it does not say is as the update before left it."""
        _, path = self.path(owner)
        later = next((u.id for u in known if u.corrects == found.id), None)
        return {
            "id": found.id,
            "at": self.moment(found.at),
            "by": found.by or None,
            "status": found.status.value if found.status else None,
            "title": self.maybe(found.title),
            "words": self.note(found.words),
            "claims": [self.claim(claim) for claim in found.claims],
            "regions": list(found.regions),
            "provisional": self.things(found.provisional),
            "without": [{**self.thing(thing), "what": self.text(text)} for thing, text in found.without],
            "relief": [self.relief(r, r.starts or found.at, r.services) for r in found.relief],
            "new_ways": [
                {"id": new.channel.id, "services": list(new.services), **self.channel(new.channel)}
                for new in found.channels
            ],
            "next_update": self.when(found.next_update),
            "expected": self.expected(found.expected),
            "starts": self.when(found.starts),
            "ends": self.when(found.ends),
            "corrects": found.corrects or None,
            "corrected_by": later,
            "page": self.page(f"{path}#{anchor(found)}"),
        }

    def claim(self, found: Claim) -> Said:
        return {**self.thing(found.thing), "state": found.state.id, "regions": list(found.regions)}

    def maintenance(self, found: Maintenance) -> Said:
        """One piece of planned work, with every window that runs or is coming next."""
        updates = [u for u in found.updates if u.at <= self.at]
        return {
            "key": found.key,
            "title": self.text(found.title),
            "words": self.note(found.words),
            "by": found.by or None,
            "announced": self.when(found.announced),
            "starts": self.moment(found.starts),
            "ends": self.moment(found.ends),
            "repeats": found.repeats.typed if found.repeats else None,
            "windows": [self.span(w) for w in self.coming(found)],
            "done": [self.span(w) for w in self.done(found)],
            "claims": [self.claim(claim) for claim in found.claims],
            "updates": [self.update(found, updates, update) for update in reversed(updates)],
            "page": self.page(addresses.maintenance(found.key)),
        }

    def coming(self, found: Maintenance) -> list[Window]:
        """The windows that run or are coming next."""
        return [window for window in self.snapshot.windows if window.maintenance.key == found.key]

    def lasts(self, found: Maintenance) -> bool:
        """Whether all that it names is always there: a way that was born in an incident goes with it."""
        permanent = self.publication.links.permanent
        return all(thing in permanent for thing in names(found) if "/" in thing)

    def done(self, found: Maintenance) -> list[Window]:
        """The windows of the last year that are over, the latest first."""
        past = state.maintenance_windows(found, state.back(self.at, state.LOOKAHEAD), self.at)
        return [w for w in past if w.ends <= self.at][: -MOST_PAST - 1 : -1]

    def span(self, found: Window) -> Said:
        return {
            "status": found.status(self.at).value,
            "from": self.moment(found.starts),
            "until": self.moment(found.ends),
        }

    def window(self, found: Window) -> Said:
        work = found.maintenance
        return {
            **self.reference(work),
            **self.span(found),
            "repeats": work.repeats.typed if work.repeats else None,
            "claims": [self.claim(claim) for claim in work.claims],
        }

    def status(self) -> Said:
        """The whole page: every service in a line, and what is open, running, coming or in force."""
        site, publication, snapshot = self.site, self.publication, self.snapshot
        return {
            "name": self.text(site.name),
            "page": self.page(addresses.HOME),
            "feeds": self.feeds(addresses.HOME),
            "calendar": self.page(addresses.calendar(addresses.HOME)),
            "badge": site.address + addresses.badge(""),
            "history": self.document("history"),
            "figures": self.document("figures"),
            "languages": list(site.languages),
            "time_zone": site.zone.key,
            "demonstration": site.demonstration,
            "official": site.official,
            "host": self.maybe(site.host),
            "mirrors": list(site.mirrors),
            "help": [
                {
                    "name": self.text(line.name),
                    "phone": line.phone,
                    "hours": self.hours(line.hours),
                    "hours_note": self.maybe(line.hours_note),
                    "url": line.url or None,
                }
                for line in site.help
            ],
            "changed": self.when(publication.changed),
            "state": snapshot.overall.id,
            "doubts": self.each(lambda edition: list(edition.doubts)),
            "services": [self.line(service) for service in publication.services],
            "incidents": [self.open_incident(incident) for incident in snapshot.open_incidents],
            "maintenance": [self.window(w) for w in snapshot.windows],
            "relief": [self.protection(p) for p in snapshot.protections],
            "notices": [self.notice(n) for n in self.notices()],
            "agencies": [self.agency(id) for id in site.agencies],
            "categories": [self.category(id) for id in site.categories],
            "regions": [{"id": id, "name": self.text(name)} for id, name in site.regions.items()],
            "systems": [
                {
                    "id": s.id,
                    "name": self.text(s.name),
                    "operator": s.operator or None,
                    "grade": s.grade,
                    "state": snapshot.states[s.id].id,
                    "worse_in": self.regional(s.id),
                    "retired": self.day(s.retired),
                    "page": self.page(addresses.system(s.id)),
                    "document": self.document(f"systems/{s.id}"),
                }
                for s in site.systems.values()
            ],
            "channels": [
                {
                    "id": c.id,
                    **{key: value for key, value in self.channel(c).items() if key != "channel"},
                    "state": snapshot.states[c.id].id,
                    "usable": snapshot.usable(c.id),
                    "worse_in": self.regional(c.id),
                    "page": self.page(addresses.channel(c.id)),
                    "document": self.document(f"channels/{c.id}"),
                }
                for c in site.channels.values()
            ],
            "words": {
                "states": {found.id: self.words(f"state.{found.id}") for found in State},
                "statuses": {found.value: self.words(f"status.{found.value}") for found in Status},
            },
        }

    def line(self, service: Service) -> Said:
        found = self.snapshot.states[service.id]
        return {
            **self.short(service),
            "importance": service.importance.name.lower(),
            "agency": service.agency,
            "category": service.category or None,
            "state": found.id,
            "answer": self.each(lambda edition: ways.row(edition, service).answer) if found else None,
            "worse_in": self.regional(service.id),
        }

    def open_incident(self, found: Incident) -> Said:
        """An open incident in short: the newest word, and the services it touches."""
        whole = self.incident(found)
        updates = [u for u in found.updates if u.at <= self.at]
        kept = ("status", "began", "confirmed", "next_update", "overdue", "expected")
        return {
            **self.reference(found),
            **{key: whole[key] for key in kept},
            "affected": [s.id for s in self.publication.affected.get(("incident", found.key), ())],
            "latest": self.update(found, updates, updates[-1]),
        }

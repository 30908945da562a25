"""Puts what the files say together into one site, and finds where they do not fit each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from ..language import Text
from ..model import (
    Agency,
    Channel,
    Incident,
    Kind,
    Maintenance,
    Need,
    NewWay,
    Notice,
    Service,
    Site,
    Substitute,
    System,
    ThingId,
    Unread,
    Update,
)
from ..problems import Place, Problem, Severity
from . import standings, telling
from .crosscheck import Known, Remaining
from .cycles import cycles
from .findings import near
from .pieces import Piece
from .stories import Translation, UpdateDraft
from .telling import Story
from .things import ServiceDraft, Way


def together(site: Site, pieces: Iterable[Piece], lost: Iterable[Unread] = ()) -> tuple[Site, list[Problem]]:
    """The whole site, and what is wrong between its files; `lost` are files of which there is no piece."""
    joining = _Joining(site, list(pieces), tuple(lost))
    return joining.site(), joining.problems


class _Joining:
    def __init__(self, site: Site, pieces: list[Piece], lost: tuple[Unread, ...]) -> None:
        self.empty, self.pieces, self.lost = site, pieces, lost
        self.problems: list[Problem] = []
        self.misread: set[ThingId] = set()
        self.agencies: dict[str, Agency] = {}
        self.systems: dict[str, System] = {}
        self.channels: dict[str, Channel] = {}
        self.drafts: dict[str, ServiceDraft] = {}
        self.services: dict[str, Service] = {}

    def site(self) -> Site:
        self._sort()
        self.known = self._known()
        self.bad = self._check_names()
        self._clean_things()
        self._cycles()
        for draft in self.drafts.values():
            self.services[draft.service.id] = self._service(draft)
        told = telling.tell(self._stories(), self.empty, self.problems)
        site = replace(
            self.empty,
            agencies=self.agencies,
            systems=self.systems,
            channels=self.channels,
            services=self.services,
            incidents=told.incidents,
            maintenance=told.maintenance,
            notices=told.notices,
            unread=tuple(
                sorted((*self._unread(), *told.unread, *self.lost), key=lambda unread: unread.place)
            ),
            misread=frozenset(self.misread),
        )
        self.problems += standings.check(site)
        return site

    # --- What there is ---

    def _sort(self) -> None:
        """Things by id; two with one id are both named, and nobody can vouch for either."""
        first: dict[str, str] = {}
        for piece in self.pieces:
            value, file = piece.value, piece.spot.file
            if isinstance(value, Agency):
                self.agencies.setdefault(value.id, value)
                continue
            if not isinstance(value, System | Channel | ServiceDraft):
                continue
            id = piece.spot.id
            if id in first:
                self._error(Place(file), "id_twice", id, first=first[id])
                self.misread.add(id)
            first.setdefault(id, file)
            if piece.unread:
                self.misread.add(id)
            if isinstance(value, System):
                self.systems.setdefault(id, value)
            elif isinstance(value, Channel):
                self.channels.setdefault(id, value)
            else:
                self.drafts.setdefault(id, value)

    def _known(self) -> Known:
        known = Known(
            {agency.id: agency.place.file for agency in self.agencies.values()},
            {system.id: system.place.file for system in self.systems.values()},
            {channel.id: channel.place.file for channel in self.channels.values()},
            {id: draft.service.place.file for id, draft in self.drafts.items()},
            frozenset(self.empty.categories),
            frozenset(self.empty.regions),
        )
        for id, draft in self.drafts.items():
            known.ways[id] = {way.channel.id for way in draft.ways}
        for piece in self.pieces:
            if isinstance(piece.value, ServiceDraft) and (piece.unread or piece.value.lost):
                known.unsure.add(piece.spot.id)
            if piece.spot.kind == "update" and piece.unread:
                known.unsure_stories.add(piece.spot.key)
            if isinstance(piece.value, UpdateDraft):
                if piece.value.lost:
                    known.unsure_stories.add(piece.spot.key)
                born = known.new_ways.setdefault(piece.spot.key, defaultdict(set))
                for new in piece.value.ways:
                    for service in new.services:
                        born[service].add(new.way.channel.id)
        return known

    def _check_names(self) -> set[str]:
        """Reports every name that leads nowhere; the files in which there is one."""
        bad: set[str] = set()
        folders: set[str] = set()
        for piece in self.pieces:
            spot = piece.spot
            story = spot.key if spot.kind == "update" else ""
            for named in piece.references:
                fault = self.known.fault(named, story)
                if fault is not None:
                    self.problems.append(fault)
                    bad.add(spot.file)
                elif not self.known.exists(named.kind, named.id, story):
                    bad.add(spot.file)  # a way of a service whose file cannot be read: no fault of this file
            if spot.kind == "service" and spot.folder not in self.agencies and spot.folder not in folders:
                folders.add(spot.folder)
                self._error(Place(f"status/services/{spot.folder}"), "agency_folder", spot.folder)
        for folder in folders:
            # Its services must belong to somebody.
            name = Text(((self.empty.languages[0], folder),))
            self.agencies[folder] = Agency(
                folder, name, place=Place(f"status/services/{folder}"), doubtful=True
            )
        return bad

    def _error(self, place: Place, code: str, typed: str = "", **details: str) -> None:
        self.problems.append(Problem(place, code, typed, tuple(details.items())))

    def _warning(self, place: Place, code: str, typed: str = "", **details: str) -> None:
        self.problems.append(Problem(place, code, typed, tuple(details.items()), Severity.WARNING))

    # --- Things ---

    def _clean_things(self) -> None:
        left = Remaining(self.known)
        for id, system in self.systems.items():
            if system.place.file in self.bad:
                operator = left.id("agency", system.operator)
                self.systems[id] = replace(
                    system, operator=operator, needs=left.needs(system.needs), doubtful=True
                )
        for id, channel in self.channels.items():
            if channel.place.file in self.bad:
                self.channels[id] = replace(left.way(channel), doubtful=True)
        retired = {id for id, system in self.systems.items() if system.retired}
        things: list[System | Channel] = [*self.systems.values(), *self.channels.values()]
        for thing in things:
            self._retired_needs(thing.needs, retired)

    def _retired_needs(self, needs: tuple[Need, ...], retired: set[str]) -> None:
        for need in needs:
            for id in need.any_of:
                if id in retired:
                    self._warning(need.place, "need_retired", id, day=f"{self.systems[id].retired}")

    def _cycles(self) -> None:
        needs: dict[ThingId, tuple[Need, ...]] = {id: system.needs for id, system in self.systems.items()}
        for id, channel in self.channels.items():
            needs[id] = (*needs.get(id, ()), *channel.needs)
        reported: set[ThingId] = set()
        for cycle in cycles(needs):
            self.misread.update(cycle.path)
            if not reported.intersection(cycle.path):
                path = " → ".join((*cycle.path, cycle.path[0]))
                self._error(cycle.need.place, "cycle", cycle.path[0], path=path)
            reported.update(cycle.path)
            self._cut(cycle.path[-1], cycle.need, cycle.path[0])

    def _cut(self, id: ThingId, need: Need, to: ThingId) -> None:
        """Takes out the need that closes a round, so that whoever follows needs comes to an end."""

        def without(needs: tuple[Need, ...]) -> tuple[Need, ...]:
            rest = replace(need, any_of=tuple(other for other in need.any_of if other != to))
            changed = (rest if other is need else other for other in needs)
            return tuple(other for other in changed if other.any_of)

        if id in self.systems:
            self.systems[id] = replace(self.systems[id], needs=without(self.systems[id].needs))
        if id in self.channels:
            self.channels[id] = replace(self.channels[id], needs=without(self.channels[id].needs))

    def _service(self, draft: ServiceDraft) -> Service:
        service, left = draft.service, Remaining(self.known)
        ways = [self._filled(way) for way in draft.ways]
        if service.place.file in self.bad:
            ways = [left.way(way) for way in ways]
            service = replace(
                service,
                category=left.id("category", service.category),
                instead=tuple(other for other in service.instead if left.id("service", other.service)),
                doubtful=True,
            )
        retired = {id for id, system in self.systems.items() if system.retired}
        for way in ways:
            self._retired_needs(way.needs, retired)
        instead = tuple(other for other in service.instead if self._stands_in(service, other))
        return replace(service, channels=tuple(ways), instead=instead)

    def _stands_in(self, service: Service, other: Substitute) -> bool:
        if other.service == service.id:
            self._error(other.place, "instead_of_itself", other.service)
            return False
        day = self.drafts[other.service].service.retired
        if day:
            self._warning(other.place, "instead_retired", other.service, day=f"{day}")
        return True

    def _filled(self, way: Way) -> Channel:
        """A way with its shared channel's words; without that channel, a way nobody can vouch for."""
        channel = way.channel
        if not channel.use:
            return channel
        shared = self.channels.get(channel.use)
        if shared is not None:
            return way.filled(shared)
        kind = channel.kind if "kind" in way.said else Kind.OTHER
        return replace(channel, use="", kind=kind, doubtful=True)

    # --- Stories ---

    def _stories(self) -> list[Story]:
        stories: dict[tuple[str, str], Story] = {}
        for piece in self.pieces:
            spot = piece.spot
            if spot.folder not in ("incidents", "maintenance", "notices"):
                continue
            story = stories.setdefault((spot.folder, spot.key), Story(spot.folder, spot.year, spot.story))
            value = piece.value
            if isinstance(value, UpdateDraft):
                update = self._update(piece, value)
                story.updates.append((update, value))
            elif isinstance(value, Translation):
                story.translations.append((spot, value))
            elif isinstance(value, Incident | Maintenance | Notice):
                story.head = self._head(value, spot.file)
            if piece.unread:
                story.unread.append(spot)
        return list(stories.values())

    def _head(self, head: Incident | Maintenance | Notice, file: str) -> Incident | Maintenance | Notice:
        left = Remaining(self.known)
        if file not in self.bad or isinstance(head, Incident):
            return head
        if isinstance(head, Notice):
            about, by = left.ids("about", head.about), left.id("agency", head.by)
            return replace(head, about=about, by=by, doubtful=True)
        return replace(head, claims=left.claims(head.claims), by=left.id("agency", head.by), doubtful=True)

    def _update(self, piece: Piece, draft: UpdateDraft) -> Update:
        update = draft.update
        left = Remaining(self.known, piece.spot.key)
        speaker = self._speaker(draft, piece.spot.file)
        if speaker is None:
            update = replace(update, doubtful=True)
        elif speaker:
            update = replace(update, by=speaker)
        ways = [NewWay(new.services, self._filled(new.way)) for new in draft.ways]
        if piece.spot.file in self.bad:
            update = replace(
                update,
                by=left.id("agency", update.by),
                claims=left.claims(update.claims),
                provisional=left.ids("thing", update.provisional),
                without=left.without(update.without),
                relief=left.relief(update.relief),
                regions=left.ids("region", update.regions),
                doubtful=True,
            )
            ways = [NewWay(left.ids("service", new.services), left.way(new.channel)) for new in ways]
        born = []
        for new in ways:
            channel = new.channel
            taken = [id for id in new.services if channel.id in self.known.ways.get(id, ())]
            if taken:
                self._error(channel.place, "new_way_exists", channel.id, service=taken[0])
                update = replace(update, doubtful=True)
            services = tuple(id for id in new.services if id not in taken)
            if services:
                born.append(NewWay(services, replace(channel, starts=channel.starts or update.at)))
        self._retired_claims(update)
        return replace(update, channels=tuple(born)) if born or update.channels else update

    def _speaker(self, draft: UpdateDraft, file: str) -> str | None:
        """Who speaks by the file's name: `mois`, also in `mois-2`; None, and a problem, if nobody does."""
        if not draft.speaker:
            return ""
        if draft.speaker in self.agencies:
            return draft.speaker
        without_number = re.sub(r"-\d{1,2}$", "", draft.speaker)
        if without_number in self.agencies:
            return without_number
        guess = near(draft.speaker, self.agencies)
        details = {"near": guess} if guess else {}
        self._error(Place(file), "unknown_speaker", draft.speaker, **details)
        return None

    def _retired_claims(self, update: Update) -> None:
        for claim in update.claims:
            id = claim.thing.partition("/")[0]
            thing = self.systems.get(id) or (self.services.get(id))
            if thing is not None and thing.retired and thing.retired <= update.at.date():
                self._warning(claim.place, "claim_on_retired", claim.thing, day=f"{thing.retired}")

    def _unread(self) -> list[Unread]:
        found = []
        for piece in self.pieces:
            spot = piece.spot
            if piece.unread:
                about = spot.key if spot.kind in ("update", "translation") else ""
                found.append(Unread(spot.kind, spot.id, Place(spot.file), about))
        return found

"""Puts what the files say together into one site, and finds where they do not fit each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from ..digests import fingerprint
from ..language import Text
from ..model import (
    Agency,
    Channel,
    Incident,
    Kind,
    Maintenance,
    Need,
    Notice,
    Service,
    Site,
    Substitute,
    System,
    ThingId,
    Unread,
)
from ..problems import Place, Problem, Severity
from . import standings
from .crosscheck import Known, Remaining
from .cycles import cycles
from .pieces import Piece
from .things import ServiceDraft, Way

if TYPE_CHECKING:
    from .folders import Joined


class Things:
    """Agencies, systems, channels and services, as far as they fit together; stories are told of them.

    `site` holds what `site.yaml` says, `pieces` the files that describe things.
    """

    def __init__(self, site: Site, pieces: list[Piece]) -> None:
        self.empty, self.pieces = site, pieces
        self.problems: list[Problem] = [problem for piece in pieces for problem in piece.problems]
        self.misread: set[ThingId] = set()
        self.agencies: dict[str, Agency] = {}
        self.systems: dict[str, System] = {}
        self.channels: dict[str, Channel] = {}
        self.drafts: dict[str, ServiceDraft] = {}
        self.services: dict[str, Service] = {}
        self._marks: dict[tuple[bool, str], bytes] = {}
        self._retired: set[str] = set()
        self._sort()
        self.known = self._known()
        self.bad = self._check_names()
        self._clean_things()
        self._cycles()
        for draft in self.drafts.values():
            self.services[draft.service.id] = self._service(draft)

    def filled(self, way: Way) -> Channel:
        """A way with its shared channel's words; without that channel, a way nobody can vouch for."""
        channel = way.channel
        if not channel.use:
            return channel
        shared = self.channels.get(channel.use)
        if shared is not None:
            return way.filled(shared)
        kind = channel.kind if "kind" in way.said else Kind.OTHER
        return replace(channel, use="", kind=kind, doubtful=True)

    def retired(self, thing: ThingId) -> date | None:
        """When a system, or the service that a way belongs to, was given up."""
        id = thing.partition("/")[0]
        found = self.systems.get(id) or self.services.get(id)
        return found.retired if found is not None else None

    def mark(self, names: Iterable[str] | None, used: Iterable[str]) -> bytes:
        """A digest of all that a story can tell of what it names, and of the shared channels it uses.

        Whoever typed a name that leads nowhere (None) is told of others, too.
        """
        said = [self._whole] if names is None else [self._mark(id, used=False) for id in names]
        said += [self._mark(id, used=True) for id in used]
        return fingerprint(*said)

    def _mark(self, id: str, *, used: bool) -> bytes:
        if (used, id) not in self._marks:
            # An agency of which nothing is known but a folder of services can speak, and cannot be named.
            there = [id in group for group in (self.agencies, *self.known.groups())]
            ways = sorted(self.known.ways.get(id, ()))
            about = (id, there, self.retired(id), ways, id in self.known.unsure)
            self._marks[used, id] = fingerprint(about, self.channels.get(id) if used else None)
        return self._marks[used, id]

    @cached_property
    def _whole(self) -> bytes:
        marks = [self._mark(id, used=False) for group in self.known.groups() for id in sorted(group)]
        files = [sorted(group.items()) for group in self.known.files()]
        return fingerprint(marks, files, sorted(self.agencies))

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
        return known

    def _check_names(self) -> set[str]:
        """Reports every name that leads nowhere; the files in which there is one."""
        bad: set[str] = set()
        folders: set[str] = set()
        for piece in self.pieces:
            spot = piece.spot
            for named in piece.references:
                if self.known.exists(named.kind, named.id):
                    continue
                bad.add(spot.file)
                fault = self.known.fault(named)
                if fault is not None:  # a way of a service whose file cannot be read is no fault of this file
                    self.problems.append(fault)
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
        self._retired = {id for id, system in self.systems.items() if system.retired}
        things: list[System | Channel] = [*self.systems.values(), *self.channels.values()]
        for thing in things:
            self._retired_needs(thing.needs)

    def _retired_needs(self, needs: tuple[Need, ...]) -> None:
        for need in needs:
            for id in need.any_of:
                if id in self._retired:
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
        ways = [self.filled(way) for way in draft.ways]
        if service.place.file in self.bad:
            ways = [left.way(way) for way in ways]
            service = replace(
                service,
                category=left.id("category", service.category),
                instead=tuple(other for other in service.instead if left.id("service", other.service)),
                doubtful=True,
            )
        for way in ways:
            self._retired_needs(way.needs)
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


def together(things: Things, stories: Iterable[Joined], lost: Iterable[Unread]) -> tuple[Site, list[Problem]]:
    """The whole site, and everything that is wrong in it; `lost` are files that nobody could read at all."""
    told = list(stories)
    incidents = [one.story for one in told if isinstance(one.story, Incident)]
    works = [one.story for one in told if isinstance(one.story, Maintenance)]
    notices = [one.story for one in told if isinstance(one.story, Notice)]
    far = datetime.max.replace(tzinfo=things.empty.zone).replace(year=9000)
    unread = [Unread(p.spot.kind, p.spot.id, Place(p.spot.file)) for p in things.pieces if p.unread]
    unread += [file for one in told for file in one.unread]
    site = replace(
        things.empty,
        agencies=things.agencies,
        systems=things.systems,
        channels=things.channels,
        services=things.services,
        incidents=tuple(sorted(incidents, key=lambda incident: (incident.started or far, incident.key))),
        maintenance=tuple(sorted(works, key=lambda work: (work.starts, work.key))),
        notices=tuple(sorted(notices, key=lambda notice: (notice.starts, notice.key))),
        unread=tuple(sorted((*unread, *lost), key=lambda file: file.place)),
        misread=frozenset(things.misread),
        stamps={(type(one.story), one.story.key): one.stamp for one in told if one.story and one.stamp},
    )
    problems = things.problems + [problem for one in told for problem in one.problems]
    return site, [*problems, *standings.check(site)]

"""One story, from the files of its folder: what they name is looked up, and then it is told as a whole."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..model import Incident, Maintenance, NewWay, Notice, Stamp, Unread, Update
from ..problems import Place, Problem, Severity
from . import telling
from .crosscheck import Known, Remaining
from .findings import near
from .joining import Things
from .pieces import Piece
from .stories import NewWayDraft, Translation, UpdateDraft
from .telling import Story


@dataclass(frozen=True, slots=True)
class Joined:
    """A story, and what came to light. Everything in it can be stored and read back."""

    story: Incident | Maintenance | Notice | None
    """None where nothing can be told."""
    stamp: Stamp | None
    """Of what is told in updates."""
    problems: tuple[Problem, ...]
    unread: tuple[Unread, ...]
    """The files of it that could not be read."""
    names: tuple[str, ...] | None
    """Everything it names; None where more than that decides what is said of a name that leads nowhere."""
    used: tuple[str, ...]
    """The shared channels of which ways that are born in it take their words."""


def join(things: Things, pieces: list[Piece]) -> Joined:
    """The story that the files of one folder tell; it names some of the things that there are."""
    return _Joining(things, pieces).joined()


class _Joining:
    def __init__(self, things: Things, pieces: list[Piece]) -> None:
        self.things, self.pieces = things, pieces
        self.problems: list[Problem] = []
        self.known = self._known()
        self.left = Remaining(self.known)
        self.bad: set[str] = set()
        """Files with a name that leads nowhere."""

    def joined(self) -> Joined:
        spot = self.pieces[0].spot
        story = Story(spot.folder, spot.year, spot.story)
        self._check_names()
        for piece in self.pieces:
            value = piece.value
            if isinstance(value, UpdateDraft):
                story.updates.append((self._update(piece, value), value))
            elif isinstance(value, Translation):
                story.translations.append((piece.spot, value))
            elif isinstance(value, Incident | Maintenance | Notice):
                story.head = self._head(value, piece.spot.file)
            if piece.unread:
                story.unread.append(piece.spot)
        told, problems, lost = telling.told(story, self.things.empty)
        said = [problem for piece in self.pieces for problem in piece.problems]
        return Joined(
            told,
            Stamp.of(told) if isinstance(told, Incident | Maintenance) else None,
            tuple(dict.fromkeys((*said, *self.problems, *problems))),
            (*self._unread(), *lost),
            None if self.bad else tuple(dict.fromkeys(self._names())),
            tuple(dict.fromkeys(new.way.channel.use for _, new in self._born() if new.way.channel.use)),
        )

    # What it names

    def _born(self) -> Iterator[tuple[UpdateDraft, NewWayDraft]]:
        drafts = (piece.value for piece in self.pieces if isinstance(piece.value, UpdateDraft))
        return ((draft, new) for draft in drafts for new in draft.ways)

    def _known(self) -> Known:
        born: dict[str, set[str]] = defaultdict(set)
        for _, new in self._born():
            for service in new.services:
                born[service].add(new.way.channel.id)
        unsure = any(
            (piece.spot.kind == "update" and piece.unread)
            or (isinstance(piece.value, UpdateDraft) and piece.value.lost)
            for piece in self.pieces
        )
        return self.things.known.within(born, unsure=unsure)

    def _check_names(self) -> None:
        """Reports every name that leads nowhere."""
        for piece in self.pieces:
            known = self.known if piece.spot.kind == "update" else self.things.known
            for named in piece.references:
                if known.exists(named.kind, named.id):
                    continue
                self.bad.add(piece.spot.file)
                fault = known.fault(named)
                if fault is not None:
                    self.problems.append(fault)

    def _names(self) -> Iterator[str]:
        for piece in self.pieces:
            yield from (named.id.partition("/")[0] for named in piece.references)
            if isinstance(piece.value, UpdateDraft) and piece.value.speaker:
                yield from (piece.value.speaker, _without_number(piece.value.speaker))
        for _, new in self._born():
            yield from new.services

    # Its parts

    def _head(self, head: Incident | Maintenance | Notice, file: str) -> Incident | Maintenance | Notice:
        left = Remaining(self.things.known)
        if file not in self.bad or isinstance(head, Incident):
            return head
        if isinstance(head, Notice):
            about, by = left.ids("about", head.about), left.id("agency", head.by)
            return replace(head, about=about, by=by, doubtful=True)
        return replace(head, claims=left.claims(head.claims), by=left.id("agency", head.by), doubtful=True)

    def _update(self, piece: Piece, draft: UpdateDraft) -> Update:
        update = draft.update
        left = self.left
        speaker = self._speaker(draft, piece.spot.file)
        if speaker is None:
            update = replace(update, doubtful=True)
        elif speaker:
            update = replace(update, by=speaker)
        ways = [NewWay(new.services, self.things.filled(new.way)) for new in draft.ways]
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
                details = (("service", taken[0]),)
                self.problems.append(Problem(channel.place, "new_way_exists", channel.id, details))
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
        if draft.speaker in self.things.agencies:
            return draft.speaker
        without_number = _without_number(draft.speaker)
        if without_number in self.things.agencies:
            return without_number
        guess = near(draft.speaker, self.things.agencies)
        details = (("near", guess),) if guess else ()
        self.problems.append(Problem(Place(file), "unknown_speaker", draft.speaker, details))
        self.bad.add(file)
        return None

    def _retired_claims(self, update: Update) -> None:
        for claim in update.claims:
            day = self.things.retired(claim.thing)
            if day is not None and day <= update.at.date():
                details = (("day", f"{day}"),)
                self.problems.append(
                    Problem(claim.place, "claim_on_retired", claim.thing, details, Severity.WARNING)
                )

    def _unread(self) -> Iterator[Unread]:
        for piece in self.pieces:
            spot = piece.spot
            if piece.unread:
                about = spot.key if spot.kind in ("update", "translation") else ""
                yield Unread(spot.kind, spot.id, Place(spot.file), about)


def _without_number(speaker: str) -> str:
    """`mois` of `mois-2`: two files of one agency in one minute."""
    return re.sub(r"-\d{1,2}$", "", speaker)

"""What a preview for staff adds to a page: links that open the git host's editor with a file half written.

No page for citizens has any of this.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from .. import drafts, state
from ..drafts import Draft
from ..language import Text
from ..model import Incident, Repository, Service, State, Status
from .edition import Edition


@dataclass(frozen=True, slots=True)
class Errand:
    """One thing that can be written: what it is, where the editor opens, which file it becomes."""

    text: str
    address: str
    file: str = ""
    words: str = ""
    """The file's text, to be copied where the host's editor opens empty; else nothing."""


@dataclass(frozen=True, slots=True)
class StaffBar:
    """What stands above every page of a preview for staff."""

    warning: str
    hint: str
    errands: tuple[Errand, ...]


def bar(edition: Edition, path: str) -> StaffBar:
    """The bar above the page at `path`, with what can be written about the thing the page is about."""
    address = path.removeprefix(edition.root)
    site, words = edition.publication.site, edition.words
    errands: tuple[Errand, ...] = ()
    if site.edit is not None:
        errands = tuple(_errands(edition, site.edit, address))
    hints = []
    if errands:
        hints.append(words("staff.hint"))
    if any(errand.words for errand in errands):
        hints.append(words("staff.hint_copy"))
    return StaffBar(words("staff.warning"), " ".join(hints), errands)


def _errands(edition: Edition, where: Repository, address: str) -> Iterator[Errand]:
    publication, words = edition.publication, edition.words
    folder, _, name = address.strip("/").partition("/")
    if folder == "services" and (service := publication.site.services.get(name)):
        open_now = [i for i in publication.incidents if i.is_open(publication.at)]
        touching = [i for i in open_now if service in publication.affected.get(("incident", i.key), ())]
        for incident in touching:
            title = incident.title.said(edition.language).words
            yield _new(words("staff.update_of", title=title), _next_word(edition, incident), where)
        yield Errand(words("staff.edit"), _editor(where, service.place.file))
        head, first = _new_story(edition, service)
        yield _new(words("staff.new_title"), head, where)
        yield _new(words("staff.new_update"), first, where)
    if folder == "incidents" and (told := publication.incident(name)):
        yield _new(words("staff.update"), _next_word(edition, told), where)


def _next_word(edition: Edition, incident: Incident) -> Draft:
    """An update that says again what is claimed now, to be changed to what is known."""
    publication = edition.publication
    at, zone = publication.at, publication.site.zone
    told = [update for update in incident.updates if update.at <= at]
    claims = {claim.thing: claim for update in told for claim in update.claims}
    claimed = [claim for claim in claims.values() if claim.state is not State.OPERATIONAL]
    # One file says one set of regions: what holds in different ones is left to whoever writes.
    where = {claim.regions for claim in claimed}
    if len(where) > 1:
        claimed, where = [], set()
    status = next((update.status for update in reversed(told) if update.status), Status.INVESTIGATING)
    by = state.last_word(incident, at).by or "agency"
    year, story = incident.year, incident.id
    return drafts.update(
        "incidents",
        year,
        story,
        drafts.update_id(at, by, year, zone, {update.id for update in incident.updates}),
        at=at,
        by=by,
        zone=zone,
        status=status,
        impact={claim.thing: claim.state for claim in claimed},
        regions=next(iter(where), ()),
    )


def _new_story(edition: Edition, service: Service) -> tuple[Draft, Draft]:
    """The two files of a new incident: its title, and the first word."""
    site, at = edition.publication.site, edition.publication.at
    zone, day = site.zone, at.astimezone(site.zone).date()
    taken = {incident.id for incident in site.incidents if incident.year == day.year}
    story = drafts.story_id(day, service.id, taken)
    title = Text(
        tuple(
            (tag, f"{service.name.said(tag).words} 장애" if tag == "ko" else service.name.said(tag).words)
            for tag in site.languages
        )
    )
    first = drafts.update(
        "incidents",
        day.year,
        story,
        drafts.update_id(at, service.agency, day.year, zone),
        at=at,
        by=service.agency,
        zone=zone,
        status=Status.INVESTIGATING,
        impact={service.id: State.MAJOR_OUTAGE},
    )
    return drafts.incident(day.year, story, title, zone=zone), first


_NEW = {"github": "new", "gitea": "_new", "gitlab": "-/new"}
_EDIT = {"github": "edit", "gitea": "_edit", "gitlab": "-/edit"}


def _new(text: str, draft: Draft, where: Repository) -> Errand:
    """An editor with a new file in it.

    GitHub and Gitea fill in name and words. GitLab's editor takes the name alone: there the words are
    shown, to be copied.
    """
    folder, _, name = draft.path.rpartition("/")
    asked = {"file_name": name} if where.host == "gitlab" else {"filename": name, "value": draft.text}
    address = f"{where.url}/{_NEW[where.host]}/{quote(where.branch)}/{quote(folder)}"
    return Errand(
        text,
        f"{address}?{urlencode(asked, quote_via=quote)}",
        draft.path,
        draft.text if where.host == "gitlab" else "",
    )


def _editor(where: Repository, file: str) -> str:
    return f"{where.url}/{_EDIT[where.host]}/{quote(where.branch)}/{quote(file)}"

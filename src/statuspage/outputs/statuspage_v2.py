"""What clients of Statuspage read, in the shape they know (`/api/v2/`), so that none of them has to change.

A component is a service, a group is a category. What that shape cannot say is said as the nearest state
that is not better than the truth: see `docs/formats/statuspage-v2.md`. The order of members, the lists and
the enumerations are those of the public Statuspage API, version 2 (https://metastatuspage.com/api/v2).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import cached_property, lru_cache, partial
from itertools import count
from typing import NamedTuple

from ..language import Text
from ..model import Claim, Incident, Maintenance, Service, State, Status, ThingId, Update
from ..state import Window, back, maintenance_windows, remembered
from ..views import addresses
from ..views.edition import Edition, Prose
from . import Artifact, Press

MOST = 50
"""How many incidents and windows of planned work the lists of everything hold (as Statuspage does)."""

PAST = timedelta(days=366)
"""How far back planned work is listed."""

STATUS: Mapping[State, str] = {
    State.OPERATIONAL: "operational",
    State.UNDER_MAINTENANCE: "under_maintenance",
    # Statuspage has no word for not knowing. A client must not be told that all is well.
    State.UNKNOWN: "degraded_performance",
    State.DEGRADED_PERFORMANCE: "degraded_performance",
    State.PARTIAL_OUTAGE: "partial_outage",
    State.MAJOR_OUTAGE: "major_outage",
}
"""The status of a component, for each state of a service."""

IMPACT: Mapping[State, str] = {
    State.OPERATIONAL: "none",
    State.UNDER_MAINTENANCE: "none",
    State.UNKNOWN: "minor",
    State.DEGRADED_PERFORMANCE: "minor",
    State.PARTIAL_OUTAGE: "major",
    State.MAJOR_OUTAGE: "critical",
}
"""The impact of an incident, for the worst state of any service it touched."""


class Post(NamedTuple):
    """One update of an incident or of planned work, before its words are made plain."""

    id: str
    status: str
    title: str
    source: str
    """Markdown as written; "" when the update has no words."""
    otherwise: str
    """What it says when it has neither a title nor words."""
    at: str
    affected: tuple[tuple[int, str, str], ...]
    """Number of the service, status before, status after."""
    spoken: tuple[str, str] = ("", "")
    """The languages of title and words, where they are not the reader's."""


class Story(NamedTuple):
    """An incident, or one window of planned work."""

    id: str
    name: str
    status: str
    created: str
    updated: str
    monitoring: str | None
    resolved: str | None
    impact: str
    link: str
    posts: tuple[Post, ...]
    """The newest first."""
    services: tuple[int, ...]
    scheduled: tuple[str, str] | None = None


class Shared(NamedTuple):
    """What every document of one language shares."""

    page: dict[str, object]
    groups: tuple[dict[str, object], ...]
    services: tuple[dict[str, object], ...]
    links: tuple[str, ...]
    """The hosts that words may lead to."""


def render(press: Press) -> Iterator[Artifact]:
    """The eight documents, in every language (the first one at the root, others under their tag)."""
    plain = lru_cache(maxsize=None)(partial(_plain, press))  # several documents tell the same
    for telling in press.once(tellings):
        yield from _documents(telling, plain)


Plain = Callable[[str], str]
"""Makes plain text of words in Markdown."""


def _plain(press: Press, words: str) -> str:
    """Words as plain text, by way of the HTML that other files need, too."""
    from .. import prose

    return prose.plain_of(press.prose(Prose(words)))


def _documents(telling: Telling, plain: Plain) -> Iterator[Artifact]:
    edition, shared = telling.edition, telling.shared
    stamp = hashlib.blake2b(repr(shared).encode(), digest_size=16).hexdigest()
    incidents, planned = telling.incidents, telling.windows
    open_ones = tuple(story for story in incidents if story.resolved is None)
    upcoming = tuple(reversed([story for story in planned if story.status == "scheduled"]))
    active = tuple(reversed([story for story in planned if story.status in ("in_progress", "verifying")]))
    lists: dict[str, tuple[str, ...]] = {
        "summary": ("components", "incidents", "scheduled_maintenances", "status"),
        "status": ("status",),
        "components": ("components",),
        "incidents": ("incidents",),
        "incidents/unresolved": ("incidents",),
        "scheduled-maintenances": ("scheduled_maintenances",),
        "scheduled-maintenances/upcoming": ("scheduled_maintenances",),
        "scheduled-maintenances/active": ("scheduled_maintenances",),
    }
    stories: dict[str, tuple[tuple[Story, ...], tuple[Story, ...]]] = {
        "summary": (open_ones, (*active, *upcoming)),
        "incidents": (incidents[:MOST], ()),
        "incidents/unresolved": (open_ones, ()),
        "scheduled-maintenances": ((), planned[:MOST]),
        "scheduled-maintenances/upcoming": ((), upcoming),
        "scheduled-maintenances/active": ((), active),
    }
    for name, members in lists.items():
        told = stories.get(name, ((), ()))
        status = telling.status if "status" in members else None
        make = partial(_document, plain, members, shared, status, *told)
        yield Artifact(edition.path(addresses.statuspage_v2(name)), (stamp, name, status, told), make)


# From values to bytes


def _document(
    plain: Plain,
    members: tuple[str, ...],
    shared: Shared,
    status: dict[str, str] | None,
    incidents: tuple[Story, ...],
    works: tuple[Story, ...],
) -> bytes:
    """The bytes of one document."""
    document: dict[str, object] = {"page": shared.page}
    for member in members:
        if member == "components":
            document[member] = _rows(shared)
        elif member == "status":
            document[member] = status
        else:
            told = incidents if member == "incidents" else works
            document[member] = [_story(story, shared, plain) for story in told]
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _rows(shared: Shared) -> list[dict[str, object]]:
    """Groups, each followed by its services; then the services of no group."""
    rows: list[dict[str, object]] = []
    for group in shared.groups:
        members = [row for row in shared.services if row["group_id"] == group["id"]]
        rows += [group, *members]
    return rows + [row for row in shared.services if row["group_id"] is None]


def _story(story: Story, shared: Shared, plain: Plain) -> dict[str, object]:
    told: dict[str, object] = {
        "id": story.id,
        "name": story.name,
        "status": story.status,
        "created_at": story.created,
        "updated_at": story.updated,
        "monitoring_at": story.monitoring,
        "resolved_at": story.resolved,
        "impact": story.impact,
        "shortlink": story.link,
        "started_at": story.created,
        "page_id": shared.page["id"],
        "incident_updates": [_post(post, story, shared, plain) for post in story.posts],
        "components": [shared.services[number] for number in story.services],
        "reminder_intervals": None,
    }
    if story.scheduled:
        told["scheduled_for"], told["scheduled_until"] = story.scheduled
    return told


def _post(post: Post, story: Story, shared: Shared, plain: Plain) -> dict[str, object]:
    affected = [
        {
            "code": shared.services[number]["id"],
            "name": shared.services[number]["name"],
            "old_status": before,
            "new_status": after,
        }
        for number, before, after in post.affected
    ]
    return {
        "id": post.id,
        "status": post.status,
        "body": _body(post, plain),
        "incident_id": story.id,
        "created_at": post.at,
        "updated_at": post.at,
        "display_at": post.at,
        # Statuspage says null where an update names no component, never an empty list.
        "affected_components": affected or None,
        "deliver_notifications": True,
        "custom_tweet": None,
        "tweet_id": None,
    }


def _body(post: Post, plain: Plain) -> str:
    words = plain(post.source) if post.source else ""
    return "\n\n".join(part for part in (post.title, words) if part) or post.otherwise


# From what is known to values


class Past:
    """The states of services over time, and which of them each story touches: the same in every language."""

    def __init__(self, press: Press) -> None:
        self.publication = press.editions()[0].publication
        self.site = press.site
        self.at = self.publication.at
        self.services = self.publication.services
        self._number = {service.id: number for number, service in enumerate(self.services)}
        self._touched: dict[ThingId, frozenset[int]] = {}
        self._of_incidents: dict[str, tuple[list[Affected], State]] = {}

    def touched(self, thing: ThingId) -> frozenset[int]:
        """The numbers of the services that are a thing, have it as a way, or hang on it."""
        if thing not in self._touched:
            named = self._number.get(thing.partition("/")[0])
            found = (
                (self._number[s.id] for s in self.publication.hanging_on(thing)) if named is None else [named]
            )
            self._touched[thing] = frozenset(found)
        return self._touched[thing]

    def around(self, number: int, moment: datetime) -> tuple[State, State]:
        """The state of a service until just before a moment, and from then on."""
        service = self.services[number].id
        before, now = self.publication.intervals.around(service, moment)
        return before, self.publication.snapshot.states[service] if moment >= self.at else now

    def worst(self, number: int, since: datetime, until: datetime) -> State:
        """The worst state of a service from `since` until just before `until`."""
        return self.publication.intervals.worst(self.services[number].id, since, until)

    def of_incident(self, incident: Incident) -> tuple[list[Affected], State]:
        """The services an incident touched after each word, and the worst that it was for any of them."""
        if incident.key not in self._of_incidents:
            self._of_incidents[incident.key] = self._remembered(incident)
        return self._of_incidents[incident.key]

    def _remembered(self, incident: Incident) -> tuple[list[Affected], State]:
        """The same, from before where the incident is over: then it hangs on its months alone."""
        over, publication = incident.resolved(self.at), self.publication
        if over is None:
            return self._of_incident(incident)
        lasted = (m for m in publication.intervals.months if incident.updates[0].at <= m.ends)
        months = [m.key for m in lasted if m.starts <= max(over, incident.updates[-1].at)]
        said = sum(update.at <= self.at for update in incident.updates)
        mark = f"v2\0{publication.marks.told([incident])}\0{said}\0{months}"
        return remembered(publication.memory, mark, tuple, partial(self._of_incident, incident))

    def _of_incident(self, incident: Incident) -> tuple[list[Affected], State]:
        said = [(update.at, update.claims) for update in incident.updates if update.at <= self.at]
        affected = self.affected(said)
        until = incident.resolved(self.at) or self.at + timedelta(microseconds=1)
        states = (self.worst(n, said[0][0], until) for n, _, _ in affected[-1])
        return affected, max(states, default=State.OPERATIONAL)

    def affected(self, said: Iterable[tuple[datetime, Iterable[Claim]]]) -> list[Affected]:
        """The services touched at each of several moments, the oldest first.

        A service is listed from the moment at which it is named or is not well while it hangs on what is
        named, until the end of the story.
        """
        hanging: set[int] = set()
        listed: set[int] = set()
        found = []
        for moment, claims in said:
            for claim in claims:
                numbers = self.touched(claim.thing)
                hanging |= numbers
                if claim.thing.partition("/")[0] in self._number:
                    listed |= numbers
            now = {n: self.around(n, moment) for n in hanging}
            listed |= {n for n, states in now.items() if any(states)}
            found.append(tuple((n, *now[n]) for n in sorted(listed)))
        return found


Affected = tuple[tuple[int, State, State], ...]


def tellings(press: Press) -> tuple[Telling, ...]:
    """What is told in each language; the past is the same in all."""
    past = Past(press)
    return tuple(Telling(edition, past) for edition in press.editions())


class Telling:
    """The documents of one language."""

    def __init__(self, edition: Edition, past: Past) -> None:
        self.edition, self.past = edition, past
        self.site, self.at = past.site, past.at
        self.page = self._id("page")
        tag = re.search(r",(\d{4})(?:-(\d\d))?(?:-(\d\d))?", self.site.tag)
        # RFC 4151: the day from which the name in the tag is the publisher's. Nothing in the files says
        # when a service was first listed, and this never changes.
        year, month, day = (int(part or 1) for part in tag.groups()) if tag else (1970, 1, 1)
        self.beginning = datetime(year, month, day, tzinfo=self.site.zone)

    def _id(self, *key: str) -> str:
        """Twelve characters that stay the same for ever, like those of Statuspage."""
        named = "\0".join((self.site.tag, *key)).encode()
        return hashlib.blake2b(named, digest_size=6).hexdigest()

    def _moment(self, moment: datetime) -> str:
        return moment.astimezone(self.site.zone).isoformat(timespec="milliseconds")

    def _text(self, text: Text | None) -> str:
        return self.edition.phrase(text).text if text is not None else ""

    @cached_property
    def shared(self) -> Shared:
        """The page and its components."""
        rows = tuple(self._component(service) for service in self.past.services)
        groups = []
        places = count(1)
        for id, name in self.site.categories.items():
            key = self._id("category", id)
            members = [row for row in rows if row["group_id"] == key]
            if not members:
                continue
            for place, row in enumerate(members, start=1):
                row["position"] = place
            numbers = [n for n, s in enumerate(self.past.services) if s.category == id]
            worst = max(self.past.publication.snapshot.states[self.past.services[n].id] for n in numbers)
            group = self._row(key, self._text(name), worst, None, max(str(m["updated_at"]) for m in members))
            group |= {"position": next(places), "group": True, "components": [m["id"] for m in members]}
            groups.append(group)
        for row in rows:
            if row["group_id"] is None:
                row["position"] = next(places)
        changed = self.past.publication.changed or self.beginning
        page: dict[str, object] = {
            "id": self.page,
            "name": self._text(self.site.name),
            "url": (self.site.address + self.edition.root).rstrip("/"),
            "time_zone": self.site.zone.key,
            "updated_at": self._moment(changed),
        }
        return Shared(page, tuple(groups), rows, self.site.allowed_links)

    def _component(self, service: Service) -> dict[str, object]:
        state = self.past.publication.snapshot.states[service.id]
        changed = self._moment(self.past.publication.intervals.changed(service.id) or self.beginning)
        row = self._row(self._id("service", service.id), self._text(service.name), state, service, changed)
        if service.category in self.site.categories:
            row["group_id"] = self._id("category", service.category)
        return row

    def _row(
        self, id: str, name: str, state: State, service: Service | None, changed: str
    ) -> dict[str, object]:
        about = self._text(service.about) if service else ""
        return {
            "id": id,
            "name": name,
            "status": STATUS[state],
            "created_at": self._moment(self.beginning),
            "updated_at": changed,
            "position": 0,
            "description": about or None,
            "showcase": True,
            "start_date": None,
            "group_id": None,
            "page_id": self.page,
            "group": False,
            "only_show_if_degraded": False,
        }

    @cached_property
    def status(self) -> dict[str, str]:
        """The whole page in one word."""
        states = [self.past.publication.snapshot.states[service.id] for service in self.past.services]
        worst = max(states, default=State.OPERATIONAL)
        if states and all(state is State.MAJOR_OUTAGE for state in states):
            indicator = "critical"
        elif worst is State.MAJOR_OUTAGE:
            indicator = "major"
        elif worst >= State.UNKNOWN or self.site.unread or self.site.misread or not states:
            indicator = "minor"
        elif worst is State.UNDER_MAINTENANCE:
            indicator = "maintenance"
        else:
            indicator = "none"
        return {"indicator": indicator, "description": self.edition.words(f"v2.{indicator}")}

    # Incidents

    @cached_property
    def incidents(self) -> tuple[Story, ...]:
        """The newest incidents and every open one, the newest first."""
        told = self.past.publication.incidents
        wanted = [i for n, i in enumerate(told) if n < MOST or i.is_open(self.at)]
        return tuple(self._incident(incident) for incident in wanted)

    def _incident(self, incident: Incident) -> Story:
        updates = [u for u in incident.updates if u.at <= self.at]
        statuses = incident_statuses(updates)
        affected, worst = self.past.of_incident(incident)
        id = self._id("incident", incident.key)
        posts = [
            self._post((id, update.id), update, status, services)
            for update, status, services in zip(updates, statuses, affected, strict=True)
        ]
        over = incident.resolved(self.at)
        began = updates[0].at
        watched = next((u.at for u, s in zip(updates, statuses, strict=True) if s is Status.MONITORING), None)
        numbers = tuple(n for n, _, _ in affected[-1])
        return Story(
            id=id,
            name=self._text(incident.title),
            status=statuses[-1].value,
            created=self._moment(began),
            updated=self._moment(updates[-1].at),
            monitoring=self._moment(watched) if watched else None,
            resolved=self._moment(over) if over else None,
            impact=IMPACT[worst],
            link=self.site.address + self.edition.path(addresses.incident(incident.key)),
            posts=tuple(reversed(posts)),
            services=numbers,
        )

    def _post(
        self, key: tuple[str, str], update: Update, status: Status, affected: Affected, otherwise: str = ""
    ) -> Post:
        title, said = self.edition.maybe(update.title), self.edition.prose(update.words)
        return Post(
            id=self._id(*key),
            status=status.value,
            title=title.text if title else "",
            source=said.source if said else "",
            otherwise=otherwise or self.edition.words(f"status.{status.value}"),
            at=self._moment(update.at),
            affected=tuple((n, STATUS[before], STATUS[after]) for n, before, after in affected),
            spoken=(title.lang if title else "", said.lang if said else ""),
        )

    # Planned work

    @cached_property
    def windows(self) -> tuple[Story, ...]:
        """Windows of planned work, the one that begins last first; of repeating work the next one only."""
        coming = self.past.publication.snapshot.windows
        done = [
            window
            for maintenance in self.past.publication.announced
            for window in maintenance_windows(maintenance, back(self.at, PAST), self.at)
            if window.ends <= self.at
        ]
        found = sorted((*done, *coming), key=lambda w: (w.starts, w.maintenance.key), reverse=True)
        return tuple(self._window(window) for window in found)

    def _window(self, window: Window) -> Story:
        work = window.maintenance
        spoken = [u for u in window.updates if u.at <= self.at]
        id = self._id("maintenance", work.key, *([window.planned.isoformat()] if work.repeats else []))
        said = min(work.told, window.starts)
        events = [self._event("scheduled", said, Status.SCHEDULED, work, window)]
        events += [(u.at, u.status, u, "") for u in spoken]
        if window.starts <= self.at and not window.cancelled:
            if not any(u.status is Status.IN_PROGRESS and u.at <= window.starts for u in spoken):
                events.append(self._event("in_progress", window.starts, Status.IN_PROGRESS, work, window))
            if window.ends <= self.at and not any(
                u.status is Status.COMPLETED and u.at <= window.ends for u in spoken
            ):
                events.append(self._event("completed", window.ends, Status.COMPLETED, work, window))
        events.sort(key=lambda event: event[0])
        affected = self._planned(window, events)
        posts, status = [], Status.SCHEDULED
        for (_, changed, update, otherwise), services in zip(events, affected, strict=True):
            said_cancelled = changed is Status.CANCELLED
            if changed in _PLANNED and not update.doubtful:
                # Statuspage knows no cancelled work: it is over, and its words say that it was called off.
                status = Status.COMPLETED if said_cancelled else changed
            otherwise = self.edition.words("status.cancelled") if said_cancelled else otherwise
            posts.append(self._post((id, update.id), update, status, services, otherwise))
        now = window.status(self.at)
        now = Status.COMPLETED if now is Status.CANCELLED else now
        over = (window.changed or window.ends) if window.cancelled else window.ends
        checked = [u.at for u in spoken if u.status is Status.VERIFYING]
        return Story(
            id=id,
            name=self._text(work.title),
            status=now.value,
            created=self._moment(said),
            updated=self._moment(events[-1][0]),
            monitoring=self._moment(checked[0]) if checked else None,
            resolved=self._moment(over) if now is Status.COMPLETED else None,
            impact="maintenance",
            link=self.site.address + self.edition.path(addresses.maintenance(work.key)),
            posts=tuple(reversed(posts)),
            services=tuple(n for n, _, _ in affected[-1]),
            scheduled=(self._moment(window.starts), self._moment(window.ends)),
        )

    def _event(self, key: str, at: datetime, status: Status, work: Maintenance, window: Window) -> Event:
        """What Statuspage posts by itself when planned work is announced, begins and ends."""
        words = work.words if key == "scheduled" else None
        when = self.edition.words.span(window.starts, window.ends)
        otherwise = self.edition.words(f"v2.{key}", when=when) if key == "scheduled" else ""
        return at, status, Update(key, at, words=words), otherwise or self.edition.words(f"v2.{key}")

    def _planned(self, window: Window, events: list[Event]) -> list[Affected]:
        """The services that hang on what is worked on; before it begins their state is the state then."""
        work = window.maintenance
        claims = (*work.claims, *(claim for _, _, update, _ in events for claim in update.claims))
        numbers = sorted({n for claim in claims for n in self.past.touched(claim.thing)})
        return [tuple((n, *self.past.around(n, min(at, self.at))) for n in numbers) for at, _, _, _ in events]


Event = tuple[datetime, Status | None, Update, str]
"""When, which status from then on (None: unchanged), the update, and what it says when it has no words."""

_PLANNED = frozenset(
    (Status.SCHEDULED, Status.IN_PROGRESS, Status.VERIFYING, Status.COMPLETED, Status.CANCELLED)
)


def incident_statuses(updates: Iterable[Update]) -> list[Status]:
    """The status of an incident from each update on: an update that says none leaves it, and nothing reopens.

    A doubtful update never closes an incident.
    """
    found: list[Status] = []
    status, closed = Status.INVESTIGATING, False
    for update in updates:
        closes = update.status in (Status.RESOLVED, Status.POSTMORTEM)
        if update.status and (closes or not closed) and not (closes and update.doubtful):
            status, closed = update.status, closed or closes
        found.append(status)
    return found


__all__ = ["render"]

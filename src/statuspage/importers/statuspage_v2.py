"""Reads a dump of Statuspage's public interface, version 2: one JSON document, or a folder of them.

Documents are told by what they hold (`components`, `incidents`, `scheduled_maintenances`), not by their
names; lists of incidents as other interfaces of Statuspage give them are read as well.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from ..model import INCIDENT_STATUSES, MAINTENANCE_STATUSES, State, Status
from ..problems import Place, Severity
from . import Component, Found, Refused, Story, Wishes, Word, Work, reading
from .reading import Source

Row: TypeAlias = Mapping[str, Any]
"""One object of the dump."""

STATES = {state.id: state for state in State}
IMPACTS = {
    "none": State.OPERATIONAL,
    "minor": State.DEGRADED_PERFORMANCE,
    "major": State.PARTIAL_OUTAGE,
    "critical": State.MAJOR_OUTAGE,
    "maintenance": State.UNDER_MAINTENANCE,
}
"""What an incident's impact says of its components, where its updates do not say it themselves."""

LATE = timedelta(minutes=1)
"""How late Statuspage itself is when it says that planned work has begun or ended."""

USED = frozenset(
    (
        "id", "name", "status", "description", "group", "group_id", "position", "components", "body",
        "impact", "incident_updates", "display_at", "created_at", "updated_at", "started_at", "resolved_at",
        "page_id",
        "monitoring_at", "affected_components", "scheduled_for", "scheduled_until", "incident_id",
        "postmortem_body", "postmortem_published_at",
    )
)  # fmt: skip
"""The members that are carried over, or follow from others."""

_CLOSING = (Status.RESOLVED, Status.POSTMORTEM)
_LISTS = ("components", "incidents", "scheduled_maintenances")


def read(path: Path, wishes: Wishes) -> Found:
    """What a dump holds. Raises `Refused` where there is nothing of the kind."""
    dump = _Dump(path, wishes)
    for name in dump.names():
        dump.add(name)
    if not any(dump.rows[kind] for kind in _LISTS):
        raise Refused("import-not-statuspage", tuple(dump.source.losses), path=str(path))
    page = dump.page
    source = dump.source
    told = _text(page, "time_zone")
    if not wishes.zone and told:
        zone = reading.zone(told)
        if zone is None:
            source.lost("zone", Place(dump.page_file), told)
        source.zone = zone or source.zone
    carrier = _Carrier(dump)
    components = carrier.components_of(dump.rows["components"].values())
    stories = [carrier.story(row) for row in dump.rows["incidents"].values()]
    works = [carrier.work(row) for row in dump.rows["scheduled_maintenances"].values()]
    carrier.current(components)
    carrier.say_members()
    names = [_text(row, "name") for row in dump.rows["components"].values()]
    return Found(
        name=_text(page, "name") or path.resolve().stem,
        address=wishes.address or _text(page, "url"),
        zone=source.zone,
        language=reading.language(wishes.language, "", [_text(page, "name"), *names]),
        components=tuple(carrier.components.values()),
        stories=tuple(story for story in stories if story),
        works=tuple(work for work in works if work),
        losses=source.finish(Place(dump.page_file)),
        place=Place(dump.page_file),
    )


class _Dump:
    """The documents, put together by the ids of what they hold."""

    def __init__(self, path: Path, wishes: Wishes) -> None:
        path = path.resolve()
        single = path.is_file()
        self.single = path.name if single else ""
        self.source: Source = reading.opened(path, wishes.zone or ZoneInfo("UTC"))
        if single:
            self.source.root = path.parent
        self.page: Row = {}
        self.page_file = self.single or "."
        self.rows: dict[str, dict[str, Row]] = {kind: {} for kind in _LISTS}
        self._places: dict[str, Place] = {}

    def names(self) -> list[str]:
        return [self.single] if self.single else list(self.source.files("", ".json"))

    def add(self, name: str) -> None:
        """One document; what it holds again and newer replaces what was held before."""
        words = self.source.text(name, reading.DUMP)
        if words is None:
            return
        try:
            found = json.loads(words)
        except (ValueError, RecursionError) as error:
            self.source.lost("json", Place(name), severity=Severity.ERROR, reason=str(error)[:100])
            return
        lists = {_kind(found): found} if isinstance(found, list) else found
        lists = lists if isinstance(lists, dict) else {}
        if isinstance(lists.get("page"), dict):
            self.page, self.page_file = lists["page"], name
        # `status.json` says in one word what follows from the rest.
        if "status" not in lists and not any(isinstance(lists.get(kind), list) for kind in _LISTS):
            self.source.lost("nothing_known", Place(name))
        self._note(name, words)
        for kind in _LISTS:
            for row in _rows(lists, kind):
                if _text(row, "id"):
                    # Other interfaces list planned work among the incidents.
                    planned = kind == "incidents" and _text(row, "scheduled_for")
                    self._keep("scheduled_maintenances" if planned else kind, row)
                else:
                    self.source.lost("no_id", Place(name), _text(row, "name"), Severity.ERROR)

    def _keep(self, kind: str, row: Row) -> None:
        before = self.rows[kind].get(_text(row, "id"))
        if before is None or _text(row, "updated_at") >= _text(before, "updated_at"):
            self.rows[kind][_text(row, "id")] = row

    def _note(self, name: str, words: str) -> None:
        """Remember on which line each id stands first."""
        breaks = [found.start() for found in re.finditer("\n", words)]
        for found in re.finditer(r'"(?:id|code)"\s*:\s*"([^"\\]{1,80})"', words):
            if found[1] not in self._places:
                line = bisect_right(breaks, found.start())
                column = found.start() - (breaks[line - 1] if line else -1)
                self._places[found[1]] = Place(name, line + 1, column)

    def place(self, row: Row) -> Place:
        """Where an object stands."""
        return self._places.get(_text(row, "id") or _text(row, "code"), Place(self.page_file))


def _kind(rows: list[Any]) -> str:
    """What a bare list holds."""
    first = next((row for row in rows if isinstance(row, dict)), {})
    if "incident_updates" in first:
        return "incidents"
    return "components" if "group_id" in first or "position" in first else ""


class _Carrier:
    """Carries components, incidents and planned work over."""

    def __init__(self, dump: _Dump) -> None:
        self.dump, self.source = dump, dump.source
        self.components: dict[str, Component] = {}
        self.groups: dict[str, list[str]] = {}
        """The components of each group."""
        self.open: dict[str, State] = {}
        """What open stories claim of components now."""

    # Components

    def components_of(self, rows: Iterable[Row]) -> list[tuple[Component, Row]]:
        """Components in the order of the page; groups become what they belong to."""
        found = []
        ordered = sorted(rows, key=lambda row: (_number(row, "position"), _text(row, "id")))
        groups = {_text(row, "id"): row for row in ordered if row.get("group")}

        def place(row: Row) -> tuple[float, float]:
            group = groups.get(_text(row, "group_id"))
            return (_number(group or row, "position"), _number(row, "position") if group else -1)

        for row in sorted((row for row in ordered if not row.get("group")), key=place):
            id, name = _text(row, "id"), _text(row, "name")
            group = _text(row, "group_id")
            if group and group not in groups:
                self.source.lost("group", self.dump.place(row), group, name=name)
            about = _text(row, "description")
            component = Component(
                id, name or id, _text(groups.get(group, {}), "name"), about, place=self.dump.place(row)
            )
            self.components[id] = component
            if group in groups:
                self.groups.setdefault(group, []).append(id)
            found.append((component, row))
        for id, row in groups.items():
            if _text(row, "description"):
                self.source.lost("group_about", self.dump.place(row), _text(row, "description"))
            if not self.groups.setdefault(id, []):
                self.source.lost("group_empty", self.dump.place(row), _text(row, "name"))
        return found

    def current(self, rows: list[tuple[Component, Row]]) -> None:
        """What components are now, where no open story says the same."""
        for component, row in rows:
            typed = _text(row, "status")
            state = STATES.get(typed)
            place = self.dump.place(row)
            if state is None:
                if typed:
                    self.source.lost("state_word", place, typed)
                continue
            claimed = self.open.get(component.key, State.OPERATIONAL)
            if state > claimed:
                since = self._moment(row, "updated_at")
                self.components[component.key] = replace(component, state=state, since=since)
                self.source.lost("state_now", place, component.name, state=state.id)
            elif state < claimed:
                self.source.lost("state_differs", place, component.name, state=state.id, claimed=claimed.id)

    def _named(self, row: Row) -> list[str]:
        """The keys of what a story names: a component, or all of a group.

        A component that is listed no more is kept for the sake of the story.
        """
        id = _text(row, "code") or _text(row, "id")
        if id in self.groups:
            return self.groups[id]
        if id not in self.components:
            name = _text(row, "name") or id
            found = Component(id, name, listed=False, place=self.dump.place(row))
            self.components[id] = found
        return [id]

    # Stories

    def story(self, row: Row) -> Story | None:
        """One incident."""
        place = self.dump.place(row)
        words = self._words(row, INCIDENT_STATUSES)
        created = self._moment(row, "started_at") or self._moment(row, "created_at")
        resolved = self._moment(row, "resolved_at")
        if not words and created is None:
            self.source.lost("no_date", place, _text(row, "name"), Severity.ERROR)
            return None
        if not words and created is not None:
            self.source.lost("no_updates", place, _text(row, "name"))
            words = [Word(created, Status.INVESTIGATING, place=place)]
        self._postmortem(row, words, place)
        if resolved and not any(word.status in _CLOSING for word in words):
            words.append(Word(max(resolved, words[0].at), Status.RESOLVED, place=place))
            words.sort(key=lambda word: word.at)
        words = self._claimed(row, words, place)
        if words[0].status is None:
            words[0] = replace(words[0], status=Status.INVESTIGATING)
        return Story(_text(row, "name"), tuple(words), place=place)

    def _postmortem(self, row: Row, words: list[Word], place: Place) -> None:
        """A report that stands beside the updates, as some interfaces give it."""
        body = _text(row, "postmortem_body")
        if body and not any(word.status is Status.POSTMORTEM for word in words):
            at = self._moment(row, "postmortem_published_at") or words[-1].at
            words.append(Word(max(at, words[-1].at), Status.POSTMORTEM, body, place=place))

    def _claimed(self, row: Row, words: list[Word], place: Place) -> list[Word]:
        """The words, each with what it claims; what they claim ends with the incident."""
        name, impact = _text(row, "name"), _text(row, "impact")
        if not any(word.claims for word in words):
            keys = [key for one in _rows(row, "components") for key in self._named(one)]
            state = IMPACTS.get(impact, State.UNKNOWN)
            if keys:
                self.source.lost("states_inferred", place, name, impact=impact, state=state.id)
                words[0] = replace(words[0], claims=dict.fromkeys(keys, state))
            elif impact not in ("", "none"):
                self.source.lost("impact", place, name, impact=impact)
        over = False
        claimed: dict[str, State] = {}
        for number, word in enumerate(words):
            over = over or word.status in _CLOSING
            if not over:
                claimed |= word.claims
                continue
            for key, state in word.claims.items():
                if state is not State.OPERATIONAL:
                    self.source.lost("left", word.place, self.components[key].name, state=state.id)
            words[number] = replace(word, claims={})
        if not over:
            for key, state in claimed.items():
                self.open[key] = max(state, self.open.get(key, State.OPERATIONAL))
        return words

    def work(self, row: Row) -> Work | None:
        """One window of planned work."""
        place = self.dump.place(row)
        starts, ends = self._moment(row, "scheduled_for"), self._moment(row, "scheduled_until")
        words = self._words(row, MAINTENANCE_STATUSES)
        if starts is None:
            self.source.lost("work_times", place, _text(row, "name"), Severity.ERROR)
            return None
        words = [self._on_time(word, starts, ends) for word in words]
        done = next((word.at for word in words if word.status is Status.COMPLETED), None)
        if ends is None or ends <= starts:
            right = done if done is not None and done > starts else starts + timedelta(hours=1)
            self.source.lost("work_end", place, _text(row, "scheduled_until"), taken=right.isoformat())
            ends = right
        elif done is not None and done > ends:
            self.source.lost("work_overran", place, ends.isoformat(), taken=done.isoformat())
            ends = done
        named = [key for one in _rows(row, "components") for key in self._named(one)]
        named += [key for word in words for key in word.claims]
        keys = tuple(dict.fromkeys(named))
        if _text(row, "status") in ("in_progress", "verifying"):
            self.open |= {
                key: max(State.UNDER_MAINTENANCE, self.open.get(key, State.OPERATIONAL)) for key in keys
            }
        intro, said = "", words
        if words and words[0].status is Status.SCHEDULED:
            intro, said = words[0].words, words[1:]
        announced = words[0].at if words else self._moment(row, "created_at")
        return Work(
            title=_text(row, "name"),
            starts=starts,
            ends=ends,
            announced=min(announced, starts) if announced else None,
            components=keys,
            intro=intro,
            words=tuple(replace(word, claims={}) for word in said),
            place=place,
        )

    def _on_time(self, word: Word, starts: datetime, ends: datetime | None) -> Word:
        """What Statuspage posts by itself comes seconds after the edge of the window it speaks of."""
        edges = {Status.IN_PROGRESS: starts, Status.COMPLETED: ends}
        edge = edges.get(word.status) if word.status else None
        if edge is None or not edge < word.at <= edge + LATE:
            return word
        self.source.lost("work_edge", word.place, word.at.isoformat(), taken=edge.isoformat())
        return replace(word, at=edge)

    def say_members(self) -> None:
        """Which members have no place in ours; what is empty is no loss."""
        rows: list[Row] = [row for kind in _LISTS for row in self.dump.rows[kind].values()]
        rows += [update for row in rows for update in _rows(row, "incident_updates")]
        left = dict.fromkeys(
            name for row in rows for name, value in row.items() if value and name not in USED
        )  # fmt: skip
        if left:
            self.source.lost("members", Place(self.dump.page_file), ", ".join(("id", *left)))

    def _words(self, row: Row, statuses: tuple[Status, ...]) -> list[Word]:
        """The updates of a story, the oldest first; what cannot be dated is a loss."""
        found: list[tuple[datetime, datetime, int, Word]] = []
        for number, update in enumerate(_rows(row, "incident_updates")):
            place = self.dump.place(update)
            at = self._moment(update, "display_at") or self._moment(update, "created_at")
            if at is None:
                self.source.lost("update_no_date", place, _text(update, "body"), Severity.ERROR)
                continue
            status = next((one for one in statuses if one.value == _text(update, "status")), None)
            if status is None and _text(update, "status"):
                self.source.lost("status_word", place, _text(update, "status"))
            claims: dict[str, State] = {}
            for named in _rows(update, "affected_components"):
                if (state := STATES.get(_text(named, "new_status"))) is not None:
                    claims |= dict.fromkeys(self._named(named), state)
            word = Word(at, status, _text(update, "body").strip(), claims, place)
            # Updates stand with the newest first; of one moment, the later one in the list was said earlier.
            found.append((at, self._moment(update, "created_at") or at, -number, word))
        found.sort(key=lambda entry: entry[:3])
        words = [word for *_, word in found]
        # An update repeats what still holds; a claim is made where something changes.
        claimed: dict[str, State] = {}
        for number, word in enumerate(words):
            new = {key: state for key, state in word.claims.items() if claimed.get(key) is not state}
            claimed |= word.claims
            words[number] = replace(word, claims=new)
        return words

    def _moment(self, row: Row, name: str) -> datetime | None:
        typed = _text(row, name)
        return self.source.moment(typed, self.dump.place(row)) if typed else None


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


def _rows(row: Row, name: str) -> list[Row]:
    """The objects in a list; nothing where there is no list."""
    value = row.get(name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _number(row: Row, name: str) -> float:
    value = row.get(name)
    return value if isinstance(value, (int, float)) else float("inf")

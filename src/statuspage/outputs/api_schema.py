"""What our own documents for machines may say, as JSON Schema, published beside them (`/api/schema/`).

The promise of a version: members are added, none is ever taken away, renamed or given another meaning, and
no enumeration gets a new value. Whatever breaks that promise is a new version, at a new address. So readers
should ignore members they do not know; every member named here is always there, `null` when it has no value.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from ..model import Importance, Kind, ReliefKind, State, Status
from ..views import addresses
from . import Artifact, Press

VERSION = 1
"""Of all documents together."""

Schema = dict[str, object]


def render(press: Press) -> Iterator[Artifact]:
    """One schema for each kind of document."""
    for name in DOCUMENTS:
        address = press.site.address + addresses.api_schema(VERSION, name)
        path = addresses.api_schema(VERSION, name)
        yield Artifact(path, (address, name), partial(_written, name, address))


def _written(name: str, address: str) -> bytes:
    return json.dumps(schema(name, address), ensure_ascii=False, indent=1).encode() + b"\n"


def schema(name: str, address: str) -> Schema:
    """The schema of one kind of document (`status`, `service`, `incident`, … as in `DOCUMENTS`).

    `address` is where it is published: its `$id`, by which every document names it.
    """
    whole = _object(
        version={"const": VERSION, "description": "Of this document; see its promise in $comment."},
        schema={"const": address, "description": "The address of this schema."},
        **DOCUMENTS[name],
    )
    parts: dict[str, Schema] = {}
    _collect(whole, parts)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address,
        "$comment": "Within a version, members are only ever added. Ignore those you do not know.",
        **whole,
        "$defs": {part: parts[part] for part in PARTS if part in parts},
    }


def _collect(found: object, parts: dict[str, Schema]) -> None:
    """The shared parts that a schema uses, and those that they use."""
    if isinstance(found, Mapping):
        used = str(found.get("$ref", "")).removeprefix("#/$defs/")
        if used and used not in parts:
            parts[used] = PARTS[used]
            _collect(PARTS[used], parts)
        for value in found.values():
            _collect(value, parts)
    elif isinstance(found, (list, tuple)):
        for value in found:
            _collect(value, parts)


# The few words every declaration below is made of


def _object(about: str = "", /, **members: Schema) -> Schema:
    """An object of which every member is always there."""
    told: Schema = {"type": "object", "required": list(members), "properties": members}
    return {"description": about, **told} if about else told


def _part(name: str, about: str = "") -> Schema:
    return {"$ref": f"#/$defs/{name}", **({"description": about} if about else {})}


def _list(of: Schema, about: str = "") -> Schema:
    return {"type": "array", "items": of, **({"description": about} if about else {})}


def _maybe(of: Schema, about: str = "") -> Schema:
    return {"anyOf": [of, {"type": "null"}], **({"description": about} if about else {})}


def _one_of(values: Iterable[str], about: str) -> Schema:
    return {"enum": list(values), "description": about}


def _by_language(of: Schema, about: str) -> Schema:
    """One value for each language, by its tag (BCP 47)."""
    return {
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"},
        "additionalProperties": of,
        "description": about,
    }


def _text(about: str = "") -> Schema:
    return {"type": "string", **({"description": about} if about else {})}


def _yes(about: str) -> Schema:
    return {"type": "boolean", "description": about}


_ADDRESS: Schema = {"type": "string", "format": "uri", "pattern": "^https?://"}
_ID: Schema = {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]*$"}
_THING: Schema = {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)?$"}
_KEY: Schema = {"type": "string", "pattern": "^[0-9]{4}/[a-z0-9][a-z0-9-]*$"}
_DAY: Schema = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_MOMENT_PATTERN = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})$"
_PAGES = _by_language(_ADDRESS, "The canonical address of the page, by language.")
_DOCUMENT: Schema = {**_ADDRESS, "description": "The address of the full document."}
_CALENDARS = _by_language(_ADDRESS, "Planned work as iCalendar, by language.")
_BADGE: Schema = {**_ADDRESS, "description": "The state as a small picture."}
_STORY_KIND = _one_of(("incident", "maintenance"), "What kind of story it is.")
_REFERENCE: dict[str, Schema] = {
    "kind": _STORY_KIND,
    "key": _KEY,
    "title": _part("text"),
    "page": _PAGES,
    "document": _DOCUMENT,
}
_NAMED: dict[str, Schema] = {"id": _THING, "name": _part("text")}
_SHORT: dict[str, Schema] = {"id": _ID, "name": _part("text"), "page": _PAGES, "document": _DOCUMENT}
_WINDOW: dict[str, Schema] = {
    "status": _one_of(
        ("scheduled", "in_progress", "verifying", "completed", "cancelled"), "Where this window stands."
    ),
    "from": _part("moment"),
    "until": _part("moment"),
}
_RELIEF: dict[str, Schema] = {
    "kind": _one_of((kind.value for kind in ReliefKind), "What is done so that nobody loses a right."),
    "what": _part("text"),
    "who": _maybe(_part("text"), "For whom; null: for everybody concerned."),
    "things": _list(_part("thing"), "Services, ways and shared channels; empty: all that the story names."),
    "from": _part("moment"),
    "until": _maybe(_part("moment"), "Exclusive; null: open until somebody says otherwise."),
    "regions": _list(_ID, "Where; empty: everywhere."),
    "basis": _maybe(_part("text"), "The law or decision it rests on."),
    "ask": _maybe(_part("text"), "Where to ask."),
}
_CHANNEL: dict[str, Schema] = {
    "kind": _one_of((kind.value for kind in Kind), "How it is used."),
    "name": _part("text"),
    "answers_only": _yes("It informs, but cannot get the thing done: never a way out."),
    "url": _maybe(_text()),
    "phone": _maybe(_text()),
    "where": _maybe(_part("text")),
    "hours": _maybe(_part("hours")),
    "hours_note": _maybe(_part("text")),
    "bring": _maybe(_part("text"), "What to bring."),
    "fee": _maybe(_part("text")),
    "limits": _maybe(_part("text"), "What cannot be done this way, or only for some."),
    "regions": _list(_ID, "Where it exists; empty: everywhere."),
    "from": _maybe(_part("moment"), "For a way that begins."),
    "until": _maybe(_part("moment"), "For a way that ends (exclusive)."),
}
_WAY_OF: dict[str, Schema] = {
    **_CHANNEL,
    "channel": _maybe(_ID, "The shared channel it uses."),
}
_CAUSES: dict[str, Schema] = {
    "causes": _list(_part("cause"), "The roots of the state."),
    "reasons": _by_language(_list(_text()), "The causes in plain sentences, by language."),
}
_WORSE: dict[str, Schema] = {
    "worse_in": _list(_object(region=_ID, state=_part("state")), "Regions where it is worse than nationally.")
}
_OVERDUE = _maybe(
    _object(since=_part("moment"), promised=_yes("The moment was promised; else a general rule.")),
    "Since when the next word is missing; null while it is not.",
)
_EXPECTED = _maybe(
    _object(at=_maybe(_part("moment")), words=_maybe(_part("text"))),
    'The estimate of recovery. Both null: "not known". Null itself: nobody said.',
)
_STATUSES = tuple(status.value for status in Status)
_INCIDENT_STATUS = _one_of(
    ("investigating", "identified", "monitoring", "resolved", "postmortem"), "Where the incident stands."
)

_OCCURRED = _maybe({"$ref": "#/$defs/moment"}, "When it really began, where that is known.")

PARTS: dict[str, Schema] = {
    "state": _one_of(
        (state.id for state in State),
        "How a thing is, from the least to the most severe. Unknown: nobody can vouch for it.",
    ),
    "moment": {
        "type": "string",
        "format": "date-time",
        "pattern": _MOMENT_PATTERN,
        "description": "RFC 3339, with the offset of the site's time zone.",
    },
    "text": _by_language(_text(), "The same words by language. The first is the one they were written in."),
    "note": _by_language(
        _object(
            markdown=_text("As written."),
            html=_text("Safe to put on a page: a few plain elements, links to listed hosts only."),
            text=_text("Without any markup."),
        ),
        "Longer words, by language.",
    ),
    "hours": _object(
        "Opening hours.",
        typed=_text("As written."),
        words=_by_language(_text(), "As a reader of each language would say them."),
    ),
    "thing": _object("A system, service, shared channel, or a way of a service (`service/way`).", **_NAMED),
    "story": _object("An incident or planned work.", **_REFERENCE),
    "cause": _object(
        "What is at the root of a state, and the story that tells it (null: its file is unclear).",
        **_NAMED,
        state=_part("state"),
        story=_maybe(_part("story")),
    ),
    "claim": _object(
        "That a thing is in a state.",
        **_NAMED,
        state=_part("state"),
        regions=_list(_ID, "Where; empty: everywhere."),
    ),
    "relief": _object("What is done so that nobody loses a right, as an update says it.", **_RELIEF),
    "protection": _object(
        "A relief that is in force or announced.",
        **_RELIEF,
        story=_maybe(_part("story")),
        said=_part("moment", "When it was last said."),
    ),
    "stretch": _object(
        "A time in which a thing was not well.",
        state=_part("state"),
        **{"from": _part("moment"), "until": _maybe(_part("moment"), "Null: it still goes on.")},
    ),
    "way": _object(
        "One way of getting a service done, at this moment.",
        id=_ID,
        thing=_THING,
        **_WAY_OF,
        state=_part("state"),
        usable=_yes("It gets the thing done now, perhaps with a warning. A closed hour is not counted."),
        provisional=_yes("It works again, but may stop."),
        without=_list(_part("text"), "Functions left out."),
        **_CAUSES,
        **_WORSE,
        opening=_maybe(
            _object(open=_yes("Within its hours now."), changes=_maybe(_part("moment"))),
            "Told while the service is not well, so that documents of a quiet day do not change every hour.",
        ),
        history=_list(_part("stretch"), "The latest first; empty where the way stands in for another."),
    ),
    "stand_in": _object(
        "Another service that can stand in, and its ways that can be used.",
        service=_part("service"),
        note=_maybe(_part("text"), "What it can stand in for."),
        state=_part("state"),
        ways=_list(_part("way")),
        **_CAUSES,
    ),
    "guidance": _object(
        "The ways by what they are good for now, the author's order kept.",
        nothing_works=_yes("No way and nothing that stands in for it can be used."),
        working=_list(_part("way")),
        limited=_list(_part("way"), "Usable, but slow, in part, provisional, or not certain."),
        failing=_list(_part("way")),
        informing=_list(_part("way"), "They only inform."),
        instead=_list(_part("stand_in")),
        causes=_list(_part("cause")),
        **_WORSE,
    ),
    "service": _object("A service in short.", **_SHORT),
    "agency": _object(
        "Who answers for a service.",
        id=_text(),
        name=_part("text"),
        phone=_maybe(_text()),
        url=_maybe(_text()),
        page=_maybe(_PAGES),
    ),
    "category": _object("What services are gathered under.", id=_ID, name=_part("text"), page=_PAGES),
    "feeds": _by_language(
        _object(atom=_ADDRESS, rss=_ADDRESS, json=_ADDRESS), "Where to subscribe, by language."
    ),
    "notice": _object(
        "An announcement without effect on states.",
        key=_KEY,
        title=_part("text"),
        words=_maybe(_part("note")),
        about=_list(_part("thing")),
        agencies=_list(_ID),
        by=_maybe(_ID, "The agency that speaks."),
        **{"from": _part("moment"), "until": _maybe(_part("moment"))},
        page=_PAGES,
    ),
    "window": _object(
        "One window of planned work.",
        **_REFERENCE,
        **_WINDOW,
        repeats=_maybe(_text("As written.")),
        claims=_list(_part("claim")),
    ),
    "update": _object(
        "What was said at one moment. What it does not say stays as it was.",
        id=_text("Unique within its story."),
        at=_part("moment"),
        by=_maybe(_ID, "The agency that speaks."),
        status=_maybe(_one_of(_STATUSES, "The status from then on."), "Null: unchanged."),
        title=_maybe(_part("text")),
        words=_maybe(_part("note")),
        claims=_list(_part("claim")),
        regions=_list(_ID),
        provisional=_list(_part("thing"), "Ways that work again, but may stop."),
        without=_list(_object(**_NAMED, what=_part("text")), "Functions left out."),
        relief=_list(_part("relief")),
        new_ways=_list(_object(id=_ID, services=_list(_ID), **_WAY_OF), "Ways born with this update."),
        next_update=_maybe(_part("moment"), "When the next word was promised."),
        expected=_EXPECTED,
        starts=_maybe(_part("moment"), "Planned work only: a new start."),
        ends=_maybe(_part("moment"), "Planned work only: a new end."),
        corrects=_maybe(_text(), "The update whose words were wrong."),
        corrected_by=_maybe(_text(), "The update that put these words right."),
        page=_PAGES,
    ),
    "word": _object(
        "What was said at one moment, in short.",
        id=_text("Unique within its story."),
        at=_part("moment"),
        by=_maybe(_ID, "The agency that speaks."),
        title=_maybe(_part("text")),
        words=_maybe(_part("note")),
        page=_PAGES,
    ),
    "open_incident": _object(
        "An open incident in short.",
        **_REFERENCE,
        status=_INCIDENT_STATUS,
        began=_part("moment"),
        confirmed=_part("moment", "When somebody last said anything."),
        next_update=_maybe(_part("moment")),
        overdue=_OVERDUE,
        expected=_EXPECTED,
        affected=_list(_ID, "The services it touches now."),
        latest=_part("update"),
    ),
}
"""What several documents or members share."""

DOCUMENTS: dict[str, dict[str, Schema]] = {
    "status": {
        "name": _part("text"),
        "page": _PAGES,
        "feeds": _part("feeds"),
        "calendar": _CALENDARS,
        "badge": _BADGE,
        "history": {**_ADDRESS, "description": "Everything that was ever told."},
        "figures": {**_ADDRESS, "description": "What the past adds up to."},
        "languages": _list(_text(), "The first lives at the root of the site."),
        "time_zone": _text("A name of the time zone database."),
        "demonstration": _yes("An example, not the state of any real service."),
        "official": _yes("The publisher is a public authority."),
        "host": _maybe(_part("text")),
        "mirrors": _list(_ADDRESS),
        "help": _list(
            _object(
                name=_part("text"),
                phone=_text(),
                hours=_maybe(_part("hours")),
                hours_note=_maybe(_part("text")),
                url=_maybe(_text()),
            ),
            "Who answers when nothing else does.",
        ),
        "changed": _maybe(_part("moment"), "When anybody last said anything; never the moment of a build."),
        "state": _part("state", "The worst state of any service."),
        "doubts": _by_language(_list(_text()), "What could not be read, said plainly, by language."),
        "services": _list(
            _object(
                **_SHORT,
                importance=_one_of((i.name.lower() for i in Importance), "How badly citizens need it."),
                agency=_text(),
                category=_maybe(_text()),
                state=_part("state"),
                answer=_maybe(_part("text"), "Which ways work, in a few words; null while all is well."),
                **_WORSE,
            ),
            "Every service that exists: importance first, then by name.",
        ),
        "incidents": _list(_part("open_incident"), "The open ones, the one that spoke last first."),
        "maintenance": _list(_part("window"), "Running or coming, the next first."),
        "relief": _list(_part("protection"), "The one that ends first, first."),
        "notices": _list(_part("notice")),
        "agencies": _list(_part("agency")),
        "categories": _list(_part("category")),
        "regions": _list(_object(id=_ID, name=_part("text"))),
        "systems": _list(
            _object(
                id=_ID,
                name=_part("text"),
                operator=_maybe(_ID),
                grade=_maybe({"enum": [1, 2, 3, 4]}, "1 is the most critical. Never orders what is shown."),
                state=_part("state"),
                **_WORSE,
                retired=_maybe(_DAY),
                page=_PAGES,
                document=_DOCUMENT,
            )
        ),
        "channels": _list(
            _object(
                id=_ID,
                **_CHANNEL,
                state=_part("state"),
                usable=_yes("It can be used now, perhaps with a warning."),
                **_WORSE,
                page=_PAGES,
                document=_DOCUMENT,
            )
        ),
        "words": _object(
            "The fixed words of the pages.",
            states=_object(**{state.id: _part("text") for state in State}),
            statuses=_object(**{status: _part("text") for status in _STATUSES}),
        ),
    },
    "service": {
        "id": _ID,
        "name": _part("text"),
        "about": _maybe(_part("text")),
        "keywords": _list(_text()),
        "importance": _one_of((i.name.lower() for i in Importance), "How badly citizens need it."),
        "agency": _part("agency"),
        "category": _maybe(_part("category")),
        "retired": _maybe(_DAY, "The day from which it no longer exists."),
        "page": _PAGES,
        "feeds": _part("feeds"),
        "calendar": _CALENDARS,
        "badge": _BADGE,
        "texts": _by_language(_ADDRESS, "Counted texts for emergency messages and captions, by language."),
        "state": _maybe(_part("state"), "Null once it no longer exists."),
        "answer": _maybe(_part("text"), "Can I do it now? In one sentence."),
        "guidance": _maybe(_part("guidance")),
        "relief": _list(_part("protection")),
        "incidents": _list(_part("story"), "The open incidents behind its state."),
        "maintenance": _list(_part("window")),
        "notices": _list(_part("notice")),
        "history": _list(_part("stretch"), "When it was not well, the latest first."),
    },
    "incident": {
        "key": _KEY,
        "title": _part("text"),
        "words": _maybe(_part("note"), "What introduces the whole story."),
        "status": _INCIDENT_STATUS,
        "open": _yes("It is not resolved."),
        "began": _part("moment", "The first word."),
        "occurred": _OCCURRED,
        "resolved": _maybe(_part("moment")),
        "confirmed": _part("moment", "When somebody last said anything."),
        "next_update": _maybe(_part("moment"), "When the next word is promised."),
        "overdue": _OVERDUE,
        "expected": _EXPECTED,
        "affected": _list(_object(**_SHORT, state=_part("state")), "The services it touches now."),
        "things": _list(_part("thing"), "Everything any update named."),
        "relief": _list(_part("protection"), "What is in force or coming because of it."),
        "updates": _list(_part("update"), "The newest first."),
        "page": _PAGES,
    },
    "maintenance": {
        "key": _KEY,
        "title": _part("text"),
        "words": _maybe(_part("note")),
        "by": _maybe(_ID, "The agency that speaks."),
        "announced": _maybe(_part("moment")),
        "starts": _part("moment", "As first announced."),
        "ends": _part("moment", "As first announced."),
        "repeats": _maybe(_text("As written.")),
        "windows": _list(_object(**_WINDOW), "Those that run, and the next one; with every change since."),
        "done": _list(_object(**_WINDOW), "Those of the last year that are over, the latest first."),
        "claims": _list(_part("claim")),
        "updates": _list(_part("update"), "The newest first."),
        "page": _PAGES,
    },
    "system": {
        "id": _ID,
        "name": _part("text"),
        "operator": _maybe(_ID, "The agency that runs it."),
        "grade": _maybe({"enum": [1, 2, 3, 4]}, "1 is the most critical. Never orders what is shown."),
        "retired": _maybe(_DAY),
        "page": _PAGES,
        "state": _part("state"),
        **_CAUSES,
        **_WORSE,
        "needs": _list(
            _object(
                any_of=_list(_object(**_NAMED, state=_part("state")), "Of several, the best is felt."),
                at_most=_maybe(_part("state"), "The worst that is felt of it."),
            )
        ),
        "services": _list(_ID, "Those that hang on it, directly or through others."),
        "incidents": _list(_part("story"), "The open incidents behind its state."),
        "history": _list(_part("stretch"), "When it was not well, the latest first."),
    },
    "channel": {
        "id": _ID,
        **_CHANNEL,
        "page": _PAGES,
        "state": _part("state"),
        "usable": _yes("It can be used now, perhaps with a warning."),
        "provisional": _yes("It works again, but may stop."),
        "without": _list(_part("text"), "Functions left out."),
        **_CAUSES,
        **_WORSE,
        "opening": _maybe(
            _object(open=_yes("Within its hours now."), changes=_maybe(_part("moment"))),
            "Told while it is not well.",
        ),
        "services": _list(
            _object(
                id=_ID,
                way=_THING,
                state=_part("state"),
                usable=_yes("The service can be had here now, perhaps with a warning."),
            ),
            "What can and cannot be done there now.",
        ),
        "relief": _list(_part("protection")),
        "incidents": _list(_part("story"), "The open incidents behind what fails there."),
        "history": _list(_part("stretch"), "When it was not well, the latest first."),
    },
    "history": {
        "incidents": _list(
            _object(
                **_REFERENCE,
                by=_maybe(_ID, "The agency that spoke first."),
                status=_INCIDENT_STATUS,
                began=_part("moment", "The first word."),
                occurred=_OCCURRED,
                resolved=_maybe(_part("moment")),
                confirmed=_part("moment", "When somebody last said anything."),
                things=_list(_THING, "Everything any update named."),
            ),
            "All of them, the latest first.",
        ),
        "maintenance": _list(
            _object(
                **_REFERENCE,
                by=_maybe(_ID, "The agency that speaks."),
                starts=_part("moment", "As first announced."),
                ends=_part("moment", "As first announced."),
                repeats=_maybe(_text("As written.")),
            ),
            "All that is announced, the latest first.",
        ),
        "notices": _list(_part("notice"), "Also those that are no longer shown, the latest first."),
        "corrections": _list(
            _object(story=_part("story"), was=_part("word"), now=_part("word")),
            "Every word that was wrong and what replaced it, the latest first.",
        ),
    },
    "figures": {
        "page": _PAGES,
        "files": _by_language(_ADDRESS, "The same for spreadsheets, by language."),
        "columns": _list(_text(), "What stands where in a row; columns are added at the end."),
        "rows": _list(
            _list({"type": ["string", "number", "null"]}),
            "Every year by subject, then every month for the site as a whole.",
        ),
    },
}
"""The members of each kind of document."""

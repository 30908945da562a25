"""JSON Schemas of the files people write, so that an editor can help while they type.

One table names every field and what it takes; the readers in `load`, the tables in docs/files.md and the
schemas are held to it by tests. A schema is no judge: `check` reads more strictly and says what is right.
Schemas are JSON Schema 2020-12 (json-schema.org/draft/2020-12).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from .load import choices
from .load.findings import TITLE, WORDS
from .load.layout import ID_LENGTH
from .model import ReceiverKind

FOLDER = "status/.schema"
"""Where a site keeps its schemas; nothing that is read lies in a hidden folder."""

Schema: TypeAlias = dict[str, Any]

# Editors take `110` for a number and `no` for an answer; readers take both for the text that was typed.
_TEXT = {"type": ["string", "number", "boolean"]}
_LINE = {"type": ["string", "number", "boolean"], "maxLength": TITLE}
_ONE_ID = "[a-z0-9]+(-[a-z0-9]+)*"
_ID = {"type": ["string", "integer"], "pattern": f"^{_ONE_ID}$", "maxLength": ID_LENGTH}
_THING = {"type": ["string", "integer"], "pattern": f"^{_ONE_ID}(/{_ONE_ID})?$"}
_LANGUAGE = "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
_DAY = r"\d{4}(-\d{1,2}-\d{1,2}|\. ?\d{1,2}\. ?\d{1,2}\.?)"
_TIME = r"([Tt]| +)\d{1,2}:\d{2}(:\d{2})?( *([Zz]|[+-]\d{2}:?\d{2}))?"
_PHONE = {"type": ["string", "integer"], "pattern": r"^[+*#\d(][\d ()~*#-]{1,30}$"}
_ADDRESS = {"type": "string", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://[^\\s]+$"}


def _several(one: Schema) -> Schema:
    """A list, or a single entry without brackets, or several with commas between them."""
    return {"anyOf": [{"type": "array", "items": one}, _TEXT]}


def _words(one: Schema) -> Schema:
    """One text, or one for each language."""
    by_language = {
        "type": "object",
        "propertyNames": {"pattern": _LANGUAGE},
        "additionalProperties": {"anyOf": [one, {"type": "null"}]},
        "minProperties": 1,
    }
    return {"anyOf": [one, by_language]}


def _group(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name.replace(' ', '-')}"}


def _entries(name: str) -> Schema:
    """A list of groups, or one group without brackets."""
    return {"anyOf": [{"type": "array", "items": _group(name)}, _group(name)]}


def _choice(words: Iterable[object]) -> Schema:
    return {"enum": list(words)}


def _by_name(names: Schema, values: Schema) -> Schema:
    return {"type": "object", "propertyNames": names, "additionalProperties": values}


_STATE = _choice(choices.STATES)
_GRADES = ("1", "2", "3", "4")
KINDS: Mapping[str, Schema] = {
    "text": _TEXT,
    "title": _words(_LINE),
    "words": _words({**_TEXT, "maxLength": WORDS}),
    "id": _ID,
    "ids": _several(_ID),
    "things": _several(_THING),
    "texts": _several(_LINE),
    "update": {"type": ["string", "integer"]},
    "phone": _PHONE,
    "url": _ADDRESS,
    "urls": _several(_ADDRESS),
    "tag": {"type": "string", "pattern": r"^tag:[A-Za-z0-9._-]+(@[A-Za-z0-9._-]+)?,\d{4}"},
    "languages": _several({"type": "string", "pattern": _LANGUAGE}),
    "hosts": _several({"type": "string", "pattern": r"^(\*\.)?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$"}),
    "flag": _choice((True, False, "yes", "no", "예", "아니요", "아니오")),
    "moment": {"type": "string", "pattern": f"^{_DAY}{_TIME}$"},
    "moment or day": {"type": "string", "pattern": f"^{_DAY}({_TIME})?$"},
    "day": {"type": "string", "pattern": f"^{_DAY}$"},
    "length": {"type": "string", "pattern": r"\d"},
    "hours": {"type": "string"},
    "repeats": {"type": "string"},
    "state": _STATE,
    "grade": _choice((*map(int, _GRADES), *_GRADES, *(f"{grade}등급" for grade in _GRADES))),
    "importance": _choice(choices.IMPORTANCES),
    "kind": _choice(choices.KINDS),
    "relief kind": _choice(choices.RELIEF_KINDS),
    "status": _choice(dict.fromkeys((*choices.OF_INCIDENTS, *choices.OF_MAINTENANCE))),
    "impact": _by_name({"pattern": _THING["pattern"]}, _STATE),
    "without": _by_name({"pattern": _THING["pattern"]}, _words({**_TEXT, "maxLength": WORDS})),
    "named": _by_name({"pattern": _ID["pattern"]}, _words(_LINE)),
    "holidays": {
        "anyOf": [
            _by_name({"pattern": f"^{_DAY}$"}, _words(_LINE)),
            {"type": "string", "pattern": "^[A-Za-z]{2}$"},
        ]
    },
    "needs": {
        "anyOf": [{"type": "array", "items": {"anyOf": [_ID, _group("needs")]}}, _TEXT, _group("needs")]
    },
    "instead": {
        "anyOf": [{"type": "array", "items": {"anyOf": [_ID, _group("instead")]}}, _TEXT, _group("instead")]
    },
    "links": _group("links"),
    "edit": _group("edit"),
    "help": _entries("help"),
    "publish": _entries("publish"),
    "receivers": _entries("tell"),
    "receiver": _choice(kind.value for kind in ReceiverKind),
    "only": _group("only"),
    "variable": {"type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*$"},
    "number": {"type": ["string", "integer"], "pattern": r"^\d+$"},
    "ways": _entries("way"),
    "new ways": _entries("new way"),
    "relief": _entries("relief"),
}
"""What a field can take, as a schema, by the name that the table below uses."""

_STANDING = {"state": "state", "since": "moment or day"}
_COMMON = {
    "needs": "needs",
    "url": "url",
    "phone": "phone",
    "where": "words",
    "hours": "hours",
    "hours_note": "words",
    "bring": "words",
    "fee": "words",
    "limits": "words",
    "answers_only": "flag",
    "regions": "ids",
    "from": "moment or day",
    "until": "moment or day",
    **_STANDING,
}
_WAY = {"id": "id", "use": "id", "kind": "kind", "name": "title", **_COMMON}
_UPDATE = {
    "at": "moment",
    "by": "id",
    "status": "status",
    "title": "title",
    "impact": "impact",
    "next_update": "moment",
    "expected": "words",
    "provisional": "things",
    "without": "without",
    "relief": "relief",
    "regions": "ids",
    "corrects": "update",
    "channels": "new ways",
}
FIELDS: Mapping[str, Mapping[str, str]] = {
    "site": {
        "name": "title",
        "address": "url",
        "tag": "tag",
        "languages": "languages",
        "time_zone": "text",
        "demonstration": "flag",
        "official": "flag",
        "fresh_for": "length",
        "holidays": "holidays",
        "help": "help",
        "links": "links",
        "mirrors": "urls",
        "host": "words",
        "publish": "publish",
        "edit": "edit",
        "signer": "text",
        "hubs": "urls",
        "tell": "receivers",
        "categories": "named",
        "regions": "named",
    },
    "help": {"phone": "phone", "name": "title", "hours": "hours", "hours_note": "words", "url": "url"},
    "links": {"allow": "hosts"},
    "publish": {
        "name": "id",
        "address": "url",
        "folder": "text",
        "keep": "number",
        "branch": "text",
        "repository": "text",
        "author": "text",
        "bucket": "text",
        "endpoint": "url",
        "region": "text",
        "credentials": "text",
        "packed": "texts",
    },
    "edit": {"github": "url", "gitlab": "url", "gitea": "url", "branch": "text"},
    "tell": {
        "name": "id",
        "kind": "receiver",
        "url_from": "variable",
        "secret_from": "variable",
        "language": "text",
        "only": "only",
    },
    "only": {"services": "ids", "agencies": "ids", "categories": "ids", "regions": "ids"},
    "agency": {"name": "title", "phone": "phone", "url": "url"},
    "system": {
        "name": "title",
        "operator": "id",
        "grade": "grade",
        "needs": "needs",
        **_STANDING,
        "retired": "day",
    },
    "shared channel": {"name": "title", "kind": "kind", **_COMMON},
    "service": {
        "name": "title",
        "importance": "importance",
        "category": "id",
        "about": "words",
        "keywords": "texts",
        "channels": "ways",
        "instead": "instead",
        **_STANDING,
        "retired": "day",
    },
    "instead": {"service": "id", "note": "words"},
    "way": _WAY,
    "new way": {**_WAY, "services": "ids"},
    "needs": {"system": "id", "channel": "id", "any_of": "ids", "at_most": "state"},
    "incident": {"title": "title", "began": "moment or day"},
    "update": _UPDATE,
    "update of maintenance": {**_UPDATE, "starts": "moment", "ends": "moment"},
    "relief": {
        "kind": "relief kind",
        "what": "words",
        "id": "id",
        "services": "things",
        "who": "words",
        "basis": "words",
        "ask": "words",
        "from": "moment or day",
        "until": "moment or day",
        "regions": "ids",
    },
    "maintenance": {
        "title": "title",
        "starts": "moment",
        "ends": "moment",
        "repeats": "repeats",
        "impact": "impact",
        "regions": "ids",
        "by": "id",
        "announced": "moment or day",
    },
    "notice": {
        "title": "title",
        "from": "moment or day",
        "until": "moment or day",
        "about": "ids",
        "by": "id",
    },
}
"""Every group of fields that people write: its fields, and what each takes (a name in `KINDS`)."""

REQUIRED: Mapping[str, tuple[str, ...]] = {
    "site": ("name", "address", "tag", "languages"),
    "help": ("phone", "name"),
    "tell": ("name", "kind", "url_from"),
    "agency": ("name",),
    "system": ("name",),
    "shared channel": ("name", "kind"),
    "service": ("name",),
    "instead": ("service",),
    "new way": ("services",),
    "incident": ("title",),
    "relief": ("kind", "what"),
    "maintenance": ("title", "starts", "ends"),
    "notice": ("title",),
}
"""The fields without which a group cannot be used."""

_EITHER: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "edit": (("github",), ("gitlab",), ("gitea",)),
    "publish": (("folder",), ("branch",), ("bucket",)),
    "way": (("use",), ("id", "kind")),
    "new way": (("id", "use"), ("id", "kind", "name")),
    "needs": (("system",), ("channel",), ("any_of",)),
}
"""Where one of several sets of fields has to stand."""

FILES: Mapping[str, str] = {
    "site": "site",
    "agency": "agency",
    "system": "system",
    "channel": "shared channel",
    "service": "service",
    "incident": "incident",
    "update": "update of maintenance",
    "maintenance": "maintenance",
    "notice": "notice",
}
"""Every kind of file, and the group of fields it consists of; an update of either kind of story is one."""


def schema(kind: str) -> Schema:
    """The schema of one kind of file: a key of `FILES`.

    Of a file with words below its fields, it describes the fields between the two lines of `---`.
    """
    top = _described(FILES[kind])
    needed: dict[str, Schema] = {}
    ahead = list(_named(top))
    while ahead:
        name = ahead.pop()
        if name not in needed:
            needed[name] = _described(name)
            ahead += _named(needed[name])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": kind,
        **top,
        **({"$defs": {name.replace(" ", "-"): needed[name] for name in sorted(needed)}} if needed else {}),
    }


def files() -> dict[str, str]:
    """Every schema as the text of a file, by name: `service.json` …"""
    return {f"{kind}.json": json.dumps(schema(kind), ensure_ascii=False, indent=2) + "\n" for kind in FILES}


def _described(group: str) -> Schema:
    """A group of fields; one that may be left out may also be left empty."""
    required = REQUIRED.get(group, ())
    found: Schema = {
        "type": "object",
        "properties": {
            name: KINDS[kind] if name in required else {"anyOf": [KINDS[kind], {"type": "null"}]}
            for name, kind in FIELDS[group].items()
        },
        "additionalProperties": False,
    }
    if required:
        found["required"] = list(required)
    if group in _EITHER:
        found["anyOf"] = [{"required": list(names)} for names in _EITHER[group]]
    return found


def _named(schema: object) -> list[str]:
    """The groups that a schema refers to."""
    if isinstance(schema, dict):
        named = schema.get("$ref")
        own = [named.rpartition("/")[2].replace("-", " ")] if isinstance(named, str) else []
        return own + [name for value in schema.values() for name in _named(value)]
    if isinstance(schema, list):
        return [name for value in schema for name in _named(value)]
    return []

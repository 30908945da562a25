"""Files as people would write them by hand: what is to be said → the path and the text of a new file.

Whoever asks people questions (a terminal, a form on the web) writes through this room, so that there is
one way a file looks. Whatever is typed comes back from `load` as it was typed: quotes stand where they
are needed, and only there. Nothing here looks at a disk; the names that are taken are an argument.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from .language import Text
from .load.layout import ID, valid_id
from .model import Importance, Kind, Need, Relief, State, Status, ThingId

Words: TypeAlias = str | Text
"""Words for readers: one text, which is in the site's first language, or one for each language."""

WIDTH = 110
"""How long a line may grow before a list or a group of words is written one entry a line."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A file to be written: its path relative to the site's root, with `/`, and its whole text."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Way:
    """One way of a service, or a shared channel, as typed: what is empty is not written.

    A way of a service that has `use` takes from that shared channel whatever it does not say itself.
    """

    id: str = ""
    use: str = ""
    kind: Kind | None = None
    name: Words = ""
    needs: Sequence[Need | ThingId] = ()
    url: str = ""
    phone: str = ""
    where: Words = ""
    hours: str = ""
    """As people write them: `평일 09:00-18:00`."""
    hours_note: Words = ""
    bring: Words = ""
    fee: Words = ""
    limits: Words = ""
    answers_only: bool = False
    regions: Sequence[str] = ()


# --- Names -------------------------------------------------------------------------------------------------


def free(name: str, taken: Collection[str]) -> str:
    """The name itself, else `name-2`, `name-3` …: the first that is not taken."""
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    return found


def story_id(day: date, name: str, taken: Collection[str] = ()) -> str:
    """The id of a story that begins on a day: `1117-saeol`; `taken` are those of the same year."""
    return free(f"{day:%m%d}-{name}", taken)


def update_id(at: datetime, by: str, year: int, zone: ZoneInfo, taken: Collection[str] = ()) -> str:
    """The id of an update: `1117-0840-mois`, in a later year than the story's `20240105-0900-mois`.

    `taken` are the ids of the same story: a second word in the same minute is `1117-0840-mois-2`.
    """
    return free(_named(at, by, year, zone), taken)


def _named(at: datetime, by: str, year: int, zone: ZoneInfo) -> str:
    here = at.astimezone(zone)
    day = f"{here:%m%d}" if here.year == year else f"{here.year:04}{here:%m%d}"
    return f"{day}-{here:%H%M}-{by}"


# --- The kinds of file -------------------------------------------------------------------------------------


def incident(
    year: int, id: str, title: Words, *, zone: ZoneInfo, words: str = "", began: datetime | None = None
) -> Draft:
    """`incidents/2023/1117-saeol/incident.md`; `words` introduce the whole story.

    Raises ValueError, as every function here, for an id that can be none.
    """
    fields = {"title": _title(title), "began": _moment(began, zone)}
    return Draft(f"{_path('incidents', str(year), id)}/incident.md", _document(fields, words))


def update(
    folder: Literal["incidents", "maintenance"],
    year: int,
    story: str,
    id: str,
    *,
    at: datetime,
    by: str,
    zone: ZoneInfo,
    title: Words = "",
    status: Status | None = None,
    impact: Mapping[ThingId, State] | None = None,
    next_update: datetime | None = None,
    expected: datetime | Words | None = None,
    provisional: Sequence[ThingId] = (),
    without: Mapping[ThingId, Words] | None = None,
    relief: Sequence[Relief] = (),
    regions: Sequence[str] = (),
    corrects: str = "",
    starts: datetime | None = None,
    ends: datetime | None = None,
    words: str = "",
) -> Draft:
    """`incidents/2023/1117-saeol/1117-0840-mois.md`: what was known and said at one moment.

    `id` comes from `update_id`; `at` and `by` stand in the file only where its name does not give them.
    `expected` is a moment, words, or `미정`; `starts` and `ends` are for planned work only.
    """
    if not ID.fullmatch(id) or not ID.fullmatch(by):
        raise ValueError(id, by)
    usual = _named(at, by, year, zone)
    unsure = _moment(at, zone) != f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
    fields = {
        "title": _title(title),
        # A clock that is put back shows this minute twice; a name cannot tell which is meant.
        "at": _moment(at, zone) if unsure or not id.startswith(usual.removesuffix(by)) else "",
        "by": by if id != usual else "",
        "status": status.value if status else "",
        "starts": _moment(starts, zone),
        "ends": _moment(ends, zone),
        "impact": _states(impact or {}),
        "next_update": _moment(next_update, zone),
        "expected": _moment(expected, zone) if isinstance(expected, datetime) else expected or "",
        "provisional": tuple(provisional),
        "without": dict(without or {}),
        "relief": tuple(_relief(entry, zone) for entry in relief),
        "regions": tuple(regions),
        "corrects": corrects,
    }
    return Draft(f"{_path(folder, str(year), story)}/{id}.md", _document(fields, words))


def maintenance(
    year: int,
    id: str,
    title: Words,
    starts: datetime,
    ends: datetime,
    *,
    zone: ZoneInfo,
    repeats: str = "",
    impact: Mapping[ThingId, State] | None = None,
    regions: Sequence[str] = (),
    by: str = "",
    announced: datetime | None = None,
    words: str = "",
) -> Draft:
    """`maintenance/2026/0402-hometax/notice.md`; `repeats` as people write it: `매월 첫째 일요일`."""
    fields = {
        "title": _title(title),
        "starts": _moment(starts, zone),
        "ends": _moment(ends, zone),
        "repeats": repeats,
        "impact": _states(impact or {}),
        "regions": tuple(regions),
        "by": by,
        "announced": _moment(announced, zone),
    }
    return Draft(f"{_path('maintenance', str(year), id)}/notice.md", _document(fields, words))


def notice(
    year: int,
    id: str,
    title: Words,
    *,
    zone: ZoneInfo,
    starts: datetime | None = None,
    ends: datetime | None = None,
    about: Sequence[ThingId] = (),
    by: str = "",
    words: str = "",
) -> Draft:
    """`notices/2026/0115-new-address.md`; shown from the day in its name where `starts` is not said."""
    fields = {
        "title": _title(title),
        "from": _from(starts, zone),
        "until": _until(ends, zone),
        "about": tuple(about),
        "by": by,
    }
    return Draft(f"{_path('notices', str(year), id)}.md", _document(fields, words))


def translation(original: str, language: str, *, title: str = "", words: str = "") -> Draft:
    """The words of a file in another language: `1117-0840-mois.en.md` beside `1117-0840-mois.md`."""
    if not re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", language) or not original.endswith(".md"):
        raise ValueError(language)
    path = f"{original.removesuffix('.md')}.{language}.md"
    below = _clean(words)
    # Once the file is read, a byte-order mark is not there, and words that began behind it could be fields.
    begins = below.removeprefix("\ufeff").lstrip()
    if not title and begins and not begins.startswith("---"):
        return Draft(path, f"{below}\n")
    return Draft(path, _document({"title": _title(title)}, words))


def service(
    agency: str,
    id: str,
    name: Words,
    *,
    importance: Importance | None = None,
    category: str = "",
    about: Words = "",
    keywords: Sequence[str] = (),
    ways: Sequence[Way] = (),
    instead: Mapping[str, Words] | None = None,
) -> Draft:
    """`services/mois/resident-copy.yaml`; `instead` holds services that can stand in, each with a note."""
    fields = {
        "name": _title(name),
        "importance": "" if importance is None else importance.name.lower(),
        "category": category,
        "about": about,
        "keywords": tuple(_line(word) for word in keywords),
        "channels": tuple(_way(way) for way in ways),
        "instead": tuple(
            {"service": other, "note": note} if note else other for other, note in (instead or {}).items()
        ),
    }
    return Draft(f"{_path('services', agency, id)}.yaml", _block(fields))


def agency(id: str, name: Words, *, phone: str = "", url: str = "") -> Draft:
    """`agencies/mois.yaml`."""
    fields = {"name": _title(name), "phone": phone, "url": url}
    return Draft(f"{_path('agencies', id)}.yaml", _block(fields))


def site(
    name: Words, address: str, tag: str, languages: Sequence[str], help_lines: Sequence[tuple[str, Words]]
) -> Draft:
    """`site.yaml` of a new site, which says of itself that it is a demonstration.

    `help_lines` are telephone numbers, and what each is called.
    """
    fields = {
        "name": _title(name),
        "address": address,
        "tag": tag,
        "languages": tuple(languages),
        "time_zone": "Asia/Seoul",
        "demonstration": "true",
        "help": tuple({"phone": phone, "name": _title(called)} for phone, called in help_lines),
    }
    return Draft("status/site.yaml", _block(fields))


def system(
    id: str,
    name: Words,
    *,
    operator: str = "",
    grade: int | None = None,
    needs: Sequence[Need | ThingId] = (),
) -> Draft:
    """`systems/saeol.yaml`."""
    fields = {
        "name": _title(name),
        "operator": operator,
        "grade": "" if grade is None else str(grade),
        "needs": tuple(_need(need) for need in needs),
    }
    return Draft(f"{_path('systems', id)}.yaml", _block(fields))


def channel(way: Way) -> Draft:
    """`channels/community-center.yaml`: a way that many services share."""
    fields = _way(way)
    del fields["id"], fields["use"]
    first = {name: fields.pop(name) for name in ("name", "kind")}
    return Draft(f"{_path('channels', way.id)}.yaml", _block({**first, **fields}))


def with_schema(draft: Draft, schemas: Iterable[str]) -> Draft:
    """The same file with the first line that lets editors check it while it is typed, if there is a schema.

    `schemas` are the names of the files in `status/.schema`: `system.json`, `service.json` …
    """
    folder = draft.path.split("/")[1]
    kind = {"systems": "system", "channels": "channel", "services": "service"}.get(folder, "")
    name = f"{kind}.json"
    if not draft.path.endswith(".yaml") or name not in set(schemas):
        return draft
    up = "../" * (draft.path.count("/") - 1)
    return Draft(draft.path, f"# yaml-language-server: $schema={up}.schema/{name}\n{draft.text}")


# --- From values to fields ---------------------------------------------------------------------------------


def _path(*names: str) -> str:
    """Where a file goes; raises ValueError where a name can be none, so that no path leads elsewhere."""
    for name in names:
        if not valid_id(name):
            raise ValueError(name)
    return "/".join(("status", *names))


def _states(impact: Mapping[ThingId, State]) -> dict[str, str]:
    return {thing: state.id for thing, state in impact.items()}


def _need(need: Need | ThingId) -> str | dict[str, object]:
    if isinstance(need, str):
        return need
    cap = {} if need.at_most is None else {"at_most": need.at_most.id}
    if len(need.any_of) == 1:
        return {"system": need.any_of[0], **cap} if cap else need.any_of[0]
    return {"any_of": need.any_of, **cap}


def _way(way: Way) -> dict[str, object]:
    return {
        # Without an id of its own it goes by that of the shared channel.
        "id": way.id if way.id != way.use else "",
        "use": way.use,
        "kind": way.kind.value if way.kind else "",
        "name": _title(way.name),
        "needs": tuple(_need(need) for need in way.needs),
        "url": way.url,
        "phone": way.phone,
        "where": way.where,
        "hours": way.hours,
        "hours_note": way.hours_note,
        "bring": way.bring,
        "fee": way.fee,
        "limits": way.limits,
        "answers_only": "true" if way.answers_only else "",
        "regions": tuple(way.regions),
    }


def _relief(relief: Relief, zone: ZoneInfo) -> dict[str, object]:
    return {
        "kind": relief.kind.value,
        "id": relief.id,
        "services": relief.services,
        "what": relief.what,
        "who": relief.who or "",
        "from": _from(relief.starts, zone),
        "until": _until(relief.ends, zone),
        "basis": relief.basis or "",
        "ask": relief.ask or "",
        "regions": relief.regions,
    }


def _moment(at: datetime | None, zone: ZoneInfo) -> str:
    """`2023-11-17 15:00`; with the offset where the site's clock shows that time twice."""
    if at is None:
        return ""
    here = at.astimezone(zone)
    clock = f"{here.year:04}-{here:%m-%d %H:%M}" + (f":{here:%S}" if here.second else "")
    if here.replace(fold=0).utcoffset() == here.replace(fold=1).utcoffset():
        return clock
    return here.isoformat("T", "seconds" if here.second else "minutes")


def _from(at: datetime | None, zone: ZoneInfo) -> str:
    """A moment; the day alone where it begins with the day."""
    if at is not None and at.astimezone(zone).time() == time():
        return _moment(at, zone).partition(" ")[0]
    return _moment(at, zone)


def _until(at: datetime | None, zone: ZoneInfo) -> str:
    """A moment; the day before where it ends at midnight, because a day counts to its end."""
    if at is not None and at.astimezone(zone).time() == time():
        return f"{at.astimezone(zone).date() - timedelta(days=1)}"
    return _moment(at, zone)


# --- From fields to text -----------------------------------------------------------------------------------


def _document(fields: Mapping[str, object], words: str) -> str:
    """Fields between two lines of `---`, and the words below them."""
    below = _clean(words)
    return f"---\n{_block(fields)}---\n" + (f"{below}\n" if below else "")


def _block(fields: Mapping[str, object], indent: str = "") -> str:
    """Fields, one a line; what is empty is left out."""
    return "".join(_field(name, value, indent) for name, value in fields.items() if value)


def _field(name: str, value: object, indent: str) -> str:
    head, deeper = f"{indent}{_scalar(name)}:", f"{indent}  "
    if isinstance(value, Text):
        value = {language: _clean(words) for language, words in value.versions}
        inline = f"{head} {_flow(value)}\n"
        return inline if len(inline) <= WIDTH else f"{head}\n{_block(value, deeper)}"
    if isinstance(value, Mapping):
        return f"{head}\n{_block(value, deeper)}"
    if isinstance(value, tuple):
        inline = f"{head} {_flow(value)}\n"
        grouped = any(isinstance(entry, Mapping) and not _is_need(entry) for entry in value)
        if not grouped and len(inline) <= WIDTH:
            return inline
        return f"{head}\n" + "".join(f"{deeper}- {_entry(entry, deeper)}" for entry in value)
    return f"{head} {_scalar(_clean(str(value)))}\n"


def _entry(entry: object, indent: str) -> str:
    if isinstance(entry, Mapping) and not _is_need(entry):
        return _block(entry, f"{indent}  ").lstrip(" ")
    return f"{_flow(entry) if isinstance(entry, Mapping) else _scalar(_clean(str(entry)))}\n"


def _is_need(entry: Mapping[str, object]) -> bool:
    """Whether an entry is short enough by nature to stand in braces."""
    return "any_of" in entry or "at_most" in entry


def _flow(value: object) -> str:
    """A group in braces, a list in brackets, or one text that may stand in either."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_scalar(name)}: {_flow(what)}' for name, what in value.items())}}}"
    if isinstance(value, tuple):
        return f"[{', '.join(_flow(entry) for entry in value)}]"
    return _scalar(_clean(str(value)), inside=True)


_MEANS_NOTHING = frozenset(("", "~", "null", "Null", "NULL"))
_OPENS = frozenset("-?:,[]{}#&*!|>'\"%@`")
"""With these YAML opens something else than a text (YAML 1.1, 5.3), or a person may think it does."""
_TYPOGRAPHIC = frozenset("“”„‟＂‘’")


def _scalar(text: str, inside: bool = False) -> str:
    """A text so that it is read as it is; in quotes only where it must be.

    `inside` braces and brackets, commas and brackets end a text.
    """
    if "\n" in text or "\t" in text:
        told = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
        return f'"{told}"'
    plain = (
        text not in _MEANS_NOTHING
        and text[0] not in _OPENS
        and text[0] not in _TYPOGRAPHIC
        and not re.search(r":\s|:$|\s#", text)
        and text == text.strip()
        and not (inside and re.search(r"[,\[\]{}]", text))
    )
    return text if plain else "'" + text.replace("'", "''") + "'"


def _title(words: Words) -> Words:
    """A name or title on one line."""
    if isinstance(words, Text):
        return Text(tuple((language, _line(text)) for language, text in words.versions))
    return _line(words)


def _line(text: str) -> str:
    return " ".join(_clean(text).split())


def _clean(text: str) -> str:
    """Text in one spelling of syllables (NFC), with plain line ends and no blanks around it.

    Half a character, as a terminal of another encoding may deliver it, becomes a visible mark.
    """
    whole = text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() else text
    return unicodedata.normalize("NFC", whole.replace("\r\n", "\n").replace("\r", "\n")).strip()

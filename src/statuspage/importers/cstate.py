"""Reads a checkout of cState (a theme of Hugo): its configuration, and one Markdown file for each issue.

An issue is one text with marks (`{{< track "2020-01-01 10:00" >}}`), each of which dates the words before
it. Statuses are words in bold. Some checkouts are of older programs with the same marks, TOML above the
words, `affectedsystems` and Statuspage's severities; they are read as well.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from .. import source
from ..load.choices import OF_INCIDENTS
from ..model import State, Status
from ..problems import Place, Problem, Severity
from . import Announcement, Component, Found, Refused, Story, Wishes, Word, reading
from .reading import Source, Typed

CONFIGS = tuple(
    f"{folder}{name}.{ending}"
    for folder in ("", "config/_default/")
    for name in ("config", "hugo")
    for ending in ("yml", "yaml", "toml")
)
PARAMS = tuple(f"config/_default/params.{ending}" for ending in ("yml", "yaml", "toml"))

SEVERITIES = {
    "down": State.MAJOR_OUTAGE,
    "disrupted": State.PARTIAL_OUTAGE,
    # A notice leaves the thing usable, and is not nothing.
    "notice": State.DEGRADED_PERFORMANCE,
    "major-outage": State.MAJOR_OUTAGE,
    "partial-outage": State.PARTIAL_OUTAGE,
    "degraded-performance": State.DEGRADED_PERFORMANCE,
    "under-maintenance": State.UNDER_MAINTENANCE,
}
"""What an issue's severity says of the systems it names."""

USED = frozenset(
    (
        "title", "date", "resolved", "resolvedwhen", "severity", "affected", "affectedsystems", "section",
        "informational", "pin", "draft", "lastmod",
    )
)  # fmt: skip
"""The fields of an issue that are carried over, or say nothing of their own."""

# Repetitions are bounded: what somebody sent must not keep the program busy for hours.
_MARK = re.compile(r"\{\{[<%]\s{0,9}track\s{1,9}[\"'`“”]?([^\"'`“”{}<>\n]{0,80}?)[\"'`“”]?\s{0,9}[%>]\}\}")
_SHORTCODE = re.compile(r"\{\{[<%].{0,500}?[%>]\}\}", re.DOTALL)
_RULE = re.compile(r"(?:^|\n[ \t]*\n)[ \t]*(?:-[ \t]*){3,}(?=\n|$)|(?:^|\n)[ \t]*(?:[*_][ \t]*){3,}(?=\n|$)")
_STATUS = re.compile(
    r"\s*(?:#{1,6}[ \t]+)?(?:[*_]{1,3}[ \t]*(?P<strong>[^*_\n]{2,40}?)[ \t]*[:.!]?[ \t]*[*_]{1,3}"
    r"|(?P<plain>[A-Za-z가-힣 -]{2,40}?)[ \t]*[:–—(\n]|(?P<dash>[A-Za-z가-힣]{2,20}) - )"
)
_STATUSES = {
    **OF_INCIDENTS,
    "initial report": Status.INVESTIGATING,
    "new": Status.INVESTIGATING,
    "cause found": Status.IDENTIFIED,
    "in progress": Status.IDENTIFIED,
    "watching": Status.MONITORING,
    "fixed": Status.RESOLVED,
    "solved": Status.RESOLVED,
    "completed": Status.RESOLVED,
    "all clear": Status.RESOLVED,
    "해결됨": Status.RESOLVED,
    "post-mortem": Status.POSTMORTEM,
    "post mortem": Status.POSTMORTEM,
}
_LABELS = frozenset((*_STATUSES, "update", "another update", "업데이트", "추가 안내"))
"""With these words an update begins."""
_CLOSING = (Status.RESOLVED, Status.POSTMORTEM)
DAY = timedelta(days=1)


def read(path: Path, wishes: Wishes) -> Found:
    """What a checkout of cState holds. Raises `Refused` where it is none."""
    checkout = reading.opened(path, wishes.zone or ZoneInfo("UTC"))
    name, config = _config(checkout)
    issues = [file for file in checkout.files("content", ".md", ".markdown") if _is_issue(file)]
    if not config and not issues:
        raise Refused("import-not-cstate", tuple(checkout.losses), path=str(path))
    if not wishes.zone:
        checkout.zone = reading.zone(reading.words(config.get("timezone"))) or checkout.zone
    params = reading.lower(_group(config.get("params")))
    components = _components(checkout, name, params)
    _settings(checkout, name, config, params)
    carrier = _Issues(checkout, components)
    first = reading.words(config.get("defaultcontentlanguage")) or "en"
    others = set(_group(config.get("languages"))) - {first}
    for file in issues:
        tag = file.split("/")[-1].split(".")[-2]
        if tag in others or others & set(file.split("/")):
            checkout.lost("translation", Place(file), file)
        else:
            carrier.carry(file)
    components = list(carrier.components.values())
    told = reading.words(config.get("defaultcontentlanguage")) or reading.words(config.get("languagecode"))
    title = reading.words(config.get("title")) or path.resolve().name
    return Found(
        name=title,
        address=wishes.address or reading.words(config.get("baseurl")),
        zone=checkout.zone,
        language=reading.language(wishes.language, told, [title, *(c.name for c in components)]),
        components=tuple(components),
        stories=tuple(carrier.stories),
        announcements=tuple(carrier.announcements),
        losses=checkout.finish(Place(name)),
        place=Place(name),
    )


# --- The configuration -------------------------------------------------------------------------------------


def _config(checkout: Source) -> tuple[str, dict[str, Typed]]:
    """The first configuration file that is there, and what it says."""
    name = next((name for name in CONFIGS if checkout.exists(name)), "")
    if not name:
        return CONFIGS[0], {}
    config = _fields(checkout, name)
    if config is None:
        raise Refused("import-config", tuple(checkout.losses), path=name)
    config = reading.lower(config)
    for other in PARAMS:
        if checkout.exists(other):
            config.setdefault("params", _fields(checkout, other) or {})
    return name, config


def _fields(checkout: Source, name: str) -> dict[str, Typed] | None:
    words = checkout.text(name)
    if words is None:
        return None
    if name.endswith(".toml"):
        try:
            found = reading.plain(tomllib.loads(words))
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            checkout.lost("toml", Place(name), severity=Severity.ERROR, reason=str(error))
            return None
        return _group(found)
    table = checkout.tree(words, name)
    return _group(reading.typed(table)) if table is not None else None


def _group(value: Typed | None) -> dict[str, Typed]:
    return value if isinstance(value, dict) else {}


def _components(checkout: Source, name: str, params: dict[str, Typed]) -> list[Component]:
    found = []
    known = set()
    for group in reading.groups(params.get("categories")):
        group = reading.lower(group)
        known.add(reading.words(group.get("name")))
        if reading.words(group.get("description")):
            checkout.lost("group_about", Place(name), reading.words(group.get("description")))
    for system in reading.groups(params.get("systems")):
        system = reading.lower(system)
        title = reading.words(system.get("name"))
        if not title:
            continue
        category = reading.words(system.get("category"))
        if known and category and category not in known:
            checkout.lost("group", Place(name), category, name=title)
        link = reading.words(system.get("link"))
        about = reading.words(system.get("description"))
        found.append(Component(title, title, category, about, link, place=Place(name)))
    return found


def _settings(checkout: Source, name: str, config: dict[str, Typed], params: dict[str, Typed]) -> None:
    """Says which settings have no place in ours: they are about looks and about Hugo."""
    carried = {
        "title", "baseurl", "languagecode", "defaultcontentlanguage", "timezone", "params", "systems",
        "categories", "theme", "buildfuture", "preservetaxonomynames", "taxonomies", "outputs",
        "outputformats",
    }  # fmt: skip
    entries = [*reading.groups(params.get("systems")), *reading.groups(params.get("categories"))]
    used = {"name", "category", "description", "link"}
    inside = dict.fromkeys(key for entry in entries for key in reading.lower(entry) if key not in used)
    left = [key for key in (*config, *params, *inside) if key not in carried]
    if left:
        checkout.lost("settings", Place(name), ", ".join(left))


# --- The issues --------------------------------------------------------------------------------------------


def _is_issue(file: str) -> bool:
    """Whether a file is one issue: anywhere below a folder `issues` (older ones: `incidents`)."""
    *folders, name = file.split("/")
    return bool({"issues", "incidents", "incident"} & set(folders)) and not name.startswith("_index")


@dataclass
class _Issue:
    """One issue as written."""

    file: str
    fields: dict[str, Typed]
    lines: dict[str, int]
    body: str
    body_line: int

    def place(self, field: str) -> Place:
        return Place(self.file, self.lines.get(field, 1))


class _Issues:
    """Carries issues over, one after another, and learns of systems that only issues name."""

    def __init__(self, checkout: Source, components: list[Component]) -> None:
        self.checkout = checkout
        self.components = {component.key: component for component in components}
        self.by_name = {component.key.casefold(): component.key for component in reversed(components)}
        self.stories: list[Story] = []
        self.announcements: list[Announcement] = []

    def carry(self, file: str) -> None:
        """One issue: an incident, an announcement, or a loss."""
        issue = _issue(self.checkout, file)
        if issue is None:
            self.checkout.lost("file", Place(file), severity=Severity.ERROR)
            return
        if reading.flag(issue.fields.get("draft")):
            self.checkout.lost("draft", issue.place("draft"), file)
            return
        for name, value in issue.fields.items():
            if name not in USED and value not in ("", [], {}):
                self.checkout.lost("field", issue.place(name), f"{name}: {_shown(value)}")
        start = self._start(issue)
        if start is None:
            self.checkout.lost("no_date", issue.place("date"), reading.words(issue.fields.get("date")),
                               Severity.ERROR)  # fmt: skip
            return
        body = self._body(issue)
        if reading.flag(issue.fields.get("informational")):
            self._announce(issue, start, body)
        else:
            self._tell(issue, start, body)

    def _title(self, issue: _Issue) -> str:
        return reading.words(issue.fields.get("title")) or Path(issue.file).stem

    def _start(self, issue: _Issue) -> datetime | None:
        """When it began: its date, else the day in its file's name."""
        typed = reading.words(issue.fields.get("date"))
        found = self.checkout.moment(typed, issue.place("date")) if typed else None
        dated = re.search(r"\d{4}-\d{2}-\d{2}", issue.file)
        if found is None and dated:
            found = self.checkout.moment(dated[0], issue.place("date"))
            if found is not None:
                self.checkout.lost("date_of_file", issue.place("date"), typed, day=dated[0])
        return found

    def _body(self, issue: _Issue) -> str:
        """The words, without what Hugo would not show; other shortcodes stay as they were typed."""
        body, comments = reading.parted(issue.body)
        for line, comment in comments:
            self.checkout.lost("comment", Place(issue.file, issue.body_line + line - 1), comment)
        for code in _SHORTCODE.finditer(body):
            if not _MARK.fullmatch(code[0]):
                line, _ = source.where(body, code.start())
                self.checkout.lost("shortcode", Place(issue.file, issue.body_line + line - 1), code[0])
        return body

    def _announce(self, issue: _Issue, start: datetime, body: str) -> None:
        """An informational issue changes no state: an announcement, shown as long as it was pinned."""
        typed = reading.words(issue.fields.get("resolvedwhen"))
        ends = self.checkout.moment(typed, issue.place("resolvedwhen")) if typed else None
        if ends is not None and ends <= start:
            self.checkout.lost("ends_early", issue.place("resolvedwhen"), typed)
            ends = None
        if ends is None and not reading.flag(issue.fields.get("pin")):
            ends = start + DAY
            self.checkout.lost("announcement_end", issue.place("informational"), self._title(issue))
        for name in ("affected", "affectedsystems", "severity"):
            if issue.fields.get(name):
                self.checkout.lost("field", issue.place(name), f"{name}: {_shown(issue.fields[name])}")
        for mark in _MARK.finditer(body):
            line, _ = source.where(body, mark.start())
            self.checkout.lost("announcement_mark", Place(issue.file, issue.body_line + line - 1), mark[1])
        words = _MARK.sub(lambda found: f"({found[1]})", body).strip()
        self.announcements.append(
            Announcement(self._title(issue), start, ends, words, Place(issue.file, issue.body_line))
        )

    def _tell(self, issue: _Issue, start: datetime, body: str) -> None:
        dated, undated = self._segments(issue, start, body)
        intro, report = "", ""
        if not dated:
            status = _status(undated)
            dated = [Word(start, None if status in _CLOSING else status, undated.strip(),
                          place=Place(issue.file, issue.body_line))]  # fmt: skip
        elif undated:
            if _status(undated) is Status.POSTMORTEM:
                report = undated
            elif dated[0].at > start:
                dated.insert(0, Word(start, words=undated, place=Place(issue.file, issue.body_line)))
            else:
                intro = undated
                self.checkout.lost("undated", Place(issue.file, issue.body_line), undated)
        if dated[0].at > start:
            dated.insert(0, Word(start, place=issue.place("date")))
        dated = self._closed(issue, start, dated)
        if report:
            ended = any(word.status in _CLOSING for word in dated)
            last = Word(dated[-1].at, Status.POSTMORTEM if ended else None, report)
            dated.append(replace(last, place=Place(issue.file, issue.body_line)))
            self.checkout.lost("undated_report", dated[-1].place, report, taken=_clock(last.at))
        first = dated[0]
        if first.status is None:
            first = replace(first, status=Status.INVESTIGATING)
        dated[0] = replace(first, claims=self._claims(issue))
        self.stories.append(Story(self._title(issue), tuple(dated), intro, issue.place("title")))

    # When each word was said

    def _segments(self, issue: _Issue, start: datetime, body: str) -> tuple[list[Word], str]:
        """The words with their moments, the oldest first; and the words that have none."""
        pieces = list(_pieces(body))
        undated = "\n\n".join(text for text, mark, _ in pieces if mark is None and text)
        marked = []
        for text, mark, ends in pieces:
            if mark is not None:
                place = Place(issue.file, issue.body_line + source.where(body, ends)[0] - 1)
                marked.append((self.checkout.moment(mark, place), mark, text, place))
        known = [at for at, *_ in marked if at is not None]
        if known and known[0] > known[-1]:
            marked.reverse()
        found: list[Word] = []
        for at, mark, text, place in marked:
            if at is None:
                at = found[-1].at if found else start
                self.checkout.lost("mark", place, mark, taken=_clock(at))
            elif at < start - DAY:
                self.checkout.lost("mark_long_before", place, mark, taken=_clock(start))
                at = start
            elif at < start:
                self.checkout.lost("mark_before", place, mark, start=_clock(start))
            found.append(Word(at, _status(text), text, place=place))
        return sorted(found, key=lambda word: word.at), undated

    def _closed(self, issue: _Issue, start: datetime, words: list[Word]) -> list[Word]:
        """The same words, so that the incident ends when, and only when, its fields say so."""
        typed = reading.words(issue.fields.get("resolvedwhen"))
        place = issue.place("resolvedwhen")
        resolved = reading.flag(issue.fields.get("resolved"))
        over = self.checkout.moment(typed, place) if typed else None
        if typed and over is None:
            self.checkout.lost("resolved_unreadable", place, typed)
        if resolved is None and reading.words(issue.fields.get("resolved")):
            self.checkout.lost("resolved_word", issue.place("resolved"),
                               reading.words(issue.fields.get("resolved")))  # fmt: skip
        if not resolved:
            if typed:
                self.checkout.lost("not_resolved", place, typed)
            for number, word in enumerate(words):
                if word.status in _CLOSING:
                    self.checkout.lost("word_not_resolved", word.place, word.words)
                    words[number] = replace(word, status=Status.MONITORING)
            return words
        spoken = next((word for word in words if word.status in _CLOSING), None)
        if spoken is words[0] and over is not None and over > spoken.at:
            # Written over the first words once it was resolved: it did not end as it began.
            self.checkout.lost("resolved_first", spoken.place, spoken.words, taken=_clock(over))
            words[0] = replace(spoken, status=None)
        elif spoken is not None:
            if over is not None and over != spoken.at:
                self.checkout.lost("resolved_twice", place, typed, taken=_clock(spoken.at))
            return words
        if over is None:
            over = words[-1].at
            self.checkout.lost("resolved_when", issue.place("resolved"), taken=_clock(over))
        elif over < start:
            over = words[-1].at
            self.checkout.lost("ends_before_start", place, typed, taken=_clock(over))
        for number, word in enumerate(words):
            if word.at == over and word.status is None and number:
                words[number] = replace(word, status=Status.RESOLVED)
                return words
        # After whatever was said in the same moment: a word that ends a story ends it for those behind.
        place_in_order = sum(word.at <= over for word in words)
        words.insert(place_in_order, Word(over, Status.RESOLVED, place=place))
        return words

    # What it touched

    def _claims(self, issue: _Issue) -> dict[str, State]:
        field = "affected" if "affected" in issue.fields else "affectedsystems"
        place = issue.place(field)
        names = list(dict.fromkeys(reading.texts(issue.fields.get(field))))
        severity = reading.words(issue.fields.get("severity"))
        if severity and not names:
            self.checkout.lost("impact", issue.place("severity"), self._title(issue), impact=severity)
        state = self._state(issue) if names else State.UNKNOWN
        return {self._component(name, place).key: state for name in names}

    def _state(self, issue: _Issue) -> State:
        typed = reading.words(issue.fields.get("severity"))
        state = SEVERITIES.get(typed.lower())
        if state is None:
            self.checkout.lost("severity", issue.place("severity"), typed)
            return State.UNKNOWN
        if typed.lower() == "notice":
            self.checkout.lost("severity_notice", issue.place("severity"), typed)
        return state

    def _component(self, name: str, place: Place) -> Component:
        if name in self.components:
            return self.components[name]
        other = self.by_name.get(name.casefold())
        if other is not None:
            if self.components[other].listed:
                self.checkout.lost("component_case", place, name, taken=other)
            return self.components[other]
        found = Component(name, name, listed=False, place=place)
        self.components[name] = found
        self.by_name[name.casefold()] = name
        return found


def _issue(checkout: Source, file: str) -> _Issue | None:
    """One file, taken apart; None where its fields cannot be read."""
    words = checkout.text(file)
    if words is None:
        return None
    if words.lstrip().startswith("+++"):
        return _with_toml(checkout, file, words)
    front = source.front(words, file)
    if isinstance(front, Problem):
        checkout.losses.append(front)
        return None
    table = checkout.tree(front.fields, file, front.first_line)
    if table is None:
        return None
    lines = {name.lower(): at.line for name, (at, _) in table.fields.items()}
    return _Issue(file, reading.lower(_group(reading.typed(table))), lines, front.words, front.words_line)


def _with_toml(checkout: Source, file: str, words: str) -> _Issue | None:
    """The same for fields in TOML between two lines of `+++`."""
    found = re.match(r"\s*\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*$\n?", words, re.DOTALL | re.MULTILINE)
    if not found:
        checkout.losses.append(Problem(Place(file), "front_open"))
        return None
    first = words.count("\n", 0, found.start(1)) + 1
    try:
        fields = reading.plain(tomllib.loads(found[1]))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        checkout.lost("toml", Place(file, first), severity=Severity.ERROR, reason=str(error))
        return None
    lines: dict[str, int] = {}
    for number, line in enumerate(found[1].split("\n"), start=first):
        key = re.match(r"\s*[\"']?([\w-]+)[\"']?\s*=", line)
        if key:
            lines.setdefault(key[1].lower(), number)
    body_line = words.count("\n", 0, found.end()) + 1
    return _Issue(file, reading.lower(_group(fields)), lines, words[found.end() :].rstrip(), body_line)


def _pieces(body: str) -> Iterator[tuple[str, str | None, int]]:
    """Words, the mark that dates them (None: none does), and where they end.

    A mark dates what stands before it, back to the mark before or to a rule; where the first thing of all
    is a mark, marks stand before their words.
    """
    marks = list(_MARK.finditer(body))
    if marks and not body[: marks[0].start()].strip() and body[marks[0].end() :].strip():
        ends = [mark.start() for mark in marks[1:]] + [len(body)]
        for mark, end in zip(marks, ends, strict=True):
            yield body[mark.end() : end].strip(), mark[1], mark.start()
        return
    begin = 0
    for mark in marks:
        *before, text = _RULE.split(body[begin : mark.start()])
        if begin == 0:
            opening, text = _opening(text)
            before.append(opening)
        for other in before:
            yield other.strip(), None, mark.start()
        line_end = body.find("\n", mark.end())
        line_end = len(body) if line_end < 0 else line_end
        behind = body[mark.end() : line_end]
        # Words behind the mark on its line belong to it, unless another mark follows there.
        begin = mark.end() if _MARK.search(behind) else line_end
        yield f"{text}{'' if _MARK.search(behind) else behind}".strip(), mark[1], mark.start()
    for other in _RULE.split(body[begin:]):
        yield other.strip(), None, len(body)


def _opening(text: str) -> tuple[str, str]:
    """The words before the first mark, parted where an update begins behind others: nothing dates those."""
    paragraphs = re.split(r"\n[ \t]*\n", text.strip())
    for number in range(len(paragraphs) - 1, 0, -1):
        heading = re.match(r"[ \t]*#{1,6}[ \t]", paragraphs[number])
        if heading or _label(paragraphs[number]) in _LABELS:
            return "\n\n".join(paragraphs[:number]), "\n\n".join(paragraphs[number:])
    return "", text


def _status(text: str) -> Status | None:
    """The status a text begins with, in bold, as a heading or before a colon."""
    return _STATUSES.get(_label(text))


def _label(text: str) -> str:
    found = _STATUS.match(text)
    if not found:
        return ""
    return next(group for group in found.groups() if group is not None).strip("*_:. \t").lower()


def _clock(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S}Z"


def _shown(value: Typed) -> str:
    return value if isinstance(value, str) else ", ".join(reading.texts(value)) or repr(value)

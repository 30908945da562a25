"""What was found elsewhere → a folder of our files that `check` finds nothing wrong with.

Names, titles and words are made to fit what our files take; whatever changes on the way is written down.
"""

from __future__ import annotations

import re
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from .. import drafts
from ..drafts import Draft
from ..load.fields import web_address
from ..load.findings import INVISIBLE, TITLE, WORDS, Findings, Reading
from ..load.telling import UPDATES
from ..model import Kind, State, Status, ThingId
from ..problems import Place, Problem, Severity
from ..source import Scalar
from . import Announcement, Component, Found, Refused, Story, Word, Work, loss, naming

PIECE = 12_000
"""How many characters of words go into one file; in any script they stay below what a file may hold."""
CLAIMS = 250
"""How many states go into one file."""
NOWHERE = "https://status.example.org/"
"""The address of a page whose real one nobody knows yet."""

_SIGNS = str.maketrans("<>", "‹›")
# What `source` takes out of every file, and halves of characters, which JSON can hold and files cannot.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>")
_LINK = re.compile(r"https?://([A-Za-z0-9.-]+)")
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?", re.ASCII)


class Written(NamedTuple):
    """The files of a new site, and everything that is not in them as it was in the source."""

    files: Mapping[str, str]
    """Path relative to the new folder → the whole text."""
    losses: tuple[Problem, ...]
    counts: Mapping[str, int]
    """How many services, incidents, updates, windows of planned work and announcements were carried over."""


def files(found: Found, now: datetime) -> Written:
    """The files that say what was found; `now` dates the site's tag where nothing in the source is dated."""
    writer = _Writer(found)
    made = list(writer.all(now))
    paths = [draft.path for draft in made]
    assert len(paths) == len(set(paths)), "two files of one name"  # noqa: S101 - ids are never given twice
    writer.say_links()
    writer.counts["services"] = sum("/services/" in path for path in paths)
    losses = sorted({*found.losses, *writer.losses})
    return Written({draft.path: draft.text for draft in made}, tuple(losses), writer.counts)


def free(into: Path) -> None:
    """Raises `Refused` unless there is no such folder yet, or an empty one."""
    if into.is_symlink() or (into.exists() and (not into.is_dir() or any(into.iterdir()))):
        raise Refused("import-not-empty", path=str(into))


def put(texts: Mapping[str, str], into: Path) -> None:
    """Write the files into a folder that is new or empty, all of them or none.

    Raises `Refused` where something is there already, `OSError` where the disk says no.
    """
    free(into)
    place = into.absolute()
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{place.name}-", dir=place.parent) as beside:
        whole = Path(beside) / "whole"
        for name, text in texts.items():
            path = whole / name
            path.parent.mkdir(parents=True, exist_ok=True)
            # Half a character, as names of files and JSON can hold, becomes a visible mark.
            path.write_text(text, encoding="utf-8", errors="replace", newline="\n")
        if not into.exists():
            whole.rename(place)
            return
        # Somebody may stand in the empty folder: it stays the same one.
        for entry in sorted(whole.iterdir()):
            entry.rename(place / entry.name)


class _Writer:
    """Makes the files, remembering which ids are taken."""

    def __init__(self, found: Found) -> None:
        self.found, self.zone = found, found.zone
        self.losses: list[Problem] = []
        self.counts = dict.fromkeys(("services", "incidents", "updates", "maintenance", "notices"), 0)
        self.things: dict[str, ThingId] = {}
        self.hosts: dict[str, Place] = {}
        self.stories: dict[tuple[str, int], set[str]] = {}

    def lost(self, code: str, place: Place, typed: str = "", **details: str) -> None:
        self.losses.append(loss(code, place, typed, Severity.WARNING, **details))

    def all(self, now: datetime) -> Iterator[Draft]:
        found = self.found
        name = self.title(found.name, self.found.place, "Status")
        self.agency = naming.an_id(name, "agency", ())
        groups: dict[str, str] = {}
        for component in found.components:
            if component.group and component.group not in groups:
                groups[component.group] = naming.an_id(component.group, "category", groups.values())
        yield self.site(name, groups, now)
        yield Draft(f"status/agencies/{self.agency}.yaml", f"name: {_quoted(name)}\n")
        ends = self._ends()
        wanted = [c for c in found.components if c.listed or c.key in ends]
        # Ids that a source has for its things go to those first: their addresses stay alike.
        for component in sorted(wanted, key=lambda c: not c.id):
            taken = {thing.partition("/")[0] for thing in self.things.values()}
            id = naming.an_id(component.id or component.name[:TITLE], "service", taken)
            url = self._url(component)
            self.things[component.key] = f"{id}/web" if url else id
        for component in wanted:
            yield self.service(component, groups, ends)
        for story in sorted(found.stories, key=lambda story: story.words[0].at):
            yield from self.incident(story)
        for work in sorted(found.works, key=lambda work: work.starts):
            yield from self.maintenance(work)
        for announcement in sorted(found.announcements, key=lambda notice: notice.starts):
            yield self.notice(announcement)

    # The site

    def site(self, name: str, groups: Mapping[str, str], now: datetime) -> Draft:
        address = self._address()
        host = urlsplit(address).hostname or ""
        first = min(
            [
                *(story.words[0].at for story in self.found.stories),
                *(work.announced or work.starts for work in self.found.works),
                *(notice.starts for notice in self.found.announcements),
                now,
            ]
        )
        lines = [
            f"name: {_quoted(name)}",
            f"address: {address}",
            # The day from which the name was the publisher's (RFC 4151): that of the first word there is.
            f"tag: tag:{host},{first.astimezone(self.zone):%Y-%m-%d}",
            f"languages: [{self.found.language}]",
            f"time_zone: {self.zone.key}",
        ]
        if groups:
            lines.append("categories:")
            for group, id in groups.items():
                lines.append(f"  {_quoted(id)}: {_quoted(self.title(group, self.found.place, id))}")
        return Draft("status/site.yaml", "\n".join(lines) + "\n")

    def _address(self) -> str:
        typed = self.found.address.strip()
        try:
            parts = urlsplit(typed if "//" in typed else f"https://{typed}")
            host, port = (parts.hostname or "").lower(), parts.port
        except ValueError:
            host, port, parts = "", None, urlsplit("")
        if not _HOST.fullmatch(host) or ("." not in host and host != "localhost") or not parts.path.isascii():
            self.lost("address", self.found.place, typed, taken=NOWHERE)
            return NOWHERE
        path = re.sub(r"[^!-~]|[\"'#<>?`{}]", "", parts.path).rstrip("/")
        right = f"https://{host}{f':{port}' if port else ''}{path}/"
        if right.rstrip("/") != typed.rstrip("/"):
            self.lost("address", self.found.place, typed, taken=right)
        return right

    # Services

    def service(self, component: Component, groups: Mapping[str, str], ends: Mapping[str, _End]) -> Draft:
        place = component.place
        id, _, way = self.things[component.key].partition("/")
        name = self.title(component.name, place, id)
        about = component.about
        if len(component.name) > TITLE:
            about = f"{component.name}\n\n{about}"
        about = INVISIBLE.sub("", self.words(about, place)).strip()
        if len(about) > WORDS:
            self.lost("about_cut", place, about[WORDS - 200 :])
            about = about[: WORDS - 1] + "…"
        made = drafts.service(
            self.agency,
            id,
            name,
            category=groups.get(component.group, ""),
            about=about,
            ways=[drafts.Way(id="web", kind=Kind.WEB, url=component.url)] if way else [],
        )
        lines = ""
        if component.state is not State.OPERATIONAL:
            lines += f"state: {component.state.id}\n"
            if component.since:
                lines += f"since: {component.since.astimezone(self.zone).isoformat()}\n"
        if not component.listed:
            end = ends[component.key]
            if end.over:
                day = end.at.astimezone(self.zone).date() + timedelta(days=1)
                lines += f"retired: {day}\n"
                self.lost("component_ended", place, component.name, day=f"{day}", id=id)
            else:
                self.lost("component_open", place, component.name, id=id)
        return replace(made, text=made.text + lines)

    def _url(self, component: Component) -> str:
        if not component.url:
            return ""
        findings = Findings("", Reading(self.zone, (self.found.language,)))
        if not web_address(component.url, Scalar(component.url, 1, 1, True), findings):
            self.lost("url", component.place, component.url, name=component.name)
            return ""
        return component.url

    def _ends(self) -> dict[str, _End]:
        """Until when stories name each component."""
        found: dict[str, _End] = {}
        for story in self.found.stories:
            over = any(word.status in (Status.RESOLVED, Status.POSTMORTEM) for word in story.words)
            for key in {key for word in story.words for key in word.claims}:
                found[key] = _later(found.get(key), _End(over, story.words[-1].at))
        for work in self.found.works:
            for key in work.components:
                found[key] = _later(found.get(key), _End(True, work.ends))
        return found

    # Stories

    def incident(self, story: Story) -> Iterator[Draft]:
        day = story.words[0].at.astimezone(self.zone)
        title = self.title(story.title, story.place, "—")
        id = self._story_id("incidents", day, title)
        intro, *rest = self._introduction(story.title, story.intro, story.place)
        self.counts["incidents"] += 1
        yield drafts.incident(day.year, id, title, zone=self.zone, words=intro)
        first = story.words[0]
        more = [replace(first, words=words, status=None, claims={}) for words in rest]
        yield from self.updates("incidents", day.year, id, [*story.words[:1], *more, *story.words[1:]])

    def maintenance(self, work: Work) -> Iterator[Draft]:
        day = work.starts.astimezone(self.zone)
        title = self.title(work.title, work.place, "—")
        id = self._story_id("maintenance", day, title)
        keys = [key for key in work.components if key in self.things]
        intro, *rest = self._introduction(work.title, work.intro, work.place)
        self.counts["maintenance"] += 1
        yield drafts.maintenance(
            day.year, id, title, work.starts, work.ends, zone=self.zone, by=self.agency,
            announced=work.announced, words=intro,
            impact={self.things[key]: State.UNDER_MAINTENANCE for key in keys[:CLAIMS]},
        )  # fmt: skip
        at = work.announced or work.starts
        more = [Word(at, words=words, place=work.place) for words in rest]
        for begin in range(CLAIMS, len(keys), CLAIMS):
            claims = dict.fromkeys(keys[begin : begin + CLAIMS], State.UNDER_MAINTENANCE)
            more.append(Word(at, claims=claims, place=work.place))
        yield from self.updates("maintenance", day.year, id, [*more, *work.words])

    def notice(self, announcement: Announcement) -> Draft:
        day = announcement.starts.astimezone(self.zone)
        title = self.title(announcement.title, announcement.place, "—")
        id = self._story_id("notices", day, title)
        words, *rest = self._split(self.words(announcement.words, announcement.place), announcement.place)
        for other in rest:
            self.lost("notice_cut", announcement.place, other)
        self.counts["notices"] += 1
        return drafts.notice(
            day.year, id, title, zone=self.zone, starts=announcement.starts, ends=announcement.ends,
            by=self.agency, words=words,
        )  # fmt: skip

    def updates(self, folder: str, year: int, story: str, words: list[Word]) -> Iterator[Draft]:
        pieces = [piece for word in words for piece in self._pieces(word)]
        if len(pieces) > UPDATES:
            half = UPDATES // 2
            for word in pieces[half : len(pieces) - half]:
                told = f"{word.at.astimezone(self.zone):%Y-%m-%d %H:%M} {word.words}"
                self.lost("too_many_updates", word.place, told, limit=f"{UPDATES}")
            pieces = pieces[:half] + pieces[-half:]
        taken: set[str] = set()
        for word in pieces:
            base = drafts.update_id(word.at, self.agency, year, self.zone)
            id = next(id for id in _numbered(base) if id not in taken)
            taken.add(id)
            self.counts["updates"] += 1
            yield drafts.update(
                "maintenance" if folder == "maintenance" else "incidents", year, story, id,
                at=word.at, by=self.agency, zone=self.zone, status=word.status, words=word.words,
                impact={self.things[key]: state for key, state in word.claims.items() if key in self.things},
            )  # fmt: skip

    def _pieces(self, word: Word) -> Iterator[Word]:
        """A word as one file, or as several of the same moment where it is too large for one."""
        texts = self._split(self.words(word.words, word.place), word.place)
        entries = list(word.claims.items())
        claims = [dict(entries[n : n + CLAIMS]) for n in range(0, len(entries), CLAIMS)] or [{}]
        for number, (text, some) in enumerate(zip_longest(texts, claims)):
            # What ends a story comes with its first words: the rest is said behind it.
            status = word.status if number == 0 else None
            yield replace(word, words=text or "", claims=some or {}, status=status)

    def _split(self, words: str, place: Place) -> list[str]:
        """Words in pieces that fit into a file, parted between paragraphs where that can be."""
        found = []
        while len(words) > PIECE:
            gaps = (words.rfind(gap, PIECE // 2, PIECE) for gap in ("\n\n", "\n", " "))
            cut = next((gap for gap in gaps if gap > 0), PIECE)
            found.append(words[:cut].rstrip())
            words = words[cut:].lstrip("\n")
        if found:
            self.lost("words_split", place, words)
        return [*found, words]

    def _introduction(self, title: str, intro: str, place: Place) -> list[str]:
        """The words that introduce a story; a title that is too long for one stands whole among them."""
        whole = f"{title}\n\n" if len(title.strip()) > TITLE else ""
        return self._split(self.words(f"{whole}{intro}", place), place)

    def _story_id(self, folder: str, day: datetime, title: str) -> str:
        taken = self.stories.setdefault((folder, day.year), set())
        name = naming.an_id(title, {"incidents": "incident", "notices": "notice"}.get(folder, folder), ())
        id = drafts.story_id(day.date(), name[: naming.LENGTH], taken)
        taken.add(id)
        return id

    # Words

    def title(self, text: str, place: Place, otherwise: str) -> str:
        """A name or title as our files take it: one line, no angle brackets, nothing that cannot be seen."""
        told = " ".join(_CONTROL.sub(" ", INVISIBLE.sub("", text[: 20 * TITLE])).split())
        told = unicodedata.normalize("NFC", _unpiled(told)).translate(_SIGNS)
        if len(told) > TITLE:
            told = told[: TITLE - 1].rstrip() + "…"
        if not told:
            self.lost("no_title", place, taken=otherwise)
            return otherwise
        if told != " ".join(text.split()):
            self.lost("title", place, text, taken=told)
        return told

    def words(self, text: str, place: Place) -> str:
        """Words as our files take them; HTML stays and is shown as it was typed."""
        told = text.replace("\r\n", "\n").replace("\r", "\n")
        if _CONTROL.search(told):
            self.lost("control", place, told)
            told = _CONTROL.sub(" ", told)
        tag = _TAG.search(told)
        if tag:
            self.lost("html", place, tag[0])
        for link in _LINK.finditer(told):
            self.hosts.setdefault(link[1].rstrip(".").lower(), place)
        return told.strip()

    def say_links(self) -> None:
        """Which hosts words lead to: links to them are shown as text until `site.yaml` allows them."""
        if self.hosts:
            hosts = sorted(self.hosts)
            more = f" … ({len(hosts)})" if len(hosts) > 20 else ""
            self.lost("links", next(iter(self.hosts.values())), "", hosts=", ".join(hosts[:20]) + more)


class _End(NamedTuple):
    """Until when a component is named, and whether that is over."""

    over: bool
    at: datetime


def _later(one: _End | None, other: _End) -> _End:
    return other if one is None else _End(one.over and other.over, max(one.at, other.at))


def _numbered(base: str) -> Iterator[str]:
    """`base`, `base-2` … `base-9`, `base-92` …: names that sort as they were given."""
    yield base
    for number in range(10**6):
        nines, last = divmod(number, 8)
        yield f"{base}-{'9' * nines}{last + 2}"


def _unpiled(text: str) -> str:
    """A text without more than two marks on one letter."""
    kept: list[str] = []
    marks = 0
    for letter in text:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= 2:
            kept.append(letter)
    return "".join(kept)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

"""Reads a checkout of Upptime: its configuration, and its git history, which holds every change of state.

A file `history/SITE.yml` says how one site is now; what it said before is in the commits. The issues that
Upptime opens, with people's words and planned work, are not in git: a dump of them can be given as well.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from .. import revisions, source
from ..load import layout
from ..model import State, Status
from ..problems import Place, Problem, Severity
from . import Component, Found, Refused, Story, Wishes, Word, Work, reading
from .reading import Source

CONFIGS = (".upptimerc.yml", ".upptimerc.yaml", ".statusrc.yml")
STATES = {"up": State.OPERATIONAL, "degraded": State.DEGRADED_PERFORMANCE, "down": State.MAJOR_OUTAGE}

# A repository somebody sent may carry settings that start programs; none of them may (git-config(1)).
_GIT = (
    "git", "--no-pager", "--no-optional-locks", "--no-replace-objects",
    "-c", "core.quotePath=false", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null",
    "-c", "log.showSignature=false", "-c", "core.attributesFile=/dev/null", "-c", "log.mailmap=false",
    "-c", "log.showRoot=true", "-c", "protocol.allow=never",
    *(part for name in ("ext", "file", "git", "ssh", "http", "https")
      for part in ("-c", f"protocol.{name}.allow=never")),
)  # fmt: skip
_LOG = (
    "log", "HEAD", "--topo-order", "--reverse", "--no-renames", "--no-ext-diff", "--no-textconv",
    "--no-color", "--text", "--no-show-signature", "--no-notes", "--src-prefix=a/", "--dst-prefix=b/",
    "--format=%x00%at", "-p", "-U0", "--", "history",
)  # fmt: skip
_FILE = re.compile(r"(?:\+\+\+|---) (?:[ab]/history/(?P<slug>[^/\t]+)\.ya?ml|/dev/null|.*)\t?")
_CHANGED = re.compile(r"\+(?:- )?(?P<field>status|lastUpdated): *(?P<value>.*)", re.IGNORECASE)


class Change(NamedTuple):
    """That a site was found in another state."""

    at: datetime
    state: State | None
    """None: it is no longer watched."""


def read(path: Path, wishes: Wishes) -> Found:
    """What a checkout of Upptime holds. Raises `Refused` where it is none, or where git cannot read it."""
    checkout = reading.opened(path, wishes.zone or ZoneInfo("UTC"))
    name = next((name for name in CONFIGS if checkout.exists(name)), "")
    if not name:
        raise Refused("import-not-upptime", path=str(path))
    words = checkout.text(name)
    table = checkout.tree(words, name) if words is not None else None
    if table is None:
        raise Refused("import-config", tuple(checkout.losses), path=name)
    config = reading.typed(table)
    assert isinstance(config, dict)  # noqa: S101 - a table is a group of fields
    website = config.get("status-website")
    website = website if isinstance(website, dict) else {}
    history = {slug: file for file in checkout.files("history", ".yml", ".yaml") if (slug := _slug(file))}
    sites = _sites(checkout, name, reading.groups(config.get("sites")), history)
    changes = _changes(checkout, history, wishes.environment)
    telling = _Telling(checkout, sites, history, wishes)
    telling.tell(changes)
    _issues(telling, wishes.issues)
    checkout.lost("measurements", Place("history/summary.json" if checkout.exists("history/summary.json")
                                        else "history"))  # fmt: skip
    left = [key for key in config if key not in ("sites", "status-website", "owner", "repo")]
    left += (key for key in website if key not in ("name", "cname", "baseUrl"))
    left += dict.fromkeys(
        key for entry in reading.groups(config.get("sites")) for key in entry
        if key not in ("name", "url", "slug")
    )  # fmt: skip
    if left:
        checkout.lost("settings", Place(name), ", ".join(left))
    title = reading.words(website.get("name")) or path.resolve().name
    return Found(
        name=title,
        address=wishes.address or _address(config, website),
        zone=checkout.zone,
        language=telling.language,
        components=tuple(telling.components.values()),
        stories=tuple(telling.stories),
        works=tuple(telling.works),
        losses=checkout.finish(Place(name)),
        place=Place(name),
    )


def _address(config: Mapping[str, Any], website: Mapping[str, Any]) -> str:
    """Where the status page lives: its own name, else the address GitHub gives it."""
    host = reading.words(website.get("cname"))
    if host:
        return f"https://{host}/"
    owner, repo = reading.words(config.get("owner")), reading.words(config.get("repo"))
    if re.fullmatch(r"[A-Za-z0-9-]+", owner) and re.fullmatch(r"[\w.-]+", repo):
        return f"https://{owner.lower()}.github.io/{repo}/"
    return ""


# --- What is watched ---------------------------------------------------------------------------------------


def _slug(file: str) -> str:
    found = re.fullmatch(r"history/([^/]+)\.ya?ml", file)
    return found[1] if found else ""


def _sites(
    checkout: Source, name: str, entries: list[dict[str, Any]], history: Mapping[str, str]
) -> dict[str, Component]:
    """The sites of the configuration, by the name of their history file."""
    summary = _summary(checkout)
    addresses = {address: slug for slug, file in history.items() if (address := _url_in(checkout, file))}
    found: dict[str, Component] = {}
    for number, entry in enumerate(entries, start=1):
        title, url = reading.words(entry.get("name")), reading.words(entry.get("url"))
        title = title or url or f"{number}"
        guesses = (
            reading.words(entry.get("slug")), summary.get(title, ""), *_slugs(title), addresses.get(url, "")
        )  # fmt: skip
        slug = next((guess for guess in guesses if guess in history and guess not in found), "")
        if not slug:
            checkout.lost("no_history_of_site", Place(name), title)
            slug = f"\0{number}"
        id = slug if layout.valid_id(slug) else ""
        found[slug] = Component(slug, title, url=url, id=id, place=Place(name))
    return found


def _slugs(title: str) -> Iterator[str]:
    """How Upptime may have named the history of a site: `GitHub API` → `git-hub-api`, `github-api`."""
    parted = re.sub(r"([a-z\d])([A-Z])", r"\1 \2", title)
    parted = re.sub(r"([A-Z]+)([A-Z][a-z\d]+)", r"\1 \2", parted)
    for spelt in (parted, title):
        ascii_only = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
        yield re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")
    other = re.sub(r'[\s\\/<>:"|?*#%-]+', "-", unicodedata.normalize("NFKC", title))
    yield other.strip("-.")


def _summary(checkout: Source) -> dict[str, str]:
    """Names of sites and of their history files, as the last summary gives them."""
    if not checkout.exists("history/summary.json"):
        return {}
    words = checkout.text("history/summary.json", reading.DUMP)
    try:
        entries = json.loads(words or "[]")
    except (ValueError, RecursionError):
        checkout.lost("json", Place("history/summary.json"))
        return {}
    return {
        str(entry["name"]): str(entry["slug"])
        for entry in (entries if isinstance(entries, list) else [])
        if isinstance(entry, dict) and "name" in entry and "slug" in entry
    }


def _url_in(checkout: Source, file: str) -> str:
    raw = checkout.content(file)
    found = re.search(rb"^(?:- )?url: *(\S+)", raw, re.MULTILINE) if isinstance(raw, bytes) else None
    return found[1].decode("utf-8", "replace") if found else ""


# --- What git remembers ------------------------------------------------------------------------------------


def _changes(
    checkout: Source, history: Mapping[str, str], environment: Mapping[str, str]
) -> dict[str, list[Change]]:
    """Every change of state of every site, the oldest first; without git, only the states in the files."""
    repository = checkout.root / ".git"
    if repository.is_symlink() or not repository.exists():
        checkout.lost("no_git", Place(".git"))
        return _as_they_lie(checkout, history)
    if (repository / "shallow").exists():
        checkout.lost("shallow", Place(".git/shallow"))
    found: dict[str, list[Change]] = {}
    for slug, at, state in _parsed(checkout, _log(checkout, environment)):
        found.setdefault(slug, []).append(Change(at, state))
    for slug, known in found.items():
        ordered = sorted(known, key=lambda change: change.at)
        if ordered != known:
            checkout.lost("clock", Place(f"history/{slug}.yml"))
        found[slug] = [
            change
            for before, change in zip([None, *ordered], ordered, strict=False)
            if before is None or before.state is not change.state
        ]
    return found


def _as_they_lie(checkout: Source, history: Mapping[str, str]) -> dict[str, list[Change]]:
    found = {}
    for slug, file in history.items():
        lines = (checkout.text(file) or "").split("\n")
        state, at = _said(checkout, file, [f"+{line}" for line in lines])
        if state is not None and at is not None:
            found[slug] = [Change(at, state)]
    return found


def _log(checkout: Source, environment: Mapping[str, str]) -> Iterator[str]:
    """The log of everything below `history`, line by line. Raises `Refused` where git cannot give it."""
    where = ("-C", str(checkout.root), "--git-dir=.git", "--work-tree=.")
    with tempfile.TemporaryFile() as complaints:
        try:
            # What is started is git itself, with the settings above.
            running = subprocess.Popen(  # noqa: S603
                [*_GIT, *where, *_LOG],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=complaints,
                env=revisions.alone(environment),
            )
        except OSError as error:
            raise Refused("import-git", reason=error.strerror or str(error)) from error
        with running:
            assert running.stdout is not None  # noqa: S101 - a pipe, as asked for
            for raw in running.stdout:
                yield raw.decode("utf-8", "replace").rstrip("\r\n")
        if running.returncode:
            complaints.seek(0)
            said = complaints.read(2_000).decode("utf-8", "replace").strip().partition("\n")[0]
            raise Refused("import-git", reason=said or str(running.returncode))


def _parsed(checkout: Source, lines: Iterator[str]) -> Iterator[tuple[str, datetime, State | None]]:
    """Which site was found in which state when: from the lines that commits added."""
    committed = datetime(1970, 1, 1, tzinfo=UTC)
    slug, before, added = "", "", list[str]()

    def said() -> Iterator[tuple[str, datetime, State | None]]:
        if slug and added:
            state, at = _said(checkout, f"history/{slug}.yml", added)
            if state is not None:
                yield slug, at or committed, state

    for line in lines:
        if line.startswith("\0"):
            yield from said()
            slug, added = "", []
            committed = datetime.fromtimestamp(int(line[1:] or 0), UTC)
        elif line.startswith("diff --git "):
            yield from said()
            slug, before, added = "", "", []
        elif line.startswith(("--- ", "+++ ")) and not added:
            found = _FILE.fullmatch(line)
            name = (found["slug"] or "") if found else ""
            if line.startswith("---"):
                before = name
            elif line == "+++ /dev/null":
                if before:
                    yield before, committed, None
            else:
                slug = name
        elif line.startswith("+"):
            added.append(line)
    yield from said()


def _said(checkout: Source, file: str, added: list[str]) -> tuple[State | None, datetime | None]:
    """The state and the moment in the lines of one version of a history file."""
    state, at = None, None
    for line in added:
        found = _CHANGED.match(line)
        if not found:
            continue
        value = found["value"].strip().strip("'\"")
        if found["field"].lower() == "lastupdated":
            fractions = checkout.fractions
            at = checkout.moment(value, Place(file))
            checkout.fractions = fractions  # a machine's milliseconds are nobody's words
        elif value.lower() in STATES:
            state = STATES[value.lower()]
        elif value.lower() != "unknown":
            checkout.lost("state_word", Place(file), value)
    return state, at


# --- What is told of it ------------------------------------------------------------------------------------

_UNWATCHED = {"ko": "더는 지켜보지 않습니다.", "en": "It is no longer watched."}

_TITLES = {
    ("ko", State.MAJOR_OUTAGE): "{name} 접속 장애",
    ("ko", State.DEGRADED_PERFORMANCE): "{name} 응답 지연",
    ("en", State.MAJOR_OUTAGE): "{name} is not reachable",
    ("en", State.DEGRADED_PERFORMANCE): "{name} is slow",
}


@dataclass
class _Telling:
    checkout: Source
    components: dict[str, Component]
    history: Mapping[str, str]
    wishes: Wishes
    stories: list[Story] = field(default_factory=list)
    works: list[Work] = field(default_factory=list)
    by_site: dict[str, list[int]] = field(default_factory=dict)
    """The places in `stories` of what happened to each site."""

    @property
    def language(self) -> str:
        names = [component.name for component in self.components.values()]
        return reading.language(self.wishes.language, "", names)

    def tell(self, changes: Mapping[str, list[Change]]) -> None:
        """One incident for every stretch in which a site was not up."""
        for slug in sorted({*changes, *self.history} - {*self.components}):
            file = self.history.get(slug, f"history/{slug}.yml")
            self.checkout.lost("site_unlisted", Place(file), slug)
            self.components[slug] = Component(slug, slug, listed=False, place=Place(file))
        for slug, known in changes.items():
            self._stretches(self.components[slug], known)

    def _stretches(self, component: Component, changes: list[Change]) -> None:
        place = Place(self.history.get(component.key, f"history/{component.key}.yml"))
        words: list[Word] = []
        for change in changes:
            well = change.state in (None, State.OPERATIONAL)
            if not well and change.state is not None:
                status = Status.INVESTIGATING if not words else None
                words.append(Word(change.at, status, "", {component.key: change.state}, place))
            elif words:
                said = _UNWATCHED[self.language] if change.state is None else ""
                words.append(Word(change.at, Status.RESOLVED, said, place=place))
                self._story(component, words, place)
                words = []
        if words and not component.listed:
            # Nobody took its file away: the last time it was looked at is the end of what is known.
            last = _as_they_lie(self.checkout, {component.key: place.file}).get(component.key)
            at = max(last[0].at, words[-1].at) if last else words[-1].at
            words.append(Word(at, Status.RESOLVED, _UNWATCHED[self.language], place=place))
        if words:
            self._story(component, words, place)

    def _story(self, component: Component, words: list[Word], place: Place) -> None:
        worst = max(state for word in words for state in word.claims.values())
        title = _TITLES[self.language, worst].format(name=component.name)
        self.by_site.setdefault(component.key, []).append(len(self.stories))
        self.stories.append(Story(title, tuple(words), place=place))


# --- The issues, which are not in git ----------------------------------------------------------------------

SLACK = timedelta(hours=1)
"""How long after a change of state the issue about it may have been opened."""

_TIME = re.compile(
    r"^[ \t]*(?:<!--[ \t]*)?(start|end|expectedDown|expectedDegraded)[ \t]*:[ \t]*([^\n]*?)[ \t]*(?:-->)?$",
    re.MULTILINE,
)


def _issues(telling: _Telling, path: Path | None) -> None:
    """People's words and planned work, from a dump of the repository's issues."""
    checkout = telling.checkout
    if path is None:
        checkout.lost("issues", Place(".git"))
        return
    name = path.name
    raw = source.content(path, name, reading.DUMP)
    if isinstance(raw, Problem):
        raise Refused("import-dump", (raw,), path=name)
    try:
        entries = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise Refused("import-json", path=name, reason=str(error)) from error
    if not isinstance(entries, list):
        raise Refused("import-json", path=name, reason="[ …")
    for entry in entries:
        if isinstance(entry, dict) and not entry.get("pull_request"):
            _issue(telling, entry, Place(name, _line(raw, entry)))
    telling.stories.sort(key=lambda story: story.words[0].at)


def _line(raw: bytes, entry: Mapping[str, Any]) -> int:
    found = raw.find(json.dumps(_text(entry, "title")).encode())
    return raw.count(b"\n", 0, max(found, 0)) + 1


def _text(entry: Mapping[str, Any], *names: str) -> str:
    return next((entry[name] for name in names if isinstance(entry.get(name), str)), "")


def _issue(telling: _Telling, entry: Mapping[str, Any], place: Place) -> None:
    checkout = telling.checkout
    given = entry.get("labels")
    labels = [
        str(label.get("name", "")) if isinstance(label, dict) else str(label)
        for label in (given if isinstance(given, list) else ())
    ]
    opened = checkout.moment(_text(entry, "created_at", "createdAt"), place)
    title = _text(entry, "title").strip()
    if opened is None or not ({"status", "maintenance"} & set(labels)):
        checkout.lost("issue", place, title)
        return
    if "maintenance" in labels:
        _work(telling, entry, title, opened, place)
        return
    site = next((label for label in labels if label in telling.components), "")
    words = [
        Word(opened, words=_text(entry, "body").strip(), place=place),
        *_comments(checkout, entry, place),
    ]
    closed = checkout.moment(_text(entry, "closed_at", "closedAt"), place)
    numbers = [
        number for number in telling.by_site.get(site, ())
        if _about(telling.stories[number], opened)
    ]  # fmt: skip
    if numbers:
        story = telling.stories[numbers[-1]]
        said = sorted([*story.words, *(word for word in words if word.words)], key=lambda word: word.at)
        telling.stories[numbers[-1]] = replace(story, title=title or story.title, words=tuple(said))
        return
    checkout.lost("issue_alone", place, title)
    state = State.DEGRADED_PERFORMANCE if "degraded" in title.lower() else State.MAJOR_OUTAGE
    first = replace(words[0], status=Status.INVESTIGATING, claims={site: state} if site else {})
    ending = [Word(closed, Status.RESOLVED, place=place)] if closed and closed >= opened else []
    said = sorted([first, *words[1:], *ending], key=lambda word: word.at)
    telling.stories.append(Story(title or site, tuple(said), place=place))


def _about(story: Story, opened: datetime) -> bool:
    """Whether an issue opened at this moment is about this stretch of trouble."""
    last = story.words[-1]
    over = last.at if last.status is Status.RESOLVED else None
    return story.words[0].at - timedelta(minutes=10) <= opened and (over is None or opened <= over + SLACK)


def _comments(checkout: Source, entry: Mapping[str, Any], place: Place) -> Iterator[Word]:
    comments = entry.get("comments")
    if isinstance(comments, int) and comments:
        checkout.lost("comments", place, _text(entry, "title"), number=str(comments))
    for comment in comments if isinstance(comments, list) else ():
        if not isinstance(comment, dict):
            continue
        at = checkout.moment(_text(comment, "created_at", "createdAt"), place)
        if at is not None and _text(comment, "body").strip():
            yield Word(at, words=_text(comment, "body").strip(), place=place)


def _work(telling: _Telling, entry: Mapping[str, Any], title: str, opened: datetime, place: Place) -> None:
    checkout = telling.checkout
    body, comments = reading.parted(_text(entry, "body"))
    said = dict(_TIME.findall("\n".join(comment for _, comment in comments)))
    starts = checkout.moment(said.get("start", ""), place)
    ends = checkout.moment(said.get("end", ""), place)
    if starts is None or ends is None or ends <= starts:
        checkout.lost("work_times", place, title, Severity.ERROR)
        return
    named = re.split(r"[,\s]+", f"{said.get('expectedDown', '')} {said.get('expectedDegraded', '')}".strip())
    for slug in named:
        if slug and slug not in telling.components:
            checkout.lost("work_about", place, slug)
    telling.works.append(
        Work(
            title,
            starts,
            ends,
            announced=min(opened, starts),
            components=tuple(dict.fromkeys(slug for slug in named if slug in telling.components)),
            intro=body.strip(),
            words=tuple(_comments(checkout, entry, place)),
            place=place,
        )
    )

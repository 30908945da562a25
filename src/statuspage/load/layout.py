"""Which file of `status/` holds what, told from its name alone; what is litter, and what is misplaced."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from ..defaults import LITTER
from ..model import Unread
from ..problems import Place, Problem, Severity
from .spelling import romanised

FOLDERS = ("agencies", "systems", "channels", "services", "incidents", "maintenance", "notices")

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
"""Lower-case ASCII letters and digits, hyphens between them."""
ID_LENGTH = 64

# Windows refuses files of these names, whatever follows the dot (learn.microsoft.com, "Naming Files").
_RESERVED = frozenset(
    ("con", "prn", "aux", "nul", "index", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10)))
)
_COPY = re.compile(r"복사본|사본|[ _]copy\b|\(\d+\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spot:
    """What a file is, from where it lies."""

    file: str
    """Its path relative to the site's root, with `/`."""
    kind: str
    """`agency system channel service incident maintenance update notice translation`: one of these."""
    id: str
    """The id of the thing; for a translation, of what it translates."""
    folder: str = ""
    """For a service its agency; for files of stories `incidents`, `maintenance` or `notices`."""
    year: int = 0
    story: str = ""
    """For an incident, a maintenance, their updates and translations: the id of the story."""
    language: str = ""
    """For a translation: into which language."""

    @property
    def key(self) -> str:
        """The story it belongs to: `2023/1117-saeol`."""
        return f"{self.year}/{self.story}"

    @property
    def place(self) -> str:
        """Where the files of a story lie: its folder; for an announcement what their names begin with."""
        folder, _, name = self.file.rpartition("/")
        return f"{folder}/{name.partition('.')[0]}" if self.folder == "notices" else folder

    def of_story(self, id: str) -> Spot:
        """The same file as one of the story with this id."""
        return replace(self, story=id, id=id if self.id == self.story else self.id)


@lru_cache(maxsize=65536)
def valid_id(id: str) -> bool:
    """Whether a name can be the id of something."""
    return len(id) <= ID_LENGTH and id not in _RESERVED and ID.fullmatch(id) is not None


def like_id(name: str) -> str:
    """The id that somebody who wrote `name` may have meant: `Mobile ID` → `mobile-id`, `민원` → `minwon`."""
    return re.sub(r"[^a-z0-9]+", "-", romanised(name).lower()).strip("-")[:ID_LENGTH].strip("-")


def files(root: Path, problems: list[Problem]) -> Iterator[tuple[str, Spot]]:
    """Every file under `status/` that says something, with where it lies, in the order of names.

    Litter is passed over; copies, misplaced files and links are named in `problems`.
    """
    top = root / "status"
    for entry in _entries(top, "status", problems):
        file = f"status/{_nfc(entry.name)}"
        if entry.name in FOLDERS and entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, file, (entry.name,), problems)
        elif entry.is_dir(follow_symlinks=False):
            problems.append(Problem(Place(file), "stray_folder", entry.name, _near(entry.name, FOLDERS)))
        elif entry.name != "site.yaml":
            problems.append(Problem(Place(file), "stray_file", entry.name))


def passed_over(problems: list[Problem], read: Set[str]) -> Iterator[Unread]:
    """What lies there and was not read, so that its absence is never mistaken for calm.

    `read` are the files that were read nevertheless. Attachments, such as pictures, are no loss.
    """
    for problem in problems:
        file = problem.place.file
        _, _, below = file.partition("/")
        folder, _, name = below.partition("/")
        words = re.search(r"\.(?:md|markdown|ya?ml|txt)$|^[^.]*$", name.rpartition("/")[2])
        unread = file not in read and not any(other.startswith(f"{file}/") for other in read)
        if problem.severity >= Severity.ERROR and folder in _KINDS and words and unread:
            yield Unread(_KINDS[folder], name.rpartition("/")[2] or folder, problem.place)


_KINDS = {
    "agencies": "agency",
    "systems": "system",
    "channels": "channel",
    "services": "service",
    "incidents": "incident",
    "maintenance": "maintenance",
    "notices": "notice",
}


_DEPTH = {
    "agencies": 1,
    "systems": 1,
    "channels": 1,
    "services": 2,
    "incidents": 3,
    "maintenance": 3,
    "notices": 2,
}


def _below(
    path: str, within: str, parts: tuple[str, ...], problems: list[Problem]
) -> Iterator[tuple[str, Spot]]:
    """Every file in a folder; `parts` are the ids its path stands for."""
    deepest = len(parts) == _DEPTH[parts[0]]
    for entry in _entries(path, within, problems):
        name = _nfc(entry.name)
        file = f"{within}/{name}"
        if entry.is_dir(follow_symlinks=False):
            if deepest:
                problems.append(Problem(Place(file), "stray_folder", name))
            elif id := _folder(parts, name, file, problems):
                yield from _below(entry.path, file, (*parts, id), problems)
        elif not deepest:
            problems.append(Problem(Place(file), "stray_file", name))
        else:
            spot = _spot((*parts, name), file, problems)
            if spot is not None:
                yield entry.path, spot


def _entries(path: str | Path, within: str, problems: list[Problem]) -> list[os.DirEntry[str]]:
    kept = []
    try:
        with os.scandir(path) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        reason = (("reason", error.strerror or str(error)),)
        problems.append(Problem(Place(within), "file_unreadable", details=reason))
        return []
    for entry in entries:
        name = _nfc(entry.name)
        if LITTER.fullmatch(name):
            continue
        if entry.is_symlink():
            problems.append(Problem(Place(f"{within}/{_shown(name)}"), "file_is_link"))
        elif _COPY.search(name):
            problems.append(
                Problem(Place(f"{within}/{_shown(name)}"), "copied_file", name, (), Severity.WARNING)
            )
        elif name != _shown(name):
            problems.append(Problem(Place(f"{within}/{_shown(name)}"), "odd_file_name", _shown(name)))
        else:
            kept.append(entry)
    return kept


def _folder(parts: tuple[str, ...], name: str, file: str, problems: list[Problem]) -> str:
    """The agency, year or story a folder stands for; nothing, and a problem, where it can be none."""
    if parts[0] != "services" and len(parts) == 1:
        if re.fullmatch(r"(?:19|20|21)\d\d", name, re.ASCII):
            return name
        problems.append(Problem(Place(file), "not_a_year_folder", name))
        return ""
    return _id(name, file, problems)


def spot(file: str, problems: list[Problem]) -> Spot | None:
    """What a single file is, from its path relative to the site's root; None, and a problem, if nothing."""
    parts = file.split("/")[1:]
    if parts[0] not in FOLDERS or len(parts) != _DEPTH[parts[0]] + 1:
        problems.append(Problem(Place(file), "stray_file", parts[-1]))
        return None
    for depth in range(1, len(parts) - 1):
        if not _folder(tuple(parts[:depth]), parts[depth], file, problems):
            return None
    return _spot(tuple(parts), file, problems)


_OF_FOLDER = {"agencies": "agency", "systems": "system", "channels": "channel", "services": "service"}
_HEAD = {"incidents": "incident", "maintenance": "notice"}


def _spot(parts: tuple[str, ...], file: str, problems: list[Problem]) -> Spot | None:
    folder, name = parts[0], parts[-1]
    stem, _, ending = name.rpartition(".")
    if folder in _OF_FOLDER:
        if ending == "yml":
            problems.append(Problem(Place(file), "yml_ending", name, (("right", f"{stem}.yaml"),)))
        elif ending != "yaml":
            problems.append(Problem(Place(file), "stray_file", name))
            return None
        agency = parts[1] if folder == "services" else ""
        id = _id(stem, file, problems)
        return Spot(file, _OF_FOLDER[folder], id, agency) if id else None
    if ending != "md":
        problems.append(Problem(Place(file), "stray_file", name))
        return None
    stem, _, language = stem.partition(".")
    year = int(parts[1])
    if folder == "notices":
        id = _id(stem, file, problems)
        kind = "translation" if language else "notice"
        return Spot(file, kind, id, folder, year, id, language) if id else None
    if language:
        return Spot(file, "translation", stem, folder, year, parts[2], language)
    if stem == _HEAD[folder]:
        kind = "incident" if folder == "incidents" else "maintenance"
        return Spot(file, kind, parts[2], folder, year, parts[2])
    return Spot(file, "update", stem, folder, year, parts[2])


def _id(stem: str, file: str, problems: list[Problem]) -> str:
    """The id a name gives; where the name cannot be one, the nearest that can, and a problem."""
    if valid_id(stem):
        return stem
    near = like_id(stem)
    right = near if valid_id(near) else ""
    problems.append(Problem(Place(file), "bad_id", stem, (("right", right),)))
    return right


def _nfc(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _shown(name: str) -> str:
    """A file name that can be printed: no control characters, no bytes that are no text."""
    if name.isprintable():
        return name
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)


def _near(name: str, known: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    import difflib

    found = difflib.get_close_matches(name, known, 1)
    return (("near", found[0]),) if found else ()

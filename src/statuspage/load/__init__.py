"""Reads the whole of `status/` into the model, and lists everything that has to be fixed.

In three steps. Every file that describes a thing is read on its own: what it says depends on its name, its
bytes and the settings, so it can be remembered. Then things are put together: what one names another must
describe. Last come stories, each from the files of its folder and what there is of the things it names; so
a story can be remembered as a whole, and most of them are never looked into again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from .. import source, workers
from ..digests import fingerprint
from ..model import Site
from ..problems import Place, Problem, Severity
from . import folders, joining, layout, pieces, settings
from .findings import Reading
from .folders import Joined
from .joining import Things
from .layout import Spot
from .pieces import Piece
from .receivers import unknown

T = TypeVar("T")

MANY = 200
"""So many files are worth a worker: one is read in half a thousandth of a second."""

__all__ = ["Loaded", "Reading", "site", "zone"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the files say, and what is wrong with them."""

    site: Site | None
    """None only where `site.yaml` cannot be used: then nothing trustworthy can be built."""
    problems: tuple[Problem, ...]
    """Everything to fix, by place."""
    sources: Mapping[str, bytes]
    """Every file that was read, relative to the root, and the digest of its bytes (BLAKE2b, 16 bytes)."""

    @property
    def refused(self) -> bool:
        """Whether nothing can be built."""
        return self.site is None


def site(
    root: Path,
    remembered: MutableMapping[bytes, object] | None = None,
    version: bytes = b"",
    *,
    over: Mapping[str, bytes] | None = None,
) -> Loaded:
    """Everything under `root/status`.

    `over` are files that are not written yet, by their path relative to the root: the site is read as if
    they stood there already.
    `remembered` keeps what single files say from one run to the next: digests to values that can be
    pickled. `version` tells one version of this program from another. An empty or lost memory costs
    time and changes nothing.
    """
    problems: list[Problem] = []
    sources: dict[str, bytes] = {}
    raw = source.content(root / settings.FILE, settings.FILE, source.SITE_LIMIT)
    if isinstance(raw, Problem):
        code = raw.code if (root / settings.FILE).exists() else "no_site_file"
        refusal = Problem(raw.place, code, details=raw.details, severity=Severity.REFUSAL)
        return Loaded(None, (refusal,), sources)
    sources[settings.FILE] = fingerprint(raw)
    found = settings.read(raw)
    problems += found.problems
    if found.reading is None:
        return Loaded(None, _sorted(problems), sources)
    misplaced: list[Problem] = []
    memory = {} if remembered is None else remembered
    files = _Files(root, found.reading, memory, version, over or {}, sources)
    things, stories = files.folders(misplaced)
    problems += misplaced
    if found.site is None:
        single = files.pieces([file for group in (things, *stories) for file in group])
        problems += [problem for piece in single for problem in piece.problems]
        return Loaded(None, _sorted(problems), sources)
    known = joining.Things(found.site, files.pieces(things))
    told = files.stories(stories, known)
    files.keep()
    lost = layout.passed_over(misplaced, files.read)
    whole, more = joining.together(known, told, lost)
    return Loaded(whole, _sorted([*problems, *more, *unknown(whole, found.references)]), sources)


def zone(root: Path) -> ZoneInfo:
    """The time zone of the site in `root`; UTC where its `site.yaml` does not say it in a usable way."""
    reading = settings.of(root).reading
    return reading.zone if reading else ZoneInfo("UTC")


class _File(NamedTuple):
    """A file as it lies there."""

    path: str
    spot: Spot
    digest: bytes
    """Of its bytes; empty where they could not be read."""
    content: bytes | Problem | None = None
    """None where it has not been written since its digest was taken."""


class _Files:
    """The files of a site, each read only when the system says that it was written since the last time.

    A fresh checkout is read as a whole, and then its bytes are known again.
    """

    def __init__(
        self,
        root: Path,
        reading: Reading,
        remembered: MutableMapping[bytes, object],
        version: bytes,
        over: Mapping[str, bytes],
        sources: dict[str, bytes],
    ) -> None:
        self.root, self.reading, self.remembered, self.over = root, reading, remembered, over
        self.sources = sources
        self.read: set[str] = set()
        """Every file that was looked at, whatever could be made of it."""
        self._circumstances = repr((version, reading.zone.key, reading.languages, reading.links)).encode()
        before = remembered.get(_WRITTEN)
        self._known: dict[str, tuple[tuple[int, ...], bytes]] = before if isinstance(before, dict) else {}
        self._written: dict[str, tuple[tuple[int, ...], bytes]] = {}

    def folders(self, problems: list[Problem]) -> tuple[list[_File], list[list[_File]]]:
        """The files that describe things, and those of each story."""
        spots = {spot.file: (path, spot) for path, spot in layout.files(self.root, problems)}
        for file in self.over:
            if spot := layout.spot(file, problems):
                spots[file] = str(self.root / file), spot
        things: list[_File] = []
        stories: dict[str, list[_File]] = {}
        for path, spot in spots.values():
            found = self._look(path, spot)
            if spot.story:
                stories.setdefault(spot.place, []).append(found)
            else:
                things.append(found)
        return things, list(_told_apart(stories, problems))

    def pieces(self, files: list[_File]) -> list[Piece]:
        """What each file says on its own."""

        def recalled(found: object) -> Piece | None:
            return found if isinstance(found, Piece) else None

        return self._known_or_made([[file] for file in files], recalled, lambda one: self._understood(one[0]))

    def stories(self, groups: list[list[_File]], things: Things) -> list[Joined]:
        """What the files of each folder tell."""

        def recalled(found: object) -> tuple[bytes, Joined] | None:
            match found:
                case (bytes() as mark, Joined() as joined) if mark == things.mark(joined.names, joined.used):
                    return mark, joined
            return None

        def told(files: list[_File]) -> tuple[bytes, Joined]:
            joined = folders.join(things, [self._understood(file) for file in files])
            return things.mark(joined.names, joined.used), joined

        return [joined for _, joined in self._known_or_made(groups, recalled, told)]

    def _known_or_made(
        self,
        groups: list[list[_File]],
        recalled: Callable[[object], T | None],
        make: Callable[[list[_File]], T],
    ) -> list[T]:
        """What is remembered of each group of files, else what is made of it."""
        found: list[T | None] = [
            recalled(self.remembered.get(self._key(files))) if all(file.digest for file in files) else None
            for files in groups
        ]
        new = [number for number, value in enumerate(found) if value is None]
        opened = [[self._opened(file) for file in groups[number]] for number in new]
        made = dict(workers.each(make, opened, few=MANY))
        for place, (number, files) in enumerate(zip(new, opened, strict=True)):
            found[number] = made[place]
            if all(file.digest for file in files):
                self.remembered[self._key(files)] = made[place]
        return [value for value in found if value is not None]

    def keep(self) -> None:
        """Remember when every file was written."""
        if not self.over and self._written != self._known:
            self.remembered[_WRITTEN] = self._written

    def _look(self, path: str, spot: Spot) -> _File:
        self.read.add(spot.file)
        # Looked at before it is read: what is written while it is read is read again the next time.
        seen = None if spot.file in self.over else source.seen(path)
        when, digest = self._known.get(spot.file, (None, b""))
        if seen is None or seen != when:
            digest = b""
        self.sources[spot.file] = digest
        file = _File(path, spot, digest) if digest else self._opened(_File(path, spot, b""))
        if seen is not None and file.digest:
            self._written[spot.file] = seen, file.digest
        return file

    def _opened(self, file: _File) -> _File:
        """The same with its bytes."""
        if file.content is not None:
            return file
        name = file.spot.file
        content = self.over[name] if name in self.over else source.content(file.path, name)
        if isinstance(content, Problem):
            self.sources.pop(name, None)
            return file._replace(content=content, digest=b"")
        digest = self.sources[name] = fingerprint(content)
        return file._replace(content=content, digest=digest)

    def _understood(self, file: _File) -> Piece:
        assert file.content is not None  # noqa: S101 - whoever calls has opened it
        if isinstance(file.content, Problem):
            return pieces.unread(file.spot, [file.content], self.reading)
        return pieces.read(file.spot, file.content, self.reading)

    def _key(self, files: list[_File]) -> bytes:
        said = [part for file in files for part in (file.spot.file.encode(), file.digest)]
        return fingerprint(self._circumstances, files[0].spot.story, *said)


def _told_apart(stories: Mapping[str, list[_File]], problems: list[Problem]) -> Iterator[list[_File]]:
    """The files of each story, by where they lie; two whose names give one id stay two, and are named.

    The id belongs to the one that bears it as its name; of two that cannot, to the first.
    """
    first: dict[tuple[str, int, str], str] = {}
    for place in sorted(stories, key=lambda place: not layout.valid_id(place.rpartition("/")[2])):
        files, spot, number = stories[place], stories[place][0].spot, 1
        id = spot.story
        while (spot.folder, spot.year, id) in first:
            number += 1
            id = f"{spot.story}-{number}"
        first[spot.folder, spot.year, id] = place
        if id != spot.story:
            details = (("first", first[spot.folder, spot.year, spot.story]), ("now", id))
            named = spot.file if spot.folder == "notices" else place
            problems.append(Problem(Place(named), "story_twice", place.rpartition("/")[2], details))
            files = [file._replace(spot=file.spot.of_story(id)) for file in files]
        yield files


_WRITTEN = b"when written"
"""Where a memory keeps when every file was written, and the digest of its bytes then."""


def _sorted(problems: list[Problem]) -> tuple[Problem, ...]:
    # By their parts: to compare four thousand problems as such takes ten times as long.
    return tuple(sorted(set(problems), key=attrgetter("place", "code", "typed", "details", "severity")))

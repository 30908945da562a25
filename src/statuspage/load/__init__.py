"""Reads the whole of `status/` into the model, and lists everything that has to be fixed.

In two steps. First every file on its own: what it says depends on its name, its bytes and the settings,
so it can be remembered. Then all of them together: what one file names another must describe.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from zoneinfo import ZoneInfo

from .. import source
from ..model import Site
from ..problems import Problem, Severity
from . import joining, layout, pieces, settings
from .findings import Reading
from .layout import Spot
from .pieces import Piece
from .receivers import unknown

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
    sources[settings.FILE] = _digest(raw)
    found = settings.read(raw)
    problems += found.problems
    if found.reading is None:
        return Loaded(None, _sorted(problems), sources)
    misplaced: list[Problem] = []
    memory = {} if remembered is None else remembered
    read = _pieces(root, found.reading, misplaced, sources, memory, version, over or {})
    problems += misplaced
    problems += [problem for piece in read for problem in piece.problems]
    if found.site is None:
        return Loaded(None, _sorted(problems), sources)
    lost = layout.passed_over(misplaced, {piece.spot.file for piece in read})
    whole, between = joining.together(found.site, read, lost)
    between += unknown(whole, found.references)
    return Loaded(whole, _sorted([*problems, *between]), sources)


def zone(root: Path) -> ZoneInfo:
    """The time zone of the site in `root`; UTC where its `site.yaml` does not say it in a usable way."""
    reading = settings.of(root).reading
    return reading.zone if reading else ZoneInfo("UTC")


def _pieces(
    root: Path,
    reading: Reading,
    problems: list[Problem],
    sources: dict[str, bytes],
    remembered: MutableMapping[bytes, object],
    version: bytes,
    over: Mapping[str, bytes],
) -> list[Piece]:
    """Every file on its own, from memory where it was read before.

    A file is read when the system says that it was written since; a fresh checkout is read as a whole, and
    then its bytes are known again.
    """
    circumstances = repr((version, reading.zone.key, reading.languages, reading.links)).encode()

    def key(spot: Spot, digest: bytes) -> bytes:
        return _digest(b"\0".join((circumstances, repr(spot).encode(), digest)))

    read = []
    spots = {spot.file: (path, spot) for path, spot in layout.files(root, problems)}
    spots |= {file: (str(root / file), spot) for file in over if (spot := layout.spot(file, problems))}
    before = remembered.get(_WRITTEN)
    known = before if isinstance(before, dict) else {}
    written: dict[str, tuple[tuple[int, ...], bytes]] = {}
    for path, spot in spots.values():
        # Looked at before it is read: what is written while it is read is read again the next time.
        seen = None if spot.file in over else source.seen(path)
        when, digest = known.get(spot.file, (None, b""))
        piece = remembered.get(key(spot, digest)) if seen is not None and when == seen else None
        if not isinstance(piece, Piece):
            raw = over[spot.file] if spot.file in over else source.content(path, spot.file)
            if isinstance(raw, Problem):
                read.append(pieces.unread(spot, [raw], reading))
                continue
            digest = _digest(raw)
            piece = remembered.get(key(spot, digest))
            if not isinstance(piece, Piece):
                piece = remembered[key(spot, digest)] = pieces.read(spot, raw, reading)
        sources[spot.file] = digest
        if seen is not None:
            written[spot.file] = seen, digest
        read.append(piece)
    if not over and written != known:
        remembered[_WRITTEN] = written
    return read


_WRITTEN = b"when written"
"""Where a memory keeps when every file was written, and the digest of its bytes then."""


def _digest(raw: bytes) -> bytes:
    return blake2b(raw, digest_size=16).digest()


def _sorted(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(set(problems)))

"""Looks whether copies of the site are whole, by the way a reader goes: every file, over the network.

A copy is whole when it serves exactly what the newest manifest lists. It is stale when it serves an older
site as a whole, altered when a file differs from what its manifest says (or its manifest from the signature,
or its moment from the clock), and away when it cannot be asked.
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from time import monotonic
from typing import Final

from .. import http
from . import signature
from .finished import MANIFEST, MOMENT
from .folder import publishable

WHOLE, STALE, ALTERED, AWAY = "whole", "stale", "altered", "away"
FAILING: Final = "failing"
"""It answers that it cannot answer now: a server that is overloaded altered nothing."""

_NOT_SERVED: Final = frozenset({"_headers"})
"""Files that tell a server how to answer; it keeps them to itself."""
_HANDS: Final = 8
LONGEST: Final = 16_000_000
"""The most bytes a manifest may have."""
_FILE_BYTES: Final = 8_000_000
_ENOUGH: Final = 20
"""So many files that differ say it all."""
_AHEAD: Final = timedelta(minutes=5)
"""So far clocks may differ. A copy that names a moment yet to come would be the newest for ever."""
_ONE: Final = 15.0
"""The longest one file may take, in seconds."""


@dataclass(frozen=True, slots=True)
class Copy:
    """What was found at one address."""

    address: str
    state: str
    files: int = 0
    """How many files were compared."""
    at: datetime | None = None
    """For which moment the site there was built, as it says itself."""
    manifest: str = ""
    """The SHA-256 of its manifest."""
    changed: datetime | None = None
    """When anybody last said anything there, as the manifest says, which may be signed."""
    differing: tuple[str, ...] = ()
    """Files that are missing or not what the manifest says.

    `manifest.json.sig` stands for a wrong signature.
    """
    ahead: datetime | None = None
    """A moment it names that has not come yet, of the last word or of the build."""
    why: str = ""
    """For one that is away: a reason of `http`, `no-manifest` or `FAILING`."""


def compared(
    addresses: Sequence[str],
    now: datetime,
    *,
    signers: Sequence[str] = (),
    newest: Copy | None = None,
    seconds: float = 300,
) -> list[Copy]:
    """All copies as of `now`, in the order of their addresses.

    `signers` are the lines of an allowed signers file, empty when signatures do not matter; `newest` is the
    site that should be read, where that is known; `seconds` is the longest each may take.
    """
    found = [_timely(looked_at(address, signers, seconds), now) for address in addresses]
    # What is known needs no guess: an older release may be the one to read, once somebody went back to it.
    best = newest or max((copy for copy in found if copy.state == WHOLE), key=_newness, default=None)
    return [
        replace(copy, state=STALE)
        if best and copy.state == WHOLE and copy.manifest != best.manifest
        else copy
        for copy in found
    ]


def tied(copies: Sequence[Copy]) -> bool:
    """Whether a whole one and a stale one carry the same last word: nothing signed tells them apart."""
    words = {copy.changed for copy in copies if copy.state == WHOLE}
    return any(copy.state == STALE and copy.changed in words for copy in copies)


def _timely(copy: Copy, now: datetime) -> Copy:
    """The same, altered where it names a moment to come: clocks may be wrong where pages are signed, too."""
    ahead = max((named for named in (copy.changed, copy.at) if named and named - now > _AHEAD), default=None)
    return replace(copy, state=ALTERED, ahead=ahead) if ahead and copy.state == WHOLE else copy


def _newness(copy: Copy) -> tuple[float, float]:
    """What is signed counts first: an old copy with its old signature can say that it was built just now."""
    said = [moment.timestamp() if moment else 0.0 for moment in (copy.changed, copy.at)]
    return said[0], said[1]


def looked_at(address: str, signers: Sequence[str], seconds: float) -> Copy:
    """One copy by itself: whole as far as its own manifest goes, altered, or away."""
    deadline = monotonic() + seconds
    base = address if address.endswith("/") else f"{address}/"
    copy = _once(base, signers, deadline)
    if copy.state == ALTERED:
        # It may have been published anew while we looked: then the manifest is another one now.
        again = _once(base, signers, deadline)
        copy = again if again.state != AWAY else copy
    return replace(copy, address=address)


def _once(base: str, signers: Sequence[str], deadline: float) -> Copy:
    try:
        with http.Caller(allow_private=True) as caller:
            raw = asked(caller, base, MANIFEST, LONGEST, deadline)
            told = asked(caller, base, MOMENT, 65_536, deadline)
            signed = asked(caller, base, signature.PATH, signature.LONGEST, deadline) if signers else None
    except http.NoAnswer as none:
        return Copy(base, AWAY, why=none.reason)
    files = listed(raw)
    if raw is None or files is None:
        return Copy(base, AWAY, why="no-manifest")
    copy = Copy(base, WHOLE, 0, moment(told, "at"), hashlib.sha256(raw).hexdigest(), moment(raw, "changed"))
    if signers and (signed is None or not signature.genuine(raw, signed, signers)):
        return replace(copy, state=ALTERED, differing=(signature.PATH,))
    differing, why = _differing(base, files, deadline)
    state = ALTERED if differing else AWAY if why else WHOLE
    return replace(copy, state=state, files=len(files), differing=tuple(differing), why=why)


def _differing(base: str, files: Mapping[str, str], deadline: float) -> tuple[list[str], str]:
    """Files that are not what they should be, and why the others could not be asked; "" when they could."""
    differing, reasons, lock = list[str](), list[str](), threading.Lock()
    ahead = iter(sorted(files.items()))

    def hand() -> None:
        with http.Caller(allow_private=True) as caller:
            while True:
                with lock:
                    path, digest = next(ahead, ("", ""))
                    if not path or reasons or len(differing) >= _ENOUGH:
                        return
                try:
                    data = asked(caller, base, path, _FILE_BYTES, deadline)
                except http.NoAnswer as none:
                    data = None
                    if none.reason != "too-large":  # nothing of ours is so large
                        with lock:
                            reasons.append(none.reason)
                        return
                if data is None or hashlib.sha256(data).hexdigest() != digest:
                    with lock:
                        differing.append(path)

    hands = [threading.Thread(target=hand, daemon=True) for _ in range(_HANDS)]
    for one in hands:
        one.start()
    for one in hands:
        one.join()
    return sorted(differing), reasons[0] if reasons else ""


def asked(caller: http.Caller, base: str, path: str, limit: int, deadline: float) -> bytes | None:
    """One file of a copy; None when there is none. What is lost on the way is asked for a second time.

    A page is asked for as readers do, by its folder. `base` ends in `/`; `deadline` is a moment of
    `time.monotonic`. Raises `http.NoAnswer`, also for `FAILING`.
    """
    folder, slash, name = path.rpartition("/")
    address = f"{base}{folder}{slash}{'' if name == 'index.html' else name}"
    for last in (False, True):
        left = deadline - monotonic()
        if left <= 0:
            raise http.NoAnswer("too-slow")
        try:
            answer = caller.get(address, limit_bytes=limit, seconds=min(left, _ONE))
        except http.NoAnswer as none:
            if last or none.reason not in ("broken", "refused"):
                raise
            continue
        if answer.status < 500 and answer.status != 429:
            return answer.body if answer.status == 200 else None
    raise http.NoAnswer(FAILING)


def listed(raw: bytes | None) -> dict[str, str] | None:
    """What a manifest lists; None when it is no manifest of ours."""
    try:
        files = json.loads(raw or b"")["files"].items()
        good = all(publishable(path) and re.fullmatch("[0-9a-f]{64}", digest) for path, digest in files)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return {path: digest for path, digest in files if path not in _NOT_SERVED} if good and files else None


def moment(told: bytes | None, name: str) -> datetime | None:
    """A moment that a document names; None where it names none."""
    try:
        found = datetime.fromisoformat(json.loads(told or b"")[name])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return found if found.tzinfo else None

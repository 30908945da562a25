"""A finished site in a further folder, by the same one rename."""

from __future__ import annotations

from pathlib import Path

from . import folder
from .finished import MANIFEST, MOMENT, Finished
from .losses import Guard
from .sending import NotSent, Sent


def send(site: Finished, out: Path, *, keep: int, guard: Guard | None = None) -> Sent:
    """Put the site into the folder `out`, of which `keep` releases stay. Raises `NotSent`."""
    try:
        with folder.opened(out, releases=keep) as place:
            if guard is not None:
                guard.check(place.live, site.digests)
            for path, digest in sorted(site.digests.items()):
                if path != MOMENT and not place.keep({path: digest}):
                    place.put(path, site.read(path))
            switch = place.switch({MOMENT: site.read(MOMENT)})
    except folder.Refused as refused:
        raise _not_sent(refused, out) from refused
    return Sent(switch.written, switch.removed, switch.kept, switch.before)


def back(out: Path, release: str, *, from_: Finished) -> None:
    """Let the folder show an earlier release again, if it still shows the site `from_`. Raises `NotSent`."""
    try:
        with folder.opened(out) as place:
            if place.live.get(MANIFEST) != from_.digests[MANIFEST]:
                raise NotSent("changed", path=MANIFEST)
            place.back(release)
    except folder.Refused as refused:
        raise _not_sent(refused, out) from refused


def _not_sent(refused: folder.Refused, out: Path) -> NotSent:
    details = dict(refused.details)
    if "path" in details:
        details["path"] = str(out / details["path"])  # absolute ones stay as they are
    return NotSent(f"folder-{refused.code}", **details)

"""A finished site in a further folder, by the same one rename."""

from __future__ import annotations

from pathlib import Path

from . import folder
from .finished import MOMENT, Finished
from .sending import NotSent, Sent


def send(site: Finished, out: Path, *, keep: int) -> Sent:
    """Put the site into the folder `out`, of which `keep` releases stay. Raises `NotSent`."""
    try:
        with folder.opened(out, releases=keep) as place:
            for path, digest in sorted(site.digests.items()):
                if path != MOMENT and not (place.live.get(path) == digest and place.keep(path)):
                    place.put(path, site.read(path))
            switch = place.switch({MOMENT: site.read(MOMENT)})
    except folder.Refused as refused:
        details = dict(refused.details)
        if "path" in details:
            details["path"] = str(out / details["path"])  # absolute ones stay as they are
        raise NotSent(f"folder-{refused.code}", **details) from refused
    return Sent(switch.written, switch.removed, switch.kept)

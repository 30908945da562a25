"""Keeps a publication from silently taking away what citizens could read.

What was published is known by its addresses, from the place itself: the record of a folder, the tree of a
branch, the ledger of a bucket, the manifest of a page. A story (an incident, planned work, an announcement)
never goes; of the services a few may, but not many at once. A mass deletion is worse than an old page.
Nor does a signature go that the page tells citizens to look for: without it, ours looks like a forgery.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import Final

from ..problems import Problem, Severity
from . import signature
from .finished import MANIFEST
from .sending import NotSent

RULES: Final = (
    "all-services",  # no service would be left
    "many-services",  # more than `SHARE` of the services would be gone
    "stories",  # an incident, planned work or an announcement would be gone
    "signature",  # the manifest would no longer be signed, though the site names a signer
)
SIGNATURE: Final = "signature"
"""How the signature is named where it may go."""
SHARE: Final = 0.2
SHOWN: Final = 10
_SECONDS: Final = 20.0

_NAME: Final = re.compile(r"(services/[^/]+|(?:incidents|maintenance|notices)/[^/]+/[^/]+)/index\.html")
_STORY: Final = re.compile(r"(?:status/)?((?:incidents|maintenance|notices)/[^/]+/[^/]+?)(?:\.md|/.*)?")

_NOT_READ: Final = frozenset({"stray_file", "stray_folder", "file_is_link", "odd_file_name"})
"""Mistakes that take nothing away: something lies beside the files of a story, or instead of all of them."""


class Lost(NotSent):
    """What was published would be gone; so it was not replaced."""

    def __init__(self, rule: str, names: Collection[str], had: int) -> None:
        shown, folders = sorted(names), dict[str, list[str]]()
        for name in shown:
            folders.setdefault(name.partition("/")[0], []).append(name)
        allowed = (
            one for folder, found in folders.items() for one in (found if len(found) <= SHOWN else [folder])
        )
        more = f" … ({len(shown)})" if len(shown) > SHOWN else ""
        super().__init__(
            "unsigned" if rule == SIGNATURE else "losses",
            rule=rule,
            names=f"{', '.join(shown[:SHOWN])}{more}",
            number=str(len(folders.get("services", []))),
            had=str(had),
            **letting_go(*allowed),
        )
        self.rule = rule


@dataclass(frozen=True, slots=True)
class Guard:
    """What may go this once."""

    allowed: frozenset[str] = frozenset()
    """Names as in addresses: `incidents/2023/1117-saeol`, `services/move-in`; a folder means all in it."""
    published: Collection[str] = ()
    """Paths known to be published, for a place that does not know by itself what it replaces."""
    signed: bool = False
    """Whether the site names a signer: only then its signature may not go."""
    doubts: tuple[Problem, ...] = ()
    """Errors in `site.yaml`: while there are any, nobody can know whether it names one, so it may."""

    def check(self, before: Collection[str], now: Collection[str]) -> None:
        """Raises `Lost` when the paths `now` have lost too much of those there were `before`."""
        before = before or self.published
        signed = self.signed or bool(self.doubts)
        unsigned = signed and signature.PATH in before and signature.PATH not in now
        if unsigned and not self.unsigned:
            raise Lost(SIGNATURE, [SIGNATURE], 0)
        gone = [name for name in _names(path for path in before if path not in now) if not self._may_go(name)]
        if not gone:
            return
        services, had = _services(gone), len(_services(_names(before)))
        if services and not _services(_names(now)):
            raise Lost("all-services", gone, had)
        if len(services) > had * SHARE:
            raise Lost("many-services", gone, had)
        if len(services) < len(gone):
            raise Lost("stories", [name for name in gone if name not in services], had)

    @property
    def unsigned(self) -> bool:
        """Whether this goes out without a signature, on purpose: a key that is broken holds up nothing."""
        return self._may_go(SIGNATURE)

    def knowing(self, problems: Iterable[Problem], out: Path | None = None) -> Guard:
        """The same, letting go what a mistake in its files takes away: whoever reads `problems` is told.

        `out` is a folder that has lost its record, or has none yet: its own list then says what it holds.
        """
        from ..load import settings

        wrong = [problem for problem in problems if problem.severity >= Severity.ERROR]
        stories = (_STORY.fullmatch(one.place.file) for one in wrong if one.code not in _NOT_READ)
        return replace(
            self,
            allowed=self.allowed | {found[1] for found in stories if found is not None},
            published=(there(out) if out else ()) or self.published,
            doubts=tuple(problem for problem in wrong if problem.place.file == settings.FILE),
        )

    def _may_go(self, name: str) -> bool:
        while name not in self.allowed:
            name, slash, _ = name.rpartition("/")
            if not slash:
                return False
        return True


def guard(allowed: Iterable[str] = (), published: Collection[str] = ()) -> Guard:
    """The guard that lets go what was named, by its address."""
    return Guard(frozenset(name.strip("/") for name in allowed), published)


def letting_go(*names: str) -> dict[str, str]:
    """What has to be typed, to a command and with a push, to let these go."""
    return {
        "allow": " ".join(f"--allow-removal {name}" for name in names),
        "push": " ".join(f"-o allow-removal={name}" for name in names),
    }


def there(out: Path) -> Collection[str]:
    """What the site in a folder lists, and its signature; nothing where no list can be read."""
    try:
        listed = dict(json.loads((out / MANIFEST).read_bytes())["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return ()
    return {*listed, signature.PATH} if (out / signature.PATH).is_file() else listed


def at(address: str) -> Collection[str]:
    """The same of the page at an address (ending in `/`). Raises `http.NoAnswer`."""
    from .. import http
    from . import mirrors

    with http.Caller(allow_private=True) as caller:
        until = monotonic() + _SECONDS
        listed = mirrors.listed(mirrors.asked(caller, address, MANIFEST, mirrors.LONGEST, until))
        if listed is None:
            return ()
        try:
            found = mirrors.asked(caller, address, signature.PATH, signature.LONGEST, until)
        except http.NoAnswer as none:
            # Whether it is there is not known, and then it may not go; but no signature is so large.
            found = None if none.reason == "too-large" else signature.BEGINS
    # Some hosts answer with their front page for whatever is not there.
    return {*listed, signature.PATH} if found and found.startswith(signature.BEGINS) else listed


def _names(paths: Iterable[str]) -> list[str]:
    return [found[1] for found in map(_NAME.fullmatch, paths) if found is not None]


def _services(names: Iterable[str]) -> list[str]:
    return [name for name in names if name.startswith("services/")]

"""What the last run saw, so that a run with nothing to do is over at once."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from . import defaults, installed
from .cache import Cache, write
from .problems import Place, Problem, Severity


class Run(NamedTuple):
    """What a run starts from."""

    written: str
    out: Path
    moment: datetime
    commit: str

    @property
    def place(self) -> str:
        """Where it publishes, whatever the folder it was started in."""
        return str(self.out.parent.resolve() / self.out.name)


class Outcome(NamedTuple):
    """What a run ended with."""

    release: str
    next_change: datetime | None
    files: int
    services: int
    problems: tuple[Problem, ...]
    zone: str
    changed: datetime | None
    """When anybody last said anything."""
    signed: str = ""
    """Which key was to sign the manifest, as `seen_at` tells it; "" where none was."""
    unsigned: bool = False
    """Whether that is amiss, because the site names a signer."""
    why_unsigned: str = ""
    """Why that key could not sign, a reason of `signature.NotSigned`; "" where it did, or there was none."""


class Checked(NamedTuple):
    """What looking through all files ended with."""

    problems: tuple[Problem, ...]
    counts: tuple[int, int, int] | None
    """How many services, systems and incidents there are; None where nothing can be made of the files."""
    next_change: datetime | None
    """When something else follows from the same files."""


_LIBRARIES = (
    *("feedgen", "holidays", "icalendar", "jinja2", "lxml", "markdown", "markupsafe"),
    *("nh3", "python-dateutil", "pyyaml", "segno", "tzdata"),
)
"""Whatever may decide a byte of a page, or how a file is understood."""


def code(cache: Path | None = None) -> str:
    """A digest of everything that makes pages, besides what people write: our code and our libraries.

    The program's files are read only when the system says that one of them was written since the digest was
    put down in `cache`.
    """
    here = Path(__file__).resolve().parent
    others = repr((sys.version, installed.libraries(_LIBRARIES)))
    seen = f"{others}{seen_in([here])}"
    note = cache / "code.json" if cache else None
    if note is not None:
        with suppress(OSError, ValueError, KeyError, TypeError):
            known = json.loads(note.read_bytes())
            if known["seen"] == seen:
                return str(known["code"])
    found = hashlib.blake2b(others.encode(), digest_size=16)
    for path in sorted(here.rglob("*.py")):
        found.update(path.relative_to(here).as_posix().encode())
        found.update(path.read_bytes())
    if note is not None:
        with suppress(OSError):
            write(note, json.dumps({"seen": seen, "code": found.hexdigest()}).encode())
    return found.hexdigest()


def written(root: Path) -> str:
    """A digest of when every file a build reads was last written, without reading any.

    The time of the last change of an inode cannot be set by hand, so no edit hides from it.
    """
    return seen_in([root / "status", *defaults.layers(root, "templates"), *defaults.layers(root, "site_src")])


def seen_in(folders: Iterable[Path]) -> str:
    """The same of any folders and all that lies below them."""
    found = hashlib.blake2b(digest_size=16)
    for top in folders:
        found.update(str(top).encode())
        ahead = [str(top)]
        while ahead:
            here = ahead.pop()
            try:
                entries = sorted(os.scandir(here), key=lambda entry: entry.name)
            except OSError:
                continue
            for entry in entries:
                if entry.name == "__pycache__":
                    continue
                try:
                    seen = entry.stat(follow_symlinks=False)
                except OSError:  # gone meanwhile; the next run sees another folder
                    continue
                found.update(f"{entry.name}\0{_last_written(seen)}\n".encode("utf-8", "surrogateescape"))
                if stat.S_ISDIR(seen.st_mode):
                    ahead.append(entry.path)
    return found.hexdigest()


def seen_at(file: Path) -> str:
    """The same of one file, wherever it lies; "gone" where there is none."""
    try:
        return _last_written(file.stat())
    except OSError:
        return "gone"


def _last_written(seen: os.stat_result) -> str:
    return f"{seen.st_mode}\0{seen.st_size}\0{seen.st_ino}\0{seen.st_mtime_ns}\0{seen.st_ctime_ns}"


def same(store: Cache, run: Run) -> Outcome | None:
    """The outcome of the last run, when this one would end alike; None when anything may have changed."""
    last = store.last_run()
    try:
        if (last["commit"], last["place"]) != (run.commit, run.place):
            return None
        if not _holds(last, run.written, run.moment):
            return None
        changed = datetime.fromisoformat(last["changed"]) if last["changed"] else None
        files, services = last["files"], last["services"]
        release, zone = last["release"], last["zone"]
        signed, unsigned, why = last["signed"], last["unsigned"], last["why_unsigned"]
        found, next_change = _problems(last["problems"]), _next_change(last)
        return Outcome(release, next_change, files, services, found, zone, changed, signed, unsigned, why)
    except (KeyError, TypeError, ValueError):
        return None


def remember(store: Cache, run: Run, outcome: Outcome) -> None:
    """Write down a run for the next one."""
    store.keep_run(
        {
            "written": run.written,
            "place": run.place,
            "at": run.moment.isoformat(),
            "commit": run.commit,
            "next_change": outcome.next_change.isoformat() if outcome.next_change else None,
            "release": outcome.release,
            "files": outcome.files,
            "services": outcome.services,
            "zone": outcome.zone,
            "changed": outcome.changed.isoformat() if outcome.changed else None,
            "signed": outcome.signed,
            "unsigned": outcome.unsigned,
            "why_unsigned": outcome.why_unsigned,
            "problems": _plain(outcome.problems),
        }
    )


def checked(store: Cache, written: str, moment: datetime) -> Checked | None:
    """What the last `check` found, when this one would find the same."""
    last = store.last_run("check")
    try:
        if not _holds(last, written, moment):
            return None
        counts = last["counts"] and tuple(map(int, last["counts"]))
        return Checked(_problems(last["problems"]), counts, _next_change(last))
    except (KeyError, TypeError, ValueError):
        return None


def remember_check(store: Cache, written: str, moment: datetime, found: Checked) -> None:
    """Write down a `check` for the next one."""
    store.keep_run(
        {
            "written": written,
            "at": moment.isoformat(),
            "next_change": found.next_change.isoformat() if found.next_change else None,
            "counts": found.counts,
            "problems": _plain(found.problems),
        },
        "check",
    )


def _holds(last: dict[str, Any], written: str, moment: datetime) -> bool:
    """Whether what followed from the files then does so at this moment. Raises what a broken note makes."""
    if last["written"] != written or moment < datetime.fromisoformat(last["at"]):
        return False
    next_change = _next_change(last)
    return next_change is None or moment < next_change


def _next_change(last: dict[str, Any]) -> datetime | None:
    return datetime.fromisoformat(last["next_change"]) if last["next_change"] else None


def _plain(problems: Iterable[Problem]) -> list[object]:
    return [[list(p.place), p.code, p.typed, [list(d) for d in p.details], int(p.severity)] for p in problems]


def _problems(plain: Iterable[Any]) -> tuple[Problem, ...]:
    return tuple(
        Problem(Place(*place), code, typed, tuple((a, b) for a, b in details), Severity(severity))
        for place, code, typed, details, severity in plain
    )

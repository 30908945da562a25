"""Puts a finished site into a folder, so that a reader never sees half of it.

The folder people are sent to (`site`) is a symbolic link to one finished release beside it:

    site -> .site-releases/000012-ab12cd34
    .site-releases/000012-ab12cd34/        what is served
    .site-releases/000012-ab12cd34.json    its record: every path with its SHA-256, size and moment
    .site-releases/000012-ab12cd34.now     the same of the file that was replaced in it since
    .site-releases/lock                    held by whoever is publishing

A new release is made ready out of sight, and one rename turns the link. Whatever happens before
that rename, the last good site stays; whatever is left lying about, the next run clears away.

A release is made out of the oldest one, which is no longer kept: nearly all of its files are those of the
new one already, so that one update in a country of twenty thousand files costs what it changes.

Files that did not change are the same files as before (hard links), so web servers go on answering
"not modified". Files that did change get a later whole second, always: nginx and others build the
ETag from second and size, and `정상` and `장애` are of one length.

Nearly every call here names a file inside an open folder, so that a link planted on the way cannot
lead outside; that is why this module uses `os` and not `pathlib`.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import re
import shutil
import stat
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

REFUSALS: Final = (
    "locked",  # somebody else is publishing to this folder and did not finish in time
    "not-ours",  # what stands at the folder's place was not put there by us
    "in-the-way",  # a link or a file stands where a folder of ours should be
    "no-place",  # no folder can be made there: /proc and the like take none
    "no-earlier",  # there is no release before the live one to go back to
    "changed-meanwhile",  # the live site was changed by another hand while this one worked
    "disk-full",
    "read-only",
    "no-permission",
    "disk-error",  # anything else the system answered; `error` names it
)
"""Every code a `Refused` may carry."""

_CODES: Final = {
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EFBIG: "disk-full",
    errno.EROFS: "read-only",
    errno.EACCES: "no-permission",
    errno.EPERM: "no-permission",
    errno.ELOOP: "in-the-way",
    errno.ENOTDIR: "in-the-way",
    errno.EEXIST: "in-the-way",
    errno.EISDIR: "in-the-way",
    errno.ENOTEMPTY: "not-ours",
    errno.EBUSY: "not-ours",  # a mount point
    errno.ENOENT: "changed-meanwhile",
}

_ENDINGS: Final = frozenset(
    {"atom", "css", "csv", "html", "ics", "js", "json", "png", "rss", "svg", "txt", "webmanifest"}
    | {"woff2", "xml"}
)
_PACKED: Final = (".gz", ".br")
_BARE: Final = frozenset({"_headers", ".nojekyll", "CNAME", "metrics", "manifest.json.sig"})
_PART: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._~-]{0,199}")

_RELEASE: Final = re.compile(r"(\d{6,18})-[0-9a-f]{8}")
_STAGE, _LINK, _FILE, _RECORD, _GONE = ".tmp-site", ".tmp-link", ".tmp-file", ".tmp-record", ".tmp-gone"

_FOLDER_FLAGS: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_NEW_FLAGS: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_SECOND: Final = 1_000_000_000

_FEW: Final = 256
"""Up to here each file and folder is flushed by itself; above, the file system as a whole.

On ext4 one `fsync` took 0.1 to 0.2 ms, so 2.5 s for 10,000 folders of one file; one `syncfs` 0.05 to 0.2 s.
But `syncfs` also waits for what other programs wrote, so a small change does without it.
"""


class Refused(Exception):  # noqa: N818 - it is an answer, not a mistake
    """The site could not be published; what was live before is live still."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code, details)
        self.code = code
        """One of `REFUSALS`; the caller says it in the reader's language."""
        self.details: dict[str, str] = details
        """The names the sentence needs: `path`, and `error` (`ENOSPC`) where the system gave one."""


@dataclass(frozen=True, slots=True)
class Switch:
    """What one publication did; true when readers now get another release than before."""

    release: str
    """The name of the release now live."""
    written: int
    """Files whose bytes are new."""
    removed: int
    """Files that were live and are no more."""
    kept: int
    """Files that stayed exactly as they were."""
    before: str = ""
    """The release that was live until then."""

    def __bool__(self) -> bool:
        return bool(self.written or self.removed)


class _Entry(NamedTuple):
    sha256: str
    size: int
    mtime_ns: int


class _Record(NamedTuple):
    """What a release holds, and a second that every file written after it has to be later than."""

    files: dict[str, _Entry]
    floor: int


class Folder:
    """A site being made ready beside the live one; nobody sees it until `switch`."""

    digests: Mapping[str, str]
    """What has been made ready so far: path → SHA-256 in hex."""

    def __init__(self, out: Path, parent: int, base: int, releases: int) -> None:
        self._out, self._parent, self._base, self._releases = out, parent, base, releases
        self._target: str | None = None
        self._release = ""
        self._old: _Tree | None = None
        self._new: _Tree | None = None
        self._written: dict[str, _Entry] = {}
        self._kept: dict[str, _Entry] = {}
        self._ready: dict[str, str] = {}
        self.digests = MappingProxyType(self._ready)
        self._lying: dict[str, _Entry] = {}
        """What the release lies on that is being made over: files that were there before."""
        self._stirred: frozenset[str] = frozenset()
        """The folders of it in which names came or went since it was finished."""
        self._shared: set[str] = set()
        """Kept files that lie in other releases, too."""
        self._taken: dict[str, str] = {}
        self._failed: Refused | None = None
        self._done = False
        self._record: _Record | None = None
        self._live: Mapping[str, str] | None = None

    @property
    def live(self) -> Mapping[str, str]:
        """What is live now: path → SHA-256 in hex. Empty before the first publication."""
        if self._live is None:
            digests = {path: entry.sha256 for path, entry in self._files.items()}
            self._live = MappingProxyType(digests)
        return self._live

    @property
    def release(self) -> str:
        """The name of the release that is live; "" before the first publication."""
        return self._release

    def put(self, path: str, data: bytes) -> bool:
        """Make a file ready; false when these very bytes are live already, and the live file stays.

        Raises `ValueError` for a path that may not be published, and for one given twice;
        `Refused` when it cannot be written.
        """
        self._claim(path)
        digest = hashlib.sha256(data).hexdigest()
        with self._refusing(path):
            live = self._files.get(path)
            if live is not None and live.sha256 == digest and self._untouched(path, live):
                self._kept[path] = live
                self._ready[path] = digest
                return False
            folder, _, name = path.rpartition("/")
            later_than = self._latest(path)
            stage = self._stage()
            self._clear(path, stage)
            mtime_ns = _write(stage.folder(folder, make=True), name, data, later_than)
            self._written[path] = _Entry(digest, len(data), mtime_ns)
            self._ready[path] = digest
            return True

    def keep(self, files: Mapping[str, str]) -> bool:
        """Keep live files (path → SHA-256) without their bytes being made again; false when they have to be.

        They have to be when one of them was never live with these bytes, or is no longer the file that was
        published (gone, of another size or with another time of change), or is made ready already.
        """
        self._raise_if_over()
        known, kept = self._files, {}
        for path, sha256 in files.items():
            live = known.get(path)
            if live is None or live.sha256 != sha256 or path in self._ready:
                return False
            try:
                found = self._seen(path)
            except OSError:
                with self._refusing(path):
                    raise
            if found is None or not _is(found, live):
                return False
            if found.st_nlink > 1:
                self._shared.add(path)
            kept[path] = live
        if self._taken:
            for path in kept:
                self._take(path)
        self._kept |= kept
        self._ready |= files
        return True

    def switch(self, moment: Mapping[str, bytes] = MappingProxyType({})) -> Switch:
        """Turn the readers to what was made ready, in one rename; touch nothing if nothing changed.

        `moment` holds the files that tell of the run itself (`build.json`). They go along with a new
        release; when there is no other change, each replaces its live file and no release is made.
        Raises `Refused`, and `ValueError` when nothing at all was made ready.
        """
        self._raise_if_over()
        if not self._ready:
            raise ValueError("nothing was made ready: an empty site is never right")
        for path in moment:
            if path in self._ready:
                raise ValueError(f"{path}: made ready already, so it cannot tell of the moment")
        gone = self._files.keys() - self._ready.keys() - moment.keys()
        if not self._written and not gone and moment.keys() <= self._files.keys():
            self._done = True
            for path, data in moment.items():
                self.replace(path, data)
            return Switch(self._release, 0, 0, len(self._kept))
        identity, before = _identity(self.digests), self._release
        for path, data in moment.items():
            self.put(path, data)
        with self._refusing(str(self._out)):
            self._publish(identity, gone)
        self._done = True
        self._prune(before)
        return Switch(self._release, len(self._written), len(gone), len(self._kept), before)

    def replace(self, path: str, data: bytes) -> bool:
        """Replace one file of the live release, in one rename; false when it holds these bytes already.

        For the file that tells of the moment of the run, and for nothing else: other files belong to
        a release as a whole. Raises `KeyError` when there is no such live file; `Refused` when it
        cannot be written, and then the live file is as it was.
        """
        _check(path)
        old = self._old
        self._raise_if_failed()
        with self._refusing(path):
            if old is None or _live_target(self._out, self._parent) != self._target:
                raise Refused("changed-meanwhile", path=str(self._out))
            folder, _, name = path.rpartition("/")
            here = old.folder(folder)
            forms = [old.stat(form) for form in (path, *(path + ending for ending in _PACKED))]
            if forms[0] is None or not stat.S_ISREG(forms[0].st_mode):
                raise KeyError(path)
            if forms[0].st_size == len(data) and _read(here, name) == data:
                return False
            later_than = max(form.st_mtime_ns // _SECOND for form in forms if form is not None)
            mtime_ns = _write(self._base, _FILE, data, later_than, flush=True)
            # What is said of the file is ready before it turns: on a full disk neither does. It lies beside
            # the record, which names every file of a country and would have to be written again each minute.
            entry = _Entry(hashlib.sha256(data).hexdigest(), len(data), mtime_ns)
            replaced = {**_replaced(self._base, self._release), path: entry}
            with suppress(FileNotFoundError):
                os.unlink(_RECORD, dir_fd=self._base)
            _write(self._base, _RECORD, json.dumps(replaced).encode(), 0, flush=True)
            os.replace(_FILE, name, src_dir_fd=self._base, dst_dir_fd=here)
            os.replace(_RECORD, f"{self._release}.now", src_dir_fd=self._base, dst_dir_fd=self._base)
            self._record = self._live = None
            return True

    def back(self, to: str = "") -> str:
        """Turn the readers to the release before the live one, or to the one named; the name of that.

        Raises `Refused` when there is none whose files are all there, and then the live site is as it was.
        """
        with self._refusing(str(self._out)):
            before = [name for name in _names(self._base) if _RELEASE.fullmatch(name)]
            before = [name for name in before if self._release and _number(name) < _number(self._release)]
            before = [name for name in before if to in ("", name)]
            for name in sorted(before, key=_number, reverse=True):
                if self._whole(name):
                    target = f"{_beside(self._out)}/{name}"
                    os.symlink(target, _LINK, dir_fd=self._base)
                    self._turn(target)
                    break
            else:
                raise Refused("no-earlier", path=str(self._out))
        self._done = True
        self._release = name
        with suppress(OSError):  # the earlier site is live already
            os.fsync(self._parent)
        return name

    def _whole(self, release: str) -> bool:
        """Whether a release holds every file its record names, as it was written."""
        record = _read_record(self._base, release)
        if record is None:
            return False
        tree = _Tree(os.open(release, _FOLDER_FLAGS, dir_fd=self._base))
        try:
            for path, entry in record.files.items():
                folder, _, name = path.rpartition("/")
                if not _is(os.stat(name, dir_fd=tree.folder(folder), follow_symlinks=False), entry):
                    return False
        except OSError:
            return False
        finally:
            tree.close()
        return True

    def _end(self) -> None:
        """Throw away what was made ready and not switched to."""
        for tree in (self._old, self._new):
            if tree is not None:
                tree.close()
        with suppress(OSError):  # the next run clears away what this one could not
            self._clean()

    # What is live

    def _begin(self) -> None:
        """Clear away what a run that died has left, and read what is live."""
        self._clean()
        self._target = _live_target(self._out, self._parent)
        self._release = self._target.rpartition("/")[2] if self._target else ""
        if self._target:
            with suppress(FileNotFoundError):  # somebody deleted the release and left the link
                self._old = _Tree(os.open(self._release, _FOLDER_FLAGS, dir_fd=self._base))

    @property
    def _files(self) -> dict[str, _Entry]:
        return self._known().files

    @property
    def _floor(self) -> int:
        return self._known().floor

    def _known(self) -> _Record:
        """What is live, read when it is first asked for: a run with nothing to do asks nothing."""
        if self._record is None:
            with self._refusing(str(self._out)):
                self._record = self._remembered()
        return self._record

    def _remembered(self) -> _Record:
        """The record of the live release, with what only other releases still know."""
        record = _read_record(self._base, self._release) if self._old else None
        names = [name for name in _names(self._base) if _RELEASE.fullmatch(name)]
        if record is not None and self._release == max(names, key=_number):
            return record
        # The link was removed or turned by hand, or a record is lost. Whatever may have been served
        # still counts: no path may go back to a second at which it had other bytes.
        floor = record.floor if record else 0
        for name in names:
            other = _read_record(self._base, name)
            if other is not None:
                floor = max(floor, other.floor, *(e.mtime_ns // _SECOND for e in other.files.values()), 0)
            else:
                floor = max(floor, _latest_second(self._base, name))
        return _Record(record.files if record else {}, floor)

    def _seen(self, path: str) -> os.stat_result | None:
        """The live file as it stands; `None` when there is none that we could have put there."""
        if self._old is None:
            return None
        return self._old.stat(path)

    def _untouched(self, path: str, live: _Entry) -> bool:
        found = self._seen(path)
        return found is not None and _is(found, live)

    def _latest(self, path: str) -> int:
        """The last second at which this address may have had other bytes.

        A page and its packed forms share an address, so they share this too.
        """
        plain = path.removesuffix(".gz").removesuffix(".br")
        latest = self._floor
        for form in (plain, *(plain + ending for ending in _PACKED)):
            if form in self._files:
                latest = max(latest, self._files[form].mtime_ns // _SECOND)
            if form == path or form in self._files:
                found = self._seen(form)
                latest = max(latest, found.st_mtime_ns // _SECOND if found else 0)
        return latest

    # What is made ready

    def _claim(self, path: str) -> None:
        """Take a path for this release, once; a file and a folder cannot share a name."""
        self._raise_if_over()
        if path in self._ready:
            raise ValueError(f"{path}: two files claim this path")
        if path not in self._files:
            _check(path)
            if not self._taken:
                for known in self._ready:
                    self._take(known)
        # What is live lies side by side already: names are compared from the first new one on.
        if self._taken or path not in self._files:
            self._take(path)

    def _take(self, path: str) -> None:
        """Keep a name from being given twice; some places do not tell capitals from small letters."""
        taken = self._taken.setdefault(path.casefold(), path)
        if taken != path:
            raise ValueError(f"{path}: {taken} has this name already")
        while (path := path.rpartition("/")[0]) and self._taken.get(path.casefold()) != path + "/":
            taken = self._taken.setdefault(path.casefold(), path + "/")
            if taken != path + "/":
                raise ValueError(f"{path}/: {taken} has this name already")

    def _stage(self) -> _Tree:
        if self._new is None:
            self._lying = self._made_over()
            if not self._lying:
                os.mkdir(_STAGE, 0o700, dir_fd=self._base)
            self._new = _Tree(os.open(_STAGE, _FOLDER_FLAGS, dir_fd=self._base))
        return self._new

    def _made_over(self) -> dict[str, _Entry]:
        """Take the oldest release to make the new one of, once there are enough; what lies in it."""
        found = sorted((n for n in _names(self._base) if _RELEASE.fullmatch(n)), key=_number)
        if len(found) < self._releases or self._release in found[:2]:
            return {}  # it is live, or the one to go back to should this run not get to its end
        record = _read_record(self._base, found[0])
        if record is None:
            return {}
        finished = os.stat(f"{found[0]}.json", dir_fd=self._base, follow_symlinks=False).st_mtime_ns
        os.rename(found[0], _STAGE, src_dir_fd=self._base, dst_dir_fd=self._base)
        os.unlink(f"{found[0]}.json", dir_fd=self._base)
        with suppress(FileNotFoundError):
            os.unlink(f"{found[0]}.now", dir_fd=self._base)
        tree = _Tree(os.open(_STAGE, _FOLDER_FLAGS, dir_fd=self._base))
        try:
            self._stirred = _weed(tree, record.files, finished)
        finally:
            tree.close()
        return record.files

    def _clear(self, path: str, stage: _Tree) -> None:
        """Take away what lies at a path. Never written over: other releases have the same file."""
        if not self._lying:
            return
        folder, _, name = path.rpartition("/")
        while folder:
            if folder in self._lying:  # a file that is a folder from now on
                self._clear(folder, stage)
            folder = folder.rpartition("/")[0]
        if self._lying.pop(path, None) is None:
            inside = [lying for lying in self._lying if lying.startswith(f"{path}/")]
            if not inside:
                return
            for lying in inside:  # a folder that is a file from now on
                del self._lying[lying]
            stage.forget(path)
        with suppress(FileNotFoundError):
            _delete(name, stage.folder(path.rpartition("/")[0]))

    def _publish(self, identity: str, gone: set[str]) -> None:
        """Everything from the staged files to the turned link, in the order that survives a power cut."""
        stage = self._stage()
        for path in [p for p in self._lying if p not in self._kept]:
            self._clear(path, stage)
            stage.tidy(path.rpartition("/")[0])
        for path in sorted(p for p in self._kept if not self._lies_there(p, stage)):
            self._clear(path, stage)
            self._link(path, self._kept[path], stage)
        files = self._kept | self._written
        floor = max(self._floor, *(self._files[path].mtime_ns // _SECOND for path in gone), 0)
        self._write_record(_Record({path: files[path] for path in sorted(files)}, floor))
        os.fchmod(stage.root, 0o755)
        self._flush(stage)

        release = f"{self._next():06d}-{identity}"
        target = f"{_beside(self._out)}/{release}"
        try:
            os.rename(_RECORD, f"{release}.json", src_dir_fd=self._base, dst_dir_fd=self._base)
            os.rename(_STAGE, release, src_dir_fd=self._base, dst_dir_fd=self._base)
            os.symlink(target, _LINK, dir_fd=self._base)
            os.fsync(self._base)
            self._turn(target)
        except BaseException:
            with suppress(OSError):  # or else every failing run would leave a release behind
                if not self._may_lead_to(target):
                    self._remove(release)
            raise

        # From here on the new site is live. Should the power fail before this is on the disk, readers
        # get the old one, whole; so a failure here is no refusal.
        with suppress(OSError):
            os.fsync(self._parent)
        if self._old is not None:
            self._old.close()
        self._old, self._new = stage, None
        self._target, self._release = target, release
        self._record, self._live = _Record(files, floor), None

    def _turn(self, target: str) -> None:
        """The one rename after which readers get the new release."""
        # The lock keeps our own kind out, not an operator's `ln -sfn`.
        if _live_target(self._out, self._parent) != self._target:
            raise Refused("changed-meanwhile", path=str(self._out))
        if self._target is None:
            with suppress(FileNotFoundError):
                os.rmdir(self._out.name, dir_fd=self._parent)  # an empty folder: no rename can replace it
        os.replace(_LINK, self._out.name, src_dir_fd=self._base, dst_dir_fd=self._parent)

    def _may_lead_to(self, target: str) -> bool:
        try:
            return os.readlink(self._out.name, dir_fd=self._parent) == target
        except OSError as failure:
            return failure.errno not in (errno.ENOENT, errno.EINVAL)

    def _lies_there(self, path: str, stage: _Tree) -> bool:
        """Whether the release that is made over has this very file already."""
        entry = self._kept[path]
        if self._lying.get(path) != entry:
            return False
        if path in self._shared and _above(path) not in self._stirred:
            return True  # the same file under two names: it was looked at under the other one
        found = stage.stat(path)
        return found is not None and _is(found, entry)

    def _link(self, path: str, live: _Entry, stage: _Tree) -> None:
        """Let a kept file be in the new release too: the same file, or a copy where links cannot be made."""
        if self._old is None:
            raise Refused("changed-meanwhile", path=path)
        folder, _, name = path.rpartition("/")
        source, goal = self._old.folder(folder), stage.folder(folder, make=True)
        try:
            os.link(name, name, src_dir_fd=source, dst_dir_fd=goal, follow_symlinks=False)
        except OSError as failure:
            if failure.errno not in (errno.EPERM, errno.EMLINK, errno.EOPNOTSUPP, errno.EXDEV):
                raise
            data = _read(source, name)
            if hashlib.sha256(data).hexdigest() != live.sha256:
                raise Refused("changed-meanwhile", path=path) from None
            _write(goal, name, data, 0, exactly=live.mtime_ns)
        if not _is(os.stat(name, dir_fd=goal, follow_symlinks=False), live):
            raise Refused("changed-meanwhile", path=path)

    def _write_record(self, record: _Record, *, flush: bool = False) -> None:
        with suppress(FileNotFoundError):
            os.unlink(_RECORD, dir_fd=self._base)
        body = json.dumps({"floor": record.floor, "files": record.files}, separators=(",", ":"))
        whole = f"{hashlib.sha256(body.encode()).hexdigest()}\n{body}\n"
        _write(self._base, _RECORD, whole.encode(), 0, flush=flush)

    def _flush(self, stage: _Tree) -> None:
        if len(self._written) + len(stage.made) > _FEW:
            _flush_all(self._base)
            return
        for path in sorted(self._written):
            folder, _, name = path.rpartition("/")
            _flush(name, stage.folder(folder))
        _flush(_RECORD, self._base)
        for folder in sorted(stage.made, reverse=True):
            os.fsync(stage.folder(folder))
        os.fsync(stage.root)

    # Housekeeping

    def _next(self) -> int:
        """One more than any release that was ever begun here, so that names never come twice."""
        numbers = (_RELEASE.match(name) for name in _names(self._base))
        return max((int(number[1]) for number in numbers if number), default=0) + 1

    def _clean(self) -> None:
        """Clear away what a run that died has left: only the holder of the lock makes such files."""
        for name in _names(self._base):
            if name.startswith(".tmp-"):
                _delete(name, self._base)

    def _prune(self, before: str) -> None:
        """Keep the live release, the one `before` it, and the newest.

        Those between them were gone back from, and going back once more must not lead to them.
        """
        with suppress(OSError):  # the new site is live; the next run tries again
            names = _names(self._base)
            found = sorted((n for n in names if _RELEASE.fullmatch(n)), key=_number, reverse=True)
            before = before or self._release
            good = [name for name in found if not _number(before) < _number(name) < _number(self._release)]
            stay = [*dict.fromkeys([self._release, before, *good])][: self._releases]
            for name in found:
                if name not in stay:
                    self._remove(name)
            for name in names:  # records whose release is gone
                release, _, ending = name.partition(".")
                if ending in ("json", "now") and _RELEASE.fullmatch(release) and release not in found:
                    os.unlink(name, dir_fd=self._base)

    def _remove(self, release: str) -> None:
        """Delete a release and its record."""
        # Renamed first, so that a release is there as a whole or not at all.
        with suppress(FileNotFoundError):
            os.rename(release, _GONE, src_dir_fd=self._base, dst_dir_fd=self._base)
            _delete(_GONE, self._base)
        for ending in ("json", "now"):
            with suppress(FileNotFoundError):
                os.unlink(f"{release}.{ending}", dir_fd=self._base)

    def _raise_if_over(self) -> None:
        self._raise_if_failed()
        if self._done:
            raise ValueError("the folder has been switched; open it again")

    def _raise_if_failed(self) -> None:
        if self._failed is not None:
            raise self._failed

    @contextmanager
    def _refusing(self, path: str) -> Iterator[None]:
        """Turn the system's errors into `Refused`, after which this folder can no longer be switched."""
        try:
            with _saying(path):
                yield
        except Refused as refused:
            self._failed = refused
            raise


@contextmanager
def opened(out: Path, *, wait: float = 60.0, releases: int = 5) -> Iterator[Folder]:
    """Open a folder for one publication; whoever comes second waits until the first is done.

    `wait` is in seconds; `releases` is how many finished ones stay on the disk.
    What was not switched to by the end is thrown away.
    Raises `Refused` when the folder is in use, not ours, or cannot be written to.
    """
    name = out.name
    if not name or name == ".." or releases < 1:
        raise ValueError(f"{out}: not a folder that could be published to")
    with ExitStack() as stack:
        with _saying(str(out)):
            beside = _beside(out)
            with _making(out):
                out.parent.mkdir(parents=True, exist_ok=True)
                parent = _held(stack, os.open(out.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC))
                _live_target(out, parent)  # refuse before leaving anything beside somebody else's folder
                with suppress(FileExistsError):
                    os.mkdir(beside, 0o755, dir_fd=parent)
            base = _held(stack, os.open(beside, _FOLDER_FLAGS, dir_fd=parent))
            mode = stat.S_IMODE(os.fstat(base).st_mode)
            if mode & 0o755 != 0o755:  # made under a narrow umask: the web server could not pass
                os.fchmod(base, mode | 0o755)
            _lock(stack, base, wait)
            folder = Folder(out, parent, base, releases)
            stack.callback(folder._end)
            folder._begin()
        yield folder


def _beside(out: Path) -> str:
    """The name of the folder that holds the releases, beside the link."""
    return f".{out.name}-releases"


def probe(out: Path) -> None:
    """Raises `Refused` where no site could be put; leaves nothing behind."""
    import tempfile

    here = next(folder for folder in out.absolute().parents if os.path.lexists(folder))
    with _saying(str(out)), _making(out):
        Path(tempfile.mkdtemp(prefix=".tmp-", dir=here)).rmdir()
        if here == out.absolute().parent:
            with ExitStack() as stack:
                parent = _held(stack, os.open(here, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC))
                _live_target(out, parent)
                with suppress(FileNotFoundError):
                    _held(stack, os.open(_beside(out), _FOLDER_FLAGS, dir_fd=parent))


@contextmanager
def _making(out: Path) -> Iterator[None]:
    """What is missing is made on the way; where the system makes nothing, it is no place for a site."""
    try:
        yield
    except FileNotFoundError as failure:
        raise Refused("no-place", path=str(out)) from failure


def _held(stack: ExitStack, fd: int) -> int:
    stack.callback(os.close, fd)
    return fd


def _lock(stack: ExitStack, base: int, wait: float) -> None:
    """Hold the lock of this folder; the system lets go of it however this process ends."""
    step = 0.02
    for turn in range(int(wait / step) + 1):
        if turn:
            time.sleep(step)
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        lock = os.open("lock", flags, 0o644, dir_fd=base)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # A lock file that was deleted meanwhile keeps nobody out.
            if os.path.samestat(os.fstat(lock), os.stat("lock", dir_fd=base, follow_symlinks=False)):
                _held(stack, lock)
                return
        except (BlockingIOError, FileNotFoundError):
            pass
        except BaseException:
            os.close(lock)
            raise
        os.close(lock)
    raise Refused("locked", wait=f"{wait:g}")


def _live_target(out: Path, parent: int) -> str | None:
    """Where the link leads; `None` for nothing or an empty folder. Anything else is not ours to touch."""
    try:
        found = os.stat(out.name, dir_fd=parent, follow_symlinks=False)
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(found.st_mode):
        target = os.readlink(out.name, dir_fd=parent)
        folder, _, release = target.rpartition("/")
        if folder == _beside(out) and _RELEASE.fullmatch(release):
            return target
    elif stat.S_ISDIR(found.st_mode):
        there = os.open(out.name, _FOLDER_FLAGS, dir_fd=parent)
        try:
            if not _names(there):
                return None
        finally:
            os.close(there)
    raise Refused("not-ours", path=str(out))


class _Tree:
    """A folder whose inside is reached step by step, so that no link in it is ever followed."""

    def __init__(self, root: int) -> None:
        self.root = root
        self.made: list[str] = []
        self._open: dict[str, int] = {}
        self._passed: set[str] = {""}

    def stat(self, path: str) -> os.stat_result | None:
        """What lies at a path; `None` for nothing, or where a link lies on the way.

        Only looked at, so nothing has to be held open: that took longer than all the looking.
        """
        folder = _above(path)
        try:
            if folder not in self._passed and not self._is_folder(folder):
                return None
            return os.stat(path, dir_fd=self.root, follow_symlinks=False)
        except OSError as failure:
            if failure.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP):
                return None
            raise

    def _is_folder(self, path: str) -> bool:
        if path not in self._passed:
            above = _above(path)
            if not self._is_folder(above):
                return False
            if not stat.S_ISDIR(os.stat(path, dir_fd=self.root, follow_symlinks=False).st_mode):
                return False
            self._passed.add(path)
        return True

    def folder(self, path: str, *, make: bool = False) -> int:
        """The open folder at this path. Only a few stay open: a site has more than a process may hold."""
        if not path:
            return self.root
        if path in self._open:
            return self._open[path]
        above, _, name = path.rpartition("/")
        inside = self.folder(above, make=make)
        try:
            fd = os.open(name, _FOLDER_FLAGS, dir_fd=inside)
        except FileNotFoundError:
            if not make:
                raise
            os.mkdir(name, 0o755, dir_fd=inside)
            fd = os.open(name, _FOLDER_FLAGS, dir_fd=inside)
            self.made.append(path)
            self._open[path] = fd
            os.fchmod(fd, 0o755)  # whatever the umask
        self._open[path] = fd
        if len(self._open) > 64:
            oldest = next(iter(self._open))
            os.close(self._open.pop(oldest))
        return fd

    def forget(self, path: str) -> None:
        """Let go of a folder that was deleted, and of all in it."""
        for gone in [p for p in self._open if p == path or p.startswith(f"{path}/")]:
            os.close(self._open.pop(gone))

    def tidy(self, path: str) -> None:
        """Remove a folder in which nothing is left, and those above it."""
        while path:
            self.forget(path)
            above, _, name = path.rpartition("/")
            try:
                os.rmdir(name, dir_fd=self.folder(above))
            except OSError:
                return
            path = above

    def close(self) -> None:
        for fd in (*self._open.values(), self.root):
            os.close(fd)
        self._open.clear()


def publishable(path: str) -> bool:
    """Whether a path may be part of a published site, by its name and its ending."""
    try:
        _check(path)
    except ValueError:
        return False
    return True


def _check(path: str) -> None:
    """Refuse a path that has no business in a published site: a mistake of ours, not of a writer."""
    parts = path.split("/")
    if path in _BARE:
        return
    known = parts[0] == ".well-known" and len(parts) > 1
    for part in parts[1:] if known else parts:
        if not _PART.fullmatch(part) or part.endswith("."):
            raise ValueError(f"{path!r}: {part!r} cannot be part of a published path")
    if len(path) > 1000:
        raise ValueError(f"{path!r}: too long for a published path")
    plain = path.removesuffix(".gz").removesuffix(".br")
    stem, dot, ending = plain.rpartition("/")[2].rpartition(".")
    if not known and not (stem and dot and ending in _ENDINGS):
        raise ValueError(f"{path!r}: files of this kind are not published")


def _write(
    folder: int, name: str, data: bytes, later_than: int, *, flush: bool = False, exactly: int | None = None
) -> int:
    """Write a file that was not there; its time of change in nanoseconds.

    The time is in a later second than `later_than`, or `exactly` the one given.
    """
    fd = os.open(name, _NEW_FLAGS, 0o644, dir_fd=folder)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(fd, rest) :]
        os.fchmod(fd, 0o644)  # whatever the umask
        if exactly is None and os.fstat(fd).st_mtime_ns // _SECOND <= later_than:
            exactly = (later_than + 1) * _SECOND
        if exactly is not None:
            os.utime(fd, ns=(exactly, exactly))
        if flush:
            os.fsync(fd)
        return os.fstat(fd).st_mtime_ns
    finally:
        os.close(fd)


def _names(folder: int) -> list[str]:
    return os.listdir(folder)


def _read(folder: int, name: str) -> bytes:
    fd = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    with os.fdopen(fd, "rb") as file:
        return file.read()


def _read_record(base: int, release: str) -> _Record | None:
    """The record of a release; `None` when it is missing or not as it was written."""
    try:
        digest, _, body = _read(base, f"{release}.json").partition(b"\n")
        body = body.removesuffix(b"\n")
        if digest.decode("ascii", "replace") != hashlib.sha256(body).hexdigest():
            return None
        record = json.loads(body)
        files = _entries(record["files"])
        return _Record(files | _replaced(base, release), record["floor"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _entries(found: dict[str, list[Any]]) -> dict[str, _Entry]:
    """What a record says of its files. Raises `TypeError` or `AttributeError` where it is none."""
    return dict(zip(found, map(_Entry._make, found.values()), strict=True))


def _replaced(base: int, release: str) -> dict[str, _Entry]:
    """What was replaced in a release since it was published."""
    try:
        return _entries(json.loads(_read(base, f"{release}.now")))
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _latest_second(base: int, name: str) -> int:
    """The latest second at which anything in a folder changed, links not followed."""
    latest = 0
    for _, _, files, folder in os.fwalk(name, dir_fd=base):
        for file in files:
            with suppress(FileNotFoundError):
                found = os.stat(file, dir_fd=folder, follow_symlinks=False)
                latest = max(latest, found.st_mtime_ns // _SECOND)
    return latest


def _identity(digests: Mapping[str, str]) -> str:
    """Eight letters that are equal for equal sites, whenever and wherever they were made."""
    listing = "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items()))
    return hashlib.sha256(listing.encode()).hexdigest()[:8]


def _is(found: os.stat_result, entry: _Entry) -> bool:
    same = found.st_size == entry.size and found.st_mtime_ns == entry.mtime_ns
    return same and stat.S_ISREG(found.st_mode)


def _number(release: str) -> int:
    return int(release.partition("-")[0])


def _flush(name: str, folder: int) -> None:
    fd = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=folder)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _flush_all(fd: int) -> None:
    """Wait until everything written to this file system is on the disk."""
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "syncfs"):
        os.sync()
    elif libc.syncfs(fd) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def _delete(name: str, folder: int) -> None:
    """Delete a file, a link or a whole folder; links inside are removed, never followed."""
    with suppress(FileNotFoundError):
        if stat.S_ISDIR(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
            shutil.rmtree(name, dir_fd=folder)
        else:
            os.unlink(name, dir_fd=folder)


def _above(path: str) -> str:
    """The folder of a file or folder."""
    return path[: path.rfind("/")] if "/" in path else ""


def _weed(tree: _Tree, known: Mapping[str, _Entry], finished: int) -> frozenset[str]:
    """Delete what somebody put into a release by hand: everything that is neither known nor a folder.

    Looks into the folders that changed after the release was `finished` (nanoseconds since 1970), and returns
    them: a folder's time changes with every name that comes or goes, and nobody can set it back; looking into
    six thousand takes half a second. What lies below such a folder may have come with it, as it was.
    """
    folders, stirred = {""}, set[str]()
    for path in known:
        while (path := _above(path)) not in folders:
            folders.add(path)
    for path in sorted(folders):  # what lies above first
        found = tree.stat(path) if path else os.fstat(tree.root)
        # The release itself was renamed since: that says nothing of what lies below.
        came_along = (above := _above(path)) != "" and above in stirred
        if found is not None and found.st_ctime_ns < finished and not came_along:
            continue
        stirred.add(path)
        if found is None:
            continue
        here = tree.folder(path)
        with os.scandir(here) as entries:
            lying = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries]
        for name, is_folder in lying:
            inside = f"{path}/{name}" if path else name
            if inside not in (folders if is_folder else known):
                _delete(name, here)
    return frozenset(stirred)


@contextmanager
def _saying(path: str) -> Iterator[None]:
    """Turn what the system says about a file into a refusal the caller can put into words."""
    try:
        yield
    except OSError as failure:
        raise refusal(failure, path) from failure


def refusal(failure: OSError, path: str) -> Refused:
    """What the system says about a file, as a refusal."""
    number = failure.errno or 0
    error = errno.errorcode.get(number, str(number))
    return Refused(_CODES.get(number, "disk-error"), path=path, error=error)

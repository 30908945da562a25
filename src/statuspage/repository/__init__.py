"""A bare git repository: what was pushed to it, and the files of one commit in a folder of our own.

Files are read from the repository as they were committed, byte for byte. A checkout would turn line ends
round, run filters and follow settings of other people; and it would write what did not change.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NamedTuple

SOURCES = ("status", "templates", "site_src")
"""The folders of a repository that pages are made from; no other file of it is ever written down."""

SHARE = "statuspage"
"""The folder inside the repository that is ours: the files that are published, and what was made of them."""

LIVE = "refs/statuspage/live"
"""The commit that readers see, under a name of our own: a forced push leaves it on no branch."""

_LOCK, _EXPORTED = "lock", "exported.json"
_LARGEST = 4_000_000
"""Bytes of a file that are written down; of a longer one only the length, which is enough to refuse it."""
_STEP = 0.02


class Unusable(Exception):  # noqa: N818 - it is an answer, not a mistake
    """Something about the repository stands in the way; nothing was published."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code, details)
        self.code, self.details = code, details


class Settings(NamedTuple):
    """What is published, where to, and how to speak to people who push."""

    branch: str
    out: Path
    language: str


@dataclass(frozen=True, slots=True)
class Repository:
    """A bare repository; `environment` is what git is run with."""

    folder: Path
    environment: Mapping[str, str]

    @property
    def share(self) -> Path:
        """Our own folder inside it, a site like any other: it holds `status/`."""
        return self.folder / SHARE

    def git(
        self, *words: str, feed: IO[bytes] | None = None, complaints: IO[bytes] | None = None
    ) -> subprocess.Popen[bytes]:
        """Start git on this repository. Raises `Unusable` where there is no git."""
        try:
            return subprocess.Popen(  # noqa: S603 - our own words, and ids that git gave us
                ["git", f"--git-dir={self.folder}", *words],  # noqa: S607 - whichever git the host has
                stdin=feed or subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=complaints or subprocess.PIPE,
                env=dict(self.environment),
            )
        except FileNotFoundError as missing:
            raise Unusable("git-missing") from missing

    def asked(self, *words: str, fine: tuple[int, ...] = (0,)) -> tuple[int, bytes]:
        """What git answers: its exit code and its words. Raises `Unusable` for a code that is not `fine`."""
        process = self.git(*words)
        said, complained = process.communicate()
        if process.returncode not in fine:
            raise Unusable("git-failed", path=self.folder, detail=_last(complained))
        return process.returncode, said


def environment(outside: Mapping[str, str]) -> dict[str, str]:
    """What git is to be run with: nothing that a hook was told about another repository or a push.

    git tells its hooks where they are by variables (githooks(5)), and would obey them again. Nor does it take
    one object for another (git-replace(1)): whoever may push any ref could change what a commit says.
    """
    kept = {name: value for name, value in outside.items() if not name.startswith("GIT_")}
    return {**kept, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_REPLACE_OBJECTS": "1"}


def opened(folder: Path, outside: Mapping[str, str]) -> Repository:
    """The bare repository in a folder. Raises `Unusable` when it is none, or there is no git."""
    folder = folder.absolute()
    found = Repository(folder, environment(outside))
    if not folder.is_dir():
        raise Unusable("repository-missing", path=folder)
    code, said = found.asked("rev-parse", "--is-bare-repository", fine=(0, 128))
    if code or said.strip() != b"true":
        working = (folder / ".git").exists() or (not code and folder.name == ".git")
        raise Unusable("repository-working-copy" if working else "repository-none", path=folder)
    return found


def settings(repository: Repository) -> Settings:
    """What was chosen when the hook was installed, kept in the repository's own git configuration.

    Raises `Unusable` where nothing was.
    """
    _, said = repository.asked("config", "--null", "--get-regexp", r"^statuspage\.", fine=(0, 1))
    found = {}
    for entry in said.decode("utf-8", "surrogateescape").split("\0"):
        name, _, value = entry.partition("\n")
        found[name.removeprefix("statuspage.")] = value
    if not found.get("out"):
        raise Unusable("hook-not-set-up", path=repository.folder)
    return Settings(found.get("branch") or "main", Path(found["out"]), found.get("lang", ""))


def set_up(repository: Repository, chosen: Settings) -> None:
    """Write the settings down."""
    pairs = {"branch": chosen.branch, "out": str(chosen.out), "lang": chosen.language}
    for name, value in pairs.items():
        repository.asked("config", f"statuspage.{name}", value)


def forgotten(repository: Repository, kept: str) -> Path | None:
    """Take the settings and our folder away, but for one file in it; that file, if it is there."""
    repository.asked("config", "--remove-section", "statuspage", fine=(0, 1, 5, 128))
    repository.asked("update-ref", "-d", LIVE, fine=(0, 1, 128))
    if not repository.share.is_dir():
        return None
    for path in repository.share.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != kept:
            path.unlink()
    stays = repository.share / kept
    if stays.exists():
        return stays
    repository.share.rmdir()
    return None


def tip(repository: Repository, branch: str) -> str:
    """The newest commit of a branch; "" where there is no such branch."""
    name = f"refs/heads/{branch}^{{commit}}"
    code, said = repository.asked("rev-parse", "--verify", "--quiet", name, fine=(0, 1, 128))
    return "" if code else said.decode().strip()


def keep(repository: Repository, live: str) -> None:
    """Have a commit stay here that readers see, whatever becomes of the branches."""
    repository.asked("update-ref", LIVE, live, fine=(0, 1, 128))


def knows(repository: Repository, commit: str) -> bool:
    """Whether a commit is in the repository."""
    code, _ = repository.asked("cat-file", "-e", f"{commit}^{{commit}}", fine=(0, 1, 128))
    return code == 0


def contains(repository: Repository, newer: str, older: str) -> bool:
    """Whether a commit is another one or came after it; false also where the older one is not known here."""
    code, _ = repository.asked("merge-base", "--is-ancestor", older, newer, fine=(0, 1, 128))
    return code == 0


@contextmanager
def locked(repository: Repository, wait: float, waiting: Callable[[], object]) -> Iterator[None]:
    """Be the only one who publishes from this repository; `waiting` is called once when somebody else does.

    `wait` is in seconds. Raises `Unusable` when it takes longer. The system lets go of the lock however
    this process ends.
    """
    repository.share.mkdir(mode=0o700, exist_ok=True)
    with (repository.share / _LOCK).open("ab") as lock:
        for turn in range(int(wait / _STEP) + 1):
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if not turn:
                    waiting()
                time.sleep(_STEP)
        else:
            raise Unusable("hook-locked", path=repository.folder)
        yield


class _Change(NamedTuple):
    """A file that another commit has, or has differently; `blob` is "" where it is gone."""

    path: bytes
    mode: int
    blob: str


def export(repository: Repository, commit: str) -> tuple[str, ...]:
    """Bring the files in our folder to a commit and say which of them changed; all of them, the first time.

    Only files that differ from the last commit are written, so that whatever is remembered about the
    others by their time stays true. Whoever dies on the way leaves a folder that is made anew.
    Raises `Unusable`, and `OSError` when the disk refuses.
    """
    mark = repository.share / _EXPORTED
    before = ""
    with suppress(OSError, ValueError, KeyError, TypeError):
        before = str(json.loads(mark.read_bytes())["commit"])
    if before == commit:
        return ()
    changes = _changes(repository, before, commit) if before else None
    mark.unlink(missing_ok=True)
    if changes is None:
        _clear(repository.share)
        changes = _changes(repository, _nothing(repository), commit) or []
    here = os.fsencode(repository.share)
    # What lies in a folder before the folder: a file may come to stand in its place.
    for path in sorted((change.path for change in changes), reverse=True):
        _gone(here, path)
    # Links last, so that nothing can be written through them.
    there = sorted((change for change in changes if change.blob), key=lambda c: stat.S_ISLNK(c.mode))
    _written(repository, here, there)
    draft = mark.with_suffix(".tmp")
    draft.write_text(json.dumps({"commit": commit}), encoding="utf-8")
    draft.replace(mark)
    return tuple(os.fsdecode(change.path) for change in changes)


def _clear(share: Path) -> None:
    for name in SOURCES:
        folder = share / name
        if folder.is_dir() and not folder.is_symlink():
            shutil.rmtree(folder)
        else:
            folder.unlink(missing_ok=True)


def _nothing(repository: Repository) -> str:
    """The id of the empty tree, in whichever hash this repository uses."""
    return repository.asked("hash-object", "-t", "tree", os.devnull)[1].decode().strip()


def _changes(repository: Repository, before: str, after: str) -> list[_Change] | None:
    """What differs between two commits (git-diff-tree(1), raw output); None where the first is gone."""
    words = ("diff-tree", "-r", "-z", "--no-renames", before, after, "--", *SOURCES)
    code, said = repository.asked(*words, fine=(0, 128))
    if code:
        return None
    parts = said.split(b"\0")
    found = []
    for about, path in zip(parts[0::2], parts[1::2], strict=False):
        _, mode, _, blob, kind = about.decode("ascii").split(" ")
        _checked(path)
        # Another repository inside this one has no files here.
        there = kind != "D" and stat.S_IFMT(int(mode, 8)) in (stat.S_IFREG, stat.S_IFLNK)
        found.append(_Change(path, int(mode, 8), blob if there else ""))
    return found


def _checked(path: bytes) -> None:
    """Refuse a name that leads out of the folder: git itself does not look unless it is told to."""
    parts = path.split(b"/")
    top = os.fsdecode(parts[0])
    if top not in SOURCES or {b"", b".", b".."} & set(parts) or any(p.lower() == b".git" for p in parts):
        raise Unusable("bad-path", path=os.fsdecode(path))


@contextmanager
def _folder(here: bytes, path: bytes, *, make: bool = False) -> Iterator[tuple[int, bytes]]:
    """The folder that a file lies in, opened step by step from ours on, and the file's name in it.

    No link is followed on the way, whoever put it there: a tree can hold a link and a folder of one name, and
    what is written into the folder must not go where the link leads. Raises `OSError`.
    """
    *folders, name = path.split(b"/")
    fd = os.open(here, _AS_FOLDER & ~os.O_NOFOLLOW)  # whoever runs the server may keep it elsewhere
    try:
        for one in folders:
            if make:
                with suppress(FileExistsError):
                    os.mkdir(one, dir_fd=fd)
            inner = os.open(one, _AS_FOLDER, dir_fd=fd)
            os.close(fd)
            fd = inner
        yield fd, name
    finally:
        os.close(fd)


_AS_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_NO_FOLDER = (errno.ENOTDIR, errno.ELOOP)
"""What a system says that was to open a link, or a file, as a folder."""


def _gone(here: bytes, path: bytes) -> None:
    """Delete a file, and the folders that are empty without it."""
    try:
        with _folder(here, path) as (folder, name):
            os.unlink(name, dir_fd=folder)
    except OSError as failure:
        if failure.errno not in (errno.ENOENT, *_NO_FOLDER):
            raise
    with suppress(OSError):
        while b"/" in path:
            path = path.rpartition(b"/")[0]
            with _folder(here, path) as (folder, name):
                os.rmdir(name, dir_fd=folder)


def _written(repository: Repository, here: bytes, changes: list[_Change]) -> None:
    """Write files as they were committed (git-cat-file(1), `--batch`)."""
    if not changes:
        return
    # Into a file: a pipe that is read at the end is full at some time, and then git waits for ever.
    with tempfile.TemporaryFile() as wanted, tempfile.TemporaryFile() as complaints:
        wanted.writelines(f"{change.blob}\n".encode() for change in changes)
        wanted.seek(0)
        with repository.git("cat-file", "--batch", feed=wanted, complaints=complaints) as process:
            assert process.stdout  # noqa: S101
            for change in changes:
                _one(process.stdout, here, change)
        if process.returncode:
            complaints.seek(0)
            raise Unusable("git-failed", path=repository.folder, detail=_last(complaints.read()))


def _one(stream: IO[bytes], here: bytes, change: _Change) -> None:
    said = stream.readline().decode("ascii", "replace").split()
    if len(said) != 3 or not said[2].isdigit():
        raise Unusable("git-failed", path=os.fsdecode(change.path), detail=" ".join(said))
    size = int(said[2])
    content = stream.read(min(size, _LARGEST))
    rest = size - len(content)
    while rest and (skipped := stream.read(min(rest, 1 << 20))):
        rest -= len(skipped)
    stream.read(1)
    try:
        with _folder(here, change.path, make=True) as (folder, name):
            if stat.S_ISLNK(change.mode):
                # Reading it is refused, with its name, wherever it leads: so it leads nowhere.
                os.symlink(b"nowhere", name, dir_fd=folder)
                return
            how = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
            fd = os.open(name, how, 0o644, dir_fd=folder)
    except OSError as failure:
        if failure.errno not in (errno.EEXIST, *_NO_FOLDER):
            raise
        raise Unusable("path-twice", path=os.fsdecode(change.path)) from failure
    with os.fdopen(fd, "wb") as file:
        file.write(content)
        if size > len(content):
            file.truncate(size)


def _last(complained: bytes) -> str:
    """The last line of what git says about a failure."""
    lines = complained.decode("utf-8", "replace").strip().splitlines()
    return lines[-1].removeprefix("fatal: ").removeprefix("error: ") if lines else "?"

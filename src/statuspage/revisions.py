"""States of the files that git keeps, read into a folder of their own; nothing of them is ever run.

Only git's plumbing is asked (`rev-parse`, `ls-tree`, `cat-file`): no filters, no hooks, no checkout, and no
network, not even where objects are missing. What is written are the bytes of `status/`, as they were kept.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from .source import SITE_LIMIT

FOLDER = "status"


class Missing(Exception):  # noqa: N818 - it is an answer, not a mistake
    """A revision cannot be read: which rule, and what the sentence needs."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code, details)
        self.code, self.details = code, details


class Pair(NamedTuple):
    """Two states to compare: `after` is None for the files as they are."""

    before: str
    after: str | None
    forked: bool = False
    """Whether `before` means where the two parted (`A...B`), as hosts show pull requests."""


def pair(typed: str) -> Pair:
    """What `A..B`, `A...B` or `A` means; a side left empty is `HEAD`, as everywhere in git."""
    for dots, forked in (("...", True), ("..", False)):
        before, found, after = typed.partition(dots)
        if found:
            return Pair(before or "HEAD", after or "HEAD", forked)
    return Pair(typed or "HEAD", None)


class _Kept(NamedTuple):
    """One file as git lists it."""

    mode: str
    object: str
    size: int
    path: str


@dataclass(frozen=True)
class Repository:
    """The git repository that a site lies in, asked with the environment that is given."""

    root: Path
    """The folder that holds `status/`; it need not be the top of the repository."""
    environment: Mapping[str, str]

    def commit(self, typed: str) -> str:
        """The commit that is meant. Raises `Missing` where there is none by this name."""
        found = self._ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{typed}^{{commit}}")
        if found.returncode == 0:
            return found.stdout.decode().strip()
        self._expect_repository()
        if self._says("rev-parse", "--is-shallow-repository") == "true":
            raise Missing("revision-shallow", typed=typed)
        raise Missing("revision-unknown", typed=typed, near=self._near(typed))

    def parted(self, one: str, other: str) -> str:
        """The commit at which two parted. Raises `Missing` where the history does not reach so far."""
        found = self._says("merge-base", one, other)
        if found:
            return found
        shallow = self._says("rev-parse", "--is-shallow-repository") == "true"
        raise Missing("revision-shallow" if shallow else "never-parted", typed=f"{one[:9]}...{other[:9]}")

    def read(self, commit: str, into: Path) -> None:
        """Write `status/` as it was at a commit into an empty folder. Raises `Missing`.

        Links are written as links to nowhere, and what is too large to be read as a file without content:
        the reader of the files then says what it always says of such things.
        """
        listed = list(self._listed(commit))
        if not listed:
            raise Missing("revision-empty", typed=commit[:9])
        files = [kept for kept in listed if kept.mode.startswith("100")]
        small = [kept for kept in files if kept.size <= SITE_LIMIT]
        for start in range(0, len(small), _AT_ONCE):
            some = small[start : start + _AT_ONCE]
            for kept, content in zip(some, self._contents([kept.object for kept in some]), strict=True):
                _place(into, kept.path).write_bytes(content)
        for kept in files:
            if kept.size > SITE_LIMIT:
                with _place(into, kept.path).open("wb") as stream:
                    stream.truncate(kept.size)
        # Last, so that nothing can be written through them.
        for kept in listed:
            if kept.mode == "120000":
                with suppress(FileExistsError):
                    _place(into, kept.path).symlink_to("nowhere")

    def _listed(self, commit: str) -> Iterator[_Kept]:
        answer = self._ask("ls-tree", "-r", "-z", "-l", commit, "--", FOLDER)
        if answer.returncode:
            raise Missing("revision-partial", typed=commit[:9])
        for entry in answer.stdout.split(b"\0"):
            about, _, path = entry.partition(b"\t")
            parts = path.decode("utf-8", "surrogateescape").split("/")
            if about and parts[0] == FOLDER and not {"", ".", "..", ".git"}.intersection(parts):
                mode, _, name, size = about.decode().split()
                yield _Kept(mode, name, int(size) if size.isdigit() else 0, "/".join(parts))

    def _contents(self, objects: Sequence[str]) -> Iterator[bytes]:
        answer = self._ask("cat-file", "--batch", given="".join(f"{one}\n" for one in objects).encode())
        rest, start = answer.stdout, 0
        for name in objects:
            end = rest.find(b"\n", start)
            head = rest[start:end].split()
            if len(head) != 3:
                raise Missing("revision-partial", typed=name[:9])
            size = int(head[2])
            yield rest[end + 1 : end + 1 + size]
            start = end + 1 + size + 1

    def _near(self, typed: str) -> str:
        import difflib

        names = (
            self._says("for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags") or ""
        ).split()
        return "".join(difflib.get_close_matches(typed, names, 1))

    def _expect_repository(self) -> None:
        found = self._ask("rev-parse", "--is-inside-work-tree")
        if found.returncode and b"dubious ownership" in found.stderr:
            raise Missing("repository-of-others", root=str(self.root.resolve()))
        if found.returncode or found.stdout.strip() != b"true":
            raise Missing("no-repository", root=str(self.root.resolve()))

    def _says(self, *words: str) -> str:
        answer = self._ask(*words)
        return answer.stdout.decode("utf-8", "replace").strip() if answer.returncode == 0 else ""

    def _ask(self, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        git = shutil.which("git", path=self.environment.get("PATH"))
        if git is None:
            raise Missing("git-missing")
        return subprocess.run(  # noqa: S603 - git itself, with words of our own
            [git, "-C", str(self.root), *words],
            input=given,
            capture_output=True,
            env=alone(self.environment),
        )


def calm(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment in which git works on the repository it is given, asks nobody, and speaks English."""
    kept = {name: value for name, value in environment.items() if name not in _OF_ANOTHER_REPOSITORY}
    return {**kept, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


def alone(environment: Mapping[str, str]) -> dict[str, str]:
    """The same for reading what is there, and only that: without the network, locks, or stand-ins."""
    return {
        **calm(environment),
        "GIT_NO_REPLACE_OBJECTS": "1",  # a commit says what was committed (git-replace(1))
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "none",  # the same for git before 2.45
        "GIT_OPTIONAL_LOCKS": "0",
    }


_OF_ANOTHER_REPOSITORY: Final = frozenset(
    f"GIT_{name}"
    for name in (
        *("DIR", "WORK_TREE", "IMPLICIT_WORK_TREE", "INDEX_FILE", "COMMON_DIR", "NAMESPACE"),
        *("PREFIX", "INTERNAL_SUPER_PREFIX", "QUARANTINE_PATH", "SHALLOW_FILE", "GRAFT_FILE"),
        *("OBJECT_DIRECTORY", "ALTERNATE_OBJECT_DIRECTORIES", "REPLACE_REF_BASE", "NO_REPLACE_OBJECTS"),
    )
)
"""What git tells its hooks of the repository they are in (git-rev-parse(1), --local-env-vars).

Obeyed again, it would lead elsewhere. Settings are kept: what `git -c` gave is meant for every git.
"""

_AT_ONCE = 2_000
"""How many files are asked for at once: enough to be quick, few enough to fit in memory."""


def _place(into: Path, path: str) -> Path:
    place = into / path
    place.parent.mkdir(parents=True, exist_ok=True)
    return place

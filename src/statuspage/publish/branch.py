"""A finished site as one commit on a branch of a git repository, without touching anybody's work tree.

Everything is made in a bare repository of our own, beside the cache, and pushed from there: `git add` in the
repository people work in would meet their half-done work and their locks. A push only ever adds to what is
there (fast-forward); when another hand was quicker, the commit is made again upon theirs.

Paths of the published site reach git as data of `update-index`, never as words of a command.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from ..revisions import calm
from .finished import MANIFEST, MOMENT, Finished
from .losses import Guard
from .sending import NotSent, Sent

TRIES: Final = 3
_HERE: Final = "refs/statuspage/live"
_STALE: Final = timedelta(minutes=45)
"""A page calls itself unconfirmed after 90 minutes, so a branch is told the moment at half of that."""


def send(
    site: Finished,
    branch: str,
    repository: str,
    author: str,
    *,
    root: Path,
    store: Path,
    environment: Mapping[str, str],
    seconds: float = 120,
    guard: Guard | None = None,
) -> Sent:
    """Let the branch hold exactly this site; no commit when it does already.

    `repository` is a path, an address or the name of a remote, "" for the repository in which `root` lies;
    `store` is a folder of ours for git's objects; `author` is `Name <address>`; `seconds` is the longest
    that one command of git may take. Raises `NotSent`.
    """
    git = _Git(store, author, site.at, environment, seconds)
    git.begin()
    goal = _goal(git, repository, root)
    for _ in range(TRIES):
        parent = git.fetched(goal, branch)
        tree = git.tree(site)
        was = git.paths(parent)
        if was and not {MANIFEST, MOMENT} <= was.keys():
            # The branch that people write in, say: all they wrote would be gone from its tip.
            raise NotSent("foreign-branch", branch=branch)
        now = git.paths(tree)
        if guard is not None:
            guard.check(was, now)
        changed = [path for path, blob in now.items() if was.get(path) != blob]
        gone = was.keys() - now.keys()
        sent = Sent(len(changed), len(gone), len(now) - len(changed))
        if not gone and set(changed) <= {MOMENT} and parent and _fresh(git, parent, site.at, bool(changed)):
            return Sent(0, 0, len(now))
        commit = git.commit(tree, parent, f"Publish the pages of {site.at.isoformat(timespec='minutes')}")
        if git.pushed(commit, goal, branch):
            return sent
    raise NotSent("overtaken")


def here(repository: str, root: Path, environment: Mapping[str, str]) -> Path | None:
    """The folder on this machine to which a branch is sent; None where it lies elsewhere, or nowhere."""
    git = _Git(root, "", datetime.fromtimestamp(0, UTC), environment, seconds=10)
    with suppress(NotSent):
        found = Path(_goal(git, repository, root))
        return found if found.is_dir() else None
    return None


def _fresh(git: _Git, parent: str, at: datetime, changed: bool) -> bool:
    """Whether the branch needs no word of the moment: it has this very one, or one that is new enough."""
    if not changed:
        return True
    with suppress(ValueError, KeyError, TypeError, NotSent):
        before = datetime.fromisoformat(json.loads(git.run("show", f"{parent}:{MOMENT}"))["at"])
        return timedelta() <= at - before < _STALE
    return False


def _goal(git: _Git, repository: str, root: Path) -> str:
    """What git is to push to: an address as it is, a path in full, the address behind a remote's name."""
    if "://" in repository or re.fullmatch(r"[\w.-]+@[\w.-]+:.*", repository):
        return repository
    if repository and (root / repository).is_dir():
        return str((root / repository).resolve())
    try:
        if repository:
            return git.run("remote", "get-url", "--", repository, within=root).strip()
        return git.run("rev-parse", "--path-format=absolute", "--git-common-dir", within=root).strip()
    except NotSent as failure:
        if failure.reason == "no-program":
            raise
        raise NotSent("no-repository" if repository else "no-own-repository") from failure


class _Git:
    """Git in a bare repository of our own."""

    def __init__(
        self, store: Path, author: str, at: datetime, environment: Mapping[str, str], seconds: float
    ) -> None:
        name, _, mail = author.removesuffix(">").rpartition(" <")
        who = {"NAME": name, "EMAIL": mail, "DATE": f"{int(at.timestamp())} {at:%z}"}
        self._store, self._seconds = store.resolve(), seconds
        self._index = self._store / "index.statuspage"
        self._environment = {
            "GIT_SSH_COMMAND": "ssh -o BatchMode=yes -o ConnectTimeout=10",
            **calm(environment),  # what git says is read below
            **{
                f"GIT_{role}_{part}": value for role in ("AUTHOR", "COMMITTER") for part, value in who.items()
            },
            "GIT_INDEX_FILE": str(self._index),
        }

    def run(self, *words: str, given: str | None = None, within: Path | None = None) -> str:
        """What one command of git answers; raises `NotSent`."""
        where = ["-C", str(within)] if within else [f"--git-dir={self._store}"]
        try:
            answer = subprocess.run(  # noqa: S603 - no shell
                ["git", *where, *words],  # noqa: S607 - whichever git this machine has
                input=(given or "").encode(),
                capture_output=True,
                check=False,
                timeout=self._seconds,
                env=self._environment,
            )
        except FileNotFoundError:
            raise NotSent("no-program", program="git") from None
        except subprocess.TimeoutExpired:
            raise NotSent("too-slow", seconds=f"{self._seconds:g}") from None
        if answer.returncode:
            raise _said(f"{answer.stdout.decode(errors='replace')}\n{answer.stderr.decode(errors='replace')}")
        return answer.stdout.decode(errors="surrogateescape")

    def begin(self) -> None:
        """Make our repository where there is none; clear away what a run that was killed has left."""
        self._store.mkdir(parents=True, exist_ok=True)
        self.run("init", "--quiet", "--bare", "--template=")
        for left in (self._index, *self._store.glob("*.lock"), *self._store.glob("refs/**/*.lock")):
            left.unlink(missing_ok=True)

    def fetched(self, goal: str, branch: str) -> str:
        """The commit the branch is at; "" when there is no such branch yet."""
        there = f"refs/heads/{branch}"
        if not self.run("ls-remote", "--", goal, there).strip():
            return ""
        fetch = ("fetch", "--quiet", "--depth=1", "--no-tags", "--", goal, f"+{there}:{_HERE}")
        # Of all commits but the last nothing is needed. By itself git keeps them for two weeks, and where
        # that is much, clears away nothing at all. Nothing of the new one is there yet.
        self.run("-c", "gc.pruneExpire=now", "-c", "gc.autoDetach=false", *fetch)
        return self.run("rev-parse", _HERE).strip()

    def tree(self, site: Finished) -> str:
        """The site as an object of git: its name is the same for the same bytes."""
        aside = self._store / "files"
        aside.mkdir(exist_ok=True)
        (aside / ".nojekyll").write_bytes(b"")  # some hosts leave out files such as _headers without it
        files = {".nojekyll": aside / ".nojekyll"}
        for path in site.digests:
            files[path] = site.place / path
            if path in site.own:  # it may be replaced while git reads it
                files[path] = aside / path
                files[path].write_bytes(site.read(path))
        paths = sorted(files)
        names = "".join(f"{files[path]}\n" for path in paths)
        blobs = self.run("hash-object", "-w", "--no-filters", "--stdin-paths", given=names).split()
        listed = (f"100644 {blob}\t{path}\0" for path, blob in zip(paths, blobs, strict=True))
        self.run("read-tree", "--empty")
        self.run("update-index", "-z", "--index-info", given="".join(listed))
        return self.run("write-tree").strip()

    def paths(self, tree: str) -> dict[str, str]:
        """Path → object, for a tree or a commit."""
        if not tree:
            return {}
        lines = self.run("ls-tree", "-r", "-z", "--full-tree", tree).split("\0")
        return {line.partition("\t")[2]: line.partition("\t")[0].split()[2] for line in lines if line}

    def commit(self, tree: str, parent: str, words: str) -> str:
        """A commit; its name is the same for the same tree, parent, author and moment."""
        return self.run("commit-tree", tree, *(("-p", parent) if parent else ()), "-m", words).strip()

    def pushed(self, commit: str, goal: str, branch: str) -> bool:
        """Move the branch onward to a commit; false when another hand was quicker."""
        try:
            self.run("push", "--porcelain", "--", goal, f"{commit}:refs/heads/{branch}")
        except NotSent as failure:
            if failure.reason == "overtaken":
                return False
            raise
        return True


_SAYINGS: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), reason)
    for pattern, reason in (
        # Where it lies on a disk: what is said after these words sounds like another hand, or a dead line.
        (r"read-only file system|no space left on device|disk quota exceeded|operation not permitted|"
         r"insufficient permission|unable to create .*permission denied", "refused"),
        (r"\[rejected\]|cannot lock ref|failed to update ref|incorrect old value", "overtaken"),
        (r"authentication failed|could not read (username|password)|permission denied \(|"
         r"returned error: 40[13]", "wrong-credentials"),
        (r"could not resolve|failed to connect|couldn't connect|connection (refused|timed out|reset|closed)|"
         r"no route to host|network is unreachable|operation timed out|hung up|"
         r"returned error: (?:5\d\d|429)", "unreachable"),
        (r"does not appear to be a git repository|repository .* not found|does not exist|no such remote|"
         r"not a git repository|returned error: 404", "no-repository"),
    )
)  # fmt: skip


def _said(words: str) -> NotSent:
    """What git said, as a reason; of its words only the one line that is its own, and no secret in it."""
    for pattern, reason in _SAYINGS:
        if found := pattern.search(words):
            return NotSent(reason, **({"detail": found[0][:200]} if reason == "refused" else {}))
    own = [line for line in words.splitlines() if re.match(r"(fatal|error): |!", line)]
    line = own[0].rpartition("\t")[2] if own else "git"
    return NotSent("refused", detail=re.sub(r"://[^@/\s]*@", "://", line)[:200])

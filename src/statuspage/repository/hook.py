"""The hook itself: a few lines of shell that start this program when somebody has pushed."""

from __future__ import annotations

import shlex
from contextlib import suppress
from pathlib import Path

from . import Repository, Unusable

NAME = "post-receive"
BACKUP = "post-receive.before-statuspage"
_MARK = "# statuspage hook"

_SCRIPT = """\
#!/bin/sh
{mark}: checks, builds and publishes what is pushed. `statuspage hook remove` takes it away.
# Settings: git config --get-regexp '^statuspage\\.'
if ! [ -x {python} ]; then
    echo {lost}
    exit 1
fi
{path}
# Whoever hangs up: what was pushed is received, so it is published.
trap '' HUP INT
{python} -P -X utf8 -m statuspage hook run . --received && exit
code=$?
{python} -P -c 'import statuspage.cli.hook' 2>/dev/null || echo {lost}
exit $code
"""
# -P: nothing that lies in the repository can pass for a part of the program.
# -X utf8: whatever the server's own language, people who push read Korean.


def script(python: str, path: str, lost: str) -> str:
    """The text of the hook.

    `python` is the interpreter to run, `path` its PYTHONPATH ("" for none), `lost` what to say when the
    interpreter, or the program for it, is no longer there.
    """
    before = f"export PYTHONPATH={shlex.quote(path)}" if path else "unset PYTHONPATH"
    return _SCRIPT.format(mark=_MARK, python=shlex.quote(python), path=before, lost=shlex.quote(lost))


def place(repository: Repository) -> Path:
    """Where git looks for the hook. Raises `Unusable` when that is outside the repository."""
    _, said = repository.asked("rev-parse", "--git-path", f"hooks/{NAME}")
    found = (Path.cwd() / said.decode("utf-8", "surrogateescape").rstrip("\n")).resolve()
    if repository.folder.resolve() not in found.parents:
        raise Unusable("hook-elsewhere", path=found.parent)
    return found


def is_ours(file: Path) -> bool:
    """Whether the hook that lies there was made by this program. Raises `FileNotFoundError` for none."""
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    return len(lines) > 1 and lines[1].startswith(_MARK)


def install(file: Path, words: str, *, force: bool) -> Path | None:
    """Put the hook there, in one step; where another one was kept, if any.

    Raises `Unusable` when a hook that is not ours lies there, unless it may be put aside.
    """
    file.parent.mkdir(exist_ok=True)
    kept = None
    with suppress(FileNotFoundError):
        if not is_ours(file):
            kept = file.with_name(BACKUP)
            if not force or kept.exists():
                raise Unusable("hook-foreign-backup" if force else "hook-foreign", path=file, backup=kept)
            file.rename(kept)
    draft = file.with_name(f".{NAME}.statuspage")
    draft.write_text(words, encoding="utf-8")
    draft.chmod(0o755)
    draft.replace(file)
    return kept


def remove(file: Path) -> Path | None:
    """Take our hook away, and put back the one that was there before, if any; it is returned.

    Raises `Unusable` for a hook that is not ours, and `FileNotFoundError` for none.
    """
    if not is_ours(file):
        raise Unusable("hook-foreign", path=file)
    file.unlink()
    before = file.with_name(BACKUP)
    if not before.exists():
        return None
    before.rename(file)
    return file

"""What was made from what, so that a rebuild makes only what changed.

The promise, and the test: the same bytes as without it. Everything is found by a digest of all it was made
from, our own code included, so that nothing here can be out of date; deleting the folder is always safe,
and whatever cannot be read back is simply made again.

Notes and compiled templates lie here as they will be used: whoever can write to this folder can change
pages. It belongs to its owner alone (mode 0700); never fill it from a build of somebody else's files.
"""

from __future__ import annotations

import io
import json
import os
import pickle
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager, suppress
from dataclasses import fields, is_dataclass, make_dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from .digests import digest, fingerprint

if TYPE_CHECKING:
    import sqlite3

    from .outputs import Artifact, Batch

_OURS = ("model", "hours", "language", "problems", "repeats", "load")
"""The rooms whose plain values are read back."""
_DATES = ("date", "datetime", "time", "timedelta", "timezone")
"""The only other values that are: reading this file back never calls anything."""


def write(path: Path, data: bytes) -> None:
    """Write a remembered file in one rename, for its owner alone. Raises `OSError`."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_bytes(data)
    draft.replace(path)


class Cache:
    """A folder of things made before; without one, or where it cannot be written, nothing is remembered."""

    def __init__(self, folder: Path | None, code: str) -> None:
        self.folder, self.code = folder if folder and _usable(folder) else None, code
        self._notes: _Notes | None = None
        self._memories: dict[str, _Memory] = {}

    # What was worked out before: files as they were understood, months that are over, files as published

    def memory(self, name: str) -> MutableMapping[bytes, object]:
        """Plain values by the digest of what they were worked out from."""
        found = _Memory([self._load(f"{name}-{part:x}") for part in range(_PARTS)])
        self._memories[name] = found
        return found

    def _load(self, name: str) -> dict[bytes, object]:
        raw = self._read(name)
        with suppress(Exception):
            found = _Unpickler(io.BytesIO(raw)).load()
            if isinstance(found, tuple) and found[0] == self.code and isinstance(found[1], dict):
                return found[1]
        return {}

    def keep(self, name: str, memory: MutableMapping[bytes, object]) -> None:
        """Remember what was asked for in this run, and nothing else; then nobody asks for more."""
        assert isinstance(memory, _Memory)  # noqa: S101
        for part, used in memory.changed():
            self._write(f"{name}-{part:x}", _pickled((self.code, used)))
        del self._memories[name]

    # What several workers find out

    def learnt(self) -> Learnt:
        """What was used or worked out since this was asked for the last time."""
        notes = self._notes.learnt() if self._notes is not None else {}
        return Learnt(notes, {name: memory.learnt() for name, memory in self._memories.items()})

    def learn(self, news: Learnt) -> None:
        """Take in what another worker learnt."""
        if self._notes is not None:
            self._notes.learn(news.notes)
        for name, (used, new) in news.memories.items():
            self._memories[name].learn(used, new)

    # Notes as HTML

    def prose(self, make: Callable[[str], str], rule: str) -> Callable[[str], str]:
        """The same function, remembering what it made (Markdown is three quarters of a cold build).

        `rule` is a digest of what it depends on besides its argument.
        """
        if self.folder is None:
            return make
        self._notes = _Notes(self.folder / "notes.sqlite", self.code, rule, make)
        return self._notes

    def close(self) -> None:
        """Write down the notes made in this run."""
        if self._notes is not None:
            self._notes.close()

    # Compiled templates

    def compiled_templates(self) -> Path | None:
        """A folder for templates compiled with this code; those compiled with other code are thrown away."""
        if self.folder is None:
            return None
        found = self.folder / "templates" / self.code[:16]
        with suppress(OSError):
            for old in found.parent.iterdir():
                if old != found:
                    shutil.rmtree(old, ignore_errors=True)
        return found

    # The last run as a whole

    def last_run(self, kind: str = "run") -> dict[str, Any]:
        """What the last run of a kind wrote down about itself; {} when there was none with this code."""
        with suppress(Exception):
            found = json.loads(self._read(f"{kind}.json"))
            if found["code"] == self.code:
                return dict(found)
        return {}

    def keep_run(self, run: dict[str, Any], kind: str = "run") -> None:
        """Write down a run."""
        self._write(f"{kind}.json", json.dumps({"code": self.code, **run}).encode())

    def _read(self, name: str) -> bytes:
        if self.folder is None:
            return b""
        try:
            return (self.folder / name).read_bytes()
        except OSError:
            return b""

    def _write(self, name: str, data: bytes) -> None:
        """Write in one rename; a folder that cannot be written only costs time."""
        if self.folder is None:
            return
        with suppress(OSError):
            write(self.folder / name, data)


class Made:
    """What the published files were made from, and where they lead: what says the same as before stays."""

    def __init__(self, store: Cache, keep: Callable[[Mapping[str, str]], bool]) -> None:
        self._store, self._keep = store, keep
        self._known = store.memory("published")
        self._used: list[_Files] = []
        self._new: dict[str, str] = {}

    def wanted(self, batch: Batch) -> Iterator[Wanted]:
        """The files of a batch that have to be made; all others stay. Each is to be noted when it is made."""
        name, inputs = fingerprint(batch.name), digest(batch.inputs)
        before = _files(self._known.get(name))
        if (
            batch.inputs is not None
            and before.inputs == inputs
            and before.sha256
            and self._keep(before.sha256)
        ):
            self._used.append(before)
            return
        now = _Files(inputs, {}, {})
        self._known[name] = tuple(now)
        self._used.append(now)
        for artifact in batch.artifacts():
            path = artifact.path
            own = inputs if artifact.inputs is batch.inputs else digest(artifact.inputs)
            known, sha256 = before.more.get(path), before.sha256.get(path, "")
            if isinstance(known, tuple) and known[0] == own and self._keep({path: sha256}):
                now.sha256[path], now.more[path] = sha256, known
            else:
                yield Wanted(artifact, own, now)

    def note(self, wanted: Wanted, sha256: str, links: Iterable[str]) -> None:
        """A file is made, and leads to these paths."""
        path = wanted.artifact.path
        self._new[path] = led = "\n".join(links)
        wanted.batch.sha256[path], wanted.batch.more[path] = sha256, (wanted.inputs, led)

    def links(self, *, every: bool) -> dict[str, list[str]]:
        """Where new files lead, or `every` file."""
        found = self._new
        if every:
            found = {path: led for files in self._used for path, (_, led) in files.more.items()}
        return {path: led.split("\n") for path, led in found.items()}

    def remember(self) -> None:
        """All of it is live now."""
        self._store.keep("published", self._known)


class Learnt(NamedTuple):
    """What a worker used or worked out, for the others to know."""

    notes: dict[bytes, str]
    memories: dict[str, tuple[list[bytes], dict[bytes, object]]]
    """By name: the keys of what was known and used, and what is new."""


class Wanted(NamedTuple):
    """A file that has to be made."""

    artifact: Artifact
    inputs: str
    """What it is made from."""
    batch: _Files
    """The files it is one of."""


class _Files(NamedTuple):
    """The files of one batch."""

    inputs: str
    sha256: dict[str, str]
    """Path → what it became: only where these bytes are live, they need not be made again."""
    more: dict[str, tuple[str, str]]
    """Path → what it was made from itself, and where it leads (paths, one to a line)."""


def _files(found: object) -> _Files:
    """A batch as it was remembered; what has another shape is as good as none."""
    match found:
        case (str(inputs), dict(sha256), dict(more)):
            return _Files(inputs, sha256, more)
    return _Files("", {}, {})


def _usable(folder: Path) -> bool:
    """Whether something can be remembered there; where it cannot, nothing is remembered at all."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return os.access(folder, os.R_OK | os.W_OK | os.X_OK)
    except OSError:
        return False


_PARTS = 64
"""In how many files a memory lies: a new value costs the writing of one of them."""


class _Memory(MutableMapping[bytes, object]):
    """Remembered values, noting which were used, so that what nobody needs any more is dropped."""

    def __init__(self, parts: list[dict[bytes, object]]) -> None:
        self.before = parts
        self.known = {key: value for part in parts for key, value in part.items()}
        self.used: dict[bytes, object] = {}
        self._asked: list[bytes] = []
        self._new: dict[bytes, object] = {}

    def learnt(self) -> tuple[list[bytes], dict[bytes, object]]:
        """The keys of what was known and used since this was asked for the last time, and what is new."""
        found = self._asked, self._new
        self._asked, self._new = [], {}
        return found

    def learn(self, used: Iterable[bytes], new: Mapping[bytes, object]) -> None:
        """Take in what another worker learnt."""
        for key in used:
            if key in self.known:
                self[key]
        for key, value in new.items():
            self[key] = value

    def changed(self) -> Iterator[tuple[int, dict[bytes, object]]]:
        """The parts that hold other values than before."""
        parts: list[dict[bytes, object]] = [{} for _ in range(_PARTS)]
        for key, value in self.used.items():
            parts[key[0] % _PARTS][key] = value
        for number, (before, now) in enumerate(zip(self.before, parts, strict=True)):
            if before.keys() != now.keys() or any(before[key] is not value for key, value in now.items()):
                yield number, now

    def __getitem__(self, key: bytes) -> object:
        value = self.known[key]
        if key not in self.used:
            self.used[key] = value
            self._asked.append(key)
        return value

    def __setitem__(self, key: bytes, value: object) -> None:
        self.known[key] = self.used[key] = self._new[key] = value

    def __delitem__(self, key: bytes) -> None:
        del self.known[key]
        self.used.pop(key, None)
        self._new.pop(key, None)

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.known)

    def __len__(self) -> int:
        return len(self.known)


def _zone(key: str) -> ZoneInfo:
    """A time zone by its name: its own way of being remembered needs `getattr`, which can do anything."""
    return ZoneInfo(key)


def _value(kind: type, *values: object) -> object:
    """A frozen value of ours with these fields; what dataclasses do for that takes four times as long."""
    found: object = _thawed(kind)(*values)
    found.__class__ = kind
    return found


@lru_cache(maxsize=500)
def _thawed(kind: type) -> type:
    """A kind of value as it would be if it were not frozen: the quickest to fill.

    Raises `TypeError` for a kind that is none of ours.
    """
    if not (is_dataclass(kind) and _is_ours(kind.__module__)):
        raise TypeError(f"{kind} is no value of ours")
    names = [field.name for field in fields(kind)]
    return make_dataclass(kind.__name__, names, slots=True, eq=False, repr=False, match_args=False)


class _Pickler(pickle.Pickler):
    dispatch_table = {ZoneInfo: lambda zone: (_zone, (zone.key,))}  # noqa: RUF012 - the base class's form

    def reducer_override(self, found: Any) -> Any:
        """Values with slots go as their fields, in order; members of an `Enum` as what they stand for."""
        kind = type(found)
        if isinstance(found, Enum):
            # Python 3.11.2, that of Debian 12, has `getattr` find them by name, which is never read back.
            return kind, (found.value,)
        if not is_dataclass(kind) or kind.__dictoffset__ or not _is_ours(kind.__module__):
            return NotImplemented
        return _value, (kind, *(getattr(found, name) for name in kind.__slots__))  # type: ignore[attr-defined]


def _pickled(value: object) -> bytes:
    written = io.BytesIO()
    _Pickler(written, protocol=5).dump(value)
    return written.getvalue()


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if module == __name__ and name in ("_zone", "_value"):
            return _zone if name == "_zone" else _value
        if (module == "datetime" and name in _DATES) or _is_ours(module):
            found = super().find_class(module, name) if "." not in name else None
            # Not what a module of ours has imported, and nothing that does more than carry values.
            if isinstance(found, type) and found.__module__ == module and _is_plain(found):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is not a value of ours")


def _is_ours(module: str) -> bool:
    package, _, rest = module.partition(".")
    return package == __package__ and rest.partition(".")[0] in _OURS


def _is_plain(found: type) -> bool:
    return found.__module__ == "datetime" or is_dataclass(found) or issubclass(found, (tuple, Enum))


_HELD = 2_000
"""How many notes as HTML are held before they are written down: ten thousand incidents have 40,000."""


class _Notes:
    """Notes as HTML in a small database, by the digest of what they were made from."""

    def __init__(self, path: Path, code: str, rule: str, make: Callable[[str], str]) -> None:
        self.path, self.code, self.rule, self.make = path, code, rule, make
        self._connections: dict[int, sqlite3.Connection] = {}
        """By process: a connection is of no use, nor safe, in a copy of the one that opened it."""
        self._process = os.getpid()
        self._fresh: dict[bytes, str] = {}
        self._new: dict[bytes, str] = {}

    def __call__(self, source: str) -> str:
        key = fingerprint(self.code, self.rule, source)
        if key in self._fresh:
            return self._fresh[key]
        found = self._find(key)
        if found is None:
            found = self._new[key] = self.make(source)
            self.learn({key: found})
        return found

    def learnt(self) -> dict[bytes, str]:
        """What is new since this was asked for the last time."""
        found, self._new = self._new, {}
        return found

    def learn(self, notes: Mapping[bytes, str]) -> None:
        """Take in notes that were made; one process writes them down, and holds no more than some of them."""
        self._fresh |= notes
        if len(self._fresh) >= _HELD and self._process == os.getpid():
            self._write()

    def _find(self, key: bytes) -> str | None:
        with self._forgiving():
            found = self._connection().execute("SELECT html FROM notes WHERE key = ?", (key,))
            row = found.fetchone()
            return str(row[0]) if row else None
        return None

    def _connection(self) -> sqlite3.Connection:
        import sqlite3

        found = self._connections.get(os.getpid())
        if found is None:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            found = self._connections[os.getpid()] = sqlite3.connect(self.path, timeout=5)
            found.execute("CREATE TABLE IF NOT EXISTS notes (key BLOB PRIMARY KEY, html TEXT)")
            self._forget_others(found)
        return found

    def _forget_others(self, connection: sqlite3.Connection) -> None:
        """Notes made by another version of this program are never asked for again."""
        ours = int(fingerprint(self.code)[:3].hex(), 16) + 1
        if connection.execute("PRAGMA user_version").fetchone() != (ours,):
            with connection:
                connection.execute("DELETE FROM notes")
                connection.execute(f"PRAGMA user_version = {ours}")

    def close(self) -> None:
        """Write down what was made in this run."""
        if self._fresh:
            self._write()
        for connection in self._connections.values():
            connection.close()
        self._connections.clear()

    def _write(self) -> None:
        with self._forgiving():
            connection = self._connection()
            with connection:
                connection.executemany("INSERT OR REPLACE INTO notes VALUES (?, ?)", self._fresh.items())
        self._fresh.clear()
        self._new.clear()

    @contextmanager
    def _forgiving(self) -> Iterator[None]:
        """A database that does not work costs time only; where the file is none, or damaged, it goes.

        A helper leaves that to the process it is a copy of, which may have begun a new one already.
        """
        import sqlite3

        try:
            yield
        except (sqlite3.Error, OSError) as fault:
            # This very kind: one that is locked, or on a full disk, raises an `OperationalError` (PEP 249).
            if type(fault) is sqlite3.DatabaseError and self._process == os.getpid():
                for connection in self._connections.values():
                    connection.close()
                self._connections.clear()
                with suppress(OSError):
                    self.path.unlink()

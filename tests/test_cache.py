"""What is remembered between runs: never wrong, never dangerous, and never missed when it is gone."""

from __future__ import annotations

import io
import os
import pickle
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from sites import DURING, SMALL, fingerprint, published, write
from statuspage import cache, digests, load, model, runs, source
from statuspage.build import CACHE, Refused, build
from statuspage.cache import Cache, Made
from statuspage.digests import digest
from statuspage.outputs import Artifact, Batch
from statuspage.publish.losses import Guard

CODE = "code"
WORDS = digest("words")


def read_back(raw: bytes) -> object:
    return cache._Unpickler(io.BytesIO(raw)).load()


def calling(module: str, name: str, argument: str) -> bytes:
    """A pickle that calls a function as it is read (protocol 4, as an attacker would write it)."""

    def text(word: str) -> bytes:
        return b"\x8c" + bytes([len(word)]) + word.encode()

    return b"\x80\x04" + text(module) + text(name) + b"\x93" + text(argument) + b"\x85R."


class TestWhatIsReadBack:
    @pytest.mark.parametrize(
        ("module", "name"),
        [
            ("os", "system"),
            ("posix", "system"),
            ("builtins", "eval"),
            ("builtins", "getattr"),
            ("statuspage.cache", "os.system"),
            ("statuspage.cache", "Cache"),
            ("statuspage.model", "dataclass"),
            ("statuspage.load.layout", "Path"),
            ("statuspage.load", "site"),
            ("statuspage.load.settings", "read"),
            ("statuspage.cli.build", "run"),
            ("statuspage.publish.folder", "shutil.rmtree"),
            ("statuspage_elsewhere", "x"),
            ("datetime", "sys.exit"),
            ("zoneinfo", "ZoneInfo._unpickle"),
        ],
    )
    def test_nothing_is_ever_called(self, tmp_path: Path, module: str, name: str) -> None:
        """The folder may come out of a shared CI cache: whoever filled it must not command the builder."""
        trap = tmp_path / "sprung"

        with pytest.raises(pickle.UnpicklingError, match="not a value of ours"):
            read_back(calling(module, name, f"touch {trap}"))

        assert not trap.exists()

    @pytest.mark.parametrize("kind", [b"datetime\ntimedelta", b"statuspage.model\nState"])
    def test_only_plain_values_of_ours_are_put_together(self, kind: bytes) -> None:
        """What fills the fields of a value is no way to make anything else."""
        with pytest.raises(TypeError):
            read_back(b"cstatuspage.cache\n_value\n(c" + kind + b"\ntR.")

    def test_everything_a_site_says_can_be_remembered(self, tmp_path: Path) -> None:
        """A value that could not be read back would make the whole memory worthless, silently."""
        repository = Path(__file__).resolve().parent.parent
        for root in (write(tmp_path), repository):
            store = Cache(tmp_path / "cache", CODE)
            pieces = store.memory("files")
            first = load.site(root, pieces, b"v")
            store.keep("files", pieces)

            again = Cache(tmp_path / "cache", CODE).memory("files")
            known = len(again)
            second = load.site(root, again, b"v")

            assert 0 < known
            assert known == len(again), "something had to be read anew"
            assert first.site == second.site
            assert first.problems == second.problems

    def test_a_state_can_be_remembered_by_every_python(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """In Debian 12 (Python 3.11.2) members of an `Enum` ask for `getattr`: no memory was of use there."""
        state = model.State.PARTIAL_OUTAGE
        by_name = getattr, (type(state), state.name)
        monkeypatch.setattr(model.State, "__reduce_ex__", lambda *_: by_name, raising=False)

        assert (state, state) == read_back(cache._pickled((state, state)))

    def test_what_was_not_written_since_is_not_read_again(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        root, pieces = write(tmp_path), dict[bytes, object]()
        first = load.site(root, pieces, b"v")
        read: list[str] = []
        content = source.content

        def noted(path: Path, file: str, limit: int = source.LIMIT) -> object:
            read.append(file)
            return content(path, file, limit)

        monkeypatch.setattr(source, "content", noted)
        again = load.site(root, pieces, b"v")
        assert ["status/site.yaml"] == read
        assert (first.site, first.problems, first.sources) == (again.site, again.problems, again.sources)

        touched = root / "status" / "agencies" / "mois.yaml"
        touched.write_bytes(touched.read_bytes())
        read.clear()
        load.site(root, pieces, b"v")
        assert ["status/site.yaml", "status/agencies/mois.yaml"] == read

    def test_an_edit_is_seen_whatever_the_time_of_its_file_says(self, tmp_path: Path) -> None:
        """It has the length and the time of the file that was there before; copying programs set times."""
        root, pieces = write(tmp_path), dict[bytes, object]()
        file = root / "status" / "agencies" / "mois.yaml"
        file.write_text("name: {ko: 행정안전부, en: Interior}\n", encoding="utf-8")
        before = file.stat()
        first = load.site(root, pieces, b"v").site
        file.write_text("name: {ko: 행정안전청, en: Interior}\n", encoding="utf-8")
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

        again = load.site(root, pieces, b"v").site

        assert before.st_mtime_ns == file.stat().st_mtime_ns
        assert before.st_size == file.stat().st_size
        assert first is not None
        assert again is not None
        names = [site.agencies["mois"].name.said("ko").words for site in (first, again)]
        assert ["행정안전부", "행정안전청"] == names

    def test_other_code_reads_nothing_back(self, tmp_path: Path) -> None:
        store = Cache(tmp_path, CODE)
        pieces = store.memory("files")
        pieces[b"key"] = "value"
        store.keep("files", pieces)
        store.keep_run({"x": 1})

        other = Cache(tmp_path, "other code")

        assert {b"key": "value"} == dict(store.memory("files"))
        assert {} == dict(other.memory("files"))
        assert {} == other.last_run()

    def test_pieces_nobody_asked_for_are_dropped(self, tmp_path: Path) -> None:
        """Else a folder in use for years would only ever grow."""
        store = Cache(tmp_path, CODE)
        pieces = store.memory("files")
        pieces[b"old"], pieces[b"kept"] = 1, 2
        store.keep("files", pieces)

        again = store.memory("files")
        assert 2 == again[b"kept"]
        store.keep("files", again)

        assert {b"kept": 2} == dict(store.memory("files"))

    def test_a_digest_tells_values_apart(self) -> None:
        assert 4 == len({digest("a", "b"), digest("ab"), digest("b", "a"), digest(("a", "b"))})
        assert digest("a", 1) == digest("a", 1)


class TestDamage:
    @pytest.mark.parametrize("damage", [b"", b"\x80garbage", b'{"code": 1}'])
    def test_a_damaged_file_is_as_good_as_none(self, tmp_path: Path, damage: bytes) -> None:
        root = write(tmp_path)
        build(root, root / "site", DURING, cache=root / CACHE)
        before = published(root / "site")
        for path in (root / CACHE).rglob("*"):
            if path.is_file():
                path.write_bytes(damage)

        build(root, root / "site", DURING + timedelta(minutes=1), cache=root / CACHE)

        assert {path for path, data in published(root / "site").items() if data != before[path]} <= {
            "build.json"
        }

    @pytest.mark.parametrize(
        "found", [None, [], (WORDS,), (WORDS, [], {}), (WORDS, {}, {}), ("other", {"a.txt": 1}, {"a.txt": 1})]
    )
    def test_files_remembered_in_another_shape_are_made_again(self, tmp_path: Path, found: object) -> None:
        store = Cache(tmp_path, CODE)
        known = store.memory("published")
        known[digests.fingerprint("a.txt")] = found
        store.keep("published", known)
        artifact = Artifact("a.txt", "words", lambda: b"words")
        made = Made(store, lambda files: True)

        batch = Batch("a.txt", "words", lambda: iter((artifact,)))
        assert [artifact] == [wanted.artifact for wanted in made.wanted(batch)]

    def test_what_was_noted_stays_until_it_is_made_from_something_else(self, tmp_path: Path) -> None:
        """And a file of a batch that says something else is asked for by itself."""
        store = Cache(tmp_path, CODE)
        asked: list[list[str]] = []

        def keep(files: Mapping[str, str]) -> bool:
            asked.append([*files])
            return True

        def run(*inputs: str) -> list[str]:
            files = [Artifact(f"{n}.txt", words, words.encode) for n, words in enumerate(inputs)]
            made, new = Made(store, keep), []
            for wanted in made.wanted(Batch("both", inputs, lambda: iter(files))):
                made.note(wanted, "sha256", ())
                new.append(wanted.artifact.path)
            made.remember()
            return new

        assert ["0.txt", "1.txt"] == run("one", "two")
        assert [] == asked
        assert [] == run("one", "two")
        assert [["0.txt", "1.txt"]] == asked
        assert ["1.txt"] == run("one", "three")
        assert [] == run("one", "three")

    @pytest.mark.parametrize("field", ["written", "at", "next_change", "problems", "release", "zone"])
    @pytest.mark.parametrize("value", [None, 1, "x", [["x"]], {"a": 1}])
    def test_a_last_run_of_another_shape_is_as_good_as_none(
        self, tmp_path: Path, field: str, value: object
    ) -> None:
        store = Cache(tmp_path, CODE)
        run = runs.Run("digest", tmp_path / "site", DURING, "")
        runs.remember(store, run, runs.Outcome("000001-00000000", None, 1, 1, (), "Asia/Seoul", None))
        assert runs.same(store, run) is not None
        store.keep_run({**store.last_run(), field: value})

        found = runs.same(store, run)

        assert found is None or field in ("next_change", "release", "zone", "problems")

    def test_damaged_templates_are_compiled_anew(self, tmp_path: Path) -> None:
        """Such code was run: it failed, or ended Python as a whole (SIGSEGV), and every later run as well."""
        root = write(tmp_path / "site")
        build(root, tmp_path / "out", DURING, cache=root / CACHE)
        compiled = [path for path in (root / CACHE / "templates").rglob("*") if path.is_file()]
        garbage = random.Random(5)  # noqa: S311
        for path in compiled:
            sound, third = path.read_bytes(), path.stat().st_size // 3
            path.write_bytes(sound[:third] + garbage.randbytes(2000) + sound[third + 2000 :])
        write(root, {"systems/portal.yaml": "{name: 정부24, operator: mois}"})
        ours = [sys.executable, "-m", "statuspage", "--root", str(root), "build", "--at", DURING.isoformat()]
        answer = subprocess.run([*ours, "--out", tmp_path / "out"], capture_output=True, text=True)
        build(root, tmp_path / "anew", DURING)

        assert len(compiled) > 10
        assert 0 == answer.returncode, answer.stderr
        assert fingerprint(tmp_path / "anew") == fingerprint(tmp_path / "out")

    @pytest.mark.parametrize("kept", [0, 20, 8192])
    def test_a_broken_database_of_notes_is_begun_anew(self, tmp_path: Path, kept: int) -> None:
        """Else every build from then on would make every note again."""
        file, notes = tmp_path / "notes.sqlite", [f"note {number}" * 20 for number in range(200)]
        asked: list[str] = []

        def make(words: str) -> str:
            asked.append(words)
            return words.upper()

        def build() -> int:
            asked.clear()
            store = Cache(tmp_path, CODE)
            assert [note.upper() for note in notes] == [*map(store.prose(make, "rule"), notes)]
            store.close()
            return len(asked)

        assert 200 == build()
        assert 0 == build()
        whole = file.read_bytes()
        file.write_bytes(whole[:kept] + b"\xff" * (len(whole) - kept))

        assert 0 < build()
        assert 0 == build()

    def test_a_database_of_notes_that_another_holds_stays(self, tmp_path: Path) -> None:
        store = Cache(tmp_path, CODE)
        assert "A" == store.prose(str.upper, "rule")("a")
        store.close()
        with closing(sqlite3.connect(tmp_path / "notes.sqlite")) as holder:
            holder.execute("BEGIN EXCLUSIVE")

            other = cache._Notes(tmp_path / "notes.sqlite", CODE, "rule", str.upper)
            other._connections[os.getpid()] = sqlite3.connect(tmp_path / "notes.sqlite", timeout=0)
            assert "A" == other("a")
            other.close()

        with closing(Cache(tmp_path, CODE)) as again:
            made = again.prose(lambda _: "made anew", "rule")
            assert ["A", "made anew"] == [made("a"), made("b")]

    def test_notes_are_remembered_by_the_rule_they_were_made_by(self, tmp_path: Path) -> None:
        """Once links to a host are no longer allowed, a note with one must be made anew."""
        store = Cache(tmp_path, CODE)
        assert "A" == store.prose(str.upper, "rule")("a")
        store.close()

        for expected, rule in (("A", "rule"), ("a", "other rule")):
            with closing(Cache(tmp_path, CODE)) as again:
                assert expected == again.prose(str.lower, rule)("a")

        with sqlite3.connect(tmp_path / "notes.sqlite") as database:
            rows = database.execute("SELECT html FROM notes ORDER BY html").fetchall()
        database.close()
        assert [("A",), ("a",)] == rows

    def test_of_many_notes_few_are_held_and_none_is_made_twice(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(cache, "_HELD", 3)
        asked: list[str] = []
        notes = [f"note {number}" for number in range(7)]

        def make(words: str) -> str:
            asked.append(words)
            return words.upper()

        store = Cache(tmp_path, CODE)
        made = store.prose(make, "rule")
        assert [note.upper() for note in notes] == [*map(made, notes)]
        with closing(sqlite3.connect(tmp_path / "notes.sqlite")) as database:
            assert (6,) == database.execute("SELECT count(*) FROM notes").fetchone()

        assert [note.upper() for note in notes] == [*map(made, notes)]
        store.close()
        with closing(Cache(tmp_path, CODE)) as again:
            assert [note.upper() for note in notes] == [*map(again.prose(make, "rule"), notes)]
        assert notes == asked

    def test_notes_of_other_versions_of_the_program_do_not_pile_up(self, tmp_path: Path) -> None:
        for version in ("old", "new", "new"):
            store = Cache(tmp_path, version)
            made = store.prose(str.upper, "rule")
            assert ["A", version.upper()] == [made("a"), made(version)]
            store.close()

        with sqlite3.connect(tmp_path / "notes.sqlite") as database:
            rows = database.execute("SELECT html FROM notes ORDER BY html").fetchall()
        database.close()
        assert [("A",), ("NEW",)] == rows


class TestFolder:
    def test_a_folder_that_cannot_be_made_costs_only_time(self, tmp_path: Path) -> None:
        root = write(tmp_path / "site")
        (tmp_path / "file").write_text("x")

        build(root, root / "out", DURING, cache=tmp_path / "file" / "cache")
        build(root, root / "plain", DURING)

        assert fingerprint(root / "plain") == fingerprint(root / "out")

    def test_only_the_owner_may_look_into_it(self, tmp_path: Path) -> None:
        """Notes that are not published yet lie there."""
        root = write(tmp_path)
        build(root, root / "site", DURING, cache=root / CACHE)

        assert 0o700 == (root / CACHE).stat().st_mode & 0o777

    def test_a_build_that_is_refused_leaves_no_file_open(self, tmp_path: Path) -> None:
        """A daemon may be refused for days; every process may open only so many files."""
        root = write(tmp_path)
        build(root, root / "site", DURING, cache=root / CACHE)
        shutil.rmtree(root / "status/incidents")
        before = len(list(Path("/proc/self/fd").iterdir()))
        for _ in range(3):
            with pytest.raises(Refused):
                build(root, root / "site", DURING, cache=root / CACHE, guard=Guard())

        assert before == len(list(Path("/proc/self/fd").iterdir()))

    def test_two_that_share_it_do_not_disturb_each_other(self, tmp_path: Path) -> None:
        root = write(tmp_path)
        program = [
            sys.executable,
            "-m",
            "statuspage",
            "--root",
            str(root),
            "build",
            "--at",
            DURING.isoformat(),
        ]
        processes = [
            subprocess.Popen([*program, "--out", str(root / name)], stderr=subprocess.PIPE, text=True,
                             stdout=subprocess.DEVNULL)
            for name in ("one", "two")
        ]  # fmt: skip
        errors = [process.communicate(timeout=60)[1] for process in processes]

        assert [0, 0] == [process.returncode for process in processes], errors
        assert fingerprint(root / "one") == fingerprint(root / "two")


class TestOneCacheForSeveralFolders:
    """What is remembered of one folder says nothing about another."""

    def test_a_folder_built_before_an_edit_is_brought_up_to_date(self, tmp_path: Path) -> None:
        """A preview saw the edit first; the site must show it all the same."""
        root = write(tmp_path)
        build(root, root / "site", DURING, cache=root / CACHE)
        write(root, {"agencies/mois.yaml": "name: 바뀐 부처"})
        build(root, root / "elsewhere", DURING, cache=root / CACHE)

        build(root, root / "site", DURING, cache=root / CACHE)

        assert fingerprint(root / "elsewhere") == fingerprint(root / "site")

    def test_a_build_without_the_cache_in_between_is_noticed(self, tmp_path: Path) -> None:
        root = write(tmp_path)
        build(root, root / "site", DURING, cache=root / CACHE)
        before = fingerprint(root / "site")
        write(root, {"agencies/mois.yaml": "name: 바뀐 부처"})
        build(root, root / "site", DURING)
        write(root, {"agencies/mois.yaml": SMALL["agencies/mois.yaml"]})

        build(root, root / "site", DURING, cache=root / CACHE)

        assert before == fingerprint(root / "site")

"""Work that is shared between processors: the same answers, whoever gives them and whoever dies."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest

import make
from sites import DURING, SMALL, published, write
from statuspage import build as building
from statuspage import defaults, load, prose, state, workers
from statuspage.build import CACHE, build
from statuspage.load import pieces
from statuspage.state import over_time

MANY = range(200)

Answer = TypeVar("Answer")


class Notebook:
    """What workers note down while they work."""

    def __init__(self) -> None:
        self.known: list[object] = []
        self.new: list[object] = []

    def note(self, found: object) -> None:
        self.known.append(found)
        self.new.append(found)

    def learnt(self) -> list[object]:
        found, self.new = self.new, []
        return found

    def learn(self, news: list[object]) -> None:
        self.known += news


def meeting(place: Path, present: int) -> Callable[[int], int]:
    """Work that waits, in each process, until so many processes have begun: nobody does it all alone."""

    def work(number: int) -> int:
        (place / str(os.getpid())).touch()
        until = time.monotonic() + 30
        while len([*place.iterdir()]) < present and time.monotonic() < until:
            time.sleep(0.001)
        return os.getpid()

    return work


def shared(work: Callable[[int], Answer], count: int, notebook: Notebook | None = None) -> list[Answer]:
    """The answers of so many workers."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "count", lambda: count)
        found = dict(workers.each(work, MANY, notebook or Notebook(), few=building.FEW))
    return [found[number] for number in MANY]


def children() -> set[str]:
    """The processes this one has started and not yet waited for."""
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


@pytest.fixture(name="alone")
def _alone() -> Iterator[None]:
    before = children()
    yield
    assert children() <= before


@pytest.mark.usefixtures("alone")
class TestEach:
    def test_several_processes_do_the_work(self, tmp_path: Path) -> None:
        done = shared(meeting(tmp_path, 3), 3)

        assert len(set(done)) == 3
        assert os.getpid() in done

    def test_every_answer_names_its_question(self, tmp_path: Path) -> None:
        meet = meeting(tmp_path, 3)

        found = shared(lambda number: (meet(number), number)[1], 3)

        assert found == [*MANY]

    def test_a_helper_that_the_system_ends_costs_time_and_no_answer(self, tmp_path: Path) -> None:
        """As the kernel does where memory runs out."""
        here, meet = os.getpid(), meeting(tmp_path, 2)

        def work(number: int) -> int:
            if meet(number) != here and number > 10:
                os.kill(os.getpid(), signal.SIGKILL)
            return number

        assert shared(work, 2) == [*MANY]

    def test_where_the_system_gives_no_helper_all_is_done_here(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fork() -> int:
            raise BlockingIOError(11, "Resource temporarily unavailable")

        monkeypatch.setattr(os, "fork", fork)

        assert shared(str, 4) == [*map(str, MANY)]

    def test_a_helper_that_is_interrupted_never_clears_up_behind_the_others(self, tmp_path: Path) -> None:
        """Ctrl+C reaches every process of a terminal."""
        here, meet, left = os.getpid(), meeting(tmp_path / "met", 2), tmp_path / "left"
        (tmp_path / "met").mkdir()

        def work(number: int) -> int:
            if meet(number) != here:
                try:
                    os.kill(os.getpid(), signal.SIGINT)
                finally:
                    left.touch()
            return number

        assert shared(work, 2) == [*MANY]
        assert not left.exists()

    def test_a_helper_has_no_helpers(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        here, meet = os.getpid(), meeting(tmp_path, 2)
        monkeypatch.setattr(threading, "active_count", lambda: 1)
        monkeypatch.setattr(workers, "_processors", lambda: 2)
        monkeypatch.setattr(workers, "_free", lambda: 2**50)

        found = dict(
            workers.each(lambda number: (meet(number) == here, workers.count()), MANY, Notebook(), few=24)
        )

        assert {*found.values()} == {(True, 2), (False, 1)}

    def test_whoever_ignores_the_end_of_children_gets_all_answers(self, tmp_path: Path) -> None:
        """Some programs leave that to whatever they start (`env --ignore-signal=CHLD`)."""
        before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        meet = meeting(tmp_path, 2)
        try:
            assert len(shared(meet, 2)) == len(MANY)
        finally:
            signal.signal(signal.SIGCHLD, before)

    def test_a_mistake_is_raised_as_if_nobody_had_helped(self, tmp_path: Path) -> None:
        meet = meeting(tmp_path, 3)

        def work(number: int) -> int:
            meet(number)
            if number >= 150:
                raise ValueError(number)
            return number

        with pytest.raises(ValueError, match=r"^150$"):
            shared(work, 3)

    def test_what_a_helper_learnt_is_known_afterwards(self, tmp_path: Path) -> None:
        notebook, meet = Notebook(), meeting(tmp_path, 2)
        notebook.note("before")

        def work(number: int) -> None:
            meet(number)
            notebook.note(number)

        assert len(shared(work, 2, notebook)) == len(MANY)

        assert sorted(map(str, notebook.known)) == sorted(["before", *map(str, MANY)])

    def test_little_work_is_not_shared(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(workers, "count", lambda: 8)
        done = dict(workers.each(lambda number: os.getpid(), range(19), Notebook(), few=10))

        assert {*done.values()} == {os.getpid()}


@pytest.fixture(name="one_thread")
def _one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests may have left threads."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


class TestHowMany:
    def test_one_where_other_threads_are_at_work(self) -> None:
        """A copy of the process has none of them, and whatever they held stays locked."""
        over = threading.Event()
        other = threading.Thread(target=over.wait)
        other.start()
        try:
            assert workers.count() == 1
        finally:
            over.set()
            other.join()

    @pytest.mark.usefixtures("one_thread")
    @pytest.mark.parametrize(("free", "most"), [(0, 1), (99, 1), (100, 2), (399, 4), (800, 8), (100_000, 8)])
    def test_one_for_each_processor_where_memory_holds_them(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, free: int, most: int
    ) -> None:
        monkeypatch.setattr(os, "sched_getaffinity", lambda process: {*range(8)})
        monkeypatch.setattr(workers, "_CONTAINER", tmp_path)
        monkeypatch.setattr(workers, "_own", lambda: 100)
        monkeypatch.setattr(workers, "_free", lambda: free)

        assert workers.count() == most

    @pytest.mark.usefixtures("one_thread")
    @pytest.mark.parametrize(
        ("quota", "most"), [("max 100000", 8), ("150000 100000", 2), ("50000 100000", 1), ("", 8)]
    )
    def test_no_more_than_a_container_may_use(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, quota: str, most: int
    ) -> None:
        """Sixty-four processors that one may use for a sixty-fourth of the time are one."""
        monkeypatch.setattr(os, "sched_getaffinity", lambda process: {*range(8)})
        monkeypatch.setattr(workers, "_CONTAINER", tmp_path)
        monkeypatch.setattr(workers, "_free", lambda: 2**50)
        (tmp_path / "cpu.max").write_text(f"{quota}\n")

        assert workers.count() == most

    def test_a_container_may_hold_less_than_the_machine(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr(workers, "_CONTAINER", tmp_path)
        (tmp_path / "memory.max").write_text("1000000\n")
        (tmp_path / "memory.stat").write_text("anon 250000\nfile 700000\n")

        assert workers._free() == 750_000

    def test_this_machine_says_how_much_memory_is_free_and_held(self) -> None:
        assert 2**20 < workers._own() < 2**36
        assert 2**20 < workers._free() < 2**46


@pytest.fixture(name="three_workers")
def _three_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "count", lambda: 3)
    monkeypatch.setattr(building, "FEW", 1)
    monkeypatch.setattr(building, "AT_ONCE", 50)


class Once:
    """How many processes did some work."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def seen(self, work: Callable[..., Answer]) -> Callable[..., Answer]:
        """The same work, waiting once in each process until a second one is at it."""
        meet = meeting(self.place, 2)

        def noted(*words: object) -> Answer:
            meet(0)
            return work(*words)

        return noted

    def processes(self) -> int:
        return len([*self.place.iterdir()])


@pytest.fixture(name="processes")
def _processes(tmp_path: Path) -> Once:
    (tmp_path / "processes").mkdir()
    return Once(tmp_path / "processes")


@pytest.mark.usefixtures("alone")
class TestReading:
    def test_several_workers_understand_files_as_one_does(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: Once
    ) -> None:
        """Also those with mistakes; and all of it is remembered."""
        root = write(tmp_path / "root", {**SMALL, "systems/portal.yaml": "nmae: x", "agencies/x.yaml": "["})
        monkeypatch.setattr(workers, "count", lambda: 1)
        one, remembered = dict[bytes, object](), dict[bytes, object]()
        alone = load.site(root, one)
        monkeypatch.setattr(workers, "count", lambda: 3)
        monkeypatch.setattr(load, "MANY", 1)
        monkeypatch.setattr(pieces, "read", processes.seen(pieces.read))
        together = load.site(root, remembered)

        assert processes.processes() > 1
        assert together == alone
        assert remembered == one

    def test_several_workers_walk_through_months_as_one_does(
        self, monkeypatch: pytest.MonkeyPatch, processes: Once
    ) -> None:
        saeol = make.system("saeol")
        copy = make.service("copy", make.way("counter", "saeol"))
        begun = [make.BEGIN + timedelta(days=25 * n) for n in range(40)]
        stories = [
            make.incident(
                f"n{n}", make.update(moment, saeol=make.DOWN), make.resolved(moment + timedelta(days=9))
            )
            for n, moment in enumerate(begun)
        ]
        country = make.site(saeol, copy, *stories)
        when = begun[0], begun[-1]
        monkeypatch.setattr(workers, "count", lambda: 1)
        alone = state.history(country, *when)
        monkeypatch.setattr(workers, "count", lambda: 3)
        monkeypatch.setattr(over_time, "_walked", processes.seen(over_time._walked))
        together = state.history(country, *when)

        assert processes.processes() > 1
        assert together.months == alone.months
        assert len(together.months) > 30


@pytest.mark.usefixtures("alone")
class TestBuilds:
    def test_several_workers_make_the_same_bytes_as_one(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        root = write(tmp_path / "root", SMALL)
        monkeypatch.setattr(workers, "count", lambda: 1)
        build(root, tmp_path / "one", DURING)
        monkeypatch.setattr(workers, "count", lambda: 4)
        monkeypatch.setattr(building, "FEW", 1)
        build(root, tmp_path / "many", DURING)

        assert published(tmp_path / "many") == published(tmp_path / "one")

    @pytest.mark.usefixtures("three_workers")
    def test_notes_that_helpers_made_are_remembered(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        root = write(tmp_path / "root", SMALL)
        build(root, tmp_path / "site", DURING, cache=root / CACHE)
        before = published(tmp_path / "site")
        monkeypatch.setattr(prose, "html", lambda *_: pytest.fail("a note was made again"))
        frame = (defaults.folder("templates") / "base.html").read_text(encoding="utf-8")
        (root / "templates").mkdir()
        (root / "templates" / "base.html").write_text(f"{frame}<!-- new -->", encoding="utf-8")

        build(root, tmp_path / "site", DURING, cache=root / CACHE)

        assert published(tmp_path / "site") != before

    @pytest.mark.usefixtures("three_workers")
    def test_a_broken_template_is_told_by_file_and_line_whoever_meets_it(self, tmp_path: Path) -> None:
        root = write(tmp_path / "root", SMALL)
        (root / "templates").mkdir()
        (root / "templates" / "base.html").write_text("<!doctype html>\n{{ 1 // 0 }}\n")

        with pytest.raises(building.Refused) as refused:
            build(root, tmp_path / "site", DURING, cache=root / CACHE)

        assert refused.value.code == "template"
        assert refused.value.details["place"].endswith("base.html:2")

"""Work shared between the processors of the machine.

What is to be done, above all the making of files, hangs on a whole country in memory and cannot be sent
anywhere, so helpers are copies of this very process (`fork(2)`), which share all that neither changes.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import struct
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import IO, Any, NamedTuple, NoReturn, Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")
N = TypeVar("N")

_SHARES = 16
"""How many pieces each worker's part of the work is cut into: nobody waits long for the last one."""

_CONTAINER = Path("/sys/fs/cgroup")

_ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

_helping = False
"""Whether this process is a helper: those have none of their own."""

_NUMBER = struct.Struct("=I")


class Knowledge(Protocol[N]):
    """What is worked out on the way, and would be lost with a helper."""

    def learnt(self) -> N:
        """What is new since it was asked for the last time, to be pickled."""

    def learn(self, news: N) -> None:
        """Take in what another worker learnt."""


class _Helper(NamedTuple):
    id: int
    answers: IO[bytes]


def count() -> int:
    """How many workers may be at work at once, this process among them.

    One for each processor (`taskset` leaves it fewer), as long as the memory that is free holds another copy
    of this process: in the worst case a helper changes all of it.
    """
    if sys.platform != "linux" or _helping or threading.active_count() > 1:
        # A copy has one thread alone, and whatever the others held at that moment stays locked for ever.
        return 1
    free, own = _free(), _own()
    return max(1, min(_processors(), 1 + free // own if own else 1))


def each(
    work: Callable[[T], R],
    items: Sequence[T],
    knowledge: Knowledge[N] | None = None,
    *,
    few: int,
) -> Iterator[tuple[int, R]]:
    """`work` of every item, by as many workers as there may be, each with `few` to do at least.

    Answers come as they get done, each with the number of its item, so that none has to be held for longer
    than it is used. A worker costs some hundredths of a second; answers are pickled. What a helper failed at,
    or did not live to answer, is done again here, last: so an exception is raised as if nobody had helped,
    and a helper that the system ends, or does not give, costs time only.
    """
    left, workers = set(range(len(items))), len(items) // few
    if workers > 1 and (workers := min(workers, count())) > 1:
        for number, found in _shared(work, items, workers, knowledge):
            left.discard(number)
            yield number, found
    for number in sorted(left):
        yield number, work(items[number])


def _shared(
    work: Callable[[T], R], items: Sequence[T], workers: int, knowledge: Knowledge[N] | None
) -> Iterator[tuple[int, R]]:
    """What so many workers could do; what failed is missing."""
    size = max(1, len(items) // (workers * _SHARES))
    firsts = range(0, len(items), size)
    turns, end = os.pipe()
    helpers: list[_Helper] = []
    try:
        # Far less than a pipe holds; whoever is free takes the next one.
        with os.fdopen(end, "wb") as all_turns:
            all_turns.write(b"".join(map(_NUMBER.pack, firsts)))

        def shares() -> Iterator[range]:
            while taken := os.read(turns, _NUMBER.size):
                (first,) = _NUMBER.unpack(taken)
                yield range(len(items))[first : first + size]

        def answers() -> Iterator[list[tuple[int, R]]]:
            for share in shares():
                yield [(number, work(items[number])) for number in share]

        with suppress(OSError):  # no more processes, no place for a file: then with fewer helpers, or none
            for _ in range(workers - 1):
                _start(helpers, answers, knowledge)
        for number in chain.from_iterable(shares()):
            try:
                found = work(items[number])
            except Exception:  # raised again, where it is the first item that it holds for
                break
            yield number, found
        while helpers:
            with suppress(ChildProcessError):  # where children are not waited for (SIGCHLD is ignored)
                os.waitid(os.P_PID, helpers[-1].id, os.WEXITED | os.WNOWAIT)
            yield from _answered(helpers[-1], knowledge)
            _reap(helpers.pop())
    finally:
        os.close(turns)
        for helper in helpers:
            with suppress(ProcessLookupError):
                os.kill(helper.id, signal.SIGKILL)
            _reap(helper)


def _start(
    helpers: list[_Helper],
    answers: Callable[[], Iterator[list[tuple[int, R]]]],
    knowledge: Knowledge[N] | None,
) -> None:
    """One more copy of this process, which writes down its answers and what it learnt. Raises `OSError`."""
    import tempfile

    # A file and not a pipe: nobody has to read while both are at work.
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the helper is reaped
    parent, before = os.getpid(), signal.pthread_sigmask(signal.SIG_BLOCK, ())
    try:
        # Whoever ends a helper ends it at once: it must never clear up behind the process it is a copy of.
        signal.pthread_sigmask(signal.SIG_BLOCK, _ENDINGS)
        id = os.fork()
        if id == 0:
            for ending in _ENDINGS:
                if signal.getsignal(ending) is not signal.SIG_IGN:
                    signal.signal(ending, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            _help(file, answers, knowledge, parent)
        helpers.append(_Helper(id, file))
    except BaseException:
        file.close()
        raise
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _reap(helper: _Helper) -> None:
    helper.answers.close()
    with suppress(ChildProcessError):
        os.waitpid(helper.id, 0)


def _help(
    file: IO[bytes],
    answers: Callable[[], Iterator[list[tuple[int, R]]]],
    knowledge: Knowledge[N] | None,
    parent: int,
) -> NoReturn:
    """What a helper does; it never comes back from here."""
    global _helping
    with suppress(BaseException):
        _helping = True
        gc.disable()  # looking for rubbish would change, and so copy, all of it
        if knowledge is not None:
            knowledge.learnt()
        for share in answers():
            news = knowledge.learnt() if knowledge is not None else None
            pickle.dump((share, news), file, protocol=5)
            if os.getppid() != parent:
                break
        file.flush()
    os._exit(0)


def _answered(helper: _Helper, knowledge: Knowledge[N] | None) -> Iterator[tuple[int, Any]]:
    """What a helper did, as far as it came."""
    helper.answers.seek(0)
    while True:
        try:
            share, news = pickle.load(helper.answers)  # noqa: S301 - from a copy of this process, in a nameless file
        except (EOFError, pickle.UnpicklingError):
            return
        if knowledge is not None:
            knowledge.learn(news)
        yield from share


def _processors() -> int:
    """How many processors this process may run on, and the container may use (cgroup v2, `cpu.max`)."""
    found = len(os.sched_getaffinity(0))
    with suppress(OSError, ValueError):
        quota, period = (_CONTAINER / "cpu.max").read_text().split()
        found = min(found, -(-int(quota) // int(period)))
    return found


def _free() -> int:
    """How many bytes of memory the machine, or the container, has left (cgroup v2, `memory.max`)."""
    found = []
    with suppress(OSError, ValueError, IndexError):
        lines = Path("/proc/meminfo").read_text().splitlines()
        found += [int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")]
    with suppress(OSError, ValueError, IndexError):
        limit = (_CONTAINER / "memory.max").read_text()
        lines = (_CONTAINER / "memory.stat").read_text().splitlines()
        # Not what files take up: the system gives that away when it needs to.
        found.append(int(limit) - sum(int(line.split()[1]) for line in lines if line.startswith("anon ")))
    return max(0, min(found, default=0))


def _own() -> int:
    """How many bytes of memory this process holds."""
    with suppress(OSError, ValueError, IndexError):
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0

"""Runs one command to its end and tells what it cost.

The system counts the memory of whoever starts a process as the least the process ever held. So every command
is started by this small program, and not by the runner, which has many files in mind. Usage:

    python benchmarks/measure.py LOG COMMAND…    # what the command says goes to LOG
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple


class Run(NamedTuple):
    """What one command cost."""

    wall: float
    """Seconds, as someone who waits sees them."""
    cpu: float
    """Seconds of work, of the process and its children; steadier than `wall` on a busy machine."""
    peak: int
    """The most memory held at once, in bytes."""


def surroundings(**more: str) -> dict[str, str]:
    """The environment of a command: ours, and Python may put its bytecode down, as it does everywhere else.

    Where it may not, every start compiles the whole program: a run with nothing to do takes twice as long.
    """
    return {**os.environ, **more, "PYTHONDONTWRITEBYTECODE": ""}


class CommandError(Exception):
    """A command ended with an error; carries what it said."""


def measured(command: Sequence[str | Path], log: Path, **environment: str) -> Run:
    """Run a command as a process of its own. Raises `CommandError`."""
    # What was written before is on the disk by then, so that nobody pays for the writing of others.
    os.sync()
    words = [str(word) for word in command]
    launcher = [sys.executable, "-I", "-S", __file__, str(log), *words]
    told = subprocess.run(
        launcher,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        env=surroundings(**environment),
        check=True,
    ).stdout
    code, *cost = json.loads(told)
    if code:
        said = log.read_text(encoding="utf-8", errors="replace")[-4_000:]
        raise CommandError(f"{' '.join(words)}\nended with {code}:\n{said}")
    return Run(*cost)


def main(argv: Sequence[str]) -> int:
    """Start the command, wait for it, print what it ended with and what it cost."""
    log, *command = argv
    with Path(log).open("wb") as said:
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        # wait4 tells what this one child used; the sum over all children would only ever grow.
        _, ended, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(ended)
    unit = 1 if sys.platform == "darwin" else 1024  # getrusage(2): Linux counts kilobytes
    print(json.dumps([process.returncode, wall, used.ru_utime + used.ru_stime, used.ru_maxrss * unit]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

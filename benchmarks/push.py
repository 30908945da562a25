"""Measures a push: from a commit sent to a bare repository to the page that nginx serves.

A made-up country lies in a bare repository with the hook; every run pushes one more update of an open
incident and asks nginx for the story's page until the new words are there. Usage:

    python benchmarks/push.py --size national [--runs 5]
"""

from __future__ import annotations

import http.client
import json
import os
import platform
import shutil
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from generate import MOMENT, SIZES, generate
from measure import surroundings
from run import Bench, options


class Step(NamedTuple):
    """What a step took: the seconds that passed, and the seconds of work in the hook, git's included."""

    wall: float
    cpu: float


EARLIER = 5
"""How many pushes go before those that are measured: from then on there are releases to make new ones of."""
WATCHED = Path(__file__).resolve().with_name("push_watched.py")
STEPS = (
    ("received", "git: commit sent and received"),
    ("started", "hook: shell and Python"),
    ("ready", "hook: our commands loaded"),
    ("asked", "hook: git asked, lock taken"),
    ("exported", "hook: changed files written"),
    ("imported", "build: loaded, unchanged files recognised"),
    ("loaded", "build: files read and checked"),
    ("stated", "build: state at the moment"),
    ("rendered", "build: pages made and looked at"),
    ("live", "build: written and switched; nginx serves the new words"),
    ("switched", "build: the oldest release cleared away"),
    ("ended", "hook: words told, ended"),
    ("pushed", "git: push returned"),
)
"""What is told apart, in the order it happens: each step lasts from the end of the one before."""


@contextmanager
def nginx(place: Path, site: Path) -> Iterator[Path]:
    """A real nginx over the site, with the configuration the site carries; the socket it listens at."""
    at = Path(f"/tmp/push-{os.getpid()}")  # noqa: S108 - the path of a socket has at most 107 bytes
    at.mkdir()
    servers = (site / "examples" / "nginx.txt").read_text(encoding="utf-8")
    servers = servers.replace("listen 80", f"listen unix:{at}/socket")
    servers = servers.replace("/srv/status/site", str(site))
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {at}/{kind};" for kind in kinds)
    user = "user root;" if os.geteuid() == 0 else ""
    conf = place / "nginx.conf"
    conf.write_text(
        f"{user} daemon off; pid {at}/pid; error_log {at}/log;\n"
        f"events {{}}\nhttp {{ access_log off; {temporary}\n{servers}\n}}\n",
        encoding="utf-8",
    )
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    running = subprocess.Popen([program, "-p", str(at), "-c", str(conf)])
    try:
        while not (at / "socket").exists():
            time.sleep(0.01)
        yield at / "socket"
    finally:
        running.terminate()
        running.wait()
        shutil.rmtree(at, ignore_errors=True)


def ask(at: Path, path: str) -> str:
    """What nginx answers."""
    connection = http.client.HTTPConnection("localhost")
    connection.sock = socket.socket(socket.AF_UNIX)
    try:
        connection.sock.connect(str(at))
        connection.request("GET", path)
        return connection.getresponse().read().decode(errors="replace")
    finally:
        connection.close()


class Push:
    """A working copy, the bare repository it is pushed to, and the hook in it."""

    def __init__(self, place: Path, size: str, seed: int) -> None:
        self.place, self.bare, self.site = place, place / "content.git", place / "public" / "site"
        self.log = place / "steps.json"
        self.environment = surroundings(
            **{f"GIT_{who}_{what}": "bench" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
            GIT_CONFIG_GLOBAL=os.devnull,
            SOURCE_DATE_EPOCH=f"{MOMENT.timestamp():.0f}",
        )
        self.bench = Bench(place / "root", self.site)
        self.made = generate(SIZES[size], self.bench.root, seed)
        self.git("init", "--quiet", "--bare", str(self.bare), inside=place)
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("remote", "add", "origin", str(self.bare))
        ours = [sys.executable, "-m", "statuspage", "--lang", "en", "hook", "install", str(self.bare)]
        subprocess.run([*ours, "--out", str(self.site)], check=True, stdout=subprocess.DEVNULL)
        hook = self.bare / "hooks" / "post-receive"
        _, end, command = hook.read_text(encoding="utf-8").rpartition("-m statuspage ")
        assert end, "the hook is not written as it was"
        # The same start as the hook's own, and a watch on it. bash knows the time without a process.
        hook.write_text(
            "#!/bin/bash\nexport RECEIVED=$EPOCHREALTIME\n"
            f'exec "{sys.executable}" -X utf8 "{WATCHED}" "{self.log}" {command}',
            encoding="utf-8",
        )

    def git(self, *words: str, inside: Path | None = None) -> None:
        subprocess.run(
            ["git", "-C", str(inside or self.bench.root), *words],  # noqa: S607
            env=self.environment,
            check=True,
            capture_output=True,
        )

    def committed(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", f"{self.bench.number}")

    def first(self) -> float:
        """The first push, which builds everything; how many seconds the build took."""
        self.committed()
        begun = time.perf_counter()
        self.git("push", "--quiet", "origin", "main")
        return time.perf_counter() - begun

    def one(self, at: Path) -> dict[str, Step]:
        """One more update, pushed: what each step took."""
        self.bench.number += 1
        self.bench.add_update()
        self.committed()
        story = f"{MOMENT:%Y}/{self.bench._newest_story().name}"
        words, live, stop = f"{self.bench.number}번째 소식입니다", [0.0], threading.Event()

        def look() -> None:
            while not stop.is_set():
                if words in ask(at, f"/incidents/{story}/"):
                    live[0] = time.time()
                    return
                stop.wait(0.005)

        looking = threading.Thread(target=look)
        looking.start()
        begun = time.time()
        self.git("push", "--quiet", "origin", "main")
        pushed = time.time()
        looking.join(10)
        stop.set()
        assert live[0], "the new words were never served"
        return steps(begun, json.loads(self.log.read_text(encoding="utf-8")), live[0], pushed)


def steps(begun: float, inside: Mapping[str, list[float]], live: float, pushed: float) -> dict[str, Step]:
    """What each step took, and what the push took a reader."""
    ends = {name: Step(*found) for name, found in inside.items()}
    ends |= {"live": Step(live, ends["switched"].cpu), "pushed": Step(pushed, ends["ended"].cpu)}
    found, before = {}, Step(begun, 0.0)
    for name, _ in STEPS:
        if name in ends:
            end = Step(max(ends[name].wall, before.wall), max(ends[name].cpu, before.cpu))
            found[name], before = Step(end.wall - before.wall, end.cpu - before.cpu), end
    whole = Step(live - ends["received"].wall, ends["switched"].cpu)
    built = (live - ends["exported"].wall, ends["switched"].cpu - ends["exported"].cpu)
    found["whole"] = whole
    found["around"] = Step(whole.wall - built[0], whole.cpu - built[1])
    return found


def table(cold: float, runs: Sequence[Mapping[str, Step]]) -> str:
    """Every step in seconds, and against the first push of the same table."""
    titles = {
        **dict(STEPS),
        "whole": "**received → served**",
        "around": "of that, everything but the build",
    }
    lines = ["| step | wall s | of the first push | CPU s |", "| --- | --: | --: | --: |"]
    for name, title in titles.items():
        found = [run[name] for run in runs if name in run]
        if found:
            wall = statistics.median(step.wall for step in found)
            cpu = statistics.median(step.cpu for step in found)
            lines.append(f"| {title} | {wall:.3f} | {wall / cold:.4f} | {cpu:.3f} |")
    lines.append(f"| the first push, which makes everything | {cold:.2f} | 1 | – |")
    return "\n".join(lines)


def main(argv: Sequence[str]) -> int:
    """Make the country, push it, push one update after another, print."""
    arguments = options("Measure a push to a bare repository with the hook.", runs=5).parse_args(argv)

    place = arguments.work.absolute() / f"push-{arguments.size}-{arguments.seed}"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    push = Push(place, arguments.size, arguments.seed)
    print(f"{arguments.size}, seed {arguments.seed}: {push.made}", file=sys.stderr)
    cold = push.first()
    print(f"first push: {cold:.2f} s", file=sys.stderr)
    with nginx(place, push.site) as at:
        for _ in range(EARLIER):
            push.one(at)
        runs = [push.one(at) for _ in range(arguments.runs)]
    machine = (
        f"Python {platform.python_version()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}"
    )
    print(f"`{arguments.size}` ({push.made}), median of {arguments.runs}, {machine}\n")
    print(table(cold, runs))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The daemon that keeps a page as its files and the clock want it, and the answer to when that is."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import nobody
from conftest import needs
from sites import AFTER, DURING, SMALL, write
from statuspage.build import CACHE, build
from statuspage.cli import MIRROR, REFUSED, Context, main, watch
from statuspage.cli.aside import Aside

HOUSE = Path(__file__).resolve().parent.parent / "src"
AGENCY = "agencies/mois.yaml"
PROMISED = "2023-11-17T10:00:00+09:00"
"""When the promised next word of the small site is due."""
PATIENCE = 30.0


@pytest.fixture(name="warm", scope="module")
def _warm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that was built while counters failed, and what that build remembers."""
    root = write(tmp_path_factory.mktemp("warm") / "root")
    build(root, root / "site", DURING, cache=root / CACHE)
    return root


@pytest.fixture(name="root")
def _root(tmp_path: Path, warm: Path) -> Path:
    subprocess.run(["cp", "-a", f"{warm}/.", str(tmp_path)], check=True)
    return tmp_path


class Watching:
    """`statuspage watch`, running; what it says goes to a file."""

    def __init__(self, log: Path, *words: object, **more: str) -> None:
        self.log = log
        with log.open("wb") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "statuspage", "--lang", "en", *map(str, words)],
                stdout=file,
                stderr=file,
                env={**os.environ, "PYTHONPATH": str(HOUSE), "PYTHONUNBUFFERED": "1", **more},
            )

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def ended(self) -> str:
        """What it had said when it ended as it should."""
        self.process.send_signal(signal.SIGTERM)
        assert 0 == self.process.wait(timeout=PATIENCE), self.said()
        return self.said()


@contextmanager
def watching(folder: Path, *words: object, **more: str) -> Iterator[Watching]:
    found = Watching(folder / "said.txt", *words, **more)
    try:
        yield found
    finally:
        if found.process.poll() is None:
            found.process.kill()
            found.process.wait()


def comes(true: Callable[[], object]) -> bool:
    """Whether something comes to be true."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            if true():
                return True
        except OSError:
            pass
        time.sleep(0.05)
    return False


class TestWatch:
    @pytest.mark.parametrize("options", [(), ("--poll", "1")], ids=["told", "polling"])
    def test_it_follows_edits_and_outlives_what_cannot_be_built(
        self, root: Path, options: tuple[str, ...]
    ) -> None:
        """At night nobody is there to start it again; the last good page stays until it is mended."""
        page = root / "site" / "agencies" / "mois" / "index.html"
        with watching(root, "--root", root, "watch", *options, SOURCE_DATE_EPOCH="1700179200") as daemon:
            write(root, {AGENCY: "name: 바뀐 부처"})
            assert comes(lambda: "바뀐 부처" in page.read_text(encoding="utf-8"))

            write(root, {"site.yaml": "name: [x", AGENCY: "name: 아직 아님"})
            assert comes(lambda: "you see the pages from before" in daemon.said())
            assert "바뀐 부처" in page.read_text(encoding="utf-8")

            write(root, {"site.yaml": SMALL["site.yaml"], AGENCY: "name: 고친 부처"})
            assert comes(lambda: "고친 부처" in page.read_text(encoding="utf-8"))
            said = daemon.ended()

        assert "status/site.yaml:1:7:" in said
        assert "Until what is listed above is fixed, you see the pages from before." in said
        assert said.endswith("Ended. The live site stays.\n")

    def test_a_story_that_was_deleted_stays_on_the_page(self, root: Path) -> None:
        story = "incidents/2023/1117-saeol"
        with watching(root, "--root", root, "watch") as daemon:
            assert comes(lambda: "Watching" in daemon.said() or "published" in daemon.said())
            shutil.rmtree(root / "status" / story)
            assert comes(lambda: f"would be gone: {story}" in daemon.said())
            daemon.ended()

        assert (root / "site" / story / "index.html").is_file()

    def test_the_page_changes_by_itself(self, root: Path) -> None:
        """A notice that begins at nine is there at nine, without an edit."""
        begins = datetime.now().astimezone().replace(microsecond=0) + timedelta(seconds=4)  # as it is written
        starts, ends = (
            begins.strftime("%Y-%m-%d %H:%M:%S%z"),
            (begins + timedelta(days=3)).strftime("%Y-%m-%d"),
        )
        starts = f"{starts[:-2]}:{starts[-2:]}".replace(" ", "T")
        notice = f"---\ntitle: 갑자기 나타난 알림\nfrom: {starts}\nuntil: {ends}\n---\n안녕하세요."
        write(root, {f"notices/{begins.year}/{begins:%m%d}-sudden.md": notice})
        page = root / "site" / "index.html"
        with watching(root, "--root", root, "watch") as daemon:
            assert comes(lambda: "갑자기 나타난 알림" in page.read_text(encoding="utf-8"))
            assert datetime.now().astimezone() >= begins
            daemon.ended()

    def test_between_pushes_it_publishes_what_is_overdue(self, tmp_path: Path) -> None:
        """Pushes are the hook's; when the page changes by itself there is none."""
        git, bare, site = needs("git"), tmp_path / "content.git", tmp_path / "site"
        who = {f"GIT_{one}_{what}": "test" for one in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        outside = {**os.environ, **who, "PYTHONPATH": str(HOUSE)}

        def run(*words: object, at: datetime = DURING) -> None:
            subprocess.run(
                list(map(str, words)),
                check=True,
                capture_output=True,
                env={**outside, "SOURCE_DATE_EPOCH": str(int(at.timestamp()))},
            )

        def told() -> dict[str, str]:
            found: dict[str, str] = json.loads((site / "build.json").read_text(encoding="utf-8"))
            return found

        root = write(tmp_path / "clone")
        run(git, "init", "-q", "--bare", bare)
        run(git, "init", "-q", root)
        run(git, "-C", root, "add", "--all")
        run(git, "-C", root, "commit", "-qm", "one")
        run(sys.executable, "-m", "statuspage", "hook", "install", bare)
        run(git, "-C", root, "push", str(bare), "HEAD:main")
        before = told()
        with watching(tmp_path, "watch", "--repository", bare) as daemon:
            assert comes(lambda: told()["at"] != before["at"])
            said = daemon.ended()

        assert PROMISED == before["next_change"]
        assert before["commit"] == told()["commit"]
        assert f"{bare.absolute()}: published to {site}" in said

    @pytest.mark.parametrize("code", [REFUSED, MIRROR])
    def test_what_cannot_go_out_now_is_not_tried_every_second(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
    ) -> None:
        """A page that readers do not get is turned back: they would see it come and go."""
        bare, tried, stop = tmp_path / "content.git", [], threading.Event()
        subprocess.run([needs("git"), "init", "-q", "--bare", bare], check=True)
        assert 0 == asked("hook", "install", bare).exit_code
        turns = iter([False] * 9 + [True])

        def published(*words: object, apart: Aside) -> int:
            tried.append(words)
            return code

        monkeypatch.setattr(stop, "wait", lambda seconds: next(turns))
        monkeypatch.setattr(watch, "next_change", lambda chosen: DURING)
        monkeypatch.setattr(watch, "published", published)

        watch._between_pushes(Context(bare, "en"), bare, stop, Aside(Context(bare, "en")))

        assert 1 == len(tried)

    def test_what_its_hook_left_behind_is_tried_again_ever_later(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """At once what was there at the start; of what comes later, the hook may just be at work."""
        bare, tried, stop = tmp_path / "content.git", list[int](), threading.Event()
        subprocess.run([needs("git"), "init", "-q", "--bare", bare], check=True)
        assert 0 == asked("hook", "install", bare).exit_code
        minute = timedelta(minutes=1)

        class Clock(datetime):
            moment = DURING

            @classmethod
            def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
                return cls.moment

        def wait(seconds: int) -> bool:
            Clock.moment += timedelta(seconds=seconds)
            return Clock.moment > DURING + 30 * minute

        def published(*words: object, apart: Aside) -> int:
            tried.append((Clock.moment - DURING) // minute)
            return REFUSED

        def overlooked(*words: object) -> str:
            return "one" if Clock.moment < DURING + 10 * minute else "two"

        monkeypatch.setattr(stop, "wait", wait)
        monkeypatch.setattr(watch, "datetime", Clock)
        monkeypatch.setattr(watch, "next_change", lambda chosen: None)
        monkeypatch.setattr(watch, "overlooked", overlooked)
        monkeypatch.setattr(watch, "published", published)

        watch._between_pushes(Context(bare, "en"), bare, stop, Aside(Context(bare, "en")))

        assert [0, 1, 3, 7, 11, 12, 14, 18, 26] == tried

    @pytest.mark.parametrize("form", [(), ("--systemd-unit",)])
    def test_a_repository_that_publishes_nowhere_is_told_what_to_run_first(
        self, tmp_path: Path, form: tuple[str, ...]
    ) -> None:
        """A daemon that waits for ever for a page that nobody makes would look well."""
        bare = tmp_path / "content.git"
        bare.mkdir()
        no_repository = asked("watch", "--repository", bare, *form)
        subprocess.run([needs("git"), "init", "-q", "--bare", bare], check=True)
        no_hook = asked("watch", "--repository", bare, *form)

        assert (1, 1) == (no_repository.exit_code, no_hook.exit_code)
        assert f"git init --bare {bare}" in no_repository.stderr
        assert f"statuspage hook install {bare}" in no_hook.stderr

    def test_root_leaves_the_repository_of_somebody_else_to_them(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """What root writes there, the next push could not replace: nothing would go out any more."""
        bare, stop = tmp_path / "content.git", threading.Event()
        subprocess.run([needs("git"), "init", "-q", "--bare", bare], check=True)
        assert 0 == asked("hook", "install", bare).exit_code
        if os.geteuid() == 0:
            os.chown(bare, nobody.ID, nobody.ID)
        monkeypatch.setattr(os, "geteuid", lambda: 0)
        stop.set()
        context = Context(bare, "en")

        assert REFUSED == watch._between_pushes(context, bare, stop, Aside(context))
        run = f"Run sudo -u {bare.owner()} statuspage watch --repository {bare}\n"
        assert run in capsys.readouterr().err
        assert f"\nUser={bare.owner()}\n" in asked("watch", "--repository", bare, "--systemd-unit").stdout

    def test_what_the_hook_has_settled_cannot_be_said_again(self, tmp_path: Path) -> None:
        for more in (["--poll", "5"], ["--out", tmp_path / "site"]):
            done = asked("watch", "--repository", tmp_path, *more)

            assert 2 == done.exit_code
            assert f"{more[0]}: not together with --repository" in done.stderr

    def test_the_unit_for_systemd_runs_what_was_typed(self, root: Path) -> None:
        """It is copied as it is printed: every path is whole, and odd ones are quoted."""
        odd = root / "100% ours"
        odd.mkdir()
        shutil.move(root / "status", odd / "status")
        done = asked("--root", odd, "watch", "--poll", "60", "--systemd-unit")

        assert 0 == done.exit_code
        words = re.search(r"^ExecStart=(.*)$", done.stdout, re.MULTILINE)
        assert words
        quoted = str(odd).replace("%", "%%")
        assert words[1].endswith(f' -m statuspage --lang en --root "{quoted}" watch --poll 60')
        assert f'ReadWritePaths="{quoted}"\n' in done.stdout
        assert "[Install]\nWantedBy=multi-user.target\n" in done.stdout

    def test_the_unit_lets_the_daemon_write_wherever_the_site_goes_on_this_machine(self, root: Path) -> None:
        """A disk that is away must not keep it from starting; what lies elsewhere is not its business."""
        work, pages = root / "work", root / "pages.git"
        work.mkdir()
        shutil.move(root / "status", work / "status")
        for repository, more in ((pages, ["--bare"]), (root, [])):
            subprocess.run([needs("git"), "init", "-q", *more, repository], check=True)
        with (work / "status/site.yaml").open("a", encoding="utf-8") as file:
            file.write(
                "\npublish: [{folder: /srv/www/status}, {name: a, branch: x, repository: ../pages.git},"
                " {name: b, branch: y}, {name: c, branch: z, repository: 'ssh://git@example.org/x.git'}]\n"
            )

        unit = asked("--root", work, "watch", "--systemd-unit").stdout

        assert f"ReadWritePaths={work} -/srv/www -{pages} -{root}/.git\n" in unit


class TestAside:
    """Sending and telling: slow, and sometimes in vain, while the next page is built."""

    def test_of_what_waits_only_the_newest_is_done(self) -> None:
        began, go_on, done = threading.Event(), threading.Event(), list[str]()
        aside = Aside(Context(Path(), "en"))

        def slow() -> int:
            began.set()
            go_on.wait(PATIENCE)
            return work("slow")

        def work(name: str) -> int:
            done.append(name)
            return 0

        aside(slow)
        began.wait(PATIENCE)
        aside(lambda: work("older"))
        aside(lambda: work("newest"))
        go_on.set()
        aside.end(threading.Event())

        assert ["slow", "newest"] == done

    def test_what_fails_is_tried_again_until_it_succeeds(self) -> None:
        """Also where the program has a fault; nobody pushes at night."""
        answers: list[int | Exception] = [4, ValueError("a fault"), 0]
        over = threading.Event()
        aside = Aside(Context(Path(), "en"), timedelta(milliseconds=1))

        def work() -> int:
            answer = answers.pop(0)
            if not answers:
                over.set()
            if isinstance(answer, Exception):
                raise answer
            return answer

        aside(work)

        assert over.wait(PATIENCE)
        aside.end(threading.Event())
        assert [] == answers

    def test_what_is_done_leaves_all_processors_to_the_next_build(self) -> None:
        """Only a process without threads can be copied; one that waits for work would cost every build."""
        alone, done = threading.active_count(), list[int]()
        aside = Aside(Context(Path(), "en"))

        def work() -> int:
            done.append(threading.active_count())
            return 0

        for _ in range(2):
            aside(work)

            assert comes(lambda: alone == threading.active_count())
        aside.end(threading.Event())

        assert [alone + 1] * 2 == done

    def test_who_is_in_a_hurry_does_not_wait(self, capsys: pytest.CaptureFixture[str]) -> None:
        aside, hurry, never = Aside(Context(Path(), "en")), threading.Event(), threading.Event()
        aside(lambda: int(never.wait(PATIENCE)))
        hurry.set()
        began = time.monotonic()
        aside.end(hurry)
        never.set()

        assert time.monotonic() - began < PATIENCE / 2
        assert "To end at once, stop it again." in capsys.readouterr().out


def asked(*words: object) -> Result:
    return CliRunner().invoke(main, ["--lang", "en", *map(str, words)])


class TestNextChange:
    def test_it_is_the_moment_at_which_the_page_changes(self, root: Path) -> None:
        assert f"{PROMISED}\n" == asked("--root", root, "next-change", "--at", DURING.isoformat()).stdout

    def test_never_is_an_answer(self, root: Path) -> None:
        shutil.rmtree(root / "status" / "incidents")
        done = asked("--root", root, "next-change", "--at", AFTER.isoformat())

        assert (0, "never\n") == (done.exit_code, done.stdout)

    @pytest.mark.parametrize(
        ("option", "right"),
        [
            ("--seconds", r"3600\n"),
            ("--cron", r"\d+ \d+ 1[67] 11 \* \S+ -m statuspage --root \S+ build\n"),
            ("--systemd-timer", r"(?s).*\[Timer\]\nOnCalendar=2023-11-17 01:00:00 UTC\n.*"),
        ],
    )
    def test_it_is_told_as_the_machine_wants_it(self, root: Path, option: str, right: str) -> None:
        done = asked("--root", root, "next-change", "--at", DURING.isoformat(), option)

        assert re.fullmatch(right, done.stdout)

    def test_an_edit_counts_before_it_is_built(self, root: Path) -> None:
        story = "incidents/2023/1117-saeol/1117-0840-mois.md"
        write(root, {story: SMALL[story].replace("10:00", "09:30")})
        done = asked("--root", root, "next-change", "--at", DURING.isoformat())

        assert "2023-11-17T09:30:00+09:00\n" == done.stdout

    def test_what_the_last_build_found_is_told_without_reading_a_file(self, root: Path) -> None:
        """A timer asks often, on old machines."""
        question = f"""if True:
            import sys
            from statuspage.cli import main
            try:
                main(["--root", {str(root)!r}, "next-change"])
            except SystemExit:
                print(sorted({{"yaml", "jinja2", "statuspage.load"}} & set(sys.modules)))
        """
        build(root, root / "site", DURING, cache=root / CACHE)
        answer = subprocess.run(
            [sys.executable, "-c", question],
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": str(HOUSE), "SOURCE_DATE_EPOCH": str(int(DURING.timestamp()))},
        )

        assert [PROMISED, "[]"] == answer.stdout.splitlines(), answer.stderr

    def test_a_repository_without_a_page_yet_is_told_so(self, tmp_path: Path) -> None:
        done = asked("next-change", "--repository", tmp_path)

        assert 2 == done.exit_code
        assert "nothing has been published yet" in done.stderr

"""A reader gets one whole site, whatever happens to the one who publishes it."""

from __future__ import annotations

import errno
import http.client
import os
import random
import resource
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import needs
from statuspage.publish import folder
from statuspage.publish.folder import Folder, Refused, Switch, opened


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "site"


def publish(out: Path, files: Mapping[str, str], **options: Any) -> Switch:
    with opened(out, **options) as ready:
        for path, text in files.items():
            ready.put(path, text.encode())
        return ready.switch()


def kept(ready: Folder, path: str) -> bool:
    """Keep one live file."""
    return ready.keep({path: ready.live.get(path, "")})


def seen(out: Path) -> dict[str, str]:
    """What a reader finds, all of it."""
    return {
        path.relative_to(out).as_posix(): path.read_text()
        for path in sorted(out.resolve().rglob("*"))
        if path.is_file()
        for path in [out / path.relative_to(out.resolve())]
    }


def beside(out: Path) -> list[str]:
    return sorted(path.name for path in (out.parent / f".{out.name}-releases").iterdir())


def edition(word: object) -> dict[str, str]:
    """A small site of which every file says the same word."""
    names = ("index.html", "api/status.json", "services/a/index.html", "services/b/index.html")
    return dict.fromkeys(names, f"{word}")


def publish_keeping(out: Path, number: int) -> None:
    """Publish a good edition of which only the first page has changed; of three releases."""
    with opened(out, releases=3) as ready:
        ready.put("index.html", f"{number}".encode())
        for path in list(edition("good"))[1:]:
            assert kept(ready, path) or ready.put(path, b"good")
        ready.switch()


def refusal(out: Path, files: Mapping[str, str], **options: Any) -> str:
    """The code with which a publication is refused."""
    with pytest.raises(Refused) as caught:
        publish(out, files, **options)
    assert caught.value.code in folder.REFUSALS
    return caught.value.code


def in_a_child(work: Callable[[], object]) -> str:
    """Do something in a process of its own: `done`, the code of a refusal, or how it went wrong."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        answer = "done"
        try:
            work()
        except Refused as refused:
            answer = refused.code
        except BaseException as failure:
            answer = repr(failure)
        finally:
            os.write(writing, answer.encode())
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answers:
        said = answers.read()
    os.waitpid(child, 0)
    return said


@contextmanager
def started(code: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """A Python program of its own, ended with the test."""
    source = Path(folder.__file__).parents[2]
    program = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(source)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield program
    finally:
        program.kill()
        program.communicate()


class TestSwitch:
    def test_the_first_publication_makes_the_site(self, out: Path) -> None:
        """An officer starts with nothing but a name for the folder."""
        done = publish(out, edition("first"))

        assert edition("first") == seen(out)
        assert (4, 0, 0) == (done.written, done.removed, done.kept)
        assert done
        assert f".site-releases/{done.release}" == str(out.readlink())

    def test_what_is_not_made_ready_again_is_gone(self, out: Path) -> None:
        """A withdrawn page must not live on because nobody deleted it."""
        publish(out, {"index.html": "a", "old/index.html": "b"})
        done = publish(out, {"index.html": "a"})

        assert {"index.html": "a"} == seen(out)
        assert (0, 1, 1) == (done.written, done.removed, done.kept)

    def test_an_unchanged_site_is_not_touched_at_all(self, out: Path) -> None:
        """Most runs change nothing; copying, caching and mirrors downstream should see nothing."""
        publish(out, edition("same"))
        before = str(out.readlink()), beside(out), (out / "index.html").stat(), out.resolve().parent.stat()
        done = publish(out, edition("same"))

        assert not done
        assert before == (
            str(out.readlink()),
            beside(out),
            (out / "index.html").stat(),
            out.resolve().parent.stat(),
        )

    def test_a_build_that_fails_leaves_the_last_good_site(self, out: Path) -> None:
        """An error halfway through a build must never reach a reader."""
        publish(out, edition("good"))

        def half_a_build() -> None:
            with opened(out) as ready:
                ready.put("index.html", b"half")
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            half_a_build()

        assert edition("good") == seen(out)
        assert not [name for name in beside(out) if name.startswith(".tmp")]

    def test_live_and_digests_say_what_is_there(self, out: Path) -> None:
        """The cache and the manifest are made from these; they are plain SHA-256."""
        publish(out, {"index.html": "a"})
        with opened(out) as ready:
            assert ["index.html"] == list(ready.live)
            assert ready.live["index.html"].startswith("ca978112ca1bbdcafac231b39a23dc4d")
            ready.put("other.html", b"a")
            assert {"other.html": ready.live["index.html"]} == dict(ready.digests)

    def test_nothing_made_ready_is_never_a_site(self, out: Path) -> None:
        """An empty site is what a bug in the build looks like."""
        publish(out, edition("good"))
        with opened(out) as ready, pytest.raises(ValueError, match="empty site"):
            ready.switch()

        assert edition("good") == seen(out)

    def test_the_newest_releases_stay_and_the_live_one_always(self, out: Path) -> None:
        """Going back needs something to go back to; a disk must not fill up."""
        for number in range(9):
            publish(out, edition(number), releases=3)

        numbers = [name[:6] for name in beside(out) if "." not in name and name != "lock"]
        assert ["000007", "000008", "000009"] == numbers
        assert 7 == len(beside(out))

    def test_everyone_may_read_whatever_the_umask(self, out: Path) -> None:
        """A server's narrow umask once made a page that its own web server could not open."""
        before = os.umask(0o077)
        try:
            publish(out, edition("open"))
        finally:
            os.umask(before)

        release = out.resolve()
        modes = {
            stat.S_IMODE(path.stat().st_mode) for path in [release, *release.rglob("*")] if path.is_dir()
        }
        assert {0o755} == modes
        assert {0o644} == {stat.S_IMODE(path.stat().st_mode) for path in release.rglob("*") if path.is_file()}
        assert 0o755 == stat.S_IMODE(release.parent.stat().st_mode)

    def test_equal_sites_have_equal_names(self, out: Path, tmp_path: Path) -> None:
        """Two machines that made the same site can tell so by the name of the release."""
        first, second = edition("x"), dict(reversed(edition("x").items()))

        assert publish(out, first).release == publish(tmp_path / "other", second).release


class TestMadeOver:
    """A release is made out of the oldest one: what an update costs is what it changes."""

    def test_no_release_is_written_over(self, out: Path) -> None:
        """Whoever still reads the release before, or goes back to it, finds what was published."""
        told: dict[Path, dict[str, str]] = {}
        for number in range(9):
            publish(
                out,
                {**edition("same"), "index.html": f"{number}", f"n{number % 4}.txt": f"{number}"},
                releases=3,
            )
            told[out.resolve()] = {
                **edition("same"),
                "index.html": f"{number}",
                f"n{number % 4}.txt": f"{number}",
            }

            for release, files in told.items():
                if release.is_dir():
                    found = {p.relative_to(release).as_posix(): p.read_text() for p in release.rglob("*.*")}
                    assert files == found

        assert 3 == sum(release.is_dir() for release in told)

    def test_most_of_its_files_are_there_already(self, out: Path) -> None:
        for number in range(4):
            publish(out, {**edition("same"), "index.html": f"{number}"}, releases=3)
        before = (out / "services/a").resolve().parent.parent.stat().st_ino
        oldest = sorted(name for name in beside(out) if "." not in name and name != "lock")[0]
        inode = (out.parent / ".site-releases" / oldest / "services").stat().st_ino
        publish(out, {**edition("same"), "index.html": "4"}, releases=3)

        assert inode == (out.resolve() / "services").stat().st_ino != before

    def test_a_name_may_turn_from_a_file_into_a_folder_and_back(self, out: Path) -> None:
        for number in range(8):
            extra = {"metrics": "1"} if number % 2 else {"metrics/index.html": "2"}
            publish(out, {**edition(number), **extra}, releases=1 + number % 3)

            assert {**edition(number), **extra} == seen(out)

    def test_what_a_hand_put_there_does_not_come_back(self, out: Path) -> None:
        for number in range(3):
            publish(out, edition(number), releases=3)
            (out.resolve() / "services" / "test.html").write_text("by hand")
            (out.resolve() / "api" / "link.html").symlink_to("/etc/passwd")
        for number in range(3, 6):
            publish(out, edition(number), releases=3)

            assert edition(number) == seen(out)

    @pytest.mark.parametrize("instead", ["nothing", "a link", "a file"])
    def test_what_a_hand_took_away_is_there_again(self, out: Path, tmp_path: Path, instead: str) -> None:
        for number in range(3):
            publish(out, edition("same") | {"index.html": f"{number}"}, releases=3)
        elsewhere = tmp_path / "elsewhere"
        shutil.copytree(out.resolve() / "services", elsewhere)
        for release in (out.parent / ".site-releases").glob("0*-*[!n]/"):
            shutil.rmtree(release / "services")
            if instead == "a link":
                (release / "services").symlink_to(elsewhere)
            elif instead == "a file":
                (release / "services").write_text("x")
        for number in range(3, 6):
            publish(out, edition("same") | {"index.html": f"{number}"}, releases=3)

            assert edition("same") | {"index.html": f"{number}"} == seen(out)
            assert not (out / "services").is_symlink()

    @pytest.mark.parametrize("how", ["another file", "another folder", "restored", "never linked"])
    def test_what_a_hand_put_in_the_place_of_a_file_does_not_come_back(
        self, out: Path, monkeypatch: pytest.MonkeyPatch, how: str
    ) -> None:
        """Nor where the folders say that nothing came or went: their times can be set back."""

        def no_links(*_: object, **__: object) -> None:
            raise OSError(errno.EMLINK, "no more links")

        if how == "never linked":
            monkeypatch.setattr(os, "link", no_links)
        for number in range(3):
            publish_keeping(out, number)
        oldest = min((out.parent / ".site-releases").glob("0*-*[!n]/"))
        inside, spare = oldest / "services/a", oldest.with_name("spare")
        page, times = inside / "index.html", {path: path.stat() for path in (inside, inside.parent, oldest)}
        time.sleep(0.02)  # the system does not tell moments apart that lie closer together
        oldest.with_name(f"{oldest.name}.json").touch()
        time.sleep(0.02)
        if how == "another file":
            page.unlink()
        elif how == "another folder":
            shutil.copytree(inside, spare)
            shutil.rmtree(inside)
            spare.rename(inside)
        elif how == "restored":
            shutil.copytree(oldest, spare)
            shutil.rmtree(oldest)
            spare.rename(oldest)
        page.write_text("evil")
        if how != "never linked":
            for path, before in times.items():
                os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        publish_keeping(out, 3)

        assert edition("good") | {"index.html": "3"} == seen(out)

    def test_a_folder_that_a_hand_moved_there_does_not_come_back(self, out: Path) -> None:
        """Nor anything deep in it, of which the system knows no change."""
        moved = out.parent / "moved"
        for name in ("a/index.html", "a/more.html"):
            (moved / name).parent.mkdir(parents=True, exist_ok=True)
            (moved / name).write_text("old")
        for number in range(4):
            if number == 3:
                oldest = min((out.parent / ".site-releases").glob("0*-*[!n]/"))
                shutil.rmtree(oldest / "services")
                moved.rename(oldest / "services")
            time.sleep(0.02)  # the system does not tell moments apart that lie closer together
            publish_keeping(out, number)

        assert edition("good") | {"index.html": "3"} == seen(out)

    def test_folders_that_are_empty_are_gone(self, out: Path) -> None:
        """A web server would answer 403 there, where the page of ours for lost addresses belongs."""
        for number in range(5):
            extra = {f"incidents/2023/{number}/index.html": "x"} if number == 0 else {}
            publish(out, {**edition(number), **extra}, releases=3)

        assert not (out / "incidents").exists()


class TestMoment:
    """`build.json` tells of the run; it must neither hide nor cause a change."""

    def test_it_is_replaced_alone_when_nothing_else_changed(self, out: Path) -> None:
        """Readers look at it every minute; the 9,999 other files stay out of it."""
        files = {"index.html": "a"}
        for number, changed in (("1", True), ("2", False), ("3", False)):
            with opened(out) as ready:
                ready.put("index.html", b"a")
                assert changed is bool(ready.switch({"build.json": number.encode()}))

        assert files | {"build.json": "3"} == seen(out)
        assert 1 == sum("." not in name and name != "lock" for name in beside(out))

    def test_its_time_of_change_always_moves_forward(self, out: Path) -> None:
        """Three runs within one second are three answers, not two and a 304."""
        seconds = []
        publish(out, {"index.html": "a", "build.json": "0"})
        for number in range(3):
            seconds.append(int((out / "build.json").stat().st_mtime))
            with opened(out) as ready:
                assert ready.replace("build.json", f"{number + 1}".encode())

        assert sorted(set(seconds)) == seconds
        assert "3" == (out / "build.json").read_text()

    def test_it_goes_along_with_a_new_release(self, out: Path) -> None:
        """There is no instant at which the new site is there and its moment is not."""
        publish(out, {"index.html": "a", "build.json": "0"})
        with opened(out) as ready:
            ready.put("index.html", b"b")
            assert ready.switch({"build.json": b"1"})

        assert {"index.html": "b", "build.json": "1"} == seen(out)

    def test_an_older_release_keeps_its_own(self, out: Path) -> None:
        """Replacing must not reach through a hard link into what may be gone back to."""
        publish(out, {"index.html": "a", "build.json": "0"})
        first = out.resolve()
        with opened(out) as ready:
            ready.put("index.html", b"b")
            kept(ready, "build.json")
            ready.switch()
        with opened(out) as ready:
            ready.replace("build.json", b"1")

        assert "0" == (first / "build.json").read_text()
        assert "1" == (out / "build.json").read_text()

    def test_only_a_live_file_can_be_replaced(self, out: Path) -> None:
        """Anything else would grow a release that no record knows."""
        publish(out, {"index.html": "a"})
        with opened(out) as ready, pytest.raises(KeyError):
            ready.replace("build.json", b"1")


class TestValidators:
    """Web servers answer "not modified" by the second and the size of a file."""

    def test_unchanged_files_stay_the_same_files(self, out: Path) -> None:
        """A reader's copy stays good, and 9,980 pages are neither written nor sent again."""
        publish(out, {"index.html": "a", "b/index.html": "b", "c/index.html": "c"})
        before = [(out / path).stat() for path in ("b/index.html", "c/index.html")]
        with opened(out) as ready:
            assert ready.put("index.html", b"A")
            assert kept(ready, "b/index.html")
            assert not ready.put("c/index.html", b"c")
            ready.switch()
        after = [(out / path).stat() for path in ("b/index.html", "c/index.html")]

        assert [(s.st_ino, s.st_mtime_ns) for s in before] == [(s.st_ino, s.st_mtime_ns) for s in after]

    def test_equal_length_in_the_same_second_is_still_a_change(self, out: Path) -> None:
        """`정상` and `장애` are of one length; a 304 here keeps a reader at 정상 during an outage."""
        seconds = []
        for word in ("정상", "장애", "정상", "장애"):
            publish(out, {"index.html": word})
            seconds.append(int((out / "index.html").stat().st_mtime))

        assert sorted(set(seconds)) == seconds

    def test_a_page_that_comes_back_does_not_go_back_in_time(self, out: Path) -> None:
        """A reader may still hold the copy from before it vanished."""
        for word in ("a", "b", "c", "d"):
            publish(out, {"index.html": "x", "page.html": word})
        last = int((out / "page.html").stat().st_mtime)
        publish(out, {"index.html": "x"})
        publish(out, {"index.html": "y"})
        publish(out, {"index.html": "y", "page.html": "e"})

        assert last < int((out / "page.html").stat().st_mtime)

    def test_a_packed_page_is_later_than_the_plain_one_before_it(self, out: Path) -> None:
        """Both answer at one address; a reader may ask for either with the time of the other."""
        for word in ("a", "b", "c"):
            publish(out, {"index.html": word})
        last = int((out / "index.html").stat().st_mtime)
        publish(out, {"index.html": "d", "index.html.gz": "packed"})

        assert last < int((out / "index.html.gz").stat().st_mtime)

    def test_going_back_by_hand_does_not_bring_old_seconds_back(self, out: Path) -> None:
        """An operator turned the link to an older release; the next page is newer than both."""
        for word in ("a", "b", "c", "d"):
            publish(out, {"index.html": word})
        last = int((out / "index.html").stat().st_mtime)
        first = next(name for name in beside(out) if name.startswith("000001") and "." not in name)
        out.unlink()
        out.symlink_to(f".site-releases/{first}")
        assert "a" == (out / "index.html").read_text()
        publish(out, {"index.html": "e"})

        assert last < int((out / "index.html").stat().st_mtime)
        assert str(out.readlink()).startswith(".site-releases/000005-")

    @settings(max_examples=25, deadline=None)
    @given(
        st.lists(
            st.dictionaries(
                st.sampled_from(["a.html", "b.html", "c/d.html"]), st.sampled_from("xyz"), min_size=1
            ),
            min_size=2,
            max_size=6,
        )
    )
    def test_second_and_size_name_the_bytes_for_good(self, sites: list[dict[str, str]]) -> None:
        """Over any history, one path with one second never stands for two contents."""
        meant: dict[tuple[str, int], str] = {}
        with tempfile.TemporaryDirectory() as place:
            out = Path(place) / "site"
            for site in sites:
                publish(out, site)
                assert site == seen(out)
                for path, text in site.items():
                    second = int((out / path).stat().st_mtime)
                    assert text == meant.setdefault((path, second), text)


class TestTampering:
    """Somebody edits or deletes files in the live folder; the next run must not carry that on."""

    def test_files_are_kept_together_or_not_at_all(self, out: Path) -> None:
        """Whoever asks for several makes all of them again, so none may be taken already."""
        publish(out, edition("good"))
        (out / "services/b/index.html").unlink()
        with opened(out) as ready:
            assert not ready.keep(dict(ready.live))
            assert {} == ready.digests

    def test_only_the_bytes_that_were_meant_are_kept(self, out: Path) -> None:
        """Whoever remembers other bytes than those that are live remembers another site."""
        publish(out, edition("good"))
        with opened(out) as ready:
            assert not ready.keep({"index.html": "0" * 64})
            assert {} == ready.digests

    @pytest.mark.parametrize("how", ["deleted", "edited", "linked", "folder", "pipe"])
    def test_a_file_that_is_not_as_published_is_made_again(self, out: Path, how: str) -> None:
        """Keeping it would publish what nobody wrote."""
        publish(out, edition("good"))
        victim = out / "services/a/index.html"
        victim.unlink()
        if how == "edited":
            victim.write_text("evil")
        if how == "linked":
            victim.symlink_to("/etc/passwd")
        if how == "folder":
            victim.mkdir()
        if how == "pipe":
            os.mkfifo(victim)
        with opened(out) as ready:
            for path in ("index.html", "api/status.json", "services/b/index.html"):
                assert kept(ready, path)
            assert not kept(ready, "services/a/index.html")
            assert ready.put("services/a/index.html", b"good")
            ready.switch()

        assert edition("good") == seen(out)

    def test_a_folder_turned_into_a_link_is_not_followed(self, out: Path, tmp_path: Path) -> None:
        """What lies behind such a link is not ours to publish, nor to write to."""
        publish(out, edition("good") | {"build.json": "0", "api/build.json": "0"})
        elsewhere = tmp_path / "elsewhere"
        shutil.move(out / "api", elsewhere)
        (out / "api").symlink_to(elsewhere)
        with opened(out) as ready:
            assert not kept(ready, "api/status.json")
            with pytest.raises(Refused) as caught:
                ready.replace("api/build.json", b"1")

        assert "in-the-way" == caught.value.code
        assert {"status.json": "good", "build.json": "0"} == seen(elsewhere)

    def test_a_link_planted_in_what_is_being_made_ready_leads_nowhere(
        self, out: Path, tmp_path: Path
    ) -> None:
        """Not one byte may be written outside, even by someone who can write beside the site."""
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "victim").write_text("safe")
        publish(out, edition("good"))
        for plant, goal in (("services", "elsewhere"), ("feed.xml", "victim")):
            with opened(out) as ready:
                ready.put("index.html", b"new")
                (out.parent / ".site-releases/.tmp-site" / plant).symlink_to(tmp_path / goal)
                with pytest.raises(Refused) as caught:
                    ready.put("services/c/index.html" if plant == "services" else plant, b"out")
                with pytest.raises(Refused):
                    ready.switch()
            assert "in-the-way" == caught.value.code

        assert [] == list((tmp_path / "elsewhere").iterdir())
        assert "safe" == (tmp_path / "victim").read_text()
        assert edition("good") == seen(out)

    @pytest.mark.parametrize("how", ["missing", "empty", "edited", "nonsense"])
    def test_without_its_record_a_release_is_made_anew_and_later(self, out: Path, how: str) -> None:
        """A lost record costs work; it never costs a reader the newer page."""
        for word in ("a", "b", "c"):
            publish(out, {"index.html": word})
        last = int((out / "index.html").stat().st_mtime)
        record = out.parent / f"{out.readlink()!s}.json"
        text = record.read_text()
        if how == "missing":
            record.unlink()
        else:
            record.write_text({"empty": "", "edited": text.replace("index", "other"), "nonsense": "[]"}[how])
        with opened(out) as ready:
            assert {} == dict(ready.live)
            assert ready.put("index.html", b"d")
            ready.switch()

        assert last < int((out / "index.html").stat().st_mtime)

    def test_without_its_record_a_page_that_vanished_still_comes_back_later(self, out: Path) -> None:
        """The files themselves remember what the lost record knew."""
        for word in ("a", "b", "c", "d"):
            publish(out, {"index.html": "x", "page.html": word})
        last = int((out / "page.html").stat().st_mtime)
        (out.parent / f"{out.readlink()}.json").unlink()
        publish(out, {"index.html": "x"})
        publish(out, {"index.html": "x", "page.html": "e"})

        assert last < int((out / "page.html").stat().st_mtime)

    @pytest.mark.parametrize("gone", ["link", "release", "everything"])
    def test_whatever_is_deleted_the_next_run_needs_no_hand(self, out: Path, gone: str) -> None:
        """Somebody cleaned up too much; publishing again is the whole cure."""
        publish(out, edition("old"))
        if gone == "release":
            shutil.rmtree(out.resolve())
        if gone == "everything":
            shutil.rmtree(out.resolve().parent)
        if gone == "link":
            out.unlink()
        publish(out, edition("new"))

        assert edition("new") == seen(out)


class TestManyFolders:
    def test_a_site_has_more_folders_than_a_process_may_open(self, out: Path) -> None:
        """10,000 services are 10,000 folders; 1,024 open files are a common limit, 256 another."""
        files = {f"services/s{number}/index.html": "x" for number in range(300)}

        def limited() -> None:
            resource.setrlimit(resource.RLIMIT_NOFILE, (200, 200))
            publish(out, files)
            publish(out, files | {"index.html": "y"})

        assert "done" == in_a_child(limited)
        assert files | {"index.html": "y"} == seen(out)


class TestForeign:
    """What we did not put there is not ours to replace."""

    @pytest.mark.parametrize("what", ["folder", "file", "link", "absolute"])
    def test_it_is_refused_and_nothing_is_left_beside_it(self, out: Path, tmp_path: Path, what: str) -> None:
        """A slip in a setting must not cost anybody a folder of work."""
        other = tmp_path / "other"
        other.mkdir()
        (other / "thesis.txt").write_text("mine")
        if what == "folder":
            shutil.copytree(other, out)
        if what == "file":
            out.write_text("mine")
        if what == "link":
            out.symlink_to("other")
        if what == "absolute":
            out.symlink_to(tmp_path / ".site-releases/000001-00000000")
        before = sorted(path.name for path in tmp_path.iterdir())

        assert "not-ours" == refusal(out, edition("x"))
        assert before == sorted(path.name for path in tmp_path.iterdir())
        assert {"thesis.txt": "mine"} == seen(other)

    def test_an_empty_folder_may_be_replaced(self, out: Path) -> None:
        """Many make the folder first, to set its place in the web server."""
        out.mkdir()
        publish(out, edition("x"))

        assert edition("x") == seen(out)

    def test_a_folder_filled_meanwhile_is_left_alone(self, out: Path) -> None:
        """It was empty when the run began; that is no leave to delete it."""
        out.mkdir()
        with opened(out) as ready:
            ready.put("index.html", b"x")
            (out / "thesis.txt").write_text("mine")
            with pytest.raises(Refused) as caught:
                ready.switch()

        assert "not-ours" == caught.value.code
        assert {"thesis.txt": "mine"} == seen(out)
        assert ["lock"] == beside(out)

    def test_a_link_turned_by_hand_meanwhile_is_left_alone(self, out: Path) -> None:
        """An operator went back during a build; the build must not undo that behind their back."""
        publish(out, edition("one"))
        first = str(out.readlink())
        publish(out, edition("two"))
        with opened(out) as ready:
            ready.put("index.html", b"three")
            out.unlink()
            out.symlink_to(first)
            with pytest.raises(Refused) as caught:
                ready.switch()

        assert "changed-meanwhile" == caught.value.code
        assert edition("one") == seen(out)

    def test_a_link_where_the_releases_belong_is_refused(self, out: Path, tmp_path: Path) -> None:
        """It could lead anywhere, and everything there would be cleared away."""
        (tmp_path / "other").mkdir()
        (tmp_path / ".site-releases").symlink_to("other")

        assert "in-the-way" == refusal(out, edition("x"))
        assert [] == list((tmp_path / "other").iterdir())


class TestPaths:
    """A path comes from our own code; a wrong one is a bug and is said so at once."""

    @pytest.mark.parametrize(
        "path",
        [
            "",
            "/etc/x.html",
            "../x.html",
            "a/../x.html",
            "./x.html",
            "a//x.html",
            "a/",
            "a\\x.html",
            "a\0.html",
            "a\n.html",
            "가.html",
            "a b.html",
            "%2e%2e/x.html",
            ".htaccess",
            ".git/config.txt",
            "a/.nojekyll",
            "a/.well-known/x.txt",
            ".well-known",
            ".well-known/../x.html",
            "x",
            "x.php",
            "x.html.exe",
            "x.gz",
            "html",
            "a/.html",
            "x.html.",
            "-x.html",
            "x.HTML",
            "a" * 300 + ".html",
            "a/" * 600 + "x.html",
        ],
    )
    def test_what_may_not_be_published_is_a_mistake_of_ours(self, out: Path, path: str) -> None:
        """Whatever slips through a file name ends here."""
        with opened(out) as ready, pytest.raises(ValueError, match="publish"):
            ready.put(path, b"x")

    @pytest.mark.parametrize(
        "path",
        [
            "index.html",
            "a/b-c/1.2~x_y.json.gz",
            "f.woff2",
            "CNAME",
            "_headers",
            ".nojekyll",
            ".well-known/security.txt",
            ".well-known/a/assetlinks",
            "x.html.br",
            "site.webmanifest",
        ],
    )
    def test_what_may_be_published_is(self, out: Path, path: str) -> None:
        """Every kind of file the site is made of."""
        publish(out, {path: "x"})

        assert {path: "x"} == seen(out)

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ("a.html", "a.html"),
            ("a.html", "A.html"),
            ("a.html", "a.html/b.html"),
            ("a.html/b.html", "a.html"),
            ("a/b/c.html", "A/d.html"),
        ],
    )
    def test_one_name_is_claimed_once(self, out: Path, first: str, second: str) -> None:
        """The second would silently take the place of the first, here or on another disk."""
        with opened(out) as ready:
            ready.put(first, b"x")
            with pytest.raises(ValueError, match=r"claim|already"):
                ready.put(second, b"y")


class TestDisk:
    """The disk says no; the last good site stays, and the answer has a name."""

    @pytest.fixture
    def small_disk(self, tmp_path: Path) -> Iterator[Path]:
        place = tmp_path / "disk"
        place.mkdir()
        mounted = (
            os.geteuid() == 0
            and not subprocess.run(
                ["mount", "-t", "tmpfs", "-o", "size=256k,mode=755", "tmpfs", place],
                capture_output=True,
                check=False,
            ).returncode
        )
        if not mounted:
            pytest.skip("only root may mount a small disk")
        yield place
        subprocess.run(["umount", place], check=True)

    def test_full(self, small_disk: Path) -> None:
        """The night the logs filled the disk is the night the page is needed."""
        out = small_disk / "site"
        publish(out, edition("good"))

        assert "disk-full" == refusal(out, edition("x" * 90_000))
        assert edition("good") == seen(out)
        assert edition("next") == (publish(out, edition("next")), seen(out))[1]

    def test_full_while_the_moment_is_replaced(self, small_disk: Path) -> None:
        """The file is the old one or the new one, and its record agrees."""
        out = small_disk / "site"
        publish(out, edition("good"))
        with opened(out) as ready, pytest.raises(Refused) as caught:
            ready.replace("index.html", b"x" * 400_000)

        assert "disk-full" == caught.value.code
        with opened(out) as ready:
            assert all(kept(ready, path) for path in edition("good"))

    def test_read_only(self, small_disk: Path) -> None:
        """A disk with errors is often mounted read-only by the system itself."""
        out = small_disk / "site"
        publish(out, edition("good"))
        subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)

        assert "read-only" == refusal(out, edition("x"))
        assert edition("good") == seen(out)

    def test_a_file_larger_than_allowed(self, out: Path) -> None:
        """Hosting accounts have limits of their own."""
        publish(out, edition("good"))

        def limited() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
            publish(out, edition("x" * 20_000))

        assert "disk-full" == in_a_child(limited)
        assert edition("good") == seen(out)

    def test_no_permission(self, out: Path) -> None:
        """Somebody once ran it as root; the daily account must be told, not shown a traceback."""
        publish(out, edition("good"))
        out.parent.chmod(0o555)
        (out.parent / ".site-releases").chmod(0o555)

        def as_nobody() -> None:
            os.chdir(out.parent)
            if os.geteuid() == 0:
                os.setresuid(65534, 65534, 65534)
            publish(Path("site"), edition("x"))

        said = in_a_child(as_nobody)
        out.parent.chmod(0o755)
        assert "no-permission" == said
        assert edition("good") == seen(out)

    @pytest.mark.parametrize("moved", [0, errno.EPERM, errno.EMLINK])
    def test_where_links_cannot_be_made_files_are_copied_with_their_time(
        self, out: Path, monkeypatch: pytest.MonkeyPatch, moved: int
    ) -> None:
        """Some shared disks have no hard links; validators stay right there too."""
        publish(out, {"index.html": "a", "kept.html": "k"})
        before = (out / "kept.html").stat()

        def no_links(*_: object, **__: object) -> None:
            raise OSError(moved, "no links here")

        if moved:
            monkeypatch.setattr(os, "link", no_links)
        publish(out, {"index.html": "b", "kept.html": "k"})
        after = (out / "kept.html").stat()

        assert before.st_mtime_ns == after.st_mtime_ns
        assert bool(moved) is (before.st_ino != after.st_ino)
        assert {"index.html": "b", "kept.html": "k"} == seen(out)


CALLS = (
    *("fchmod", "fstat", "fsync", "link", "listdir", "mkdir", "open", "readlink"),
    *("rename", "replace", "rmdir", "stat", "symlink", "unlink", "utime", "write"),
)


class TestFaults:
    """Every single call to the system fails once, and the process dies once before each."""

    def count(self, work: Callable[[], object], at: int, then: Callable[[], None]) -> int:
        """Do the work with `then` happening at one call; how many calls there were."""
        calls = 0

        def counted(real: Callable[..., Any]) -> Callable[..., Any]:
            def call(*arguments: Any, **options: Any) -> Any:
                nonlocal calls
                calls += 1
                if calls == at:
                    then()
                return real(*arguments, **options)

            return call

        with pytest.MonkeyPatch.context() as patch:
            for name in CALLS:
                patch.setattr(os, name, counted(getattr(os, name)))
            work()
        return calls

    def run(self, out: Path, word: str) -> None:
        with opened(out, releases=1) as ready:
            kept(ready, "same.html") or ready.put("same.html", b"same")
            for path, text in edition(word).items():
                ready.put(path, text.encode())
            ready.switch({"build.json": word.encode()})

    def whole(self, out: Path, *words: str) -> bool:
        return seen(out) in [edition(w) | {"same.html": "same", "build.json": w} for w in words]

    @pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
    def test_a_failing_call_leaves_old_or_new(self, out: Path, number: int) -> None:
        """Disks fail in the middle of things, not at the edges."""

        def fail() -> None:
            raise OSError(number, os.strerror(number))

        self.run(out, "start")
        total = self.count(lambda: self.run(out, "plain"), 0, fail)
        last, refused = "plain", 0
        for at in range(1, total + 1):
            try:
                self.count(lambda at=at: self.run(out, f"try{at}"), at, fail)  # type: ignore[misc]
                said, now = "done", f"try{at}"
            except Refused as failure:
                said, now = failure.code, last
                refused += 1
            assert said in ("done", "disk-full", "disk-error")
            assert self.whole(out, now)
            last = f"good{at}"
            self.run(out, last)
            assert self.whole(out, last)
            assert not [name for name in beside(out) if name.startswith(".tmp")]
            assert 3 == len(beside(out))
        assert total / 2 < refused

    def test_dying_before_any_call_leaves_old_or_new(self, out: Path) -> None:
        """A power cut asks nobody; the next run has to manage by itself."""
        self.run(out, "start")
        total = self.count(lambda: self.run(out, "plain"), 0, lambda: None)
        last = "plain"
        for at in range(1, total + 1):
            word = f"try{at}"
            said = in_a_child(lambda: self.count(lambda: self.run(out, word), at, lambda: os._exit(9)))  # noqa: B023
            assert "" == said
            assert self.whole(out, last, word)
            last = f"good{at}"
            self.run(out, last)
            assert self.whole(out, last)
            assert 3 == len(beside(out))

    def test_interrupted_right_after_the_switch_keeps_the_new_site(
        self, out: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Ctrl-C at the worst instant must not delete the release that readers were just sent to."""
        publish(out, edition("old"))
        real = os.replace

        def interrupted(*arguments: Any, **options: Any) -> None:
            real(*arguments, **options)
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", interrupted)
            with pytest.raises(KeyboardInterrupt):
                publish(out, edition("new"))

        assert edition("new") == seen(out)
        assert publish(out, edition("newer"), wait=0)

    def test_killed_at_thirty_random_moments(self, out: Path) -> None:
        """The same with a real `kill -9` on a real program that publishes as fast as it can."""
        code = """if True:
            import sys, itertools
            from pathlib import Path
            from statuspage.publish.folder import opened
            for number in itertools.count():
                with opened(Path(sys.argv[1])) as ready:
                    for name in range(30):
                        ready.put(f"{name}/index.html", b"%s-%d" % (sys.argv[2].encode(), number))
                    ready.switch()
                print(number, flush=True)
        """
        chance = random.Random(20231117)  # noqa: S311 - when to kill is no secret
        for turn in range(30):
            with started(code, out, turn) as program:
                assert program.stdout
                assert "0\n" == program.stdout.readline()
                time.sleep(chance.random() * 0.1)
                program.send_signal(signal.SIGKILL)
                program.wait()
            found = seen(out)
            assert 30 == len(found)
            assert 1 == len(set(found.values()))
            publish(out, {f"{name}/index.html": f"after {turn}" for name in range(30)}, wait=0)
            assert {f"after {turn}"} == set(seen(out).values())
            assert not [name for name in beside(out) if name.startswith(".tmp")]


class TestReaders:
    def test_two_hundred_switches_show_no_mix_and_no_gap(self, out: Path) -> None:
        """The one promise this module is for."""
        code = """if True:
            import os, sys, threading
            site = sys.argv[1]
            def get(path, folder=None):
                fd = os.open(path, os.O_RDONLY, dir_fd=folder)
                try:
                    return int(os.read(fd, 100))
                finally:
                    os.close(fd)
            ended = threading.Event()
            threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
            looks = bad = 0
            print("reading", flush=True)
            while not ended.is_set():
                folder = os.open(site, os.O_DIRECTORY)
                bad += get("a/index.html", folder) != get("z/index.html", folder)
                os.close(folder)
                # From one request to the next a site may be exchanged, but only forwards.
                a, z, again = (get(f"{site}/{name}/index.html") for name in "aza")
                bad += not a <= z <= again
                looks += 5
            print(looks, bad)
        """
        files = [f"{name}/index.html" for name in "amz"]
        publish(out, dict.fromkeys(files, "0"), releases=300)
        with started(code, out) as reader:
            assert reader.stdout
            assert "reading\n" == reader.stdout.readline()
            for number in range(1, 201):
                publish(out, dict.fromkeys(files, f"{number}"), releases=300)
            said, errors = reader.communicate()

        assert "" == errors
        looks, bad = map(int, said.split())
        assert 0 == bad
        assert 1000 < looks

    def test_two_publishers_at_once_never_mix(self, out: Path) -> None:
        """CI and a hand on a laptop, in the same minute."""
        code = """if True:
            import sys
            from pathlib import Path
            from statuspage.publish.folder import opened
            print("ready", flush=True)
            sys.stdin.readline()
            for number in range(10):
                with opened(Path(sys.argv[1])) as ready:
                    for name in range(20):
                        ready.put(f"{name}/index.html", f"{sys.argv[2]}{number}".encode())
                    ready.switch()
        """
        publish(out, {f"{name}/index.html": "start" for name in range(20)})
        with started(code, out, "red") as red, started(code, out, "blue") as blue:
            for program in (red, blue):
                assert program.stdout
                assert "ready\n" == program.stdout.readline()
            for program in (red, blue):
                assert program.stdin
                program.stdin.write("go\n")
                program.stdin.flush()
            while red.poll() is None or blue.poll() is None:
                release = out.resolve()
                try:
                    words = {(release / f"{name}/index.html").read_text() for name in range(20)}
                except FileNotFoundError:  # this reader held on to a release for longer than five switches
                    continue
                assert 1 == len(words)
            assert ["", ""] == [red.communicate()[1], blue.communicate()[1]]
            assert [0, 0] == [red.returncode, blue.returncode]

        assert {"red9", "blue9"} >= set(seen(out).values())
        assert str(out.readlink()).startswith(".site-releases/000021-")

    def test_the_second_is_told_when_the_first_takes_too_long(self, out: Path) -> None:
        """Waiting for ever looks like success until somebody asks."""
        with opened(out):
            assert "locked" == refusal(out, edition("x"), wait=0.1)
        publish(out, edition("x"), wait=0)

        assert edition("x") == seen(out)

    def test_nginx_never_calls_a_changed_page_unchanged(self, out: Path, tmp_path: Path) -> None:
        """The trap itself, with the real server: equal length, same second, plain and packed."""
        program = needs("nginx")
        publish(out, {"index.html": "정상", "index.html.gz": "정상", "other.html": "same"})
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        (tmp_path / "nginx.conf").write_text(
            f"""
            daemon off; master_process off; pid {tmp_path}/pid; error_log {tmp_path}/error.log;
            events {{}}
            http {{
              access_log off; etag on; if_modified_since exact; default_type text/html;
              client_body_temp_path {tmp_path}/t1; proxy_temp_path {tmp_path}/t2;
              fastcgi_temp_path {tmp_path}/t3; uwsgi_temp_path {tmp_path}/t4; scgi_temp_path {tmp_path}/t5;
              server {{ listen 127.0.0.1:{port}; root {out}; gzip_static on; }}
            }}
            """
        )

        def ask(path: str, **headers: str) -> tuple[int, str, dict[str, str]]:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})
            answer = connection.getresponse()
            text = answer.read().decode()
            connection.close()
            return answer.status, text, dict(answer.getheaders())

        server = subprocess.Popen(
            [program, "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            for _ in range(250):
                with socket.socket() as attempt:
                    if attempt.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.02)
            same = ask("/other.html")[2]
            for turn in range(20):
                held = [ask("/index.html")[2], ask("/index.html", Accept_Encoding="gzip")[2]]
                word = ("장애", "정상")[turn % 2]
                publish(out, {"index.html": word, "index.html.gz": word, "other.html": "same"})
                for old in held:
                    for packing in ("identity", "gzip"):
                        for question in (
                            {"If_None_Match": old["ETag"]},
                            {"If_Modified_Since": old["Last-Modified"]},
                        ):
                            answer = ask("/index.html", Accept_Encoding=packing, **question)
                            assert (200, word) == answer[:2]
                assert 304 == ask("/other.html", If_None_Match=same["ETag"])[0]
                assert 304 == ask("/other.html", If_Modified_Since=same["Last-Modified"])[0]
        finally:
            server.terminate()
            server.wait()

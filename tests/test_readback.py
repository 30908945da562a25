"""After a publication somebody looks, by the way a reader goes; what is wrong does not stay."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

import servers
from conftest import needs
from sites import AFTER, DURING, fingerprint, write
from statuspage.cli.messages import MESSAGES
from statuspage.http import REASONS
from statuspage.publish import readback
from test_publish import git, run

WAS, NOW = ("--at", DURING.isoformat()), ("--at", AFTER.isoformat())


def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextmanager
def nginx(folder: Path, root: Path) -> Iterator[str]:
    """The address of a real nginx that serves `root`."""
    chosen = port()
    words = f"server {{ listen 80; listen 127.0.0.1:{chosen}; root {root}; types {{ text/html html; }} }}"
    with servers.nginx(needs("nginx"), folder, words):
        yield f"http://127.0.0.1:{chosen}/"


@contextmanager
def dripping() -> Iterator[str]:
    """The address of a server that sends a byte at a time, for ever."""
    with socket.create_server(("127.0.0.1", 0)) as server, ExitStack() as stack:

        def drip() -> None:
            with suppress(OSError):
                while True:
                    line, _ = server.accept()
                    stack.callback(line.close)
                    threading.Thread(target=drop, args=(line,), daemon=True).start()

        def drop(line: socket.socket) -> None:
            with suppress(OSError):
                line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
                while True:
                    line.sendall(b" ")
                    time.sleep(0.05)

        threading.Thread(target=drip, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in readback.PATIENCE:
        monkeypatch.setitem(readback.PATIENCE, kind, 1.5)


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    """A site that nobody has published yet."""
    return write(tmp_path / "our")


def sent_to(root: Path, where: str, address: str) -> None:
    """Say in the settings where the site goes, and where readers read it."""
    file = root / "status/site.yaml"
    before = file.read_text("utf-8").partition("publish:")[0]
    file.write_text(f"{before}publish: {{{where}, address: '{address}'}}\n", "utf-8")


class TestFolder:
    def test_what_readers_get_is_what_was_published(self, root: Path, tmp_path: Path) -> None:
        with nginx(tmp_path, tmp_path / "www") as address:
            sent_to(root, f"folder: {tmp_path}/www", address.removesuffix("/"))
            answers = [run(root, "publish", *at) for at in (WAS, NOW, NOW)]

        assert [0, 0, 0] == [answer.exit_code for answer in answers], answers[-1].output

    def test_a_server_that_serves_another_folder_is_found_and_the_folder_turned_back(
        self, root: Path, tmp_path: Path
    ) -> None:
        with nginx(tmp_path, tmp_path / "www") as address:
            sent_to(root, f"folder: {tmp_path}/www", address)
            run(root, "publish", *WAS)
        before = fingerprint(tmp_path / "www", without=())
        (tmp_path / "old").mkdir()
        (tmp_path / "old/index.html").write_text("another page")
        with nginx(tmp_path, tmp_path / "old") as address:
            sent_to(root, f"folder: {tmp_path}/www", address)
            answer = run(root, "publish", *NOW)
            again = run(root, "publish", *NOW)

        assert [4, 4] == [answer.exit_code, again.exit_code]
        assert f"folder: sent, but {address} answers with something else (manifest.json)" in answer.stderr
        assert "folder: returned to the release before, 000001-" in answer.stderr
        assert before == fingerprint(tmp_path / "www", without=())

    def test_the_folder_it_is_built_in_is_looked_at_too(self, root: Path, tmp_path: Path) -> None:
        """Where the web server serves that very folder, as on a closed network."""
        with nginx(tmp_path, root / "site") as address:
            sent_to(root, "folder: site", address)
            good = run(root, "publish", *WAS)
        before = fingerprint(root / "site", without=())
        sent_to(root, "folder: site", "http://127.0.0.1:9/")
        answer = run(root, "publish", *NOW, language="ko")

        assert 0 == good.exit_code, good.output
        assert 4 == answer.exit_code
        assert "folder: 보냈지만 시민이 보는 주소에서 읽지 못했습니다." in answer.stderr
        assert "folder: 이전 판(000001-" in answer.stderr
        assert before == fingerprint(root / "site", without=())

    def test_a_page_that_did_not_change_is_not_turned_back(self, root: Path, tmp_path: Path) -> None:
        """The line may be down for a moment; the page was right before."""
        with nginx(tmp_path, root / "site") as address:
            sent_to(root, "folder: site", address)
            run(root, "publish", *WAS)
            run(root, "publish", *NOW)
        before = fingerprint(root / "site", without=())
        answer = run(root, "publish", *NOW)

        assert 4 == answer.exit_code
        assert "folder: sent, but it could not be read where citizens do." in answer.stderr
        assert before == fingerprint(root / "site", without=())

    def test_the_good_page_stays_however_often_another_is_tried(self, root: Path, tmp_path: Path) -> None:
        """Also when more releases have failed since than are kept."""
        with nginx(tmp_path, root / "site") as address:
            sent_to(root, "folder: site", address)
            run(root, "publish", *WAS)
        before = fingerprint(root / "site", without=())
        sent_to(root, "folder: site", "http://127.0.0.1:9/")
        for number in range(7):
            write(root, {"agencies/mois.yaml": f"name: 행정안전부 {number}"})
            answer = run(root, "publish", *NOW)

            assert "folder: returned to the release before, 000001-" in answer.stderr
            assert before == fingerprint(root / "site", without=())

    def test_where_the_release_before_is_not_whole_any_more_that_is_said(
        self, root: Path, tmp_path: Path
    ) -> None:
        with nginx(tmp_path, root / "site") as address:
            sent_to(root, "folder: site", address)
            run(root, "publish", *WAS)
        first = (root / "site").resolve()
        sent_to(root, "folder: site", "http://127.0.0.1:9/")
        write(root, {"agencies/mois.yaml": "name: 행안부"})
        (first / "robots.txt").unlink()
        answer = run(root, "publish", *NOW)

        assert 4 == answer.exit_code
        assert f"folder: could not return to the release before, {first.name}" in answer.stderr
        assert (root / "site").resolve() != first

    def test_the_first_page_of_all_stays(self, root: Path) -> None:
        """There is none before it."""
        sent_to(root, "folder: site", "http://127.0.0.1:9/")
        answer = run(root, "publish", *NOW)

        assert 4 == answer.exit_code
        assert "returned" not in answer.stderr
        assert (root / "site/index.html").is_file()

    def test_a_server_that_drips_does_not_hold_us_up(self, root: Path, tmp_path: Path) -> None:
        with dripping() as address:
            sent_to(root, f"folder: {tmp_path}/www", address)
            began = time.monotonic()
            answer = run(root, "publish", *NOW)

        assert 4 == answer.exit_code
        assert "It is too slow" in answer.stderr
        assert 20 > time.monotonic() - began


class TestOther:
    def test_what_cannot_be_turned_back_is_said_plainly(self, root: Path, tmp_path: Path) -> None:
        repository = tmp_path / "pages.git"
        repository.mkdir()
        git("init", "--quiet", "--bare", at=repository)
        (tmp_path / "www").mkdir()
        with nginx(tmp_path, tmp_path / "www") as address:
            sent_to(root, f"branch: pages, repository: {repository}", address)
            answer = run(root, "publish", *NOW)

        assert 4 == answer.exit_code
        assert f"branch: sent, but {address} answers with something else (manifest.json)" in answer.stderr
        assert "returned" not in answer.stderr
        assert git("rev-parse", "pages", at=repository)

    def test_an_address_that_cannot_be_asked_is_a_mistake_in_the_settings(self, root: Path) -> None:
        sent_to(root, "folder: www", "ftp://status.example.go.kr/")

        assert "ftp://status.example.go.kr/" in run(root, "check").output

    def test_every_reason_has_its_words(self) -> None:
        assert set() == {f"away-{reason}" for reason in REASONS} - set(MESSAGES)

"""The preview: a real server in a process of its own, asked over the loopback, edited as people edit."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest

from conftest import needs, needs_library
from sites import DURING, SMALL, write
from statuspage import security
from statuspage.build import CACHE, build
from statuspage.serve import RELOAD_EVENTS, RELOAD_SCRIPT, TYPES, Preview

PATIENCE = 20.0
"""Seconds to wait for what should take a fraction of one: the machine may be busy."""
OWN_MOMENT = "own moment"
EVERY_ADDRESS = "0.0.0.0"  # noqa: S104 - compared, not bound


class Serving:
    """`statuspage serve`, running."""

    def __init__(self, root: Path, *options: str) -> None:
        command = [sys.executable, "-m", "statuspage", "--lang", "en", "--root", str(root), "serve"]
        self.process = subprocess.Popen(
            [*command, "--port", "0", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        self.said: list[str] = []
        self.listening = threading.Thread(target=self._listen, daemon=True)
        self.listening.start()
        try:
            self.address = self.hears(r"(http://\S+)")
        except BaseException:
            self.end()
            raise
        parts = urlsplit(self.address)
        assert parts.hostname
        assert parts.port
        self.host, self.port = parts.hostname, parts.port

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.said.append(line)

    def hears(self, pattern: str, since: int = 0) -> str:
        """The first group of the first line that fits; fails when it is never said."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if found := re.search(pattern, "".join(self.said[since:])):
                return found[1] if found.groups() else found[0]
            if self.process.poll() is not None and not self.listening.is_alive():
                break
            time.sleep(0.02)
        pytest.fail(f"never said {pattern!r}: {''.join(self.said)}")

    def ask(
        self, path: str, method: str = "GET", host: str | None = None
    ) -> tuple[http.client.HTTPResponse, bytes]:
        """One request, the path sent exactly as it is."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE)
        with contextlib.closing(connection):
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            connection.putheader("Host", f"{self.host}:{self.port}" if host is None else host)
            connection.endheaders()
            answer = connection.getresponse()
            return answer, answer.read()

    def page(self, path: str = "/") -> str:
        return self.ask(path)[1].decode()

    def shows(self, words: str, path: str = "/") -> bool:
        """Whether a page comes to show these words."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if words in self.page(path):
                return True
            time.sleep(0.05)
        return False

    def waiting(self) -> socket.socket:
        """A browser that waits for the next version."""
        version = re.search(r'data-version="([^"]+)"', self.page())
        assert version
        browser = socket.create_connection((self.host, self.port), timeout=PATIENCE)
        browser.sendall(f"GET {RELOAD_EVENTS}?{version[1]} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        return browser

    def end(self, how: signal.Signals = signal.SIGINT) -> float:
        """Stop it; how many seconds that took."""
        started = time.monotonic()
        self.process.send_signal(how)
        try:
            self.process.wait(PATIENCE)
        finally:
            self.process.kill()
            self.listening.join(PATIENCE)
            if self.process.stdout:
                self.process.stdout.close()
        return time.monotonic() - started


def told(browser: socket.socket) -> bytes:
    """Everything a waiting browser is told until the server ends the answer."""
    found = b""
    with contextlib.closing(browser):
        while data := browser.recv(4096):
            found += data
    return found


@contextlib.contextmanager
def served(root: Path, *options: str) -> Iterator[Serving]:
    serving = Serving(root, *(() if OWN_MOMENT in options else ("--at", DURING.isoformat(), *options)))
    try:
        yield serving
    finally:
        serving.end()


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A preview nobody edits."""
    with served(write(tmp_path_factory.mktemp("quiet"))) as serving:
        yield serving


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a first build remembers; tests that begin with it are over sooner."""
    root = write(tmp_path_factory.mktemp("warm"))
    build(root, root / "site", DURING, cache=root / CACHE)
    return root / CACHE


@pytest.fixture
def root(tmp_path: Path, warm: Path) -> Path:
    shutil.copytree(warm, tmp_path / CACHE / "preview")
    return write(tmp_path)


AGENCY = "agencies/mois.yaml"


class TestAnswers:
    @pytest.mark.parametrize(
        ("path", "kind"),
        [
            ("/", "text/html; charset=utf-8"),
            ("/services/move-in/", "text/html; charset=utf-8"),
            ("/build.json", "application/json; charset=utf-8"),
            ("/feed.rss", "application/rss+xml; charset=utf-8"),
            ("/feed.atom", "application/atom+xml; charset=utf-8"),
            ("/_headers", "text/plain; charset=utf-8"),
        ],
    )
    def test_a_file_has_the_type_a_real_host_gives_it(self, quiet: Serving, path: str, kind: str) -> None:
        """A feed reader that is handed `application/octet-stream` offers a download."""
        answer, _ = quiet.ask(path)

        assert (200, kind) == (answer.status, answer.headers["Content-Type"])

    def test_every_kind_of_file_that_is_published_has_a_type(self, quiet: Serving) -> None:
        endings = {f".{ending}" for ending in ("atom", "css", "csv", "html", "ics", "js", "json", "png")}

        assert {*endings, ".rss", ".svg", ".txt", ".webmanifest", ".woff2", ".xml"} <= TYPES.keys()

    def test_what_does_not_exist_gets_the_sites_own_page(self, quiet: Serving) -> None:
        answer, body = quiet.ask("/no/such/page")

        assert 404 == answer.status
        assert "<h1" in body.decode()

    def test_a_folder_without_its_slash_leads_to_the_one_with(self, quiet: Serving) -> None:
        answer, _ = quiet.ask("/services/move-in")

        assert (302, "/services/move-in/") == (answer.status, answer.headers["Location"])

    def test_head_says_the_same_without_a_body(self, quiet: Serving) -> None:
        got, body = quiet.ask("/")
        asked, nothing = quiet.ask("/", "HEAD")

        assert b"" == nothing
        assert (got.status, str(len(body))) == (asked.status, asked.headers["Content-Length"])

    def test_head_of_the_events_ends(self, quiet: Serving) -> None:
        assert 200 == quiet.ask(RELOAD_EVENTS, "HEAD")[0].status

    def test_nothing_is_kept_by_the_browser(self, quiet: Serving) -> None:
        """A page from the cache would hide an edit."""
        assert "no-store" == quiet.ask("/")[0].headers["Cache-Control"]

    def test_the_reload_script_is_on_the_page_but_not_in_the_site(self, quiet: Serving, root: Path) -> None:
        build(root, root / "site", DURING)

        assert RELOAD_SCRIPT in quiet.page()
        assert RELOAD_SCRIPT not in (root / "site" / "index.html").read_text(encoding="utf-8")
        assert "EventSource" in quiet.page(RELOAD_SCRIPT)

    def test_pages_carry_the_policy_of_the_live_site(self, quiet: Serving) -> None:
        """What the policy forbids must fail here, not first in production."""
        answer, _ = quiet.ask("/")

        assert security.PAGE_POLICY == answer.headers["Content-Security-Policy"]
        assert "nosniff" == answer.headers["X-Content-Type-Options"]
        assert answer.headers["Strict-Transport-Security"] is None

    def test_no_other_page_may_read_what_is_not_published_yet(self, quiet: Serving) -> None:
        assert quiet.ask("/build.json")[0].headers["Access-Control-Allow-Origin"] is None


class TestNothingElse:
    """A preview shows the site, and not a byte of the computer it runs on."""

    @pytest.mark.parametrize(
        "path",
        [
            "/../../../../etc/passwd",
            "/..%2f..%2f..%2f..%2fetc/passwd",
            "/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
            "/%2fetc/passwd",
            "//etc/passwd",
            "/%2F%2Fetc%2Fpasswd",
            "/services/..%5c..%5cetc",
            "/services/../../../etc/passwd",
            "/.site-releases/lock",
            "/%2esite-releases/",
            "/.git/config",
            "/.well-known/../../etc/passwd",
            "/services/%00",
            "/" + "a" * 5000,
            "/" + "a/" * 2000,
            "/%ff%fe",
            "/services/move-in/index.html/",
        ],
    )
    def test_an_address_outside_the_site_does_not_exist(self, quiet: Serving, path: str) -> None:
        answer, body = quiet.ask(path)

        assert 404 == answer.status
        assert b"root:" not in body

    @pytest.mark.parametrize("path", ["//evil.example/", "//evil.example/services", "/%2f%2fevil.example/.."])
    def test_no_address_leads_to_another_host(self, quiet: Serving, path: str) -> None:
        answer, _ = quiet.ask(path)

        assert not (answer.headers["Location"] or "/x").startswith("//")
        assert 404 == answer.status

    def test_an_address_that_is_none_is_told_so(self, quiet: Serving) -> None:
        assert 400 == quiet.ask("http://[/")[0].status

    @pytest.mark.parametrize(
        "host",
        [
            "evil.example",
            "evil.example:80",
            "localhost.evil.example",
            "10.0.0.1",
            "",
            "[",
            "127.0.0.1.nip.io",
        ],
    )
    def test_a_stranger_who_points_a_name_here_is_refused(self, quiet: Serving, host: str) -> None:
        """DNS rebinding: any page on the internet could read what is not published yet."""
        answer, body = quiet.ask("/", host=host)

        assert 403 == answer.status
        assert b"<h1" not in body

    @pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1", "[::1]:80", "LOCALHOST."])
    def test_this_computer_by_any_of_its_names_is_answered(self, quiet: Serving, host: str) -> None:
        assert 200 == quiet.ask("/", host=host)[0].status

    @pytest.mark.parametrize(
        ("bound", "asked", "known"),
        [
            ("127.0.0.1", "192.0.2.7", False),
            (EVERY_ADDRESS, "192.0.2.7:8000", True),
            (EVERY_ADDRESS, "evil.example", False),
            ("::", "[2001:db8::1]:8000", True),
            (EVERY_ADDRESS, socket.gethostname(), True),
        ],
    )
    def test_with_a_wider_host_only_addresses_and_its_own_name_are_known(
        self, tmp_path: Path, bound: str, asked: str, known: bool
    ) -> None:
        """An address in the address bar cannot have been rebound; a name can."""
        preview = Preview(tmp_path, "127.0.0.1", 0)
        preview.host = bound
        preview.stop()

        assert known is preview.knows(asked)

    def test_it_listens_on_this_computer_only(self, quiet: Serving) -> None:
        assert "127.0.0.1" == quiet.host


class TestFollowing:
    def test_an_edit_is_announced_and_then_there(self, root: Path) -> None:
        with served(root) as serving:
            browser = serving.waiting()
            write(root, {AGENCY: "name: 바뀐 부처"})

            assert b"data: reload\n\n" in told(browser)
            assert "바뀐 부처" in serving.page("/agencies/mois/")

    def test_a_page_from_before_an_edit_learns_of_it_at_once(self, root: Path) -> None:
        """The edit may come between the page and its script, or the preview may have been started anew."""
        with served(root) as serving:
            browser = socket.create_connection((serving.host, serving.port), timeout=PATIENCE)
            browser.sendall(f"GET {RELOAD_EVENTS}?earlier-7 HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())

            assert b"data: reload\n\n" in told(browser)

    def test_saving_by_swapping_the_file_is_an_edit_too(self, root: Path) -> None:
        """Many editors write a new file and rename it over the old one."""
        with served(root) as serving:
            for number in (1, 2):
                draft = root / "status" / "agencies" / ".mois.yaml.swp"
                draft.write_text(f"name: 부처 {number}\n", encoding="utf-8")
                draft.replace(root / "status" / AGENCY)

                assert serving.shows(f"부처 {number}", "/agencies/mois/")

    def test_a_burst_of_changes_is_one_rebuild(self, root: Path) -> None:
        """A checkout touches hundreds of files; the page must not flicker through states nobody wrote."""
        with served(root) as serving:
            before = len(serving.said)
            for number in range(60):
                write(root, {AGENCY: f"name: 부처 {number}", f"agencies/a{number}.yaml": "name: 새 부처"})
                time.sleep(0.01)
            serving.hears(r"The pages are new", before)
            time.sleep(0.7)

            assert 1 == "".join(serving.said[before:]).count("The pages are new")
            assert "부처 59" in serving.page("/agencies/mois/")

    def test_a_folder_that_is_replaced_is_followed(self, root: Path) -> None:
        """`git checkout` of a branch without the folder and back makes it another folder."""
        with served(root) as serving:
            (root / "status").rename(root / "away")
            serving.hears("you see the pages from before")
            (root / "away").rename(root / "status")
            write(root, {AGENCY: "name: 다시 왔음"})
            assert serving.shows("다시 왔음", "/agencies/mois/")

            write(root, {AGENCY: "name: 또 바뀜"})
            assert serving.shows("또 바뀜", "/agencies/mois/")

    def test_a_folder_of_the_sites_own_words_that_appears_is_followed(self, root: Path) -> None:
        with served(root) as serving:
            own = root / "site_src" / "words" / "ko.yaml"
            own.parent.mkdir(parents=True)
            own.write_text("state.major_outage: 멈춤\n", encoding="utf-8")

            assert serving.shows("멈춤", "/services/move-in/")

    def test_a_broken_edit_keeps_the_last_good_page_and_says_what_is_wrong(self, root: Path) -> None:
        with served(root) as serving:
            before = serving.page()
            write(root, {"site.yaml": "name: [unclosed"})
            serving.hears(r"status/site\.yaml:1")
            serving.hears("you see the pages from before")

            assert before == serving.page()

            write(root, {"site.yaml": SMALL["site.yaml"].replace("Asia/Seoul", "Asia/Tokyo")})
            write(root, {AGENCY: "name: 고친 뒤"})
            assert serving.shows("고친 뒤", "/agencies/mois/")

    def test_the_page_changes_by_itself_when_its_time_has_come(self, root: Path) -> None:
        """A notice that begins at nine is on the preview at nine, without an edit."""
        begins = datetime.now(ZoneInfo("Asia/Seoul")) + timedelta(seconds=4)
        starts, ends = begins.strftime("%Y-%m-%d %H:%M:%S"), (begins + timedelta(days=3)).strftime("%Y-%m-%d")
        notice = f"---\ntitle: 갑자기 나타난 알림\nfrom: {starts}\nuntil: {ends}\n---\n안녕하세요."
        write(root, {f"notices/{begins.year}/{begins:%m%d}-sudden.md": notice})
        with served(root, OWN_MOMENT) as serving:
            assert "갑자기 나타난 알림" not in serving.page()

            assert serving.shows("갑자기 나타난 알림")

    def test_with_a_moment_of_ones_own_time_stands_still(self, root: Path) -> None:
        with served(root) as serving:
            before = len(serving.said)
            time.sleep(1.2)

            assert before == len(serving.said)

    def test_a_site_below_a_path_is_shown_below_it(self, root: Path) -> None:
        """Links must lead here where they lead on the real host."""
        site = SMALL["site.yaml"].replace("status.example.go.kr/", "example.go.kr/status/", 1)
        write(root, {"site.yaml": site})
        with served(root) as serving:
            assert serving.address.endswith("/status/")
            assert "/status/" == serving.ask("/")[0].headers["Location"]
            assert "/status/" == serving.ask("/status")[0].headers["Location"]
            assert 200 == serving.ask("/status/services/move-in/")[0].status
            assert 404 == serving.ask("/services/move-in/")[0].status


class TestClients:
    def test_a_client_that_never_reads_blocks_nobody(self, root: Path) -> None:
        """Neither another reader nor the next build."""
        with served(root) as serving:
            stuck = []
            for _ in range(5):
                client = socket.create_connection((serving.host, serving.port))
                client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
                client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n" * 200)
                stuck.append(client)
            silent = socket.create_connection((serving.host, serving.port))
            silent.sendall(b"GET / HT")
            write(root, {AGENCY: "name: 아무도 안 막음"})

            assert serving.shows("아무도 안 막음", "/agencies/mois/")
            for client in (*stuck, silent):
                client.close()

    def test_a_client_that_goes_away_leaves_no_trace_on_the_screen(self, root: Path) -> None:
        with served(root) as serving:
            before = len(serving.said)
            for _ in range(3):
                client = socket.create_connection((serving.host, serving.port))
                client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                client.close()
            time.sleep(0.2)

            assert [] == serving.said[before:]

    @pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
    def test_it_ends_at_once_and_leaves_nothing_behind(
        self, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: signal.Signals
    ) -> None:
        (tmp_path / "scratch").mkdir()
        monkeypatch.setenv("TMPDIR", str(tmp_path / "scratch"))
        serving = Serving(root, "--at", DURING.isoformat())
        browser = serving.waiting()

        seconds = serving.end(how)
        browser.close()

        assert 2 > seconds
        assert 0 == serving.process.returncode
        assert "Traceback" not in "".join(serving.said)
        assert [] == list((tmp_path / "scratch").iterdir())


class TestRefusals:
    def run(self, root: Path, *options: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "statuspage", "--root", str(root), "--lang", "en", "serve", *options]
        return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)

    def test_a_port_that_is_taken_is_told_before_anything_is_built(self, root: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = str(taken.getsockname()[1])
            answer = self.run(root, "--port", port)

        assert 1 == answer.returncode
        assert f"Port {port} cannot be used" in answer.stderr
        assert "--port" in answer.stderr
        assert "Traceback" not in answer.stderr

    def test_an_address_of_another_computer_is_told(self, root: Path) -> None:
        answer = self.run(root, "--host", "192.0.2.1")

        assert 1 == answer.returncode
        assert '"192.0.2.1" is not an address of this computer' in answer.stderr

    def test_a_site_that_cannot_be_built_is_not_shown(self, root: Path) -> None:
        write(root, {"site.yaml": "name: ["})

        answer = self.run(root, "--port", "0")

        assert 1 == answer.returncode
        assert "status/site.yaml:1" in answer.stderr


@pytest.mark.slow
class TestInABrowser:
    def test_the_page_reloads_by_itself(self, root: Path) -> None:
        """In Chromium, under the site's own policy."""
        playwright = needs_library("playwright.sync_api")
        quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
        with served(root) as serving, playwright.sync_playwright() as run:
            browser = run.chromium.launch(
                executable_path=needs("chromium"),
                args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", *quiet],
            )
            page = browser.new_page()
            complaints: list[str] = []
            page.on("console", lambda message: complaints.append(message.text))
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto(f"{serving.address}agencies/mois/")
            page.evaluate("window.before = true")

            write(root, {AGENCY: "name: 저절로 바뀐 부처"})
            page.get_by_text("저절로 바뀐 부처").first.wait_for(timeout=PATIENCE * 1000)
            loaded_anew = page.evaluate("window.before") is None
            browser.close()

        assert loaded_anew
        assert [] == complaints

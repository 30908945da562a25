"""Whom we ask may be slow, endless or hostile; the one who asks gets an answer or a reason, in time."""

from __future__ import annotations

import gzip
import socket
import ssl
import subprocess
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from conftest import needs
from receivers import Reply, listening
from statuspage import http
from statuspage.http import NoAnswer


@contextmanager
def speaking(*speeches: Callable[[socket.socket], None]) -> Iterator[str]:
    """The address of a server that says these things, one for each connection."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            for speech in speeches:
                with suppress(OSError):
                    line, _ = server.accept()
                    with line:
                        line.recv(65_536)
                        speech(line)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"


def says(words: bytes) -> Callable[[socket.socket], None]:
    return lambda line: line.sendall(words)


def drips(beginning: bytes, drop: bytes) -> Callable[[socket.socket], None]:
    def speech(line: socket.socket) -> None:
        line.sendall(beginning)
        for _ in range(100):
            line.sendall(drop)
            time.sleep(0.05)

    return speech


def asked(url: str, limit: int = 1000, seconds: float = 5) -> http.Answer:
    return http.get(url, limit_bytes=limit, seconds=seconds, allow_private=True)


class TestAnswers:
    def test_an_answer_comes_with_its_status_headers_and_body(self) -> None:
        with speaking(says(b"HTTP/1.1 404 No\r\nX-Some: thing\r\nContent-Length: 2\r\n\r\nno")) as url:
            answer = asked(url)

        assert (404, "thing", b"no") == (answer.status, answer.headers["x-some"], answer.body)

    def test_what_is_posted_arrives(self) -> None:
        heard = []

        def listen(line: socket.socket) -> None:
            line.sendall(b"HTTP/1.1 202 Yes\r\nContent-Length: 0\r\n\r\n")

        with socket.create_server(("127.0.0.1", 0)) as server:

            def serve() -> None:
                line, _ = server.accept()
                with line:
                    words = b""
                    while not words.endswith(b"hub.mode=publish"):
                        words += line.recv(65_536)
                    heard.append(words)
                    listen(line)

            thread = threading.Thread(target=serve, daemon=True)
            thread.start()
            url = f"http://127.0.0.1:{server.getsockname()[1]}/hub"
            answer = http.post(url, b"hub.mode=publish", {"X-Sign": "1"}, seconds=5, allow_private=True)
            thread.join()

        assert 202 == answer.status
        assert heard[0].startswith(b"POST /hub HTTP/1.1\r\n")
        assert b"X-Sign: 1\r\n" in heard[0]

    @pytest.mark.parametrize(
        "path", ["/a%2Fb;c=1@:$!*'()+,~?x=%20&y=[1]&z=/?:@%ed%95%9c", "/hooks/?", "/?sig=aB-_%2B~=="]
    )
    def test_an_address_is_asked_for_exactly_as_it_was_given(self, path: str) -> None:
        """The address of a receiver is its password."""
        with listening() as server:
            asked(server.url.replace("/hooks/our-secret-path", path))

        assert [path] == [heard.path for heard in server.heard]

    def test_a_host_that_hung_up_in_between_is_called_again(self) -> None:
        hung_up = threading.Event()

        def hangs_up(line: socket.socket) -> None:
            line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none")
            line.shutdown(socket.SHUT_RDWR)
            hung_up.set()

        second = says(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\ntwo")
        with speaking(hangs_up, second) as url, http.Caller(allow_private=True) as caller:
            answers = [caller.get(url, limit_bytes=9, seconds=5).body]
            hung_up.wait()
            answers.append(caller.post(url, b"", {}, seconds=5).body)

        assert [b"one", b"two"] == answers

    def test_a_line_is_kept_for_the_next_question(self) -> None:
        lines = []

        def talks(line: socket.socket) -> None:
            lines.append(line)
            for _ in range(2):
                line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                line.recv(65_536)

        with speaking(talks, talks) as url, http.Caller(allow_private=True) as caller:
            for _ in range(2):
                caller.get(url, limit_bytes=9, seconds=5)

        assert 1 == len(lines)

    def test_nothing_goes_along_that_was_not_given(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """No proxy or password of the surroundings, no cookie of an earlier answer."""
        with listening() as server, listening() as proxy, http.Caller(allow_private=True) as caller:
            for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
                monkeypatch.setenv(name, proxy.url)
            server.replies = [Reply(200, {"Set-Cookie": "who=me"}), Reply()]
            for _ in range(2):
                caller.get(server.url, limit_bytes=9, seconds=5)

        names = {"host", "user-agent", "accept", "accept-encoding"}
        assert [] == proxy.heard
        assert [set(), set()] == [set(heard.headers) - names for heard in server.heard]

    def test_an_answer_that_comes_compressed_is_none(self) -> None:
        """We ask for the bytes as they are: a few of them could stand for more than the machine can hold."""
        body = gzip.compress(b"x" * 1000)
        head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(body)}\r\n\r\n"
        with listening() as server:
            asked(server.url)
        with speaking(says(head.encode() + body)) as url, pytest.raises(NoAnswer, match="broken"):
            asked(url)

        assert "identity" == server.heard[0].headers["accept-encoding"]


class TestLimits:
    @pytest.mark.parametrize(
        ("scheme", "beginning", "drop"),
        [
            ("http", b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b"x"),
            ("http", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", b"X-A: b\r\n"),
            ("http", b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"),
            ("http", b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
            ("https", b"\x16\x03\x03\x40\x00", b"\x02"),
        ],
        ids=["body", "trailers", "headers", "hints", "handshake"],
    )
    def test_a_server_that_drips_does_not_hold_us_up(
        self, scheme: str, beginning: bytes, drop: bytes
    ) -> None:
        """A byte at a time keeps a limit for each read from ever being reached."""
        with speaking(drips(beginning, drop)) as url, pytest.raises(NoAnswer, match="too-slow"):
            asked(url.replace("http", scheme, 1), limit=1_000_000, seconds=0.3)

    def test_what_was_sent_has_arrived_when_the_status_is_there(self) -> None:
        """Else it would be sent again, and again."""
        for rest in (b"Content-Length: 100000\r\n\r\n", b"Content-Encoding: gzip\r\n\r\n", b"\r\n"):
            with speaking(drips(b"HTTP/1.1 202 Yes\r\nRetry-After: 9\r\n" + rest, b"x")) as url:
                answer = http.post(url, b"news", seconds=0.3, limit_bytes=50_000, allow_private=True)

            assert (202, "9", b"") == (answer.status, answer.headers["retry-after"], answer.body)

    @pytest.mark.parametrize("beginning", [b"", b"HTTP/1.1 200 OK\r\n"])
    def test_without_a_whole_head_nothing_has_arrived(self, beginning: bytes) -> None:
        with speaking(drips(beginning, b"X-A: b\r\n")) as url, pytest.raises(NoAnswer, match="too-slow"):
            http.post(url, b"news", seconds=0.3, allow_private=True)

    def test_a_server_that_listens_slowly_does_not_either(self) -> None:
        body, heard, over = b"x" * 30_000_000, [0], threading.Event()

        def listen(line: socket.socket) -> None:
            while not over.is_set() and (words := line.recv(65_536)):
                heard[0] += len(words)
                time.sleep(0.01)

        with speaking(listen) as url, pytest.raises(NoAnswer, match="too-slow"):
            http.post(url, body, seconds=0.3, allow_private=True)
        over.set()

        assert heard[0] < len(body) / 2

    @pytest.mark.parametrize(
        "head", [b"Content-Length: 5000\r\n", b"Transfer-Encoding: chunked\r\n", b"Connection: close\r\n"]
    )
    def test_more_than_was_asked_for_is_no_answer(self, head: bytes) -> None:
        chunk = b"1388\r\n" + b"x" * 5000 + b"\r\n0\r\n\r\n"
        with (
            speaking(says(b"HTTP/1.1 200 OK\r\n" + head + b"\r\n" + chunk)) as url,
            pytest.raises(NoAnswer, match="too-large"),
        ):
            asked(url)

    def test_half_an_answer_is_none(self) -> None:
        with (
            speaking(says(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")) as url,
            pytest.raises(NoAnswer, match="broken"),
        ):
            asked(url)

    def test_nobody_there_is_said_so(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]

        with pytest.raises(NoAnswer, match="refused"):
            asked(f"http://127.0.0.1:{port}/")

    def test_a_redirect_to_another_host_is_not_followed(self) -> None:
        """What we carry (an address with a secret in it, a signature) is for that host alone."""
        away = b"HTTP/1.1 302 Found\r\nLocation: http://localhost:9/\r\nContent-Length: 0\r\n\r\n"
        with speaking(says(away)) as url, pytest.raises(NoAnswer, match="elsewhere"):
            asked(url)

    def test_a_redirect_on_the_same_host_is(self) -> None:
        near = b"HTTP/1.1 301 Moved\r\nLocation: /en/\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
        with speaking(says(near), says(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nen")) as url:
            assert b"en" == asked(url).body


class TestPrivateAddresses:
    @pytest.mark.parametrize(
        "host",
        ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "0", "[::1]", "[::ffff:127.0.0.1]"],
    )
    def test_machines_of_our_own_are_not_asked_however_they_are_spelt(self, host: str) -> None:
        with pytest.raises(NoAnswer, match="private"):
            http.get(f"http://{host}:9/", limit_bytes=1, seconds=5)

    @pytest.mark.parametrize(
        "address",
        [
            *("10.0.0.1", "100.64.0.1", "169.254.169.254", "224.0.0.1", "64:ff9b::a00:1", "2002:a00:1::"),
            *("::127.0.0.1", "fe80::1%eth0", "fd00::1", "fec0::1", "::ffff:0:127.0.0.1", "192.0.0.8"),
        ],
    )
    def test_ranges_that_lead_inside_are_private(self, address: str) -> None:
        assert not http.public(address)

    @pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111"])
    def test_the_others_are_not(self, address: str) -> None:
        assert http.public(address)

    @pytest.mark.parametrize(
        "url",
        [
            "file:///etc/passwd",
            "http://a:b@c/",
            "http://",
            "ftp://x/",
            "http://a b/",
            "http://a:99999/",
            "http://[a]/",
            "http://xn--/",
            "/a",
        ],
    )
    def test_what_is_not_an_address_is_not_asked(self, url: str) -> None:
        with pytest.raises(NoAnswer, match="not-an-address"):
            asked(url)


PUBLIC = "4000::1"
"""An address of the public internet that was never given to anybody."""


class Names:
    """What names lead to, each time they are looked up; addresses lead to themselves."""

    def __init__(self, **known: list[list[str]]) -> None:
        self.known = {name.replace("_", "."): answers for name, answers in known.items()}
        self._real = socket.getaddrinfo

    def __call__(self, host: str, port: int, *rest: Any, **more: Any) -> Any:
        if host not in self.known:
            return self._real(host, port, *rest, **more)
        answers = self.known[host]
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        return [where for address in found for where in self._real(address, port, *rest, **more)]


class TestNames:
    """A name is looked up once, and the address that was looked at is the one that is called."""

    @pytest.fixture
    def inside(self) -> Iterator[socket.socket]:
        """A machine of the intranet, which nobody should call."""
        with socket.create_server(("127.0.0.1", 0)) as server:
            server.setblocking(False)
            yield server

    def test_a_name_that_changes_its_mind_leads_nowhere_inside(
        self, inside: socket.socket, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Public when it is looked at and private when it is called: so strangers reach machines inside."""
        monkeypatch.setattr(socket, "getaddrinfo", Names(status_example=[[PUBLIC], ["127.0.0.1"]]))
        url, reasons = f"http://status.example:{inside.getsockname()[1]}/", []
        with http.Caller() as caller:
            for _ in range(3):
                with pytest.raises(NoAnswer) as none:
                    caller.get(url, limit_bytes=1, seconds=0.3)
                reasons.append(none.value.reason)

        with pytest.raises(BlockingIOError):
            inside.accept()
        assert reasons[0] in ("refused", "too-slow")
        assert ["private", "private"] == reasons[1:]

    def test_one_private_address_among_others_is_enough(
        self, inside: socket.socket, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(socket, "getaddrinfo", Names(status_example=[["127.0.0.1", PUBLIC]]))
        with pytest.raises(NoAnswer, match="private"):
            http.get(f"http://status.example:{inside.getsockname()[1]}/", limit_bytes=1, seconds=1)

        with pytest.raises(BlockingIOError):
            inside.accept()

    def test_the_next_address_is_called_when_one_is_dead(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(socket, "getaddrinfo", Names(status_example=[["127.9.9.9", "127.0.0.1"]]))
        with listening() as server:
            answer = asked(server.url.replace("127.0.0.1", "status.example"))

        assert 200 == answer.status
        assert server.heard[0].headers["host"].startswith("status.example:")


class Polite(BaseHTTPRequestHandler):
    """Answers that all is well."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "4")
        self.end_headers()
        self.wfile.write(b"well")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """For status.example, with its key."""
    place = tmp_path_factory.mktemp("certificate")
    subprocess.run(
        [
            *(needs("openssl"), "req", "-x509", "-nodes", "-subj", "/CN=status.example"),
            *("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-keyout", "key", "-out", "own"),
            *("-addext", "subjectAltName=DNS:status.example"),
            *("-addext", "keyUsage=critical,digitalSignature,keyCertSign"),
        ],
        cwd=place,
        check=True,
        capture_output=True,
    )
    (place / "both.pem").write_bytes((place / "key").read_bytes() + (place / "own").read_bytes())
    return place / "both.pem"


class TestCertificates:
    """Whoever answers shows that it is the one who was asked for."""

    @pytest.fixture
    def trusted(self, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        """The system trusts it, as on a closed network with a root of its own."""
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        http._trusted.cache_clear()
        yield
        http._trusted.cache_clear()

    @pytest.fixture
    def server(self, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ThreadingHTTPServer]:
        """Under two names, with a certificate for the first."""
        here = [["127.0.0.1"]]
        monkeypatch.setattr(socket, "getaddrinfo", Names(status_example=here, other_example=here))
        server = ThreadingHTTPServer(("127.0.0.1", 0), Polite)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()
        server.server_close()

    @pytest.mark.usefixtures("trusted")
    def test_each_name_needs_its_own_even_on_a_line_that_is_open(self, server: ThreadingHTTPServer) -> None:
        url = f"https://status.example:{server.server_port}/"
        with http.Caller(allow_private=True) as caller:
            answer = caller.get(url, limit_bytes=9, seconds=5)
            with pytest.raises(NoAnswer, match="certificate"):
                caller.get(url.replace("status", "other"), limit_bytes=9, seconds=5)

        assert b"well" == answer.body

    def test_one_that_nobody_we_know_has_signed_is_none(self, server: ThreadingHTTPServer) -> None:
        with pytest.raises(NoAnswer, match="certificate"):
            asked(f"https://status.example:{server.server_port}/")

    @pytest.mark.usefixtures("trusted")
    def test_old_encryption_is_none(self, server: ThreadingHTTPServer) -> None:
        """RFC 8996: nothing below TLS 1.2."""
        assert isinstance(server.socket, ssl.SSLSocket)
        server.socket.context.set_ciphers("ALL:@SECLEVEL=0")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            server.socket.context.minimum_version = ssl.TLSVersion.TLSv1
            server.socket.context.maximum_version = ssl.TLSVersion.TLSv1_1

        with pytest.raises(NoAnswer, match="broken"):
            asked(f"https://status.example:{server.server_port}/")

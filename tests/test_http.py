"""Whom we ask may be slow, endless or hostile; the one who asks gets an answer or a reason, in time."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

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


def drips(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    for _ in range(100):
        line.sendall(b"x")
        time.sleep(0.05)


def drips_headers(line: socket.socket) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\n")
    for _ in range(100):
        line.sendall(b"X-A: b\r\n")
        time.sleep(0.05)


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


class TestLimits:
    @pytest.mark.parametrize("speech", [drips, drips_headers])
    def test_a_server_that_drips_does_not_hold_us_up(self, speech: Callable[[socket.socket], None]) -> None:
        """A byte at a time keeps a limit for each read from ever being reached."""
        with speaking(speech) as url, pytest.raises(NoAnswer, match="too-slow"):
            asked(url, limit=1_000_000, seconds=0.3)

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
            *("::127.0.0.1", "fe80::1%eth0", "fd00::1", "fec0::1"),
        ],
    )
    def test_ranges_that_lead_inside_are_private(self, address: str) -> None:
        assert not http.public(address)

    @pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111"])
    def test_the_others_are_not(self, address: str) -> None:
        assert http.public(address)

    @pytest.mark.parametrize(
        "url", ["file:///etc/passwd", "http://a:b@c/", "http://", "ftp://x/", "http://a b/"]
    )
    def test_what_is_not_an_address_is_not_asked(self, url: str) -> None:
        with pytest.raises(NoAnswer, match="not-an-address"):
            asked(url)

"""Machines that are told of news in tests: real servers on this one, each with a will of its own."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple


class Heard(NamedTuple):
    """One request as it arrived."""

    path: str
    headers: Mapping[str, str]
    """Names in small letters."""
    body: bytes

    @property
    def message(self) -> Any:
        """The body, read as JSON."""
        return json.loads(self.body)

    @property
    def notice(self) -> str:
        """Which piece of news a generic message is about: `0302-1000-mois`."""
        return str(self.message["data"]["notice"]["id"]).rpartition("/")[2]


class Reply(NamedTuple):
    """What a receiver answers."""

    status: int = 200
    headers: Mapping[str, str] = {}
    drips: bool = False
    """Whether it sends its answer a byte at a time, without end."""


class Receiver:
    """A machine that hears what it is told, and answers as it was asked to."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.replies: list[Reply] = []
        """The next answers; without any it takes everything."""
        self.on_hearing: Callable[[], None] = lambda: None
        """What happens after a message has arrived and before it is answered."""
        self.url = ""
        self.over = threading.Event()

    @property
    def notices(self) -> list[str]:
        """Which news it heard of, in the order of arrival."""
        return [heard.notice for heard in self.heard]


@contextmanager
def listening() -> Iterator[Receiver]:
    """A receiver on this machine."""
    receiver = Receiver()

    class Ears(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            headers = {name.lower(): value for name, value in self.headers.items()}
            receiver.heard.append(Heard(self.path, headers, body))
            receiver.on_hearing()
            reply = receiver.replies.pop(0) if receiver.replies else Reply()
            with suppress(OSError):  # whoever asked may have died, or lost patience
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "100000" if reply.drips else "0")
                self.end_headers()
                while reply.drips and not receiver.over.is_set():
                    self.wfile.write(b"x")
                    self.wfile.flush()
                    time.sleep(0.02)

        do_GET = do_POST  # noqa: N815 - a redirect that is followed would arrive as one of these

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Ears)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    receiver.url = f"http://127.0.0.1:{server.server_port}/hooks/our-secret-path"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        receiver.over.set()
        server.shutdown()
        server.server_close()
        thread.join()

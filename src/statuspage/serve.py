"""The page on one's own machine: built, watched, and reloaded in the browser on every change.

The reload script is put into pages as they are served, never into the site itself. Requests wait while a
build is running, so that the browser never sees the site from before the edit.
"""

from __future__ import annotations

import posixpath
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from . import security

RELOAD_SCRIPT = "/-/reload.js"
RELOAD_EVENTS = "/-/reload"
_SCRIPT = f"""\
const events = new EventSource("{RELOAD_EVENTS}");
events.onmessage = () => location.reload();
""".encode()

TYPES = {
    ".atom": "application/atom+xml; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".png": "image/png",
    ".rss": "application/rss+xml; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
}
_KEEP_ALIVE = 15.0
"""Seconds between two signs of life to a waiting browser."""


class Preview:
    """A web server over a built site, and the browsers that wait for its next version."""

    def __init__(self, site: Path, host: str, port: int, base: str = "/") -> None:
        """Bind to `host` and `port` (0: any free one). Raises OSError when that cannot be had."""
        self.site, self.base = site, base
        self.version = 0
        self.building = threading.Lock()
        self._changed = threading.Condition()
        preview = self

        class Handler(_Handler):
            served = preview

        self.server = _Server((host, port), Handler)
        self.thread: threading.Thread | None = None

    @property
    def address(self) -> str:
        """Where to look."""
        host, port = self.server.server_address[:2]
        name = f"[{host!s}]" if ":" in str(host) else str(host)
        return f"http://{name}:{port}{self.base}"

    def start(self) -> None:
        """Answer requests from now on, in the background."""
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """Answer no more."""
        self.reload()
        self.server.shutdown()
        self.server.server_close()

    def reload(self) -> None:
        """Tell every waiting browser that there is a new version."""
        with self._changed:
            self.version += 1
            self._changed.notify_all()

    def wait(self, version: int) -> bool:
        """Wait for a version newer than this one; false when none came for a while."""
        with self._changed:
            return self._changed.wait_for(lambda: self.version != version, _KEEP_ALIVE)


class _Server(ThreadingHTTPServer):
    daemon_threads = True


class _Handler(BaseHTTPRequestHandler):
    served: Preview
    protocol_version = "HTTP/1.1"
    server_version = "statuspage"

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        if path == RELOAD_SCRIPT:
            self._answer(HTTPStatus.OK, _SCRIPT, TYPES[".js"])
        elif path == RELOAD_EVENTS:
            self._events()
        else:
            with self.served.building:
                self._file(path)

    do_HEAD = do_GET  # noqa: N815 - the name is the standard library's

    def _file(self, path: str) -> None:
        base = self.served.base
        if not path.startswith(base):
            self._redirect(base)
            return
        wanted = path.removeprefix(base)
        if any(part.startswith(".") for part in wanted.split("/")):
            self._missing()
            return
        found = self.served.site / wanted
        if found.is_dir() and path.endswith("/"):
            found /= "index.html"
        elif found.is_dir():
            self._redirect(path + "/")
            return
        if found.is_file():
            self._send_file(HTTPStatus.OK, found)
        else:
            self._missing()

    def _missing(self) -> None:
        page = self.served.site / "404.html"
        if page.is_file():
            self._send_file(HTTPStatus.NOT_FOUND, page)
        else:
            self._answer(HTTPStatus.NOT_FOUND, b"404\n", TYPES[".txt"])

    def _send_file(self, status: HTTPStatus, path: Path) -> None:
        data = path.read_bytes()
        if path.suffix == ".html":
            data = data.replace(b"</body>", f'<script src="{RELOAD_SCRIPT}" defer></script></body>'.encode())
        self._answer(status, data, TYPES.get(posixpath.splitext(path.name)[1], "application/octet-stream"))

    def _redirect(self, path: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        # Two slashes would lead to another host.
        self.send_header("Location", "/" + path.lstrip("/"))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _answer(self, status: HTTPStatus, data: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        if kind == TYPES[".html"]:
            self.send_header("Content-Security-Policy", security.PAGE_POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _events(self) -> None:
        """Server-sent events (HTML Standard, 9.2): one message for every new version."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        version = self.served.version
        try:
            while True:
                if self.served.wait(version):
                    self.wfile.write(b"data: reload\n\n")
                    return
                self.wfile.write(b": still here\n\n")
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a preview that prints every request hides the problems it prints."""


def watch(folders: list[Path], rebuild: Callable[[], bool], preview: Preview, stop: threading.Event) -> None:
    """Rebuild when a file changes, and tell the browsers; returns when `stop` is set.

    An event only says that something happened; what did is found by building. `rebuild` says whether
    there is anything new to see.
    """
    from watchfiles import watch as changes

    for _ in changes(*folders, stop_event=stop, raise_interrupt=False, debounce=100, rust_timeout=1000):
        with preview.building:
            new = rebuild()
        if new:
            preview.reload()

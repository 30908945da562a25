"""The page on one's own machine, served, and reloaded in the browser whenever there is a newer one.

The reload script is put into pages as they are served, never into the site itself. Requests wait while a
build is running, so that the browser never sees the site from before the edit.
"""

from __future__ import annotations

import ipaddress
import posixpath
import re
import secrets
import socket
import threading
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from . import security

RELOAD_SCRIPT = "/-/reload.js"
RELOAD_EVENTS = "/-/reload"
_SCRIPT = f"""\
// Tells this page when there is a newer one; a page nobody looks at does not ask.
const seen = document.currentScript.dataset.version;
let events;
function listen() {{
  if (events) events.close();
  events = undefined;
  if (document.hidden) return;
  events = new EventSource("{RELOAD_EVENTS}?" + seen);
  events.onmessage = () => location.reload();
}}
document.addEventListener("visibilitychange", listen);
listen();
""".encode()

TYPES = {
    "": "text/plain; charset=utf-8",
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
_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._~-]*", re.ASCII)
"""What a part of a published path looks like: nothing else is looked for on the disk."""
_NOT_HERE = ("Strict-Transport-Security", "Cache-Control", "Access-Control-Allow-Origin")
"""Headers of the live site that would be wrong here: no TLS, no caches, no other readers."""

_KEEP_ALIVE = 15.0
"""Seconds between two signs of life to a waiting browser."""
_STUCK = 60.0
"""Seconds after which a client that neither asks nor reads is let go."""


class Preview:
    """A web server over a built site, and the browsers that wait for its next version."""

    def __init__(self, site: Path, host: str, port: int, base: str = "/") -> None:
        """Bind to `host` and `port` (0: any free one). Raises OSError when that cannot be had."""
        self.site, self.host, self.base = site, host, base
        self.building = threading.Lock()
        # A browser that waited for an earlier server at this address has an old page, whatever its number.
        self._server_name = secrets.token_hex(4)
        self._number = 0
        self._changed = threading.Condition()
        self._stopped = False
        preview = self

        class Handler(_Handler):
            served = preview

        class Server(_Server):
            address_family = socket.AF_INET6 if ":" in host else socket.AF_INET

        self.server = Server((host, port), Handler)
        self.thread: threading.Thread | None = None

    @property
    def version(self) -> str:
        """The name of what is shown now."""
        return f"{self._server_name}-{self._number}"

    @property
    def address(self) -> str:
        """Where to look."""
        host, port = self.server.server_address[:2]
        name = str(host)
        if _is_wildcard(name):
            name = "localhost"
        return f"http://{f'[{name}]' if ':' in name else name}:{port}{self.base}"

    def start(self) -> None:
        """Answer requests from now on, in the background."""
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.1,), daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """Answer no more."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        if self.thread is not None:
            self.server.shutdown()
        self.server.server_close()

    def reload(self) -> None:
        """Tell every waiting browser that there is a new version."""
        with self._changed:
            self._number += 1
            self._changed.notify_all()

    def wait(self, version: str) -> bool:
        """Wait for another version than this one; false when none came for a while."""
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or self.version != version, _KEEP_ALIVE)
            if self._stopped:
                raise ConnectionAbortedError("the preview has ended")
            return self.version != version

    def knows(self, host: str) -> bool:
        """Whether a request may name this host.

        A page on the internet can point a name of its own at this computer and so read what is not
        published yet (DNS rebinding); it cannot make the browser say `localhost` or an address.
        """
        try:
            name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
        except ValueError:
            return False
        if name in {"localhost", self.host.lower().rstrip(".")} or name.endswith(".localhost"):
            return True
        wildcard = _is_wildcard(self.host)
        try:
            return ipaddress.ip_address(name).is_loopback or wildcard
        except ValueError:
            return wildcard and name == socket.gethostname().lower()


def _is_wildcard(host: str) -> bool:
    return host in ("", "0.0.0.0", "::")  # noqa: S104 - compared, not bound


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def server_bind(self) -> None:
        # HTTPServer asks the name service who this address is, which can take many seconds.
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a browser that goes away in the middle of an answer is an everyday thing."""


class _Handler(BaseHTTPRequestHandler):
    served: Preview
    protocol_version = "HTTP/1.1"
    server_version = "statuspage"
    sys_version = ""
    timeout = _STUCK

    def do_GET(self) -> None:
        try:
            self._answered()
        except OSError:
            self.close_connection = True
        except Exception:
            self.close_connection = True
            self._answer(HTTPStatus.INTERNAL_SERVER_ERROR, b"500: a fault of the program.\n", TYPES[".txt"])

    do_HEAD = do_GET  # noqa: N815 - the name is the standard library's

    def _answered(self) -> None:
        try:
            parts = urlsplit(self.path)
        except ValueError:
            self._answer(HTTPStatus.BAD_REQUEST, b"400\n", TYPES[".txt"])
            return
        if not self.served.knows(self.headers.get("Host", "")):
            words = b"403: this preview answers at localhost and at the address it was started with.\n"
            self._answer(HTTPStatus.FORBIDDEN, words, TYPES[".txt"])
        elif parts.path == RELOAD_SCRIPT:
            self._answer(HTTPStatus.OK, _SCRIPT, TYPES[".js"])
        elif parts.path == RELOAD_EVENTS:
            self._events(parts.query)
        else:
            self._file(unquote(parts.path))

    def _file(self, path: str) -> None:
        base = self.served.base
        if path == "/" != base or f"{path}/" == base:
            self._redirect(base)
            return
        found = self._found(path.removeprefix(base)) if path.startswith(base) else None
        if found is not None and found.is_dir():
            self._redirect(f"{path}/")
            return
        with self.served.building:  # only to read: a slow reader must not hold up the next build
            status, name, data = self._read(found)
            if name.endswith(".html"):
                tag = f'<script src="{RELOAD_SCRIPT}" data-version="{self.served.version}" defer></script>'
                data = data.replace(b"</body>", f"{tag}</body>".encode())
        kind = TYPES.get(posixpath.splitext(name)[1], "application/octet-stream")
        self._answer(status, data, kind, security.headers(name))

    def _found(self, wanted: str) -> Path | None:
        """Where a file may be; None for an address no published file can have."""
        parts = f"{wanted}index.html".split("/") if not wanted or wanted.endswith("/") else wanted.split("/")
        known = parts[0] == ".well-known"
        inside = all(_PART.fullmatch(part) for part in parts[known:])
        return self.served.site.joinpath(*parts) if inside and len(wanted) < 1000 else None

    def _read(self, found: Path | None) -> tuple[HTTPStatus, str, bytes]:
        """The file, or the page for addresses that do not exist."""
        site = self.served.site
        with suppress(OSError):
            if found is not None:
                return HTTPStatus.OK, found.relative_to(site).as_posix(), found.read_bytes()
        with suppress(OSError):
            return HTTPStatus.NOT_FOUND, "404.html", (site / "404.html").read_bytes()
        return HTTPStatus.NOT_FOUND, "404.txt", b"404\n"

    def _redirect(self, path: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        # Two slashes would lead to another host.
        self.send_header("Location", "/" + quote(path.lstrip("/")))
        self.send_header("Content-Length", "0")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()

    def _answer(
        self, status: HTTPStatus, data: bytes, kind: str, headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        for name, value in (headers or security.headers("")).items():
            if name not in _NOT_HERE:
                self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _events(self, version: str) -> None:
        """Server-sent events (HTML Standard, 9.2): one message when there is another version than this."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        if self.command == "HEAD":
            return
        self.wfile.write(b"retry: 500\n\n")
        while not self.served.wait(version or self.served.version):
            self.wfile.write(b": still here\n\n")
        self.wfile.write(b"data: reload\n\n")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a preview that prints every request hides the problems it prints."""

"""Asks other machines over HTTP: for so long, for so much, at that address and at no other.

Whoever answers may be slow, endless, broken or hostile. So the whole conversation has one time limit, kept by
the clock on the wall (a limit for each read is no limit: a server that sends a byte a second beats it); an
answer that is too large is no answer; a name is looked up once and the connection goes to that very address,
so that nobody can name a public machine when asked and a machine of the intranet when called; and nothing of
the environment (proxies, passwords, cookies) goes along.

It stands on the standard library alone: a centre that is cut off has one package less to fetch.
"""

from __future__ import annotations

import io
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http import client
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

REASONS: Final = (
    "not-an-address",  # neither http nor https, or a name and password in it
    "no-such-host",
    "private",  # the name leads to a machine that is not on the public internet
    "refused",  # nobody listens there, or no way leads there
    "certificate",  # expired, for another name, or signed by nobody we know
    "too-slow",
    "too-large",
    "elsewhere",  # it sends us to another host
    "broken",  # it hung up, or what it said is not HTTP
)
"""Every reason a `NoAnswer` may carry."""

_PRIVATE: Final = tuple(
    ipaddress.ip_network(net)
    for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "fec0::/10", "::/96")
)
"""Ranges that Python calls global and that lead, or may lead, inside: NAT64, 6to4, Teredo, old site-local."""

_HOPS: Final = 3

_BROKEN: Final = (ssl.SSLError, client.HTTPException, ValueError, ConnectionResetError, BrokenPipeError)


class NoAnswer(Exception):  # noqa: N818 - it is what happened, not a mistake
    """Nobody answered, or not in a way that could be used."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        """One of `REASONS`; the caller says it in the reader's language."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered."""

    status: int
    headers: Mapping[str, str]
    """Names in small letters."""
    body: bytes


def get(url: str, *, limit_bytes: int, seconds: float, allow_private: bool = False) -> Answer:
    """Fetch one address; a redirect is followed on the same host only.

    `limit_bytes` is the largest body; `seconds` the longest the whole may take. Raises `NoAnswer`.
    """
    with Caller(allow_private=allow_private) as caller:
        return caller.get(url, limit_bytes=limit_bytes, seconds=seconds)


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str] = MappingProxyType({}),
    *,
    seconds: float,
    limit_bytes: int = 65_536,
    allow_private: bool = False,
) -> Answer:
    """Send a body to one address; a redirect is answered as it is, and not followed.

    `limit_bytes` is the largest answer; `seconds` the longest the whole may take. Raises `NoAnswer`.
    """
    with Caller(allow_private=allow_private) as caller:
        return caller.post(url, body, headers, seconds=seconds, limit_bytes=limit_bytes)


class Caller:
    """Asks many times, and keeps the line to a host open in between; for one thread only."""

    def __init__(self, *, allow_private: bool = False) -> None:
        self._allow_private = allow_private
        self._lines: dict[tuple[str, str, int], _Line] = {}
        self._context: ssl.SSLContext | None = None

    def __enter__(self) -> Caller:
        return self

    def __exit__(self, *_: object) -> None:
        for line in self._lines.values():
            line.close()
        self._lines.clear()

    def get(self, url: str, *, limit_bytes: int, seconds: float) -> Answer:
        """As the function of that name."""
        deadline = time.monotonic() + seconds
        for _ in range(_HOPS + 1):
            answer = self._asked("GET", url, b"", {}, limit_bytes, deadline)
            onward = answer.headers.get("location", "")
            if answer.status not in (301, 302, 303, 307, 308) or not onward:
                return answer
            url = _same_host(url, urljoin(url, onward))
        raise NoAnswer("elsewhere")

    def post(
        self, url: str, body: bytes, headers: Mapping[str, str], *, seconds: float, limit_bytes: int = 65_536
    ) -> Answer:
        """As the function of that name."""
        return self._asked("POST", url, body, headers, limit_bytes, time.monotonic() + seconds)

    def _asked(
        self, method: str, url: str, body: bytes, headers: Mapping[str, str], limit: int, deadline: float
    ) -> Answer:
        scheme, host, port, path = _parts(url)
        key = (scheme, host, port)
        kept = self._lines.pop(key, None)
        for line in (kept, None):  # a line that was kept may have been hung up meanwhile: then a new one
            if line is None:
                line = _Line(*key, deadline, self._allow_private, self._tls)
            try:
                with _saying():
                    answer, stays = line.ask(method, path, body, headers, limit, deadline)
            except BaseException as failure:
                line.close()
                hung_up = isinstance(failure, NoAnswer) and failure.reason == "broken"
                # What was posted may have arrived: only a question may be asked twice.
                if line is kept and hung_up and method == "GET":
                    continue
                raise
            if stays:
                self._lines[key] = line
            else:
                line.close()
            return answer
        raise NoAnswer("broken")

    def _tls(self) -> ssl.SSLContext:
        if self._context is None:
            self._context = ssl.create_default_context()
            self._context.minimum_version = ssl.TLSVersion.TLSv1_2
        return self._context


def _parts(url: str) -> tuple[str, str, int, str]:
    """Scheme, host, port, and the path with its question."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        clean = url.isascii() and url.isprintable() and " " not in url
    except ValueError:
        raise NoAnswer("not-an-address") from None
    if parts.scheme not in ("http", "https") or not host or not clean or parts.username is not None:
        raise NoAnswer("not-an-address")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.scheme, host, port or (443 if parts.scheme == "https" else 80), path


def _same_host(before: str, onward: str) -> str:
    """The address a redirect leads to, when it is on the same host and no less safe."""
    old, new = _parts(before), _parts(onward)
    safer = (old[0], new[0]) == ("http", "https") and old[1] == new[1]
    if old[:3] != new[:3] and not safer:
        raise NoAnswer("elsewhere")
    return onward


def public(address: str) -> bool:
    """Whether an IP address is one of the public internet, however it is spelt."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    inside = any(found.version == net.version and found in net for net in _PRIVATE)
    return found.is_global and not found.is_multicast and not inside


def _left(deadline: float) -> float:
    """How many seconds are left."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise NoAnswer("too-slow")
    return left


def _addresses(host: str, port: int, deadline: float) -> list[tuple[Any, ...]]:
    """Where a name leads; the system's look-up knows no time limit, so a slow one is left behind."""
    found: list[tuple[Any, ...]] = []
    failed: list[OSError | UnicodeError] = []

    def look_up() -> None:
        try:
            found.extend(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as failure:
            failed.append(failure)

    looking = threading.Thread(target=look_up, daemon=True)
    looking.start()
    looking.join(_left(deadline))
    if failed or (not looking.is_alive() and not found):
        raise NoAnswer("no-such-host")
    if looking.is_alive():
        raise NoAnswer("too-slow")
    return found


class _Line:
    """One connection to one host."""

    def __init__(
        self,
        scheme: str,
        host: str,
        port: int,
        deadline: float,
        allow_private: bool,
        tls: Callable[[], ssl.SSLContext],
    ) -> None:
        found = _addresses(host, port, deadline)
        if not allow_private and not all(public(str(where[4][0])) for where in found):
            raise NoAnswer("private")
        with _saying():
            self._socket = _connected(found, deadline)
            try:
                if scheme == "https":
                    self._socket.settimeout(_left(deadline))
                    self._socket = tls().wrap_socket(self._socket, server_hostname=host)
            except BaseException:
                self._socket.close()
                raise
        standard = port == (443 if scheme == "https" else 80)
        name = f"[{host}]" if ":" in host else host
        self._host = name if standard else f"{name}:{port}"

    def ask(
        self, method: str, path: str, body: bytes, headers: Mapping[str, str], limit: int, deadline: float
    ) -> tuple[Answer, bool]:
        """The answer, and whether the line may be used again."""
        conversation = client.HTTPConnection("-")
        conversation.sock = _Patient(self._socket, deadline)
        conversation.auto_open = 0
        said = {
            "Host": self._host,
            "User-Agent": "statuspage",
            "Accept": "*/*",
            "Accept-Encoding": "identity",
            **headers,
        }
        conversation.request(method, path, body if method == "POST" else None, said)
        answer = conversation.getresponse()
        if int(answer.headers.get("Content-Length", "0")) > limit:
            raise NoAnswer("too-large")
        data = answer.read(limit + 1)
        if len(data) > limit:
            raise NoAnswer("too-large")
        if answer.length:  # it promised more than came
            raise NoAnswer("broken")
        if answer.headers.get("Content-Encoding", "identity") != "identity":
            raise NoAnswer("broken")
        names = {name.lower(): value for name, value in answer.headers.items()}
        return Answer(answer.status, names, data), not answer.will_close

    def close(self) -> None:
        with suppress(OSError):
            self._socket.close()


def _connected(found: list[tuple[Any, ...]], deadline: float) -> socket.socket:
    """A connection to the first of these addresses that takes it."""
    failure: OSError | None = None
    for number, (family, kind, protocol, _, where) in enumerate(found):
        line = socket.socket(family, kind, protocol)
        try:
            # One dead address must not use up the time of those behind it.
            line.settimeout(_left(deadline) / (len(found) - number))
            line.connect(where)
        except OSError as refused:
            failure = refused
            line.close()
        else:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return line
    raise failure or NoAnswer("no-such-host")


class _Patient:
    """A socket that waits until one moment, and not for a while at each step."""

    def __init__(self, line: socket.socket, deadline: float) -> None:
        self._line, self._deadline = line, deadline

    def sendall(self, data: bytes) -> None:
        self._line.settimeout(_left(self._deadline))
        self._line.sendall(data)  # here the limit is for all of it

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Incoming(self._line, self._deadline))

    def close(self) -> None:
        """Stays open: the line may be used again."""


class _Incoming(io.RawIOBase):
    def __init__(self, line: socket.socket, deadline: float) -> None:
        self._line, self._deadline = line, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._line.settimeout(_left(self._deadline))
        return self._line.recv_into(buffer)


class _saying:  # noqa: N801 - read as `with _saying():`
    """Turn what the network and the standard library raise into a reason."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, failure: BaseException | None, trace: object) -> None:
        reason = ""
        if isinstance(failure, TimeoutError):
            reason = "too-slow"
        elif isinstance(failure, ssl.SSLCertVerificationError):
            reason = "certificate"
        elif isinstance(failure, _BROKEN):
            reason = "broken"
        elif isinstance(failure, OSError):
            reason = "refused"
        if reason:
            raise NoAnswer(reason) from failure

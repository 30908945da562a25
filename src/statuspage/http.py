"""Asks other machines over HTTP: for so long, for so much, at that address and at no other.

Whoever answers may be slow, endless, broken or hostile. So the whole conversation has one time limit, kept by
the clock on the wall (a limit for each read is no limit: a server that sends a byte a second beats it); an
answer that is too large is no answer; a name is looked up once and the connection goes to that very address,
so that nobody can name a public machine when asked and a machine of the intranet when called; and nothing of
the environment (proxies, passwords, cookies) goes along.

httpx speaks; the network beneath it is ours (`_Network`), since its own knows no limit for the whole.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    import httpcore
    import httpx

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
    for net in (
        *("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "fec0::/10", "::/96"),
        *("::ffff:0:0:0/96", "192.0.0.0/24"),
    )
)
"""Ranges that Python, or an older one, calls global and that lead, or may lead, inside.

NAT64, 6to4, Teredo, old site-local, translated IPv4 (RFC 2765), what is kept for protocols (RFC 6890).
"""

_HOPS: Final = 3

_PIECE: Final = 4096
"""So many bytes the system takes at once, or not at all."""


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

    `limit_bytes` is the largest answer that is read; `seconds` the longest the whole may take. Once there is
    a status, the message has arrived: where the rest of the answer is too long or never ends, it is left.
    Raises `NoAnswer`.
    """
    with Caller(allow_private=allow_private) as caller:
        return caller.post(url, body, headers, seconds=seconds, limit_bytes=limit_bytes)


class Caller:
    """Asks many times, and keeps the line to a host open in between; for one thread only."""

    def __init__(self, *, allow_private: bool = False) -> None:
        self._network = _Network(allow_private)
        self._lines = _lines(self._network)

    def __enter__(self) -> Caller:
        return self

    def __exit__(self, *_: object) -> None:
        self._lines.close()

    def get(self, url: str, *, limit_bytes: int, seconds: float) -> Answer:
        """As the function of that name."""
        self._network.deadline = time.monotonic() + seconds
        asked = _address(url)
        for _ in range(_HOPS + 1):
            answer = self._asked("GET", asked, None, {}, limit_bytes)
            onward = answer.headers.get("location", "")
            if answer.status not in (301, 302, 303, 307, 308) or not onward:
                return answer
            before, asked = asked, _address(onward, asked)
            safer = (before.scheme, asked.scheme) == ("http", "https")
            same = (before.scheme, before.port) == (asked.scheme, asked.port)
            if before.host != asked.host or not (same or safer):
                raise NoAnswer("elsewhere")
        raise NoAnswer("elsewhere")

    def post(
        self, url: str, body: bytes, headers: Mapping[str, str], *, seconds: float, limit_bytes: int = 65_536
    ) -> Answer:
        """As the function of that name."""
        self._network.deadline = time.monotonic() + seconds
        return self._asked("POST", _address(url), body, headers, limit_bytes)

    def _asked(
        self, method: str, url: httpx.URL, body: bytes | None, headers: Mapping[str, str], limit: int
    ) -> Answer:
        import httpx

        said = {"User-Agent": "statuspage", "Accept": "*/*", "Accept-Encoding": "identity", **headers}
        request = httpx.Request(method, url, headers=said, content=body)
        try:
            with closing(self._lines.handle_request(request)) as response:
                try:
                    return _heard(response, limit)
                except (NoAnswer, httpx.TransportError):
                    if method != "POST":
                        raise
                    return Answer(response.status_code, dict(response.headers), b"")
        except httpx.TimeoutException as failure:
            raise NoAnswer("too-slow") from failure
        except httpx.ConnectError as failure:
            raise NoAnswer("refused") from failure
        except httpx.TransportError as failure:
            raise NoAnswer("broken") from failure


def _heard(response: httpx.Response, limit: int) -> Answer:
    """A whole answer, as it came over the line."""
    headers = dict(response.headers)
    if headers.get("content-encoding", "identity") != "identity":
        raise NoAnswer("broken")
    if int(headers.get("content-length", "0")) > limit:
        raise NoAnswer("too-large")
    body = bytearray()
    for piece in response.iter_raw():
        body += piece
        if len(body) > limit:
            raise NoAnswer("too-large")
    return Answer(response.status_code, headers, bytes(body))


def _address(url: str, before: httpx.URL | None = None) -> httpx.URL:
    """What was typed, or what a redirect says, as an address that can be asked."""
    import httpx

    try:
        found = before.join(url) if before else httpx.URL(url)
        usable = found.scheme in ("http", "https") and found.host and (found.port or 0) < 65_536
    except (ValueError, httpx.InvalidURL):
        raise NoAnswer("not-an-address") from None
    if not usable or found.userinfo or " " in url:
        raise NoAnswer("not-an-address")
    return found


def public(address: str) -> bool:
    """Whether an IP address is one of the public internet, however it is spelt."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    inside = any(found.version == net.version and found in net for net in _PRIVATE)
    return found.is_global and not found.is_multicast and not inside


def _addresses(host: str, port: int, seconds: float) -> list[str]:
    """Where a name leads; the system's look-up knows no time limit, so a slow one is left behind."""
    found: list[str] = []
    failed: list[OSError | UnicodeError] = []

    def look_up() -> None:
        try:
            found.extend(
                str(where[4][0]) for where in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            )
        except (OSError, UnicodeError) as failure:
            failed.append(failure)

    looking = threading.Thread(target=look_up, daemon=True)
    looking.start()
    looking.join(seconds)
    if failed or (not looking.is_alive() and not found):
        raise NoAnswer("no-such-host")
    if looking.is_alive():
        raise NoAnswer("too-slow")
    return found


@cache
def _trusted() -> ssl.SSLContext:
    """Whose certificates we believe: those the system believes, or the file named in `SSL_CERT_FILE`."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _lines(network: _Network) -> httpx.HTTPTransport:
    """What keeps the lines to all hosts.

    It is a transport and no client: it follows nothing, keeps no cookies and asks nothing of the environment.
    """
    import httpcore
    import httpx

    class Lines(httpx.HTTPTransport):
        def __init__(self) -> None:
            # Theirs takes no network but its own. Had this another name one day, nothing could be asked.
            self._pool = httpcore.ConnectionPool(
                ssl_context=_trusted(), network_backend=cast("httpcore.NetworkBackend", network)
            )

    return Lines()


class _Network:
    """Makes every line: to an address that was looked at, and only until the deadline."""

    def __init__(self, allow_private: bool) -> None:
        self._allow_private = allow_private
        self.deadline = 0.0
        """When the conversation has to be over (`time.monotonic`)."""

    def left(self) -> float:
        """How many seconds are left."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise NoAnswer("too-slow")
        return left

    def connect_tcp(self, host: str, port: int, *_: object, **__: object) -> _Line:
        """A line to the first of a host's addresses that takes it."""
        import httpcore

        found = _addresses(host, port, self.left())
        if not self._allow_private and not all(public(address) for address in found):
            raise NoAnswer("private")
        failure: Exception | None = None
        for number, address in enumerate(found):
            # One dead address must not use up the time of those behind it.
            seconds = self.left() / (len(found) - number)
            try:
                return _Line(httpcore.SyncBackend().connect_tcp(address, port, seconds), self)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as refused:
                failure = refused
        raise failure or NoAnswer("no-such-host")


class _Line:
    """One connection, which waits until one moment, and not for a while at each step."""

    def __init__(self, line: httpcore.NetworkStream, network: _Network) -> None:
        self._line, self._network = line, network
        self.close, self.get_extra_info = line.close, line.get_extra_info

    def read(self, max_bytes: int, timeout: object = None) -> bytes:
        return self._line.read(max_bytes, self._network.left())

    def write(self, buffer: bytes, timeout: object = None) -> None:
        for start in range(0, len(buffer), _PIECE):
            self._line.write(buffer[start : start + _PIECE], self._network.left())

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: object = None
    ) -> _Line:
        import httpcore

        try:
            line = self._line.start_tls(ssl_context, server_hostname, self._network.left())
        except httpcore.ConnectError as failure:
            strange = isinstance(failure.__cause__, ssl.SSLCertVerificationError)
            raise NoAnswer("certificate" if strange else "broken") from failure
        return _Line(line, self._network)

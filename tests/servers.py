"""Real web servers for tests, each at a socket of its own, with the very configuration that is published."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple


class Answer(NamedTuple):
    """What a web server answered."""

    status: int
    headers: dict[str, str]
    words: str


Ask = Callable[..., Answer]


@contextmanager
def nginx(program: str, folder: Path, servers: str) -> Iterator[Ask]:
    """A real nginx over `folder/site`."""
    with tempfile.TemporaryDirectory() as short:  # the path of a socket has at most 107 bytes
        place = Path(short) / "socket"
        servers = servers.replace("listen 80", f"listen unix:{place}")
        servers = servers.replace("/srv/status/site", f"{folder}/site")
        conf = folder / "nginx.conf"
        temporary = "".join(
            f"{kind}_temp_path {short}/{kind};"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        user = "user root;" if os.geteuid() == 0 else ""
        conf.write_text(
            f"{user} daemon off; pid {short}/pid; error_log {short}/log;\n"
            f"events {{}}\nhttp {{ access_log off; {temporary}\n{servers}\n}}\n",
            encoding="utf-8",
        )
        with _running([program, "-p", short, "-c", str(conf)], place, {}) as ask:
            yield ask


@contextmanager
def caddy(program: str, folder: Path, host: str, servers: str) -> Iterator[Ask]:
    """A real Caddy over `folder/site`, without certificates."""
    with tempfile.TemporaryDirectory() as short:
        place = Path(short) / "socket"
        servers = servers.replace(f"{host} {{", f"http:// {{\n    bind unix/{place}", 1)
        servers = servers.replace("/srv/status/site", f"{folder}/site")
        conf = folder / "Caddyfile"
        conf.write_text(f"{{\n    admin off\n    auto_https off\n}}\n{servers}", encoding="utf-8")
        home = {"HOME": short, "XDG_DATA_HOME": short, "XDG_CONFIG_HOME": short}
        command = [program, "run", "--adapter", "caddyfile", "--config", str(conf)]
        with _running(command, place, home) as ask:
            yield ask


@contextmanager
def _running(command: list[str], place: Path, environment: Mapping[str, str]) -> Iterator[Ask]:
    home = {**os.environ, **environment}
    running = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=home)
    try:
        for _ in range(1000):
            if place.exists() or running.poll() is not None:
                break
            time.sleep(0.01)
        assert running.poll() is None, running.communicate()[1]
        yield lambda path, **headers: _asked(place, path, headers)
    finally:
        running.terminate()
        running.communicate()


def _asked(place: Path, path: str, headers: Mapping[str, str]) -> Answer:
    connection = http.client.HTTPConnection("localhost")
    connection.sock = socket.socket(socket.AF_UNIX)
    try:
        connection.sock.connect(str(place))
        connection.request("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})
        answer = connection.getresponse()
        return Answer(answer.status, dict(answer.getheaders()), answer.read().decode(errors="replace"))
    finally:
        connection.close()

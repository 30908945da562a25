"""Real object storage on this machine for tests, and a line to it that can be cut."""

from __future__ import annotations

import socket
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conftest import needs, needs_library

if TYPE_CHECKING:
    from obstore.store import S3Store

HERE = Path(__file__).resolve().parent / "storage"
KEYS = {"AWS_ACCESS_KEY_ID": "S3RVER", "AWS_SECRET_ACCESS_KEY": "S3RVER"}


@dataclass(frozen=True)
class Storage:
    """Where the storage answers, and what lies in its one bucket."""

    endpoint: str

    def store(self) -> S3Store:
        from obstore.store import S3Store

        return S3Store(
            "pages",
            config={
                "endpoint": self.endpoint,
                "access_key_id": "S3RVER",
                "secret_access_key": "S3RVER",
                "region": "us-east-1",
            },
            client_options={"allow_http": True},
        )

    def files(self, prefix: str = "") -> dict[str, bytes]:
        """Every object: its key and its bytes."""
        store = self.store()
        names = [found["path"] for batch in store.list(prefix or None) for found in batch]
        return {name: bytes(store.get(name).bytes()) for name in sorted(names)}

    def headers(self, key: str) -> Mapping[str, Any]:
        """What the storage will tell a browser about an object."""
        return self.store().get(key).attributes


@contextmanager
def storage(folder: Path) -> Iterator[Storage]:
    """A server that speaks S3 and asks for a key it knows, with the empty bucket `pages`."""
    node, program = needs("node"), HERE / "node_modules/s3rver/bin/s3rver.js"
    needs_library("obstore")
    if not program.is_file():
        needs("npm ci --ignore-scripts (in tests/storage)")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [node, str(program), "--directory", str(folder), "--address", "127.0.0.1", "--port", str(port)]
    running = subprocess.Popen(
        [*command, "--silent", "--configure-bucket", "pages"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(500):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.02)
        yield Storage(f"http://127.0.0.1:{port}")
    finally:
        running.terminate()
        running.wait()


@contextmanager
def fragile(endpoint: str, requests: int, counted: bytes = b"PUT ") -> Iterator[str]:
    """A line to the storage that breaks for good after so many objects were sent, or deleted."""
    port = int(endpoint.rpartition(":")[2])
    left, lines, lock = [requests], list[socket.socket](), threading.Lock()

    def pass_on(source: socket.socket, goal: socket.socket, asks: bool) -> None:
        with suppress(OSError):
            while words := source.recv(65_536):
                with lock:
                    if asks and words.startswith(counted):
                        left[0] -= 1
                    if left[0] < 0:
                        break
                goal.sendall(words)
        for line in (source, goal):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def serve(server: socket.socket) -> None:
        with suppress(OSError):
            while True:
                line, _ = server.accept()
                onward = socket.create_connection(("127.0.0.1", port))
                lines.extend((line, onward))
                for pair in ((line, onward, True), (onward, line, False)):
                    threading.Thread(target=pass_on, args=pair, daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=serve, args=(server,), daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)
    for line in lines:
        line.close()

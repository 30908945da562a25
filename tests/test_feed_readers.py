"""Two programs people read feeds with, through a whole story: every word is announced once, nothing twice.

newsboat and rss2email ask a server on this machine, as they would ask ours; what they announced is read from
the places where they keep it.
"""

from __future__ import annotations

import hashlib
import mailbox
import os
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from email import policy
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from conftest import needs
from feed_story import BEGINNING, CORRECTION, EVENING, INCIDENT, RESOLUTION, UPDATE, made
from sites import SMALL, write

pytestmark = pytest.mark.slow

TYPES = {"atom": "application/atom+xml", "rss": "application/rss+xml", "json": "application/feed+json"}


class Shelf:
    """A web server with the feeds of one site on it; it says honestly when nothing changed."""

    def __init__(self) -> None:
        self.files: Mapping[str, bytes] = {}
        self.answers: list[int] = []
        self.port = 0

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}/{path}"


@contextmanager
def served() -> Iterator[Shelf]:
    """The server while the test runs."""
    shelf = Shelf()

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.lstrip("/")
            data = shelf.files.get(path)
            tag = f'"{hashlib.sha256(data or b"").hexdigest()[:16]}"'
            same = data is not None and self.headers.get("If-None-Match") == tag
            shelf.answers.append(404 if data is None else 304 if same else 200)
            self.send_response(shelf.answers[-1])
            if data is not None:
                self.send_header("ETag", tag)
                self.send_header("Content-Type", f"{TYPES[path.rpartition('.')[2]]}; charset=utf-8")
            body = b"" if data is None or same else data
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the test asks `answers`."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    shelf.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield shelf
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Newsboat:
    """newsboat with a home of its own, subscribed to some feeds."""

    def __init__(self, home: Path, urls: list[str]) -> None:
        self.program, self.home = needs("newsboat"), home
        home.mkdir()
        (home / "urls").write_text("".join(f"{url}\n" for url in urls))
        (home / "config").write_text("auto-reload no\nssl-verifypeer no\n")

    def announced(self) -> list[str]:
        """The ids of everything it has shown, in the order it met them."""
        run(
            [self.program, "-u", "urls", "-c", "cache.db", "-C", "config", "-x", "reload", "print-unread"],
            self.home,
        )
        with closing(sqlite3.connect(self.home / "cache.db")) as kept:
            found = kept.execute("SELECT guid FROM rss_item WHERE deleted = 0 ORDER BY id").fetchall()
        return [guid for (guid,) in found]


class Rss2Email:
    """rss2email with a home and a mailbox of its own, subscribed to some feeds."""

    def __init__(self, home: Path, urls: list[str]) -> None:
        self.program, self.home = needs("r2e"), home
        mailbox.Maildir(home, create=True)
        mailbox.Maildir(home / "inbox", create=True)
        self._run("new", "me@example.org")
        written = (home / "r2e.cfg").read_text()
        written = written.replace("email-protocol = sendmail", "email-protocol = maildir")
        written = written.replace("maildir-path = ~/Maildir", f"maildir-path = {home}")
        written = written.replace("maildir-mailbox = INBOX", "maildir-mailbox = inbox")
        (home / "r2e.cfg").write_text(written)
        for number, url in enumerate(urls):
            self._run("add", f"feed{number}", url)

    def _run(self, *words: str) -> None:
        run([self.program, "-c", "r2e.cfg", "-d", "r2e.json", *words], self.home)

    def announced(self) -> list[str]:
        """The subject of every mail it has sent so far."""
        self._run("run")
        return [subject for subject, _ in self.mails()]

    def mails(self) -> list[tuple[str, str]]:
        """Subject and sender of every mail."""
        found = []
        for path in sorted((self.home / "inbox").rglob("*")):
            if path.is_file() and path.parent.name in ("new", "cur"):
                mail = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
                found.append((str(mail["Subject"]), str(mail["From"])))
        return sorted(found)


def run(command: list[str], home: Path) -> None:
    """A program with nothing of ours around it; what it prints is shown when it fails."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config-home"),
        "XDG_DATA_HOME": str(home / "data-home"),
        "LANG": "C.UTF-8",
        "TERM": "dumb",
    }
    done = subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"


STORY: tuple[tuple[str, Mapping[str, str | None], int], ...] = (
    ("the beginning", BEGINNING, 1),
    ("an update", UPDATE, 1),
    ("a correction", CORRECTION, 1),
    ("the resolution", RESOLUTION, 1),
    ("a rebuild without any change", {}, 0),
    ("another title", {f"{INCIDENT}/incident.md": "---\ntitle: {ko: 정부24 접속 장애, en: Outage}\n---"}, 0),
    ("another host", {"site.yaml": SMALL["site.yaml"].replace("https://status.", "https://new.")}, 0),
)
"""What happens, one thing after the other, and how many words of it are new."""


class TestStory:
    """The demand is simple: each word once. Twice is spam, never is a citizen at a closed counter."""

    def test_newsboat_announces_every_word_once(self, tmp_path: Path) -> None:
        """Subscribed to both languages at once, which share one list of what was read."""
        site = write(tmp_path / "site")
        with served() as shelf:
            urls = [shelf.url("feed.atom"), shelf.url("en/feed.atom")]
            reader = Newsboat(tmp_path / "home", urls)
            seen = self._told(site, shelf, reader, languages=2)
        assert len(seen) == len(set(seen)) == 2 * (2 + 4)

    def test_a_second_format_of_the_same_feed_tells_newsboat_nothing_new(self, tmp_path: Path) -> None:
        site = write(tmp_path / "site")
        with served() as shelf:
            reader = Newsboat(tmp_path / "home", [shelf.url("feed.atom"), shelf.url("feed.rss")])
            shelf.files = made(site)
            assert 2 == len(set(reader.announced()))

    @pytest.mark.parametrize("feed", ["feed.rss", "feed.atom"])
    def test_rss2email_sends_every_word_once(self, tmp_path: Path, feed: str) -> None:
        site = write(tmp_path / "site")
        with served() as shelf:
            reader = Rss2Email(tmp_path / "home", [shelf.url(feed)])
            seen = self._told(site, shelf, reader, languages=1)
            assert 2 + 4 == len(seen)
            assert "정부24 장애: 주민센터로 오세요" in seen
            assert "[정정] 정부24 장애: 원인 확인" in seen
            # Without dc:creator the sender would read `<author>`.
            assert all("행정안전부" in sender for _, sender in reader.mails())

    def _told(self, site: Path, shelf: Shelf, reader: Newsboat | Rss2Email, *, languages: int) -> list[str]:
        """Tell the story, and look what the reader announced after every word."""
        moment = datetime.fromisoformat("2026-03-02T09:00+09:00")
        shelf.files = made(site, moment - timedelta(days=1))
        seen = reader.announced()
        assert len(seen) == 2 * languages  # what was there before
        for number, (what, chapter, new) in enumerate(STORY):
            write(site, chapter)
            before, shelf.files = shelf.files, made(site, EVENING + timedelta(hours=number))
            shelf.answers.clear()
            now = reader.announced()
            assert sorted(seen) == sorted(set(now) & set(seen)), what
            assert new * languages == len(now) - len(seen), what
            if before == shelf.files:
                assert {304} == set(shelf.answers), what
            again = reader.announced()
            assert sorted(now) == sorted(again), what
            seen = now
        return seen

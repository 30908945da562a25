"""A browser, the demonstration built as of three moments, a hard afternoon, and one page of every kind."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from conftest import needs, needs_library
from sites import write
from statuspage import build, security
from statuspage.serve import TYPES

from . import hard_day
from .examination import Examination, examine

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent.parent
JUDGES = ROOT / "tests" / "web" / "node_modules"
"""Programs from npm that judge pages; `make test` puts them there."""

FRIDAY, WEDNESDAY, QUIET = "2023-11-17T14:00", "2023-11-22T12:00", "2023-12-10T10:00"
"""Nothing works; one register fails; nothing is known to fail."""
MOMENTS = (FRIDAY, WEDNESDAY, QUIET)

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True)
class Built:
    """The demonstration as of one moment, and where it can be read."""

    moment: str
    folder: Path
    address: str
    bare: str
    """The same without scripts, as those read it whose browser runs none."""


@dataclass(frozen=True)
class Page:
    """One published page."""

    site: Built
    path: str
    """As in a link: `services/x/`."""
    language: str
    kind: str
    tokens: frozenset[str] = field(repr=False)
    """The classes and headings it is made of."""
    scripted: bool
    styled: bool

    @property
    def whole(self) -> bool:
        """Whether it is a page of its own, not a banner within another site's page."""
        return self.kind != "embed"

    @property
    def address(self) -> str:
        return f"{self.site.address}/{self.path}"

    @property
    def file(self) -> Path:
        return self.site.folder / (
            self.path + "index.html" if self.path.endswith("/") or not self.path else self.path
        )

    def __str__(self) -> str:
        return f"{self.site.moment} /{self.path}"


SCRIPTS = re.compile(rb"<script\b.*?</script>|</?noscript>", re.DOTALL)


class _Handler(BaseHTTPRequestHandler):
    """A published folder under its own headers."""

    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        path = self.path.partition("?")[0].lstrip("/")
        file = self.server.folder / path
        if path.endswith("/") or not path:
            file /= "index.html"
        status = 200 if file.is_file() else 404
        if status == 404:
            file = self.server.folder / "404.html"
        data = file.read_bytes()
        if self.server.bare and file.suffix == ".html":
            data = SCRIPTS.sub(b"", data)
        self.send_response(status)
        for name, value in security.headers(file.relative_to(self.server.folder).as_posix()).items():
            if name != "Strict-Transport-Security":
                self.send_header(name, value)
        self.send_header("Content-Type", TYPES.get(file.suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def do_HEAD(self) -> None:
        """The script asks for no more than when the page was made."""
        self.do_GET()

    def date_time_string(self, timestamp: float | None = None) -> str:
        """A minute after the page was made: the page asks the server what time it is."""
        return super().date_time_string(self.server.now)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: what goes wrong shows in the browser."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, folder: Path, now: float, *, bare: bool) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.now = now
        self.folder, self.bare = folder.resolve(), bare
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


@pytest.fixture(scope="package")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Built]]:
    """The demonstration as of each moment, and a small site on a hard one, served on this machine."""
    place = tmp_path_factory.mktemp("sites")
    hard = write(place / "hard", hard_day.FILES)
    found, servers = {}, []
    for moment, root in (*((moment, ROOT) for moment in MOMENTS), (hard_day.MOMENT, hard)):
        out, at = place / moment.replace(":", ""), datetime.fromisoformat(f"{moment}+09:00")
        build.build(root, out, at, cache=place / f"cache-of-{root.name}")
        whole, bare = (_Server(out, at.timestamp() + 60, bare=bare) for bare in (False, True))
        servers += [whole, bare]
        found[moment] = Built(moment, out, whole.address, bare.address)
    yield found
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium."""
    playwright = needs_library("playwright.sync_api")
    chromium = os.environ.get("CHROMIUM") or needs("chromium")
    with playwright.sync_playwright() as run:
        browser = run.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield browser
        browser.close()


CLASSES = re.compile(r'class="([^"]*)"')
HEADINGS = re.compile(r'<h2[^>]* id="([^"]*)"')


def page_of(site: Built, file: Path) -> Page:
    """A published page, and what it is made of."""
    path = file.relative_to(site.folder).as_posix().removesuffix("index.html")
    text = file.read_text("utf-8")
    language = re.search(r'<html lang="([^"]+)"', text)
    body = text[text.index("<body") :]
    named = re.search(r"sp-page--([\w-]+)", body)
    kind = named[1] if named else path.removeprefix("en/").partition("/")[0]
    said = {one for classes in CLASSES.findall(body) for one in classes.split()}
    said |= {f"#{id}" for id in HEADINGS.findall(body)}
    tag = language[1] if language else ""
    tokens = frozenset(f"{tag} {kind} {token}" for token in said | {""})
    return Page(site, path, tag, kind, tokens, "<script" in text, 'rel="stylesheet"' in text)


@pytest.fixture(scope="package")
def every_page(sites: dict[str, Built]) -> tuple[Page, ...]:
    """Every published page of every moment."""
    # What other sites frame has no menu and no help of its own; tests/test_embed.py looks at it.
    return tuple(
        page_of(site, file)
        for site in sites.values()
        for file in sorted(site.folder.rglob("*.html"))
        if "embed" not in file.parts
    )


@pytest.fixture(scope="package")
def pages(every_page: tuple[Page, ...]) -> tuple[Page, ...]:
    """As few pages as together hold everything: every template, part and state, in each language.

    So a new kind of page, or a new part on an old one, is looked at without being named here.
    """
    known: set[str] = set()
    chosen = []
    for site in dict.fromkeys(page.site.moment for page in every_page):
        left = [page for page in every_page if page.site.moment == site]
        while left:
            best = max(left, key=lambda page: (len(page.tokens - known), -len(page.path)))
            if not best.tokens - known:
                break
            chosen.append(best)
            known |= best.tokens
            left = [page for page in left if page.tokens - known]
    return tuple(chosen)


def judge(name: str) -> Path:
    """A file of a program from npm; without it the test is left out, or fails where nothing may be."""
    path = JUDGES / name
    if not path.is_file():
        needs(f"{name.partition('/')[0]} (make test puts it into tests/web/node_modules)")
    return path


@pytest.fixture(scope="package")
def eyes() -> str:
    """The scripts that look at a page: axe-core, and what it does not look at."""
    return judge("axe-core/axe.min.js").read_text("utf-8") + Path(__file__).with_name("look.js").read_text(
        "utf-8"
    )


@pytest.fixture(scope="package")
def examination(browser: Browser, eyes: str, pages: tuple[Page, ...]) -> Examination:
    """What was found on one page of every kind."""
    return examine(browser, eyes, pages)

"""The banner on other people's pages, in a real browser: it speaks when it can, and never does harm."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from conftest import needs, needs_library
from machines import printed
from sites import AFTER, DURING, write
from statuspage import security
from statuspage.inspection import inspect
from statuspage.outputs import embed

TYPES = {"css": "text/css", "html": "text/html", "js": "text/javascript", "json": "application/json"}


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        path = self.path.partition("?")[0].lstrip("/")
        path += "index.html" if not path or path.endswith("/") else ""
        if path in self.server.slow:
            time.sleep(self.server.slow[path])
        data = self.server.files.get(path)
        self.send_response(404 if data is None else 200)
        for name, value in (self.server.policy or security.headers(path)).items():
            if name != "Strict-Transport-Security":
                self.send_header(name, value)
        self.send_header("Content-Type", f"{TYPES[path.rpartition('.')[2]]}; charset=utf-8")
        self.end_headers()
        self.wfile.write(data or b"<h1>404</h1>")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Files under the headers of our table, or of a page of somebody else's."""

    daemon_threads = True

    def __init__(self, files: Mapping[str, bytes], policy: Mapping[str, str] | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files, self.policy = dict(files), policy
        self.slow: dict[str, float] = {}
        self.address = f"http://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, daemon=True).start()


@pytest.fixture(name="browser", scope="module")
def _browser() -> Iterator[Any]:
    playwright = needs_library("playwright.sync_api")
    with playwright.sync_playwright() as play:
        options = ["--no-sandbox", "--disable-gpu"]
        browser = play.chromium.launch(executable_path=needs("chromium"), args=options)
        yield browser
        browser.close()


@pytest.fixture(name="files", scope="module")
def _files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    root = write(tmp_path_factory.mktemp("site"))
    return {"outage": printed(embed, root, DURING), "quiet": printed(embed, root, AFTER)}


class Look:
    """What a reader of somebody else's page sees."""

    def __init__(self, browser: Any, ours: Mapping[str, bytes], body: str, **slow: float) -> None:
        self.ours = Server(ours)
        self.ours.slow = {path.replace("__", "/").replace("_", "."): t for path, t in slow.items()}
        here = self.ours.address
        policy = f"default-src 'none'; script-src {here}; connect-src {here}; frame-src {here}"
        html = f"<!doctype html><title>Host</title><h1>Host</h1>{body.format(here=here)}<p id=end>The end</p>"
        self.theirs = Server({"index.html": html.encode()}, {"Content-Security-Policy": policy})
        self.page = browser.new_page()
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console",
            lambda message: self.complaints.append(message.text) if "Security" in message.text else None,
        )
        self.page.goto(self.theirs.address, wait_until="load")

    def line(self, timeout: float = 3_000) -> str | None:
        """The line of the script, once it is there; None when it does not come."""
        from playwright.sync_api import TimeoutError as Late

        try:
            self.page.wait_for_selector(".statuspage-line", timeout=timeout)
        except Late:
            return None
        said: str = self.page.inner_text(".statuspage-line")
        return said

    def whole(self) -> bool:
        """Whether the page around it is as it was."""
        text = self.page.inner_text("body")
        return text.startswith("Host") and text.endswith("The end") and not self.complaints


SCRIPT = '<script async src="{here}/embed/embed.js"></script>'


class TestTheScript:
    def test_it_says_what_is_wrong_on_a_page_with_a_strict_policy(
        self, browser: Any, files: dict[str, dict[str, bytes]]
    ) -> None:
        look = Look(browser, files["outage"], SCRIPT)

        assert "이용할 수 없는 서비스가 있습니다" in (look.line() or "")
        assert "https://status.example.go.kr/" == look.page.get_attribute(".statuspage-line a", "href")
        assert look.whole()

    def test_it_speaks_the_language_it_is_asked_for(
        self, browser: Any, files: dict[str, dict[str, bytes]]
    ) -> None:
        look = Look(browser, files["outage"], SCRIPT.replace("></", ' data-language="en"></'))

        assert "not available now" in (look.line() or "")

    def test_it_is_silent_while_all_is_well_unless_it_is_told_to_speak(
        self, browser: Any, files: dict[str, dict[str, bytes]]
    ) -> None:
        silent = Look(browser, files["quiet"], SCRIPT)
        speaking = Look(browser, files["quiet"], SCRIPT.replace("></", " data-always></"))

        assert "알려진 장애가 없습니다" in (speaking.line() or "")
        assert silent.line(500) is None
        assert silent.whole()

    @pytest.mark.parametrize(
        "garbage",
        [
            b"",
            b"<h1>404</h1>",
            b"null",
            b"[]",
            b'{"version": 2, "text": "x"}',
            b'{"version": 1, "state": "unknown", "text": {}, "more": "x", "address": "https://x/"}',
            b'{"version": 1, "state": "unknown", "text": "x", "more": "y", "address": "javascript:alert(1)"}',
            b'{"version": 1, "state": "major_outage", "text": "x", "more": "y"}',
        ],
    )
    def test_garbage_shows_nothing(
        self, browser: Any, files: dict[str, dict[str, bytes]], garbage: bytes
    ) -> None:
        look = Look(browser, {**files["outage"], "embed/state.json": garbage}, SCRIPT)

        assert look.line(400) is None
        assert look.whole()

    def test_markup_is_shown_as_the_letters_it_is(
        self, browser: Any, files: dict[str, dict[str, bytes]]
    ) -> None:
        """Whoever could write our document still could not write their page."""
        told = json.loads(files["outage"]["embed/state.json"])
        told |= {"text": "<img src=x onerror=alert(1)>", "more": "<b>x</b>", "state": '"><script>'}
        look = Look(browser, {**files["outage"], "embed/state.json": json.dumps(told).encode()}, SCRIPT)

        assert "<img src=x onerror=alert(1)> <b>x</b>" == look.line()
        assert 0 == look.page.locator("img, b").count()
        assert look.whole()

    def test_a_missing_script_leaves_the_page_whole(
        self, browser: Any, files: dict[str, dict[str, bytes]]
    ) -> None:
        look = Look(browser, {}, SCRIPT)

        assert look.line(300) is None
        assert look.whole()

    def test_a_missing_document_leaves_the_page_whole(
        self, browser: Any, files: dict[str, dict[str, bytes]]
    ) -> None:
        look = Look(browser, {"embed/embed.js": files["outage"]["embed/embed.js"]}, SCRIPT)

        assert look.line(300) is None
        assert look.whole()

    def test_a_slow_answer_is_given_up(self, browser: Any, files: dict[str, dict[str, bytes]]) -> None:
        """After five seconds nobody wants a line to push the page down."""
        look = Look(browser, files["outage"], SCRIPT, embed__state_json=6.0)

        assert look.whole()
        assert look.line(7_500) is None
        assert look.whole()

    def test_it_leaves_no_name_behind(self, browser: Any, files: dict[str, dict[str, bytes]]) -> None:
        names = "JSON.stringify(Object.getOwnPropertyNames(window).sort())"
        look, bare = Look(browser, files["outage"], SCRIPT), Look(browser, {}, "")

        assert look.line()
        assert look.page.evaluate(names) == bare.page.evaluate(names)


class TestTheFrame:
    FRAME = '<iframe title="Status" src="{here}/embed/{how}" width="600" height="80"></iframe>'

    def frame(self, look: Look) -> Any:
        return look.page.frame_locator("iframe")

    def test_it_may_be_framed_by_anybody_and_says_what_is_wrong(
        self, browser: Any, files: dict[str, dict[str, bytes]], tmp_path: Path
    ) -> None:
        look = Look(browser, files["outage"], self.FRAME.replace("{how}", ""))

        said = self.frame(look).locator("body").inner_text()

        assert "이용할 수 없는 서비스가 있습니다" in said
        assert "rgb(189, 44, 15)" == self.frame(look).locator("h1").evaluate("e => getComputedStyle(e).color")
        assert "_blank" == self.frame(look).locator("a").get_attribute("target")
        look.page.screenshot(path=str(tmp_path / "frame.png"))

    def test_the_quiet_one_is_empty_while_all_is_well(
        self, browser: Any, files: dict[str, dict[str, bytes]]
    ) -> None:
        quiet = Look(browser, files["quiet"], self.FRAME.replace("{how}", "quiet/"))
        calm = Look(browser, files["quiet"], self.FRAME.replace("{how}", ""))
        loud = Look(browser, files["outage"], self.FRAME.replace("{how}", "quiet/"))

        assert 1 == self.frame(quiet).locator("h1").evaluate("e => e.offsetHeight")
        assert 0 == self.frame(quiet).locator("a").count()
        assert "알려진 장애가 없습니다" in self.frame(calm).locator("h1").inner_text()
        assert 1 == self.frame(loud).locator("a").count()

    def test_nothing_runs_in_it(self, files: dict[str, dict[str, bytes]]) -> None:
        """The one page that anybody may frame cannot be made to do anything."""
        for found in files.values():
            for path, data in found.items():
                assert () == inspect(path, data).faults, path
                if path.endswith(".html"):
                    assert b"<script" not in data
                    assert "script-src" not in security.headers(path)["Content-Security-Policy"]

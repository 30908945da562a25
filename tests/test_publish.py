"""A finished site gets everywhere it should be read, and whatever goes wrong, the last good one stays."""

from __future__ import annotations

import errno
import gzip
import hashlib
import json
import os
import shlex
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from conftest import needs
from sites import AFTER, DURING, SMALL, fingerprint, published, write
from statuspage.build import build
from statuspage.cli import Context, main, onward
from statuspage.cli.messages import MESSAGES
from statuspage.load import settings
from statuspage.publish import branch, bucket, copies, folder, sending
from statuspage.publish.finished import Finished, finished
from statuspage.publish.losses import Guard, guard
from statuspage.publish.sending import NotSent, Sent
from storage import KEYS, Storage, fragile, storage

AT = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def make(out: Path, files: Mapping[str, str], at: datetime = AT) -> Finished:
    """A finished site of these files."""
    listed = {path: hashlib.sha256(words.encode()).hexdigest() for path, words in files.items()}
    with folder.opened(out) as place:
        for path, words in files.items():
            place.put(path, words.encode())
        place.put("manifest.json", json.dumps({"files": listed}).encode())
        place.switch({"build.json": json.dumps({"at": at.isoformat()}).encode()})
    return finished(out)


def style(words: str) -> str:
    """The style sheet of an edition: its name changes with it."""
    return f"assets/page.{hashlib.sha256(words.encode()).hexdigest()[:8]}.css"


def edition(words: str) -> dict[str, str]:
    """A small site that says these words on all of its pages, in a style of its own."""
    pages = {f"services/{name}/index.html": f"{words} {style(words)}" for name in "abcdefgh"}
    front = {"index.html": f"front: {words} {style(words)}", "feed.atom": words}
    return {**pages, **front, style(words): words}


def reason(work: Callable[[], object]) -> str:
    """Why something was not sent."""
    with pytest.raises(NotSent) as caught:
        work()
    return caught.value.reason


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Storage]:
    with storage(tmp_path_factory.mktemp("storage")) as running:
        yield running


@dataclass(frozen=True)
class Corner:
    """A folder of the bucket that no other test uses."""

    server: Storage
    name: str

    def send(self, site: Finished, **other: Any) -> Sent:
        usual = {
            "endpoint": self.server.endpoint,
            "region": "kr-1",
            "credentials": "AWS",
            "environment": KEYS,
        }
        return bucket.send(site, f"pages/{self.name}", **{**usual, **other})

    def all(self) -> dict[str, bytes]:
        found = self.server.files(self.name)
        return {key.removeprefix(f"{self.name}/"): data for key, data in found.items()}

    def pages(self) -> dict[str, str]:
        """What a reader can read, without the files that tell of the others."""
        telling = ("_sent.json", "manifest.json", "build.json")
        return {path: data.decode() for path, data in self.all().items() if path not in telling}

    def headers(self, path: str) -> Mapping[str, Any]:
        return self.server.headers(f"{self.name}/{path}")


@pytest.fixture
def corner(server: Storage, tmp_path: Path) -> Corner:
    return Corner(server, tmp_path.name)


class TestBucket:
    """Object storage knows no rename; what keeps a reader whole is the order."""

    def test_everything_arrives_with_its_type_and_its_cache_rule(
        self, corner: Corner, tmp_path: Path
    ) -> None:
        files = edition("good")
        sent = corner.send(make(tmp_path / "site", files))
        page = corner.headers("index.html")

        assert files == corner.pages()
        assert Sent(len(files) + 1, 0, 0) == sent
        assert "text/html; charset=utf-8" == page["Content-Type"]
        assert "stale-if-error=86400" in page["Cache-Control"]
        assert "immutable" in corner.headers(style("good"))["Cache-Control"]

    def test_packed_forms_lie_beside_the_files(self, corner: Corner, tmp_path: Path) -> None:
        """A server at the edge picks them; whoever asks for the plain file gets it plain."""
        files = edition("good")
        corner.send(make(tmp_path / "site", files), packed=("gz", "br"))
        found, said = corner.all(), corner.headers("index.html.gz")

        assert files["index.html"] == gzip.decompress(found["index.html.gz"]).decode()
        assert ("gzip", "text/html; charset=utf-8") == (said["Content-Encoding"], said["Content-Type"])
        assert "br" == corner.headers("index.html.br")["Content-Encoding"]
        assert "build.json.gz" not in found

    def test_pages_that_would_be_gone_stay(self, corner: Corner, tmp_path: Path) -> None:
        """Whoever sends from another machine remembers nothing; the bucket does."""
        files = edition("good")
        corner.send(make(tmp_path / "site", files), packed=("gz",))
        few = {path: words for path, words in files.items() if path[:10] not in ("services/a", "services/b")}
        site = make(tmp_path / "other", few)

        assert "losses" == reason(lambda: corner.send(site, packed=("gz",), guard=Guard()))
        assert files.keys() <= corner.all().keys()

        corner.send(site, packed=("gz",), guard=guard(["services/a", "services/b"]))

        assert "services/a/index.html" not in corner.all()

    def test_what_is_there_already_is_not_sent_again(self, corner: Corner, tmp_path: Path) -> None:
        """A nation's page is thousands of files; an update touches a few of them."""
        site, files = tmp_path / "site", edition("good")
        corner.send(make(site, files))
        same = corner.send(make(site, files, AT + timedelta(minutes=5)))
        edited = corner.send(make(site, {**files, "services/a/index.html": "new"}))

        assert Sent(0, 0, len(files) + 1) == same
        assert Sent(2, 0, len(files) - 1) == edited  # the page, and the manifest that lists it
        assert "new" == corner.pages()["services/a/index.html"]

    def test_the_moment_of_the_build_is_sent_every_time(self, corner: Corner, tmp_path: Path) -> None:
        """Pages ask for it, and call themselves unconfirmed when it grows old."""
        for hour in (9, 10):
            corner.send(make(tmp_path / "site", edition("good"), AT.replace(hour=hour)))

        assert AT.replace(hour=10).isoformat() == json.loads(corner.all()["build.json"])["at"]

    def test_what_is_gone_is_deleted_and_strangers_are_not(self, corner: Corner, tmp_path: Path) -> None:
        corner.send(make(tmp_path / "site", {**edition("good"), "old/index.html": "old"}))
        corner.server.store().put(f"{corner.name}/google123.html", b"somebody else's")
        sent = corner.send(make(tmp_path / "site", edition("good")))

        assert 1 == sent.removed
        assert {**edition("good"), "google123.html": "somebody else's"} == corner.pages()

    def test_a_style_sheet_stays_for_a_day(self, corner: Corner, tmp_path: Path) -> None:
        """A cache may show yesterday's page until then, and it asks for yesterday's style."""
        site = tmp_path / "site"
        seen = []
        for words, hours in (("old", 0), ("new", 1), ("new", 24), ("new", 26)):
            corner.send(make(site, edition(words), AT + timedelta(hours=hours)))
            seen.append(style("old") in corner.pages())

        assert [True, True, True, False] == seen

    @pytest.mark.parametrize("after", [3, 6, 11])
    def test_dying_half_way_leaves_every_page_readable_and_the_next_run_completes_it(
        self, corner: Corner, tmp_path: Path, after: int
    ) -> None:
        """Every page is an old one or a new one, as a whole, and its style is there."""
        old, new = edition("old"), edition("new")
        corner.send(make(tmp_path / "site", old))
        manifest = corner.all()["manifest.json"]
        site = make(tmp_path / "site", new)
        with fragile(corner.server.endpoint, after) as line:
            assert "unreachable" == reason(lambda: corner.send(site, endpoint=line, request_seconds=2))
        found = corner.pages()

        assert all(words in (old.get(path), new.get(path)) for path, words in found.items())
        assert all(words.split()[-1] in found for path, words in found.items() if path.endswith(".html"))
        assert manifest == corner.all()["manifest.json"]
        corner.send(site)
        assert {**new, style("old"): "old"} == corner.pages()

    def test_what_arrived_before_a_sudden_death_is_not_sent_again(
        self, corner: Corner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The line is dead, so nothing can be noted at the end either."""
        monkeypatch.setattr(bucket, "NOTED_EVERY", 0)
        monkeypatch.setattr(bucket, "_AT_A_TIME", 2)
        site = make(tmp_path / "site", edition("good"))
        with fragile(corner.server.endpoint, 8) as line:
            assert "unreachable" == reason(lambda: corner.send(site, endpoint=line, request_seconds=2))
        sent = corner.send(site)

        assert 0 < sent.kept < len(edition("good"))
        assert edition("good") == corner.pages()

    def test_going_back_after_a_death_half_way_is_whole(self, corner: Corner, tmp_path: Path) -> None:
        """The manifest that lies there is that of the old site, and half of the pages are not."""
        old = make(tmp_path / "old", edition("old"))
        corner.send(old)
        with fragile(corner.server.endpoint, 8) as line:
            new = make(tmp_path / "new", edition("new"))
            assert "unreachable" == reason(lambda: corner.send(new, endpoint=line, request_seconds=2))
        corner.send(old)

        assert edition("old").items() <= corner.pages().items()

    @pytest.mark.parametrize("deleted", [0, 1, 7])
    def test_what_was_deleted_before_a_death_is_sent_when_it_comes_back(
        self, corner: Corner, tmp_path: Path, deleted: int
    ) -> None:
        old, less = edition("old"), {"index.html": "front", "feed.atom": "new"}
        corner.send(make(tmp_path / "old", old))
        site = make(tmp_path / "less", less, AT + timedelta(hours=1))
        with fragile(corner.server.endpoint, deleted, b"DELETE ") as line:
            assert "unreachable" == reason(lambda: corner.send(site, endpoint=line, request_seconds=2))
        corner.send(make(tmp_path / "again", old, AT + timedelta(hours=2)))

        assert old == corner.pages()

    def test_a_style_sheet_stays_for_a_day_after_the_last_page_went_that_asks_for_it(
        self, corner: Corner, tmp_path: Path
    ) -> None:
        """A publication that died changed no page; until the next one, all of them ask for it."""
        corner.send(make(tmp_path / "old", edition("old")))
        died = make(tmp_path / "died", edition("new"), AT + timedelta(hours=1))
        with fragile(corner.server.endpoint, 1) as line:
            assert "unreachable" == reason(lambda: corner.send(died, endpoint=line, request_seconds=2))
        corner.send(make(tmp_path / "new", edition("new"), AT + timedelta(hours=31)))

        assert style("old") in corner.pages()

    def test_an_object_somebody_changed_is_mended_when_all_is_sent(
        self, corner: Corner, tmp_path: Path
    ) -> None:
        site = make(tmp_path / "site", edition("good"))
        corner.send(site)
        corner.server.store().put(f"{corner.name}/index.html", b"false")
        corner.send(site, everything=True)

        assert edition("good") == corner.pages()

    def test_wrong_credentials(self, corner: Corner, tmp_path: Path) -> None:
        site = make(tmp_path / "site", edition("good"))
        wrong = {**KEYS, "AWS_ACCESS_KEY_ID": "no"}

        assert "wrong-credentials" == reason(lambda: corner.send(site, environment=wrong))
        assert {} == corner.all()

    def test_keys_that_were_pasted_with_a_line_break_are_the_right_ones(
        self, corner: Corner, tmp_path: Path
    ) -> None:
        """Build services keep it, and nobody sees it there."""
        pasted = {name: f"{key}\n" for name, key in KEYS.items()}
        corner.send(make(tmp_path / "site", edition("good")), environment=pasted)

        assert edition("good") == corner.pages()

    @pytest.mark.parametrize("name", [*KEYS, "AWS_SESSION_TOKEN"])
    def test_a_key_that_nobody_could_send_is_named(self, corner: Corner, tmp_path: Path, name: str) -> None:
        site = make(tmp_path / "site", edition("good"))
        with pytest.raises(NotSent) as refused:
            corner.send(site, environment={**KEYS, name: "one\nand another"})

        assert ("wrong-credentials", name) == (refused.value.reason, refused.value.details["detail"])

    def test_what_the_environment_says_of_another_place_is_not_taken_for_ours(
        self, corner: Corner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The library takes from it whatever begins with AWS_, even an address in place of ours."""
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:1")
        monkeypatch.setenv("AWS_SKIP_SIGNATURE", "true")
        monkeypatch.setenv("AWS_SESSION_TOKEN", "secret of another place")
        site, heard = make(tmp_path / "site", edition("good")), list[str]()
        corner.send(site)
        with answering(400, "", heard) as endpoint:
            reason(lambda: corner.send(site, endpoint=endpoint))
        monkeypatch.undo()

        assert edition("good") == corner.pages()
        assert "secret of another place" not in "".join(heard)

    def test_a_bucket_called_like_the_site_is_asked_for_behind_the_name_of_amazon(self) -> None:
        """No certificate of Amazon's fits `status.example.go.kr.s3.….amazonaws.com`."""
        asked = [
            _address_of(name, region="ap-northeast-2") for name in ("status-site", "status.example.go.kr")
        ]

        assert [
            ("https://status-site.s3.ap-northeast-2.amazonaws.com", "true"),
            ("https://s3.ap-northeast-2.amazonaws.com", "false"),
        ] == asked

    def test_what_is_missing_has_its_name(
        self, corner: Corner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        site = make(tmp_path / "site", edition("good"))
        told = {
            "keys": reason(lambda: corner.send(site, environment={})),
            "keys of another name": reason(lambda: corner.send(site, credentials="MIRROR")),
            "bucket": reason(
                lambda: bucket.send(
                    site, "nowhere", endpoint=corner.server.endpoint, region="kr-1",
                    credentials="AWS", environment=KEYS,
                )
            ),
        }  # fmt: skip
        monkeypatch.setitem(sys.modules, "obstore.store", None)
        told["library"] = reason(lambda: corner.send(site))

        assert {
            "keys": "no-credentials",
            "keys of another name": "no-credentials",
            "bucket": "no-bucket",
            "library": "no-library",
        } == told

    @pytest.mark.parametrize(
        ("status", "body", "detail"),
        [
            (
                400,
                "<Error><Code>QuotaExceeded</Code><Message>The bucket is full.</Message></Error>",
                "QuotaExceeded: The bucket is full.",
            ),
            (403, "<Error><Code>AccessDenied</Code></Error>", "AccessDenied"),
            (400, '{"error": "quota"}', '400 Bad Request: {"error": "quota"}'),
            (413, "<html>Too large</html>", "413 Payload Too Large"),
        ],
    )
    def test_what_the_storage_says_is_told(self, tmp_path: Path, status: int, body: str, detail: str) -> None:
        """Whoever runs the storage looks for these words, and nobody else can know them."""
        site = make(tmp_path / "site", edition("good"))
        with answering(status, body) as endpoint, pytest.raises(NotSent) as refused:
            bucket.send(site, "pages", endpoint=endpoint, region="kr-1", credentials="AWS", environment=KEYS)

        assert detail == refused.value.details["detail"]

    def test_nobody_there_and_nobody_answering(self, corner: Corner, tmp_path: Path) -> None:
        site = make(tmp_path / "site", edition("good"))
        with socket.create_server(("127.0.0.1", 0)) as silent:  # it takes the call and never says a word
            mute = f"http://127.0.0.1:{silent.getsockname()[1]}"
            slow = reason(lambda: corner.send(site, endpoint=mute, request_seconds=0.3))

        assert "too-slow" == slow
        assert "unreachable" == reason(lambda: corner.send(site, endpoint=mute, request_seconds=0.3))


def _address_of(name: str, region: str) -> tuple[object, object]:
    """Where a bucket of Amazon's is asked for, and whether its name is part of the host's."""
    store = bucket._store(name, "", region, "AWS", KEYS, 1)
    said: dict[str, object] = {**store.config}
    return said["endpoint_url_s3"], said["virtual_hosted_style_request"]


@contextmanager
def answering(status: int, body: str, heard: list[str] | None = None) -> Iterator[str]:
    """A storage that says the same to whatever it is asked; its address. `heard` gets the headers."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if heard is not None:
                heard.append(str(self.headers))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def git(*words: str | Path, at: Path, given: bytes = b"") -> str:
    """What git says in a folder."""
    command = [needs("git"), "-C", at, "-c", "user.name=x", "-c", "user.email=x@x", *words]
    return subprocess.run(command, input=given, capture_output=True, check=True).stdout.decode()


@dataclass(frozen=True)
class Pages:
    """A bare repository, and how a site gets onto its branch `pages`."""

    repository: Path
    root: Path

    def send(self, site: Finished, **other: Any) -> Sent:
        usual = {"root": self.root, "store": self.root / "store.git", "environment": dict(os.environ)}
        author = "Status <status@example.go.kr>"
        return branch.send(site, "pages", str(self.repository), author, **{**usual, **other})

    def files(self) -> dict[str, str]:
        names = git("ls-tree", "-r", "-z", "--name-only", "pages", at=self.repository).split("\0")
        found = {name: git("show", f"pages:{name}", at=self.repository) for name in names if name}
        return {name: words for name, words in found.items() if name not in OF_BRANCH}

    def commits(self) -> list[str]:
        return git("log", "--format=%H %an <%ae> %s", "pages", at=self.repository).splitlines()


OF_BRANCH = ("manifest.json", "build.json", ".nojekyll")


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    repository = tmp_path / "pages.git"
    repository.mkdir()
    git("init", "--quiet", "--bare", at=repository)
    return Pages(repository, tmp_path)


class TestBranch:
    """One commit for each change, upon whatever is there."""

    def test_the_branch_holds_the_site_and_nothing_else(self, pages: Pages, tmp_path: Path) -> None:
        pages.send(make(tmp_path / "site", {**edition("old"), "old/index.html": "old"}))
        sent = pages.send(make(tmp_path / "site", edition("new"), AT + timedelta(hours=1)))
        newest, _ = pages.commits()

        assert edition("new") == pages.files()
        assert 2 == sent.removed  # the page, and the style sheet of before
        assert "Status <status@example.go.kr> Publish the pages of 2026-11-25T10:00+00:00" in newest

    def test_an_unchanged_site_makes_no_commit_until_its_moment_grows_old(
        self, pages: Pages, tmp_path: Path
    ) -> None:
        """Pages call themselves unconfirmed after 90 minutes without a word."""
        counts = []
        for minutes in (0, 0, 10, 40, 50):
            pages.send(make(tmp_path / "site", edition("good"), AT + timedelta(minutes=minutes)))
            counts.append(len(pages.commits()))

        assert [1, 1, 1, 1, 2] == counts

    def test_what_was_sent_long_ago_is_not_kept(self, pages: Pages, tmp_path: Path) -> None:
        """Of every page that was ever sent something stayed, until the disk was full."""
        store = tmp_path / "store.git"
        pages.send(make(tmp_path / "site", edition("0")))
        git("config", "gc.auto", "1", at=store)
        for number in range(1, 40):
            pages.send(make(tmp_path / "site", edition(f"{number}"), AT + timedelta(hours=number)))
        counted = dict(line.split(": ") for line in git("count-objects", "-v", at=store).splitlines())

        assert 40 == len(pages.commits())
        assert int(counted["count"]) + int(counted["in-pack"]) < 200  # 400 otherwise
        assert edition("39") == pages.files()

    def test_the_same_site_makes_the_same_commit(self, pages: Pages, tmp_path: Path) -> None:
        other = Pages(tmp_path / "other.git", tmp_path / "elsewhere")
        shutil.copytree(pages.repository, other.repository)
        other.root.mkdir()
        site = make(tmp_path / "site", edition("good"))
        for place in (pages, other):
            place.send(site)

        assert pages.commits() == other.commits()

    def test_the_work_tree_of_the_site_is_not_touched(self, tmp_path: Path) -> None:
        """Somebody is writing an update in it, right now."""
        root = tmp_path / "our"
        root.mkdir()
        git("init", "--quiet", at=root)
        (root / "a.md").write_text("committed", encoding="utf-8")
        git("add", "a.md", at=root)
        git("commit", "--quiet", "-m", "a", at=root)
        (root / "b.md").write_text("staged", encoding="utf-8")
        git("add", "b.md", at=root)
        (root / "a.md").write_text("half a sentence", encoding="utf-8")
        before = [git(*words, at=root) for words in (("status", "--porcelain"), ("rev-parse", "HEAD"))]
        site = make(tmp_path / "site", edition("good"))
        store = tmp_path / "store.git"
        environment = {**os.environ, "GIT_DIR": "/nowhere"}  # as in a hook
        branch.send(site, "pages", "", "S <s@x.kr>", root=root, store=store, environment=environment)

        assert before == [
            git(*words, at=root) for words in (("status", "--porcelain"), ("rev-parse", "HEAD"))
        ]
        assert "front: good" in git("show", "pages:index.html", at=root)

    def test_the_name_of_a_remote_will_do(self, pages: Pages, tmp_path: Path) -> None:
        root = tmp_path / "our"
        root.mkdir()
        git("init", "--quiet", at=root)
        git("remote", "add", "origin", str(pages.repository), at=root)
        site = make(tmp_path / "site", edition("good"))
        branch.send(
            site, "pages", "origin", "S <s@x.kr>", root=root, store=tmp_path / "s", environment=os.environ
        )

        assert edition("good") == pages.files()

    def test_another_hand_that_was_quicker_is_built_upon(self, pages: Pages, tmp_path: Path) -> None:
        """The branch only ever moves forward: nobody's commit is thrown away."""
        pages.send(make(tmp_path / "site", edition("old")))
        tree = git("rev-parse", "pages^{tree}", at=pages.repository).strip()
        theirs = git("commit-tree", tree, "-p", "pages", "-m", "theirs", at=pages.repository).strip()
        hook = pages.repository / "hooks/pre-receive"
        hook.parent.mkdir(exist_ok=True)
        # While ours arrives, theirs is put in its way, once.
        hook.write_text(
            f"#!/bin/sh\nunset GIT_QUARANTINE_PATH\nrm -f $0\ngit update-ref refs/heads/pages {theirs}\n",
            encoding="utf-8",
        )
        hook.chmod(0o755)
        pages.send(make(tmp_path / "site", edition("new"), AT + timedelta(hours=1)))

        assert edition("new") == pages.files()
        assert [theirs in line for line in pages.commits()] == [False, True, False]

    def test_a_branch_that_people_write_in_is_left_alone(self, root: Path, tmp_path: Path) -> None:
        """`branch: main`, typed in a hurry: whoever pulled it would find every file gone."""
        ours = tmp_path / "pages.git"
        git("init", "--quiet", at=root)
        git("add", "status", at=root)
        git("commit", "--quiet", "-m", "what people wrote", at=root)
        git("push", "--quiet", str(ours), "HEAD:refs/heads/main", at=root)
        before = git("rev-parse", "main", at=ours)
        file = root / "status/site.yaml"
        file.write_text(file.read_text("utf-8").replace("branch: pages", "branch: main"), encoding="utf-8")
        answers = [run(root, "publish", "--to", "branch", language=language) for language in ("en", "ko")]

        assert [4, 4] == [answer.exit_code for answer in answers]
        assert "the branch main holds files that this program did not put there" in answers[0].stderr
        assert "브랜치 main에 이 프로그램이 보내지 않은 파일이 있어서" in answers[1].stderr
        assert before == git("rev-parse", "main", at=ours)

    def test_a_branch_that_takes_nothing_says_so(self, pages: Pages, tmp_path: Path) -> None:
        pages.send(make(tmp_path / "site", edition("old")))
        hook = pages.repository / "hooks/pre-receive"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
        hook.chmod(0o755)
        new = make(tmp_path / "site", edition("new"))

        with pytest.raises(NotSent) as refused:
            pages.send(new)
        assert ("refused", "[remote rejected] (pre-receive hook declined)") == (
            refused.value.reason,
            refused.value.details["detail"],
        )
        assert edition("old") == pages.files()

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            (
                "fatal: Unable to create temporary file '/srv/pages.git/shallow_X': Read-only file system\n"
                "fatal: the remote end hung up unexpectedly",
                ("refused", {"detail": "Read-only file system"}),
            ),
            (
                "fatal: failed to write to /srv/pages.git/shallow_X: No space left on device\n"
                "fatal: the remote end hung up unexpectedly",
                ("refused", {"detail": "No space left on device"}),
            ),
            (
                "remote: error: cannot lock ref 'refs/heads/pages': Unable to create '/srv/pages.git/refs/"
                "heads/pages.lock': Operation not permitted\n"
                "!\tx:y\t[remote rejected] (failed to update ref)",
                ("refused", {"detail": "Operation not permitted"}),
            ),
            (
                "fatal: unable to access 'https://git.example.go.kr/': The requested URL returned error: 503",
                ("unreachable", {}),
            ),
        ],
    )
    def test_a_disk_that_takes_nothing_is_no_dead_line_and_no_other_hand(
        self, words: str, told: tuple[str, dict[str, str]]
    ) -> None:
        """git says both in one breath; whoever looks at the line looks in the wrong place."""
        said = branch._said(words)

        assert told == (said.reason, said.details)

    def test_a_repository_that_is_not_there(self, tmp_path: Path) -> None:
        site = make(tmp_path / "site", edition("good"))
        with socket.create_server(("127.0.0.1", 0)) as server:
            nobody = f"http://127.0.0.1:{server.getsockname()[1]}/pages.git"
        gone, unknown = Pages(tmp_path / "nowhere.git", tmp_path), Pages(Path("unknown-remote"), tmp_path)
        told = [reason(lambda: gone.send(site)), reason(lambda: unknown.send(site))]
        unreachable = reason(
            lambda: branch.send(
                site,
                "pages",
                nobody,
                "S <s@x.kr>",
                root=tmp_path,
                store=tmp_path / "s",
                environment=os.environ,
            )
        )

        assert ["no-repository", "no-repository", "unreachable"] == [*told, unreachable]

    def test_what_a_killed_run_left_is_cleared_away(self, pages: Pages, tmp_path: Path) -> None:
        pages.send(make(tmp_path / "site", edition("old")))
        (tmp_path / "store.git/refs/statuspage").mkdir()
        for left in ("index.statuspage.lock", "shallow.lock", "refs/statuspage/live.lock"):
            (tmp_path / "store.git" / left).touch()
        pages.send(make(tmp_path / "site", edition("new")))

        assert edition("new") == pages.files()


class TestFolder:
    def test_a_full_disk_is_told_and_the_last_good_site_stays(self, tmp_path: Path) -> None:
        """As on the night when the logs had filled it."""
        place = tmp_path / "disk"
        place.mkdir()
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=256k,mode=755", "tmpfs", place], capture_output=True
        )
        if mounted.returncode:
            pytest.skip("only root may mount a small disk")
        try:
            good = make(tmp_path / "site", edition("good"))
            copies.send(good, place / "site", keep=2)
            big = make(tmp_path / "site", edition("x" * 40_000))
            with pytest.raises(NotSent) as full:
                copies.send(big, place / "site", keep=2)
            subprocess.run(["mount", "-o", "remount,ro", place], check=True)
            read_only = reason(lambda: copies.send(big, place / "site", keep=2))

            assert ("folder-disk-full", "folder-read-only") == (full.value.reason, read_only)
            assert full.value.details["path"].startswith(str(place / "site"))
            assert published(good.place) == published(place / "site")
        finally:
            subprocess.run(["umount", place], check=True)

    def test_the_last_releases_stay(self, tmp_path: Path) -> None:
        for number in range(5):
            copies.send(make(tmp_path / "site", edition(str(number))), tmp_path / "copy", keep=2)

        assert 2 == len([path for path in (tmp_path / ".copy-releases").iterdir() if path.is_dir()])

    def test_a_publication_that_came_to_nothing_leaves_a_release_to_go_back_to(self, tmp_path: Path) -> None:
        """Of two releases, the one before was made over for the third one, and that was never finished."""
        for words in ("first", "second"):
            copies.send(make(tmp_path / "site", edition(words)), tmp_path / "copy", keep=2)
        with folder.opened(tmp_path / "copy", releases=2) as place:
            place.put("index.html", b"third")
        with folder.opened(tmp_path / "copy") as place:
            place.back()

        assert edition("first")["index.html"] == (tmp_path / "copy/index.html").read_text()

    def test_going_back_is_one_step_and_can_be_done_again(self, tmp_path: Path) -> None:
        out = tmp_path / "site"
        for words in ("one", "two", "three"):
            make(out, edition(words))
        seen = []
        for _ in range(3):
            try:
                with folder.opened(out) as place:
                    place.back()
            except folder.Refused as refused:
                seen.append(refused.code)
            seen.append((out / "feed.atom").read_text("utf-8"))

        assert ["two", "one", "no-earlier", "one"] == seen

    def test_going_back_does_not_lead_to_what_was_gone_back_from(self, tmp_path: Path) -> None:
        """The first mending was none: before it, readers saw the good page, and not the first bad one."""
        for words, wrong in (("good", False), ("wrong", True), ("wrong still", True)):
            copies.send(make(tmp_path / "site", edition(words)), tmp_path / "copy", keep=5)
            if wrong:
                with folder.opened(tmp_path / "copy") as place:
                    place.back()

        assert edition("good")["index.html"] == (tmp_path / "copy/index.html").read_text()

    def test_a_release_that_is_not_whole_is_not_returned_to(self, tmp_path: Path) -> None:
        out = tmp_path / "site"
        make(out, edition("one"))
        half = make(out, edition("two")).place
        make(out, edition("three"))
        (half / "index.html").unlink()
        with folder.opened(out) as place:
            place.back()

        assert edition("one")["index.html"] == (out / "index.html").read_text("utf-8")


class TestTogether:
    def test_a_place_that_hangs_holds_up_no_other(self) -> None:
        """The mirror abroad may be slow; the page at home must not wait for it."""
        go = threading.Event()

        def hangs() -> Sent:
            assert go.wait(30)
            return Sent(1, 0, 0)

        told = []
        for outcome in sending.together({"slow": hangs, "quick": lambda: Sent(1, 0, 0)}, ()):
            told.append(outcome.name)
            go.set()

        assert ["quick", "slow"] == told

    def test_a_mistake_of_ours_at_one_place_holds_up_no_other(self) -> None:
        """It comes to light once every place was told of."""
        failed, told = threading.Event(), list[str]()

        def fails() -> Sent:
            failed.set()
            raise ValueError("a bug")

        def waits() -> Sent:
            assert failed.wait(30)
            return Sent(1, 0, 0)

        outcomes = sending.together({"broken": fails, "good": waits}, ())
        with pytest.raises(ValueError, match="a bug"):
            told.extend(outcome.name for outcome in outcomes)

        assert ["good"] == told

    def test_what_may_pass_is_tried_again_and_what_may_not_is_not(self) -> None:
        tries: list[str] = []

        def passing() -> Sent:
            tries.append("passing")
            if tries.count("passing") < 3:
                raise NotSent("unreachable")
            return Sent(1, 0, 0)

        def lasting() -> Sent:
            tries.append("lasting")
            raise NotSent("wrong-credentials")

        jobs: dict[str, sending.Job] = {"passing": passing, "lasting": lasting}
        ended = {
            outcome.name: outcome.why and outcome.why.reason for outcome in sending.together(jobs, (0, 0))
        }

        assert {"passing": None, "lasting": "wrong-credentials"} == ended
        assert (3, 1) == (tries.count("passing"), tries.count("lasting"))

    def test_every_reason_has_its_words(self) -> None:
        assert set() == {f"target-{reason}" for reason in sending.REASONS} - set(MESSAGES)


def run(root: Path, *words: str, language: str = "en", **environment: str) -> Result:
    """The command, with nothing of this machine's environment that could send anything anywhere."""
    surroundings = {"SOURCE_DATE_EPOCH": "", **dict.fromkeys(KEYS), **environment}
    arguments = ["--root", str(root), "--lang", language, *words]
    answer = CliRunner().invoke(main, arguments, env=surroundings, catch_exceptions=False)
    assert "Traceback" not in answer.output
    return answer


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site that goes to a folder, a branch and a bucket."""
    repository = tmp_path / "pages.git"
    repository.mkdir()
    git("init", "--quiet", "--bare", at=repository)
    places = f"publish:\n  - folder: {tmp_path}/copy\n  - branch: pages\n    repository: {repository}\n"
    settings = "\n".join(line.strip() for line in SMALL["site.yaml"].splitlines())
    return write(tmp_path / "our", {**SMALL, "site.yaml": f"{settings}\n{places}"})


def add(root: Path, words: str) -> None:
    file = root / "status/site.yaml"
    file.write_text(file.read_text("utf-8") + words, encoding="utf-8")


def to_bucket(endpoint: str, name: str) -> str:
    return f"  - bucket: pages/{name}\n    endpoint: {endpoint}\n"


def on_branch(tmp_path: Path, file: str) -> str:
    return git("show", f"pages:{file}", at=tmp_path / "pages.git")


class TestCommand:
    """What the person who publishes sees, and what readers see afterwards."""

    def test_every_place_gets_the_same_bytes(self, root: Path, server: Storage, tmp_path: Path) -> None:
        add(root, to_bucket(server.endpoint, tmp_path.name))
        answer = run(root, "publish", "--at", DURING.isoformat(), **KEYS)
        again = run(root, "publish", "--at", DURING.isoformat(), **KEYS)
        site = published(root / "site")
        stored = {
            key.removeprefix(f"{tmp_path.name}/"): data for key, data in server.files(tmp_path.name).items()
        }

        assert 0 == answer.exit_code, answer.output
        assert ["bucket: sent", "branch: sent", "folder: sent"] == sorted(
            (line.partition(" (")[0] for line in answer.stdout.splitlines() if ": sent (" in line),
            key=("bucket: sent", "branch: sent", "folder: sent").index,
        )
        assert site == published(tmp_path / "copy")
        assert site == {path: data for path, data in stored.items() if path != bucket.LEDGER}
        assert site["index.html"].decode() == on_branch(tmp_path, "index.html")
        assert 3 == again.stdout.count("is the same already")
        assert 1 == int(git("rev-list", "--count", "pages", at=tmp_path / "pages.git"))

    @pytest.mark.parametrize(
        ("language", "sentence"), [("en", "bucket: cannot be reached"), ("ko", "bucket: 연결되지 않습니다")]
    )
    def test_one_that_fails_holds_up_no_other(
        self, root: Path, tmp_path: Path, language: str, sentence: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sending, "PAUSES", (0, 0))
        with socket.create_server(("127.0.0.1", 0)) as gone:
            add(root, to_bucket(f"http://127.0.0.1:{gone.getsockname()[1]}", "x"))
        answer = run(root, "publish", "--at", DURING.isoformat(), language=language, **KEYS)

        assert 4 == answer.exit_code
        assert sentence in answer.stderr
        assert "statuspage publish --to bucket" in answer.stderr
        assert published(root / "site") == published(tmp_path / "copy")

    @pytest.mark.parametrize(
        ("entry", "name"),
        [
            ("{name: mirror, floder: /srv/mirror}", "mirror"),
            ("{folder: /srv/mirror, keep: many}", "status/site.yaml:16"),
            ("{name: mirror, folder: /srv/mirror, bucket: mirror}", "mirror"),
            ("{name: pages, branch: a..b}", "pages"),
            ("{floder: /srv/mirror}", "status/site.yaml:16"),
            ("/srv/mirror", "status/site.yaml:16"),
            ("{folder: /srv/mirror}", "status/site.yaml:16"),
        ],
    )
    def test_a_place_with_a_mistake_is_named_as_one_that_gets_nothing(
        self, root: Path, tmp_path: Path, entry: str, name: str
    ) -> None:
        """Else everybody believes that the mirror is up to date, until the day it is needed."""
        add(root, f"  - {entry}\n")
        answer = run(root, "publish", "--at", DURING.isoformat())
        again = run(root, "publish", "--at", DURING.isoformat(), "--to", name)

        said = f"{name}: not sent, because what is written of it under publish in status/site.yaml"
        assert 4 == answer.exit_code
        assert 1 == sum(line.startswith(said) for line in answer.stderr.splitlines()), answer.stderr
        assert published(root / "site") == published(tmp_path / "copy")
        assert (4, True) == (again.exit_code, said in again.stderr)

    def test_secrets_are_never_said(self, root: Path, server: Storage, tmp_path: Path) -> None:
        add(root, to_bucket(server.endpoint, "x"))
        unseen = "not-to-be-seen-anywhere"
        answer = run(root, "publish", AWS_ACCESS_KEY_ID="no", AWS_SECRET_ACCESS_KEY=unseen)

        assert 4 == answer.exit_code
        assert (
            "bucket: the credentials are wrong, or do not allow writing (InvalidAccessKeyId" in answer.stderr
        )
        assert unseen not in answer.output
        assert not any(unseen.encode() in data for data in published(tmp_path / "copy").values())

    def test_a_branch_of_no_repository_is_told_what_is_missing(self, root: Path) -> None:
        """A bucket was never spoken of, and no name can be checked where none was typed."""
        add(root, "  - name: own\n    branch: pages\n")
        answer = run(root, "publish", "--to", "own")

        assert 4 == answer.exit_code
        assert (
            "own: this site lies in no git repository that could hold the branch. Name one" in answer.stderr
        )

    def test_a_full_disk_is_said_in_the_language_of_the_reader(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: object, **__: object) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(root / "x"))

        monkeypatch.setattr(sending, "held", full)
        answer = run(root, "publish", "--to", "branch", language="ko")

        assert f"branch: {root / 'x'}의 디스크가 가득 찼습니다." in answer.stderr
        assert "No space" not in answer.stderr

    def test_a_build_that_is_refused_sends_nothing(self, root: Path, tmp_path: Path) -> None:
        run(root, "publish", "--at", DURING.isoformat())
        before = fingerprint(tmp_path / "copy", without=())
        add(root, "languages: [")
        answer = run(root, "publish", "--at", AFTER.isoformat())

        assert 1 == answer.exit_code
        assert before == fingerprint(tmp_path / "copy", without=())

    def test_back_returns_everywhere(self, root: Path, tmp_path: Path) -> None:
        """The wrong button was pressed, and a country reads it."""
        run(root, "publish", "--at", AFTER.isoformat())
        right = published(root / "site")
        run(root, "publish", "--at", DURING.isoformat())
        answer = run(root, "publish", "--back")

        assert 0 == answer.exit_code, answer.output
        assert right == published(root / "site")
        assert right == published(tmp_path / "copy")
        assert right["index.html"].decode() == on_branch(tmp_path, "index.html")
        assert (1, True) == ((last := run(root, "publish", "--back")).exit_code, "no earlier" in last.stderr)

    def test_a_place_that_did_not_go_back_is_tried_again_as_it_is_told(
        self, root: Path, tmp_path: Path
    ) -> None:
        """To build again would bring back everywhere what somebody just took away."""
        out = tmp_path / "a page"
        run(root, "publish", "--out", str(out), "--at", AFTER.isoformat())
        right = published(out)
        run(root, "publish", "--out", str(out), "--at", DURING.isoformat())
        run(root, "publish", "--out", str(out), "--at", DURING.isoformat())
        aside = (tmp_path / "copy").rename(tmp_path / "aside")
        (tmp_path / "copy").write_text("somebody's own")
        failed = run(root, "publish", "--back", "--out", str(out))
        (tmp_path / "copy").unlink()
        aside.rename(tmp_path / "copy")
        told = failed.stderr.splitlines()[-1].partition(": statuspage ")[2]
        again = run(root, *shlex.split(told))

        assert (4, 0) == (failed.exit_code, again.exit_code), again.output
        assert [right] * 2 == [published(out), published(tmp_path / "copy")]
        assert "branch" not in again.output

    def test_back_turns_the_page_here_also_where_nobody_knows_the_other_places(self, root: Path) -> None:
        """The wrong button may have been pressed on `site.yaml` itself; citizens read what is here."""
        run(root, "publish", "--at", AFTER.isoformat())
        right = published(root / "site")
        run(root, "publish", "--at", DURING.isoformat())
        add(root, "languages: [")
        answer = run(root, "publish", "--back")

        assert 4 == answer.exit_code, answer.output
        assert right == published(root / "site")
        assert "status/site.yaml cannot be used, so the other places are not known" in answer.stderr

    def test_a_place_whose_turn_comes_late_gets_what_is_newest_by_then(
        self,
        root: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        """Two publications at once: the older one must not arrive after the newer. Who waits is told why."""
        monkeypatch.setattr(onward, "PAUSE", 0)
        run(root, "build", "--at", DURING.isoformat())
        site = settings.of(root).site
        assert site
        beside = root / ".site-sending"
        beside.mkdir()
        with sending.held(beside / "folder.lock"):
            older = threading.Thread(
                target=onward.Onward(Context(root, "en"), root, root / "site", site).elsewhere
            )
            older.start()
            build(root, root / "site", AFTER, cache=None)
        older.join()

        assert published(root / "site") == published(tmp_path / "copy")
        assert "The page is live. Sending it elsewhere" in capsys.readouterr().out

    def test_a_folder_that_shows_something_newer_is_not_turned_back(self, tmp_path: Path) -> None:
        """Somebody published again while readers' answers were awaited."""
        for words in ("first", "second"):
            make(tmp_path / "site", edition(words))
        mine = finished(tmp_path / "site")
        first = sorted(path.name for path in mine.place.parent.glob("000001-????????"))[0]
        make(tmp_path / "site", edition("third"))

        assert "changed" == reason(lambda: copies.back(tmp_path / "site", first, from_=mine))
        assert "front: third" in (tmp_path / "site/index.html").read_text("utf-8")

    def test_only_the_place_that_was_named(self, root: Path, tmp_path: Path) -> None:
        answer = run(root, "publish", "--to", "folder", "--at", DURING.isoformat())

        assert 0 == answer.exit_code
        assert (tmp_path / "copy/index.html").is_file()
        assert "" == git("branch", "--list", at=tmp_path / "pages.git")

    def test_a_name_nobody_knows(self, root: Path) -> None:
        answer = run(root, "publish", "--to", "miror")

        assert 2 == answer.exit_code
        assert '--to "miror"' in answer.stderr
        assert "folder, branch" in answer.stderr
        assert not (root / "site").exists()

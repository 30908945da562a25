"""A push to a bare repository with the hook: real git, real pushes, a real nginx."""

from __future__ import annotations

import fcntl
import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from click.testing import CliRunner

import nobody
import servers
from conftest import needs
from receivers import listening
from sites import AFTER, DURING, SMALL, fingerprint, write
from statuspage import repository, tell
from statuspage.build import build
from statuspage.cli import main
from statuspage.cli.hook import overlooked
from statuspage.repository import attempts, secrets
from test_mirrors import new_key, public
from test_watch import comes, watching

HOUSE = Path(__file__).resolve().parent.parent / "src"
STORY = "incidents/2023/1117-saeol"
UPDATE = f"{STORY}/1117-0855-mois.md"


def environment() -> dict[str, str]:
    """As on a server: the program where it is, one moment, nobody's own git settings."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    who = {f"GIT_{one}_{what}": "test" for one in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    return {
        **outside,
        **who,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "PYTHONPATH": str(HOUSE),
        "SOURCE_DATE_EPOCH": str(int(DURING.timestamp())),
        "LC_ALL": "C.UTF-8",
    }


def statuspage(*words: object, **more: str) -> subprocess.CompletedProcess[str]:
    """The program, as an administrator types it."""
    return subprocess.run(
        [sys.executable, "-m", "statuspage", *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**environment(), **more},
    )


class Clone:
    """The working copy of somebody who pushes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def git(self, *words: str, check: bool = True) -> str:
        """What git says, on both channels."""
        done = subprocess.run(
            ["git", "-C", str(self.folder), *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment(),
        )
        assert not (check and done.returncode), done.stdout
        return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())

    def commit(self, files: dict[str, str | None]) -> str:
        """Write and commit; the id of the commit."""
        write(self.folder, files)
        self.git("add", "--all")
        self.git("commit", "-qm", "edit")
        return self.head

    @property
    def head(self) -> str:
        return self.git("rev-parse", "HEAD").strip()

    def push(self, *words: str) -> str:
        return self.git("push", "origin", *(words or ("HEAD:main",)))


class Server:
    """A bare repository with the hook, and the folder it publishes to."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.bare, self.site = folder, folder / "content.git", folder / "site"

    @property
    def live(self) -> str:
        """The commit that readers see."""
        return str(self.told["commit"])

    @property
    def told(self) -> Any:
        """What the live page says of its build."""
        return json.loads((self.site / "build.json").read_text(encoding="utf-8"))

    def page(self, path: str = f"incidents/{STORY.partition('/')[2]}/index.html") -> str:
        return (self.site / path).read_text(encoding="utf-8")


def bare(folder: Path) -> Path:
    """A new bare repository."""
    subprocess.run([needs("git"), "init", "-q", "--bare", str(folder)], check=True, env=environment())
    return folder


def cloned(folder: Path, found: Path) -> Clone:
    """A new working copy of a repository."""
    subprocess.run([needs("git"), "clone", "-q", str(found), str(folder)], check=True, env=environment())
    return Clone(folder)


def configured(found: Path, name: str, value: str) -> None:
    """Set something in the repository's own git configuration."""
    subprocess.run(["git", "-C", str(found), "config", name, value], check=True, env=environment())


@pytest.fixture(name="published", scope="module")
def _published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a repository, a working copy whose first push is published, and the site."""
    server = Server(tmp_path_factory.mktemp("published"))
    done = statuspage("--lang", "en", "hook", "install", bare(server.bare))
    assert done.returncode == 0, done.stderr
    clone = cloned(server.folder / "clone", server.bare)
    commit = clone.commit(dict(SMALL))
    clone.push()
    assert commit == server.live
    return server.folder


@pytest.fixture(name="server")
def _server(tmp_path: Path, published: Path) -> Server:
    """The same in a place of its own."""
    subprocess.run(["cp", "-a", f"{published}/.", str(tmp_path)], check=True)
    server = Server(tmp_path)
    configured(server.bare, "statuspage.out", str(server.site))
    return server


@pytest.fixture(name="clone")
def _clone(server: Server) -> Clone:
    clone = Clone(server.folder / "clone")
    clone.git("remote", "set-url", "origin", str(server.bare))
    return clone


def told(server: Server, words: str) -> None:
    """Put keys and passwords where the administrator does."""
    file = server.bare / "statuspage.env"
    file.write_text(words, encoding="utf-8")
    file.chmod(0o600)


def heard_by(server: Server, clone: Clone, url: str) -> None:
    """Have a program at this address told of everything from now on."""
    key = "a key for tests that is long enough"
    told(server, f"STATUSPAGE_ALLOW_PRIVATE=1\nPORTAL_URL={url}\nPORTAL_KEY={key}\n")
    receiver = "tell: {name: portal, kind: json, url_from: PORTAL_URL, secret_from: PORTAL_KEY}\n"
    clone.commit({"site.yaml": dedent(SMALL["site.yaml"]).lstrip() + receiver})
    clone.push()


def word(text: str, status: str = "identified") -> dict[str, str | None]:
    """One more update of the open incident, in both languages."""
    return {
        UPDATE: f"---\nstatus: {status}\n---\n{text}",
        UPDATE.replace(".md", ".en.md"): f"---\n---\n{text}",
    }


class TestPush:
    def test_a_fault_of_the_program_is_told_in_the_language_of_who_pushes(
        self, server: Server, clone: Clone, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """And what became of the push, which a traceback does not say."""

        def broken(*_: object, **__: object) -> None:
            raise RuntimeError("at night")

        configured(server.bare, "statuspage.lang", "ko")
        monkeypatch.setattr("statuspage.cli.hook.tried", broken)
        monkeypatch.setattr("signal.signal", lambda *_: None)
        monkeypatch.setattr("tempfile.tempdir", str(server.folder))
        given = ["--lang", "en", "hook", "run", str(server.bare), "--received"]
        answer = CliRunner().invoke(main, given, input=f"{'0' * 40} {clone.head} refs/heads/main\n")

        assert 1 == answer.exit_code
        assert "프로그램의 잘못입니다." in answer.stderr
        assert "저장소에는 들어갔지만 내보내지 않았습니다." in answer.stderr
        assert "Traceback" not in answer.output

    def test_a_pushed_word_is_on_the_page_that_nginx_serves(self, server: Server, clone: Clone) -> None:
        """The old page is served whole until the new one is there, without a restart or a gap."""
        conf, ending = server.page("examples/nginx.txt"), threading.Event()
        path = f"/incidents/{STORY.partition('/')[2]}/"
        with servers.nginx(needs("nginx"), server.folder, conf) as ask:
            before, seen = ask(path), list[servers.Answer]()

            def read() -> None:
                while not ending.is_set():
                    seen.append(ask(path))

            reader = threading.Thread(target=read)
            reader.start()
            commit = clone.commit(word("원인을 찾았습니다."))
            said = clone.push()
            ending.set()
            reader.join()
            after = ask(path)

        assert "원인을 찾았습니다." not in before.words
        assert "원인을 찾았습니다." in after.words
        assert {(200, before.words), (200, after.words)} >= {(one.status, one.words) for one in seen}
        assert f"remote: {commit[:12]}: published, " in said
        assert commit == server.live

    def test_the_page_is_the_one_that_a_build_of_the_files_gives(
        self, server: Server, clone: Clone, tmp_path: Path
    ) -> None:
        gone = {f"{STORY}/1118-0900-mois.md": None, f"{STORY}/1118-0900-mois.en.md": None}
        clone.commit({**word("하나"), **gone})
        clone.push()
        build(clone.folder, tmp_path / "other", DURING)

        assert fingerprint(tmp_path / "other") == fingerprint(server.site)

    def test_a_place_that_gets_nothing_is_named_with_every_push(self, server: Server, clone: Clone) -> None:
        """Exit code 4 goes before 3: a page that is doubtful says so, a mirror that is old does not."""
        settings = (clone.folder / "status/site.yaml").read_text(encoding="utf-8")
        clone.commit({"site.yaml": f"{settings.rstrip()}\npublish: [{{name: mirror, floder: /srv/x}}]\n"})
        said = clone.push()
        ran = statuspage("--lang", "en", "hook", "run", server.bare)

        assert "remote: mirror: not sent, because what is written of it under publish" in said
        assert 4 == ran.returncode
        assert "mirror: not sent" in ran.stderr

    def test_mistakes_are_told_with_file_and_line_and_the_rest_is_published(
        self, server: Server, clone: Clone
    ) -> None:
        commit = clone.commit(word("고치는 중입니다.", status="fixd"))
        said = clone.push()

        assert f'remote: status/{UPDATE}:2:9: "fixd": status: this is not one of' in said
        assert "remote: Some of what was written could not be used" in said
        assert commit == server.live

    @pytest.mark.parametrize(
        ("name", "text", "place"),
        [
            ("status/site.yaml", "name: [x", "status/site.yaml:1:7:"),
            ("templates/base.html", "{% blok %}", "templates/base.html:1:"),
        ],
    )
    def test_a_push_that_cannot_be_built_leaves_the_last_good_site(
        self, server: Server, clone: Clone, name: str, text: str, place: str
    ) -> None:
        """File names are those of the repository, not of some folder on the server."""
        good, live = fingerprint(server.site, without=()), server.live
        (clone.folder / name).parent.mkdir(exist_ok=True)
        (clone.folder / name).write_text(text, encoding="utf-8")
        clone.commit({})
        said = clone.push()

        assert f"remote: {place}" in said
        assert "remote: Received, but nothing was published. The live site is untouched." in said
        assert (good, live) == (fingerprint(server.site, without=()), server.live)

    def test_what_citizens_could_read_is_not_lost_by_a_push(self, server: Server, clone: Clone) -> None:
        """Who deleted it by mistake is told how to bring it back; who meant it, how to say so."""
        good, live = fingerprint(server.site, without=()), server.live
        clone.commit(dict.fromkeys((name for name in SMALL if name.startswith(STORY)), None))
        said = clone.push()

        assert f"remote: What citizens could read would be gone: {STORY}" in said
        assert f"statuspage hook run {server.bare} --allow-removal {STORY}" in said
        assert f"git push -o allow-removal={STORY}" in said
        assert (good, live) == (fingerprint(server.site, without=()), server.live)

        by_hand = statuspage("hook", "run", server.bare, "--allow-removal", STORY)

        assert (0, clone.head) == (by_hand.returncode, server.live)

    def test_what_may_go_can_be_said_with_the_push(self, server: Server, clone: Clone) -> None:
        configured(server.bare, "receive.advertisePushOptions", "true")
        commit = clone.commit({"services/mois/move-in.yaml": None})
        said = clone.push("-o", "allow-removal=services/move-in", "HEAD:main")

        assert f"remote: {commit[:12]}: published, " in said
        assert commit == server.live

    def test_a_key_that_went_missing_on_the_server_takes_no_signature_away(
        self, server: Server, clone: Clone
    ) -> None:
        """Whoever pushes during an outage can publish without it all the same."""
        key, secrets = new_key(server.folder / "key"), server.bare / "statuspage.env"
        secrets.write_text(f"STATUSPAGE_SIGNING_KEY='{key}'\n", "utf-8")
        configured(server.bare, "receive.advertisePushOptions", "true")
        settings = clone.folder / "status/site.yaml"
        settings.write_text(f"{settings.read_text('utf-8')}signer: {public(key)}\n", "utf-8")
        signed = clone.commit({})
        clone.push()
        key.unlink()
        clone.commit(word("영"))
        broken = clone.push()
        secrets.unlink()
        clone.commit(word("하나"))
        refused = clone.push()
        live, there = server.live, (server.site / "manifest.json.sig").is_file()
        newest = clone.commit(word("둘"))
        meant = clone.push("-o", "allow-removal=signature", "HEAD:main")
        published = server.live
        secrets.write_text(f"STATUSPAGE_SIGNING_KEY='{key}'\n", "utf-8")
        last = clone.commit(word("셋"))
        after = clone.push()

        assert "remote: The signature by which citizens tell our page from a forgery would be gone" in refused
        assert "git push -o allow-removal=signature" in refused
        assert "git push -o allow-removal=signature" in broken
        assert (signed, True) == (live, there)
        assert "remote: There is no signature, though the page tells of one" in meant
        assert newest == published
        assert f"remote: {key}: there is no such file" in after
        assert "remote: There is no signature, though the page tells of one" in after
        assert last == server.live

    def test_it_speaks_the_language_of_the_repository(self, server: Server, clone: Clone) -> None:
        configured(server.bare, "statuspage.lang", "ko")
        clone.commit(word("고치는 중입니다.", status="fixd"))
        said = clone.push()

        assert f'remote: status/{UPDATE}:2:9: "fixd": status: 쓸 수 없는 값입니다.' in said
        assert "remote: 쓸 수 없는 것이 있습니다." in said

    def test_warnings_about_files_that_were_not_touched_are_only_counted(
        self, server: Server, clone: Clone
    ) -> None:
        """A large site has thousands of them; the one mistake of this push must not drown."""
        clone.commit({UPDATE: "---\nstatus: identified\n---\n번역은 나중에."})
        first = clone.push()
        clone.commit({UPDATE.replace("0855", "0858"): "---\nstatus: identified\n---\n이것도 나중에."})
        second = clone.push()

        assert f"remote: status/{UPDATE}:" in first
        assert f"remote: status/{UPDATE}:" not in second
        assert "1117-0858-mois.md:" in second
        assert "remote: There are 1 more. Where this program is installed, statuspage check" in second

    def test_a_timer_with_nothing_to_do_repeats_only_what_has_to_be_mended(
        self, server: Server, clone: Clone
    ) -> None:
        """cron sends everything that is said on by mail, each minute."""
        clone.commit({UPDATE: "---\nstatus: identified\n---\n번역은 나중에."})
        clone.push()
        idle = statuspage("--lang", "en", "hook", "run", server.bare)
        clone.commit(word("고치는 중입니다.", status="fixd"))
        clone.push()
        doubtful = statuspage("--lang", "en", "hook", "run", server.bare)

        assert (0, "") == (idle.returncode, idle.stderr)
        assert 3 == doubtful.returncode
        assert f'status/{UPDATE}:2:9: "fixd": status: this is not one of' in doubtful.stderr

    def test_other_branches_and_deletions_leave_the_page_alone(self, server: Server, clone: Clone) -> None:
        configured(server.bare, "receive.denyDeleteCurrent", "ignore")
        live = server.live
        clone.commit(word("초안"))
        other, deleted = clone.push("HEAD:draft"), clone.push(":main")

        assert "remote: draft: received. Only main is published, so the page stays as it is." in other
        assert "remote: The branch main was deleted. The last page stays;" in deleted
        assert live == server.live

    def test_a_first_push_to_a_branch_of_another_name_is_told_where_to_push(self, tmp_path: Path) -> None:
        """An empty repository does not always say what its branch is called."""
        server = Server(tmp_path)
        statuspage("--lang", "en", "hook", "install", bare(server.bare), "--branch", "page")
        clone = cloned(tmp_path / "clone", server.bare)
        commit = clone.commit(dict(SMALL))
        said = clone.push("HEAD:master")
        clone.push("HEAD:page")

        assert "remote: master: received. Only page is published, and there is no such branch yet." in said
        assert "To publish what you pushed: git push origin HEAD:page\n" in said
        assert commit == server.live

    def test_what_is_deleted_beside_the_page_was_not_received(self, server: Server, clone: Clone) -> None:
        clone.push("HEAD:draft", "HEAD:refs/tags/v1")
        said = clone.push(":draft", ":refs/tags/v1")

        assert "[deleted]" in said
        assert "remote:" not in said

    def test_a_folder_of_somebody_else_is_never_replaced(self, server: Server, clone: Clone) -> None:
        server.site.unlink()
        server.site.mkdir()
        (server.site / "theirs.html").write_text("theirs", encoding="utf-8")
        clone.commit(word("하나"))
        said = clone.push()

        assert f"remote: {server.site}: what stands here was not made by this program" in said
        assert ["theirs.html"] == [path.name for path in server.site.iterdir()]

    @nobody.NEEDED
    @pytest.mark.parametrize(
        ("closed", "has_to_be"),
        [(".site-releases/lock", ""), ("content.git/statuspage/lock", "content.git")],
    )
    def test_who_pushes_is_told_whom_to_tell_of_a_folder_that_cannot_be_written(
        self, server: Server, clone: Clone, closed: str, has_to_be: str
    ) -> None:
        """They know neither the files on the server nor the options of whoever set it up."""
        live, commit = server.live, clone.commit(word("하나"))
        clone.git("push", "-q", "origin", "HEAD:draft")
        configured(server.bare, "statuspage.branch", "draft")
        nobody.let_in(server.folder)
        if os.geteuid() == 0:
            for path in (server.folder, *server.folder.rglob("*")):
                os.chown(path, nobody.ID, nobody.ID, follow_symlinks=False)
        (server.folder / closed).chmod(0o444)
        words = ("hook", "run", ".", "--received")
        done = subprocess.run(
            nobody.command(sys.executable, "-m", "statuspage", *words),
            cwd=server.bare,
            input=f"{live} {commit} refs/heads/draft\n",
            capture_output=True,
            text=True,
            env=environment(),
        )
        account = pwd.getpwuid(nobody.ID if os.geteuid() == 0 else os.geteuid()).pw_name

        assert 1 == done.returncode
        assert "What was pushed is not to blame: tell the administrator of the server." in done.stderr
        right = f"the account {account} has to be able to read and write the folder"
        assert f"{right} {server.folder / has_to_be}, with all that is in it.\n" in done.stderr
        assert "--out." not in done.stderr
        assert live == server.live


class TestOrder:
    """Newer replaces older, never the other way round."""

    def test_two_pushes_at_once_end_at_the_newest(self, server: Server, clone: Clone) -> None:
        """Both wait for a third; whoever comes first publishes the newest, and the other finds it there."""
        other = cloned(server.folder / "other", server.bare)
        with (server.bare / repository.SHARE / "lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            older = clone.commit(word("먼저"))
            first = _waiting(clone)
            other.git("pull", "-q", "origin", "main")
            newest = other.commit({UPDATE.replace("0855", "0858"): "---\nstatus: identified\n---\n나중"})
            second = _waiting(other)
        said = [_rest(process) for process in (first, second)]

        assert newest == server.live
        assert "나중" in server.page()
        assert "먼저" in server.page()
        assert f"After {older[:12]} a newer one came in: publishing {newest[:12]}" in said[0]

    def test_what_does_not_contain_the_live_commit_is_refused(self, server: Server, clone: Clone) -> None:
        """A forced push from an old copy would silently take back what colleagues have said."""
        old, live = clone.head, clone.commit(word("동료가 알린 것"))
        clone.push()
        said = clone.push("--force", f"{old}:main")

        assert f"remote: {old[:12]} does not contain {live[:12]}, which is live now" in said
        assert live == server.live
        assert "동료가 알린 것" in server.page()

        by_hand = statuspage("--lang", "en", "hook", "run", server.bare)
        meant = statuspage("--lang", "en", "hook", "run", server.bare, "--rollback")

        assert (1, 0) == (by_hand.returncode, meant.returncode)
        assert old == server.live
        assert "동료가 알린 것" not in server.page()

    @pytest.mark.parametrize("leaves", ["nothing", "a word"])
    def test_what_is_said_then_brings_back_what_is_live_from_any_desk(
        self, server: Server, clone: Clone, leaves: str
    ) -> None:
        """No branch of the server holds it any more, and git clears away what nothing holds."""
        old, live = clone.head, clone.commit(word("동료가 알린 것"))
        clone.push()
        clone.git("reset", "-q", "--hard", old)
        if leaves == "a word":
            clone.commit({UPDATE.replace("0855", "0858"): "---\nstatus: identified\n---\n나중"})
        said = clone.push("--force", "HEAD:main")
        subprocess.run(["git", "-C", server.bare, "gc", "-q", "--prune=now"], check=True, env=environment())
        desk = cloned(server.folder / "desk", server.bare)
        desk.git("checkout", "-q", "main")
        commands = ["git pull --no-rebase origin refs/statuspage/live", "git push origin HEAD:main"]
        for command in commands:
            desk.git(*command.split()[1:])

        assert f"Merge and push again: {' && '.join(commands)}\n" in said
        assert desk.head == server.live
        assert "동료가 알린 것" in server.page()
        assert (leaves == "nothing") is (live == server.live)

    def test_a_live_commit_that_the_repository_has_lost_is_asked_for(
        self, server: Server, clone: Clone
    ) -> None:
        page = server.site.resolve() / "build.json"
        live = "1" * 40
        page.write_text(json.dumps({**server.told, "commit": live}), encoding="utf-8")
        clone.commit(word("하나"))
        said = clone.push()

        assert f"this repository does not hold {live[:12]}, which is live now" in said
        assert f"git push origin {live[:12]}:refs/statuspage/live\n" in said
        assert live == server.live

    def test_the_page_changes_by_itself_also_after_a_push_that_went_back(
        self, server: Server, clone: Clone
    ) -> None:
        """A promised word that does not come is shown as late, whoever has forced what onto the branch."""
        old, live = clone.head, clone.commit(word("동료가 알린 것"))
        clone.push()
        before = server.told
        clone.push("--force", f"{old}:main")
        late = datetime.fromisoformat(before["next_change"]) + timedelta(minutes=1)
        done = statuspage(
            "--lang", "en", "hook", "run", server.bare, SOURCE_DATE_EPOCH=str(int(late.timestamp()))
        )

        assert f"{old[:12]} does not contain {live[:12]}" in done.stderr
        assert f"{live[:12]}: published" in done.stdout
        assert (0, live) == (done.returncode, server.live)
        assert before["at"] != server.told["at"]
        assert "동료가 알린 것" in server.page()

    def test_somebody_slow_to_listen_holds_up_no_later_push(self, server: Server, clone: Clone) -> None:
        """The receiver answers only when the next two pushes are over, or after far too long."""
        others_are_over, in_time, said = threading.Event(), list[bool](), list[str]()
        with listening() as slow:
            heard_by(server, clone, slow.url)
            slow.on_hearing = lambda: in_time.append(others_are_over.wait(60))
            clone.commit(word("먼저"))
            first = _pushing(clone)
            while not slow.heard and first.poll() is None:
                time.sleep(0.01)
            other = cloned(server.folder / "other", server.bare)
            other.git("pull", "-q", "origin", "main")
            for minute in ("0856", "0858"):
                newest = other.commit({UPDATE.replace("0855", minute): "---\nstatus: identified\n---\n나중"})
                said.append(other.push())
                assert newest == server.live
            first_goes_on = first.poll() is None
            others_are_over.set()
            said.append(_rest(first))
            until = time.monotonic() + 60
            while len(slow.notices) < 3 and time.monotonic() < until:
                time.sleep(0.01)

        assert first_goes_on
        assert [True, True, True] == in_time, said
        assert ["1117-0855-mois", "1117-0856-mois", "1117-0858-mois"] == slow.notices
        assert ["that goes on without you." in words for words in said] == [True, True, False]

    def test_what_readers_do_not_get_is_turned_back_before_the_next_push_is_published(
        self, server: Server, clone: Clone
    ) -> None:
        """Both return to the page that readers did get, and both are told so."""
        good = server.live
        place = f"publish: {{folder: {server.site}, address: 'http://127.0.0.1:9/'}}\n"
        clone.commit({"site.yaml": dedent(SMALL["site.yaml"]).lstrip() + place, **word("먼저")})
        first = _pushing(clone)
        other = cloned(server.folder / "other", server.bare)
        assert first.stdout
        said = first.stdout.readline()
        other.git("pull", "-q", "origin", "main")
        other.commit({UPDATE.replace("0855", "0858"): "---\nstatus: identified\n---\n나중"})
        second = _pushing(other)
        told = [said + _rest(first), _rest(second)]

        assert good == server.live
        assert ["folder: returned to the release before, 000001-" in words for words in told] == [True, True]
        assert all(f"on the server: statuspage hook run {server.bare}" in words for words in told)

    def test_a_timer_does_not_turn_the_page_to_and_fro(self, server: Server, clone: Clone) -> None:
        """Readers would see it come and go each minute; whoever has mended something does not wait."""
        good = server.live
        place = f"publish: {{folder: {server.site}, address: 'http://127.0.0.1:9/'}}\n"
        commit = clone.commit({"site.yaml": dedent(SMALL["site.yaml"]).lstrip() + place, **word("먼저")})
        clone.push()
        before = server.site.lstat().st_mtime_ns
        timer = statuspage("--lang", "en", "hook", "run", server.bare)
        after = server.site.lstat().st_mtime_ns
        meant = statuspage("--lang", "en", "hook", "run", server.bare, "--again")

        assert (4, 4) == (timer.returncode, meant.returncode)
        assert f"{commit[:12]}: was published, but readers did not get it" in timer.stderr
        assert f"to try now: statuspage hook run {server.bare} --again" in timer.stderr
        assert "returned to the release before" in meant.stderr
        assert (before, good) == (after, server.live)

    def test_meanwhile_other_places_get_what_readers_do_get(self, server: Server, clone: Clone) -> None:
        good, mirror = server.live, server.folder / "mirror"
        mirror.write_text("in the way")
        here = f"{{folder: {server.site}, address: 'http://127.0.0.1:9/'}}"
        places = f"publish: [{here}, {{folder: {mirror}, name: mirror}}]\n"
        site = dedent(SMALL["site.yaml"]).lstrip() + places
        clone.commit({"site.yaml": site, **word("먼저")})
        clone.push()
        mirror.unlink()
        timer = statuspage("--lang", "en", "hook", "run", server.bare)

        assert "It is tried again from" in timer.stderr
        assert 4 == timer.returncode
        assert good == json.loads((mirror / "build.json").read_text())["commit"]

    def test_the_wait_grows_and_ends_with_the_next_commit(self, server: Server) -> None:
        found = repository.Repository(server.bare, {})
        minutes, now = list[float](), AFTER
        for _ in range(8):
            attempts.put_off(found, "one", now)
            until = attempts.until(found, "one", now)
            assert until
            minutes.append((until - now).total_seconds() / 60)
            now = until

        assert [1, 2, 4, 8, 16, 32, 60, 60] == minutes
        assert None is attempts.until(found, "one", now)
        assert None is attempts.until(found, "two", AFTER)

    def test_a_clock_that_was_wrong_once_keeps_nothing_back(self, server: Server) -> None:
        found = repository.Repository(server.bare, {})
        attempts.put_off(found, "one", AFTER + timedelta(days=400))

        assert None is attempts.until(found, "one", AFTER)

    def test_who_pushes_is_told_what_to_do_where_the_page_is_published(
        self, server: Server, clone: Clone
    ) -> None:
        """`statuspage publish` would build another site, somewhere else."""
        place = f"publish: {{branch: pages, repository: {server.folder}/nowhere.git}}\n"
        clone.commit({"site.yaml": dedent(SMALL["site.yaml"]).lstrip() + place})
        said = clone.push()

        assert "1 of the places did not get it" in said
        assert f"Once that is mended, on the server: statuspage hook run {server.bare} --again" in said
        assert "statuspage publish" not in said


class TestDaemon:
    """What the daemon does for pushes."""

    def test_a_push_whose_hook_was_killed_is_published(self, server: Server, clone: Clone) -> None:
        statuspage("hook", "run", server.bare, SOURCE_DATE_EPOCH=str(int(time.time())))
        coming = datetime.fromisoformat(server.told["next_change"])
        (server.bare / "hooks/post-receive").write_text("#!/bin/sh\nkill -9 $$\n", encoding="utf-8")
        before, commit = server.live, clone.commit(word("하나"))
        clone.push()
        left = server.live
        with watching(server.folder, "watch", "--repository", server.bare) as daemon:
            published = comes(lambda: server.live == commit)
            said = daemon.ended()

        assert before == left
        assert published, said
        assert datetime.now(UTC) < coming

    def test_nothing_is_overlooked_while_somebody_publishes(self, server: Server, clone: Clone) -> None:
        found = repository.opened(server.bare, environment())
        chosen = repository.settings(found)
        (server.bare / "hooks/post-receive").unlink()
        seen = [overlooked(found, chosen)]
        commit = clone.commit(word("하나"))
        clone.push()
        with repository.locked(found, 0, lambda: None):
            seen.append(overlooked(found, chosen))
        seen.append(overlooked(found, chosen))
        attempts.put_off(found, commit, datetime.now(UTC))
        seen.append(overlooked(found, chosen))

        assert ["", "", commit, ""] == seen


def _pushing(clone: Clone, *, start_new_session: bool = False) -> subprocess.Popen[str]:
    """A push that has begun."""
    return subprocess.Popen(
        ["git", "-C", str(clone.folder), "push", "origin", "HEAD:main"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment(),
        start_new_session=start_new_session,
    )


def _waiting(clone: Clone, *, start_new_session: bool = False) -> subprocess.Popen[str]:
    """A push that was received and waits for its turn."""
    process = _pushing(clone, start_new_session=start_new_session)
    assert process.stdout
    said = []
    for line in process.stdout:
        said.append(line)
        if "Another push is being published. Waiting" in line:
            return process
    pytest.fail("".join(said))


def _rest(process: subprocess.Popen[str]) -> str:
    """What a push still says until it ends."""
    assert process.stdout
    with process:
        return process.stdout.read()


class TestFiles:
    """Pushed files in a folder of our own."""

    @pytest.fixture(name="found")
    def _found(self, tmp_path: Path) -> repository.Repository:
        found = repository.opened(bare(tmp_path / "content.git"), environment())
        found.share.mkdir()
        return found

    def test_only_what_changed_is_written(self, found: repository.Repository, tmp_path: Path) -> None:
        """What is remembered about the other files by their time stays true, and the build is quick."""
        clone = cloned(tmp_path / "clone", found.folder)
        first = clone.commit(dict(SMALL))
        clone.push()
        everything = repository.export(found, first)
        before = {path: path.stat().st_ctime_ns for path in found.share.rglob("*") if path.is_file()}
        second = clone.commit({"agencies/mois.yaml": "name: 새 이름", "services/mois/move-in.yaml": None})
        clone.push()
        changed = repository.export(found, second)
        after = {path: path.stat().st_ctime_ns for path in found.share.rglob("*") if path.is_file()}

        assert {f"status/{name}" for name in SMALL} == set(everything)
        assert {"status/agencies/mois.yaml", "status/services/mois/move-in.yaml"} == set(changed)
        kept = {path for path in before if path.is_relative_to(found.share / "status")} - {
            found.share / name for name in changed
        }
        assert {path: before[path] for path in kept} == {path: after[path] for path in kept}
        assert not (found.share / "status/services/mois/move-in.yaml").exists()

    @pytest.mark.parametrize("other", ["file", "link"])
    def test_a_folder_and_a_file_can_take_each_others_place(
        self, found: repository.Repository, tmp_path: Path, other: str
    ) -> None:
        clone = cloned(tmp_path / "clone", found.folder)
        there, here = clone.folder / "status/notes", found.share / "status/notes"
        folder = clone.commit({**SMALL, "notes/2026/one.md": "하나", "notes/2026/two.md": "둘"})
        shutil.rmtree(there)
        if other == "file":
            there.write_text("셋", encoding="utf-8")
        else:
            there.symlink_to("site.yaml")
        file = clone.commit({})
        clone.push()
        seen = []
        for commit in (folder, file, folder):
            repository.export(found, commit)
            seen.append("folder" if here.is_dir() else "link" if here.is_symlink() else "file")

        assert ["folder", other, "folder"] == seen
        assert ["one.md", "two.md"] == sorted(path.name for path in (here / "2026").iterdir())

    def test_files_are_as_they_were_committed(self, found: repository.Repository, tmp_path: Path) -> None:
        """No line end is turned round, no attribute obeyed, and nothing but what pages are made from."""
        clone = cloned(tmp_path / "clone", found.folder)
        (clone.folder / ".gitattributes").write_text("* text eol=crlf export-ignore\n", encoding="utf-8")
        (clone.folder / "secret.txt").write_text("not for the page", encoding="utf-8")
        commit = clone.commit({"agencies/mois.yaml": "name: 행정안전부\n---"})
        clone.push()
        repository.export(found, commit)

        assert b"\r" not in (found.share / "status/agencies/mois.yaml").read_bytes()
        assert not (found.share / "secret.txt").exists()

    def test_what_stands_in_for_an_object_is_not_published(
        self, found: repository.Repository, tmp_path: Path
    ) -> None:
        """Whoever may push any ref but the branch could change what the branch says (git-replace(1))."""
        clone = cloned(tmp_path / "clone", found.folder)
        commit = clone.commit({"agencies/mois.yaml": "name: 행정안전부\n"})
        clone.push()
        true = clone.git("rev-parse", "HEAD:status/agencies/mois.yaml").strip()
        (clone.folder / "forged").write_text("name: 가짜\n", encoding="utf-8")
        clone.push(f"{clone.git('hash-object', '-w', 'forged').strip()}:refs/replace/{true}")
        repository.export(found, commit)

        assert "name: 행정안전부\n" == (found.share / "status/agencies/mois.yaml").read_text(encoding="utf-8")

    def test_a_run_that_died_on_the_way_is_made_good(
        self, found: repository.Repository, tmp_path: Path
    ) -> None:
        clone = cloned(tmp_path / "clone", found.folder)
        commit = clone.commit(dict(SMALL))
        clone.push()
        repository.export(found, commit)
        (found.share / "exported.json").unlink()
        (found.share / "status/site.yaml").unlink()
        (found.share / "status/left-over.yaml").write_text("x", encoding="utf-8")
        repository.export(found, commit)

        assert (found.share / "status/site.yaml").exists()
        assert not (found.share / "status/left-over.yaml").exists()

    def test_a_name_that_leads_out_is_refused(self, found: repository.Repository) -> None:
        """git takes such a tree from a push unless somebody told it to look."""
        blob = _made(found, ["hash-object", "-w", "--stdin"], "evil")
        inner = _made(found, ["mktree"], f"100644 blob {blob}\tescaped.md\n")
        middle = _made(found, ["mktree"], f"040000 tree {inner}\t..\n")
        top = _made(found, ["mktree"], f"040000 tree {middle}\tstatus\n")
        commit = _made(found, ["commit-tree", top, "-m", "x"], "")

        with pytest.raises(repository.Unusable) as refused:
            repository.export(found, commit)

        assert ("bad-path", "status/../escaped.md") == (refused.value.code, refused.value.details["path"])
        assert not (found.share / "escaped.md").exists()

    @pytest.mark.parametrize("before", [True, False])
    def test_nothing_is_written_through_a_link(
        self, found: repository.Repository, tmp_path: Path, before: bool
    ) -> None:
        """A tree can hold a link and a folder of one name, at once or one after the other; git takes it."""
        theirs = tmp_path / "home"
        theirs.mkdir()
        (theirs / "authorized_keys").write_text("ours\n", encoding="utf-8")
        site = _made(found, ["hash-object", "-w", "--stdin"], "name: x\n")
        leads = _made(found, ["hash-object", "-w", "--stdin"], str(theirs))
        key = _made(found, ["hash-object", "-w", "--stdin"], "theirs\n")
        inner = _made(found, ["mktree"], f"100644 blob {key}\tauthorized_keys\n")

        def commit(*entries: str) -> str:
            listed = "".join(f"{entry}\n" for entry in (f"100644 blob {site}\tsite.yaml", *entries))
            top = _made(found, ["mktree"], f"040000 tree {_made(found, ['mktree'], listed)}\tstatus\n")
            return _made(found, ["commit-tree", top, "-m", "x"], "")

        link, folder = f"120000 blob {leads}\tzz", f"040000 tree {inner}\tzz"
        if before:
            repository.export(found, commit(link))
        with pytest.raises(repository.Unusable) as refused:
            repository.export(found, commit(link, folder))

        assert refused.value.code == "path-twice"
        assert "ours\n" == (theirs / "authorized_keys").read_text(encoding="utf-8")
        assert ["authorized_keys"] == [path.name for path in theirs.iterdir()]

        repository.export(found, commit(folder))

        assert "theirs\n" == (found.share / "status/zz/authorized_keys").read_text(encoding="utf-8")
        assert "ours\n" == (theirs / "authorized_keys").read_text(encoding="utf-8")

    def test_a_link_that_an_earlier_version_put_down_is_not_followed_either(
        self, found: repository.Repository, tmp_path: Path
    ) -> None:
        theirs = tmp_path / "home"
        theirs.mkdir()
        (theirs / "x.yaml").touch()
        clone = cloned(tmp_path / "clone", found.folder)
        commit = clone.commit({**SMALL, "agencies/x.yaml": "name: x"})
        clone.push()
        repository.export(found, commit)
        agencies = found.share / "status/agencies"
        shutil.rmtree(agencies)
        agencies.symlink_to(theirs)
        (clone.folder / "status/agencies/x.yaml").unlink()
        commit = clone.commit({})
        clone.push()

        repository.export(found, commit)

        assert (theirs / "x.yaml").exists()

    def test_a_link_is_never_followed(self, server: Server, clone: Clone) -> None:
        """Whoever may push may not read the server's files by way of the page."""
        (clone.folder / "status/agencies/passwd.yaml").symlink_to("/etc/passwd")
        clone.commit({})
        said = clone.push()

        assert "remote: status/agencies/passwd.yaml:1:1:" in said
        assert "root:" not in said


def _made(found: repository.Repository, words: Sequence[str], feed: str) -> str:
    done = subprocess.run(
        ["git", f"--git-dir={found.folder}", *words],
        input=feed,
        capture_output=True,
        text=True,
        check=True,
        env=environment(),
    )
    return done.stdout.strip()


class TestInstall:
    def test_what_is_no_bare_repository_is_refused_in_a_sentence(self, tmp_path: Path) -> None:
        git = needs("git")
        working, empty = tmp_path / "working", tmp_path / "empty"
        subprocess.run([git, "init", "-q", str(working)], check=True)
        empty.mkdir()
        for folder, words in (
            (working, "is a working copy. A repository to push to is made with git init --bare"),
            (working / ".git", "is a working copy."),
            (empty, "is not a git repository. To make an empty one: git init --bare"),
            (tmp_path / "nowhere", "there is no such folder."),
        ):
            done = statuspage("--lang", "en", "hook", "install", folder)
            assert 1 == done.returncode
            assert f"{folder}: {words}" in done.stderr

    @pytest.mark.parametrize(
        ("out", "words"),
        [
            ("file/site", "on the way there, a link or a file stands where a folder should be."),
            ("file/below/site", "on the way there, a link or a file stands where a folder should be."),
            ("blocked/site", "on the way there, a link or a file stands where a folder should be."),
            ("file", "what stands here was not made by this program and is left alone."),
            ("/proc/site", "no folder can be made here."),
            ("/proc/nowhere/site", "no folder can be made here."),
        ],
    )
    def test_a_place_where_no_page_can_be_is_refused_before_anybody_pushes(
        self, tmp_path: Path, out: str, words: str
    ) -> None:
        found = bare(tmp_path / "content.git")
        (tmp_path / "file").touch()
        (tmp_path / "blocked").mkdir()
        (tmp_path / "blocked" / ".site-releases").touch()
        done = statuspage("--lang", "en", "hook", "install", found, "--out", tmp_path / out)

        assert 1 == done.returncode
        assert done.stderr.startswith(f"{tmp_path / out}: {words}")
        assert not (found / "hooks/post-receive").exists()
        assert ["blocked", "content.git", "file"] == sorted(path.name for path in tmp_path.iterdir())

    @nobody.NEEDED
    def test_a_place_that_one_may_not_write_to_is_warned_of(self, tmp_path: Path) -> None:
        """Whoever installs need not be the account that receives pushes."""
        found, closed = bare(tmp_path / "content.git"), tmp_path / "closed"
        closed.mkdir(mode=0o555)
        nobody.let_in(tmp_path)
        if os.geteuid() == 0:
            for path in (found, *found.rglob("*")):
                os.chown(path, nobody.ID, nobody.ID)
        words = ("--lang", "en", "hook", "install", found, "--out", closed / "site")
        done = subprocess.run(
            nobody.command(sys.executable, "-m", "statuspage", *words),
            capture_output=True,
            text=True,
            env=environment(),
        )

        assert 0 == done.returncode, done.stderr
        assert f"Careful: no permission to write to {closed / 'site'}." in done.stderr
        assert (found / "hooks/post-receive").exists()

    def test_a_first_push_that_fails_does_not_speak_of_a_page(self, tmp_path: Path) -> None:
        found = bare(tmp_path / "content.git")
        statuspage("--lang", "en", "hook", "install", found)
        clone = cloned(tmp_path / "clone", found)
        clone.commit({"site.yaml": "name: [x"})

        page = f"{tmp_path / 'site'}: there is no page yet."
        assert f"remote: Received, but nothing was published. {page} Mend" in clone.push()

    def test_without_git_it_says_so(self, server: Server) -> None:
        done = statuspage("--lang", "en", "hook", "run", server.bare, PATH="/nowhere")

        assert (1, "There is no git here. Install it, or check PATH.\n") == (done.returncode, done.stderr)

    def test_another_hook_is_left_alone_or_kept_aside_and_comes_back(self, server: Server) -> None:
        hook, backup = (
            server.bare / "hooks" / name for name in ("post-receive", "post-receive.before-statuspage")
        )
        theirs = "#!/bin/sh\necho theirs\n"
        hook.write_text(theirs, encoding="utf-8")

        assert 1 == statuspage("hook", "install", server.bare).returncode
        assert 1 == statuspage("hook", "remove", server.bare).returncode
        assert 1 == statuspage("hook", "show", server.bare).returncode
        assert theirs == hook.read_text(encoding="utf-8")

        assert 0 == statuspage("hook", "install", server.bare, "--force").returncode
        assert 0 == statuspage("hook", "install", server.bare).returncode
        assert theirs == backup.read_text(encoding="utf-8")

        assert 0 == statuspage("hook", "remove", server.bare).returncode
        assert theirs == hook.read_text(encoding="utf-8")
        assert not (server.bare / repository.SHARE).exists()
        assert not (server.bare / repository.LIVE).exists()

    def test_who_was_told_is_remembered_when_the_hook_is_taken_away(
        self, server: Server, clone: Clone
    ) -> None:
        """Installed again, it would take the first news for told, and what was still owed with it."""
        with listening() as portal:
            heard_by(server, clone, portal.url)
            removed = statuspage("--lang", "en", "hook", "remove", server.bare)
            left = [path.name for path in (server.bare / repository.SHARE).iterdir()]
            statuspage("hook", "install", server.bare, "--out", server.site)
            clone.commit(word("다시"))
            clone.push()

        assert [tell.NAME] == left
        assert f"Who was told what stays in {server.bare / repository.SHARE / tell.NAME}" in removed.stdout
        assert ["1117-0855-mois"] == portal.notices

    def test_a_hook_whose_python_is_gone_says_what_to_do(self, server: Server, clone: Clone) -> None:
        """The commonest thing to happen to a hook: the program was moved, and nobody thought of it."""
        hook = server.bare / "hooks" / "post-receive"
        hook.write_text(hook.read_text(encoding="utf-8").replace(sys.executable, "/gone/python"), "utf-8")
        clone.commit(word("하나"))

        assert "remote: Nothing was published:" in clone.push()

    def test_a_hook_whose_program_is_gone_says_so_too(
        self, server: Server, clone: Clone, tmp_path: Path
    ) -> None:
        """A new Debian brings a new Python, for which nothing is installed."""
        clone.commit({"site.yaml": "name: [x"})
        refused = clone.push()
        package = tmp_path / "broken" / "statuspage"
        package.mkdir(parents=True)
        (package / "__init__.py").write_text("import a_library_that_was_left_behind", encoding="utf-8")
        hook = server.bare / "hooks" / "post-receive"
        hook.write_text(hook.read_text("utf-8").replace(str(HOUSE), str(package.parent)), "utf-8")
        clone.commit(word("하나"))
        said = clone.push()

        assert "statuspage hook install" not in refused
        assert f"remote: Nothing was published: {sys.executable}, or statuspage in it, is gone." in said

    def test_who_hangs_up_keeps_nothing_from_being_published(self, server: Server, clone: Clone) -> None:
        commit = clone.commit(word("하나"))
        with (server.bare / repository.SHARE / "lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            push = _waiting(clone, start_new_session=True)
            os.killpg(push.pid, signal.SIGHUP)
            _rest(push)

        assert comes(lambda: commit == server.live)

    def test_show_tells_what_is_set(self, server: Server, clone: Clone) -> None:
        done = statuspage("--lang", "en", "hook", "show", server.bare)

        assert 0 == done.returncode
        assert ["branch: main", f"publishes to: {server.site}", "speaks: en", f"live: {clone.head[:12]}"] == [
            line.strip() for line in done.stdout.splitlines()[1:]
        ]

    def test_installing_again_keeps_what_was_chosen(self, server: Server) -> None:
        """Whoever moves Python runs `install` again, and has long forgotten the rest."""
        typed = (
            "--lang",
            "ko",
            "hook",
            "install",
            server.bare,
            "--branch",
            "live",
            "--out",
            server.folder / "x",
        )
        before = statuspage(*typed), statuspage("--lang", "en", "hook", "show", server.bare)
        again = (
            statuspage("hook", "install", server.bare),
            statuspage("--lang", "en", "hook", "show", server.bare),
        )

        assert [0, 0, 0, 0] == [done.returncode for done in (*before, *again)]
        assert "branch: live" in before[1].stdout
        assert before[1].stdout == again[1].stdout

    def test_secrets_come_from_a_file_that_no_push_can_reach(self, server: Server, clone: Clone) -> None:
        told(server, f"SOURCE_DATE_EPOCH={int(AFTER.timestamp())}\n")
        clone.commit(word("하나"))
        clone.push()

        assert AFTER.isoformat() == server.told["at"]

    def test_whoever_publishes_by_hand_or_with_a_timer_has_the_same_secrets(self, server: Server) -> None:
        told(server, f"SOURCE_DATE_EPOCH={int(AFTER.timestamp())}\n")
        statuspage("hook", "run", server.bare)

        assert AFTER.isoformat() == server.told["at"]

    def test_a_secret_is_taken_as_it_stands_and_nothing_in_it_is_run(self, server: Server) -> None:
        told(
            server,
            "\ufeff# addresses\r\n\r\nA=https://x.kr/?a=1&b=$(touch here)\r\n"
            "export B='two words'\nC = \"it's\"\nD=\n",
        )
        found = secrets.read(repository.Repository(server.bare, environment()))

        wanted = {"A": "https://x.kr/?a=1&b=$(touch here)", "B": "two words", "C": "it's", "D": ""}
        assert wanted == found

    def test_what_was_taken_out_counts_no_more(self, server: Server) -> None:
        """The daemon runs for months, and a key may be lost in the middle of an outage."""
        found, kept = repository.Repository(server.bare, {}), {"B": "of the machine"}
        said = []
        for words in ("A=1\nB=2\n", "B=3\n", ""):
            told(server, words)
            secrets.lay_over(found, kept)
            said.append(dict(kept))

        assert [{"A": "1", "B": "2"}, {"B": "3"}, {"B": "of the machine"}] == said

    @pytest.mark.parametrize("line", ["hush hush", "1HUSH=hush", "HUSH='hush", "HUSH='", "HUSH=hu\0sh"])
    def test_a_line_that_is_no_secret_is_named_without_its_words(
        self, server: Server, clone: Clone, line: str
    ) -> None:
        live = server.live
        told(server, f"A=1\n{line}\n")
        clone.commit(word("하나"))
        said = clone.push()

        assert f"{server.bare.name}/statuspage.env, line 2: is not NAME=value." in said
        assert "hush" not in said.lower()
        assert "nothing was published" in said
        assert live == server.live

    def test_secrets_that_others_may_read_are_warned_of(self, server: Server) -> None:
        told(server, "A=1\n")
        quiet = statuspage("--lang", "en", "hook", "show", server.bare)
        (server.bare / "statuspage.env").chmod(0o644)
        loud = statuspage("--lang", "en", "hook", "show", server.bare)

        assert "Careful" not in quiet.stderr
        assert f"Run chmod 600 {server.bare}/statuspage.env" in loud.stderr

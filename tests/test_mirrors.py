"""Whoever reads a copy of the page can trust it: it is whole, and if it is not, that is found and named."""

from __future__ import annotations

import hashlib
import json
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import needs
from sites import AFTER, DURING, SMALL, fingerprint, write
from statuspage import http
from statuspage.build import Refused, build
from statuspage.cli import main
from statuspage.cli.messages import MESSAGES
from statuspage.publish import mirrors, signature
from statuspage.publish.mirrors import compared

OURS = "status.example.go.kr"


class Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever asked may have heard enough."""


@contextmanager
def serving(folder: Path, handler: type[Quiet] = Quiet) -> Iterator[str]:
    """The address of a web server on this machine."""
    server = _Server(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def new_key(place: Path, kind: str = "ed25519", lock: str = "") -> Path:
    """A new private key; the public one lies beside it."""
    made = [needs("ssh-keygen"), "-q", "-t", kind, "-N", lock, "-C", place.name, "-f", str(place)]
    subprocess.run(made, check=True)
    return place


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Private keys: ours, a stranger's, one with a passphrase, one of another kind."""
    folder = tmp_path_factory.mktemp("keys")
    return {
        "ours": new_key(folder / "ours"),
        "theirs": new_key(folder / "theirs"),
        "locked": new_key(folder / "locked", lock="passphrase"),
        "ecdsa": new_key(folder / "ecdsa", kind="ecdsa"),
    }


def public(key: Path) -> str:
    return key.with_suffix(".pub").read_text("utf-8").strip()


def site(root: Path, key: Path | None) -> Path:
    """A small site, whose pages name the public key."""
    settings = "\n".join(line.strip() for line in SMALL["site.yaml"].splitlines())
    signer = f"\nsigner: {public(key)}" if key else ""
    return write(root, {**SMALL, "site.yaml": f"{settings}{signer}"})


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory, keys: dict[str, Path]) -> tuple[Path, Path]:
    """An older and a newer finished site, both signed."""
    root = site(tmp_path_factory.mktemp("site"), keys["ours"])
    out = root / "site"
    found = []
    for moment in (DURING, AFTER):
        build(root, out, moment, key=keys["ours"])
        found.append(out.resolve())
    return found[0], found[1]


def copy(release: Path, place: Path) -> Path:
    shutil.copytree(release, place)
    return place


def run(*words: str | Path) -> Result:
    answer = CliRunner().invoke(main, ["--lang", "en", *map(str, words)], catch_exceptions=False)
    assert "Traceback" not in answer.output
    return answer


class TestSigning:
    """One signature vouches for every file."""

    def test_any_machine_with_openssh_can_check_it(
        self, releases: tuple[Path, Path], keys: dict[str, Path], tmp_path: Path
    ) -> None:
        """In the words that stand on the page itself."""
        newest = releases[1]
        (tmp_path / "signers").write_text(f"{OURS} {public(keys['ours'])}\n", encoding="utf-8")
        check = f"ssh-keygen -Y verify -f {tmp_path}/signers -I {OURS} -n statuspage -s manifest.json.sig"
        page = (newest / "en/about/genuine/index.html").read_text("utf-8")

        with (newest / "manifest.json").open("rb") as manifest:
            subprocess.run(check.split(), stdin=manifest, cwd=newest, check=True, capture_output=True)
        assert f"{OURS} {public(keys['ours'])}" in page
        assert f"-I {OURS} -n statuspage -s manifest.json.sig" in page

    def test_what_a_missing_signature_means_stands_on_the_page(self, releases: tuple[Path, Path]) -> None:
        """In an emergency the site goes out without one, and a copy without one may be anybody's."""
        korean, english = (
            (releases[1] / path / "about/genuine/index.html").read_text("utf-8") for path in ("", "en")
        )

        assert "manifest.json.sig가 없는 사본은 확인할 길이 없으니" in korean
        assert f"has no manifest.json.sig: read the page at https://{OURS}/ instead." in english

    def test_signing_a_page_that_did_not_change_changes_nothing(
        self, keys: dict[str, Path], tmp_path: Path
    ) -> None:
        root, out = site(tmp_path, None), tmp_path / "site"
        build(root, out, DURING, cache=tmp_path / "cache", key=keys["ours"])
        before = out.readlink(), fingerprint(out)
        results = [
            build(root, out, DURING, cache=cache, key=keys["ours"]) for cache in (tmp_path / "cache", None)
        ]

        assert not any(result.switch for result in results)
        assert before == (out.readlink(), fingerprint(out))

    def test_a_signature_comes_and_goes_with_the_key(self, keys: dict[str, Path], tmp_path: Path) -> None:
        root, out, seen = site(tmp_path, None), tmp_path / "site", []
        for key in (None, keys["ours"], None):
            build(root, out, DURING, cache=tmp_path / "cache", key=key)
            seen.append((out / "manifest.json.sig").is_file())

        assert [False, True, False] == seen

    @pytest.mark.parametrize(
        ("key", "why"),
        [("locked", "unusable"), ("missing", "missing"), ("ecdsa", "kind"), ("theirs", "other-key")],
    )
    def test_a_key_that_will_not_do_is_told_apart(self, keys: dict[str, Path], key: str, why: str) -> None:
        """Nobody is asked for a passphrase in the middle of the night by a program that hangs."""
        with pytest.raises(signature.NotSigned, match=f"^{why}$"):
            signature.sign(b"{}", keys.get(key, Path("/no-key")), public(keys["ours"]))

    def test_a_path_that_only_a_shell_would_understand_is_told_of_as_it_stands(self, tmp_path: Path) -> None:
        """Files of settings are read without a shell; of a passphrase nobody need think then."""
        named = {"STATUSPAGE_SIGNING_KEY": "~/signing-key"}
        words = ["--lang", "en", "--root", str(site(tmp_path, None)), "build"]
        answer = CliRunner().invoke(main, words, env=named)

        assert 1 == answer.exit_code
        assert "~/signing-key: there is no such file, or none that may be read." in answer.stderr
        assert "~ and $HOME are not replaced." in answer.stderr

    def test_a_wrong_key_is_refused_and_the_live_site_stays(
        self, releases: tuple[Path, Path], keys: dict[str, Path]
    ) -> None:
        """A mistake in the settings must not put up a page that nobody can tell from a forgery."""
        root = releases[1].parent.parent
        before = fingerprint(root / "site", without=())
        with pytest.raises(Refused, match="sign-other-key"):
            build(root, root / "site", DURING, key=keys["theirs"])

        assert before == fingerprint(root / "site", without=())

    @pytest.mark.parametrize(("change", "why"), [("gone", "missing"), ("replaced", "other-key")])
    def test_a_key_that_no_longer_does_is_noticed_when_nothing_else_changed(
        self, keys: dict[str, Path], tmp_path: Path, change: str, why: str
    ) -> None:
        """Not at three in the morning, by the first word about an outage."""
        root, key, cache = site(tmp_path, keys["ours"]), tmp_path / "key", tmp_path / "cache"
        shutil.copy(keys["ours"], key)
        build(root, tmp_path / "site", DURING, cache=cache, key=key)
        key.unlink()
        if change == "replaced":
            shutil.copy(keys["theirs"], key)

        for _ in range(2):
            with pytest.raises(Refused, match=f"sign-{why}"):
                build(root, tmp_path / "site", DURING, cache=cache, key=key)

    def test_a_key_that_did_not_change_is_not_tried_again(
        self, keys: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A timer that has nothing to do is over at once."""
        root, cache = site(tmp_path, keys["ours"]), tmp_path / "cache"
        build(root, tmp_path / "site", DURING, cache=cache, key=keys["ours"])
        monkeypatch.setenv("PATH", "")

        assert build(root, tmp_path / "site", DURING, cache=cache, key=keys["ours"]).switch is None

    def test_every_reason_has_its_words(self) -> None:
        assert set() == {f"sign-{reason}" for reason in signature.REASONS} - set(MESSAGES)
        assert set() == {
            f"away-{reason}" for reason in (*http.REASONS, "no-manifest", mirrors.FAILING)
        } - set(MESSAGES)


def swapped(place: Path) -> None:
    """One byte of one page."""
    page = place / "services/move-in/index.html"
    page.write_bytes(page.read_bytes().replace(b"<h1", b"<h2", 1))


def dated(place: Path, at: str) -> None:
    """Of another moment, by its own word, which nobody signs."""
    reworded(place, "build.json", at=at)


def reworded(place: Path, name: str = "manifest.json", **said: object) -> None:
    """A document that says something else."""
    told = json.loads((place / name).read_text("utf-8"))
    (place / name).write_text(json.dumps({**told, **said}), encoding="utf-8")


def forged(place: Path) -> None:
    """A page, and a manifest that vouches for it: only the signature tells."""
    swapped(place)
    manifest = json.loads((place / "manifest.json").read_text("utf-8"))
    page = place / "services/move-in/index.html"
    manifest["files"]["services/move-in/index.html"] = hashlib.sha256(page.read_bytes()).hexdigest()
    (place / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


class TestCopies:
    """Whole, stale, altered, away: each is told apart, and every bad file named."""

    def test_copies_of_the_newest_are_whole(
        self, releases: tuple[Path, Path], keys: dict[str, Path], tmp_path: Path
    ) -> None:
        (tmp_path / "signers").write_text(f"{OURS} {public(keys['ours'])}\n", encoding="utf-8")
        with serving(releases[1]) as one, serving(copy(releases[1], tmp_path / "two")) as two:
            answer = run("verify", "--signers", tmp_path / "signers", "--out", releases[1], one, two)

        assert 0 == answer.exit_code, answer.output
        assert 2 == answer.stdout.count(": whole.")

    def test_an_older_one_is_stale(self, releases: tuple[Path, Path], tmp_path: Path) -> None:
        with serving(releases[0]) as old, serving(releases[1]) as new:
            answer = run("verify", old, new)
            alone = run("verify", "--out", releases[1], old)

        assert (4, 4) == (answer.exit_code, alone.exit_code)
        assert f"{old}: stale. It is whole, but not the newest. Last word on it: 2023-" in answer.stderr
        assert "built, as it says itself: 2023-11-17T09:00+09:00\n" in answer.stderr
        assert f"{new}: whole." in answer.stdout
        assert f"{old}: stale." in alone.stderr

    def test_a_finished_site_decides_what_is_newest(self, releases: tuple[Path, Path]) -> None:
        """Somebody went back to it, or took away what was said last: an old copy knows a later word."""
        with serving(releases[0]) as page, serving(releases[1]) as before:
            answer = run("verify", "--out", releases[0], page, before)

        assert 4 == answer.exit_code
        assert f"{page}: whole." in answer.stdout
        assert f"{before}: stale." in answer.stderr

    @pytest.mark.parametrize(
        ("change", "named"),
        [
            (swapped, "services/move-in/index.html"),
            (lambda place: (place / "feed.atom").unlink(), "feed.atom"),
            (lambda place: (place / "index.html").write_bytes(b"x" * 9_000_000), "index.html"),
        ],
        ids=["one byte", "a file that is missing", "a file without end"],
    )
    def test_what_was_altered_is_named(
        self, releases: tuple[Path, Path], tmp_path: Path, change: Callable[[Path], None], named: str
    ) -> None:
        place = copy(releases[1], tmp_path / "copy")
        change(place)
        with serving(place) as address:
            answer = run("verify", address)

        assert 4 == answer.exit_code
        assert f"{address}: altered. Missing, or not what the manifest says: {named}\n" in answer.stderr

    def test_a_forged_manifest_is_found_by_its_signature(
        self, releases: tuple[Path, Path], keys: dict[str, Path], tmp_path: Path
    ) -> None:
        signers = {name: (f"{OURS} {public(keys[name])}",) for name in ("ours", "theirs")}
        false = copy(releases[1], tmp_path / "false")
        forged(false)
        bare = copy(releases[1], tmp_path / "bare")
        (bare / "manifest.json.sig").unlink()
        with serving(false) as forgery, serving(bare) as unsigned, serving(releases[1]) as genuine:
            found = {
                "forged": compared([forgery], AFTER, signers=signers["ours"])[0].state,
                "unsigned": compared([unsigned], AFTER, signers=signers["ours"])[0].state,
                "by another": compared([genuine], AFTER, signers=signers["theirs"])[0].state,
                "by us": compared([genuine], AFTER, signers=signers["ours"])[0].state,
            }

        assert {
            "forged": "altered",
            "unsigned": "altered",
            "by another": "altered",
            "by us": "whole",
        } == found

    @pytest.mark.parametrize("typed", [False, True], ids=["no addresses", "addresses"])
    def test_in_its_own_folder_a_site_knows_who_signs(
        self, releases: tuple[Path, Path], keys: dict[str, Path], tmp_path: Path, typed: bool
    ) -> None:
        """A forgery that calls itself newer would make the genuine page look stale."""
        false = copy(releases[0], tmp_path / "false")
        forged(false)
        dated(false, "2024-01-01T00:00:00+09:00")
        root = site(tmp_path / "our", keys["ours"])
        with serving(releases[1]) as genuine, serving(false) as forgery:
            settings = root / "status/site.yaml"
            words = settings.read_text("utf-8").replace("https://status.example.go.kr/", genuine)
            settings.write_text(f"{words}\nmirrors: {forgery}\n", "utf-8")
            answer = run("--root", root, "verify", *((genuine, forgery) if typed else ()))

        assert 4 == answer.exit_code
        assert f"Signatures are checked by the keys in {root}/status/site.yaml.\n" in answer.stdout
        assert f"{genuine}: whole." in answer.stdout
        assert f"{forgery}: altered. manifest.json does not carry the signature" in answer.stderr

    def test_an_older_site_with_its_old_signature_does_not_pass_for_the_newest(
        self, releases: tuple[Path, Path], keys: dict[str, Path], tmp_path: Path
    ) -> None:
        """Nobody signs `build.json`, so anybody may write into it that it was built just now."""
        old = copy(releases[0], tmp_path / "old")
        dated(old, (AFTER + timedelta(minutes=1)).isoformat())
        with serving(old) as replayed, serving(releases[1]) as genuine:
            found = compared([replayed, genuine], AFTER, signers=(f"{OURS} {public(keys['ours'])}",))

        assert ["stale", "whole"] == [one.state for one in found]

    def test_of_two_with_the_same_last_word_nobody_is_told_that_one_is_older(
        self, keys: dict[str, Path], tmp_path: Path
    ) -> None:
        """Between them stands only what nobody signs, so the old one may have made it up."""
        root, then, now = site(tmp_path, keys["ours"]), tmp_path / "then", tmp_path / "now"
        build(root, then, DURING, key=keys["ours"])
        agency = root / "status/agencies/mois.yaml"
        agency.write_text(agency.read_text("utf-8").replace("행정안전부", "새 이름"), "utf-8")
        build(root, now, DURING + timedelta(minutes=1), key=keys["ours"])
        dated(old := copy(then.resolve(), tmp_path / "old"), (DURING + timedelta(minutes=2)).isoformat())
        (tmp_path / "signers").write_text(f"{OURS} {public(keys['ours'])}\n", "utf-8")
        with serving(old) as replayed, serving(now.resolve()) as genuine:
            words = ("verify", replayed, genuine, "--signers", tmp_path / "signers")
            guessed, settled = run(*words), run(*words, "--out", now)

        assert f"{replayed}: whole." in guessed.stdout
        assert "carry the same last word, and both are signed" in guessed.stderr
        assert f"{genuine}: whole." in settled.stdout
        assert "the same last word" not in settled.stderr

    def test_an_old_one_that_calls_itself_new_is_not_told_of_as_older_by_that_moment(
        self, releases: tuple[Path, Path], tmp_path: Path
    ) -> None:
        """What is said of it must not contradict itself: its last word stands beside its claim."""
        old = copy(releases[0], tmp_path / "old")
        dated(old, "2024-01-01T00:00:00+09:00")
        with serving(old) as replayed, serving(releases[1]) as genuine:
            answer = run("verify", replayed, genuine)

        said = json.loads((old / "manifest.json").read_text("utf-8"))["changed"][:16]
        assert (
            f"Last word on it: {said}+09:00, built, as it says itself: 2024-01-01T00:00+09:00"
            in answer.stderr
        )
        assert f"{genuine}: whole." in answer.stdout

    @pytest.mark.parametrize(
        ("right", "wrong"),
        [("signer: ssh-ed25519", "signer: ssh-ed2551"), ("signer:", "singer:"), ("name:", "name: [")],
        ids=["a mistake in the key", "a mistake in its name", "a file that cannot be used"],
    )
    def test_where_the_settings_have_a_mistake_nothing_passes_for_unsigned(
        self, releases: tuple[Path, Path], keys: dict[str, Path], tmp_path: Path, right: str, wrong: str
    ) -> None:
        """A slip of the pen must not let a forgery look whole."""
        root, false = site(tmp_path / "our", keys["ours"]), copy(releases[1], tmp_path / "false")
        forged(false)
        settings = root / "status/site.yaml"
        settings.write_text(settings.read_text("utf-8").replace(right, wrong, 1), "utf-8")
        (tmp_path / "signers").write_text(f"{OURS} {public(keys['ours'])}\n", encoding="utf-8")
        with serving(false) as forgery:
            answer = run("--root", root, "verify", forgery)
            told = run("--root", root, "verify", "--signers", tmp_path / "signers", forgery)

        assert (1, 4) == (answer.exit_code, told.exit_code)
        assert f"{settings}: has a mistake, so it cannot be known who signs." in answer.stderr
        assert "or name the keys with --signers." in answer.stderr
        assert "whole" not in answer.stdout
        assert f"{forgery}: altered. manifest.json does not carry the signature" in told.stderr

    def test_where_no_signer_is_known_it_is_said(self, releases: tuple[Path, Path], tmp_path: Path) -> None:
        with serving(releases[1]) as address:
            answer = run("--root", tmp_path, "verify", address)

        assert 0 == answer.exit_code
        assert "Signatures are not looked at: no signer is known." in answer.stdout

    @pytest.mark.parametrize(
        ("at", "states"),
        [
            ("2023-12-17T14:04:00+09:00", ("whole", "stale")),
            ("2023-12-17T14:06:00+09:00", ("whole", "altered")),
            ("9999-12-31T23:59:59-23:59", ("whole", "altered")),
        ],
        ids=["clocks differ", "a moment to come", "the end of time"],
    )
    def test_what_is_of_a_moment_to_come_makes_nothing_stale(
        self, releases: tuple[Path, Path], tmp_path: Path, at: str, states: tuple[str, str]
    ) -> None:
        place = copy(releases[0], tmp_path / "copy")
        dated(place, at)
        now = datetime.fromisoformat("2023-12-17T14:00:00+09:00")
        genuine = copy(releases[1], tmp_path / "genuine")
        dated(genuine, now.isoformat())
        with serving(genuine) as ours, serving(place) as ahead:
            found = compared([ours, ahead], now)

        assert states == tuple(one.state for one in found)

    def test_a_moment_to_come_is_named(self, releases: tuple[Path, Path], tmp_path: Path) -> None:
        place = copy(releases[1], tmp_path / "copy")
        dated(place, "9999-01-01T00:00:00+09:00")
        with serving(place) as address:
            answer = run("verify", address)

        assert 4 == answer.exit_code
        assert f"{address}: altered. It tells of a moment that has not come yet" in answer.stderr
        assert "by the clock here: 9999-01-01T00:00+09:00\n" in answer.stderr

    def test_the_last_word_is_no_more_believed_to_be_of_a_moment_to_come(
        self, releases: tuple[Path, Path], tmp_path: Path
    ) -> None:
        """Whoever forges a manifest need not touch `build.json` to make the genuine page look stale."""
        place = copy(releases[0], tmp_path / "copy")
        reworded(place, changed="9999-01-01T00:00:00+09:00")
        with serving(releases[1]) as genuine, serving(place) as forgery:
            answer = run("verify", genuine, forgery)

        assert 4 == answer.exit_code
        assert f"{genuine}: whole." in answer.stdout
        assert f"{forgery}: altered. It tells of a moment that has not come yet" in answer.stderr
        assert "by the clock here: 9999-01-01T00:00+09:00\n" in answer.stderr

    def test_one_that_is_away_has_its_reason(self, releases: tuple[Path, Path], tmp_path: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as gone:
            nobody = f"http://127.0.0.1:{gone.getsockname()[1]}/"
        strange = tmp_path / "strange"
        strange.mkdir()
        (strange / "manifest.json").write_text('{"files": {"../../etc/passwd": "00"}}', encoding="utf-8")
        with serving(strange) as no_site, serving(releases[1]) as good:
            answer = run("verify", nobody, no_site, good)

        assert 4 == answer.exit_code
        assert f"{nobody}: away. Nobody answers there." in answer.stderr
        assert f"{no_site}: away. There is no site of ours" in answer.stderr
        assert "Whole: 1 of 3." in answer.stdout

    @pytest.mark.parametrize("status", [429, 503])
    def test_one_that_is_overloaded_is_not_called_altered(
        self, releases: tuple[Path, Path], status: int
    ) -> None:
        """On the day when everybody looks, a mirror that cannot keep up must not pass for a forgery."""

        class Overloaded(Quiet):
            def do_GET(self) -> None:
                if self.path.startswith("/services/"):
                    self.send_error(status)
                else:
                    super().do_GET()

        with serving(releases[1], Overloaded) as busy:
            answer = run("verify", busy)

        assert 4 == answer.exit_code
        assert f"{busy}: away. Its server says that it cannot answer now." in answer.stderr

    def test_one_where_no_page_is_found_by_its_folder_is_not_whole(self, releases: tuple[Path, Path]) -> None:
        """Storage without an index document: every file is there, and no reader sees any of them."""

        class Bare(Quiet):
            def do_GET(self) -> None:
                if self.path.endswith("/"):
                    self.send_error(403)
                else:
                    super().do_GET()

        with serving(releases[1], Bare) as bare:
            answer = run("verify", bare)

        assert f"{bare}: altered. Missing, or not what the manifest says: " in answer.stderr

    def test_one_that_drips_does_not_hold_us_up(self, releases: tuple[Path, Path]) -> None:
        """A byte at a time, for ever: no limit for each read would ever be reached."""
        with socket.create_server(("127.0.0.1", 0)) as server, ExitStack() as stack:

            def drip() -> None:
                with suppress(OSError):
                    line, _ = server.accept()
                    stack.callback(line.close)
                    line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
                    for _ in range(200):
                        line.sendall(b" ")
                        time.sleep(0.05)

            threading.Thread(target=drip, daemon=True).start()
            address = f"http://127.0.0.1:{server.getsockname()[1]}/"
            with serving(releases[1]) as good:
                slow = compared([address, good], AFTER, seconds=0.5)[0]
                quick = compared([good], AFTER)[0]

        assert ("away", "too-slow") == (slow.state, slow.why)
        assert mirrors.WHOLE == quick.state

    def test_without_addresses_the_site_and_its_mirrors_are_looked_at(
        self, releases: tuple[Path, Path], tmp_path: Path
    ) -> None:
        with serving(releases[1]) as one, serving(releases[0]) as two:
            settings = SMALL["site.yaml"].replace(
                "https://status.example.go.kr/", f"{one}\n        mirrors: {two}"
            )
            root = write(tmp_path / "our", {**SMALL, "site.yaml": settings})
            answer = run("--root", root, "verify")

        assert f"{one}: whole." in answer.stdout
        assert f"{two}: stale." in answer.stderr

    @pytest.mark.parametrize(
        ("words", "named"),
        [
            (("verify", "mirror.example.org"), '"mirror.example.org"'),
            (("verify", "--out", "/nowhere", "https://m.example.org/"), '"/nowhere"'),
            (("verify", "--signers", "/nowhere", "https://m.example.org/"), '"/nowhere"'),
        ],
    )
    def test_what_was_typed_wrongly_is_said(self, words: tuple[str, ...], named: str) -> None:
        answer = run(*words)

        assert 2 == answer.exit_code
        assert named in answer.stderr

    def test_a_public_key_without_a_name_is_no_list_of_signers(
        self, releases: tuple[Path, Path], keys: dict[str, Path]
    ) -> None:
        """The file lies beside the private key, and with it every genuine copy would be called a forgery."""
        answer = run("verify", "--signers", keys["ours"].with_suffix(".pub"), "https://m.example.org/")

        assert 2 == answer.exit_code
        assert "has a line that is something else than a name and a public key" in answer.stderr

    @pytest.mark.parametrize(
        "name", [f"# ours\n{OURS}", '"our page"', f'{OURS},*@go.kr namespaces="git,statuspage"']
    )
    def test_whatever_ssh_keygen_takes_for_a_name_will_do(
        self, releases: tuple[Path, Path], keys: dict[str, Path], tmp_path: Path, name: str
    ) -> None:
        (tmp_path / "signers").write_text(f"{name} {public(keys['ours'])}\n", encoding="utf-8")
        with serving(releases[1]) as address:
            assert 0 == run("verify", "--signers", tmp_path / "signers", address).exit_code

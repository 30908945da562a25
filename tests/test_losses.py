"""What citizens could read never silently goes: not by a slip, not by a rename, not from another machine."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from sites import AFTER, PLANNED_WORK, SMALL, WORK, fingerprint, write
from statuspage.build import CACHE, build
from statuspage.cli.messages import MESSAGES
from statuspage.publish import losses
from test_mirrors import Quiet, new_key, public, serving
from test_publish import git, run

STORY = "incidents/2023/1117-saeol"
AT = ("--at", AFTER.isoformat())
PLANNED = {
    **PLANNED_WORK,
    "notices/2023/1201-hours.md": """
        ---
        title: {ko: 시간 안내, en: Opening hours}
        from: 2023-12-01
        ---
        시간이 바뀝니다.
    """,
}
TEN = {
    f"services/mois/more-{number}.yaml": "{name: {ko: 민원, en: Copy}, channels: [{use: community-center}]}"
    for number in range(8)
}
"""With the two of the small site, ten services."""


@pytest.fixture(name="published", scope="module")
def _published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write(tmp_path_factory.mktemp("published"), {**SMALL, **PLANNED, **TEN})
    build(root, root / "site", AFTER, cache=root / CACHE)
    return root


@pytest.fixture(name="root")
def _root(published: Path, tmp_path: Path) -> Path:
    """Ten services, an incident, planned work and an announcement, all published."""
    return Path(shutil.copytree(published, tmp_path / "root", symlinks=True))


def delete(root: Path, *names: str) -> None:
    for name in names:
        found = root / "status" / name
        shutil.rmtree(found) if found.is_dir() else found.unlink()


def services(number: int) -> list[str]:
    return sorted(TEN)[:number]


class TestPublish:
    @pytest.mark.parametrize("name", [STORY, WORK, "notices/2023/1201-hours"])
    def test_a_story_that_was_deleted_is_named_and_the_page_stays(self, root: Path, name: str) -> None:
        before = fingerprint(root / "site", without=())
        delete(root, name if (root / "status" / name).is_dir() else f"{name}.md")
        answer = run(root, "publish", *AT)

        assert 1 == answer.exit_code
        assert f"What citizens could read would be gone: {name}\n" in answer.stderr
        assert "statuspage correct" in answer.stderr
        assert f"this once: --allow-removal {name}\n" in answer.stderr
        assert before == fingerprint(root / "site", without=())

    def test_a_story_that_was_renamed_is_lost_where_people_look_for_it(self, root: Path) -> None:
        folder = root / "status" / STORY
        folder.rename(folder.with_name("1117-network"))

        assert f"would be gone: {STORY}\n" in run(root, "publish", *AT).stderr

    def test_what_was_named_goes_once(self, root: Path) -> None:
        delete(root, STORY)
        allowed = run(root, "publish", "--allow-removal", f"/{STORY}/", *AT)
        write(root, {name: text for name, text in SMALL.items() if name.startswith(STORY)})
        run(root, "publish", *AT)
        delete(root, STORY)

        assert 0 == allowed.exit_code, allowed.output
        assert 1 == run(root, "publish", *AT).exit_code

    def test_the_environment_can_name_several(self, root: Path) -> None:
        delete(root, STORY, WORK)
        answer = run(root, "publish", *AT, STATUSPAGE_ALLOW_REMOVAL=f"{STORY} maintenance")

        assert 0 == answer.exit_code, answer.output
        assert not (root / "site" / STORY).exists()
        assert not (root / "site" / WORK).exists()

    def test_a_fifth_of_the_services_may_go(self, root: Path) -> None:
        delete(root, *services(2))

        assert 0 == run(root, "publish", *AT).exit_code

    def test_more_than_a_fifth_may_not(self, root: Path) -> None:
        delete(root, *services(3))
        answer = run(root, "publish", *AT)

        assert 1 == answer.exit_code
        assert "Of 10 services, 3 would be gone at once" in answer.stderr
        assert "services/more-0, services/more-1, services/more-2" in answer.stderr
        assert "retired: DAY" in answer.stderr

    def test_services_that_ended_keep_their_files_and_are_no_loss(self, root: Path) -> None:
        for name in services(8):
            write(root, {name: f"{TEN[name][:-1]}, retired: 2023-12-01}}"})

        assert 0 == run(root, "publish", *AT).exit_code

    def test_all_of_them_may_never_go_by_mistake(self, root: Path) -> None:
        delete(root, "services")
        refused = run(root, "publish", *AT, language="ko")
        meant = run(root, "publish", "--allow-removal", "services", *AT)

        assert 1 == refused.exit_code
        assert "서비스가 하나도 남지 않게 됩니다. 지금 보이는 10개가 모두 사라집니다" in refused.stderr
        assert 0 == meant.exit_code, meant.output

    def test_a_mistake_in_a_file_holds_nobody_elses_news_up(self, root: Path) -> None:
        """Its page goes, and everybody is told why; the news of others must not wait for it."""
        write(root, {f"{WORK}/notice.md": "---\ntitle: [\n---\n"})
        answer = run(root, "publish", *AT)

        assert 3 == answer.exit_code
        assert f"status/{WORK}/notice.md:2:" in answer.stderr
        assert not (root / "site" / WORK / "index.html").exists()

    @pytest.mark.parametrize("left", ["memo.txt", "메모.txt", "old/0900.md", "1117-0900-mois.link", ""])
    def test_what_is_left_in_the_folder_of_a_deleted_story_is_no_mistake_in_it(
        self, root: Path, left: str
    ) -> None:
        """A stray file took a published outage away, and only the file was named."""
        delete(root, STORY)
        lying = root / "status" / STORY / left
        lying.parent.mkdir(parents=True, exist_ok=True)
        if lying.suffix == ".link":
            lying.with_suffix(".md").symlink_to("/etc/hostname")
        else:
            lying.write_text("x")

        assert f"would be gone: {STORY}\n" in run(root, "publish", *AT).stderr

    @pytest.mark.parametrize("lost", ["cache", "record"])
    def test_it_is_the_published_site_that_remembers(self, root: Path, lost: str) -> None:
        """Not only our own memory, which anybody may delete."""
        shutil.rmtree(root / CACHE)
        if lost == "record":
            for record in root.glob(".site-releases/*.json"):
                record.unlink()
        delete(root, STORY)

        assert f"would be gone: {STORY}\n" in run(root, "publish", *AT).stderr

    def test_going_back_takes_away_what_came_last_everywhere(self, root: Path) -> None:
        """It is what the command is for."""
        settings = root / "status/site.yaml"
        settings.write_text(f"{settings.read_text('utf-8')}publish: {{folder: {root}/copy}}\n", "utf-8")
        run(root, "publish", *AT)
        write(root, {name.replace("1117-saeol/", "1205-new/"): text for name, text in SMALL.items()
                     if name == f"{STORY}/incident.md"})  # fmt: skip
        write(root, {"incidents/2023/1205-new/1205-0900-mois.md": "---\nstatus: investigating\n---\n하나"})
        run(root, "publish", *AT)
        new = (root / "copy/incidents/2023/1205-new/index.html").exists()
        answer = run(root, "publish", "--back")

        assert (True, 0) == (new, answer.exit_code), answer.output
        assert not (root / "copy/incidents/2023/1205-new").exists()


class TestElsewhere:
    """Another machine knows nothing of what was published; the places know by themselves."""

    @pytest.mark.parametrize("kind", ["folder", "branch"])
    def test_a_place_keeps_what_only_it_remembers(self, root: Path, tmp_path: Path, kind: str) -> None:
        repository = tmp_path / "pages.git"
        repository.mkdir()
        git("init", "--quiet", "--bare", at=repository)
        places = {
            "folder": f"{{folder: {tmp_path}/copy}}",
            "branch": f"{{branch: pages, repository: {repository}}}",
        }
        settings = root / "status/site.yaml"
        settings.write_text(f"{settings.read_text('utf-8')}publish: {places[kind]}\n", "utf-8")
        run(root, "publish", *AT)
        delete(root, STORY)
        other = ("publish", "--out", str(tmp_path / "fresh"), *AT)
        refused, meant = run(root, *other), run(root, *other, "--allow-removal", STORY)

        assert 4 == refused.exit_code, refused.output
        assert (
            f"{kind}: not sent, because what citizens can read there would be gone: {STORY}\n"
            in refused.stderr
        )
        assert f"--to {kind}" in refused.stderr
        assert 0 == meant.exit_code, meant.output


class TestBuild:
    def test_a_look_at_the_page_on_ones_own_machine_keeps_nothing(self, root: Path) -> None:
        """Drafts come and go."""
        delete(root, STORY, "services")

        assert 0 == run(root, "build", *AT).exit_code

    def test_with_guard_it_keeps_what_the_folder_holds(self, root: Path) -> None:
        delete(root, STORY)
        answer = run(root, "build", "--guard", *AT)

        assert 1 == answer.exit_code
        assert f"would be gone: {STORY}\n" in answer.stderr

    def test_a_fresh_machine_asks_the_address_where_citizens_read(self, root: Path) -> None:
        """As a build service does it, which begins with an empty folder each time."""
        with serving(root / "site") as address:
            settings = root / "status/site.yaml"
            settings.write_text(settings.read_text("utf-8").replace("https://status.example.go.kr/", address))
            delete(root, STORY)
            (root / "fresh").mkdir()
            words = ("build", "--guard", "--out", str(root / "fresh"), *AT)
            refused, meant = run(root, *words), run(root, *words, STATUSPAGE_ALLOW_REMOVAL=STORY)

        assert 1 == refused.exit_code
        assert f"would be gone: {STORY}\n" in refused.stderr
        assert 0 == meant.exit_code, meant.output

    def test_a_page_that_is_down_is_published_all_the_same(self, root: Path) -> None:
        """The page must come back on the day on which everything is down; what was not looked at is said."""
        settings = root / "status/site.yaml"
        settings.write_text(settings.read_text("utf-8").replace("status.example.go.kr/", "localhost:9/", 1))
        answer = run(root, "build", "--guard", "--out", str(root / "fresh"), *AT)

        assert 0 == answer.exit_code, answer.output
        assert "What citizens can read now is not known" in answer.stderr


@pytest.fixture(name="key", scope="module")
def _key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_key(tmp_path_factory.mktemp("keys") / "ours")


class TestSignature:
    """The page tells citizens to look for it: without it, ours looks like a forgery."""

    @pytest.fixture
    def signed(self, root: Path, key: Path) -> Path:
        """The same site, which names its signer and is signed."""
        settings = root / "status/site.yaml"
        settings.write_text(f"{settings.read_text('utf-8')}signer: {public(key)}\n", "utf-8")
        assert 0 == run(root, "publish", *AT, STATUSPAGE_SIGNING_KEY=str(key)).exit_code
        return root

    @staticmethod
    def there(root: Path) -> bool:
        return (root / "site/manifest.json.sig").is_file()

    @pytest.mark.parametrize("command", [("publish",), ("build", "--guard")], ids=" ".join)
    def test_it_does_not_go_because_nobody_brought_the_key(
        self, signed: Path, command: tuple[str, ...]
    ) -> None:
        before = fingerprint(signed / "site", without=())
        answer = run(signed, *command, *AT)

        assert 1 == answer.exit_code
        assert "The signature by which citizens tell our page from a forgery would be gone" in answer.stderr
        assert "STATUSPAGE_SIGNING_KEY" in answer.stderr
        assert "this once: --allow-removal signature\n" in answer.stderr
        assert before == fingerprint(signed / "site", without=())

    def test_an_emergency_without_the_key_is_published_and_told_of_each_time(self, signed: Path) -> None:
        delete(signed, "services/mois/more-1.yaml")
        answers = [
            run(signed, "publish", "--allow-removal", "signature", *AT),
            run(signed, "publish", *AT),
            run(signed, "build", *AT),
        ]

        assert [0, 0, 0] == [answer.exit_code for answer in answers]
        assert not self.there(signed)
        assert not (signed / "site/services/more-1").exists()
        for answer in answers:
            assert "There is no signature, though the page tells of one" in answer.stderr

    def test_an_emergency_does_not_wait_for_a_key_that_is_broken(self, signed: Path, tmp_path: Path) -> None:
        """The variable may stand where whoever has the news cannot change it."""
        broken = {"STATUSPAGE_SIGNING_KEY": str(tmp_path / "lost")}
        refused = run(signed, "publish", *AT, **broken)
        meant = run(signed, "publish", "--allow-removal", "signature", *AT, **broken)

        assert (1, 0) == (refused.exit_code, meant.exit_code)
        assert "lost: there is no such file, or none that may be read." in refused.stderr
        assert "in an emergency, this once: --allow-removal signature" in refused.stderr
        assert "There is no signature" in meant.stderr

    @pytest.mark.parametrize(
        ("right", "wrong"),
        [("signer: ssh-ed25519", "signer: ssh-ed2551"), ("signer:", "singer:")],
        ids=["a mistake in the key", "a mistake in its name"],
    )
    def test_it_does_not_go_because_of_a_mistake_in_the_settings(
        self, signed: Path, key: Path, right: str, wrong: str
    ) -> None:
        """Who can know whether somebody wanted to sign no longer? The mistake is named beside the refusal."""
        settings = signed / "status/site.yaml"
        words = f"{settings.read_text('utf-8')}publish: {{folder: copy}}\n"
        settings.write_text(words, "utf-8")
        run(signed, "publish", *AT, STATUSPAGE_SIGNING_KEY=str(key))
        settings.write_text(words.replace(right, wrong), "utf-8")
        here = run(signed, "publish", *AT)
        elsewhere = run(signed, "publish", "--out", str(signed / "fresh"), *AT)

        assert (1, True) == (here.exit_code, self.there(signed))
        assert "would be gone" in here.stderr
        assert "status/site.yaml:" in here.stderr
        assert "signature that is there would be gone" in elsewhere.stderr

    def test_after_an_emergency_a_broken_key_holds_nothing_up_and_is_told_of_each_time(
        self, signed: Path, key: Path, tmp_path: Path
    ) -> None:
        """The variable stands where whoever has the news cannot change it; there is nothing left to lose."""
        broken = {"STATUSPAGE_SIGNING_KEY": str(tmp_path / "lost")}
        run(signed, "publish", "--allow-removal", "signature", *AT, **broken)
        delete(signed, "services/mois/more-1.yaml")
        answers = [run(signed, "publish", *AT, **broken) for _ in range(2)]
        gone = not (signed / "site/services/more-1").exists()
        shutil.copy(key, tmp_path / "lost")
        back = run(signed, "publish", *AT, **broken)
        (tmp_path / "lost").unlink()
        lost_again = run(signed, "publish", *AT, **broken)

        assert [0, 0, 0, 1] == [answer.exit_code for answer in (*answers, back, lost_again)]
        assert gone
        assert self.there(signed)
        assert "sign" not in back.stderr
        for answer in answers:
            assert "lost: there is no such file" in answer.stderr
            assert "There is no signature, though the page tells of one" in answer.stderr
        assert "nothing has changed" in answers[1].stdout

    def test_a_key_that_was_not_at_fault_signs_by_the_next_run(
        self, root: Path, key: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The program was missing; that it is there now, no file of the site tells."""
        with monkeypatch.context() as without:
            without.setenv("PATH", "")
            found = [build(root, root / "site", AFTER, cache=root / CACHE, key=key) for _ in range(2)]
        build(root, root / "site", AFTER, cache=root / CACHE, key=key)

        assert ["no-program", "no-program"] == [result.why_unsigned for result in found]
        assert found[1].switch is None
        assert self.there(root)

    def test_a_fresh_machine_with_a_broken_key_asks_whether_there_is_a_signature_to_lose(
        self, root: Path, signed: Path, tmp_path: Path
    ) -> None:
        """It has no folder to look into; so it looks where citizens read."""
        codes = list[int]()
        for _ in range(2):
            with serving(root / "site") as address:
                settings = root / "status/site.yaml"
                moved = re.sub("(?m)^( *address: ).*", rf"\g<1>{address}", settings.read_text("utf-8"))
                settings.write_text(moved, "utf-8")
                words = ("build", "--guard", "--out", str(tmp_path / f"fresh-{len(codes)}"), *AT)
                codes.append(run(root, *words, STATUSPAGE_SIGNING_KEY=str(tmp_path / "lost")).exit_code)
            run(root, "publish", "--allow-removal", "signature", *AT)

        assert [1, 0] == codes

    def test_who_signs_no_longer_says_so_in_the_settings(self, signed: Path) -> None:
        settings = signed / "status/site.yaml"
        settings.write_text(settings.read_text("utf-8").partition("signer:")[0], "utf-8")
        answer = run(signed, "publish", *AT)

        assert (0, False) == (answer.exit_code, self.there(signed))
        assert "signature" not in answer.output

    def test_a_look_at_the_page_needs_no_key(self, signed: Path) -> None:
        """Only one that could be taken for the public page is warned of."""
        look = run(signed, "build", *AT)
        preview = run(signed, "build", "--preview", "--guard", *AT)

        assert (0, 0) == (look.exit_code, preview.exit_code), preview.output
        assert "There is no signature" in look.stderr
        assert "signature" not in preview.output

    def test_a_place_keeps_the_one_that_only_it_remembers(self, signed: Path, key: Path) -> None:
        settings = signed / "status/site.yaml"
        settings.write_text(f"{settings.read_text('utf-8')}publish: {{folder: copy}}\n", "utf-8")
        run(signed, "publish", *AT, STATUSPAGE_SIGNING_KEY=str(key))
        other = ("publish", "--out", str(signed / "fresh"), *AT)
        refused = run(signed, *other)
        kept = (signed / "copy/manifest.json.sig").is_file()
        meant = run(signed, *other, "--allow-removal", "signature")

        assert (4, True) == (refused.exit_code, kept)
        assert "folder: not sent, because the signature that is there would be gone.\n" in refused.stderr
        assert 0 == meant.exit_code, meant.output

    def test_a_fresh_machine_asks_the_address_where_citizens_read(self, signed: Path) -> None:
        with serving(signed / "site") as address:
            settings = signed / "status/site.yaml"
            settings.write_text(settings.read_text("utf-8").replace("https://status.example.go.kr/", address))
            answer = run(signed, "build", "--guard", "--out", str(signed / "fresh"), *AT)

        assert 1 == answer.exit_code
        assert "this once: --allow-removal signature\n" in answer.stderr

    @pytest.mark.parametrize("size", [1, 100_000], ids=["a page", "a large page"])
    def test_a_front_page_in_place_of_what_is_missing_is_no_signature(self, root: Path, size: int) -> None:
        """Else a site that was never signed could not be published again by a machine of its own."""
        (root / "site/manifest.json.sig").write_bytes(b"<!doctype html>" * size)
        with serving(root / "site") as address:
            found = losses.at(address)

        assert f"{STORY}/index.html" in found
        assert "manifest.json.sig" not in found

    def test_a_signature_that_cannot_be_asked_for_may_be_there(self, root: Path) -> None:
        """And what the manifest lists is known all the same."""
        with serving(root / "site", _Dropping) as address:
            found = losses.at(address)

        assert {f"{STORY}/index.html", "manifest.json.sig"} <= set(found)


class _Dropping(Quiet):
    """Hangs up when it is asked for a signature."""

    def do_GET(self) -> None:  # noqa: N802 - as the library calls it
        if self.path.endswith(".sig"):
            self.close_connection = True
        else:
            super().do_GET()


def test_every_rule_has_its_words() -> None:
    assert set() == {f"losses-{rule}" for rule in losses.RULES} - set(MESSAGES)

"""A new ministry's site stands in a minute: it builds without a warning and is ready to be pushed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from conftest import needs
from sites import published
from statuspage import beginning, load, schemas
from test_cli import quick, run, said

NAMES = ("--name", "우리 부처 상태", "--address", "https://status.example.go.kr/")
BOTH = (*NAMES, "--name-en", "Our status", "--language", "ko")


def begun(folder: Path, *words: str) -> Path:
    answer = quick("init", str(folder), *(words or BOTH))
    assert (0, "") == (answer.returncode, answer.stderr)
    return folder


class TestInit:
    @pytest.mark.parametrize(
        ("words", "languages"),
        [
            ((*NAMES, "--language", "ko"), ("ko",)),
            (BOTH, ("ko", "en")),
            (("--name", "Status", *NAMES[2:]), ("en",)),
            (("--name", "Status", "--name-ko", "상태", *NAMES[2:]), ("en", "ko")),
        ],
        ids=["ko", "ko-en", "en", "en-ko"],
    )
    def test_it_has_nothing_to_fix(
        self, tmp_path: Path, words: tuple[str, ...], languages: tuple[str, ...]
    ) -> None:
        """The first thing founders see must not be a complaint about what they did not write."""
        site = begun(tmp_path / "new", *words)
        answer = quick("check", "--strict", root=site)

        assert (0, "") == (answer.returncode, answer.stdout)
        loaded = load.site(site)
        assert loaded.site is not None
        assert languages == loaded.site.languages

    def test_it_builds_without_a_warning(self, tmp_path: Path) -> None:
        site = begun(tmp_path / "new")

        answer = run("build", root=site)

        assert (0, "") == (answer.returncode, answer.stderr)
        assert "우리 부처 상태" in published(site / "site")["index.html"].decode()

    def test_what_is_made_from_the_files_is_not_pushed(self, tmp_path: Path) -> None:
        """Else every build would be a change, and the history of a repository never forgets."""
        needs("git")
        site = begun(tmp_path / "new")
        for command in (["git", "init", "-q"], ["git", "add", "."]):
            subprocess.run(command, cwd=site, check=True)
        with (site / "status/site.yaml").open("a") as settings:
            settings.write("edit: {github: https://github.com/org/repo}\npublish: {folder: ../out}\n")
            settings.write("tell: {name: room, kind: slack, url_from: ROOM}\n")
        subprocess.run(["git", "add", "."], cwd=site, check=True)
        for command in (["build"], ["build", "--preview"], ["build", "--staff"], ["publish"]):
            run(*command, root=site)
        assert (site / ".statuspage-told.json").exists()

        changed = subprocess.run(
            ["git", "status", "--porcelain", "--untracked-files=all"],
            cwd=site,
            capture_output=True,
            text=True,
        ).stdout

        assert [] == [line for line in changed.splitlines() if not line.startswith("A ")]

    def test_editors_are_helped_from_the_first_minute(self, tmp_path: Path) -> None:
        site = begun(tmp_path / "new")

        assert set(schemas.files()) == {path.name for path in (site / schemas.FOLDER).iterdir()}
        for file in ("systems/example-system.yaml", "services/example/example-service.yaml"):
            first = (site / "status" / file).read_text("utf-8").splitlines()[0]
            named = first.removeprefix("# yaml-language-server: $schema=")
            assert (site / "status" / file).parent.joinpath(named).is_file()

    def test_what_the_git_hosts_need_is_there(self, tmp_path: Path) -> None:
        """Starters of every host come along as they are; what belongs to another host does no harm."""
        site = begun(tmp_path / "new")
        hosts = [path for path in beginning.STARTERS.iterdir() if path.is_dir() and path.name != "site"]
        wanted = {
            path.relative_to(host).as_posix(): path.read_bytes()
            for host in hosts
            for path in host.rglob("*")
            if path.is_file()
        }

        assert wanted == {name: (site / name).read_bytes() for name in wanted}
        assert all(line.startswith("#") for line in (site / "CODEOWNERS").read_text("utf-8").splitlines())

    def test_reporting_is_explained_in_fifteen_lines(self, tmp_path: Path) -> None:
        words = (begun(tmp_path / "new") / "status/README.md").read_text("utf-8")

        assert [f"{number}." for number in range(1, 16)] == [
            line.split()[0] for line in words.splitlines() if line[:1].isdigit()
        ]
        assert "$" not in words

    def test_nothing_is_ever_overwritten(self, tmp_path: Path) -> None:
        """Somebody who types it twice loses nothing."""
        site = begun(tmp_path / "new")
        (site / "status/site.yaml").write_text("name: mine\n", encoding="utf-8")
        before = published(site)

        answer = quick("init", str(site), *BOTH)

        assert 1 == answer.returncode
        assert "there already" in said(answer)
        assert before == published(site)

    def test_a_folder_with_other_files_is_taken_where_none_is_in_the_way(self, tmp_path: Path) -> None:
        """A repository made on the web has a licence already."""
        (tmp_path / "LICENSE").write_text("…", encoding="utf-8")

        begun(tmp_path)

        assert "…" == (tmp_path / "LICENSE").read_text("utf-8")

    def test_a_file_in_the_way_stops_everything(self, tmp_path: Path) -> None:
        (tmp_path / "README.md").write_text("ours", encoding="utf-8")

        answer = quick("init", str(tmp_path), *BOTH)

        assert (1, ["README.md"]) == (answer.returncode, [path.name for path in tmp_path.iterdir()])
        assert "README.md" in said(answer)

    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            (("--name", "상태", "--address", "status.example.go.kr"), "web address"),
            (("--name", "<b>", "--address", "https://a.go.kr/"), "< or >"),
            ((*NAMES, "--tag", "status"), "tag:"),
        ],
    )
    def test_an_answer_that_cannot_be_meant_gets_the_rule(
        self, tmp_path: Path, words: tuple[str, ...], expected: str
    ) -> None:
        answer = quick("init", str(tmp_path / "new"), *words)

        assert 1 == answer.returncode
        assert expected in said(answer)
        assert not (tmp_path / "new").exists()

    def test_in_a_script_everything_missing_is_named_at_once(self, tmp_path: Path) -> None:
        answer = quick("init", str(tmp_path / "new"))

        assert 2 == answer.returncode
        assert "--name, --address" in said(answer)

    def test_without_a_folder_it_says_what_to_type(self) -> None:
        assert "statuspage init ~/status" in said(quick("init"))

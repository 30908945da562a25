"""The command line as a stranger meets it: every mistake is answered in plain words."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import re
import resource
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

import nobody
from conftest import needs
from sites import DURING, SMALL, fingerprint, published, write
from statuspage import load, source
from statuspage.build import CACHE, build
from statuspage.cli import Commands, main
from statuspage.cli.new import new
from statuspage.problems import Place, Problem

COMMAND = [sys.executable, "-m", "statuspage"]
AT = ["--at", DURING.isoformat()]
PATIENCE = 60.0
BROKEN_SERVICE = "name: {ko: 전입신고"
ASKING = [["new", kind] for kind in new.commands] + [["resolve"], ["correct"]]
KOREAN = re.compile("[가-힣]")


def run(
    *words: str | Path,
    root: Path | None = None,
    environment: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, as from a shell."""
    where = ["--root", str(root)] if root else []
    surroundings = {name: value for name, value in os.environ.items() if name not in ("SOURCE_DATE_EPOCH",)}
    return subprocess.run(
        [*COMMAND, *where, *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        env={**surroundings, "LANG": "C.UTF-8", "LC_ALL": "", **(environment or {})},
        cwd=cwd,
        timeout=PATIENCE,
    )


def quick(
    *words: str | Path,
    root: Path | None = None,
    environment: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> subprocess.CompletedProcess[str]:
    """The same in this process, for what is over before any work begins."""
    where = ["--root", str(root)] if root else []
    surroundings = {"SOURCE_DATE_EPOCH": "", "LANG": "C.UTF-8", "LC_ALL": "", **(environment or {})}
    with contextlib.chdir(cwd or Path()):
        result = CliRunner().invoke(
            main, [*where, *map(str, words)], env=surroundings, prog_name="statuspage", catch_exceptions=False
        )
    return subprocess.CompletedProcess(words, result.exit_code, result.stdout, result.stderr)


def said(answer: subprocess.CompletedProcess[str]) -> str:
    """Everything that was said, after making sure that it is fit to be read."""
    words = answer.stdout + answer.stderr
    assert "Traceback" not in words
    assert "\x1b" not in words
    return words


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a first build remembers; tests that begin with it are over sooner."""
    root = write(tmp_path_factory.mktemp("warm"))
    build(root, root / "site", DURING, cache=root / CACHE)
    return root / CACHE


@pytest.fixture
def root(tmp_path: Path, warm: Path) -> Path:
    root = write(tmp_path / "our site")
    shutil.copytree(warm, root / CACHE)
    return root


class TestWhatIsTyped:
    """A typing mistake is met with the word that was typed, the rule, and what to type instead."""

    @pytest.mark.parametrize(
        ("typed", "answer"),
        [
            (["bulid"], ('"bulid"', "no such command", "check, diff, build, ", 'Did you mean "build"?')),
            (["build", "--ot", "x"], ('"--ot"', "no such option", 'Did you mean "--out"?', "build --help")),
            (["--rot", "x", "check"], ('"--rot"', 'Did you mean "--root"?')),
            (["check", "--format", "xml"], ('--format "xml"', "text, json, github, gitlab")),
            (["serve", "--port", "99999"], ('--port "99999"', "from 0 to 65535")),
            (["serve", "--port", "eight"], ('--port "eight"', "from 0 to 65535")),
            (["build", "--at"], ("--at", "a value has to follow")),
            (["build", "--no-cache=1"], ("--no-cache", "takes no value")),
            (["build", "status/"], ('"status/"', "Leave it out")),
            (["check", "--root", "x"], ("--root", "before the command", "statuspage --root x check")),
            (["--lang", "fr", "check"], ('--lang "fr"', "ko, en")),
            (["build", "--at", "내일"], ('"내일"', "2023-11-17T14:00+09:00")),
            (["build", "--at", "2023-13-45"], ('"2023-13-45"', "does not exist")),
            (["build", "--at", "2023-11-17"], ('"2023-11-17"', "time of day is missing")),
            (["build", "--at", "2023-11-17 3pm"], ("24-hour clock",)),
            (["build", "--at", "2023-11-17 15:00 KST"], ("+09:00",)),
            (["build", "--at", ""], ("2023-11-17T14:00+09:00",)),
            (["build", "--out", "."], ('--out "."', "like --out site")),
            (["build", "--out", "/"], ('--out "/"', "like --out site")),
            (["build", "--out", "status/site"], ('--out "status/site"', "among the files you write")),
            (["build", "--cache", "status/c"], ('--cache "status/c"', "among the files you write")),
        ],
        ids=str,
    )
    def test_a_mistake_names_the_word_the_rule_and_the_remedy(
        self, root: Path, typed: list[str], answer: tuple[str, ...]
    ) -> None:
        result = quick(*typed, cwd=root)

        assert 2 == result.returncode, said(result)
        assert [] == [words for words in answer if words not in said(result)]
        assert "" == result.stdout
        assert not (root / "site").exists()

    @pytest.mark.parametrize(
        "typed",
        [
            "bulid",
            "build --ot x",
            "check --format xml",
            "serve --port 99999",
            "build --at",
            "build x",
            "build --at 내일",
            "build --out .",
        ],
    )
    def test_the_same_in_korean(self, root: Path, typed: str) -> None:
        answer = quick(*typed.split(), cwd=root, environment={"LANG": "ko_KR.UTF-8"})

        assert 2 == answer.returncode
        assert KOREAN.search(said(answer))
        assert [] == re.findall(r"\b(?:Error|Usage|Try|No such|Invalid)\b", said(answer))

    def test_a_folder_without_a_status_page_is_told_what_is_missing(self, tmp_path: Path) -> None:
        answer = quick("check", cwd=tmp_path)

        assert 2 == answer.returncode
        assert f"{tmp_path}: there is no status folder" in said(answer)
        assert "--root" in said(answer)

    def test_whoever_stands_inside_the_status_folder_is_sent_up(self, root: Path) -> None:
        answer = quick("check", cwd=root / "status")

        assert 2 == answer.returncode
        assert f"--root {root}" in said(answer)

    @pytest.mark.parametrize(("name", "words"), [("nowhere", "no such folder"), ("a file", "this is a file")])
    def test_a_root_that_is_no_folder_is_told(self, tmp_path: Path, name: str, words: str) -> None:
        (tmp_path / "a file").write_text("x")

        answer = quick("check", root=tmp_path / name)

        assert 2 == answer.returncode
        assert words in said(answer)

    @pytest.mark.parametrize("epoch", ["tomorrow", "-1", "²", "9" * 30, "1.5"])
    def test_a_malformed_source_date_epoch_is_refused(self, root: Path, epoch: str) -> None:
        """reproducible-builds.org: a malformed value is an error, not the present time."""
        answer = quick("build", root=root, environment={"SOURCE_DATE_EPOCH": epoch})

        assert 2 == answer.returncode
        assert f'SOURCE_DATE_EPOCH "{epoch}"' in said(answer)


class TestHelp:
    @pytest.mark.parametrize(
        "words",
        [
            ["--help"],
            ["-h"],
            ["build", "--help"],
            ["serve", "-h"],
            ["check", "-h"],
            ["new", "-h"],
            *([*words, "-h"] for words in ASKING),
        ],
    )
    def test_help_is_there_and_fits_the_screen(self, words: list[str]) -> None:
        answer = quick(*words)

        assert 0 == answer.returncode
        assert "Examples:" in said(answer)
        assert 80 >= max(map(len, answer.stdout.splitlines()))

    @pytest.mark.parametrize("command", [[], *([name] for name in Commands.names), *ASKING], ids=str)
    def test_help_in_korean_has_no_english_sentence(self, command: list[str]) -> None:
        answer = quick("--lang", "ko", *command, "--help")

        lines = [line for line in answer.stdout.splitlines() if line.strip()]
        prose = [line for line in lines if "statuspage" not in line]
        assert 0 == answer.returncode
        assert [] == [line for line in prose if not KOREAN.search(line) and " " in line.strip("- ")
                      and re.search(r"[a-z]{3,} [a-z]{2,} [a-z]{2,}", line)]  # fmt: skip

    def test_alone_it_says_what_it_can_do(self) -> None:
        answer = quick()

        assert 2 == answer.returncode
        assert "build" in said(answer)

    @pytest.mark.parametrize(
        ("shell", "word"), [("bash", "complete"), ("zsh", "compdef"), ("fish", "complete")]
    )
    def test_the_shell_can_complete_it(self, shell: str, word: str) -> None:
        program = Path(sys.executable).with_name("statuspage")
        if not program.exists():
            pytest.skip("the command is not installed")
        source = subprocess.run(
            [program],
            env={**os.environ, "_STATUSPAGE_COMPLETE": f"{shell}_source"},
            capture_output=True,
            text=True,
        )
        completion = subprocess.run(
            [program],
            env={
                **os.environ,
                "_STATUSPAGE_COMPLETE": "bash_complete",
                "COMP_WORDS": "statuspage bu",
                "COMP_CWORD": "1",
            },
            capture_output=True,
            text=True,
        )

        # click asks bash for its version, and bash may not be there
        assert (shell == "bash" and not source.stdout) or word in source.stdout
        assert "plain,build\n" == completion.stdout


def checked_by_nobody(root: Path, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """What `check` of a folder (else of the root) says to somebody who may not read everything."""
    nobody.let_in(root)
    return subprocess.run(
        nobody.command(*COMMAND, "--root", folder or root, "--lang", "en", "check"),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


class TestCheck:
    def test_a_good_site_has_nothing_to_fix(self, root: Path) -> None:
        answer = run("check", root=root)

        assert 0 == answer.returncode
        assert "" == answer.stdout
        assert "Nothing to fix" in said(answer)

    def test_every_problem_is_listed_at_once_with_its_line(self, root: Path) -> None:
        write(root, {"services/mois/move-in.yaml": BROKEN_SERVICE, "agencies/mois.yaml": "nmae: x"})
        (root / "status" / "systems" / "portal.yaml").write_bytes("name: 정부24".encode("cp949"))

        answer = run("check", root=root)

        assert 3 == answer.returncode
        files = {line.partition(":")[0] for line in answer.stdout.splitlines()}
        assert {
            "status/services/mois/move-in.yaml",
            "status/agencies/mois.yaml",
            "status/systems/portal.yaml",
        } <= files
        assert "CP949" in answer.stdout
        assert "Nothing to fix" not in said(answer)

    def test_a_second_check_remembers_the_files_and_sees_every_edit(self, root: Path) -> None:
        """A country has tens of thousands of files, and a check is typed again after each mended line."""
        write(root, {"services/mois/move-in.yaml": BROKEN_SERVICE})
        first, second = run("check", root=root), run("check", root=root)
        write(root, {"services/mois/move-in.yaml": SMALL["services/mois/move-in.yaml"]})
        third = run("check", root=root)

        assert (3, first.stdout) == (second.returncode, second.stdout)
        assert "move-in.yaml" in first.stdout
        assert (0, "") == (third.returncode, third.stdout)
        assert list((root / ".statuspage-cache").glob("files-*"))

    def test_asked_again_it_answers_in_any_form_without_reading_a_file(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A fifth of a second instead of many, at the size of a nation."""
        write(root, {"services/mois/move-in.yaml": BROKEN_SERVICE})
        first = quick("check", *AT, root=root)
        as_json = quick("check", *AT, "--format", "json", root=root)
        monkeypatch.setattr(load, "site", None)

        again = quick("check", *AT, root=root)

        assert (3, first.stdout, first.stderr) == (again.returncode, again.stdout, again.stderr)
        assert as_json.stdout == quick("check", *AT, "--format", "json", root=root).stdout
        assert 3 == quick("check", *AT, "--strict", root=root).returncode

    def test_asked_again_it_sees_a_template_that_stands_in_for_nothing(self, root: Path) -> None:
        assert "" == quick("check", *AT, root=root).stdout
        (root / "templates").mkdir()
        (root / "templates" / "hmoe.html").write_text("x")

        assert "hmoe.html" in quick("check", *AT, root=root).stdout

    def test_asked_of_an_earlier_moment_it_forgets_what_is_late_now(self, root: Path) -> None:
        late = quick("check", "--at", "2023-11-17 10:01", root=root)
        early = quick("check", "--at", "2023-11-17 09:59", root=root)

        assert "due at" in late.stdout
        assert "" == early.stdout

    def test_a_disk_that_gave_no_answer_is_asked_again(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Nobody writes anything when a network drive comes back."""

        def away(path: Path | str, file: str, *more: object) -> bytes | Problem:
            gone = (("reason", "Input/output error"),)
            return (
                Problem(Place(file), "file_unreadable", details=gone) if "saeol" in file else read(path, file)
            )

        read = source.content
        with monkeypatch.context() as patched:
            patched.setattr(source, "content", away)
            answer = quick("check", *AT, root=root)
        assert 3 == answer.returncode
        assert "saeol" in answer.stdout

        assert (0, "") == (quick("check", *AT, root=root).returncode, "")

    def test_an_incident_that_fell_silent_is_a_reminder(self, root: Path) -> None:
        """The next word was promised for 10:00; the file is right, and somebody has to write."""
        before = quick("check", "--at", "2023-11-17 09:59", root=root)
        after = quick("check", "--at", "2023-11-17 10:01", root=root)

        assert (0, "") == (before.returncode, before.stdout)
        assert 0 == after.returncode
        assert "1117-0840-mois.md:1:1" in after.stdout
        assert "due at 2023-11-17 10:00" in after.stdout

    def test_an_update_that_nobody_can_read_yet_is_told(self, root: Path) -> None:
        """Somebody typed tomorrow's date at night; the page stayed as it was, and nobody knew why."""
        tomorrow = datetime.now(ZoneInfo("Asia/Seoul")) + timedelta(days=1)
        folder = f"incidents/{tomorrow:%Y}/{tomorrow:%m%d}-portal"
        write(
            root,
            {
                f"{folder}/incident.md": "---\ntitle: {ko: 포털 장애, en: Portal}\n---\n",
                f"{folder}/{tomorrow:%m%d}-0910-mois.md": "---\nstatus: investigating\n---\n{ko: 글}\n",
            },
        )
        told = (
            f"{folder}/{tomorrow:%m%d}-0910-mois.md:1:1: Nobody reads this before {tomorrow:%Y-%m-%d} 09:10."
        )

        assert told in quick("check", root=root).stdout
        assert told in quick("build", root=root).stderr
        assert told not in quick("check", "--at", "2023-12-10 10:00", root=root).stdout
        assert told not in quick("build", "--at", "2023-12-10 10:00", root=root).stderr

    def test_warnings_fail_only_where_that_is_asked_for(self, root: Path) -> None:
        """A repository may decide that nothing doubtful is merged; an outage at night must not wait."""
        late = ("check", "--at", "2023-11-17 10:01")

        assert [0, 3] == [quick(*late, *strict, root=root).returncode for strict in ([], ["--strict"])]
        assert 0 == quick("check", "--strict", root=root).returncode

    def test_gitlab_finds_the_files_from_where_it_stands(self, root: Path) -> None:
        write(root, {"agencies/mois.yaml": "nmae: x"})

        report = json.loads(run("check", "--format", "gitlab", root=Path(root.name), cwd=root.parent).stdout)

        assert {f"{root.name}/status/agencies/mois.yaml"} == {one["location"]["path"] for one in report}

    def test_a_site_that_cannot_be_built_at_all_fails_harder(self, root: Path) -> None:
        write(root, {"site.yaml": "name: ["})

        answer = run("check", root=root)

        assert 1 == answer.returncode
        assert "status/site.yaml:1" in answer.stdout

    @nobody.NEEDED
    def test_a_file_that_may_not_be_read_is_told(self, root: Path) -> None:
        (root / "status" / "agencies" / "mois.yaml").chmod(0)
        answer = checked_by_nobody(root)

        assert 3 == answer.returncode, said(answer)
        assert "status/agencies/mois.yaml:1:1: The file cannot be opened" in answer.stdout

    @nobody.NEEDED
    def test_a_folder_that_may_not_be_read_is_told(self, root: Path) -> None:
        closed = root / "closed"
        closed.mkdir(mode=0)
        answer = checked_by_nobody(root, closed)

        assert 2 == answer.returncode
        assert answer.stderr == f"{closed}: you may not read this folder. Run it again as a user who may.\n"

    def test_json_is_for_other_programs(self, root: Path) -> None:
        write(root, {"agencies/mois.yaml": "nmae: x"})

        answer = run("check", "--format", "json", root=root, environment={"PYTHONIOENCODING": "ascii"})

        found = json.loads(answer.stdout)
        assert 3 == answer.returncode
        assert {"file", "line", "column", "code", "severity", "typed", "message"} == found[0].keys()
        assert {"ko", "en"} == found[0]["message"].keys()
        assert KOREAN.search(found[0]["message"]["ko"])
        assert "" == answer.stderr

    def test_json_of_a_good_site_is_an_empty_list(self, root: Path) -> None:
        assert [] == json.loads(run("check", "--format", "json", root=root).stdout)

    def test_github_finds_the_file_from_the_top_of_the_repository(self, root: Path) -> None:
        write(root, {"agencies/mois.yaml": "nmae: x"})

        answer = run("check", "--format", "github", root=Path("our site"), cwd=root.parent)

        assert answer.stdout.startswith("::error file=our site/status/agencies/mois.yaml,line=1,")

    @pytest.mark.parametrize("form", ["text", "github"])
    def test_nothing_in_a_file_can_speak_to_the_runner_or_the_terminal(self, root: Path, form: str) -> None:
        """A pull request from a stranger is read by the machine that holds the keys."""
        hostile = '"x\\n::error::owned\\r##[command]y\\e[31mred\\e]0;title\\a\\u202e%0A::stop::": z'
        write(root, {"agencies/mois.yaml": f"name: n\n{hostile}\nstate: '::set-output name=a::b'"})
        name = "::error::x\n::owned::.yaml"
        (root / "status" / "systems" / name).write_text("name: x")
        (root / "status" / "systems" / "\x1b[2Jx.yaml").write_text("name: x")

        answer = run("check", "--format", form, root=root)

        assert 3 == answer.returncode
        lines = said(answer).splitlines()
        opening = "::" if form == "github" else "never"
        assert [] == [line for line in lines if line.startswith(("::", "##[")) and not line.startswith(
            (f"{opening}error file=", f"{opening}warning file="))]  # fmt: skip
        assert not set("\x07\x1b\r\u202e") & set(answer.stdout)

    def test_it_changes_nothing_that_people_wrote(self, root: Path) -> None:
        def theirs() -> dict[Path, bytes]:
            ours = root / CACHE
            found = (path for path in root.rglob("*") if path.is_file() and not path.is_relative_to(ours))
            return {path: path.read_bytes() for path in found}

        before = theirs()

        run("check", root=root)

        assert before
        assert before == theirs()


class TestBuild:
    def test_it_says_what_it_did_and_where_to_look(self, root: Path) -> None:
        answer = run("build", *AT, root=root)

        assert 0 == answer.returncode, said(answer)
        assert (root / "site").absolute().as_uri() in answer.stdout
        assert "\r" not in said(answer)
        assert "2023-11-17T10:00+09:00" in answer.stdout

    def test_around_a_broken_file_it_goes_out_and_says_so(self, root: Path) -> None:
        write(root, {"services/mois/move-in.yaml": BROKEN_SERVICE})

        answer = run("build", *AT, root=root)

        assert 3 == answer.returncode
        assert "status/services/mois/move-in.yaml:1" in answer.stderr
        assert (root / "site" / "index.html").is_file()

    def test_a_refusal_leaves_the_live_site_alone(self, root: Path) -> None:
        run("build", *AT, root=root)
        before = published(root / "site")
        write(root, {"site.yaml": "name: ["})

        answer = run("build", *AT, root=root)

        assert 1 == answer.returncode
        assert "The live site is untouched" in said(answer)
        assert before == published(root / "site")

    def test_a_moment_without_an_offset_is_by_the_sites_own_clock(self, root: Path) -> None:
        away = {"TZ": "America/New_York"}
        answer = run("build", "--at", "2023-11-17 09:00", root=root, environment=away)

        assert 0 == answer.returncode, said(answer)
        assert "2023-11-17T09:00:00+09:00" == json.loads((root / "site" / "build.json").read_text())["at"]

    def test_source_date_epoch_is_the_moment(self, root: Path) -> None:
        epoch = str(int(DURING.timestamp()))
        answer = run("build", root=root, environment={"SOURCE_DATE_EPOCH": epoch})

        assert 0 == answer.returncode, said(answer)
        assert DURING.isoformat() == json.loads((root / "site" / "build.json").read_text())["at"]

    @pytest.mark.parametrize("out", ["/proc/site", "/proc/nowhere/site"])
    def test_where_no_folder_can_be_made_it_says_so(self, root: Path, out: str) -> None:
        """Nobody else changed anything there, and no page was seen there that could have stayed."""
        answer = run("build", *AT, "--out", out, root=root)

        assert 1 == answer.returncode
        assert f"{out}: no folder can be made here.\nTo use another place, name" in answer.stderr
        assert f"Nothing was published. {out}: there is no page yet." in answer.stderr

    @pytest.mark.parametrize("kind", ["folder", "file", "link", "below a file"])
    def test_a_place_that_is_not_ours_is_left_alone(self, root: Path, tmp_path: Path, kind: str) -> None:
        out = tmp_path / "mine"
        if kind == "folder":
            out.mkdir()
            (out / "precious").write_text("x")
        elif kind == "link":
            out.symlink_to(tmp_path)
        else:
            out.write_text("precious")

        answer = run("build", *AT, "--out", out / "below" if kind == "below a file" else out, root=root)

        assert 1 == answer.returncode
        assert str(out) in answer.stderr
        assert "--out" in answer.stderr
        assert ("there is no page yet." if kind == "below a file" else "untouched") in answer.stderr

    def test_a_full_disk_is_told_and_nothing_half_is_left(self, root: Path) -> None:
        run("build", *AT, root=root)
        before = published(root / "site")
        write(root, {"agencies/mois.yaml": "name: 바뀜"})
        answer = subprocess.run(
            [*COMMAND, "--lang", "en", "--root", str(root), "build", *AT, "--no-cache"],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (6000, 6000)),
        )

        assert 1 == answer.returncode, said(answer)
        assert "the disk is full" in answer.stderr
        assert before == published(root / "site")
        assert [] == [p.name for p in (root / ".site-releases").iterdir() if p.name.startswith(".tmp")]

    def test_a_cache_that_cannot_be_written_costs_only_time(self, root: Path, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("x")

        answer = run("build", *AT, "--cache", tmp_path / "file" / "cache", root=root)

        assert 0 == answer.returncode, said(answer)

    def test_errors_are_not_lost_among_what_is_merely_worth_a_look(self, root: Path) -> None:
        """A country has thousands of words that nobody has translated yet."""
        plain = "{name: 전입신고, channels: [{id: web, kind: web, url: https://www.gov.kr}]}"
        write(root, {f"services/mois/a{n}.yaml": plain for n in range(60)})
        write(root, {"services/mois/z.yaml": BROKEN_SERVICE})

        answer = run("--lang", "en", "build", *AT, root=root)

        assert 3 == answer.returncode
        named = [line for line in answer.stderr.splitlines() if line.startswith("status/")]
        assert "status/services/mois/z.yaml" in named[0]
        assert 40 == len(named)
        assert "more. To see them all: statuspage check" in answer.stderr

    def test_two_at_once_do_not_mix(self, root: Path) -> None:
        """A merge and the clock may both start a build."""
        run("build", *AT, "--no-cache", "--out", root / "alone", root=root)
        command = [*COMMAND, "--root", str(root), "build", *AT]
        both = [
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for _ in range(3)
        ]
        answers = [process.communicate(timeout=PATIENCE) for process in both]

        assert [0, 0, 0] == [process.returncode for process in both], answers
        assert fingerprint(root / "alone") == fingerprint(root / "site")

    def test_stopped_in_the_middle_nothing_half_is_left(self, root: Path) -> None:
        run("build", *AT, root=root)
        before = published(root / "site")
        write(root, {f"services/mois/s{n}.yaml": SMALL["services/mois/move-in.yaml"] for n in range(300)})
        process = subprocess.Popen(
            [*COMMAND, "--lang", "en", "--root", str(root), "build", *AT],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        until = time.monotonic() + PATIENCE
        while not (root / ".site-releases" / ".tmp-site").exists() and time.monotonic() < until:
            time.sleep(0.002)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=PATIENCE)

        assert 130 == process.returncode, errors
        assert "Stopped. The live site is whole" in errors
        assert "Traceback" not in errors
        assert before == published(root / "site")
        assert [] == [p.name for p in (root / ".site-releases").iterdir() if p.name.startswith(".tmp")]


class TestWhoeverListens:
    def test_a_reader_who_has_heard_enough_is_no_mistake(self, root: Path) -> None:
        """`statuspage check | head -1`, and the exit code still says what was found."""
        write(root, {"agencies/mois.yaml": "nmae: x", "systems/portal.yaml": "nmae: x"})
        command = [*COMMAND, "--root", str(root), "check", "--format", "json"]
        reading, writing = os.pipe()
        os.close(reading)
        answer = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, text=True, timeout=PATIENCE)
        os.close(writing)

        assert 3 == answer.returncode
        assert "" == answer.stderr

    def test_a_build_nobody_listens_to_is_still_done(self, root: Path) -> None:
        reading, writing = os.pipe()
        os.close(reading)
        command = [*COMMAND, "--root", str(root), "build", *AT]
        answer = subprocess.run(command, stdout=writing, stderr=writing, timeout=PATIENCE)
        os.close(writing)

        assert 0 == answer.returncode
        assert (root / "site" / "index.html").is_file()

    def test_an_answer_that_cannot_be_written_is_told(self, root: Path) -> None:
        with Path("/dev/full").open("w") as full:
            answer = subprocess.run(
                [*COMMAND, "--lang", "en", "--root", str(root), "check", "--format", "json"],
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                timeout=PATIENCE,
            )

        assert 1 == answer.returncode
        assert "cannot be written (no space left on the disk)" in answer.stderr
        assert "Traceback" not in answer.stderr

    @pytest.mark.parametrize("encoding", ["ascii", "euc-kr", "utf-8"])
    def test_an_old_terminal_gets_what_it_can_show(self, root: Path, encoding: str) -> None:
        """‘quotes’ and — dashes do not exist in every encoding; the work goes on all the same."""
        (root / "status" / "systems" / "portal.yaml").write_bytes("name: 정부24".encode("cp949"))
        answer = subprocess.run(
            [*COMMAND, "--lang", "ko", "--root", str(root), "check"],
            capture_output=True,
            env={**os.environ, "PYTHONIOENCODING": encoding},
            timeout=PATIENCE,
        )

        assert 3 == answer.returncode
        assert b"Traceback" not in answer.stderr
        # click takes an ASCII terminal for one that was never told of UTF-8
        assert "portal.yaml" in answer.stdout.decode("utf-8" if encoding == "ascii" else encoding)

    @pytest.mark.parametrize(
        ("environment", "options", "korean"),
        [
            ({"LANG": "ko_KR.UTF-8"}, [], True),
            ({"LANG": "ko_KR.UTF-8", "LC_ALL": "C"}, [], False),
            ({"LANG": "C"}, [], False),
            ({"LANG": "C"}, ["--lang", "ko"], True),
            ({"LANG": "ko_KR.UTF-8"}, ["--lang=en"], False),
        ],
    )
    def test_it_speaks_the_language_of_whoever_sits_there(
        self, root: Path, environment: dict[str, str], options: list[str], korean: bool
    ) -> None:
        answer = run(*options, "check", root=root, environment=environment)

        assert korean is bool(KOREAN.search(said(answer)))

    def test_on_a_terminal_a_build_shows_how_far_it_is_and_cleans_up_the_line(self, root: Path) -> None:
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            [*COMMAND, "--root", str(root), "build", *AT], stdout=subprocess.PIPE, stderr=theirs
        )
        os.close(theirs)
        shown = b""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if not select.select([ours], [], [], 0.1)[0]:
                if process.poll() is not None:
                    break
                continue
            try:
                shown += os.read(ours, 4096)
            except OSError:
                break
        os.close(ours)
        process.communicate(timeout=PATIENCE)

        assert 0 == process.returncode
        assert b"\r" in shown
        assert b"\x1b" not in shown
        assert shown.endswith(b" \r")


class TestFaultsOfTheProgram:
    """A mistake of ours is never blamed on whoever wrote the files."""

    def broken(self, root: Path) -> list[str]:
        """The program, with a mistake in it."""
        return [
            sys.executable,
            "-c",
            "import sys, statuspage.load as load\n"
            "def fails(*_): raise KeyError('oops\\x1b[31m')\n"
            "load.site = fails\n"
            "from statuspage.cli import main\n"
            f"main(['--root', {str(root)!r}] + sys.argv[1:], prog_name='statuspage')",
        ]

    @pytest.mark.parametrize("language", ["ko", "en"])
    def test_it_says_so_in_one_sentence_and_keeps_the_details(
        self, root: Path, tmp_path: Path, language: str
    ) -> None:
        answer = subprocess.run(
            [*self.broken(root)[:3], *["--lang", language, "check"]],
            capture_output=True,
            text=True,
            env={**os.environ, "TMPDIR": str(tmp_path)},
            timeout=PATIENCE,
        )

        kept = list(tmp_path.glob("statuspage-fault-*.txt"))
        assert 1 == answer.returncode
        assert "KeyError" in said(answer)
        assert {"ko": "프로그램의 잘못", "en": "fault of the program"}[language] in said(answer)
        assert [str(path) for path in kept] == [path for path in map(str, kept) if path in answer.stderr]
        assert ["Traceback"] == [path.read_text()[:9] for path in kept]

    def test_a_programmer_can_ask_for_the_details(self, root: Path) -> None:
        answer = subprocess.run(
            [*self.broken(root), "check"],
            capture_output=True,
            text=True,
            env={**os.environ, "STATUSPAGE_DEBUG": "1"},
            timeout=PATIENCE,
        )

        assert 1 == answer.returncode
        assert "Traceback" in answer.stderr


class TestWhatIsLoaded:
    def test_a_rebuild_with_nothing_to_do_loads_nothing_heavy(self, root: Path) -> None:
        """It runs every minute on a small machine."""
        run("build", *AT, root=root)
        heavy = (
            "jinja2",
            "markdown",
            "nh3",
            "lxml",
            "yaml",
            "watchfiles",
            "dateutil",
            "feedgen",
            "icalendar",
            "httpx",
        )
        question = f"""if True:
            import json, sys
            from statuspage.cli import main
            try:
                main(["--root", {str(root)!r}, "build", "--at", "2023-11-17T09:01:00+09:00"])
            except SystemExit as end:
                assert end.code in (0, None), end.code
            print(json.dumps(sorted({{name.partition(".")[0] for name in sys.modules}})))
        """
        answer = subprocess.run([sys.executable, "-c", question], capture_output=True, text=True)

        assert 0 == answer.returncode, answer.stderr
        loaded = json.loads(answer.stdout.splitlines()[-1])
        assert "nothing has changed" in answer.stdout or "바뀐 것이 없습니다" in answer.stdout
        # `--at` itself is read by the site's own clock, from site.yaml
        assert [] == sorted(set(heavy) & set(loaded) - {"yaml"})


class TestInstalled:
    def test_the_command_and_the_module_are_the_same(self) -> None:
        program = needs("statuspage") if not Path(sys.executable).with_name("statuspage").exists() else str(
            Path(sys.executable).with_name("statuspage"))  # fmt: skip
        command = subprocess.run([program, "--version"], capture_output=True, text=True)

        assert command.stdout == run("--version").stdout
        assert command.stdout.startswith("statuspage")

"""Forges: a push becomes a page, a form becomes files, and no stranger becomes either.

The workflows of this repository are those that content repositories start with, but for the line that names
the program. Whoever changes one set writes the other anew with

    .venv/bin/python tests/test_forge.py
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import needs
from sites import write
from statuspage import forms
from statuspage.load.choices import OF_INCIDENTS, OF_MAINTENANCE

ROOT = Path(__file__).resolve().parent.parent
STARTERS = ROOT / "src/statuspage/starters"
STARTER = STARTERS / "github/.github"
OWN = ROOT / ".github"
ACTION = ROOT / "action.yml"
WORKFLOWS = sorted([*STARTER.glob("workflows/*.yml"), *OWN.glob("workflows/*.yml")])
HERE = re.compile(r"uses: \./$", re.MULTILINE)
THERE = "uses: statuspage/statuspage@" + "0" * 40 + " # put the commit of a release here"
ONLY_OURS = {"workflows/test.yml", "zizmor.yml"}


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def loaded(path: Path) -> dict[Any, Any]:
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def jobs(path: Path) -> dict[str, dict[str, Any]]:
    found = loaded(path)["jobs"]
    assert isinstance(found, dict)
    return found


def steps(path: Path) -> Iterator[dict[str, Any]]:
    """Every step of a workflow or of an action."""
    if path == ACTION:
        yield from loaded(path)["runs"]["steps"]
        return
    for job in jobs(path).values():
        yield from job["steps"]


def step(path: Path, name: str) -> dict[str, Any]:
    return next(found for found in steps(path) if found.get("name", "").startswith(name))


def program(name: str) -> str:
    """A linter that pip installs beside Python."""
    return needs(shutil.which(name, path=str(Path(sys.executable).parent)) or name)


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.yml")}


def starters_from_ours() -> dict[str, bytes]:
    """What content repositories start with, made from the files of this repository."""
    return {
        name: HERE.sub(THERE, words.decode()).encode()
        for name, words in files(OWN).items()
        if name not in ONLY_OURS
    }


class TestWorkflows:
    def test_content_repositories_start_with_what_this_repository_uses(self) -> None:
        """What runs here every day is what works there. If this fails: python tests/test_forge.py."""
        assert starters_from_ours() == files(STARTER)

    @pytest.mark.parametrize("path", [*WORKFLOWS, ACTION], ids=named)
    def test_every_action_is_named_by_its_commit(self, path: Path) -> None:
        """A tag can be moved by whoever steals an account; a commit cannot."""
        used = re.findall(r"uses: (\S+)(?: # (.*))?", path.read_text(encoding="utf-8"))

        assert [] == [
            action
            for action, tag in used
            if action != "./" and not (re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action) and tag)
        ]

    def test_one_action_is_of_one_version_everywhere(self) -> None:
        """Else one of the places is forgotten."""
        found: dict[str, set[str]] = {}
        for path in [*WORKFLOWS, ACTION]:
            for action, version in re.findall(r"uses: ([\w/-]+)@(.*)", path.read_text(encoding="utf-8")):
                found.setdefault("/".join(action.split("/")[:2]), set()).add(version)

        assert found
        assert [] == [action for action, versions in found.items() if len(versions) > 1]

    @pytest.mark.parametrize("path", WORKFLOWS, ids=named)
    def test_nothing_is_allowed_that_a_job_does_not_ask_for(self, path: Path) -> None:
        assert {} == loaded(path)["permissions"]
        assert [] == [name for name, job in jobs(path).items() if "permissions" not in job]

    @pytest.mark.parametrize("path", WORKFLOWS, ids=named)
    def test_only_the_form_may_write_to_the_repository(self, path: Path) -> None:
        writes = {
            (name, right)
            for name, job in jobs(path).items()
            for right, how in job["permissions"].items()
            if how == "write"
        }
        allowed = {
            "form.yml": {("write", right) for right in ("contents", "pull-requests", "issues", "actions")},
            "publish.yml": {("deploy", "pages"), ("deploy", "id-token")},
        }

        assert allowed.get(path.name, set()) == writes

    @pytest.mark.parametrize("path", [*WORKFLOWS, ACTION], ids=named)
    def test_no_shell_is_handed_a_text_of_anybody(self, path: Path) -> None:
        """`${{ … }}` is put into a script before the shell reads it: a title could be a command."""
        assert [] == [found["run"] for found in steps(path) if "${{" in found.get("run", "")]

    @pytest.mark.parametrize("path", WORKFLOWS, ids=named)
    def test_no_workflow_gives_secrets_to_what_strangers_send(self, path: Path) -> None:
        triggers = loaded(path)[True]  # YAML 1.1 takes `on` for a truth

        assert set() == set(triggers) & {"pull_request_target", "workflow_run", "issue_comment"}
        if "pull_request" in triggers:
            assert "secrets." not in path.read_text(encoding="utf-8")

    @pytest.mark.parametrize("path", WORKFLOWS, ids=named)
    def test_no_checkout_leaves_its_key_behind(self, path: Path) -> None:
        checkouts = [found for found in steps(path) if "actions/checkout@" in found.get("uses", "")]

        assert checkouts
        assert all(found["with"]["persist-credentials"] is False for found in checkouts)

    def test_only_what_is_published_fills_the_cache(self) -> None:
        """Else a pull request could lay something into the next publication."""
        remembering = {
            path.name
            for path in WORKFLOWS
            for found in steps(path)
            if "remember" in found.get("with", {}) or "actions/cache/save@" in found.get("uses", "")
        }

        assert {"publish.yml"} == remembering
        assert all(
            "inputs.remember == 'true'" in found["if"]
            for found in steps(ACTION)
            if "actions/cache/save@" in found.get("uses", "")
        )

    def test_the_newest_wins_and_is_the_branch_as_it_is_now(self) -> None:
        publish = STARTER / "workflows/publish.yml"

        assert {"group": "publish", "cancel-in-progress": False} == loaded(publish)["concurrency"]
        assert {"main"} == {
            found["with"]["ref"] for found in steps(publish) if "actions/checkout@" in found.get("uses", "")
        }
        assert {"push", "schedule", "workflow_dispatch"} == set(loaded(publish)[True])

    @pytest.mark.parametrize("name", ["deploy", "tell"])
    def test_an_old_page_is_not_taken_when_only_what_failed_is_run_again(
        self, name: str, tmp_path: Path
    ) -> None:
        """GitHub keeps what an earlier attempt built, however old; a newer page may be live."""
        publish = jobs(STARTER / "workflows/publish.yml")
        first = publish[name]["steps"][0]

        assert "${{ github.run_attempt }}" == publish["build"]["outputs"]["attempt"]
        assert "needs.build.outputs.attempt != github.run_attempt" == first["if"]
        assert 1 == run(first["run"], tmp_path, tmp_path).returncode

    def test_the_update_bot_waits_a_week(self) -> None:
        """What is stolen is mostly found within days."""
        updates = loaded(OWN / "dependabot.yml")["updates"]

        assert {"github-actions"} == {update["package-ecosystem"] for update in updates}
        assert all(update["cooldown"]["default-days"] >= 7 for update in updates)

    def test_zizmor_finds_nothing(self) -> None:
        answer = subprocess.run(
            [
                program("zizmor"),
                "--offline",
                "--color",
                "never",
                "--no-progress",
                "--persona",
                "auditor",
                ACTION,
                OWN,
                STARTER,
            ],
            capture_output=True,
            text=True,
        )

        assert (0, "") == (
            answer.returncode,
            answer.stdout.replace("No findings to report. Good job!", "").strip(),
        )

    @pytest.mark.parametrize(
        ("schema", "pattern"),
        [
            ("github-workflows", "**/workflows/*.yml"),
            ("github-issue-forms", "**/ISSUE_TEMPLATE/[!c]*.yml"),
            ("github-issue-config", "**/ISSUE_TEMPLATE/config.yml"),
            ("dependabot", "**/dependabot.yml"),
            ("github-actions", "action.yml"),
            ("gitlab-ci", "**/.gitlab-ci.yml"),
        ],
    )
    def test_the_forges_would_understand_every_file(self, schema: str, pattern: str) -> None:
        """A workflow with a slip in it does not run, and nobody is told."""
        found = [path for place in (OWN, STARTERS) for path in place.glob(pattern)]
        found = [ACTION] if schema == "github-actions" else found
        special = ["--data-transform", "gitlab-ci"] if schema == "gitlab-ci" else []
        answer = subprocess.run(
            [program("check-jsonschema"), "--builtin-schema", f"vendor.{schema}", *special, *found],
            capture_output=True,
            text=True,
        )

        assert found
        assert 0 == answer.returncode, answer.stdout


class TestDocumentation:
    """What people copy out of the documentation is held to the same rules."""

    def test_the_workflow_that_is_shown_would_run(self, tmp_path: Path) -> None:
        shown = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs/hosting-github.md").read_text(), re.DOTALL)
        (tmp_path / ".github/workflows").mkdir(parents=True)
        example = tmp_path / ".github/workflows/publish.yml"
        example.write_text("".join(shown))
        judge = [program("check-jsonschema"), "--builtin-schema", "vendor.github-workflows", str(example)]
        linted = subprocess.run(
            [program("zizmor"), "--offline", "--color", "never", "--no-progress", example],
            capture_output=True,
            text=True,
        )

        assert 1 == len(shown)
        assert 0 == subprocess.run(judge, capture_output=True).returncode
        assert 0 == linted.returncode, linted.stdout

    def test_every_input_of_the_action_is_explained(self) -> None:
        words = (ROOT / "docs/hosting-github.md").read_text()
        told = dict(re.findall(r"^\| `([\w-]+)` \|.*\| `\"?(\w*)\"?` \|$", words, re.MULTILINE))

        assert {name: one["default"] for name, one in loaded(ACTION)["inputs"].items()} == told

    def test_the_commits_in_the_documentation_are_those_in_use(self) -> None:
        used = "".join(path.read_text() for path in [*STARTER.glob("workflows/*.yml"), ACTION])
        shown = re.findall(r"uses: (\S+)", (ROOT / "docs/hosting-github.md").read_text())

        assert shown
        assert [] == [action for action in shown if action not in used]


# --- What the scripts do, run as a runner runs them ---------------------------------------------------------


def run(script: str, folder: Path, temp: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """One step, in bash as on a runner, with our program and stand-ins for others first in its PATH."""
    tools = temp / "bin"
    tools.mkdir(parents=True, exist_ok=True)
    ours = tools / "statuspage"
    ours.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m statuspage "$@"\n')
    ours.chmod(0o755)
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env={
            **{name: os.environ[name] for name in ("PYTHONPATH", "LD_LIBRARY_PATH") if name in os.environ},
            "PATH": f"{tools}:{os.environ['PATH']}",
            "HOME": str(temp),
            "LANG": "C.UTF-8",
            "RUNNER_TEMP": str(temp),
            "GITHUB_OUTPUT": str(temp / "output"),
            "GITHUB_REPOSITORY": "ministry/status",
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_RUN_ID": "77",
            "SOURCE_DATE_EPOCH": "1795457400",
            **environment,
        },
        capture_output=True,
        text=True,
    )


def git(folder: Path, *words: str) -> str:
    answer = subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@b", "-C", folder, *words],
        capture_output=True,
        text=True,
        check=True,
    )
    return answer.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A content repository with an origin beside it."""
    needs("git")
    root = write(tmp_path / "content")
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "origin.git")
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "remote", "add", "origin", str(tmp_path / "origin.git"))
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "first")
    git(root, "push", "--quiet", "origin", "main")
    return root


class TestAction:
    def test_a_good_site_is_checked_and_built(self, repository: Path, tmp_path: Path) -> None:
        checked = run(step(ACTION, "Check every file")["run"], repository, tmp_path / "temp", SPEAK="ko")
        built = run(
            step(ACTION, "Build the page")["run"],
            repository,
            tmp_path / "temp",
            OUT="_site",
            PREVIEW="false",
            SPEAK="ko",
        )

        assert (0, 0) == (checked.returncode, built.returncode), checked.stderr + built.stderr
        assert "doubtful=false\n" == (tmp_path / "temp/output").read_text()
        assert (repository / "_site/index.html").is_file()

    def test_a_preview_cannot_pass_for_the_page(self, repository: Path, tmp_path: Path) -> None:
        settings = repository / "status/site.yaml"
        settings.write_text(settings.read_text().replace("demonstration: true\n", "official: true\n"))
        git(repository, "commit", "--quiet", "--all", "--message", "real")
        script = step(ACTION, "Build the page")["run"]
        run(script, repository, tmp_path / "temp", OUT="real", PREVIEW="false", SPEAK="ko")
        built = run(script, repository, tmp_path / "temp", OUT="_site", PREVIEW="true", SPEAK="ko")

        assert 0 == built.returncode, built.stderr
        assert "직원용 미리보기입니다" not in (repository / "real/index.html").read_text()
        assert "직원용 미리보기입니다" in (repository / "_site/index.html").read_text()
        assert 'name="robots" content="noindex' in (repository / "_site/index.html").read_text()
        assert "User-agent: *\nDisallow: /\n" == (repository / "_site/robots.txt").read_text()
        assert "" == git(repository, "status", "--porcelain", "status")

    def test_problems_are_shown_at_file_and_line_and_the_rest_is_built(
        self, repository: Path, tmp_path: Path
    ) -> None:
        (repository / "status/systems/saeol.yaml").write_text("nmae: 새올\n")
        checked = run(step(ACTION, "Check every file")["run"], repository, tmp_path / "temp", SPEAK="ko")
        built = run(
            step(ACTION, "Build the page")["run"],
            repository,
            tmp_path / "temp",
            OUT="_site",
            PREVIEW="false",
            SPEAK="ko",
        )

        assert "::error file=status/systems/saeol.yaml,line=1" in checked.stdout
        assert "doubtful=true\n" == (tmp_path / "temp/output").read_text()
        assert (0, 0) == (checked.returncode, built.returncode)


class TestGitLab:
    def test_what_is_proposed_is_shown_at_file_and_line(self, repository: Path, tmp_path: Path) -> None:
        base = git(repository, "rev-parse", "HEAD")
        (repository / "status/systems/saeol.yaml").write_text("nmae: 새올\n")
        git(repository, "commit", "--quiet", "--all", "--message", "slip")
        run(gitlab("check"), repository, tmp_path / "temp", CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
        report = json.loads((repository / "quality.json").read_text())

        assert ("status/systems/saeol.yaml", 1, "major") in {
            (one["location"]["path"], one["location"]["lines"]["begin"], one["severity"]) for one in report
        }
        assert len(report) == len({one["fingerprint"] for one in report})
        assert 'name="robots" content="noindex' in (repository / "preview/index.html").read_text()

    def test_a_good_proposal_passes_and_its_difference_is_told(
        self, repository: Path, tmp_path: Path
    ) -> None:
        base = git(repository, "rev-parse", "HEAD")
        (repository / "status/systems/portal.yaml").write_text(
            "{name: {ko: 정부24 플랫폼, en: Government24}, operator: mois, state: 이용 불가}"
        )
        git(repository, "commit", "--quiet", "--all", "--message", "down")
        told = run(gitlab("check"), repository, tmp_path / "temp", CI_MERGE_REQUEST_DIFF_BASE_SHA=base)

        assert 0 == told.returncode, told.stdout + told.stderr
        assert "주민등록 등본" in (repository / "difference.txt").read_text()

    def test_what_is_published_is_the_branch_as_it_is_now(self, repository: Path, tmp_path: Path) -> None:
        """A pipeline of yesterday that is started again must not bring yesterday back."""
        old = git(repository, "rev-parse", "HEAD")
        settings = repository / "status/site.yaml"
        settings.write_text(settings.read_text().replace("민원 서비스 상태", "새 이름"))
        git(repository, "commit", "--quiet", "--all", "--message", "new")
        git(repository, "push", "--quiet", "origin", "main")
        git(repository, "checkout", "--quiet", old)
        told = run(gitlab("pages"), repository, tmp_path / "temp", CI_DEFAULT_BRANCH="main")

        assert 0 == told.returncode, told.stdout + told.stderr
        assert "새 이름" in (repository / "public/index.html").read_text()

    @pytest.mark.parametrize(("typed", "code"), [("nmae: 새올\n", 3), ("", 0)])
    def test_files_that_cannot_be_used_are_published_around_and_end_red(
        self, repository: Path, tmp_path: Path, typed: str, code: int
    ) -> None:
        """A green pipeline would say that everything is on the page."""
        if typed:
            (repository / "status/systems/saeol.yaml").write_text(typed)
            git(repository, "commit", "--quiet", "--all", "--message", "slip")
            git(repository, "push", "--quiet", "origin", "main")
        published = run(gitlab("pages"), repository, tmp_path / "temp", CI_DEFAULT_BRANCH="main")
        name, _, value = (repository / "doubtful.env").read_text().strip().partition("=")
        told = run(gitlab("doubtful"), tmp_path, tmp_path / "temp", **{name: value})

        assert 0 == published.returncode, published.stdout + published.stderr
        assert (repository / "public/index.html").is_file()
        assert "doubtful.env" == GITLAB["pages"]["artifacts"]["reports"]["dotenv"]
        assert ["pages"] == GITLAB["doubtful"]["needs"]
        assert GITLAB["pages"]["rules"] == GITLAB["doubtful"]["rules"]
        assert code == told.returncode, told.stdout
        assert bool(code) == ("Published, but some files cannot be used" in told.stdout)

    def test_those_are_told_who_are_to_be_told_now(self, repository: Path, tmp_path: Path) -> None:
        """A job of yesterday that is started again must not tell those who have left since."""
        old = git(repository, "rev-parse", "HEAD")
        settings = repository / "status/site.yaml"
        settings.write_text(settings.read_text() + "tell: [{name: room, kind: slack, url_from: ROOM}]\n")
        git(repository, "commit", "--quiet", "--all", "--message", "new")
        git(repository, "push", "--quiet", "origin", "main")
        run(gitlab("pages"), repository, tmp_path / "temp", CI_DEFAULT_BRANCH="main")
        git(repository, "checkout", "--quiet", old)
        shows(tmp_path / "temp", "cat public/build.json")
        told = run(gitlab("tell"), repository, tmp_path / "temp", CI_DEFAULT_BRANCH="main", CI_PAGES_URL="x")

        assert "room: " in told.stdout, told.stderr

    def test_of_an_older_page_nobody_is_told(self, repository: Path, tmp_path: Path) -> None:
        """A job of yesterday that is started again would tell what was withdrawn since."""
        run(gitlab("pages"), repository, tmp_path / "temp", CI_DEFAULT_BRANCH="main")
        shows(tmp_path / "temp", """echo '{"at": "9999"}'""")
        told = run(gitlab("tell"), repository, tmp_path / "temp", CI_DEFAULT_BRANCH="main", CI_PAGES_URL="x")

        assert (0, "") == (told.returncode, told.stderr)
        assert "Nobody was told: x shows a newer page, and its own pipeline tells of that.\n" == told.stdout

    @pytest.mark.parametrize("live", ["exit 22", "echo '<html>'", 'echo \'{"at": "2001"}\''])
    def test_nobody_is_told_of_what_is_not_live(self, repository: Path, tmp_path: Path, live: str) -> None:
        run(gitlab("pages"), repository, tmp_path / "temp", CI_DEFAULT_BRANCH="main")
        shows(tmp_path / "temp", live)
        told = run(gitlab("tell"), repository, tmp_path / "temp", CI_DEFAULT_BRANCH="main", CI_PAGES_URL="x")

        assert 1 == told.returncode
        assert told.stdout.startswith("Nobody was told: x does not show what was built.")

    def test_only_the_job_that_tells_sees_addresses_and_keys(self) -> None:
        assert ["tell"] == [name for name, job in GITLAB.items() if "environment" in job]
        assert {"name": "tell", "action": "access"} == GITLAB["tell"]["environment"]


GITLAB = loaded(STARTERS / "gitlab/.gitlab-ci.yml")


def gitlab(job: str) -> str:
    """The lines of a job, as a runner of GitLab joins them."""
    return "\n".join(GITLAB[job]["script"])


def shows(temp: Path, script: str) -> None:
    """What the published page answers, without the pauses before it is asked again."""
    (temp / "bin").mkdir(parents=True, exist_ok=True)
    for name, does in (("curl", script), ("sleep", "true")):
        (temp / "bin" / name).write_text(f"#!/bin/sh\n{does}\n")
        (temp / "bin" / name).chmod(0o755)


# --- Forms --------------------------------------------------------------------------------------------------

FORM = STARTER / "workflows/form.yml"


def body(kind: forms.Kind, **answers: str) -> str:
    """What GitHub makes of a form that was filled in."""
    return "\n\n".join(
        f"### {question.label}\n\n{answers.get(question.option.replace('-', '_'), forms.EMPTY)}"
        for question in forms.FORMS[kind]
    )


INCIDENT = {"thing": "saeol", "title": "창구 장애", "words": "창구가 멈췄습니다."}


class TestFormWorkflow:
    @pytest.mark.parametrize(
        ("action", "label", "labels", "author", "starts"),
        [
            ("opened", "", ["장애"], "MEMBER", True),
            ("opened", "", ["점검"], "OWNER", True),
            ("opened", "", ["상황", "급함"], "COLLABORATOR", True),
            ("labeled", "파일 쓰기", ["장애", "파일 쓰기"], "MEMBER", True),
            ("labeled", "장애", ["장애"], "MEMBER", False),
            ("opened", "", ["질문"], "MEMBER", False),
            ("opened", "", ["장애"], "NONE", False),
            ("opened", "", ["장애"], "CONTRIBUTOR", False),
            ("labeled", "파일 쓰기", ["장애", "파일 쓰기"], "NONE", False),
        ],
    )
    def test_a_form_that_staff_send_starts_it_and_a_stranger_starts_nothing(
        self, action: str, label: str, labels: list[str], author: str, starts: bool
    ) -> None:
        """Anybody can open an issue that looks like a form, and GitHub labels it for them, too."""
        (job,) = jobs(FORM).values()
        event = {
            "action": action,
            "label": {"name": label},
            "issue": {"author_association": author, "labels": labels, "number": 12},
        }

        assert starts is bool(decided(job["if"], event))

    def test_everybody_is_asked_about_before_anything_else(self) -> None:
        (job,) = jobs(FORM).values()
        first = job["steps"][0]

        assert {"AUTHOR", "SENDER"} < set(first["env"])
        assert "uses" not in first

    def test_no_form_brings_the_label_that_has_it_read_again(self) -> None:
        """It would be read twice: GitHub tells of an issue that is opened, and of each label on it."""
        labels = {label for kind in forms.FORMS for label in _form(kind)["labels"]}

        assert {"장애", "상황", "점검"} == labels

    @pytest.mark.parametrize(
        ("author", "sender", "code"),
        [
            ("write", "admin", 0),
            ("admin", "write", 0),
            ("read", "admin", 1),
            ("write", "read", 1),
            ("none", "none", 1),
        ],
    )
    def test_both_who_wrote_and_who_labelled_must_be_allowed_to(
        self, tmp_path: Path, author: str, sender: str, code: int
    ) -> None:
        gh(tmp_path, f'case "$2" in *kim*) echo {author} ;; *lee*) echo {sender} ;; esac')
        script = step(FORM, "Ask whether both")["run"]

        assert code == run(script, tmp_path, tmp_path, AUTHOR="kim", SENDER="lee").returncode

    def test_who_cannot_be_asked_about_is_refused(self, tmp_path: Path) -> None:
        gh(tmp_path, "echo 'HTTP 404' >&2; exit 1")
        script = step(FORM, "Ask whether both")["run"]

        assert 0 != run(script, tmp_path, tmp_path, AUTHOR="kim", SENDER="lee").returncode

    def test_a_form_becomes_a_pull_request_with_the_files(self, repository: Path, tmp_path: Path) -> None:
        needs("jq")
        temp = tmp_path / "temp"
        gh(temp, f'echo "$@" >> "{temp}/asked"')
        written = fill(repository, temp, body("incident", **INCIDENT))
        opened = run(step(FORM, "Open a pull request")["run"], repository, temp, NUMBER="12")

        assert (0, 0) == (written.returncode, opened.returncode), written.stdout + opened.stderr
        new = git(tmp_path / "origin.git", "diff", "--name-status", "main", "form/12-77").split("\n")
        assert [
            "A\tstatus/incidents/2026/1124-saeol/1124-0310-mois.md",
            "A\tstatus/incidents/2026/1124-saeol/incident.md",
        ] == new
        asked = (temp / "asked").read_text()
        assert "pr create --base main --head form/12-77" in asked
        assert "workflow run check.yml --ref form/12-77" in asked
        assert "창구" not in asked
        assert "Closes #12\n" in (temp / "request.md").read_text()

    @pytest.mark.parametrize(
        "hostile",
        [
            "$(touch owned)",
            "`touch owned`",
            "'; touch owned; '",
            '"; touch owned; "',
            "${{ github.token }}",
            "---\nimpact: {portal: major_outage}\n---",
            "\ufeff---\nimpact: {portal: major_outage}\n---",
            "!!python/object/apply:os.system ['touch owned']",
            "../../../../owned",
            "::set-output name=a::b\n::error::c",
            "EOF\ntouch owned",
        ],
    )
    def test_words_stay_words(self, repository: Path, tmp_path: Path, hostile: str) -> None:
        """Whatever people type reaches citizens as text, or nobody."""
        needs("jq")
        told = fill(repository, tmp_path / "temp", body("incident", **INCIDENT | {"words": hostile}))
        added = git(repository, "status", "--porcelain", "--untracked-files=all").split("\n")

        assert [] == list(tmp_path.rglob("owned"))
        assert not any(line.startswith("::") for line in told.stdout.splitlines())
        if told.returncode == 0:
            said = repository / "status/incidents/2026/1124-saeol/1124-0310-mois.md"
            head, words = said.read_text().removeprefix("---\n").split("\n---\n", 1)
            assert {"status": "investigating", "impact": {"saeol": "major_outage"}} == yaml.safe_load(head)
            assert hostile == words.strip()
            assert 2 == len(added)
        else:
            assert [""] == added

    def test_what_is_wrong_with_a_form_is_said_without_a_call_to_anybody(
        self, repository: Path, tmp_path: Path
    ) -> None:
        needs("jq")
        temp = tmp_path / "temp"
        gh(temp, f'cp "${{@: -1}}" "{temp}/comment"')
        told = fill(repository, temp, body("incident", **INCIDENT | {"thing": "@everyone"}))
        said = step(FORM, "Say what has to be mended")["run"]
        answered = run(said, repository, temp, NUMBER="12", FILES="failure")

        assert (1, 0) == (told.returncode, answered.returncode), answered.stderr
        lines = (temp / "comment").read_text().splitlines()
        assert any("무엇이 안 되나요?" in line and "@everyone" in line for line in lines)
        assert all(line.startswith("    ") for line in lines[2:])

    def test_what_stops_besides_the_form_is_said_under_it_too(self, tmp_path: Path) -> None:
        """Whoever filled it in looks at the issue, and not at the runs."""
        gh(tmp_path, f'cp "${{@: -1}}" "{tmp_path}/comment"')
        said = step(FORM, "Say what has to be mended")
        answered = run(said["run"], tmp_path, tmp_path, NUMBER="12", FILES="success")

        assert 0 == answered.returncode, answered.stderr
        assert "https://github.com/ministry/status/actions/runs/77" in (tmp_path / "comment").read_text()
        assert "steps.files" not in said["if"]
        assert "steps.allowed.outcome == 'success'" in said["if"], "and strangers are told nothing"

    def test_no_other_label_drops_the_run_that_counts(self) -> None:
        """Of the runs of one group that wait, GitHub keeps only the newest."""
        group = loaded(FORM)["concurrency"]["group"].rpartition("-${{")[2].removesuffix("}}")
        sent, labelled, again = (
            decided(group, {"action": action, "label": {"name": label}, "issue": {"labels": []}})
            for action, label in (("opened", ""), ("labeled", "장애"), ("labeled", "파일 쓰기"))
        )

        assert [True, False, True] == [sent, labelled, again]


def decided(expression: str, event: dict[str, Any]) -> object:
    """What GitHub makes of a condition (Actions documentation, "Evaluate expressions"): `&&` before `||`."""
    words = expression.replace("&&", " and ").replace("||", " or ").replace("\n", " ")
    words = words.replace("github.event.issue.labels.*.name", "github['event']['issue']['labels']")
    words = re.sub(r"\bgithub((?:\.\w+)+)", lambda m: "github" + re.sub(r"\.(\w+)", r"['\1']", m[1]), words)
    functions = {"contains": lambda these, one: one in these, "fromJSON": json.loads}
    found: object = eval(words, {"__builtins__": {}}, {**functions, "github": {"event": event}})  # noqa: S307
    return found


def gh(temp: Path, script: str) -> None:
    """A stand-in for GitHub's own program, which only GitHub can answer."""
    (temp / "bin").mkdir(parents=True, exist_ok=True)
    (temp / "bin/gh").write_text(f"#!/usr/bin/env bash\n{script}\n")
    (temp / "bin/gh").chmod(0o755)


def fill(root: Path, temp: Path, text: str, kind: str = "incident") -> subprocess.CompletedProcess[str]:
    """The step that writes the files, for an issue with this text."""
    temp.mkdir(parents=True, exist_ok=True)
    event = temp / "event.json"
    event.write_text(json.dumps({"issue": {"body": text}}))
    return run(step(FORM, "Write the files")["run"], root, temp, KIND=kind, GITHUB_EVENT_PATH=str(event))


def _form(kind: str) -> dict[str, Any]:
    return loaded(STARTER / f"ISSUE_TEMPLATE/{kind}.yml")


class TestForms:
    @pytest.mark.parametrize("kind", forms.FORMS)
    def test_a_form_asks_what_the_program_reads(self, kind: forms.Kind) -> None:
        """A label that is changed in one place only would refuse every form."""
        shown = [
            forms.Question(
                field["attributes"]["label"],
                field["id"],
                field.get("validations", {}).get("required", False),
                tuple(field["attributes"].get("options", ())),
                "one" if field["type"] != "textarea" else "each" if field["id"] == "thing" else "words",
            )
            for field in _form(kind)["body"]
            if field["type"] != "markdown"
        ]

        assert list(forms.FORMS[kind]) == shown

    def test_every_answer_in_a_list_is_one_that_files_know(self) -> None:
        offered = [choice for questions in forms.FORMS.values() for q in questions for choice in q.choices]

        assert offered
        assert set() == set(offered) - {*OF_INCIDENTS, *OF_MAINTENANCE}


def main() -> None:
    for name, words in starters_from_ours().items():
        (STARTER / name).parent.mkdir(parents=True, exist_ok=True)
        (STARTER / name).write_bytes(words)


if __name__ == "__main__":
    main()

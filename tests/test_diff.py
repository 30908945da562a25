"""What a change changes for citizens: between real revisions of a real repository."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import html
from markdown import markdown

from conftest import needs
from sites import SMALL, write
from statuspage import revisions
from test_cli import quick, said

GIT = needs("git")
NOON = "2023-11-17T12:00+09:00"
QUIET = "2023-12-10T10:00+09:00"

OUTAGE = {name: text for name, text in SMALL.items() if name.startswith("incidents/")}
CALM = {name: text for name, text in SMALL.items() if name not in OUTAGE}


def git(root: Path, *words: str) -> str:
    """Ask git, untouched by the settings of whoever runs the tests."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        **dict.fromkeys(("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"), os.devnull),
        **{
            f"GIT_{who}_{what}": "t@example.org"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        },
    }
    answer = subprocess.run([GIT, "-C", str(root), *words], capture_output=True, text=True, env=environment)
    assert 0 == answer.returncode, answer.stderr
    return answer.stdout.strip()


def commit(root: Path, files: Mapping[str, str | None], tag: str) -> None:
    write(root, files)
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message", tag)
    git(root, "tag", tag)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A calm site, tagged `calm`, and the same with an outage, tagged `outage`."""
    root = tmp_path / "ours"
    root.mkdir()
    git(root, "init", "--quiet", "--initial-branch", "main")
    commit(root, CALM, "calm")
    commit(root, OUTAGE, "outage")
    return root


def told(root: Path, *words: str, at: str = NOON, language: str = "ko") -> list[str]:
    """The lines of the answer."""
    answer = quick("--lang", language, "diff", *words, "--at", at, root=root)
    assert 0 == answer.returncode, said(answer)
    return [line.strip() for line in said(answer).splitlines() if line]


class TestWhatIsSaid:
    def test_states_change_in_citizens_words_for_services_and_ways(self, root: Path) -> None:
        lines = told(root, "calm..outage")

        at = lines.index("상태가 바뀌는 것")
        assert [
            "주민등록 등본 (resident-copy): 정상 이용 → 일부 제한",
            "주민센터: 정상 이용 → 이용 불가",
            "전입신고 (move-in): 정상 이용 → 이용 불가",
            "주민센터: 정상 이용 → 이용 불가",
        ] == lines[at + 1 : at + 5]
        assert "2023년 11월 17일 (금) 낮 12시 기준 · calm → outage" == lines[0]

    def test_the_moment_decides(self, root: Path) -> None:
        """Weeks later the outage is over: it is news of the past, and no state is different."""
        lines = told(root, "calm..outage", at=QUIET)

        assert "상태가 바뀌는 것" not in lines
        assert "새 소식" in lines

    def test_new_updates_are_told_with_their_place_and_first_words(self, root: Path) -> None:
        lines = told(root, "calm..outage")
        at = lines.index("새 소식")

        assert lines[at + 1].startswith("행정망 장애 · 17일(금) 오전 8시 40분 · 행정안전부 · 확인 중")
        assert lines[at + 1].endswith("status/incidents/2023/1117-saeol/1117-0840-mois.md:1")
        assert "창구에서 서류를 뗄 수 없습니다. 방문하지 마세요." == lines[at + 2]

    def test_what_is_not_committed_is_compared_with_head(self, root: Path) -> None:
        write(root, {"services/mois/move-in.yaml": None})
        lines = told(root)

        assert "없어지는 서비스" in lines
        assert "전입신고 (move-in): 이용 불가" in lines
        assert lines[0].endswith("HEAD → 지금 파일")

    def test_nothing_changes_when_lines_only_move(self, root: Path) -> None:
        moved = (SMALL["services/mois/resident-copy.yaml"] or "").replace("name:", "# 설명\n        name:", 1)
        write(root, {"services/mois/resident-copy.yaml": moved})

        assert "시민이 보는 것은 바뀌지 않습니다." == told(root)[-1]

    def test_services_and_ways_come_and_go(self, root: Path) -> None:
        write(
            root,
            {
                "services/mois/seal.yaml": "name: {ko: 인감, en: Seal}\ncategory: certificates",
                "services/mois/move-in.yaml": """
                    name: {ko: 전입신고, en: Move-in report}
                    category: certificates
                    channels: [{id: web, kind: web, name: {ko: 누리집, en: Site}, url: https://www.gov.kr}]
                """,
            },
        )
        lines = told(root, "outage")

        assert "인감 (seal): 정상 이용" == lines[lines.index("새 서비스") + 1]
        assert "새 방법: 누리집, 정상 이용" in lines
        assert "없어지는 방법: 주민센터" in lines

    def test_what_is_said_about_a_service_is_compared(self, root: Path) -> None:
        before = SMALL["channels/community-center.yaml"] or ""
        write(root, {"channels/community-center.yaml": before.replace("18:00", "20:00")})
        lines = told(root)

        assert "시간: 평일 09:00~18:00, 공휴일 휴무 → 평일 09:00~20:00, 공휴일 휴무" in lines

    def test_relief_notices_and_planned_work(self, root: Path) -> None:
        story = "incidents/2023/1117-saeol/1117-0840-mois.md"
        write(
            root,
            {
                story: (SMALL[story] or "").replace(
                    "next_update",
                    "relief: [{kind: deadline_extension, until: 2023-11-24, "
                    "what: {ko: 기한을 늘립니다, en: More time}}]\n        next_update",
                ),
                "notices/2023/1116-hello.md": "---\ntitle: {ko: 알림, en: Note}\nfrom: 2023-11-16\n---\n안녕",
                "maintenance/2023/1120-night/notice.md": "---\ntitle: {ko: 밤 점검, en: Night}\nstarts: "
                "2023-11-20 22:00\nends: 2023-11-21 02:00\nimpact: {portal: under_maintenance}\n---\n",
            },
        )
        lines = told(root)

        assert "기한을 늘립니다" == lines[lines.index("새로 생기거나 바뀌는 기한·수수료 보호") + 2]
        assert lines[lines.index("새 알림") + 1].startswith("알림 · ")
        assert lines[lines.index("새 점검") + 1].startswith("밤 점검 · ")
        assert "말이 바뀌는 소식" in lines

    def test_problems_that_appear_are_told_and_old_ones_are_not(self, root: Path) -> None:
        commit(root, {"systems/portal.yaml": "{name: {ko: 정부24, en: Portal}, opertor: mois}"}, "old")
        write(
            root,
            {
                "systems/portal.yaml": "# 한 줄 아래로\n{name: {ko: 정부24, en: Portal}, opertor: mois}",
                "systems/saeol.yaml": "{name: {ko: 새올, en: Saeol}, grdae: 1}",
            },
        )
        lines = told(root)

        at = lines.index("새로 생기는 문제")
        assert [True] == ["grdae" in line for line in lines[at + 1 :] if "status/systems" in line]

    def test_in_english_too(self, root: Path) -> None:
        lines = told(root, "calm..outage", language="en")

        assert "Move-in report (move-in): Working → Not available" in lines


class TestForms:
    def test_a_comment_is_markdown_that_says_what_the_text_says(self, root: Path) -> None:
        comment = quick("--lang", "ko", "diff", "calm..outage", "--at", NOON, "--format", "github", root=root)
        page = html.fromstring(f"<div>{markdown(comment.stdout)}</div>")

        assert "시민에게 바뀌는 것" == page.findtext("h3")
        assert "전입신고 (move-in): 정상 이용 → 이용 불가" in [
            (item.text or "").strip() for item in page.iter("li")
        ]

    def test_nothing_somebody_wrote_calls_people_or_becomes_markup(self, root: Path) -> None:
        """A title must not notify a whole organisation, nor close an issue, nor show a picture."""
        evil = "'@everyone <img src=x> [a](https://evil.example) #12 ![b](c) `x` www.evil.example $a$'"
        update = "incidents/2023/1117-saeol/1117-0840-mois.md"
        write(root, {update: (SMALL[update] or "").replace("창구에서", f"{evil[1:-1]} 창구에서")})
        write(root, {"services/mois/seal.yaml": f"name: {{ko: {evil.replace('<img src=x>', '')}, en: Seal}}"})
        comment = quick("--lang", "ko", "diff", "calm", "--at", NOON, "--format", "github", root=root).stdout
        page = html.fromstring(f"<div>{markdown(comment)}</div>")

        assert "everyone" in comment
        assert [] == [e.tag for e in page.iter() if e.tag not in ("div", "h3", "p", "ul", "li", "strong")]
        for call in ("@everyone", "#12", "www.evil", "https://evil"):
            assert call not in page.text_content()

    def test_json_tells_the_same_to_programs(self, root: Path) -> None:
        answer = quick("diff", "calm..outage", "--at", NOON, "--format", "json", root=root)
        document = json.loads(answer.stdout)

        assert ("operational", "major_outage") == tuple(document["overall"].values())
        found = {one["id"]: (one["before"], one["after"]) for one in document["services"]}
        assert ("operational", "major_outage") == found["move-in"]
        assert ["1117-0840-mois", "1118-0900-mois"] == [one["id"] for one in document["updates"]["new"]]
        assert not document["nothing"]


class TestRevisions:
    """Whatever git can call a state; and a plain sentence where it is not there."""

    def test_where_two_parted_is_where_three_dots_begin(self, root: Path) -> None:
        """As hosts show pull requests: what others did meanwhile is not this change's doing."""
        git(root, "checkout", "--quiet", "-b", "mine", "calm")
        commit(
            root, {"services/mois/seal.yaml": "name: {ko: 인감, en: Seal}\ncategory: certificates"}, "seal"
        )

        assert "상태가 바뀌는 것" not in told(root, "main...mine")
        assert "상태가 바뀌는 것" in told(root, "main..mine")

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("a..b", ("a", "b", False)),
            ("a...b", ("a", "b", True)),
            ("a..", ("a", "HEAD", False)),
            ("..b", ("HEAD", "b", False)),
            ("a", ("a", None, False)),
            ("", ("HEAD", None, False)),
            ("v1.0..v1.1", ("v1.0", "v1.1", False)),
        ],
    )
    def test_what_is_typed_means_what_it_means_in_git(
        self, typed: str, meant: tuple[str, str | None, bool]
    ) -> None:
        assert meant == tuple(revisions.pair(typed))

    def test_a_name_git_does_not_know_is_met_with_the_nearest(self, root: Path) -> None:
        answer = quick("diff", "outge..main", root=root)

        assert 2 == answer.returncode
        assert '"outge"' in said(answer)
        assert 'Did you mean "outage"?' in said(answer)

    @pytest.mark.parametrize("typed", ["--output=/tmp/x", "-h..x", "HEAD:status", "calm^{tree}"])
    def test_nothing_that_is_typed_becomes_an_option_or_something_else(self, root: Path, typed: str) -> None:
        answer = quick("diff", "--", typed, root=root)

        assert 2 == answer.returncode
        assert "git knows no branch" in said(answer)

    def test_a_shallow_clone_says_what_to_do(self, root: Path, tmp_path: Path) -> None:
        git(tmp_path, "clone", "--quiet", "--depth", "1", root.as_uri(), "shallow")
        for typed in ("calm..HEAD", f"{git(root, 'rev-parse', 'calm')}..HEAD"):
            answer = quick("diff", typed, root=tmp_path / "shallow")
            assert 1 == answer.returncode
            assert "git fetch --unshallow" in said(answer)

    def test_a_shallow_clone_can_compare_what_it_has(self, root: Path, tmp_path: Path) -> None:
        git(tmp_path, "clone", "--quiet", "--depth", "1", root.as_uri(), "shallow")
        write(tmp_path / "shallow", {"services/mois/move-in.yaml": None})

        assert "없어지는 서비스" in told(tmp_path / "shallow")

    def test_a_clone_without_the_files_fetches_nothing(self, root: Path, tmp_path: Path) -> None:
        """On a closed network a hanging command is worse than a sentence."""
        commit(root, {"services/mois/move-in.yaml": "name: 전입신고"}, "later")
        git(root, "config", "uploadpack.allowFilter", "true")
        git(tmp_path, "clone", "--quiet", "--filter=blob:none", root.as_uri(), "partial")
        answer = quick("diff", "calm..outage", root=tmp_path / "partial")

        assert 1 == answer.returncode
        assert "partial clone" in said(answer)

    def test_a_folder_that_is_no_repository_says_so(self, tmp_path: Path) -> None:
        answer = quick("diff", root=write(tmp_path))

        assert 1 == answer.returncode
        assert "not a git repository" in said(answer)

    def test_without_git_it_says_what_to_do(self, root: Path) -> None:
        answer = quick("diff", root=root, environment={"PATH": "/nowhere"})

        assert (1, True) == (answer.returncode, "Install it, or check PATH." in said(answer))

    def test_a_revision_without_a_status_page_says_so(self, root: Path) -> None:
        empty = git(root, "commit-tree", "-m", "nothing", git(root, "mktree"))  # mktree of nothing
        answer = quick("diff", f"{empty}..HEAD", root=root)

        assert 2 == answer.returncode
        assert "no status folder" in said(answer)

    def test_a_site_deep_in_a_repository_is_found(self, root: Path, tmp_path: Path) -> None:
        whole = tmp_path / "whole"
        (whole / "pages").mkdir(parents=True)
        git(whole, "init", "--quiet", "--initial-branch", "main")
        commit_below = write(whole / "pages", CALM)
        git(whole, "add", "--all")
        git(whole, "commit", "--quiet", "--message", "calm")
        write(commit_below, OUTAGE)

        assert "전입신고 (move-in): 정상 이용 → 이용 불가" in told(commit_below)

    def test_a_side_from_which_nothing_can_be_built_is_named(self, root: Path) -> None:
        write(root, {"site.yaml": "name: ["})
        answer = quick("diff", root=root)

        assert 1 == answer.returncode
        assert "the files as they are: status/site.yaml cannot be used" in said(answer)


class TestNothingIsRun:
    """A revision is the work of strangers."""

    def test_links_and_giants_are_listed_never_followed(self, root: Path, tmp_path: Path) -> None:
        secret = tmp_path / "secret.yaml"
        secret.write_text("name: {ko: 비밀, en: Secret}\ncategory: certificates\n")
        (root / "status/services/mois/link.yaml").symlink_to(secret)
        (root / "status/services/mois/big.yaml").write_bytes(b"a" * 400_000)
        commit(root, {}, "evil")
        answer = quick("--lang", "en", "diff", "outage..evil", "--at", QUIET, root=root)

        assert 0 == answer.returncode
        assert "비밀" not in said(answer)
        assert "link.yaml" in said(answer)
        assert "Links to other files are not read" in said(answer)
        assert "The file is too large" in said(answer)

    def test_no_hook_filter_or_setting_of_the_repository_runs(self, root: Path, tmp_path: Path) -> None:
        ran = tmp_path / "ran"
        for name in ("post-checkout", "reference-transaction", "fsmonitor"):
            hook = root / ".git/hooks" / name
            hook.write_text(f"#!/bin/sh\ntouch '{ran}'\ncat\n")
            hook.chmod(0o755)
        git(root, "config", "core.fsmonitor", str(root / ".git/hooks/fsmonitor"))
        for what in ("smudge", "clean", "process", "textconv"):
            kind = "diff" if what == "textconv" else "filter"
            git(root, "config", f"{kind}.evil.{what}", f"touch '{ran}'; cat")
        (root / ".gitattributes").write_text("* filter=evil diff=evil export-ignore\n")
        told(root, "calm..outage")
        told(root, "calm")

        assert not ran.exists()

    def test_what_stands_in_for_a_commit_is_not_taken_for_it(self, root: Path) -> None:
        """A commit says what was committed, whatever `refs/replace/` holds (git-replace(1))."""
        before = quick("diff", "calm..outage", root=root).stdout
        git(root, "replace", "calm", "outage")

        assert before == quick("diff", "calm..outage", root=root).stdout

    def test_it_works_in_a_hook_of_another_repository(self, root: Path, tmp_path: Path) -> None:
        """git tells its hooks where their repository is by variables, and would obey them again."""
        told = git(root, "rev-parse", "--local-env-vars").split()
        inherited = {name: str(tmp_path) for name in told if "CONFIG" not in name}

        assert quick("diff", "calm..outage", root=root).stdout == (
            quick("diff", "calm..outage", root=root, environment=inherited).stdout
        )

    def test_nothing_is_left_behind(self, root: Path, tmp_path: Path) -> None:
        temporary = tmp_path / "temporary"
        temporary.mkdir()
        before = sorted(root.rglob("*"))
        answer = quick("diff", "calm..outage", root=root, environment={"TMPDIR": str(temporary)})

        assert 0 == answer.returncode
        assert [] == list(temporary.iterdir())
        assert before == sorted(root.rglob("*"))

    def test_a_path_that_leads_out_is_not_written(self, root: Path, tmp_path: Path) -> None:
        """git's own tools refuse to make such a tree; whoever attacks does not use them."""
        blob = subprocess.run(
            [GIT, "-C", str(root), "hash-object", "-w", "--stdin"],
            input=b"x",
            capture_output=True,
            check=True,
        ).stdout.strip()
        entry = b"100644 ..\0" + bytes.fromhex(blob.decode())
        inner = _tree(root, entry)
        good = git(root, "rev-parse", "outage:status")
        outer = _tree(
            root,
            b"40000 status\0"
            + bytes.fromhex(_tree(root, _raw(root, good) + b"40000 zz\0" + bytes.fromhex(inner))),
        )
        evil = git(root, "commit-tree", "-m", "evil", outer)
        answer = quick("diff", f"{evil}..outage", "--at", QUIET, root=root)

        assert 0 == answer.returncode, said(answer)


def _tree(root: Path, raw: bytes) -> str:
    """Write a tree as it is, however wrong."""
    words = [GIT, "-C", str(root), "hash-object", "-t", "tree", "-w", "--literally", "--stdin"]
    return subprocess.run(words, input=raw, capture_output=True, check=True).stdout.decode().strip()


def _raw(root: Path, tree: str) -> bytes:
    words = [GIT, "-C", str(root), "cat-file", "tree", tree]
    return subprocess.run(words, capture_output=True, check=True).stdout

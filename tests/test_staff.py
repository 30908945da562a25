"""Pages for staff lead to where files are written, and are never mistaken for those of citizens."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from sites import DURING, SMALL, fingerprint, published, write
from statuspage import load
from statuspage.build import Refused, build
from test_cli import quick, run, said

ROOT = Path(__file__).resolve().parent.parent
GITHUB = "edit: {github: https://github.com/org/repo}"
GITEA = "edit: {gitea: https://git.example.go.kr/org/repo/, branch: live}"
GITLAB = "edit: {gitlab: https://gitlab.example.go.kr/group/repo}"
AT = ("--at", DURING.isoformat())


def site(root: Path, edit: str = GITHUB) -> Path:
    return write(root, {**SMALL, "site.yaml": f"{SMALL['site.yaml'].rstrip(' ')}        {edit}\n"})


def pages(root: Path, edit: str = GITHUB) -> dict[str, str]:
    """The pages of a preview for staff, by path."""
    site(root, edit)
    build(root, root / "staff", DURING, staff=True)
    return {path: data.decode() for path, data in published(root / "staff").items() if path.endswith(".html")}


def errands(page: str) -> dict[str, str]:
    """What can be written from a page: words to the address they lead to."""
    bar = page.partition("<aside")[2].partition("</aside>")[0]
    return {
        unescape(text): unescape(href) for href, text in re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)', bar)
    }


def drafted(address: str) -> tuple[str, str]:
    """The path and the words of the file that an address opens."""
    parts = urlsplit(address)
    asked = parse_qs(parts.query)
    folder = unquote(parts.path).partition("/status/")[2]
    return f"status/{folder}/{asked.get('filename', asked.get('file_name', ['']))[0]}", asked.get(
        "value", [""]
    )[0]


class TestLinks:
    def test_an_incident_takes_its_next_word(self, tmp_path: Path) -> None:
        """The file is named and half written: what is claimed now stands there, to be changed."""
        address = errands(pages(tmp_path)["incidents/2023/1117-saeol/index.html"])["업데이트 쓰기"]

        assert address.startswith(
            "https://github.com/org/repo/new/main/status/incidents/2023/1117-saeol?filename=1117-0900-mois.md&"
        )
        assert (
            "status/incidents/2023/1117-saeol/1117-0900-mois.md",
            "---\nstatus: investigating\nimpact:\n  saeol: major_outage\n---\n",
        ) == drafted(address)

    def test_what_holds_in_a_region_is_not_said_of_the_country(self, tmp_path: Path) -> None:
        update = "incidents/2023/1117-saeol/1117-0840-mois.md"
        site(tmp_path)
        regional = SMALL[update].replace("impact:", "regions: [daejeon]\n        impact:")
        write(tmp_path, {update: regional})
        build(tmp_path, tmp_path / "staff", DURING, staff=True)
        page = (tmp_path / "staff/incidents/2023/1117-saeol/index.html").read_text("utf-8")

        assert "regions: [daejeon]\n" in drafted(errands(page)["업데이트 쓰기"])[1]

    def test_a_service_takes_a_word_on_its_incident_a_new_one_and_the_one_word_edit(
        self, tmp_path: Path
    ) -> None:
        found = errands(pages(tmp_path)["services/move-in/index.html"])

        assert [
            "업데이트 쓰기: 행정망 장애",
            "서비스 파일 고치기 (급하면 맨 아래에 state: 이용 불가)",
            "새 장애 1: 제목 쓰기",
            "새 장애 2: 첫 업데이트 쓰기",
        ] == list(found)
        assert (
            "https://github.com/org/repo/edit/main/status/services/mois/move-in.yaml"
            == list(found.values())[1]
        )

    def test_what_the_links_would_write_is_a_site_without_a_mistake(self, tmp_path: Path) -> None:
        """Whoever only presses “commit” has not broken the page."""
        found = pages(tmp_path)
        links = {
            **errands(found["services/move-in/index.html"]),
            **errands(found["incidents/2023/1117-saeol/index.html"]),
        }
        for address in links.values():
            path, words = drafted(address)
            if words:
                (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
                (tmp_path / path).write_text(words, encoding="utf-8")

        assert 3 == len(list(tmp_path.glob("status/incidents/2023/1117-*/1117-0900-mois.md"))) + 1
        assert {"untranslated", "words_untranslated"} >= {
            problem.code for problem in load.site(tmp_path).problems
        }

    def test_gitea_is_spoken_to_in_its_way(self, tmp_path: Path) -> None:
        address = errands(pages(tmp_path, GITEA)["incidents/2023/1117-saeol/index.html"])["업데이트 쓰기"]

        assert address.startswith(
            "https://git.example.go.kr/org/repo/_new/live/status/incidents/2023/1117-saeol?filename=1117-0900-mois.md&value="
        )

    def test_on_gitlab_the_words_are_there_to_be_copied(self, tmp_path: Path) -> None:
        """Its editor takes a name from the address, and no words."""
        page = pages(tmp_path, GITLAB)["incidents/2023/1117-saeol/index.html"]

        assert (
            "https://gitlab.example.go.kr/group/repo/-/new/main/status/incidents/2023/1117-saeol"
            "?file_name=1117-0900-mois.md"
        ) == errands(page)["업데이트 쓰기"]
        assert "<pre>---\nstatus: investigating\nimpact:\n  saeol: major_outage\n---\n</pre>" in page

    def test_every_page_says_what_it_is_in_its_language(self, tmp_path: Path) -> None:
        """Somebody may be shown any page first, also one that nothing is written from.

        A frame for other people's pages (`embed/`) holds nothing of staff, and no line to spare.
        """
        found = {path: page for path, page in pages(tmp_path).items() if "embed/" not in path}

        assert [] == [
            path
            for path, page in found.items()
            if ("not the page citizens see" if path.startswith("en/") else "직원용 미리보기") not in page
            or '<meta name="robots" content="noindex, nofollow">' not in page
        ]

    def test_a_template_that_hides_what_it_is_is_refused(self, tmp_path: Path) -> None:
        """A site's own template may be older than pages for staff are."""
        own = (ROOT / "templates/base.html").read_text("utf-8").replace("{% if staff %}", "{% if false %}")
        (tmp_path / "templates").mkdir()
        (tmp_path / "templates/base.html").write_text(own, encoding="utf-8")

        with pytest.raises(Refused, match="template"):
            pages(tmp_path)

    def test_robots_are_sent_away(self, tmp_path: Path) -> None:
        pages(tmp_path)

        assert "User-agent: *\nDisallow: /\n" == (tmp_path / "staff/robots.txt").read_text("utf-8")


class TestApart:
    def test_the_public_page_is_the_same_byte_for_byte(self, tmp_path: Path) -> None:
        """Where staff write is nobody else's business, and a build before and after is one and the same."""
        with_edit, without = site(tmp_path / "with"), write(tmp_path / "without")
        for root in (with_edit, without):
            build(root, root / "site", DURING)
        before = fingerprint(with_edit / "site")
        build(with_edit, with_edit / "staff", DURING, cache=with_edit / ".statuspage-cache", staff=True)
        build(with_edit, with_edit / "site", DURING, cache=with_edit / ".statuspage-cache")

        assert before == fingerprint(without / "site") == fingerprint(with_edit / "site")
        assert not any(b"github.com" in data for data in published(with_edit / "site").values())

    def test_it_never_goes_where_citizens_read(self, tmp_path: Path) -> None:
        root = site(tmp_path)
        build(root, root / "site", DURING)
        before = fingerprint(root / "site")

        with pytest.raises(Refused, match="staff-over-public"):
            build(root, root / "site", DURING, staff=True)

        assert before == fingerprint(root / "site")

    def test_it_never_goes_where_the_site_is_published(self, tmp_path: Path) -> None:
        """Also not before anything was published there."""
        root = site(tmp_path, f"{GITHUB}\n        publish: {{folder: www}}")

        with pytest.raises(Refused, match="staff-over-public"):
            build(root, root / "www", DURING, staff=True)

    def test_the_public_page_never_goes_where_staff_look(self, tmp_path: Path) -> None:
        """Else somebody's bookmark for staff would one day be the public page, or half of it."""
        root = site(tmp_path)
        build(root, root / "staff", DURING, staff=True)

        with pytest.raises(Refused, match="public-over-staff"):
            build(root, root / "staff", DURING)

    def test_a_preview_can_be_built_again(self, tmp_path: Path) -> None:
        root = site(tmp_path)
        first = build(root, root / "staff", DURING, staff=True)
        again = build(root, root / "staff", DURING, staff=True)

        assert first.files == again.files


class TestPreview:
    """What is proposed, for those who decide about it: marked like pages for staff, and without links."""

    def test_every_page_says_so_and_nothing_leads_to_an_editor(self, tmp_path: Path) -> None:
        build(site(tmp_path), tmp_path / "preview", DURING, preview=True)
        found = {
            path: data.decode()
            for path, data in published(tmp_path / "preview").items()
            if path.endswith(".html") and "embed/" not in path
        }

        assert [] == [
            path
            for path, page in found.items()
            if ("not the page citizens see" if path.startswith("en/") else "직원용 미리보기") not in page
            or '<meta name="robots" content="noindex, nofollow">' not in page
            or "github.com" in page
        ]
        assert "User-agent: *\nDisallow: /\n" == (tmp_path / "preview/robots.txt").read_text("utf-8")

    def test_it_needs_no_repository_and_has_a_folder_of_its_own(self, tmp_path: Path) -> None:
        answer = quick("build", "--preview", *AT, root=write(tmp_path))

        assert 0 == answer.returncode, said(answer)
        assert (tmp_path / "site-preview/staff.txt").is_file()
        assert not (tmp_path / "site").exists()

    def test_it_never_takes_the_place_of_the_public_page_nor_that_its_place(self, tmp_path: Path) -> None:
        root = write(tmp_path)
        build(root, root / "site", DURING)
        build(root, root / "preview", DURING, preview=True)

        with pytest.raises(Refused, match="staff-over-public"):
            build(root, root / "site", DURING, preview=True)
        with pytest.raises(Refused, match="public-over-staff"):
            build(root, root / "preview", DURING)


class TestCommand:
    def test_it_has_a_folder_of_its_own(self, tmp_path: Path) -> None:
        answer = run("build", "--staff", *AT, root=site(tmp_path))

        assert 0 == answer.returncode, said(answer)
        assert (tmp_path / "site-staff/staff.txt").is_file()
        assert not (tmp_path / "site").exists()

    def test_without_a_repository_it_says_what_to_write(self, tmp_path: Path) -> None:
        answer = quick("build", "--staff", *AT, root=write(tmp_path))

        assert 1 == answer.returncode
        assert "edit: {github: https://github.com/org/repo, branch: main}" in said(answer)

    def test_over_the_public_page_it_is_refused_in_plain_words(self, tmp_path: Path) -> None:
        root = site(tmp_path)
        quick("build", *AT, root=root)

        answer = quick("build", "--staff", "--out", str(root / "site"), *AT, root=root)

        assert 1 == answer.returncode
        assert "holds the public page" in said(answer)

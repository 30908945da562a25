"""A site's own templates stand in for ours, and one that stands in for nothing is told of."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from sites import DURING, fingerprint, write
from statuspage import look
from statuspage.build import Refused, build
from statuspage.cli import main

BASE = '{% extends "parts/frame.html" %}{% block main %}{% endblock %}'


def warned(root: Path, templates: Mapping[str, str]) -> list[str]:
    for name, words in templates.items():
        place = root / "templates" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(words, encoding="utf-8")
    return sorted(str(problem.place.file) + f" {dict(problem.details)}" for problem in look.problems(root))


class TestTemplates:
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("hoem.html", "pages/home.html"),
            ("home.html", "pages/home.html"),
            ("pages/Home.html", "pages/home.html"),
            ("pages/home.htm", "pages/home.html"),
            ("parts/serach.html", "parts/search.html"),
            ("parts/figure.html", "parts/figures.html"),
            ("pages/figure.html", "pages/figures.html"),
        ],
    )
    def test_one_with_a_slip_in_its_name_is_told_with_the_name_that_is_meant(
        self, tmp_path: Path, typed: str, meant: str
    ) -> None:
        """Its writer looks at the page, sees nothing of it, and cannot know why."""
        assert [f"templates/{typed} {{'near': 'templates/{meant}'}}"] == warned(tmp_path, {typed: "x"})

    def test_one_that_another_of_the_site_names_is_right(self, tmp_path: Path) -> None:
        own = {
            "base.html": BASE,
            "parts/frame.html": "{% include 'parts/crest.html' %}",
            "parts/crest.html": "x",
        }

        assert [] == warned(tmp_path, own)

    def test_one_that_names_only_itself_is_not(self, tmp_path: Path) -> None:
        own = {"base.html": "x", "parts/crest-of-ours.html": '{% from "parts/crest-of-ours.html" import x %}'}

        assert ["templates/parts/crest-of-ours.html {}"] == warned(tmp_path, own)

    def test_whatever_else_lies_there_is_left_alone(self, tmp_path: Path) -> None:
        assert [] == warned(tmp_path, {"README.md": "x", "home.html~": "x", ".home.html.swp": "x"})

    @pytest.mark.parametrize(
        ("raw", "code"),
        [
            (BASE.encode("utf-16"), "encoding_utf16"),
            (f"{{# 머리글 #}}{BASE}".encode("cp949"), "encoding_cp949"),
            (f"{BASE}\n<<<<<<< HEAD\n=======\n>>>>>>> a\n".encode(), "merge_conflict"),
        ],
    )
    def test_one_that_is_no_text_is_told_and_nothing_goes_out(
        self, tmp_path: Path, raw: bytes, code: str
    ) -> None:
        """It was called a fault of the program, and the file was not named."""
        root = write(tmp_path)
        warned(root, {"base.html": ""})
        (root / "templates/base.html").write_bytes(raw)
        with pytest.raises(Refused) as refused:
            build(root, tmp_path / "out", DURING)
        told = [(problem.code, problem.place.file) for problem in look.problems(root)]

        assert [(code, "templates/base.html")] == told
        assert told == [(problem.code, problem.place.file) for problem in refused.value.problems]

    def test_what_systems_leave_behind_is_no_part_of_the_page(self, tmp_path: Path) -> None:
        root = write(tmp_path / "site")
        build(root, tmp_path / "before", DURING)
        litter = ("Thumbs.db", "~$base.html", "notes.docx")
        for name in (*(f"templates/{name}" for name in litter), "site_src/assets/Thumbs.db"):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(b"\xff\xfe\x00\xd8" * 100)
        build(root, tmp_path / "after", DURING)

        assert fingerprint(tmp_path / "before") == fingerprint(tmp_path / "after")

    def test_an_article_that_is_no_text_is_told_where_it_lies(self, tmp_path: Path) -> None:
        root = write(tmp_path)
        article = root / "site_src/articles/ko/genuine.md"
        article.parent.mkdir(parents=True)
        article.write_bytes("진짜 화면입니다.".encode("cp949"))
        with pytest.raises(Refused) as refused:
            build(root, tmp_path / "out", DURING)
        answer = CliRunner().invoke(main, ["--lang", "en", "--root", str(root), "check"])

        assert "files-unusable" == refused.value.code
        assert ["site_src/articles/ko/genuine.md"] == [one.place.file for one in refused.value.problems]
        assert "site_src/articles/ko/genuine.md:1:1: " in answer.stdout

    def test_ours_are_not_a_sites_own(self, tmp_path: Path) -> None:
        assert [] == [*look.problems(Path(__file__).parent.parent), *look.problems(tmp_path)]

    def test_check_says_it_at_the_file(self, tmp_path: Path) -> None:
        root = write(tmp_path)
        warned(root, {"hoem.html": "x"})
        answer = CliRunner().invoke(main, ["--lang", "en", "--root", str(root), "check"])

        assert 0 == answer.exit_code
        assert (
            "templates/hoem.html:1:1: No page uses this template: none of ours has its name, and no other "
            'template of the site names it. Did you mean "templates/pages/home.html"?'
        ) in answer.stdout.splitlines()

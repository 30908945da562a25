"""Files as people wrote them: every word stays as typed and knows its line and column."""

from __future__ import annotations

import time
import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from statuspage import source
from statuspage.problems import Place, Problem
from statuspage.source import Entries, Front, Node, Scalar, Table


def plain(node: Node) -> object:
    """What was written, without places."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Entries):
        return [plain(item) for item in node.items]
    return {name: plain(value) for name, (_, value) in node.fields.items()}


def table(words: str) -> Table:
    found, problems = source.tree(words, "f")
    assert [] == problems
    assert found is not None
    return found


class TestText:
    @pytest.mark.parametrize(
        ("raw", "expected"),
        [
            (b"a\r\nb\rc\n", "a\nb\nc\n"),
            (b"\xef\xbb\xbfa", "a"),
            ("가".encode(), "가"),
            (unicodedata.normalize("NFD", "가").encode(), "가"),
            (b"", ""),
        ],
    )
    def test_editors_may_differ(self, raw: bytes, expected: str) -> None:
        """Line ends, byte-order marks and split syllables are nobody's mistake."""
        assert (expected, []) == source.text(raw, "f")

    @pytest.mark.parametrize("syllable", ["첫", "창", "책", "칸", "철"])
    def test_korean_that_happens_to_be_utf8_is_suspected(self, syllable: str) -> None:
        """345 syllables of CP949 are; strict decoding lets them pass as Greek or Latin."""
        words, problems = source.text(f"name: {syllable}\n".encode("cp949"), "f")

        assert ["encoding_mojibake"] == [problem.code for problem in problems]
        assert (("read", syllable),) == problems[0].details
        assert words is not None

    @pytest.mark.parametrize(
        "words",
        ["Café", "Đặt lịch ở Hà Nội", "25 °C · 30 %", "Größe", "Портал временно недоступен", "한글 é"],
    )
    def test_other_languages_are_not_suspected(self, words: str) -> None:
        """A French or Vietnamese translation is not broken Korean."""
        assert [] == source.text(words.encode(), "f")[1]

    def test_a_fault_deep_in_a_file_is_named_at_its_line(self) -> None:
        """ "Somewhere in this file" helps nobody."""
        assert (None, [Problem(Place("f", 3), "encoding_unknown")]) == source.text(b"a\nb\n\xff\xffc\n", "f")

    @given(st.binary())
    def test_any_bytes_give_text_or_one_problem(self, raw: bytes) -> None:
        """Whatever is on the disk, nothing is raised."""
        words, problems = source.text(raw, "f")

        assert (words is not None) or len(problems) == 1


class TestFront:
    def test_fields_and_words_know_their_lines(self) -> None:
        """Messages about words must count from the top of the file."""
        assert Front("a: b\n", 2, "둘\n\n셋", 6) == source.front("---\na: b\n---\n\n\n둘\n\n셋\n\n", "f")

    def test_empty_lines_before_it_are_forgiven(self) -> None:
        """They cannot be seen in most editors."""
        assert Front("a: b\n", 4, "c", 6) == source.front("\n\n---\na: b\n--- \nc", "f")

    @pytest.mark.parametrize("words", ["---\n---\n", "---\n---"])
    def test_it_may_be_empty(self, words: str) -> None:
        """An update may be nothing but its file's name and words."""
        found = source.front(words, "f")

        assert isinstance(found, Front)
        assert ("", "") == (found.fields, found.words)

    def test_a_rule_in_the_words_stays_there(self) -> None:
        """Three hyphens are a line across the page in Markdown."""
        found = source.front("---\na: b\n---\n위\n\n---\n\n아래\n", "f")

        assert isinstance(found, Front)
        assert "위\n\n---\n\n아래" == found.words

    def test_the_first_line_of_words_keeps_its_indentation(self) -> None:
        """In Markdown it means something."""
        found = source.front("---\n---\n\n    code\n", "f")

        assert isinstance(found, Front)
        assert ("    code", 4) == (found.words, found.words_line)


class TestTree:
    def test_text_stays_as_typed(self) -> None:
        """The usual readers make 138, 540, False, 1.1, a date and 36 of these."""
        words = "a: 0212\nb: 9:00\nc: no\nd: 1.10\ne: 2026-03-14\nf: 044\non: yes\n"

        assert {
            "a": "0212", "b": "9:00", "c": "no", "d": "1.10", "e": "2026-03-14", "f": "044", "on": "yes",
        } == plain(table(words))  # fmt: skip

    def test_nothing_and_an_empty_text_differ(self) -> None:
        """`""` was typed on purpose."""
        words = "a:\nb: ~\nc: null\nd: \"\"\ne: '~'\n"

        assert {"a": None, "b": None, "c": None, "d": "", "e": "~"} == plain(table(words))

    def test_every_word_knows_its_line_and_column(self) -> None:
        """Columns count letters, not bytes: a Korean letter is one."""
        name, value = table("# 첫 줄\n이름: {ko: 정부24, en: Gov}\n").fields["이름"]

        assert isinstance(value, Table)
        assert (2, 1) == (name.line, name.column)
        assert [(2, 10), (2, 20)] == [(node.line, node.column) for _, node in value.fields.values()]

    def test_front_matter_counts_from_the_top_of_the_file(self) -> None:
        """The fields begin on its second line."""
        assert 7 == source.tree("a:\n  - b\n", "f", 6)[0].fields["a"][1].line  # type: ignore[union-attr]

    def test_long_texts_and_comments_are_fine(self) -> None:
        """Whatever else YAML can do with words stays possible."""
        words = "a: |\n  한 줄\n  두 줄\nb: >-\n  이어\n  진다\nc: d  # 메모\n# 메모\n"

        assert {"a": "한 줄\n두 줄\n", "b": "이어 진다", "c": "d"} == plain(table(words))

    @pytest.mark.parametrize("bomb", ["[", "{a: ", "- ", "[{a: [", '["', "? ", "!!x [", "&a [*a, "])
    def test_no_bomb_takes_long_or_ends_the_program(self, bomb: str) -> None:
        """50,000 nested `[` crash the usual way of reading; here they are refused at once."""
        begun = time.perf_counter()
        found, problems = source.tree("a: " + bomb * 12_000, "f")

        assert 1 > time.perf_counter() - begun
        assert (None, 1) == (found, len(problems))

    def test_twelve_levels_are_possible(self) -> None:
        """One is the file itself."""
        assert None is not source.tree("a: " + "[" * 11 + "]" * 11, "f")[0]
        assert None is source.tree("a: " + "[" * 12 + "]" * 12, "f")[0]

    @given(
        st.recursive(
            st.none() | st.text("abc가나 0:-", max_size=8),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.text("abc가", min_size=1, max_size=4), inner, max_size=3)
            ),
            max_leaves=12,
        )
    )
    def test_what_is_written_out_is_read_back(self, value: object) -> None:
        """Any tree of texts survives."""
        words = yaml.safe_dump({"a": value}, allow_unicode=True, default_style='"', default_flow_style=True)
        words = words.replace('!!null "null"', "~")

        assert {"a": value} == plain(table(words))

    @given(st.text("ab:-#'\"[]{},&*!|>%@` \n가：“”", max_size=60))
    def test_any_text_gives_a_tree_or_one_problem(self, words: str) -> None:
        """And every place lies within the file."""
        found, problems = source.tree(words, "f")

        assert found is not None or len(problems) >= 1
        assert all(1 <= problem.place.line <= words.count("\n") + 2 for problem in problems)


class TestContent:
    def test_a_file_is_its_bytes(self, tmp_path: Path) -> None:
        """Nothing is decoded yet."""
        (tmp_path / "x").write_bytes(b"\xff")

        assert b"\xff" == source.content(tmp_path / "x", "x")

    def test_the_limit_is_looked_at_first(self, tmp_path: Path) -> None:
        """A file of many gigabytes must not be read to find that it is too large."""
        with (tmp_path / "x").open("wb") as stream:
            stream.truncate(10**12)

        assert Problem(Place("x"), "file_too_large", details=(("limit", "64 KiB"),)) == source.content(
            tmp_path / "x", "x"
        )

    def test_a_folder_is_no_file(self, tmp_path: Path) -> None:
        """Even if its name ends like one."""
        assert Problem(Place("x"), "file_is_special") == source.content(tmp_path, "x")

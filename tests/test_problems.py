"""Problems are said so that whoever typed the file can fix it, on a terminal, in CI and in other programs."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuspage import problem_words, problems
from statuspage.problems import Place, Problem, Severity

FILE = "status/services/mois/gov24.yaml"
TYPO = Problem(Place(FILE, 4, 3), "unknown_field", "phne", (("near", "phone"),))

NAMES = re.compile(r"(?<!\{)\{(\w+)\}")
# Korean particles that change with the last sound of the word before them.
PARTICLE = re.compile(
    r"\{\w+\}[\"”’']?(?:은|는|이|가|을|를|과|와|으로|로|이나|나|아|야|이며|이고)(?=[ .,?!)]|$)"
)


def names(sentence: str) -> set[str]:
    return set(NAMES.findall(sentence.replace("{{", "").replace("}}", "")))


class TestCatalogue:
    @pytest.mark.parametrize("code", sorted(problem_words.WORDS))
    def test_both_languages_say_the_same(self, code: str) -> None:
        """A remedy that is there in one language only is half a remedy."""
        korean, english = problem_words.WORDS[code]

        assert korean.strip() == korean != ""
        assert english.strip() == english != ""
        assert names(korean) == names(english)
        assert re.search("[가-힣]", korean)

    @pytest.mark.parametrize("code", sorted(problem_words.WORDS))
    def test_no_particle_follows_a_word_that_varies(self, code: str) -> None:
        """은 or 는, 을 or 를 depends on the word; guessing looks careless."""
        korean = problem_words.WORDS[code].ko

        assert [] == PARTICLE.findall(korean)

    @pytest.mark.parametrize("code", sorted(problem_words.WORDS))
    def test_no_sentence_apologises_blames_or_talks_like_a_programmer(self, code: str) -> None:
        """Rule and remedy, in the words of the person who typed the file."""
        korean, english = problem_words.WORDS[code]

        assert not re.search("죄송|잘못하|매핑|스칼라|스키마|파싱|!$", korean)
        assert not re.search(
            r"\b(?:sorry|invalid|mapping|scalar|schema|parse|token)\b", english, re.IGNORECASE
        )

    def test_every_sentence_can_be_said_even_without_its_details(self) -> None:
        """A forgotten detail must not end the program while it explains a mistake."""
        for code in problem_words.WORDS:
            for language in problems.LANGUAGES:
                assert f"f:1:1: {code}" != problems.say(Problem(Place("f"), code), language)


class TestSay:
    def test_a_line_says_where_what_rule_and_remedy(self) -> None:
        """As compilers do, so that editors can jump there."""
        assert (
            f'{FILE}:4:3: "phne": 여기에 없는 항목입니다. 이름을 확인하거나 줄을 지워 주세요. '
            '혹시 "phone" 아닌가요?' == problems.say(TYPO)
        )
        assert (
            f'{FILE}:4:3: "phne": There is no such field here. Check its name or remove the line. '
            'Did you mean "phone"?' == problems.say(TYPO, "en")
        )

    def test_all_of_them_are_lines(self) -> None:
        """One problem, one line."""
        assert 2 == problems.text([TYPO, TYPO]).count("\n")
        assert "" == problems.text([])

    def test_a_code_nobody_wrote_words_for_is_still_said(self) -> None:
        """Better a bare code than silence."""
        assert "f:1:1: brand_new" == problems.say(Problem(Place("f"), "brand_new"))

    def test_braces_somebody_typed_stay_braces(self) -> None:
        """They are not places to fill in."""
        assert '"{typed}{0.x}"' in problems.say(Problem(Place("f"), "unknown_thing", "{typed}{0.x}"))

    @given(st.text(), st.text())
    def test_nothing_in_a_line_steers_a_terminal(self, file: str, typed: str) -> None:
        """Escape sequences can hide lines, move the cursor, change the title (R36)."""
        line = problems.say(Problem(Place(file), "unknown_thing", typed))

        assert all(c.isprintable() or c == "\u3000" for c in line)
        assert not line.startswith(("::", "##["))


class TestJson:
    def test_other_programs_get_place_code_and_sentences(self) -> None:
        """Editors and dashboards need not take lines apart."""
        assert [
            {
                "file": FILE,
                "line": 4,
                "column": 3,
                "code": "unknown_field",
                "severity": "error",
                "typed": "phne",
                "message": {
                    "ko": "여기에 없는 항목입니다. 이름을 확인하거나 줄을 지워 주세요. "
                    '혹시 "phone" 아닌가요?',
                    "en": "There is no such field here. Check its name or remove the line. "
                    'Did you mean "phone"?',
                },
            }
        ] == json.loads(problems.as_json([TYPO]))

    def test_no_problems_are_an_empty_list(self) -> None:
        """Not nothing at all."""
        assert [] == json.loads(problems.as_json([]))


class TestGithub:
    def test_an_annotation_stands_beside_the_line(self) -> None:
        """Reviewers see it where it is."""
        assert (
            f'::error file={FILE},line=4,col=3,title=unknown_field::"phne": There is no such field here. '
            'Check its name or remove the line. Did you mean "phone"?\n' == problems.github([TYPO], "en")
        )

    def test_a_warning_is_a_warning_and_a_refusal_an_error(self) -> None:
        """GitHub knows no more than these."""
        warned = Problem(Place("f"), "no_help", severity=Severity.WARNING)
        refused = Problem(Place("f"), "not_a_tag", severity=Severity.REFUSAL)

        assert ["::warning", "::error"] == [
            line.split(" ")[0] for line in problems.github([warned, refused]).splitlines()
        ]

    def test_what_was_typed_cannot_add_a_command(self) -> None:
        """Anyone can write a file name and a field in a pull request."""
        evil = Problem(
            Place("a,b:c\n::stop-commands::x", 1, 1), "unknown_thing", "x%0A::set-env name=A::b\r\n::debug::y"
        )

        said = problems.github([evil])

        assert 1 == said.count("\n")
        assert said.startswith(
            "::error file=a%2Cb%3Ac%0A%3A%3Astop-commands%3A%3Ax,line=1,col=1,title=unknown_thing::"
        )
        assert "x%250A::set-env name=A::b%0D%0A::debug::y" in said

    @given(st.text(), st.text())
    def test_one_problem_is_one_line(self, file: str, typed: str) -> None:
        """Whatever was typed."""
        said = problems.github([Problem(Place(file), "unknown_thing", typed)])

        assert 1 == len(said.splitlines())
        assert said[:-1].isprintable() or "\u3000" in said


class TestGitLab:
    """The report that a merge request shows beside its lines (docs.gitlab.com/ci/testing/code_quality)."""

    def test_it_has_what_gitlab_asks_for(self) -> None:
        found = json.loads(
            problems.gitlab([Problem(Place("status/site.yaml", 3, 2), "not_a_tag", "x")], "en")
        )

        assert [
            {
                "description": '"x": ' + problem_words.WORDS["not_a_tag"].en,
                "check_name": "not_a_tag",
                "severity": "major",
                "location": {"path": "status/site.yaml", "lines": {"begin": 3}},
            }
        ] == [{name: value for name, value in one.items() if name != "fingerprint"} for one in found]

    def test_a_problem_is_recognised_when_lines_are_added_above_it(self) -> None:
        """Else every edit would look like a new fault; two of a kind stay two."""
        places = (Place("a", 1), Place("a", 9), Place("b", 1))
        prints = [
            one["fingerprint"]
            for one in json.loads(problems.gitlab(Problem(place, "not_a_tag", "x") for place in places))
        ]
        moved = json.loads(problems.gitlab([Problem(Place("a", 5), "not_a_tag", "x")]))

        assert 3 == len(set(prints))
        assert prints[0] == moved[0]["fingerprint"]

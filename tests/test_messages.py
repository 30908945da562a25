"""What the commands say: one place for each sentence, and a sentence wherever a command asks for one."""

from __future__ import annotations

import ast
import re
import string
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from statuspage import cli
from statuspage.cli import messages
from statuspage.cli.messages import FAMILIES, HELP, MESSAGES
from statuspage.problem_words import WORDS
from statuspage.reports.wording import WORDS as REPORTED
from test_problems import PARTICLE

COMMANDS = sorted(Path(cli.__file__).parent.glob("*.py"))
SAYING = ("say", "tell", "Wrong")


def named(path: Path) -> Iterator[tuple[int, str]]:
    """The codes that a file of commands spells out where it says something, with the line of each."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args:
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            first = node.args[0]
            either = (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,)
            for code in either:
                if called in SAYING and isinstance(code, ast.Constant):
                    yield node.lineno, str(code.value)


def gaps(sentence: str) -> set[str]:
    """The names of what is filled in."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


class TestPlaces:
    def test_every_file_of_sentences_is_a_family(self) -> None:
        """What stands in a file that nobody reads is never said."""
        files = {path.stem for path in Path(messages.__file__).parent.glob("*.py")} - {"__init__"}

        assert files == {family.__name__.rpartition(".")[2] for family in FAMILIES}

    @pytest.mark.parametrize("part", ["MESSAGES", "HELP"])
    def test_no_sentence_stands_in_two_families(self, part: str) -> None:
        """Of two, one would silently win, and whoever corrects the other wonders why nothing changes."""
        places = Counter(code for family in FAMILIES for code in getattr(family, part))

        assert [] == [code for code, number in places.items() if number > 1]


class TestSentences:
    def test_every_code_that_a_command_names_has_its_sentence(self) -> None:
        """A word that is missing turns a mistake of the writer into a fault of the program."""
        found = [(path.name, *place) for path in COMMANDS for place in named(path)]

        assert len(found) > 100
        assert [] == [place for place in found if place[-1] not in MESSAGES]

    def test_no_particle_follows_a_word_that_varies(self) -> None:
        """은 or 는, 을 or 를 depends on the word; to write both says that nobody read it."""
        both = re.compile(r"[은이을과와]\([는가를와과]\)|\(으\)로|\(이\)")

        assert [] == [
            code for code, (korean, _) in MESSAGES.items() if PARTICLE.search(korean) or both.search(korean)
        ]

    def test_what_many_services_share_has_one_name(self) -> None:
        """As on the page: 이용하는 곳. Two words for it would be two things."""
        korean = [said[0] for said in MESSAGES.values()] + list(HELP.values())
        korean += [said.ko for said in WORDS.values()] + [said[0] for said in REPORTED.values()]

        assert [] == [words for words in korean if re.search("이용처|함께 쓰는 창구|공동 채널", words)]

    def test_both_languages_tell_the_same_facts(self) -> None:
        """Who reads Korean learns the path and the number, too."""
        assert [] == [code for code, (korean, english) in MESSAGES.items() if gaps(korean) != gaps(english)]

"""The documentation stays true: examples load, tables are those of the program, links lead somewhere.

Tables between `<!-- made: … -->` and `<!-- end -->` come from the program. To write them anew:

    .venv/bin/python tests/test_docs.py
"""

from __future__ import annotations

import ast
import re
import shutil
import string
from collections.abc import Callable, Iterable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import pytest
from click.testing import CliRunner

import servers
from conftest import needs
from sites import AFTER, DURING, SMALL, fingerprint, write
from statuspage import (
    build,
    catalogue,
    guidance,
    hours,
    load,
    problem_words,
    repeats,
    saying,
    security,
    state,
)
from statuspage.cli import Commands, main
from statuspage.load import choices, moments
from statuspage.load.moments import NotAMoment
from statuspage.outputs import server_examples
from statuspage.problems import Problem, Severity

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = tuple(sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md"), ROOT / "status/README.md"]))
SEOUL = ZoneInfo("Asia/Seoul")

EXAMPLE = re.compile(
    r"^`([^`\n]+)`\n+```(?:yaml|markdown|html|css|svg)\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
"""A block below a line that is nothing but the name of its file."""
MADE = re.compile(r"(<!-- made: ([a-z-]+) -->)(.*?)(<!-- end -->)", re.DOTALL)
"""A part of a document that comes from the program."""


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def examples(words: str) -> dict[str, str]:
    """The example files in a document, by name."""
    found: dict[str, str] = {}
    for name, content in EXAMPLE.findall(words):
        assert name not in found, f"{name} stands there twice"
        found[name] = content
    return found


def put(root: Path, files: Mapping[str, str]) -> Path:
    """Write example files where their names say."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return root


def rows(table: str) -> list[list[str]]:
    """The cells of a Markdown table, without its head."""
    lines = [line for line in table.strip().split("\n") if line.startswith("|")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines[2:]]


# --- What is made from the program --------------------------------------------------------------------------


def _table(head: tuple[str, ...], body: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *body]
    return "\n" + "".join(
        f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines
    )


def _choices(labels: Mapping[str, object]) -> Callable[[], str]:
    def made() -> str:
        values: dict[object, list[str]] = {}
        for label, value in labels.items():
            values.setdefault(value, []).append(label)
        body = []
        for words in values.values():
            korean = [
                w for w in words[1:] if " " in w or w not in {o.replace(" ", "") for o in words if " " in o}
            ]
            body.append((f"`{words[0]}`", ", ".join(f"`{word}`" for word in korean)))
        return _table(("Identifier", "Korean labels"), body)

    return made


MOMENTS = (
    "2023-11-17 15:00",
    "2023-11-17T15:00",
    "2023-11-17 15:00:30",
    "2023.11.17 15:00",
    "2023-11-17T15:00+09:00",
    "2023-11-17T06:00Z",
)
NO_MOMENTS = (
    "3pm",
    "2023-11-17 오후 3시",
    "2023-11-17 15:00 KST",
    "2023-11-17 24:00",
    "23-11-17 15:00",
    "2023-13-01 09:00",
    "2023-11-17",
)
HOURS = (
    *hours.EXAMPLES,
    "평일 9시-18시",
    "월-금 9am-6pm",
    "매일 09:00-18:00, 일 휴무",
    "평일 09:00-18:00, 공휴일 10:00-12:00",
    "금 22:00-02:00",
)
NO_HOURS = ("09:00-18:00", "평일 9-6", "평일 09:00-06:00", "격주 토 09:00-13:00")
REPEATS = (*repeats.EXAMPLES, "매월 둘째·넷째 일요일", "3개월마다 첫째 일요일", "매주 일요일, 2026-12-31까지")
NO_REPEATS = ("첫째 주 일요일", "every second Saturday", "biweekly", "평일")


def _moments() -> str:
    return _table(
        ("Written", "Means, in Seoul"),
        [(f"`{typed}`", moments.moment(typed, SEOUL).isoformat()) for typed in MOMENTS],
    )


def _no_moments() -> str:
    body = []
    for typed in NO_MOMENTS:
        try:
            moments.moment(typed, SEOUL)
        except NotAMoment as wrong:
            body.append((f"`{typed}`", problem_words.WORDS[wrong.code].en))
    assert len(body) == len(NO_MOMENTS)
    return _table(("Written", "What `check` says"), body)


def _hours() -> str:
    english = catalogue.words(ROOT, ("en",), SEOUL)["en"]
    return _table(
        ("Written", "The page says"),
        [(f"`{typed}`", saying.hours(english, hours.parse(typed))) for typed in HOURS],
    )


def _refused(typed: tuple[str, ...], parse: Callable[[str], object]) -> Callable[[], str]:
    def made() -> str:
        for one in typed:
            with pytest.raises(ValueError, match=r"."):
                parse(one)
        return ", ".join(f"`{one}`" for one in typed)

    return made


def _repeats() -> str:
    return _table(
        ("Written", "The same in RFC 5545"),
        [(f"`{typed}`", f"`{repeats.parse(typed).rule}`") for typed in REPEATS],
    )


def _problems() -> str:
    body = [
        (f"`{code}`", _shown(sentence.ko), _shown(sentence.en))
        for code, sentence in sorted(problem_words.WORDS.items())
    ]
    return _table(("Code", "한국어", "English"), body)


def _shown(sentence: str) -> str:
    """A sentence in a table: its gaps are marked, and what Markdown would take for marks is not."""
    parts = string.Formatter().parse(sentence)
    words = "".join(f"{said}‹{gap}›" if gap else said for said, gap, _, _ in parts)
    return re.sub(r"([*<_`\\])", r"\\\1", words)


def _every_command() -> Iterator[list[str]]:
    """The program, its commands, and those that groups of commands hold."""
    yield []
    for name in Commands.names:
        yield [name]
        command = main.get_command(click.Context(main), name)
        if isinstance(command, click.Group):
            yield from ([name, below] for below in command.commands)


def _commands() -> str:
    runner = CliRunner()
    parts = []
    for names in _every_command():
        answer = runner.invoke(main, [*names, "--help"], prog_name="statuspage", terminal_width=80)
        assert answer.exit_code == 0, answer.output
        parts.append(f"\n## `{' '.join(['statuspage', *names])}`\n\n```text\n{answer.output.strip()}\n```\n")
    return "\n" + "".join(parts).lstrip("\n") + "\n"


def _rooms(there: bool) -> Callable[[], str]:
    def made() -> str:
        from test_architecture import PACKAGE, ROOMS

        body = [
            (f"`{name}`", words)
            for name, words in ROOMS
            if ((PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file()) is there
        ]
        return _table(("Room", "What it holds"), body)

    return made


def _doors() -> str:
    from test_architecture import DOORS, PACKAGE

    there = {
        library: door
        for library, door in DOORS.items()
        if (PACKAGE / Path(*door.split("."))).is_dir()
        or (PACKAGE / Path(*door.split("."))).with_suffix(".py").is_file()
    }
    return _table(("Library", "Its door"), [(f"`{library}`", f"`{door}`") for library, door in there.items()])


def _headers() -> str:
    body = []
    for rule in security.RULES:
        for name, value in rule.headers:
            body.append((f"`{rule.pattern}`", f"`{name}`", f"`{value}`" if value else "not sent"))
    return _table(("Files", "Header", "Value"), body)


def _example(kind: str, example: Callable[[str, str, list[str]], str]) -> str:
    return f"\n```{kind}\n{example('status.example.go.kr', '/', ['en'])}```\n"


def _asked(language: str, lines: int, *words: str) -> Callable[[], str]:
    """What a command answers about the demonstration; of a long answer the beginning."""

    def made() -> str:
        answer = CliRunner().invoke(main, ["--root", str(ROOT), "--lang", language, *words])
        assert answer.exit_code == 0, answer.output
        begin = "\n".join(answer.stdout.splitlines()[:lines])
        return f"\n```text\n{begin}\n```\n"

    return made


_EXPLAIN = (99, "explain", "resident-copy/counter", "--at", "2023-11-17T14:00+09:00")
_DRILL = (15, "drill", "--down", "nirs-daejeon", "--at", "2023-12-10T10:00+09:00")

MAKERS: Mapping[str, Callable[[], str]] = {
    "states": _choices(choices.STATES),
    "incident-status": _choices(choices.OF_INCIDENTS),
    "maintenance-status": _choices(choices.OF_MAINTENANCE),
    "importance": _choices(choices.IMPORTANCES),
    "kinds": _choices(choices.KINDS),
    "relief-kinds": _choices(choices.RELIEF_KINDS),
    "moments": _moments,
    "no-moments": _no_moments,
    "hours": _hours,
    "no-hours": _refused(NO_HOURS, hours.parse),
    "repeats": _repeats,
    "no-repeats": _refused(NO_REPEATS, repeats.parse),
    "problems": _problems,
    "commands": _commands,
    "rooms": _rooms(there=True),
    "coming-rooms": _rooms(there=False),
    "doors": _doors,
    "headers": _headers,
    "nginx": lambda: _example("nginx", server_examples.nginx),
    "explain": _asked("en", *_EXPLAIN),
    "explain-ko": _asked("ko", *_EXPLAIN),
    "drill": _asked("en", *_DRILL),
    "drill-ko": _asked("ko", *_DRILL),
    "caddy": lambda: _example("", server_examples.caddy),
}


def remade(words: str) -> str:
    """A document with every made part as the program says it now."""
    return MADE.sub(lambda found: f"{found[1]}{MAKERS[found[2]]()}{found[4]}", words)


class TestMadeParts:
    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
    def test_every_made_part_is_what_the_program_says(self, page: Path) -> None:
        """If this fails, run `.venv/bin/python tests/test_docs.py` and read what has changed."""
        words = page.read_text(encoding="utf-8")

        assert remade(words) == words

    def test_a_gap_within_braces_is_marked_as_any_other(self) -> None:
        """Nobody who reads the table knows how a sentence is written in the program."""
        assert "{‹other›: …, ‹language›: …}" == _shown("{{{other}: …, {language}: …}}")

    def test_every_maker_has_its_place(self) -> None:
        """A table that nobody prints is not documentation."""
        used = {found[1] for page in PAGES for found in MADE.findall(page.read_text(encoding="utf-8"))}

        assert set(MAKERS) == used


# --- files.md -----------------------------------------------------------------------------------------------

_SITE = """\
name: 민원
address: https://status.example.go.kr/
tag: tag:status.example.go.kr,2026
languages: [ko, en]
"""
_RECEIVER = "name: ops, kind: slack, url_from: OPS"
_WAY = "channels:\n  - id: web\n    kind: web\n    qqqq: 1\n"
_INCIDENT = "status/incidents/2023/1117-saeol/"
_UPDATE = f"{_INCIDENT}1117-0840-mois.md"
_NOTICE = "status/maintenance/2026/0402-hometax/notice.md"
_STARTS = "title: 점검\nstarts: 2026-04-02 22:00\nends: 2026-04-03 02:00\n"

GROUPS: Mapping[str, tuple[tuple[str, ...], str, str]] = {
    "site": (("site",), "status/site.yaml", f"{_SITE}qqqq: 1"),
    "help": (("help",), "status/site.yaml", f"{_SITE}help: {{qqqq: 1}}"),
    "edit": (("edit",), "status/site.yaml", f"{_SITE}edit: {{qqqq: 1}}"),
    "links": (("links",), "status/site.yaml", f"{_SITE}links: {{qqqq: 1}}"),
    "publish": (("publish",), "status/site.yaml", f"{_SITE}publish: [{{qqqq: 1}}]"),
    "tell": (("tell",), "status/site.yaml", f"{_SITE}tell: {{{_RECEIVER}, qqqq: 1}}"),
    "only": (("only",), "status/site.yaml", f"{_SITE}tell: {{{_RECEIVER}, only: {{qqqq: 1}}}}"),
    "agency": (("agency",), "status/agencies/mois.yaml", "qqqq: 1"),
    "system": (("system",), "status/systems/saeol.yaml", "qqqq: 1"),
    "shared channel": (("shared", "common"), "status/channels/center.yaml", "qqqq: 1"),
    "service": (("service",), "status/services/mois/copy.yaml", "qqqq: 1"),
    "instead": (("instead",), "status/services/mois/copy.yaml", "instead: [{qqqq: 1}]"),
    "way": (("way", "common"), "status/services/mois/copy.yaml", _WAY),
    "needs": (("needs",), "status/systems/saeol.yaml", "needs: [{qqqq: 1}]"),
    "incident": (("incident",), f"{_INCIDENT}incident.md", "---\nqqqq: 1\n---\n"),
    "update": (("update",), _UPDATE, "---\nqqqq: 1\n---\n"),
    "relief": (("relief",), _UPDATE, "---\nrelief: [{qqqq: 1}]\n---\n"),
    "new way": (("new-way", "way", "common"), _UPDATE, "---\nchannels: [{id: a, qqqq: 1}]\n---\n"),
    "maintenance": (("maintenance",), _NOTICE, f"---\n{_STARTS}qqqq: 1\n---\n"),
    "update of maintenance": (
        ("update", "maintenance-update"),
        "status/maintenance/2026/0402-hometax/0402-2300-mois.md",
        "---\nqqqq: 1\n---\n",
    ),
    "notice": (("notice",), "status/notices/2026/0115-new.md", "---\nqqqq: 1\n---\n"),
}
"""Every group of fields: its tables in files.md, and a file with a field that nobody knows in it."""


def fields(table: str) -> set[str]:
    """The fields named in one table of files.md."""
    found = re.search(rf"<!-- fields: {table} -->\n((?:\|.*\n)+)", text("docs/files.md"))
    assert found, f"files.md has no table for {table}"
    return {cell[0].strip("`") for cell in rows(found[1])}


class TestFiles:
    def test_the_examples_are_a_site_without_a_fault(self, tmp_path: Path) -> None:
        """People copy examples first and read later."""
        loaded = load.site(put(tmp_path, examples(text("docs/files.md"))))

        assert () == loaded.problems
        assert loaded.site is not None
        assert ("resident-copy", "family-cert") == tuple(sorted(loaded.site.services, reverse=True))

    def test_no_example_is_left_out(self) -> None:
        """Every block in the page is one that the test above loads."""
        words = text("docs/files.md")

        assert words.count("\n```yaml") + words.count("\n```markdown") == len(examples(words))

    @pytest.mark.parametrize("group", GROUPS)
    def test_the_table_names_the_fields_that_are_read(self, tmp_path: Path, group: str) -> None:
        """Exactly those: a field that is missing is not found, one too many is a promise that is not kept."""
        tables, file, content = GROUPS[group]
        put(tmp_path, {"status/site.yaml": _SITE, "status/agencies/mois.yaml": "name: 행안부", file: content})
        told = [
            dict(problem.details)["known"]
            for problem in load.site(tmp_path).problems
            if problem.code == "unknown_field" and problem.typed == "qqqq"
        ]

        assert [set().union(*map(fields, tables))] == [set(known.split(", ")) for known in told]

    def test_a_translation_takes_only_a_title(self, tmp_path: Path) -> None:
        assert {"title"} == fields("translation")

    def test_every_table_of_fields_is_compared(self) -> None:
        """A new table without a test is a table that will be wrong one day."""
        there = set(re.findall(r"<!-- fields: ([a-z-]+) -->", text("docs/files.md")))

        assert there == {table for tables, _, _ in GROUPS.values() for table in tables} | {"translation"}

    def test_the_limits_are_those_of_the_program(self) -> None:
        from statuspage import prose, source
        from statuspage.load import layout, telling

        limits = _limits()

        assert (
            f"{source.LIMIT // 1024} KiB (`site.yaml`: {source.SITE_LIMIT // 1024} KiB)" == limits["a file"]
        )
        assert f"{source.DEPTH} levels" == limits["lists and fields inside one another"]
        assert f"{source.NODES:,}" == limits["words, lists and groups of fields in one file"]
        assert f"{prose.DEEPEST}" == limits["lists and quotes inside one another, below the fields"]
        assert f"{telling.UPDATES}" == limits["updates of one story"]
        assert f"up to {layout.ID_LENGTH}." in text("docs/files.md")

    @pytest.mark.parametrize(
        ("what", "most", "file", "content"),
        [
            ("a name or title", 120, "services/mois/a.yaml", "name: {}"),
            ("words in a field", 2_000, "services/mois/a.yaml", "name: 등본\nabout: {}"),
            ("words below the fields", 20_000, "notices/2026/0115-new.md", "---\ntitle: 알림\n---\n{}"),
        ],
    )
    def test_so_much_can_be_written_and_no_more(
        self, tmp_path: Path, what: str, most: int, file: str, content: str
    ) -> None:
        """Who writes to the limit must not find out at three in the morning that it lies elsewhere."""
        assert _limits()[what].startswith(f"{most:,} characters")
        told = {}
        for length in (most, most + 1):
            agency = {"status/site.yaml": _SITE, "status/agencies/mois.yaml": "name: 행안부"}
            put(tmp_path, {**agency, f"status/{file}": content.format("가" * length)})
            told[length] = "too_long" in {problem.code for problem in load.site(tmp_path).problems}

        assert {most: False, most + 1: True} == told


def _limits() -> dict[str, str]:
    return {row[0]: row[1] for row in rows(_section("docs/files.md", "## Limits"))}


# --- rules.md -----------------------------------------------------------------------------------------------

RULES = text("docs/rules.md") if (DOCS / "rules.md").is_file() else ""
WORKED = [part for part in re.split(r"^### ", RULES, flags=re.MULTILINE)[1:] if EXAMPLE.search(part)]


def _rules_site(root: Path, part: str) -> tuple[load.Loaded, dict[str, str]]:
    common = examples(RULES.partition("\n## ")[0] + RULES.partition("\n## ")[2].partition("\n### ")[0])
    files = common | examples(part)
    return load.site(put(root, files)), files


class TestRules:
    @pytest.mark.parametrize("part", WORKED, ids=lambda part: part.partition("\n")[0])
    def test_a_worked_example_comes_out_as_written(self, tmp_path: Path, part: str) -> None:
        """The rules decide whether somebody travels in vain; nobody should have to trust a description."""
        loaded, _ = _rules_site(tmp_path, part)
        assert loaded.site is not None
        heads = re.findall(r"^\| At \|.*$", part, re.MULTILINE)
        assert heads, "an example without an outcome"
        for table in re.findall(r"^\| At \|.*\n\|.*\n(?:\|.*\n?)+", part, re.MULTILINE):
            head = [cell.strip() for cell in table.split("\n")[0].split("|")[1:-1]]
            for row in rows(table):
                cells = dict(zip(head, row, strict=True))
                at = moments.moment(cells.pop("At"), SEOUL)
                snapshot = state.at(loaded.site, at)
                assert cells == {name: _outcome(snapshot, name, cells) for name in cells}, row

    @pytest.mark.parametrize("part", WORKED, ids=lambda part: part.partition("\n")[0])
    def test_its_files_have_only_the_problems_it_names(self, tmp_path: Path, part: str) -> None:
        loaded, _ = _rules_site(tmp_path, part)
        named = re.findall(r"^`check` says `(\w+)`", part, re.MULTILINE)

        assert sorted(named) == sorted(_beyond_words(loaded.problems))


def _beyond_words(problems: tuple[Problem, ...]) -> list[str]:
    """The codes of problems that are not about a missing translation: nobody waits for one at 3 a.m."""
    return [p.code for p in problems if not p.code.endswith("untranslated")]


def _outcome(snapshot: state.Snapshot, name: str, cells: Mapping[str, str]) -> str:
    """What really comes out, in the words of the table."""
    thing = cells.get("Thing", "").strip("`")
    if name in ("Thing", "In"):
        return cells[name]
    if name == "State":
        region = cells.get("In", "")
        national = snapshot.states[thing]
        found = (
            snapshot.regional.get(thing, {}).get(region, national) if region != "the country" else national
        )
        return f"`{found.id}`"
    if name == "Usable":
        if thing in snapshot.services:
            return "–"  # a service is not used, one of its ways is
        return "yes" if snapshot.usable(thing) else "no"
    if name == "Overdue since":
        late = [overdue.since for overdue in snapshot.overdue.values()]
        return f"{late[0]:%Y-%m-%d %H:%M}" if late else "–"
    if name == "Relief":
        ids = [protection.relief.id for protection in snapshot.protections]
        return ", ".join(f"`{id}`" for id in ids) or "–"
    if name == "Next change":
        coming = guidance.next_change(snapshot)
        return f"{coming:%Y-%m-%d %H:%M}" if coming else "–"
    raise AssertionError(f"nobody knows how to work out {name}")


# --- look.md, languages.md, publishing.md -------------------------------------------------------------------


class Page(HTMLParser):
    """The words of a page, and the language it says it is in."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.language, self.words = "", ""
        self.source = path.read_text(encoding="utf-8")
        self.feed(self.source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "html":
            self.language = dict(attrs).get("lang") or ""

    def handle_data(self, data: str) -> None:
        self.words += data


class TestLook:
    def test_the_examples_change_the_page(self, tmp_path: Path) -> None:
        """A site's own look is files of the same name, and nothing else."""
        changed = examples(text("docs/look.md"))
        put(write(tmp_path), changed)
        build.build(tmp_path, tmp_path / "site", DURING)
        home = Page(tmp_path / "site/index.html")
        style = next((tmp_path / "site/assets").glob("page.*.css")).read_text(encoding="utf-8")

        assert {
            "site_src/words/ko.yaml",
            "site_src/assets/logo.svg",
            "site_src/assets/parts/colours.css",
            "site_src/assets/parts/own.css",
            "templates/parts/brand.html",
            "templates/parts/footer-links.html",
            "templates/parts/help.html",
            "templates/parts/script.html",
            "templates/parts/search.html",
        } == set(changed)
        assert "<script" not in home.source
        for line in changed["site_src/words/ko.yaml"].splitlines():
            assert line.partition(": ")[2] in home.words
        assert "이 누리집은 무엇도 묻지 않습니다" in home.words
        assert "--sp-own-accent" in style
        assert style.index("#0b50d0") < style.index("#6b21a8")
        assert re.search(r'<img src="assets/logo\.[0-9a-f]+\.svg" alt=""', home.source)
        assert 'href="https://www.example.go.kr/privacy">개인정보처리방침</a>\n</nav>' in home.source

    def test_templates_are_given_what_the_page_says(self) -> None:
        """The names that templates may use, from the one place that hands them over."""
        tree = ast.parse(text("src/statuspage/outputs/pages.py"))
        given = {
            keyword.arg
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".render")
            for keyword in node.keywords
        }
        given |= {
            ast.literal_eval(key)
            for node in ast.walk(tree)
            if isinstance(node, ast.AugAssign) and ast.unparse(node.target).endswith(".globals")
            for key in getattr(node.value, "keys", ())
        }

        assert given == {
            row[0].strip("`") for row in rows(_section("docs/look.md", "## What templates are given"))
        }


def _section(name: str, heading: str) -> str:
    """A document's words from a heading to the next of its level."""
    level = heading.partition(" ")[0]
    return re.split(rf"^{level} ", text(name).partition(f"{heading}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


class TestLanguages:
    def test_one_words_file_adds_an_edition(self, tmp_path: Path) -> None:
        """A further language needs no code."""
        files = examples(text("docs/languages.md"))
        settings = SMALL["site.yaml"].replace("languages: [ko, en]", "languages: [ko, en, ja]")
        put(write(tmp_path, {**SMALL, "site.yaml": settings}), files)
        build.build(tmp_path, tmp_path / "site", DURING)
        home, page = (
            Page(tmp_path / "site/ja" / name) for name in ("index.html", "services/move-in/index.html")
        )
        ours = text("site_src/words/en.yaml") + files["site_src/words/en.yaml"]

        assert "ja" == home.language
        assert "すべてのサービス" in home.words
        assert "利用できません" in page.words
        for line in files["site_src/words/ja.yaml"].splitlines():
            assert f"{line.partition(': ')[0]}: " in ours


class TestPublishing:
    def test_nginx_serves_the_site_with_the_headers_of_the_table(self, tmp_path: Path) -> None:
        """Whoever copies it at night should not have to debug it; one table holds for every host."""
        nginx = needs("nginx")
        found = re.search(r"```nginx\n(.*?)```", text("docs/publishing.md"), re.DOTALL)
        assert found
        build.build(write(tmp_path), tmp_path / "site", DURING)
        style = next((tmp_path / "site/assets").glob("page.*.css")).name

        with servers.nginx(nginx, tmp_path, found[1]) as ask:
            home, build_json, sheet = ask("/"), ask("/build.json"), ask(f"/assets/{style}")
            lost, lost_in_english, listing = ask("/nowhere"), ask("/en/nowhere"), ask("/assets/")

        assert [200, 200, 200, 404, 404, 404] == [
            answer.status for answer in (home, build_json, sheet, lost, lost_in_english, listing)
        ]
        assert '<html lang="ko"' in lost.words
        assert '<html lang="en"' in lost_in_english.words
        for path, answer in (("", home), (f"assets/{style}", sheet), ("build.json", build_json)):
            assert security.headers(path).items() <= answer.headers.items()

    def test_both_ways_of_naming_a_moment_give_the_same_bytes(self, tmp_path: Path) -> None:
        """`--at` and `SOURCE_DATE_EPOCH`, as shown under "Deterministic"."""
        found = re.search(r"--at (\S+) --no-cache\n +SOURCE_DATE_EPOCH=(\d+)", text("docs/publishing.md"))
        assert found
        root = write(tmp_path)
        for out, options, epoch in (("a", ["--at", found[1]], None), ("b", [], found[2])):
            typed = ["--root", str(root), "build", *options, "--no-cache", "--out", str(tmp_path / out)]
            answer = CliRunner(env={"SOURCE_DATE_EPOCH": epoch}).invoke(main, typed)
            assert answer.exit_code == 0, answer.output

        assert fingerprint(tmp_path / "a", without=()) == fingerprint(tmp_path / "b", without=())

    def test_after_going_back_the_next_build_publishes_what_the_files_say(self, tmp_path: Path) -> None:
        """Who turns the link back at night must not find the old page there in the morning."""
        root, out, cache = write(tmp_path), tmp_path / "site", tmp_path / "cache"
        build.build(root, out, AFTER, cache=cache)
        quiet = out.readlink()
        build.build(root, out, DURING, cache=cache)
        right = fingerprint(out)
        (tmp_path / "back").symlink_to(quiet)
        (tmp_path / "back").replace(out)
        build.build(root, out, DURING, cache=cache)

        assert right == fingerprint(out)

    def test_two_folders_can_share_a_cache(self, tmp_path: Path) -> None:
        """README shows `make site`, `serve` and `build` one after the other; all use the same cache."""
        root, cache = write(tmp_path), tmp_path / "cache"
        build.build(root, tmp_path / "one", AFTER, cache=cache)
        build.build(root, tmp_path / "two", DURING, cache=cache)
        build.build(root, tmp_path / "one", DURING, cache=cache)

        assert fingerprint(tmp_path / "two") == fingerprint(tmp_path / "one")

    def test_every_refusal_has_its_words(self) -> None:
        """A build that is refused says why, in the language of whoever waits."""
        from statuspage.cli.messages import MESSAGES
        from statuspage.publish.folder import REFUSALS

        assert set() == {f"folder-{code}" for code in REFUSALS} - set(MESSAGES)


# --- Korean: how to report ----------------------------------------------------------------------------------


class TestReporting:
    def test_the_examples_can_be_copied_into_the_demonstration(self, tmp_path: Path) -> None:
        """Who reports at three in the morning copies what stands there; missing translations can wait."""
        shutil.copytree(ROOT / "status", tmp_path / "status")
        put(tmp_path, examples(text("docs/ko/reporting.md")))
        loaded = load.site(tmp_path)

        assert [] == _beyond_words(loaded.problems)

    def test_the_one_word_edit_counts(self, tmp_path: Path) -> None:
        """`state: 이용 불가` at the end of a file, as `status/README.md` promises."""
        shutil.copytree(ROOT / "status", tmp_path / "status")
        file = tmp_path / "status/systems/saeol.yaml"
        file.write_text(file.read_text(encoding="utf-8") + "state: 이용 불가\n", encoding="utf-8")
        loaded = load.site(tmp_path)
        assert loaded.site is not None

        assert "major_outage" == state.at(loaded.site, AFTER).states["saeol"].id
        assert all(problem.severity is Severity.WARNING for problem in loaded.problems)

    def test_the_labels_in_the_short_guide_are_understood(self) -> None:
        guide = text("status/README.md")
        states = re.search(r"\*\*상태\*\*는 (.*?)\.", guide)
        statuses = re.search(r"\*\*진행\*\*은 (.*?)\.", guide)
        assert states
        assert statuses

        assert set() == set(states[1].split(", ")) - set(choices.STATES)
        assert set() == set(statuses[1].split(", ")) - set(choices.OF_INCIDENTS)


# --- All documents ------------------------------------------------------------------------------------------

LINK = re.compile(r"(?<!`)!?\[[^\]\n]*\]\(([^)\s]+)\)")


def anchors(words: str) -> set[str]:
    """The anchors that headings get on the usual hosts."""
    bare = re.sub(r"^```.*?^```$", "", words, flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.*)$", bare, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


class TestDocuments:
    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
    def test_every_link_leads_somewhere(self, page: Path) -> None:
        words = MADE.sub("", re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S))
        for target in LINK.findall(words):
            if target.startswith(("https://", "http://", "mailto:")):
                continue
            file, _, anchor = target.partition("#")
            there = (page.parent / file).resolve() if file else page
            assert there.exists(), target
            if anchor:
                assert anchor in anchors(there.read_text(encoding="utf-8")), target

    def test_every_document_is_in_the_index(self) -> None:
        index = text("docs/README.md")
        documents = {page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")} - {"README.md"}
        # One link to the folder of formats is enough, once there is one.
        formats = {name for name in documents if name.startswith("formats/")}

        assert set() == {name for name in documents - formats if f"({name})" not in index}

    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
    def test_every_command_exists(self, page: Path) -> None:
        """Commands and options that are shown are those that can be typed."""
        words = MADE.sub("", page.read_text(encoding="utf-8"))
        shown = re.findall(r"(?:^ {4}|`)(?:\.venv/bin/)?statuspage ([^`\n]*)", words, re.MULTILINE)
        for typed in shown:
            options = re.findall(r"(--[a-z-]+)", typed)
            command = next((word for word in typed.split() if word in Commands.names), None)
            assert command or "--help" in options or "--version" in options, typed
            answer = CliRunner().invoke(main, ["--help"]).output
            below = typed.partition(f"{command} ")[2].split(" ")[0]
            within = [below] if [command, below] in list(_every_command()) else []
            answer += CliRunner().invoke(main, [command, *within, "--help"]).output if command else ""
            assert [] == [option for option in options if option not in answer], typed

    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
    def test_every_make_target_exists(self, page: Path) -> None:
        targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
        shown = re.findall(r"(?:^ {4}|`)make ([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE)

        assert set() == set(shown) - targets

    def test_pictures_are_light(self) -> None:
        """The first screen of the project must open on a phone."""
        pictures = list((DOCS / "images").glob("*"))

        assert pictures
        assert [] == [picture.name for picture in pictures if picture.stat().st_size > 150_000]


if __name__ == "__main__":
    for page in PAGES:
        old = page.read_text(encoding="utf-8")
        if (new := remade(old)) != old:
            page.write_text(new, encoding="utf-8")

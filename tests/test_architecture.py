"""The plan of the house, kept true by reading the syntax trees: who may use whom, and which doors lead out.

A room (a module or a folder of modules in `src/statuspage`) uses only rooms that stand above it.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOMS: tuple[tuple[str, str], ...] = (
    ("defaults", "where our templates, words and style sheets lie, and a site's own in their place"),
    ("installed", "which libraries are installed, and in which version, this program among them"),
    ("digests", "whether plain values say the same as before"),
    ("workers", "work shared between the processors of the machine"),
    ("clocks", "moments by the clock on a wall, which shows some of them twice"),
    ("problem_words", "how each problem is said, in Korean and in English"),
    ("problems", "what can be wrong with the files people write"),
    ("language", "texts in several languages, dates, durations, particles"),
    ("finding", "names found by what people type, first consonants too"),
    ("hours", "opening hours as people write them"),
    ("repeats", "maintenance that comes back"),
    ("saying", "hours and other facts in the reader's language"),
    ("model", "what the files say, as plain frozen values"),
    ("source", "files as written: typed text with the line of every piece"),
    ("revisions", "states of the files that git keeps, in a folder of their own"),
    ("prose", "Markdown → safe HTML and plain text"),
    ("catalogue", "the fixed words of the pages, ours and a site's own"),
    ("look", "the templates of a site, and which of its own stand in for nothing"),
    ("load", "files → model, with every cross-check"),
    ("schemas", "every field there is, for the editors in which files are typed"),
    ("drafts", "new files as people would write them by hand"),
    ("forms", "what a form on the web asks, and the answers in what it hands in"),
    ("state", "what follows at one moment"),
    ("beginning", "the files of a site that has just been founded"),
    ("reminders", "what is due as time goes by: an incident that has fallen silent"),
    ("guidance", "what a citizen can do instead"),
    ("drills", "what if this failed now"),
    ("comparison", "what changes for citizens between two states of the files"),
    ("views", "what each template may say, and the address of everything"),
    ("effect", "what a change would do to citizens, before it is made"),
    ("security", "the response headers of every page, in one table"),
    ("http", "asking other machines, with limits nobody can beat"),
    ("outputs", "the formats published, one module each"),
    ("reports", "what staff read and nobody publishes"),
    ("inspection", "every new page read back before it may go out"),
    ("cache", "what was made from what"),
    ("runs", "what the last run saw"),
    ("publish", "places a finished page can go"),
    ("build", "the whole program on one screen"),
    ("tell", "who is told after a publication"),
    ("probe", "whether service addresses answer"),
    ("pull", "what other agencies' pages say"),
    ("importers", "other programs' files → ours"),
    ("repository", "a bare git repository: what was pushed to it, and its hook"),
    ("watching", "the next reason to build: a file that changed, a moment that came"),
    ("serve", "the page on one's own machine, as a web server would send it"),
    ("cli", "the commands: what is typed, printed and answered"),
    ("__main__", "`python -m statuspage`"),
)
"""Every room and what it holds, from the foundation up. A new room gets its line here."""

DOORS: dict[str, str] = {
    "yaml": "source",
    "dateutil": "repeats",
    "holidays": "hours",
    "markdown": "prose",
    "nh3": "prose",
    "jinja2": "outputs.pages",
    "lxml": "inspection",
    "feedgen": "outputs.feeds",
    "icalendar": "outputs.calendar",
    "segno": "outputs.notice",
    "httpx": "http",
    "httpcore": "http",
    "obstore": "publish.bucket",
    "brotli": "publish.bucket",
    "watchfiles": "watching",
    "click": "cli",
}
"""The one place each outside library may be used in, so that replacing it is one file's work."""

ONLY_IN_CLI: dict[str, str] = {
    "print": "printing",
    "click.echo": "printing",
    "datetime.now": "the clock",
    "datetime.utcnow": "the clock",
    "datetime.today": "the clock",
    "date.today": "the clock",
    "time.time": "the clock",
    "time.time_ns": "the clock",
    "os.environ": "the environment",
    "os.getenv": "the environment",
    "sys.exit": "ending the program",
}
"""What makes a function depend on more than its arguments."""

HEAVY = tuple(sorted(set(DOORS) - {"click"}))
"""Libraries that are loaded where they are used, never for `--help`."""

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "statuspage"
ORDER = [room for room, _ in ROOMS]


@dataclass(frozen=True)
class Use:
    """That a module names something at a line."""

    module: str
    line: int
    name: str
    lazy: bool = False
    """Whether it stands inside a function or serves types only, and so costs nothing at the start."""

    def __str__(self) -> str:
        return f"src/statuspage/{self.module.replace('.', '/')}:{self.line} uses {self.name}"


def modules() -> dict[str, ast.Module]:
    """The syntax tree of every module, by its name inside the package (`outputs.pages`)."""
    trees = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        trees[name] = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    return trees


def room(module: str) -> str:
    return module.partition(".")[0]


def imports(name: str, tree: ast.Module, folders: frozenset[str]) -> Iterator[Use]:
    """Every absolute name a module imports; relative ones are spelt out (`statuspage.model.Site`)."""

    def visit(node: ast.AST, lazy: bool) -> Iterator[Use]:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Use(name, node.lineno, alias.name, lazy)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                here = ["statuspage", *filter(None, name.split("."))]
                up = node.level - (1 if name in folders else 0)
                base = ".".join(filter(None, [*here[: len(here) - up], base]))
            for alias in node.names:
                yield Use(name, node.lineno, f"{base}.{alias.name}", lazy)
        within = (
            lazy
            or isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
            or (isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"))
        )
        for child in ast.iter_child_nodes(node):
            yield from visit(child, within)

    return visit(tree, lazy=False)


def names(name: str, tree: ast.Module) -> Iterator[Use]:
    """Every name and dotted name a module uses, `from x import y` undone."""
    spelt: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            spelt |= {a.asname: a.name for a in node.names if a.asname}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            spelt |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}

    def dotted(node: ast.AST) -> str | None:
        if isinstance(node, ast.Name):
            return spelt.get(node.id, node.id)
        if isinstance(node, ast.Attribute) and (before := dotted(node.value)):
            return f"{before}.{node.attr}"
        return None

    for node in ast.walk(tree):
        if isinstance(node, (ast.Name, ast.Attribute)) and (full := dotted(node)):
            # The module `datetime` and its class share a name: `datetime.datetime.now` is `datetime.now`.
            usual = full.removeprefix("datetime.") if full.startswith("datetime.date") else full
            yield Use(name, node.lineno, usual)


TREES = modules()
FOLDERS = frozenset(".".join(path.parent.relative_to(PACKAGE).parts) for path in PACKAGE.rglob("__init__.py"))
IMPORTS = [use for name, tree in TREES.items() for use in imports(name, tree, FOLDERS)]
OUTSIDE = [
    use for use in IMPORTS if use.name.partition(".")[0] not in {*sys.stdlib_module_names, "statuspage"}
]


class TestRooms:
    """The line stays straight: files → model → state → words → pages, never back."""

    @pytest.mark.parametrize("module", [name for name in TREES if name])
    def test_every_module_has_its_place_in_the_table(self, module: str) -> None:
        """A room nobody placed is a room that everybody soon leans on: give it its line in ROOMS."""
        assert room(module) in ORDER

    @pytest.mark.parametrize("module", [name for name in TREES if room(name) in ORDER])
    def test_a_module_uses_only_what_stands_above_it(self, module: str) -> None:
        """Whoever changes a room has to think of the rooms below it only."""
        used = (
            (use, use.name.split(".")[1])
            for use in IMPORTS
            if use.module == module and use.name.startswith("statuspage.")
        )

        wrong = [
            str(use)
            for use, other in used
            if other in ORDER and other != room(module) and ORDER.index(other) > ORDER.index(room(module))
        ]

        assert [] == wrong

    def test_the_package_itself_imports_nothing(self) -> None:
        """`import statuspage.model` must not pull the house down with it."""
        assert [] == [
            str(use) for use in IMPORTS if use.module == "" and not use.name.startswith("__future__")
        ]


class TestDoors:
    """One library, one door."""

    def test_every_outside_library_has_a_door(self) -> None:
        """A new dependency is a decision: give it its line in DOORS, and its reason in pyproject.toml."""
        assert [] == [str(use) for use in OUTSIDE if use.name.partition(".")[0] not in DOORS]

    @pytest.mark.parametrize("library", DOORS)
    def test_a_library_is_used_behind_its_own_door_only(self, library: str) -> None:
        """Libraries die; then one file is rewritten, not the program."""
        used = [use for use in OUTSIDE if use.name.partition(".")[0] == library]
        door = DOORS[library]

        assert [] == [str(u) for u in used if u.module != door and not u.module.startswith(f"{door}.")]

    @pytest.mark.parametrize("library", HEAVY)
    def test_a_heavy_library_is_loaded_where_it_is_used(self, library: str) -> None:
        """A build of an unchanged page must not pay for libraries it does not need."""
        used = [use for use in OUTSIDE if use.name.partition(".")[0] == library]

        assert [] == [str(use) for use in used if not use.lazy]


class TestOutsideWorld:
    """One clock, one voice: what is built depends on the files and the moment, on nothing else."""

    @pytest.mark.parametrize("name", ONLY_IN_CLI)
    def test_it_is_asked_in_cli_only(self, name: str) -> None:
        """Else `--at` would lie, tests would depend on the day, and a library would talk to the terminal."""
        wrong = [
            f"{use} ({ONLY_IN_CLI[name]})"
            for module, tree in TREES.items()
            if room(module) != "cli"
            for use in names(module, tree)
            if use.name == name
        ]

        assert [] == wrong

    @pytest.mark.parametrize(
        "written",
        [
            "from datetime import datetime\ndatetime.now(UTC)",
            "import datetime\ndatetime.datetime.now()",
            "import datetime as dt\ndt.datetime.now()",
            "from datetime import datetime as moment\nnow = moment.now",
        ],
    )
    def test_the_clock_is_recognised_however_it_is_spelt(self, written: str) -> None:
        """A test that never fails protects nothing."""
        assert "datetime.now" in {use.name for use in names("load", ast.parse(written))}

    @pytest.mark.parametrize(
        "written", ["from datetime import date\ndate.today()", "import datetime\ndatetime.date.today()"]
    )
    def test_todays_date_is_the_clock_too(self, written: str) -> None:
        assert "date.today" in {use.name for use in names("load", ast.parse(written))}


class TestStart:
    """`statuspage --help` and tab completion answer at once."""

    def test_help_loads_no_heavy_library(self) -> None:
        """Staff type it on old machines, at three in the morning."""
        question = f"""if True:
            import json, sys
            import statuspage.cli
            try:
                statuspage.cli.main(["--help"])
            except SystemExit as end:
                assert end.code in (0, None), end.code
            print()
            print(json.dumps(sorted(set({HEAVY!r}) & set(sys.modules))))
        """
        answer = subprocess.run([sys.executable, "-c", question], capture_output=True, text=True)

        assert answer.returncode == 0, answer.stderr
        assert [] == json.loads(answer.stdout.splitlines()[-1])

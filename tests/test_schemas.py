"""Schemas help while files are typed: they know every field, and never call a good file wrong."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from statuspage import load, schemas
from statuspage.cli import main
from statuspage.load import choices, layout
from statuspage.problems import Problem
from test_cli import run
from test_docs import DOCS, GROUPS, examples, fields, put

ROOT = Path(__file__).resolve().parent.parent


class _Editor(yaml.CSafeLoader):
    """YAML as editors read it (1.2, core schema): `110` is a number, a day is a text."""


_Editor.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


@cache
def judge(kind: str) -> Draft202012Validator:
    return Draft202012Validator(schemas.schema(kind))


def faults(kind: str, words: str) -> list[str]:
    """What an editor would underline in a file, by the name of the field."""
    if words.startswith("---"):
        words = words.split("---")[1]
    typed = _named_by_text(yaml.load(words, _Editor) or {})  # noqa: S506 - a SafeLoader
    return [f"{error.json_path} {error.message}" for error in judge(kind).iter_errors(typed)]


def _named_by_text(found: Any) -> Any:
    """The same with names as texts: in JSON, which a schema speaks of, a name is nothing else."""
    if isinstance(found, dict):
        return {str(name): _named_by_text(value) for name, value in found.items()}
    return [_named_by_text(value) for value in found] if isinstance(found, list) else found


def of_site(root: Path) -> list[tuple[str, str]]:
    """Every file of a site that has a schema: its kind, and its path."""
    problems: list[Problem] = []
    found = [("site", "status/site.yaml")]
    found += [
        (spot.kind, spot.file) for _, spot in layout.files(root, problems) if spot.kind in schemas.FILES
    ]
    return found


class TestSchemas:
    @pytest.mark.parametrize("kind", schemas.FILES)
    def test_each_is_a_schema(self, kind: str) -> None:
        Draft202012Validator.check_schema(schemas.schema(kind))

        assert Draft202012Validator.META_SCHEMA["$id"] == schemas.schema(kind)["$schema"]

    def test_they_are_committed_as_the_program_writes_them(self) -> None:
        """Else editors would go by last month's fields. If this fails, run `statuspage schema`."""
        there = {path.name: path.read_text("utf-8") for path in (ROOT / schemas.FOLDER).iterdir()}

        assert schemas.files() == there

    @pytest.mark.parametrize("group", GROUPS)
    def test_the_table_knows_the_fields_that_are_documented_and_read(self, group: str) -> None:
        """The documentation is held to the readers by its own test, so all three say the same."""
        assert set().union(*map(fields, GROUPS[group][0])) == set(schemas.FIELDS[group])

    def test_every_group_is_compared(self) -> None:
        assert set(GROUPS) == set(schemas.FIELDS)

    def test_what_is_required_and_what_it_takes_has_a_name(self) -> None:
        """A slip in the table would otherwise be a schema that asks for what does not exist."""
        for group, needed in schemas.REQUIRED.items():
            assert set(needed) <= set(schemas.FIELDS[group])
        assert {kind for group in schemas.FIELDS.values() for kind in group.values()} == set(schemas.KINDS)

    def test_no_file_of_the_demonstration_is_called_wrong(self) -> None:
        """One false alarm, and nobody looks at the underlines any more."""
        found = {
            file: wrong
            for kind, file in of_site(ROOT)
            if (wrong := faults(kind, (ROOT / file).read_text("utf-8")))
        }

        assert {} == found

    def test_no_example_of_the_documentation_is_called_wrong(self, tmp_path: Path) -> None:
        put(tmp_path, examples((DOCS / "files.md").read_text("utf-8")))
        seen = of_site(tmp_path)

        assert set(schemas.FILES) == {kind for kind, _ in seen}
        assert [] == [
            fault for kind, file in seen for fault in faults(kind, (tmp_path / file).read_text("utf-8"))
        ]

    @pytest.mark.parametrize(
        ("kind", "words"),
        [
            ("agency", "name: 행정안전부\nphone: 110"),
            ("agency", "name: 119"),
            ("system", "name: 새올\ngrade: 1등급\nstate: 이용 불가\nsince: 2026-11-24"),
            ("channel", "name: 창구\nkind: 무인민원발급기\nanswers_only: 예\nfee:"),
            ("service", "name: 등본\nkeywords: 등본, 초본\nchannels: {use: community-center}"),
            ("service", "name: no\nimportance: 매우 중요"),
            (
                "update",
                "status: 복구 확인 중\nimpact: {resident-copy/web: 정상, saeol: 이용불가}\nexpected: 미정",
            ),
            ("notice", "title: 2026\nfrom: 2026. 1. 15."),
        ],
    )
    def test_what_people_type_is_taken(self, kind: str, words: str) -> None:
        """Korean labels, numbers without quotes, empty fields: all of it is read as it was meant."""
        assert [] == faults(kind, words)

    @pytest.mark.parametrize(
        ("kind", "words", "field"),
        [
            ("agency", "name: 행안부\nphne: 110", "phne"),
            ("agency", "phone: 110", "name"),
            ("agency", "name: 행안부\nurl: www.mois.go.kr", "url"),
            ("site", "name: 민원\naddress: https://a.go.kr/\ntag: a.go.kr\nlanguages: [ko]", "tag"),
            ("system", "name: 새올\ngrade: 5", "grade"),
            ("system", "name: 새올\nstate: major_outge", "state"),
            ("system", "name: 새올\nneeds: [{at_most: 느림}]", "needs"),
            ("channel", "name: 창구\nkind: 창구구", "kind"),
            ("service", "name: 등본\nchannels: [{kind: web}]", "channels"),
            ("service", "name: 등본\nchannels: [{id: web, kind: web, phone: 전화}]", "channels"),
            ("incident", "---\ntitel: 장애\n---\n", "titel"),
            ("update", "---\nimpact: {saeol: 고장}\n---\n", "saeol"),
            ("update", "---\nnext_update: 3pm\n---\n", "next_update"),
            ("update", "---\nrelief: [{kind: 기한 연장}]\n---\n", "relief"),
            ("maintenance", "---\ntitle: 점검\nstarts: 2026-04-02\nends: 2026-04-03 02:00\n---\n", "starts"),
            ("notice", "---\ntitle: <b>\nuntil: 내일\n---\n", "until"),
        ],
    )
    def test_mistakes_are_underlined(self, kind: str, words: str, field: str) -> None:
        found = faults(kind, words)

        assert found
        assert any(field in fault for fault in found)

    def test_every_label_of_a_choice_is_offered(self) -> None:
        """What an editor offers is what staff will write."""
        assert list(choices.STATES) == schemas.KINDS["state"]["enum"]
        assert {*choices.OF_INCIDENTS, *choices.OF_MAINTENANCE} == set(schemas.KINDS["status"]["enum"])


class TestCommand:
    def test_it_writes_what_is_missing_and_leaves_what_is_there(self, tmp_path: Path) -> None:
        put(tmp_path, {"status/site.yaml": "name: 민원\n"})

        first = run("--root", str(tmp_path), "schema")
        again = run("--root", str(tmp_path), "schema")

        assert "9 schemas (9 written anew)." in first.stdout
        assert "9 schemas (0 written anew)." in again.stdout
        folder = tmp_path / schemas.FOLDER
        assert sorted(schemas.files()) == sorted(path.name for path in folder.iterdir())
        assert "service" == json.loads((folder / "service.json").read_text("utf-8"))["title"]

    def test_they_are_no_files_of_the_site(self, tmp_path: Path) -> None:
        """Files for editors say nothing to citizens and are nobody's mistake."""
        put(tmp_path, examples((DOCS / "files.md").read_text("utf-8")))
        before = load.site(tmp_path)
        run("--root", str(tmp_path), "schema")

        assert before == load.site(tmp_path)

    def test_it_is_a_command(self) -> None:
        assert "schema" in main.list_commands(None)  # type: ignore[arg-type]

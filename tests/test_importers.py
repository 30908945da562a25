"""Other programs' status pages become our files: the same incidents, updates and states, and a list of the rest."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import foreign
import servers
from statuspage import load, problems
from statuspage.build import build
from statuspage.cli import main
from statuspage.importers import naming
from statuspage.model import Incident, Site, State, Status
from statuspage.outputs import statuspage_v2
from statuspage.problems import Severity

NOON = datetime(2020, 6, 1, 1, tzinfo=UTC)
"""While the planned work of the dump runs."""


def run(*words: str | Path, language: str = "en") -> subprocess.CompletedProcess[str]:
    result = CliRunner().invoke(main, ["--lang", language, "import", *map(str, words)], catch_exceptions=False)
    assert "Traceback" not in result.output
    return subprocess.CompletedProcess(words, result.exit_code, result.stdout, result.stderr)


def imported(kind: str, source: Path, *more: str | Path) -> Path:
    """The new folder, after making sure that nothing in it has to be fixed."""
    into = source.parent / f"new-{kind}"
    answer = run(kind, source, "--into", into, *more)
    assert 0 == answer.returncode, answer.stderr
    return into


def site(root: Path) -> Site:
    loaded = load.site(root)
    assert loaded.site is not None
    assert [] == [problems.say(p, "en") for p in loaded.problems if p.severity >= Severity.ERROR]
    return loaded.site


def lost(root: Path) -> list[str]:
    """What could not be carried over: file, line, code and the word that stood there."""
    listed = json.loads((root / "import-report.json").read_text("utf-8"))["not_carried"]
    return [f"{one['file']}:{one['line']} {one['code'].removeprefix('import_')} {one['typed']}".strip() for one in listed]


def said(incident: Incident) -> list[str]:
    """An incident as lines: when, which status, what it claims, and the beginning of its words."""
    lines = []
    for update in incident.updates:
        status = update.status.value if update.status else "-"
        claims = ",".join(f"{claim.thing}={claim.state.id}" for claim in update.claims)
        words = update.words.said("en").words if update.words else ""
        words = " ".join(words.split())[:24].strip()
        lines.append(" ".join(part for part in (f"{update.at:%m-%d %H:%M:%S}", status, claims, words) if part))
    return lines


@pytest.fixture(scope="module")
def cstate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return imported("cstate", foreign.cstate(tmp_path_factory.mktemp("cstate") / "site"))


@pytest.fixture(scope="module")
def upptime(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return imported("upptime", foreign.upptime(tmp_path_factory.mktemp("upptime") / "site").root)


@pytest.fixture(scope="module")
def statuspage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return imported("statuspage", foreign.dump(tmp_path_factory.mktemp("statuspage") / "dump"))


def told(root: Path, id: str) -> list[str]:
    return said(next(incident for incident in site(root).incidents if incident.id == id))

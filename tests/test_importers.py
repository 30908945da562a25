"""Other programs' status pages become our files: the same incidents and states, and a list of the rest."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import foreign
import machines
from conftest import needs
from statuspage import importers, load, problems, state
from statuspage.build import build
from statuspage.cli import main
from statuspage.importers import Component, Found, Story, Wishes, Word, naming, writing
from statuspage.model import Site, State, Status
from statuspage.outputs import statuspage_v2
from statuspage.problems import Severity

WORKING = datetime(2020, 6, 1, 1, tzinfo=UTC)
"""While the planned work of the dump runs."""
LATER = datetime(2024, 6, 1, tzinfo=UTC)


def run(*words: str | Path, language: str = "en") -> subprocess.CompletedProcess[str]:
    typed = ["--lang", language, "import", *map(str, words)]
    result = CliRunner().invoke(main, typed, catch_exceptions=False)
    return subprocess.CompletedProcess(typed, result.exit_code, result.stdout, result.stderr)


def imported(kind: str, source: Path, *more: str | Path) -> Path:
    """The new folder."""
    into = source.parent / f"new-{kind}"
    answer = run(kind, source, "--into", into, *more)
    assert 0 == answer.returncode, answer.stderr
    return into


def site(root: Path) -> Site:
    """What the new files say, after making sure that nothing in them has to be fixed."""
    loaded = load.site(root)
    assert [] == [problems.say(p, "en") for p in loaded.problems if p.severity >= Severity.ERROR]
    assert loaded.site is not None
    return loaded.site


def lost(root: Path) -> list[str]:
    """What could not be carried over: file and line, code, and the word that stood there."""
    report = json.loads((root / "import-report.json").read_text("utf-8"))
    return [
        f"{one['file']}:{one['line']} {one['code'].removeprefix('import_')} {one['typed']}".strip()
        for one in report["not_carried"]
    ]


def told(root: Path, id: str) -> list[str]:
    """An incident as lines: when, which status, what it claims, and the beginning of its words."""
    incident = next(incident for incident in site(root).incidents if incident.id == id)
    lines = []
    for update in incident.updates:
        status = update.status.value if update.status else "-"
        claims = ",".join(f"{claim.thing}={claim.state.id}" for claim in update.claims)
        words = " ".join((update.words.versions[0][1] if update.words else "").split())[:24].strip()
        moment = f"{update.at.astimezone(UTC):%m-%d %H:%M:%S}"
        lines.append(" ".join(part for part in (moment, status, claims, words) if part))
    return lines


@pytest.fixture(scope="module")
def cstate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return imported("cstate", foreign.cstate(tmp_path_factory.mktemp("cstate") / "site"))


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> foreign.Upptime:
    needs("git")
    return foreign.upptime(tmp_path_factory.mktemp("upptime") / "site")


@pytest.fixture(scope="module")
def upptime(repository: foreign.Upptime) -> Path:
    return imported("upptime", repository.root)


@pytest.fixture(scope="module")
def statuspage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return imported("statuspage", foreign.dump(tmp_path_factory.mktemp("statuspage") / "dump"))


class TestCState:
    """A text with marks becomes one file for each update, with the states that its fields claim."""

    @pytest.mark.parametrize(
        ("id", "expected"),
        [
            (
                "0101-berths-cannot-be-booked",
                [
                    "01-01 10:00:00 investigating booking-api=major_outage,yeyak-hompeiji/web=major_outage "
                    "**Investigating** - Nobo",
                    "01-01 11:15:30 monitoring **Monitoring** - It seem",
                    "01-01 12:30:00 resolved **Resolved**: All berths",
                    "01-01 12:30:00 postmortem *Post-mortem* A switch w",
                ],
            ),
            (
                "0101-berths-cannot-be-booked-2",
                [
                    "01-01 10:00:00 investigating etc-passwd=degraded_performance Twice in one minute.",
                    "01-01 10:20:00 resolved",
                ],
            ),
            (
                "0202-slow-answers",
                [
                    "02-02 06:00:00 investigating booking-api=partial_outage,old-crane=partial_outage",
                    "02-02 06:10:00 investigating *Investigating* - Slow.",
                    "02-02 06:10:00 identified *Identified* - The <b>ca",
                    "02-03 00:00:00 monitoring *Monitoring* - New cable",
                    "02-03 00:00:00 resolved",
                ],
            ),
            (
                "0303-anchor-service-is-down",
                [
                    "03-03 03:03:03 investigating service-index=major_outage Nobody knows why.",
                    "03-03 03:33:03 resolved **Update**: It is the an",
                ],
            ),
            (
                "0404-fog",
                [
                    "04-04 04:04:00 investigating booking-api=unknown Ships wait.",
                    "04-04 06:00:00 monitoring **Resolved** - The fog i",
                ],
            ),
            ("0909-nameless-day", ["09-09 00:00:00 investigating Words.", "09-09 00:00:00 resolved"]),
            (
                "1111-typing-errors",
                [
                    "11-11 10:55:00 investigating booking-api=major_outage *Investigating* - Early.",
                    "11-11 11:00:00 - *Update* - Last year.",
                    "11-11 12:00:00 resolved",
                ],
            ),
        ],
    )
    def test_an_issue_is_told_in_the_order_in_which_it_was_said(
        self, cstate: Path, id: str, expected: list[str]
    ) -> None:
        """Newest first or oldest first, YAML or TOML, with marks that nobody can read or with none."""
        assert expected == told(cstate, id)

    @pytest.mark.parametrize(
        ("moment", "state_then"),
        [
            ("2020-01-01T09:59", State.OPERATIONAL),
            ("2020-01-01T10:00", State.MAJOR_OUTAGE),
            ("2020-01-01T12:29", State.MAJOR_OUTAGE),
            ("2020-01-01T12:30", State.OPERATIONAL),
            ("2020-02-02T06:00", State.PARTIAL_OUTAGE),
            ("2024-01-01T00:00", State.UNKNOWN),
        ],
    )
    def test_the_page_is_then_what_it_was_then(self, cstate: Path, moment: str, state_then: State) -> None:
        """A build of a past moment shows the states of that moment; what was never resolved is open still."""
        at = datetime.fromisoformat(moment).replace(tzinfo=UTC)

        assert state_then is state.at(site(cstate), at).states["booking-api"]

    def test_the_new_page_is_built_and_shows_every_word(self, cstate: Path, tmp_path: Path) -> None:
        """Each update has its moment on the page, the newest first."""
        assert build(cstate, tmp_path / "site", LATER).whole
        page = (tmp_path / "site/incidents/2020/0101-berths-cannot-be-booked/index.html").read_text("utf-8")

        places = [
            page.index(words) for words in ("switch was pulled", "All berths", "seems to work", "Nobody can")
        ]
        assert sorted(places) == places
        assert {"2020-01-01T10:00", "2020-01-01T11:15", "2020-01-01T12:30"} <= {
            moment[:16] for moment in re.findall(r'datetime="([^"]+)"', page)
        }

    def test_everything_that_changed_on_the_way_is_listed_with_its_place(self, cstate: Path) -> None:
        """Whoever imports goes through this list once, and knows that it is whole."""
        issues = "content/issues/"
        assert [
            "config.yml:1 address http://status.harbour.example/",
            "config.yml:1 fractions",
            "config.yml:1 settings dateformat, brand, closed, untitled",
            "config.yml:1 zone_of_times",
            f"{issues}2020-01-01-newest-first.md:17 undated_report *Post-mortem* A switch was pulled.",
            f"{issues}2020-02-02-oldest-first.md:5 ends_before_start 2020-02-01 09:00",
            f"{issues}2020-02-02-oldest-first.md:7 component_case booking api",
            f"{issues}2020-02-02-oldest-first.md:7 component_ended Old Crane",
            f"{issues}2020-02-02-oldest-first.md:8 field automated: true",
            f"{issues}2020-02-02-oldest-first.md:10 comment <!-- ask Jo -->",
            f"{issues}2020-02-02-oldest-first.md:13 html <b>",
            f"{issues}2020-02-02-oldest-first.md:13 mark 2020-13-02 09:00",
            f"{issues}2020-02-02-oldest-first.md:16 links",
            f"{issues}2020-02-02-oldest-first.md:16 midnight 2020-02-02 24:00",
            f'{issues}2020-02-02-oldest-first.md:16 shortcode {{{{< figure src="x.png" >}}}}',
            f"{issues}2020-03-03-toml.md:6 resolved_when",
            f"{issues}2020-04-04-open.md:1 severity",
            f"{issues}2020-04-04-open.md:5 not_resolved 2020-04-04 05:00",
            f"{issues}2020-04-04-open.md:11 word_not_resolved **Resolved** - The fog is gone.",
            f"{issues}2020-05-05-notice.md:4 announcement_end New tariffs",
            f"{issues}2020-05-05-notice.md:6 field affected: Booking API",
            f"{issues}2020-05-05-notice.md:8 announcement_mark 2020-05-05 10:00",
            f"{issues}2020-06-06-same-minute.md:6 severity_notice notice",
            f"{issues}2020-07-07-draft.md:4 draft {issues}2020-07-07-draft.md",
            f"{issues}2020-08-08-broken.md:1 file",
            f"{issues}2020-08-08-broken.md:2 second_colon one: two",
            f"{issues}2020-09-09-no-date.md:3 date_of_file soon",
            f"{issues}2020-09-09-no-date.md:4 resolved_when",
            f"{issues}2020-09-09-no-date.md:5 impact Nameless day",
            f"{issues}2020-10-10-bomb.md:1 file",
            f"{issues}2020-10-10-bomb.md:2 named_part &a [x, x]",
            f"{issues}2020-11-11-before.md:9 mark_before 2020-11-11 10:55",
            f"{issues}2020-11-11-before.md:11 mark_long_before 2019-11-11 11:10",
        ] == lost(cstate)

    def test_systems_become_services_with_ids_that_stay(self, cstate: Path) -> None:
        """Names in Hangul are spelt out, names alike are numbered, and no name leads out of the folder."""
        found = {
            id: (service.name.versions[0][1], service.category)
            for id, service in site(cstate).services.items()
        }

        assert {
            "booking-api": ("Booking API", "ships"),
            "booking-api-2": ("Booking API", "ships"),
            "yeyak-hompeiji": ("예약 홈페이지", "ships"),
            "etc-passwd": ("../../etc/passwd", "uncategorized"),
            "service-index": ("Index", ""),
            "old-crane": ("Old Crane", ""),
        } == found
        assert "2020-02-04" == f"{site(cstate).services['old-crane'].retired}"

    def test_informational_issues_become_announcements(self, cstate: Path) -> None:
        """They never change a state; a pinned one stays until somebody takes it down."""
        notices = [(notice.id, notice.starts, notice.ends) for notice in site(cstate).notices]

        assert [
            ("0505-new-tariffs", datetime(2020, 5, 5, 10, tzinfo=UTC), datetime(2020, 5, 6, 10, tzinfo=UTC)),
            ("0506-new-address", datetime(2020, 5, 6, tzinfo=UTC), None),
        ] == notices

    def test_times_without_a_zone_are_read_in_the_one_that_is_said(self, tmp_path: Path) -> None:
        """Nothing in most checkouts tells it; who runs the page knows."""
        root = imported("cstate", foreign.cstate(tmp_path / "site"), "--zone", "Asia/Seoul")

        assert "Asia/Seoul" == site(root).zone.key
        assert told(root, "0404-fog")[0].startswith("04-03 19:04:00")
        assert told(root, "0303-anchor-service-is-down")[0].startswith("03-03 03:03:03")

    def test_words_in_other_languages_are_listed(self, tmp_path: Path) -> None:
        """They are no incidents of their own."""
        issue = foreign.CSTATE["content/issues/2020-04-04-open.md"]
        config = "title: x\ndefaultContentLanguage: en\nlanguages: {en: {weight: 1}, lt: {weight: 2}}\n"
        files = {"config.yml": config, "content/issues/a.md": issue, "content/issues/a.lt.md": issue}

        root = imported("cstate", foreign.cstate(tmp_path / "site", files))

        assert 1 == len(site(root).incidents)
        assert "content/issues/a.lt.md:1 translation content/issues/a.lt.md" in lost(root)

    def test_settings_in_toml_are_read_too(self, tmp_path: Path) -> None:
        """Hugo takes either, and says its zone here."""
        config = """
            title = "Harbour"
            baseurl = "https://status.harbour.example/sub"
            timeZone = "Europe/Vilnius"
            [params]
            [[params.systems]]
            name = "API (api.harbour.example)"
            category = "core"
        """
        files = {
            "config.toml": config,
            "content/issues/x.md": foreign.CSTATE["content/issues/2020-04-04-open.md"],
        }

        found = site(imported("cstate", foreign.cstate(tmp_path / "site", files)))

        assert ("https://status.harbour.example/sub/", "Europe/Vilnius") == (found.address, found.zone.key)
        assert {"api-api-harbour-example", "booking-api"} == set(found.services)

    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            ('{{< track "2020-04-04 05:00" >}} First.\n\n{{< track "2020-04-04 06:00" >}} Second.',
             ["04-04 04:04:00 investigating", "04-04 05:00:00 - First.", "04-04 06:00:00 - Second."]),
            ('### Resolved\n\nBy Jo. {{< track "2020-04-04 06:00" >}}\n\n### Identified\n\nA bug. '
             '{{< track "2020-04-04 04:04" >}}',
             ["04-04 04:04:00 identified ### Identified A bug.",
              "04-04 06:00:00 resolved ### Resolved By Jo."]),
            ('We moved.\n\nSorry.\n\n### Rollback\n\nBack. {{< track "2020-04-04 06:00" >}}',
             ["04-04 04:04:00 investigating We moved. Sorry.", "04-04 06:00:00 - ### Rollback Back.",
              "04-04 09:00:00 resolved"]),
            ("해결: 됐습니다.", ["04-04 04:04:00 investigating 해결: 됐습니다.", "04-04 09:00:00 resolved"]),
            ("", ["04-04 04:04:00 investigating", "04-04 09:00:00 resolved"]),
            ('**Resolved**: Gone. {{< track "2020-04-04 04:04" >}}',
             ["04-04 04:04:00 investigating **Resolved**: Gone.", "04-04 09:00:00 resolved"]),
            ('One.\n{{< track "soon" >}}\n\nTwo.\n{{< track "later" >}}',
             ["04-04 04:04:00 investigating One.", "04-04 04:04:00 - Two.", "04-04 09:00:00 resolved"]),
            ('Down. {{< track "2020-04-04 04:04" >}}\n\nWords that nobody dated.',
             ["04-04 04:04:00 investigating Down.", "04-04 09:00:00 resolved"]),
        ],
        ids=["marks before", "headings", "opening", "korean", "no words", "at once", "no mark", "rest"],
    )  # fmt: skip
    def test_bodies_come_in_many_shapes(self, tmp_path: Path, body: str, expected: list[str]) -> None:
        """Nobody checks them while they are written, at three in the morning."""
        head = (
            "---\ntitle: Fog\ndate: 2020-04-04 04:04\nresolved: true\nresolvedWhen: 2020-04-04 09:00\n---\n"
        )
        if "Second" in body:
            head = head.replace("true", "false").replace("resolvedWhen: 2020-04-04 09:00\n", "")
        files = {"config.yml": "title: Harbour\n", "content/issues/a.md": f"{head}{body}\n"}

        root = imported("cstate", foreign.cstate(tmp_path / "site", files))

        assert expected == told(root, "0404-fog")
        if "nobody dated" in body:
            assert (
                "Words that nobody dated."
                in (root / "status/incidents/2020/0404-fog/incident.md").read_text()
            )

    @settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        pieces=st.lists(
            st.sampled_from(
                ["{word}", "**Resolved** - {word}", "*Post-mortem*\n\n{word}", "### Update\n\n{word}",
                 "---", "\n\n***\n\n", "- {word}\n- {word}", "> {word}", "{{< track >}}",
                 '{{< track "2020-01-01 10:30" >}}', '{{% track "2020-01-02 24:00" %}}',
                 '{word} {{<track "2019-13-01">}} {word}']
            ),
            max_size=9,
        ),
        gap=st.sampled_from(["\n", "\n\n", " "]),
        fields=st.dictionaries(
            st.sampled_from(["resolved", "resolvedWhen", "severity", "informational", "pin", "affected"]),
            st.sampled_from(
                ["true", "false", '"true"', "2020-01-01 12:00", "2019-01-01 12:00", "down", "[API]", "maybe"]
            ),
        ),
    )  # fmt: skip
    def test_no_word_is_ever_lost(
        self, tmp_path: Path, pieces: list[str], gap: str, fields: dict[str, str]
    ) -> None:
        """However the marks stand, whatever the fields say: all that could be read is in our files, once."""
        count = itertools.count()
        body = re.sub(r"\{word\}", lambda _: f"word{next(count)}x", gap.join(pieces))
        head = "".join(f"{name}: {value}\n" for name, value in fields.items())
        issue = f"---\ntitle: x\ndate: 2020-01-01 10:00\n{head}---\n{body}\n"
        for name in ("site", "new"):
            shutil.rmtree(tmp_path / name, ignore_errors=True)
        source = foreign.cstate(tmp_path / "site", {"config.yml": "title: x\n", "content/issues/a.md": issue})

        writing.put(writing.files(importers.read("cstate", source, Wishes()), LATER).files, tmp_path / "new")

        assert 1 == len(site(tmp_path / "new").incidents) + len(site(tmp_path / "new").notices)
        made = " ".join(path.read_text("utf-8") for path in (tmp_path / "new").rglob("*.md"))
        assert sorted(re.findall(r"word\d+x", body)) == sorted(re.findall(r"word\d+x", made))

    def test_the_example_in_the_documentation_is_true(self, tmp_path: Path) -> None:
        """Whoever reads it before importing expects just that."""
        words = (Path(__file__).parent.parent / "docs/importing.md").read_text("utf-8")
        files = dict(re.findall(r"^`([^`\n]+)`\n```markdown\n(.*?)^```$", words, re.MULTILINE | re.DOTALL))
        source = {name: text for name, text in files.items() if name.startswith("content/")}
        config = "title: Harbour Status\nparams:\n  systems:\n    - name: Harbour\n"

        root = imported("cstate", foreign.cstate(tmp_path / "site", {"config.yml": config, **source}))

        made = root / "status/incidents"
        expected = {name: text for name, text in files.items() if name.startswith("status/")}
        assert 3 == len(expected)
        assert expected == {
            path.relative_to(root).as_posix(): path.read_text("utf-8") for path in made.rglob("*.md")
        }


class TestUpptime:
    """The commits say what was when; the issues, which are not in git, add words where they are given."""

    def test_every_stretch_of_trouble_becomes_an_incident(self, upptime: Path) -> None:
        """To the second, from what Upptime wrote in its commits."""
        expected = {
            "0101-old-crane-is-not-reachable": [
                "01-01 00:07:00 investigating old-crane=major_outage",
                "01-03 00:00:00 resolved It is no longer watched.",
            ],
            "0103-left-behind-is-not-reachable": [
                "01-03 01:00:00 investigating left-behind=major_outage",
                "01-03 09:00:00 resolved It is no longer watched.",
            ],
            "0102-github-api-is-not-reachable": [
                "01-02 01:00:30 investigating git-hub-api/web=major_outage",
                "01-02 03:00:00 resolved",
            ],
            "0102-yeyak-siseutem-is-not-reachable": [
                "01-02 02:00:00 investigating yeyak-siseutem/web=degraded_performance",
                "01-02 04:00:00 - yeyak-siseutem/web=major_outage",
                "01-02 05:00:00 resolved",
            ],
            "0104-secret-door-is-not-reachable": ["01-04 00:00:00 investigating secret-door=major_outage"],
        }

        assert expected == {incident.id: told(upptime, incident.id) for incident in site(upptime).incidents}

    @pytest.mark.parametrize(
        ("moment", "state_then"),
        [
            ("2024-01-02T01:59", State.OPERATIONAL),
            ("2024-01-02T02:30", State.DEGRADED_PERFORMANCE),
            ("2024-01-02T04:30", State.MAJOR_OUTAGE),
            ("2024-01-02T05:00", State.OPERATIONAL),
        ],
    )
    def test_the_page_is_then_what_it_was_then(self, upptime: Path, moment: str, state_then: State) -> None:
        """A build of a past moment shows the states of that moment."""
        at = datetime.fromisoformat(moment).replace(tzinfo=UTC)

        assert state_then is state.at(site(upptime), at).states["yeyak-siseutem"]

    def test_branches_that_were_merged_are_told_in_the_order_of_time(self, tmp_path: Path) -> None:
        """Git may list one branch after the other; a clock that ran backwards looks the same."""
        needs("git")
        made = foreign.Upptime(tmp_path / "site", "sites:\n  - {name: API, url: 'https://x.example'}\n")
        for at, status in (("05", "up"), ("02", "down"), ("03", "up"), ("04", "down"), ("01", "up")):
            made.check("api", status, f"2024-01-{at}T00:00:00Z")

        root = imported("upptime", made.root)

        assert ["01-02 00:00:00 investigating api/web=major_outage", "01-03 00:00:00 resolved"] == told(
            root, "0102-api-is-not-reachable"
        )
        assert ["01-04 00:00:00 investigating api/web=major_outage", "01-05 00:00:00 resolved"] == told(
            root, "0104-api-is-not-reachable"
        )
        assert "history/api.yml:1 clock" in lost(root)

    def test_what_is_not_in_git_is_said(self, upptime: Path) -> None:
        """Nobody should look for the words of the issues in vain."""
        assert [
            ".git:1 issues",
            ".upptimerc.yml:1 no_history_of_site Never checked",
            ".upptimerc.yml:1 settings assignees",
            ".upptimerc.yml:1 url $SECRET_SITE",
            ".upptimerc.yml:1 url tcp://harbour.example",
            "history/left-behind.yml:1 component_ended left-behind",
            "history/left-behind.yml:1 site_unlisted left-behind",
            "history/old-crane.yml:1 component_ended old-crane",
            "history/old-crane.yml:1 site_unlisted old-crane",
            "history/summary.json:1 measurements",
        ] == lost(upptime)

    def test_issues_add_words_and_planned_work(self, repository: foreign.Upptime, tmp_path: Path) -> None:
        """A dump of `gh issue list` is enough."""
        issues = tmp_path / "issues.json"
        issues.write_text(json.dumps(foreign.ISSUES, indent=1))
        root = tmp_path / "new"

        answer = run("upptime", repository.root, "--into", root, "--issues", issues)

        assert 0 == answer.returncode, answer.stderr
        assert [
            "01-02 01:00:30 investigating git-hub-api/web=major_outage",
            "01-02 01:01:00 - In `abc1234`, GitHub API",
            "01-02 02:00:00 - We are on it.",
            "01-02 03:00:00 resolved",
        ] == told(root, "0102-github-api-is-down")
        assert [
            "01-25 00:00:00 investigating git-hub-api/web=degraded_performance By hand.",
            "01-25 01:00:00 resolved",
        ] == told(root, "0125-github-api-has-degraded-performance")
        (work,) = site(root).maintenance
        assert (datetime(2024, 2, 1, 10, tzinfo=UTC), datetime(2024, 2, 1, 12, tzinfo=UTC)) == (
            work.starts,
            work.ends,
        )
        assert ["git-hub-api/web"] == [claim.thing for claim in work.claims]
        assert [
            "issues.json:25 work_about no-such",
            "issues.json:38 issue How do I configure this?",
            "issues.json:45 comments 🛑 GitHub API has degraded performance",
            "issues.json:45 issue_alone 🛑 GitHub API has degraded performance",
        ] == [line for line in lost(root) if line.startswith("issues.json")]

    def test_a_clone_without_its_history_says_so(self, repository: foreign.Upptime, tmp_path: Path) -> None:
        """CI services clone one commit; what came before is not in it."""
        shallow = tmp_path / "site"
        subprocess.run(
            ["git", "clone", "-q", "--depth", "1", f"file://{repository.root}", str(shallow)], check=True
        )

        root = imported("upptime", shallow)

        assert ".git/shallow:1 shallow" in lost(root)
        # The one commit holds every file as it lies there.
        assert ["0103-left-behind-is-not-reachable", "0104-secret-door-is-not-reachable"] == [
            incident.id for incident in site(root).incidents
        ]

    def test_without_git_the_present_states_are_carried(
        self, repository: foreign.Upptime, tmp_path: Path
    ) -> None:
        """A downloaded archive has no history at all."""
        archive = tmp_path / "site"
        subprocess.run(["git", "clone", "-q", str(repository.root), str(archive)], check=True)
        subprocess.run(["rm", "-rf", str(archive / ".git")], check=True)

        root = imported("upptime", archive)

        assert ".git:1 no_git" in lost(root)
        assert ["01-04 00:00:00 investigating secret-door=major_outage"] == told(
            root, "0104-secret-door-is-not-reachable"
        )

    def test_a_repository_cannot_start_programs(self, repository: foreign.Upptime, tmp_path: Path) -> None:
        """A checkout somebody sent brings its own git settings; reading it must not run them."""
        mark = tmp_path / "ran"
        trap = tmp_path / "trap.sh"
        trap.write_text(f"#!/bin/sh\ntouch {mark}\ncat\n")
        trap.chmod(0o755)
        sent = tmp_path / "site"
        subprocess.run(["git", "clone", "-q", str(repository.root), str(sent)], check=True)
        for name in ("core.fsmonitor", "diff.external", "diff.trap.command", "diff.trap.textconv",
                     "core.pager", "pager.log", "gpg.program", "core.sshCommand"):  # fmt: skip
            subprocess.run(["git", "-C", str(sent), "config", name, str(trap)], check=True)
        subprocess.run(["git", "-C", str(sent), "config", "log.showSignature", "true"], check=True)
        (sent / ".git/info/attributes").write_text("*.yml diff=trap\n")

        root = imported("upptime", sent)

        assert 5 == len(site(root).incidents)
        assert not mark.exists()

    def test_what_git_was_told_of_another_repository_is_not_obeyed(
        self, repository: foreign.Upptime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """As when the import is started from a hook, or from a shell that an alias of git opened."""
        for name in ("GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_NAMESPACE"):
            monkeypatch.setenv(name, str(tmp_path))

        answer = run("upptime", repository.root, "--into", tmp_path / "new")

        assert 0 == answer.returncode, answer.stderr
        assert 5 == len(site(tmp_path / "new").incidents)

    def test_a_repository_without_a_commit_is_refused(self, tmp_path: Path) -> None:
        """In git's words, and without a traceback."""
        needs("git")
        (tmp_path / "site").mkdir()
        (tmp_path / "site/.upptimerc.yml").write_text("sites: []\n")
        subprocess.run(["git", "init", "-q", str(tmp_path / "site")], check=True)

        answer = run("upptime", tmp_path / "site", "--into", tmp_path / "new")

        assert 1 == answer.returncode
        assert "The git history cannot be read" in answer.stderr


def in_short(rows: list[dict[str, Any]], *without: str) -> list[dict[str, Any]]:
    """Stories of Statuspage as their readers see them: names, statuses, words, instants, states."""

    def instant(row: Mapping[str, Any], name: str) -> datetime | None:
        return datetime.fromisoformat(row[name]) if row.get(name) else None

    found = []
    for row in rows:
        updates = []
        for update in row["incident_updates"]:
            states = {
                one["name"]: (one["old_status"], one["new_status"])
                for one in update["affected_components"] or ()
                if one["name"] not in without and one["old_status"] != one["new_status"]
            }
            updates.append((update["status"], update["body"], instant(update, "display_at"), states))
        moments = ("created_at", "resolved_at", "monitoring_at", "scheduled_for", "scheduled_until")
        found.append(
            {
                "name": row["name"],
                "status": row["status"],
                "updates": updates,
                "components": [one["name"] for one in row["components"] if one["name"] not in without],
                **{name: instant(row, name) for name in moments},
            }
        )
    return found


class TestStatuspage:
    """What was published by Statuspage comes out of our interface as it went in."""

    def test_what_goes_in_comes_out(self, statuspage: Path) -> None:
        """Clients that read the old page read the new one, and see the same story."""
        out = machines.documents(statuspage_v2, statuspage, WORKING)
        # Our interface lists no service that ended, and says the status where an update has no words.
        expected = in_short(foreign.INCIDENTS, "Crane")
        when, affected = expected[0]["updates"][2][2:]
        expected[0]["updates"][2] = ("identified", "Cause known", when, affected)

        assert expected == in_short(out["api/v2/incidents.json"]["incidents"])
        assert in_short(foreign.WORKS) == in_short(
            out["api/v2/scheduled-maintenances.json"]["scheduled_maintenances"]
        )
        shown = [
            [(row["name"], row["status"], row["description"], row["group"], row["position"]) for row in rows]
            for rows in (
                sorted(foreign.COMPONENTS, key=lambda row: row["name"]),
                sorted(out["api/v2/components.json"]["components"], key=lambda row: str(row["name"])),
            )
        ]
        assert shown[0] == shown[1]
        page = out["api/v2/components.json"]["page"]
        assert ("Harbour", "https://status.harbour.example", "Asia/Seoul") == (
            page["name"], page["url"], page["time_zone"],
        )  # fmt: skip

    def test_a_second_time_nothing_changes(self, statuspage: Path, tmp_path: Path) -> None:
        """What we publish can be imported again, and gives the same files."""
        out = machines.documents(statuspage_v2, statuspage, WORKING)
        again = foreign.dump(
            tmp_path / "dump",
            out["api/v2/components.json"]["components"],
            out["api/v2/incidents.json"]["incidents"],
            out["api/v2/scheduled-maintenances.json"]["scheduled_maintenances"],
            out["api/v2/components.json"]["page"],
        )

        second = machines.documents(statuspage_v2, imported("statuspage", again), WORKING)

        for name, member in (
            ("incidents", "incidents"), ("scheduled-maintenances", "scheduled_maintenances"),
        ):  # fmt: skip
            document = f"api/v2/{name}.json"
            assert in_short(out[document][member]) == in_short(second[document][member])

    def test_the_new_page_is_built_and_shows_every_word(self, statuspage: Path, tmp_path: Path) -> None:
        """The page that citizens see, not only the documents."""
        assert build(statuspage, tmp_path / "site", WORKING).whole
        page = (tmp_path / "site/incidents/2020/0401-crane-stuck/index.html").read_text("utf-8")

        for words in (
            "Crane stuck",
            "The crane &lt;br&gt; does not turn.",
            "It turns again.",
            "A bolt was loose.",
        ):
            assert words in page
        assert ["2020-04-01T09:00", "2020-04-01T10:00", "2020-04-01T11:00", "2020-04-03T09:00"] == sorted(
            {moment[:16] for moment in re.findall(r'datetime="(2020-04[^"]+)"', page)}
        )

    def test_everything_that_changed_on_the_way_is_listed(self, statuspage: Path) -> None:
        """With the line of the dump on which it stands."""
        assert [
            "incidents.json:39 component_ended Crane",
            "incidents.json:75 html <br>",
            "scheduled-maintenances.json:1 members id, showcase",
        ] == lost(statuspage)

    @pytest.mark.parametrize("name", ["incidents.json", "components.json", "scheduled-maintenances.json"])
    def test_one_document_alone_is_enough(self, tmp_path: Path, name: str) -> None:
        """People save what they find."""
        folder = foreign.dump(tmp_path / "dump")

        found = site(imported("statuspage", folder / name))

        assert "Harbour" == found.name.versions[0][1]
        assert (len(found.services), len(found.incidents), len(found.maintenance)) == {
            "incidents.json": (3, 2, 0),
            "components.json": (3, 0, 0),
            "scheduled-maintenances.json": (1, 0, 1),
        }[name]

    def test_everything_our_interface_publishes_can_be_read_at_once(
        self, statuspage: Path, tmp_path: Path
    ) -> None:
        """The same things stand in several documents, and are taken once."""
        for path, document in machines.documents(statuspage_v2, statuspage, WORKING).items():
            (tmp_path / "dump" / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "dump" / path).write_text(json.dumps(document))

        root = imported("statuspage", tmp_path / "dump")

        assert (2, 1) == (len(site(root).incidents), len(site(root).maintenance))
        assert {"html", "members"} == {line.split()[1] for line in lost(root)}

    def changed(self, tmp_path: Path, **incident: Any) -> Path:
        """A dump whose second incident says something else."""
        row = {**foreign.INCIDENTS[1], **incident}
        return imported("statuspage", foreign.dump(tmp_path / "dump", incidents=[row], works=[]))

    def test_without_states_in_the_updates_the_impact_says_them(self, tmp_path: Path) -> None:
        """Old updates have no affected components."""
        updates = [
            {**update, "affected_components": None} for update in foreign.INCIDENTS[1]["incident_updates"]
        ]

        root = self.changed(tmp_path, incident_updates=updates)

        assert "02-29 15:00" not in told(root, "0301-bookings-fail")[0]
        assert (
            "03-01 00:00:00 investigating web=partial_outage Bookings fail."
            == told(root, "0301-bookings-fail")[0]
        )
        assert any("states_inferred Bookings fail" in line for line in lost(root))

    def test_a_group_that_is_named_stands_for_all_in_it(self, tmp_path: Path) -> None:
        """It is no service of its own."""
        group = [{"code": "gggggggggggg", "name": "Ships", "new_status": "major_outage"}]
        updates = [{**foreign.INCIDENTS[1]["incident_updates"][-1], "affected_components": group}]

        root = self.changed(tmp_path, incident_updates=updates)

        assert "03-01 00:00:00 investigating api=major_outage,web=major_outage Bookings fail." in told(
            root, "0301-bookings-fail"
        )
        assert {"api", "web", "budu"} == set(site(root).services)

    def test_planned_work_among_incidents_is_planned_work(self, tmp_path: Path) -> None:
        """So the interface for those who manage a page lists it, without anything around the list."""
        (tmp_path / "dump.json").write_text(json.dumps([*foreign.INCIDENTS, *foreign.WORKS]))

        found = site(imported("statuspage", tmp_path / "dump.json"))

        assert (2, 1) == (len(found.incidents), len(found.maintenance))

    def test_an_incident_about_nothing_says_so(self, tmp_path: Path) -> None:
        """Its impact has nothing to stand on."""
        root = self.changed(tmp_path, components=None, incident_updates=[], monitoring_at=None)

        assert ["03-01 00:00:00 investigating", "03-01 01:00:00 resolved"] == told(root, "0301-bookings-fail")
        assert {"impact", "no_updates"} <= {line.split()[1] for line in lost(root)}

    def test_a_component_left_in_trouble_keeps_its_state(self, tmp_path: Path) -> None:
        """A page that says all is well because a story ended would be a lie."""
        components = [replace_status(row, "aaaaaaaaaaaa", "partial_outage") for row in foreign.COMPONENTS]
        folder = foreign.dump(tmp_path / "dump", components=components)

        root = imported("statuspage", folder)

        assert State.PARTIAL_OUTAGE is state.at(site(root), WORKING).states["api"]
        assert any("state_now API" in line for line in lost(root))

    def test_planned_work_that_began_and_ended_a_little_late_keeps_its_window(self, tmp_path: Path) -> None:
        """Statuspage posts by itself some seconds after the edge; that is no word of its own."""
        work = json.loads(json.dumps(foreign.WORKS[0]))
        work["status"] = "completed"
        work["incident_updates"][0]["display_at"] = "2020-06-01T00:00:07.123Z"
        work["incident_updates"].insert(
            0, {"id": "u33", "status": "completed", "body": "Done.", "display_at": "2020-06-01T04:00:09.000Z"}
        )
        root = imported("statuspage", foreign.dump(tmp_path / "dump", works=[work]))

        documents = machines.documents(statuspage_v2, root, LATER.replace(year=2020, month=12))
        (shown,) = in_short(documents["api/v2/scheduled-maintenances.json"]["scheduled_maintenances"])

        assert ["completed", "in_progress", "scheduled"] == [update[0] for update in shown["updates"]]
        assert 2 == sum("work_edge" in line for line in lost(root))

    @pytest.mark.parametrize(
        ("field", "value", "code"),
        [
            ("scheduled_until", "2020-05-31T00:00:00.000Z", "work_end"),
            ("scheduled_until", None, "work_end"),
            ("scheduled_for", "soon", "work_times"),
        ],
    )
    def test_windows_that_cannot_be_are_mended_and_listed(
        self, tmp_path: Path, field: str, value: str | None, code: str
    ) -> None:
        """An end before its start closes nothing."""
        root = imported(
            "statuspage", foreign.dump(tmp_path / "dump", works=[{**foreign.WORKS[0], field: value}])
        )

        assert any(f" {code}" in line for line in lost(root))
        assert (0 if code == "work_times" else 1) == len(site(root).maintenance)

    @settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data())
    def test_a_dump_of_any_shape_is_read_or_refused(self, tmp_path: Path, data: st.DataObject) -> None:
        """Nobody promises that a file somebody saved is whole."""
        anything = st.one_of(
            st.none(),
            st.booleans(),
            st.integers(),
            st.text(max_size=5),
            st.just([]),
            st.just({}),
            st.just([1, {}]),
        )
        row = json.loads(json.dumps(data.draw(st.sampled_from([*foreign.INCIDENTS, *foreign.WORKS]))))
        affected = row["incident_updates"][0]["affected_components"] or ()
        parts = [row, *row["incident_updates"], *row["components"], *affected]
        for _ in range(3):
            part = data.draw(st.sampled_from(parts))
            part[data.draw(st.sampled_from(sorted(part)))] = data.draw(anything)
        dump, new = tmp_path / "dump.json", tmp_path / "new"
        member = "scheduled_maintenances" if "scheduled_for" in row else "incidents"
        dump.write_text(json.dumps({"page": foreign.PAGE, member: [row]}))
        shutil.rmtree(new, ignore_errors=True)

        codes = []
        try:
            writing.put(writing.files(importers.read("statuspage", dump, Wishes()), LATER).files, new)
        except importers.Refused as refused:
            codes.append(refused.code)

        assert codes in ([], ["import-not-statuspage"])
        assert codes or 1 >= len(site(new).stories)


def replace_status(row: dict[str, Any], id: str, status: str) -> dict[str, Any]:
    return {**row, "status": status} if row["id"] == id else row


class TestFiles:
    """Whatever names and words a source has, our files take them."""

    @settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        names=st.lists(st.text(max_size=200), min_size=1, max_size=4),
        words=st.lists(st.text(max_size=60), min_size=1, max_size=4),
    )
    def test_any_text_can_be_a_name_a_title_or_words(
        self, tmp_path: Path, names: list[str], words: list[str]
    ) -> None:
        """Emoji, control characters, halves of characters, other scripts, nothing at all."""
        new = tmp_path / "new"
        shutil.rmtree(new, ignore_errors=True)
        said = tuple(
            Word(LATER + timedelta(minutes=number), Status.IDENTIFIED, text, {names[0]: State.UNKNOWN})
            for number, text in enumerate(words)
        )
        found = Found(
            names[0], "", ZoneInfo("Asia/Seoul"), "ko",
            tuple(Component(name, name, group=name, about=name, url=name) for name in dict.fromkeys(names)),
            tuple(Story(name, said, intro=words[0]) for name in names),
        )  # fmt: skip

        writing.put(writing.files(found, LATER).files, new)

        assert len(names) == len(site(new).incidents)
        assert all(len(words) == len(incident.updates) for incident in site(new).incidents)

    def test_words_longer_than_a_file_go_into_several(self, tmp_path: Path) -> None:
        """A report of forty pages is not cut."""
        words = "\n\n".join(f"{number}. " + "가나다라 " * 200 for number in range(40)).strip()
        story = Story("Long", (Word(LATER, Status.INVESTIGATING, words), Word(LATER, Status.RESOLVED, words)))
        found = Found("Long", "", ZoneInfo("UTC"), "ko", (), (story,))

        writing.put(writing.files(found, LATER).files, tmp_path / "new")
        (incident,) = site(tmp_path / "new").incidents

        told = "".join(update.words.versions[0][1] for update in incident.updates if update.words)
        assert "".join((words * 2).split()) == "".join(told.split())
        assert [Status.INVESTIGATING, Status.RESOLVED] == [u.status for u in incident.updates if u.status]

    def test_hundreds_of_components_and_updates_fit(self, tmp_path: Path) -> None:
        """The largest pages name hundreds of components in one word; the rest of too many words is listed."""
        keys = [f"component {number}" for number in range(700)]
        word = Word(LATER, Status.INVESTIGATING, "All.", dict.fromkeys(keys, State.MAJOR_OUTAGE))
        more = [Word(LATER + timedelta(minutes=number), words=f"{number}") for number in range(1, 300)]
        found = Found(
            "Large", "https://large.example", ZoneInfo("UTC"), "en",
            tuple(Component(key, key) for key in keys), (Story("All", (word, *more)),),
        )  # fmt: skip

        written = writing.files(found, LATER)
        writing.put(written.files, tmp_path / "new")
        (incident,) = site(tmp_path / "new").incidents

        assert 700 == sum(len(update.claims) for update in incident.updates)
        assert 200 == len(incident.updates)
        assert 102 == sum(loss.code == "import_too_many_updates" for loss in written.losses)

    def test_words_of_one_moment_stay_in_their_order(self, tmp_path: Path) -> None:
        """Ten of them would sort before the second, by name."""
        said = tuple(Word(LATER, Status.IDENTIFIED, f"{number}") for number in range(25))
        found = Found("Many", "", ZoneInfo("UTC"), "en", (), (Story("Many", said),))

        writing.put(writing.files(found, LATER).files, tmp_path / "new")
        (incident,) = site(tmp_path / "new").incidents

        assert [f"{n}" for n in range(25)] == [u.words.versions[0][1] for u in incident.updates if u.words]

    @pytest.mark.parametrize(
        ("name", "id"),
        [
            ("주민등록 등본", "jumindeungrok-deungbon"),
            ("닭갈비", "dakgalbi"),
            ("Café Å", "cafe-a"),
            ("🛑", "service"),
            ("CON", "service-con"),
            ("../x", "x"),
            ("a" * 100, "a" * 48),
        ],
    )
    def test_names_become_ids(self, name: str, id: str) -> None:
        """The same on every run, and never a path."""
        assert id == naming.an_id(name, "service", ())
        assert f"{id}-2" == naming.an_id(name, "service", [id])


class TestHostileSources:
    """What somebody sent is read with care, or refused in a sentence."""

    def test_links_in_a_checkout_are_not_followed(self, tmp_path: Path) -> None:
        """A link could show any file of the machine that imports."""
        (tmp_path / "secret.md").write_text("---\ntitle: Secret\ndate: 2020-01-01\n---\nSecret.\n")
        source = foreign.cstate(tmp_path / "site")
        (source / "content/issues/link.md").symlink_to(tmp_path / "secret.md")
        (source / "content/more").symlink_to(tmp_path)

        root = imported("cstate", source)

        assert not [path for path in root.rglob("*") if "secret" in path.name]
        assert {"content/issues/link.md:1 file_is_link", "content/more:1 file_is_link"} <= set(lost(root))

    @pytest.mark.parametrize("folder", ["content", "content/issues"])
    def test_a_folder_that_is_a_link_is_not_entered(self, tmp_path: Path, folder: str) -> None:
        """Nor does a link on the way to the files lead anywhere."""
        foreign.cstate(tmp_path / "other")
        source = foreign.cstate(tmp_path / "site", {"config.yml": "title: x\n", "content/x.txt": "x"})
        shutil.rmtree(source / folder, ignore_errors=True)
        (source / folder).symlink_to(tmp_path / "other" / folder)

        root = imported("cstate", source)

        assert () == site(root).incidents
        assert f"{folder}:1 file_is_link" in lost(root)

    @pytest.mark.parametrize(
        "body",
        [
            "<!--" * 60_000,
            "<!-- -->" * 30_000,
            "{{<" * 80_000,
            "{{< track " + " " * 240_000,
            "\n\n- " * 60_000,
            "*" * 240_000,
        ],
    )
    def test_words_that_keep_others_busy_for_hours_do_not_keep_us(self, tmp_path: Path, body: str) -> None:
        """What grows with the square of its length would not end before the tests are given up."""
        head = "---\ntitle: x\ndate: 2020-01-01\nresolved: true\n---\n"
        source = foreign.cstate(
            tmp_path / "site", {"config.yml": "title: x\n", "content/issues/a.md": head + body}
        )

        assert 1 == len(site(imported("cstate", source)).incidents)

    def test_a_link_in_place_of_the_settings_is_no_checkout(self, tmp_path: Path) -> None:
        (tmp_path / "secret.yml").write_text("sites: []\n")
        (tmp_path / "site").mkdir()
        (tmp_path / "site/.upptimerc.yml").symlink_to(tmp_path / "secret.yml")

        answer = run("upptime", tmp_path / "site", "--into", tmp_path / "new")

        assert (1, False) == (answer.returncode, (tmp_path / "new").exists())
        assert "no checkout of Upptime" in answer.stderr

    @pytest.mark.parametrize(
        ("name", "words", "sentence"),
        [
            ("config.yml", "a: &a [x]\nb: *a\n", "References (&name, *name)"),
            ("config.yml", "x: y\n" * 100_000, "The file is too large"),
            ("config.yml", "a: " + "[" * 50_000, "config.yml:1:"),
            ("config.toml", "a = " + "[" * 50_000, "TOML"),
        ],
        ids=["bomb", "huge", "deep", "deep toml"],
    )
    def test_settings_that_attack_are_refused(
        self, tmp_path: Path, name: str, words: str, sentence: str
    ) -> None:
        """Before anything is written."""
        source = foreign.cstate(tmp_path / "site", {name: words})

        answer = run("cstate", source, "--into", tmp_path / "new")

        assert (1, False) == (answer.returncode, (tmp_path / "new").exists())
        assert sentence in answer.stderr
        assert "Nothing was written." in answer.stderr

    def test_a_dump_that_attacks_is_refused(self, tmp_path: Path) -> None:
        """A hundred thousand brackets end other programs."""
        (tmp_path / "dump.json").write_text("[" * 100_000)

        answer = run("statuspage", tmp_path / "dump.json", "--into", tmp_path / "new")

        assert 1 == answer.returncode
        assert "dump.json:1:1: This cannot be read as JSON" in answer.stderr

    def test_halves_of_characters_do_no_harm(self, tmp_path: Path) -> None:
        """JSON can hold them, and so can the names of files."""
        half = {**foreign.INCIDENTS[1], "name": "Half \ud800 <x>", "impact": "\udfff"}
        update = {**foreign.INCIDENTS[1]["incident_updates"][0], "body": "\ud800 <b>", "status": "\udfff"}
        (tmp_path / "dump.json").write_text(json.dumps([{**half, "incident_updates": [update]}]))
        root = imported("statuspage", tmp_path / "dump.json")
        source = foreign.cstate(tmp_path / "site")
        with contextlib.suppress(OSError):
            (source / os.fsdecode(b"content/issues/\xff.md")).write_text("nothing")

        assert ["0301-half-x"] == [incident.id for incident in site(root).incidents]
        assert 7 == len(site(imported("cstate", source)).incidents)

    def test_a_huge_issue_is_listed_and_the_rest_goes_on(self, tmp_path: Path) -> None:
        source = foreign.cstate(tmp_path / "site")
        (source / "content/issues/huge.md").write_text("---\ntitle: x\n---\n" + "x" * 300_000)

        root = imported("cstate", source)

        assert "content/issues/huge.md:1 file_too_large" in lost(root)
        assert 7 == len(site(root).incidents)


class TestCommand:
    """A stranger types it, reads what it says, and loses nothing."""

    @pytest.mark.parametrize("there", ["a file in the folder", "a file", "a link"])
    def test_nothing_is_ever_overwritten(self, tmp_path: Path, there: str) -> None:
        """Not even an empty file."""
        new = tmp_path / "new"
        if there == "a file in the folder":
            new.mkdir()
            (new / "mine").touch()
        elif there == "a file":
            new.touch()
        else:
            (tmp_path / "elsewhere").mkdir()
            new.symlink_to(tmp_path / "elsewhere")

        answer = run("cstate", foreign.cstate(tmp_path / "site"), "--into", new)

        assert 1 == answer.returncode
        assert "nothing is ever overwritten" in answer.stderr
        assert not (tmp_path / "elsewhere/status").exists()

    def test_an_empty_folder_is_as_good_as_a_new_one(self, tmp_path: Path) -> None:
        """Made by hand, or by `git init` in another place."""
        (tmp_path / "new").mkdir()

        with contextlib.chdir(tmp_path / "new"):
            answer = run("cstate", foreign.cstate(tmp_path / "site"), "--into", ".")

        assert 0 == answer.returncode, answer.stderr
        assert 7 == len(site(tmp_path / "new").incidents)
        assert ["import-report.json", "import-report.md", "status"] == sorted(
            path.name for path in (tmp_path / "new").iterdir()
        )

    @pytest.mark.parametrize(
        ("typed", "answer"),
        [
            ([], "Say which program it comes from: cstate, upptime, statuspage, as in: "),
            (["cstat", "x"], '"cstat": what can be imported is one of cstate, upptime, statuspage'),
            (["cstate"], "cstate: name what to import"),
            (["cstate", "x", "--zone", "Mars"], '--zone "Mars": there is no such time zone'),
            (["cstate", "x", "--issues", "x"], "--issues: is for upptime only"),
            (["cstate", "x", "--language", "fr"], '--language "fr": write one of these: ko, en'),
        ],
        ids=str,
    )
    def test_a_mistake_names_the_word_the_rule_and_the_remedy(self, typed: list[str], answer: str) -> None:
        """Exit code 2, as everywhere."""
        found = run(*typed)

        assert 2 == found.returncode
        assert answer in found.stderr

    @pytest.mark.parametrize("kind", importers.KINDS)
    def test_a_folder_of_something_else_is_refused(self, tmp_path: Path, kind: str) -> None:
        """And says by what it would have been known."""
        (tmp_path / "site").mkdir()
        (tmp_path / "site/readme.txt").write_text("Hello")

        answer = run(kind, tmp_path / "site", "--into", tmp_path / "new")

        assert (1, False) == (answer.returncode, (tmp_path / "new").exists())
        assert f"{tmp_path / 'site'}: this" in answer.stderr

    def test_everything_is_said_in_korean_too(self, tmp_path: Path) -> None:
        """Help, answer and report."""
        into = tmp_path / "new"

        answer = run("cstate", foreign.cstate(tmp_path / "site"), "--into", into, language="ko")

        assert "서비스 6개, 장애 7건, 점검 0건, 알림 2건, 소식 20개를 옮겼습니다." in answer.stdout
        assert "24:00을 다음 날 0시로 읽었습니다." in (into / "import-report.md").read_text("utf-8")
        assert "있는 파일은 덮어쓰지 않습니다" in " ".join(run("--help", language="ko").stdout.split())

    def test_the_language_of_the_page_is_that_of_its_names(self, tmp_path: Path) -> None:
        """Unless somebody says otherwise."""
        page = {**foreign.PAGE, "name": "항만"}
        components = [{**row, "name": "부두"} for row in foreign.COMPONENTS]
        folder = foreign.dump(tmp_path / "dump", components=components, page=page)

        assert ("ko",) == site(imported("statuspage", folder)).languages
        shutil.rmtree(tmp_path / "new-statuspage")
        assert ("en",) == site(imported("statuspage", folder, "--language", "en")).languages

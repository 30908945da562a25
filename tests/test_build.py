"""A build as a whole: all or nothing, the same bytes every time, and only what changed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sites import AFTER, DURING, SMALL, fingerprint, published, write
from statuspage.build import CACHE, Refused, Result, build


def built(root: Path, moment: datetime = DURING, *, cached: bool = True, out: str = "site") -> Result:
    """Build a site beside its files."""
    return build(root, root / out, moment, cache=root / CACHE if cached else None)


def page(root: Path, path: str, out: str = "site") -> str:
    return (root / out / path).read_text(encoding="utf-8")


UPDATE = "---\nimpact: {saeol: partial_outage}\n---\n새 소식"
"""A further word in the middle of the incident."""


class TestAllOrNothing:
    def test_a_broken_site_file_leaves_the_last_good_page(self, tmp_path: Path) -> None:
        """A page from yesterday helps; no page does not (R1)."""
        root = write(tmp_path)
        built(root)
        before = published(root / "site")

        write(root, {"site.yaml": "name: [unclosed"})
        with pytest.raises(Refused) as refused:
            built(root)

        assert "site-unusable" == refused.value.code
        assert refused.value.problems
        assert before == published(root / "site")

    def test_a_broken_template_is_told_by_file_and_line_and_nothing_goes_out(self, tmp_path: Path) -> None:
        root = write(tmp_path)
        built(root)
        before = published(root / "site")

        template = root / "templates" / "pages" / "service.html"
        template.parent.mkdir(parents=True)
        template.write_text(
            '{% extends "base.html" %}\n\n{% block main %}{{ page.misspelt }}{% endblock %}\n'
        )
        with pytest.raises(Refused) as refused:
            built(root)

        assert "template" == refused.value.code
        assert f"{template}:3" == refused.value.details["place"]
        assert before == published(root / "site")

    @pytest.mark.parametrize(
        ("line", "code"),
        [
            ('<p style="color:red">x</p>', "inspection-inline"),
            ('<p onclick="x()">x</p>', "inspection-inline"),
            ("<script>alert(1)</script>", "inspection-foreign"),
            ('<img src="https://elsewhere.example/pixel.png" alt="">', "inspection-outside"),
            ('<a href="../nowhere/">x</a>', "inspection-dead-link"),
            ('<a href="javascript:alert(1)">x</a>', "inspection-foreign"),
            ("<h1>again</h1><h1>and again</h1>", "inspection-not-parsed"),
        ],
    )
    def test_a_page_that_must_not_go_out_stops_the_build(self, tmp_path: Path, line: str, code: str) -> None:
        """Whatever a site's own template does, nothing foreign or broken is published (R5, R41)."""
        root = write(tmp_path)
        template = root / "templates" / "pages" / "not-found.html"
        template.parent.mkdir(parents=True)
        template.write_text(
            f'{{% extends "base.html" %}}\n{{% block main %}}<h1>404</h1>{line}{{% endblock %}}\n'
        )

        with pytest.raises(Refused) as refused:
            built(root)

        assert code == refused.value.code
        assert not (root / "site").exists()

    def test_a_folder_that_is_not_ours_is_left_alone(self, tmp_path: Path) -> None:
        root = write(tmp_path)
        (root / "site").mkdir()
        (root / "site" / "precious.txt").write_text("mine")

        with pytest.raises(Refused) as refused:
            built(root)

        assert "folder-not-ours" == refused.value.code
        assert "mine" == (root / "site" / "precious.txt").read_text()


class TestUnreadableFiles:
    def test_a_broken_service_is_shown_as_being_checked_and_the_rest_goes_out(self, tmp_path: Path) -> None:
        """One broken file never takes the page down, and never hides silently (rule 7)."""
        root = write(tmp_path)
        write(root, {"services/mois/move-in.yaml": "name: {ko: 전입신고"})

        result = built(root, AFTER)

        assert not result.whole
        assert "확인 중" in page(root, "services/move-in/index.html")
        assert "정상 이용" in page(root, "services/resident-copy/index.html")
        assert "move-in" in page(root, "index.html")

    def test_work_that_is_announced_too_late_is_told_when_it_begins(self, tmp_path: Path) -> None:
        """A slip in a date must not keep everything else from going out."""
        late = """
            ---
            title: {ko: 정기점검, en: Maintenance}
            starts: 2023-11-17 08:00
            ends: 2023-11-17 22:00
            announced: 2023-11-18
            impact: {portal: under_maintenance}
            ---
        """
        built(write(tmp_path, {**SMALL, "maintenance/2023/1117-portal/notice.md": late}))

        assert "정기점검" in page(tmp_path, "maintenance/2023/1117-portal/index.html")
        assert "정기점검" in page(tmp_path, "services/resident-copy/index.html")

    def test_a_broken_update_is_never_taken_for_calm(self, tmp_path: Path) -> None:
        """The file that cannot be read may be the one that tells of an outage (R11)."""
        root = write(tmp_path)
        write(root, {"incidents/2023/1201-x/incident.md": "---\ntitle: [\n---\n"})
        quiet = "알려진 장애가 없습니다"

        result = built(root, AFTER)

        assert not result.whole
        assert quiet not in page(root, "index.html")


class TestSameBytes:
    def test_building_again_changes_nothing_and_keeps_every_file(self, tmp_path: Path) -> None:
        """A rebuild that changes nothing publishes nothing: same bytes, same times, same release."""
        root = write(tmp_path)
        built(root)
        before = {path: path.stat() for path in (root / "site" / "").rglob("*")}
        release = (root / "site").readlink()

        again = built(root, DURING + timedelta(minutes=5))

        assert again.switch is None
        assert release == (root / "site").readlink()
        changed = {p.name for p, s in before.items() if p.is_file() and s.st_mtime_ns != p.stat().st_mtime_ns}
        assert {"build.json"} >= changed

    def test_files_touched_but_not_changed_publish_nothing(self, tmp_path: Path) -> None:
        """A fresh checkout gives every file a new time; that is no news."""
        root = write(tmp_path)
        built(root)
        release = (root / "site").readlink()
        for path in (root / "status").rglob("*.*"):
            path.touch()

        again = built(root)

        assert again.switch is not None
        assert not again.switch
        assert release == (root / "site").readlink()

    def test_without_the_cache_the_bytes_are_the_same(self, tmp_path: Path) -> None:
        root = write(tmp_path)
        built(root)
        built(root, cached=False, out="anew")

        assert published(root / "site") == published(root / "anew")

    def test_only_what_an_update_touches_is_written_again(self, tmp_path: Path) -> None:
        root = write(tmp_path)
        built(root)
        write(
            root,
            {"incidents/2023/1117-saeol/1117-0850-mois.md": UPDATE},
        )

        result = built(root)

        assert result.switch
        assert 0 < result.switch.written < result.files
        assert "새 소식" in page(root, "incidents/2023/1117-saeol/index.html")

    def test_place_time_zone_language_and_hash_seed_do_not_matter(self, tmp_path: Path) -> None:
        """The same files give the same bytes wherever and however they are built (R21)."""
        prints = set()
        surroundings = [
            {"TZ": "UTC", "LANG": "C", "PYTHONHASHSEED": "0"},
            {"TZ": "America/New_York", "LANG": "ko_KR.UTF-8", "PYTHONHASHSEED": "1"},
            {"TZ": "Asia/Seoul", "LANG": "en_US.UTF-8", "PYTHONHASHSEED": "4242"},
        ]
        for number, environment in enumerate(surroundings):
            root = write(tmp_path / f"clone {number}")
            if number == 1:
                for path in sorted((root / "status").rglob("*.*"), reverse=True):
                    path.write_bytes(path.read_bytes())
            command = [
                sys.executable,
                "-m",
                "statuspage",
                "--root",
                str(root),
                "build",
                "--at",
                DURING.isoformat(),
            ]
            subprocess.run(command, env={**os.environ, **environment}, check=True, capture_output=True)
            prints.add(fingerprint(root / "site", without=()))

        assert 1 == len(prints)

    def test_a_moment_before_the_next_change_gives_the_same_pages(self, tmp_path: Path) -> None:
        """What is said to change next is all that changes by itself (rule 9)."""
        root = write(tmp_path)
        first = built(root, cached=False)
        assert first.next_change is not None
        before = fingerprint(root / "site")

        just_before = built(root, first.next_change - timedelta(seconds=1), cached=False)
        same = fingerprint(root / "site")
        built(root, first.next_change, cached=False)

        assert before == same
        assert first.next_change == just_before.next_change
        assert before != fingerprint(root / "site")


ABOUT = "\n        about: 새 설명"
NIGHT = """
---
title: 점검
starts: 2023-11-17 08:00
ends: 2023-11-17 12:00
impact: {portal: under_maintenance}
---
"""
EDITS: list[dict[str, str | None]] = [
    {"services/mois/move-in.yaml": None},
    {"services/mois/resident-copy.yaml": SMALL["services/mois/resident-copy.yaml"] + ABOUT},
    {"systems/saeol.yaml": "{name: 새올, operator: mois, state: partial_outage, since: 2023-11-17 08:00}"},
    {"incidents/2023/1117-saeol/1117-0850-mois.md": UPDATE},
    {"incidents/2023/1117-saeol/1117-0855-mois.md": "---\nimpact: {saeol: broken}\n---\n오타"},
    {"incidents/2023/1117-saeol/1118-0900-mois.en.md": None},
    {"notices/2023/1116-hello.md": "---\ntitle: 알림\nuntil: 2023-11-18\n---\n안녕하세요."},
    {"maintenance/2023/1117-night/notice.md": NIGHT},
    {"agencies/mois.yaml": "name: 행안부"},
]


class TestTheCacheNeverLies:
    @settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        edits=st.lists(st.sampled_from(EDITS), min_size=1, max_size=4),
        steps=st.lists(st.sampled_from([0, 30, 90, 600, 40_000]), min_size=4, max_size=4),
        templates=st.booleans(),
    )
    def test_after_any_edits_it_gives_what_a_cold_build_gives(
        self,
        tmp_path_factory: pytest.TempPathFactory,
        edits: list[dict[str, str | None]],
        steps: list[int],
        templates: bool,
    ) -> None:
        """Byte for byte, over edits, deletions, breakage, time passing and a changed template."""
        root = write(tmp_path_factory.mktemp("site"))
        moment = DURING
        built(root, moment)
        for edit, minutes in zip(edits, steps, strict=False):
            for name, text in edit.items():
                if text is not None or (root / "status" / name).exists():
                    write(root, {name: text})
            moment += timedelta(minutes=minutes)
            if templates:
                own = root / "site_src" / "words" / "ko.yaml"
                own.parent.mkdir(parents=True, exist_ok=True)
                own.write_text(f"state.operational: 정상 {minutes}\n", encoding="utf-8")
            built(root, moment)
            built(root, moment, cached=False, out="cold")

            assert published(root / "cold") == published(root / "site")

    def test_a_damaged_cache_costs_only_time(self, tmp_path: Path) -> None:
        root = write(tmp_path)
        built(root)
        before = published(root / "site")
        for path in (root / CACHE).rglob("*"):
            if path.is_file():
                path.write_bytes(b"\x80garbage")
        write(root, {"agencies/mois.yaml": "name: 행안부"})
        built(root)
        shutil.rmtree(root / CACHE)
        write(root, {"agencies/mois.yaml": SMALL["agencies/mois.yaml"]})

        built(root)

        assert before == published(root / "site")

    def test_a_cache_that_tries_to_run_a_program_is_thrown_away(self, tmp_path: Path) -> None:
        """A folder of remembered files may come from somewhere else; it can never do anything."""
        root = write(tmp_path)
        built(root)
        trap = tmp_path / "sprung"
        remembered = [*(root / CACHE).glob("files-*"), *(root / CACHE).glob("past-*")]
        assert remembered
        for path in remembered:
            path.write_bytes(b"cposix\nsystem\n(S'touch " + str(trap).encode() + b"'\ntR.")
        write(root, {"agencies/mois.yaml": "name: 행안부"})

        built(root)

        assert not trap.exists()
        assert "행안부" in page(root, "agencies/mois/index.html")


class TestTwoFolders:
    def test_a_cache_shared_by_two_folders_never_mixes_them_up(self, tmp_path: Path) -> None:
        """A preview of a quiet day must not keep the outage off the live page."""
        root = write(tmp_path)
        built(root, AFTER, out="live")
        built(root, DURING, out="preview")

        built(root, DURING, out="live")

        assert published(root / "preview").keys() == published(root / "live").keys()
        assert fingerprint(root / "preview") == fingerprint(root / "live")


class TestASitesOwnFiles:
    def test_a_template_of_the_same_name_replaces_ours(self, tmp_path: Path) -> None:
        root = write(tmp_path)
        own = root / "templates" / "pages" / "not-found.html"
        own.parent.mkdir(parents=True)
        own.write_text(
            '{% extends "base.html" %}\n{% block main %}<h1>우리 부처의 404</h1>{% endblock %}\n',
            encoding="utf-8",
        )

        built(root)

        assert "우리 부처의 404" in page(root, "404.html")
        assert "주민등록 등본" in page(root, "index.html")

    @pytest.mark.parametrize(
        "reaching",
        [
            "page.__class__",
            "w.__self__",
            "page.frame.menu.__class__",
            "[].append",
            "{}.update",
            "w.__func__",
        ],
    )
    def test_an_own_template_cannot_reach_into_the_program(self, tmp_path: Path, reaching: str) -> None:
        """Nor when it asks again: templates come from others than those who run the server."""
        root = write(tmp_path)
        own = root / "templates" / "pages" / "not-found.html"
        own.parent.mkdir(parents=True)
        asked = "{{ REACHING is defined }} {{ [].count is defined }}".replace("REACHING", reaching)
        template = '{% extends "base.html" %}{% block main %}<h1>ASKED</h1>{% endblock %}'
        own.write_text(template.replace("ASKED", asked))
        built(root)
        assert "<h1>False True</h1>" in page(root, "404.html")
        own.write_text(template.replace("ASKED", f"{asked}{{{{ {reaching} }}}}"))

        with pytest.raises(Refused) as refused:
            built(root)

        assert "template" == refused.value.code
        assert "unsafe" in refused.value.details["detail"]

    def test_a_words_file_replaces_single_words(self, tmp_path: Path) -> None:
        root = write(tmp_path)
        own = root / "site_src" / "words" / "ko.yaml"
        own.parent.mkdir(parents=True)
        own.write_text("state.major_outage: 멈춤\n", encoding="utf-8")

        built(root)

        assert "멈춤" in page(root, "services/move-in/index.html")

    def test_a_words_file_that_cannot_be_read_is_told_and_nothing_goes_out(self, tmp_path: Path) -> None:
        root = write(tmp_path)
        own = root / "site_src" / "words" / "ko.yaml"
        own.parent.mkdir(parents=True)
        own.write_text("state.major_outage: [멈춤\n", encoding="utf-8")

        with pytest.raises(Refused) as refused:
            built(root)

        assert "words-unusable" == refused.value.code
        assert "site_src/words/ko.yaml" == refused.value.problems[0].place.file

    def test_a_site_below_a_path_links_within_it(self, tmp_path: Path) -> None:
        """A sub-path is as good an address as any; the page for wrong addresses links from the top."""
        root = write(tmp_path)
        site = SMALL["site.yaml"].replace("https://status.example.go.kr/", "https://example.go.kr/status/")
        write(root, {"site.yaml": site})

        built(root)

        assert 'href="/status/' in page(root, "404.html")
        assert 'href="/' not in page(root, "services/move-in/index.html")


class TestBuildInfo:
    def test_the_moment_of_the_build_stands_in_one_file_only(self, tmp_path: Path) -> None:
        root = write(tmp_path)
        odd = datetime.fromisoformat("2023-11-17T09:07:13+09:00")

        result = built(root, odd)

        told = json.loads(page(root, "build.json"))
        assert "2023-11-17T09:07:13+09:00" == told["at"]
        assert result.next_change is not None
        assert result.next_change == datetime.fromisoformat(told["next_change"])
        assert "2023-11-17T08:40:00+09:00" == told["changed"]
        others = {path for path, data in published(root / "site").items() if b"09:07" in data}
        assert {"build.json"} == others

    def test_a_build_that_changes_nothing_still_knows_when_anybody_last_spoke(self, tmp_path: Path) -> None:
        """Else every open page would be told that it is old, or never."""
        root = write(tmp_path)
        built(root)

        again = built(root, DURING + timedelta(minutes=5))

        told = json.loads(page(root, "build.json"))
        assert again.switch is None
        assert ("2023-11-17T09:05:00+09:00", "2023-11-17T08:40:00+09:00") == (told["at"], told["changed"])


class TestCompiledTemplates:
    def test_a_site_that_gets_its_own_template_and_gives_it_up_again_builds_each_time(
        self, tmp_path: Path
    ) -> None:
        """Its own templates run in a sandbox, ours do not; neither may meet the other's compiled code."""
        root = write(tmp_path)
        built(root)
        own = root / "templates" / "pages" / "not-found.html"
        own.parent.mkdir(parents=True)
        own.write_text('{% extends "base.html" %}{% block main %}<h1>own</h1>{% endblock %}')
        built(root)
        assert "<h1>own</h1>" in page(root, "404.html")
        own.unlink()

        built(root)

        assert "<h1>own</h1>" not in page(root, "404.html")
        assert published(root / "site").keys() >= {"index.html", "404.html"}

"""A build that remembers is a build from nothing: the same bytes, whatever was edited in between."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from textwrap import dedent

import pytest

from sites import SMALL, published, write
from statuspage import build as building
from statuspage import workers
from statuspage.build import build

MORE = {
    "site.yaml": SMALL["site.yaml"],
    "agencies/nts.yaml": "name: {ko: 국세청, en: National Tax Service}",
    "systems/center.yaml": "{name: {ko: 대전센터, en: Daejeon centre}, grade: 1}",
    "systems/saeol.yaml": """
        name: {ko: 새올행정시스템, en: Saeol}
        operator: mois
        grade: 1
        needs: [center, {any_of: [portal, spare], at_most: degraded_performance}]
    """,
    "systems/spare.yaml": "name: {ko: 예비, en: Spare}",
    "services/nts/tax-proof.yaml": """
        name: {ko: 소득금액증명, en: Proof of income}
        importance: critical
        category: certificates
        channels:
          - id: web
            kind: web
            name: {ko: 홈택스, en: Hometax}
            hours: 매일 06:00-24:00
            needs: [center]
          - {id: ask, kind: phone, name: {ko: 상담, en: Help}, phone: '126', answers_only: true}
          - {id: booth, kind: kiosk, name: 발급기, regions: [daejeon], from: 2023-11-19 09:00}
        instead: [{service: resident-copy, note: {ko: 주소만 필요할 때, en: For the address}}]
    """,
    "services/nts/quiet.yaml": "name: 조용한 민원\nchannels: [{id: post, kind: post, name: 우편}]",
    "incidents/2023/1003-old/incident.md": "---\ntitle: {ko: 지난 장애, en: Past}\n---\n",
    "incidents/2023/1003-old/1003-0900-nts.md": (
        "---\nstatus: identified\nimpact: {center: partial_outage}\n---\n느립니다.\n"
    ),
    "incidents/2023/1003-old/1031-2300-nts.md": "---\nstatus: resolved\n---\n끝났습니다.\n",
    "maintenance/2023/1118-portal/notice.md": """
        ---
        title: {ko: 정기점검, en: Maintenance}
        starts: 2023-11-18 22:00
        ends: 2023-11-19 02:00
        repeats: FREQ=WEEKLY
        impact: {portal: under_maintenance}
        ---
    """,
    "notices/2023/1119-new.md": """
        ---
        title: 새 주소
        from: 2023-11-19 00:00
        until: 2023-11-21 00:00
        about: [resident-copy]
        ---
        알립니다.
    """,
}

DAY = 24 * 60
START = datetime.fromisoformat("2023-11-17T09:00+09:00")


class Country:
    """A small country that is edited at random, by people who do everything."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root, self.any = write(root, {**SMALL, **MORE}), random.Random(seed)  # noqa: S311
        self.at = START
        self.number = 0

    def path(self, name: str) -> Path:
        return self.root / "status" / name

    def put(self, name: str, text: str) -> None:
        write(self.root, {name: text})

    def story(self) -> str:
        found = sorted(p.parent.relative_to(self.root / "status") for p in self.root.rglob("incident.md"))
        return str(self.any.choice(found))

    def say(self) -> None:
        """An update, a minute ago."""
        self.number += 1
        at = self.at - timedelta(minutes=self.any.choice([1, 1, 30]))
        thing = self.any.choice(
            ["center", "saeol", "portal", "community-center", "tax-proof/web", "resident-copy", "spare"]
        )
        state = self.any.choice(["major_outage", "partial_outage", "operational", "degraded_performance"])
        extra = self.any.choice(
            [
                "",
                "regions: [daejeon]",
                f"next_update: {at + timedelta(hours=2):%Y-%m-%d %H:%M}",
                "provisional: [resident-copy/web]",
                "without: {tax-proof/web: {ko: 연말정산, en: Year end}}",
                "relief: [{kind: fee_waiver, services: [move-in], until: 2023-11-30, what: 면제}]",
                "channels: [{services: [tax-proof], id: paper, kind: counter, name: 종이}]",
            ]
        )
        self.put(
            f"{self.story()}/{at:%Y%m%d-%H%M}-mois.md",
            f"---\nstatus: {self.any.choice(['identified', 'monitoring'])}\n"
            f"impact: {{{thing}: {state}}}\n{extra}\n---\n소식 {self.number}입니다.\n",
        )

    def resolve(self) -> None:
        self.put(
            f"{self.story()}/{self.at:%Y%m%d-%H%M}-nts.md", "---\nstatus: resolved\n---\n복구했습니다.\n"
        )

    def begin(self) -> None:
        name = f"incidents/{self.at:%Y}/{self.at:%m%d}-n{self.number}"
        self.number += 1
        self.put(f"{name}/incident.md", f"---\ntitle: {{ko: 장애 {self.number}, en: Outage}}\n---\n")
        self.put(
            f"{name}/{self.at:%m%d-%H%M}-nts.md",
            "---\nstatus: investigating\nimpact: {center: major_outage}\n---\n확인 중입니다.\n",
        )

    def ahead(self) -> None:
        """A word written for later."""
        at = self.at + timedelta(hours=self.any.choice([1, 30]))
        self.put(
            f"{self.story()}/{at:%Y%m%d-%H%M}-nts.md", "---\nimpact: {spare: major_outage}\n---\n예약.\n"
        )

    def unsay(self) -> None:
        found = sorted(p for p in self.root.rglob("status/incidents/**/*-*-*.md"))
        if len(found) > 4:
            self.any.choice(found).unlink()

    def reword(self) -> None:
        path = self.any.choice(sorted(self.root.rglob("status/incidents/**/*.md")))
        path.write_text(path.read_text("utf-8") + f"\n고침 {self.number}.\n", "utf-8")
        self.number += 1

    def retitle(self) -> None:
        head = self.path(self.story()) / "incident.md"
        head.write_text(f"---\ntitle: {{ko: 이름 {self.number}, en: Name}}\n---\n", "utf-8")
        self.number += 1

    def flip(self) -> None:
        """`state:` in a thing's own file, or taken out again."""
        path = self.any.choice(sorted(self.root.rglob("status/[sc]*/**/*.yaml")))
        text = re.sub(r"^(state|since):.*\n", "", path.read_text("utf-8"), flags=re.M)
        if self.any.random() < 0.6 and not text.lstrip().startswith("{"):
            text += f"state: {self.any.choice(['major_outage', 'partial_outage'])}\n"
            text += f"since: {self.at - timedelta(hours=1):%Y-%m-%d %H:%M}\n"
        path.write_text(text, "utf-8")

    def describe(self) -> None:
        """Something about a service, or a broken file."""
        text = dedent(MORE["services/nts/tax-proof.yaml"])
        edits: list[Callable[[str], str]] = [
            lambda t: t + "about: {ko: 소득, en: Income}\n",
            lambda t: t.replace("소득금액증명", f"소득증명{self.number}"),
            lambda t: t.replace("needs: [center]", "needs: [portal]"),
            lambda t: t.replace("instead:", "insted:"),
            lambda t: t.replace("06:00-24:00", "09:00-18:00"),
            lambda t: t + "retired: 2023-11-20\n",
        ]
        self.number += 1
        self.put("services/nts/tax-proof.yaml", self.any.choice(edits)(text))

    def lose(self) -> None:
        """What stories name is gone, or is there again: nothing was written about the stories themselves."""
        name = self.any.choice(
            [
                "systems/spare",
                "systems/center",
                "agencies/nts",
                "services/nts/tax-proof",
                "channels/community-center",
            ]
        )
        if self.path(f"{name}.yaml").exists():
            self.path(f"{name}.yaml").unlink()
        else:
            self.put(f"{name}.yaml", {**SMALL, **MORE}[f"{name}.yaml"])

    def translate(self) -> None:
        """The words of an update in English, or without them again."""
        found = sorted(p for p in self.root.rglob("status/incidents/**/*.md") if ".en." not in p.name)
        path = self.any.choice(found)
        english = path.with_suffix(".en.md")
        if english.exists():
            english.unlink()
        else:
            english.write_text(f"In English {self.number}.\n", "utf-8")
        self.number += 1

    def open_a_desk(self) -> None:
        """A way born in a story, which takes its words from a shared channel."""
        self.put(
            f"{self.story()}/{self.at:%Y%m%d-%H%M}-mois.md",
            "---\nimpact: {portal: partial_outage}\nchannels:\n"
            f"  - {{id: desk-{self.number}, services: [move-in], use: community-center}}\n---\n엽니다.\n",
        )
        self.number += 1

    def change_settings(self) -> None:
        text = dedent(SMALL["site.yaml"]).strip() + "\n"
        more = self.any.choice(
            ["fresh_for: 1h", "mirrors: [https://mirror.example.org/]", "official: false", ""]
        )
        self.put("site.yaml", text + more + "\n")

    def change_words(self) -> None:
        path = self.root / "site_src" / "words" / "ko.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"frame.demonstration: 훈련 {self.number}\n", "utf-8")
        self.number += 1

    def change_style(self) -> None:
        path = self.root / "site_src" / "assets" / "parts" / "own.css"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f".sp-own {{ order: {self.number}; }}\n", "utf-8")
        self.number += 1

    def add_service(self) -> None:
        self.number += 1
        self.put(
            f"services/mois/new-{self.number}.yaml",
            f"name: {{ko: 새 민원 {self.number}, en: New}}\nchannels: [{{use: community-center}}]\n",
        )

    def plan(self) -> None:
        self.number += 1
        starts = self.at + timedelta(hours=3)
        self.put(
            f"maintenance/{starts:%Y}/{starts:%m%d}-p{self.number}/notice.md",
            f"---\ntitle: 점검 {self.number}\nstarts: {starts:%Y-%m-%d %H:%M}\n"
            f"ends: {starts + timedelta(hours=2):%Y-%m-%d %H:%M}\n"
            "impact: {center: under_maintenance}\n---\n",
        )

    def wait(self) -> None:
        """Time passes: minutes, an evening, a night of maintenance, a month, a year."""
        self.at += self.any.choice([20, 5 * 60, 13 * 60, 3 * DAY, 40 * DAY, 250 * DAY]) * timedelta(minutes=1)

    EDITS = (
        *(say, say, say, wait, wait, wait, resolve, begin, ahead, unsay, reword, retitle, flip, flip),
        *(describe, describe, change_settings, change_words, change_style, add_service, plan),
        *(lose, lose, translate, open_a_desk),
    )

    def edit(self) -> str:
        chosen = self.any.choice(self.EDITS)
        chosen(self)
        self.at += timedelta(minutes=1)
        return chosen.__name__


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_a_page_is_the_same_with_and_without_what_is_remembered(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An incremental build that may be wrong is worse than none. Several workers make it, one the other."""
    country = Country(tmp_path / "country", seed)
    history: list[str] = []
    monkeypatch.setattr(building, "FEW", 1)
    for step in range(12):
        monkeypatch.setattr(workers, "count", lambda: 3)
        build(country.root, tmp_path / "public/site", country.at, cache=tmp_path / "cache")
        monkeypatch.setattr(workers, "count", lambda: 1)
        build(country.root, tmp_path / f"anew-{step}/site", country.at)
        remembered = published(tmp_path / "public/site")
        anew = published(tmp_path / f"anew-{step}/site")

        assert anew.keys() == remembered.keys(), history
        assert [] == [path for path, data in anew.items() if remembered[path] != data], (step, history)
        history.append(country.edit())


def test_a_system_and_a_shared_channel_of_one_name_are_told_apart(tmp_path: Path) -> None:
    """`check` calls it a mistake, but the pages are published, and neither stays as the other does."""
    root = write(tmp_path / "country", {**SMALL, **MORE})
    write(root, {"systems/community-center.yaml": "{name: {ko: 센터 전산, en: Centre system}}"})
    out, anew = tmp_path / "public/site", tmp_path / "anew/site"
    build(root, out, START, cache=tmp_path / "cache")
    # It protects users of one service only, so the page of the channel tells of it, the system's does not.
    write(
        root,
        {
            "incidents/2023/1117-late/incident.md": "---\ntitle: {ko: 지연, en: Late}\n---\n",
            "incidents/2023/1117-late/1117-0855-mois.md": """
                ---
                status: identified
                relief:
                  - kind: deadline_extension
                    services: [move-in]
                    until: 2023-11-30
                    what: {ko: 기한 연장, en: Extended}
                ---
                늦어집니다.
            """,
        },
    )
    before = published(out)
    build(root, out, START + timedelta(minutes=1), cache=tmp_path / "cache")
    build(root, anew, START + timedelta(minutes=1))

    page = "channels/community-center/index.html"
    assert before[page] != published(anew)[page]
    assert {**published(anew), "build.json": b""} == {**published(out), "build.json": b""}


def test_a_service_and_a_shared_channel_of_one_name_are_both_published(tmp_path: Path) -> None:
    """`check` calls it a mistake; both claimed one badge and one sheet, and nobody could publish anything."""
    root = write(tmp_path / "country", {**SMALL, **MORE})
    write(root, {"channels/move-in.yaml": "{name: {ko: 전입 창구, en: Desk}, kind: counter}"})
    result = build(root, tmp_path / "public/site", START)
    pages = published(tmp_path / "public/site")

    assert "id_twice" in {problem.code for problem in result.problems}
    assert "전입신고" in pages["services/move-in/index.html"].decode()
    assert "전입 창구" in pages["channels/move-in/index.html"].decode()
    assert "전입신고" in pages["notice/move-in/index.html"].decode()


def test_the_page_is_right_at_every_moment_when_nobody_writes(tmp_path: Path) -> None:
    """What leaves a page with age, or is told as it comes near, does so although no file says so."""
    root = write(
        tmp_path / "country",
        {
            **SMALL,
            "incidents/2023/1117-saeol/1117-0950-mois.md": "---\nstatus: resolved\n---\n복구했습니다.\n",
            "maintenance/2023/1220-portal/notice.md": """
                ---
                title: 점검
                starts: 2023-12-20 22:00
                ends: 2023-12-21 02:00
                impact: {portal: under_maintenance}
                ---
            """,
            "maintenance/2022/1020-portal/notice.md": """
                ---
                title: 지난 점검
                starts: 2022-10-20 22:00
                ends: 2022-10-21 02:00
                impact: {portal: under_maintenance}
                ---
            """,
        },
    )
    moments = [
        ("2023-11-20T12:00", ""),
        ("2023-11-24T09:50", "what was resolved has been over for a week"),
        ("2023-11-25T12:00", "work was done last year"),
        ("2023-12-02T12:00", ""),
        ("2023-12-06T22:00", "work is two weeks ahead"),
    ]
    for number, (moment, why) in enumerate(moments):
        at = datetime.fromisoformat(f"{moment}+09:00")
        build(root, tmp_path / "public/site", at, cache=tmp_path / "cache")
        if why:
            build(root, tmp_path / f"anew-{number}/site", at)

            assert published(tmp_path / f"anew-{number}/site") == published(tmp_path / "public/site"), why


@pytest.mark.parametrize("used", [True, False], ids=["used", "used by nobody"])
def test_a_desk_that_does_not_work_opens_today_from_midnight_on(tmp_path: Path, used: bool) -> None:
    """Until then it opened tomorrow, and its page says so by the day."""
    desk = f"{dedent(SMALL['channels/community-center.yaml']).strip()}\nstate: degraded_performance"
    name = "community-center" if used else "post-office"
    files = {name: text for name, text in SMALL.items() if not name.startswith("incidents")}
    root = write(tmp_path / "country", {**files, f"channels/{name}.yaml": desk})
    evening, midnight = (datetime.fromisoformat(f"2023-11-{at}+09:00") for at in ("20T23:59", "21T00:00"))
    result = build(root, tmp_path / "public/site", evening, cache=tmp_path / "cache")
    build(root, tmp_path / "public/site", midnight, cache=tmp_path / "cache")
    build(root, tmp_path / "anew/site", midnight)

    assert midnight == result.next_change
    assert published(tmp_path / "anew/site") == published(tmp_path / "public/site")


def test_a_page_is_the_same_when_an_hour_comes_twice(tmp_path: Path) -> None:
    """Nightly work at half past one is over when the clocks are set back to one, and does not come again."""
    site = SMALL["site.yaml"].replace("Asia/Seoul", "America/New_York")
    root = write(
        tmp_path / "country",
        {
            **SMALL,
            "site.yaml": site,
            "maintenance/2023/1101-portal/notice.md": """
                ---
                title: 점검
                starts: 2023-11-01 01:30
                ends: 2023-11-01 01:45
                repeats: 매일
                impact: {portal: under_maintenance}
                ---
            """,
        },
    )
    for moment in ("2023-11-05T01:10-04:00", "2023-11-05T01:50-04:00", "2023-11-05T01:10-05:00"):
        at = datetime.fromisoformat(moment)
        build(root, tmp_path / "public/site", at, cache=tmp_path / "cache")
    build(root, tmp_path / "anew/site", at)

    assert published(tmp_path / "anew/site") == published(tmp_path / "public/site")

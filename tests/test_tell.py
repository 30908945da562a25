"""Those who want to know are told once, in order, of what is live; nobody is held up by somebody else."""

from __future__ import annotations

import base64
import json
import os
import re
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from textwrap import dedent
from typing import Any, NamedTuple

import pytest

from conftest import needs_library
from feed_story import CHAPTERS, EVENING, INCIDENT
from receivers import Receiver, Reply, listening
from sites import SMALL, write
from statuspage import http, load, tell
from statuspage.build import build
from statuspage.cli import Context
from statuspage.cli.messages import MESSAGES
from statuspage.cli.tell import news
from statuspage.model import ReceiverKind, Site
from statuspage.outputs import feeds
from statuspage.tell import sending, webhook
from statuspage.tell.published import Notice

COMMAND = (sys.executable, "-m", "statuspage")
KEY = "a key for tests that is long enough"
CHAPTER_NAMES = ("quiet", "beginning", "update", "correction", "resolution", "again")
ONE_DAY = timedelta(days=1)
TELL = """
tell:
  - name: ops
    kind: json
    url_from: OPS_URL
    secret_from: OPS_KEY
"""


def settings(words: str) -> str:
    """The settings of a small site, and some lines more."""
    return f"{dedent(SMALL['site.yaml']).strip()}\n{words.strip()}\n"


class Releases(NamedTuple):
    """One site, published chapter by chapter, each into a folder of its own."""

    root: Path
    out: Mapping[str, Path]


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Releases:
    """A quiet day, a story in four chapters, and the same once more, a minute later."""
    root, out = tmp_path_factory.mktemp("told"), tmp_path_factory.mktemp("out")
    write(root, {**SMALL, "site.yaml": settings("hubs: [https://hub.example.go.kr/]")})
    found = {}
    for number, name in enumerate(CHAPTER_NAMES):
        if 0 < number <= len(CHAPTERS):
            write(root, CHAPTERS[number - 1])
        moment = EVENING + timedelta(minutes=name == "again")
        build(root, out / name, moment, cache=root / ".cache")
        found[name] = out / name
    return Releases(root, found)


class Town:
    """A site with receivers, and what is remembered of them."""

    def __init__(self, releases: Releases, memory: Path) -> None:
        self.releases, self.memory = releases, memory
        self.site = load.site(write(memory.parent / "site", {"site.yaml": SMALL["site.yaml"]})).site
        assert self.site is not None
        self.environment = {"OPS_KEY": KEY}
        self.now = EVENING

    def with_receiver(self, receiver: Receiver, name: str = "ops", **how: Any) -> None:
        """Somebody is told from now on."""
        given = {"kind": ReceiverKind.JSON, "secret_from": "OPS_KEY", "language": "ko", **how}
        variable = f"{name.upper()}_URL"
        self.environment[variable] = receiver.url
        from statuspage.model import Receiver as Declared

        self._site(tell=(*self.whole.tell, Declared(name=name, url_from=variable, **given)))

    def with_hub(self, receiver: Receiver) -> None:
        self._site(hubs=(*self.whole.hubs, receiver.url))

    @property
    def whole(self) -> Site:
        assert self.site is not None
        return self.site

    def _site(self, **changes: Any) -> None:
        self.site = replace(self.whole, **changes)

    def tells(self, chapter: str, **given: Any) -> list[tell.Outcome]:
        """Tell of one release."""
        return self.tells_of(self.releases.out[chapter], **given)

    def tells_of(self, out: Path, **given: Any) -> list[tell.Outcome]:
        """Tell of what stands in a folder."""
        circumstances = {"now": self.now, "environment": self.environment, "allow_private": True, **given}
        return tell.everybody(self.whole, out, self.memory, tell.Circumstances(**circumstances))

    def reasons(self, chapter: str, **given: Any) -> list[str]:
        """Why not everybody was told."""
        return [found.failure.reason for found in self.tells(chapter, **given) if found.failure]


@pytest.fixture
def town(releases: Releases, tmp_path: Path) -> Town:
    return Town(releases, tmp_path / "told.json")


@pytest.fixture
def ops() -> Iterator[Receiver]:
    with listening() as receiver:
        yield receiver


class TestStory:
    """Who follows a story hears every word of it, once."""

    def test_every_word_is_told_once_and_a_rebuild_tells_nothing(self, town: Town, ops: Receiver) -> None:
        town.with_receiver(ops)
        told = []
        for chapter in CHAPTER_NAMES:
            before = len(ops.heard)
            town.tells(chapter)
            told.append(ops.notices[before:])

        assert [
            [],
            ["0302-0900-mois"],
            ["0302-1000-mois"],
            ["0302-1030-mois"],
            ["0302-1500-mois"],
            [],
        ] == told

    def test_several_at_once_come_in_the_order_in_which_they_were_said(
        self, town: Town, ops: Receiver
    ) -> None:
        """Who reads "solved" before "broken" thinks it has broken again."""
        town.with_receiver(ops)
        town.tells("quiet")
        town.tells("resolution")

        assert [f"0302-{time}-mois" for time in ("0900", "1000", "1030", "1500")] == ops.notices

    def test_what_was_published_before_anybody_asked_counts_as_told(self, town: Town, ops: Receiver) -> None:
        """Who sets this up must not call everybody about last year."""
        town.with_receiver(ops)
        [outcome] = town.tells("resolution")

        assert (6, [], ()) == (outcome.counted, ops.heard, outcome.told)

    def test_unless_a_moment_is_named_from_which_on_everything_is_told(
        self, town: Town, ops: Receiver
    ) -> None:
        town.with_receiver(ops)
        town.tells("resolution", since=datetime.fromisoformat("2026-03-02T10:30+09:00"))
        town.tells("resolution")

        assert ["0302-1030-mois", "0302-1500-mois"] == ops.notices

    def test_what_is_put_in_for_the_record_is_no_news(
        self, town: Town, ops: Receiver, tmp_path: Path
    ) -> None:
        """Last year's outages, added to the page, must not wake anybody."""
        last_year = {
            "incidents/2025/0302-saeol/incident.md": "---\ntitle: 창구 장애\n---",
            "incidents/2025/0302-saeol/0302-0900-mois.md": "---\nimpact: {saeol: 느림}\n---\n느립니다.",
            "incidents/2025/0302-saeol/0302-1000-mois.md": "---\nstatus: resolved\n---\n다시 됩니다.",
        }
        build(write(tmp_path / "more", {**SMALL, **CHAPTERS[0], **last_year}), tmp_path / "out", EVENING)
        town.with_receiver(ops)
        town.tells("quiet")
        town.tells_of(tmp_path / "out")

        assert ["0302-0900-mois"] == ops.notices
        assert "2026/" in ops.heard[0].message["data"]["notice"]["id"]

    def test_work_that_was_announced_late_is_news(self, town: Town, ops: Receiver, tmp_path: Path) -> None:
        """Its announcement is dated a week before it starts, also where it was written afterwards."""
        work = """
            ---
            {title: 점검, starts: 2026-03-02 21:00, ends: 2026-03-02 23:00, impact: {portal: 점검 중}}
            ---
        """
        files = {**SMALL, **CHAPTERS[0], "maintenance/2026/0302-portal/notice.md": work}
        build(write(tmp_path / "work", files), tmp_path / "out", EVENING)
        town.with_receiver(ops)
        town.tells("beginning")
        town.tells_of(tmp_path / "out")

        assert 1 == len(ops.heard)

    def test_a_receiver_that_joins_hears_the_next_word_only(self, town: Town, ops: Receiver) -> None:
        town.with_receiver(ops)
        town.tells("beginning")
        with listening() as late:
            town.with_receiver(late, "late")
            town.tells("correction")
            town.tells("resolution")

            assert ["0302-1500-mois"] == late.notices

    def test_each_hears_its_own_language(self, town: Town, ops: Receiver) -> None:
        town.with_receiver(ops, language="en")
        town.tells("quiet")
        town.tells("beginning")

        assert ["Government24 outage: Checking"] == [
            heard.message["data"]["notice"]["title"] for heard in ops.heard
        ]

    @pytest.mark.parametrize(
        ("only", "heard"),
        [
            ({"services": ("resident-copy",)}, ["0900", "1000", "1030", "1500"]),
            ({"services": ("move-in",)}, ["1000", "1030", "1500"]),
            ({"services": ("move-in", "resident-copy")}, ["0900", "1000", "1030", "1500"]),
            ({"agencies": ("mois",)}, ["0900", "1000", "1030", "1500"]),
            ({"categories": ("certificates",)}, ["0900", "1000", "1030", "1500"]),
            ({"regions": ("daejeon",)}, []),
        ],
    )
    def test_a_receiver_hears_only_of_what_it_asked_for(
        self, town: Town, ops: Receiver, only: dict[str, Any], heard: list[str]
    ) -> None:
        """The same news as in the feeds of these pages."""
        town.with_receiver(ops, **only)
        town.tells("quiet")
        town.tells("resolution")

        assert [f"0302-{time}-mois" for time in heard] == ops.notices

    def test_who_asks_for_more_is_not_told_the_past(self, town: Town, ops: Receiver) -> None:
        """A wider `only` brings in feeds full of old news."""
        town.with_receiver(ops, regions=("daejeon",))
        town.tells("correction")
        town.site = replace(town.whole, tell=(replace(town.whole.tell[0], services=("move-in",)),))
        town.tells("correction")
        town.tells("resolution")

        assert ["0302-1500-mois"] == ops.notices

    def test_what_was_withdrawn_before_it_could_be_told_is_not_told(self, town: Town, ops: Receiver) -> None:
        """Only what can be read on the page is told."""
        town.with_receiver(ops)
        town.tells("quiet")
        ops.replies = [Reply(404)]
        town.tells("beginning")
        town.tells("quiet")
        town.tells("update")

        assert ["0302-0900-mois", "0302-0900-mois", "0302-1000-mois"] == ops.notices
        ops.replies = [Reply(404)]
        town.tells("correction")
        town.tells("update")

        assert [0] == [outcome.waiting for outcome in town.tells("update")]

    def test_what_waits_is_told_though_its_short_feed_has_no_room_for_it_any_more(
        self, town: Town, ops: Receiver, tmp_path: Path
    ) -> None:
        """The feed of a service has room for some ten words; a receiver may be away for longer."""
        root = write(tmp_path / "busy", {**SMALL, "site.yaml": settings(""), **CHAPTERS[0]})
        hours = {f"{INCIDENT}/0302-{hour}00-mois.md": "아직 안 됩니다." for hour in range(10, 20)}
        town.with_receiver(ops, services=("resident-copy",))
        town.tells("quiet")
        ops.replies = [Reply(404)]
        town.tells("beginning")
        build(write(root, hours), tmp_path / "out", EVENING)
        assert "0302-0900" not in (tmp_path / "out/services/resident-copy/feed.json").read_text()
        town.tells_of(tmp_path / "out")

        assert ["0302-0900-mois"] * 2 == ops.notices[:2]
        assert 1 + 1 + len(hours) == len(ops.heard)

    def test_of_a_day_on_which_more_is_said_than_a_feed_holds_every_word_is_told(
        self, town: Town, ops: Receiver, tmp_path: Path
    ) -> None:
        """A hall burns down: a hundred outages are pushed at once, and one room has been away since noon."""
        root, out = write(tmp_path / "fire", {**SMALL, "site.yaml": settings("")}), tmp_path / "out"
        town.with_receiver(ops)
        build(root, out, EVENING)
        town.tells_of(out)
        names = [f"{hour:02}{minute:02}" for hour in range(6, 11) for minute in range(0, 60, 3)]
        for hundred in (names[:50], names[50:]):
            for at in hundred:
                story = f"incidents/2026/0302-{at}"
                head = "---\nstatus: resolved\nimpact: {saeol: 느림}\n---\n"
                write(
                    root,
                    {
                        f"{story}/incident.md": f"---\ntitle: 장애 {at}\n---",
                        f"{story}/0302-{at}-mois.md": head + "서버실에 불이 났습니다. " * 200,
                    },
                )
            build(root, out, EVENING + timedelta(minutes=len(ops.heard)))
            ops.replies = [Reply(404)] if hundred[0] == "0600" else []
            town.tells_of(out)

        shortest = json.loads((out / "feed.json").read_text())["items"]
        assert len(shortest) < len(names)
        assert [f"0302-{at}-mois" for at in ("0600", *names)] == ops.notices
        assert [] == [found for found in town.tells_of(out) if found.told or found.waiting]

    def test_no_run_looks_back_further_than_is_remembered(
        self, town: Town, ops: Receiver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What was told long ago is forgotten; it must not look new to whoever asks for everything since."""
        monkeypatch.setattr(tell.memory, "LEFT", 30)
        monkeypatch.setattr(tell, "FAR_BACK", 20)
        root, out = write(tmp_path / "long", {**SMALL, "site.yaml": settings("")}), tmp_path / "out"
        town.with_receiver(ops)
        build(root, out, EVENING)
        town.tells_of(out)
        for number in range(1, 101):
            day = EVENING + timedelta(hours=6 * number)
            story = f"incidents/2026/{day:%m%d-%H}"
            note = "---\nstatus: resolved\nimpact: {saeol: 느림}\n---\n" + "다시 됩니다. " * 500
            files = {"incident.md": "---\ntitle: 장애\n---", f"{day:%m%d-%H%M}-mois.md": note}
            write(root, {f"{story}/{name}": words for name, words in files.items()})
            if number % 20 == 0:
                build(root, out, day, cache=tmp_path / ".cache")
                town.tells_of(out)
        assert 100 == len(ops.notices)

        town.tells_of(out, since=EVENING - ONE_DAY)

        assert 100 == len(ops.notices)

    def test_what_was_told_stays_told_when_it_leaves_a_feed_and_comes_back(
        self, town: Town, ops: Receiver
    ) -> None:
        """A feed holds so much; what it drops one day may find room again on another."""
        town.with_receiver(ops)
        for chapter in ("quiet", "update", "quiet", "update"):
            town.tells(chapter)

        assert ["0302-0900-mois", "0302-1000-mois"] == ops.notices

    def test_a_dry_run_says_what_would_be_told_and_does_nothing(self, town: Town, ops: Receiver) -> None:
        town.with_receiver(ops)
        town.tells("quiet")
        before = town.memory.read_bytes()
        [outcome] = town.tells("update", dry_run=True)

        assert ("정부24 장애: 확인 중", "정부24 장애: 주민센터로 오세요") == outcome.told
        assert ([], before) == (ops.heard, town.memory.read_bytes())


class TestTrouble:
    """What a receiver does wrong costs that receiver time, and nobody else anything."""

    def test_a_failure_is_tried_again_at_once(self, town: Town, ops: Receiver) -> None:
        town.with_receiver(ops)
        town.tells("quiet")
        ops.replies = [Reply(500)]
        [outcome] = town.tells("beginning")

        assert (None, 0, 1) == (outcome.failure, outcome.waiting, len(outcome.told))
        assert 1 == len({heard.headers["webhook-id"] for heard in ops.heard})
        assert 2 == len(ops.heard)

    def test_what_could_not_be_sent_is_sent_the_next_time(self, town: Town, ops: Receiver) -> None:
        """And what was said meanwhile comes after it."""
        town.with_receiver(ops)
        town.tells("quiet")
        ops.replies = [Reply(403)]
        [outcome] = town.tells("beginning")
        town.tells("update")

        assert ("status", 403, 1) == (outcome.failure.reason, outcome.failure.status, outcome.waiting)  # type: ignore[union-attr]
        assert ["0302-0900-mois", "0302-0900-mois", "0302-1000-mois"] == ops.notices

    def test_a_message_that_is_refused_does_not_hold_up_the_others(self, town: Town, ops: Receiver) -> None:
        """One that its receiver cannot digest must not silence the rest of the story."""
        town.with_receiver(ops)
        town.tells("quiet")
        ops.replies = [Reply(400)]
        [outcome] = town.tells("update")

        assert ["0302-0900-mois", "0302-1000-mois"] == ops.notices
        assert (1, 1) == (outcome.waiting, len(outcome.told))

    def test_a_receiver_that_asks_for_a_pause_gets_it(self, town: Town, ops: Receiver) -> None:
        """`429` with `Retry-After`: short ones within the run, long ones over runs."""
        town.with_receiver(ops)
        town.tells("quiet")
        ops.replies = [Reply(429, {"Retry-After": "0.1"}), Reply(), Reply(429, {"Retry-After": "3600"})]
        town.tells("update")
        heard = len(ops.heard)
        first = town.reasons("update")
        town.now += timedelta(minutes=61)
        second = town.reasons("update")

        assert (["wait"], []) == (first, second)
        assert [3, "0302-1000-mois"] == [heard, *ops.notices[3:]]

    def test_a_clock_that_was_wrong_once_silences_nobody_for_years(self, town: Town, ops: Receiver) -> None:
        """Servers without a network to ask start with the time of their last winter, or of a far one."""
        town.with_receiver(ops)
        town.tells("quiet")
        town.now = EVENING + timedelta(days=1500)
        ops.replies = [Reply(429, {"Retry-After": "3600"})]
        town.tells("beginning")
        town.now = EVENING
        town.tells("beginning")

        assert ["0302-0900-mois"] * 2 == ops.notices

    @pytest.mark.parametrize("words", ["Wed, 04 Mar 2026 00:00:00 GMT", "Wed, 04 Mar 2099 00:00:00 GMT"])
    def test_the_pause_may_be_given_as_a_date_and_never_lasts_longer_than_a_day(
        self, town: Town, ops: Receiver, words: str
    ) -> None:
        town.with_receiver(ops)
        town.tells("quiet")
        ops.replies = [Reply(503, {"Retry-After": words})]
        town.tells("beginning")
        town.now += ONE_DAY / 2
        waiting = town.reasons("beginning")
        town.now += ONE_DAY

        assert (["wait"], []) == (waiting, town.reasons("beginning"))
        assert ["0302-0900-mois"] * 2 == ops.notices

    def test_an_answer_that_never_ends_holds_nobody_up_and_is_told_nothing_twice(
        self, town: Town, ops: Receiver
    ) -> None:
        """A byte at a time beats every limit but that of the clock on the wall; the message has arrived."""
        town.with_receiver(ops)
        town.tells("quiet")
        ops.replies = [Reply(drips=True)] * 9

        assert [] == town.reasons("beginning", seconds=0.5)
        assert [] == town.reasons("beginning")
        assert ["0302-0900-mois"] == ops.notices

    def test_a_refusal_that_never_ends_is_a_refusal(self, town: Town, ops: Receiver) -> None:
        town.with_receiver(ops)
        town.tells("quiet")
        ops.replies = [Reply(429, {"Retry-After": "3600"}, drips=True)] * 9

        assert ["status"] == town.reasons("beginning", seconds=0.5)
        assert ["wait"] == town.reasons("beginning")

    def test_nobody_waits_for_somebody_elses_slowness(self, town: Town, ops: Receiver) -> None:
        """The slow one is told first, and answers only when the quick one has been told."""
        quick_was_told = threading.Event()
        with listening() as quick:
            ops.on_hearing = lambda: in_time.append(quick_was_told.wait(20))
            quick.on_hearing = quick_was_told.set
            in_time: list[bool] = []
            town.with_receiver(ops, "slow")
            town.with_receiver(quick, "quick")
            town.tells("quiet")
            town.tells("beginning")

        assert [True] == in_time

    def test_a_redirect_is_not_followed(self, town: Town, ops: Receiver) -> None:
        """Whoever takes over a host must not be able to send our messages on."""
        with listening() as elsewhere:
            town.with_receiver(ops)
            town.tells("quiet")
            ops.replies = [Reply(307, {"Location": elsewhere.url})]

            assert ["redirect"] == town.reasons("beginning")
            assert [] == elsewhere.heard

    def test_a_machine_of_our_own_network_is_told_only_when_that_is_allowed(
        self, town: Town, ops: Receiver
    ) -> None:
        """Else a slip in an address leads news, or what answers, to places inside."""
        town.with_receiver(ops)
        town.tells("quiet")
        town.environment["OPS_URL"] = ops.url.replace("http:", "https:")

        assert (["private"], []) == (town.reasons("beginning", allow_private=False), ops.heard)

    def test_without_encryption_nothing_goes_out(self, town: Town, ops: Receiver) -> None:
        """The address is the password."""
        town.with_receiver(ops)
        town.tells("quiet")

        assert ["variable-no-address"] == town.reasons("beginning", allow_private=False)

    @pytest.mark.parametrize(
        ("environment", "reason"),
        [
            ({"OPS_KEY": KEY}, "variable-missing"),
            ({"OPS_KEY": KEY, "OPS_URL": " "}, "variable-missing"),
            ({"OPS_KEY": KEY, "OPS_URL": "hooks.example.org/x"}, "variable-no-address"),
            ({"OPS_KEY": KEY, "OPS_URL": "http://["}, "variable-no-address"),
            ({"OPS_KEY": KEY, "OPS_URL": "https://me:pass@example.org/"}, "variable-no-address"),
            ({"OPS_URL": "https://example.org/"}, "variable-missing"),
            ({"OPS_URL": "https://example.org/", "OPS_KEY": "guess me"}, "variable-no-key"),
            ({"OPS_URL": "https://example.org/", "OPS_KEY": "whsec_*"}, "variable-no-key"),
            ({"OPS_URL": "https://example.org/", "OPS_KEY": "whsec_c2hvcnQ="}, "variable-no-key"),
        ],
    )
    def test_what_is_wrong_in_the_environment_is_named(
        self, town: Town, ops: Receiver, environment: dict[str, str], reason: str
    ) -> None:
        """At the first run, not at the first outage."""
        town.with_receiver(ops)
        town.environment = environment

        assert [reason] == town.reasons("quiet")

    def test_after_three_days_a_message_is_given_up(self, town: Town, ops: Receiver) -> None:
        """News of last week would only frighten people."""
        town.with_receiver(ops)
        town.tells("quiet")
        ops.replies = [Reply(403)] * 3
        town.tells("beginning")
        town.now += 2 * ONE_DAY
        town.tells("update")
        town.now += ONE_DAY + timedelta(minutes=1)
        ops.replies = []
        [outcome] = town.tells("update")

        assert ("정부24 장애: 확인 중",) == outcome.given_up
        assert ("정부24 장애: 주민센터로 오세요",) == outcome.told
        assert [()] == [again.given_up for again in town.tells("update")]


class TestCrash:
    """Whatever dies, the next run goes on where it stopped."""

    def test_a_crash_between_message_and_note_repeats_that_message_alone(
        self, town: Town, ops: Receiver
    ) -> None:
        """With the same `webhook-id`, so that its receiver can drop it."""
        root = write(town.memory.parent / "killed", {"site.yaml": settings(TELL)})
        environment = {**os.environ, "OPS_URL": ops.url, "OPS_KEY": KEY, "STATUSPAGE_ALLOW_PRIVATE": "1"}

        def start(chapter: str) -> subprocess.Popen[bytes]:
            out = str(town.releases.out[chapter])
            command = [*COMMAND, "--root", str(root), "tell", "--out", out]
            return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

        start("quiet").communicate()
        running = start("correction")
        # The second message has arrived, and is not answered any more.
        ops.on_hearing = lambda: os.kill(running.pid, signal.SIGKILL) if len(ops.heard) == 2 else None
        running.communicate()
        killed = running.returncode
        start("correction").communicate()

        assert -signal.SIGKILL == killed
        assert ["0302-0900-mois", "0302-1000-mois", "0302-1000-mois", "0302-1030-mois"] == ops.notices
        assert ops.heard[1].headers["webhook-id"] == ops.heard[2].headers["webhook-id"]

    def test_a_loss_of_power_repeats_no_more_than_a_crash(
        self, town: Town, ops: Receiver, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The note has its name on the disk before the next message goes out."""
        settled: list[int] = []

        def settle(descriptor: int) -> None:
            if stat.S_ISDIR(os.fstat(descriptor).st_mode):
                settled.append(len(ops.heard))

        town.with_receiver(ops)
        town.tells("quiet")
        monkeypatch.setattr(os, "fsync", settle)
        town.tells("update")

        assert {1, 2} <= set(settled)

    def test_two_runs_at_once_tell_everything_once(self, town: Town, ops: Receiver) -> None:
        """A push and the clock may both publish."""
        town.with_receiver(ops)
        town.tells("quiet")
        both = [threading.Thread(target=town.tells, args=("resolution",)) for _ in range(2)]
        for one in both:
            one.start()
        for one in both:
            one.join()

        assert [f"0302-{time}-mois" for time in ("0900", "1000", "1030", "1500")] == ops.notices

    def test_what_cannot_be_noted_is_not_sent(self, town: Town, ops: Receiver) -> None:
        """Else everybody is told the same at every push."""
        town.with_receiver(ops)
        town.tells("quiet")
        town.memory.with_name("told.json.new").mkdir()

        with pytest.raises(OSError, match=r"told\.json\.new"):
            town.tells("beginning")
        assert [] == ops.heard

    @pytest.mark.parametrize(
        "words",
        [
            *("", "{", "[]", "[" * 100_000, '{"version": 2}', '{"version": 1, "receivers": 7}'),
            '{"version":1,"receivers":{},"hubs":{"x":{"feeds":{},"not_before":"2026-03-02T09:00"}}}',
        ],
    )
    def test_a_memory_that_cannot_be_read_is_not_guessed(self, town: Town, ops: Receiver, words: str) -> None:
        """To begin anew would be to tell nobody, silently."""
        town.with_receiver(ops)
        town.tells("quiet")
        town.memory.write_text(words)

        with pytest.raises(tell.Unusable):
            town.tells("beginning")
        assert (words, []) == (town.memory.read_text(), ops.heard)

    def test_a_run_does_not_wait_for_ever_for_another(self, town: Town, ops: Receiver) -> None:
        town.with_receiver(ops)
        with ExitStack() as stack:
            stack.enter_context(tell.memory.opened(town.memory, 0))

            with pytest.raises(tell.Unusable):
                town.tells("quiet", patience=0)

    def test_a_file_that_was_changed_by_hand_is_not_told(
        self, town: Town, ops: Receiver, tmp_path: Path
    ) -> None:
        """Or one that is still being copied."""
        out = tmp_path / "copy"
        out.mkdir()
        for name in ("manifest.json", "feed.json"):
            (out / name).write_bytes((town.releases.out["quiet"] / name).read_bytes())
        (out / "feed.json").write_text('{"items": []}')
        town.with_receiver(ops)
        given = tell.Circumstances(town.now, town.environment, allow_private=True)
        [outcome] = tell.everybody(town.whole, out, town.memory, given)

        assert "feed-altered" == (outcome.failure and outcome.failure.reason)


class TestHubs:
    """A hub is told which feeds have changed, and fetches them itself."""

    def test_a_hub_hears_of_every_changed_feed_and_of_no_other(self, town: Town, ops: Receiver) -> None:
        town.with_hub(ops)
        for chapter in ("quiet", "beginning", "again"):
            town.tells(chapter)
        bodies = [heard.body.decode() for heard in ops.heard]
        feed = "https%3A%2F%2Fstatus.example.go.kr%2Ffeed.atom"
        paths = {body.partition("hub.topic=")[2] for body in bodies}

        assert f"hub.mode=publish&hub.url={feed}&hub.topic={feed}" == bodies[0]
        assert "application/x-www-form-urlencoded" == ops.heard[0].headers["content-type"]
        for path in ("feed.rss", "en/feed.json", "services/resident-copy/feed.atom", "history.atom"):
            assert f"https://status.example.go.kr/{path}".replace(":", "%3A").replace("/", "%2F") in paths
        assert [] == [path for path in paths if "daejeon" in path or "feed-2023" in path]

    def test_each_change_is_told_once(self, town: Town, ops: Receiver) -> None:
        town.with_hub(ops)
        town.tells("quiet")
        town.tells("beginning")
        told = len(ops.heard)
        town.tells("beginning")

        assert 0 < told == len(ops.heard)

    def test_what_a_hub_did_not_hear_it_hears_the_next_time(self, town: Town, ops: Receiver) -> None:
        town.with_hub(ops)
        town.tells("quiet")
        ops.replies = [Reply(204), Reply(403)]
        [outcome] = town.tells("beginning")
        refused, heard = ops.heard[1].body, len(ops.heard)
        town.tells("beginning")

        assert (1, [refused]) == (outcome.waiting, [again.body for again in ops.heard[heard:]])

    def test_a_hub_that_takes_nothing_is_left_alone(self, town: Town, ops: Receiver) -> None:
        """It would be asked about thousands of feeds at every push."""
        town.with_hub(ops)
        town.tells("quiet")
        ops.replies = [Reply(403)] * 100
        [outcome] = town.tells("beginning")

        assert (tell.REFUSED_FEEDS, True) == (len(ops.heard), outcome.waiting > tell.REFUSED_FEEDS)


NASTY = (
    "@everyone <!channel> <!here|x> <@U123> <@&9> <at>Kim</at> <#C1> [여기](https://evil.example/x) "
    "가https://evil.example javascript://evil.example *굵게* `코드` https://status.example.go.kr/about/ "
    "minwon@example.go.kr @channel \x1b[31m\x00"
)


def notice(title: str = NASTY, summary: str = NASTY) -> Notice:
    moment = "2026-03-02T09:00:00+09:00"
    home = "https://status.example.go.kr/"
    return Notice(
        id="tag:status.example.go.kr,2026:2026/0302-portal/0302-0900-mois",
        at=datetime.fromisoformat(moment),
        item={"id": "x", "title": title, "summary": summary, "date_published": moment},
        url=f"{home}incidents/2026/0302-portal/?a=1&b=2#u0302-0900-mois",
        title=title,
        summary=summary,
        by="행정안전부 @here",
        site="민원 서비스 상태 @everyone",
        home=home,
        document="",
    )


def shaped(kind: str, found: Notice) -> Any:
    return json.loads(webhook.body(ReceiverKind(kind), found))


def strings(found: object) -> Iterator[str]:
    """Every text inside a message."""
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        for value in found.values():
            yield from strings(value)
    elif isinstance(found, list):
        for value in found:
            yield from strings(value)


def units(words: str) -> int:
    return len(words.encode("utf-16-le")) // 2


CHATS = ("slack", "discord", "teams")


class TestShapes:
    """Each service gets what it understands, in words that call nobody and lead nowhere else."""

    @pytest.mark.parametrize("kind", CHATS)
    def test_nobody_is_called_by_what_somebody_wrote(self, kind: str) -> None:
        """One note with `@everyone` would wake a whole ministry."""
        words = " ".join(strings(shaped(kind, notice())))

        for call in ("@everyone", "@here", "@channel", "<!", "<@", "<#", "<at>", "\x1b", "\x00"):
            assert call not in words
        assert "minwon@example.go.kr" in words.replace("\\", "")

    @pytest.mark.parametrize("kind", CHATS)
    def test_links_lead_to_our_own_site_only(self, kind: str) -> None:
        found = shaped(kind, notice())
        words = " ".join(text for text in strings(found) if "adaptivecards.io" not in text)

        assert {"status.example.go.kr"} == set(re.findall(r"://([^/\s]*)", words))
        assert "evil.example" in words

    @pytest.mark.parametrize(
        "hidden", ["문의-https://evil.example", "1https://evil.example", "https:x:////evil.example"]
    )
    @pytest.mark.parametrize("kind", CHATS)
    def test_no_address_hides_behind_other_letters(self, kind: str, hidden: str) -> None:
        """Chats find a link wherever its `https://` begins."""
        found = strings(shaped(kind, notice(hidden, hidden)))

        assert not any("//evil" in re.sub(":\u200b//", "", text) for text in found)

    @pytest.mark.parametrize("kind", CHATS)
    def test_emptiness_is_said_somehow(self, kind: str) -> None:
        """No service takes an empty text."""
        assert "" not in list(strings(shaped(kind, notice("", ""))))

    @pytest.mark.parametrize("words", ["가" * 9_000, "<&>" * 3_000, "😀" * 9_000, "*_`" * 3_000])
    def test_no_message_is_longer_than_its_service_takes(self, words: str) -> None:
        """What is too long is refused as a whole, and nobody learns of the outage."""
        slack = shaped("slack", notice(words, words))
        header, section, context = slack["blocks"]
        [embed] = shaped("discord", notice(words, words))["embeds"]
        parts = [embed["title"], embed["description"], embed["author"]["name"], embed["footer"]["text"]]

        assert ("header", "section", "context") == tuple(block["type"] for block in slack["blocks"])
        assert units(header["text"]["text"]) <= 150
        assert units(section["text"]["text"]) <= 3000
        assert all(units(element["text"]) <= 3000 for element in context["elements"])
        assert [True] * 4 == [
            units(part) <= most for part, most in zip(parts, (256, 4096, 256, 2048), strict=True)
        ]
        assert sum(map(units, parts)) <= 6000
        assert len(webhook.body(ReceiverKind.TEAMS, notice(words, words))) <= 28_000

    def test_slack_gets_blocks_of_plain_text_and_words_for_notifications(self) -> None:
        found = shaped("slack", notice("정부24 장애 & <점검>", "한 줄\n두 줄"))
        header, section, context = found["blocks"]

        assert "정부24 장애 &amp; &lt;\u200b점검&gt;" == found["text"]
        assert {"type": "plain_text", "text": "한 줄\n두 줄", "emoji": False} == section["text"]
        assert "plain_text" == header["text"]["type"]
        assert context["elements"][0]["text"].startswith(
            "<https://status.example.go.kr/incidents/2026/0302-portal/?a=1&amp;b=2#u0302-0900-mois"
            "|status.example.go.kr>"
        )
        assert "행정안전부" in context["elements"][1]["text"]

    def test_discord_is_told_to_call_nobody(self) -> None:
        found = shaped("discord", notice("*장애*", "[여기](x)"))
        [embed] = found["embeds"]

        assert {"parse": []} == found["allowed_mentions"]
        assert ("\\*장애\\*", "\\[여기\\](x)") == (embed["title"], embed["description"])
        assert "2026-03-02T09:00:00+09:00" == embed["timestamp"]
        assert embed["url"].startswith("https://status.example.go.kr/")

    def test_teams_gets_a_card(self) -> None:
        found = shaped("teams", notice("장애", "한 줄\n\n두 줄"))
        [attachment] = found["attachments"]
        card = attachment["content"]
        [action] = card["actions"]

        assert ("message", "application/vnd.microsoft.card.adaptive") == (
            found["type"], attachment["contentType"],
        )  # fmt: skip
        assert ("AdaptiveCard", "1.4") == (card["type"], card["version"])
        assert ["장애", "한 줄", "두 줄"] == [line["inlines"][0]["text"] for line in card["body"][:3]]
        assert {"RichTextBlock"} == {line["type"] for line in card["body"]}
        assert ("Action.OpenUrl", "status.example.go.kr") == (action["type"], action["title"])

    def test_a_generic_message_is_the_entry_of_the_feed(self, town: Town, ops: Receiver) -> None:
        """And says where everything about its story stands, for programs."""
        town.with_receiver(ops)
        town.tells("quiet")
        town.tells("beginning")
        out = town.releases.out["beginning"]
        message = ops.heard[0].message
        document = message["data"]["document"]

        assert "notice.published" == message["type"]
        assert json.loads((out / "feed.json").read_bytes())["items"][0] == message["data"]["notice"]
        assert (out / document.removeprefix("https://status.example.go.kr/")).is_file()

    def test_each_kind_is_taken_to_its_receiver(self, town: Town, ops: Receiver) -> None:
        for kind in CHATS:
            town.with_receiver(ops, kind, kind=ReceiverKind(kind), secret_from="")
        town.tells("quiet")
        town.tells("beginning")

        assert {"attachments", "blocks", "embeds"} == {
            name
            for heard in ops.heard
            for name in heard.message
            if name in ("attachments", "blocks", "embeds")
        }
        assert [] == [heard for heard in ops.heard if "webhook-signature" in heard.headers]
        assert all("정부24 장애" in heard.body.decode() for heard in ops.heard)


class TestSignature:
    """Whoever receives a message can tell that it is ours, and of now."""

    def test_a_key_may_be_bytes_that_are_no_text(self) -> None:
        """As the environment holds them; one receiver's odd key must not keep the news from the others."""
        assert b"\xff" * 24 == webhook.key(os.fsdecode(b"\xff" * 24))

    @pytest.mark.parametrize("key", [KEY, "whsec_" + base64.b64encode(b"x" * 32).decode()])
    def test_the_recipe_in_the_docs_tells_ours_from_others(self, town: Town, ops: Receiver, key: str) -> None:
        """Eight lines that receivers copy; what they must refuse, they refuse."""
        words = (Path(__file__).parent.parent / "docs/telling.md").read_text(encoding="utf-8")
        recipe = re.search(r"```python\n(.*?)```", words, re.DOTALL)
        assert recipe
        found: dict[str, Any] = {}
        exec(recipe[1], found)  # noqa: S102 - our own documentation
        genuine = found["genuine"]
        town.with_receiver(ops)
        town.environment["OPS_KEY"] = key
        town.tells("quiet")
        town.now = datetime.now(UTC)
        town.tells("beginning")
        [heard] = ops.heard
        headers, body = heard.headers, heard.body
        old = {**headers, "webhook-timestamp": str(int(headers["webhook-timestamp"]) - 1000)}

        assert True is genuine(key, headers, body)
        assert [False] * 5 == [
            genuine("another key that is long enough", headers, body),
            genuine(key, headers, body + b" "),
            genuine(key, {**headers, "webhook-id": "notice_0"}, body),
            genuine(key, {**headers, "webhook-signature": "v1,AAAA"}, body),
            genuine(key, old, body),
        ]

    def test_the_libraries_that_receivers_use_accept_it(self, town: Town, ops: Receiver) -> None:
        """Standard Webhooks, by its own verifier."""
        library = needs_library("standardwebhooks")
        key = "whsec_" + base64.b64encode(b"0123456789abcdef0123456789abcdef").decode()
        town.with_receiver(ops)
        town.environment["OPS_KEY"] = key
        town.tells("quiet")
        town.now = datetime.now(UTC)
        town.tells("beginning")
        [heard] = ops.heard

        assert heard.message == library.Webhook(key).verify(heard.body, dict(heard.headers))

    def test_an_id_stays_and_a_moment_moves(self, town: Town, ops: Receiver) -> None:
        """A message that is sent again a day later is neither new nor stale."""
        town.with_receiver(ops)
        town.tells("quiet")
        ops.replies = [Reply(403)]
        town.tells("beginning")
        town.now += ONE_DAY
        town.tells("beginning")
        first, second = (heard.headers for heard in ops.heard)

        assert first["webhook-id"] == second["webhook-id"]
        assert "." not in first["webhook-id"]
        assert 86_400 <= int(second["webhook-timestamp"]) - int(first["webhook-timestamp"]) <= 86_460


class TestCommand:
    """What the person at the keyboard sees."""

    def run(self, root: Path, out: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """`statuspage tell` in a process of its own."""
        here = {name: value for name, value in os.environ.items() if not name.startswith("STATUSPAGE_")}
        return subprocess.run(
            [*COMMAND, "--root", str(root), *words[:2], "tell", "--out", str(out), *words[2:]],
            capture_output=True,
            encoding="utf-8",
            env={**here, "LANG": "C.UTF-8", "LC_ALL": "", **environment},
        )

    def site(self, tmp_path: Path, words: str = TELL) -> Path:
        return write(tmp_path / "root", {"site.yaml": settings(words)})

    def test_it_says_what_it_did(self, releases: Releases, ops: Receiver, tmp_path: Path) -> None:
        root, given = self.site(tmp_path), {"OPS_URL": ops.url, "OPS_KEY": KEY}
        allowed = ("--lang", "en", "--allow-private")
        first = self.run(root, releases.out["quiet"], *allowed, **given)
        second = self.run(root, releases.out["beginning"], *allowed, **given)
        third = self.run(root, releases.out["beginning"], *allowed, **given)

        assert "ops: new here. The 2 already published count as told; the next one will be sent.\n" == (
            first.stdout
        )
        assert "ops: 1 told.\n" == second.stdout
        assert "There is nothing new to tell.\n" == third.stdout
        assert [(0, "")] * 3 == [(one.returncode, one.stderr) for one in (first, second, third)]

    def test_a_failure_is_said_in_plain_words_and_never_with_a_secret(
        self, releases: Releases, ops: Receiver, tmp_path: Path
    ) -> None:
        """Logs of build services are read by many."""
        root, out = self.site(tmp_path), releases.out
        given = {"OPS_URL": ops.url, "OPS_KEY": KEY, "STATUSPAGE_DEBUG": "1"}
        secret = ops.url.rpartition("/")[2]
        runs = [
            self.run(root, out["quiet"], "--lang", "en", **given),
            self.run(root, out["beginning"], "--lang", "en", **given),
            self.run(root, out["beginning"], "--lang", "en", OPS_KEY=KEY),
            self.run(
                root,
                out["beginning"],
                "--lang",
                "ko",
                **{**given, "OPS_KEY": KEY[:9], "STATUSPAGE_ALLOW_PRIVATE": "1"},
            ),
            self.run(
                root, out["beginning"], "--lang", "en", **{**given, "OPS_URL": f"https://127.0.0.1/{secret}"}
            ),
        ]
        ops.replies = [Reply(401)]
        runs.append(self.run(root, out["beginning"], "--lang", "en", "--allow-private", **given))
        said = [one.stderr.strip() for one in runs]

        assert [4] * len(runs) == [one.returncode for one in runs]
        assert (
            "ops: The environment variable OPS_URL is not set. Put in what the receiver gave you. "
            "1 not told yet; they are sent the next time." == said[2]
        )
        assert "OPS_KEY의 값으로는 서명할 수 없습니다" in said[3]
        assert "private network" in said[4]
        assert "(HTTP 401)" in said[5]
        everything = "".join(one.stdout + one.stderr for one in runs)
        kept = "".join(path.read_text() for path in root.glob(".statuspage-told*"))
        for words in (secret, KEY, KEY[:9], "Traceback"):
            assert words not in everything + kept

    def test_an_entry_that_cannot_be_used_is_named(self, releases: Releases, tmp_path: Path) -> None:
        """Else somebody waits in vain to be told, and nobody knows."""
        root = self.site(tmp_path, TELL.replace("json", "jsn"))
        answer = self.run(root, releases.out["quiet"], "--lang", "en")

        assert (3, True) == (answer.returncode, '"jsn": ' in answer.stderr)

    def test_without_a_published_site_nobody_is_told(self, tmp_path: Path) -> None:
        answer = self.run(self.site(tmp_path), tmp_path / "nowhere", "--lang", "en")

        assert (1, True) == (answer.returncode, "there is no published site" in answer.stderr)

    def test_a_memory_that_cannot_be_read_is_named(self, releases: Releases, tmp_path: Path) -> None:
        root = self.site(tmp_path)
        (root / tell.NAME).write_text("?")
        answer = self.run(root, releases.out["quiet"], "--lang", "en")

        assert (4, True) == (
            answer.returncode,
            f"{root / tell.NAME}: the file of who was told" in answer.stderr,
        )

    def test_who_has_named_nobody_is_told_how(self, releases: Releases, tmp_path: Path) -> None:
        answer = self.run(self.site(tmp_path, ""), releases.out["quiet"], "--lang", "en")

        assert (0, True) == (answer.returncode, "under tell or hubs" in answer.stdout)

    def test_a_moment_that_is_none_is_explained(self, releases: Releases, tmp_path: Path) -> None:
        answer = self.run(self.site(tmp_path), releases.out["quiet"], "--lang", "en", "--from", "yesterday")

        assert (2, True) == (answer.returncode, answer.stderr.startswith('--from "yesterday": '))

    def test_every_reason_has_its_words(self) -> None:
        """Whatever happens at night is said in the reader's language."""
        reasons = {*http.REASONS, "status", "redirect", "wait", "no-time", "variable-missing"}
        reasons |= {"variable-no-address", "variable-no-key", "feed-nothing", "feed-altered"}
        reasons |= {"unreadable", "locked", "unwritable", "no-site"}

        assert set() == {f"tell-{reason}" for reason in reasons} - set(MESSAGES)


class TestDocs:
    """`docs/telling.md` promises what the program does."""

    WORDS = (Path(__file__).parent.parent / "docs/telling.md").read_text(encoding="utf-8")

    def test_the_example_is_a_message_that_was_sent(self, town: Town, ops: Receiver) -> None:
        """Programs are written after it; of the entry it shows only some members."""
        example = re.search(r"```json\n(.*?)```", self.WORDS, re.DOTALL)
        assert example
        town.with_receiver(ops)
        town.tells("beginning")
        town.tells("update")
        shown, sent = json.loads(example[1]), ops.heard[0].message
        kept = {name: sent["data"]["notice"][name] for name in shown["data"]["notice"]}

        assert shown == {**sent, "data": {**sent["data"], "notice": kept}}

    def test_the_limits_are_those_of_the_program(self) -> None:
        numbers = {1: "a", 3: "three", 4: "four", 8: "eight", 10: "ten", 30: "thirty"}

        assert f"No answer in {numbers[int(sending.ONE_TRY)]} seconds" in self.WORDS
        assert f"Tried {numbers[sending.TRIES]} times" in self.WORDS
        assert f"for {numbers[int(tell.SECONDS)]} seconds at most" in self.WORDS
        assert f"{numbers[tell.TOO_OLD.days].capitalize()} days have passed" in self.WORDS
        assert f"more than {numbers[tell.NO_NEWS.days]} days before the newest word" in self.WORDS
        assert f"for {numbers[sending.LONGEST_WAIT.days]} day at most" in self.WORDS
        assert f"more than {tell.FAR_BACK} words were said since" in self.WORDS
        gathered, service = feeds.GATHERED.entries, feeds.SERVICE.entries
        assert f"of up to {gathered} at once for each, and of {service} for a service" in self.WORDS
        assert f"any text of {webhook.SHORTEST_KEY} bytes or more" in self.WORDS
        assert tell.NAME in self.WORDS


class TestNews:
    """What `publish`, `hook` and `watch` do after a publication."""

    @pytest.fixture
    def context(self, tmp_path: Path) -> Context:
        return Context(write(tmp_path / "root", {"site.yaml": settings(TELL)}), "en")

    def test_where_nobody_is_to_be_told_nothing_is_said_or_kept(
        self, releases: Releases, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        root = write(tmp_path / "root", {"site.yaml": settings("")})
        code = news(Context(root, "en"), root, releases.out["quiet"])

        assert (0, ("", ""), []) == (code, tuple(capsys.readouterr()), list(root.glob(".statuspage*")))

    def test_a_receiver_that_fails_is_a_failed_mirror(
        self,
        releases: Releases,
        context: Context,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """The page is live; the exit code says that not everybody knows."""
        monkeypatch.delenv("OPS_URL", raising=False)
        code = news(context, context.root, releases.out["quiet"])

        assert (4, True) == (code, "OPS_URL is not set" in capsys.readouterr().err)

    def test_a_hub_that_fails_is_a_warning_only(
        self,
        releases: Releases,
        context: Context,
        ops: Receiver,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """Readers' programs find the news by themselves, a little later."""
        monkeypatch.setenv("STATUSPAGE_ALLOW_PRIVATE", "1")
        site = load.settings.of(context.root).site
        assert site is not None
        site = replace(site, tell=(), hubs=(ops.url,))
        first = news(context, context.root, releases.out["quiet"], site)
        ops.replies = [Reply(403)]
        second = news(context, context.root, releases.out["beginning"], site)

        assert (0, 0, True) == (first, second, "(HTTP 403)" in capsys.readouterr().err)

    def test_no_disaster_undoes_a_publication(
        self, context: Context, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        code = news(context, context.root, tmp_path / "nowhere")

        assert (4, True) == (code, "there is no published site" in capsys.readouterr().err)

"""New files as people would write them: whatever was typed comes back from `load` as it was typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from textwrap import dedent
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sites import SMALL, write
from statuspage import drafts, load
from statuspage.drafts import Draft, Way
from statuspage.language import Text
from statuspage.load import layout, pieces
from statuspage.load.findings import INVISIBLE, Reading
from statuspage.load.stories import Translation, UpdateDraft
from statuspage.load.things import ServiceDraft
from statuspage.model import (
    Channel,
    Importance,
    Incident,
    Kind,
    Need,
    Relief,
    ReliefKind,
    Site,
    State,
    Status,
    System,
    Update,
)
from statuspage.problems import Severity

SEOUL = ZoneInfo("Asia/Seoul")
READING = Reading(SEOUL, ("ko", "en"))
ROOT = Path(__file__).resolve().parent.parent


def moment(typed: str) -> datetime:
    """A moment in Seoul."""
    return datetime.fromisoformat(typed).replace(tzinfo=SEOUL)


def read(draft: Draft, reading: Reading = READING) -> pieces.Piece:
    """What `load` makes of a draft on its own."""
    spot = layout.spot(draft.path, [])
    assert spot is not None
    return pieces.read(spot, draft.text.encode(), reading)


def ko_en(korean: str, english: str) -> Text:
    return Text((("ko", korean), ("en", english)))


AT = moment("2023-11-17T08:40")

AWKWARD = [
    "0212", "no", "on", "9:00", "#1", "서버 #1 장애", "a: b", "a:", "- 하나", "-", "?", "~", "null", "[목록]",
    "{a: b}", "it's", '"따옴표"', "'따옴표'", "“전각 따옴표”", "가, 나", "50% 느림", "*별*", "&이름", "!중요",
    "|", ">", "@이름", "`code`", "---", "...", "https://www.gov.kr/a#b", "a\\b", "： 전각", "토: 9:00, 일: #",
    "=", "1.10", "2023-11-17", "<<", "true", "가 # 나", "가\t# 나",
]  # fmt: skip
"""What YAML, or a program that reads YAML, takes for something else."""

_LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\u2028\u2029")


def _can_be_said(text: str) -> bool:
    """Whether `check` allows these letters in a text at all."""
    return bool(text.strip()) and not INVISIBLE.search(text)


SENTENCES = st.text(_LETTERS, max_size=60).filter(_can_be_said) | st.sampled_from(AWKWARD)
TITLES = SENTENCES.filter(
    lambda text: not any(letter in "<>" or unicodedata.combining(letter) for letter in text)
)


def spelt(text: str) -> str:
    """The one spelling in which texts are kept."""
    return unicodedata.normalize("NFC", text).strip()


class TestWhatIsTypedComesBack:
    """At three in the morning nobody thinks of YAML: no word may be lost, and none may become another."""

    @given(TITLES, TITLES)
    @example("새올 장애: #1, 2", "Saeol: #1, 2")
    def test_a_title_survives(self, korean: str, english: str) -> None:
        draft = drafts.incident(2023, "1117-saeol", ko_en(korean, english), zone=SEOUL)

        piece = read(draft)

        assert [] == [problem for problem in piece.problems if problem.severity > Severity.WARNING]
        assert isinstance(piece.value, Incident)
        lines = [" ".join(spelt(title).split()) for title in (korean, english)]
        assert lines == [piece.value.title.said(language).words for language in ("ko", "en")]

    @pytest.mark.parametrize("typed", [typed for typed in AWKWARD if not re.search(r"[<>\t]", typed)])
    def test_awkward_words_survive_wherever_they_stand(self, typed: str) -> None:
        draft = drafts.service(
            "mois",
            "copy",
            typed,
            about=typed,
            keywords=[typed],
            ways=[Way("web", kind=Kind.WEB, name=ko_en(typed, typed), fee=typed)],
            instead={"other": typed},
        )

        piece = read(draft)

        assert isinstance(piece.value, ServiceDraft)
        service, way = piece.value.service, piece.value.ways[0].channel
        assert service.about is not None
        assert way.fee is not None
        assert service.instead[0].note is not None
        said = [service.name, service.about, way.name, way.fee, service.instead[0].note]
        assert [typed] * 5 == [text.said("ko").words for text in said]
        assert (typed,) == service.keywords

    @given(SENTENCES)
    def test_words_in_fields_survive(self, typed: str) -> None:
        draft = _update(
            expected=f"약 {typed}",
            without={"copy/web": ko_en(typed, typed)},
            relief=[Relief(ReliefKind.FEE_WAIVER, ko_en(typed, typed))],
        )

        update = _read_update(draft)

        assert update.expected is not None
        assert update.expected.words is not None
        said = [update.expected.words, update.without[0][1], update.relief[0].what]
        assert [spelt(f"약 {typed}"), spelt(typed), spelt(typed)] == [text.said("ko").words for text in said]
        assert spelt(typed) == update.relief[0].what.said("en").words

    @given(st.lists(SENTENCES, min_size=1, max_size=4))
    @example(["---", "status: resolved", "---"])
    @example(["\ufeff---", "title: Over", "---"])
    @example(["\ufeff ", "---", "title: Over", "---"])
    @example(["# 제목", "- 하나", "> 인용"])
    def test_words_below_the_fields_survive(self, lines: list[str]) -> None:
        words = "\n".join(lines)

        update, translation = _update(words=words), drafts.translation("status/x.md", "en", words=words)

        found = _read_update(update).words
        translated = read(Draft(f"status/incidents/2023/1117-saeol/{translation.path[7:]}", translation.text))
        assert found is not None
        assert spelt(words) == found.said("ko").words
        assert isinstance(translated.value, Translation)
        assert spelt(words) == translated.value.words

    def test_several_lines_in_a_field_stay_several(self) -> None:
        """Folded into one, a list of counters would become one long sentence."""
        draft = drafts.channel(
            Way("center", kind=Kind.COUNTER, name="주민센터", where='1층\r\n\r\n2층 \\ "안쪽"\t끝')
        )

        found = read(draft).value

        assert isinstance(found, Channel)
        assert found.where is not None
        assert '1층\n\n2층 \\ "안쪽"\t끝' == found.where.said("ko").words

    def test_half_a_character_from_a_terminal_does_not_stop_the_writing(self) -> None:
        draft = drafts.incident(2023, "1117-saeol", "장애\udced", zone=SEOUL)

        assert "장애?" in draft.text.encode().decode()

    @pytest.mark.parametrize(
        "kept", ["0212", "1588-2188", "no", "9:00", "정부24(온라인)", "it's", "a:b", "가#나"]
    )
    def test_what_needs_no_quotes_gets_none(self, kept: str) -> None:
        """Files stay as people would write them."""
        assert f"name: {kept}\n" == drafts.system("saeol", kept).text


def _update(
    by: str = "mois", id: str = "1117-0840-mois", at: str = "2023-11-17T08:40", **said: object
) -> Draft:
    return drafts.update(
        "incidents", 2023, "1117-saeol", id, at=moment(at), by=by, zone=SEOUL, **said,  # type: ignore[arg-type]
    )  # fmt: skip


def _read_update(draft: Draft) -> Update:
    found = read(draft).value
    assert isinstance(found, UpdateDraft)
    return found.update


EXAMPLES = {
    "an incident": (
        drafts.incident(
            2023,
            "1117-saeol",
            ko_en("지방행정전산서비스 장애", "Local outage (Saeol, Government24)"),
            zone=SEOUL,
            began=moment("2023-11-17T07:00"),
        ),
        """
        status/incidents/2023/1117-saeol/incident.md
        ---
        title: {ko: 지방행정전산서비스 장애, en: 'Local outage (Saeol, Government24)'}
        began: 2023-11-17 07:00
        ---
        """,
    ),
    "an update": (
        drafts.update(
            "incidents",
            2023,
            "1117-saeol",
            "1117-0840-mois",
            at=moment("2023-11-17T08:40"),
            by="mois",
            zone=SEOUL,
            title=ko_en("창구 발급이 멈췄습니다", "Counters have stopped"),
            status=Status.IDENTIFIED,
            impact={"saeol": State.MAJOR_OUTAGE, "resident-copy/web": State.OPERATIONAL},
            next_update=moment("2023-11-17T10:00"),
            expected="미정",
            relief=[
                Relief(
                    ReliefKind.DEADLINE_EXTENSION,
                    ko_en("24일까지 받습니다.", "Taken until the 24th."),
                    services=("resident-copy",),
                    starts=moment("2023-11-17"),
                    ends=moment("2023-11-25"),
                    id="deadlines",
                    basis=ko_en("행정절차법 제16조", "Administrative Procedures Act, Article 16"),
                )
            ],
            regions=["daejeon"],
            words="주민센터 창구에서 서류를 뗄 수 없습니다. **방문하지 마세요.**",
        ),
        """
        status/incidents/2023/1117-saeol/1117-0840-mois.md
        ---
        title: {ko: 창구 발급이 멈췄습니다, en: Counters have stopped}
        status: identified
        impact:
          saeol: major_outage
          resident-copy/web: operational
        next_update: 2023-11-17 10:00
        expected: 미정
        relief:
          - kind: deadline_extension
            id: deadlines
            services: [resident-copy]
            what: {ko: 24일까지 받습니다., en: Taken until the 24th.}
            from: 2023-11-17
            until: 2023-11-24
            basis: {ko: 행정절차법 제16조, en: 'Administrative Procedures Act, Article 16'}
        regions: [daejeon]
        ---
        주민센터 창구에서 서류를 뗄 수 없습니다. **방문하지 마세요.**
        """,
    ),
    "an update that corrects": (
        drafts.update(
            "incidents",
            2023,
            "1117-saeol",
            "1118-0900-mois",
            at=moment("2023-11-18T09:00"),
            by="mois",
            zone=SEOUL,
            status=Status.RESOLVED,
            corrects="1117-0840-mois",
            words="정상으로 돌아왔습니다.",
        ),
        """
        status/incidents/2023/1117-saeol/1118-0900-mois.md
        ---
        status: resolved
        corrects: 1117-0840-mois
        ---
        정상으로 돌아왔습니다.
        """,
    ),
    "planned work": (
        drafts.maintenance(
            2026,
            "0402-gov24",
            ko_en("정부24 정기점검", "Government24 regular maintenance"),
            moment("2026-04-02T22:00"),
            moment("2026-04-03T02:00"),
            zone=SEOUL,
            repeats="매월 첫째 목요일",
            impact={"gov24-portal": State.UNDER_MAINTENANCE},
            by="mois",
            words="정부24를 쓸 수 없습니다.",
        ),
        """
        status/maintenance/2026/0402-gov24/notice.md
        ---
        title: {ko: 정부24 정기점검, en: Government24 regular maintenance}
        starts: 2026-04-02 22:00
        ends: 2026-04-03 02:00
        repeats: 매월 첫째 목요일
        impact:
          gov24-portal: under_maintenance
        by: mois
        ---
        정부24를 쓸 수 없습니다.
        """,
    ),
    "an announcement": (
        drafts.notice(
            2026,
            "0115-new-address",
            "누리집 주소가 바뀝니다",
            zone=SEOUL,
            ends=moment("2026-02-16"),
            about=["resident-copy"],
            by="mois",
            words="1월 15일부터 새 주소를 씁니다.",
        ),
        """
        status/notices/2026/0115-new-address.md
        ---
        title: 누리집 주소가 바뀝니다
        until: 2026-02-15
        about: [resident-copy]
        by: mois
        ---
        1월 15일부터 새 주소를 씁니다.
        """,
    ),
    "a translation": (
        drafts.translation("status/notices/2026/0115-new-address.md", "en", words="We have moved."),
        """
        status/notices/2026/0115-new-address.en.md
        We have moved.
        """,
    ),
    "a translated title": (
        drafts.translation("status/notices/2026/0115-new-address.md", "en", title="No: moved", words="Look."),
        """
        status/notices/2026/0115-new-address.en.md
        ---
        title: 'No: moved'
        ---
        Look.
        """,
    ),
    "a service": (
        drafts.service(
            "mois",
            "resident-copy",
            ko_en("주민등록표 등본·초본 발급", "Resident registration copy"),
            importance=Importance.HIGH,
            category="certificates",
            keywords=["등본", "초본"],
            ways=[
                Way("web", use="gov24-portal", needs=["resident-db"], fee=ko_en("무료", "Free")),
                Way(use="community-center"),
                Way("help", kind=Kind.PHONE, phone="1588-2188", answers_only=True),
            ],
            instead={"family-cert": "먼저 물어보세요.", "other": ""},
        ),
        """
        status/services/mois/resident-copy.yaml
        name: {ko: 주민등록표 등본·초본 발급, en: Resident registration copy}
        importance: high
        category: certificates
        keywords: [등본, 초본]
        channels:
          - id: web
            use: gov24-portal
            needs: [resident-db]
            fee: {ko: 무료, en: Free}
          - use: community-center
          - id: help
            kind: phone
            phone: 1588-2188
            answers_only: true
        instead:
          - service: family-cert
            note: 먼저 물어보세요.
          - other
        """,
    ),
    "a system": (
        drafts.system(
            "saeol",
            "새올",
            operator="mois",
            grade=1,
            needs=["gpki", Need(("easy",), State.DEGRADED_PERFORMANCE), Need(("daejeon", "gwangju"))],
        ),
        """
        status/systems/saeol.yaml
        name: 새올
        operator: mois
        grade: 1
        needs: [gpki, {system: easy, at_most: degraded_performance}, {any_of: [daejeon, gwangju]}]
        """,
    ),
    "a shared channel": (
        drafts.channel(
            Way(
                "community-center",
                kind=Kind.COUNTER,
                name=ko_en("주민센터", "Community center"),
                needs=["saeol"],
                hours="평일 09:00-18:00, 공휴일 휴무",
            )
        ),
        """
        status/channels/community-center.yaml
        name: {ko: 주민센터, en: Community center}
        kind: counter
        needs: [saeol]
        hours: 평일 09:00-18:00, 공휴일 휴무
        """,
    ),
}  # fmt: skip


class TestEachKindOfFile:
    """A file that a program wrote can be edited by hand, because it looks like all the others."""

    @pytest.mark.parametrize("kind", EXAMPLES)
    def test_it_looks_as_if_written_by_hand(self, kind: str) -> None:
        draft, expected = EXAMPLES[kind]

        assert dedent(expected).lstrip("\n") == f"{draft.path}\n{draft.text}"

    @pytest.mark.parametrize("kind", EXAMPLES)
    def test_it_is_read_without_a_mistake(self, kind: str) -> None:
        draft, _ = EXAMPLES[kind]

        assert [] == [p for p in read(draft).problems if p.code != "untranslated"]

    def test_what_was_meant_is_what_is_read(self) -> None:
        """Days count to their end, caps and redundancy stay what they are."""
        update = _read_update(EXAMPLES["an update"][0])
        system = read(EXAMPLES["a system"][0]).value

        assert isinstance(system, System)
        assert moment("2023-11-17T08:40") == update.at
        assert (moment("2023-11-17"), moment("2023-11-25")) == (
            update.relief[0].starts,
            update.relief[0].ends,
        )
        assert [
            (("gpki",), None),
            (("easy",), State.DEGRADED_PERFORMANCE),
            (("daejeon", "gwangju"), None),
        ] == [(need.any_of, need.at_most) for need in system.needs]

    def test_long_words_stand_one_language_a_line(self) -> None:
        long = ko_en("사는 곳과 가족 구성, 주소를 옮긴 기록을 증명하는 서류를 뗍니다.", "A certificate. " * 6)

        text = drafts.service("mois", "copy", "등본", about=long).text

        assert "about:\n  ko: 사는 곳과" in text
        assert max(map(len, text.splitlines())) <= drafts.WIDTH

    def test_the_demonstration_could_have_been_written_so(self) -> None:
        """Each update of the demonstration that says nothing but the usual comes out letter by letter."""
        site = _demonstration()
        same = []
        for story in site.incidents:
            for update in story.updates:
                written = (ROOT / update.place.file).read_text(encoding="utf-8")
                remarks = re.search(r"^ *# ", written.split("---")[1], re.MULTILINE)
                if remarks or update.relief or update.channels or update.expected or update.without:
                    continue
                draft = drafts.update(
                    "incidents",
                    story.year,
                    story.id,
                    update.id,
                    at=update.at,
                    by=update.by,
                    zone=site.zone,
                    title=update.title or "",
                    status=update.status,
                    impact={claim.thing: claim.state for claim in update.claims},
                    next_update=update.next_update,
                    provisional=update.provisional,
                    regions=update.regions,
                    corrects=update.corrects,
                    words=update.words.said("ko").words if update.words else "",
                )
                assert (update.place.file, written) == (draft.path, draft.text)
                same.append(draft.path)

        assert len(same) >= 10


def _demonstration() -> Site:
    site = load.site(ROOT).site
    assert site is not None
    return site


class TestNames:
    """The name of a file says when and who; no name is ever used twice."""

    def test_an_update_is_named_by_its_minute_and_its_speaker(self) -> None:
        at = moment("2023-11-17T08:40")

        assert "1117-0840-mois" == drafts.update_id(at, "mois", 2023, SEOUL)
        assert "1117-0840-mois-2" == drafts.update_id(at, "mois", 2023, SEOUL, ["1117-0840-mois"])
        assert "1117-0840-mois-3" == drafts.update_id(
            at, "mois", 2023, SEOUL, ["1117-0840-mois", "1117-0840-mois-2"]
        )

    def test_a_word_in_a_later_year_says_so(self) -> None:
        assert "20240105-0900-mois" == drafts.update_id(moment("2024-01-05T09:00"), "mois", 2023, SEOUL)

    def test_the_name_is_in_the_time_of_the_site(self) -> None:
        at = datetime.fromisoformat("2023-11-16T23:40+00:00")

        assert "1117-0840-mois" == drafts.update_id(at, "mois", 2023, SEOUL)

    def test_a_second_story_of_a_day_gets_a_number(self) -> None:
        day = date(2026, 11, 24)

        assert "1124-saeol" == drafts.story_id(day, "saeol")
        assert "1124-saeol-2" == drafts.story_id(day, "saeol", {"1124-saeol", "1124-gov24"})

    def test_a_numbered_update_says_who_speaks(self) -> None:
        """There may be an agency that is called `mois-2`."""
        text = _update(id="1117-0840-mois-2").text

        assert "by: mois\n" in text

    def test_a_name_that_does_not_tell_the_time_is_helped_out(self) -> None:
        text = _update(id="1117-0840-mois", at="2023-11-17T08:41").text

        assert "at: 2023-11-17 08:41\n" in text

    def test_a_minute_that_the_clock_shows_twice_is_written_exactly(self) -> None:
        """When summer time ends, 02:30 comes twice; the name of the file cannot tell which is meant."""
        berlin = ZoneInfo("Europe/Berlin")
        at = datetime.fromisoformat("2026-10-25T02:30+01:00")
        id = drafts.update_id(at, "mois", 2026, berlin)

        draft = drafts.update("incidents", 2026, "1025-x", id, at=at, by="mois", zone=berlin, words="말")
        found = read(draft, Reading(berlin, ("ko",)))

        assert [] == list(found.problems)
        assert isinstance(found.value, UpdateDraft)
        assert at == found.value.update.at

    @pytest.mark.parametrize("id", ["../../etc", "Saeol", "새올", "a/b", "", "con", "a b"])
    def test_a_name_that_can_be_none_is_refused(self, id: str) -> None:
        """A path is made of what people typed: it must not lead out of the folder."""
        makers: Iterable[object] = (
            lambda: drafts.system(id, "이름"),
            lambda: drafts.service("mois", id, "이름"),
            lambda: drafts.service(id, "copy", "이름"),
            lambda: drafts.channel(Way(id, kind=Kind.WEB, name="이름")),
            lambda: drafts.incident(2023, id, "제목", zone=SEOUL),
            lambda: drafts.notice(2023, id, "제목", zone=SEOUL),
            lambda: drafts.update("incidents", 2023, id, "1-mois", at=AT, by="mois", zone=SEOUL),
        )  # fmt: skip
        for make in makers:
            assert callable(make)
            with pytest.raises(ValueError):  # noqa: PT011 - the name is all it says
                make()

    @pytest.mark.parametrize("language", ["../x", "", "EN", "en.md"])
    def test_a_language_that_is_none_is_refused(self, language: str) -> None:
        with pytest.raises(ValueError):  # noqa: PT011
            drafts.translation("status/notices/2026/0115-x.md", language, words="Word")


class TestHelpForEditors:
    """An editor that knows the schema of a file marks a slip while it is typed."""

    def test_the_first_line_names_the_schema(self) -> None:
        service = drafts.service("mois", "copy", "등본")

        text = drafts.with_schema(service, ["service.json"]).text

        assert "# yaml-language-server: $schema=../../.schema/service.json\nname: 등본\n" == text

    def test_without_a_schema_nothing_is_added(self) -> None:
        """A line that leads nowhere would only be an error message in every editor."""
        system = drafts.system("saeol", "새올")

        assert system == drafts.with_schema(system, ["service.json"])

    def test_a_whole_site_can_be_made_of_drafts(self, tmp_path: Path) -> None:
        """What one file names, another describes: together they are read without a mistake."""
        agency = {name: SMALL[name] for name in ("site.yaml", "agencies/mois.yaml")}
        made = [
            drafts.system("saeol", ko_en("새올", "Saeol"), operator="mois"),
            drafts.channel(Way("center", kind=Kind.COUNTER, name=ko_en("창구", "Counter"), needs=["saeol"])),
            drafts.service("mois", "copy", ko_en("등본", "Copy"), ways=[Way(use="center")]),
            drafts.incident(2023, "1117-saeol", ko_en("장애", "Outage"), zone=SEOUL),
            _update(status=Status.INVESTIGATING, impact={"saeol": State.MAJOR_OUTAGE}, words="멈췄습니다."),
            drafts.translation(_update().path, "en", words="It has stopped."),
        ]
        for draft in (drafts.with_schema(draft, ["system.json"]) for draft in made):
            path = write(tmp_path, agency) / draft.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(draft.text, encoding="utf-8")

        assert () == load.site(tmp_path).problems

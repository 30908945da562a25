"""A page in four languages, and in one more that a site brings along: a words file is all it takes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from lxml import html

from sites import AFTER, DURING, SMALL, write
from statuspage import catalogue
from statuspage.build import build
from statuspage.hours import parse
from statuspage.language import Words, places
from statuspage.model import State
from statuspage.problems import Problem, Severity, say
from statuspage.saying import hours as said_hours

SEOUL = ZoneInfo("Asia/Seoul")
FOUR = ("ko", "en", "zh", "vi")
OURS = catalogue.words(Path("nowhere"), FOUR, SEOUL)
ZH, VI = OURS["zh"], OURS["vi"]

FULL: Mapping[str, str] = {
    **SMALL,
    "site.yaml": SMALL["site.yaml"].replace("[ko, en]", "[ko, en, zh, vi]"),
    "services/mois/move-in.yaml": """
        name: {ko: 전입신고, en: Move-in report, zh: 迁入申报, vi: Khai báo chuyển đến}
        category: certificates
        channels: [{use: community-center}]
    """,
    "incidents/2023/1117-saeol/1117-0850-mois.md": """
        ---
        status: identified
        relief:
          - id: later
            kind: deadline_extension
            services: [move-in]
            what: 신고 기한을 늘립니다.
            until: 2023-11-24
        ---
        원인을 확인했습니다.
    """,
    "maintenance/2023/1120-portal/notice.md": """
        ---
        title: {ko: 정부24 점검, en: Government24 maintenance}
        starts: 2023-11-20 22:00
        ends: 2023-11-21 02:00
        impact: {portal: under_maintenance}
        ---
        점검합니다.
    """,
    "notices/2023/1101-new.md": """
        ---
        title: 새 안내 페이지를 열었습니다
        until: 2024-01-01
        ---
        이 페이지에서 알려 드립니다.
    """,
}
"""The small site in four languages, with a page of every kind."""

JA = """\
answer.works: 今使えます。
home.services: すべてのサービス
home.unwell: 利用しにくいサービス
kind.counter: 窓口
language.ja: 日本語
list.last: "{first}と{last}"
state.degraded_performance: 遅い
state.major_outage: 利用できません
state.operational: 利用できます
state.partial_outage: 一部利用できます
"""
"""A language that somebody has only just begun to translate."""


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site during the outage, in four languages."""
    root = tmp_path_factory.mktemp("four")
    build(write(root, FULL), root / "site", DURING)
    return root / "site"


def page(path: Path) -> html.HtmlElement:
    return html.document_fromstring(path.read_bytes())


def said(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SEOUL)


class TestOurLanguages:
    """What comes with the program is whole."""

    @pytest.mark.parametrize("language", FOUR)
    def test_no_language_lacks_a_word(self, language: str) -> None:
        """A stray English sentence on a Chinese page cannot be marked as English."""
        assert () == OURS[language].lacking()
        assert () == catalogue.gaps({language: OURS[language]})

    @pytest.mark.parametrize("language", FOUR)
    def test_every_language_is_called_by_its_own_name(self, language: str) -> None:
        """Whoever cannot read Korean must find the switch (KRDS: names, no flags)."""
        names = {tag: OURS[language](f"language.{tag}") for tag in FOUR}

        assert {"ko": "한국어", "en": "English", "zh": "中文", "vi": "Tiếng Việt"} == names

    @pytest.mark.parametrize("language", ["zh", "vi"])
    def test_states_read_differently(self, language: str) -> None:
        """Words come first; colour and shape only repeat them."""
        assert len(State) == len({OURS[language](f"state.{state.id}") for state in State})

    @pytest.mark.parametrize("words", [ZH, VI], ids=["zh", "vi"])
    def test_different_minutes_are_said_differently(self, words: Words) -> None:
        """Nobody may come twelve hours late."""
        day = [at("2026-11-23 00:00") + timedelta(minutes=n) for n in range(24 * 60)]

        assert len(day) == len({words.time(moment) for moment in day})

    def test_lengths_lists_and_hours_are_said_as_people_say_them(self) -> None:
        """Sentences are put together from these."""
        length = timedelta(days=2, hours=8)
        opening = parse("평일 09:00-18:00, 토 09:00-13:00, 공휴일 휴무")

        assert ("2天8小时", "2 ngày 8 giờ") == (ZH.duration(length), VI.duration(length))
        assert ("甲、乙和丙", "A, B và C") == (ZH.list("甲乙丙"), VI.list("ABC"))
        assert ("1,234", "1.234") == (ZH.number(1234), VI.number(1234))
        assert "周一至周五 09:00–18:00，周六 09:00–13:00，公休日休息" == said_hours(ZH, opening)
        assert "Thứ Hai–Thứ Sáu 09:00–18:00, Thứ Bảy 09:00–13:00, ngày lễ nghỉ" == said_hours(VI, opening)


class TestDates:
    """Dates as they are written in China and in Vietnam."""

    @pytest.mark.parametrize(
        ("moment", "zh", "vi"),
        [
            ("2026-11-23 15:00", "2026年11月23日（周一）下午3点", "Thứ Hai 23/11/2026, 15:00"),
            ("2026-02-01 09:05", "2026年2月1日（周日）上午9点05分", "Chủ Nhật 01/02/2026, 09:05"),
            ("2026-11-23 12:00", "2026年11月23日（周一）中午12点", "Thứ Hai 23/11/2026, 12:00"),
            ("2026-11-23 00:00", "2026年11月23日（周一）凌晨0点", "Thứ Hai 23/11/2026, 00:00"),
        ],
    )
    def test_a_moment(self, moment: str, zh: str, vi: str) -> None:
        """Day and month must not change places."""
        assert (zh, vi) == (ZH.moment(at(moment)), VI.moment(at(moment)))

    def test_a_span(self) -> None:
        """The date stands once where it is one."""
        start, end = at("2026-11-23 22:00"), at("2026-11-24 00:00")

        assert "2026年11月23日（周一）下午10点至晚上12点" == ZH.span(start, end)
        assert "Thứ Hai 23/11/2026, 22:00 đến 24:00" == VI.span(start, end)

    def test_a_deadline_names_the_last_day_that_counts(self) -> None:
        """The day before the midnight after it, and plainly with that day."""
        end = at("2023-11-25 00:00")

        assert ("到11月24日（周五）当天为止", "đến hết Thứ Sáu 24/11") == (ZH.until(end), VI.until(end))


class TestPages:
    """Every page there is, in all four languages."""

    @pytest.mark.parametrize("language", ["en", "zh", "vi"])
    def test_every_page_is_there_in_every_language(self, four: Path, language: str) -> None:
        """The same pages, each with its language and a way to itself in the three others."""
        others = {f"{tag}/" for tag in FOUR}
        korean = {
            path.relative_to(four).as_posix()
            for path in four.rglob("*.html")
            if f"{path.relative_to(four).parts[0]}/" not in others
        }
        theirs = {path.relative_to(four / language).as_posix() for path in (four / language).rglob("*.html")}
        kinds = {path.partition("/")[0] for path in theirs}

        assert {
            "services", "channels", "systems", "agencies", "categories", "regions", "incidents",
            "maintenance", "relief", "history", "figures", "corrections", "notices", "lite", "notice",
        } <= kinds  # fmt: skip
        # Sheets in all languages at once are there once.
        assert {path for path in korean if path not in theirs} <= {
            path for path in korean if path.startswith("notice/")
        } | {"404.html"} | {path for path in korean if path.startswith("embed/")}
        for path in theirs:
            assert language == page(four / language / path).get("lang"), path

    @pytest.mark.parametrize("root", ["", "en/", "zh/", "vi/"])
    @pytest.mark.parametrize(
        "path", ["", "services/move-in/", "relief/", "history/", "incidents/2023/1117-saeol/"]
    )
    def test_every_page_names_itself_in_the_other_languages(self, four: Path, root: str, path: str) -> None:
        """For search engines and browsers (`hreflang`), and for people, each name in its own language."""
        found = page(four / root / path / "index.html")
        base = "https://status.example.go.kr"
        alternates = {
            link.get("hreflang"): link.get("href")
            for link in found.iterfind(".//link[@rel='alternate'][@hreflang]")
            if link.get("type") is None
        }
        switch = {a.get("lang"): a.text for a in found.iterfind(".//nav[@class='sp-languages']/a")}
        here = root.rstrip("/") or "ko"

        roots = {"ko": "", "en": "en/", "zh": "zh/", "vi": "vi/"}

        assert {tag: f"{base}/{top}{path}" for tag, top in roots.items()}.items() <= alternates.items()
        assert {tag: ZH(f"language.{tag}") for tag in FOUR if tag != here} == switch

    def test_the_answer_is_in_the_readers_language(self, four: Path) -> None:
        """The first two questions: can I do it now, and what do I do instead."""
        found = {tag: said(page(four / tag / "services/move-in/index.html")) for tag in ("zh", "vi")}

        assert "迁入申报" in found["zh"]
        assert "不能使用 现在没有任何办法可以办理。去之前请先打电话问清楚。" in found["zh"]
        assert "延长期限（기한 연장）" in found["zh"]
        assert "Khai báo chuyển đến" in found["vi"]
        assert (
            "Không dùng được Hiện không có cách nào làm được. Hãy gọi điện hỏi trước khi đi." in found["vi"]
        )


class TestFallingBack:
    """What nobody has translated yet is shown all the same."""

    def test_korean_is_marked_as_korean(self, four: Path) -> None:
        """A Chinese voice cannot read Korean (WCAG 2.2, 3.1.2)."""
        found = page(four / "zh/services/resident-copy/index.html")

        assert "주민등록 등본" == said(found.find(".//h1"))
        assert "ko" == found.find(".//h1/span").get("lang")
        assert any("ko" == prose.get("lang") for prose in found.iterfind(".//div[@class='sp-prose']"))

    def test_the_page_says_so(self, four: Path) -> None:
        """Nobody should wonder whether the page is broken."""
        notes = {tag: OURS[tag]("frame.untranslated") for tag in FOUR}
        home = {tag: said(page(four / ("" if tag == "ko" else tag) / "index.html")) for tag in FOUR}

        assert notes["zh"] in home["zh"]
        assert notes["vi"] in home["vi"]
        assert notes["ko"] not in home["ko"]

    def test_a_page_without_such_words_says_nothing(self, tmp_path: Path) -> None:
        """A note that is always there is read by nobody."""
        build(write(tmp_path), tmp_path / "site", AFTER)
        home = said(page(tmp_path / "site/en/index.html"))

        assert OURS["en"]("frame.untranslated") not in home


class TestANewLanguage:
    """One file of ten lines."""

    @pytest.fixture
    def japanese(self, tmp_path: Path) -> tuple[Path, tuple[Problem, ...]]:
        """A site that has begun to speak Japanese, and what the build said to it."""
        settings = SMALL["site.yaml"].replace("[ko, en]", "[ko, en, ja]")
        write(tmp_path, {**SMALL, "site.yaml": settings, "../site_src/words/ja.yaml": JA})
        result = build(tmp_path, tmp_path / "site", DURING)
        return tmp_path / "site", result.problems

    def test_the_site_speaks_it(self, japanese: tuple[Path, tuple[Problem, ...]]) -> None:
        """No code, no template."""
        out, _ = japanese
        home = page(out / "ja/index.html")
        service = page(out / "ja/services/move-in/index.html")

        assert "ja" == home.get("lang")
        assert "すべてのサービス" in said(home)
        assert "利用できません" in said(service)

    def test_what_is_missing_is_said_in_english(self, japanese: tuple[Path, tuple[Problem, ...]]) -> None:
        """More people read English than nothing."""
        out, _ = japanese

        assert OURS["en"]("frame.help") in said(page(out / "ja/index.html"))

    def test_what_is_missing_is_a_warning(self, japanese: tuple[Path, tuple[Problem, ...]]) -> None:
        """Fixed words stand in the middle of sentences, where no mark can tell their language."""
        _, problems = japanese
        found = next(p for p in problems if p.code == "fixed_words_untranslated")

        assert Severity.WARNING is found.severity
        assert "site_src/words/ja.yaml" == found.place.file
        assert "affected, answer.limited" in say(found, "en")
        assert say(found, "ko") != say(found, "en")

    def test_check_finds_the_same(self, japanese: tuple[Path, tuple[Problem, ...]]) -> None:
        """Before the pages go out, not after."""
        out, problems = japanese
        found = catalogue.problems(out.parent, ("ko", "en", "ja"), SEOUL)

        assert [p for p in problems if p.code == "fixed_words_untranslated"] == list(found)

    def test_a_words_file_that_cannot_be_read_is_a_problem(self, tmp_path: Path) -> None:
        """`check` says what a build would be refused for."""
        write(tmp_path, {"../site_src/words/ja.yaml": "home.services: [a, b]"})

        found = catalogue.problems(tmp_path, ("ko", "ja"), SEOUL)

        assert ["not_words"] == [problem.code for problem in found]
        assert [Severity.REFUSAL] == [problem.severity for problem in found]

    def test_a_place_that_nothing_fills_is_named_before_it_stops_a_build(self, tmp_path: Path) -> None:
        """Each with its line, and with what can stand there instead."""
        words = """
            headline.quiet: 지금은 괜찮습니다. {when}
            frame.updated: "{}"
            ours.own: "{anything} of a template of the site's own"
            genuine.unsigned: 서명이 없으면 {address:을/를} 여세요.
        """
        write(tmp_path, {"../site_src/words/ko.yaml": words})

        found = catalogue.problems(tmp_path, ("ko",), SEOUL)

        assert [
            'site_src/words/ko.yaml:1:17: "{when}": Nothing fills this place. What can be filled here: –',
            'site_src/words/ko.yaml:2:16: "{}": A brace belongs to a place only: a name in small letters, '
            "and a brace that closes it.",
        ] == [say(problem, "en") for problem in found]
        assert {Severity.REFUSAL} == {problem.severity for problem in found}

    def test_words_may_take_a_place_that_only_another_language_has(self, tmp_path: Path) -> None:
        """The pages fill it all the same."""
        other = next(
            (tag, key)
            for key, names in catalogue._filled_in_ours().items()
            for tag in ("ko", "en")
            for ours in [catalogue.words(tmp_path, (tag,), SEOUL)[tag].entries.get(key)]
            if ours is not None and names > {name for name, _ in places(ours)}
        )
        tag, key = other
        name = min(catalogue._filled_in_ours()[key])
        write(tmp_path, {f"../site_src/words/{tag}.yaml": f'{key}: "{{{name}}}"'})

        assert () == catalogue.problems(tmp_path, (tag,), SEOUL)


class TestLacking:
    """Which words a language takes from another."""

    def test_one_and_many_are_one_word(self) -> None:
        """Chinese has no plural, and lacks nothing for that."""
        theirs = Words("en", {"a.one": "x", "a.other": "y", "b.other": "z", "c": "c"}, SEOUL)

        assert ("b.other", "c") == Words("zh", {"a": "x"}, SEOUL, theirs).lacking()
        assert ("a", "c") == Words("zh", {"b.other": "x"}, SEOUL, theirs).lacking()
        assert () == theirs.lacking()

    def test_names_of_languages_are_the_same_everywhere(self) -> None:
        """Nobody has to write `中文` into a Japanese file."""
        theirs = Words("en", {"language.zh": "中文"}, SEOUL)

        assert () == Words("ja", {"language.ja": "日本語"}, SEOUL, theirs).lacking()

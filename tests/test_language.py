"""Words, dates and particles: what citizens read letter by letter."""

from __future__ import annotations

import pickle
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from statuspage.language import WEEKDAYS, Said, Text, Words, particle, places
from statuspage.model import Importance, Kind, ReliefKind, State, Status

WORDS = Path(__file__).parent.parent / "site_src" / "words"
SEOUL = ZoneInfo("Asia/Seoul")


def entries(language: str) -> dict[str, str]:
    read = yaml.load((WORDS / f"{language}.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506
    assert isinstance(read, dict)
    return read


KO = Words("ko", entries("ko"), SEOUL)
EN = Words("en", entries("en"), SEOUL, KO)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SEOUL)


def words(fallback: Words | None = None, /, **of: str) -> Words:
    return Words("xx", of, SEOUL, fallback)


moments = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
lengths = st.timedeltas(timedelta(0), timedelta(days=400))
names = st.text(max_size=30)


class TestText:
    """A text people wrote."""

    def test_a_text_that_is_not_translated_says_which_language_it_is_in(self) -> None:
        """The page marks it with `lang`, so that a screen reader changes its voice."""
        text = Text((("ko", "등본"), ("en", "Copy")))

        assert Said("Copy", "en") == text.said("en")
        assert Said("등본", "ko") == text.said("vi")
        assert ("ko", "en") == text.languages()


class TestFilling:
    """Fixed words with names and numbers in them."""

    def test_names_and_numbers_take_their_places(self) -> None:
        """Word order differs between languages, so places are named."""
        said = words(late="{name}: {n} services")("late", name="정부24", n=2)

        assert "정부24: 2 services" == said

    def test_a_name_is_never_read_as_a_pattern(self) -> None:
        """A service called `{name}` must not break the page it is on."""
        assert "{n} {x:은/는} {{}} 3" == words(a="{name} {n}")("a", name="{n} {x:은/는} {{}}", n=3)

    @given(names)
    def test_any_name_comes_out_as_it_went_in(self, name: str) -> None:
        """Names are people's words, whatever they contain."""
        assert f"<{name}>" == words(a="<{name}>")("a", name=name)

    def test_large_numbers_are_grouped_as_the_language_does(self) -> None:
        """`709개` needs nothing; a fee of 1,234,000 does."""
        dots = words(KO, **{"number.group": "."})

        assert "1,234,000" == KO.number(1234000)
        assert "-1,234" == KO.number(-1234)
        assert "1.234.000" == dots.number(1234000)
        assert "1.234" == Words("vi", {"a": "{n}", "number.group": "."}, SEOUL)("a", n=1234)

    def test_a_number_written_as_text_stays_as_it_was_typed(self) -> None:
        """A phone number or a year is not a quantity."""
        assert "2026" == words(a="{year}")("a", year="2026")

    def test_a_missing_value_is_named(self) -> None:
        """It is a bug, and the test that finds it should say where."""
        with pytest.raises(KeyError, match="a needs name"):
            words(a="{name}")("a")

    @pytest.mark.parametrize(
        "pattern", ["{", "}", "{}", "{Name}", "{a b}", "{n:>3}", "{n:은}", "{{n}}", "{n!r}"]
    )
    def test_a_brace_that_is_no_place_is_refused(self, pattern: str) -> None:
        """A typing slip in a words file must not be printed to citizens."""
        with pytest.raises(ValueError, match="brace"):
            places(pattern)

    def test_the_places_of_a_pattern_can_be_listed(self) -> None:
        """So that a translation can be checked against the original."""
        assert (("name", "은/는"), ("minute", "02"), ("n", "")) == places("{name:은/는} {minute:02}, {n}")


class TestPlural:
    """One and many, for languages that tell them apart."""

    @pytest.mark.parametrize(
        ("n", "said"), [(0, "0 days"), (1, "1 day"), (2, "2 days"), (21, "21 days"), (1000, "1,000 days")]
    )
    def test_english_tells_one_from_many(self, n: int, said: str) -> None:
        """`1 days` looks like a machine wrote it."""
        assert said == EN("duration.days", n=n)

    def test_korean_needs_only_the_plain_key(self) -> None:
        """A language without plurals does not have to repeat itself."""
        assert ["1일", "2일"] == [KO("duration.days", n=n) for n in (1, 2)]

    def test_a_language_without_plurals_is_not_overruled_by_its_fallback(self) -> None:
        """Its plain key is a complete translation."""
        assert "1ngày" == words(EN, **{"duration.days": "{n}ngày"})("duration.days", n=1)


class TestFallback:
    """A language that is only partly translated."""

    def test_words_that_are_not_there_come_from_the_fallback_and_say_so(self) -> None:
        """Never a gap, and never a foreign word that pretends to be ours."""
        chinese = Words("zh", {"state.operational": "正常"}, SEOUL, KO)

        assert Said("正常", "zh") == chinese.said("state.operational")
        assert Said("느림", "ko") == chinese.said("state.degraded_performance")
        assert "느림" == chinese("state.degraded_performance")

    def test_a_key_nobody_has_is_a_bug(self) -> None:
        """It must stop a test, not print a key to citizens."""
        with pytest.raises(KeyError, match=r"state\.fine"):
            EN("state.fine")

    def test_words_do_not_change_after_they_were_read(self) -> None:
        """A build is a function of its files."""
        read = {"a": "one"}
        kept = Words("xx", read, SEOUL)
        read["a"] = "two"

        assert "one" == kept("a")
        with pytest.raises(AttributeError):
            kept.language = "ko"  # type: ignore[misc]

    def test_words_can_be_handed_to_another_process(self) -> None:
        """Pages may be made by several."""
        assert "느림" == pickle.loads(pickle.dumps(EN.fallback))("state.degraded_performance")  # noqa: S301


class TestParticle:
    """Korean particles right after any name."""

    @pytest.mark.parametrize(
        ("word", "pair", "said"),
        [
            ("홈택스", "은/는", "는"),
            ("정부24", "은/는", "는"),
            ("주민센터", "이/가", "가"),
            ("등본", "을/를", "을"),
            ("서울", "으로/로", "로"),
            ("서울", "은/는", "은"),
            ("부산", "으로/로", "으로"),
            ("대구", "으로/로", "로"),
            ("대전", "과/와", "과"),
            ("광주", "과/와", "와"),
            ("새올", "이라/라", "이라"),
            ("위택스", "이라/라", "라"),
            ("서울", "으로서/로서", "로서"),
            ("새올", "이나/나", "이나"),
        ],
    )
    def test_it_follows_the_last_syllable(self, word: str, pair: str, said: str) -> None:
        """A wrong particle makes an official sentence look forged."""
        assert said == particle(word, pair)

    @pytest.mark.parametrize(
        ("number", "said"),
        [
            ("110", "110으로"),
            ("120", "120으로"),
            ("1345", "1345로"),
            ("119", "119로"),
            ("1588-2188", "1588-2188로"),
            ("107", "107로"),
            ("101", "101로"),
            ("113", "113으로"),
            ("116", "116으로"),
            ("112", "112로"),
            ("114", "114로"),
            ("1,000", "1,000으로"),
        ],
    )
    def test_numbers_count_as_they_are_read(self, number: str, said: str) -> None:
        """The help line is on every page."""
        assert said == words(a="{phone:으로/로}")("a", phone=number)

    def test_a_quantity_counts_as_it_is_read(self) -> None:
        """Whole numbers, too, may be followed by a particle."""
        assert "1,000은" == KO.number(1000) + particle(KO.number(1000), "은/는")
        assert "1,000은" == words(KO, a="{n:은/는}")("a", n=1000)

    @pytest.mark.parametrize(
        ("word", "said"),
        [
            ("URL", "URL을"),
            ("SMS", "SMS를"),
            ("QR", "QR을"),
            ("PDF", "PDF를"),
            ("VPN", "VPN을"),
            ("ID", "ID를"),
            ("Google", "Google을"),
            ("iPhone", "iPhone을"),
            ("Chrome", "Chrome을"),
            ("email", "email을"),
            ("Banking", "Banking을"),
            ("Naver", "Naver를"),
            ("Hometax", "Hometax를"),
            ("Disney", "Disney를"),
        ],
    )
    def test_latin_words_count_as_they_sound(self, word: str, said: str) -> None:
        """Systems have English names and abbreviations."""
        assert said == word + particle(word, "을/를")

    @pytest.mark.parametrize(
        ("word", "said"),
        [
            ("URL", "로"),
            ("Google", "로"),
            ("VPN", "으로"),
            ("‘서울’", "로"),
            ("「민원처리법」", "으로"),
            ("서울(광역시)", "로"),
            ("서울 (광역시)", "로"),
            ("부산[해운대(우동)]", "으로"),
            ("[긴급]", "으로"),
            ("(서울)", "로"),
            ("서울.", "로"),
            ("홈택스)", "로"),
            ("５", "로"),
            ("50%", "로"),
        ],
    )
    def test_what_is_not_read_aloud_is_passed_over(self, word: str, said: str) -> None:
        """Names carry brackets, quotes and stops."""
        assert said == particle(word, "으로/로")

    @pytest.mark.parametrize("word", ["", "中文", "🙂", "()", "ㅁ", "+"])
    def test_where_the_reading_is_not_known_both_are_written(self, word: str) -> None:
        """As official forms do, rather than a guess."""
        said = [particle(word, pair) for pair in ("은/는", "을/를", "과/와", "으로/로", "이라/라")]

        assert ["은(는)", "을(를)", "과(와)", "(으)로", "(이)라"] == said

    def test_names_from_a_mac_read_the_same(self) -> None:
        """macOS hands out Hangul taken apart into letters (Unicode NFD)."""
        assert "으로" == particle(unicodedata.normalize("NFD", "부산"), "으로/로")

    @given(names)
    def test_any_name_gets_one_of_the_pair_or_both(self, name: str) -> None:
        """No name may stop a page."""
        assert particle(name, "은/는") in ("은", "는", "은(는)")


class TestMoments:
    """Dates and times, in the site's time zone."""

    @pytest.mark.parametrize(
        ("moment", "ko", "en"),
        [
            ("2026-11-23 15:00", "2026년 11월 23일 (월) 오후 3시", "Mon 23 Nov 2026, 3:00 p.m."),
            ("2026-11-23 15:05", "2026년 11월 23일 (월) 오후 3시 5분", "Mon 23 Nov 2026, 3:05 p.m."),
            ("2026-11-23 09:30", "2026년 11월 23일 (월) 오전 9시 30분", "Mon 23 Nov 2026, 9:30 a.m."),
            ("2026-01-01 00:00", "2026년 1월 1일 (목) 오전 0시", "Thu 1 Jan 2026, 12:00 a.m."),
            ("2026-01-01 00:07", "2026년 1월 1일 (목) 오전 0시 7분", "Thu 1 Jan 2026, 12:07 a.m."),
            ("2026-01-01 12:00", "2026년 1월 1일 (목) 낮 12시", "Thu 1 Jan 2026, 12 noon"),
            ("2026-01-01 12:40", "2026년 1월 1일 (목) 낮 12시 40분", "Thu 1 Jan 2026, 12:40 p.m."),
            ("2026-01-01 23:59", "2026년 1월 1일 (목) 오후 11시 59분", "Thu 1 Jan 2026, 11:59 p.m."),
        ],
    )
    def test_a_moment_is_said_as_people_write_it(self, moment: str, ko: str, en: str) -> None:
        """Noon and midnight above all: nobody may come twelve hours late."""
        assert (ko, en) == (KO.moment(at(moment)), EN.moment(at(moment)))

    def test_the_day_is_the_day_in_the_sites_zone(self) -> None:
        """At 23:00 in London it is tomorrow in Seoul."""
        late = datetime(2026, 11, 22, 23, 0, tzinfo=UTC)

        assert "2026년 11월 23일 (월)" == KO.date(late)
        assert "오전 8시" == KO.time(late)
        assert "2026년 11월 22일 (일)" == KO.date(date(2026, 11, 22))
        assert "29일(일)" == KO.day(date(2026, 11, 29), relative_to=datetime(2026, 10, 31, 15, tzinfo=UTC))

    def test_a_moment_without_a_zone_is_refused(self) -> None:
        """Nobody may guess whose three o'clock it is."""
        naive = datetime(2026, 11, 23, 15)  # noqa: DTZ001

        for say in (KO.date, KO.time, KO.moment, KO.until, KO.since, KO.machine):
            with pytest.raises(ValueError, match="time zone"):
                say(naive)

    @pytest.mark.parametrize(
        ("day", "ko", "en"),
        [
            ("2026-11-29", "29일(일)", "Sun 29 Nov"),
            ("2026-12-01", "12월 1일(화)", "Tue 1 Dec"),
            ("2027-11-29", "2027년 11월 29일(월)", "Mon 29 Nov 2027"),
        ],
    )
    def test_a_near_day_is_said_without_what_is_known(self, day: str, ko: str, en: str) -> None:
        """A phone's first screen is short."""
        near = date(2026, 11, 23)

        assert (ko, en) == tuple(w.day(date.fromisoformat(day), near) for w in (KO, EN))
        assert f"{ko} 오후 3시" == KO.moment(at(f"{day} 15:00"), relative_to=near)

    def test_a_month_is_said_in_full(self) -> None:
        """The archive has a page per month."""
        assert ("2026년 11월", "November 2026") == (KO.month(2026, 11), EN.month(2026, 11))

    def test_machines_read_local_time_with_its_offset(self) -> None:
        """RFC 3339, for `<time datetime>`."""
        assert "2026-11-23T15:00:00+09:00" == KO.machine(datetime(2026, 11, 23, 6, 0, 0, 5, tzinfo=UTC))
        assert "2026-11-23" == KO.machine(date(2026, 11, 23))

    @given(moments)
    def test_machines_read_the_same_moment_back(self, moment: datetime) -> None:
        """To the second."""
        assert moment.replace(microsecond=0) == datetime.fromisoformat(KO.machine(moment))

    @given(moments, moments)
    def test_different_minutes_are_said_differently(self, one: datetime, other: datetime) -> None:
        """Two moments that read alike would be a promise nobody can hold."""
        same = one.replace(second=0, microsecond=0) == other.replace(second=0, microsecond=0)

        assert same == (KO.moment(one) == KO.moment(other))
        assert same == (EN.moment(one) == EN.moment(other))

    @given(moments)
    def test_the_two_halves_of_the_day_read_differently(self, moment: datetime) -> None:
        """Twelve hours apart never reads alike, though the clock has twelve hours."""
        for said in (KO, EN):
            assert said.time(moment) != said.time(moment + timedelta(hours=12))


class TestSpan:
    """From one moment to another."""

    @pytest.mark.parametrize(
        ("start", "end", "ko", "en"),
        [
            (
                "2026-11-23 15:00",
                "2026-11-23 18:30",
                "2026년 11월 23일 (월) 오후 3시~오후 6시 30분",
                "Mon 23 Nov 2026, 3:00 p.m. to 6:30 p.m.",
            ),
            (
                "2026-04-02 22:00",
                "2026-04-03 02:00",
                "2026년 4월 2일 (목) 오후 10시 ~ 4월 3일 (금) 오전 2시",
                "Thu 2 Apr 2026, 10:00 p.m. to Fri 3 Apr, 2:00 a.m.",
            ),
            (
                "2026-12-31 22:00",
                "2027-01-01 02:00",
                "2026년 12월 31일 (목) 오후 10시 ~ 2027년 1월 1일 (금) 오전 2시",
                "Thu 31 Dec 2026, 10:00 p.m. to Fri 1 Jan 2027, 2:00 a.m.",
            ),
            (
                "2026-11-23 22:00",
                "2026-11-24 00:00",
                "2026년 11월 23일 (월) 오후 10시~밤 12시",
                "Mon 23 Nov 2026, 10:00 p.m. to midnight",
            ),
            (
                "2026-11-22 22:00",
                "2026-11-24 00:00",
                "2026년 11월 22일 (일) 오후 10시 ~ 11월 24일 (화) 오전 0시",
                "Sun 22 Nov 2026, 10:00 p.m. to Tue 24 Nov, 12:00 a.m.",
            ),
            ("2026-11-23 00:00", "2026-11-24 00:00", "2026년 11월 23일 (월)", "Mon 23 Nov 2026"),
            (
                "2026-11-23 00:00",
                "2026-11-26 00:00",
                "2026년 11월 23일 (월) ~ 11월 25일 (수)",
                "Mon 23 Nov 2026 to Wed 25 Nov",
            ),
            (
                "2026-12-31 00:00",
                "2027-01-02 00:00",
                "2026년 12월 31일 (목) ~ 2027년 1월 1일 (금)",
                "Thu 31 Dec 2026 to Fri 1 Jan 2027",
            ),
            (
                "2026-11-23 15:00",
                "2026-11-23 15:00",
                "2026년 11월 23일 (월) 오후 3시",
                "Mon 23 Nov 2026, 3:00 p.m.",
            ),
            (
                "2026-11-23 00:00",
                "2026-11-23 00:00",
                "2026년 11월 23일 (월) 오전 0시",
                "Mon 23 Nov 2026, 12:00 a.m.",
            ),
        ],
    )
    def test_nothing_is_said_twice_and_nothing_is_left_open(
        self, start: str, end: str, ko: str, en: str
    ) -> None:
        """Maintenance windows cross midnight more often than not."""
        assert (ko, en) == (KO.span(at(start), at(end)), EN.span(at(start), at(end)))


class TestDeadlines:
    """From when, and until when."""

    def test_an_end_at_midnight_is_the_end_of_the_day_before(self) -> None:
        """A deadline typed as `2023-11-24` holds through the 24th, and must not read as the 25th."""
        assert "11월 24일(금)까지" == KO.until(at("2023-11-25 00:00"))
        assert "until the end of Fri 24 Nov" == EN.until(at("2023-11-25 00:00"))
        assert "12월 31일(일)까지" == KO.until(at("2024-01-01 00:00"))

    def test_any_other_end_has_its_time(self) -> None:
        """Until three is not until the evening."""
        assert "11월 24일(금) 오후 3시까지" == KO.until(at("2023-11-24 15:00"))
        assert "11월 25일(토) 오전 0시 1분까지" == KO.until(at("2023-11-25 00:01"))
        assert "until Fri 24 Nov, 3:00 p.m." == EN.until(at("2023-11-24 15:00"))

    def test_the_year_is_said_when_it_is_another(self) -> None:
        """The day that counts is the last one, not the midnight after it."""
        december = at("2023-12-20 09:00")

        assert "2024년 1월 5일(금)까지" == KO.until(at("2024-01-06 00:00"), december)
        assert "12월 31일(일)까지" == KO.until(at("2024-01-01 00:00"), december)

    def test_a_beginning_at_midnight_is_its_day(self) -> None:
        """`from: 2023-11-24` means the whole of that day."""
        assert "11월 24일(금)부터" == KO.since(at("2023-11-24 00:00"))
        assert "11월 24일(금) 오전 9시부터" == KO.since(at("2023-11-24 09:00"))
        assert "from Fri 5 Jan 2024" == EN.since(at("2024-01-05 00:00"), at("2023-12-20 09:00"))

    @given(moments)
    def test_a_deadline_never_names_a_day_that_no_longer_counts(self, moment: datetime) -> None:
        """The named day is the one just before the end."""
        last = moment - timedelta(microseconds=1)

        assert KO.until(moment).startswith(KO.day(last, last + timedelta(days=400))[6:])


class TestDuration:
    """How long."""

    @pytest.mark.parametrize(
        ("minutes", "ko", "en"),
        [
            (0, "1분 미만", "less than a minute"),
            (0.9, "1분 미만", "less than a minute"),
            (1, "1분", "1 minute"),
            (20, "20분", "20 minutes"),
            (60, "1시간", "1 hour"),
            (185, "3시간 5분", "3 hours 5 minutes"),
            (59.7, "1시간", "1 hour"),
            (24 * 60 - 1, "23시간 59분", "23 hours 59 minutes"),
            (24 * 60, "1일", "1 day"),
            (56 * 60, "2일 8시간", "2 days 8 hours"),
            (56 * 60 + 31, "2일 9시간", "2 days 9 hours"),
            (72 * 60 - 1, "3일", "3 days"),
            (95 * 24 * 60, "95일", "95 days"),
        ],
    )
    def test_at_most_two_units(self, minutes: float, ko: str, en: str) -> None:
        """More would be precision nobody has."""
        length = timedelta(minutes=minutes)

        assert (ko, en) == (KO.duration(length), EN.duration(length))

    def test_hours_can_be_counted_through(self) -> None:
        """The outage of November 2023 is known as the one of 56 hours."""
        assert "56시간" == KO.duration(timedelta(hours=56), days=False)
        assert "2,280시간 5분" == KO.duration(timedelta(days=95, minutes=5), days=False)

    def test_less_than_nothing_is_a_bug(self) -> None:
        """An end before its beginning is found when files are read."""
        with pytest.raises(ValueError, match="negative"):
            KO.duration(timedelta(minutes=-1))

    @given(lengths)
    def test_what_is_said_is_close_to_what_was(self, length: timedelta) -> None:
        """Half a minute below a day, half an hour above."""
        units = {"일": timedelta(days=1), "시간": timedelta(hours=1), "분": timedelta(minutes=1)}
        said = timedelta(0)
        for part in KO.duration(length).removesuffix(" 미만").split():
            number = part.rstrip("일시간분")
            said += int(number.replace(",", "")) * units[part.removeprefix(number)]

        near = timedelta(minutes=31) if length >= timedelta(hours=23, minutes=59) else timedelta(minutes=1)
        assert near >= abs(said - length)


class TestList:
    """Several things in one breath."""

    @pytest.mark.parametrize(
        ("items", "ko", "en"),
        [
            ((), "", ""),
            (("A",), "A", "A"),
            (("A", "B"), "A, B", "A and B"),
            (("A", "B", "C", "D"), "A, B, C, D", "A, B, C and D"),
            (("{first}", "{last}", "{"), "{first}, {last}, {", "{first}, {last} and {"),
        ],
    )
    def test_a_list_reads_as_a_sentence_would(self, items: tuple[str, ...], ko: str, en: str) -> None:
        """Templates never join words themselves."""
        assert (ko, en) == (KO.list(iter(items)), EN.list(iter(items)))


DATES = ("date", "date.same_year", "day.same_month", "day.same_year", "day.other_year")
TIMES = tuple(
    f"time.{part}{past}" for part in ("midnight", "morning", "noon", "afternoon") for past in ("", "_past")
)
DATE_PATTERNS = {
    **{key: {"year", "month", "day", "weekday"} for key in DATES},
    **{key: {"hour", "hour24", "minute"} for key in TIMES},
}
"""Patterns in which a language uses what it needs of the places it is offered."""


def plain(key: str) -> str:
    return key.removesuffix(".one").removesuffix(".other")


def open_places(of: Mapping[str, str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for key, pattern in of.items():
        found.setdefault(plain(key), set()).update(name for name, _ in places(pattern))
    return found


LANGUAGES = sorted(path.stem for path in WORDS.glob("*.yaml"))


class TestWordsFiles:
    """The fixed words as they are kept."""

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_keys_are_sorted_and_none_is_there_twice(self, language: str) -> None:
        """So that two people adding words do not meet on the last line, and a word is found at a glance."""
        typed = [line.split(":")[0] for line in (WORDS / f"{language}.yaml").read_text("utf-8").splitlines()]

        assert sorted(set(typed)) == typed
        assert sorted(entries(language)) == typed

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_value_is_words_however_yaml_is_read(self, language: str) -> None:
        """YAML turns `no` into false and `12:00` into 720 unless it is quoted."""
        assert entries(language) == yaml.safe_load((WORDS / f"{language}.yaml").read_text("utf-8"))

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_no_word_is_empty_or_has_loose_blanks(self, language: str) -> None:
        """A blank at the edge is lost by the next editor."""
        assert [] == [key for key, value in entries(language).items() if value != value.strip() or not value]

    def test_korean_and_english_have_the_same_keys(self) -> None:
        """Both are complete; every other language may lack some."""
        korean = set(map(plain, entries("ko")))

        assert korean == set(map(plain, entries("en")))
        for language in LANGUAGES:
            assert set() == set(map(plain, entries(language))) - korean

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_one_never_comes_without_other(self, language: str) -> None:
        """Half a plural would say `2 day`."""
        own = entries(language)

        assert [] == [
            key
            for key in own
            if key.endswith(".one") and f"{plain(key)}.other" not in own and plain(key) not in own
        ]

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_translations_leave_open_the_same_places(self, language: str) -> None:
        """A name that a translation forgets is a fact that its readers never get."""
        korean = open_places(entries("ko"))

        for key, names in open_places(entries(language)).items():
            if key in DATE_PATTERNS:
                assert names <= DATE_PATTERNS[key], key
            else:
                assert korean[key] == names, key

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_an_outage_is_never_called_an_accident(self, language: str) -> None:
        """장애, not 사고: nobody was hurt."""
        assert [] == [key for key, value in entries(language).items() if "사고" in value]

    @pytest.mark.parametrize("language", ["ko", "en"])
    def test_everything_that_can_be_in_a_file_has_words(self, language: str) -> None:
        """A new state without a word would stop the build in the middle of an outage."""
        wanted = {
            *(f"state.{state.id}" for state in State),
            *(f"status.{status.value}" for status in Status),
            *(f"kind.{kind.value}" for kind in Kind),
            *(f"importance.{importance.name.lower()}" for importance in Importance),
            *(f"relief.{relief.value}" for relief in ReliefKind),
            *(f"weekday.{day}" for day in WEEKDAYS),
        }

        assert set() == wanted - set(entries(language))

    @pytest.mark.parametrize("language", ["ko", "en"])
    def test_states_read_differently(self, language: str) -> None:
        """Words come first; colour and shape only repeat them."""
        own = entries(language)

        assert len(State) == len({own[f"state.{state.id}"] for state in State})

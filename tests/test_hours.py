"""Opening hours as people write them, and whether a citizen would stand before a locked door."""

from __future__ import annotations

import importlib.util
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuspage import hours
from statuspage.hours import EXAMPLES, Hours, HoursError

SEOUL = ZoneInfo("Asia/Seoul")
NEW_YORK = ZoneInfo("America/New_York")
CHUSEOK = frozenset(date(2025, 10, day) for day in (3, 5, 6, 7, 8, 9))
WORKDAYS = (0, 1, 2, 3, 4)
EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
NINE_TO_SIX = ((540, 1080),)
ALL_DAY = ((0, 1440),)


def seoul(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=SEOUL)


class TestSpelling:
    """People write the same hours in many ways; each must mean what they mean."""

    @pytest.mark.parametrize(
        "typed",
        [
            "매일 24시간",
            "24시간",
            "24시간 연중무휴",
            "연중무휴 24시간",
            "24시간, 연중무휴",
            "매일 00:00-24:00",
            "365일 24시간",
            "24/7",
            "every day 24 hours",
            "24 hours a day, 365 days a year",
            "24 hours every day",
        ],
    )
    def test_what_never_closes_is_always_open(self, typed: str) -> None:
        """The 110 line is the one number that answers on a holiday night."""
        assert hours.parse(typed).always

    @pytest.mark.parametrize(
        "typed",
        [
            "평일 09:00-18:00",
            "평일 9:00~18:00",
            "평일 09시-18시",
            "평일 9~18시",
            "평일 9시부터 18시까지",
            "평일 09:00 – 18:00",
            "평일: 09:00-18:00",
            "평일(09:00-18:00)",
            "평일 오전 9시 - 오후 6시",
            "평일 ０９：００～１８：００",
            "평일(공휴일 제외) 09:00-18:00",
            "09:00-18:00 평일",
            "평일 운영시간 09:00-18:00",
            "평일 09:00-12:00, 12:00-18:00",
            "평일 09:00-18:00, 토·일·공휴일 휴무",
            "weekdays 09:00-18:00",
            "Weekdays 9am to 6pm",
            "월-금 09:00-18:00, 공휴일 휴무",
            "월요일부터 금요일까지 09:00-18:00, 공휴일 제외",
            "Mon-Fri 09:00-18:00 except public holidays",
            "월·화·수·목·금 09:00-18:00, closed on public holidays",
        ],
    )
    def test_office_hours_are_understood_however_they_are_written(self, typed: str) -> None:
        """Almost every counter and call centre keeps them."""
        parsed = hours.parse(typed)

        assert (((WORKDAYS, NINE_TO_SIX),), ()) == (hours.spans(parsed), parsed.holiday)

    @pytest.mark.parametrize(
        ("typed", "week", "holiday"),
        [
            (
                "월-금 09:00-18:00, 토 09:00-13:00, 공휴일 휴무",
                ((WORKDAYS, NINE_TO_SIX), ((5,), ((540, 780),))),
                (),
            ),
            (
                "Mon-Fri 09:00-18:00, Sat 09:00-13:00, closed on public holidays",
                ((WORKDAYS, NINE_TO_SIX), ((5,), ((540, 780),))),
                (),
            ),
            ("월·수·금 10:00-12:00", (((0, 2, 4), ((600, 720),)),), None),
            ("월, 수, 금 10:00-12:00", (((0, 2, 4), ((600, 720),)),), None),
            ("주말 10:00-16:00", (((5, 6), ((600, 960),)),), None),
            ("일-목 10:00-16:00", (((0, 1, 2, 3, 6), ((600, 960),)),), None),
            (
                "평일 09:00-18:00, 주말·공휴일 10:00-16:00",
                ((WORKDAYS, NINE_TO_SIX), ((5, 6), ((600, 960),))),
                ((600, 960),),
            ),
            ("평일 09:00-18:00, 점심시간 12:00-13:00 휴무", ((WORKDAYS, ((540, 720), (780, 1080))),), ()),
            ("평일 09:00-18:00 (점심시간 12:00-13:00 휴무)", ((WORKDAYS, ((540, 720), (780, 1080))),), ()),
            (
                "weekdays 09:00-18:00, closed for lunch 12:00-13:00",
                ((WORKDAYS, ((540, 720), (780, 1080))),),
                (),
            ),
            ("평일 09:00-18:00, 수 18:00-20:00", (((0, 1, 3, 4), NINE_TO_SIX), ((2,), ((540, 1200),))), ()),
            ("매일 09:00-18:00, 일 휴무", (((0, 1, 2, 3, 4, 5), NINE_TO_SIX),), None),
            ("매일 09:00-18:00, 공휴일 휴무", ((EVERY_DAY, NINE_TO_SIX),), ()),
            ("매일 09:00-18:00 (주말·공휴일 포함)", ((EVERY_DAY, NINE_TO_SIX),), None),
            (
                "매일 09:00-12:00, 평일 13:00-18:00",
                ((WORKDAYS, ((540, 720), (780, 1080))), ((5, 6), ((540, 720),))),
                ((540, 720),),
            ),
            ("평일 09:00-18:00, 공휴일 정상 운영", ((WORKDAYS, NINE_TO_SIX),), None),
            ("연중무휴 09:00-18:00", ((EVERY_DAY, NINE_TO_SIX),), None),
            ("매일 22:00-02:00", ((EVERY_DAY, ((1320, 1560),)),), None),
            ("매일 18:00-00:00", ((EVERY_DAY, ((1080, 1440),)),), None),
            (
                "closed Sun, Sat 10:00-12:00, Mon-Fri 09:00-18:00",
                ((WORKDAYS, NINE_TO_SIX), ((5,), ((600, 720),))),
                None,
            ),
        ],
    )
    def test_days_spans_and_holidays_are_told_apart(self, typed: str, week: object, holiday: object) -> None:
        """A page that prints the wrong Saturday sends people on a wasted trip."""
        parsed = hours.parse(typed)

        assert (week, holiday) == (hours.spans(parsed), parsed.holiday)

    @pytest.mark.parametrize("typed", EXAMPLES)
    def test_every_example_offered_in_messages_is_itself_understood(self, typed: str) -> None:
        """A remedy that does not work is worse than none."""
        assert typed == hours.parse(typed).typed

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("월-금 09:00-18:00", False),
            ("주말 10:00-12:00", False),
            ("평일 09:00-18:00", True),
            ("매일 09:00-18:00", True),
            ("월-금 09:00-18:00, 공휴일 휴무", True),
        ],
    )
    def test_silence_about_public_holidays_is_noticed(self, typed: str, said: bool) -> None:
        """Somebody should be asked before 6 October, not on it."""
        assert said is hours.parse(typed).holiday_said


class TestMistakes:
    """What could be read two ways is refused, with the part that was not understood."""

    @pytest.mark.parametrize(
        ("typed", "part", "column"),
        [
            ("", "", 1),
            ("지역마다 다름", "지역마다", 1),
            ("평일 09:00-18:00 (금융 16:30까지)", "금융", 17),
            ("평일", "평일", 1),
            ("09:00-18:00", "09:00-18:00", 1),
            ("휴무", "휴무", 1),
            ("매일 휴무", "매일 휴무", 1),
            ("휴일 10:00-12:00", "휴일", 1),
            ("Mondy 09:00-18:00", "Mondy", 1),
            ("평일 09:00", "09:00", 4),
            ("평일 9-18", "9-18", 4),
            ("월(", "(", 2),
            ("평일 09:60-18:00", "09:60", 4),
            ("평일 09:00-25:00", "25:00", 10),
            ("평일 24:00-02:00", "24:00-02:00", 4),
            ("평일 09:00-09:00", "09:00-09:00", 4),
            ("평일 09:00-06:00", "09:00-06:00", 4),
            ("평일 오전 9시-6시", "오전 9시-6시", 4),
            ("평일 12am-5pm", "12am", 4),
            ("월-월 09:00-18:00", "월-월", 1),
            ("평일 09:00-18:00, 월 10:00-12:00", "10:00-12:00", 19),
            ("금 22:00-02:00, 토 01:00-05:00", "01:00-05:00", 18),
            ("월 09:00-18:00, 월 휴무", "휴무", 18),
            ("공휴일 휴무, 공휴일 10:00-12:00, 월 10:00-12:00", "휴무", 5),
            ("평일 09:00-18:00 연중무휴", "연중무휴", 16),
            ("평일 09:00-18:00, 주말 포함", "포함", 20),
            ("평일 09:00-10:00, 점심시간 12:00-13:00 휴무", "12:00-13:00", 22),
            ("closed Sun, Mon, Tue 10:00-12:00", "closed Sun, Mon, Tue", 1),
        ],
    )
    def test_the_part_that_is_wrong_is_named_with_its_column(
        self, typed: str, part: str, column: int
    ) -> None:
        with pytest.raises(HoursError) as caught:
            hours.parse(typed)

        assert (part, column) == (caught.value.typed_part, caught.value.column)

    def test_a_text_without_end_is_refused_before_it_is_read(self) -> None:
        with pytest.raises(HoursError):
            hours.parse("월 09:00-18:00, " * 100_000)


class TestTheWeekendOfTheOutage:
    """17 November 2023 was a Friday: most counters were closed until Monday the 20th."""

    office = hours.parse("평일 09:00-18:00")

    def test_counters_close_on_friday_evening_and_open_on_monday(self) -> None:
        friday = seoul(2023, 11, 17, 17, 30)

        assert hours.is_open(self.office, friday, ())
        assert seoul(2023, 11, 17, 18) == hours.next_change(self.office, friday, ())
        assert seoul(2023, 11, 17, 18) == hours.closes(self.office, friday, ())
        assert seoul(2023, 11, 20, 9) == hours.next_opening(self.office, friday, ())

    @pytest.mark.parametrize("day", [18, 19])
    def test_monday_nine_is_what_a_weekend_visitor_is_told(self, day: int) -> None:
        noon = seoul(2023, 11, day, 12)

        assert not hours.is_open(self.office, noon, ())
        assert seoul(2023, 11, 20, 9) == hours.next_change(self.office, noon, ())
        assert hours.closes(self.office, noon, ()) is None

    @pytest.mark.parametrize(
        ("hour", "minute", "expected"), [(8, 59, False), (9, 0, True), (17, 59, True), (18, 0, False)]
    )
    def test_the_first_minute_is_in_and_the_last_is_out(self, hour: int, minute: int, expected: bool) -> None:
        assert expected is hours.is_open(self.office, seoul(2023, 11, 17, hour, minute), ())

    def test_a_change_is_strictly_after_the_moment_asked_about(self) -> None:
        assert seoul(2023, 11, 17, 18) == hours.next_change(self.office, seoul(2023, 11, 17, 9), ())
        assert seoul(2023, 11, 20, 9) == hours.next_change(self.office, seoul(2023, 11, 17, 18), ())


class TestChuseok:
    """3–9 October 2025 was one long holiday, a week after the fire."""

    def test_a_holiday_is_never_a_working_day(self) -> None:
        office = hours.parse("평일 09:00-18:00")

        assert seoul(2025, 10, 10, 9) == hours.next_opening(office, seoul(2025, 10, 2, 18), CHUSEOK)
        assert not hours.is_open(office, seoul(2025, 10, 6, 12), CHUSEOK)

    def test_plain_days_are_taken_as_written(self) -> None:
        counter = hours.parse("월-금 09:00-18:00")

        assert hours.is_open(counter, seoul(2025, 10, 6, 12), CHUSEOK)

    def test_a_holiday_may_have_hours_of_its_own(self) -> None:
        desk = hours.parse("평일 09:00-18:00, 공휴일 10:00-12:00")

        assert seoul(2025, 10, 3, 10) == hours.next_opening(desk, seoul(2025, 10, 2, 18), CHUSEOK)

    def test_the_night_before_a_holiday_runs_past_midnight(self) -> None:
        night = hours.parse("매일 22:00-02:00, 공휴일 휴무")

        assert hours.is_open(night, seoul(2025, 10, 3, 1), CHUSEOK)
        assert not hours.is_open(night, seoul(2025, 10, 3, 23), CHUSEOK)

    def test_a_mapping_of_names_serves_as_holidays(self) -> None:
        names = dict.fromkeys(CHUSEOK, "추석 연휴")

        assert not hours.is_open(hours.parse("평일 09:00-18:00"), seoul(2025, 10, 6, 12), names)


class TestEndlessHours:
    def test_what_never_closes_has_no_next_change(self) -> None:
        always, now = hours.parse("24/7"), seoul(2025, 10, 6)

        assert hours.is_open(always, now, CHUSEOK)
        assert hours.next_change(always, now, CHUSEOK) is None
        assert hours.next_opening(always, now, CHUSEOK) is None
        assert hours.closes(always, now, CHUSEOK) is None

    def test_days_that_touch_at_midnight_are_one_stretch(self) -> None:
        workweek = hours.parse("평일 24시간")

        assert seoul(2023, 11, 18) == hours.closes(workweek, seoul(2023, 11, 15, 3), ())

    def test_round_the_clock_but_for_holidays_closes_at_the_next_holiday_only(self) -> None:
        """Far holidays are out of sight; the end of the search must not look like a closing."""
        counter = hours.parse("매일 24시간, 공휴일 휴무")

        assert seoul(2025, 10, 3) == hours.closes(counter, seoul(2025, 9, 1), CHUSEOK)
        assert hours.closes(counter, seoul(2025, 6, 1), CHUSEOK) is None

    def test_a_door_that_stays_shut_for_months_has_no_next_opening_in_sight(self) -> None:
        always_a_holiday = frozenset(date(2025, 1, 1) + timedelta(days=n) for n in range(365))

        assert (
            hours.next_opening(hours.parse("평일 09:00-18:00"), seoul(2025, 2, 1), always_a_holiday) is None
        )


class TestClockChanges:
    def test_the_wall_clock_rules_when_summer_time_begins(self) -> None:
        """At 02:00 on 10 March 2024 New York's clocks went to 03:00."""
        night = hours.parse("매일 22:00-06:00")
        at = datetime(2024, 3, 9, 23, tzinfo=NEW_YORK)

        closing = hours.closes(night, at, ())

        assert datetime(2024, 3, 10, 10, tzinfo=UTC) == closing

    def test_a_moment_without_a_zone_is_a_bug_and_says_so(self) -> None:
        naive = datetime(2024, 3, 9, 23)  # noqa: DTZ001 - the point of the test
        with pytest.raises(ValueError, match="time zone"):
            hours.is_open(hours.parse("평일 09:00-18:00"), naive, ())


TYPED = st.sampled_from(
    [
        *EXAMPLES,
        "매일 22:00-02:00",
        "금-일 20:00-04:00, 공휴일 휴무",
        "주말·공휴일 10:00-16:00",
        "월·수·금 10:00-12:00",
        "평일 24시간",
        "평일 09:00-18:00, 공휴일 22:00-01:00",
        "매일 09:00-12:00, 평일 13:00-18:00",
        "매일 01:30-03:00",
    ]
)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1))  # noqa: DTZ001 - zones are drawn beside them
ZONES = st.sampled_from([SEOUL, NEW_YORK, ZoneInfo("Australia/Lord_Howe"), ZoneInfo("America/Santiago")])
HOLIDAYS = st.frozensets(st.dates(date(2020, 1, 1), date(2030, 3, 1)), max_size=20) | st.just(CHUSEOK)


def moment(wall: datetime, zone: ZoneInfo) -> datetime:
    """A moment that exists, also where the clock skipped `wall`."""
    return wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)


class TestAlgebra:
    """What must hold for any hours, at any moment, in any zone."""

    @given(typed=TYPED, wall=MOMENTS, zone=ZONES, holidays=HOLIDAYS)
    def test_open_flips_exactly_at_the_next_change(
        self, typed: str, wall: datetime, zone: ZoneInfo, holidays: frozenset[date]
    ) -> None:
        parsed, at = hours.parse(typed), moment(wall, zone)
        change = hours.next_change(parsed, at, holidays)
        if change is None:
            assert parsed.always or hours.is_open(parsed, at + timedelta(days=50), holidays) is hours.is_open(
                parsed, at, holidays
            )
            return
        now_open = hours.is_open(parsed, at, holidays)
        before = (change.astimezone(UTC) - timedelta(microseconds=1)).astimezone(zone)

        assert change.astimezone(UTC) > at
        assert now_open is hours.is_open(parsed, before, holidays)
        assert now_open is not hours.is_open(parsed, change, holidays)

    @given(typed=TYPED, wall=MOMENTS, zone=ZONES, holidays=HOLIDAYS)
    def test_the_next_opening_is_open_and_the_closing_is_not(
        self, typed: str, wall: datetime, zone: ZoneInfo, holidays: frozenset[date]
    ) -> None:
        parsed, at = hours.parse(typed), moment(wall, zone)
        opening, closing = hours.next_opening(parsed, at, holidays), hours.closes(parsed, at, holidays)

        assert opening is None or hours.is_open(parsed, opening, holidays)
        assert closing is None or not hours.is_open(parsed, closing, holidays)
        assert closing is None or hours.is_open(parsed, at, holidays)

    @given(
        st.text(max_size=60)
        | st.text("평일월금토매공휴무부터까지 0123456789:-~,·()시분MonFritclsed", max_size=60)
    )
    def test_no_text_raises_anything_but_the_one_error(self, typed: str) -> None:
        try:
            parsed = hours.parse(typed)
        except HoursError as refused:
            column = refused.column
        else:
            column = 1
            assert parsed == hours.parse(typed)
            assert hash(parsed) == hash(hours.parse(typed))
            assert any(parsed.week)

        assert 1 <= column <= len(typed) + 1

    @given(typed=TYPED)
    def test_spans_are_in_order_and_do_not_overlap(self, typed: str) -> None:
        parsed: Hours = hours.parse(typed)

        for day in parsed.week:
            edges = [edge for span in day for edge in span]
            assert sorted(set(edges)) == edges


class TestHolidaysOf:
    """`holidays: KR` in the site's file, where the optional library is installed."""

    installed = pytest.mark.skipif(
        importlib.util.find_spec("holidays") is None, reason="holidays is optional"
    )

    @installed
    def test_korean_holidays_have_korean_and_english_names(self) -> None:
        known = hours.holidays_of("KR", (2023, 2025))

        assert known is not None
        assert known.keys() >= CHUSEOK
        assert ("추석", "Chuseok") == tuple(known[date(2025, 10, 6)].said(tag).words for tag in ("ko", "en"))
        assert ("ko", "en") == known[date(2023, 12, 25)].languages()

    @installed
    def test_a_country_nobody_knows_is_a_value_error(self) -> None:
        with pytest.raises(ValueError, match="XX"):
            hours.holidays_of("XX", (2025,))

    @pytest.mark.skipif(importlib.util.find_spec("holidays") is not None, reason="only without holidays")
    def test_without_the_library_there_is_no_answer(self) -> None:
        assert hours.holidays_of("KR", (2025,)) is None

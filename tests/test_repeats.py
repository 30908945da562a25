"""How planned work repeats, as people write it and as the windows that follow."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statuspage import repeats
from statuspage.repeats import EXAMPLES, RepeatsError

SEOUL = ZoneInfo("Asia/Seoul")
NEW_YORK = ZoneInfo("America/New_York")


def seoul(year: int, month: int, day: int, hour: int = 0) -> datetime:
    return datetime(year, month, day, hour, tzinfo=SEOUL)


class TestSpelling:
    @pytest.mark.parametrize(
        ("typed", "rule"),
        [
            ("매일", "FREQ=DAILY"),
            ("매주 일요일", "FREQ=WEEKLY;BYDAY=SU"),
            ("매주 토·일", "FREQ=WEEKLY;BYDAY=SA,SU"),
            ("매주 월, 수, 금", "FREQ=WEEKLY;BYDAY=MO,WE,FR"),
            ("격주 토요일", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA"),
            ("2주마다 토요일", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA"),
            ("매월 첫째 일요일", "FREQ=MONTHLY;BYDAY=1SU"),
            ("매월 첫 번째 일요일", "FREQ=MONTHLY;BYDAY=1SU"),
            ("매월 첫째·셋째 일요일", "FREQ=MONTHLY;BYDAY=1SU,3SU"),
            ("매월 마지막 금요일", "FREQ=MONTHLY;BYDAY=-1FR"),
            ("매월 15일", "FREQ=MONTHLY;BYMONTHDAY=15"),
            ("매월 1일, 15일", "FREQ=MONTHLY;BYMONTHDAY=1,15"),
            ("매월 말일", "FREQ=MONTHLY;BYMONTHDAY=-1"),
            ("3개월마다 15일", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15"),
            ("매년 4월 2일", "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=2"),
            ("매년 2월 29일", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"),
            ("매년 4월 첫째 일요일", "FREQ=YEARLY;BYMONTH=4;BYDAY=1SU"),
            ("매주 일요일, 2026-12-31까지", "FREQ=WEEKLY;BYDAY=SU;UNTIL=20261231"),
            ("every Sunday", "FREQ=WEEKLY;BYDAY=SU"),
            ("every other Saturday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA"),
            ("every first Sunday of the month", "FREQ=MONTHLY;BYDAY=1SU"),
            ("first Sunday of every month", "FREQ=MONTHLY;BYDAY=1SU"),
            ("every month on the 15th", "FREQ=MONTHLY;BYMONTHDAY=15"),
            ("the 15th of every month", "FREQ=MONTHLY;BYMONTHDAY=15"),
            ("last day of every month", "FREQ=MONTHLY;BYMONTHDAY=-1"),
            ("every year on 2 April", "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=2"),
            ("every April 2 until 2030-04-02", "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=2;UNTIL=20300402"),
            ("RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=5", "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=5"),
            ("freq=monthly;byday=-1fr", "FREQ=MONTHLY;BYDAY=-1FR"),
            (
                "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
                "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            ),
        ],
    )
    def test_phrases_and_rules_mean_the_same(self, typed: str, rule: str) -> None:
        """People write phrases, calendars speak rules; both end in one form."""
        assert rule == repeats.parse(typed).rule

    @pytest.mark.parametrize("typed", EXAMPLES)
    def test_every_example_offered_in_messages_is_itself_understood(self, typed: str) -> None:
        assert typed == repeats.parse(typed).typed

    @pytest.mark.parametrize(
        ("typed", "part", "column"),
        [
            ("", "", 1),
            ("가끔", "가끔", 1),
            ("매월 첫째 주 일요일", "매월 첫째 주 일요일", 1),
            ("매월 첫째 주말", "매월 첫째 주말", 1),
            ("매주 평일", "매주 평일", 1),
            ("every second Saturday", "every second Saturday", 1),
            ("biweekly", "biweekly", 1),
            ("every first Sunday", "every first Sunday", 1),
            ("매년 2월 30일", "매년 2월 30일", 1),
            ("매월 32일", "매월 32일", 1),
            ("0일마다", "0일마다", 1),
            ("매주 일요일, 2026-02-30까지", "2026-02-30까지", 9),
            ("FREQ=HOURLY", "FREQ=HOURLY", 1),
            ("FREQ=MINUTELY", "FREQ=MINUTELY", 1),
            ("FREQ=SECONDLY", "FREQ=SECONDLY", 1),
            ("FREQ=DAILY;BYHOUR=3", "BYHOUR=3", 12),
            ("RRULE:FREQ=DAILY;BYHOUR=3", "BYHOUR=3", 18),
            ("FREQ=WEEKLY;BYDAY=1SU", "BYDAY=1SU", 13),
            ("FREQ=MONTHLY;BYDAY=6SU", "BYDAY=6SU", 14),
            ("FREQ=MONTHLY;BYMONTHDAY=30;BYMONTH=2", "BYMONTHDAY=30", 14),
            ("FREQ=MONTHLY;INTERVAL=12;BYMONTH=2", "BYMONTH=2", 26),
            ("FREQ=MONTHLY;BYDAY=1SU;BYSETPOS=2", "BYSETPOS=2", 24),
            ("FREQ=DAILY;COUNT=2;UNTIL=20260101", "COUNT=2", 12),
            ("FREQ=DAILY;UNTIL=20261301", "UNTIL=20261301", 12),
            ("FREQ=DAILY;FREQ=DAILY", "FREQ=DAILY", 12),
            ("BYDAY=SU", "BYDAY=SU", 1),
        ],
    )
    def test_what_could_mean_two_things_or_nothing_is_refused_with_its_column(
        self, typed: str, part: str, column: int
    ) -> None:
        """A maintenance announced for the wrong Sunday is an outage nobody expected."""
        with pytest.raises(RepeatsError) as caught:
            repeats.parse(typed)

        assert (part, column) == (caught.value.typed_part, caught.value.column)

    @given(
        st.text(max_size=60)
        | st.text("매주월년일토격첫째마지막 0123456789·,FREQ=DAILYBYCOUNT;everySunday", max_size=60)
    )
    def test_no_text_raises_anything_but_the_one_error(self, typed: str) -> None:
        try:
            parsed = repeats.parse(typed)
        except RepeatsError as refused:
            column = refused.column
        else:
            column = 1
            assert parsed == repeats.parse(typed)
            assert parsed.rule == repeats.parse(parsed.rule).rule

        assert 1 <= column <= len(typed) + 1


class TestWindows:
    starts, ends = seoul(2026, 4, 2, 22), seoul(2026, 4, 3, 2)

    def windows(self, typed: str, after: datetime, before: datetime) -> list[tuple[datetime, datetime]]:
        return list(repeats.windows(self.starts, self.ends, repeats.parse(typed), after, before))

    def test_without_a_rule_there_is_one_window(self) -> None:
        found = list(repeats.windows(self.starts, self.ends, None, seoul(2026, 1, 1), seoul(2030, 1, 1)))

        assert [(self.starts, self.ends)] == found

    def test_the_announced_window_comes_first_even_off_the_rule(self) -> None:
        """2 April 2026 is a Thursday; what was announced for it happens all the same."""
        found = self.windows("매월 첫째 일요일", seoul(2026, 4, 1), seoul(2026, 6, 30))

        assert [
            (self.starts, self.ends),
            (seoul(2026, 4, 5, 22), seoul(2026, 4, 6, 2)),
            (seoul(2026, 5, 3, 22), seoul(2026, 5, 4, 2)),
            (seoul(2026, 6, 7, 22), seoul(2026, 6, 8, 2)),
        ] == found

    def test_a_window_that_only_touches_the_edge_is_not_in_it(self) -> None:
        assert [] == self.windows("매년 4월 2일", self.ends, seoul(2027, 4, 2, 22))
        assert [(seoul(2027, 4, 2, 22), seoul(2027, 4, 3, 2))] == self.windows(
            "매년 4월 2일", self.ends, seoul(2027, 4, 2, 23)
        )

    def test_a_window_under_way_is_found(self) -> None:
        assert [(seoul(2026, 5, 2, 22), seoul(2026, 5, 3, 2))] == self.windows(
            "매월 2일",
            seoul(2026, 5, 3, 1),
            seoul(
                2026,
                5,
                3,
                1,
            )
            + timedelta(minutes=1),
        )

    @pytest.mark.parametrize(
        ("typed", "count"),
        [
            ("FREQ=DAILY;COUNT=3", 3),
            ("FREQ=WEEKLY;BYDAY=SU;COUNT=3", 3),
            ("FREQ=DAILY;COUNT=1", 1),
            ("매일, 2026-04-05까지", 4),
            ("FREQ=DAILY;UNTIL=20260405T130000Z", 4),  # 22:00 in Seoul: included
            ("FREQ=DAILY;UNTIL=20260405T125959Z", 3),
            ("FREQ=DAILY;UNTIL=20260405T215959", 3),
            ("FREQ=DAILY;UNTIL=20200101", 1),
        ],
    )
    def test_count_and_until_end_the_series(self, typed: str, count: int) -> None:
        assert count == len(self.windows(typed, seoul(2026, 1, 1), seoul(2027, 1, 1)))

    def test_the_wall_clock_is_kept_across_summer_time(self) -> None:
        """01:00 stays 01:00 for the people who wait, whatever it is in UTC."""
        starts = datetime(2024, 3, 3, 1, tzinfo=NEW_YORK)
        rule = repeats.parse("every Sunday")
        found = list(
            repeats.windows(
                starts, starts + timedelta(hours=4), rule, starts, datetime(2024, 3, 18, tzinfo=NEW_YORK)
            )
        )

        assert [(1, 5)] * 3 == [(start.hour, end.hour) for start, end in found]
        assert [4, 3, 4] == [
            (end.astimezone(UTC) - start.astimezone(UTC)) // timedelta(hours=1) for start, end in found
        ]

    def test_a_window_swallowed_by_a_clock_change_keeps_its_real_length(self) -> None:
        """02:15–02:45 does not exist on 10 March 2024 in New York."""
        starts = datetime(2024, 3, 9, 2, 15, tzinfo=NEW_YORK)
        ends = datetime(2024, 3, 9, 3, 0, tzinfo=NEW_YORK)
        _, (start, end) = islice(
            repeats.windows(starts, ends, repeats.parse("매일"), starts, datetime(2025, 1, 1, tzinfo=UTC)), 2
        )

        assert timedelta(minutes=45) == end.astimezone(UTC) - start.astimezone(UTC)

    def test_a_rule_decades_old_is_as_quick_as_a_new_one(self) -> None:
        """A build asks for the same few weeks whenever the rule was written."""
        starts = seoul(1900, 1, 1, 2)
        begun = perf_counter()
        found = list(
            repeats.windows(
                starts,
                starts + timedelta(hours=1),
                repeats.parse("매일"),
                seoul(2026, 1, 1),
                seoul(2026, 1, 8),
            )
        )

        assert 7 == len(found)
        assert perf_counter() - begun < 1

    def test_windows_may_be_asked_for_without_an_end(self) -> None:
        forever = repeats.windows(
            self.starts,
            self.ends,
            repeats.parse("매일"),
            datetime.min.replace(tzinfo=UTC),
            datetime.max.replace(tzinfo=UTC),
        )

        assert self.starts + timedelta(days=99) == next(islice(forever, 99, None))[0]


RULES = st.sampled_from(
    [
        *EXAMPLES,
        "매주",
        "매월",
        "매년",
        "2주마다",
        "3일마다",
        "5개월마다 31일",
        "매년 2월 29일",
        "격주 월·토",
        "FREQ=MONTHLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=WEEKLY;INTERVAL=3;BYDAY=SU,MO;WKST=SU",
        "FREQ=YEARLY;BYWEEKNO=1,53;BYDAY=MO",
        "FREQ=YEARLY;BYYEARDAY=-1,100",
        "FREQ=WEEKLY;BYMONTH=7,8",
        "FREQ=YEARLY;INTERVAL=3;BYDAY=-1SU",
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
        "FREQ=YEARLY;BYMONTH=3",
    ]
)
FIRSTS = st.datetimes(datetime(1950, 1, 1), datetime(2030, 1, 1))  # noqa: DTZ001 - zones are drawn beside them
ZONES = st.sampled_from([SEOUL, NEW_YORK, ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Pacific/Apia")])


class TestAlgebra:
    @given(typed=RULES, wall=FIRSTS, zone=ZONES, minutes=st.integers(1, 5000), later=st.integers(-400, 30000))
    def test_windows_are_in_order_last_some_time_and_touch_what_was_asked(
        self, typed: str, wall: datetime, zone: ZoneInfo, minutes: int, later: int
    ) -> None:
        starts = wall.replace(tzinfo=zone).astimezone(UTC)
        ends = starts + timedelta(minutes=minutes)
        after = starts + timedelta(days=later)
        before = after + timedelta(days=800)
        found = [
            (start.astimezone(UTC), end.astimezone(UTC))
            for start, end in repeats.windows(
                starts.astimezone(zone), ends.astimezone(zone), repeats.parse(typed), after, before
            )
        ]

        assert all(start < end and end > after and start < before for start, end in found)
        assert all(one[0] <= other[0] for one, other in pairwise(found))

    @given(typed=RULES, wall=FIRSTS, later=st.integers(0, 30000))
    def test_beginning_to_count_late_changes_nothing(self, typed: str, wall: datetime, later: int) -> None:
        """Decades are skipped for speed; the days must be those of a plain reading of RFC 5545."""
        from dateutil.rrule import rrulestr

        starts = wall.replace(tzinfo=UTC, microsecond=0)
        after = starts + timedelta(days=later)
        before = after + timedelta(days=1500)
        rule = repeats.parse(typed)
        found = repeats.windows(starts, starts + timedelta(seconds=1), rule, after, before)
        plain = rrulestr(rule.rule, dtstart=starts).between(after, before, inc=True)

        assert [moment for moment in plain if moment < before and moment > starts] == [
            start for start, _ in found if start > starts
        ]

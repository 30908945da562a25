"""Opening hours in the reader's language: the line that sends people to a door."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from statuspage import saying
from statuspage.hours import Hours, Span, parse
from statuspage.language import Words

FILES = Path(__file__).parent.parent / "site_src" / "words"


def fixed(language: str) -> Words:
    read = yaml.load((FILES / f"{language}.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506
    return Words(language, read, ZoneInfo("Asia/Seoul"))


KO, EN = fixed("ko"), fixed("en")

quarters = st.lists(st.integers(0, 96), min_size=2, max_size=4, unique=True).map(sorted)


@st.composite
def openings(draw: st.DrawFn) -> tuple[Span, ...]:
    edges = [quarter * 15 for quarter in draw(quarters)]
    return tuple(zip(edges[::2], edges[1::2], strict=False))


class TestHours:
    """`saying.hours`."""

    @pytest.mark.parametrize(
        ("typed", "ko", "en"),
        [
            ("24시간", "매일 24시간", "24 hours, every day"),
            (
                "평일 09:00-18:00",
                "평일 09:00~18:00, 공휴일 휴무",
                "Weekdays 09:00–18:00, closed on public holidays",
            ),
            ("월-금 09:00-18:00", "월~금 09:00~18:00", "Mon–Fri 09:00–18:00"),
            ("매일 오전 9시부터 오후 6시까지", "매일 09:00~18:00", "Every day 09:00–18:00"),
            (
                "월-금 09:00-18:00, 토 09:00-13:00, 공휴일 휴무",
                "평일 09:00~18:00, 토 09:00~13:00, 공휴일 휴무",
                "Weekdays 09:00–18:00, Sat 09:00–13:00, closed on public holidays",
            ),
            ("화, 목 10:00-12:00", "화·목 10:00~12:00", "Tue and Thu 10:00–12:00"),
            ("월-수, 금 10:00-12:00", "월~수·금 10:00~12:00", "Mon–Wed and Fri 10:00–12:00"),
            ("주말 10:00-24:00", "주말 10:00~24:00", "Weekends 10:00–24:00"),
            ("토 24시간", "토 24시간", "Sat 24 hours"),
            ("금 22:00-02:00", "금 22:00~02:00", "Fri 22:00–02:00"),
            (
                "평일 09:00-18:00, 점심시간 12:00-13:00 휴무",
                "평일 09:00~12:00, 13:00~18:00, 공휴일 휴무",
                "Weekdays 09:00–12:00, 13:00–18:00, closed on public holidays",
            ),
            (
                "월-금 09:00-18:00, 공휴일 10:00-12:00",
                "평일 09:00~18:00, 공휴일 10:00~12:00",
                "Weekdays 09:00–18:00, public holidays 10:00–12:00",
            ),
            (
                "월-금 09:00-18:00, 공휴일 정상 운영",
                "월~금 09:00~18:00, 공휴일 정상 운영",
                "Mon–Fri 09:00–18:00, public holidays as usual",
            ),
        ],
    )
    def test_hours_are_said_in_the_readers_language(self, typed: str, ko: str, en: str) -> None:
        """They are typed once, in one language, and read in every one."""
        assert (ko, en) == (saying.hours(KO, parse(typed)), saying.hours(EN, parse(typed)))

    def test_what_never_opens_is_closed(self) -> None:
        """Nothing at all would read as if nobody had said."""
        never = Hours("", ((),) * 7, (), holiday_said=True)

        assert ("휴무", "Closed") == (saying.hours(KO, never), saying.hours(EN, never))

    @given(
        st.lists(st.one_of(st.just(()), openings()), min_size=7, max_size=7).filter(any),
        st.one_of(st.none(), st.just(()), openings()),
        st.booleans(),
    )
    def test_what_is_said_means_what_was_typed(
        self, week: list[tuple[Span, ...]], holiday: tuple[Span, ...] | None, said: bool
    ) -> None:
        """Read back, in either language, the line opens and closes the same doors at the same minutes."""
        hours = Hours("", tuple(week), holiday, holiday_said=said or holiday is not None)

        for words in (KO, EN):
            again = parse(saying.hours(words, hours))
            assert (hours.week, hours.holiday) == (again.week, again.holiday)
            assert hours.holiday_said == again.holiday_said or hours.always

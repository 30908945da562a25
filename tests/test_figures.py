"""The figures and the day bars: counted from what was said, and changing at known moments only."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from make import (
    DOWN,
    LIMITED,
    PLANNED,
    UNKNOWN,
    at,
    incident,
    maintenance,
    resolved,
    service,
    site,
    system,
    update,
    way,
)
from sites import AFTER, DURING, SMALL, write
from statuspage import guidance, load, state
from statuspage.build import build
from statuspage.model import Incident, Site, Status
from statuspage.outputs.figures import safe
from statuspage.state.figures import Figures, Telling, Times, add_up, middle
from statuspage.views.figures import COLUMNS, percent

HOUR = timedelta(hours=1)
COPY = service("copy", way("web"))


def counted(found: Site, moment: str) -> Figures:
    """The figures of a site at a moment, as a page counts them."""
    when = at(moment)
    firsts = [i.updates[0].at for i in found.incidents] + [m.starts for m in found.maintenance]
    return add_up(found, state.history(found, min(firsts), when + timedelta(microseconds=1)), when)


def times(found: Site, moment: str, year: int = 2023) -> Times:
    figures = counted(found, moment)
    return figures.times(found.services.values(), figures.of(year))


def telling(found: Site, moment: str, year: int = 2023) -> Telling:
    figures = counted(found, moment)
    return figures.telling(figures.of(year))


class TestTimes:
    """How long services could be used."""

    def test_an_hour_of_outage_is_an_hour(self) -> None:
        found = times(
            site(COPY, incident("1117", update("17 08:00", copy=DOWN), resolved("17 09:00"))), "20 09:00"
        )

        assert (HOUR, 1) == (found.stopped, found.stops)

    def test_slow_or_limited_time_is_counted_apart(self) -> None:
        """Whoever could use it slowly could use it."""
        found = times(
            site(COPY, incident("1117", update("17 08:00", copy=LIMITED), resolved("17 09:00"))), "20 09:00"
        )

        assert (timedelta(), HOUR, 1.0) == (found.stopped, found.limited, found.availability)

    def test_planned_work_is_left_out(self) -> None:
        """Announced hours are not held against anybody, and do not make the rest look better."""
        work = maintenance("1101", "01 00:00", "16 00:00", {"copy": PLANNED})
        outage = incident("1117", update("20 00:00", copy=DOWN), resolved("21 00:00"))

        found = times(site(COPY, work, outage), "2023-12-01 00:00")

        assert timedelta(days=15) == found.counted
        assert pytest.approx(14 / 15) == found.availability

    def test_what_nobody_can_vouch_for_is_not_availability(self) -> None:
        """Silence is not green."""
        found = times(site(COPY, incident("1101", update("01 00:00", copy=UNKNOWN))), "2023-12-01 00:00")

        assert (timedelta(), None) == (found.counted, found.availability)

    def test_an_outage_over_the_end_of_a_month_is_shared_out(self) -> None:
        found = site(COPY, incident("1130", update("30 12:00", copy=DOWN), resolved("2023-12-01 06:00")))

        figures = counted(found, "2024-01-01 00:00")

        assert [12 * HOUR, 6 * HOUR] == [figures.times([COPY], [month]).stopped for month in figures.months]
        assert [1, 0] == [figures.times([COPY], [month]).stops for month in figures.months]

    def test_a_service_counts_until_it_is_retired(self) -> None:
        ended = replace(COPY, retired=date(2023, 11, 11))
        found = site(ended, incident("1101", update("01 00:00", copy=LIMITED), resolved("01 01:00")))

        assert timedelta(days=10) == times(found, "2023-12-01 00:00").length


class TestTelling:
    """How soon word came, how long it took, what was promised and kept."""

    def test_the_first_word_counts_from_the_beginning_where_that_is_known(self) -> None:
        """In November 2023 counters failed at 7; the first word came at 8:40."""
        known = replace(incident("1117", update("17 08:40", copy=DOWN)), began=at("17 07:00"))
        unknown = incident("1118", update("18 08:40", copy=DOWN))

        found = telling(site(COPY, known, unknown), "20 09:00")

        assert (2, (timedelta(minutes=100),)) == (found.incidents, found.first)

    def test_recovery_counts_from_the_beginning_or_the_first_word(self) -> None:
        known = replace(incident("1117", update("17 08:00"), resolved("17 10:00")), began=at("17 07:00"))
        unknown = incident("1118", update("18 08:00"), resolved("18 10:00"))

        assert (3 * HOUR, 2 * HOUR) == telling(site(COPY, known, unknown), "20 09:00").recovery

    def test_a_promise_is_kept_by_the_next_word(self) -> None:
        story = incident(
            "1117",
            update("17 08:00", next_update="17 09:00"),
            update("17 08:59", next_update="17 10:00"),
            update("17 10:01", next_update="17 12:00"),
        )

        early, late = (telling(site(COPY, story), moment) for moment in ("17 11:00", "17 12:00"))

        assert (2, 1) == (early.promised, early.kept)
        assert (3, 1) == (late.promised, late.kept)

    def test_a_promise_given_with_the_last_word_is_not_waited_for(self) -> None:
        """After recovery nobody is left without news."""
        story = incident(
            "1117", update("17 08:00"), update("17 09:00", status=Status.RESOLVED, next_update="17 10:00")
        )

        assert 0 == telling(site(COPY, story), "18 09:00").promised

    def test_the_grade_is_that_of_the_system_at_the_root(self) -> None:
        """A failed data centre takes minor systems along; they did not cause it."""
        systems = replace(system("centre"), grade=2), replace(system("sign-in", "centre"), grade=1)
        story = incident("1117", update("17 08:00", {"centre": DOWN, "sign-in": DOWN}))
        found = site(COPY, *systems, story)

        figures = counted(found, "18 09:00")

        assert (2,) == figures.grades(figures.months)

    @given(st.lists(st.integers(0, 10_000), min_size=1))
    def test_the_middle_has_as_many_above_as_below(self, minutes: list[int]) -> None:
        lengths = tuple(timedelta(minutes=m) for m in minutes)
        found = middle(lengths)

        assert found is not None
        assert (
            abs(sum(length > found for length in lengths) - sum(length < found for length in lengths))
            < len(lengths) / 2 + 1
        )
        assert min(lengths) <= found <= max(lengths)

    def test_of_nothing_there_is_no_middle(self) -> None:
        assert middle(()) is None


class TestWhenTheyChange:
    """A number that moves by itself would make new pages every minute."""

    STORY = incident("1117", update("17 08:00", copy=DOWN, next_update="17 10:00"), update("17 09:30"))

    def test_an_open_outage_is_counted_up_to_the_last_change(self) -> None:
        found = site(COPY, self.STORY)

        one, other = (counted(found, moment) for moment in ("17 09:31", "25 23:59"))

        assert (one.months, one.trouble, one.told) == (other.months, other.trouble, other.told)
        assert timedelta(minutes=90) == one.times([COPY], one.months).stopped

    def test_a_month_that_is_over_is_whole(self) -> None:
        figures = counted(site(COPY, self.STORY), "2023-12-01 00:00")

        assert [at("2023-12-01 00:00")] == [month.ends for month in figures.months]

    def test_so_the_beginning_of_a_month_is_a_moment_of_change(self) -> None:
        """Somebody has to build then, or the figures of the old month stay unfinished."""
        quiet = site(COPY, incident("1117", update("17 08:00"), resolved("17 09:00")))

        assert at("2023-12-01 00:00") == state.next_edge(quiet, at("25 09:00"))
        assert at("2024-01-01 00:00") == state.next_edge(quiet, at("2023-12-01 00:00"))

    def test_where_nothing_ever_happened_there_is_nothing_to_wait_for(self) -> None:
        assert state.next_edge(site(COPY), at("20 09:00")) is None

    def test_midnight_counts_while_a_service_is_not_well(self) -> None:
        """One more day is drawn then."""
        found = site(COPY, incident("1117", update("17 08:00", copy=DOWN, next_update="2024-01-01 00:00")))

        assert at("21 00:00") == guidance.next_change(state.at(found, at("20 09:00")))

    @given(
        st.lists(st.integers(0, 60 * 24 * 80), min_size=2, max_size=6, unique=True),
        st.integers(0, 60 * 24 * 40),
    )
    def test_a_closed_month_never_changes(self, minutes: list[int], later: int) -> None:
        """What was published of a month can be quoted."""
        moments = [at("2023-10-05 00:00") + timedelta(minutes=m) for m in sorted(minutes)]
        said = [update(m, copy=DOWN if n % 2 else LIMITED) for n, m in enumerate(moments)]
        found = site(COPY, incident("1005", *said))
        first = at("2024-01-01 00:00")

        before, after = (
            counted(found, f"{m:%Y-%m-%d %H:%M}") for m in (first, first + timedelta(minutes=later))
        )

        assert before.months == after.months[: len(before.months)]
        assert [before.times([COPY], [m]) for m in before.months] == [
            after.times([COPY], [m]) for m in before.months
        ]


class TestTheBeginning:
    """`began:` in incident.md."""

    def test_it_is_read(self, tmp_path: Path) -> None:
        assert at("17 07:00") == self.story(tmp_path, "2023-11-17 07:00")[0].began

    def test_it_cannot_follow_the_first_word(self, tmp_path: Path) -> None:
        found, codes = self.story(tmp_path, "2023-11-17 09:00")

        assert ("began_after_first_word", None) == (codes[0], found.began)

    @staticmethod
    def story(tmp_path: Path, began: str) -> tuple[Incident, list[str]]:
        head = f"---\ntitle: {{ko: 행정망 장애, en: Network outage}}\nbegan: {began}\n---\n"
        loaded = load.site(write(tmp_path, {**SMALL, "incidents/2023/1117-saeol/incident.md": head}))
        assert loaded.site is not None
        return loaded.site.incidents[0], [problem.code for problem in loaded.problems]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The small site during its outage, and on a quiet day after it."""
    folder = tmp_path_factory.mktemp("figures")
    root = write(folder / "site")
    found = {"during": folder / "during", "after": folder / "after"}
    build(root, found["during"], DURING)
    build(root, found["after"], AFTER)
    return found


def read(path: Path) -> html.HtmlElement:
    return html.document_fromstring((path / "index.html").read_bytes())


class TestPages:
    def test_a_percentage_is_never_a_headline(self, pages: dict[str, Path]) -> None:
        """Nobody who needs a document today is helped by 98.2 %."""
        for address in ("", "lite", "services/resident-copy", "figures", "figures/2023"):
            headings = read(pages["during"] / address).xpath(
                "//h1 | //h2 | //title | //*[contains(@class, 'headline')]"
            )

            assert not [h for h in headings if "%" in h.text_content()], address

    def test_the_chart_says_in_words_what_it_shows(self, pages: dict[str, Path]) -> None:
        chart = read(pages["after"] / "figures" / "2023").xpath("//svg[@role='img']/@aria-label")

        assert [
            "달마다: 서비스들을 이용할 수 없던 시간의 합. 가장 긴 막대는 2023년 11월, 24시간 20분.",
            "달마다: 해결까지 걸린 시간(가운뎃값). 가장 긴 막대는 2023년 11월, 24시간 20분.",
            "달마다: 지킨 약속의 비율. 가장 긴 막대는 2023년 11월, 0%.",
        ] == chart

    def test_the_tallest_bar_has_its_value_written_over_it(self, pages: dict[str, Path]) -> None:
        """Bars without a number cannot be read."""
        drawn = read(pages["after"] / "figures" / "2023").xpath("//svg[@role='img']")

        assert ["24시간 20분", "24시간 20분", "0%"] == [one.xpath("text")[-1].text for one in drawn]
        for one in drawn:
            width, height = map(float, one.get("viewbox").split()[2:])
            assert all(
                0 < float(t.get("x")) < width and 0 < float(t.get("y")) < height for t in one.iter("text")
            )
            assert all(float(r.get("y")) > float(one.xpath("text/@y")[-1]) for r in one.iter("rect"))

    def test_time_to_the_first_word_has_a_chart_where_the_beginning_is_known(self, tmp_path: Path) -> None:
        files = {
            **SMALL,
            "incidents/2023/1117-saeol/incident.md": """
                ---
                title: {ko: 행정망 장애, en: Network outage}
                began: 2023-11-17 07:00
                ---
            """,
        }
        build(write(tmp_path / "site", files), tmp_path / "out", AFTER)
        told = read(tmp_path / "out" / "en" / "figures").xpath("//svg[@role='img']/@aria-label")

        words = "Time to the first word (median). The tallest bar: November 2023, 1 hour 40 minutes."
        assert f"The last twelve months: {words}" in told

    def test_every_table_has_a_name_and_heads(self, pages: dict[str, Path]) -> None:
        for table in read(pages["after"] / "figures" / "2023").xpath("//table"):
            assert table.xpath("caption[normalize-space()]")
            assert len(table.xpath("thead//th[@scope='col']")) == len(table.xpath("tbody/tr[1]/*"))

    def test_a_month_in_which_something_happened_leads_to_its_archive(self, pages: dict[str, Path]) -> None:
        links = read(pages["after"] / "figures").xpath("//th[@scope='row']/a/@href")

        assert "../history/2023/11/" in links

    def test_numbers_are_never_rounded_up(self) -> None:
        """A service that stopped for a minute was not available all the time."""
        assert ("99.99", "100", "99.61", "0.00") == tuple(map(percent, (0.999999, 1.0, 0.99618, 0.00004)))


class TestFiles:
    """CSV, for whoever wants to count again."""

    def lines(self, pages: dict[str, Path], name: str) -> list[dict[str, str]]:
        text = (pages["after"] / "figures" / name).read_bytes()
        assert text.startswith(b"\xef\xbb\xbf"), "spreadsheets in Korea would read it as CP949"
        return list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))

    def test_the_year_is_there_by_service(self, pages: dict[str, Path]) -> None:
        found = {(line["kind"], line["id"]): line for line in self.lines(pages, "figures.csv")}

        assert "24.33" == found["service", "move-in"]["stopped_hours"]
        assert "1460" == found["all", ""]["recovery_median_minutes"]

    def test_the_months_of_a_year_have_their_own_file(self, pages: dict[str, Path]) -> None:
        assert {"2023-11", "2023-12"} >= {line["period"] for line in self.lines(pages, "2023.csv")}

    @pytest.mark.parametrize("cell", ["=1+1", "+82", "-1", "@x", "\tx", "\rx"])
    def test_a_name_is_never_a_formula(self, cell: str) -> None:
        """Spreadsheets run what begins like one (safety R46)."""
        assert f"'{cell}" == safe(cell)

    def test_the_columns_are_documented(self) -> None:
        """Somebody's spreadsheet depends on them."""
        page = (Path(__file__).parent.parent / "docs" / "formats" / "figures.md").read_text("utf-8")

        assert list(COLUMNS) == re.findall(r"^\| `([a-z_]+)` \|", page, re.MULTILINE)


class TestDays:
    """Day bars on a service's page."""

    def test_every_day_is_said_in_words(self, pages: dict[str, Path]) -> None:
        rows = read(pages["after"] / "services" / "move-in").xpath("//div[@class='sp-days']//tr")

        assert [
            "1~16일 정상 이용",
            "17일 이용 불가 15시간 20분",
            "18일 이용 불가 9시간",
            "19~30일 정상 이용",
        ] == [" ".join(" ".join(row.itertext()).split()) for row in rows]

    def test_a_month_costs_one_stop_on_the_keyboard(self, pages: dict[str, Path]) -> None:
        days = read(pages["after"] / "services" / "move-in").xpath("//div[@class='sp-days']")[0]

        assert 1 == len(days.xpath(".//summary | .//a | .//button | .//*[@tabindex]"))

    def test_the_picture_has_words(self, pages: dict[str, Path]) -> None:
        label = read(pages["after"] / "services" / "move-in").xpath("//div[@class='sp-days']/svg/@aria-label")

        assert ["2023년 11월: 2일에 기록이 있습니다."] == label

    def test_today_goes_on(self, pages: dict[str, Path]) -> None:
        """How long it has lasted would be another page every minute."""
        rows = read(pages["during"] / "services" / "move-in").xpath("//div[@class='sp-days']//tr")

        assert "17일 이용 불가 계속됨" == " ".join(" ".join(rows[-1].itertext()).split())

    def test_a_quiet_service_has_none(self, tmp_path: Path) -> None:
        root = write(
            tmp_path / "site",
            {
                **SMALL,
                "services/mois/quiet.yaml": "{name: 조용한 일, channels: [{id: w, kind: web, name: 웹}]}",
            },
        )
        build(root, tmp_path / "out", AFTER)

        assert [] == read(tmp_path / "out" / "services" / "quiet").xpath("//div[@class='sp-days']")

    def test_only_the_page_of_an_unwell_service_changes_at_midnight(self, tmp_path: Path) -> None:
        root = write(
            tmp_path / "site",
            {
                **SMALL,
                "services/mois/quiet.yaml": "{name: 조용한 일, channels: [{id: w, kind: web, name: 웹}]}",
            },
        )
        evening = datetime.fromisoformat("2023-11-17T20:00+09:00")
        outs = [tmp_path / "one", tmp_path / "two"]
        for out, moment in zip(outs, (evening, evening + timedelta(hours=5)), strict=True):
            build(root, out, moment)

        same = {
            id: (outs[0] / "services" / id / "index.html").read_bytes()
            == (outs[1] / "services" / id / "index.html").read_bytes()
            for id in ("move-in", "quiet")
        }

        assert {"move-in": False, "quiet": True} == same

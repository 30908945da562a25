"""The rules over time: staleness, relief, new ways, planned work, history, and the next change.

The last classes draw whole countries at random and compare what is told of stretches of time with what is
true at single moments.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import make
from make import (
    BEGIN,
    DOWN,
    LIMITED,
    PLANNED,
    SLOW,
    UNKNOWN,
    WELL,
    at,
    born,
    countries,
    incident,
    maintenance,
    moments,
    notice,
    relief,
    resolved,
    service,
    site,
    states,
    system,
    update,
    way,
)
from sites import SMALL, write
from statuspage import guidance, load, state
from statuspage.model import ReliefKind, Site, State, Status
from statuspage.state import Interval, next_edge

SAEOL = system("saeol")
COPY = service("copy", way("counter", "saeol"), way("web"))


class TestStaleness:
    """Rule 7: past its promise an open incident is overdue, and nothing turns to normal by itself."""

    def test_a_promise_becomes_overdue_at_its_own_minute(self) -> None:
        country = site(SAEOL, incident("1117", update("17 08:40", saeol=DOWN, next_update="17 10:00")))

        assert {} == state.at(country, at("17 09:59")).overdue
        late = state.at(country, at("17 10:00")).overdue["2023/1117"]
        assert (at("17 10:00"), at("17 08:40"), True) == late

    def test_without_a_promise_the_word_is_fresh_for_as_long_as_the_site_says(self) -> None:
        country = site(SAEOL, incident("1117", update("17 08:40", saeol=DOWN)), fresh_for=timedelta(hours=2))

        assert {} == state.at(country, at("17 10:39")).overdue
        assert not state.at(country, at("17 10:40")).overdue["2023/1117"].promised

    def test_a_new_word_makes_it_fresh_again(self) -> None:
        story = incident("1117", update("17 08:40", next_update="17 10:00"), update("17 10:30"))
        country = site(story)

        assert {"2023/1117"} == set(state.at(country, at("17 10:29")).overdue)
        assert {} == state.at(country, at("17 10:30")).overdue

    def test_nothing_gets_better_by_getting_old(self) -> None:
        country = site(SAEOL, COPY, incident("1117", update("17 08:40", saeol=DOWN)))

        assert state.at(country, at("17 09:00")).states == state.at(country, at("2025-11-17 09:00")).states

    def test_a_stale_incident_is_not_calm_even_where_it_claims_nothing(self) -> None:
        """Safety R11: stale is never 정상. Recovery is being watched, and nobody has looked since."""
        story = incident("1117", update("17 08:40", {"copy/web": WELL}, Status.MONITORING))
        country = site(service("copy", way("web")), story)

        assert WELL is state.at(country, at("17 09:00")).overall
        assert UNKNOWN is state.at(country, at("17 23:00")).overall

    def test_what_is_resolved_is_never_overdue(self) -> None:
        story = incident("1117", update("17 08:40", next_update="17 10:00"), resolved("17 09:00"))

        assert {} == state.at(site(story), at("18 10:00")).overdue


class TestEstimates:
    def test_the_last_estimate_stands_until_another_is_given(self) -> None:
        story = incident(
            "1117",
            update("17 08:40"),
            update("17 09:00", expected="17 12:00"),
            update("17 10:00"),
            update("17 11:00", expected="17 18:00"),
        )
        found = [state.expected(story, at(m)) for m in ("17 08:50", "17 09:00", "17 10:30", "17 11:00")]

        assert [None, "12", "12", "18"] == [f"{e.at:%H}" if e and e.at else None for e in found]

    def test_the_last_word_of_an_incident_to_come_is_its_first(self) -> None:
        story = incident("1117", update("17 08:40"))

        assert story.updates[0] is state.last_word(story, at("16 00:00"))


class TestRelief:
    """Relief outlives the incident: nobody loses a right because the network is back."""

    def protections(self, when: str, *updates: object) -> list[state.Protection]:
        story = incident("1117", *updates)  # type: ignore[arg-type]
        return list(state.at(site(SAEOL, COPY, story), at(when)).protections)

    def test_it_begins_with_its_update_and_ends_when_it_says(self) -> None:
        told = update("17 09:00", relief=[relief("copy", ends="25 00:00")])

        assert [] == self.protections("17 08:59", told)
        assert [at("17 09:00")] == [p.starts for p in self.protections("17 09:00", told)]
        assert 1 == len(self.protections("24 23:59", told))
        assert [] == self.protections("25 00:00", told)

    def test_it_outlives_the_incident(self) -> None:
        told = update("17 09:00", relief=[relief("copy", ends="25 00:00")])

        assert 1 == len(self.protections("20 00:00", told, resolved("18 09:00")))

    def test_it_may_be_granted_after_the_end(self) -> None:
        late = update("19 09:00", relief=[relief("copy", kind=ReliefKind.FEE_WAIVER)])

        assert 1 == len(self.protections("20 00:00", update("17 08:40"), resolved("18 09:00"), late))

    def test_without_an_end_it_stays_open(self) -> None:
        assert 1 == len(self.protections("2026-01-01 00:00", update("17 09:00", relief=[relief("copy")])))

    def test_the_same_relief_said_again_replaces_the_earlier_and_keeps_its_beginning(self) -> None:
        """The deadline was extended again: one line, with the new day."""
        found = self.protections(
            "20 00:00",
            update("17 09:00", relief=[relief("copy", ends="21 00:00")]),
            update("18 09:00", relief=[relief("copy", ends="25 00:00")]),
        )

        assert [(at("17 09:00"), at("25 00:00"))] == [(p.starts, p.relief.ends) for p in found]

    def test_it_can_be_taken_back_by_an_end_that_has_passed(self) -> None:
        found = self.protections(
            "20 00:00",
            update("17 09:00", relief=[relief("copy")]),
            update("18 09:00", relief=[relief("copy", ends="18 09:00")]),
        )

        assert [] == found

    def test_a_name_tells_two_reliefs_of_one_kind_apart_and_one_by_two_wordings_together(self) -> None:
        found = self.protections(
            "20 00:00",
            update("17 09:00", relief=[relief("copy", id="first"), relief("copy", id="second")]),
            update("18 09:00", relief=[relief("copy/web", id="first", what="다시")]),
        )

        assert {"first": ("copy/web",), "second": ("copy",)} == {p.relief.id: p.things for p in found}

    def test_another_kind_stands_beside_it(self) -> None:
        fee = relief("copy", kind=ReliefKind.FEE_WAIVER)

        assert 2 == len(self.protections("20 00:00", update("17 09:00", relief=[relief("copy"), fee])))

    def test_the_one_that_ends_first_comes_first(self) -> None:
        found = self.protections(
            "17 10:00",
            update(
                "17 09:00",
                relief=[relief("a"), relief("b", ends="25 00:00"), relief("c", ends="20 00:00")],
            ),
        )

        assert ["c", "b", "a"] == [p.things[0] for p in found]

    def test_without_services_it_is_for_everything_the_incident_names_also_later(self) -> None:
        found = self.protections(
            "17 12:00",
            update("17 09:00", {"copy/web": DOWN}, relief=[relief()]),
            update("17 11:00", {"move": DOWN}),
        )

        assert [("copy/web", "move")] == [p.things for p in found]

    def test_relief_in_planned_work_is_for_what_the_work_names(self) -> None:
        work = maintenance(
            "work", "17 22:00", "18 02:00", {"copy/web": PLANNED}, update("17 12:00", relief=[relief()])
        )
        found = state.at(site(COPY, work), at("17 13:00")).protections

        assert [("copy/web",)] == [p.things for p in found]

    def test_it_touches_a_service_by_name_by_way_and_by_shared_channel(self) -> None:
        copy = service("copy", way("counter", use="center"))
        for named, expected in (("copy", True), ("copy/web", True), ("center", True), ("copy-2", False)):
            (found,) = self.protections("17 10:00", update("17 09:00", relief=[relief(named)]))

            assert expected is found.touches(copy), named

    def test_it_may_begin_later(self) -> None:
        (found,) = self.protections(
            "17 10:00", update("17 09:00", relief=[relief("copy", starts="20 00:00")])
        )

        assert at("20 00:00") == found.starts


class TestNewWays:
    """A way born in mid-incident: paper intake from half past five."""

    def ways(self, when: str, *updates: object, **more: object) -> list[str]:
        copy = service("copy", way("web"), **more)  # type: ignore[arg-type]
        country = site(copy, incident("1117", *updates))  # type: ignore[arg-type]
        return [w.id for w in state.at(country, at(when)).ways["copy"]]

    def test_it_lives_from_its_update_until_the_incident_is_resolved(self) -> None:
        told = (update("17 17:30", channels=[born(way("paper"), "copy")]), resolved("18 09:00"))

        found = [self.ways(m, *told) for m in ("17 17:29", "17 17:30", "18 08:59", "18 09:00")]

        assert [["web"], ["web", "paper"], ["web", "paper"], ["web"]] == found

    def test_with_an_end_of_its_own_it_outlives_the_incident(self) -> None:
        told = (
            update("17 17:30", channels=[born(way("paper", starts="17 18:00", ends="20 00:00"), "copy")]),
            resolved("18 09:00"),
        )

        found = [self.ways(m, *told) for m in ("17 17:59", "17 18:00", "19 23:59", "20 00:00")]

        assert [["web"], ["web", "paper"], ["web", "paper"], ["web"]] == found

    def test_said_again_it_is_as_last_said(self) -> None:
        told = (
            update("17 17:30", channels=[born(way("paper"), "copy")]),
            update("17 18:30", channels=[born(way("paper", ends="17 19:00"), "copy")]),
        )

        assert [["web", "paper"], ["web"]] == [self.ways(m, *told) for m in ("17 18:45", "17 19:00")]

    def test_it_does_not_end_with_another_incident_that_had_one_of_the_same_name(self) -> None:
        copy = service("copy", way("web"))
        country = site(
            copy,
            incident("a", update("17 08:00", channels=[born(way("paper"), "copy")])),
            incident("b", update("17 09:00", channels=[born(way("paper"), "copy")]), resolved("17 10:00")),
        )

        assert ["web", "paper"] == [w.id for w in state.at(country, at("17 11:00")).ways["copy"]]

    def test_a_way_for_a_service_that_is_not_there_harms_nobody(self) -> None:
        assert ["web"] == self.ways("17 18:00", update("17 17:30", channels=[born(way("paper"), "gone")]))

    def test_permanent_ways_come_and_go_by_their_own_dates(self) -> None:
        copy = service("copy", way("web", starts="17 09:00", ends="17 12:00"))
        found = [
            len(state.at(site(copy), at(m)).ways["copy"])
            for m in ("17 08:59", "17 09:00", "17 11:59", "17 12:00")
        ]

        assert [0, 1, 1, 0] == found


class TestPlannedWork:
    """Windows: by the clock, as announced, and as changed since; at every moment as known then."""

    def found(
        self, when: str, *updates: object, **more: object
    ) -> tuple[State, list[tuple[str, str, Status]]]:
        work = maintenance(
            "work",
            "17 22:00",
            "18 02:00",
            {"saeol": PLANNED},
            *updates,  # type: ignore[arg-type]
            **more,  # type: ignore[arg-type]
        )
        snapshot = state.at(site(SAEOL, work), at(when))
        windows = [
            (f"{w.starts:%d %H:%M}", f"{w.ends:%d %H:%M}", w.status(at(when))) for w in snapshot.windows
        ]
        return snapshot.states["saeol"], windows

    def test_it_is_scheduled_runs_and_is_gone(self) -> None:
        span = ("17 22:00", "18 02:00")

        assert (WELL, [(*span, Status.SCHEDULED)]) == self.found("17 12:00")
        assert (PLANNED, [(*span, Status.IN_PROGRESS)]) == self.found("17 22:00")
        assert (WELL, []) == self.found("18 02:00")

    def test_staff_may_say_that_they_check_the_result(self) -> None:
        told = update("18 01:00", status=Status.VERIFYING)

        assert Status.VERIFYING is self.found("18 01:30", told)[1][0][2]

    def test_it_may_end_early(self) -> None:
        told = update("17 23:30", status=Status.COMPLETED)

        assert (PLANNED, WELL) == (self.found("17 23:29", told)[0], self.found("17 23:30", told)[0])
        assert [] == self.found("17 23:30", told)[1]

    def test_done_before_it_began_it_never_begins(self) -> None:
        told = update("17 20:00", status=Status.COMPLETED)

        assert (WELL, []) == self.found("17 21:00", told)
        assert (WELL, []) == self.found("17 23:00", told)

    def test_it_may_be_extended_while_it_runs(self) -> None:
        told = update("18 01:50", ends="18 05:00")

        assert "18 02:00" == self.found("18 01:00", told)[1][0][1]
        assert (PLANNED, [("17 22:00", "18 05:00", Status.IN_PROGRESS)]) == self.found("18 04:00", told)
        assert (WELL, []) == self.found("18 05:00", told)

    def test_extended_too_late_it_had_ended_meanwhile(self) -> None:
        told = update("18 02:30", ends="18 05:00")

        found = [self.found(m, told)[0] for m in ("18 01:59", "18 02:15", "18 02:30", "18 05:00")]

        assert [PLANNED, WELL, PLANNED, WELL] == found

    def test_called_off_beforehand_it_stays_in_sight_as_called_off(self) -> None:
        """People who planned around it must hear of it."""
        told = update("17 12:00", status=Status.CANCELLED)

        assert Status.SCHEDULED is self.found("17 11:59", told)[1][0][2]
        assert (WELL, Status.CANCELLED) == (
            self.found("17 23:00", told)[0],
            self.found("17 23:00", told)[1][0][2],
        )
        assert [] == self.found("18 02:00", told)[1]

    def test_called_off_in_the_middle_it_ran_until_then(self) -> None:
        told = update("17 23:30", status=Status.CANCELLED)

        assert (PLANNED, WELL) == (self.found("17 23:00", told)[0], self.found("17 23:30", told)[0])

    def test_it_may_be_moved(self) -> None:
        told = update("17 12:00", starts="18 22:00", ends="19 02:00")

        assert (WELL, [("18 22:00", "19 02:00", Status.SCHEDULED)]) == self.found("17 23:00", told)
        assert PLANNED is self.found("18 23:00", told)[0]

    def test_a_slip_in_an_update_never_ends_it(self) -> None:
        for told in (
            update("17 23:00", status=Status.COMPLETED, doubtful=True),
            update("17 23:00", status=Status.CANCELLED, doubtful=True),
            update("17 23:00", ends="17 23:30", doubtful=True),
            update("17 23:00", starts="18 01:00", doubtful=True),
        ):
            assert PLANNED is self.found("17 23:45", told)[0]

    def test_an_update_may_change_what_it_stops(self) -> None:
        told = update("17 23:00", saeol=SLOW)

        assert (PLANNED, SLOW) == (self.found("17 22:59", told)[0], self.found("17 23:00", told)[0])

    def test_it_is_not_told_of_before_it_is_announced(self) -> None:
        assert [] == self.found("16 23:59", announced="17 00:00")[1]
        assert 1 == len(self.found("17 00:00", announced="17 00:00")[1])

    def test_an_update_before_it_is_announced_is_the_first_word(self) -> None:
        """It may have moved the work to now, and what stops must lead to a page that says why."""
        told = update("17 08:00", starts="17 09:00")

        assert 1 == len(self.found("17 09:00", told, announced="17 12:00")[1])

    def test_one_that_is_years_ahead_is_in_sight(self) -> None:
        assert 1 == len(self.found("2019-01-01 00:00")[1])

    def test_repeating_work_shows_the_window_that_runs_and_the_next(self) -> None:
        assert ["17 22:00"] == [w[0] for w in self.found("17 12:00", repeats="매주 금요일")[1]]
        assert ["17 22:00", "24 22:00"] == [w[0] for w in self.found("17 23:00", repeats="매주 금요일")[1]]
        assert PLANNED is self.found("2024-11-22 23:00", repeats="매주 금요일")[0]
        assert WELL is self.found("2024-11-21 23:00", repeats="매주 금요일")[0]

    def test_one_that_comes_seldom_is_in_sight(self) -> None:
        assert 1 == len(self.found("18 12:00", repeats="FREQ=YEARLY;INTERVAL=9")[1])

    def test_an_update_of_repeating_work_speaks_of_one_window_only(self) -> None:
        told = update("17 23:00", {"saeol": SLOW}, ends="18 06:00")

        assert SLOW is self.found("18 05:00", told, repeats="매일")[0]
        assert PLANNED is self.found("18 23:00", told, repeats="매일")[0]
        assert WELL is self.found("19 05:00", told, repeats="매일")[0]

    def test_the_next_one_may_be_called_off_and_the_one_after_comes(self) -> None:
        told = update("18 12:00", status=Status.CANCELLED)
        snapshot, windows = self.found("18 23:00", told, repeats="매일")

        assert WELL is snapshot
        assert [("18 22:00", Status.CANCELLED), ("19 22:00", Status.SCHEDULED)] == [
            (w[0], w[2]) for w in windows
        ]

    def test_the_end_of_an_extended_window_is_not_taken_for_the_next_one(self) -> None:
        """Said at 03:00, after the announced end: it is tonight's work that is done, not tomorrow's."""
        told = (update("18 01:30", ends="18 04:00"), update("18 03:00", status=Status.COMPLETED))

        assert PLANNED is self.found("18 02:30", *told, repeats="매일")[0]
        assert WELL is self.found("18 03:00", *told, repeats="매일")[0]
        assert PLANNED is self.found("18 23:00", *told, repeats="매일")[0]

    def test_an_update_after_the_last_window_changes_none(self) -> None:
        told = update("20 12:00", status=Status.CANCELLED)
        found = self.found("17 23:00", told, repeats="FREQ=DAILY;COUNT=2")[0]

        assert PLANNED is found

    def test_a_window_keeps_its_name_however_often_it_is_moved(self) -> None:
        work = maintenance("w", "17 22:00", "18 02:00", {}, update("17 12:00", starts="17 23:00"))
        before, after = (state.at(site(work), at(m)).windows[0] for m in ("17 11:00", "17 13:00"))

        assert before.starts != after.starts
        assert before.story() == after.story()

    def test_what_a_running_window_claims_is_known_by_its_name(self) -> None:
        work = maintenance("w", "17 22:00", "18 02:00", {"saeol": PLANNED})
        found = state.at(site(SAEOL, work), at("17 23:00"))

        assert ("saeol",) == found.claimed(found.windows[0].story())


class TestHistory:
    """Rule 8: stretches of time from the same rules."""

    def test_an_incident_leaves_its_stretches_without_gaps(self) -> None:
        story = incident(
            "1117", update("17 08:00", saeol=DOWN), update("17 12:00", saeol=SLOW), resolved("17 18:00")
        )
        found = state.history(site(SAEOL, COPY, story), at("17 00:00"), at("18 00:00"))

        assert (
            Interval(at("17 00:00"), at("17 08:00"), WELL),
            Interval(at("17 08:00"), at("17 12:00"), DOWN),
            Interval(at("17 12:00"), at("17 18:00"), SLOW),
            Interval(at("17 18:00"), at("18 00:00"), WELL),
        ) == found["saeol"]
        assert LIMITED is found["copy"][1].state
        assert "copy/web" not in found

    def test_a_stretch_is_cut_at_the_edges_of_what_is_asked(self) -> None:
        found = state.history(
            site(SAEOL, incident("1117", update("17 08:00", saeol=DOWN))), at("17 10:00"), at("17 12:00")
        )

        assert (Interval(at("17 10:00"), at("17 12:00"), DOWN),) == found["saeol"]

    def test_of_nothing_asked_nothing_is_told(self) -> None:
        country = site(SAEOL, incident("1117", update("17 08:00", saeol=DOWN)))

        assert {} == state.history(country, at("17 10:00"), at("17 10:00"))

    def test_months_are_joined_where_an_outage_goes_on(self) -> None:
        """Each month is worked out on its own; nobody may see where one ends."""
        country = site(
            SAEOL,
            COPY,
            incident(
                "a",
                update("17 08:00", saeol=DOWN),
                update("2023-12-02 08:00", saeol=SLOW),
                resolved("2024-01-01 00:00"),
            ),
            incident("b", update("2024-03-20 08:00", saeol=DOWN)),
        )
        memory: dict[bytes, object] = {}
        first = state.history(country, at("01 00:00"), at("2024-03-30 00:00"), memory)
        again = state.history(country, at("01 00:00"), at("2024-03-30 00:00"), memory)

        assert (
            Interval(at("01 00:00"), at("17 08:00"), WELL),
            Interval(at("17 08:00"), at("2023-12-02 08:00"), DOWN),
            Interval(at("2023-12-02 08:00"), at("2024-01-01 00:00"), SLOW),
            Interval(at("2024-01-01 00:00"), at("2024-03-20 08:00"), WELL),
            Interval(at("2024-03-20 08:00"), at("2024-03-30 00:00"), DOWN),
        ) == first["saeol"]
        assert dict(first) == dict(again)
        assert [DOWN, SLOW, DOWN] == [stretch.state for stretch in first.unwell("saeol")]

    def test_a_way_born_in_an_incident_is_followed_along_its_own_needs(self) -> None:
        """Nothing permanent of the service hangs on the system that the paper intake hangs on."""
        country = site(
            SAEOL,
            service("copy", way("web")),
            incident(
                "a", update("17 08:00", channels=[born(way("paper", "saeol"), "copy")]), resolved("17 18:00")
            ),
            incident("b", update("17 09:00", saeol=DOWN)),
        )
        found = state.history(country, at("17 00:00"), at("18 00:00"))

        assert (
            Interval(at("17 00:00"), at("17 09:00"), WELL),
            Interval(at("17 09:00"), at("17 18:00"), DOWN),
            Interval(at("17 18:00"), at("18 00:00"), WELL),
        ) == found["copy/paper"]

    @settings(max_examples=50, deadline=None)
    @given(countries(), st.lists(moments(), min_size=3, max_size=6))
    def test_every_stretch_says_what_was_true_at_every_moment_in_it(
        self, country: Site, when: list[datetime]
    ) -> None:
        since, until = BEGIN - timedelta(hours=1), BEGIN + timedelta(hours=74)
        told = state.history(country, since, until)

        for stretches in told.values():
            assert (since, until) == (stretches[0].starts, stretches[-1].ends)
            assert all(a.ends == b.starts for a, b in pairwise(stretches))
            assert all(a.starts < a.ends for a in stretches)
            assert all(a.state != b.state for a, b in pairwise(stretches))
        for thing, stretches in told.items():
            assert [s for s in reversed(stretches) if s.state is not WELL] == list(told.unwell(thing))
            assert stretches[-1].starts == told.changed(thing)
            for before, after in pairwise(stretches):
                assert (before.state, after.state) == told.around(thing, after.starts)
                middle = before.starts + (before.ends - before.starts) / 2
                assert (before.state, before.state) == told.around(thing, middle)
                assert before.state is told.worst(thing, before.starts, before.ends)
                assert max(before.state, after.state) is told.worst(thing, middle, after.ends)
        for moment in when:
            if not since <= moment < until:
                continue
            now = state.at(country, moment).states
            for thing, found in now.items():
                stretches = told.get(thing, ())
                then = [s.state for s in stretches if s.starts <= moment < s.ends] or [WELL]
                assert [found] == then, (thing, moment)
            for thing in told.keys() - now.keys():
                assert [WELL] == [s.state for s in told[thing] if s.starts <= moment < s.ends], (
                    thing,
                    moment,
                )


def visible(country: Site, moment: datetime) -> tuple[object, ...]:
    """Everything of a snapshot that a page may show."""
    now = state.at(country, moment)
    openings = []
    for service_id, found in now.services.items():
        if now.states[service_id] is WELL:
            continue
        advice = guidance.for_service(now, found)
        ways = (*advice.ways, *advice.informing, *(w for s in advice.stand_ins for w in s.ways))
        openings.append((service_id, [(w.thing, w.opening) for w in ways]))
    return (
        now.states,
        now.blocked,
        now.regional,
        now.causes,
        now.ways,
        now.provisional,
        now.without,
        now.protections,
        now.overdue,
        now.windows,
        [w.status(moment) for w in now.windows],
        now.open_incidents,
        [state.last_word(i, moment) for i in now.open_incidents],
        set(now.services),
        now.overall,
        [n.id for n in country.notices if n.shown(moment)],
        openings,
    )


class TestTheNextChange:
    """Rule 9: the next moment at which the page changes by itself."""

    def test_when_nothing_is_in_sight_there_is_none(self) -> None:
        assert None is next_edge(site(SAEOL, COPY), at("17 08:00"))
        assert None is guidance.next_change(state.at(site(SAEOL, COPY), at("17 08:00")))

    @pytest.mark.parametrize(
        ("things", "expected"),
        [
            ((incident("i", update("17 09:00")),), "17 09:00"),
            ((incident("i", update("17 07:00", next_update="17 10:00")),), "17 10:00"),
            ((incident("i", update("17 07:00")),), "17 13:00"),
            (
                (
                    incident(
                        "i", update("17 07:00", relief=[relief("a", ends="23 00:00")]), resolved("17 07:30")
                    ),
                ),
                "23 00:00",
            ),
            ((incident("i", update("17 07:00"), resolved("17 07:30")),), "24 07:30"),
            (
                (
                    incident(
                        "i", resolved("17 07:00"), update("17 07:30", relief=[relief("a", starts="20 00:00")])
                    ),
                ),
                "20 00:00",
            ),
            ((maintenance("m", "17 22:00", "18 02:00", {}, announced="17 09:00"),), "17 09:00"),
            ((maintenance("m", "17 22:00", "18 02:00", {}, announced="17 01:00"),), "17 22:00"),
            ((maintenance("m", "17 07:00", "17 12:00", {}),), "17 12:00"),
            ((maintenance("m", "2023-12-02 22:00", "2023-12-03 02:00", {}),), "18 22:00"),
            ((maintenance("m", "16 22:00", "17 02:00", {}, repeats="매일"),), "17 22:00"),
            ((notice("n", "17 09:00"),), "17 09:00"),
            ((notice("n", "17 01:00", "17 10:00"),), "17 10:00"),
            ((service("s", way("w", starts="17 09:00")),), "17 09:00"),
            ((service("s", way("w", ends="17 09:00")),), "17 09:00"),
            ((system("s", state=DOWN, since="17 09:00"),), "17 09:00"),
            ((service("s", retired=date(2023, 11, 18)),), "18 00:00"),
        ],
    )
    def test_it_is_the_first_thing_that_comes(self, things: tuple[make.Thing, ...], expected: str) -> None:
        country = site(*things)
        found = guidance.next_change(state.at(country, at("17 08:00")))

        assert at(expected) == found
        assert found == guidance.next_change(state.at(country, at("17 08:00").astimezone(UTC)))

    def test_hours_matter_where_a_service_is_not_well(self) -> None:
        copy = service("copy", way("counter", hours="평일 09:00-18:00"))
        story = incident("i", update("17 07:00", copy=SLOW, next_update="18 07:00"))

        assert None is guidance.next_change(state.at(site(copy), at("17 08:00")))
        assert at("17 09:00") == guidance.next_change(state.at(site(copy, story), at("17 08:00")))
        assert at("17 18:00") == guidance.next_change(state.at(site(copy, story), at("17 09:00")))

    def test_the_hours_of_a_stand_in_and_of_a_shared_channel_matter_too(self) -> None:
        family = service("family", way("counter", hours="매일 10:00-18:00"))
        center = make.shared("center", "saeol", hours="매일 11:00-18:00")
        story = incident("i", update("17 07:00", copy=DOWN, next_update="18 07:00"))
        other = incident("j", update("17 07:00", center=DOWN, next_update="18 07:00"))
        copy = service("copy", way("web"), instead=["family"])

        assert at("17 10:00") == guidance.next_change(state.at(site(copy, family, story), at("17 08:00")))
        assert at("17 11:00") == guidance.next_change(state.at(site(SAEOL, center, other), at("17 08:00")))

    @settings(max_examples=60, deadline=None)
    @given(countries(), moments(), st.integers(0, 99))
    def test_until_then_nothing_changes(self, country: Site, moment: datetime, percent: int) -> None:
        change = guidance.next_change(state.at(country, moment))
        end = change if change is not None else moment + timedelta(days=30)
        between = moment + (end - moment) * percent // 100

        assert moment < end
        assert visible(country, moment) == visible(country, between)
        assert visible(country, moment) == visible(country, end - timedelta(microseconds=1))

    @pytest.mark.parametrize(
        ("zone", "day"),
        [
            ("America/New_York", "2023-11-05"),
            ("America/New_York", "2024-03-10"),
            ("Europe/Berlin", "2023-10-29"),
            ("Pacific/Auckland", "2023-09-24"),
            ("Australia/Lord_Howe", "2024-04-07"),
            ("America/Santiago", "2024-04-06"),
            ("America/Havana", "2026-11-01"),
        ],
    )
    def test_nor_in_a_night_in_which_clocks_shift(self, tmp_path: Path, zone: str, day: str) -> None:
        """An hour by the clock on the wall comes twice then, or never; time goes on all the same."""
        night = datetime.fromisoformat(day)
        eve, week = night - timedelta(days=1), night - timedelta(days=7)
        works = {
            f"maintenance/{week:%Y}/{week:%m%d}-at-{clock:%H%M}/notice.md": f"""
                ---
                title: 점검
                starts: {clock:%Y-%m-%d %H:%M}
                ends: {clock + timedelta(minutes=15):%Y-%m-%d %H:%M}
                repeats: 매일
                impact: {{saeol: under_maintenance}}
                ---
            """
            for clock in (week + timedelta(minutes=minute) for minute in (15, 75, 105, 150, 1395))
        }
        files = {
            **SMALL,
            **works,
            "site.yaml": SMALL["site.yaml"].replace("Asia/Seoul", zone).rstrip()
            + "\n        fresh_for: 150m",
            "channels/community-center.yaml": SMALL["channels/community-center.yaml"].replace(
                "평일 09:00-18:00", "매일 01:10-02:40"
            ),
            f"incidents/{eve:%Y}/{eve:%m%d}-portal/incident.md": "---\ntitle: 장애\n---",
        }
        for clock in (eve + timedelta(hours=21), night + timedelta(minutes=5)):
            name = f"incidents/{eve:%Y}/{eve:%m%d}-portal/{clock:%Y%m%d-%H%M}-mois.md"
            files[name] = "---\nstatus: identified\nimpact: {portal: partial_outage}\n---"
        country = load.site(write(tmp_path, files)).site
        assert country is not None

        moment = (eve + timedelta(hours=22)).replace(tzinfo=country.zone).astimezone(UTC)
        seen, change = visible(country, moment), guidance.next_change(state.at(country, moment))
        for _ in range(12 * 9):
            moment += timedelta(minutes=5)
            now = visible(country, moment)
            if change is None or moment < change:
                assert seen == now, (moment.astimezone(country.zone), change)
            seen, change = now, guidance.next_change(state.at(country, moment))
            assert change is None or moment < change

    def test_states_follows_the_rules_at_every_hour(self) -> None:
        """A whole night in one line: outage, planned work on top of it, recovery."""
        country = (
            SAEOL,
            incident("i", update("17 20:00", saeol=SLOW), resolved("18 01:00")),
            maintenance("m", "17 22:00", "18 02:00", {"saeol": PLANNED}),
        )
        found = [
            states(f"{m}", *country)["saeol"]
            for m in ("17 19:00", "17 20:00", "17 23:00", "18 01:00", "18 02:00")
        ]

        assert [WELL, SLOW, SLOW, PLANNED, WELL] == found

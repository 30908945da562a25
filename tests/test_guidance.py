"""Can I do what I came to do, now, and if not, what do I do instead?

The answer must never send anybody to a way that hangs on the same broken system.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings

import make
from make import (
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
    need,
    relief,
    resolved,
    service,
    shared,
    site,
    system,
    update,
    way,
)
from statuspage import guidance, state
from statuspage.guidance import Guidance, Opening
from statuspage.model import Site, State
from statuspage.state import Story

SAEOL, PORTAL = system("saeol"), system("portal")
OUTAGE = Story("incident", "2023/1117")


def advice(when: str, id: str, *things: make.Thing, holidays: tuple[date, ...] = ()) -> Guidance:
    """Guidance for one service of a small country."""
    country = site(*things, holidays=holidays)
    return guidance.for_service(state.at(country, at(when)), country.services[id])


def names(ways: tuple[guidance.Way, ...]) -> list[str]:
    """The ids of ways."""
    return [found.channel.id for found in ways]


class TestTheWays:
    """Rule 6: working now first, then limited, then not working; the author's order within each."""

    COPY = service(
        "copy",
        way("a"),
        way("b", "portal"),
        way("c", "saeol"),
        way("d"),
        way("e", "portal"),
        way("f", "saeol"),
    )

    def test_they_are_parted_by_what_they_are_good_for_in_their_own_order(self) -> None:
        story = incident("1117", update("17 08:40", saeol=DOWN, portal=SLOW))
        found = advice("17 09:00", "copy", SAEOL, PORTAL, self.COPY, story)

        assert (["a", "d"], ["b", "e"], ["c", "f"]) == (
            names(found.working),
            names(found.limited),
            names(found.failing),
        )
        assert ["a", "d", "b", "e", "c", "f"] == names(found.ways)

    @pytest.mark.parametrize(
        ("now", "side"),
        [
            (WELL, "working"),
            (UNKNOWN, "limited"),
            (SLOW, "limited"),
            (LIMITED, "limited"),
            (PLANNED, "failing"),
            (DOWN, "failing"),
        ],
    )
    def test_rule_4_decides_on_which_side_a_way_stands(self, now: State, side: str) -> None:
        story = incident("1117", update("17 08:40", {"copy/a": now}))
        found = advice("17 09:00", "copy", SAEOL, PORTAL, self.COPY, story)

        assert "a" in names(getattr(found, side))

    def test_planned_work_behind_a_mild_outage_makes_a_way_fail(self) -> None:
        found = advice(
            "17 09:00",
            "copy",
            SAEOL,
            PORTAL,
            self.COPY,
            incident("1117", update("17 08:40", {"copy/c": SLOW})),
            maintenance("work", "17 08:00", "17 10:00", {"saeol": PLANNED}),
        )

        assert {"c", "f"} == set(names(found.failing))

    def test_a_line_that_only_informs_is_never_a_way_out(self) -> None:
        copy = service("copy", way("counter", "saeol"), way("help", answers_only=True))
        found = advice("17 09:00", "copy", SAEOL, copy, incident("1117", update("17 08:40", saeol=DOWN)))

        assert (["counter"], ["help"]) == (names(found.ways), names(found.informing))
        assert found.nothing_works

    def test_a_way_born_in_the_incident_is_a_way_out(self) -> None:
        copy = service("copy", way("counter", "saeol"))
        story = incident(
            "1117", update("17 08:40", saeol=DOWN), update("17 17:30", channels=[born(way("paper"), "copy")])
        )

        assert advice("17 17:29", "copy", SAEOL, copy, story).nothing_works
        assert ["paper"] == names(advice("17 17:30", "copy", SAEOL, copy, story).working)

    def test_a_way_tells_where_it_is_worse(self) -> None:
        copy = service("copy", way("counter", "saeol"))
        story = incident("1117", update("17 08:40", {"saeol": DOWN}, regions=("seoul", "daejeon")))
        (found,) = advice("17 09:00", "copy", SAEOL, copy, story).limited

        assert (("daejeon", DOWN), ("seoul", DOWN)) == found.regions


class TestReservations:
    """A way that works again but may stop is no way without a warning."""

    COUNTRY = (SAEOL, shared("center", "saeol"))

    @pytest.mark.parametrize("named", ["copy/counter", "copy", "center"])
    def test_provisional_passes_from_the_service_and_the_shared_channel_to_the_way(self, named: str) -> None:
        copy = service("copy", way("counter", use="center"), way("web"))
        story = incident("1117", update("17 08:40", {named: WELL}, provisional=[named]))
        found = advice("17 09:00", "copy", *self.COUNTRY, copy, story)

        assert "counter" in names(found.limited)
        assert all(w.provisional and not w.sound for w in found.limited)
        assert ("web" in names(found.limited)) == (named == "copy")

    @pytest.mark.parametrize("named", ["copy/counter", "copy", "center"])
    def test_functions_left_out_pass_too(self, named: str) -> None:
        copy = service("copy", way("counter", use="center"))
        story = incident("1117", update("17 08:40", without={named: "토지"}))
        (found,) = advice("17 09:00", "copy", *self.COUNTRY, copy, story).limited

        assert (make.text("토지"),) == found.without

    def test_the_same_words_are_said_once_and_others_from_the_whole_to_the_part(self) -> None:
        copy = service("copy", way("counter", use="center"))
        story = incident(
            "1117",
            update("17 08:40", without={"copy/counter": "주말", "copy": "토지", "center": "토지"}),
        )
        (found,) = advice("17 09:00", "copy", *self.COUNTRY, copy, story).limited

        assert (make.text("토지"), make.text("주말")) == found.without


class TestCauses:
    """The ways that look like a way out but hang on the same broken system, and that system's name."""

    def test_each_failing_way_names_the_root_and_the_story(self) -> None:
        gpki = system("gpki", "saeol")
        copy = service("copy", way("web", "gpki"), way("counter", "saeol"))
        found = advice(
            "17 09:00", "copy", SAEOL, gpki, copy, incident("1117", update("17 08:40", saeol=DOWN))
        )

        assert {("saeol", OUTAGE)} == {(c.thing, c.story) for w in found.failing for c in w.causes}
        assert (("saeol",), (OUTAGE,), (OUTAGE,)) == (found.common_roots, found.common_stories, found.stories)

    def test_what_only_some_failing_ways_share_is_not_common(self) -> None:
        copy = service("copy", way("web", "portal"), way("counter", "saeol", "portal"))
        found = advice(
            "17 09:00",
            "copy",
            SAEOL,
            PORTAL,
            copy,
            incident("1117", update("17 08:40", saeol=DOWN, portal=DOWN)),
            incident("other", update("17 08:40", saeol=DOWN)),
        )

        assert (("portal",), (OUTAGE,)) == (found.common_roots, found.common_stories)

    def test_a_way_is_not_its_own_root(self) -> None:
        copy = service("copy", way("web"), way("counter"))
        story = incident("1117", update("17 08:40", {"copy/web": DOWN, "copy/counter": DOWN}))
        found = advice("17 09:00", "copy", copy, story)

        assert ((), (OUTAGE,)) == (found.common_roots, found.common_stories)

    def test_without_failing_ways_nothing_is_common(self) -> None:
        found = advice("17 09:00", "copy", service("copy", way("web")))

        assert ((), (), ()) == (found.common_roots, found.common_stories, found.stories)

    def test_the_open_incidents_behind_it_are_told_in_the_order_of_the_page(self) -> None:
        copy = service("copy", way("web", "portal"), way("counter", "saeol"))
        country = site(
            SAEOL,
            PORTAL,
            copy,
            incident("first", update("17 08:00", saeol=DOWN)),
            incident("second", update("17 08:30", portal=DOWN)),
            incident("elsewhere", update("17 08:45", other=DOWN)),
            maintenance("work", "17 08:00", "17 10:00", {"saeol": PLANNED}),
        )
        snapshot = state.at(country, at("17 09:00"))
        found = guidance.incidents_of(snapshot, guidance.for_service(snapshot, copy))

        assert ["second", "first"] == [i.id for i in found]


class TestStandIns:
    """Substitutes from other services follow the same rule."""

    DOWN_SAEOL = incident("1117", update("17 08:40", saeol=DOWN))
    COPY = service("copy", way("counter", "saeol"), instead=["family", "gone"])

    def test_one_that_works_is_a_way_out(self) -> None:
        family = service("family", way("court"), way("counter", "saeol"), way("help", answers_only=True))
        found = advice("17 09:00", "copy", SAEOL, self.COPY, family, self.DOWN_SAEOL)
        (stand_in,) = found.stand_ins

        assert ("family", LIMITED, ["court"]) == (stand_in.service.id, stand_in.state, names(stand_in.ways))
        assert not found.nothing_works

    def test_one_that_hangs_on_the_same_system_is_shown_as_no_way_out(self) -> None:
        family = service("family", way("counter", "saeol"))
        found = advice("17 09:00", "copy", SAEOL, self.COPY, family, self.DOWN_SAEOL)
        (stand_in,) = found.stand_ins

        assert ((), DOWN) == (stand_in.ways, stand_in.state)
        assert {"saeol"} == {cause.thing for cause in stand_in.causes}
        assert found.nothing_works

    def test_its_best_ways_come_first(self) -> None:
        family = service("family", way("slow", "portal"), way("fast"))
        story = incident("1117", update("17 08:40", saeol=DOWN, portal=SLOW))
        (stand_in,) = advice("17 09:00", "copy", SAEOL, PORTAL, self.COPY, family, story).stand_ins

        assert ["fast", "slow"] == names(stand_in.ways)

    def test_one_that_has_ended_is_not_named(self) -> None:
        family = service("family", way("court"), retired=date(2023, 11, 1))

        assert () == advice("17 09:00", "copy", SAEOL, self.COPY, family, self.DOWN_SAEOL).stand_ins


class TestNothingWorks:
    """Then the page says so, and who to call; it must be neither said too early nor left unsaid."""

    def test_a_limited_way_is_something(self) -> None:
        copy = service("copy", way("web"), way("counter"))
        story = incident("1117", update("17 08:40", {"copy/web": DOWN, "copy/counter": LIMITED}))

        assert not advice("17 09:00", "copy", copy, story).nothing_works

    def test_a_closed_hour_is_not_an_outage(self) -> None:
        copy = service("copy", way("counter", hours="평일 09:00-18:00"))

        assert not advice("18 23:00", "copy", copy).nothing_works

    @pytest.mark.parametrize(
        ("now", "expected"), [(WELL, False), (SLOW, False), (PLANNED, True), (DOWN, True)]
    )
    def test_a_service_without_ways_goes_by_its_claim(self, now: State, expected: bool) -> None:
        found = advice("17 09:00", "alarm", service("alarm"), incident("1117", update("17 08:40", alarm=now)))

        assert expected is found.nothing_works

    def test_a_service_without_ways_may_have_a_stand_in(self) -> None:
        things = (service("alarm", instead=["call"]), service("call", way("phone")))
        found = advice("17 09:00", "alarm", *things, incident("1117", update("17 08:40", alarm=DOWN)))

        assert not found.nothing_works

    def test_a_service_without_ways_is_stopped_by_planned_work_behind_a_mild_outage(self) -> None:
        things = (
            service("alarm"),
            incident("1117", update("17 08:40", alarm=SLOW)),
            maintenance("work", "17 08:00", "17 10:00", {"alarm": PLANNED}),
        )

        assert advice("17 09:00", "alarm", *things).nothing_works


class TestRelief:
    def test_what_protects_the_users_of_a_service_is_told_with_it_also_when_all_is_well(self) -> None:
        copy = service("copy", way("counter", use="center"))
        story = incident(
            "1117",
            update(
                "17 08:40",
                relief=[relief("center", id="a"), relief("copy/counter", id="b"), relief("x", id="c")],
            ),
            resolved("18 09:00"),
        )
        found = advice("19 09:00", "copy", shared("center"), copy, story)

        assert (WELL, {"a", "b"}) == (found.state, {p.relief.id for p in found.protections})


class TestOpenings:
    """A closed hour is said as hours."""

    @pytest.mark.parametrize(
        ("hours", "when", "expected"),
        [
            ("평일 09:00-18:00", "17 09:00", Opening(True, at("17 18:00"))),
            ("평일 09:00-18:00", "17 18:00", Opening(False, at("20 09:00"))),
            ("평일 09:00-18:00", "16 12:00", Opening(False, at("17 09:00"))),
            ("평일 09:00-18:00, 점심시간 12:00-13:00 휴무", "17 12:30", Opening(False, at("17 13:00"))),
            ("평일 09:00-18:00, 점심시간 12:00-13:00 휴무", "17 11:30", Opening(True, at("17 12:00"))),
            ("매일 24시간", "16 03:00", Opening(True, None)),
        ],
    )
    def test_weekends_holidays_and_lunch_count(self, hours: str, when: str, expected: Opening) -> None:
        """Thursday the 16th is a public holiday here, Friday the 17th is not."""
        copy = service("copy", way("counter", hours=hours))
        found = advice(when, "copy", copy, holidays=(date(2023, 11, 16),))

        assert expected == found.working[0].opening

    def test_where_no_hours_are_known_none_are_said(self) -> None:
        assert None is advice("17 09:00", "copy", service("copy", way("web"))).working[0].opening


class TestProperties:
    @settings(max_examples=40, deadline=None)
    @given(countries())
    def test_everybody_is_sent_only_where_it_works(self, country: Site) -> None:
        """Every way stands on exactly one side, and no substitute is offered that does not work."""
        snapshot = state.at(country, at("17 12:00"))
        for found in snapshot.services.values():
            told = guidance.for_service(snapshot, found)
            sides = [*told.working, *told.limited, *told.failing, *told.informing]

            assert sorted(w.id for w in snapshot.ways[found.id]) == sorted(w.channel.id for w in sides)
            assert all(snapshot.usable(w.thing) for w in (*told.working, *told.limited))
            assert all(w.sound for w in told.working)
            assert not any(snapshot.usable(w.thing) for w in told.failing)
            assert all(w.causes for w in told.failing)
            assert all(snapshot.usable(w.thing) for s in told.stand_ins for w in s.ways)
            assert not any(w.channel.answers_only for w in told.ways)
            if told.nothing_works:
                assert not told.state.usable or found.id in snapshot.blocked

    def test_a_spare_that_holds_is_not_felt_in_guidance(self) -> None:
        copy = service("copy", way("web", need("saeol", "portal")))
        found = advice(
            "17 09:00", "copy", SAEOL, PORTAL, copy, incident("1117", update("17 08:40", saeol=DOWN))
        )

        assert ["web"] == names(found.working)

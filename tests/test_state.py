"""The rules of state at one moment: what holds, what is felt, what beats what, and who cannot be vouched for.

Every class is one clause of the rules (`docs/rules.md`); the country is as small as the clause allows.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
    resolved,
    service,
    shared,
    site,
    states,
    system,
    update,
    way,
)
from statuspage import state
from statuspage.model import Incident, Site, State, Status, Unread
from statuspage.problems import Place
from statuspage.state import Cause, Links, Story

SAEOL = system("saeol")
COPY = service("copy", way("counter", "saeol"), way("web"))


def one(*updates: object) -> Incident:
    """The incident most tests tell of."""
    return make.incident("1117", *updates)  # type: ignore[arg-type]


OUTAGE = Story("incident", "2023/1117")


class TestClaims:
    """Rule 1: what was said holds until something else is said, or the incident is resolved."""

    def test_nothing_is_claimed_before_the_first_word(self) -> None:
        found = states("17 08:39", SAEOL, one(update("17 08:40", saeol=DOWN)))

        assert WELL is found["saeol"]

    def test_a_claim_holds_from_its_own_minute_and_for_as_long_as_nobody_says_otherwise(self) -> None:
        """Four hundred days of silence are not a repair."""
        country = (SAEOL, one(update("17 08:40", saeol=DOWN)))

        assert DOWN is states("17 08:40", *country)["saeol"]
        assert DOWN is states("2024-12-24 08:40", *country)["saeol"]

    def test_a_later_update_changes_only_the_entries_it_names(self) -> None:
        story = one(update("17 08:40", saeol=DOWN, gpki=DOWN), update("17 12:00", saeol=SLOW))
        found = states("17 12:00", SAEOL, system("gpki"), story)

        assert (SLOW, DOWN) == (found["saeol"], found["gpki"])

    def test_an_update_that_names_nothing_changes_nothing(self) -> None:
        story = one(update("17 08:40", saeol=DOWN), update("17 12:00", status=Status.MONITORING))

        assert DOWN is states("17 13:00", SAEOL, story)["saeol"]

    @pytest.mark.parametrize("end", [Status.RESOLVED, Status.POSTMORTEM])
    def test_the_word_that_ends_the_incident_ends_every_claim(self, end: Status) -> None:
        story = one(update("17 08:40", saeol=DOWN), update("18 09:00", status=end))

        assert DOWN is states("18 08:59", SAEOL, story)["saeol"]
        assert WELL is states("18 09:00", SAEOL, story)["saeol"]

    def test_a_resolved_incident_claims_nothing_whatever_its_last_word_says(self) -> None:
        story = one(update("17 08:40", saeol=DOWN), resolved("18 09:00", {"saeol": DOWN}))

        assert WELL is states("18 09:00", SAEOL, story)["saeol"]

    @pytest.mark.parametrize("status", [None, Status.INVESTIGATING, Status.POSTMORTEM])
    def test_an_update_after_the_end_does_not_reopen(self, status: Status | None) -> None:
        story = one(
            update("17 08:40", saeol=DOWN),
            resolved("18 09:00"),
            update("19 09:00", {"saeol": DOWN}, status),
        )
        found = state.at(site(SAEOL, story), at("19 10:00"))

        assert WELL is found.states["saeol"]
        assert () == found.open_incidents

    def test_of_several_incidents_the_worst_holds_until_it_ends(self) -> None:
        country = (
            SAEOL,
            incident("slow", update("17 08:00", saeol=SLOW)),
            incident("down", update("17 09:00", saeol=DOWN), resolved("17 10:00")),
        )

        assert SLOW is states("17 08:30", *country)["saeol"]
        assert DOWN is states("17 09:30", *country)["saeol"]
        assert SLOW is states("17 10:00", *country)["saeol"]

    def test_one_incident_cannot_call_well_what_another_calls_broken(self) -> None:
        country = (
            SAEOL,
            incident("a", update("17 08:00", saeol=DOWN)),
            incident("b", update("17 09:00", saeol=WELL)),
        )

        assert DOWN is states("17 10:00", *country)["saeol"]

    def test_of_two_words_in_the_same_minute_the_later_holds(self) -> None:
        story = one(update("17 08:40", saeol=DOWN), update("17 08:40", saeol=SLOW))

        assert SLOW is states("17 08:40", SAEOL, story)["saeol"]

    def test_open_incidents_are_told_whatever_their_age_the_last_to_speak_first(self) -> None:
        """Safety R12."""
        country = site(
            incident("old", update("2022-10-13 08:00")),
            incident("spoke-last", update("01 08:00"), update("17 09:00")),
            incident("spoke-before", update("17 08:00")),
            incident("tomorrow", update("18 08:00")),
            incident("over", update("17 08:00"), resolved("17 08:30")),
            incident("never-began"),
        )
        found = state.at(country, at("17 10:00"))

        assert ["spoke-last", "spoke-before", "old"] == [i.id for i in found.open_incidents]

    def test_the_things_a_story_names_now_are_known(self) -> None:
        story = one(update("17 08:40", saeol=DOWN), update("17 09:00", {"copy/web": SLOW}))
        found = state.at(site(SAEOL, COPY, story), at("17 10:00"))

        assert ("saeol", "copy/web") == found.claimed(OUTAGE)
        assert () == found.claimed(Story("incident", "2023/other"))


class TestPlannedWork:
    """Rule 1: maintenance holds from start to end, and never masks an outage."""

    WORK = maintenance("work", "17 22:00", "18 02:00", {"saeol": PLANNED})

    def test_it_begins_and_ends_by_itself(self) -> None:
        moments = ("17 21:59", "17 22:00", "18 01:59", "18 02:00")

        assert [WELL, PLANNED, PLANNED, WELL] == [states(m, SAEOL, self.WORK)["saeol"] for m in moments]

    @pytest.mark.parametrize("worse", [UNKNOWN, SLOW, LIMITED, DOWN])
    def test_it_never_masks_an_outage(self, worse: State) -> None:
        found = states("17 23:00", SAEOL, self.WORK, one(update("17 08:40", saeol=worse)))

        assert worse is found["saeol"]

    def test_it_stops_a_way_even_behind_a_mild_outage(self) -> None:
        """The way says slow; because of the planned work it cannot be used at all."""
        country = site(SAEOL, COPY, self.WORK, one(update("17 08:40", {"copy/counter": SLOW})))
        found = state.at(country, at("17 23:00"))

        assert SLOW is found.states["copy/counter"]
        assert not found.usable("copy/counter")
        assert {"copy/counter"} == found.blocked
        assert LIMITED is not found.states["copy"]
        assert found.usable("copy/web")

    def test_the_planned_work_behind_a_mild_outage_is_named_among_the_causes(self) -> None:
        """Without it the page would explain a closed way by a slow system."""
        country = site(SAEOL, COPY, self.WORK, one(update("17 08:40", {"copy/counter": SLOW})))
        found = state.at(country, at("17 23:00"))

        assert {"incident", "maintenance"} == {
            cause.story.kind for cause in found.causes["copy/counter"] if cause.story
        }

    def test_a_service_stopped_by_planned_work_and_outage_is_out(self) -> None:
        """Rule 5: under maintenance only where that is the only reason."""
        story = one(update("17 08:40", {"copy/web": DOWN}))

        assert DOWN is states("17 23:00", SAEOL, COPY, self.WORK, story)["copy"]

    def test_a_service_stopped_by_planned_work_alone_is_under_maintenance(self) -> None:
        work = maintenance("all", "17 22:00", "18 02:00", {"copy": PLANNED})

        assert PLANNED is states("17 23:00", SAEOL, COPY, work)["copy"]


class TestNeeds:
    """Rule 2: what is broken is felt along the links."""

    DOWN_SAEOL = one(update("17 08:40", saeol=DOWN))

    def test_a_need_is_felt_in_full(self) -> None:
        found = states("17 09:00", SAEOL, system("gov24", "saeol"), COPY, self.DOWN_SAEOL)

        assert (DOWN, DOWN, WELL) == (found["gov24"], found["copy/counter"], found["copy/web"])

    def test_a_capped_need_only_slows_its_dependants(self) -> None:
        """gov24 can do without easy sign-in. While that is out, gov24 limps but is not out."""
        gov24 = system("gov24", need("saeol", at_most=SLOW))

        assert SLOW is states("17 09:00", SAEOL, gov24, self.DOWN_SAEOL)["gov24"]

    def test_a_milder_state_passes_under_a_cap_as_it_is(self) -> None:
        gov24 = system("gov24", need("saeol", at_most=SLOW))

        assert UNKNOWN is states("17 09:00", SAEOL, gov24, one(update("17 08:40", saeol=UNKNOWN)))["gov24"]

    def test_a_capped_need_stays_usable_under_planned_work(self) -> None:
        gov24 = service("gov24", way("web", need("saeol", at_most=SLOW)))
        work = maintenance("work", "17 08:00", "17 10:00", {"saeol": PLANNED})
        found = state.at(site(SAEOL, gov24, work), at("17 09:00"))

        assert (SLOW, True) == (found.states["gov24/web"], found.usable("gov24/web"))

    def test_redundancy_is_felt_as_the_best(self) -> None:
        centres = (system("daejeon"), system("gwangju"), system("gpki", need("daejeon", "gwangju")))

        assert WELL is states("17 09:00", *centres, one(update("17 08:40", daejeon=DOWN)))["gpki"]
        assert (
            SLOW is states("17 09:00", *centres, one(update("17 08:40", daejeon=DOWN, gwangju=SLOW)))["gpki"]
        )
        assert (
            DOWN is states("17 09:00", *centres, one(update("17 08:40", daejeon=DOWN, gwangju=DOWN)))["gpki"]
        )

    def test_redundancy_is_used_up_by_two_incidents_together(self) -> None:
        """One centre burns, the other is cut off by something else: neither story alone explains it."""
        country = (
            system("daejeon"),
            system("gwangju"),
            service("copy", way("web", need("daejeon", "gwangju"))),
            incident("fire", update("17 08:40", daejeon=DOWN)),
            incident("cable", update("17 09:00", gwangju=DOWN), resolved("17 10:00")),
        )

        assert WELL is states("17 08:50", *country)["copy"]
        assert DOWN is states("17 09:30", *country)["copy"]
        assert WELL is states("17 10:00", *country)["copy"]

    def test_a_spare_that_takes_over_is_no_cause(self) -> None:
        """What redundancy covers is not why the way is slow."""
        country = site(
            system("daejeon"),
            system("gwangju"),
            SAEOL,
            service("copy", way("web", need("daejeon", "gwangju"), "saeol")),
            incident("fire", update("17 08:40", daejeon=DOWN)),
            incident("rush", update("17 08:40", saeol=SLOW)),
        )
        found = state.at(country, at("17 09:00"))

        assert (Cause("saeol", Story("incident", "2023/rush"), SLOW),) == found.causes["copy/web"]

    def test_a_way_feels_the_shared_channel_it_uses_and_its_own_needs_besides(self) -> None:
        country = (
            SAEOL,
            system("printer"),
            shared("center", "saeol"),
            service("copy", way("counter", "printer", use="center")),
        )

        assert DOWN is states("17 09:00", *country, self.DOWN_SAEOL)["copy/counter"]
        assert DOWN is states("17 09:00", *country, one(update("17 08:40", printer=DOWN)))["copy/counter"]
        assert DOWN is states("17 09:00", *country, one(update("17 08:40", center=DOWN)))["copy/counter"]

    def test_a_shared_channel_may_be_needed_by_name(self) -> None:
        """정부24 is a shared channel that dozens of services need."""
        country = (shared("gov24"), service("copy", way("app", "gov24")))

        assert DOWN is states("17 09:00", *country, one(update("17 08:40", gov24=DOWN)))["copy/app"]

    def test_a_name_that_leads_nowhere_is_not_felt(self) -> None:
        """It is a problem of its own; the rest goes on."""
        country = (SAEOL, service("copy", way("web", "nowhere", need("nowhere", "saeol"), use="nowhere")))

        assert DOWN is states("17 09:00", *country, self.DOWN_SAEOL)["copy/web"]
        assert WELL is states("17 08:00", *country, self.DOWN_SAEOL)["copy/web"]

    @pytest.mark.parametrize("backwards", [False, True])
    def test_a_chain_is_followed_to_its_end_however_long(self, backwards: bool) -> None:
        """Ten thousand links, written down in either order, are no deeper than two."""
        length = 10_000
        chain = [system("s0"), *(system(f"s{n}", f"s{n - 1}") for n in range(1, length))]
        if backwards:
            chain.reverse()
        last = f"s{length - 1}"
        country = site(*chain, service("copy", way("web", last)), one(update("17 08:40", s0=DOWN)))
        found = state.at(country, at("17 09:00"))

        assert DOWN is found.states[last]
        assert DOWN is found.states["copy"]
        assert (Cause("s0", OUTAGE, DOWN),) == found.causes["copy"]


class TestCycles:
    """Rule 2: a round of needs is an error; until it is mended nobody can vouch for what lies on it."""

    ROUND = (system("a", "b"), system("b", "c"), system("c", "a", "saeol"), SAEOL)

    def test_what_lies_on_a_round_is_unknown_and_so_is_what_needs_it(self) -> None:
        found = states("17 09:00", *self.ROUND, system("above", "a"), service("copy", way("web", "above")))

        assert {UNKNOWN} == {found[thing] for thing in ("a", "b", "c", "above", "copy/web", "copy")}
        assert WELL is found["saeol"]

    def test_a_thing_that_needs_itself_is_a_round_too(self) -> None:
        assert UNKNOWN is states("17 09:00", system("a", "a"))["a"]

    @pytest.mark.parametrize("where", ["saeol", "a", "b", "c"])
    def test_an_outage_is_felt_all_the_way_round(self, where: str) -> None:
        """Whether it comes from outside or sits on the round itself."""
        found = states("17 09:00", *self.ROUND, one(update("17 08:40", {where: DOWN})))

        assert {DOWN} == {found[thing] for thing in "abc"}

    def test_the_causes_of_things_on_a_round_come_to_an_end(self) -> None:
        found = state.at(site(*self.ROUND, one(update("17 08:40", saeol=DOWN))), at("17 09:00"))

        for thing in "abc":
            assert Cause("saeol", OUTAGE, DOWN) in found.causes[thing]

    def test_shared_channels_in_a_round_come_to_an_end_too(self) -> None:
        country = (shared("a", "b"), shared("b", "a"), service("copy", way("web", use="a")))
        found = state.at(site(*country, one(update("17 08:40", a=SLOW))), at("17 09:00"))

        assert (SLOW, SLOW, SLOW) == (found.states["a"], found.states["b"], found.states["copy/web"])

    def test_a_long_tail_above_a_round_is_followed_whatever_the_order_of_files(self) -> None:
        tail = [system("t0", "a"), *(system(f"t{n}", f"t{n - 1}") for n in range(1, 3000))]
        found = states("17 09:00", *reversed(tail), *self.ROUND, one(update("17 08:40", saeol=DOWN)))

        assert DOWN is found["t2999"]

    def test_two_rounds_that_touch_are_told_apart(self) -> None:
        country = site(
            system("a", "b"), system("b", "a", "x"), system("x", "y"), system("y", "x"), system("z", "a")
        )
        links = Links.of(country)

        assert {"a", "b", "x", "y"} == links.cyclic
        assert [{"x", "y"}, {"a", "b"}, {"z"}] == [set(group) for group in links.groups]


class TestDirectEvidence:
    """Rule 3: what was seen beats what would be inferred, from the same incident only."""

    COUNTRY = (SAEOL, system("gpki"), shared("center", "saeol"))
    BOTH = service("copy", way("counter", "gpki", use="center"), way("web", "saeol"))

    @pytest.mark.parametrize("seen", [WELL, SLOW, LIMITED, DOWN])
    def test_a_claim_on_a_way_replaces_what_it_would_feel(self, seen: State) -> None:
        """ "Worked around", "limited only": on 22 November kiosks worked while counters did not."""
        story = one(update("17 08:40", {"saeol": DOWN, "copy/web": seen}))
        found = states("17 09:00", *self.COUNTRY, self.BOTH, story)

        assert (seen, DOWN) == (found["copy/web"], found["copy/counter"])

    def test_it_never_replaces_what_is_felt_from_another_incident(self) -> None:
        """Nobody who wrote about the network knew about the fire."""
        country = (
            *self.COUNTRY,
            self.BOTH,
            incident("network", update("17 08:40", {"saeol": DOWN, "copy/counter": WELL})),
            incident("fire", update("17 08:50", gpki=LIMITED)),
        )

        assert LIMITED is states("17 09:00", *country)["copy/counter"]

    def test_a_system_broken_by_two_incidents_is_still_felt_from_the_other(self) -> None:
        country = (
            *self.COUNTRY,
            self.BOTH,
            incident("a", update("17 08:40", {"saeol": DOWN, "copy/web": WELL})),
            incident("b", update("17 08:50", saeol=SLOW)),
        )

        assert SLOW is states("17 09:00", *country)["copy/web"]

    def test_the_felt_part_is_worked_out_as_if_the_incident_did_not_exist(self) -> None:
        """Redundancy: without the incident one centre stands, so the way stands."""
        country = (
            system("daejeon"),
            system("gwangju"),
            service("copy", way("web", need("daejeon", "gwangju")), way("app", need("daejeon", "gwangju"))),
            incident("a", update("17 08:40", {"daejeon": DOWN, "copy/web": SLOW})),
            incident("b", update("17 08:50", gwangju=DOWN)),
        )
        found = states("17 09:00", *country)

        assert (SLOW, DOWN) == (found["copy/web"], found["copy/app"])

    def test_evidence_from_two_incidents_the_worse_holds(self) -> None:
        country = (
            SAEOL,
            COPY,
            incident("a", update("17 08:40", {"saeol": DOWN, "copy/counter": WELL})),
            incident("b", update("17 08:50", {"copy/counter": SLOW})),
        )

        assert SLOW is states("17 09:00", *country)["copy/counter"]

    def test_a_claim_on_a_shared_channel_replaces_what_it_would_feel(self) -> None:
        story = one(update("17 08:40", saeol=DOWN, center=LIMITED))
        found = states("17 09:00", *self.COUNTRY, self.BOTH, story)

        assert (LIMITED, LIMITED, DOWN) == (found["center"], found["copy/counter"], found["copy/web"])

    def test_a_claim_on_a_way_also_replaces_its_shared_channel(self) -> None:
        story = one(update("17 08:40", {"center": DOWN, "copy/counter": SLOW}))

        assert SLOW is states("17 09:00", *self.COUNTRY, self.BOTH, story)["copy/counter"]

    def test_a_claim_on_a_system_adds_to_what_it_feels(self) -> None:
        """Nobody sees a system; what is said of one is no proof against what it hangs on."""
        gov24 = system("gov24", "saeol")
        found = states("17 09:00", SAEOL, gov24, one(update("17 08:40", saeol=DOWN, gov24=WELL)))

        assert DOWN is found["gov24"]

    def test_a_claim_on_a_service_speaks_for_the_ways_it_does_not_name(self) -> None:
        story = one(update("17 08:40", {"saeol": DOWN, "copy": SLOW, "copy/web": LIMITED}))
        found = states("17 09:00", *self.COUNTRY, self.BOTH, story)

        assert (SLOW, LIMITED, LIMITED) == (found["copy/counter"], found["copy/web"], found["copy"])

    def test_a_claim_on_a_service_does_not_touch_what_the_other_incident_says_of_its_way(self) -> None:
        country = (
            *self.COUNTRY,
            self.BOTH,
            incident("a", update("17 08:40", copy=SLOW)),
            incident("b", update("17 08:50", {"copy/web": DOWN})),
        )
        found = states("17 09:00", *country)

        assert (SLOW, DOWN, LIMITED) == (found["copy/counter"], found["copy/web"], found["copy"])

    def test_a_claim_on_a_service_does_not_silence_the_line_that_only_informs(self) -> None:
        country = service("copy", way("web"), way("help", answers_only=True))
        found = states("17 09:00", country, one(update("17 08:40", copy=DOWN)))

        assert (DOWN, DOWN, WELL) == (found["copy"], found["copy/web"], found["copy/help"])

    def test_a_claim_on_a_service_does_not_touch_the_way_born_because_of_it(self) -> None:
        story = one(update("17 08:40", copy=DOWN), update("17 17:30", channels=[born(way("paper"), "copy")]))
        found = states("17 18:00", service("copy", way("web")), story)

        assert (DOWN, WELL, LIMITED) == (found["copy/web"], found["copy/paper"], found["copy"])

    def test_a_way_born_in_an_incident_feels_its_needs_and_its_own_claims(self) -> None:
        story = one(
            update("17 08:40", saeol=DOWN, channels=[born(way("paper", "saeol"), "copy")]),
            update("17 09:30", {"copy/paper": SLOW}),
        )
        country = (SAEOL, service("copy", way("web")), story)

        assert DOWN is states("17 09:00", *country)["copy/paper"]
        assert SLOW is states("17 10:00", *country)["copy/paper"]


class TestWhatAServiceAddsUpTo:
    """Rule 5 on real links; the table of all cases is in `test_state_algebra.py`."""

    def test_lines_that_only_inform_do_not_count(self) -> None:
        country = (SAEOL, service("copy", way("counter", "saeol"), way("help", answers_only=True)))

        assert DOWN is states("17 09:00", *country, one(update("17 08:40", saeol=DOWN)))["copy"]
        assert WELL is states("17 09:00", *country, one(update("17 08:40", {"copy/help": DOWN})))["copy"]

    def test_one_way_of_two_makes_it_limited(self) -> None:
        assert LIMITED is states("17 09:00", SAEOL, COPY, one(update("17 08:40", saeol=DOWN)))["copy"]

    def test_a_service_without_ways_is_what_is_claimed_for_it(self) -> None:
        country = (service("alarm"), one(update("17 08:40", alarm=DOWN), resolved("17 10:00")))

        assert (DOWN, WELL) == (states("17 09:00", *country)["alarm"], states("17 10:00", *country)["alarm"])

    def test_a_service_without_ways_names_the_claim_as_its_cause(self) -> None:
        found = state.at(site(service("alarm"), one(update("17 08:40", alarm=DOWN))), at("17 09:00"))

        assert (Cause("alarm", OUTAGE, DOWN),) == found.causes["alarm"]

    def test_its_causes_are_the_roots_each_once_in_the_order_of_its_ways(self) -> None:
        country = site(
            SAEOL,
            system("gpki", "saeol"),
            system("portal"),
            service("copy", way("web", "portal"), way("counter", "gpki"), way("kiosk", "saeol")),
            one(update("17 08:40", saeol=DOWN, portal=SLOW)),
        )
        found = state.at(country, at("17 09:00"))

        assert (Cause("portal", OUTAGE, SLOW), Cause("saeol", OUTAGE, DOWN)) == found.causes["copy"]
        assert "copy" not in state.at(country, at("17 08:00")).causes


class TestCauses:
    """Why something is not well: for the sentence that keeps people from travelling in vain."""

    def test_a_claim_that_confirms_the_system_behind_it_names_both(self) -> None:
        story = one(update("17 08:40", {"saeol": DOWN, "copy/counter": DOWN}))
        found = state.at(site(SAEOL, COPY, story), at("17 09:00"))

        assert (Cause("copy/counter", OUTAGE, DOWN), Cause("saeol", OUTAGE, DOWN)) == found.causes[
            "copy/counter"
        ]

    def test_a_shared_channel_confirmed_by_a_claim_on_the_way_is_named(self) -> None:
        country = site(
            SAEOL,
            shared("center", "saeol"),
            service("copy", way("counter", use="center")),
            one(update("17 08:40", {"saeol": DOWN, "copy": DOWN})),
        )
        found = state.at(country, at("17 09:00"))

        assert (Cause("copy", OUTAGE, DOWN), Cause("saeol", OUTAGE, DOWN)) == found.causes["copy/counter"]

    def test_what_was_worked_around_is_no_longer_a_cause(self) -> None:
        """The way is slow because of the rush; the network it no longer needs has nothing to do with it."""
        country = site(
            SAEOL,
            system("portal"),
            service("copy", way("web", "saeol", "portal")),
            incident("network", update("17 08:40", {"saeol": DOWN, "copy/web": WELL})),
            incident("rush", update("17 08:50", portal=SLOW)),
        )
        found = state.at(country, at("17 09:00"))

        assert (Cause("portal", Story("incident", "2023/rush"), SLOW),) == found.causes["copy/web"]

    def test_a_cap_is_looked_through(self) -> None:
        country = site(
            SAEOL,
            service("copy", way("web", need("saeol", at_most=SLOW))),
            one(update("17 08:40", saeol=DOWN)),
        )
        found = state.at(country, at("17 09:00"))

        assert (Cause("saeol", OUTAGE, DOWN),) == found.causes["copy/web"]

    def test_a_need_that_is_never_felt_is_no_cause(self) -> None:
        country = site(
            SAEOL,
            service("copy", way("web", need("saeol", at_most=WELL))),
            one(update("17 08:40", {"saeol": DOWN, "copy/web": SLOW})),
        )
        found = state.at(country, at("17 09:00"))

        assert (Cause("copy/web", OUTAGE, SLOW),) == found.causes["copy/web"]

    @pytest.mark.parametrize(
        ("things", "root"),
        [
            ((system("saeol", doubtful=True), COPY), "saeol"),
            ((shared("center", doubtful=True), service("copy", way("counter", use="center"))), "center"),
            ((service("copy", way("counter", doubtful=True)),), "copy/counter"),
            ((service("copy", way("counter"), doubtful=True),), "copy/counter"),
        ],
    )
    def test_a_file_with_a_slip_is_its_own_cause(self, things: tuple[make.Thing, ...], root: str) -> None:
        found = state.at(site(*things), at("17 09:00"))

        assert (Cause(root, None, UNKNOWN),) == found.causes["copy/counter"]

    def test_an_unreadable_service_is_its_own_cause(self) -> None:
        found = state.at(
            site(service("copy", way("web")), service("move"), misread=["copy", "move"]), at("17 09:00")
        )

        assert (Cause("copy/web", None, UNKNOWN),) == found.causes["copy/web"]
        assert (Cause("move", None, UNKNOWN),) == found.causes["move"]


class TestRegions:
    """Rule 3: a claim may hold in one region; nationally it is at most a partial outage."""

    DAEJEON = one(update("17 08:40", {"saeol": DOWN}, regions=("daejeon",)))

    def test_a_regional_outage_is_limited_nationally_and_out_where_it_is(self) -> None:
        found = state.at(site(SAEOL, COPY, self.DAEJEON), at("17 09:00"))

        assert (LIMITED, LIMITED, LIMITED) == tuple(
            found.states[thing] for thing in ("saeol", "copy/counter", "copy")
        )
        assert {"daejeon": DOWN} == found.regional["saeol"]
        assert {"daejeon": DOWN} == found.regional["copy/counter"]
        assert "copy/web" not in found.regional

    def test_the_counter_of_another_region_can_still_be_used(self) -> None:
        found = state.at(site(SAEOL, COPY, self.DAEJEON), at("17 09:00"))

        assert found.usable("copy/counter")

    def test_a_milder_regional_claim_is_told_as_it_is(self) -> None:
        story = one(update("17 08:40", {"saeol": SLOW}, regions=("daejeon", "seoul")))
        found = state.at(site(SAEOL, story), at("17 09:00"))

        assert SLOW is found.states["saeol"]
        assert {"daejeon": SLOW, "seoul": SLOW} == found.regional["saeol"]

    def test_a_way_that_only_exists_elsewhere_is_no_way_out(self) -> None:
        """With the web down in Daejeon, a counter in Seoul helps nobody in Daejeon."""
        country = site(
            service("copy", way("web"), way("counter", regions=("seoul",))),
            one(update("17 08:40", {"copy/web": DOWN}, regions=("daejeon", "seoul"))),
        )
        found = state.at(country, at("17 09:00"))

        assert {"daejeon": DOWN, "seoul": LIMITED} == found.regional["copy"]
        assert LIMITED is found.states["copy"]

    def test_a_national_claim_replaces_the_regional_ones(self) -> None:
        story = one(
            update("17 08:40", {"saeol": DOWN}, regions=("daejeon",)),
            update("17 09:30", {"saeol": SLOW}),
        )
        found = state.at(site(SAEOL, story), at("17 10:00"))

        assert SLOW is found.states["saeol"]
        assert {} == found.regional

    def test_one_region_may_recover_before_the_others(self) -> None:
        story = one(
            update("17 08:40", {"saeol": DOWN}, regions=("daejeon", "seoul")),
            update("17 09:30", {"saeol": WELL}, regions=("seoul",)),
        )
        found = state.at(site(SAEOL, story), at("17 10:00"))

        assert {"daejeon": DOWN} == found.regional["saeol"]

    def test_when_the_last_region_recovers_the_country_is_well(self) -> None:
        story = one(
            update("17 08:40", {"saeol": DOWN}, regions=("daejeon",)),
            update("17 09:30", {"saeol": WELL}, regions=("daejeon",)),
        )
        found = state.at(site(SAEOL, story), at("17 10:00"))

        assert (WELL, {}) == (found.states["saeol"], found.regional)

    def test_a_country_that_is_out_stays_out_while_one_region_recovers(self) -> None:
        story = one(
            update("17 08:40", {"saeol": DOWN}),
            update("17 09:30", {"saeol": WELL}, regions=("daejeon",)),
        )

        assert DOWN is states("17 10:00", SAEOL, story)["saeol"]

    def test_regional_and_national_claims_of_different_incidents_add_up(self) -> None:
        """One data centre is lost nationally, the other in Daejeon: only there nothing is left."""
        country = site(
            system("a"),
            system("b"),
            service("copy", way("web", need("a", "b"))),
            incident("national", update("17 08:40", a=DOWN)),
            incident("regional", update("17 08:40", {"b": DOWN}, regions=("daejeon",))),
        )
        found = state.at(country, at("17 09:00"))

        assert LIMITED is found.states["copy"]
        assert {"daejeon": DOWN} == found.regional["copy"]
        assert {"a", "b"} == {cause.thing for cause in found.causes["copy/web"]}

    def test_planned_work_in_one_region_closes_the_way_there_and_limits_it_nationally(self) -> None:
        work = maintenance("work", "17 08:00", "17 10:00", {"saeol": PLANNED}, regions=("daejeon",))
        found = state.at(site(SAEOL, COPY, work), at("17 09:00"))

        assert (LIMITED, True) == (found.states["copy/counter"], found.usable("copy/counter"))
        assert {"daejeon": PLANNED} == found.regional["copy/counter"]

    def test_planned_work_behind_a_mild_regional_outage_is_told_as_planned_work(self) -> None:
        """Slow and closed: whoever reads only "slow" would go."""
        country = site(
            SAEOL,
            COPY,
            maintenance("work", "17 08:00", "17 10:00", {"saeol": PLANNED}, regions=("daejeon",)),
            one(update("17 08:40", {"copy/counter": SLOW})),
        )
        found = state.at(country, at("17 09:00"))

        assert {"daejeon": PLANNED} == found.regional["copy/counter"]

    def test_a_region_that_concerns_something_else_changes_nothing(self) -> None:
        """The state of a service does not hang on which regions some other incident happens to name."""
        work = maintenance("work", "17 08:00", "17 10:00", {"copy/web": PLANNED})
        copy = service("copy", way("web"), way("counter", regions=("seoul",)))
        other = one(update("17 08:40", {"other": DOWN}, regions=("daejeon",)))
        found = state.at(site(copy, system("other"), work, other), at("17 09:00"))

        assert PLANNED is found.states["copy"]
        assert "copy" not in found.regional


class TestReservations:
    """What works again but may stop, and what is left out."""

    def test_a_way_is_provisional_until_it_is_spoken_of_again(self) -> None:
        story = one(
            update("17 08:40", {"copy/web": DOWN}),
            update("17 09:00", {"copy/web": WELL}, provisional=["copy/web"], without={"copy/web": "토지"}),
            update("17 10:00", saeol=SLOW),
            update("17 11:00", {"copy/web": WELL}),
        )
        country = site(SAEOL, COPY, story)

        for moment, expected in (
            ("17 08:50", False),
            ("17 09:00", True),
            ("17 10:30", True),
            ("17 11:00", False),
        ):
            found = state.at(country, at(moment))

            assert expected == ("copy/web" in found.provisional) == ("copy/web" in found.without), moment

    def test_the_end_of_the_incident_ends_both(self) -> None:
        story = one(
            update("17 09:00", provisional=["copy/web"], without={"copy/web": "토지"}), resolved("17 11:00")
        )
        found = state.at(site(COPY, story), at("17 11:00"))

        assert ({}, {}) == (found.provisional, found.without)

    def test_what_two_incidents_leave_out_is_left_out_together(self) -> None:
        country = site(
            COPY,
            incident("a", update("17 09:00", without={"copy/web": "토지"})),
            incident("b", update("17 09:00", without={"copy/web": "건물"})),
        )

        assert (make.text("토지"), make.text("건물")) == state.at(country, at("17 10:00")).without["copy/web"]

    def test_planned_work_may_have_reservations_too(self) -> None:
        work = maintenance(
            "work",
            "17 08:00",
            "17 12:00",
            {"copy/web": PLANNED},
            update("17 10:00", {"copy/web": WELL}, provisional=["copy/web"]),
            update("17 11:00", without={"copy/web": "토지"}),
        )
        found = state.at(site(COPY, work), at("17 11:30"))

        assert (WELL, {"copy/web"}, {"copy/web"}) == (
            found.states["copy/web"],
            set(found.provisional),
            set(found.without),
        )


class TestDoubt:
    """Rule 7 and safety R11: what nobody can vouch for is never fine."""

    @pytest.mark.parametrize(
        "things",
        [
            (system("saeol", doubtful=True), COPY),
            (SAEOL, service("copy", way("counter", "saeol", doubtful=True), way("web"))),
            (SAEOL, service("copy", way("counter", "saeol"), doubtful=True)),
            (shared("saeol", doubtful=True), COPY),
        ],
    )
    def test_a_file_with_a_slip_makes_its_thing_at_least_unknown(
        self, things: tuple[make.Thing, ...]
    ) -> None:
        calm = state.at(site(*things), at("17 09:00"))

        assert (UNKNOWN, UNKNOWN) == (calm.states["copy/counter"], calm.states["copy"])
        assert UNKNOWN is calm.overall

    def test_an_outage_is_worse_than_doubt(self) -> None:
        found = states("17 09:00", system("saeol", doubtful=True), one(update("17 08:40", saeol=DOWN)))

        assert DOWN is found["saeol"]

    def test_direct_evidence_does_not_vouch_for_a_file_with_a_slip(self) -> None:
        copy = service("copy", way("web", doubtful=True))

        assert UNKNOWN is states("17 09:00", copy, one(update("17 08:40", {"copy/web": WELL})))["copy/web"]

    def test_a_thing_that_could_not_be_read_is_unknown(self) -> None:
        found = state.at(site(SAEOL, COPY, misread=["saeol"]), at("17 09:00"))

        assert (UNKNOWN, WELL) == (found.states["copy/counter"], found.states["copy/web"])
        assert UNKNOWN is found.overall

    def test_an_update_with_a_slip_never_says_better_than_unknown(self) -> None:
        story = one(update("17 08:40", saeol=DOWN), update("17 09:00", saeol=WELL, doubtful=True))

        assert UNKNOWN is states("17 09:30", SAEOL, story)["saeol"]

    def test_an_update_with_a_slip_may_still_say_worse(self) -> None:
        assert DOWN is states("17 09:00", SAEOL, one(update("17 08:40", saeol=DOWN, doubtful=True)))["saeol"]

    def test_an_update_with_a_slip_never_ends_an_incident(self) -> None:
        story = one(update("17 08:40", saeol=DOWN), resolved("17 09:00", doubtful=True))
        found = state.at(site(SAEOL, story), at("17 10:00"))

        assert (DOWN, 1) == (found.states["saeol"], len(found.open_incidents))

    def test_a_way_told_of_in_an_update_with_a_slip_is_unknown(self) -> None:
        """Nobody should travel to a counter whose file has a mistake in it."""
        story = one(update("17 08:40", channels=[born(way("paper"), "copy")], doubtful=True))

        assert UNKNOWN is states("17 09:00", service("copy"), story)["copy/paper"]

    def test_planned_work_with_a_slip_never_says_better_than_unknown(self) -> None:
        work = maintenance("work", "17 08:00", "17 10:00", {"saeol": WELL}, doubtful=True)
        found = state.at(site(SAEOL, work, service("copy", way("web"))), at("17 09:00"))

        assert UNKNOWN is found.states["saeol"]
        assert UNKNOWN is found.overall

    def test_a_slip_that_swallowed_the_name_of_the_thing_is_not_calm(self) -> None:
        """`impact: {saeoll: major_outage}` claims nothing; the page must not say that all is well."""
        story = one(update("17 08:40", doubtful=True))
        well = service("copy", way("web"))

        assert UNKNOWN is state.at(site(well, story), at("17 09:00")).overall
        assert WELL is state.at(site(well, story), at("17 08:00")).overall
        assert WELL is state.at(site(well, one(*story.updates, resolved("17 10:00"))), at("17 10:00")).overall

    def test_a_country_without_services_is_not_well(self) -> None:
        assert UNKNOWN is state.at(site(), at("17 09:00")).overall

    def test_a_file_that_could_not_be_read_leaves_the_whole_at_best_unknown(self) -> None:
        well = site(service("copy", way("web")))
        torn = replace(well, unread=(Unread("incident", "1117", Place("incident.md")),))

        assert WELL is state.at(well, at("17 09:00")).overall
        assert UNKNOWN is state.at(torn, at("17 09:00")).overall

    @pytest.mark.parametrize("now", list(State))
    def test_the_whole_is_never_better_than_any_service(self, now: State) -> None:
        country = site(service("copy"), service("move"), one(update("17 08:40", copy=now)))

        assert now is state.at(country, at("17 09:00")).overall

    def test_a_service_that_ended_does_not_count_and_one_that_ends_later_does(self) -> None:
        country = site(
            service("copy", retired=date(2023, 11, 18)), service("move"), one(update("17 23:00", copy=DOWN))
        )

        assert DOWN is state.at(country, at("17 23:59")).overall
        assert WELL is state.at(country, at("18 00:00")).overall
        assert {"move"} == set(state.at(country, at("18 00:00")).services)

    def test_a_service_ends_at_midnight_of_its_own_country(self) -> None:
        """A builder whose clock is in UTC must not keep it for nine hours more."""
        country = site(service("copy", retired=date(2023, 11, 18)))
        midnight = at("18 00:00").astimezone(UTC)

        assert set() == set(state.at(country, midnight).services)
        assert {"copy"} == set(state.at(country, midnight - timedelta(seconds=1)).services)


class TestTheOneWordEdit:
    """`state: major_outage` with `since:` in a thing's own file, at three in the morning."""

    @pytest.mark.parametrize(
        ("things", "named"),
        [
            ((system("saeol", state=DOWN, since="17 03:00"), COPY), "saeol"),
            ((shared("saeol", state=DOWN, since="17 03:00"), COPY), "saeol"),
            ((service("copy", way("counter", state=DOWN, since="17 03:00")),), "copy/counter"),
            ((service("copy", way("counter"), state=DOWN, since="17 03:00"),), "copy"),
        ],
    )
    def test_it_counts_from_its_moment_on(self, things: tuple[make.Thing, ...], named: str) -> None:
        assert WELL is states("17 02:59", *things)["copy/counter"]
        assert DOWN is states("17 03:00", *things)["copy/counter"]
        causes = state.at(site(*things), at("17 03:00")).causes["copy/counter"]
        assert Cause(named, Story("standing", named), DOWN) in causes

    def test_without_a_moment_it_counts_at_once_and_always_did(self) -> None:
        assert DOWN is states("2020-01-01 00:00", system("saeol", state=DOWN))["saeol"]

    def test_it_adds_to_what_incidents_say(self) -> None:
        story = one(update("17 08:40", saeol=SLOW))

        assert DOWN is states("17 09:00", system("saeol", state=DOWN), story)["saeol"]

    def test_the_word_operational_does_not_overrule_an_incident(self) -> None:
        copy = service("copy", way("counter", "saeol", state=WELL))

        assert DOWN is states("17 09:00", SAEOL, copy, one(update("17 08:40", saeol=DOWN)))["copy/counter"]


class TestProperties:
    """What must hold in every country one can think of."""

    @settings(max_examples=40, deadline=None)
    @given(countries())
    def test_the_order_of_files_does_not_matter(self, country: Site) -> None:
        moment = at("17 12:00")
        shuffled = replace(
            country,
            systems=dict(reversed(list(country.systems.items()))),
            channels=dict(reversed(list(country.channels.items()))),
            services=dict(reversed(list(country.services.items()))),
            incidents=country.incidents[::-1],
            maintenance=country.maintenance[::-1],
        )
        one, other = state.at(country, moment), state.at(shuffled, moment)

        assert one.states == other.states
        assert one.blocked == other.blocked
        assert one.regional == other.regional
        assert {t: set(c) for t, c in one.causes.items()} == {t: set(c) for t, c in other.causes.items()}

    @settings(max_examples=40, deadline=None)
    @given(countries(planned=False), st.data())
    def test_one_more_broken_system_never_makes_anything_better(
        self, country: Site, data: st.DataObject
    ) -> None:
        """Rule 3 lets a story speak for the ways it names; one that names only systems can do no good."""
        broken = data.draw(st.sampled_from(sorted(country.systems)))
        more = incident("more", update("17 00:00", {broken: data.draw(st.sampled_from(State))}))
        before = state.at(country, at("17 12:00"))
        after = state.at(replace(country, incidents=(*country.incidents, more)), at("17 12:00"))

        for thing, found in before.states.items():
            assert found <= after.states[thing], thing

    @settings(max_examples=40, deadline=None)
    @given(countries(), st.data())
    def test_one_more_broken_system_never_opens_a_way(self, country: Site, data: st.DataObject) -> None:
        broken = data.draw(st.sampled_from(sorted(country.systems)))
        more = incident("more", update("17 00:00", {broken: DOWN}))
        before = state.at(country, at("17 12:00"))
        after = state.at(replace(country, incidents=(*country.incidents, more)), at("17 12:00"))

        for id, ways in before.ways.items():
            for channel in ways:
                thing = f"{id}/{channel.id}"
                assert before.usable(thing) or not after.usable(thing)

    @settings(max_examples=40, deadline=None)
    @given(countries(), st.data())
    def test_one_more_independent_way_never_closes_a_service(
        self, country: Site, data: st.DataObject
    ) -> None:
        chosen = data.draw(st.sampled_from(sorted(country.services)))
        old = country.services[chosen]
        new = replace(old, channels=(*old.channels, way("by-hand")))
        before = state.at(country, at("17 12:00"))
        after = state.at(replace(country, services={**country.services, chosen: new}), at("17 12:00"))

        if old.channels:
            usable = [before.usable(f"{chosen}/{w.id}") for w in before.ways[chosen] if not w.answers_only]
            assert not any(usable) or after.states[chosen] is not DOWN

    @settings(max_examples=40, deadline=None)
    @given(countries())
    def test_everything_that_is_not_well_has_a_cause_and_every_root_is_told(self, country: Site) -> None:
        found = state.at(country, at("17 12:00"))

        for thing, now in found.states.items():
            assert (now is WELL) == (not found.causes.get(thing)), thing

    @settings(max_examples=40, deadline=None)
    @given(countries(), st.sampled_from(["systems", "services"]), st.data())
    def test_doubt_is_never_calm(self, country: Site, kind: str, data: st.DataObject) -> None:
        """Safety R11, whatever else is going on."""
        things: dict[str, object] = dict(getattr(country, kind))
        chosen = data.draw(st.sampled_from(sorted(things)))
        things[chosen] = replace(things[chosen], doubtful=True)  # type: ignore[type-var]
        found = state.at(replace(country, **{kind: things}), at("17 12:00"))  # type: ignore[arg-type]

        assert found.states[chosen] >= UNKNOWN


def test_permutations_of_incidents_change_nothing() -> None:
    """Three stories about the same things, in every order."""
    stories = (
        incident("a", update("17 08:00", {"saeol": DOWN, "copy/web": SLOW})),
        incident("b", update("17 08:00", {"saeol": SLOW, "copy": LIMITED})),
        incident("c", update("17 08:00", {"copy/counter": WELL}, regions=("daejeon",))),
    )
    found = [state.at(site(SAEOL, COPY, *order), at("17 09:00")) for order in permutations(stories)]

    assert all(found[0].states == other.states for other in found)
    assert all(found[0].regional == other.regional for other in found)

"""The arithmetic of states, for every combination: small enough to try them all, and important enough."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from statuspage.model import State
from statuspage.state.algebra import WELL, Condition, best, capped, roll_up, seen_nationally, worst

STATES = st.sampled_from(State)
CONDITIONS = st.one_of(
    STATES.map(Condition.of),
    st.sampled_from([s for s in State if s.usable and s is not State.OPERATIONAL]).map(
        lambda mild: Condition(mild, usable=False)
    ),
)
"""Every state as such, and every mild one with planned work behind it."""
WAYS = st.lists(CONDITIONS, min_size=1, max_size=5)


def severity(condition: Condition) -> tuple[bool, State]:
    """What is worse for a citizen: first whether it can be used at all, then how bad it is."""
    return not condition.usable, condition.state


class TestSeverity:
    def test_states_are_ordered_from_well_to_out(self) -> None:
        """Domain rule 1. Planned work is the mildest, so that it never hides anything."""
        order = "operational under_maintenance unknown degraded_performance partial_outage major_outage"

        assert order.split() == [state.id for state in sorted(State)]

    def test_only_outage_and_planned_work_stop_a_way(self) -> None:
        """Domain rule 4."""
        assert {State.MAJOR_OUTAGE, State.UNDER_MAINTENANCE} == {s for s in State if not s.usable}

    def test_not_knowing_and_planned_work_are_not_outages(self) -> None:
        assert {State.DEGRADED_PERFORMANCE, State.PARTIAL_OUTAGE, State.MAJOR_OUTAGE} == {
            s for s in State if s.outage
        }


class TestTheWorst:
    @given(CONDITIONS, CONDITIONS, CONDITIONS)
    def test_the_order_in_which_things_are_told_does_not_matter(
        self, a: Condition, b: Condition, c: Condition
    ) -> None:
        assert worst((worst((a, b)), c)) == worst((a, worst((b, c))))
        assert 1 == len({worst(order) for order in permutations((a, b, c))})

    @given(CONDITIONS)
    def test_being_told_twice_changes_nothing(self, a: Condition) -> None:
        assert a == worst((a, a))

    @given(CONDITIONS)
    def test_what_is_well_adds_nothing(self, a: Condition) -> None:
        assert a == worst((a, WELL)) == worst((WELL, a))
        assert WELL == worst(())

    @given(WAYS, CONDITIONS)
    def test_one_more_never_makes_it_better(self, all_of: list[Condition], more: Condition) -> None:
        before, after = worst(all_of), worst([*all_of, more])

        assert before.state <= after.state
        assert before.usable or not after.usable

    def test_planned_work_behind_a_slow_system_still_stops_a_way(self) -> None:
        """The state says slow, and nobody gets anything done."""
        found = worst(map(Condition.of, (State.DEGRADED_PERFORMANCE, State.UNDER_MAINTENANCE)))

        assert Condition(State.DEGRADED_PERFORMANCE, usable=False) == found


class TestRedundancy:
    @given(WAYS)
    def test_the_best_is_one_of_them_and_none_is_better(self, any_of: list[Condition]) -> None:
        assert best(any_of) in any_of
        assert all(severity(best(any_of)) <= severity(one) for one in any_of)

    @given(WAYS, CONDITIONS)
    def test_one_more_spare_never_makes_it_worse(self, any_of: list[Condition], spare: Condition) -> None:
        assert severity(best([*any_of, spare])) <= severity(best(any_of))

    def test_a_slow_spare_beats_one_under_planned_work(self) -> None:
        """By severity alone planned work would win, and a way that works would look closed."""
        slow, planned = Condition.of(State.DEGRADED_PERFORMANCE), Condition.of(State.UNDER_MAINTENANCE)

        assert slow == best((planned, slow))

    def test_a_need_of_nothing_known_is_not_felt(self) -> None:
        assert WELL == best(())


class TestCaps:
    @given(CONDITIONS, STATES)
    def test_nothing_worse_than_the_cap_is_felt(self, felt: Condition, at_most: State) -> None:
        assert capped(felt, at_most).state <= at_most
        assert capped(felt, None) == felt

    @given(CONDITIONS, STATES)
    def test_a_cap_never_makes_worse(self, felt: Condition, at_most: State) -> None:
        assert severity(capped(felt, at_most)) <= severity(felt)

    @given(CONDITIONS, CONDITIONS, STATES)
    def test_of_two_needs_the_worse_is_felt_no_less_under_a_cap(
        self, a: Condition, b: Condition, at_most: State
    ) -> None:
        if a.state <= b.state and (a.usable or not b.usable):
            better, worse = capped(a, at_most), capped(b, at_most)

            assert better.state <= worse.state
            assert better.usable or not worse.usable

    @given(CONDITIONS, STATES)
    def test_a_cap_that_can_be_limped_along_with_leaves_the_way_open(
        self, felt: Condition, at_most: State
    ) -> None:
        """Easy sign-in is under planned work; whoever can do without goes on."""
        if at_most.usable:
            assert capped(felt, at_most).usable

    def test_planned_work_under_a_cap_is_felt_as_the_cap(self) -> None:
        planned = Condition.of(State.UNDER_MAINTENANCE)

        assert Condition.of(State.DEGRADED_PERFORMANCE) == capped(planned, State.DEGRADED_PERFORMANCE)
        assert WELL == capped(planned, State.OPERATIONAL)

    def test_a_cap_of_planned_work_lets_through_planned_work_only(self) -> None:
        planned = Condition.of(State.UNDER_MAINTENANCE)

        assert planned == capped(planned, State.UNDER_MAINTENANCE)
        assert planned == capped(Condition.of(State.MAJOR_OUTAGE), State.UNDER_MAINTENANCE)
        assert WELL == capped(Condition.of(State.PARTIAL_OUTAGE), State.UNDER_MAINTENANCE)

    @given(CONDITIONS, STATES)
    def test_what_is_felt_can_be_used_only_in_a_state_that_says_so(
        self, felt: Condition, at_most: State
    ) -> None:
        found = capped(felt, at_most)

        assert found.state.usable or not found.usable


class TestRollUp:
    def test_domain_rule_5_as_a_table(self) -> None:
        """Each line: the ways, the claims on the service, and what the service is."""
        well, slow, planned, unknown, limited, down = (
            State.OPERATIONAL,
            State.DEGRADED_PERFORMANCE,
            State.UNDER_MAINTENANCE,
            State.UNKNOWN,
            State.PARTIAL_OUTAGE,
            State.MAJOR_OUTAGE,
        )
        table: tuple[tuple[tuple[State, ...], tuple[State, ...], State], ...] = (
            ((well, well), (), well),
            ((well, slow), (), slow),
            ((well, unknown), (), unknown),
            ((well, limited), (), limited),
            ((well, down), (), limited),
            ((slow, down), (), limited),
            ((well, planned), (), planned),
            ((slow, planned), (), slow),
            ((down, planned, well), (), limited),
            ((down, down), (), down),
            ((planned, planned), (), planned),
            ((down, planned), (), down),
            ((well, well), (slow,), slow),
            ((well, well), (down,), limited),
            ((well, down), (well,), limited),
            ((down, down), (well,), down),
            ((), (), well),
            ((), (slow, down), down),
            ((), (planned,), planned),
            ((), (well,), well),
        )
        for ways, claims, expected in table:
            assert expected is roll_up(map(Condition.of, ways), claims).state, (ways, claims)

    def test_ways_that_only_look_mild_are_out(self) -> None:
        """Slow, with planned work behind it: nothing works, and planned work is not the only reason."""
        hidden = Condition(State.DEGRADED_PERFORMANCE, usable=False)

        assert Condition.of(State.MAJOR_OUTAGE) == roll_up((hidden, hidden))

    @given(WAYS, st.lists(STATES, max_size=2))
    def test_a_service_can_be_used_as_long_as_one_way_can(
        self, ways: list[Condition], claims: list[State]
    ) -> None:
        assert any(way.usable for way in ways) == roll_up(ways, claims).usable

    @given(WAYS, st.lists(STATES, max_size=2), CONDITIONS)
    def test_one_more_way_never_closes_a_service(
        self, ways: list[Condition], claims: list[State], more: Condition
    ) -> None:
        assert roll_up([*ways, more], claims).usable or not roll_up(ways, claims).usable

    @given(WAYS, st.lists(STATES, max_size=2), st.data())
    def test_the_order_of_ways_and_claims_does_not_matter(
        self, ways: list[Condition], claims: list[State], data: st.DataObject
    ) -> None:
        other = data.draw(st.permutations(ways))

        assert roll_up(ways, claims) == roll_up(other, list(reversed(claims)))

    @given(WAYS)
    def test_a_service_is_well_only_if_every_way_is(self, ways: list[Condition]) -> None:
        """Silence is not green, and neither is half a service."""
        assert (WELL == roll_up(ways)) == all(way == WELL for way in ways)


class TestARegionSeenNationally:
    @given(CONDITIONS)
    def test_what_works_nowhere_in_one_region_is_limited_and_no_more(self, there: Condition) -> None:
        seen = seen_nationally(there)

        assert seen.usable
        assert seen.state <= State.PARTIAL_OUTAGE
        assert there.usable or seen.state is State.PARTIAL_OUTAGE

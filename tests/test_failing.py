"""What fails when something fails: the quick arithmetic is the slow one, and the audit reads it rightly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import audit as benchmark
from make import DOWN, SLOW, UNKNOWN, at, countries, moments, need, service, shared, site, system, way
from sites import write
from statuspage import guidance, load, state
from statuspage.model import Claim, Importance, Incident, Service, Site, State, ThingId, Update
from statuspage.problems import Severity
from statuspage.state import failing
from statuspage.state.algebra import Condition
from test_cli import quick, said

ROOT = Path(__file__).resolve().parent.parent
FRIDAY = at("17 14:00")


def struck(country: Site, things: tuple[ThingId, ...], moment: datetime) -> state.Snapshot:
    """A calm day on which an incident says that these things are out of service."""
    said = Update("0000-0000-mois", moment, claims=tuple(Claim(thing, DOWN) for thing in things))
    story = Incident("failure", moment.year, country.name, updates=(said,))
    return state.at(replace(failing.calm(country), incidents=(story,)), moment)


def tried(country: Site) -> list[tuple[ThingId, ...]]:
    """Nothing, every system and shared channel alone, and every two of them."""
    names = [*country.systems, *country.channels]
    return [(), *((name,) for name in names), *combinations(names, 2)]


def condition(snapshot: state.Snapshot, thing: ThingId) -> Condition:
    return Condition(snapshot.states[thing], snapshot.usable(thing))


class TestArithmetic:
    """One bit for each what-if gives what the rules of state give for each of them."""

    @given(countries(), moments())
    @settings(max_examples=30)
    def test_every_what_if_is_what_the_rules_say(self, country: Site, moment: datetime) -> None:
        """Caps, redundancy, shared channels, doubt, ways that are not there yet: all of it, exactly."""
        what_ifs = failing.WhatIfs(country, moment, tried(country))

        for number, things in enumerate(tried(country)):
            slow = struck(country, things, moment)
            for thing in (*country.systems, *country.channels):
                assert condition(slow, thing) == what_ifs.backing(thing).condition(number), (things, thing)
            for one in what_ifs.services:
                assert condition(slow, one.id) == what_ifs.service(one).condition(number), (things, one.id)
                for found, outlook in what_ifs.ways(one):
                    thing = f"{one.id}/{found.id}"
                    assert condition(slow, thing) == outlook.condition(number), (things, thing)

    @given(countries(), moments())
    @settings(max_examples=25)
    def test_who_is_stranded_is_whom_the_page_can_tell_no_way(self, country: Site, moment: datetime) -> None:
        """The audit and the page must not disagree about who is left with nothing."""
        what_ifs = failing.WhatIfs(country, moment, tried(country))

        for number, things in enumerate(tried(country)):
            slow = struck(country, things, moment)
            for one in what_ifs.services:
                expected = guidance.for_service(slow, one).nothing_works
                assert expected == bool(what_ifs.stranded(one) >> number & 1), (things, one.id)

    @given(st.lists(st.sampled_from(["a", "b", "c"]), max_size=2, unique=True), st.sampled_from(State))
    def test_things_that_need_each_other_in_a_round_settle_alike(self, fallen: list[str], cap: State) -> None:
        """Files cannot say so, and what cannot be said must still come to an end."""
        country = site(
            system("a", "b"),
            system("b", need("c", at_most=cap)),
            system("c", "a"),
            service("v", way("w", "b")),
        )
        what_ifs = failing.WhatIfs(country, FRIDAY, [tuple(fallen)])
        slow = struck(country, tuple(fallen), FRIDAY)

        for thing in ("a", "b", "c"):
            assert condition(slow, thing) == what_ifs.backing(thing).condition(0)

    @given(st.data())
    def test_every_operation_is_that_of_the_algebra(self, data: st.DataObject) -> None:
        """Also for planned work, which no what-if of ours begins with."""
        from statuspage.state import algebra

        several = data.draw(
            st.lists(st.lists(st.sampled_from(State), min_size=3, max_size=3), min_size=1, max_size=4)
        )
        cap = data.draw(st.sampled_from([None, *State]))
        outlooks = [
            failing.worst(failing.in_state(one, 1 << n) for n, one in enumerate(states)) for states in several
        ]
        for number in range(3):
            single = [Condition.of(states[number]) for states in several]
            assert algebra.worst(single) == failing.worst(outlooks).condition(number)
            assert algebra.best(single) == failing.best(outlooks).condition(number)
            assert algebra.capped(single[0], cap) == failing.capped(outlooks[0], cap).condition(number)
            assert algebra.roll_up(single) == failing.roll_up(outlooks, 0b111).condition(number)

    def test_what_happens_today_is_left_out_of_account(self) -> None:
        """An audit is about the building, not about tonight's fire."""
        country = site(system("a", state=DOWN), service("v", way("w", "a"), state=SLOW))

        assert 0 == failing.WhatIfs(country, FRIDAY, [()]).service(country.services["v"]).unusable


def important(id: str, how: Importance, *ways: object, instead: tuple[str, ...] = ()) -> Service:
    return replace(service(id, *ways, instead=instead), importance=how)  # type: ignore[arg-type]


class TestExposed:
    """Services without an independent way out."""

    def test_one_system_behind_every_way_is_found_with_all_that_leads_to_it(self) -> None:
        country = site(
            system("center"),
            system("portal", "center"),
            system("counter-net", "center"),
            service("v", way("web", "portal"), way("counter", "counter-net")),
        )

        assert [("v", ("center",))] == [
            (found.service.id, found.systems) for found in failing.exposed(country, FRIDAY)
        ]

    def test_a_way_of_its_own_a_cap_or_a_spare_is_a_way_out(self) -> None:
        country = site(
            system("a"),
            system("b"),
            shared("desk", "a"),
            service("own", way("web", "a"), way("post")),
            service("cap", way("web", need("a", at_most=SLOW))),
            service("spare", way("web", need("a", "b"))),
            service("both", way("web", "a"), way("app", "b")),
            service("none", way("desk", use="desk"), way("call", answers_only=True)),
        )

        assert ["none"] == [found.service.id for found in failing.exposed(country, FRIDAY)]

    def test_a_substitute_that_falls_too_is_no_way_out(self) -> None:
        country = site(
            system("a"),
            system("b", "a"),
            service("sound", way("w")),
            service("falls", way("w", "b")),
            service("saved", way("w", "a"), instead=("sound",)),
            service("lost", way("w", "a"), instead=("falls",)),
        )
        found = {one.service.id: one for one in failing.exposed(country, FRIDAY)}

        assert (("a",), ()) == (found["saved"].systems, found["saved"].stranding)
        assert (("a",), ("a",)) == (found["lost"].systems, found["lost"].stranding)

    def test_the_most_important_comes_first(self) -> None:
        country = site(
            system("a"),
            important("later", Importance.LOW, way("w", "a")),
            important("first", Importance.CRITICAL, way("w", "a")),
            important("middle", Importance.HIGH, way("w", "a")),
        )

        assert ["first", "middle", "later"] == [one.service.id for one in failing.exposed(country, FRIDAY)]

    def test_what_has_ended_can_neither_fall_nor_be_missed(self) -> None:
        country = site(
            system("old", retired=date(2023, 11, 17)),
            system("a"),
            service("on-old", way("w", "old")),
            service("gone", way("w", "a"), retired=date(2023, 11, 17)),
        )

        assert () == failing.exposed(country, FRIDAY)

    def test_doubt_about_a_file_is_not_an_outage(self) -> None:
        country = site(system("a", doubtful=True), service("v", way("w", "a"), way("x")))

        assert UNKNOWN is state.at(country, FRIDAY).states["v"]
        assert () == failing.exposed(country, FRIDAY)


class TestTheWarning:
    """`check` warns of what the audit finds, where it matters most."""

    def test_important_services_are_warned_of_and_no_others(self, tmp_path: Path) -> None:
        write(tmp_path)
        for importance, expected in (("critical", 1), ("high", 1), ("medium", 0), ("low", 0)):
            write(
                tmp_path,
                {
                    "services/mois/move-in.yaml": f"""
                        name: {{ko: 전입신고, en: Move-in report}}
                        importance: {importance}
                        category: certificates
                        channels: [{{use: community-center}}]
                    """
                },
            )
            answer = quick("check", root=tmp_path)
            assert 0 == answer.returncode
            assert expected == said(answer).count(
                "One system alone can leave this service without any way: saeol."
            )

    def test_the_warning_stands_where_the_service_is_written(self) -> None:
        country = load.site(ROOT).site
        assert country is not None
        found = failing.problems(country, FRIDAY)

        assert "status/services/mois/seal-cert.yaml" in [problem.place.file for problem in found]
        assert {Severity.WARNING} == {problem.severity for problem in found}


class TestTheBenchmark:
    def test_it_measures_a_small_country(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert 0 == benchmark.main(["--size", "small", "--runs", "1"])
        assert "| 30 | 12 | 3 |" in capsys.readouterr().out


class TestAudit:
    def test_a_pair_counts_only_what_neither_stops_alone(self) -> None:
        country = site(
            replace(system("a"), grade=1),
            replace(system("b"), grade=1),
            replace(system("minor"), grade=2),
            service("twin", way("web", "a"), way("app", "b")),
            service("spare", way("web", need("a", "b"))),
            service("on-a", way("web", "a")),
            service("half", way("web", "a"), way("app", "minor")),
        )
        found = failing.audit(country, FRIDAY)

        assert [(("a", "b"), ("spare", "twin"))] == [(toll.things, toll.services) for toll in found.pairs]
        assert 1 == found.pairs_tried
        assert ("a",) == found.single[0].things
        assert (1, 2) == (found.single[0].total, sum(found.single[0].slows))

    @given(countries(), moments())
    @settings(max_examples=30)
    def test_tolls_are_what_a_drill_of_each_would_count(self, country: Site, moment: datetime) -> None:
        found = failing.audit(country, moment)

        for toll in found.single:
            after, before = struck(country, toll.things, moment), struck(country, (), moment)
            stopped = [id for id in after.services if not after.usable(id)]
            worse = [id for id in after.services if after.usable(id) and after.states[id] > before.states[id]]
            assert sorted(toll.services) == sorted(stopped)
            assert len(worse) == sum(toll.slows)
            for one in found.exposed:
                nothing = guidance.for_service(after, one.service).nothing_works
                assert nothing == (toll.things[0] in one.stranding), (toll.things, one)
                assert (one.service.id in stopped) == (toll.things[0] in one.systems)

    def test_the_demonstration(self) -> None:
        """One data centre carries most of the country, as the fire of 2025 showed."""
        country = load.site(ROOT).site
        assert country is not None
        found = failing.audit(country, FRIDAY)

        assert ("nirs-daejeon",) == found.single[0].things
        assert 15 == found.single[0].total
        assert {"seal-cert", "move-in", "voucher"} <= {
            one.service.id for one in found.exposed if one.stranding and one.service.importance >= 2
        }

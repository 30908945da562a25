"""Small sites made of values, so that tests of the rules read as sentences.

`site(SAEOL, service("copy", way("counter", "saeol")), incident("1117", update("17 08:40", saeol=DOWN)))`
is a country in which a counter hangs on a system that fails at 08:40 on 17 November 2023.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from statuspage import hours as hours_room
from statuspage import repeats as repeats_room
from statuspage import state
from statuspage.language import Text
from statuspage.model import (
    Channel,
    Claim,
    Expected,
    Incident,
    Kind,
    Maintenance,
    Need,
    NewWay,
    Notice,
    Relief,
    ReliefKind,
    Service,
    Site,
    Standing,
    State,
    Status,
    Substitute,
    System,
    ThingId,
    Update,
)

SEOUL = ZoneInfo("Asia/Seoul")

WELL = State.OPERATIONAL
PLANNED = State.UNDER_MAINTENANCE
UNKNOWN = State.UNKNOWN
SLOW = State.DEGRADED_PERFORMANCE
LIMITED = State.PARTIAL_OUTAGE
DOWN = State.MAJOR_OUTAGE

Thing = System | Channel | Service | Incident | Maintenance | Notice
Impact = Mapping[ThingId, State]


def at(typed: str) -> datetime:
    """A moment in Seoul: `17 08:40` (November 2023), or in full, `2024-02-01 09:00`."""
    whole = typed if typed[:4].isdigit() else f"2023-11-{typed}"
    return datetime.fromisoformat(whole).replace(tzinfo=SEOUL)


def _maybe(typed: str | None) -> datetime | None:
    return None if typed is None else at(typed)


def text(words: str) -> Text:
    """Words in Korean only."""
    return Text((("ko", words),))


def need(*any_of: ThingId, at_most: State | None = None) -> Need:
    """A need; of several names the best is felt."""
    return Need(any_of, at_most)


def _needs(needs: Sequence[str | Need]) -> tuple[Need, ...]:
    return tuple(need(n) if isinstance(n, str) else n for n in needs)


def _standing(now: State | None, since: str | None) -> Standing | None:
    return None if now is None else Standing(now, _maybe(since))


def system(
    id: str,
    *needs: str | Need,
    state: State | None = None,
    since: str | None = None,
    doubtful: bool = False,
    retired: date | None = None,
) -> System:
    """A system and what it needs."""
    return System(
        id,
        text(id),
        needs=_needs(needs),
        standing=_standing(state, since),
        doubtful=doubtful,
        retired=retired,
    )


def way(
    id: str,
    *needs: str | Need,
    use: str = "",
    answers_only: bool = False,
    regions: tuple[str, ...] = (),
    hours: str = "",
    starts: str | None = None,
    ends: str | None = None,
    state: State | None = None,
    since: str | None = None,
    doubtful: bool = False,
) -> Channel:
    """One way of a service, and what it needs."""
    return Channel(
        id,
        Kind.OTHER,
        text(id),
        use=use,
        needs=_needs(needs),
        answers_only=answers_only,
        regions=regions,
        hours=hours_room.parse(hours) if hours else None,
        starts=_maybe(starts),
        ends=_maybe(ends),
        standing=_standing(state, since),
        doubtful=doubtful,
    )


shared = way
"""A shared channel: the same value, put into the site itself."""


def service(
    id: str,
    *ways: Channel,
    instead: Sequence[str] = (),
    state: State | None = None,
    since: str | None = None,
    doubtful: bool = False,
    retired: date | None = None,
) -> Service:
    """A service and its ways."""
    return Service(
        id,
        text(id),
        "mois",
        channels=ways,
        instead=tuple(Substitute(other) for other in instead),
        standing=_standing(state, since),
        doubtful=doubtful,
        retired=retired,
    )


def relief(
    *services: ThingId,
    kind: ReliefKind = ReliefKind.DEADLINE_EXTENSION,
    what: str = "연장",
    starts: str | None = None,
    ends: str | None = None,
    id: str = "",
) -> Relief:
    """What is done so that nobody loses a right."""
    return Relief(kind, text(what), services, starts=_maybe(starts), ends=_maybe(ends), id=id)


def born(channel: Channel, *services: str) -> NewWay:
    """A way born in mid-incident."""
    return NewWay(services, channel)


def update(
    when: str | datetime,
    impact: Impact | None = None,
    status: Status | None = None,
    *,
    regions: tuple[str, ...] = (),
    next_update: str | None = None,
    expected: str | None = None,
    provisional: Sequence[ThingId] = (),
    without: Mapping[ThingId, str] | None = None,
    relief: Sequence[Relief] = (),
    channels: Sequence[NewWay] = (),
    corrects: str = "",
    starts: str | None = None,
    ends: str | None = None,
    doubtful: bool = False,
    **things: State,
) -> Update:
    """What was said at one moment; systems may be named directly: `saeol=DOWN`."""
    moment = at(when) if isinstance(when, str) else when
    said = {**(impact or {}), **things}
    return Update(
        f"{moment:%m%d-%H%M}-mois",
        moment,
        status=status,
        claims=tuple(Claim(thing, claimed, regions) for thing, claimed in said.items()),
        regions=regions,
        next_update=_maybe(next_update),
        expected=Expected(at(expected)) if expected else None,
        provisional=tuple(provisional),
        without=tuple((thing, text(words)) for thing, words in (without or {}).items()),
        relief=tuple(relief),
        channels=tuple(channels),
        corrects=corrects,
        starts=_maybe(starts),
        ends=_maybe(ends),
        doubtful=doubtful,
    )


def resolved(when: str | datetime, impact: Impact | None = None, *, doubtful: bool = False) -> Update:
    """The word that ends an incident."""
    return update(when, impact, Status.RESOLVED, doubtful=doubtful)


def incident(id: str, *updates: Update, doubtful: bool = False) -> Incident:
    """Something went wrong."""
    return Incident(id, 2023, text(id), updates=updates, doubtful=doubtful)


def maintenance(
    id: str,
    starts: str,
    ends: str,
    impact: Impact,
    *updates: Update,
    repeats: str = "",
    regions: tuple[str, ...] = (),
    announced: str | None = None,
    doubtful: bool = False,
) -> Maintenance:
    """Planned work."""
    return Maintenance(
        id,
        2023,
        text(id),
        at(starts),
        at(ends),
        repeats=repeats_room.parse(repeats) if repeats else None,
        claims=tuple(Claim(thing, claimed, regions) for thing, claimed in impact.items()),
        updates=updates,
        announced=_maybe(announced),
        doubtful=doubtful,
    )


def notice(id: str, starts: str, ends: str | None = None) -> Notice:
    """An announcement."""
    return Notice(id, 2023, text(id), at(starts), _maybe(ends))


def site(
    *things: Thing,
    regions: Sequence[str] = ("daejeon", "seoul"),
    holidays: Sequence[date] = (),
    fresh_for: timedelta = timedelta(hours=6),
    misread: Sequence[ThingId] = (),
) -> Site:
    """A whole country; a `Channel` among the things is a shared one."""
    return Site(
        name=text("상태"),
        address="https://status.example.go.kr/",
        tag="tag:status.example.go.kr,2026",
        languages=("ko", "en"),
        zone=SEOUL,
        fresh_for=fresh_for,
        holidays={day: text("공휴일") for day in holidays},
        regions={region: text(region) for region in regions},
        systems={t.id: t for t in things if isinstance(t, System)},
        channels={t.id: t for t in things if isinstance(t, Channel)},
        services={t.id: t for t in things if isinstance(t, Service)},
        incidents=tuple(t for t in things if isinstance(t, Incident)),
        maintenance=tuple(t for t in things if isinstance(t, Maintenance)),
        notices=tuple(t for t in things if isinstance(t, Notice)),
        misread=frozenset(misread),
    )


def states(when: str, *things: Thing) -> Mapping[ThingId, State]:
    """The states of a small country at a moment."""
    return state.at(site(*things), at(when)).states


# Countries at random, three days long: 16 to 18 November 2023.

BEGIN = at("16 00:00")
REGIONS = ("daejeon", "seoul")
_STATES = st.sampled_from(State)
_MOMENTS = st.integers(0, 71).map(lambda hour: BEGIN + timedelta(hours=hour))
_REGIONS = st.sampled_from([(), (), ("daejeon",), REGIONS])
_HOURS = st.sampled_from(
    ["", "", "평일 09:00-18:00", "매일 24시간", "매일 09:00-18:00, 점심시간 12:00-13:00 휴무"]
)


def _typed(moment: datetime | None) -> str | None:
    return None if moment is None else f"{moment:%Y-%m-%d %H:%M}"


@st.composite
def moments(draw: st.DrawFn) -> datetime:
    """A moment of the three days, or a little before or after; often on the hour."""
    return BEGIN + timedelta(minutes=draw(st.integers(-2, 75)) * 60 + draw(st.sampled_from([0, 0, 17])))


def _some_needs(draw: st.DrawFn, names: Sequence[str]) -> tuple[Need, ...]:
    if not names:
        return ()
    needs = st.builds(
        lambda any_of, at_most: Need(tuple(any_of), at_most),
        st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True),
        st.sampled_from([None, None, State.DEGRADED_PERFORMANCE]),
    )
    return tuple(draw(st.lists(needs, max_size=2)))


def _a_way(draw: st.DrawFn, id: str, systems: Sequence[str], channels: Sequence[str]) -> Channel:
    starts, ends = draw(st.sampled_from([(None, None)] * 4 + [("16 20:00", None), ("17 06:00", "18 06:00")]))
    return way(
        id,
        *_some_needs(draw, systems),
        use=draw(st.sampled_from(["", *channels])),
        answers_only=draw(st.integers(0, 5)) == 0,
        regions=draw(st.sampled_from([(), (), (), ("seoul",)])),
        hours=draw(_HOURS),
        starts=starts,
        ends=ends,
    )


@st.composite
def _updates(
    draw: st.DrawFn,
    number: int,
    things: Sequence[str],
    services: Sequence[str],
    systems: Sequence[str],
    planned: bool,
) -> tuple[Update, ...]:
    found = []
    mild = _STATES if planned else st.sampled_from([s for s in State if s is not PLANNED])
    statuses = [None, None, Status.IDENTIFIED, Status.MONITORING, Status.RESOLVED]
    for moment in sorted(draw(st.lists(_MOMENTS, min_size=1, max_size=4))):
        named = st.sampled_from(things)
        births = [
            born(
                way(
                    f"paper{number}",
                    *_some_needs(draw, systems),
                    starts=_typed(moment + timedelta(hours=draw(st.integers(0, 6)))),
                    ends=draw(st.sampled_from([None, "18 12:00"])),
                ),
                draw(st.sampled_from(services)),
            )
            for _ in range(draw(st.sampled_from([0, 0, 0, 1])))
        ]
        promised = draw(st.sampled_from([None, None, moment + timedelta(hours=3)]))
        found.append(
            update(
                moment,
                draw(st.dictionaries(named, mild, max_size=3)),
                draw(st.sampled_from(statuses)),
                regions=draw(_REGIONS),
                next_update=_typed(promised),
                provisional=draw(st.lists(named, max_size=1)),
                without=draw(st.dictionaries(named, st.just("토지"), max_size=1)),
                relief=[relief("v0", ends="18 00:00")] if draw(st.integers(0, 5)) == 0 else [],
                channels=births,
                doubtful=draw(st.integers(0, 7)) == 0,
            )
        )
    return tuple(found)


@st.composite
def _works(draw: st.DrawFn, number: int, things: Sequence[str]) -> Maintenance:
    starts = draw(_MOMENTS)
    ends = starts + timedelta(hours=draw(st.integers(1, 9)))
    told = []
    for moment in sorted(draw(st.lists(_MOMENTS, max_size=3))):
        change = draw(st.sampled_from(["longer", "done", "off", "said", "moved"]))
        status = {"done": Status.COMPLETED, "off": Status.CANCELLED, "said": Status.VERIFYING}.get(change)
        told.append(
            update(
                moment,
                draw(st.dictionaries(st.sampled_from(things), _STATES, max_size=1)),
                status,
                regions=draw(_REGIONS),
                starts=_typed(starts + timedelta(hours=2)) if change == "moved" else None,
                ends=_typed(max(ends, moment) + timedelta(hours=3))
                if change in ("longer", "moved")
                else None,
                doubtful=draw(st.integers(0, 7)) == 0,
            )
        )
    return maintenance(
        f"work{number}",
        f"{starts:%Y-%m-%d %H:%M}",
        f"{ends:%Y-%m-%d %H:%M}",
        {draw(st.sampled_from(things)): PLANNED},
        *told,
        repeats=draw(st.sampled_from(["", "매일"])),
        regions=draw(_REGIONS),
        announced=_typed(draw(st.sampled_from([None, starts - timedelta(hours=5)]))),
    )


@st.composite
def countries(draw: st.DrawFn, *, planned: bool = True) -> Site:
    """A small country in which a lot goes wrong at once; without planned work if asked."""
    systems: list[System] = []
    for number in range(draw(st.integers(1, 5))):
        names = [s.id for s in systems]
        standing = draw(st.sampled_from([None] * 5 + [DOWN]))
        needs = _some_needs(draw, names)
        doubtful = draw(st.integers(0, 9)) == 0
        systems.append(system(f"s{number}", *needs, state=standing, since="17 03:00", doubtful=doubtful))
    names = [s.id for s in systems]
    channels = [
        shared(f"c{number}", *_some_needs(draw, names), hours=draw(_HOURS))
        for number in range(draw(st.integers(0, 2)))
    ]
    shared_names = [c.id for c in channels]
    services = []
    for number in range(draw(st.integers(1, 3))):
        ways = [_a_way(draw, f"w{n}", names, shared_names) for n in range(draw(st.integers(0, 3)))]
        ended = draw(st.sampled_from([None] * 5 + [date(2023, 11, 18)]))
        others = [f"v{n}" for n in range(number)]
        instead = draw(st.lists(st.sampled_from(others), max_size=1)) if others else []
        services.append(service(f"v{number}", *ways, instead=instead, retired=ended))
    things = [*names, *shared_names, *(s.id for s in services)]
    things += [f"{s.id}/{w.id}" for s in services for w in s.channels]
    ids = [s.id for s in services]
    stories: list[Thing] = [
        incident(f"i{number}", *draw(_updates(number, things, ids, names, planned)))
        for number in range(draw(st.integers(0, 3)))
    ]
    if planned:
        stories += [draw(_works(number, things)) for number in range(draw(st.integers(0, 2)))]
    notices = [notice("n", "16 12:00", "17 12:00")] if draw(st.booleans()) else []
    return site(*systems, *channels, *services, *stories, *notices, regions=REGIONS)

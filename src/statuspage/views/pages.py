"""What each page may say: one frozen view a page, one function that makes it from an edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from .. import guidance as guidance_room
from ..clocks import between
from ..guidance import Guidance
from ..model import (
    Agency,
    Channel,
    Incident,
    Maintenance,
    Notice,
    ReliefKind,
    Service,
    State,
    System,
    ThingId,
    Update,
)
from ..state import (
    EVER,
    Interval,
    Window,
    done_windows,
    last_word,
    maintenance_windows,
    told_from,
    told_until,
    windows_ahead,
)
from . import addresses, days, stories, ways
from .days import MonthOfDays
from .edition import Edition, Frame, Link, Moment, Phrase, Prose, Tag
from .stories import IncidentCard, NoticeRow, ReliefView, UpdateView, WindowRow
from .ways import Listed, Reason, ServiceRow, StandInView, WayView

MOST_TOLD = 2
"""So many open incidents are told beside other things in their own words; of more, only the facts."""

MOST_NAMED = 3
"""How many services an open incident names on the home page: what to do instead, on the first screen."""

MOST_CARDS = 5
"""How many incidents of one kind the home page shows at once; more open ones fold away, each on a line."""

MOST_UNWELL = 12
"""How many services that are not well the home page names first; the groups below name them all."""

MOST_IN_GROUP = 12
"""The most services in one state that the home page of a vast country names under one heading."""

MOST_PAST = 10
"""How many past outages a page lists; the archive has them all."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Services in the same state, which is said once for all of them; importance first."""

    tag: Tag
    count: str
    rows: tuple[ServiceRow, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Services under one heading, the worst state first."""

    id: str
    title: Link
    count: str
    states: tuple[Alike, ...]


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """An agency, and how many of its services are not well, in words; "" for none."""

    agency: Link
    note: str


@dataclass(frozen=True, slots=True)
class Home:
    """The front page, for `pages/home.html`."""

    frame: Frame
    headline: str
    counts: str
    """How many cannot be used, are limited, are being checked; "" on a quiet day."""
    confirmed: Moment | None
    """When somebody last confirmed an open incident."""
    crowded: bool
    """Whether there are too many incidents to say beside each what works instead: the search comes first."""
    incidents: tuple[IncidentCard, ...]
    """The open ones that matter most."""
    more_incidents: tuple[IncidentCard, ...]
    """The other open ones."""
    unwell: tuple[ServiceRow, ...]
    more_unwell: str
    """How many more there are in the groups; "" where all are named."""
    running: tuple[WindowRow, ...]
    coming: tuple[WindowRow, ...]
    notices: tuple[NoticeRow, ...]
    reliefs: tuple[ReliefView, ...]
    recent: tuple[IncidentCard, ...]
    more_recent: str
    categories: tuple[Group, ...]
    cut: bool
    """Whether there are too many services to name all of them here: the pages of categories do."""
    agencies: tuple[AgencyRow, ...]
    relief_page: str
    history_page: str
    regions_page: str
    """Empty where the site knows no regions."""


@dataclass(frozen=True, slots=True)
class PastState:
    """A stretch of time in which a service was not well."""

    tag: Tag
    span: str
    lasted: str


@dataclass(frozen=True, slots=True)
class ServicePage:
    """One service, for `pages/service.html`."""

    frame: Frame
    id: str
    name: Phrase
    tag: Tag
    answer: str
    common: Reason | None
    """Why nothing of it works, where there is one reason."""
    well: bool
    """Whether nothing is known to be wrong: then its ways are those of every day, open or closed."""
    nothing_works: bool
    about: Phrase | None
    working: tuple[WayView, ...]
    limited: tuple[WayView, ...]
    failing: tuple[WayView, ...]
    informing: tuple[WayView, ...]
    stand_ins: tuple[StandInView, ...]
    reliefs: tuple[ReliefView, ...]
    """Deadlines, fees and the like."""
    filed: tuple[ReliefView, ...]
    """What becomes of an application that was made already."""
    filed_unsaid: str
    """In an outage of which nobody has said that yet: that nobody has; else ""."""
    incidents: tuple[IncidentCard, ...]
    windows: tuple[WindowRow, ...]
    agency: Link
    category: Link | None
    importance: str
    past: tuple[PastState, ...]
    days: tuple[MonthOfDays, ...]
    follow: tuple[Link, ...]
    """How to be told when its state changes."""
    badge: str
    door_notice: str
    retired: Moment | None


@dataclass(frozen=True, slots=True)
class ChannelPage:
    """One shared channel: what can and cannot be done there today, for `pages/channel.html`."""

    frame: Frame
    name: Phrase
    tag: Tag
    answer: str
    way: WayView
    failing: Listed
    limited: Listed
    working: Listed
    reliefs: tuple[ReliefView, ...]
    incidents: tuple[IncidentCard, ...]
    door_notice: str


@dataclass(frozen=True, slots=True)
class NeedRow:
    """What a system needs, and how that is."""

    thing: Link
    tag: Tag
    note: str
    """Redundancy or a cap, in words."""


@dataclass(frozen=True, slots=True)
class SystemPage:
    """One system and what hangs on it, for `pages/system.html` (staff and press)."""

    frame: Frame
    name: Phrase
    tag: Tag
    operator: Link | None
    grade: str
    reasons: tuple[Reason, ...]
    needs: tuple[NeedRow, ...]
    services: Listed
    counted: str
    incidents: tuple[IncidentCard, ...]
    past: tuple[PastState, ...]


@dataclass(frozen=True, slots=True)
class GatheredPage:
    """The services of an agency, a category or a region, for `pages/gathered.html`."""

    frame: Frame
    kind: str
    name: Phrase
    tag: Tag
    answer: str
    phone: str
    url: str
    unwell: tuple[ServiceRow, ...]
    well: tuple[ServiceRow, ...]
    incidents: tuple[IncidentCard, ...]


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """A story, the newest word first, for `pages/incident.html`."""

    frame: Frame
    card: IncidentCard
    intro: Prose | None
    updates: tuple[UpdateView, ...]
    affected: Listed
    touched: tuple[Link, ...]
    """Everything any update named, once the incident is over."""
    reliefs: tuple[ReliefView, ...]


@dataclass(frozen=True, slots=True)
class MaintenancePage:
    """Planned work, for `pages/maintenance.html`."""

    frame: Frame
    title: Phrase
    window: WindowRow
    later: tuple[str, ...]
    """Further windows of repeating work."""
    by: Phrase | None
    prose: Prose | None
    changes: tuple[stories.Change, ...]
    updates: tuple[UpdateView, ...]


@dataclass(frozen=True, slots=True)
class MaintenanceList:
    """Planned work that runs, is coming, or is done, for `pages/maintenance-list.html`."""

    frame: Frame
    running: tuple[WindowRow, ...]
    coming: tuple[WindowRow, ...]
    done: tuple[WindowRow, ...]


@dataclass(frozen=True, slots=True)
class NoticePage:
    """An announcement, for `pages/notice.html`."""

    frame: Frame
    title: Phrase
    since: Moment
    until: str
    by: Phrase | None
    prose: Prose | None
    about: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ReliefPage:
    """Everything that protects a deadline or a fee, sorted by its end, for `pages/relief.html`."""

    frame: Frame
    reliefs: tuple[ReliefView, ...]


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """What happened in one month (or, for the index, which months there are), for `pages/history.html`."""

    frame: Frame
    title: str
    incidents: tuple[IncidentCard, ...]
    windows: tuple[WindowRow, ...]
    months: tuple[Link, ...]


def home(edition: Edition) -> Home:
    publication = edition.publication
    snapshot, at = publication.snapshot, publication.at
    cards = _open_cards(edition)
    unwell = publication.unwell
    shown = [w for w in snapshot.windows if told_from(w) <= at]
    over = [i for i in publication.incidents if (end := i.resolved(at)) and at < told_until(end)]
    headline, counts = summary(edition)
    confirmed = max((last_word(i, at).at for i in snapshot.open_incidents), default=None)
    return Home(
        frame=edition.frame(
            addresses.HOME,
            "",
            f"{headline} {counts}".strip(),
            snapshot.overall,
            changed=publication.changed,
        ),
        headline=headline,
        counts=counts,
        confirmed=edition.moment(confirmed) if confirmed else None,
        crowded=len(cards) > MOST_TOLD,
        incidents=cards[:MOST_CARDS],
        more_incidents=cards[MOST_CARDS:],
        unwell=tuple(ways.row(edition, service) for service in unwell[:MOST_UNWELL]),
        more_unwell=edition.words("home.more_unwell", n=len(unwell) - MOST_UNWELL)
        if len(unwell) > MOST_UNWELL
        else "",
        running=tuple(stories.window(edition, w) for w in shown if w.starts <= at and not w.cancelled),
        coming=tuple(stories.window(edition, w) for w in shown if w.starts > at or w.cancelled),
        notices=tuple(stories.notice(edition, n) for n in _notices(edition) if n.shown(at)),
        reliefs=tuple(stories.relief(edition, p) for p in snapshot.protections),
        recent=tuple(stories.card(edition, incident) for incident in over[:MOST_CARDS]),
        more_recent=edition.words("home.more_recent", n=len(over) - MOST_CARDS)
        if len(over) > MOST_CARDS
        else "",
        categories=tuple(_by_category(edition)),
        cut=publication.vast,
        agencies=tuple(_by_agency(edition)),
        relief_page=edition.path(addresses.RELIEF),
        history_page=edition.path(addresses.HISTORY),
        regions_page=edition.path(addresses.REGIONS) if publication.site.regions else "",
    )


def summary(edition: Edition) -> tuple[str, str]:
    """What is not working, in one sentence, and in numbers."""
    words, snapshot = edition.words, edition.publication.snapshot
    states = [snapshot.states[s.id] for s in edition.publication.services]
    stopped = sum(s is State.MAJOR_OUTAGE for s in states)
    limited = sum(s in (State.PARTIAL_OUTAGE, State.DEGRADED_PERFORMANCE) for s in states)
    planned = sum(s is State.UNDER_MAINTENANCE for s in states)
    unclear = sum(s is State.UNKNOWN for s in states)
    counts = [
        words(f"count.{key}", n=n)
        for key, n in (("stopped", stopped), ("limited", limited), ("planned", planned), ("unclear", unclear))
        if n
    ]
    if stopped:
        headline = words("headline.stopped", n=stopped)
    elif limited:
        headline = words("headline.limited", n=limited)
    elif unclear or edition.doubts or not states:
        headline = words("headline.unclear")
    elif planned:
        headline = words("headline.planned")
    elif snapshot.open_incidents:
        headline = words("headline.watching")
    else:
        headline = words("headline.quiet")
    return headline, edition.beside(counts)


def _open_cards(edition: Edition) -> tuple[IncidentCard, ...]:
    """The open incidents: those that stop what matters most first, then those that touch most."""
    publication = edition.publication
    affected, found = publication.affected, publication.snapshot.open_incidents

    def weight(incident: Incident) -> tuple[int, int]:
        touched = affected.get(("incident", incident.key), ())
        return max((s.importance for s in touched), default=0), len(touched)

    cards = tuple(
        stories.card(edition, incident, most=MOST_NAMED)
        for incident in sorted(found, key=weight, reverse=True)
    )
    return _told(cards)


def _told(cards: tuple[IncidentCard, ...], most: int = MOST_TOLD) -> tuple[IncidentCard, ...]:
    """Incidents beside other things on a page: of many, only the facts; each story has its own page."""
    if len(cards) <= most:
        return cards
    return tuple(replace(card, latest=None, services=()) for card in cards)


def _by_category(edition: Edition) -> Iterable[Group]:
    site, publication = edition.publication.site, edition.publication
    for id, name in site.categories.items():
        members = [s for s in publication.services if s.category == id]
        if members:
            link = Link(edition.phrase(name), edition.path(addresses.category(id)))
            yield _group(edition, id, link, members)
    rest = [s for s in publication.services if s.category not in site.categories]
    if rest:
        yield _group(edition, "other", Link(Phrase(edition.words("category.other")), ""), rest)


def _group(edition: Edition, id: str, title: Link, members: Sequence[Service]) -> Group:
    words, states = edition.words, edition.publication.snapshot.states
    alike: dict[State, list[ServiceRow]] = {}
    for service in members:
        row = replace(ways.row(edition, service), answer=ways.rest(edition, service))
        alike.setdefault(states[service.id], []).append(row)
    most = MOST_IN_GROUP if edition.publication.vast and title.path else len(members)
    total = words("home.count", n=len(members))
    unwell = len(members) - len(alike.get(State.OPERATIONAL, ()))
    return Group(
        id=id,
        title=title,
        count=words("home.count_unwell", all=total, n=unwell) if unwell else total,
        states=tuple(
            Alike(edition.tag(found), words("home.count", n=len(alike[found])), tuple(alike[found][:most]))
            for found in sorted(alike, reverse=True)
        ),
    )


def _by_agency(edition: Edition) -> Iterable[AgencyRow]:
    publication = edition.publication
    having = Counter(s.agency for s in publication.services)
    unwell = Counter(s.agency for s in publication.unwell)
    for agency in _named(edition, publication.site.agencies.values()):
        if having[agency.id]:
            link = Link(edition.phrase(agency.name), edition.path(addresses.agency(agency.id)))
            number = unwell[agency.id]
            yield AgencyRow(link, edition.words("home.unwell_here", n=number) if number else "")


def _named(edition: Edition, agencies: Iterable[Agency]) -> list[Agency]:
    return sorted(agencies, key=lambda a: edition.phrase(a.name).text)


def _notices(edition: Edition) -> list[Notice]:
    at = edition.publication.at
    begun = [n for n in edition.publication.site.notices if n.starts <= at]
    return sorted(begun, key=lambda n: (n.starts, n.key), reverse=True)


def service(edition: Edition, found: Service) -> ServicePage:
    words, publication = edition.words, edition.publication
    guidance = publication.guidance(found.id)
    well = guidance.state is State.OPERATIONAL
    answer = ways.answer(edition, guidance)
    name = edition.phrase(found.name)
    agency = publication.site.agencies.get(found.agency)
    category = publication.site.categories.get(found.category)
    opening = not well
    described = ways.short_answer(edition, guidance) if not well else answer
    touched = {story.key for story in guidance.stories if story.kind == "maintenance"}
    filed = [p for p in guidance.protections if p.relief.kind is ReliefKind.RESUBMIT]
    unsaid = not filed and guidance.state in (State.PARTIAL_OUTAGE, State.MAJOR_OUTAGE)
    return ServicePage(
        frame=edition.frame(
            addresses.service(found.id),
            name.text,
            f"{name.text}: {described or answer}",
            guidance.state,
            changed=publication.changed_for(found),
        ),
        id=found.id,
        name=name,
        tag=edition.tag(guidance.state),
        answer=answer,
        common=_common(edition, guidance),
        well=well,
        nothing_works=guidance.nothing_works,
        about=edition.maybe(found.about),
        working=tuple(ways.way(edition, w, opening=opening) for w in guidance.working),
        limited=tuple(ways.way(edition, w, opening=opening) for w in guidance.limited),
        failing=tuple(ways.way(edition, w, opening=opening) for w in guidance.failing),
        informing=tuple(ways.way(edition, w, opening=opening) for w in guidance.informing),
        stand_ins=() if well else tuple(ways.stand_in(edition, s) for s in guidance.stand_ins),
        reliefs=tuple(stories.relief(edition, p) for p in guidance.protections if p not in filed),
        filed=tuple(stories.relief(edition, p) for p in filed),
        filed_unsaid=words("service.filed_unsaid") if unsaid else "",
        incidents=_told(
            tuple(
                stories.card(edition, i, most=0)
                for i in guidance_room.incidents_of(publication.snapshot, guidance)
            ),
            most=1,  # two long stories are half the weight of the page
        ),
        windows=tuple(
            stories.window(edition, w)
            for w in publication.snapshot.windows
            if w.maintenance.key in touched or _concerns(w, found)
        ),
        agency=Link(edition.phrase(agency.name), edition.path(addresses.agency(agency.id)))
        if agency
        else Link(Phrase(found.agency), ""),
        category=Link(edition.phrase(category), edition.path(addresses.category(found.category)))
        if category
        else None,
        importance=words(f"importance.{found.importance.name.lower()}"),
        past=_past(edition, found.id),
        days=days.months(edition, found.id),
        follow=_follow(edition, addresses.service(found.id)),
        badge=addresses.badge(found.id),
        door_notice=edition.path(addresses.door_notice(found.id)),
        retired=edition.day(found.retired) if found.retired else None,
    )


def _concerns(window: Window, found: Service) -> bool:
    return any(claim.thing.partition("/")[0] == found.id for claim in window.maintenance.claims)


def _common(edition: Edition, guidance: Guidance) -> Reason | None:
    """The one reason behind several failing ways, said once."""
    if len(guidance.failing) < 2 or not guidance.common_stories:
        return None
    story = guidance.common_stories[0]
    link = ways.story_link(edition, story)
    systems = edition.publication.site.systems
    roots = [edition.name_of(thing).text for thing in guidance.common_roots if thing in systems]
    words = edition.words
    count = len(guidance.failing)
    if roots:
        text = words("common.root", root=words.list(roots[:2]), n=count)
    else:
        text = words("common.story", n=count)
    return Reason(text, link)


def _follow(edition: Edition, page: str) -> tuple[Link, ...]:
    words = edition.words
    return tuple(
        Link(Phrase(words(f"service.follow.{key}")), edition.path(address))
        for key, address in (
            ("feed", addresses.feed(page, "atom")),
            ("calendar", addresses.calendar(page)),
            ("how", addresses.SUBSCRIBE),
        )
    )


def _past(edition: Edition, thing: ThingId) -> tuple[PastState, ...]:
    """When a thing was not well, the latest first; the last one may still go on."""
    publication = edition.publication
    unwell = publication.intervals.unwell(thing)
    return tuple(
        _past_row(edition, interval, going_on=interval.ends > publication.at)
        for interval in islice(unwell, MOST_PAST)
    )


def _past_row(edition: Edition, interval: Interval, *, going_on: bool) -> PastState:
    words = edition.words
    if going_on:
        return PastState(
            edition.tag(interval.state), words("past.since", since=words.moment(interval.starts)), ""
        )
    return PastState(
        edition.tag(interval.state),
        words.span(interval.starts, interval.ends),
        words.duration(between(interval.starts, interval.ends)),
    )


def done_there(
    edition: Edition, found: Channel
) -> tuple[list[ServiceRow], list[ServiceRow], list[ServiceRow]]:
    """What fails at a shared channel, what is limited there and what works."""
    snapshot = edition.publication.snapshot
    failing, limited, working = [], [], []
    for owner, way in edition.publication.using(found):
        row = ways.row(edition, owner)
        state_here = snapshot.states[f"{owner.id}/{way.id}"]
        row = ServiceRow(row.name, row.path, edition.tag(state_here), row.answer, row.importance, row.agency)
        if not snapshot.usable(f"{owner.id}/{way.id}"):
            failing.append(row)
        elif state_here is State.OPERATIONAL:
            working.append(row)
        else:
            limited.append(row)
    return failing, limited, working


def channel(edition: Edition, found: Channel) -> ChannelPage:
    words, publication = edition.words, edition.publication
    snapshot = publication.snapshot
    here = snapshot.states[found.id]
    usable = snapshot.usable(found.id)
    name = edition.phrase(found.name)
    failing, limited, working = edition.once(done_there, found)
    if failing:
        answer = words("channel.some_fail", n=len(failing))
        if not working and not limited:
            answer = words("channel.all_fail")
    elif limited:
        answer = words("channel.limited")
    else:
        answer = words("channel.works") if usable else words("channel.all_fail")
    causes = snapshot.causes.get(found.id, ())
    itself = guidance_room.Way(
        thing=found.id,
        channel=found,
        state=here,
        usable=usable,
        provisional=found.id in snapshot.provisional,
        without=snapshot.without.get(found.id, ()),
        causes=causes,
        opening=guidance_room.opening(snapshot, found),
        regions=tuple(sorted(snapshot.regional.get(found.id, {}).items())),
    )
    keys = {c.story.key for c in causes if c.story and c.story.kind == "incident"}
    for owner, way in publication.using(found):
        for cause in snapshot.causes.get(f"{owner.id}/{way.id}", ()):
            if cause.story and cause.story.kind == "incident":
                keys.add(cause.story.key)
    return ChannelPage(
        frame=edition.frame(
            addresses.channel(found.id),
            name.text,
            f"{name.text}: {answer}",
            here,
            changed=publication.marks.changed(thing=found.id),
        ),
        name=name,
        tag=edition.tag(here),
        answer=answer,
        way=ways.way(edition, itself, opening=here is not State.OPERATIONAL),
        failing=ways.listed(edition, failing),
        limited=ways.listed(edition, limited),
        working=ways.listed(edition, working),
        reliefs=tuple(stories.relief(edition, p) for p in publication.protecting(found)),
        incidents=_told(
            tuple(stories.card(edition, i, most=0) for i in snapshot.open_incidents if i.key in keys)
        ),
        door_notice=edition.path(addresses.door_notice(found.id)),
    )


def system(edition: Edition, found: System) -> SystemPage:
    words, publication = edition.words, edition.publication
    snapshot = publication.snapshot
    here = snapshot.states[found.id]
    name = edition.phrase(found.name)
    operator = publication.site.agencies.get(found.operator)
    services = publication.hanging_on(found.id)
    causes = snapshot.causes.get(found.id, ())
    keys = {c.story.key for c in causes if c.story}
    needs = []
    for need in found.needs:
        for id in need.any_of:
            if id not in snapshot.states:
                continue
            notes = []
            if len(need.any_of) > 1:
                notes.append(words("need.any_of"))
            if need.at_most is not None:
                notes.append(words("need.at_most", state=words(f"state.{need.at_most.id}")))
            needs.append(NeedRow(edition.link_to(id), edition.tag(snapshot.states[id]), words.list(notes)))
    counted = words("system.services", n=len(services))
    return SystemPage(
        frame=edition.frame(
            addresses.system(found.id),
            name.text,
            f"{name.text}: {counted}",
            here,
            changed=publication.marks.changed(thing=found.id),
        ),
        name=name,
        tag=edition.tag(here),
        operator=Link(edition.phrase(operator.name), edition.path(addresses.agency(operator.id)))
        if operator
        else None,
        grade=words("system.grade", n=found.grade) if found.grade else "",
        reasons=ways.reasons(edition, causes, found.id),
        needs=tuple(needs),
        services=ways.listed(edition, [ways.row(edition, s) for s in services]),
        counted=counted,
        incidents=_told(
            tuple(stories.card(edition, i, most=0) for i in snapshot.open_incidents if i.key in keys)
        ),
        past=_past(edition, found.id),
    )


def gathered(
    edition: Edition,
    address: str,
    kind: str,
    name: Phrase,
    members: tuple[Service, ...],
    agency: Agency | None = None,
) -> GatheredPage:
    """The services of an agency, a category or a region."""
    words, publication = edition.words, edition.publication
    states = publication.snapshot.states
    ids = {s.id for s in members}
    unwell = tuple(s for s in publication.unwell if s.id in ids)
    worst = max((states[s.id] for s in members), default=State.OPERATIONAL)
    answer = words("gathered.unwell", n=len(unwell)) if unwell else words("gathered.well")
    keys = {story.key for s in unwell for story in publication.guidance(s.id).stories}
    return GatheredPage(
        frame=edition.frame(
            address,
            name.text,
            f"{name.text}: {answer}",
            worst,
            changed=max(filter(None, map(publication.changed_for, members)), default=None),
        ),
        kind=words(f"gathered.{kind}"),
        name=name,
        tag=edition.tag(worst),
        answer=answer,
        phone=agency.phone if agency else "",
        url=agency.url if agency else "",
        unwell=tuple(ways.row(edition, s) for s in unwell),
        well=tuple(ways.row(edition, s) for s in members if states[s.id] is State.OPERATIONAL),
        incidents=_told(
            tuple(
                stories.card(edition, i, most=0) for i in publication.snapshot.open_incidents if i.key in keys
            )
        ),
    )


def agency(edition: Edition, found: Agency) -> GatheredPage:
    members = edition.publication.of_agency(found.id)
    return gathered(edition, addresses.agency(found.id), "agency", edition.phrase(found.name), members, found)


def category(edition: Edition, id: str) -> GatheredPage:
    name = edition.phrase(edition.publication.site.categories[id])
    members = edition.publication.in_category(id)
    return gathered(edition, addresses.category(id), "category", name, members)


def region(edition: Edition, id: str) -> GatheredPage:
    """What is worse in one region than in the country, or exists only there."""
    publication = edition.publication
    name = edition.phrase(publication.site.regions[id])
    return gathered(edition, addresses.region(id), "region", name, publication.in_region(id))


def incident(edition: Edition, found: Incident) -> IncidentPage:
    publication = edition.publication
    at = publication.at
    card = stories.card(edition, found, most=0)
    said = [u for u in found.updates if u.at <= at]
    things = dict.fromkeys(claim.thing for u in said for claim in u.claims)
    affected = publication.affected.get(("incident", found.key), ())
    overall = max((publication.snapshot.states[s.id] for s in affected), default=State.OPERATIONAL)
    described = f"{card.title.text}: {card.status}"
    return IncidentPage(
        frame=edition.frame(
            addresses.incident(found.key), card.title.text, described, overall, changed=said[-1].at
        ),
        card=card,
        intro=edition.prose(found.words),
        updates=tuple(stories.update(edition, found, u) for u in reversed(said)),
        affected=ways.listed(edition, [ways.row(edition, s) for s in affected]),
        touched=() if affected else tuple(edition.link_to(thing) for thing in things),
        reliefs=tuple(
            stories.relief(edition, p)
            for p in publication.snapshot.protections
            if p.story.kind == "incident" and p.story.key == found.key
        ),
    )


def maintenance(edition: Edition, found: Maintenance) -> MaintenancePage:
    at = edition.publication.at
    every = list(windows_ahead(found, at))
    first = next((w for w in every if not w.cancelled), None) or next(iter(every), None)
    if first is None:
        # Over.
        named = maintenance_windows(found, found.starts - EVER, found.ends + EVER)
        first = max(done_windows(found, at), key=lambda w: w.starts, default=None) or next(named)
    title = edition.phrase(found.title)
    agency = edition.publication.site.agencies.get(found.by)
    row = stories.window(edition, first)
    announced = stories.update(edition, found, _announcement(found))
    tone = State.UNDER_MAINTENANCE if row.running else State.OPERATIONAL
    return MaintenancePage(
        frame=edition.frame(
            addresses.maintenance(found.key),
            title.text,
            f"{title.text}: {row.when}",
            tone,
            changed=max((u.at for u in found.updates if u.at <= at), default=found.announced),
        ),
        title=title,
        window=row,
        later=tuple(edition.words.span(w.starts, w.ends) for w in every if w.starts > first.starts)[:5],
        by=edition.phrase(agency.name) if agency else None,
        prose=edition.prose(found.words),
        changes=announced.changes,
        updates=tuple(stories.update(edition, found, u) for u in reversed(found.updates) if u.at <= at),
    )


def _announcement(found: Maintenance) -> Update:
    return Update("", found.starts, claims=found.claims)


def maintenance_list(edition: Edition) -> MaintenanceList:
    words, publication = edition.words, edition.publication
    at = publication.at
    rows = publication.snapshot.windows
    done = sorted(publication.done, key=lambda w: (w.starts, w.maintenance.key), reverse=True)
    title = words("maintenance.title")
    return MaintenanceList(
        frame=edition.frame(
            addresses.MAINTENANCE, title, words("maintenance.about"), changed=publication.changed
        ),
        running=tuple(stories.window(edition, w) for w in rows if w.starts <= at and not w.cancelled),
        coming=tuple(stories.window(edition, w) for w in rows if w.starts > at and not w.cancelled),
        done=tuple(stories.window(edition, w) for w in done[:50]),
    )


def notice(edition: Edition, found: Notice) -> NoticePage:
    words, site = edition.words, edition.publication.site
    title = edition.phrase(found.title)
    by = site.agencies.get(found.by)
    about = []
    for thing in found.about:
        if thing in site.agencies:
            about.append(
                Link(edition.phrase(site.agencies[thing].name), edition.path(addresses.agency(thing)))
            )
        else:
            about.append(edition.link_to(thing))
    return NoticePage(
        frame=edition.frame(addresses.announcement(found.key), title.text, title.text, changed=found.starts),
        title=title,
        since=edition.moment(found.starts),
        until=words.until(found.ends, found.starts) if found.ends else "",
        by=edition.phrase(by.name) if by else None,
        prose=edition.prose(found.words),
        about=tuple(about),
    )


def relief(edition: Edition) -> ReliefPage:
    words = edition.words
    return ReliefPage(
        frame=edition.frame(
            addresses.RELIEF,
            words("relief.title"),
            words("relief.about"),
            changed=edition.publication.changed,
        ),
        reliefs=tuple(stories.relief(edition, p) for p in edition.publication.snapshot.protections),
    )


def history(edition: Edition, year: int = 0, month: int = 0) -> HistoryPage:
    """The archive of one month; without a month, the index of all months and the newest incidents."""
    words, publication = edition.words, edition.publication
    links = tuple(
        Link(Phrase(words.month(y, m)), edition.path(addresses.month(y, m))) for y, m in publication.months
    )
    if not year:
        title = words("history.title")
        frame = edition.frame(addresses.HISTORY, title, words("history.about"), changed=publication.changed)
        cards = tuple(stories.card(edition, i, most=0) for i in publication.incidents[:10])
        return HistoryPage(frame, title, cards, (), links)
    begun = publication.begun.get((year, month), ())
    title = words("history.month", month=words.month(year, month))
    return HistoryPage(
        frame=edition.frame(
            addresses.month(year, month),
            title,
            title,
            changed=max((last_word(i, publication.at).at for i in begun), default=None),
        ),
        title=title,
        incidents=tuple(stories.card(edition, i, most=0) for i in begun),
        windows=tuple(stories.window(edition, w) for w in publication.planned.get((year, month), ())),
        months=links,
    )

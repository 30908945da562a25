"""The figures: availability, how soon word came, how long it took, what was promised and kept.

They stand on pages of their own (nobody who needs a document today is helped by a percentage).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor
from typing import TypeVar

from .. import state
from ..clocks import between
from ..state.figures import Month, Telling, Times, middle
from . import addresses
from .edition import Edition, Frame, Link, Phrase, Publication
from .ways import MOST_LISTED

V = TypeVar("V", timedelta, float)
"""What a bar stands for."""

MONTHS = 12
"""How many months the first page shows."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: what it is about, and its cells."""

    subject: Link
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of figures, for `parts/figures.html`."""

    id: str
    title: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart, in units of its picture, and what stands below it."""

    x: int
    y: int
    height: int
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A small bar chart, for `parts/bars.html`; the table below it says the same."""

    words: str
    """What it shows, for those who do not see it."""
    caption: str
    bars: tuple[Bar, ...]
    width: int
    most: str
    """What the tallest bar stands for, written over it; and where."""
    most_x: int
    most_y: int


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """The figures of all years, or of one, for `pages/figures.html`."""

    frame: Frame
    title: str
    about: str
    until: str
    charts: tuple[Chart, ...]
    tables: tuple[Table, ...]
    rest: str
    """How many services are in no table, because nothing happened; "" where none is left out."""
    years: tuple[Link, ...]
    file: str
    """The path of the same as CSV."""


def overview(edition: Edition) -> FiguresPage:
    """The last twelve months, and every year."""
    words, figures = edition.words, edition.publication.figures
    recent = figures.months[-MONTHS:]
    title = words("figures.title")
    told = frozenset(edition.publication.months)
    months = [(_month(edition, month, told), (month,)) for month in reversed(recent)]
    years = [
        (Link(Phrase(str(year)), edition.path(addresses.figures(year))), figures.of(year))
        for year in figures.years
    ]
    return FiguresPage(
        frame=edition.frame(
            addresses.FIGURES, title, words("figures.about"), changed=edition.publication.changed
        ),
        title=title,
        about=words("figures.about") if recent else words("figures.nothing"),
        until=_until(edition, recent),
        charts=_charts(edition, words("figures.recent"), recent),
        tables=(
            *_both(edition, "month", words("figures.recent"), words("figures.col.month"), months),
            *_both(edition, "year", words("figures.by_year"), words("figures.col.year"), years),
        )
        if recent
        else (),
        rest="",
        years=tuple(link for link, _ in years),
        file=edition.path(addresses.figures_file()),
    )


def year(edition: Edition, number: int) -> FiguresPage:
    """One year: its months, agencies, grades, services and outages."""
    words, publication = edition.words, edition.publication
    figures = publication.figures
    months = figures.of(number)
    title = words("figures.year_title", year=str(number))
    told = frozenset(edition.publication.months)
    spread = [(_month(edition, month, told), (month,)) for month in months]
    worst = figures.each(months)
    touched = [s for s in publication.services if s.id in worst]
    touched.sort(key=lambda s: (worst[s.id].stopped, worst[s.id].limited), reverse=True)
    hurt = {s.agency for s in touched}
    by_agency = [(_agency(edition, id), figures.times(figures.by_agency[id], months)) for id in sorted(hurt)]
    tables = [
        *_both(edition, "month", words("figures.by_month"), words("figures.col.month"), spread),
        _times(
            edition, "agency", words("figures.by_agency"), words("figures.col.agency"),
            sorted(by_agency, key=lambda pair: pair[1].stopped, reverse=True),
        ),
        _telling(
            edition, "told-agency", words("figures.by_agency"), words("figures.col.agency"),
            [(_agency(edition, id), figures.telling(months, agency=id)) for id in figures.agencies(months)],
        ),
        _telling(
            edition, "grade", words("figures.by_grade"), words("figures.col.grade"),
            [
                (Link(Phrase(words("system.grade", n=grade)), ""), figures.telling(months, grade=grade))
                for grade in figures.grades(months)
            ],
        ),
        _outages(edition, number),
        _times(
            edition, "service", words("figures.by_service"), words("figures.col.service"),
            [(edition.link_to(s.id), worst[s.id]) for s in touched[:MOST_LISTED]],
        ),
    ]  # fmt: skip
    others = len(publication.services) - len(touched)
    rest = [words("figures.rest", n=others)] if others else []
    if len(touched) > MOST_LISTED:
        rest.insert(0, words("figures.cut", n=len(touched) - MOST_LISTED))
    return FiguresPage(
        frame=edition.frame(
            addresses.figures(number), title, title, changed=months[-1].ends if months else None
        ),
        title=title,
        about=words("figures.about"),
        until=_until(edition, months),
        charts=_charts(edition, words("figures.by_month"), months),
        tables=tuple(table for table in tables if table.rows),
        rest=" ".join(rest),
        years=tuple(
            Link(Phrase(str(one)), edition.path(addresses.figures(one)))
            for one in figures.years
            if one != number
        ),
        file=edition.path(addresses.figures_file(number)),
    )


def _until(edition: Edition, months: Sequence[Month]) -> str:
    if not months:
        return ""
    # In no year that anybody writes of: the year is always said.
    until = edition.words.until(months[-1].ends, date.min)
    return edition.words("figures.until", until=until)


def _month(edition: Edition, month: Month, told: frozenset[tuple[int, int]]) -> Link:
    path = edition.path(addresses.month(*month.key)) if month.key in told else ""
    return Link(Phrase(edition.words.month(month.year, month.number)), path)


def _agency(edition: Edition, id: str) -> Link:
    agency = edition.publication.site.agencies.get(id)
    return (
        Link(edition.phrase(agency.name), edition.path(addresses.agency(id)))
        if agency
        else Link(Phrase(id), "")
    )


def _both(
    edition: Edition, id: str, title: str, subject: str, spans: Iterable[tuple[Link, Sequence[Month]]]
) -> tuple[Table, Table]:
    """Two narrow tables rather than a wide one: how long services worked, and how outages were told."""
    figures, known = edition.publication.figures, list(spans)
    return (
        _times(edition, id, title, subject, [(link, figures.whole(m)) for link, m in known]),
        _telling(edition, f"told-{id}", title, subject, [(link, figures.telling(m)) for link, m in known]),
    )


def _times(edition: Edition, id: str, title: str, subject: str, rows: Iterable[tuple[Link, Times]]) -> Table:
    words = edition.words
    head = (subject, *(words(key) for key in (
        "figures.col.stopped", "figures.col.stops", "figures.col.limited", "figures.col.available",
    )))  # fmt: skip
    return Table(id, words("figures.times_of", title=title), head, tuple(
        Row(link, (
            length(edition, times.stopped), words("figures.times", n=times.stops),
            length(edition, times.limited), share(edition, times),
        ))
        for link, times in rows
    ))  # fmt: skip


def _telling(
    edition: Edition, id: str, title: str, subject: str, rows: Iterable[tuple[Link, Telling]]
) -> Table:
    words = edition.words
    head = (subject, *(words(key) for key in (
        "figures.col.incidents", "figures.col.first", "figures.col.recovery", "figures.col.kept",
    )))  # fmt: skip
    return Table(id, words("figures.told_of", title=title), head, tuple(
        Row(link, (
            words.number(told.incidents), _middle(edition, told.first), _middle(edition, told.recovery),
            words("figures.kept", kept=told.kept, promised=told.promised) if told.promised
            else words("figures.none"),
        ))
        for link, told in rows
    ))  # fmt: skip


def _outages(edition: Edition, number: int) -> Table:
    """Every outage whose first word fell into a year, with its own figures."""
    words, publication = edition.words, edition.publication
    zone = publication.site.zone
    rows = []
    for incident in publication.incidents:
        first = incident.updates[0].at
        if first.astimezone(zone).year != number:
            continue
        over = incident.resolved(publication.at)
        link = Link(edition.phrase(incident.title), edition.path(addresses.incident(incident.key)))
        rows.append(Row(link, (
            words.moment(incident.began or first),
            words.duration(between(incident.began, first)) if incident.began else words("figures.none"),
            words.duration(between(incident.began or first, over), days=False)
            if over
            else words("figures.none"),
        )))  # fmt: skip
    head = tuple(
        words(key)
        for key in ("figures.col.outage", "story.began", "figures.col.first", "figures.col.recovery")
    )
    return Table("outages", words("figures.outages"), head, tuple(rows))


def length(edition: Edition, time: timedelta) -> str:
    """A length of time that may be none at all."""
    return edition.words.duration(time, days=False) if time else edition.words("figures.none")


def share(edition: Edition, times: Times) -> str:
    """Availability, never rounded up: what stopped for a minute was not available for 100 %."""
    part = times.availability
    if part is None:
        return edition.words("figures.none")
    return edition.words("figures.percent", n=percent(part))


def percent(part: float) -> str:
    """`0.99618` → `99.61`."""
    return "100" if part >= 1 else f"{floor(part * 10_000 + 1e-9) / 100:.2f}"


def _middle(edition: Edition, lengths: tuple[timedelta, ...]) -> str:
    found = middle(lengths)
    if found is None:
        return edition.words("figures.none")
    said = edition.words.duration(found, days=False)
    return edition.words("figures.middle", length=said, n=len(lengths))


STEP, TALL = 28, 90
"""How far the bars of a chart stand apart, and how tall the tallest is."""

LINE = TALL + 18
"""How far down the line lies on which the bars stand; above the tallest there is room for words."""

EDGE = 60
"""How near the side of a chart the words over its tallest bar may have their middle."""


def _charts(edition: Edition, title: str, months: Sequence[Month]) -> tuple[Chart, ...]:
    """What the tables say month by month, to be taken in at a glance."""
    figures = edition.publication.figures
    told = [figures.telling([month]) for month in months]
    stopped = [figures.whole([month]).stopped for month in months]
    first, recovery = [middle(one.first) for one in told], [middle(one.recovery) for one in told]
    kept = [one.kept / one.promised if one.promised else None for one in told]

    def lasting(time: timedelta) -> str:
        return edition.words.duration(time, days=False)

    def part(share: float) -> str:
        return edition.words("figures.percent", n=percent(share).removesuffix(".00"))

    drawn = (
        _chart(edition, title, "stopped", months, [time or None for time in stopped], lasting),
        _chart(edition, title, "first", months, first, lasting),
        _chart(edition, title, "recovery", months, recovery, lasting),
        _chart(edition, title, "kept", months, kept, part),
    )
    return tuple(chart for chart in drawn if chart)


def _chart(
    edition: Edition,
    title: str,
    what: str,
    months: Sequence[Month],
    values: Sequence[V | None],
    said: Callable[[V], str],
) -> Chart | None:
    """One value a month; months without one stay empty, and those of one year have each its place."""
    words = edition.words
    known = [value for value in values if value is not None]
    if not known:
        return None
    most = max(known)
    peak = months[values.index(most)]
    one_year = len({month.year for month in months}) == 1
    bars, top = [], 0
    for number, (month, value) in enumerate(zip(months, values, strict=True)):
        x = (month.number - 1 if one_year else number) * STEP + 4
        height = 0 if value is None else max(2, round(TALL * (value / most))) if most else 2
        bars.append(Bar(x, LINE - height, height, str(month.number)))
        if month == peak:
            top = x + STEP // 2 - 4
    width = MONTHS * STEP
    caption = words(f"figures.chart.{what}")
    said_of_most = said(most)
    return Chart(
        words=words(
            "figures.chart",
            title=title,
            what=caption,
            longest=words.month(peak.year, peak.number),
            length=said_of_most,
        ),
        caption=caption,
        bars=tuple(bars),
        width=width,
        most=said_of_most,
        most_x=min(max(top, EDGE), width - EDGE),
        most_y=LINE - max(bar.height for bar in bars) - 5,
    )


COLUMNS = (
    "period", "kind", "id", "name", "counted_hours", "stopped_hours", "times_stopped", "limited_hours",
    "planned_hours", "unclear_hours", "available_percent", "outages", "first_word_known",
    "first_word_median_minutes", "resolved", "recovery_median_minutes", "promises", "promises_kept",
)  # fmt: skip
"""The first line of every file for spreadsheets; columns are added at the end, never moved or renamed."""

Cells = tuple[str, ...]


def named(edition: Edition, found: Iterable[Cells]) -> Iterator[Cells]:
    """Lines with the names of their subjects."""
    return ((period, kind, id, _name(edition, kind, id), *rest) for period, kind, id, _, *rest in found)


def _name(edition: Edition, kind: str, id: str) -> str:
    if kind == "agency":
        return _agency(edition, id).text.text
    return edition.phrase(edition.publication.site.services[id].name).text if kind == "service" else ""


def by_year(publication: Publication, year: int) -> Iterable[Cells]:
    """The lines of one year, without names: every language shares them."""
    return _lines(publication, f"{year:04}", publication.figures.of(year))


def by_month(publication: Publication, year: int) -> Iterable[Cells]:
    """The lines of every month of a year, without names."""
    months = publication.figures.of(year)
    return (line for m in months for line in _lines(publication, f"{m.year:04}-{m.number:02}", (m,)))


def in_all_by_month(publication: Publication, year: int) -> Iterable[Cells]:
    """The lines of the site as a whole for every month of a year."""
    figures = publication.figures
    for m in figures.of(year):
        times, told = figures.whole((m,)), figures.telling((m,))
        yield _line(f"{m.year:04}-{m.number:02}", "all", "", times, told)


def kept(publication: Publication, year: int, what: str, make: Callable[[], str]) -> str:
    """What is written about a year, as it was written before: years that are over say the same for ever.

    `what` tells different writings apart, and one look from another.
    """
    mark = f"{what}\0{publication.mark_of_year(year)}"
    return state.remembered(publication.memory, mark, str, make)


def _lines(publication: Publication, period: str, months: tuple[Month, ...]) -> Iterable[Cells]:
    """One period: the country, agencies, grades, and services that were not well."""
    figures = publication.figures
    yield _line(period, "all", "", figures.whole(months), figures.telling(months))
    trouble = figures.each(months)
    hurt = {publication.site.services[id].agency for id in trouble} | set(figures.agencies(months))
    for id in sorted(hurt):
        times = figures.times(figures.by_agency.get(id, ()), months)
        yield _line(period, "agency", id, times, figures.telling(months, agency=id))
    for grade in figures.grades(months):
        yield _line(period, "grade", str(grade), None, figures.telling(months, grade=grade))
    for id, times in sorted(trouble.items()):
        yield _line(period, "service", id, times, None)


def _line(period: str, kind: str, id: str, times: Times | None, told: Telling | None) -> Cells:
    cells = [period, kind, id, ""]
    if times is None:
        cells += [""] * 7
    else:
        part = times.availability
        cells += [_hours(times.counted), _hours(times.stopped), str(times.stops), _hours(times.limited),
                  _hours(times.planned), _hours(times.unclear),
                  "" if part is None else percent(part)]  # fmt: skip
    if told is None:
        cells += [""] * 7
    else:
        cells += [str(told.incidents), str(len(told.first)), _minutes(told.first), str(len(told.recovery)),
                  _minutes(told.recovery), str(told.promised), str(told.kept)]  # fmt: skip
    return tuple(cells)


def _hours(time: timedelta) -> str:
    # Most of what is counted was nothing, and one "0.00" is enough for all of it.
    return f"{time / timedelta(hours=1):.2f}" if time else "0.00"


def _minutes(lengths: tuple[timedelta, ...]) -> str:
    found = middle(lengths)
    return "" if found is None else f"{found / timedelta(minutes=1):.0f}"

"""What each kind of new file asks for, and how it is written from the answers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from ..load.fields import Fields
from . import REFUSED
from .answers import Choice, Wrong
from .desk import Desk, labels
from .options import languages
from .telling import add, asked, current_stories, original_of, show, statuses, story_of, translations

if TYPE_CHECKING:
    from datetime import datetime

    from ..drafts import Way
    from ..language import Text
    from ..model import Kind, State, ThingId


def incident(desk: Desk, typed: Mapping[str, Any]) -> None:
    """Something does not work: a new incident and its first word."""
    from .. import drafts
    from ..model import State

    if desk.ask.live:
        for other in current_stories(desk):
            desk.context.tell(
                "open-already", label=other.title.said(desk.context.language).words, id=other.id
            )
    impact = desk.impact(typed["thing"], State.MAJOR_OUTAGE, needed=True)
    title = desk.title("--title", languages(typed, "title"))
    choices = statuses(desk, "incidents")[:3]
    status = desk.ask.choose("--status", typed["status"], choices, default=choices[0].value)
    facts, words = asked(desk, typed, impact)
    year, story = _story(desk, "incidents", facts["at"], _name(desk, typed, impact))
    head = drafts.incident(year, story, title, zone=desk.zone)
    id = drafts.update_id(facts["at"], facts["by"], year, desk.zone)
    update = drafts.update("incidents", year, story, id, status=status, **facts)
    desk.finish([head, update, *translations(desk, update, words)], facts["at"])


def update(desk: Desk, story: str | None, typed: Mapping[str, Any]) -> None:
    """One more word about an incident or planned work."""
    add(desk, story_of(desk, story), typed)


def maintenance(desk: Desk, typed: Mapping[str, Any]) -> None:
    """Planned work: what will not be available, from when until when."""
    from .. import drafts
    from ..model import State
    from ..repeats import RepeatsError, parse

    def again(text: str) -> str:
        try:
            parse(text)
        except RepeatsError:
            raise Wrong("not-repeats", typed=text) from None
        return text

    impact = desk.impact(typed["thing"], State.UNDER_MAINTENANCE, needed=True)
    title = desk.title("--title", languages(typed, "title"))
    starts = desk.moment("--starts", typed["starts"])
    ends = desk.moment("--ends", typed["ends"], after=starts)
    repeats = desk.ask.answer("--repeats", typed["repeats"], again, needed=False) or ""
    words = desk.words(languages(typed, "words"))
    by = desk.speaker(typed["by"], tuple(impact))
    regions = desk.regions(typed["region"])
    desk.complete()
    assert starts is not None  # noqa: S101 - else they are missing
    assert ends is not None  # noqa: S101
    draft = drafts.maintenance(
        *_story(desk, "maintenance", starts, _name(desk, typed, impact)),
        title,
        starts,
        ends,
        zone=desk.zone,
        repeats=repeats,
        impact=impact,
        regions=regions,
        by=by,
        words=words.get(desk.site.languages[0], ""),
    )
    desk.finish([draft, *translations(desk, draft, words)], starts)


def notice(desk: Desk, typed: Mapping[str, Any]) -> None:
    """An announcement, which changes the state of nothing."""
    from .. import drafts

    title = desk.title("--title", languages(typed, "title"))
    words = desk.words(languages(typed, "words"))
    today = desk.context.say("today")
    starts = desk.moment("--from", typed["starts"], needed=False, shown=today, alone="start")
    ends = desk.moment("--until", typed["ends"], needed=False, after=starts or desk.now, alone="end")
    known = [
        *desk.agencies(),
        *(c for c in desk.things() if "/" not in c.id and c.id not in desk.site.systems),
    ]
    about = [desk.ask.choose("--about", id, known) or "" for id in typed["about"]]
    by = desk.speaker(typed["by"])
    name = desk.id(typed["id"], lambda id: False)
    desk.complete()
    draft = drafts.notice(
        *_story(desk, "notices", starts or desk.now, name),
        title,
        zone=desk.zone,
        starts=starts,
        ends=ends,
        about=about,
        by=by,
        words=words.get(desk.site.languages[0], ""),
    )
    desk.finish([draft, *translations(desk, draft, words)])


def translation(desk: Desk, original: str | None, typed: Mapping[str, Any]) -> None:
    """What was said, in another language. Facts stay in the original."""
    from .. import drafts

    into = [Choice(tag, tag, desk.called(tag)) for tag in desk.others]
    if not into:
        desk.context.tell("one-language", err=True)
        sys.exit(REFUSED)
    tag = desk.ask.choose("--into", typed["into"], into, default=into[0].value if len(into) == 1 else None)
    found = original_of(desk, original, tag)
    title = ""
    if found is not None:
        show(desk, found.words)
        lacks_title = found.title is not None and tag not in found.title.languages()
        if typed["title"] is not None or (lacks_title and desk.ask.live):
            title = (
                desk.ask.answer(
                    "--title",
                    typed["title"],
                    desk.same(Fields.title),
                    needed=False,
                    question="--title-other",
                    called=desk.called(tag or ""),
                )
                or ""
            )
    words = desk.ask.words("--words", typed["words"], question="--words-other", called=desk.called(tag or ""))
    desk.complete()
    assert found is not None  # noqa: S101 - else they are missing
    assert tag is not None  # noqa: S101
    desk.finish([drafts.translation(found.path, tag, title=title, words=words)])


def _name(desk: Desk, typed: Mapping[str, Any], impact: Mapping[ThingId, State]) -> str:
    """What a story is called: as was typed, else after the first thing that it is about."""
    first = next(iter(impact)).partition("/")[0]
    return desk.id(typed["id"], lambda id: False, first[:50].strip("-"), quiet=True)


def _story(desk: Desk, folder: str, at: datetime, name: str) -> tuple[int, str]:
    """The year and the id of a new story; a day that the name says already is not said twice."""
    from .. import drafts

    here = at.astimezone(desk.zone)
    taken = desk.names(f"{folder}/{here.year}")
    return here.year, drafts.story_id(here.date(), name.removeprefix(f"{here:%m%d}-"), taken)


# --- What there is -----------------------------------------------------------------------------------------


def system(desk: Desk, typed: Mapping[str, Any]) -> None:
    """What services hang on, and citizens never see by name."""
    from .. import drafts

    name = desk.title("--name", languages(typed, "name"))
    id = desk.id(typed["id"], _taken(desk), _like(name))
    operator = desk.ask.choose("--operator", typed["operator"], desk.agencies(), needed=False) or ""
    needs = desk.many("--needs", typed["needs"], _needed(desk))
    desk.complete()
    draft = drafts.system(id, name, operator=operator, grade=typed["grade"], needs=needs)
    desk.finish([draft], desk.now)


def channel(desk: Desk, typed: Mapping[str, Any]) -> None:
    """A way that many services share: any community center, one portal."""
    from .. import drafts

    name = desk.title("--name", languages(typed, "name"))
    id = desk.id(typed["id"], _taken(desk), _like(name))
    kind = desk.ask.choose("--kind", typed["kind"], _kinds(desk))
    way = _described(desk, typed, drafts.Way(id, kind=kind, name=name))
    desk.complete()
    desk.finish([drafts.channel(way)], desk.now)


def service(desk: Desk, typed: Mapping[str, Any]) -> None:
    """Something citizens want done, and the ways to get it done."""
    from .. import drafts
    from ..model import Importance

    name = desk.title("--name", languages(typed, "name"))
    agency = desk.speaker(typed["agency"], option="--agency")
    id = desk.id(typed["id"], _taken(desk), _like(name))
    importances = [
        Choice(i, i.name.lower(), desk.fixed(f"importance.{i.name.lower()}"))
        for i in sorted(Importance)[::-1]
    ]
    importance = desk.ask.choose("--importance", typed["importance"], importances, default=Importance.MEDIUM)
    categories = desk.named(desk.site.categories)
    category = (
        desk.ask.choose("--category", typed["category"], categories, needed=False) if categories else ""
    )
    about = desk.text("--about", languages(typed, "about"))
    ways = _ways(desk, typed)
    desk.complete()
    draft = drafts.service(
        agency,
        id,
        name,
        importance=importance if importance is not Importance.MEDIUM else None,
        category=category or "",
        about=about,
        keywords=typed["keyword"],
        ways=ways,
    )
    desk.finish([draft], desk.now)


def _taken(desk: Desk) -> Callable[[str], bool]:
    """Whether an id is in use: systems, services and shared channels have one name space."""
    site = desk.site
    return lambda id: any(id in things for things in (site.systems, site.channels, site.services))


def _like(name: str | Text) -> str:
    """An id that the English name suggests."""
    from ..load.layout import like_id

    versions = dict(name.versions) if not isinstance(name, str) else {"": name}
    said = versions.get("en") or next(iter(versions.values()), "")
    return like_id(said) if said.isascii() else ""


def _kinds(desk: Desk) -> list[Choice[Kind]]:
    from ..load.choices import KINDS
    from ..model import Kind

    return [Choice(kind, kind.value, desk.fixed(f"kind.{kind.value}"), labels(KINDS, kind)) for kind in Kind]


def _needed(desk: Desk) -> list[Choice[str]]:
    """What can be needed: systems and shared channels."""
    return [c for c in desk.things() if c.id in desk.site.systems or c.id in desk.site.channels]


def _described(desk: Desk, typed: Mapping[str, Any], way: Way) -> Way:
    """Address, number, hours and needs of a way, as far as its kind has them."""
    from dataclasses import replace

    from ..model import Kind

    def asked(option: str, read: Callable[[Fields, str], Any], *kinds: Kind) -> str:
        given = typed.get(option.removeprefix("--"))
        if given is None and not (desk.ask.live and way.kind in kinds):
            return ""
        return desk.ask.answer(option, given, desk.same(read), needed=False) or ""

    url = asked("--url", Fields.url, Kind.WEB, Kind.APP)
    phone = asked("--phone", Fields.phone, Kind.PHONE, Kind.FAX, Kind.SMS)
    hours = asked("--hours", Fields.hours, Kind.COUNTER, Kind.PHONE)
    needs = desk.many("--needs", typed.get("needs", ()), _needed(desk))
    return replace(way, url=url, phone=phone, hours=hours, needs=needs)


def _ways(desk: Desk, typed: Mapping[str, Any]) -> list[Way]:
    """The ways of a service: shared channels, and those it has alone."""
    from dataclasses import replace

    from ..drafts import Way, free

    shared = [c for c in desk.things() if c.id in desk.site.channels]
    kinds = _kinds(desk)
    made: list[Way] = []

    def own(kind: Kind) -> Way:
        return Way(free(kind.value, [way.id for way in made]), kind=kind)

    for text in typed["way"]:
        kind_id, equals, where = text.partition("=")
        if not equals and kind_id in desk.site.channels:
            made.append(Way(use=desk.ask.choose("--way", text, shared) or ""))
            continue
        kind = desk.ask.choose("--way", kind_id, kinds)
        if kind is not None:
            option = "phone" if kind.value in ("phone", "fax", "sms") else "url"
            given = {option: where} if where and kind.value in ("web", "app", "phone", "fax", "sms") else {}
            made.append(replace(_described(desk, given | {"needs": typed["needs"]}, own(kind)),
                                where="" if given else where))  # fmt: skip
    if not typed["way"] and not desk.ask.live:
        desk.ask.missing.append("--way")
    choices: list[Choice[Way | Kind]] = [
        Choice(Way(use=c.id), c.id, c.label, c.words, c.note) for c in shared
    ]
    choices += [Choice(k.value, k.id, k.label, k.words, desk.context.say("thing-own")) for k in kinds]
    while desk.ask.live and not typed["way"]:
        chosen = desk.ask.choose(
            "--way", None, choices, needed=not made, question="--way more" if made else "--way"
        )
        if chosen is None:
            break
        made.append(chosen if isinstance(chosen, Way) else _described(desk, {}, own(chosen)))
    return made

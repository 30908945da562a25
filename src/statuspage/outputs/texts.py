"""Counted texts: what is wrong, what to do instead and until when, in 90, 157 and 250 letters.

Emergency messages (재난문자) hold 90 letters, 157 where telephones are new enough; a television caption
holds 250. Letters are counted as code points in Unicode's NFC. A text is whole sentences, the most important
first; what does not fit is left out, and no word is ever cut. None has a web address: in the days after an
outage, false messages with addresses go round. The message for messengers has the page's own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import TypeVar

from .. import state
from ..guidance import Guidance
from ..model import Incident, Service, State
from ..state import Protection
from ..views import addresses, stories
from ..views.edition import Edition
from ..views.ways import answer, called, short_answer
from . import Artifact, Part, Press

T = TypeVar("T")

LIMITS = (90, 157, 250)
"""The most letters of each counted text."""
SENSIBLE = 20
"""A name is not shortened below so many letters to make room for more sentences."""


@dataclass(frozen=True, slots=True)
class Told:
    """The sentences about one thing: of each group the longest that fits is taken, or none."""

    name: str
    nameless: str
    """What stands for a name that fits nowhere."""
    what: tuple[tuple[str, str], ...]
    """Beginning and end of a sentence around the name, the fullest first."""
    shortest: tuple[str, str]
    """The same in the fewest letters, for when nothing else fits."""
    then: tuple[tuple[str, ...], ...]
    """What to do instead, and until when: the group that matters more comes first."""
    more: tuple[str, ...]
    """Further sentences, the most important first."""
    mark: str
    """What stands before every text: empty, or that this is a demonstration."""
    message: tuple[str, ...]
    """The lines of the message for messengers."""


def of_service(press: Press, service: Service) -> Part:
    """The texts about a service, in every language."""
    mark = press.editions()[0].publication.marks.service(service.id)
    return Part(mark, partial(_texts, press, mark, partial(addresses.text, id=service.id), _service, service))


def of_incident(press: Press, incident: Incident) -> Part:
    """The texts about an incident, in every language."""
    mark = press.editions()[0].publication.marks.incident(incident.key)
    address = partial(addresses.incident_text, key=incident.key)
    return Part(mark, partial(_texts, press, mark, address, _incident, incident))


def _texts(
    press: Press, mark: str, address: Callable[[str], str], tell: Callable[[Edition, T], Told], found: T
) -> Iterator[Artifact]:
    for edition in press.editions():
        make = partial(_written, partial(tell, edition, found))
        yield Artifact(address(edition.language), (press.look, mark), make)


def _written(tell: Callable[[], Told]) -> bytes:
    """The file: each counted text under its limit and its length, then the message."""
    told = tell()
    parts = []
    for limit in LIMITS:
        text = counted(told, limit)
        parts.append(f"[{limit}] {length(text)}\n{text}\n")
    message = _nfc(told.mark + "\n".join(told.message))
    return ("\n".join(parts) + f"\n[message] {length(message)}\n{message}\n").encode()


# Counting


def length(text: str) -> int:
    """How many letters a text has: code points in NFC."""
    return len(_nfc(text))


def _nfc(text: str) -> str:
    # A sentence may end on `p.m.`, and has its stop then.
    return _STOPS.sub(".", unicodedata.normalize("NFC", text))


_STOPS = re.compile(r"(?<!\.)\.\.(?=\s|$)")


def counted(told: Told, limit: int) -> str:
    """The fullest text of at most `limit` letters.

    What is wrong comes first and always; then what to do instead and until when, even if the name has to be
    shortened for them; then whatever else still fits.
    """
    room = limit - len(told.mark)
    names = list(_shorter(told.name))
    sensible = [name for name in names if len(name) >= SENSIBLE or name == told.name]
    best: list[str] = []
    for kept, whats, groups in (
        (sensible, told.what, told.then),
        *((sensible, told.what, (group,)) for group in told.then),
        (sensible, told.what, ()),
        ([*names, told.nameless], (told.shortest,), ()),
    ):
        best = next(_fitting(kept, whats, [group for group in groups if group], room), [])
        if best:
            break
    for sentence in told.more:
        if length(" ".join([*best, sentence])) <= room:
            best.append(sentence)
    return _nfc(told.mark + " ".join(best))


def _fitting(
    names: Iterable[str], whats: Iterable[tuple[str, str]], groups: Sequence[Sequence[str]], room: int
) -> Iterator[list[str]]:
    """Choices of sentences that fit: the whole name first, then the fullest account of what is wrong."""
    rests = sorted(product(*groups), key=lambda rest: -sum(map(len, rest)))
    for name in names:
        for before, after in whats:
            for rest in rests:
                choice = [f"{before}{name}{after}", *rest]
                if length(" ".join(choice)) <= room:
                    yield choice


def _shorter(name: str) -> Iterator[str]:
    """A name, and what remains of it word by word."""
    yield name
    while " " in name:
        name = name.rpartition(" ")[0]
        # Half a bracket explains nothing.
        name = _HALF_A_BRACKET.sub("", name).rstrip(" ,.:;·-–(")
        if name:
            yield f"{name}…"


_HALF_A_BRACKET = re.compile(r"(?:\([^()]*)+$")


# Services


def _service(edition: Edition, service: Service) -> Told:
    words, publication = edition.words, edition.publication
    guidance = publication.guidance(service.id)
    name = _line(edition.phrase(service.name).text)
    incidents = [i for s in guidance.stories if s.kind == "incident" and (i := publication.incident(s.key))]
    well = guidance.state is State.OPERATIONAL
    whats, until = list(_what(edition, guidance)), list(_until(edition, guidance, incidents))
    reliefs = [_relief(edition, found) for found in guidance.protections]
    more = [_sentence(edition, edition.phrase(found.relief.what).text) for found in guidance.protections[:2]]
    if not well:
        more += [_ask(edition)] if publication.site.help else []
        more += [words("text.cause", title=_line(edition.phrase(i.title).text)) for i in incidents[:1]]
        more += [_confirmed(edition, incidents)] if incidents else []
    return Told(
        name=name,
        nameless=words("text.some_service"),
        what=tuple(dict.fromkeys(map(_around, whats))),
        shortest=_around(whats[-1]),
        then=(() if well else tuple(_instead(edition, guidance)), tuple(until)),
        more=tuple(more),
        mark=_mark(edition),
        message=(
            words("text.of", name=name, text=edition.tag(guidance.state).text),
            answer(edition, guidance),
            *([] if well else _way_lines(edition, guidance)),
            *until[:1],
            *reliefs,
            *_closing(edition, [] if well else incidents, addresses.service(service.id)),
        ),
    )


_HERE = "\ue000"
"""Stands where the name will be, and in no text that people write (the files may hold no such letter)."""


def _around(sentence: str) -> tuple[str, str]:
    before, _, after = sentence.partition(_HERE)
    return before, after


def _what(edition: Edition, found: Guidance) -> Iterator[str]:
    """What is wrong, in a full sentence and in a short one."""
    words = edition.words
    service, usable = found.service, (*found.working, *found.limited)
    if service.retired and service.retired <= edition.publication.at.date():
        yield words("text.of", name=_HERE, text=words("answer.retired"))
        return
    if found.state is State.OPERATIONAL:
        yield words("text.of", name=_HERE, text=words("answer.works"))
    elif found.failing and usable:
        yield words("text.failing", name=_HERE, ways=called(edition, found.failing, usable))
    else:
        yield words("text.of", name=_HERE, text=_line(words(f"answer.state.{found.state.id}")))
    yield words("text.state", name=_HERE, state=edition.tag(found.state).text)


def _instead(edition: Edition, found: Guidance) -> Iterator[str]:
    """What works, what works in part, and what may do instead; the fullest first."""
    words = edition.words
    said = []
    if found.working:
        others = (*found.limited, *found.failing)
        said.append(words("text.working", ways=called(edition, found.working, others)))
    if found.limited and (found.working or found.failing):
        others = (*found.working, *found.failing)
        said.append(words("text.limited", ways=called(edition, found.limited, others)))
    names = [edition.phrase(s.service.name).text for s in found.stand_ins if s.ways]
    alone = bool(said)
    if names and not found.working:
        said.append(words("text.instead", names=words.list(names[:3])))
    if said:
        yield " ".join(said)
        if len(said) > 1:
            yield said[0]
        if names and not alone:
            yield words("text.instead", names=names[0])
    elif found.nothing_works:
        yield words("text.none")


def _until(edition: Edition, found: Guidance, incidents: Sequence[Incident]) -> Iterator[str]:
    """Until when, as far as anybody knows; the fullest first."""
    snapshot, words = edition.publication.snapshot, edition.words
    if found.state is State.OPERATIONAL:
        return
    keys = {story.key for story in found.stories if story.kind == "maintenance"}
    running = [w for w in snapshot.windows if w.maintenance.key in keys and w.starts <= snapshot.at]
    ends = [w.ends for w in running if not w.cancelled]
    if incidents:
        yield from _until_over(edition, incidents)
    elif ends:
        yield words("text.maintenance_until", until=words.until(max(ends)))


def _until_over(edition: Edition, incidents: Sequence[Incident]) -> Iterator[str]:
    """When it should be over, and when the next word comes."""
    words, at = edition.words, edition.publication.at
    newest = max(incidents, key=lambda i: state.last_word(i, at).at)
    last = state.last_word(newest, at)
    said = state.expected(newest, at)
    expected = ""
    if said and said.words is not None:
        expected = words("text.expected", expected=_line(edition.phrase(said.words).text).rstrip("."))
    elif said and said.at is not None:
        expected = words("text.expected", expected=words.moment(said.at, last.at))
    following = words("text.next", moment=words.moment(last.next_update, last.at)) if last.next_update else ""
    unknown = words("text.expected_unknown")
    first = expected or unknown
    yield from dict.fromkeys(part for part in (f"{first} {following}".strip(), expected or following) if part)
    if expected and following:
        yield following
    elif following:
        yield unknown


# Incidents


def _incident(edition: Edition, incident: Incident) -> Told:
    words, publication = edition.words, edition.publication
    at = publication.at
    title = _line(edition.phrase(incident.title).text)
    over = incident.resolved(at)
    touched = publication.affected.get(("incident", incident.key), ()) if over is None else ()
    known = [p for p in publication.snapshot.protections if p.story.key == incident.key]
    reliefs = [_relief(edition, p) for p in known if p.story.kind == "incident"]
    page, last = addresses.incident(incident.key), state.last_word(incident, at)
    news = [_sentence(edition, edition.phrase(last.title).text)] if last.title else []
    if over is not None:
        whats = [
            words("text.over", title=_HERE, moment=words.moment(over)),
            words("text.over_short", title=_HERE),
        ]
        until, instead, lines = [], [], []
    else:
        whats = list(_what_incident(edition, incident, touched))
        until = list(_until_over(edition, [incident]))
        lines = [
            words("text.of", name=_line(edition.phrase(s.name).text), text=_short(edition, s))
            for s in touched[:8]
        ]
        whole = [_sentence(edition, line) for line in lines[:3]]
        instead = [" ".join(whole[:n]) for n in range(len(whole), 0, -1)]
        news += [_ask(edition)] if publication.site.help else []
        news.append(_confirmed(edition, [incident]))
    return Told(
        name=title,
        nameless=words("text.some_incident"),
        what=tuple(map(_around, whats[:-1] or whats)),
        shortest=_around(whats[-1]),
        then=(tuple(until), tuple(instead)),
        more=(*reliefs[:2], *news),
        mark=_mark(edition),
        message=(
            *(_line(what.replace(_HERE, title)) for what in whats[:1]),
            *news[: bool(last.title)],
            *lines,
            *until[:1],
            *reliefs,
            *_closing(edition, [incident] if over is None else [], page),
        ),
    )


def _what_incident(edition: Edition, incident: Incident, touched: Sequence[Service]) -> Iterator[str]:
    words = edition.words
    names = [_line(edition.phrase(service.name).text) for service in touched]
    for most in (3, 2, 1):
        if len(names) > most:
            listed = words.list(names[:most])
            yield words("text.incident_names", title=_HERE, names=listed, n=len(names))
    if names:
        yield words("text.incident", title=_HERE, n=len(names))
    said = [u.status for u in incident.updates if u.at <= edition.publication.at and u.status]
    yield words(
        "text.state", name=_HERE, state=words(f"status.{said[-1].value if said else 'investigating'}")
    )


def _short(edition: Edition, service: Service) -> str:
    guidance = edition.publication.guidance(service.id)
    return short_answer(edition, guidance) or edition.tag(guidance.state).text


# Sentences


def _way_lines(edition: Edition, found: Guidance) -> Iterator[str]:
    for way in found.ways:
        name = _line(edition.phrase(way.channel.name).text)
        shown = way.state if way.usable or not way.state.usable else State.UNDER_MAINTENANCE
        yield f"- {edition.words('text.of', name=name, text=edition.tag(shown).text)}"
    names = [_line(edition.phrase(s.service.name).text) for s in found.stand_ins if s.ways]
    if names and not found.working:
        yield edition.words("text.instead", names=edition.words.list(names))


def _relief(edition: Edition, found: Protection) -> str:
    view = stories.relief(edition, found)
    return _sentence(edition, edition.words("text.of", name=view.kind, text=view.what.text))


def _ask(edition: Edition) -> str:
    """Whom to call: the number, unless it is part of the name."""
    lines = edition.help[:1]
    said = [h.name.text if h.phone in h.name.text else f"{h.name.text} {h.phone}" for h in lines]
    return edition.words("text.ask", names=edition.words.list(said))


def _confirmed(edition: Edition, incidents: Sequence[Incident]) -> str:
    at = edition.publication.at
    last = max(state.last_word(incident, at).at for incident in incidents)
    return edition.words("text.confirmed", moment=edition.words.moment(last))


def _closing(edition: Edition, incidents: Sequence[Incident], page: str) -> Iterator[str]:
    site = edition.publication.site
    if incidents:
        yield _confirmed(edition, incidents)
        if site.help:
            yield _ask(edition)
    yield f"{edition.phrase(site.name).text}: {site.address}{edition.path(page)}"


def _mark(edition: Edition) -> str:
    """A demonstration must not be mistaken for a message."""
    if not edition.publication.site.demonstration:
        return ""
    return edition.words("text.demonstration", text="")


def _sentence(edition: Edition, text: str) -> str:
    """Words as a sentence."""
    text = _line(text)
    return text if text.endswith((".", "!", "?", "…", "。")) else edition.words("text.sentence", text=text)


def _line(text: str) -> str:
    """Words in one line."""
    return " ".join(text.split())

"""Badges: the state of one service or shared channel in a small picture, for other people's pages.

Nobody knows which letters a reader's machine has, so the box is as wide as the words should be and the words
are told to be as wide as that (`textLength`). The state is said in words; shape and colour only repeat it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from html import escape

from ..model import Channel, Service, State
from ..views import addresses
from ..views.edition import Edition, Tag
from . import Artifact, Part, Press

SIZE = 13
"""Of the letters, in pixels."""
HEIGHT, PAD, ICON = 26, 8, 14
WIDEST = 320
"""The most pixels a name may take; what is longer is cut between words, and whole in the title."""


@dataclass(frozen=True, slots=True)
class Badge:
    """What a badge says."""

    language: str
    name: str
    lang: str
    """The language of the name, where it is another one."""
    state: str
    """The identifier of the state: chooses shape and colour."""
    words: str
    """The state in words."""


def render(press: Press) -> Iterator[Artifact]:
    """One badge for the site and one for each shared channel, in the site's first language."""
    yield _artifact("", _whole(press.editions()[0]))
    for channel in press.doors:
        yield _artifact(channel.id, _badge(press, channel))


def of_service(press: Press, service: Service) -> Part:
    """The badge of a service."""
    badge = _badge(press, service)
    return Part(badge, lambda: iter((_artifact(service.id, badge),)))


def _artifact(id: str, badge: Badge) -> Artifact:
    return Artifact(addresses.badge(id), badge, partial(_svg, badge))


def _badge(press: Press, thing: Service | Channel) -> Badge:
    edition, id = press.editions()[0], thing.id
    name, tag = edition.phrase(thing.name), edition.tag(press.snapshot.states[id])
    if id in press.site.services and id not in press.snapshot.services:
        tag = Tag(State.UNKNOWN.id, edition.words("badge.retired"))
    return Badge(edition.language, name.text, name.lang, tag.kind, tag.text)


def _whole(edition: Edition) -> Badge:
    """The site as a whole: the worst of states, and how many services are not as they should be."""
    snapshot, words = edition.publication.snapshot, edition.words
    worst = snapshot.overall
    name = edition.phrase(edition.publication.site.name)
    text = edition.tag(worst).text
    if worst.outage:
        text = words("home.unwell_here", n=len(edition.publication.unwell))
    return Badge(edition.language, name.text, name.lang, worst.id, text)


# Widths

_NARROW = frozenset("iljI.,:;'|!`·‘’ ")
_SLIM = frozenset('frt()[]{}-/\\"°“”')
_BROAD = frozenset("mwMW@%—…")


def width(text: str) -> float:
    """How wide words are in ems, as the usual sans-serif letters have it: a Hangul syllable is 0.92."""
    # Added up as whole numbers: of fractions, Python 3.12 and those before it have different sums.
    return sum(map(_hundredths, text)) / 100


def _hundredths(letter: str) -> int:
    if unicodedata.east_asian_width(letter) in "WF":
        return 92
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    if letter in _NARROW:
        return 27
    if letter in _SLIM:
        return 37
    if letter in _BROAD:
        return 87
    return 66 if letter.isupper() else 56


def _shortened(name: str) -> str:
    """A name that fits, cut between words where it has any."""
    if width(name) * SIZE <= WIDEST:
        return name
    kept = name
    while kept and width(f"{kept}…") * SIZE > WIDEST:
        kept = kept.rpartition(" ")[0] if " " in kept else kept[:-1]
    return f"{kept.rstrip()}…"


# The picture

# KRDS 1.1.0, as in the style sheet: text of level 60 on tints of level 5, and the reverse in the dark.
_WELL, _WARN, _STOP = (
    "#267337 #eaf6ec #8fd39d #10301a",
    "#8a5c00 #fff3db #ffc95c #3a2800",
    ("#bd2c0f #fdefec #f7afa1 #431509"),
)
COLORS = {
    "operational": _WELL,
    "under_maintenance": "#096ab3 #e7f4fe #9ad1fb #0a2c47",
    "unknown": "#464c53 #e6e8ea #cdd1d5 #33363d",
    "degraded_performance": _WARN,
    "partial_outage": _WARN,
    "major_outage": _STOP,
}
"""By state: text and ground by day, text and ground in the dark."""

_CIRCLE, _TRIANGLE = '<circle cx="16" cy="16" r="15"/>', '<path d="M16 1L31 30H1z"/>'
_DIAMOND, _OCTAGON = '<path d="M16 0l16 16-16 16L0 16z"/>', '<path d="M10 1h12l9 9v12l-9 9H10l-9-9V10z"/>'
_SHAPES = {
    "operational": (_CIRCLE, "M9 17l5 5L23 11"),
    "under_maintenance": (_DIAMOND, "M12 10v12m8-12v12"),
    "unknown": (_CIRCLE, "M11 12c0-7 10-7 10 0 0 4-5 4-5 8M16 23v3"),
    "degraded_performance": (_CIRCLE, "M16 8v9l6 3"),
    "partial_outage": (_TRIANGLE, "M16 11v9M16 23v3"),
    "major_outage": (_OCTAGON, "M10 10l12 12m0-12L10 22"),
}
"""By state: the outline, and the stroke in it; the same as the icons of the pages."""


def _svg(badge: Badge) -> bytes:
    name = _shortened(badge.name)
    left, right = (round(width(text) * SIZE, 1) for text in (name, badge.words))
    middle = round(PAD + left + PAD, 1)
    whole = round(middle + PAD + ICON + 5 + right + PAD, 1)
    text, ground, dark_text, dark_ground = COLORS[badge.state].split()
    outline, stroke = _SHAPES[badge.state]
    # The attributes are for programs that take no style sheet.
    style = (
        f".t{{fill:{text}}}.g{{fill:{ground}}}.l{{stroke:{ground}}}"
        "@media(prefers-color-scheme:dark){.n{fill:#1e2124}.w{fill:#f4f5f6}"
        f".t{{fill:{dark_text}}}.g{{fill:{dark_ground}}}.l{{stroke:{dark_ground}}}.b{{stroke:#464c53}}}}"
    )
    baseline, said = HEIGHT / 2 + SIZE * 0.36, escape(f"{badge.name}: {badge.words}", quote=False)
    lang = f' lang="{escape(badge.lang)}"' if badge.lang else ""
    right_at = round(middle + PAD + ICON + 5, 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole}" height="{HEIGHT}" '
        f'viewBox="0 0 {whole} {HEIGHT}" role="img" lang="{escape(badge.language)}">\n'
        f"<title>{said}</title>\n"
        f"<style>{style}</style>\n"
        f'<rect class="n" width="{whole}" height="{HEIGHT}" rx="4" fill="#fff"/>\n'
        f'<path class="g" d="M{middle} 0H{round(whole - 4, 1)}q4 0 4 4V{HEIGHT - 4}q0 4-4 4H{middle}z" '
        f'fill="{ground}"/>\n'
        f'<rect class="b" x=".5" y=".5" width="{round(whole - 1, 1)}" height="{HEIGHT - 1}" rx="3.5" '
        'fill="none" stroke="#8a949e"/>\n'
        f'<svg x="{round(middle + PAD, 1)}" y="{(HEIGHT - ICON) / 2:g}" width="{ICON}" height="{ICON}" '
        f'viewBox="0 0 32 32"><g class="t" fill="{text}">{outline}</g>'
        f'<path class="l" d="{stroke}" fill="none" stroke="{ground}" stroke-width="3.5"/></svg>\n'
        f'<g font-family="Pretendard GOV,Pretendard,-apple-system,Apple SD Gothic Neo,Malgun Gothic,'
        f'Noto Sans KR,Noto Sans CJK KR,sans-serif" font-size="{SIZE}">\n'
        f'<text class="w" x="{PAD}" y="{baseline:g}" textLength="{left}" fill="#1e2124"{lang}>'
        f"{escape(name, quote=False)}</text>\n"
        f'<text class="t" x="{right_at}" y="{baseline:g}" textLength="{right}" font-weight="700" '
        f'fill="{text}">{escape(badge.words, quote=False)}</text>\n'
        "</g>\n</svg>\n"
    ).encode()

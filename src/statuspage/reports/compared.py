"""What changes for citizens, in words: to read, as a comment under a pull request, and for programs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, TypeVar

from .. import problems as problem_room
from .. import prose, saying
from ..comparison import Change, Comparison, Detail, Lists, News, Said, ServiceChange
from ..hours import Hours
from ..language import Text
from ..model import Importance, Maintenance, Notice
from ..problems import Place, visible
from ..state import Protection
from ..state.algebra import Condition
from . import drawing
from .wording import Pen, line

T = TypeVar("T")


class Sides(NamedTuple):
    """How the two states that are compared are called."""

    before: str
    after: str


class _Section(NamedTuple):
    """A heading, and what stands below it: a line, and lines that belong to it."""

    title: str
    entries: tuple[tuple[str, tuple[str, ...]], ...]


def text(pen: Pen, found: Comparison, sides: Sides) -> str:
    """The changes as lines to read."""
    parts = [_head(pen, sides) + "\n"]
    for section in _sections(pen, found):
        lines = [f"{section.title}\n"]
        for entry, below in section.entries:
            lines.append(f"  {visible(entry)}\n")
            lines += [f"    {visible(one)}\n" for one in below]
        parts.append("".join(lines))
    parts.append(_close(pen, found))
    return "\n".join(part for part in parts if part)


def github(pen: Pen, found: Comparison, sides: Sides) -> str:
    """The changes as a comment under a pull request (GitHub Flavored Markdown)."""
    parts = [f"### {_safe(pen('diff.title'))}\n", _safe(_head(pen, sides)) + "\n"]
    for section in _sections(pen, found):
        lines = [f"**{_safe(section.title)}**\n\n"]
        for entry, below in section.entries[:MOST]:
            lines.append(f"- {_safe(entry)}\n")
            lines += [f"  - {_safe(one)}\n" for one in below]
        if len(section.entries) > MOST:
            lines.append(f"- {_safe(pen('report.more', n=len(section.entries) - MOST))}\n")
        parts.append("".join(lines))
    parts.append(_safe(_close(pen, found).strip()) + "\n" if _close(pen, found) else "")
    return _fitting(pen, "\n".join(part for part in parts if part))


MOST = 60
"""How many entries of one kind a comment holds."""

LONGEST = 60_000
"""How many characters a comment may have; GitHub takes 65,536."""


def _fitting(pen: Pen, comment: str) -> str:
    if len(comment) <= LONGEST:
        return comment
    kept = comment[:LONGEST].rpartition("\n")[0]
    return f"{kept}\n\n{_safe(pen('report.more', n=comment[len(kept) :].count(chr(10))))}\n"


_MARKS = re.compile(r"[\\`*_\[\]<>&|~$]|^[-+]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")
_CALLS = re.compile(r"(@|#|www(?=\.)|:(?=//))")


def _safe(words: str) -> str:
    """Words that Markdown takes for nothing but words, and that call nobody (`@name`) and no issue (`#1`)."""
    escaped = _MARKS.sub(lambda mark: f"&#{ord(mark[0])};", visible(words).strip())
    # Escapes alone do not keep GitHub from linking names, numbers and addresses: a space without width does.
    return _CALLS.sub("\\1\u200b", escaped.replace("&#", "&\0")).replace("&\0", "&#")


def _head(pen: Pen, sides: Sides) -> str:
    between = pen("diff.between", before=sides.before, after=sides.after)
    return pen.beside(pen("report.at", moment=pen.words.moment(pen.snapshot.at)), between)


def _close(pen: Pen, found: Comparison) -> str:
    said = []
    if found.nothing:
        said.append(pen("diff.nothing"))
    if found.solved:
        said.append(pen("diff.solved", n=found.solved))
    return "".join(f"{one}\n" for one in said)


def _sections(pen: Pen, found: Comparison) -> Iterator[_Section]:
    """Everything that changes, what matters most first; headings without entries are left out."""
    for title, entries in _all(pen, found):
        listed = tuple(entries)
        if listed:
            yield _Section(pen(title), listed)


def _all(pen: Pen, found: Comparison) -> Iterator[tuple[str, Iterable[tuple[str, tuple[str, ...]]]]]:
    before, after = found.overall
    if before is not after:
        change = pen("report.change", before=pen.state(before), after=pen.state(after))
        yield "diff.overall", [(change, ())]
    staying = [one for one in found.services if one.service.before and one.service.after]
    yield "diff.states", [_service(pen, one) for one in staying]
    yield "diff.new_services", [_alone(pen, one.service) for one in found.services if not one.service.before]
    yield "diff.gone_services", [_alone(pen, one.service) for one in found.services if not one.service.after]
    yield "diff.news", [_news(pen, one) for one in found.news.new]
    yield "diff.reworded", [_news(pen, one) for one in found.news.changed]
    yield "diff.unsaid", [_news(pen, one) for one in found.news.gone]
    yield "diff.relief", [_relief(pen, one) for one in (*found.relief.new, *found.relief.changed)]
    yield "diff.gone_relief", [_relief(pen, one) for one in found.relief.gone]
    yield "diff.planned", [_planned(pen, one) for one in found.planned.new]
    yield "diff.changed_planned", [_planned(pen, one) for one in found.planned.changed]
    yield "diff.gone_planned", [_planned(pen, one) for one in found.planned.gone]
    yield "diff.notices", [_notice(pen, one) for one in found.notices.new]
    yield "diff.changed_notices", [_notice(pen, one) for one in found.notices.changed]
    yield "diff.gone_notices", [_notice(pen, one) for one in found.notices.gone]
    yield "diff.details", _details(pen, found.details)
    korean = pen.words.language
    yield "diff.problems", [(problem_room.say(one, korean), ()) for one in found.problems]


def _service(pen: Pen, found: ServiceChange) -> tuple[str, tuple[str, ...]]:
    change = found.service
    label = pen("report.named", name=pen.text(change.name), id=change.thing)
    ways = []
    for way in found.ways:
        name = pen.text(way.name)
        if way.before is None and way.after is not None:
            ways.append(pen("diff.new_way", name=name, state=_state(pen, way.after)))
        elif way.after is None:
            ways.append(pen("diff.gone_way", name=name))
        else:
            ways.append(pen("report.colon", label=name, value=_change(pen, way)))
    return pen("report.colon", label=label, value=_change(pen, change)), tuple(ways)


def _change(pen: Pen, change: Change) -> str:
    before, after = _state(pen, change.before), _state(pen, change.after)
    return before if before == after else pen("report.change", before=before, after=after)


def _state(pen: Pen, found: Condition | None) -> str:
    return pen("report.none") if found is None else pen.state(found.state, usable=found.usable)


def _alone(pen: Pen, change: Change) -> tuple[str, tuple[str, ...]]:
    name = pen("report.named", name=pen.text(change.name), id=change.thing)
    return pen("report.colon", label=name, value=_state(pen, change.after or change.before)), ()


def _news(pen: Pen, found: News) -> tuple[str, tuple[str, ...]]:
    update = found.update
    status = pen(f"status.{update.status.value}") if update.status else ""
    head = pen.beside(
        pen.text(found.title), pen.moment(update.at), pen.agency(update.by), status, line(update.place)
    )
    words = [pen.text(update.title)] if update.title else []
    if update.words:
        plain = prose.plain(pen.text(update.words)).strip()
        words.append(_short(plain.split("\n")[0]))
    return head, tuple(words)


def _short(words: str, most: int = 160) -> str:
    return words if len(words) <= most else words[: most - 1] + "…"


def _relief(pen: Pen, found: Protection) -> tuple[str, tuple[str, ...]]:
    relief = found.relief
    until = pen.words.until(relief.ends, pen.snapshot.at) if relief.ends else ""
    names = pen.listed(dict.fromkeys(map(pen.name, found.things))) if found.things else ""
    head = pen.beside(pen(f"relief.{relief.kind.value}"), until, names, line(relief.place))
    return head, (_short(pen.text(relief.what)),)


def _planned(pen: Pen, found: Maintenance) -> tuple[str, tuple[str, ...]]:
    span = pen.words.span(found.starts, found.ends)
    return pen.beside(pen.text(found.title), span, line(found.place)), ()


def _notice(pen: Pen, found: Notice) -> tuple[str, tuple[str, ...]]:
    since = pen.words.since(found.starts, pen.snapshot.at)
    until = pen.words.until(found.ends, pen.snapshot.at) if found.ends else ""
    return pen.beside(pen.text(found.title), since, until, line(found.place)), ()


def _details(pen: Pen, found: Iterable[Detail]) -> list[tuple[str, tuple[str, ...]]]:
    by_thing: dict[str, list[str]] = {}
    names = {}
    for one in found:
        service = one.thing.partition("/")[0]
        name = pen.text(one.name)
        names[one.thing] = (
            pen("report.named", name=name, id=one.thing)
            if "/" not in one.thing
            else pen.beside(pen("report.named", name=pen.name(service), id=one.thing), name)
        )
        before, after = _said(pen, one.before), _said(pen, one.after)
        what = pen(f"diff.field.{one.field}")
        change = pen("diff.was", what=what, before=_short(before, 80), after=_short(after, 80))
        by_thing.setdefault(one.thing, []).append(
            pen("diff.translation", what=what) if before == after else change
        )
    return [(names[thing], tuple(changes)) for thing, changes in by_thing.items()]


def _said(pen: Pen, said: Said) -> str:
    """What is said, in the reader's language."""
    if not said and not isinstance(said, Importance):
        return pen("report.none")
    if isinstance(said, Text):
        return pen.text(said)
    if isinstance(said, Hours):
        return saying.hours(pen.words, said)
    if isinstance(said, Importance):
        return pen(f"importance.{said.name.lower()}")
    return str(said)


# --- For programs -------------------------------------------------------------------------------------------


def document(pen: Pen, found: Comparison, sides: Sides) -> bytes:
    """The changes for other programs."""
    before, after = found.overall
    return drawing.document(
        {
            "at": found.at.isoformat(),
            "before": sides.before,
            "after": sides.after,
            "nothing": found.nothing,
            "overall": {"before": before.id, "after": after.id},
            "services": [
                {
                    **_json_change(pen, one.service),
                    "importance": one.importance.name.lower(),
                    "ways": [_json_change(pen, way) for way in one.ways],
                }
                for one in found.services
            ],
            "details": [
                {
                    "id": one.thing,
                    "field": one.field,
                    "before": _said(pen, one.before),
                    "after": _said(pen, one.after),
                }
                for one in found.details
            ],
            "updates": _json_lists(found.news, lambda one: _json_news(pen, one)),
            "maintenance": _json_lists(
                found.planned, lambda one: {"key": one.key, "title": pen.text(one.title)}
            ),
            "notices": _json_lists(found.notices, lambda one: {"key": one.key, "title": pen.text(one.title)}),
            "relief": _json_lists(found.relief, lambda one: _json_relief(pen, one)),
            "problems": [
                {
                    **_json_place(one.place),
                    "code": one.code,
                    "severity": one.severity.name.lower(),
                    "message": problem_room.say(one, pen.words.language),
                }
                for one in found.problems
            ],
            "solved": found.solved,
        }
    )


def _json_lists(lists: Lists[T], told: Callable[[T], dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    return {
        "new": [told(one) for one in lists.new],
        "changed": [told(one) for one in lists.changed],
        "gone": [told(one) for one in lists.gone],
    }


def _json_change(pen: Pen, change: Change) -> dict[str, Any]:
    return {
        "id": change.thing,
        "name": pen.text(change.name),
        "before": change.before.state.id if change.before else None,
        "after": change.after.state.id if change.after else None,
    }


def _json_news(pen: Pen, found: News) -> dict[str, Any]:
    update = found.update
    return {
        "story": found.key,
        "id": update.id,
        "at": update.at.isoformat(),
        "by": update.by,
        "status": update.status.value if update.status else None,
        **_json_place(update.place),
    }


def _json_relief(pen: Pen, found: Protection) -> dict[str, Any]:
    relief = found.relief
    return {
        "story": found.story.key,
        "kind": relief.kind.value,
        "what": pen.text(relief.what),
        "things": list(found.things),
        "until": relief.ends.isoformat() if relief.ends else None,
        **_json_place(relief.place),
    }


def _json_place(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line}

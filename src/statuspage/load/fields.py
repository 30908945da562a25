"""The fields of one file, asked for by name; whatever nobody asked for is most often a slip of the finger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Literal, TypeVar
from urllib.parse import urlsplit

from ..hours import Hours
from ..language import Text
from ..problems import Place
from ..source import Node, Scalar, Table
from . import moments, withheld
from .findings import INVISIBLE, TITLE, WORDS, Findings, cut_off, near
from .layout import like_id, valid_id
from .moments import NotAMoment

T = TypeVar("T")


_PHONE = re.compile(r"[+*#\d(][\d ()~*#-]{1,30}", re.ASCII)
_FLAGS = {
    "true": True,
    "yes": True,
    "예": True,
    "false": False,
    "no": False,
    "아니요": False,
    "아니오": False,
}


class Fields:
    """A group of fields, read by name. `done` reports whatever nobody asked for."""

    def __init__(self, table: Table, findings: Findings, field: str = "") -> None:
        self.table, self.findings = table, findings
        self.field = field
        """The name of the field this group stands in; nothing for a whole file."""
        self._asked: dict[str, None] = {}

    @property
    def place(self) -> Place:
        """Where the group begins."""
        return self.findings.place(self.table)

    def node(self, name: str, required: bool = False) -> Node | None:
        """What was written for a field; None where nothing was."""
        self._asked[name] = None
        found = self.table.fields.get(name)
        if found is None:
            if required:
                self.findings.error("missing_field", self.table, "", field=name)
            return None
        value = found[1]
        if isinstance(value, Scalar) and (value.text is None or not value.text.strip()):
            lost = self._comment(value) if value.plain else ""
            if lost:
                say = self.findings.error if required else self.findings.warning
                say("words_in_comment", value, lost, right=f'"{lost}"')
            elif required:
                self.findings.error("empty_field", found[0], name)
            return None
        return value

    def _comment(self, value: Scalar) -> str:
        """`title: #긴급` — to YAML a remark, to its writer a title."""
        lines = self.findings.lines
        if value.line > len(lines):
            return ""
        found = re.match(r"\s*(#[^\s#].*)", lines[value.line - 1][value.column - 1 :])
        return found.group(1).rstrip() if found else ""

    def has(self, name: str) -> bool:
        """Whether the field was written at all."""
        self._asked[name] = None
        return name in self.table.fields

    def at(self, name: str) -> Node:
        """Where a field's value stands, else where the group begins."""
        found = self.table.fields.get(name)
        return found[1] if found else self.table

    def name_at(self, name: str) -> Node:
        """Where a field's name stands, else where the group begins."""
        found = self.table.fields.get(name)
        return found[0] if found else self.table

    def text(self, name: str, required: bool = False) -> str:
        """One text exactly as typed; empty where nothing was."""
        node = self.node(name, required)
        if node is None:
            return ""
        if not isinstance(node, Scalar):
            self.findings.error("one_text_expected", node, name)
            return ""
        text = (node.text or "").strip()
        if len(text) > WORDS:
            self.findings.error("too_long", node, text[:20] + "…", limit=str(WORDS), length=str(len(text)))
            return ""
        return text

    def words(self, name: str, required: bool = False, limit: int = WORDS) -> Text | None:
        """Words for readers, in one or several languages."""
        node = self.node(name, required)
        return None if node is None else self.findings.words(node, name, limit)

    def title(self, name: str, required: bool = False, ask: bool = True) -> Text | None:
        """A name or title: words of at most 120 characters on one line, without `<` and `>`."""
        node = self.node(name, required)
        return None if node is None else self.findings.words(node, name, TITLE, title=True, ask=ask)

    def choice(self, name: str, choices: Mapping[str, T], required: bool = False) -> T | None:
        """One of several words, by its identifier or its Korean label."""
        node = self.node(name, required)
        if node is None:
            return None
        return choose(node, name, choices, self.findings)

    def id(self, name: str, kind: str, required: bool = False) -> str:
        """The id of one thing that another file describes."""
        node = self.node(name, required)
        if node is None:
            return ""
        if not isinstance(node, Scalar):
            self.findings.error("one_text_expected", node, name)
            return ""
        return an_id(node, kind, self.findings)

    def ids(self, name: str, kind: str) -> tuple[str, ...]:
        """The ids of several things: a list, or just one."""
        found = []
        for node in self.scalars(name):
            id = an_id(node, kind, self.findings)
            if id and id not in found:
                found.append(id)
        return tuple(found)

    def texts(self, name: str) -> tuple[str, ...]:
        """Several texts: a list, one text, or several with commas between them."""
        found = []
        for node in self.scalars(name):
            text = self.findings.line(node, TITLE)
            if text:
                found.append(text)
        return tuple(dict.fromkeys(found))

    def scalars(self, name: str) -> list[Scalar]:
        """The single texts of a list; `a, b` without brackets is one too."""
        node = self.node(name)
        if node is None:
            return []
        if isinstance(node, Scalar):
            parts, column = [], node.column
            for part in (node.text or "").split(","):
                if part.strip():
                    begins = column + len(part) - len(part.lstrip())
                    parts.append(
                        Scalar(part.strip(), node.line, begins if node.plain else node.column, node.plain)
                    )
                column += len(part) + 1
            return parts
        if isinstance(node, Table):
            self.findings.error("list_expected", node, name)
            return []
        found = []
        for item in node.items:
            if not isinstance(item, Scalar):
                self.findings.error("one_text_expected", item, name)
            elif item.text and item.text.strip():
                found.append(item)
        return found

    def entries(self, name: str) -> list[Fields]:
        """A list of groups of fields; one group without a list counts as a list of one."""
        node = self.node(name)
        if node is None:
            return []
        if isinstance(node, Table):
            return [Fields(node, self.findings, name)]
        if isinstance(node, Scalar):
            self.findings.expected_fields(node, name)
            return []
        found = []
        for item in node.items:
            if isinstance(item, Table):
                found.append(Fields(item, self.findings, name))
            else:
                self.findings.expected_fields(item, name)
        return found

    def pairs(self, name: str) -> list[tuple[Scalar, Node]]:
        """Names the writer chose, and what was written for each."""
        node = self.node(name)
        if node is None:
            return []
        if not isinstance(node, Table):
            self.findings.expected_fields(node, name)
            return []
        return list(node.fields.values())

    def flag(self, name: str) -> bool:
        """Yes or no; no where nothing was written."""
        return bool(self.choice(name, _FLAGS))

    def moment(
        self, name: str, alone: Literal["start", "end"] | None = None, required: bool = False
    ) -> datetime | None:
        """A moment; `alone` says what a day without a time means."""
        typed = self.text(name, required)
        return self.findings.moment(typed, self.at(name), alone) if typed else None

    def day(self, name: str) -> date | None:
        """A day."""
        typed = self.text(name)
        if not typed:
            return None
        try:
            return moments.day(typed)
        except NotAMoment as wrong:
            self.findings.error(wrong.code, self.at(name), typed, **wrong.details)
            return None

    def span(self) -> tuple[datetime | None, datetime | None]:
        """`from` and `until`; a day alone means from its start, or through its end."""
        starts, ends = self.moment("from", "start"), self.moment("until", "end")
        if starts and ends and ends <= starts:
            self.findings.error("ends_before_start", self.at("until"), start=self._typed("from"))
            return starts, None
        return starts, ends

    def _typed(self, name: str) -> str:
        node = self.at(name)
        return (node.text or "") if isinstance(node, Scalar) else ""

    def hours(self, name: str) -> Hours | None:
        """When something is open."""
        from .. import hours

        typed = self.text(name)
        if not typed:
            return None
        try:
            return hours.parse(typed)
        except hours.HoursError as wrong:
            self.findings.misunderstood(
                "not_hours", self.at(name), wrong.typed_part, wrong.column, hours.EXAMPLES
            )
            return None

    def url(self, name: str) -> str:
        """An address on the web."""
        typed = self.text(name)
        at = self.at(name)
        if not typed or not web_address(typed, at, self.findings):
            return ""
        host = urlsplit(typed).hostname or ""
        if withheld.inside(host):
            self.findings.warning("internal_host", at, host)
        elif withheld.unlikely_host(host):
            self.findings.warning("unlikely_host", at, typed)
        return typed

    def phone(self, name: str, required: bool = False) -> str:
        """A telephone number, as it is written on signs."""
        typed = self.text(name, required)
        if typed and not (_PHONE.fullmatch(typed) and 2 <= sum(c.isdigit() for c in typed) <= 20):
            self.findings.warning("not_a_phone_number", self.at(name), typed)
        elif any(one.code == "mobile_number" for one in withheld.found(typed)):
            self.findings.warning("mobile_number", self.at(name), f"{typed[:-4]}****")
        elif typed and withheld.unlikely_phone(typed):
            self.findings.warning("unlikely_phone", self.at(name), typed)
        return typed

    def done(self) -> None:
        """Reports the fields that nobody asked for."""
        for name, (key, value) in self.table.fields.items():
            if name in self._asked:
                continue
            if cut_off(key, value):
                self.findings.error("comma_in_words", key)
            else:
                known = ", ".join(self._asked)
                guess = near(name, self._asked)
                self.findings.error("unknown_field", key, name, near=guess, known="" if guess else known)


def choose(node: Node, field: str, choices: Mapping[str, T], findings: Findings) -> T | None:
    """One of several words; a problem that lists them where it is none of them."""
    if not isinstance(node, Scalar):
        findings.error("one_text_expected", node, field)
        return None
    typed = (node.text or "").strip()
    found = choices.get(typed)
    if found is None:
        found = choices.get(plain_label(typed))
    if found is None:
        findings.error(
            "not_one_of",
            node,
            typed,
            field=field,
            choices=", ".join(_labels(choices)),
            near=near(typed, choices),
        )
    return found


def plain_label(typed: str) -> str:
    """A label as it is compared: without spaces, `_` for `-`, small letters."""
    return re.sub(r"\s+", "_" if typed.isascii() else "", typed.lower().replace("-", "_"))


def _labels(choices: Mapping[str, object]) -> Iterable[str]:
    """Each choice once: its identifier, and the Korean word that stands first."""
    seen: dict[object, list[str]] = {}
    for label, value in choices.items():
        seen.setdefault(value, []).append(label)
    for labels in seen.values():
        korean = next((label for label in labels if not label.isascii()), "")
        yield f"{labels[0]} ({korean})" if korean and korean != labels[0] else labels[0]


def an_id(node: Scalar, kind: str, findings: Findings) -> str:
    """The id of a thing of this kind, remembered so that somebody looks whether it exists.

    Without a kind it is the id that something gives itself.
    """
    id = (node.text or "").strip()
    if not all(valid_id(part) for part in id.split("/")) or id.count("/") > (kind in ("thing", "relief")):
        # How a name that is said in Korean is written as an id is for whoever gave it to decide.
        right = "/".join(like_id(part) for part in id.split("/")) if id.isascii() else ""
        findings.error("not_an_id", node, id, right=right if right != id and right.strip("/") else "")
        return ""
    if kind:
        findings.refer(kind, id, node)
    return id


def web_address(typed: str, at: Node, findings: Findings) -> bool:
    """Whether an address can be linked to: http or https, a host in ASCII, no name or password in it."""
    try:
        parts = urlsplit(typed)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        findings.error("not_an_address", at, typed)
        return False
    if parts.scheme.lower() not in ("http", "https") or not host or re.search(r"[\s<>\"'`\\^{|}]", typed):
        findings.error("not_an_address", at, typed)
    elif parts.username is not None or parts.password is not None:
        findings.error("address_with_name", at, typed)
    elif not re.fullmatch(r"[a-z0-9.-]+|[0-9a-f:.]+", host, re.ASCII) or ".." in host or host[0] in ".-":
        findings.error("not_an_address", at, typed)
    elif INVISIBLE.search(typed):
        findings.error("invisible_character", at, typed)
    else:
        return True
    return False

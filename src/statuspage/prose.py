"""The words people write in Markdown, as HTML that is safe to publish and as plain text.

Two layers keep a page safe. The first is a grammar that knows only what notes need: paragraphs, lists,
headings, quotes, tables, code, emphasis and links; everything else, HTML included, is shown as typed. The
second cleans the result with a short list of allowed elements. Every pattern here takes time in proportion
to the length of the words; what would still grow beyond that is refused with a plain message by `faults`
and shown as bare paragraphs by `html`, so that a hostile or broken note can never hold up a publication.
"""

from __future__ import annotations

import re
import threading
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape, unescape
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree.ElementTree import Element, SubElement  # to build elements; nothing is parsed with it

if TYPE_CHECKING:
    from markdown import Markdown

LONGEST = 20_000
"""The most characters one text may have."""
DEEPEST = 8
"""The most lists and quotes that may stand in one another."""
BROADEST = 40
"""The most columns a table may have."""
BRACKETS = 50
"""The most opening brackets that may stand in a row."""

ELEMENTS = frozenset(
    {"p", "br", "hr", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "strong", "em", "code", "pre"}
    | {"a", "table", "thead", "tbody", "tr", "th", "td"}
)  # fmt: skip
"""The only elements `html` ever writes."""
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "th": {"scope"}}
"""The only attributes they carry, besides `rel="noopener"` on every link."""
SCHEMES = frozenset({"https", "http", "mailto", "tel", "sms"})
"""The only schemes a link may have."""

_REMOVED = re.compile(
    # Not a character of XML 1.0 (section 2.2), a control code, or never to be exchanged (Unicode, 23.7).
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))
    # Turns the direction of what is read: gov.kr can be made to look like another address.
    + "\u202a-\u202e\u2066-\u2069"
    # Takes no room: a word that looks like another one and is not found by a search.
    + "\u200b\u2060-\u2064\ufeff]"
    # Joiners shape Persian, Indic scripts and emoji, and do nothing after Latin letters, Hangul and Hanja.
    + "|(?<=[\x00-\u024f\u1100-\u11ff\u3000-\ud7af])[\u200c\u200d]"
)
_REFERENCE = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,40});")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:[\s/][^<>]*)?>|<[!?][^<>]*>")
_FENCE = re.compile(r" *(`{3,}|~{3,}) *[A-Za-z0-9#.+-]* *")
_CODE = re.compile(r"(?<![`\\])(`{1,3})(?!`)([^`]++)(?<!`)\1(?!`)")


@dataclass(frozen=True, slots=True)
class Links:
    """Where the words of a note may lead, so that nobody can send citizens to a false address.

    `allow` holds host names (`gov.kr`) and patterns for every name under one (`*.go.kr`): the `links`
    of `site.yaml`.
    """

    allow: tuple[str, ...] = ()

    def permits(self, url: str) -> bool:
        """Whether a link may lead to this address: a listed host, this site, a phone, a mailbox."""
        return not self.refusal(url)

    def refusal(self, url: str) -> str:
        """Why a link may not lead to this address (`link-host` or `link-scheme`); empty when it may.

        The address is judged as a reader's browser will see it, with character references already decoded.
        """
        scheme, colon, rest = url.partition(":")
        if not colon or set(scheme) & set("/?#"):
            return "" if _HERE.fullmatch(url) and not _REMOVED.search(url) else "link-host"
        scheme = scheme.lower()
        if scheme not in SCHEMES:
            return "link-scheme"
        if _REMOVED.search(url):
            return "link-host"
        if scheme in ("http", "https"):
            found = _WEB.fullmatch(rest)
            return "" if found and self._lists(found[1].lower()) else "link-host"
        return "" if _REACH[scheme].fullmatch(rest) else "link-scheme"

    def _lists(self, host: str) -> bool:
        """Whether a host is one of those that words may lead to."""
        for pattern in self.allow:
            name = pattern.strip().lower()
            # "*" alone and "*.kr" would let in hosts that anybody can register.
            if name.startswith("*.") and name.count(".") > 1:
                if host.endswith(name[1:]):
                    return True
            elif host == name:
                return True
        return False


class _Anywhere(Links):
    """For plain text, where an address is read and not followed: any well-formed host."""

    def _lists(self, host: str) -> bool:
        return True


_HOST = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]"
# A name and nothing else: no user before it, no port behind it, no numbers (R39).
_WEB = re.compile(rf'//({_HOST})(?:[/?#][^\s\\<>"]*)?')
# An address on this site. A browser reads `//` and `\` as the beginning of another host, and `www.gov.kr`
# without `https://` as a page of ours, which is never what was meant.
_HERE = re.compile(
    r'(?=[/.#?])[^\s\\<>":/?#]*+(?:/(?!/)[^\s\\<>":/?#]*+)*(?:\?[^\s\\<>"#]*+)?(?:#[^\s\\<>"]*+)?'
)
_NUMBER = re.compile(r"\+?[0-9][0-9-]{1,24}")
_REACH = {
    "mailto": re.compile(rf"[A-Za-z0-9_.+-]{{1,64}}@{_HOST}"),
    "tel": _NUMBER,
    "sms": _NUMBER,
}


class Fault(NamedTuple):
    """One thing in a text that will not be shown as its author may expect, and where it stands."""

    code: str
    """`words-too-long`, `words-too-deep`, `link-host`, `link-scheme`, `image-in-words`,
    `control-character` or `html-in-words`."""
    typed: str
    line: int
    """Within the text, from 1."""
    column: int
    """Within the line, from 1."""


def html(text: str, links: Links) -> str:
    """The words as HTML that is safe to publish, and well-formed once escaped into XML.

    The first level of heading becomes `h3`. A link that `links` does not permit becomes its text, a picture
    its alternative text, an HTML tag the characters that were typed. Words that are too long or too deep
    come out as plain paragraphs (R23, R37, R38, R39, R45).
    """
    return _written(text, links).html


def plain(text: str, links: Links | None = None) -> str:
    """The same words as plain text, for messages, feeds and the command line.

    Paragraphs are separated by an empty line, list items begin with `- ` or their number, and a link is
    followed by its address in brackets unless its text says it already. Addresses that `links` does not
    permit are left out; without `links` every well-formed address is written.
    """
    return plain_of(_written(text, _Anywhere() if links is None else links).html)


def plain_of(written: str) -> str:
    """What `html` has made as plain text: for whoever has the HTML already, which costs much more to make."""
    reader = _Reader()
    reader.read(written)
    return reader.result()


def faults(text: str, links: Links) -> Iterator[Fault]:
    """Everything in a text that its author should know about, in the order it was written.

    At most one fault of a kind is reported per line. Lines and columns of links are those of the address.
    """
    starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def fault(code: str, typed: str, at: int) -> Fault:
        line = bisect_right(starts, at)
        return Fault(code, typed, line, at - starts[line - 1] + 1)

    if len(text) > LONGEST:
        yield fault("words-too-long", text[LONGEST : LONGEST + 20], LONGEST)
        return
    found: list[Fault] = []
    for match in () if _harmless(text) else _REMOVED.finditer(text):
        if match[0] != "\r":
            found.append(fault("control-character", f"U+{ord(match[0]):04X}", match.start()))
    words = _without_code(text)
    for match in _REFERENCE.finditer(words):
        if not (meant := unescape(match[0])) or _REMOVED.search(meant):
            found.append(fault("control-character", match[0], match.start()))
    found += [fault("html-in-words", match[0], match.start()) for match in _TAG.finditer(words)]
    written = None if _leads_well(text, links) else _written(text, links)
    try:
        if not _shallow(text):
            _prepared(text)
        if written and written.deep:
            found.append(fault("words-too-deep", text[:20].partition("\n")[0], 0))
    except _TooDeepError as deep:
        at = starts[min(deep.line, len(starts) - 1)]
        found.append(fault("words-too-deep", text[at : at + 20].partition("\n")[0], at))
    after: dict[str, int] = {}
    for code, typed in written.refused if written else ():
        begin = after.get(typed, 0)
        at = text.find(f"({typed}" if typed else "]()", begin)
        at = at + (1 if typed else 2) if at >= 0 else max(text.find(typed, begin), 0)
        after[typed] = at + 1
        found.append(fault(code, typed, at))
    seen = set()
    for one in sorted(found, key=lambda one: (one.line, one.column)):
        if (one.code, one.line) not in seen:
            seen.add((one.code, one.line))
            yield one


_SIMPLE = re.compile(r"\]\((https?://[A-Za-z0-9./_~?=%-]+)\)")
"""A link of the simplest kind."""


def _leads_well(text: str, links: Links) -> bool:
    """Whether no link in a text can be at fault, told at a glance: to write it as HTML takes far longer."""
    if "<" in text or "![" in text:
        return False
    simple = _SIMPLE.findall(text)
    return len(simple) == text.count("](") and all(map(links.permits, simple))


def _shallow(text: str) -> bool:
    """Whether a text can hold nothing that is too deep or too broad, told at a glance."""
    return (
        ">" not in text
        and "\t" not in text
        and " " * 2 * DEEPEST not in text
        and text.count("|") <= BROADEST
        and sum(map(text.count, "[(<")) <= BRACKETS
    )


def _without_code(text: str) -> str:
    """The words with everything that stands in code blanked out, every other character in its place."""
    if "`" not in text and "~~~" not in text:
        return text
    fence = ""
    lines = []
    for line in text.split("\n"):
        mark = _FENCE.fullmatch(line.rstrip())
        if fence:
            lines.append(" " * len(line))
            if mark and mark[1].startswith(fence):
                fence = ""
        elif mark:
            fence = mark[1]
            lines.append(" " * len(line))
        else:
            lines.append(_CODE.sub(lambda code: " " * len(code[0]), line))
    return "\n".join(lines)


class _Written(NamedTuple):
    """A text after both layers, and what was left out on the way."""

    html: str
    refused: tuple[tuple[str, str], ...] = ()
    """Code and address, as typed, of every link and picture that was left out."""
    deep: bool = False
    """Whether the words are shown as bare paragraphs because their structure could not be read."""


# Notes are looked at when they are read, and published in pages, feeds and interfaces; Markdown is the
# slowest part of a build.
@lru_cache(maxsize=4096)
def _written(text: str, links: Links) -> _Written:
    if len(text) > LONGEST:
        return _Written(_paragraphs(text), deep=True)
    try:
        prepared = _prepared(text)
        with _LOCK:
            written, refused = _grammar().write(prepared, links)
    except Exception:
        # Words that trip the parser are still published: a note that is lost helps nobody, and one
        # note must not stop the page. `faults` reports them.
        return _Written(_paragraphs(text), deep=True)
    return _Written(_clean(written, links), tuple(refused))


def _paragraphs(text: str) -> str:
    """Words without any structure but paragraphs and lines."""
    paragraphs = re.split(r"\n[ \t]*(?:\n[ \t]*)+", _legal(text).strip())
    return "\n".join(
        f"<p>{escape(words, quote=False).replace(chr(10), '<br>' + chr(10))}</p>"
        for words in paragraphs
        if words
    )


def _legal(text: str) -> str:
    """Text with line ends made one kind, and without the characters that are never published."""
    return _without_removed(text.replace("\r\n", "\n").replace("\r", "\n"))


def _without_removed(text: str) -> str:
    return text if _harmless(text) else _REMOVED.sub("", text)


def _harmless(text: str) -> bool:
    """Whether nothing in a text has to be removed, told at a glance: what is, cannot be printed."""
    return text.replace("\n", "").isprintable()


def _clean(written: str, links: Links) -> str:
    cleaned: str = _cleaner(links).clean(written)
    # Character references (`&#x1F;`) are real characters only now, and XML has no name for this space.
    return _without_removed(cleaned.replace("&nbsp;", "\xa0")).strip()


@lru_cache(maxsize=16)
def _cleaner(links: Links) -> Any:
    import nh3

    def checked(element: str, attribute: str, value: str) -> str | None:
        return value if attribute != "href" or links.permits(value) else None

    return nh3.Cleaner(
        tags=set(ELEMENTS),
        clean_content_tags=set(),
        attributes=ATTRIBUTES,
        attribute_filter=checked,
        url_schemes=set(SCHEMES),
        link_rel="noopener",
    )


# --- Lines: what Korean authors mean by them ---------------------------------------------------------------


class _TooDeepError(Exception):
    """A text whose structure is beyond what `html` is ready to build."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line
        """From 0."""


@dataclass(slots=True)
class _Prepared:
    """Words whose lines say what their author meant, in the spelling the block parser understands."""

    lines: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    """What stands between fences, by the number in its place."""
    levels: set[int] = field(default_factory=set)
    """The levels of heading that occur."""


# Up to three digits: `2026. 결과` begins with a year.
_ITEM = re.compile(r"([*+-]|[0-9]{1,3}[.)]) +(\S.*)")
_DATE = re.compile(
    r"[0-9]{4}\. ?[0-9]{1,2}\."
    r"|(?:0?[1-9]|1[0-2])\. ?(?:0?[1-9]|[12][0-9]|3[01])(?:\.(?! ?[0-9]{1,2}\.)| ?\([월화수목금토일]\))"
)
_HEADING = re.compile(r"(#{1,6}) +(\S.*)")
# Words that begin like a list, a heading or a quote and are none.
_LOOKS_LIKE = re.compile(r"([0-9]+)(?=\. )|(?=[*+-] |#{1,6} |>)")


def _prepared(text: str) -> _Prepared:
    text = _legal(text).expandtabs(4)
    if found := re.search(rf"[\[(<]{{{BRACKETS + 1}}}", text):
        raise _TooDeepError(text.count("\n", 0, found.start()))
    prepared = _Prepared()
    _Lines(prepared, prepared.lines).read([line.rstrip(" ") for line in text.split("\n")])
    return prepared


class _Lines:
    """Reads lines the way they are written in Korean offices, and writes them as strict Markdown.

    A list needs no empty line before it and ends with a line that is not indented; two spaces are enough to
    put one list into another; `11. 23.` is a date and `#1` a number; a line of dashes is a line.
    """

    def __init__(self, prepared: _Prepared, out: list[str], depth: int = 0, line: int = 0) -> None:
        self.prepared = prepared
        self.out = out
        self.depth = depth
        """How many quotes these lines stand in."""
        self.line = line
        """The line of the whole text that is being read, from 0."""
        self.open: list[tuple[int, str]] = []
        """The lists that are open: how far each is indented, and whether it is `-`, `1.` or `1)`."""
        self.block = -1
        """How deep the item stands that began the present block; -1 if it began with other words."""

    def read(self, lines: list[str]) -> None:
        first = self.line
        at = 0
        while at < len(lines):
            self.line = first + at
            at = self._one(lines, at)

    def _one(self, lines: list[str], at: int) -> int:
        """Read one line, or the several that belong together, and return the number of the next."""
        line = lines[at]
        words = line.lstrip(" ")
        indent = len(line) - len(words)
        if not words:
            self._gap()
            return at + 1
        if fence := _FENCE.fullmatch(line):
            return self._fence(lines, at, indent, fence[1])
        if words[0] == ">":
            return self._quote(lines, at, indent)
        if heading := _HEADING.fullmatch(words):
            self.prepared.levels.add(len(heading[1]))
            self._alone(indent, words)
            return at + 1
        if (bare := words.replace(" ", "")) and bare[0] in "-*_" and bare == bare[0] * max(len(bare), 3):
            self._alone(indent, "---")
            return at + 1
        if "|" in words and at + 1 < len(lines) and _separates(lines[at + 1]):
            return self._table(lines, at, indent)
        item = _ITEM.fullmatch(words)
        if item and not _DATE.match(words):
            self._item(indent, item[1], item[2])
        else:
            self._settle(indent)
            self._write(len(self.open), _literal(words), begins=-1)
        return at + 1

    def _gap(self) -> None:
        if self.out and self.out[-1]:
            self.out.append("")

    def _write(self, depth: int, words: str, begins: int) -> None:
        if not self.out or not self.out[-1]:
            self.block = begins
        self.out.append("    " * depth + words)

    def _alone(self, indent: int, words: str) -> None:
        """Words that stand for themselves, whatever touches them."""
        self._settle(indent)
        self._gap()
        self._write(len(self.open), words, begins=-1)
        self._gap()

    def _settle(self, indent: int) -> None:
        """Close the lists that words with this indentation no longer belong to."""
        closed = False
        while self.open and self.open[-1][0] >= indent:
            self.open.pop()
            closed = True
        if closed:
            self._gap()

    def _deeper(self, by: int = 0) -> None:
        if self.depth + len(self.open) + by > DEEPEST:
            raise _TooDeepError(self.line)

    def _item(self, indent: int, marker: str, words: str) -> None:
        kind = "-" if marker in "*+-" else marker[-1]
        # The parser understands one spelling of each: `-` and `1.`.
        marker = "-" if kind == "-" else marker[:-1] + "."
        while self.open and self.open[-1][0] > indent:
            self.open.pop()
        if not self.open:
            self._gap()
            self.open.append((indent, kind))
        elif indent >= self.open[-1][0] + 2:
            self.open.append((indent, kind))
        elif self.open[-1][1] != kind:
            level = self.open[-1][0]
            if (level, kind) in self.open:
                while self.open[-1] != (level, kind):
                    self.open.pop()
            elif (self.open[-1][1], kind) == (".", ")"):
                self.open.append((level, kind))  # 1. and then 1) is how official documents are numbered
            else:
                self.open[-1] = (level, kind)
                self._gap()
        self._deeper()
        depth = len(self.open) - 1
        if not 0 <= self.block <= depth:
            self._gap()
        self._write(depth, f"{marker} {_literal(words)}", begins=depth)

    def _fence(self, lines: list[str], at: int, indent: int, mark: str) -> int:
        end = at + 1
        while end < len(lines) and not (
            lines[end].strip(" ").startswith(mark) and set(lines[end].strip(" ")) == {mark[0]}
        ):
            end += 1
        cut = re.compile(rf" {{0,{indent}}}")
        code = "\n".join(cut.sub("", line, count=1) for line in lines[at + 1 : end])
        self._alone(indent, f"\x02code:{len(self.prepared.code)}\x03")
        self.prepared.code.append(code)
        return end + 1

    def _quote(self, lines: list[str], at: int, indent: int) -> int:
        end = at
        within = []
        while end < len(lines) and (words := lines[end].lstrip(" ")).startswith(">"):
            within.append(words[2:] if words.startswith("> ") else words[1:])
            end += 1
        self._settle(indent)
        self._deeper(by=1)
        inner: list[str] = []
        depth = len(self.open)
        _Lines(self.prepared, inner, self.depth + depth + 1, self.line).read(within)
        self._gap()
        while inner and not inner[-1]:
            inner.pop()
        for words in inner:
            self._write(depth, f"> {words}".rstrip(" "), begins=-1)
        self._gap()
        return end

    def _table(self, lines: list[str], at: int, indent: int) -> int:
        if lines[at].count("|") > BROADEST:
            raise _TooDeepError(self.line)
        self._settle(indent)
        self._gap()
        end = at
        while end < len(lines) and "|" in lines[end]:
            self._write(len(self.open), lines[end].strip(" "), begins=-1)
            end += 1
        self._gap()
        return end


def _separates(line: str) -> bool:
    """Whether a line parts the head of a table from its rows: `|---|---|`."""
    return "|" in line and "-" in line and set(line) <= set("|:- ")


def _literal(words: str) -> str:
    """Words that begin like a list, a heading or a quote, so that they are read as words."""
    if found := _LOOKS_LIKE.match(words):
        return f"{words[: found.end()]}\\{words[found.end() :]}"
    return words


# --- Grammar: the little of Markdown that notes need -------------------------------------------------------

_LOCK = threading.Lock()
"""The Markdown parser keeps what it reads in itself: one text at a time."""

# Every repetition of a character is possessive (`++`) and stops at the one that could begin the next match,
# so that each text is passed over a bounded number of times. No group is repeated so: before 3.11.5 Python
# takes more than it should (python/cpython#100061, #106052), and Debian 12 has 3.11.2.
_LINK = (
    r"\[([^\[\]]*+(?:\[[^\[\]]*+\][^\[\]]*+)*)\]"
    r"\(\s*+(?:<([^<>\n]*+)>|([^\s()<>]*+(?:\([^\s()]*+\)[^\s()<>]*+)*))"
    r"(?:\s++(?:\"[^\"]*+\"|'[^']*+'))?\s*+\)"
)
_SPANS = (
    ("escape", r"\\([\\`*_{}\[\]()>#+\-.!|<~&:])"),
    ("picture", r"!" + _LINK),
    ("link", r"(?<!!)" + _LINK),
    ("address", r"<(https?://[^\s<>]++)>"),
    ("mailbox", r"<(?:mailto:)?([A-Za-z0-9_.+-]++@[A-Za-z0-9.-]++)>"),
    ("strong", r"\*\*(?!\s|\*\*)([^*]*+(?:\*(?:(?!\*)|(?=\*\*(?!\*)))[^*]*+)*)(?<=\S)\*\*"),
    ("strong", r"(?<!\w)__(?![\s_])([^_]*+(?:_(?!_)[^_]*+)*)(?<=\S)__(?!\w)"),
    ("em", r"(?<!\*)\*(?![\s*])([^*]++)(?<=\S)\*(?!\*)"),
    ("em", r"(?<!\w)_(?![\s_])([^_]*+(?:(?<=\w)_(?=\w)[^_]*+)*)(?<=\S)_(?!\w)"),
    ("br", r"\n *"),
)
_MARKED, _BREAK = re.compile(r"[\\`*_!\[<]"), re.compile(r"\n *")
"""How a mark may begin, but for the end of a line; and that."""


class _Grammar:
    """The one Markdown parser, built for our grammar and used again for every text."""

    def __init__(self) -> None:
        self.links = Links()
        self.refused: list[tuple[str, str]] = []
        self.prepared = _Prepared()
        self.markdown = _parser(self)

    def write(self, prepared: _Prepared, links: Links) -> tuple[str, list[tuple[str, str]]]:
        """HTML that the second layer still has to clean, and what was left out."""
        self.prepared, self.links, self.refused = prepared, links, []
        self.markdown.reset()
        return self.markdown.convert("\n".join(prepared.lines).rstrip("\n")), self.refused

    def heading(self, level: int) -> str:
        """The element for a level of heading: from `h3`, without gaps, wherever the words begin."""
        return f"h{min(3 + sorted(self.prepared.levels).index(level), 6)}"

    def link(self, typed: str, words: str) -> Element:
        """A link, or only its words where it must not lead."""
        url = _REFERENCE.sub(lambda reference: unescape(reference[0]), typed)
        # What still looks like a reference would be decoded once more on its way to the reader.
        code = "link-scheme" if not url or _REFERENCE.search(url) else self.links.refusal(url)
        if code:
            self.refused.append((code, typed))
            element = Element("span")
        else:
            element = Element("a", href=url)
        element.text = words
        return element


_GRAMMARS: list[_Grammar] = []


def _grammar() -> _Grammar:
    """The parser, built when it is first needed. To be called, and used, under the lock."""
    if not _GRAMMARS:
        _GRAMMARS.append(_Grammar())
    return _GRAMMARS[0]


def _parser(grammar: _Grammar) -> Markdown:
    """A parser that knows nothing but what is registered here, so that an upgrade cannot add to it."""
    from markdown import Markdown
    from markdown.blockparser import BlockParser
    from markdown.blockprocessors import (
        BlockProcessor,
        BlockQuoteProcessor,
        EmptyBlockProcessor,
        HRProcessor,
        ListIndentProcessor,
        ParagraphProcessor,
    )
    from markdown.extensions.sane_lists import SaneOListProcessor, SaneUListProcessor
    from markdown.extensions.tables import TableProcessor
    from markdown.inlinepatterns import InlineProcessor
    from markdown.treeprocessors import InlineProcessor as Inline
    from markdown.treeprocessors import PrettifyTreeprocessor, UnescapeTreeprocessor
    from markdown.util import AtomicString, Registry, code_escape

    class Alone(BlockProcessor):
        """A heading, or a piece of code: `_Lines` has put each into a block of its own."""

        def test(self, parent: Element, block: str) -> bool:
            return block[:1] in ("#", "\x02") and bool(_HEADING.fullmatch(block) or _PIECE.fullmatch(block))

        def run(self, parent: Element, blocks: list[str]) -> None:
            block = blocks.pop(0)
            if heading := _HEADING.fullmatch(block):
                element = SubElement(parent, grammar.heading(len(heading[1])))
                element.text = heading[2].rstrip("#").rstrip(" ") or heading[2]
            elif piece := _PIECE.fullmatch(block):
                code = SubElement(SubElement(parent, "pre"), "code")
                code.text = AtomicString(code_escape(grammar.prepared.code[int(piece[1])]) + "\n")

    class Table(TableProcessor):
        """A table whose head says that it heads columns, and whose rows are not filled up."""

        def _build_row(self, row: str, parent: Element, align: Any) -> None:
            line = SubElement(parent, "tr")
            cells = self._split_row(row)  # type: ignore[attr-defined]
            for cell in cells[: len(align)]:
                if parent.tag == "thead":
                    element = SubElement(line, "th", scope="col")
                else:
                    element = SubElement(line, "td")
                element.text = cell.strip(" ")

    class Span(InlineProcessor):
        """One kind of mark inside a line of words."""

        def __init__(self, kind: str, pattern: str, markdown: Markdown) -> None:
            super().__init__(pattern, markdown)
            self.kind = kind
            # HTML knows no link inside a link.
            if kind in ("link", "address", "mailbox"):
                self.ANCESTOR_EXCLUDES = ("a",)  # type: ignore[misc]

        def handleMatch(  # type: ignore[override]  # noqa: N802
            self, m: re.Match[str], data: str
        ) -> tuple[Element | str, int, int]:
            return self._made(m), m.start(), m.end()

        def _made(self, m: re.Match[str]) -> Element | str:
            if self.kind == "escape":
                return f"\x02{ord(m[1])}\x03"
            if self.kind == "code":
                element = Element("code")
                element.text = AtomicString(code_escape(m[2].strip()))
                return element
            if self.kind == "br":
                return Element("br")
            if self.kind == "picture":
                grammar.refused.append(("image-in-words", self._typed(m[2] or m[3] or "")))
                element = Element("span")
                element.text = m[1]
                return element
            if self.kind == "link":
                url = self._typed(m[2] or m[3] or "")
                return grammar.link(url, m[1] if m[1].strip() else AtomicString(code_escape(url)))
            if self.kind in ("address", "mailbox"):
                url = self._typed(m[1])
                words = AtomicString(code_escape(url))
                return grammar.link(url if self.kind == "address" else f"mailto:{url}", words)
            element = Element(self.kind)
            element.text = m[1]
            return element

        def _typed(self, address: str) -> str:
            """An address with the marks undone that earlier patterns made in it."""
            return _ESCAPED.sub(lambda escaped: chr(int(escaped[1])), self.unescape(address))

    class Marks(Inline):
        """Looks for marks where there are some: each kind is looked for by itself in every piece of words."""

        def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
            for element in list(tree.iter()):
                words = element.text
                if words and not isinstance(words, AtomicString) and not _MARKED.search(words):
                    first, *others = (AtomicString(line) for line in _BREAK.split(words))
                    element.text = first
                    for place, line in enumerate(others):
                        broken = Element("br")
                        broken.tail = line
                        element.insert(place, broken)
            return super().run(tree, ancestors)

    class Ours(Markdown):
        """The parser with our blocks and marks in place of its own."""

        def build_parser(self) -> Ours:
            self.preprocessors = Registry()
            self.postprocessors = Registry()
            self.parser = BlockParser(self)
            blocks = (
                EmptyBlockProcessor(self.parser),
                ListIndentProcessor(self.parser),
                Alone(self.parser),
                Table(self.parser, {"use_align_attribute": False}),
                HRProcessor(self.parser),
                SaneOListProcessor(self.parser),
                SaneUListProcessor(self.parser),
                BlockQuoteProcessor(self.parser),
                ParagraphProcessor(self.parser),
            )
            for at, block in enumerate(blocks):
                self.parser.blockprocessors.register(block, f"{at}", -at)
            self.inlinePatterns = Registry()
            for at, (kind, pattern) in enumerate((("code", _CODE.pattern), *_SPANS)):
                self.inlinePatterns.register(Span(kind, pattern, self), f"{at}", -at)
            self.treeprocessors = Registry()
            self.treeprocessors.register(Marks(self), "inline", 2)
            self.treeprocessors.register(PrettifyTreeprocessor(self), "prettify", 1)
            self.treeprocessors.register(UnescapeTreeprocessor(self), "unescape", 0)
            return self

    return Ours()


_PIECE = re.compile("\x02code:([0-9]+)\x03")
_ESCAPED = re.compile("\x02([0-9]+)\x03")


# --- Plain text --------------------------------------------------------------------------------------------


# Our own HTML only: the cleaner writes every element in this form, and no attribute of ours holds a `>`.
_TOKEN = re.compile(r"<(/?)([a-z0-9]+)([^<>]*)>|([^<]+)")
_SAID = re.compile(r'([a-z]+)="([^"]*)"')


class _Reader:
    """Reads our own HTML and writes down its words."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.words: list[str] = []
        """The line that is being written."""
        self.marker = ""
        """What the next line begins with."""
        self.lists: list[int] = []
        """The lists that are open: the number of the next item, 0 without numbers."""
        self.link = ("", 0)
        """Where the present link leads, and where in the line its words begin."""
        self.code = False
        self.cells = 0

    def read(self, written: str) -> None:
        """Take in a whole text."""
        for closes, tag, attributes, words in _TOKEN.findall(written):
            if words:
                self._words(unescape(words) if "&" in words else words)
            elif closes:
                self._end(tag)
            else:
                self._begin(tag, {key: unescape(said) for key, said in _SAID.findall(attributes)})

    def _begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in _BLOCKS:
            self._end_block()
        if tag in ("ul", "ol"):
            self.lists.append(int(attributes.get("start") or 1) if tag == "ol" else 0)
        elif tag == "li" and self.lists:
            self._end_line()
            number = self.lists[-1]
            self.marker = "  " * (len(self.lists) - 1) + (f"{number}. " if number else "- ")
            self.lists[-1] += bool(number)
        elif tag in ("br", "tr"):
            self._end_line()
            self.cells = 0
        elif tag in ("th", "td"):
            self.words += [" | "] if self.cells else []
            self.cells += 1
        elif tag == "a":
            self.link = (attributes.get("href", ""), len(self.words))
        elif tag == "pre":
            self.code = True

    def _end(self, tag: str) -> None:
        if tag == "a":
            address = _address(self.link[0])
            if address and _bare(address) != _bare("".join(self.words[self.link[1] :])):
                self.words.append(f" ({address})")
        if tag in _BLOCKS:
            self._end_block()
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
            self._end_block()
        elif tag == "pre":
            self.code = False

    def _words(self, data: str) -> None:
        if not self.code:
            # A line ends with an element; the line ends of the HTML itself say nothing.
            self.words.append(
                re.sub(r"[ \t\n]+", " ", data) if data.strip(" \t\n") or "\n" not in data else ""
            )
            return
        first, *others = data.split("\n")
        self.words.append(first)
        for line in others:
            self._end_line(keep=True)
            self.words.append(line)

    def _end_line(self, keep: bool = False) -> None:
        line = "".join(self.words)
        line = (line if self.code else line.lstrip(" ")).rstrip()
        self.words = []
        if line:
            self.lines.append(self.marker + line)
            self.marker = "  " * len(self.lists)
        elif keep:
            self.lines.append("")

    def _end_block(self) -> None:
        self._end_line()
        if not self.lists:
            self.marker = ""
            if self.lines and self.lines[-1]:
                self.lines.append("")

    def result(self) -> str:
        """Everything that was read."""
        self._end_block()
        return "\n".join(self.lines).strip("\n")


_BLOCKS = frozenset(("p", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "table", "pre", "hr"))


def _address(url: str) -> str:
    """What to write after a link, or nothing where the address means nothing without its page."""
    scheme, colon, rest = url.partition(":")
    if not colon or scheme.lower() not in SCHEMES:
        return ""
    return url if scheme.lower().startswith("http") else rest


def _bare(address: str) -> str:
    return re.sub(r"^(?:https?://|mailto:|tel:|sms:)", "", address.strip().lower()).rstrip("/")

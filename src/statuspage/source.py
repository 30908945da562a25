"""Files as people wrote them: the words they typed, with the line and column of every word.

Nothing is guessed here. Every word stays the text that was typed (`0212`, `no` and `9:00` too); the field
that asks for it decides what it means. What cannot be read is a problem with a place, never an exception.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from .problems import Place, Problem, Severity

if TYPE_CHECKING:
    import yaml

LIMIT = 64 * 1024
"""The largest file that is read, in bytes."""
SITE_LIMIT = 256 * 1024
"""The largest `site.yaml`, in bytes."""
DEPTH = 12
"""How deeply lists and fields may lie in one another."""
NODES = 5_000
"""How many words, lists and groups of fields one file may hold."""


class Scalar(NamedTuple):
    """A word or text as it was typed; `text` is None where nothing was written (nothing, `~` or `null`)."""

    text: str | None
    line: int
    column: int
    plain: bool
    """Whether it was written without quotes."""


class Entries(NamedTuple):
    """A list: one entry after another."""

    items: tuple[Node, ...]
    line: int
    column: int


class Table(NamedTuple):
    """Fields and what was written for each, in the order they were written."""

    fields: dict[str, tuple[Scalar, Node]]
    line: int
    column: int


Node: TypeAlias = Scalar | Entries | Table


@dataclass(frozen=True, slots=True)
class Front:
    """A file with fields between two `---` lines and words below."""

    fields: str
    first_line: int
    """The line of the file on which the fields begin."""
    words: str
    words_line: int
    """The line of the file on which the words begin."""


# --- From the disk -----------------------------------------------------------------------------------------


def content(path: str | Path, file: str, limit: int = LIMIT) -> bytes | Problem:
    """The bytes of one ordinary file; links, devices and files beyond the limit are refused unread."""
    place = Place(file)
    try:
        found = os.lstat(path)
        if stat.S_ISLNK(found.st_mode):
            return Problem(place, "file_is_link")
        if not stat.S_ISREG(found.st_mode):
            return Problem(place, "file_is_special")
        # Between looking and opening a file may be exchanged: look again at what was really opened.
        # O_NONBLOCK keeps a pipe put in its place from holding us up for ever.
        opened = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(opened, "rb") as stream:
            found = os.fstat(opened)
            if not stat.S_ISREG(found.st_mode):
                return Problem(place, "file_is_special")
            if found.st_size > limit:
                return _too_large(place, limit)
            raw = stream.read(limit + 1)
    except OSError as error:
        return Problem(place, "file_unreadable", details=(("reason", error.strerror or str(error)),))
    return _too_large(place, limit) if len(raw) > limit else raw


def seen(path: str) -> tuple[int, ...] | None:
    """Which ordinary file lies there, and when it was last written; None where none does.

    No edit hides: the time of the last change of an inode cannot be set by hand.
    """
    try:
        found = os.lstat(path)
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _too_large(place: Place, limit: int) -> Problem:
    return Problem(place, "file_too_large", details=(("limit", f"{limit // 1024} KiB"),))


# --- From bytes to text ------------------------------------------------------------------------------------

# C0 and C1 control characters, and the line and paragraph separators that editors do not count as lines.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
# The lines that git writes around two versions (git-merge(1), "How conflicts are presented").
_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: .*)?$", re.MULTILINE)


def text(raw: bytes, file: str) -> tuple[str | None, list[Problem]]:
    """The text of a file, in one spelling of accents and syllables (NFC) and with plain line ends.

    Byte-order marks and Windows line ends are fine. A file saved in another encoding, or in which git left
    two versions side by side, is named with the remedy; it gives no text.
    """
    try:
        words = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = 3 if raw.startswith(b"\xef\xbb\xbf") else 0
        line = raw.count(b"\n", 0, start + error.start) + 1
        return None, [Problem(Place(file, line), _encoding(raw))]
    problems: list[Problem] = []
    if "\0" in words and words.count("\0") > len(words) // 8:
        return None, [Problem(Place(file), "encoding_utf16")]
    if "\r" in words:
        words = words.replace("\r\n", "\n").replace("\r", "\n")
    if not words.isascii():
        if not unicodedata.is_normalized("NFC", words):
            words = unicodedata.normalize("NFC", words)
        problems += _mojibake(words, file)
    conflict = _CONFLICT.search(words) if "<<<<<<<" in words or ">>>>>>>" in words else None
    if conflict:
        return None, [Problem(Place(file, where(words, conflict.start())[0]), "merge_conflict", conflict[0])]
    # What can be printed is no control character: a glance tells.
    bad = None if words.replace("\n", "").isprintable() else _CONTROL.search(words)
    if bad:
        place = Place(file, *where(words, bad.start()))
        problems.append(Problem(place, "control_character", f"U+{ord(bad.group()):04X}"))
        words = _CONTROL.sub(" ", words)
    return words, problems


def where(words: str, index: int) -> tuple[int, int]:
    """The line and column, both from 1, of a character."""
    return words.count("\n", 0, index) + 1, index - (words.rfind("\n", 0, index) + 1) + 1


def _encoding(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or raw.count(0) > len(raw) // 8:
        return "encoding_utf16"
    try:
        raw.decode("cp949")
    except UnicodeDecodeError:
        return "encoding_unknown"
    return "encoding_cp949"


_FURTHER = re.compile("[\u0800-\U0010ffff]")
"""Letters of Korean and most other scripts: more than two bytes each."""


def _mojibake(words: str, file: str) -> Iterator[Problem]:
    """Korean saved as CP949 whose bytes happen to be UTF-8 too: 345 syllables (첫, 창, 책 …) are like that.

    They come out as a few Latin, Greek or Cyrillic letters apart from any ASCII letter; real words in
    those scripts have such neighbours, or there are more of them.
    """
    if _FURTHER.search(words):
        return
    strange = [(index, letter) for index, letter in enumerate(words) if letter > "\x7f"]
    if len(strange) > 10:
        return
    for index, _ in strange:
        beside = words[index - 1 : index] + words[index + 1 : index + 2]
        if any(other.isascii() and other.isalpha() for other in beside):
            return
    for index, letter in strange:
        if not letter.isalpha():
            continue
        try:
            read = letter.encode().decode("cp949")
        except UnicodeDecodeError:
            return
        yield Problem(
            Place(file, *where(words, index)),
            "encoding_mojibake",
            letter,
            (("read", read),),
            Severity.WARNING,
        )
        return


# --- Front matter ------------------------------------------------------------------------------------------

_RULE = re.compile(r"^---[ \t]*$", re.MULTILINE)


def front(words: str, file: str) -> Front | Problem:
    """Splits a file into its fields (between two lines of `---`) and the words below them."""
    begin = len(words) - len(words.lstrip())
    first = _RULE.match(words, begin)
    if not first:
        return Problem(Place(file, words.count("\n", 0, begin) + 1), "front_missing")
    last = _RULE.search(words, first.end())
    if not last:
        return Problem(Place(file, words.count("\n", 0, begin) + 1), "front_open")
    start = first.end() + 1
    below = words[last.end() :]
    blank = len(below) - len(below.lstrip())
    body = below.strip()
    # A first line that begins with spaces is code in Markdown; its indentation belongs to it.
    line_start = below.rfind("\n", 0, blank) + 1
    if body:
        body = below[line_start:].rstrip()
    return Front(
        words[start : last.start()] if last.start() > start else "",
        words.count("\n", 0, start) + 1,
        body,
        words.count("\n", 0, last.end() + line_start) + 1,
    )


# --- From text to words with places ------------------------------------------------------------------------

_ODD_SPACE_AFTER_COLON = re.compile("^([ ]*(?:- )?[\\w-]+:)([\u00a0\u3000]+)", re.MULTILINE)
_QUOTED_BY_TYPOGRAPHY = re.compile("[“”„‟＂](.*)[“”‟＂]", re.DOTALL)
_NOTHING = frozenset(("", "~", "null", "Null", "NULL"))


class _Stop(Exception):  # noqa: N818 (it ends one function early, nothing else)
    def __init__(self, code: str, line: int, column: int, typed: str = "", **details: str) -> None:
        self.code, self.line, self.column, self.typed, self.details = code, line, column, typed, details


def tree(words: str, file: str, first_line: int = 1) -> tuple[Table | None, list[Problem]]:
    """The fields of a file or of its front matter, every word with its line and column.

    None, and one problem, where the file cannot be understood as a whole: one mistake is one problem.
    `first_line` is the line of the file on which `words` begin. Names given to parts (`&`, `*`), types
    (`!`), merged fields (`<<`) and several documents in one file are not part of our files.
    """
    if "\u00a0" in words or "\u3000" in words:
        # What Korean keyboards and web pages put after a colon instead of a space cannot be seen; it is one.
        words = _ODD_SPACE_AFTER_COLON.sub(lambda m: m.group(1) + " " * len(m.group(2)), words)
    problems: list[Problem] = []
    try:
        root = _Builder(words, file, first_line, problems).build()
        if root is None:
            return Table({}, first_line, 1), problems
        if not isinstance(root, Table):
            typed = root.text or "" if isinstance(root, Scalar) else ""
            raise _slip_near(words.split("\n"), root.line - first_line) or _Stop(
                "not_fields", root.line - first_line, root.column - 1, typed.split("\n")[0][:60]
            )
    except _Stop as stop:
        place = Place(file, stop.line + first_line, stop.column + 1)
        return None, [Problem(place, stop.code, stop.typed, tuple(stop.details.items()))]
    return root, problems


class _Builder:
    """Puts one file together from what the YAML reader reports piece by piece.

    Pieces, not finished trees: the C reader builds trees by recursion and 50,000 `[` end the whole program
    (PyYAML 6.0, libyaml 0.2.5).
    """

    def __init__(self, words: str, file: str, first_line: int, problems: list[Problem]) -> None:
        self.words, self.file, self.first_line, self.problems = words, file, first_line, problems
        self.lines: list[str] | None = None

    def build(self) -> Node | None:
        import yaml

        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)(self.words)
        try:
            return self._build(loader.get_event, yaml)
        except yaml.MarkedYAMLError as error:
            raise _mistake(error, self.words) from None
        except yaml.reader.ReaderError as error:  # only characters that `text` lets pass and YAML does not
            line, column = where(self.words, min(error.position, len(self.words)))
            raise _Stop("control_character", line - 1, column - 1) from None
        finally:
            loader.dispose()

    def _build(self, next_event: Any, yaml: Any) -> Node | None:
        first_line, nodes = self.first_line, 0
        # One frame for every list or group of fields that is still open: its entries (None for fields),
        # its fields, the field waiting for what it says, and where it began.
        frames: list[tuple[list[Node] | None, dict[str, tuple[Scalar, Node]], int, int]] = []
        waiting: list[Scalar | None] = []
        root: Node | None = None
        documents = 0
        while True:
            event = next_event()
            kind = type(event)
            node: Node
            if kind is yaml.ScalarEvent:
                mark = event.start_mark
                typed: str = event.value
                plain = event.implicit[0]
                if event.anchor or event.tag:
                    raise self._named(event)
                if plain and typed in _NOTHING:
                    node = Scalar(None, mark.line + first_line, mark.column + 1, True)
                else:
                    node = Scalar(typed, mark.line + first_line, mark.column + 1, plain)
                    if plain:
                        node = self._plain(node, event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                mark = event.start_mark
                if event.anchor or event.tag:
                    raise self._named(event)
                if frames and frames[-1][0] is None and waiting[-1] is None:
                    raise _Stop("odd_field_name", mark.line, mark.column)
                if len(frames) >= DEPTH:
                    raise _Stop("too_deep", mark.line, mark.column, limit=str(DEPTH))
                entries: list[Node] | None = [] if kind is yaml.SequenceStartEvent else None
                frames.append((entries, {}, mark.line + first_line, mark.column + 1))
                waiting.append(None)
                continue
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                items, fields, line, column = frames.pop()
                waiting.pop()
                node = Table(fields, line, column) if items is None else Entries(tuple(items), line, column)
            elif kind is yaml.AliasEvent:
                raise self._named(event)
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise _Stop("second_document", event.start_mark.line, event.start_mark.column)
                continue
            elif kind is yaml.StreamEndEvent:
                return root
            else:
                continue
            nodes += 1
            if nodes > NODES:
                raise _Stop("too_many_words", node.line - first_line, node.column - 1, limit=f"{NODES:,}")
            if not frames:
                root = node
                continue
            items, fields, _, _ = frames[-1]
            if items is not None:
                items.append(node)
                continue
            name = waiting[-1]
            if name is None:
                waiting[-1] = self._name(node)
                continue
            waiting[-1] = None
            key = name.text or ""
            if key in fields:
                self._say("duplicate_field", name, key, first=str(fields[key][0].line))
            else:
                fields[key] = (name, node)

    def _say(self, code: str, node: Scalar, typed: str, warn: bool = False, **details: str) -> None:
        severity = Severity.WARNING if warn else Severity.ERROR
        place = Place(self.file, node.line, node.column)
        self.problems.append(Problem(place, code, typed, tuple(details.items()), severity))

    def _name(self, node: Node) -> Scalar:
        """The name of a field, looked at for the slips that YAML takes for part of the name."""
        line, column = node.line - self.first_line, node.column - 1
        if not isinstance(node, Scalar) or node.text is None:
            raise _Stop("odd_field_name", line, column)
        if node.text != node.text.strip():
            raise _Stop("odd_space", line, column)
        if node.text == "<<":
            raise _Stop("merged_fields", line, column, "<<")
        if node.plain and "：" in node.text:
            raise _Stop("fullwidth_colon", line, column, node.text)
        if node.plain and ":" in node.text:
            raise _Stop("space_after_colon", line, column, node.text, right=node.text.replace(":", ": ", 1))
        return node

    def _plain(self, node: Scalar, event: Any) -> Scalar:
        """Text without quotes, looked at for what YAML would silently drop or keep."""
        assert node.text is not None  # noqa: S101 (for the type checker)
        if not node.text.isascii():
            inner = _QUOTED_BY_TYPOGRAPHY.fullmatch(node.text)
            if inner and not re.search("[“”„‟＂]", inner.group(1)):
                self._say("smart_quotes", node, node.text, warn=True, right=f'"{inner.group(1)}"')
                return node._replace(text=inner.group(1))
        if "#" in self.words:
            if self.lines is None:
                self.lines = self.words.split("\n")
            end = event.end_mark
            rest = self.lines[end.line][end.column :] if end.line < len(self.lines) else ""
            # "서버 #1 장애": what follows " #" is a remark to YAML. Real remarks have a space: "# 임시".
            lost = re.match(r"\s+(#[^\s#].*)", rest)
            if lost:
                self._say("words_in_comment", node, lost.group(1), warn=True, right=f'"{node.text}{rest}"')
        return node

    def _named(self, event: Any) -> _Stop:
        line = self.words.split("\n")[event.start_mark.line]
        return _Stop(
            "named_part", event.start_mark.line, event.start_mark.column, line[event.start_mark.column :][:40]
        )


# --- What YAML's own words mean ----------------------------------------------------------------------------

_INDENT = re.compile("^([ \t\u00a0\u3000]*)")
_FULLWIDTH_COLON = re.compile("^[ ]*(?:- )?([\\w-]+[ ]*：)")
_NO_SPACE_AFTER_COLON = re.compile(r"^[ ]*(?:- )?([A-Za-z_][\w-]*:[^\s/].*)$")
_SMART_QUOTE_AFTER_COLON = re.compile("[:,{\\[][ ]*([“”„‟＂‘’].*)")


def slip(line: str) -> tuple[str, int, str, str] | None:
    """The slip of the keyboard that makes a line unreadable: code, column from 0, the word, what is right.

    A tab or an invisible space at the start, a full-width colon, no space after the colon, curly quotes.
    """
    indent = _INDENT.match(line)
    before = indent.group(1) if indent else ""
    if "\t" in before:
        return "tab_indent", before.index("\t"), "", ""
    for space in "\u00a0\u3000":
        if space in before:
            return "odd_space", before.index(space), f"U+{ord(space):04X}", ""
    found = _FULLWIDTH_COLON.match(line)
    if found:
        typed = found.group(1)
        return "fullwidth_colon", found.start(1), typed, typed.replace("：", ":").replace(" ", "") + " "
    found = _NO_SPACE_AFTER_COLON.match(line)
    if found:
        typed = found.group(1)
        return "space_after_colon", found.start(1), typed[:60], typed.replace(":", ": ", 1)[:60]
    found = _SMART_QUOTE_AFTER_COLON.search(line)
    if found:
        return "smart_quotes_broken", found.start(1), found.group(1)[:60], ""
    return None


def _slip_near(lines: list[str], *numbers: int) -> _Stop | None:
    for number in numbers:
        if 0 <= number < len(lines):
            found = slip(lines[number])
            if found:
                code, column, typed, right = found
                return _Stop(code, number, column, typed, right=right)
    return None


_AT_THE_START = frozenset(
    (
        "while scanning a quoted scalar",
        "while parsing a quoted scalar",
        "while parsing a flow sequence",
        "while parsing a flow mapping",
        "while scanning a simple key",
        "while scanning an alias",
        "while scanning an anchor",
        "while scanning a tag",
        "while parsing a tag",
    )
)
_MEANING = {
    "exceeded maximum nesting depth": "too_deep",
    "could not find expected ':'": "colon_missing",
    "found unexpected end of stream": "quote_open",
    "found unexpected document indicator": "quote_open",
    "found unknown escape character": "backslash",
    "did not find expected hexdecimal number": "backslash",
    "found invalid Unicode character escape code": "backslash",
    "did not find expected ',' or ']'": "bracket_open",
    "did not find expected ',' or '}'": "bracket_open",
    "did not find expected key": "indentation",
    "did not find expected '-' indicator": "indentation",
    "did not find expected <document start>": "indentation",
    "block sequence entries are not allowed in this context": "dash_misplaced",
    "did not find expected alphabetic or numeric character": "named_part",
    "found undefined tag handle": "named_part",
    "found a tab character where an indentation space is expected": "tab_indent",
    "found a tab character that violates indentation": "tab_indent",
}


def _mistake(error: yaml.MarkedYAMLError, words: str) -> _Stop:
    """What a complaint of the YAML reader, in English and in terms of its own grammar, means to a writer."""
    lines = words.split("\n")
    problem = error.problem or ""
    mark = error.problem_mark or error.context_mark
    if error.context_mark is not None and error.context in _AT_THE_START:
        mark = error.context_mark
    if mark is None:
        return _Stop("unreadable_fields", 0, 0)
    number, column = min(mark.line, len(lines) - 1), mark.column
    line = lines[number]
    if problem == "did not find expected key" and line[:column].rstrip()[-1:] in ("'", '"'):
        return _Stop("words_after_quote", number, column, line[column:][:60])
    near = (number, number - 1) if error.context not in _AT_THE_START else (number,)
    found = _slip_near(lines, *near)
    if found:
        return found
    if problem == "did not find expected node content" and mark.line >= len(lines) - 1 and not lines[-1]:
        opened = max(words.rfind("["), words.rfind("{"), 0)
        number, column = where(words, opened)
        return _Stop("bracket_open", number - 1, column - 1, words[opened:].split("\n")[0][:60])
    if problem == "found character that cannot start any token":
        if line[column : column + 1] == "\t":
            return _Stop("tab_indent", number, column)
        return _Stop("odd_start", number, column, line[column:][:60])
    if problem == "mapping values are not allowed in this context":
        before = line[:column]
        if ": " in before:
            return _Stop("second_colon", number, before.index(": ") + 2, line[before.index(": ") + 2 :][:60])
        return _Stop("indentation", number, len(line) - len(line.lstrip()), line.strip()[:60])
    code = _MEANING.get(problem, "unreadable_fields")
    return _Stop(code, number, column, line[column:].rstrip()[:60])

"""Reads every new page back before it may go out: nothing foreign on it, nothing broken, nothing too heavy.

A page that fails here is a fault of a template or of the program, never of a note; the last good
site stays.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

LIMITS = {".html": 1_500_000, ".css": 100_000, ".js": 50_000}
"""The most bytes a file may have, by its ending."""
LIMIT = 50_000_000
"""The most bytes any other file may have."""

_KNOWN_NAMES = """
    html head title meta link script body header main footer nav section article aside search hgroup
    h1 h2 h3 h4 h5 h6 p div span br wbr hr pre blockquote address a ul ol li menu dl dt dd
    strong em b i u s small mark abbr cite dfn q code kbd samp var sub sup ins del bdi bdo ruby rt rp
    time data figure figcaption img table caption colgroup col thead tbody tfoot tr th td details summary
    dialog button label input select option optgroup output progress meter noscript
    svg g path circle ellipse rect line polyline polygon text tspan desc defs symbol use
"""
_KNOWN = frozenset(_KNOWN_NAMES.split())
"""The elements a page may hold: nothing that runs, frames, plays or sends."""
_LOCAL_SVG = frozenset({"script", "foreignObject", "animate", "animateTransform", "set", "iframe", "image"})
"""What a picture has no need of."""
_ADDRESSES = frozenset({"href", "src", "srcset", "poster", "data", "xlink:href", "cite", "longdesc"})
_NEVER = frozenset({"style", "srcdoc", "action", "formaction", "ping", "background", "manifest"})
_ONLY_NAMED = frozenset({"canonical", "alternate", "license", "hub"})
"""Links in the head that no browser follows by itself."""
_HARMLESS = frozenset({"class", "datetime", "lang", "content", "name", "scope", "viewbox", "d", "aria-label"})
"""Attributes that lead nowhere and run nothing; looked at first, since most are among them."""
_PLAIN_LINK = re.compile(r"((?:\.\./)*)((?:[a-z0-9_][a-z0-9_.-]*/)*(?:[a-z0-9_][a-z0-9_.-]*)?)(?<=.)")
"""A link to another page of this site in its simplest form: so many folders up, then down."""
_IN_STYLES = re.compile(
    rb"(?:url\(|@import)\s*(?:url\()?\s*[\"']?\s*((?:[a-z][a-z0-9+.-]*:)?//[^\"')\s]*)", re.IGNORECASE
)


class Fault(NamedTuple):
    """Something that must not go out."""

    path: str
    what: str
    """One of `not-parsed`, `foreign`, `inline`, `too-heavy`, `outside`, `dead-link`."""
    detail: str


class Inspected(NamedTuple):
    """What was found in one file."""

    links: tuple[str, ...]
    """The paths of this site it leads to (folders without their `index.html`)."""
    faults: tuple[Fault, ...]


def inspect(path: str, data: bytes, base: str = "/") -> Inspected:
    """One file before it goes out; `base` is the path the site lives under on its host."""
    faults = []
    ending = posixpath.splitext(path)[1]
    limit = LIMITS.get(ending, LIMIT)
    if len(data) > limit:
        faults.append(Fault(path, "too-heavy", f"{len(data):,} > {limit:,}"))
    links: dict[str, None] = {}
    if ending == ".html":
        faults += _html(path, data, base, links)
    elif ending in (".json", ".webmanifest"):
        try:
            json.loads(data, parse_constant=_no_number)
        except (ValueError, RecursionError) as error:
            faults.append(Fault(path, "not-parsed", str(error)))
    elif ending in (".svg", ".xml", ".atom", ".rss"):
        faults += _xml(path, data)
    elif ending == ".css":
        faults += [
            Fault(path, "outside", found.decode(errors="replace")) for found in _IN_STYLES.findall(data)
        ]
    return Inspected(tuple(links), tuple(faults))


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is not JSON (RFC 8259, 6)")


def _xml(path: str, data: bytes) -> Iterator[Fault]:
    from lxml import etree

    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        yield Fault(path, "not-parsed", str(error))
        return
    if root.getroottree().docinfo.doctype:
        yield Fault(path, "foreign", "<!DOCTYPE>")
    if not path.endswith(".svg"):
        return
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        if name in _LOCAL_SVG:
            yield Fault(path, "foreign", f"<{name}>")
        for attribute, value in element.items():
            plain = etree.QName(attribute).localname
            if plain.startswith("on"):
                yield Fault(path, "inline", f"{name} {plain}")
            if plain == "href" and not value.startswith("#"):
                yield Fault(path, "outside", value)


def _html(path: str, data: bytes, base: str, links: dict[str, None]) -> Iterator[Fault]:
    from lxml import etree

    try:
        # Not by `lxml.html`, which asks for a class of its own for every element: half the time of all this.
        root = etree.fromstring(data, etree.HTMLParser(encoding="utf-8"))
    except (etree.ParseError, ValueError) as error:
        yield Fault(path, "not-parsed", str(error))
        return
    if root is None:
        yield Fault(path, "not-parsed", "<html>")
        return
    if not data.startswith(b"<!doctype html>"):
        yield Fault(path, "not-parsed", "<!doctype html>")
    if len(root.findall(".//h1")) != 1 or root.find(".//title") is None or not root.get("lang"):
        yield Fault(path, "not-parsed", "h1, title, lang")
    marks: set[str] = set()
    wanted: dict[str, None] = {}
    above = path.split("/")[:-1]
    for element in root.iter(etree.Element):
        name = element.tag
        if name not in _KNOWN or (name == "script" and not element.get("src")):
            yield Fault(path, "foreign", f"<{name}>")
        if name == "meta" and (element.get("http-equiv") or "content-security-policy").lower() != (
            "content-security-policy"
        ):
            yield Fault(path, "foreign", f"<meta http-equiv={element.get('http-equiv')}>")
        for attribute, value in element.items():
            if attribute in _HARMLESS:
                continue
            if attribute.startswith("on") or attribute in _NEVER:
                yield Fault(path, "inline", f"{name} {attribute}")
            elif attribute == "id":
                marks.add(value)
            elif attribute in _ADDRESSES:
                plain = _PLAIN_LINK.fullmatch(value)
                if plain and len(plain[1]) <= 3 * len(above) and not path.endswith("404.html"):
                    # Nearly all links: what `_link` finds out, without taking the address to pieces.
                    left = len(above) - len(plain[1]) // 3
                    links["/".join([*above[:left], plain[2]])] = None
                    continue
                rels = set((element.get("rel") or "").lower().split())
                fetched = name != "a" and not (name == "link" and rels and rels <= _ONLY_NAMED)
                for one in value.split(",") if attribute == "srcset" else [value]:
                    address = one.split()[0] if attribute == "srcset" and one.split() else one
                    yield from _link(path, address, base, links, wanted, fetched=fetched)
    for mark in wanted:
        if mark not in marks:
            yield Fault(path, "dead-link", f"#{mark}")


def _link(
    path: str, value: str, base: str, links: dict[str, None], wanted: dict[str, None], *, fetched: bool
) -> Iterator[Fault]:
    try:
        parts = urlsplit(value)
    except ValueError:
        yield Fault(path, "foreign", value)
        return
    if parts.scheme or parts.netloc:
        if parts.scheme not in ("https", "http", "mailto", "tel", "sms"):
            yield Fault(path, "foreign", value)
        elif fetched:
            yield Fault(path, "outside", value)
        return
    if not parts.path:
        if parts.fragment and not parts.query:
            wanted[unquote(parts.fragment)] = None
        return
    if path.endswith("404.html") and not parts.path.startswith("/"):
        # This page is served at every address that does not exist: from there, it leads anywhere.
        yield Fault(path, "dead-link", value)
        return
    there = unquote(parts.path)
    if not there.startswith("/"):
        # Not normalised before: `..` may lead out of the site, to another one on the same host.
        there = posixpath.join(base, posixpath.dirname(path), there)
    whole = posixpath.normpath(there).rstrip("/") + "/"
    if not whole.startswith(base):
        yield Fault(path, "dead-link", value)
        return
    target = whole.removeprefix(base)
    links[target if there.endswith(("/", "/.", "/..")) else target.rstrip("/")] = None


def dead_links(links: Mapping[str, Iterable[str]], published: Collection[str]) -> Iterator[Fault]:
    """Links that lead nowhere, once everything that will be published is known."""
    for path, targets in links.items():
        for target in targets:
            file = f"{target}index.html" if target == "" or target.endswith("/") else target
            if file not in published:
                yield Fault(path, "dead-link", target)

"""Reads every new page back before it may go out: nothing foreign on it, nothing broken, nothing too heavy.

A page that fails here is a fault of a template or of the program, never of a note; the last good
site stays.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

LIMITS = {".html": 1_500_000, ".css": 100_000, ".js": 50_000}
"""The most bytes a file may have, by its ending."""

_ELEMENTS_WITH_LINKS = {"a": "href", "link": "href", "img": "src", "script": "src", "iframe": "src"}
_FOREIGN = frozenset(
    {"base", "embed", "object", "applet", "frame", "frameset", "style", "form", "audio", "video"}
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
    if len(data) > LIMITS.get(ending, 50_000_000):
        faults.append(Fault(path, "too-heavy", f"{len(data)} > {LIMITS[ending]}"))
    links: dict[str, None] = {}
    if ending == ".html":
        faults += _html(path, data, base, links)
    elif ending == ".json":
        try:
            json.loads(data)
        except ValueError as error:
            faults.append(Fault(path, "not-parsed", str(error)))
    elif ending in (".svg", ".xml", ".atom", ".rss"):
        faults += _xml(path, data)
    return Inspected(tuple(links), tuple(faults))


def _xml(path: str, data: bytes) -> Iterator[Fault]:
    from lxml import etree

    try:
        etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        yield Fault(path, "not-parsed", str(error))


def _html(path: str, data: bytes, base: str, links: dict[str, None]) -> Iterator[Fault]:
    from lxml import etree, html

    try:
        root = html.document_fromstring(data, html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError) as error:
        yield Fault(path, "not-parsed", str(error))
        return
    if not data.startswith(b"<!doctype html>"):
        yield Fault(path, "not-parsed", "<!doctype html>")
    if len(root.findall(".//h1")) != 1 or root.find(".//title") is None or not root.get("lang"):
        yield Fault(path, "not-parsed", "h1, title, lang")
    for element in root.iter(etree.Element):
        name = element.tag
        if name in _FOREIGN or (name == "script" and not element.get("src")):
            yield Fault(path, "foreign", f"<{name}>")
        if name == "meta" and (element.get("http-equiv") or "").lower() == "refresh":
            yield Fault(path, "foreign", "<meta http-equiv=refresh>")
        for attribute, value in element.items():
            if attribute.startswith("on") or attribute == "style":
                yield Fault(path, "inline", f"{name} {attribute}")
            if attribute == _ELEMENTS_WITH_LINKS.get(name):
                yield from _link(path, name, value, base, links, element.get("rel") or "")


def _link(
    path: str, element: str, value: str, base: str, links: dict[str, None], rel: str
) -> Iterator[Fault]:
    parts = urlsplit(value)
    if parts.scheme or parts.netloc:
        if parts.scheme not in ("https", "http", "mailto", "tel", "sms"):
            yield Fault(path, "foreign", value)
        elif element != "a" and rel not in ("canonical", "alternate"):
            yield Fault(path, "outside", value)
        return
    if not parts.path:
        return
    here = posixpath.dirname(f"/{path}")
    if parts.path.startswith("/"):
        target = parts.path.removeprefix(base) if parts.path.startswith(base) else parts.path
        resolved = posixpath.normpath(f"/{target}")
    else:
        resolved = posixpath.normpath(posixpath.join(here, unquote(parts.path)))
    links[resolved.lstrip("/") + ("/" if parts.path.endswith("/") and resolved != "/" else "")] = None


def dead_links(links: Mapping[str, tuple[str, ...]], published: Collection[str]) -> Iterator[Fault]:
    """Links that lead nowhere, once everything that will be published is known."""
    for path, targets in links.items():
        for target in targets:
            file = f"{target}index.html" if target == "" or target.endswith("/") else target
            if file not in published:
                yield Fault(path, "dead-link", target)

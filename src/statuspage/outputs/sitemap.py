"""`sitemap.xml` and `robots.txt`: which pages there are, and in which languages, for search engines.

A page has no date here unless its words say one: the day of a build is not the day of a change, and search
engines stop believing those who say so (sitemaps.org, `lastmod`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from html import escape
from typing import NamedTuple
from urllib.parse import quote

from ..views import addresses
from . import Artifact, Press

MOST = 50_000
"""How many addresses one file may list (sitemaps.org); with more, the one file lists several."""
UNLISTED = ("notice/", "embed/")
"""Pages that are printed or framed, and say nothing that another page does not."""


class Page(NamedTuple):
    """One page in all its languages."""

    paths: tuple[tuple[str, str], ...]
    """Language and path, the first language first."""
    changed: str
    """When its words last changed, where they say so (RFC 3339); else ""."""


def closing(press: Press, published: Mapping[str, str]) -> Iterator[Artifact]:
    """The list of everything that was published as a page, and the file that leads robots to it."""
    site = press.site
    pages = list(_pages(press, published))
    each = max(1, MOST // len(site.languages))
    parts = [tuple(pages[at : at + each]) for at in range(0, max(len(pages), 1), each)]
    if len(parts) == 1:
        inputs = (site.address, parts[0])
        yield Artifact(addresses.SITEMAP, inputs, partial(_written, site.address, parts[0]))
    else:
        names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
        for name, part in zip(names, parts, strict=True):
            yield Artifact(name, (site.address, part), partial(_written, site.address, part))
        listed = _index(site.address, names)
        yield Artifact(addresses.SITEMAP, listed, partial(bytes, listed))
    if press.staff:
        hidden = b"User-agent: *\nDisallow: /\n"
        yield Artifact("robots.txt", hidden, partial(bytes, hidden))
        return
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {site.address}{addresses.SITEMAP}\n".encode()
    yield Artifact("robots.txt", robots, partial(bytes, robots))


def _pages(press: Press, published: Mapping[str, str]) -> Iterator[Page]:
    first, *others = press.site.languages
    roots = tuple(f"{language}/" for language in others)
    dates = _dates(press)
    for file in sorted(published):
        path = file.removesuffix("index.html")
        if path == file or path.startswith((*roots, *UNLISTED)):
            continue
        there = [(first, path)]
        there += [(o, f"{o}/{path}") for o in others if f"{o}/{file}" in published]
        said = dates.get(path)
        yield Page(tuple(there), said.isoformat(timespec="seconds") if said else "")


def _dates(press: Press) -> dict[str, datetime]:
    """When the words of a page last changed; of pages that are worked out from many files nobody can say."""
    publication = press.editions()[0].publication
    site, at = publication.site, publication.at
    found = {addresses.incident(i.key): i.updates for i in publication.incidents}
    dates = {path: max(u.at for u in updates if u.at <= at) for path, updates in found.items()}
    dates |= {addresses.announcement(n.key): n.starts for n in site.notices if n.starts <= at}
    return {path: moment.astimezone(site.zone) for path, moment in dates.items()}


_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def _written(address: str, pages: Sequence[Page]) -> bytes:
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<urlset {_SPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for page in pages:
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{escape(language)}" href="{_whole(address, path)}"/>'
            for language, path in page.paths
        )
        changed = f"<lastmod>{page.changed}</lastmod>" if page.changed else ""
        lines += [
            f"<url><loc>{_whole(address, path)}</loc>{changed}{links if len(page.paths) > 1 else ''}</url>"
            for _, path in page.paths
        ]
    return "\n".join([*lines, "</urlset>", ""]).encode()


def _index(address: str, names: Sequence[str]) -> bytes:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<sitemapindex {_SPACE}>"]
    lines += [f"<sitemap><loc>{_whole(address, name)}</loc></sitemap>" for name in names]
    return "\n".join([*lines, "</sitemapindex>", ""]).encode()


def _whole(address: str, path: str) -> str:
    return escape(address + quote(path))

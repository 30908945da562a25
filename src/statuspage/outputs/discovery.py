"""`opensearch.xml` and `manifest.webmanifest`: how browsers search the site, and call it on a screen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from html import escape

from ..views import addresses
from ..views.edition import Edition
from . import Artifact, Press
from .assets import names as asset_names

SHORT = 16
"""The most letters of a search engine's name (OpenSearch 1.1, ShortName)."""


def render(press: Press) -> Iterator[Artifact]:
    """Both files in every language."""
    assets = asset_names(press.assets)
    icon = assets.get(f"icon-{press.snapshot.overall.id}.svg", "")
    lasting = assets.get("icon-operational.svg", "")
    for edition in press.editions():
        search = _opensearch(press, edition, lasting)
        yield Artifact(edition.path(addresses.OPENSEARCH), search, partial(bytes, search))
        app = _webmanifest(edition, icon)
        yield Artifact(edition.path(addresses.WEBMANIFEST), app, partial(bytes, app))


def _opensearch(press: Press, edition: Edition, icon: str) -> bytes:
    """OpenSearch 1.1: the search of the home page, asked from a browser's address bar."""
    site = press.site
    name = edition.phrase(site.name).text
    short = name if len(name) <= SHORT else _whole_words(name)
    home = site.address + edition.root
    picture = f'<Image width="32" height="32" type="image/svg+xml">{escape(site.address + icon)}</Image>\n'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{escape(short, quote=False)}</ShortName>\n"
        f"<Description>{escape(edition.words('search.label'), quote=False)}</Description>\n"
        f"<LongName>{escape(name[:48], quote=False)}</LongName>\n"
        f"{picture if icon else ''}"
        f'<Url type="text/html" template="{escape(home)}?q={{searchTerms}}"/>\n'
        f'<Url type="application/opensearchdescription+xml" rel="self" '
        f'template="{escape(site.address + edition.path(addresses.OPENSEARCH))}"/>\n'
        f"<Language>{escape(edition.language)}</Language>\n"
        "<InputEncoding>UTF-8</InputEncoding>\n"
        "</OpenSearchDescription>\n"
    ).encode()


def _whole_words(name: str) -> str:
    kept = name[: SHORT + 1].rpartition(" ")[0]
    return kept or name[:SHORT]


def _webmanifest(edition: Edition, icon: str) -> bytes:
    """Web Application Manifest (W3C): a name and a picture for a home screen; no program, nothing offline."""
    name = edition.phrase(edition.publication.site.name).text
    here = edition.path(addresses.WEBMANIFEST)
    told: dict[str, object] = {
        "name": name,
        "short_name": name,
        "lang": edition.language,
        "dir": "auto",
        "id": addresses.relative(here, edition.root),
        "start_url": addresses.relative(here, edition.root),
        "scope": addresses.relative(here, addresses.HOME),
        "display": "browser",
    }
    if icon:
        source = addresses.relative(here, icon)
        told["icons"] = [{"src": source, "sizes": "any", "type": "image/svg+xml"}]
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"

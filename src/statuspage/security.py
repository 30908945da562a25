"""The response headers and the Content-Security-Policy of every page, in one table.

Whoever serves the site (a `_headers` file, nginx, Caddy, an object store) is told from here, and the pages
repeat the policy in a meta element, for hosts that send no headers of their own.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_POLICY = (
    ("default-src", "'none'"),
    ("script-src", "'self'"),
    ("style-src", "'self'"),
    ("img-src", "'self'"),
    ("font-src", "'self'"),
    ("connect-src", "'self'"),
    ("manifest-src", "'self'"),
    ("base-uri", "'none'"),
    ("form-action", "'none'"),
    ("frame-ancestors", "'none'"),
    ("require-trusted-types-for", "'script'"),
    ("trusted-types", "'none'"),
)
_NOT_IN_META = ("frame-ancestors",)
"""Ignored in a meta element (Content Security Policy Level 3, 3.3)."""

PAGE_POLICY = "; ".join(f"{name} {value}" for name, value in _POLICY)
PAGE_META = "; ".join(f"{name} {value}" for name, value in _POLICY if name not in _NOT_IN_META)
MACHINE_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
BADGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
"""A badge brings its own style sheet, and nothing else."""
EMBED_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors *"
)
"""The banner for other people's pages: it runs nothing, so anybody may frame it."""

_ALWAYS = (("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"))
_PAGE = (
    ("Content-Security-Policy", PAGE_POLICY),
    ("Strict-Transport-Security", "max-age=31536000"),
    *_ALWAYS,
    ("X-Frame-Options", "DENY"),
    (
        "Permissions-Policy",
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()",
    ),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
_SHORT = "public, max-age=30, stale-while-revalidate=60, stale-if-error=86400"
_LONGER = "public, max-age=300, stale-while-revalidate=600, stale-if-error=86400"

_ANYWHERE = (("Access-Control-Allow-Origin", "*"), ("Cross-Origin-Resource-Policy", "cross-origin"))
_MACHINES = (("Content-Security-Policy", MACHINE_POLICY), *_ANYWHERE)
_BADGES = (("Content-Security-Policy", BADGE_POLICY), *_ANYWHERE)
_EMBED = (("Content-Security-Policy", EMBED_POLICY), ("X-Frame-Options", ""), *_ANYWHERE)


class Rule(NamedTuple):
    """The headers of all files whose address fits the pattern; a later rule replaces what it names.

    In a pattern `*` stands for anything and `:name` for one folder, each once at most: what the readers of
    `_headers` files understand. An empty value takes a header away.
    """

    pattern: str
    headers: tuple[tuple[str, str], ...]

    @property
    def expression(self) -> str:
        """The pattern as a regular expression, without the slash that every address begins with."""
        parts = re.split(r"(\*|:[a-z]+)", self.pattern.removeprefix("/"))
        return "".join(".*" if p == "*" else "[^/]+" if p[:1] == ":" else re.escape(p) for p in parts)


RULES = (
    Rule("/*", (*_PAGE, ("Cache-Control", _SHORT))),
    Rule("/assets/*", (("Cache-Control", "public, max-age=31536000, immutable"),)),
    *(Rule(f"/*.{ending}", _MACHINES) for ending in ("json", "xml", "csv", "txt")),
    *(
        Rule(f"/*{ending}", (*_MACHINES, ("Cache-Control", _LONGER)))
        for ending in (".atom", ".rss", "feed.json", ".ics")
    ),
    Rule("/metrics", _MACHINES),
    Rule("/badges/*", _BADGES),
    Rule("/badge.svg", _BADGES),
    Rule("/embed/*", _EMBED),
    Rule("/:language/embed/*", _EMBED),
    Rule("/build.json", (("Cache-Control", "public, max-age=15, stale-if-error=0"),)),
    Rule("/404.html", (("Cache-Control", "public, max-age=10"),)),
    Rule("/:language/404.html", (("Cache-Control", "public, max-age=10"),)),
)
"""RFC 9111, RFC 5861: pages are fresh for half a minute, and may be stale for a day when the host fails."""

TYPES = {"/metrics": "application/openmetrics-text; version=1.0.0; charset=utf-8"}
"""The media types that no ending tells."""
ENDINGS = {
    "atom": "application/atom+xml",
    "css": "text/css",
    "csv": "text/csv",
    "html": "text/html",
    "ics": "text/calendar",
    "js": "text/javascript",
    "json": "application/json",
    "png": "image/png",
    "rss": "application/rss+xml",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "webmanifest": "application/manifest+json",
    "woff2": "font/woff2",
    "xml": "application/xml",
}
"""The media types of everything that is published, by ending."""
TEXTS = tuple(type_ for ending, type_ in ENDINGS.items() if ending not in ("png", "woff2"))
"""What is worth packing, and is written in UTF-8."""


def media_type(path: str) -> str:
    """The media type of one file by its path in the site, with the letters it is written in."""
    named = TYPES.get(f"/{path}")
    ending = path.rpartition(".")[2]
    type_ = named or ENDINGS.get(ending, "text/plain")
    return type_ if named or ending == "svg" or type_ not in TEXTS else f"{type_}; charset=utf-8"


def headers(path: str) -> dict[str, str]:
    """The response headers of one file, by its path in the site (`services/x/index.html`)."""
    # A folder's page is asked for without its file name.
    asked = path.removesuffix("index.html")
    fitting = [rule for rule in RULES if re.fullmatch(rule.expression, asked)]
    found = dict(pair for rule in fitting for pair in rule.headers)
    return {name: value for name, value in found.items() if value}

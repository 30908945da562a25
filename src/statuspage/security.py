"""The response headers and the Content-Security-Policy of every page, in one table.

Whoever serves the site (a `_headers` file, nginx, Caddy, an object store) is told from here, and the pages
repeat the policy in a meta element, for hosts that send no headers of their own.
"""

from __future__ import annotations

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


class Rule(NamedTuple):
    """The headers of all files whose address fits the pattern; a later rule replaces what it names."""

    pattern: str
    headers: tuple[tuple[str, str], ...]


RULES = (
    Rule("/*", (*_PAGE, ("Cache-Control", _SHORT))),
    Rule("/assets/*", (("Cache-Control", "public, max-age=31536000, immutable"),)),
    Rule(
        "/build.json",
        (
            ("Cache-Control", "public, max-age=15, stale-if-error=0"),
            ("Access-Control-Allow-Origin", "*"),
        ),
    ),
)
"""RFC 9111, RFC 5861: pages are fresh for half a minute, and may be stale for a day when the host fails."""


def headers(path: str) -> dict[str, str]:
    """The response headers of one file, by its path in the site (`services/x/index.html`)."""
    from fnmatch import fnmatchcase

    return dict(pair for rule in RULES if fnmatchcase(f"/{path}", rule.pattern) for pair in rule.headers)

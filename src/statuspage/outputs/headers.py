"""`_headers`: the response headers, for hosts that read them from this file (Netlify, Cloudflare Pages)."""

from __future__ import annotations

from collections.abc import Iterator

from .. import security
from . import Artifact, Press


def render(press: Press) -> Iterator[Artifact]:
    """One file; the same table feeds the meta element of every page."""
    text = "".join(_block(rule) for rule in security.RULES)
    yield Artifact("_headers", text, text.encode)


def _block(rule: security.Rule) -> str:
    return rule.pattern + "\n" + "".join(f"  {name}: {value}\n" for name, value in rule.headers) + "\n"

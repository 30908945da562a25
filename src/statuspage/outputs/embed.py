"""`/embed/`: the state of the site in one line, for other people's pages.

Three ways, each of which leaves the other page whole whatever happens here: a frame that always says
something (`embed/`), a frame that is empty while all is well (`embed/quiet/`), and a script
(`embed/embed.js`) that puts one line of plain text with a link before itself. The script makes nothing but
that line, sets no style, defines no name, and gives up silently after five seconds or at the first thing it
does not expect.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from html import escape

from .. import security
from ..model import State
from ..views import addresses
from ..views.edition import Edition
from ..views.pages import summary
from . import Artifact, Press

VERSION = 1


@dataclass(frozen=True, slots=True)
class Line:
    """What the banner says in one language."""

    language: str
    name: str
    state: str
    text: str
    """The worst of it in one sentence."""
    more: str
    """What the link is called."""
    address: str
    changed: str
    """When anybody last said anything (RFC 3339); "" when nobody ever did."""
    demonstration: str
    """Said wherever the line is shown, unless this is the real thing."""


def render(press: Press) -> Iterator[Artifact]:
    """The frames and the document of every language, one style sheet, one script."""
    for edition in press.editions():
        line = _line(edition)
        for quiet, name in ((False, "index.html"), (True, "quiet/index.html")):
            path = edition.path(f"{addresses.EMBED}{name}")
            style = addresses.relative(path, f"{addresses.EMBED}embed.css")
            inputs = (line, quiet, style)
            yield Artifact(path, inputs, partial(_page, line, style, quiet=quiet))
        yield Artifact(edition.path(f"{addresses.EMBED}state.json"), line, partial(_document, line))
    for name, text in (("embed.css", STYLE), ("embed.js", SCRIPT)):
        yield Artifact(f"{addresses.EMBED}{name}", text, text.encode)


def _line(edition: Edition) -> Line:
    site, words, publication = edition.publication.site, edition.words, edition.publication
    name = edition.phrase(site.name).text
    text, _ = summary(edition)
    return Line(
        language=edition.language,
        name=name,
        state=publication.snapshot.overall.id,
        text=words("text.demonstration", text=text) if site.demonstration else text,
        more=words("embed.more", name=name),
        address=site.address + edition.root,
        changed=words.machine(publication.changed) if publication.changed else "",
        demonstration=words("frame.demonstration") if site.demonstration else "",
    )


def _document(line: Line) -> bytes:
    document = {
        "version": VERSION,
        "name": line.name,
        "state": line.state,
        "text": line.text,
        "more": line.more,
        "address": line.address,
        "changed": line.changed or None,
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _page(line: Line, style: str, *, quiet: bool) -> bytes:
    """A page for a frame: one line, one link that opens outside the frame, no script."""
    silent = quiet and line.state == State.OPERATIONAL.id
    said = (
        f'<h1 class="away">{escape(line.text)}</h1>'
        if silent
        else f'<h1 class="{line.state}">{escape(line.text)}</h1>\n'
        f'<p><a href="{escape(line.address)}" target="_blank" rel="noopener">{escape(line.more)}</a></p>'
    )
    said += f"\n<p>{escape(line.demonstration)}</p>" if line.demonstration else ""
    return (
        "<!doctype html>\n"
        f'<html lang="{escape(line.language)}">\n<head>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{security.PAGE_META}">\n'
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="robots" content="noindex">\n'
        f"<title>{escape(line.name)}</title>\n"
        '<meta name="color-scheme" content="light dark">\n'
        f'<link rel="stylesheet" href="{escape(style)}">\n'
        f"</head>\n<body>\n<main>\n{said}\n</main>\n</body>\n</html>\n"
    ).encode()


STYLE = """\
:root {
  color-scheme: light dark;
  font: 1rem/1.5 "Pretendard GOV", Pretendard, -apple-system, "Apple SD Gothic Neo", "Malgun Gothic",
    "Noto Sans KR", sans-serif;
  word-break: keep-all;
  overflow-wrap: anywhere;
}
body { margin: 0; color: #1e2124; }
main { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: center; }
h1 { margin: 0; padding: 0.25rem 0.75rem; border-inline-start: 0.25rem solid; font: inherit; }
h1 { font-weight: 700; }
p { margin: 0; padding: 0.25rem 0.75rem; }
a { color: #0b50d0; }
.away { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; padding: 0; border: 0; }
.away { clip-path: inset(50%); }
.operational { color: #267337; }
.under_maintenance { color: #096ab3; }
.degraded_performance, .partial_outage { color: #8a5c00; }
.major_outage { color: #bd2c0f; }
@media (prefers-color-scheme: dark) {
  body { color: #f4f5f6; }
  a { color: #86aff9; }
  .operational { color: #8fd39d; }
  .under_maintenance { color: #9ad1fb; }
  .degraded_performance, .partial_outage { color: #ffc95c; }
  .major_outage { color: #f7afa1; }
}
"""

SCRIPT = """\
/* <script async src="https://…/embed/embed.js" data-language="en" data-always></script>
   One line of text before the script, or nothing at all. */
(() => {
  "use strict";
  try {
    const script = document.currentScript, { language, always } = script.dataset;
    const top = new URL("../", script.src), there = `${language ? `${language}/` : ""}embed/state.json`;
    const wait = new AbortController();
    setTimeout(() => wait.abort(), 5000);
    fetch(new URL(there, top), { credentials: "omit", referrerPolicy: "no-referrer", signal: wait.signal })
      .then((answer) => (answer.ok ? answer.json() : null))
      .then((told) => {
        const words = [told?.state, told?.text, told?.more];
        if (told?.version !== 1 || words.some((one) => typeof one !== "string")) return;
        if (told.state === "operational" && always === undefined) return;
        const address = new URL(told.address);
        if (!/^https?:$/.test(address.protocol)) return;
        const line = document.createElement("p"), link = document.createElement("a");
        line.className = `statuspage-line statuspage-line--${told.state.replace(/[^a-z_]/g, "")}`;
        line.textContent = `${told.text.slice(0, 300)} `;
        link.href = address.href;
        link.textContent = told.more.slice(0, 300);
        line.append(link);
        script.before(line);
      })
      .catch(() => {});
  } catch {
    /* The page this stands on matters more than what it would have said. */
  }
})();
"""

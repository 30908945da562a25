"""A story told in files, one file after the other, for tests of what readers of feeds get to see."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import machines
from sites import SMALL, write
from statuspage import catalogue, load, outputs, prose, state
from statuspage.outputs import feeds
from statuspage.views.edition import Prose

INCIDENT = "incidents/2026/0302-portal"

BEGINNING: Mapping[str, str | None] = {
    f"{INCIDENT}/incident.md": "---\ntitle: {ko: 정부24 장애, en: Government24 outage}\n---",
    f"{INCIDENT}/0302-0900-mois.md": """
        ---
        status: investigating
        impact: {portal: major_outage}
        next_update: 2026-03-02 10:00
        ---
        정부24가 열리지 않습니다. [전화](tel:110)로 물어보세요.
    """,
    f"{INCIDENT}/0302-0900-mois.en.md": "---\n---\nGovernment24 does not open.",
}
UPDATE: Mapping[str, str | None] = {
    f"{INCIDENT}/0302-1000-mois.md": """
        ---
        status: identified
        title: 주민센터로 오세요
        impact: {portal: partial_outage}
        expected: 2026-03-02 18:00
        relief:
          - kind: deadline_extension
            services: [move-in]
            until: 2026-03-09
            what: {ko: 오늘 마감은 9일까지, en: Today's deadlines move to the 9th}
        ---
        일부만 열립니다.
    """,
}
CORRECTION: Mapping[str, str | None] = {
    f"{INCIDENT}/0302-1030-mois.md": """
        ---
        corrects: 0302-1000-mois
        ---
        주민센터는 오늘 쉽니다.
    """,
}
RESOLUTION: Mapping[str, str | None] = {
    f"{INCIDENT}/0302-1500-mois.md": "---\nstatus: resolved\n---\n모두 열립니다.",
}
CHAPTERS = (BEGINNING, UPDATE, CORRECTION, RESOLUTION)
EVENING = datetime.fromisoformat("2026-03-02T20:00+09:00")


def whole(root: Path) -> Path:
    """A site with the small incident of 2023 and the whole story of 2026."""
    write(root, SMALL)
    for chapter in CHAPTERS:
        write(root, chapter)
    return root


def press(root: Path, moment: datetime = EVENING) -> outputs.Press:
    """What the outputs work with, for the site in a folder."""
    site = load.site(root).site
    assert site is not None
    links = prose.Links(site.allowed_links)

    def html(found: Prose) -> str:
        return prose.html(found.source, links)

    words = catalogue.words(root, site.languages, site.zone)
    return outputs.Press(state.at(site, moment), words, {}, {}, None, prose=html)


def artifacts(root: Path, moment: datetime = EVENING) -> dict[str, outputs.Artifact]:
    """Every feed, by its path."""
    return {artifact.path: artifact for artifact in machines.artifacts(feeds, press(root, moment))}


def made(root: Path, moment: datetime = EVENING) -> dict[str, bytes]:
    """The bytes of every feed, by its path."""
    return {path: artifact.make() for path, artifact in artifacts(root, moment).items()}

"""What the files ask of their writers as time goes by; nothing in them is wrong, and something is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from . import state
from .model import Site
from .problems import Problem, Severity


def due(site: Site, moment: datetime) -> Iterator[Problem]:
    """Every open incident whose next word is late at `moment` (aware), at the place of its last word."""
    late = state.overdue(site, moment)
    for incident in site.incidents:
        if incident.key in late:
            last = max((update for update in incident.updates if update.at <= moment), key=lambda u: u.at)
            by = f"{late[incident.key].since.astimezone(site.zone):%Y-%m-%d %H:%M}"
            yield Problem(last.place, "silent_incident", incident.id, (("due", by),), Severity.WARNING)


def ahead(site: Site, moment: datetime) -> Iterator[Problem]:
    """Every update that is dated after `moment` (aware): until then nobody reads it."""
    for story in site.stories:
        for update in story.updates:
            if update.at > moment:
                when = f"{update.at.astimezone(site.zone):%Y-%m-%d %H:%M}"
                yield Problem(update.place, "update_ahead", "", (("when", when),), Severity.WARNING)

"""Looks whether the one-word edit (`state:` in a thing's own file) has the incident that explains it."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Incident, Site, State, Status, ThingId
from ..problems import Problem, Severity


def check(site: Site) -> Iterator[Problem]:
    """Asks for the incident that a word lacks, and reminds of a word that outlived its incident."""
    covered: set[ThingId] = set()
    over: set[ThingId] = set()
    for incident in site.incidents:
        named = {claim.thing for update in incident.updates for claim in update.claims}
        (over if _ended(incident) else covered).update(named)
    for work in site.maintenance:
        named = {claim.thing for claim in work.claims}
        named |= {claim.thing for update in work.updates for claim in update.claims}
        covered |= named
    for thing, standing in site.standings:
        if standing.state is State.OPERATIONAL:
            continue
        service = thing.partition("/")[0]
        mine = {thing, service} | {other for other in covered | over if other.startswith(thing + "/")}
        if mine & covered:
            continue
        code = "state_outlived_incident" if mine & over else "state_without_incident"
        yield Problem(standing.place, code, "", (("thing", thing),), Severity.WARNING)


def _ended(incident: Incident) -> bool:
    return any(
        update.status in (Status.RESOLVED, Status.POSTMORTEM) and not update.doubtful
        for update in incident.updates
    )

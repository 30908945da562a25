"""What services hang on, for machines: one document for each system and each shared channel (`/api/`).

Staff and press ask what a system takes with it, and a counter clerk what can be done today; the pages of
systems and shared channels answer that, and these documents say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from .. import guidance
from ..model import Channel, Need, State, System
from ..state import Cause
from ..views import addresses
from . import Artifact, Press
from .api import Said, Telling, artifact


def render(press: Press) -> Iterator[Artifact]:
    """A document for each system and each shared channel."""
    telling = press.once(Telling)
    publication, marks = telling.publication, telling.publication.marks
    for system in press.site.systems.values():
        mark = marks.system(system.id, publication.hanging_on(system.id))
        yield artifact(press, f"systems/{system.id}", "system", mark, partial(_system, telling, system))
    for channel in press.site.channels.values():
        mark = marks.channel(channel.id, publication.on(channel)) + marks.notices(telling.notices())
        yield artifact(press, f"channels/{channel.id}", "channel", mark, partial(_channel, telling, channel))


def _system(telling: Telling, found: System) -> Said:
    """One system: how it is and why, what it needs, and which services hang on it."""
    causes = telling.snapshot.causes.get(found.id, ())
    return {
        "id": found.id,
        "name": telling.text(found.name),
        "operator": found.operator or None,
        "grade": found.grade,
        "retired": telling.day(found.retired),
        "page": telling.page(addresses.system(found.id)),
        "state": telling.snapshot.states[found.id].id,
        "causes": telling.causes(causes),
        "reasons": telling.reasons(causes, found.id),
        "worse_in": telling.regional(found.id),
        "needs": [_need(telling, need) for need in found.needs],
        "services": [service.id for service in telling.publication.hanging_on(found.id)],
        "incidents": _incidents(telling, causes),
        "history": telling.past(found.id),
    }


def _need(telling: Telling, found: Need) -> Said:
    states = telling.snapshot.states
    return {
        "any_of": [{**telling.thing(id), "state": states[id].id} for id in found.any_of if id in states],
        "at_most": found.at_most.id if found.at_most is not None else None,
    }


def _channel(telling: Telling, found: Channel) -> Said:
    """One shared channel: what can and cannot be done there now."""
    snapshot, publication = telling.snapshot, telling.publication
    here, causes = snapshot.states[found.id], list(snapshot.causes.get(found.id, ()))
    usable = snapshot.usable(found.id)
    services = []
    for owner, way in publication.using(found):
        thing = f"{owner.id}/{way.id}"
        state = snapshot.states[thing].id
        services.append({"id": owner.id, "way": thing, "state": state, "usable": snapshot.usable(thing)})
    own = guidance.opening(snapshot, found) if usable and here is not State.OPERATIONAL else None
    told = [*causes]
    for service in services:
        told += snapshot.causes.get(str(service["way"]), ())
    return {
        "id": found.id,
        **{key: value for key, value in telling.channel(found).items() if key != "channel"},
        "page": telling.page(addresses.channel(found.id)),
        "state": here.id,
        "usable": usable,
        "provisional": found.id in snapshot.provisional,
        "without": [telling.text(text) for text in snapshot.without.get(found.id, ())],
        "causes": telling.causes(causes),
        "reasons": telling.reasons(causes, found.id),
        "worse_in": telling.regional(found.id),
        "opening": telling.opening(own),
        "services": services,
        "relief": [telling.protection(p) for p in publication.protecting(found)],
        "incidents": _incidents(telling, told),
        "history": telling.past(found.id),
    }


def _incidents(telling: Telling, causes: Iterable[Cause]) -> list[Said]:
    """The open incidents behind some causes, in the order of the page."""
    keys = {cause.story.key for cause in causes if cause.story and cause.story.kind == "incident"}
    return [telling.reference(found) for found in telling.snapshot.open_incidents if found.key in keys]

"""`/metrics`: the states as numbers, for Prometheus and its like (OpenMetrics 1.0).

Only what follows from the files is told, never when it was built: whoever scrapes knows that by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import NamedTuple

from .. import state
from ..model import State
from ..views import addresses
from ..views.edition import Edition
from . import Artifact, Press

TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8"


class Sample(NamedTuple):
    """One number, and what it is of."""

    labels: tuple[tuple[str, str], ...]
    value: int


class Family(NamedTuple):
    """Numbers of one kind."""

    name: str
    type: str
    unit: str
    help: str
    samples: tuple[Sample, ...]


_SCALE = ", ".join(f"{found.value} {found.id}" for found in State)


def render(press: Press) -> Iterator[Artifact]:
    """One file; names are in the site's first language."""
    families = tuple(_families(press.editions()[0]))
    yield Artifact(addresses.METRICS, families, partial(_written, families))


def _families(edition: Edition) -> Iterator[Family]:
    publication, snapshot = edition.publication, edition.publication.snapshot
    site, states = snapshot.site, snapshot.states

    def one(value: int, **labels: str) -> Sample:
        return Sample(tuple(labels.items()), value)

    def gauge(name: str, help: str, *samples: Sample, unit: str = "") -> Family:
        return Family(f"statuspage_{name}", "gauge", unit, help, samples)

    services = snapshot.services.values()
    yield gauge("state", f"The worst state of any service: {_SCALE}.", one(snapshot.overall.value))
    counted = Counter(states[service.id] for service in services)
    yield gauge(
        "services",
        "How many services are in each state.",
        *(one(counted[found], state=found.id) for found in State),
    )
    yield Family(
        "statuspage_service",
        "info",
        "",
        "What a service is called, whose it is, and how badly it is needed.",
        tuple(
            one(
                1,
                service=s.id,
                name=edition.phrase(s.name).text,
                agency=s.agency,
                category=s.category,
                importance=s.importance.name.lower(),
            )
            for s in services
        ),
    )
    yield gauge(
        "service_state",
        f"The state of a service: {_SCALE}.",
        *(one(states[s.id].value, service=s.id) for s in services),
    )
    ways = [(s.id, way.id, f"{s.id}/{way.id}") for s in services for way in snapshot.ways[s.id]]
    yield gauge(
        "way_state",
        f"The state of one way of a service: {_SCALE}.",
        *(one(states[thing].value, service=service, way=way) for service, way, thing in ways),
    )
    yield gauge(
        "way_usable",
        "Whether a way gets the thing done now, perhaps with a warning.",
        *(one(int(snapshot.usable(thing)), service=service, way=way) for service, way, thing in ways),
    )
    yield gauge(
        "channel_state",
        f"The state of a shared channel: {_SCALE}.",
        *(one(states[channel.id].value, channel=channel.id) for channel in site.channels.values()),
    )
    yield gauge(
        "system_state",
        f"The state of a system: {_SCALE}.",
        *(one(states[system.id].value, system=system.id) for system in site.systems.values()),
    )
    yield gauge("incidents_open", "How many incidents are open.", one(len(snapshot.open_incidents)))
    yield gauge(
        "incident_started_timestamp_seconds",
        "When an open incident was first told.",
        *(one(_seconds(i.updates[0].at), incident=i.key) for i in snapshot.open_incidents),
        unit="seconds",
    )
    yield gauge(
        "incident_last_word_timestamp_seconds",
        "When somebody last spoke of an open incident.",
        *(one(_seconds(state.last_word(i, snapshot.at).at), incident=i.key) for i in snapshot.open_incidents),
        unit="seconds",
    )
    yield gauge(
        "incident_overdue",
        "Whether the next word about an open incident is late.",
        *(one(int(i.key in snapshot.overdue), incident=i.key) for i in snapshot.open_incidents),
    )
    running = [w for w in snapshot.windows if w.starts <= snapshot.at and not w.cancelled]
    yield gauge("maintenance_running", "How many windows of planned work run.", one(len(running)))
    yield gauge("files_unread", "How many files could not be read.", one(len(site.unread)))
    if publication.changed is not None:
        yield gauge(
            "last_change_timestamp_seconds",
            "When anybody last said anything.",
            one(_seconds(publication.changed)),
            unit="seconds",
        )


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _written(families: tuple[Family, ...]) -> bytes:
    lines = []
    for family in families:
        lines.append(f"# TYPE {family.name} {family.type}")
        if family.unit:
            lines.append(f"# UNIT {family.name} {family.unit}")
        lines.append(f"# HELP {family.name} {_escaped(family.help)}")
        name = f"{family.name}_info" if family.type == "info" else family.name
        lines += [f"{name}{_labels(dict(sample.labels))} {sample.value}" for sample in family.samples]
    lines.append("# EOF")
    return "\n".join(lines).encode() + b"\n"


def _labels(labels: Mapping[str, str]) -> str:
    said = ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items())
    return f"{{{said}}}" if said else ""


def _escaped(text: str) -> str:
    """As the standard wants it: backslash, line feed and quotation mark."""
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"')

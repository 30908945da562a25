"""Reads `tell` of `site.yaml`: who gets a message about every piece of news, and about which news."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..model import Receiver, ReceiverKind, Site
from ..problems import Problem
from .crosscheck import Known
from .fields import Fields
from .findings import Reference

_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]{0,99}", re.ASCII)
_ADDRESS = re.compile(r"://|\.\w+/")
_KINDS = {kind.value: kind for kind in ReceiverKind}


def receivers(fields: Fields) -> tuple[Receiver, ...]:
    """Every receiver that can be used; the address and the key of one come from the environment."""
    problems = fields.findings.problems
    before = len(problems)
    found: dict[str, Receiver] = {}
    for entry in fields.entries("tell"):
        receiver = _receiver(entry)
        if receiver is None:
            continue
        if receiver.name in found:
            fields.findings.error("receiver_twice", entry.at("name"), receiver.name)
        else:
            found[receiver.name] = receiver
    problems[before:] = [_discreet(problem) for problem in problems[before:]]
    return tuple(found.values())


def _discreet(problem: Problem) -> Problem:
    """The same problem without the address that somebody typed: many can read where problems are printed."""
    if not _ADDRESS.search(problem.typed):
        return problem
    return Problem(problem.place, "receiver_address")


def unknown(site: Site, references: Iterable[Reference]) -> list[Problem]:
    """The ids that `only` names and nothing describes."""
    known = Known(
        {id: agency.place.file for id, agency in site.agencies.items()},
        {id: system.place.file for id, system in site.systems.items()},
        {id: channel.place.file for id, channel in site.channels.items()},
        {id: service.place.file for id, service in site.services.items()},
        frozenset(site.categories),
        frozenset(site.regions),
    )
    faults = (known.fault(reference) for reference in references)
    return [fault for fault in faults if fault is not None]


def _receiver(entry: Fields) -> Receiver | None:
    findings = entry.findings
    before = findings.errors
    name = entry.id("name", "", required=True)
    kind = entry.choice("kind", _KINDS, required=True)
    address = next((name for name in ("url", "address", "webhook") if name in entry.table.fields), "")
    if address:
        entry.has(address)
        findings.error("receiver_address", entry.name_at(address), address)
    url_from = _variable(entry, "url_from", required=not address)
    signed = kind is ReceiverKind.JSON
    secret_from = _variable(entry, "secret_from")
    if kind is not None and signed and not entry.has("secret_from"):
        findings.error("signed_without_secret", entry.table, "")
    if kind is not None and not signed and entry.has("secret_from"):
        findings.error("secret_unused", entry.name_at("secret_from"))
    languages = findings.reading.languages
    language = entry.choice("language", {tag: tag for tag in languages}) or languages[0]
    only = _only(entry)
    entry.done()
    if findings.errors > before or kind is None:
        return None
    return Receiver(name, kind, url_from, secret_from, language, *only)


def _variable(entry: Fields, field: str, required: bool = False) -> str:
    """The name of an environment variable; whatever else was written may be the secret itself."""
    typed = entry.text(field, required)
    if typed and not _VARIABLE.fullmatch(typed):
        entry.findings.error("not_a_variable", entry.at(field), "")
        return ""
    return typed


def _only(entry: Fields) -> tuple[tuple[str, ...], ...]:
    groups = entry.entries("only")
    services: list[str] = []
    agencies: list[str] = []
    categories: list[str] = []
    regions: list[str] = []
    for group in groups:
        services += group.ids("services", "service")
        agencies += group.ids("agencies", "agency")
        categories += group.ids("categories", "category")
        regions += group.ids("regions", "region")
        group.done()
    found = (tuple(services), tuple(agencies), tuple(categories), tuple(regions))
    if entry.has("only") and not any(found) and groups:
        entry.findings.error("empty_field", entry.name_at("only"), "only")
    return found

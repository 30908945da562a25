"""Reads `site.yaml`: what the page is called, where it lives, which languages and clock it keeps."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .. import source
from ..language import Text
from ..model import Help, Site
from ..problems import Problem, Severity
from ..source import Node, Scalar, Table
from . import editing, moments, targets
from .fields import Fields, an_id, web_address
from .findings import Findings, Reading, Reference, near
from .moments import NotAMoment
from .receivers import receivers

T = TypeVar("T")

FILE = "status/site.yaml"

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", re.ASCII)
_TAG = re.compile(r"tag:[A-Za-z0-9._-]+(?:@[A-Za-z0-9._-]+)?,\d{4}(?:-\d\d(?:-\d\d)?)?(?::[!-~]*)?", re.ASCII)
_HOST = re.compile(r"(?:\*\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Settings:
    """What `site.yaml` says: a site that is still empty, and how the other files are to be read."""

    site: Site | None
    """None where nothing trustworthy can be built."""
    reading: Reading | None
    """None where the other files cannot be read without guessing their language or clock."""
    problems: tuple[Problem, ...] = ()
    references: tuple[Reference, ...] = ()
    """What other files must describe."""


def of(root: Path) -> Settings:
    """The settings of the site in a folder, without anything that other files say."""
    raw = source.content(root / FILE, FILE, source.SITE_LIMIT)
    return Settings(None, None, (raw,)) if isinstance(raw, Problem) else read(raw)


def read(raw: bytes) -> Settings:
    """The settings of a site; what makes building impossible is a problem of severity `REFUSAL`."""
    words, problems = source.text(raw, FILE)
    table = None
    if words is not None:
        table, faults = source.tree(words, FILE)
        problems += faults
    if table is None or words is None:
        return Settings(None, None, tuple(_refused(problem) for problem in problems))
    # Until its own languages are known, the words of this file are read as if there were one.
    findings = Findings(FILE, Reading(ZoneInfo("UTC"), ("und",)))
    findings.problems, findings.lines = problems, words.split("\n")
    fields = Fields(table, findings)
    languages = _languages(fields)
    zone = _zone(fields)
    links = _links(fields)
    if not languages or zone is None:
        # The rest would only be complaints that follow from these.
        return Settings(None, None, tuple(findings.problems))
    findings.reading = reading = Reading(zone, languages, links)
    name = _refusing(fields, lambda: fields.title("name", required=True))
    address, tag = _address(fields), _tag(fields)
    demonstration, official = fields.flag("demonstration"), fields.flag("official")
    if demonstration and official:
        findings.error("demonstration_official", fields.name_at("official"), "official")
        official = False
    site = Site(
        name=name or Text(((languages[0], ""),)),
        address=address,
        tag=tag,
        languages=languages,
        zone=zone,
        demonstration=demonstration,
        official=official,
        fresh_for=_fresh_for(fields),
        holidays=_holidays(fields),
        help=_help(fields),
        allowed_links=links,
        mirrors=_mirrors(fields),
        hubs=_hubs(fields),
        host=fields.words("host"),
        publish=targets.targets(fields, address),
        edit=editing.repository(fields),
        signer=targets.signer(fields),
        categories=_named(fields, "categories"),
        regions=_named(fields, "regions"),
        tell=receivers(fields),
    )
    fields.done()
    findings.close()
    refused = any(problem.severity is Severity.REFUSAL for problem in findings.problems)
    return Settings(None if refused else site, reading, tuple(findings.problems), tuple(findings.references))


def _refused(problem: Problem) -> Problem:
    if problem.severity < Severity.ERROR:
        return problem
    return Problem(problem.place, problem.code, problem.typed, problem.details, Severity.REFUSAL)


def _refusing(fields: Fields, read: Callable[[], T]) -> T:
    """Reads a field without which nothing can be built: its errors are refusals."""
    findings = fields.findings
    before = len(findings.problems)
    found = read()
    findings.problems[before:] = [_refused(problem) for problem in findings.problems[before:]]
    return found


def _languages(fields: Fields) -> tuple[str, ...]:
    scalars = _refusing(fields, lambda: fields.scalars("languages"))
    if not scalars:
        if not any(problem.severity is Severity.REFUSAL for problem in fields.findings.problems):
            _refusing(fields, lambda: fields.node("languages", required=True))
        if not any(problem.severity is Severity.REFUSAL for problem in fields.findings.problems):
            fields.findings.refusal("empty_field", fields.name_at("languages"), "languages")
        return ()
    found: list[str] = []
    for node in scalars:
        tag = (node.text or "").strip()
        if not _LANGUAGE.fullmatch(tag) or tag in found:
            fields.findings.refusal("not_a_language_tag", node, tag)
            return ()
        found.append(tag)
    return tuple(found)


def _zone(fields: Fields) -> ZoneInfo | None:
    typed = fields.text("time_zone") or "Asia/Seoul"
    try:
        # Absolute and relative paths are refused by zoneinfo itself, with ValueError.
        return ZoneInfo(typed)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        from zoneinfo import available_timezones

        guess = near(typed, available_timezones()) or next(
            (zone for zone in sorted(available_timezones()) if zone.lower().endswith(typed.lower())), ""
        )
        fields.findings.refusal("not_a_time_zone", fields.at("time_zone"), typed, near=guess)
        return None


def _address(fields: Fields) -> str:
    def read() -> str:
        typed = fields.text("address", required=True)
        if not typed or not web_address(typed, fields.at("address"), fields.findings):
            return ""
        parts = urlsplit(typed)
        local = parts.hostname in ("localhost", "127.0.0.1", "::1")
        if "?" in typed or "#" in typed or (parts.scheme != "https" and not local):
            fields.findings.error("not_a_site_address", fields.at("address"), typed)
            return ""
        return typed if typed.endswith("/") else typed + "/"

    return _refusing(fields, read)


def _tag(fields: Fields) -> str:
    def read() -> str:
        typed = fields.text("tag", required=True)
        if typed and not _TAG.fullmatch(typed):
            fields.findings.error("not_a_tag", fields.at("tag"), typed)
        return typed

    return _refusing(fields, read)


def _links(fields: Fields) -> tuple[str, ...]:
    node = fields.node("links")
    if node is None:
        return ()
    if not isinstance(node, Table):
        fields.findings.expected_fields(node, "links")
        return ()
    group = Fields(node, fields.findings, "links")
    hosts = []
    for scalar in group.scalars("allow"):
        host = (scalar.text or "").strip().lower()
        if _HOST.fullmatch(host) and ".." not in host:
            hosts.append(host)
        else:
            fields.findings.error("not_a_host", scalar, host)
    group.done()
    return tuple(dict.fromkeys(hosts))


def _fresh_for(fields: Fields) -> timedelta:
    typed = fields.text("fresh_for")
    if typed:
        try:
            return moments.length(typed)
        except NotAMoment as wrong:
            fields.findings.error(wrong.code, fields.at("fresh_for"), typed)
    return timedelta(hours=6)


def _holidays(fields: Fields) -> dict[date, Text]:
    node = fields.node("holidays")
    findings = fields.findings
    if node is None:
        return {}
    if isinstance(node, Scalar):
        return _public_holidays(node, findings)
    found: dict[date, Text] = {}
    for name, value in fields.pairs("holidays"):
        try:
            day = moments.day((name.text or "").strip())
        except NotAMoment as wrong:
            findings.error(wrong.code, name, **wrong.details)
            continue
        words = findings.words(value, name.text or "", 120, title=True)
        if words:
            found[day] = words
        elif isinstance(value, Scalar) and value.text is None:
            findings.error("empty_field", name)
    return found


def _public_holidays(node: Scalar, findings: Findings) -> dict[date, Text]:
    """`holidays: KR`, through the library of that name where it is installed."""
    typed = (node.text or "").strip()
    from .. import hours

    try:
        # The library counts on without end; the page looks back and ahead only so far.
        found = (
            hours.holidays_of(typed.upper(), range(2015, 2041)) if re.fullmatch("[A-Za-z]{2}", typed) else {}
        )
    except ValueError:
        found = {}
    if found is None:
        findings.error("holidays_library", node, typed)
    elif not found:
        findings.error("not_holidays", node, typed)
    return dict(found or {})


def _help(fields: Fields) -> tuple[Help, ...]:
    found = []
    if fields.node("help") is None:
        fields.findings.warning("no_help", fields.table)
    for entry in fields.entries("help"):
        name, phone = entry.title("name", required=True), entry.phone("phone", required=True)
        hours, note, url = entry.hours("hours"), entry.words("hours_note"), entry.url("url")
        entry.done()
        if name and phone:
            found.append(Help(phone, name, hours, note, url))
    return tuple(found)


def _mirrors(fields: Fields) -> tuple[str, ...]:
    found = []
    for node in fields.scalars("mirrors"):
        typed = (node.text or "").strip()
        if web_address(typed, node, fields.findings):
            found.append(typed if typed.endswith("/") else typed + "/")
    return tuple(dict.fromkeys(found))


def _hubs(fields: Fields) -> tuple[str, ...]:
    """WebSub hubs (W3C Recommendation of 23 January 2018); reached over https only."""
    found = []
    for node in fields.scalars("hubs"):
        typed = (node.text or "").strip()
        if not web_address(typed, node, fields.findings):
            continue
        if urlsplit(typed).scheme == "https":
            found.append(typed)
        else:
            fields.findings.error("not_an_https_address", node, typed)
    return tuple(dict.fromkeys(found))


def _named(fields: Fields, name: str) -> dict[str, Text]:
    """Ids and what each is called: categories, regions."""
    found: dict[str, Text] = {}
    for key, value in fields.pairs(name):
        id = an_id(key, "", fields.findings)
        words = _words(value, f"{name}.{key.text}", key, fields.findings)
        if id and words:
            found[id] = words
    return found


def _words(value: Node, field: str, key: Scalar, findings: Findings) -> Text | None:
    if isinstance(value, Scalar) and value.text is None:
        findings.error("empty_field", key)
        return None
    return findings.words(value, field, 120, title=True)

"""Looks in words for what must never be public: people's numbers and addresses, names of machines within.

What is found is told with its tail hidden, so that a list of problems does not spread it further.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from ipaddress import AddressValueError, IPv4Address
from typing import NamedTuple


class Withheld(NamedTuple):
    """What must not stand in public words: which rule, where in the text, and how to speak of it."""

    code: str
    start: int
    shown: str


_WORTH_A_LOOK = re.compile(
    r"\d{4}|@|\\\\|\d\.\d+\.|localhost|\.(?:local|int|lan|corp|home)|[a-z][-_]?\d{2}", re.I
)
"""Words without any of this hold nothing that is looked for below."""
_MAY_BE_HOST = re.compile(r"localhost|\.(?:local|int|lan|corp|home)|[a-z][-_]?\d{2}", re.I | re.A)
"""Words without any of this name no machine."""

_RESIDENT = re.compile(r"(?<![\d-])(\d{2})(\d{2})(\d{2})( ?[-–] ?)?([1-8])(\d{6})(?![\d-])", re.ASCII)
_MOBILE = re.compile(
    r"(?<![\d-])(?:\+82[- .]?(?:\(0\))?1[016789]|01[016789])[- .]?\d{3,4}[- .]?\d{4}(?!\d)", re.A
)
_EMAIL = re.compile(
    r"(?<![\w.+-])([A-Za-z0-9._%+-]{1,64})@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+", re.ASCII
)
_ADDRESS = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\d)", re.ASCII)
_HOST = re.compile(
    r"(?<![\w.@-])(?:(?:[a-z0-9-]{1,63}\.){1,5}(?:local|localdomain|internal|intranet|intra|lan|corp|home\.arpa)"
    r"|localhost"
    # How machines are usually called: was01, db-prod-02, saeol-was11.
    r"|(?:[a-z0-9]{1,20}[-_]){0,3}(?:was|web|db|ap|app|api|dns|nas|vm|srv|svr|server)"
    r"(?:[-_](?:dev|stg|stage|prd|prod|test|dr))?[-_]?\d{2,3})(?![\w-]|\.\w)",
    re.IGNORECASE | re.ASCII,
)
_SHARE = re.compile(r"\\\\[A-Za-z0-9][\w.-]{1,62}\\\w", re.ASCII)

_OFFICES = re.compile(
    r"admin|callcenter|center|civil|contact|cs|customer|desk|feedback|foi|help|info|inquiry|mail|minwon|news"
    r"|noreply|office|ombudsman|opendata|press|privacy|public|report|security|service|spokes|status|support"
    r"|team|webmaster|www"
)
"""Parts of addresses that belong to a desk and not to a person."""


def found(words: str) -> Iterator[Withheld]:
    """Everything in words that must not be public, in the order of kinds."""
    if not _WORTH_A_LOOK.search(words):
        return
    for match in _RESIDENT.finditer(words):
        if _is_resident_number(match):
            yield Withheld("resident_number", match.start(), f"{match[0][:6]}-{match[5]}******")
    for match in _MOBILE.finditer(words):
        yield Withheld("mobile_number", match.start(), f"{match[0][:-4]}****")
    for match in _EMAIL.finditer(words) if "@" in words else ():
        if not _OFFICES.search(match[1].lower()):
            yield Withheld("email_of_person", match.start(), f"{match[1][:1]}***{match[0][len(match[1]) :]}")
    hosts = _HOST.finditer(words) if _MAY_BE_HOST.search(words) else ()
    for match in (*_ADDRESS.finditer(words), *hosts, *_SHARE.finditer(words)):
        if inside(match[0]):
            yield Withheld("internal_host", match.start(), f"{match[0][:4]}***")


def inside(host: str) -> bool:
    """Whether a host is known within an organisation only (RFC 1918, RFC 6762, RFC 8375)."""
    if not _ADDRESS.fullmatch(host):
        return bool(_HOST.fullmatch(host) or _SHARE.fullmatch(host))
    try:
        address = IPv4Address(host)
    except AddressValueError:
        return False
    # Those of documentation (RFC 5737) are private, too, and give nothing away.
    return address.is_private and not host.startswith(("192.0.2.", "198.51.100.", "203.0.113.", "0."))


def _is_resident_number(match: re.Match[str]) -> bool:
    """Whether thirteen digits are a resident registration number.

    The seventh digit tells the century (1 and 2, of foreigners 5 and 6: the twentieth), the last is a
    check digit. Numbers given since October 2020 have none, so a hyphen in its place is enough, too.
    """
    year, month, day, hyphen, kind, rest = match.groups()
    try:
        date((1900 if kind in "1256" else 2000) + int(year), int(month), int(day))
    except ValueError:
        return False
    digits = [int(digit) for digit in f"{year}{month}{day}{kind}{rest}"]
    weights = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
    total = sum(digit * weight for digit, weight in zip(digits, weights, strict=False))
    # Numbers of foreigners add two (출입국관리법 시행규칙).
    check = (11 - total % 11 + (2 if kind in "5678" else 0)) % 10
    return digits[-1] == check or bool(hyphen)


def unlikely_phone(typed: str) -> bool:
    """Whether a number cannot be dialled in Korea: too few digits for its area code, too many for a service.

    Numbers of other countries (`+…`) are not judged (전기통신번호관리세칙).
    """
    digits = re.sub(r"\D", "", typed)
    if typed.startswith("+") and not digits.startswith("82"):
        return False
    if typed.startswith("+"):
        digits = "0" + digits[2:].removeprefix("0")
    if not digits or any(mark in typed for mark in "*#~"):
        return False
    if digits.startswith("02"):
        return len(digits) not in (9, 10)
    if digits.startswith("050"):
        return len(digits) not in (11, 12)
    if digits.startswith("0"):
        return len(digits) not in (10, 11)
    if re.match(r"1[5-8]\d\d", digits) and len(digits) > 4:
        return len(digits) != 8
    # 110, 119, 1345; without an area code a number rings somewhere else in every region.
    return not (digits.startswith("1") and len(digits) in (3, 4, 5, 6))


def unlikely_host(host: str) -> bool:
    """Whether an address leads nowhere on the public internet: a single word, or no ending in letters."""
    if ":" in host or re.fullmatch(r"[\d.]+", host, re.ASCII):
        return False
    _, dot, ending = host.rstrip(".").rpartition(".")
    return not dot or len(ending) < 2 or ending.isdigit()

"""The QR codes of the sheets for office doors: each leads to the page whose address stands beside it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from io import BytesIO

from ..model import Service
from ..views import addresses
from ..views.door import living_page
from . import Artifact, Part, Press

QUIET = 4
"""The width of the empty border, in modules (ISO/IEC 18004, 9.1)."""


def render(press: Press) -> Iterator[Artifact]:
    """The pictures for the sheets of shared channels."""
    for channel in press.doors:
        yield from _codes(press, channel.id, addresses.channel(channel.id))


def of_service(press: Press, service: Service) -> Part:
    """The pictures for the sheets of a service."""
    return Part("", partial(_codes, press, service.id, addresses.service(service.id)))


def _codes(press: Press, id: str, page: str) -> Iterator[Artifact]:
    """One for each language; it depends on nothing but the address, so it is made once."""
    for edition in press.editions():
        address = living_page(edition, page)
        yield Artifact(edition.path(addresses.door_code(id)), address, partial(code, address))


def code(address: str) -> bytes:
    """An address as a QR code in SVG; a quarter of it may be dirty or torn (error correction Q)."""
    import segno

    drawn = segno.make(address, micro=False, error="q")
    out = BytesIO()
    drawn.save(
        out, kind="svg", xmldecl=False, omitsize=True, border=QUIET, light="#fff",
        svgclass=None, lineclass=None,
    )  # fmt: skip
    return out.getvalue()

"""`statuspage verify`: whether every copy of the site is whole."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import DONE, MIRROR, REFUSED, Context, Mistake

if TYPE_CHECKING:
    from ..problems import Problem
    from ..publish.mirrors import Copy

# A public key alone would name nobody, and then every copy would seem to be forged.
_SIGNER = re.compile(r'(?:"[^"]+"|[^"\s]+)\s+(?:\S.*\s)?(?:ssh|ecdsa|sk)-\S+\s+AAAA.*')


@click.command()
@click.argument("addresses", nargs=-1, metavar="[URL]...")
@click.option(
    "--signers",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Check signatures by this file: a name and a public key on each line.  "
    "[default: signer in status/site.yaml]",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Compare with this finished site, which is the newest, e.g. site.",
)
@click.pass_obj
def verify(context: Context, addresses: tuple[str, ...], signers: Path | None, out: Path | None) -> None:
    """Fetch every file of every copy, and say which are whole, stale, altered or away.

    Without addresses it looks at the address and the mirrors of status/site.yaml. Where that names a
    signer, or --signers does, only what is signed counts. Exit code 0 means that all of them are whole,
    4 that one or more are not.

    Examples:

    \b
        statuspage verify
        statuspage verify https://status.example.go.kr/ https://mirror.example.org/
        statuspage verify --signers signers https://mirror.example.org/
    """
    from ..load import settings
    from ..publish import mirrors, signature

    known = settings.of(context.root if addresses else context.checked_root())
    site, file = known.site, context.root / settings.FILE
    if site is None and not addresses:
        context.tell("site-unusable", err=True)
        sys.exit(REFUSED)
    found = addresses or ((site.address, *site.mirrors) if site else ())
    for address in addresses:
        if not address.startswith(("https://", "http://")):
            raise Mistake(context.say("not-a-copy", typed=address))
    newest = _finished(context, out) if out else None
    if signers:
        allowed = _signers(context, signers)
    elif _doubtful(known.problems, file):
        context.tell("signers-doubtful", file=file, err=True)
        sys.exit(REFUSED)
    else:
        allowed = (f"signer {site.signer}",) if site and site.signer else ()
    context.tell("signers-known" if allowed else "signers-unknown", whose=signers or file)
    try:
        copies = mirrors.compared(found, datetime.now(UTC), signers=allowed, newest=newest)
    except signature.NotSigned:
        context.tell("sign-no-program", err=True)
        sys.exit(REFUSED)
    for copy in copies:
        _tell(context, copy)
    if allowed and newest is None and mirrors.tied(copies):
        context.tell("copies-tied", err=True)
    whole = sum(copy.state == mirrors.WHOLE for copy in copies)
    context.tell("copies", whole=whole, number=len(copies))
    sys.exit(DONE if whole == len(copies) else MIRROR)


def _doubtful(problems: Iterable[Problem], file: Path) -> bool:
    """Whether nobody can know if the settings name a signer; where there are none at all, they do not."""
    from ..problems import Severity

    try:
        os.lstat(file)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return any(problem.severity >= Severity.ERROR for problem in problems)


def _tell(context: Context, copy: Copy) -> None:
    from ..publish import mirrors, signature

    bad = copy.state != mirrors.WHOLE
    at, changed = (
        moment.isoformat(timespec="minutes") if moment else "?"
        for moment in (copy.ahead or copy.at, copy.changed)
    )
    code = f"copy-{copy.state}"
    if copy.state == mirrors.AWAY:
        code = f"away-{copy.why}"
    elif copy.differing == (signature.PATH,):
        code = "copy-unsigned"
    elif copy.ahead:
        code = "copy-ahead"
    shown = ", ".join(copy.differing[:5])
    more = f" … ({len(copy.differing)})" if len(copy.differing) > 5 else ""
    differing = f"{shown}{more}"
    context.tell(
        code, err=bad, address=copy.address, files=copy.files, at=at, changed=changed, differing=differing
    )


def _finished(context: Context, out: Path) -> Copy:
    """The finished site in a folder, as a copy to compare with."""
    from ..publish import finished, mirrors, sending

    try:
        site = finished.finished(out)
    except sending.NotSent:
        raise Mistake(context.say("not-finished", typed=out)) from None
    manifest = site.own[finished.MANIFEST]
    digest, changed = hashlib.sha256(manifest).hexdigest(), mirrors.moment(manifest, "changed")
    return mirrors.Copy(str(out), mirrors.WHOLE, len(site.digests), site.at, digest, changed)


def _signers(context: Context, file: Path) -> tuple[str, ...]:
    try:
        lines = tuple(line for line in file.read_text(encoding="utf-8").splitlines() if line.strip())
    except (OSError, ValueError):
        lines = ()
    lines = tuple(line for line in lines if not line.startswith("#"))
    if not lines or not all(map(_SIGNER.fullmatch, lines)):
        raise Mistake(context.say("no-signers", typed=file))
    return lines

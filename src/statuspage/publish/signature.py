"""The signature of `manifest.json`: who holds a copy can tell whether it is ours.

The manifest names every file with its checksum, so one signature vouches for all of them. It is made and
checked by `ssh-keygen -Y` (OpenSSH 8.1 or later), which is there wherever git is; the format is described in
PROTOCOL.sshsig of OpenSSH. Only Ed25519 keys sign: the same bytes then have the same signature for ever, so
that signing a page that did not change changes nothing.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from base64 import b64decode
from collections.abc import Iterable
from pathlib import Path
from typing import Final

PATH: Final = "manifest.json.sig"
NAMESPACE: Final = "statuspage"
"""A signature made for something else with the same key is none of this (PROTOCOL.sshsig)."""
BEGINS: Final = b"-----BEGIN SSH SIGNATURE-----"
LONGEST: Final = 65_536
"""The most bytes a signature may have."""

REASONS: Final = (
    "no-program",
    "missing",  # no such file, or none that may be read
    "unusable",  # not a private key, or one with a passphrase
    "kind",  # a key whose signatures differ every time
    "other-key",  # not the key that site.yaml and the pages name
)
"""Every reason a `NotSigned` may carry."""

_SECONDS: Final = 20


class NotSigned(Exception):  # noqa: N818 - it is an answer, not a mistake
    """There is no signature; `reason` is one of `REASONS`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def sign(words: bytes, key: Path, signer: str = "") -> bytes:
    """The signature of these bytes with the private key in a file.

    `signer` is the public key it has to belong to, "" for any. Raises `NotSigned`.
    """
    signed = _asked(["sign", "-n", NAMESPACE, "-f", str(key)], words)
    if signed is None or not signed.startswith(BEGINS):
        raise NotSigned("unusable" if os.access(key, os.R_OK) else "missing")
    body = b64decode(b"".join(signed.split(b"\n")[1:-2]))
    if b"ssh-ed25519" not in body[:40] or b"sk-ssh" in body[:40]:
        raise NotSigned("kind")
    if signer and not genuine(words, signed, [f"signer {signer}"]):
        raise NotSigned("other-key")
    return signed


def why_not(key: Path) -> str:
    """Why the key in a file signs nothing at all now, one of `REASONS`; "" where it signs."""
    try:
        sign(b"", key)
    except NotSigned as why:
        return why.reason
    return ""


def genuine(words: bytes, signed: bytes, signers: Iterable[str]) -> bool:
    """Whether one of these signers signed these very bytes.

    `signers` are the lines of an allowed signers file (ssh-keygen(1)): a name, then a public key. Raises
    `NotSigned` where the program is missing.
    """
    with tempfile.TemporaryDirectory(prefix="statuspage-") as place:
        allowed, signature = Path(place, "signers"), Path(place, "signature")
        allowed.write_text("".join(f"{line}\n" for line in signers), encoding="utf-8")
        signature.write_bytes(signed)
        # A name by which the key stands in the file; verifying asks for one.
        names = _asked(["find-principals", "-f", str(allowed), "-s", str(signature)], b"")
        name = (names or b"").decode(errors="replace").partition("\n")[0].partition(",")[0]
        if not name:
            return False
        verify = ["verify", "-n", NAMESPACE, "-f", str(allowed), "-s", str(signature), "-I", name]
        return _asked(verify, words) is not None


def _asked(words: list[str], given: bytes) -> bytes | None:
    """What `ssh-keygen -Y` answers; None when it says no."""
    try:
        answer = subprocess.run(  # noqa: S603 - no shell
            ["ssh-keygen", "-Y", *words],  # noqa: S607 - whichever this machine has
            input=given,
            capture_output=True,
            check=False,
            timeout=_SECONDS,
            start_new_session=True,  # without a terminal nobody is asked for a passphrase, so nothing hangs
        )
    except FileNotFoundError:
        raise NotSigned("no-program") from None
    except subprocess.TimeoutExpired:
        return None
    return answer.stdout if answer.returncode == 0 else None

"""What plain values say, as a short digest: where it is the same, so are they."""

from __future__ import annotations

from hashlib import blake2b


def fingerprint(*parts: object) -> bytes:
    """A digest of plain values by what their `repr` says (BLAKE2b, 128 bits); bytes stand for themselves."""
    said = [part if isinstance(part, bytes) else repr(part).encode() for part in parts]
    return blake2b(b"\0".join((*said, b"")), digest_size=16).digest()


def digest(*parts: object) -> str:
    """The same as text (hex)."""
    return fingerprint(*parts).hex()

"""Reads `publish` and `signer` of `site.yaml`: where the finished site goes, and who signs it."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

from ..model import Target
from ..problems import Place
from ..source import Entries, Node, Scalar
from .fields import Fields, web_address

_KINDS = ("folder", "branch", "bucket")
_OF_KIND = {
    "folder": ("keep",),
    "branch": ("repository", "author"),
    "bucket": ("endpoint", "region", "credentials", "packed"),
}
PACKED = {"gz": "gz", "gzip": "gz", "br": "br", "brotli": "br"}

_KEEP = re.compile(r"[2-9]|[1-9]\d", re.ASCII)
# git-check-ref-format(1), and narrower: no branch of ours needs anything else.
BRANCH = re.compile(
    r"(?!.*(?:\.\.|//|/\.|\.lock(?:/|$)))[A-Za-z0-9][A-Za-z0-9._/-]{0,199}(?<![./])", re.ASCII
)
_AUTHOR = re.compile(r"[^<>\s](?:[^<>\n\r\0]*[^<>\s])? <[^<>\s@]+@[A-Za-z0-9.-]+>")
# docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*/?", re.ASCII)
_REGION = re.compile(r"[a-z0-9][a-z0-9-]{0,39}", re.ASCII)
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]{0,39}", re.ASCII)
_PUBLIC_KEY = re.compile(r"ssh-ed25519 [A-Za-z0-9+/]{60,80}={0,2}(?: [!-~][ -~]*)?", re.ASCII)
_SECRET = re.compile(r"(?:AKIA|ASIA)[A-Z0-9]{16}|PRIVATE KEY", re.ASCII)

_EXAMPLES = {
    "keep": "5",
    "branch": "gh-pages",
    "repository": "git@git.example.go.kr:status/pages.git",
    "author": "Status page <status@example.go.kr>",
    "bucket": "status-site/www",
    "region": "ap-northeast-2",
    "credentials": "MIRROR",
    "signer": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI…",
}


def targets(fields: Fields, address: str) -> tuple[Target, ...]:
    """Every place that is named; one that cannot be used is a problem, and is of no kind."""
    found: dict[str, Target] = {}
    written = fields.at("publish")
    items = written.items if isinstance(written, Entries) else (written,)
    # A text where the fields of a place should be; `publish:` with nothing after it is no place.
    texts = [item for item in items if isinstance(item, Scalar) and item.text]
    lost = [_unusable(fields.findings.place(text)) for text in texts]
    for entry in fields.entries("publish"):
        target = _target(entry, urlsplit(address).hostname or "localhost")
        entry.done()
        if not target.kind:
            lost.append(target)
        elif target.name in found:
            fields.findings.error("target_twice", entry.at("name"), target.name)
            lost.append(_unusable(entry.place))
        else:
            found[target.name] = target
    return (*found.values(), *lost)


def signer(fields: Fields) -> str:
    """The public key whose signature `manifest.json` carries; empty where it is not signed."""
    return _fitting(fields, "signer", _PUBLIC_KEY)


def _unusable(place: Place, name: str = "") -> Target:
    """What gets nothing, known by its name, else by its line."""
    return Target(name or f"{place.file}:{place.line}", "", "")


def _target(entry: Fields, host: str) -> Target:
    before = entry.findings.errors
    name = entry.id("name", "")
    address = _web_address(entry, "address")
    kinds = [kind for kind in _KINDS if entry.node(kind) is not None]
    if len(kinds) != 1:
        for field in (field for fields in _OF_KIND.values() for field in fields):
            entry.node(field)
        if not entry.table.fields.keys() - {"name", "address", *_KINDS}.union(*_OF_KIND.values()):
            entry.findings.error("not_a_target", entry.at(kinds[1]) if kinds else entry.table, "")
        return _unusable(entry.place, name)
    kind = kinds[0]
    target = _READ[kind](entry, name or kind, host)
    if address:
        target = replace(target, address=f"{address.rstrip('/')}/")
    return target if entry.findings.errors == before else _unusable(entry.place, name)


def _folder(entry: Fields, name: str, _: str) -> Target:
    keep = _fitting(entry, "keep", _KEEP)
    return Target(name, "folder", entry.text("folder"), keep=int(keep or 5))


def _branch(entry: Fields, name: str, host: str) -> Target:
    repository = entry.text("repository")
    if repository and not _may_be_a_repository(repository, entry.at("repository"), entry):
        repository = ""
    author = _fitting(entry, "author", _AUTHOR) or f"statuspage <statuspage@{host}>"
    return Target(name, "branch", _fitting(entry, "branch", BRANCH), repository=repository, author=author)


def _may_be_a_repository(typed: str, at: Node, entry: Fields) -> bool:
    """A path, the name of a remote, or an address that git fetches without running a program of its own."""
    if "://" in typed and urlsplit(typed).password is not None:
        entry.findings.error("secret_in_file", at, "")
    elif typed.startswith("-") or "::" in typed or not typed.isprintable():
        entry.findings.error("does_not_fit", at, typed, field="repository", example=_EXAMPLES["repository"])
    else:
        return True
    return False


def _bucket(entry: Fields, name: str, _: str) -> Target:
    endpoint = _web_address(entry, "endpoint")
    region = _fitting(entry, "region", _REGION)
    if not region and not endpoint and not entry.has("region") and not entry.has("endpoint"):
        entry.findings.error("missing_field", entry.table, "", field="region")
    packed = []
    for node in entry.scalars("packed"):
        typed = (node.text or "").strip()
        if typed in PACKED:
            packed.append(PACKED[typed])
        else:
            entry.findings.error("not_one_of", node, typed, field="packed", choices="gz, br")
    return Target(
        name,
        "bucket",
        _fitting(entry, "bucket", _BUCKET).rstrip("/"),
        endpoint=endpoint,
        region=region or "us-east-1",  # what storage of one's own answers to
        credentials=_fitting(entry, "credentials", _VARIABLE) or "AWS",
        packed=tuple(dict.fromkeys(packed)),
    )


_READ = {"folder": _folder, "branch": _branch, "bucket": _bucket}


def _web_address(entry: Fields, name: str) -> str:
    """An address that only this machine has to reach: it may lie inside the network."""
    typed = entry.text(name)
    return typed if typed and web_address(typed, entry.at(name), entry.findings) else ""


def _fitting(fields: Fields, name: str, pattern: re.Pattern[str]) -> str:
    """One text of a certain form; a secret is never repeated in a message."""
    typed = fields.text(name)
    if not typed:
        return ""
    at = fields.at(name)
    if _SECRET.search(typed):
        # The place alone: what was typed must not stand in a log.
        fields.findings.error("secret_in_file", Scalar("", at.line, at.column, True), "")
    elif not pattern.fullmatch(typed):
        fields.findings.error("does_not_fit", at, typed, field=name, example=_EXAMPLES[name])
    else:
        return typed
    return ""

"""A finished site in a bucket of object storage that speaks S3, in an order that keeps every reader whole.

A bucket knows no rename: files arrive one after the other. So what others lean on goes first (style sheets
and scripts, whose names change with their bytes), then the pages, then the front pages, feeds and documents,
and `manifest.json` last of all. What is gone is deleted after that; style sheets a day later, when no cache
holds a page that asks for them.

`_sent.json` beside the site remembers what surely lies there. Before anything is sent, whatever is about to
change is marked in it as doubtful; so whoever dies half-way leaves a mark, and the next run sends just that
again. Nothing that is not named in it is ever deleted: it may be somebody else's.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Final

from .. import security
from .finished import MANIFEST, MOMENT, SIGNATURE, Finished
from .losses import Guard
from .sending import NotSent, Sent

if TYPE_CHECKING:
    from obstore.store import S3Config, S3Credential, S3Store

LEDGER: Final = "_sent.json"
LINGER: Final = timedelta(hours=24)
"""How long a style sheet stays that no page asks for any more: a cache may show an old page for so long."""
_AT_ONCE: Final = 8
_AT_A_TIME: Final = 64
NOTED_EVERY: Final = 10.0
"""Seconds between two notes of what has arrived: the first upload of a country takes minutes, and may die."""
_TURNS: Final = 5
"""Assets, pages, what lists pages, what tells of the run, the manifest."""
_ENCODINGS: Final = {"gz": "gzip", "br": "br"}
_LAST: Final = re.compile(r"(?:[^/]+/)?index\.html|.*\.(?:atom|rss|ics)|.*feed\.json|(?:[^/]+/)?api/.*")


@dataclass(frozen=True, slots=True)
class Object:
    """One object of the bucket: which file it is, in which form, with which headers."""

    key: str
    path: str
    headers: Mapping[str, str]
    mark: str
    """Equal as long as neither bytes nor headers change."""

    @property
    def turn(self) -> int:
        """When it is sent: what others lean on first, what tells of the others last."""
        if self.path == MANIFEST:
            return _TURNS - 1
        if self.path in (SIGNATURE, MOMENT):
            return _TURNS - 2
        if self.path.startswith("assets/"):
            return 0
        return 2 if _LAST.fullmatch(self.path) else 1


def objects(site: Finished, packed: tuple[str, ...]) -> dict[str, Object]:
    """Everything the bucket should hold: key → object, without any bytes."""
    found = {}
    for path, digest in site.digests.items():
        type_ = security.media_type(path)
        text = type_.partition(";")[0] in security.TEXTS and path not in site.own
        for form in ("", *(packed if text else ())):
            key = f"{path}.{form}" if form else path
            headers = {"Content-Type": type_, "Cache-Control": security.headers(path)["Cache-Control"]}
            headers |= {"Content-Encoding": _ENCODINGS[form]} if form else {}
            said = json.dumps([digest, sorted(headers.items())])
            found[key] = Object(key, path, headers, hashlib.sha256(said.encode()).hexdigest())
    return found


def send(
    site: Finished,
    where: str,
    *,
    endpoint: str,
    region: str,
    credentials: str,
    environment: Mapping[str, str],
    packed: tuple[str, ...] = (),
    everything: bool = False,
    seconds: float = 900,
    request_seconds: float = 20,
    guard: Guard | None = None,
) -> Sent:
    """Let the bucket hold exactly this site.

    `where` is the bucket's name and a folder in it; `credentials` is how the names of the variables in
    `environment` begin; `everything` sends also what seems to be there already; `seconds` is the longest the
    whole may take, `request_seconds` one request. Raises `NotSent`; then every page that could be read before
    can be read still, and the next run completes what this one began.
    """
    store = _store(where, endpoint, region, credentials, environment, request_seconds)
    bucket = _Bucket(store, monotonic() + seconds)
    wanted = objects(site, packed)
    moment = wanted.pop(MOMENT)  # it tells of every run, so it is sent every time, and nothing leans on it
    ledger = bucket.ledger()
    if guard is not None:
        guard.check(ledger.marks, wanted)
    due = [found for found in wanted.values() if everything or ledger.marks.get(found.key) != found.mark]
    gone, later = _gone(ledger, wanted, site.at)
    if not due and not gone and later == ledger.gone:
        bucket.send(site, moment)
        return Sent(0, 0, len(wanted))
    ledger.marks |= dict.fromkeys((*(found.key for found in due), *gone), "")
    # What this run makes superfluous is so from its end on: should it die, pages go on asking for it.
    ledger.gone = {key: since for key, since in ledger.gone.items() if key in later}
    bucket.remember(ledger)
    try:
        for turn in range(_TURNS):
            now = [found for found in (*due, moment) if found.turn == turn]
            bucket.all([partial(bucket.send, site, found, ledger) for found in now], ledger)
        bucket.all([partial(bucket.delete, key, ledger) for key in gone], ledger)
    except NotSent:
        with suppress(NotSent):  # what has arrived need not be sent again
            bucket.deadline = max(bucket.deadline, monotonic() + request_seconds)
            bucket.remember(ledger)
        raise
    ledger.gone = later
    bucket.remember(ledger)
    return Sent(len(due), len(gone), len(wanted) - len(due))


@dataclass(slots=True)
class _Ledger:
    """What surely lies in the bucket: key → mark. A mark of "" says that nobody can be sure."""

    marks: dict[str, str]
    gone: dict[str, str]
    """Style sheets no page asks for any more, and since when."""


def _gone(ledger: _Ledger, wanted: Mapping[str, Object], at: datetime) -> tuple[list[str], dict[str, str]]:
    """What is to be deleted now, and what later: key → since when no page asks for it."""
    now, later = [], {}
    for key in sorted(ledger.marks.keys() - wanted.keys()):
        since = ledger.gone.get(key, at.isoformat())
        if key.startswith("assets/") and at - datetime.fromisoformat(since) < LINGER:
            later[key] = since
        else:
            now.append(key)
    return now, later


class _Bucket:
    """One bucket, asked by several hands at once until one moment."""

    def __init__(self, store: S3Store, deadline: float) -> None:
        self._store, self.deadline, self._noted = store, deadline, monotonic()

    def ledger(self) -> _Ledger:
        """What was remembered; nothing where there is no such object, or none that can be read."""
        try:
            with _saying(), _still(self.deadline):
                raw = bytes(self._store.get(LEDGER).bytes())
        except _Missing:
            return _Ledger({}, {})
        try:
            found = json.loads(raw)
            ledger = _Ledger(dict(found["files"]), dict(found["gone"]))
            _gone(ledger, {}, datetime.fromisoformat("2000-01-01T00:00:00Z"))
        except (ValueError, KeyError, TypeError):
            return _Ledger({}, {})
        return ledger

    def remember(self, ledger: _Ledger) -> None:
        """Write down what lies in the bucket."""
        document = {"version": 1, "files": dict(sorted(ledger.marks.items())), "gone": ledger.gone}
        headers = {"Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store"}
        self._put(LEDGER, json.dumps(document, indent=0).encode() + b"\n", headers)
        self._noted = monotonic()

    def send(self, site: Finished, found: Object, ledger: _Ledger | None = None) -> None:
        """Put one object there."""
        data = _packed(site.read(found.path), found.headers.get("Content-Encoding", ""))
        self._put(found.key, data, {**found.headers, "sha256": site.digests[found.path]})
        if ledger and found.path != MOMENT:
            ledger.marks[found.key] = found.mark

    def delete(self, key: str, ledger: _Ledger) -> None:
        """Take one object away; one that is gone already is as good."""
        with suppress(_Missing), _saying(), _still(self.deadline):
            self._store.delete(key)
        ledger.marks.pop(key, None)

    def all(self, work: list[Callable[[], None]], ledger: _Ledger) -> None:
        """Do all of this, several at once, noting what has arrived; the first that fails ends it."""
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for begin in range(0, len(work), _AT_A_TIME):  # a program that is stopped finishes these, no more
                running = [pool.submit(one) for one in work[begin : begin + _AT_A_TIME]]
                done, waiting = wait(running, return_when=FIRST_EXCEPTION)
                for one in waiting:
                    one.cancel()
                for one in done:
                    one.result()
                if monotonic() - self._noted > NOTED_EVERY:
                    self.remember(ledger)

    def _put(self, key: str, data: bytes, headers: Mapping[str, str]) -> None:
        try:
            with _saying(), _still(self.deadline):
                self._store.put(key, data, attributes=dict(headers), use_multipart=False)
        except _Missing:
            raise NotSent("no-bucket") from None


def _packed(data: bytes, encoding: str) -> bytes:
    """The bytes in a packed form; the same bytes give the same ones, whenever they are packed."""
    if encoding == "gzip":
        return gzip.compress(data, 9, mtime=0)
    if encoding == "br":
        try:
            import brotli
        except ImportError:
            raise NotSent("no-library", library="brotli") from None
        packed: bytes = brotli.compress(data, quality=9)
        return packed
    return data


def _store(
    where: str,
    endpoint: str,
    region: str,
    credentials: str,
    environment: Mapping[str, str],
    request_seconds: float,
) -> S3Store:
    """The way into the bucket; nothing is asked yet."""
    try:
        from obstore.store import S3Store
    except ImportError:
        raise NotSent("no-library", library="obstore") from None
    names = [f"{credentials}_{part}" for part in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "SESSION_TOKEN")]
    # Build services keep the line break that was pasted along.
    key, secret, token = given = [environment.get(name, "").strip() for name in names]
    if not (key and secret):
        raise NotSent("no-credentials", names=f"{names[0]}, {names[1]}")
    for name, typed in zip(names, given, strict=True):
        if not typed.isprintable():  # obstore panics where it can be no header
            raise NotSent("wrong-credentials", detail=name)
    name, _, prefix = where.partition("/")
    # The certificate of Amazon fits no name with a dot before its own (AmazonS3 user guide, virtual hosting).
    hosted = not endpoint and "." not in name
    amazon = f"https://{name}.s3.{region}.amazonaws.com" if hosted else f"https://s3.{region}.amazonaws.com"
    # What is not said here, obstore takes from the environment, by names like AWS_…: the token of one
    # place would go to another, and `AWS_ENDPOINT_URL_S3` outranks every `endpoint`.
    config: S3Config = {
        "region": region,
        "aws_endpoint_url_s3": endpoint or amazon,
        "virtual_hosted_style_request": hosted,
        "skip_signature": False,
        "disable_bulk_delete": True,  # each is deleted by itself, and not every vendor knows the other way
    }
    keys: S3Credential = {
        "access_key_id": key,
        "secret_access_key": secret,
        "token": token or None,
        "expires_at": None,
    }
    return S3Store(
        name,
        prefix=prefix or None,
        config=config,
        client_options={
            "allow_http": endpoint.startswith("http://"),
            "timeout": timedelta(seconds=request_seconds),
            "connect_timeout": timedelta(seconds=min(5, request_seconds)),
        },
        retry_config={"max_retries": 1, "retry_timeout": timedelta(seconds=request_seconds)},
        credential_provider=lambda: keys,
    )


class _Missing(Exception):  # noqa: N818 - an answer
    """There is no such object."""


@contextmanager
def _still(deadline: float) -> Iterator[None]:
    """Begin nothing when the time is over."""
    if monotonic() > deadline:
        raise NotSent("too-slow")
    yield


@contextmanager
def _saying() -> Iterator[None]:
    """Turn what the storage answers into a reason, with the words in which it says what is wrong."""
    from obstore.exceptions import BaseError, PermissionDeniedError, UnauthenticatedError

    try:
        yield
    except (PermissionDeniedError, UnauthenticatedError) as failure:
        raise NotSent("wrong-credentials", detail=_fault(failure)) from None
    except (BaseError, OSError) as failure:
        words = str(failure)
        if "NoSuchBucket" in words:
            raise NotSent("no-bucket") from None
        if isinstance(failure, FileNotFoundError):
            raise _Missing from None
        for pattern, reason in _SAYINGS:
            if re.search(pattern, words):
                raise NotSent(reason, detail=_fault(failure)) from None
        raise NotSent("refused", detail=_fault(failure)) from None


_SAYINGS: Final = (
    (r"kind: Timeout|TimedOut", "too-slow"),
    (r"kind: (?:Connect|Request|Body|Interrupted)|status code: (?:5\d\d|429)|MissingEtag", "unreachable"),
)


def _fault(failure: Exception) -> str:
    """What S3 says is wrong (`SlowDown: Reduce your request rate.`), else what HTTP answers, but no page."""
    words = str(failure)
    found = re.search(r"<Code>(\w{1,60})</Code>(?:\s*<Message>([^<]{1,200}))?", words)
    found = found or re.search(r"status code: (\d{3}[ \w]*)(?:: ([^<\s][^<\n]{0,199}))?", words)
    return ": ".join(word.strip() for word in found.groups() if word) if found else ""

"""Who is told after a publication: what is news to whom, each message once, whatever crashes in between.

What is published is compared with what was told; the difference is sent. So nothing is told that cannot be
read, what could not be sent is sent the next time (as it reads then), and what was withdrawn meanwhile is not
sent at all. Nobody's slowness holds up anybody else.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from .. import http
from ..http import Answer, Caller
from ..model import Receiver, ReceiverKind, Site
from ..views import addresses
from . import memory, webhook, websub
from .memory import NAME, Memory, OfHub, OfReceiver, Unusable
from .published import Notice, NotPublished, Published
from .sending import LONGEST_WAIT, Clock, Failure, deliver, passing

__all__ = ["NAME", "PATIENCE", "Circumstances", "NotPublished", "Outcome", "Unusable", "everybody"]

TOO_OLD: Final = timedelta(days=3)
"""How long we go on trying; an older message would mislead more than it helps."""

NO_NEWS: Final = timedelta(days=8)
"""How much older than the newest of all a word may be that nobody knew.

Older ones were added for the record, or have come back into a feed in which something else became shorter.
Planned work may count as said a week before it starts.
"""

FAR_BACK: Final = 500
"""After how many words a run looks back no further into the archives of the feed of everything.

Far fewer than are remembered (`memory.LEFT`): what was told may never look new again.
"""

SECONDS: Final = 30.0
"""The longest that one receiver, or one hub, is busied with in one run."""

PATIENCE: Final = 120.0
"""How many seconds a run waits for another one."""

NOTED_EVERY: Final = 1.0
"""Seconds between two notes of what a hub was told: a feed that is named twice does no harm."""

REFUSED_FEEDS: Final = 5
"""How many feeds a hub may refuse one after the other before it is left alone."""

_DIGEST: Final = 16


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What decides a run besides the files."""

    now: datetime
    environment: Mapping[str, str] = field(repr=False)
    """Where addresses and keys are looked up."""
    allow_private: bool = False
    """Whether machines of our own network may be told, and without encryption."""
    since: datetime | None = None
    """Tell nothing older than this; who is told for the first time hears of everything from here on."""
    dry_run: bool = False
    """Say what would be told; tell nobody, note nothing."""
    seconds: float = SECONDS
    patience: float = PATIENCE


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it for one receiver or one hub."""

    name: str
    """The receiver's name, or the hub's address."""
    hub: bool = False
    told: tuple[str, ...] = ()
    """Titles of the messages, or the addresses of feeds."""
    waiting: int = 0
    """How many wait for the next run."""
    given_up: tuple[str, ...] = ()
    """Titles of the messages that nobody will send any more."""
    counted: int = 0
    """How many were published before and count as told, at the very first run."""
    failure: Failure | None = None
    """Why something waits, or why nobody could be told."""
    variable: str = ""
    """The environment variable a failure is about."""


class _Hopeless(Exception):  # noqa: N818 - it is an answer, not a mistake
    """A receiver that cannot be told anything before somebody mends its settings."""

    def __init__(self, reason: str, variable: str) -> None:
        super().__init__(reason)
        self.reason, self.variable = reason, variable


class _Way(NamedTuple):
    """Where and how one receiver is told."""

    url: str
    key: bytes | None


def everybody(site: Site, out: Path, told: Path, circumstances: Circumstances) -> list[Outcome]:
    """Tell every receiver and hub of `site` what is new in the folder `out`; how that went, in their order.

    `told` is the file of what was told. Raises `NotPublished` where there is no finished site, `Unusable`
    where nobody can say what was told, and `OSError` where it cannot be noted: then nobody is told.
    """
    with memory.opened(told, circumstances.patience) as known:
        run = _Run(Published(out), site, known, circumstances)
        return run.outcomes()


class _Run:
    def __init__(self, published: Published, site: Site, known: Memory, circumstances: Circumstances) -> None:
        self.published, self.site, self.known, self.given = published, site, known, circumstances
        self.clock = Clock(circumstances.now)
        self.stop = threading.Event()
        self.results: dict[str, Outcome] = {}
        self.everything: dict[str, list[Notice]] = {}
        """What was said, by the feed of everything in each language."""

    def outcomes(self) -> list[Outcome]:
        names = [f"hub {hub}" for hub in self.site.hubs]
        jobs = [self._hub(hub) for hub in self.site.hubs]
        names += [receiver.name for receiver in self.site.tell]
        jobs += [self._receiver(receiver) for receiver in self.site.tell]
        if not self.given.dry_run:
            # Before anything is sent: who cannot note it may not send it.
            self._forget()
            self.known.save()
            self._all(job for job in jobs if job is not None)
        return [self.results[name] for name in names]

    def _forget(self) -> None:
        """Drop what was told to those who are no longer there."""
        here = {receiver.name for receiver in self.site.tell}
        for name in self.known.receivers.keys() - here:
            del self.known.receivers[name]
        for hub in self.known.hubs.keys() - set(self.site.hubs):
            del self.known.hubs[hub]

    def _all(self, jobs: Iterable[Callable[[], None]]) -> None:
        """Do everything at once; the first that breaks stops the others."""
        broken: list[BaseException] = []

        def guarded(job: Callable[[], None]) -> None:
            try:
                job()
            except BaseException as fault:
                broken.append(fault)
                self.stop.set()

        threads = [threading.Thread(target=guarded, args=(job,), daemon=True) for job in jobs]
        try:
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        except BaseException:
            self.stop.set()
            raise
        if broken:
            raise broken[0]

    # --- Hubs ---

    def _hub(self, hub: str) -> Callable[[], None] | None:
        """What is to be done for a hub."""
        name, feeds = f"hub {hub}", self.published.feeds
        now = {path: digest[:_DIGEST] for path, digest in feeds.items()}
        counted = 0 if hub in self.known.hubs else len(now)
        known = self.known.hubs.setdefault(hub, OfHub(dict(now)))
        known.feeds = {path: digest for path, digest in known.feeds.items() if path in now}
        changed = [path for path in now if known.feeds.get(path) != now[path]]
        self.results[name] = Outcome(hub, True, counted=counted, waiting=len(changed))
        if self.given.dry_run:
            self._result(name, told=tuple(self.published.address + path for path in changed), waiting=0)
            return None
        if not changed or self._still(name, known.not_before):
            return None
        return partial(self._ping, hub, name, known, [(path, now[path]) for path in changed])

    def _ping(self, hub: str, name: str, known: OfHub, changed: list[tuple[str, str]]) -> None:
        until = time.monotonic() + self.given.seconds
        told: list[str] = []
        failure: Failure | None = None
        noted, refused = time.monotonic(), 0
        with Caller(allow_private=self.given.allow_private) as caller:
            for path, digest in changed:
                address = self.published.address + path
                send = partial(websub.ping, caller, hub, address)
                found = deliver(send, self.clock, until, self.stop)
                if found is not None:
                    failure, refused = found, refused + 1
                    # Some hubs do not take every feed; one that takes none is not asked thousands of times.
                    if found.reason != "status" or passing(found.status) or refused == REFUSED_FEEDS:
                        break
                    continue
                refused = 0
                told.append(address)
                with self.known.lock:
                    known.feeds[path] = digest
                    if time.monotonic() - noted > NOTED_EVERY:
                        self.known.save()
                        noted = time.monotonic()
        with self.known.lock:
            known.not_before = failure.not_before if failure else None
            self.known.save()
        waiting = len(changed) - len(told)
        self._result(name, told=tuple(told), waiting=waiting, failure=failure)

    # --- Receivers ---

    def _receiver(self, receiver: Receiver) -> Callable[[], None] | None:
        """What is to be done for a receiver of messages."""
        name = receiver.name
        try:
            home = self._path(receiver, addresses.HOME)
            if home not in self.everything:
                self.everything[home] = self._whole(home)
            whole = self.everything[home]
            feeds = dict(self._feeds(receiver, whole))
        except NotPublished as fault:
            self.results[name] = Outcome(name, failure=Failure(f"feed-{fault.code}"), variable=fault.path)
            return None
        known, counted = self._known(receiver, feeds, self._oldest(whole))
        # The feed of a service is short: what waits may have left it, and still stand in that of everything.
        here = {notice.id: notice for notice in whole if notice.id in known.owed}
        here |= {notice.id: notice for notices in feeds.values() for notice in notices}
        gone = [id for id in known.owed if id not in here or id in known.told]
        for id in gone:  # withdrawn, or told by a run that could not note it as well
            del known.owed[id]
        now = self.clock()
        for id in here:
            if id not in known.told:
                known.owed.setdefault(id, now)
        late = [id for id, since in known.owed.items() if now - since > TOO_OLD]
        for id in late:
            known.told[id] = None
            del known.owed[id]
        _trim(known, here)
        # The oldest first; of one moment, the one that was said first: feeds begin with the newest.
        owed = [notice for notice in here.values() if notice.id in known.owed][::-1]
        owed.sort(key=lambda notice: notice.at)
        given_up = tuple(here[id].title for id in late)
        self.results[name] = Outcome(name, waiting=len(owed), given_up=given_up, counted=counted)
        try:
            way = self._way(receiver)
        except _Hopeless as fault:
            self._result(name, failure=Failure(fault.reason), variable=fault.variable)
            way = None
        if self.given.dry_run:
            self._result(name, told=tuple(notice.title for notice in owed), waiting=0)
            return None
        if way is None or not owed or self._still(name, known.not_before):
            return None
        return partial(self._message, receiver, known, way, owed)

    def _whole(self, path: str) -> list[Notice]:
        """Everything that was said, as far back as there may be news.

        The feed of everything holds so much; on a bad day more is said at once, or while nobody answers.
        """
        found: dict[str, Notice] = {}
        for page in self.published.pages(path):
            found |= {notice.id: notice for notice in page if notice.id not in found}
            oldest = self._oldest(found.values())
            if len(found) >= FAR_BACK or all(notice.at < oldest for notice in page):
                break
        return list(found.values())

    def _oldest(self, whole: Iterable[Notice]) -> datetime:
        """From when on a word that nobody knew is news."""
        return self.given.since or max((n.at for n in whole), default=self.given.now) - NO_NEWS

    def _feeds(self, receiver: Receiver, whole: list[Notice]) -> Iterator[tuple[str, list[Notice]]]:
        """The feeds that tell of what a receiver asks for: those we publish anyway."""
        pages = [addresses.service(id) for id in receiver.services]
        pages += [addresses.agency(id) for id in receiver.agencies]
        pages += [addresses.category(id) for id in receiver.categories]
        pages += [addresses.region(id) for id in receiver.regions]
        for page in pages:
            path = self._path(receiver, page)
            yield path, self.published.notices(path)
        if not pages:
            yield self._path(receiver, addresses.HOME), whole

    def _path(self, receiver: Receiver, page: str) -> str:
        """The feed beside a page, in the language of a receiver."""
        first = self.site.languages[0]
        root = "" if receiver.language in ("", first) else f"{receiver.language}/"
        return root + addresses.feed(page, "json")

    def _known(
        self, receiver: Receiver, feeds: Mapping[str, list[Notice]], oldest: datetime
    ) -> tuple[OfReceiver, int]:
        """What a receiver was told, and how much counts as told because it was there before it asked.

        What is older than the `oldest` news counts as told, too.
        """
        first = receiver.name not in self.known.receivers
        known = self.known.receivers.setdefault(receiver.name, OfReceiver(set()))
        since = self.given.since
        looked_at = {n.id for path, notices in feeds.items() if path in known.feeds for n in notices}
        counted = 0
        for path, notices in feeds.items():
            for notice in notices:
                waits = since is None and notice.id in known.owed
                new_feed = since is None and path not in known.feeds and notice.id not in looked_at
                old = new_feed or notice.at < oldest
                if old and not waits and notice.id not in known.told:
                    known.told[notice.id] = None
                    counted += 1
        known.feeds = set(feeds)
        return known, counted if first else 0

    def _way(self, receiver: Receiver) -> _Way:
        """Where to send, and what to sign with. Raises `_Hopeless`, and says nothing of what it found."""
        url = self.given.environment.get(receiver.url_from, "").strip()
        if not url:
            raise _Hopeless("variable-missing", receiver.url_from)
        try:
            parts = urlsplit(url)
            usable = bool(parts.hostname) and url.isascii() and parts.username is None
        except ValueError:
            usable = False
        schemes = ("https", "http") if self.given.allow_private else ("https",)
        if not usable or parts.scheme not in schemes:
            raise _Hopeless("variable-no-address", receiver.url_from)
        if receiver.kind is not ReceiverKind.JSON:
            return _Way(url, None)
        words = self.given.environment.get(receiver.secret_from, "").strip()
        if not words:
            raise _Hopeless("variable-missing", receiver.secret_from)
        try:
            return _Way(url, webhook.key(words))
        except webhook.NotAKey:
            raise _Hopeless("variable-no-key", receiver.secret_from) from None

    def _message(self, receiver: Receiver, known: OfReceiver, way: _Way, owed: list[Notice]) -> None:
        until = time.monotonic() + self.given.seconds
        told: list[str] = []
        failure: Failure | None = None
        for notice in owed:
            words = webhook.body(receiver.kind, notice)
            found = deliver(partial(self._post, notice, words, way), self.clock, until, self.stop)
            if found is None:
                told.append(notice.title)
                with self.known.lock:
                    known.told[notice.id] = None
                    del known.owed[notice.id]
                    self.known.save()
                continue
            failure = found
            if not found.about_this:
                # What comes later would arrive before what comes first.
                break
        with self.known.lock:
            known.not_before = failure.not_before if failure else None
            self.known.save()
        self._result(receiver.name, told=tuple(told), waiting=len(owed) - len(told), failure=failure)

    def _post(self, notice: Notice, words: bytes, way: _Way, seconds: float) -> Answer:
        return http.post(
            way.url,
            words,
            webhook.headers(notice, words, self.clock(), way.key),
            seconds=seconds,
            limit_bytes=1_000_000,
            allow_private=self.given.allow_private,
        )

    # --- Both ---

    def _still(self, name: str, not_before: datetime | None) -> bool:
        """Whether somebody asked not to be asked again yet."""
        now = self.clock()
        # Nobody is given longer than that: the clock was wrong when it was noted.
        if not_before is None or not now < not_before <= now + LONGEST_WAIT:
            return False
        self._result(name, failure=Failure("wait", not_before=not_before))
        return True

    def _result(self, name: str, **news: object) -> None:
        self.results[name] = replace(self.results[name], **news)  # type: ignore[arg-type]


def _trim(known: OfReceiver, here: Mapping[str, Notice]) -> None:
    """Forget the oldest of what the feeds no longer hold."""
    left = [id for id in known.told if id not in here]
    for id in left[: -memory.LEFT]:
        del known.told[id]

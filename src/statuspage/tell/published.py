"""What is live: read from the finished folder, so that nobody is told what cannot be read there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from ..views import addresses

MANIFEST: Final = "manifest.json"
FEEDS: Final = (".atom", ".rss", ".json")


class NotPublished(Exception):  # noqa: N818 - it is an answer, not a mistake
    """The folder holds no finished site."""

    def __init__(self, code: str, path: str) -> None:
        super().__init__(code, path)
        self.code = code
        """`nothing` (no site, or not the feed that should be there) or `altered` (by another hand)."""
        self.path = path


@dataclass(frozen=True, slots=True)
class Notice:
    """One piece of news, in one language: an entry of a feed."""

    id: str
    at: datetime
    item: Mapping[str, Any]
    """The entry as it stands in the JSON Feed."""
    url: str
    """Its address on our site; nothing else is ever linked to."""
    title: str
    summary: str
    by: str
    site: str
    """What the site is called."""
    home: str
    """The address of the site."""
    document: str
    """The address of everything that is said of its story, for programs; empty where there is none."""


class Published:
    """One release of a site, as it stands in a folder."""

    def __init__(self, out: Path) -> None:
        # The link is followed once: whatever is published meanwhile is the next run's news.
        self._folder = out.resolve()
        try:
            said = json.loads((self._folder / MANIFEST).read_bytes())
            self.address, self.files = str(said["site"]), dict(said["files"])
        except (OSError, ValueError, KeyError, TypeError) as fault:
            raise NotPublished("nothing", str(out)) from fault

    @property
    def feeds(self) -> Mapping[str, str]:
        """The feeds that can be subscribed to at a hub, the most read first: path to digest.

        Archives are not among them; they never change.
        """
        paths = (
            path
            for path in self.files
            if path.rpartition("/")[2].partition(".")[0] in ("feed", "history") and path.endswith(FEEDS)
        )
        return {path: self.files[path] for path in sorted(paths, key=lambda path: (path.count("/"), path))}

    def notices(self, path: str) -> list[Notice]:
        """The entries of one JSON Feed. Raises `NotPublished`."""
        return next(self.pages(path))

    def pages(self, path: str) -> Iterator[list[Notice]]:
        """The entries of one JSON Feed, then those of each of its archives, the newest first.

        Raises `NotPublished`.
        """
        while path:
            feed = self._feed(path)
            yield [self._notice(item, feed["authors"][0]["name"]) for item in feed["items"]]
            path = str(feed.get("next_url", "")).removeprefix(self.address)

    def _feed(self, path: str) -> Mapping[str, Any]:
        if path not in self.files:
            raise NotPublished("nothing", path)
        try:
            words = (self._folder / path).read_bytes()
        except OSError as fault:
            raise NotPublished("nothing", path) from fault
        if hashlib.sha256(words).hexdigest() != self.files[path]:
            raise NotPublished("altered", path)
        feed: Mapping[str, Any] = json.loads(words)
        return feed

    def _notice(self, item: Mapping[str, Any], site: str) -> Notice:
        url = str(item["url"])
        ours = url.startswith(self.address)
        return Notice(
            id=str(item["id"]),
            at=datetime.fromisoformat(item["date_published"]),
            item=item,
            url=url if ours else self.address,
            title=str(item["title"]),
            summary=str(item["summary"]),
            by=str(item["authors"][0]["name"]),
            site=site,
            home=self.address,
            document=self._document(url.removeprefix(self.address)) if ours else "",
        )

    def _document(self, page: str) -> str:
        """`en/incidents/2026/0302-portal/#u…` → `…/api/incidents/2026/0302-portal.json`, if it exists."""
        parts = urlsplit(page).path.strip("/").split("/")[-3:]
        path = addresses.api("/".join(parts))
        return self.address + path if path in self.files else ""

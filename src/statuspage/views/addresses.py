"""The permanent address of every page, as a path from the root of the site.

Addresses stand on paper and in feeds, so they never change. The first language lives at the root,
every other one under its tag. Links are written relative to the page they stand on, so that a copy
works under any sub-path, and from a disk.
"""

from __future__ import annotations

import posixpath

HOME = ""
RELIEF = "relief/"
MAINTENANCE = "maintenance/"
HISTORY = "history/"
NOT_FOUND = "404.html"


def service(id: str) -> str:
    return f"services/{id}/"


def channel(id: str) -> str:
    return f"channels/{id}/"


def system(id: str) -> str:
    return f"systems/{id}/"


def agency(id: str) -> str:
    return f"agencies/{id}/"


def category(id: str) -> str:
    return f"categories/{id}/"


def region(id: str) -> str:
    return f"regions/{id}/"


def incident(key: str) -> str:
    return f"incidents/{key}/"


def maintenance(key: str) -> str:
    return f"maintenance/{key}/"


def announcement(key: str) -> str:
    return f"notices/{key}/"


def door_notice(id: str) -> str:
    return f"notice/{id}/"


def month(year: int, number: int) -> str:
    return f"history/{year:04}/{number:02}/"


def file_of(path: str) -> str:
    """The file a page is kept in: folders hold an `index.html`."""
    return f"{path}index.html" if path == "" or path.endswith("/") else path


def relative(here: str, there: str) -> str:
    """The link from the page at `here` to `there` (which may end in `#anchor`)."""
    target, hash_, anchor = there.partition("#")
    if target == here and anchor:
        return f"#{anchor}"
    start = here if here == "" or here.endswith("/") else posixpath.dirname(here) + "/"
    found = posixpath.relpath(f"/{target}", f"/{start}")
    if target == "" or target.endswith("/"):
        found += "/"
    return f"{found}{hash_}{anchor}"

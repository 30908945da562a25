"""The permanent address of every page, as a path from the root of the site.

Addresses stand on paper and in feeds, so they never change. The first language lives at the root,
every other one under its tag. Links are written relative to the page they stand on, so that a copy
works under any sub-path, and from a disk.
"""

from __future__ import annotations

HOME = ""
RELIEF = "relief/"
MAINTENANCE = "maintenance/"
HISTORY = "history/"
LITE = "lite/"
FIGURES = "figures/"
CORRECTIONS = "corrections/"
REGIONS = "regions/"
SUBSCRIBE = "subscribe/"
ABOUT = "about/"
GENUINE = "about/genuine/"
ACCESSIBILITY = "accessibility/"
NOT_FOUND = "404.html"
METRICS = "metrics"
SITEMAP = "sitemap.xml"
EMBED = "embed/"
OPENSEARCH = "opensearch.xml"
WEBMANIFEST = "manifest.webmanifest"


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


def door_notice_in_all(id: str) -> str:
    """The sheet that says it in every language of the site (under the first language only)."""
    return f"{door_notice(id)}both/"


def door_code(id: str) -> str:
    """The QR code on a sheet."""
    return f"{door_notice(id)}code.svg"


def feed(page: str, ending: str) -> str:
    """The feed that stands beside a page (`services/x/` → `services/x/feed.atom`)."""
    return f"{page}feed.{ending}"


def feed_archive(year: int, number: int, ending: str) -> str:
    """A full file of older news; what it holds never moves to another file (RFC 5005, section 4)."""
    return f"feed-{year:04}-{number}.{ending}"


def history_feed(ending: str) -> str:
    """The feed with one entry for each story, where clients of Statuspage look for it: `history.atom`."""
    return f"history.{ending}"


def month(year: int, number: int) -> str:
    return f"history/{year:04}/{number:02}/"


def article(name: str) -> str:
    """What a site says about itself."""
    return GENUINE if name == "genuine" else f"{name}/"


def corrections(year: int) -> str:
    return f"{CORRECTIONS}{year:04}/"


def figures(year: int) -> str:
    return f"{FIGURES}{year:04}/"


def figures_file(year: int = 0) -> str:
    """The figures of a year for spreadsheets; of all years without one."""
    return f"{FIGURES}{f'{year:04}' if year else 'figures'}.csv"


def api(name: str) -> str:
    """One of our own documents: `api/status.json`, `api/services/resident-copy.json`."""
    return f"api/{name}.json"


def api_schema(version: int, name: str) -> str:
    """What a document of ours may say, as JSON Schema."""
    return f"api/schema/{version}/{name}.json"


def statuspage_v2(name: str) -> str:
    """One of the addresses that clients of Statuspage ask: `api/v2/incidents/unresolved.json`."""
    return f"api/v2/{name}.json"


def calendar(page: str) -> str:
    """The calendar of planned work that stands beside a page (`services/x/` → `services/x/calendar.ics`)."""
    return f"{page}calendar.ics"


def badge(id: str) -> str:
    """The state of one service or shared channel as a small picture; the whole site's without an id."""
    return f"badges/{id}.svg" if id else "badge.svg"


def text(language: str, id: str) -> str:
    """Counted texts about one service."""
    return f"text/{language}/{id}.txt"


def incident_text(language: str, key: str) -> str:
    """Counted texts about one incident."""
    return f"text/{language}/incidents/{key}.txt"


def file_of(path: str) -> str:
    """The file a page is kept in: folders hold an `index.html`."""
    return f"{path}index.html" if path == "" or path.endswith("/") else path


def relative(here: str, there: str) -> str:
    """The link from the page at `here` to `there` (which may end in `#anchor`)."""
    target, hash_, anchor = there.partition("#")
    if target == here and anchor:
        return f"#{anchor}"
    # What `posixpath.relpath` says, for paths that are known to be plain: a page has forty links.
    start = here[: here.rfind("/") + 1]
    if target.startswith(start):
        found = target[len(start) :] or "./"
    else:
        above, below = start.split("/")[:-1], target.split("/")
        shared = 0
        while shared < min(len(above), len(below) - 1) and above[shared] == below[shared]:
            shared += 1
        found = "../" * (len(above) - shared) + "/".join(below[shared:])
    return f"{found}{hash_}{anchor}"

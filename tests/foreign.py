"""Status pages of other programs for tests, with what real ones contain: made here, copied from nobody."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any

CSTATE: Mapping[str, str] = {
    "config.yml": """
        # A checkout as people have them: comments, settings of looks, a zone of nobody.
        title: Harbour Status
        languageCode: en
        baseURL: http://status.harbour.example/
        params:
          categories:
            - name: Ships
              closed: true
            - name: Uncategorized
              untitled: true
          systems:
            - name: Booking API
              category: Ships
              description: What *agents* talk to.
            - name: Booking  API
              category: Ships
            - name: 예약 홈페이지
              category: Ships
              link: https://www.harbour.example/book
            - name: ../../etc/passwd
              category: Uncategorized
            - name: Index
          dateFormat: 15:04 — Jan 2
          brand: "#0a0c0f"
    """,
    "content/issues/_index.md": "---\ntitle: All\n---\n",
    "content/issues/2020-01-01-newest-first.md": """


        ---
        title: Berths cannot be booked
        date: 2020-01-01 10:00:00
        resolved: true
        resolvedWhen: 2020-01-01 12:30:00
        # Possible severity levels: down, disrupted, notice
        severity: down
        affected:
          - Booking API
          - 예약 홈페이지
        section: issue
        ---

        *Post-mortem*

        A switch was pulled.

        ---

        **Resolved**: All berths can be booked. {{< track "2020-01-01 12:30:00" >}}

        **Monitoring** - It seems to work.
        {{< track "2020-01-01 11:15:30" >}}

        **Investigating** - Nobody can book. {{< track "2020-01-01 10:00:00" >}}
    """,
    "content/issues/2020-02-02-oldest-first.md": """
        ---
        Title: Slow answers
        Date: 2020-02-02T08:00:00+02:00
        Resolved: "true"
        resolvedWhen: "2020-02-01 09:00"
        severity: disrupted
        affected: [booking api, Old Crane]
        automated: true
        ---
        <!-- ask Jo -->
        *Investigating* - Slow. {{<track "2020-02-02T08:10:00+02:00">}}

        *Identified* - The <b>cable</b>. {{< track "2020-13-02 09:00" >}}

        *Monitoring* - New cable, see https://cable.example/
        {{< figure src="x.png" >}} {{% track "2020-02-02 24:00" %}}
    """,
    "content/issues/2020-03-03-toml.md": """
        +++
        title = "Anchor service is down"
        date = 2020-03-03T03:03:03Z
        severity = "major-outage"
        affectedsystems = ["Index"]
        resolved = true
        +++
        Nobody knows why.

        **Update**: It is the anchor. {{< track "2020-03-03T03:33:03.789Z" >}}
    """,
    "content/issues/2020-04-04-open.md": """
        ---
        title: Fog
        date: 2020-04-04 04:04
        resolved: false
        resolvedWhen: 2020-04-04 05:00
        affected:
          - Booking API
        ---
        Ships wait.

        **Resolved** - The fog is gone. {{< track "2020-04-04 06:00" >}}
    """,
    "content/issues/2020-05-05-notice.md": """
        ---
        title: New tariffs
        date: 2020-05-05 10:00
        informational: true
        pin: false
        affected: [Booking API]
        ---
        From June. {{< track "2020-05-05 10:00" >}}
    """,
    "content/issues/2020-05-06-pinned.md": """
        ---
        title: New address
        date: 2020-05-06
        informational: "true"
        pin: true
        ---
        We moved.
    """,
    "content/issues/2020-06-06-same-minute.md": """
        ---
        title: Berths cannot be booked
        date: 2020-01-01 10:00:00
        resolved: true
        resolvedWhen: 2020-01-01 10:20
        severity: notice
        affected: ["../../etc/passwd"]
        ---
        Twice in one minute.
    """,
    "content/issues/2020-07-07-draft.md": "---\ntitle: Not yet\ndate: 2020-07-07\ndraft: true\n---\nx\n",
    "content/issues/2020-08-08-broken.md": "---\ntitle: one: two\ndate: 2020-08-08\n---\nx\n",
    "content/issues/2020-09-09-no-date.md": """
        ---
        title: Nameless day
        date: soon
        resolved: true
        severity: down
        ---
        Words.
    """,
    "content/issues/2020-10-10-bomb.md": """
        ---
        title: &a [x, x]
        date: 2020-10-10
        affected: [*a, *a, *a]
        ---
        Boom.
    """,
    "content/issues/2020-11-11-before.md": """
        ---
        title: Typing errors
        date: 2020-11-11 11:00
        resolved: true
        resolvedWhen: 2020-11-11 12:00
        severity: down
        affected: [Booking API]
        ---
        *Investigating* - Early. {{< track "2020-11-11 10:55" >}}

        *Update* - Last year. {{< track "2019-11-11 11:10" >}}
    """,
}
"""A cState checkout with every trait that real ones were seen to have."""


def cstate(root: Path, files: Mapping[str, str] = CSTATE) -> Path:
    """Write a checkout of cState; one file has a byte-order mark and Windows line ends."""
    for name, words in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = dedent(words)
        text = text if "newest-first" in name else text.lstrip("\n")
        if "oldest-first" in name:
            text = "\ufeff" + text.replace("\n", "\r\n")
        path.write_bytes(text.encode())
    return root


# --- Upptime -----------------------------------------------------------------------------------------------


class Upptime:
    """A repository of Upptime that grows commit by commit, each with its own moment."""

    def __init__(self, root: Path, config: str) -> None:
        self.root = root
        root.mkdir(parents=True)
        self.git("init", "-q", "-b", "master")
        (root / ".upptimerc.yml").write_text(dedent(config).lstrip(), encoding="utf-8")
        self.commit("2024-01-01T00:00:00Z", "Begin")

    def git(self, *words: str, at: str = "2024-01-01T00:00:00Z") -> str:
        who = {f"GIT_{part}_{what}": "x" for part in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        dates = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
        quiet = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "PATH": "/usr/bin:/bin"}
        return subprocess.run(
            ["git", "-C", str(self.root), *words],
            env={**who, **dates, **quiet},
            check=True,
            capture_output=True,
            encoding="utf-8",
        ).stdout

    def commit(self, at: str, words: str) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", words, at=at)

    def check(
        self, slug: str, status: str, at: str, url: str = "https://x.example", old: bool = False
    ) -> None:
        """What Upptime commits when it has looked at a site."""
        dash = "- " if old else ""
        lines = (f"url: {url}", f"status: {status}", "code: 200", "responseTime: 98", f"lastUpdated: {at}",
                 "startTime: Sun Jan 09 2022 22:29:05 GMT+0000 (Coordinated Universal Time)",
                 "generator: Upptime <https://github.com/upptime/upptime>")  # fmt: skip
        path = self.root / "history" / f"{slug}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text("".join(f"{dash}{line}\n" for line in lines), encoding="utf-8")
        self.commit(at, f"{slug} is {status} (200 in 98 ms) [skip ci] [upptime]")

    def forget(self, slug: str, at: str) -> None:
        """The site is watched no more."""
        (self.root / "history" / f"{slug}.yml").unlink()
        self.commit(at, f"Remove {slug}")


CONFIG = """
    owner: Harbour-Office
    repo: upptime
    sites:
      - name: GitHub API
        url: https://api.harbour.example
      - name: 예약 시스템
        url: https://book.harbour.example
      - name: Secret door
        url: $SECRET_SITE
      - name: Never checked
        url: tcp://harbour.example
    status-website:
      cname: status.harbour.example
      name: Harbour Watch
    assignees: [jo]
"""


def upptime(root: Path) -> Upptime:
    """Sites that went down and up, one still down, one that was slow, one that was removed."""
    made = Upptime(root, CONFIG)
    made.check("git-hub-api", "up", "2024-01-01T00:05:00.123Z", old=True)
    made.check("예약-시스템", "up", "2024-01-01T00:06:00.000Z", "https://book.harbour.example")
    made.check("old-crane", "down", "2024-01-01T00:07:00.000Z")
    made.check("git-hub-api", "down", "2024-01-02T01:00:30.500Z", old=True)
    made.check("git-hub-api", "down", "2024-01-02T01:05:00.000Z")
    made.check("예약-시스템", "degraded", "2024-01-02T02:00:00.000Z", "https://book.harbour.example")
    made.check("git-hub-api", "up", "2024-01-02T03:00:00.000Z")
    made.check("예약-시스템", "down", "2024-01-02T04:00:00.000Z", "https://book.harbour.example")
    made.check("예약-시스템", "up", "2024-01-02T05:00:00.000Z", "https://book.harbour.example")
    made.forget("old-crane", "2024-01-03T00:00:00Z")
    made.check("left-behind", "down", "2024-01-03T01:00:00.000Z")
    made.check("left-behind", "down", "2024-01-03T09:00:00.000Z")
    made.check("secret-door", "down", "2024-01-04T00:00:00.000Z", "$SECRET_SITE")
    summary = [{"name": "GitHub API", "url": "x", "slug": "git-hub-api", "status": "up"}]
    (made.root / "history/summary.json").write_text(json.dumps(summary))
    made.commit("2024-01-04T00:01:00Z", "Update summary")
    return made


ISSUES: list[dict[str, Any]] = [
    {
        "number": 1,
        "title": "🛑 GitHub API is down",
        "body": "In `abc1234`, GitHub API was **down**.",
        "createdAt": "2024-01-02T01:01:00Z",
        "closedAt": "2024-01-02T03:00:10Z",
        "labels": [{"name": "status"}, {"name": "git-hub-api"}],
        "comments": [{"body": "We are on it.", "createdAt": "2024-01-02T02:00:00Z"}],
    },
    {
        "number": 2,
        "title": "New pier",
        "body": "<!--\nstart: 2024-02-01T10:00:00Z\nend: 2024-02-01T12:00:00Z\n"
        "expectedDown: git-hub-api, no-such\n-->\nWe lay cables.",
        "createdAt": "2024-01-20T00:00:00Z",
        "closedAt": None,
        "labels": [{"name": "maintenance"}],
        "comments": [],
    },
    {
        "number": 3,
        "title": "How do I configure this?",
        "body": "?",
        "createdAt": "2024-01-20T00:00:00Z",
        "labels": [],
    },
    {
        "number": 4,
        "title": "🛑 GitHub API has degraded performance",
        "body": "By hand.",
        "created_at": "2024-01-25T00:00:00Z",
        "closed_at": "2024-01-25T01:00:00Z",
        "labels": ["status", "git-hub-api"],
        "comments": 3,
    },
    {
        "number": 5,
        "title": "A pull request",
        "created_at": "2024-01-25T00:00:00Z",
        "pull_request": {"url": "x"},
        "labels": [],
    },
]


# --- Statuspage --------------------------------------------------------------------------------------------


def _component(id: str, name: str, status: str = "operational", **more: Any) -> dict[str, Any]:
    return {
        "id": id, "name": name, "status": status, "created_at": "2019-01-01T00:00:00.000Z",
        "updated_at": "2020-06-01T00:00:00.000Z", "position": 1, "description": None, "showcase": True,
        "start_date": None, "group_id": None, "page_id": "pppppppppppp", "group": False,
        "only_show_if_degraded": False, **more,
    }  # fmt: skip


def _update(
    id: str, status: str, at: str, body: str | None, affected: Any = None, **more: Any
) -> dict[str, Any]:
    return {
        "id": id, "status": status, "body": body, "created_at": at, "updated_at": at, "display_at": at,
        "affected_components": affected and [
            {"code": code, "name": name, "old_status": old, "new_status": new}
            for code, name, old, new in affected
        ],
        **more,
    }  # fmt: skip


API, WEB, PIER, GONE = (
    ("aaaaaaaaaaaa", "API"),
    ("bbbbbbbbbbbb", "Web"),
    ("cccccccccccc", "부두"),
    ("dddddddddddd", "Crane"),
)
PAGE = {
    "id": "pppppppppppp",
    "name": "Harbour",
    "url": "https://status.harbour.example",
    "time_zone": "Asia/Seoul",
    "updated_at": "2020-06-01T00:00:00.000Z",
}

COMPONENTS: list[dict[str, Any]] = [
    _component(*API, group_id="gggggggggggg", position=1, description="What agents talk to."),
    _component(*WEB, group_id="gggggggggggg", position=2),
    _component("gggggggggggg", "Ships", group=True, position=1, components=["aaaaaaaaaaaa", "bbbbbbbbbbbb"]),
    _component(*PIER, "under_maintenance", position=2),
]

INCIDENTS: list[dict[str, Any]] = [
    {
        "id": "i2i2i2i2i2i2", "name": "Crane stuck", "status": "postmortem", "impact": "critical",
        "created_at": "2020-04-01T00:00:00.000Z", "updated_at": "2020-04-03T00:00:00.000Z",
        "resolved_at": "2020-04-01T02:00:00.000Z", "monitoring_at": None,
        "started_at": "2020-04-01T00:00:00.000Z",
        "incident_updates": [
            _update("u24", "postmortem", "2020-04-03T00:00:00.000Z", "A bolt was loose."),
            _update("u23", "resolved", "2020-04-01T02:00:00.000Z", "It turns again.",
                    [(*GONE, "major_outage", "operational"), (*API, "partial_outage", "operational")]),
            _update("u22", "identified", "2020-04-01T01:00:00.000Z", "",
                    [(*GONE, "major_outage", "major_outage"), (*API, "operational", "partial_outage")]),
            _update("u21", "investigating", "2020-04-01T00:00:00.000Z", "The crane <br> does not turn.",
                    [(*GONE, "operational", "major_outage")]),
        ],
        "components": [_component(*API), _component(*GONE)],
    },
    {
        "id": "i1i1i1i1i1i1", "name": "Bookings fail", "status": "resolved", "impact": "major",
        "created_at": "2020-03-01T00:00:00.000Z", "updated_at": "2020-03-01T01:00:00.000Z",
        "resolved_at": "2020-03-01T01:00:00.000Z", "monitoring_at": "2020-03-01T00:30:00.000Z",
        "started_at": "2020-03-01T00:00:00.000Z",
        "incident_updates": [
            _update("u13", "resolved", "2020-03-01T01:00:00.000Z", "Bookings work.",
                    [(*WEB, "degraded_performance", "operational")]),
            _update("u12", "monitoring", "2020-03-01T00:30:00.000Z", "Most bookings work.",
                    [(*WEB, "major_outage", "degraded_performance")]),
            _update("u11", "investigating", "2020-03-01T00:00:00.000Z", "Bookings fail.",
                    [(*WEB, "operational", "major_outage")]),
        ],
        "components": [_component(*WEB)],
    },
]  # fmt: skip

WORKS: list[dict[str, Any]] = [
    {
        "id": "w1w1w1w1w1w1", "name": "New pier", "status": "in_progress", "impact": "maintenance",
        "created_at": "2020-05-20T00:00:00.000Z", "updated_at": "2020-06-01T00:00:00.000Z",
        "scheduled_for": "2020-06-01T00:00:00.000Z", "scheduled_until": "2020-06-01T04:00:00.000Z",
        "incident_updates": [
            _update("u32", "in_progress", "2020-06-01T00:00:00.000Z", "We have begun.",
                    [(*PIER, "operational", "under_maintenance")]),
            _update("u31", "scheduled", "2020-05-20T00:00:00.000Z", "We lay cables.",
                    [(*PIER, "operational", "operational")]),
        ],
        "components": [_component(*PIER, "under_maintenance")],
    }
]  # fmt: skip


def dump(
    folder: Path,
    components: list[dict[str, Any]] = COMPONENTS,
    incidents: list[dict[str, Any]] = INCIDENTS,
    works: list[dict[str, Any]] = WORKS,
    page: Mapping[str, Any] = PAGE,
) -> Path:
    """Write a dump as somebody would fetch it: one file for each address."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, member, rows in (
        ("components", "components", components),
        ("incidents", "incidents", incidents),
        ("scheduled-maintenances", "scheduled_maintenances", works),
    ):
        document = {"page": page, member: rows}
        (folder / f"{name}.json").write_text(
            json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8"
        )
    return folder

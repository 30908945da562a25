"""Small real sites for tests, written as people write them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from textwrap import dedent

SMALL: Mapping[str, str] = {
    "site.yaml": """
        name: {ko: 민원 서비스 상태, en: Civil service status}
        address: https://status.example.go.kr/
        tag: tag:status.example.go.kr,2026
        languages: [ko, en]
        time_zone: Asia/Seoul
        demonstration: true
        help: {phone: '110', name: {ko: 국민콜 110, en: Government call centre 110}, hours: 매일 24시간}
        links: {allow: ['*.go.kr', gov.kr]}
        categories: {certificates: {ko: 증명서, en: Certificates}}
        regions: {daejeon: {ko: 대전, en: Daejeon}}
    """,
    "agencies/mois.yaml": "name: {ko: 행정안전부, en: Ministry of the Interior and Safety}",
    "systems/saeol.yaml": "{name: {ko: 새올행정시스템, en: Saeol}, operator: mois, grade: 1}",
    "systems/portal.yaml": "{name: {ko: 정부24 플랫폼, en: Government24 platform}, operator: mois}",
    "channels/community-center.yaml": """
        name: {ko: 주민센터, en: Community center}
        kind: counter
        needs: [saeol]
        hours: 평일 09:00-18:00
    """,
    "services/mois/resident-copy.yaml": """
        name: {ko: 주민등록 등본, en: Resident copy}
        importance: high
        category: certificates
        channels:
          - id: web
            kind: web
            name: {ko: 정부24, en: Government24}
            url: https://www.gov.kr
            needs: [portal]
          - use: community-center
    """,
    "services/mois/move-in.yaml": """
        name: {ko: 전입신고, en: Move-in report}
        category: certificates
        channels: [{use: community-center}]
    """,
    "incidents/2023/1117-saeol/incident.md": """
        ---
        title: {ko: 행정망 장애, en: Network outage}
        ---
    """,
    "incidents/2023/1117-saeol/1117-0840-mois.md": """
        ---
        status: investigating
        impact: {saeol: major_outage}
        next_update: 2023-11-17 10:00
        ---
        창구에서 서류를 뗄 수 없습니다. **방문하지 마세요**.
    """,
    "incidents/2023/1117-saeol/1117-0840-mois.en.md": """
        ---
        ---
        Counters cannot issue documents. **Please do not visit.**
    """,
    "incidents/2023/1117-saeol/1118-0900-mois.md": """
        ---
        status: resolved
        ---
        정상으로 돌아왔습니다.
    """,
    "incidents/2023/1117-saeol/1118-0900-mois.en.md": """
        ---
        ---
        Everything works again.
    """,
}
"""A site with one incident: counters fail from 2023-11-17 08:40 to the next morning; the portal works."""

WORK = "maintenance/2023/1220-portal"
PLANNED_WORK = {
    f"{WORK}/notice.md": """
        ---
        title: {ko: 정기 점검, en: Planned work}
        starts: 2023-12-20 22:00
        ends: 2023-12-21 02:00
        impact: {portal: under_maintenance}
        ---
    """,
}
"""Planned work of one night."""

DURING = datetime.fromisoformat("2023-11-17T09:00+09:00")
"""While counters fail, before the promised next word."""
AFTER = datetime.fromisoformat("2023-12-10T10:00+09:00")
"""A quiet day."""


def write(root: Path, files: Mapping[str, str | None] = SMALL) -> Path:
    """Put files (relative to `status/`) into a site; None deletes one."""
    for name, text in files.items():
        path = root / "status" / name
        if text is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).strip() + "\n", encoding="utf-8")
    return root


def published(out: Path) -> dict[str, bytes]:
    """Every file of a published site."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }


def fingerprint(out: Path, *, without: tuple[str, ...] = ("build.json",)) -> str:
    """A digest of a published site, `build.json` aside."""
    found = hashlib.sha256()
    for path, data in published(out).items():
        if path not in without:
            found.update(path.encode() + b"\0" + data + b"\0")
    return found.hexdigest()

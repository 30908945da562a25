"""A site on a hard afternoon: what the demonstration never has to say, so that it, too, is looked at.

An official host, a promise that is late, a file that cannot be read, planned work that runs and that was
called off, more outages than cards, an application to be made again, a region that is worse off.
"""

from __future__ import annotations

from collections.abc import Mapping

from sites import SMALL

MOMENT = "2023-11-17T15:00"
"""Five hours after the next word was due."""

FILES: Mapping[str, str] = {
    **SMALL,
    "site.yaml": SMALL["site.yaml"].replace("demonstration: true", "official: true")
    + """
        host: {ko: 다른 지역의 전산실, en: A computer centre in another region}
        mirrors: ['https://mirror.example.org/']
    """,
    "channels/kiosk.yaml": "{name: {ko: 무인민원발급기, en: Kiosk}, kind: kiosk, needs: [portal]}",
    "services/mois/seal.yaml": """
        name: {ko: 인감증명서, en: Seal certificate}
        about: 다른 말로 옮기지 못한 설명입니다.
        importance: critical
        channels: [{use: community-center, bring: {ko: 신분증, en: Photo ID}, fee: 600원}, {use: kiosk}]
        instead: [{service: resident-copy, note: {ko: 먼저 물어보세요, en: Please ask first}}]
    """,
    "services/mois/lost.yaml": "name: {ko: 읽을 수 없는 파일, en: A file\n",
    "incidents/2023/1117-saeol/1117-0910-mois.md": """
        ---
        status: identified
        corrects: 1117-0840-mois
        impact: {saeol: major_outage, resident-copy/web: degraded_performance}
        provisional: [resident-copy/web]
        without: {resident-copy/web: {ko: 초본, en: Abstracts}}
        expected: 미정
        next_update: 2023-11-17 11:00
        relief:
          - kind: resubmit
            services: [move-in]
            what: {ko: 다시 내 주세요, en: Please report again}
            until: 2023-11-30
          - kind: deadline_extension
            what: {ko: 기한을 늘립니다, en: Deadlines move}
            basis: {ko: 법 제16조, en: Article 16}
        ---
        **원인을 찾았습니다.** 창구는 아직 안 됩니다.
    """,
    "incidents/2023/1117-saeol/1117-0910-mois.en.md": "**The cause is known.** Counters still do not work.",
    "incidents/2023/1117-daejeon/incident.md": "---\ntitle: {ko: 대전 창구, en: Daejeon}\n---",
    "incidents/2023/1117-daejeon/1117-1400-mois.md": """
        ---
        status: monitoring
        regions: [daejeon]
        impact: {portal: partial_outage}
        next_update: 2023-11-17 16:00
        ---
        대전에서는 누리집도 느립니다.
    """,
    **{
        f"incidents/2023/1117-more-{n}/{name}": text
        for n in range(6)
        for name, text in {
            "incident.md": f"---\ntitle: {{ko: 또 다른 장애 {n}, en: Another outage {n}}}\n---",
            "1117-1430-mois.md": "---\nimpact: {seal: major_outage}\n---\n확인하고 있습니다.",
        }.items()
    },
    "maintenance/2023/1117-portal/notice.md": """
        ---
        title: {ko: 정부24 점검, en: Work on Government24}
        starts: 2023-11-17 14:00
        ends: 2023-11-17 18:00
        impact: {portal: under_maintenance}
        by: mois
        ---
        정부24를 점검합니다.
    """,
    "maintenance/2023/1120-saeol/notice.md": """
        ---
        title: {ko: 새올 점검, en: Work on Saeol}
        starts: 2023-11-20 22:00
        ends: 2023-11-21 02:00
        impact: {saeol: under_maintenance}
        ---
        새올을 점검합니다.
    """,
    "maintenance/2023/1120-saeol/1117-1200-mois.md": "---\nstatus: cancelled\n---\n장애 때문에 미룹니다.",
    "notices/2023/1116-hours.md": """
        ---
        title: {ko: 창구 시간이 바뀝니다, en: New hours}
        about: [community-center]
        by: mois
        ---
        18시까지 엽니다.
    """,
}

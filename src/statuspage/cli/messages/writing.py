"""What `new`, `resolve`, `correct` and `form` say of the files they write."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    # What a new file does.
    "effect": (
        "이 변경으로 {state} 되는 서비스 {count}개: {names}",
        "Services that become “{state}”: {count} ({names})",
    ),
    "effect-more": (
        "이 변경으로 {state} 되는 서비스 {count}개: {names} 밖에 {more}개",
        "Services that become “{state}”: {count} ({names} and {more} more)",
    ),
    "effect-words": (
        "상태는 같고 안내가 바뀌는 서비스 {count}개",
        "Services whose state stays and whose guidance changes: {count}",
    ),
    "effect-answer": (
        "  {name} → “{answer}”",
        "  {name} → “{answer}”",
    ),
    "effect-none": (
        "이 변경으로 상태가 바뀌는 서비스는 없습니다.",
        "No service changes its state.",
    ),
    "draft-wrong": (
        "위의 것 때문에 쓰지 않았습니다. 바뀐 파일은 없습니다.",
        "Because of what is listed above nothing was written. No file has changed.",
    ),
    "dry-run": (
        "--dry-run이라 쓰지 않았습니다.",
        "Nothing was written (--dry-run).",
    ),
    "write?": (
        "이대로 쓸까요? (Y/n)",
        "Write this? (Y/n)",
    ),
    "not-written": (
        "쓰지 않았습니다. 바뀐 파일은 없습니다.",
        "Nothing was written. No file has changed.",
    ),
    "written": (
        "썼습니다: {path}",
        "Written: {path}",
    ),
    "next-step": (
        "아직 이 컴퓨터에만 있습니다. 미리 보려면 statuspage serve, 내보내려면 저장소에 올리세요:\n"
        "  git {where}add status && git {where}commit -m '{message}' && git {where}push",
        "So far it is on this computer only. See it with statuspage serve; publish it through the "
        "repository:\n"
        "  git {where}add status && git {where}commit -m '{message}' && git {where}push",
    ),
    "nothing-open": (
        "지금 열려 있는 장애가 없습니다.",
        "No incident is open now.",
    ),
    "nothing-said": (
        "고칠 소식이 없습니다.",
        "Nothing has been said yet.",
    ),
    "resolved-already": (
        "{id}: {at}에 이미 해결로 알렸습니다. 더할 말이 있으면 statuspage new update {id}",
        "{id}: was resolved at {at}. To add a word: statuspage new update {id}",
    ),
    "all-translated": (
        "번역이 빠진 말이 없습니다.",
        "Nothing lacks a translation.",
    ),
    "one-language": (
        "이 사이트는 한 가지 말로만 되어 있습니다. site.yaml의 languages에 말을 더하면 번역할 수 있습니다.",
        "This site has one language. Add another to languages in site.yaml first.",
    ),
    "no-things": (
        "아직 시스템도 서비스도 없습니다. statuspage new service나 new system으로 먼저 적어 주세요.",
        "There is no system and no service yet. Describe one with statuspage new service or new system.",
    ),
    "no-agency": (
        "말할 기관이 없습니다. status/agencies/에 먼저 만들어 주세요. 예: mois.yaml에 name: 행정안전부",
        "There is no agency to speak. Make a file in status/agencies/ first, as in mois.yaml with a name.",
    ),
    # What comes in through a form on the web.
    "form-no-input": (
        "누리집에서 채운 양식이 입력으로 들어와야 합니다: statuspage form --kind {kind} < body.md. "
        "직접 답하려면: statuspage new {kind}",
        "The form that was filled in comes through the input: statuspage form --kind {kind} < body.md. "
        "To answer at a terminal, use statuspage new {kind}.",
    ),
    "form-too-long": (
        "양식에 적은 글이 {limit} KiB를 넘습니다. 줄여 주세요.",
        "What was typed into the form is longer than {limit} KiB. Please shorten it.",
    ),
    "form-before": (
        '"{first}": 첫 질문 "{label}" 앞에 있습니다. 양식의 칸에만 적고, 칸 밖에는 아무것도 적지 마세요.',
        '"{first}" stands before the first question, "{label}". Type into the fields of the form only.',
    ),
    "form-unknown": (
        '"### {label}": 이 양식에 없는 질문입니다. 글에 제목을 쓰려면 줄 앞의 ###를 빼거나 **굵게** 쓰세요.',
        '"### {label}" is no question of this form. For a heading, use **bold** instead of ###.',
    ),
    "form-lacks": (
        '"{label}" 질문이 없습니다. 양식을 처음부터 다시 채우고, 질문은 지우지 마세요.',
        'The question "{label}" is missing. Fill in the form again, and leave its questions as they are.',
    ),
    "form-twice": (
        '"{label}" 질문이 두 번 있습니다. 어느 답이 맞는지 알 수 없습니다. 하나를 지워 주세요.',
        'The question "{label}" stands there twice, and nobody can tell which answer counts. Remove one.',
    ),
    "form-order": (
        '"{label}" 질문이 제자리에 있지 않습니다. 양식을 처음부터 다시 채워 주세요.',
        'The question "{label}" is not in its place. Please fill in the form again.',
    ),
    "form-unanswered": (
        "답이 없습니다: {label}. 꼭 필요합니다.",
        "There is no answer to: {label}. It is needed.",
    ),
    "form-choice": (
        '{label}: "{typed}": 고를 수 있는 답이 아닙니다. 다음 가운데 하나여야 합니다: {known}.',
        '{label}: "{typed}" is not one of the answers. It must be one of: {known}.',
    ),
    "form-one-line": (
        "{label}: 한 줄로 적어 주세요.",
        "{label}: one line, please.",
    ),
}

HELP: dict[str, str] = {
    "form": """누리집에서 채운 양식으로 새 파일을 씁니다.

    양식의 글은 GitHub가 넘겨주는 그대로 입력으로 받습니다. 읽기만 합니다. 그 안의 무엇도 실행되지
    않고, 파일 이름이 되거나 있는 파일을 고치지 못합니다. 양식과 다르거나 check가 받아들이지 않을 것은
    쓰지 않습니다.

    예:

    \b
        statuspage form --kind incident < body.md
        statuspage --lang ko form --kind update --dry-run < body.md
    """,
    "new": """묻는 말에 답하면 새 파일을 써 줍니다.

    터미널에서는 모자란 것만 묻고, 시민에게 무엇이 바뀌는지 보여 준 다음, 그러라고 할 때 씁니다.
    스크립트에서는 옵션으로 답합니다.

    예:

    \b
        statuspage new incident
        statuspage new update
        statuspage new incident --thing saeol=이용불가 \\
            --title "창구 장애" -m "창구가 멈췄습니다." --yes
    """,
    "new incident": """무언가 안 될 때: 새 장애와 첫 소식을 씁니다.

    예:

    \b
        statuspage new incident
        statuspage new incident --thing saeol=이용불가 \\
            --title "창구 장애" -m "창구가 멈췄습니다." --yes
    """,
    "new update": """장애나 점검에 소식을 더합니다.

    이름을 적지 않으면 지금 열려 있는 하나에 더합니다. 바뀐 것만 말하면 됩니다.

    예:

    \b
        statuspage new update
        statuspage new update 1124-saeol --status 원인확인 \\
            -m "원인을 찾았습니다." --yes
    """,
    "new maintenance": """예정된 점검: 무엇을 언제부터 언제까지 쓸 수 없는지 씁니다.

    예:

    \b
        statuspage new maintenance
        statuspage new maintenance --title 정기점검 --thing gov24-portal \\
            --starts "2026-12-06 02:00" --ends "2026-12-06 06:00" \\
            -m "새벽 2시부터 6시까지 쓸 수 없습니다." --yes
    """,
    "new notice": """상태를 바꾸지 않는 알림을 씁니다.

    예:

    \b
        statuspage new notice
        statuspage new notice --id new-address \\
            --title "주소가 바뀝니다" -m "1월부터 …" --yes
    """,
    "new translation": """한 말을 다른 언어로 옮깁니다. 사실은 원문에만 둡니다.

    UPDATE에는 파일 이름을 적습니다. 소식, 알림, 또는 폴더 안의 incident나 notice입니다.

    예:

    \b
        statuspage new translation
        statuspage new translation 1124-0310-mois -m "Counters are out." --yes
    """,
    "new system": """서비스가 매달려 있고 시민은 이름을 모르는 것을 씁니다.

    예:

    \b
        statuspage new system
        statuspage new system --id saeol --name 새올 --operator mois --yes
    """,
    "new channel": """여러 서비스를 이용하는 곳(주민센터, 누리집)을 씁니다.

    예:

    \b
        statuspage new channel
        statuspage new channel --id gov24-portal --name 정부24 \\
            --kind 누리집 --url https://www.gov.kr --yes
    """,
    "new service": """시민이 하려는 일과 그 방법을 씁니다.

    예:

    \b
        statuspage new service
        statuspage new service --agency mois --id move-in --name 전입신고 \\
            --way community-center --way web=https://www.gov.kr --yes
    """,
    "resolve": """장애가 끝났다고 알립니다.

    장애가 말한 상태는 이 소식과 함께 모두 끝납니다. 이름을 적지 않으면 지금 열려 있는 하나입니다.

    예:

    \b
        statuspage resolve
        statuspage resolve 1124-saeol -m "정상으로 돌아왔습니다." --yes
    """,
    "correct": """한 말을 숨기지 않고 바로잡습니다.

    시민이 읽었을 말은 고치거나 지우지 않습니다. 새 소식을 쓰고, 앞의 말에는 바로잡았다는 표시를 붙입니다.

    예:

    \b
        statuspage correct 1124-0500-mois
        statuspage correct 1124-saeol/1124-0500-mois \\
            --thing resident-copy/kiosk=이용불가 -m "…" --yes
    """,
    "new --at": "언제 말하는 것인지: 15:00, 2026-11-24 03:10.  [적지 않으면: 지금]",
    "resolve --at": "언제 말하는 것인지: 15:00, 2026-11-24 03:10.  [적지 않으면: 지금]",
    "correct --at": "언제 말하는 것인지: 15:00, 2026-11-24 03:10.  [적지 않으면: 지금]",
    "new update --starts": "점검: 새로 시작하는 시각.",
    "new update --ends": "점검: 새로 끝나는 시각.",
    "new maintenance --starts": "시작하는 시각: 2026-12-06 02:00, 내일 2:00.",
    "new maintenance --ends": "끝나는 시각.",
    "new maintenance --repeats": "되풀이되면: 매월 첫째 일요일.",
    "new notice --from": "언제부터 보이는지.  [적지 않으면: 오늘]",
    "new notice --until": "언제까지 보이는지.  [적지 않으면: 계속]",
    "new notice --about": "어느 서비스, 기관, 창구에 대한 것인지. 여러 번 적을 수 있습니다.",
    "new translation --into": "어느 말로 옮기는지.  [적지 않으면: 하나뿐인 다른 말]",
    "new translation --words": "옮긴 말. -를 적으면 입력에서 읽습니다.",
    "new translation --title": "옮긴 제목(원문에 그 말의 제목이 없을 때).",
    "new system --operator": "운영하는 기관.",
    "new system --grade": "정보시스템 등급. 1이 가장 중요합니다.",
    "new --needs": "무엇이 멈추면 이것도 멈추는지. 여러 번 적을 수 있습니다.",
    "new channel --kind": "어떤 방법인지: 누리집, 앱, 전화, 창구 …",
    "new channel --url": "누리집 주소.",
    "new channel --phone": "전화번호.",
    "new channel --hours": "여는 시간: 평일 09:00-18:00, 공휴일 휴무.",
    "new service --agency": "담당 기관.",
    "new service --importance": "critical, high, medium, low.  [적지 않으면: medium]",
    "new service --category": "site.yaml에 적힌 분류 하나.",
    "new service --keyword": "시민이 찾을 다른 말. 여러 번 적을 수 있습니다.",
    "new service --way": "이용하는 곳(community-center)이나 방법=주소(web=https://…, phone=110). "
    "여러 번 적을 수 있습니다.",
    "new service --needs": "모든 방법이 매달려 있는 것. 여러 번 적을 수 있습니다.",
    "form --kind": "어느 양식인지: 장애 알리기, 상황 덧붙이기, 점검 예고.",
}

"""What `init`, `import` and `schema` say: how the files of a site begin."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "language.ko": ("한국어", "Korean"),
    "language.en": ("영어", "English"),
    "init-no-folder": (
        "어느 폴더에 시작할지 적어 주세요. 예: statuspage init ~/status",
        "Say in which folder to begin: statuspage init ~/status",
    ),
    "init-taken": (
        "이 파일이 이미 있어서 아무것도 쓰지 않았습니다: {path}. 다른 폴더를 적어 주세요.",
        "Nothing was written, because this file is there already: {path}. Choose another folder.",
    ),
    "init-unusable": (
        "이 값으로는 사이트를 만들 수 없어 아무것도 쓰지 않았습니다.",
        "No site can be built with these answers. Nothing was written.",
    ),
    "begun": (
        "{folder}: 파일 {files}개를 썼습니다. 먼저 화면을 보세요: statuspage --root {typed} serve\n"
        "다음에 할 일은 {readme}에 있습니다.",
        "{folder}: {files} files. See the page first: statuspage --root {typed} serve\n"
        "What to do next stands in {readme}.",
    ),
    "schemas": (
        "{folder}: 설명 {files}개(새로 쓴 것 {changed}개).",
        "{folder}: {files} schemas ({changed} written anew).",
    ),
    # Importing.
    "import-no-kind": (
        "어떤 프로그램의 것인지 적어 주세요: {known}. 예: statuspage import cstate ~/old-status",
        "Say which program it comes from: {known}, as in: statuspage import cstate ~/old-status",
    ),
    "import-kind": (
        '"{typed}": 가져올 수 있는 것은 {known}입니다. 예: statuspage import cstate ~/old-status',
        '"{typed}": what can be imported is one of {known}, as in: statuspage import cstate ~/old-status',
    ),
    "import-source": (
        "{kind}: 무엇을 가져올지 적어 주세요. 예: statuspage import {kind} ~/old-status",
        "{kind}: name what to import, as in: statuspage import {kind} ~/old-status",
    ),
    "import-zone": (
        '--zone "{typed}": 이런 시간대가 없습니다. 예: --zone Asia/Seoul',
        '--zone "{typed}": there is no such time zone. Example: --zone Asia/Seoul',
    ),
    "import-issues-for": (
        "--issues: upptime에만 쓸 수 있습니다. 빼고 다시 실행해 주세요.",
        "--issues: is for upptime only. Leave it out and run it again.",
    ),
    "import-no-source": (
        "{path}: 이런 파일이나 폴더가 없습니다. 이름을 확인해 주세요.",
        "{path}: there is no such file or folder. Check the name.",
    ),
    "import-not-empty": (
        "{path}: 이미 무엇인가 있습니다. 덮어쓰지 않으니 --into로 새 폴더를 알려 주세요.",
        "{path}: something is there already, and nothing is ever overwritten. Name a new folder with --into.",
    ),
    "import-not-cstate": (
        "{path}: cState의 폴더가 아닙니다. config.yml과 content/issues가 있는 폴더를 알려 주세요.",
        "{path}: this is no checkout of cState. Name the folder that holds config.yml and content/issues.",
    ),
    "import-not-upptime": (
        "{path}: Upptime의 폴더가 아닙니다. .upptimerc.yml이 있는 폴더를 알려 주세요.",
        "{path}: this is no checkout of Upptime. Name the folder that holds .upptimerc.yml.",
    ),
    "import-not-statuspage": (
        "{path}: Statuspage의 JSON이 아닙니다. components.json, incidents.json, "
        "scheduled-maintenances.json이나 summary.json을 알려 주세요.",
        "{path}: this holds no JSON of Statuspage. Name components.json, incidents.json, "
        "scheduled-maintenances.json or summary.json, or a folder with them.",
    ),
    "import-config": (
        "{path}: 설정 파일을 읽을 수 없어 가져올 수 없습니다. 위에 적은 곳을 고쳐 주세요.",
        "{path}: the settings cannot be read, so nothing was imported. Mend what is listed above.",
    ),
    "import-too-many": (
        "{path}: 파일이 {limit}개보다 많아 가져오지 않았습니다. 필요한 것만 남긴 폴더를 알려 주세요.",
        "{path}: there are more than {limit} files; nothing was imported. Name a folder with fewer.",
    ),
    "import-git": (
        "git 기록을 읽을 수 없습니다({reason}). git이 설치되어 있는지, 폴더가 온전한지 확인해 주세요.",
        "The git history cannot be read ({reason}). Check that git is installed and the folder is whole.",
    ),
    "import-dump": (
        "{path}: 이 파일을 읽을 수 없어 가져오지 않았습니다.",
        "{path}: this file cannot be read; nothing was imported.",
    ),
    "import-json": (
        "{path}: 이슈 목록으로 읽을 수 없습니다({reason}). gh issue list --state all --json "
        "number,title,body,labels,createdAt,closedAt,comments 로 받은 파일을 알려 주세요.",
        "{path}: cannot be read as a list of issues ({reason}). Name a file from gh issue list --state all "
        "--json number,title,body,labels,createdAt,closedAt,comments",
    ),
    "import-nothing": (
        "아무것도 쓰지 않았습니다.",
        "Nothing was written.",
    ),
    "imported": (
        "{into}: 서비스 {services}개, 장애 {incidents}건, 점검 {maintenance}건, 알림 {notices}건, "
        "소식 {updates}개를 옮겼습니다.",
        "{into}: services {services}, incidents {incidents}, planned work {maintenance}, "
        "announcements {notices}, updates {updates}.",
    ),
    "import-losses": (
        "그대로 옮기지 못한 곳 {losses}개. 모두 {report} 파일에 있습니다.",
        "Not carried over as it was: {losses}; all of it is listed in {report}.",
    ),
    "import-whole": (
        "모두 그대로 옮겼습니다.",
        "Everything was carried over as it was.",
    ),
    "import-next": (
        "이제 살펴보세요: statuspage --root {into} check",
        "Now look at it: statuspage --root {into} check",
    ),
    "import-check": (
        "옮긴 파일에서 고칠 곳 {errors}개를 찾았습니다. statuspage --root {into} check 로 보세요.",
        "The new files have {errors} things to fix. See them with: statuspage --root {into} check",
    ),
    "report-title": ("가져온 결과", "What was imported"),
    "report-from": ("{kind}에서 가져왔습니다: {source}", "Imported from {kind}: {source}"),
    "report-lost": ("그대로 옮기지 못한 것", "What could not be carried over as it was"),
    "report-how": (
        "줄마다 원래 파일의 어디에 무엇이 있었는지, 왜 그대로 옮기지 못했는지, 대신 어떻게 했는지 "
        "적었습니다. 다 살펴본 뒤에는 이 파일과 import-report.json을 지워도 됩니다.",
        "Each line says where it stood in the source, what it was, why it could not stay, and what was done "
        "instead. When you have been through it, this file and import-report.json can be deleted.",
    ),
}

HELP: dict[str, str] = {
    "init": """새 사이트를 새 폴더에 시작합니다. 지우고 고칠 예시가 하나씩 들어 있습니다.

    있는 파일은 고치지 않습니다. 터미널에서는 빠진 것을 묻습니다. 만든 폴더의 README.md에 저장소에
    올리는 법이 있습니다. 끝난 상태(종료 코드): 0 다 됨, 1 아무것도 쓰지 않음.

    예:

    \b
        statuspage init ~/status
        statuspage init status --name "민원 서비스 상태" \\
            --address https://status.example.go.kr/
    """,
    "schema": """파일 종류마다 편집기가 읽는 설명(JSON Schema)을 씁니다.

    `new`가 쓰는 파일은 첫 줄에 제 설명을 가리킵니다. 프로그램을 새 판으로 올릴 때마다 다시 씁니다.
    이미 같은 것은 그대로 둡니다.

    예:

    \b
        statuspage schema
        statuspage schema --out /tmp/schemas
    """,
    "import": """다른 프로그램의 상태 페이지를 새 폴더에 우리 파일로 옮깁니다.

    KIND는 cstate, upptime, statuspage 가운데 하나이고, SOURCE는 그 폴더이거나 Statuspage의 JSON
    파일입니다. 있는 파일은 덮어쓰지 않습니다. 그대로 옮기지 못한 것은 새 폴더의 import-report.md와
    import-report.json에 모두 적습니다. 끝난 상태(종료 코드): 0 옮김, 1 아무것도 쓰지 않음, 3 옮겼으나
    고칠 파일이 있음.

    예:

    \b
        statuspage import cstate ~/old-status
        statuspage import upptime ~/upptime --issues issues.json
        statuspage import statuspage dump/ --into new
    """,
    "import --into": "우리 파일을 둘 새 폴더.  [적지 않으면: 지금 폴더의 imported]",
    "import --zone": "시간대가 없는 시각을 읽을 시간대. 예: Asia/Seoul  "
    "[적지 않으면: 원래 페이지의 것, 없으면 UTC]",
    "import --language": "페이지의 언어.  [적지 않으면: 이름이 한글이면 ko, 아니면 en]",
    "import --address": "페이지의 주소.  [적지 않으면: 원래 페이지의 것]",
    "import --issues": "upptime만: GitHub 이슈를 담은 JSON 파일.",
    "init --name": "화면의 이름(첫째 말로).",
    "init --name-en": "영어 이름. 적으면 영어 화면도 생깁니다.",
    "init --name-ko": "한국어 이름. 적으면 한국어 화면도 생깁니다.",
    "init --address": "화면이 있을 주소. https://로 시작합니다.",
    "init --tag": "소식의 고유한 이름. 한 번 정하면 바꾸지 않습니다.  [적지 않으면: tag:주소,올해]",
    "init --language": "첫째 말.  [적지 않으면: 안내하는 말]",
    "schema --out": "설명을 둘 폴더.  [적지 않으면: 이 사이트의 status/.schema]",
}

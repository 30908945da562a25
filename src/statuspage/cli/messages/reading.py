"""What `check`, `diff`, `explain`, `drill` and `audit` say beside their answers."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "checked": (
        "서비스 {services}개, 시스템 {systems}개, 장애 기록 {incidents}건을 읽었습니다.",
        "Services read: {services}; systems: {systems}; incidents: {incidents}.",
    ),
    "counted": (
        "고칠 곳 {errors}개, 살펴볼 곳 {warnings}개.",
        "To fix: {errors}; worth a look: {warnings}.",
    ),
    "nothing-to-fix": (
        "고칠 곳이 없습니다.",
        "Nothing to fix.",
    ),
    "no-thing": (
        '"{typed}": 이런 시스템, 이용하는 곳, 서비스, 방법, 장애, 점검이 없습니다.',
        '"{typed}": no system, shared channel, service, way, incident or maintenance has this id.',
    ),
    "no-target": (
        '--down "{typed}": 멈춘다고 볼 수 있는 시스템, 이용하는 곳, 서비스, 방법 가운데 이런 것이 없습니다.',
        '--down "{typed}": no system, shared channel, service or way has this id.',
    ),
    "html-no-name": (
        '--html "{typed}": 훈련.html처럼 .html로 끝나는 파일 이름을 적어 주세요.',
        '--html "{typed}": write the name of a file that ends in .html, like drill.html',
    ),
    "html-no-folder": (
        '--html "{typed}": {folder} 폴더가 없습니다. 먼저 폴더를 만들거나 다른 곳을 적어 주세요.',
        '--html "{typed}": there is no folder {folder}. Make it first, or choose another place.',
    ),
    "html-published": (
        '--html "{typed}": {folder} 안의 파일은 시민에게 공개될 수 있어 훈련 문서를 두지 않습니다. '
        "다른 곳을 적어 주세요.",
        '--html "{typed}": what lies in {folder} may be published, so no drill goes there. Choose another '
        "place.",
    ),
    "html-taken": (
        '--html "{typed}": 훈련 문서가 아닌 파일이 이미 있어 덮어쓰지 않습니다. 다른 이름을 적어 주세요.',
        '--html "{typed}": another file, not a drill, has this name and is left alone. Choose another name.',
    ),
    "drill-written": (
        "훈련 문서를 만들었습니다. 공개하지 마세요: {page}",
        "The drill is written; do not publish it: {page}",
    ),
    "worktree": (
        "지금 파일",
        "the files as they are",
    ),
    "side-unusable": (
        "{side}: status/site.yaml을 쓸 수 없어 비교할 수 없습니다.",
        "{side}: status/site.yaml cannot be used, so there is nothing to compare.",
    ),
    "revision-unknown": (
        '"{typed}": git에 이런 가지, 태그, 커밋이 없습니다.',
        '"{typed}": git knows no branch, tag or commit of this name.',
    ),
    "revision-shallow": (
        '"{typed}": 이 저장소에는 최근 기록만 있어(shallow clone) 이 판이 없습니다. git fetch --unshallow로 '
        "받거나, GitHub Actions라면 checkout에 fetch-depth: 0을 적어 주세요.",
        '"{typed}": this clone holds only the latest history (shallow), and this is not in it. Run git fetch '
        "--unshallow, or give checkout fetch-depth: 0 in GitHub Actions.",
    ),
    "revision-partial": (
        "{typed}: 이 저장소에 내용이 다 있지 않습니다(partial clone). 전체를 받은 저장소에서 다시 해 주세요.",
        "{typed}: this clone does not hold its content (partial clone). Run it again in a whole one.",
    ),
    "revision-empty": (
        '"{typed}": 이 판에는 status 폴더가 없습니다.',
        '"{typed}": there is no status folder in this revision.',
    ),
    "never-parted": (
        '"{typed}": 두 판에 공통된 시작점이 없습니다. 점 두 개(A..B)로 비교해 주세요.',
        '"{typed}": the two have no common beginning. Compare them with two dots (A..B).',
    ),
    "no-repository": (
        "{root}: git 저장소가 아니어서 이전 판과 비교할 수 없습니다.",
        "{root}: this is not a git repository, so there is no earlier state to compare with.",
    ),
    "repository-of-others": (
        "{root}: 다른 사람의 저장소라서 git이 열지 않습니다. 믿을 수 있다면 "
        "git config --global --add safe.directory {root}",
        "{root}: git does not open the repository of somebody else. If you trust it: "
        "git config --global --add safe.directory {root}",
    ),
    "answer-doubtful": (
        "읽지 못한 곳이 {errors}곳 있어 그 부분은 ‘확인 중’으로 셈했습니다(statuspage check).",
        "Not everything could be read ({errors} to fix, see statuspage check); that part counts as unknown.",
    ),
}

HELP: dict[str, str] = {
    "check": """파일을 모두 읽고 고칠 곳을 알려 줍니다.

    줄마다 어디에 무엇이 적혀 있는지, 규칙은 무엇인지, 어떻게 고치는지 적습니다.
    '살펴볼 곳'만 있으면 통과입니다(--strict를 적으면 아닙니다). 끝난 상태(종료 코드): 0 고칠 곳 없음,
    1 이 파일들로는 아무것도 만들 수 없음, 3 쓸 수 없는 파일이 있으나 나머지는 내보낼 수 있음
    (--strict: 살펴볼 곳만 있을 때도).

    파일에서 알아낸 것은 이 사이트의 .statuspage-cache에 기억해 둡니다. 그 뒤로 아무것도
    고치지 않았으면 지난번 답을 다시 보여 줍니다.

    예:

    \b
        statuspage check
        statuspage check --format github
        statuspage check --strict --format gitlab \\
            > gl-code-quality-report.json
        statuspage --lang ko --root ~/our-site check
    """,
    "audit --format": "읽을 글(text), JSON, 또는 표 계산 프로그램용 표(csv).",
    "diff --at": "이 시각의 화면을 비교합니다. 예: 2023-11-17T14:00+09:00  [적지 않으면: 지금]",
    "diff --format": "읽을 글(text), JSON, 또는 GitHub에 다는 댓글(github).",
    "drill --down": "멈춘다고 볼 것: 시스템, 이용하는 곳, 서비스, 방법. 뒤에 여럿을 띄어 적을 수 있습니다.",
    "drill --at": "이 시각에 멈춘다고 봅니다. 예: 2023-11-17T14:00+09:00  [적지 않으면: 지금]",
    "drill --format": "읽을 글(text), JSON, 또는 표 계산 프로그램용 표(csv).",
    "drill --html": "회의나 인쇄에 쓸 문서를 이 파일에도 적습니다. 공개되는 폴더에는 적지 않습니다.",
    "explain --at": "이 시각의 상태를 묻습니다. 예: 2023-11-17T14:00+09:00  [적지 않으면: 지금]",
    "explain --format": "읽을 나무 모양(text) 또는 JSON.",
    "check --format": "읽을 글(text), JSON, GitHub Actions 표시(github), GitLab의 Code Quality 보고(gitlab).",
    "check --strict": "'살펴볼 곳'만 있어도 실패로 끝냅니다.",
    "check --at": "이 시각에 늦은 것을 봅니다.  [적지 않으면: 지금]",
    "audit": """시스템 하나에 매인 서비스와, 멈추면 가장 많은 서비스를 멈추는 시스템을 찾습니다.

    시스템을 하나씩 멈춰 보고, 1등급 시스템은 둘씩도 멈춰 봅니다. 오늘 일어난 일은 셈하지 않습니다.
    무엇이 무엇에 매여 있는지만 봅니다.

    예:

    \b
        statuspage audit
        statuspage audit --format csv > audit.csv
    """,
    "diff": """두 판 사이에서 시민에게 무엇이 바뀌는지 말합니다.

    A와 B는 가지, 태그, 커밋처럼 git이 아는 것이면 됩니다. A만 적으면 지금 파일과 비교합니다. A...B는
    둘이 갈라진 곳에서 시작합니다(pull request처럼). status 폴더만 읽고, 그 안의 것은 아무것도 실행하지
    않습니다.

    예:

    \b
        statuspage diff
        statuspage diff main..my-branch
        statuspage diff origin/main...HEAD --format github
    """,
    "drill": """장애를 미리 겪어 봅니다. 무엇이 멈추고 나빠지며 누구에게 방법이 남지 않는지 봅니다.

    적어 달라고 한 문서 말고는 아무것도 쓰지 않습니다. 파일과 화면은 그대로입니다.

    예:

    \b
        statuspage drill --down nirs-daejeon
        statuspage drill --down nirs-daejeon nirs-gwangju
        statuspage drill --down saeol --html drill.html
    """,
    "explain": """왜 이 상태인지 말합니다.

    THING에는 서비스, 시스템, 이용하는 곳, 방법(resident-copy/web), 장애, 점검의 이름(id)을 적습니다. 누가
    언제 무엇이라고 적었는지까지, 파일과 줄을 붙여 나무 모양으로 보여 줍니다.

    예:

    \b
        statuspage explain resident-copy
        statuspage explain resident-copy/web --at 2023-11-17T14:00+09:00
        statuspage explain 2023/1117-saeol --at 2023-11-17T14:00+09:00
    """,
}

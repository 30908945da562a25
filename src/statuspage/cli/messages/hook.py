"""What `hook`, `watch` and `next-change` say: of what builds by itself."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "hook-installed": (
        "{file}: {branch} 가지에 밀어 넣으면(push) {out} 폴더로 내보냅니다.",
        "{file}: what is pushed to {branch} is published to {out}.",
    ),
    "hook-next": (
        "이미 들어 있는 것을 지금 내보내려면: statuspage hook run {repository}",
        "To publish what is there already: statuspage hook run {repository}",
    ),
    "hook-kept": (
        "전에 있던 훅은 {backup}에 두었습니다. 이제 실행되지 않습니다.",
        "The hook that was there is kept as {backup}. It no longer runs.",
    ),
    "hook-out-denied": (
        "주의: {path}에 쓸 권한이 없습니다. 밀어 넣는 계정이 쓸 수 있어야 내보낼 수 있습니다.",
        "Careful: no permission to write to {path}. The account that receives pushes needs it to publish.",
    ),
    "hook-out-inside": (
        '--out "{typed}": 저장소 {repository} 안에는 내보낼 수 없습니다. 다른 곳을 적어 주세요.',
        '--out "{typed}": lies inside the repository {repository}. Choose a place outside it.',
    ),
    "hook-action": (
        'hook "{typed}": 다음 가운데 하나를 적어 주세요: {known}. '
        "예: statuspage hook install /srv/status/content.git",
        'hook "{typed}": write one of these: {known}. '
        "Example: statuspage hook install /srv/status/content.git",
    ),
    "hook-which": (
        "hook {action}: 어느 저장소인지 적어 주세요. 예: statuspage hook {action} /srv/status/content.git",
        "hook {action}: say which repository. Example: statuspage hook {action} /srv/status/content.git",
    ),
    "hook-option": (
        "{option}: {action}에는 쓰지 않습니다. 빼고 다시 실행해 주세요.",
        "{option}: means nothing with {action}. Leave it out and run it again.",
    ),
    "hook-python-lost": (
        "내보내지 않았습니다. {python}: 이 Python이나 그 안의 statuspage가 없어졌습니다. "
        "서버 관리자에게 알려 주세요. 다시 설치한 다음: statuspage hook install {repository}",
        "Nothing was published: {python}, or statuspage in it, is gone. Tell the administrator of the server "
        "to install it again, and then to run statuspage hook install {repository}",
    ),
    "hook-shown": (
        "{file}\n  가지: {branch}\n  내보내는 곳: {out}\n  안내하는 말: {lang}",
        "{file}\n  branch: {branch}\n  publishes to: {out}\n  speaks: {lang}",
    ),
    "hook-live": (
        "  지금 보이는 것: {commit}",
        "  live: {commit}",
    ),
    "hook-none": (
        "{repository}: 여기에는 훅이 없습니다. 만들기: statuspage hook install {repository}",
        "{repository}: there is no hook here. To make one: statuspage hook install {repository}",
    ),
    "hook-removed": (
        "{file}: 없앴습니다. 내보낸 화면은 그대로 있습니다.",
        "{file}: removed. The published site stays.",
    ),
    "hook-back": (
        "{file}: 전에 있던 훅을 되돌려 놓았습니다.",
        "{file}: the hook from before is back.",
    ),
    "hook-memory": (
        "누구에게 무엇을 알렸는지는 {file} 파일에 남겨 둡니다. 훅을 다시 만들면 이어서 알립니다. 지우면 그때 "
        "나가 있는 소식은 모두 알린 것으로 칩니다.",
        "Who was told what stays in {file}: a hook that is installed again goes on from there. Where it is "
        "deleted, everything published by then counts as told.",
    ),
    "hook-not-executable": (
        "{file}: 실행 권한이 없어 git이 쓰지 않습니다. chmod +x {file}",
        "{file}: is not executable, so git passes it over. Run chmod +x {file}",
    ),
    "hook-foreign": (
        "{path}: 이 프로그램이 만들지 않은 훅이라 손대지 않습니다. --force를 붙이면 따로 두고 새로 만듭니다.",
        "{path}: this hook was not made by this program and is left alone. install --force puts it aside "
        "and keeps it.",
    ),
    "hook-foreign-backup": (
        "{path}: 이 프로그램이 만들지 않은 훅이고, 따로 둘 자리 {backup}에도 이미 파일이 있습니다. "
        "하나를 옮겨 주세요.",
        "{path}: this hook was not made by this program, and its place aside, {backup}, is taken, too. "
        "Move one of them.",
    ),
    "hook-elsewhere": (
        "{path}: git이 훅을 저장소 밖에서 찾습니다(core.hooksPath). 다른 저장소까지 바뀌므로 여기에는 "
        "만들지 않습니다. git config core.hooksPath hooks 로 이 저장소만 따로 정해 주세요.",
        "{path}: git looks for hooks outside the repository (core.hooksPath). A hook there would serve other "
        "repositories, too. Give this one its own: git config core.hooksPath hooks",
    ),
    "hook-not-set-up": (
        "{path}: 내보낼 곳이 정해지지 않았습니다. 먼저 statuspage hook install {path}",
        "{path}: nobody has said where to publish. First run statuspage hook install {path}",
    ),
    "hook-as-root": (
        "{repository}: {owner} 계정의 저장소입니다. root가 쓴 것은 다음 push가 바꾸지 못합니다. "
        "sudo -u {owner} statuspage {command} {repository}",
        "{repository}: belongs to {owner}. What root writes here, the next push could not replace. "
        "Run sudo -u {owner} statuspage {command} {repository}",
    ),
    "hook-other-branch": (
        "{name}: 받았습니다. 내보내는 가지는 {branch}뿐이라 화면은 그대로입니다.",
        "{name}: received. Only {branch} is published, so the page stays as it is.",
    ),
    "hook-branch-first": (
        "{name}: 받았습니다. 내보내는 가지는 {branch}뿐인데 아직 없습니다. 밀어 넣은 것을 내보내려면: "
        "git push origin HEAD:{branch}",
        "{name}: received. Only {branch} is published, and there is no such branch yet. To publish what you "
        "pushed: git push origin HEAD:{branch}",
    ),
    "hook-deleted": (
        "{branch} 가지가 지워졌습니다. 마지막 화면은 그대로 둡니다. 다시 밀어 넣으면 이어서 내보냅니다.",
        "The branch {branch} was deleted. The last page stays; push the branch again to go on.",
    ),
    "hook-no-branch": (
        "저장소에 {branch} 가지가 없습니다. git push origin {branch} 로 먼저 밀어 넣어 주세요.",
        "The repository has no branch {branch}. Push one first: git push origin {branch}",
    ),
    "hook-no-status": (
        "{commit}: status 폴더가 없습니다. 저장소의 맨 위에 status 폴더가 있어야 합니다.",
        "{commit}: there is no status folder. It has to stand at the top of the repository.",
    ),
    "hook-newer": (
        "{pushed} 다음에 더 새로운 것({commit})이 들어와 그것을 내보냅니다.",
        "After {pushed} a newer one came in: publishing {commit}.",
    ),
    "hook-older": (
        "{commit}에는 지금 보이는 {live}의 내용이 들어 있지 않습니다. 다른 사람이 알린 것이 사라지지 않게 "
        "멈췄습니다. 합쳐서 다시 밀어 넣어 주세요: git pull --no-rebase origin {ref} && "
        "git push origin HEAD:{branch}\n"
        "정말 되돌리려면 합친 다음 git revert 를 쓰거나, "
        "서버에서 statuspage hook run {repository} --rollback",
        "{commit} does not contain {live}, which is live now: publishing it could lose what others have "
        "said. Merge and push again: git pull --no-rebase origin {ref} && git push origin HEAD:{branch}\n"
        "To go back on purpose use git revert after that, or on the server "
        "statuspage hook run {repository} --rollback",
    ),
    "hook-live-unknown": (
        "{commit}: 지금 보이는 {live} 커밋이 이 저장소에 없습니다. 다른 사람이 알린 것이 사라지지 않게 "
        "멈췄습니다. 그 커밋을 가진 사람이 밀어 넣어 주세요: git push origin {live}:{ref}\n"
        "아무에게도 없거나 정말 바꾸려면 서버에서 statuspage hook run {repository} --rollback",
        "{commit}: this repository does not hold {live}, which is live now: publishing could lose what "
        "others have said. Whoever has that commit can bring it: git push origin {live}:{ref}\n"
        "Where nobody has it, or to replace it on purpose, on the server "
        "statuspage hook run {repository} --rollback",
    ),
    "hook-losses": (
        "그래도 내보내려면 이번 한 번만, 서버에서: statuspage hook run {repository} {allow}\n"
        "또는 밀어 넣을 때(서버에서 허용했다면): git push {push}",
        "To publish all the same, this once, on the server: statuspage hook run {repository} {allow}\n"
        "Or with a push, where the server admits it: git push {push}",
    ),
    "hook-again": (
        "고친 뒤 서버에서: statuspage hook run {repository} --again",
        "Once that is mended, on the server: statuspage hook run {repository} --again",
    ),
    "hook-put-off": (
        "{commit}: 내보냈지만 보는 사람에게 보이지 않아, 이전 화면을 그대로 둡니다. 다시 해 보는 때: "
        "{moment}. 지금 해 보려면: statuspage hook run {repository} --again",
        "{commit}: was published, but readers did not get it, so the page before stays. It is tried again "
        "from {moment} on; to try now: statuspage hook run {repository} --again",
    ),
    "hook-server": (
        "밀어 넣은 내용의 잘못이 아닙니다. 서버 관리자에게 알려 주세요. 서버에서 {account} 계정이 {path} "
        "폴더를 안에 든 것까지 읽고 쓸 수 있어야 합니다.",
        "What was pushed is not to blame: tell the administrator of the server. There the account {account} "
        "has to be able to read and write the folder {path}, with all that is in it.",
    ),
    "hook-other-place": (
        "다른 곳으로 내보내려면 서버에서: statuspage hook install {repository} --out 폴더",
        "To publish to another place, on the server: statuspage hook install {repository} --out FOLDER",
    ),
    "hook-key": (
        "이 저장소에서는 {path} 파일에 적습니다.",
        "For this repository the variable stands in the file {path}.",
    ),
    "hook-waiting": (
        "다른 사람이 밀어 넣은 것을 내보내는 중입니다. 기다립니다 …",
        "Another push is being published. Waiting …",
    ),
    "hook-working": (
        "파일 {done}개째 만드는 중 …",
        "{done} files so far …",
    ),
    "hook-locked": (
        "{path}: 다른 작업이 내보내는 중이며 끝나지 않습니다. 잠시 뒤 statuspage hook run {path}",
        "{path}: somebody else is publishing and does not finish. In a moment: statuspage hook run {path}",
    ),
    "hook-published": (
        "{commit}: 내보냈습니다. 새 파일 {new}개, 없앤 파일 {removed}개, {seconds}초.",
        "{commit}: published, {new} files new, {removed} removed, in {seconds} s.",
    ),
    "hook-more": (
        "이 밖에 {count}개가 더 있습니다. 이 프로그램을 설치한 컴퓨터라면 statuspage check 로 "
        "모두 볼 수 있습니다.",
        "There are {count} more. Where this program is installed, statuspage check lists them all.",
    ),
    "hook-unchanged": (
        "{commit}: 화면은 이미 이대로입니다({seconds}초).",
        "{commit}: the page says this already ({seconds} s).",
    ),
    "hook-refused": (
        "저장소에는 들어갔지만 내보내지 않았습니다. {live} "
        "고쳐서 다시 밀어 넣거나, 서버의 문제였다면 서버에서 statuspage hook run {repository}",
        "Received, but nothing was published. {live} Mend it and push again; if it was "
        "the server's fault, run there: statuspage hook run {repository}",
    ),
    "secrets-line": (
        "{path}, {line}번째 줄: 이름=값 꼴이 아닙니다. 따옴표로 열었으면 같은 줄에서 닫아 주세요. "
        "예: STATUSPAGE_SIGNING_KEY='/srv/status/signing'",
        "{path}, line {line}: is not NAME=value. A quotation mark that opens has to close in the same line. "
        "Example: STATUSPAGE_SIGNING_KEY='/srv/status/signing'",
    ),
    "secrets-not-text": (
        "{path}: UTF-8 글이 아니어서 읽지 못합니다. UTF-8로 다시 저장해 주세요.",
        "{path}: cannot be read, for it is no text in UTF-8. Save it anew as UTF-8.",
    ),
    "secrets-open": (
        "주의: {path}에 열쇠와 비밀번호가 있는데 다른 사람도 읽거나 고칠 수 있습니다. chmod 600 {path}",
        "Careful: {path} holds keys and passwords, and others may read or change it. Run chmod 600 {path}",
    ),
    "git-missing": (
        "git이 없습니다. git을 설치하거나 PATH를 확인해 주세요.",
        "There is no git here. Install it, or check PATH.",
    ),
    "git-failed": (
        "{path}: git이 하지 못했습니다({detail}).",
        "{path}: git could not do it ({detail}).",
    ),
    "repository-missing": (
        "{path}: 이런 폴더가 없습니다. 빈 저장소 만들기: git init --bare {path}",
        "{path}: there is no such folder. To make an empty repository: git init --bare {path}",
    ),
    "repository-none": (
        "{path}: git 저장소가 아닙니다. 빈 저장소 만들기: git init --bare {path}",
        "{path}: is not a git repository. To make an empty one: git init --bare {path}",
    ),
    "repository-working-copy": (
        "{path}: 작업 폴더가 있는 저장소입니다. 밀어 넣는 곳은 git init --bare 로 만든 저장소여야 합니다.",
        "{path}: is a working copy. A repository to push to is made with git init --bare",
    ),
    "bad-path": (
        '"{path}": 저장소에 있어서는 안 되는 이름입니다. 이 파일을 없애 주세요.',
        '"{path}": no repository may hold such a name. Take this file out.',
    ),
    "path-twice": (
        '"{path}": 이 커밋에 같은 이름의 링크나 파일이 하나 더 있습니다. 하나만 남겨 주세요.',
        '"{path}": this commit holds a link or a file of the same name, too. Keep only one of them.',
    ),
    "watching": (
        "{root}: 고칠 때마다, 그리고 때가 되면 {out} 폴더로 내보냅니다.",
        "{root}: published to {out} on every change, and when its time has come.",
    ),
    "watching-repository": (
        "{repository}: 때가 되면 {out} 폴더로 내보냅니다. 밀어 넣은 것은 훅이 내보냅니다.",
        "{repository}: published to {out} when its time has come; pushes are the hook's.",
    ),
    "watch-waits": (
        "멈춥니다. 보내고 알리던 것이 끝나기를 기다립니다. 바로 멈추려면 한 번 더 멈춰 주세요.",
        "Ending, once what is being sent and told is done. To end at once, stop it again.",
    ),
    "watch-ended": (
        "끝났습니다. 지금 보이는 화면은 그대로 있습니다.",
        "Ended. The live site stays.",
    ),
    "watch-either": (
        "{option}: --repository와 함께 쓰지 않습니다. 내보낼 곳은 hook install이 정합니다.",
        "{option}: not together with --repository; hook install says where to publish.",
    ),
    "unit-title": (
        "공공서비스 상태 화면",
        "The public service status page",
    ),
    "next-nothing-pushed": (
        "{repository}: 아직 내보낸 것이 없습니다. 먼저 밀어 넣거나 statuspage hook run {repository}",
        "{repository}: nothing has been published yet. Push first, or run statuspage hook run {repository}",
    ),
}

HELP: dict[str, str] = {
    "hook": """git 저장소(bare)에 밀어 넣은 것을 그 자리에서 내보냅니다.

    install은 저장소에 post-receive 훅을 만듭니다. show는 훅이 무엇을 하는지 보여 줍니다. run은 밀어 넣지
    않아도 지금 가지를 내보냅니다. remove는 훅을 없애고 화면은 남깁니다.

    밀어 넣는 사람은 고칠 곳을 install 때의 --lang, 또는 git config statuspage.lang 의 말로 읽습니다.

    예:

    \b
        statuspage --lang ko hook install /srv/status/content.git --out /srv/status/site
        statuspage hook run /srv/status/content.git
    """,
    "watch": """파일이 바뀔 때마다, 그리고 화면이 저절로 바뀌는 때마다 만듭니다.

    만들지 못하면 마지막으로 잘된 화면이 남고, 다음에 고칠 때나 몇 분 뒤에 다시 해 봅니다. SIGTERM을 받으면
    하던 것을 마치고 끝납니다.

    예:

    \b
        statuspage --root ~/our-site watch --out /srv/status/site
        statuspage watch --repository /srv/status/content.git
        statuspage --lang ko watch --repository /srv/status/content.git --systemd-unit
    """,
    "next-change": """화면이 저절로 바뀌는 다음 시각을 알려 줍니다. 점검이 시작되거나, 알리기로 한 때입니다.

    "never"도 답입니다. 그때는 파일을 고쳐야만 화면이 바뀝니다. 마지막으로 만든 뒤 바뀐 파일이 없으면 금방
    끝납니다.

    예:

    \b
        statuspage next-change
        sleep "$(statuspage next-change --seconds)" && statuspage build
        statuspage next-change --systemd-timer
    """,
    "hook --out": "install: 사이트를 둘 폴더.  [적지 않으면: 저장소 옆의 site]",
    "hook --branch": "install: 내보낼 가지.  [적지 않으면: main]",
    "hook --force": "install: 다른 훅이 있으면 따로 두고 새로 만듭니다.",
    "hook --allow-removal": "run: 이번 한 번 없애도 되는 것. 예: incidents/2023/1117-saeol  여러 번 적을 수 "
    "있습니다.",
    "hook --again": "run: 지난번에 보는 사람에게 보이지 않던 것을 기다리지 않고 지금 다시 내보냅니다.",
    "hook --rollback": "run: 지금 보이는 것보다 오래된 것도 내보냅니다.",
    "watch --out": "사이트를 둘 폴더.  [적지 않으면: 이 사이트의 site 폴더]",
    "watch --poll": "이만큼(초)마다 모든 파일을 살펴봅니다. 네트워크 파일 시스템에 씁니다.",
    "watch --repository": "우리 훅이 있는 저장소(bare). 훅이 하지 않는, 저절로 바뀌는 때를 맡습니다.",
    "watch --systemd-unit": "systemd 서비스 파일을 보여 주고 끝납니다.",
    "next-change --at": "이 시각 다음.  [적지 않으면: 지금]",
    "next-change --repository": "--root 대신, 우리 훅이 있는 저장소(bare).",
    "next-change --seconds": "몇 초 뒤인지.",
    "next-change --cron": "crontab 한 줄로, 이 컴퓨터의 시각으로.",
    "next-change --systemd-timer": "systemd 타이머 파일로.",
    "next-change --cache": "build가 기억해 둔 폴더.  [적지 않으면: 이 사이트의 .statuspage-cache]",
}

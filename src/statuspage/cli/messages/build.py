"""What `build` and `serve` say, and why nothing was published."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "built": (
        "{out}: 파일 {files}개(새로 {written}, 없앰 {removed}, 그대로 {kept}), {seconds}초.",
        "{out}: {files} files ({written} new, {removed} removed, {kept} kept) in {seconds} s.",
    ),
    "unchanged": (
        "{out}: 바뀐 것이 없습니다. 파일 {files}개, {seconds}초.",
        "{out}: nothing has changed. {files} files, {seconds} s.",
    ),
    "next-change": (
        "시간이 지나 화면이 저절로 바뀌는 다음 시각: {moment}",
        "The next moment at which the pages change by themselves: {moment}",
    ),
    "look": (
        "브라우저로 여세요: {page}",
        "Open it in a browser: {page}",
    ),
    "guard-away": (
        "{why} 지금 보이는 화면을 읽지 못해, 사라지는 것이 있는지 살피지 않았습니다.",
        "{why} What citizens can read now is not known, so it was not looked at whether any of it gets lost.",
    ),
    "guard-first": (
        "{address}: 아직 내보낸 화면이 없어, 사라질 것도 없습니다.",
        "{address}: nothing is published there yet, so nothing can get lost.",
    ),
    "serving": (
        "브라우저로 여세요: {address}\n파일을 고치면 화면이 저절로 바뀝니다. 멈추려면 Ctrl+C를 누르세요.",
        "Open it in a browser: {address}\nThe page follows your edits. Stop with Ctrl+C.",
    ),
    "rebuilt": (
        "{time} 화면을 새로 만들었습니다(파일 {changed}개, {seconds}초).",
        "{time} The pages are new ({changed} files, {seconds} s).",
    ),
    "same": (
        "{time} 파일은 바뀌었지만 화면은 그대로입니다.",
        "{time} Files have changed, the pages have not.",
    ),
    "last-good": (
        "{time} 위의 오류를 고칠 때까지 고치기 전 화면을 보여 줍니다.",
        "{time} Until what is listed above is fixed, you see the pages from before.",
    ),
    "port-taken": (
        "{port}번 포트를 쓸 수 없습니다({detail}). --port 0으로 빈 번호를 쓰거나 다른 번호를 적어 주세요.",
        "Port {port} cannot be used ({detail}). Choose another with --port, or any free one with --port 0.",
    ),
    "bad-host": (
        '"{host}": 이 컴퓨터의 주소가 아니어서 여기서 보여 줄 수 없습니다({detail}). --host를 빼 주세요.',
        '"{host}" is not an address of this computer ({detail}). Leave out --host.',
    ),
    "not-local": (
        "주의: {host}에서는 다른 컴퓨터도 이 미리보기를 볼 수 있습니다.",
        "Careful: at {host} other computers can see this preview, too.",
    ),
    # Why nothing was published.
    "staff-no-edit": (
        "직원용 화면에서 글을 쓸 저장소를 알 수 없습니다. status/site.yaml에 적어 주세요. "
        "예: edit: {{github: https://github.com/org/repo, branch: main}}",
        "It is not known where staff write. Say it in status/site.yaml: "
        "edit: {{github: https://github.com/org/repo, branch: main}}",
    ),
    "staff-over-public": (
        "{out}: 시민이 보는 화면이 있는 폴더여서 직원용 화면을 쓰지 않았습니다. "
        "--out에 다른 폴더를 적어 주세요.",
        "{out}: this folder holds the public page, so no page for staff was put there. "
        "Choose another with --out.",
    ),
    "public-over-staff": (
        "{out}: 직원용 화면이 있는 폴더입니다. 시민이 볼 화면은 다른 폴더에 만들거나, "
        "이 폴더를 지우고 다시 하세요.",
        "{out}: this folder holds pages for staff. "
        "Build the public page elsewhere, or remove the folder first.",
    ),
    "allow-once": (
        "그래도 내보내려면 이번 한 번만: {allow}",
        "To publish all the same, this once: {allow}",
    ),
    "losses-all-services": (
        "서비스가 하나도 남지 않게 됩니다. 지금 보이는 {had}개가 모두 사라집니다: {names}\n"
        "끝난 서비스는 파일을 두고 retired: 날짜를 적습니다. 잘못 지웠으면 파일을 되살려 주세요.",
        "No service would be left; citizens can read {had} now: {names}\n"
        "A service that has ended keeps its file, with the line retired: DAY. What was deleted by mistake, "
        "bring back.",
    ),
    "losses-many-services": (
        "서비스 {had}개 가운데 {number}개가 한꺼번에 사라집니다(5분의 1까지만 됩니다): {names}\n"
        "끝난 서비스는 파일을 두고 retired: 날짜를 적습니다. 잘못 지웠으면 파일을 되살려 주세요.",
        "Of {had} services, {number} would be gone at once; no more than a fifth may: {names}\n"
        "A service that has ended keeps its file, with the line retired: DAY. What was deleted by mistake, "
        "bring back.",
    ),
    "losses-stories": (
        "시민이 읽은 소식이 사라집니다: {names}\n"
        "알린 것은 지우거나 이름을 바꾸지 않습니다. 파일을 되살리고, 틀린 말은 statuspage correct로 "
        "바로잡고, 장애가 아니었으면 그렇게 적어 resolved로, 하지 않을 점검은 cancelled로 끝냅니다.",
        "What citizens could read would be gone: {names}\n"
        "What was told is neither deleted nor renamed. Bring the files back; correct wrong words with "
        "statuspage correct, end what was no incident as resolved, and planned work that is called off as "
        "cancelled.",
    ),
    "losses-signature": (
        "시민이 진짜 화면인지 확인하는 서명이 사라집니다. status/site.yaml에 signer가 있으나 서명할 열쇠가 "
        "없습니다.\n"
        "환경 변수 STATUSPAGE_SIGNING_KEY에 열쇠 파일을 적어 주세요. 서명을 그만두려면 site.yaml에서 "
        "signer를 지웁니다.",
        "The signature by which citizens tell our page from a forgery would be gone: status/site.yaml names "
        "a signer, but there was no key.\n"
        "Name the file of the key in the environment: STATUSPAGE_SIGNING_KEY. To sign no longer, take signer "
        "out of site.yaml.",
    ),
    "asset": (
        "{path}: 이런 파일은 내보내지 않습니다. css, js, png, svg, woff2 가운데 하나로 바꾸고, 이름은 "
        "영문 소문자, 숫자, -, _, .만 쓰세요.",
        "{path}: files of this kind are not published. Use css, js, png, svg or woff2, and a name of "
        "letters, digits, - _ and .",
    ),
    "two-outputs": (
        "두 가지 출력이 같은 자리 {path}에 쓰려고 합니다. 프로그램의 잘못입니다.",
        "Two outputs claim {path}. This is a fault of the program.",
    ),
    "template": (
        "{place}: 이 틀로 {path} 파일을 만들 수 없습니다: {detail}",
        "{place}: this template cannot make {path}: {detail}",
    ),
    "inspection-not-parsed": (
        "{path}: 만든 화면이 온전하지 않습니다({detail}). 틀을 살펴봐 주세요. (비슷한 것 {more}개 더)",
        "{path}: the page is not whole ({detail}). Look at its template. ({more} more like this)",
    ),
    "inspection-foreign": (
        "{path}: 화면에 있어서는 안 되는 것이 있습니다({detail}). 틀을 살펴봐 주세요. "
        "(비슷한 것 {more}개 더)",
        "{path}: something foreign is on the page ({detail}). Look at its template. ({more} more like this)",
    ),
    "inspection-inline": (
        "{path}: 요소 안에 스크립트나 모양을 적을 수 없습니다({detail}). 틀을 살펴봐 주세요. "
        "(비슷한 것 {more}개 더)",
        "{path}: no script or style inside an element ({detail}). Look at its template. ({more} more)",
    ),
    "inspection-outside": (
        "{path}: 다른 서버의 것을 불러옵니다({detail}). 파일로 담아 주세요. (비슷한 것 {more}개 더)",
        "{path}: loads something from another host ({detail}). Bring it along as a file. ({more} more)",
    ),
    "inspection-dead-link": (
        "{path}: 없는 화면({detail})으로 이어집니다. (비슷한 것 {more}개 더)",
        "{path}: leads to {detail}, which does not exist. ({more} more like this)",
    ),
    "inspection-too-heavy": (
        "{path}: 파일이 너무 큽니다({detail}바이트). (비슷한 것 {more}개 더)",
        "{path}: the file is too large ({detail} bytes). ({more} more like this)",
    ),
    "folder-locked": (
        "{path}: 다른 작업이 내보내는 중이며 끝나지 않습니다. 잠시 뒤 다시 해 주세요.",
        "{path}: somebody else is publishing and does not finish. Try again in a moment.",
    ),
    "folder-not-ours": (
        "{path}: 이 프로그램이 만들지 않은 폴더나 파일이 이미 있어 손대지 않습니다. 옮겨 주세요.",
        "{path}: what stands here was not made by this program and is left alone. Move it.",
    ),
    "folder-in-the-way": (
        "{path}: 이 경로에서 폴더가 있어야 할 자리에 링크나 파일이 있습니다. 옮겨 주세요.",
        "{path}: on the way there, a link or a file stands where a folder should be. Move it.",
    ),
    "folder-changed-meanwhile": (
        "{path}: 만드는 동안 다른 손이 바꿨습니다. 다시 해 주세요.",
        "{path}: another hand changed it meanwhile. Run it again.",
    ),
    "folder-disk-full": (
        "{path}: 디스크가 가득 찼습니다. 자리를 비운 뒤 다시 해 주세요.",
        "{path}: the disk is full. Make room and run it again.",
    ),
    "folder-read-only": (
        "{path}: 읽기 전용이라 쓸 수 없습니다.",
        "{path}: is read-only.",
    ),
    "folder-no-permission": (
        "{path}: 쓸 권한이 없습니다.",
        "{path}: no permission to write.",
    ),
    "folder-disk-error": (
        "{path}: 디스크 오류입니다({error}).",
        "{path}: the disk reports an error ({error}).",
    ),
    "folder-no-place": (
        "{path}: 여기에는 폴더를 만들 수 없습니다.",
        "{path}: no folder can be made here.",
    ),
    "folder-elsewhere": (
        "다른 곳으로 내보내려면 --out에 적어 주세요.",
        "To use another place, name it with --out.",
    ),
    "folder-no-earlier": (
        "{path}: 돌아갈 이전 판이 없습니다.",
        "{path}: there is no earlier release to return to.",
    ),
    "sign-no-program": (
        "manifest.json의 서명을 만들고 확인하는 ssh-keygen 프로그램이 없습니다. 설치해 주세요.",
        "The program ssh-keygen, which makes and checks the signature of manifest.json, is missing. "
        "Install it.",
    ),
    "sign-missing": (
        "{path}: 이런 파일이 없거나 읽을 권한이 없습니다. STATUSPAGE_SIGNING_KEY에는 열쇠 파일의 전체 경로를 "
        "적습니다. 적은 그대로 쓰며, ~나 $HOME은 바꾸어 읽지 않습니다.",
        "{path}: there is no such file, or none that may be read. STATUSPAGE_SIGNING_KEY takes the whole "
        "path of the key file, as it stands: ~ and $HOME are not replaced.",
    ),
    "sign-unusable": (
        "{path}: 이 열쇠로 서명할 수 없습니다. 암호가 걸리지 않은 개인 열쇠 파일인지 확인해 주세요.",
        "{path}: this key cannot sign. It has to be a private key without a passphrase.",
    ),
    "sign-emergency": (
        "급해서 서명 없이 내보내려면 이번 한 번만: {allow} (--guard 없는 build에서는 "
        "STATUSPAGE_SIGNING_KEY를 지웁니다)",
        "To publish without a signature in an emergency, this once: {allow} (with build, unless with "
        "--guard, unset STATUSPAGE_SIGNING_KEY instead).",
    ),
    "sign-kind": (
        "{path}: Ed25519 열쇠로만 서명합니다. 새로 만들기: ssh-keygen -t ed25519",
        "{path}: only Ed25519 keys sign. To make one: ssh-keygen -t ed25519",
    ),
    "sign-other-key": (
        "{path}: status/site.yaml의 signer에 적은 열쇠의 짝이 아닙니다. 둘 중 하나를 고쳐 주세요.",
        "{path}: is not the key that signer names in status/site.yaml. Change one of the two.",
    ),
}

HELP: dict[str, str] = {
    "build": """사이트를 폴더로 만듭니다. 다 되거나 그대로입니다.

    폴더는 한 번에 바뀝니다. 보는 사람에게 반쪽 화면이 보이는 일이 없고, 만들지 못하면
    마지막으로 잘된 화면이 남습니다. --staff를 적으면 직원용 화면을 만듭니다. site.yaml의 edit에 적은
    저장소에서 글을 쓰는 링크가 들어 있습니다. --preview를 적으면 고친 것을 살펴볼 사람이 볼 화면을
    만듭니다. 둘 다 시민에게 보일 화면이 아니며, 검색 엔진을 돌려보냅니다.

    --guard는 만든 폴더를 다른 방법으로 내보내는 사람을 위한 것입니다. publish가 보내는 곳마다 하듯, 폴더에
    있는 것과, 없으면 site.yaml의 address에서 보이는 것과 견줍니다.

    예:

    \b
        statuspage build
        statuspage build --at 2023-11-17T14:00+09:00
        statuspage build --out /srv/status/site
        statuspage build --staff
        statuspage build --guard --out public
    """,
    "serve": """사이트를 만들어 브라우저로 보여 주고, 고칠 때마다 따라갑니다.

    --host를 적지 않으면 이 컴퓨터에서만 보입니다. 여기서 만든 것은 다른 곳으로 나가지 않습니다.

    예:

    \b
        statuspage serve
        statuspage serve --at 2023-11-17T14:00+09:00
        statuspage serve --port 9000
        statuspage serve --staff
    """,
    "build --at": "이 시각의 화면을 만듭니다. 예: 2023-11-17T14:00+09:00  [적지 않으면: SOURCE_DATE_EPOCH, "
    "없으면 지금]",
    "build --out": "사이트를 둘 폴더.  [적지 않으면: 이 사이트의 site 폴더]",
    "build --cache": "만든 것을 기억해 둘 폴더.  [적지 않으면: 이 사이트의 .statuspage-cache 폴더]",
    "build --staff": "직원이 글을 쓰는 링크를 넣어 site-staff 폴더에 만듭니다.",
    "serve --staff": "서비스와 장애 화면에 직원이 글을 쓰는 링크를 넣습니다.",
    "build --preview": "모든 화면에 미리보기라고 적어 site-preview 폴더에 만듭니다.",
    "build --guard": "시민이 지금 읽을 수 있는 것이 사라지면 만들지 않습니다.",
    "build --allow-removal": "이번 한 번 없애도 되는 것. 예: incidents/2023/1117-saeol  여러 번 적을 수 "
    "있습니다.",
    "build --no-cache": "모두 새로 만듭니다(결과는 같습니다).",
    "serve --host": "보여 줄 주소.",
    "serve --port": "포트 번호. 0이면 빈 번호를 씁니다.",
    "serve --at": "이 시각의 화면을 보여 줍니다.  [적지 않으면: 지금]",
}

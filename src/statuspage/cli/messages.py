"""What the commands say, in Korean and in English."""

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
    "doubtful": (
        "읽지 못한 곳이 있어 그 부분은 '확인 중'으로 내보냈습니다. 위의 오류를 고쳐 주세요.",
        "Some files could not be read; what they are about is shown as being checked. "
        "Please fix the errors above.",
    ),
    "refused": (
        "내보내지 않았습니다. 지금 보이는 화면은 그대로입니다.",
        "Nothing was published. The live site is untouched.",
    ),
    "interrupted": (
        "멈췄습니다. 지금 보이는 화면은 온전합니다. 이전 화면 그대로이거나 새 화면 전체입니다.",
        "Stopped. The live site is whole: all as it was, or all new.",
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
    # What was typed.
    "bad-moment": (
        '{option} "{typed}": {rule} (예: {option} 2023-11-17T14:00+09:00)',
        '{option} "{typed}": {rule} (Example: {option} 2023-11-17T14:00+09:00)',
    ),
    "bad-epoch": (
        'SOURCE_DATE_EPOCH "{typed}": 1970년부터 센 초를 숫자로만 적거나, 이 환경 변수를 지워 주세요.',
        'SOURCE_DATE_EPOCH "{typed}": write seconds since 1970 in digits, or unset this variable.',
    ),
    "no-root": (
        "{root}: 이 폴더에 status 폴더가 없습니다. status 폴더가 든 폴더로 옮겨 가거나 --root로 알려 주세요. "
        "예: statuspage --root ~/our-site check",
        "{root}: there is no status folder in this folder. Go to the folder that holds it, or name it with "
        "--root, as in: statuspage --root ~/our-site check",
    ),
    "no-folder": (
        "{root}: 이런 폴더가 없습니다. --root에 적은 이름을 확인해 주세요.",
        "{root}: there is no such folder. Check what you wrote after --root.",
    ),
    "inside-status": (
        "{root}: 여기는 status 폴더 안입니다. 한 단계 위에서 실행하거나 --root {above} 라고 적어 주세요.",
        "{root}: this is inside the status folder. Run it one folder up, or write --root {above}",
    ),
    "no-command": (
        '"{typed}": 이런 명령은 없습니다. 쓸 수 있는 명령: {known}.',
        '"{typed}": there is no such command. The commands are: {known}.',
    ),
    "no-option": (
        '"{typed}": {command}에 이런 선택 항목은 없습니다.',
        '"{typed}": {command} has no such option.',
    ),
    "option-first": (
        "{option}: 명령 앞에 적습니다. 예: statuspage {option} {example} check",
        "{option}: stands before the command, as in: statuspage {option} {example} check",
    ),
    "no-value": (
        "{option}: 뒤에 값을 적어야 합니다.",
        "{option}: a value has to follow.",
    ),
    "needless-value": (
        "{option}: 뒤에 값을 적지 않습니다. 이름만 적어 주세요.",
        "{option}: takes no value. Write the name alone.",
    ),
    "extra-words": (
        '"{typed}": {command} 뒤에 올 수 없는 말입니다. 빼고 다시 실행해 주세요.',
        '"{typed}": cannot stand after {command}. Leave it out and run it again.',
    ),
    "bad-choice": (
        '{option} "{typed}": 다음 가운데 하나를 적어 주세요: {known}.',
        '{option} "{typed}": write one of these: {known}.',
    ),
    "bad-number": (
        '{option} "{typed}": {low}부터 {high}까지의 숫자를 적어 주세요.',
        '{option} "{typed}": write a number from {low} to {high}.',
    ),
    "bad-folder": (
        '{option} "{typed}": 폴더가 아니라 파일입니다. 폴더를 적어 주세요.',
        '{option} "{typed}": this is a file. Write the name of a folder.',
    ),
    "out-no-name": (
        '--out "{typed}": 내보낼 폴더의 이름이 없습니다. --out site처럼 새 폴더의 이름을 적어 주세요.',
        '--out "{typed}": does not name a folder to make. Write the name of a new one, like --out site',
    ),
    "out-in-sources": (
        '--out "{typed}": {folder} 안에는 내보낼 수 없습니다. 여러분이 쓴 파일과 섞입니다. '
        "다른 곳을 적어 주세요.",
        '--out "{typed}": lies in {folder}, among the files you write. Choose a place outside it.',
    ),
    "cache-in-sources": (
        '--cache "{typed}": {folder} 안에 둘 수 없습니다. 여러분이 쓴 파일과 섞입니다. '
        "다른 곳을 적어 주세요.",
        '--cache "{typed}": lies in {folder}, among the files you write. Choose a place outside it.',
    ),
    "near": (
        '혹시 "{near}" 아닌가요?',
        'Did you mean "{near}"?',
    ),
    "see-help": (
        "도움말: {command} --help",
        "Help: {command} --help",
    ),
    # What the machine or the program did.
    "no-output": (
        "결과를 적을 수 없습니다({reason}). 파일로 저장하고 있다면 디스크에 자리가 있는지 확인해 주세요.",
        "The answer cannot be written ({reason}). If it goes to a file, check that the disk has room.",
    ),
    "system": (
        "{path}: 읽거나 쓸 수 없습니다({reason}). 권한과 디스크의 빈자리를 확인해 주세요. "
        "지금 보이는 화면은 온전합니다.",
        "{path}: cannot be read or written ({reason}). Check permissions and the room on the disk. "
        "The live site is whole.",
    ),
    "bug": (
        "프로그램의 잘못입니다. 여러분의 파일이나 입력이 잘못된 것이 아닙니다. "
        "지금 보이는 화면은 온전합니다. ({detail})",
        "This is a fault of the program, not of your files. The live site is whole. ({detail})",
    ),
    "details": (
        "자세한 기록을 담은 파일입니다. 프로그램을 맡은 사람에게 보내 주세요: {path}",
        "The details are in this file; please send it to whoever looks after the program: {path}",
    ),
    # Who is told after a publication.
    "tell-told": (
        "{name}: 알림 {count}건을 보냈습니다.",
        "{name}: {count} told.",
    ),
    "tell-pinged": (
        "{name}: 바뀐 피드 {count}개를 알렸습니다.",
        "{name}: told of {count} changed feeds.",
    ),
    "tell-would": (
        "{name}: 보낼 알림: {what}",
        "{name}: would be told: {what}",
    ),
    "tell-first": (
        "{name}: 처음 알리는 곳입니다. 이미 나가 있는 {count}건은 알린 것으로 치고, 다음 소식부터 보냅니다.",
        "{name}: new here. The {count} already published count as told; the next one will be sent.",
    ),
    "tell-waits": (
        "{name}: {reason} 남은 {count}건은 다음번에 다시 보냅니다.",
        "{name}: {reason} {count} not told yet; they are sent the next time.",
    ),
    "tell-unready": (
        "{name}: {reason}",
        "{name}: {reason}",
    ),
    "tell-given-up": (
        "{name}: 사흘 동안 전하지 못해 더는 보내지 않습니다: {what}",
        "{name}: could not be told for three days and will not be any more: {what}",
    ),
    "tell-nothing": (
        "새로 알릴 것이 없습니다.",
        "There is nothing new to tell.",
    ),
    "tell-nobody": (
        "알릴 곳이 없습니다. status/site.yaml의 tell이나 hubs에 적어 주세요.",
        "There is nobody to tell. Name them in status/site.yaml, under tell or hubs.",
    ),
    "tell-no-site": (
        "{path}: 여기에 내보낸 사이트가 없어 아무에게도 알리지 않았습니다. 먼저 statuspage build를 "
        "실행하거나 --out으로 폴더를 정해 주세요.",
        "{path}: there is no published site, so nobody was told. Run statuspage build first, or name the "
        "folder with --out.",
    ),
    "tell-unreadable": (
        "{path}: 누구에게 무엇을 알렸는지 적은 파일을 읽을 수 없어, 아무에게도 알리지 않았습니다. 백업에서 "
        "되돌리거나 지워 주세요. 지우면 지금 나가 있는 소식은 모두 알린 것으로 칩니다.",
        "{path}: the file of who was told what cannot be read, so nobody was told. Restore it, or delete it: "
        "then everything published by now counts as told.",
    ),
    "tell-locked": (
        "{path}: 다른 작업이 알리는 중이며 끝나지 않습니다. 남은 것은 다음번에 보냅니다.",
        "{path}: somebody else is telling and does not finish. What is left is told the next time.",
    ),
    "tell-unwritable": (
        "{path}: 알린 것을 적어 둘 수 없어 더 보내지 않았습니다({reason}). 권한과 디스크의 빈자리를 "
        "확인하거나 --state로 다른 곳을 정해 주세요.",
        "{path}: what was told cannot be noted ({reason}), so nothing more was sent. Check permissions and "
        "the room on the disk, or choose another place with --state.",
    ),
    "tell-variable-missing": (
        "환경 변수 {variable}에 값이 없습니다. 받는 곳에서 준 값을 넣어 주세요.",
        "The environment variable {variable} is not set. Put in what the receiver gave you.",
    ),
    "tell-variable-no-address": (
        "환경 변수 {variable}의 값은 https://로 시작하는 주소가 아닙니다.",
        "The environment variable {variable} does not hold an address that begins with https://.",
    ),
    "tell-variable-no-key": (
        "환경 변수 {variable}의 값으로는 서명할 수 없습니다. 24바이트 이상이거나, whsec_로 시작하는 값이어야 "
        "합니다.",
        "The environment variable {variable} does not hold a key of 24 bytes or more, or one that begins "
        "with whsec_.",
    ),
    "tell-feed-nothing": (
        "내보낸 사이트에 {variable} 파일이 없습니다. site.yaml의 only와 language를 확인해 주세요.",
        "The published site has no {variable}. Check only and language in site.yaml.",
    ),
    "tell-feed-altered": (
        "내보낸 사이트의 {variable} 파일이 manifest.json과 다릅니다. 다시 내보내 주세요.",
        "{variable} in the published site is not the one in manifest.json. Publish it again.",
    ),
    "tell-not-an-address": (
        "주소로 쓸 수 없는 값입니다.",
        "It has no usable address.",
    ),
    "tell-no-such-host": (
        "그런 이름의 서버를 찾을 수 없습니다.",
        "No server of that name can be found.",
    ),
    "tell-private": (
        "주소가 내부망을 가리켜 보내지 않았습니다. 내부망에 있는 곳이 맞으면 --allow-private를 붙이거나 "
        "환경 변수 STATUSPAGE_ALLOW_PRIVATE=1을 넣어 주세요.",
        "The address leads into a private network, so nothing was sent. If that is right, use "
        "--allow-private or set STATUSPAGE_ALLOW_PRIVATE=1.",
    ),
    "tell-refused": (
        "연결할 수 없습니다.",
        "It cannot be reached.",
    ),
    "tell-certificate": (
        "서버의 인증서를 믿을 수 없습니다.",
        "Its certificate cannot be trusted.",
    ),
    "tell-too-slow": (
        "제때 대답하지 않습니다.",
        "It does not answer in time.",
    ),
    "tell-too-large": (
        "대답이 너무 깁니다.",
        "Its answer is too long.",
    ),
    "tell-elsewhere": (
        "다른 서버로 보내려 합니다. 따라가지 않았습니다.",
        "It sends us to another host; we did not follow.",
    ),
    "tell-redirect": (
        "다른 주소로 보내려 합니다({status}). 따라가지 않았습니다. 받는 곳의 새 주소를 넣어 주세요.",
        "It sends us to another address ({status}); we did not follow. Put in its new address.",
    ),
    "tell-broken": (
        "도중에 연결이 끊겼거나 알아들을 수 없는 대답을 했습니다.",
        "It hung up, or its answer cannot be understood.",
    ),
    "tell-status": (
        "받지 않았습니다(HTTP {status}).",
        "It did not take it (HTTP {status}).",
    ),
    "tell-wait": (
        "{moment}까지 보내지 말라고 했습니다.",
        "It asked to be left alone until {moment}.",
    ),
    "tell-no-time": (
        "정해진 시간 안에 다 보내지 못했습니다.",
        "The time for one run is over.",
    ),
    # Why nothing was published.
    "site-unusable": (
        "status/site.yaml을 쓸 수 없어 아무것도 만들 수 없습니다.",
        "status/site.yaml cannot be used, so nothing can be built.",
    ),
    "words-unusable": (
        "정해진 말 파일 site_src/words/{tag}.yaml이 없거나 쓸 수 없습니다. 위에 적은 곳을 고치거나, "
        "en.yaml을 본떠 만들어 주세요.",
        "The words file site_src/words/{tag}.yaml is missing or cannot be used. Mend what is listed "
        "above, or make one after en.yaml.",
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
        "{place}: 이 틀로 {path}을(를) 만들 수 없습니다: {detail}",
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
        "{path}: 없는 화면 {detail}(으)로 이어집니다. (비슷한 것 {more}개 더)",
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
        "{path}: 이 프로그램이 만들지 않은 폴더나 파일이 이미 있어 손대지 않습니다. 옮기거나 "
        "--out으로 다른 곳을 정해 주세요.",
        "{path}: what stands here was not made by this program and is left alone. Move it, or choose "
        "another place with --out.",
    ),
    "folder-in-the-way": (
        "{path}: 이 경로에서 폴더가 있어야 할 자리에 링크나 파일이 있습니다. 옮기거나 "
        "--out으로 다른 곳을 정해 주세요.",
        "{path}: on the way there, a link or a file stands where a folder should be. Move it, or choose "
        "another place with --out.",
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
        "{path}: 읽기 전용이라 쓸 수 없습니다. --out으로 다른 곳을 정해 주세요.",
        "{path}: is read-only. Choose another place with --out.",
    ),
    "folder-no-permission": (
        "{path}: 쓸 권한이 없습니다. 권한을 얻거나 --out으로 다른 곳을 정해 주세요.",
        "{path}: no permission to write. Get it, or choose another place with --out.",
    ),
    "folder-disk-error": (
        "{path}: 디스크 오류입니다({error}).",
        "{path}: the disk reports an error ({error}).",
    ),
}
"""Code → what is said in Korean and in English."""


HELP: dict[str, str] = {
    "main": """공공서비스 상태 안내: 하려던 일을 지금 할 수 있는지, 안 되면 대신 무엇을 하면 되는지 알립니다.

    status 폴더의 파일이 서비스가 안 될 때 시민이 여는 화면이 됩니다.

    끝난 상태(종료 코드): 0 다 됨, 1 내보내지 않음(지금 화면은 그대로), 2 잘못 적음, 3 읽지 못한 파일을 빼고
    만듦, 4 내보냈으나 사본 한 곳이 실패함.

    예:

    \b
        statuspage check
        statuspage build --at 2023-11-17T14:00+09:00
        statuspage --root ~/our-site serve
    """,
    "build": """사이트를 폴더로 만듭니다. 다 되거나 그대로입니다.

    폴더는 한 번에 바뀝니다. 보는 사람에게 반쪽 화면이 보이는 일이 없고, 만들지 못하면
    마지막으로 잘된 화면이 남습니다.

    예:

    \b
        statuspage build
        statuspage build --at 2023-11-17T14:00+09:00
        statuspage build --out /srv/status/site
    """,
    "tell": """내보낸 사이트의 새 소식을 site.yaml에 적은 곳에 한 번씩 알립니다.

    내보낸 것과 이미 알린 것을 견주어 그 차이만 보냅니다. 보내지 못한 것은 다음번에 다시 보내고,
    사흘이 지나면 그만둡니다. 끝난 상태(종료 코드): 0 다 됨, 1 내보낸 사이트가 없음, 3 site.yaml에 틀린
    곳이 있어 빠진 곳이 있을 수 있음, 4 알리지 못한 곳이 있음.

    예:

    \b
        statuspage tell
        statuspage tell --dry-run
        statuspage tell --out /srv/status/site --from 2023-11-17T08:00+09:00
    """,
    "check": """파일을 모두 읽고 고칠 곳을 알려 줍니다.

    줄마다 어디에 무엇이 적혀 있는지, 규칙은 무엇인지, 어떻게 고치는지 적습니다.
    '살펴볼 곳'만 있으면 통과입니다. 끝난 상태(종료 코드): 0 고칠 곳 없음, 1 이 파일들로는 아무것도
    만들 수 없음, 3 쓸 수 없는 파일이 있으나 나머지는 내보낼 수 있음.

    예:

    \b
        statuspage check
        statuspage check --format github
        statuspage --lang ko --root ~/our-site check
    """,
    "serve": """사이트를 만들어 브라우저로 보여 주고, 고칠 때마다 따라갑니다.

    --host를 적지 않으면 이 컴퓨터에서만 보입니다. 여기서 만든 것은 다른 곳으로 나가지 않습니다.

    예:

    \b
        statuspage serve
        statuspage serve --at 2023-11-17T14:00+09:00
        statuspage serve --port 9000
    """,
    "--root": "status 폴더가 든 폴더.  [적지 않으면: 지금 폴더]",
    "--lang": "안내하는 말.  [적지 않으면: 컴퓨터의 언어]",
    "--version": "판 번호를 보여 줍니다.",
    "--help": "이 도움말을 보여 줍니다.",
    "build --at": "이 시각의 화면을 만듭니다. 예: 2023-11-17T14:00+09:00  [적지 않으면: SOURCE_DATE_EPOCH, "
    "없으면 지금]",
    "build --out": "사이트를 둘 폴더.  [적지 않으면: 이 사이트의 site 폴더]",
    "build --cache": "만든 것을 기억해 둘 폴더.  [적지 않으면: 이 사이트의 .statuspage-cache 폴더]",
    "build --no-cache": "모두 새로 만듭니다(결과는 같습니다).",
    "tell --out": "내보낸 사이트가 든 폴더.  [적지 않으면: 이 사이트의 site 폴더]",
    "tell --state": "누구에게 무엇을 알렸는지 적어 두는 파일.  [적지 않으면: 이 사이트의 "
    ".statuspage-told.json]",
    "tell --from": "이 시각보다 앞선 소식은 알리지 않습니다. 처음 알리는 곳에는 이 시각부터의 소식을 모두 "
    "알립니다.",
    "tell --dry-run": "무엇을 알릴지 보여만 줍니다. 보내지도 적어 두지도 않습니다.",
    "tell --allow-private": "내부망에 있는 곳에도, 암호화 없이도 보냅니다.",
    "check --format": "읽을 글(text), JSON, 또는 GitHub Actions 표시(github).",
    "serve --host": "보여 줄 주소.",
    "serve --port": "포트 번호. 0이면 빈 번호를 씁니다.",
    "serve --at": "이 시각의 화면을 보여 줍니다.  [적지 않으면: 지금]",
}
"""The help of commands and options in Korean; the English stands with each command."""


def say(code: str, language: str, **values: object) -> str:
    """One message in a language (`ko`, else English); nothing filled in can steer a terminal."""
    from ..problems import visible

    pattern = MESSAGES[code][0 if language == "ko" else 1]
    gaps = _Gaps()
    for name, value in values.items():
        gaps[name] = f"{value:,}" if isinstance(value, int) else visible(str(value))
    return pattern.format_map(gaps)


class _Gaps(dict[str, object]):
    def __missing__(self, name: str) -> str:
        return "?"

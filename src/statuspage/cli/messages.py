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
        '--at "{typed}": {rule} (예: --at 2023-11-17T14:00+09:00)',
        '--at "{typed}": {rule} (Example: --at 2023-11-17T14:00+09:00)',
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
    "folder-no-earlier": (
        "{path}: 돌아갈 이전 판이 없습니다.",
        "{path}: there is no earlier release to return to.",
    ),
    "sign-no-program": (
        "manifest.json에 서명할 ssh-keygen 프로그램이 없습니다. 설치하거나, STATUSPAGE_SIGNING_KEY를 지워 "
        "서명 없이 내보내세요.",
        "The program ssh-keygen, which signs manifest.json, is missing. Install it, or unset "
        "STATUSPAGE_SIGNING_KEY to publish without a signature.",
    ),
    "sign-unusable": (
        "{path}: 이 열쇠로 서명할 수 없습니다. 암호가 걸리지 않은 개인 열쇠 파일인지 확인하거나, "
        "STATUSPAGE_SIGNING_KEY를 지워 서명 없이 내보내세요.",
        "{path}: this key cannot sign. It has to be a private key without a passphrase; or unset "
        "STATUSPAGE_SIGNING_KEY to publish without a signature.",
    ),
    "sign-kind": (
        "{path}: Ed25519 열쇠로만 서명합니다. 새로 만들기: ssh-keygen -t ed25519",
        "{path}: only Ed25519 keys sign. To make one: ssh-keygen -t ed25519",
    ),
    "sign-other-key": (
        "{path}: status/site.yaml의 signer에 적은 열쇠의 짝이 아닙니다. 둘 중 하나를 고쳐 주세요.",
        "{path}: is not the key that signer names in status/site.yaml. Change one of the two.",
    ),
    "unsigned": (
        "site.yaml에 signer가 있으나 서명할 열쇠가 없어 서명 없이 내보냈습니다. 환경 변수 "
        "STATUSPAGE_SIGNING_KEY에 열쇠 파일을 적어 주세요.",
        "site.yaml names a signer, but there was no key, so nothing is signed. Name the file of the key in "
        "the environment: STATUSPAGE_SIGNING_KEY.",
    ),
    # Sending to several places.
    "no-targets": (
        "보낼 곳이 없습니다. {out} 폴더에만 만들었습니다. status/site.yaml의 publish에 적어 주세요.",
        "There is no place to send it to, beside {out}. Name some under publish in status/site.yaml.",
    ),
    "no-such-target": (
        '--to "{typed}": status/site.yaml의 publish에 이런 이름이 없습니다. 있는 이름: {known}.',
        '--to "{typed}": there is no such place under publish in status/site.yaml. Those are: {known}.',
    ),
    "back-at": (
        "--back은 만들어 둔 이전 판으로 돌아갑니다. --at과 함께 쓸 수 없습니다.",
        "--back returns to a release that was built before. It cannot stand together with --at.",
    ),
    "turned-back": (
        "{out}: 이전 판 {release}(으)로 돌아갔습니다. 다음에 만들 때는 다시 파일에 적힌 대로 나갑니다.",
        "{out}: returned to the release before, {release}. The next build publishes what the files say.",
    ),
    "target-sent": (
        "{name}: 보냈습니다(새로 {written}, 없앰 {removed}, 그대로 {kept}), {seconds}초.",
        "{name}: sent ({written} new, {removed} removed, {kept} kept) in {seconds} s.",
    ),
    "target-same": (
        "{name}: 이미 같습니다. {seconds}초.",
        "{name}: is the same already. {seconds} s.",
    ),
    "targets-failed": (
        "{number}곳에는 보내지 못했습니다. 그곳은 마지막으로 잘된 화면 그대로입니다. "
        "고친 뒤 다시: statuspage publish {again}",
        "{number} of the places did not get it; what was to be read there is to be read still. "
        "To try again: statuspage publish {again}",
    ),
    "target-nothing-built": (
        "{name}: 보낼 화면이 없습니다. 먼저 statuspage build로 만들어 주세요.",
        "{name}: there is no finished site to send. Make one first with statuspage build.",
    ),
    "target-changed": (
        "{name}: 보내는 동안 만든 파일이 바뀌었습니다({path}). 다시 해 주세요.",
        "{name}: the finished files changed while they were sent ({path}). Run it again.",
    ),
    "target-busy": (
        "{name}: 다른 작업이 이곳에 보내는 중이며 끝나지 않습니다. 잠시 뒤 다시 해 주세요.",
        "{name}: somebody else is sending to it and does not finish. Try again in a moment.",
    ),
    "target-no-library": (
        "{name}: {library} 라이브러리가 없습니다. minwon-statuspage[s3]을 설치해 주세요.",
        "{name}: the library {library} is not installed. Install minwon-statuspage[s3].",
    ),
    "target-no-program": (
        "{name}: {program} 프로그램이 없습니다. 설치해 주세요.",
        "{name}: the program {program} is missing. Install it.",
    ),
    "target-no-credentials": (
        "{name}: 접속 열쇠가 없습니다. 환경 변수 {names}에 넣어 주세요.",
        "{name}: there are no credentials. Put them into the environment: {names}.",
    ),
    "target-wrong-credentials": (
        "{name}: 접속 열쇠가 맞지 않거나 쓸 권한이 없습니다{detail}. 열쇠와 권한을 확인해 주세요.",
        "{name}: the credentials are wrong, or do not allow writing{detail}. Check keys and rights.",
    ),
    "target-not-there": (
        "{name}: 그런 버킷이나 저장소가 없습니다. status/site.yaml의 publish에 적은 이름을 확인해 주세요.",
        "{name}: there is no such bucket or repository. Check its name under publish in status/site.yaml.",
    ),
    "target-unreachable": (
        "{name}: 연결되지 않습니다{detail}. 여러 번 해 보았습니다. 주소와 연결을 확인해 주세요.",
        "{name}: cannot be reached{detail}; it was tried several times. Check the address and the line.",
    ),
    "target-too-slow": (
        "{name}: 너무 느려 그만두었습니다. 다시 하면 남은 것부터 보냅니다.",
        "{name}: is too slow, so it was given up. Run it again to send what is missing.",
    ),
    "target-overtaken": (
        "{name}: 다른 손이 계속 먼저 바꿉니다. 한 번에 한 곳에서만 보내고, 다시 해 주세요.",
        "{name}: another hand keeps changing it first. Let only one send at a time, and run it again.",
    ),
    "target-refused": (
        "{name}: 받아 주지 않았습니다{detail}.",
        "{name}: does not take it{detail}.",
    ),
    "target-folder-locked": (
        "{name}: 다른 작업이 {path}에 내보내는 중이며 끝나지 않습니다. 잠시 뒤 다시 해 주세요.",
        "{name}: somebody else is publishing to {path} and does not finish. Try again in a moment.",
    ),
    "target-folder-not-ours": (
        "{name}: {path}에 이 프로그램이 만들지 않은 것이 있어 손대지 않습니다. 옮기거나 site.yaml의 "
        "publish에 다른 곳을 적어 주세요.",
        "{name}: what stands at {path} was not made by this program and is left alone. Move it, or name "
        "another place under publish in site.yaml.",
    ),
    "target-folder-in-the-way": (
        "{name}: {path}로 가는 길에 폴더가 있어야 할 자리에 링크나 파일이 있습니다. 옮겨 주세요.",
        "{name}: on the way to {path}, a link or a file stands where a folder should be. Move it.",
    ),
    "target-folder-no-earlier": (
        "{name}: {path}에 돌아갈 이전 판이 없습니다.",
        "{name}: there is no earlier release at {path}.",
    ),
    "target-folder-changed-meanwhile": (
        "{name}: 보내는 동안 다른 손이 {path}를 바꿨습니다. 다시 해 주세요.",
        "{name}: another hand changed {path} meanwhile. Run it again.",
    ),
    "target-folder-disk-full": (
        "{name}: {path}의 디스크가 가득 찼습니다. 자리를 비운 뒤 다시 해 주세요.",
        "{name}: the disk of {path} is full. Make room and run it again.",
    ),
    "target-folder-read-only": (
        "{name}: {path}은(는) 읽기 전용입니다. 쓸 수 있게 하거나 다른 곳을 적어 주세요.",
        "{name}: {path} is read-only. Make it writable, or name another place.",
    ),
    "target-folder-no-permission": (
        "{name}: {path}에 쓸 권한이 없습니다. 권한을 얻은 뒤 다시 해 주세요.",
        "{name}: no permission to write to {path}. Get it and run it again.",
    ),
    "target-folder-disk-error": (
        "{name}: {path}에서 디스크 오류가 났습니다({error}).",
        "{name}: the disk reports an error at {path} ({error}).",
    ),
    # Looking at copies.
    "not-a-copy": (
        '"{typed}": https://로 시작하는 주소를 적어 주세요.',
        '"{typed}": write an address that begins with https://',
    ),
    "not-finished": (
        '--out "{typed}": 만들어진 사이트가 아닙니다. statuspage build가 만든 폴더를 적어 주세요.',
        '--out "{typed}": is not a finished site. Name a folder made by statuspage build.',
    ),
    "no-signers": (
        '--signers "{typed}": 읽을 수 없거나 빈 파일입니다. 한 줄에 이름과 공개 열쇠를 적습니다.',
        '--signers "{typed}": cannot be read, or is empty. Each line holds a name and a public key.',
    ),
    "copies": (
        "{number}곳 가운데 {whole}곳이 온전합니다.",
        "Whole: {whole} of {number}.",
    ),
    "copy-whole": (
        "{address}: 온전합니다. 파일 {files}개, {at} 판.",
        "{address}: whole. {files} files, as of {at}.",
    ),
    "copy-stale": (
        "{address}: 오래된 판입니다. 온전하지만 {at} 판이며, 더 새로운 판이 있습니다.",
        "{address}: stale. It is whole, but as of {at}, and there is a newer one.",
    ),
    "copy-altered": (
        "{address}: 바뀌었습니다. 목록과 다르거나 없는 파일: {differing}",
        "{address}: altered. Missing, or not what the manifest says: {differing}",
    ),
    "copy-unsigned": (
        "{address}: 믿을 수 없습니다. manifest.json에 그 서명자의 서명이 없거나 맞지 않습니다.",
        "{address}: altered. manifest.json does not carry the signature of these signers.",
    ),
    "away-no-manifest": (
        "{address}: 여기에 이 프로그램이 만든 사이트가 없습니다(manifest.json을 읽을 수 없음).",
        "{address}: away. There is no site of ours (no manifest.json that can be read).",
    ),
    "away-not-an-address": (
        "{address}: 물어볼 수 있는 주소가 아닙니다. https://로 시작하고 아이디나 비밀번호가 없어야 합니다.",
        "{address}: away. This is no address to ask: it begins with https:// and has no name or password.",
    ),
    "away-no-such-host": (
        "{address}: 그런 이름의 서버를 찾을 수 없습니다.",
        "{address}: away. No such host is known.",
    ),
    "away-private": (
        "{address}: 공개된 인터넷의 서버가 아닙니다.",
        "{address}: away. The host is not on the public internet.",
    ),
    "away-refused": (
        "{address}: 서버가 연결을 받지 않습니다.",
        "{address}: away. Nobody answers there.",
    ),
    "away-certificate": (
        "{address}: 인증서를 믿을 수 없습니다. 기간, 이름, 발급자를 확인해 주세요.",
        "{address}: away. Its certificate cannot be trusted: look at its dates, name and issuer.",
    ),
    "away-too-slow": (
        "{address}: 너무 느려 다 확인하지 못했습니다.",
        "{address}: away. It is too slow to be looked at as a whole.",
    ),
    "away-too-large": (
        "{address}: 답이 너무 커서 읽지 않았습니다.",
        "{address}: away. What it answers is too large to be read.",
    ),
    "away-elsewhere": (
        "{address}: 다른 서버로 넘깁니다. 그 서버의 주소로 확인해 주세요.",
        "{address}: away. It sends us to another host; look at that one's own address.",
    ),
    "away-broken": (
        "{address}: 답하다가 끊깁니다.",
        "{address}: away. It hangs up in the middle of an answer.",
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
    "publish": """사이트를 만들고, status/site.yaml의 publish에 적은 곳마다 보냅니다.

    닿지 않는 곳이 있어도 다른 곳은 그대로 나갑니다. 닿지 않는 곳은 몇 번 더 해 보며, 마지막으로
    잘된 화면이 남습니다. 종료 코드 4는 만들어 내보냈으나 보내지 못한 곳이 있다는 뜻입니다. 다시
    실행하면 빠진 것만 보냅니다.

    예:

    \b
        statuspage publish
        statuspage publish --to mirror --to branch
        statuspage publish --back
    """,
    "serve": """사이트를 만들어 브라우저로 보여 주고, 고칠 때마다 따라갑니다.

    --host를 적지 않으면 이 컴퓨터에서만 보입니다. 여기서 만든 것은 다른 곳으로 나가지 않습니다.

    예:

    \b
        statuspage serve
        statuspage serve --at 2023-11-17T14:00+09:00
        statuspage serve --port 9000
    """,
    "verify": """사본마다 모든 파일을 받아, 온전한지, 오래되었는지, 바뀌었는지, 닿지 않는지 알립니다.

    주소를 적지 않으면 status/site.yaml의 address와 mirrors를 봅니다. 종료 코드 0은 모두 온전함, 4는
    그렇지 않은 곳이 있음을 뜻합니다.

    예:

    \b
        statuspage verify
        statuspage verify https://status.example.go.kr/ https://mirror.example.org/
        statuspage verify --signers signers https://mirror.example.org/
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
    "check --format": "읽을 글(text), JSON, 또는 GitHub Actions 표시(github).",
    "publish --at": "이 시각의 화면을 만듭니다. 예: 2023-11-17T14:00+09:00  [적지 않으면: "
    "SOURCE_DATE_EPOCH, 없으면 지금]",
    "publish --out": "만들어 둘 폴더.  [적지 않으면: 이 사이트의 site 폴더]",
    "publish --to": "이곳에만 보냅니다. 여러 번 적을 수 있습니다.",
    "publish --back": "만들지 않고, 모든 곳을 이전 판으로 되돌립니다.",
    "publish --whole": "이미 있는 듯한 파일까지 모두 보냅니다.",
    "verify --signers": "서명도 확인합니다. 한 줄에 이름과 공개 열쇠를 적은 파일.",
    "verify --out": "여기 만들어진 사이트와도 견줍니다. 예: site",
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

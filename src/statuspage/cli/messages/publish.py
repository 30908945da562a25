"""What `publish` and `verify` say: of sending a site to several places, and of its copies."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "unsigned": (
        "서명이 없습니다. site.yaml에 signer가 있어 화면에는 서명이 있다고 나옵니다. 환경 변수 "
        "STATUSPAGE_SIGNING_KEY에 열쇠 파일을 적거나, site.yaml에서 signer를 지워 주세요.",
        "There is no signature, though the page tells of one, because site.yaml names a signer. Name the "
        "file of the key in the environment, STATUSPAGE_SIGNING_KEY, or take signer out of site.yaml.",
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
        "{out}: 이전 판({release})으로 돌아갔습니다. 다음에 만들 때는 다시 파일에 적힌 대로 나갑니다.",
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
    "target-unusable": (
        "{name}: 보내지 않았습니다. status/site.yaml의 publish에 적은 것에 잘못이 있습니다. "
        "고칠 곳은 statuspage check가 알려 줍니다.",
        "{name}: not sent, because what is written of it under publish in status/site.yaml cannot be used. "
        "statuspage check says what to mend.",
    ),
    "targets-failed": (
        "{number}곳에는 보내지 못했습니다. 그곳에서 보이던 것은 그대로입니다.",
        "{number} of the places did not get it; what was to be read there is to be read still.",
    ),
    "publish-again": (
        "고친 뒤 다시: statuspage publish {again}",
        "Once that is mended: statuspage publish {again}",
    ),
    "onward-waits": (
        "화면은 이미 보입니다. 다른 곳에 보내고 알리는 일이 아직 끝나지 않았습니다 …",
        "The page is live. Sending it elsewhere and telling of it still go on …",
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
    "target-no-bucket": (
        "{name}: 그런 버킷이 없습니다. status/site.yaml의 publish에 적은 bucket을 확인해 주세요.",
        "{name}: there is no such bucket. Check bucket under publish in status/site.yaml.",
    ),
    "target-foreign-branch": (
        "{name}: 브랜치 {branch}에 이 프로그램이 보내지 않은 파일이 있어서 보내지 않았습니다. "
        "status/site.yaml의 publish에 페이지만 둘 다른 브랜치를 적거나, 그 브랜치를 지워 주세요.",
        "{name}: not sent, for the branch {branch} holds files that this program did not put there. "
        "Name another branch under publish in status/site.yaml, for the pages alone, or delete that one.",
    ),
    "target-no-repository": (
        "{name}: 그런 git 저장소가 없습니다. status/site.yaml의 publish에 적은 repository를 확인해 주세요.",
        "{name}: there is no such git repository. Check repository under publish in status/site.yaml.",
    ),
    "target-no-own-repository": (
        "{name}: 이 사이트가 git 저장소 안에 있지 않아 가지를 둘 곳이 없습니다. status/site.yaml의 publish에 "
        "repository를 적어 주세요.",
        "{name}: this site lies in no git repository that could hold the branch. Name one as repository "
        "under publish in status/site.yaml.",
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
    "target-losses": (
        "{name}: 그곳에서 시민이 읽을 수 있던 것이 사라지므로 보내지 않았습니다: {names}\n"
        "잘못 지웠으면 파일을 되살려 주세요.",
        "{name}: not sent, because what citizens can read there would be gone: {names}\n"
        "What was deleted by mistake, bring back.",
    ),
    "target-unsigned": (
        "{name}: 그곳에 있는 서명이 사라지므로 보내지 않았습니다.\n"
        "환경 변수 STATUSPAGE_SIGNING_KEY에 열쇠 파일을 적어 주세요.",
        "{name}: not sent, because the signature that is there would be gone.\n"
        "Name the file of the key in the environment: STATUSPAGE_SIGNING_KEY.",
    ),
    "target-read-wrong": (
        "{name}: 보냈지만 {address}에서는 다른 것이 보입니다({path}). 웹 서버가 가리키는 폴더와 "
        "status/site.yaml의 publish에 적은 address를 확인해 주세요.",
        "{name}: sent, but {address} answers with something else ({path}). Check which folder the web server "
        "serves, and the address under publish in status/site.yaml.",
    ),
    "target-read-away": (
        "{name}: 보냈지만 시민이 보는 주소에서 읽지 못했습니다. {why}",
        "{name}: sent, but it could not be read where citizens do. {why}",
    ),
    "target-turned-back": (
        "{name}: 이전 판({release})으로 되돌렸습니다.",
        "{name}: returned to the release before, {release}.",
    ),
    "target-not-turned-back": (
        "{name}: 이전 판({release})의 파일이 남아 있지 않아 되돌리지 못했습니다. 새 판이 그대로 있습니다.",
        "{name}: could not return to the release before, {release}: its files are gone. The new one stays.",
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
    "back-here-only": (
        "status/site.yaml을 쓸 수 없어 다른 곳이 어디인지 모릅니다. 그곳은 보이던 대로입니다. 고친 뒤 "
        "statuspage publish를 실행해 주세요.",
        "status/site.yaml cannot be used, so the other places are not known: they show what they showed. "
        "Mend it, then run statuspage publish.",
    ),
    "target-folder-in-the-way": (
        "{name}: {path}까지 가는 길에 폴더가 있어야 할 자리에 링크나 파일이 있습니다. 옮겨 주세요.",
        "{name}: on the way to {path}, a link or a file stands where a folder should be. Move it.",
    ),
    "target-folder-no-place": (
        "{name}: {path}에는 폴더를 만들 수 없습니다. site.yaml의 publish에 다른 곳을 적어 주세요.",
        "{name}: no folder can be made at {path}. Name another place under publish in site.yaml.",
    ),
    "target-folder-no-earlier": (
        "{name}: {path}에 돌아갈 이전 판이 없습니다.",
        "{name}: there is no earlier release at {path}.",
    ),
    "target-folder-changed-meanwhile": (
        "{name}: 보내는 동안 다른 손이 {path} 폴더를 바꿨습니다. 다시 해 주세요.",
        "{name}: another hand changed {path} meanwhile. Run it again.",
    ),
    "target-folder-disk-full": (
        "{name}: {path}의 디스크가 가득 찼습니다. 자리를 비운 뒤 다시 해 주세요.",
        "{name}: the disk of {path} is full. Make room and run it again.",
    ),
    "target-folder-read-only": (
        "{name}: {path}에 쓸 수 없습니다(읽기 전용). 쓸 수 있게 하거나 다른 곳을 적어 주세요.",
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
        '--signers "{typed}": 읽을 수 없거나, 비었거나, 잘못 적은 줄이 있습니다. 한 줄에 이름과 공개 열쇠를 '
        "적습니다. 예: status.example.go.kr ssh-ed25519 AAAA…",
        '--signers "{typed}": cannot be read, is empty, or has a line that is something else than a name '
        "and a public key, e.g. status.example.go.kr ssh-ed25519 AAAA…",
    ),
    "signers-known": (
        "서명은 {whose}에 적힌 열쇠로 확인합니다.",
        "Signatures are checked by the keys in {whose}.",
    ),
    "signers-doubtful": (
        "{file}: 잘못이 있어 서명자를 알 수 없습니다. 서명을 보지 않으면 위조된 화면도 온전해 보이므로 "
        "확인하지 않았습니다. 이 파일을 고치거나(고칠 곳은 statuspage check가 알려 줍니다) --signers에 "
        "서명자를 적어 주세요.",
        "{file}: has a mistake, so it cannot be known who signs. Nothing was looked at: without signatures a "
        "forgery may look whole. Mend the file (statuspage check says what), or name the keys with "
        "--signers.",
    ),
    "signers-unknown": (
        "서명은 확인하지 않습니다. 서명자를 알 수 없습니다. --signers나 site.yaml의 signer에 적습니다.",
        "Signatures are not looked at: no signer is known. Name one with --signers, or signer in site.yaml.",
    ),
    "copies": (
        "{number}곳 가운데 {whole}곳이 온전합니다.",
        "Whole: {whole} of {number}.",
    ),
    "copies-tied": (
        "온전한 판과 오래된 판의 마지막 소식이 같고, 둘 다 서명이 있습니다. 어느 쪽이 새로운지는 서명하지 "
        "않는 build.json의 말뿐이라 믿을 수 없습니다. 만들어 둔 사이트를 --out으로 정하면 가려집니다.",
        "A whole copy and a stale one carry the same last word, and both are signed. Which of them is newer "
        "is told only by build.json, which nobody signs. A finished site named with --out settles it.",
    ),
    "copy-whole": (
        "{address}: 온전합니다. 파일 {files}개, {at} 판.",
        "{address}: whole. {files} files, as of {at}.",
    ),
    "copy-stale": (
        "{address}: 오래된 판입니다. 온전하지만 가장 새로운 판이 아닙니다. 마지막 소식: {changed}, "
        "만든 때(스스로 하는 말): {at}",
        "{address}: stale. It is whole, but not the newest. Last word on it: {changed}, built, as it says "
        "itself: {at}",
    ),
    "copy-altered": (
        "{address}: 바뀌었습니다. 목록과 다르거나 없는 파일: {differing}",
        "{address}: altered. Missing, or not what the manifest says: {differing}",
    ),
    "copy-ahead": (
        "{address}: 믿을 수 없습니다. 이 컴퓨터의 시계로는 아직 오지 않은 때를 말합니다: {at}",
        "{address}: altered. It tells of a moment that has not come yet by the clock here: {at}",
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
        "{address}: 답하다가 끊기거나, 알아들을 수 없는 답을 합니다.",
        "{address}: away. It hangs up in the middle, or its answer cannot be understood.",
    ),
    "away-failing": (
        "{address}: 서버가 지금은 답할 수 없다고 합니다. 잠시 뒤 다시 해 주세요.",
        "{address}: away. Its server says that it cannot answer now. Try again in a moment.",
    ),
}

HELP: dict[str, str] = {
    "publish": """사이트를 만들고, status/site.yaml의 publish에 적은 곳마다 보냅니다.

    닿지 않는 곳이 있어도 다른 곳은 그대로 나갑니다. 닿지 않는 곳은 몇 번 더 해 보며, 마지막으로
    잘된 화면이 남습니다. 종료 코드 4는 만들어 내보냈으나 보내지 못한 곳이나 잘못 적은 곳이 있다는
    뜻입니다. 다시 실행하면 빠진 것만 보냅니다.

    --back은 여기와 모든 곳을 이전 판으로 되돌립니다. 이전 판을 받지 못한 곳은 --back --to 이름으로 다시
    보냅니다. 그때 여기서는 아무것도 되돌리지 않고, 지금 폴더에 보이는 판을 그곳에 보냅니다.

    시민이 읽던 것이 말없이 사라지지 않게 합니다. 서비스가 실수로 빠지거나 알린 장애가 지워지면 내보내지
    않습니다. 정말 없앨 것은 --allow-removal이나 환경 변수 STATUSPAGE_ALLOW_REMOVAL에 적습니다.

    site.yaml의 publish에 address를 적은 곳은 시민이 보는 주소로 다시 읽어 봅니다. 다른 것이 보이는
    폴더는 이전 판으로 돌아갑니다.

    예:

    \b
        statuspage publish
        statuspage publish --to mirror --to branch
        statuspage publish --back
    """,
    "verify": """사본마다 모든 파일을 받아, 온전한지, 오래되었는지, 바뀌었는지, 닿지 않는지 알립니다.

    주소를 적지 않으면 status/site.yaml의 address와 mirrors를 봅니다. 그 파일의 signer나 --signers에 서명자를
    적었으면 서명된 것만 인정합니다. 종료 코드 0은 모두 온전함, 4는 그렇지 않은 곳이 있음을 뜻합니다.

    예:

    \b
        statuspage verify
        statuspage verify https://status.example.go.kr/ https://mirror.example.org/
        statuspage verify --signers signers https://mirror.example.org/
    """,
    "publish --at": "이 시각의 화면을 만듭니다. 예: 2023-11-17T14:00+09:00  [적지 않으면: "
    "SOURCE_DATE_EPOCH, 없으면 지금]",
    "publish --out": "만들어 둘 폴더.  [적지 않으면: 이 사이트의 site 폴더]",
    "publish --to": "이곳에만 보냅니다. 여러 번 적을 수 있습니다.",
    "publish --back": "만들지 않고, 모든 곳을 이전 판으로 되돌립니다.",
    "publish --allow-removal": "이번 한 번 없애도 되는 것. 예: incidents/2023/1117-saeol  여러 번 적을 수 "
    "있습니다.",
    "publish --whole": "이미 있는 듯한 파일까지 모두 보냅니다.",
    "verify --signers": "이 파일로 서명을 확인합니다. 한 줄에 이름과 공개 열쇠를 적습니다.  [적지 않으면: "
    "status/site.yaml의 signer]",
    "verify --out": "여기 만들어진 사이트를 가장 새로운 판으로 보고 견줍니다. 예: site",
}

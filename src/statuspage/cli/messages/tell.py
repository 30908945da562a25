"""What `tell` says: who was told, who was not, and why."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
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
    "tell-left": (
        "화면은 나갔습니다. 앞서 밀어 넣은 소식을 아직 알리는 중이라, 이 소식은 그다음에 저절로 알립니다. "
        "기다리지 않아도 됩니다.",
        "The page is live. An earlier push is still being told of; what this one says is told after it, and "
        "that goes on without you.",
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
        "환경 변수 {variable}의 값은 https://로 시작하는 주소가 아닙니다. 기관 안의 주소라면 "
        "STATUSPAGE_ALLOW_PRIVATE=1로 http:// 주소도 쓸 수 있습니다.",
        "The environment variable {variable} does not hold an address that begins with https://. For one "
        "inside your network, STATUSPAGE_ALLOW_PRIVATE=1 allows http://, too.",
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
}

HELP: dict[str, str] = {
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
    "tell --state": "누구에게 무엇을 알렸는지 적어 두는 파일.  [적지 않으면: 이 사이트의 "
    ".statuspage-told.json]",
    "tell --from": "이 시각보다 앞선 소식은 알리지 않습니다. 처음 알리는 곳에는 이 시각부터의 소식을 모두 "
    "알립니다.",
    "tell --out": "내보낸 사이트가 든 폴더.  [적지 않으면: 이 사이트의 site 폴더]",
    "tell --dry-run": "무엇을 알릴지 보여만 줍니다. 보내지도 적어 두지도 않습니다.",
    "tell --allow-private": "내부망에 있는 곳에도, 암호화 없이도 보냅니다.",
}

"""What any command may say: a mistake in what was typed, a fault, and what becomes of the page then."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "interrupted": (
        "멈췄습니다. 지금 보이는 화면은 온전합니다. 이전 화면 그대로이거나 새 화면 전체입니다.",
        "Stopped. The live site is whole: all as it was, or all new.",
    ),
    "doubtful": (
        "쓸 수 없는 것이 있습니다. 그 때문에 상태를 알 수 없는 것은 '확인 중'으로 내보냈습니다. "
        "위의 오류를 고쳐 주세요.",
        "Some of what was written could not be used; where a state hangs on it, that is shown as being "
        "checked. Please fix the errors above.",
    ),
    "refused": (
        "내보내지 않았습니다. {live}",
        "Nothing was published. {live}",
    ),
    "live-untouched": (
        "지금 보이는 화면은 그대로입니다.",
        "The live site is untouched.",
    ),
    "live-none": (
        "{out}: 아직 화면이 없습니다.",
        "{out}: there is no page yet.",
    ),
    "more-problems": (
        "이 밖에 {count}개가 더 있습니다. 모두 보려면: statuspage check",
        "There are {count} more. To see them all: statuspage check",
    ),
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
    "files-unusable": (
        "위에 적은 파일을 읽을 수 없어 아무것도 만들 수 없습니다.",
        "The files named above cannot be read, so nothing can be built.",
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
    "missing-argument": (
        "{command}: {name} 자리에 무엇을 뜻하는지 적어 주세요.",
        "{command}: {name} is missing; write it too.",
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
    "closed-folder": (
        "{path}: 이 폴더를 읽을 권한이 없습니다. 읽을 수 있는 사용자로 다시 실행해 주세요.",
        "{path}: you may not read this folder. Run it again as a user who may.",
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
    # What the system answers; anything else is said in its own words.
    "system-ENOSPC": ("디스크가 가득 참", "no space left on the disk"),
    "system-EDQUOT": ("쓸 수 있는 디스크를 다 씀", "the disk quota is used up"),
    "system-EFBIG": ("파일이 너무 큼", "the file would be too large"),
    "system-EROFS": ("읽기 전용", "read-only"),
    "system-EACCES": ("권한 없음", "permission denied"),
    "system-EPERM": ("허용되지 않음", "not permitted"),
    "system-ENOENT": ("그런 파일이나 폴더가 없음", "no such file or folder"),
    "system-ENOTDIR": ("폴더가 아님", "not a folder"),
    "system-EISDIR": ("파일이 아니라 폴더임", "a folder, not a file"),
    "system-EIO": ("디스크 오류", "an error of the disk"),
    "system-EADDRINUSE": ("이미 쓰는 중", "in use already"),
    "system-EADDRNOTAVAIL": ("이 컴퓨터의 것이 아님", "not of this computer"),
    "system": (
        "{path}: 읽거나 쓸 수 없습니다({reason}). 권한과 디스크의 빈자리를 확인해 주세요.",
        "{path}: cannot be read or written ({reason}). Check permissions and the room on the disk.",
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
}

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
    "--root": "status 폴더가 든 폴더.  [적지 않으면: 지금 폴더]",
    "--lang": "안내하는 말.  [적지 않으면: 컴퓨터의 언어]",
    "--version": "판 번호를 보여 줍니다.",
    "--help": "이 도움말을 보여 줍니다.",
}

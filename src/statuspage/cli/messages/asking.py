"""What is asked where an option is missing, what is said to wrong answers, and the options that answer."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    # Questions, each named after the option that answers it.
    "ask --thing": (
        "무엇이 안 되나요? (이름 일부나 초성, 예: 등본, ㄷㅂ)",
        "What does not work? (part of its name)",
    ),
    "ask --thing more": (
        "상태가 바뀐 것이 더 있나요? (이름 일부나 초성, 없으면 Enter)",
        "Does anything else change? (part of its name; Enter for no)",
    ),
    "ask state": (
        "{name}: 지금 어떤가요?",
        "{name}: how is it?",
    ),
    "ask number": (
        "번호나 이름",
        "Number or name",
    ),
    "ask --title": (
        "시민이 볼 제목 ({called})",
        "The title citizens will see ({called})",
    ),
    "ask --title-other": (
        "{called} 제목 (없으면 Enter)",
        "The title in {called} (Enter for none)",
    ),
    "ask --name": (
        "이름 ({called})",
        "Name ({called})",
    ),
    "ask --name-other": (
        "{called} 이름 (없으면 Enter)",
        "Name in {called} (Enter for none)",
    ),
    "ask --about": (
        "무엇을 하는 서비스인가요? 한두 문장 ({called}, 없으면 Enter)",
        "What is it for, in a sentence or two? ({called}; Enter for none)",
    ),
    "ask --about-other": (
        "{called} 설명 (없으면 Enter)",
        "The same in {called} (Enter for none)",
    ),
    "ask --status": (
        "어디까지 왔나요?",
        "Where does it stand?",
    ),
    "ask --words": (
        "시민이 읽을 말({called})을 적으세요. 무엇이 안 되는지, 대신 어디로 가면 되는지부터.",
        "What citizens will read ({called}). First what does not work, and what does instead.",
    ),
    "ask --words of the end": (
        "시민이 읽을 말({called})을 적으세요. 무엇이 다시 되는지, 더 할 일이 있는지.",
        "What citizens will read ({called}): what works again, and whether anything is left to do.",
    ),
    "ask --words of a correction": (
        "시민이 읽을 말({called})을 적으세요. 앞의 말에서 무엇이 틀렸고 무엇이 맞는지.",
        "What citizens will read ({called}): what was wrong in the earlier words, and what is right.",
    ),
    "ask --words-other": (
        "같은 말의 {called} 번역 (없으면 바로 Enter)",
        "The same in {called} (Enter for none)",
    ),
    "ask --at": (
        "언제 말하는 것인가요?",
        "When is this said?",
    ),
    "ask --next-update": (
        "다음 소식을 약속할 시각 (예: 5:00, 2시간 뒤. 약속하지 않으려면 Enter)",
        "When is the next word promised? (5:00, 2h later; Enter for no promise)",
    ),
    "ask --by": (
        "누가 말하나요?",
        "Who speaks?",
    ),
    "ask --agency": (
        "어느 기관의 서비스인가요?",
        "Which agency answers for it?",
    ),
    "ask --id": (
        "파일 이름으로 쓸 짧은 이름 (영어 소문자, 숫자, 붙임표. 예: new-address)",
        "A short name for the file (a-z, 0-9, hyphens; as in new-address)",
    ),
    "ask --starts": (
        "언제 시작하나요? (예: 2026-12-06 02:00, 내일 2:00)",
        "When does it begin? (2026-12-06 02:00, tomorrow 2:00)",
    ),
    "ask --ends": (
        "언제 끝나나요?",
        "When does it end?",
    ),
    "ask --repeats": (
        "되풀이되나요? (예: 매월 첫째 일요일. 한 번뿐이면 Enter)",
        "Does it come back? (first Sunday of every month; Enter for once only)",
    ),
    "ask --from": (
        "언제부터 보이나요?",
        "From when is it shown?",
    ),
    "ask --until": (
        "언제까지 보이나요? (계속이면 Enter)",
        "Until when is it shown? (Enter for good)",
    ),
    "ask --into": (
        "어느 말로 옮기나요?",
        "Into which language?",
    ),
    "ask --operator": (
        "누가 운영하나요? (모르면 Enter)",
        "Who runs it? (Enter if not known)",
    ),
    "ask --needs": (
        "무엇이 멈추면 이것도 멈추나요? (이름 일부나 초성, 없으면 Enter)",
        "What can it not do without? (part of its name; Enter for nothing)",
    ),
    "ask --needs more": (
        "더 있나요? (없으면 Enter)",
        "Anything else? (Enter for no)",
    ),
    "ask --kind": (
        "어떤 방법인가요?",
        "How is it used?",
    ),
    "ask --url": (
        "누리집 주소 (예: https://www.gov.kr, 없으면 Enter)",
        "Its address (https://www.gov.kr; Enter for none)",
    ),
    "ask --address": (
        "화면이 있을 주소 (https://로 시작)",
        "The address at which the page will be (https://…)",
    ),
    "ask --phone": (
        "전화번호 (예: 1588-2188, 없으면 Enter)",
        "Its number (1588-2188; Enter for none)",
    ),
    "ask --hours": (
        "여는 시간 (예: 평일 09:00-18:00, 모르면 Enter)",
        "When is it open? (weekdays 09:00-18:00; Enter if not known)",
    ),
    "ask --importance": (
        "시민에게 얼마나 급한 일인가요?",
        "How badly do citizens need it?",
    ),
    "ask --category": (
        "어느 분류인가요? (없으면 Enter)",
        "Which category? (Enter for none)",
    ),
    "ask --way": (
        "어떤 방법으로 하나요? (이용하는 곳의 이름이나 누리집, 전화, 창구 …)",
        "How is it done? (a shared channel, or website, phone, counter …)",
    ),
    "ask --way more": (
        "다른 방법이 더 있나요? (없으면 Enter)",
        "Another way? (Enter for no)",
    ),
    "ask ID": (
        "어느 것에 대한 말인가요?",
        "Which one is it about?",
    ),
    "ask UPDATE": (
        "어느 소식인가요?",
        "Which word is meant?",
    ),
    "now": ("지금", "now"),
    "today": ("오늘", "today"),
    "how-words": (
        "다 적었으면 빈 줄에서 Enter를 누르세요.",
        "End with an empty line.",
    ),
    "how-words-editor": (
        "다 적었으면 빈 줄에서 Enter를 누르세요. 편집기로 쓰려면 e 하나만 적고 Enter.",
        "End with an empty line. To write in your editor, type e alone.",
    ),
    "choice": ("  {number}. {label}", "  {number}. {label}"),
    "choice-noted": ("  {number}. {label} ({id} · {note})", "  {number}. {label} ({id} · {note})"),
    "and-more": (
        "  … {more}개가 더 있습니다. 더 길게 적어 보세요.",
        "  … and {more} more. Type a longer part of the name.",
    ),
    "heard": ("  → {label} ({id})", "  → {label} ({id})"),
    "only-open": (
        "지금 열려 있는 것: {label} ({id})",
        "Open now: {label} ({id})",
    ),
    "open-already": (
        "이미 열려 있는 것: {label} ({id}). 거기에 더하려면 Ctrl+C, 그다음 statuspage new update {id}",
        "Already open: {label} ({id}). To add to it, press Ctrl+C and run: statuspage new update {id}",
    ),
    "claimed-now": (
        "지금까지 적힌 상태:",
        "What it says so far:",
    ),
    "claim": ("  {name} ({id}): {state}", "  {name} ({id}): {state}"),
    "thing-system": ("시스템", "system"),
    "thing-channel": ("이용하는 곳", "shared channel"),
    "thing-service": ("서비스", "service"),
    "thing-way": ("한 가지 방법", "one way"),
    "thing-own": ("이 서비스만의 방법", "of this service alone"),
    # Answers that cannot be meant.
    "needed": (
        "꼭 있어야 합니다. 그만두려면 Ctrl+C를 누르세요. 아무것도 남지 않습니다.",
        "This is needed. To stop, press Ctrl+C; nothing will be left behind.",
    ),
    "several": (
        '"{typed}": 이렇게 부르는 것이 여럿입니다. 파일 이름으로 적어 주세요: {known}.',
        '"{typed}": several are called so. Write the id of one: {known}.',
    ),
    "which": (
        "번호를 고르거나, 이름을 더 길게 적어 주세요.",
        "Choose a number, or type a longer part of the name.",
    ),
    "nothing-found": (
        '"{typed}": 이런 이름이 없습니다. 이름의 다른 부분이나 초성으로 찾아보세요.',
        '"{typed}": nothing is called so. Try another part of the name.',
    ),
    "unknown": (
        '"{typed}": 이런 이름이 없습니다. 파일 이름(예: saeol)이나 온전한 이름을 적어 주세요.',
        '"{typed}": nothing is called so. Write its id (as in saeol) or its whole name.',
    ),
    "unknown-near": (
        '"{typed}": 이런 이름이 없습니다. 혹시 "{near}"인가요?',
        '"{typed}": nothing is called so. Did you mean "{near}"?',
    ),
    "unknown-of": (
        '"{typed}": 이 가운데 하나를 적어 주세요: {known}.',
        '"{typed}": write one of these: {known}.',
    ),
    "when": (
        "시각을 15:00, 오후 3시, 내일 9:00, 2시간 뒤, 2026-11-24 03:10처럼 적어 주세요.",
        "Write the time like 15:00, 3pm, tomorrow 9:00, 2h later or 2026-11-24 03:10.",
    ),
    "not-after": (
        '"{typed}": {read}입니다. {after}보다 뒤여야 합니다. 내일이면 내일 5:00처럼 적어 주세요.',
        '"{typed}" is {read}. It has to be later than {after}. For the next day write tomorrow 5:00.',
    ),
    "not-yet": (
        '"{typed}": {read}, 아직 오지 않은 시각입니다. 어제라면 어제 23:50처럼 적어 주세요.',
        '"{typed}" is {read}, which is still to come. For the day before write yesterday 23:50.',
    ),
    "not-repeats": (
        '"{typed}": 매주 일요일, 매월 첫째 일요일, 매월 15일처럼 적어 주세요.',
        '"{typed}": write it like every Sunday, first Sunday of every month, every month on the 15th.',
    ),
    "bad-name": (
        '"{typed}": 영어 소문자와 숫자, 그 사이의 붙임표만 쓸 수 있습니다. 예: new-address',
        '"{typed}": only a-z, 0-9 and hyphens between them, as in new-address.',
    ),
    "name-taken": (
        '"{typed}": 이미 쓰는 이름입니다. 다른 이름을 적어 주세요.',
        '"{typed}": this name is in use. Choose another.',
    ),
    "thing-twice": (
        '"{typed}": 서로 다른 상태로 두 번 적혀 있습니다. 맞는 것 하나만 남겨 주세요.',
        '"{typed}": it stands there twice, in different states. Keep the one that is right.',
    ),
    "no-story": (
        '"{typed}": 이런 장애나 점검이 없습니다. 폴더 이름을 1124-saeol이나 2026/1124-saeol처럼 적어 주세요.',
        '"{typed}": there is no such incident or work. Name its folder, as in 1124-saeol or 2026/1124-saeol.',
    ),
    "no-update": (
        '"{typed}": 이런 소식이 없습니다. 파일 이름을 1124-0310-mois처럼 적어 주세요.',
        '"{typed}": there is no such word. Name its file, as in 1124-0310-mois.',
    ),
    "two-updates": (
        '"{typed}": 같은 이름이 여럿입니다. 폴더까지 적어 주세요: {known}.',
        '"{typed}": there are several. Name the folder, too: {known}.',
    ),
    "not-a-language-here": (
        "{option}: 이 사이트에서 더할 수 있는 말이 아닙니다. site.yaml의 languages: {languages}. "
        "첫째 말은 끝에 아무것도 붙이지 않습니다.",
        "{option}: not a further language of this site. Its languages are {languages}; the first needs no "
        "ending.",
    ),
    "missing": (
        "물어볼 수 없는 자리라 더 적어 주셔야 합니다: {options}. 터미널에서 실행하면 하나씩 물어봅니다.",
        "Nobody can be asked here, so these are missing: {options}. Run it at a terminal to be asked one by "
        "one.",
    ),
    "yes-or-no": (
        "y(예)나 n(아니요)으로 답해 주세요.",
        "Please answer y or n.",
    ),
}

HELP: dict[str, str] = {
    "--title": "제목(사이트의 첫째 말로).",
    "--title-en": "영어 제목(첫째 말이 영어가 아닐 때).",
    "--title-ko": "한국어 제목(첫째 말이 한국어가 아닐 때).",
    "--name": "이름(사이트의 첫째 말로).",
    "--name-en": "영어 이름(첫째 말이 영어가 아닐 때).",
    "--name-ko": "한국어 이름(첫째 말이 한국어가 아닐 때).",
    "--about": "무엇을 하는 서비스인지 한두 문장.",
    "--about-en": "같은 말을 영어로(첫째 말이 영어가 아닐 때).",
    "--about-ko": "같은 말을 한국어로(첫째 말이 한국어가 아닐 때).",
    "--words": "시민이 읽을 말(사이트의 첫째 말로). -를 적으면 입력에서 읽습니다.",
    "--words-en": "같은 말을 영어로(첫째 말이 영어가 아닐 때).",
    "--words-ko": "같은 말을 한국어로(첫째 말이 한국어가 아닐 때).",
    "--thing": "무엇이 어떤 상태인지: saeol=이용불가, resident-copy/web=정상. 여러 번 적을 수 있습니다.",
    "--status": "어디까지 왔는지: 조사 중, 원인 확인, 해결 …",
    "--next-update": "다음 소식을 약속하는 시각: 5:00, 2시간 뒤.",
    "--expected": "언제 다시 될지: 시각, 말, 또는 미정.",
    "--by": "말하는 기관.  [적지 않으면: 마지막에 말한 기관이나 운영하는 기관]",
    "--region": "어느 지역에서인지. 여러 번 적을 수 있습니다.  [적지 않으면: 모든 곳]",
    "--id": "파일이나 폴더의 이름: 영어 소문자, 숫자, 붙임표.",
    "--yes": "묻지 않고 씁니다.",
    "--dry-run": "파일을 보여 주기만 하고 쓰지 않습니다.",
}

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
    "language.ko": ("한국어", "Korean"),
    "language.en": ("영어", "English"),
    "ask --address": (
        "화면이 있을 주소 (https://로 시작)",
        "The address at which the page will be (https://…)",
    ),
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
    "losses-all-services": (
        "서비스가 하나도 남지 않게 됩니다. 지금 보이는 {had}개가 모두 사라집니다: {names}\n"
        "끝난 서비스는 파일을 두고 retired: 날짜를 적습니다. 잘못 지웠으면 파일을 되살려 주세요. "
        "정말 없애려면 이번 한 번만: {allow}",
        "No service would be left; citizens can read {had} now: {names}\n"
        "A service that has ended keeps its file, with the line retired: DAY. What was deleted by mistake, "
        "bring back. To take them away all the same, this once: {allow}",
    ),
    "losses-many-services": (
        "서비스 {had}개 가운데 {number}개가 한꺼번에 사라집니다(5분의 1까지만 됩니다): {names}\n"
        "끝난 서비스는 파일을 두고 retired: 날짜를 적습니다. 잘못 지웠으면 파일을 되살려 주세요. "
        "정말 없애려면 이번 한 번만: {allow}",
        "Of {had} services, {number} would be gone at once; no more than a fifth may: {names}\n"
        "A service that has ended keeps its file, with the line retired: DAY. What was deleted by mistake, "
        "bring back. To take them away all the same, this once: {allow}",
    ),
    "losses-stories": (
        "시민이 읽은 소식이 사라집니다: {names}\n"
        "알린 것은 지우거나 이름을 바꾸지 않습니다. 파일을 되살리고, 틀린 말은 statuspage correct로 "
        "바로잡고, 장애가 아니었으면 그렇게 적어 resolved로, 하지 않을 점검은 cancelled로 끝냅니다. "
        "정말 없애려면 이번 한 번만: {allow}",
        "What citizens could read would be gone: {names}\n"
        "What was told is neither deleted nor renamed. Bring the files back; correct wrong words with "
        "statuspage correct, end what was no incident as resolved, and planned work that is called off as "
        "cancelled. To take it away all the same, this once: {allow}",
    ),
    "guard-away": (
        "{why} 지금 보이는 화면을 읽지 못해, 사라지는 것이 있는지 살피지 않았습니다.",
        "{why} What citizens can read now is not known, so it was not looked at whether any of it gets lost.",
    ),
    "guard-first": (
        "{address}: 아직 내보낸 화면이 없어, 사라질 것도 없습니다.",
        "{address}: nothing is published there yet, so nothing can get lost.",
    ),
    "public-over-staff": (
        "{out}: 직원용 화면이 있는 폴더입니다. 시민이 볼 화면은 다른 폴더에 만들거나, "
        "이 폴더를 지우고 다시 하세요.",
        "{out}: this folder holds pages for staff. "
        "Build the public page elsewhere, or remove the folder first.",
    ),
    "schemas": (
        "{folder}: 설명 {files}개(새로 쓴 것 {changed}개).",
        "{folder}: {files} schemas ({changed} written anew).",
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
        "같은 말을 {called}로 (없으면 바로 Enter)",
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
        "어떤 방법으로 하나요? (함께 쓰는 창구의 이름이나 누리집, 전화, 창구 …)",
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
    "thing-channel": ("함께 쓰는 창구", "shared channel"),
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
        '"{typed}"은(는) {read}입니다. {after}보다 뒤여야 합니다. 내일이면 내일 5:00처럼 적어 주세요.',
        '"{typed}" is {read}. It has to be later than {after}. For the next day write tomorrow 5:00.',
    ),
    "not-yet": (
        '"{typed}"은(는) {read}, 아직 오지 않은 시각입니다. 어제라면 어제 23:50처럼 적어 주세요.',
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
        "{option}: 이 사이트에서 더할 수 있는 말이 아닙니다. site.yaml의 languages는 {languages}이고, "
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
    # What a new file does.
    "effect": (
        "이 변경으로 {state} 되는 서비스 {count}개: {names}",
        "Services that become “{state}”: {count} ({names})",
    ),
    "effect-more": (
        "이 변경으로 {state} 되는 서비스 {count}개: {names} 밖에 {more}개",
        "Services that become “{state}”: {count} ({names} and {more} more)",
    ),
    "effect-words": (
        "상태는 같고 안내가 바뀌는 서비스 {count}개",
        "Services whose state stays and whose guidance changes: {count}",
    ),
    "effect-answer": (
        "  {name} → “{answer}”",
        "  {name} → “{answer}”",
    ),
    "effect-none": (
        "이 변경으로 상태가 바뀌는 서비스는 없습니다.",
        "No service changes its state.",
    ),
    "draft-wrong": (
        "위의 것 때문에 쓰지 않았습니다. 바뀐 파일은 없습니다.",
        "Because of what is listed above nothing was written. No file has changed.",
    ),
    "dry-run": (
        "--dry-run이라 쓰지 않았습니다.",
        "Nothing was written (--dry-run).",
    ),
    "write?": (
        "이대로 쓸까요? (Y/n)",
        "Write this? (Y/n)",
    ),
    "not-written": (
        "쓰지 않았습니다. 바뀐 파일은 없습니다.",
        "Nothing was written. No file has changed.",
    ),
    "written": (
        "썼습니다: {path}",
        "Written: {path}",
    ),
    "next-step": (
        "아직 이 컴퓨터에만 있습니다. 미리 보려면 statuspage serve, 내보내려면 저장소에 올리세요:\n"
        "  git {where}add status && git {where}commit -m '{message}' && git {where}push",
        "So far it is on this computer only. See it with statuspage serve; publish it through the "
        "repository:\n"
        "  git {where}add status && git {where}commit -m '{message}' && git {where}push",
    ),
    "nothing-open": (
        "지금 열려 있는 장애가 없습니다.",
        "No incident is open now.",
    ),
    "nothing-said": (
        "고칠 소식이 없습니다.",
        "Nothing has been said yet.",
    ),
    "resolved-already": (
        "{id}: {at}에 이미 해결로 알렸습니다. 더할 말이 있으면 statuspage new update {id}",
        "{id}: was resolved at {at}. To add a word: statuspage new update {id}",
    ),
    "all-translated": (
        "번역이 빠진 말이 없습니다.",
        "Nothing lacks a translation.",
    ),
    "one-language": (
        "이 사이트는 한 가지 말로만 되어 있습니다. site.yaml의 languages에 말을 더하면 번역할 수 있습니다.",
        "This site has one language. Add another to languages in site.yaml first.",
    ),
    "no-things": (
        "아직 시스템도 서비스도 없습니다. statuspage new service나 new system으로 먼저 적어 주세요.",
        "There is no system and no service yet. Describe one with statuspage new service or new system.",
    ),
    "no-agency": (
        "말할 기관이 없습니다. status/agencies/에 먼저 만들어 주세요. 예: mois.yaml에 name: 행정안전부",
        "There is no agency to speak. Make a file in status/agencies/ first, as in mois.yaml with a name.",
    ),
    # What comes in through a form on the web.
    "form-no-input": (
        "누리집에서 채운 양식이 입력으로 들어와야 합니다: statuspage form --kind {kind} < body.md. "
        "직접 답하려면 statuspage new {kind}를 쓰세요.",
        "The form that was filled in comes through the input: statuspage form --kind {kind} < body.md. "
        "To answer at a terminal, use statuspage new {kind}.",
    ),
    "form-too-long": (
        "양식에 적은 글이 {limit} KiB를 넘습니다. 줄여 주세요.",
        "What was typed into the form is longer than {limit} KiB. Please shorten it.",
    ),
    "form-before": (
        '첫 질문 "{label}" 앞에 "{first}"가 있습니다. 양식의 칸에만 적고, 칸 밖에는 아무것도 적지 마세요.',
        '"{first}" stands before the first question, "{label}". Type into the fields of the form only.',
    ),
    "form-unknown": (
        '"### {label}": 이 양식에 없는 질문입니다. 글에 제목을 쓰려면 줄 앞의 ###를 빼거나 **굵게** 쓰세요.',
        '"### {label}" is no question of this form. For a heading, use **bold** instead of ###.',
    ),
    "form-lacks": (
        '"{label}" 질문이 없습니다. 양식을 처음부터 다시 채우고, 질문은 지우지 마세요.',
        'The question "{label}" is missing. Fill in the form again, and leave its questions as they are.',
    ),
    "form-twice": (
        '"{label}" 질문이 두 번 있습니다. 어느 답이 맞는지 알 수 없습니다. 하나를 지워 주세요.',
        'The question "{label}" stands there twice, and nobody can tell which answer counts. Remove one.',
    ),
    "form-order": (
        '"{label}" 질문이 제자리에 있지 않습니다. 양식을 처음부터 다시 채워 주세요.',
        'The question "{label}" is not in its place. Please fill in the form again.',
    ),
    "form-unanswered": (
        "답이 없습니다: {label}. 꼭 필요합니다.",
        "There is no answer to: {label}. It is needed.",
    ),
    "form-choice": (
        '{label}: "{typed}"는 고를 수 있는 답이 아닙니다. 다음 가운데 하나여야 합니다: {known}.',
        '{label}: "{typed}" is not one of the answers. It must be one of: {known}.',
    ),
    "form-one-line": (
        "{label}: 한 줄로 적어 주세요.",
        "{label}: one line, please.",
    ),
    # The hook, and what watches between pushes.
    "hook-installed": (
        "{file}: {branch} 가지에 밀어 넣으면(push) {out}(으)로 내보냅니다.",
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
        "내보내지 않았습니다. {python}이(가) 없어졌습니다. 관리자에게 알려 주세요: "
        "statuspage hook install {repository}",
        "Nothing was published: {python} is gone. Tell the administrator to run "
        "statuspage hook install {repository}",
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
        "sudo -u {owner} statuspage hook {action} {repository}",
        "{repository}: belongs to {owner}. What root writes here, the next push could not replace. "
        "Run sudo -u {owner} statuspage hook {action} {repository}",
    ),
    "hook-other-branch": (
        "{name}: 받았습니다. 내보내는 가지는 {branch}뿐이라 화면은 그대로입니다.",
        "{name}: received. Only {branch} is published, so the page stays as it is.",
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
        "{pushed} 다음에 더 새로운 {commit}이(가) 들어와 그것을 내보냅니다.",
        "After {pushed} a newer one came in: publishing {commit}.",
    ),
    "hook-older": (
        "{commit}에는 지금 보이는 {live}의 내용이 들어 있지 않습니다. 다른 사람이 알린 것이 사라지지 않게 "
        "멈췄습니다. git pull 로 합쳐서 다시 밀어 넣어 주세요. 정말 되돌리려면 git revert 를 쓰거나, "
        "서버에서 statuspage hook run {repository} --rollback",
        "{commit} does not contain {live}, which is live now: publishing it could lose what others have "
        "said. Merge with git pull and push again. To go back on purpose use git revert, or on the server "
        "statuspage hook run {repository} --rollback",
    ),
    "hook-losses": (
        "서버에서: statuspage hook run {repository} {allow}\n"
        "다음에 밀어 넣을 때: git push {push} (서버에서 허용했다면)",
        "On the server: statuspage hook run {repository} {allow}\n"
        "Or with the next push, where the server admits it: git push {push}",
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
    "hook-unchanged": (
        "{commit}: 화면은 이미 이대로입니다({seconds}초).",
        "{commit}: the page says this already ({seconds} s).",
    ),
    "more-problems": (
        "이 밖에 {count}개가 더 있습니다. 모두 보려면: statuspage check",
        "There are {count} more. To see them all: statuspage check",
    ),
    "hook-refused": (
        "저장소에는 들어갔지만 내보내지 않았습니다. 지금 보이는 화면은 그대로입니다. "
        "고쳐서 다시 밀어 넣거나, 서버의 문제였다면 서버에서 statuspage hook run {repository}",
        "Received, but nothing was published. The live site is untouched. Mend it and push again; if it was "
        "the server's fault, run there: statuspage hook run {repository}",
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
    "watching": (
        "{root}: 고칠 때마다, 그리고 때가 되면 {out}(으)로 내보냅니다.",
        "{root}: published to {out} on every change, and when its time has come.",
    ),
    "watching-repository": (
        "{repository}: 때가 되면 {out}(으)로 내보냅니다. 밀어 넣은 것은 훅이 내보냅니다.",
        "{repository}: published to {out} when its time has come; pushes are the hook's.",
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
    "no-thing": (
        '"{typed}": 이런 시스템, 이용처, 서비스, 방법, 장애, 점검이 없습니다.',
        '"{typed}": no system, shared channel, service, way, incident or maintenance has this id.',
    ),
    "no-target": (
        '--down "{typed}": 멈춘다고 볼 수 있는 시스템, 이용처, 서비스, 방법 가운데 이런 것이 없습니다.',
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
    "no-git": (
        "git이 설치되어 있지 않아 이전 판을 볼 수 없습니다.",
        "git is not installed, so there is no earlier state to look at.",
    ),
    "answer-doubtful": (
        "읽지 못한 곳이 {errors}곳 있어 그 부분은 ‘확인 중’으로 셈했습니다(statuspage check).",
        "Not everything could be read ({errors} to fix, see statuspage check); that part counts as unknown.",
    ),
    "near": (
        '혹시 "{near}" 아닌가요?',
        'Did you mean "{near}"?',
    ),
    "see-help": (
        "도움말: {command} --help",
        "Help: {command} --help",
    ),
    # Importing.
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
    "target-losses": (
        "{name}: 그곳에서 시민이 읽을 수 있던 것이 사라지므로 보내지 않았습니다: {names}\n"
        "잘못 지웠으면 파일을 되살려 주세요. 정말 없애려면 이번 한 번만: {allow}",
        "{name}: not sent, because what citizens can read there would be gone: {names}\n"
        "What was deleted by mistake, bring back. To take it away all the same, this once: {allow}",
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
        "{name}: 이전 판 {release}(으)로 되돌렸습니다.",
        "{name}: returned to the release before, {release}.",
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
    "check": """파일을 모두 읽고 고칠 곳을 알려 줍니다.

    줄마다 어디에 무엇이 적혀 있는지, 규칙은 무엇인지, 어떻게 고치는지 적습니다.
    '살펴볼 곳'만 있으면 통과입니다(--strict를 적으면 아닙니다). 끝난 상태(종료 코드): 0 고칠 곳 없음,
    1 이 파일들로는 아무것도 만들 수 없음, 3 쓸 수 없는 파일이 있으나 나머지는 내보낼 수 있음
    (--strict: 살펴볼 곳만 있을 때도).

    파일에서 알아낸 것은 이 사이트의 .statuspage-cache에 기억해 둡니다.

    예:

    \b
        statuspage check
        statuspage check --format github
        statuspage check --strict --format gitlab \\
            > gl-code-quality-report.json
        statuspage --lang ko --root ~/our-site check
    """,
    "form": """누리집에서 채운 양식으로 새 파일을 씁니다.

    양식의 글은 GitHub가 넘겨주는 그대로 입력으로 받습니다. 읽기만 합니다. 그 안의 무엇도 실행되지
    않고, 파일 이름이 되거나 있는 파일을 고치지 못합니다. 양식과 다르거나 check가 받아들이지 않을 것은
    쓰지 않습니다.

    예:

    \b
        statuspage form --kind incident < body.md
        statuspage --lang ko form --kind update --dry-run < body.md
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
    "serve": """사이트를 만들어 브라우저로 보여 주고, 고칠 때마다 따라갑니다.

    --host를 적지 않으면 이 컴퓨터에서만 보입니다. 여기서 만든 것은 다른 곳으로 나가지 않습니다.

    예:

    \b
        statuspage serve
        statuspage serve --at 2023-11-17T14:00+09:00
        statuspage serve --port 9000
        statuspage serve --staff
    """,
    "new": """묻는 말에 답하면 새 파일을 써 줍니다.

    터미널에서는 모자란 것만 묻고, 시민에게 무엇이 바뀌는지 보여 준 다음, 그러라고 할 때 씁니다.
    스크립트에서는 옵션으로 답합니다.

    예:

    \b
        statuspage new incident
        statuspage new update
        statuspage new incident --thing saeol=이용불가 \\
            --title "창구 장애" -m "창구가 멈췄습니다." --yes
    """,
    "new incident": """무언가 안 될 때: 새 장애와 첫 소식을 씁니다.

    예:

    \b
        statuspage new incident
        statuspage new incident --thing saeol=이용불가 \\
            --title "창구 장애" -m "창구가 멈췄습니다." --yes
    """,
    "new update": """장애나 점검에 소식을 더합니다.

    이름을 적지 않으면 지금 열려 있는 하나에 더합니다. 바뀐 것만 말하면 됩니다.

    예:

    \b
        statuspage new update
        statuspage new update 1124-saeol --status 원인확인 \\
            -m "원인을 찾았습니다." --yes
    """,
    "new maintenance": """예정된 점검: 무엇을 언제부터 언제까지 쓸 수 없는지 씁니다.

    예:

    \b
        statuspage new maintenance
        statuspage new maintenance --title 정기점검 --thing gov24-portal \\
            --starts "2026-12-06 02:00" --ends "2026-12-06 06:00" \\
            -m "새벽 2시부터 6시까지 쓸 수 없습니다." --yes
    """,
    "new notice": """상태를 바꾸지 않는 알림을 씁니다.

    예:

    \b
        statuspage new notice
        statuspage new notice --id new-address \\
            --title "주소가 바뀝니다" -m "1월부터 …" --yes
    """,
    "new translation": """한 말을 다른 언어로 옮깁니다. 사실은 원문에만 둡니다.

    UPDATE에는 파일 이름을 적습니다. 소식, 알림, 또는 폴더 안의 incident나 notice입니다.

    예:

    \b
        statuspage new translation
        statuspage new translation 1124-0310-mois -m "Counters are out." --yes
    """,
    "new system": """서비스가 매달려 있고 시민은 이름을 모르는 것을 씁니다.

    예:

    \b
        statuspage new system
        statuspage new system --id saeol --name 새올 --operator mois --yes
    """,
    "new channel": """여러 서비스가 함께 쓰는 방법(주민센터, 누리집)을 씁니다.

    예:

    \b
        statuspage new channel
        statuspage new channel --id gov24-portal --name 정부24 \\
            --kind 누리집 --url https://www.gov.kr --yes
    """,
    "new service": """시민이 하려는 일과 그 방법을 씁니다.

    예:

    \b
        statuspage new service
        statuspage new service --agency mois --id move-in --name 전입신고 \\
            --way community-center --way web=https://www.gov.kr --yes
    """,
    "resolve": """장애가 끝났다고 알립니다.

    장애가 말한 상태는 이 소식과 함께 모두 끝납니다. 이름을 적지 않으면 지금 열려 있는 하나입니다.

    예:

    \b
        statuspage resolve
        statuspage resolve 1124-saeol -m "정상으로 돌아왔습니다." --yes
    """,
    "correct": """한 말을 숨기지 않고 바로잡습니다.

    시민이 읽었을 말은 고치거나 지우지 않습니다. 새 소식을 쓰고, 앞의 말에는 바로잡았다는 표시를 붙입니다.

    예:

    \b
        statuspage correct 1124-0500-mois
        statuspage correct 1124-saeol/1124-0500-mois \\
            --thing resident-copy/kiosk=이용불가 -m "…" --yes
    """,
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
    "new --at": "언제 말하는 것인지: 15:00, 2026-11-24 03:10.  [적지 않으면: 지금]",
    "resolve --at": "언제 말하는 것인지: 15:00, 2026-11-24 03:10.  [적지 않으면: 지금]",
    "correct --at": "언제 말하는 것인지: 15:00, 2026-11-24 03:10.  [적지 않으면: 지금]",
    "--next-update": "다음 소식을 약속하는 시각: 5:00, 2시간 뒤.",
    "--expected": "언제 다시 될지: 시각, 말, 또는 미정.",
    "--by": "말하는 기관.  [적지 않으면: 마지막에 말한 기관이나 운영하는 기관]",
    "--region": "어느 지역에서인지. 여러 번 적을 수 있습니다.  [적지 않으면: 모든 곳]",
    "--id": "파일이나 폴더의 이름: 영어 소문자, 숫자, 붙임표.",
    "--yes": "묻지 않고 씁니다.",
    "--dry-run": "파일을 보여 주기만 하고 쓰지 않습니다.",
    "new update --starts": "점검: 새로 시작하는 시각.",
    "new update --ends": "점검: 새로 끝나는 시각.",
    "new maintenance --starts": "시작하는 시각: 2026-12-06 02:00, 내일 2:00.",
    "new maintenance --ends": "끝나는 시각.",
    "new maintenance --repeats": "되풀이되면: 매월 첫째 일요일.",
    "new notice --from": "언제부터 보이는지.  [적지 않으면: 오늘]",
    "new notice --until": "언제까지 보이는지.  [적지 않으면: 계속]",
    "new notice --about": "어느 서비스, 기관, 창구에 대한 것인지. 여러 번 적을 수 있습니다.",
    "new translation --into": "어느 말로 옮기는지.  [적지 않으면: 하나뿐인 다른 말]",
    "new translation --words": "옮긴 말. -를 적으면 입력에서 읽습니다.",
    "new translation --title": "옮긴 제목(원문에 그 말의 제목이 없을 때).",
    "new system --operator": "운영하는 기관.",
    "new system --grade": "정보시스템 등급. 1이 가장 중요합니다.",
    "new --needs": "무엇이 멈추면 이것도 멈추는지. 여러 번 적을 수 있습니다.",
    "new channel --kind": "어떤 방법인지: 누리집, 앱, 전화, 창구 …",
    "new channel --url": "누리집 주소.",
    "new channel --phone": "전화번호.",
    "new channel --hours": "여는 시간: 평일 09:00-18:00, 공휴일 휴무.",
    "new service --agency": "담당 기관.",
    "new service --importance": "critical, high, medium, low.  [적지 않으면: medium]",
    "new service --category": "site.yaml에 적힌 분류 하나.",
    "new service --keyword": "시민이 찾을 다른 말. 여러 번 적을 수 있습니다.",
    "new service --way": "함께 쓰는 창구(community-center)나 방법=주소(web=https://…, phone=110). "
    "여러 번 적을 수 있습니다.",
    "new service --needs": "모든 방법이 매달려 있는 것. 여러 번 적을 수 있습니다.",
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
    "--root": "status 폴더가 든 폴더.  [적지 않으면: 지금 폴더]",
    "--lang": "안내하는 말.  [적지 않으면: 컴퓨터의 언어]",
    "--version": "판 번호를 보여 줍니다.",
    "--help": "이 도움말을 보여 줍니다.",
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
    "audit --format": "읽을 글(text), JSON, 또는 표 계산 프로그램용 표(csv).",
    "diff --at": "이 시각의 화면을 비교합니다. 예: 2023-11-17T14:00+09:00  [적지 않으면: 지금]",
    "diff --format": "읽을 글(text), JSON, 또는 GitHub에 다는 댓글(github).",
    "drill --down": "멈춘다고 볼 것: 시스템, 이용처, 서비스, 방법. 뒤에 여럿을 띄어 적을 수 있습니다.",
    "drill --at": "이 시각에 멈춘다고 봅니다. 예: 2023-11-17T14:00+09:00  [적지 않으면: 지금]",
    "drill --format": "읽을 글(text), JSON, 또는 표 계산 프로그램용 표(csv).",
    "drill --html": "회의나 인쇄에 쓸 문서를 이 파일에도 적습니다. 공개되는 폴더에는 적지 않습니다.",
    "explain --at": "이 시각의 상태를 묻습니다. 예: 2023-11-17T14:00+09:00  [적지 않으면: 지금]",
    "explain --format": "읽을 나무 모양(text) 또는 JSON.",
    "check --format": "읽을 글(text), JSON, GitHub Actions 표시(github), GitLab의 Code Quality 보고(gitlab).",
    "check --strict": "'살펴볼 곳'만 있어도 실패로 끝냅니다.",
    "check --at": "이 시각에 늦은 것을 봅니다.  [적지 않으면: 지금]",
    "form --kind": "어느 양식인지: 장애 알리기, 상황 덧붙이기, 점검 예고.",
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
    "serve --host": "보여 줄 주소.",
    "serve --port": "포트 번호. 0이면 빈 번호를 씁니다.",
    "serve --at": "이 시각의 화면을 보여 줍니다.  [적지 않으면: 지금]",
    "hook --out": "install: 사이트를 둘 폴더.  [적지 않으면: 저장소 옆의 site]",
    "hook --branch": "install: 내보낼 가지.  [적지 않으면: main]",
    "hook --force": "install: 다른 훅이 있으면 따로 두고 새로 만듭니다.",
    "hook --allow-removal": "run: 이번 한 번 없애도 되는 것. 예: incidents/2023/1117-saeol  여러 번 적을 수 "
    "있습니다.",
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

    THING에는 서비스, 시스템, 이용처, 방법(resident-copy/web), 장애, 점검의 이름(id)을 적습니다. 누가 언제
    무엇이라고 적었는지까지, 파일과 줄을 붙여 나무 모양으로 보여 줍니다.

    예:

    \b
        statuspage explain resident-copy
        statuspage explain resident-copy/web --at 2023-11-17T14:00+09:00
        statuspage explain 2023/1117-saeol --at 2023-11-17T14:00+09:00
    """,
    "publish": """사이트를 만들고, status/site.yaml의 publish에 적은 곳마다 보냅니다.

    닿지 않는 곳이 있어도 다른 곳은 그대로 나갑니다. 닿지 않는 곳은 몇 번 더 해 보며, 마지막으로
    잘된 화면이 남습니다. 종료 코드 4는 만들어 내보냈으나 보내지 못한 곳이 있다는 뜻입니다. 다시
    실행하면 빠진 것만 보냅니다.

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

    주소를 적지 않으면 status/site.yaml의 address와 mirrors를 봅니다. 종료 코드 0은 모두 온전함, 4는
    그렇지 않은 곳이 있음을 뜻합니다.

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
    "verify --signers": "서명도 확인합니다. 한 줄에 이름과 공개 열쇠를 적은 파일.",
    "verify --out": "여기 만들어진 사이트와도 견줍니다. 예: site",
    "tell --state": "누구에게 무엇을 알렸는지 적어 두는 파일.  [적지 않으면: 이 사이트의 "
    ".statuspage-told.json]",
    "tell --from": "이 시각보다 앞선 소식은 알리지 않습니다. 처음 알리는 곳에는 이 시각부터의 소식을 모두 "
    "알립니다.",
    "tell --out": "내보낸 사이트가 든 폴더.  [적지 않으면: 이 사이트의 site 폴더]",
    "tell --dry-run": "무엇을 알릴지 보여만 줍니다. 보내지도 적어 두지도 않습니다.",
    "tell --allow-private": "내부망에 있는 곳에도, 암호화 없이도 보냅니다.",
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

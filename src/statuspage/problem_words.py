"""How each problem is said: the rule and the remedy, in Korean and in English.

Sentences stand after the place and the word that was typed, in quotes:
`status/services/mois/gov24.yaml:4:3: "phne": 여기에 없는 항목입니다. 혹시 "phone" 아닌가요?`
No Korean particle follows a word that varies, because it would have to change with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Sentence(NamedTuple):
    """One problem in both languages; `{names}` are filled in from the problem's details."""

    ko: str
    en: str


EXTRAS: Mapping[str, Sentence] = {
    "right": Sentence("이렇게 적습니다: {right}", "Write: {right}"),
    "near": Sentence('혹시 "{near}" 아닌가요?', 'Did you mean "{near}"?'),
    "known": Sentence("여기에 쓸 수 있는 항목: {known}.", "Fields that can stand here: {known}."),
}
"""What is added to any sentence whose problem knows what would be right."""

WORDS: Mapping[str, Sentence] = {
    # --- The file itself ---
    "file_is_link": Sentence(
        "바로 가기(심볼릭 링크)는 읽지 않습니다. 파일 자체를 이 자리에 넣어 주세요.",
        "Links to other files are not read. Put the file itself here.",
    ),
    "file_is_special": Sentence(
        "보통 파일이 아니어서 읽지 않습니다. 지우고 글이 든 파일을 넣어 주세요.",
        "This is not an ordinary file and is not read. Remove it and put a text file here.",
    ),
    "file_too_large": Sentence(
        "파일이 너무 큽니다. {limit}까지 읽습니다. 내용을 나누거나 줄여 주세요.",
        "The file is too large. Up to {limit} are read. Split or shorten it.",
    ),
    "file_unreadable": Sentence(
        "파일을 열 수 없습니다({reason}). 읽기 권한을 확인해 주세요.",
        "The file cannot be opened ({reason}). Check who may read it.",
    ),
    "no_site_file": Sentence(
        "사이트 설정 파일이 없습니다. status/site.yaml 파일에 name, address, tag, languages 항목을 "
        "적어 주세요.",
        "There is no settings file. Write status/site.yaml with name, address, tag and languages.",
    ),
    "empty_file": Sentence(
        "파일이 비어 있습니다. 내용을 적거나 파일을 지워 주세요.",
        "The file is empty. Write something in it or remove it.",
    ),
    "encoding_cp949": Sentence(
        "한글이 CP949(ANSI, EUC-KR)로 저장되었습니다. "
        "편집기에서 ‘다른 이름으로 저장’을 골라 인코딩을 UTF-8로 저장해 주세요.",
        'The file is saved as CP949 (ANSI, EUC-KR). Choose "Save as" in the editor and the encoding UTF-8.',
    ),
    "encoding_utf16": Sentence(
        "파일이 UTF-16(유니코드)으로 저장되었습니다. "
        "‘다른 이름으로 저장’에서 인코딩을 UTF-8로 저장해 주세요.",
        'The file is saved as UTF-16 (Unicode). Choose "Save as" in the editor and the encoding UTF-8.',
    ),
    "encoding_unknown": Sentence(
        "이 줄의 글자를 읽을 수 없습니다. 편집기에서 인코딩을 UTF-8로 바꿔 저장해 주세요.",
        "The letters on this line cannot be read. Save the file with the encoding UTF-8.",
    ),
    "encoding_mojibake": Sentence(
        "깨진 한글로 보입니다. CP949로 읽으면 “{read}”입니다. 글자를 확인하고 UTF-8로 다시 저장해 주세요.",
        "This looks like broken Korean; read as CP949 it is “{read}”. Check it and save the file as UTF-8.",
    ),
    "control_character": Sentence(
        "눈에 보이지 않는 제어 문자가 있습니다. 그 자리를 지우고 다시 적어 주세요.",
        "There is an invisible control character. Delete this spot and type it again.",
    ),
    "merge_conflict": Sentence(
        "여기에 두 사람이 고친 내용이 함께 남아 있습니다. <<<<<<< 줄부터 >>>>>>> 줄까지에서 맞는 쪽만 "
        "남기고, <<<<<<<, =======, >>>>>>> 줄은 지워 주세요.",
        "Two people's versions stand here side by side. From the line <<<<<<< to the line >>>>>>> keep the "
        "one that is right, and delete the lines <<<<<<<, ======= and >>>>>>>.",
    ),
    # --- Where files lie and what they are called ---
    "stray_folder": Sentence(
        "여기에 둘 수 없는 폴더입니다. 안의 파일은 읽지 않습니다. 폴더 이름과 자리를 확인해 주세요.",
        "This folder does not belong here and nothing in it is read. Check its name and place.",
    ),
    "stray_file": Sentence(
        "여기에 둘 수 없는 파일이어서 읽지 않습니다. "
        "시설과 서비스는 .yaml, 소식은 날짜 폴더 안의 .md 파일로 적습니다.",
        "This file does not belong here and is not read. "
        "Things are .yaml files; news is .md files in folders by year.",
    ),
    "copied_file": Sentence(
        "복사본으로 보여 읽지 않았습니다. 필요 없으면 지우고, 쓸 파일이면 이름을 바꿔 주세요.",
        "This looks like a copy and was not read. Remove it, or rename it if it is meant.",
    ),
    "odd_file_name": Sentence(
        "파일 이름에 쓸 수 없는 글자가 있습니다. 영문 소문자, 숫자, 붙임표(-)로 이름을 바꿔 주세요.",
        "The file name has characters that cannot be used. Rename it with small letters, digits and hyphens.",
    ),
    "yml_ending": Sentence(
        "파일 이름은 .yaml로 끝나야 합니다. 이름을 바꿔 주세요.",
        "File names end in .yaml. Rename the file.",
    ),
    "bad_id": Sentence(
        "이름에는 영문 소문자와 숫자, 그 사이의 붙임표(-)만 64자까지 씁니다. "
        "con, nul, index 같은 이름은 쓸 수 없습니다.",
        "Names consist of small letters and digits, with hyphens between, up to 64; not con, nul, index.",
    ),
    "story_twice": Sentence(
        "{first} 쪽과 이름이 같아져, 우선 {now} 이름으로 실었습니다. 둘을 구별하도록 이름을 고쳐 주세요.",
        "This comes to the same name as {first}; until it has a name of its own it is published as {now}. "
        "Rename it.",
    ),
    "not_a_year_folder": Sentence(
        "여기에는 2026처럼 네 자리 연도 폴더만 둡니다. 연도 폴더를 만들어 그 안으로 옮겨 주세요.",
        "Only folders of years belong here, like 2026. Make one and move this into it.",
    ),
    "agency_folder": Sentence(
        "이 이름의 기관 파일이 없습니다. status/agencies/{typed}.yaml 파일을 만들거나 폴더 이름을 고쳐 "
        "주세요.",
        "No agency has this name. Write status/agencies/{typed}.yaml or rename the folder.",
    ),
    "update_name": Sentence(
        "소식 파일의 이름은 월일-시분-기관입니다. "
        "예: 1117-0840-mois.md, 해가 바뀌었으면 20240105-0900-mois.md",
        "An update is named month-day, hour-minute, agency: 1117-0840-mois.md, in a later year "
        "20240105-0900-mois.md.",
    ),
    "update_name_time": Sentence(
        "파일 이름의 날짜나 시각이 있을 수 없는 값입니다. 월일-시분-기관으로 고쳐 주세요. "
        "예: 1117-0840-mois.md",
        "The file name has a date or time that does not exist. "
        "Name it month-day, hour-minute, agency: 1117-0840-mois.md.",
    ),
    "notice_without_day": Sentence(
        "언제부터 보일지 알 수 없습니다. 파일 이름을 0115-new-address.md처럼 월일로 시작하거나 from: "
        "항목을 적어 주세요.",
        "It is not known from when to show this. "
        "Begin the file name with month and day (0115-…) or write from:.",
    ),
    # --- YAML ---
    "not_fields": Sentence(
        "‘항목: 값’ 꼴의 줄이 있어야 합니다. 예: name: 정부24",
        "There must be lines of the form “field: value”, such as name: Government24.",
    ),
    "front_missing": Sentence(
        "첫 줄은 ---여야 합니다. --- 줄, 항목들, --- 줄, 그 아래에 본문 순서로 적어 주세요.",
        "The first line must be ---. Write a line ---, the fields, a line ---, then the words.",
    ),
    "front_open": Sentence(
        "항목이 끝나는 곳에 --- 줄이 없습니다. 마지막 항목 다음 줄에 ---만 적어 주세요.",
        "The fields have no end. Write a line with only --- after the last field.",
    ),
    "tab_indent": Sentence(
        "줄 앞에 탭이 있습니다. 탭을 지우고 빈칸(스페이스)으로 들여 써 주세요.",
        "There is a tab at the start of the line. Replace it with spaces.",
    ),
    "odd_space": Sentence(
        "줄 앞에 보통 빈칸이 아닌 글자(전각 공백 등)가 있습니다. 지우고 스페이스로 들여 써 주세요.",
        "The line begins with a space that is not an ordinary one. Delete it and type ordinary spaces.",
    ),
    "fullwidth_colon": Sentence(
        "쌍점이 전각 문자(：)입니다. 반각 쌍점(:)과 빈칸 하나로 바꿔 주세요.",
        "The colon is a full-width one (：). Use an ordinary colon and a space.",
    ),
    "space_after_colon": Sentence(
        "쌍점(:) 다음에 빈칸이 있어야 합니다.",
        "There must be a space after the colon.",
    ),
    "smart_quotes_broken": Sentence(
        '둥근따옴표(“ ”)는 따옴표 구실을 못 합니다. 곧은따옴표(")로 바꿔 주세요.',
        'Curly quotes (“ ”) do not quote here. Use straight ones (").',
    ),
    "smart_quotes": Sentence(
        '둥근따옴표는 빼고 읽었습니다. 따옴표가 필요하면 곧은따옴표(")로 적어 주세요.',
        'The curly quotes around it were left out. Where quotes are needed, type straight ones (").',
    ),
    "colon_missing": Sentence(
        "이 줄에 쌍점(:)이 없습니다. ‘항목: 값’으로 적어 주세요. 앞 항목에 이어지는 글이면 들여 써 주세요.",
        "This line has no colon. Write “field: value”, or indent it if it continues the line before.",
    ),
    "second_colon": Sentence(
        '값 안에 쌍점과 빈칸(: )이 있습니다. 값 전체를 따옴표로 감싸 주세요. 예: title: "장애: 복구 중"',
        'The value contains a colon and a space. Put the whole value in quotes: title: "Outage: recovering".',
    ),
    "quote_open": Sentence(
        "여기서 연 따옴표가 닫히지 않았습니다. 값의 끝에 같은 따옴표를 적어 주세요.",
        "The quote opened here is never closed. Put the same quote at the end of the value.",
    ),
    "words_after_quote": Sentence(
        "닫는 따옴표 뒤에 글이 더 있습니다. 값 전체를 한 쌍의 따옴표로 감싸 주세요.",
        "There are words after the closing quote. Put the whole value in one pair of quotes.",
    ),
    "backslash": Sentence(
        "큰따옴표 안에서 역슬래시(\\)는 특별한 뜻이 있습니다. 작은따옴표(')로 감싸 주세요.",
        "A backslash has a special meaning in double quotes. Use single quotes (').",
    ),
    "bracket_open": Sentence(
        "여기서 연 괄호가 닫히지 않았거나 사이에 쉼표가 빠졌습니다. "
        "[가, 나] 또는 {{ko: 가, en: a}}처럼 적어 주세요.",
        "The bracket opened here is not closed, or a comma is missing. Write [a, b] or {{ko: 가, en: a}}.",
    ),
    "comma_in_words": Sentence(
        "중괄호 안에서는 쉼표에서 글이 끊깁니다. 쉼표가 든 글을 따옴표로 감싸 주세요. "
        '예: {{ko: "등본, 초본", en: Copies}}',
        "Inside braces a comma ends the words. "
        'Put words with a comma in quotes: {{ko: "등본, 초본", en: Copies}}.',
    ),
    "indentation": Sentence(
        "들여쓰기가 위아래 줄과 맞지 않습니다. 같은 단계의 항목은 같은 칸에서 시작해야 합니다.",
        "The indentation does not fit the lines around it. Fields of one level begin in the same column.",
    ),
    "dash_misplaced": Sentence(
        "붙임표(-) 목록은 다음 줄에서 시작합니다. 한 줄에 적으려면 [가, 나]로 적어 주세요.",
        "A list with dashes begins on the next line. On one line write [a, b].",
    ),
    "odd_start": Sentence(
        "값이 이 기호로 시작할 수 없습니다. 값 전체를 따옴표로 감싸 주세요.",
        "A value cannot begin with this character. Put the whole value in quotes.",
    ),
    "named_part": Sentence(
        "*, &, !로 시작하는 값은 따옴표로 감싸야 합니다. "
        "다른 곳의 내용을 가져다 쓰는 표시(&이름, *이름)는 쓰지 않습니다.",
        "A value that begins with *, & or ! must be in quotes. "
        "References (&name, *name) and types (!type) are not used.",
    ),
    "merged_fields": Sentence(
        "다른 곳의 항목을 합치는 표시(<<)는 쓰지 않습니다. 항목을 그대로 적어 주세요.",
        "Merging fields from elsewhere (<<) is not used. Write the fields out.",
    ),
    "second_document": Sentence(
        "파일 안에 --- 줄이 또 있습니다. 파일 하나에는 하나만 적습니다. 지우거나 파일을 나눠 주세요.",
        "There is another --- line. One file holds one thing. Remove the line or split the file.",
    ),
    "odd_field_name": Sentence(
        "항목 이름이 있어야 할 자리입니다. ‘항목: 값’으로 적어 주세요. "
        "중괄호로 시작하는 값은 따옴표로 감쌉니다.",
        "A field name is expected here. Write “field: value”; put values that begin with a brace in quotes.",
    ),
    "duplicate_field": Sentence(
        "같은 항목이 {first}번째 줄에도 있습니다. 하나만 남겨 주세요.",
        "The same field stands on line {first} too. Keep one of them.",
    ),
    "too_deep": Sentence(
        "괄호나 들여쓰기가 너무 깊습니다. 열두 단계까지 쓸 수 있습니다.",
        "Brackets or indentation lie too deep. Twelve levels are possible.",
    ),
    "too_many_words": Sentence(
        "파일 하나에 적은 것이 너무 많습니다. {limit}개까지 읽습니다. 파일을 나눠 주세요.",
        "There is too much in one file. Up to {limit} pieces are read. Split the file.",
    ),
    "unreadable_fields": Sentence(
        "이 자리부터 읽을 수 없습니다. 앞줄까지의 들여쓰기, 따옴표, 괄호를 확인해 주세요.",
        "Nothing can be read from here on. Check indentation, quotes and brackets up to this line.",
    ),
    "words_in_comment": Sentence(
        "#부터는 메모로 여겨 읽지 않습니다. 글이면 값 전체를 따옴표로 감싸고, 메모면 # 다음에 빈칸을 두세요.",
        "What follows # is a remark and is not read. Put words in quotes; begin a remark with # and a space.",
    ),
    # --- Words below the fields ---
    "link_host": Sentence(
        "이 주소로는 링크를 걸 수 없어 글자로만 보입니다. "
        "걸어도 되는 주소면 site.yaml의 links: allow에 더해 주세요.",
        "Words cannot link to this host; it is shown as text. If it may be linked to, add it to links: allow "
        "in site.yaml.",
    ),
    "link_scheme": Sentence(
        "이런 주소로는 링크를 걸 수 없어 글자로만 보입니다. https://로 시작하는 온전한 주소를 적어 주세요.",
        "This cannot be linked to and is shown as text. Write a whole address that begins with https://.",
    ),
    "image_in_words": Sentence(
        "본문의 그림은 보이지 않습니다. 그림의 내용을 글로 적어 주세요.",
        "Pictures in the words are not shown. Say in words what they show.",
    ),
    "html_in_words": Sentence(
        "HTML은 적은 글자 그대로 보입니다. 굵게는 **굵게**, 링크는 [글](주소)로 적어 주세요.",
        "HTML is shown as it is typed. Write **bold** and [text](address) instead.",
    ),
    "words_too_deep": Sentence(
        "목록이나 인용이 너무 깊어 보통 문단으로 보입니다. 단계를 줄여 주세요.",
        "Lists or quotes lie too deep and are shown as plain paragraphs. Use fewer levels.",
    ),
    # --- Fields ---
    "missing_field": Sentence(
        "{field}: 항목이 꼭 있어야 합니다. 적어 주세요.",
        "The field {field}: is required. Please add it.",
    ),
    "empty_field": Sentence(
        "값이 비어 있습니다. 쌍점 다음에 값을 적어 주세요.",
        "Nothing is written for this field. Write its value after the colon.",
    ),
    "unknown_field": Sentence(
        "여기에 없는 항목입니다. 이름을 확인하거나 줄을 지워 주세요.",
        "There is no such field here. Check its name or remove the line.",
    ),
    "fields_expected": Sentence(
        "이 항목에는 ‘항목: 값’이 와야 합니다. 다음 줄에 들여 쓰거나 {{항목: 값}}으로 적어 주세요.",
        "This takes “field: value”. Write it indented on the next line, or as {{field: value}}.",
    ),
    "list_expected": Sentence(
        "이 항목에는 목록이 와야 합니다. [가, 나]로 적어 주세요.",
        "This takes a list. Write [a, b].",
    ),
    "one_text_expected": Sentence(
        "이 항목에는 값을 하나만 적습니다.",
        "This takes a single value.",
    ),
    "words_expected": Sentence(
        "이 항목에는 글을 적습니다. 글 하나, 또는 언어별 글({languages})을 적어 주세요. "
        "예: {{ko: 창구, en: Counter}}",
        "This takes words: one text, or one for each language ({languages}): {{ko: 창구, en: Counter}}.",
    ),
    "words_empty": Sentence(
        "언어별 글이 모두 비어 있습니다. 한 언어 이상 적어 주세요.",
        "The words are empty in every language. Write at least one.",
    ),
    "not_a_language": Sentence(
        "이 사이트의 언어가 아닙니다. 쓸 수 있는 언어: {languages}.",
        "This is not a language of this site. Its languages: {languages}.",
    ),
    "untranslated": Sentence(
        "{language} 글이 없습니다: {fields}. {{{other}: …, {language}: …}}처럼 적어 주세요.",
        "There are no words in {language}: {fields}. Write {{{other}: …, {language}: …}}.",
    ),
    "not_one_of": Sentence(
        "{field}: 쓸 수 없는 값입니다. 쓸 수 있는 값: {choices}.",
        "{field}: this is not one of {choices}.",
    ),
    "too_long": Sentence(
        "{length}자입니다. {limit}자까지 쓸 수 있습니다. 줄여 주세요.",
        "This is {length} characters long; {limit} are possible. Shorten it.",
    ),
    "invisible_character": Sentence(
        "눈에 보이지 않는 글자가 들어 있습니다. 값을 지우고 직접 다시 적어 주세요.",
        "There is an invisible character in it. Delete the value and type it again.",
    ),
    "angle_bracket": Sentence(
        "이름과 제목에는 < 와 > 를 쓸 수 없습니다. 빼거나 〈 〉로 바꿔 주세요.",
        "Names and titles cannot contain < or >. Leave them out.",
    ),
    "piled_accents": Sentence(
        "한 글자에 부호가 너무 많이 겹쳐 있습니다. 지우고 다시 적어 주세요.",
        "Too many marks stand on one letter. Delete it and type it again.",
    ),
    "not_an_id": Sentence(
        "다른 파일의 이름을 적는 자리입니다. 영문 소문자, 숫자, 붙임표(-)만 씁니다. "
        "예: resident-copy, 방법 하나는 resident-copy/web",
        "This takes the name of another file: small letters, digits and hyphens, like resident-copy; "
        "one way of it is resident-copy/web.",
    ),
    "not_an_address": Sentence(
        "누리집 주소가 아닙니다. https://로 시작하는 주소를 빈칸 없이 적어 주세요. "
        "한글 주소는 xn--로 시작하는 영문 꼴로 적습니다.",
        "This is not a web address. Write one that begins with https://, without spaces, its host in ASCII.",
    ),
    "address_with_name": Sentence(
        "주소 안에 아이디나 비밀번호(@ 앞부분)가 있습니다. 그 부분을 빼 주세요.",
        "The address contains a user name or password (before @). Leave it out.",
    ),
    "not_a_phone_number": Sentence(
        "전화번호로 보이지 않습니다. 번호 하나를 숫자와 붙임표로 적어 주세요. 예: 1588-2188. "
        "덧붙일 말은 hours_note에 적습니다.",
        "This does not look like a telephone number. Write one in digits and hyphens: 1588-2188. "
        "Further words belong in hours_note.",
    ),
    "unlikely_phone": Sentence(
        "걸리지 않을 번호로 보입니다. 지역번호와 자릿수를 확인해 주세요. 예: 02-1234-5678, 1588-2188, 110",
        "This number is unlikely to ring. Check the area code and the number of digits: 02-1234-5678, "
        "1588-2188, 110.",
    ),
    "unlikely_host": Sentence(
        "인터넷에 있을 수 없는 주소로 보입니다. 빠진 글자가 없는지 확인해 주세요. 예: https://www.gov.kr",
        "This address is unlikely to exist on the internet. Check whether something is missing: "
        "https://www.gov.kr.",
    ),
    "resident_number": Sentence(
        "주민등록번호로 보입니다. 누구나 보게 되므로 지워 주세요. 이미 저장소에 올렸다면 "
        "개인정보 보호책임자에게 바로 알려 주세요.",
        "This looks like a resident registration number. Everybody would see it: take it out, and if it is "
        "in the repository already, tell the privacy officer now.",
    ),
    "mobile_number": Sentence(
        "개인 휴대전화 번호로 보입니다. 지우고 대표 전화나 부서 번호를 적어 주세요.",
        "This looks like somebody's mobile number. Write the number of an office instead.",
    ),
    "email_of_person": Sentence(
        "개인의 전자우편 주소로 보입니다. 지우고 부서의 주소나 대표 전화를 적어 주세요.",
        "This looks like a person's email address. Write that of an office, or a telephone number.",
    ),
    "internal_host": Sentence(
        "내부 서버의 이름이나 주소로 보입니다. 공격하는 데 쓰일 수 있으니 지우고, "
        "시민이 아는 이름으로 적어 주세요.",
        "This looks like the name or address of an internal machine, of use to attackers only. "
        "Take it out, and say it by a name that citizens know.",
    ),
    "edit_unclear": Sentence(
        "저장소 하나의 주소를 적습니다. 예: edit: {{github: https://github.com/org/repo, branch: main}}",
        "Write the address of one repository: edit: {{github: https://github.com/org/repo, branch: main}}",
    ),
    "silent_incident": Sentence(
        "열려 있는 장애의 다음 소식이 늦었습니다. 약속한 때: {due}. 새로 알게 된 것이 없어도 새 소식을 쓰고 "
        "next_update를 적어 주세요. 끝났으면 status: 해결",
        "This incident is open and its next word was due at {due}. Write an update with next_update, even if "
        "nothing is new; where it is over, status: resolved.",
    ),
    "update_ahead": Sentence(
        "이 소식은 {when}부터 화면에 보입니다. 지금 알릴 소식이면 파일 이름의 날짜와 시각을 고쳐 주세요.",
        "Nobody reads this before {when}. If it is news now, mend the day and the time in the name of the "
        "file.",
    ),
    "not_hours": Sentence(
        "운영 시간을 이해하지 못했습니다. 예: {examples}. 규칙으로 적을 수 없는 것은 hours_note에 적습니다.",
        "These hours are not understood. Examples: {examples}. What rules cannot say belongs in hours_note.",
    ),
    "not_repeats": Sentence(
        "되풀이 규칙을 이해하지 못했습니다. 예: {examples}",
        "This repetition is not understood. Examples: {examples}",
    ),
    # --- Times ---
    "not_a_moment": Sentence(
        "날짜와 시각을 2026-11-23 15:00처럼 적어 주세요.",
        "Write date and time like 2026-11-23 15:00.",
    ),
    "moment_without_time": Sentence(
        "시각이 없습니다. 몇 시 몇 분인지도 적어 주세요.",
        "The time of day is missing. Add hour and minute.",
    ),
    "moment_impossible": Sentence(
        "있을 수 없는 날짜나 시각입니다. 연·월·일과 시·분을 확인해 주세요.",
        "This date or time does not exist. Check year, month, day, hour and minute.",
    ),
    "moment_24": Sentence(
        "24:00은 다음 날 00:00으로 적습니다.",
        "24:00 is written as 00:00 of the next day.",
    ),
    "moment_half_day": Sentence(
        "오전·오후 대신 24시간제로 적습니다. 예: 2026-11-23 15:00",
        "Write the 24-hour clock instead of am and pm: 2026-11-23 15:00.",
    ),
    "moment_zone_name": Sentence(
        "시간대는 이름 대신 +09:00처럼 적습니다. 이 사이트의 시간대면 적지 않아도 됩니다.",
        "Time zones are written as offsets, like +09:00; the site's own can be left out.",
    ),
    "moment_never": Sentence(
        "일광 절약 시간제 때문에 이 지역에 없는 시각입니다. +01:00처럼 시차를 함께 적어 주세요.",
        "The clocks skip this time here (daylight saving). Add the offset, like +01:00.",
    ),
    "moment_twice": Sentence(
        "일광 절약 시간제 때문에 이 지역에 두 번 있는 시각입니다. +01:00처럼 시차를 함께 적어 주세요.",
        "The clocks show this time twice here (daylight saving). Add the offset, like +01:00.",
    ),
    "not_a_day": Sentence(
        "날짜를 2026-06-30처럼 적어 주세요. 시각은 적지 않습니다.",
        "Write a day like 2026-06-30, without a time.",
    ),
    "not_a_length": Sentence(
        "시간의 길이를 6h, 90m, 1d 또는 6시간처럼 적어 주세요. 366일까지 쓸 수 있습니다.",
        "Write a length of time like 6h, 90m or 1d, up to 366 days.",
    ),
    "ends_before_start": Sentence(
        "끝이 시작({start})보다 늦어야 합니다. 두 시각을 확인해 주세요.",
        "The end must be later than the start ({start}). Check both.",
    ),
    "promise_in_the_past": Sentence(
        "{field}: 소식의 시각보다 뒤여야 합니다. 날짜를 확인해 주세요.",
        "{field}: this must be later than the update itself. Check the date.",
    ),
    # --- site.yaml ---
    "not_a_language_tag": Sentence(
        "언어는 ko, en처럼 적고 한 번씩만 적습니다. 예: languages: [ko, en]",
        "Languages are written like ko and en, each once: languages: [ko, en].",
    ),
    "not_a_time_zone": Sentence(
        "시간대 이름이 아닙니다. 예: Asia/Seoul",
        "This is not the name of a time zone, such as Asia/Seoul.",
    ),
    "not_a_site_address": Sentence(
        "사이트 주소는 https://로 시작하고 ?나 #이 없어야 합니다. 예: https://status.example.go.kr/",
        "The site's address begins with https:// and has no ? or #: https://status.example.go.kr/.",
    ),
    "not_an_https_address": Sentence(
        "이 주소는 https://로 시작해야 합니다. 예: https://hub.example.go.kr/",
        "This address has to begin with https://, like https://hub.example.go.kr/.",
    ),
    "receiver_address": Sentence(
        "받는 곳의 주소는 비밀이므로 파일에 적지 않습니다. 환경 변수에 넣고 그 이름을 url_from에 적습니다. "
        "이미 적었던 주소는 새로 발급받으세요. 예: url_from: STATUS_TELL_OPS",
        "The address of a receiver is a secret and stands in no file. Put it into an environment variable, "
        "name that here, as in url_from: STATUS_TELL_OPS, and have a new address issued.",
    ),
    "not_a_variable": Sentence(
        "환경 변수의 이름은 영문 대문자, 숫자, _로 적습니다. 비밀 값 자체는 적지 않습니다. "
        "예: STATUS_TELL_OPS",
        "The name of an environment variable is written in capitals, digits and _, like STATUS_TELL_OPS. "
        "The secret itself never stands here.",
    ),
    "receiver_twice": Sentence(
        "같은 이름(name)의 받는 곳이 또 있습니다. 누구에게 알렸는지 이름으로 기억하므로 서로 달라야 합니다.",
        "Another receiver has this name. Who has been told is remembered by name, so each needs its own.",
    ),
    "signed_without_secret": Sentence(
        "kind: json으로 보내는 알림에는 서명이 있어야 합니다. 서명 키가 든 환경 변수의 이름을 적어 주세요. "
        "예: secret_from: STATUS_TELL_OPS_KEY",
        "Messages of kind json are signed. Name the environment variable that holds the key, as in "
        "secret_from: STATUS_TELL_OPS_KEY.",
    ),
    "secret_unused": Sentence(
        "secret_from은 kind: json에만 쓰입니다. 이 줄을 지워 주세요.",
        "Only messages of kind json are signed. Remove secret_from.",
    ),
    "not_a_tag": Sentence(
        "구독용 이름표는 tag:도메인,연도입니다. 예: tag:status.example.go.kr,2026. "
        "한 번 정하면 바꾸지 않습니다.",
        "The tag is written tag:domain,year, like tag:status.example.go.kr,2026, and never changes.",
    ),
    "not_a_host": Sentence(
        "주소 가운데 도메인만 적습니다. 예: gov.kr, *.go.kr",
        "Only a domain belongs here, like gov.kr or *.go.kr.",
    ),
    "demonstration_official": Sentence(
        "예시 사이트(demonstration)는 공식(official) 표시를 할 수 없습니다. 둘 중 하나를 지워 주세요.",
        "A demonstration cannot show that it is official. Remove one of the two.",
    ),
    "not_holidays": Sentence(
        "공휴일은 날짜와 이름으로 적거나 holidays: KR로 적습니다. 예: {{2026-12-25: 성탄절}}",
        "Holidays are days and names, {{2026-12-25: Christmas}}, or holidays: KR.",
    ),
    "holidays_library": Sentence(
        "공휴일 목록을 가져올 holidays 라이브러리가 없습니다. 설치하거나 날짜와 이름을 직접 적어 주세요.",
        "The library holidays is not installed. Install it or write days and names yourself.",
    ),
    "no_help": Sentence(
        "모든 쪽에 보일 문의 전화(help)가 없습니다. 예: help: {{phone: '110', name: 국민콜 110}}",
        "There is no help line for every page. Example: help: {{phone: '110', name: Call centre 110}}.",
    ),
    "not_a_target": Sentence(
        "publish의 한 항목에는 folder, branch, bucket 가운데 하나만 적습니다. 여러 곳이면 항목을 나눠 "
        "주세요. 예: - folder: /srv/status/site",
        "Each entry of publish names one of folder, branch, bucket. Write one entry for each place, like "
        "- folder: /srv/status/site",
    ),
    "target_twice": Sentence(
        "publish에 이 이름이 두 번 있습니다. name: 으로 서로 다른 이름을 붙여 주세요.",
        "Two places in publish have this name. Give each its own with name:",
    ),
    "does_not_fit": Sentence(
        "{field}에 쓸 수 없는 값입니다. 예: {example}",
        "{field}: this cannot stand here. Example: {example}",
    ),
    "secret_in_file": Sentence(
        "여기에 열쇠나 비밀번호가 적혀 있는 듯합니다. 지금 지우고 새것으로 바꾸세요. "
        "비밀은 환경 변수로만 받습니다.",
        "A key or a password seems to stand here. Delete it now and have it replaced: secrets come from the "
        "environment only.",
    ),
    # --- Things ---
    "id_twice": Sentence(
        "같은 이름이 {first} 파일에도 있습니다. 시스템, 서비스, 이용하는 곳의 이름은 서로 달라야 합니다. "
        "하나의 이름을 바꿔 주세요.",
        "The same name is used by {first}. Systems, services and shared channels all need different "
        "names. Rename one.",
    ),
    "way_twice": Sentence(
        "같은 id의 방법이 {first}번째 줄에도 있습니다. 하나의 id를 바꿔 주세요.",
        "A way with this id stands on line {first} too. Change one of them.",
    ),
    "need_unclear": Sentence(
        "needs에는 이름, {{system: 이름, at_most: 상태}}, {{any_of: [이름, 이름]}} 가운데 하나를 적습니다.",
        "Under needs write a name, {{system: name, at_most: state}} or {{any_of: [name, name]}}.",
    ),
    "cycle": Sentence(
        "서로가 서로를 필요로 하여 끝이 없습니다: {path}. 실제로 필요하지 않은 쪽의 needs를 지워 주세요.",
        "These need each other without end: {path}. Remove the need that is not real.",
    ),
    "instead_of_itself": Sentence(
        "자기 자신을 대신할 수는 없습니다. 다른 서비스를 적거나 줄을 지워 주세요.",
        "A service cannot stand in for itself. Name another or remove the line.",
    ),
    "instead_retired": Sentence(
        "{day}에 끝난 서비스입니다. 다른 서비스로 바꿔 주세요.",
        "This service ended on {day}. Name another.",
    ),
    "need_retired": Sentence(
        "{day}에 끝난 시스템입니다. needs에서 지우거나 새 시스템으로 바꿔 주세요.",
        "This system ended on {day}. Remove the need or name the new system.",
    ),
    "state_without_since": Sentence(
        "언제부터인지 없습니다. since: 2026-11-23 15:00처럼 적어 주세요.",
        "It is not said since when. Add since: 2026-11-23 15:00.",
    ),
    "since_without_state": Sentence(
        "since만 있고 state가 없습니다. state를 적거나 since 줄을 지워 주세요.",
        "There is a since without a state. Add the state or remove the line.",
    ),
    "no_way_out": Sentence(
        "이 가운데 하나만 멈춰도 이 서비스는 되는 방법이 하나도 남지 않습니다: {systems}. 거기에 매이지 않은 "
        "방법이 있으면 적어 주세요. 멈춰도 버틸 수 있다면 needs에 at_most나 any_of로 적습니다.",
        "One system alone can leave this service without any way: {systems}. Describe a way that does not "
        "hang on it; where it can do without, say so in needs with at_most or any_of.",
    ),
    "state_without_incident": Sentence(
        "{thing}: 상태만 있고 장애 소식이 없습니다. incidents 폴더에 이 상태를 설명하는 장애를 적어 주세요.",
        "{thing}: there is a state but no incident that explains it. Write one in the folder incidents.",
    ),
    "state_outlived_incident": Sentence(
        "{thing}: 장애는 해결되었는데 state 줄이 남아 있습니다. state와 since 줄을 지워 주세요.",
        "{thing}: the incident is resolved but the state is still here. Remove state and since.",
    ),
    # --- Names of other things ---
    "unknown_agency": Sentence(
        "이 이름의 기관이 agencies/ 폴더에 없습니다.",
        "No agency in agencies/ has this name.",
    ),
    "unknown_speaker": Sentence(
        "파일 이름 끝의 기관이 agencies/ 폴더에 없습니다. 파일 이름을 고치거나 by: 항목을 적어 주세요.",
        "The agency at the end of the file name is not in agencies/. Rename the file or write by:.",
    ),
    "unknown_category": Sentence(
        "site.yaml의 categories에 없는 분류입니다.",
        "This category is not in categories of site.yaml.",
    ),
    "unknown_region": Sentence(
        "site.yaml의 regions에 없는 지역입니다.",
        "This region is not in regions of site.yaml.",
    ),
    "unknown_service": Sentence(
        "이 이름의 서비스가 services/ 폴더에 없습니다.",
        "No service in services/ has this name.",
    ),
    "unknown_shared_channel": Sentence(
        "이용하는 곳 가운데 이런 이름이 channels/ 폴더에 없습니다.",
        "No shared channel in channels/ has this name.",
    ),
    "unknown_need": Sentence(
        "이 이름이 systems/와 channels/ 폴더에 없습니다.",
        "Nothing in systems/ or channels/ has this name.",
    ),
    "unknown_thing": Sentence(
        "이 이름의 파일이 없습니다. 시스템, 서비스, 이용하는 곳의 파일 이름이나 서비스/방법을 적습니다. "
        "예: resident-copy/web",
        "No file has this name. Write the name of a system, service or shared channel, "
        "or service/way: resident-copy/web.",
    ),
    "unknown_way": Sentence(
        "{service} 서비스에 이 방법이 없습니다. 있는 방법: {ways}.",
        "The service {service} has no such way. Its ways: {ways}.",
    ),
    "no_such_way": Sentence(
        "{service} 서비스에는 적힌 방법이 없습니다. 서비스 이름만 적거나 그 파일에 channels를 적어 주세요.",
        "The service {service} lists no ways. Name the service alone or write its channels.",
    ),
    "wrong_kind": Sentence(
        "이 이름은 {file} 파일입니다. 여기에는 {wanted} 폴더에 있는 이름만 쓸 수 있습니다.",
        "This is the name of {file}. Only names from {wanted} can stand here.",
    ),
    # --- Stories ---
    "story_without_head": Sentence(
        "이 파일이 없습니다. 제목(title)을 적은 파일을 이 폴더에 만들어 주세요.",
        "This file is missing. Write it with a title in this folder.",
    ),
    "no_updates": Sentence(
        "소식이 하나도 없어 장애가 시작되지 않은 것으로 보입니다. "
        "1117-0840-mois.md 같은 소식 파일을 더해 주세요.",
        "There are no updates, so the incident has not begun. Add one, such as 1117-0840-mois.md.",
    ),
    "first_status_missing": Sentence(
        "첫 소식에 진행 단계가 없습니다. status: 확인 중처럼 적어 주세요.",
        "The first update has no status. Add one, such as status: investigating.",
    ),
    "too_many_updates": Sentence(
        "소식이 너무 많습니다. 한 건에 {limit}개까지 적습니다. 새 장애로 나눠 주세요.",
        "There are too many updates. One story has up to {limit}. Begin a new incident.",
    ),
    "began_after_first_word": Sentence(
        "장애가 시작된 때는 첫 소식({first})보다 늦을 수 없습니다. 모르면 began 항목을 지워 주세요.",
        "An outage cannot begin after the first word about it ({first}). Leave out began if it is not known.",
    ),
    "before_incident": Sentence(
        "장애 폴더의 날짜({first})보다 앞선 소식입니다. 해가 바뀌었으면 파일 이름을 연도로 시작해 주세요.",
        "This update is earlier than the day of its incident ({first}). "
        "In a later year begin its name with the year.",
    ),
    "claim_after_resolved": Sentence(
        "해결된 뒤의 소식은 상태를 바꾸지 못합니다. 다시 멈췄으면 새 장애 폴더를 만들어 주세요.",
        "An update after the incident was resolved changes no state. "
        "If it broke again, begin a new incident.",
    ),
    "claim_in_resolved": Sentence(
        "해결을 알리는 소식에 정상이 아닌 상태가 있습니다. 이 상태는 쓰이지 않습니다. "
        "아직 안 되면 status를 monitoring으로 두세요.",
        "The update that resolves the incident claims a state that is not normal; it will not count. "
        "If something still fails, let the status be monitoring.",
    ),
    "claim_on_retired": Sentence(
        "{day}에 끝난 것입니다. 이름을 확인해 주세요.",
        "This ended on {day}. Check the name.",
    ),
    "corrects_nothing": Sentence(
        "이 장애에 그런 소식이 없습니다. 바로잡을 소식의 파일 이름을 .md 없이 적어 주세요. "
        "예: 1117-0840-mois",
        "This incident has no such update. Write the name of the corrected file without .md: 1117-0840-mois.",
    ),
    "corrects_later": Sentence(
        "자신보다 먼저 나온 소식만 바로잡을 수 있습니다.",
        "Only an earlier update can be corrected.",
    ),
    "new_way_exists": Sentence(
        "{service} 서비스에 이미 있는 방법입니다. "
        "다른 id를 쓰거나 impact에 {service}/{typed}: operational로 적어 주세요.",
        "The service {service} already has this way. Use another id, or write "
        "{service}/{typed}: operational under impact.",
    ),
    "translation_language": Sentence(
        "번역 파일의 언어가 맞지 않습니다. 번역할 수 있는 언어: {languages}. "
        "{original} 글은 언어 표시가 없는 파일에 적습니다.",
        "This is not a language to translate into. Languages: {languages}. "
        "Words in {original} belong in the file without a language.",
    ),
    "translation_of_nothing": Sentence(
        "번역할 원래 파일이 같은 폴더에 없습니다. 파일 이름을 확인해 주세요.",
        "The file that this translates is not in the folder. Check the name.",
    ),
    "fact_in_translation": Sentence(
        "번역 파일에는 title과 본문만 적습니다. 이 항목은 원래 파일에 적어 주세요.",
        "A translation holds only title and words. Write this field in the original file.",
    ),
    "words_untranslated": Sentence(
        "{language} 본문이 없습니다. {file} 파일에 번역을 적어 주세요.",
        "There are no words in {language}. Write them in the file {file}.",
    ),
    "fixed_words_untranslated": Sentence(
        "고정된 말 {number}개가 이 파일에 없어 다른 언어로 보입니다: {keys}.",
        "{number} fixed words are not in this file and are shown in another language: {keys}.",
    ),
    "idle_template": Sentence(
        "쓰이지 않는 틀입니다. 원래 틀에 이런 이름이 없고, 이 사이트의 다른 틀도 이것을 부르지 않습니다.",
        "No page uses this template: none of ours has its name, and no other template of the site names it.",
    ),
    "not_words": Sentence(
        "여기에는 말 한 줄만 적을 수 있습니다. {typed}: 뒤에 말을 적어 주세요.",
        "Only words can stand here, on one line. Write them after {typed}:",
    ),
    "words_place": Sentence(
        "이 자리는 채워지지 않습니다. 여기에서 채울 수 있는 자리: {places}",
        "Nothing fills this place. What can be filled here: {places}",
    ),
    "words_brace": Sentence(
        "중괄호는 자리에만 씁니다. 자리는 작은 영문 글자로 적고 중괄호로 닫습니다.",
        "A brace belongs to a place only: a name in small letters, and a brace that closes it.",
    ),
    "title_untranslated": Sentence(
        "{language} 제목이 없습니다. {file} 파일에 title:을 적어 주세요.",
        "There is no title in {language}. Write title: in the file {file}.",
    ),
    # --- What an import could not carry over as it was ---
    "import_about_cut": Sentence(
        "설명이 너무 길어 줄였습니다. 빠진 부분입니다.",
        "The description is too long and was cut; this is the end of what is missing.",
    ),
    "import_address": Sentence(
        "페이지 주소를 그대로 쓸 수 없어 {taken} 주소를 적었습니다. site.yaml에서 확인해 주세요.",
        "The address of the page cannot be used as it is; site.yaml says {taken} instead. Check it.",
    ),
    "import_announcement_end": Sentence(
        "언제까지 알렸는지 적혀 있지 않아 하루만 알린 것으로 옮겼습니다.",
        "Nothing says until when this was shown; it became an announcement of one day.",
    ),
    "import_announcement_mark": Sentence(
        "알림은 여러 시각으로 나눌 수 없어, 시각을 글 안에 괄호로 남겼습니다.",
        "An announcement has one moment only; this time stands in its words, in brackets.",
    ),
    "import_clock": Sentence(
        "기록한 시각이 앞뒤가 맞지 않아 시각 순서로 옮겼습니다.",
        "The recorded times run backwards; what happened was put in the order of the times.",
    ),
    "import_comment": Sentence(
        "보이지 않게 적어 둔 글이어서 옮기지 않았습니다.",
        "Words that readers could not see were left out.",
    ),
    "import_comments": Sentence(
        "댓글 {number}개의 글이 이 파일에 없어 옮기지 못했습니다. gh issue list --json comments 로 "
        "받은 파일에는 있습니다.",
        "The words of {number} comments are not in this file and were left out; a file from gh issue "
        "list --json comments holds them.",
    ),
    "import_component_case": Sentence(
        "대소문자가 다릅니다. {taken} 항목으로 옮겼습니다.",
        "Its capital letters differ; it was taken for {taken}.",
    ),
    "import_component_ended": Sentence(
        "소식에만 나오는 항목입니다. {day}에 끝난 서비스 {id}의 이름으로 남겼습니다.",
        "Only stories name this; it was kept as the service {id} that ended on {day}.",
    ),
    "import_component_open": Sentence(
        "끝나지 않은 소식에만 나오는 항목입니다. 서비스 {id}의 이름으로 남겼습니다. 더 없는 것이면 "
        "retired를 적어 주세요.",
        "Only an open story names this; it was kept as the service {id}. If it is no more, write "
        "retired: in its file.",
    ),
    "import_control": Sentence(
        "보이지 않는 제어 문자를 빈칸으로 바꿨습니다.",
        "Control characters that nobody can see became blanks.",
    ),
    "import_date_of_file": Sentence(
        "날짜를 읽을 수 없어 파일 이름의 날짜 {day} 0시로 옮겼습니다.",
        "The date cannot be read; the day in the name of the file, {day}, was taken from its first minute.",
    ),
    "import_draft": Sentence(
        "초안이어서 옮기지 않았습니다.",
        "A draft that was never shown was left out.",
    ),
    "import_ends_before_start": Sentence(
        "시작보다 먼저 끝납니다. 마지막 소식의 시각 {taken}에 해결된 것으로 옮겼습니다.",
        "It ends before it begins; it was taken as resolved with its last word, at {taken}.",
    ),
    "import_ends_early": Sentence(
        "시작보다 먼저 끝나서 끝나는 시각은 옮기지 않았습니다.",
        "It ends before it begins; the end was left out.",
    ),
    "import_field": Sentence(
        "우리 파일에 자리가 없는 항목이어서 옮기지 않았습니다.",
        "There is no place for this field; it was left out.",
    ),
    "import_file": Sentence(
        "이 파일은 옮기지 못했습니다. 원래 파일을 고친 뒤 다시 가져오거나 손으로 옮겨 주세요.",
        "This file was not carried over. Mend it and import again, or carry it over by hand.",
    ),
    "import_fractions": Sentence(
        "시각 {number}개에서 1초보다 작은 부분을 뺐습니다.",
        "Parts of a second were dropped from {number} times.",
    ),
    "import_group": Sentence(
        "{name} 항목이 속한 묶음이 없어 이름만 남기거나 묶음 없이 옮겼습니다.",
        "The group of {name} is described nowhere; it was carried over by its name, or without a "
        "group where it has none.",
    ),
    "import_group_about": Sentence(
        "묶음의 설명은 옮길 자리가 없습니다.",
        "There is no place for the description of a group.",
    ),
    "import_group_empty": Sentence(
        "묶음에 든 것이 없어 옮기지 않았습니다.",
        "Nothing is in this group; it was left out.",
    ),
    "import_html": Sentence(
        "HTML은 적힌 글자 그대로 보입니다. Markdown으로 고쳐 주세요.",
        "HTML is shown as it was typed. Rewrite it in Markdown.",
    ),
    "import_impact": Sentence(
        "어느 항목의 일인지 적혀 있지 않아 영향({impact})은 옮기지 못했습니다. 소식에 impact를 적어 주세요.",
        "Nothing says which component this is about, so its impact ({impact}) was left out. Write "
        "impact: in its updates.",
    ),
    "import_issue": Sentence(
        "장애나 점검의 이슈가 아니어서 옮기지 않았습니다.",
        "This issue is about no outage and no planned work; it was left out.",
    ),
    "import_issue_alone": Sentence(
        "git 기록에 맞는 장애가 없어 이슈만으로 장애 기록을 만들었습니다.",
        "No outage in the git history fits this issue; an incident was made of the issue alone.",
    ),
    "import_issues": Sentence(
        "이슈의 글과 예정된 점검은 git에 없어 옮기지 못했습니다. 이슈를 JSON으로 받아 --issues로 "
        "알려 주세요.",
        "Words and planned work are in issues, which are not in git, and were left out. Save the "
        "issues as JSON and name the file with --issues.",
    ),
    "import_json": Sentence(
        "JSON으로 읽을 수 없어 옮기지 못했습니다({reason}).",
        "This cannot be read as JSON and was left out ({reason}).",
    ),
    "import_left": Sentence(
        "장애가 해결된 뒤에도 {state} 상태로 남았습니다. 우리 규칙에서는 장애와 함께 끝나므로 옮기지 "
        "않았습니다.",
        "It was left in the state {state} when the incident was resolved. With us a state ends with "
        "its incident, so that was left out.",
    ),
    "import_links": Sentence(
        "글이 다음 사이트로 이어집니다: {hosts}. site.yaml의 links: allow에 적기 전에는 글자로만 보입니다.",
        "Words lead to these hosts: {hosts}. Until site.yaml names them under links: allow, they are "
        "shown as text.",
    ),
    "import_mark": Sentence(
        "읽을 수 없는 시각입니다. {taken} 시각으로 옮겼습니다.",
        "This time cannot be read; the words were put at {taken}.",
    ),
    "import_mark_before": Sentence(
        "장애의 시작({start})보다 앞선 소식입니다. 이때 시작한 것으로 옮겼습니다.",
        "This word is earlier than the start ({start}); the incident was taken to begin with it.",
    ),
    "import_mark_long_before": Sentence(
        "장애의 시작보다 하루 넘게 앞선 시각입니다. 시작한 시각 {taken}에 놓았습니다.",
        "This is more than a day before the start; the words were put at the start, {taken}.",
    ),
    "import_measurements": Sentence(
        "응답 시간과 가동률 숫자, 그림은 옮기지 않았습니다. 가동률은 장애 기록에서 새로 계산됩니다.",
        "Measured response times, uptime figures and graphs were left out; availability is counted "
        "anew from the incidents.",
    ),
    "import_members": Sentence(
        "우리 파일에 자리가 없는 값이어서 옮기지 않았습니다. 예전 id와 짧은 주소로는 열리지 않습니다.",
        "There is no place for these values; they were left out. Old ids and short links do not work here.",
    ),
    "import_midnight": Sentence(
        "24:00을 다음 날 0시로 읽었습니다.",
        "24:00 was read as the first minute of the next day.",
    ),
    "import_no_date": Sentence(
        "언제의 일인지 알 수 없어 옮기지 못했습니다.",
        "Nothing says when this was; it was left out.",
    ),
    "import_no_git": Sentence(
        "git 기록이 없습니다. 파일에 적힌 지금 상태만 옮겼습니다. 전체를 git clone 한 폴더를 알려 주세요.",
        "There is no git history; only the present states in the files were carried over. Name a "
        "whole git clone.",
    ),
    "import_no_history_of_site": Sentence(
        "이 항목의 history 파일이 없어 상태 없이 옮겼습니다.",
        "There is no history file of this; it was carried over without any state.",
    ),
    "import_no_id": Sentence(
        "id가 없어 옮기지 못했습니다.",
        "It has no id and was left out.",
    ),
    "import_no_title": Sentence(
        "이름이나 제목이 없어 {taken} 이름으로 옮겼습니다.",
        "It has no name or title; it was carried over as {taken}.",
    ),
    "import_no_updates": Sentence(
        "소식이 하나도 없어 시작과 해결만 옮겼습니다.",
        "It has no updates; only its start and its end were carried over.",
    ),
    "import_not_resolved": Sentence(
        "해결된 시각이 있으나 해결되지 않았다고 적혀 있어, 열린 장애로 옮겼습니다.",
        "There is a time of resolution, but it is marked as not resolved; it stays open.",
    ),
    "import_nothing_known": Sentence(
        "이 파일에는 옮길 것이 없습니다.",
        "Nothing in this file can be carried over.",
    ),
    "import_notice_cut": Sentence(
        "알림이 너무 길어 뒤를 옮기지 못했습니다. 빠진 부분입니다.",
        "The announcement is too long; this part of it is missing.",
    ),
    "import_resolved_first": Sentence(
        "처음 소식이 벌써 해결을 말합니다. 해결된 시각 {taken}까지 열린 장애로 옮겼습니다.",
        "The first word says resolved already; the incident stays open until it was resolved, at {taken}.",
    ),
    "import_resolved_twice": Sentence(
        "해결을 알린 소식의 시각과 다릅니다. 소식의 시각 {taken}에 해결된 것으로 옮겼습니다.",
        "The word that says it is resolved has another time; that one counts: {taken}.",
    ),
    "import_resolved_unreadable": Sentence(
        "해결된 시각을 읽을 수 없어 옮기지 않았습니다.",
        "This time of resolution cannot be read and was left out.",
    ),
    "import_resolved_when": Sentence(
        "언제 해결되었는지 적혀 있지 않아 마지막 소식의 시각 {taken}에 해결된 것으로 옮겼습니다.",
        "Nothing says when it was resolved; it was taken as resolved with its last word, at {taken}.",
    ),
    "import_resolved_word": Sentence(
        "예나 아니요로 읽을 수 없어, 해결되지 않은 것으로 옮겼습니다.",
        "This is neither yes nor no; it was taken as not resolved.",
    ),
    "import_settings": Sentence(
        "모양과 동작을 정한 항목은 옮기지 않았습니다.",
        "Settings of looks and behaviour were left out.",
    ),
    "import_severity": Sentence(
        "심각도가 없거나 아는 말이 아니어서 확인 중(unknown) 상태로 옮겼습니다.",
        "The severity is missing or no known word; the state became unknown.",
    ),
    "import_severity_notice": Sentence(
        "쓸 수는 있다는 뜻이므로 느림(degraded_performance) 상태로 옮겼습니다.",
        "A notice means that it could still be used; the state became degraded_performance.",
    ),
    "import_shallow": Sentence(
        "git 기록의 앞부분이 없는 사본입니다. 남아 있는 부분만 옮겼습니다. git fetch --unshallow "
        "뒤에 다시 가져오세요.",
        "This clone lacks the older history; only what is there was carried over. Run git fetch "
        "--unshallow and import again.",
    ),
    "import_shortcode": Sentence(
        "Hugo의 특별한 표시는 적힌 글자 그대로 남겼습니다.",
        "Marks that only Hugo understands stay in the words as they were typed.",
    ),
    "import_site_unlisted": Sentence(
        "설정에는 없고 기록만 있는 항목입니다. 장애가 있었으면 끝난 서비스로 남깁니다.",
        "It has a history and is not in the settings; if it had trouble, it is kept as a service that ended.",
    ),
    "import_state_differs": Sentence(
        "열린 장애는 {claimed} 상태라 하고 목록은 {state} 상태라 합니다. 장애의 상태를 옮겼습니다.",
        "An open incident says {claimed} and the list says {state}; the state of the incident was "
        "carried over.",
    ),
    "import_state_now": Sentence(
        "어느 장애에도 없는 {state} 상태입니다. 서비스 파일에 state로 적었습니다.",
        "No incident explains the state {state}; it stands as state: in the file of the service.",
    ),
    "import_state_word": Sentence(
        "아는 상태가 아니어서 옮기지 않았습니다.",
        "This is no known state and was left out.",
    ),
    "import_states_inferred": Sentence(
        "소식에 상태가 적혀 있지 않아 영향({impact})에서 {state} 상태를 짐작했습니다.",
        "Its updates name no states; from its impact ({impact}) the state {state} was inferred.",
    ),
    "import_status_word": Sentence(
        "아는 단계가 아니어서 단계 없이 옮겼습니다.",
        "This is no known status; the update was carried over without one.",
    ),
    "import_title": Sentence(
        "이름이나 제목에 쓸 수 없는 글자가 있거나 너무 길어 고쳤습니다: {taken}",
        "A name or title cannot be as long, or hold such signs; it became: {taken}",
    ),
    "import_toml": Sentence(
        "TOML로 읽을 수 없습니다({reason}).",
        "This cannot be read as TOML ({reason}).",
    ),
    "import_too_many_updates": Sentence(
        "한 장애의 소식은 {limit}개까지입니다. 가운데 있던 이 소식은 옮기지 못했습니다.",
        "A story has at most {limit} updates; this one, from its middle, was left out.",
    ),
    "import_translation": Sentence(
        "다른 언어로 쓴 글이어서 옮기지 않았습니다. "
        "옮긴 파일 옆에 .en.md처럼 언어를 붙인 파일로 적어 주세요.",
        "Words in another language were left out. Write them in a file of that language beside the new one.",
    ),
    "import_undated": Sentence(
        "언제 한 말인지 적혀 있지 않아 장애의 머리말로 옮겼습니다.",
        "Nothing says when this was said; it became the introduction of the incident.",
    ),
    "import_undated_report": Sentence(
        "언제 쓴 보고인지 적혀 있지 않아 마지막 소식의 시각 {taken}에 놓았습니다.",
        "Nothing says when this report was written; it was put at the time of the last word, {taken}.",
    ),
    "import_update_no_date": Sentence(
        "언제 한 말인지 읽을 수 없어 옮기지 못했습니다.",
        "Nothing readable says when this was said; it was left out.",
    ),
    "import_url": Sentence(
        "{name} 항목의 주소는 시민에게 보일 수 있는 웹 주소가 아니어서 옮기지 않았습니다.",
        "The address of {name} is no web address that citizens can open; it was left out.",
    ),
    "import_word_not_resolved": Sentence(
        "해결되었다고 말하지만 장애는 해결되지 않았다고 적혀 있어, 지켜보는 중(monitoring)으로 옮겼습니다.",
        "It says resolved, but the incident is marked as not resolved; its status became monitoring.",
    ),
    "import_words_split": Sentence(
        "글이 너무 길어 같은 시각의 소식 여러 개로 나눴습니다. 나눈 뒷부분입니다.",
        "The words are too long for one file and went into several of the same moment; this is the "
        "last part.",
    ),
    "import_work_about": Sentence(
        "점검에 적힌 이 항목은 설정에 없습니다. 빼고 옮겼습니다.",
        "The planned work names this, which is not in the settings; it was left out there.",
    ),
    "import_work_edge": Sentence(
        "점검의 시작이나 끝을 저절로 알린 소식이 조금 늦었습니다. 제 시각 {taken}에 놓았습니다.",
        "What was posted by itself when the work began or ended came a little late; it was put at {taken}.",
    ),
    "import_work_end": Sentence(
        "끝나는 시각이 없거나 시작보다 앞서서 {taken}에 끝나는 것으로 옮겼습니다.",
        "The end is missing or before the start; it was taken to end at {taken}.",
    ),
    "import_work_overran": Sentence(
        "예정보다 늦게 {taken}에 끝났습니다. 그때까지 점검한 것으로 옮겼습니다.",
        "It ended later than planned, at {taken}; the work was taken to last until then.",
    ),
    "import_work_times": Sentence(
        "시작과 끝을 읽을 수 없어 점검을 옮기지 못했습니다.",
        "Start and end cannot be read; the planned work was left out.",
    ),
    "import_zone": Sentence(
        "아는 시간대가 아니어서 UTC로 적었습니다. --zone으로 알려 주세요.",
        "This is no known time zone; UTC was taken. Say it with --zone.",
    ),
    "import_zone_of_times": Sentence(
        "시각 {number}개에 시간대가 없어 {zone} 시각으로 읽었습니다. 다르면 --zone으로 알려 주고 "
        "다시 가져오세요.",
        "{number} times do not say their zone and were read in {zone}. If that is wrong, import "
        "again with --zone.",
    ),
}
"""Every problem by its code."""

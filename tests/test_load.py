"""Files people wrote become the model, and every mistake in them is named at its place."""

from __future__ import annotations

import ast
import os
import pickle
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from statuspage import load, problem_words, problems
from statuspage.language import Text
from statuspage.load import moments, pieces, withheld
from statuspage.load.choices import STATES
from statuspage.load.cycles import cycles
from statuspage.load.fields import plain_label
from statuspage.load.layout import Spot, like_id, valid_id
from statuspage.model import (
    Expected,
    Importance,
    Kind,
    Need,
    Receiver,
    ReceiverKind,
    ReliefKind,
    Site,
    Standing,
    State,
    Status,
    Unread,
)
from statuspage.problems import Place, Problem, Severity

SEOUL = ZoneInfo("Asia/Seoul")

SITE = """\
name: 민원 서비스 상태
address: https://status.example.go.kr/
tag: tag:status.example.go.kr,2026
languages: [ko]
help: {phone: '110', name: 국민콜 110}
links: {allow: ['*.go.kr']}
categories: {certificates: 증명서}
regions: {daejeon: 대전, seoul: 서울}
"""
BOTH = SITE.replace("[ko]", "[ko, en]")
GOOD = {
    "site.yaml": SITE,
    "agencies/mois.yaml": "name: 행정안전부\n",
    "systems/saeol.yaml": "name: 새올\noperator: mois\n",
    "channels/community-center.yaml": "name: 주민센터\nkind: counter\nneeds: [saeol]\n",
    "services/mois/resident-copy.yaml": (
        "name: 등본 발급\n"
        "category: certificates\n"
        "channels:\n"
        "  - {id: web, kind: web, needs: [saeol]}\n"
        "  - {id: counter, use: community-center}\n"
    ),
    "incidents/2023/1117-saeol/incident.md": "---\ntitle: 새올 장애\n---\n",
    "incidents/2023/1117-saeol/1117-0840-mois.md": (
        "---\nstatus: investigating\nimpact: {saeol: major_outage}\n---\n확인하고 있습니다.\n"
    ),
}
"""A small site without any problem."""

HEAD = "---\nstatus: identified\n---\n"
STORIES = {
    "incidents": {
        "/incident.md": "---\ntitle: TITLE\n---\n",
        "/1128-0900-mois.md": "---\nstatus: identified\nimpact: {saeol: outage}\n---\n글\n",
    },
    "maintenance": {
        "/notice.md": "---\ntitle: TITLE\nstarts: 2023-11-28 10:00\nends: 2023-11-28 11:00\nby: mois\n"
        "announced: 2023-11-20 09:00\nimpact: {saeol: outage}\n---\n글\n",
    },
    "notices": {".md": "---\ntitle: TITLE\nby: mois\nfrom: 2023-11-28\n---\n글\n"},
}
"""The files of a story called TITLE, by what follows its name."""

STORY = "incidents/2023/1117-saeol"
UPDATE = f"{STORY}/1117-0900-mois.md"
SERVICE = "services/mois/x.yaml"
WORK = "maintenance/2026/0402-saeol"
NOTICE = "notices/2026/0115-new.md"


def write(root: Path, files: Mapping[str, str | bytes]) -> None:
    for name, words in files.items():
        path = root / "status" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(words if isinstance(words, bytes) else words.encode())


def loaded(root: Path, **files: str | bytes) -> load.Loaded:
    """The small good site with other files laid over it."""
    return reading(root, files)


def reading(root: Path, files: Mapping[str, str | bytes]) -> load.Loaded:
    write(root, {**GOOD, **files})
    return load.site(root)


def good(root: Path, files: Mapping[str, str | bytes]) -> Site:
    """The site, which must be without errors."""
    found = reading(root, files)
    assert [] == [problem for problem in found.problems if problem.severity > Severity.WARNING]
    assert found.site is not None
    return found.site


def said(found: load.Loaded) -> list[str]:
    """Every problem of a run as `file:line:column code`, the file without `status/`; warnings with `~`."""
    return [
        f"{str(p.place).removeprefix('status/')} {'~' if p.severity is Severity.WARNING else ''}{p.code}"
        for p in found.problems
    ]


def update(fields: str, words: str = "확인하고 있습니다.") -> dict[str, str | bytes]:
    return {UPDATE: f"---\n{fields}\n---\n{words}\n"}


def service(words: str) -> dict[str, str | bytes]:
    return {SERVICE: f"name: 새 서비스\n{words}\n"}


def site_with(old: str, new: str, base: str = SITE) -> dict[str, str | bytes]:
    assert old in base
    return {"site.yaml": base.replace(old, new)}


def told(receivers: str) -> dict[str, str | bytes]:
    return {"site.yaml": f"{SITE}tell: [{receivers}]\n"}


Row = tuple[dict[str, str | bytes], list[str]]

MISTAKES: dict[str, Row] = {
    # --- site.yaml ---
    "no name": (site_with("name: 민원 서비스 상태\n", ""), ["site.yaml:1:1 missing_field"]),
    "an address without a scheme": (
        site_with("https://status.example.go.kr/", "status.example.go.kr"),
        ["site.yaml:2:10 not_an_address"],
    ),
    "an address with a question": (
        site_with("go.kr/", "go.kr/?x=1"),
        ["site.yaml:2:10 not_a_site_address"],
    ),
    "a tag without a year": (site_with(",2026", ""), ["site.yaml:3:6 not_a_tag"]),
    "a hub without encryption": (
        site_with("help:", "hubs: [http://hub.example.org/]\nhelp:"),
        ["site.yaml:5:8 not_an_https_address"],
    ),
    "a place without a kind": (
        site_with("help:", "publish: [{name: mirror}]\nhelp:"),
        ["site.yaml:5:11 not_a_target"],
    ),
    "two places in one entry": (
        site_with("help:", "publish: [{folder: a, bucket: site}]\nhelp:"),
        ["site.yaml:5:31 not_a_target"],
    ),
    "two places of one name": (
        site_with("help:", "publish: [{folder: a}, {folder: b}]\nhelp:"),
        ["site.yaml:5:24 target_twice"],
    ),
    "a branch git would not take": (
        site_with("help:", "publish: [{branch: a..b}]\nhelp:"),
        ["site.yaml:5:20 does_not_fit"],
    ),
    "a repository that is a program": (
        site_with("help:", "publish: [{branch: b, repository: 'ext::sh -c evil'}]\nhelp:"),
        ["site.yaml:5:35 does_not_fit"],
    ),
    "a password in the files": (
        site_with(
            "help:", "publish: [{branch: b, repository: 'https://me:secret@git.example.go.kr/'}]\nhelp:"
        ),
        ["site.yaml:5:35 secret_in_file"],
    ),
    "an access key in the files": (
        site_with("help:", "publish: [{bucket: site, region: kr, credentials: AKIAIOSFODNN7EXAMPLE}]\nhelp:"),
        ["site.yaml:5:51 secret_in_file"],
    ),
    "a bucket nowhere": (
        site_with("help:", "publish: [{bucket: site}]\nhelp:"),
        ["site.yaml:5:11 missing_field"],
    ),
    "a language that is none": (site_with("[ko]", "[ko, 한국어]"), ["site.yaml:4:17 not_a_language_tag"]),
    "an unknown time zone": (
        site_with("help:", "time_zone: Asia/Soul\nhelp:"),
        ["site.yaml:5:12 not_a_time_zone"],
    ),
    "no help line": (
        site_with("help: {phone: '110', name: 국민콜 110}\n", ""),
        ["site.yaml:1:1 ~no_help"],
    ),
    "a host with a scheme": (site_with("'*.go.kr'", "'https://go.kr'"), ["site.yaml:6:17 not_a_host"]),
    "a length in words": (
        site_with("help:", "fresh_for: 여섯 시간\nhelp:"),
        ["site.yaml:5:12 not_a_length"],
    ),
    "a demonstration that says it is official": (
        site_with("help:", "demonstration: true\nofficial: true\nhelp:"),
        ["site.yaml:6:1 demonstration_official"],
    ),
    "a receiver whose address stands in the file": (
        told("{name: ops, kind: slack, url: 'https://hooks.example.org/T0'}"),
        ["site.yaml:9:33 receiver_address"],
    ),
    "an address where the name of a variable belongs": (
        told("{name: ops, kind: slack, url_from: 'https://hooks.example.org/T0'}"),
        ["site.yaml:9:43 not_a_variable"],
    ),
    "a receiver that is an address": (
        told("hooks.example.org/T0/B0/secret"),
        ["site.yaml:9:8 fields_expected"],
    ),
    "a receiver without anything": (
        told("{name: ops}"),
        ["site.yaml:9:8 missing_field", "site.yaml:9:8 missing_field"],
    ),
    "a kind of receiver that is none": (
        told("{name: ops, kind: kakao, url_from: OPS}"),
        ["site.yaml:9:26 not_one_of"],
    ),
    "two receivers of one name": (
        told("{name: a, kind: slack, url_from: A}, {name: a, kind: teams, url_from: B}"),
        ["site.yaml:9:52 receiver_twice"],
    ),
    "a program that is told without a signature": (
        told("{name: ops, kind: json, url_from: OPS}"),
        ["site.yaml:9:8 signed_without_secret"],
    ),
    "a signature that nobody looks at": (
        told("{name: ops, kind: discord, url_from: OPS, secret_from: KEY}"),
        ["site.yaml:9:50 secret_unused"],
    ),
    "a receiver in a language the site does not speak": (
        told("{name: ops, kind: slack, url_from: OPS, language: en}"),
        ["site.yaml:9:58 not_one_of"],
    ),
    "a receiver that asks for nothing": (
        told("{name: ops, kind: slack, url_from: OPS, only: {services: []}}"),
        ["site.yaml:9:48 empty_field"],
    ),
    "a receiver that asks for what does not exist": (
        told(
            "{name: ops, kind: slack, url_from: OPS, only: {services: [nowhere], agencies: saeol, "
            "categories: taxes, regions: [busan]}}"
        ),
        [
            "site.yaml:9:66 unknown_service",
            "site.yaml:9:86 wrong_kind",
            "site.yaml:9:105 unknown_category",
            "site.yaml:9:122 unknown_region",
        ],
    ),
    "holidays of nowhere": (site_with("help:", "holidays: 없음\nhelp:"), ["site.yaml:5:11 not_holidays"]),
    "a holiday that is no day": (
        site_with("help:", "holidays: {성탄절: 12-25}\nhelp:"),
        ["site.yaml:5:12 not_a_day"],
    ),
    "two places to write in": (
        site_with("help:", "edit: {github: https://github.com/a/b, gitea: https://g.go.kr/a/b}\nhelp:"),
        ["site.yaml:5:1 edit_unclear"],
    ),
    "a misspelt setting": (site_with("help:", "timezone: UTC\nhelp:"), ["site.yaml:5:1 unknown_field"]),
    "a setting twice": (site_with("help:", "name: 둘\nhelp:"), ["site.yaml:5:1 duplicate_field"]),
    # --- what must not be public, and what cannot be right ---
    "a resident number": (
        update("status: 확인 중", "문의하신 분(900101-1234568)은\n둘째 줄 9001011234568 입니다."),
        [f"{UPDATE}:4:8 ~resident_number", f"{UPDATE}:5:6 ~resident_number"],
    ),
    "somebody's mobile number": (
        {SERVICE: "name: 새 서비스\nabout: 담당자 010-1234-5678\n"},
        [f"{SERVICE}:2:8 ~mobile_number"],
    ),
    "a mobile number to call": (
        {"agencies/mof.yaml": "name: 기재부\nphone: 010-1234-5678\n"},
        ["agencies/mof.yaml:2:8 ~mobile_number"],
    ),
    "a person's address": (
        update("status: 확인 중", "hong.gildong@korea.kr로 알려 주세요."),
        [f"{UPDATE}:4:1 ~email_of_person"],
    ),
    "a machine within": (
        update("status: 확인 중", "saeol-was02와 10.20.3.4의 통신이 끊겼습니다."),
        [f"{UPDATE}:4:1 ~internal_host", f"{UPDATE}:4:14 ~internal_host"],
    ),
    "an address within": (
        {"agencies/mof.yaml": "name: 기재부\nurl: http://portal.intra/\n"},
        ["agencies/mof.yaml:2:6 ~internal_host"],
    ),
    "an address of one word": (
        {"agencies/mof.yaml": "name: 기재부\nurl: https://https://www.moef.go.kr\n"},
        ["agencies/mof.yaml:2:6 ~unlikely_host"],
    ),
    "a number with a digit too few": (
        {"agencies/mof.yaml": "name: 기재부\nphone: 1588-218\n"},
        ["agencies/mof.yaml:2:8 ~unlikely_phone"],
    ),
    # --- the file itself ---
    "CP949": ({SERVICE: "name: 가나다\n".encode("cp949")}, [f"{SERVICE}:1:1 encoding_cp949"]),
    "CP949 further down": (
        {SERVICE: "kind: x\n# y\nname: 가나다\n".encode("cp949")},
        [f"{SERVICE}:3:1 encoding_cp949"],
    ),
    "CP949 that is UTF-8 too": (
        {SERVICE: "name: 첫\n".encode("cp949")},
        [f"{SERVICE}:1:7 ~encoding_mojibake"],
    ),
    "UTF-16": ({SERVICE: "name: 가\n".encode("utf-16")}, [f"{SERVICE}:1:1 encoding_utf16"]),
    "UTF-16 without a mark": (
        {SERVICE: "name: abc\n".encode("utf-16-le")},
        [f"{SERVICE}:1:1 encoding_utf16"],
    ),
    "no encoding at all": ({SERVICE: b"name: \xff\xff\n"}, [f"{SERVICE}:1:1 encoding_unknown"]),
    "nothing": ({SERVICE: ""}, [f"{SERVICE}:1:1 empty_file"]),
    "only a remark": ({SERVICE: "# 나중에\n"}, [f"{SERVICE}:1:1 empty_file"]),
    "too much": ({SERVICE: "name: " + "가" * 30_000}, [f"{SERVICE}:1:1 file_too_large"]),
    "two versions in a note": (
        {UPDATE: "---\nstatus: identified\n---\n<<<<<<< HEAD\n글\n=======\n글2\n>>>>>>> abc1234\n"},
        [f"{UPDATE}:4:1 merge_conflict"],
    ),
    "two versions of a field": (
        {SERVICE: "name: 가\n<<<<<<< HEAD\nstate: outage\n=======\nstate: degraded\n>>>>>>> a\n"},
        [f"{SERVICE}:2:1 merge_conflict"],
    ),
    "the end of two versions": ({SERVICE: "name: 가\n>>>>>>> a\n"}, [f"{SERVICE}:2:1 merge_conflict"]),
    "two versions of the settings": (
        {"site.yaml": f"{SITE}<<<<<<< HEAD\nofficial: true\n=======\n>>>>>>> a\n"},
        ["site.yaml:9:1 merge_conflict"],
    ),
    "a control character": ({SERVICE: "name: a\x07b\n"}, [f"{SERVICE}:1:8 control_character"]),
    # --- where files lie ---
    "a misspelt folder": ({"service/mois/x.yaml": "name: a\n"}, ["service:1:1 stray_folder"]),
    "a folder too deep": ({"systems/old/x.yaml": "name: a\n"}, ["systems/old:1:1 stray_folder"]),
    "a file at the top": ({"news.md": "..."}, ["news.md:1:1 stray_file"]),
    "a service outside an agency": ({"services/x.yaml": "name: a\n"}, ["services/x.yaml:1:1 stray_file"]),
    "an update outside its folder": (
        {"incidents/2023/x.md": "---\n---\n"},
        ["incidents/2023/x.md:1:1 stray_file"],
    ),
    "an attachment": ({f"{STORY}/photo.jpg": b"\xff\xd8"}, [f"{STORY}/photo.jpg:1:1 stray_file"]),
    "a copy": (
        {"systems/saeol - 복사본.yaml": "name: 새올\n"},
        ["systems/saeol - 복사본.yaml:1:1 ~copied_file"],
    ),
    "the other ending": ({"systems/x.yml": "name: 엑스\n"}, ["systems/x.yml:1:1 yml_ending"]),
    "a name in capitals": ({"systems/GPKI.yaml": "name: 인증\n"}, ["systems/GPKI.yaml:1:1 bad_id"]),
    "two names that are one": (
        {
            f"notices/2023/{name}.md": "---\ntitle: 제목\nby: mois\nfrom: 2023-01-02\n---\n글\n"
            for name in "aA"
        },
        ["notices/2023/A.md:1:1 bad_id", "notices/2023/A.md:1:1 story_twice"],
    ),
    "a name Windows refuses": ({"systems/con.yaml": "name: 콘\n"}, ["systems/con.yaml:1:1 bad_id"]),
    "a folder that is no year": (
        {"notices/26/0115-x.md": "---\ntitle: 가\n---\n"},
        ["notices/26:1:1 not_a_year_folder"],
    ),
    "an agency nobody described": (
        {"services/mios/a.yaml": "name: 가\n", "services/mios/b.yaml": "name: 나\n"},
        ["services/mios:1:1 agency_folder"],
    ),
    "an update without a time": (
        {f"{STORY}/second.md": "---\nstatus: resolved\n---\n"},
        [f"{STORY}/second.md:1:1 update_name"],
    ),
    "an update on the 31st of November": (
        {f"{STORY}/1131-0900-mois.md": "---\nstatus: resolved\n---\n"},
        [f"{STORY}/1131-0900-mois.md:1:1 update_name_time"],
    ),
    "an update by nobody we know": (
        {f"{STORY}/1117-0900-mios.md": "---\nstatus: identified\n---\n"},
        [f"{STORY}/1117-0900-mios.md:1:1 unknown_speaker"],
    ),
    "a notice without a day": (
        {"notices/2026/new.md": "---\ntitle: 가\n---\n"},
        ["notices/2026/new.md:1:1 notice_without_day"],
    ),
    # --- YAML ---
    "one sentence": ({SERVICE: "정부24가 안 됩니다\n"}, [f"{SERVICE}:1:1 not_fields"]),
    "a list": ({SERVICE: "- name: a\n"}, [f"{SERVICE}:1:1 not_fields"]),
    "no front matter": ({UPDATE: "확인하고 있습니다.\n"}, [f"{UPDATE}:1:1 front_missing"]),
    "front matter without an end": ({UPDATE: "---\nstatus: identified\n"}, [f"{UPDATE}:1:1 front_open"]),
    "a tab": (service("channels:\n\t- id: web"), [f"{SERVICE}:3:1 tab_indent"]),
    "a tab after spaces": (service("channels:\n  \t- id: web"), [f"{SERVICE}:3:3 tab_indent"]),
    "a full-width space before a field": (service("\u3000importance: high"), [f"{SERVICE}:2:1 odd_space"]),
    "a full-width colon": (service("importance： high"), [f"{SERVICE}:2:1 fullwidth_colon"]),
    "only a full-width colon": ({SERVICE: "name： 가\n"}, [f"{SERVICE}:1:1 fullwidth_colon"]),
    "a full-width colon deep inside": (
        site_with("help: {phone: '110', name: 국민콜 110}", "help:\n  phone： 110"),
        ["site.yaml:6:3 fullwidth_colon"],
    ),
    "a full-width colon in braces": (service("about: {ko： 가}"), [f"{SERVICE}:2:9 fullwidth_colon"]),
    "no space after the colon": (service("importance:high"), [f"{SERVICE}:2:1 space_after_colon"]),
    "no space in braces": (service("about: {ko:가}"), [f"{SERVICE}:2:9 space_after_colon"]),
    "curly quotes that hold a colon": (service("about: “가: 나”"), [f"{SERVICE}:2:8 smart_quotes_broken"]),
    "curly quotes": (service("about: “가나”"), [f"{SERVICE}:2:8 ~smart_quotes"]),
    "no colon": (service("importance\ncategory: certificates"), [f"{SERVICE}:2:1 colon_missing"]),
    "two colons": (service("about: 장애: 복구"), [f"{SERVICE}:2:8 second_colon"]),
    "an open quote": (service("about: '장애\nimportance: high"), [f"{SERVICE}:2:8 quote_open"]),
    "words after a quote": (service("about: '정부24' 장애"), [f"{SERVICE}:2:15 words_after_quote"]),
    "a backslash": (service('about: "C:\\서버"'), [f"{SERVICE}:2:8 backslash"]),
    "an open bracket": (service("keywords: [가, 나\nimportance: high"), [f"{SERVICE}:2:11 bracket_open"]),
    "a comma in braces": (service("about: {ko: 등본, 초본}"), [f"{SERVICE}:2:17 comma_in_words"]),
    "a crooked indentation": (
        service("channels:\n  - id: web\n    kind: web\n   url: x"),
        [f"{SERVICE}:5:4 indentation"],
    ),
    "a field under a value": (service("  importance: high"), [f"{SERVICE}:2:3 indentation"]),
    "a list on the line of its field": (service("keywords: - 가"), [f"{SERVICE}:2:11 dash_misplaced"]),
    "a value that begins with @": (service("about: @정부24"), [f"{SERVICE}:2:8 odd_start"]),
    "a value that begins with a backtick": (service("about: `가`"), [f"{SERVICE}:2:8 odd_start"]),
    "bold words without quotes": (service("about: **가지 마세요**"), [f"{SERVICE}:2:8 named_part"]),
    "an anchor": (service("about: &a 가\nkeywords: *a"), [f"{SERVICE}:2:8 named_part"]),
    "a type": (service("about: !!binary 가"), [f"{SERVICE}:2:8 named_part"]),
    "merged fields": (service("about: {<<: {ko: 가}}"), [f"{SERVICE}:2:9 merged_fields"]),
    "a second document": (service("---\nname: 둘"), [f"{SERVICE}:2:1 second_document"]),
    "a list as a name": (service("? [a]\n: b"), [f"{SERVICE}:2:3 odd_field_name"]),
    "50,000 brackets": ({SERVICE: "a: " + "[" * 50_000}, [f"{SERVICE}:1:1003 too_deep"]),
    "thirteen brackets": (service("about: " + "[" * 13 + "]" * 13), [f"{SERVICE}:2:19 too_deep"]),
    "6,000 words": (service("keywords: [" + "가," * 6_000 + "]"), [f"{SERVICE}:2:10006 too_many_words"]),
    "a stray bracket": (service("about: ]"), [f"{SERVICE}:2:8 unreadable_fields"]),
    "a title YAML takes for a remark": (
        {f"{STORY}/incident.md": "---\ntitle: #긴급 장애\n---\n"},
        [f"{STORY}/incident.md:2:7 words_in_comment"],
    ),
    "half a title YAML takes for a remark": (
        {f"{STORY}/incident.md": "---\ntitle: 서버 #1 장애\n---\n"},
        [f"{STORY}/incident.md:2:8 ~words_in_comment"],
    ),
    # --- words below the fields ---
    "a link to a stranger": (update("", "[누르세요](https://evil.example)"), [f"{UPDATE}:4:8 ~link_host"]),
    "a link that is a script": (update("", "[누르세요](javascript:x)"), [f"{UPDATE}:4:8 ~link_scheme"]),
    "a picture": (update("", "![약도](https://www.mois.go.kr/a.png)"), [f"{UPDATE}:4:7 ~image_in_words"]),
    "HTML": (update("", "첫 줄\n<b>굵게</b>"), [f"{UPDATE}:5:1 ~html_in_words"]),
    "quotes in quotes in quotes": (update("", ">" * 50 + " 가"), [f"{UPDATE}:4:1 ~words_too_deep"]),
    "words without end": (update("", "가" * 20_001), [f"{UPDATE}:4:1 too_long"]),
    # --- fields ---
    "no name at all": ({SERVICE: "importance: high\n"}, [f"{SERVICE}:1:1 missing_field"]),
    "an empty name": ({SERVICE: "name:\nimportance: high\n"}, [f"{SERVICE}:1:1 empty_field"]),
    "a misspelt field": (service("importanse: high"), [f"{SERVICE}:2:1 unknown_field"]),
    "a word where fields belong": (service("channels: web"), [f"{SERVICE}:2:11 fields_expected"]),
    "fields where a list belongs": (service("keywords: {가: 나}"), [f"{SERVICE}:2:11 list_expected"]),
    "a list where one word belongs": (service("importance: [high]"), [f"{SERVICE}:2:13 one_text_expected"]),
    "a list where words belong": (service("about: [가]"), [f"{SERVICE}:2:8 words_expected"]),
    "words in no language": (service("about: {ko: ''}"), [f"{SERVICE}:2:8 words_empty"]),
    "words in a language of no site": (service("about: {kr: 가}"), [f"{SERVICE}:2:9 not_a_language"]),
    "words in one language more": (service("about: {ko: 가, zh: 丙}"), [f"{SERVICE}:2:16 ~not_a_language"]),
    "no such importance": (service("importance: urgent"), [f"{SERVICE}:2:13 not_one_of"]),
    "a long name": ({SERVICE: "name: " + "가" * 121}, [f"{SERVICE}:1:7 too_long"]),
    "a direction override": ({SERVICE: "name: 가\u202e나\n"}, [f"{SERVICE}:1:7 invisible_character"]),
    "a zero-width space": ({SERVICE: "name: 가\u200b나\n"}, [f"{SERVICE}:1:7 invisible_character"]),
    "a tag in a name": ({SERVICE: "name: <b>가</b>\n"}, [f"{SERVICE}:1:7 angle_bracket"]),
    "piled accents": ({SERVICE: "name: g\u0335\u0336\u0337\u0338\n"}, [f"{SERVICE}:1:7 piled_accents"]),
    "a name instead of an id": (service("category: 증명서"), [f"{SERVICE}:2:11 not_an_id"]),
    "an address without https": (
        service("channels: [{id: web, kind: web, url: www.gov.kr}]"),
        [f"{SERVICE}:2:38 not_an_address"],
    ),
    "a script for an address": (
        service("channels: [{id: web, kind: web, url: 'javascript:alert(1)'}]"),
        [f"{SERVICE}:2:38 not_an_address"],
    ),
    "an address with a password": (
        service("channels: [{id: web, kind: web, url: 'https://gov.kr@evil.example/'}]"),
        [f"{SERVICE}:2:38 address_with_name"],
    ),
    "words for a number": (
        {"agencies/mof.yaml": "name: 기획재정부\nphone: 국번 없이 110\n"},
        ["agencies/mof.yaml:2:8 ~not_a_phone_number"],
    ),
    "vague hours": (
        service("channels: [{id: a, kind: counter, hours: 아무 때나}]"),
        [f"{SERVICE}:2:42 not_hours"],
    ),
    # --- times ---
    "a time in words": (update("next_update: 내일 아침"), [f"{UPDATE}:2:14 not_a_moment"]),
    "a day alone": (update("next_update: 2023-11-18"), [f"{UPDATE}:2:14 moment_without_time"]),
    "a 13th month": (update("next_update: 2023-13-18 09:00"), [f"{UPDATE}:2:14 moment_impossible"]),
    "midnight as 24:00": (update("next_update: 2023-11-18 24:00"), [f"{UPDATE}:2:14 moment_24"]),
    "an afternoon": (update("next_update: 2023-11-18 오후 3시"), [f"{UPDATE}:2:14 moment_half_day"]),
    "a zone by name": (update("next_update: 2023-11-18 15:00 KST"), [f"{UPDATE}:2:14 moment_zone_name"]),
    "an hour the clocks skip": (
        {**site_with("help:", "time_zone: Europe/Berlin\nhelp:"), **update("next_update: 2024-03-31 02:30")},
        [f"{UPDATE}:2:14 moment_never"],
    ),
    "an hour the clocks repeat": (
        {**site_with("help:", "time_zone: Europe/Berlin\nhelp:"), **update("next_update: 2024-10-27 02:30")},
        [f"{UPDATE}:2:14 moment_twice"],
    ),
    "a promise in the past": (
        update("next_update: 2023-11-17 08:00"),
        [f"{UPDATE}:1:1 ~promise_in_the_past"],
    ),
    "an end before its start": (
        {NOTICE: "---\ntitle: 가\nfrom: 2026-01-20\nuntil: 2026-01-10\n---\n"},
        [f"{NOTICE}:4:8 ends_before_start"],
    ),
    "maintenance that ends before it starts": (
        {f"{WORK}/notice.md": "---\ntitle: 점검\nstarts: 2026-04-03 02:00\nends: 2026-04-02 22:00\n---\n"},
        [f"{WORK}/notice.md:4:7 ends_before_start"],
    ),
    "maintenance without an end": (
        {f"{WORK}/notice.md": "---\ntitle: 점검\nstarts: 2026-04-03 02:00\n---\n"},
        [f"{WORK}/notice.md:2:1 missing_field"],
    ),
    "maintenance moved before its start": (
        {
            f"{WORK}/notice.md": "---\ntitle: 점검\nstarts: 2026-04-02 22:00\nends: 2026-04-03 02:00\n---\n",
            f"{WORK}/0402-2100-mois.md": "---\nends: 2026-04-02 21:00\n---\n",
        },
        [f"{WORK}/0402-2100-mois.md:1:1 ends_before_start"],
    ),
    "maintenance that repeats now and then": (
        {
            f"{WORK}/notice.md": (
                "---\ntitle: 점검\nstarts: 2026-04-02 22:00\nends: 2026-04-03 02:00\nrepeats: 가끔\n---\n"
            )
        },
        [f"{WORK}/notice.md:5:10 not_repeats"],
    ),
    # --- things ---
    "one name for two": (
        {"services/mois/login.yaml": "name: 가\n", "systems/login.yaml": "name: 나\n"},
        ["systems/login.yaml:1:1 id_twice"],
    ),
    "one way twice": (
        service("channels:\n  - {id: web, kind: web}\n  - {id: web, kind: app}"),
        [f"{SERVICE}:4:10 way_twice"],
    ),
    "a way without a kind": (service("channels: [{id: web}]"), [f"{SERVICE}:2:12 missing_field"]),
    "a way without an id": (service("channels: [{kind: web}]"), [f"{SERVICE}:2:12 missing_field"]),
    "a need for nothing": (
        service("channels: [{id: a, kind: web, needs: [{at_most: 느림}]}]"),
        [f"{SERVICE}:2:39 need_unclear"],
    ),
    "an unknown need": (
        {"systems/x.yaml": "name: 가\nneeds: [seaol]\n"},
        ["systems/x.yaml:2:9 unknown_need"],
    ),
    "a need for a service": (
        {"systems/x.yaml": "name: 가\nneeds: [resident-copy]\n"},
        ["systems/x.yaml:2:9 wrong_kind"],
    ),
    "a need for oneself": ({"systems/x.yaml": "name: 가\nneeds: [x]\n"}, ["systems/x.yaml:2:9 cycle"]),
    "needs in a round": (
        {
            "systems/a.yaml": "name: 가\nneeds: [b]\n",
            "systems/b.yaml": "name: 나\nneeds: [{any_of: [saeol, c]}]\n",
            "systems/c.yaml": "name: 다\nneeds: [a]\n",
        },
        ["systems/c.yaml:2:9 cycle"],
    ),
    "a need for what ended": (
        {
            "systems/old.yaml": "name: 옛것\nretired: 2020-01-01\n",
            "systems/x.yaml": "name: 가\nneeds: [old]\n",
        },
        ["systems/x.yaml:2:9 ~need_retired"],
    ),
    "an unknown operator": (
        {"systems/x.yaml": "name: 가\noperator: moi\n"},
        ["systems/x.yaml:2:11 unknown_agency"],
    ),
    "an unknown category": (service("category: certs"), [f"{SERVICE}:2:11 unknown_category"]),
    "an unknown region": (
        service("channels: [{id: a, kind: web, regions: [daejon]}]"),
        [f"{SERVICE}:2:41 unknown_region"],
    ),
    "an unknown shared channel": (
        service("channels: [{use: community-centre}]"),
        [f"{SERVICE}:2:18 unknown_shared_channel"],
    ),
    "instead of itself": (service("instead: [x]"), [f"{SERVICE}:2:11 instead_of_itself"]),
    "instead of nothing": (service("instead: [residence]"), [f"{SERVICE}:2:11 unknown_service"]),
    "instead of what ended": (
        {**service("instead: [old]"), "services/mois/old.yaml": "name: 옛것\nretired: 2020-01-01\n"},
        [f"{SERVICE}:2:11 ~instead_retired"],
    ),
    "a state without a beginning": (
        {**service("state: 이용 불가"), **update("impact: {x: major_outage}")},
        [f"{SERVICE}:2:8 ~state_without_since"],
    ),
    "a beginning without a state": (
        service("since: 2023-11-17 09:00"),
        [f"{SERVICE}:2:1 ~since_without_state"],
    ),
    "a state without an incident": (
        service("state: 이용 불가\nsince: 2023-11-17 09:00"),
        [f"{SERVICE}:2:8 ~state_without_incident"],
    ),
    "a state that outlived its incident": (
        {
            **service("state: 이용 불가\nsince: 2023-11-17 09:00"),
            f"{STORY}/1117-0850-mois.md": "---\nimpact: {x: 중단}\n---\n",
            **update("status: 해결"),
        },
        [f"{SERVICE}:2:8 ~state_outlived_incident"],
    ),
    # --- stories ---
    "no head": (
        {"incidents/2023/1201-x/1201-0900-mois.md": "---\nstatus: identified\n---\n"},
        ["incidents/2023/1201-x/incident.md:1:1 story_without_head"],
    ),
    "no updates": (
        {"incidents/2023/1201-x/incident.md": "---\ntitle: 가\n---\n"},
        ["incidents/2023/1201-x/incident.md:1:1 ~no_updates"],
    ),
    "a first update without a status": (
        {
            "incidents/2023/1201-x/incident.md": "---\ntitle: 가\n---\n",
            "incidents/2023/1201-x/1201-0900-mois.md": "---\nimpact: {saeol: 느림}\n---\n",
        },
        ["incidents/2023/1201-x/1201-0900-mois.md:1:1 ~first_status_missing"],
    ),
    "201 updates": (
        {f"{STORY}/1117-{9 + n // 60:02}{n % 60:02}-mois.md": "---\n---\n" for n in range(200)},
        [f"{STORY}/incident.md:1:1 too_many_updates"],
    ),
    "an update before its incident": (
        {f"{STORY}/0105-0900-mois.md": "---\nstatus: resolved\n---\n"},
        [f"{STORY}/0105-0900-mois.md:1:1 before_incident"],
    ),
    "a beginning after the first word": (
        {f"{STORY}/incident.md": "---\ntitle: 새올 장애\nbegan: 2023-11-17 09:00\n---\n"},
        [f"{STORY}/incident.md:1:1 began_after_first_word"],
    ),
    "a claim on nothing": (update("impact: {seaol: 중단}"), [f"{UPDATE}:2:10 unknown_thing"]),
    "a claim on no way": (update("impact: {resident-copy/wep: 중단}"), [f"{UPDATE}:2:10 unknown_way"]),
    "a claim on a way of a service without ways": (
        {**service(""), **update("impact: {x/web: 중단}")},
        [f"{UPDATE}:2:10 no_such_way"],
    ),
    "a state that is none": (update("impact: {saeol: major_outge}"), [f"{UPDATE}:2:17 not_one_of"]),
    "a claim without a state": (update("impact: {saeol: }"), [f"{UPDATE}:2:10 empty_field"]),
    "a status of maintenance": (update("status: scheduled"), [f"{UPDATE}:2:9 not_one_of"]),
    "a claim after the end": (
        {f"{STORY}/1117-0850-mois.md": "---\nstatus: resolved\n---\n", **update("impact: {saeol: 중단}")},
        [f"{UPDATE}:2:10 claim_after_resolved"],
    ),
    "a claim at the end": (
        update("status: resolved\nimpact: {saeol: 느림}"),
        [f"{UPDATE}:3:10 ~claim_in_resolved"],
    ),
    "a claim on what ended": (
        {"systems/old.yaml": "name: 옛것\nretired: 2020-01-01\n", **update("impact: {old: 중단}")},
        [f"{UPDATE}:2:10 ~claim_on_retired"],
    ),
    "a correction of nothing": (update("corrects: 1117-0830-mois"), [f"{UPDATE}:2:11 corrects_nothing"]),
    "a correction of what comes later": (
        {f"{STORY}/1118-0900-mois.md": "---\n---\n", **update("corrects: 1118-0900-mois")},
        [f"{UPDATE}:2:11 corrects_later"],
    ),
    "relief without words": (update("relief: [{kind: 기한 연장}]"), [f"{UPDATE}:2:10 missing_field"]),
    "relief for a system": (
        update("relief: [{kind: 기한 연장, what: 가, services: [saeol]}]"),
        [f"{UPDATE}:2:44 wrong_kind"],
    ),
    "a new way that is there": (
        update("channels: [{id: web, kind: web, name: 임시, services: [resident-copy]}]"),
        [f"{UPDATE}:2:12 new_way_exists"],
    ),
    "a new way for nothing": (
        update("channels: [{id: paper, kind: counter, name: 종이}]"),
        [f"{UPDATE}:2:12 missing_field"],
    ),
    "a translation into no language": (
        {f"{STORY}/1117-0840-mois.zh.md": "正在确认\n"},
        [f"{STORY}/1117-0840-mois.zh.md:1:1 translation_language"],
    ),
    "a translation of nothing": (
        {
            "site.yaml": SITE.replace("[ko]", "[ko, en]").replace("민원 서비스 상태", "Status"),
            f"{STORY}/1117-0841-mois.en.md": "Checking.\n",
        },
        [f"{STORY}/1117-0841-mois.en.md:1:1 translation_of_nothing"],
    ),
    "facts in a translation": (
        {"site.yaml": BOTH, f"{STORY}/1117-0840-mois.en.md": "---\nstatus: resolved\n---\nChecking.\n"},
        [f"{STORY}/1117-0840-mois.en.md:2:1 fact_in_translation"],
    ),
    "words without a translation": (
        {"site.yaml": BOTH},
        [f"{STORY}/1117-0840-mois.md:5:1 ~words_untranslated"],
    ),
    "a title without a translation": (
        {"site.yaml": BOTH, f"{STORY}/1117-0840-mois.md": "---\nstatus: 확인 중\ntitle: 정정\n---\n"},
        [f"{STORY}/1117-0840-mois.md:1:1 ~title_untranslated"],
    ),
    "a name without a translation": (
        {"site.yaml": BOTH, "agencies/mof.yaml": "name: {ko: 기획재정부}\n"},
        ["agencies/mof.yaml:1:7 ~untranslated"],
    ),
}
"""What people get wrong: the files, and every problem of the run."""


class TestMistakes:
    @pytest.mark.parametrize(("files", "expected"), MISTAKES.values(), ids=MISTAKES)
    def test_each_is_named_once_and_at_its_place(
        self, tmp_path: Path, files: dict[str, str | bytes], expected: list[str]
    ) -> None:
        """Whoever types it at three in the morning is taken to the very word, and told nothing else."""
        found = said(reading(tmp_path, files))
        if str(files.get("site.yaml", "")).count("[ko, en]"):
            # The other files of the small site are in Korean only; the row is about the one it names.
            found = [line for line in found if line.split()[-1] in (expected[0].split()[-1], "~never")]
            found = [line for line in found if line.split(":")[0] == expected[0].split(":")[0]]

        assert expected == found

    def test_the_small_site_itself_is_without_fault(self, tmp_path: Path) -> None:
        """Else the table would prove nothing."""
        assert [] == said(reading(tmp_path, {}))

    @pytest.mark.parametrize(
        ("words", "example"), [("{ko: 가}", "{ko: …, en: …}"), ("{en: A}", "{en: …, ko: …}")]
    )
    def test_missing_words_are_asked_for_beside_those_of_another_language(
        self, tmp_path: Path, words: str, example: str
    ) -> None:
        found = reading(tmp_path, {"site.yaml": BOTH, "agencies/mof.yaml": f"name: {words}\n"}).problems

        (told,) = [problems.say(problem, "en") for problem in found if "mof" in problem.place.file]

        assert told.endswith(f"Write {example}.")

    def test_several_mistakes_are_all_listed_at_once(self, tmp_path: Path) -> None:
        """Fixing one problem to be told of the next is what makes people give up."""
        wrong = "nmae: 가\nimportance: urgent\nchannels:\n  - {id: web, kind: wep, phne: 110}\n"

        assert [
            f"{SERVICE}:1:1 missing_field",
            f"{SERVICE}:1:1 unknown_field",
            f"{SERVICE}:2:13 not_one_of",
            f"{SERVICE}:4:21 not_one_of",
            f"{SERVICE}:4:26 unknown_field",
        ] == said(reading(tmp_path, {SERVICE: wrong}))

    def test_a_missing_settings_file_refuses_everything(self, tmp_path: Path) -> None:
        """Without it there is no name, no address, nothing to build."""
        found = load.site(tmp_path)

        assert (None, ["site.yaml:1:1 no_site_file"]) == (found.site, said(found))
        assert Severity.REFUSAL is found.problems[0].severity

    @pytest.mark.parametrize(
        "row", ["no name", "a tag without a year", "an unknown time zone", "an address with a question"]
    )
    def test_settings_without_which_nothing_can_be_built_are_refused(self, tmp_path: Path, row: str) -> None:
        """The last good page stays, rather than one at a wrong address."""
        found = reading(tmp_path, MISTAKES[row][0])

        assert found.refused
        assert Severity.REFUSAL is found.problems[0].severity

    def test_settings_that_do_not_parse_are_the_only_problem(self, tmp_path: Path) -> None:
        """Without languages and a clock every other file would be complained about in vain."""
        found = reading(tmp_path, {"site.yaml": "name: 가: 나\n", SERVICE: "nmae: x\n"})

        assert ["site.yaml:1:7 second_colon"] == said(found)

    def test_every_code_the_readers_use_is_in_the_table(self) -> None:
        """A problem nobody has produced is a sentence nobody has read."""
        package = Path(load.__file__).parent
        used = set()
        for path in (*package.glob("*.py"), package.parent / "source.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and node.value in problem_words.WORDS:
                    used.add(str(node.value))
        produced = {re.sub(r"^.*[ ~]", "", line) for _, expected in MISTAKES.values() for line in expected}
        elsewhere = {"file_is_link", "file_is_special", "file_unreadable", "no_site_file", "holidays_library"}
        elsewhere |= {"odd_file_name"}

        assert set() == used - produced - elsewhere


class TestDisk:
    """What lies in the folder need not be a file with words."""

    def test_links_are_not_followed(self, tmp_path: Path) -> None:
        """A link in a pull request could show any file of the machine that builds."""
        write(tmp_path, GOOD)
        (tmp_path / "secret").write_text("name: 비밀\n")
        (tmp_path / "status/systems/x.yaml").symlink_to(tmp_path / "secret")
        (tmp_path / "status/incidents/2024").symlink_to(tmp_path / "status/incidents/2023")

        found = load.site(tmp_path)

        assert ["incidents/2024:1:1 file_is_link", "systems/x.yaml:1:1 file_is_link"] == said(found)

    def test_a_pipe_does_not_hold_up_the_build(self, tmp_path: Path) -> None:
        """Reading one waits for ever."""
        write(tmp_path, GOOD)
        os.mkfifo(tmp_path / "status/systems/x.yaml")

        assert ["systems/x.yaml:1:1 file_is_special"] == said(load.site(tmp_path))

    def test_a_file_name_that_is_no_text_is_named(self, tmp_path: Path) -> None:
        """Old archives unpack Korean names as bytes."""
        write(tmp_path, GOOD)
        Path(os.fsdecode(os.fsencode(tmp_path / "status/systems") + b"/\xb0\xa1.yaml")).write_text(
            "name: x\n"
        )

        assert ["systems/\ufffd\ufffd.yaml:1:1 odd_file_name"] == said(load.site(tmp_path))

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_a_file_nobody_may_read_is_named(self, tmp_path: Path) -> None:
        """It must not look as if it were not there."""
        write(tmp_path, GOOD)
        (tmp_path / "status/systems/saeol.yaml").chmod(0)

        assert ["systems/saeol.yaml:1:1 file_unreadable"] == said(load.site(tmp_path))

    @pytest.mark.parametrize(
        "name",
        [".DS_Store", "Thumbs.db", "saeol.yaml~", ".saeol.yaml.swp", "~$saeol.yaml", "README.md", ".gitkeep"],
    )
    def test_litter_is_passed_over(self, tmp_path: Path, name: str) -> None:
        """Editors and file managers leave it everywhere."""
        assert [] == said(reading(tmp_path, {f"systems/{name}": b"\xff\0"}))


class TestQuarantine:
    """One broken file leaves its own thing unknown, and nothing else (rule 7)."""

    def test_what_needs_an_unreadable_file_is_not_at_fault(self, tmp_path: Path) -> None:
        """The system still exists; dozens of files that name it must not be blamed."""
        found = reading(tmp_path, {"systems/saeol.yaml": "name: 가: 나\n"})

        assert ["systems/saeol.yaml:1:7 second_colon"] == said(found)
        assert found.site is not None
        assert frozenset({"saeol"}) == found.site.misread
        assert found.site.systems["saeol"].doubtful
        assert (Unread("system", "saeol", Place("status/systems/saeol.yaml")),) == found.site.unread

    def test_ways_of_an_unreadable_service_are_not_at_fault(self, tmp_path: Path) -> None:
        """Nobody can know which ways it has."""
        files = {
            "services/mois/resident-copy.yaml": "[\n",
            **update("impact: {resident-copy/web: 중단, saeol: 느림}"),
        }

        found = reading(tmp_path, files)

        assert ["services/mois/resident-copy.yaml:1:1 bracket_open"] == said(found)
        assert found.site is not None
        assert ["saeol"] == [claim.thing for claim in found.site.incidents[0].updates[1].claims]

    def test_a_doubtful_way_leaves_its_neighbours_alone(self, tmp_path: Path) -> None:
        """Somebody still gets the thing done by the ways that are described well."""
        files = service("channels:\n  - {id: a, kind: wep}\n  - {id: b, kind: web}")

        found = reading(tmp_path, files).site

        assert found is not None
        assert found.services["x"].doubtful
        assert [True, False] == [way.doubtful for way in found.services["x"].channels]

    def test_an_unreadable_update_is_there_and_doubtful(self, tmp_path: Path) -> None:
        """An incident of which nothing can be read must not look like calm."""
        found = reading(tmp_path, update("status: 'resolved")).site

        assert found is not None
        last = found.incidents[0].updates[-1]
        assert (True, datetime(2023, 11, 17, 9, tzinfo=SEOUL), "mois", None) == (
            last.doubtful, last.at, last.by, last.status,
        )  # fmt: skip
        assert found.incidents[0].is_open(datetime(2024, 1, 1, tzinfo=SEOUL))
        assert found.incidents[0].doubtful

    @pytest.mark.parametrize("folder", ["2023/行政網-障碍", "23/1117-saeol", "2023/1117-saeol/old"])
    def test_an_incident_in_a_folder_that_cannot_be_is_not_mistaken_for_calm(
        self, tmp_path: Path, folder: str
    ) -> None:
        """Somebody wrote something there; the page must not say that all is well."""
        found = reading(tmp_path, {f"incidents/{folder}/1201-0900-mois.md": "---\nstatus: identified\n---\n"})

        assert found.site is not None
        assert ["incident"] == [unread.kind for unread in found.site.unread]

    def test_a_folder_whose_name_is_nearly_right_is_read(self, tmp_path: Path) -> None:
        """The notice goes out; the name is put right later."""
        files = {
            name.replace("1117-saeol", "1201_Saeol"): words for name, words in GOOD.items() if STORY in name
        }

        found = reading(
            tmp_path, {name.replace("1117-0840", "1201-0840"): words for name, words in files.items()}
        )

        assert ["incidents/2023/1201_Saeol:1:1 bad_id"] == said(found)
        assert found.site is not None
        assert ["1117-saeol", "1201-saeol"] == [incident.id for incident in found.site.incidents]
        assert () == found.site.unread

    @pytest.mark.parametrize(
        "names",
        ["1128-전산망 1128-홈택스", "1128-電算網 1128-稅務", "1128-Hometax 1128-hometax", "1128-a 1128_a"],
    )
    @pytest.mark.parametrize("kind", STORIES)
    def test_two_stories_never_become_one(self, tmp_path: Path, kind: str, names: str) -> None:
        """What was written second would take the address of the first, or be told as a part of it."""
        files = {
            f"{kind}/2023/{name}{part}": words.replace("TITLE", name)
            for name in names.split()
            for part, words in STORIES[kind].items()
        }
        found = reading(tmp_path, files).site

        assert found is not None
        told = [story for story in (*found.stories, *found.notices) if story.id != "1117-saeol"]
        assert set(names.split()) == {dict(story.title.versions)["ko"] for story in told}
        assert 2 == len({story.key for story in told})

    def test_of_two_stories_with_one_name_the_one_that_bears_it_has_the_address(self, tmp_path: Path) -> None:
        files = {
            f"incidents/2023/{name}{part}": words.replace("TITLE", name)
            for name in ("1128-Hometax", "1128-hometax")
            for part, words in STORIES["incidents"].items()
        }
        found = reading(tmp_path, files)

        twice = [problem for problem in found.problems if problem.code == "story_twice"]
        assert found.site is not None
        assert {"1128-hometax": "1128-hometax", "1128-hometax-2": "1128-Hometax"} == {
            story.id: dict(story.title.versions)["ko"] for story in found.site.incidents[1:]
        }
        assert [("status/incidents/2023/1128-Hometax", "status/incidents/2023/1128-hometax")] == [
            (problem.place.file, dict(problem.details)["first"]) for problem in twice
        ]

    @pytest.mark.parametrize(
        ("began", "said_at", "right"), [("1117", "0105", "20240105-0900-mois.md"), ("1117", "1017", None)]
    )
    def test_only_what_goes_on_after_new_year_is_given_the_next_year(
        self, tmp_path: Path, began: str, said_at: str, right: str | None
    ) -> None:
        """A slip in the month would become a word that waits for eleven months."""
        found = reading(tmp_path, {f"incidents/2023/{began}-saeol/{said_at}-0900-mois.md": HEAD})

        assert [right] == [dict(one.details).get("right") or None for one in found.problems]

    def test_of_a_note_with_two_versions_citizens_read_neither(self, tmp_path: Path) -> None:
        """Which one is meant, its writer has to say; until then the state is being checked."""
        found = reading(tmp_path, {UPDATE: f"{HEAD}<<<<<<< HEAD\n복구했습니다\n=======\n>>>>>>> a\n"}).site

        assert found is not None
        last = found.incidents[0].updates[-1]
        assert (True, None, None) == (last.doubtful, last.status, last.words)

    @pytest.mark.parametrize("words", ["제목\n=======\n글", "글 <<<<<<< 글", "> > > 글", "    <<<<<<< HEAD"])
    def test_what_only_looks_like_two_versions_is_read(self, tmp_path: Path, words: str) -> None:
        found = reading(tmp_path, {UPDATE: f"{HEAD}{words}\n"})

        assert "merge_conflict" not in {problem.code for problem in found.problems}

    def test_a_korean_name_is_spelt_out_for_the_address(self, tmp_path: Path) -> None:
        found = reading(
            tmp_path, {name.replace("1117-saeol", "1117-전산망"): words for name, words in GOOD.items()}
        )

        assert found.site is not None
        assert "1117-jeonsanmang" in [incident.id for incident in found.site.incidents]
        assert ["1117-jeonsanmang"] == [dict(problem.details).get("right") for problem in found.problems]

    def test_a_misspelt_field_leaves_its_way_in_doubt(self, tmp_path: Path) -> None:
        """What was meant by it is not known."""
        found = reading(tmp_path, service("channels: [{id: web, kind: web, urll: https://www.gov.kr}]")).site

        assert found is not None
        assert found.services["x"].channels[0].doubtful

    def test_a_new_way_that_cannot_be_read_is_reported_once(self, tmp_path: Path) -> None:
        """What names it is not at fault."""
        files = update(
            "impact: {resident-copy/paper: 정상}\n"
            "channels: [{id: paper, kind: conter, name: 종이, services: [resident-cpy]}]"
        )

        assert [f"{UPDATE}:3:30 not_one_of", f"{UPDATE}:3:59 unknown_service"] == said(
            reading(tmp_path, files)
        )

    def test_a_state_that_cannot_be_read_counts_as_unknown(self, tmp_path: Path) -> None:
        """Something was said about it; it is surely not fine."""
        found = reading(tmp_path, update("impact: {resident-copy: brokn}")).site

        assert found is not None
        claims = found.incidents[0].updates[1].claims
        assert [("resident-copy", State.UNKNOWN)] == [(claim.thing, claim.state) for claim in claims]

    def test_relief_for_nothing_known_is_not_relief_for_everything(self, tmp_path: Path) -> None:
        """An empty list of services means all of them; a slip must not promise that."""
        found = reading(
            tmp_path, update("relief: [{kind: 수수료 면제, what: 무료, services: [residents]}]")
        ).site

        assert found is not None
        assert () == found.incidents[0].updates[1].relief

    def test_two_things_with_one_name_are_both_in_doubt(self, tmp_path: Path) -> None:
        """Two agencies with a login.yaml must be told, not silently merged."""
        files = {"services/mois/login.yaml": "name: 가\n", "agencies/nts.yaml": "name: 국세청\n",
                 "services/nts/login.yaml": "name: 나\n"}  # fmt: skip

        found = reading(tmp_path, files)

        assert ["services/nts/login.yaml:1:1 id_twice"] == said(found)
        assert (("first", "status/services/mois/login.yaml"),) == found.problems[0].details
        assert found.site is not None
        assert frozenset({"login"}) == found.site.misread

    def test_a_round_of_needs_names_its_path_and_is_cut(self, tmp_path: Path) -> None:
        """Whoever follows needs must come to an end."""
        found = reading(tmp_path, MISTAKES["needs in a round"][0])

        assert (("path", "a → b → c → a"),) == found.problems[0].details
        assert found.site is not None
        assert frozenset("abc") == found.site.misread
        systems = found.site.systems
        assert () == cycles({id: system.needs for id, system in systems.items()})


class TestSite:
    """What is written well arrives as it was meant."""

    def test_settings(self, tmp_path: Path) -> None:
        """The demonstration of every field of site.yaml."""
        words = BOTH + (
            "time_zone: Asia/Seoul\ndemonstration: yes\nfresh_for: 90m\nhost: 행정안전부\n"
            "holidays: {2023-12-25: {ko: 성탄절, en: Christmas}}\nmirrors: [https://mirror.example.org]\n"
            "publish: [{folder: public}, {name: pages, branch: gh-pages}]\n"
        )
        site = good(tmp_path, {"site.yaml": words})

        assert ("ko", "en") == site.languages
        assert SEOUL == site.zone
        assert (True, False) == (site.demonstration, site.official)
        assert timedelta(minutes=90) == site.fresh_for
        assert {date(2023, 12, 25): Text((("ko", "성탄절"), ("en", "Christmas")))} == site.holidays
        assert ("https://mirror.example.org/",) == site.mirrors
        assert [("folder", "folder", "public"), ("pages", "branch", "gh-pages")] == [
            (target.name, target.kind, target.where) for target in site.publish
        ]
        assert "statuspage <statuspage@status.example.go.kr>" == site.publish[1].author
        assert [("110", "국민콜 110")] == [(help.phone, help.name.said("ko").words) for help in site.help]

    def test_receivers(self, tmp_path: Path) -> None:
        """Who is told of news, of which, and where the environment keeps their secrets."""
        words = BOTH + (
            "tell:\n"
            "  - {name: ops, kind: json, url_from: OPS_URL, secret_from: OPS_KEY, language: en}\n"
            "  - {name: room, kind: teams, url_from: ROOM, only: {services: resident-copy, regions: seoul}}\n"
        )
        ops, room = good(tmp_path, {"site.yaml": words}).tell

        assert Receiver("ops", ReceiverKind.JSON, "OPS_URL", "OPS_KEY", "en") == ops
        assert ("teams", "ROOM", "ko", ("resident-copy",), ("seoul",)) == (
            room.kind.value, room.url_from, room.language, room.services, room.regions,
        )  # fmt: skip

    @pytest.mark.parametrize(
        "receiver",
        [
            "{name: ops, kind: slack, url: SECRET}",
            "{name: ops, kind: slack, url_from: SECRET}",
            "{name: SECRET, kind: SECRET, url_from: OPS, language: SECRET}",
            "{name: ops, kind: slack, url_from: OPS, hook: SECRET, only: {services: [SECRET]}, SECRET: x}",
            "SECRET",
        ],
    )
    def test_the_address_of_a_receiver_is_repeated_nowhere(self, tmp_path: Path, receiver: str) -> None:
        """It is a password, and what `check` says stands in public logs."""
        address = "'https://hooks.example.org/services/T0/B0/geheim'"
        found = reading(tmp_path, told(receiver.replace("SECRET", address)))
        said = problems.text(found.problems, "en") + problems.as_json(found.problems)

        assert Severity.ERROR == max(problem.severity for problem in found.problems)
        assert "geheim" not in said + problems.github(found.problems)

    def test_a_way_says_what_its_shared_channel_says_unless_it_says_otherwise(self, tmp_path: Path) -> None:
        """ "Any community centre" is described once and used by many services."""
        site = good(tmp_path, {
            "channels/community-center.yaml": (
                "name: 주민센터\nkind: counter\nneeds: [saeol]\nhours: 평일 09:00-18:00\nfee: 400원\n"
                "state: 느림\nsince: 2023-11-17 09:00\n"
            ),
            SERVICE: (
                "name: 엑스\n"
                "channels: [{use: community-center, fee: 무료, needs: [{system: saeol, at_most: 느림}]}]\n"
            ),
        })  # fmt: skip

        way, shared = site.services["x"].channels[0], site.channels["community-center"]
        assert ("community-center", "community-center", Kind.COUNTER) == (way.id, way.use, way.kind)
        assert (shared.name, shared.hours) == (way.name, way.hours)
        assert Text((("ko", "무료"),)) == way.fee
        assert [(("saeol",), State.DEGRADED_PERFORMANCE)] == [
            (need.any_of, need.at_most) for need in way.needs
        ]
        assert None is way.standing
        assert isinstance(shared.standing, Standing)

    def test_a_way_without_a_name_is_called_by_its_kind(self, tmp_path: Path) -> None:
        """Nobody should have to type "website" a hundred times."""
        site = good(tmp_path, {})

        assert Text((("ko", "누리집"),)) == site.services["resident-copy"].channels[0].name

    def test_typed_text_stays_typed(self, tmp_path: Path) -> None:
        """YAML would make 138 of 0212, 540 of 9:00 and False of no."""
        site = good(tmp_path, service("about: no\nkeywords: [0212, 9:00, 1.10, on]"))

        assert Text((("ko", "no"),)) == site.services["x"].about
        assert ("0212", "9:00", "1.10", "on") == site.services["x"].keywords

    def test_an_update_with_everything(self, tmp_path: Path) -> None:
        """Every field an update may have."""
        site = good(tmp_path, update(
            "status: 복구 중\ntitle: 둘째 소식\nimpact: {saeol: 일부 제한, resident-copy/paper: 정상}\n"
            "next_update: 2023-11-17T06:00Z\nexpected: 미정\nprovisional: resident-copy/web\n"
            "without: {resident-copy/counter: 인감}\nregions: [daejeon]\ncorrects: 1117-0840-mois\n"
            "relief: [{kind: 기한 연장, services: [resident-copy, community-center], what: 연장, "
            "until: 2023-11-24}]\n"
            "channels: [{id: paper, kind: 창구, name: 종이 접수, services: [resident-copy]}]"
        ))  # fmt: skip

        found = site.incidents[0].updates[1]
        assert (Status.IDENTIFIED, "mois", False) == (found.status, found.by, found.doubtful)
        assert [
            ("saeol", State.PARTIAL_OUTAGE, ("daejeon",)),
            ("resident-copy/paper", State.OPERATIONAL, ("daejeon",)),
        ] == [(claim.thing, claim.state, claim.regions) for claim in found.claims]
        assert datetime(2023, 11, 17, 15, tzinfo=SEOUL) == found.next_update
        assert Expected() == found.expected
        assert (("resident-copy/web",), "1117-0840-mois") == (found.provisional, found.corrects)
        assert (("resident-copy/counter", Text((("ko", "인감"),))),) == found.without
        relief = found.relief[0]
        assert (ReliefKind.DEADLINE_EXTENSION, None) == (relief.kind, relief.starts)
        assert datetime(2023, 11, 25, tzinfo=SEOUL) == relief.ends, "through the end of the 24th"
        new = found.channels[0]
        assert (("resident-copy",), "paper", found.at) == (new.services, new.channel.id, new.channel.starts)

    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("not known", Expected()),
            ("모름", Expected()),
            ("2023-11-18 09:00", Expected(at=datetime(2023, 11, 18, 9, tzinfo=SEOUL))),
            ("내일 오전", Expected(words=Text((("ko", "내일 오전"),)))),
            ("{ko: 내일 오전}", Expected(words=Text((("ko", "내일 오전"),)))),
        ],
    )
    def test_an_estimate_is_a_moment_or_words_or_that_nobody_knows(
        self, tmp_path: Path, typed: str, expected: Expected
    ) -> None:
        """ "Not known" is an answer too."""
        assert expected == good(tmp_path, update(f"expected: {typed}")).incidents[0].updates[1].expected

    def test_a_second_update_of_the_same_minute_has_a_number(self, tmp_path: Path) -> None:
        """Nobody should have to lie about the time to be let in."""
        site = good(tmp_path, {f"{STORY}/1117-0840-mois-2.md": "---\n---\n더 알아냈습니다.\n"})

        assert [("1117-0840-mois", "mois"), ("1117-0840-mois-2", "mois")] == [
            (update.id, update.by) for update in site.incidents[0].updates
        ]

    def test_the_file_may_say_another_time_and_speaker_than_its_name(self, tmp_path: Path) -> None:
        """A file is easier to edit than to rename."""
        site = good(
            tmp_path, {f"{STORY}/1118-0000-typo.md": "---\nat: 2024-01-05T09:00+09:00\nby: mois\n---\n"}
        )

        last = site.incidents[0].updates[-1]
        assert (datetime(2024, 1, 5, 9, tzinfo=SEOUL), "mois") == (last.at, last.by)

    def test_an_update_of_the_next_year_says_so(self, tmp_path: Path) -> None:
        """The folder's year is not the year of everything in it."""
        site = good(tmp_path, {f"{STORY}/20240105-0900-mois.md": "---\nstatus: resolved\n---\n"})

        assert datetime(2024, 1, 5, 9, tzinfo=SEOUL) == site.incidents[0].updates[-1].at

    def test_a_translation_brings_words_and_nothing_else(self, tmp_path: Path) -> None:
        """Facts are in one place, so that two languages cannot contradict each other."""
        site = good(tmp_path, {
            "site.yaml": BOTH,
            UPDATE: "---\ntitle: 둘째\n---\n확인 중\n",
            f"{STORY}/1117-0900-mois.en.md": "---\ntitle: Second\n---\nChecking\n",
            f"{STORY}/incident.en.md": "About it\n",
            NOTICE: "---\ntitle: {ko: 새 주소, en: New address}\n---\n옮겼습니다\n",
            "notices/2026/0115-new.en.md": "---\n---\nMoved\n",
        })  # fmt: skip

        found = site.incidents[0].updates[1]
        assert Text((("ko", "둘째"), ("en", "Second"))) == found.title
        assert Text((("ko", "확인 중"), ("en", "Checking"))) == found.words
        assert Text((("en", "About it"),)) == site.incidents[0].words
        assert Text((("ko", "옮겼습니다"), ("en", "Moved"))) == site.notices[0].words

    def test_maintenance_with_repetition_and_updates(self, tmp_path: Path) -> None:
        """The planned work of a year is one file."""
        site = good(tmp_path, {
            f"{WORK}/notice.md": (
                "---\ntitle: 점검\nstarts: 2026-04-02 22:00\nends: 2026-04-03 02:00\n"
                "repeats: 매월 첫째 일요일\nimpact: {resident-copy/web: 점검 중}\n"
                "by: mois\nannounced: 2026-03-20\n---\n정기 점검\n"
            ),
            f"{WORK}/0403-0130-mois.md": "---\nstatus: 진행 중\nends: 2026-04-03 04:00\n---\n길어집니다.\n",
        })  # fmt: skip

        work = site.maintenance[0]
        assert (datetime(2026, 4, 2, 22, tzinfo=SEOUL), "mois") == (work.starts, work.by)
        assert datetime(2026, 3, 20, tzinfo=SEOUL) == work.announced
        assert None is not work.repeats
        assert [State.UNDER_MAINTENANCE] == [claim.state for claim in work.claims]
        assert (Status.IN_PROGRESS, datetime(2026, 4, 3, 4, tzinfo=SEOUL)) == (
            work.updates[0].status,
            work.updates[0].ends,
        )

    def test_a_notice_begins_on_the_day_in_its_name(self, tmp_path: Path) -> None:
        """And runs through the end of its last day."""
        site = good(
            tmp_path, {NOTICE: "---\ntitle: 새 주소\nuntil: 2026-01-31\nabout: [mois, resident-copy]\n---\n"}
        )

        notice = site.notices[0]
        assert (datetime(2026, 1, 15, tzinfo=SEOUL), datetime(2026, 2, 1, tzinfo=SEOUL)) == (
            notice.starts,
            notice.ends,
        )
        assert ("mois", "resident-copy") == notice.about

    def test_marks_windows_leaves_and_split_syllables_are_fine(self, tmp_path: Path) -> None:
        """Byte-order marks, CRLF and macOS's decomposed Hangul come from ordinary editors."""
        import unicodedata

        words = unicodedata.normalize("NFD", "---\r\ntitle: 새올 장애\r\n---\r\n본문\r\n")
        site = good(tmp_path, {f"{STORY}/incident.md": b"\xef\xbb\xbf" + words.encode()})

        assert Text((("ko", "새올 장애"),)) == site.incidents[0].title
        assert Text((("ko", "본문"),)) == site.incidents[0].words

    def test_invisible_spaces_after_a_colon_are_spaces(self, tmp_path: Path) -> None:
        """Korean keyboards and web pages make them; nobody can see the difference."""
        site = good(tmp_path, service("importance:\u3000high\nabout:\u00a0설명"))

        assert (Importance.HIGH, Text((("ko", "설명"),))) == (
            site.services["x"].importance,
            site.services["x"].about,
        )

    def test_every_update_is_in_order(self, tmp_path: Path) -> None:
        """Names sort by month; updates by moment."""
        site = good(tmp_path, {
            f"{STORY}/20240105-0900-mois.md": "---\n---\n", f"{STORY}/1231-0900-mois.md": "---\n---\n",
        })  # fmt: skip

        moments = [update.at for update in site.incidents[0].updates]
        assert sorted(moments) == moments


class TestMemory:
    """What a file says may be remembered, because it depends on nothing else."""

    def test_with_and_without_memory_the_same_comes_out(self, tmp_path: Path) -> None:
        """A cache that can lie is worse than none."""
        remembered: dict[bytes, object] = {}
        write(tmp_path, {**GOOD, **MISTAKES["a claim on no way"][0]})
        first = load.site(tmp_path, remembered)
        stored = pickle.loads(pickle.dumps(remembered))  # noqa: S301

        again = load.site(tmp_path, stored)

        assert first == again == load.site(tmp_path)
        assert len(remembered) == len(stored)

    def test_a_changed_file_is_read_again(self, tmp_path: Path) -> None:
        """As is everything when the settings that decide the reading change."""
        remembered: dict[bytes, object] = {}
        write(tmp_path, GOOD)
        load.site(tmp_path, remembered)
        known = len(remembered)

        write(tmp_path, {"systems/saeol.yaml": "name: 새 이름\n"})
        site = load.site(tmp_path, remembered).site
        assert site is not None
        assert ("새 이름", known + 1) == (site.systems["saeol"].name.said("ko").words, len(remembered))
        write(tmp_path, site_with("help:", "time_zone: UTC\nhelp:"))
        assert load.site(tmp_path, remembered) == load.site(tmp_path)

    def test_a_remembered_story_follows_the_things_it_names(self, tmp_path: Path) -> None:
        """Its own files say the same; whether what they name is there, and until when, others say."""
        birth = (
            "---\nby: mois\nimpact: {resident-copy/web: major_outage}\nchannels:\n"
            "  - {id: desk, services: [resident-copy], use: community-center}\n---\n말\n"
        )
        files = {**GOOD, "incidents/2023/1118-birth/incident.md": "---\ntitle: 새 창구\n---\n"}
        files["incidents/2023/1118-birth/1118-0900-mois.md"] = birth
        changes: dict[str, list[str | None]] = {
            "agencies/mois.yaml": [None, "name: 다른 이름\n"],
            "systems/saeol.yaml": [None, "name: 새올\noperator: mois\nretired: 2023-01-01\n"],
            "channels/community-center.yaml": [None, "name: 행정복지센터\nkind: counter\nphone: '110'\n"],
            "services/mois/resident-copy.yaml": [
                None,
                "name: [\n",
                "name: 등본\ncategory: certificates\nretired: 2023-01-01\nchannels: [{id: web, kind: web}]\n",
                "name: 등본\ncategory: certificates\nchannels: [{id: desk, kind: counter}]\n",
            ],
        }
        told = set()
        for name, words in ((name, words) for name, many in changes.items() for words in many):
            remembered: dict[bytes, object] = {}
            write(tmp_path, files)
            load.site(tmp_path, remembered)
            if words is None:
                (tmp_path / "status" / name).unlink()
            else:
                write(tmp_path, {name: words})

            now = load.site(tmp_path)
            assert now == load.site(tmp_path, remembered), (name, words)
            told.add(repr((now.site and now.site.incidents, now.problems)))
        assert len(told) == sum(map(len, changes.values()))  # each of them tells another story

    def test_most_stories_are_not_looked_into_again(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Ten thousand of them, for one new word about one."""
        remembered: dict[bytes, object] = {}
        write(tmp_path, GOOD)
        write(
            tmp_path, {f"notices/2023/{n}.md": "---\ntitle: 알림\nfrom: 2023-11-17\n---\n말\n" for n in "abc"}
        )
        load.site(tmp_path, remembered)
        write(tmp_path, {"notices/2023/b.md": "---\ntitle: 새 알림\nfrom: 2023-11-17\n---\n말\n"})
        looked: list[str] = []
        read = pieces.read

        def noted(spot: Spot, raw: bytes, reading: load.Reading) -> pieces.Piece:
            looked.append(spot.file)
            return read(spot, raw, reading)

        monkeypatch.setattr(pieces, "read", noted)

        load.site(tmp_path, remembered)

        assert ["status/notices/2023/b.md"] == looked

    def test_nonsense_in_memory_is_passed_over(self, tmp_path: Path) -> None:
        """Deleting or spoiling the memory is always safe."""
        remembered: dict[bytes, object] = {}
        write(tmp_path, GOOD)
        load.site(tmp_path, remembered)

        assert load.site(tmp_path, dict.fromkeys(remembered, "x")) == load.site(tmp_path)


class TestMoments:
    @pytest.mark.parametrize(
        "typed",
        [
            "2023-11-17 15:00",
            "2023-11-17T15:00",
            "2023-11-17T15:00+09:00",
            "2023-11-17 15:00 +0900",
            "2023-11-17T06:00Z",
            "2023-11-17 06:00z",
            "2023.11.17 15:00",
            "2023. 11. 17. 15:00",
            "2023-11-17 15:00:00",
            "2023-11-17  15:00",
            "2023-11-16T22:00-08:00",
        ],
    )
    def test_one_moment_has_many_spellings(self, typed: str) -> None:
        """All of these are unmistakable."""
        assert datetime(2023, 11, 17, 15, tzinfo=SEOUL) == moments.moment(typed, SEOUL)

    @pytest.mark.parametrize(
        "typed",
        [
            "3pm",
            "15:00",
            "23-11-17 15:00",
            "17/11/2023 15:00",
            "11/17/2023 15:00",
            "2023-11-17 3pm",
            "2023-11-17 오후 3:00",
            "2023-11-17 3:00 PM",
            "2023-11-17 15:00 KST",
            "2023-11-17 15:00 (한국시간)",
            "2023-11-17 24:00",
            "2023-11-17 25:00",
            "2023-11-17 15:60",
            "2023-02-29 15:00",
            "2023-13-01 00:00",
            "2023-00-10 00:00",
            "2023-11-17",
            "2023-11-17 15",
            "2023-11-17 15시",
            "20231117 1500",
            "1700000000",
            "내일 15:00",
            "2023-11-17 15:00+09",
            "2023-11-17 15:00+99:00",
            "0023-11-17 15:00",
            "2923-11-17 15:00",
            "２０２３-11-17 15:00",
            "2023-11-17 15:00 2023-11-17",
            "2023-11/17 15:00",
            "",
            " ",
        ],
    )
    def test_nothing_is_guessed(self, typed: str) -> None:
        """A wrong hour on the page sends people to a closed door."""
        with pytest.raises(moments.NotAMoment):
            moments.moment(typed, SEOUL)

    @pytest.mark.parametrize(
        ("typed", "right"),
        [
            ("2023-12-31 24:00", "2024-01-01 00:00"),
            ("2023-11-17 15:00 KST", "2023-11-17 15:00+09:00"),
            ("2023-11-17 15:00 UTC", "2023-11-17 15:00Z"),
            ("2023-11-17", "2023-11-17 09:00"),
        ],
    )
    def test_the_remedy_is_the_line_to_type(self, typed: str, right: str) -> None:
        """Copying it out of the message must be enough."""
        with pytest.raises(moments.NotAMoment) as wrong:
            moments.moment(typed, SEOUL)

        assert right == wrong.value.details["right"]
        assert moments.moment(right, SEOUL)

    def test_an_hour_that_comes_twice_is_exact_with_an_offset(self) -> None:
        """Moments of one zone are compared by the clock on the wall; these must stay an hour apart."""
        berlin = ZoneInfo("Europe/Berlin")
        first = moments.moment("2024-10-27 02:30+02:00", berlin)
        second = moments.moment("2024-10-27 02:30+01:00", berlin)

        assert timedelta(hours=1) == second - first
        assert first < second

    @given(
        st.datetimes(datetime(1990, 1, 2), datetime(2100, 12, 30)),  # noqa: DTZ001 (a clock on a wall)
        st.integers(-14 * 60, 14 * 60),
    )
    def test_what_is_written_out_is_read_back(self, wall: datetime, minutes: int) -> None:
        """With an offset, any moment survives being written down."""
        from datetime import timezone

        exact = wall.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))

        assert exact == moments.moment(exact.isoformat(), SEOUL)

    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("6h", 360),
            ("90m", 90),
            ("1d", 1440),
            ("6시간", 360),
            ("1h 30m", 90),
            ("1일 2시간", 1560),
            ("30분", 30),
        ],
    )
    def test_lengths_have_many_spellings(self, typed: str, expected: int) -> None:
        """In minutes."""
        assert timedelta(minutes=expected) == moments.length(typed)

    @pytest.mark.parametrize("typed", ["", "6", "0h", "-1h", "6 hours and more", "1.5h", "9999h", "h"])
    def test_other_lengths_are_refused(self, typed: str) -> None:
        """Six of what?"""
        with pytest.raises(moments.NotAMoment):
            moments.length(typed)


class TestNames:
    @pytest.mark.parametrize(
        "label", ["major_outage", "Major Outage", "major-outage", "이용 불가", "이용불가", "중단"]
    )
    def test_a_state_has_its_identifier_and_its_labels(self, label: str) -> None:
        """Nobody should have to know the English identifier at night."""
        assert State.MAJOR_OUTAGE is STATES.get(label, STATES.get(plain_label(label)))

    @given(st.text())
    def test_whatever_is_suggested_as_an_id_can_be_one(self, name: str) -> None:
        """Or nothing is suggested."""
        suggested = like_id(name)

        assert (
            "" == suggested
            or valid_id(suggested)
            or suggested in ("con", "nul", "index", "prn", "aux")
            or suggested[:3] in ("com", "lpt")
        )

    @given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=3)))
    def test_without_the_closing_needs_no_round_is_left(self, graph: dict[str, list[str]]) -> None:
        """Else somebody would follow needs for ever."""
        needs = {id: tuple(Need((other,)) for other in others) for id, others in graph.items()}
        for cycle in cycles(needs):
            last = cycle.path[-1]
            needs[last] = tuple(need for need in needs[last] if need is not cycle.need)

        assert () == cycles(needs)


KEYS = ("id", "kind", "ko", "use", "system", "saeol")


class TestAnything:
    """No file, however broken, ends the program: problems are values."""

    NAMES = (
        "site.yaml",
        SERVICE,
        "systems/saeol.yaml",
        f"{STORY}/incident.md",
        UPDATE,
        f"{WORK}/notice.md",
        NOTICE,
    )

    @settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(name=st.sampled_from(NAMES), raw=st.binary(max_size=200))
    def test_any_bytes_can_be_read(self, tmp_path: Path, name: str, raw: bytes) -> None:
        """A cat on the keyboard must not take the page down."""
        found = reading(tmp_path, {**dict.fromkeys(self.NAMES[1:], "name: x\n"), **GOOD, name: raw})

        assert found.problems

    @settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        name=st.sampled_from(NAMES),
        field=st.sampled_from(
            (
                "name",
                "channels",
                "impact",
                "needs",
                "state",
                "since",
                "relief",
                "languages",
                "help",
                "title",
                "starts",
                "without",
                "expected",
                "instead",
                "address",
                "time_zone",
                "holidays",
                "publish",
                "regions",
                "hours",
            )
        ),
        value=st.one_of(
            st.text(max_size=40),
            st.text(alphabet="{}[],:- #'\"&*!|>%@`~\n\t가a0", max_size=40),
            st.recursive(
                st.sampled_from(("x", "web", "2023-11-17 15:00", "", "saeol", "중단")),
                lambda inner: (
                    st.lists(inner, max_size=3).map(lambda items: "[" + ", ".join(items) + "]")
                    | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3).map(
                        lambda fields: (
                            "{" + ", ".join(f"{key}: {value}" for key, value in fields.items()) + "}"
                        )
                    )
                ),
                max_leaves=6,
            ),
        ),
    )
    def test_any_value_can_stand_in_any_field(
        self, tmp_path: Path, name: str, field: str, value: str
    ) -> None:
        """What is expected and what is written may differ in every way."""
        words = f"{field}: {value}\n"
        raw = (f"---\n{words}---\n" if name.endswith(".md") else words).encode("utf-8", "surrogatepass")
        found = reading(tmp_path, {name: raw})

        assert all(isinstance(problem, Problem) for problem in found.problems)

    def test_the_same_files_give_the_same_site(self, tmp_path: Path) -> None:
        """Whatever the hour, and whatever order the disk lists them in."""
        write(tmp_path / "a", GOOD)
        write(tmp_path / "b", dict(reversed(GOOD.items())))

        assert load.site(tmp_path / "a") == load.site(tmp_path / "b")


class TestWithheld:
    """What must never be public is noticed, and what only looks like it is left alone."""

    @pytest.mark.parametrize(
        ("words", "code", "shown"),
        [
            ("900101-1234568", "resident_number", "900101-1******"),
            ("9001011234568", "resident_number", "900101-1******"),
            # Given since October 2020: without a check digit.
            ("201231-3123456", "resident_number", "201231-3******"),
            ("900101-5234560", "resident_number", "900101-5******"),
            ("010 1234 5678로", "mobile_number", "010 1234 ****"),
            ("01012345678", "mobile_number", "0101234****"),
            ("+82 10-1234-5678", "mobile_number", "+82 10-1234-****"),
            ("gildong.hong@korea.kr", "email_of_person", "g***@korea.kr"),
            ("192.168.0.1", "internal_host", "192.***"),
            ("http://172.16.1.2:8080/", "internal_host", "172.***"),
            ("db-prod-01", "internal_host", "db-p***"),
            ("auth.ngs.local", "internal_host", "auth***"),
            (r"\\nas01\share", "internal_host", "nas0***"),
        ],
    )
    def test_it_is_found_and_its_tail_hidden(self, words: str, code: str, shown: str) -> None:
        """A list of problems lands in logs that more people read than the file."""
        assert [(code, shown)] == [(one.code, one.shown) for one in withheld.found(words)][:1]

    @pytest.mark.parametrize(
        "words",
        [
            "900101-9234568",  # no such century
            "901301-1234568",  # no such month
            "9001011234567",  # no check digit, no hyphen
            "접수번호 20231117-0001234",
            "02-1234-5678, 1588-2188, 110",
            "2023-11-17 15:00부터 2023-11-18 09:00까지",
            "minwon@korea.kr, help-desk@gov.kr",
            "8.8.8.8, 버전 1.2.3.4.5, 192.0.2.1",
            "https://www.gov.kr, gov24, IPv6, K-1588",
            "local government, internal affairs, www.localgov.kr",
        ],
    )
    def test_what_only_looks_like_it_is_left_alone(self, words: str) -> None:
        """Warnings that are wrong teach people not to read warnings."""
        assert [] == list(withheld.found(words))

    @pytest.mark.parametrize(
        "number",
        ["110", "1345", "1588-2188", "02-3210-0404", "044-200-1234", "070-1234-5678", "+1 202 555 0100"],
    )
    def test_numbers_that_ring_are_left_alone(self, number: str) -> None:
        assert not withheld.unlikely_phone(number)

    @pytest.mark.parametrize(
        "number", ["1588-21888", "02-12-3456", "044-20-123", "730-5800", "+82 2 12 3456"]
    )
    def test_numbers_that_do_not_are_noticed(self, number: str) -> None:
        assert withheld.unlikely_phone(number)

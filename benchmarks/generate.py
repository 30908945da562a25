"""Writes a made-up country: services, systems and years of incidents, as files in our own format.

The same size and seed give the same files, byte for byte, so that two measurements compare. All
names are invented or general; nothing in it happened. Usage:

    python benchmarks/generate.py --size national --out DIR [--seed 1]
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

MOMENT = datetime.fromisoformat("2026-03-02T09:00:00+09:00")
"""The moment the country is made for: what is open is open then. Build with `--at` this."""

YEARS = 6
"""Over how many years the incidents are spread."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large the country is."""

    services: int
    systems: int
    incidents: int
    updates: int = 4
    """Per incident, at least two."""
    agencies: int = 45
    open: int = 6
    """How many incidents are not resolved at `MOMENT`."""
    maintenance: int = 60
    notices: int = 30
    translated: float = 0.4
    """The part of the updates that is also in English."""


SIZES: dict[str, Size] = {
    "small": Size(services=30, systems=12, incidents=20, agencies=6, open=3, maintenance=6, notices=4),
    # The 709 systems that stood still in September 2025, and the words of some years.
    "national": Size(services=709, systems=40, incidents=1_000),
    "big": Size(services=709, systems=40, incidents=10_000),
    # Government24 alone listed about 17,000 procedures.
    "huge": Size(services=17_000, systems=400, incidents=10_000, agencies=300, maintenance=400, notices=100),
}


@dataclass(slots=True)
class Made:
    """What was written."""

    files: int = 0
    bytes: int = 0
    folders: set[Path] = field(default_factory=set)
    kinds: dict[str, int] = field(default_factory=dict)

    def write(self, path: Path, lines: Iterable[str], kind: str) -> None:
        """Write one file and count it under its kind."""
        if path.parent not in self.folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.folders.add(path.parent)
        content = ("\n".join(lines) + "\n").encode()
        path.write_bytes(content)
        self.files += 1
        self.bytes += len(content)
        self.kinds[kind] = self.kinds.get(kind, 0) + 1

    def __str__(self) -> str:
        kinds = ", ".join(f"{number:,} {kind}" for kind, number in self.kinds.items())
        return f"{self.files:,} files, {self.bytes / 1e6:,.1f} MB: {kinds}"


# --- Words ------------------------------------------------------------------------------------------

REGIONS = {
    "seoul": ("서울", "Seoul"), "busan": ("부산", "Busan"), "daegu": ("대구", "Daegu"),
    "incheon": ("인천", "Incheon"), "gwangju": ("광주", "Gwangju"), "daejeon": ("대전", "Daejeon"),
    "ulsan": ("울산", "Ulsan"), "sejong": ("세종", "Sejong"), "gyeonggi": ("경기", "Gyeonggi"),
    "gangwon": ("강원", "Gangwon"), "chungbuk": ("충북", "Chungbuk"), "chungnam": ("충남", "Chungnam"),
    "jeonbuk": ("전북", "Jeonbuk"), "jeonnam": ("전남", "Jeonnam"), "gyeongbuk": ("경북", "Gyeongbuk"),
    "gyeongnam": ("경남", "Gyeongnam"), "jeju": ("제주", "Jeju"),
}  # fmt: skip

CATEGORIES = {
    "certificates": ("증명서", "Certificates"), "family": ("가족·출생", "Family and birth"),
    "moving": ("이사·주거", "Moving and housing"), "tax": ("세금", "Taxes"),
    "welfare": ("복지", "Welfare"), "work": ("일자리", "Work"), "health": ("건강", "Health"),
    "vehicles": ("자동차", "Vehicles"), "land": ("땅·건물", "Land and buildings"),
    "business": ("사업", "Business"), "safety": ("안전", "Safety"), "education": ("교육", "Education"),
}  # fmt: skip

TARGETS = tuple(
    (id, ko, en, category)
    for category, things in {
        "certificates": "resident-record 주민등록표 Resident record|seal 인감 Seal|local-tax-cert 지방세_납세_증명 "
        "Local tax certificate|entry-exit 출입국_사실 Entry and exit record|service-record 병적_기록 Service record",
        "family": "family-record 가족관계 Family record|birth 출생 Birth|marriage 혼인 Marriage|death 사망 Death|"
        "adoption 입양 Adoption",
        "moving": "move-in 전입 Move-in|lease 임대차_계약 Lease|public-housing 공공임대_주택 Public housing|"
        "large-waste 대형_폐기물 Bulky waste|water 상수도 Water supply",
        "tax": "income-tax 종합소득세 Income tax|vat 부가가치세 VAT|property-tax 재산세 Property tax|"
        "vehicle-tax 자동차세 Vehicle tax|local-income-tax 지방소득세 Local income tax",
        "welfare": "basic-pension 기초연금 Basic pension|child-benefit 아동수당 Child benefit|disability 장애인_복지 "
        "Disability support|energy-voucher 에너지_이용권 Energy voucher|single-parent 한부모_가족 Single parents",
        "work": "unemployment 실업급여 Unemployment benefit|job-seeker 구직자 Job seekers|leave-benefit 육아휴직_급여 "
        "Parental leave benefit|wage-claim 임금_체불 Unpaid wages|training 직업_훈련 Training",
        "health": "health-insurance 건강보험 Health insurance|vaccination 예방접종 Vaccination|checkup 건강검진 Check-up|"
        "hygiene 위생_교육 Food hygiene|cremation 화장_시설 Cremation",
        "vehicles": "vehicle-title 자동차_등록 Vehicle title|driving-licence 운전면허 Driving licence|inspection 자동차_검사 "
        "Vehicle inspection|parking-permit 거주자_주차 Resident parking|fine 과태료 Fine",
        "land": "land-register 토지_대장 Land register|building-register 건축물_대장 Building register|"
        "property-sale 부동산_거래 Property sale|land-price 공시지가 Land price|building-permit 건축_허가 Building permit",
        "business": "business-start 사업자_등록 Business registration|food-licence 음식점_영업 Restaurant licence|"
        "import-permit 수입_허가 Import permit|bid 전자_입찰 Tender|patent 특허 Patent",
        "safety": "fire-check 소방_점검 Fire inspection|disaster-aid 재난_지원금 Disaster aid|weather-record 기상_기록 "
        "Weather record|lost-item 유실물 Lost property|emergency-text 재난_문자 Emergency text",
        "education": "school-record 학교_생활기록 School record|graduation 졸업_사실 Graduation|scholarship 장학금 "
        "Scholarship|after-school 방과후_돌봄 After-school care|exam 국가_시험 State examination",
    }.items()
    for id, ko, en in (
        (first, second.replace("_", " "), rest)
        for first, second, rest in (thing.split(" ", 2) for thing in things.split("|"))
    )
)  # fmt: skip

ACTIONS = (
    ("copy", "확인서 발급", "certificate"), ("apply", "신청", "application"), ("report", "신고", "report"),
    ("look-up", "조회", "look-up"), ("change", "변경 신고", "change"), ("book", "예약", "booking"),
    ("pay", "납부", "payment"), ("appeal", "이의 신청", "appeal"), ("cancel", "취소 신청", "cancellation"),
)  # fmt: skip

FOR_WHOM = (
    ("", "", ""),
    *(
        (f"-{id}", f" ({ko})", f" ({en})")
        for id, ko, en in (
            ("foreign", "외국인", "foreigners"), ("company", "법인", "companies"), ("youth", "청년", "young people"),
            ("senior", "어르신", "seniors"), ("farm", "농업인", "farmers"), ("fishery", "어업인", "fishers"),
            ("veteran", "보훈 대상자", "veterans"), ("abroad", "재외국민", "nationals abroad"),
            ("proxy", "대리인", "representatives"), ("minor", "미성년자", "minors"), ("student", "학생", "students"),
            ("small-firm", "소상공인", "small firms"), ("artist", "예술인", "artists"), ("soldier", "군인", "soldiers"),
            ("newborn", "신생아 가정", "newborn families"), ("multi", "다자녀 가정", "large families"),
            ("disabled", "장애인", "disabled people"), ("carer", "보호자", "carers"), ("heir", "상속인", "heirs"),
            ("tenant", "임차인", "tenants"), ("owner", "소유자", "owners"), ("union", "조합", "cooperatives"),
            ("school", "학교", "schools"), ("hospital", "의료기관", "hospitals"), ("lawyer", "법무 대리", "attorneys"),
            ("builder", "시공자", "builders"), ("driver", "운수업", "drivers"), ("teacher", "교원", "teachers"),
            ("island", "도서 지역", "islands"), ("border", "접경 지역", "border areas"), ("nonprofit", "비영리 단체", "nonprofits"),
            ("startup", "창업자", "founders"), ("retired", "퇴직자", "retired people"), ("crew", "선원", "crews"),
        )
    ),
)  # fmt: skip

AGENCY_FIRST = (
    ("garam", "가람"), ("narae", "나래"), ("dasom", "다솜"), ("maru", "마루"), ("byeol", "별빛"), ("saem", "샘터"),
    ("arae", "아래뜰"), ("jari", "자리"), ("chorok", "초록"), ("keun", "큰들"), ("tari", "타래"), ("pureun", "푸른"),
    ("hanul", "하늘"), ("gaon", "가온"), ("noeul", "노을"), ("duri", "두리"), ("mirae", "미래"), ("baram", "바람"),
    ("sora", "소라"), ("ian", "이안"), ("jindal", "진달래"), ("haneul", "한결"), ("onnuri", "온누리"), ("sehwa", "세화"),
    ("yeoul", "여울"), ("dolbom", "돌봄"), ("ieum", "이음"), ("narut", "나룻"), ("deulpan", "들판"), ("soli", "솔잎"),
    ("mulbit", "물빛"), ("haedam", "해담"), ("byeori", "벼리"), ("saebom", "새봄"), ("garim", "가림"), ("danbi", "단비"),
    ("hyeon", "현빛"), ("raon", "라온"), ("yunseul", "윤슬"), ("moa", "모아"), ("dure", "두레"), ("hana", "하나"),
    ("sanduel", "산들"), ("areum", "아름"), ("chan", "찬빛"), ("toran", "토란"), ("pyeong", "평안"), ("jaemi", "재미"),
    ("bora", "보라"), ("naru", "나루"),
)  # fmt: skip
AGENCY_KINDS = (
    ("ministry", "부", "Ministry"), ("office", "청", "Office"), ("agency", "처", "Agency"),
    ("board", "위원회", "Board"), ("corp", "공단", "Corporation"), ("city", "시", "City"),
)  # fmt: skip

SYSTEM_KINDS = (
    ("center", "전산센터", "data centre"), ("network", "행정망", "network"), ("auth", "인증 시스템", "sign-in system"),
    ("storage", "공용 저장소", "shared storage"), ("ledger", "대장 시스템", "register system"),
    ("platform", "민원 처리 시스템", "case system"), ("link", "정보 연계 시스템", "exchange system"),
    ("payment", "수납 시스템", "payment system"), ("issue", "발급 시스템", "issuing system"),
)  # fmt: skip

SHARED = (
    # id, kind, Korean, English, hours, where, phone, address
    ("community-center", "counter", "읍·면·동 주민센터", "Community service center", "평일 09:00-18:00, 공휴일 휴무", "전국 읍·면·동", "", ""),
    ("district-office", "counter", "시·군·구청 민원실", "District office", "평일 09:00-18:00, 공휴일 휴무", "전국 시·군·구", "", ""),
    ("tax-office", "counter", "세무서", "Tax office", "평일 09:00-18:00, 공휴일 휴무", "전국 세무서", "", ""),
    ("post-office", "counter", "우체국", "Post office", "평일 09:00-18:00, 공휴일 휴무", "전국 우체국", "", ""),
    ("kiosk", "kiosk", "무인민원발급기", "Unattended kiosk", "매일 24시간", "주민센터·지하철역·병원", "", ""),
    ("bank-kiosk", "kiosk", "은행 무인발급기", "Kiosk in banks", "평일 09:00-18:00", "은행 지점", "", ""),
    ("civil-portal", "web", "민원 누리집", "Civil service portal", "매일 24시간", "", "", "https://www.gov.kr/portal/main"),
    ("civil-app", "app", "민원 앱", "Civil service app", "매일 24시간", "", "", "https://www.gov.kr/portal/app"),
    ("tax-portal", "web", "세금 누리집", "Tax portal", "매일 24시간", "", "", "https://www.hometax.go.kr/"),
    ("welfare-portal", "web", "복지 누리집", "Welfare portal", "매일 24시간", "", "", "https://www.bokjiro.go.kr/"),
    ("call-center", "phone", "민원 안내 전화", "Call centre", "매일 24시간", "", "110", ""),
)  # fmt: skip


# --- YAML, as people write it -----------------------------------------------------------------------

_PLAIN = re.compile(r"[\w가-힣][\w가-힣·() ./~-]*", re.ASCII)


def words(text: str) -> str:
    """A text as it stands in YAML: bare where that is safe, else in quotes."""
    return text if _PLAIN.fullmatch(text) and not text.endswith(" ") else json.dumps(text, ensure_ascii=False)


def both(ko: str, en: str = "") -> str:
    """Words in Korean, and in English where there are any."""
    return f"{{ko: {words(ko)}, en: {words(en)}}}" if en else words(ko)


def listed(items: Iterable[str]) -> str:
    """A list in one line."""
    return f"[{', '.join(items)}]"


def mapped(items: Mapping[str, str]) -> str:
    """A map in one line."""
    return "{" + ", ".join(f"{key}: {value}" for key, value in items.items()) + "}"


def minute(at: datetime) -> str:
    """A moment as people write it, in the site's time zone."""
    return f"{at:%Y-%m-%d %H:%M}"


# --- The country ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Named:
    """An agency, a system or a service, as far as incidents have to know it."""

    id: str
    ko: str
    en: str
    agency: str = ""
    ways: tuple[tuple[str, str], ...] = ()
    """Id and Korean name of each way that gets it done."""


@dataclass(slots=True)
class Country:
    """Everything that can fail, and the dice."""

    dice: Random
    size: Size
    status: Path
    made: Made = field(default_factory=Made)
    agencies: list[Named] = field(default_factory=list)
    systems: list[Named] = field(default_factory=list)
    services: list[Named] = field(default_factory=list)

    def chance(self, probability: float) -> bool:
        """Whether something happens that happens so often."""
        return self.dice.random() < probability


def generate(size: Size, out: Path, seed: int = 1) -> Made:
    """Write a country of this size to `out/status/`; the same size and seed give the same bytes.

    Raises `FileExistsError` if there is a site already, so that nobody's files are mixed with made-up ones,
    and `ValueError` for a size there are no names for.
    """
    _possible(size)
    status = out / "status"
    if status.exists():
        raise FileExistsError(f"{status} is there already; name another folder or remove it first")
    country = Country(Random(seed), size, status)
    _site(country)
    _agencies(country)
    _systems(country)
    _shared_channels(country)
    _services(country)
    _incidents(country)
    _maintenance(country)
    _notices(country)
    return country.made


def _possible(size: Size) -> None:
    """Refuse what would silently come out smaller, or make one file of two."""
    bounds = {
        "services": (3, len(TARGETS) * len(ACTIONS) * len(FOR_WHOM)),
        "systems": (5, len(SYSTEM_KINDS) * len(AGENCY_FIRST)),
        "agencies": (1, len(AGENCY_FIRST) * len(AGENCY_KINDS)),
        "updates": (2, 200),  # more than 200 in one story are a mistake by the rules of the files
        "open": (0, size.incidents),
    }
    for name, (least, most) in bounds.items():
        number = getattr(size, name)
        if not least <= number <= most:
            raise ValueError(f"{name}: {number:,} is not between {least:,} and {most:,}")


def _site(country: Country) -> None:
    country.made.write(
        country.status / "site.yaml",
        [
            f"name: {both('가상 국가 민원 서비스 상태', 'Civil service status of an invented country')}",
            "address: https://status.example.go.kr/",
            "tag: tag:status.example.go.kr,2020",
            "languages: [ko, en]",
            "time_zone: Asia/Seoul",
            "demonstration: true",
            "fresh_for: 6h",
            "holidays: {2026-01-01: 신정, 2026-02-16: 설날 연휴, 2026-02-17: 설날, 2026-02-18: 설날 연휴, "
            "2026-03-01: 삼일절, 2026-03-02: 대체공휴일, 2026-05-05: 어린이날}",
            f"help: {{phone: '110', name: {both('국민콜 110', 'Government call centre 110')}, hours: 매일 24시간}}",
            "links: {allow: ['*.go.kr', '*.gov.kr', gov.kr, www.gov.kr]}",
            "categories:",
            *(f"  {id}: {both(ko, en)}" for id, (ko, en) in CATEGORIES.items()),
            "regions:",
            *(f"  {id}: {both(ko, en)}" for id, (ko, en) in REGIONS.items()),
        ],
        "site",
    )


def _agencies(country: Country) -> None:
    names = itertools.islice(_agency_names(), country.size.agencies)
    for number, agency in enumerate(names):
        country.agencies.append(agency)
        country.made.write(
            country.status / "agencies" / f"{agency.id}.yaml",
            [
                f"name: {both(agency.ko, agency.en)}",
                f"phone: 044-200-{1000 + number}",
                f"url: https://www.{agency.id}.go.kr",
            ],
            "agencies",
        )


def _agency_names() -> Iterable[Named]:
    # The kind changes fastest, so that a small country has all kinds.
    for first, second in itertools.product(AGENCY_FIRST, AGENCY_KINDS):
        yield Named(f"{first[0]}-{second[0]}", f"{first[1]}{second[1]}", f"{first[0].title()} {second[2]}")


def _systems(country: Country) -> None:
    """Systems in layers: what comes later hangs on what came earlier, so there is never a cycle."""
    dice = country.dice
    for number in range(country.size.systems):
        id, ko, en = SYSTEM_KINDS[number % len(SYSTEM_KINDS)]
        first = AGENCY_FIRST[number // len(SYSTEM_KINDS) % len(AGENCY_FIRST)]
        system = Named(
            f"{first[0]}-{id}",
            f"{first[1]} {ko}",
            f"{first[0].title()} {en}",
            dice.choice(country.agencies).id,
        )
        needs: list[str] = []
        if country.systems:
            # Nobody needs the whole country: a chain is a few links long.
            near = country.systems[max(0, number - 25) :]
            chosen = dice.sample(near, min(len(near), dice.choice((1, 1, 2))))
            needs = [_need(country, other.id) for other in chosen]
            if number > 4 and country.chance(0.3):
                pair = dice.sample(country.systems[:number], 2)
                needs.append(f"{{any_of: [{pair[0].id}, {pair[1].id}]}}")
        country.systems.append(system)
        country.made.write(
            country.status / "systems" / f"{system.id}.yaml",
            [
                f"name: {both(system.ko, system.en)}",
                f"operator: {system.agency}",
                f"grade: {1 + min(3, number // max(1, country.size.systems // 4))}",
                *([f"needs: {listed(needs)}"] if needs else []),
            ],
            "systems",
        )


def _need(country: Country, id: str) -> str:
    return f"{{system: {id}, at_most: degraded_performance}}" if country.chance(0.25) else id


def _shared_channels(country: Country) -> None:
    for id, kind, ko, en, hours, where, phone, url in SHARED:
        needs = [] if kind == "phone" else [s.id for s in country.dice.sample(country.systems[:12], 2)]
        country.made.write(
            country.status / "channels" / f"{id}.yaml",
            [
                f"name: {both(ko, en)}",
                f"kind: {kind}",
                f"hours: {words(hours)}",
                *([f"where: {words(where)}"] if where else []),
                *([f"phone: '{phone}'", "answers_only: true"] if phone else []),
                *([f"url: {url}"] if url else []),
                *([f"needs: {listed(needs)}"] if needs else []),
            ],
            "shared channels",
        )


def _services(country: Country) -> None:
    dice = country.dice
    every = [
        (f"{thing[0]}-{action[0]}{whom[0]}", f"{thing[1]} {action[1]}{whom[1]}", f"{thing[2]} {action[2]}{whom[2]}", thing[3])
        for whom in FOR_WHOM
        for thing in TARGETS
        for action in ACTIONS
    ]  # fmt: skip
    taken = every[: country.size.services]
    by_category: dict[str, list[str]] = {}
    for id, ko, en, category in taken:
        agency = dice.choice(country.agencies).id
        ways, lines = _ways(country, category)
        others = by_category.setdefault(category, [])
        country.services.append(Named(id, ko, en, agency, ways))
        country.made.write(
            country.status / "services" / agency / f"{id}.yaml",
            [
                f"name: {both(ko, en)}",
                f"importance: {dice.choices(('critical', 'high', 'medium', 'low'), (3, 20, 50, 27))[0]}",
                f"category: {category}",
                f"about: {both(f'{ko} 업무를 처리합니다.', f'For {en[0].lower()}{en[1:]}.')}",
                f"keywords: {listed(dict.fromkeys(ko.replace('(', '').replace(')', '').split()))}",
                *([f"instead: {listed(dice.sample(others, 1))}"] if others and country.chance(0.3) else []),
                "channels:",
                *lines,
            ],
            "services",
        )
        others.append(id)


def _ways(country: Country, category: str) -> tuple[tuple[tuple[str, str], ...], list[str]]:
    """The ways of one service: their ids and names, and the lines of its file."""
    dice = country.dice
    portal = {"tax": "tax-portal", "welfare": "welfare-portal"}.get(category, "civil-portal")
    counter = {"tax": "tax-office"}.get(category, dice.choice(("community-center", "district-office")))
    free = f"fee: {both('무료', 'Free')}"
    paid = f"fee: {dice.choice(('400원', '500원', '1000원', '수입증지 2000원'))}"
    photo_id = f"bring: {both('신분증', 'Photo ID')}"
    systems = [s.id for s in dice.sample(country.systems, min(3, len(country.systems)))]

    ways: list[tuple[str, str, list[str]]] = [
        ("web", _shared_name(portal), [f"use: {portal}", f"needs: {listed(_need(country, s) for s in systems)}", free]),
        ("counter", _shared_name(counter), [f"use: {counter}", f"needs: [{systems[0]}]", photo_id, paid]),
    ]  # fmt: skip
    if country.chance(0.5):
        ways.append(("kiosk", _shared_name("kiosk"), ["use: kiosk", f"needs: [{systems[0]}]", paid]))
    if country.chance(0.3):
        limits = f"limits: {both('본인 것만 됩니다', 'For yourself only')}"
        ways.append(("app", _shared_name("civil-app"), ["use: civil-app", f"needs: [{systems[-1]}]", limits]))
    if country.chance(0.35):
        where = f"regions: {listed(sorted(dice.sample(sorted(REGIONS), 3)))}"
        ways.append(
            ("office", "지역 사무소", ["kind: counter", f"name: {both('지역 사무소', 'Regional office')}",
             f"where: {both('시청 별관 1층', 'City hall annex, ground floor')}",
             'hours: "월-금 09:00-18:00, 토 09:00-13:00, 공휴일 휴무"', photo_id, where])
        )  # fmt: skip
    if country.chance(0.6):
        ways.append(("post", "우편 접수", ["kind: post", f"name: {both('우편 접수', 'By post')}", free]))
    asks = ("help", "", ["use: call-center"])
    lines = [
        f"  {'- ' if number == 0 else '  '}{line}"
        for id, _, rest in (*ways, asks)
        for number, line in enumerate([f"id: {id}", *rest])
    ]
    return tuple((id, name) for id, name, _ in ways), lines


def _shared_name(id: str) -> str:
    return next(entry[2] for entry in SHARED if entry[0] == id)


# --- What went wrong --------------------------------------------------------------------------------

CAUSES = (
    ("network", "통신 장비 이상", "network fault"), ("storage", "저장 장치 이상", "storage fault"),
    ("auth", "인증 지연", "slow sign-in"), ("load", "접속 폭주", "rush of visitors"),
    ("power", "전원 공급 이상", "power fault"), ("update", "프로그램 교체 뒤 오류", "error after an update"),
    ("cooling", "냉방 장치 이상", "cooling fault"), ("cert", "보안 인증서 만료", "expired certificate"),
)  # fmt: skip

LEADS = {
    "investigating": (
        "{when}부터 **{name} 이용이 원활하지 않습니다.** 원인을 확인하고 있습니다.",
        "{name}에서 오류가 난다는 신고가 이어져 {when}부터 **원인을 조사하고 있습니다.**",
        "{when} 현재 {name} 처리가 늦어지고 있습니다. **확인되는 대로 이곳에 알려 드립니다.**",
    ),
    "identified": (
        "장애 원인은 **{cause}**입니다. {when}부터 복구 작업을 하고 있습니다.",
        "{name}의 장애 원인을 찾았습니다. **{cause}** 때문이며, 예비 장비로 옮기는 중입니다.",
    ),
    "monitoring": (
        "{when}에 복구 작업을 마쳤고, **다시 느려지지 않는지 지켜보고 있습니다.**",
        "{name} 이용이 다시 됩니다. 밀린 신청을 처리하느라 **한동안 느릴 수 있습니다.**",
    ),
    "resolved": (
        "{when}에 **모두 복구했습니다.** 기다려 주셔서 고맙습니다.",
        "{name} 이용이 정상으로 돌아왔습니다. **같은 일이 없도록 장비를 바꾸었습니다.**",
    ),
}

ADVICE = (
    "급하지 않은 민원은 복구된 뒤에 신청해 주시면 기다리는 시간을 줄일 수 있습니다.",
    "창구에 가시기 전에 이 페이지에서 그 창구가 되는지 먼저 확인해 주세요.",
    "이미 접수한 신청은 그대로 남아 있으며, 다시 신청하지 않으셔도 됩니다.",
    "결제까지 마쳤는데 처리 결과가 보이지 않으면 한 번 더 결제하지 마시고 기다려 주세요.",
    "오늘 마감인 신청은 접수 시각이 늦어져도 불이익이 없도록 처리합니다.",
    "전화 문의가 몰려 연결이 늦을 수 있으니 이 페이지의 안내를 먼저 읽어 주세요.",
    "수수료를 이미 내신 분께는 따로 신청하지 않아도 돌려드립니다.",
    "어르신이나 몸이 불편하신 분은 가까운 주민센터에서 직원이 도와드립니다.",
    "증명서를 내야 하는 곳에는 장애 사실을 알려 두었으니, 나중에 내셔도 됩니다.",
    "복구가 끝나면 밀린 신청을 접수한 차례대로 처리하고 문자로 결과를 알려 드립니다.",
    "모바일 신분증이 열리지 않을 때에는 실물 신분증을 가져와 주세요.",
    "일부 브라우저에서는 저장된 화면이 보일 수 있으니 새로 고침을 해 주세요.",
    "다른 시스템으로 번지지 않도록 연결을 나누어 하나씩 다시 잇고 있습니다.",
    "예비 장비의 처리량이 평소보다 작아 한꺼번에 몰리면 잠시 기다리실 수 있습니다.",
    "현장 창구에서는 손으로 쓴 신청서를 받고, 복구된 뒤 직원이 대신 입력합니다.",
    "지역에 따라 복구되는 시각이 다를 수 있으며, 된 곳부터 아래에 적습니다.",
    "대리인이 오실 때에는 위임장과 두 분의 신분증을 함께 가져와 주세요.",
    "우편으로 보내신 서류는 평소와 같이 받고 있으며, 도착한 날을 접수일로 봅니다.",
    "화면에 오류 번호가 보이면 적어 두었다가 문의하실 때 알려 주세요.",
    "접속이 되지 않으면 계속 새로 여는 대신 잠시 뒤에 다시 시도해 주세요.",
    "병원과 약국에서는 자격 확인 없이도 먼저 진료를 받으실 수 있습니다.",
    "은행과 학교에는 증명서를 늦게 내도 되도록 협조를 요청했습니다.",
    "현장 직원에게는 같은 내용을 알려 두었으니 창구에서도 같은 안내를 받습니다.",
    "밤사이 작업이 이어지며, 내일 아침 여덟 시에 진행 상황을 다시 적습니다.",
    "자료가 사라진 것은 없으며, 저장된 신청을 하나씩 맞추어 보고 있습니다.",
    "외국어 안내가 필요하신 분은 영어 화면을 보시거나 안내 전화로 통역을 요청해 주세요.",
    "휴대전화 화면에서 글자가 작으면 화면을 넓혀도 내용이 잘리지 않습니다.",
    "출장 창구를 여는 지역은 정해지는 대로 지역 이름과 함께 알려 드립니다.",
    "잘못된 안내를 보셨다면 안내 전화로 알려 주세요. 확인해서 바로잡겠습니다.",
    "이 글은 새로운 소식이 있을 때마다 고치지 않고 아래에 이어서 적습니다.",
)

LINKS = (
    "자세한 이용 방법은 [민원 누리집 안내](https://www.gov.kr/portal/main)에서 볼 수 있습니다.",
    "세금 신고 기한은 [국세청 안내](https://www.hometax.go.kr/)를 확인해 주세요.",
    "복지 급여 문의는 [복지로](https://www.bokjiro.go.kr/)에서도 됩니다.",
)

STATES = ("degraded_performance", "partial_outage", "major_outage")
KOREAN_STATES = {"degraded_performance": "느림", "partial_outage": "일부 제한", "major_outage": "이용 불가"}
STEPS = ("investigating", "identified", "monitoring", "resolved")
KOREAN_STEPS = {
    "investigating": "확인 중", "identified": "복구 중", "monitoring": "복구 확인 중", "resolved": "해결",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Story:
    """One incident before it is written down."""

    name: Named
    cause: tuple[str, str, str]
    by: str
    touched: tuple[Named, ...]
    """The services it names."""
    system: str = ""
    regional: str = ""


def _incidents(country: Country) -> None:
    dice, size = country.dice, country.size
    span = timedelta(days=365 * YEARS)
    # Old stories end long before MOMENT; the open ones began within its last hours.
    starts = sorted(
        MOMENT - timedelta(days=4) - timedelta(minutes=int(dice.random() * span.total_seconds() / 60))
        for _ in range(size.incidents - size.open)
    )
    recent = sorted(MOMENT - timedelta(minutes=dice.randrange(120, 330)) for _ in range(size.open))
    taken: set[str] = set()
    for start, is_open in [*((s, False) for s in starts), *((s, True) for s in recent)]:
        story = _story(country)
        id = f"{start:%m%d}-{story.name.id}"
        while f"{start.year}/{id}" in taken:
            id += "-b"
        taken.add(f"{start.year}/{id}")
        folder = country.status / "incidents" / str(start.year) / id
        translated = country.chance(0.7)
        country.made.write(
            folder / "incident.md",
            [
                "---",
                f"title: {both(f'{story.name.ko} 장애: {story.cause[1]}', f'{story.name.en}: {story.cause[2]}' if translated else '')}",
                "---",
                *([f"{story.name.ko} 이용에 생긴 장애를 시간 순서로 적습니다."] if country.chance(0.2) else []),
            ],
            "incidents",
        )  # fmt: skip
        _updates(country, story, folder, start, is_open)


def _story(country: Country) -> Story:
    dice = country.dice
    cause = dice.choice(CAUSES)
    regional = dice.choice(sorted(REGIONS)) if country.chance(0.1) else ""
    if country.chance(0.15):
        system = dice.choice(country.systems)
        touched = tuple(dice.sample(country.services, 3))
        return Story(system, cause, system.agency, touched, system.id, regional)
    service = dice.choice(country.services)
    others = dice.sample(country.services, dice.choice((0, 0, 1, 2, 3)))
    touched = (service, *(other for other in others if other is not service))
    return Story(service, cause, service.agency, touched, "", regional)


def _updates(country: Country, story: Story, folder: Path, start: datetime, is_open: bool) -> None:
    dice, number = country.dice, country.size.updates
    # An open story has not come to its end; a closed one always does.
    last = dice.randrange(1, number) if is_open else number
    at = start
    said_before = ""
    for step in range(last):
        status = _status(step, number, is_open)
        id = f"{at:%m%d-%H%M}" if f"{at.year}" == folder.parent.name else f"{at:%Y%m%d-%H%M}"
        id = f"{id}-{story.by}"
        facts = _facts(country, story, status, at, is_open and step == last - 1)
        if said_before and status == "identified" and country.chance(0.04):
            facts.append(f"corrects: {said_before}")
        country.made.write(
            folder / f"{id}.md", ["---", *facts, "---", _korean(country, story, status, at)], "updates"
        )
        if country.chance(country.size.translated):
            english = _english(country, story, status, at)
            country.made.write(folder / f"{id}.en.md", ["---", "---", english], "translations")
        said_before = id
        # Minutes at first, hours later; the open ones must not run past MOMENT.
        at += timedelta(minutes=dice.randrange(15, 25 if is_open else 60 + 120 * step))


def _status(step: int, number: int, is_open: bool) -> str:
    """The steps of a story spread over its updates: the first word, …, resolved."""
    if step == number - 1 and not is_open:
        return "resolved"
    return STEPS[min(2, step * 3 // max(1, number - 1))]


def _facts(country: Country, story: Story, status: str, at: datetime, newest_and_open: bool) -> list[str]:
    dice = country.dice
    facts = [f"status: {KOREAN_STEPS[status] if country.chance(0.2) else status}"]
    main = story.touched[0]
    if status != "resolved":
        facts.append(f"impact: {mapped(_impact(country, story, status))}")
        if story.regional:
            facts.append(f"regions: [{story.regional}]")
        # A promise that MOMENT has not reached yet, for the story that is still running.
        promised = MOMENT + timedelta(minutes=60) if newest_and_open else at + timedelta(minutes=60)
        facts.append(f"next_update: {minute(promised)}")
    if status == "identified":
        later = (MOMENT if newest_and_open else at) + timedelta(hours=dice.randrange(2, 9))
        facts.append(f"expected: {minute(later) if country.chance(0.6) else '미정'}")
        if country.chance(0.25):
            facts += ["relief:", *_relief(country, main, at)]
        if country.chance(0.05):
            facts += [
                "channels:",
                f"  - {{id: paper-{at:%H%M}, kind: counter, name: {both('종이 접수 창구', 'Paper intake')}, "
                f"services: [{main.id}], hours: {words('평일 09:00-18:00')}}}",
            ]
    if status == "monitoring":
        way = f"{main.id}/{main.ways[0][0]}"
        if country.chance(0.3):
            facts.append(f"provisional: [{way}]")
        if country.chance(0.2):
            facts.append(f"without: {{{way}: {both('단체 신청', 'group applications')}}}")
    return facts


def _impact(country: Country, story: Story, status: str) -> dict[str, str]:
    dice = country.dice
    severity = {"investigating": (5, 3, 2), "identified": (2, 4, 4), "monitoring": (8, 2, 0)}[status]
    impact: dict[str, str] = {}
    if story.system:
        impact[story.system] = dice.choices(STATES, severity)[0]
    for service in story.touched:
        way = dice.choice(service.ways)[0]
        thing = service.id if country.chance(0.3) and not story.system else f"{service.id}/{way}"
        state = dice.choices(STATES, severity)[0]
        impact[thing] = words(KOREAN_STATES[state]) if country.chance(0.2) else state
    return impact


def _relief(country: Country, service: Named, at: datetime) -> list[str]:
    kind, ko, en = country.dice.choice(
        (
            ("deadline_extension", "장애 기간에 마감된 신청은 복구 다음 날까지 받습니다", "Deadlines move to the day after recovery"),
            ("fee_waiver", "창구 수수료를 받지 않습니다", "No fee at the counter"),
            ("penalty_waiver", "늦게 신고해도 가산세가 없습니다", "No penalty for late reports"),
            ("retroactive", "종이로 접수한 날을 신청일로 봅니다", "The day of the paper form counts"),
        )
    )  # fmt: skip
    return [
        f"  - kind: {kind}",
        f"    services: [{service.id}]",
        f"    until: {at + timedelta(days=country.dice.randrange(2, 15)):%Y-%m-%d}",
        f"    what: {both(ko, en)}",
        f"    basis: {words('민원 처리에 관한 법률')}",
        "    ask: '110'",
    ]


def _korean(country: Country, story: Story, status: str, at: datetime) -> str:
    """The words of one update: 600 to 1,500 characters of Markdown."""
    dice = country.dice
    wanted = dice.randrange(620, 1280)
    known = {"name": story.name.ko, "cause": story.cause[1], "when": _korean_time(at)}
    parts = [dice.choice(LEADS[status]).format(**known)]
    if len(story.touched) > 1 and country.chance(0.4):
        rows = [
            f"| {s.ko} | {dice.choice(('됨', '느림', '안 됨'))} | {dice.choice(('됨', '일부'))} |"
            for s in story.touched
        ]
        parts.append("\n".join(["| 서비스 | 온라인 | 창구 |", "| --- | --- | --- |", *rows]))
    else:
        answers = ["이용할 수 있습니다", "기다리는 시간이 깁니다", "지금은 쓸 수 없습니다"]
        if status == "resolved":
            answers = answers[:1]
        items = [f"- **{name}**: {dice.choice(answers)}" for _, name in story.touched[0].ways]
        parts.append("\n".join(["지금 이용하는 방법:", "", *items]))
    if country.chance(0.5):
        parts.append(dice.choice(LINKS))
    if country.chance(0.25):
        steps = dice.sample(ADVICE, 3)
        parts.append("\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1)))
    advice = dice.sample(ADVICE, len(ADVICE))
    length = sum(map(len, parts))
    paragraph: list[str] = []
    rounds = itertools.cycle(advice)
    while length < wanted:
        sentence = next(rounds)
        paragraph.append(sentence)
        length += len(sentence) + 1
        if len(paragraph) == 4 or length >= wanted:
            parts.append(" ".join(paragraph))
            paragraph = []
    return "\n\n".join(parts)


def _korean_time(at: datetime) -> str:
    half = "오전" if at.hour < 12 else "오후"
    return f"{at.month}월 {at.day}일 {half} {(at.hour - 1) % 12 + 1}시 {at.minute}분"


def _english(country: Country, story: Story, status: str, at: datetime) -> str:
    """The same words for readers of English: shorter, but not one line."""
    lead = {
        "investigating": "Since {when}, **{name} has not been working as it should.** We are looking for the cause.",
        "identified": "The cause is a **{cause}**. Work to restore {name} began at {when}.",
        "monitoring": "Repairs ended at {when}. **We are watching {name}** and working through what has piled up.",
        "resolved": "**Everything works again** since {when}. Thank you for your patience.",
    }[status].format(name=story.name.en, cause=story.cause[2], when=f"{at:%H:%M on} {at.day} {at:%B}")
    more = country.dice.sample(
        (
            "What you have already filed is kept; there is no need to file it again.",
            "Check on this page that a counter works before you travel.",
            "Deadlines that fall on today are extended, and nobody loses a right.",
            "If you have paid and see no result, please do not pay twice.",
            "Staff at any community centre help people who cannot use the web.",
            "See the [portal's own notes](https://www.gov.kr/portal/main) for how to apply on paper.",
        ),
        4,
    )
    items = "\n".join(f"- {service.en}" for service in story.touched)
    return f"{lead}\n\nConcerned:\n\n{items}\n\n{' '.join(more)}"


def _maintenance(country: Country) -> None:
    """Planned work: most of it done, some running at `MOMENT`, some ahead, some that comes back."""
    dice, number = country.dice, country.size.maintenance
    for index in range(number):
        service = dice.choice(country.services)
        if index < 2:
            starts, hours, repeats = MOMENT - timedelta(hours=1), 3, ""
        elif index < number // 6 + 2:
            starts, hours, repeats = _night(MOMENT + timedelta(days=dice.randrange(1, 40))), 4, ""
        else:
            starts, hours, repeats = _night(MOMENT - timedelta(days=dice.randrange(2, 365 * YEARS))), 4, ""
        if index % 20 == 5:
            repeats = "매월 첫째 일요일"
            starts = _first_sunday(starts)
        folder = country.status / "maintenance" / str(starts.year) / f"{starts:%m%d}-{service.id}-{index}"
        way = dice.choice(service.ways)[0]
        announced = starts - timedelta(days=5)
        country.made.write(
            folder / "notice.md",
            [
                "---",
                f"title: {both(f'{service.ko} 정기점검', f'{service.en}: maintenance')}",
                f"starts: {minute(starts)}",
                f"ends: {minute(starts + timedelta(hours=hours))}",
                *([f"repeats: {repeats}"] if repeats else []),
                f"impact: {{{service.id}/{way}: under_maintenance}}",
                f"announced: {minute(announced)}",
                f"by: {service.agency}",
                "---",
                f"점검하는 동안 **{service.ko} 일부를 이용할 수 없습니다.** 급한 민원은 미리 신청해 주세요.",
            ],
            "maintenance",
        )
        ended = starts + timedelta(hours=hours)
        if not repeats and ended < MOMENT and country.chance(0.5):
            country.made.write(
                folder / f"{ended:%Y%m%d-%H%M}-{service.agency}.md",
                ["---", "status: completed", "---", "점검을 마쳤습니다."],
                "updates",
            )


def _night(day: datetime) -> datetime:
    return day.replace(hour=22, minute=0)


def _first_sunday(day: datetime) -> datetime:
    first = _night(day).replace(day=1)
    return first + timedelta(days=(6 - first.weekday()) % 7)


def _notices(country: Country) -> None:
    dice = country.dice
    for index in range(country.size.notices):
        service = dice.choice(country.services)
        # The first few are current at MOMENT.
        ago = dice.randrange(0, 10) if index < 5 else dice.randrange(30, 365 * YEARS)
        starts = (MOMENT - timedelta(days=ago)).replace(hour=0, minute=0)
        country.made.write(
            country.status / "notices" / str(starts.year) / f"{starts:%m%d}-notice-{index}.md",
            [
                "---",
                f"title: {both(f'{service.ko} 신청 서식이 바뀝니다', f'{service.en}: new form')}",
                f"from: {starts:%Y-%m-%d}",
                f"until: {starts + timedelta(days=20):%Y-%m-%d}",
                f"about: [{service.id}]",
                f"by: {service.agency}",
                "---",
                dice.choice(LINKS),
            ],
            "notices",
        )


def size_from(arguments: argparse.Namespace) -> Size:
    """The named size, with the numbers that were given in its place."""
    size = SIZES[arguments.size]
    given = {
        name: getattr(arguments, name)
        for name in ("services", "systems", "incidents", "updates")
        if getattr(arguments, name) is not None
    }
    return replace(size, **given)


def main(argv: Sequence[str] | None = None) -> int:
    """Read the command line, write the country, say what was made."""
    parser = argparse.ArgumentParser(description="Write a made-up country in the status page's own format.")
    parser.add_argument("--size", choices=SIZES, default="national")
    parser.add_argument("--out", type=Path, required=True, help="a folder; the files go to its status/")
    parser.add_argument("--seed", type=int, default=1)
    for name in ("services", "systems", "incidents", "updates"):
        parser.add_argument(f"--{name}", type=int, help="instead of the size's own number")
    arguments = parser.parse_args(argv)
    try:
        made = generate(size_from(arguments), arguments.out, arguments.seed)
    except (FileExistsError, ValueError) as problem:
        print(problem, file=sys.stderr)
        return 1
    print(f"{arguments.out}/status: {made}")
    print(f"Made for {MOMENT.isoformat()}: build with --at {MOMENT:%Y-%m-%dT%H:%M}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

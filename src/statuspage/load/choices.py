"""The words that a field with a fixed choice takes: the identifier, and the Korean labels people know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from ..model import INCIDENT_STATUSES, MAINTENANCE_STATUSES, Importance, Kind, ReliefKind, State, Status

T = TypeVar("T")


def _choices(words: Mapping[T, str], identifiers: Mapping[T, str]) -> Mapping[str, T]:
    """Identifiers and labels to values; a label counts with and without its spaces."""
    found: dict[str, T] = {}
    for value, labels in words.items():
        found[identifiers[value]] = value
        for label in labels.split(" / "):
            found[label] = value
            found[label.replace(" ", "")] = value
    return found


STATES = _choices(
    {
        State.OPERATIONAL: "정상 이용 / 정상",
        State.DEGRADED_PERFORMANCE: "느림 / 지연",
        State.PARTIAL_OUTAGE: "일부 제한 / 일부 이용 제한",
        State.MAJOR_OUTAGE: "이용 불가 / 중단",
        State.UNDER_MAINTENANCE: "점검 중",
        State.UNKNOWN: "확인 중",
    },
    {state: state.id for state in State},
)
_STATUSES = {
    Status.INVESTIGATING: "확인 중 / 조사 중",
    Status.IDENTIFIED: "원인 확인 / 복구 중",
    Status.MONITORING: "복구 확인 중 / 지켜보는 중",
    Status.RESOLVED: "해결 / 복구 완료",
    Status.POSTMORTEM: "결과 보고",
    Status.SCHEDULED: "예정",
    Status.IN_PROGRESS: "진행 중 / 점검 중",
    Status.VERIFYING: "점검 확인 중",
    Status.COMPLETED: "완료 / 점검 완료",
    Status.CANCELLED: "취소",
}
_STATUS_IDS = {status: status.value for status in Status}
OF_INCIDENTS = _choices({status: _STATUSES[status] for status in INCIDENT_STATUSES}, _STATUS_IDS)
OF_MAINTENANCE = _choices({status: _STATUSES[status] for status in MAINTENANCE_STATUSES}, _STATUS_IDS)
IMPORTANCES = _choices(
    {
        Importance.CRITICAL: "매우 중요 / 생명·기한",
        Importance.HIGH: "오늘 꼭 필요 / 높음",
        Importance.MEDIUM: "미룰 수 있음 / 보통",
        Importance.LOW: "알림용 / 낮음",
    },
    {importance: importance.name.lower() for importance in Importance},
)
KINDS = _choices(
    {
        Kind.WEB: "누리집 / 웹",
        Kind.APP: "앱",
        Kind.PHONE: "전화",
        Kind.COUNTER: "창구",
        Kind.KIOSK: "무인민원발급기 / 무인발급기",
        Kind.POST: "우편",
        Kind.FAX: "팩스",
        Kind.EMAIL: "이메일 / 전자우편",
        Kind.SMS: "문자",
        Kind.OTHER: "기타",
    },
    {kind: kind.value for kind in Kind},
)
RELIEF_KINDS = _choices(
    {
        ReliefKind.DEADLINE_EXTENSION: "기한 연장",
        ReliefKind.FEE_WAIVER: "수수료 면제",
        ReliefKind.PENALTY_WAIVER: "과태료 제외 / 과태료·가산세 제외",
        ReliefKind.RETROACTIVE: "소급 처리",
        ReliefKind.CERTIFICATE_HOLD: "증명 발급 제한",
        ReliefKind.RESUBMIT: "다시 신청",
    },
    {kind: kind.value for kind in ReliefKind},
)
NOT_KNOWN = frozenset(("not known", "not_known", "unknown", "미정", "모름", "알 수 없음"))
"""How people write that nobody can say yet when it will work again."""
KIND_NAMES: Mapping[Kind, tuple[tuple[str, str], ...]] = {
    Kind.WEB: (("ko", "누리집"), ("en", "Website")),
    Kind.APP: (("ko", "앱"), ("en", "App")),
    Kind.PHONE: (("ko", "전화"), ("en", "Phone")),
    Kind.COUNTER: (("ko", "창구"), ("en", "Counter")),
    Kind.KIOSK: (("ko", "무인민원발급기"), ("en", "Kiosk")),
    Kind.POST: (("ko", "우편"), ("en", "Post")),
    Kind.FAX: (("ko", "팩스"), ("en", "Fax")),
    Kind.EMAIL: (("ko", "이메일"), ("en", "Email")),
    Kind.SMS: (("ko", "문자"), ("en", "Text message")),
    Kind.OTHER: (("ko", "그 밖의 방법"), ("en", "Other ways")),
}
"""What a way is called that was given no name."""

"""The words of reports, in Korean and in English, and the names of things in them.

They stand apart from the words files of the pages: those are for citizens, in every language of a site, and
whoever adds a language has nothing to do for the staff of another country.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from ..language import Text, Words
from ..model import Channel, State, ThingId
from ..problems import Place, visible
from ..state import Snapshot

WORDS: Mapping[str, tuple[str, str]] = {
    # --- Everywhere ---
    "report.at": ("{moment} 기준", "As of {moment}"),
    "report.beside": ("{first} · {last}", "{first} · {last}"),
    "report.blocked": ("{state}, 점검 때문에 이용 불가", "{state}, not available because of maintenance"),
    "report.change": ("{before} → {after}", "{before} → {after}"),
    "report.named": ("{name} ({id})", "{name} ({id})"),
    "report.more": ("… 그 밖에 {n}개", "… and {n} more"),
    "report.none": ("없음", "none"),
    "report.colon": ("{label}: {value}", "{label}: {value}"),
    # --- explain ---
    "explain.nation": ("전국", "The whole country"),
    "explain.well": (
        "정상입니다. 아래는 여기에 필요한 것이고, 모두 여기에 영향을 주지 않습니다.",
        "All is well. Below is what it hangs on; none of it does any harm here.",
    ),
    "explain.alone": ("정상입니다. 아무것에도 매여 있지 않습니다.", "All is well, and it hangs on nothing."),
    "explain.said": ("{state}: {who:이/가} 알림", "{state}: said by {who}"),
    "explain.standing": ("{state}: 파일에 적힌 상태(state)", "{state}: the state written in its own file"),
    "explain.standing_since": (
        "{state}: 파일에 적힌 상태(state), {since}",
        "{state}: the state written in its own file, since {since}",
    ),
    "explain.planned": ("{state}: 점검 예정에 적힘, {who}", "{state}: by the announced maintenance, {who}"),
    "explain.somebody": ("(기관 모름)", "(unknown agency)"),
    "explain.only_in": ("{region}만", "{region} only"),
    "explain.not_why": ("(지금 상태를 정하지 않음)", "(does not decide the state)"),
    "explain.doubtful": (
        "파일에 고칠 곳이 있어 ‘확인 중’보다 좋게 볼 수 없음 (statuspage check)",
        "its file has a mistake, so nobody can vouch for better than “checking” (statuspage check)",
    ),
    "explain.way": ("방법: {name}", "way: {name}"),
    "explain.use": ("이용하는 곳: {name}", "through: {name}"),
    "explain.need": ("필요한 것: {name}", "needs: {name}"),
    "explain.any": (
        "하나만 되면 됨: {names}. 가장 나은 {best} 상태를 따름",
        "one is enough of: {names}. Felt is the best, {best}",
    ),
    "explain.capped": (
        "{state}이지만 ‘{felt}’까지만 영향을 줌",
        "{state}, but felt as “{felt}” at most",
    ),
    "explain.harmless": ("{state}이지만 영향을 주지 않음", "{state}, but not felt"),
    "explain.replaced": (
        "{name}에서 미루어 본 상태({state}) 대신, 같은 장애에서 직접 알린 상태를 따름",
        "what would follow from {name} ({state}) is replaced by what the same story says directly",
    ),
    "explain.rest": ("그 밖에 필요한 것: {names}", "also needs: {names}"),
    "explain.above": ("(위에 적음)", "(see above)"),
    "explain.regional": (
        "전국 상태는 {region}의 일을 더한 것입니다. 지역의 장애는 전국으로는 ‘일부 제한’까지입니다.",
        "The national state takes in what happens in {region}; a regional outage is at most “partly "
        "working” nationally.",
    ),
    "explain.incident": ("장애 ‘{title}’ ({key})", "incident “{title}” ({key})"),
    "explain.maintenance": ("점검 ‘{title}’ ({key})", "maintenance “{title}” ({key})"),
    "explain.open": ("진행 중", "open"),
    "explain.over": ("끝남, {moment}", "over, {moment}"),
    "explain.to_come": ("아직 시작하지 않음", "not begun"),
    "explain.quiet": ("지금 하는 점검 없음", "no window of it runs now"),
    "explain.running": ("점검 중, {until}", "running, {until}"),
    "explain.coming": ("다음 점검 {moment}", "next window {moment}"),
    "explain.last": ("마지막 소식", "last word"),
    "explain.late": ("늦은 소식: {moment}에 알릴 차례였음", "overdue: a word was due {moment}"),
    "explain.claims": ("지금 알린 상태", "what it says now"),
    "explain.claims_nothing": ("지금은 아무 상태도 바꾸지 않음", "it changes no state now"),
    "explain.systems": ("이 때문에 정상이 아닌 시스템 {n}개", "systems that are not well because of it: {n}"),
    "explain.channels": (
        "이용하는 곳 가운데 이 때문에 정상이 아닌 것 {n}개",
        "shared channels that are not well because of it: {n}",
    ),
    "explain.services": (
        "이 때문에 정상이 아닌 서비스 {n}개",
        "services that are not well because of it: {n}",
    ),
    # --- drill ---
    "drill.title": ("훈련: {names:이/가} 멈추면", "Drill: if {names} failed"),
    "drill.banner": (
        "훈련입니다. 실제 장애가 아닙니다.",
        "This is a drill. Nothing of it has happened.",
    ),
    "drill.watermark": ("훈련 DRILL", "훈련 DRILL"),
    "drill.about": (
        "{moment}에 다음이 멈춘다고 보고, 그때의 파일대로 셈한 결과입니다.",
        "What would follow by the files as they are, for {moment}",
    ),
    "drill.down": ("멈춘다고 본 것", "What fails"),
    "drill.table": ("서비스 수", "Services"),
    "drill.importance": ("중요도", "Importance"),
    "drill.all": ("모두", "All"),
    "drill.stops": ("멈춤", "stop"),
    "drill.stranded": ("방법 없음", "no way left"),
    "drill.suffers": ("나빠짐", "suffer"),
    "drill.survives": ("버팀", "survive"),
    "drill.untouched": ("무관", "untouched"),
    "drill.was_out": ("이미 멈춤", "out already"),
    "drill.head.stranded": (
        "방법도 대신할 서비스도 남지 않는 서비스 {n}개",
        "Left with no way and no substitute: {n}",
    ),
    "drill.head.stops": (
        "멈추지만 대신할 서비스가 있는 서비스 {n}개",
        "Stopped, but with a substitute: {n}",
    ),
    "drill.head.suffers": (
        "느려지거나 방법이 줄어드는 서비스 {n}개",
        "Slower, or with fewer ways: {n}",
    ),
    "drill.head.survives": (
        "여기에 매여 있지만 버티는 서비스 {n}개",
        "Hang on it and survive: {n}",
    ),
    "drill.head.was_out": ("그전부터 멈춰 있는 서비스 {n}개", "Out already before: {n}"),
    "drill.nobody": ("아무 서비스도 멈추거나 나빠지지 않습니다.", "No service stops or suffers."),
    "drill.service": ("서비스", "Service"),
    "drill.state": ("상태", "State"),
    "drill.left": ("남는 방법", "Ways left"),
    "drill.lost": ("안 되는 방법", "Ways lost"),
    "drill.instead": ("대신할 서비스", "Instead"),
    "drill.no_way": ("남는 방법이 없습니다.", "No way is left."),
    "drill.made": (
        "statuspage drill로 만든 직원용 문서입니다. 공개하지 마세요.",
        "Made by statuspage drill for staff. Do not publish it.",
    ),
    # --- audit ---
    "audit.looked": (
        "서비스 {services}개, 시스템 {systems}개, 1등급 시스템 둘씩 {pairs}쌍을 셈했습니다.",
        "Services: {services}; systems: {systems}; pairs of grade 1 systems: {pairs}.",
    ),
    "audit.exposed": (
        "시스템 하나에 모든 방법이 매인 서비스 {n}개",
        "Services that one system can stop: {n}",
    ),
    "audit.all_have": (
        "모든 서비스에 따로 떨어진 방법이 있습니다.",
        "Every service has an independent way out.",
    ),
    "audit.by": ("이 가운데 하나만 멈춰도 멈춤: {names}", "stopped by: {names}"),
    "audit.no_substitute": ("대신할 서비스도 없음", "no substitute either"),
    "audit.single": ("멈추면 서비스가 함께 멈추는 시스템 {n}개", "Systems that take services down: {n}"),
    "audit.pairs": (
        "둘이 함께 멈추면 더 멈추는 1등급 시스템 {n}쌍",
        "Pairs of grade 1 systems that together take down more: {n}",
    ),
    "audit.no_pairs": (
        "1등급 시스템 둘이 함께 멈춰도 따로 멈출 때보다 더 멈추는 서비스는 없습니다.",
        "No two grade 1 systems take down more together than apart.",
    ),
    "audit.system": ("시스템", "System"),
    "audit.grade": ("등급", "Grade"),
    "audit.together": ("{first} + {last}", "{first} + {last}"),
    # --- diff ---
    "diff.title": ("시민에게 바뀌는 것", "What changes for citizens"),
    "diff.between": ("{before} → {after}", "{before} → {after}"),
    "diff.nothing": ("시민이 보는 것은 바뀌지 않습니다.", "Nothing changes for citizens."),
    "diff.states": ("상태가 바뀌는 것", "States that change"),
    "diff.overall": ("전체 상태", "Overall"),
    "diff.new_services": ("새 서비스", "New services"),
    "diff.gone_services": ("없어지는 서비스", "Services that go"),
    "diff.new_way": ("새 방법: {name}, {state}", "new way: {name}, {state}"),
    "diff.gone_way": ("없어지는 방법: {name}", "way that goes: {name}"),
    "diff.details": ("안내가 바뀌는 것", "What is said about services"),
    "diff.was": ("{what}: {before} → {after}", "{what}: {before} → {after}"),
    "diff.translation": ("{what}: 다른 언어의 말이 바뀜", "{what}: changes in another language"),
    "diff.news": ("새 소식", "New updates"),
    "diff.reworded": ("말이 바뀌는 소식", "Updates that change"),
    "diff.unsaid": ("없어지는 소식", "Updates that go"),
    "diff.notices": ("새 알림", "New notices"),
    "diff.changed_notices": ("바뀌는 알림", "Notices that change"),
    "diff.gone_notices": ("없어지는 알림", "Notices that go"),
    "diff.planned": ("새 점검", "New maintenance"),
    "diff.changed_planned": ("바뀌는 점검", "Maintenance that changes"),
    "diff.gone_planned": ("없어지는 점검", "Maintenance that goes"),
    "diff.relief": ("새로 생기거나 바뀌는 기한·수수료 보호", "Relief that is new or changes"),
    "diff.gone_relief": ("끝나는 기한·수수료 보호", "Relief that ends"),
    "diff.problems": ("새로 생기는 문제", "Problems that appear"),
    "diff.solved": ("없어지는 문제 {n}개", "Problems that go: {n}"),
    "diff.field.name": ("이름", "name"),
    "diff.field.about": ("소개", "about"),
    "diff.field.importance": ("중요도", "importance"),
    "diff.field.url": ("주소", "address"),
    "diff.field.phone": ("전화", "phone"),
    "diff.field.where": ("곳", "where"),
    "diff.field.hours": ("시간", "hours"),
    "diff.field.bring": ("가져갈 것", "bring"),
    "diff.field.fee": ("수수료", "fee"),
    "diff.field.limits": ("안 되는 것", "limits"),
    "diff.field.instead": ("대신할 서비스", "instead"),
}
"""Key → pattern in Korean and in English, as in the words files of the pages."""


@dataclass(frozen=True)
class Pen:
    """Writes about one moment of a site in the reader's language."""

    snapshot: Snapshot
    words: Words

    def __call__(self, key: str, /, **values: str | int) -> str:
        """The words of a report, or of the pages."""
        return self.words(key, **values)

    def text(self, text: Text) -> str:
        """Words that somebody wrote, in the reader's language if they are there."""
        return text.said(self.words.language).words

    def name(self, thing: ThingId) -> str:
        """What people call a thing."""
        site = self.snapshot.site
        service, _, way = thing.partition("/")
        if way:
            found = next((w for w in self.snapshot.ways.get(service, ()) if w.id == way), None)
            return self.text(found.name) if found else thing
        one = site.systems.get(thing) or site.channels.get(thing) or site.services.get(thing)
        return self.text(one.name) if one else thing

    def named(self, thing: ThingId) -> str:
        """The same with its id, which is what can be typed."""
        return self("report.named", name=self.name(thing), id=thing)

    def agency(self, id: str) -> str:
        """What people call an agency; empty for none."""
        found = self.snapshot.site.agencies.get(id)
        return self.text(found.name) if found else id

    def region(self, id: str) -> str:
        """What people call a region."""
        found = self.snapshot.site.regions.get(id)
        return self.text(found) if found else id

    def channel(self, way: Channel) -> str:
        """What people call a way."""
        return self.text(way.name)

    def state(self, found: State, *, usable: bool = True) -> str:
        """A state in citizens' words; planned work behind a mild state is said."""
        words = self(f"state.{found.id}")
        return self("report.blocked", state=words) if found.usable and not usable else words

    def moment(self, moment: datetime) -> str:
        """A moment, without the year the reader knows."""
        return self.words.moment(moment, self.snapshot.at)

    def beside(self, *parts: str) -> str:
        """Several things on one line; those that are empty are left out."""
        said = ""
        for part in filter(None, parts):
            said = self("report.beside", first=said, last=part) if said else part
        return said

    def listed(self, names: Iterable[str], most: int = 12) -> str:
        """Several names in one breath; of very many only the first."""
        several = list(names)
        shown = several[:most]
        if len(several) > most:
            shown.append(self("report.more", n=len(several) - most))
        return ", ".join(shown) or self("report.none")


def words(language: str, pages: Words) -> Words:
    """The words of reports in Korean (`ko`) or, for any other language, in English, before those of pages."""
    number = 0 if language == "ko" else 1
    return Words(language, {key: said[number] for key, said in WORDS.items()}, pages.zone, pages)


def line(place: Place) -> str:
    """Where something is written, as terminals and editors open it: `status/systems/saeol.yaml:3`."""
    return visible(f"{place.file}:{place.line}") if place.file else ""

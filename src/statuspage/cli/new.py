"""`statuspage new`: new files, written from answers. What each kind asks for stands in `writing`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from . import Group
from .options import at_the_desk, options

if TYPE_CHECKING:
    from .desk import Desk


@click.group(cls=Group)
def new() -> None:
    """Write a new file from answers to questions.

    At a terminal it asks only for what is missing, shows what the change does to citizens, and writes
    when you say so. In a script, options answer the questions.

    Examples:

    \b
        statuspage new incident
        statuspage new update
        statuspage new incident --thing saeol=major_outage \\
            --title "창구 장애" -m "창구가 멈췄습니다." --yes
    """


# --- What happens ------------------------------------------------------------------------------------------


@new.command()
@options("thing", "title", "title-en", "title-ko", "words", "words-en", "words-ko", "status")
@options("next-update", "expected", "region", "at", "by", "id")
@at_the_desk
def incident(desk: Desk, /, **typed: Any) -> None:
    """Something does not work: a new incident and its first word.

    Examples:

    \b
        statuspage new incident
        statuspage new incident --thing saeol=major_outage \\
            --title "창구 장애" -m "창구가 멈췄습니다." --yes
    """
    from . import writing

    writing.incident(desk, typed)


@new.command()
@click.argument("story", metavar="[ID]", required=False)
@options("thing", "words", "words-en", "words-ko", "title", "title-en", "title-ko", "status")
@options("next-update", "expected", "region", "at", "by")
@click.option("--starts", metavar="MOMENT", help="Planned work: a new start.")
@click.option("--ends", metavar="MOMENT", help="Planned work: a new end.")
@at_the_desk
def update(desk: Desk, /, story: str | None, **typed: Any) -> None:
    """One more word about an incident or planned work.

    Without ID it is about the only open one. Say only what has changed.

    Examples:

    \b
        statuspage new update
        statuspage new update 1124-saeol --status identified \\
            -m "원인을 찾았습니다." --yes
    """
    from . import writing

    writing.update(desk, story, typed)


@new.command()
@options("title", "title-en", "title-ko")
@click.option("--starts", metavar="MOMENT", help="When it begins: 2026-12-06 02:00, 내일 2:00.")
@click.option("--ends", metavar="MOMENT", help="When it ends.")
@click.option("--repeats", help='When it comes back: 매월 첫째 일요일, "first Sunday of every month".')
@options("thing", "words", "words-en", "words-ko", "region", "by", "id")
@at_the_desk
def maintenance(desk: Desk, /, **typed: Any) -> None:
    """Planned work: what will not be available, from when until when.

    Examples:

    \b
        statuspage new maintenance
        statuspage new maintenance --title 정기점검 --thing gov24-portal \\
            --starts "2026-12-06 02:00" --ends "2026-12-06 06:00" \\
            -m "새벽 2시부터 6시까지 쓸 수 없습니다." --yes
    """
    from . import writing

    writing.maintenance(desk, typed)


@new.command()
@options("title", "title-en", "title-ko", "words", "words-en", "words-ko")
@click.option("--from", "starts", metavar="MOMENT", help="From when it is shown.  [default: today]")
@click.option("--until", "ends", metavar="MOMENT", help="Until when it is shown.  [default: for good]")
@click.option("--about", multiple=True, metavar="ID", help="Which service, agency or channel. Repeatable.")
@options("by", "id")
@at_the_desk
def notice(desk: Desk, /, **typed: Any) -> None:
    """An announcement, which changes the state of nothing.

    Examples:

    \b
        statuspage new notice
        statuspage new notice --id new-address \\
            --title "주소가 바뀝니다" -m "1월부터 …" --yes
    """
    from . import writing

    writing.notice(desk, typed)


@new.command()
@click.argument("original", metavar="[UPDATE]", required=False)
@click.option("--into", metavar="LANGUAGE", help="Into which language.  [default: the only other one]")
@click.option("--words", "-m", help="The translated words; - reads the input.")
@click.option("--title", help="The translated title, where the original does not say it.")
@at_the_desk
def translation(desk: Desk, /, original: str | None, **typed: Any) -> None:
    """What was said, in another language. Facts stay in the original.

    UPDATE is the name of a file: of an update, of an announcement, or incident and notice in their folder.

    Examples:

    \b
        statuspage new translation
        statuspage new translation 1124-0310-mois -m "Counters are out." --yes
        statuspage new translation 1206-portal/notice -m "Not available." --yes
    """
    from . import writing

    writing.translation(desk, original, typed)


# --- What there is -----------------------------------------------------------------------------------------


@new.command()
@options("name", "name-en", "name-ko", "id")
@click.option("--operator", metavar="AGENCY", help="Who runs it.")
@click.option("--grade", type=click.IntRange(1, 4), help="정보시스템 등급, 1 the most critical.")
@click.option("--needs", multiple=True, metavar="ID", help="What it cannot do without. Repeatable.")
@at_the_desk
def system(desk: Desk, /, **typed: Any) -> None:
    """What services hang on, and citizens never see by name.

    Examples:

    \b
        statuspage new system
        statuspage new system --id saeol --name 새올 --operator mois --yes
    """
    from . import writing

    writing.system(desk, typed)


@new.command()
@options("name", "name-en", "name-ko", "id")
@click.option("--kind", help="How it is used: web, app, phone, counter, kiosk, 창구 …")
@click.option("--url", metavar="ADDRESS", help="Where it is on the web.")
@click.option("--phone", metavar="NUMBER", help="Its telephone number.")
@click.option("--hours", help='When it is open: "평일 09:00-18:00, 공휴일 휴무".')
@click.option("--needs", multiple=True, metavar="ID", help="What it cannot do without. Repeatable.")
@at_the_desk
def channel(desk: Desk, /, **typed: Any) -> None:
    """A way that many services share: any community center, one portal.

    Examples:

    \b
        statuspage new channel
        statuspage new channel --id gov24-portal --name 정부24 \\
            --kind web --url https://www.gov.kr --yes
    """
    from . import writing

    writing.channel(desk, typed)


@new.command()
@click.option("--agency", metavar="AGENCY", help="Who answers for it.")
@options("name", "name-en", "name-ko", "id")
@click.option("--importance", help="critical, high, medium or low.  [default: medium]")
@click.option("--category", metavar="ID", help="One of the categories in site.yaml.")
@options("about", "about-en", "about-ko")
@click.option("--keyword", multiple=True, help="Another word people look for. Repeatable.")
@click.option(
    "--way",
    multiple=True,
    metavar="WAY",
    help="A shared channel (community-center), or KIND=ADDRESS (web=https://…, phone=110). Repeatable.",
)
@click.option("--needs", multiple=True, metavar="ID", help="What all its ways hang on. Repeatable.")
@at_the_desk
def service(desk: Desk, /, **typed: Any) -> None:
    """Something citizens want done, and the ways to get it done.

    Examples:

    \b
        statuspage new service
        statuspage new service --agency mois --id move-in --name 전입신고 \\
            --way community-center --way web=https://www.gov.kr --yes
    """
    from . import writing

    writing.service(desk, typed)

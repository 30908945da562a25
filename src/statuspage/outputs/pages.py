"""The pages people read: every view through its template, in every language."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import suppress
from functools import cached_property, partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from .. import security
from ..views import addresses, door, figures, lite, more, pages, staff
from ..views.edition import Edition, untranslated
from . import Artifact, Broken, Part, Press
from .assets import names as asset_names

if TYPE_CHECKING:
    from jinja2 import BytecodeCache, Environment
    from jinja2.bccache import Bucket

    from ..language import Words
    from ..model import Channel, Incident, Service


View = Callable[[Edition], Any]
"""Works out what a page says in one language; asked only when the page has to be made."""


class Page(NamedTuple):
    """A page before it is put into a language."""

    template: str
    address: str
    mark: str
    """A digest of all it is made from, besides words and templates."""
    view: View


def render(press: Press) -> Iterator[Artifact]:
    """The pages of every edition, but for those of services and incidents."""
    for page in _pages(press):
        yield from _in_each_language(press, page)
    publication = press.editions()[0].publication
    for channel in press.doors:
        mark = publication.marks.channel(channel.id, publication.on(channel))
        yield from _in_all_languages(press, channel.id, mark, door.channel_notice_in_all, channel)


def of_service(press: Press, service: Service) -> Part:
    """The page of a service, and the sheets that speak to everybody who stands before a door."""
    marks = press.editions()[0].publication.marks
    mark, whole = marks.service(service.id), marks.service_page(service.id)

    def artifacts() -> Iterator[Artifact]:
        page = _page("service", addresses.service(service.id), whole, pages.service, service)
        yield from _in_each_language(press, page)
        sheet = _page("door-notice", addresses.door_notice(service.id), mark, door.service_notice, service)
        yield from _in_each_language(press, sheet)
        yield from _in_all_languages(press, service.id, mark, door.service_notice_in_all, service)

    return Part(whole, artifacts)


def of_incident(press: Press, incident: Incident) -> Part:
    """The page of an incident."""
    mark = press.editions()[0].publication.marks.incident(incident.key)
    page = _page("incident", addresses.incident(incident.key), mark, pages.incident, incident)
    return Part(mark, partial(_in_each_language, press, page))


def _in_each_language(press: Press, page: Page) -> Iterator[Artifact]:
    printer, inputs = press.once(Printer), (press.look, page.template, page.mark)
    for edition in press.editions():
        make = partial(printer.page, page.template, page.view, edition)
        yield Artifact(addresses.file_of(edition.path(page.address)), inputs, make)


def _in_all_languages(
    press: Press, id: str, mark: str, make: Callable[..., Any], found: Service | Channel
) -> Iterator[Artifact]:
    """The sheet in all languages at once, where there are several."""
    editions = press.editions()
    if len(editions) > 1:
        template, address = "door-notice", addresses.door_notice_in_all(id)
        view = partial(press.once(Printer).page, template, lambda _: make(editions, found), editions[0])
        yield Artifact(addresses.file_of(address), (press.look, template, mark), view)


def _page(template: str, address: str, mark: str, make: Callable[..., Any], *values: Any) -> Page:
    return Page(template, address, mark, lambda edition: make(edition, *values))


def _pages(press: Press) -> Iterator[Page]:
    """Every page that there is in each language, but for those of services and incidents."""
    publication = press.editions()[0].publication
    site, at, marks = publication.site, publication.at, publication.marks
    everything, of = marks.everything, _page

    yield of("home", addresses.HOME, everything, pages.home)
    yield of("lite", addresses.LITE, everything, lite.lite)
    for channel in site.channels.values():
        mark = marks.channel(channel.id, publication.on(channel))
        yield of("channel", addresses.channel(channel.id), mark, Edition.once, pages.channel, channel)
    for channel in press.doors:
        mark = marks.channel(channel.id, publication.on(channel))
        yield of("door-notice", addresses.door_notice(channel.id), mark, door.channel_notice, channel)
    for system in site.systems.values():
        mark = marks.system(system.id, publication.hanging_on(system.id))
        yield of("system", addresses.system(system.id), mark, pages.system, system)
    for agency in site.agencies.values():
        mark = marks.gathered(publication.of_agency(agency.id))
        yield of("gathered", addresses.agency(agency.id), mark, pages.agency, agency)
    for category in site.categories:
        mark = marks.gathered(publication.in_category(category))
        yield of("gathered", addresses.category(category), mark, pages.category, category)
    for region in site.regions:
        mark = marks.gathered(publication.in_region(region))
        yield of("gathered", addresses.region(region), mark, pages.region, region)
    for maintenance in publication.announced:
        address, mark = addresses.maintenance(maintenance.key), marks.maintenance(maintenance)
        yield of("maintenance", address, mark, pages.maintenance, maintenance)
    yield of("maintenance-list", addresses.MAINTENANCE, everything, pages.maintenance_list)
    for notice in site.notices:
        if notice.starts <= at:
            address = addresses.announcement(notice.key)
            yield of("notice", address, marks.notice(notice), pages.notice, notice)
    yield of("relief", addresses.RELIEF, everything, pages.relief)
    yield of("history", addresses.HISTORY, everything, pages.history)
    known = repr(publication.months)
    for month in publication.months:
        begun = marks.incidents(publication.begun.get(month, ()))
        mark = f"{known}{begun}{marks.planned(publication.planned.get(month, ()))}"
        yield of("history", addresses.month(*month), mark, pages.history, *month)
    yield of("figures", addresses.FIGURES, everything, figures.overview)
    for year in publication.figures.years:
        mark = f"{known}{publication.figures.years}{publication.mark_of_year(year)}"
        yield of("figures", addresses.figures(year), mark, figures.year, year)
    years = more.corrected_years(publication)
    for year in (0, *years):
        mark = f"{years}{marks.told(one.story for one in more.corrected(publication, year))}"
        address = addresses.corrections(year) if year else addresses.CORRECTIONS
        yield of("corrections", address, mark, more.corrections, year)
    if site.regions:
        yield of("regions", addresses.REGIONS, everything, more.regions)
    yield of("not-found", addresses.NOT_FOUND, marks.whole, more.not_found)
    for name, texts in press.articles.items():
        mark = f"{marks.whole}{sorted(texts.items())}"
        yield of("article", addresses.article(name), mark, more.article, name, texts)


class Printer:
    """Prints views through templates; jinja2 is loaded with the first page that has to be made.

    What every part needs belongs to the environment, and means the page that is being made: a part that had
    to be given it by whoever imports it would be set up anew for each page, with all that it imports.
    """

    def __init__(self, press: Press) -> None:
        self.press = press
        self._words: Words | None = None
        self._here = ""

    def page(self, template: str, make: View, edition: Edition) -> bytes:
        """The bytes of one page."""
        view = make(edition)
        path = view.frame.path
        self._words, self._here = edition.words, path
        try:
            text = self.environment.get_template(f"pages/{template}.html").render(
                page=view,
                csp=security.PAGE_META,
                staff=staff.bar(edition, path) if self.press.staff else None,
                untranslated=untranslated(view),
            )
        except Exception as error:
            place = _template_line(error)
            if place is None:
                raise
            raise Broken(place, str(error)) from error
        if self.press.staff and 'content="noindex' not in text:
            raise Broken(f"pages/{template}.html", "it does not say that it is for staff: see base.html")
        if "<pre" not in text:
            # Empty lines are the templates' affair, and a reader's bytes are few.
            text = "\n".join(line for line in text.splitlines() if line.strip())
        return text.encode() + b"\n"

    # What every template is given, besides its page

    def _w(self, key: str, /, **values: str | int) -> str:
        assert self._words is not None  # noqa: S101
        return self._words(key, **values)

    def _href(self, there: str) -> str:
        if self._here.endswith(addresses.NOT_FOUND):
            # This page is served at every address that does not exist, so its links begin at the top.
            return self._base + there
        return addresses.relative(self._here, there)

    def _asset(self, name: str) -> str:
        return self._href(self._assets[name])

    @cached_property
    def _assets(self) -> dict[str, str]:
        return asset_names(self.press.assets)

    @cached_property
    def _base(self) -> str:
        host_and_path = self.press.site.address.partition("://")[2]
        return "/" + host_and_path.partition("/")[2]

    @cached_property
    def environment(self) -> Environment:
        """The templates, escaping everything and telling a misspelt name.

        A site's own templates cannot touch the program (sandbox); ours need not pay half their time for that.
        """
        from jinja2 import FunctionLoader, StrictUndefined

        ours = all(template.ours for template in self.press.templates.values())
        kind = _quick() if ours else _guarded()

        bytecode = None
        if self.press.bytecode is not None:
            # Code compiled for the one environment does not run in the other.
            bytecode = _compiled(self.press.bytecode / ("plain" if ours else "sandboxed"))
        found = kind(
            loader=FunctionLoader(self._template),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=bytecode,
        )
        found.globals |= {
            "w": self._w,
            "href": self._href,
            "asset": self._asset,
            "prose": self.press.prose,
        }
        return found

    def _template(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        found = self.press.templates.get(name)
        return (found.text, found.file, lambda: True) if found else None


def _quick() -> type[Environment]:
    """An environment for templates of ours alone, without what they have no use for.

    By itself jinja2 asks of everything that is called whether it wants the context for its first argument,
    and of every import whether it is given other names than before. A page has hundreds of calls and twenty
    imports: asking took as long as answering.
    """
    from jinja2 import Environment
    from jinja2.runtime import Context

    class Plain(Context):
        def call(self, found: Callable[..., Any], *values: Any, **named: Any) -> Any:
            named.pop("_block_vars", None)
            named.pop("_loop_vars", None)
            return found(*values, **named)

    class Quick(Environment):
        context_class = Plain

        def make_globals(self, more: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
            return super().make_globals(more) if more else self.globals

    return Quick


def _guarded() -> type[Environment]:
    """An environment for a site's own templates, which cannot touch the program.

    What may be asked of a value depends on its kind and the name that is asked for. Pages ask for the same
    few hundred again and again: finding out each time took a fifth of their making.
    """
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Guarded(ImmutableSandboxedEnvironment):
        def __init__(self, *values: Any, **named: Any) -> None:
            super().__init__(*values, **named)
            self._safe: dict[tuple[type, str], bool] = {}

        def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
            known = self._safe.get((type(obj), attr))
            if known is None:
                known = self._safe[type(obj), attr] = super().is_safe_attribute(obj, attr, value)
            return known

    return Guarded


def _compiled(folder: Path) -> BytecodeCache:
    """Compiled templates, kept in a folder with a digest each: damaged code would end the whole process."""
    from jinja2 import BytecodeCache

    class Compiled(BytecodeCache):
        def load_bytecode(self, bucket: Bucket) -> None:
            with suppress(OSError):
                said, code = (raw := (folder / bucket.key).read_bytes())[:_DIGEST], raw[_DIGEST:]
                if said == sha256(code).digest():
                    bucket.bytecode_from_string(code)

        def dump_bytecode(self, bucket: Bucket) -> None:
            code = bucket.bytecode_to_string()
            with suppress(OSError):  # kept only to save time
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                draft = folder / f"{bucket.key}.{os.getpid()}"
                draft.write_bytes(sha256(code).digest() + code)
                draft.replace(folder / bucket.key)

    return Compiled()


_DIGEST = sha256().digest_size


def _template_line(error: Exception) -> str | None:
    """The innermost template file and line that an error came through; None when it came through none."""
    from jinja2 import TemplateError, TemplateSyntaxError

    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or error.name}:{error.lineno}"
    found, trace = None, error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.endswith(".html"):
            found = f"{name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found or ("templates" if isinstance(error, TemplateError) else None)

"""The pages people read: every view through its template, in every language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from .. import security
from ..views import addresses, door, figures, lite, more, pages
from ..views.edition import Edition, untranslated
from . import Artifact, Broken, Press
from .assets import names as asset_names

if TYPE_CHECKING:
    from jinja2 import Environment


def render(press: Press) -> Iterator[Artifact]:
    """Every page of every edition."""
    printer = Printer(press)
    for edition in press.editions():
        for template, view in _views(edition):
            yield _artifact(printer, template, view, edition)
        for name, texts in press.articles.items():
            yield _artifact(printer, "article", more.article(edition, name, texts), edition)
    if len(press.editions()) > 1:
        for view in _in_all_languages(press.editions()):
            yield _artifact(printer, "door-notice", view, press.editions()[0])


def _artifact(printer: Printer, template: str, view: Any, edition: Edition) -> Artifact:
    path = addresses.file_of(view.frame.path)
    inputs = (printer.press.look, template, view)
    return Artifact(path, inputs, partial(printer.page, template, view, edition))


def _in_all_languages(editions: tuple[Edition, ...]) -> Iterator[door.DoorNotice]:
    """Sheets that speak to everybody who stands before a door."""
    site = editions[0].publication.site
    for service in site.services.values():
        yield door.service_notice_in_all(editions, service)
    for channel in site.channels.values():
        yield door.channel_notice_in_all(editions, channel)


def _views(edition: Edition) -> Iterator[tuple[str, Any]]:
    """Every page, with the name of its template."""
    publication = edition.publication
    site, at = publication.site, publication.at
    yield "home", pages.home(edition)
    yield "lite", lite.lite(edition)
    for service in site.services.values():
        yield "service", pages.service(edition, service)
        yield "door-notice", door.service_notice(edition, service)
    for channel in site.channels.values():
        yield "channel", pages.channel(edition, channel)
        yield "door-notice", door.channel_notice(edition, channel)
    for system in site.systems.values():
        yield "system", pages.system(edition, system)
    for agency in site.agencies.values():
        yield "gathered", pages.agency(edition, agency)
    for category in site.categories:
        yield "gathered", pages.category(edition, category)
    for region in site.regions:
        yield "gathered", pages.region(edition, region)
    for incident in publication.incidents:
        yield "incident", pages.incident(edition, incident)
    for maintenance in publication.announced:
        yield "maintenance", pages.maintenance(edition, maintenance)
    yield "maintenance-list", pages.maintenance_list(edition)
    for notice in site.notices:
        if notice.starts <= at:
            yield "notice", pages.notice(edition, notice)
    yield "relief", pages.relief(edition)
    yield "history", pages.history(edition)
    for year, month in pages.months(edition):
        yield "history", pages.history(edition, year, month)
    yield "figures", figures.overview(edition)
    for year in publication.figures.years:
        yield "figures", figures.year(edition, year)
    yield "corrections", more.corrections(edition)
    if site.regions:
        yield "regions", more.regions(edition)
    yield "not-found", more.not_found(edition)


class Printer:
    """Prints views through templates; jinja2 is loaded with the first page that has to be made."""

    def __init__(self, press: Press) -> None:
        self.press = press
        self._assets: dict[str, str] | None = None
        self._environment: Environment | None = None

    def page(self, template: str, view: Any, edition: Edition) -> bytes:
        """The bytes of one page."""
        path = view.frame.path
        try:
            text = self.environment.get_template(f"pages/{template}.html").render(
                page=view,
                w=edition.words,
                href=self._href(path),
                asset=self._asset(path),
                prose=self.press.prose,
                csp=security.PAGE_META,
                untranslated=untranslated(view),
            )
        except Exception as error:
            place = _template_line(error)
            if place is None:
                raise
            raise Broken(place, str(error)) from error
        if "<pre" not in text:
            # Empty lines are the templates' affair, and a reader's bytes are few.
            text = "\n".join(line for line in text.splitlines() if line.strip())
        return text.encode() + b"\n"

    def _href(self, here: str) -> Callable[[str], str]:
        if here.endswith(addresses.NOT_FOUND):
            # This page is served at every address that does not exist, so its links begin at the top.
            return lambda there: self._base + there
        return partial(addresses.relative, here)

    def _asset(self, here: str) -> Callable[[str], str]:
        if self._assets is None:
            self._assets = asset_names(self.press.assets)
        assets, href = self._assets, self._href(here)
        return lambda name: href(assets[name])

    @property
    def _base(self) -> str:
        host_and_path = self.press.site.address.partition("://")[2]
        return "/" + host_and_path.partition("/")[2]

    @property
    def environment(self) -> Environment:
        """The templates, escaping everything and telling a misspelt name.

        A site's own templates cannot touch the program (sandbox); ours need not pay half their time for that.
        """
        if self._environment is None:
            from jinja2 import Environment, FileSystemBytecodeCache, FunctionLoader, StrictUndefined
            from jinja2.sandbox import ImmutableSandboxedEnvironment

            ours = all(template.ours for template in self.press.templates.values())
            kind = Environment if ours else ImmutableSandboxedEnvironment

            bytecode = None
            if self.press.bytecode is not None:
                # Code compiled for the one environment does not run in the other.
                compiled = self.press.bytecode / ("plain" if ours else "sandboxed")
                compiled.mkdir(parents=True, exist_ok=True, mode=0o700)
                bytecode = FileSystemBytecodeCache(str(compiled))
            self._environment = kind(
                loader=FunctionLoader(self._template),
                autoescape=True,
                undefined=StrictUndefined,
                trim_blocks=True,
                lstrip_blocks=True,
                auto_reload=False,
                bytecode_cache=bytecode,
            )
        return self._environment

    def _template(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        found = self.press.templates.get(name)
        return (found.text, found.file, lambda: True) if found else None


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

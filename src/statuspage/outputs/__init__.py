"""The formats published, one module each: a new format is one new file in this folder.

Every module has `render(press) -> Iterator[Artifact]`. An artifact says from which plain values it is
made, so that it is made again only when they change.

What a format tells of one service alone, or of one incident, it leaves to `of_service(press, service)` and
`of_incident(press, incident)`. They return a `Part`: nearly all files are such files, and where nothing of a
service has changed for any format, none of its files has to be asked for by itself.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from .. import language
    from ..look import Template
    from ..model import Channel, Site
    from ..state import Memory, Snapshot
    from ..views.edition import Edition, Prose


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file to publish: where, from which values, and the function that makes its bytes."""

    path: str
    """Relative to the site's root, POSIX."""
    inputs: object
    """Plain frozen values whose `repr` says all that `make` depends on, besides our code."""
    make: Callable[[], bytes]


class Part(NamedTuple):
    """The files of one format that tell of one thing."""

    inputs: object
    """All that any of them is made from, besides the look of pages and what every page hangs on."""
    artifacts: Callable[[], Iterator[Artifact]]


class Batch(NamedTuple):
    """Files that stay together: where all that they are made from says what it said before."""

    name: str
    inputs: object
    """Plain values, the same or more than those of its artifacts; None where each is asked by itself."""
    artifacts: Callable[[], Iterator[Artifact]]


class Broken(Exception):  # noqa: N818 - it names what happened
    """A template cannot make a page: where the template is wrong, and how."""

    def __init__(self, place: str, detail: str) -> None:
        super().__init__(place, detail)
        self.place, self.detail = place, detail


@dataclass(frozen=True)
class Press:
    """What the outputs work with: the editions, and the files that give the pages their look."""

    snapshot: Snapshot
    words: Mapping[str, language.Words]
    """By language tag."""
    templates: Mapping[str, Template]
    """By name relative to `templates/`."""
    assets: Mapping[str, bytes]
    """By name relative to `site_src/assets/`; read once, so that one build shows one state of them."""
    next_change: datetime | None
    commit: str = ""
    """Which state of the files this is, where git knows."""
    bytecode: Path | None = None
    """Where compiled templates are kept between runs."""
    articles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What the site says about itself, in Markdown: name → language → words."""
    prose: Callable[[Prose], str] = field(default=lambda prose: prose.source)
    """Markdown to safe HTML, remembered between runs."""
    look: str = ""
    """A digest of everything that gives pages their look: templates, words, assets."""
    past: Memory | None = None
    """What was worked out of the past before."""
    staff: bool = False
    """Whether this is a preview for staff, with links to where files are written."""
    _shared: dict[Callable[[Press], Any], Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, make: Callable[[Press], T]) -> T:
        """What several formats tell of, worked out for the first that asks."""
        if make not in self._shared:
            self._shared[make] = make(self)
        found: T = self._shared[make]
        return found

    @property
    def site(self) -> Site:
        return self.snapshot.site

    @property
    def doors(self) -> list[Channel]:
        """The shared channels that have a badge and sheets of their own.

        Where files are wrong, one has the id of a service; then these tell of the service.
        """
        return [c for c in self.site.channels.values() if c.id not in self.site.services]

    def editions(self) -> tuple[Edition, ...]:
        """One edition for each language of the site, the first language first."""
        return self._editions

    @cached_property
    def _editions(self) -> tuple[Edition, ...]:
        from ..views.edition import Edition, Publication

        publication = Publication(self.snapshot, self.past)
        return tuple(Edition(publication, self.words[tag]) for tag in self.site.languages)


def everything(press: Press) -> Iterator[Batch]:
    """Every file of the site but the closing ones."""
    modules = [importlib.import_module(f"{__name__}.{name}") for name in formats() if name not in CLOSING]
    publication = press.editions()[0].publication
    base = press.look, publication.marks.whole
    telling = _all(modules, "of_service")
    for service in press.site.services.values():
        yield _batch("service", service.id, base, [tell(press, service) for tell in telling])
    telling = _all(modules, "of_incident")
    for incident in publication.incidents:
        yield _batch("incident", incident.key, base, [tell(press, incident) for tell in telling])
    for render in _all(modules, "render"):
        yield from map(_alone, render(press))


def _all(modules: Iterable[ModuleType], name: str) -> list[Callable[..., Any]]:
    return [getattr(module, name) for module in modules if hasattr(module, name)]


def _batch(kind: str, id: str, base: object, parts: Sequence[Part]) -> Batch:
    inputs = (base, *(part.inputs for part in parts))
    return Batch(f"{kind}:{id}", inputs, lambda: chain.from_iterable(part.artifacts() for part in parts))


def _alone(artifact: Artifact) -> Batch:
    return Batch(artifact.path, artifact.inputs, lambda: iter((artifact,)))


CLOSING = ("sitemap", "manifest_json")
"""The formats that tell of all other files, so that they are made last, in this order.

Instead of `render` they have `closing(press, published)`; `published` is path → SHA-256 of what there is.
"""


def closing(press: Press, published: Mapping[str, str]) -> Iterator[Batch]:
    """The files that tell of all others. Each has to be put into `published` before the next is asked for."""
    for name in CLOSING:
        module = importlib.import_module(f"{__name__}.{name}")
        for artifact in module.closing(press, published):
            yield _alone(artifact)._replace(inputs=None)


def formats() -> list[str]:
    """The names of the formats: the modules of this folder."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__))

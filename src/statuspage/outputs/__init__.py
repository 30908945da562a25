"""The formats published, one module each: a new format is one new file in this folder.

Every module has `render(press) -> Iterator[Artifact]`. An artifact says from which plain values it is
made, so that it is made again only when they change.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from .. import language
    from ..model import Site
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


class Clash(Exception):  # noqa: N818 - it names what happened
    """Two outputs claim one path: a fault of the program, found before anything is written."""

    def __init__(self, path: str) -> None:
        super().__init__(f"two outputs claim {path}")
        self.path = path


class Broken(Exception):  # noqa: N818 - it names what happened
    """A template cannot make a page: where the template is wrong, and how."""

    def __init__(self, place: str, detail: str) -> None:
        super().__init__(place, detail)
        self.place, self.detail = place, detail


class Template(NamedTuple):
    """A template, and the file it stands in."""

    file: str
    text: str
    ours: bool = True
    """Whether it came with the program."""


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

    def editions(self) -> tuple[Edition, ...]:
        """One edition for each language of the site, the first language first."""
        return self._editions

    @cached_property
    def _editions(self) -> tuple[Edition, ...]:
        from ..views.edition import Edition, Publication

        publication = Publication(self.snapshot, self.past)
        return tuple(Edition(publication, self.words[tag]) for tag in self.site.languages)


def everything(press: Press) -> Iterator[Artifact]:
    """Every file of the site but the closing ones. Raises `Clash` when two formats claim one path."""
    claimed: set[str] = set()
    for name in formats():
        if name in CLOSING:
            continue
        module = importlib.import_module(f"{__name__}.{name}")
        for artifact in module.render(press):
            if artifact.path in claimed:
                raise Clash(artifact.path)
            claimed.add(artifact.path)
            yield artifact


CLOSING = ("sitemap", "manifest_json")
"""The formats that tell of all other files, so that they are made last, in this order.

Instead of `render` they have `closing(press, published)`; `published` is path → SHA-256 of what there is.
"""


def closing(press: Press, published: Mapping[str, str]) -> Iterator[Artifact]:
    """The files that tell of all others. Each has to be put into `published` before the next is asked for."""
    for name in CLOSING:
        module = importlib.import_module(f"{__name__}.{name}")
        for artifact in module.closing(press, published):
            if artifact.path in published:
                raise Clash(artifact.path)
            yield artifact


def formats() -> list[str]:
    """The names of the formats: the modules of this folder."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__))

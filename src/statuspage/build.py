"""The whole program on one screen: files → site → snapshot → artifacts → a folder, all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from . import catalogue, defaults, guidance, inspection, load, outputs, runs, state
from .cache import Cache, Made, digest
from .model import Site
from .outputs import assets, build_info
from .problems import Problem, Severity
from .publish import folder
from .views.edition import Prose

CACHE = ".statuspage-cache"
"""The folder of things made before, in the site's root; safe to delete."""

Progress = Callable[[int, int], None]
"""Told how many files are done, and how many there are (0 while that is not known)."""


class Refused(Exception):  # noqa: N818 - it is an answer, not a mistake
    """Nothing was published; what was live before is live still."""

    def __init__(self, code: str, problems: tuple[Problem, ...] = (), **details: str) -> None:
        super().__init__(code, details)
        self.code, self.problems, self.details = code, problems, details


@dataclass(frozen=True, slots=True)
class Result:
    """What a build did."""

    problems: tuple[Problem, ...]
    files: int
    """How many files the site has."""
    switch: folder.Switch | None
    """None when nothing at all had changed since the last run."""
    next_change: datetime | None
    services: int

    @property
    def whole(self) -> bool:
        """Whether every file could be read."""
        return not any(problem.severity >= Severity.ERROR for problem in self.problems)


def build(
    root: Path,
    out: Path,
    moment: datetime,
    *,
    cache: Path | None = None,
    commit: str = "",
    progress: Progress = lambda done, total: None,
) -> Result:
    """Build the site in `root` as of `moment` (aware) into the folder `out`.

    `cache` is where things made before are kept; None makes everything anew. Raises `Refused` when
    nothing trustworthy can be published, and then the live site is untouched.
    """
    code = runs.code()
    store = Cache(cache, code)
    written = runs.written(root)
    if (unchanged := _unchanged(store, runs.Run(written, out, moment, commit))) is not None:
        return unchanged
    pieces = store.pieces()
    loaded = load.site(root, pieces, code.encode())
    store.keep_pieces(pieces)
    if loaded.site is None:
        raise Refused("site-unusable", loaded.problems)
    site = loaded.site
    snapshot = state.at(site, moment)
    next_change = guidance.next_change(snapshot)
    press = _press(root, site, snapshot, next_change, commit, store)
    artifacts = list(_everything(press))
    try:
        with folder.opened(out) as place:
            switch = _publish(place, artifacts, site, store, progress)
    except folder.Refused as refused:
        raise Refused(f"folder-{refused.code}", loaded.problems, **refused.details) from refused
    runs.remember(
        store,
        runs.Run(written, out, moment, commit),
        runs.Outcome(
            switch.release,
            next_change,
            len(artifacts),
            len(snapshot.services),
            loaded.problems,
            site.zone.key,
        ),
    )
    return Result(loaded.problems, len(artifacts), switch, next_change, len(snapshot.services))


def _unchanged(store: Cache, run: runs.Run) -> Result | None:
    """The result of the last run, when this one would do the same; only `build.json` tells the new moment."""
    last = runs.same(store, run)
    if last is None:
        return None
    try:
        with folder.opened(run.out) as place:
            if place.release != last.release:
                return None
            moment = run.moment.astimezone(ZoneInfo(last.zone))
            place.replace(build_info.PATH, build_info.told(moment, last.next_change, run.commit))
    except (folder.Refused, KeyError):
        return None
    return Result(last.problems, last.files, None, last.next_change, last.services)


def _everything(press: outputs.Press) -> Iterator[outputs.Artifact]:
    try:
        yield from outputs.everything(press)
    except outputs.Clash as clash:
        raise Refused("two-outputs", path=clash.path) from clash


def _publish(
    place: folder.Folder,
    artifacts: list[outputs.Artifact],
    site: Site,
    store: Cache,
    progress: Progress,
) -> folder.Switch:
    """Make what changed, keep what did not, look at every new file, and switch."""
    known, made = store.made(), dict[str, Made]()
    base = "/" + site.address.partition("://")[2].partition("/")[2]
    faults: list[inspection.Fault] = []
    moment: dict[str, bytes] = {}
    for done, artifact in enumerate(artifacts):
        progress(done, len(artifacts))
        if artifact.path == build_info.PATH:
            moment[artifact.path] = artifact.make()
            continue
        key = digest(store.code, artifact.path, artifact.inputs)
        before = known.get(artifact.path)
        if before is not None and before.key == key and place.keep(artifact.path):
            made[artifact.path] = before
            continue
        data = _made(artifact)
        found = inspection.inspect(artifact.path, data, base)
        faults += found.faults
        made[artifact.path] = Made(key, found.links)
        place.put(artifact.path, data)
    faults += inspection.dead_links({p: m.links for p, m in made.items()}, made.keys() | moment.keys())
    if faults:
        first = faults[0]
        raise Refused(
            f"inspection-{first.what}", path=first.path, detail=first.detail, more=str(len(faults) - 1)
        )
    switch = place.switch(moment)
    store.keep_made(made)
    store.close()
    progress(len(artifacts), len(artifacts))
    return switch


def _made(artifact: outputs.Artifact) -> bytes:
    """The bytes of an artifact; a mistake in a template is told by file and line."""
    try:
        return artifact.make()
    except outputs.Broken as broken:
        raise Refused("template", path=artifact.path, place=broken.place, detail=broken.detail) from broken


def _press(
    root: Path,
    site: Site,
    snapshot: state.Snapshot,
    next_change: datetime | None,
    commit: str,
    store: Cache,
) -> outputs.Press:
    ours = defaults.folder("templates")
    templates = {
        name: outputs.Template(str(path), path.read_text(encoding="utf-8"), path.is_relative_to(ours))
        for name, path in defaults.files(root, "templates").items()
    }
    styles = {
        name.removeprefix("assets/"): path.read_bytes()
        for name, path in defaults.files(root, "site_src", "assets").items()
    }
    try:
        words = catalogue.words(root, site.languages, site.zone)
    except catalogue.Unusable as unusable:
        raise Refused("words-unusable", unusable.problems, language=unusable.language) from unusable
    look = digest(
        [(name, found.text) for name, found in templates.items()],
        sorted(assets.names(styles).items()),
        [(tag, sorted(found.entries.items())) for tag, found in words.items()],
    )
    return outputs.Press(
        snapshot=snapshot,
        words=words,
        templates=templates,
        assets=styles,
        next_change=next_change,
        commit=commit,
        bytecode=store.folder / "templates" if store.folder else None,
        prose=_prose(site, store),
        look=look,
    )


def _prose(site: Site, store: Cache) -> Callable[[Prose], str]:
    """Notes as safe HTML, remembered."""

    def make(words: str) -> str:
        from . import prose

        return prose.html(words, prose.Links(site.allowed_links))

    remembered = store.prose(make, digest(site.allowed_links))
    return lambda found: remembered(found.source)

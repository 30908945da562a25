"""The whole program on one screen: files → site → snapshot → artifacts → a folder, all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from . import runs
from .cache import Cache, Made, Wanted
from .digests import digest
from .problems import Problem, Severity
from .publish import folder

if TYPE_CHECKING:
    # Loaded where they are used: a run with nothing to do needs none of them.
    from . import state
    from .load import Loaded
    from .model import Site
    from .outputs import Artifact, Press
    from .publish.losses import Guard
    from .state import Snapshot
    from .views.edition import Prose

CACHE = ".statuspage-cache"
"""The folder of things made before, in the site's root; safe to delete."""

PATIENCE = 600.0
"""How many seconds a build waits for another one into the same folder."""

AT_ONCE = 1024
"""How many files to make are gathered before they are shared out: what helpers make waits on the disk."""

FEW = 24
"""How many files to make are worth a worker."""

Progress = Callable[[int, int], None]
"""Told how many files are done, and how many there were the last time (0 when there was none)."""


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
    unsigned: bool = False
    """Whether it tells citizens of a signature that is not there."""
    why_unsigned: str = ""
    """Why the key could not sign, where that held nothing up: a reason of `publish.signature.NotSigned`."""

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
    key: Path | None = None,
    staff: bool = False,
    preview: bool = False,
    guard: Guard | None = None,
) -> Result:
    """Build the site in `root` as of `moment` (aware) into the folder `out`.

    `cache` is where things made before are kept; None makes everything anew. `key` is the private key that
    signs the manifest. `staff` adds links to where files are written: such a preview remembers nothing, and
    never takes the public page's place; `preview` is the same without links. `guard` keeps what was
    published from getting lost; None lets everything go. Raises `Refused` when nothing trustworthy can be
    published, and then the live site is untouched.
    """
    staff = staff or preview
    if guard is not None and guard.unsigned:
        key = None
    try:
        # Whoever comes second reads the files after the first is done, so that what is newer stays.
        remembered = Cache(None if staff else cache, runs.code(cache))
        with folder.opened(out, wait=PATIENCE) as place, closing(remembered) as store:
            run = runs.Run(runs.written(root), out, moment, commit)
            signed = runs.seen_at(key) if key else ""
            unchanged = _unchanged(place, store, run, key, signed)
            if unchanged is not None:
                return unchanged
            from .outputs import staff as staff_mark

            if place.live and (staff_mark.PATH in place.live) is not staff:
                raise Refused("staff-over-public" if staff else "public-over-staff", out=str(out))
            return _built(root, place, store, run, progress, key, signed, staff, preview, guard)
    except folder.Refused as refused:
        raise Refused(f"folder-{refused.code}", (), **refused.details) from refused


def _unchanged(
    place: folder.Folder, store: Cache, run: runs.Run, key: Path | None, signed: str
) -> Result | None:
    """The result of the last run, when this one would do the same; only `build.json` tells the new moment."""
    last = runs.same(store, run)
    if last is None or (last.release, last.signed) != (place.release, signed):
        return None
    if last.why_unsigned and key is not None and _mended(key, last.why_unsigned):
        return None
    from .outputs import build_info

    moment = run.moment.astimezone(ZoneInfo(last.zone))
    try:
        place.replace(build_info.PATH, build_info.told(moment, last.next_change, last.changed, run.commit))
    except KeyError:
        return None
    return Result(
        last.problems, last.files, None, last.next_change, last.services, last.unsigned, last.why_unsigned
    )


def _mended(key: Path, why: str) -> bool:
    """Whether the same key may sign now: a program that was missing, say, lies outside its file."""
    from .publish import signature

    return why != "other-key" and signature.why_not(key) != why


def _built(
    root: Path,
    place: folder.Folder,
    store: Cache,
    run: runs.Run,
    progress: Progress,
    key: Path | None,
    signed: str,
    staff: bool,
    preview: bool,
    guard: Guard | None,
) -> Result:
    """Everything from the files to the switch."""
    from . import catalogue, guidance, reminders, state

    loaded = _loaded(root, store)
    if loaded.site is None:
        raise Refused("site-unusable", loaded.problems)
    site = _only_staff(loaded.site, root, run, preview) if staff else loaded.site
    if guard is not None:
        guard = guard.knowing(loaded.problems, run.out if not place.live else None)
        # Pages for staff are never signed.
        guard = replace(guard, doubts=()) if staff else replace(guard, signed=bool(site.signer))
    snapshot = state.at(site, run.moment)
    next_change = guidance.next_change(snapshot)
    past = store.memory("past")
    press = _press(root, site, snapshot, next_change, run.commit, store, past, staff)
    switch, why = _published(place, press, store, progress, key, guard)
    store.keep("past", past)
    files, services = len(place.live), len(snapshot.services)
    unsigned = bool(site.signer) and (key is None or why != "") and not staff
    changed = press.editions()[0].publication.changed
    ahead = reminders.ahead(site, run.moment)
    problems = (*loaded.problems, *ahead, *catalogue.gaps(press.words))
    runs.remember(
        store,
        run,
        runs.Outcome(
            release=switch.release,
            next_change=next_change,
            files=files,
            services=services,
            problems=problems,
            zone=site.zone.key,
            changed=changed,
            signed=signed,
            unsigned=unsigned,
            why_unsigned=why,
        ),
    )
    return Result(problems, files, switch, next_change, services, unsigned, why)


def _only_staff(site: Site, root: Path, run: runs.Run, preview: bool) -> Site:
    """What staff may see. Raises `Refused` where that has no use, or would come where citizens read."""
    if site.edit is None and not preview:
        raise Refused("staff-no-edit")
    folders = [root / target.where for target in site.publish if target.kind == "folder"]
    # Not the release that the folder leads to: the folder itself.
    public = [str(found.parent.resolve() / found.name) for found in folders]
    if run.place in public:
        raise Refused("staff-over-public", out=str(run.out))
    return replace(site, edit=None) if preview else site


def _loaded(root: Path, store: Cache) -> Loaded:
    from . import load

    pieces = store.memory("files")
    loaded = load.site(root, pieces, store.code.encode())
    store.keep("files", pieces)
    return loaded


def _published(
    place: folder.Folder,
    press: Press,
    store: Cache,
    progress: Progress,
    key: Path | None,
    guard: Guard | None,
) -> tuple[folder.Switch, str]:
    """Make what changed, keep what did not, look at every new file, and switch; and why nothing is signed."""
    from . import inspection, outputs, workers
    from .outputs import build_info, manifest_json

    readable, why = place.live or (guard.published if guard else ()), ""
    base = "/" + press.site.address.partition("://")[2].partition("/")[2]
    made = Made(store, place.keep)
    faults: list[inspection.Fault] = []
    moment: dict[str, bytes] = {}

    def make(wanted: Wanted) -> tuple[bytes, inspection.Inspected]:
        data = _made(wanted.artifact)
        return data, inspection.inspect(wanted.artifact.path, data, base)

    def put(some: Sequence[Wanted]) -> None:
        for number, (data, found) in workers.each(make, some, store, few=FEW):
            wanted = some[number]
            path = wanted.artifact.path
            if path in place.digests:
                raise Refused("two-outputs", path=path)
            faults.extend(found.faults)
            place.put(path, data)
            made.note(wanted, place.digests[path], found.links)
            progress(len(place.digests), len(place.live))

    publication, waiting = press.editions()[0].publication, list[Wanted]()
    for batch in outputs.everything(press):
        progress(len(place.digests), len(place.live))
        for wanted in made.wanted(batch):
            if wanted.artifact.path == build_info.PATH:
                moment[build_info.PATH] = wanted.artifact.make()
            else:
                waiting.append(wanted)
        if len(waiting) >= AT_ONCE:
            _ = publication.intervals  # or else every worker would walk through all of the past
            put(waiting)
            waiting.clear()
    put(waiting)
    for batch in outputs.closing(press, place.digests):
        if batch.name == manifest_json.PATH and key is not None:
            (manifest,) = batch.artifacts()
            why = _signed(place, manifest.make(), key, press.site.signer, readable)
        put([*made.wanted(batch)])
    faults.sort()  # the same one is told first, whoever was quicker
    there = place.digests.keys() | moment.keys()
    # What was kept led somewhere the last time, and does still, unless something is gone.
    faults += inspection.dead_links(made.links(every=bool(place.live.keys() - there)), there)
    if faults:
        first, more = faults[0], str(len(faults) - 1)
        raise Refused(f"inspection-{first.what}", path=first.path, detail=first.detail, more=more)
    if guard is not None:
        _guarded(guard, place)
    switch = place.switch(moment)
    made.remember()
    progress(len(place.digests), len(place.digests))
    return switch, why


def _guarded(guard: Guard, place: folder.Folder) -> None:
    """Raises `Refused` when what is live would get lost."""
    from .publish import losses

    try:
        guard.check(place.live, place.digests)
    except losses.Lost as lost:
        raise Refused(f"losses-{lost.rule}", guard.doubts, **lost.details) from lost


def _signed(place: folder.Folder, manifest: bytes, key: Path, signer: str, readable: Collection[str]) -> str:
    """Sign the manifest; or why not, where the page that is `readable` now is not signed either."""
    from .publish import losses, signature

    try:
        place.put(signature.PATH, signature.sign(manifest, key, signer))
    except signature.NotSigned as not_signed:
        # After an emergency without a signature there is none to lose, and the next word must not wait.
        if readable and signature.PATH not in readable:
            return not_signed.reason
        allowing = losses.letting_go(losses.SIGNATURE)
        raise Refused(f"sign-{not_signed.reason}", (), path=str(key), **allowing) from not_signed
    return ""


def _made(artifact: Artifact) -> bytes:
    """The bytes of an artifact; a mistake in a template is told by file and line."""
    from . import outputs

    try:
        return artifact.make()
    except outputs.Broken as broken:
        raise Refused("template", path=artifact.path, place=broken.place, detail=broken.detail) from broken


def _press(
    root: Path,
    site: Site,
    snapshot: Snapshot,
    next_change: datetime | None,
    commit: str,
    store: Cache,
    past: state.Memory,
    staff: bool,
) -> Press:
    from . import catalogue, defaults, look, outputs
    from .outputs import assets

    templates, wrong = look.templates(root)
    if wrong:
        raise Refused("files-unusable", tuple(wrong))
    styles = {}
    for name, path in defaults.files(root, "site_src", "assets").items():
        if not folder.publishable(name):
            raise Refused("asset", path=str(path))
        styles[name.removeprefix("assets/")] = path.read_bytes()
    try:
        words = catalogue.words(root, site.languages, site.zone)
        articles = catalogue.articles(root)
    except catalogue.Unusable as unusable:
        code = "words-unusable" if unusable.language else "files-unusable"
        raise Refused(code, unusable.problems, tag=unusable.language) from unusable
    seen = digest(
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
        bytecode=store.compiled_templates(),
        articles=articles,
        prose=_prose(site, store),
        look=seen,
        past=past,
        staff=staff,
    )


def _prose(site: Site, store: Cache) -> Callable[[Prose], str]:
    """Notes as safe HTML, remembered."""

    def make(words: str) -> str:
        from . import prose

        return prose.html(words, prose.Links(site.allowed_links))

    remembered = store.prose(make, digest(site.allowed_links))
    return lambda found: remembered(found.source)

"""Where new files are written: what is known of the site, the questions all kinds share, and the last step.

The last step is the same for all: what the change would do is shown first, then it is asked for, then it
is written; a mistake, a "no" or Ctrl+C leaves nothing behind.
"""

from __future__ import annotations

import shlex
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar
from zoneinfo import ZoneInfo

from ..load.fields import Fields
from . import REFUSED, Context, Mistake
from .answers import Choice, Wrong, by_the_rules, moment
from .asking import Asking
from .build import CACHE, moment_of

if TYPE_CHECKING:
    from ..drafts import Draft, Words
    from ..language import Text
    from ..language import Words as FixedWords
    from ..load import Loaded
    from ..model import Site, State, ThingId

T = TypeVar("T")

NAMED = 5
"""How many services are named when a change moves many."""
ANSWERS = 3
"""How many sentences of the page are shown."""


class Desk:
    """What the questions are about: the site as it is now, and the person who answers.

    `yes` writes without asking for it, `dry_run` only shows what would be written.
    """

    def __init__(self, context: Context, *, yes: bool, dry_run: bool) -> None:
        from .. import problems, runs
        from ..cache import Cache

        self.context, self.yes, self.dry_run = context, yes, dry_run
        self.root = context.checked_root()
        # What the last build remembers makes the first question come at once, in a large site too.
        folder = self.root / CACHE
        self.version = runs.code()
        self.remembered = Cache(folder if folder.is_dir() else None, self.version).memory("files")
        self.loaded = self._load()
        if self.loaded.site is None:
            context.write(problems.text(self.loaded.problems, context.language), err=True)
            context.tell("site-unusable", err=True)
            sys.exit(REFUSED)
        self.site: Site = self.loaded.site
        self.now = moment_of(context, None).replace(second=0, microsecond=0)
        self.ask = Asking(context)

    def _load(self, over: Mapping[str, bytes] | None = None) -> Loaded:
        from .. import load

        return load.site(self.root, self.remembered, self.version.encode(), over=over)

    @property
    def zone(self) -> ZoneInfo:
        return self.site.zone

    @property
    def others(self) -> tuple[str, ...]:
        """The languages of the site besides its first."""
        return self.site.languages[1:]

    @cached_property
    def fixed(self) -> FixedWords:
        """The fixed words in the language of the person, which name states and kinds."""
        return self._fixed(self.context.language)

    def _fixed(self, language: str) -> FixedWords:
        from .. import catalogue, problems

        try:
            return catalogue.words(self.root, (language,), self.zone)[language]
        except catalogue.Unusable as unusable:
            self.context.write(problems.text(unusable.problems, self.context.language), err=True)
            sys.exit(REFUSED)

    # --- Reading answers ---

    def field(self, read: Callable[[Fields, str], T]) -> Callable[[str], T]:
        """An answer that follows the rules of a field in a file."""
        from ..load.findings import Reading

        reading = Reading(self.zone, (self.site.languages[0],), self.site.allowed_links)
        return lambda typed: by_the_rules(typed, read, reading, self.context.language)

    def same(self, read: Callable[[Fields, str], object]) -> Callable[[str], str]:
        """The text itself, once it follows the rules of a field."""
        follows = self.field(read)

        def text(typed: str) -> str:
            follows(typed)
            return typed.strip()

        return text

    def title(self, option: str, given: Mapping[str, str | None], *, needed: bool = True) -> Words:
        """A name or title in the languages of the site; `given` is by language, "" for the first."""
        return self._in_languages(option, given, Fields.title, needed)

    def text(self, option: str, given: Mapping[str, str | None], *, needed: bool = False) -> Words:
        """Words of a field in the languages of the site."""
        return self._in_languages(option, given, Fields.words, needed)

    def _in_languages(
        self,
        option: str,
        given: Mapping[str, str | None],
        read: Callable[[Fields, str], Any],
        needed: bool,
    ) -> Words:
        from ..language import Text

        self._fitting(option, given)

        words = self.same(read)
        called = self.called(self.site.languages[0])
        first = self.ask.answer(option, given.get(""), words, needed=needed, called=called)
        versions = [(self.site.languages[0], first)] if first else []
        for tag in self.others if first or not self.ask.live else ():
            said = self.ask.answer(
                f"{option}-{tag}",
                given.get(tag),
                words,
                needed=False,
                question=f"{option}-other",
                called=self.called(tag),
            )
            versions += [(tag, said)] if said else []
        if len(versions) > 1 or (versions and not first):
            return Text(tuple(versions))
        return first or ""

    def _fitting(self, option: str, given: Mapping[str, str | None]) -> None:
        for tag, typed in given.items():
            if tag and typed is not None and tag not in self.others:
                languages = ", ".join(self.site.languages)
                raise Mistake(
                    self.context.say("not-a-language-here", option=f"{option}-{tag}", languages=languages)
                )

    def called(self, language: str) -> str:
        """A language by its name."""
        with suppress(KeyError):
            return self.fixed(f"language.{language}")
        return language

    def words(self, given: Mapping[str, str | None], question: str = "--words") -> dict[str, str]:
        """The words below the fields, by language."""
        self._fitting("--words", given)
        called = self.called(self.site.languages[0])
        first = self.ask.words("--words", given.get(""), question=question, called=called)
        said = {self.site.languages[0]: first} if first else {}
        for tag in self.others if first or not self.ask.live else ():
            translated = self.ask.words(
                f"--words-{tag}",
                given.get(tag),
                needed=False,
                question="--words-other",
                called=self.called(tag),
            )
            said |= {tag: translated} if translated else {}
        return said

    def moment(
        self,
        option: str,
        given: str | None,
        *,
        default: datetime | None = None,
        shown: str = "",
        needed: bool = True,
        after: datetime | None = None,
        alone: Literal["start", "end"] | None = None,
    ) -> datetime | None:
        """A moment as people type it; it must lie after another where that is said.

        `alone` says what a day without a time means, where that is enough. Nobody speaks in the future:
        shortly after midnight, 23:50 typed for `--at` is a slip, and a word that nobody sees yet.
        """
        typing = self.ask.live and given is None

        def read(typed: str) -> datetime:
            found = moment(typed, self.now, self.zone, self.context.language, alone)
            if after is not None and found <= after:
                raise Wrong("not-after", typed=typed, read=self.said(found), after=self.said(after))
            if typing and option == "--at" and found > self.now:
                raise Wrong("not-yet", typed=typed, read=self.said(found))
            return found

        return self.ask.answer(option, given, read, default=default, shown=shown, needed=needed)

    def said(self, at: datetime) -> str:
        """A moment as it stands in files."""
        return f"{at.astimezone(self.zone):%Y-%m-%d %H:%M}"

    # --- What can be chosen ---

    def name(self, thing: ThingId) -> str:
        """What a thing is called, in the person's language."""
        id, _, way = thing.partition("/")
        site, language = self.site, self.context.language
        found = site.systems.get(id) or site.channels.get(id) or site.services.get(id)
        if found is None:
            return thing
        name = found.name.said(language).words
        if way and id in site.services:
            ways = (w.name.said(language).words for w in site.services[id].channels if w.id == way)
            return f"{name} – {next(ways, way)}"
        return name

    def states(self) -> list[Choice[State]]:
        """The states, the most severe first."""
        from ..load.choices import STATES
        from ..model import State

        return [
            Choice(state, state.id, self.fixed(f"state.{state.id}"), labels(STATES, state))
            for state in sorted(State, reverse=True)
        ]

    def things(self) -> list[Choice[ThingId]]:
        """Everything that can fail: systems, shared channels, services, single ways."""
        site = self.site
        found = [self._thing("system", s.id, s.name.versions) for s in site.systems.values()]
        found += [self._thing("channel", c.id, c.name.versions) for c in site.channels.values()]
        for service in site.services.values():
            found.append(self._thing("service", service.id, service.name.versions, service.keywords))
        for service in site.services.values():
            for way in service.channels:
                found.append(self._thing("way", f"{service.id}/{way.id}", (), service.keywords))
        return found

    def _thing(
        self, kind: str, id: ThingId, names: Sequence[tuple[str, str]], others: Sequence[str] = ()
    ) -> Choice[ThingId]:
        words = "|".join((*(name.replace("|", " ") for _, name in names), *others))
        return Choice(id, id, self.name(id), words, self.context.say(f"thing-{kind}"))

    def named(self, names: Mapping[str, Text]) -> list[Choice[str]]:
        """Ids, each called and found by its names."""
        return [
            Choice(id, id, name.said(self.context.language).words, "|".join(n for _, n in name.versions))
            for id, name in names.items()
        ]

    def agencies(self) -> list[Choice[str]]:
        """Who can speak."""
        return self.named({agency.id: agency.name for agency in self.site.agencies.values()})

    def regions(self, given: Sequence[str]) -> list[str]:
        """Where something holds: never asked for, because most often it is everywhere."""
        choices = self.named(self.site.regions)
        return [self.ask.choose("--region", typed, choices) or "" for typed in given]

    def speaker(
        self, given: str | None, things: Sequence[ThingId] = (), last: str = "", *, option: str = "--by"
    ) -> str:
        """Who speaks: the one who spoke last, who runs what failed, or who speaks most often."""
        agencies = self.agencies()
        if not agencies:
            self.context.tell("no-agency", err=True)
            sys.exit(REFUSED)
        default = last or next(filter(None, map(self._answers_for, things)), "") or self._usual()
        if given is None and len(agencies) == 1:
            return agencies[0].value
        return self.ask.choose(option, given, agencies, default=default or None) or ""

    def _answers_for(self, thing: ThingId) -> str:
        id = thing.partition("/")[0]
        if id in self.site.services:
            return self.site.services[id].agency
        return self.site.systems[id].operator if id in self.site.systems else ""

    def _usual(self) -> str:
        spoken = Counter(update.by for story in self.site.stories for update in story.updates if update.by)
        return spoken.most_common(1)[0][0] if spoken else ""

    def impact(self, given: Sequence[str], usual: State | None, *, needed: bool) -> dict[ThingId, State]:
        """What is claimed: things and their states, asked for until there is no more.

        `usual` is the state of a thing that is named without one.
        """
        states, things = self.states(), self.things()
        if needed and not things:
            self.context.tell("no-things", err=True)
            sys.exit(REFUSED)
        found: dict[ThingId, State] = {}
        for typed in given:
            thing, equals, state = typed.partition("=")
            which = self.ask.choose("--thing", thing, things)
            how = usual if usual is not None and not equals else self.ask.choose("--thing", state, states)
            if which is not None and how is not None and found.setdefault(which, how) is not how:
                raise Mistake(f"--thing: {self.context.say('thing-twice', typed=thing.strip())}")
        if needed and not given and not self.ask.live:
            self.ask.missing.append("--thing")
        while self.ask.live and not given:
            first = needed and not found
            which = self.ask.choose(
                "--thing", None, things, needed=first, question="--thing" if first else "--thing more"
            )
            if which is None:
                break
            how = self.ask.choose("state", None, states, default=usual, name=self.name(which))
            if how is not None:
                found[which] = how
        return found

    def many(self, option: str, given: Sequence[str], choices: Sequence[Choice[T]]) -> list[T]:
        """Several of a list, asked for until there is no more."""
        found = [value for typed in given if (value := self.ask.choose(option, typed, choices)) is not None]
        while self.ask.live and not given and choices:
            more = self.ask.choose(
                option, None, choices, needed=False, question=f"{option} more" if found else option
            )
            if more is None:
                break
            found += [more] if more not in found else []
        return found

    def id(
        self, given: str | None, taken: Callable[[str], bool], suggested: str = "", *, quiet: bool = False
    ) -> str:
        """A new id: the name of the file. `quiet` takes a suggestion that fits without asking."""
        from ..load.layout import valid_id

        def read(typed: str) -> str:
            if not valid_id(typed):
                raise Wrong("bad-name", typed=typed)
            if taken(typed):
                raise Wrong("name-taken", typed=typed)
            return typed

        fit = suggested if valid_id(suggested) and not taken(suggested) else None
        if quiet and fit and given is None:
            return fit
        return self.ask.answer("--id", given, read, default=fit, shown=fit or "") or ""

    # --- The last step ---

    def complete(self) -> None:
        """Ends with a usage error that names everything that is missing."""
        if not (self.ask.live or self.yes or self.dry_run):
            self.ask.missing.append("--yes")
        self.ask.complete()

    def names(self, folder: str) -> set[str]:
        """The names that stand in a folder of `status/` already, without their endings."""
        with suppress(OSError):
            return {path.name.partition(".")[0] for path in (self.root / "status" / folder).iterdir()}
        return set()

    def finish(self, drafts: Sequence[Draft], at: datetime | None = None) -> None:
        """Show what the files would do at a moment, ask, write, and say what comes next."""
        from .. import problems

        drafts = [self._with_schema(draft) for draft in drafts]
        over = {draft.path: draft.text.encode() for draft in drafts}
        after = self._load(over)
        known = set(self.loaded.problems)
        new = [problem for problem in after.problems if problem not in known]
        wrong = after.site is None or any(problem.severity >= problems.Severity.ERROR for problem in new)
        self.context.write(problems.text(new, self.context.language), err=True)
        if wrong or after.site is None:
            self.context.tell("draft-wrong", err=True)
            sys.exit(REFUSED)
        if at is not None:
            self._show_effect(after.site, at)
        if self.ask.live or self.dry_run:
            for draft in drafts:
                self.context.write(f"\n{draft.path}\n\n")
                self.context.write(
                    "".join(
                        f"    {problems.visible(line)}".rstrip() + "\n" for line in draft.text.splitlines()
                    )
                )
            self.context.write("\n")
        if self.dry_run:
            self.context.tell("dry-run")
            return
        if self.ask.live and not self.ask.agreed("write?", self.yes):
            self.context.tell("not-written")
            sys.exit(REFUSED)
        put(self.root, drafts)
        for draft in drafts:
            self.context.tell("written", path=draft.path)
        where = "" if self.root == Path() else f"-C {shlex.quote(str(self.root))} "
        self.context.tell("next-step", where=where, message=Path(drafts[-1].path).parent.name)

    def _with_schema(self, draft: Draft) -> Draft:
        from ..drafts import with_schema

        with suppress(OSError):
            return with_schema(draft, [path.name for path in (self.root / "status/.schema").iterdir()])
        return draft

    def _show_effect(self, site: Site, at: datetime) -> None:
        """Which services the change moves, and the sentence that citizens will read."""
        from .. import effect, state
        from ..language import particle

        language = self.context.language
        fixed = self._fixed(language if language in site.languages else site.languages[0])
        changes = effect.of(state.at(self.site, at), state.at(site, at), fixed)
        self.context.write("\n")
        if not changes:
            self.context.tell("effect-none")
        moved = [change for change in changes if change.before is not change.after]
        for after in dict.fromkeys(change.after for change in moved):
            names = [c.service.name.said(language).words for c in moved if c.after is after]
            shown = ", ".join(names[:NAMED])
            code = "effect-more" if len(names) > NAMED else "effect"
            label = self.fixed(f"state.{after.id}")
            label += particle(label, "이/가") if language == "ko" else ""
            self.context.tell(code, state=label, count=len(names), names=shown, more=len(names) - NAMED)
        if len(changes) > len(moved):
            self.context.tell("effect-words", count=len(changes) - len(moved))
        for change in changes[:ANSWERS]:
            name = change.service.name.said(language).words
            self.context.tell("effect-answer", name=name, answer=change.answer)


def put(root: Path, drafts: Sequence[Draft]) -> None:
    """Write new files, all or none; what stands there already is never touched.

    Raises OSError.
    """
    made: list[Path] = []
    try:
        for draft in drafts:
            path = root / draft.path
            for folder in _folders(path.parent):
                made.append(folder)
            with path.open("x", encoding="utf-8", newline="\n") as stream:
                made.append(path)
                stream.write(draft.text)
    except BaseException:
        for path in reversed(made):
            with suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        raise


def _folders(folder: Path) -> Iterator[Path]:
    """Makes a folder and those above it, and names those that are new."""
    if folder.is_dir():
        return
    yield from _folders(folder.parent)
    folder.mkdir()
    yield folder


def labels(choices: Mapping[str, T], value: T) -> str:
    """The words that mean a value in the files, as other names of a choice."""
    return "|".join(label for label, other in choices.items() if other is value)

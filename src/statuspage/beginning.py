"""The files of a site that has just been founded: ready to be seen, to be changed and to be pushed.

One agency, one system and one service stand in it as examples to replace. They are described in every
language of the site, so that nothing has to be fixed before the first build.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

from . import drafts, schemas
from .drafts import Draft
from .language import Text
from .model import Importance, Kind

STARTERS = Path(__file__).resolve().parent / "starters"
"""Files that come with the program: `site` for every site, beside it one folder for each git host."""

_HIDDEN = {"gitignore": ".gitignore"}
"""Files that would act on our own repository under the name they get."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the founders of a site say of it."""

    name: Text
    """In every language of the site, the first first."""
    address: str
    tag: str
    year: int


def files(wishes: Wishes) -> tuple[Draft, ...]:
    """Every file of a new site, by path relative to its folder."""
    described = [drafts.with_schema(draft, schemas.files()) for draft in _described(wishes)]
    made = [*described, *_copied(wishes), *_for_editors()]
    return tuple(sorted(made, key=lambda draft: draft.path))


def _described(wishes: Wishes) -> Iterator[Draft]:
    """The site itself, and one example of everything that has to be described."""
    languages = wishes.name.languages()

    def words(ko: str, en: str) -> Text:
        both = {"ko": ko, "en": en}
        return Text(tuple((language, both[language]) for language in languages))

    help_lines = [("110", words("국민콜 110", "Government call centre 110"))]
    site = drafts.site(wishes.name, wishes.address, wishes.tag, languages, help_lines)
    yield Draft(site.path, _remarked(site.text))
    yield drafts.agency("example", words("예시 기관", "Example agency"), phone="110")
    yield drafts.system("example-system", words("예시 시스템", "Example system"), operator="example")
    ways = (
        drafts.Way(
            "web",
            kind=Kind.WEB,
            name=words("예시 누리집", "Example website"),
            url="https://www.example.go.kr",
            needs=("example-system",),
        ),
        drafts.Way("help", kind=Kind.PHONE, name=words("전화 접수", "By phone"), phone="110"),
    )
    yield drafts.service(
        "example",
        "example-service",
        words("예시 민원", "Example service"),
        importance=Importance.MEDIUM,
        about=words("무엇을 하는 일인지 한두 문장으로 적습니다.", "Say in a sentence or two what it is for."),
        ways=ways,
    )


_REMARKS = {
    "tag:": "# 한 번 정하면 바꾸지 않습니다. 바꾸면 모든 소식이 새것으로 보입니다. Never change this.",
    "demonstration:": "# 실제로 쓰기 시작할 때 이 줄을 지웁니다. Take this out when you go live.",
}


def _remarked(text: str) -> str:
    lines = []
    for line in text.splitlines():
        lines += [remark for begin, remark in _REMARKS.items() if line.startswith(begin)]
        lines.append(line)
    return "\n".join(lines) + "\n"


def _copied(wishes: Wishes) -> Iterator[Draft]:
    """Words for staff, and what the git hosts that we know need."""
    said = {"name": wishes.name.said("ko").words, "year": str(wishes.year)}
    for host in sorted(path for path in STARTERS.iterdir() if path.is_dir()):
        for path in sorted(path for path in host.rglob("*") if path.is_file()):
            name = path.relative_to(host).as_posix()
            text = path.read_text(encoding="utf-8")
            ours = host.name == "site"
            yield Draft(_HIDDEN.get(name, name), Template(text).substitute(said) if ours else text)


def _for_editors() -> Sequence[Draft]:
    return [Draft(f"{schemas.FOLDER}/{name}", text) for name, text in schemas.files().items()]

"""`search.json`: the words a service is also known by, and whose it is; read when a reader starts to search.

The names and states stand on the page already. These words weigh more than the page itself, so that only
those who search fetch them, once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from ..finding import folded
from ..model import Service
from . import Artifact, Press

PATH = "search.json"


def render(press: Press) -> Iterator[Artifact]:
    """Service id → its agency's id, and its keywords and names in every language, once each.

    Of a vast country, whose services do not all stand on the page, also the names and the category.
    """
    publication = press.editions()[0].publication
    found = {
        service.id: [
            service.agency,
            "|".join(_words(service)),
            *([dict(service.name.versions), service.category] if publication.vast else []),
        ]
        for service in publication.services
    }
    data = json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    yield Artifact(PATH, data, lambda: data)


def _words(service: Service) -> Iterator[str]:
    """What a reader may type: nothing that stands in what came before."""
    known = ""
    for text in (*(words for _, words in service.name.versions), *service.keywords):
        word = folded(text)
        if word not in known:
            known += f"|{word}"
            yield text.replace("|", " ")

"""Whose page it is: neutral unless the site says otherwise, and never more official than it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from sites import DURING, SMALL, write
from statuspage.build import build

OFFICIAL = "이 누리집은 대한민국 공식 전자정부 누리집입니다."
DEMONSTRATION = "연습·시연용입니다. 공식 안내가 아닙니다."


@pytest.mark.parametrize(
    ("written", "said", "unsaid"),
    [
        ("official: true", [OFFICIAL], [DEMONSTRATION]),
        ("demonstration: true", [DEMONSTRATION], [OFFICIAL]),
        ("official: false", [], [OFFICIAL, DEMONSTRATION]),
    ],
)
def test_only_an_official_host_is_called_one(
    tmp_path: Path, written: str, said: list[str], unsaid: list[str]
) -> None:
    """On a copy, those words would be forgery; on a real page, "demonstration" would be a lie."""
    settings = SMALL["site.yaml"].replace("demonstration: true", written)
    build(write(tmp_path / "site", {**SMALL, "site.yaml": settings}), tmp_path / "out", DURING)

    for address in ("index.html", "services/move-in/index.html", "404.html", "notice/move-in/index.html"):
        words = html.document_fromstring((tmp_path / "out" / address).read_bytes()).text_content()

        assert [] == [one for one in said if one not in words], address
        assert [] == [one for one in unsaid if one in words], address

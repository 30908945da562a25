"""`staff.txt`: the mark of a preview for staff, by which no build mistakes it for the public page."""

from __future__ import annotations

from collections.abc import Iterator

from . import Artifact, Press

PATH = "staff.txt"
WORDS = "This is a preview for staff. Do not publish it.\n직원용 미리보기입니다. 공개하지 마세요.\n"


def render(press: Press) -> Iterator[Artifact]:
    """The mark; nothing in a build for citizens."""
    if press.staff:
        yield Artifact(PATH, WORDS, WORDS.encode)

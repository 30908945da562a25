"""Webhooks: one message for one piece of news, in the shape that its receiver understands.

The words are those of the feed. Messages for people carry no mentions, no links but to our own site, and no
more than their service takes. Messages for programs are signed as Standard Webhooks 1.0.0 describes, so that
receivers can use the libraries there are.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from ..model import ReceiverKind
from .published import Notice

SHORTEST_KEY: Final = 24
"""Bytes: a key that can be guessed signs nothing (Standard Webhooks 1.0.0, "Signature scheme")."""

_CONTROLS: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_MENTION: Final = re.compile(r"@(?=(?:everyone|here|channel)\b)|(?<![\w.+-])@(?=\w)", re.IGNORECASE)
_MARKED: Final = re.compile(r"<(?=[^\s<=])")
_ADDRESS: Final = re.compile(r"(?<![a-zA-Z0-9+.-])[a-zA-Z][a-zA-Z0-9+.-]*://(?=\S)")
_BETWEEN: Final = "\u200b"
"""A space without width: the words read as before, and no program takes them for a mention."""


class NotAKey(ValueError):  # noqa: N818 - it is an answer, not a mistake
    """What the environment holds cannot sign anything."""


def message_id(notice: Notice) -> str:
    """What names this message for ever, however often it is sent."""
    return f"notice_{hashlib.sha256(notice.id.encode()).hexdigest()[:32]}"


def key(words: str) -> bytes:
    """The key to sign with: `whsec_` and Base64, or any text of 24 bytes or more. Raises `NotAKey`."""
    found = words.encode(errors="surrogateescape")  # bytes that are no text came so from the environment
    if words.startswith("whsec_"):
        try:
            found = base64.b64decode(words.removeprefix("whsec_"), validate=True)
        except (binascii.Error, ValueError):
            raise NotAKey from None
    if len(found) < SHORTEST_KEY:
        raise NotAKey
    return found


def headers(notice: Notice, body: bytes, at: datetime, key: bytes | None) -> Mapping[str, str]:
    """What stands above a message that is sent at this moment; with a key it is signed."""
    id, moment = message_id(notice), str(int(at.timestamp()))
    found = {
        "Content-Type": "application/json; charset=utf-8",
        "webhook-id": id,
        "webhook-timestamp": moment,
    }
    if key is not None:
        signed = hmac.new(key, f"{id}.{moment}.".encode() + body, hashlib.sha256).digest()
        found["webhook-signature"] = f"v1,{base64.b64encode(signed).decode()}"
    return found


def body(kind: ReceiverKind, notice: Notice) -> bytes:
    """The message itself."""
    return json.dumps(_SHAPES[kind](notice), ensure_ascii=False, separators=(",", ":")).encode()


def _json(notice: Notice) -> Mapping[str, Any]:
    return {
        "type": "notice.published",
        "timestamp": notice.item["date_published"],
        "data": {"site": notice.home, "document": notice.document or None, "notice": notice.item},
    }


def _slack(notice: Notice) -> Mapping[str, Any]:
    """docs.slack.dev: incoming webhooks, Block Kit."""
    link = f"<{_slack_address(notice.url)}|{_fitted(_host(notice), 200, _slack_words)}>"
    below = [
        {"type": "mrkdwn", "text": link, "verbatim": True},
        _slack_plain(harmless(notice.by), 300),
    ]
    return {
        # Read aloud and shown in notifications.
        "text": _fitted(harmless(notice.title), 300, _slack_words),
        "mrkdwn": False,
        "blocks": [
            {"type": "header", "text": _slack_plain(harmless(notice.title), 150)},
            {"type": "section", "text": _slack_plain(harmless(notice.summary), 3000)},
            {"type": "context", "elements": below},
        ],
        "unfurl_links": False,
        "unfurl_media": False,
    }


def _slack_plain(words: str, most: int) -> Mapping[str, Any]:
    return {"type": "plain_text", "text": _fitted(words, most), "emoji": False}


def _slack_words(letter: str) -> str:
    return {"&": "&amp;", "<": "&lt;", ">": "&gt;"}.get(letter, letter)


def _slack_address(url: str) -> str:
    return url.replace("&", "&amp;").replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")


def _discord(notice: Notice) -> Mapping[str, Any]:
    """discord.com/developers/docs: execute webhook, embed limits."""
    return {
        "embeds": [
            {
                "title": _fitted(harmless(notice.title), 256, _discord_words),
                "url": notice.url,
                "description": _fitted(harmless(notice.summary), 4096, _discord_words),
                "timestamp": notice.at.isoformat(),
                "author": {"name": _fitted(harmless(notice.site), 256)},
                "footer": {"text": _fitted(harmless(notice.by), 256)},
            }
        ],
        "allowed_mentions": {"parse": []},
    }


def _discord_words(letter: str) -> str:
    return f"\\{letter}" if letter in "\\*_~`|<>[]#" else letter


def _teams(notice: Notice) -> Mapping[str, Any]:
    """Microsoft Teams, "Post to a channel when a webhook request is received": an Adaptive Card.

    Runs of text know no Markdown, unlike blocks of text.
    """
    lines = _fitted(harmless(notice.summary), 5000).split("\n")
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": [
            _teams_line(_fitted(harmless(notice.title), 300), weight="Bolder", size="Medium"),
            *(_teams_line(line) for line in lines if line.strip()),
            _teams_line(_fitted(harmless(f"{notice.site} · {notice.by}"), 300), isSubtle=True),
        ],
        "actions": [{"type": "Action.OpenUrl", "title": _fitted(_host(notice), 100), "url": notice.url}],
    }
    attachment = {
        "contentType": "application/vnd.microsoft.card.adaptive",
        "contentUrl": None,
        "content": card,
    }
    return {"type": "message", "attachments": [attachment]}


def _teams_line(words: str, **look: object) -> Mapping[str, Any]:
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": words, **look}]}


_SHAPES: Final[Mapping[ReceiverKind, Callable[[Notice], Mapping[str, Any]]]] = {
    ReceiverKind.JSON: _json,
    ReceiverKind.SLACK: _slack,
    ReceiverKind.DISCORD: _discord,
    ReceiverKind.TEAMS: _teams,
}


def harmless(words: str) -> str:
    """Words in which nothing calls anybody, and nothing leads anywhere.

    Addresses lose their `https://`, and with it what makes them links; ours too, because one that is cut
    off somewhere leads to another host. What hides from that, or comes out of it, is broken up.
    """
    words = _CONTROLS.sub(" ", _ADDRESS.sub("", words)).replace("://", f":{_BETWEEN}//")
    return _MARKED.sub(f"<{_BETWEEN}", _MENTION.sub(f"@{_BETWEEN}", words))


def _host(notice: Notice) -> str:
    return urlsplit(notice.home).netloc


def _fitted(words: str, most: int, spelt: Callable[[str], str] = str) -> str:
    """Words as a service wants them spelt, cut where they are longer than it takes.

    Counted as JavaScript counts (UTF-16), which is never less than what others count.
    """
    parts = [spelt(letter) for letter in words.strip()] or ["–"]
    if sum(map(_length, parts)) <= most:
        return "".join(parts)
    kept, length = [], 1
    for part in parts:
        length += _length(part)
        if length > most:
            break
        kept.append(part)
    return "".join(kept).rstrip() + "…"


def _length(words: str) -> int:
    return len(words.encode("utf-16-le", "surrogatepass")) // 2

"""WebSub: tells a hub which feeds have changed; it fetches them and passes the news on.

How a publisher speaks to its hub is left open by the Recommendation (W3C, 23 January 2018, section 6);
hubs understand the words of PubSubHubbub 0.3, some by `hub.url` and some by `hub.topic`.
"""

from __future__ import annotations

from urllib.parse import urlencode

from ..http import Answer, Caller

TYPE = "application/x-www-form-urlencoded"


def ping(caller: Caller, hub: str, feed: str, seconds: float) -> Answer:
    """Tell `hub` that the feed at this address has changed. Raises `http.NoAnswer`."""
    body = urlencode({"hub.mode": "publish", "hub.url": feed, "hub.topic": feed}).encode()
    return caller.post(hub, body, {"Content-Type": TYPE}, seconds=seconds)

"""What is asked of the fetcher and what it answers: frozen values, and the sentences that a failure is told in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["offline", "dns", "refused", "timeout", "tls", "http", "too-big", "redirect", "address", "cut"]


@dataclass(frozen=True, slots=True)
class Request:
    """One address to be asked for, and what is known from the last time."""

    url: str
    etag: str = ""
    last_modified: str = ""
    user: str = ""
    password: str = ""
    token: object = None
    """Whatever the asker wants back with the answer."""
    delay: float = 0.0
    """Seconds to wait before it is sent, for the sake of its host."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """The server sent a body; it may be anything."""

    url: str
    """Where the body came from at last."""
    body: bytes
    content_type: str
    etag: str
    last_modified: str
    status: int
    moved_to: str
    """The new address when every redirect on the way was a permanent one; else empty."""
    max_age: int | None
    """Seconds for which the server calls the answer fresh; None: it does not say."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The server says that nothing is new since `etag` or `last_modified`."""

    max_age: int | None
    moved_to: str = ""
    """As of Fetched."""


@dataclass(frozen=True, slots=True)
class Failed:
    """No body; the sentence is fit to be shown."""

    sentence: str
    status: int | None
    retry_after: int | None
    """Seconds that the server asks us to stay away."""
    kind: Kind


Outcome = Fetched | Unchanged | Failed


def refusal(host: str, status: int, retry_after: int | None) -> Failed:
    """What an answer that is neither a body nor "unchanged" means to the one who follows the feed."""
    return Failed(_refusal_sentence(host, status), status, retry_after, "http")


def _refusal_sentence(host: str, status: int) -> str:
    known = {
        401: f"{host} asks for a name and a password.",
        402: f"{host} wants to be paid for this feed.",
        403: f"{host} refuses to hand out this feed (403).",
        404: f"{host} has nothing at this address (404).",
        407: "The proxy asks for a name and a password.",
        408: f"{host} gave up waiting (408).",
        410: f"{host} says that this feed is gone for good (410).",
        429: f"{host} asks us to come back later (429).",
        451: f"{host} may not hand out this feed for legal reasons (451).",
        503: f"{host} is overloaded or under repair (503).",
    }
    if status in known:
        return known[status]
    if 300 <= status < 400:
        return f"{host} sends us elsewhere without saying where ({status})."
    if 400 <= status < 500:
        return f"{host} refuses the request ({status})."
    if 500 <= status < 600:
        return f"{host} is in trouble itself ({status})."
    return f"{host} gave an answer that makes no sense ({status})."

"""What is known of single hosts: how far apart requests to them must be. The sources stand in docs/politeness.md."""

from __future__ import annotations

from datetime import timedelta

SPACING = timedelta(seconds=1)
"""Between the requests to one host of which nothing is known."""

PICTURE_SPACING = timedelta(milliseconds=200)
"""The same for the images of an article that the user has opened."""

KNOWN: dict[str, timedelta] = {
    "reddit.com": timedelta(seconds=60),
    "gdeltproject.org": timedelta(seconds=6),
    "arxiv.org": timedelta(seconds=3),
    "news.google.com": timedelta(seconds=5),
}
"""Hosts, with all below them."""


def spacing_of(host: str, usual: timedelta = SPACING) -> timedelta:
    """Give how far apart the requests to a host must be; `host` is in lower case, a port does not matter."""
    name = host.partition(":")[0].rstrip(".")
    for known, spacing in KNOWN.items():
        if name == known or name.endswith("." + known):
            return max(spacing, usual)
    return usual


"""What a note and a tag may be: bounded text that can be kept and shown; touches nothing."""

from __future__ import annotations

import re

from tocsin.core.errors import WrongUse
from tocsin.core.text import clean, scan

LONGEST_NOTE = 20_000
"""Characters."""

LONGEST_TAG = 60
"""Characters."""

_UNKEPT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def note_text(text: str) -> str:
    """Return a note as it is kept: its lines, without what no file can hold and without blanks around it.

    Raises WrongUse for one that is too long: a part of it would be lost.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n").replace("\u2028", "\n")
    text = _UNKEPT.sub("", text).strip()
    if len(text) > LONGEST_NOTE:
        raise WrongUse(f"A note may have at most {LONGEST_NOTE:,} characters; this one has {len(text):,}.")
    return text


def tag_text(text: str) -> str:
    """Return a tag as it is shown, without a number sign before it; raises WrongUse when nothing is left of it."""
    tag = clean(text.strip().removeprefix("#").replace(",", " "), LONGEST_TAG + 1)
    if not scan(tag).split():
        raise WrongUse("A tag needs a letter or a digit.")
    if len(tag) > LONGEST_TAG:
        raise WrongUse(f"A tag may have at most {LONGEST_TAG} characters.")
    return tag


def tag_key(tag: str) -> str:
    """Return what makes two spellings the same tag: case, accents and punctuation do not count."""
    return " ".join(scan(tag).split())

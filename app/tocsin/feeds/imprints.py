"""Tells which entries of a feed say what they said last time, so that nothing is made of them again; touches nothing.

What is made of an entry depends on its draft, on the address that links count from and on this program alone. So eight
bytes of all three, its imprint, tell that the same would be made of it again.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from tocsin import __version__
from tocsin.core.model import Entry, Same
from tocsin.feeds import shape
from tocsin.feeds.shape import Draft

SIZE = 8


def entries(drafts: Sequence[Draft], base: str, before: bytes) -> tuple[tuple[Entry, ...], Same, bytes]:
    """The entries that are new or say something else than last time, the keys of the others, and all imprints.

    `before` holds the imprints of last time. An entry has one only where its key stands in its draft and is its own:
    the archive tells entries of one key apart by what is made of them.
    """
    known = {before[start : start + SIZE] for start in range(0, len(before), SIZE)}
    keys = [shape.own_key(draft, base) for draft in drafts]
    times = Counter(keys)
    shaped: list[Entry] = []
    same: list[str] = []
    imprints: list[bytes] = []
    after = 0
    for draft, key in zip(drafts, keys, strict=True):
        if key and times[key] == 1:
            imprint = _imprint(draft, base)
            imprints.append(imprint)
            if imprint in known:
                after = after if same else len(shaped)
                same.append(key)
                continue
        shaped.append(shape.entry(draft, base))
    return tuple(shaped), Same(tuple(same), after), b"".join(imprints)


def _imprint(draft: Draft, base: str) -> bytes:
    said = [
        __version__, base, draft.guid, draft.link, draft.outlet, draft.published, draft.updated, draft.language,
        "\x1e".join(draft.authors), "\x1e".join(draft.images), "\x1e".join(draft.tags),
    ]  # fmt: skip
    for words in (draft.title, draft.summary, *draft.bodies):
        said += (words.source, "html" if words.is_html else "plain", words.base)
    return hashlib.blake2b("\x1f".join(said).encode("utf-8", "surrogatepass"), digest_size=SIZE).digest()

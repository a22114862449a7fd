"""Clippings as an Atom feed (RFC 4287), with ids of their own that stay the same each time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from uuid import UUID, uuid5

from tocsin.core.brief.html import LANGUAGE
from tocsin.core.brief.plain import address
from tocsin.core.clippings.values import NO_HEADLINE, Clipping, Cover, iso

SPACE = UUID("6f0f3d0e-5a0e-5c6e-9d55-7d0c5a1b9e11")
"""Names made in this space are ours alone."""

_BREAKS = {ord(sign): f"&#{ord(sign)};" for sign in "\t\n\r"}
"""Inside an attribute they would be read as spaces."""

_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Atom:
    """An entry for each clipping; the summary is the sentence that hit, the content what the user asked for."""

    def begin(self, cover: Cover) -> str:
        """Write the head of the feed."""
        return (
            '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
            f"<title>{_text(cover.title)}</title>\n"
            + (f"<subtitle>{_text(cover.what)}</subtitle>\n" if cover.what else "")
            + f"<id>{_name(f'clippings of {cover.title}').urn}</id>\n<updated>{iso(cover.made)}</updated>\n"
            "<generator>Tocsin</generator>\n<author><name>Tocsin</name></author>\n"
        )

    def one(self, clipping: Clipping, *, first: bool) -> str:
        """Write its entry."""
        one = clipping
        name = _name(one.identity)
        language = f' xml:lang="{one.language}"' if LANGUAGE.fullmatch(one.language) else ""
        lines = [f"<entry{language}>", f"<title>{_text(one.headline or NO_HEADLINE)}</title>", f"<id>{name.urn}</id>"]
        lines.append(f"<updated>{iso(one.seen)}</updated>")
        lines += [f"<published>{iso(one.published)}</published>"] if one.published is not None else []
        by = ", ".join(filter(None, (one.author, one.outlet))) or "Unknown"
        lines.append(f"<author><name>{_text(by)}</name></author>")
        lines += [f'<link rel="alternate" href={_attribute(address(one.link))}/>'] if one.link else []
        lines += [f"<category term={_attribute(tag)}/>" for tag in one.tags]
        lines += [f'<summary type="text">{_text(one.sentence)}</summary>'] if one.sentence else []
        note = f"Note: {one.note}" if one.note else ""
        content = "\n\n".join(filter(None, (note, *one.paragraphs)))
        if content or not (one.link or one.sentence):
            lines.append(f'<content type="text">{_text(content or one.headline)}</content>')
        return "\n".join([*lines, "</entry>\n"])

    def end(self) -> str:
        """Close the feed."""
        return "</feed>\n"


def _name(identity: str) -> UUID:
    return uuid5(SPACE, identity.encode("utf-8", "replace").decode())


def _text(text: str) -> str:
    return escape(_UNWRITABLE.sub("", text), quote=False)


def _attribute(text: str) -> str:
    return f'"{escape(_UNWRITABLE.sub("", text)).translate(_BREAKS)}"'

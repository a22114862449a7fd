"""Clippings as Markdown: nothing that a feed or a note says is markup."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from tocsin.core.brief.plain import address, escaped, marked
from tocsin.core.clippings.values import NO_HEADLINE, Clipping, Cover, facts, moment


@dataclass(frozen=True, slots=True)
class Markdown:
    """A heading for each clipping."""

    zone: tzinfo

    def begin(self, cover: Cover) -> str:
        """Write the title."""
        line = " · ".join(filter(None, (cover.what, f"made {moment(cover.made, self.zone)}")))
        return f"# {escaped(cover.title)}\n\n{escaped(line)}\n"

    def one(self, clipping: Clipping, *, first: bool) -> str:
        """Write headline, facts, the sentence that hit, tags, note and text."""
        one = clipping
        head = escaped(one.headline or NO_HEADLINE)
        parts = [f"## [{head}](<{address(one.link)}>)" if one.link else f"## {head}"]
        parts.append(escaped(" · ".join(filter(None, (one.outlet, facts(one, self.zone))))))
        if one.sentence:
            parts.append(f"> {marked(one.sentence, one.spans, '**')}")
        if one.tags:
            parts.append("Tags: " + ", ".join(escaped(tag) for tag in one.tags))
        if one.note:
            parts.append("**Note:** " + "  \n".join(escaped(line) for line in one.note_lines))
        parts += [escaped(line) for line in one.paragraphs]
        return "\n" + "\n\n".join(parts) + "\n"

    def end(self) -> str:
        """Write nothing."""
        return ""

"""A brief as plain text, as Markdown and as plain values: what a mail, a note or a script takes."""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any
from urllib.parse import quote

from tocsin.core.brief import words
from tocsin.core.brief.values import Brief, Told

_MARKUP = re.compile(rf"([{re.escape(string.punctuation)}])")
_PLAIN = frozenset(".,;:'\"?/%=&^@")
"""Punctuation that means nothing in Markdown inside a line that begins with something else; & begins an entity."""


def text(brief: Brief, zone: tzinfo, *, titled: bool = True) -> str:
    """Write it for a terminal, a mail or a chat; `titled`: with its title, where nothing else shows that."""
    lines = [words.title(brief, zone)] if titled else []
    lines += [f"{words.date(brief.made, zone)} · {words.period(brief, zone)}", ""]
    if not brief.stories:
        lines += [words.nothing(brief, zone), ""]
    for section in brief.sections:
        lines += [section.watch, "─" * min(max(len(section.watch), 3), 72), ""]
        for one in section.stories:
            lines += [f"• {words.headline(one)}", f"  {words.outlets(one)} · {words.facts(one, brief, zone)}"]
            lines += [f"  {one.sentence}"] if one.sentence else []
            lines += [f"  {one.link}"] if one.link else []
            lines.append("")
        if words.rest(section):
            lines += [words.rest(section), ""]
    if brief.more_watches:
        lines += [words.remainder(brief), ""]
    return "\n".join(lines)


def markdown(brief: Brief, zone: tzinfo) -> str:
    """Write it as Markdown: nothing that a feed says is markup."""
    parts = [
        f"# {escaped(words.title(brief, zone))}",
        f"{escaped(words.date(brief.made, zone))} · {escaped(words.period(brief, zone))}",
    ]
    if not brief.stories:
        parts.append(escaped(words.nothing(brief, zone)))
    for section in brief.sections:
        parts.append(f"## {escaped(section.watch)}")
        parts += [_item(one, brief, zone) for one in section.stories]
        if words.rest(section):
            parts.append(f"*{escaped(words.rest(section))}*")
    if brief.more_watches:
        parts.append(escaped(words.remainder(brief)))
    return "\n\n".join(parts) + "\n"


def _item(one: Told, brief: Brief, zone: tzinfo) -> str:
    head = marked(words.headline(one), () if one.sentence else one.spans, "*")
    link = f"[{head}](<{address(one.link)}>)" if one.link else head
    lines = [f"### {link}", "", escaped(f"{words.outlets(one)} · {words.facts(one, brief, zone)}")]
    if one.sentence:
        lines += ["", f"> {marked(one.sentence, one.spans, '**')}"]
    return "\n".join(lines)


def marked(shown: str, spans: Sequence[tuple[int, int]], mark: str) -> str:
    """Write a text with marks around hits, but not where a mark would not be read as one: at a space, inside a word."""
    parts, at = [], 0
    for start, end in sorted(spans):
        hit = shown[start:end]
        inside = (start and shown[start - 1].isalnum()) or (end < len(shown) and shown[end].isalnum())
        if start < at or not hit or hit != hit.strip() or inside:
            continue
        parts += [escaped(shown[at:start]), f"{mark}{escaped(hit)}{mark}"]
        at = end
    return "".join([*parts, escaped(shown[at:])])


def escaped(shown: str) -> str:
    """Write a text so that no Markdown reader finds markup or an entity in it."""
    made = _MARKUP.sub(lambda found: found[1] if found[1] in _PLAIN - {"&"} else f"\\{found[1]}", shown)
    number = re.match(r"\d+(?=[.)])", made)
    return f"{number[0]}\\{made[number.end():]}" if number and made[number.end()] == "." else made


def address(link: str) -> str:
    """Write an address so that it cannot end the link that it stands in."""
    return quote(link, safe="!#$%&'()*+,/:;=?@[]~._-")


def values(brief: Brief) -> dict[str, Any]:
    """Give it as values that JSON can hold; times in ISO 8601."""
    return {
        "id": brief.id, "made": _iso(brief.made), "since": _iso(brief.since), "stories": brief.stories,
        "watches": brief.watches, "more_watches": brief.more_watches,
        "sections": [
            {
                "watch": section.watch, "watch_id": section.watch_id, "more": section.more,
                "elsewhere": section.elsewhere,
                "stories": [
                    {
                        "story": one.story_id, "article": one.article_id, "headline": one.headline,
                        "outlets": list(one.outlets), "more_outlets": one.more_outlets, "sentence": one.sentence,
                        "spans": [list(span) for span in one.spans], "url": one.link, "seen": _iso(one.seen),
                        "language": one.language, "note": one.note, "also": list(one.also),
                    }
                    for one in section.stories
                ],
            }
            for section in brief.sections
        ],
    }  # fmt: skip


def _iso(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")

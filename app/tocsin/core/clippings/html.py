"""Clippings as one page of HTML: nothing is loaded from elsewhere, nothing that a feed or a note says is markup."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo
from html import escape

from tocsin.core.brief.html import LANGUAGE, POLICY, STYLE, marked
from tocsin.core.brief.plain import address
from tocsin.core.clippings.values import NO_HEADLINE, Clipping, Cover, facts, moment

_MORE = """
article { border-bottom: 1px solid var(--line); padding: 0 0 1.1rem; }
h2 { font: 600 1.25rem/1.3 Georgia, "Times New Roman", serif; color: inherit; border: none; margin: 1.2rem 0 .15rem;
  padding: 0; }
h2 a { color: inherit; text-decoration: none; }
h2 a:hover, h2 a:focus { text-decoration: underline; text-decoration-color: var(--accent); }
blockquote { margin: .4rem 0 .4rem; padding-inline-start: .9rem; border-inline-start: 3px solid var(--line); }
.note { margin: .6rem 0 0; padding: .5rem .8rem; background: var(--hit); white-space: pre-wrap; border-radius: 4px;
  font: .95rem/1.45 system-ui, sans-serif; }
.tags { list-style: none; display: flex; flex-wrap: wrap; gap: .35rem; margin: .5rem 0 0; padding: 0;
  font: .8rem/1.4 system-ui, sans-serif; }
.tags li { border: 1px solid var(--line); border-radius: 1rem; padding: 0 .55rem; color: var(--soft); }
.text { margin-top: .7rem; } .text p { margin-bottom: .6rem; }
@media print { h2 { break-after: avoid; } .note { border: 1px solid var(--line); } article { break-inside: auto; } }
""".strip()


@dataclass(frozen=True, slots=True)
class Html:
    """An article for each clipping; it can be printed."""

    zone: tzinfo

    def begin(self, cover: Cover) -> str:
        """Write the head of the page."""
        line = " · ".join(filter(None, (cover.what, f"made {moment(cover.made, self.zone)}")))
        return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{escape(cover.title)}</title>
<style>
{STYLE}
{_MORE}
</style>
</head>
<body>
<main>
<header>
<h1 dir="auto">{escape(cover.title)}</h1>
<p>{escape(line)}</p>
</header>
"""

    def one(self, clipping: Clipping, *, first: bool) -> str:
        """Write headline, facts, the sentence that hit, tags, note and text."""
        one = clipping
        head = escape(one.headline or NO_HEADLINE)
        if one.link:
            head = f'<a href="{escape(address(one.link))}" rel="noopener noreferrer">{head}</a>'
        language = f' lang="{one.language}"' if LANGUAGE.fullmatch(one.language) else ""
        lines = [
            "<article>",
            f'<h2 dir="auto"{language}>{head}</h2>',
            f'<p class="facts"><bdi>{escape(one.outlet)}</bdi> · <bdi>{escape(facts(one, self.zone))}</bdi></p>',
        ]
        if one.sentence:
            quoted = marked(one.sentence, one.spans)
            lines.append(f'<blockquote dir="auto"{language}>{quoted}</blockquote>')
        if one.tags:
            tags = "".join(f'<li dir="auto">{escape(tag)}</li>' for tag in one.tags)
            lines.append(f'<ul class="tags">{tags}</ul>')
        if one.note:
            lines.append(f'<p class="note" dir="auto">{escape(chr(10).join(one.note_lines))}</p>')
        if one.paragraphs:
            text = "\n".join(f'<p dir="auto">{escape(line)}</p>' for line in one.paragraphs)
            lines.append(f'<div class="text"{language}>\n{text}\n</div>')
        return "\n".join([*lines, "</article>\n"])

    def end(self) -> str:
        """Write the foot of the page."""
        return "<footer>Saved by Tocsin from the sources that you follow.</footer>\n</main>\n</body>\n</html>\n"

"""A brief as one page of HTML: nothing in it is loaded from elsewhere, and nothing that a feed says is markup."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import tzinfo
from html import escape

from tocsin.core.brief import words
from tocsin.core.brief.plain import address
from tocsin.core.brief.values import Brief, Section, Told

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")

STYLE = """
:root { color-scheme: light dark; --ink: #1d1c1a; --soft: #66625c; --line: #d9d5ce; --ground: #fbfaf8;
  --accent: #9a5b13; --hit: #f6e7d2; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e5e0; --soft: #a29d95; --line: #3a3835; --ground: #1b1a19;
  --accent: #e9a94a; --hit: #46341b; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 17px/1.5 Georgia, "Times New Roman", serif; }
main { max-width: 42rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; overflow-wrap: anywhere; }
header { border-bottom: 3px double var(--ink); padding-bottom: 1rem; margin-bottom: 1.5rem; }
h1 { font-size: 2.1rem; line-height: 1.15; margin: 0 0 .4rem; font-weight: 600; }
h2 { font: 600 .95rem/1.3 system-ui, sans-serif; color: var(--accent); margin: 2.2rem 0 .4rem; padding-bottom: .35rem;
  border-bottom: 1px solid var(--line); }
h3 { font-size: 1.25rem; line-height: 1.3; margin: 1.2rem 0 .15rem; font-weight: 600; }
h3 a { color: inherit; text-decoration: none; }
h3 a:hover, h3 a:focus { text-decoration: underline; text-decoration-color: var(--accent); }
p { margin: 0 0 .3rem; }
.facts, .rest, header p, footer { font: .85rem/1.5 system-ui, sans-serif; color: var(--soft); }
.rest { margin-top: 1rem; }
mark { background: var(--hit); color: inherit; border-bottom: 1px solid var(--accent); }
footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: .6rem; }
@media print { body { background: none; font-size: 11pt; } main { max-width: none; padding: 0; }
  article { break-inside: avoid; } h2 { break-after: avoid; } }
""".strip()

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def page(brief: Brief, zone: tzinfo) -> str:
    """Write the whole page."""
    title = escape(words.title(brief, zone))
    body = "\n".join(_section(section, brief, zone) for section in brief.sections)
    if not brief.stories:
        body = f"<p>{escape(words.nothing(brief, zone))}</p>"
    if brief.more_watches:
        body += f'\n<p class="rest">{escape(words.remainder(brief))}</p>'
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>
{STYLE}
</style>
</head>
<body>
<main>
<header>
<h1>{escape(words.name(brief, zone))}</h1>
<p>{escape(words.date(brief.made, zone))} · {escape(words.scope(brief))} · {escape(words.period(brief, zone))}</p>
</header>
{body}
<footer>Made by Tocsin from the sources that you follow.</footer>
</main>
</body>
</html>
"""


def _section(section: Section, brief: Brief, zone: tzinfo) -> str:
    stories = "\n".join(_story(one, brief, zone) for one in section.stories)
    left = words.rest(section)
    rest = f'\n<p class="rest">{escape(left)}</p>' if left else ""
    return f'<section>\n<h2 dir="auto">{escape(section.watch)}</h2>\n{stories}{rest}\n</section>'


def _story(one: Told, brief: Brief, zone: tzinfo) -> str:
    head = marked(words.headline(one), () if one.sentence else one.spans)
    if one.link:
        head = f'<a href="{escape(address(one.link))}" rel="noopener noreferrer">{head}</a>'
    language = f' lang="{one.language}"' if LANGUAGE.fullmatch(one.language) else ""
    facts = escape(words.facts(one, brief, zone))
    lines = [
        f'<h3 dir="auto"{language}>{head}</h3>',
        f'<p class="facts"><bdi>{escape(words.outlets(one))}</bdi> · {facts}</p>',
    ]
    if one.sentence:
        lines.append(f'<p dir="auto"{language}>{marked(one.sentence, one.spans)}</p>')
    return "\n".join(["<article>", *lines, "</article>"])


def marked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Write a text with hits marked."""
    parts, at = [], 0
    for start, end in sorted(spans):
        if at <= start < end <= len(text):
            parts += [escape(text[at:start]), f"<mark>{escape(text[start:end])}</mark>"]
            at = end
    return "".join([*parts, escape(text[at:])])

"""Turns an article into words to be pasted elsewhere: a quotation with its source, and Markdown; knows no Qt."""

from __future__ import annotations

import re
from datetime import datetime

from tocsin.core.model import Article
from tocsin.core.text import clean
from tocsin.ui.words import dated, day

MOST_QUOTED, MOST_SHARED = 5_000, 1_200
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")


def quotation(article: Article, words: str, now: datetime) -> str:
    """Give words of an article with their source: “…” — outlet, headline, day, address."""
    quoted = _tidy(words, MOST_QUOTED)
    source = [clean(article.outlet, 120), clean(article.title, 300), day(_when(article), now)]
    head = f"“{quoted}” — " if quoted else ""
    return head + ", ".join(part for part in source if part) + (f"\n{article.link}" if article.link else "")


def markdown(article: Article, words: str, now: datetime) -> str:
    """Give an article as Markdown: the headline as a link, its source, and what was chosen of it as a quotation."""
    title = _escaped(clean(article.title, 300) or "(no headline)")
    target = re.sub(r"[\s<>]", "", article.link)
    head = f"[{title}](<{target}>)" if target else title
    source = " · ".join(part for part in (_escaped(clean(article.outlet, 120)), day(_when(article), now)) if part)
    quoted = _tidy(words, MOST_SHARED)
    lines = [f"**{head}**", source]
    body = "\n>\n".join(f"> {_escaped(line)}" for line in quoted.split("\n") if line.strip())
    return "  \n".join(lines) + (f"\n\n{body}" if body else "") + "\n"


def first_words(text: str) -> str:
    """Give the first paragraph of a text that says something."""
    return next((line.strip() for line in text.split("\n") if len(line.strip()) > 40), text.strip()[:600])


def _when(article: Article) -> datetime:
    return dated(article.published, article.seen)


def _tidy(words: str, most: int) -> str:
    lines = (" ".join(line.split()) for line in re.split(r"[\n\u2028\u2029]+", words.replace("\ufffc", "")))
    joined = "\n".join(line for line in lines if line)
    return joined if len(joined) <= most else joined[: most - 1].rstrip() + "…"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)

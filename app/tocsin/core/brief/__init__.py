"""The brief: when it is due, which stories it tells, and how it reads as text, Markdown and HTML."""

from tocsin.core.brief.choosing import belongs, choose, renumbered, write
from tocsin.core.brief.html import page
from tocsin.core.brief.plain import markdown, text, values
from tocsin.core.brief.times import Times, fresh_look
from tocsin.core.brief.values import DEFAULT_TIMES, Brief, Choices, Chosen, Section, Told
from tocsin.core.brief.words import BELL, KEY, notice, title

__all__ = [
    "BELL",
    "DEFAULT_TIMES",
    "KEY",
    "Brief",
    "Choices",
    "Chosen",
    "Section",
    "Times",
    "Told",
    "belongs",
    "choose",
    "fresh_look",
    "markdown",
    "notice",
    "page",
    "renumbered",
    "text",
    "title",
    "values",
    "write",
]

"""Makes queries and articles that have a good chance to meet, for properties.

Hypothesis draws a seed and the rest follows from it: drawing each word by itself takes ten times as long as judging.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TypeVar

from hypothesis import strategies as st

from tocsin.core.model import Article, Marks
from tocsin.core.query.nodes import AtLeast, Filter, Near, Node, Not, Pattern, Term, Together, Zone, both, either
from tocsin.core.query.terms import cleaned, refused

Made = TypeVar("Made")

START = datetime(2026, 11, 1, tzinfo=UTC)
WORDS = (
    "NATO", "Nato", "nato", "N.A.T.O.", "OTAN", "l’Otan", "Le", "Pen", "le", "pen", "Le-Pen-Partei",
    "#MarineLePen", "#NATOSummit", "senator", "Renato", "a", "b", "A", "B", "Straße", "strasse", "café", "CAFE",
    'cafe\u0301', "й", "и", '\u0438\u0306', "ё", "е", "Ёлка", "Київ", "п'ять", "п’ять", "Αθήνα", "ΑΘΗΝΑ",
    "الناتو", "ناتو", "أحمد", "مُحَمَّد", "北约", "北约秘书长", "北", "约",
    "京都", "나토는", "나토", "나", "토", "ルペン", "ﾙﾍﾟﾝ",
    "นาโต", "ประชุมนาโต", "नाटो", "বো", "বো", "U.S.", "US", "us", "Who", "WHO", "İstanbul", "ısı", "ＮＡＴＯ",
    "ﬁne", 'so\xadft', "3.5", "5", "½", "²", "™", "€5", "C++", "AT&T", "o'brien", "covid-19", "COVID", "🔥",
    "שָׁלוֹם", "צה״ל", "ኢትዮጵያ", "Đoković", "ŁÓDŹ", "ſ", "ǆ", "ΐ", "ﷺ", "K", "Å",
)  # fmt: skip
JOINTS = [
    " ",
    " ",
    " ",
    " ",
    "-",
    "\u00a0",
    ", ",
    ". ",
    "! ",
    "’",
    "\n",
    "\n\n",
    "",
    " – ",
    "\u200b",
    "\t",
    "'s ",
    ": ",
    "。",
    "_",
]


def seeded(make: Callable[[Random], Made]) -> st.SearchStrategy[Made]:
    """Return a strategy for what a function makes of a random source."""
    return st.integers(0, 2**48).map(lambda seed: make(Random(seed)))


def some_text(chance: Random) -> str:
    """Words of many scripts, joined in many ways, now and then anything at all."""
    parts = []
    for _ in range(chance.choice((0, 1, 2, 3, 5, 8, 14))):
        parts.append(_anything(chance) if chance.random() < 0.1 else chance.choice(WORDS))
        parts.append(chance.choice(JOINTS))
    return "".join(parts)


def _anything(chance: Random) -> str:
    ends = (0x7F, 0x250, 0x600, 0x3000, 0xFFFF, 0x10FFFF)
    return "".join(chr(chance.randint(1, chance.choice(ends))) for _ in range(chance.randint(1, 6)))


def some_article(chance: Random) -> Article:
    """An article with something in each field."""
    pick = chance.choice
    return Article(
        id=1,
        feed_id=1,
        key="1",
        title=some_text(chance),
        link=pick(["", "https://www.herald.example/world/nato-le-pen", "https://gazette.example/北约"]),
        text=some_text(chance),
        seen=START + timedelta(hours=chance.randint(-100, 100)),
        author=pick(["", "A. Le Pen", "NATO desk"]),
        outlet=pick(["", "The Herald", "Gazette"]),
        feed_title=pick(["", "World news"]),
        feed_url="https://www.herald.example/rss",
        language=pick(["", "en", "it", "sl", "fr-FR"]),
        country=pick(["", "fr"]),
        image=pick(["", "https://herald.example/i.png"]),
        tags=pick([(), ("NATO", "Le Pen"), ("北约",)]),
    )


def some_marks(chance: Random) -> Marks:
    return Marks(chance.random() < 0.5, chance.random() < 0.5, chance.random() < 0.5, chance.randint(1, 5))


def some_term(chance: Random) -> Term:
    while True:
        text = (
            _anything(chance)
            if chance.random() < 0.1
            else " ".join(chance.choices(WORDS, k=chance.choice((1, 1, 1, 2, 3))))
        )
        text = text.replace("*", " ").replace('"', " ")
        if chance.random() < 0.25 and text[-1:].isalnum():
            text += "*"
        if refused(text) is None:
            return Term(cleaned(text), chance.random() < 0.2)


PATTERNS = ("nat[ou]", "[A-Z]{2,}", "le.pen", r"\d+", "北.", r"\bpen\b", "x*")
FILTERS = (
    Filter("source", "herald"), Filter("source", "The Herald"), Filter("feed", "World news"), Filter("lang", "fr"),
    Filter("country", "fr"), Filter("age", "2d", "<"), Filter("age", "1h", ">"), Filter("after", "2026-11-01"),
    Filter("before", "2026-11-02"), Filter("is", "unread"), Filter("is", "kept"), Filter("has", "image"),
    Filter("sources", "3", ">="), Filter("sources", "1", "="),
)  # fmt: skip
ZONES = ("title", "lead", "body", "author", "url", "tag")


def some_placed(chance: Random, depth: int = 0) -> Node:
    """A tree that stands at places in the text."""
    kind = chance.random() if depth < 3 else 0.0
    if kind < 0.6:
        return Pattern(chance.choice(PATTERNS)) if chance.random() < 0.1 else some_term(chance)
    if kind < 0.75:
        return either([some_placed(chance, depth + 1) for _ in range(chance.randint(2, 3))])
    left, right = some_placed(chance, depth + 1), some_placed(chance, depth + 1)
    if kind < 0.85:
        return Near(left, right, chance.randint(1, 12))
    return Together(left, right) if kind < 0.93 else Zone(chance.choice(ZONES), left)


def some_tree(chance: Random, depth: int = 0) -> Node:
    """Any tree."""
    kind = chance.random() if depth < 3 else 0.0
    if kind < 0.45:
        leaf = chance.random()
        if leaf < 0.8:
            return some_placed(chance)
        return chance.choice(FILTERS) if leaf < 0.9 else AtLeast(chance.randint(1, 3), some_placed(chance))
    if kind < 0.65:
        return both([some_tree(chance, depth + 1) for _ in range(chance.randint(2, 4))])
    if kind < 0.8:
        return either([some_tree(chance, depth + 1) for _ in range(chance.randint(2, 4))])
    inner = some_tree(chance, depth + 1)
    return Not(inner) if kind < 0.92 else Zone(chance.choice(ZONES), inner)


texts = seeded(some_text)
articles = seeded(some_article)
marks = seeded(some_marks)
terms = seeded(some_term)
trees = seeded(some_tree)

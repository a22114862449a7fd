"""Measures how many articles a second are judged, beside one regular expression a watch and FTS5 as a percolator."""

from __future__ import annotations

import random
import re
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from matching_corpora import article, documents, rows

from tocsin.core.model import Article
from tocsin.core.query import TOKENIZE, Judge, Query, index_words, nominate, read
from tocsin.core.query.nodes import Mistake
from tocsin.core.text import scan

WORDS = 400


def articles(place: Path | None, count: int = 400) -> list[Article]:
    """Return articles of 400 words each: real ones in a dozen languages, or invented ones."""
    texts = list(_real(place)) if place else [_invented(number) for number in range(count)]
    random.Random(5).shuffle(texts)
    return [article(text[80:], text[:80], number=number) for number, text in enumerate(texts[:count])]


def _real(place: Path) -> Iterator[str]:
    """Cut the corpora into pieces of 400 words: six Slavic languages, Italian, English, French, and Africa's."""
    for words in (
        (w for doc in documents(place, "names-slavic.jsonl") for w in doc["text"].split()),
        (w for row in rows(place, "names-italian.tsv") for w in row["text"].split()),
        (w for row in rows(place, "stories-ecbplus.tsv") for w in row["text"].split()),
        (w for row in rows(place, "stream-2022.tsv") for w in f"{row['title']}. {row['description']}".split()),
        (w for row in rows(place, "headlines-masakhanews.tsv") for w in f"{row['title']} {row['lead']}".split()),
    ):
        piece: list[str] = []
        for count, word in enumerate(words):
            piece.append(word)
            if len(piece) == WORDS:
                yield " ".join(piece)
                piece = []
            if count > 90_000:
                break


def _invented(seed: int) -> str:
    chance = random.Random(seed)
    made = ["".join(chance.choices("aeéiourstlnmdc", k=chance.randint(2, 9))) for _ in range(300)]
    return " ".join(word.capitalize() if chance.random() < 0.1 else word for word in chance.choices(made, k=WORDS))


def watches(count: int, sample: list[Article], known_share: float, seed: int = 1) -> dict[int, list[str]]:
    """Return the terms of so many watches, one to six each: names and words of the articles, and ones that never stand.

    `known_share` of the terms are words or pairs of words of the articles (not the hundred most frequent words, as
    nobody watches for "the"); the others are made up. It decides how many watches each article answers.
    """
    chance = random.Random(seed)
    counted = Counter(word for one in sample for word in re.findall(r"\w{3,}", one.text))
    known = [word for word, _ in counted.most_common()[100:] if not word.isdigit()]
    pairs = [
        f"{a} {b}" for one in sample[:200] for a, b in re.findall(r"(\b[A-Z]\w{2,}) ([A-Z]\w{2,})", one.text)
    ] or known
    found = {}
    for number in range(count):
        terms = []
        for _ in range(chance.randint(1, 6)):
            kind = chance.random()
            if kind < 0.7 * known_share:
                terms.append(chance.choice(known))
            elif kind < known_share:
                terms.append(chance.choice(pairs))
            else:
                terms.append("".join(chance.choices("abcdefghijklmnoprstuvz", k=chance.randint(5, 10))))
        found[number] = terms
    return found


def queries(given: dict[int, list[str]]) -> dict[int, Query]:
    """Return watches that ask for any of their terms."""
    found = {}
    for number, terms in given.items():
        query = read(" OR ".join(f'"{term}"' for term in terms))
        assert not isinstance(query, Mistake)
        found[number] = query
    return found


def per_second(work: Callable[[Article], object], sample: list[Article], seconds: float = 2.0) -> float:
    """Return articles a second on one core, by the time that this process used."""
    done, began = 0, time.process_time()
    while True:
        for one in sample:
            work(one)
            done += 1
            if done % 10 == 0 and time.process_time() - began > seconds:
                return done / (time.process_time() - began)


def with_expressions(given: dict[int, list[str]]) -> Callable[[Article], object]:
    compiled = [re.compile(rf"\b(?:{'|'.join(map(re.escape, terms))})\b", re.IGNORECASE) for terms in given.values()]
    return lambda one: [
        number for number, expression in enumerate(compiled) if expression.search(f"{one.title}\n{one.text}")
    ]


def with_percolator(asked: dict[int, Query]) -> Callable[[Article], object]:
    """The article is indexed alone, then every watch is asked of the index."""
    offers = [nominate(query) for query in asked.values()]
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute(f'CREATE VIRTUAL TABLE words USING fts5(title, text, extra, tokenize="{TOKENIZE}")')

    def judge(one: Article) -> object:
        connection.execute("BEGIN")
        connection.execute("INSERT INTO words(rowid, title, text, extra) VALUES (1, ?, ?, ?)", index_words(one))
        found = [
            number
            for number, offer in enumerate(offers)
            if connection.execute("SELECT 1 FROM words WHERE words MATCH ?", (offer,)).fetchone()
        ]
        connection.execute("ROLLBACK")
        return found

    return judge


def folding(sample: list[Article]) -> float:
    """Return how many articles a second are folded, and nothing else."""
    return per_second(lambda one: (scan(one.title), scan(one.text)), sample)


def judging(asked: dict[int, Query], sample: list[Article]) -> tuple[float, float, float]:
    """Return the seconds to build the judge, the articles a second, and the matches an article."""
    began = time.process_time()
    judge = Judge(asked)
    built = time.process_time() - began
    hits = sum(len(judge.judge(one)) for one in sample)
    return built, per_second(judge.judge, sample), hits / len(sample)

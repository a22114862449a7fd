"""Holds the query language to what it promises for any query and any article."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.core.model import Article, Marks
from tocsin.core.query import TOKENIZE, Judge, Mistake, Query, explain, index_words, judge_one, nominate, printed, read
from tocsin.core.query.nodes import Node, Term
from unit.query_strategies import START, articles, marks, terms, trees

MORE = int(os.environ.get("TOCSIN_EXAMPLES", "1"))
"""How many times as many examples as usual are tried."""
SCRAPS = [
    *'abANOT ()"|-=*/@:.5<>[]\\“„«é北نא',
    *"\u0301\u202e\ud800\x00#",
    *(" OR ", " AND ", " NOT ", " SENTENCE ", "NEAR/", "title:", "atleast:", "age:", "source:"),
    *("is:", "=", "lang:", " nato ", "after:2026"),
]


def made(tree: Node) -> Query:
    found = read(printed(tree))
    assert isinstance(found, Query), (printed(tree), found)
    return found


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute(f'CREATE VIRTUAL TABLE words USING fts5(title, text, extra, tokenize="{TOKENIZE}")')
    yield connection
    connection.close()


def nominated(index: sqlite3.Connection, query: Query, batch: tuple[Article, ...]) -> set[int]:
    offer = nominate(query)
    if offer is None:
        return set(range(len(batch)))
    return {row - 1 for (row,) in index.execute("SELECT rowid FROM words WHERE words MATCH ?", (offer,))}


@settings(max_examples=1000 * MORE)
@given(
    batch=st.tuples(articles, articles, articles, articles),
    asked=st.tuples(trees, trees, trees, trees, trees),
    mark=marks,
)
def test_what_rings_live_is_what_the_archive_finds(
    index: sqlite3.Connection, batch: tuple[Article, ...], asked: tuple[Node, ...], mark: Marks
) -> None:
    """Each example is 20 pairs of a query and an article, judged live at once and found again through the index."""
    queries = {number: made(tree) for number, tree in enumerate(asked)}
    live: set[tuple[int, int]] = set()
    judge = Judge(queries)
    index.execute("BEGIN")
    index.execute("DELETE FROM words")
    for number, article in enumerate(batch):
        live |= {(match.watch_id, number) for match in judge.judge(article, mark, now=START)}
        index.execute(
            "INSERT INTO words(rowid, title, text, extra) VALUES (?, ?, ?, ?)", (number + 1, *index_words(article))
        )
    archive = {
        (key, number)
        for key, query in queries.items()
        for number in nominated(index, query, batch)
        if judge_one(query, batch[number], mark, now=START) is not None
    }
    index.execute("ROLLBACK")
    assert live == archive


@settings(max_examples=600 * MORE)
@given(tree=trees)
def test_a_printed_query_reads_back_to_the_same_tree(tree: Node) -> None:
    query = made(tree)
    assert query.tree == tree
    again = read(query.text)
    assert isinstance(again, Query)
    assert (again.tree, again.text) == (query.tree, query.text)
    assert explain(query)


@settings(max_examples=1500 * MORE)
@given(text=st.lists(st.sampled_from(SCRAPS), max_size=30).map("".join) | st.text(max_size=60))
def test_the_reader_never_raises_and_its_repairs_read(text: str) -> None:
    found = read(text, named=lambda name: f"x {text}" if len(name) < 3 else None)
    if isinstance(found, Mistake):
        assert found.sentence
        assert "\n" not in found.sentence
        assert found.column >= 1
        return
    again = read(found.text, named=lambda name: f"x {text}" if len(name) < 3 else None)
    assert isinstance(again, Query), (found.text, again)
    assert again.tree == found.tree


@settings(max_examples=600 * MORE)
@given(article=articles, tree=trees, mark=marks)
def test_spans_lie_in_their_fields_and_in_the_sentence(article: Article, tree: Node, mark: Marks) -> None:
    match = judge_one(made(tree), article, mark, now=START)
    if match is None or not match.hits:
        return
    fields = {
        "title": article.title, "text": article.text, "author": article.author, "url": article.link,
        "tag": "\n".join(article.tags),
    }  # fmt: skip
    for hit in match.hits:
        assert 0 <= hit.start < hit.end <= len(fields[hit.field])
        assert fields[hit.field][hit.start : hit.end].strip()
    first = match.hits[0]
    start, end = match.sentence_spans[0]
    length = min(end - start, first.end - first.start)
    assert match.sentence[start : start + length].split() == _shown(
        fields[first.field][first.start : first.start + length]
    )
    for start, end in match.sentence_spans:
        assert 0 <= start < end <= len(match.sentence)
    assert isinstance(read(match.clause), Query)


def _shown(text: str) -> list[str]:
    from tocsin.core.text import still

    return still(text).split()


@settings(max_examples=400 * MORE)
@given(term=terms, article=articles)
def test_a_term_finds_itself(term: Term, article: Article) -> None:
    text = term.text.replace("*", "")
    itself = replace(article, title=f"x {text} y", text="", language="")
    match = judge_one(made(term), itself)
    if match is not None:
        assert match.field == "title"
    else:
        assert any(letter.isupper() for letter in text), text

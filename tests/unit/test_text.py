"""Holds folding, words, sentences and cleaning to what they promise."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.core.text import Scanned, clean, fold, scan, sentences, words
from unit.query_strategies import texts


@settings(max_examples=300)
@given(text=st.one_of(st.text(max_size=40), texts))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert scan(scan(text)).split() == scan(text).split()
    assert words(fold(text)) == words(text)


@settings(max_examples=300)
@given(text=st.one_of(st.text(max_size=40), texts))
def test_every_place_in_the_scanned_form_has_its_place_in_the_text(text: str) -> None:
    one = Scanned(text)
    at = 0
    for word in one.scan.split():
        start = one.scan.index(word, at)
        at = start + len(word)
        first, last = one.span(start, at)
        assert 0 <= first < last <= len(text)
        assert word in scan(text[first:last]).replace(" ", "") or word in scan(text[first:last])


def test_one_letter_has_one_folded_form_whether_composed_or_not() -> None:
    for text in ("é", "Й", "ї", "ガ", "나", "ế", "Å", "ؤ", "ў"):
        assert words(unicodedata.normalize("NFD", text)) == words(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("L’OTAN", "l'otan"),
        ("rock ‘n’ roll", "rock 'n' roll"),
        ("1914–18 — then", "1914-18 - then"),
        ("Straße ŁÓDŹ Œuvre", "strasse lodz oeuvre"),
        ("ё й и", "е й и"),
        ("أحمد إلى آخر", "احمد الي اخر"),
        ("מַעְיָן", "מעין"),
        ("ze\u200bro so\u00adft", "zero soft"),
        ("ΟΔΥΣΣΕΎΣ", "οδυσσευσ"),
        ("a\ud800b", "a b"),
        ("٣٤", "34"),
    ],
)
def test_folding_follows_its_table(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("M. Le Pen went. He left.", 2),
        ("The U.S. envoy left. Talks ended.", 2),
        ("It rose 3.5 per cent. Good.", 2),
        ("Dr. Who met Mr. Bean in St. Ives.", 1),
        ("“Why?” he asked. “Because!”", 2),
        ("am 3. Oktober 1990 in Berlin", 1),
        ("他来了。他走了。", 2),
        ("یہ ہے۔ وہ ہے۔", 2),
        ("No. 5 is alive. Yes", 2),
        ("one\n\ntwo", 2),
        ("", 1),
    ],
)
def test_sentences_end_where_they_end(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@settings(max_examples=300)
@given(text=texts)
def test_sentences_cover_the_text(text: str) -> None:
    found = sentences(text)
    assert found[0][0] == 0
    for (_, end), (start, _) in pairwise(found):
        assert end <= start
        assert not text[end:start].strip()


@settings(max_examples=300)
@given(text=st.one_of(st.text(max_size=80), texts), limit=st.integers(0, 40))
def test_a_cleaned_text_is_one_short_line_without_anything_hidden(text: str, limit: int) -> None:
    shown = clean(text, limit)
    assert len(shown) <= limit
    assert shown == shown.strip()
    assert not any(unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} for c in shown)
    assert not any(c in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff" for c in shown)
    assert clean(shown, limit) == shown


def test_cleaning_cuts_between_words_and_leaves_families_whole() -> None:
    assert clean("one two three four", 12) == "one two…"
    assert clean("👩‍👩‍👧" * 3, 4) == "…"
    assert clean("a" + "\u0301" * 50, 10) == "a" + "\u0301" * 4

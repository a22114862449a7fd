"""What became of a text, word by word: nothing is lost, nothing takes long."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.ui.difference import Piece, difference, differences, own_words

TEXTS = st.text(st.sampled_from("ab c,北约ن \n"), max_size=60)


@given(TEXTS, TEXTS)
def test_what_stayed_and_went_is_the_old_text_and_what_stayed_and_came_the_new(old: str, new: str) -> None:
    pieces = difference(old, new)
    assert "".join(one.text for one in pieces if one.kind != "added") == old
    assert "".join(one.text for one in pieces if one.kind != "removed") == new


def test_a_changed_word_is_one_change() -> None:
    assert difference("Mayor opens the bridge on Monday", "Mayor closes the bridge on Monday") == (
        Piece("same", "Mayor "),
        Piece("removed", "opens"),
        Piece("added", "closes"),
        Piece("same", " the bridge on Monday"),
    )


def test_neighbouring_words_change_together() -> None:
    kinds = [one.kind for one in difference("Mayor opens bridge on Monday", "Mayor closes tunnel on Monday")]
    assert kinds == ["same", "removed", "added", "same"]


def test_in_chinese_single_letters_are_compared() -> None:
    assert difference("北约秘书长警告", "北约主席警告")[0] == Piece("same", "北约")


def test_only_paragraphs_that_changed_are_shown() -> None:
    found = differences("one\ntwo\nthree", "one\n2\nthree\nfour")
    assert [(line.skipped, [one.text for one in line.pieces]) for line in found] == [
        (True, ["two", "2"]),
        (True, ["four"]),
    ]


@pytest.mark.parametrize("size", [60, 100, 199, 5_000])
def test_texts_that_are_costly_to_compare_go_and_come_whole_or_are_compared_in_parts(size: int) -> None:
    old = "\n".join(f"{at} " + "x " * size for at in range(300))
    new = "\n".join(f"{at} " + "y x " * (size // 2) for at in range(300))
    found = differences(old, new)
    assert found
    assert difference("x " * 5_000, "y x " * 2_500)[0].kind in ("removed", "same")


def test_words_that_only_one_headline_has_are_found_whatever_their_case() -> None:
    headline = "NATO fears a long winter as orders stall"
    found = own_words(headline, "Nato chief warns of a long Winter")
    assert [headline[a:b] for a, b in found] == ["fears", "as", "orders", "stall"]


def test_headlines_without_a_common_word_are_not_marked() -> None:
    assert own_words("北约警告", "Nato warns") == []
    assert own_words("", "Nato warns") == []

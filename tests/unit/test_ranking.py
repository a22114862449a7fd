"""How well a name answers what was typed: beginnings of words, in every script."""

from __future__ import annotations

import pytest

from tocsin.core.text import words
from tocsin.ui.ranking import named, rank, spans


def score(typed: str, name: str) -> int | None:
    ranked = rank(words(typed), named(name))
    return ranked.score if ranked is not None else None


def pieces(typed: str, name: str) -> list[str]:
    ranked = rank(words(typed), named(name))
    assert ranked is not None
    return [name[a:b] for a, b in spans(ranked, name)]


@pytest.mark.parametrize(
    ("typed", "name", "wanted"),
    [
        ("nat", "NATO summit", ["NAT"]),
        ("maar", "Mark all as read", ["Ma", "a", "r"]),
        ("read mark", "Mark all as read", ["Mark", "read"]),
        ("lepen", "Le Pen", ["Le", "Pen"]),
        ("elysee", "L'Élysée", ["Élysée"]),
        ("χαμ", "Χάμας και Ισραήλ", ["Χάμ"]),
        ("النا", "الناتو يحذر", ["النا"]),
        ("北约", "看北约秘书长", ["北", "约"]),
        ("елк", "Ёлка", ["Ёлк"]),
    ],
)
def test_what_is_typed_is_found_at_the_beginnings_of_words(typed: str, name: str, wanted: list[str]) -> None:
    assert pieces(typed, name) == wanted


@pytest.mark.parametrize(
    ("typed", "name"), [("ato", "NATO"), ("xyz", "Mark all"), ("mamark", "Mark all"), ("约北", "北")]
)
def test_what_begins_no_word_is_not_found(typed: str, name: str) -> None:
    assert score(typed, name) is None


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("mark", "Mark all as read", "Copy as Markdown"),
        ("all", "All articles", "Mark all as read"),
        ("nato", "NATO", "NATOs allies"),
        ("mark read", "Mark as read", "Read or mark"),
        ("na", "Nations", "New articles"),
        ("le pen", "Le Pen", "Le grand Pen"),
    ],
)
def test_the_nearer_answer_ranks_before_the_other(typed: str, better: str, worse: str) -> None:
    one, other = score(typed, better), score(typed, worse)
    assert one is not None
    assert other is not None
    assert one < other


def test_a_name_of_any_length_is_ranked_and_nothing_typed_ranks_all() -> None:
    assert score("x" * 16, "x " * 5_000) is not None
    assert score("ababababababab", " ".join(["ab"] * 24) + " c") is not None
    assert score("ababababababaz", " ".join(["ab"] * 23) + " aza") is not None
    assert score("", "anything") == 0
    assert score("nato", "") is None

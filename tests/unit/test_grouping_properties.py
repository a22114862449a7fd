"""What holds for grouping whatever arrives."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tocsin.core.grouping import Grouping, Piece, Placed
from tocsin.core.grouping.copies import SIZE, repeats, sketch

START = datetime(2026, 3, 2, tzinfo=UTC)
VOCABULARY = (
    "fire quake Velmare Norland Holm vote 31 44 storm ferry Lorna bank rate Tigers cup 北京 地震 나토 زلزال поезд"
)
WORDS = st.sampled_from(VOCABULARY.split())
PHRASES = st.lists(WORDS, max_size=14).map(" ".join)
PIECES = st.lists(
    st.tuples(st.one_of(PHRASES, st.text(max_size=30)), PHRASES, st.integers(0, 3), st.integers(0, 150)), max_size=14
)


def pieces(drawn: list[tuple[str, str, int, int]]) -> list[Piece]:
    return [
        Piece(n, title, text, f"outlet {outlet}", START + timedelta(hours=hour), None, "", "")
        for n, (title, text, outlet, hour) in enumerate(drawn, 1)
    ]


def fresh() -> Grouping:
    numbers = count(1)
    return Grouping(mint=lambda: next(numbers))


def ending(placings: list[Placed]) -> list[int]:
    into = {gone: placed.story for placed in placings for gone in placed.merges}
    ends = []
    for placed in placings:
        story = placed.story
        while story in into:
            story = into[story]
        ends.append(story)
    return ends


QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(PIECES)
def test_every_piece_has_exactly_one_story_and_merges_are_told(drawn: list[tuple[str, str, int, int]]) -> None:
    grouping = fresh()
    placings = [grouping.place(one) for one in pieces(drawn)]
    ends = ending(placings)
    assert ends == [grouping.place(one).story for one in pieces(drawn)]
    for story in set(ends):
        assert 1 <= grouping.independent_outlets(story) <= ends.count(story)
    for placed in placings:
        assert 0.0 <= placed.score <= 1.0
        for gone in placed.merges:
            assert grouping.independent_outlets(gone) == 0


@QUICK
@given(PIECES)
def test_the_same_pieces_in_the_same_order_give_the_same_stories(drawn: list[tuple[str, str, int, int]]) -> None:
    one, two = fresh(), fresh()
    assert [one.place(p) for p in pieces(drawn)] == [two.place(p) for p in pieces(drawn)]


@QUICK
@given(PIECES)
def test_what_is_restored_is_where_it_was_placed(drawn: list[tuple[str, str, int, int]]) -> None:
    placed, restored = fresh(), fresh()
    ends = ending([placed.place(one) for one in pieces(drawn)])
    for one, story in zip(pieces(drawn), ends, strict=True):
        restored.restore(one, story)
    for one, story in zip(pieces(drawn), ends, strict=True):
        assert restored.place(one).story == story


@QUICK
@given(PIECES, st.data())
def test_a_split_lasts(drawn: list[tuple[str, str, int, int]], data: st.DataObject) -> None:
    grouping = fresh()
    placings = [grouping.place(one) for one in pieces(drawn)]
    if not placings:
        return
    chosen = data.draw(st.integers(1, len(placings)))
    old = ending(placings)[chosen - 1]
    rest = [n for n, story in enumerate(ending(placings), 1) if story == old and n != chosen]
    new = grouping.split(chosen, old)
    assert new not in {None, old}
    for one in pieces(drawn * 2)[len(drawn) :]:
        grouping.place(one)
    now = {one.id: grouping.place(one).story for one in pieces(drawn)}
    assert now[chosen] not in {now[n] for n in rest}


@given(st.lists(st.integers(0, 2**22 - 1), max_size=60))
def test_a_text_repeats_itself_and_sketches_stay_small(read: list[int]) -> None:
    own = sketch([], read)
    assert len(own) <= SIZE
    assert not own or repeats(frozenset(own), own, own)

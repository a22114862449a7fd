"""The small sentences of the screen: ages, times, counts, and what the monitor does."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, timedelta

import pytest

from tocsin.core.text import clean
from tocsin.store import Listing, Scope
from tocsin.ui.doings import Doings
from tocsin.ui.emptiness import why_empty
from tocsin.ui.plain import drawable, length, one_line, runs_right_to_left, units
from tocsin.ui.words import age, counted, dated, moment, times, wait

NOW = datetime(2026, 11, 24, 12, 0).astimezone()


@pytest.mark.parametrize(
    ("then", "said"),
    [
        (NOW - timedelta(seconds=20), "now"),
        (NOW - timedelta(minutes=12), "12 min"),
        (NOW - timedelta(hours=3, minutes=57), "8:03"),
        (NOW - timedelta(hours=26, minutes=40), "yesterday 9:20"),
        (NOW.replace(month=11, day=3, hour=9, minute=5), "3 Nov"),
        (NOW.replace(year=2024, month=1, day=31), "31 Jan 2024"),
        (NOW + timedelta(hours=1), "13:00"),
    ],
)
def test_ages(then: datetime, said: str) -> None:
    assert age(then.astimezone(UTC), NOW.astimezone(UTC)) == said


def test_an_article_is_as_old_as_its_source_says_but_never_newer_than_its_arrival() -> None:
    years, minute = timedelta(days=1000), timedelta(minutes=1)
    assert dated(NOW - years, NOW) == NOW - years
    assert dated(NOW + minute, NOW) == NOW, "a claim from the future counts as seen"
    assert dated(None, NOW) == NOW
    seen = NOW.replace(hour=11, minute=58)
    assert times(NOW.replace(year=2024, month=1, day=31), seen, None, NOW) == "published 31 Jan 2024 12:00 · seen 11:58"
    assert times(None, seen, NOW, NOW) == "seen 11:58 · rang 12:00"


def test_moments_counts_and_waits() -> None:
    assert moment(NOW.replace(month=11, day=3, hour=9, minute=5), NOW) == "3 Nov 9:05"
    assert (counted(1, "source"), counted(1204, "article")) == ("1 source", "1,204 articles")
    assert counted(2, "story", "stories") == "2 stories"
    assert wait(NOW + timedelta(minutes=3), NOW) == "in 3 min"
    assert (wait(NOW - timedelta(hours=1), NOW), wait(NOW + timedelta(hours=5), NOW)) == ("in a moment", "in 5 h")


def test_the_monitors_doings_are_one_sentence() -> None:
    doings = Doings()
    assert doings.sentence(0, 0, None, NOW) == "No sources yet."
    assert doings.sentence(3, 0, None, NOW) == "Starting…"
    doings.hear("ready", {})
    assert doings.sentence(3, 0, NOW + timedelta(minutes=4), NOW) == "3 sources followed, next in 4 min"
    doings.hear("round-began", {"due": 212})
    doings.hear("feed-read", {"id": 1, "new": 0})
    doings.hear("feed-failed", {"id": 2, "trouble": "x"})
    assert doings.sentence(3, 0, None, NOW) == "Reading 212 sources, 2 done"
    doings.hear("round-ended", {"read": 211, "failed": 1})
    assert doings.sentence(212, 211, NOW + timedelta(minutes=3), NOW) == "211 sources read, next in 3 min"
    doings.hear("paused", {})
    assert doings.sentence(3, 0, None, NOW) == "Paused: nothing is read until you resume."
    doings.fell()
    assert "Nothing is lost" in doings.sentence(3, 0, None, NOW)
    doings.hear("trouble", {"sentence": "The disk is full."})
    assert doings.sentence(3, 0, None, NOW) == "The disk is full."
    doings.hear("round-began", {"due": "many"})
    doings.hear("unheard-of", {})


def test_every_empty_list_says_why_and_offers_at_most_one_thing() -> None:
    for kind in ("watch", "feed", "folder", "all", "kept"):
        for sources in (0, 3):
            for searching in (True, False):
                for wanted in ({}, {"unread": True}, {"kept": True}, {"unread": True, "language": "fr"}):
                    why = why_empty(
                        Listing(Scope(kind), **wanted), "NATO", sources=sources, watches=1, searching=searching,
                        doing="3 sources read",
                    )  # fmt: skip
                    assert why.headline
                    assert why.sentence.endswith((".", "?"))
                    assert bool(why.button) == bool(why.action)


def test_drawable_text_has_the_same_length_and_nothing_that_tricks() -> None:
    text = "a\0b\u202ec\u2066d\ud800e\u0301\u0301\u0301\u0301\u0301\u0301f\r\n\u2028g"
    drawn = drawable(text)
    assert len(drawn) == len(text)
    assert not {"\0", "\u202e", "\u2066", "\ud800", "\r", "\u2028"} & set(drawn)
    assert drawn.count("\u0301") == 4
    assert one_line("a\nb") == "a b"


PILES = ["ด" + "็" * 60, "ด" + "็้" * 60, "ཀ" + "\u0f71" * 60, "क" + "\u0941" * 60, "o" + "\u20dd" * 60]


@pytest.mark.parametrize("pile", PILES)
def test_signs_that_pile_up_without_end_are_thinned_in_every_script(pile: str) -> None:
    assert len(drawable(pile)) == len(pile)
    assert sum(unicodedata.category(letter)[0] == "M" for letter in drawable(pile)) <= 6
    assert len(clean(pile, 200)) <= 7


@pytest.mark.parametrize("word", ["မြွှို့", "Việt Nam", "ไม่ได้", "हिन्दी", "བསྒྲུབས", "שָׁלוֹם"])
def test_words_of_languages_keep_all_their_signs(word: str) -> None:
    assert drawable(unicodedata.normalize("NFD", word)) == unicodedata.normalize("NFD", word)
    assert clean(word, 200) == word


def test_spans_are_counted_as_qt_counts() -> None:
    text = "👍🏽 NATO"
    assert units(text, [(3, 7)]) == [(5, 4)]
    assert units(text, [(0, 2), (-4, 99), (6, 3)]) == [(0, 4), (0, length(text))]
    assert length(text) == 9


def test_direction_is_that_of_the_first_letter_with_one() -> None:
    assert runs_right_to_left("12: الناتو and NATO")
    assert not runs_right_to_left("NATO الناتو")
    assert not runs_right_to_left("123 🎉")

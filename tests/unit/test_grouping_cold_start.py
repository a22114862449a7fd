"""The first day of a new profile: nothing is known of how rare a word is, and every article names what is watched."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from tocsin.core.grouping import Grouping, Piece

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def stories(*pieces: tuple[str, str]) -> list[int]:
    """Place (title, text) pairs one after the other in an empty window, a minute and an outlet apart."""
    numbers = itertools.count(1)
    grouping = Grouping(mint=lambda: next(numbers))
    return [
        grouping.place(
            Piece(
                id=number, title=title, text=text, outlet=f"Outlet {number}", seen=NOW + timedelta(minutes=number),
                published=NOW, language="en", link=f"https://outlet{number}.example/{number}",
            )
        ).story
        for number, (title, text) in enumerate(pieces, 1)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "titles",
    [
        ("NATO meets in Oslo", "Storm keeps a NATO frigate in port"),
        ("Le Pen visits a fair in Nantes", "Le Pen loses a court case on party funds"),
        ("NATO opens a school for divers", "Finland's NATO envoy resigns", "NATO choir wins a prize in Ghent"),
        ("Macron flies to Cairo", "Macron signs the pension bill", "Macron's dog bites a minister"),
        ("Apple recalls chargers", "Apple sued over battery patents"),
        ("北约秘书长访问华沙", "北约在波罗的海举行军演", "北约拒绝评论预算"),
    ],
)
def test_what_shares_one_name_and_nothing_else_are_different_stories(titles: tuple[str, ...]) -> None:
    placed = stories(*((title, "") for title in titles))
    assert len(set(placed)) == len(titles)


@pytest.mark.parametrize(
    "titles",
    [
        ("NATO opens school for mountain divers in Bergen", "Bergen: NATO opens a school for mountain divers"),
        ("Le Pen loses appeal over party funds", "French court rejects Le Pen's appeal over party funds"),
        ("Ferry sinks off Corfu, 40 rescued", "Forty rescued as ferry sinks off Corfu"),
    ],
)
def test_the_same_event_in_other_words_is_one_story_from_the_first_day(titles: tuple[str, ...]) -> None:
    assert len(set(stories(*((title, "") for title in titles)))) == 1


def test_many_headlines_about_one_name_do_not_chain_into_one_story() -> None:
    who = ("Bakers", "Divers", "Judges", "Pilots", "Weavers", "Gardeners", "Locksmiths", "Beekeepers")
    what = ("canal in Alta", "choir in Brno", "ferry in Cadiz", "glacier near Voss", "harvest in Faro",
            "library in Gdynia", "mill in Essen", "quarry in Kotor")  # fmt: skip
    placed = stories(*((f"{one} praise NATO's {other}", "") for one, other in zip(who, what, strict=True)))
    assert len(set(placed)) == len(who)

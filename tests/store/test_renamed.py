"""Entries that come under a new key are the articles that they were."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from store.samples import NOW, entry, followed, saved
from tocsin.core.model import Entry
from tocsin.store import Store

TEXT = "The ministers of the alliance met in Oslo on Tuesday and spoke for nine hours about what is to be done next."


def unlinked(title: str, text: str, key: str, published: datetime | None = NOW) -> Entry:
    return replace(entry(title, text, key=key), link="", published=published)


def test_a_changed_guid_without_a_link_is_known_by_title_day_and_text(store: Store) -> None:
    feed = followed(store)
    saved(store, feed, unlinked("NATO meets", TEXT, "1"))
    assert saved(store, feed, unlinked("NATO meets", TEXT, "2")) == []


def test_a_changed_guid_and_link_with_the_same_words_is_the_same_article(store: Store) -> None:
    feed = followed(store)
    saved(store, feed, replace(entry("NATO meets", TEXT, key="1"), link="https://old.example/1"))
    assert saved(store, feed, replace(entry("NATO meets", TEXT, key="2"), link="https://new.example/a")) == []


def test_a_few_other_words_are_an_edit(store: Store) -> None:
    feed = followed(store)
    (article,) = saved(store, feed, unlinked("NATO meets", TEXT, "1"))
    with store.writing():
        arrivals = store.arriving.add(feed, [unlinked("NATO meets", TEXT + " Indeed.", "2")], NOW)
    assert (arrivals.new, [one.id for one in arrivals.edited]) == ((), [article.id])


@pytest.mark.parametrize(
    "other",
    [
        unlinked("NATO parts", TEXT, "2"),
        unlinked("NATO meets", "Quite another text with eight words or more in it, about something else.", "2"),
        unlinked("NATO meets", TEXT, "2", NOW + timedelta(days=1)),
        unlinked("NATO meets", "", "2"),
    ],
    ids=["title", "text", "day", "no text"],
)
def test_another_title_text_or_day_is_another_article(store: Store, other: Entry) -> None:
    feed = followed(store)
    saved(store, feed, unlinked("NATO meets", TEXT, "1"))
    assert len(saved(store, feed, other)) == 1


def test_two_entries_with_the_same_words_in_one_feed_at_once_are_two(store: Store) -> None:
    feed = followed(store)
    saved(store, feed, unlinked("Photo of the day", "", "1"))
    assert len(saved(store, feed, unlinked("Photo of the day", "", "2"), unlinked("Photo of the day", "", "1"))) == 1


def test_a_feed_that_changes_all_its_guids_at_each_poll_adds_nothing(store: Store) -> None:
    feed = followed(store)
    for poll in range(4):
        linked = [entry(f"Piece {'x' * number}", TEXT, key=f"{poll}-{number}") for number in range(5)]
        bare = [unlinked(f"Bare {number}", TEXT, f"{poll}+{number}") for number in range(5)]
        assert len(saved(store, feed, *linked, *bare)) == (10 if poll == 0 else 0)


@pytest.mark.parametrize("claimed", [datetime(1970, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC), None])
def test_an_impossible_date_is_kept_as_claimed_beside_the_first_sight(store: Store, claimed: datetime | None) -> None:
    feed = followed(store)
    (article,) = saved(store, feed, unlinked("Odd", TEXT, "1", claimed))
    kept = store.articles.get(article.id)
    assert (kept.published, kept.seen) == (claimed, NOW)

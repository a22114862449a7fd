"""Earlier wordings of articles: kept when a feed changes one, bounded, gone with the article."""

from __future__ import annotations

from datetime import timedelta

from store.samples import NOW, entry, followed, saved
from tocsin.store import Store
from tocsin.store.edits import MOST_EDITS


def test_a_changed_article_keeps_what_it_said_before(store: Store) -> None:
    feed = followed(store)
    (article,) = saved(store, feed, entry("Mayor opens bridge", "On Monday.", key="1"))
    saved(store, feed, entry("Mayor closes bridge", "On Monday.", key="1"), now=NOW + timedelta(hours=1))
    (edit,) = store.edits.of(article.id)
    assert (edit.title, edit.text) == ("Mayor opens bridge", "On Monday.")
    assert edit.seen == NOW + timedelta(hours=1)
    assert store.articles.get(article.id).title == "Mayor closes bridge"


def test_a_change_that_no_reader_sees_in_the_words_is_no_edit(store: Store) -> None:
    feed = followed(store)
    (article,) = saved(store, feed, entry("Mayor opens bridge", key="1"))
    saved(store, feed, entry("Mayor opens bridge", key="1", author="A. Writer"))
    assert store.edits.of(article.id) == []


def test_of_many_edits_the_first_wording_and_the_last_ones_are_kept(store: Store) -> None:
    feed = followed(store)
    (article,) = saved(store, feed, entry("Version 0", key="1"))
    for at in range(1, 30):
        saved(store, feed, entry(f"Version {at}", key="1"), now=NOW + timedelta(minutes=at))
    titles = [edit.title for edit in store.edits.of(article.id)]
    assert titles == ["Version 0", *(f"Version {at}" for at in range(30 - MOST_EDITS, 29))]


def test_earlier_wordings_go_with_their_article(store: Store) -> None:
    feed = followed(store)
    (article,) = saved(store, feed, entry("One", key="1"))
    saved(store, feed, entry("Two", key="1"))
    with store.writing():
        store.arriving.drop([article.id])
    assert store.database.number("SELECT count(*) FROM edits") == 0


def test_images_of_a_feed_are_shown_only_after_the_user_said_so(store: Store) -> None:
    feed = followed(store)
    assert not feed.images
    assert store.feeds.edit(feed.id, images=True).images
    assert store.feeds.get(feed.id).images

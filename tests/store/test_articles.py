"""Articles: what is new, what was edited, pages and searches."""

from __future__ import annotations

from datetime import timedelta

from listed import listed
from store.samples import NOW, entry, followed, saved
from tocsin.core.model import Entry, Same
from tocsin.core.query import Mistake, Query, read
from tocsin.store import Listing, Scope, Store
from tocsin.store.database import to_ms
from tocsin.store.retention import KEEP_DAYS, KNOWN_DAYS, tidy


def query(text: str) -> Query:
    understood = read(text)
    assert not isinstance(understood, Mistake)
    return understood


def titles(store: Store, text: str) -> list[str]:
    return [found.row.title for found in store.articles.search(query(text), now=NOW)]


def test_only_what_was_not_there_before_is_new(store: Store) -> None:
    feed = followed(store)
    assert [one.title for one in saved(store, feed, entry("Two"), entry("One"))] == ["One", "Two"]
    assert [one.title for one in saved(store, feed, entry("Three"), entry("Two"), entry("One"))] == ["Three"]


def test_the_same_key_in_two_feeds_is_two_articles(store: Store) -> None:
    first, second = followed(store), followed(store, "https://other.example/rss")
    saved(store, first, entry("One"))
    assert len(saved(store, second, entry("One"))) == 1


def test_an_entry_that_stands_twice_in_a_feed_is_one_article(store: Store) -> None:
    assert len(saved(store, followed(store), entry("One", key="1"), entry("One", key="1"))) == 1


def test_a_feed_with_one_id_for_all_its_entries_loses_none_of_them(store: Store) -> None:
    feed = followed(store)
    assert len(saved(store, feed, *(entry(f"News {number}", key="always") for number in range(9, 0, -1)))) == 9
    again = (entry(f"News {number}", key="always") for number in range(10, 2, -1))
    assert [one.title for one in saved(store, feed, *again)] == ["News 10"]
    assert saved(store, feed, entry("News 10", key="always")) == []


def test_lists_begin_with_the_newest_and_go_on_page_by_page(store: Store) -> None:
    feed = followed(store)
    saved(store, feed, *(entry(f"Number {number}") for number in range(25, 0, -1)))
    first = listed(store, Scope("all"), limit=10)
    assert [row.title for row in first][:2] == ["Number 25", "Number 24"]
    second = [one.head for one in store.lists.page(Listing(Scope("feed", feed.id)), start=first[-1].id).stories]
    assert [row.title for row in second] == [f"Number {number}" for number in range(15, 0, -1)]


def test_a_folder_shows_its_feeds_alone(store: Store) -> None:
    saved(store, followed(store, folder="World"), entry("In"))
    saved(store, followed(store, "https://other.example/rss"), entry("Out"))
    assert [row.title for row in listed(store, Scope("folder", name="World"))] == ["In"]


def test_an_outlet_and_a_country_show_their_feeds_alone(store: Store) -> None:
    feeds = [followed(store, url) for url in ("https://feeds.news.example/a", "https://www.news.example/b")]
    other = store.feeds.add("https://other.example/rss", now=NOW, country="FR")
    for feed in (*feeds, other):
        saved(store, feed, entry(f"Of {feed.url}"))
    assert [row.feed_id for row in listed(store, Scope("outlet", name="news.example"))] == [2, 1]
    assert [row.feed_id for row in listed(store, Scope("country", name="FR"))] == [3]
    assert [row.feed_id for row in listed(store, Scope("country"))] == [2, 1], "feeds of no country"
    store.feeds.remove(2, NOW)
    assert [row.feed_id for row in listed(store, Scope("outlet", name="news.example"))] == [1]


def test_the_articles_of_a_removed_feed_leave_the_lists_and_come_back_with_it(store: Store) -> None:
    feed = followed(store)
    saved(store, feed, entry("One"))
    store.feeds.remove(feed.id, NOW)
    assert listed(store, Scope("all")) == []
    assert store.counts.all().unread == 0
    store.feeds.restore(feed.id)
    assert [row.title for row in listed(store, Scope("all"))] == ["One"]
    assert store.counts.all().unread == 1


def test_a_search_finds_words_not_pieces_of_words(store: Store) -> None:
    saved(
        store, followed(store),
        entry("NATO meets"), entry("A senator speaks"), entry("Bébé nato a Roma"), entry("北约秘书长访问华沙"),
    )  # fmt: skip
    assert titles(store, "NATO") == ["NATO meets"]
    assert titles(store, "北约") == ["北约秘书长访问华沙"]
    assert titles(store, "bebe") == ["Bébé nato a Roma"]
    assert titles(store, "-nato") == ["A senator speaks", "北约秘书长访问华沙"]


def test_a_search_goes_on_where_it_stopped(store: Store) -> None:
    saved(store, followed(store), *(entry(f"NATO day {day}") for day in range(900, 0, -1)))
    first = store.articles.search(query("nato"), now=NOW, limit=500)
    rest = store.articles.search(query("nato"), now=NOW, limit=500, before=first[-1].row.id)
    assert (len(first), len(rest), rest[-1].row.title) == (500, 400, "NATO day 1")


def test_a_search_can_begin_at_a_time(store: Store) -> None:
    feed = followed(store)
    saved(store, feed, entry("NATO long ago"), now=NOW - timedelta(days=9))
    saved(store, feed, entry("NATO today"))
    found = store.articles.search(query("nato"), now=NOW, since=NOW - timedelta(days=1))
    assert [one.row.title for one in found] == ["NATO today"]


def test_an_edit_is_found_by_its_new_words_and_not_by_the_old(store: Store) -> None:
    feed = followed(store)
    saved(store, feed, entry("Mayor opens bridge", key="1"))
    with store.writing():
        arrivals = store.arriving.add(feed, [entry("Mayor opens tunnel", key="1")], NOW)
    assert (arrivals.new, [one.title for one in arrivals.edited]) == ((), ["Mayor opens tunnel"])
    assert titles(store, "tunnel") == ["Mayor opens tunnel"]
    assert titles(store, "bridge") == []


def test_what_the_feed_claims_is_kept_apart_from_when_it_was_seen(store: Store) -> None:
    claimed = NOW + timedelta(days=4000)
    (article,) = saved(store, followed(store), entry("From the future", published=claimed))
    assert (article.seen, article.published) == (NOW, claimed)
    assert store.articles.get(article.id).published == claimed


def test_lone_surrogates_do_not_reach_the_database(store: Store) -> None:
    (article,) = saved(store, followed(store), Entry("k", "fine", "https://news.example/", "fine too"))
    assert store.articles.get(article.id).title == "fine"


def test_old_articles_go_unless_kept_or_matched(store: Store) -> None:
    feed = followed(store)
    long_ago = NOW - timedelta(days=KEEP_DAYS + 1)
    kept, _gone = saved(store, feed, entry("Gone"), entry("Kept"), now=long_ago)
    saved(store, feed, entry("Young"))
    store.marks.keep([kept.id], True, NOW)
    assert tidy(store.database, store.arriving, NOW) == 1
    assert [row.title for row in listed(store, Scope("all"))] == ["Young", "Kept"]
    assert titles(store, "gone") == []
    assert store.counts.all().feeds == {feed.id: 2}


def test_a_story_tells_of_the_articles_that_are_left(store: Store) -> None:
    feed = followed(store)
    (old,) = saved(store, feed, entry("Old"), now=NOW - timedelta(days=KEEP_DAYS + 1))
    (young,) = saved(store, feed, entry("Young"))
    with store.writing():
        story = store.stories.begin(old)
        store.stories.join(story.id, young, outlets=2)
    assert tidy(store.database, store.arriving, NOW) == 1
    left = store.stories.get(story.id)
    assert (left.articles, left.headline, left.outlets) == (1, "Young", 1)


def test_an_entry_that_went_for_its_age_is_not_new_while_the_feed_still_offers_it(store: Store) -> None:
    feed = followed(store)
    saved(store, feed, entry("Old"), now=NOW - timedelta(days=KEEP_DAYS + 1))
    saved(store, feed, entry("Old"), now=NOW - timedelta(hours=1))
    assert tidy(store.database, store.arriving, NOW) == 1
    assert saved(store, feed, entry("Old")) == []
    tidy(store.database, store.arriving, NOW + timedelta(days=KNOWN_DAYS - 1))
    assert saved(store, feed, entry("Old")) == []


def test_a_repeated_look_at_known_entries_writes_nothing(store: Store) -> None:
    feed = followed(store)
    saved(store, feed, entry("One"), entry("Two"))
    before = store.database.connection.total_changes
    saved(store, feed, entry("One"), entry("Two"), now=NOW + timedelta(hours=1))
    assert store.database.connection.total_changes == before


def test_a_changed_guid_with_the_same_link_and_words_is_the_same_article(store: Store) -> None:
    feed = followed(store)
    saved(store, feed, entry("NATO meets", "In Oslo.", key="1"))
    assert saved(store, feed, entry("NATO meets", "In Oslo.", key="2")) == []
    assert saved(store, feed, entry("NATO meets", "In Oslo.", key="2")) == []


def test_a_changed_guid_with_the_same_link_and_title_is_an_edit(store: Store) -> None:
    feed = followed(store)
    (article,) = saved(store, feed, entry("NATO meets", "In Oslo.", key="1"))
    with store.writing():
        arrivals = store.arriving.add(feed, [entry("NATO meets", "In Bergen.", key="2")], NOW)
    assert (arrivals.new, [one.id for one in arrivals.edited]) == ((), [article.id])
    assert store.articles.get(article.id).text == "In Bergen."


def test_an_edit_after_a_changed_guid_is_one_edit_and_not_one_a_poll(store: Store) -> None:
    feed = followed(store)
    saved(store, feed, entry("NATO meets", "In Oslo.", key="1"))
    saved(store, feed, entry("NATO meets", "In Oslo.", key="2"))
    edits = []
    for _ in range(3):
        with store.writing():
            edits.append(len(store.arriving.add(feed, [entry("NATO meets", "In Bergen.", key="2")], NOW).edited))
    assert edits == [1, 0, 0]


def test_an_article_that_went_for_its_age_may_be_edited_under_a_changed_guid(store: Store) -> None:
    feed = followed(store)
    long_ago = NOW - timedelta(days=KEEP_DAYS + 1)
    saved(store, feed, entry("NATO meets", "In Oslo.", key="1"), now=long_ago)
    saved(store, feed, entry("NATO meets", "In Oslo.", key="2"), now=NOW - timedelta(hours=1))
    assert tidy(store.database, store.arriving, NOW) == 1
    assert saved(store, feed, entry("NATO meets", "In Bergen.", key="2")) == []


def test_it_is_told_which_new_entries_stand_at_the_head_and_how_many_were_known(store: Store) -> None:
    feed = followed(store)
    saved(store, feed, entry("Known"))
    with store.writing():
        arrivals = store.arriving.add(feed, [entry("Head!"), entry("Known"), entry("Tail")], NOW)
    titles = {article.id: article.title for article in arrivals.new}
    assert ([titles[one] for one in arrivals.at_head], arrivals.known) == (["Head!"], 1)


def test_an_entry_that_is_only_named_is_known_still_offered_and_ends_the_head(store: Store) -> None:
    feed = followed(store)
    (known,) = saved(store, feed, entry("Known"))
    later = NOW + timedelta(days=3)
    with store.writing():
        arrivals = store.arriving.add(feed, [entry("Head!"), entry("Tail")], later, Same(("Known",), after=1))
    titles = {article.id: article.title for article in arrivals.new}
    assert ([titles[one] for one in arrivals.at_head], arrivals.known) == (["Head!"], 1)
    assert store.database.number("SELECT offered FROM known WHERE key = 'Known'") == to_ms(later)
    assert store.articles.get(known.id).title == "Known"

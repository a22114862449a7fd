"""Lists of stories: pages that meet, filters, orders, searches, and numbers that count what the lists show."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest

from store.samples import NOW, entry, followed, saved
from tocsin.core.model import Article, Match
from tocsin.core.query import Query, read
from tocsin.store import Listing, Scope, Store, StoryRow

ALL = Scope("all")
FILTERS: tuple[dict[str, Any], ...] = (
    {}, {"unread": True}, {"kept": True}, {"language": "de"}, {"language": "de", "unread": True},
)  # fmt: skip


def told(store: Store, *groups: list[Article]) -> list[int]:
    """Make a story of each group."""
    stories = []
    with store.writing():
        for first, *others in groups:
            story = store.stories.begin(first)
            for at, one in enumerate(others, 2):
                store.stories.join(story.id, one, outlets=at)
            stories.append(story.id)
    return stories


def matched(store: Store, watch: int, *articles: Article) -> None:
    with store.writing():
        store.matches.add(Match(watch, one.id, "c", "title", one.title, ((0, 1),)) for one in articles)


def titles(stories: tuple[StoryRow, ...] | list[StoryRow]) -> list[str]:
    return [one.head.title for one in stories]


def everything(store: Store, listing: Listing, limit: int = 3, look: int = 7) -> list[StoryRow]:
    """Read a list to its end in small pages."""
    found: list[StoryRow] = []
    start: int | None = None
    while True:
        page = store.lists.page(listing, start=start, limit=limit, look=look)
        found += page.stories
        if page.on is None:
            return found
        start = page.on


@pytest.fixture
def two(store: Store) -> tuple[list[Article], list[Article]]:
    """Two feeds: the first with A1 A2 A3, the second with B1 B2; A1 and B2 are one story."""
    one = saved(store, followed(store, "https://a.example/rss", "World"), entry("A3"), entry("A2"), entry("A1"))
    other = saved(store, followed(store, "https://b.example/rss"), entry("B2"), entry("B1"))
    told(store, [one[0], other[1]], [one[1]], [one[2]], [other[0]])
    return one, other


def test_a_story_stands_once_where_its_newest_article_stands(
    store: Store, two: tuple[list[Article], list[Article]]
) -> None:
    page = store.lists.page(Listing(ALL))
    assert titles(page.stories) == ["B2", "B1", "A3", "A2"]
    first = page.stories[0]
    assert (first.articles, first.outlets, first.new, first.kept, first.handled) == (2, 2, True, False, False)
    assert page.on is None


def test_in_a_narrower_scope_its_head_is_the_newest_article_that_belongs_there(
    store: Store, two: tuple[list[Article], list[Article]]
) -> None:
    assert titles(store.lists.page(Listing(Scope("feed", 1))).stories) == ["A3", "A2", "A1"]
    assert titles(store.lists.page(Listing(Scope("folder", name="World"))).stories) == ["A3", "A2", "A1"]
    watch = store.watches.add("A", "a", now=NOW)
    matched(store, watch.id, two[0][0], two[0][1])
    page = store.lists.page(Listing(Scope("watch", watch.id)))
    rows = [(one.head.title, one.head.sentence, one.articles) for one in page.stories]
    assert rows == [("A2", "A2", 1), ("A1", "A1", 2)]


def test_an_article_that_has_no_story_yet_is_one(store: Store) -> None:
    (article,) = saved(store, followed(store), entry("Alone"))
    (row,) = store.lists.page(Listing(ALL)).stories
    assert (row.story, row.articles, row.new) == (-article.id, 1, True)
    assert [one.id for one in store.lists.articles(ALL, row.story)] == [article.id]
    assert store.lists.whole([row.story]) == [article.id]


def test_what_is_new_is_what_is_unread_in_the_scope(store: Store, two: tuple[list[Article], list[Article]]) -> None:
    store.marks.read([two[0][0].id], True, NOW)
    assert [one.new for one in store.lists.page(Listing(ALL)).stories] == [True] * 4, "B2 of the story is unread"
    assert [one.new for one in store.lists.page(Listing(Scope("feed", 1))).stories] == [True, True, False]
    assert titles(store.lists.page(Listing(Scope("feed", 1), unread=True)).stories) == ["A3", "A2"]


def test_filters_are_by_unread_kept_language_and_outlet(store: Store) -> None:
    feed = followed(store)
    french, german, plain = saved(
        store, feed, entry("Plain"), entry("German", language="de", outlet="Blatt"), entry("French", language="fr")
    )
    store.marks.keep([german.id], True, NOW)
    store.marks.read([french.id], True, NOW)

    def found(**wanted: object) -> list[str]:
        return titles(store.lists.page(Listing(ALL, **wanted)).stories)  # type: ignore[arg-type]

    assert found(kept=True) == ["German"]
    assert found(unread=True) == ["Plain", "German"]
    assert found(language="fr") == ["French"]
    assert found(outlet="Blatt") == ["German"]
    assert found(outlet="Blatt", unread=True, language="fr") == []
    store.feeds.edit(feed.id, language="fr")
    assert found(language="fr") == ["Plain", "French"], "an article without a language has that of its feed"
    present = store.lists.present(ALL)
    assert dict(present.languages) == {"fr": 2, "de": 1}
    assert ("Blatt", 1) in present.outlets
    assert plain.id


def test_oldest_first_is_the_same_list_backwards_and_most_outlets_is_by_outlets(
    store: Store, two: tuple[list[Article], list[Article]]
) -> None:
    assert titles(everything(store, Listing(ALL, sort="oldest"))) == ["A2", "A3", "B1", "B2"]
    assert titles(store.lists.page(Listing(ALL, sort="outlets")).stories) == ["B2", "B1", "A3", "A2"]
    (late,) = saved(store, followed(store, "https://c.example"), entry("C"))
    with store.writing():
        store.stories.join(store.lists.story_of(two[0][1].id), late, outlets=9)
    assert titles(store.lists.page(Listing(ALL, sort="outlets")).stories)[0] == "C"


@pytest.mark.parametrize("seed", range(6))
def test_pages_of_any_size_hold_every_story_once_and_the_numbers_agree(store: Store, seed: int) -> None:
    """Against the plain way: all articles in memory."""
    chance = random.Random(seed)
    watches = [store.watches.add(f"W{n}", "x", now=NOW).id for n in range(3)]
    feeds = [followed(store, f"https://{n}.example/rss", f"Folder {n % 2}") for n in range(4)]
    articles: list[Article] = []
    for at in range(60):
        articles += saved(store, chance.choice(feeds), entry(f"N{at}", language=chance.choice(("en", "de"))))
        if chance.random() < 0.8:
            with store.writing():
                sizes = [one for one in articles[:-1] if store.stories.of(one.id)]
                if sizes and chance.random() < 0.5:
                    story = store.stories.of(chance.choice(sizes).id)
                    assert story is not None
                    store.stories.join(story.id, articles[-1], outlets=story.outlets + 1)
                else:
                    store.stories.begin(articles[-1])
        for watch in watches:
            if chance.random() < 0.4:
                matched(store, watch, chance.choice(articles))
        some = [one.id for one in chance.sample(articles, min(3, len(articles)))]
        deed = chance.random()
        if deed < 0.3:
            store.marks.read(some, chance.random() < 0.7, NOW)
        elif deed < 0.4:
            store.marks.keep(some, True, NOW)
        elif deed < 0.45:
            _merge_two(store, chance, articles)
        elif deed < 0.5:
            _take_apart(store, chance.choice(articles))
        elif deed < 0.55:
            feed = chance.choice(feeds)
            if store.feeds.follows(feed.id):
                store.feeds.remove(feed.id, NOW)
            else:
                store.feeds.restore(feed.id)
        elif deed < 0.6:
            with store.writing():
                store.matches.remove(watches, chance.choice(articles).id)
        elif deed < 0.63:
            store.marks.read_scope(chance.choice(_scopes(watches)), chance.choice(articles).id, NOW)
    for scope in _scopes(watches):
        for wanted in FILTERS:
            plain = _plainly(store, scope, articles, wanted)
            listing = Listing(scope, **wanted)
            assert [one.head.id for one in everything(store, listing)] == plain
            backwards = Listing(scope, sort="oldest", **wanted)
            assert [one.head.id for one in everything(store, backwards)] == plain[::-1]
            middle = plain[len(plain) // 2] if plain else 0
            assert [one.head.id for one in store.lists.newer(listing, middle)] == plain[: len(plain) // 2]
    counts = store.counts.all()
    for watch in watches:
        assert counts.watches.get(watch, 0) == len(everything(store, Listing(Scope("watch", watch), unread=True)))
    for feed in feeds:
        there = len(everything(store, Listing(Scope("feed", feed.id), unread=True)))
        assert counts.feeds.get(feed.id, 0) == (there if store.feeds.follows(feed.id) else 0)
    assert counts.unread == len(everything(store, Listing(ALL, unread=True)))
    store.counts.recount()
    assert store.counts.all() == counts


def _scopes(watches: list[int]) -> list[Scope]:
    return [
        *(Scope("watch", one) for one in watches), Scope("feed", 1), Scope("feed", 3), Scope("folder", name="Folder 1"),
        Scope("outlet", name="2.example"), Scope("country"), ALL, Scope("kept"),
    ]  # fmt: skip


def _merge_two(store: Store, chance: random.Random, articles: list[Article]) -> None:
    stories = {story.id for one in articles if (story := store.stories.of(one.id)) is not None}
    if len(stories) > 1:
        gone, into = chance.sample(sorted(stories), 2)
        with store.writing():
            store.stories.merge(gone, into)


def _take_apart(store: Store, article: Article) -> None:
    story = store.stories.of(article.id)
    if story is not None and story.articles > 1:
        with store.writing():
            store.stories.split(article, story.id, None, NOW, outlets=1)


def _plainly(store: Store, scope: Scope, articles: list[Article], wanted: dict[str, Any]) -> list[int]:
    heads: dict[int, int] = {}
    for one in articles:
        marks = store.articles.with_marks(one.id)[1]
        feed = store.feeds.get(one.feed_id)
        followed_ = store.feeds.follows(one.feed_id)
        there = {
            "watch": store.matches.there(scope.id, one.id),
            "feed": one.feed_id == scope.id,
            "folder": feed.folder == scope.name and followed_,
            "outlet": feed.url == f"https://{scope.name}/rss" and followed_,
            "country": followed_,
            "all": followed_,
            "kept": marks.kept,
        }[scope.kind]
        passes = not (
            (wanted.get("unread") and marks.read)
            or (wanted.get("kept") and not marks.kept)
            or (wanted.get("language") and one.language != wanted["language"])
        )
        if there and passes:
            story = store.lists.story_of(one.id)
            heads[story] = max(heads.get(story, 0), one.id)
    return sorted(heads.values(), reverse=True)


def test_dropping_old_articles_keeps_the_numbers_right(store: Store, two: tuple[list[Article], list[Article]]) -> None:
    with store.writing():
        store.arriving.drop([two[0][0].id, two[1][0].id])
    counts = store.counts.all()
    assert (dict(counts.feeds), counts.unread) == ({1: 2, 2: 1}, 3)
    store.counts.recount()
    assert store.counts.all() == counts


def test_a_search_gives_stories_with_the_newest_article_that_answers(store: Store) -> None:
    feed = followed(store)
    first, second, third = saved(store, feed, entry("Ferry sails"), entry("Ferry sank"), entry("Ferry sinks"))
    told(store, [first, second], [third])
    query = read("ferry")
    assert isinstance(query, Query)
    assert titles(store.lists.found(query, Listing(ALL), now=NOW)) == ["Ferry sails", "Ferry sank"]
    store.marks.keep([first.id], True, NOW)
    assert titles(store.lists.found(query, Listing(ALL, kept=True), now=NOW)) == ["Ferry sinks"]
    (sinks,) = [one for one in store.lists.found(query, Listing(ALL), now=NOW) if one.articles == 2]
    assert sinks.kept, "another article of it is"
    watch = store.watches.add("It", "x", now=NOW)
    matched(store, watch.id, first)
    within = store.lists.found(query, Listing(Scope("watch", watch.id)), now=NOW, everywhere=False)
    assert [(one.head.id, one.head.sentence) for one in within] == [(first.id, "Ferry sinks")]


def test_marking_a_scope_as_read_reads_whole_stories_but_nothing_that_came_later(
    store: Store, two: tuple[list[Article], list[Article]]
) -> None:
    (a1, a2, a3), (b1, b2) = two
    late = saved(store, store.feeds.get(2), entry("B3"), now=NOW + timedelta(minutes=1))
    with store.writing():
        store.stories.join(store.lists.story_of(a2.id), late[0], outlets=2)
    assert sorted(store.marks.read_scope(Scope("feed", 1), b2.id, NOW)) == [a1.id, a2.id, a3.id, b2.id]
    assert titles(store.lists.page(Listing(ALL, unread=True)).stories) == ["B3", "B1"]
    assert b1.id


def test_rows_are_read_again_by_their_heads(store: Store, two: tuple[list[Article], list[Article]]) -> None:
    head = two[1][1].id
    store.marks.keep([two[0][0].id], True, NOW)
    (row,) = store.lists.again(ALL, [head, 999])
    assert (row.head.id, row.kept) == (head, True)

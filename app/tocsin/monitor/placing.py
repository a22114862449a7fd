"""Says which story an article belongs to, and keeps the database in step with the window of recent stories."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from tocsin.core.grouping import WINDOW, Grouping, Piece
from tocsin.core.model import Article, Story
from tocsin.monitor.parsing import Interrupted
from tocsin.store import Store

RESTORED = timedelta(days=2)
"""How much of the past is read back at start: stories older than this have mostly ended."""

MOST_RESTORED = 20_000
"""Articles read back at the most."""

RESTORED_AT_ONCE = 200
"""Articles read back between two looks at whether to stop."""

SAME_LINK, LIVE_PAGE = timedelta(days=30), timedelta(days=2)
"""How long an address stands for the same article: with the same headline, and with any."""


class WindowOfStories:
    """The window of recent stories. After a transaction that failed, forget() makes it read the database anew."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._grouping: Grouping | None = None
        self._now: datetime | None = None

    def prepare(self, now: datetime, stop: Callable[[], bool]) -> None:
        """Read the recent stories back if that is not done: it takes a while, so not inside a transaction.

        Raises Interrupted when `stop` says so.
        """
        if self._grouping is None:
            self._grouping = self._restored(now, stop)

    def place(self, article: Article) -> Story:
        """Give the story of a new article, this one counted in. Inside a transaction."""
        grouping = self._window(article.seen)
        known = self._store.stories.with_link(article, article.seen - LIVE_PAGE, article.seen - SAME_LINK)
        if known is not None:
            return self._same_article(grouping, article, *known)
        placed = grouping.place(_piece(article))
        stories = self._store.stories
        begins = not stories.articles_of(placed.story)
        if begins:
            stories.begin(article, placed.story)
        for merged in placed.merges:
            stories.merge(merged, placed.story)
        if begins:
            return stories.get(placed.story)
        outlets = grouping.independent_outlets(placed.story)
        return stories.join(placed.story, article, outlets=outlets, copy_of=placed.near_copy_of)

    def _same_article(self, grouping: Grouping, article: Article, story_id: int, of_id: int) -> Story:
        """Add the same article under another address or at another feed: a copy, whatever its words."""
        grouping.restore(_piece(article), story_id)
        outlets = self._store.stories.get(story_id).outlets
        return self._store.stories.join(story_id, article, outlets=outlets, copy_of=of_id)

    def split(self, article_id: int, now: datetime) -> Story:
        """Take an article out of its story, because the user says that it is another one; that is remembered."""
        grouping = self._window(now)
        article = self._store.articles.get(article_id)
        with self._store.writing(durable=True):
            old = self._store.stories.of(article_id)
            if old is None or old.articles < 2:
                return old or self._store.stories.begin(article)
            new = grouping.split(article_id, old.id)
            return self._store.stories.split(article, old.id, new, now, outlets=grouping.independent_outlets(old.id))

    def forget(self) -> None:
        """Read the window anew from the database when it is needed next."""
        self._grouping = None

    def _window(self, now: datetime) -> Grouping:
        if self._grouping is None:
            self._grouping = self._restored(now, lambda: False)
        elif self._now is not None and now - self._now > timedelta(hours=1):
            self._grouping.forget(now - WINDOW)
            self._now = now
        return self._grouping

    def _restored(self, now: datetime, stop: Callable[[], bool]) -> Grouping:
        grouping = Grouping(mint=self._store.stories.mint)
        members = self._store.stories.recent(now - RESTORED, MOST_RESTORED)
        stories = dict(members)
        after = members[0][0] - 1 if members else 0
        while members and (part := self._store.articles.many(after, members[-1][0], RESTORED_AT_ONCE)):
            for article, _ in part:
                if article.id in stories:
                    grouping.restore(_piece(article), stories[article.id])
            after = part[-1][0].id
            if stop():
                raise Interrupted
        for article_id, story_id in self._store.stories.apart(now - WINDOW):
            grouping.split(article_id, story_id)
        self._now = now
        return grouping


def _piece(article: Article) -> Piece:
    return Piece(
        id=article.id,
        title=article.title,
        text=article.text,
        outlet=article.outlet,
        seen=article.seen,
        published=article.published,
        language=article.language,
        link=article.link,
    )

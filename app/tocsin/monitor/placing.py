"""Says which story an article belongs to, and keeps the database in step with the window of recent stories."""

from __future__ import annotations

from datetime import datetime, timedelta

from tocsin.core.model import Article, Story
from tocsin.store import Store


class Alone:
    """Every article is a story of its own."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def place(self, article: Article) -> Story:
        """Begin a story."""
        return self._store.stories.begin(article)


__all__ = ["Alone", "datetime", "timedelta"]

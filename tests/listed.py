"""The heads of a list of stories, newest first: what most tests want to know of it."""

from __future__ import annotations

from typing import Any

from tocsin.store import Listing, Row, Scope, Store


def listed(store: Store, scope: Scope, limit: int = 100, **wanted: Any) -> list[Row]:
    return [one.head for one in store.lists.page(Listing(scope, **wanted), limit=limit).stories]

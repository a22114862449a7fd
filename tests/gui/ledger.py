"""A ledger with every kind of line, over the small archive."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from gui.room import NOW
from listed import listed
from tocsin.core.alarm import Waiting
from tocsin.core.model import Alert, Held
from tocsin.store import Scope, Store

LATER = NOW + timedelta(hours=9)


def write(path: Path) -> dict[str, int]:
    """Have one NATO story ring with two articles, one wait and one be held back; gives the articles by a short name."""
    with Store.open(path) as store:
        nato = store.watches.by_name("NATO").id
        rows = {row.title: row.id for row in listed(store, Scope("watch", nato))}
        ids = {
            "rang": next(one for title, one in rows.items() if title.startswith("Nato chief")),
            "copy": next(one for title, one in rows.items() if title.startswith("الناتو")),
            "waits": next(one for title, one in rows.items() if title.startswith("Turkey")),
            "held": next(one for title, one in rows.items() if "Finland" in title),
        }
        with store.writing():
            for name in ("held", "waits", "rang"):
                article = store.articles.get(ids[name])
                story = store.stories.begin(article).id
                alert = Alert(0, nato, story, article.id, NOW, owed=NOW)
                store.alerts.add(replace(alert, owed=None, held=Held.PLACE) if name == "held" else alert)
                if name == "rang":
                    store.stories.join(story, store.articles.get(ids["copy"]), outlets=2, copy_of=article.id)
        owed = {one.alert.article_id: one.alert.id for one in store.alerts.owed()}
        store.alerts.wait({owed[ids["waits"]]: Waiting(Held.QUIET_HOURS, LATER)})
        store.alerts.rang([owed[ids["rang"]]], "desktop", NOW, "story-3")
    return ids

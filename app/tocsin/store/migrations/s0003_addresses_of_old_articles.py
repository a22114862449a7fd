"""Step 3: articles saved before step 2 are known by their address, too."""

from __future__ import annotations

from sqlite_utils import Database

from tocsin.core.links import canonical
from tocsin.store.migrations.steps import MIGRATIONS


@MIGRATIONS(name="0003_addresses_of_old_articles")
def addresses_of_old_articles(db: Database) -> None:
    """Give each article that has a link its canonical address."""
    rows = db.conn.execute("SELECT id, link FROM articles WHERE canonical = '' AND link != ''").fetchall()
    db.conn.executemany("UPDATE articles SET canonical = ? WHERE id = ?", [(canonical(row[1]), row[0]) for row in rows])

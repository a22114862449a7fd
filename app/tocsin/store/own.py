"""What the user wrote to articles: notes and tags; touches the tables `own_notes` and `own_tags` alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tocsin.core.errors import WrongUse
from tocsin.core.notes import note_text, tag_key, tag_text
from tocsin.store.database import Database, marks_for, to_ms


class Own:
    """A note and any number of tags an article. Each call that changes something is one short transaction."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def note(self, article_id: int) -> str:
        """Give the note to an article; empty: there is none."""
        row = self._db.one("SELECT text FROM own_notes WHERE article_id = ?", (article_id,))
        return str(row["text"]) if row is not None else ""

    def put_note(self, article_id: int, text: str, now: datetime) -> str:
        """Write the note to an article anew, an empty one takes it away; returns the one before.

        Raises WrongUse when the article is not in the archive any more.
        """
        text = note_text(text)
        with self._db.writing(durable=True):
            before = self.note(article_id)
            if text == before:
                return before
            if not text:
                self._db.run("DELETE FROM own_notes WHERE article_id = ?", (article_id,))
                return before
            if self._db.one("SELECT 1 FROM articles WHERE id = ?", (article_id,)) is None:
                raise WrongUse("This article is not in the archive any more, so no note can be written to it.")
            self._db.run(
                "INSERT INTO own_notes (article_id, text, changed) VALUES (?, ?, ?) "
                "ON CONFLICT (article_id) DO UPDATE SET text = excluded.text, changed = excluded.changed",
                (article_id, text, to_ms(now)),
            )
        return before

    def tags(self, article_id: int) -> tuple[str, ...]:
        """Give the tags of an article in the order in which they were given."""
        rows = self._db.rows("SELECT tag FROM own_tags WHERE article_id = ? ORDER BY added, folded", (article_id,))
        return tuple(row[0] for row in rows)

    def common(self, ids: Sequence[int]) -> tuple[str, ...]:
        """Give the tags that all of these articles have."""
        shared: dict[str, str] | None = None
        for one in ids:
            have = {tag_key(tag): tag for tag in self.tags(one)}
            shared = have if shared is None else {key: tag for key, tag in shared.items() if key in have}
            if not shared:
                return ()
        return tuple((shared or {}).values())

    def tag(self, ids: Sequence[int], tag: str, on: bool, now: datetime) -> list[int]:
        """Give articles a tag, or take it from them; returns those that this changed.

        A tag that is known in another spelling (case, accents) keeps that spelling. Raises WrongUse for one that
        holds no letter or digit.
        """
        text = tag_text(tag)
        key = tag_key(text)
        wanted, have, there = list(dict.fromkeys(ids)), set[int](), set[int]()
        with self._db.writing(durable=True):
            known = self._db.one("SELECT tag FROM own_tags WHERE folded = ? LIMIT 1", (key,))
            text = str(known["tag"]) if known is not None else text
            for start in range(0, len(wanted), 500):
                part = wanted[start : start + 500]
                places = marks_for(len(part))
                sql = f"SELECT article_id FROM own_tags WHERE folded = ? AND article_id IN ({places})"  # noqa: S608
                have.update(row[0] for row in self._db.rows(sql, (key, *part)))
                there.update(row[0] for row in self._db.rows(f"SELECT id FROM articles WHERE id IN ({places})", part))  # noqa: S608
            changed = [one for one in wanted if one in there and (one in have) != on]
            if on:
                at = to_ms(now)
                self._db.run_many(
                    "INSERT INTO own_tags (article_id, folded, tag, added) VALUES (?, ?, ?, ?)",
                    ((one, key, text, at) for one in changed),
                )
            else:
                self._db.run_many(
                    "DELETE FROM own_tags WHERE article_id = ? AND folded = ?", ((one, key) for one in changed)
                )
        return changed

    def known(self, most: int = 500) -> list[str]:
        """Give the tags that are in use, the most used first."""
        rows = self._db.rows(
            "SELECT min(tag) FROM own_tags GROUP BY folded ORDER BY count(*) DESC, folded LIMIT ?", (most,)
        )
        return [row[0] for row in rows]

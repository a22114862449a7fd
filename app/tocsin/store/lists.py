"""Lists of stories, page by page; reads `articles`, `story_articles`, `matches` and `marks`."""

# ruff: noqa: S608 - questions are put together from the texts of these files alone

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tocsin.core.query import Query
from tocsin.store.articles import Articles
from tocsin.store.database import Database, marks_for
from tocsin.store.rows import COLUMNS, JOINS, Row, row_of, tags_of
from tocsin.store.scopes import SLIM, Listing, Scope, candidates, inside, passes, values

SLICE = 6_000
"""Articles that one page looks through at the most, so that it never takes long; the next one goes on from there."""

SPREAD, MOST_SPREAD = 2_000, 200
""" "Most outlets" looks through so many of the newest articles, and shows so many stories."""

PRESENT = 1_000
"""Of so many of the newest articles the menus show languages and outlets."""

MOST_ARTICLES = 200
"""Articles of one story that are shown at the most."""

_END = 2**62


@dataclass(frozen=True, slots=True)
class StoryRow:
    """One story in a list. Its head is the newest of its articles that belong there."""

    story: int
    """Its id; where the article has no story yet, the article's id with a minus."""
    head: Row
    articles: int = 1
    outlets: int = 1
    """Independent ones: copies of one text count once."""
    new: bool = True
    """Something of it that belongs to the list is unread."""
    kept: bool = False
    handled: bool = False
    noted: bool = False
    tags: tuple[str, ...] = ()
    """The user's own, of all its articles."""


@dataclass(frozen=True, slots=True)
class Page:
    """Stories in the list's order, and where the next page goes on: None, when nothing more is there.

    A page may have fewer stories than were asked for, even none, and yet more may follow.
    """

    stories: tuple[StoryRow, ...]
    on: int | None = None


@dataclass(frozen=True, slots=True)
class Present:
    """Languages and outlets among the newest articles of a scope, with how many articles each; the most first."""

    languages: tuple[tuple[str, int], ...]
    outlets: tuple[tuple[str, int], ...]


class Lists:
    """Pages by article id: a story stands where the newest of its articles stands that belongs to the list."""

    def __init__(self, database: Database, articles: Articles) -> None:
        self._db = database
        self._articles = articles

    def page(self, listing: Listing, *, start: int | None = None, limit: int = 100, look: int = SLICE) -> Page:
        """Give the stories of a listing from `start` on, the `on` of the page before."""
        if listing.sort == "outlets":
            spread = self._keys(replace(listing, sort="newest"), _END, SPREAD, SPREAD)[0]
            stories = sorted(self._stories(listing.scope, self._widest(spread)), key=_by_outlets)
            return Page(tuple(stories))
        rising = listing.sort == "oldest"
        start = (0 if rising else _END) if start is None else start
        keys, on = self._keys(listing, start, limit, look)
        return Page(tuple(self._stories(listing.scope, keys)), on)

    def newer(self, listing: Listing, than: int, limit: int = 200) -> list[StoryRow]:
        """Give the stories that have an article of a higher id than that in the listing, newest first."""
        listing = replace(listing, sort="newest")
        keys = self._keys(listing, _END, limit, SLICE, floor=than)[0]
        return self._stories(listing.scope, keys)

    def again(self, scope: Scope, heads: Sequence[int]) -> list[StoryRow]:
        """Give the stories with these heads as they are now; those whose head is gone are left out."""
        found = self._db.rows(
            "SELECT a.id, coalesce(s.story_id, -a.id) FROM articles a "
            f"LEFT JOIN story_articles s ON s.article_id = a.id WHERE a.id IN ({marks_for(len(heads))})",
            list(heads),
        )
        return self._stories(scope, [(row[0], row[1]) for row in found])

    def found(
        self, query: Query, listing: Listing, *, now: datetime, limit: int = 100, everywhere: bool = True
    ) -> list[StoryRow]:
        """Give the newest stories with an article that answers a query: in the listing's scope, or everywhere.

        The listing's filters hold in either case. The head is the newest article that answers.
        """
        heads: dict[int, Row] = {}
        before: int | None = None
        scope = Scope("all") if everywhere else listing.scope
        while len(heads) < limit:
            within = None if everywhere else scope
            part = self._articles.search(query, now=now, before=before, limit=limit, within=within)
            stories = self._story_of([one.row.id for one in part])
            for one in part:
                if _passes(listing, one.row):
                    heads.setdefault(stories[one.row.id], one.row)
            if len(part) < limit:
                break
            before = part[-1].row.id
        keys = [(row.id, story) for story, row in heads.items()][:limit]
        return [replace(one, head=heads[one.story]) for one in self._stories(scope, keys, why=False)]

    def articles(self, scope: Scope, story: int) -> list[Row]:
        """Give the articles of a story, newest first, those of a watch with the sentence that hit."""
        why = scope.kind == "watch"
        match, columns = _WHY if why else ("", "")
        of_story = "a.id IN (SELECT article_id FROM story_articles WHERE story_id = :story)"
        where = "a.id = -:story" if story < 0 else of_story
        rows = self._db.rows(
            f"SELECT {COLUMNS}{columns} FROM articles a {JOINS} {match} WHERE {where} "
            f"ORDER BY a.id DESC LIMIT {MOST_ARTICLES}",
            {"id": scope.id, "story": story},
        )
        return [row_of(row, why=why and row["sentence"] is not None) for row in rows]

    def whole(self, stories: Iterable[int]) -> list[int]:
        """Give the ids of all articles of some stories, which are named as a StoryRow names them."""
        found: list[int] = []
        wanted = list(stories)
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            found += [-one for one in part if one < 0]
            sql = f"SELECT article_id FROM story_articles WHERE story_id IN ({marks_for(len(part))})"
            found += [row[0] for row in self._db.rows(sql, part)]
        return found

    def story_of(self, article_id: int) -> int:
        """Give how a StoryRow names the story of an article."""
        return self._story_of([article_id])[article_id]

    def present(self, scope: Scope) -> Present:
        """Give the languages and outlets among the newest articles of a scope."""
        listing = Listing(scope)
        rows = self._db.rows(
            "SELECT coalesce(nullif(a.outlet, ''), nullif(p.title, ''), f.url) AS outlet, "
            "coalesce(nullif(a.language, ''), nullif(f.language, ''), p.language) AS language "
            f"FROM ({candidates(listing)}) c CROSS JOIN articles a {SLIM} ON a.id = c.id "
            f"JOIN feeds f ON f.id = a.feed_id JOIN polls p ON p.feed_id = a.feed_id WHERE {inside(scope, 'a')}",
            {**values(listing), "from": _END, "slice": PRESENT},
        )
        outlets, languages = (Counter(row[at] for row in rows if row[at]) for at in (0, 1))
        return Present(tuple(languages.most_common(20)), tuple(outlets.most_common(40)))

    # -- parts

    def _keys(
        self, listing: Listing, start: int, limit: int, look: int, *, floor: int = 0
    ) -> tuple[list[tuple[int, int]], int | None]:
        """Give (head, story) of the stories from `start` on, and where to go on."""
        rising = listing.sort == "oldest"
        known: dict[str, Any] = {**values(listing), "from": start, "slice": look, "most": limit, "floor": floor}
        among = candidates(listing, rising=rising)
        # No newer article of the story may belong here: then this one is the story's head.
        sql = (
            f"SELECT c.id, coalesce(s.story_id, -c.id) FROM ({among}) c CROSS JOIN articles a {SLIM} ON a.id = c.id "
            "LEFT JOIN story_articles s ON s.article_id = c.id "
            f"WHERE c.id > :floor AND {passes(listing, 'a')} AND NOT EXISTS (SELECT 1 FROM story_articles n "
            f"CROSS JOIN articles b {SLIM} ON b.id = n.article_id "
            f"WHERE n.story_id = s.story_id AND n.article_id > c.id AND {passes(listing, 'b')}) LIMIT :most"
        )
        keys = [(row[0], row[1]) for row in self._db.rows(sql, known)]
        if len(keys) == limit:
            return keys, keys[-1][0]
        end = "max" if rising else "min"
        row = self._db.one(f"SELECT {end}(id), count(*) FROM ({among})", known)
        return keys, (row[0] if row is not None and row[1] == look else None)

    def _widest(self, keys: list[tuple[int, int]]) -> list[tuple[int, int]]:
        outlets: dict[int, int] = {}
        wanted = [story for _, story in keys if story > 0]
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            sql = f"SELECT id, outlets FROM stories WHERE id IN ({marks_for(len(part))})"
            outlets.update((row[0], row[1]) for row in self._db.rows(sql, part))
        return sorted(keys, key=lambda key: (-outlets.get(key[1], 1), -key[0]))[:MOST_SPREAD]

    def _stories(self, scope: Scope, keys: list[tuple[int, int]], *, why: bool = True) -> list[StoryRow]:
        """Read what the rows show, in the order of the keys."""
        read: dict[int, StoryRow] = {}
        for start in range(0, len(keys), 500):
            for one in self._read(scope, keys[start : start + 500], why and scope.kind == "watch"):
                read[one.head.id] = one
        return [read[head] for head, _ in keys if head in read]

    def _read(self, scope: Scope, keys: list[tuple[int, int]], why: bool) -> list[StoryRow]:
        match, columns = _WHY if why else ("", "")
        marked = (
            "EXISTS (SELECT 1 FROM story_articles n JOIN marks k ON k.article_id = n.article_id "
            "WHERE n.story_id = sa.story_id AND k.{0} IS NOT NULL)"
        )
        sql = (
            f"SELECT {COLUMNS}{columns}, sa.story_id, s.articles, s.outlets, "
            "m.read_at IS NULL OR EXISTS (SELECT 1 FROM story_articles n "
            f"CROSS JOIN articles b {SLIM} ON b.id = n.article_id LEFT JOIN marks k ON k.article_id = b.id "
            f"WHERE n.story_id = sa.story_id AND k.read_at IS NULL AND {inside(scope, 'b')}) AS new, "
            f"m.kept_at IS NOT NULL OR {marked.format('kept_at')} AS any_kept, "
            f"m.handled_at IS NOT NULL OR {marked.format('handled_at')} AS any_handled, {_ALL_OWN} "
            f"FROM articles a {JOINS} LEFT JOIN story_articles sa ON sa.article_id = a.id "
            f"LEFT JOIN stories s ON s.id = sa.story_id {match} "
            f"WHERE a.id IN ({','.join(str(head) for head, _ in keys)})"
        )
        known: dict[str, Any] = values(Listing(scope))
        return [
            StoryRow(
                story=row["story_id"] or -row["id"],
                head=row_of(row, why=why and row["sentence"] is not None),
                articles=row["articles"] or 1,
                outlets=row["outlets"] or 1,
                new=bool(row["new"]),
                kept=bool(row["any_kept"]),
                handled=bool(row["any_handled"]),
                noted=bool(row["noted"] or row["any_noted"]),
                tags=tuple(dict.fromkeys((*tags_of(row["own"]), *tags_of(row["all_own"])))),
            )
            for row in self._db.rows(sql, known)
        ]

    def _story_of(self, ids: Sequence[int]) -> dict[int, int]:
        known: dict[int, int] = {}
        for start in range(0, len(ids), 500):
            part = ids[start : start + 500]
            sql = f"SELECT article_id, story_id FROM story_articles WHERE article_id IN ({marks_for(len(part))})"
            known.update((row[0], row[1]) for row in self._db.rows(sql, part))
        return {one: known.get(one, -one) for one in ids}


_WHY = (
    "LEFT JOIN matches x ON x.watch_id = :id AND x.article_id = a.id",
    ", x.sentence, x.spans, x.field",
)


_ALL_OWN = (
    "EXISTS (SELECT 1 FROM story_articles n JOIN own_notes o ON o.article_id = n.article_id "
    "WHERE n.story_id = sa.story_id) AS any_noted, "
    "(SELECT group_concat(o.tag, char(10)) FROM story_articles n JOIN own_tags o ON o.article_id = n.article_id "
    "WHERE n.story_id = sa.story_id) AS all_own"
)


def _by_outlets(one: StoryRow) -> tuple[int, int]:
    return (-one.outlets, -one.head.id)


def _passes(listing: Listing, row: Row) -> bool:
    return not (
        (listing.unread and row.read)
        or (listing.kept and not row.kept)
        or (listing.language and listing.language != row.language)
        or (listing.outlet and listing.outlet != row.outlet)
    )

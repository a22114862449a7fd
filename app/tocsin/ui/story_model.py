"""The stories of one list, paged from the database by row id, with the articles of those that are expanded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal

from tocsin.store import Listing, Row, Scope, Store, StoryRow
from tocsin.ui.plain import one_line
from tocsin.ui.story_lines import Line, day_of, spoken
from tocsin.ui.words import times

PAGE = 100
MANY = 1_000
"""From so many marked articles on, all stories that are shown are looked at anew."""

RowRole = Qt.ItemDataRole.UserRole + 1
"""The article of a line: of a story, its head."""
LineRole = Qt.ItemDataRole.UserRole + 2
_Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class StoryModel(QAbstractListModel):
    """Holds the pages that were scrolled to and no more; what arrives waits until it is shown."""

    waiting_changed = Signal()
    looked = Signal()
    """A page that took several looks is there, or there is none."""

    def __init__(self, store: Store, now: Callable[[], datetime] | None = None) -> None:
        super().__init__()
        self._store = store
        self.now = now or _now
        self.listing = Listing(Scope("all"))
        self.searching = False
        self.waiting: list[StoryRow] = []
        """Stories that arrived since the list was shown, newest first."""
        self._lines: list[Line] = []
        self._at: dict[int, int] = {}
        self._on: int | None = None
        self._more = False
        self._newest = 0
        self._further = QTimer(self)
        self._further.setSingleShot(True)
        self._further.setInterval(0)
        self._further.timeout.connect(self._look_further)

    @property
    def scope(self) -> Scope:
        """Return whose stories they are."""
        return self.listing.scope

    # -- what a view asks

    def rowCount(self, parent: _Index = NOWHERE) -> int:
        """Return how many lines there are so far."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the line for the delegate, and texts for everybody else."""
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return None
        match role:
            case _ if role == LineRole:
                return line
            case _ if role == RowRole:
                return line.row
            case Qt.ItemDataRole.DisplayRole:
                return one_line(line.row.title)[:200]
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken(line, self.now())
            case Qt.ItemDataRole.ToolTipRole:
                return times(line.row.published, line.row.seen, None, self.now())
        return None

    def canFetchMore(self, parent: _Index) -> bool:
        """Say whether more may be there."""
        return self._more and not parent.isValid() and not self._further.isActive()

    def fetchMore(self, parent: _Index) -> None:
        """Read the next page; where a look finds nothing, look on in a moment."""
        if self.canFetchMore(parent):
            self._look_further()

    # -- what the pane asks

    @property
    def looking(self) -> bool:
        """Say whether a page is being looked for that took more than one look so far."""
        return self._further.isActive()

    def show(self, listing: Listing) -> None:
        """Show the first page of a list."""
        self._further.stop()
        self.beginResetModel()
        self.listing, self.searching = listing, False
        page = self._store.lists.page(listing, limit=PAGE)
        self._lines = [self._line(story) for story in page.stories]
        self._on, self._more = page.on, page.on is not None
        plain = listing == Listing(listing.scope)
        newest = page.stories if plain else self._store.lists.page(Listing(listing.scope), limit=1).stories
        self._newest = newest[0].head.id if newest else 0
        self.waiting = []
        self._count()
        self.endResetModel()
        if self._more and not self._lines:
            self._further.start()
        self.waiting_changed.emit()

    def show_found(self, stories: Sequence[StoryRow]) -> None:
        """Show what a search found: all at once, no further pages."""
        self._further.stop()
        self.beginResetModel()
        self._lines = [self._line(story) for story in stories]
        self._more, self.searching, self.waiting = False, True, []
        self._count()
        self.endResetModel()
        self.waiting_changed.emit()

    def look_for_newer(self, *, reading: int = 0) -> None:
        """See what arrived: a story that is shown changes where it stands, others wait.

        The story that is being read, named as a StoryRow names it, keeps the headline that the reader shows.
        """
        if self.searching:
            return
        waiting = {story.story: story for story in self.waiting}
        for story in reversed(self._store.lists.newer(self.listing, self._newest)):
            at = self._at.get(story.story)
            if at is not None:
                old = self._lines[at].story.head
                self._change(replace(story, head=old) if story.story == reading else story)
            else:
                waiting.pop(story.story, None)
                waiting[story.story] = story
            self._newest = max(self._newest, story.head.id)
        self.waiting = sorted(waiting.values(), key=lambda story: -story.head.id)
        self.waiting_changed.emit()

    def show_waiting(self) -> int:
        """Put what arrived on top; returns how many stories that are."""
        fresh, self.waiting = self.waiting, []
        if self.listing.sort != "newest" or len(fresh) > PAGE:
            self.show(self.listing)
        elif fresh:
            self.beginInsertRows(NOWHERE, 0, len(fresh) - 1)
            self._lines = [self._line(story) for story in fresh] + self._lines
            self._count()
            self.endInsertRows()
        self.waiting_changed.emit()
        return len(fresh)

    def look_again(self, ids: Iterable[int]) -> None:
        """Show the marks of articles anew; the lines stay where they are until the list is shown anew."""
        marked = list(ids)
        stories = self._at.keys() if len(marked) > MANY else {self._store.lists.story_of(one) for one in marked}
        shown = [self._lines[self._at[one]].story for one in stories if one in self._at]
        for story in self._store.lists.again(self.scope, [one.head.id for one in shown]):
            old = self._lines[self._at[story.story]].story if story.story in self._at else story
            head = replace(old.head, read=story.head.read, kept=story.head.kept)
            self._change(replace(story, head=head))
        self.waiting = [
            replace(story, head=old.head)
            for old in self.waiting
            for story in self._store.lists.again(self.scope, [old.head.id])
        ]

    def expand(self, at: int, on: bool) -> bool:
        """Show the articles of a story below it, or hide them; False when there is nothing to do."""
        line = self.line(at)
        if line is None or line.article is not None or line.open == on or not (line.expandable or line.open):
            return False
        self._lines[at] = replace(line, open=on)
        if on:
            articles = self._store.lists.articles(self.scope, line.story.story)
            children = [replace(line, article=one, open=False) for one in articles]
            self.beginInsertRows(NOWHERE, at + 1, at + len(children))
            self._lines[at + 1 : at + 1] = children
            self._count()
            self.endInsertRows()
        else:
            end = at + 1 + self._children(at)
            if end > at + 1:
                self.beginRemoveRows(NOWHERE, at + 1, end - 1)
                del self._lines[at + 1 : end]
                self._count()
                self.endRemoveRows()
        self.dataChanged.emit(self.index(at), self.index(at))
        return True

    def line(self, at: int) -> Line | None:
        """Return the line at a place, if there is one."""
        return self._lines[at] if 0 <= at < len(self._lines) else None

    def lines(self) -> Sequence[Line]:
        """Return all lines there are so far."""
        return self._lines

    def row(self, at: int) -> Row | None:
        """Return the article of the line at a place, if there is one."""
        line = self.line(at)
        return line.row if line is not None else None

    def story_at(self, at: int) -> int:
        """Return where the story of a line stands."""
        line = self.line(at)
        return self._at.get(line.story.story, at) if line is not None else at

    def place_of(self, article_id: int) -> int | None:
        """Return where an article, or else its story, stands among the lines there are so far."""
        found = self._at.get(self._store.lists.story_of(article_id))
        if found is not None:
            for at in range(found, found + 1 + self._children(found)):
                if self._lines[at].row.id == article_id and self._lines[at].article is not None:
                    return at
        return found

    def newest(self) -> int:
        """Return the id of the newest article that was known when the list was last looked at."""
        return self._newest

    def has_sentences(self) -> bool:
        """Say whether the lines say why they are here."""
        return self.searching or self.scope.kind == "watch"

    # -- parts

    def _look_further(self) -> None:
        page = self._store.lists.page(self.listing, start=self._on, limit=PAGE)
        self._on, self._more = page.on, page.on is not None
        stories = [story for story in page.stories if story.story not in self._at]
        if stories:
            self.beginInsertRows(NOWHERE, len(self._lines), len(self._lines) + len(stories) - 1)
            self._lines += [self._line(story) for story in stories]
            self._count()
            self.endInsertRows()
        elif self._more:
            self._further.start()
            return
        self.looked.emit()

    def _line(self, story: StoryRow) -> Line:
        return Line(story, day=day_of(story, self.listing))

    def _change(self, story: StoryRow) -> None:
        """Show a story as it is now, where it stands."""
        at = self._at.get(story.story)
        if at is None:
            return
        line = self._lines[at]
        many = self._children(at)
        self._lines[at] = replace(line, story=story)
        if many:
            fresh = {one.id: one for one in self._store.lists.articles(self.scope, story.story)}
            for child in range(at + 1, at + 1 + many):
                old = self._lines[child]
                self._lines[child] = replace(old, story=story, article=fresh.get(old.row.id, old.article))
        self.dataChanged.emit(self.index(at), self.index(at + many))

    def _children(self, at: int) -> int:
        """Count the articles that stand below a story."""
        end = at + 1
        while end < len(self._lines) and self._lines[end].article is not None:
            end += 1
        return end - at - 1

    def _count(self) -> None:
        self._at = {line.story.story: at for at, line in enumerate(self._lines) if line.article is None}


def _now() -> datetime:
    return datetime.now(UTC)

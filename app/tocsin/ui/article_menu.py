"""The menu of an article in the list: what can be done with it, and how it or its outlet is made quiet in its watch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from tocsin.core.alarm import Mute
from tocsin.core.model import Watch
from tocsin.core.text import clean
from tocsin.store import Row, Store
from tocsin.ui.facts import Facts
from tocsin.ui.ledger_words import until
from tocsin.ui.stories_pane import StoriesPane
from tocsin.ui.story_model import RowRole

HOW_LONG = (("day", "For a day"), ("week", "For a week"), ("", "Until I end it"))
NAME = 40
"""How much of an outlet's name a menu shows at most, in characters."""


@dataclass(frozen=True, slots=True)
class Quieter:
    """What a line of the menu asks for."""

    kind: str
    """ "outlet", "story", "snooze" or "unmute"."""
    how_long: str = ""
    mute: Mute | None = None


class ArticleMenu(QObject):
    """Comes up by the right button, the menu key, or Shift+M; that one shows only what makes quiet."""

    outlet_wanted = Signal(object, str, str)
    """Mute in this watch this outlet, for a "day", a "week", or (empty) until it is ended."""
    story_wanted = Signal(object, object)
    """Mute in this watch the story of the article with this id."""
    snooze_wanted = Signal(object, str)
    """Snooze this watch for an "hour", until "morning", or (empty) no longer."""
    unmute_wanted = Signal(object)
    said = Signal(str)

    def __init__(
        self, pane: StoriesPane, facts: Facts, store: Store, more: Sequence[QAction] = (),
        now: Callable[[], datetime] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(pane)
        self._pane, self._facts, self._store, self._more, self._now = pane, facts, store, more, now or _now
        self._asked: tuple[Watch, Row] | None = None
        self.menu: QMenu | None = None
        self.key = QAction("Mute or snooze…", pane)
        self.key.setShortcut(QKeySequence("Shift+M"))
        self.key.triggered.connect(self._by_key)
        pane.addAction(self.key)
        view = pane.list
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._at)

    # -- when it comes

    def _at(self, at: QPoint) -> None:
        row = self._pane.list.indexAt(at).data(RowRole)
        if not isinstance(row, Row):
            return
        menu = self._new_menu()
        pane = self._pane
        menu.addActions([pane.act.open, pane.act.expand, *self._more])
        menu.addSeparator()
        menu.addActions([pane.act.toggle_read, pane.act.keep, pane.act.handle, pane.act.tag])
        menu.addSeparator()
        menu.addActions([pane.act.read_above, pane.act.read_page, pane.act.save_clippings])
        watch = self._watch()
        if watch is not None:
            menu.addSeparator()
            self._fill(menu, watch, row)
        menu.popup(pane.list.viewport().mapToGlobal(at))

    def _by_key(self) -> None:
        view, watch = self._pane.list, self._watch()
        row = view.currentIndex().data(RowRole)
        if watch is None or not isinstance(row, Row):
            self.said.emit("Choose an article of a watch first: muting and snoozing hold for a watch.")
            return
        menu = self._new_menu()
        self._fill(menu, watch, row)
        place = view.visualRect(view.currentIndex())
        menu.popup(view.viewport().mapToGlobal(place.intersected(view.viewport().rect()).center()))
        menu.setActiveAction(menu.actions()[0])

    def _watch(self) -> Watch | None:
        model = self._pane.model
        return None if model.searching or model.scope.kind != "watch" else self._facts.watch(model.scope.id)

    def _new_menu(self) -> QMenu:
        if self.menu is not None:
            self.menu.deleteLater()
        self.menu = QMenu(self._pane)
        self.menu.triggered.connect(self._picked)
        return self.menu

    # -- what stands in it

    def _fill(self, menu: QMenu, watch: Watch, row: Row) -> None:
        now = self._now()
        self._asked = (watch, row)
        story = self._store.stories.of(row.id)
        held = [
            mute
            for mute in self._store.mutes.all(now)
            if mute.covers(watch.id, story.id if story is not None else -1, row.outlet, now)
        ]
        outlet = (clean(row.outlet, NAME) or "this outlet").replace("&", "&&")
        longer = menu.addMenu(f"Mute {outlet} in this watch")
        for how_long, words in HOW_LONG:
            self._line(longer, words, Quieter("outlet", how_long))
        if story is not None and not any(mute.story_id for mute in held):
            self._line(menu, "Mute this story in this watch", Quieter("story"))
        for mute in held:
            what = "this story" if mute.story_id else outlet
            where = "" if mute.watch_id else " in all watches"
            ends = f" (muted until {until(mute.until, now)})" if mute.until else ""
            self._line(menu, f"Unmute {what}{where}{ends}", Quieter("unmute", mute=mute))
        menu.addSeparator()
        if watch.snoozed_until is not None and watch.snoozed_until > now:
            words = f"End the snooze of this watch (until {until(watch.snoozed_until, now)})"
            self._line(menu, words, Quieter("snooze"))
        else:
            self._line(menu, "Snooze this watch for 1 hour", Quieter("snooze", "hour"))
            self._line(menu, "Snooze this watch until tomorrow 7:00", Quieter("snooze", "morning"))

    def _line(self, menu: QMenu, words: str, quieter: Quieter) -> None:
        action = menu.addAction(words)
        action.setData(quieter)

    def _picked(self, action: QAction) -> None:
        quieter = action.data()
        if not isinstance(quieter, Quieter) or self._asked is None:
            return
        watch, row = self._asked
        if quieter.kind == "outlet":
            self.outlet_wanted.emit(watch, row.outlet, quieter.how_long)
        elif quieter.kind == "story":
            self.story_wanted.emit(watch, row.id)
        elif quieter.kind == "snooze":
            self.snooze_wanted.emit(watch, quieter.how_long)
        elif quieter.mute is not None:
            self.unmute_wanted.emit(quieter.mute)


def _now() -> datetime:
    return datetime.now(UTC)

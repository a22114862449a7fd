"""The palette: one box over the window in which everything is found by typing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAction,
    QColor,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from tocsin.core.query import Mistake, Query, for_watch, read
from tocsin.store import Listing, Scope, Store, StoryRow
from tocsin.ui.controls import Hairline, native
from tocsin.ui.palette_field import Card, PaletteField
from tocsin.ui.palette_lines import ONLY_COMMANDS, STORIES, Group, Offers, groups, story_hits
from tocsin.ui.palette_list import HEADING, PaletteList
from tocsin.ui.store_thread import StoreThread
from tocsin.ui.theme import Theme

PAUSE, MOST, LEAST = 130, 12, 2
"""Milliseconds without a key before the archive is asked; so many stories; so many letters."""
WIDE, HIGH, TOP = 640, 480, 72

HINT = "↑ ↓ choose   ·   Tab next group   ·   > only commands"


class Palette(QWidget):
    """Lies over the whole window; whatever is pressed beside it puts it away."""

    chosen = Signal(object)
    """Hit: do it, show it."""
    save_wanted = Signal(str)
    """This text should be a watch."""

    def __init__(self, theme: Theme, store: Store, searcher: StoreThread, window: QWidget) -> None:
        super().__init__(window)
        self._theme, self._store, self._searcher, self._window = theme, store, searcher, window
        self.offers: Callable[[], Offers] = Offers
        """Gives what can be found, as it is now."""
        self._offers = Offers()
        self._asked = 0
        self._before: QWidget | None = None
        self._groups: list[Group] = []
        self.field = PaletteField()
        self.field.setObjectName("palette")
        self.field.setPlaceholderText("Search, go anywhere, do anything")
        self.field.setAccessibleName("Search, go anywhere, do anything")
        self.field.setMaxLength(2000)
        self.field.setFont(theme.font(theme.tokens.reader))
        self.list = PaletteList(theme)
        self.says, self.hint = QLabel(), QLabel(HINT)
        for label in (self.says, self.hint):
            label.setObjectName("soft")
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setFont(theme.font(theme.tokens.secondary + 1))
            label.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        self.says.setWordWrap(True)
        self.hint.setFont(theme.font(theme.tokens.secondary))
        self.card = Card(theme, self)
        column = QVBoxLayout(self.card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for part in (self.field, Hairline(), self.says, self.list, Hairline(), self.hint):
            column.addWidget(part)
        column.setStretchFactor(self.list, 1)
        self.save = QAction("Save the search as a watch", self)
        self.save.setShortcuts([QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")])
        self.save.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.save.triggered.connect(self._save)
        self.field.addAction(self.save)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._search)
        self.field.textChanged.connect(self._typed)
        self.field.moved.connect(self._step)
        self.field.group_moved.connect(self._step_group)
        self.field.entered.connect(self._enter)
        self.field.away.connect(self.leave)
        self.list.clicked.connect(self._enter)
        window.installEventFilter(self)
        self.hide()

    # -- coming and going

    def come(self, text: str = "") -> None:
        """Show it, empty or with a text; once more: put it away."""
        if self.isVisible():
            self.leave()
            return
        self._before = self._window.focusWidget()
        self._offers = self.offers()
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self.field.setText(text)
        self._typed(text)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Put it away, and give the keyboard back."""
        if self.isVisible():
            self._asked += 1
            self._pause.stop()
            self.hide()
            if self._before is not None and self._before.isVisible():
                self._before.setFocus()

    # -- what was typed

    def _typed(self, text: str) -> None:
        self._asked += 1
        self._pause.stop()
        typed = text.strip()
        commands = typed.startswith(ONLY_COMMANDS)
        found = read(typed, named=self._store.names.of) if typed and not commands else None
        query = found if isinstance(found, Query) else None
        saveable = query is not None and for_watch(query) is None
        keys = native(self.save.shortcut())
        self._groups = groups(
            text, self._offers, searchable=query is not None, saveable=saveable, save_keys=keys
        )
        self._tell(self._why_nothing(typed, found))
        self._show()
        if query is not None and (len(typed) >= LEAST or not typed.isascii()):
            self._pause.start()

    def _why_nothing(self, typed: str, found: object) -> str:
        if self._groups:
            return ""
        if isinstance(found, Mistake):
            return found.sentence
        return "No command is called so." if typed else "Nothing was searched for yet."

    def _search(self) -> None:
        text = self.field.text().strip()
        texts = (text, text + "*") if text[-1:].isalnum() else (text,)  # the last word may still be being typed
        readings = [read(one, named=self._store.names.of) for one in texts]
        queries = [one for one in readings if isinstance(one, Query)]
        asked, now = self._asked, datetime.now(UTC)

        def job(store: Store) -> tuple[int, str, list[StoryRow]]:
            found: dict[int, StoryRow] = {}
            for query in queries:
                if len(found) < MOST:
                    for story in store.lists.found(query, Listing(Scope("all")), limit=MOST, now=now):
                        found.setdefault(story.story, story)
            return asked, text, list(found.values())[:MOST]

        self._searcher.ask(job, self._answered, wanted=lambda: asked == self._asked)

    def _answered(self, answer: tuple[int, str, list[StoryRow]]) -> None:
        asked, text, stories = answer
        if asked == self._asked and stories:
            self._groups = [*self._groups, Group(STORIES, story_hits(stories, text, datetime.now(UTC)))]
            self._show(keep=True)

    def _show(self, *, keep: bool = False) -> None:
        self.list.show_groups(self._groups, keep=keep)
        self._lay()
        if not keep:
            self._announce()

    def _tell(self, sentence: str) -> None:
        self.says.setText(sentence)
        self.says.setVisible(bool(sentence))

    # -- the keyboard

    def _step(self, by: int) -> None:
        self.list.step(by)
        self._announce()

    def _step_group(self, by: int) -> None:
        self.list.step_group(by)
        self._announce()

    def _announce(self) -> None:
        """Tell a screen reader what is chosen: the keyboard stays in the field."""
        hit = self.list.chosen()
        words = hit.spoken if hit is not None else self.says.text()
        self.field.setAccessibleDescription(words)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, words))

    def _enter(self) -> None:
        hit = self.list.chosen()
        if hit is None:
            return
        if hit.kind == "recent":
            self.field.setText(str(hit.about))
            return
        if hit.kind == "save":
            self._save()
            return
        self.leave()
        self.chosen.emit(hit)

    def _save(self) -> None:
        text = self.field.text().strip()
        if text and not text.startswith(ONLY_COMMANDS):
            self.save_wanted.emit(text)

    def refuse(self, sentence: str) -> None:
        """Say why what was typed cannot be a watch; it stays to be mended."""
        self._tell(sentence)
        self._lay()

    # -- how it lies

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the window whatever its size becomes."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._window.rect())
            self._lay()
        return super().eventFilter(watched, event)

    def _lay(self) -> None:
        px = self._theme.px
        wide = min(px(WIDE), self.width() - px(32))
        top = min(px(TOP), max(px(12), (self.height() - px(HIGH)) // 3))
        most = min(px(HIGH), self.height() - top - px(16))
        listed = self.list.wanted_height() + px(6 if self._groups else 0)
        self.list.setVisible(bool(self._groups))
        self.card.resize(wide, most)
        others = sum(part.heightForWidth(wide) if part.hasHeightForWidth() else part.sizeHint().height()
                     for part in (self.field, self.hint, *((self.says,) if self.says.text() else ())))  # fmt: skip
        high = min(most, others + listed + 4)
        self.card.setGeometry(QRect((self.width() - wide) // 2, top, wide, max(high, px(HEADING))))
        self.update()  # the shadow lies outside the box

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go away when something beside the box is pressed."""
        if not self.card.geometry().contains(event.position().toPoint()):
            self.leave()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lay a thin veil over the window, and a shadow round the box."""
        colours = self._theme.colours
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(0, 0, 0, 110 if colours.dark else 40))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            for ring in range(1, 9):
                painter.setBrush(QColor(0, 0, 0, 7))
                box = QRectF(self.card.geometry()).adjusted(-ring, -ring + 3, ring, ring + 3)
                painter.drawRoundedRect(box, 8 + ring, 8 + ring)

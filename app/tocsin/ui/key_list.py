"""The lines of the key sheet: commands by group with their keys; a line takes new keys while it listens."""

from __future__ import annotations

import time
from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QEvent, QKeyCombination, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from tocsin.core.text import words
from tocsin.ui.key_groups import FIXED, GROUPS, Fixed
from tocsin.ui.keys import Command, Keys
from tocsin.ui.list_view import ListView
from tocsin.ui.ranking import named, rank

Row = str | Command | Fixed
RowRole = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex

SECOND = 1.2
"""Seconds in which a second key follows the first: "G A"."""

_ALONE = {
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock, Qt.Key.Key_ScrollLock, Qt.Key.Key_unknown, Qt.Key.Key_Super_L, Qt.Key.Key_Super_R,
}  # fmt: skip


class KeyModel(QAbstractListModel):
    """Rows are headings (texts), commands, and keys that cannot be changed."""

    def __init__(self, keys: Keys) -> None:
        super().__init__()
        self._keys = keys
        self._rows: list[Row] = []
        self.search("")
        keys.changed.connect(self._changed)

    def search(self, text: str) -> None:
        """Show what a text names, by its beginnings of words or by its key."""
        typed, key = words(text), text.strip().casefold()
        rows: list[Row] = []
        for group in GROUPS:
            found: list[Row] = [one for one in self._keys if one.group == group and _answers(one, typed, key)]
            found += [one for one in FIXED if one.group == group and _answers(one, typed, key)]
            rows += [group, *found] if found else []
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def row(self, at: int) -> Row | None:
        """Return a row; None where there is none."""
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def place_of(self, command: Command) -> int:
        """Return where a command stands; -1 when it is not shown."""
        return next((at for at, row in enumerate(self._rows) if row is command), -1)

    def data(self, index: _Index, role: int = 0) -> object:
        """Return the row, or what it says."""
        row = self.row(index.row())
        if role == RowRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(row)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let everything but headings be chosen."""
        heading = isinstance(self.row(index.row()), str)
        return Qt.ItemFlag.NoItemFlags if heading else Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _changed(self, _: str) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))


def spoken(row: Row | None) -> str:
    """Say a row in one breath."""
    if isinstance(row, Command):
        mark = ", changed" if row.keys != row.default else ""
        return f"{row.name}: {row.told or 'no key'}{mark}"
    if isinstance(row, Fixed):
        return f"{row.name}: {shown(row)}, cannot be changed"
    return row or ""


def shown(fixed: Fixed) -> str:
    """Give the keys of something fixed as this system writes them."""
    keys = [QKeySequence(one).toString(QKeySequence.SequenceFormat.NativeText) for one in fixed.keys]
    return ", ".join(dict.fromkeys(keys))


def _answers(row: Command | Fixed, typed: Sequence[str], key: str) -> bool:
    keys = row.told if isinstance(row, Command) else shown(row)
    if not key or key in keys.casefold().split(", ") or (len(key) > 1 and key in keys.casefold()):
        return True
    return bool(typed) and rank(typed, named(f"{row.name} {row.group}")) is not None


class KeyList(ListView):
    """Enter lets the chosen line listen; then Enter keeps what was pressed, Escape leaves it as it was."""

    pressed_anew = Signal(object)
    """Other keys are being offered for the line that listens: say what that means."""
    given = Signal(object, object)
    """Command, and the keys that it is to have."""
    reset_wanted = Signal()
    left_above = Signal()

    listening: Command | None = None
    """The command that takes new keys now."""

    def __init__(self, keys: Keys) -> None:
        super().__init__("Keys")
        self.lines = KeyModel(keys)
        self.setModel(self.lines)
        self.offered: tuple[str, ...] | None = None
        """What was pressed so far; None: nothing yet."""
        self._last = 0.0
        self.doubleClicked.connect(self.listen)

    def chosen(self) -> Command | None:
        """Return the command that is chosen."""
        row = self.currentIndex().data(RowRole)
        return row if isinstance(row, Command) else None

    def listen(self) -> None:
        """Let the chosen line take new keys."""
        command = self.chosen()
        if command is not None:
            self.listening, self.offered = command, None
            self.setFocus()
            self._tell()

    def stop(self) -> None:
        """Leave the line as it was."""
        if self.listening is not None:
            self.listening, self.offered = None, None
            self._tell()

    def event(self, event: QEvent) -> bool:
        """Take every key, also those of others, while a line listens."""
        if self.listening is not None and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._take(event)
                return True
        if event.type() == QEvent.Type.FocusOut:
            self.stop()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the line listen, or give it its own keys back."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.listen()
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.reset_wanted.emit()
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 1:
            self.left_above.emit()
        else:
            super().keyPressEvent(event)

    def _take(self, event: QKeyEvent) -> None:
        command, key = self.listening, Qt.Key(event.key())
        if command is None or key in _ALONE or event.isAutoRepeat():
            return
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and key == Qt.Key.Key_Escape:
            self.stop()
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            keys = self.offered
            self.stop()
            if keys is not None:
                self.given.emit(command, keys)
        else:
            self._offer(() if plain and key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) else (pressed(event),))

    def _offer(self, keys: tuple[str, ...]) -> None:
        now, before = time.monotonic(), self.offered
        if keys and before and now - self._last < SECOND and "+" not in before[0][:-1] and ", " not in before[0]:
            keys = (f"{before[0]}, {keys[0]}",)
        self._last, self.offered = now, keys
        self._tell()

    def _tell(self) -> None:
        self.viewport().update()
        self.pressed_anew.emit(self.listening)


def pressed(event: QKeyEvent) -> str:
    """Write what was pressed; Shift is left out where it only makes another sign, such as "?"."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.GroupSwitchModifier
    text = event.text()
    if modifiers == Qt.KeyboardModifier.ShiftModifier and text.isprintable() and text.strip() and not text.isalpha():
        modifiers = Qt.KeyboardModifier.NoModifier
    sequence = QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key())))
    return sequence.toString(QKeySequence.SequenceFormat.PortableText)

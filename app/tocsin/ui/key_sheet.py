"""The sheet of keys: everything that has a key, by where it works; searched by typing, changed in its line."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from tocsin.ui.controls import Hairline, fit, quiet_button
from tocsin.ui.key_choices import KeyChoices
from tocsin.ui.key_delegate import KeyDelegate
from tocsin.ui.key_groups import Fixed
from tocsin.ui.key_list import KeyList, spoken
from tocsin.ui.keys import Command, Keys
from tocsin.ui.theme import Theme

HINT = "Enter changes the chosen key, Backspace resets it."
LISTENING = "Press the new keys. Enter keeps them, Backspace is for no key, Escape leaves it as it was."


class KeySheet(QDialog):
    """Every change holds at once and can be undone."""

    undo_wanted = Signal()

    def __init__(self, theme: Theme, keys: Keys, choices: KeyChoices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys, self._choices = keys, choices
        self.setWindowTitle("Keys")
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search by what it does, or by a key")
        self.search.setAccessibleName("Search keys")
        self.search.setMaxLength(80)
        self.search.setClearButtonEnabled(True)
        self.list = KeyList(keys)
        self.drawing = KeyDelegate(theme, self.list)
        self.list.setItemDelegate(self.drawing)
        self.list.setFrameShape(KeyList.Shape.NoFrame)
        theme.changed.connect(self.list.viewport().update)
        self.says = QLabel(HINT)
        self.says.setObjectName("soft")
        self.says.setTextFormat(Qt.TextFormat.PlainText)
        self.says.setFont(theme.font(theme.tokens.secondary + 1))
        self.says.setWordWrap(True)
        self.says.setMinimumHeight(round(theme.line(theme.tokens.secondary + 1)) * 2)
        self.change, self.reset = quiet_button("Change key"), quiet_button("Reset key")
        self.reset_all = quiet_button("Reset all keys")
        self.close_button = quiet_button("Close")
        self._lay_out(theme)
        self.undo = QAction("Undo", self)
        self.undo.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        self.undo.triggered.connect(self._undo)
        self.addAction(self.undo)
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self._search)
        self.list.pressed_anew.connect(self._offered)
        self.list.given.connect(self._given)
        self.list.reset_wanted.connect(self._reset)
        self.list.left_above.connect(self._to_search)
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self.change.clicked.connect(self.list.listen)
        self.reset.clicked.connect(self._reset)
        self.reset_all.clicked.connect(self._reset_all)
        self.close_button.clicked.connect(self.accept)
        keys.changed.connect(self._tell)
        self._tell("")
        self.search.setFocus()

    def _lay_out(self, theme: Theme) -> None:
        px = theme.px
        above, below = QHBoxLayout(), QHBoxLayout()
        above.setContentsMargins(px(16), px(16), px(16), px(12))
        above.addWidget(self.search)
        below.setContentsMargins(px(12), px(2), px(12), px(12))
        below.setSpacing(px(4))
        for button in (self.change, self.reset, self.reset_all):
            below.addWidget(button)
        below.addStretch(1)
        below.addWidget(self.close_button)
        self.says.setContentsMargins(px(20), px(8), px(20), 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        for part in (Hairline(), self.list, Hairline(), self.says):
            column.addWidget(part)
        column.setStretchFactor(self.list, 1)
        column.addLayout(below)
        fit(self, px(620), px(640))

    # -- what the user does

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Down and Enter go from the field to the first line."""
        keys = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in keys:
            if not self.list.currentIndex().isValid() and self.list.lines.rowCount() > 1:
                self.list.setCurrentIndex(self.list.lines.index(1))
            self.list.setFocus()
            return True
        return super().eventFilter(watched, event)

    def _search(self, text: str) -> None:
        self.list.stop()
        self.list.lines.search(text)
        there = self.list.lines.rowCount() > 1
        if there and text:
            self.list.setCurrentIndex(self.list.lines.index(1))
        self.says.setText(HINT if there else "Nothing is called so, and nothing has this key.")
        self._tell("")

    def _to_search(self) -> None:
        self.search.setFocus()

    def _offered(self, listening: Command | None) -> None:
        self.drawing.against, said = "", HINT
        if listening is not None:
            offered = self.list.offered
            clashes = self._keys.clashes(listening, offered) if offered else []
            fixed = next((one for one in clashes if isinstance(one, Fixed)), None)
            said = LISTENING
            if fixed is not None:
                self.drawing.against = f"always: {fixed.name}"
                said = f"This key cannot be had: everywhere it means “{fixed.name}”."
            elif clashes:
                names = ", ".join(one.name.rstrip("…") for one in clashes)
                self.drawing.against = f"now: {names}"
                said = f"Enter takes it from “{names}”, Escape leaves it there."
        self._say(said)
        self.list.viewport().update()

    def _given(self, command: Command, keys: tuple[str, ...]) -> None:
        if any(isinstance(one, Fixed) for one in self._keys.clashes(command, keys)):
            self._say("This key cannot be had; nothing was changed.")
            return
        self._say(self._choices.give(command, keys))

    def _reset(self) -> None:
        command = self.list.chosen()
        if command is not None and command.keys != command.default:
            self._say(self._choices.reset(command))

    def _reset_all(self) -> None:
        self._say(self._choices.reset_all())

    def _undo(self) -> None:
        self.undo_wanted.emit()
        self._say("Undone.")

    def _chosen(self, _: object) -> None:
        self._tell("")

    def _say(self, sentence: str) -> None:
        self.says.setText(sentence)
        self.says.setAccessibleName(sentence)

    def _tell(self, _: str) -> None:
        command = self.list.chosen()
        self.change.setEnabled(command is not None)
        self.reset.setEnabled(command is not None and command.keys != command.default)
        self.reset_all.setEnabled(bool(self._choices.changed()))
        if command is not None:
            self.list.setAccessibleDescription(spoken(command))

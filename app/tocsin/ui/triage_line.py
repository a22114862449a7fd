"""The line under the reader's heading: how far the user has come with the article, its tags, its note."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from tocsin.core.model import Marks, State
from tocsin.ui.controls import IconButton
from tocsin.ui.flow import Flow
from tocsin.ui.icons import pixmap
from tocsin.ui.note_field import NoteField
from tocsin.ui.segments import Segments
from tocsin.ui.tag_row import TagField, TagRow
from tocsin.ui.theme import Theme

STATES = ((State.NEW, "New"), (State.SEEN, "Seen"), (State.KEPT, "Kept"), (State.HANDLED, "Handled"))
ICONS = {State.NEW: "unread", State.SEEN: "read", State.KEPT: "kept", State.HANDLED: "handled"}


class TriageLine(QWidget):
    """Shows what it is told, and says what was pressed and typed."""

    state_wanted = Signal(object)
    """State."""
    tag_wanted = Signal(str, bool)
    """This tag is to be given, or taken away."""
    note_typed = Signal(str)
    note_left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        px = theme.px
        self.states = Segments(theme, "State", [(state.value, word) for state, word in STATES])
        for state, _ in STATES:
            button = self.states.buttons[state.value]
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIconSize(QSize(px(16), px(16)))
        self.states.chosen.connect(self._chose)
        self.field = TagField(theme)
        self.field.typed.connect(self._typed)
        self.note_button = IconButton(theme, "note", "Add a note")
        self.note_button.clicked.connect(self.open_note)
        self.note = NoteField(theme)
        self.note.written.connect(self._wrote)
        self.note.left.connect(self._left)
        self.trouble = QLabel()
        self.trouble.setObjectName("trouble")
        self.trouble.setTextFormat(Qt.TextFormat.PlainText)
        self.trouble.setWordWrap(True)
        self.trouble.setFont(theme.font(theme.tokens.secondary + 1))
        self.trouble.hide()
        flow = Flow(px(6))
        flow.put(self.states)
        flow.put(self.field)
        flow.put(self.note_button)
        self.tags = TagRow(theme, flow, self.field, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(4), px(12), px(8))
        column.setSpacing(px(6))
        column.addWidget(flow)
        column.addWidget(self.note)
        column.addWidget(self.trouble)
        self.note.hide()
        self._paint()
        theme.changed.connect(self._paint)

    # -- showing

    def show_marks(self, marks: Marks) -> None:
        """Show state and tags."""
        self.states.choose(marks.state.value)
        if marks.tags != self.tags.tags:
            self.tags.show(marks.tags, self._pressed)

    def show_note(self, text: str) -> None:
        """Show a note; without one the field is folded away, unless somebody is in it."""
        self.note.fill(text)
        there = bool(text) or self.note.hasFocus()
        self.note.setVisible(there)
        self.note_button.setVisible(not there)

    def say(self, sentence: str) -> None:
        """Say what is wrong; an empty sentence says nothing."""
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))
        self.note.setAccessibleDescription(sentence)

    # -- what the user does

    def open_note(self) -> None:
        """Go into the note, behind what is written there."""
        self.note.show()
        self.note_button.hide()
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
        cursor = self.note.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        self.note.setTextCursor(cursor)

    def open_tags(self) -> None:
        """Go into the field for the next tag."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _chose(self, value: str) -> None:
        self.state_wanted.emit(State(value))

    def _typed(self, tag: str) -> None:
        self.say("")
        if not self.tags.has(tag):
            self.tag_wanted.emit(tag, True)

    def _pressed(self) -> None:
        chip = self.sender()
        if chip is not None:
            self.field.setFocus()
            self.tag_wanted.emit(str(chip.property("tag")), False)

    def _wrote(self) -> None:
        self.note_typed.emit(self.note.toPlainText())

    def _left(self) -> None:
        if not self.note.toPlainText().strip() and not self.trouble.isVisibleTo(self):
            self.note.hide()
            self.note_button.show()
        self.note_left.emit()

    def _paint(self) -> None:
        theme, size = self._theme, self._theme.px(16)
        for state, _ in STATES:
            made = QIcon()
            for ratio in (1.0, 2.0):
                for on, ink in ((QIcon.State.Off, "soft"), (QIcon.State.On, "accent")):
                    name = "kept-on" if state is State.KEPT and on is QIcon.State.On else ICONS[state]
                    made.addPixmap(pixmap(name, theme.colour(ink).name(), size, ratio), QIcon.Mode.Normal, on)
            self.states.buttons[state.value].setIcon(made)
        self.tags.paint()



"""Other bells: the list of them, the form for one more, and what leaves the machine, said before it does."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from tocsin.core.model import OtherBell
from tocsin.monitor.bell_keeping import LEAVES, LEAVES_DISCREETLY, TOLD
from tocsin.store import Store
from tocsin.ui.controls import Hairline, fit, main_button, quiet_button
from tocsin.ui.other_bell_form import OtherBellForm
from tocsin.ui.other_bell_row import OtherBellRow
from tocsin.ui.theme import Theme
from tocsin.ui.undo_bar import UndoBar

INTRO = (
    "What rings on this desktop can also ring elsewhere: in a mailbox, on a phone, in a channel. "
    "A bell is off until you switch it on."
)


class OtherBellsDialog(QDialog):
    """Changes nothing itself: emits what is wanted, and lists what is there when it is told to."""

    switch_wanted = Signal(object, bool)
    test_wanted = Signal(object)
    remove_wanted = Signal(object)
    watches_wanted = Signal(object, object)
    discreet_wanted = Signal(object, bool)
    bell_wanted = Signal(object)
    told = Signal()
    """The user has read what leaves the machine, and switches a bell on."""

    def __init__(self, theme: Theme, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._store = theme, store
        self.setWindowTitle("Other bells")
        self.items: dict[int, OtherBellRow] = {}
        self._testing: set[int] = set()
        self._answers: dict[int, str] = {}
        self._asked: OtherBell | None = None
        self.form = OtherBellForm(theme)
        self.form.left.connect(self.show_list)
        self.form.wanted.connect(self.bell_wanted)
        self.undo = UndoBar(theme)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._list_page())
        self.pages.addWidget(self.form)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.px(20)] * 4)
        column.setSpacing(theme.px(8))
        column.addWidget(self.pages, 1)
        column.addWidget(self.undo)
        fit(self, theme.px(600), theme.px(560))
        self.list_all()

    def _list_page(self) -> QWidget:
        px = self._theme.px
        page, inside = QWidget(), QWidget()
        self.rows = QVBoxLayout(inside)
        self.rows.setContentsMargins(0, 0, px(4), 0)
        self.rows.setSpacing(0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        intro = QLabel(INTRO)
        intro.setObjectName("soft")
        intro.setWordWrap(True)
        self.add = main_button("Add a bell")
        self.add.clicked.connect(self._add)
        self.away = QPushButton("Close")
        self.away.setAutoDefault(False)
        self.away.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add)
        buttons.addStretch(1)
        buttons.addWidget(self.away)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addWidget(intro)
        column.addWidget(area, 1)
        column.addWidget(self._telling())
        column.addLayout(buttons)
        return page

    def _telling(self) -> QWidget:
        """Make the strip that says what leaves the machine."""
        self.telling = QWidget()
        self.leaves = QLabel()
        self.leaves.setWordWrap(True)
        self.agree, self.leave_off = quiet_button("Switch on"), quiet_button("Leave it off")
        self.agree.clicked.connect(self._agreed)
        self.leave_off.clicked.connect(self._left_off)
        answers = QHBoxLayout()
        answers.addWidget(self.agree)
        answers.addWidget(self.leave_off)
        answers.addStretch(1)
        column = QVBoxLayout(self.telling)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.px(8))
        column.addWidget(Hairline())
        column.addWidget(self.leaves)
        column.addLayout(answers)
        column.addWidget(Hairline())
        self.telling.hide()
        return self.telling

    def list_all(self) -> None:
        """List the bells as they are now; the keyboard stays where it was."""
        at = self._focused()
        while (item := self.rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.items.clear()
        bells, watches, now = self._store.other_bells.all(), self._store.watches.all(), datetime.now(UTC)
        for bell in bells:
            row = OtherBellRow(self._theme, bell, watches, now)
            row.switch_wanted.connect(self._switch)
            row.test_wanted.connect(self._test)
            row.remove_wanted.connect(self.remove_wanted)
            row.address_wanted.connect(self._readdress)
            row.watches_wanted.connect(self.watches_wanted)
            row.discreet_wanted.connect(self._be_discreet)
            if bell.id in self._testing:
                row.testing()
            elif bell.id in self._answers:
                row.tell(self._answers[bell.id], trouble=bool(bell.trouble))
            self.items[bell.id] = row
            self.rows.addWidget(row)
        if not bells:
            nothing = QLabel("There are no other bells yet.")
            self.rows.addWidget(nothing)
        self.rows.addStretch(1)
        self._order()
        self._focus(at)

    def show_list(self) -> None:
        """Go back from the form to the list."""
        self.form.forget()
        self.pages.setCurrentIndex(0)
        self.list_all()
        self.add.setFocus()

    def answered(self, bell_id: int, sentence: str) -> None:
        """Show how a bell answered the test, beside it."""
        self._testing.discard(bell_id)
        self._answers[bell_id] = sentence
        self.list_all()

    def reject(self) -> None:
        """Leave the form first, then the dialog; no secret stays in the fields."""
        self.form.forget()
        super().reject()

    # -- what is pressed

    def _add(self) -> None:
        self.pages.setCurrentIndex(1)
        self.form.begin()

    def _readdress(self, bell: OtherBell) -> None:
        self.pages.setCurrentIndex(1)
        self.form.begin(bell)

    def _test(self, bell: OtherBell) -> None:
        self._testing.add(bell.id)
        self.items[bell.id].testing()
        self.test_wanted.emit(bell)

    def _switch(self, bell: OtherBell, on: bool) -> None:
        self._answers.pop(bell.id, None)
        if not on or self._store.settings.get(TOLD) == "1":
            self.switch_wanted.emit(bell, on)
            return
        self.items[bell.id].on.setChecked(False)
        self._ask(bell, LEAVES_DISCREETLY if bell.discreet else LEAVES, "Switch on")

    def _be_discreet(self, bell: OtherBell, on: bool) -> None:
        if on or not bell.on or self._store.settings.get(TOLD) == "1":
            self.discreet_wanted.emit(bell, on)
            return
        self.items[bell.id].discreet.setChecked(True)
        self._ask(bell, LEAVES, "Tell it all")

    def _ask(self, bell: OtherBell, what_leaves: str, answer: str) -> None:
        self._asked = bell
        self.leaves.setText(what_leaves)
        self.agree.setText(answer)
        self.telling.show()
        self.agree.setFocus()

    def _agreed(self) -> None:
        bell, self._asked = self._asked, None
        self.telling.hide()
        if bell is None:
            return
        if self.leaves.text() == LEAVES:
            self.told.emit()
        if bell.on:
            self.discreet_wanted.emit(bell, False)
        else:
            self.switch_wanted.emit(bell, True)

    def _left_off(self) -> None:
        self._asked = None
        self.telling.hide()
        self.add.setFocus()

    def _order(self) -> None:
        """Let Tab go from row to row, then to what stands below them."""
        rows = [one for row in self.items.values() for one in (row.on, row.test, row.options, row.remove)]
        for one, following in pairwise([*rows, self.agree, self.leave_off, self.add, self.away]):
            QWidget.setTabOrder(one, following)

    def _focused(self) -> tuple[int, str]:
        for bell_id, row in self.items.items():
            for name in ("on", "test", "options", "remove"):
                if getattr(row, name).hasFocus():
                    return bell_id, name
        return 0, ""

    def _focus(self, at: tuple[int, str]) -> None:
        row = self.items.get(at[0])
        if row is not None:
            getattr(row, at[1] if getattr(row, at[1]).isEnabled() else "on").setFocus()

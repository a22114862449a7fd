"""Tags for everything that is chosen in the list: those that all of it has, and a field for the next one."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from tocsin.store import Store
from tocsin.ui.choosing import Chosen
from tocsin.ui.controls import fit, main_button
from tocsin.ui.flow import Flow
from tocsin.ui.tag_row import TagField, TagRow
from tocsin.ui.theme import Theme
from tocsin.ui.triage_deeds import TriageDeeds
from tocsin.ui.words import counted

LOOK = 150
"""Milliseconds after which what was saved is shown."""


class TagDialog(QDialog):
    """Each tag is given or taken as soon as it is typed or pressed; closing changes nothing."""

    def __init__(
        self, theme: Theme, store: Store, deeds: TriageDeeds, what: Chosen, lines: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Tags")
        self._store, self._deeds, self._what = store, deeds, what
        heading = QLabel(f"Tags of {counted(lines, 'chosen line')}" if lines > 1 else "Tags of the chosen line")
        heading.setFont(theme.font(theme.tokens.list, new=True))
        self.field = TagField(theme)
        self.field.typed.connect(self._typed)
        self.field.known.setStringList(store.own.known())
        flow = Flow(theme.px(6))
        flow.put(self.field)
        self.tags = TagRow(theme, flow, self.field, 0)
        self.says = QLabel()
        self.says.setWordWrap(True)
        self.says.setFont(theme.font(theme.tokens.secondary + 1))
        self.close_button = main_button("Done")
        self.close_button.setAutoDefault(False)
        self.close_button.setDefault(False)
        buttons = QDialogButtonBox()
        buttons.addButton(self.close_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.px(20)] * 4)
        column.setSpacing(theme.px(12))
        column.addWidget(heading)
        column.addWidget(flow)
        column.addWidget(self.says)
        column.addStretch(1)
        column.addWidget(buttons)
        fit(self, theme.px(420), theme.px(200))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(LOOK)
        self._soon.timeout.connect(self.look)
        self._deeds.done.connect(self._changed)
        self.finished.connect(self._soon.stop)
        self.look()
        self.field.setFocus()

    def _changed(self) -> None:
        if self.isVisible():
            self._soon.start()

    def look(self) -> None:
        """Show the tags that everything chosen has."""
        self.tags.show(self._store.own.common(self._what.ids(self._store)), self._pressed)
        self.field.known.setStringList(self._store.own.known())

    def _typed(self, tag: str) -> None:
        self._say("", "soft")
        self._deeds.tag(self._what, tag, True, self._failed)

    def _pressed(self) -> None:
        chip = self.sender()
        if chip is not None:
            self._deeds.tag(self._what, str(chip.property("tag")), False, self._failed)

    def _failed(self, sentence: str) -> None:
        self._say(sentence, "trouble")

    def _say(self, sentence: str, name: str) -> None:
        self.says.setObjectName(name)
        self.says.setText(sentence)
        self.says.style().unpolish(self.says)
        self.says.style().polish(self.says)

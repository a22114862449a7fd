"""Quiet hours and mutes: everything that keeps notices quiet in one place, each with its end, each removable."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from tocsin.core.alarm import Mute
from tocsin.core.errors import TocsinError
from tocsin.core.model import Watch
from tocsin.core.text import clean
from tocsin.monitor.ringing import PRESENTING, QUIET
from tocsin.store import Store
from tocsin.ui.controls import Elided, Tick, fit, main_button, quiet_button
from tocsin.ui.ledger_words import until
from tocsin.ui.policies import Policies
from tocsin.ui.quiet_field import QuietField
from tocsin.ui.theme import Theme


class QuietDialog(QDialog):
    """Removing takes effect at once and can be undone; the quiet hours are kept by the button."""

    def __init__(self, theme: Theme, store: Store, policies: Policies, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._store, self._policies = theme, store, policies
        self.setWindowTitle("Quiet hours and mutes")
        self._before = store.settings.get(QUIET)
        self.quiet = QuietField(theme, "&Quiet hours of all watches", self._before, "None: every hour may ring.")
        self.quiet.changed.connect(self._may_keep)
        self.presenting = Tick(theme, "&Presenter mode: notices say only how many stories there are")
        self.presenting.setChecked(store.settings.get(PRESENTING) == "1")
        self.buttons: list[QPushButton] = []
        self.rows = QVBoxLayout()
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(theme.px(2))
        inside = QWidget()
        inside.setLayout(self.rows)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        self.keep = main_button("Save")
        buttons = QDialogButtonBox()
        buttons.addButton(self.keep, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("Close", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        heading = QLabel("Snoozed and muted")
        heading.setFont(theme.font(theme.tokens.list, new=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.px(20)] * 4)
        column.setSpacing(theme.px(12))
        column.addWidget(self.quiet)
        column.addWidget(self.presenting)
        column.addSpacing(theme.px(4))
        column.addWidget(heading)
        column.addWidget(area, 1)
        column.addWidget(buttons)
        fit(self, theme.px(520), theme.px(440))
        policies.changed.connect(self.list_all)
        self.list_all()

    def list_all(self) -> None:
        """List what is snoozed and muted now."""
        while (item := self.rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons.clear()
        now = datetime.now(UTC)
        names = {watch.id: watch for watch in self._store.watches.all()}
        for watch in names.values():
            if watch.snoozed_until is not None and watch.snoozed_until > now:
                self._row(clean(watch.name, 80), f"snoozed until {until(watch.snoozed_until, now)}", "End", watch)
        for mute in self._store.mutes.all(now):
            watch_name = clean(names[mute.watch_id].name, 60) if mute.watch_id in names else "all watches"
            ends = f"until {until(mute.until, now)}" if mute.until else "until you remove it"
            self._row(self._what(mute), f"muted in {watch_name}, {ends}", "Remove", mute)
        if not self.rows.count():
            nothing = QLabel("Nothing is snoozed or muted.")
            nothing.setObjectName("soft")
            self.rows.addWidget(nothing)
        self.rows.addStretch(1)

    def _what(self, mute: Mute) -> str:
        if not mute.story_id:
            return clean(mute.outlet, 120)
        try:
            return clean(self._store.stories.get(mute.story_id).headline, 160) or "A story without a headline"
        except TocsinError:
            return "A story that is gone"

    def _row(self, name: str, how: str, word: str, about: Watch | Mute) -> None:
        theme = self._theme
        row = QWidget()
        words = QVBoxLayout()
        words.setSpacing(0)
        below = QLabel(how)
        below.setObjectName("soft")
        below.setFont(theme.font(theme.tokens.secondary + 1, figures=True))
        words.addWidget(Elided(name))
        words.addWidget(below)
        button = quiet_button(word)
        button.setAccessibleName(f"{word}: {name}, {how}")
        button.setProperty("about", about)
        button.clicked.connect(self._pressed)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, theme.px(4), 0, theme.px(4))
        line.addLayout(words, 1)
        line.addWidget(button)
        self.rows.addWidget(row)
        self.buttons.append(button)

    def _pressed(self) -> None:
        button = self.sender()
        about = button.property("about") if button is not None else None
        if isinstance(about, Watch):
            self._policies.snooze(about, "")
        elif isinstance(about, Mute):
            self._policies.unmute(about)

    def _may_keep(self) -> None:
        self.keep.setEnabled(self.quiet.valid)

    def _save(self) -> None:
        text = self.quiet.text()
        if text != self._before:
            self._policies.set_quiet(text, self._before)
        if self.presenting.isChecked() != (self._store.settings.get(PRESENTING) == "1"):
            self._policies.present(self.presenting.isChecked())
        self.accept()

"""Wires clippings to the desk: asks what and where, saves beside everything else, says how far it is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QObject, Signal
from PySide6.QtWidgets import QFileDialog

from tocsin.core.text import clean
from tocsin.desktop.clock import local_zone
from tocsin.store import Scope, Store
from tocsin.ui.choosing import chosen
from tocsin.ui.clippings_dialog import FORMS, ClippingsDialog, Source
from tocsin.ui.clippings_saving import ENDINGS, ClippingsSaving, Order
from tocsin.ui.deeds import Deeds
from tocsin.ui.saving_bar import SavingBar
from tocsin.ui.store_thread import StoreThread
from tocsin.ui.theme import Theme
from tocsin.ui.window import Window
from tocsin.ui.words import counted

PATIENCE = 1_000
"""Milliseconds that saving may take before it is told how far it is."""

FORM = "ui.clippings"
"""The form that was chosen last."""

_UNFIT = dict.fromkeys(map(ord, '<>:"/\\|?*'), " ")


class ClippingsDesk(QObject):
    """One dialog and one saving at a time."""

    said = Signal(str)

    def __init__(self, theme: Theme, store: Store, reader: StoreThread, deeds: Deeds, window: Window) -> None:
        super().__init__(window)
        self._theme, self._store, self._reader, self._deeds, self._window = theme, store, reader, deeds, window
        self._zone = local_zone()
        self.dialog: ClippingsDialog | None = None
        self.saving: ClippingsSaving | None = None
        self.bar = SavingBar(theme)
        self._since = QElapsedTimer()
        window.add_bar(self.bar)
        window.stories.clippings_wanted.connect(self.ask)
        self.bar.stop_wanted.connect(self.stop)
        self.said.connect(window.status.say)

    def sources(self) -> list[Source]:
        """Give what clippings can be of now: what is chosen, the place that is shown, and the places of all."""
        stories = self._window.stories
        found = []
        lines = stories.selected()
        if lines:
            number = "line" if len(lines) == 1 else f"{len(lines):,} lines"
            found.append(Source(f"The chosen {number} of the list", chosen=chosen(lines)))
        here = stories.model.scope
        if here.kind not in ("all", "kept", "handled"):
            found.append(Source(clean(stories.title.whole(), 80) or "This place", here))
        found += [Source("Kept", Scope("kept")), Source("Handled", Scope("handled")), Source("All articles")]
        if here.kind in ("kept", "handled"):
            found.sort(key=lambda one: (one.chosen is None, one.scope != here))
        return found

    def ask(self) -> None:
        """Ask what is to be saved."""
        if self.saving is not None:
            self.said.emit("Clippings are being saved already.")
            return
        if self.dialog is not None:
            self.dialog.deleteLater()
        form = self._store.settings.get(FORM)
        self.dialog = ClippingsDialog(self._theme, self.sources(), self._zone, form, self._window)
        self.dialog.ordered.connect(self._ordered)
        self.dialog.open()

    def _ordered(self, order: Order) -> None:
        ending = ENDINGS[order.form]
        words = next(words for name, words in FORMS if name == order.form)
        here = order.cover.made.astimezone(self._zone)
        name = f"{clean(order.cover.title.translate(_UNFIT), 60)} {here:%Y-%m-%d}{ending}"
        chosen_file, _ = QFileDialog.getSaveFileName(self._window, "Save clippings as", name, f"{words} (*{ending})")
        if chosen_file:
            file = Path(chosen_file)
            self.save(order, file if file.suffix else file.with_name(file.name + ending))

    def save(self, order: Order, file: Path) -> None:
        """Save clippings into a file."""
        self._deeds.put(FORM, order.form)
        self._since.start()
        self.saving = ClippingsSaving(self._reader, order, file, self._zone, self)
        self.saving.went_on.connect(self._went_on)
        self.saving.ended.connect(self._ended)
        self.saving.begin()

    def stop(self) -> None:
        """Stop saving; no file is left behind."""
        if self.saving is not None:
            self.saving.stop()

    def _went_on(self, number: int) -> None:
        if self._since.elapsed() >= PATIENCE:
            self.bar.tell(f"Saving clippings: {counted(number, 'article')} so far")

    def _ended(self, sentence: str) -> None:
        if self.saving is not None:
            self.saving.deleteLater()
            self.saving = None
        self.bar.hide()
        self.said.emit(sentence)

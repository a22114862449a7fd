"""Wires the brief to the rest of the desk: making, undoing, opening, saving, printing, choosing times."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from tocsin.core.brief import Brief, Choices, markdown, page, text, title, words
from tocsin.core.errors import TocsinError
from tocsin.core.model import How
from tocsin.desktop.clock import local_zone
from tocsin.monitor.briefing import make, number_of
from tocsin.store import Scope, Store
from tocsin.ui.brief_dialog import BriefDialog
from tocsin.ui.brief_pane import BriefPane
from tocsin.ui.brief_paper import pdf
from tocsin.ui.deeds import Deeds, Marked
from tocsin.ui.emptiness import Emptiness
from tocsin.ui.ledger_words import until
from tocsin.ui.main_menu import MainMenu
from tocsin.ui.places import BRIEFS
from tocsin.ui.theme import Theme
from tocsin.ui.window import Window

if TYPE_CHECKING:
    from tocsin.ui.brief_printer import BriefPrinter

WINDOW = "window"
"""The bell of a brief that the user made and saw: it needs no notice."""

FORMS = {
    "Web page (*.html)": ".html",
    "Markdown (*.md)": ".md",
    "PDF (*.pdf)": ".pdf",
    "Plain text (*.txt)": ".txt",
}


class BriefDesk(QObject):
    """Shows briefs, and carries what is pressed there on."""

    said = Signal(str)
    seen = Signal(str)
    """The notice with this key is not needed any more."""

    def __init__(self, theme: Theme, store: Store, deeds: Deeds, window: Window, menu: MainMenu) -> None:
        super().__init__(window)
        self._theme, self._store, self._deeds, self._window = theme, store, deeds, window
        self._zone = local_zone()
        self.pane = pane = BriefPane(theme)
        self.dialog: BriefDialog | None = None
        self.printer: BriefPrinter | None = None
        window.add_page(pane, pane.controls())
        menu.add_briefs((pane.make, pane.save, pane.print, pane.times))
        reader = window.reader
        pane.previewed.connect(self._preview)
        pane.opened.connect(self._open)
        pane.page_wanted.connect(reader.text.page_down)
        pane.keep.triggered.connect(reader.toggle_kept)
        pane.toggle_read.triggered.connect(reader.toggle_read)
        pane.back_wanted.connect(window.back_to_places)
        pane.watch_wanted.connect(self._show_watch)
        pane.brief_wanted.connect(self.show_brief)
        pane.make.triggered.connect(self.make)
        pane.save.triggered.connect(self.save_as)
        pane.print.triggered.connect(self.print)
        pane.times.triggered.connect(self.choose_times)
        pane.empty.wanted.connect(self._helped)
        deeds.marked.connect(self._marked)

    # -- showing

    def show(self) -> None:
        """Put the newest brief in the middle."""
        self._window.show_page(self.pane)
        self.show_brief(0)
        self._window.reader.clear()
        self._window.go_to("stories")

    def show_brief(self, number: int) -> None:
        """Show the brief with this number, else the newest."""
        briefs = self._store.briefs.all()
        there = next((one.id for one in briefs if one.id == number), briefs[0].id if briefs else 0)
        brief = self._store.briefs.get(there) if there else None
        read = self._store.marks.read_of([one.article_id for one in brief.told]) if brief is not None else []
        self.pane.offer(briefs, there)
        self.pane.show_brief(brief, read, self._why_empty(brief))
        if brief is not None:
            self.seen.emit(f"{words.KEY}{brief.id}")

    def come(self, key: str) -> None:
        """Bring the brief of a notice to the eye."""
        number = number_of(key)
        if number:
            self._window.come_to_front()
            self._bring(number)

    def catch_up(self) -> None:
        """Offer a brief that was made meanwhile; what is being read stays."""
        if not self.there:
            return
        brief = self.pane.model.brief
        if brief is None:
            self.show_brief(0)
        else:
            self.pane.offer(self._store.briefs.all(), brief.id)

    @property
    def there(self) -> bool:
        """Say whether the brief stands in the middle."""
        return self._window.middle.currentWidget() is self.pane

    def _bring(self, number: int) -> None:
        self._window.places.choose(BRIEFS)
        self.show_brief(number)
        self.pane.list.setFocus()

    def _why_empty(self, brief: Brief | None) -> Emptiness:
        choices, now = self._store.briefs.choices(), datetime.now(UTC)
        if brief is not None:
            return Emptiness("Nothing new", words.nothing(brief, self._zone), "Make one now", "make")
        later = any(one.how is How.DIGEST for one in self._store.watches.all())
        if not later and not choices.all_watches:
            why = "Set a watch to “In the brief” and what it finds is told here; or let the brief tell of all watches."
            return Emptiness("No watch is read later", why, "Times and watches…", "times")
        following = choices.times.next(now, self._zone)
        when = f"The next one is made at {until(following, now)}." if following else "None is made by itself."
        return Emptiness("No brief yet", f"{when} It tells the top stories of each watch.", "Make one now", "make")

    # -- what the user does

    def _preview(self, article_id: int) -> None:
        if article_id:
            self._window.reader.show_article(article_id)
        else:
            self._window.reader.clear()

    def _open(self, article_id: int) -> None:
        reader = self._window.reader
        shown = reader.article
        if (shown is not None and shown.id == article_id) or reader.show_article(article_id):
            self._window.go_to("reader")
            self._deeds.read([article_id], True)

    def _show_watch(self, watch_id: int) -> None:
        if not self._window.places.choose(Scope("watch", watch_id)):
            self.said.emit("This watch is gone.")

    def _helped(self, action: str) -> None:
        if action == "times":
            self.choose_times()
        else:
            self.make()

    def _marked(self, marked: Marked) -> None:
        self.pane.mark(marked)

    def make(self) -> None:
        """Make a brief of what is new since the last one; it can be undone."""
        now = datetime.now(UTC)

        def job(store: Store) -> Brief | None:
            made = make(store, now)
            if made is not None:
                store.briefs.rang(made.id, WINDOW, now)
            return made

        self._deeds.ask(job, self._made)

    def _made(self, brief: Brief | None) -> None:
        if brief is None:
            self.said.emit("Nothing new since the last brief, so none was made.")
            return
        self._deeds.remember(
            f"{title(brief, self._zone)}.", lambda store: store.briefs.take_back(brief.id), self._taken_back, bar=True
        )
        self._bring(brief.id)

    def _taken_back(self, _: object) -> None:
        if self.there:
            self.show_brief(0)

    def choose_times(self) -> None:
        """Ask when briefs are to be made."""
        if self.dialog is not None:
            self.dialog.raise_()
            return
        self.dialog = BriefDialog(
            self._theme, self._store.briefs.choices(), self._store.other_bells.all(), self._window
        )
        self.dialog.chosen.connect(self._choose)
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _closed(self, _: int) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _choose(self, choices: Choices) -> None:
        before, now = self._store.briefs.choices(), datetime.now(UTC)
        if choices == before:
            return
        self._deeds.ask(lambda store: store.briefs.choose(choices, now), self._chose)
        times = f"Briefs at {choices.times}." if choices.times.moments else "No brief is made by itself."
        self._deeds.remember(times, lambda store: store.briefs.choose(before, now), self._chose, bar=True)

    def _chose(self, _: object) -> None:
        if self.there and self.pane.model.brief is None:
            self.show_brief(0)

    # -- taking it elsewhere

    def save_as(self) -> None:
        """Ask for a file, and write the brief into it in the form that its name says."""
        brief = self.pane.model.brief
        if brief is None:
            return
        here = brief.made.astimezone(self._zone)
        name = f"Brief {here:%Y-%m-%d %H.%M}.html"
        chosen, form = QFileDialog.getSaveFileName(self._window, "Save the brief as", name, ";;".join(FORMS))
        if chosen:
            file = Path(chosen)
            if file.suffix.lower() not in FORMS.values():
                file = file.with_name(file.name + FORMS.get(form, ".html"))
            self.save(brief, file)

    def save(self, brief: Brief, file: Path) -> None:
        """Write a brief into a file; its ending says how."""
        forms: dict[str, Callable[[Brief], bytes]] = {
            ".html": lambda one: page(one, self._zone).encode(),
            ".md": lambda one: markdown(one, self._zone).encode(),
            ".pdf": lambda one: pdf(one, self._zone),
            ".txt": lambda one: text(one, self._zone).encode(),
        }
        body = forms[file.suffix.lower()](brief)

        def job(_: Store) -> str:
            try:
                file.write_bytes(body)
            except OSError as error:
                raise TocsinError(f"{file.name} could not be written: {error.strerror}.") from error
            return f"Saved as {file.name}."

        self._deeds.ask(job, self._saved)

    def _saved(self, sentence: str) -> None:
        self.said.emit(sentence)

    def print(self) -> None:
        """Ask for a printer, and print the brief."""
        brief = self.pane.model.brief
        if brief is None:
            return
        from tocsin.ui.brief_printer import BriefPrinter

        if self.printer is not None:
            self.printer.deleteLater()
        self.printer = BriefPrinter(brief, self._zone, self._window)
        self.printer.said.connect(self.said)
        self.printer.ask()

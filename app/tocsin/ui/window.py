"""The window: lays the panes out side by side, folds them when it is narrow, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QByteArray, QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from tocsin.core.text import clean
from tocsin.ui.bell_pane import BellPane
from tocsin.ui.brief_pane import BriefPane
from tocsin.ui.closing_bar import ClosingBar
from tocsin.ui.controls import Hairline
from tocsin.ui.folding import Pane, shown
from tocsin.ui.on_screen import brought_back
from tocsin.ui.places_pane import PlacesPane
from tocsin.ui.reader_pane import ReaderPane
from tocsin.ui.status_line import StatusLine
from tocsin.ui.stories_pane import StoriesPane
from tocsin.ui.theme import Theme
from tocsin.ui.undo_bar import UndoBar

Page = StoriesPane | BellPane | BriefPane
SIZES = (268, 400, 612)
FRAME, TITLE = 8, 40
"""What the system's frame and its title take at most; the window cannot know before it was shown."""


class Window(QWidget):
    """Places, stories, reader; below them the undo bar and the status line."""

    close_wanted = Signal()
    dropped = Signal(str)
    """The path of a file that was dropped here."""

    def __init__(
        self, theme: Theme, places: PlacesPane, stories: StoriesPane, bell: BellPane, reader: ReaderPane
    ) -> None:
        super().__init__()
        self._theme = theme
        self.places, self.stories, self.bell, self.reader = places, stories, bell, reader
        self.middle = QStackedWidget()
        self.middle.addWidget(stories)
        self.middle.addWidget(bell)
        self._pages: list[Page] = [stories, bell]
        self.undo, self.status, self.closing = UndoBar(theme), StatusLine(theme), ClosingBar(theme)
        self._pane: Pane = "stories"
        self._headline, self._discreet = "", False
        self.setWindowTitle("Tocsin")
        self.setAcceptDrops(True)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        anywhere = Qt.ShortcutContext.WindowShortcut
        for part, least in ((places, 168), (self.middle, 260), (reader, 280)):
            part.setMinimumWidth(theme.px(least))
            self.splitter.addWidget(part)
        for pane in (places, stories, bell, reader):
            # A key of a pane that is folded away works only through the window.
            self.addActions([one for one in pane.actions() if one.shortcutContext() == anywhere])
        self.splitter.setSizes([theme.px(size) for size in SIZES])
        for at, stretch in enumerate((0, 2, 3)):
            self.splitter.setStretchFactor(at, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.splitter, 1)
        column.addWidget(self.closing)
        column.addWidget(self.undo)
        column.addWidget(Hairline())
        column.addWidget(self.status)
        self.setMinimumSize(theme.px(320), theme.px(300))
        self._fit()
        self._order()
        self._fold()

    def entitle(self, headline: str) -> None:
        """Put what is being read in the window's title; the system adds the program's name."""
        self._headline = headline
        self.setWindowTitle(("" if self._discreet else clean(headline, 120)) or "Tocsin")

    def be_discreet(self, on: bool) -> None:
        """Say nothing in the window's title while others can see it."""
        self._discreet = on
        self.entitle(self._headline)

    @property
    def at_bell(self) -> bool:
        """Say whether the bell page stands in the middle."""
        return self.middle.currentWidget() is self.bell

    @property
    def at_stories(self) -> bool:
        """Say whether the stories stand in the middle."""
        return self.middle.currentWidget() is self.stories

    def add_page(self, page: BriefPane, controls: Sequence[QWidget]) -> None:
        """Take one more page for the middle, with what the keyboard walks through in it."""
        self._pages.append(page)
        self.middle.addWidget(page)
        self.addActions([one for one in page.actions() if one.shortcutContext() == Qt.ShortcutContext.WindowShortcut])
        for one, following in pairwise((self.bell.empty.button, *controls, self.reader.text)):
            QWidget.setTabOrder(one, following)
        self._fold()

    def add_bar(self, bar: QWidget) -> None:
        """Take one more strip below the panes."""
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(column.indexOf(self.undo), bar)

    def show_bell(self, on: bool) -> None:
        """Put the bell page in the middle, or the stories."""
        self.show_page(self.bell if on else self.stories)

    def show_page(self, page: Page) -> None:
        """Put a page in the middle; the letters of the keyboard mean it from now on."""
        for one in self._pages:
            one.work(one is page)
        here = self.focusWidget()
        if here is None or not self.middle.isAncestorOf(here) or self.middle.currentWidget() is page:
            self.middle.setCurrentWidget(page)
            return
        here.clearFocus()  # else Qt gives the keyboard to the first control of the page, above its list
        self.middle.setCurrentWidget(page)
        self._to_list(page)

    def _to_list(self, page: Page) -> None:
        """Give the keyboard to the list of a page, or to what it offers instead of one."""
        (page.list if page.list.isVisibleTo(self) else page.empty.button).setFocus()

    def go_to(self, pane: Pane) -> None:
        """Bring a pane to the front where not all have room."""
        self._pane = pane
        self._fold()
        if pane == "reader" and not self.middle.isVisibleTo(self):
            self.reader.text.setFocus()

    def back_to_places(self) -> None:
        """Show the places instead of the list."""
        self.go_to("places")
        self.places.list.setFocus()

    def back_to_stories(self) -> None:
        """Show the list instead of the reader."""
        self.go_to("stories")
        self._to_list(next(one for one in self._pages if one is self.middle.currentWidget()))

    def come_to_front(self) -> None:
        """Show the window, wherever it is, and give it the keyboard."""
        if self.isMinimized():
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def layout_text(self) -> tuple[str, str]:
        """Return geometry and splitter as texts for the settings."""
        return _text(self.saveGeometry()), _text(self.splitter.saveState())

    def restore_layout(self, geometry: str, splitter: str) -> None:
        """Take geometry and splitter from the settings; a window on a screen that is gone comes back."""
        if splitter:
            self.splitter.restoreState(_bytes(splitter))
        if geometry:
            self.restoreGeometry(_bytes(geometry))
        if geometry and not self.isMaximized() and not self.isFullScreen():
            main, screens = QGuiApplication.primaryScreen(), QGuiApplication.screens()
            screens.sort(key=lambda screen: screen is not main)
            place = brought_back(self.frameGeometry(), [screen.availableGeometry() for screen in screens])
            if place != self.frameGeometry():
                self.move(place.topLeft())
                self.resize(place.size() - (self.frameGeometry().size() - self.size()))

    def _fit(self) -> None:
        """Begin at a comfortable size, or at what the screen has room for with the frame of the system."""
        wide, high = self._theme.px(1280), self._theme.px(800)
        screen = QGuiApplication.primaryScreen()
        if screen is not None:
            room = screen.availableGeometry()
            wide, high = min(wide, room.width() - 2 * FRAME), min(high, room.height() - TITLE - FRAME)
        self.resize(wide, high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold."""
        super().resizeEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:
        """Draw what depends on whether the window has the keyboard."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            for view in (self.places.list, self.places.library, *(page.list for page in self._pages)):
                view.viewport().update()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the program decide where a closed window goes; hold up nobody who logs out."""
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication) and app.isSavingSession():
            event.accept()
            return
        event.ignore()
        self.close_wanted.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on the first file that was dropped."""
        for url in event.mimeData().urls():
            if url.isLocalFile():
                event.acceptProposedAction()
                self.dropped.emit(url.toLocalFile())
                return

    def _fold(self) -> None:
        now = shown(self.width() / self._theme.scale, self._pane)
        for part, seen in ((self.places, now.places), (self.middle, now.stories), (self.reader, now.reader)):
            if part.isVisibleTo(self) != seen:
                part.setVisible(seen)
        for pane in self._pages:
            pane.folded(now.back_to_places)
        self.reader.folded(now.back_to_stories)

    def _order(self) -> None:
        chain = (
            self.places.list, self.places.library, self.places.add_button, self.places.menu_button, self.stories.list,
            self.stories.search, self.stories.all_read, *self.stories.search.range.buttons.values(),
            *self.stories.chips.buttons(), self.stories.waiting, self.stories.empty.button,
            self.bell.list, *self.bell.filter.buttons.values(), self.bell.why, self.bell.empty.button,
            self.reader.text, self.reader.read_button, self.reader.keep_button, self.reader.open_button,
            self.reader.more_button,
            self.closing.minimise, self.closing.end, self.undo.button, self.undo.away, self.status.needs,
        )  # fmt: skip
        for one, following in pairwise(chain):
            QWidget.setTabOrder(one, following)


def _text(state: QByteArray) -> str:
    return bytes(state.toBase64().data()).decode("ascii")


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromBase64(QByteArray(text.encode("ascii", "ignore")))

"""The window: lays the panes out side by side, folds them when it is narrow, and nothing else."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QByteArray, QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from tocsin.core.text import clean
from tocsin.ui.articles_pane import ArticlesPane
from tocsin.ui.controls import Hairline
from tocsin.ui.folding import Pane, shown
from tocsin.ui.places_pane import PlacesPane
from tocsin.ui.reader_pane import ReaderPane
from tocsin.ui.status_line import StatusLine
from tocsin.ui.theme import Theme
from tocsin.ui.undo_bar import UndoBar

SIZES = (220, 400, 660)


class Window(QWidget):
    """Places, articles, reader; below them the undo bar and the status line."""

    close_wanted = Signal()
    dropped = Signal(str)
    """The path of a file that was dropped here."""

    def __init__(self, theme: Theme, places: PlacesPane, articles: ArticlesPane, reader: ReaderPane) -> None:
        super().__init__()
        self._theme = theme
        self.places, self.articles, self.reader = places, articles, reader
        self.undo, self.status = UndoBar(theme), StatusLine(theme)
        self._pane: Pane = "articles"
        self.setWindowTitle("Tocsin")
        self.setAcceptDrops(True)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        anywhere = Qt.ShortcutContext.WindowShortcut
        for pane, least in ((places, 168), (articles, 260), (reader, 280)):
            pane.setMinimumWidth(theme.px(least))
            self.splitter.addWidget(pane)
            # A key of a pane that is folded away works only through the window.
            self.addActions([one for one in pane.actions() if one.shortcutContext() == anywhere])
        self.splitter.setSizes([theme.px(size) for size in SIZES])
        for at, stretch in enumerate((0, 2, 3)):
            self.splitter.setStretchFactor(at, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.splitter, 1)
        column.addWidget(self.undo)
        column.addWidget(Hairline())
        column.addWidget(self.status)
        self.setMinimumSize(theme.px(320), theme.px(300))
        self.resize(theme.px(1280), theme.px(800))
        self._order()
        self._fold()

    def entitle(self, headline: str) -> None:
        """Put what is being read in the window's title; the system adds the program's name."""
        self.setWindowTitle(clean(headline, 120) or "Tocsin")

    def go_to(self, pane: Pane) -> None:
        """Bring a pane to the front where not all have room."""
        self._pane = pane
        self._fold()
        if pane == "reader" and not self.articles.isVisibleTo(self):
            self.reader.text.setFocus()

    def back_to_places(self) -> None:
        """Show the places instead of the list."""
        self.go_to("places")
        self.places.list.setFocus()

    def back_to_articles(self) -> None:
        """Show the list instead of the reader."""
        self.go_to("articles")
        self.articles.list.setFocus()

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
        if QGuiApplication.screenAt(self.frameGeometry().center()) is None:
            screen = QGuiApplication.primaryScreen()
            if screen is not None:
                self.move(screen.availableGeometry().center() - self.rect().center())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold."""
        super().resizeEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:
        """Draw what depends on whether the window has the keyboard."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            for view in (self.places.list, self.places.library, self.articles.list):
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
        for pane, seen in ((self.places, now.places), (self.articles, now.articles), (self.reader, now.reader)):
            if pane.isVisibleTo(self) != seen:
                pane.setVisible(seen)
        self.articles.folded(now.back_to_places)
        self.reader.folded(now.back_to_articles)

    def _order(self) -> None:
        chain = (
            self.places.list, self.places.library, self.places.add_button, self.places.menu_button, self.articles.list,
            self.articles.search, self.articles.unread_only, self.articles.all_read, self.articles.empty.button,
            self.reader.text, self.reader.read_button, self.reader.keep_button, self.reader.open_button,
            self.undo.button, self.undo.away, self.status.needs,
        )  # fmt: skip
        for one, following in pairwise(chain):
            QWidget.setTabOrder(one, following)


def _text(state: QByteArray) -> str:
    return bytes(state.toBase64().data()).decode("ascii")


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromBase64(QByteArray(text.encode("ascii", "ignore")))

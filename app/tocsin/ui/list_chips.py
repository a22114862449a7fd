"""The chips above a list of stories: only new, only kept, one language, one outlet, and the order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from tocsin.store import Listing, Present, Scope
from tocsin.store.scopes import Sort
from tocsin.ui.controls import native, with_key
from tocsin.ui.icons import icon
from tocsin.ui.plain import one_line
from tocsin.ui.theme import Theme

SORTS: tuple[tuple[Sort, str], ...] = (("newest", "Newest"), ("oldest", "Oldest"), ("outlets", "Most outlets"))
LONGEST = 40
"""Characters of an outlet's name in the menu; the chip itself shows half of them."""


def language_name(code: str) -> str:
    """Give a language's name by its code, else the code."""
    language = QLocale.codeToLanguage(code.split("-", maxsplit=1)[0].lower())
    return code if language == QLocale.Language.AnyLanguage else QLocale.languageToString(language)


class ListChips(QWidget):
    """Knows which listing is wanted; says so when the user wants another one."""

    changed = Signal()

    def __init__(self, theme: Theme, present: Callable[[], Present], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._present = theme, present
        self._language = self._outlet = ""
        self._sort: Sort = "newest"
        self.only_new = self._check("Show only new stories", "Shift+U")
        self.only_kept = self._check("Show only kept stories", "Shift+S")
        self.unread, self.kept = self._toggle("New", self.only_new), self._toggle("Kept", self.only_kept)
        self.language, self.outlet, self.sort = (self._menu(what) for what in ("Language", "Outlet", "Order"))
        self.language.menu().aboutToShow.connect(self._fill_languages)
        self.outlet.menu().aboutToShow.connect(self._fill_outlets)
        self.sort.menu().aboutToShow.connect(self._fill_sorts)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), 0, theme.px(8), theme.px(6))
        column.setSpacing(theme.px(4))
        self._rows = (QHBoxLayout(), QHBoxLayout())
        for row in self._rows:
            row.setSpacing(theme.px(4))
            column.addLayout(row)
        self._narrow: bool | None = None
        theme.changed.connect(self._tell)
        self._tell()
        self._lay(narrow=False)

    def buttons(self) -> tuple[QToolButton, ...]:
        """Return the chips in their order."""
        return (self.unread, self.kept, self.language, self.outlet, self.sort)

    def listing(self, scope: Scope) -> Listing:
        """Give the listing of a scope that is wanted now."""
        new, kept = self.only_new.isChecked(), self.only_kept.isChecked()
        return Listing(scope, unread=new, kept=kept, language=self._language, outlet=self._outlet, sort=self._sort)

    def forget(self) -> None:
        """Drop, without saying so, what holds for one place alone."""
        self._language = self._outlet = ""
        self._quietly(self.only_kept, False)
        self._tell()

    def clear(self) -> None:
        """Let everything pass."""
        self._quietly(self.only_new, False)
        self.forget()
        self.changed.emit()

    def want(self, listing: Listing) -> None:
        """Want this language, outlet and order."""
        self._language, self._outlet, self._sort = listing.language, listing.outlet, listing.sort
        self._tell()
        self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in two rows where one has no room."""
        super().resizeEvent(event)
        self._lay(narrow=self.width() < self._needed())

    def minimumSizeHint(self) -> QSize:
        """Ask for no more than the wider of two rows."""
        wide = max(self._wide(self.buttons()[:2]) + self._wide(self.buttons()[4:]), self._wide(self.buttons()[2:4]))
        return QSize(wide, super().minimumSizeHint().height())

    # -- parts

    def _check(self, text: str, keys: str) -> QAction:
        action = QAction(text, self)
        action.setCheckable(True)
        action.setShortcut(keys)
        action.toggled.connect(self._toggled)
        return action

    def _chip(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("chip", True)
        button.setFont(self._theme.font(self._theme.tokens.secondary))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(name)
        return button

    def _toggle(self, word: str, action: QAction) -> QToolButton:
        button = self._chip(action.text())
        button.setText(word)
        button.setToolTip(with_key(action.text(), native(action.shortcut())))
        button.setCheckable(True)
        button.clicked.connect(action.setChecked)
        action.toggled.connect(button.setChecked)
        return button

    def _menu(self, what: str) -> QToolButton:
        button = self._chip(what)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the small arrow stands behind the word
        button.setIconSize(QSize(self._theme.px(9), self._theme.px(9)))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        menu.setAccessibleName(what)
        button.setMenu(menu)
        return button

    def _fill(self, button: QToolButton, field: str, every: str, options: Sequence[tuple[str, str]]) -> None:
        """Write a menu: "all", and one line for each option."""
        menu, now = button.menu(), self.listing(Scope("all"))
        menu.clear()
        group = QActionGroup(menu)
        lines = [*([("", every)] if every else []), *options]
        wanted = str(getattr(now, field))
        if wanted not in dict(lines):
            lines.insert(1, (wanted, wanted))
        for value, words in lines:
            action = menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(value == wanted)
            action.setData((field, value))
            group.addAction(action)
        group.triggered.connect(self._picked)

    def _fill_languages(self) -> None:
        options = [(code, language_name(code)) for code, _ in self._present().languages]
        self._fill(self.language, "language", "All languages", options)

    def _fill_outlets(self) -> None:
        options = [(name, one_line(name)[:LONGEST]) for name, _ in self._present().outlets]
        self._fill(self.outlet, "outlet", "All outlets", options)

    def _fill_sorts(self) -> None:
        self._fill(self.sort, "sort", "", SORTS)

    def _picked(self, action: QAction) -> None:
        field, value = action.data()
        now = self.listing(Scope("all"))
        if field == "language":
            self.want(replace(now, language=value))
        elif field == "outlet":
            self.want(replace(now, outlet=value))
        else:
            self.want(replace(now, sort=value))

    def _toggled(self, _: bool) -> None:
        self.changed.emit()

    def _quietly(self, action: QAction, on: bool) -> None:
        button = self.kept if action is self.only_kept else self.unread
        action.blockSignals(True)
        action.setChecked(on)
        action.blockSignals(False)
        button.setChecked(on)

    def _tell(self) -> None:
        """Show what is wanted on the chips."""
        outlet = one_line(self._outlet)
        outlet = outlet if len(outlet) <= LONGEST // 2 else outlet[: LONGEST // 2 - 1] + "…"
        words = (
            (self.language, "Language", language_name(self._language) if self._language else ""),
            (self.outlet, "Outlet", outlet),
            (self.sort, "Order", dict(SORTS)[self._sort]),
        )
        for button, what, now in words:
            button.setText((now or what).replace("&", "&&"))
            button.setAccessibleName(f"{what}: {now or 'all'}")
            button.setToolTip(button.accessibleName())
            lit = bool(now) and what != "Order"
            button.setProperty("lit", lit)
            button.setIcon(icon("down", self._theme.colour("accent" if lit else "soft")))
            button.style().unpolish(button)
            button.style().polish(button)

    def _wide(self, buttons: Sequence[QToolButton]) -> int:
        gaps = self._theme.px(4) * len(buttons)
        return sum(button.sizeHint().width() for button in buttons) + gaps + self._theme.px(14 + 8)

    def _needed(self) -> int:
        return self._wide(self.buttons())

    def _lay(self, *, narrow: bool) -> None:
        if narrow == self._narrow:
            return
        self._narrow = narrow
        first, second = self._rows
        for row in self._rows:
            while row.count():
                row.takeAt(0)
        for button in (self.unread, self.kept):
            first.addWidget(button)
        for button in (self.language, self.outlet):
            (second if narrow else first).addWidget(button)
        first.addStretch(1)
        first.addWidget(self.sort)
        if narrow:
            second.addStretch(1)

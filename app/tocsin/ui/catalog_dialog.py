"""The catalogue: sources by country, language, topic and words, to choose several from and follow them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from tocsin.feeds import catalog
from tocsin.feeds.address import host_of
from tocsin.feeds.catalog import Listed, Wanted
from tocsin.ui.check_list import CheckList, CheckRow
from tocsin.ui.controls import Choice, Hairline, Tick, fit, in_order, main_button, quiet_button
from tocsin.ui.field import Field
from tocsin.ui.lands import by_name, country_name, home, language_name
from tocsin.ui.theme import Theme
from tocsin.ui.words import counted

WORLD = "-"
"""Stands for what belongs to no country."""

FIRST = "Choose a country: these are well-known sources of news from there. Nothing is followed before you press Add."


class CatalogDialog(QDialog):
    """Emits the sources that are wanted and stays until they are followed; adds nothing itself."""

    wanted = Signal(object)

    def __init__(
        self, theme: Theme, rows: Sequence[Listed], followed: Sequence[str], *, first: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._theme, self._rows = theme, rows
        self._new = {row.url for row in catalog.not_followed(rows, followed)}
        self._by_url = {row.url: row for row in rows}
        self.setWindowTitle("First sources" if first else "Catalogue of sources")
        self.intro = QLabel(
            FIRST if first else f"{counted(len(rows), 'source')} that could be read when the list was made."
        )
        self.intro.setObjectName("soft")
        self.intro.setWordWrap(True)
        self.country, self.language, self.topic = Choice(theme), Choice(theme), Choice(theme)
        self._fill()
        self.words = QLineEdit()
        self.words.setPlaceholderText("Title, site or topic")
        self.words.setClearButtonEnabled(True)
        self.words.setMaxLength(200)
        self.known = Tick(theme, "Only the best &known")
        self.known.setChecked(first)
        self.list = CheckList(theme, "Sources of the catalogue", 20)
        self.nothing = QLabel("The catalogue knows no such source. Fewer words, or another country?")
        self.nothing.setObjectName("soft")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.all = quiet_button("Choose all")
        self.all.clicked.connect(self._choose_all)
        self.count = QLabel()
        self.count.setObjectName("soft")
        self.keep: QPushButton = main_button("Add sources")
        self.keep.clicked.connect(self._accept)
        self._lay_out()
        if first:
            self.country.setCurrentIndex(max(self.country.findData(home() or WORLD), 1))
        for box in (self.country, self.language, self.topic):
            box.currentIndexChanged.connect(self._narrow)
        self.words.textChanged.connect(self._narrow)
        self.known.toggled.connect(self._narrow)
        self.list.rows.chosen_changed.connect(self._count)
        self._narrow()
        (self.country if first else self.words).setFocus()

    def _fill(self) -> None:
        self.country.addItem("Every country", "")
        self.country.addItem("The world, or no country", WORLD)
        for code in by_name(catalog.countries(self._rows)):
            self.country.addItem(country_name(code), code)
        self.language.addItem("Every language", "")
        for code in by_name(catalog.languages(self._rows), language_name):
            self.language.addItem(language_name(code), code)
        self.topic.addItem("Every topic", "")
        for topic in catalog.topics(self._rows):
            self.topic.addItem(topic.capitalize(), topic)

    def _lay_out(self) -> None:
        theme, px = self._theme, self._theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(16), 0, px(16))
        column.setSpacing(px(10))
        above = QVBoxLayout()
        above.setContentsMargins(px(20), 0, px(20), 0)
        above.setSpacing(px(10))
        above.addWidget(self.intro)
        row = QHBoxLayout()
        row.setSpacing(px(10))
        for label, box in (("&Country", self.country), ("&Language", self.language), ("&Topic", self.topic)):
            box.setMinimumContentsLength(10)
            box.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            row.addWidget(Field(theme, label, box), 1)
        above.addLayout(row)
        second = QHBoxLayout()
        second.setSpacing(px(16))
        self.words.setAccessibleName("Words")
        second.addWidget(self.words, 1)
        second.addWidget(self.known)
        above.addLayout(second)
        column.addLayout(above)
        column.addWidget(Hairline())
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing, 1)
        column.addWidget(Hairline())
        away = QPushButton("Cancel")
        away.setAutoDefault(False)
        away.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(px(20), px(4), px(20), 0)
        buttons.setSpacing(px(10))
        for part in (self.all, self.count):
            buttons.addWidget(part)
        buttons.addStretch(1)
        buttons.addWidget(in_order(self.keep, away))
        column.addLayout(buttons)
        fit(self, px(640), px(620))

    def refuse(self, sentence: str) -> None:
        """Say why nothing was added."""
        self.count.setText(sentence)
        self.keep.setEnabled(True)

    def found(self) -> list[Listed]:
        """Give the sources that answer what is chosen above the list."""
        country = str(self.country.currentData())
        wanted = Wanted("" if country == WORLD else country, str(self.language.currentData()),
                        str(self.topic.currentData()), self.words.text())  # fmt: skip
        rows = [row for row in catalog.find(self._rows, wanted) if country != WORLD or not row.country]
        if self.known.isChecked():
            rows = catalog.suggested(rows, wanted.country, wanted.language, wanted.topic)
        return rows

    def _narrow(self) -> None:
        rows = [
            CheckRow(row.url, row.title, self._detail(row), row.url not in self._new) for row in self.found()
        ]
        self.list.rows.show(rows)
        self.list.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.list.scrollToTop()
        self._count()

    def _detail(self, row: Listed) -> str:
        parts = [host_of(row.site) or host_of(row.url)]
        parts += [country_name(row.country)] if row.country else []
        parts += [language_name(row.language)] if row.language else []
        parts += [", ".join(row.topics)] if row.topics != ("news",) else []
        return " · ".join(parts)

    def _count(self) -> None:
        chosen, shown = len(self.list.rows.chosen), len(self.list.rows.rows())
        self.keep.setText(f"Add {counted(chosen, 'source')}" if chosen else "Add sources")
        self.keep.setEnabled(chosen > 0)
        self.count.setText(f"{shown:,} shown" + (f", {chosen:,} chosen" if chosen else ""))
        here = [row.key for row in self.list.rows.rows() if not row.followed]
        self.all.setText("Choose none" if here and set(here) <= set(self.list.rows.chosen) else "Choose all")
        self.all.setVisible(bool(here))

    def _choose_all(self) -> None:
        here = [row.key for row in self.list.rows.rows() if not row.followed]
        self.list.rows.choose(here, on=self.all.text() == "Choose all")

    def _accept(self) -> None:
        self.keep.setEnabled(False)
        self.wanted.emit([self._by_url[url] for url in self.list.rows.chosen])

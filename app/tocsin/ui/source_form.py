"""The fields of a source: what the user chooses of it, and what differs from how it was."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tocsin.core.model import Feed, ImageRule
from tocsin.feeds.address import normal, split_credentials
from tocsin.store import Store
from tocsin.ui.controls import Choice, Tick
from tocsin.ui.field import Field
from tocsin.ui.lands import all_countries, all_languages, country_name, language_name
from tocsin.ui.source_changes import Change
from tocsin.ui.theme import Theme

IMAGES = (
    (ImageRule.ASK, "When I ask, or as set for all"),
    (ImageRule.ALWAYS, "Always"),
    (ImageRule.NEVER, "Never by themselves"),
)


class SourceForm(QWidget):
    """Shows a source as it is; says what the user made of it."""

    def __init__(self, theme: Theme, store: Store, feed: Feed) -> None:
        super().__init__()
        self._theme, self.feed = theme, feed
        self.title, self.address = _line(feed.own_title, 300), _line(feed.url, 4000)
        self.title.setPlaceholderText(feed.outlet)
        self.user, self.password = _line(feed.user, 300), _line("", 2000)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText("Stays as it is" if feed.user else "")
        self.folder = Choice(theme, editable=True)
        self.folder.addItems(["", *sorted({one.folder for one in store.feeds.all() if one.folder})])
        self.folder.setCurrentText(feed.folder)
        self.images, self.language, self.country = Choice(theme), Choice(theme), Choice(theme)
        says = f"As the source says ({language_name(feed.language)})" if feed.language else "As the source says"
        _fill(self.images, IMAGES, feed.images)
        languages = [(one, language_name(one)) for one in all_languages()]
        _fill(self.language, [("", says if not feed.own_language else "As the source says"), *languages],
              feed.own_language)  # fmt: skip
        _fill(self.country, [("", "Not known"), *((one, country_name(one)) for one in all_countries())], feed.country)
        for box in (self.folder, self.images, self.language, self.country):
            box.setMinimumContentsLength(8)
            box.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.paused = Tick(theme, "&Paused: it is not read")
        self.paused.setChecked(feed.paused)
        self.address_field = Field(theme, "&Address", self.address)
        self.password_field = Field(theme, "Pass&word", self.password)
        self._lay_out()

    def _lay_out(self) -> None:
        theme, px = self._theme, self._theme.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addWidget(Field(theme, "&Title", self.title))
        column.addWidget(self.address_field)
        for left, right in (
            (Field(theme, "&User name", self.user), self.password_field),
            (Field(theme, "&Folder", self.folder), Field(theme, "&Images", self.images)),
            (Field(theme, "&Language", self.language), Field(theme, "&Country", self.country)),
        ):
            row = QHBoxLayout()
            row.setSpacing(px(12))
            for part in (left, right):
                row.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
        column.addWidget(self.paused)

    def change(self) -> Change:
        """Give what differs from the source as it was; raises BadAddress."""
        feed = self.feed
        url, user, password = split_credentials(normal(self.address.text()))
        user, password = user or self.user.text().strip(), password or self.password.text()
        return Change(
            own_title=_other(self.title.text().strip(), feed.own_title),
            url=_other(url, feed.url),
            user=_other(user, feed.user),
            password=password or None,
            folder=_other(self.folder.currentText().strip(), feed.folder),
            language=_other(self.language.currentData(), feed.own_language),
            country=_other(self.country.currentData(), feed.country),
            images=_other(ImageRule(self.images.currentData()), feed.images),
            paused=_other(self.paused.isChecked(), feed.paused),
        )

    def remedy(self, mend: str) -> QLineEdit:
        """Give the field where a trouble is mended: "password" or "address"; else the title."""
        secret = self.password if self.feed.user else self.user
        return {"password": secret, "address": self.address}.get(mend, self.title)


def _other(value: Any, before: Any) -> Any:
    return value if value != before else None


def _line(text: str, longest: int) -> QLineEdit:
    edit = QLineEdit(text)
    edit.setMaxLength(longest)
    edit.setCursorPosition(0)
    return edit


def _fill(box: Choice, items: Any, current: object) -> None:
    for value, words in items:
        box.addItem(words, value)
    at = box.findData(current)
    if at < 0:
        box.addItem(str(current), current)
        at = box.count() - 1
    box.setCurrentIndex(at)

"""Asks which clippings are to be saved, and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QDateEdit, QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from tocsin.core.clippings import Cover, moment
from tocsin.store import Scope, Wanted
from tocsin.ui.choosing import Chosen
from tocsin.ui.clippings_saving import PAPER, Order
from tocsin.ui.controls import Choice, Tick, fit, main_button
from tocsin.ui.field import Field
from tocsin.ui.theme import Theme

FORMS = (
    ("html", "Web page (HTML)"), (PAPER, "PDF"), ("markdown", "Markdown"), ("csv", "Table (CSV)"), ("json", "JSON"),
    ("atom", "Atom feed"),
)  # fmt: skip
WHENS = (
    ("", "at any time"), ("0", "today"), ("1", "yesterday"), ("7", "in the last 7 days"), ("30", "in the last 30 days"),
    ("days", "between two days"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """One thing that clippings can be of."""

    name: str
    scope: Scope = Scope("all")  # noqa: RUF009 - a frozen value
    chosen: Chosen | None = None


class ClippingsDialog(QDialog):
    """Emits the order; where it goes is asked for afterwards."""

    ordered = Signal(object)

    def __init__(
        self, theme: Theme, sources: Sequence[Source], zone: tzinfo, form: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Save clippings")
        self._sources, self._zone = sources, zone
        self.what = self._choice(theme, [(str(at), one.name) for at, one in enumerate(sources)])
        self.when = self._choice(theme, WHENS)
        self.form = self._choice(theme, FORMS)
        self.form.setCurrentIndex(max(0, self.form.findData(form)))
        today = QDate.currentDate()
        self.first, self.last = QDateEdit(today.addDays(-7)), QDateEdit(today)
        for edit, name in ((self.first, "First day"), (self.last, "Last day")):
            edit.setCalendarPopup(True)
            edit.setDisplayFormat("d MMM yyyy")
            edit.setAccessibleName(name)
        self.seen = Field(theme, "&Seen", self.when)
        self.days = QWidget()
        row = QHBoxLayout(self.days)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.first)
        row.addWidget(QLabel("to"))
        row.addWidget(self.last)
        row.addStretch(1)
        self.whole = Tick(theme, "With the &full text of each article")
        self.mark = Tick(theme, "For spreadsheets that &guess: begin with the UTF-8 mark")
        self.says = QLabel(
            "Each comes with headline, outlet, times, link, the sentence that hit, your note and your tags."
        )
        self.says.setObjectName("soft")
        self.says.setWordWrap(True)
        self.says.setFont(theme.font(theme.tokens.secondary + 1))
        self.save = main_button("Save…")
        buttons = QDialogButtonBox()
        buttons.addButton(self.save, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._order)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.px(20)] * 4)
        column.setSpacing(theme.px(12))
        for part in (
            Field(theme, "&Clippings of", self.what), self.seen, self.days,
            Field(theme, "&Written as", self.form), self.whole, self.mark, self.says,
        ):  # fmt: skip
            column.addWidget(part)
        column.addStretch(1)
        column.addWidget(buttons)
        fit(self, theme.px(440), theme.px(360))
        for box in (self.what, self.when, self.form):
            box.currentIndexChanged.connect(self._look)
        self._look()

    def order(self) -> Order:
        """Return what is chosen now."""
        source = self._sources[self.what.currentIndex()]
        first, last = self._period()
        since = self._moment(first) if first is not None else None
        until = self._moment(last + timedelta(days=1)) if last is not None else None
        wanted = Wanted(source.scope, since, until, whole=self.whole.isChecked())
        said = "" if first is None else f"Seen {_day(first)}" + ("" if first == last else f" to {_day(last or first)}")
        form = str(self.form.currentData())
        cover = Cover("Clippings" if source.chosen is not None else source.name, said, datetime.now(UTC))
        return Order(wanted, cover, form, self.mark.isChecked() and form == "csv", source.chosen)

    def _period(self) -> tuple[date | None, date | None]:
        today, kind = datetime.now(self._zone).date(), str(self.when.currentData())
        if not kind or self._sources[self.what.currentIndex()].chosen is not None:
            return None, None
        if kind == "days":
            days = (_date(self.first.date()), _date(self.last.date()))
            return min(days), max(days)
        if kind in ("0", "1"):
            day = today - timedelta(days=int(kind))
            return day, day
        return today - timedelta(days=int(kind) - 1), today

    def _moment(self, day: date) -> datetime:
        return datetime.combine(day, time(), self._zone).astimezone(UTC)

    def _look(self, _: int = 0) -> None:
        by_time = self._sources[self.what.currentIndex()].chosen is None
        self.seen.setVisible(by_time)
        self.days.setVisible(by_time and self.when.currentData() == "days")
        self.mark.setVisible(self.form.currentData() == "csv")

    def _order(self) -> None:
        self.ordered.emit(self.order())
        self.accept()

    @staticmethod
    def _choice(theme: Theme, options: Sequence[tuple[str, str]]) -> Choice:
        made = Choice(theme)
        for value, words in options:
            made.addItem(words, value)
        return made


def _day(day: date) -> str:
    return moment(datetime(day.year, day.month, day.day, tzinfo=UTC), UTC).rpartition(" ")[0]


def _date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())

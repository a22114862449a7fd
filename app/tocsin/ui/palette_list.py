"""The lines of the palette: headings and hits, drawn quietly; the choice moves over the hits alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QTextCharFormat
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from tocsin.ui.icons import pixmap
from tocsin.ui.lines import Lines
from tocsin.ui.list_view import ListView
from tocsin.ui.palette_lines import Group, Hit
from tocsin.ui.theme import Theme

LINE, HEADING, ICON, EDGE = 34, 28, 18, 16
NOTE = 0.45
"""How much of a line its note may take."""

HitRole = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class PaletteModel(QAbstractListModel):
    """Rows are headings (texts) and hits."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[str | Hit] = []

    def show(self, groups: Sequence[Group]) -> None:
        """Show these groups."""
        self.beginResetModel()
        self._rows = []
        for group in groups:
            self._rows += [group.name, *group.hits]
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def row(self, at: int) -> str | Hit | None:
        """Return a row; None where there is none."""
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def data(self, index: _Index, role: int = 0) -> object:
        """Return a row's words, or the hit."""
        row = self.row(index.row())
        if role == HitRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken if isinstance(row, Hit) else row
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let hits alone be chosen."""
        hit = isinstance(self.row(index.row()), Hit)
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if hit else Qt.ItemFlag.NoItemFlags

    def hits(self) -> list[int]:
        """Return the rows that are hits."""
        return [at for at, row in enumerate(self._rows) if isinstance(row, Hit)]

    def firsts(self) -> list[int]:
        """Return the first hit of each group."""
        return [at for at in self.hits() if isinstance(self._rows[at - 1], str)]


class PaletteList(ListView):
    """Chosen in from the field above it; a click does what Enter does."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("What was found")
        self._theme = theme
        self.lines = PaletteModel()
        self.setModel(self.lines)
        self.setItemDelegate(PaletteDelegate(theme, self))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFrameShape(ListView.Shape.NoFrame)
        theme.changed.connect(self.viewport().update)

    def show_groups(self, groups: Sequence[Group], *, keep: bool = False) -> None:
        """Show what was found; the first is chosen, or, with `keep`, what was chosen before."""
        before = self.chosen() if keep else None
        self.lines.show(groups)
        rows = self.lines.hits()
        same = next((at for at in rows if _same(self.lines.row(at), before)), rows[0] if rows else -1)
        if same >= 0:
            self.setCurrentIndex(self.lines.index(same))
        if not keep:
            self.scrollToTop()

    def chosen(self) -> Hit | None:
        """Return what is chosen."""
        hit = self.currentIndex().data(HitRole)
        return hit if isinstance(hit, Hit) else None

    def step(self, by: int) -> None:
        """Go up or down, from an end to the other."""
        rows = self.lines.hits()
        if rows:
            at = rows.index(self.currentIndex().row()) if self.currentIndex().row() in rows else -1
            beyond = abs(by) > 1 and not 0 <= at + by < len(rows)
            self._go(rows[(0 if by < 0 else -1) if beyond else (at + by) % len(rows)])

    def step_group(self, by: int) -> None:
        """Go to the first of the next group, or of the one before."""
        firsts, here = self.lines.firsts(), self.currentIndex().row()
        if firsts:
            at = max((n for n, row in enumerate(firsts) if row <= here), default=0)
            self._go(firsts[(at + by) % len(firsts)])

    def wanted_height(self) -> int:
        """Return how high it is with all its rows in sight."""
        hits = len(self.lines.hits())
        return self._theme.px(LINE) * hits + self._theme.px(HEADING) * (self.lines.rowCount() - hits)

    def _go(self, row: int) -> None:
        self.setCurrentIndex(self.lines.index(row))
        if row in self.lines.firsts():  # the heading belongs to it
            self.scrollTo(self.lines.index(row - 1))
        self.scrollTo(self.lines.index(row))


class PaletteDelegate(QStyledItemDelegate):
    """Icon, name with what was typed in medium weight, and at the right its note or its key."""

    def __init__(self, theme: Theme, parent: PaletteList) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return one height for headings and one for hits."""
        return QSize(100, self._theme.px(LINE if isinstance(index.data(HitRole), Hit) else HEADING))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the row."""
        row = index.data(HitRole)
        area: QRect = option.rect
        painter.save()
        painter.setClipRect(area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Hit):
            self._hit(painter, QRectF(area), row, option)
        elif isinstance(row, str):
            theme = self._theme
            painter.setFont(theme.font(theme.tokens.secondary, new=True))
            painter.setPen(theme.colour("soft"))
            box = QRectF(area).adjusted(theme.px(EDGE), theme.px(8), -theme.px(EDGE), 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, row)
        painter.restore()

    def _hit(self, painter: QPainter, area: QRectF, hit: Hit, option: QStyleOptionViewItem) -> None:
        theme, px = self._theme, self._theme.px
        state: QStyle.StateFlag = option.state
        inner = area.adjusted(px(6), 1, -px(6), -1)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("tint" if chosen else "hover"))
            painter.drawRoundedRect(inner, theme.tokens.radius, theme.tokens.radius)
        colours, ratio = theme.colours, painter.device().devicePixelRatioF()
        if hit.icon:
            ink = colours.accent if chosen or (hit.kind == "story" and hit.new) else colours.soft
            y = round(inner.center().y() - px(ICON) / 2)
            painter.drawPixmap(round(inner.left()) + px(10), y, pixmap(hit.icon, ink, px(ICON), ratio))
        left = inner.left() + px(10 + ICON + 10)
        right: float = inner.right() - px(10)
        if hit.keys:
            right = draw_keys(painter, theme, hit.keys, right, inner.center().y()) - px(10)
        if hit.note:
            painter.setFont(theme.font(theme.tokens.secondary + 1, figures=True))
            painter.setPen(theme.colour("soft"))
            wide = int((right - left) * NOTE)
            note = painter.fontMetrics().elidedText(hit.note, Qt.TextElideMode.ElideRight, wide)
            painter.drawText(QRectF(left, inner.top(), right - left, inner.height()), _RIGHT, note)
            right -= painter.fontMetrics().horizontalAdvance(note) + px(12)
        marked = QTextCharFormat()
        marked.setFontWeight(theme.font(theme.tokens.list, new=True).weight())
        marked.setForeground(theme.colour("accent"))
        font = theme.font(theme.tokens.list)
        title = Lines(hit.title, font, max(20.0, right - left), 1, spans=hit.marked, marked=marked)
        title.draw(painter, left, inner.center().y() - title.height / 2, theme.colour("ink"))


def draw_keys(painter: QPainter, theme: Theme, keys: str, right: float, middle: float) -> float:
    """Draw keys as caps that end at `right`; returns where they begin. Those after a comma do the same thing."""
    px = theme.px
    painter.setFont(theme.font(theme.tokens.secondary))
    metrics = painter.fontMetrics()
    high = metrics.height() + px(4)
    at: float = right
    for one in reversed([cap for key in keys.split(", ") for cap in key.split(" ")]):
        wide = max(float(metrics.horizontalAdvance(one) + px(10)), float(high))
        box = QRectF(at - wide, middle - high / 2, wide, high)
        painter.setPen(QPen(theme.colour("hairline"), 1))
        painter.setBrush(theme.colour("chrome"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(theme.colour("soft"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, one)
        at = box.left() - px(4)
    return at + px(4)


def _same(row: object, before: Hit | None) -> bool:
    return isinstance(row, Hit) and before is not None and (row.kind, row.about) == (before.kind, before.about)

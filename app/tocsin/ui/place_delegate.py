"""Draws one line on the left: icon, name, marks, the trend of some days, number of new articles."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tocsin.ui import sparkline
from tocsin.ui.icons import pixmap
from tocsin.ui.place_model import PlaceModel, PlaceRole
from tocsin.ui.places import DAYS, Place
from tocsin.ui.plain import one_line
from tocsin.ui.theme import Theme
from tocsin.ui.words import short

LINE, INSET, INDENT, ICON, MARK = 28, 8, 18, 18, 15
TREND_FROM = 196
"""A list that is narrower has no room for trends."""

LEGIBLE = 0.7
"""A trend gives way to a name of which less than this part could be read."""

_Index = QModelIndex | QPersistentModelIndex
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PlaceDelegate(QStyledItemDelegate):
    """Quiet lines; numbers and trends stand in columns."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return one height for all lines."""
        return QSize(120, self._theme.px(LINE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the line."""
        place = index.data(PlaceRole)
        if not isinstance(place, Place):
            return
        area: QRect = option.rect
        painter.save()
        painter.setClipRect(area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if place.kind == "section":
            self._heading(painter, QRectF(area), place)
        else:
            model = index.model()
            self._line(painter, QRectF(area), place, option, model.widest if isinstance(model, PlaceModel) else 0)
        painter.restore()

    # -- renaming

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        """Offer a field for another name."""
        field = QLineEdit(parent)
        field.setAccessibleName("Name")
        field.setMaxLength(200)
        field.setFont(self._theme.font(self._theme.tokens.list))
        field.setObjectName("inline")
        return field

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """Begin with the name as it is; numbers that change meanwhile change nothing in the field."""
        if isinstance(editor, QLineEdit) and not editor.isModified() and not editor.text():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        """Hand the name on."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        """Put the field where the name stands."""
        place = index.data(PlaceRole)
        indent = place.indent if isinstance(place, Place) else 0
        px, area = self._theme.px, QRect(option.rect)
        left = px(INSET + 8 + ICON + 4) + px(INDENT) * indent
        editor.setGeometry(area.adjusted(left, 1, -px(INSET), -1))

    # -- drawing

    def _heading(self, painter: QPainter, area: QRectF, place: Place) -> None:
        theme, px = self._theme, self._theme.px
        painter.setFont(theme.font(theme.tokens.secondary, new=True, figures=True))
        inner = area.adjusted(px(INSET + 8), px(6), -px(INSET + 8), 0)
        painter.setPen(theme.colour("soft"))
        painter.drawText(inner, LEFT, place.name)
        width = painter.fontMetrics().horizontalAdvance(place.name)
        if place.folded is not None:
            self._icon(painter, "right" if place.folded else "down", "faint", inner.left() + width + px(4), inner, 14)
        if place.troubled:
            painter.setPen(theme.colour("trouble"))
            text = short(place.troubled)
            painter.drawText(inner, RIGHT, text)
            right = inner.right() - painter.fontMetrics().horizontalAdvance(text) - px(3)
            self._icon(painter, "trouble", "trouble", right - px(14), inner, 14)

    def _line(
        self, painter: QPainter, area: QRectF, place: Place, option: QStyleOptionViewItem, widest: int
    ) -> None:
        theme, px = self._theme, self._theme.px
        state: QStyle.StateFlag = option.state
        inner = area.adjusted(px(INSET), 1, -px(INSET), -1)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        self._ground(painter, inner, option, chosen)
        x = inner.left() + px(8) + px(INDENT) * place.indent
        if place.folded is not None and place.kind == "group":
            self._icon(painter, "right" if place.folded else "down", "soft", x, inner, ICON)
        elif place.icon:
            self._icon(painter, place.icon, "accent" if chosen else "soft", x, inner, ICON)
        x += px(ICON + 8)
        painter.setFont(theme.font(theme.tokens.list, figures=True))
        right = self._number(painter, inner, place, chosen, widest)
        right = self._trend(painter, inner, place, x, right)
        right = self._marks(painter, inner, place, right)
        self._name(painter, QRectF(x, inner.top(), right - x, inner.height()), place)

    def _number(self, painter: QPainter, inner: QRectF, place: Place, chosen: bool, widest: int) -> float:
        """Draw the number in its column; returns where what stands before it has to end."""
        theme, px = self._theme, self._theme.px
        right = inner.right() - px(8)
        if place.count:
            painter.setPen(theme.colour("ink" if chosen else "soft"))
            painter.drawText(QRectF(inner.left(), inner.top(), right - inner.left(), inner.height()), RIGHT,
                             short(place.count))  # fmt: skip
        if place.count or place.kind == "watch":
            column = max((short(place.count), short(min(widest, 9_999)), "99"), key=len)
            right -= painter.fontMetrics().horizontalAdvance(column) + px(8)
        return right

    def _trend(self, painter: QPainter, inner: QRectF, place: Place, left: float, right: float) -> float:
        """Draw the trend in its column, unless the name needs the room; returns where the rest has to end."""
        theme, px = self._theme, self._theme.px
        wide, high = sparkline.width(DAYS, theme.scale), px(12)
        room = right - wide - px(8) - left
        name = painter.fontMetrics().horizontalAdvance(one_line(place.name[:200]))
        if place.kind != "watch" or place.note or inner.width() < px(TREND_FROM) or room < name * LEGIBLE:
            return right
        if any(place.days):
            box = QRectF(right - wide, inner.center().y() - high / 2, wide, high)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            sparkline.draw(painter, box, place.days, theme.colour("faint"), theme.colour("accent"), theme.scale)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return right - wide - px(8)

    def _marks(self, painter: QPainter, inner: QRectF, place: Place, right: float) -> float:
        """Draw the small shapes from the right; returns where the name has to end."""
        px = self._theme.px
        if place.folded is not None and place.kind != "group":
            right -= px(14)
            self._icon(painter, "right" if place.folded else "down", "faint", right, inner, 14)
            right -= px(4)
        marks = (
            ("trouble", "trouble", bool(place.trouble)),
            ("pause", "soft", place.paused),
            ("snooze", "soft", place.snoozed is not None),
            ("clock", "soft", bool(place.quiet)),
            ("sound-none" if place.sound == "none" else "sound", "soft", bool(place.sound)),
            ("shut-out", "soft", bool(place.muted)),
        )
        for name, colour, there in marks:
            if there:
                right -= px(MARK)
                self._icon(painter, name, colour, right, inner, MARK)
                right -= px(3)
        return right

    def _name(self, painter: QPainter, box: QRectF, place: Place) -> None:
        theme = self._theme
        rests = place.paused or place.snoozed is not None or (place.kind == "feed" and bool(place.trouble))
        metrics = painter.fontMetrics()
        name = metrics.elidedText(one_line(place.name)[:200], Qt.TextElideMode.ElideRight, int(box.width()))
        painter.setPen(theme.colour("soft" if rests else "ink"))
        painter.drawText(box, LEFT | Qt.TextFlag.TextSingleLine, name)
        left = box.left() + metrics.horizontalAdvance(name) + theme.px(6)
        if place.note and box.right() - left > theme.px(24):
            painter.setFont(theme.font(theme.tokens.secondary))
            painter.setPen(theme.colour("soft"))
            rest = QRectF(left, box.top(), box.right() - left, box.height())
            note = painter.fontMetrics().elidedText(
                one_line(place.note[:200]), Qt.TextElideMode.ElideRight, int(rest.width())
            )
            painter.drawText(rest, LEFT | Qt.TextFlag.TextSingleLine, note)

    def _ground(self, painter: QPainter, inner: QRectF, option: QStyleOptionViewItem, chosen: bool) -> None:
        theme = self._theme
        state: QStyle.StateFlag = option.state
        widget = option.widget
        focused = widget is not None and widget.hasFocus() and bool(state & QStyle.StateFlag.State_Active)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover" if not chosen else "tint" if focused else "tint_idle"))
            painter.drawRoundedRect(inner, theme.tokens.radius, theme.tokens.radius)
        by_key = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_KeyboardFocusChange
        if focused and state & by_key == by_key:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(inner.adjusted(1, 1, -1, -1), theme.tokens.radius - 1, theme.tokens.radius - 1)

    def _icon(
        self, painter: QPainter, name: str, colour: str, x: float, area: QRectF, size: int
    ) -> None:
        px, theme = self._theme.px, self._theme
        drawn = pixmap(name, str(getattr(theme.colours, colour)), px(size), painter.device().devicePixelRatioF())
        painter.drawPixmap(round(x), round(area.top() + (area.height() - px(size)) / 2), drawn)

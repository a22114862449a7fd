"""Draws one line of a brief: the name of a watch, a story with the sentence that hit, or what is left out."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from tocsin.core.brief import Told, words
from tocsin.ui.brief_model import BriefModel, Line, LineRole
from tocsin.ui.lines import Lines, hit_format
from tocsin.ui.plain import one_line
from tocsin.ui.row_ground import paint_ground
from tocsin.ui.theme import Theme
from tocsin.ui.words import moment

KEPT_LAYOUTS = 600
GUTTER, EDGE, GAP, WATCH, REST = 28, 16, 9, 38, 34


class _Drawn:
    """The laid-out texts of one story at one width."""

    def __init__(self, one: Told, width: int, theme: Theme, read: bool) -> None:
        self.width, self.read = width, read
        marked = hit_format(theme.colour("hit"), theme.colour("accent"))
        font = theme.font(theme.tokens.list, new=not read)
        inside = () if one.sentence else one.spans
        self.headline = Lines(words.headline(one), font, width, 3, spans=inside, marked=marked)
        self.sentence: Lines | None = None
        if one.sentence:
            small = theme.font(theme.tokens.secondary + 1)
            self.sentence = Lines(one.sentence, small, width, 2, spans=one.spans, marked=marked)


class BriefDelegate(QStyledItemDelegate):
    """A line is as high as its words need."""

    def __init__(self, theme: Theme, model: BriefModel, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme, self._model, self._view = theme, model, view
        self._drawn: dict[Told, _Drawn] = {}
        theme.changed.connect(self.forget)

    def forget(self) -> None:
        """Lay everything out anew."""
        self._drawn.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height that the line needs at the width of the list."""
        line = index.data(LineRole)
        px = self._theme.px
        if not isinstance(line, Line) or line.told is None:
            return QSize(200, px(REST if isinstance(line, Line) and line.kind == "rest" else WATCH))
        drawn = self._laid_out(line.told, self._view.viewport().width() - px(GUTTER) - px(EDGE))
        high = drawn.headline.height + px(3) + self._theme.line(self._theme.tokens.secondary)
        if drawn.sentence is not None:
            high += px(3) + drawn.sentence.height
        return QSize(200, round(high) + 2 * px(GAP))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the line."""
        line = index.data(LineRole)
        if not isinstance(line, Line):
            return
        theme, px = self._theme, self._theme.px
        area: QRect = option.rect
        painter.save()
        painter.setClipRect(area)
        if line.kind == "watch":
            self._watch(painter, area, line)
        else:
            paint_ground(painter, theme, area, option, px(GUTTER), px(EDGE))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if line.told is None:
                self._rest(painter, area, line)
            else:
                self._story(painter, area, line.told)
        painter.restore()

    def _watch(self, painter: QPainter, area: QRect, line: Line) -> None:
        theme, px = self._theme, self._theme.px
        painter.setFont(theme.font(theme.tokens.secondary + 1, new=True))
        painter.setPen(theme.colour("accent"))
        room = QRectF(area).adjusted(px(GUTTER), px(8), -px(EDGE), 0)
        name = painter.fontMetrics().elidedText(one_line(line.text), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)

    def _rest(self, painter: QPainter, area: QRect, line: Line) -> None:
        theme, px = self._theme, self._theme.px
        painter.setFont(theme.font(theme.tokens.secondary, figures=True))
        painter.setPen(theme.colour("soft"))
        room = QRectF(area).adjusted(px(GUTTER), 0, -px(EDGE), 0)
        text = painter.fontMetrics().elidedText(line.text, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _story(self, painter: QPainter, area: QRect, one: Told) -> None:
        theme, px = self._theme, self._theme.px
        drawn = self._laid_out(one, area.width() - px(GUTTER) - px(EDGE))
        x, y = area.left() + px(GUTTER), float(area.top() + px(GAP))
        if not drawn.read:
            size = px(8)
            middle = y + drawn.headline.height_of_line / 2
            painter.setBrush(theme.colour("accent"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(QRectF(area.left() + (px(GUTTER) - size) / 2, middle - size / 2, size, size))
        drawn.headline.draw(painter, x, y, theme.colour("soft" if drawn.read else "ink"))
        y += drawn.headline.height + px(3)
        small = theme.line(theme.tokens.secondary)
        self._facts(painter, QRectF(x, y, drawn.width, small), one)
        if drawn.sentence is not None:
            drawn.sentence.draw(painter, x, y + small + px(3), theme.colour("soft"))

    def _facts(self, painter: QPainter, area: QRectF, one: Told) -> None:
        theme = self._theme
        painter.setFont(theme.font(theme.tokens.secondary, figures=True))
        painter.setPen(theme.colour("soft"))
        metrics = painter.fontMetrics()
        made = self._model.brief.made if self._model.brief is not None else one.seen
        more = " · ".join(part for part in (moment(one.seen, made), one.note, _also(one)) if part)
        more = metrics.elidedText(f" · {more}", Qt.TextElideMode.ElideRight, int(area.width() * 0.6))
        room = int(area.width()) - metrics.horizontalAdvance(more)
        outlets = metrics.elidedText(one_line(words.outlets(one)), Qt.TextElideMode.ElideRight, room)
        painter.drawText(
            area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, f"\u2068{outlets}\u2069{more}"
        )

    def _laid_out(self, one: Told, width: int) -> _Drawn:
        known, read = self._drawn.get(one), self._model.is_read(one.article_id)
        if known is None or known.width != width or known.read != read:
            if len(self._drawn) > KEPT_LAYOUTS:
                self._drawn.clear()
            known = self._drawn[one] = _Drawn(one, width, self._theme, read)
        return known


def _also(one: Told) -> str:
    return f"also in {one_line(', '.join(one.also))}" if one.also else ""

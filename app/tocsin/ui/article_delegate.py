"""Draws one article in the list: headline, outlet and age, the sentence that hit."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from tocsin.store import Row
from tocsin.ui.article_model import ArticleModel, RowRole
from tocsin.ui.icons import pixmap
from tocsin.ui.lines import Lines, hit_format
from tocsin.ui.plain import one_line
from tocsin.ui.row_ground import paint_ground
from tocsin.ui.theme import Theme
from tocsin.ui.words import age, dated

KEPT_LAYOUTS = 300
GUTTER, EDGE, GAP = 28, 16, 9


class _Drawn:
    """The laid-out texts of one row at one width."""

    def __init__(self, row: Row, width: int, theme: Theme, why: bool) -> None:
        tokens = theme.tokens
        self.row, self.width, self.why = row, width, why
        title = row.title if row.title.strip() else "(no headline)"
        marked = hit_format(theme.colour("hit"), theme.colour("accent"))
        inside = in_headline(row) if why else None
        font = theme.font(tokens.list, new=not row.read)
        self.headline = Lines(title, font, width, 2, spans=inside or (), marked=marked)
        self.sentence: Lines | None = None
        if why and row.sentence and inside is None:
            lines = 2 if self.headline.count == 1 else 1
            font = theme.font(tokens.secondary + 1)
            text, spans = _near(row.sentence, row.sentence_spans)
            self.sentence = Lines(text, font, width, lines, spans=spans, marked=marked)


def in_headline(row: Row) -> tuple[tuple[int, int], ...] | None:
    """Return where the hits stand in the headline, when the sentence that hit is part of it; else None."""
    at = row.title.find(row.sentence) if row.field == "title" and row.sentence else -1
    return None if at < 0 else tuple((start + at, end + at) for start, end in row.sentence_spans)


def _near(sentence: str, spans: tuple[tuple[int, int], ...]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Begin a sentence a little before its first hit, so that the hit is not cut off."""
    first = spans[0][0] if spans else 0
    if first <= 44:
        return sentence, spans
    begin = sentence.find(" ", first - 32, first) + 1 or first - 24
    return "… " + sentence[begin:], tuple((max(0, a - begin) + 2, b - begin + 2) for a, b in spans if b > begin)


class ArticleDelegate(QStyledItemDelegate):
    """All rows have one height; nothing but new headlines has weight."""

    def __init__(self, theme: Theme, model: ArticleModel, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model
        self._drawn: dict[int, _Drawn] = {}
        theme.changed.connect(self.forget)

    def forget(self) -> None:
        """Lay everything out anew."""
        self._drawn.clear()

    def row_height(self) -> int:
        """Return the height of every row of the list as it is now."""
        px = self._theme.px
        lines = self._theme.line(self._theme.tokens.list) * 2 + self._theme.line(self._theme.tokens.secondary)
        if self._model.has_sentences():
            lines += self._theme.line(self._theme.tokens.secondary + 1) + px(3)
        return round(lines) + px(3) + 2 * px(GAP)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the same for every row."""
        return QSize(200, self.row_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        row = index.data(RowRole)
        if not isinstance(row, Row):
            return
        px, theme = self._theme.px, self._theme
        area: QRect = option.rect
        drawn = self._laid_out(row, area.width() - px(GUTTER) - px(EDGE))
        painter.save()
        painter.setClipRect(area)
        paint_ground(painter, theme, area, option, px(GUTTER), px(EDGE))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = self._theme.line(theme.tokens.secondary)
        height = drawn.headline.height + px(3) + small
        if drawn.sentence is not None:
            height += px(3) + drawn.sentence.height
        x = area.left() + px(GUTTER)
        y = area.top() + (area.height() - height) / 2
        if not row.read:
            size = px(8)
            middle = y + drawn.headline.height_of_line / 2
            painter.setBrush(theme.colour("accent"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(QRectF(area.left() + (px(GUTTER) - size) / 2, middle - size / 2, size, size))
        drawn.headline.draw(painter, x, y, theme.colour("ink" if not row.read else "soft"))
        y += drawn.headline.height + px(3)
        self._meta(painter, QRectF(x, y, drawn.width, small), row)
        if drawn.sentence is not None:
            drawn.sentence.draw(painter, x, y + small + px(3), theme.colour("soft"))
        painter.restore()

    def _meta(self, painter: QPainter, area: QRectF, row: Row) -> None:
        theme, px = self._theme, self._theme.px
        font = theme.font(theme.tokens.secondary, figures=True)
        painter.setFont(font)
        painter.setPen(theme.colour("soft"))
        metrics = painter.fontMetrics()
        when = f" · {age(dated(row.published, row.seen), self._model.now())}"
        room = area.width() - metrics.horizontalAdvance(when) - (px(20) if row.kept else 0)
        outlet = metrics.elidedText(one_line(row.outlet)[:200], Qt.TextElideMode.ElideRight, int(room))
        text = f"\u2068{outlet}\u2069{when}"
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        if row.kept:
            size = px(14)
            ratio = painter.device().devicePixelRatioF()
            mark = pixmap("kept-on", theme.colours.accent, size, ratio)
            x = area.left() + metrics.horizontalAdvance(text) + px(5)
            painter.drawPixmap(round(x), round(area.top() + (area.height() - size) / 2), mark)

    def _laid_out(self, row: Row, width: int) -> _Drawn:
        known = self._drawn.get(row.id)
        why = self._model.has_sentences()
        if known is None or known.row is not row or known.width != width or known.why != why:
            if len(self._drawn) > KEPT_LAYOUTS:
                self._drawn.clear()
            known = self._drawn[row.id] = _Drawn(row, width, self._theme, why)
        return known


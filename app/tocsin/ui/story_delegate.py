"""Draws a story in the list, one of its articles, and the header of a day."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from tocsin.store import Row
from tocsin.ui.icons import pixmap
from tocsin.ui.lines import Lines, hit_format
from tocsin.ui.plain import one_line
from tocsin.ui.row_ground import paint_ground
from tocsin.ui.story_lines import Line, carried, states
from tocsin.ui.story_model import LineRole, StoryModel
from tocsin.ui.theme import Theme
from tocsin.ui.words import age, dated, day_name

KEPT_LAYOUTS = 300
GUTTER, EDGE, INDENT, CHEVRON = 28, 16, 18, 28

Density = Literal["compact", "normal", "airy"]
DENSITIES: tuple[tuple[Density, str], ...] = (("compact", "Compact"), ("normal", "Comfortable"), ("airy", "Airy"))
_SHAPES = {"compact": (1, 1, 6), "normal": (2, 1, 9), "airy": (2, 2, 13)}
"""Lines of the headline, lines of the sentence, space above and below."""


class _Drawn:
    """The laid-out texts of one line at one width."""

    def __init__(self, line: Line, width: int, theme: Theme, shape: tuple[int, int], why: bool) -> None:
        tokens, row = theme.tokens, line.row
        self.line, self.width, self.why = line, width, why
        title = row.title if row.title.strip() else "(no headline)"
        marked = hit_format(theme.colour("hit"), theme.colour("accent"))
        inside = in_headline(row) if why else None
        small = line.article is not None
        font = theme.font(tokens.secondary + 1 if small else tokens.list, new=line.new)
        self.headline = Lines(title, font, width, 1 if small else shape[0], spans=inside or (), marked=marked)
        self.sentence: Lines | None = None
        if why and row.sentence and inside is None and not small:
            text, spans = _near(row.sentence, row.sentence_spans)
            most = shape[1] + (shape[0] - self.headline.count)
            self.sentence = Lines(text, theme.font(tokens.secondary + 1), width, most, spans=spans, marked=marked)
        self._below = ("", "")

    def below(self, rest: str, metrics: QFontMetrics) -> str:
        """Return the line with the outlets, cut where they must be, and with age and state behind them."""
        if self._below[0] != rest:
            whole, outlet = carried(self.line), one_line(self.line.row.outlet)[:200]
            more = whole[len(outlet) :]
            room = int(self.width - metrics.horizontalAdvance(more + rest))
            name = metrics.elidedText(outlet, Qt.TextElideMode.ElideRight, max(room, 0))
            self._below = (rest, f"\u2068{name}\u2069{more}{rest}")
        return self._below[1]


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


class StoryDelegate(QStyledItemDelegate):
    """All stories have one height for a density; nothing but new headlines has weight."""

    def __init__(self, theme: Theme, model: StoryModel, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model
        self.density: Density = "normal"
        self._drawn: dict[tuple[int, bool], _Drawn] = {}
        self._heights: tuple[bool, Density, int, int] | None = None
        theme.changed.connect(self.forget)

    def forget(self) -> None:
        """Lay everything out anew."""
        self._drawn.clear()
        self._heights = None

    # -- heights

    def row_height(self) -> int:
        """Return the height of every story of the list as it is now."""
        return self._sizes()[2]

    def article_height(self) -> int:
        """Return the height of every article below a story."""
        return self._sizes()[3]

    def _sizes(self) -> tuple[bool, Density, int, int]:
        why = self._model.has_sentences()
        if self._heights is None or self._heights[:2] != (why, self.density):
            theme, px = self._theme, self._theme.px
            headline, sentence, gap = _SHAPES[self.density]
            small = theme.line(theme.tokens.secondary)
            text = theme.line(theme.tokens.list) * headline + px(3) + small
            if why:
                text += px(3) + sentence * theme.line(theme.tokens.secondary + 1)
            below = theme.line(theme.tokens.secondary + 1) + px(2) + small + 2 * px(5)
            self._heights = (why, self.density, round(text) + 2 * px(gap), round(below))
        return self._heights

    def day_height(self) -> int:
        """Return the height of the header of a day."""
        return round(self._theme.line(self._theme.tokens.secondary)) + self._theme.px(12)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height that the line has in the list."""
        line = index.data(LineRole)
        below = isinstance(line, Line) and line.article is not None
        return QSize(200, self.article_height() if below else self.row_height())

    def chevron(self, area: QRect) -> QRect:
        """Return where in a story's area its articles are shown and hidden."""
        wide = self._theme.px(CHEVRON)
        return QRect(area.right() - wide, area.top(), wide + 1, area.height())

    # -- drawing

    def paint_day(self, painter: QPainter, area: QRect, day: int) -> None:
        """Draw the header of a day."""
        theme, px = self._theme, self._theme.px
        painter.fillRect(area, theme.colour("list"))
        painter.setFont(theme.font(theme.tokens.secondary, figures=True))
        painter.setPen(theme.colour("soft"))
        words = day_name(day, self._model.now())
        inner = area.adjusted(px(GUTTER), 0, -px(EDGE), 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.setPen(QPen(theme.colour("hairline"), 0))
        painter.drawLine(area.left(), area.bottom(), area.right(), area.bottom())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the line."""
        line = index.data(LineRole)
        if not isinstance(line, Line):
            return
        px, theme = self._theme.px, self._theme
        area: QRect = option.rect
        left = px(GUTTER + (INDENT if line.article is not None else 0))
        drawn = self._laid_out(line, area.width() - left - px(CHEVRON if line.expandable else EDGE))
        painter.save()
        painter.setClipRect(area)
        paint_ground(painter, theme, area, option, left, px(EDGE))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = theme.line(theme.tokens.secondary)
        gap = px(3 if line.article is None else 2)
        height = drawn.headline.height + gap + small
        if drawn.sentence is not None:
            height += px(3) + drawn.sentence.height
        x, y = area.left() + left, area.top() + (area.height() - height) / 2
        if line.new:
            middle = y + drawn.headline.height_of_line / 2
            self._dot(painter, x - px(GUTTER) / 2, middle, small=line.article is not None)
        if line.expandable:
            self._chevron(painter, area, line.open)
        drawn.headline.draw(painter, x, y, theme.colour("ink" if line.new else "soft"))
        y += drawn.headline.height + gap
        self._paint_below(painter, QRectF(x, y, drawn.width, small), drawn)
        if drawn.sentence is not None:
            drawn.sentence.draw(painter, x, y + small + px(3), theme.colour("soft"))
        painter.restore()

    def _dot(self, painter: QPainter, x: float, y: float, *, small: bool) -> None:
        size = self._theme.px(6 if small else 8)
        painter.setBrush(self._theme.colour("accent"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QRectF(x - size / 2, y - size / 2, size, size))

    def _chevron(self, painter: QPainter, area: QRect, open_: bool) -> None:
        size, ratio = self._theme.px(14), painter.device().devicePixelRatioF()
        mark = pixmap("down" if open_ else "right", self._theme.colours.faint, size, ratio)
        place = self.chevron(area).center()
        painter.drawPixmap(round(place.x() - size / 2 - self._theme.px(2)), round(place.y() - size / 2), mark)

    def _paint_below(self, painter: QPainter, area: QRectF, drawn: _Drawn) -> None:
        """Draw outlets, age and state."""
        theme, row = self._theme, drawn.line.row
        painter.setFont(theme.font(theme.tokens.secondary, figures=True))
        painter.setPen(theme.colour("soft"))
        words = (age(dated(row.published, row.seen), self._model.now()), *states(drawn.line))
        text = drawn.below("".join(f" · {one}" for one in words), painter.fontMetrics())
        if drawn.headline.rtl:
            painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # it begins below the headline's beginning
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    def _laid_out(self, line: Line, width: int) -> _Drawn:
        key = (line.row.id, line.article is None)
        known = self._drawn.get(key)
        why = self._model.has_sentences()
        if known is None or known.line is not line or known.width != width or known.why != why:
            if len(self._drawn) > KEPT_LAYOUTS:
                self._drawn.clear()
            shape = _SHAPES[self.density]
            known = self._drawn[key] = _Drawn(line, width, self._theme, shape[:2], why)
        return known

"""Makes the style sheet of the controls from the tokens; knows no Qt."""

from __future__ import annotations

from tocsin.ui.tokens import Colours


def style_sheet(colours: Colours, radius: int, scale: float) -> str:
    """Return the sheet for one scheme: flat buttons, quiet fields, hairlines."""
    px = {size: round(size * scale) for size in (1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 16, 20, 24, 28)}
    c = colours
    return f"""
QToolTip {{ background: {c.list}; color: {c.ink}; border: 1px solid {c.hairline}; padding: {px[4]}px; }}
QWidget#places, QWidget#status, QWidget#undo {{ background: {c.chrome}; }}
QWidget#stories, QWidget#bell, QWidget#brief {{ background: {c.list}; }}
QWidget#reader {{ background: {c.reader}; }}
QScrollArea, QWidget#page {{ background: transparent; border: none; }}
QListView, QTextBrowser {{ border: none; background: transparent; outline: 0; }}
QSplitter::handle {{ background: {c.hairline}; }}
QFrame#hairline {{ background: {c.hairline}; border: none; max-height: 1px; min-height: 1px; }}
QLabel#soft, QLabel#section {{ color: {c.soft}; }}
QLabel#trouble {{ color: {c.trouble}; }}
QToolButton {{ border: none; border-radius: {radius}px; padding: {px[5]}px; background: transparent; color: {c.ink}; }}
QToolButton:hover {{ background: {c.hover}; }}
QToolButton:pressed, QToolButton:checked {{ background: {c.tint}; color: {c.accent}; }}
QToolButton:focus {{ border: 2px solid {c.accent}; padding: {max(0, px[5] - 2)}px; }}
QToolButton::menu-indicator {{ image: none; width: 0; }}
QToolButton[chip="true"] {{
  border: 1px solid {c.hairline}; border-radius: {px[10]}px; padding: {px[2]}px {px[6]}px; color: {c.soft};
}}
QToolButton[chip="true"]:hover {{ background: {c.hover}; }}
QToolButton[chip="true"]:checked, QToolButton[lit="true"] {{
  background: {c.tint}; border-color: {c.tint}; color: {c.accent};
}}
QToolButton[chip="true"]:focus {{ border: 2px solid {c.accent}; padding: {px[1]}px {max(0, px[6] - 1)}px; }}
QPushButton[pill="true"] {{
  background: {c.accent}; color: {c.on_accent}; border: none; border-radius: {px[12]}px;
  padding: {px[3]}px {px[14]}px; min-height: {px[16]}px;
}}
QPushButton[pill="true"]:focus {{ border: 2px solid {c.ink}; }}
QLineEdit, QComboBox {{
  background: {c.reader}; color: {c.ink}; border: 1px solid {c.faint}; border-radius: {radius}px;
  padding: {px[5]}px {px[8]}px; selection-background-color: {c.accent}; selection-color: {c.on_accent};
}}
QLineEdit:focus, QComboBox:focus {{
  border: 2px solid {c.accent}; padding: {max(0, px[5] - 1)}px {max(0, px[8] - 1)}px;
}}
QLineEdit#tag, QPlainTextEdit#note {{
  background: transparent; color: {c.ink}; border: 1px solid {c.hairline}; border-radius: {radius}px;
  padding: {px[2]}px {px[6]}px; selection-background-color: {c.accent}; selection-color: {c.on_accent};
}}
QLineEdit#tag {{ border-color: transparent; }}
QLineEdit#tag:hover {{ border-color: {c.hairline}; }}
QLineEdit#tag:focus, QPlainTextEdit#note:focus {{
  border: 2px solid {c.accent}; padding: {px[1]}px {max(0, px[6] - 1)}px;
}}
QPlainTextEdit#note {{ padding: 0; }}
QPlainTextEdit#note:focus {{ padding: 0; }}
QLineEdit#search {{ padding-left: 0; padding-right: 0; border-color: {c.hairline}; }}
QLineEdit#search:focus {{ border-color: {c.accent}; }}
QLineEdit#palette, QLineEdit#palette:focus {{
  border: none; background: transparent; padding: {px[14]}px {px[16]}px;
}}
QLineEdit[wrong="true"] {{ border-color: {c.trouble}; }}
QComboBox::drop-down {{ border: none; width: {px[24]}px; }}
QComboBox QAbstractItemView {{
  background: {c.reader}; color: {c.ink}; border: 1px solid {c.hairline}; outline: 0; padding: {px[4]}px;
  selection-background-color: {c.tint}; selection-color: {c.ink};
}}
QPushButton {{
  background: {c.reader}; color: {c.ink}; border: 1px solid {c.faint}; border-radius: {radius}px;
  padding: {px[5]}px {px[14]}px; min-height: {px[16]}px;
}}
QPushButton:hover {{ background: {c.hover}; }}
QPushButton:pressed {{ background: {c.tint}; }}
QPushButton:disabled {{ color: {c.faint}; }}
QPushButton:focus {{ border: 2px solid {c.accent}; padding: {max(0, px[5] - 1)}px {max(0, px[14] - 1)}px; }}
QPushButton[main="true"] {{ background: {c.accent}; color: {c.on_accent}; border-color: {c.accent}; }}
QPushButton[main="true"]:focus {{ border: 2px solid {c.ink}; }}
QPushButton[main="true"]:disabled {{ background: {c.tint_idle}; color: {c.soft}; border-color: {c.tint_idle}; }}
QPushButton[quiet="true"] {{
  background: transparent; border: 1px solid transparent; color: {c.accent};
  padding: {px[2]}px {px[8]}px; min-height: 0;
}}
QPushButton[quiet="true"]:hover {{ background: {c.hover}; }}
QPushButton[quiet="true"]:focus {{
  border: 2px solid {c.accent}; padding: {max(0, px[2] - 1)}px {max(0, px[8] - 1)}px;
}}
QPushButton[trouble="true"] {{ color: {c.trouble}; }}
QMenu {{
  background: {c.list}; color: {c.ink}; border: 1px solid {c.hairline}; border-radius: {radius}px; padding: {px[4]}px;
}}
QMenu::item {{ padding: {px[5]}px {px[24]}px {px[5]}px {px[12]}px; border-radius: {max(1, radius - 2)}px; }}
QMenu::item:selected {{ background: {c.tint}; color: {c.ink}; }}
QMenu::item:disabled {{ color: {c.faint}; }}
QMenu::separator {{ height: 1px; background: {c.hairline}; margin: {px[4]}px {px[8]}px; }}
QScrollBar:vertical {{ background: transparent; width: {px[10]}px; margin: 0; }}
QScrollBar::handle:vertical {{
  background: {c.hairline}; border-radius: {px[3]}px; margin: {px[2]}px; min-height: {px[28]}px;
}}
QScrollBar::handle:vertical:hover {{ background: {c.faint}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QScrollBar:horizontal {{ background: transparent; height: {px[10]}px; margin: 0; }}
QScrollBar::handle:horizontal {{
  background: {c.hairline}; border-radius: {px[3]}px; margin: {px[2]}px; min-width: {px[28]}px;
}}
"""

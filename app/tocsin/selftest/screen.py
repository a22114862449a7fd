"""Looks whether Qt can show the window: platform, fonts, pictures, and the window itself with a throw-away profile."""

from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import QCollator, QLocale, qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication, QImageReader
from PySide6.QtWidgets import QApplication

from tocsin.core.errors import TocsinError
from tocsin.desktop.profile import Profile
from tocsin.ui.app import Program
from tocsin.ui.icons import pixmap

PICTURES = ("gif", "ico", "jpg", "png", "svg", "webp")


def look() -> str:
    """Return what was found; raises TocsinError when something is missing. Ends no program and shows no window."""
    app = QApplication.instance() or QApplication(["tocsin"])
    assert isinstance(app, QApplication)
    formats = {bytes(one.data()).decode() for one in QImageReader.supportedImageFormats()}
    missing = [name for name in PICTURES if name not in formats]
    if missing:
        raise TocsinError(f"Qt cannot read {', '.join(missing)}")
    if pixmap("tocsin", "#9a5b13", 32).toImage().pixelColor(16, 16).alpha() == 0:
        raise TocsinError("the icons cannot be drawn")
    if not QFontDatabase.families():
        raise TocsinError("there is no font")
    collator = QCollator(QLocale("de_DE"))
    if sorted(["Zeh", "apfel", "Äpfel"], key=collator.sortKey)[-1] != "Zeh":
        raise TocsinError("Qt's tables of languages are broken")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, ExitStack() as closing:
        made = Program(app, Profile(Path(folder)), closing, line=[sys.executable, "--version"], bells=[])
        window = made.desk.window
        window.ensurePolished()
        picture = window.grab()
        if picture.isNull():
            raise TocsinError("the window cannot be drawn")
        window.deleteLater()
    return f"Qt {qVersion()}, {QGuiApplication.platformName()}, {len(formats)} picture formats, the window is drawn"

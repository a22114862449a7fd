"""Asks for a printer and prints a brief; imported when somebody prints, for the sake of the start."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from tocsin.core.brief import Brief, title
from tocsin.ui.brief_paper import MARGINS, put_on_paper


class BriefPrinter(QObject):
    """One brief, one dialog of the system."""

    said = Signal(str)

    def __init__(self, brief: Brief, zone: tzinfo, window: QWidget) -> None:
        super().__init__(window)
        self._brief, self._zone = brief, zone
        self.printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self.printer.setDocName(title(brief, zone))
        self.printer.setPageMargins(MARGINS, QPageLayout.Unit.Millimeter)
        self.dialog = QPrintDialog(self.printer, window)
        self.dialog.setWindowTitle("Print the brief")
        self.dialog.accepted.connect(self.print)

    def ask(self) -> None:
        """Open the dialog, which holds up nothing."""
        QDialog.open(self.dialog)

    def print(self) -> None:
        """Print on the printer that was chosen."""
        if put_on_paper(self._brief, self._zone, self.printer):
            self.said.emit("The brief is being printed.")
        else:
            self.said.emit("The printer did not take the brief.")

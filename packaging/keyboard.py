"""Writes the tables of docs/keyboard.md anew from the program's own registry of keys."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from tocsin.store import Store
from tocsin.ui.deeds import Deeds
from tocsin.ui.desk import Desk
from tocsin.ui.key_page import with_tables
from tocsin.ui.monitor_link import MonitorLink
from tocsin.ui.store_thread import StoreThread
from tocsin.ui.theme import Theme
from tocsin.ui.tokens import load

PAGE = Path(__file__).resolve().parents[1] / "docs" / "keyboard.md"


def main() -> None:
    """Make the window over an empty profile, and write down what it can do."""
    app = QApplication(["tocsin"])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tocsin.db"
        Store.open(path).close()
        writer, searcher = StoreThread(path), StoreThread(path, read_only=True)
        with Store.open(path, read_only=True) as store:
            desk = Desk(Theme(load(), app), store, searcher, Deeds(writer), MonitorLink([]))
            PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8"), desk.keyboard.keys), encoding="utf-8")
            desk.close()
            writer.close()
            searcher.close()


if __name__ == "__main__":
    main()

"""The bells that the program makes for this system, and what they tell it."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from tocsin.desktop.bells import order
from tocsin.ui.bells import bells_here

on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="these are Linux's bells")


def names(closing: ExitStack) -> list[str]:
    return [bell.name for bell in bells_here(QSystemTrayIcon(), closing)]


@on_linux
def test_on_a_linux_desktop_the_desktop_rings_first(qtbot: QtBot, tmp_path: Path) -> None:
    with ExitStack() as closing:
        assert names(closing) == ["desktop", "tray", "plyer"]


@on_linux
def test_inside_flatpak_the_portal_rings_first(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "info").write_text("[Application]\n", encoding="utf-8")
    monkeypatch.setattr(order, "FLATPAK_INFO", tmp_path / "info")
    with ExitStack() as closing:
        assert names(closing) == ["portal", "tray", "plyer"]

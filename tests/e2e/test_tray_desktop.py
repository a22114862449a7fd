"""The tray on a desktop: an icon that real clicks find, a menu, and a panel that dies and comes back."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from e2e.scene import Newsstand, Program
from servers.desktop_session import DesktopSession, until
from servers.tray_watcher import TrayWatcher, asked, pressed
from tocsin.ui.tokens import load

PANEL = 28
"""Its height, at the lower edge of the screen."""

LINE = 14
"""From a menu's edge to the middle of its first or last line, in pixels."""


def icon(desk: DesktopSession) -> tuple[int, int] | None:
    """Return where on the panel something has the colour of our icon, about in the middle of it."""
    picture = QImage(str(desk.photograph("panel")))
    wanted = QColor(load().icon)
    found = [
        (x, y)
        for x in range(picture.width())
        for y in range(picture.height() - PANEL, picture.height())
        if _near(picture.pixelColor(x, y), wanted)
    ]
    if len(found) < 12:
        return None
    return sum(x for x, _ in found) // len(found), sum(y for _, y in found) // len(found)


def _near(one: QColor, other: QColor) -> bool:
    return max(abs(one.red() - other.red()), abs(one.green() - other.green()), abs(one.blue() - other.blue())) < 24


def seen(desk: DesktopSession, what: str) -> tuple[int, int]:
    found = until(lambda: icon(desk), what, 30)
    assert found is not None
    return found


def menu(desk: DesktopSession, x: int, y: int) -> tuple[int, int, int, int]:
    """Press the right button on the icon and return the menu's left, top, width and height."""
    before = windows(desk)
    desk.call("xdotool", "mousemove", str(x), str(y), "click", "3")
    new = until(lambda: windows(desk) - before, "the menu")
    place = desk.call("xdotool", "getwindowgeometry", "--shell", new.pop()).stdout.split()
    at = dict(line.split("=") for line in place if "=" in line)
    return int(at["X"]), int(at["Y"]), int(at["WIDTH"]), int(at["HEIGHT"])


def windows(desk: DesktopSession) -> set[str]:
    return set(desk.call("xdotool", "search", "--onlyvisible", "--class", "tocsin", check=False).stdout.split())


def close_window(desk: DesktopSession) -> None:
    desk.focus("Tocsin")
    desk.keys("alt+F4")
    until(lambda: "Tocsin" not in desk.titles(), "the window to go")


@pytest.fixture
def running(desk: DesktopSession, program: Program, newsstand: Newsstand) -> subprocess.Popen[str]:
    desk.start_tray()
    made = desk.start("tocsin", program.command)
    desk.window("Tocsin")
    return made


def test_a_closed_window_comes_back_by_a_click_on_the_icon_and_by_its_menu(
    desk: DesktopSession, running: subprocess.Popen[str]
) -> None:
    x, y = seen(desk, "the icon")
    close_window(desk)
    until(lambda: desk.on_screen() == 1, "the notice that says where it went")
    desk.click(x, y)
    desk.window("Tocsin")
    close_window(desk)
    left, top, width, _ = menu(desk, x, y)
    desk.photograph("menu")
    desk.click(left + width // 3, top + LINE)
    desk.window("Tocsin")
    left, top, width, height = menu(desk, x, y)
    desk.click(left + width // 3, top + height - LINE)
    assert running.wait(20) == 0, "Quit stands last"


def test_the_icon_comes_back_with_a_panel_that_died(desk: DesktopSession, running: subprocess.Popen[str]) -> None:
    seen(desk, "the icon")
    close_window(desk)
    for _ in range(2):
        desk.kill_tray()
        until(lambda: icon(desk) is None, "the panel to be gone")
        desk.start_tray()
        x, y = seen(desk, "the icon in the new panel")
    desk.click(x, y)
    desk.window("Tocsin")
    assert running.poll() is None


def test_a_panel_that_comes_late_gets_the_icon(desk: DesktopSession, program: Program, tmp_path: Path) -> None:
    made = desk.start("tocsin", program.command)
    desk.window("Tocsin")
    desk.start_tray()
    x, y = seen(desk, "the icon")
    close_window(desk)
    desk.click(x, y)
    desk.window("Tocsin")
    assert desk.end(made) == 0


def test_a_panel_on_the_bus_gets_the_icon_and_gets_it_again_when_it_is_started_anew(
    desk: DesktopSession, program: Program
) -> None:
    address = desk.env["DBUS_SESSION_BUS_ADDRESS"]
    with TrayWatcher(address) as panel:
        made = desk.start("tocsin", program.command)
        desk.window("Tocsin")
        until(lambda: panel.items, "the icon")
        assert asked(address, panel.items[0], "Status") == "Active"
        until(lambda: "Tocsin: " in str(asked(address, panel.items[0], "ToolTip")), "its words")
        close_window(desk)
        pressed(address, panel.items[0])
        desk.window("Tocsin")
        close_window(desk)
    with TrayWatcher(address) as panel:
        until(lambda: panel.items, "the icon in the new panel")
        pressed(address, panel.items[-1])
        desk.window("Tocsin")
    assert desk.end(made) == 0


def test_a_window_that_was_closed_into_a_tray_that_died_for_good_is_in_the_task_bar(
    desk: DesktopSession, running: subprocess.Popen[str]
) -> None:
    seen(desk, "the icon")
    close_window(desk)
    desk.kill_tray()
    until(lambda: _managed(desk), "the window manager to have it again", 30)
    assert running.poll() is None


def _managed(desk: DesktopSession) -> bool:
    """Tell whether the window manager lists the window, minimised or not."""
    found = desk.call("xdotool", "search", "--name", "^Tocsin$", check=False).stdout.split()
    listed = desk.call("xprop", "-root", "_NET_CLIENT_LIST", check=False).stdout
    return any(f"{int(window):#x}" in listed for window in found)

"""Two real programs that show notices, dunst and xfce4-notifyd, with the mouse of the person before them."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Protocol

from servers.desktop_session import DesktopSession, until

XFCE_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-notifyd" version="1.0">
  <property name="expire-timeout" type="int" value="600"/>
  <property name="do-fadeout" type="bool" value="false"/>
  <property name="do-slideout" type="bool" value="false"/>
  <property name="notification-log" type="bool" value="false"/>
  <property name="initial-opacity" type="double" value="1"/>
</channel>
"""

LEFT, MIDDLE, RIGHT = 1, 2, 3

Box = tuple[int, int, int, int]
"""Left, top, width and height on the screen."""


class NoticeService(Protocol):
    """What a person can do with the notices on the screen; there is at most one in these scenes."""

    click_opens: bool
    """Whether a click on the notice itself presses its first action; else that has a button."""

    def start(self) -> None:
        """Start it and wait until it serves."""

    def boxes(self) -> list[Box]:
        """Say where notices stand."""

    def press(self, label: str) -> None:
        """Press the button with this label, with the mouse."""

    def click(self) -> None:
        """Click on the notice itself."""

    def dismiss(self) -> None:
        """Put the notice away with the mouse, without doing anything."""

    def kill(self) -> None:
        """Let it die as in a crash."""

    def hang(self) -> None:
        """Stop it where it stands."""

    def go_on(self) -> None:
        """Let it go on."""


class _Service:
    """What both have in common: a process, and windows of one class."""

    window_class = ""

    def __init__(self, desk: DesktopSession) -> None:
        self.desk = desk
        self.process: subprocess.Popen[str] | None = None

    def boxes(self) -> list[Box]:
        """Say where notices stand, from the window system; small windows are the service's own affairs."""
        call, found = self.desk.call, []
        words = call("xdotool", "search", "--onlyvisible", "--class", self.window_class, check=False).stdout.split()
        for window in words:
            lines = call("xdotool", "getwindowgeometry", "--shell", window, check=False).stdout.splitlines()
            facts = dict(line.split("=", 1) for line in lines if "=" in line)
            if int(facts.get("WIDTH", 0)) > 60:
                found.append((int(facts["X"]), int(facts["Y"]), int(facts["WIDTH"]), int(facts["HEIGHT"])))
        return sorted(found)

    def kill(self) -> None:
        """Let it die as in a crash."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def hang(self) -> None:
        """Stop it where it stands."""
        assert self.process is not None
        os.kill(self.process.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it go on."""
        assert self.process is not None
        os.kill(self.process.pid, signal.SIGCONT)

    def _mouse(self, x: int, y: int, button: int) -> None:
        self.desk.call("xdotool", "mousemove", str(x), str(y), "click", str(button))

    def _box(self) -> Box:
        return until(self.boxes, "a notice on the screen")[0]


class Dunst(_Service):
    """Its buttons stand in a menu that the middle button opens."""

    window_class = "Dunst"
    click_opens = True

    def start(self) -> None:
        """Start it with a stand-in for its menu program."""
        self.desk.start_daemon()
        self.process = self.desk.daemon_process

    def press(self, label: str) -> None:
        """Open the menu of the notice with the mouse, and choose."""
        x, y, width, _ = self._box()
        self.desk.choose(label, lambda: self._mouse(x + width // 2, y + 20, MIDDLE))

    def click(self) -> None:
        """Click on the notice itself."""
        x, y, width, _ = self._box()
        self._mouse(x + width // 2, y + 20, LEFT)

    def dismiss(self) -> None:
        """Put it away with the right button."""
        x, y, width, _ = self._box()
        self._mouse(x + width // 2, y + 20, RIGHT)


class Xfce(_Service):
    """Its buttons stand in a row at the lower edge, all of one width, in the order in which the program gave them."""

    window_class = "Xfce4-notifyd"
    click_opens = False
    labels = ("Open", "Keep", "Mute story", "Snooze")
    margin = 14

    @staticmethod
    def lacking() -> str:
        """Say why it cannot be started here; empty: it can."""
        return "" if _xfce("notifyd/xfce4-notifyd") and _xfce("xfconf/xfconfd") else "not installed: xfce4-notifyd"

    def start(self) -> None:
        """Start its settings and itself, with notices that stay."""
        folder = Path(self.desk.env["XDG_CONFIG_HOME"], "xfce4/xfconf/xfce-perchannel-xml")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "xfce4-notifyd.xml").write_text(XFCE_SETTINGS, encoding="utf-8")
        if not self._serves("org.xfce.Xfconf"):
            self.desk.start("xfconfd", [_xfce("xfconf/xfconfd")])
            until(lambda: self._serves("org.xfce.Xfconf"), "Xfce's settings")
        self.process = self.desk.start("xfce4-notifyd", [_xfce("notifyd/xfce4-notifyd")])
        until(lambda: self._serves("org.freedesktop.Notifications"), "xfce4-notifyd")

    def press(self, label: str) -> None:
        """Press the button at its place in the row."""
        x, y, width, height = self._box()
        each = (width - 2 * self.margin) / len(self.labels)
        at = self.margin + each * (self.labels.index(label) + 0.5)
        self._mouse(x + round(at), y + height - 30, LEFT)

    def click(self) -> None:
        """Click on the headline: that puts it away."""
        x, y, width, _ = self._box()
        self._mouse(x + width // 2, y + 24, LEFT)

    def dismiss(self) -> None:
        """Put it away."""
        self.click()

    def _serves(self, name: str) -> bool:
        words = ("dbus-send", "--session", "--print-reply=literal", "--dest=org.freedesktop.DBus")
        asked = self.desk.call(
            *words, "/org/freedesktop/DBus", "org.freedesktop.DBus.NameHasOwner", f"string:{name}", check=False
        )
        return "true" in asked.stdout


def _xfce(place: str) -> str:
    """Find a program of Xfce's that stands in no folder of PATH; "" when it is not installed."""
    if shutil.which("dbus-send") is None:
        return ""
    folders = [*Path("/usr/lib").glob("*/xfce4"), Path("/usr/lib/xfce4"), Path("/usr/libexec/xfce4")]
    return next((str(one / place) for one in folders if (one / place).is_file()), "")

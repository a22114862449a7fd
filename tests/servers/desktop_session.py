"""A whole desktop for one test: screen, window manager, session bus, notification daemon, and a person's hands.

Every program is started here and ended here; the display's number and the bus's address are this session's own,
and nothing on the bus is started behind the test's back.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self, TypeVar

import pytest

NEEDED = ("Xvfb", "openbox", "dbus-daemon", "dunst", "dunstctl", "xdotool", "import")

T = TypeVar("T")

_BUS = """<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
"""

_DUNST = """[global]
    monitor = 0
    width = 360
    origin = top-right
    offset = 16x16
    font = DejaVu Sans 10
    markup = full
    format = "<b>%s</b>\\n%b"
    history_length = 500
    notification_limit = 20
    dmenu = {chooser}
    mouse_left_click = do_action, close_current
    mouse_middle_click = context
    mouse_right_click = close_current
[urgency_low]
    timeout = 0
[urgency_normal]
    timeout = 0
[urgency_critical]
    timeout = 0
"""

_CHOOSER = """#!/bin/sh
# Stands where dunst expects a menu program: gets the offered actions, answers with the one that the test wants.
tee "{folder}/offered" | grep -m 1 -F "#$(cat "{folder}/wanted") ("
"""


def lacking() -> str:
    """Say why there can be no desktop here; empty: there can."""
    if not sys.platform.startswith("linux"):
        return "a test desktop needs Linux"
    missing = [name for name in NEEDED if shutil.which(name) is None]
    return f"not installed: {', '.join(missing)} (packaging/debian.sh tests)" if missing else ""


def until(condition: Callable[[], T], what: str, seconds: float = 20.0) -> T:
    """Wait until the condition gives something true and return it; fails with `what` when it never does."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"{what}: not within {seconds:g} seconds")
        time.sleep(0.1)


@dataclass(frozen=True, slots=True)
class Shown:
    """One notice as the daemon has it."""

    number: int
    title: str
    body: str
    program: str


class DesktopSession:
    """Use as a context. `folder` keeps logs and pictures after the session has ended."""

    def __init__(self, folder: Path, *, size: str = "1280x800x24", daemon: bool = True) -> None:
        self.folder = folder
        self._size = size
        self._daemon = daemon
        self._processes: list[subprocess.Popen[str]] = []
        self._logs: list[IO[str]] = []
        self._notices: subprocess.Popen[str] | None = None
        self._tray: subprocess.Popen[str] | None = None
        self._run = Path(tempfile.mkdtemp(prefix="tocsin-desk-"))  # short: a socket's path may hold 107 bytes
        unwanted = ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "TOCSIN_PROFILE")
        self.env = {name: value for name, value in os.environ.items() if name not in unwanted}
        self.env |= {"LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "NO_AT_BRIDGE": "1", "XDG_CURRENT_DESKTOP": "openbox"}
        self.env["PYTHONFAULTHANDLER"] = "1"

    def __enter__(self) -> Self:
        try:
            self._begin()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if error is not None:
            self.photograph("at-failure")
        self.close()

    def _begin(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
            place = self._run / name.lower()
            place.mkdir(mode=0o700)
            self.env[name] = str(place)
        ours, theirs = os.pipe()
        command = ["Xvfb", "-displayfd", str(theirs), "-screen", "0", self._size, "-nolisten", "tcp", "-noreset"]
        self.start("xvfb", command, pass_fds=[theirs])
        os.close(theirs)
        with os.fdopen(ours) as pipe:
            self.env["DISPLAY"] = f":{pipe.readline().strip()}"
        assert self.env["DISPLAY"] != ":", "Xvfb did not start"
        settings = self._run / "bus.conf"
        settings.write_text(_BUS.format(folder=self._run), encoding="utf-8")
        address = self._run / "bus-address"
        with address.open("w", encoding="utf-8") as file:
            command = ["dbus-daemon", f"--config-file={settings}", "--nofork", "--nopidfile", "--print-address=1"]
            self.bus = self.start("dbus", command, stdout=file)
        self.env["DBUS_SESSION_BUS_ADDRESS"] = until(lambda: address.read_text(encoding="utf-8").strip(), "the bus")
        self.start("openbox", ["openbox", "--sm-disable"])
        until(lambda: self.call("xdotool", "get_desktop", check=False).returncode == 0, "the window manager")
        if self._daemon:
            self.start_daemon()

    def close(self) -> None:
        """End everything that was started, last first."""
        for process in reversed(self._processes):
            self.end(process)
        for log in self._logs:
            log.close()
        shutil.rmtree(self._run, ignore_errors=True)

    # Programs

    def start(
        self,
        name: str,
        command: Sequence[str],
        *,
        stdout: IO[str] | None = None,
        pass_fds: Sequence[int] = (),
        env: Mapping[str, str] | None = None,
    ) -> subprocess.Popen[str]:
        """Start a program on this desktop; what it prints goes to a log in the session's folder."""
        log = (self.folder / f"{name}.log").open("a", encoding="utf-8")
        self._logs.append(log)
        process = subprocess.Popen(
            command,
            env={**self.env, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=stdout or log,
            stderr=log,
            pass_fds=pass_fds,
            text=True,
        )
        self._processes.append(process)
        return process

    @staticmethod
    def end(process: subprocess.Popen[str], seconds: float = 10.0) -> int:
        """Ask a program to end, make it end when it does not, and return its exit status."""
        if process.poll() is None:
            process.terminate()
            process.send_signal(signal.SIGCONT)  # one that a test has stopped would not hear it
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                # Where Python's faulthandler is on, this writes into the log where each thread stood.
                process.send_signal(signal.SIGABRT)
        return process.wait()

    def call(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a short command on this desktop."""
        return subprocess.run(
            command, env=self.env, check=check, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL
        )

    # Eyes and hands

    def titles(self) -> list[str]:
        """Return the titles of the windows that can be seen."""
        found = self.call("xdotool", "search", "--onlyvisible", "--name", ".", check=False).stdout.split()
        return [self.call("xdotool", "getwindowname", window, check=False).stdout.strip() for window in found]

    def window(self, title_part: str, seconds: float = 20.0) -> str:
        """Wait for a window whose title holds these words and return its full title."""
        return until(
            lambda: next((title for title in self.titles() if title_part in title), ""),
            f"a window with {title_part!r} in its title (there are {self.titles()})",
            seconds,
        )

    def focus(self, title_part: str) -> None:
        """Bring the window to the front, for keys to go to it."""
        title = self.window(title_part)
        for window in self.call("xdotool", "search", "--onlyvisible", "--name", ".", check=False).stdout.split():
            if self.call("xdotool", "getwindowname", window, check=False).stdout.strip() == title:
                self.call("xdotool", "windowactivate", "--sync", window)

    def keys(self, *keys: str) -> None:
        """Press keys, one after another, by their names in X."""
        self.call("xdotool", "key", "--clearmodifiers", *keys)

    def write(self, text: str) -> None:
        """Type a text."""
        self.call("xdotool", "type", "--delay", "15", text)

    def click(self, x: int, y: int) -> None:
        """Click on a place of the screen."""
        self.call("xdotool", "mousemove", str(x), str(y), "click", "1")

    def photograph(self, name: str) -> Path:
        """Save a picture of the whole screen in the session's folder."""
        picture = self.folder / f"{name}.png"
        self.call("import", "-window", "root", str(picture), check=False)
        return picture

    # The notification daemon

    def start_daemon(self) -> None:
        """Start dunst, keeping every notice on the screen until somebody puts it away."""
        chooser = self._run / "chooser"
        chooser.write_text(_CHOOSER.format(folder=self._run), encoding="utf-8")
        chooser.chmod(0o755)
        settings = self._run / "dunstrc"
        settings.write_text(_DUNST.format(chooser=chooser), encoding="utf-8")
        self._notices = self.start("dunst", ["dunst", "-conf", str(settings)])
        until(lambda: self.call("dunstctl", "is-paused", check=False).returncode == 0, "dunst")

    def start_tray(self) -> None:
        """Start a tray for icons at the screen's lower edge; skips the test where there is no such program."""
        if shutil.which("trayer") is None:
            pytest.skip("not installed: trayer (packaging/debian.sh tests)")
        self._tray = self.start("trayer", ["trayer", "--edge", "bottom", "--widthtype", "request", "--height", "28"])
        until(lambda: "panel" in self.titles(), "the tray")

    @property
    def daemon_process(self) -> subprocess.Popen[str]:
        """The notification daemon."""
        assert self._notices is not None
        return self._notices

    def kill_tray(self) -> None:
        """Let the tray die as in a crash."""
        assert self._tray is not None
        self._tray.kill()
        self._tray.wait()

    def kill_daemon(self) -> None:
        """Let the notification daemon die as in a crash."""
        self.daemon_process.kill()
        self.daemon_process.wait()

    def on_screen(self) -> int:
        """Return how many notices can be seen."""
        return int(self.call("dunstctl", "count", "displayed").stdout)

    def put_away(self) -> None:
        """Close all notices, as by the daemon's own key; they are then in its history."""
        self.call("dunstctl", "close-all")
        until(lambda: self.on_screen() == 0, "notices to close")

    def put_away_notices(self) -> list[Shown]:
        """Return what the daemon has put away, newest first; what is on the screen is not among it."""
        data: list[dict[str, Any]] = json.loads(self.call("dunstctl", "history").stdout)["data"][0]
        return [
            Shown(each["id"]["data"], each["summary"]["data"], each["body"]["data"], each["appname"]["data"])
            for each in data
        ]

    def press(self, label: str) -> None:
        """Choose an action of the notices on the screen by its label, through the daemon's menu."""
        self.choose(label, lambda: self.call("dunstctl", "context"))

    def choose(self, label: str, open_menu: Callable[[], object]) -> None:
        """Choose an action by its label from the daemon's menu, which `open_menu` opens."""
        offered = self._run / "offered"
        offered.unlink(missing_ok=True)
        (self._run / "wanted").write_text(label, encoding="utf-8")
        open_menu()
        until(lambda: offered.exists() and label in offered.read_text(encoding="utf-8"), f"the action {label!r}")

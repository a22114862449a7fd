"""Plays a short sound with what the system has, beside everything else; touches the system's sound programs."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from tocsin.core.model import Sound
from tocsin.resources_path import path

PLAYERS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "linux": (("pw-play",), ("paplay",), ("canberra-gtk-play", "-f"), ("aplay", "-q")),
    "darwin": (("afplay",),),
}
"""The programs that play a file whose name comes last, best first; Windows plays it itself."""

LONGEST = 6.0
"""Seconds after which a program that plays is ended: the sounds are shorter."""

ACCEPTS_NOTICES = 5
"""QUNS_ACCEPTS_NOTIFICATIONS, as Windows' SHQueryUserNotificationState says it."""

NOBODY = "Nothing here plays sounds."


class Player:
    """Plays one sound at a time; never raises, and waits for nothing."""

    def __init__(
        self, platform: str = sys.platform, environment: Mapping[str, str] | None = None, *,
        windows: Callable[[str], None] | None = None, longest: float = LONGEST,
    ) -> None:  # fmt: skip
        self._platform = "linux" if platform.startswith("linux") else platform
        self._environment = os.environ if environment is None else environment
        self._windows, self._longest = windows or _windows, longest
        self._busy = threading.Lock()

    def trouble(self) -> str:
        """Say why nothing would be heard; empty when something may be."""
        return "" if self._platform == "win32" or self._programs() else NOBODY

    def play(self, sound: Sound, *, uninvited: bool = True) -> bool:
        """Begin to play a sound and return; False when there is none, or another is being played.

        `uninvited`: nobody asked for it just now, so a system that wants no disturbance is left in peace.
        """
        file = file_of(sound)
        if file is None or not self._busy.acquire(blocking=False):
            return False
        try:
            threading.Thread(target=self._work, args=(str(file), uninvited), name="sound", daemon=True).start()
        except RuntimeError:  # the system gives no more threads, or the interpreter ends
            self._busy.release()
            return False
        return True

    def wait(self, seconds: float) -> bool:
        """Wait until nothing is being played, for so long at most: for a program that is about to end."""
        free = self._busy.acquire(timeout=seconds)
        if free:
            self._busy.release()
        return free

    def _work(self, file: str, uninvited: bool) -> None:
        try:
            if self._platform == "win32":
                if not uninvited or not windows_is_busy():
                    self._windows(file)
                return
            for line in self._programs():
                if self._run([*line, file]):
                    return
        except Exception:  # noqa: BLE001, S110 - a sound that is not heard is no failure of the notice
            pass
        finally:
            self._busy.release()

    def _programs(self) -> list[list[str]]:
        found = []
        for name, *options in PLAYERS.get(self._platform, ()):
            program = shutil.which(name, path=self._environment.get("PATH"))
            if program is not None:
                found.append([program, *options])
        return found

    def _run(self, line: list[str]) -> bool:
        """Run a program to its end; False when it fails, so that the next one is tried."""
        try:
            done = subprocess.run(
                line, env=dict(self._environment), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, timeout=self._longest, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return True  # it has been playing, or waits for a device that is not there: another would, too
        except OSError:
            return False
        return done.returncode == 0


def file_of(sound: Sound) -> Path | None:
    """Return where a sound lies; None for silence, and where the installation lacks it."""
    if sound in (Sound.USUAL, Sound.NONE):
        return None
    try:
        file = path(f"sounds/{sound.value}.wav")
    except FileNotFoundError:
        return None
    return file if file.is_file() else None



def windows_is_busy() -> bool:
    """Say whether Windows wants no notices now: full screen, presentation, quiet time. Elsewhere it never does."""
    if sys.platform == "win32":
        state = ctypes.c_int(ACCEPTS_NOTICES)
        failed = ctypes.windll.shell32.SHQueryUserNotificationState(ctypes.byref(state))
        return not failed and state.value != ACCEPTS_NOTICES
    return False


def _windows(file: str) -> None:
    """Play a file to its end; raises RuntimeError where there is no device."""
    if sys.platform == "win32":
        import winsound

        winsound.PlaySound(file, winsound.SND_FILENAME | winsound.SND_NODEFAULT)

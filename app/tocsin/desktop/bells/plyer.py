"""The plainest bell: plyer, one way and without a click, for the monitor alone and as the last of the desktop."""

from __future__ import annotations

import html
import os
import shutil
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tocsin.core.model import Notice
from tocsin.core.text import clean

TITLE_UNITS, BODY_UNITS = 63, 255
"""What the Windows balloon holds, in UTF-16 units; beyond that plyer's own thread dies unseen."""

LONGEST_TITLE, LONGEST_BODY = 200, 500

PATIENCE, ENDS_WITHIN, FAILS_WITHIN = 2.8, 2.0, 0.5
"""Seconds for all, for a program that plyer starts, and for a balloon to fail; the chain waits three.

A notification service that hangs would hold plyer up for half a minute.
"""

ASKING = 1.0
"""Seconds that the service has to say that it is there."""

SERVICE = "org.freedesktop.Notifications"
FLATPAK = Path("/app")


class PlyerBell:
    """Answers None when the notice was handed over, else why it was not."""

    name = "plyer"

    def __init__(
        self, platform: str = sys.platform, environment: Mapping[str, str] | None = None, *,
        notify: Callable[..., None] | None = None, patience: float = PATIENCE,
    ) -> None:  # fmt: skip
        self._platform = platform
        self._environment = os.environ if environment is None else environment
        self._notify = notify or _plyer
        self._patience = patience

    def trouble(self) -> str:
        """Say why no notice would appear; empty when one should. plyer itself never tells."""
        if not self._platform.startswith("linux") or FLATPAK.is_dir():
            return ""
        if shutil.which("notify-send") is None:
            return "There is no notify-send on this system, so no notice can be shown."
        if not self._has_bus():
            return "There is no desktop session here that could show a notice."
        return self._ask_bus()

    def show(self, notice: Notice) -> str | None:
        """Hand a notice to plyer; returns why that failed, or None."""
        why = self.trouble()
        if why:
            return why
        title, body = self._texts(notice)
        failed: list[str] = []

        def run() -> None:
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    self._notify(title=title, message=body, app_name="Tocsin", timeout=10)
            except Exception as error:  # noqa: BLE001 - plyer fails in its own ways on each system
                failed.append(f"plyer could not show it ({error or type(error).__name__}).")

        thread = threading.Thread(target=run, name="plyer", daemon=True)
        thread.start()
        thread.join(self._patience)
        if thread.is_alive():
            return "The notification service did not answer in time."
        return failed[0] if failed else None

    def _texts(self, notice: Notice) -> tuple[str, str]:
        title = clean(notice.title, LONGEST_TITLE) or "Tocsin"
        lines = [clean(line, LONGEST_BODY) for line in notice.body.split("\n")[:5]]
        body = "\n".join(line for line in lines if line)
        if self._platform == "win32":
            return fit(title, TITLE_UNITS), fit(body, BODY_UNITS) or " "
        if self._platform.startswith("linux"):
            if FLATPAK.is_dir():
                return _unquoted(title), _unquoted(body)
            return no_option(title), no_option(html.escape(body, quote=False) or " ")
        return title, body

    def _has_bus(self) -> bool:
        if self._environment.get("DBUS_SESSION_BUS_ADDRESS"):
            return True
        folder = self._environment.get("XDG_RUNTIME_DIR", "")
        return bool(folder) and Path(folder, "bus").exists()

    def _ask_bus(self) -> str:
        """Ask the service that notify-send will call whether it is there; without a tool to ask with, hope so.

        One that hangs must not be called: it would show the notice when it goes on, after another bell has rung.
        """
        if shutil.which("dbus-send") is None:
            return ""
        line = ["dbus-send", "--session", "--print-reply=literal", f"--reply-timeout={ASKING * 1000:.0f}"]
        line += [f"--dest={SERVICE}", "/org/freedesktop/Notifications", f"{SERVICE}.GetServerInformation"]
        try:
            done = subprocess.run(
                line, env=dict(self._environment), capture_output=True, text=True, timeout=ASKING + 0.5, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return "The desktop's message bus does not answer."
        if done.returncode == 0:
            return ""
        if "ServiceUnknown" in done.stderr or "NameHasNoOwner" in done.stderr:
            return "Nothing on this desktop shows notices at the moment."
        if "NoReply" in done.stderr or "Timeout" in done.stderr:
            return "The notification service does not answer."
        if "DBus.Error" in done.stderr and "Failed to open" not in done.stderr:
            return ""
        return "The desktop's message bus does not answer."


def fit(text: str, units: int) -> str:
    """Cut a text to so many UTF-16 units, without splitting a character."""
    if len(text.encode("utf-16-le")) // 2 <= units:
        return text
    while text and len(text.encode("utf-16-le")) // 2 > units - 1:
        text = text[:-1]
    return text.rstrip() + "…"


def no_option(text: str) -> str:
    """Keep notify-send from reading a text as an option: a character without width goes before the dash."""
    return "\u2060" + text if text.startswith("-") else text


def _unquoted(text: str) -> str:
    """Take out what would end the text that plyer pastes into a command for the portal."""
    return text.replace("'", "’").replace("\\", "/")


def _plyer(**texts: object) -> None:
    module = _of_this_system()
    if sys.platform == "win32":
        heed_thread(module)
    elif sys.platform.startswith("linux"):
        heed_exit_status(module)
    from plyer import notification

    notification.notify(**texts)


def _of_this_system() -> Any:
    """Import what plyer looks up by its name, and does without when it is missing; raises ImportError.

    It stands here by name because a frozen build holds only what is imported by name.
    """
    if sys.platform == "win32":
        from plyer.platforms.win import notification
    elif sys.platform == "darwin":
        from plyer.platforms.macosx import notification
    else:
        from plyer.platforms.linux import notification
    return notification


def heed_exit_status(module: Any) -> None:
    """Let plyer start notify-send through us: by itself it never looks at how that ended."""
    if getattr(module, "subprocess", None) is subprocess:
        module.subprocess = _Heeding


def heed_thread(module: Any) -> None:
    """Let plyer's balloon appear in a thread of ours: what is raised in its own is seen by nobody."""
    if getattr(module, "thread", None) is threading.Thread:
        module.thread = _HeedingThread


class _Heeding:
    """Stands where plyer has `subprocess`."""

    DEVNULL = subprocess.DEVNULL

    @staticmethod
    def call(line: Sequence[str], **_: object) -> int:
        """Run a program; raises OSError when it fails or does not end."""
        try:
            done = subprocess.run(
                line, env=dict(os.environ), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, timeout=ENDS_WITHIN, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise OSError(f"{line[0]} does not end") from error
        if done.returncode:
            raise OSError(f"{line[0]} ended with status {done.returncode}")
        return 0

    run = call
    """What plyer calls for the portal; it looks at no answer of it either."""


class _HeedingThread:
    """Stands where plyer has `Thread`: a balloon that cannot be made fails at once, one that is made stays a while."""

    def __init__(self, target: Callable[..., None], kwargs: Mapping[str, Any]) -> None:
        self._target, self._kwargs = target, kwargs
        self._errors: list[Exception] = []

    def start(self) -> None:
        """Show the balloon; raises what was raised within the first moment."""
        thread = threading.Thread(target=self._work, name="plyer's balloon", daemon=True)
        thread.start()
        thread.join(FAILS_WITHIN)
        if self._errors:
            raise self._errors[0]

    def _work(self) -> None:
        try:
            self._target(**self._kwargs)
        except Exception as error:  # noqa: BLE001 - raised again where it is heard
            self._errors.append(error)

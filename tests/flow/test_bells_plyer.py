"""The plainest bell, with stand-ins for what it would start, and with the real notify-send on a bus of its own."""

from __future__ import annotations

import importlib.util
import shutil
import sys
import threading
import types
from pathlib import Path
from typing import Any

import pytest

from servers.notification_daemon import NotificationDaemon, private_bus
from tocsin.core.model import Notice
from tocsin.desktop.bells import plyer
from tocsin.desktop.bells.plyer import ENDS_WITHIN, PATIENCE, PlyerBell, fit, heed_exit_status, heed_thread, no_option

LINUX = sys.platform.startswith("linux")
on_linux = pytest.mark.skipif(not LINUX, reason="notify-send is Linux's")
with_bus = pytest.mark.skipif(
    not all(map(shutil.which, ("dbus-daemon", "notify-send", "dbus-send"))),
    reason="needs dbus-daemon, dbus-send and notify-send",
)


class Handed:
    """Takes what would go to plyer."""

    def __init__(self, error: Exception | None = None) -> None:
        self.texts: list[dict[str, Any]] = []
        self.error = error

    def __call__(self, **texts: Any) -> None:
        self.texts.append(texts)
        if self.error is not None:
            raise self.error


def on(platform: str, handed: Handed) -> PlyerBell:
    return PlyerBell(platform, {}, notify=handed)


def test_windows_gets_what_its_balloon_holds() -> None:
    handed = Handed()
    assert on("win32", handed).show(Notice("a", "😀" * 80, "b" * 900, (1,))) is None
    (texts,) = handed.texts
    assert len(texts["title"].encode("utf-16-le")) // 2 <= 63
    assert len(texts["message"].encode("utf-16-le")) // 2 <= 255
    assert texts["title"].endswith("😀…"), "no character is cut in two"


def test_a_failure_of_plyer_is_told() -> None:
    why = on("darwin", Handed(RuntimeError("no pyobjus"))).show(Notice("a", "News", "", (1,)))
    assert why == "plyer could not show it (no pyobjus)."


def test_a_plyer_that_hangs_is_not_waited_for() -> None:
    gate = threading.Event()

    def hang(**_: Any) -> None:
        gate.wait(20)

    bell = PlyerBell("darwin", {}, notify=hang, patience=0.05)
    assert bell.show(Notice("a", "News", "", (1,))) == "The notification service did not answer in time."
    gate.set()


def test_control_characters_and_overrides_are_taken_out() -> None:
    handed = Handed()
    on("darwin", handed).show(Notice("a", "invoice\u202efdp\0.exe", "two\nlines\x07", (1,)))
    assert (handed.texts[0]["title"], handed.texts[0]["message"]) == ("invoicefdp .exe", "two\nlines")


def test_a_dash_in_front_is_no_option() -> None:
    assert no_option("-h").lstrip("\u2060") == "-h"
    assert not no_option("-h").startswith("-")
    assert no_option("Minus-One") == "Minus-One"


def test_fitting_keeps_a_short_text() -> None:
    assert fit("short", 63) == "short"


@on_linux
def test_without_notify_send_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    handed = Handed()
    bell = PlyerBell(environment={"DBUS_SESSION_BUS_ADDRESS": "unix:path=/x"}, notify=handed)
    why = bell.show(Notice("a", "News", "", (1,)))
    assert why == "There is no notify-send on this system, so no notice can be shown."
    assert handed.texts == []


@on_linux
@with_bus
def test_without_a_bus_it_says_so(tmp_path: Path) -> None:
    assert PlyerBell(environment={}).trouble() == "There is no desktop session here that could show a notice."
    gone = {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path}/none", "PATH": "/usr/bin:/bin"}
    assert PlyerBell(environment=gone).trouble() == "The desktop's message bus does not answer."


@on_linux
@with_bus
def test_a_bus_without_a_daemon_is_a_failure_and_not_a_silent_loss(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with private_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        why = PlyerBell().show(Notice("a", "News", "", (1,)))
    assert why == "Nothing on this desktop shows notices at the moment."


@on_linux
@with_bus
@pytest.mark.parametrize(
    ("title", "body"),
    [("-h", "--help"), ("<b>News</b> & more", "<img src=x> &amp;"), ("", ""), ("北约 👍🏽", "الناتو")],
)
def test_what_notify_send_hands_on_is_what_was_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, title: str, body: str
) -> None:
    with private_bus(tmp_path) as address, NotificationDaemon(address) as daemon:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        assert PlyerBell().show(Notice("a", title, body, (1,))) is None
    (one,) = daemon.notified
    assert one.title.lstrip("\u2060") == (title or "Tocsin")
    read = one.body.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert read.strip().lstrip("\u2060") == body
    assert one.program == "Tocsin"


@on_linux
@with_bus
def test_a_daemon_that_refuses_is_a_failure_although_plyer_looks_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with private_bus(tmp_path) as address, NotificationDaemon(address, temper="refuses"):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        why = PlyerBell().show(Notice("a", "News", "", (1,)))
    assert why == "plyer could not show it (notify-send ended with status 1)."


@on_linux
@with_bus
def test_a_daemon_that_hangs_is_sent_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with private_bus(tmp_path) as address, NotificationDaemon(address, temper="asleep") as daemon:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        why = PlyerBell().show(Notice("a", "News", "", (1,)))
    assert why == "The notification service does not answer."
    assert daemon.notified == []


def test_inside_flatpak_nothing_ends_the_quoted_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plyer, "FLATPAK", tmp_path)
    handed = Handed()
    on("linux", handed).show(Notice("a", "'}>, {'x", "back\\slash", (1,)))
    assert "'" not in handed.texts[0]["title"]
    assert "\\" not in handed.texts[0]["message"]


# -- a stand-in for notify-send, which plyer really starts


@pytest.fixture
def stand_ins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole PATH, with a bus that says that somebody shows notices."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/bus")
    program(tmp_path, "dbus-send", "echo '   boolean true'")
    return tmp_path


def program(folder: Path, name: str, does: str) -> None:
    made = folder / name
    made.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    made.chmod(0o755)


@on_linux
def test_notify_send_is_given_title_and_body_first_and_no_option_among_them(stand_ins: Path) -> None:
    program(stand_ins, "notify-send", f"for one in \"$@\"; do echo \"$one\" >> '{stand_ins}/given'; done")
    assert PlyerBell().show(Notice("a", "--replace-id=7", "-u critical", (1,))) is None
    title, body, *options = (stand_ins / "given").read_text(encoding="utf-8").splitlines()
    assert (title, body) == ("\u2060--replace-id=7", "\u2060-u critical")
    assert options[:2] == ["-i", ""]


@on_linux
def test_a_notify_send_that_fails_is_a_failure(stand_ins: Path) -> None:
    program(stand_ins, "notify-send", "exit 1")
    why = PlyerBell().show(Notice("a", "News", "", (1,)))
    assert why == "plyer could not show it (notify-send ended with status 1)."


@on_linux
def test_a_notify_send_that_hangs_is_ended_before_the_chain_has_lost_its_patience(stand_ins: Path) -> None:
    program(stand_ins, "notify-send", f"echo $$ > '{stand_ins}/pid'; exec /bin/sleep 60")
    why = PlyerBell().show(Notice("a", "News", "", (1,)))
    assert why == "plyer could not show it (notify-send does not end)."
    number = (stand_ins / "pid").read_text(encoding="utf-8").strip()
    assert not Path("/proc", number).exists(), "it does not go on in the background"
    assert ENDS_WITHIN < PATIENCE < 3, "the chain waits three seconds"


@on_linux
def test_a_notify_send_that_is_no_program_is_a_failure(stand_ins: Path) -> None:
    (stand_ins / "notify-send").write_bytes(b"\x7fELF nothing")
    (stand_ins / "notify-send").chmod(0o755)
    why = PlyerBell().show(Notice("a", "News", "", (1,)))
    assert why is not None
    assert why.startswith("plyer could not show it (")


@on_linux
def test_the_portal_that_plyer_calls_is_heeded_too() -> None:
    module = types.SimpleNamespace(subprocess=sys.modules["subprocess"])
    heed_exit_status(module)
    with pytest.raises(OSError, match="ended with status 3"):
        module.subprocess.run(["/bin/sh", "-c", "exit 3"], stdout=module.subprocess.DEVNULL)


# -- the balloon of Windows, as plyer's module for it is made


class Balloon:
    """Stands where plyer has its module for Windows: a thread that makes the balloon and keeps it for a while."""

    thread = threading.Thread

    def __init__(self, error: Exception | None = None) -> None:
        self.error, self.gone, self.made = error, threading.Event(), nothing_made()

    def balloon_tip(self, **texts: Any) -> None:
        if self.error is not None:
            raise self.error
        self.made.append(texts)
        self.gone.wait(20)

    def notify(self, **texts: Any) -> None:
        self.thread(target=self.balloon_tip, kwargs=texts).start()


def nothing_made() -> list[dict[str, Any]]:
    return []


def test_a_balloon_that_cannot_be_made_is_a_failure_although_plyer_makes_it_in_a_thread() -> None:
    balloon = Balloon(ValueError("string too long"))
    heed_thread(balloon)
    why = PlyerBell("win32", {}, notify=balloon.notify).show(Notice("a", "News", "", (1,)))
    assert why == "plyer could not show it (string too long)."


def test_a_balloon_that_stays_is_not_waited_for() -> None:
    balloon = Balloon()
    heed_thread(balloon)
    assert PlyerBell("win32", {}, notify=balloon.notify).show(Notice("a", "News", "", (1,))) is None
    assert [one["title"] for one in balloon.made] == ["News"]
    balloon.gone.set()


@pytest.mark.parametrize("system", ["win", "macosx", "linux"])
def test_what_plyer_looks_up_by_name_is_there_by_that_name(system: str) -> None:
    spec = importlib.util.find_spec("plyer")
    assert spec is not None
    assert spec.origin is not None
    folder = Path(spec.origin).parent
    text = (folder / "platforms" / system / "notification.py").read_text(encoding="utf-8")
    assert ("thread(target=balloon_tip" in text) == (system == "win")
    assert ("subprocess.call([\"notify-send\"" in text) == (system == "linux")
    source = Path(plyer.__file__).read_text(encoding="utf-8")
    assert f"from plyer.platforms.{system} import notification" in source, "a frozen build finds it"

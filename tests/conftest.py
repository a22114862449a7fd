"""What holds for every test: a profile of its own, no desktop but the test's own, and no way past loopback."""

from __future__ import annotations

import ipaddress
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

_beyond: list[str] = []
"""Addresses past loopback that somebody tried to reach since the last test began."""


def _is_here(host: object) -> bool:
    if not isinstance(host, str):
        return False
    if host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return False


def _watch_sockets(event: str, args: tuple[Any, ...]) -> None:
    if event not in {"socket.connect", "socket.sendto"}:
        return
    connection, address = args[0], args[1]
    if connection.family in {socket.AF_INET, socket.AF_INET6} and not _is_here(address[0]):
        _beyond.append(str(address[0]))
        raise PermissionError(f"A test tried to reach {address[0]}, which is not this machine.")


def _watch_curl() -> None:
    """libcurl opens its sockets unseen by Python's audit, so each handle is made with a guard at its door."""
    try:
        import pycurl
    except ImportError:
        return

    class Door:
        """A socket that libcurl takes a copy of; ours is closed as soon as nobody holds it."""

        def __init__(self, family: int, kind: int, protocol: int) -> None:
            self._number = socket.socket(family, kind, protocol).detach()

        def fileno(self) -> int:
            return self._number

        def __del__(self) -> None:
            os.close(self._number)

    def open_socket(purpose: int, address: Any) -> Door | int:
        family, kind, protocol, where = address
        if family in {socket.AF_INET, socket.AF_INET6} and not _is_here(where[0]):
            _beyond.append(str(where[0]))
            return int(pycurl.SOCKET_BAD)
        return Door(family, kind, protocol)

    class GuardedCurl(pycurl.Curl):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.setopt(pycurl.OPENSOCKETFUNCTION, open_socket)

        def reset(self) -> None:
            super().reset()
            self.setopt(pycurl.OPENSOCKETFUNCTION, open_socket)

    pycurl.Curl = GuardedCurl


def _live_apart() -> Path:
    """Point everything that a program asks its surroundings for at a folder made for this run."""
    home = Path(tempfile.mkdtemp(prefix="tocsin-tests-"))
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
        folder = home / name.lower()
        folder.mkdir(mode=0o700)
        os.environ[name] = str(folder)
    os.environ["TOCSIN_PROFILE"] = str(home / "profile")
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    os.environ["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={home}/no-bus"
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    no_sound = {"PULSE_SERVER": f"unix:{home}/no-sound", "PIPEWIRE_REMOTE": f"{home}/no-sound"}
    os.environ.update(no_sound | {"CANBERRA_DRIVER": "null", "ALSA_CONFIG_PATH": os.devnull})
    for name in ("DISPLAY", "WAYLAND_DISPLAY", *(n for n in os.environ if n.lower().endswith("_proxy"))):
        os.environ.pop(name, None)
    return home


_home = _live_apart()
sys.addaudithook(_watch_sockets)
_watch_curl()
settings.register_profile(
    "tocsin",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("tocsin")


@pytest.fixture(autouse=True)
def never_past_loopback() -> Iterator[None]:
    """Fail the test that reached for another machine, even where the program took it calmly."""
    _beyond.clear()
    yield
    reached, _beyond[:] = list(_beyond), []
    assert not reached, f"The test tried to reach {', '.join(sorted(set(reached)))}."


def pytest_unconfigure() -> None:
    """Take away the folder that the run lived in."""
    shutil.rmtree(_home, ignore_errors=True)

"""What the end-to-end tests share: a desktop, a newsstand whose news come when the test says, and the program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from e2e import bulletin
from e2e.scene import HandClock, Newsstand, Program, newsroom
from servers.bus_listener import BusListener
from servers.desktop_session import DesktopSession, lacking
from servers.notice_services import Dunst, NoticeService, Xfce
from tocsin.demo.server import Press
from tocsin.store import Store

ROOT = Path(__file__).resolve().parents[2]
FAILED = pytest.StashKey[bool]()


@pytest.fixture
def newsstand() -> Iterator[Newsstand]:
    clock = HandClock()
    with Press(newsroom(), clock=clock) as press:
        yield Newsstand(press, clock)


@pytest.fixture
def program(tmp_path: Path, newsstand: Newsstand) -> Program:
    """Tocsin with one source and one watch, reading every second."""
    made = Program(tmp_path / "profile")
    made("feed", "add", newsstand.url)
    made("watch", "add", "Le Pen", '"Le Pen"')
    with Store.open(made.profile / "tocsin.db") as store:
        store.settings.put("poll.floor_seconds", "1")
        store.settings.put("poll.requests_an_hour", "100000")
    return made


@pytest.fixture
def five_outlets() -> Iterator[Newsstand]:
    """Five outlets whose news come when the test says."""
    made = bulletin.stand()
    with made.press:
        yield made


@pytest.fixture
def reading(tmp_path: Path, five_outlets: Newsstand) -> Program:
    """Tocsin with these five sources and a watch for each of their stories."""
    return bulletin.reader_of(five_outlets, tmp_path / "profile")


@pytest.fixture
def listener(desk: DesktopSession) -> Iterator[BusListener]:
    """Hears what goes over the desktop's bus."""
    with BusListener(desk.env["DBUS_SESSION_BUS_ADDRESS"]) as made:
        yield made


@pytest.fixture
def desk(request: pytest.FixtureRequest) -> Iterator[DesktopSession]:
    """A desktop of the test's own; pictures and logs stay in build/e2e."""
    if why := lacking():
        pytest.skip(why)
    folder = ROOT / "build" / "e2e" / re.sub(r"\W+", "-", request.node.name)
    with DesktopSession(folder) as session:
        yield session
        if request.node.stash.get(FAILED, False):
            session.photograph("at-failure")


@pytest.fixture(params=["dunst", "xfce4-notifyd"])
def service(request: pytest.FixtureRequest, desk: DesktopSession) -> NoticeService:
    """A real service on the desktop, with the mouse of the person before it."""
    desk.kill_daemon()
    if request.param == "dunst":
        made: NoticeService = Dunst(desk)
    elif why := Xfce.lacking():
        pytest.skip(f"{why} (packaging/debian.sh tests)")
    else:
        made = Xfce(desk)
    made.start()
    return made


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report

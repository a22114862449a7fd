"""Real services that die, hang, refuse or are not there: the next bell takes over, nothing is lost or rung twice."""

from __future__ import annotations

from e2e.bulletin import FERRY, SINGLE, begin, rung_by
from e2e.scene import Newsstand, Program
from servers.bus_listener import BusListener
from servers.desktop_session import DesktopSession, until
from servers.notice_services import NoticeService
from servers.notification_daemon import NotificationDaemon

RATES, TELESCOPE = SINGLE["rates"][0], SINGLE["telescope"][0]


def test_while_the_service_is_dead_the_tray_rings_and_when_it_is_back_it_rings_again(
    desk: DesktopSession, service: NoticeService, reading: Program, five_outlets: Newsstand, listener: BusListener
) -> None:
    desk.start_tray()
    begin(desk, reading)
    five_outlets.publish()
    assert rung_by(reading, FERRY) == "desktop"
    five_outlets.publish()

    service.kill()
    five_outlets.publish()
    assert rung_by(reading, RATES) == "tray"
    desk.photograph("tray")

    service.start()
    five_outlets.publish()
    assert rung_by(reading, TELESCOPE) == "desktop"
    until(lambda: len(service.boxes()) == 1, "the third notice, alone: the second has been rung")
    assert [one.title for one in listener.notified if one.number and not one.replaces] == [FERRY, TELESCOPE]


def test_what_a_service_shows_that_had_hung_is_taken_back(
    desk: DesktopSession, service: NoticeService, reading: Program, five_outlets: Newsstand, listener: BusListener
) -> None:
    desk.start_tray()
    begin(desk, reading)
    five_outlets.publish()
    assert rung_by(reading, FERRY) == "desktop"
    until(lambda: len(service.boxes()) == 1, "the first notice")
    service.dismiss()
    until(lambda: not service.boxes(), "the first notice to go")
    five_outlets.publish()

    service.hang()
    five_outlets.publish()
    assert rung_by(reading, RATES) == "tray"
    service.go_on()
    until(lambda: listener.withdrawn, "the notice that came too late to be taken back")
    (late,) = (one for one in listener.notified if one.title == RATES)
    assert listener.withdrawn == [late.number]
    until(lambda: not service.boxes(), "nothing on the screen")

    five_outlets.publish()
    assert rung_by(reading, TELESCOPE) == "desktop"
    assert len(service.boxes()) == 1


def test_a_service_that_hangs_from_the_start_is_sent_nothing_when_it_goes_on(
    desk: DesktopSession, service: NoticeService, reading: Program, five_outlets: Newsstand, listener: BusListener
) -> None:
    begin(desk, reading)
    service.hang()
    five_outlets.publish()
    assert rung_by(reading, FERRY) == "list", "plyer would take the same way"
    five_outlets.publish()
    service.go_on()
    five_outlets.publish()
    assert rung_by(reading, RATES) == "desktop"
    until(service.boxes, "the second notice")
    assert [one.title for one in listener.notified] == [RATES]


def test_what_a_service_refuses_the_tray_rings(
    desk: DesktopSession, reading: Program, five_outlets: Newsstand
) -> None:
    desk.kill_daemon()
    desk.start_tray()
    with NotificationDaemon(desk.env["DBUS_SESSION_BUS_ADDRESS"], temper="refuses") as daemon:
        begin(desk, reading)
        five_outlets.publish()
        assert rung_by(reading, FERRY) == "tray"
        five_outlets.publish()
        daemon.temper = "shows"
        five_outlets.publish()
        assert rung_by(reading, RATES) == "desktop"
        assert [one.title for one in daemon.notified] == [RATES]


def test_when_the_bus_itself_is_gone_the_tray_rings_and_the_program_lives(
    desk: DesktopSession, reading: Program, five_outlets: Newsstand
) -> None:
    desk.start_tray()
    running = begin(desk, reading)
    five_outlets.publish()
    assert rung_by(reading, FERRY) == "desktop"
    five_outlets.publish()
    desk.bus.kill()
    desk.bus.wait()
    five_outlets.publish()
    assert rung_by(reading, RATES) == "tray"
    desk.photograph("without-a-bus")
    assert running.poll() is None
    assert desk.end(running) == 0

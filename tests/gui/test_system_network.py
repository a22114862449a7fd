"""What the system says of the network reaches the monitor, once a change."""

from __future__ import annotations

from PySide6.QtNetwork import QNetworkInformation
from pytestqt.qtbot import QtBot

from gui.room import QuietLink
from tocsin.ui.system_network import SystemNetwork

Reachability = QNetworkInformation.Reachability


def test_the_monitor_is_told_when_the_network_comes_and_goes(qtbot: QtBot) -> None:
    link = QuietLink()
    system = SystemNetwork(link, link)
    for one in (
        Reachability.Disconnected, Reachability.Local, Reachability.Unknown, Reachability.Online, Reachability.Site,
    ):  # fmt: skip
        system.hear(one)
    system.signed_in(True)
    system.signed_in(False)
    assert link.wishes == [
        ("network-gone", None), ("network-back", None), ("network-gone", None), ("network-back", None),
    ]  # fmt: skip


def test_of_two_words_on_the_network_that_wait_for_the_monitor_the_last_is_passed_on(qtbot: QtBot) -> None:
    from tocsin.ui.monitor_link import MonitorLink

    link = MonitorLink([])
    system = SystemNetwork(link, link)
    for one in (Reachability.Disconnected, Reachability.Online):
        system.hear(one)
    assert link.unsaid() == [("network-back", None)]

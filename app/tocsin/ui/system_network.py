"""Tells the monitor what the system says of the network, so that it need not wait for its own next try."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QNetworkInformation

from tocsin.ui.monitor_link import MonitorLink

_REACHABLE = frozenset({QNetworkInformation.Reachability.Online, QNetworkInformation.Reachability.Site})


class SystemNetwork(QObject):
    """Follows the system where it says anything; where it does not, the monitor finds out by itself.

    The word of the system only makes the monitor look: whether a feed can be read, only reading it tells.
    """

    def __init__(self, link: MonitorLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._there: bool | None = None
        if not QNetworkInformation.loadBackendByFeatures(QNetworkInformation.Feature.Reachability):
            return
        system = QNetworkInformation.instance()
        system.reachabilityChanged.connect(self.hear)
        if system.supports(QNetworkInformation.Feature.CaptivePortal):
            system.isBehindCaptivePortalChanged.connect(self.signed_in)

    def hear(self, reachability: QNetworkInformation.Reachability) -> None:
        """Pass on that the network came or went; what the system does not know is no news."""
        if reachability == QNetworkInformation.Reachability.Unknown:
            return
        there = reachability in _REACHABLE
        if there != self._there:
            self._there = there
            self._link.wish("network-back" if there else "network-gone")

    def signed_in(self, behind: bool) -> None:
        """Pass on that the network wants a login, or has got it."""
        self._link.wish("network-gone" if behind else "network-back")

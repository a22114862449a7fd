"""The notification centre of Windows or macOS as desktop-notifier shows it: recorded, and played by the test."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from desktop_notifier import Capability, Notification

log = logging.getLogger("desktop_notifier.main")
"""Where the library says what went wrong: it raises nothing."""

ABLE = frozenset({Capability.TITLE, Capability.MESSAGE, Capability.BUTTONS, Capability.ON_CLICKED})


class NotificationCentre:
    """Stands where the library's DesktopNotifier stands, with the same methods."""

    def __init__(
        self, *, able: frozenset[Capability] = ABLE, allows: bool | None = True, temper: str = "shows"
    ) -> None:
        self.able, self.allows, self.temper = able, allows, temper
        self.sent: list[Notification] = []
        self.cleared: list[str] = []
        self.asked = 0
        self.on_clicked: Callable[[str], Any] | None = None
        self.on_dismissed: Callable[[str], Any] | None = None
        self.on_button_pressed: Callable[[str, str], Any] | None = None

    async def get_capabilities(self) -> frozenset[Capability]:
        return self.able

    async def request_authorisation(self) -> bool:
        self.asked += 1
        while self.allows is None:  # the question stands on the screen
            await asyncio.sleep(0.01)
        return self.allows

    async def send_notification(self, notification: Notification) -> str:
        if self.temper == "hangs":
            while self.temper == "hangs":
                await asyncio.sleep(0.01)
        if self.temper == "fails":
            log.warning("Notification failed", exc_info=OSError("element not found"))
            return notification.identifier
        if self.temper == "is silent":
            return notification.identifier
        self.sent.append(notification)
        if notification.on_dispatched is not None:
            notification.on_dispatched()
        if self.temper == "refuses":
            log.warning("Error when scheduling notification: domain=UNErrorDomain, code=1, description=not allowed")
        if self.temper == "refuses later":
            asyncio.get_running_loop().call_later(
                0.05, log.warning, "Notification '%s' failed with error code %s", notification.identifier, -1
            )
        return notification.identifier

    async def clear(self, identifier: str) -> None:
        self.cleared.append(identifier)
        if identifier not in [one.identifier for one in self.sent]:
            raise KeyError(identifier)

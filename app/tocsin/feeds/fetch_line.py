"""The order in which requests are sent: one a host at a time, each in its turn; touches nothing but the clock."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable

from tocsin.feeds.address import place_of
from tocsin.feeds.fetch_values import Request


class Line:
    """The requests that wait, a queue for each host; a host whose request is under way or put off is passed over."""

    def __init__(self) -> None:
        self._queues: dict[str, deque[tuple[float, Request]]] = {}
        self._ready: deque[str] = deque()
        self._taken: set[str] = set()
        self._put_off: dict[str, float] = {}

    def add(self, requests: Iterable[Request]) -> None:
        """Further requests, behind those that wait."""
        for request in requests:
            host = place_of(request.url)
            queue = self._queues.setdefault(host, deque())
            queue.append((time.monotonic() + request.delay if request.delay > 0 else 0.0, request))
            if len(queue) == 1 and host not in self._taken:
                self._line_up(host)

    def next(self) -> tuple[str, Request] | None:
        """A request whose host is free, and the host, which is taken from now on until `done`."""
        if self._put_off:
            now = time.monotonic()
            for host in [host for host, moment in self._put_off.items() if moment <= now]:
                del self._put_off[host]
                self._ready.append(host)
        if not self._ready:
            return None
        host = self._ready.popleft()
        self._taken.add(host)
        return host, self._queues[host].popleft()[1]

    def ready(self) -> bool:
        """Tell whether a request could be sent at once."""
        return bool(self._ready) or any(moment <= time.monotonic() for moment in self._put_off.values())

    def done(self, host: str) -> None:
        """The host is free again."""
        self._taken.discard(host)
        if self._queues[host]:
            self._line_up(host)

    def _line_up(self, host: str) -> None:
        moment = self._queues[host][0][0]
        if moment:
            self._put_off[host] = moment
        else:
            self._ready.append(host)

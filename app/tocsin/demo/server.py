"""Serves the demo's feeds and pages on loopback, in a thread of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

from tocsin.demo import press
from tocsin.demo.newsroom import Newsroom

PATIENCE = 30.0
"""Seconds that the newsroom waits for its first readers before the news begin anyway."""


class Press:
    """The newsroom's server. News begin once every feed was read, so that nothing arrives before its baseline.

    `clock` gives seconds that only grow. Use it as a context: it stops when the context ends.
    """

    def __init__(self, newsroom: Newsroom, *, clock: Callable[[], float] = time.monotonic, port: int = 0) -> None:
        self._newsroom = newsroom
        self._clock = clock
        self._outlets = {outlet.key: outlet for outlet in newsroom.outlets}
        self._unread = set(self._outlets)
        self._lock = threading.Lock()
        self._started = clock()
        self._opened: float | None = None
        self._created_at = self._opened_at = datetime.now(UTC)
        self._server = _Server(("127.0.0.1", port), self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), name="demo press", daemon=True)

    @property
    def base(self) -> str:
        """Return the server's address, without a slash at its end."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def feed_url(self, outlet: str) -> str:
        """Return the address of an outlet's feed."""
        return f"{self.base}/{outlet}/feed"

    @property
    def elapsed(self) -> float:
        """Return seconds since the news began; below zero while they have not."""
        with self._lock:
            return self._elapsed()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def answer(self, path: str) -> press.Printed | None:
        """Return what stands at the path now; None: nothing."""
        outlet_key, _, rest = path.split("?", maxsplit=1)[0].strip("/").partition("/")
        outlet = self._outlets.get(outlet_key)
        if outlet is None:
            return None
        with self._lock:
            elapsed = self._elapsed()
        pieces = self._newsroom.front(outlet_key, elapsed)
        if rest == "feed":
            return press.feed(outlet, pieces, self._date, self.base)
        found = next((piece for piece in pieces if str(piece.number) == rest or not rest), None)
        return None if found is None else press.page(outlet, found)

    def was_read(self, path: str) -> None:
        """Note that somebody has the feed at that path."""
        outlet, _, rest = path.strip("/").partition("/")
        if rest == "feed":
            with self._lock:
                self._unread.discard(outlet)
                self._elapsed()

    def _date(self, at: float) -> datetime:
        """Return the date of second `at`; what was there before keeps its date when the news begin."""
        return (self._created_at if at < 0 else self._opened_at) + timedelta(seconds=int(at))

    def _elapsed(self) -> float:
        now = self._clock()
        if self._opened is None:
            if self._unread and now - self._started < PATIENCE:
                return -1.0
            self._opened, self._opened_at = now, datetime.now(UTC)
        return now - self._opened


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, address: tuple[str, int], press_: Press) -> None:
        super().__init__(address, _Conversation)
        self.press = press_


class _Conversation(BaseHTTPRequestHandler):
    """One reader's connection."""

    server: _Server
    timeout = 10

    def do_GET(self) -> None:
        printed = self.server.press.answer(self.path)
        if printed is None:
            self._send(404, "text/plain; charset=utf-8", b"There is no such page in the demo.\n")
        elif self.headers.get("If-None-Match") == printed.etag:
            self._send(304, "", b"", printed.etag)
        else:
            self.server.press.was_read(self.path)
            self._send(200, printed.content_type, printed.body, printed.etag)

    def _send(self, status: int, content_type: str, body: bytes, etag: str = "") -> None:
        self.send_response(status)
        if content_type:
            self.send_header("Content-Type", content_type)
        if etag:
            self.send_header("ETag", etag)
            self.send_header("Cache-Control", "max-age=1")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal belongs to the alerts."""

"""A web server on loopback that can behave as badly as the real web does; for tests, and without any mock."""

from __future__ import annotations

import base64
import contextlib
import gzip
import itertools
import socket
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

Body = bytes | Iterator[bytes]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came in; header names in lower case."""

    path: str
    headers: Mapping[str, str]


@dataclass(slots=True)
class Page:
    """What an address answers, and how it misbehaves."""

    body: Callable[[], Body]
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: str = ""
    login: tuple[str, str] | None = None
    act: Callable[[BaseHTTPRequestHandler], None] | None = None
    """Does everything itself instead."""


class Web:
    """`with Web() as web: web.serve("/feed", body); web.url("/feed")`. What was asked stands in `web.asked`."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.pages: dict[str, Page] = {}
        self._stopping = threading.Event()
        self.asked: list[Asked] = []
        self.host = host
        web = self

        class Conversation(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 30
            disable_nagle_algorithm = True  # else each answer waits 40 ms for the acknowledgement of its head

            def do_GET(self) -> None:
                web._answer(self)

            def log_message(self, *_: Any) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            block_on_close = False
            request_queue_size = 256

            def handle_error(self, *_: Any) -> None:
                pass  # clients that hang up are what this server is for

        self._server = Server((host, 0), Conversation)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self._stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def url(self, path: str = "/") -> str:
        return f"http://{self.host}:{self.port}{path}"

    def times(self, path: str) -> int:
        """How often the path was asked for."""
        return sum(asked.path == path for asked in self.asked)

    # What an address can be made to do

    def serve(
        self,
        path: str,
        body: bytes = b"",
        *,
        status: int = 200,
        content_type: str = "application/xml",
        headers: Mapping[str, str] | None = None,
        etag: str = "",
        encoding: str = "",
        login: tuple[str, str] | None = None,
    ) -> None:
        """Answers with the body; with `etag`, 304 to who knows it; with `login`, 401 to who does not give it."""
        packed = _packed(body, encoding)
        all_headers = {"Content-Type": content_type, **(headers or {})}
        if encoding:
            all_headers["Content-Encoding"] = encoding
        self.pages[path] = Page(lambda: packed, status, all_headers, etag, login)

    def redirect(self, path: str, to: str, status: int = 302) -> None:
        self.pages[path] = Page(lambda: b"", status, {"Location": to})

    def endless(self, path: str, piece: bytes = b"x" * 65536) -> None:
        """A body that never ends, as fast as it goes."""
        self.pages[path] = Page(lambda: itertools.repeat(piece))

    def bomb(self, path: str, encoding: str = "gzip", size: int = 200 * 2**20) -> None:
        """A small packed body that unpacks to `size` zero bytes."""
        packed = _packed(bytes(size), encoding)
        self.pages[path] = Page(lambda: packed, headers={"Content-Encoding": encoding})

    def drip(self, path: str, body: bytes = b"<rss>", seconds: float = 1.0) -> None:
        """The body, then blanks for ever, a byte every so many seconds."""

        def drops() -> Iterator[bytes]:
            for byte in itertools.chain(body, itertools.repeat(32)):
                yield bytes([byte])
                if self._stopping.wait(seconds):
                    return

        self.pages[path] = Page(drops)

    def silent(self, path: str) -> None:
        """Takes the request and says nothing."""
        self.pages[path] = Page(lambda: b"", act=lambda _: _wait(self._stopping))

    def reset(self, path: str, body: bytes = b"<rss>", promised: int = 10_000) -> None:
        """Breaks the connection in the middle of the body."""

        def act(talk: BaseHTTPRequestHandler) -> None:
            talk.send_response(200)
            talk.send_header("Content-Length", str(promised))
            talk.end_headers()
            talk.wfile.write(body)
            talk.wfile.flush()
            time.sleep(0.05)
            talk.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            talk.connection.close()

        self.pages[path] = Page(lambda: b"", act=act)

    def raw(self, path: str, answer: bytes) -> None:
        """These bytes instead of HTTP, then hangs up."""

        def act(talk: BaseHTTPRequestHandler) -> None:
            talk.wfile.write(answer)
            talk.wfile.flush()

        self.pages[path] = Page(lambda: b"", act=act)

    def header_flood(self, path: str) -> None:
        """Header lines without an end."""

        def act(talk: BaseHTTPRequestHandler) -> None:
            talk.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for number in itertools.count():
                if self._stopping.is_set():
                    return
                talk.wfile.write(b"X-%d: %s\r\n" % (number, b"y" * 200))

        self.pages[path] = Page(lambda: b"", act=act)

    # How it is done

    def _answer(self, talk: BaseHTTPRequestHandler) -> None:
        self.asked.append(Asked(talk.path, {name.lower(): value for name, value in talk.headers.items()}))
        page = self.pages.get(talk.path.partition("?")[0]) or Page(lambda: b"not here", 404)
        with contextlib.suppress(OSError):
            if page.act:
                talk.close_connection = True
                page.act(talk)
                return
            if page.login and not _knows(talk, page.login):
                _send(talk, 401, {"WWW-Authenticate": 'Basic realm="news"'}, b"")
            elif page.etag and talk.headers.get("If-None-Match") == page.etag:
                _send(talk, 304, {"ETag": page.etag}, b"")
            else:
                headers = {**page.headers, "ETag": page.etag} if page.etag else page.headers
                _send(talk, page.status, headers, page.body())


def _send(talk: BaseHTTPRequestHandler, status: int, headers: Mapping[str, str], body: Body) -> None:
    talk.send_response(status)
    for name, value in headers.items():
        talk.send_header(name, value)
    if isinstance(body, bytes):
        if status not in {204, 304}:
            talk.send_header("Content-Length", str(len(body)))
        talk.end_headers()
        talk.wfile.write(body)
        return
    talk.send_header("Connection", "close")
    talk.close_connection = True
    talk.end_headers()
    for piece in body:
        talk.wfile.write(piece)


def _packed(body: bytes, encoding: str) -> bytes:
    if encoding == "gzip":
        return gzip.compress(body, 9)
    if encoding == "deflate":
        return zlib.compress(body)
    return body


def _knows(talk: BaseHTTPRequestHandler, login: tuple[str, str]) -> bool:
    wanted = "Basic " + base64.b64encode(":".join(login).encode()).decode()
    return talk.headers.get("Authorization") == wanted


def _wait(stopping: threading.Event) -> None:
    stopping.wait(60)

"""Fetches many addresses at once over HTTP with libcurl, politely and within bounds; touches the network."""

from __future__ import annotations

import errno
import threading
from collections.abc import Callable, Iterable, Iterator
from queue import Empty, SimpleQueue
from typing import Any

import pycurl

from tocsin.feeds.address import BadAddress, normal, split_credentials
from tocsin.feeds.fetch_answer import Answer
from tocsin.feeds.fetch_line import Line
from tocsin.feeds.fetch_network import certificates, proxy_for, unproxied
from tocsin.feeds.fetch_values import Failed, Fetched, Kind, Outcome, Request, Unchanged

__all__ = ["Failed", "Fetched", "Fetcher", "Kind", "Outcome", "Request", "Unchanged", "never"]

MOST_REDIRECTS = 5
ACCEPTED = (
    "Accept: application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, text/html;q=0.5, */*;q=0.4"
)
MOST_UNTAKEN = 32
_LISTEN_SECONDS = 0.1
_SLOWEST_BYTES = 64
"""A second, averaged; below it for two thirds of the time that an answer may take, we hang up."""


def never() -> bool:
    """The wish to stop of one who never wants to."""
    return False


class Fetcher:
    """Keeps connections between calls; used by one thread at a time. One request a host, `in_flight` hosts at once."""

    def __init__(
        self,
        *,
        user_agent: str,
        in_flight: int = 32,
        connect_seconds: float = 10,
        total_seconds: float = 30,
        max_bytes: int = 10 * 2**20,
    ) -> None:
        self._user_agent = user_agent
        self._in_flight = max(1, in_flight)
        self._connect_seconds = connect_seconds
        self._total_seconds = total_seconds
        self._max_bytes = max_bytes
        self._certificates = certificates()
        self._unproxied = unproxied()
        self._multi = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_MAXCONNECTS, self._in_flight * 2)
        self._multi.setopt(pycurl.M_MAX_HOST_CONNECTIONS, 1)
        self._idle: list[Any] = []

    def fetch(
        self,
        requests: Iterable[Request],
        stop: Callable[[], bool] = never,
        more: Callable[[], Iterable[Request]] = tuple,
    ) -> Iterator[tuple[Request, Outcome]]:
        """Gives each request's outcome as it comes. When `stop` turns true all is dropped and the answers end.

        `more` is asked several times a second for requests that join the ones under way.
        """
        talks = _Talks(self._work)
        left = talks.add(requests)
        try:
            while not stop():
                left += talks.add(more())
                if not left:
                    return
                over = talks.next()
                if over is not None:
                    left -= 1
                    yield over
                    if stop():
                        return
        finally:
            talks.end()

    def _work(self, talks: _Talks) -> None:
        """Hold conversations until it is over. Runs in a thread of its own."""
        line = Line()
        busy: dict[Any, tuple[Answer, str]] = {}
        try:
            while not talks.over:
                line.add(talks.asked(wait=not busy and not (line.ready() and talks.room())))
                while len(busy) < self._in_flight and talks.room() and (waiting := line.next()) is not None:
                    host, request = waiting
                    try:
                        curl, answer = self._begin(request)
                    except (BadAddress, pycurl.error, ValueError) as error:
                        line.done(host)
                        talks.tell(request, _not_begun(error))
                        continue
                    busy[curl] = (answer, host)
                for curl, code in self._listen() if busy else ():
                    answer, host = busy.pop(curl)
                    outcome = self._end(curl, answer, code)
                    line.done(host)
                    talks.tell(answer.request, outcome)
        finally:
            for curl in busy:
                self._multi.remove_handle(curl)
                curl.close()

    def close(self) -> None:
        """Closes all connections; waits a fifth of a second at most, since libcurl waits for names being looked up."""
        for curl in self._idle:
            curl.close()
        self._idle.clear()
        closing = threading.Thread(target=self._multi.close, daemon=True)
        closing.start()
        closing.join(0.2)

    def _listen(self) -> list[tuple[Any, int]]:
        """Lets libcurl work, waits for the network a moment, and gives the conversations that are over."""
        over = self._finished()
        if over:
            return over
        self._multi.select(_LISTEN_SECONDS)
        return self._finished()

    def _finished(self) -> list[tuple[Any, int]]:
        self._multi.perform()
        over: list[tuple[Any, int]] = []
        left = 1
        while left:
            left, good, bad = self._multi.info_read()
            over += [(curl, 0) for curl in good]
            over += [(curl, code) for curl, code, _ in bad]
        return over

    def _begin(self, request: Request) -> tuple[Any, Answer]:
        url, user, password = split_credentials(normal(request.url))
        url = url.partition("#")[0]
        curl = self._idle.pop() if self._idle else pycurl.Curl()
        answer = Answer(request, self._max_bytes)
        try:
            self._set(curl, url, answer)
            user, password = request.user or user, request.password or password
            if user or password:
                curl.setopt(pycurl.HTTPAUTH, pycurl.HTTPAUTH_BASIC)
                curl.setopt(pycurl.USERNAME, user.replace("\0", "").encode())
                curl.setopt(pycurl.PASSWORD, password.replace("\0", "").encode())
            self._multi.add_handle(curl)
        except BaseException:
            curl.close()
            raise
        return curl, answer

    def _set(self, curl: Any, url: str, answer: Answer) -> None:
        web = pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS
        patience = max(1, round(self._total_seconds * 2 / 3))
        headers = [ACCEPTED, "Expect:"]
        if answer.request.etag:
            headers.append(f"If-None-Match: {_one_line(answer.request.etag)}")
        if answer.request.last_modified:
            headers.append(f"If-Modified-Since: {_one_line(answer.request.last_modified)}")
        options = (
            (pycurl.URL, url),
            (pycurl.HTTPHEADER, [line.encode() for line in headers]),
            (pycurl.USERAGENT, self._user_agent),
            (pycurl.ACCEPT_ENCODING, ""),
            (pycurl.PROTOCOLS, web),
            (pycurl.REDIR_PROTOCOLS, web),
            (pycurl.FOLLOWLOCATION, 1),
            (pycurl.MAXREDIRS, MOST_REDIRECTS),
            (pycurl.UNRESTRICTED_AUTH, 0),
            (pycurl.NOSIGNAL, 1),
            (pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_2TLS),
            (pycurl.CONNECTTIMEOUT_MS, round(self._connect_seconds * 1000)),
            (pycurl.TIMEOUT_MS, round(self._total_seconds * 1000)),
            (pycurl.LOW_SPEED_LIMIT, _SLOWEST_BYTES),
            (pycurl.LOW_SPEED_TIME, patience),
            (pycurl.MAXFILESIZE_LARGE, self._max_bytes),
            (pycurl.CAINFO, self._certificates),
            (pycurl.SSL_OPTIONS, pycurl.SSLOPT_NATIVE_CA),
            (pycurl.PROXY, proxy_for(url)),
            (pycurl.NOPROXY, self._unproxied),
            (pycurl.HEADERFUNCTION, answer.header),
            (pycurl.WRITEFUNCTION, answer.body),
        )
        for option, value in options:
            curl.setopt(option, value)

    def _end(self, curl: Any, answer: Answer, code: int) -> Outcome:
        url = str(curl.getinfo(pycurl.EFFECTIVE_URL) or answer.request.url)
        problem = errno.errorcode.get(int(curl.getinfo(pycurl.OS_ERRNO)), "")
        self._multi.remove_handle(curl)
        if code:
            curl.close()
            return answer.failure(code, problem)
        curl.reset()
        self._idle.append(curl)
        return answer.outcome(url)


class _Talks:
    """What goes between who asks and the thread that holds the conversations.

    A thread, since libcurl's clocks go on while nobody listens: a feed that takes long to be parsed or saved would
    have others blamed for not having answered in time.
    """

    def __init__(self, work: Callable[[_Talks], None]) -> None:
        self.over = False
        self._asked: SimpleQueue[list[Request]] = SimpleQueue()
        self._told: SimpleQueue[tuple[Request, Outcome] | BaseException] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, args=(work,), name="fetching", daemon=True)
        self._thread.start()

    def add(self, requests: Iterable[Request]) -> int:
        """Ask for more; gives how many."""
        more = list(requests)
        if more:
            self._asked.put(more)
        return len(more)

    def next(self) -> tuple[Request, Outcome] | None:
        """Give an outcome; None: there is none at the moment. Raises what went wrong in the thread."""
        try:
            told = self._told.get(timeout=_LISTEN_SECONDS)
        except Empty:
            return None
        if isinstance(told, BaseException):
            raise told
        return told

    def end(self) -> None:
        """Let everything go that is under way."""
        self.over = True
        self._asked.put([])
        self._thread.join()

    # -- in the thread

    def asked(self, *, wait: bool) -> list[Request]:
        """Give what was asked for since; `wait` a moment for it where there is nothing to do."""
        more: list[Request] = []
        try:
            if wait:
                more += self._asked.get(timeout=_LISTEN_SECONDS)
            while True:
                more += self._asked.get_nowait()
        except Empty:
            return more

    def tell(self, request: Request, outcome: Outcome) -> None:
        """Hand over an outcome."""
        self._told.put((request, outcome))

    def room(self) -> bool:
        """Tell whether further conversations may begin: bodies that nobody takes must not fill the memory."""
        return self._told.qsize() < MOST_UNTAKEN

    def _run(self, work: Callable[[_Talks], None]) -> None:
        try:
            work(self)
        except BaseException as error:  # noqa: BLE001 - it belongs to who asked
            self._told.put(error)


def _not_begun(error: Exception) -> Failed:
    sentence = str(error) if isinstance(error, BadAddress) else "The address is not one that can be fetched."
    return Failed(sentence, None, None, "address")


def _one_line(value: str) -> str:
    return "".join(char for char in value if char >= " " and char.isprintable())

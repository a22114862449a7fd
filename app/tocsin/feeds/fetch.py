"""Fetches many addresses at once over HTTP with libcurl, politely and within bounds; touches the network."""

from __future__ import annotations

import errno
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pycurl

from tocsin.feeds.address import BadAddress, normal, place_of, split_credentials
from tocsin.feeds.fetch_answer import Answer
from tocsin.feeds.fetch_network import certificates, proxy_for, unproxied
from tocsin.feeds.fetch_values import Failed, Fetched, Kind, Outcome, Request, Unchanged

__all__ = ["Failed", "Fetched", "Fetcher", "Kind", "Outcome", "Request", "Unchanged", "never"]

MOST_REDIRECTS = 5
ACCEPTED = (
    "Accept: application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, text/html;q=0.5, */*;q=0.4"
)
_LISTEN_SECONDS = 0.1
_SLOWEST_BYTES = 64
"""A second, averaged; below it for two thirds of the time that an answer may take, we hang up."""


def never() -> bool:
    """The wish to stop of one who never wants to."""
    return False


class Fetcher:
    """Keeps connections between calls; used by one thread. One request a host at a time, `in_flight` hosts at once."""

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
        line = _Line()
        line.add(requests)
        busy: dict[Any, tuple[Answer, str]] = {}
        try:
            while not stop():
                line.add(more())
                while len(busy) < self._in_flight and (waiting := line.next()) is not None:
                    host, request = waiting
                    try:
                        curl, answer = self._begin(request)
                    except (BadAddress, pycurl.error, ValueError) as error:
                        line.done(host)
                        yield request, _not_begun(error)
                        continue
                    busy[curl] = (answer, host)
                if not busy:
                    if not line.waiting():
                        return
                    time.sleep(_LISTEN_SECONDS)
                    continue
                for curl, code in self._listen():
                    answer, host = busy.pop(curl)
                    outcome = self._end(curl, answer, code)
                    line.done(host)
                    yield answer.request, outcome
                    if stop():
                        return
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


class _Line:
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

    def waiting(self) -> bool:
        """Whether a host is put off."""
        return bool(self._put_off)

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


def _not_begun(error: Exception) -> Failed:
    sentence = str(error) if isinstance(error, BadAddress) else "The address is not one that can be fetched."
    return Failed(sentence, None, None, "address")


def _one_line(value: str) -> str:
    return "".join(char for char in value if char >= " " and char.isprintable())

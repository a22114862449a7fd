"""One HTTP conversation as libcurl tells it, piece by piece, kept within bounds; touches nothing itself."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

import pycurl

from tocsin.feeds.address import host_of, web_link
from tocsin.feeds.fetch_values import Failed, Fetched, Kind, Outcome, Request, Unchanged, refusal

MOST_HEADER_LINES = 600
MOST_HEADER_BYTES = 256 * 1024
LONGEST_WAIT = 7 * 86400
_PERMANENT = {301, 308}
_REDIRECTS = {301, 302, 303, 307, 308}
_STATUS = re.compile(r"^HTTP/[0-9.]+ +(\d{3})")
_NO_ROUTE = {"ENETUNREACH", "ENETDOWN"}
_NO_PROXY: tuple[Kind, str] = ("offline", "The proxy server could not be reached.")
_BROKEN_OFF: tuple[Kind, str] = ("cut", "{host} broke off in the middle of its answer.")
_NOT_SECURE: tuple[Kind, str] = ("tls", "No secure connection to {host} could be made.")
_TROUBLES: dict[int, tuple[Kind, str]] = {
    pycurl.E_URL_MALFORMAT: ("address", "The address is not one that can be fetched."),
    pycurl.E_COULDNT_RESOLVE_PROXY: _NO_PROXY,
    pycurl.E_COULDNT_RESOLVE_HOST: ("dns", "{host} could not be reached."),
    pycurl.E_TOO_MANY_REDIRECTS: ("redirect", "{host} sends us round in circles (more than 5 redirects)."),
    pycurl.E_GOT_NOTHING: ("cut", "{host} hung up without an answer."),
    pycurl.E_BAD_CONTENT_ENCODING: ("cut", "{host} sent an answer that cannot be unpacked."),
    pycurl.E_SSL_CACERT: ("tls", "The certificate of {host} cannot be trusted."),
    97: _NO_PROXY,
    100: ("too-big", "{host} sent an endless head before its answer."),
    **dict.fromkeys((16, 18, 55, 56, 92, 95), _BROKEN_OFF),
    **dict.fromkeys((35, 53, 54, 58, 59, 64, 66, 77, 80, 82, 83, 90, 91, 98), _NOT_SECURE),
}
"""libcurl's error numbers (some have no name in pycurl) and what they mean."""


class Answer:
    """Takes what arrives for one request; becomes an `Outcome` when the conversation is over."""

    def __init__(self, request: Request, max_bytes: int) -> None:
        self.request = request
        self.max_bytes = max_bytes
        self.headers: dict[str, str] = {}
        self.status = 0
        self.hops: list[int] = []
        self.too_big = False
        self.flooded = False
        self._pieces: list[bytes] = []
        self._size = 0
        self._lines = 0
        self._header_bytes = 0

    def header(self, line: bytes) -> int | None:
        """Takes a header line; anything but None makes libcurl stop."""
        self._lines += 1
        self._header_bytes += len(line)
        if self._lines > MOST_HEADER_LINES or self._header_bytes > MOST_HEADER_BYTES:
            self.flooded = True
            return -1
        text = line.decode("iso-8859-1").rstrip("\r\n")
        status = _STATUS.match(text)
        if status:
            self.status = int(status[1])
            self.headers = {}
            if self.status in _REDIRECTS:
                self.hops.append(self.status)
            return None
        name, colon, value = text.partition(":")
        if colon:
            self.headers[name.strip().lower()] = value.strip()
        return None

    def body(self, piece: bytes) -> int | None:
        """Takes a piece of the unpacked body; anything but None makes libcurl stop."""
        self._size += len(piece)
        if self._size > self.max_bytes:
            self.too_big = True
            self._pieces.clear()
            return -1
        self._pieces.append(piece)
        return None

    def outcome(self, url: str) -> Outcome:
        """What it all came to, when libcurl found nothing wrong; `url` is where it ended."""
        host = host_of(url) or host_of(self.request.url)
        max_age = freshness(self.headers)
        if self.status == 304 and (self.request.etag or self.request.last_modified):
            return Unchanged(max_age, self._moved_to(url))
        if not 200 <= self.status < 300:
            return refusal(host, self.status, wait_asked(self.headers))
        return Fetched(
            url=url,
            body=b"".join(self._pieces),
            content_type=self.headers.get("content-type", "")[:200],
            etag=self.headers.get("etag", "")[:500],
            last_modified=self.headers.get("last-modified", "")[:100],
            status=self.status,
            moved_to=self._moved_to(url),
            max_age=max_age,
        )

    def failure(self, code: int, errno_name: str) -> Failed:
        """What libcurl's error means, in one sentence."""
        host = host_of(self.request.url) or "The address"
        kind, sentence = self._trouble(code, errno_name, host)
        return Failed(sentence, self.status or None, wait_asked(self.headers), kind)

    def _trouble(self, code: int, errno_name: str, host: str) -> tuple[Kind, str]:
        if self.too_big or code == pycurl.E_FILESIZE_EXCEEDED:
            return "too-big", f"{host} sent more than {_size(self.max_bytes)}; that is too much for a feed."
        if self.flooded:
            return "too-big", f"{host} sent an endless head before its answer."
        if code == pycurl.E_COULDNT_CONNECT:
            return ("offline" if errno_name in _NO_ROUTE else "refused"), f"{host} could not be reached."
        if code == pycurl.E_OPERATION_TIMEDOUT:
            return "timeout", self._too_slow(host)
        if code in (pycurl.E_UNSUPPORTED_PROTOCOL, pycurl.E_URL_MALFORMAT) and self._sent_astray():
            return "redirect", f"{host} sends us to an address that is not on the web."
        kind, sentence = _TROUBLES.get(code, ("cut", "{host} gave an answer that cannot be understood."))
        return kind, sentence.format(host=host)

    def _too_slow(self, host: str) -> str:
        if self.status:
            return f"{host} was too slow; its answer did not come to an end."
        return f"{host} did not answer in time."

    def _sent_astray(self) -> bool:
        """Whether the last thing heard was a redirect to something that is not on the web."""
        return bool(self.hops) and not web_link(self.headers.get("location", ""), self.request.url)

    def _moved_to(self, url: str) -> str:
        """Only if all hops are permanent, and never from https down to http."""
        if not self.hops or not set(self.hops) <= _PERMANENT:
            return ""
        if urlsplit(self.request.url).scheme == "https" and urlsplit(url).scheme != "https":
            return ""
        return urljoin(url, urlsplit(url).path) if "@" in urlsplit(url).netloc else url


def wait_asked(headers: Mapping[str, str], now: datetime | None = None) -> int | None:
    """Seconds from Retry-After, which is a number or a date; at most a week.

    A date counts from the server's own (RFC 9110 sections 10.2.3 and 6.6.1): its clock, or ours, may be wrong.
    """
    value = headers.get("retry-after", "")
    now = now or _date(headers.get("date", ""))
    if re.fullmatch(r"[0-9]{1,9}", value):
        return min(int(value), LONGEST_WAIT)
    return _seconds_until(value, now)


def freshness(headers: Mapping[str, str]) -> int | None:
    """Seconds for which the answer stays fresh: Cache-Control's max-age, else Expires, less Age; at most a week.

    RFC 9111 sections 4.2.1 to 4.2.3. `s-maxage` is for caches that many people share, and we are none.
    """
    control = headers.get("cache-control", "").lower()
    found = re.search(r"(?:^|[\s,])max-age\s*=\s*\"?([0-9]{1,9})", control)
    if found:
        age = headers.get("age", "")
        spent = int(age) if re.fullmatch(r"[0-9]{1,9}", age) else 0
        return max(0, min(int(found[1]) - spent, LONGEST_WAIT))
    if "no-cache" in control or "no-store" in control:
        return 0
    return _seconds_until(headers.get("expires", ""), _date(headers.get("date", "")))


def _seconds_until(value: str, now: datetime | None) -> int | None:
    then = _date(value)
    if then is None:
        return None
    left = (then - (now or datetime.now(UTC))).total_seconds()
    return max(0, min(math.ceil(left), LONGEST_WAIT))


def _date(value: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(value[:100])
        return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _size(count: int) -> str:
    return f"{count / 2**20:g} MB" if count >= 2**20 else f"{count} bytes"

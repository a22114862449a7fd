"""Fetches one image of an article with libcurl, within tight bounds and telling nothing about who asks."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pycurl

from tocsin.core.errors import TocsinError
from tocsin.feeds.address import BadAddress, host_of, is_private, normal, split_credentials
from tocsin.feeds.fetch_network import certificates, proxy_for, unproxied

MOST_BYTES, MOST_REDIRECTS, CONNECT_SECONDS, TOTAL_SECONDS = 8 * 2**20, 4, 8, 20


class NotFetched(TocsinError):
    """The image did not come; the sentence is fit to be shown."""


def fetch_picture(url: str, *, feed_url: str, user_agent: str, stop: Callable[[], bool]) -> bytes:
    """Give the body of an image; raises NotFetched with a sentence.

    A host of the local network gets no request, whatever its name or a redirect says, unless the feed itself comes
    from there. No cookies, no referrer, no name or password are sent.
    """
    private = is_private(host_of(feed_url))
    try:
        address = split_credentials(normal(url))[0].partition("#")[0]
        host = urlsplit(address).hostname or ""
    except (BadAddress, ValueError) as error:
        raise NotFetched("The address is not one that can be fetched.") from error
    if not private and is_private(host):
        raise NotFetched(_INSIDE.format(host=host))
    talk = Talk(address, user_agent=user_agent, private=private, stop=stop)
    return talk.hold()


_INSIDE = "{host} is in the local network; images from there are not asked for."


class Talk:
    """One conversation, redirects included."""

    def __init__(self, url: str, *, user_agent: str, private: bool, stop: Callable[[], bool]) -> None:
        self._url, self._user_agent, self._private, self._stop = url, user_agent, private, stop
        self._pieces: list[bytes] = []
        self._size = 0
        self._inside = ""

    def hold(self) -> bytes:
        """Ask, and give what was answered."""
        curl = pycurl.Curl()
        host = host_of(self._url)
        try:
            self._set(curl)
            curl.perform()
            status, where = int(curl.getinfo(pycurl.RESPONSE_CODE)), str(curl.getinfo(pycurl.EFFECTIVE_URL))
        except pycurl.error as error:
            raise NotFetched(self._sentence(int(error.args[0]), host)) from error
        finally:
            curl.close()
        if status != 200:
            raise NotFetched(f"{host_of(where) or host} does not hand it out ({status}).")
        return b"".join(self._pieces)

    def _set(self, curl: pycurl.Curl) -> None:
        web = pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS
        proxy = proxy_for(self._url)
        options = (
            (pycurl.URL, self._url),
            (pycurl.HTTPHEADER, [b"Accept: image/webp,image/png,image/jpeg,image/gif;q=0.9", b"Expect:"]),
            (pycurl.USERAGENT, self._user_agent),
            (pycurl.ACCEPT_ENCODING, ""),
            (pycurl.PROTOCOLS, web),
            (pycurl.REDIR_PROTOCOLS, web),
            (pycurl.FOLLOWLOCATION, 1),
            (pycurl.MAXREDIRS, MOST_REDIRECTS),
            (pycurl.AUTOREFERER, 0),
            (pycurl.NOSIGNAL, 1),
            (pycurl.CONNECTTIMEOUT, CONNECT_SECONDS),
            (pycurl.TIMEOUT, TOTAL_SECONDS),
            (pycurl.MAXFILESIZE_LARGE, MOST_BYTES),
            (pycurl.CAINFO, certificates()),
            (pycurl.SSL_OPTIONS, pycurl.SSLOPT_NATIVE_CA),
            (pycurl.PROXY, proxy),
            (pycurl.NOPROXY, unproxied()),
            (pycurl.WRITEFUNCTION, self._body),
            (pycurl.NOPROGRESS, 0),
            (pycurl.XFERINFOFUNCTION, self._look),
        )
        for option, value in options:
            curl.setopt(option, value)
        if not proxy and not self._private:
            curl.setopt(pycurl.PREREQFUNCTION, self._connected)

    def _body(self, piece: bytes) -> int | None:
        self._size += len(piece)
        if self._size > MOST_BYTES:
            return -1
        self._pieces.append(piece)
        return None

    def _look(self, *_: float) -> int:
        return int(self._stop())

    def _connected(self, theirs: str, *_: object) -> int:
        """Send nothing to an address of the local network, whatever name led there."""
        if is_private(theirs):
            self._inside = theirs
            return int(pycurl.PREREQFUNC_ABORT)
        return int(pycurl.PREREQFUNC_OK)

    def _sentence(self, code: int, host: str) -> str:
        if self._inside:
            return _INSIDE.format(host=host)
        if self._size > MOST_BYTES or code == pycurl.E_FILESIZE_EXCEEDED:
            return f"{host} sent more than {MOST_BYTES // 2**20} MB."
        if code == pycurl.E_OPERATION_TIMEDOUT:
            return f"{host} was too slow."
        if code == pycurl.E_TOO_MANY_REDIRECTS:
            return f"{host} sends us round in circles."
        if code in (pycurl.E_COULDNT_RESOLVE_HOST, pycurl.E_COULDNT_CONNECT):
            return f"{host} could not be reached."
        return f"{host} gave an answer that cannot be understood."

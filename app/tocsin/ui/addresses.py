"""Which addresses of articles may be opened, and how they are shown before they are."""

from __future__ import annotations

from PySide6.QtCore import QUrl

from tocsin.ui.plain import one_line

LONGEST = 400


def may_be_opened(address: str) -> bool:
    """Say whether an address from a feed may be given to the browser: http and https with a host, nothing else."""
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    return url.isValid() and url.scheme().lower() in ("http", "https") and bool(url.host())


def real_address(address: str) -> str:
    """Return an address as it should be read: the host as the network calls it, no name and password before it.

    A host in other letters than a to z is told in both spellings, and one that hides behind a name, too.
    """
    url = QUrl(address)
    if not may_be_opened(address):
        return one_line(address)[:LONGEST]
    real = url.host(QUrl.ComponentFormattingOption.FullyEncoded)
    port = f":{url.port()}" if url.port() != -1 else ""
    rest = (
        url.path() + (f"?{url.query()}" if url.hasQuery() else "") + (f"#{url.fragment()}" if url.hasFragment() else "")
    )
    shown = one_line(f"{url.scheme()}://{real}{port}{rest}")[:LONGEST]
    told = _decoded(real)
    if told != real:
        return f"{real} ({one_line(told)[:80]}) · {shown}"
    return f"{real} · {shown}" if url.userInfo() else shown


def _decoded(host: str) -> str:
    """Return a host in its own letters."""
    try:
        return host.encode("ascii").decode("idna") if "xn--" in host else host
    except UnicodeError:
        return host

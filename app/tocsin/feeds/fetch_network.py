"""Whose certificates to trust and which proxy to go through; reads the environment and the system."""

from __future__ import annotations

import ipaddress
import os
import sys
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import certifi

NEVER_PROXIED = ("localhost", "127.0.0.0/8", "::1")
_BUNDLES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)


def certificates() -> str:
    """The file of trusted roots: SSL_CERT_FILE, else the system's (it knows the company's own), else certifi's.

    On Windows and macOS libcurl asks the system's store besides this file.
    """
    named = os.environ.get("SSL_CERT_FILE", "")
    if named and Path(named).is_file():
        return named
    if sys.platform not in ("win32", "darwin"):
        for bundle in _BUNDLES:
            if Path(bundle).is_file():
                return bundle
    return certifi.where()


def is_loopback(host: str) -> bool:
    """Whether the host is this computer."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def proxy_for(url: str) -> str:
    """The proxy that the environment or the system wants for this address; empty: none. Never one for this computer."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if is_loopback(host):
        return ""
    found = getproxies()
    proxy = found.get(parts.scheme) or found.get("all") or ""
    if proxy and proxy_bypass(host):
        return ""
    return proxy


def unproxied() -> str:
    """The hosts that are never asked through a proxy, as libcurl wants them; matters after a redirect."""
    return ",".join((*NEVER_PROXIED, *filter(None, getproxies().get("no", "").replace(" ", "").split(","))))

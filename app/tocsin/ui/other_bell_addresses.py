"""Writes addresses for Apprise from what a form asks: mail, ntfy, a webhook; knows no Qt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from tocsin.core.errors import WrongUse

SSL, STARTTLS, OPEN = "ssl", "starttls", ""
"""How a mail server is spoken to: encrypted from the first byte, after a word in the open, or not at all."""


@dataclass(frozen=True, slots=True)
class Mail:
    """What the form for mail says."""

    to: str
    server: str
    user: str = ""
    password: str = ""
    security: str = SSL


def of_mail(said: Mail) -> str:
    """Write the address of a mailbox; raises WrongUse where something is missing."""
    to, server, user = said.to.strip(), said.server.strip(), said.user.strip()
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]{2,}", to):
        raise WrongUse("Say to whom the mail goes: name@mail.example.")
    if not re.fullmatch(r"[\w.-]+(:\d{1,5})?", server):
        raise WrongUse("Say which server takes the mail: mail.example, or mail.example:465.")
    sender = user if "@" in user else to
    login = f"{quote(user, safe='')}:{quote(said.password, safe='')}@" if user else ""
    query = {"from": sender, "to": to} | ({"mode": said.security} if said.security else {})
    return f"{'mailtos' if said.security else 'mailto'}://{login}{server}?{urlencode(query)}"


def of_ntfy(server: str, topic: str, token: str = "") -> str:
    """Write the address of a topic; raises WrongUse where something is missing."""
    scheme, host = _web(server.strip() or "ntfy.sh")
    if not re.fullmatch(r"[\w-]{1,64}", topic.strip(), re.ASCII):
        raise WrongUse("A topic is a word of letters, digits, - and _.")
    login = f"{quote(token.strip(), safe='')}@" if token.strip() else ""
    return f"{'ntfys' if scheme == 'https' else 'ntfy'}://{login}{host.rstrip('/')}/{topic.strip()}"


def of_webhook(address: str) -> str:
    """Write the address to which title and text are posted as JSON; raises WrongUse when it is none."""
    scheme, rest = _web(address.strip())
    place, _, query = rest.partition("?")
    # Without the sign, Apprise would take them for its own settings.
    own = urlencode([(f"-{name}", value) for name, value in parse_qsl(query, keep_blank_values=True)])
    return f"{'jsons' if scheme == 'https' else 'json'}://{place}" + (f"?{own}" if own else "")


def _web(address: str) -> tuple[str, str]:
    scheme, colon, rest = address.partition("://")
    if not colon:
        scheme, rest = "https", address
    try:
        host = urlsplit(f"{scheme}://{rest}").hostname
    except ValueError:
        host = None
    if scheme.lower() not in ("https", "http") or not host or any(one.isspace() for one in rest):
        raise WrongUse("Say an address such as https://hook.example/path.")
    return scheme.lower(), rest.partition("#")[0]

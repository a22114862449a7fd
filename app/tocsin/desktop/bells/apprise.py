"""Speaks with other bells through Apprise: what an address means, and sending one plain text to it.

Apprise takes a second to import and waits for the network: only the child process of `apprise_process.py` calls this.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from urllib.parse import parse_qsl

from tocsin.core.errors import WrongUse

LONGEST_ADDRESS = 4000

_HERE = frozenset({"dbus", "kde", "qt", "glib", "gio", "gnome", "macosx", "windows", "syslog", "blink1"})
"""Schemes that show or write on this computer."""

_FILES = frozenset({"template", "keyfile", "subfile", "pgp", "pgppub", "pgpprv", "pgpkey", "attach", "image_path"})
"""What would make Apprise read or write a file, or fetch one."""

_MENTION = re.compile(r"@(?=(?:everyone|here|channel|all|room|team|group)\b)|<(?=[!@#])", re.IGNORECASE)

_PLAIN_TEXT = ("NotifyEmail", "NotifyNtfy", "NotifyJSON", "NotifyXML", "NotifyForm")
"""Services that show a text as it is; in the others a headline could call everybody."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What an address says of itself, without anything secret."""

    service: str
    host: str = ""
    """"" where the service has only one, or where its place in the address may hold a secret."""
    encrypted: bool = True

    @property
    def shown(self) -> str:
        """Say it in a few words."""
        parts = [self.service, self.host, "" if self.encrypted else "not encrypted"]
        return " · ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a message."""

    trouble: str = ""
    """Why the far side did not take it; "" when it did."""
    uncertain: bool = False
    """It may have arrived all the same."""


def look(address: str) -> Seen:
    """Say what an address means, reaching for nothing; raises WrongUse with a sentence where it must not be used."""
    service = _service(address)
    scheme = address.strip().split(":", 1)[0].lower()
    return Seen(_name(service), _host(service), _encrypted(service, scheme))


def send(address: str, title: str, body: str, key: str) -> Outcome:
    """Send one text; `key` is the message's own, the same when it is sent again. Never raises for what goes wrong."""
    from apprise import Apprise, NotifyFormat

    try:
        service = _service(address)
    except WrongUse as error:
        return Outcome(str(error))
    kind = type(service).__name__
    _mark(service, key)
    if kind not in _PLAIN_TEXT:
        title, body = _MENTION.sub("\\g<0>\u200b", title), _MENTION.sub("\\g<0>\u200b", body)
    said = _listen()
    sender = Apprise(asset=service.asset)
    sender.add(service)
    try:
        taken = bool(sender.notify(body=body or title, title=title if body else "", body_format=NotifyFormat.TEXT))
    except Exception as error:  # noqa: BLE001 - one of a hundred and eighty services stumbled over its own feet
        said.append(f"{type(error).__name__}")
        taken = False
    return Outcome() if taken else _failure(_host(service) or _name(service), "\n".join(said))


def _service(address: str) -> Any:
    address = address.strip()
    if not address or len(address) > LONGEST_ADDRESS or any(ord(one) < 32 for one in address):
        raise WrongUse("An address is one line, such as ntfys://ntfy.example/topic.")
    scheme, colon, rest = address.partition("://")
    if not colon:
        raise WrongUse("This is no Apprise address: it begins with the service, such as mailtos:// or ntfys://.")
    scheme = scheme.lower()
    if scheme in _HERE:
        raise WrongUse(f"{scheme}:// is this computer itself, where Tocsin's own notices ring.")
    if scheme == "file":
        raise WrongUse("A file is no bell, and no address is read from one.")
    said = {name.lower().lstrip("-+:"): value for name, value in parse_qsl(rest.partition("?")[2], True)}
    if said.get("verify", "yes").strip().lower() in {"no", "n", "false", "f", "off", "0", "never", "none", "disable"}:
        raise WrongUse("verify=no would send to whoever pretends to be there. Take it out of the address.")
    reads = sorted(_FILES & said.keys())
    if reads:
        raise WrongUse(f"Tocsin sends plain text only; {reads[0]}= would read a file. Take it out of the address.")
    return _made(address, scheme)


def _made(address: str, scheme: str) -> Any:
    from apprise import Apprise, AppriseAsset, PersistentStoreMode
    from apprise.manager_plugins import NotificationManager

    asset = AppriseAsset(
        app_id="Tocsin", app_desc="Tocsin", app_url="", image_url_mask="", image_url_logo="", plugin_paths=[],
        storage_mode=PersistentStoreMode.MEMORY, async_mode=False, interpret_escapes=False, secure_logging=True,
        pgp_autogen=False, pem_autogen=False,
    )  # fmt: skip
    logging.getLogger("apprise").propagate = False
    logging.getLogger("apprise").addHandler(logging.NullHandler())
    service = Apprise.instantiate(address, asset=asset)
    if service is not None and service.verify_certificate:
        return service
    if service is not None:
        raise WrongUse("This address turns off the check of certificates: anybody could pretend to be there.")
    known: Any = NotificationManager()  # type: ignore[no-untyped-call]
    if scheme in known and not known[scheme].enabled:
        needs = known[scheme].requirements.get("packages_required") or "something that this system does not have"
        raise WrongUse(f"{scheme}:// needs {needs if isinstance(needs, str) else ', '.join(needs)}.")
    if scheme in known:
        raise WrongUse(f"This {scheme}:// address lacks something, or holds what does not belong there.")
    raise WrongUse(f"Apprise knows no service for {scheme[:20]}:// addresses of this kind.")


def _name(service: Any) -> str:
    said = str(service.service_name)
    return {"E-Mail": "E-mail", "JSON": "Webhook", "XML": "Webhook (XML)", "Form": "Webhook (form)"}.get(said, said)


def _encrypted(service: Any, scheme: str) -> bool:
    """Say whether nobody on the way can read along: only a scheme that has an encrypting sister is in the open."""
    kind = type(service)
    if scheme not in _schemes(kind.protocol) or not kind.secure_protocol:
        return True
    return str(getattr(service, "mode", "")) == "cloud" or getattr(service, "secure_mode", "insecure") != "insecure"


def _schemes(of_kind: Any) -> tuple[str, ...]:
    return (of_kind,) if isinstance(of_kind, str) else tuple(of_kind or ())


def _host(service: Any) -> str:
    host = str(getattr(service, "smtp_host", "") or getattr(service, "host", "") or "")
    if "host" not in type(service).template_tokens or str(getattr(service, "mode", "")) == "cloud":
        return ""
    is_host = re.fullmatch(r"localhost|[\w-]+(\.[\w-]+)+|\[?[0-9a-f:]*:[0-9a-f:.]+\]?", host, re.IGNORECASE)
    return host[:100] if is_host else ""


def _mark(service: Any, key: str) -> None:
    """Give the message its key, where the far side can know by it that it has the message already."""
    kind = type(service).__name__
    if kind in ("NotifyJSON", "NotifyXML", "NotifyForm"):
        service.headers["Idempotency-Key"] = key
    elif kind == "NotifyEmail":
        base: Any = import_module("apprise.plugins.email.base")
        # Two messages with one Message-ID are one message (RFC 5322 section 3.6.4). Apprise has no way to say it.
        base.make_msgid = lambda idstring=None, domain="tocsin.invalid": f"<{key}@{domain}>"


class _Listening(logging.Handler):
    def __init__(self, said: list[str]) -> None:
        super().__init__(logging.DEBUG)
        self._said = said

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what Apprise says of a failure: to be understood, never to be shown. It may hold secrets."""
        if len(self._said) < 200:
            self._said.append(record.getMessage()[:2000])


def _listen() -> list[str]:
    said: list[str] = []
    log = logging.getLogger("apprise")
    log.setLevel(logging.DEBUG)
    log.handlers = [_Listening(said)]
    return said


_SAID = (
    (r"certificate.verify.failed|CERTIFICATE_VERIFY", "The certificate of {} is not to be trusted."),
    (r"error=(401|403)\b|\((530|534|535),", "{} refused the name, the password or the token. Give its address anew."),
    (r"error=(404|410)\b", "{} does not know this address. Give its address anew."),
    (r"error=413\b", "{} says that the message is too long."),
    (r"error=429\b|\b(421|450|451|452),", "{} asks to be left alone for a while."),
    (r"error=(5\d\d)\b", "{} is out of order at the moment."),
    (r"error=(4\d\d)\b", "{} refused the message."),
    (r"\((55\d),|SMTPRecipientsRefused", "{} refused the sender or the recipient."),
    (r"Name or service not known|getaddrinfo|nodename nor|NameResolution|name resolution", "{} was not found."),
    (r"Connection refused|ConnectionRefused|Errno 111|No route|unreachable", "{} could not be reached."),
    (r"STARTTLS|SSL:|WRONG_VERSION|EOF occurred", "{} does not encrypt in the way that the address asks for."),
)

_LATE = re.compile(r"timed out|timeout|RemoteDisconnected|Connection aborted|unexpectedly closed", re.IGNORECASE)


def _failure(where: str, said: str) -> Outcome:
    for pattern, sentence in _SAID:
        if re.search(pattern, said, re.IGNORECASE):
            return Outcome(sentence.format(where))
    if _LATE.search(said):
        return Outcome(f"{where} did not answer in time.", uncertain=True)
    return Outcome(f"{where} did not take the message.")

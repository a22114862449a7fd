"""Far sides of other bells on loopback: a mailbox and a webhook, which keep what they get and refuse when told to."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session


class Mailbox:
    """`with Mailbox() as box:` takes mail for everybody; `box.refusal` is answered to each message while it is set."""

    def __init__(self, login: tuple[str, str] | None = None) -> None:
        self.mails: list[EmailMessage] = []
        self.refusal = ""
        self.tries = 0
        self._login = login

    def __enter__(self) -> Self:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._controller = Controller(
            self, hostname="127.0.0.1", port=self.port, authenticator=self._known, auth_require_tls=False,
            auth_required=self._login is not None,
        )  # fmt: skip
        self._controller.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._controller.stop()

    def _known(self, _: SMTP, __: Session, ___: Envelope, ____: str, data: Any) -> AuthResult:
        said = (data.login.decode(), data.password.decode())
        return AuthResult(success=said == self._login, handled=False)

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:
        self.tries += 1
        if self.refusal:
            return self.refusal
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 taken"


@dataclass(frozen=True, slots=True)
class Posted:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    said: dict[str, Any]


class Webhook:
    """`with Webhook() as hook:` keeps what is posted; answers `hook.status`, and only after `hook.answering` is set.

    `certificate` is a file with key and certificate: it then speaks TLS.
    """

    def __init__(self, certificate: Path | None = None) -> None:
        self.posted: list[Posted] = []
        self.status = 200
        self.answering = threading.Event()
        self.answering.set()
        hook = self

        class Conversation(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                hook.posted.append(Posted(self.path, dict(self.headers.items()), json.loads(body)))
                hook.answering.wait(30)
                try:
                    self.send_response(hook.status)
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                except OSError:
                    return

            def log_message(self, *_: object) -> None:
                pass

        class Quiet(ThreadingHTTPServer):
            def handle_error(self, *_: object) -> None:
                """Say nothing of those who hang up: they are what a test is about."""

        self._server = Quiet(("127.0.0.1", 0), Conversation)
        if certificate is not None:
            tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            tls.load_cert_chain(certificate)
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.answering.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

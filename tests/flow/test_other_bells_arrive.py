"""Other bells for real: command line, monitor, a mailbox, a webhook and an unlocked keyring, all on loopback."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from flow.workbench import entry
from servers.secret_service import SecretService, lacking
from servers.sinks import Mailbox, Webhook
from servers.web import Web
from tocsin.ui.other_bell_addresses import OPEN, Mail, of_mail

pytestmark = pytest.mark.skipif(bool(lacking()), reason=lacking())

PASSWORD, TOKEN = "pa55-w0rd-of-anna", "t0ken-of-the-hook"
FEED = "<rss version='2.0'><channel><title>The Herald</title>{}</channel></rss>"


@pytest.fixture(scope="module")
def keys() -> Iterator[SecretService]:
    with SecretService() as service:
        yield service


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with Mailbox() as made:
        yield made


@pytest.fixture
def hook() -> Iterator[Webhook]:
    with Webhook() as made:
        yield made


class Program:
    """The command line on one profile, with a feed that can bring news."""

    def __init__(self, profile: Path, env: dict[str, str], web: Web) -> None:
        self.profile, self._env, self._web = profile, env, web
        self._running: list[subprocess.Popen[str]] = []
        self.said = ""
        self._entries = [entry("Nothing")]
        self._serve()
        self.run("feed", "add", "--no-check", web.url("/rss"))
        self.run("watch", "add", "NATO", "NATO")
        self.run("monitor", "--once")

    def news(self, title: str) -> None:
        self._entries.insert(0, entry(title, "Ministers arrive by train."))
        self._serve()

    def _serve(self) -> None:
        self._web.serve("/rss", FEED.format("".join(self._entries)).encode())

    def run(self, *words: str, typed: str = "", expect: int = 0) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "tocsin", "--profile", str(self.profile), *words], env=self._env, input=typed,
            capture_output=True, text=True, timeout=90, check=False,
        )  # fmt: skip
        self.said += done.stdout + done.stderr
        assert done.returncode == expect, done.stderr
        return done.stdout + done.stderr

    def add(self, name: str, address: str) -> None:
        self.run("bell", "add", name, typed=address + "\n")
        self.run("bell", "edit", name, "--on")

    def bells(self) -> dict[str, Any]:
        return {one["name"]: one for one in map(json.loads, self.run("bell", "list", "--json").splitlines())}

    def start(self, *words: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "tocsin", "--profile", str(self.profile), *words], env=self._env,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        self._running.append(process)
        return process

    def hear(self, process: subprocess.Popen[str], name: str) -> dict[str, Any]:
        assert process.stdout is not None
        for line in process.stdout:
            self.said += line
            event: dict[str, Any] = json.loads(line)
            if event["event"] == name:
                return event
        raise AssertionError(f"the monitor ended without {name}")

    def end(self) -> None:
        for process in self._running:
            if process.poll() is None:
                process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                assert pipe is not None
                pipe.close()

    def bytes_on_disk(self) -> bytes:
        return b"".join(one.read_bytes() for one in sorted(self.profile.rglob("*")) if one.is_file())


@pytest.fixture
def program(tmp_path: Path, keys: SecretService) -> Iterator[Program]:
    with Web() as web:
        made = Program(tmp_path / "profile", keys.env, web)
        yield made
        made.end()


def mail_address(box: Mailbox) -> str:
    return f"mailto://127.0.0.1:{box.port}?from=tocsin@x.example&to=anna@x.example"


def until(condition: Callable[[], bool], what: str) -> None:
    end = monotonic() + 60
    while not condition():
        assert monotonic() < end, f"not in a minute: {what}"
        sleep(0.05)


def test_an_alert_arrives_by_mail_and_by_webhook_as_plain_text(program: Program, box: Mailbox, hook: Webhook) -> None:
    program.add("mail", mail_address(box))
    program.add("hook", f"json://127.0.0.1:{hook.port}/{TOKEN}")
    program.news("NATO *meets* & eats 北京 🚂 @everyone")
    program.run("monitor", "--once", "--now")
    program.run("monitor", "--once", "--now")
    (mail,), (posted,) = box.mails, hook.posted
    assert mail["Subject"] == "NATO *meets* & eats 北京 🚂 @everyone"
    assert mail.get_content_type() == "text/plain"
    assert re.fullmatch(r"<[0-9a-f]{32}@127\.0\.0\.1>", mail["Message-ID"]), "the key of the message"
    assert "The Herald · NATO" in mail.get_content() and "https://news.example/" in mail.get_content()
    assert (posted.path, posted.said["title"]) == (f"/{TOKEN}", mail["Subject"])
    assert posted.said["message"].strip() == mail.get_content().replace("\r\n", "\n").strip()
    assert posted.said["attachments"] == []
    (alert,) = [json.loads(line) for line in program.run("alerts", "--json").splitlines()]
    assert [(one["bell"], one["state"]) for one in alert["other_bells"]] == [("hook", "sent"), ("mail", "sent")]
    assert "Sent to hook" in program.run("why", alert["url"])


def test_after_a_refusal_and_a_503_it_is_tried_again_and_the_sentence_says_why(
    program: Program, box: Mailbox, hook: Webhook
) -> None:
    program.add("mail", mail_address(box))
    program.add("hook", f"json://127.0.0.1:{hook.port}/{TOKEN}")
    box.refusal, hook.status = "554 no", 503
    program.news("NATO meets in Oslo")
    said = program.run("monitor", "--once", "--now")
    assert "hook: 127.0.0.1 is out of order at the moment." in said
    bells = program.bells()
    assert bells["mail"]["trouble"].startswith("127.0.0.1 ") and bells["mail"]["waiting"] == 1
    assert (box.tries, len(hook.posted)) == (1, 1)
    program.run("monitor", "--once")
    assert (box.tries, len(hook.posted)) == (1, 1)  # the minute is not over
    box.refusal, hook.status = "", 200
    program.run("bell", "test", "mail")
    program.run("bell", "test", "hook")
    program.run("monitor", "--once")
    assert [mail["Subject"] for mail in box.mails] == ["Tocsin rings", "NATO meets in Oslo"]
    assert [one.said["title"] for one in hook.posted] == ["NATO meets in Oslo", "Tocsin rings", "NATO meets in Oslo"]
    assert {one["trouble"] for one in program.bells().values()} == {None}


def test_a_certificate_that_nobody_vouches_for_gets_nothing(program: Program, tmp_path: Path) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("not installed: openssl, to make a certificate")
    key, certificate, both = tmp_path / "key", tmp_path / "certificate", tmp_path / "both"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"], check=True, capture_output=True,
    )  # fmt: skip
    both.write_bytes(key.read_bytes() + certificate.read_bytes())
    with Webhook(both) as hook:
        program.run("bell", "add", "hook", typed=f"jsons://localhost:{hook.port}/{TOKEN}\n")
        said = program.run("bell", "test", "hook", expect=1)
        assert hook.posted == []
    assert "The certificate of localhost is not to be trusted." in said


def test_a_mailbox_takes_the_name_and_password_of_the_keyring_and_a_wrong_one_is_said(
    program: Program, keys: SecretService
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # aiosmtpd warns of passwords without TLS, which on loopback is what we want
        with Mailbox(("anna@x.example", PASSWORD)) as box:
            right = of_mail(Mail("me@x.example", f"127.0.0.1:{box.port}", "anna@x.example", PASSWORD, OPEN))
            program.run("bell", "add", "mail", typed=right + "\n")
            program.run("bell", "test", "mail")
            wrong = of_mail(Mail("me@x.example", f"127.0.0.1:{box.port}", "anna@x.example", "wrong", OPEN))
            program.run("bell", "edit", "mail", "--address", typed=wrong + "\n")
            said = program.run("bell", "test", "mail", expect=1)
    assert [(mail["From"], mail["To"]) for mail in box.mails] == [("anna@x.example", "me@x.example")]
    assert "refused the name, the password or the token" in said
    assert PASSWORD not in program.said


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is a signal of Unix")
def test_killed_while_a_server_takes_its_time_it_sends_the_same_message_again_and_only_that(
    program: Program, hook: Webhook
) -> None:
    program.add("hook", f"json://127.0.0.1:{hook.port}/{TOKEN}")
    hook.answering.clear()
    program.news("NATO meets in Oslo")
    process = program.start("monitor", "--now")
    until(lambda: len(hook.posted) == 1, "the first try")
    process.send_signal(signal.SIGKILL)
    process.wait()
    hook.answering.set()
    program.run("monitor", "--once")
    program.run("monitor", "--once")
    assert [one.said["title"] for one in hook.posted] == ["NATO meets in Oslo"] * 2
    assert len({one.headers["Idempotency-Key"] for one in hook.posted}) == 1


def test_a_server_that_hangs_holds_up_no_feed_and_no_end(program: Program, hook: Webhook) -> None:
    program.add("hook", f"json://127.0.0.1:{hook.port}/{TOKEN}")
    hook.answering.clear()
    program.news("NATO meets in Oslo")
    program.run("bell", "edit", "hook", "--off")
    program.run("bell", "edit", "hook", "--on")
    process = program.start("monitor", "--now")
    until(lambda: len(hook.posted) == 1, "the try")
    secret_in = [one for one in processes() if TOKEN in one]
    assert secret_in == []
    began = monotonic()
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    assert monotonic() - began < 10  # the server would keep it for half a minute


def processes() -> list[str]:
    """Give the command lines and environments of all processes that may be read."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        if folder.name == str(os.getpid()):
            continue
        for name in ("cmdline", "environ"):
            try:
                found.append((folder / name).read_bytes().decode("utf-8", "replace"))
            except OSError:
                continue
    return found


def test_the_secret_is_in_the_keyring_and_neither_on_disk_nor_in_anything_said(
    program: Program, hook: Webhook, keys: SecretService
) -> None:
    program.add("hook", f"json://anna:{PASSWORD}@127.0.0.1:{hook.port}/{TOKEN}")
    hook.status = 401
    program.news("NATO meets in Oslo")
    process = program.start("monitor", "--events", "--now")
    program.hear(process, "alerts-owed")
    program.run("monitor", "--once", expect=1)  # one monitor a profile: this one says so
    assert process.stdin is not None
    process.stdin.close()
    program.hear(process, "stopped")
    process.wait(10)
    program.run("monitor", "--once")
    assert "refused the name, the password or the token" in str(program.bells()["hook"]["trouble"])
    program.run("bell", "test", "hook", expect=1)
    program.run("doctor")
    for secret in (PASSWORD, TOKEN):
        assert secret.encode() not in program.bytes_on_disk()
        assert secret not in program.said
    held = "import keyring, secretstorage as s; c = s.dbus_init();" \
        "print([i.get_secret() for i in s.get_default_collection(c).get_all_items()])"  # fmt: skip
    assert PASSWORD in in_keyring(keys, held)
    program.run("bell", "remove", "hook")
    assert PASSWORD not in in_keyring(keys, held)


def in_keyring(keys: SecretService, question: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", question], env=keys.env, capture_output=True, text=True, check=True, timeout=30
    ).stdout  # fmt: skip


def test_without_a_keyring_a_bell_is_not_added_and_nothing_is_kept(tmp_path: Path) -> None:
    line = [sys.executable, "-m", "tocsin", "--profile", str(tmp_path / "p"), "bell"]
    address = f"json://anna:{PASSWORD}@127.0.0.1:1/"
    done = subprocess.run([*line, "add", "x"], input=address, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert "There is no keyring on this system" in done.stderr and "was not added" in done.stderr
    listed = subprocess.run([*line, "list", "--json"], capture_output=True, text=True, check=True, timeout=60)
    assert listed.stdout == ""
    assert all(PASSWORD.encode() not in one.read_bytes() for one in (tmp_path / "p").rglob("*") if one.is_file())


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("gnome://", "this computer itself"),
        ("file:///etc/passwd", "A file is no bell"),
        ("https://config.example/apprise.yml", "Apprise knows no service"),
        ("json://x.example/?verify=no", "Take it out of the address"),
        ("msteams://a/b/c/d?template=/etc/passwd", "plain text only"),
        ("slack://nothing", "lacks something"),
        ("a sentence", "no Apprise address"),
        ("", "An address is one line"),
    ],
)
def test_an_address_that_must_not_be_used_is_refused_with_a_sentence(
    tmp_path: Path, address: str, sentence: str
) -> None:
    line = [sys.executable, "-m", "tocsin", "--profile", str(tmp_path / "p"), "bell", "add", "x"]
    done = subprocess.run(line, input=address, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, sentence in done.stderr) == (2, True), done.stderr

"""What an address for Apprise says of itself, and what a failure is called: nothing secret in either."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tocsin.desktop.bells import apprise
from tocsin.desktop.bells.apprise_process import AppriseProcess


@pytest.fixture(scope="module")
def process() -> Iterator[AppriseProcess]:
    started = AppriseProcess()
    yield started
    started.close()


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("mailtos://anna:pass@mail.example?to=me@x.example", "E-mail · mail.example"),
        ("mailto://mail.example?from=a@x.example&to=me@x.example", "E-mail · mail.example · not encrypted"),
        ("ntfys://ntfy.example/secret-topic", "ntfy · ntfy.example"),
        ("ntfys://secret-topic", "ntfy"),
        ("json://hook.example/token", "Webhook · hook.example · not encrypted"),
        ("tgram://123456789:abcdefghijklmnopqrstuvwxyz123456789/12345", "Telegram"),
        ("https://discord.com/api/webhooks/123/abcdef", "Discord"),
    ],
)
def test_what_is_shown_of_an_address_holds_no_secret(process: AppriseProcess, address: str, shown: str) -> None:
    assert process.look(address).shown == shown


@pytest.mark.parametrize(
    ("said", "sentence", "uncertain"),
    [
        ("Failed to send JSON POST notification: Unauthorized, error=401.", "refused the name", False),
        ("Failed: Service Unavailable, error=503.", "is out of order at the moment.", False),
        ("Failed: error=404.", "does not know this address.", False),
        ("Failed: error=429.", "asks to be left alone", False),
        ("Socket Exception: (535, b'5.7.8 bad')", "refused the name", False),
        ("Socket Exception: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed", "is not to be trusted", False),
        ("Socket Exception: [Errno 111] Connection refused", "could not be reached", False),
        ("Socket Exception: Failed to resolve: Name or service not known", "was not found", False),
        ("Socket Exception: HTTPConnectionPool: Read timed out. (read timeout=4.0)", "did not answer in time", True),
        ("token=s3cret went wrong", "did not take the message.", False),
    ],
)
def test_a_failure_is_a_sentence_of_ours(said: str, sentence: str, uncertain: bool) -> None:
    outcome = apprise._failure("hook.example", said)
    assert outcome.trouble.startswith("hook.example ") or "hook.example" in outcome.trouble
    assert sentence in outcome.trouble
    assert outcome.uncertain is uncertain


def test_a_headline_cannot_call_everybody_in_a_channel() -> None:
    called = apprise._MENTION.sub("\\g<0>\u200b", "@everyone <!channel> <@U123> mail me@x.example @Herald")
    assert called == "@\u200beveryone <\u200b!channel> <\u200b@U123> mail me@x.example @Herald"

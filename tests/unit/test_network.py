"""Whether this computer has a network, told from how conversations with feeds ended and from nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.core.model import Feed
from tocsin.core.network import (
    SCOUTS,
    Ending,
    How,
    Network,
    Verdict,
    ending,
    judge,
    next_try,
    put_back,
    scouts,
    witnesses,
    woke,
)

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def told(text: str) -> list[Ending]:
    """Write a round: `a` host a answers, `b!` is silent, `c!!` with no way out, `d=x` page x, `e>y` led to y."""
    endings = []
    for word in text.split():
        host, rest = word[0], word[1:]
        match rest[:1]:
            case "":
                endings.append(Ending(host, "answer"))
            case "!":
                endings.append(Ending(host, "silence", rest == "!!", well=True))
            case "=":
                endings.append(Ending(host, "page", well=True, page=rest[1:]))
            case ">":
                endings.append(Ending(host, "page", well=True, page=host, led_to=rest[1:]))
            case "?":
                endings.append(Ending(host, "unclear", well=True))
            case "~":
                endings.append(Ending(host, "silence", failing=True))
            case _:
                endings.append(Ending(host, "sign-in", well=True))
    return endings


@pytest.mark.parametrize(
    ("round_", "network"),
    [
        ("a b c", Network.THERE),
        ("a! b! c!", Network.OFFLINE),
        ("a! b! c! d", Network.OFFLINE),
        ("d a! b! c!", Network.OFFLINE),
        ("a b c d e!", Network.THERE),
        ("a! b! c d e", Network.THERE),
        ("a b c d! e f! g h! i", Network.THERE),
        ("a!", Network.DOUBT),
        ("a! a! a! a!", Network.DOUBT),
        ("a!!", Network.OFFLINE),
        ("a!! b", Network.THERE),
        ("a? b? c?", Network.THERE),
        ("a?", Network.THERE),
        ("a? b! c! d!", Network.OFFLINE),
        ("a=login b=login", Network.SIGN_IN),
        ("a=login b=login c", Network.SIGN_IN),
        ("a=login b=login c d", Network.THERE),
        ("a=1 b=2", Network.THERE),
        ("a=1 b=2 c=3", Network.SIGN_IN),
        ("a=1 b=2 c=3 d e f", Network.THERE),
        ("a>portal b>portal", Network.SIGN_IN),
        ("a>portal", Network.DOUBT),
        ("a>portal b", Network.THERE),
        ("a>one b>two", Network.DOUBT),
        ("a* b", Network.SIGN_IN),
        ("a! a b! b c! c", Network.THERE),
        ("a~ b~ c~", Network.DOUBT),
        ("a~ b~ c~ d", Network.THERE),
        ("a~ b! c! d!", Network.OFFLINE),
        ("", Network.THERE),
    ],
)
def test_most_hosts_at_once_are_the_network_and_one_is_itself(round_: str, network: Network) -> None:
    assert judge(told(round_), followed=26).network == network


def test_what_was_lost_on_the_way_is_lost_from_there_on() -> None:
    lost = told("a b c d e f g! h i! j! k!")
    assert judge(lost, 26) == Verdict(Network.OFFLINE, 8)


def test_feeds_that_never_worked_do_not_speak_for_the_network_when_others_answer() -> None:
    never = [Ending(host, "silence") for host in "xyz"]
    assert judge([*told("a b c d"), *never], 26).network == Network.THERE


@pytest.mark.parametrize(("followed", "network"), [(1, Network.DOUBT), (2, Network.OFFLINE)])
def test_two_hosts_are_enough_where_no_more_are_followed_and_one_never_is(followed: int, network: Network) -> None:
    assert judge(told("a! b!"[: 2 if followed == 1 else 5]), followed).network == network


@given(st.lists(st.sampled_from(["a!", "b!", "c!", "d", "e", "f=x", "g=x", "h?"]), max_size=12))
def test_an_answer_more_never_makes_the_network_seem_gone(words: list[str]) -> None:
    answers = [f"{host}" for host in "nopqrstuvwxyz"]
    assert judge(told(" ".join([*words, *answers])), 26).network == Network.THERE


@pytest.mark.parametrize(
    ("kind", "status", "how"),
    [
        ("dns", None, "silence"), ("offline", None, "silence"), ("timeout", None, "silence"),
        ("timeout", 200, "unclear"), ("tls", None, "unclear"), ("refused", None, "unclear"), ("cut", 200, "unclear"),
        ("http", 404, "answer"), ("http", 511, "sign-in"), ("redirect", 302, "answer"), ("too-big", 200, "answer"),
    ],
)  # fmt: skip
def test_only_silence_speaks_against_the_network(kind: str, status: int | None, how: How) -> None:
    assert ending(kind, status) == how


def feed(number: int, *, failures: int = 0, due: float = 0, polled: float = 60, asked: int = 0) -> tuple[str, Feed]:
    made = Feed(
        number, f"https://{number}.example/rss", str(number), failures=failures, last_good=NOW, asked=asked,
        last_polled=NOW - timedelta(minutes=polled), next_due=NOW + timedelta(minutes=due),
    )  # fmt: skip
    return f"{number}.example", made


def test_scouts_are_of_different_hosts_were_well_and_change_with_each_try() -> None:
    due = [feed(number, failures=number % 2) for number in range(30)]
    due += [("0.example", feed(100)[1])]
    first, second = scouts(due, 0), scouts(due, 1)
    assert len(first) == len(second) == SCOUTS
    assert not set(first) & set(second)
    assert all(number % 2 == 0 for number in first + second)
    assert scouts([], 3) == []


def test_witnesses_are_asked_only_when_nobody_asked_to_leave_them_alone() -> None:
    feeds = [feed(1, polled=5), feed(2, asked=7200), feed(3, failures=1)]
    feeds += [feed(4, due=9), feed(5, due=7), feed(6, due=8)]
    chosen = witnesses(feeds, ["6.example"], NOW, timedelta(minutes=15))
    assert [one.id for one in chosen] == [5, 4]


def test_tries_come_soon_and_stay_small() -> None:
    assert [next_try(number).total_seconds() / 60 for number in (0, 1, 2, 3, 99)] == [1, 2, 4, 5, 5]


def test_a_sleep_and_a_clock_that_was_set_are_told_from_a_wait() -> None:
    minute, hour = timedelta(minutes=1), timedelta(hours=1)
    assert not woke(minute, minute)
    assert woke(8 * hour, minute)
    assert woke(8 * hour, 8 * hour)
    assert woke(-hour, minute)
    assert put_back(-hour, minute)
    assert not put_back(8 * hour, minute)

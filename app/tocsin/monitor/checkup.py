"""Looks whether everything that the program needs is there: the findings of `tocsin doctor`."""

from __future__ import annotations

import platform
import sqlite3
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from typing import Literal

from tocsin import __version__
from tocsin.core.errors import TocsinError
from tocsin.desktop import secrets
from tocsin.desktop.profile import Profile
from tocsin.desktop.program import itself
from tocsin.desktop.screen import has_screen
from tocsin.monitor.bell_test import Tried, ring_plyer, ring_test
from tocsin.monitor.network import WHY, outage
from tocsin.resources_path import folder
from tocsin.store import Store


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    check: str
    state: Literal["ok", "note", "trouble"]
    """A note is something that can be done without."""
    says: str
    bell: str = ""
    """Of a test that was rung: the bell, and what became of it."""
    outcome: str = ""


def checkup(profile: Profile, *, notify: bool = False) -> Iterator[Finding]:
    """Look at everything, one finding after the other; never raises for what it finds."""
    yield Finding("version", "ok", f"Tocsin {__version__}, Python {platform.python_version()}, {platform.platform()}")
    yield Finding("libraries", "ok", _libraries())
    yield _tried("resources", lambda: f"in {folder()}")
    yield _tried("profile", lambda: _profile(profile))
    yield _tried("database", lambda: _database(profile))
    yield _tried("pace", lambda: _pace(profile))
    yield _tried("http", _http)
    yield _tried("network", lambda: _network(profile), else_="note")
    yield _tried("sources", lambda: _sources(profile), else_="note")
    yield _tried("screen", _screen, else_="note")
    yield _tried("keyring", lambda: f"{secrets.backend()} answers", else_="note")
    if notify:
        yield from _test(itself(profile.folder))
    else:
        yield _tried("notices", _notices, else_="note")


def _tried(check: str, look: Callable[[], str], else_: Literal["note", "trouble"] = "trouble") -> Finding:
    try:
        return Finding(check, "ok", look())
    except (TocsinError, OSError, ImportError) as error:
        return Finding(check, else_, str(error))
    except Exception as error:  # noqa: BLE001 - whatever is broken here is the finding
        return Finding(check, "trouble", f"broken: {error!r}")


def _libraries() -> str:
    found = []
    for name in ("pyside6-essentials", "feedparser", "keyring", "sqlite-utils", "plyer", "pycurl"):
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            found.append(f"{name} (version unknown)")
    return ", ".join(found)


def _profile(profile: Profile) -> str:
    profile.make()
    return f"{profile.folder} can be written"


def _database(profile: Profile) -> str:
    with Store.open(profile.database) as store:
        answer = str(store.database.rows("PRAGMA quick_check(1)")[0][0])
        if answer != "ok":
            raise TocsinError(
                f"{profile.database} is damaged: {answer}. Put back a copy of it, or choose another profile."
            )
        articles = store.database.number("SELECT count(*) FROM articles")
        feeds = store.feeds.all()
        failing = sum(1 for feed in feeds if feed.failures)
        size = profile.database.stat().st_size / 2**20
        return (
            f"SQLite {sqlite3.sqlite_version}, sound, {size:.1f} MB: {articles:,} articles, {len(feeds):,} feeds "
            f"({failing:,} failing), {len(store.watches.all()):,} watches, {len(store.alerts.owed()):,} alerts owed"
        )


def _pace(profile: Profile) -> str:
    from tocsin.monitor.scheduling import Scheduling

    with Store.open(profile.database) as store:
        sentence = Scheduling(store, lambda: 0.0).plan(datetime.now(UTC)).sentence
    return f"{sentence}; `tocsin feed pace` sets it"


def _network(profile: Profile) -> str:
    with Store.open(profile.database) as store:
        lasting = outage(store)
        if lasting is not None:
            raise TocsinError(f"{WHY[lasting.network].rstrip('.')}, since {lasting.began:%Y-%m-%d %H:%M} UTC.")
        return "sources answered the last time that they were asked"


def _sources(profile: Profile) -> str:
    with Store.open(profile.database) as store:
        ailing = store.ailments.said()
        if ailing:
            more = f" And {len(ailing) - 3} more: tocsin feed list" if len(ailing) > 3 else ""
            raise TocsinError(" ".join(list(ailing.values())[:3]) + more)
        return "none has been unreadable for a week"


def _http() -> str:
    from tocsin.feeds.fetch_network import certificates

    proxies = {name for name in urllib.request.getproxies() if name in ("http", "https", "all")}
    through = f"through a proxy for {', '.join(sorted(proxies))}" if proxies else "without a proxy"
    return f"certificates from {certificates() or 'the system'}, {through}"


def _screen() -> str:
    if not has_screen():
        raise TocsinError("There is no display here; `tocsin monitor` works without one.")
    return "there is a display"


def _notices() -> str:
    from tocsin.desktop.bells.plyer import PlyerBell

    trouble = PlyerBell().trouble()
    if trouble:
        raise TocsinError(f"{trouble} Alerts are kept in the list all the same.")
    return "a notification service answers; `tocsin doctor --notify` rings a test"


def _test(program: Sequence[str]) -> Iterator[Finding]:
    """Ring a test through all bells where there is a screen, else by plyer alone."""
    tried: list[Tried] = []
    why = "there is no display"
    if has_screen():
        tried, why = ring_test([*program, "ring-test"])
    if not any(one.took for one in tried) and not any(one.bell == "plyer" for one in tried):
        tried += ring_plyer()
    took = next((one for one in tried if one.took), None)
    for one in tried:
        yield _about(one, needed=took is None)
    window = f"; the window's bells could not be tried: {why}" if why else ""
    if took is None:
        says = f"No bell took the test{window}. Alerts are kept in the list all the same."
        yield Finding("notices", "trouble", says, outcome="failed")
        return
    unproved = "" if took.outcome == "shown" else "; whether it appeared, only you can see"
    yield Finding("notices", "ok", f"{took.bell} rang the test{unproved}{window}", took.bell, took.outcome)


def _about(one: Tried, *, needed: bool) -> Finding:
    said = {
        "shown": f"{one.bell} showed it",
        "sent": f"{one.bell} sent it",
        "failed": f"{one.bell} did not take it: {one.reason}",
        "not needed": f"{one.bell} was not needed",
    }[one.outcome]
    state: Literal["ok", "note", "trouble"] = "ok" if one.took else "trouble" if needed else "note"
    return Finding("bell", state, said, one.bell, one.outcome)

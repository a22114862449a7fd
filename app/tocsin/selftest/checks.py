"""Looks whether an installation is whole: every library, every resource, a feed on loopback to a bell.

It uses a throw-away profile and nothing of the user's; `tocsin doctor` looks at the user's own.
"""

from __future__ import annotations

import json
import os
import sqlite3
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from tocsin import __version__
from tocsin.core.errors import TocsinError
from tocsin.desktop.program import itself, program
from tocsin.resources_path import path

PATIENCE_SECONDS = 60
"""For each child process."""

NEEDED = (
    *("demo/outlets.json", "demo/stories.json", "demo/watches.json", "names/packs.toml", "ui/tokens.toml"),
    "catalog/feeds.tsv",
    *("ui/icons/tocsin.svg", "ui/icons/tocsin-small.svg", "ui/icons/bell.svg", "sounds/bell.wav"),
)

SCREEN_PART = "--self-test-screen"
"""The word that starts the part which needs Qt."""

FEWEST_ROOTS = 50

OTHER_BELLS = (
    "mailto://user:word@mail.example",
    "ntfy://ntfy.example/topic",
    "json://hook.example",
    "matrix://m.example/#r",
)
"""One address for some kinds of other bells; none is rung."""


@dataclass(frozen=True, slots=True)
class Result:
    """One line: what was looked at, whether it is well, and what was found."""

    check: str
    well: bool
    says: str


def results() -> Iterator[Result]:
    """Look at everything, one after the other; never raises for what it finds."""
    for name, look in CHECKS.items():
        try:
            yield Result(name, True, look())
        except Exception as error:  # noqa: BLE001 - whatever is broken in the installation is the result
            yield Result(
                name, False, str(error) if isinstance(error, TocsinError) else f"{type(error).__name__}: {error}"
            )


def _version() -> str:
    frozen = "frozen" if getattr(sys, "frozen", False) else "not frozen"
    return f"Tocsin {__version__}, {frozen}, Python {sys.version.split()[0]}, {sys.platform}"


def _resources() -> str:
    missing = [name for name in NEEDED if not path(name).is_file()]
    if missing:
        raise TocsinError(f"missing: {', '.join(missing)}")
    icons = len(list(path("ui/icons").iterdir()))
    return f"{len(NEEDED)} looked for, {icons} icons; the texts are English, there is no translation to load"


def _database() -> str:
    from tocsin.store import Store

    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder, "tocsin.db")) as store:
        store.settings.put("word", "kept")
        if store.settings.get("word") != "kept":
            raise TocsinError("what was saved is not there")
        store.database.rows("SELECT rowid FROM article_words WHERE article_words MATCH 'title : nato'")
    return f"SQLite {sqlite3.sqlite_version} with FTS5"


def _matching() -> str:
    from tocsin.core.model import Article
    from tocsin.core.query import Mistake, judge_one, read

    query = read('"le pen" OR /gr[ae]y/')
    if isinstance(query, Mistake):
        raise TocsinError(query.sentence)
    article = Article(0, 0, "", "Le Pen in gray", "", "", datetime.now(UTC))
    if judge_one(query, article) is None:
        raise TocsinError("a query does not find what it should")
    return "the automaton and the expressions work"


def _certificates() -> str:
    from tocsin.feeds.fetch_network import certificates

    file = certificates()
    roots = len(ssl.create_default_context(cafile=file).get_ca_certs())
    if roots < FEWEST_ROOTS:
        raise TocsinError(f"{file} holds {roots} certificates")
    return f"{roots} roots in {file}"


def _keyring() -> str:
    from tocsin.desktop import secrets

    names = {"win32": "Windows", "darwin": "macOS"}
    import_module(f"keyring.backends.{names.get(sys.platform, 'SecretService')}")
    try:
        return f"{secrets.backend()} answers"
    except secrets.NoKeyring:
        return "its modules are there; no keyring answers in this session"


def _bells() -> str:
    systems = {"win32": "win", "darwin": "macosx"}
    names = [f"plyer.platforms.{systems.get(sys.platform, 'linux')}.notification", "apprise"]
    names.append("desktop_notifier" if sys.platform in systems else "jeepney")
    for name in names:
        import_module(name)
    apprise = import_module("apprise").Apprise()
    missing = [address for address in OTHER_BELLS if not apprise.add(address)]
    if missing:
        raise TocsinError(f"other bells are missing: {', '.join(missing)}")
    return f"{', '.join(names)}; {len(OTHER_BELLS)} kinds of other bells tried"


def _screen() -> str:
    """Look at Qt in a process of its own: where a library is missing, Qt ends the process it is in."""
    from tocsin.desktop.screen import has_screen

    env = dict(os.environ) if has_screen() else {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return _child([*program(), SCREEN_PART], env)


def _feed_to_bell() -> str:
    """Read a feed from a server on loopback by the monitor as the window starts it, until its news ring."""
    from tocsin.demo.newsroom import Newsroom, Outlet, Piece
    from tocsin.demo.server import Press
    from tocsin.store import Store

    outlet = Outlet("kite", "The Paper Kite", "paperkite.example", "en", "rss", "")
    headline = "Le Pen judges a kite contest on the beach"
    newsroom = Newsroom((outlet,), (Piece("kite", "news", 1, -600, headline, "The red kite was liked best."),), ())
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, Press(newsroom) as press:
        now = datetime.now(UTC)
        with Store.open(Path(folder, "tocsin.db")) as store:
            store.feeds.add(press.feed_url("kite"), ring_first=True, now=now)
            store.watches.add("Le Pen", '"le pen"', now=now)
        # No desktop is to be seen from here: the test rings the list, and nobody's screen.
        env = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
        env["DBUS_SESSION_BUS_ADDRESS"] = "disabled:"
        out = _child([*itself(Path(folder)), "monitor", "--once", "--now", "--json"], env)
    rung = [json.loads(line) for line in out.splitlines() if line.startswith("{")]
    if [one["headline"] for one in rung] != [headline]:
        raise TocsinError(f"what should ring did not: {out[-300:]}")
    return f"read over HTTP, parsed, saved, matched, rung by {rung[0]['bell']}"


def _child(command: list[str], env: dict[str, str]) -> str:
    done = subprocess.run(
        command, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8",
        timeout=PATIENCE_SECONDS, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise TocsinError(f"ended with {done.returncode}: {(done.stderr or done.stdout).strip()[-400:]}")
    return done.stdout.strip()


CHECKS: dict[str, Callable[[], str]] = {
    "version": _version,
    "resources": _resources,
    "database": _database,
    "matching": _matching,
    "certificates": _certificates,
    "keyring": _keyring,
    "bells": _bells,
    "screen": _screen,
    "feed to bell": _feed_to_bell,
}

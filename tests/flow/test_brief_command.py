"""`tocsin brief` as a person types it, and the brief that `tocsin monitor` makes by itself as a process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from flow.workbench import entry
from servers.web import Web
from tocsin.cli import tocsin
from tocsin.core.model import How
from tocsin.store import Store

RSS = "<rss version='2.0'><channel><title>The Herald</title>{}</channel></rss>"


class Desk:
    """A profile with one feed on loopback and two watches, one of them read later."""

    def __init__(self, profile: Path, web: Web) -> None:
        self.profile, self.web = profile, web
        self.serve(entry("An old tale"))
        with self.store() as store:
            store.feeds.add(web.url("/rss"), now=datetime.now(UTC))
            store.watches.add("NATO", "NATO", how=How.DIGEST, now=datetime.now(UTC))
            store.watches.add("Energy", "energy", how=How.SILENT, now=datetime.now(UTC))

    def serve(self, *entries: str) -> None:
        self.web.serve("/rss", RSS.format("".join(entries)).encode(), content_type="application/rss+xml")

    def store(self) -> Store:
        return Store.open(self.profile / "tocsin.db")

    def type(self, *words: str, status: int = 0) -> Result:
        result = CliRunner().invoke(tocsin, ["--profile", str(self.profile), *words])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == status, result.output
        return result

    def monitor(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run the monitor as a process where no notice can be shown."""
        environment = {
            name: value for name, value in os.environ.items() if name not in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS")
        }
        return subprocess.run(
            [sys.executable, "-m", "tocsin", "--profile", str(self.profile), "monitor", "--once", "--now", *words],
            capture_output=True, text=True, timeout=60, check=True, stdin=subprocess.DEVNULL,
            env=environment | {"PATH": "/nowhere", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"},
        )  # fmt: skip

    def break_news(self) -> None:
        """Read the past, then have the news announced and read."""
        self.monitor()
        self.serve(entry("NATO meets", "It votes."), entry("Energy rises"), entry("An old tale"))
        self.monitor()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Web() as web:
        yield Desk(tmp_path / "profile", web)


def headlines(written: dict[str, Any]) -> dict[str, list[str]]:
    return {one["watch"]: [story["headline"] for story in one["stories"]] for one in written["sections"]}


def test_a_brief_is_written_in_every_form_and_settles_nothing(desk: Desk, tmp_path: Path) -> None:
    desk.break_news()
    assert "• NATO meets" in desk.type("brief").stdout
    written = desk.type("brief", "--format", "markdown", "--since", "2h").stdout
    assert "### [*NATO* meets](<https://news.example/" in written
    file = tmp_path / "brief.html"
    desk.type("brief", "--format", "html", "--out", str(file))
    assert "<!DOCTYPE html>" in file.read_text(encoding="utf-8")
    told = json.loads(desk.type("brief", "--json").stdout)
    assert headlines(told) == {"Energy": ["Energy rises"], "NATO": ["NATO meets"]}
    one = json.loads(desk.type("brief", "--watch", "nato", "--format", "json").stdout)
    assert headlines(one) == {"NATO": ["NATO meets"]}
    with desk.store() as store:
        assert [owed.headline for owed in store.alerts.owed()] == ["NATO meets"]


def test_times_are_set_and_said_back(desk: Desk) -> None:
    assert "mon-fri 8:00 18:00" in desk.type("brief", "--times", "8:00, 18:00 on weekdays").stdout
    (chosen,) = map(json.loads, desk.type("brief", "--of", "all", "--when-empty", "--json").stdout.splitlines())
    assert (chosen["times"], chosen["of"], chosen["when_empty"]) == ("mon-fri 8:00 18:00", "all", True)
    with desk.store() as store:
        store.other_bells.add("Mail", "mail", "m", now=datetime.now(UTC))
    assert "sent by Mail" in desk.type("brief", "--send-by", "mail").stdout
    assert "no bell named" in desk.type("brief", "--send-by", "Pigeon", status=2).stderr
    assert "sent by" not in desk.type("brief", "--send-by", "").stdout
    assert desk.type("brief", "--times", "").stdout == "No brief is made by itself.\n"
    assert "no time for a brief" in desk.type("brief", "--times", "soon", status=2).stderr
    assert "not both" in desk.type("brief", "--times", "8", "--since", "1h", status=2).stderr
    assert "No brief has been made" in desk.type("brief", "--last", status=2).stderr
    assert "could not be written" in desk.type("brief", "--out", "/nowhere/at/all", status=1).stderr


def test_the_monitor_makes_the_brief_that_is_due_says_so_and_rings_it_once(desk: Desk) -> None:
    desk.break_news()
    with desk.store() as store:
        store.briefs.look(datetime.now(UTC) - timedelta(days=1))
    events = [json.loads(line) for line in desk.monitor("--events").stdout.splitlines()]
    (made,) = [event for event in events if event["event"] == "brief-made"]
    assert (made["stories"], made["watches"]) == (1, 1)
    with desk.store() as store:
        assert store.alerts.owed() == []
    alone = desk.monitor("--json")
    (rung,) = map(json.loads, alone.stdout.splitlines())
    assert (rung["headline"], rung["bell"]) == ("NATO meets", "brief")
    assert "1 story in 1 watch. Read it with: tocsin brief --last" in alone.stderr
    assert "• NATO meets" in desk.type("brief", "--last").stdout
    again = desk.monitor("--json")
    assert (again.stdout, again.stderr) == ("", "")

"""A brief as a person meets it: what is read later comes as one notice at its time, and a click opens it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from e2e.scene import NEWS, Newsstand, Program
from servers.desktop_session import DesktopSession, until
from tocsin.core.brief import Choices, Times
from tocsin.core.model import How
from tocsin.store import Store


def test_a_brief_is_one_notice_that_opens_it(desk: DesktopSession, program: Program, newsstand: Newsstand) -> None:
    path = program.profile / "tocsin.db"
    with Store.open(path) as store:
        for watch in store.watches.all():
            store.watches.edit(watch.id, how=How.DIGEST)
        store.briefs.choose(Choices(Times()), datetime.now(UTC))
    running = desk.start("tocsin", program.command)
    desk.window("Tocsin")
    program.wait_for_baseline()
    newsstand.publish()
    until(lambda: program.entry(NEWS).get("held") == "digest", "the news to wait for the brief")
    assert desk.on_screen() == 0

    with Store.open(path) as store:
        store.briefs.choose(Choices(Times.read("0 6 12 18")), datetime.now(UTC))
        store.briefs.look(datetime.now(UTC) - timedelta(days=1))
    until(lambda: desk.on_screen() == 1, "the notice of the brief")
    desk.photograph("brief-notice")
    desk.press("Open")
    until(lambda: desk.on_screen() == 0, "the notice to go")
    desk.photograph("brief")
    line = program.entry(NEWS)
    assert (line["bell"], line["state"], line["held"]) == ("brief", "rung", None)
    assert desk.end(running) == 0

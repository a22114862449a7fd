"""By keyboard alone, from the first start to the opened story of a rung alert, and what a person does with it."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from e2e.scene import MISS, NEWS, PAST, Newsstand, Program
from listed import listed
from servers.desktop_session import DesktopSession, until
from tocsin.core.alarm import Mute
from tocsin.core.model import Article
from tocsin.store import Scope, Store

T = TypeVar("T")


class Person:
    """Sits before the desktop without a mouse: reads titles and what was saved, and presses keys."""

    def __init__(self, desk: DesktopSession, program: Program) -> None:
        self.desk, self.program = desk, program
        self._pictures = 0

    def begin(self) -> subprocess.Popen[str]:
        """Start the program."""
        running = self.desk.start("tocsin", self.program.command)
        self.desk.window("Tocsin")
        self.desk.focus("Tocsin")
        return running

    def keys(self, *keys: str) -> None:
        """Press keys, as fast as the program takes them."""
        for key in keys:
            self.desk.keys(key)

    def see(self, name: str) -> None:
        """Keep a picture of the screen, once what was pressed last is drawn."""
        time.sleep(0.4)
        self._pictures += 1
        self.desk.photograph(f"{self._pictures:02}-{name}")

    def active(self) -> str:
        """Return the title of the window that has the keyboard."""
        return self.desk.call("xdotool", "getactivewindow", "getwindowname", check=False).stdout.strip()

    def wait_for_title(self, part: str) -> None:
        until(lambda: part in self.active(), f"a title with {part!r}; it is {self.active()!r}")

    def look(self, question: Callable[[Store], T]) -> T:
        """Ask the profile's database something."""
        with Store.open(self.program.profile / "tocsin.db", read_only=True) as store:
            return question(store)

    def article(self, headline: str) -> Article | None:
        """Return the article with that headline; nothing while there is none."""
        found = self.look(lambda store: [one for one in listed(store, Scope("all")) if one.title == headline])
        return self.look(lambda store: store.articles.get(found[0].id)) if found else None

    def decided(self, headline: str) -> set[str]:
        """Return what the user decided about the article with that headline."""
        article = self.article(headline)
        assert article is not None
        marks = self.look(lambda store: store.articles.with_marks(article.id)[1])
        return {name for name in ("read", "kept", "handled") if getattr(marks, name)}

    def wait_for_marks(self, headline: str, *marks: str) -> None:
        what = f"{headline!r} to be {marks}; it is {self.decided(headline)}"
        until(lambda: self.decided(headline) == set(marks), what)

    def watches(self) -> dict[str, str]:
        """Return the queries of the watches by their names."""
        return self.look(lambda store: {watch.name: watch.query for watch in store.watches.all()})

    def mutes(self) -> list[Mute]:
        """Return what is muted."""
        return list(self.look(lambda store: store.mutes.all(datetime.now(UTC))))


@pytest.fixture
def person(desk: DesktopSession, newsstand: Newsstand, tmp_path: Path) -> Person:
    """A profile that nobody ever used."""
    return Person(desk, Program(tmp_path / "profile"))


def follow(person: Person, newsstand: Newsstand) -> None:
    """Look at the sources that are offered, add the newsstand's feed instead, and wait for its past."""
    person.keys("Return")
    person.wait_for_title("First sources")
    person.see("first-sources")
    person.keys("Escape")
    person.wait_for_title("Tocsin")
    person.keys("ctrl+shift+n")
    person.wait_for_title("New source")
    person.desk.write(newsstand.url)
    person.see("the-address")
    person.keys("Return")
    until(lambda: person.article(PAST), "the feed's past")
    person.wait_for_title("Tocsin")


def watch(person: Person) -> None:
    """Make the watch."""
    person.keys("ctrl+n")
    person.wait_for_title("New watch")
    person.desk.write('"Le Pen"')
    person.see("the-watch")
    person.keys("Return")
    until(lambda: '"Le Pen"' in person.watches().values(), "the watch")
    person.wait_for_title("Tocsin")


def test_from_the_first_start_to_the_opened_story_and_to_the_end(
    desk: DesktopSession, person: Person, newsstand: Newsstand
) -> None:
    running = person.begin()
    person.see("first-start")
    follow(person, newsstand)
    watch(person)
    person.see("waiting-for-news")

    newsstand.publish()
    person.keys("F5")
    until(lambda: desk.on_screen() == 1, "the notice")
    person.see("the-notice")
    until(lambda: person.program.entry(NEWS).get("rung"), "the ledger to have it")
    desk.put_away()
    (notice,) = desk.put_away_notices()
    assert notice.title == NEWS

    person.keys("g", "b", "j")
    person.wait_for_title(NEWS)
    person.wait_for_marks(NEWS)
    person.see("shown-on-the-bell-page-and-still-new")
    person.keys("Return")
    person.wait_for_marks(NEWS, "read")
    until(lambda: person.program.entry(NEWS)["state"] == "opened", "the ledger to say that it was opened")
    person.see("opened")
    assert [line["headline"] for line in person.program.ledger() if line["rung"]] == [NEWS], "once, and nothing else"

    person.keys("s")
    person.wait_for_marks(NEWS, "read", "kept")
    person.see("kept")
    person.keys("h")
    person.wait_for_marks(NEWS, "read", "kept", "handled")
    person.see("handled")
    person.keys("ctrl+z")
    person.wait_for_marks(NEWS, "read", "kept")
    person.keys("ctrl+z")
    person.wait_for_marks(NEWS, "read")
    person.see("both-undone")

    person.keys("ctrl+f")
    desk.write("kite contest")
    person.see("searched")
    person.keys("ctrl+Return")
    until(lambda: person.watches().get("kite contest") == "kite contest", "the search to be a watch")
    person.see("saved-as-a-watch")

    person.keys("g", "n")
    person.keys("ctrl+k")
    desk.write("le pen")
    person.see("the-box-finds-the-watch")
    person.keys("Return", "j")
    person.wait_for_title(NEWS)
    person.keys("shift+m")
    person.see("what-makes-quiet")
    person.keys("Down", "Return")
    until(lambda: [mute for mute in person.mutes() if mute.story_id], "the story to be muted")
    person.see("muted")
    person.keys("ctrl+z")
    until(lambda: not person.mutes(), "the story to be heard again")

    person.keys("ctrl+q")
    assert running.wait(20) == 0
    assert person.program.entry(MISS) == {}
    again = person.begin()
    person.keys("g", "w")
    person.see("the-next-start")
    assert set(person.watches()) == {"Le Pen", "kite contest"}
    person.keys("ctrl+q")
    assert again.wait(20) == 0

"""Five outlets: a story that all tell in their own words, five that only one has, and a watch for each story."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path

from e2e.scene import HandClock, Newsstand, Program
from servers.desktop_session import DesktopSession, until
from tocsin.core.model import Rung
from tocsin.demo.newsroom import Newsroom, Outlet, Piece
from tocsin.demo.server import Press
from tocsin.store import Store

OUTLETS = tuple(
    Outlet(key, name, f"{key}.example", "en", "rss", "")
    for key, name in (
        ("kite", "The Paper Kite"), ("lamp", "The Lamp"), ("gull", "Harbour Gull"), ("mill", "The Mill"),
        ("oak", "Old Oak Post"),
    )
)  # fmt: skip

FERRY = "Ferry sinks off Port Velmare, 31 missing"

FIRST_WATCH = "at sea"
"""The ferry's watch: the first by its name, and so the one whose list is shown at the start."""

_RETOLD = (
    ("lamp", "Thirty-one missing after ferry Santa Lorna sinks near Port Velmare",
     "Rescue boats searched the sea off Port Velmare for 31 passengers of the Santa Lorna, which sank in a storm."),
    ("gull", "Search for 31 people as Santa Lorna ferry goes down off Velmare coast",
     "A storm sank the Santa Lorna ferry near Port Velmare on Sunday; the coast guard is looking for 31 people."),
    ("mill", "Velmare ferry disaster: rescuers look for 31 passengers of the Santa Lorna",
     "Coast guard captain Ilse Brandvik said 31 people from the Santa Lorna were still missing off Port Velmare."),
    ("oak", "Ferry Santa Lorna sinks off Port Velmare: 31 people missing, families wait",
     "Families waited in the harbour of Port Velmare for news of the 31 people missing since the Santa Lorna sank."),
)  # fmt: skip

SINGLE = {
    "rates": ("Central bank of Norland leaves rates unchanged", "Governor Petra Holm said inflation was slowing."),
    "telescope": ("New telescope sees water on a distant planet", "The Almira observatory found steam near K2-77b."),
    "batteries": ("Phone maker Lumo recalls a million batteries", "Some batteries of its Nova 5 may overheat."),
    "novelist": ("Novelist Amara Osei wins the Literature Prize", "The jury praised her trilogy about three sisters."),
    "heatwave": ("Heatwave warning for southern Castila", "Forecasters expect 44 degrees by Thursday."),
}
"""What one outlet alone reports, by the word that its watch waits for."""

PAST = "Kites over the harbour: a ferry was here before"


def bulletin() -> Newsroom:
    """Return the news: at 10 the ferry sinks, at 20 the others tell it, then the rest comes one by one."""
    pieces = [
        Piece(one.key, f"past-{one.key}", 1, -600, f"{PAST} ({one.name})" if one.key != "kite" else PAST, one.name)
        for one in OUTLETS
    ]
    lead = "The ferry Santa Lorna sank in a storm off Port Velmare on Sunday night and 31 people are missing."
    pieces.append(Piece("kite", "ferry", 2, 10, FERRY, lead))
    pieces += [Piece(outlet, "ferry", 2, 20, title, text) for outlet, title, text in _RETOLD]
    pieces += [
        Piece("kite", word, 3 + place, 30 + 10 * place, title, text)
        for place, (word, (title, text)) in enumerate(SINGLE.items())
    ]
    return Newsroom(OUTLETS, tuple(pieces), ())


def stand() -> Newsstand:
    """Set up the newsstand of these outlets; enter its press before anybody reads."""
    clock = HandClock()
    return Newsstand(Press(bulletin(), clock=clock), clock)


def reader_of(newsstand: Newsstand, profile: Path) -> Program:
    """Make a program that reads all of the outlets every second, with a watch for each story."""
    program = Program(profile)
    program("watch", "add", FIRST_WATCH, "ferry")
    now = datetime.now(UTC)
    with Store.open(profile / "tocsin.db") as store:
        for outlet in OUTLETS:
            store.feeds.add(newsstand.press.feed_url(outlet.key), now=now)
        for word in SINGLE:
            store.watches.add(word, word, now=now)
        store.settings.put("poll.floor_seconds", "1")
        store.settings.put("poll.requests_an_hour", "100000")
    return program


def has_past(program: Program) -> bool:
    """Say whether every feed's past is saved: only then does the newsstand begin to count."""
    with Store.open(program.profile / "tocsin.db", read_only=True) as store:
        return len(store.articles.many(0, 2**62, 10)) == len(OUTLETS)


def line(program: Program, headline: str) -> Rung | None:
    """Return the ledger's line about that headline, read from the database: asking the command line takes longer."""
    with Store.open(program.profile / "tocsin.db", read_only=True) as store:
        found = [one for one in store.alerts.ledger() if one.headline == headline]
    assert len(found) < 2, found
    return found[0] if found else None


def begin(desk: DesktopSession, program: Program) -> subprocess.Popen[str]:
    """Start the program on a desktop and wait until what comes is news."""
    running = desk.start("tocsin", program.command)
    desk.window("Tocsin")
    until(lambda: has_past(program), "the feeds' past")
    return running


def read(desk: DesktopSession, row: int) -> None:
    """Open the story in this row of the list with the keys, 1 being the newest."""
    desk.focus("Tocsin")
    desk.keys(*["j"] * row)
    desk.keys("space")


def acted(program: Program, headline: str, what: str) -> None:
    """Wait until the ledger says that the user did this."""

    def is_so() -> bool:
        one = line(program, headline)
        return one is not None and one.alert.acted == what

    until(is_so, f"{headline!r} to be {what}")


def rung_by(program: Program, headline: str) -> str:
    """Wait until a bell has rung this headline, and return its name."""

    def bell() -> str:
        one = line(program, headline)
        return one.alert.bell if one is not None else ""

    return until(bell, f"a bell for {headline!r}")

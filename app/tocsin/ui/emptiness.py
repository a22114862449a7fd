"""Decides what an empty list says: why it is empty, and the one thing that helps; knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tocsin.store import Listing
from tocsin.ui.words import counted


@dataclass(frozen=True, slots=True)
class Emptiness:
    """Why a list is empty; `action` names what the button does, empty: there is no button."""

    headline: str
    sentence: str
    button: str = ""
    action: str = ""
    other: str = ""
    """A second, quieter button, and what it does."""
    other_action: str = ""


_FIRST = ("Choose sources from the catalogue", "catalog", "Add a source by its address", "source")
LOOKING = Emptiness("Looking further back…", "")


def why_empty(
    listing: Listing, name: str, *, sources: int, watches: int, searching: bool, doing: str
) -> Emptiness:
    """Return what to say about an empty list of this place."""
    scope = listing.scope
    if searching:
        if listing.filtered:
            why = "No story that the chips above let pass answers this search."
            return Emptiness("Nothing found", why, "Show all stories", "all")
        why = "No article in the archive answers this search."
        return Emptiness("Nothing found", why, "Watch for it", "watch-search")
    if not sources:
        why = "Tocsin reads the sources that you name and rings when one writes about what you watch for."
        return Emptiness("Nothing is followed yet", why, *_FIRST)
    if listing == replace(listing, kept=False, language="", outlet="") and listing.unread:
        return Emptiness("Nothing new", "Everything here has been read.", "Show what was read", "all")
    if listing.filtered:
        why = "There are stories here, but none that the chips above let pass."
        return Emptiness("No such story", why, "Show all stories", "all")
    if not watches and scope.kind == "all":
        why = f"{counted(sources, 'source')} will be read. What do you want to hear of?"
        return Emptiness("No story yet", why, "Add a watch", "watch")
    doing = doing if doing.endswith(".") else f"{doing}."
    return {
        "watch": Emptiness(
            f"No story for {name} yet", f"{doing} It rings when one arrives.", "Change the watch", "edit"
        ),
        "kept": Emptiness("Nothing is kept yet", "Press S on a story to keep it for good."),
        "handled": Emptiness("Nothing is handled yet", "Press H on a story when you are done with it."),
        "feed": Emptiness("Nothing from this source yet", doing, "Read it now", "refresh-feed"),
    }.get(scope.kind, Emptiness("No story yet", doing, "Read all sources now", "refresh"))


def nothing_in_the_ledger(wanted: str, *, watches: int, sources: int) -> Emptiness:
    """Return what to say about a bell page with nothing on it."""
    if not sources:
        why = "Tocsin reads the sources that you name and rings when one writes about what you watch for."
        return Emptiness("Nothing has rung yet", why, *_FIRST)
    if not watches:
        why = "Say what you want to hear of, and it is written down here when it rings."
        return Emptiness("Nothing has rung yet", why, "Add a watch", "watch")
    headline, why = {
        "rang": ("Nothing has rung yet", "Each story that rings is written down here, with the time and the bell."),
        "held": ("Nothing was held back", "What does not ring is written down here, with the reason."),
    }.get(wanted, ("Nothing to ring for yet", "What rings, and what is held back and why, is written down here."))
    return Emptiness(headline, f"{why} Missing something?", "Why was I not told?", "why")

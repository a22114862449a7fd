"""Decides what an empty list says: why it is empty, and the one thing that helps; knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.store import Scope
from tocsin.ui.words import counted


@dataclass(frozen=True, slots=True)
class Emptiness:
    """Why a list is empty; `action` names what the button does, empty: there is no button."""

    headline: str
    sentence: str
    button: str = ""
    action: str = ""


def why_empty(
    scope: Scope, name: str, *, sources: int, watches: int, searching: bool, new_only: bool, doing: str
) -> Emptiness:
    """Return what to say about an empty list of this place."""
    if searching:
        return Emptiness("Nothing found", "No article in the archive answers this search.", "Watch for it", "watch-search")
    if not sources:
        return Emptiness(
            "Nothing is followed yet",
            "Tocsin reads the sources that you name and rings when one writes about what you watch for.",
            "Add a source",
            "source",
        )
    if new_only:
        return Emptiness("Nothing new", "Everything here has been read.", "Show what was read", "all")
    if scope.kind == "watch":
        return Emptiness(
            f"No article for {name} yet", f"{doing}. It rings when one arrives.", "Change the watch", "edit"
        )
    if scope.kind == "kept":
        return Emptiness("Nothing is kept yet", "Press S on an article to keep it for good.")
    if scope.kind == "feed":
        return Emptiness("Nothing from this source yet", f"{doing}.", "Read it now", "refresh-feed")
    if not watches:
        return Emptiness(
            "No article yet", f"{counted(sources, 'source')} will be read. What do you want to hear of?", "Add a watch", "watch"
        )
    return Emptiness("No article yet", f"{doing}.", "Read all sources now", "refresh")

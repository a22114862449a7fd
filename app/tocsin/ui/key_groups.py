"""Where a key works, in the words of the sheet, and the keys that lists and fields have by themselves; knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass

GO, LIST, ARTICLE, PLACES = "Go and search", "In the list", "The article", "Watches and sources"
BRIEFS, QUIET, PROGRAM = "Briefs", "Bells and quiet", "The program"
GROUPS = (GO, LIST, ARTICLE, PLACES, BRIEFS, QUIET, PROGRAM)

_BY_PREFIX = {
    "go": GO, "search": GO, "list": LIST, "stories": LIST, "reader": ARTICLE, "places": PLACES, "brief": BRIEFS,
    "program": PROGRAM,
}  # fmt: skip
_BY_ID = {
    "stories.filter": GO,
    "stories.search": GO,
    "stories.mute": QUIET,
    "places.refresh": PROGRAM,
    "program.find": GO,
    "program.menu-key": GO,
    "program.why-not": QUIET,
    "program.quiet": QUIET,
    "program.other-bells": QUIET,
    "program.presenting": QUIET,
}

FULLER = {
    "list.next": "Next in the list",
    "list.previous": "Previous in the list",
    "places.edit": "Edit the chosen watch…",
    "places.source": "Edit the chosen source…",
    "places.catalog": "Browse the catalogue of sources…",
    "places.rename": "Rename what is chosen on the left…",
    "places.new-shelf": "New watchlist or folder with what is chosen…",
    "places.remove": "Remove the chosen watch or source",
    "places.snooze-hour": "Snooze the chosen watch for 1 hour",
    "places.snooze-morning": "Snooze the chosen watch until tomorrow 7:00",
    "places.wake": "End the snooze of the chosen watch",
    "places.receipt": "Coverage receipt of the chosen watch…",
    "places.read-all": "Mark all of what is chosen on the left as read",
    "places.refresh-one": "Read the chosen source now",
    "places.pause": "Pause the chosen source, or read it again",
    "places.loudness.silent": "The chosen watch: silent, only collect",
    "places.loudness.badge": "The chosen watch: badge, only count",
    "places.loudness.notice": "The chosen watch: show a notice",
    "places.loudness.urgent": "The chosen watch: urgent, stays until dismissed",
    "places.loudness.digest": "The chosen watch: in the brief",
    "program.menu-key": "Open the menu",
}
"""Names for what is only said in full where its menu is not beside it."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """Keys that cannot be changed: what every list and field of this system knows."""

    name: str
    keys: tuple[str, ...]
    group: str


FIXED = (
    Fixed("Open what is chosen", ("Return", "Enter"), LIST),
    Fixed("Up and down, a page, to the ends", ("Up", "Down", "PgUp", "PgDown", "Home", "End"), LIST),
    Fixed("Show or hide a story's articles; fold or unfold on the left", ("Right", "Left"), LIST),
    Fixed("Choose several", ("Shift+Up", "Shift+Down"), LIST),
    Fixed("Choose all", ("Ctrl+A",), LIST),
    Fixed("On to the next control, and back", ("Tab", "Shift+Tab"), GO),
    Fixed("Leave: a search, a dialog, a narrow window's reader", ("Escape",), GO),
)


def group_of(command_id: str) -> str:
    """Say where a command stands in the sheet."""
    return _BY_ID.get(command_id) or _BY_PREFIX.get(command_id.partition(".")[0], PROGRAM)

"""The lines on the left in words, for a screen reader and for tool tips; knows no Qt."""

from __future__ import annotations

from tocsin.ui.places import Place
from tocsin.ui.words import clock, counted

_HOWS = {"bell-quiet": "silent", "badge": "only counted", "bell-urgent": "urgent", "digest": "told in the brief"}


def spoken(place: Place) -> str:
    """Return a line as a screen reader says it."""
    parts = [place.name]
    if place.kind == "section":
        parts += [_trouble(place)] if place.troubled else []
        return ", ".join(parts)
    if place.note:
        parts.append(place.note)
    if place.count:
        parts.append(f"{place.count:,} new")
    if place.kind == "watch":
        parts += [_HOWS[place.icon]] if place.icon in _HOWS else []
    if place.snoozed is not None:
        parts.append(f"snoozed until {clock(place.snoozed)}")
    if place.quiet:
        parts.append(f"quiet hours {place.quiet}")
    if place.sound:
        parts.append("without a sound" if place.sound == "none" else "with a sound of its own")
    if place.muted:
        parts.append(f"{counted(place.muted, 'outlet')} muted")
    if place.paused:
        parts.append("paused")
    if place.trouble:
        parts.append(_trouble(place))
    if any(place.days):
        parts.append(f"{counted(sum(place.days), 'match', 'matches')} in {len(place.days)} days")
    if place.folded is not None:
        parts.append("folded" if place.folded else "unfolded")
    return ", ".join(parts)


def tip(place: Place) -> str:
    """Return what a tool tip says: the trouble alone where there is one."""
    return place.trouble if place.trouble and place.kind == "feed" else spoken(place)


def _trouble(place: Place) -> str:
    return f"{counted(place.troubled, 'source')} in trouble" if place.troubled else f"trouble: {place.trouble}"

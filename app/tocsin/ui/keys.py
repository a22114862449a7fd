"""The registry of what can be done by key: every action of the window with its id, name, group and keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from tocsin.ui.controls import native_keys
from tocsin.ui.key_groups import FIXED, FULLER, Fixed, group_of

NO_KEY = "none"
"""In the settings: the user wants no key here. Empty means the key that it came with."""

SHARED = ("next", "previous", "open", "toggle_read", "keep", "handle")
"""What each list of the middle has under one name: one line of the sheet, one key for all of them."""

PAGES = ("stories", "bell", "brief")
"""Owners of which only one is at work at a time."""


@dataclass(eq=False, slots=True)
class Command:
    """One thing that can be done, by one action or, in each list of the middle, by its own."""

    id: str
    group: str
    default: tuple[str, ...]
    """As Qt writes keys portably: "Ctrl+Shift+A"; "G, A" is one after the other."""
    actions: list[QAction] = field(default_factory=list)
    pages: set[str] = field(default_factory=set)
    """The pages of the middle at which it works; empty: at every one."""

    @property
    def name(self) -> str:
        """Say what it does, as it is called now."""
        return FULLER.get(self.id) or self.actions[0].text().replace("&", "")

    @property
    def keys(self) -> tuple[str, ...]:
        """Give the keys that it has now, in Qt's portable form."""
        return portable(self.actions[0].shortcuts())

    @property
    def told(self) -> str:
        """Give its keys as this system writes them."""
        return native_keys(self.keys)

    @property
    def live(self) -> QAction | None:
        """Give the action that would be done now; None when nothing would."""
        return next((one for one in self.actions if one.isEnabled() and one.isVisible()), None)

    def meets(self, other: Command) -> bool:
        """Say whether both can be at work at once, so that one key would mean two things."""
        if self.pages and other.pages and not self.pages & other.pages:
            return False
        here, there = self.places(), other.places()
        return not here or not there or any(_within(one, two) for one in here for two in there)

    def places(self) -> list[QWidget]:
        """Give the parts that must have the keyboard for it; empty: it works everywhere in the window."""
        found: list[QWidget] = []
        for action in self.actions:
            if action.shortcutContext() in (Qt.ShortcutContext.WindowShortcut, Qt.ShortcutContext.ApplicationShortcut):
                return []
            found += [one for one in action.associatedObjects() if isinstance(one, QWidget)]
        return found


class Keys(QObject):
    """Gathers the actions of their owners once; changes their keys at once, where they belong."""

    changed = Signal(str)
    """The keys of the command with this id are others; empty: of many."""

    def __init__(self, owners: Sequence[tuple[str, object]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._commands: dict[str, Command] = {}
        self._known: set[QAction] = set()
        for prefix, owner in owners:
            for name, action in _actions(owner):
                self._take(prefix, name, action)

    def __iter__(self) -> Iterator[Command]:
        return iter(self._commands.values())

    def get(self, command_id: str) -> Command | None:
        """Return the command with that id."""
        return self._commands.get(command_id)

    def told(self, command_id: str) -> str:
        """Give the keys of a command as this system writes them; empty: it has none."""
        command = self._commands.get(command_id)
        return command.told if command is not None else ""

    def load(self, settings: Mapping[str, str]) -> None:
        """Take the keys that the user chose, by command; whatever cannot be read leaves the key as it came."""
        for command in self:
            self._put(command, read_keys(settings.get(command.id, ""), command.default))
        self.changed.emit("")

    def give(self, command: Command, keys: tuple[str, ...]) -> None:
        """Let a command be done by these keys, from now on."""
        self._put(command, keys)
        self.changed.emit(command.id)

    def clashes(self, command: Command, keys: Sequence[str]) -> list[Command | Fixed]:
        """Give what has one of these keys, or one that begins alike, and could be meant at the same time."""
        found: list[Command | Fixed] = [
            other
            for other in self
            if other is not command and command.meets(other) and any(alike(a, b) for a in keys for b in other.keys)
        ]
        fixed = [one for one in FIXED if any(alike(a, b) for a in keys for b in one.keys)]
        return found + [one for one in fixed if not set(command.default) & set(one.keys)]

    def _take(self, prefix: str, name: str, action: QAction) -> None:
        if action in self._known or not action.text():
            return
        self._known.add(action)
        page, prefix = prefix, "list" if prefix in PAGES and name in SHARED else prefix
        command_id = f"{prefix}.{name.replace('_', '-')}"
        action.setObjectName(command_id)
        command = self._commands.get(command_id)
        if command is None:
            command = Command(command_id, group_of(command_id), portable(action.shortcuts()))
            self._commands[command_id] = command
        command.actions.append(action)
        if prefix in ("list", "stories"):
            command.pages.add(page)

    def _put(self, command: Command, keys: tuple[str, ...]) -> None:
        if command.keys != keys:
            for action in command.actions:
                action.setShortcuts([QKeySequence(one) for one in keys])


def _actions(owner: object) -> Iterator[tuple[str, QAction]]:
    """Give the actions that an owner names, each with the name of its attribute."""
    for name, value in vars(owner).items():
        if name.startswith("_"):
            continue
        if isinstance(value, QAction):
            yield name, value
        elif isinstance(value, QActionGroup):
            yield from ((f"{name}.{one.data()}", one) for one in value.actions())
        elif isinstance(value, dict):
            yield from ((f"{name}.{key}", one) for key, one in value.items() if isinstance(one, QAction))


def portable(sequences: Sequence[QKeySequence]) -> tuple[str, ...]:
    """Write keys as the settings and the documents do."""
    return tuple(one.toString(QKeySequence.SequenceFormat.PortableText) for one in sequences if not one.isEmpty())


def written(keys: tuple[str, ...], default: tuple[str, ...]) -> str:
    """Write keys as they are kept."""
    return "" if keys == default else "; ".join(keys) or NO_KEY


def read_keys(text: str, default: tuple[str, ...]) -> tuple[str, ...]:
    """Read keys as they are kept."""
    if text == NO_KEY:
        return ()
    found = tuple(one for part in text.split("; ") if (one := _known_key(part)))
    return found or default


def _known_key(text: str) -> str:
    sequence = QKeySequence(text, QKeySequence.SequenceFormat.PortableText)
    again = sequence.toString(QKeySequence.SequenceFormat.PortableText)
    return again if all(again.split(", ")) else ""


def alike(one: str, other: str) -> bool:
    """Say whether two keys are the same, or one is how the other begins: the longer could never be pressed."""
    a, b = QKeySequence(one), QKeySequence(other)
    no = QKeySequence.SequenceMatch.NoMatch
    return bool(one and other) and (a.matches(b) != no or b.matches(a) != no)


def _within(one: QWidget, other: QWidget) -> bool:
    return one is other or one.isAncestorOf(other) or other.isAncestorOf(one)

"""Keeps the keys that the user chooses, one setting a command; each change holds at once and can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject

from tocsin.store import Store
from tocsin.ui.controls import native_keys
from tocsin.ui.deeds import Deeds
from tocsin.ui.keys import Command, Keys, alike, written

PREFIX = "keys."


class KeyChoices(QObject):
    """The only one that changes the registry after the start."""

    def __init__(self, store: Store, deeds: Deeds, keys: Keys) -> None:
        super().__init__(keys)
        self._deeds, self._keys = deeds, keys
        keys.load({one.id: store.settings.get(PREFIX + one.id) for one in keys})

    def give(self, command: Command, keys: tuple[str, ...]) -> str:
        """Let a command have keys; who had one of them loses it. Returns a sentence about what was done."""
        losers = [one for one in self._keys.clashes(command, keys) if isinstance(one, Command)]
        wanted = {command.id: keys}
        for one in losers:
            wanted[one.id] = tuple(own for own in one.keys if not any(alike(own, key) for key in keys))
        sentence = f"{_quoted(command)}: {native_keys(keys) or 'no key'}."
        if losers:
            sentence += f" Taken from {' and '.join(_quoted(one) for one in losers)}."
        self._change(wanted, sentence)
        return sentence

    def reset(self, command: Command) -> str:
        """Give a command the keys back that it came with."""
        return self.give(command, command.default)

    def reset_all(self) -> str:
        """Give all commands the keys back that they came with."""
        changed = {one.id: one.default for one in self.changed()}
        if not changed:
            return "All keys are as they came."
        sentence = "All keys are again as they came."
        self._change(changed, sentence)
        return sentence

    def changed(self) -> list[Command]:
        """Return the commands whose keys the user chose."""
        return [one for one in self._keys if one.keys != one.default]

    def _change(self, wanted: Mapping[str, tuple[str, ...]], sentence: str) -> None:
        commands = [one for one in self._keys if one.id in wanted]
        before = {one.id: one.keys for one in commands}
        if before == wanted:
            return
        self._apply(wanted)
        now, then = _texts(commands, wanted), _texts(commands, before)
        self._deeds.ask(lambda store: _put(store, now))

        def back(store: Store) -> dict[str, tuple[str, ...]]:
            _put(store, then)
            return before

        self._deeds.remember(sentence, back, self._apply, bar=True)

    def _apply(self, wanted: Mapping[str, tuple[str, ...]]) -> None:
        for command_id, keys in wanted.items():
            command = self._keys.get(command_id)
            if command is not None:
                self._keys.give(command, keys)


def _texts(commands: Iterable[Command], keys: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {PREFIX + one.id: written(keys[one.id], one.default) for one in commands}


def _put(store: Store, texts: Mapping[str, str]) -> None:
    with store.writing(durable=True):
        for key, text in texts.items():
            store.settings.put(key, text)


def _quoted(command: Command) -> str:
    return f"“{command.name.rstrip('…')}”"

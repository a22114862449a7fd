"""Wires the keyboard to the desk: the registry of keys, their sheet, the palette, and searches saved as watches."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace

from PySide6.QtCore import QObject, Signal

from tocsin.store import Scope, Store
from tocsin.ui.brief_pane import BriefPane
from tocsin.ui.controls import with_key
from tocsin.ui.deeds import Deeds
from tocsin.ui.facts import Facts
from tocsin.ui.jumps import Jumps
from tocsin.ui.key_choices import KeyChoices
from tocsin.ui.key_sheet import KeySheet
from tocsin.ui.keys import Keys
from tocsin.ui.main_menu import MainMenu
from tocsin.ui.palette import Palette
from tocsin.ui.palette_lines import NAME, Hit, Offer, Offers, offer, source_offers, watch_offers
from tocsin.ui.places import BELL_ICONS
from tocsin.ui.quick_watch import QuickWatch
from tocsin.ui.store_thread import StoreThread
from tocsin.ui.theme import Theme
from tocsin.ui.triage_desk import TriageDesk
from tocsin.ui.window import Window

SEARCHES, MOST_SEARCHES = "ui.searches", 12
USEFUL = (
    "places.new-watch", "places.new-source", "stories.read-all", "places.refresh", "program.quiet",
    "program.why-not", "program.sheet", "program.undo",
)  # fmt: skip
NOT_OFFERED = ("program.find", "program.menu-key", "search.save", "list.next", "list.previous", "list.open")
"""What only makes sense under the fingers."""


class KeyDesk(QObject):
    """Owns the registry, the sheet and the palette."""

    article_wanted = Signal(object)

    def __init__(
        self, theme: Theme, store: Store, searcher: StoreThread, deeds: Deeds, facts: Facts, window: Window,
        menu: MainMenu, brief: BriefPane, triage: TriageDesk,
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._theme, self._deeds, self._facts, self._window, self._menu = theme, deeds, facts, window, menu
        self._used: list[str] = []
        self.searches = [one for one in store.settings.get(SEARCHES).split("\n") if one]
        self.jumps = Jumps(window, facts)
        self.palette = Palette(theme, store, searcher, window)
        self.palette.offers = self.offers
        self.quick = QuickWatch(store, deeds, facts, window.places)
        menu.add_jumps(self.jumps.actions())
        stories, reader = window.stories, window.reader
        self.keys = Keys(
            (
                ("program", SimpleNamespace(find=menu.find)), ("search", stories.search), ("search", self.palette),
                ("stories", stories.act), ("stories", stories.chips), ("bell", window.bell), ("brief", brief),
                ("brief", SimpleNamespace(handle=triage.handle)),
                ("reader", SimpleNamespace(note=triage.note, tags=triage.tags)),
                ("go", self.jumps),
                ("reader", reader), ("reader", reader.acts), ("places", window.places.acts),
                ("stories", SimpleNamespace(mute=menu.quieten)), ("program", menu),
            ),
            self,
        )  # fmt: skip
        self.choices = KeyChoices(store, deeds, self.keys)
        self.sheet: KeySheet | None = None
        reader.key_of = self.keys.told
        self.keys.changed.connect(self._tell_keys)
        menu.sheet.triggered.connect(self.show_sheet)
        menu.find.triggered.connect(self._find)
        self.palette.chosen.connect(self._do)
        self.palette.save_wanted.connect(self._save_from_palette)
        stories.search.save_wanted.connect(self._save_from_field)
        stories.search.searched.connect(self.remember)
        self._tell_keys("")

    # -- the sheet

    def show_sheet(self) -> None:
        """Show all keys."""
        if self.sheet is None:
            self.sheet = KeySheet(self._theme, self.keys, self.choices, self._window)
            self.sheet.undo_wanted.connect(self._deeds.undo)
            self.sheet.finished.connect(self._closed)
        self.sheet.open()

    def _closed(self, _: int) -> None:
        if self.sheet is not None:
            self.sheet.deleteLater()
            self.sheet = None

    def _tell_keys(self, _: str) -> None:
        """Name the keys as they are now where no action does it."""
        told, search = self.keys.told, self._window.stories.search
        said = (("Search all articles", "stories.search"), ("filter this list", "stories.filter"),
                ("save as a watch", "search.save"))  # fmt: skip
        search.setToolTip("; ".join(with_key(words, told(one).split(", ")[0]) for words, one in said))
        self._window.undo.button.setToolTip(with_key("Undo", told("program.undo")))

    # -- the palette

    def offers(self) -> Offers:
        """Give everything that can be found by its name, as it is now."""
        counts = self._facts.counts
        return Offers(
            commands=self._commands(),
            watches=watch_offers(self._facts.watches, counts.watches, BELL_ICONS),
            sources=source_offers(self._facts.feeds, counts.feeds),
            recent=self.searches,
            useful=(*self._used, *(one for one in USEFUL if one not in self._used)),
        )

    def _commands(self) -> Sequence[Offer]:
        found = []
        for command in self.keys:
            action = command.live
            if action is not None and command.id not in NOT_OFFERED:
                ticked = " (on)" if action.isCheckable() and action.isChecked() else ""
                name = command.name[:NAME] + ticked
                found.append(offer(Hit("command", name, keys=command.told, icon="command", about=command.id)))
        return found

    def _find(self) -> None:
        self.palette.come()

    def _do(self, hit: Hit) -> None:
        """Do what a line stands for."""
        about = hit.about
        if hit.kind == "command":
            command = self.keys.get(str(about))
            action = command.live if command is not None else None
            if command is not None and action is not None:
                self._used = [command.id, *(one for one in self._used if one != command.id)][:3]
                action.trigger()
        elif hit.kind == "story":
            self.remember(self.palette.field.text())
            self.article_wanted.emit(about)
        elif hit.kind == "search":
            self.remember(str(about))
            self._window.show_bell(False)
            self._window.go_to("stories")
            self._window.stories.search.look_for(str(about))
        elif hit.kind == "watchlist":
            self._window.places.show_group(str(about))
        elif isinstance(about, Scope):
            self.jumps.go(about)

    # -- searches

    def remember(self, text: str) -> None:
        """Keep what was searched for among the recent searches."""
        text = " ".join(text.split())
        if text and text != next(iter(self.searches), ""):
            self.searches = [text, *(one for one in self.searches if one != text)][:MOST_SEARCHES]
            self._deeds.put(SEARCHES, "\n".join(self.searches))

    def _save_from_palette(self, text: str) -> None:
        self.quick.save(text, self.palette.leave, self.palette.refuse)

    def _save_from_field(self, text: str) -> None:
        search = self._window.stories.search
        def done() -> None:
            search.clear_quietly()
            self._window.back_to_stories()

        self.quick.save(text, done, search.refuse)

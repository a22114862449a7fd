"""Wires the bell page, the questions about it and the policies to the rest of the desk."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from tocsin.core.brief import KEY
from tocsin.monitor.ringing import PRESENTING
from tocsin.store import Scope, Store
from tocsin.ui.article_menu import ArticleMenu
from tocsin.ui.asking import Asking
from tocsin.ui.choosing import Chosen
from tocsin.ui.deeds import Deeds
from tocsin.ui.main_menu import MainMenu
from tocsin.ui.other_bells_desk import OtherBellsDesk
from tocsin.ui.places import BELL, Place
from tocsin.ui.policies import Policies
from tocsin.ui.store_thread import StoreThread
from tocsin.ui.theme import Theme
from tocsin.ui.window import Window


class BellDesk(QObject):
    """Shows the ledger, and carries what is pressed there on."""

    help_wanted = Signal(str)
    """What the button of an empty page stands for."""
    article_wanted = Signal(object)
    quieted = Signal()
    """What keeps notices quiet, or what needs the user, changed."""

    def __init__(
        self, theme: Theme, store: Store, searcher: StoreThread, deeds: Deeds, window: Window, menu: MainMenu
    ) -> None:
        super().__init__(window)
        self._store, self._deeds, self._window = store, deeds, window
        self.policies = Policies(deeds)
        self.asking = Asking(theme, store, searcher, self.policies, window)
        self.others = OtherBellsDesk(theme, store, deeds, window, menu)
        self.others.changed.connect(self.quieted)
        bell, reader, places = window.bell, window.reader, window.places
        bell.previewed.connect(self._preview)
        bell.opened.connect(self._open)
        bell.page_wanted.connect(reader.text.page_down)
        bell.keep.triggered.connect(reader.toggle_kept)
        bell.toggle_read.triggered.connect(reader.toggle_read)
        bell.back_wanted.connect(window.back_to_places)
        bell.why_wanted.connect(self.asking.why_not)
        bell.empty.wanted.connect(self._helped)
        places.acts.snooze_wanted.connect(self._snooze)
        places.acts.receipt_wanted.connect(self._receipt)
        menu.why_not.triggered.connect(self.asking.why_not)
        menu.quiet.triggered.connect(self.asking.quiet)
        menu.presenting.triggered.connect(self.policies.present)
        self._presenting = menu.presenting
        self._show_presenting()
        self.policies.said.connect(window.status.say)
        self.policies.changed.connect(self._changed)
        self.asking.said.connect(window.status.say)
        self.asking.article_wanted.connect(self.article_wanted)

    def quiet_by(self, menu: ArticleMenu) -> None:
        """Carry out what the menu of an article asks for."""
        menu.outlet_wanted.connect(self.policies.mute_outlet)
        menu.story_wanted.connect(self.policies.mute_story)
        menu.snooze_wanted.connect(self.policies.snooze)
        menu.unmute_wanted.connect(self.policies.unmute)
        menu.said.connect(self._window.status.say)

    def show(self) -> None:
        """Put the ledger in the middle."""
        self._window.show_bell(True)
        self._window.bell.show_ledger()
        self._window.reader.clear()
        self._window.go_to("stories")

    def come(self, key: str) -> None:
        """Bring to the eye what a notice of many stories stands for: its watch, else the ledger; not a brief."""
        if key.startswith(KEY):
            return
        self._window.come_to_front()
        kind, _, rest = key.partition("-")
        number = rest.partition("-")[0]
        if kind == "watch" and number.isdecimal() and self._window.places.choose(Scope("watch", int(number))):
            return
        self._window.places.choose(BELL)
        self._window.bell.list.setFocus()

    def catch_up(self) -> None:
        """Show what changed in the ledger, when it is to be seen."""
        if self._window.at_bell:
            self._window.bell.catch_up()

    def _preview(self, article_id: int) -> None:
        if article_id:
            self._window.reader.show_article(article_id)
        else:
            self._window.reader.clear()

    def _open(self, article_id: int, alert_id: int) -> None:
        reader = self._window.reader
        shown = reader.article
        if (shown is not None and shown.id == article_id) or reader.show_article(article_id):
            self._window.go_to("reader")
            self._deeds.read(Chosen(stories_of=(article_id,)), True)
            self._deeds.act([alert_id], "opened")

    def _snooze(self, place: Place, how_long: str) -> None:
        self.policies.snooze(self._store.watches.get(place.id), how_long)

    def _receipt(self, place: Place) -> None:
        self.asking.receipt(place.id)

    def _helped(self, action: str) -> None:
        if action == "why":
            self.asking.why_not()
        else:
            self.help_wanted.emit(action)

    def _show_presenting(self) -> None:
        on = self._store.settings.get(PRESENTING) == "1"
        self._presenting.setChecked(on)
        self._window.be_discreet(on)

    def _changed(self) -> None:
        self._show_presenting()
        self.quieted.emit()
        self.catch_up()

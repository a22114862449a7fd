"""Wires the panes, the deeds and the monitor to each other: who hears whom stands here."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from tocsin.core.model import Feed, Watch
from tocsin.store import Scope, Store
from tocsin.ui.arranging import Arranging
from tocsin.ui.article_menu import ArticleMenu
from tocsin.ui.bell_desk import BellDesk
from tocsin.ui.bell_pane import BellPane
from tocsin.ui.brief_desk import BriefDesk
from tocsin.ui.choosing import Chosen
from tocsin.ui.clippings_desk import ClippingsDesk
from tocsin.ui.deeds import Deeds, Marked
from tocsin.ui.doings import Doings
from tocsin.ui.facts import Facts
from tocsin.ui.hearing import Hearing
from tocsin.ui.helping import Helping
from tocsin.ui.key_desk import KeyDesk
from tocsin.ui.main_menu import MainMenu
from tocsin.ui.monitor_link import MonitorLink
from tocsin.ui.needing import Needing
from tocsin.ui.opening import Opening
from tocsin.ui.pausing import Pausing
from tocsin.ui.place_acts import PlaceActs
from tocsin.ui.places import BRIEFS, Shown
from tocsin.ui.places_pane import PlacesPane
from tocsin.ui.reader_pane import ReaderPane
from tocsin.ui.source_desk import SourceDesk
from tocsin.ui.store_thread import StoreThread
from tocsin.ui.stories_pane import StoriesPane
from tocsin.ui.telling import Telling
from tocsin.ui.theme import Theme
from tocsin.ui.triage_desk import TriageDesk
from tocsin.ui.window import Window


class Desk(QObject):
    """The window with everything on it."""

    told = Signal()
    """How things stand was looked at anew."""

    def __init__(
        self, theme: Theme, store: Store, searcher: StoreThread, deeds: Deeds, link: MonitorLink, *,
        program: list[str] | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self._store, self._deeds, self._link = store, deeds, link
        self.doings = Doings()
        self.pausing = Pausing(store, deeds, link, self.doings)
        self.facts = Facts(store)
        folded, by = (store.settings.get(key) for key in ("ui.folded", "ui.sources-by"))
        self.places = PlacesPane(theme, self.facts, folded, by)
        self.stories = StoriesPane(theme, store, searcher)
        self.reader = ReaderPane(theme, store)
        more = (self.reader.open_in_browser, self.reader.copy_address)
        self.article_menu = ArticleMenu(self.stories, self.facts, store, more)
        self.window = Window(theme, self.places, self.stories, BellPane(theme, store), self.reader)
        self.opening = Opening(theme, store, searcher, deeds, self.window, program or [])
        self.menu = MainMenu(self.window, self.article_menu.key)
        self.acts = PlaceActs(self.places, store, deeds, link)
        self.arranging = Arranging(self.places, self.facts, deeds)
        self.needing = Needing(self.window, self.facts)
        self.sources = SourceDesk(
            theme, store, self.facts, deeds, self.opening, self.needing, self.window, program or []
        )
        self.helping = Helping(self.window, self.opening, self.acts, link, self.facts)
        self.bell = BellDesk(theme, store, searcher, deeds, self.window, self.menu)
        self.bell.quiet_by(self.article_menu)
        self.brief = BriefDesk(theme, store, deeds, self.window, self.menu)
        self.triage = TriageDesk(theme, store, deeds, self.window)
        self.clippings = ClippingsDesk(theme, store, searcher, deeds, self.window)
        self.keyboard = KeyDesk(
            theme, store, searcher, deeds, self.facts, self.window, self.menu, self.brief.pane,
            self.triage,
        )
        self.keyboard.article_wanted.connect(self.show_article)
        self._telling = Telling(store, self.facts, self.doings, self.window)
        self.hearing = Hearing(
            link, self.doings, self.facts, self.places, self.stories, self.reader, self.bell, self.brief
        )
        self._minute = QTimer(self)
        self._minute.setInterval(15_000)
        self._minute.timeout.connect(self._look_at_clock)
        self._minute.start()
        self._connect_panes()
        self._connect_deeds()
        self._connect_monitor()
        self._begin()

    # -- wiring

    def _connect_panes(self) -> None:
        places, stories, reader, window = self.places, self.stories, self.reader, self.window
        places.chosen.connect(self.show_scope)
        places.entered.connect(stories.list.setFocus)
        places.acts.watch_wanted.connect(self.helping.new_watch)
        places.acts.source_wanted.connect(self._new_source)
        places.acts.import_wanted.connect(self.opening.import_list)
        places.acts.edit_wanted.connect(self.opening.edit_watch)
        stories.previewed.connect(self._preview)
        stories.opened.connect(self._open)
        stories.page_wanted.connect(self._read_on)
        stories.read_wanted.connect(self._deeds.read)
        stories.keep_wanted.connect(self._deeds.keep)
        stories.density_wanted.connect(self._keep_density)
        stories.refined.connect(self._tell_place)
        stories.scope_read_wanted.connect(self._deeds.read_scope)
        stories.retry_wanted.connect(self.acts.retry)
        stories.back_wanted.connect(window.back_to_places)
        stories.empty.wanted.connect(self.helping.help)
        stories.search.found.connect(self._searched)
        stories.search.left.connect(self._tell_place)
        stories.search.list_wanted.connect(window.back_to_stories)
        stories.called.connect(self._show_stories)
        self.bell.help_wanted.connect(self.helping.help)
        self.bell.article_wanted.connect(self.show_article)
        self.bell.quieted.connect(self.tell_status)
        self.brief.said.connect(window.status.say)
        self.sources.changed.connect(reader.sheets.forget_feeds)
        self.needing.bells_wanted.connect(self.bell.others.open)
        reader.read_wanted.connect(self._read_one)
        reader.keep_wanted.connect(self._keep_one)
        reader.article_wanted.connect(self._open)
        reader.apart_wanted.connect(self._take_apart)
        reader.back_wanted.connect(window.back_to_stories)
        reader.hovering.connect(window.status.hover)
        reader.said.connect(window.status.say)
        reader.shown.connect(window.entitle)
        reader.setting_wanted.connect(self._deeds.put)
        reader.feed_images_wanted.connect(self.acts.show_images)
        window.dropped.connect(self._dropped)
        window.undo.undo_wanted.connect(self._deeds.undo)
        self.opening.said.connect(window.status.say)
        self.opening.receipt_wanted.connect(self.bell.asking.receipt)
        self.acts.said.connect(window.status.say)
        self.arranging.said.connect(window.status.say)
        self.bell.quieted.connect(self.hearing.soon)
        self.menu.undo.triggered.connect(self._deeds.undo)
        self.menu.pause.triggered.connect(self.pausing.toggle)
        self.pausing.changed.connect(self.tell_status)

    def _connect_deeds(self) -> None:
        deeds, window = self._deeds, self.window
        deeds.marked.connect(self._marked)
        deeds.places_changed.connect(self._places_changed)
        deeds.undoable.connect(self._undoable)
        deeds.undone.connect(window.undo.hide)
        deeds.failed.connect(window.status.say)
        deeds.feed_added.connect(self._feed_added)
        deeds.watch_added.connect(self._watch_added)
        deeds.wish.connect(self._link.wish)

    def _connect_monitor(self) -> None:
        self.hearing.caught_up.connect(self._tell_all)
        self.hearing.fell.connect(self.tell_status)

    def _begin(self) -> None:
        watches = self.facts.watches
        first = Scope("watch", watches[0].id) if watches else Scope("all")
        self.places.choose(first)
        self.window.back_to_stories()
        self.tell_status()

    def close(self) -> None:
        """Ask the database nothing any more, and take the window away."""
        self._deeds.blockSignals(True)  # what is answered late has nobody to hear it
        self.hearing.stop()
        self._minute.stop()
        self.bell.asking.close()
        self.reader.close_images()
        self.bell.others.close()
        self.window.hide()

    # -- showing

    def show_scope(self, scope: Shown) -> None:
        """Show the articles of a place, the bell page, or the brief."""
        if not isinstance(scope, Scope):
            self._tell_place()
            (self.brief if scope == BRIEFS else self.bell).show()
            return
        self.window.show_bell(False)
        self.stories.show_scope(scope)
        self.reader.clear()
        self._tell_place()
        self.window.go_to("stories")

    def show_article(self, article_id: int) -> None:
        """Bring an article to the eye: the window, its watch, its row, its text."""
        self.window.come_to_front()
        if not article_id:
            return
        if not self.window.at_stories or self.stories.model.place_of(article_id) is None:
            matches = self._store.matches.of(article_id)
            scope = Scope("watch", matches[0].watch_id) if matches else Scope("all")
            if scope == self.places.scope:
                self.stories.show_scope(scope)
                self._tell_place()
            else:
                self.places.choose(scope)
        self.stories.choose(article_id)
        self._open(article_id)
        self.stories.list.setFocus()

    def tell_status(self) -> None:
        """Say what the monitor does and what needs the user."""
        self._telling.status()
        self.menu.pause.setText("Resume" if self.doings.paused else "Pause")
        self.told.emit()

    def _look_at_clock(self) -> None:
        self.places.reload()  # a snooze may have ended
        self.tell_status()

    def _tell_place(self) -> None:
        self._telling.place()

    def _tell_all(self) -> None:
        self._tell_place()
        self.tell_status()

    def _show_stories(self) -> None:
        if not self.window.at_stories:
            self.places.choose(Scope("all"))
        self.window.go_to("stories")

    def _searched(self, _: object) -> None:
        self.reader.clear()
        self._tell_place()
        self.window.go_to("stories")

    # -- what the user does

    def _preview(self, article_id: int) -> None:
        if article_id:
            self.reader.show_article(article_id)
        else:
            self.reader.clear()

    def _open(self, article_id: int) -> None:
        shown = self.reader.article
        if (shown is not None and shown.id == article_id) or self.reader.show_article(article_id):
            self.stories.opened_id = article_id
            self.window.go_to("reader")
            self._deeds.read(Chosen(stories_of=(article_id,)), True)

    def _read_on(self) -> None:
        if not self.reader.text.page_down():
            self.stories.open_next_new()

    def _read_one(self, article_id: int, on: bool) -> None:
        self._deeds.read([article_id], on)

    def _keep_one(self, article_id: int, on: bool) -> None:
        self._deeds.keep([article_id], on)

    def _keep_density(self, density: str) -> None:
        self._deeds.put("ui.density", density)

    def _take_apart(self, article_id: int) -> None:
        self._link.wish("split", article_id)
        self.window.status.say("It is being taken out of this story, and that is remembered.")

    def _new_source(self) -> None:
        self.opening.new_source()

    def _dropped(self, name: str) -> None:
        self.opening.import_file(Path(name))

    # -- what happened

    def _marked(self, marked: Marked) -> None:
        self.stories.mark(marked)
        self.reader.mark(marked)
        self.hearing.soon()

    def _places_changed(self) -> None:
        self.facts.reload()
        self.places.reload()
        self._tell_all()

    def _undoable(self, sentence: str, bar: bool) -> None:
        if bar:
            self.window.undo.offer(sentence)

    def _feed_added(self, feed: Feed) -> None:
        self.places.choose(Scope("feed", feed.id))

    def _watch_added(self, watch: Watch) -> None:
        if self.places.scope == Scope("watch", watch.id):
            self.stories.reload()
        self.places.choose(Scope("watch", watch.id))

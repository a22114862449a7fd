"""What becomes of a notice on the screen: it grows, goes when its story is read, and loses its headline."""

from __future__ import annotations

from pathlib import Path

from gui.hand_bell import HandBell
from gui.room import NOW, nothing_yet
from gui.tower import ReplacingBell, Tower
from listed import listed
from tocsin.core.model import Alert, Notice
from tocsin.desktop.bells.chain import Failed
from tocsin.store import Scope, Store
from tocsin.ui.deeds import Marked


def grown(tower: Tower, tmp_path: Path) -> int:
    """Have another outlet report the story of the tower's one alert."""
    with Store.open(tmp_path / "tocsin.db") as store, store.writing():
        story = store.stories.of(tower.article)
        assert story is not None
        other = next(row for row in listed(store, Scope("all")) if row.title == "Senator signs")
        store.stories.join(story.id, store.articles.get(other.id), outlets=2)
    return story.id


def test_a_story_that_grows_changes_its_notice_in_place_and_settles_nothing(tower: Tower, tmp_path: Path) -> None:
    plain, bell = HandBell(Failed("no")), ReplacingBell(name="second")
    ringing, settled = tower.ringing(plain, bell), nothing_yet()
    ringing.look()
    tower.settle()
    ringing.settled.connect(lambda ids, _: settled.append(ids))
    story = grown(tower, tmp_path)
    ringing.grew([story, 999, "no number"])
    ringing.grew([story])
    ringing.grew(None)
    tower.qtbot.waitUntil(lambda: bool(bell.replaced), timeout=10_000)
    assert [one.body.split(" · ")[0] for one in bell.replaced] == ["The Herald + 1 other"]
    assert len(plain.rung) == len(bell.rung) == 1, "nothing rings again"
    assert settled == []
    assert tower.ledger().alert.bell == "second"


def test_no_notice_says_more_while_others_can_see_the_screen(tower: Tower, tmp_path: Path) -> None:
    bell = ReplacingBell()
    ringing = tower.ringing(bell)
    ringing.look()
    tower.settle()
    with Store.open(tmp_path / "tocsin.db") as store:
        store.settings.put("presenting", "1")
    ringing.grew([grown(tower, tmp_path)])
    ringing._show_grown()
    assert bell.replaced == []


def test_only_a_dismissal_by_the_user_is_an_act(tower: Tower) -> None:
    bell = HandBell()
    ringing, acted = tower.ringing(bell), nothing_yet()
    ringing.acted.connect(lambda _, what: acted.append(what))
    ringing.look()
    for reason in (1, 3, 2):
        ringing.closed(bell.rung[0].key, reason)
    assert acted == ["dismissed"]
    tower.settle()


def read(tmp_path: Path, *articles: int) -> Marked:
    with Store.open(tmp_path / "tocsin.db") as store:
        return Marked(tuple(store.marks.read(articles, True, NOW)), read=True)


def other_than(store: Store, article: int) -> int:
    return next(row.id for row in listed(store, Scope("all")) if row.id != article)


def test_a_notice_goes_when_its_article_is_read(tower: Tower, tmp_path: Path) -> None:
    bell = HandBell()
    ringing = tower.ringing(bell)
    ringing.look()
    ringing.mark(Marked((tower.article,), kept=True))
    ringing.mark(read(tmp_path, other_than(tower.store, tower.article)))
    assert bell.withdrawn == []
    ringing.mark(read(tmp_path, tower.article))
    assert bell.withdrawn == [bell.rung[0].key]
    tower.settle()


def test_a_notice_goes_when_another_article_of_its_story_is_read(tower: Tower, tmp_path: Path) -> None:
    bell = HandBell()
    ringing = tower.ringing(bell)
    ringing.look()
    tower.settle()
    story = grown(tower, tmp_path)
    (other,) = (one for one in tower.store.stories.articles_of(story) if one != tower.article)
    ringing.mark(read(tmp_path, other))
    assert bell.withdrawn == [bell.rung[0].key]
    tower.settle()


def test_a_notice_of_many_stories_stays_until_all_of_them_are_read(tower: Tower, tmp_path: Path) -> None:
    bell = HandBell()
    ringing = tower.ringing(bell)
    with Store.open(tmp_path / "tocsin.db") as store, store.writing():
        article = store.articles.get(other_than(store, tower.article))
        story, watch = store.stories.begin(article), store.watches.by_name("Le Pen").id
        store.alerts.add(Alert(0, watch, story.id, article.id, NOW, owed=NOW))
    ringing.show(Notice("summary-1", "2 new stories", "", (1, 2)))
    ringing.mark(read(tmp_path, tower.article))
    assert bell.withdrawn == []
    ringing.mark(read(tmp_path, article.id))
    assert bell.withdrawn == ["summary-1"]
    tower.settle()


def test_what_a_press_put_away_was_not_dismissed(tower: Tower) -> None:
    bell = HandBell()
    ringing, acted = tower.ringing(bell), nothing_yet()
    ringing.acted.connect(lambda _, what: acted.append(what))
    ringing.look()
    ringing.pressed(bell.rung[0].key, "open")
    ringing.closed(bell.rung[0].key, 2)
    assert acted == ["opened"]
    ringing.show(bell.rung[0])
    ringing.closed(bell.rung[0].key, 2)
    assert acted == ["opened", "dismissed"]
    tower.settle()


def test_presenter_mode_takes_the_headlines_off_the_notices_on_the_screen(tower: Tower, tmp_path: Path) -> None:
    bell, plain = ReplacingBell(), HandBell()
    ringing = tower.ringing(bell)
    ringing.look()
    ringing.be_discreet()
    assert bell.replaced == [], "nobody else can see the screen"
    tower.settle()
    with Store.open(tmp_path / "tocsin.db") as store:
        store.settings.put("presenting", "1")
    ringing.be_discreet()
    ringing.be_discreet()
    assert [(one.title, one.body, one.key) for one in bell.replaced] == [("1 new story", "", bell.rung[0].key)]

    other = tower.ringing(plain)
    other.show(bell.rung[0])
    other.be_discreet()
    assert plain.withdrawn == [bell.rung[0].key], "a bell that cannot change a notice takes it away"
    tower.settle()


def test_presenter_mode_takes_the_headlines_off_a_brief_too(tower: Tower, tmp_path: Path) -> None:
    bell = ReplacingBell()
    ringing = tower.ringing(bell)
    ringing.show(Notice("brief-3", "The brief of 7:00", "• Le Pen opens her campaign", ()))
    ringing.show(Notice("closed", "Tocsin goes on watching", "Its icon is in the tray.", ()))
    with Store.open(tmp_path / "tocsin.db") as store:
        store.settings.put("presenting", "1")
    ringing.be_discreet()
    assert [(one.key, one.body) for one in bell.replaced] == [("brief-3", "")]
    tower.settle()

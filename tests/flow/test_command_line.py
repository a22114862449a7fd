"""The verbs as a person types them, against a real server on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from flow.workbench import entry
from servers.web import Web
from tocsin.cli import tocsin
from tocsin.store import Store

RSS = "<rss version='2.0'><channel><title>The Herald</title>{}</channel></rss>"
PAGE = (
    "<!doctype html><title>The Herald</title>"
    "<link rel='alternate' type='application/rss+xml' title='All news' href='/all.xml'>"
    "<link rel='alternate' type='application/atom+xml' title='Sport' href='/sport.xml'><p>Welcome"
)


class Terminal:
    """A person at the command line."""

    def __init__(self, profile: Path, web: Web) -> None:
        self.profile, self.web = profile, web

    def type(self, *words: str, status: int = 0, typed: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(tocsin, ["--profile", str(self.profile), *words], input=typed)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == status, result.output
        return result

    def json(self, *words: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.type(*words, "--json").stdout.splitlines()]

    def serve(self, path: str, *entries: str) -> str:
        self.web.serve(path, RSS.format("".join(entries)).encode(), content_type="application/rss+xml")
        return self.web.url(path)

    def store(self) -> Store:
        return Store.open(self.profile / "tocsin.db")


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    with Web() as web:
        yield Terminal(tmp_path / "profile", web)


def test_a_feed_is_looked_at_and_followed(terminal: Terminal) -> None:
    url = terminal.serve("/rss", entry("One"), entry("Two"))
    assert "Following The Herald (2 entries)" in terminal.type("feed", "add", url).stdout
    (feed,) = terminal.json("feed", "list")
    assert feed["url"] == url


def test_a_site_is_followed_by_the_feed_it_offers_and_the_others_are_named(terminal: Terminal) -> None:
    terminal.web.serve("/", PAGE.encode(), content_type="text/html")
    terminal.serve("/all.xml", entry("One"))
    done = terminal.type("feed", "add", terminal.web.url("/"))
    assert [feed["url"] for feed in terminal.json("feed", "list")] == [terminal.web.url("/all.xml")]
    assert terminal.web.url("/sport.xml") in done.stdout


def test_a_page_that_offers_nothing_is_not_followed(terminal: Terminal) -> None:
    terminal.web.serve("/", b"<!doctype html><title>Hello</title><p>Hi", content_type="text/html")
    done = terminal.type("feed", "add", terminal.web.url("/"), status=1)
    assert "page" in done.stderr
    assert terminal.json("feed", "list") == []


def test_a_feed_that_cannot_be_reached_now_is_followed_all_the_same(terminal: Terminal) -> None:
    with Web() as gone:
        url = gone.url("/rss")
    done = terminal.type("feed", "add", url)
    assert "could not be reached" in done.stderr
    assert len(terminal.json("feed", "list")) == 1


def test_a_feed_is_followed_once_however_its_address_is_spelt(terminal: Terminal) -> None:
    url = terminal.serve("/rss", entry("One"))
    terminal.type("feed", "add", url)
    for spelling in (url, f"{url}/", f"feed:{url}", f"{url}#top", f" {url.replace('http', 'HTTP')} "):
        assert "followed already" in terminal.type("feed", "add", spelling, status=2).stderr
    assert len(terminal.json("feed", "list")) == 1


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "", "http://", "ftp://news.example/"])
def test_an_address_that_is_none_is_refused_with_a_sentence(terminal: Terminal, address: str) -> None:
    done = terminal.type("feed", "add", "--no-check", "--", address, status=2)
    assert done.stderr.startswith("tocsin: ")
    assert terminal.json("feed", "list") == []


def test_an_address_without_a_scheme_is_understood(terminal: Terminal) -> None:
    terminal.type("feed", "add", "--no-check", "news.example/rss")
    assert [feed["url"] for feed in terminal.json("feed", "list")] == ["https://news.example/rss"]


def test_a_password_without_a_keyring_is_not_kept_anywhere(terminal: Terminal) -> None:
    done = terminal.type("feed", "add", "--no-check", "https://ann:hush@news.example/rss", status=1)
    assert "keyring" in done.stderr
    assert terminal.json("feed", "list") == []
    assert b"hush" not in (terminal.profile / "tocsin.db").read_bytes()


def test_a_removed_feed_is_gone_and_comes_back_when_it_is_added_again(terminal: Terminal) -> None:
    url = terminal.serve("/rss", entry("One"))
    terminal.type("feed", "add", url)
    terminal.type("feed", "remove", url)
    assert terminal.json("feed", "list") == []
    assert "is not followed" in terminal.type("feed", "remove", url, status=2).stderr
    terminal.type("feed", "add", url)
    assert len(terminal.json("feed", "list")) == 1


def test_check_says_what_is_there_and_keeps_nothing(terminal: Terminal) -> None:
    url = terminal.serve("/rss", entry("One"))
    assert "RSS 2.0, 1 entry" in terminal.type("feed", "check", url).stdout
    assert terminal.json("feed", "list") == []
    with Web() as gone:
        nowhere = gone.url("/rss")
    assert "could not be reached" in terminal.type("feed", "check", nowhere, status=1).stderr


def test_lists_of_feeds_go_out_and_come_in_with_their_folders(terminal: Terminal, tmp_path: Path) -> None:
    terminal.type("feed", "add", "--no-check", "--folder", "World", "--title", "Mine", "https://news.example/rss")
    listed = tmp_path / "feeds.opml"
    terminal.type("feed", "export", str(listed))
    other = Terminal(tmp_path / "other", terminal.web)
    assert "1 feed added" in other.type("feed", "import", str(listed)).stdout
    (feed,) = other.json("feed", "list")
    assert (feed["url"], feed["title"], feed["folder"]) == ("https://news.example/rss", "Mine", "World")
    assert "followed already" in other.type("feed", "import", str(listed)).stderr


def test_a_list_that_is_none_is_a_sentence(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "list.opml").write_bytes(b"dear diary")
    assert terminal.type("feed", "import", str(tmp_path / "list.opml"), status=1).stderr.startswith("tocsin: ")
    assert "cannot be read" in terminal.type("feed", "import", str(tmp_path / "nothing.opml"), status=1).stderr


def test_a_watch_is_kept_and_found_again(terminal: Terminal) -> None:
    terminal.type("watch", "add", "Le Pen", '"Le Pen"', "--how", "urgent")
    (watch,) = terminal.json("watch", "list")
    assert (watch["name"], watch["query"], watch["how"]) == ("Le Pen", '"Le Pen"', "urgent")
    assert "already" in terminal.type("watch", "add", "le pen", "x", status=2).stderr
    terminal.type("watch", "remove", "le pen")
    assert terminal.json("watch", "list") == []


@pytest.mark.parametrize("query", ['"Le Pen', "(nato", "", "-nato", "is:unread", "a OR", "/(/"])
def test_a_query_that_is_none_for_a_watch_is_refused_with_a_sentence(terminal: Terminal, query: str) -> None:
    done = terminal.type("watch", "add", "It", "--", query, status=2)
    assert "column" in done.stderr
    assert terminal.json("watch", "list") == []


def test_the_mistake_names_its_column_and_offers_a_repair(terminal: Terminal) -> None:
    done = terminal.type("query", 'nato "le pen', status=2)
    assert "column 6" in done.stderr
    assert 'nato "le pen"' in done.stderr


def test_the_archive_is_searched_in_the_same_language(terminal: Terminal) -> None:
    url = terminal.serve("/rss", entry("NATO opens a school", "In Oslo."), entry("A senator speaks"))
    terminal.type("feed", "add", url)
    terminal.type("monitor", "--once")
    (found,) = terminal.json("search", "NATO")
    assert (found["title"], found["spans"], found["field"]) == ("NATO opens a school", [[0, 4]], "title")
    assert terminal.json("search", "nato -oslo") == []
    assert "Nothing in the archive" in terminal.type("search", "zebra").stdout


def test_match_is_a_grep_for_news(terminal: Terminal) -> None:
    done = terminal.type("match", "NATO", typed='A senator\nNATO, and the rest\n{"broken json\n')
    assert done.stdout == "NATO, and the rest\n"
    terminal.type("match", "NATO", typed="nothing\n", status=1)
    line = json.dumps({"id": "7", "title": "At sea", "text": "A ship of NATO. It sails.", "lang": "en"})
    (told,) = (json.loads(one) for one in terminal.type("match", "NATO", "--json", typed=line).stdout.splitlines())
    assert (told["id"], told["field"], told["spans"], told["sentence"]) == ("7", "lead", [[10, 14]], "A ship of NATO.")


def test_parse_shows_what_the_program_sees(terminal: Terminal, tmp_path: Path) -> None:
    saved = tmp_path / "saved.xml"
    saved.write_text(RSS.format(entry("One", "Text", guid="g1", link="/a")))
    (told,) = (
        json.loads(one)
        for one in terminal.type("parse", str(saved), "--url", "https://news.example/rss").stdout.splitlines()
    )
    assert (told["file"], told["format"], told["title"]) == (str(saved), "RSS 2.0", "The Herald")
    (only,) = told["entries"]
    assert set(only) >= {"id", "title", "link", "published", "updated", "author", "outlet", "summary", "text", "image"}
    assert (only["id"], only["link"], only["published"]) == ("g1", "https://news.example/a", None)
    broken = tmp_path / "broken.xml"
    broken.write_bytes(b"")
    assert "empty" in terminal.type("parse", str(broken), status=1).stderr


def test_the_same_article_rings_once_and_the_program_can_say_why(terminal: Terminal) -> None:
    url = terminal.serve("/rss", entry("Old news"))
    terminal.type("feed", "add", url)
    terminal.type("watch", "add", "NATO", "NATO")
    terminal.type("monitor", "--once")
    link = "https://news.example/nato-opens-a-school"
    terminal.serve("/rss", entry("NATO opens a school", "In Oslo.", link=link), entry("Old news"))
    rung = terminal.type("monitor", "--once", "--now").stdout
    assert rung.count("NATO opens a school") == 1
    (alert,) = terminal.json("alerts")
    assert (alert["watch"], alert["headline"], alert["state"]) == ("NATO", "NATO opens a school", "rung")
    assert alert["url"] == link
    (why,) = terminal.json("why", f"{link}?utm_source=rss")
    assert (why["verdict"], why["clause"], why["field"]) == ("rang", "NATO", "title")
    (not_told,) = terminal.json("why", "Old news")
    assert (not_told["verdict"], "NATO does not stand in it" in not_told["sentence"]) == ("no match", True)


def test_why_not_names_the_outlet_that_is_not_followed_or_did_not_carry_it(terminal: Terminal) -> None:
    url = terminal.serve("/rss", entry("Old news"))
    terminal.type("feed", "add", url)
    terminal.type("monitor", "--once")
    (stranger,) = terminal.json("why", "https://elsewhere.example/story")
    assert (stranger["verdict"], "not followed" in stranger["sentence"]) == ("not read", True)
    (missed,) = terminal.json("why", terminal.web.url("/some-story"))
    assert "did not carry it" in missed["sentence"]


def test_the_receipt_of_a_watch_says_what_was_read_and_what_was_not(terminal: Terminal) -> None:
    url = terminal.serve("/rss", entry("Old news"))
    terminal.type("feed", "add", url)
    terminal.type("watch", "add", "NATO", "NATO")
    terminal.type("monitor", "--once")
    feed, total = terminal.json("receipt", "NATO")
    assert (feed["feed"], feed["polls"], feed["new"], feed["gaps"]) == (url, 1, 1, [])
    assert (total["watch"], total["matches"], total["rang"]) == ("NATO", 0, 0)
    terminal.serve("/rss", *(entry(f"Entirely other news {number}") for number in range(3)))
    terminal.type("monitor", "--once", "--now")
    feed, total = terminal.json("receipt", "NATO")
    assert (len(feed["overflows"]), total["whole"]) == (1, False)


def test_two_outlets_with_one_story_are_told_together(terminal: Terminal) -> None:
    first = entry("NATO opens a school", link="https://news.example/a-school")
    second = entry("School of the alliance opens", link="http://www.news.example/a-school?utm_medium=rss")
    terminal.type("feed", "add", terminal.serve("/one", first), terminal.serve("/two", second))
    terminal.type("monitor", "--once")
    (story,) = terminal.json("stories")
    assert (len(story["articles"]), story["outlets"]) == (2, 1)


def test_doctor_names_what_is_there_and_what_is_not(terminal: Terminal) -> None:
    found = {one["check"]: one for one in terminal.json("doctor")}
    assert (found["database"]["state"], found["resources"]["state"]) == ("ok", "ok")
    assert found["keyring"]["state"] == "note"


def test_a_profile_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with Web() as web:
        done = Terminal(tmp_path / "file", web).type("feed", "list", status=1)
    assert "cannot be written" in done.stderr


@pytest.mark.parametrize("verb", ["feed", "watch", "monitor", "demo", "doctor", "search", "alerts", "match", "parse",
                                  "query", "why", "receipt", "stories", "group"])  # fmt: skip
def test_every_verb_shows_an_example(terminal: Terminal, verb: str) -> None:
    assert "Example:" in terminal.type(verb, "--help").stdout


def test_how_a_watch_rings_can_be_said_and_changed(terminal: Terminal) -> None:
    terminal.type("watch", "add", "NATO", "NATO", "--at-least", "2", "--quiet", "22-7", "--breaks-quiet")
    (watch,) = terminal.json("watch", "list")
    assert (watch["at_least"], watch["quiet"], watch["breaks_quiet"]) == (2, "22:00-7:00", True)
    terminal.type(
        "watch", "edit", "NATO", "--where", "title", "--name", "The alliance", "--snooze", "2h", "--keeps-quiet"
    )
    (watch,) = terminal.json("watch", "list")
    assert (watch["name"], watch["where"], watch["at_least"], watch["breaks_quiet"]) == (
        "The alliance",
        "title",
        2,
        False,
    )
    assert watch["snoozed_until"] is not None
    terminal.type("watch", "edit", "The alliance", "--snooze", "0m")
    assert terminal.json("watch", "list")[0]["snoozed_until"] is None
    assert "no quiet time" in terminal.type("watch", "edit", "The alliance", "--quiet", "at night", status=2).stderr


def test_a_watch_can_be_tried_on_the_archive(terminal: Terminal) -> None:
    url = terminal.serve(
        "/rss", entry("NATO opens a school"), entry("NATO in Oslo for talks"), entry("A senator speaks")
    )
    terminal.type("feed", "add", url)
    terminal.type("monitor", "--once")
    terminal.type("watch", "add", "NATO", "NATO")
    (tried,) = terminal.json("watch", "test", "NATO")
    assert (tried["hits"], tried["stories"], sum(number for _, number in tried["days"])) == (2, 2, 2)
    assert "2 hits in 2 stories" in terminal.type("watch", "test", "NATO").stdout


def test_watches_go_out_and_come_in(terminal: Terminal, tmp_path: Path) -> None:
    terminal.type("watch", "add", "NATO", "NATO", "--how", "urgent", "--list", "Europe", "--quiet", "22-7")
    kept = tmp_path / "watches.jsonl"
    kept.write_text(terminal.type("watch", "export").stdout + "no watch\n" + json.dumps({"name": "X", "query": "(a"}))
    other = Terminal(tmp_path / "other", terminal.web)
    done = other.type("watch", "import", str(kept))
    assert "1 watch added" in done.stdout
    assert len(done.stderr.splitlines()) == 2
    before, after = terminal.json("watch", "list"), other.json("watch", "list")
    assert [(one["name"], one["how"], one["watchlist"], one["quiet"]) for one in after] == [
        (one["name"], one["how"], one["watchlist"], one["quiet"]) for one in before
    ]
    assert "0 watches added" in other.type("watch", "import", str(kept)).stdout


def test_a_query_may_name_another_watch_or_a_pack(terminal: Terminal) -> None:
    terminal.type("watch", "add", "Sanctions", "sanction* OR embargo")
    assert terminal.type("match", "@sanctions", typed="An embargo ends\nA choir sings\n").stdout == "An embargo ends\n"
    assert terminal.type("match", "@nato", typed="北约秘书长访问华沙\n").stdout == "北约秘书长访问华沙\n"
    assert "no saved query named nothing" in terminal.type("query", "@nothing", status=2).stderr


def test_an_outlet_can_be_muted_in_a_watch_for_a_time(terminal: Terminal) -> None:
    url = terminal.serve("/rss", entry("Old news"))
    terminal.type("feed", "add", url)
    terminal.type("watch", "add", "NATO", "NATO")
    terminal.type("monitor", "--once")
    terminal.type("watch", "mute", "NATO", "--outlet", "The Herald", "--for", "7d")
    terminal.serve("/rss", entry("NATO opens a school", "In Oslo."), entry("Old news"))
    assert terminal.type("monitor", "--once", "--now").stdout == ""
    assert [(one["state"], one["held"]) for one in terminal.json("alerts")] == [("held", "muted")]
    (why,) = terminal.json("why", "NATO opens a school")
    assert "its outlet is muted" in why["sentence"]
    (mute,) = terminal.json("watch", "mutes")
    assert (mute["watch"], mute["outlet"], mute["until"] is not None) == ("NATO", "The Herald", True)
    terminal.type("watch", "unmute", str(mute["mute"]))
    assert terminal.json("watch", "mutes") == []
    assert "no mute" in terminal.type("watch", "unmute", "7", status=2).stderr
    assert "either" in terminal.type("watch", "mute", "NATO", status=2).stderr


@pytest.mark.parametrize("when", ["999999d", "²d", "0001-01-01", "d", "yesterday"])
def test_a_time_that_is_none_is_wrong_use(terminal: Terminal, when: str) -> None:
    assert "is no date" in terminal.type("alerts", "--since", when, status=2).stderr


@pytest.mark.parametrize("length", ["2026-12-31", "999999w", "soon"])
def test_what_lasts_a_while_asks_for_a_length_of_time(terminal: Terminal, length: str) -> None:
    terminal.type("watch", "add", "NATO", "NATO")
    terminal.type("watch", "mute", "--outlet", "The Herald", "--for", length, status=2)
    terminal.type("watch", "edit", "NATO", "--snooze", length, status=2)
    assert terminal.json("watch", "mutes") == []


def test_the_sound_of_a_watch_is_chosen_changed_and_carried_over(terminal: Terminal) -> None:
    terminal.type("watch", "add", "NATO", "nato", "--sound", "low-bell")
    terminal.type("watch", "add", "Le Pen", '"Le Pen"')
    lines = terminal.type("watch", "export").stdout
    assert [(one["name"], one["sound"]) for one in map(json.loads, lines.splitlines())] == [
        ("Le Pen", "usual"),
        ("NATO", "low-bell"),
    ]
    (changed,) = terminal.json("watch", "edit", "NATO", "--sound", "none")
    assert changed["sound"] == "none"
    (changed,) = terminal.json("watch", "edit", "NATO", "--sound", "usual")
    assert changed["sound"] == "usual"
    terminal.type("watch", "edit", "NATO", "--name", "Otan")
    terminal.type("watch", "import", "-", typed=lines)
    assert [one["sound"] for one in terminal.json("watch", "list")] == ["usual", "low-bell", "usual"]
    assert "carillon" in terminal.type("watch", "edit", "NATO", "--sound", "carillon", status=2).output

"""`tocsin export` as a person types it."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from tocsin.cli import tocsin
from tocsin.core.model import Entry
from tocsin.core.query import Judge, Query, read
from tocsin.store import Store

NOW = datetime.now(UTC)


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """Two watches and five articles of the last days; one is kept, handled, noted and tagged."""
    with Store.open(tmp_path / "profile" / "tocsin.db") as store:
        feed = store.feeds.add("https://herald.example/feed", title="The Herald", now=NOW)
        watch = store.watches.add("NATO", "NATO", now=NOW)
        query = read("NATO")
        assert isinstance(query, Query)
        judge = Judge({watch.id: query})
        for at, (title, text) in enumerate(
            (
                ("Nato chief warns", "He asked NATO members."), ("Energy falls", "Gas too."),
                ("=NATO()", "NATO & <co>"), ("الناتو يحذر", "قال الأمين العام."), ("Weather", "Rain."),
            )
        ):  # fmt: skip
            entry = Entry(str(at), title, f"https://herald.example/{at}", text, outlet="The Herald")
            with store.writing():
                (article,) = store.arriving.add(feed, [entry], NOW - timedelta(days=4 - at)).new
                store.matches.add(judge.judge(article, now=NOW))
            if not at:
                store.marks.keep([article.id], True, NOW)
                store.own.put_note(article.id, "ask the embassy", NOW)
                store.own.tag([article.id], "budget", True, NOW)
    return tmp_path / "profile"


def typed(profile: Path, *words: str, status: int = 0) -> Result:
    result = CliRunner().invoke(tocsin, ["--profile", str(profile), "export", *words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == status, result.output
    return result


def headlines(profile: Path, *words: str) -> list[str]:
    return [json.loads(line)["headline"] for line in typed(profile, "--json", *words).stdout.splitlines()]


def test_everything_or_a_part_of_it_is_written_newest_first(profile: Path) -> None:
    every = ["Weather", "الناتو يحذر", "=NATO()", "Energy falls", "Nato chief warns"]
    assert headlines(profile) == every
    assert headlines(profile, "--watch", "NATO") == ["=NATO()", "Nato chief warns"]
    assert headlines(profile, "--since", "36h") == every[:2]
    assert headlines(profile, "--until", (NOW - timedelta(hours=36)).isoformat()) == every[2:]
    assert headlines(profile, "--kept") == ["Nato chief warns"]
    assert headlines(profile, "--handled") == []
    assert headlines(profile, "--tag", "BUDGET") == ["Nato chief warns"]
    assert headlines(profile, "--query", "energy OR is:noted") == ["Energy falls", "Nato chief warns"]


def test_a_date_as_the_end_means_the_whole_of_that_day(profile: Path) -> None:
    day = (NOW - timedelta(days=2)).astimezone().date().isoformat()
    assert headlines(profile, "--since", day, "--until", day) == ["=NATO()"]


def test_a_table_goes_into_a_file_whole_and_no_formula_with_it(profile: Path, tmp_path: Path) -> None:
    file = tmp_path / "nato.csv"
    said = typed(profile, "--watch", "NATO", "--format", "csv", "--bom", "--text", "--out", str(file)).stderr
    assert "2 articles written to" in said
    assert file.read_bytes().startswith(b"\xef\xbb\xbfheadline,")
    table = list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"), newline="")))
    assert [row["headline"] for row in table] == ["'=NATO()", "Nato chief warns"]
    assert (table[1]["note"], table[1]["tags"], table[1]["state"]) == ("ask the embassy", "budget", "kept")
    assert table[1]["text"] == "He asked NATO members."
    assert sorted(one.name for one in tmp_path.iterdir()) == ["nato.csv", "profile"]


def test_each_form_is_written_to_a_terminal_or_a_pipe(profile: Path) -> None:
    assert typed(profile, "--watch", "NATO").stdout.startswith("# NATO\n")
    page = typed(profile, "--format", "html", "--kept").stdout
    assert "<p>Kept · made " in page
    assert "ask the embassy" in page
    feed = ElementTree.fromstring(typed(profile, "--format", "atom").stdout_bytes)
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 5
    assert len(json.loads(typed(profile, "--format", "json").stdout)) == 5


def test_wrong_use_is_a_sentence_and_leaves_no_file(profile: Path, tmp_path: Path) -> None:
    assert "wants a number" in typed(profile, "--query", "sources:x", status=2).stderr
    assert "for --format csv" in typed(profile, "--bom", status=2).stderr
    assert "no watch" in typed(profile, "--watch", "nothing", status=2).stderr.lower()
    assert "no date" in typed(profile, "--since", "yesterdays", status=2).stderr
    out = tmp_path / "no" / "such" / "folder.csv"
    assert "could not be written" in typed(profile, "--out", str(out), status=1).stderr
    assert not out.parent.exists()

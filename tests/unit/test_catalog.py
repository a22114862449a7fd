"""The catalogue: reading it, finding in it, and the rules by which its script leaves rows out."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.feeds.address import key, normal
from tocsin.feeds.catalog import (
    FILE,
    Listed,
    Wanted,
    countries,
    find,
    languages,
    not_followed,
    read,
    suggested,
    topics,
)
from tocsin.resources_path import path

ROOT = Path(__file__).resolve().parents[2]
COLLECTED = Path(os.environ.get("TOCSIN_DATA") or ROOT.parent / "shared") / "catalog" / "feeds.tsv"
ROWS = (
    Listed("The Herald", "https://herald.example/rss", "https://herald.example/", "GB", "en", ("news",)),
    Listed("Herald Sport", "https://herald.example/sport", "https://herald.example/", "GB", "en", ("sports",)),
    Listed("Gazette", "https://gazette.example/rss", "https://gazette.example/", "FR", "fr", ("news",)),
    Listed("Écho de l'Est", "https://echo.example/rss", "https://echo.example/", "FR", "fr", ("news",)),
    Listed("Orbit", "https://orbit.example/feed", "https://orbit.example/", "", "en", ("space", "science")),
)


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_catalog", ROOT / "packaging" / "make_catalog.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_catalog"] = module
    spec.loader.exec_module(module)
    return module


def titles(wanted: Wanted) -> list[str]:
    return [row.title for row in find(ROWS, wanted)]


def test_a_country_a_language_a_topic_and_words_narrow_together() -> None:
    assert titles(Wanted(country="fr")) == ["Gazette", "Écho de l'Est"]
    assert titles(Wanted(language="EN", topic="news")) == ["The Herald"]
    assert titles(Wanted(words="herald sport")) == ["Herald Sport"]
    assert len(find(ROWS, Wanted())) == len(ROWS)


@pytest.mark.parametrize(("words", "found"), [("echo", 1), ("est", 1), ("spac", 1), ("rald", 0), ("gazette.ex", 1)])
def test_words_are_beginnings_without_accents(words: str, found: int) -> None:
    assert len(titles(Wanted(words=words))) == found


def test_one_source_of_news_a_site_is_suggested() -> None:
    assert [row.title for row in suggested(ROWS, "GB")] == ["The Herald"]
    assert [row.title for row in suggested(ROWS, "FR", most=1)] == ["Gazette"]


def test_without_a_country_the_world_and_the_best_known_of_each_are_suggested() -> None:
    world = Listed("World news", "https://world.example/rss", "https://world.example/", topics=("news",))
    assert [row.title for row in suggested((*ROWS, world), "")] == ["World news", "The Herald", "Gazette"]
    assert [row.title for row in suggested(ROWS, "", topic="space")] == ["Orbit"]


def test_what_is_followed_under_another_spelling_is_known() -> None:
    left = not_followed(ROWS, ["http://www.herald.example/rss/"])
    assert [row.title for row in left] == ["Herald Sport", "Gazette", "Écho de l'Est", "Orbit"]


def test_what_can_be_chosen_is_what_there_is() -> None:
    assert (countries(ROWS), languages(ROWS)) == (["FR", "GB"], ["en", "fr"])
    assert topics(ROWS) == ["news", "science", "space", "sports"]


@given(st.binary(max_size=400))
def test_nothing_breaks_the_reading(body: bytes) -> None:
    assert all(row.url.startswith(("http://", "https://")) for row in read(body + b"\nA\thttp://a.example\t\t\t\t\n"))


def test_no_row_leads_to_a_program_or_a_file() -> None:
    assert read(b"A\tjavascript:alert(1)\t\t\t\tnews\nB\tfile:///etc/passwd\t\t\t\tnews\n") == ()


def test_what_ships_is_whole_and_has_no_twins() -> None:
    body = path(FILE).read_bytes()
    rows = read(body)
    lines = [line for line in body.decode().splitlines() if not line.startswith("#")]
    assert len(rows) == len(lines) - 1 > 700
    assert len({key(row.url) for row in rows}) == len(rows)
    assert all(normal(row.url) for row in rows)
    assert b"MIT" in body[:600]
    assert b"CC0" in body[:600]


def test_what_ships_is_what_the_script_makes(script: ModuleType) -> None:
    if not COLLECTED.exists():
        pytest.skip(f"the collected lists are not at {COLLECTED}")
    rows, _ = script.chosen(script.collected(COLLECTED.read_text(encoding="utf-8").splitlines()))
    assert script.written(rows) == path(FILE).read_text(encoding="utf-8")


LINE = "title\turl\tsite\tcountry\tlanguage\ttopic\tstatus\tsource\n"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("https://herald.example/rss\thttps://herald.example/\tGB\ten~\tnews\tactive 2026-03\tyavuz", ""),
        ("https://herald.fr/rss\thttps://herald.fr/\tGB\ten~\tnews\tactive 2026-03\tyavuz", "its address"),
        ("https://herald.example/rss\thttps://herald.fr/\tGB\t\tnews\tactive\tyavuz", "ending of its site"),
        ("https://gazette.example/rss\thttps://herald.example/\tGB\t\tnews\tactive\tyavuz", "in common"),
        ("https://feeds.feedburner.com/h\thttps://herald.example/\tGB\t\tnews\tactive\tyavuz,plenary", ""),
        ("https://herald.example/rss\thttps://herald.example/\tGB\t\tnews\tfailing 2026-03\tyavuz", "live"),
        ("https://herald.example/rss\thttps://herald.example/\tGB\t\tnews\tactive\trumca", "licence"),
        ("https://herald.tv/rss\thttps://herald.tv/\tGB\t\tnews\tactive\tyavuz", ""),
        ("ftp://herald.example/rss\thttps://herald.example/\tGB\t\tnews\tactive\tyavuz", "of the web"),
    ],
)
def test_each_rule_leaves_out_what_it_is_for(script: ModuleType, row: str, reason: str) -> None:
    (read_,) = script.collected((LINE + "Herald\t" + row).splitlines())
    said = script.why_not(read_)
    assert (reason in said) if reason else said == ""

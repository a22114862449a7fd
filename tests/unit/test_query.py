"""Holds reading, warnings, filters and explanations to what they promise."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tocsin.core.model import Article, Hit, Marks
from tocsin.core.query import Judge, Mistake, Query, explain, for_watch, judge_one, nominate, read
from tocsin.core.query.nodes import Named, Term

SEEN = datetime(2026, 11, 10, 12, tzinfo=UTC)
ARTICLE = Article(
    7, 1, "k", "Nato chief visits", "https://www.theherald.example/world/nato-visit",
    "One two. The alliance met in Kyiv today. Le Pen said no; Le Pen left.", SEEN,
    author="A. Writer", outlet="The Herald", feed_title="World news", feed_url="https://www.theherald.example/rss",
    language="en-GB", country="gb", image="https://theherald.example/i.png", tags=("Defence", "NATO"),
)  # fmt: skip


def ask(text: str) -> Query:
    found = read(text)
    assert isinstance(found, Query), found
    return found


def mistake(text: str) -> Mistake:
    found = read(text)
    assert isinstance(found, Mistake), found
    return found


@pytest.mark.parametrize(
    ("text", "column", "says", "repair"),
    [
        ("", 1, "empty", None),
        ("   ", 1, "empty", None),
        ('nato "le pen', 6, "never closed", 'nato "le pen"'),
        ("(nato", 1, "never closed", "(nato)"),
        ("nato)", 5, "closes nothing", "nato"),
        ("nato ()", 6, "empty", "nato"),
        ("nato OR", 6, "Nothing stands after OR", "nato"),
        ("OR nato", 1, "Nothing stands before OR", "nato"),
        ("nato AND OR otan", 6, "Nothing stands after AND", "nato OR otan"),
        ("*nato", 1, "star", "nato"),
        ("e*", 1, "two letters", None),
        ("nato /a(b/", 6, "regular expression", None),
        ("/a", 1, "never closed", "/a/"),
        (r"/(a)\1/", 1, "regular expression", None),
        ("tilte:nato", 1, "no field", "title:nato"),
        ("a NEAR/0 b", 3, "1 to 200", None),
        ("a NEAR/5 -b", 3, "joins words", None),
        ("a SENTENCE (b c)", 3, "joins words", None),
        ("atleast:x nato", 1, "wants a number", None),
        ("atleast:0 nato", 1, "1 to 100", None),
        ("age:soon", 1, "age:", None),
        ("after:2026-13-01", 1, "wants a day", None),
        ("is:blue", 1, "unread", None),
        ("lang:klingon", 1, "two letters", None),
        ("sources:many", 1, "wants a number", None),
        ("title:-nato", 1, "-title:", None),
        ("@nobody", 1, "no saved query", None),
        ("nato …", 6, "no letter", None),
    ],
)
def test_a_mistake_names_its_column_and_offers_the_obvious_repair(
    text: str, column: int, says: str, repair: str | None
) -> None:
    found = mistake(text)
    assert (found.column, found.repair) == (column, repair)
    assert says in found.sentence
    assert found.sentence.endswith(".")
    if found.repair is not None:
        assert isinstance(read(found.repair), Query)


BAD = {
    "a query that is too long": "nato " * 20_000,
    "one word that is too long": "a" * 5_000,
    "parentheses ten thousand deep": "(" * 10_000 + "a" + ")" * 10_000,
    "parentheses that nobody closes": "(" * 9_000,
    "parentheses that nobody opened": ")" * 9_000,
    "minus signs": "-" * 5_000 + "a",
    "deep zones": "title:" * 1_500 + "a",
    "deep counts": "atleast:1 " * 900 + "a",
    "a catastrophic expression": "/" + "(" * 100 + "a{1000}" + "){1000}" * 100 + "/",
    "an expression that is too long": "/" + "a?" * 3_000 + "/",
    "unbalanced everything": '(" ( /[( "' * 900,
    "a mark of each kind": "=",
    "lone surrogates": "\ud800\udfff",
    "controls of direction": "\u202e\u2066\u200f",
    "a storm of marks": "\u0301" * 9_000,
    "stars": "*" * 9_000,
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_bad_input_is_answered_with_one_sentence(text: str) -> None:
    found = read(text)
    assert isinstance(found, Mistake)
    assert found.sentence.endswith(".")
    assert found.sentence.count(". ") == 0
    assert len(found.sentence) < 250
    assert found.column >= 1


@pytest.mark.parametrize(
    "text",
    [
        "a\ud800b",
        "\u202enato",
        "n\u0301\u0301\u0301\u0301\u0301\u0301\u0301ato" + "\u0301" * 300,
        r"/(a+)+$/",
        r"/(a|aa)*b/",
        "-" * 20 + "a",
    ],
)
def test_odd_but_harmless_input_is_read_and_can_be_judged(text: str) -> None:
    query = ask(text)
    text = "a" * 5_000 + "\u0301" * 5_000 + "\ud800" + "#" + "aB" * 5_000
    assert judge_one(query, replace(ARTICLE, text=text)) is not None or nominate(query) != ""


def test_named_queries_are_read_into_the_tree_and_cycles_are_told() -> None:
    saved = {"alliance": 'nato OR "le pen"', "me": "x @me", "a": "@b", "b": "(@a)", "broken": "(", "two words": "kyiv"}
    found = read("@alliance -x", named=saved.get)
    assert isinstance(found, Query)
    assert found.text == "@alliance -x"
    match = judge_one(found, ARTICLE)
    assert match is not None
    assert match.clause == "nato"
    two = read('@"two words"', named=saved.get)
    assert isinstance(two, Query)
    assert two.tree == Named("two words", Term("kyiv"))
    for text, says in (("@me", "@me contains itself"), ("@a", "contains itself"), ("@broken", "cannot be read")):
        wrong = read(text, named=saved.get)
        assert isinstance(wrong, Mistake)
        assert says in wrong.sentence


def test_named_queries_that_multiply_are_stopped() -> None:
    names = {f"n{i}": f"@n{i + 1} @n{i + 1}" for i in range(9)} | {"n9": "x"}
    found = read("@n0", named=names.get)
    assert isinstance(found, Mistake)
    assert "at most" in found.sentence


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("  nato   OTAN ", "nato OTAN"),
        ("nato AND otan", "nato otan"),
        ("nato | otan", "nato OR otan"),
        ("NOT nato", "-nato"),
        ('"nato"', "nato"),
        ("“le  pen”", '"le pen"'),
        ("le-pen", "le-pen"),
        ("(nato)", "nato"),
        ("a (b c)", "a b c"),
        ("a OR (b OR c)", "a OR b OR c"),
        ("a NEAR b", "a NEAR/10 b"),
        ("age:<02d", "age:<2d"),
        ("sources:3", "sources:>=3"),
        ("LANG:FR", "lang:fr"),
        ('title:("a b" OR c)', 'title:("a b" OR c)'),
        ("=“Le Pen”", '="Le Pen"'),
        ('"OR"', '"OR"'),
        ("source:“The Herald”", 'source:"The Herald"'),
        ("atleast:3(nato OR otan)", "atleast:3(nato OR otan)"),
        ("（北约）", "北约"),
    ],
)
def test_each_query_has_one_canonical_text(text: str, canonical: str) -> None:
    assert ask(text).text == canonical
    assert ask(canonical).tree == ask(text).tree


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("source:herald", True),
        ('source:"the herald"', True),
        ("source:theherald.example", True),
        ("source:gazette", False),
        ('feed:"world news"', True),
        ("feed:https://www.theherald.example/rss", True),
        ("feed:sport", False),
        ("lang:en", True),
        ("lang:en-gb", True),
        ("lang:fr", False),
        ("country:GB", True),
        ("age:<2d", True),
        ("age:<1h", False),
        ("age:>1h", True),
        ("after:2026-11-10", True),
        ("after:2026-11-11", False),
        ("before:2026-11-11", True),
        ("before:2026-11", False),
        ("is:unread", True),
        ("is:read", False),
        ("is:kept", True),
        ("is:handled", False),
        ("has:image", True),
        ("sources:>=3", True),
        ("sources:>3", False),
        ("sources:<4", True),
        ("title:nato", True),
        ("title:kyiv", False),
        ("lead:kyiv", True),
        ("body:kyiv", True),
        ("author:writer", True),
        ("url:visit", True),
        ("tag:defence", True),
        ("defence", False),
        ("writer", False),
        ("visit", False),
        ("title:(kyiv OR nato)", True),
        ("-is:read nato", True),
    ],
)
def test_filters_and_zones_ask_what_they_say(text: str, yes: bool) -> None:
    marks = Marks(kept=True, sources=3)
    assert (judge_one(ask(text), ARTICLE, marks, now=SEEN + timedelta(hours=5)) is not None) is yes


def test_the_lead_is_the_first_sixty_words() -> None:
    long = replace(ARTICLE, text="word " * 59 + "inside outside more")
    assert judge_one(ask("lead:inside"), long) is not None
    assert judge_one(ask("lead:outside"), long) is None
    match = judge_one(ask("outside"), long)
    assert match is not None
    assert match.field == "body"


def test_a_match_says_why() -> None:
    match = judge_one(ask('(kyiv OR moscow) "le pen" -paris source:herald'), ARTICLE)
    assert match is not None
    assert match.clause == 'kyiv "le pen"'
    assert match.field == "lead"
    assert match.sentence == "The alliance met in Kyiv today."
    assert [match.sentence[a:b] for a, b in match.sentence_spans] == ["Kyiv"]
    assert [ARTICLE.text[hit.start : hit.end] for hit in match.hits] == ["Kyiv", "Le Pen", "Le Pen"]


def test_hits_name_the_title_first() -> None:
    match = judge_one(ask("nato OR kyiv"), ARTICLE)
    assert match is not None
    assert (match.clause, match.field) == ("nato", "title")
    assert match.hits[0] == Hit("title", 0, 4)


def test_a_match_without_terms_names_the_query() -> None:
    match = judge_one(ask("is:unread -paris"), ARTICLE)
    assert match is not None
    assert (match.clause, match.field, match.hits) == ("is:unread -paris", "", ())


def test_a_sentence_is_cut_to_a_readable_length() -> None:
    long = replace(ARTICLE, title="x", text="word " * 300 + "nato " + "word " * 300)
    match = judge_one(ask("nato"), long)
    assert match is not None
    assert len(match.sentence) <= 310
    assert [match.sentence[a:b] for a, b in match.sentence_spans] == ["nato"]


def test_one_judge_answers_for_many_as_for_one() -> None:
    texts = ["nato", "kyiv paris", "-paris", '"le pen"', "moscow", "/al+iance/", "url:visit", "tag:nato OR x"]
    queries = {number * 10: ask(text) for number, text in enumerate(texts)}
    found = Judge(queries).judge(ARTICLE, now=SEEN)
    assert [match.watch_id for match in found] == [0, 20, 30, 50, 60, 70]
    for match in found:
        one = judge_one(queries[match.watch_id], ARTICLE, now=SEEN)
        assert one is not None
        assert replace(one, watch_id=match.watch_id) == match


def test_other_watches_do_not_change_an_answer() -> None:
    """Watches on author or tags have these looked through, and they must not vote on the language of the text."""
    short = replace(ARTICLE, title="Le's talks", text="", author="le la de", tags=("le la les des",), language="")
    beside = {1: ask("Le"), 2: ask("author:x"), 3: ask("tag:y")}
    alone = judge_one(ask("Le"), short) is not None
    assert alone is any(match.watch_id == 1 for match in Judge(beside).judge(short))


@pytest.mark.parametrize(
    "text", ["-nato", "is:unread", "age:<2d", "nato OR -otan", "-(a b)", "has:image sources:>=2", "after:2026"]
)
def test_what_would_ring_for_almost_everything_is_no_watch(text: str) -> None:
    refused = for_watch(ask(text))
    assert refused is not None
    assert refused.sentence


@pytest.mark.parametrize("text", ["nato", "nato -x", "source:herald", "nato is:unread", "/x/", "nato OR source:herald"])
def test_what_asks_for_something_may_be_a_watch(text: str) -> None:
    assert for_watch(ask(text)) is None


def test_the_reader_warns_where_the_writer_may_mean_something_else() -> None:
    assert "=WHO" in ask("WHO").warnings[0]
    assert ask("NATO").warnings == ()
    assert "OR" in ask("nato or otan").warnings[0]
    assert ask('"nato or otan"').warnings == ()
    assert ask("OPEC").warnings == ()


def test_explaining_shows_the_tree() -> None:
    assert explain(ask('NATO ("le pen" OR macron*) -title:x')).splitlines() == [
        "all of",
        "  acronym NATO",
        "  any of",
        "    phrase “le pen”",
        "    words that begin so “macron*”",
        "  not",
        "    in title",
        "      word “x”",
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [("Le Pen", "Le Pen"), ("Le Pen OR Macron", "Le Pen"), ("-fair Marine Le Pen", "Marine Le Pen")],
)
def test_a_name_without_quotation_marks_is_pointed_out(text: str, name: str) -> None:
    query = read(text)
    assert not isinstance(query, Mistake)
    assert f'The words of {name} are looked for one by one; write "{name}" for the name.' in query.warnings


@pytest.mark.parametrize("text", ['"Le Pen"', "le pen", "NATO Ukraine", "Macron", "Macron OR Biden", "Paris strike"])
def test_other_words_are_left_as_they_are(text: str) -> None:
    query = read(text)
    assert not isinstance(query, Mistake)
    assert not [one for one in query.warnings if "one by one" in one]

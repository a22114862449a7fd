"""What a brief tells and how it reads: ranks, bounds, one story once, and texts that are hostile."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tocsin.core.brief import Brief, belongs, choose, markdown, notice, page, text, title, values, write
from tocsin.core.brief.plain import escaped
from tocsin.core.model import Held, Reason, Rung, Watch
from unit.alarm_values import NOW, rung

SINCE = NOW - timedelta(hours=12)
NATO, ENERGY = Watch(1, "NATO", "NATO"), Watch(2, "Energy", "energy")


def made(
    *alerts: Rung, watches: tuple[Watch, ...] = (NATO, ENERGY), outlets: dict[int, list[str]] | None = None,
    **most: int,
) -> Brief:  # fmt: skip
    chosen, more = choose(alerts, watches, **most)
    return write(chosen, alerts, outlets or {}, made=NOW, since=SINCE, more_watches=more)


def headlines(brief: Brief) -> dict[str, list[str]]:
    return {section.watch: [one.headline for one in section.stories] for section in brief.sections}


def alert(number: int, *, of: int = 1, **more: Any) -> Rung:
    return replace(rung(number, of=of, **more), watch={1: "NATO", 2: "Energy"}[of])


def test_the_most_widely_carried_come_first_then_the_headlines_then_the_newest() -> None:
    brief = made(
        alert(1, field="body"), alert(2, field="title"), alert(3, field="title", seen=NOW + timedelta(minutes=1)),
        alert(4, field="body", outlets=3),
    )  # fmt: skip
    assert headlines(brief) == {"NATO": ["Headline 4", "Headline 3", "Headline 2", "Headline 1"]}


def test_a_story_is_told_once_with_the_other_watches_named() -> None:
    brief = made(alert(1, story=7), alert(2, of=2, story=7), alert(3, of=2, story=8))
    assert headlines(brief) == {"NATO": ["Headline 1"], "Energy": ["Headline 3"]}
    assert [one.also for one in brief.told] == [("Energy",), ()]
    assert [(section.more, section.elsewhere) for section in brief.sections] == [(0, 0), (0, 1)]
    assert (brief.stories, brief.watches) == (2, 2)
    assert "1 story told under another watch" in text(brief, UTC)


def test_a_story_that_rang_twice_is_told_by_its_best_alert() -> None:
    brief = made(alert(1, story=7, field="body"), alert(2, story=7, reason=Reason.HEADLINE))
    (one,) = brief.told
    assert (one.article_id, one.note) == (2, "now in the headline")


def test_what_finds_no_room_is_counted_and_may_find_it_under_the_next_watch() -> None:
    alerts = [alert(number, story=number) for number in range(1, 6)]
    brief = made(*alerts, alert(9, of=2, story=1), stories=3)
    assert headlines(brief) == {"NATO": ["Headline 5", "Headline 4", "Headline 3"], "Energy": ["Headline 9"]}
    first, second = brief.sections
    assert (first.more, first.elsewhere, second.more) == (1, 1, 0)
    assert brief.stories == 5
    assert "and 1 more" in markdown(brief, UTC)


def test_no_more_watches_than_can_be_read_are_told() -> None:
    brief = made(alert(1), alert(2, of=2), most_watches=1)
    assert (len(brief.sections), brief.more_watches, brief.watches) == (1, 1, 2)
    for written in (text(brief, UTC), markdown(brief, UTC), page(brief, UTC)):
        assert "1 more watch" in written


def test_outlets_are_named_that_of_the_article_first() -> None:
    brief = made(alert(1, outlets=6), outlets={1: ["Gazette", "The Herald", "Post", "Globe"]})
    (one,) = brief.told
    assert (one.outlets, one.more_outlets) == (("The Herald", "Gazette", "Post"), 3)
    assert "The Herald, Gazette, Post and 3 others" in text(brief, UTC)


def test_the_sentence_is_left_out_where_it_is_the_headline() -> None:
    title_hit = alert(1, headline="NATO meets in Oslo", sentence="NATO meets in Oslo", sentence_spans=((0, 4),))
    body_hit = alert(2, headline="Ministers meet", field="body", sentence="Said NATO.", sentence_spans=((5, 9),))
    first, second = made(title_hit, body_hit).told
    assert (first.sentence, first.spans) == ("", ((0, 4),))
    assert (second.sentence, second.spans) == ("Said NATO.", ((5, 9),))


def test_the_policy_decides_what_belongs_and_the_past_counts_by_its_own_date() -> None:
    def of(held: Held | None, owed: bool = False, published: datetime | None = None) -> bool:
        one = alert(1, published=published)
        return belongs(replace(one, alert=replace(one.alert, held=held, owed=NOW if owed else None)), SINCE, NOW)

    assert of(None)
    assert of(Held.SILENT)
    assert of(Held.QUIET_HOURS, owed=True)
    assert not any(of(held) for held in (Held.MUTED, Held.PLACE, Held.THRESHOLD))
    assert not of(Held.BASELINE)
    assert not of(Held.BASELINE, published=SINCE - timedelta(days=3))
    assert of(Held.BASELINE, published=NOW - timedelta(hours=1))
    assert of(Held.BASELINE, published=NOW + timedelta(days=365 * 70))  # a date that cannot be: as old as first seen
    assert not belongs(alert(1), NOW, NOW + timedelta(hours=1))


def test_the_notice_counts_and_says_nothing_to_a_presenter() -> None:
    brief = replace(made(*(alert(number) for number in range(1, 7))), id=4)
    one = notice(brief, UTC)
    assert (one.key, one.title) == ("brief-4", "Morning brief: 6 stories in 1 watch")
    assert one.body.splitlines()[-1] == "and 3 more"
    assert notice(brief, UTC, presenting=True).body == ""
    assert title(replace(brief, made=NOW.replace(hour=18)), UTC).startswith("Evening brief")


def test_a_brief_without_news_says_so() -> None:
    brief = Brief(1, NOW, SINCE)
    for written in (text(brief, UTC), markdown(brief, UTC), page(brief, UTC), notice(brief, UTC).body):
        assert "Nothing new since yesterday 20:00" in written.replace("\\", "")


class Seen(HTMLParser):
    """Keeps the tags, attributes and words of a page."""

    def __init__(self, written: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words = ""
        self.feed(written)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.words += data


HOSTILE = alert(
    1, headline="<img src=x onerror=alert(1)> & \u202egpj.exe", field="body", outlet="<b>Herald</b>",
    sentence="</p><script>alert('NATO')</script>", sentence_spans=((18, 22),),
    url="https://news.example/?a=1&b=\"><script>", language="en\" onload=\"x",
)  # fmt: skip


def test_a_page_holds_no_markup_of_a_feed_and_loads_nothing() -> None:
    seen = Seen(page(made(HOSTILE), UTC))
    assert not {"img", "script", "b", "link", "iframe"} & set(seen.tags)
    assert not {"src", "onerror", "onload"} & {name for name, _ in seen.attributes}
    assert [value for name, value in seen.attributes if name == "href"] == [
        "https://news.example/?a=1&b=%22%3E%3Cscript%3E"
    ]
    assert "\u202e" not in seen.words
    assert "<img src=x onerror=alert(1)>" in seen.words
    assert "default-src 'none'" in page(made(HOSTILE), UTC)


def test_a_link_that_is_not_of_the_web_is_none() -> None:
    brief = made(alert(1, url="javascript:alert(1)"), alert(2, url="file:///etc/passwd"))
    assert [one.link for one in brief.told] == ["", ""]
    assert "href" not in page(brief, UTC)


def test_paragraphs_of_either_direction_find_their_own() -> None:
    arabic = alert(1, headline="الناتو يحذر من شتاء طويل", language="ar")
    written = page(made(arabic), UTC)
    assert '<h3 dir="auto" lang="ar">' in written
    assert "prefers-color-scheme: dark" in written


def test_markdown_keeps_what_a_feed_says_plain() -> None:
    sly = alert(1, headline="# [a](http://x) *b* _c_ `d` | <e> &amp; ![i](j)", url="https://news.example/a>b c")
    written = markdown(made(sly), UTC).splitlines()
    shown = r"\# \[a\]\(http://x\) \*b\* \_c\_ \`d\` \| \<e\> \&amp; \!\[i\]\(j\)"
    assert f"### [{shown}](<https://news.example/a%3Eb%20c>)" in written
    assert escaped("1. first") == r"1\. first"


def test_values_can_be_read_by_a_script() -> None:
    (section,) = values(made(alert(1)))["sections"]
    (one,) = section["stories"]
    assert (section["watch"], one["headline"], one["seen"]) == ("NATO", "Headline 1", "2026-11-24T08:00:00Z")


ANY = st.text(st.characters(codec="utf-8"), max_size=60)


@given(ANY, ANY, st.lists(st.tuples(st.integers(-2, 70), st.integers(-2, 70)), max_size=4))
def test_whatever_a_feed_says_every_form_can_be_written(
    headline: str, sentence: str, spans: list[tuple[int, int]]
) -> None:
    brief = made(alert(1, headline=headline, sentence=sentence, sentence_spans=tuple(spans), field="body"))
    seen = Seen(page(brief, UTC))
    assert seen.tags.count("article") == 1
    assert "\n".join(markdown(brief, UTC).splitlines()).count("### ") >= 1
    assert text(brief, UTC)

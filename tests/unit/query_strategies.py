"""Makes queries and articles that have a good chance to meet, for properties."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from tocsin.core.model import Article, Marks
from tocsin.core.query.nodes import (
    AtLeast,
    Filter,
    Near,
    Node,
    Not,
    Pattern,
    Term,
    Together,
    Zone,
    both,
    either,
)

START = datetime(2026, 11, 1, tzinfo=UTC)
WORDS = (
    "NATO Nato nato N.A.T.O. OTAN l’Otan Le Pen le pen Le-Pen-Partei #MarineLePen #NATOSummit senator Renato a b A B "
    "Straße strasse café CAFE cafe\u0301 й и и\u0306 ё е Ёлка Київ п'ять п’ять Αθήνα ΑΘΗΝΑ الناتو ناتو أحمد مُحَمَّد "
    "北约 北约秘书长 北 约 京都 나토는 나토 나 토 ルペン ﾙﾍﾟﾝ นาโต ประชุมนาโต नाटो ব\u09c7\u09be বো U.S. US us Who WHO İstanbul ısı "
    "ＮＡＴＯ ﬁne so\u00adft 3.5 5 ½ ² ™ €5 C++ AT&T o'brien covid-19 COVID 🔥 שָׁלוֹם צה״ל ኢትዮጵያ Đoković ŁÓDŹ ſ ǆ ΐ ﷺ K Å"
).split()
JOINTS = [" ", " ", " ", " ", "-", "\u00a0", ", ", ". ", "! ", "’", "\n", "\n\n", "", " – ", "\u200b", "\t", "'s ", ": ", "。", "_"]

any_text = st.text(max_size=12)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Words of many scripts, joined in many ways, now and then anything at all."""
    pieces = draw(st.lists(st.tuples(st.one_of(st.sampled_from(WORDS), any_text), st.sampled_from(JOINTS)), max_size=14))
    return "".join(word + joint for word, joint in pieces)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """An article with something in each field."""
    return Article(
        id=1,
        feed_id=1,
        key="1",
        title=draw(texts()),
        link=draw(st.sampled_from(["", "https://www.herald.example/world/nato-le-pen", "https://gazette.example/北约"])),
        text=draw(texts()),
        seen=START + timedelta(hours=draw(st.integers(-100, 100))),
        author=draw(st.sampled_from(["", "A. Le Pen", "NATO desk"])),
        outlet=draw(st.sampled_from(["", "The Herald", "Gazette"])),
        feed_title=draw(st.sampled_from(["", "World news"])),
        feed_url="https://www.herald.example/rss",
        language=draw(st.sampled_from(["", "en", "it", "fr-FR"])),
        country=draw(st.sampled_from(["", "fr"])),
        image=draw(st.sampled_from(["", "https://herald.example/i.png"])),
        tags=draw(st.sampled_from([(), ("NATO", "Le Pen"), ("北约",)])),
    )


marks = st.builds(Marks, st.booleans(), st.booleans(), st.booleans(), st.integers(1, 5))


def _term(text: str, star: bool, exact: bool) -> Term | None:
    from tocsin.core.query.terms import cleaned, refused

    made = text.replace("*", " ").replace('"', " ") + ("*" if star and text[-1:].isalnum() else "")
    return None if refused(made) else Term(cleaned(made), exact)


_PHRASES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
terms = (
    st.builds(_term, st.one_of(_PHRASES, _PHRASES, _PHRASES, any_text), st.booleans() | st.just(False), st.booleans())
    .filter(lambda made: made is not None)
    .map(lambda made: made or Term("nato"))
)
patterns = st.sampled_from(["nat[ou]", "[A-Z]{2,}", "le.pen", r"\d+", "北.", r"\bpen\b", "x*"]).map(Pattern)
filters = st.sampled_from([
    Filter("source", "herald"), Filter("source", "The Herald"), Filter("feed", "World news"), Filter("lang", "fr"),
    Filter("country", "fr"), Filter("age", "2d", "<"), Filter("age", "1h", ">"), Filter("after", "2026-11-01"),
    Filter("before", "2026-11-02"), Filter("is", "unread"), Filter("is", "kept"), Filter("has", "image"),
    Filter("sources", "3", ">="), Filter("sources", "1", "="),
])  # fmt: skip
_zones = st.sampled_from(["title", "lead", "body", "author", "url", "tag"])
_leaves = terms | terms | terms | patterns
placed: st.SearchStrategy[Node] = st.recursive(
    _leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(either),
        st.builds(Near, inner, inner, st.integers(1, 12)),
        st.builds(Together, inner, inner),
        st.builds(Zone, _zones, inner),
    ),
    max_leaves=4,
)
trees: st.SearchStrategy[Node] = st.recursive(
    st.one_of(placed, placed, filters, st.builds(AtLeast, st.integers(1, 3), placed)),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map(both),
        st.lists(inner, min_size=2, max_size=4).map(either),
        st.builds(Not, inner),
        st.builds(Zone, _zones, inner),
    ),
    max_leaves=6,
)

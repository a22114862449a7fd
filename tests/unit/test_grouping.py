"""Which articles tell the same story: scenes in several languages, copies, splits, cold stories, hostile input."""

# ruff: noqa: E501 (made-up news, a line each)

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from tocsin.core.grouping import Grouping, Piece, Placed

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def piece(
    number: int,
    title: str,
    text: str = "",
    *,
    outlet: str = "",
    hours: float = 0.0,
    published: datetime | None = None,
    link: str = "",
    links: tuple[str, ...] = (),
) -> Piece:
    seen = NOON + timedelta(hours=hours)
    return Piece(number, title, text, outlet or f"Outlet {number}", seen, published, "", link, links)


def fresh(window: timedelta = timedelta(days=4)) -> Grouping:
    numbers = count(100)
    return Grouping(mint=lambda: next(numbers), window=window)


def where(grouping: Grouping, pieces: Iterable[Piece]) -> dict[int, int]:
    """Place the pieces and return the story of each at the end."""
    stories: dict[int, int] = {}
    for one in pieces:
        placed = grouping.place(one)
        stories[one.id] = placed.story
        for gone in placed.merges:
            for other, story in stories.items():
                if story == gone:
                    stories[other] = placed.story
    return stories


WIRE_TITLES = (
    "Ferry sinks off Port Velmare, 31 missing",
    "Thirty-one missing after ferry Santa Lorna sinks near Port Velmare",
    "Search for 31 people as Santa Lorna ferry goes down off Velmare coast",
    "Velmare ferry disaster: rescuers look for 31 passengers of the Santa Lorna",
)
WIRE_LEADS = (
    "The ferry Santa Lorna sank in a storm off Port Velmare on Sunday night and {n} people are missing, the coast guard said.",
    "Rescue boats searched the sea off Port Velmare for 31 passengers of the Santa Lorna, which went down in a storm. {n}",
    "A storm sank the Santa Lorna ferry near Port Velmare late on Sunday; the coast guard is looking for 31 people. {n}",
    "Coast guard captain Ilse Brandvik said 31 people from the ferry Santa Lorna were still missing off Port Velmare. {n}",
    "Families waited in the harbour of Port Velmare for news of the 31 people missing since the Santa Lorna sank. {n}",
)
ASIDES = (
    "Divers are expected at first light.",
    "Helicopters joined the search.",
    "The cause is not known.",
    "The mayor spoke of a black day.",
    "The owner of the ferry declined to comment.",
    "Waves were five metres high.",
    "A hospital took in twelve survivors.",
    "The line had been closed in winter.",
)


def rewrites(first: int = 1, number: int = 40) -> list[Piece]:
    return [
        piece(
            first + n,
            WIRE_TITLES[n % 4],
            WIRE_LEADS[n % 5].format(n=ASIDES[n % 8]) + " " + ASIDES[(n * 3 + 1) % 8],
            hours=n / 10,
        )
        for n in range(number)
    ]


OTHER_NEWS = (
    ("Central bank of Norland leaves rates unchanged", "Governor Petra Holm said inflation in Norland was slowing."),
    (
        "Tigers beat Falcons 3-1 in cup final",
        "Two late goals by Marco Deluca gave the Tigers their first cup since 1998.",
    ),
    (
        "New telescope sees water on distant planet",
        "Astronomers at the Almira observatory found steam in the air of K2-77b.",
    ),
    ("Teachers in Ostrava strike over pay", "Schools were closed as teachers demanded ten per cent more."),
    ("Phone maker Lumo recalls a million batteries", "Lumo said some batteries of its Nova 5 phone may overheat."),
    ("Novelist Amara Osei wins literature prize", "The jury praised her trilogy about three sisters in Accra."),
    ("Heatwave warning for southern Castila", "Forecasters expect 44 degrees in the south of Castila by Thursday."),
)


def test_forty_rewrites_of_one_wire_story_are_one_story_even_in_an_empty_window() -> None:
    assert len(set(where(fresh(), rewrites()).values())) == 1


def test_forty_rewrites_between_other_news_are_one_story_and_the_others_stay_alone() -> None:
    others = [piece(500 + n, title, text, hours=n / 2) for n, (title, text) in enumerate(OTHER_NEWS)]
    mixed = rewrites() + others
    random.Random(4).shuffle(mixed)
    stories = where(fresh(), mixed)
    assert len({stories[n] for n in range(1, 41)}) == 1
    assert len({stories[p.id] for p in others}) == len(others)
    assert not {stories[1]} & {stories[p.id] for p in others}


FIRES = (
    ("Fire destroys warehouse in Maple Ridge", "A fire destroyed a furniture warehouse in Maple Ridge early on Monday. Chief Dana Whitlock said nobody was hurt."),
    ("Maple Ridge warehouse burns down", "Fire crews in Maple Ridge fought for six hours to save a furniture warehouse, fire chief Dana Whitlock said."),
    ("Furniture store's warehouse lost to fire in Maple Ridge", "The Maple Ridge furniture warehouse of Hansen Brothers burned down on Monday morning."),
)  # fmt: skip
FIRES_ELSEWHERE = (
    ("Fire destroys school in Tarrago", "A fire destroyed a primary school in Tarrago early on Monday. Mayor Luis Ferran said nobody was hurt."),
    ("Tarrago primary school burns down", "Fire crews in Tarrago could not save the Santa Clara primary school, mayor Luis Ferran said."),
    ("Pupils of burned Tarrago school to move", "The pupils of the Santa Clara primary school in Tarrago, which burned down on Monday, will move to tents."),
)  # fmt: skip


def test_two_fires_in_two_towns_are_two_stories() -> None:
    one = [piece(n, *fire) for n, fire in enumerate(FIRES, 1)]
    two = [piece(n, *fire) for n, fire in enumerate(FIRES_ELSEWHERE, 11)]
    stories = where(fresh(), [x for pair in zip(one, two, strict=True) for x in pair])
    assert len({stories[p.id] for p in one}) == 1
    assert len({stories[p.id] for p in two}) == 1
    assert stories[1] != stories[11]


SAME_EVENT = {
    "Chinese": (
        ("云港化工厂爆炸致十二人受伤", "周一上午，云港市东郊一家化工厂发生爆炸，造成十二人受伤，消防部门称火势已被控制。"),
        ("云港市一化工厂发生爆炸 十二人送医", "云港东郊化工厂周一爆炸，十二名伤者被送往医院，消防员已控制火势。"),
        "央行宣布下调存款准备金率零点五个百分点",
    ),
    "Japanese": (
        ("北浜市の工場で火災、3人けが", "北浜市の自動車部品工場で2日朝、火災が発生し、従業員3人がけがをした。"),
        ("自動車部品工場で火災 北浜市、従業員3人負傷", "2日朝、北浜市にある自動車部品工場が燃え、従業員3人が負傷した。"),
        "新首相が初の外遊先に東南アジアを選ぶ",
    ),
    "Korean": (
        ("한빛시 지하철 화재로 승객 200명 대피", "2일 오전 한빛시 지하철 3호선 열차에서 불이 나 승객 200명이 대피했다."),
        ("한빛시 지하철 3호선 열차 화재, 승객 200명 긴급 대피", "한빛시 지하철 3호선에서 불이 나 승객 200명이 긴급 대피했다고 소방당국이 밝혔다."),
        "국회, 내년도 예산안 본회의 통과",
    ),
    "Arabic": (
        ("زلزال بقوة 6.2 درجة يضرب مدينة النورية", "ضرب زلزال بقوة 6.2 درجة مدينة النورية فجر الاثنين وأسفر عن إصابة أربعين شخصا."),
        ("إصابة أربعين شخصا في زلزال النورية", "أصيب أربعون شخصا في زلزال بلغت قوته 6.2 درجة ضرب النورية فجر الاثنين."),
        "البنك المركزي يرفع أسعار الفائدة",
    ),
    "Russian": (
        ("В Зареченске сошёл с рельсов пассажирский поезд", "Пассажирский поезд сошёл с рельсов под Зареченском, пострадали 14 человек, сообщил губернатор Лапшин."),
        ("Под Зареченском поезд сошёл с рельсов, 14 пострадавших", "Четырнадцать человек, по данным губернатора Лапшина 14, пострадали, когда пассажирский поезд сошёл с рельсов."),
        "Центробанк сохранил ключевую ставку",
    ),
    "Polish": (
        ("Wybuch gazu w kamienicy w Zalesinie, są ranni", "W kamienicy przy ulicy Lipowej w Zalesinie wybuchł gaz. Rannych zostało osiem osób."),
        ("Zalesin: osiem osób rannych po wybuchu gazu", "Osiem osób zostało rannych po wybuchu gazu w kamienicy przy Lipowej w Zalesinie."),
        "Sejm przyjął ustawę o podatku od nieruchomości",
    ),
    "German": (
        ("Brücke bei Altenbruck eingestürzt", "Bei Altenbruck ist am Montag eine Autobahnbrücke eingestürzt. Vier Menschen wurden verletzt."),
        ("Vier Verletzte nach Einsturz der Autobahnbrücke bei Altenbruck", "Nach dem Einsturz einer Autobahnbrücke bei Altenbruck wurden vier Verletzte geborgen."),
        "Bundesrat lehnt neues Rentengesetz ab",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", SAME_EVENT)
def test_two_reports_of_one_event_meet_in(language: str) -> None:
    first, second, other = SAME_EVENT[language]
    stories = where(fresh(), [piece(1, *first), piece(2, other), piece(3, *second)])
    assert stories[1] == stories[3]
    assert stories[2] != stories[1]


TEXT = (
    "The parliament of Norland voted on Monday to close its last coal mine by the end of the year, after a debate that "
    "lasted eleven hours. Minister Petra Holm said that the four hundred miners of Grubodden would be offered new work."
)


def test_a_copy_under_another_headline_is_recognised_and_counts_no_outlet() -> None:
    grouping = fresh()
    first = grouping.place(piece(1, "Norland to close its last coal mine", TEXT))
    copy = grouping.place(piece(2, "Last coal mine in Norland will shut", TEXT + " More to follow."))
    assert (copy.story, copy.near_copy_of) == (first.story, 1)
    assert grouping.independent_outlets(first.story) == 1


def test_a_copy_that_was_cut_short_is_still_a_copy() -> None:
    grouping = fresh()
    grouping.place(piece(1, "Norland to close its last coal mine", TEXT))
    cut = " ".join(TEXT.split()[:24])
    assert grouping.place(piece(2, "Norland to close its last coal mine", cut)).near_copy_of == 1


def test_a_rewrite_is_no_copy_and_counts_as_an_outlet_of_its_own() -> None:
    grouping = fresh()
    grouping.place(piece(1, "Norland to close its last coal mine", TEXT))
    placed = grouping.place(
        piece(2, "Norland votes to shut Grubodden coal mine", "Lawmakers in Norland decided to shut the coal mine of Grubodden, its last; Petra Holm promised miners new jobs.")
    )  # fmt: skip
    assert placed.near_copy_of is None
    assert grouping.independent_outlets(placed.story) == 2


def test_two_articles_of_one_outlet_count_once() -> None:
    grouping = fresh()
    pieces = rewrites(number=6)
    stories = where(grouping, [Piece(p.id, p.title, p.text, " The  GAZETTE", p.seen, None, "", "") for p in pieces])
    assert grouping.independent_outlets(stories[1]) == 1


def test_an_outlet_without_a_name_is_told_by_its_host() -> None:
    grouping = fresh()
    for number, host in enumerate(("a.example", "www.a.example", "b.example"), 1):
        source = rewrites(number=3)[number - 1]
        grouping.place(Piece(number, source.title, source.text, "", NOON, None, "", f"https://{host}/{number}"))
    stories = {grouping.place(p).story for p in rewrites(number=3)}
    assert len(stories) == 1
    assert grouping.independent_outlets(stories.pop()) == 2


def test_the_same_address_brings_two_readings_of_an_article_together() -> None:
    grouping = fresh()
    first = grouping.place(
        piece(1, "Coal mine of Grubodden to close", "Norland shuts its mine.", link="https://www.n.example/a#top")
    )
    second = grouping.place(piece(2, "Norland: end of coal in Grubodden", "", link="http://n.example/a"))
    assert second.story == first.story


def test_a_story_without_news_grows_cold() -> None:
    grouping = fresh()
    first = grouping.place(rewrites()[0])
    assert grouping.place(piece(90, WIRE_TITLES[0], WIRE_LEADS[0], hours=24 * 9)).story != first.story


def test_forgetting_ends_the_stories_that_grew_cold_and_keeps_the_others() -> None:
    grouping = fresh()
    old = grouping.place(piece(1, *OTHER_NEWS[0]))
    young = grouping.place(piece(2, *OTHER_NEWS[1], hours=60))
    grouping.forget(NOON + timedelta(hours=30))
    assert grouping.independent_outlets(old.story) == 0
    assert grouping.independent_outlets(young.story) == 1
    assert grouping.place(piece(3, *OTHER_NEWS[0], hours=61)).new
    assert not grouping.place(piece(4, *OTHER_NEWS[1], hours=61)).new


def test_a_date_that_cannot_be_is_not_believed() -> None:
    grouping = fresh()
    first = grouping.place(piece(1, *OTHER_NEWS[1], published=datetime(1970, 1, 1, tzinfo=UTC)))
    later = grouping.place(piece(2, *OTHER_NEWS[1], published=NOON + timedelta(days=400)))
    assert later.story == first.story


def test_the_user_takes_a_piece_out_of_a_story_and_it_stays_out() -> None:
    grouping = fresh()
    pieces = rewrites(number=12)
    stories = where(grouping, pieces[:6])
    apart = grouping.split(3, stories[1])
    assert apart not in {None, stories[1]}
    assert grouping.place(pieces[2]).story == apart
    after = where(grouping, pieces[6:])
    assert apart is not None
    assert grouping.place(pieces[2]).story != grouping.place(pieces[0]).story
    assert set(after.values()) <= {apart, stories[1]}


def test_a_split_that_is_told_again_after_a_restart_is_kept() -> None:
    grouping = fresh()
    pieces = rewrites(number=20)
    for one in pieces[:8]:
        grouping.restore(one, 7 if one.id != 4 else 8)
    assert grouping.split(4, 7) == 8
    stories = where(grouping, pieces[8:])
    assert set(stories.values()) <= {7, 8}
    assert grouping.place(pieces[3]).story == 8
    assert grouping.place(pieces[0]).story == 7


def test_what_copied_a_piece_that_was_taken_out_stands_for_itself() -> None:
    grouping = fresh()
    story = grouping.place(piece(1, "Norland to close its last coal mine", TEXT)).story
    for number in (2, 3):
        assert grouping.place(piece(number, "Norland to close its last coal mine", TEXT)).near_copy_of == 1
    grouping.split(1, story)
    assert grouping.independent_outlets(story) == 1
    assert grouping.place(piece(3, "")).near_copy_of == 2


def test_splitting_what_is_not_there_changes_nothing() -> None:
    grouping = fresh()
    story = grouping.place(rewrites()[0]).story
    assert grouping.split(999, story) is None
    assert grouping.split(1, 999) == story


def test_placing_a_piece_twice_leaves_it_where_it_was() -> None:
    grouping = fresh()
    first = grouping.place(rewrites()[0])
    again = grouping.place(rewrites()[0])
    assert (again.story, again.new, again.merges) == (first.story, False, ())


def test_a_placing_says_why() -> None:
    grouping = fresh()
    assert grouping.place(rewrites()[0]).reason == "Nothing in the window is like it."
    assert grouping.place(rewrites()[1]).reason.startswith("Shares ")


def test_restored_stories_go_on_as_if_they_had_been_placed() -> None:
    pieces = rewrites(number=10) + [piece(50 + n, *news) for n, news in enumerate(OTHER_NEWS)]
    placed = fresh()
    stories = where(placed, pieces)
    restored = fresh()
    for one in pieces:
        restored.restore(one, stories[one.id])
    for one in rewrites(first=200, number=12):
        a, b = placed.place(one), restored.place(one)
        assert (a.story, a.near_copy_of) == (b.story, b.near_copy_of)
    for story in set(stories.values()):
        assert placed.independent_outlets(story) == restored.independent_outlets(story)


HOSTILE = {
    "nothing": ("", ""),
    "white space": (" \t\n", "\u00a0\u200b"),
    "no words": ("?!… —", "*** 🙂🙂 ***"),
    "lone surrogates": ("\ud800\udfff \udc00 news", "\ud83d" * 500),
    "marks upon marks": ("e" + "\u0301" * 5000, "a" + "\u0300" * 5000),
    "controls": ("\x00\x01\x02 bell\x07", "\u202eabc\u202c"),
    "one endless word": ("x" * 100_000, "y" * 1_000_000),
    "a megabyte": ("news " * 1000, "breaking news from nowhere " * 40_000),
    "a megabyte of signs": ("北" * 10_000, "北约" * 200_000),
    "digits": ("1 2 3 4 5", "9" * 100_000),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_input_gets_a_story(kind: str) -> None:
    grouping = fresh()
    title, text = HOSTILE[kind]
    one = grouping.place(piece(1, title, text, link="http://[broken", links=("http://\ud800/",) * 1000))
    two = grouping.place(piece(2, title, text))
    assert isinstance(one, Placed)
    assert grouping.independent_outlets(one.story) >= 1
    assert grouping.place(piece(2, title, text)).story == two.story


def test_pieces_without_words_do_not_gather_in_one_story() -> None:
    stories = where(fresh(), [piece(n, "", "") for n in range(1, 21)])
    assert len(set(stories.values())) == 20


def test_ten_thousand_identical_pieces_are_one_story_of_one_outlet() -> None:
    grouping = fresh()
    stories = {grouping.place(piece(n, "Norland to close its last coal mine", TEXT)).story for n in range(1, 10_001)}
    assert len(stories) == 1
    assert grouping.independent_outlets(stories.pop()) == 1

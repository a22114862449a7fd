"""The screens and states of which pictures are made, and the keys that lead to each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pictures.stage import Stage

USUAL, LARGE, NARROW = (1280, 800), (2560, 1440), (720, 480)


def nothing(_: Stage) -> None:
    """Leave the program as it starts."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture; `name` is its file's."""

    name: str
    act: Callable[[Stage], None] = nothing
    size: tuple[int, int] = USUAL
    scheme: Literal["light", "dark", "contrast"] = "light"
    scale: float = 1.0
    profile: Literal["settled", "trouble", "empty"] = "settled"
    committed: bool = False
    """Is one of those in docs/pictures."""


LONGEST = "NATO opens a training centre for mountain rescue at Lindhaven"
"""The headline of the story that most outlets carry."""


def reading(stage: Stage) -> None:
    """The watch NATO, and in it that story."""
    stage.watch("NATO")
    stage.article(LONGEST)
    stage.keys("Escape")


def expanded(stage: Stage) -> None:
    stage.watch("NATO")
    stage.article(LONGEST)
    stage.keys("Escape", "e")


def reader(stage: Stage) -> None:
    stage.watch("NATO")
    stage.article(LONGEST)
    stage.keys("n", "w")


def difference(stage: Stage) -> None:
    stage.article("Corrected: Lindhaven")
    stage.keys("d")


def article(headline_part: str) -> Callable[[Stage], None]:
    def act(stage: Stage) -> None:
        stage.article(headline_part)

    return act


def keys(*pressed: str) -> Callable[[Stage], None]:
    def act(stage: Stage) -> None:
        stage.keys(*pressed)

    return act


def watch_then(name: str, *pressed: str) -> Callable[[Stage], None]:
    def act(stage: Stage) -> None:
        stage.watch(name)
        stage.keys(*pressed)

    return act


def searching(stage: Stage) -> None:
    stage.keys("ctrl+f")
    stage.write('"Le Pen" -fair')


def mistake(stage: Stage) -> None:
    stage.keys("ctrl+f")
    stage.write('nato "le pen')


def new_watch(stage: Stage) -> None:
    stage.keys("ctrl+n")
    stage.still()
    stage.write('WHO OR "blue whale')


def bell(stage: Stage) -> None:
    stage.article(LONGEST)
    stage.keys("Escape", "g", "b", "j", "j", "j", "j", "space", "w")


def palette(stage: Stage) -> None:
    stage.keys("ctrl+k")
    stage.still()
    stage.write("nat")


SCENES = (
    Scene("window-light", reading, committed=True),
    Scene("window-dark", reading, scheme="dark", committed=True),
    Scene("window-contrast", reading, scheme="contrast"),
    Scene("window-200", reading, size=LARGE, scale=2.0),
    Scene("window-200-dark", reading, size=LARGE, scale=2.0, scheme="dark"),
    Scene("narrow", watch_then("NATO"), size=NARROW),
    Scene("narrow-reader", reader, size=NARROW),
    Scene("start"),
    Scene("start-dark", scheme="dark"),
    Scene("empty", profile="empty"),
    Scene("empty-narrow", profile="empty", size=NARROW, scheme="dark"),
    Scene("trouble", profile="trouble"),
    Scene("trouble-dark", profile="trouble", scheme="dark"),
    Scene("expanded", expanded),
    Scene("reader", reader),
    Scene("reader-dark", reader, scheme="dark"),
    Scene("difference", difference),
    Scene("difference-dark", difference, scheme="dark"),
    Scene("arabic", article("حلف الناتو")),
    Scene("chinese", article("北约在林德港")),
    Scene("long-headline", article("In a headline that the night editor")),
    Scene("emoji", article("La carrera de los paraguas")),
    Scene("search", searching),
    Scene("search-mistake", mistake, scheme="dark"),
    Scene("watch", watch_then("NATO", "F2")),
    Scene("watch-dark", watch_then("Hospital strikes", "F2"), scheme="dark"),
    Scene("watch-new", new_watch),
    Scene("watch-narrow", watch_then("NATO", "F2"), size=NARROW),
    Scene("source-new", keys("ctrl+shift+n")),
    Scene("receipt", watch_then("NATO", "ctrl+r")),
    Scene("receipt-trouble", watch_then("NATO", "ctrl+r"), profile="trouble", scheme="dark"),
    Scene("other-bells", keys("ctrl+shift+b")),
    Scene("quiet", keys("ctrl+shift+q")),
    Scene("why-not", keys("ctrl+shift+y"), scheme="dark"),
    Scene("menu", keys("F10")),
    Scene("presenter", keys("ctrl+shift+p")),
    Scene("brief", keys("g", "r", "j"), committed=True),
    Scene("brief-dark", keys("g", "r"), scheme="dark"),
    Scene("bell", bell, committed=True),
    Scene("bell-dark", keys("g", "b"), scheme="dark"),
    Scene("handled", keys("g", "h")),
    Scene("palette-narrow", palette, size=NARROW),
    Scene("palette-empty", keys("ctrl+k")),
    Scene("palette", palette, committed=True),
    Scene("palette-dark", palette, scheme="dark"),
    Scene("keys", keys("question")),
    Scene("keys-dark", keys("question"), scheme="dark"),
    Scene("keys-narrow", keys("question"), size=NARROW),
)

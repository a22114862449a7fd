"""How alike a piece and a story, or two stories, are: features, and two logistic models over them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from math import log, log1p, sqrt
from operator import mul

from tocsin.core.grouping.reading import NAME, NUMBER, Reading
from tocsin.core.grouping.stories import Story
from tocsin.core.grouping.weights import PIECE_WEIGHTS, STORY_WEIGHTS

CORE = 12
"""A story's strongest terms, which a piece or story like it should hold, too."""
_NAMES = 6


def piece_features(reading: Reading, story: Story) -> tuple[list[float], list[tuple[float, int]]]:
    """Return the features of a piece beside a story, and the terms they share with what each tells."""
    size = len(story.originals)
    vector, rarity, title = reading.vector, reading.rarity, reading.title
    names, numbers = reading.names, reading.numbers
    terms, weights = story.terms, story.weights
    product = title_part = shared_names = shared_numbers = 0.0
    told: list[tuple[float, int]] = []
    found = list(map(vector.get, terms))
    for here, there, term in [known for known in zip(found, weights, terms, strict=True) if known[0] is not None]:
        assert here is not None
        product += here * there
        share = 2 * there / (size * here)
        if share > 1:
            share = 1.0
        tells = rarity[term] * share
        told.append((tells, term))
        if term in title:
            title_part += here * here * share
        if term in names:
            shared_names += tells
        elif term in numbers:
            shared_numbers += tells
    told.sort(reverse=True)
    mean = product / size
    within = story.within()
    core = missing = 0.0
    for here, there in zip(found, weights[:CORE], strict=False):
        core += there * there
        if here is None:
            missing += there * there
    lacks_numbers = numbers and not shared_numbers and any(flag & NUMBER for flag in story.flags)
    return [
        mean,
        product / sqrt(story.square) if story.square else 0.0,
        title_part / reading.title_square if reading.title_square else 0.3,
        log((mean + 0.02) / (within + 0.02)) if within is not None else 0.0,
        1.0 if within is None else 0.0,
        sum(tells for tells, _ in told[:3]) / 20,
        shared_names / reading.names_tell if reading.names_tell else 0.4,
        log1p(shared_names),
        log1p(shared_numbers),
        1.0 if lacks_numbers else 0.0,
        log(size),
        log1p(reading.mass),
        (missing / core if core else 0.5) * log(size + 0.5),
    ], told


def against_rival(cosine: float, rival: float) -> float:
    """Return how far the likeness to this story is above the likeness to the best other one."""
    return log((cosine + 0.03) / (rival + 0.03))


def odds(weights: Sequence[float], features: Sequence[float]) -> float:
    """Return the log odds; the last weight stands alone."""
    weighed: float = sum(map(mul, features, weights))
    return weighed + weights[-1]


def piece_odds(features: Sequence[float]) -> float:
    """Return the log odds that a piece belongs to a story."""
    return odds(PIECE_WEIGHTS, features)


def story_odds(one: Story, other: Story) -> float:
    """Return the log odds that two stories are one."""
    return odds(STORY_WEIGHTS, story_features(one, other))


def story_features(one: Story, other: Story) -> list[float]:
    """Return the features of two stories beside each other."""
    small, large = (one, other) if len(one.originals) <= len(other.originals) else (other, one)
    few, many = len(small.originals), len(large.originals)
    here = dict(zip(small.terms, small.weights, strict=True))
    there = dict(zip(large.terms, large.weights, strict=True))
    product = _product(here, there)
    mean = product / few / many
    cosine = product / sqrt(small.square * large.square) if small.square and large.square else 0.0
    names_here, names_there = _flagged(small, NAME), _flagged(large, NAME)
    names = _cosine(names_here, names_there)
    numbers = _cosine(_flagged(small, NUMBER), _flagged(large, NUMBER))
    cores = (
        _coverage(islice(here.items(), CORE), there, few, many),
        _coverage(islice(there.items(), CORE), here, many, few),
    )
    core, better_core = max(min(cores), 0.0), max(cores)
    core_names = min(
        _coverage(islice(names_here.items(), _NAMES), there, few, many),
        _coverage(islice(names_there.items(), _NAMES), here, many, few),
    )
    evidence = log(few + 0.5)
    return [
        _title_cosine(small, large),
        mean,
        cosine,
        _typical(mean, small),
        _typical(mean, large),
        names - 0.3 if names is not None else 0.0,
        1.0 if names is not None and names < 0.1 else 0.0,
        numbers - 0.15 if numbers is not None else 0.0,
        core,
        better_core,
        core_names - 0.4 if core_names >= 0 else 0.0,
        (1 - core) * evidence,
        (1 - core_names) * evidence if core_names >= 0 else 0.5 * evidence,
        evidence,
        log(many),
        cosine * evidence,
    ]


def _typical(mean: float, story: Story) -> float:
    within = story.within()
    return log((mean + 0.02) / (within + 0.02)) if within is not None else -0.4


def _product(one: dict[int, float], other: dict[int, float]) -> float:
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[term] for term, weight in one.items() if term in other)


def _flagged(story: Story, flag: int) -> dict[int, float]:
    return {t: w for t, w, f in zip(story.terms, story.weights, story.flags, strict=True) if f & flag}


def _cosine(one: dict[int, float], other: dict[int, float]) -> float | None:
    if not one or not other:
        return None
    return _product(one, other) / sqrt(sum(w * w for w in one.values()) * sum(w * w for w in other.values()))


def _title_cosine(one: Story, other: Story) -> float:
    terms, weights, square = one.headline()
    terms_there, weights_there, square_there = other.headline()
    if not square or not square_there:
        return 0.0
    product = _product(dict(zip(terms, weights, strict=True)), dict(zip(terms_there, weights_there, strict=True)))
    return product / sqrt(square * square_there)


def _coverage(terms: Iterable[tuple[int, float]], there: dict[int, float], few: int, many: int) -> float:
    """Return the mean share at which the other story holds these terms; -1 for no terms."""
    total = 0.0
    held = 0.0
    for term, weight in terms:
        square = weight * weight
        total += square
        held += square * min(1.0, 2 * there.get(term, 0.0) * few / (many * weight))
    return held / total if total else -1.0

"""Measures grouping: B-cubed F1 on labelled stories, the largest stories of real streams for the eye, speed, memory.

Run `python tests/bench/grouping.py [scores|eye|eye-2022|speed]`; without an argument: scores and speed.
"""

from __future__ import annotations

import csv
import os
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import count
from math import log, sqrt
from pathlib import Path

from tocsin.core.grouping import Grouping, Piece
from tocsin.core.text import words

DATA = Path(os.environ.get("TOCSIN_DATA") or Path(__file__).resolve().parents[3] / "shared") / "corpora"
ORDERS = (1, 2, 3)
NOW = datetime(2026, 1, 1, tzinfo=UTC)
THRESHOLDS = (0.06, 0.08, 0.1, 0.12, 0.14, 0.16, 0.18, 0.2)

Labelled = tuple[str, str, str, str]
"""Title, text, outlet, story."""


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def labelled() -> dict[str, list[Labelled]]:
    return {
        "ecbplus": [(r["title"], r["text"], r["doc_id"], r["story_id"]) for r in rows("stories-ecbplus.tsv")],
        "googlenews": [
            (r["title"], r["snippet"], str(n), r["story_id"]) for n, r in enumerate(rows("stories-googlenews.tsv"))
        ],
        "ko-googlenews": [(r["title"], "", r["outlet"], r["story_id"]) for r in rows("stories-ko-googlenews.tsv")],
    }


def b_cubed(truth: Sequence[str], found: Sequence[int]) -> tuple[float, float, float]:
    """Return F1, precision, recall: the mean over articles, not over stories."""
    sizes, sizes_found, both = Counter(truth), Counter(found), Counter(zip(truth, found, strict=True))
    precision = sum(n * n / sizes_found[f] for (_, f), n in both.items()) / len(truth)
    recall = sum(n * n / sizes[t] for (t, _), n in both.items()) / len(truth)
    return 2 * precision * recall / (precision + recall), precision, recall


def shuffled(articles: Sequence[Labelled], seed: int) -> list[Labelled]:
    mixed = list(articles)
    random.Random(seed).shuffle(mixed)
    return mixed


def stories_of(pieces: Iterable[Piece]) -> list[int]:
    """Place the pieces in order and return where each one is at the end."""
    numbers = count(1)
    grouping = Grouping(mint=lambda: next(numbers))
    where: list[int] = []
    now_in: dict[int, int] = {}
    for piece in pieces:
        placed = grouping.place(piece)
        for gone in placed.merges:
            now_in[gone] = placed.story
        where.append(placed.story)

    def last(story: int) -> int:
        while story in now_in:
            story = now_in[story]
        return story

    return [last(story) for story in where]


def ours(articles: Sequence[Labelled]) -> list[int]:
    return stories_of(
        Piece(n, title, text, outlet, NOW, None, "", "") for n, (title, text, outlet, _) in enumerate(articles, 1)
    )


def leader(articles: Sequence[Labelled], threshold: float) -> list[int]:
    """Return a plain TF-IDF leader clustering: document frequencies of the whole set, one pass, one threshold."""
    bags = [Counter(words(f"{title} {text}")) for title, text, _, _ in articles]
    frequency = Counter(word for bag in bags for word in bag)
    centres: list[defaultdict[str, float]] = []
    lengths: list[float] = []
    users: defaultdict[str, set[int]] = defaultdict(set)
    found = []
    for bag in bags:
        vector = {w: (1 + log(n)) * log(len(bags) / frequency[w]) for w, n in bag.items()}
        length = sqrt(sum(x * x for x in vector.values())) or 1.0
        scores: defaultdict[int, float] = defaultdict(float)
        for word, weight in vector.items():
            for centre in users[word]:
                scores[centre] += weight / length * centres[centre][word]
        best = max(scores, key=lambda c: scores[c] / lengths[c], default=None)
        if best is None or scores[best] / lengths[best] < threshold:
            best = len(centres)
            centres.append(defaultdict(float))
            lengths.append(1.0)
        for word, weight in vector.items():
            centres[best][word] += weight / length
            users[word].add(best)
        lengths[best] = sqrt(sum(x * x for x in centres[best].values())) or 1.0
        found.append(best)
    return found


def score(articles: Sequence[Labelled], group: Callable[[Sequence[Labelled]], list[int]]) -> list[tuple[float, ...]]:
    result: list[tuple[float, ...]] = []
    for seed in ORDERS:
        mixed = shuffled(articles, seed)
        result.append(b_cubed([story for *_, story in mixed], group(mixed)))
    return result


def mean(figures: Sequence[tuple[float, ...]]) -> float:
    return sum(figure[0] for figure in figures) / len(figures)


def told(figures: Sequence[tuple[float, ...]]) -> str:
    return "  ".join(f"{f:.3f} (P {p:.3f} R {r:.3f})" for f, p, r in figures)


def scores() -> None:
    sets = labelled()
    for name, articles in sets.items():
        figures = score(articles, ours)
        print(f"{name:14} grouping F1 {mean(figures):.3f}   in three orders: {told(figures)}", flush=True)
    table: dict[str, dict[float, float]] = {}
    for name, articles in sets.items():
        table[name] = {t: mean(score(articles, lambda a, t=t: leader(a, t))) for t in THRESHOLDS}  # type: ignore[misc]
        threshold, best = max(table[name].items(), key=lambda item: item[1])
        print(f"{name:14} TF-IDF leader, best threshold for the set ({threshold}): F1 {best:.3f}", flush=True)
    one = max(THRESHOLDS, key=lambda t: table["ecbplus"][t] + table["googlenews"][t])
    both = ", ".join(f"{name} {table[name][one]:.3f}" for name in table)
    print(f"TF-IDF leader, one threshold for all ({one}): {both}")


def when(text: str) -> datetime | None:
    try:
        time_told = parsedate_to_datetime(text)
    except ValueError:
        try:
            time_told = datetime.fromisoformat(text)
        except ValueError:
            return None
    return time_told.replace(tzinfo=time_told.tzinfo or UTC).astimezone(UTC)


def stream_2026() -> Iterator[tuple[Piece, str]]:
    seen = datetime(2026, 2, 18, 2, tzinfo=UTC)
    read = [(when(r["date"]), r) for r in rows("stream-2026-02-17.tsv")]
    read.sort(key=lambda item: item[0] or seen)
    for n, (published, r) in enumerate(read, 1):
        yield Piece(n, r["title"], r["description"], r["feed"], seen, published, "en", r["link"]), r["title"]


def stream_2022() -> Iterator[tuple[Piece, str]]:
    for n, r in enumerate(sorted(rows("stream-2022.tsv"), key=lambda r: r["published"]), 1):
        published = datetime.fromisoformat(r["published"])
        piece = Piece(n, r["title"], r["description"], r["source"], published, published, r["language"], r["link"])
        yield piece, r["published"][5:16] + " " + r["title"]


def eye(stream: Iterable[tuple[Piece, str]], titles: int) -> None:
    """Print the thirty largest stories."""
    listed = list(stream)
    groups: defaultdict[int, list[tuple[Piece, str]]] = defaultdict(list)
    for item, story in zip(listed, stories_of(piece for piece, _ in listed), strict=True):
        groups[story].append(item)
    largest = sorted(groups.values(), key=len, reverse=True)
    print(len(listed), "articles,", len(groups), "stories;", sum(len(g) > 1 for g in largest), "of more than one")
    for place, group in enumerate(largest[:30], 1):
        print(f"\n{place}. {len(group)} articles, {len({piece.outlet for piece, _ in group})} outlets")
        for piece, title in group[:titles]:
            print(f"    {piece.outlet[:18]:18} {title[:110]}")


def made(number: int) -> Iterator[Piece]:
    """Make up articles the size of real ones: most alone, some told by many outlets, in a Zipf-like vocabulary."""
    chance = random.Random(7)
    syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "is")]
    vocabulary = ["".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(150_000)]
    going: list[tuple[list[str], list[str]]] = []
    start = NOW

    def draw(k: int) -> list[str]:
        return [vocabulary[int(len(vocabulary) ** chance.random()) - 1] for _ in range(k)]

    for n in range(1, number + 1):
        if not going or chance.random() < 0.65:
            going.append(([w.capitalize() for w in draw(4)], draw(25)))
            del going[:-3000]
            names, plot = going[-1]
        else:
            names, plot = going[-1 - int(len(going) ** chance.random() - 1)]
        title = " ".join(["A", *chance.sample(names, 2), *chance.sample(plot, 4), *draw(2)])
        told_words = [*chance.sample(plot, 12), *names, *draw(45)]
        chance.shuffle(told_words)
        seen = start + timedelta(seconds=n * 3 * 86_400 / number)
        yield Piece(
            n,
            title,
            "The " + " ".join(told_words) + ".",
            f"outlet {n % 400}",
            seen,
            seen,
            "",
            f"https://news.example/{n}",
        )


def resident() -> int:
    """Return the resident memory of this process in bytes; Linux only."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def speed(window: int = 100_000, more: int = 5_000) -> None:
    """Fill a window, then place more; in processor time, so that a busy machine tells the same."""
    pieces = made(window + more + 1)
    numbers = count(1)
    next(pieces)
    before = resident()
    grouping = Grouping(mint=lambda: next(numbers))
    newest = stories = 0
    spent = 0.0
    for _ in range(window):
        piece = next(pieces)
        began = time.process_time()
        story = grouping.place(piece).story
        spent += time.process_time() - began
        stories += story > newest
        newest = max(newest, story)
    print(f"window of {window:,} articles, {stories:,} stories begun: {(resident() - before) / 2**20:.0f} MB")
    print(f"while it fills: {window / spent:,.0f} articles a second of processor time")
    rest = list(pieces)
    began = time.process_time()
    for piece in rest:
        grouping.place(piece)
    print(f"into the full window: {more / (time.process_time() - began):,.0f} articles a second of processor time")


def main(wanted: str = "") -> int:
    if wanted != "speed" and not DATA.is_dir():
        print(f"No data in {DATA}; set TOCSIN_DATA to the folder that holds corpora.", file=sys.stderr)
        return 1
    if wanted in {"", "scores"}:
        scores()
    if wanted == "eye":
        eye(stream_2026(), 25)
    if wanted == "eye-2022":
        eye(stream_2022(), 12)
    if wanted in {"", "speed"}:
        speed()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))

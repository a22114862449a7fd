"""Measures the matcher: precision, recall, hits for the eye, speed beside other ways, bad input.

Run: python tests/bench/matching.py [quality|stream|speed|automata|bad …]
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import ahocorasick_rs
import matching_quality as quality
import matching_speed as speed
from matching_bad import BAD
from matching_corpora import folder

from tocsin.core.query import Mistake, judge_one, read
from tocsin.core.text import scan

SIZES = (10, 1_000, 10_000)


def print_quality(place: Path | None) -> None:
    if place is None:
        print("quality: skipped, the corpora are not here")
        return
    score, seen = quality.italian(place)
    print(f"Italian, NATO: {score}", *seen, sep="\n  ")
    for name in ("ONU", "UE", "CIA", "RAI", "PD"):
        print(f"Italian, {name}: {quality.italian(place, name, name)[0]}")
    for identity in ("ORG-NATO", *quality.frequent(place)):
        strict, seen = quality.slavic(place, identity)
        print(f"Slavic, {identity}: {strict}")
        print(f"    inside longer names too: {quality.slavic(place, identity, inside=True)[0]}")
        print(*(f"    {line}" for line in seen[:5]), sep="\n")
    written = 'NATO OR NATA OR NATU OR NATOM OR НАТО OR "severoatlant* alianc*" OR "sojusz* północnoatlantyck*"'
    print(f"Slavic, ORG-NATO, by hand ({written}): {quality.slavic(place, 'ORG-NATO', written)[0]}")


def print_stream(place: Path | None) -> None:
    if place is None:
        print("stream: skipped, the corpora are not here")
        return
    for text in ('"Le Pen"', "NATO"):
        lines = quality.stream(place, text)
        print(f"{text}: {len(lines)} hits", *lines, sep="\n  ")


def print_speed(place: Path | None) -> None:
    sample = speed.articles(place)
    folding = speed.folding(sample)
    print(f"{len(sample)} articles of {speed.WORDS} words; folding alone {folding:,.0f} a second")
    for share, name in ((0.02, "few matches"), (0.1, "more matches"), (0.5, "many matches")):
        for size in SIZES:
            given = speed.watches(size, sample, share)
            asked = speed.queries(given)
            built, rate, matches = speed.judging(asked, sample)
            print(f"{size:6} watches, {name} ({matches:.1f} an article), built in {built:.2f} s")
            print(f"    judged: {rate:9,.1f} articles a second ({folding / rate:.2f} times folding)")
            if share == 0.02:
                expressions = speed.per_second(speed.with_expressions(given), sample)
                percolator = speed.per_second(speed.with_percolator(asked), sample)
                print(f"    one Python expression a watch: {expressions:9,.1f}")
                print(f"    FTS5 as percolator:            {percolator:9,.1f}")


def print_automata(place: Path | None) -> None:
    """Compare automata on the scanned forms: time to build, articles a second."""
    sample = [f" {scan(one.title)}  {scan(one.text)} " for one in speed.articles(place)]
    for size in SIZES:
        given = speed.watches(size, speed.articles(place), 0.1)
        terms = {f" {scan(term).strip()} " for listed in given.values() for term in listed}
        print(f"{size} watches, {len(terms)} terms")
        for name, build in _automata().items():
            began = time.process_time()
            find = build(sorted(terms))
            built = time.process_time() - began
            count, began = 0, time.process_time()
            while time.process_time() - began < 1.0:
                for text in sample[:50]:
                    find(text)
                count += 50
            print(f"  {name:38} built in {built:6.2f} s, {count / (time.process_time() - began):9,.0f} a second")


def _automata() -> dict[str, Callable[[list[str]], Callable[[str], object]]]:
    def rust(kind: ahocorasick_rs.Implementation) -> Callable[[list[str]], Callable[[str], object]]:
        def build(terms: list[str]) -> Callable[[str], object]:
            made = ahocorasick_rs.AhoCorasick(terms, implementation=kind)
            return lambda text: made.find_matches_as_indexes(text, overlapping=True)

        return build

    kinds = ahocorasick_rs.Implementation
    found = {
        "ahocorasick-rs, NoncontiguousNFA": rust(kinds.NoncontiguousNFA),
        "ahocorasick-rs, ContiguousNFA": rust(kinds.ContiguousNFA),
        "ahocorasick-rs, DFA": rust(kinds.DFA),
    }
    try:
        import ahocorasick
    except ImportError:
        print("  pyahocorasick is not installed; left out")
        return found

    def c(terms: list[str]) -> Callable[[str], object]:
        made = ahocorasick.Automaton()
        for number, term in enumerate(terms):
            made.add_word(term, (number, len(term)))
        made.make_automaton()
        return lambda text: [(number, end + 1 - size, end + 1) for end, (number, size) in made.iter(text)]

    return {**found, "pyahocorasick": c}


def print_bad(place: Path | None) -> None:
    del place
    for name, text in BAD.items():
        began = time.perf_counter()
        found = read(text, named={"me": "x @me"}.get)
        said = found.sentence if isinstance(found, Mistake) else f"read as {found.text[:40]!r}"
        print(f"{(time.perf_counter() - began) * 1000:6.1f} ms  {name}: {said}")
    storm = quality.article("a" + "\u0301\u0323" * 200_000 + " nato " + "\u202e\ud800" * 10_000, "#" + "aB" * 50_000)
    began = time.perf_counter()
    asked = quality.query("nato OR /(a+)+$/")
    judge_one(asked, storm)
    print(f"{(time.perf_counter() - began) * 1000:6.1f} ms  judging an article of 420,000 marks and controls")


def main() -> None:
    parts: dict[str, Callable[[Path | None], None]] = {
        "quality": print_quality,
        "stream": print_stream,
        "speed": print_speed,
        "automata": print_automata,
        "bad": print_bad,
    }
    for name in sys.argv[1:] or list(parts):
        print(f"== {name}")
        parts[name](folder())


if __name__ == "__main__":
    main()

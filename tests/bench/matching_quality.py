"""Measures precision and recall on texts whose names are marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from matching_corpora import article, documents, rows

from tocsin.core.query import Mistake, Query, judge_one, read


class Score(NamedTuple):
    """How many documents were found rightly, found wrongly, and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    def __str__(self) -> str:
        counts = f"{self.right} right, {self.wrong} wrong, {self.missed} missed"
        return f"precision {self.precision:.3f}, recall {self.recall:.3f} ({counts})"


def query(text: str) -> Query:
    found = read(text)
    if isinstance(found, Mistake):
        raise SystemExit(f"{text!r}: {found.sentence}")
    return found


def scored(answers: Iterable[tuple[bool, bool, str]]) -> tuple[Score, list[str]]:
    """Count (truth, answer, description) and keep the descriptions of what went wrong."""
    counted: Counter[tuple[bool, bool]] = Counter()
    seen = []
    for truth, answer, description in answers:
        counted[truth, answer] += 1
        if truth != answer:
            seen.append(f"{'missed' if truth else 'wrong '} {description}")
    return Score(counted[True, True], counted[False, True], counted[True, False]), seen


def italian(place: Path, text: str = "NATO", name: str = "NATO") -> tuple[Score, list[str]]:
    """Judge each sentence; the truth is that one of its organisations has that word in its name, in any case."""
    asked = query(text)

    def answers() -> Iterator[tuple[bool, bool, str]]:
        for row in rows(place, "names-italian.tsv"):
            organisations = [part[4:] for part in row["entities"].split(" | ") if part.startswith("ORG:")]
            truth = any(name.casefold() in one.casefold().split() for one in organisations)
            answer = judge_one(asked, article(row["text"])) is not None
            yield truth, answer, f"{row['id']}: {row['text'][:140]}"

    return scored(answers())


def forms(place: Path, identity: str) -> str:
    """Return the query in which all forms that the corpus has of a name are written out."""
    written = {m[2] for doc in documents(place, "names-slavic.jsonl") for m in doc["mentions"] if m[5] == identity}
    cleaned = {" ".join(form.replace('"', " ").split()) for form in written}
    return " OR ".join(f'"{form}"' for form in sorted(cleaned))


def slavic(place: Path, identity: str, text: str = "", *, inside: bool = False) -> tuple[Score, list[str]]:
    """Judge each document for a name; the truth is that it is marked there.

    With `inside` it also counts as there where a hit stands in a longer marked name ("zveze Nato" in the name of a
    summit), which the corpus marks only as that longer one.
    """
    asked = query(text or forms(place, identity))

    def answers() -> Iterator[tuple[bool, bool, str]]:
        for doc in documents(place, "names-slavic.jsonl"):
            found = judge_one(asked, article(doc["text"]))
            truth = any(m[5] == identity for m in doc["mentions"])
            if inside and found is not None:
                truth = truth or any(
                    m[0] <= hit.start and hit.end <= m[1] for hit in found.hits for m in doc["mentions"]
                )
            yield truth, found is not None, f"{doc['doc']}: {found.sentence[:110] if found else ''}"

    return scored(answers())


def frequent(place: Path, count: int = 10) -> list[str]:
    """Return the identities that most documents name, ORG-NATO apart."""
    counted: Counter[str] = Counter()
    for doc in documents(place, "names-slavic.jsonl"):
        counted.update({m[5] for m in doc["mentions"]})
    counted.pop("ORG-NATO", None)
    return [identity for identity, _ in counted.most_common(count)]


def stream(place: Path, text: str) -> list[str]:
    """Return the hits over the stream, for the eye."""
    asked, lines = query(text), []
    for row in rows(place, "stream-2022.tsv"):
        found = judge_one(asked, article(row["description"], row["title"], row["language"]))
        if found is not None:
            lines.append(f"{found.field:6} {found.sentence[:150]}")
    return lines

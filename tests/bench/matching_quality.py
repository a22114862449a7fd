"""Measures precision and recall on texts whose names are marked."""

from __future__ import annotations

from collections import Counter
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
        return f"precision {self.precision:.3f}, recall {self.recall:.3f} ({self.right} right, {self.wrong} wrong, {self.missed} missed)"


def query(text: str) -> Query:
    found = read(text)
    if isinstance(found, Mistake):
        raise SystemExit(f"{text!r}: {found.sentence}")
    return found


def italian(place: Path, text: str = "NATO", names: tuple[str, ...] = ("NATO",)) -> tuple[Score, list[str]]:
    """Judge each sentence; the truth is that one of its organisations is called so, in any case."""
    asked, right, wrong, missed, seen = query(text), 0, 0, 0, []
    for row in rows(place, "names-italian.tsv"):
        organisations = [part[4:] for part in row["entities"].split(" | ") if part.startswith("ORG:")]
        truth = any(name.casefold() in organisation.casefold().split() for organisation in organisations for name in names)
        answer = judge_one(asked, article(row["text"])) is not None
        right, wrong, missed = right + (truth and answer), wrong + (answer and not truth), missed + (truth and not answer)
        if truth != answer:
            seen.append(f"{'missed' if truth else 'wrong '} {row['id']}: {row['text'][:140]}")
    return Score(right, wrong, missed), seen


def slavic(place: Path, identity: str) -> tuple[Score, list[str], str]:
    """Judge each document for a name, with all the forms that the corpus has of it written out in the query."""
    docs = list(documents(place, "names-slavic.jsonl"))
    forms = Counter(m[2] for doc in docs for m in doc["mentions"] if m[5] == identity)
    written = sorted({" ".join(form.replace('"', " ").split()) for form in forms})
    text = " OR ".join(f'"{form}"' for form in written)
    asked, right, wrong, missed, seen = query(text), 0, 0, 0, []
    for doc in docs:
        truth = any(m[5] == identity for m in doc["mentions"])
        found = judge_one(asked, article(doc["text"]))
        answer = found is not None
        right, wrong, missed = right + (truth and answer), wrong + (answer and not truth), missed + (truth and not answer)
        if truth != answer:
            seen.append(f"{'missed' if truth else 'wrong '} {doc['doc']}: {found.sentence[:120] if found else ''}")
    return Score(right, wrong, missed), seen, text


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

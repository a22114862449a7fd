"""The query language: reading, printing, judging, nominating; touches nothing."""

from __future__ import annotations

from tocsin.core.query.explaining import explain, for_watch
from tocsin.core.query.judge import Judge, judge_one
from tocsin.core.query.lacking import missing
from tocsin.core.query.nodes import Mistake, Query, asks, looks_in, required
from tocsin.core.query.nominating import TOKENIZE, index_words, nominate
from tocsin.core.query.places import within
from tocsin.core.query.printing import printed
from tocsin.core.query.reading import read
from tocsin.core.text.folding import FOLD_VERSION

__all__ = [
    "FOLD_VERSION",
    "TOKENIZE",
    "Judge",
    "Mistake",
    "Query",
    "asks",
    "explain",
    "for_watch",
    "index_words",
    "judge_one",
    "looks_in",
    "missing",
    "nominate",
    "printed",
    "read",
    "required",
    "within",
]  # fmt: skip

"""Reads the text of a query into its tree; what is wrong is returned with its column, never raised."""

from __future__ import annotations

from collections.abc import Callable

from tocsin.core.query import filters, patterns
from tocsin.core.query.advice import similar, warnings
from tocsin.core.query.lexer import Token, tokens
from tocsin.core.query.nodes import (
    ZONES,
    AtLeast,
    Filter,
    Mistake,
    Named,
    Near,
    Node,
    Not,
    Or,
    Pattern,
    Query,
    Term,
    Together,
    Zone,
    both,
    either,
)
from tocsin.core.query.printing import printed
from tocsin.core.query.terms import cleaned, refused

NamedQueries = Callable[[str], str | None]
DEEPEST = 40
MOST_NAMED = 50


class _Wrong(Exception):
    def __init__(self, column: int, sentence: str, repair: str | None = None) -> None:
        self.mistake = Mistake(column, sentence, repair)


def read(text: str, *, named: NamedQueries | None = None) -> Query | Mistake:
    """Read a query. `named` gives the text of a saved query or a name pack, or None when there is none."""
    return _read(text, named, (), [0])


def _read(text: str, named: NamedQueries | None, inside: tuple[str, ...], budget: list[int]) -> Query | Mistake:
    found = tokens(text)
    if isinstance(found, Mistake):
        return found
    try:
        tree = _Descent(text, found, named, inside, budget).whole()
    except _Wrong as wrong:
        return wrong.mistake
    return Query(printed(tree), tree, warnings(tree, found), text)


class _Descent:
    """Goes down the grammar over one list of tokens."""

    def __init__(
        self, text: str, found: list[Token], named: NamedQueries | None, inside: tuple[str, ...], budget: list[int]
    ) -> None:
        self._text, self._tokens, self._named, self._inside, self._budget = text, found, named, inside, budget
        self._at = 0
        self._depth = 0

    def whole(self) -> Node:
        if self._now.kind == "end":
            raise _Wrong(1, "The query is empty.")
        tree = self._either()
        if self._now.kind == ")":
            at = self._now.column
            raise _Wrong(at, f"The parenthesis at column {at} closes nothing.", self._without(at - 1, at))
        return tree

    @property
    def _now(self) -> Token:
        return self._tokens[self._at]

    def _next(self) -> Token:
        token = self._tokens[self._at]
        if token.kind != "end":
            self._at += 1
        return token

    def _without(self, start: int, end: int) -> str | None:
        repaired = " ".join((self._text[:start] + " " + self._text[end:]).split())
        return repaired if repaired and len(repaired) < 500 else None

    def _deeper(self, column: int) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise _Wrong(column, f"Parentheses and minus signs may be nested at most {DEEPEST} deep.")

    def _either(self) -> Node:
        parts = [self._both()]
        while self._now.kind == "or":
            operator = self._next()
            self._wants_operand(operator)
            parts.append(self._both())
        return either(parts)

    def _both(self) -> Node:
        parts = [self._near()]
        while self._now.kind not in {"or", ")", "end"}:
            if self._now.kind == "and":
                operator = self._next()
                self._wants_operand(operator)
            parts.append(self._near())
        return both(parts)

    def _wants_operand(self, operator: Token) -> None:
        if self._now.kind in {"end", ")", "or", "and", "near", "sentence"}:
            start = operator.column - 1
            raise _Wrong(
                operator.column,
                f"Nothing stands after {operator.text} at column {operator.column}.",
                self._without(start, start + len(operator.text)),
            )

    def _near(self) -> Node:
        left = self._unary()
        while self._now.kind in {"near", "sentence"}:
            operator = self._next()
            self._wants_operand(operator)
            right = self._unary()
            for side in (left, right):
                if not placed(side):
                    raise _Wrong(
                        operator.column,
                        f"{operator.text} joins words, phrases and groups of them with OR; "
                        "it cannot join AND, NOT or filters.",
                    )
            left = Together(left, right) if operator.kind == "sentence" else Near(left, right, self._distance(operator))
        return left

    def _distance(self, operator: Token) -> int:
        if operator.text == "NEAR":
            return 10
        number = operator.text.partition("/")[2]
        if number and 1 <= int(number) <= 200:
            return int(number)
        at = operator.column
        raise _Wrong(at, f"NEAR at column {at} wants a number of words from 1 to 200, as in NEAR/5.")

    def _unary(self) -> Node:
        if self._now.kind not in {"minus", "not"}:
            return self._primary()
        operator = self._next()
        self._wants_operand(operator)
        self._deeper(operator.column)
        part = self._unary()
        self._depth -= 1
        return Not(part)

    def _primary(self) -> Node:
        token = self._next()
        match token.kind:
            case "(":
                return self._group(token)
            case "term":
                return self._term(token, exact=False)
            case "equals":
                if self._now.kind != "term" and not (self._now.glued and self._now.kind in {"and", "or", "not"}):
                    raise _Wrong(token.column, f"A word or a phrase must follow = at column {token.column}.")
                return self._term(self._next(), exact=True)
            case "pattern":
                return self._pattern(token)
            case "named":
                return self._saved(token)
            case "field":
                return self._field(token)
            case "end":
                raise _Wrong(token.column, "The query ends where a word was expected.")
            case ")":
                raise _Wrong(token.column, f"Nothing stands before the parenthesis at column {token.column}.")
            case _:
                start = token.column - 1
                raise _Wrong(
                    token.column,
                    f"Nothing stands before {token.text} at column {token.column}.",
                    self._without(start, start + len(token.text)),
                )

    def _group(self, token: Token) -> Node:
        self._deeper(token.column)
        if self._now.kind == ")":
            raise _Wrong(
                token.column,
                f"The parentheses at column {token.column} are empty.",
                self._without(token.column - 1, self._now.column),
            )
        tree = self._either()
        if self._now.kind != ")":
            repair = f"{self._text.rstrip()})" if len(self._text) < 500 else None
            raise _Wrong(token.column, f"The parenthesis at column {token.column} is never closed.", repair)
        self._next()
        self._depth -= 1
        return tree

    def _term(self, token: Token, *, exact: bool) -> Term:
        wrong = refused(token.text)
        if wrong is not None:
            raise _Wrong(token.column, f"{wrong[0]} (column {token.column}).", self._replaced(token, wrong[1]))
        if not token.quoted and not exact and (near := similar(token.text)) is not None:
            field, meant = near
            raise _Wrong(
                token.column,
                f'There is no field "{field}" (column {token.column}); in quotation marks it would be a phrase.',
                self._replaced(token, meant),
            )
        return Term(cleaned(token.text), exact)

    def _replaced(self, token: Token, text: str | None) -> str | None:
        if text is None or len(self._text) > 500:
            return None
        start = token.column - 1 + token.quoted
        return self._text[:start] + text + self._text[start + len(token.text) :]

    def _pattern(self, token: Token) -> Pattern:
        if patterns.compiled(token.text) is None:
            column = token.column
            if len(token.text) > patterns.LONGEST:
                raise _Wrong(column, f"A regular expression may have at most {patterns.LONGEST:,} characters.")
            raise _Wrong(
                column,
                f"The regular expression at column {column} is not valid, is too large, "
                "or looks around or back, which is not supported.",
            )
        return Pattern(token.text)

    def _field(self, token: Token) -> Node:
        name = token.text
        if name == "atleast":
            return self._at_least(token)
        if self._now.kind in {"end", ")", "or", "and", "near", "sentence"} and not self._now.glued:
            raise _Wrong(token.column, f"Nothing stands after {name}: at column {token.column}.")
        if name in ZONES:
            if self._now.kind in {"minus", "not"}:
                raise _Wrong(token.column, f"Write -{name}:… to leave out what stands in {name}.")
            self._deeper(token.column)
            part = self._primary()
            self._depth -= 1
            return Zone(name, part)
        value = self._next()
        text = value.text
        if value.kind in {"end", "(", ")", "pattern", "field"} or (value.kind in {"named", "equals", "minus"}):
            raise _Wrong(value.column, f"A plain value must follow {name}: at column {token.column}.")
        made = filters.read(name, text)
        if not isinstance(made, Filter):
            raise _Wrong(token.column, made)
        return made

    def _at_least(self, token: Token) -> AtLeast:
        column = token.column
        number = self._next()
        if number.kind != "term" or not (number.text.isascii() and number.text.isdigit()):
            raise _Wrong(column, f"atleast: at column {column} wants a number, as in atleast:3 nato.")
        times = int(number.text[:9])
        if not 1 <= times <= 100:
            raise _Wrong(column, f"atleast: at column {column} wants a number from 1 to 100.")
        self._wants_operand(Token("field", f"atleast:{times}", column))
        self._deeper(column)
        part = self._primary()
        self._depth -= 1
        if not placed(part):
            raise _Wrong(column, f"atleast: at column {column} counts words, phrases and groups of them with OR.")
        return AtLeast(times, part)

    def _saved(self, token: Token) -> Named:
        name, column = token.text, token.column
        if not name or len(name) > 200:
            raise _Wrong(column, f"The name of a saved query must follow @ at column {column}.")
        if name.casefold() in self._inside:
            raise _Wrong(column, f"The saved query @{name} contains itself.")
        text = self._named(name) if self._named is not None else None
        if text is None:
            raise _Wrong(column, f"There is no saved query named {name} (column {column}).")
        self._budget[0] += 1
        if self._budget[0] > MOST_NAMED or len(self._inside) >= 10:
            raise _Wrong(column, f"A query may hold at most {MOST_NAMED} saved queries, and ten inside each other.")
        inner = _read(text, self._named, (*self._inside, name.casefold()), self._budget)
        if isinstance(inner, Mistake):
            if "contains itself" in inner.sentence:
                raise _Wrong(column, inner.sentence)
            raise _Wrong(column, f"The saved query @{name} cannot be read: {inner.sentence}")
        return Named(name, inner.tree)


def placed(node: Node) -> bool:
    """Tell whether a node stands at places in the text, so that they can be counted and compared."""
    match node:
        case Term() | Pattern() | Near() | Together():
            return True
        case Or():
            return all(placed(part) for part in node.parts)
        case Named() | Zone():
            return placed(node.part)
        case _:
            return False

"""How expressions are written: text to tree (`parse`) and tree to text (`write`).

Parsing needs the vocabulary, because ``a`` alone is a yes/no fact, a number or a choice. Every error says where
it is and, for a name nobody knows, offers the nearest right one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from typing import Literal, NamedTuple, cast

from handrail.engine.expressions import (
    CONDITIONS,
    NUMBERS,
    And,
    Compare,
    Comparison,
    Condition,
    Constant,
    Count,
    Expression,
    Flag,
    Greatest,
    IsIn,
    Least,
    Not,
    Number,
    Or,
    Pick,
    Quantity,
    Sum,
    Times,
)
from handrail.engine.values import Amount

Kind = Literal["yes-no", "choice", "number"]


class ExpressionError(ValueError):
    """An expression that cannot be understood.

    Attributes:
        column: where in the text, counted from 0.
    """

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.column = column


@dataclass(frozen=True)
class Vocabulary:
    """The names an expression may use: facts with their kinds and options, and named groups of yes/no facts."""

    kinds: Mapping[str, Kind]
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def nearest(self, name: str) -> str | None:
        """The known name most like this one, if any is close."""
        return nearest(name, [*self.kinds, *self.groups])


def nearest(name: str, known: list[str]) -> str | None:
    """The known name most like this one, if any is close."""
    return next(iter(get_close_matches(name, known, n=1, cutoff=0.6)), None)


def parse_condition(text: str, vocabulary: Vocabulary) -> Condition:
    """Read a yes/no expression. Raises `ExpressionError`."""
    expression = parse(text, vocabulary)
    if not isinstance(expression, CONDITIONS):
        raise ExpressionError("this is a number; a condition must come out as yes or no", 0)
    return expression


def parse(text: str, vocabulary: Vocabulary) -> Expression:
    """Read an expression. Raises `ExpressionError`."""
    parser = _Parser(list(_tokens(text)), vocabulary)
    expression = parser.disjunction()
    parser.expect_end()
    return parser.as_expression(expression)


def write(expression: Expression) -> str:
    """Write an expression so that parsing it gives the same tree."""
    return _WRITERS[type(expression)](expression)


class _Token(NamedTuple):
    kind: str
    text: str
    column: int


class _Choice(NamedTuple):
    """A choice fact on its own: not yet an expression, because nothing was asked of it."""

    fact: str
    column: int


_TOKEN = re.compile(
    r"(?P<space>\s+)|(?P<number>\d+(\.\d+)?)|(?P<name>[a-z][a-z0-9_]*)|(?P<symbol><=|>=|==|!=|[<>+\-*(){},:])"
)
_WORDS = {"and", "or", "not", "in"}
_NUMBER_FUNCTIONS: dict[str, Callable[[tuple[Number, ...]], Number]] = {"sum": Sum, "min": Least, "max": Greatest}
_FUNCTIONS = {"count", "pick", *_NUMBER_FUNCTIONS}
_COMPARISONS = {"<", "<=", "==", "!=", ">=", ">"}


def _tokens(text: str) -> Iterator[_Token]:
    column = 0
    while column < len(text):
        match = _TOKEN.match(text, column)
        if match is None:
            raise ExpressionError(f"'{text[column]}' has no meaning here", column)
        kind = str(match.lastgroup)
        if kind == "name" and match.group() in _WORDS:
            kind = "word"
        if kind != "space":
            yield _Token(kind, match.group(), column)
        column = match.end()
    yield _Token("end", "", len(text))


_Operand = Expression | _Choice


class _Parser:
    """Recursive descent over the tokens; one method a level of binding, loosest first."""

    def __init__(self, tokens: list[_Token], vocabulary: Vocabulary) -> None:
        self.tokens = tokens
        self.at = 0
        self.vocabulary = vocabulary

    def disjunction(self) -> _Operand:
        return self._joined("or", self.conjunction, Or)

    def conjunction(self) -> _Operand:
        return self._joined("and", self.negation, And)

    def negation(self) -> _Operand:
        if self._take("not"):
            column = self._column
            return Not(self.as_condition(self.negation(), column))
        return self.comparison()

    def comparison(self) -> _Operand:
        column = self._column
        left = self.total()
        if isinstance(left, _Choice):
            return self._choice_test(left)
        links: list[Condition] = []
        while self._peek().text in _COMPARISONS:
            comparison = self._next().text
            right = self.total()
            links.append(
                Compare(self.as_number(left, column), cast(Comparison, comparison), self.as_number(right, column))
            )
            left = right
        if not links:
            return left
        return links[0] if len(links) == 1 else And(tuple(links))

    def total(self) -> _Operand:
        column = self._column
        first = self.product()
        terms: list[Number] = []
        while self._peek().text in ("+", "-"):
            minus = self._next().text == "-"
            term = self.as_number(self.product(), column)
            terms.append(_negated(term) if minus else term)
        return Sum((self.as_number(first, column), *terms)) if terms else first

    def product(self) -> _Operand:
        column = self._column
        first = self.atom()
        if not self._take("*"):
            return first
        second = self.atom()
        if isinstance(first, Constant):
            return Times(first.value, self.as_number(second, column))
        if isinstance(second, Constant):
            return Times(second.value, self.as_number(first, column))
        raise ExpressionError("only a number times a constant can be worked out for unknown facts", column)

    def atom(self) -> _Operand:
        token = self._next()
        if token.kind == "number":
            return Constant(_amount(token.text))
        if token.text == "-" and self._peek().kind == "number":
            return Constant(-_amount(self._next().text))
        if token.text == "(":
            inside = self.disjunction()
            self._expect(")")
            return inside
        if token.kind == "name" and self._peek().text == "(" and token.text in _FUNCTIONS:
            return self._function(token)
        if token.kind == "name":
            return self._fact(token)
        raise ExpressionError(f"expected a fact, a number or '(', found {_shown(token)}", token.column)

    def expect_end(self) -> None:
        token = self._peek()
        if token.kind != "end":
            raise ExpressionError(f"expected 'and', 'or' or the end, found {_shown(token)}", token.column)

    def as_expression(self, operand: _Operand) -> Expression:
        if isinstance(operand, _Choice):
            raise ExpressionError(
                f"{operand.fact} is a choice; say which options: {operand.fact} in {{...}}", operand.column
            )
        return operand

    def as_condition(self, operand: _Operand, column: int) -> Condition:
        expression = self.as_expression(operand)
        if not isinstance(expression, CONDITIONS):
            raise ExpressionError(f"{write(expression)} is a number; compare it with something", column)
        return expression

    def as_number(self, operand: _Operand, column: int) -> Number:
        expression = self.as_expression(operand)
        if not isinstance(expression, NUMBERS):
            raise ExpressionError(f"{write(expression)} is a yes/no; a number is needed here", column)
        return expression

    def _joined(
        self, word: str, part: Callable[[], _Operand], join: Callable[[tuple[Condition, ...]], Condition]
    ) -> _Operand:
        column = self._column
        first = part()
        parts: list[Condition] = []
        while self._take(word):
            parts.append(self.as_condition(part(), self._column))
        return join((self.as_condition(first, column), *parts)) if parts else first

    def _choice_test(self, choice: _Choice) -> Condition:
        token = self._next()
        if token.text == "in":
            return IsIn(choice.fact, frozenset(self._option_list(choice.fact)))
        if token.text in ("==", "!="):
            test = IsIn(choice.fact, frozenset({self._option(choice.fact)}))
            return test if token.text == "==" else Not(test)
        raise ExpressionError(
            f"{choice.fact} is a choice; compare it with ==, != or in {{...}}, not {_shown(token)}", token.column
        )

    def _option_list(self, fact: str) -> Iterator[str]:
        self._expect("{")
        yield self._option(fact)
        while self._take(","):
            yield self._option(fact)
        self._expect("}")

    def _option(self, fact: str) -> str:
        token = self._next()
        known = self.vocabulary.options[fact]
        if token.text not in known:
            suggestion = _suggest(nearest(token.text, list(known)))
            raise ExpressionError(
                f"{_shown(token)} is not an option of {fact}. Options: {', '.join(known)}.{suggestion}", token.column
            )
        return token.text

    def _function(self, name: _Token) -> Expression:
        self._expect("(")
        if name.text == "pick":
            return self._pick(name)
        if name.text == "count" and self._peek().text in self.vocabulary.groups:
            group = self._next().text
            self._expect(")")
            return Count(tuple(Flag(fact) for fact in self.vocabulary.groups[group]))
        arguments = [(self._column, self.disjunction())]
        while self._take(","):
            arguments.append((self._column, self.disjunction()))
        self._expect(")")
        if name.text == "count":
            return Count(tuple(self.as_condition(operand, column) for column, operand in arguments))
        numbers = tuple(self.as_number(operand, column) for column, operand in arguments)
        return _NUMBER_FUNCTIONS[name.text](numbers)

    def _pick(self, name: _Token) -> Expression:
        fact = self._next()
        if self.vocabulary.kinds.get(fact.text) != "choice":
            raise ExpressionError(f"pick needs a choice fact, found {_shown(fact)}", fact.column)
        amounts: dict[str, Amount] = {}
        while self._take(","):
            option = self._option(fact.text)
            self._expect(":")
            constant = self.atom()
            if not isinstance(constant, Constant):
                raise ExpressionError("pick gives each option a plain number", self._column)
            amounts[option] = constant.value
        self._expect(")")
        missing = [option for option in self.vocabulary.options[fact.text] if option not in amounts]
        if missing:
            raise ExpressionError(f"pick must name every option; missing: {', '.join(missing)}", name.column)
        return Pick(fact.text, tuple(amounts.items()))

    def _fact(self, token: _Token) -> _Operand:
        kind = self.vocabulary.kinds.get(token.text)
        if kind == "yes-no":
            return Flag(token.text)
        if kind == "number":
            return Quantity(token.text)
        if kind == "choice":
            return _Choice(token.text, token.column)
        if token.text in self.vocabulary.groups:
            raise ExpressionError(f"{token.text} is a group; write count({token.text})", token.column)
        suggestion = _suggest(self.vocabulary.nearest(token.text))
        raise ExpressionError(f"'{token.text}' is not a fact.{suggestion}", token.column)

    @property
    def _column(self) -> int:
        return self._peek().column

    def _peek(self) -> _Token:
        return self.tokens[self.at]

    def _next(self) -> _Token:
        token = self.tokens[self.at]
        self.at = min(self.at + 1, len(self.tokens) - 1)
        return token

    def _take(self, text: str) -> bool:
        if self._peek().text != text:
            return False
        self.at += 1
        return True

    def _expect(self, text: str) -> None:
        token = self._next()
        if token.text != text:
            raise ExpressionError(f"expected '{text}', found {_shown(token)}", token.column)


def _amount(text: str) -> Amount:
    return Decimal(text) if "." in text else int(text)


def _negated(number: Number) -> Number:
    return Constant(-number.value) if isinstance(number, Constant) else Times(-1, number)


def _shown(token: _Token) -> str:
    return f"'{token.text}'" if token.text else "the end"


def _suggest(name: str | None) -> str:
    return f" Did you mean {name}?" if name else ""


def _listed(name: str) -> Callable[[And | Or | Count | Sum | Least | Greatest], str]:
    return lambda expression: f"{name}({', '.join(write(part) for part in expression.parts)})"


def _joined_by(word: str) -> Callable[[And | Or], str]:
    return lambda expression: f" {word} ".join(_as_operand(part) for part in expression.parts)


def _as_operand(condition: Condition) -> str:
    text = write(condition)
    return f"({text})" if isinstance(condition, And | Or) else text


def _write_is_in(is_in: IsIn) -> str:
    options = sorted(is_in.options)
    return f"{is_in.fact} == {options[0]}" if len(options) == 1 else f"{is_in.fact} in {{{', '.join(options)}}}"


def _write_pick(pick: Pick) -> str:
    return f"pick({pick.fact}, {', '.join(f'{option}: {value}' for option, value in pick.amounts)})"


def _write_times(times: Times) -> str:
    part = write(times.part)
    return f"{times.factor} * ({part})" if isinstance(times.part, Times) else f"{times.factor} * {part}"


_WRITERS: dict[type, Callable[..., str]] = {
    Flag: lambda flag: flag.fact,
    Quantity: lambda quantity: quantity.fact,
    Constant: lambda constant: str(constant.value),
    IsIn: _write_is_in,
    Pick: _write_pick,
    Not: lambda negation: f"not {_as_operand(negation.part)}",
    And: _joined_by("and"),
    Or: _joined_by("or"),
    Compare: lambda compare: f"{write(compare.left)} {compare.comparison} {write(compare.right)}",
    Count: _listed("count"),
    Sum: _listed("sum"),
    Least: _listed("min"),
    Greatest: _listed("max"),
    Times: _write_times,
}

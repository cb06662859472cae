"""The expression language as a tree.

Each operation is one small frozen class that checks itself when made, so an ill-typed expression cannot
exist. What an expression *means* is in ``evaluation``; how it is written is in ``language``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from handrail.engine.values import Amount

Comparison = Literal["<", "<=", "==", "!=", ">=", ">"]


class IllTypedError(TypeError):
    """An operation was given a part of the wrong type."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A yes/no fact, by its name."""

    parts: ClassVar[tuple[()]] = ()
    fact: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number fact, by its name."""

    parts: ClassVar[tuple[()]] = ()
    fact: str


@dataclass(frozen=True, slots=True)
class Constant:
    """A number that never changes."""

    parts: ClassVar[tuple[()]] = ()
    value: Amount


@dataclass(frozen=True, slots=True)
class IsIn:
    """Whether a choice fact is one of these options."""

    parts: ClassVar[tuple[()]] = ()
    fact: str
    options: frozenset[str]

    def __post_init__(self) -> None:
        if not self.options:
            raise IllTypedError(f"{self.fact} is compared with no option at all")


@dataclass(frozen=True, slots=True)
class Pick:
    """A constant that depends on a choice fact; every option is named."""

    parts: ClassVar[tuple[()]] = ()
    fact: str
    amounts: tuple[tuple[str, Amount], ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a condition."""

    part: Condition

    @property
    def parts(self) -> tuple[Condition]:
        """Its one part."""
        return (self.part,)

    def __post_init__(self) -> None:
        _require_conditions("not", (self.part,))


@dataclass(frozen=True, slots=True)
class And:
    """Whether all of several conditions hold."""

    parts: tuple[Condition, ...]

    def __post_init__(self) -> None:
        _require_conditions("and", self.parts, at_least=2)


@dataclass(frozen=True, slots=True)
class Or:
    """Whether any of several conditions holds."""

    parts: tuple[Condition, ...]

    def __post_init__(self) -> None:
        _require_conditions("or", self.parts, at_least=2)


@dataclass(frozen=True, slots=True)
class Compare:
    """How two numbers compare."""

    left: Number
    comparison: Comparison
    right: Number

    @property
    def parts(self) -> tuple[Number, Number]:
        """Its two sides."""
        return (self.left, self.right)

    def __post_init__(self) -> None:
        _require_numbers(self.comparison, (self.left, self.right))


@dataclass(frozen=True, slots=True)
class Count:
    """How many of these yes/no parts hold."""

    parts: tuple[Condition, ...]

    def __post_init__(self) -> None:
        _require_conditions("count", self.parts)


@dataclass(frozen=True, slots=True)
class Sum:
    """Several numbers added up."""

    parts: tuple[Number, ...]

    def __post_init__(self) -> None:
        _require_numbers("sum", self.parts)


@dataclass(frozen=True, slots=True)
class Least:
    """The smallest of several numbers."""

    parts: tuple[Number, ...]

    def __post_init__(self) -> None:
        _require_numbers("min", self.parts)


@dataclass(frozen=True, slots=True)
class Greatest:
    """The largest of several numbers."""

    parts: tuple[Number, ...]

    def __post_init__(self) -> None:
        _require_numbers("max", self.parts)


@dataclass(frozen=True, slots=True)
class Times:
    """A number times a constant."""

    factor: Amount
    part: Number

    @property
    def parts(self) -> tuple[Number]:
        """Its one part."""
        return (self.part,)

    def __post_init__(self) -> None:
        _require_numbers("*", (self.part,))


Condition = Flag | IsIn | Not | And | Or | Compare
Number = Quantity | Constant | Pick | Count | Sum | Least | Greatest | Times
Expression = Condition | Number

CONDITIONS = (Flag, IsIn, Not, And, Or, Compare)
FACT_LEAVES = (Flag, Quantity, IsIn, Pick)
NUMBERS = (Quantity, Constant, Pick, Count, Sum, Least, Greatest, Times)


def facts_in(expression: Expression) -> Iterator[str]:
    """The names of the facts an expression mentions, in order of appearance, repeats included."""
    if isinstance(expression, FACT_LEAVES):
        yield expression.fact
    for part in expression.parts:
        yield from facts_in(part)


def _require_conditions(operation: str, parts: tuple[Expression, ...], *, at_least: int = 1) -> None:
    _require(operation, parts, CONDITIONS, "a yes/no", at_least)


def _require_numbers(operation: str, parts: tuple[Expression, ...]) -> None:
    _require(operation, parts, NUMBERS, "a number", 1)


def _require(
    operation: str, parts: tuple[Expression, ...], kinds: tuple[type, ...], wanted: str, at_least: int
) -> None:
    if len(parts) < at_least:
        raise IllTypedError(f"'{operation}' needs at least {at_least} part{'s' if at_least > 1 else ''}")
    for part in parts:
        if not isinstance(part, kinds):
            raise IllTypedError(f"'{operation}' needs {wanted}, not {type(part).__name__.lower()}")

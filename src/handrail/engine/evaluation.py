"""What an expression can still be: the one evaluator, written to be obviously right.

Every other form of these expressions (a query, a faster program) is judged by this one. It is sound: the set it
gives contains the answer of every way in which the open facts could turn out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from handrail.engine.expressions import (
    And,
    Compare,
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
from handrail.engine.values import NO, OPEN, YES, Options, Range, ValueSet, YesNo, yes_no

Values = Mapping[str, ValueSet]
"""For each fact, what it can still be."""


def holds(condition: Condition, values: Values) -> YesNo:
    """Whether a condition holds: ``YES``, ``NO`` or ``OPEN``."""
    return cast(YesNo, _MEANINGS[type(condition)](condition, values))


def amount(number: Number, values: Values) -> Range:
    """The lowest and the highest value that a number expression can still have."""
    return cast(Range, _MEANINGS[type(number)](number, values))


def evaluate(expression: Expression, values: Values) -> ValueSet:
    """What any expression can still be."""
    return _MEANINGS[type(expression)](expression, values)


def _flag(flag: Flag, values: Values) -> ValueSet:
    return values[flag.fact]


def _quantity(quantity: Quantity, values: Values) -> ValueSet:
    return values[quantity.fact]


def _constant(constant: Constant, _values: Values) -> Range:
    return Range(constant.value, constant.value)


def _is_in(is_in: IsIn, values: Values) -> YesNo:
    still_possible = cast(Options, values[is_in.fact])
    if still_possible <= is_in.options:
        return YES
    if still_possible.isdisjoint(is_in.options):
        return NO
    return OPEN


def _pick(pick: Pick, values: Values) -> Range:
    still_possible = cast(Options, values[pick.fact])
    amounts = [value for option, value in pick.amounts if option in still_possible]
    return Range(min(amounts), max(amounts))


def _not(negation: Not, values: Values) -> YesNo:
    value = holds(negation.part, values)
    return OPEN if value == OPEN else yes_no(value == NO)


def _and(conjunction: And, values: Values) -> YesNo:
    result = YES
    for part in conjunction.parts:
        value = holds(part, values)
        if value == NO:
            return NO
        if value == OPEN:
            result = OPEN
    return result


def _or(disjunction: Or, values: Values) -> YesNo:
    result = NO
    for part in disjunction.parts:
        value = holds(part, values)
        if value == YES:
            return YES
        if value == OPEN:
            result = OPEN
    return result


def _compare(compare: Compare, values: Values) -> YesNo:
    left, right = amount(compare.left, values), amount(compare.right, values)
    can_hold, can_fail = _COMPARISONS[compare.comparison](left, right)
    if can_hold and can_fail:
        return OPEN
    return yes_no(can_hold)


def _count(count: Count, values: Values) -> Range:
    parts = [holds(part, values) for part in count.parts]
    return Range(parts.count(YES), len(parts) - parts.count(NO))


def _sum(total: Sum, values: Values) -> Range:
    ranges = [amount(part, values) for part in total.parts]
    return Range(sum(each.lowest for each in ranges), sum(each.highest for each in ranges))


def _least(least: Least, values: Values) -> Range:
    ranges = [amount(part, values) for part in least.parts]
    return Range(min(each.lowest for each in ranges), min(each.highest for each in ranges))


def _greatest(greatest: Greatest, values: Values) -> Range:
    ranges = [amount(part, values) for part in greatest.parts]
    return Range(max(each.lowest for each in ranges), max(each.highest for each in ranges))


def _times(times: Times, values: Values) -> Range:
    part = amount(times.part, values)
    ends = (times.factor * part.lowest, times.factor * part.highest)
    return Range(min(ends), max(ends))


def _equal(left: Range, right: Range) -> tuple[bool, bool]:
    overlap = left.lowest <= right.highest and right.lowest <= left.highest
    certain = left.lowest == left.highest == right.lowest == right.highest
    return overlap, not certain


def _unequal(left: Range, right: Range) -> tuple[bool, bool]:
    can_be_equal, can_differ = _equal(left, right)
    return can_differ, can_be_equal


_COMPARISONS: dict[str, Callable[[Range, Range], tuple[bool, bool]]] = {
    "<": lambda left, right: (left.lowest < right.highest, left.highest >= right.lowest),
    "<=": lambda left, right: (left.lowest <= right.highest, left.highest > right.lowest),
    ">": lambda left, right: (left.highest > right.lowest, left.lowest <= right.highest),
    ">=": lambda left, right: (left.highest >= right.lowest, left.lowest < right.highest),
    "==": _equal,
    "!=": _unequal,
}
"""For each comparison of two ranges: whether it can hold, and whether it can fail."""

_MEANINGS: dict[type, Callable[[Any, Values], ValueSet]] = {
    Flag: _flag,
    Quantity: _quantity,
    Constant: _constant,
    IsIn: _is_in,
    Pick: _pick,
    Not: _not,
    And: _and,
    Or: _or,
    Compare: _compare,
    Count: _count,
    Sum: _sum,
    Least: _least,
    Greatest: _greatest,
    Times: _times,
}

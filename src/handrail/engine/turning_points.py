"""The values of a number at which an expression may turn from one answer to another."""

from __future__ import annotations

from collections.abc import Iterator

from handrail.engine.answers import step
from handrail.engine.content import Content
from handrail.engine.expressions import Compare, Constant, Expression, Flag, Quantity
from handrail.engine.facts import Fact
from handrail.engine.values import Amount, Range


def turning_points(expression: Expression, fact: Fact, content: Content) -> set[Amount]:
    """The ends of a number's range, and each constant it is compared with, with its neighbours."""
    assert isinstance(fact.every, Range)
    points: set[Amount] = {fact.every.lowest, fact.every.highest}
    for constant in _constants(expression, fact.id, content):
        points |= {constant - step(fact), constant, constant + step(fact)}
    return {point for point in points if fact.every.lowest <= point <= fact.every.highest}


def _constants(expression: Expression, fact: str, content: Content) -> Iterator[Amount]:
    """The constants that comparisons resting on a fact mention, seen through derived facts."""
    match expression:
        case Compare(left, _, right) if fact in content.asked_facts_of(expression):
            yield from (side.value for side in (left, right) if isinstance(side, Constant))
    for part in expression.parts:
        yield from _constants(part, fact, content)
    if isinstance(expression, Flag | Quantity) and expression.fact in content.derived:
        yield from _constants(content.derived[expression.fact].definition, fact, content)

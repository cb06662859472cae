"""Which way each fact pushes a condition: the base of two build checks.

*Direction law*: a rule at same-day or above uses every danger fact in its worse direction only, so that an added
symptom never lowers urgency and an absent one is never needed. *Exactness*: set evaluation is exact where each
asked fact stands in one direction; then "open" is never said of something that the open answers cannot change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from handrail.engine.expressions import (
    Compare,
    Constant,
    Expression,
    Flag,
    IsIn,
    Not,
    Pick,
    Quantity,
    Times,
    facts_in,
)
from handrail.engine.facts import Constraint, Derived, Fact
from handrail.engine.values import Amount


@dataclass(frozen=True, slots=True)
class Push:
    """One place where an asked fact stands in a condition.

    Attributes:
        towards: the values that push the condition towards yes: ``yes``/``no``, ``higher``/``lower``, or options;
            empty when the place pushes both ways.
    """

    fact: str
    towards: frozenset[str]


def pushes(expression: Expression, derived: Mapping[str, Derived], *, up: bool = True) -> Iterator[Push]:
    """Every place of every asked fact in an expression, seen through derived facts.

    With ``up`` the places say what pushes the expression towards yes (or higher); without, towards no (or lower).
    """
    match expression:
        case Flag(fact) | Quantity(fact) if fact in derived:
            yield from pushes(derived[fact].definition, derived, up=up)
        case Flag(fact):
            yield Push(fact, frozenset({"yes" if up else "no"}))
        case Quantity(fact):
            yield Push(fact, frozenset({"higher" if up else "lower"}))
        case IsIn(fact, options):
            yield Push(fact, options if up else frozenset({"not", *options}))
        case Pick(fact, amounts):
            yield from _picks(fact, dict(amounts), up=up)
        case Not(part):
            yield from pushes(part, derived, up=not up)
        case Compare(left, comparison, right):
            yield from _compared(left, comparison, right, derived, up=up)
        case Times(factor, part):
            yield from pushes(part, derived, up=up if factor >= 0 else not up)
        case _:
            for part in expression.parts:
                yield from pushes(part, derived, up=up)


def _picks(fact: str, amounts: Mapping[str, object], *, up: bool) -> Iterator[Push]:
    for threshold in sorted(set(amounts.values()), key=str)[1:] or list(amounts.values())[:1]:
        high = frozenset(option for option, value in amounts.items() if value >= threshold)  # type: ignore[operator]
        yield Push(fact, high if up else frozenset({"not", *high}))


def _compared(
    left: Expression, comparison: str, right: Expression, derived: Mapping[str, Derived], *, up: bool
) -> Iterator[Push]:
    if comparison in ("==", "!="):
        single = _single_test(left, right, derived)
        if single:
            yield Push(single[0], frozenset({f"{comparison if up else 'not ' + comparison} {single[1]}"}))
            return
        for fact in (push.fact for side in (left, right) for push in pushes(side, derived)):
            yield Push(fact, frozenset())
        return
    left_pushes_up = (comparison in (">", ">=")) == up
    yield from pushes(left, derived, up=left_pushes_up)
    yield from pushes(right, derived, up=not left_pushes_up)


def _single_test(left: Expression, right: Expression, derived: Mapping[str, Derived]) -> tuple[str, Amount] | None:
    """The asked number and the constant that an equality compares, if it is that simple."""
    match (left, right):
        case (Quantity(fact), Constant(value)) | (Constant(value), Quantity(fact)) if fact not in derived:
            return fact, value
    return None


def one_direction(places: Iterable[Push], every_option: frozenset[str] = frozenset()) -> bool:
    """True when these places of one fact all push the same way: their sets of values form a chain."""
    sets = []
    for place in places:
        if not place.towards:
            return False
        sets.append(every_option - place.towards if "not" in place.towards else place.towards)
    sets.sort(key=len)
    return all(smaller <= larger for smaller, larger in pairwise(sets))


def is_exact(
    condition: Expression,
    facts: Mapping[str, Fact],
    derived: Mapping[str, Derived],
    constraints: Iterable[Constraint] = (),
) -> bool:
    """True when set evaluation says ``OPEN`` only where the open answers can really go either way."""
    by_fact = _by_fact(pushes(condition, derived))
    if not all(one_direction(places, _options(facts[fact])) for fact, places in by_fact.items()):
        return False
    senses: set[bool] = set()
    for constraint in constraints:
        touched = {*facts_in(constraint.given), *facts_in(constraint.follows)}
        linked = touched & set(by_fact)
        if linked and not _aligned(constraint, facts, derived):
            return False
        senses |= {_is_worse(place, facts[fact]) for fact in linked for place in by_fact[fact]}
    return len(senses) <= 1


def against_the_worse(condition: Expression, facts: Mapping[str, Fact], derived: Mapping[str, Derived]) -> list[str]:
    """The danger facts that a condition uses in another than their worse direction, in order of appearance."""
    wrong = [
        place.fact
        for place in pushes(condition, derived)
        if facts[place.fact].is_danger and not _is_worse(place, facts[place.fact])
    ]
    return list(dict.fromkeys(wrong))


def _aligned(constraint: Constraint, facts: Mapping[str, Fact], derived: Mapping[str, Derived]) -> bool:
    """True when both tests of a constraint look the same way, so that the worst and the best case always exist."""
    sides = [
        {_is_worse(place, facts[place.fact]) for place in pushes(test, derived)}
        for test in (constraint.given, constraint.follows)
    ]
    return sides[0] == sides[1] and len(sides[0]) == 1


def _is_worse(place: Push, fact: Fact) -> bool:
    """True when a place pushes in the fact's worse direction (or, where none is declared, towards yes or higher)."""
    if fact.kind != "choice":
        return place.towards == frozenset({fact.worse[-1] if fact.worse else _UP[fact.kind]})
    order = list(fact.worse or fact.options)
    towards = _options(fact) - place.towards if "not" in place.towards else place.towards
    return bool(towards) and towards == frozenset(order[len(order) - len(towards) :])


_UP = {"yes-no": "yes", "number": "higher"}


def _options(fact: Fact) -> frozenset[str]:
    return frozenset(fact.options)


def _by_fact(places: Iterable[Push]) -> dict[str, list[Push]]:
    grouped: dict[str, list[Push]] = {}
    for place in places:
        grouped.setdefault(place.fact, []).append(place)
    return grouped

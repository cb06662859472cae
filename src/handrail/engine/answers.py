"""Answers, and what they leave open.

An answer is a value, "cannot tell", or "prefer not to say"; a question nobody asked has no answer at all. These
four are different things. Each answer has a moment and each fact a shelf life; an older answer is open again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import cast

from handrail.engine.evaluation import evaluate, holds
from handrail.engine.expressions import (
    FACT_LEAVES,
    And,
    Compare,
    Condition,
    Constant,
    Expression,
    Not,
    Quantity,
    facts_in,
)
from handrail.engine.facts import Constraint, Derived, Fact
from handrail.engine.values import NO, YES, Amount, Options, Range, ValueSet, YesNo, is_settled, yes_no


class NoValue(Enum):
    """An answer that names no value."""

    CANNOT_TELL = "cannot tell"
    PREFER_NOT_TO_SAY = "prefer not to say"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said of an asked fact, and when. A vague number is a range, a vague choice several options."""

    said: ValueSet | NoValue
    at: datetime


Answers = Mapping[str, Answer]


class ImpossibleAnswersError(ValueError):
    """Answers that a constraint declares impossible together.

    Attributes:
        constraint: the one that is broken.
    """

    def __init__(self, constraint: Constraint) -> None:
        super().__init__(constraint.words)
        self.constraint = constraint


class Situation(dict[str, ValueSet]):
    """For each fact, what it can still be. Derived facts are worked out when first looked at."""

    def __init__(self, asked: Mapping[str, ValueSet], derived: Mapping[str, Derived]) -> None:
        super().__init__(asked)
        self._derived = derived
        self._live: dict[str, tuple[str, ...]] = {}

    def __missing__(self, fact: str) -> ValueSet:
        value = self[fact] = evaluate(self._derived[fact].definition, self)
        return value

    def live_behind(self, fact: str) -> tuple[str, ...]:
        """The asked facts that can still change a fact: itself, or those a derived fact rests on."""
        if fact not in self._derived:
            return (fact,)
        if fact not in self._live:
            self._live[fact] = tuple(live_facts(self._derived[fact].definition, self))
        return self._live[fact]


def live_facts(expression: Expression, values: Situation) -> list[str]:
    """The asked facts that can still change an expression, seen through derived facts, each once."""
    found: dict[str, None] = {}
    _add_live(expression, values, found)
    return list(found)


def _add_live(expression: Expression, values: Situation, found: dict[str, None]) -> None:
    if is_settled(evaluate(expression, values)):
        return
    if isinstance(expression, FACT_LEAVES):
        found.update(dict.fromkeys(values.live_behind(expression.fact)))
    for part in expression.parts:
        _add_live(part, values, found)


def fresh(answers: Answers, facts: Mapping[str, Fact], at: datetime) -> dict[str, Answer]:
    """The answers that still count at this moment."""
    return {fact: answer for fact, answer in answers.items() if is_fresh(answer, facts[fact], at)}


def is_fresh(answer: Answer, fact: Fact, at: datetime) -> bool:
    """True while the answer is not older than the fact's shelf life."""
    return fact.shelf_life is None or at - answer.at <= fact.shelf_life


def situation(
    answers: Answers, facts: Mapping[str, Fact], derived: Mapping[str, Derived], constraints: Iterable[Constraint]
) -> Situation:
    """What every fact can still be after these answers.

    Raises:
        ImpossibleAnswersError: when the answers cannot all be true.
    """
    asked = {fact.id: fact.every for fact in facts.values()}
    asked.update((fact, answer.said) for fact, answer in answers.items() if not isinstance(answer.said, NoValue))
    return Situation(narrowed(asked, constraints, facts), derived)


def narrowed(
    asked: Mapping[str, ValueSet], constraints: Iterable[Constraint], facts: Mapping[str, Fact]
) -> dict[str, ValueSet]:
    """Take away the values that the constraints rule out, until nothing more can be taken.

    Raises:
        ImpossibleAnswersError: when a fact would have no value left.
    """
    values = dict(asked)
    constraints = tuple(constraints)
    while any([_apply(each, values, facts) for each in constraints]):
        pass
    return values


def _apply(constraint: Constraint, values: dict[str, ValueSet], facts: Mapping[str, Fact]) -> bool:
    """Take away what a constraint rules out, in either direction. Tell whether anything changed."""
    given, follows = holds(constraint.given, values), holds(constraint.follows, values)
    if given == YES and follows != YES:
        test = constraint.follows
    elif follows == NO and given != NO:
        test = Not(constraint.given)
    else:
        return False
    name = next(facts_in(test))
    kept = keep(test, values[name], facts[name])
    if kept is None:
        raise ImpossibleAnswersError(constraint)
    changed = kept != values[name]
    values[name] = kept
    return changed


def keep(test: Condition, value: ValueSet, fact: Fact) -> ValueSet | None:
    """The part of a fact's values that passes a test of this fact alone; None when nothing does.

    A number keeps a closed range: where a test leaves a gap, the gap stays in.
    """
    if isinstance(value, Range):
        return _keep_numbers(test, value, fact)
    kept = frozenset(
        each for each in value if holds(test, {fact.id: cast("YesNo | Options", frozenset({each}))}) == YES
    )
    return cast("YesNo | Options", kept) if kept else None


def _keep_numbers(test: Condition, value: Range, fact: Fact) -> Range | None:
    match test:
        case And(parts):
            kept: Range | None = value
            for part in parts:
                kept = kept and _keep_numbers(part, kept, fact)
            return kept
        case Not(Compare(left, comparison, right)):
            opposite = {"<": ">=", "<=": ">", "==": "!=", "!=": "==", ">=": "<", ">": "<="}[comparison]
            return _keep_numbers(Compare(left, opposite, right), value, fact)  # type: ignore[arg-type]
        case Compare(Constant() as left, comparison, Quantity() as right):
            mirrored = {"<": ">", "<=": ">=", "==": "==", "!=": "!=", ">=": "<=", ">": "<"}[comparison]
            return _keep_numbers(Compare(right, mirrored, left), value, fact)  # type: ignore[arg-type]
        case Compare(Quantity(), comparison, Constant(bound)):
            return _clip(value, comparison, bound, step(fact))
    return value if holds(test, {fact.id: value}) != NO else None


def _clip(value: Range, comparison: str, bound: Amount, grid: Amount) -> Range | None:
    lowest, highest = value
    if comparison in (">=", ">", "=="):
        lowest = max(lowest, bound + grid if comparison == ">" else bound)
    if comparison in ("<=", "<", "=="):
        highest = min(highest, bound - grid if comparison == "<" else bound)
    if comparison == "!=":
        lowest = lowest + grid if lowest == bound else lowest
        highest = highest - grid if highest == bound else highest
    return Range(lowest, highest) if lowest <= highest else None


def step(fact: Fact) -> Amount:
    """The smallest difference between two values of a number fact."""
    return Decimal(1).scaleb(-fact.decimals) if fact.decimals else 1


def one_value(said: bool | str | Amount) -> ValueSet:
    """The set that holds just this one value."""
    if isinstance(said, bool):
        return yes_no(said)
    return frozenset({said}) if isinstance(said, str) else Range(said, said)

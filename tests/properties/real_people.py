"""People who answer the real content: hundreds of facts, drawn from one seed so that a failure can be replayed.

Completions cannot be counted out here. One person with an answer to everything is one completion of all that the
same person may have left open.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random

from handrail.bundle.storage import load_content
from handrail.engine.answers import Answers, ImpossibleAnswersError, narrowed, one_value
from handrail.engine.content import Content
from handrail.engine.facts import Constraint, Fact
from handrail.engine.values import Range, ValueSet
from tests.properties.people import Respondent


@cache
def real_content() -> Content:
    return load_content()


class Person(Respondent):
    """A respondent to the real questions."""

    def answers(self, facts: Iterator[str] | list[str]) -> Answers:
        return {fact: self.answer(fact) for fact in facts}


def person(seed: int) -> Person:
    """The person of this seed: mostly well, or mostly ill, and never impossible."""
    chance = Random(seed)
    content = real_content()
    truth = _truth(content, chance, illness=chance.choice([0.003, 0.03, 0.3]))
    some = [fact for fact in content.facts if chance.random() < 0.05]
    half = len(some) // 2
    return Person(truth, frozenset(some[:half]), frozenset(some[half:]))


def part(seed: int, of: Content) -> list[str]:
    """Some of the facts, in some order."""
    chance = Random(seed)
    share = chance.choice([0.05, 0.3, 0.9])
    facts = [fact for fact in of.facts if chance.random() < share]
    chance.shuffle(facts)
    return facts


def worsened(truth: dict[str, ValueSet], seed: int) -> dict[str, ValueSet] | None:
    """The same truth with one danger sign more, and what that implies; None when there was nothing to add."""
    content = real_content()
    absent = [
        fact.id
        for fact in content.facts.values()
        if fact.kind == "yes-no" and fact.is_danger and truth[fact.id] != one_value(fact.worse[-1] == "yes")
    ]
    if not absent:
        return None
    added = Random(seed).choice(absent)
    worse = {**truth, added: one_value(content.facts[added].worse[-1] == "yes")}
    try:
        narrowed(worse, content.constraints, content.facts)
    except ImpossibleAnswersError:
        return None
    return worse


def _truth(content: Content, chance: Random, *, illness: float) -> dict[str, ValueSet]:
    values = {fact.id: fact.every for fact in content.facts.values()}
    for fact in content.facts.values():
        for value in _likely(fact, values[fact.id], chance, illness):
            try:
                values = narrowed({**values, fact.id: value}, _bearing_on(fact.id), content.facts)
            except ImpossibleAnswersError:
                continue
            break
    return values


@cache
def _bearing_on(fact: str) -> tuple[Constraint, ...]:
    """The constraints that tie a fact to others, directly or through one another."""
    content, reached = real_content(), {fact}
    while True:
        tied = [each for each in content.constraints if reached & set(content.constraint_facts(each))]
        more = reached.union(*(content.constraint_facts(each) for each in tied))
        if more == reached:
            return tuple(tied)
        reached = more


def _likely(fact: Fact, possible: ValueSet, chance: Random, illness: float) -> list[ValueSet]:
    """The values a fact can still have, the likeliest for this person first: the best ones, unless they are ill."""
    if isinstance(possible, Range):
        lowest, highest = int(possible.lowest), int(possible.highest)
        numbers = sorted({lowest, highest, chance.randint(lowest, highest)}, reverse=fact.worse[-1:] == ("lower",))
        values: list[ValueSet] = [one_value(number) for number in numbers]
    else:
        best_first = [word == "yes" for word in fact.worse] if fact.kind == "yes-no" else list(fact.worse)
        order = best_first or sorted(fact.every, key=str)  # type: ignore[type-var]
        values = [one_value(each) for each in order if each in possible]  # type: ignore[arg-type]
    if chance.random() < illness:
        chance.shuffle(values)
    return values

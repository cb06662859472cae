"""Finds cases: answers that make a condition hold, and pairs of answers in which one question matters.

A search with the engine's own evaluator as its pruner: a branch is left as soon as no completion of it can do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from handrail.engine.answers import ImpossibleAnswersError, Situation, narrowed, one_value
from handrail.engine.content import Content
from handrail.engine.evaluation import holds
from handrail.engine.expressions import And, Condition, Expression
from handrail.engine.facts import Fact, Reader
from handrail.engine.rules import Rule
from handrail.engine.turning_points import turning_points
from handrail.engine.values import NO, YES, Range, ValueSet

Case = dict[str, ValueSet]

MOST_STEPS = 20_000


class Searcher:
    """Searches cases among the facts that one reader can be asked (or all facts)."""

    def __init__(self, content: Content, reader: Reader | None = None) -> None:
        self.content = content
        self.reader = reader
        self.every = {fact.id: fact.every for fact in content.facts.values()}

    def witness(self, rule: Rule) -> Case | None:
        """Answers that make a rule certain, through questions this reader can be asked; None when none was found."""
        gates: set[str] = set()
        while True:
            conditions = [rule.when, *(_gate(self.content.facts[fact]) for fact in sorted(gates))]
            goal = conditions[0] if len(conditions) == 1 else And(tuple(conditions))
            case = self.case(goal)
            if case is None:
                return None
            case = self._without_needless(case, goal)
            new = {fact for fact in case if self.content.facts[fact].ask_if is not None} - gates
            if not new:
                return case
            gates |= new

    def case(self, goal: Condition) -> Case | None:
        """Answers that make a condition certain."""
        return self._search(self._askable(goal), {}, goal, lambda values: holds(goal, values))

    def matters(self, fact: str) -> tuple[str, Case, ValueSet, ValueSet] | None:
        """A rule, answers to other questions, and two answers to this one between which the rule changes."""
        for rule in self.content.rules.values():
            if fact in self.content.asked_facts[rule.id] and (self.reader is None or self.reader in rule.means):
                found = self._pair(rule, fact)
                if found:
                    return (rule.id, *found)
        return None

    def _pair(self, rule: Rule, fact: str) -> tuple[Case, ValueSet, ValueSet] | None:
        values = list(candidates(rule.when, self.content.facts[fact], self.content))
        others = [name for name in self._askable(rule.when) if name != fact]
        for first in values:
            for second in values:
                if first != second and (case := self._between(rule, fact, first, second, others)) is not None:
                    return case, first, second
        return None

    def _between(self, rule: Rule, fact: str, first: ValueSet, second: ValueSet, others: Sequence[str]) -> Case | None:
        """Other answers with which the rule holds for the first value of a fact and not for the second."""

        def differs(values: Situation) -> frozenset[bool]:
            with_first = holds(rule.when, self._situation({**_told(values, others), fact: first}))
            with_second = holds(rule.when, self._situation({**_told(values, others), fact: second}))
            if with_first == NO or with_second == YES:
                return NO
            return YES if (with_first, with_second) == (YES, NO) else frozenset({True, False})

        return self._search(others, {}, rule.when, differs)

    def _search(
        self, facts: Sequence[str], case: Case, goal: Expression, judge: Callable[[Situation], frozenset[bool]]
    ) -> Case | None:
        steps = [0]

        def extend(remaining: Sequence[str], case: Case) -> Case | None:
            steps[0] += 1
            if steps[0] > MOST_STEPS:
                return None
            try:
                verdict = judge(self._situation(case))
            except ImpossibleAnswersError:
                return None
            if verdict == YES:
                return case
            if verdict == NO or not remaining:
                return None
            fact, *rest = remaining
            for value in candidates(goal, self.content.facts[fact], self.content):
                if (found := extend(rest, {**case, fact: value})) is not None:
                    return found
            return None

        return extend(facts, case)

    def _situation(self, case: Mapping[str, ValueSet]) -> Situation:
        asked = {**self.every, **case}
        return Situation(narrowed(asked, self.content.constraints, self.content.facts), self.content.derived)

    def _askable(self, goal: Condition) -> list[str]:
        facts = self.content.asked_facts_of(goal)
        return [fact for fact in facts if self.reader is None or self.reader in self.content.facts[fact].ask]

    def _without_needless(self, case: Case, goal: Condition) -> Case:
        for fact in list(case):
            fewer = {name: value for name, value in case.items() if name != fact}
            if holds(goal, self._situation(fewer)) == YES:
                case = fewer
        return case


def candidates(goal: Expression, fact: Fact, content: Content) -> Iterator[ValueSet]:
    """The values of a fact worth trying: every option, or the numbers at which the goal may turn; worse ones first."""
    if fact.kind == "yes-no":
        first = fact.worse[-1:] != ("no",)
        yield from (one_value(first), one_value(not first))
    elif fact.kind == "choice":
        yield from (one_value(option) for option in reversed(fact.worse or tuple(fact.options)))
    else:
        turning = sorted(turning_points(goal, fact, content), reverse=fact.worse[-1:] != ("lower",))
        yield from (Range(value, value) for value in turning)


def _gate(fact: Fact) -> Condition:
    assert fact.ask_if is not None
    return fact.ask_if


def _told(values: Situation, facts: Sequence[str]) -> Case:
    return {fact: values[fact] for fact in facts}

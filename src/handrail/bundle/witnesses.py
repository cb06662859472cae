"""Finds cases: answers that make a condition hold, and pairs of answers in which one question matters.

A search with the engine's own evaluator as its pruner: a branch is left as soon as no completion of it can do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import permutations

from handrail.engine.answers import ImpossibleAnswersError, Situation, narrowed, one_value
from handrail.engine.content import Content
from handrail.engine.evaluation import holds
from handrail.engine.expressions import And, Condition, Expression, Not
from handrail.engine.facts import Fact, Reader
from handrail.engine.rules import Rule
from handrail.engine.turning_points import turning_points
from handrail.engine.values import NO, YES, Range, ValueSet, YesNo

Case = dict[str, ValueSet]
Accept = Callable[[Case], bool]

NOTHING: Mapping[str, ValueSet] = {}

MOST_STEPS = 1_000


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

    def case(self, goal: Condition, accept: Accept = lambda _case: True) -> Case | None:
        """Answers that make a condition certain and are then accepted; what is refused must stay so."""
        return self._extended({}, goal, lambda case: self._judged(goal, case) != YES or accept(case))

    def matters(self, fact: str) -> tuple[str, Case, ValueSet, ValueSet] | None:
        """A rule, answers to other questions, and two answers to this one between which the rule changes."""
        resting = [rule for rule in self.content.rules.values() if fact in self.content.asked_facts[rule.id]]
        for rule in sorted(resting, key=lambda rule: len(self.content.asked_facts[rule.id])):
            if (self.reader is None or self.reader in rule.means) and (found := self._pair(rule, fact)):
                return (rule.id, *found)
        return None

    def _pair(self, rule: Rule, fact: str) -> tuple[Case, ValueSet, ValueSet] | None:
        values = list(candidates(rule.when, self.content.facts[fact], self.content))
        for mildest in (True, False):
            for first, second in permutations(values, 2):
                if (case := self._between(rule.when, fact, first, second, mildest=mildest)) is not None:
                    return case, first, second
        return None

    def _between(
        self, condition: Condition, fact: str, first: ValueSet, second: ValueSet, *, mildest: bool
    ) -> Case | None:
        """Other answers with which a condition holds for the first value of a fact and not for the second.

        As little else as possible is made to speak for the condition, and then all the rest against it.
        """
        holding = self._extended(
            {fact: first},
            condition,
            accept=lambda case: self._judged(condition, {**case, fact: second}) != YES,
            mildest=mildest,
        )
        if holding is None:
            return None
        others = {name: value for name, value in holding.items() if name != fact}
        others = self._without_needless(others, condition, {fact: first})
        failing = self._extended(
            {**others, fact: second},
            Not(condition),
            accept=lambda case: self._judged(condition, {**case, fact: first}) != NO,
            mildest=True,
        )
        if failing is None:
            return None
        case = {name: value for name, value in failing.items() if name != fact}
        return case if self._judged(condition, {**case, fact: first}) == YES else None

    def _extended(
        self, case: Case, goal: Condition, accept: Accept = lambda _case: True, *, mildest: bool = False
    ) -> Case | None:
        """Add answers to a case, one question after another, until a condition is certain.

        A case that is not accepted is left; what is refused must stay so as more is answered.
        """
        steps = 0

        def extend(remaining: Sequence[str], case: Case) -> Case | None:
            nonlocal steps
            steps += 1
            verdict = self._judged(goal, case) if steps <= MOST_STEPS and accept(case) else NO
            if verdict == YES:
                return case
            if verdict == NO or not remaining:
                return None
            fact, *rest = remaining
            values = list(candidates(goal, self.content.facts[fact], self.content))
            for value in reversed(values) if mildest else values:
                if (found := extend(rest, {**case, fact: value})) is not None:
                    return found
            return None

        open_facts = [fact for fact in self._askable(goal) if fact not in case]
        return extend(sorted(open_facts, key=lambda fact: not self._settles(goal, fact)), case)

    def _settles(self, goal: Condition, fact: str) -> bool:
        """True when one answer to this fact alone makes the goal certain: such facts are best decided first."""
        values = candidates(goal, self.content.facts[fact], self.content)
        return any(self._judged(goal, {fact: value}) == YES for value in values)

    def _judged(self, goal: Condition, case: Case) -> YesNo:
        """What a condition comes to in a case; no, when the case is impossible."""
        try:
            return holds(goal, self._situation(case))
        except ImpossibleAnswersError:
            return NO

    def _situation(self, case: Mapping[str, ValueSet]) -> Situation:
        asked = {**self.every, **case}
        return Situation(narrowed(asked, self.content.constraints, self.content.facts), self.content.derived)

    def _askable(self, goal: Condition) -> list[str]:
        facts = self.content.asked_facts_of(goal)
        return [fact for fact in facts if self.reader is None or self.reader in self.content.facts[fact].ask]

    def _without_needless(self, case: Case, goal: Condition, beside: Mapping[str, ValueSet] = NOTHING) -> Case:
        """A case without the answers that the goal does not need, given those beside it."""
        for fact in list(case):
            fewer = {name: value for name, value in case.items() if name != fact}
            if self._judged(goal, {**fewer, **beside}) == YES:
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

"""One check: these answers, this content, this reader, this moment. What stands, and what does not yet.

Presence fires, absence never does. "Cannot tell" about a danger raises the rule that the fact names, as a
caution, apart from what is certain.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from functools import cached_property
from typing import Literal

from handrail.engine.answers import Answer, Answers, NoValue, Situation, fresh, live_facts, situation
from handrail.engine.content import Content
from handrail.engine.evaluation import evaluate, holds
from handrail.engine.expressions import And, Condition, Expression, Flag, Not, Or, Quantity
from handrail.engine.facts import Reader
from handrail.engine.rules import Rule, Urgency
from handrail.engine.values import NO, OPEN, YES, ValueSet, YesNo, is_settled

Basis = Literal["certain", "caution"]


class Standing(Enum):
    """Where one rule stands in one check.

    ``OPEN`` can still be settled by asking this reader; ``UNRESOLVED`` could not be ruled out: what would settle
    it, or lead to the question that would, was answered "cannot tell" or "prefer not to say".
    """

    CERTAIN = "certain"
    CAUTION = "caution"
    OPEN = "open"
    UNRESOLVED = "could not be ruled out"
    NOT = "not found"


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that holds for this person.

    Attributes:
        unsure_of: for a caution, the facts answered "cannot tell" that raised it.
        covered_by: stronger findings it gives way to: it stays listed, its actions are not shown.
    """

    rule: Rule
    basis: Basis
    unsure_of: tuple[str, ...] = ()
    covered_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Check:
    """The answers of one person with all that is needed to reason about them.

    Attributes:
        reader: who answers, and whom the words are for.
        at: the moment of the check; answers older than their shelf life are open again.
        measures_on: measures that are off by default and that this service has turned on.
        signed_only: same-day and above rules that no clinician has signed are told to professionals only.
    """

    content: Content
    answers: Answers
    reader: Reader
    at: datetime
    measures_on: frozenset[str] = field(default_factory=frozenset)
    signed_only: bool = False

    @cached_property
    def fresh(self) -> dict[str, Answer]:
        """The answers that still count."""
        return fresh(self.answers, self.content.facts, self.at)

    @cached_property
    def values(self) -> Situation:
        """What every fact can still be. Raises `ImpossibleAnswersError`."""
        content = self.content
        return situation(self.fresh, content.facts, content.derived, content.constraints)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules this reader may be told of."""
        return tuple(rule for rule in self.content.rules.values() if self._may_be_told(rule))

    @cached_property
    def outcomes(self) -> dict[str, YesNo]:
        """Whether the condition of every rule holds, as far as is known."""
        return {rule.id: holds(rule.when, self.values) for rule in self.rules}

    @cached_property
    def basis(self) -> dict[str, Basis]:
        """The rules that hold, each with its basis."""
        return {
            rule: "certain" if outcome == YES else "caution"
            for rule, outcome in self.outcomes.items()
            if outcome == YES or (outcome == OPEN and rule in self.cautions)
        }

    @cached_property
    def standings(self) -> dict[str, Standing]:
        """Where every rule stands."""
        return {rule.id: self._standing(rule) for rule in self.rules}

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What holds, most urgent first."""
        found = [
            Finding(
                rule,
                self.basis[rule.id],
                tuple(self.cautions[rule.id]) if self.basis[rule.id] == "caution" else (),
                tuple(stronger for stronger in rule.yields_to if stronger in self.basis),
            )
            for rule in self.rules
            if rule.id in self.basis
        ]
        return tuple(sorted(found, key=lambda each: (-each.rule.urgency, each.rule.rank, each.rule.id)))

    @cached_property
    def cautions(self) -> dict[str, list[str]]:
        """For each rule that "cannot tell" raises, the facts it was said of, in the order of asking."""
        raised: dict[str, list[str]] = {}
        for fact in sorted(self.fresh, key=self.content.place.__getitem__):
            rule = self.content.facts[fact].when_unsure
            if rule and self.fresh[fact].said is NoValue.CANNOT_TELL:
                raised.setdefault(rule, []).append(fact)
        return raised

    @property
    def at_least(self) -> Urgency:
        """The urgency that no further answer can lower."""
        return max((finding.rule.urgency for finding in self.findings), default=Urgency.INFORMATION)

    @property
    def at_most(self) -> Urgency:
        """The urgency that no further answer can exceed."""
        unsettled = (Standing.OPEN, Standing.UNRESOLVED)
        open_rules = [rule.urgency for rule in self.rules if self.standings[rule.id] in unsettled]
        return max([self.at_least, *open_rules])

    def is_undecided(self, rule: Rule) -> bool:
        """True when a rule does not hold, but could by what this reader might tell, or could not."""
        is_open = self.outcomes[rule.id] == OPEN and rule.id not in self.basis
        return is_open and could_be_told_yes(rule.when, self)

    def can_ask(self, fact: str) -> bool:
        """True when this reader can be asked the fact at all."""
        known = self.content.facts[fact]
        measure = self.content.measures[known.measure] if known.measure else None
        return self.reader in known.ask and not (
            measure and measure.off_by_default and measure.id not in self.measures_on
        )

    def applies(self, fact: str) -> bool:
        """True when the question can make sense here. A question that was refused opens no follow-ups, nor theirs."""
        return self._with_refusals_as_no.applies(fact)

    def could_matter(self, fact: str) -> bool:
        """False for a fact this reader can never be asked, or that certainly does not apply: it holds nothing open."""
        return fact in self.fresh or (self.can_ask(fact) and self._as_answered.applies(fact))

    def is_unanswered(self, fact: str) -> bool:
        """True when nothing that still counts was said of the fact, not even "cannot tell"."""
        return fact not in self.fresh

    def askable(self, condition: Expression) -> Iterator[str]:
        """The facts that could still be asked of this reader and still matter to a condition."""
        return filter(self.can_be_asked_now, live_facts(condition, self.values))

    def can_be_asked_now(self, fact: str) -> bool:
        """True for an unanswered fact that this reader can be asked and that may apply."""
        return fact in self._left_to_ask

    def gates(self, fact: str) -> tuple[str, ...]:
        """The unanswered facts to be asked before a fact: those that decide whether it applies, and on themselves."""
        if fact not in self._gates:
            condition = self.content.facts[fact].ask_if
            self._gates[fact] = () if condition is None else tuple(dict.fromkeys(self._gates_in(condition)))
        return self._gates[fact]

    def _gates_in(self, condition: Condition) -> Iterator[str]:
        for gate in live_facts(condition, self.values):
            if self.can_be_asked_now(gate):
                yield gate
            yield from self.gates(gate)

    @cached_property
    def _gates(self) -> dict[str, tuple[str, ...]]:
        return {}

    @cached_property
    def _left_to_ask(self) -> frozenset[str]:
        """All facts that can be asked now."""
        unanswered = filter(self.is_unanswered, self.content.facts)
        return frozenset(fact for fact in unanswered if self.can_ask(fact) and self.applies(fact))

    @cached_property
    def _as_answered(self) -> _FollowUps:
        return _FollowUps(self, refused_is_no=False)

    @cached_property
    def _with_refusals_as_no(self) -> _FollowUps:
        return _FollowUps(self, refused_is_no=True)

    def _may_be_told(self, rule: Rule) -> bool:
        unsigned = self.signed_only and not rule.signed and rule.urgency >= Urgency.SAME_DAY
        return self.reader in rule.means and not (unsigned and self.reader != "professional")

    def _standing(self, rule: Rule) -> Standing:
        if rule.id in self.basis:
            return Standing.CERTAIN if self.basis[rule.id] == "certain" else Standing.CAUTION
        if not self.is_undecided(rule):
            return Standing.NOT
        return Standing.OPEN if any(self.askable(rule.when)) else Standing.UNRESOLVED


class _FollowUps(Situation):
    """What facts can be when it is asked whether others apply: a yes/no that does not apply itself counts as no."""

    def __init__(self, check: Check, *, refused_is_no: bool) -> None:
        super().__init__({}, check.content.derived)
        self._check = check
        self._refused_is_no = refused_is_no

    def applies(self, fact: str) -> bool:
        """True unless the condition under which a fact is asked fails, or hangs only on what does not apply."""
        gate = self._check.content.facts[fact].ask_if
        if gate is None:
            return True
        value = holds(gate, self)
        if is_settled(value):
            return value == YES
        hanging_on = live_facts(gate, self)
        return any(name in self._check.fresh or self.applies(name) for name in hanging_on)

    def __missing__(self, fact: str) -> ValueSet:
        if fact in self._derived:
            return super().__missing__(fact)
        value = self[fact] = NO if self._counts_as_no(fact) else self._check.values[fact]
        return value

    def _counts_as_no(self, fact: str) -> bool:
        if self._check.content.facts[fact].kind != "yes-no" or is_settled(self._check.values[fact]):
            return False
        answer = self._check.fresh.get(fact)
        if answer is None:
            return not self.applies(fact)
        return self._refused_is_no and answer.said is NoValue.PREFER_NOT_TO_SAY


def could_be_told_yes(condition: Condition, check: Check) -> bool:
    """True unless the condition hangs on facts that cannot be asked here: those hold no rule open."""
    return _reachable(condition, check, YES)


def _reachable(condition: Expression, check: Check, wanted: ValueSet) -> bool:
    """True when asking this reader (or what they could not tell) might yet settle the condition as wanted."""
    value = evaluate(condition, check.values)
    if is_settled(value):
        return value == wanted
    match condition:
        case Not(part):
            return _reachable(part, check, NO if wanted == YES else YES)
        case And(parts) | Or(parts):
            every = isinstance(condition, And) == (wanted == YES)
            return (all if every else any)(_reachable(part, check, wanted) for part in parts)
        case Flag(name) | Quantity(name) if name in check.content.derived:
            return _reachable(check.content.derived[name].definition, check, wanted)
        case Flag(name) | Quantity(name):
            return check.could_matter(name)
        case _:
            return any(check.could_matter(fact) for fact in live_facts(condition, check.values))

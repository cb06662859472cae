"""Everything the engine reasons with, as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from handrail.engine.expressions import Expression, facts_in
from handrail.engine.facts import Constraint, Derived, Fact, Words
from handrail.engine.language import Vocabulary
from handrail.engine.measures import Measure
from handrail.engine.rules import Action, Rule


@dataclass(frozen=True, slots=True)
class Screen:
    """What is shown at once: a checklist, a few questions, or a whole measure."""

    id: str
    order: int
    kind: Literal["checklist", "questions", "measure"]
    title: Words
    intro: Words
    facts: tuple[str, ...]
    measure: str | None = None


@dataclass(frozen=True)
class Content:
    """Facts, screens, measures, rules and their words, checked and ready.

    Attributes:
        version: hash of the content it was compiled from.
        screens: in the clinicians' order.
        certainty: GRADE certainty of each claim that rules and actions name.
        aliases: names facts had before, and what they are called now.
    """

    version: str
    facts: Mapping[str, Fact]
    derived: Mapping[str, Derived]
    constraints: tuple[Constraint, ...]
    screens: tuple[Screen, ...]
    measures: Mapping[str, Measure]
    rules: Mapping[str, Rule]
    actions: Mapping[str, Action]
    safety_nets: Mapping[str, Words]
    certainty: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The names that expressions may use."""
        kinds = {name: fact.kind for name, fact in self.facts.items()}
        kinds |= {name: fact.kind for name, fact in self.derived.items()}
        options = {fact.id: tuple(fact.options) for fact in self.facts.values() if fact.kind == "choice"}
        return Vocabulary(kinds, options, self.groups)

    @cached_property
    def asked_facts(self) -> Mapping[str, tuple[str, ...]]:
        """For each rule, the asked facts its condition rests on, in the clinicians' order of asking."""
        return {rule.id: self.asked_facts_of(rule.when) for rule in self.rules.values()}

    @cached_property
    def place(self) -> Mapping[str, int]:
        """For each asked fact, its place in the clinicians' order of asking."""
        ordered = [fact for screen in self.screens for fact in screen.facts]
        return {fact: index for index, fact in enumerate(dict.fromkeys([*ordered, *self.facts]))}

    @cached_property
    def screen_of(self) -> Mapping[str, Screen]:
        """For each asked fact, the screen that settles it."""
        return {fact: screen for screen in self.screens for fact in screen.facts}

    @cached_property
    def tied_constraints(self) -> Mapping[str, tuple[Constraint, ...]]:
        """For each rule, the constraints that could bear on its facts, directly or through one another."""
        return {rule: tuple(each for _, tied in self._groups_on(rule) for each in tied) for rule in self.rules}

    @cached_property
    def bearing(self) -> Mapping[str, tuple[str, ...]]:
        """For each rule, the asked facts that could bear on it: its own and those that constraints tie to them."""
        return {rule: self._bearing_on(rule) for rule in self.rules}

    def constraint_facts(self, constraint: Constraint) -> tuple[str, str]:
        """The two facts that a constraint ties together."""
        return next(facts_in(constraint.given)), next(facts_in(constraint.follows))

    @cached_property
    def _constraint_groups(self) -> list[tuple[frozenset[str], tuple[Constraint, ...]]]:
        """The constraints that hang together, directly or through one another, with all their facts."""
        groups: list[tuple[frozenset[str], tuple[Constraint, ...]]] = []
        for constraint in self.constraints:
            facts, members = frozenset(self.constraint_facts(constraint)), (constraint,)
            joined = [group for group in groups if not group[0].isdisjoint(facts)]
            groups = [group for group in groups if group[0].isdisjoint(facts)]
            groups.append((facts.union(*(each[0] for each in joined)), sum((each[1] for each in joined), ()) + members))
        return groups

    def _groups_on(self, rule: str) -> list[tuple[frozenset[str], tuple[Constraint, ...]]]:
        own = set(self.asked_facts[rule])
        return [group for group in self._constraint_groups if not group[0].isdisjoint(own)]

    def _bearing_on(self, rule: str) -> tuple[str, ...]:
        found = set(self.asked_facts[rule]).union(*(facts for facts, _ in self._groups_on(rule)))
        return tuple(sorted(found, key=self.place.__getitem__))

    def asked_facts_of(self, expression: Expression) -> tuple[str, ...]:
        """The asked facts an expression rests on, seen through derived facts, in the order of asking."""
        found: dict[str, None] = {}
        waiting = list(facts_in(expression))
        while waiting:
            name = waiting.pop()
            if name in self.derived:
                waiting.extend(facts_in(self.derived[name].definition))
            else:
                found[name] = None
        return tuple(sorted(found, key=self.place.__getitem__))

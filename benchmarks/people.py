"""Generated people who answer the real questions: seeded, so that everybody measures the same people.

Nobody here is a model of real people. Chances are only plausible: most danger signs are absent, most scales lie in
their milder half, and a few per cent of questions are refused or cannot be told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import cast

from handrail.engine.answers import Answer, ImpossibleAnswersError, NoValue, narrowed, one_value, step
from handrail.engine.content import Content
from handrail.engine.facts import Fact
from handrail.engine.rules import Urgency
from handrail.engine.values import Options, Range, ValueSet, is_settled

NOW = datetime(2026, 11, 23, 12)

DANGER_SIGN, DANGER, PLAIN = 0.02, 0.06, 0.25
"""The chance of a yes that leads to care today, of another yes that is worse than no, and of any other yes."""

CANNOT_TELL, REFUSED = 0.03, 0.02


@dataclass(frozen=True)
class Respondent:
    """Somebody with one answer to every question, the same whenever it is asked."""

    answers: Mapping[str, Answer]

    def told(self, facts: tuple[str, ...]) -> dict[str, Answer]:
        """What they say when shown these questions."""
        return {fact: self.answers[fact] for fact in facts}


class Crowd:
    """All the people that one content and one seed give, by number."""

    def __init__(self, content: Content, seed: int) -> None:
        self.content = content
        self.seed = seed
        self._danger_signs = _danger_signs(content)
        tied = {fact for constraint in content.constraints for fact in content.constraint_facts(constraint)}
        self._tied = [fact for fact in content.facts if fact in tied]
        self._free = [fact for fact in content.facts if fact not in tied]

    def person(self, number: int) -> Respondent:
        """One person, who refuses a few questions and cannot tell a few."""
        chance = Random(f"{self.seed}/{number}")
        truth = self._truth(chance)
        return Respondent({fact: _said(truth[fact], chance) for fact in self.content.facts})

    def fully_answered(self, number: int) -> dict[str, Answer]:
        """The same person, with a value for every question."""
        truth = self._truth(Random(f"{self.seed}/{number}"))
        return {fact: Answer(truth[fact], NOW) for fact in self.content.facts}

    def _truth(self, chance: Random) -> dict[str, ValueSet]:
        """A value for every fact, none of which contradicts another."""
        truth = {fact: self._drawn(fact, self.content.facts[fact].every, chance) for fact in self._free}
        while True:
            try:
                return truth | self._without_contradiction(chance)
            except ImpossibleAnswersError:
                continue

    def _without_contradiction(self, chance: Random) -> dict[str, ValueSet]:
        values = {fact: self.content.facts[fact].every for fact in self._tied}
        for fact in self._tied:
            values[fact] = self._drawn(fact, values[fact], chance)
            values = narrowed(values, self.content.constraints, self.content.facts)
        return values

    def _drawn(self, name: str, possible: ValueSet, chance: Random) -> ValueSet:
        fact = self.content.facts[name]
        if is_settled(possible):
            return possible
        if isinstance(possible, Range):
            return _drawn_number(fact, possible, chance)
        if fact.kind == "yes-no":
            likely = DANGER_SIGN if name in self._danger_signs else DANGER if fact.is_danger else PLAIN
            bad = fact.worse[-1:] != ("no",)
            return one_value(bad if chance.random() < likely else not bad)
        return _drawn_option(fact, cast(Options, possible), chance)


def _danger_signs(content: Content) -> frozenset[str]:
    """The danger facts that rules at same-day and above rest on."""
    urgent = [rule.id for rule in content.rules.values() if rule.urgency >= Urgency.SAME_DAY]
    return frozenset(fact for rule in urgent for fact in content.asked_facts[rule] if content.facts[fact].is_danger)


def _drawn_number(fact: Fact, possible: Range, chance: Random) -> Range:
    """A number; of a danger, one nearer its good end."""
    grid = step(fact)
    steps = int((possible.highest - possible.lowest) / grid)
    skewed = chance.random() ** (3 if fact.is_danger else 1)
    up = min(int(skewed * (steps + 1)), steps)
    if fact.worse[-1:] == ("lower",):
        up = steps - up
    value = possible.lowest + up * grid
    return Range(value, value)


def _drawn_option(fact: Fact, possible: Options, chance: Random) -> ValueSet:
    """An option; of a danger, each is a third as likely as the better one before it."""
    options = [option for option in fact.worse or fact.options if option in possible]
    weights = [3.0**-place if fact.is_danger else 1.0 for place in range(len(options))]
    return one_value(chance.choices(options, weights)[0])


def _said(value: ValueSet, chance: Random) -> Answer:
    luck = chance.random()
    if luck < CANNOT_TELL:
        return Answer(NoValue.CANNOT_TELL, NOW)
    return Answer(NoValue.PREFER_NOT_TO_SAY if luck < CANNOT_TELL + REFUSED else value, NOW)

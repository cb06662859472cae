"""Why a finding stands, and what would change it.

An explanation is data: answers that alone make the rule hold, none of which can be dropped. Words are made
elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from handrail.engine.answers import ImpossibleAnswersError, Situation, narrowed, one_value
from handrail.engine.check import Check
from handrail.engine.evaluation import holds
from handrail.engine.facts import Fact
from handrail.engine.rules import Rule
from handrail.engine.turning_points import turning_points
from handrail.engine.values import NO, YES, Range, ValueSet, YesNo


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that, changed to this value alone, would settle the finding otherwise."""

    fact: str
    to: ValueSet


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a rule holds.

    Attributes:
        reasons: facts whose answers alone make it hold, in the order of asking; none can be dropped. The items of
            a measure are one reason.
        also: danger signs that could stand in for a reason, in the order of asking.
        would_change: single answers that would change it.
    """

    rule: str
    reasons: tuple[str, ...]
    also: tuple[str, ...]
    would_change: tuple[Change, ...]


def explain(check: Check, rule: Rule) -> Explanation:
    """Explain a rule that certainly holds."""
    given = _given(check, rule)
    units = list(_units(check, given))
    reasons = _minimal(check, rule, given, units)
    signs = (fact for fact in _danger_signs(check, rule, given) if fact not in reasons)
    also = (fact for fact in signs if _could_stand_in(check, rule, given, fact, reasons))
    return Explanation(rule.id, reasons, tuple(also), tuple(_changes(check, rule, given, reasons)))


def suffices(check: Check, rule: Rule, given: Mapping[str, ValueSet]) -> YesNo:
    """What the rule comes to when only these facts are known."""
    content = check.content
    asked = {fact: content.facts[fact].every for fact in content.bearing[rule.id]} | dict(given)
    without_constraints = holds(rule.when, Situation(asked, content.derived))
    tied = content.tied_constraints[rule.id]
    if without_constraints == YES or not tied:
        return without_constraints  # constraints only take values away
    return holds(rule.when, Situation(narrowed(asked, tied, content.facts), content.derived))


def _given(check: Check, rule: Rule) -> dict[str, ValueSet]:
    """What was said that the rule could rest on: its own facts and those that constraints tie to them, in order."""
    answered = [fact for fact in check.content.bearing[rule.id] if fact in check.fresh]
    return {fact: said for fact in answered if isinstance(said := check.fresh[fact].said, frozenset | Range)}


def _units(check: Check, given: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The facts in groups that are one reason each: a measure's items together, any other fact alone."""
    groups: dict[str, list[str]] = {}
    for fact in given:
        groups.setdefault(check.content.facts[fact].measure or fact, []).append(fact)
    return (tuple(group) for group in groups.values())


def _minimal(check: Check, rule: Rule, given: Mapping[str, ValueSet], units: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Drop groups of answers, the last asked first, as long as the rest still makes the rule hold."""
    own = {fact: value for fact, value in given.items() if fact in check.content.asked_facts[rule.id]}
    kept = own if suffices(check, rule, own) == YES else dict(given)
    for unit in reversed(units):
        without = {fact: value for fact, value in kept.items() if fact not in unit}
        if suffices(check, rule, without) == YES:
            kept = without
    return tuple(kept)


def _could_stand_in(
    check: Check, rule: Rule, given: Mapping[str, ValueSet], sign: str, reasons: tuple[str, ...]
) -> bool:
    """True when a danger sign could take the place of one of the reasons: then it contributes too."""
    return any(
        suffices(check, rule, {fact: given[fact] for fact in (*reasons, sign) if fact not in unit}) == YES
        for unit in _units(check, reasons)
    )


def _danger_signs(check: Check, rule: Rule, given: Mapping[str, ValueSet]) -> Iterator[str]:
    """The danger facts of a rule that were answered yes, in the order of asking."""
    own = set(check.content.asked_facts[rule.id])
    for fact, value in given.items():
        known = check.content.facts[fact]
        if fact in own and known.kind == "yes-no" and known.is_danger and value == one_value(known.worse[-1] == "yes"):
            yield fact


def _changes(check: Check, rule: Rule, given: Mapping[str, ValueSet], reasons: tuple[str, ...]) -> Iterator[Change]:
    """Other answers that alone would end it. Only a reason can do that: without it the reasons still suffice."""
    for fact in reasons:
        known = check.content.facts[fact]
        if known.shelf_life is None or known.measure:
            continue
        for value in _alternatives(known, given[fact], rule, check):
            try:
                after = suffices(check, rule, {**given, fact: value})
            except ImpossibleAnswersError:
                continue
            if after == NO:
                yield Change(fact, value)
                break


def _alternatives(fact: Fact, said: ValueSet, rule: Rule, check: Check) -> Iterator[ValueSet]:
    """Other values a fact could have had, nearest first."""
    if isinstance(said, Range):
        near = sorted(
            (abs(Decimal(value) - said.lowest), value) for value in turning_points(rule.when, fact, check.content)
        )
        yield from (Range(value, value) for _, value in near if Range(value, value) != said)
    elif fact.kind == "yes-no":
        yield from (one_value(other) for other in (False, True) if one_value(other) != said)
    else:
        yield from (one_value(option) for option in fact.options if one_value(option) != said)

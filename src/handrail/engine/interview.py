"""What to ask next.

The order of screens is the clinicians'. The first screen in that order is shown which can still change an open
rule at or above the chosen urgency; when there is none, the interview is over. An emergency comes before any
further question, and a measure once begun is asked whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from handrail.engine.check import Check, Finding
from handrail.engine.content import Screen
from handrail.engine.measures import begun
from handrail.engine.rules import Urgency

QUICK = Urgency.WITHIN_DAYS
"""A quick check stops when nothing at this urgency or above can change."""


@dataclass(frozen=True, slots=True)
class Emergency:
    """Findings to show now, before anything else is asked."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """A screen to show, with those of its facts that can be asked now, and how many screens may follow it."""

    screen: Screen
    facts: tuple[str, ...]
    screens_after: int


@dataclass(frozen=True, slots=True)
class Finished:
    """Nothing that is left to ask could change what was asked for."""


Step = Emergency | Ask | Finished


def next_step(
    check: Check,
    *,
    quick: bool = True,
    above: Urgency = QUICK,
    seen: Collection[str] = (),
    skipped: Collection[str] = (),
) -> Step:
    """The next thing to show.

    Args:
        check: the answers so far.
        quick: stop when no rule at a chosen urgency or above can change; otherwise ask all that applies.
        above: that urgency.
        seen: the emergency rules whose instruction was already shown.
        skipped: facts that were passed over for now; they stay open and are not shown again.
    """
    emergencies = tuple(
        finding
        for finding in check.findings
        if finding.rule.urgency == Urgency.EMERGENCY_NOW and finding.rule.id not in seen
    )
    if emergencies:
        return Emergency(emergencies)
    waiting = list(_waiting(check, set(wanted(check, quick=quick, above=above)), skipped))
    if not waiting:
        return Finished()
    screen, facts = waiting[0]
    return Ask(screen, facts, len(waiting) - 1)


def wanted(check: Check, *, quick: bool, above: Urgency = QUICK) -> Iterator[str]:
    """The facts worth asking: those that can change an open rule, what decides whether they apply, begun measures."""
    if not quick:
        yield from filter(check.is_unanswered, check.content.facts)
        return
    asking: set[str] = set()
    for rule in check.rules:
        if rule.urgency >= above and check.is_undecided(rule):
            asking.update(check.askable(rule.when))
    yield from asking
    for fact in asking:
        yield from check.gates(fact)
    for measure in check.content.measures.values():
        if begun(measure, check.fresh):
            yield from filter(check.is_unanswered, measure.items)


def _waiting(
    check: Check, wanted_facts: set[str], skipped: Collection[str]
) -> Iterator[tuple[Screen, tuple[str, ...]]]:
    """The screens that still have something to ask, in order, with what they would ask now."""
    for screen in check.content.screens:
        if not wanted_facts.isdisjoint(screen.facts):
            ready = [fact for fact in screen.facts if fact not in skipped and _is_ready(check, fact)]
            if not wanted_facts.isdisjoint(ready):
                yield screen, tuple(ready)


def _is_ready(check: Check, fact: str) -> bool:
    """True when a fact can be asked now: nothing that must be known first is still unasked."""
    return check.can_be_asked_now(fact) and not check.gates(fact)

"""The result of a check as plain data: what the command line prints as JSON, and others build on.

The shape is documented in docs/result.md and in result.schema.json; it is stable within a major version.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handrail.engine.answers import NoValue
from handrail.engine.check import Check, Finding, Standing
from handrail.engine.explanation import Explanation, explain
from handrail.engine.measures import Score, begun, score
from handrail.engine.plan import Item, Plan, Slots, fill, make_plan
from handrail.engine.values import Amount, Range, ValueSet

FORMAT = 1


def report(check: Check, slots: Slots, country: str) -> dict[str, Any]:
    """Everything that is concluded from a check, in a fixed order."""
    plan = make_plan(check, slots)
    return {
        "format": FORMAT,
        "content_version": check.content.version,
        "reader": check.reader,
        "country": country,
        "at": check.at.isoformat(),
        "urgency": {"at_least": check.at_least.word, "at_most": check.at_most.word},
        "findings": [_finding(check, finding, slots) for finding in check.findings],
        "plan": _plan(plan),
        "measures": [_score(check, each) for each in scores(check)],
        "open_rules": [_open_rule(check, rule) for rule in _rules_that_are(check, Standing.OPEN)],
        "not_ruled_out": [_not_ruled_out(check, rule) for rule in _rules_that_are(check, Standing.UNRESOLVED)],
        "not_found": _rules_that_are(check, Standing.NOT),
        "answered": len(check.fresh),
        "stale": sorted(set(check.answers) - set(check.fresh)),
    }


def scores(check: Check) -> Iterator[Score]:
    """The measures that were begun or finished, in content order."""
    for measure in check.content.measures.values():
        if any(item in check.fresh for item in measure.items) and (result := score(measure, check.values)):
            yield result


def as_plain(value: ValueSet) -> Any:
    """A set of values as plain data: one value, a range or a list of options; None when nothing is known."""
    if isinstance(value, Range):
        return _number(value.lowest) if value.lowest == value.highest else [_number(end) for end in value]
    if len(value) == 1:
        return next(iter(value))
    return sorted(value) if all(isinstance(each, str) for each in value) else None


def said(check: Check, fact: str) -> Any:
    """What was said of a fact, as plain data."""
    answer = check.fresh[fact].said
    return answer.value if isinstance(answer, NoValue) else as_plain(answer)


def _number(value: Amount) -> int | float:
    return value if isinstance(value, int) else float(value)


def _finding(check: Check, finding: Finding, slots: Slots) -> dict[str, Any]:
    rule = finding.rule
    return {
        "rule": rule.id,
        "title": rule.title,
        "urgency": rule.urgency.word,
        "basis": finding.basis,
        "means": fill(rule.means[check.reader], slots),
        "why": _why(check, finding),
        "yields_to": list(finding.covered_by),
        "claims": [{"id": claim, "certainty": check.content.certainty[claim]} for claim in rule.because],
        "not_known": list(rule.not_known),
        "needs_source": rule.needs_source or None,
        "working_values": list(rule.working_values),
        "clinician_signed": rule.signed,
    }


def _why(check: Check, finding: Finding) -> dict[str, Any]:
    if finding.basis == "caution":
        unsure = [{"fact": fact, "said": said(check, fact)} for fact in finding.unsure_of]
        return {"answers": unsure, "also": [], "would_change": []}
    explanation: Explanation = explain(check, finding.rule)
    return {
        "answers": [{"fact": fact, "said": said(check, fact)} for fact in explanation.reasons],
        "also": [{"fact": fact, "said": said(check, fact)} for fact in explanation.also],
        "would_change": [{"fact": each.fact, "to": as_plain(each.to)} for each in explanation.would_change],
    }


def _plan(plan: Plan) -> dict[str, Any]:
    return {
        "items": [_item(item) for item in plan.items],
        "emergency_signs": list(plan.safety_nets),
        "waiting": list(plan.waiting),
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "action": item.action,
        "group": item.group,
        "text": item.text,
        "to_others": dict(item.to_others),
        "urgency": item.urgency.word,
        "reasons": list(item.reasons),
        "basis": item.basis,
        "owner": item.owner,
        "due_by": item.due_by.isoformat() if item.due_by else None,
        "if_missed": item.if_missed.word if item.if_missed else None,
        "claims": [{"id": claim, "certainty": certainty} for claim, certainty in item.claims],
    }


def _score(check: Check, result: Score) -> dict[str, Any]:
    measure = check.content.measures[result.measure]
    complete = not result.unanswered and not begun(measure, check.fresh)
    return {
        "measure": result.measure,
        "name": measure.name,
        "validated": measure.validated,
        "score": _number(result.total.lowest) if not result.unanswered else None,
        "at_least": _number(result.total.lowest),
        "at_most": _number(result.total.highest),
        "unanswered": result.unanswered,
        "band": result.band.label if result.band and complete else None,
        "means": result.band.words.get(check.reader) if result.band and complete else None,
    }


def _rules_that_are(check: Check, standing: Standing) -> list[str]:
    ordered = sorted(check.rules, key=lambda rule: (-rule.urgency, rule.rank, rule.id))
    return [rule.id for rule in ordered if check.standings[rule.id] is standing]


def _open_rule(check: Check, rule_id: str) -> dict[str, Any]:
    rule = check.content.rules[rule_id]
    facts = sorted(set(check.askable(rule.when)), key=check.content.place.__getitem__)
    screens = dict.fromkeys(check.content.screen_of[fact].id for fact in facts)
    return {"rule": rule.id, "title": rule.title, "urgency": rule.urgency.word, "screens": list(screens)}


def _not_ruled_out(check: Check, rule_id: str) -> dict[str, Any]:
    rule = check.content.rules[rule_id]
    unsettled = [fact for fact in check.content.asked_facts[rule_id] if _was_left_open(check, fact)]
    because = [{"fact": fact, "said": said(check, fact)} for fact in unsettled]
    return {"rule": rule.id, "title": rule.title, "urgency": rule.urgency.word, "because": because}


def _was_left_open(check: Check, fact: str) -> bool:
    return fact in check.fresh and isinstance(check.fresh[fact].said, NoValue)

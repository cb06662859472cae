"""The task set to us and to the FHIRPath engines: two totals and 20 simple rules, in both languages from one source."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from people import NOW

from handrail.engine.answers import Answer, one_value
from handrail.engine.check import Check, Standing
from handrail.engine.content import Content
from handrail.engine.expressions import And, Compare, Constant, Expression, Flag, IsIn, Not, Or, Quantity, Sum
from handrail.engine.facts import Derived, Fact
from handrail.engine.language import Vocabulary, parse
from handrail.engine.rules import Rule, Urgency
from handrail.engine.values import OPEN, Range

MEASURES = {"phq9": 9, "gad7": 7}

FLAGS = (
    "blood_in_urine", "cannot_urinate", "fever", "flank_pain", "chest_pain", "fits", "suicidal_thoughts",
    "feels_unsafe", "uses_alone", "injects", "opioids", "alcohol", "under_treatment", "has_support",
)  # fmt: skip

NUMBERS = {"days_used": (0, 28), "night_voids": (0, 10), "age": (12, 80)}

CHOICES = {"pregnant": ("no", "possible", "yes"), "goal": ("stop", "cut_down", "safer", "no_change")}

RULES = (
    "blood_in_urine",
    "cannot_urinate",
    "fever and flank_pain",
    "chest_pain or fits",
    "suicidal_thoughts and feels_unsafe",
    "phq9_total >= 10",
    "phq9_total >= 20 or suicidal_thoughts",
    "gad7_total >= 10",
    "gad7_total >= 15 and not under_treatment",
    "phq9_total >= 10 and gad7_total >= 10",
    "days_used >= 20",
    "days_used >= 1 and uses_alone",
    "night_voids >= 2",
    "night_voids >= 2 and (blood_in_urine or flank_pain)",
    "injects and fever",
    "days_used >= 4 and (opioids or alcohol)",
    "age < 18 and days_used >= 1",
    "pregnant in {possible, yes} and days_used >= 1",
    "goal in {stop, cut_down} and not under_treatment",
    "not has_support and (phq9_total >= 10 or days_used >= 12)",
)

Person = Mapping[str, Any]
"""For each fact, a plain value."""


def people(count: int, seed: int) -> list[Person]:
    """People who answered everything."""
    return [_person(Random(f"{seed}/{number}")) for number in range(count)]


def our_content() -> Content:
    """The task as content of ours."""
    facts = [Fact(name, "yes-no", name, OPEN, _ASK, "", None) for name in FLAGS]
    facts += [Fact(name, "number", name, Range(*ends), _ASK, "", None) for name, ends in NUMBERS.items()]
    facts += [Fact(item, "number", item, Range(0, 3), _ASK, "", None) for name in MEASURES for item in _items(name)]
    facts += [Fact(name, "choice", name, frozenset(options), _ASK, "", None) for name, options in CHOICES.items()]
    totals = [Derived(f"{name}_total", "number", name, Sum(tuple(map(Quantity, _items(name))))) for name in MEASURES]
    kinds = {fact.id: fact.kind for fact in facts} | {total.id: total.kind for total in totals}
    vocabulary = Vocabulary(kinds, CHOICES, {})
    rules = [
        Rule(f"rule-{place}", words, Urgency.ROUTINE, parse(words, vocabulary), _ASK, (), ())  # type: ignore[arg-type]
        for place, words in enumerate(RULES)
    ]
    return Content(
        version="benchmark",
        facts={fact.id: fact for fact in facts},
        derived={total.id: total for total in totals},
        constraints=(),
        screens=(),
        measures={},
        rules={rule.id: rule for rule in rules},
        actions={},
        safety_nets={},
    )


def our_answers(person: Person) -> dict[str, Answer]:
    """What a person said, as our engine takes it."""
    return {fact: Answer(one_value(value), NOW) for fact, value in person.items()}


def our_results(content: Content, answers: Mapping[str, Answer]) -> list[int | bool]:
    """Both totals and, for each rule, whether it holds."""
    check = Check(content, answers, "person", NOW)
    totals = [int(check.values[total].lowest) for total in content.derived]  # type: ignore[union-attr]
    return totals + [standing is Standing.CERTAIN for standing in check.standings.values()]


def fhirpath_totals() -> dict[str, str]:
    """For each total, its FHIRPath over a QuestionnaireResponse."""
    return {
        f"{name}_total": f"item.where(linkId = '{name}').item.answer.value.aggregate($this + $total, 0)"
        for name in MEASURES
    }


def fhirpath_rules(content: Content) -> list[str]:
    """Each rule in FHIRPath. Totals are given as variables, so that each is worked out once, as with us."""
    return [_fhirpath(rule.when) for rule in content.rules.values()]


def response(person: Person) -> dict[str, Any]:
    """What a person said, as a FHIR R4 QuestionnaireResponse."""
    groups = [{"linkId": name, "item": [_fhir_item(item, person[item]) for item in _items(name)]} for name in MEASURES]
    own = [_fhir_item(name, person[name]) for name in (*FLAGS, *NUMBERS, *CHOICES)]
    return {"resourceType": "QuestionnaireResponse", "status": "completed", "item": groups + own}


_ASK: dict[Any, str] = {"person": "?"}


def _items(measure: str) -> list[str]:
    return [f"{measure}_item_{number}" for number in range(1, MEASURES[measure] + 1)]


def _person(chance: Random) -> Person:
    return (
        {name: chance.random() < 0.3 for name in FLAGS}
        | {name: chance.randint(*ends) for name, ends in NUMBERS.items()}
        | {item: chance.randint(0, 3) for name in MEASURES for item in _items(name)}
        | {name: chance.choice(options) for name, options in CHOICES.items()}
    )


def _fhir_item(name: str, value: bool | int | str) -> dict[str, Any]:
    if isinstance(value, bool):
        return {"linkId": name, "answer": [{"valueBoolean": value}]}
    if isinstance(value, int):
        return {"linkId": name, "answer": [{"valueInteger": value}]}
    return {"linkId": name, "answer": [{"valueCoding": {"code": value}}]}


def _fhirpath(expression: Expression) -> str:
    match expression:
        case Flag(fact):
            return f"item.where(linkId = '{fact}').answer.value"
        case Quantity(fact):
            return f"%{fact}" if fact.endswith("_total") else f"item.where(linkId = '{fact}').answer.value"
        case IsIn(fact, options):
            wanted = " | ".join(f"'{option}'" for option in sorted(options))
            return f"(item.where(linkId = '{fact}').answer.value.code in ({wanted}))"
        case Constant(value):
            return str(value)
        case Compare(left, comparison, right):
            return f"({_fhirpath(left)} {comparison} {_fhirpath(right)})"
        case Not(part):
            return f"({_fhirpath(part)}).not()"
        case And(parts) | Or(parts):
            word = " and " if isinstance(expression, And) else " or "
            return f"({word.join(map(_fhirpath, parts))})"
    raise TypeError(f"the task uses no {type(expression).__name__}")

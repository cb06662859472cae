"""People and situations that the tests of the content speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from handrail.bundle.library import Library
from handrail.engine.answers import Answer, ImpossibleAnswersError, NoValue, Situation, narrowed, one_value
from handrail.engine.check import Check
from handrail.engine.content import Content
from handrail.engine.evaluation import holds
from handrail.engine.facts import Fact, Reader
from handrail.engine.plan import make_plan
from handrail.engine.rules import Rule
from handrail.engine.values import YES, Range, ValueSet

AT = datetime(2026, 11, 23)


def check_of(content: Content, reader: Reader, said: Mapping[str, ValueSet | NoValue]) -> Check:
    return Check(content, {fact: Answer(value, AT) for fact, value in said.items()}, reader, AT)


def situation_of(content: Content, said: Mapping[str, ValueSet]) -> Situation:
    """What all facts can be when only this is known."""
    every = {fact.id: fact.every for fact in content.facts.values()} | dict(said)
    return Situation(narrowed(every, content.constraints, content.facts), content.derived)


def rules_tagged(content: Content, tag: str) -> list[Rule]:
    return [
        rule for rule in content.rules.values() if any(tag in content.actions[action].tags for action in rule.actions)
    ]


def follow_ups(content: Content, reader: Reader) -> Iterator[tuple[Fact, Fact]]:
    """Each danger with the box that must be ticked before it is asked."""
    for fact in content.facts.values():
        if fact.ask_if is not None and fact.is_danger and reader in fact.ask:
            for name in content.asked_facts_of(fact.ask_if):
                box = content.facts[name]
                if box.kind == "yes-no" and box.is_danger and reader in box.ask:
                    yield box, fact


def worst(fact: Fact) -> ValueSet:
    if isinstance(fact.every, Range):
        end = fact.every.highest if fact.worse[-1] == "higher" else fact.every.lowest
        return Range(end, end)
    return frozenset({fact.worse[-1] == "yes"}) if fact.kind == "yes-no" else frozenset({fact.worse[-1]})


def everyday(content: Content, reader: Reader) -> dict[str, Answer]:
    """Somebody with much to do that is not urgent."""
    said: dict[str, ValueSet] = {
        "age_years": Range(30, 30),
        "ketamine_used_last_12_months": YES,
        "ketamine_days_last_28": Range(20, 20),
        "urinary_frequency": YES,
        "kcramps": YES,
        "relationship_strain": YES,
        "drives": YES,
        "takes_paracetamol": YES,
        "alcohol_use": YES,
    }
    return {fact: Answer(value, AT) for fact, value in said.items() if reader in content.facts[fact].ask}


def with_witness(content: Content, library: Library, rule: Rule, reader: Reader, usual: Mapping[str, Answer]) -> Check:
    """A check in which a rule holds, beside as much of everyday trouble as can be true with it."""
    answers = {fact: Answer(as_set(said), AT) for fact, said in library.witnesses[rule.id][reader].items()}
    for fact, answer in usual.items():
        try:
            values = Check(content, {**answers, fact: answer}, reader, AT).values
        except ImpossibleAnswersError:
            continue
        if fact not in answers and holds(rule.when, values) == YES:
            answers[fact] = answer
    check = Check(content, answers, reader, AT)
    assert rule.id in [finding.rule.id for finding in check.findings]
    return check


def as_set(plain: Any) -> ValueSet:
    if isinstance(plain, list):
        return frozenset(plain) if isinstance(plain[0], str) else Range(*plain)
    return one_value(plain)


def groups(check: Check, library: Library) -> set[str]:
    return {item.group for item in make_plan(check, library.words_for("GB-ENG")).items}


def strings(data: Any) -> Iterator[str]:
    """All texts anywhere in a piece of content, names of other things left out."""
    if isinstance(data, str):
        if not re.fullmatch(r"[a-z0-9_-]+", data):
            yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from strings(value)

"""Small contents and checks for tests, said in the words of the content format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from handrail.engine.answers import Answer, NoValue, one_value
from handrail.engine.check import Check
from handrail.engine.content import Content, Screen
from handrail.engine.expressions import CONDITIONS, Quantity, Sum
from handrail.engine.facts import READERS, Constraint, Derived, Fact, Reader, Words
from handrail.engine.language import Kind, Vocabulary, parse, parse_condition
from handrail.engine.measures import Band, Measure
from handrail.engine.rules import Action, Rule, Urgency
from handrail.engine.values import OPEN, Range, ValueSet

NOW = datetime(2026, 11, 23, 15, 0)

CANNOT_TELL = NoValue.CANNOT_TELL
PREFER_NOT_TO_SAY = NoValue.PREFER_NOT_TO_SAY

EVERYBODY = READERS

Said = bool | int | str | tuple[int, int] | set[str] | NoValue


def to_all(text: str, readers: Iterable[Reader] = EVERYBODY) -> Words:
    """The same words for each of these readers."""
    return dict.fromkeys(readers, text)


# Facts


def yes_no(name: str, **fields: Any) -> Fact:
    """A yes/no fact that is asked."""
    return _fact(name, "yes-no", OPEN, **fields)


def danger(name: str, **fields: Any) -> Fact:
    """A yes/no fact whose yes is the presence of danger."""
    return yes_no(name, worse=("no", "yes"), **fields)


def number(name: str, lowest: int = 0, highest: int = 10, **fields: Any) -> Fact:
    """A number fact with its closed range."""
    return _fact(name, "number", Range(lowest, highest), **fields)


def choice(name: str, *options: str, **fields: Any) -> Fact:
    """A choice fact with its options."""
    labels = {option: to_all(option) for option in options}
    return _fact(name, "choice", frozenset(options), options=labels, **fields)


def _fact(name: str, kind: Kind, every: ValueSet, **fields: Any) -> Fact:
    readers = fields.pop("readers", EVERYBODY)
    words = {"ask": to_all(f"{name}?", readers), "label": name.replace("_", " "), "why": f"Why {name}."}
    return Fact(**{"id": name, "kind": kind, "every": every, "shelf_life": None, **words, **fields})


def kept_for(fact: Fact, **time: int) -> Fact:
    """The same fact with a shelf life."""
    return replace(fact, shelf_life=timedelta(**time))


# Rules


def rule(name: str, when: str, urgency: Urgency = Urgency.ROUTINE, **fields: Any) -> tuple[str, Rule]:
    """A rule with its condition as text; it asks for the action of its own name unless told otherwise."""
    readers = fields.pop("readers", EVERYBODY)
    defaults = {"title": name, "means": to_all(f"It means {name}.", readers), "actions": (name,), "because": ()}
    return when, Rule(**{"id": name, "urgency": urgency, "when": None, **defaults, **fields})


def action(name: str, *tags: str, readers: Iterable[Reader] = EVERYBODY, **fields: Any) -> Action:
    """One thing to do."""
    words = fields.pop("words", to_all(f"Do {name}.", readers))
    return Action(name, words, frozenset(tags), **fields)


def measure(name: str, items: Iterable[str], bands: Iterable[tuple[int, int, str]] = (), **fields: Any) -> Measure:
    """A questionnaire whose total is the fact ``<name>_total``."""
    items = tuple(items)
    return Measure(
        **{
            "id": name,
            "name": name.upper(),
            "validated": True,
            "licence": "free",
            "attribution": "Its author.",
            "readers": EVERYBODY,
            "instructions": "How often?",
            "items": items,
            "counted": items,
            "total": f"{name}_total",
            "bands": tuple(Band(low, high, label, to_all(f"It says {label}.")) for low, high, label in bands),
            **fields,
        }
    )


def items(of: str, count: int, **fields: Any) -> list[Fact]:
    """The items of a measure, each from 0 to 3."""
    return [number(f"{of}_{index}", 0, 3, measure=of, **fields) for index in range(1, count + 1)]


# Content


def content_of(
    facts: Iterable[Fact],
    rules: Iterable[tuple[str, Rule]] = (),
    *,
    derived: Mapping[str, str] | None = None,
    gates: Mapping[str, str] | None = None,
    constraints: Iterable[tuple[str, str]] = (),
    screens: Iterable[Iterable[str]] | None = None,
    measures: Iterable[Measure] = (),
    actions: Iterable[Action] = (),
    safety_nets: Mapping[str, Words] | None = None,
    certainty: Mapping[str, str] | None = None,
    groups: Mapping[str, tuple[str, ...]] | None = None,
) -> Content:
    """A small content; what is left out is made up: one screen a fact, one action a rule."""
    asked = {fact.id: fact for fact in facts}
    scales = {each.id: each for each in measures}
    worked_out = {each.total: _total(each) for each in scales.values() if each.total}
    words = Vocabulary(
        {name: fact.kind for name, fact in asked.items()} | dict.fromkeys(worked_out, "number"),
        {name: tuple(fact.options) for name, fact in asked.items() if fact.kind == "choice"},
        groups or {},
    )
    for name, text in (derived or {}).items():
        definition = parse(text, words)
        kind: Kind = "yes-no" if isinstance(definition, CONDITIONS) else "number"
        worked_out[name] = Derived(name, kind, name, definition)
        words = replace(words, kinds={**words.kinds, name: kind})
    for name, text in (gates or {}).items():
        asked[name] = replace(asked[name], ask_if=parse_condition(text, words))
    ready = {each.id: replace(each, when=parse_condition(when, words)) for when, each in rules}
    doing = {name: action(name) for each in ready.values() for name in each.actions}
    return Content(
        version="small",
        facts=asked,
        derived=worked_out,
        constraints=tuple(
            Constraint(parse_condition(given, words), parse_condition(follows, words), f"{given} means {follows}.")
            for given, follows in constraints
        ),
        screens=tuple(_screens(screens or [[name] for name in asked], scales)),
        measures=scales,
        rules=ready,
        actions=doing | {each.id: each for each in actions},
        safety_nets=safety_nets or {},
        certainty=certainty or {},
        groups=groups or {},
    )


def _total(scale: Measure) -> Derived:
    assert scale.total is not None
    return Derived(scale.total, "number", scale.total, Sum(tuple(Quantity(item) for item in scale.counted)))


def _screens(groups: Iterable[Iterable[str]], measures: Mapping[str, Measure]) -> Iterable[Screen]:
    for place, names in enumerate(map(tuple, groups)):
        of = next((scale.id for scale in measures.values() if set(names) <= set(scale.items)), None)
        kind = "measure" if of else "questions"
        yield Screen(f"screen-{place}", place, kind, to_all(f"Screen {place}"), {}, names, of)


# Checks


def answers(said: Mapping[str, Said], at: datetime = NOW) -> dict[str, Answer]:
    """Answers as people say them: True, 3, (2, 4), "mild", {"mild", "severe"}, CANNOT_TELL."""
    return {fact: Answer(_meant(value), at) for fact, value in said.items()}


def _meant(value: Said) -> ValueSet | NoValue:
    if isinstance(value, NoValue):
        return value
    if isinstance(value, tuple):
        return Range(*value)
    return frozenset(value) if isinstance(value, set) else one_value(value)


def check_of(content: Content, said: Mapping[str, Said] | None = None, reader: Reader = "person", **more: Any) -> Check:
    """A check of these answers, now."""
    return Check(content, answers(said or {}), reader, **{"at": NOW, **more})


def found(check: Check) -> list[str]:
    """The rules that are findings, the most urgent first."""
    return [finding.rule.id for finding in check.findings]

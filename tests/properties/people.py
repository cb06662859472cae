"""Generated content and people for the laws.

Contents are small and ill-mannered on purpose: facts of every type, derived facts on derived facts, constraints,
dangers with cautions, gates, screens in any order, rules at every urgency. Danger rules are built from the grammar
of conditions that keep the direction law, others from the whole language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from typing import Any, cast

from hypothesis import strategies as st

from handrail.engine.answers import Answer, ImpossibleAnswersError, NoValue, Situation, narrowed, one_value
from handrail.engine.check import Check
from handrail.engine.content import Content, Screen
from handrail.engine.expressions import (
    And,
    Compare,
    Condition,
    Constant,
    Count,
    Flag,
    Greatest,
    IsIn,
    Least,
    Not,
    Number,
    Or,
    Pick,
    Quantity,
    Sum,
    Times,
)
from handrail.engine.facts import READERS, Constraint, Derived, Fact
from handrail.engine.rules import Action, Rule, Urgency
from handrail.engine.values import OPEN, Range, ValueSet

NOW = datetime(2026, 11, 23, 3, 0)
OPTIONS = ("mild", "middling", "marked")
FLAGS = tuple(f"flag_{letter}" for letter in "abcd")
NUMBERS = ("days", "level")
CHOICES = ("grade", "kind")
DANGERS = (*FLAGS[:3], "days", "grade")
"""In generated content these facts are dangers: yes, more days, and a marked grade are worse."""


def every_value(fact: Fact) -> list[ValueSet]:
    """Each single value a fact can have."""
    if isinstance(fact.every, Range):
        return [Range(value, value) for value in range(int(fact.every.lowest), int(fact.every.highest) + 1)]
    return [cast(ValueSet, frozenset({value})) for value in sorted(fact.every, key=str)]


def completions(situation: Mapping[str, ValueSet], content: Content) -> Iterator[Situation]:
    """Every way the open facts could turn out that the constraints allow: the brute force the engine is judged by."""
    spread = [
        [value for value in every_value(fact) if _within(value, situation[fact.id])] for fact in content.facts.values()
    ]
    for values in product(*spread):
        asked = dict(zip(content.facts, values, strict=True))
        try:
            narrowed(asked, content.constraints, content.facts)
        except ImpossibleAnswersError:
            continue
        yield Situation(asked, content.derived)


def _within(value: ValueSet, wider: ValueSet) -> bool:
    if isinstance(value, Range) and isinstance(wider, Range):
        return wider.lowest <= value.lowest and value.highest <= wider.highest
    return cast("frozenset[Any]", value) <= cast("frozenset[Any]", wider)


# Expressions

_SMALL = st.integers(-3, 6)


def numbers(
    depth: int = 2, flags: tuple[str, ...] = FLAGS, amounts: tuple[str, ...] = NUMBERS
) -> st.SearchStrategy[Number]:
    """Any number expression."""
    leaf = st.one_of(
        st.sampled_from(amounts).map(Quantity),
        _SMALL.map(Constant),
        st.tuples(_SMALL, _SMALL, _SMALL).map(lambda each: Pick("grade", tuple(zip(OPTIONS, each, strict=True)))),
    )
    if depth == 0:
        return leaf
    inner = numbers(depth - 1, flags, amounts)
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        leaf,
        several.map(Sum),
        several.map(Least),
        several.map(Greatest),
        st.tuples(st.integers(-2, 3), inner).map(lambda each: Times(*each)),
        st.lists(conditions(depth - 1, flags, amounts), min_size=1, max_size=4).map(lambda parts: Count(tuple(parts))),
    )


def conditions(
    depth: int = 3, flags: tuple[str, ...] = FLAGS, amounts: tuple[str, ...] = NUMBERS
) -> st.SearchStrategy[Condition]:
    """Any yes/no expression of the whole language."""
    leaf = st.one_of(
        st.sampled_from(flags).map(Flag),
        st.builds(IsIn, st.sampled_from(CHOICES), st.frozensets(st.sampled_from(OPTIONS), min_size=1)),
    )
    if depth == 0:
        return leaf
    inner = conditions(depth - 1, flags, amounts)
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    amount = numbers(depth - 1, flags, amounts)
    return st.one_of(
        leaf,
        inner.map(Not),
        several.map(And),
        several.map(Or),
        st.builds(Compare, amount, st.sampled_from(["<", "<=", "==", "!=", ">=", ">"]), amount),
    )


def worsening(depth: int = 2) -> st.SearchStrategy[Condition]:
    """Conditions that hold more as things get worse: what a danger rule may say."""
    leaf = st.one_of(
        st.sampled_from(FLAGS).map(Flag),
        st.sampled_from([frozenset({"marked"}), frozenset({"middling", "marked"})]).map(lambda o: IsIn("grade", o)),
        st.builds(lambda fact, bound: Compare(Quantity(fact), ">=", Constant(bound)), st.sampled_from(NUMBERS), _SMALL),
        st.lists(st.sampled_from(FLAGS).map(Flag), min_size=2, max_size=4, unique=True).map(
            lambda parts: Compare(Count(tuple(parts)), ">=", Constant(2))
        ),
    )
    if depth == 0:
        return leaf
    several = st.lists(worsening(depth - 1), min_size=2, max_size=3).map(tuple)
    return st.one_of(leaf, several.map(And), several.map(Or))


# Content


@st.composite
def contents(draw: st.DrawFn) -> Content:
    """A small, whole content."""
    rules = {rule.id: rule for rule in draw(_rules())}
    same_day = [name for name, rule in rules.items() if rule.urgency >= Urgency.SAME_DAY]
    facts = {fact.id: fact for fact in draw(_facts(tuple(same_day), rules))}
    derived = {
        "worked_out": Derived("worked_out", "yes-no", "worked out", draw(conditions(2))),
        "total": Derived("total", "number", "total", draw(numbers(1))),
    }
    derived["twice"] = Derived(
        "twice", "yes-no", "twice", draw(conditions(1, (*FLAGS, "worked_out"), (*NUMBERS, "total")))
    )
    order = draw(st.permutations(list(facts)))
    cut = draw(st.integers(1, len(order) - 1))
    pieces = [order[:cut], order[cut:]]
    return Content(
        version="generated",
        facts=facts,
        derived=derived,
        constraints=tuple(draw(st.lists(_constraints(), max_size=2, unique_by=lambda each: str(each.given)))),
        screens=tuple(
            Screen(f"screen-{number}", number, "questions", {"person": "A screen"}, {}, tuple(piece))
            for number, piece in enumerate(pieces)
        ),
        measures={},
        rules=rules,
        actions={
            "act": Action(
                "act",
                dict.fromkeys(READERS, "Do it."),
                frozenset(draw(st.sets(st.sampled_from(["fluids", "stop-advice"])))),
            )
        },
        safety_nets={},
        certainty={},
    )


@st.composite
def _facts(draw: st.DrawFn, same_day: tuple[str, ...], rules: Mapping[str, Rule]) -> list[Fact]:
    facts = []
    for name in (*FLAGS, *NUMBERS, *CHOICES):
        kind = "yes-no" if name in FLAGS else "number" if name in NUMBERS else "choice"
        every: ValueSet = OPEN if kind == "yes-no" else Range(0, 2) if kind == "number" else frozenset(OPTIONS)
        worse = {"yes-no": ("no", "yes"), "number": ("lower", "higher"), "choice": OPTIONS}[kind]
        resting = [rule for rule in same_day if name in str(rules[rule].when)]
        gate = (
            draw(st.none() | st.sampled_from(FLAGS).filter(lambda flag, name=name: flag < name).map(Flag))
            if name != FLAGS[0]
            else None
        )
        facts.append(
            Fact(
                id=name,
                kind=kind,  # type: ignore[arg-type]
                label=name,
                every=every,
                ask=dict.fromkeys(draw(st.sets(st.sampled_from(READERS), min_size=1)) | {"person"}, "How is it?")
                if name != FLAGS[3] or draw(st.booleans())
                else {"professional": "How is it?"},
                why="Because.",
                shelf_life=draw(st.sampled_from([None, timedelta(minutes=30), timedelta(days=1), timedelta(days=28)])),
                options={option: dict.fromkeys(READERS, option) for option in OPTIONS} if kind == "choice" else {},
                worse=worse if name in DANGERS else (),
                when_unsure=draw(st.sampled_from(resting))
                if resting and name in DANGERS and draw(st.booleans())
                else None,
                ask_if=gate,
            )
        )
    return facts


@st.composite
def _rules(draw: st.DrawFn) -> list[Rule]:
    rules = []
    for number, urgency in enumerate(draw(st.lists(st.sampled_from(list(Urgency)), min_size=1, max_size=5))):
        when = draw(
            worsening() if urgency >= Urgency.SAME_DAY else conditions(2, (*FLAGS, "twice"), (*NUMBERS, "total"))
        )
        stronger = [rule.id for rule in rules if rule.urgency >= urgency]
        rules.append(
            Rule(
                id=f"rule-{number}",
                title=f"Rule {number}",
                urgency=urgency,
                when=when,
                means=dict.fromkeys(READERS, "It means something."),
                actions=("act",),
                because=(),
                yields_to=tuple(draw(st.sets(st.sampled_from(stronger)))) if stronger else (),
            )
        )
    return rules


def _constraints() -> st.SearchStrategy[Constraint]:
    tests = st.sampled_from(
        [
            *(Flag(name) for name in FLAGS[:3]),  # content check wants both sides asked of the same readers
            Compare(Quantity("days"), ">=", Constant(2)),
            IsIn("grade", frozenset({"marked"})),
        ]
    )
    return st.builds(Constraint, tests, tests, st.just("These go together."))


# People


@dataclass(frozen=True)
class Respondent:
    """Somebody with one true answer to every question, who may refuse some and not know others."""

    truth: Mapping[str, ValueSet]
    unsure: frozenset[str]
    refuses: frozenset[str]

    def answer(self, fact: str, at: datetime = NOW) -> Answer:
        """What they say when asked."""
        if fact in self.refuses:
            return Answer(NoValue.PREFER_NOT_TO_SAY, at)
        return Answer(NoValue.CANNOT_TELL if fact in self.unsure else self.truth[fact], at)


@st.composite
def respondents(draw: st.DrawFn, content: Content) -> Respondent:
    """Somebody whose answers do not contradict one another."""
    asked: dict[str, ValueSet] = {fact.id: fact.every for fact in content.facts.values()}
    for fact in content.facts.values():
        asked = narrowed(asked, content.constraints, content.facts)
        possible = [
            value
            for value in every_value(fact)
            if _within(value, asked[fact.id]) and _goes(fact.id, value, asked, content)
        ]
        asked[fact.id] = draw(st.sampled_from(possible))
    names = list(content.facts)
    return Respondent(
        asked, draw(st.frozensets(st.sampled_from(names))), draw(st.frozensets(st.sampled_from(names), max_size=2))
    )


def _goes(name: str, value: ValueSet, asked: Mapping[str, ValueSet], content: Content) -> bool:
    try:
        first = narrowed({**asked, name: value}, content.constraints, content.facts)
    except ImpossibleAnswersError:
        return False
    return any(True for _ in completions(first, content))


@st.composite
def checks(draw: st.DrawFn, content: Content | None = None) -> Check:
    """A check of a person who answered some of the questions."""
    content = content or draw(contents())
    person = draw(respondents(content))
    answered = draw(st.sets(st.sampled_from(list(content.facts))))
    answers = {fact: person.answer(fact) for fact in content.facts if fact in answered}
    return Check(content, answers, draw(st.sampled_from(READERS)), NOW)


def worse_value(fact: Fact, value: ValueSet) -> list[ValueSet]:
    """The single values of a danger fact that are at least as bad as this one."""
    values = every_value(fact)
    if fact.kind == "choice":
        order = list(fact.worse)
        rank = {frozenset({option}): order.index(option) for option in order}
        return [each for each in values if rank[each] >= rank[value]]  # type: ignore[index]
    if fact.kind == "yes-no":
        bad = one_value(fact.worse[-1] == "yes")
        return [each for each in values if each in (value, bad)]
    assert isinstance(value, Range)
    higher = fact.worse[-1] == "higher"
    return [
        each
        for each in values
        if isinstance(each, Range) and (each.lowest >= value.lowest if higher else each.lowest <= value.lowest)
    ]

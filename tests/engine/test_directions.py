"""Which way each fact pushes a condition: the base of the direction law and of exactness."""

from __future__ import annotations

import pytest

from handrail.engine.content import Content
from handrail.engine.directions import against_the_worse, is_exact
from tests.builders import choice, content_of, danger, number, rule, yes_no

STAGES = ("none", "early", "late")


def content(when: str, constraints: list[tuple[str, str]] | None = None) -> Content:
    return content_of(
        [
            danger("blood"),
            danger("fever"),
            yes_no("passing_urine", worse=("yes", "no")),
            number("wees", 0, 30, worse=("lower", "higher")),
            number("weight", 0, 200, worse=("higher", "lower")),
            number("age", 0, 100),
            choice("stage", *STAGES, worse=STAGES),
            yes_no("plain"),
        ],
        [rule("r", when)],
        derived={"often": "wees >= 15", "seldom": "wees < 3", "few": "10 - wees"},
        constraints=constraints or [],
    )


def wrong_way(when: str) -> list[str]:
    small = content(when)
    return against_the_worse(small.rules["r"].when, small.facts, small.derived)


def exact(when: str, constraints: list[tuple[str, str]] | None = None) -> bool:
    small = content(when, constraints)
    return is_exact(small.rules["r"].when, small.facts, small.derived, small.constraints)


@pytest.mark.parametrize(
    "when",
    [
        "blood",
        "not passing_urine",
        "blood and fever or blood",
        "wees >= 15",
        "15 <= wees",
        "2 * wees > 30",
        "weight < 40",
        "-1 * weight > -40",
        "often",
        "stage == late",
        "stage in {early, late}",
        "stage != none",
        "count(blood, fever) >= 2",
        "pick(stage, none: 0, early: 1, late: 2) + wees > 3",
        "pick(stage, none: 1, early: 1, late: 1) > 0 or blood",
        "not few >= 2",
        "not plain and age != 18 and age < 12",
    ],
)
def test_presence_is_used_in_its_worse_direction(when: str) -> None:
    assert wrong_way(when) == []


@pytest.mark.parametrize(
    ("when", "facts"),
    [
        ("not blood", ["blood"]),
        ("passing_urine", ["passing_urine"]),
        ("fever and not (blood or fever)", ["blood", "fever"]),
        ("wees < 3", ["wees"]),
        ("seldom", ["wees"]),
        ("wees == 3", ["wees"]),
        ("wees == age", ["wees"]),
        ("weight > 40", ["weight"]),
        ("stage == early", ["stage"]),
        ("stage != late", ["stage"]),
        ("count(blood, fever) < 2", ["blood", "fever"]),
        ("few >= 2", ["wees"]),
        ("pick(stage, none: 2, early: 1, late: 0) > 1", ["stage"]),
    ],
)
def test_absence_of_a_danger_is_never_used(when: str, facts: list[str]) -> None:
    assert wrong_way(when) == facts


@pytest.mark.parametrize(
    "when",
    [
        "blood and fever",
        "blood or blood and fever",
        "wees >= 3 and wees >= 5",
        "age == 3",
        "age != 3",
        "stage == late or stage in {early, late}",
        "not (stage == none)",
        "not plain and age < 5",
        "pick(stage, none: 0, early: 1, late: 2) >= 1",
    ],
)
def test_a_condition_with_each_fact_in_one_direction_is_exact(when: str) -> None:
    assert exact(when)


@pytest.mark.parametrize(
    "when",
    [
        "plain or not plain",
        "age > 3 and age < 5",
        "age == 3 or age == 5",
        "age == wees",
        "stage == none or stage == late",
        "wees > 3 and few > 3",
    ],
)
def test_a_fact_in_two_directions_is_not(when: str) -> None:
    assert not exact(when)


def test_a_constraint_between_facts_that_get_worse_together_keeps_it_exact() -> None:
    assert exact("blood and fever", [("blood", "fever")])
    assert exact("blood", [("not passing_urine", "wees >= 3")])


def test_a_constraint_that_looks_two_ways_does_not() -> None:
    assert not exact("blood and fever", [("blood", "not fever")])


def test_a_constraint_between_uses_of_different_senses_does_not() -> None:
    assert not exact("blood and not fever", [("blood", "fever")])


def test_a_constraint_about_other_facts_does_not_matter() -> None:
    assert exact("blood", [("plain", "not fever")])

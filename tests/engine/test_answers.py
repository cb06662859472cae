"""What answers leave open: four different answers, shelf life, constraints, vague numbers."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from handrail.engine.answers import Answer, ImpossibleAnswersError, is_fresh, keep, step
from handrail.engine.check import Standing
from handrail.engine.content import Content
from handrail.engine.language import Vocabulary, parse_condition
from handrail.engine.rules import Urgency
from handrail.engine.values import NO, OPEN, YES, Range
from tests.builders import (
    CANNOT_TELL,
    NOW,
    PREFER_NOT_TO_SAY,
    check_of,
    choice,
    content_of,
    danger,
    found,
    kept_for,
    number,
    rule,
    yes_no,
)

BLOOD = content_of([danger("blood")], [rule("see-today", "blood", Urgency.SAME_DAY)])


def test_four_answers_are_four_different_things() -> None:
    said = {"no": False, "cannot tell": CANNOT_TELL, "prefer not to say": PREFER_NOT_TO_SAY}
    standings = {words: check_of(BLOOD, {"blood": value}).standings["see-today"] for words, value in said.items()}
    assert standings == {
        "no": Standing.NOT,
        "cannot tell": Standing.UNRESOLVED,
        "prefer not to say": Standing.UNRESOLVED,
    }
    assert check_of(BLOOD).standings["see-today"] is Standing.OPEN


def test_an_answer_counts_until_its_shelf_life_is_over() -> None:
    fact = kept_for(yes_no("blood"), days=1)
    answer = Answer(YES, NOW)
    assert is_fresh(answer, fact, NOW + timedelta(days=1))
    assert not is_fresh(answer, fact, NOW + timedelta(days=1, seconds=1))


def test_without_a_shelf_life_an_answer_counts_for_ever() -> None:
    assert is_fresh(Answer(YES, NOW), yes_no("past_fit"), NOW + timedelta(days=36500))


def test_a_stale_answer_leaves_the_question_open_again() -> None:
    content = content_of([kept_for(danger("blood"), days=1)], [rule("see-today", "blood", Urgency.SAME_DAY)])
    later = check_of(content, {"blood": True}, at=NOW + timedelta(days=2))
    assert later.standings["see-today"] is Standing.OPEN
    assert later.is_unanswered("blood")


def clots_are_blood() -> Content:
    return content_of(
        [yes_no("clots"), yes_no("blood"), number("days"), choice("stage", "none", "early", "late")],
        [rule("see-today", "blood")],
        constraints=[("clots", "blood"), ("days >= 5", "clots"), ("stage in {early, late}", "days >= 2")],
    )


def test_a_constraint_settles_what_follows() -> None:
    assert check_of(clots_are_blood(), {"clots": True}).values["blood"] == YES


def test_a_constraint_works_backwards_too() -> None:
    values = check_of(clots_are_blood(), {"blood": False}).values
    assert values["clots"] == NO
    assert values["days"] == Range(0, 4)


def test_constraints_narrow_through_one_another() -> None:
    values = check_of(clots_are_blood(), {"days": (5, 9)}).values
    assert (values["clots"], values["blood"]) == (YES, YES)


def test_a_constraint_on_a_number_rules_options_out() -> None:
    assert check_of(clots_are_blood(), {"days": 1}).values["stage"] == frozenset({"none"})


def test_a_constraint_whose_premise_is_open_takes_nothing_away() -> None:
    assert check_of(clots_are_blood()).values["blood"] == OPEN


def test_answers_that_cannot_all_be_true_are_refused_with_the_constraints_words() -> None:
    with pytest.raises(ImpossibleAnswersError) as error:
        _ = check_of(clots_are_blood(), {"clots": True, "blood": False}).values
    assert str(error.value) == "clots means blood."
    assert error.value.constraint.words == "clots means blood."


def test_a_vague_number_settles_what_all_of_it_settles() -> None:
    content = content_of([number("days")], [rule("often", "days >= 3"), rule("daily", "days >= 7")])
    assert found(check_of(content, {"days": (3, 6)})) == ["often"]
    assert check_of(content, {"days": (3, 8)}).standings["daily"] is Standing.UNRESOLVED


def test_a_vague_choice_settles_what_all_its_options_settle() -> None:
    content = content_of([choice("stage", "none", "early", "late")], [rule("some", "stage in {early, late}")])
    assert found(check_of(content, {"stage": {"early", "late"}})) == ["some"]


def test_a_derived_fact_is_worked_out_from_what_was_said() -> None:
    content = content_of([number("days")], [rule("uses", "uses")], derived={"uses": "days >= 1"})
    assert check_of(content, {"days": 2}).values["uses"] == YES
    assert check_of(content).values["uses"] == OPEN


DAYS = number("days", 0, 10)
WEIGHT = number("weight", 0, 10, decimals=1)
WORDS = Vocabulary({"days": "number", "weight": "number", "months": "number"})


@pytest.mark.parametrize(
    ("test", "left"),
    [
        ("days >= 3", Range(3, 10)),
        ("days > 3", Range(4, 10)),
        ("days <= 3", Range(0, 3)),
        ("days < 3", Range(0, 2)),
        ("days == 3", Range(3, 3)),
        ("days != 0", Range(1, 10)),
        ("days != 10", Range(0, 9)),
        ("days != 5", Range(0, 10)),
        ("not days >= 3", Range(0, 2)),
        ("not days == 0", Range(1, 10)),
        ("3 <= days", Range(3, 10)),
        ("3 <= days < 7", Range(3, 6)),
        ("days > 10", None),
        ("days < 3 and days > 5", None),
        ("days + 1 > 2", Range(0, 10)),
        ("days + 1 > 20", None),
    ],
)
def test_a_test_keeps_this_part_of_a_number(test: str, left: Range | None) -> None:
    assert keep(parse_condition(test, WORDS), DAYS.every, DAYS) == left


def test_a_test_keeps_decimals_on_their_grid() -> None:
    assert keep(parse_condition("weight > 3", WORDS), WEIGHT.every, WEIGHT) == Range(Decimal("3.1"), 10)
    assert step(WEIGHT) == Decimal("0.1")
    assert step(DAYS) == 1

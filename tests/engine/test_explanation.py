"""Why a finding stands, and what would change it."""

from __future__ import annotations

from handrail.engine.check import Check
from handrail.engine.content import Content
from handrail.engine.explanation import Explanation, explain, suffices
from handrail.engine.rules import Urgency
from handrail.engine.values import NO, OPEN, YES, Range
from tests.builders import (
    CANNOT_TELL,
    check_of,
    choice,
    content_of,
    danger,
    items,
    kept_for,
    measure,
    number,
    rule,
    yes_no,
)


def explained(check: Check) -> Explanation:
    """The explanation of the only finding."""
    (finding,) = check.findings
    return explain(check, finding.rule)


def changes(check: Check) -> list[tuple[str, object]]:
    """Which single answers would change the only finding."""
    return [(change.fact, change.to) for change in explained(check).would_change]


def test_the_reasons_are_the_answers_that_alone_make_it_hold() -> None:
    content = content_of([yes_no("a"), yes_no("b"), yes_no("c")], [rule("r", "a and (b or c)")])
    assert explained(check_of(content, {"a": True, "b": True, "c": False})).reasons == ("a", "b")


def test_none_of_the_reasons_can_be_dropped() -> None:
    content = content_of([yes_no("a"), yes_no("b"), yes_no("c")], [rule("r", "a or b and c")])
    check = check_of(content, {"a": True, "b": True, "c": True})
    assert explained(check).reasons == ("a",)
    assert suffices(check, content.rules["r"], {}) == OPEN


def test_what_was_asked_first_is_kept_first() -> None:
    content = content_of([yes_no("a"), yes_no("b")], [rule("r", "a or b")], screens=[["b"], ["a"]])
    assert explained(check_of(content, {"a": True, "b": True})).reasons == ("b",)


def test_reasons_are_told_in_the_order_of_asking_not_of_answering() -> None:
    content = content_of([yes_no("a"), yes_no("b")], [rule("r", "b and a")])
    assert explained(check_of(content, {"b": True, "a": True})).reasons == ("a", "b")


def test_every_danger_sign_that_contributes_is_named() -> None:
    content = content_of(
        [danger("blood"), danger("fever"), yes_no("tired")], [rule("r", "blood or fever or tired", Urgency.SAME_DAY)]
    )
    explanation = explained(check_of(content, {"blood": True, "fever": True, "tired": True}))
    assert (explanation.reasons, explanation.also) == (("blood",), ("fever",))


def test_a_danger_sign_that_adds_nothing_is_not_named() -> None:
    content = content_of([danger("blood"), danger("faint")], [rule("r", "blood or faint and blood", Urgency.SAME_DAY)])
    assert explained(check_of(content, {"blood": True, "faint": True})).also == ()


def test_a_danger_whose_no_is_worse_contributes_with_its_no() -> None:
    content = content_of(
        [yes_no("passing_urine", worse=("yes", "no")), danger("blood")],
        [rule("r", "blood or not passing_urine", Urgency.SAME_DAY)],
        screens=[["blood"], ["passing_urine"]],
    )
    assert explained(check_of(content, {"blood": True, "passing_urine": False})).also == ("passing_urine",)


def test_a_measure_is_one_reason() -> None:
    content = content_of(
        items("mood", 3),
        [rule("r", "mood_total >= 4")],
        measures=[measure("mood", ["mood_1", "mood_2", "mood_3"])],
    )
    check = check_of(content, {"mood_1": 3, "mood_2": 1, "mood_3": 0})
    assert explained(check).reasons == ("mood_1", "mood_2", "mood_3")
    assert explained(check).would_change == ()


def test_what_a_constraint_settles_rests_on_what_was_said() -> None:
    content = content_of([yes_no("clots"), yes_no("blood")], [rule("r", "blood")], constraints=[("clots", "blood")])
    assert explained(check_of(content, {"clots": True})).reasons == ("clots",)


def test_a_reason_is_never_cannot_tell() -> None:
    content = content_of([yes_no("a"), yes_no("b")], [rule("r", "a or b")])
    assert explained(check_of(content, {"a": CANNOT_TELL, "b": True})).reasons == ("b",)


def weekly() -> Content:
    return content_of([kept_for(number("days", 0, 28), days=28)], [rule("often", "days >= 4")])


def test_the_nearest_number_that_would_change_it_is_told() -> None:
    assert changes(check_of(weekly(), {"days": 20})) == [("days", Range(3, 3))]


def test_the_other_answer_to_a_yes_no_would_change_it() -> None:
    content = content_of([kept_for(yes_no("a"), days=1)], [rule("r", "a")])
    assert changes(check_of(content, {"a": True})) == [("a", NO)]
    content = content_of([kept_for(yes_no("a"), days=1)], [rule("r", "not a")])
    assert changes(check_of(content, {"a": False})) == [("a", YES)]


def test_an_option_that_would_change_it_is_told() -> None:
    content = content_of([kept_for(choice("goal", "safer", "stop"), days=28)], [rule("r", "goal == stop")])
    assert changes(check_of(content, {"goal": "stop"})) == [("goal", frozenset({"safer"}))]


def test_what_cannot_change_is_not_offered() -> None:
    content = content_of([yes_no("past_fit"), kept_for(yes_no("a"), days=1)], [rule("r", "past_fit and a")])
    assert changes(check_of(content, {"past_fit": True, "a": True})) == [("a", NO)]


def test_one_of_two_sufficient_answers_would_not_change_it_alone() -> None:
    content = content_of([kept_for(yes_no(name), days=1) for name in "ab"], [rule("r", "a or b")])
    assert changes(check_of(content, {"a": True, "b": True})) == []


def test_an_impossible_change_is_not_offered() -> None:
    facts = [kept_for(yes_no("clots"), days=1), kept_for(yes_no("blood"), days=1)]
    content = content_of(facts, [rule("r", "blood")], constraints=[("clots", "blood")])
    assert changes(check_of(content, {"clots": True, "blood": True})) == []


def test_turning_points_are_seen_through_derived_facts_and_sums() -> None:
    content = content_of(
        [kept_for(number("days", 0, 28), days=28), number("more", 0, 5)],
        [rule("r", "heavy and days + more != 9")],
        derived={"heavy": "days >= 10", "unused": "more > 2"},
    )
    assert changes(check_of(content, {"days": 20, "more": 0})) == [("days", Range(9, 9))]

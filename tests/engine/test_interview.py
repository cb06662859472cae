"""What is asked next, and when it is enough."""

from __future__ import annotations

from typing import Any

from handrail.engine.check import Check
from handrail.engine.content import Content
from handrail.engine.interview import Ask, Emergency, Finished, next_step, wanted
from handrail.engine.rules import Urgency
from tests.builders import (
    CANNOT_TELL,
    PREFER_NOT_TO_SAY,
    check_of,
    content_of,
    danger,
    items,
    measure,
    rule,
    yes_no,
)

SOON = Urgency.WITHIN_DAYS


def asked(check: Check, **how: Any) -> tuple[str, ...]:
    """The facts the next screen asks."""
    step = next_step(check, **how)
    assert isinstance(step, Ask), step
    return step.facts


def in_two_screens() -> Content:
    return content_of(
        [danger("blood"), danger("fever"), yes_no("tired")],
        [rule("r-fever", "fever", SOON), rule("r-blood", "blood", SOON), rule("r-tired", "tired")],
        screens=[["tired"], ["fever"], ["blood"]],
    )


def test_screens_come_in_the_clinicians_order_not_in_the_order_of_rules() -> None:
    content = in_two_screens()
    assert asked(check_of(content)) == ("fever",)
    assert asked(check_of(content, {"fever": False})) == ("blood",)


def test_it_is_finished_when_nothing_urgent_can_change() -> None:
    check = check_of(in_two_screens(), {"fever": False, "blood": False})
    assert next_step(check) == Finished()


def test_the_full_form_asks_everything_that_applies() -> None:
    content = in_two_screens()
    assert asked(check_of(content), quick=False) == ("tired",)
    answered = {"fever": False, "blood": False, "tired": False}
    assert next_step(check_of(content, answered), quick=False) == Finished()


def test_the_chosen_urgency_is_where_asking_stops() -> None:
    content = in_two_screens()
    assert asked(check_of(content), above=Urgency.ROUTINE) == ("tired",)
    assert next_step(check_of(content), above=Urgency.SAME_DAY) == Finished()


def test_it_says_how_many_screens_may_follow() -> None:
    step = next_step(check_of(in_two_screens()))
    assert isinstance(step, Ask)
    assert (step.screen.id, step.screens_after) == ("screen-1", 1)


def test_a_question_that_cannot_change_the_rule_any_more_is_not_asked() -> None:
    content = content_of([yes_no("a"), yes_no("b")], [rule("r", "a and b", SOON)])
    assert next_step(check_of(content, {"a": False})) == Finished()


def test_a_question_that_is_seen_through_a_derived_fact_is_asked() -> None:
    content = content_of([yes_no("a"), yes_no("b")], [rule("r", "either", SOON)], derived={"either": "a or b"})
    assert asked(check_of(content)) == ("a",)


def test_an_emergency_comes_before_any_further_question_and_once() -> None:
    content = content_of(
        [danger("not_waking"), yes_no("other")],
        [rule("call-now", "not_waking", Urgency.EMERGENCY_NOW), rule("r", "other", SOON)],
    )
    check = check_of(content, {"not_waking": True})
    step = next_step(check)
    assert isinstance(step, Emergency)
    assert [finding.rule.id for finding in step.findings] == ["call-now"]
    assert asked(check, seen={"call-now"}) == ("other",)


def test_after_a_slip_is_undone_the_emergency_can_come_again() -> None:
    content = content_of([danger("not_waking")], [rule("call-now", "not_waking", Urgency.EMERGENCY_NOW)])
    assert asked(check_of(content)) == ("not_waking",)
    assert isinstance(next_step(check_of(content, {"not_waking": True})), Emergency)


def test_a_caution_can_be_an_emergency_too() -> None:
    content = content_of(
        [danger("not_waking", when_unsure="call-now")], [rule("call-now", "not_waking", Urgency.EMERGENCY_NOW)]
    )
    assert isinstance(next_step(check_of(content, {"not_waking": CANNOT_TELL})), Emergency)


def test_a_measure_once_begun_is_asked_whole() -> None:
    content = content_of(
        items("mood", 3),
        [rule("first-only", "mood_1 >= 2", SOON)],
        measures=[measure("mood", ["mood_1", "mood_2", "mood_3"])],
        screens=[["mood_1", "mood_2", "mood_3"]],
    )
    assert asked(check_of(content, {"mood_1": 0})) == ("mood_2", "mood_3")
    assert next_step(check_of(content, {"mood_1": 0, "mood_2": 0, "mood_3": 0})) == Finished()


def test_a_measure_that_nothing_needs_is_not_begun() -> None:
    content = content_of(
        [yes_no("a"), *items("mood", 2)],
        [rule("r", "a", SOON)],
        measures=[measure("mood", ["mood_1", "mood_2"])],
        screens=[["a"], ["mood_1", "mood_2"]],
    )
    assert next_step(check_of(content, {"a": False})) == Finished()


def gated() -> Content:
    """Clots are asked about after blood, heavy clots after clots, though their screens come first."""
    return content_of(
        [yes_no("heavy"), yes_no("clots"), yes_no("blood")],
        [rule("r", "heavy", SOON)],
        gates={"heavy": "clots", "clots": "blood"},
        screens=[["heavy"], ["clots"], ["blood"]],
    )


def test_what_decides_whether_a_question_applies_is_asked_before_it() -> None:
    assert asked(check_of(gated())) == ("blood",)
    assert asked(check_of(gated(), {"blood": True})) == ("clots",)
    assert asked(check_of(gated(), {"blood": True, "clots": True})) == ("heavy",)


def test_a_denied_or_refused_gate_ends_the_line() -> None:
    assert next_step(check_of(gated(), {"blood": False})) == Finished()
    assert next_step(check_of(gated(), {"blood": PREFER_NOT_TO_SAY})) == Finished()


def test_a_gate_that_nobody_could_tell_still_opens_its_follow_up() -> None:
    assert asked(check_of(gated(), {"blood": CANNOT_TELL})) == ("clots",)


def test_a_skipped_question_stays_open_and_is_not_shown_again() -> None:
    content = in_two_screens()
    check = check_of(content)
    assert asked(check, skipped={"fever"}) == ("blood",)
    assert next_step(check, skipped={"fever", "blood"}) == Finished()
    assert "fever" in set(wanted(check, quick=True))


def test_a_screen_asks_all_its_ready_questions_but_only_when_one_of_them_matters() -> None:
    content = content_of(
        [yes_no("idle"), yes_no("matters"), yes_no("done")],
        [rule("r", "matters", SOON)],
        screens=[["idle", "matters", "done"]],
    )
    assert asked(check_of(content, {"done": False})) == ("idle", "matters")


def test_only_this_readers_questions_are_asked() -> None:
    content = content_of([yes_no("pain"), yes_no("lab", readers=["professional"])], [rule("r", "pain or lab", SOON)])
    assert next_step(check_of(content, {"pain": False})) == Finished()
    assert asked(check_of(content, {"pain": False}, "professional")) == ("lab",)

"""The plan: what to do, merged and ordered, for whom, by when and why."""

from __future__ import annotations

from datetime import date
from typing import Any

from handrail.engine.check import Check
from handrail.engine.content import Content
from handrail.engine.plan import Item, fill, make_plan, slots_in
from handrail.engine.rules import Urgency
from tests.builders import (
    CANNOT_TELL,
    action,
    check_of,
    content_of,
    danger,
    number,
    rule,
    to_all,
    yes_no,
)

NOW, TODAY, SOON = Urgency.EMERGENCY_NOW, Urgency.SAME_DAY, Urgency.WITHIN_DAYS


def plan(check: Check, **slots: str) -> list[Item]:
    return list(make_plan(check, slots).items)


def doing(check: Check) -> list[str]:
    """The actions of the plan, in order."""
    return [item.action for item in plan(check)]


def with_rules(*rules: Any, **more: Any) -> Content:
    return content_of([yes_no("a"), yes_no("b")], rules, **more)


BOTH = {"a": True, "b": True}


def test_what_two_findings_ask_for_is_said_once_with_both_reasons() -> None:
    content = with_rules(rule("first", "a", SOON, actions=("see-gp",)), rule("second", "b", actions=("see-gp",)))
    (item,) = plan(check_of(content, BOTH))
    assert (item.action, item.reasons, item.urgency) == ("see-gp", ("first", "second"), SOON)
    assert (item.group, item.due_by) == ("this week", date(2026, 11, 30))


def test_items_are_grouped_by_when_and_the_most_urgent_comes_first() -> None:
    content = content_of(
        [yes_no("a")],
        [
            rule("info", "a", Urgency.INFORMATION),
            rule("routine", "a", Urgency.ROUTINE),
            rule("soon", "a", SOON),
            rule("today", "a", TODAY),
        ],
    )
    assert [
        (item.action, item.group, item.due_by, item.if_missed) for item in plan(check_of(content, {"a": True}))
    ] == [
        ("today", "now", date(2026, 11, 23), NOW),
        ("soon", "this week", date(2026, 11, 30), TODAY),
        ("routine", "ongoing", date(2026, 12, 21), SOON),
        ("info", "ongoing", None, None),
    ]


def test_the_actions_of_a_rule_keep_their_order() -> None:
    assert doing(check_of(with_rules(rule("r", "a", actions=("third", "first", "second"))), BOTH)) == [
        "third",
        "first",
        "second",
    ]


def test_under_an_emergency_only_emergency_actions_are_shown() -> None:
    content = with_rules(rule("call-now", "a", NOW), rule("today", "b", TODAY), rule("later", "b"))
    assert doing(check_of(content, BOTH)) == ["call-now"]
    assert doing(check_of(content, {"a": False, "b": True})) == ["today", "later"]


def test_what_gives_way_gives_no_action() -> None:
    content = with_rules(rule("stronger", "a", TODAY), rule("weaker", "b", TODAY, yields_to=("stronger",)))
    assert doing(check_of(content, BOTH)) == ["stronger"]
    assert doing(check_of(content, {"b": True})) == ["weaker"]


def test_a_finding_for_today_silences_tagged_advice_of_weaker_ones() -> None:
    content = with_rules(
        rule("today", "a", TODAY, actions=("go", "drink")),
        rule("later", "b", SOON, actions=("drink-more", "talk")),
        actions=[action("drink", "fluids"), action("drink-more", "fluids")],
    )
    assert doing(check_of(content, BOTH)) == ["go", "drink", "talk"]
    assert doing(check_of(content, {"b": True})) == ["drink-more", "talk"]


def test_advice_that_a_finding_for_today_gives_itself_is_not_silenced() -> None:
    content = with_rules(
        rule("today", "a", TODAY, actions=("rest",)),
        rule("later", "b", actions=("rest",)),
        actions=[action("rest", "stop-advice")],
    )
    assert doing(check_of(content, BOTH)) == ["rest"]


def test_a_finding_by_caution_marks_its_actions_so_until_one_is_certain() -> None:
    content = content_of(
        [danger("a", when_unsure="unsure"), yes_no("b")],
        [rule("unsure", "a", TODAY, actions=("go",)), rule("sure", "b", TODAY, actions=("go",))],
    )
    (by_caution,) = plan(check_of(content, {"a": CANNOT_TELL}))
    (certain,) = plan(check_of(content, {"a": CANNOT_TELL, "b": True}))
    assert (by_caution.basis, certain.basis) == ("caution", "certain")


def before_an_operation(said: object, urgency: Urgency = SOON) -> date | None:
    content = content_of(
        [yes_no("a"), number("operation_in_days", 0, 90)],
        [rule("tell-surgeon", "a", urgency, due_before="operation_in_days")],
    )
    answers: dict[str, Any] = {"a": True} | ({} if said is None else {"operation_in_days": said})
    (item,) = plan(check_of(content, answers))
    return item.due_by


def test_what_must_happen_before_an_event_is_due_before_it() -> None:
    assert before_an_operation(2) == date(2026, 11, 25)
    assert before_an_operation((3, 20)) == date(2026, 11, 26)
    assert before_an_operation(2, Urgency.INFORMATION) == date(2026, 11, 25)


def test_an_event_later_than_the_deadline_moves_nothing() -> None:
    assert before_an_operation(60) == date(2026, 11, 30)


def test_an_event_nobody_dated_moves_nothing() -> None:
    assert before_an_operation(None) == date(2026, 11, 30)
    assert before_an_operation(CANNOT_TELL) == date(2026, 11, 30)


def for_family(**fields: Any) -> Content:
    return with_rules(
        rule("r", "a", actions=("mine", "theirs"), **fields),
        actions=[action("mine"), action("theirs", readers=["family"])],
    )


def test_what_only_family_can_do_is_shown_to_the_person_apart() -> None:
    assert [(item.action, item.group, item.owner) for item in plan(check_of(for_family(), BOTH))] == [
        ("mine", "ongoing", "you"),
        ("theirs", "people around you", "you"),
    ]


def test_nobody_around_the_person_is_given_a_part_while_a_private_finding_holds() -> None:
    assert doing(check_of(for_family(private=True), BOTH)) == ["mine"]


def test_other_readers_get_only_what_is_written_for_them() -> None:
    assert doing(check_of(for_family(), BOTH, "professional")) == ["mine"]
    assert doing(check_of(for_family(), BOTH, "family")) == ["mine", "theirs"]


def test_a_professional_sees_what_the_others_are_told() -> None:
    content = with_rules(
        rule("r", "a", actions=("go",)),
        actions=[action("go", words={"person": "Go.", "professional": "Refer."}, who={"professional": "duty doctor"})],
    )
    (item,) = plan(check_of(content, BOTH, "professional"))
    assert (item.text, item.to_others, item.owner) == ("Refer.", {"person": "Go."}, "duty doctor")


def test_an_action_without_a_named_owner_is_the_readers() -> None:
    content = with_rules(rule("r", "a"))
    assert plan(check_of(content, BOTH))[0].owner == "you"
    assert plan(check_of(content, BOTH, "professional"))[0].owner == "the professional who sees them"


def test_an_action_rests_on_its_own_claims_or_on_those_of_its_rules() -> None:
    content = with_rules(
        rule("r", "a", actions=("own", "theirs"), because=("low-claim",)),
        rule("s", "b", actions=("theirs",), because=("low-claim", "high-claim")),
        actions=[action("own", because=("high-claim",))],
        certainty={"low-claim": "low", "high-claim": "high"},
    )
    claims = {item.action: item.claims for item in plan(check_of(content, BOTH))}
    assert claims["own"] == (("high-claim", "high"),)
    assert claims["theirs"] == (("low-claim", "low"), ("high-claim", "high"))


def test_the_country_fills_the_slots() -> None:
    content = with_rules(
        rule("r", "a", NOW, actions=("call",), safety_net="net"),
        actions=[action("call", words=to_all("Call {emergency} now."))],
        safety_nets={"net": {"person": "Call {emergency} if you faint."}},
    )
    made = make_plan(check_of(content, BOTH), {"emergency": "999"})
    assert made.items[0].text == "Call 999 now."
    assert made.safety_nets == ("Call 999 if you faint.",)
    assert make_plan(check_of(content, BOTH, "professional"), {"emergency": "999"}).safety_nets == ()


def test_signs_of_an_emergency_are_told_once() -> None:
    content = with_rules(
        rule("r", "a", SOON, safety_net="net"),
        rule("s", "b", SOON, safety_net="net"),
        safety_nets={"net": to_all("Call if you faint.")},
    )
    assert make_plan(check_of(content, BOTH), {}).safety_nets == ("Call if you faint.",)


def test_slots_are_found_and_filled_by_name() -> None:
    assert list(slots_in("Call {emergency} or {urgent_line}.")) == ["emergency", "urgent_line"]
    assert fill("Call {emergency}.", {"emergency": "112"}) == "Call 112."

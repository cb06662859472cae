"""Where a rule stands: certain, by caution, open, not ruled out, not found; and what gives way to what."""

from __future__ import annotations

from handrail.engine.check import Standing
from handrail.engine.content import Content
from handrail.engine.rules import Urgency
from tests.builders import (
    CANNOT_TELL,
    PREFER_NOT_TO_SAY,
    check_of,
    choice,
    content_of,
    danger,
    found,
    items,
    measure,
    number,
    rule,
    yes_no,
)

CERTAIN, CAUTION, OPEN = Standing.CERTAIN, Standing.CAUTION, Standing.OPEN
UNRESOLVED, NOT = Standing.UNRESOLVED, Standing.NOT


def bleeding() -> Content:
    """Blood or a fever is for today, both together an emergency; a caution for each."""
    return content_of(
        [danger("blood", when_unsure="see-today"), danger("fever", when_unsure="see-today")],
        [
            rule("call-now", "blood and fever", Urgency.EMERGENCY_NOW),
            rule("see-today", "blood or fever", Urgency.SAME_DAY, yields_to=("call-now",)),
        ],
    )


def test_one_symptom_is_enough_without_the_other_being_denied() -> None:
    assert found(check_of(bleeding(), {"blood": True})) == ["see-today"]


def test_cannot_tell_raises_a_caution_that_names_what_it_was_said_of() -> None:
    (finding,) = check_of(bleeding(), {"fever": CANNOT_TELL, "blood": CANNOT_TELL}).findings
    assert (finding.rule.id, finding.basis) == ("see-today", "caution")
    assert finding.unsure_of == ("blood", "fever")


def test_a_certain_finding_is_not_called_a_caution() -> None:
    (finding,) = check_of(bleeding(), {"blood": True, "fever": CANNOT_TELL}).findings
    assert (finding.basis, finding.unsure_of) == ("certain", ())


def test_prefer_not_to_say_raises_no_caution_and_rules_nothing_out() -> None:
    check = check_of(bleeding(), {"blood": PREFER_NOT_TO_SAY, "fever": False})
    assert found(check) == []
    assert check.standings["see-today"] is UNRESOLVED


def test_a_caution_falls_when_the_rule_cannot_hold_any_more() -> None:
    content = content_of(
        [danger("blood", when_unsure="heavy"), danger("faint")], [rule("heavy", "blood and faint", Urgency.SAME_DAY)]
    )
    assert found(check_of(content, {"blood": CANNOT_TELL, "faint": False})) == []


def test_what_gives_way_stays_listed_and_says_to_what() -> None:
    findings = {finding.rule.id: finding for finding in check_of(bleeding(), {"blood": True, "fever": True}).findings}
    assert findings["see-today"].covered_by == ("call-now",)
    assert findings["call-now"].covered_by == ()


def test_nothing_gives_way_to_a_rule_that_does_not_hold() -> None:
    (finding,) = check_of(bleeding(), {"blood": True}).findings
    assert finding.covered_by == ()


def test_the_most_urgent_comes_first_then_the_lower_rank_then_the_name() -> None:
    content = content_of(
        [yes_no("a")],
        [
            rule("routine", "a"),
            rule("b-later", "a", Urgency.SAME_DAY),
            rule("a-later", "a", Urgency.SAME_DAY),
            rule("z-first", "a", Urgency.SAME_DAY, rank=10),
        ],
    )
    assert found(check_of(content, {"a": True})) == ["z-first", "a-later", "b-later", "routine"]


def test_a_question_this_reader_can_never_be_asked_holds_no_rule_open() -> None:
    content = content_of(
        [yes_no("pain"), number("lab", readers=["professional"])],
        [rule("both", "pain and lab > 5"), rule("either", "pain or lab > 5")],
    )
    as_person, as_professional = check_of(content, {"pain": False}), check_of(content, {"pain": False}, "professional")
    assert (as_person.standings["both"], as_person.standings["either"]) == (NOT, NOT)
    assert (as_professional.standings["both"], as_professional.standings["either"]) == (NOT, OPEN)
    assert check_of(content, {"pain": True}).standings["both"] is NOT
    assert check_of(content).standings["either"] is OPEN


def test_what_only_others_can_answer_is_seen_through_not_and_through_derived_facts() -> None:
    content = content_of(
        [yes_no("seen", readers=["professional"]), number("lab", readers=["professional"]), yes_no("pain")],
        [rule("unseen", "not seen"), rule("high", "high"), rule("mixed", "not (seen and pain)")],
        derived={"high": "lab > 5 or lab < 1"},
    )
    standings = check_of(content).standings
    assert (standings["unseen"], standings["high"], standings["mixed"]) == (NOT, NOT, OPEN)


def test_an_answer_given_by_somebody_else_keeps_a_rule_open() -> None:
    content = content_of([number("lab", readers=["professional"])], [rule("high", "lab > 5")])
    assert check_of(content, {"lab": CANNOT_TELL}).standings["high"] is UNRESOLVED


def test_refusing_a_question_opens_no_follow_ups() -> None:
    content = content_of(
        [yes_no("abuse"), yes_no("danger_now")], [rule("urgent", "danger_now")], gates={"danger_now": "abuse"}
    )
    assert check_of(content, {"abuse": True}).applies("danger_now")
    assert check_of(content, {"abuse": CANNOT_TELL}).applies("danger_now")
    assert check_of(content).applies("danger_now")
    assert not check_of(content, {"abuse": PREFER_NOT_TO_SAY}).applies("danger_now")
    assert not check_of(content, {"abuse": False}).applies("danger_now")


def test_a_refused_choice_still_leaves_its_follow_ups_possible() -> None:
    content = content_of(
        [choice("home", "safe", "unsafe"), yes_no("help")], [rule("r", "help")], gates={"help": "home == unsafe"}
    )
    assert check_of(content, {"home": PREFER_NOT_TO_SAY}).applies("help")


def test_what_hangs_on_a_question_that_does_not_apply_does_not_apply_either() -> None:
    content = content_of(
        [yes_no("abuse"), yes_no("at_home"), number("times"), yes_no("police"), yes_no("hurt")],
        [rule("urgent", "police"), rule("hurt", "hurt")],
        derived={"often": "times >= 3"},
        gates={"at_home": "abuse", "times": "at_home", "police": "often", "hurt": "abuse or not at_home"},
    )
    follow_ups = ("at_home", "times", "police")
    for said in (False, PREFER_NOT_TO_SAY):
        check = check_of(content, {"abuse": said})
        assert [check.applies(name) for name in follow_ups] == [False, False, False]
        assert check.applies("hurt")
    assert check_of(content, {"abuse": False}).standings["urgent"] is NOT
    assert check_of(content, {"abuse": PREFER_NOT_TO_SAY}).standings["urgent"] is UNRESOLVED
    assert [check_of(content, {"abuse": CANNOT_TELL}).applies(name) for name in follow_ups] == [True, True, True]


def test_whether_a_question_applies_governs_asking_only() -> None:
    content = content_of([yes_no("blood"), yes_no("clots")], [rule("r", "clots")], gates={"clots": "blood"})
    assert found(check_of(content, {"blood": False, "clots": True})) == ["r"]


def test_a_rule_is_told_only_to_its_readers() -> None:
    content = content_of([yes_no("a")], [rule("lab", "a", readers=["professional"])])
    assert found(check_of(content, {"a": True})) == []
    assert found(check_of(content, {"a": True}, "professional")) == ["lab"]


def test_unsigned_urgent_rules_can_be_kept_for_professionals() -> None:
    content = content_of(
        [yes_no("a")],
        [
            rule("signed", "a", Urgency.SAME_DAY, signed=True),
            rule("unsigned", "a", Urgency.SAME_DAY),
            rule("mild", "a", Urgency.WITHIN_DAYS),
        ],
    )
    assert found(check_of(content, {"a": True}, signed_only=True)) == ["signed", "mild"]
    assert found(check_of(content, {"a": True}, "professional", signed_only=True)) == ["signed", "unsigned", "mild"]
    assert found(check_of(content, {"a": True})) == ["signed", "unsigned", "mild"]


def test_urgency_is_a_range_that_closes_as_questions_are_answered() -> None:
    nothing, blood = check_of(bleeding()), check_of(bleeding(), {"blood": True})
    whole = check_of(bleeding(), {"blood": True, "fever": False})
    assert (nothing.at_least, nothing.at_most) == (Urgency.INFORMATION, Urgency.EMERGENCY_NOW)
    assert (blood.at_least, blood.at_most) == (Urgency.SAME_DAY, Urgency.EMERGENCY_NOW)
    assert (whole.at_least, whole.at_most) == (Urgency.SAME_DAY, Urgency.SAME_DAY)


def test_what_could_not_be_ruled_out_counts_in_the_highest_urgency() -> None:
    check = check_of(bleeding(), {"blood": True, "fever": PREFER_NOT_TO_SAY})
    assert check.standings["call-now"] is UNRESOLVED
    assert check.at_most is Urgency.EMERGENCY_NOW


def test_a_measure_that_is_off_by_default_is_asked_only_where_it_was_turned_on() -> None:
    content = content_of(
        items("asq", 2),
        [rule("r", "asq_total >= 1")],
        measures=[measure("asq", ["asq_1", "asq_2"], off_by_default=True)],
    )
    assert not check_of(content).can_ask("asq_1")
    assert check_of(content, measures_on=frozenset({"asq"})).can_ask("asq_1")


def test_words_and_urgencies_belong_together() -> None:
    assert [Urgency.of(urgency.word) for urgency in Urgency] == list(Urgency)
    assert Urgency.SAME_DAY.word == "same-day"
    assert Urgency.SAME_DAY.one_step_up is Urgency.EMERGENCY_NOW
    assert Urgency.EMERGENCY_NOW.one_step_up is Urgency.EMERGENCY_NOW


def test_every_standing_but_these_two_is_no_finding() -> None:
    content = content_of(
        [danger("a", when_unsure="unsure"), yes_no("b"), yes_no("c")],
        [rule("yes", "b", Urgency.SAME_DAY), rule("unsure", "a", Urgency.SAME_DAY), rule("open", "c")],
    )
    check = check_of(content, {"a": CANNOT_TELL, "b": True})
    assert check.standings == {"yes": CERTAIN, "unsure": CAUTION, "open": OPEN}
    assert found(check) == ["unsure", "yes"]

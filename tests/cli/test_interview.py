"""Talking with a person: from the first screen to a plan, and every way to steer."""

from __future__ import annotations

from tests.cli.talking import Handrail

NOT_KEPT = "n"
NONE = "0"
USES_AND_WANTS_TO_STOP = ("12", "2", "c", "n")
LOW_MOOD = ("3", "2")


def test_a_whole_interview_ends_in_a_plan_with_its_reasons(handrail: Handrail) -> None:
    outcome = handrail.asked(NOT_KEPT, NONE, *USES_AND_WANTS_TO_STOP, *LOW_MOOD)
    assert outcome.code == 0
    assert "Get help this week." in outcome.said
    assert "This week --------- By 30 November 2026. If that passes: get help that day. - Talk to" in outcome.said
    assert "days of use: 12 days; goal: Stop" in outcome.said
    assert "Call 999 if you faint." in outcome.said
    assert "Mood-2 (a checklist of ours, not a validated measure): 3: many signs" in outcome.said
    assert "You were asked about these, and said no: not waking; blood in the wee." in outcome.said
    assert "No clinician has signed these rules yet." in outcome.said


def test_nobody_is_ever_told_that_they_are_fine(handrail: Handrail) -> None:
    outcome = handrail.asked(NOT_KEPT, NONE, "0", "1", "c", "n", "1", "1")
    assert "From these answers, nothing says you must see somebody soon." in outcome.said
    assert "This can change. Come back when anything is new" in outcome.said
    assert "fine" not in outcome.said


def test_an_emergency_shows_what_to_do_before_any_further_question(handrail: Handrail) -> None:
    outcome = handrail.asked(NOT_KEPT, "1", "")
    before, _, after = outcome.said.partition("EMERGENCY")
    assert "Your use" not in before
    assert after.startswith(" 1. Call 999 now.")
    assert "This is an emergency. Act now." in after


def test_an_emergency_that_was_a_slip_is_undone(handrail: Handrail) -> None:
    outcome = handrail.asked(NOT_KEPT, "1", "u", NONE, *USES_AND_WANTS_TO_STOP, *LOW_MOOD)
    assert outcome.said.count("Right now") == 2
    assert "Act now" not in outcome.said
    assert "said no: not waking" in outcome.said


def test_after_an_emergency_one_can_go_on_with_the_questions(handrail: Handrail) -> None:
    outcome = handrail.asked(NOT_KEPT, "1", "what?", "g", *USES_AND_WANTS_TO_STOP, *LOW_MOOD)
    assert outcome.said.count("EMERGENCY") == 1
    assert "This is an emergency. Act now." in outcome.said
    assert "Call 999 now." in outcome.said
    assert "Also found; it waits behind what is more urgent" in outcome.said


def test_an_emergency_in_doubt_says_to_act_as_if_it_were_so(handrail: Handrail) -> None:
    outcome = handrail.asked(NOT_KEPT, "c 1", "")
    assert (
        "EMERGENCY 1. Call 999 now. This is an emergency. You could not tell, so act as if it were so." in outcome.said
    )


def test_back_returns_to_the_screen_before(handrail: Handrail) -> None:
    outcome = handrail.asked(NOT_KEPT, "2", "b", NONE, *USES_AND_WANTS_TO_STOP, *LOW_MOOD)
    assert outcome.said.count("Right now") == 2
    assert "Blood in the wee needs a check today." not in outcome.said


def test_back_on_the_first_screen_says_that_it_is_the_first(handrail: Handrail) -> None:
    assert "This is the first screen." in handrail.asked(NOT_KEPT, "b", "q").said


def test_a_skipped_screen_is_left_open_and_told(handrail: Handrail) -> None:
    outcome = handrail.asked(NOT_KEPT, NONE, "s", *LOW_MOOD)
    assert outcome.said.count("Your use (") == 1
    assert 'Some things cannot be judged until you answer: "Your use".' in outcome.said


def test_why_am_i_asked_is_answered_and_the_question_stays(handrail: Handrail) -> None:
    outcome = handrail.asked(NOT_KEPT, "?", NONE, "?", "q")
    assert "blood in the wee: It tells us what to do." in outcome.said
    assert "days of use: It tells us what to do." in outcome.said


def test_the_keys_are_told(handrail: Handrail) -> None:
    assert "? why am I asked · c cannot tell · p prefer not to say" in handrail.asked(NOT_KEPT, "h", "q").said


def test_cannot_tell_about_one_tick_raises_a_caution_for_it(handrail: Handrail) -> None:
    outcome = handrail.asked(NOT_KEPT, "c2", *USES_AND_WANTS_TO_STOP, *LOW_MOOD)
    assert "Speak to somebody today." in outcome.said
    assert "To be careful: you could not tell some things, so we act as if they were so." in outcome.said


def test_cannot_tell_about_a_danger_is_asked_once_more_with_how_to_check(handrail: Handrail) -> None:
    twice = handrail.asked(NOT_KEPT, "2", "c", "c", "q")
    assert "One way to check: Look before you flush." in twice.said
    assert "Clots (emergency-now) Left open by: clots in the wee: cannot tell." in twice.said
    after_all = handrail.asked(NOT_KEPT, "2", "c", "y", "")
    assert "EMERGENCY" in after_all.said


def test_cannot_tell_about_anything_else_is_taken_at_once(handrail: Handrail) -> None:
    outcome = handrail.asked(NOT_KEPT, NONE, "c", "c", "c", "c", "q")
    assert "One way to check" not in outcome.said
    assert "Left open by: days of use: cannot tell" in outcome.said


def test_prefer_not_to_say_about_a_whole_list_is_kept_apart_from_no(handrail: Handrail) -> None:
    outcome = handrail.asked(NOT_KEPT, "p", *USES_AND_WANTS_TO_STOP, *LOW_MOOD)
    assert "Left open by: not waking: prefer not to say." in outcome.said
    assert "said no" not in outcome.said


def test_a_refused_question_opens_no_follow_up(handrail: Handrail) -> None:
    assert "Are there clots?" not in handrail.asked(NOT_KEPT, "p2", "q").said
    assert "Are there clots?" in handrail.asked(NOT_KEPT, "2", "q").said


def test_what_was_mistyped_is_asked_again_in_plain_words(handrail: Handrail) -> None:
    outcome = handrail.asked(
        NOT_KEPT, "", "7", "x", "0 1", NONE, "many", "99", "²", "12", "²", "3", "stop", "2", "12-3", "perhaps", "y", "q"
    )
    for words in (
        "Type the numbers that fit, or 0 for none of these.",
        "'7' is not on the list. Type numbers from 0 to 2, or h to see all keys.",
        "'x' is not on the list.",
        "0 means none of these. Type 0 alone, or the numbers that fit.",
        "'many' is not a number. Write a number from 0 to 28 days.",
        "99 is out of range. Write a number from 0 to 28 days.",
        "'²' is not a number.",
        "Type a number from 1 to 2. h shows all keys.",
        "Type y for yes, n for no, c if you cannot tell, p if you prefer not to say.",
    ):
        assert words in outcome.said


def test_a_rough_number_is_welcome(handrail: Handrail) -> None:
    outcome = handrail.asked(NOT_KEPT, NONE, "3 to 5", "2", "c", "n", *LOW_MOOD)
    assert "days of use: 3 to 5 days" in outcome.said


def test_quick_stops_where_nothing_urgent_can_change_and_full_asks_all(handrail: Handrail) -> None:
    quick = handrail.asked(NOT_KEPT, NONE, "0", "1", "c", "n", "1", "1", options=("--quick",))
    full = handrail.asked(NOT_KEPT, "1", "g", "q", options=("--full",))
    assert "unless an answer opens another" in quick.said
    assert "Your use" in full.said


def test_the_end_of_input_ends_the_interview_with_what_is_known(handrail: Handrail) -> None:
    outcome = handrail.asked(NOT_KEPT, "2")
    assert outcome.code == 0
    assert "You stopped here. What you answered still counts." in outcome.said
    assert "Speak to somebody today." in outcome.said


def test_who_it_is_about_and_where_are_asked_first(handrail: Handrail) -> None:
    outcome = handrail("check", typed="9\n²\n1\n2\nn\n0\nq\n")
    assert "If somebody is in danger right now, call your emergency number first" in outcome.said
    assert "Is this about you or somebody else?" in outcome.said
    assert "Type a number from 1 to 3, or q to leave." in outcome.said
    assert "Where are you? This decides which numbers to call." in outcome.said


def test_leaving_at_the_door_keeps_nothing(handrail: Handrail) -> None:
    assert handrail("check", typed="q\n").code == 0
    ended = handrail("check", typed="")
    assert (ended.code, "Nothing was kept." in ended.said) == (130, True)
    assert not handrail.kept.exists()


def test_a_country_nobody_named_gets_the_safe_words(handrail: Handrail) -> None:
    outcome = handrail("check", typed="1\n10\nn\n1\n\n")
    assert "Call your emergency number now." in outcome.said


def test_the_answers_can_be_saved_in_a_file_and_checked_again(handrail: Handrail) -> None:
    outcome = handrail.asked(NOT_KEPT, NONE, *USES_AND_WANTS_TO_STOP, *LOW_MOOD, options=("--save", "mine.yaml"))
    again = handrail("check", "mine.yaml")
    assert outcome.out.endswith(again.out)

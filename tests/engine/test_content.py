"""What content knows of itself: names, places, and what rests on what."""

from __future__ import annotations

from handrail.engine.content import Content
from handrail.engine.facts import words_for
from handrail.engine.language import parse
from tests.builders import choice, content_of, items, measure, number, rule, yes_no


def content() -> Content:
    return content_of(
        [yes_no("a"), yes_no("b"), number("days"), choice("goal", "safer", "stop"), *items("mood", 2)],
        [rule("r", "uses and b"), rule("m", "mood_total > 2")],
        derived={"often": "days >= 3", "uses": "often or a"},
        constraints=[("b", "a"), ("days >= 5", "b"), ("goal == stop", "days >= 1"), ("mood_1 >= 1", "mood_2 >= 1")],
        measures=[measure("mood", ["mood_1", "mood_2"])],
        screens=[["days", "b"], ["a"], ["mood_1", "mood_2"]],
        groups={"both": ("a", "b")},
    )


def test_its_vocabulary_reads_every_name_of_it() -> None:
    text = "uses and count(both) >= 1 and goal == stop and mood_total > 2"
    assert parse(text, content().vocabulary)


def test_a_rule_rests_on_asked_facts_seen_through_derived_ones_in_the_order_of_asking() -> None:
    assert content().asked_facts == {"r": ("days", "b", "a"), "m": ("mood_1", "mood_2")}


def test_a_fact_on_no_screen_comes_last() -> None:
    assert max(content().place, key=content().place.__getitem__) == "goal"


def test_a_fact_knows_its_screen() -> None:
    assert content().screen_of["b"].id == "screen-0"


def test_constraints_are_tied_to_a_rule_through_one_another() -> None:
    tied = [constraint.words for constraint in content().tied_constraints["r"]]
    assert tied == ["b means a.", "days >= 5 means b.", "goal == stop means days >= 1."]
    chain = content_of([yes_no(name) for name in "abc"], [rule("r", "a")], constraints=[("b", "c"), ("a", "b")])
    assert len(chain.tied_constraints["r"]) == 2


def test_words_for_a_reader_fall_back_on_somebody_elses() -> None:
    assert words_for({"person": "Go.", "professional": "Refer."}, "professional") == "Refer."
    assert words_for({"person": "Go."}, "family") == "Go."
    assert words_for({}, "person") == ""

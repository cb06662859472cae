"""Proof by example: rules that nothing makes fire, questions that never matter, actions that must not meet."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from handrail.bundle.witness_checks import missing_witnesses, witnesses
from handrail.bundle.witnesses import Searcher
from handrail.engine.values import NO, YES, Range
from tests.builders import content_of, number, rule, yes_no
from tests.small_content import Folder, asked
from tests.small_content import rule as written


def told(folder: Folder) -> list[tuple[str, str]]:
    registry, content, problems = folder.compile()
    assert problems == []
    return [(problem.code, problem.message) for problem in missing_witnesses(registry, content)]


def test_the_small_content_lacks_no_witness(folder: Folder) -> None:
    assert told(folder) == []


def test_a_rule_that_no_reader_can_make_fire_is_found(folder: Folder) -> None:
    folder["facts"]["egfr"]["ask"] = {"family": "Their eGFR?"}
    assert ("no-witness", "egfr-low: no answers that the professional can give make it hold") in told(folder)


def test_a_rule_that_constraints_forbid_is_found(folder: Folder) -> None:
    folder["constraints"].append({"if": "goal == stop", "then": "days == 0", "words": "They stopped."})
    problems = told(folder)
    assert [code for code, _ in problems] == ["no-witness"] * 3 + ["idle"]
    assert problems[-1] == ("idle", "goal: no rule ever changes with the answer to it")


def test_a_rule_whose_question_never_applies_is_found(folder: Folder) -> None:
    folder["facts"]["clots"]["ask_if"] = "blood and days > 3 and days < 2"
    assert [message for code, message in told(folder) if code == "no-witness"] == [
        f"clots-now: no answers that the {reader} can give make it hold"
        for reader in ("person", "family", "professional")
    ]


def test_a_question_that_never_matters_is_found(folder: Folder) -> None:
    folder["facts"]["idle"] = asked("yes-no", "idle", "Idle?")
    folder["screens"]["use"]["facts"].append("idle")
    assert told(folder) == [("idle", "idle: no rule ever changes with the answer to it")]


def test_a_question_that_only_decides_what_is_asked_matters(folder: Folder) -> None:
    folder["facts"]["idle"] = asked("yes-no", "idle", "Idle?")
    folder["screens"]["use"]["facts"].append("idle")
    folder["facts"]["goal"]["ask_if"] = "idle"
    assert told(folder) == []


def waiting(folder: Folder, **more: Any) -> None:
    folder["rules"]["wait"] = written("Thirst", "within-days", "alcohol_use", "You are thirsty.", ["wait"],
                                      safety_net="net", **more)  # fmt: skip


def test_actions_that_clash_in_one_plan_are_found(folder: Folder) -> None:
    waiting(folder)
    assert ("clash", "clashes 1: blood-today and wait can put both in one plan (not to be told to wait)") in told(
        folder
    )


def test_a_tag_or_a_precedence_keeps_actions_apart(folder: Folder) -> None:
    waiting(folder, yields_to=["blood-today"])
    assert told(folder) == []
    del folder["rules"]["wait"]["yields_to"]
    folder["actions"]["wait"]["tags"] = ["fluids"]
    assert told(folder) == []


def test_rules_that_never_hold_together_do_not_clash(folder: Folder) -> None:
    waiting(folder)
    folder["rules"]["wait"]["when"] = "uses"
    folder["constraints"].append({"if": "blood", "then": "days == 0", "words": "So it is."})
    assert "clash" not in [code for code, _ in told(folder)]


def test_findings_that_no_one_reader_gets_together_do_not_clash(folder: Folder) -> None:
    waiting(folder)
    folder["rules"]["wait"]["means"] = {"person": "You are thirsty."}
    del folder["rules"]["blood-today"]["means"]["person"]
    assert "clash" not in [code for code, _ in told(folder)]


def test_progress_is_told(folder: Folder) -> None:
    registry, content, _ = folder.compile()
    steps: list[tuple[int, int]] = []
    missing_witnesses(registry, content, lambda done, of: steps.append((done, of)))
    assert steps == [(number, len(steps)) for number in range(1, len(steps) + 1)]


def test_witnesses_are_stored_by_rule_and_reader_as_plain_answers(folder: Folder) -> None:
    found = witnesses(folder.compile()[1])
    assert found["call-now"]["family"] == {"not_waking": True}
    assert found["clots-now"]["person"] == {"clots": True}
    assert found["egfr-low"] == {"professional": {"egfr": 59.9}}
    assert found["wants-stop"]["person"] == {"days": 28, "goal": "stop"}


def test_a_witness_goes_through_the_questions_that_open_others() -> None:
    content = content_of([yes_no("a"), yes_no("b"), yes_no("c")], [rule("r", "c")], gates={"c": "b", "b": "not a"})
    assert Searcher(content, "person").witness(content.rules["r"]) == {"c": YES, "b": YES, "a": NO}


def test_what_a_witness_does_not_need_is_left_out() -> None:
    content = content_of([yes_no(name) for name in "abcd"], [rule("r", "(a or b) and (b or c) and d")])
    assert Searcher(content).witness(content.rules["r"]) == {"b": YES, "d": YES}


def test_an_impossible_case_is_no_witness() -> None:
    content = content_of(
        [yes_no("a"), yes_no("b"), yes_no("c")], [rule("r", "a and b and c and not c")], constraints=[("a", "b")]
    )
    assert Searcher(content).witness(content.rules["r"]) is None


def test_a_question_matters_only_where_its_reader_can_settle_both_sides() -> None:
    content = content_of([yes_no("a"), yes_no("lab", readers=["professional"])], [rule("r", "a or lab")])
    assert Searcher(content, "person").matters("a") is None
    assert Searcher(content, "professional").matters("a") is not None


def test_a_question_matters_between_two_answers_and_given_others() -> None:
    content = content_of([number("days"), yes_no("b")], [rule("r", "b and days >= 3")])
    found = Searcher(content, "person").matters("days")
    assert found is not None
    name, case, first, second = found
    assert (name, case["b"]) == ("r", YES)
    assert isinstance(first, Range)
    assert isinstance(second, Range)
    assert first.lowest >= 3 > second.lowest


def test_a_question_matters_only_to_rules_this_reader_is_told() -> None:
    content = content_of([yes_no("a")], [rule("r", "a", readers=["professional"])])
    assert Searcher(content, "person").matters("a") is None
    assert Searcher(content, "professional").matters("a") is not None


@pytest.mark.parametrize("facts", [16])
def test_a_search_that_takes_too_long_is_given_up(facts: int) -> None:
    names = [f"a{number}" for number in range(facts)]
    never = " and ".join(f"{left} + {right} != {right} + {left}" for left, right in pairwise(names))
    content = content_of([number(name, 0, 3) for name in names], [rule("r", never)])
    assert Searcher(content).witness(content.rules["r"]) is None

"""Every case in examples/ comes out as a clinician expects. To add one, write a file there: no code is needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from handrail.bundle.library import Library
from handrail.engine.content import Content
from tests.content.expectations import EXAMPLES, disagreements, names_in, read_case, result_of

CASES = sorted(EXAMPLES.glob("*.yaml"))

MUST_BE_THERE = {
    "young-weekend-user",
    "daily-user-blood-in-urine",
    "cannot-pass-urine",
    "fever-and-one-sided-pain",
    "pregnant-and-using",
    "under-16-with-symptoms",
    "opioid-co-use-without-naloxone",
    "ghb-round-the-clock-wants-to-stop",
    "boosted-hiv-medicine",
    "chemsex-memory-gap",
    "suicidal-thoughts-plan-unanswered",
    "six-months-stopped-with-symptoms",
    "prescribed-ketamine-with-new-symptoms",
    "worried-parent",
    "professional-lab-results",
    "nothing-wrong",
}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_case_comes_out_as_expected(path: Path, content: Content, library: Library) -> None:
    case = read_case(path, content, library)
    wrong = disagreements(case.expect, result_of(case, content, library))
    assert not wrong, f"{case.title}\n" + "\n".join(f"- {each}" for each in wrong)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_case_is_complete(path: Path, content: Content, library: Library) -> None:
    case = read_case(path, content, library)
    assert case.title.endswith("."), "a case begins with one sentence a clinician understands"
    assert case.reader, "a case says who answers"
    assert case.country, "a case says where it is"
    assert case.at, "a case says when it is"
    assert {"at_least", "at_most"} & case.expect.keys(), "a case says how urgent it is"
    assert {"findings", "not_findings"} & case.expect.keys(), "a case says what is found, or what is not"
    assert not case.changes, "a case uses the names that facts have now"
    assert all(match.interactions for match in case.matches), "every medicine in a case is known"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_case_names_only_rules_and_actions_that_exist(path: Path, content: Content, library: Library) -> None:
    rules, actions = names_in(read_case(path, content, library).expect)
    assert set(rules) <= content.rules.keys()
    assert set(actions) <= content.actions.keys()


def test_the_cases_everybody_asked_for_are_there() -> None:
    assert {path.stem for path in CASES} >= MUST_BE_THERE
    assert len(CASES) >= 16


def test_a_case_that_expects_something_unknown_fails(content: Content, library: Library) -> None:
    case = read_case(EXAMPLES / "cannot-pass-urine.yaml", content, library)
    [wrong] = disagreements({"urgensy": "emergency-now"}, result_of(case, content, library))
    assert wrong.startswith("'urgensy' is not something a case can expect.")


@pytest.mark.parametrize(
    ("expect", "told"),
    [
        ({"at_least": "emergency-now"}, "It should be emergency-now at least, and is only same-day."),
        ({"at_most": "routine"}, "It should be routine at most, and could be"),
        ({"findings": ["retention"]}, "The finding retention is missing."),
        ({"not_findings": ["blood-in-urine"]}, "The finding blood-in-urine should not hold here."),
        ({"actions": ["call-emergency"]}, "The plan lacks call-emergency."),
        ({"not_actions": ["blood-be-seen-today"]}, "The plan must not show blood-be-seen-today here (blood-in-urine)"),
        ({"first_action": "call-emergency"}, "The first thing to do should be call-emergency."),
        ({"caution": ["blood-heavy"]}, "blood-heavy should hold as a precaution"),
        ({"not_ruled_out": ["blood-in-urine"]}, "blood-in-urine should be told as not ruled out."),
        ({"measures": {"phq-9": "mild"}}, "phq-9 should be called 'mild'."),
    ],
)
def test_a_wrong_expectation_is_told(expect: dict[str, object], told: str, content: Content, library: Library) -> None:
    case = read_case(EXAMPLES / "daily-user-blood-in-urine.yaml", content, library)
    [wrong] = disagreements(expect, result_of(case, content, library))
    assert wrong.startswith(told)


def test_a_part_for_people_around_is_told_where_none_was_expected(content: Content, library: Library) -> None:
    case = read_case(EXAMPLES / "young-weekend-user.yaml", content, library)
    [wrong] = disagreements({"nobody_else_told": True}, result_of(case, content, library))
    assert wrong.startswith("Nobody around the person may be given a part in this plan. It shows:")

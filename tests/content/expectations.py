"""What an example case expects, and what is wrong when the program disagrees, in words a clinician can read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from handrail.bundle.answers_file import AnswersFile, read_answers
from handrail.bundle.library import Library
from handrail.engine.check import Check
from handrail.engine.content import Content
from handrail.engine.report import report
from handrail.engine.rules import Urgency

EXAMPLES = Path(__file__).parents[2] / "examples"

Report = Mapping[str, Any]


def read_case(path: Path, content: Content, library: Library) -> AnswersFile:
    """One example file."""
    return read_answers(path, content, library.interactions, datetime(2026, 11, 23))


def result_of(case: AnswersFile, content: Content, library: Library) -> Report:
    """What the program concludes from it."""
    assert case.reader
    assert case.country
    assert case.at
    check = Check(content, case.answers, case.reader, case.at)
    return report(check, library.words_for(case.country), case.country)


def disagreements(expect: Mapping[str, Any], result: Report) -> list[str]:
    """Every way in which the result is not what the case expects. An unknown key is one."""
    unknown = [
        f"'{key}' is not something a case can expect. Use: {', '.join(EXPECT)}." for key in expect.keys() - EXPECT
    ]
    told = [text for key, value in expect.items() if key in EXPECT for text in EXPECT[key](value, result)]
    return unknown + told


def _at_least(word: str, result: Report) -> Iterator[str]:
    found = result["urgency"]["at_least"]
    if Urgency.of(found) < Urgency.of(word):
        yield f"It should be {word} at least, and is only {found}. Found: {_names(_found(result))}."


def _at_most(word: str, result: Report) -> Iterator[str]:
    found = result["urgency"]["at_most"]
    if Urgency.of(found) > Urgency.of(word):
        open_still = [*result["open_rules"], *result["not_ruled_out"], *result["findings"]]
        above = [each["rule"] for each in open_still if Urgency.of(each["urgency"]) > Urgency.of(word)]
        yield f"It should be {word} at most, and could be {found}, because of: {_names(above)}."


def _findings(rules: list[str], result: Report) -> Iterator[str]:
    for rule in rules:
        if rule not in _found(result):
            yield f"The finding {rule} is missing. Found: {_names(_found(result))}."


def _not_findings(rules: list[str], result: Report) -> Iterator[str]:
    for rule in rules:
        if rule in _found(result):
            yield f"The finding {rule} should not hold here."


def _actions(actions: list[str], result: Report) -> Iterator[str]:
    for action in actions:
        if action not in _plan(result):
            yield f"The plan lacks {action}. It shows: {_names(_plan(result))}."


def _not_actions(actions: list[str], result: Report) -> Iterator[str]:
    for item in result["plan"]["items"]:
        if item["action"] in actions:
            yield f"The plan must not show {item['action']} here ({_names(item['reasons'])}): {item['text']}"


def _first_action(action: str, result: Report) -> Iterator[str]:
    shown = _plan(result)
    if shown[:1] != [action]:
        yield f"The first thing to do should be {action}. It is {_names(shown[:1])}."


def _caution(rules: list[str], result: Report) -> Iterator[str]:
    basis = {each["rule"]: each["basis"] for each in result["findings"]}
    for rule in rules:
        if basis.get(rule) != "caution":
            yield f"{rule} should hold as a precaution, because somebody could not tell. It is: {basis.get(rule)}."


def _not_ruled_out(rules: list[str], result: Report) -> Iterator[str]:
    left = [each["rule"] for each in result["not_ruled_out"]]
    for rule in rules:
        if rule not in left:
            yield f"{rule} should be told as not ruled out. Told so: {_names(left)}."


def _nobody_else_told(expected: bool, result: Report) -> Iterator[str]:
    others = [item["action"] for item in result["plan"]["items"] if item["group"] == "people around you"]
    if expected and others:
        yield f"Nobody around the person may be given a part in this plan. It shows: {_names(others)}."


def _measures(bands: Mapping[str, str], result: Report) -> Iterator[str]:
    found = {each["measure"]: each["band"] for each in result["measures"]}
    for measure, band in bands.items():
        if found.get(measure) != band:
            yield f"{measure} should be called '{band}'. It is: {found.get(measure)}."


EXPECT: Mapping[str, Callable[[Any, Report], Iterator[str]]] = {
    "at_least": _at_least,
    "at_most": _at_most,
    "findings": _findings,
    "not_findings": _not_findings,
    "actions": _actions,
    "not_actions": _not_actions,
    "first_action": _first_action,
    "caution": _caution,
    "not_ruled_out": _not_ruled_out,
    "nobody_else_told": _nobody_else_told,
    "measures": _measures,
}
"""What a case can expect."""


def names_in(expect: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """The rules and the actions that a case speaks of."""
    rules = [name for key in ("findings", "not_findings", "caution", "not_ruled_out") for name in expect.get(key, [])]
    first = [expect["first_action"]] if "first_action" in expect else []
    return rules, [*expect.get("actions", []), *expect.get("not_actions", []), *first]


def _found(result: Report) -> list[str]:
    return [each["rule"] for each in result["findings"]]


def _plan(result: Report) -> list[str]:
    return [each["action"] for each in result["plan"]["items"]]


def _names(names: list[str]) -> str:
    return ", ".join(names) or "nothing"

"""From files to what the engine reasons with; what cannot be compiled is told with its place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from handrail.bundle.problems import Problem
from handrail.engine.content import Content
from handrail.engine.language import write
from handrail.engine.rules import Urgency
from handrail.engine.values import OPEN, Range
from tests.small_content import Folder, asked

Change = Callable[[Folder], Any]


@pytest.fixture
def content(folder: Folder) -> Content:
    _, compiled, problems = folder.compile()
    assert problems == []
    return compiled


def test_facts_keep_all_that_is_said_of_them(content: Content) -> None:
    blood = content.facts["blood"]
    assert (blood.kind, blood.every, blood.worse, blood.when_unsure) == ("yes-no", OPEN, ("no", "yes"), "blood-today")
    assert blood.shelf_life == timedelta(days=1)
    assert content.facts["not_waking"].shelf_life == timedelta(minutes=30)
    assert content.facts["egfr"].shelf_life is None
    assert content.facts["egfr"].every == Range(0, 150)
    assert content.facts["goal"].options["stop"]["family"] == "Stop"
    assert content.facts["clots"].ask_if is not None
    assert content.aliases == {"blood_seen": "blood"}


def test_a_measure_gives_its_items_and_its_total(content: Content) -> None:
    item = content.facts["mood_one"]
    assert (item.every, item.measure, item.shelf_life) == (Range(0, 2), "mood-2", timedelta(days=14))
    assert item.label == "Mood-2: Feeling low"
    assert set(item.ask) == {"person", "professional"}
    assert item.options["1"]["person"] == "Some days"
    assert write(content.derived["mood_total"].definition) == "sum(mood_one, mood_two)"
    assert [band.label for band in content.measures["mood-2"].bands] == ["few signs", "many signs"]


def test_rules_actions_and_nets_are_as_written(content: Content) -> None:
    rule = content.rules["blood-today"]
    assert (rule.urgency, rule.yields_to, rule.safety_net) == (Urgency.SAME_DAY, ("clots-now",), "net")
    assert (rule.rank, rule.signed, rule.private) == (50, False, False)
    assert content.actions["be-seen"].tags == {"later-appointment"}
    assert content.safety_nets["net"]["person"] == "Call {emergency} if you faint."
    assert content.certainty == {"claim-one": "low", "claim-two": "very-low"}


def test_screens_come_in_the_clinicians_order(content: Content) -> None:
    assert [screen.id for screen in content.screens] == ["danger", "follow-up", "use", "mood-form", "results"]
    assert content.screens[3].facts == ("mood_one", "mood_two")


def test_a_rule_is_signed_when_a_named_clinician_signed_its_file(folder: Folder) -> None:
    folder.review("rules/rules.yaml")["clinician"] = {"name": "A", "registration": "1", "date": "2026-11-23"}
    _, content, _ = folder.compile()
    assert content.rules["call-now"].signed


def test_options_may_be_worded_by_reader_either_way(folder: Folder) -> None:
    inside = {"safer": {"person": "Safer for me", "professional": "Safer use"}, "stop": "Stop"}
    around = {"person": {"low": "Low", "high": "High"}, "professional": {"low": "L", "high": "H"}}
    folder["facts"]["goal"]["options"] = inside
    folder["facts"]["level"] = asked("choice", "level", "Which?", options=around, worse=["low", "high"])
    _, content, problems = folder.compile()
    assert problems == []
    assert content.facts["goal"].options["safer"] == {"person": "Safer for me", "professional": "Safer use"}
    assert content.facts["level"].options["high"] == {"person": "High", "professional": "H"}
    assert content.facts["level"].worse == ("low", "high")


def test_numbers_with_decimals_stay_exact(folder: Folder) -> None:
    folder["facts"]["egfr"]["range"] = [0.5, 150.0]
    assert folder.compile()[1].facts["egfr"].every == Range(Decimal("0.5"), 150)


def test_a_file_without_clashes_or_constraints_is_whole(folder: Folder) -> None:
    folder.files["facts/facts.yaml"]["constraints"] = []
    del folder.files["rules/rules.yaml"]["clashes"]
    assert folder.compile()[2] == []


def test_the_version_changes_with_every_byte(folder: Folder) -> None:
    before = folder.compile()[1].version
    assert folder.compile()[1].version == before
    folder["claims"]["claim-one"]["plain"] = "This is known now."
    assert folder.compile()[1].version != before


def test_an_expression_is_told_with_its_text_and_a_pointer(folder: Folder) -> None:
    folder["rules"]["blood-today"]["when"] = "clots or blod"
    (problem,) = folder.compile()[2]
    assert problem.code == "expression"
    assert problem.message == ("blood-today: 'blod' is not a fact. Did you mean blood?\n  clots or blod\n           ^")
    lines = (folder.root / "rules/rules.yaml").read_text().splitlines()
    assert lines[problem.place.line - 1].strip() == "when: clots or blod"


def drop(section: str, name: str, key: str) -> Change:
    return lambda folder: folder[section][name].pop(key)


def put(section: str, name: str, **values: Any) -> Change:
    return lambda folder: folder[section][name].update(values)


def derive(**facts: str) -> Change:
    def change(folder: Folder) -> None:
        for name, definition in facts.items():
            folder["facts"][name] = {"type": "yes-no", "label": name, "is": definition}

    return change


def item(**values: Any) -> Change:
    return lambda folder: folder["measures"]["mood-2"]["items"][0].update(values)


@pytest.mark.parametrize(
    ("change", "code", "message"),
    [
        (drop("facts", "alcohol_use", "why"), "missing", "alcohol_use: it needs why"),
        (drop("facts", "goal", "options"), "missing", "goal: it needs options"),
        (drop("facts", "days", "range"), "missing", "days: it needs range"),
        (put("facts", "egfr", range=[9, 1]), "range", "egfr: the range starts higher than it ends"),
        (
            lambda folder: folder["groups"]["signs"].append("dayz"),
            "group",
            "signs: dayz is not a yes/no fact. Did you mean days?",
        ),
        (lambda folder: folder["groups"]["signs"].append("days"), "group", "signs: days is not a yes/no fact"),
        (
            put("facts", "goal", worse=["safer"]),
            "wrong-shape",
            "facts.goal.worse: ['safer'] is too short",
        ),
        (
            put("facts", "goal", worse=["safer", "safer"]),
            "worse",
            "goal: worse must list every option once, from best to worst",
        ),
        (put("facts", "goal", worse="yes"), "worse", "goal: worse must list every option once, from best to worst"),
        (put("facts", "blood", worse="higher"), "worse", "blood: worse must be one of no, yes"),
        (put("facts", "days", worse=["a", "b"]), "worse", "days: worse must be one of higher, lower"),
        (item(worse="yes"), "worse", "mood-2: worse must be one of higher, lower"),
        (drop("measures", "mood-2", "options"), "missing", "mood-2: item mood_one has no answer options"),
        (item(fact="days"), "twice", "mood-2: the fact days is already defined elsewhere"),
        (item(ask_if="blod"), "expression", "mood-2: 'blod' is not a fact. Did you mean blood?"),
        (derive(loop="loop and blood"), "circle", "loop: it is derived from itself"),
        (put("facts", "uses", **{"is": "days"}), "derived-type", "uses: its definition is not a yes-no"),
        (
            lambda folder: folder["constraints"][0].update({"then": "blood and days > 1"}),
            "constraint",
            "constraints 1: each side must test exactly one fact",
        ),
        (
            lambda folder: folder["constraints"][0].update({"if": "clot"}),
            "expression",
            "constraints 1: 'clot' is not a fact. Did you mean clots?",
        ),
        (
            put("screens", "mood-form", measure="mood-3"),
            "unknown-measure",
            "mood-form: there is no measure 'mood-3'. Did you mean mood-2?",
        ),
        (
            put("screens", "use", facts=["days", "gaol"]),
            "unknown-fact",
            "use: gaol is not a fact. Did you mean goal?",
        ),
        (
            put("screens", "use", facts=["uses"]),
            "unknown-fact",
            "use: uses is a derived fact; it is never asked",
        ),
        (put("facts", "clots", ask_if="blod"), "expression", "clots: 'blod' is not a fact. Did you mean blood?"),
    ],
)  # fmt: skip
def test_what_cannot_be_compiled_is_told(folder: Folder, change: Change, code: str, message: str) -> None:
    change(folder)
    problems: list[Problem] = folder.compile()[2]
    assert (code, message) in [(problem.code, problem.message.split("\n")[0]) for problem in problems]


def test_facts_derived_from_each_other_are_told_once_each_way_round(folder: Folder) -> None:
    derive(one="two or blood", two="one")(folder)
    _, content, problems = folder.compile()
    assert [problem.code for problem in problems] == ["circle"]
    assert {"one", "two"}.isdisjoint(content.derived)


def test_two_ways_to_one_fact_are_no_circle(folder: Folder) -> None:
    derive(left="blood", right="blood or clots", top="left or right")(folder)
    assert folder.compile()[2] == []


def test_what_rests_on_a_fact_that_was_lost_is_left_out_without_a_second_word(folder: Folder) -> None:
    del folder["facts"]["days"]["range"]
    _, content, problems = folder.compile()
    assert "uses" not in content.derived
    assert "wants-stop" not in content.rules
    assert {problem.code for problem in problems} == {"missing", "expression", "unknown-fact"}


def test_a_gate_that_was_lost_leaves_its_question_askable(folder: Folder) -> None:
    derive(loop="loop")(folder)
    folder["facts"]["clots"]["ask_if"] = "loop"
    _, content, problems = folder.compile()
    assert [problem.code for problem in problems] == ["circle"]
    assert content.facts["clots"].ask_if is None


def test_a_measure_without_a_total_has_none(folder: Folder) -> None:
    del folder["measures"]["mood-2"]["total"]
    folder["measures"]["mood-2"]["items"][1].update(counts=False, was=["low_interest"])
    folder["rules"]["low-mood"]["when"] = "mood_one >= 2"
    _, content, problems = folder.compile()
    assert problems == []
    assert content.measures["mood-2"].total is None
    assert content.measures["mood-2"].counted == ("mood_one",)
    assert content.aliases["low_interest"] == "mood_two"

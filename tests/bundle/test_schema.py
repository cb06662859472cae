"""The shape of content files: the mistakes people make, and what they are told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from handrail.bundle.problems import Problem
from tests.small_content import Folder

Change = Callable[[Folder], Any]


def told(folder: Folder, change: Change) -> list[Problem]:
    """What reading says after one change."""
    change(folder)
    return folder.read()[1]


def set_in(section: str, name: str, key: str, value: Any) -> Change:
    return lambda folder: folder[section][name].update({key: value})


def test_the_small_content_has_the_right_shape(folder: Folder) -> None:
    assert folder.read()[1] == []


RULE_KEYS = (
    "actions, because, due_before, means, needs_source, not_known, private, rank, safety_net, title, urgency, when, "
    "working_values, yields_to"
)


@pytest.mark.parametrize(
    ("change", "code", "message"),
    [
        (
            set_in("rules", "call-now", "urgency", "urgent"),
            "unknown-word",
            "rules.call-now.urgency: 'urgent' is not a word Handrail knows here. "
            "Use: emergency-now, same-day, within-days, routine, information.",
        ),
        (
            set_in("rules", "call-now", "urgency", "same-days"),
            "unknown-word",
            "rules.call-now.urgency: 'same-days' is not a word Handrail knows here. "
            "Use: emergency-now, same-day, within-days, routine, information. Did you mean same-day?",
        ),
        (
            set_in("rules", "call-now", "yield_to", ["clots-now"]),
            "unknown-key",
            "rules.call-now has 'yield_to' (did you mean yields_to?), which Handrail does not know. "
            f"Known: {RULE_KEYS}",
        ),
        (
            lambda folder: folder["rules"]["call-now"].pop("when"),
            "missing",
            "rules.call-now lacks when",
        ),
        (
            lambda folder: [folder["rules"]["call-now"].pop(key) for key in ("means", "because")],
            "missing",
            "rules.call-now lacks means, because",
        ),
        (
            set_in("rules", "call-now", "actions", "call"),
            "wrong-type",
            "rules.call-now.actions must be a list",
        ),
        (
            set_in("rules", "call-now", "means", "This is an emergency."),
            "wrong-type",
            "rules.call-now.means must be a mapping",
        ),
        (
            set_in("rules", "call-now", "when", True),
            "wrong-type",
            "rules.call-now.when must be text",
        ),
        (
            set_in("measures", "mood-2", "validated", "yes"),
            "wrong-type",
            "measures.mood-2.validated must be true or false",
        ),
        (
            set_in("facts", "blood", "shelf_life", "one day"),
            "wrong-form",
            r"facts.blood.shelf_life: 'one day' is not written as it must be (^(always|\d+ (minute|hour|day)s?)$)",
        ),
        (
            set_in("facts", "blood", "type", "boolean"),
            "unknown-word",
            "facts.blood.type: 'boolean' is not a word Handrail knows here. Use: yes-no, choice, number.",
        ),
        (
            lambda folder: folder["facts"]["blood"]["ask"].update(nurse="Blood?"),
            "unknown-word",
            "facts.blood.ask: 'nurse' is not a word Handrail knows here. Use: person, family, professional.",
        ),
        (
            lambda folder: folder["facts"].update(Blood_2=folder["facts"].pop("alcohol_use")),
            "wrong-form",
            "facts: 'Blood_2' is not written as it must be (^[a-z][a-z0-9_]*$)",
        ),
        (
            set_in("claims", "claim-one", "certainty", "sure"),
            "unknown-word",
            "claims.claim-one.certainty: 'sure' is not a word Handrail knows here. "
            "Use: high, moderate, low, very-low, consensus.",
        ),
        (
            set_in("facts", "blood", "label", ""),
            "wrong-shape",
            "facts.blood.label: '' should be non-empty",
        ),
        (
            lambda folder: folder["slots"]["emergency"].pop("IE"),
            "missing",
            "slots.emergency lacks IE",
        ),
        (
            lambda folder: folder.review().pop("again"),
            "missing",
            "review lacks again",
        ),
        (
            lambda folder: folder.files["facts/facts.yaml"].pop("review"),
            "missing",
            "the file lacks review",
        ),
        (
            lambda folder: folder.files["facts/facts.yaml"].update(fact={}),
            "unknown-key",
            "the file has 'fact' (did you mean facts?), which Handrail does not know. "
            "Known: constraints, facts, groups, review",
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_told_in_plain_words(folder: Folder, change: Change, code: str, message: str) -> None:
    problems = told(folder, change)
    assert [(problem.code, problem.message) for problem in problems] == [(code, message)]


def test_each_way_to_write_worse_is_told_where_none_fits(folder: Folder) -> None:
    problems = told(folder, set_in("facts", "blood", "worse", "bad"))
    assert [problem.message for problem in problems] == [
        "facts.blood.worse: 'bad' is not a word Handrail knows here. Use: yes, no, higher, lower.",
        "facts.blood.worse must be a list",
    ]


def test_a_mistake_is_told_where_it_stands(folder: Folder) -> None:
    (problem,) = told(folder, set_in("rules", "call-now", "urgency", "urgent"))
    lines = (folder.root / "rules/rules.yaml").read_text().splitlines()
    assert problem.place.file == "content/rules/rules.yaml"
    assert lines[problem.place.line - 1].strip() == "urgency: urgent"


def test_an_unknown_key_is_told_at_the_key(folder: Folder) -> None:
    (problem,) = told(folder, set_in("rules", "call-now", "urgent", "x"))
    lines = (folder.root / "rules/rules.yaml").read_text().splitlines()
    assert lines[problem.place.line - 1].strip() == "urgent: x"


def test_all_mistakes_are_told_at_once(folder: Folder) -> None:
    folder["rules"]["call-now"]["urgency"] = "urgent"
    folder["claims"]["claim-one"].pop("topic")
    folder.files["sources/sources.yaml"] = "sources: [\n"
    assert sorted(problem.code for problem in folder.read()[1]) == ["missing", "not-yaml", "unknown-word"]


def test_what_is_misshapen_is_left_out_and_the_rest_is_kept(folder: Folder) -> None:
    folder["rules"]["call-now"]["urgency"] = "urgent"
    folder["clashes"].append({"actions": ["call"]})
    registry, problems = folder.read()
    assert len(problems) == 2
    assert "call-now" not in registry["rules"]
    assert "blood-today" in registry["rules"]
    assert len(registry.clashes) == 1


def test_a_file_that_is_no_mapping_is_told_and_left_out(folder: Folder) -> None:
    folder.files["sources/more.yaml"] = "- just\n- a list\n"
    registry, problems = folder.read()
    assert [problem.message for problem in problems] == ["the file must be a mapping"]
    assert "book-2020" in registry["sources"]


def test_an_id_belongs_to_one_thing(folder: Folder) -> None:
    folder.files["sources/more.yaml"] = folder.files["sources/sources.yaml"]
    (problem,) = folder.read()[1]
    assert (problem.code, problem.place.file) == ("twice", "content/sources/sources.yaml")
    assert problem.message.startswith("book-2020: this id already stands at content/sources/more.yaml:")

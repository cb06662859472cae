"""What must be true of the content as a whole, beyond its shape."""

from __future__ import annotations

from collections import Counter
from typing import Any, cast

import pytest

from handrail.bundle import wording
from handrail.bundle.checks import problems_of
from handrail.bundle.compiling import compile_content
from handrail.bundle.library import COUNTRIES, Library
from handrail.bundle.registry import Registry
from handrail.bundle.witness_checks import missing_witnesses
from handrail.engine.check import Check
from handrail.engine.content import Content
from handrail.engine.evaluation import holds
from handrail.engine.facts import READERS, Reader
from handrail.engine.plan import fill, make_plan, slots_in
from handrail.engine.rules import Urgency
from handrail.engine.values import NO, YES, Range
from tests.content.situations import AT, everyday, groups, rules_tagged, situation_of, strings, with_witness

# The whole


def test_the_content_has_no_problems(registry: Registry) -> None:
    content, problems = compile_content(registry, "test")
    assert [str(each) for each in [*problems, *problems_of(registry, content)]] == []


@pytest.mark.slow
def test_every_rule_and_question_has_a_witness_and_no_declared_clash_is_shown(registry: Registry) -> None:
    content, _ = compile_content(registry, "test")
    assert [str(each) for each in missing_witnesses(registry, content)] == []


def test_all_pathways_of_the_review_are_accounted_for(registry: Registry) -> None:
    written = [
        pathway
        for document in registry.documents
        for pathway in cast("dict[str, Any]", document.value).get("pathways", {})
    ]
    assert len(written) == 156
    assert max(Counter(written).values()) == 1


def test_every_interaction_has_a_rule_that_rests_on_its_fact(content: Content, library: Library) -> None:
    assert len(library.interactions) >= 51
    for name, interaction in library.interactions.items():
        rule = content.rules[interaction["rule"]]
        fact = interaction["fact"]
        rests_on = content.asked_facts[rule.id]
        parts = content.asked_facts_of(content.derived[fact].definition) if fact in content.derived else (fact,)
        assert set(parts) & set(rests_on), f"{name}: {rule.id} does not rest on {fact}"


def test_a_name_from_before_means_one_fact(registry: Registry, content: Content) -> None:
    before = [name for entry in registry["facts"].values() for name in entry.data.get("was", [])]
    for measure in registry["measures"].values():
        before += [name for item in measure.data["items"] for name in item.get("was", [])]
    assert [name for name, count in Counter(before).items() if count > 1] == []
    assert set(before) & (content.facts.keys() | content.derived.keys()) == set()


# What is never said


@pytest.mark.parametrize("reader", READERS)
def test_under_an_emergency_only_what_the_emergency_needs_is_shown(
    reader: Reader, content: Content, library: Library
) -> None:
    usual = everyday(content, reader)
    for rule in content.rules.values():
        if rule.urgency == Urgency.EMERGENCY_NOW and reader in rule.means:
            check = with_witness(content, library, rule, reader, usual)
            items = make_plan(check, library.words_for("GB-ENG")).items
            assert items, rule.id
            assert {item.urgency for item in items} == {Urgency.EMERGENCY_NOW}, rule.id


def test_nobody_around_is_given_a_part_while_a_private_finding_holds(content: Content, library: Library) -> None:
    usual = everyday(content, "person")
    assert groups(Check(content, usual, "person", AT), library) >= {"people around you"}
    private = [rule for rule in content.rules.values() if rule.private]
    assert private
    for rule in private:
        check = with_witness(content, library, rule, "person", usual)
        assert "people around you" not in groups(check, library), rule.id


def test_nobody_under_18_is_told_how_to_use_more_safely(content: Content) -> None:
    young = situation_of(content, {"age_years": Range(8, 17)})
    assert [rule.id for rule in rules_tagged(content, "safer-use") if holds(rule.when, young) != NO] == []


ABOUT_STAYING_ALIVE = {"injury-safety", "using-alone", "injecting-health"}
"""Accidents, being found, infection: said in pregnancy too, because it is not about using."""


def test_nobody_pregnant_is_told_how_to_use_more_safely(content: Content) -> None:
    pregnant = situation_of(content, {"pregnancy_status": frozenset({"possible", "yes"})})
    told = {rule.id for rule in rules_tagged(content, "safer-use") if holds(rule.when, pregnant) != NO}
    assert told <= ABOUT_STAYING_ALIVE


def test_a_clinic_patient_who_uses_nothing_else_is_not_told_to_stop(content: Content) -> None:
    patient = situation_of(
        content,
        {
            "prescribed_ketamine_current": YES,
            "ketamine_used_last_12_months": NO,
            "ketamine_days_last_28": Range(0, 0),
            "ketamine_days_since_last": Range(3650, 3650),
            "injects_ketamine": NO,
            "injecting_last_6_weeks": NO,
        },
    )
    tagged = {rule.id: rule for tag in ("stop-advice", "safer-use") for rule in rules_tagged(content, tag)}
    assert [rule.id for rule in tagged.values() if holds(rule.when, patient) != NO] == []


REASSURING = ("fine", "safe", "healthy", "nothing wrong", "no harm", "all clear", "okay", "no need to")


@pytest.mark.parametrize("reader", READERS)
def test_finding_nothing_never_says_that_all_is_well(reader: Reader, content: Content) -> None:
    for name in ("little-found", "no-recent-use", "kud-few-signs", "no-outward-signs", "family-nothing-seen"):
        rule = content.rules[name]
        texts = [rule.means.get(reader, ""), *(content.actions[each].words.get(reader, "") for each in rule.actions)]
        for text in texts:
            assert [word for word in REASSURING if f" {word}" in f" {text.lower()}"] == [], text


def test_the_asq_is_asked_only_where_a_service_turned_it_on(content: Content) -> None:
    items = content.measures["asq"].items
    for reader in READERS:
        assert not any(Check(content, {}, reader, AT).can_ask(item) for item in items)
    turned_on = Check(content, {}, "professional", AT, measures_on=frozenset({"asq"}))
    assert all(turned_on.can_ask(item) for item in items)


def test_suicide_is_never_graded_by_a_score(content: Content) -> None:
    presence = {"phq9_item_9", *(f"asq_{number}" for number in range(1, 6))}
    assert content.measures["asq"].total is None
    for rule in content.rules.values():
        if rule.id.startswith("suicide"):
            items = {fact for fact in content.asked_facts[rule.id] if content.facts[fact].measure}
            assert items <= presence, rule.id


def test_phone_numbers_stand_in_the_directory_only(registry: Registry) -> None:
    found = [
        f"{entry.id}: {number}"
        for section in ("facts", "screens", "measures", "rules", "actions", "safety_nets")
        for entry in registry[section].values()
        for text in strings(entry.data)
        for number in wording.phone_numbers(text)
    ]
    assert found == []


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_text_can_be_filled_in_every_country(country: str, registry: Registry, library: Library) -> None:
    words = library.words_for(country)
    assert all(words.values())
    for section in ("facts", "screens", "measures", "rules", "actions", "safety_nets"):
        for entry in registry[section].values():
            for text in strings(entry.data):
                if set(slots_in(text)):
                    assert "{" not in fill(text, words)

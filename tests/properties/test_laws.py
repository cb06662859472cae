"""The laws that hold for all content and all people."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from handrail.engine.answers import Answer, ImpossibleAnswersError, NoValue
from handrail.engine.check import Check, Standing
from handrail.engine.content import Content
from handrail.engine.directions import is_exact
from handrail.engine.evaluation import evaluate, holds
from handrail.engine.explanation import explain, suffices
from handrail.engine.interview import QUICK, Ask, Emergency, Finished, next_step
from handrail.engine.language import parse, write
from handrail.engine.report import report
from handrail.engine.rules import Urgency
from handrail.engine.values import YES, contains
from tests.properties.people import (
    NOW,
    Respondent,
    checks,
    completions,
    conditions,
    contents,
    numbers,
    respondents,
    worse_value,
)

WITH_PEOPLE = contents().flatmap(lambda content: st.tuples(st.just(content), respondents(content)))


def everything_asked(check: Check, person: Respondent, *, quick: bool) -> Check:
    """Interview somebody to the end."""
    seen: set[str] = set()
    for _ in range(200):
        step = next_step(check, quick=quick, seen=seen)
        if isinstance(step, Finished):
            return check
        if isinstance(step, Emergency):
            seen |= {finding.rule.id for finding in step.findings}
        elif isinstance(step, Ask):
            assert step.facts, "a screen with nothing to ask"
            given_now = {fact: person.answer(fact, check.at) for fact in step.facts}
            check = replace(check, answers={**check.answers, **given_now})
    raise AssertionError("the interview does not end")


@given(checks())
def test_what_is_called_certain_is_true_however_the_open_answers_turn_out(check: Check) -> None:
    for completion in completions(check.values, check.content):
        for rule in check.content.rules.values():
            assert contains(holds(rule.when, check.values), holds(rule.when, completion))
        for derived in check.content.derived.values():
            assert contains(evaluate(derived.definition, check.values), evaluate(derived.definition, completion))


@given(checks())
def test_open_is_said_only_where_it_can_go_both_ways_when_the_build_calls_a_rule_exact(check: Check) -> None:
    content = check.content
    exact = [
        rule
        for rule in content.rules.values()
        if is_exact(rule.when, content.facts, content.derived, content.constraints)
    ]
    assume(exact)
    outcomes = {rule.id: set() for rule in exact}
    for completion in completions(check.values, content):
        for rule in exact:
            outcomes[rule.id] |= holds(rule.when, completion)
    for rule in exact:
        assert holds(rule.when, check.values) == outcomes[rule.id]


@given(WITH_PEOPLE, st.data())
def test_certain_stays_certain_as_more_is_answered(pair: tuple[Content, Respondent], data: st.DataObject) -> None:
    content, person = pair
    order = data.draw(st.permutations(list(content.facts)))
    answers: dict[str, Answer] = {}
    certain: set[str] = set()
    for fact in order:
        answers[fact] = Answer(person.truth[fact], NOW)
        check = Check(content, dict(answers), "professional", NOW)
        now_certain = {rule for rule, standing in check.standings.items() if standing is Standing.CERTAIN}
        assert certain <= now_certain
        certain = now_certain


@given(WITH_PEOPLE, st.data())
def test_an_added_symptom_never_lowers_urgency(pair: tuple[Content, Respondent], data: st.DataObject) -> None:
    content, person = pair
    answered = data.draw(st.sets(st.sampled_from(list(content.facts))))
    mild = {fact: person.answer(fact) for fact in content.facts if fact in answered}
    bad = dict(mild)
    for fact, answer in mild.items():
        known = content.facts[fact]
        if known.is_danger and not isinstance(answer.said, NoValue):
            bad[fact] = Answer(data.draw(st.sampled_from(worse_value(known, answer.said))), NOW)
    before, after = Check(content, mild, "person", NOW), Check(content, bad, "person", NOW)
    try:
        worse_findings = {finding.rule.id: finding for finding in after.findings}
    except ImpossibleAnswersError:
        return
    for finding in before.findings:
        if finding.rule.urgency >= Urgency.SAME_DAY and finding.basis == "certain":
            assert finding.rule.id in worse_findings
    if before.at_least >= Urgency.SAME_DAY:
        assert after.at_least >= before.at_least


@given(WITH_PEOPLE, st.data())
def test_cannot_tell_about_a_danger_never_gives_less_than_no(
    pair: tuple[Content, Respondent], data: st.DataObject
) -> None:
    content, person = pair
    fact = data.draw(st.sampled_from([fact for fact in content.facts.values() if fact.kind == "yes-no"]))
    answers = {name: person.answer(name) for name in content.facts if name != fact.id}
    no = Check(content, {**answers, fact.id: Answer(frozenset({False}), NOW)}, "person", NOW)
    unsure = Check(content, {**answers, fact.id: Answer(NoValue.CANNOT_TELL, NOW)}, "person", NOW)
    try:
        said_no = {finding.rule.id for finding in no.findings if finding.rule.urgency >= Urgency.SAME_DAY}
    except ImpossibleAnswersError:
        return
    if fact.is_danger:
        # Without constraints "no" can settle nothing that "cannot tell" leaves open in a danger rule.
        assume(not content.constraints)
        assert said_no <= {finding.rule.id for finding in unsure.findings}
        assert unsure.at_least >= max((content.rules[rule].urgency for rule in said_no), default=Urgency.INFORMATION)


@given(checks())
def test_an_explanation_suffices_and_nothing_in_it_can_be_dropped(check: Check) -> None:
    for finding in check.findings:
        if finding.basis == "certain":
            explanation = explain(check, finding.rule)
            given_answers = {fact: check.fresh[fact].said for fact in explanation.reasons}
            assert suffices(check, finding.rule, given_answers) == YES  # type: ignore[arg-type]
            for fact in explanation.reasons:
                fewer = {name: value for name, value in given_answers.items() if name != fact}
                assert suffices(check, finding.rule, fewer) != YES  # type: ignore[arg-type]


@given(checks())
def test_what_would_change_a_finding_changes_it(check: Check) -> None:
    for finding in check.findings:
        if finding.basis == "certain":
            for change in explain(check, finding.rule).would_change:
                answers = {**check.answers, change.fact: Answer(change.to, NOW)}
                assert replace(check, answers=answers).standings[finding.rule.id] is not Standing.CERTAIN


@given(WITH_PEOPLE)
def test_quick_settles_every_urgent_rule_as_the_full_form_does(pair: tuple[Content, Respondent]) -> None:
    content, person = pair
    start = Check(content, {}, "person", NOW)
    quick = everything_asked(start, person, quick=True)
    full = everything_asked(start, person, quick=False)
    assert len(quick.answers) <= len(full.answers)
    for rule in content.rules.values():
        if rule.urgency >= QUICK:
            assert quick.standings[rule.id] is full.standings[rule.id]


@given(WITH_PEOPLE)
def test_nothing_open_is_left_at_the_end_of_an_interview(pair: tuple[Content, Respondent]) -> None:
    content, person = pair
    done = everything_asked(Check(content, {}, "person", NOW), person, quick=True)
    assert all(done.standings[rule.id] is not Standing.OPEN for rule in content.rules.values() if rule.urgency >= QUICK)


@given(checks(), st.data())
def test_the_order_of_answers_does_not_matter(check: Check, data: st.DataObject) -> None:
    order = data.draw(st.permutations(list(check.answers)))
    shuffled = replace(check, answers={fact: check.answers[fact] for fact in order})
    assert as_bytes(check) == as_bytes(shuffled)


@given(checks())
def test_same_inputs_give_the_same_bytes(check: Check) -> None:
    assert as_bytes(check) == as_bytes(replace(check))


@given(checks())
def test_an_answer_older_than_its_shelf_life_is_open_again(check: Check) -> None:
    later = replace(check, at=NOW + timedelta(days=7))
    for fact, answer in check.answers.items():
        shelf_life = check.content.facts[fact].shelf_life
        went_stale = shelf_life is not None and shelf_life < timedelta(days=7)
        assert (fact in later.fresh) is not went_stale
        assert answer.at == NOW


@given(st.one_of(conditions(), numbers()))
def test_writing_and_reading_an_expression_gives_it_back(expression: object) -> None:
    vocabulary = _CONTENT_VOCABULARY
    assert parse(write(expression), vocabulary) == expression  # type: ignore[arg-type]


def as_bytes(check: Check) -> bytes:
    """The whole result, as it would be printed."""
    return json.dumps(report(check, {}, "unknown"), sort_keys=False).encode()


def _vocabulary():  # type: ignore[no-untyped-def]
    from handrail.engine.language import Vocabulary
    from tests.properties.people import CHOICES, FLAGS, NUMBERS, OPTIONS

    kinds = dict.fromkeys(FLAGS, "yes-no") | dict.fromkeys(NUMBERS, "number") | dict.fromkeys(CHOICES, "choice")
    return Vocabulary(kinds, dict.fromkeys(CHOICES, OPTIONS))


_CONTENT_VOCABULARY = _vocabulary()

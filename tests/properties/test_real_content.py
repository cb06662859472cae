"""The laws once more, on the real content and people drawn for it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from handrail.bundle.storage import load_library
from handrail.engine.answers import Answer, Situation
from handrail.engine.check import Check
from handrail.engine.evaluation import evaluate, holds
from handrail.engine.explanation import explain, suffices
from handrail.engine.facts import READERS, Reader
from handrail.engine.interview import QUICK
from handrail.engine.report import report
from handrail.engine.rules import Urgency
from handrail.engine.values import YES, ValueSet, contains
from tests.properties.people import NOW
from tests.properties.real_people import part, person, real_content, worsened
from tests.properties.test_laws import everything_asked

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"

SEEDS = st.integers(0, 2**32 - 1)
AS = st.sampled_from(READERS)

few = settings(max_examples=100)
very_few = settings(max_examples=15)


def result(check: Check) -> bytes:
    """The whole result, as it would be printed."""
    words = load_library().words_for("GB-ENG")
    return json.dumps(report(check, words, "GB-ENG")).encode()


@few
@given(SEEDS, AS)
def test_what_is_called_certain_is_true_of_the_whole_person(seed: int, reader: Reader) -> None:
    content, somebody = real_content(), person(seed)
    some = Check(content, somebody.answers(part(seed, content)), reader, NOW)
    for rule in content.rules.values():
        assert contains(holds(rule.when, some.values), holds(rule.when, _whole(somebody.truth)))
    for derived in content.derived.values():
        assert contains(some.values[derived.id], evaluate(derived.definition, _whole(somebody.truth)))


def _whole(truth: dict[str, ValueSet]) -> Situation:
    return Situation(truth, real_content().derived)


@few
@given(SEEDS, AS)
def test_an_added_symptom_never_lowers_urgency(seed: int, reader: Reader) -> None:
    content, somebody = real_content(), person(seed)
    worse = worsened(somebody.truth, seed)
    assume(worse is not None)
    assert worse is not None
    facts = [fact for fact in part(seed, content) if fact not in somebody.unsure | somebody.refuses]
    changed = [fact for fact in content.facts if worse[fact] != somebody.truth[fact]]
    facts += [fact for fact in changed if fact not in facts]
    before = _check(reader, {fact: somebody.truth[fact] for fact in facts})
    after = _check(reader, {fact: worse[fact] for fact in facts})
    urgent = {finding.rule.id for finding in before.findings if finding.rule.urgency >= Urgency.SAME_DAY}
    assert urgent <= {finding.rule.id for finding in after.findings}
    assert after.at_least >= before.at_least


def _check(reader: Reader, said: dict[str, ValueSet]) -> Check:
    return Check(real_content(), {fact: Answer(value, NOW) for fact, value in said.items()}, reader, NOW)


@few
@given(SEEDS, AS)
def test_an_explanation_suffices_and_none_of_it_can_be_dropped(seed: int, reader: Reader) -> None:
    content, somebody = real_content(), person(seed)
    check = Check(content, somebody.answers(part(seed, content)), reader, NOW)
    for finding in check.findings:
        if finding.basis == "certain":
            reasons = explain(check, finding.rule).reasons
            given = {fact: check.fresh[fact].said for fact in reasons}
            assert suffices(check, finding.rule, given) == YES
            for fact in reasons:
                if content.facts[fact].measure is None:
                    fewer = {name: said for name, said in given.items() if name != fact}
                    assert suffices(check, finding.rule, fewer) != YES


@very_few
@given(SEEDS, AS)
def test_the_order_of_answers_does_not_matter(seed: int, reader: Reader) -> None:
    content, somebody = real_content(), person(seed)
    facts = part(seed, content)
    one = Check(content, somebody.answers(facts), reader, NOW)
    other = Check(content, somebody.answers(facts[::-1]), reader, NOW)
    assert result(one) == result(other)


@very_few
@given(SEEDS, AS)
def test_quick_settles_every_urgent_rule_as_the_full_form_does(seed: int, reader: Reader) -> None:
    content, somebody = real_content(), person(seed)
    start = Check(content, {}, reader, NOW)
    quick = everything_asked(start, somebody, quick=True)
    full = everything_asked(start, somebody, quick=False)
    assert len(quick.answers) <= len(full.answers)
    for rule in quick.rules:
        if rule.urgency >= QUICK:
            assert quick.standings[rule.id] is full.standings[rule.id], rule.id


@pytest.mark.parametrize("form", ["json", "text"])
def test_two_processes_give_the_same_bytes(form: str) -> None:
    case = sorted(EXAMPLES.glob("*.yaml"))[0]
    assert _printed(case, form, "1") == _printed(case, form, "2")


def _printed(case: Path, form: str, hash_seed: str) -> bytes:
    command = [sys.executable, "-m", "handrail", "check", str(case), "--date", "2026-11-23", "--format", form]
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    return subprocess.run(command, env=environment, capture_output=True, check=True).stdout

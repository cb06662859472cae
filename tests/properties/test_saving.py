"""Saving and resuming: on the same day nothing is lost, a week later what went stale is open again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from handrail.bundle.answers_file import AnswersFile, read_answers, write_answers
from handrail.engine.answers import Answer
from handrail.engine.check import Check
from tests.properties.people import NOW, checks
from tests.properties.test_laws import as_bytes

AGES = st.integers(0, 40).map(lambda days: timedelta(days=days))


@contextmanager
def kept(check: Check) -> Iterator[AnswersFile]:
    """What is read back of a check that was written down."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "answers.yaml"
        version = check.content.version
        write_answers(path, check.answers, content=version, reader=check.reader, country="IE", at=check.at)
        yield read_answers(path, check.content, {}, check.at + timedelta(days=400))


def aged(check: Check, data: st.DataObject) -> Check:
    """The same check with answers that were given on different days."""
    answers = {fact: Answer(each.said, NOW - data.draw(AGES)) for fact, each in check.answers.items()}
    return replace(check, answers=answers)


@given(checks(), st.data())
def test_what_was_saved_is_resumed_as_it_was(check: Check, data: st.DataObject) -> None:
    check = aged(check, data)
    with kept(check) as file:
        assert file.at is not None
        resumed = replace(check, answers=file.answers, reader=file.reader or "person", at=file.at)
    assert dict(resumed.answers) == dict(check.answers)
    assert as_bytes(resumed) == as_bytes(check)


@given(checks(), st.data())
def test_next_weeks_resume_reopens_exactly_what_has_gone_stale(check: Check, data: st.DataObject) -> None:
    check = aged(check, data)
    next_week = NOW + timedelta(days=7)
    with kept(check) as file:
        resumed = replace(check, answers=file.answers, at=next_week)
    for fact, answer in check.answers.items():
        shelf_life = check.content.facts[fact].shelf_life
        gone_stale = shelf_life is not None and answer.at + shelf_life < next_week
        assert resumed.is_unanswered(fact) is gone_stale

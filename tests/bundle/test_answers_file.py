"""Answers in a file: every problem at once, in plain words, and written back as they were."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from handrail.bundle.answers_file import AnswersFile, read_answers
from handrail.bundle.problems import AnswersError
from handrail.engine.answers import Answer
from handrail.engine.content import Content, Screen
from handrail.engine.values import NO, YES, Range
from tests.builders import CANNOT_TELL, NOW, PREFER_NOT_TO_SAY, choice, content_of, number, rule, yes_no

INTERACTIONS: dict[str, Any] = {
    "ix-alcohol": {"fact": "alcohol", "severity": "major", "match": {"drugs": ["beer"]}},
    "ix-tea": {"fact": "drinks_tea", "severity": "minor", "match": {"drugs": ["tea", "beer"]}},
}


def content() -> Content:
    small = content_of(
        [
            yes_no("blood"),
            yes_no("clots"),
            yes_no("alcohol"),
            number("days", 0, 28, unit="days"),
            number("weight", 0, 200, decimals=1),
            choice("goal", "safer", "stop", "not_sure"),
        ],
        [rule("r", "blood")],
        derived={"uses": "days >= 1"},
        constraints=[("clots", "blood"), ("blood", "days >= 1")],
    )
    danger = Screen("danger", 1, "checklist", {}, {}, ("blood", "clots", "days"))
    return replace(small, aliases={"blood_seen": "blood", "gone": "nothing"}, screens=(danger, *small.screens[2:]))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "answers.yaml"


def given(path: Path, text: str) -> AnswersFile:
    path.write_text(text, encoding="utf-8")
    return read_answers(path, content(), INTERACTIONS, NOW)


def said(path: Path, written: str) -> Any:
    """What one written answer means."""
    fact, _, _ = written.partition(":")
    return given(path, f"answers: {{{written}}}").answers[fact].said


def told(path: Path, text: str) -> list[tuple[int, str, str]]:
    """The line, code and words of every problem."""
    with pytest.raises(AnswersError) as error:
        given(path, text)
    return [(problem.place.line, problem.code, problem.message) for problem in error.value.problems]


@pytest.mark.parametrize(
    ("written", "meaning"),
    [
        ("blood: yes", YES),
        ("blood: 'No '", NO),
        ("blood: true", YES),
        ("blood: false", NO),
        ("blood: cannot tell", CANNOT_TELL),
        ("blood: Prefer not to say", PREFER_NOT_TO_SAY),
        ("blood: {value: yes}", YES),
        ("days: 3", Range(3, 3)),
        ("days: '3'", Range(3, 3)),
        ("days: {from: 3, to: 5}", Range(3, 5)),
        ("days: cannot tell", CANNOT_TELL),
        ("weight: 60.5", Range(Decimal("60.5"), Decimal("60.5"))),
        ("weight: 60.0", Range(60, 60)),
        ("goal: stop", frozenset({"stop"})),
        ("goal: {any_of: [safer, stop]}", frozenset({"safer", "stop"})),
    ],
)
def test_a_written_answer_means_this(path: Path, written: str, meaning: object) -> None:
    assert said(path, written) == meaning


FORMS = "write a value, {value: ..., at: 2026-11-23}, {from: ..., to: ...} or {any_of: [...]}"
YES_NO = "is not an answer to a yes/no question. Write yes, no, cannot tell, or prefer not to say."


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("blood: maybe", f"'maybe' {YES_NO}"),
        ("blood: 1", f"'1' {YES_NO}"),
        ("blood:", f"'None' {YES_NO}"),
        ("days: many", "'many' is not a number. Write a number from 0 to 28 days."),
        ("days: true", "'True' is not a number. Write a number from 0 to 28 days."),
        ("days: .nan", "'.nan' is not a number. Write a number from 0 to 28 days."),
        ("days: 1e3", "'1E+3' is not a number. Write a number from 0 to 28 days."),
        ("days: 29", "29 is out of range. Write a number from 0 to 28 days."),
        ("days: -1", "-1 is out of range. Write a number from 0 to 28 days."),
        ("days: 3.5", "3.5 is too exact: write a whole number."),
        ("weight: 60.55", "60.55 is too exact: write at most 1 decimals."),
        ("weight: 201", "201 is out of range. Write a number from 0 to 200."),
        ("goal: stopp", "'stopp' is not one of the options: safer, stop, not_sure. Did you mean stop?"),
        ("goal: fly", "'fly' is not one of the options: safer, stop, not_sure."),
        ("days: {from: 5, to: 3}", "'from' (5) must not be more than 'to' (3)."),
        ("goal: {any_of: []}", FORMS),
        ("goal: {any_of: stop}", FORMS),
        ("blood: {from: 1, to: 2}", FORMS),
        ("blood: {at: 2026-11-20}", FORMS),
        ("goal: {any_of: [cannot tell]}", "any_of is for options; cannot tell and prefer not to say stand alone."),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_told_with_what_to_write(path: Path, written: str, message: str) -> None:
    fact = written.partition(":")[0]
    assert told(path, f"answers:\n  {written}\n") == [(2, "value", f"{fact}: {message}")]


def test_every_problem_is_told_at_once_with_its_line(path: Path) -> None:
    text = (
        "reader: people\n"
        "contry: IE\n"
        "country: XX\n"
        "date: yesterday\n"
        "answers:\n"
        "  blod: yes\n"
        "  days: 99\n"
        "  uses: yes\n"
        "  xylophone: 1\n"
        "  clots: {value: yes, at: never}\n"
        "none_of: [dangr]\n"
        "medicines: aspirin\n"
    )
    known = "answers, content, country, date, drugs, expect, medicines, none_of, reader, title"
    assert told(path, text) == [
        (1, "reader", "'people' is not a reader. Use: person, family, professional."),
        (2, "unknown-key", f"'contry' is not known here. Known: {known}. Did you mean country?"),
        (
            3,
            "country",
            "'XX' is not a country. Use: GB-ENG, GB-WLS, GB-SCT, GB-NIR, US, IE, AU, CA, NZ, unknown.",
        ),
        (4, "date", "'yesterday' is not a date. Write it as 2026-11-23 or 2026-11-23T14:30."),
        (6, "unknown-fact", "there is no fact 'blod'. Did you mean blood?"),
        (7, "value", "days: 99 is out of range. Write a number from 0 to 28 days."),
        (8, "derived", "uses is worked out from other answers and cannot be given"),
        (9, "unknown-fact", "there is no fact 'xylophone'."),
        (10, "date", "'never' is not a date. Write it as 2026-11-23 or 2026-11-23T14:30."),
        (11, "unknown-screen", "there is no screen 'dangr'. Did you mean danger?"),
        (12, "shape", "medicines must be a list, one a line"),
    ]


@pytest.mark.parametrize("text", ["- blood\n", "blood\n", "", "answers: [blood]\n"])
def test_a_file_of_another_shape_is_told(path: Path, text: str) -> None:
    ((_, code, message),) = told(path, text)
    assert code == "shape"
    assert message in (
        "the file must be a mapping with 'answers:' in it",
        "answers must be a mapping from facts to answers",
    )


def test_a_file_that_is_no_yaml_is_told(path: Path) -> None:
    ((line, code, _),) = told(path, "answers:\n  blood: [yes\n")
    assert (line, code) == (3, "not-yaml")


def test_answers_that_cannot_both_be_true_are_told_with_the_reason(path: Path) -> None:
    assert told(path, "answers:\n  blood: no\n  clots: yes\n") == [
        (2, "impossible", "these answers cannot both be true: clots and blood. clots means blood.")
    ]


def test_answers_that_only_together_cannot_be_true_are_told(path: Path) -> None:
    assert told(path, "answers:\n  clots: yes\n  days: 0\n") == [
        (1, "impossible", "these answers cannot all be true. blood means days >= 1.")
    ]


def test_a_fact_under_its_old_name_is_taken_over_and_told(path: Path) -> None:
    file = given(path, "answers: {blood_seen: yes}")
    assert file.answers["blood"].said == YES
    assert file.changes == ("blood_seen is called blood now; the answer was taken over.",)


def test_a_fact_under_both_names_is_told(path: Path) -> None:
    assert told(path, "answers:\n  blood: yes\n  blood_seen: no\n") == [
        (3, "twice", "blood_seen is the old name of blood, which is answered too; keep one")
    ]


def test_an_old_name_of_nothing_is_no_fact(path: Path) -> None:
    assert told(path, "answers: {gone: yes}")[0][1] == "unknown-fact"


def test_each_answer_may_have_its_own_date(path: Path) -> None:
    file = given(
        path,
        "date: 2026-11-20T09:30\n"
        "answers:\n"
        "  blood: yes\n"
        "  days: {from: 1, to: 2, at: 2026-11-01}\n"
        "  goal: {value: stop, at: 2026-11-02T10:00:00+01:00}\n",
    )
    assert file.at == datetime(2026, 11, 20, 9, 30)
    assert {fact: answer.at for fact, answer in file.answers.items()} == {
        "blood": datetime(2026, 11, 20, 9, 30),
        "days": datetime(2026, 11, 1),
        "goal": datetime(2026, 11, 2, 10),
    }


def test_without_a_date_the_answers_are_of_now(path: Path) -> None:
    file = given(path, "answers: {blood: yes}")
    assert (file.at, file.answers["blood"].at) == (None, NOW)


@pytest.mark.parametrize("date", ["0001-01-01", "9999-12-31", "2026-13-01", "[2026]"])
def test_a_date_nobody_lives_in_is_told(path: Path, date: str) -> None:
    assert told(path, f"date: {date}\n")[0][1] == "date"


def test_none_of_a_screen_denies_its_yes_no_facts_but_not_what_was_ticked(path: Path) -> None:
    file = given(path, "answers: {blood: yes, days: 3}\nnone_of: danger\n")
    assert {fact: answer.said for fact, answer in file.answers.items()} == {
        "blood": YES,
        "clots": NO,
        "days": Range(3, 3),
    }


def test_medicines_and_drugs_are_understood_at_the_door(path: Path) -> None:
    file = given(path, "medicines: [beer]\ndrugs: [beer, moonshine, 7]\n")
    assert [(match.line, match.interactions) for match in file.matches] == [
        ("beer", ()),
        ("beer", ("ix-alcohol", "ix-tea")),
        ("moonshine", ()),
        ("7", ()),
    ]
    assert file.answers == {"alcohol": Answer(YES, NOW)}


def test_what_was_written_down_is_not_denied_by_none_of_a_screen(path: Path) -> None:
    small = replace(content(), screens=(Screen("drugs", 1, "checklist", {}, {}, ("alcohol",)),))
    path.write_text("drugs: [beer]\nnone_of: [drugs]\n")
    assert read_answers(path, small, INTERACTIONS, NOW).answers["alcohol"].said == YES


def test_an_answer_given_outright_stands(path: Path) -> None:
    assert given(path, "answers: {alcohol: cannot tell}\ndrugs: [beer]").answers["alcohol"].said == CANNOT_TELL


def test_what_is_written_down_and_denied_is_told(path: Path) -> None:
    assert told(path, "answers: {alcohol: no}\ndrugs: [beer]") == [
        (2, "impossible", "'beer' stands under drugs, but alcohol is answered no; mend one of them")
    ]


def test_what_a_case_expects_and_its_title_are_kept(path: Path) -> None:
    file = given(path, "title: A case\ncontent: abc\nreader: family\ncountry: IE\nexpect: {urgency: routine}\n")
    assert (file.title, file.content, file.reader, file.country) == ("A case", "abc", "family", "IE")
    assert file.expect == {"urgency": "routine"}

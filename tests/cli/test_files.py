"""Checks without questions: from a file of answers to a result, and everything that can be wrong with one."""

from __future__ import annotations

import json
import re
import stat
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import tests.docs as docs
from tests.cli.talking import ANSWERS, Handrail


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    described: Any = json.loads((docs.FOLDER / "result.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(described)
    return Draft202012Validator(described)


CASES = {
    "nothing": "answers: {}\n",
    "today": ANSWERS,
    "emergency": "answers: {not_waking: yes}\n",
    "caution": "answers: {blood: cannot tell, not_waking: prefer not to say}\n",
    "measure": "answers: {mood_one: 2, mood_two: 2, days: {from: 3, to: 9}, goal: {any_of: [stop, safer]}}\n",
    "half a measure": "answers: {mood_one: 2}\n",
    "stale": "date: 2026-11-23\nanswers: {blood: {value: yes, at: 2026-10-01}, days: 3, operation_in_days: 2}\n",
    "professional": "reader: professional\nanswers: {egfr: 42.5, blood: yes}\n",
    "family": "reader: family\ncountry: IE\nanswers: {blood: yes}\ndrugs: [beer]\n",
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_every_json_result_is_as_documented(handrail: Handrail, schema: Draft202012Validator, case: str) -> None:
    outcome = handrail("check", handrail.file(case), "--json")
    assert outcome.code == 0
    schema.validate(outcome.json)


def test_the_same_file_gives_the_same_result_every_time(handrail: Handrail) -> None:
    name = handrail.file()
    results = {handrail("check", name, "--json", PYTHONHASHSEED=seed).out for seed in ("1", "2", "3")}
    assert len(results) == 1


def test_the_file_says_who_where_and_when_and_options_outrank_it(handrail: Handrail) -> None:
    name = handrail.file()
    by_file = handrail("check", name, "--json").json
    assert (by_file["reader"], by_file["country"], by_file["at"]) == ("person", "GB-ENG", "2026-11-23T15:00:00")
    options = ("--for", "professional", "--country", "IE", "--date", "2026-11-24")
    by_options = handrail("check", name, "--json", *options).json
    assert (by_options["reader"], by_options["country"], by_options["at"]) == (
        "professional",
        "IE",
        "2026-11-24T00:00:00",
    )


def test_json_may_be_asked_for_in_two_ways(handrail: Handrail) -> None:
    name = handrail.file()
    assert handrail("check", name, "--json").out == handrail("check", name, "--format", "json").out


def test_text_has_one_unbroken_rail_and_fits_eighty_columns(handrail: Handrail) -> None:
    lines = handrail("check", handrail.file()).out.splitlines()
    assert {line[0] for line in lines} == {"│"}
    assert max(map(len, lines)) <= 80


def test_markdown_says_the_same(handrail: Handrail) -> None:
    text = handrail("check", handrail.file(), "--format", "markdown").out
    assert text.startswith("# Where things stand, and what to do\n")
    assert "1. Ring NHS 111 today." in text
    assert "## Signs that mean an emergency" in text


def test_html_is_one_page_that_fetches_nothing_and_runs_nothing(handrail: Handrail) -> None:
    page = handrail("check", handrail.file(), "--format", "html").out
    assert page.startswith('<!doctype html>\n<html lang="en-GB">')
    assert "<h1>Where things stand, and what to do</h1>" in page
    assert "Ring NHS 111 today." in page
    for forbidden in ("<script", "<link", "<img", "src=", "@import", "url(", "onclick"):
        assert forbidden not in page


def test_what_people_write_cannot_become_markup(handrail: Handrail) -> None:
    """Nothing a file says reaches the page but values that the content knows."""
    name = handrail.file(ANSWERS + "title: <script>alert(1)</script>\n")
    assert "<script" not in handrail("check", name, "--format", "html").out


BAD = """\
reader: somebody
answers:
  blod: yes
  days: 99
  goal: fly
"""


def test_every_problem_is_told_and_nothing_is_checked(handrail: Handrail) -> None:
    outcome = handrail("check", handrail.file(BAD, "bad.yaml"), "--save", "copy.yaml")
    assert (outcome.code, outcome.out) == (2, "")
    assert re.findall(r"^bad.yaml:(\d+):\d+  \[([a-z-]+)\]$", outcome.err, re.M) == [
        ("1", "reader"),
        ("3", "unknown-fact"),
        ("4", "value"),
        ("5", "value"),
    ]
    assert "Did you mean blood?" in outcome.err
    assert outcome.err.endswith("4 problems; nothing was checked and nothing was changed.\n")
    assert not (handrail.folder / "copy.yaml").exists()


HOSTILE = {
    "truncated": b"answers:\n  blood: 'ye",
    "binary": bytes(range(256)),
    "no mapping": b"- 1\n- 2\n",
    "empty": b"",
    "aliases": b"a: &a [x, x]\nb: [*a, *a]\nanswers: {}\n",
    "deep": b"answers: " + b"[" * 5000,
    "tags": b"answers: !!python/object/apply:os.system [ls]\n",
    "impossible": b"answers: {clots: yes, blood: no}\n",
    "twice": b"answers: {blood: yes, blood: no}\n",
    "huge": b"#" * 10_000_000,
    "no date": b"date: 9999-12-31\nanswers: {days: 3, goal: stop}\n",
    "long number": b"answers: {days: " + b"9" * 5000 + b"}\n",
}


@pytest.mark.parametrize("bytes_", HOSTILE.values(), ids=HOSTILE)
def test_hostile_files_are_refused_quietly(handrail: Handrail, bytes_: bytes) -> None:
    (handrail.folder / "x.yaml").write_bytes(bytes_)
    outcome = handrail("check", "x.yaml")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("x.yaml:")
    assert "1 problem; nothing was checked and nothing was changed." in outcome.err
    assert (handrail.folder / "x.yaml").read_bytes() == bytes_


def test_a_file_that_is_not_there_is_told(handrail: Handrail) -> None:
    outcome = handrail("check", "none.yaml")
    assert outcome.code == 2
    assert "'none.yaml' does not exist" in outcome.err


def test_saving_makes_a_private_file_that_says_the_same(handrail: Handrail) -> None:
    name = handrail.file()
    first = handrail("check", name, "--save", "copy.yaml")
    assert stat.S_IMODE((handrail.folder / "copy.yaml").stat().st_mode) == 0o600
    assert handrail("check", "copy.yaml").out == first.out


def test_saving_replaces_nothing_unless_forced(handrail: Handrail) -> None:
    name, other = handrail.file(), handrail.file("mine\n", "other.yaml")
    refused = handrail("check", name, "--save", other)
    assert refused.code == 2
    assert "other.yaml exists already. Choose another name, or add --force to replace it." in refused.err
    assert (handrail.folder / other).read_text() == "mine\n"
    assert handrail("check", name, "--save", other, "--force").code == 0
    assert "blood: yes" in (handrail.folder / other).read_text()


def test_where_nothing_can_be_saved_it_is_told(handrail: Handrail) -> None:
    outcome = handrail("check", handrail.file(), "--save", "no/such/folder/copy.yaml")
    assert outcome.code == 2
    assert "no/such/folder/copy.yaml cannot be written: No such file or directory" in outcome.err


def test_an_answer_under_an_old_name_is_taken_over_and_told(handrail: Handrail) -> None:
    outcome = handrail("check", handrail.file("content: older\nanswers: {blood_seen: yes}\n"), "--json")
    assert "Note: blood_seen is called blood now; the answer was taken over." in outcome.err
    assert "Note: the answers were saved with an older version of the content" in outcome.err
    assert [finding["rule"] for finding in outcome.json["findings"]] == ["blood-today"]


def test_a_drug_nobody_knows_is_told_as_unknown_never_as_harmless(handrail: Handrail) -> None:
    outcome = handrail("check", handrail.file("answers: {days: 3}\ndrugs: [beer, moonshine]\n"), "--json")
    assert "'moonshine' is not known here. Not known does not mean safe: ask a pharmacist." in outcome.err
    assert "mixing-alcohol" in [finding["rule"] for finding in outcome.json["findings"]]


def test_unsigned_urgent_rules_can_be_kept_for_professionals(handrail: Handrail) -> None:
    name = handrail.file()
    rules = [finding["rule"] for finding in handrail("check", name, "--json", "--signed-only").json["findings"]]
    by_setting = handrail("check", name, "--json", HANDRAIL_SIGNED_ONLY="1").json["findings"]
    assert rules == [finding["rule"] for finding in by_setting] == ["wants-stop"]
    as_professional = handrail("check", name, "--json", "--signed-only", "--for", "professional").json["findings"]
    assert as_professional[0]["rule"] == "blood-today"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--date", "soon"), "'soon' is not a date. Write it as 2026-11-23 or 2026-11-23T14:30."),
        (("--country", "XX"), "'XX' is not one of"),
        (("--for", "nurse"), "'nurse' is not one of"),
        (("--format", "pdf"), "'pdf' is not one of"),
        (("--measure", "phq"), "There is no measure 'phq'. See: handrail measures"),
    ],
)
def test_an_option_that_cannot_be_is_told(handrail: Handrail, options: tuple[str, ...], words: str) -> None:
    outcome = handrail("check", handrail.file(), *options)
    assert outcome.code == 2
    assert words in " ".join(outcome.err.split())

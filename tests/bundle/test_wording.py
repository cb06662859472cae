"""How words read, and what is never said."""

from __future__ import annotations

import pytest

from handrail.bundle import wording
from handrail.bundle.problems import ContentError, Place, Problem


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("You are fine.", ["You are fine"]),
        ("No junkie, no addict.", ["junkie", "addict"]),
        ("Addiction care.", []),
        ("Sleep it off? It will pass.", ["Sleep it off", "It will pass"]),
    ],
)
def test_words_that_blame_or_reassure_are_found_whole(text: str, found: list[str]) -> None:
    assert wording.never_said(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Call 999 now.", ["999"]),
        ("Call 999.", ["999"]),
        ("It was 999.5 then.", []),
        ("Ring 0800 123 4567.", ["0800 123 4567"]),
        ("Ring 116 123", ["116 123"]),
        ("In 28 days, by 2026.", []),
        ("1999 was long ago", []),
    ],
)
def test_phone_numbers_are_found(text: str, found: list[str]) -> None:
    assert wording.phone_numbers(text) == found


def test_short_words_and_sentences_read_easily() -> None:
    easy, hard = "Call a friend. Stay with them.", "Immediate hospitalisation is unquestionably indispensable."
    assert wording.reading_grade([easy]) < 3 < 12 < wording.reading_grade([hard])


def test_no_words_have_no_grade() -> None:
    assert wording.reading_grade(["", "12 34"]) == 0.0


def test_a_slot_reads_as_a_plain_word() -> None:
    assert wording.reading_grade(["Ring {emergency_department} now."]) == wording.reading_grade(["Ring help now."])


def test_hard_words_are_told_longest_first_and_once() -> None:
    assert wording.hard_words("A hospital, hospitalisation, a hospital, a cat.") == ["hospitalisation", "hospital"]
    assert wording.word_count("Don't go, well-known friend {slot}") == 5


def test_problems_are_told_in_the_order_of_their_places() -> None:
    late, early = Problem(Place("b", 2), "x", "late"), Problem(Place("a", 9), "y", "early")
    assert str(ContentError([late, early])) == "a:9:1  [y]\n  early\nb:2:1  [x]\n  late"

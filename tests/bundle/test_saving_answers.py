"""Writing answers: privately, whole or not at all, and so that they are read back as they were."""

from __future__ import annotations

import stat
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from handrail.bundle.answers_file import read_answers, write_answers
from handrail.engine.answers import Answer
from handrail.engine.content import Content
from handrail.engine.values import NO, YES, Range
from tests.builders import CANNOT_TELL, NOW, PREFER_NOT_TO_SAY, choice, content_of, number, yes_no


@pytest.fixture
def content() -> Content:
    return content_of(
        [
            *(yes_no(name) for name in ("a", "b", "c", "d")),
            number("days"),
            number("weight", decimals=1),
            choice("goal", "no", "yes", "true"),
            choice("kind", "no", "yes", "true"),
        ]
    )


def written(path: Path, answers: dict[str, Answer]) -> None:
    write_answers(path, answers, content="v1", reader="family", country="IE", at=NOW)


ANSWERS = {
    "a": Answer(YES, NOW),
    "b": Answer(NO, NOW - timedelta(days=3)),
    "c": Answer(CANNOT_TELL, NOW),
    "d": Answer(PREFER_NOT_TO_SAY, NOW - timedelta(hours=1)),
    "days": Answer(Range(2, 4), NOW - timedelta(days=1)),
    "weight": Answer(Range(Decimal("2.5"), Decimal("2.5")), NOW),
    "goal": Answer(frozenset({"yes"}), NOW),
    "kind": Answer(frozenset({"no", "true"}), NOW - timedelta(days=1)),
}


def test_what_was_written_is_read_back_as_it_was(tmp_path: Path, content: Content) -> None:
    path = tmp_path / "answers.yaml"
    written(path, ANSWERS)
    file = read_answers(path, content, {}, NOW + timedelta(days=9))
    assert file.answers == ANSWERS
    assert list(file.answers) == list(ANSWERS)
    assert (file.at, file.reader, file.country, file.content) == (NOW, "family", "IE", "v1")


def test_only_this_user_can_read_it(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text("old")
    path.chmod(0o644)
    written(path, ANSWERS)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_it_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    written(path, ANSWERS)
    before = path.read_bytes()
    with pytest.raises(AttributeError):
        written(path, {"a": "not an answer"})  # type: ignore[dict-item]
    assert path.read_bytes() == before


def test_what_an_interrupted_writing_left_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    (tmp_path / "answers.yaml.part").write_text("half a fi")
    written(path, ANSWERS)
    assert [each.name for each in tmp_path.iterdir()] == ["answers.yaml"]


def test_a_number_with_decimals_is_written_as_people_write_it(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    written(path, {"weight": ANSWERS["weight"], "a": ANSWERS["a"], "days": ANSWERS["days"]})
    assert path.read_text() == (
        "content: v1\n"
        "reader: family\n"
        "country: IE\n"
        "date: '2026-11-23T15:00:00'\n"
        "answers:\n"
        "  weight: 2.5\n"
        "  a: yes\n"
        "  days:\n"
        "    from: 2\n"
        "    to: 4\n"
        "    at: '2026-11-22T15:00:00'\n"
    )

"""YAML as plain values with their places; hostile files make nothing happen."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from handrail.bundle.located import MOST_BYTES, MOST_DEPTH, UnreadableError, read, read_text
from handrail.bundle.problems import Place, Problem


def refused(text: str) -> Problem:
    with pytest.raises(UnreadableError) as error:
        read_text(text, "a.yaml")
    return error.value.problem


def refused_file(path: Path) -> tuple[str, str]:
    with pytest.raises(UnreadableError) as error:
        read(path, "a.yaml")
    return error.value.problem.code, error.value.problem.message


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: yes", {"a": "yes"}),
        ("a: no", {"a": "no"}),
        ("a: on", {"a": "on"}),
        ("no: 1", {"no": 1}),
        ("a: true", {"a": True}),
        ("a: false", {"a": False}),
        ("a: null", {"a": None}),
        ("a: ~", {"a": None}),
        ("a:", {"a": None}),
        ("a: 12", {"a": 12}),
        ("a: 1_000", {"a": 1000}),
        ("a: 0x1F", {"a": 31}),
        ("a: 0o17", {"a": 15}),
        ("a: 010", {"a": 10}),
        ("a: 1.50", {"a": Decimal("1.50")}),
        ("a: .inf", {"a": ".inf"}),
        ("a: 12:30", {"a": "12:30"}),
        ("a: 2026-11-23", {"a": "2026-11-23"}),
        ("a: 2026-11-23T14:30:00", {"a": "2026-11-23T14:30:00"}),
        ("a: '7'", {"a": "7"}),
        ("a: =", {"a": "="}),
        ("- 1\n- [2, 3]", [1, [2, 3]]),
        ("", None),
        ("# only a comment", None),
    ],
)
def test_values_are_what_people_mean(text: str, value: object) -> None:
    assert read_text(text, "a.yaml").value == value


def test_a_number_too_long_to_be_one_stays_text() -> None:
    digits = "9" * 5000
    assert read_text(f"a: {digits}", "a.yaml").value == {"a": digits}


def test_every_part_knows_its_place() -> None:
    document = read_text("facts:\n  blood:\n    type: yes-no\n  list: [1,\n    2]\n", "a.yaml")
    assert document.place("facts", "blood", "type") == Place("a.yaml", 3, 5)
    assert document.place("facts", "list", 1) == Place("a.yaml", 5, 5)


def test_a_part_that_stands_nowhere_is_placed_where_it_should_be() -> None:
    document = read_text("facts:\n  blood: 1\n", "a.yaml")
    assert document.place("facts", "blood", "missing", "deep") == Place("a.yaml", 2, 3)
    assert read_text("", "a.yaml").place("facts") == Place("a.yaml", 1, 1)


@pytest.mark.parametrize(
    ("text", "place", "code", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", (3, 1), "twice", "'a' stands here twice; keep one"),
        ("a:\n  b: 1\n  b: 2\n", (3, 3), "twice", "'b' stands here twice; keep one"),
        ("a: &x [1]\nb: *x\n", (1, 4), "alias", "anchors and aliases (& and *) are not used here"),
        ("a: &x {b: 1}\nc:\n  <<: *x\n", (1, 4), "alias", "anchors and aliases (& and *) are not used here"),
        ("? [a, b]\n: 1\n", (1, 3), "key", "a key must be a single word"),
        ("a: !secret x\n", (1, 4), "tag", "the tag !secret is not allowed; write plain values"),
        ("a: [1, 2\n", (2, 1), "not-yaml", "this is not valid YAML: expected ',' or ']', but got '<stream end>'"),
        ("a: b: c\n", (1, 5), "not-yaml", "this is not valid YAML: mapping values are not allowed here"),
        ("a: 1\n\tb: 2\n", (2, 1), "not-yaml", "this is not valid YAML: found character '\\t' that cannot start any token"),  # noqa: E501
        ("a: 1\n---\nb: 2\n", (2, 1), "not-yaml", "this is not valid YAML: but found another document"),
        ("a: \x00\n", (1, 1), "not-yaml", "this is not valid YAML"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_told_with_its_place(text: str, place: tuple[int, int], code: str, message: str) -> None:
    assert refused(text) == Problem(Place("a.yaml", *place), code, message)


def test_python_objects_are_never_made() -> None:
    problem = refused("a: !!python/object/apply:os.system ['touch pwned']\n- x")
    assert problem.code == "not-yaml"
    assert refused("a: !!python/name:os.system x\n").code == "tag"
    assert not Path("pwned").exists()


def test_a_billion_laughs_are_refused_at_the_first() -> None:
    lines = ["a0: &a0 [ha, ha]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    assert refused("\n".join(lines)).code == "alias"


def test_a_list_that_holds_itself_is_refused() -> None:
    assert refused("a: &x [*x]\n").code == "alias"


def test_deep_nesting_is_refused() -> None:
    assert read_text("[" * MOST_DEPTH + "]" * MOST_DEPTH, "a.yaml").value
    assert refused("[" * (MOST_DEPTH + 2) + "]" * (MOST_DEPTH + 2)).code == "too-deep"
    assert refused("[" * 20_000).code == "not-yaml"


def test_a_file_is_read_as_its_text(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: café\n", encoding="utf-8")
    assert read(path, "a.yaml").value == {"a": "café"}


def test_ten_megabytes_are_refused_before_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    with path.open("wb") as file:
        file.truncate(10_000_000)
    assert refused_file(path) == (
        "too-large",
        f"the file has 10,000,000 bytes; the most Handrail reads is {MOST_BYTES:,}",
    )


def test_binary_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\xff\xfe")
    assert refused_file(path) == ("not-text", "the file is not UTF-8 text; save it as UTF-8")


def test_a_truncated_file_is_told_where_it_breaks_off(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text('answers:\n  blood: "ye', encoding="utf-8")
    code, message = refused_file(path)
    assert (code, message) == (
        "not-yaml",
        "this is not valid YAML: found unexpected end of stream",
    )


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    assert refused_file(tmp_path / "none.yaml") == (
        "unreadable",
        "the file cannot be read: No such file or directory",
    )
    assert refused_file(tmp_path)[0] == "unreadable"


def test_a_problem_reads_as_place_code_and_words() -> None:
    assert str(refused("a: 1\na: 2\n")) == "a.yaml:2:1  [twice]\n  'a' stands here twice; keep one"

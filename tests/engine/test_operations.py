"""What each operation means, as a small table: a column is one case, read from top to bottom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest

from handrail.engine.evaluation import evaluate
from handrail.engine.expressions import And, Compare, Constant, Count, Flag, IllTypedError, IsIn, Not, Quantity, Sum
from handrail.engine.language import Kind, Vocabulary, parse
from handrail.engine.values import (
    NO,
    OPEN,
    YES,
    Range,
    ValueSet,
    certainly,
    contains,
    is_settled,
    possibly,
)

OPTIONS = ("mild", "middling", "severe")
MILD, SEVERE = frozenset({"mild"}), frozenset({"severe"})
NOT_MILD, ANY = frozenset({"middling", "severe"}), frozenset(OPTIONS)


def between(lowest: int, highest: int) -> Range:
    return Range(lowest, highest)


def just(value: int) -> Range:
    return Range(value, value)


def table(expression: str, columns: Mapping[str, Sequence[ValueSet]], *, gives: Sequence[ValueSet]) -> None:
    """Evaluate an expression for each case of a table."""
    kinds: dict[str, Kind] = {name: _kind(values[0]) for name, values in columns.items()}
    words = Vocabulary(kinds, dict.fromkeys([name for name in kinds if kinds[name] == "choice"], OPTIONS))
    tree = parse(expression, words)
    for case, expected in enumerate(gives):
        values = {name: column[case] for name, column in columns.items()}
        assert evaluate(tree, values) == expected, f"case {case + 1} of {expression}: {values}"


def _kind(value: ValueSet) -> Kind:
    if isinstance(value, Range):
        return "number"
    return "yes-no" if value <= OPEN else "choice"


def test_and_is_settled_by_one_no() -> None:
    table(
        "a and b",
        {
            "a": [YES, YES, YES, NO, NO, NO, OPEN, OPEN, OPEN],
            "b": [YES, NO, OPEN, YES, NO, OPEN, YES, NO, OPEN],
        },
        gives=[YES, NO, OPEN, NO, NO, NO, OPEN, NO, OPEN],
    )


def test_or_is_settled_by_one_yes() -> None:
    table(
        "a or b",
        {
            "a": [YES, YES, YES, NO, NO, NO, OPEN, OPEN, OPEN],
            "b": [YES, NO, OPEN, YES, NO, OPEN, YES, NO, OPEN],
        },
        gives=[YES, YES, YES, YES, NO, OPEN, YES, OPEN, OPEN],
    )


def test_not_turns_what_is_settled_and_leaves_what_is_open() -> None:
    table("not a", {"a": [YES, NO, OPEN]}, gives=[NO, YES, OPEN])


def test_three_parts_are_joined_as_two_are() -> None:
    table("a and b and c", {"a": [YES, YES], "b": [OPEN, OPEN], "c": [YES, NO]}, gives=[OPEN, NO])
    table("a or b or c", {"a": [NO, NO], "b": [OPEN, OPEN], "c": [NO, YES]}, gives=[OPEN, YES])


def test_a_choice_is_an_option_when_no_other_is_left() -> None:
    grades = [MILD, SEVERE, NOT_MILD, ANY]
    table("grade == mild", {"grade": grades}, gives=[YES, NO, NO, OPEN])
    table("grade != mild", {"grade": grades}, gives=[NO, YES, YES, OPEN])
    table("grade in {middling, severe}", {"grade": grades}, gives=[NO, YES, YES, OPEN])


def test_numbers_are_compared_by_their_ends() -> None:
    days = [just(2), just(3), just(4), between(0, 2), between(3, 5), between(4, 6), between(2, 3), between(2, 4)]
    table("days < 3", {"days": days}, gives=[YES, NO, NO, YES, NO, NO, OPEN, OPEN])
    table("days <= 3", {"days": days}, gives=[YES, YES, NO, YES, OPEN, NO, YES, OPEN])
    table("days > 3", {"days": days}, gives=[NO, NO, YES, NO, OPEN, YES, NO, OPEN])
    table("days >= 3", {"days": days}, gives=[NO, YES, YES, NO, YES, YES, OPEN, OPEN])
    table("days == 3", {"days": days}, gives=[NO, YES, NO, NO, OPEN, NO, OPEN, OPEN])
    table("days != 3", {"days": days}, gives=[YES, NO, YES, YES, OPEN, YES, OPEN, OPEN])


def test_facts_are_compared_with_facts() -> None:
    table(
        "a < b",
        {"a": [just(1), just(3), between(1, 3), between(1, 2)], "b": [just(3), just(1), just(2), between(3, 4)]},
        gives=[YES, NO, OPEN, YES],
    )
    table("a == b", {"a": [between(1, 3), between(1, 2)], "b": [between(3, 5), between(3, 4)]}, gives=[OPEN, NO])


def test_a_chain_of_comparisons_holds_when_every_link_does() -> None:
    months = [just(2), just(3), just(11), just(12), between(3, 11), between(0, 5)]
    table("3 <= months < 12", {"months": months}, gives=[NO, YES, YES, NO, YES, OPEN])


def test_a_count_runs_from_what_holds_to_what_could_hold() -> None:
    table(
        "count(a, b, c)",
        {"a": [YES, YES, NO], "b": [NO, OPEN, NO], "c": [YES, OPEN, NO]},
        gives=[just(2), between(1, 3), just(0)],
    )


def test_sums_least_and_greatest_have_a_lowest_and_a_highest() -> None:
    numbers = {"a": [just(1), between(0, 2)], "b": [just(5), between(1, 4)]}
    table("sum(a, b)", numbers, gives=[just(6), between(1, 6)])
    table("a + b", numbers, gives=[just(6), between(1, 6)])
    table("a - b", numbers, gives=[just(-4), between(-4, 1)])
    table("min(a, b)", numbers, gives=[just(1), between(0, 2)])
    table("max(a, b)", numbers, gives=[just(5), between(1, 4)])


def test_a_number_is_multiplied_by_a_constant_of_either_sign() -> None:
    a = [just(2), between(1, 3)]
    table("3 * a", {"a": a}, gives=[just(6), between(3, 9)])
    table("a * 3", {"a": a}, gives=[just(6), between(3, 9)])
    table("-3 * a", {"a": a}, gives=[just(-6), between(-9, -3)])


def test_a_constant_depends_on_a_choice() -> None:
    table(
        "pick(grade, mild: 1, middling: 4, severe: 2)",
        {"grade": [MILD, NOT_MILD, ANY]},
        gives=[just(1), between(2, 4), between(1, 4)],
    )


def test_decimals_are_exact() -> None:
    assert evaluate(parse("0.1 + 0.2", Vocabulary({})), {}) == Range(Decimal("0.3"), Decimal("0.3"))


def test_two_places_of_one_fact_are_not_compared_with_each_other() -> None:
    """Set evaluation costs a question here, never a wrong certainty: the build calls such a rule inexact."""
    table("a and not a", {"a": [YES, NO, OPEN]}, gives=[NO, NO, OPEN])


def test_certain_and_possible_are_read_off_the_set() -> None:
    assert [certainly(value) for value in (YES, NO, OPEN)] == [True, False, False]
    assert [possibly(value) for value in (YES, NO, OPEN)] == [True, False, True]


def test_a_value_is_settled_when_only_one_is_left() -> None:
    assert [is_settled(value) for value in (YES, OPEN, MILD, ANY, just(3), between(3, 4))] == [
        True,
        False,
        True,
        False,
        True,
        False,
    ]


def test_a_set_contains_what_it_allows() -> None:
    wider = [(OPEN, YES), (between(0, 5), between(1, 5)), (YES, YES)]
    not_wider = [(YES, OPEN), (between(1, 5), between(0, 5)), (between(0, 1), YES), (YES, between(0, 1))]
    assert all(contains(outer, inner) for outer, inner in wider)
    assert not any(contains(outer, inner) for outer, inner in not_wider)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Not(Quantity("days")), "'not' needs a yes/no, not quantity"),
        (lambda: And((Flag("a"),)), "'and' needs at least 2 parts"),
        (lambda: Count(()), "'count' needs at least 1 part"),
        (lambda: Sum((Flag("a"),)), "'sum' needs a number, not flag"),
        (lambda: Compare(Flag("a"), "<", Constant(1)), "'<' needs a number, not flag"),
        (lambda: IsIn("grade", frozenset()), "grade is compared with no option at all"),
    ],
)
def test_an_ill_typed_expression_cannot_exist(make: object, message: str) -> None:
    with pytest.raises(IllTypedError) as error:
        make()  # type: ignore[operator]
    assert str(error.value) == message

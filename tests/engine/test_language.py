"""How expressions are read and written, and what is said when they cannot be."""

from __future__ import annotations

from decimal import Decimal

import pytest

from handrail.engine.expressions import (
    And,
    Compare,
    Constant,
    Count,
    Expression,
    Flag,
    Greatest,
    IsIn,
    Least,
    Not,
    Or,
    Pick,
    Quantity,
    Sum,
    Times,
    facts_in,
)
from handrail.engine.language import ExpressionError, Vocabulary, parse, parse_condition, write

WORDS = Vocabulary(
    {"blood": "yes-no", "clots": "yes-no", "fever": "yes-no", "days": "number", "months": "number", "grade": "choice"},
    {"grade": ("mild", "severe")},
    {"signs": ("blood", "clots")},
)

BLOOD, CLOTS, FEVER, DAYS = Flag("blood"), Flag("clots"), Flag("fever"), Quantity("days")
MILD = IsIn("grade", frozenset({"mild"}))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("blood", BLOOD),
        ("blood and clots or fever", Or((And((BLOOD, CLOTS)), FEVER))),
        ("blood and (clots or fever)", And((BLOOD, Or((CLOTS, FEVER))))),
        ("not blood and clots", And((Not(BLOOD), CLOTS))),
        ("not not blood", Not(Not(BLOOD))),
        ("not days >= 3", Not(Compare(DAYS, ">=", Constant(3)))),
        ("3 <= days < 12", And((Compare(Constant(3), "<=", DAYS), Compare(DAYS, "<", Constant(12))))),
        ("grade == mild", MILD),
        ("grade != mild", Not(MILD)),
        ("grade in {mild, severe}", IsIn("grade", frozenset({"mild", "severe"}))),
        ("count(signs) >= 2", Compare(Count((BLOOD, CLOTS)), ">=", Constant(2))),
        ("count(blood, not fever)", Count((BLOOD, Not(FEVER)))),
        ("sum(days, months)", Sum((DAYS, Quantity("months")))),
        ("min(days, 3)", Least((DAYS, Constant(3)))),
        ("max(days, 3)", Greatest((DAYS, Constant(3)))),
        ("days + 1 - months", Sum((DAYS, Constant(1), Times(-1, Quantity("months"))))),
        ("days - 1", Sum((DAYS, Constant(-1)))),
        ("2 * days", Times(2, DAYS)),
        ("days * 2.5", Times(Decimal("2.5"), DAYS)),
        ("-2 * days", Times(-2, DAYS)),
        ("pick(grade, mild: 3, severe: -4)", Pick("grade", (("mild", 3), ("severe", -4)))),
    ],
)
def test_text_becomes_this_tree_and_the_tree_is_written_so_that_it_is_read_again(text: str, tree: Expression) -> None:
    assert parse(text, WORDS) == tree
    assert parse(write(tree), WORDS) == tree


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("blood & clots", 6, "'&' has no meaning here"),
        ("blod", 0, "'blod' is not a fact. Did you mean blood?"),
        ("xylophone", 0, "'xylophone' is not a fact."),
        ("blood and", 9, "expected a fact, a number or '(', found the end"),
        ("blood clots", 6, "expected 'and', 'or' or the end, found 'clots'"),
        ("(blood", 6, "expected ')', found the end"),
        ("blood or )", 9, "expected a fact, a number or '(', found ')'"),
        ("days", 0, "this is a number; a condition must come out as yes or no"),
        ("days and blood", 0, "days is a number; compare it with something"),
        ("not days", 4, "days is a number; compare it with something"),
        ("blood > 3", 0, "blood is a yes/no; a number is needed here"),
        ("sum(blood) > 1", 4, "blood is a yes/no; a number is needed here"),
        ("count(blood, days) > 1", 13, "days is a number; compare it with something"),
        ("days * months > 3", 0, "only a number times a constant can be worked out for unknown facts"),
        ("signs", 0, "signs is a group; write count(signs)"),
        ("count(signs", 11, "expected ')', found the end"),
        ("grade", 5, "grade is a choice; compare it with ==, != or in {...}, not the end"),
        ("grade >= mild", 6, "grade is a choice; compare it with ==, != or in {...}, not '>='"),
        ("3 < grade", 4, "grade is a choice; say which options: grade in {...}"),
        ("grade == sever", 9, "'sever' is not an option of grade. Options: mild, severe. Did you mean severe?"),
        ("grade in mild", 9, "expected '{', found 'mild'"),
        ("grade in {}", 10, "'}' is not an option of grade. Options: mild, severe."),
        ("grade in {mild", 14, "expected '}', found the end"),
        ("pick(days, mild: 1) > 1", 5, "pick needs a choice fact, found 'days'"),
        ("pick(grade, mild: 1) > 1", 0, "pick must name every option; missing: severe"),
        ("pick(grade, mild: days, severe: 1) > 1", 22, "pick gives each option a plain number"),
        ("pick(grade, mild 1) > 1", 17, "expected ':', found '1'"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(text: str, column: int, message: str) -> None:
    with pytest.raises(ExpressionError) as error:
        parse_condition(text, WORDS)
    assert (str(error.value), error.value.column) == (message, column)


def test_the_facts_of_an_expression_are_told_in_order_with_repeats() -> None:
    tree = parse("blood and (grade == mild or 2 * days > 2) and not blood", WORDS)
    assert list(facts_in(tree)) == ["blood", "grade", "days", "blood"]


def test_nested_products_keep_their_brackets() -> None:
    tree = Times(2, Times(3, DAYS))
    assert write(tree) == "2 * (3 * days)"
    assert parse(write(tree), WORDS) == tree

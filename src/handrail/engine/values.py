"""What a fact can still be.

Unknown is a value here. Every fact is the set of values it could still have: a yes/no is ``YES``, ``NO`` or
``OPEN``; a choice is a set of its options; a number is a closed range. Nothing in this module knows about
people, answers or content.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

Amount = int | Decimal
"""One number: whole, or with a fixed count of decimals."""

YesNo = frozenset[bool]
Options = frozenset[str]

YES: YesNo = frozenset({True})
NO: YesNo = frozenset({False})
OPEN: YesNo = frozenset({True, False})


class Range(NamedTuple):
    """A closed range of numbers, from the lowest to the highest value still possible."""

    lowest: Amount
    highest: Amount


ValueSet = YesNo | Options | Range


def yes_no(holds: bool) -> YesNo:
    """The set that holds just this answer."""
    return YES if holds else NO


def certainly(value: YesNo) -> bool:
    """True when every way of answering what is still open makes it hold."""
    return value == YES


def possibly(value: YesNo) -> bool:
    """True when some way of answering what is still open makes it hold."""
    return True in value


def is_settled(value: ValueSet) -> bool:
    """True when only one value is left."""
    if isinstance(value, Range):
        return value.lowest == value.highest
    return len(value) == 1


def contains(outer: ValueSet, inner: ValueSet) -> bool:
    """True when everything that ``inner`` allows is allowed by ``outer`` too."""
    if isinstance(outer, Range) and isinstance(inner, Range):
        return outer.lowest <= inner.lowest and inner.highest <= outer.highest
    if isinstance(outer, Range) or isinstance(inner, Range):
        return False
    return inner <= outer

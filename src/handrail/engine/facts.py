"""Facts: the named, typed things about one person at one time that everything else is said in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from handrail.engine.expressions import Condition, Expression
from handrail.engine.language import Kind
from handrail.engine.values import ValueSet

Reader = Literal["person", "family", "professional"]
"""For whom words are: the person, somebody close to them, or a professional."""

READERS: tuple[Reader, ...] = ("person", "family", "professional")

Words = Mapping[Reader, str]
"""A text by reader. A reader who is left out is not asked, or not told."""


def words_for(words: Words, reader: Reader) -> str:
    """The text for a reader, or another reader's where there is none, or nothing."""
    return words.get(reader) or next(iter(words.values()), "")


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that is asked.

    Attributes:
        every: all values it could have.
        decimals: how many decimals a number has; 0 is whole.
        options: for a choice, the label of each option.
        shelf_life: how long an answer counts; None is always.
        worse: makes it a danger fact: its values (``no``/``yes``, ``lower``/``higher``, or options), best to worst.
        when_unsure: the rule that "cannot tell" raises as a caution.
        if_refused: what is said once, quietly, to somebody who prefers not to say.
        ask_if: the question is put only where this can be true. It governs asking only.
        measure: the measure it is an item of.
    """

    id: str
    kind: Kind
    label: str
    every: ValueSet
    ask: Words
    why: str
    shelf_life: timedelta | None
    tick: Words = field(default_factory=dict)
    how_to_check: str = ""
    decimals: int = 0
    unit: str = ""
    options: Mapping[str, Words] = field(default_factory=dict)
    worse: tuple[str, ...] = ()
    when_unsure: str | None = None
    if_refused: Words = field(default_factory=dict)
    ask_if: Condition | None = None
    measure: str | None = None

    @property
    def is_danger(self) -> bool:
        """True when one direction of this fact is declared more dangerous."""
        return bool(self.worse)


@dataclass(frozen=True, slots=True)
class Derived:
    """A fact worked out from others."""

    id: str
    kind: Kind
    label: str
    definition: Expression


@dataclass(frozen=True, slots=True)
class Constraint:
    """A declared impossible combination: where ``given`` holds, ``follows`` holds. Each tests one asked fact."""

    given: Condition
    follows: Condition
    words: str

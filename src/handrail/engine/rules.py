"""Rules: what follows from the facts, how urgent it is, and what gives way to what.

A rule says only what makes it hold. What gives way is declared (`yields_to`) and happens in the plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import IntEnum

from handrail.engine.expressions import Condition
from handrail.engine.facts import Reader, Words


class Urgency(IntEnum):
    """How soon something must happen, from least to most urgent."""

    INFORMATION = 0
    ROUTINE = 1
    WITHIN_DAYS = 2
    SAME_DAY = 3
    EMERGENCY_NOW = 4

    def __reduce_ex__(self, _protocol: object) -> tuple[type[Urgency], tuple[int]]:
        """Kept by its value, so that it is stored alike by every Python."""
        return (Urgency, (self.value,))

    @property
    def word(self) -> str:
        """The word used in content, commands and results."""
        return self.name.lower().replace("_", "-")

    @classmethod
    def of(cls, word: str) -> Urgency:
        """The urgency a word means. Raises KeyError for a word Handrail does not know."""
        return URGENCIES[word]

    @property
    def one_step_up(self) -> Urgency:
        """What it becomes when its time has passed and nothing was done."""
        return Urgency(min(self + 1, Urgency.EMERGENCY_NOW))


URGENCIES = {urgency.word: urgency for urgency in Urgency}

DUE: Mapping[Urgency, timedelta | None] = {
    Urgency.EMERGENCY_NOW: timedelta(0),
    Urgency.SAME_DAY: timedelta(0),
    Urgency.WITHIN_DAYS: timedelta(days=7),
    Urgency.ROUTINE: timedelta(days=28),
    Urgency.INFORMATION: None,
}
"""By when, counted from the day of the check. Working values, for a clinician to confirm."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition over facts with what follows from it. See docs/content-format.md for each field."""

    id: str
    title: str
    urgency: Urgency
    when: Condition
    means: Words
    actions: tuple[str, ...]
    because: tuple[str, ...]
    not_known: tuple[str, ...] = ()
    safety_net: str | None = None
    yields_to: tuple[str, ...] = ()
    due_before: str | None = None
    working_values: tuple[str, ...] = ()
    needs_source: str = ""
    rank: int = 50
    private: bool = False
    """While this holds, nobody around the person is named, invited or given a part in the plan."""
    signed: bool = False
    """A clinician has signed the file this rule is in."""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do, in each reader's words."""

    id: str
    words: Words
    tags: frozenset[str] = frozenset()
    because: tuple[str, ...] = ()
    who: Mapping[Reader, str] = field(default_factory=dict)


TAGS = frozenset(
    {"fluids", "self-analgesia", "later-appointment", "stop-advice", "safer-use", "reassurance", "questionnaire"}
)
"""Kinds of advice that a same-day finding silences in weaker findings."""

"""Measures: published questionnaires exactly as published, or checklists of ours labelled as not validated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from handrail.engine.evaluation import Values
from handrail.engine.facts import Reader, Words
from handrail.engine.values import Amount, Range, is_settled


@dataclass(frozen=True, slots=True)
class Band:
    """What a range of totals is called, and what it means in the person's words."""

    lowest: Amount
    highest: Amount
    label: str
    words: Words


@dataclass(frozen=True, slots=True)
class Measure:
    """A questionnaire that is asked whole.

    Attributes:
        items: its facts, in the order they are asked.
        counted: the items its total adds up.
        total: the derived fact that holds the total; None when it has no total.
        off_by_default: asked only where a service has turned it on.
    """

    id: str
    name: str
    validated: bool
    licence: str
    attribution: str
    readers: tuple[Reader, ...]
    instructions: str
    items: tuple[str, ...]
    counted: tuple[str, ...]
    total: str | None
    bands: tuple[Band, ...] = ()
    note: str = ""
    off_by_default: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """What a measure comes to: a total and its band, or only "at least" when items are unanswered."""

    measure: str
    total: Range
    unanswered: int
    band: Band | None


def score(measure: Measure, values: Values) -> Score | None:
    """The score of a measure, or None when it has no total.

    A band is given only when every counted item is settled: half a questionnaire has no meaning.
    """
    if measure.total is None:
        return None
    total = values[measure.total]
    assert isinstance(total, Range)
    unanswered = sum(not is_settled(values[item]) for item in measure.counted)
    band = None if unanswered else next((b for b in measure.bands if b.lowest <= total.lowest <= b.highest), None)
    return Score(measure.id, total, unanswered, band)


def begun(measure: Measure, answered: Mapping[str, object]) -> bool:
    """True when some but not all items have been answered."""
    done = sum(item in answered for item in measure.items)
    return 0 < done < len(measure.items)

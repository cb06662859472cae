"""How many screens a check takes: whole interviews with generated people."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from multiprocessing import Pool
from statistics import quantiles

from people import NOW, Crowd, Respondent

from handrail.bundle.storage import load_content
from handrail.engine.check import Check
from handrail.engine.interview import Ask, Emergency, Finished, next_step
from handrail.engine.rules import Urgency

THRESHOLDS = (Urgency.WITHIN_DAYS, Urgency.SAME_DAY, Urgency.EMERGENCY_NOW)


@dataclass(frozen=True)
class Form:
    """One way of asking: everything, or until nothing at an urgency or above can change."""

    quick: bool
    above: Urgency = Urgency.WITHIN_DAYS

    @property
    def words(self) -> str:
        """What the table calls it."""
        return f"quick, {self.above.word} and above" if self.quick else "full"


FORMS = (Form(quick=False), *(Form(quick=True, above=urgency) for urgency in THRESHOLDS))


@dataclass(frozen=True)
class Spread:
    """How many screens were shown, over all people."""

    form: Form
    median: float
    ninetieth: float
    most: int


def spreads(people: int, seed: int, processes: int) -> list[Spread]:
    """Interview everybody in every form."""
    counts = list(_counts(people, seed, processes))
    return [_spread(form, [each[place] for each in counts]) for place, form in enumerate(FORMS)]


def interview(crowd: Crowd, person: Respondent, form: Form) -> tuple[Check, int]:
    """Ask one person to the end: the check they end with, and how many screens they were shown."""
    check, shown, seen = Check(crowd.content, {}, "person", NOW), 0, set[str]()
    while not isinstance(step := next_step(check, quick=form.quick, above=form.above, seen=seen), Finished):
        match step:
            case Emergency(findings):
                seen |= {finding.rule.id for finding in findings}
            case Ask(_, facts):
                shown += 1
                check = replace(check, answers={**check.answers, **person.told(facts)})
    return check, shown


def _counts(people: int, seed: int, processes: int) -> Iterator[tuple[int, ...]]:
    with Pool(processes, _prepare, (seed,)) as pool:
        for done, counts in enumerate(pool.imap_unordered(_screens_shown, range(people), chunksize=5), start=1):
            if done % 50 == 0 or done == people:
                print(f"\rinterviews: {done} of {people} people", end="", file=sys.stderr, flush=True)
            yield counts
    print(file=sys.stderr)


_crowds: list[Crowd] = []
"""In each worker process: its crowd, loaded once."""


def _prepare(seed: int) -> None:
    _crowds.append(Crowd(load_content(), seed))


def _screens_shown(number: int) -> tuple[int, ...]:
    """For one person, the number of screens in each form."""
    [crowd] = _crowds
    person = crowd.person(number)
    return tuple(interview(crowd, person, form)[1] for form in FORMS)


def _spread(form: Form, counts: list[int]) -> Spread:
    tenths = quantiles(counts, n=10, method="inclusive")
    return Spread(form, tenths[4], tenths[8], max(counts))

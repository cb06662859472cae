"""How often and how long: the one stopwatch of all measures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Measured:
    """One line of the table.

    Attributes:
        typical, slowest: with their unit; the slowest is of people or processes, each a median itself where repeated.
        target: what the project asks for.
        within: whether the typical figure meets it.
    """

    what: str
    typical: str
    slowest: str
    target: str
    within: bool
    repeats: str


def median_time(run: Callable[[], object], repeats: int) -> float:
    """The median time of a call in milliseconds, after one call to warm up."""
    run()
    return median(_times(run, repeats))


def _times(run: Callable[[], object], repeats: int) -> Iterable[float]:
    for _ in range(repeats):
        start = perf_counter()
        run()
        yield (perf_counter() - start) * 1000


def line(what: str, figures: list[float], target: float, unit: str, repeats: str) -> Measured:
    """A line of the table from one figure a person or process."""
    typical, slowest = median(figures), max(figures)
    digits = 2 if unit == "ms" and target < 40 else 0
    return Measured(
        what=what,
        typical=f"{typical:.{digits}f} {unit}",
        slowest=f"{slowest:.{digits}f} {unit}",
        target=f"< {target:g} {unit}",
        within=typical < target,
        repeats=repeats,
    )

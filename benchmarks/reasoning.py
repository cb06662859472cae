"""How long the engine takes for one person, from answers in memory, nothing kept from before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from statistics import mean

from people import NOW, Crowd
from timing import Measured, line, median_time

from handrail.bundle.storage import load_library
from handrail.engine.answers import Answer
from handrail.engine.check import Check
from handrail.engine.explanation import Explanation, explain
from handrail.engine.interview import next_step
from handrail.engine.report import report

Given = Mapping[str, Answer]

COUNTRY = "GB-ENG"


def measures(crowd: Crowd, people: int, repeats: int) -> Iterator[Measured]:
    """All rules, everything explained, and the next screen."""
    whole = [crowd.fully_answered(number) for number in range(people)]
    half = [_first_half(crowd, answers) for answers in whole]
    slots = load_library().words_for(COUNTRY)
    rules, found = len(crowd.content.rules), mean(len(_check(crowd, answers).findings) for answers in whole)

    def timed(what: str, run: Callable[[Check], object], everybody: Sequence[Given], target: float) -> Measured:
        figures = [median_time(lambda given=given: run(_check(crowd, given)), repeats) for given in everybody]  # type: ignore[misc]
        people_and_runs = f"{len(everybody)} {'people' if len(everybody) > 1 else 'person'} x {repeats}"
        return line(what, figures, target, "ms", people_and_runs)

    yield timed(f"All {rules} rules, everything answered: what is found", lambda check: check.findings, whole, 3)
    yield timed("The same, and where every rule stands", lambda check: (check.findings, check.standings), whole, 3)
    yield timed(f"Found, and every finding explained (mean {found:.0f} findings)", _explained, whole, 8)
    yield timed(
        "The whole result as printed: explanations, plan, evidence",
        partial(report, slots=slots, country=COUNTRY),
        whole,
        8,
    )
    yield timed("Next screen, half answered", next_step, half, 5)
    yield timed("Next screen, nothing answered", next_step, [{}], 5)


def _explained(check: Check) -> list[Explanation]:
    return [explain(check, finding.rule) for finding in check.findings if finding.basis == "certain"]


def _check(crowd: Crowd, answers: Given) -> Check:
    return Check(crowd.content, answers, "person", NOW)


def _first_half(crowd: Crowd, answers: Given) -> Given:
    """The answers to the first half of the questions, in the clinicians' order."""
    in_order = sorted(answers, key=crowd.content.place.__getitem__)
    return {fact: answers[fact] for fact in in_order[: len(in_order) // 2]}

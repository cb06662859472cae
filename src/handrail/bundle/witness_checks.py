"""Proof by example: for every rule and reader a case that makes it fire, for every question one in which it matters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from itertools import product
from typing import Any

from handrail.bundle.problems import Problem
from handrail.bundle.registry import Registry
from handrail.bundle.witnesses import Case, Searcher
from handrail.engine.answers import Answer
from handrail.engine.check import Check
from handrail.engine.content import Content
from handrail.engine.expressions import And, facts_in
from handrail.engine.facts import READERS, Reader
from handrail.engine.plan import make_plan
from handrail.engine.report import as_plain
from handrail.engine.rules import Rule, Urgency

Progress = Callable[[int, int], None]


def missing_witnesses(
    registry: Registry, content: Content, progress: Progress = lambda _done, _of: None
) -> list[Problem]:
    """The rules that no askable case makes fire, and the questions that never matter."""
    searches = [*_rules_without(registry, content), *_idle_questions(registry, content), *_clashes(registry, content)]
    problems = []
    for done, search in enumerate(searches, start=1):
        problems += search()
        progress(done, len(searches))
    return problems


def witnesses(content: Content) -> dict[str, dict[str, Any]]:
    """For every rule, by reader, plain answers that make it hold."""
    found: dict[str, dict[str, Any]] = {}
    for reader in READERS:
        searcher = Searcher(content, reader)
        for rule in content.rules.values():
            if reader in rule.means and (case := searcher.witness(rule)) is not None:
                plain = {fact: as_plain(value) for fact, value in case.items()}
                found.setdefault(rule.id, {})[reader] = plain
    return found


def _rules_without(registry: Registry, content: Content) -> Iterator[Callable[[], list[Problem]]]:
    for reader in READERS:
        searcher = Searcher(content, reader)
        for rule in content.rules.values():
            if reader in rule.means:

                def search(rule: Any = rule, reader: Reader = reader, searcher: Searcher = searcher) -> list[Problem]:
                    if searcher.witness(rule) is not None:
                        return []
                    text = f"no answers that the {reader} can give make it hold"
                    return [registry["rules"][rule.id].problem("no-witness", text, "when")]

                yield search


def _idle_questions(registry: Registry, content: Content) -> Iterator[Callable[[], list[Problem]]]:
    searcher = Searcher(content)
    excused = _matter_otherwise(content)
    for fact in content.facts.values():
        if fact.measure is None and fact.id not in excused:

            def search(fact: Any = fact) -> list[Problem]:
                if searcher.matters(fact.id) is not None:
                    return []
                return [registry["facts"][fact.id].problem("idle", "no rule ever changes with the answer to it")]

            yield search


def _clashes(registry: Registry, content: Content) -> Iterator[Callable[[], list[Problem]]]:
    """Actions declared to clash, and no case in which one plan shows both."""
    for entry in registry.clashes:
        asking = [[rule for rule in content.rules.values() if name in rule.actions] for name in entry.data["actions"]]
        for pair in product(*asking):
            for reader in READERS:
                if all(reader in rule.means for rule in pair) and not _kept_apart(pair):

                    def search(entry: Any = entry, pair: Any = pair, reader: Reader = reader) -> list[Problem]:
                        together = And(tuple(rule.when for rule in pair))
                        shows = partial(_shows, actions=entry.data["actions"], content=content, reader=reader)
                        if Searcher(content, reader).case(together, shows) is None:
                            return []
                        names = " and ".join(rule.id for rule in pair)
                        return [entry.problem("clash", f"{names} can put both in one plan ({entry.data['why']})")]

                    yield search


def _kept_apart(pair: tuple[Rule, ...]) -> bool:
    """True when one rule of a pair always gives way to the other: then no plan shows the actions of both."""
    first, second = pair
    one_is_an_emergency = (first.urgency == Urgency.EMERGENCY_NOW) != (second.urgency == Urgency.EMERGENCY_NOW)
    return one_is_an_emergency or second.id in first.yields_to or first.id in second.yields_to


def _shows(case: Case, actions: list[str], content: Content, reader: Reader) -> bool:
    at = datetime(2000, 1, 1)
    check = Check(content, {fact: Answer(value, at) for fact, value in case.items()}, reader, at)
    return set(actions) <= {item.action for item in make_plan(check, _ANY_WORDS).items}


class _AnyWords(dict[str, str]):
    def __missing__(self, slot: str) -> str:
        return slot


_ANY_WORDS = _AnyWords()


def _matter_otherwise(content: Content) -> set[str]:
    """Facts that matter otherwise: they date an action, decide what is asked, or what a measure comes to."""
    dates = {rule.due_before for rule in content.rules.values() if rule.due_before}
    gates = {name for fact in content.facts.values() if fact.ask_if is not None for name in facts_in(fact.ask_if)}
    before_measures = {
        name
        for constraint in content.constraints
        for name in content.constraint_facts(constraint)
        if any(content.facts[tied].measure for tied in content.constraint_facts(constraint))
    }
    return dates | gates | before_measures

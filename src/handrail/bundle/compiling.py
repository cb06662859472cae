"""From what was read to what the engine reasons with. Every problem is told; nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any, TypeVar

from handrail.bundle.problems import Problem
from handrail.bundle.registry import Entry, Registry
from handrail.engine.content import Content, Screen
from handrail.engine.expressions import Condition, Expression, Quantity, Sum, facts_in
from handrail.engine.facts import Constraint, Derived, Fact, Reader, Words
from handrail.engine.language import ExpressionError, Kind, Vocabulary, nearest, parse, parse_condition
from handrail.engine.measures import Band, Measure
from handrail.engine.rules import Action, Rule, Urgency
from handrail.engine.values import OPEN, Amount, Range, ValueSet

T = TypeVar("T")


def compile_content(registry: Registry, version: str) -> tuple[Content, list[Problem]]:
    """Compile all that can be compiled."""
    return _Compiler(registry, version).content()


class _Compiler:
    def __init__(self, registry: Registry, version: str) -> None:
        self.registry = registry
        self.version = version
        self.problems: list[Problem] = []
        self.vocabulary = self._vocabulary()

    def content(self) -> tuple[Content, list[Problem]]:
        facts = {fact.id: fact for fact in self._facts()}
        derived = self._whole(self._acyclic({fact.id: fact for fact in self._derived()}), facts)
        known = facts.keys() | derived.keys()
        content = Content(
            version=self.version,
            facts={name: _without_lost_gate(fact, known) for name, fact in facts.items()},
            derived=derived,
            constraints=tuple(
                each for each in self._constraints() if known >= {*facts_in(each.given), *facts_in(each.follows)}
            ),
            screens=tuple(sorted(self._screens(), key=lambda screen: (screen.order, screen.id))),
            measures={measure.id: measure for measure in self._measures()},
            rules={rule.id: rule for rule in self._rules() if known >= set(facts_in(rule.when))},
            actions={entry.id: _action(entry) for entry in self.registry["actions"].values()},
            safety_nets={entry.id: _words(entry.data) for entry in self.registry["safety_nets"].values()},
            certainty={entry.id: entry.data["certainty"] for entry in self.registry["claims"].values()},
            groups=self.vocabulary.groups,
            aliases=dict(self._aliases()),
        )
        return content, self.problems

    # Vocabulary: all names with their kinds, before any expression is read.

    def _vocabulary(self) -> Vocabulary:
        kinds: dict[str, Kind] = {}
        options: dict[str, tuple[str, ...]] = {}
        for entry in self.registry["facts"].values():
            if not self._is_usable(entry):
                continue
            kinds[entry.id] = entry.data["type"]
            if entry.data["type"] == "choice":
                options[entry.id] = tuple(_options(entry.data.get("options", {})))
        for measure in self.registry["measures"].values():
            for name in [item["fact"] for item in measure.data["items"]] + _total_name(measure):
                if name in kinds:
                    self._tell(measure, "twice", f"the fact {name} is already defined elsewhere")
                kinds[name] = "number"
        groups = {entry.id: tuple(entry.data) for entry in self._groups(kinds)}
        return Vocabulary(kinds, options, groups)

    def _is_usable(self, entry: Entry) -> bool:
        """Tell what a fact lacks for its type."""
        data = entry.data
        needed = ["is"] if "is" in data else ["ask", "why", "shelf_life"]
        needed += {"choice": ["options"], "number": ["range"], "yes-no": []}[data["type"]] if "is" not in data else []
        missing = [key for key in needed if key not in data]
        if missing:
            self._tell(entry, "missing", f"it needs {', '.join(missing)}")
        if "range" in data and data["range"][0] > data["range"][1]:
            self._tell(entry, "range", "the range starts higher than it ends", "range")
            return False
        return not missing

    def _groups(self, kinds: Mapping[str, Kind]) -> Iterator[Entry]:
        for entry in self.registry["groups"].values():
            for index, name in enumerate(entry.data):
                if kinds.get(str(name)) != "yes-no":
                    self._tell(entry, "group", f"{name} is not a yes/no fact{_hint(str(name), kinds)}", index)
            if all(kinds.get(str(name)) == "yes-no" for name in entry.data):
                yield entry

    # Facts

    def _facts(self) -> Iterator[Fact]:
        for entry in self.registry["facts"].values():
            if "is" not in entry.data and entry.id in self.vocabulary.kinds:
                yield self._fact(entry)
        for entry in self.registry["measures"].values():
            for index, item in enumerate(entry.data["items"]):
                yield self._item(entry, index, item)

    def _fact(self, entry: Entry) -> Fact:
        data = entry.data
        return Fact(
            id=entry.id,
            kind=data["type"],
            label=data["label"],
            every=_every(data),
            ask=_words(data["ask"]),
            tick=_words(data.get("tick", {})),
            why=data["why"],
            how_to_check=data.get("how_to_check", ""),
            shelf_life=_shelf_life(data["shelf_life"]),
            decimals=data.get("decimals", 0),
            unit=data.get("unit", ""),
            options=_options(data.get("options", {})),
            worse=self._worse(entry, data),
            when_unsure=data.get("when_unsure"),
            if_refused=_words(data.get("if_refused", {})),
            ask_if=self._condition(entry, "ask_if") if "ask_if" in data else None,
        )

    def _worse(self, entry: Entry, data: Mapping[str, Any], *within: str | int) -> tuple[str, ...]:
        worse, kind = data.get("worse"), data.get("type", "number")
        if worse is None:
            return ()
        expected = {
            "yes-no": {"yes", "no"},
            "number": {"higher", "lower"},
            "choice": set(_options(data["options"])) if kind == "choice" else set(),
        }[kind]
        if kind == "choice":
            if not isinstance(worse, list) or set(worse) != expected or len(worse) != len(expected):
                self._tell(entry, "worse", "worse must list every option once, from best to worst", *within, "worse")
                return ()
            return tuple(worse)
        if not isinstance(worse, str) or worse not in expected:
            self._tell(entry, "worse", f"worse must be one of {', '.join(sorted(expected))}", *within, "worse")
            return ()
        return (*(expected - {worse}), worse)

    def _item(self, measure: Entry, index: int, item: Mapping[str, Any]) -> Fact:
        options = item.get("options") or measure.data.get("options") or []
        if not options:
            self._tell(measure, "missing", f"item {item['fact']} has no answer options", "items", index)
            options = [{"score": 0, "label": "No"}, {"score": 1, "label": "Yes"}]
        scores = [_amount(option["score"]) for option in options]
        labels = {str(_amount(option["score"])): _for_all(option["label"]) for option in options}
        ask_if = self._condition(measure, "items", index, "ask_if") if "ask_if" in item else None
        return Fact(
            id=item["fact"],
            kind="number",
            label=item.get("label", f"{measure.data['name']}: {item['text']}"),
            every=Range(min(scores), max(scores)),
            ask={reader: item["text"] for reader in measure.data["for"]},
            why=item.get("why", f"This is a question of the {measure.data['name']}, which is asked whole."),
            how_to_check=item.get("how_to_check", ""),
            shelf_life=_shelf_life(measure.data["shelf_life"]),
            options=labels,
            worse=self._worse(measure, item, "items", index),
            when_unsure=item.get("when_unsure"),
            ask_if=ask_if,
            measure=measure.id,
        )

    def _derived(self) -> Iterator[Derived]:
        for entry in self.registry["facts"].values():
            if (
                entry.id in self.vocabulary.kinds
                and "is" in entry.data
                and (definition := self._expression(entry, "is"))
            ):
                if _kind_of(definition) != entry.data["type"]:
                    self._tell(entry, "derived-type", f"its definition is not a {entry.data['type']}", "is")
                    continue
                yield Derived(entry.id, entry.data["type"], entry.data["label"], definition)
        for entry in self.registry["measures"].values():
            if total := entry.data.get("total"):
                counted = tuple(Quantity(name) for name in _counted(entry))
                yield Derived(total["fact"], "number", total["label"], Sum(counted))

    def _acyclic(self, derived: dict[str, Derived]) -> dict[str, Derived]:
        """The derived facts without those that lead back to themselves."""
        for name in list(derived):
            path, waiting = set(), [name]
            while waiting:
                current = waiting.pop()
                for used in facts_in(derived[current].definition) if current in derived else ():
                    if used == name:
                        self._tell(self.registry["facts"][name], "circle", "it is derived from itself")
                        del derived[name]
                        waiting.clear()
                        break
                    if used not in path:
                        path.add(used)
                        waiting.append(used)
        return derived

    def _whole(self, derived: dict[str, Derived], facts: Mapping[str, Fact]) -> dict[str, Derived]:
        """The derived facts that rest on known facts only. What is left out was told where it went wrong."""
        while lost := [
            name
            for name, fact in derived.items()
            if not facts.keys() | derived.keys() >= set(facts_in(fact.definition))
        ]:
            derived = {name: fact for name, fact in derived.items() if name not in lost}
        return derived

    def _aliases(self) -> Iterator[tuple[str, str]]:
        for entry in self.registry["facts"].values():
            for old in entry.data.get("was", []):
                yield str(old), entry.id
        for entry in self.registry["measures"].values():
            for item in entry.data["items"]:
                yield from ((str(old), item["fact"]) for old in item.get("was", []))

    # Everything that is said in facts

    def _constraints(self) -> Iterator[Constraint]:
        for entry in self.registry.constraints:
            given, follows = self._condition(entry, "if"), self._condition(entry, "then")
            if given and follows:
                if any(len(set(facts_in(test))) != 1 for test in (given, follows)):
                    self._tell(entry, "constraint", "each side must test exactly one fact")
                else:
                    yield Constraint(given, follows, entry.data["words"])

    def _screens(self) -> Iterator[Screen]:
        for entry in self.registry["screens"].values():
            data = entry.data
            measure = self.registry["measures"].get(data.get("measure", ""))
            if data["kind"] == "measure" and measure is None:
                near = _hint(data.get("measure", ""), self.registry["measures"])
                self._tell(entry, "unknown-measure", f"there is no measure '{data.get('measure')}'{near}")
                continue
            facts = [item["fact"] for item in measure.data["items"]] if measure else data.get("facts", [])
            known = [name for name in facts if self._is_asked(entry, name)]
            yield Screen(
                entry.id,
                data["order"],
                data["kind"],
                _words(data["title"]),
                _words(data.get("intro", {})),
                tuple(known),
                measure.id if measure else None,
            )

    def _is_asked(self, entry: Entry, name: str) -> bool:
        if name in self.vocabulary.kinds and "is" not in getattr(self.registry["facts"].get(name), "data", {}):
            return True
        what = "a derived fact; it is never asked" if name in self.vocabulary.kinds else "not a fact"
        self._tell(entry, "unknown-fact", f"{name} is {what}{_hint(name, self.vocabulary.kinds)}", "facts")
        return False

    def _measures(self) -> Iterator[Measure]:
        for entry in self.registry["measures"].values():
            data = entry.data
            yield Measure(
                id=entry.id,
                name=data["name"],
                validated=data["validated"],
                licence=data["licence"],
                attribution=data["attribution"],
                readers=tuple(data["for"]),
                instructions=data["instructions"],
                items=tuple(item["fact"] for item in data["items"]),
                counted=tuple(_counted(entry)),
                total=data["total"]["fact"] if "total" in data else None,
                bands=tuple(
                    Band(_amount(band["from"]), _amount(band["to"]), band["label"], _words(band))
                    for band in data.get("bands", [])
                ),
                note=data.get("note", ""),
                off_by_default=data.get("off_by_default", False),
            )

    def _rules(self) -> Iterator[Rule]:
        for entry in self.registry["rules"].values():
            condition = self._condition(entry, "when")
            if condition is None:
                continue
            data = entry.data
            yield Rule(
                id=entry.id,
                title=data["title"],
                urgency=Urgency.of(data["urgency"]),
                when=condition,
                means=_words(data["means"]),
                actions=tuple(data["actions"]),
                because=tuple(data["because"]),
                not_known=tuple(data.get("not_known", [])),
                safety_net=data.get("safety_net"),
                yields_to=tuple(data.get("yields_to", [])),
                due_before=data.get("due_before"),
                working_values=tuple(data.get("working_values", [])),
                needs_source=data.get("needs_source", ""),
                rank=data.get("rank", 50),
                private=data.get("private", False),
                signed=isinstance(entry.review.get("clinician"), dict),
            )

    def _condition(self, entry: Entry, *within: str | int) -> Condition | None:
        return self._read(entry, within, parse_condition)

    def _expression(self, entry: Entry, *within: str | int) -> Expression | None:
        return self._read(entry, within, parse)

    def _read(self, entry: Entry, within: tuple[str | int, ...], read: Callable[[str, Vocabulary], T]) -> T | None:
        text: Any = entry.data
        for step in within:
            text = text[step]
        try:
            return read(str(text), self.vocabulary)
        except ExpressionError as error:
            pointer = f"{text}\n  {' ' * error.column}^"
            self._tell(entry, "expression", f"{error}\n  {pointer}", *within)
            return None

    def _tell(self, entry: Entry, code: str, message: str, *within: str | int) -> None:
        self.problems.append(entry.problem(code, message, *within))


def _without_lost_gate(fact: Fact, known: Set[str]) -> Fact:
    lost = fact.ask_if is not None and not known >= set(facts_in(fact.ask_if))
    return replace(fact, ask_if=None) if lost else fact


def _every(data: Mapping[str, Any]) -> ValueSet:
    """All the values a fact could have."""
    if data["type"] == "yes-no":
        return OPEN
    if data["type"] == "choice":
        return frozenset(_options(data["options"]))
    lowest, highest = data["range"]
    return Range(_amount(lowest), _amount(highest))


def _action(entry: Entry) -> Action:
    data = entry.data
    return Action(
        entry.id,
        _words(data),
        frozenset(data.get("tags", [])),
        tuple(data.get("because", [])),
        _words(data.get("who", {})),
    )


def _words(data: Mapping[str, Any]) -> Words:
    readers: tuple[Reader, ...] = ("person", "family", "professional")
    return {reader: data[reader].strip() for reader in readers if reader in data}


def _for_all(text: str) -> Words:
    return {"person": text, "family": text, "professional": text}


def _options(options: Mapping[str, Any]) -> dict[str, Words]:
    """Option labels by reader. They are given once for all, by reader around the options, or within each option."""
    if set(options) <= {"person", "family", "professional"} and all(
        isinstance(each, dict) for each in options.values()
    ):
        names = dict.fromkeys(name for labels in options.values() for name in labels)
        return {name: {reader: options[reader][name] for reader in options} for name in names}  # type: ignore[misc]
    return {name: _words(label) if isinstance(label, dict) else _for_all(str(label)) for name, label in options.items()}


def _total_name(measure: Entry) -> list[str]:
    return [measure.data["total"]["fact"]] if "total" in measure.data else []


def _counted(measure: Entry) -> list[str]:
    return [item["fact"] for item in measure.data["items"] if item.get("counts", True)]


def _kind_of(expression: Expression) -> Kind:
    return "yes-no" if isinstance(expression, Condition) else "number"


def _amount(value: Any) -> Amount:
    if isinstance(value, Decimal) and value != value.to_integral_value():
        return value
    return int(value)


_UNITS = {"minute": "minutes", "hour": "hours", "day": "days"}


def _shelf_life(text: str) -> timedelta | None:
    match = re.fullmatch(r"(\d+) (minute|hour|day)s?", text)
    return timedelta(**{_UNITS[match.group(2)]: int(match.group(1))}) if match else None


def _hint(name: str, known: Mapping[str, object]) -> str:
    near = nearest(name, list(known))
    return f". Did you mean {near}?" if near not in (None, name) else ""

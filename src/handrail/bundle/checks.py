"""What content must satisfy beyond its shape: references, laws, witnesses, words, licences.

`check_content` proves all of it; each check is a function that yields problems in plain words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import get_args

from handrail.bundle import wording
from handrail.bundle.problems import Place, Problem
from handrail.bundle.registry import Entry, Registry
from handrail.engine.answers import ImpossibleAnswersError, Situation, narrowed
from handrail.engine.content import Content
from handrail.engine.directions import against_the_worse, is_exact
from handrail.engine.evaluation import holds
from handrail.engine.facts import READERS, Reader
from handrail.engine.language import nearest
from handrail.engine.plan import slots_in
from handrail.engine.rules import Urgency
from handrail.engine.values import OPEN

assert get_args(Reader) == READERS

Check = Callable[[Registry, Content], Iterator[Problem]]


def problems_of(registry: Registry, content: Content) -> list[Problem]:
    """Everything that is wrong with content that could be read and compiled."""
    return [problem for check in CHECKS for problem in check(registry, content)]


def overdue_reviews(registry: Registry, today: date) -> list[Problem]:
    """Files whose next review has passed: a warning here, a stop for a release."""
    return [
        Problem(document.place("review", "again"), "review-overdue", f"the review was due on {again}")
        for document in registry.documents
        if (again := str(document.value["review"]["again"])) < today.isoformat()
    ]


NAMES: tuple[tuple[str, str, str], ...] = (
    ("rules", "actions", "actions"),
    ("rules", "because", "claims"),
    ("rules", "not_known", "claims"),
    ("rules", "yields_to", "rules"),
    ("rules", "safety_net", "safety_nets"),
    ("actions", "because", "claims"),
    ("facts", "when_unsure", "rules"),
    ("claims", "sources", "sources"),
    ("measures", "source", "sources"),
    ("interactions", "rule", "rules"),
    ("interactions", "sources", "sources"),
)
"""Which field of which section names entries of which other section."""

PATHWAY_HOMES = {"rule": "rules", "merged": "rules", "measure": "measures", "screen": "screens"}


def references(registry: Registry, content: Content) -> Iterator[Problem]:
    """Every id that something names belongs to something."""
    for section, field, target in NAMES:
        for entry in registry[section].values():
            yield from _known(entry, field, _ids(entry.data.get(field)), registry[target])
    facts = {**content.facts, **content.derived}
    for interaction in registry["interactions"].values():
        yield from _known(interaction, "fact", [interaction.data["fact"]], facts)
    for rule in registry["rules"].values():
        numbers = {fact.id: fact for fact in content.facts.values() if fact.kind == "number"}
        yield from _known(rule, "due_before", _ids(rule.data.get("due_before")), numbers)
    for slot in registry["slots"].values():
        for country, value in slot.data.items():
            yield from _known(slot, country, value["services"], registry["services"])
    for clash in registry.clashes:
        yield from _known(clash, "actions", clash.data["actions"], registry["actions"])
    for pathway in registry["pathways"].values():
        if home := PATHWAY_HOMES.get(pathway.data["became"]):
            yield from _known(pathway, "ids", pathway.data.get("ids", []), registry[home])


def _ids(value: object) -> list[str]:
    """The ids a field names: one, several, or several with where in them."""
    if value is None:
        return []
    return [
        str(each["id"]) if isinstance(each, dict) else str(each)
        for each in (value if isinstance(value, list) else [value])
    ]


def screens(registry: Registry, content: Content) -> Iterator[Problem]:
    """Every asked fact stands on exactly one screen; checklists hold yes/no facts."""
    shown: dict[str, str] = {}
    for screen in content.screens:
        entry = registry["screens"][screen.id]
        for name in screen.facts:
            if name in shown:
                yield entry.problem("two-screens", f"{name} already stands on the screen {shown[name]}", "facts")
            shown[name] = screen.id
            if screen.kind == "checklist" and content.facts[name].kind != "yes-no":
                yield entry.problem("checklist", f"{name} is not a yes/no fact and cannot be ticked", "facts")
    for fact in content.facts.values():
        if fact.id not in shown:
            yield _entry_of(registry, fact.id).problem("no-screen", f"no screen asks {fact.id}")


def readers(registry: Registry, content: Content) -> Iterator[Problem]:
    """A rule that must lead to something today speaks to the person and to the professional."""
    for rule in content.rules.values():
        entry = registry["rules"][rule.id]
        told = [reader for reader in READERS if reader in rule.means]
        if not told:
            yield entry.problem("no-reader", "it means nothing to any reader", "means")
        for reader in told:
            mine = [name for name in rule.actions if name in content.actions and reader in content.actions[name].words]
            if not mine and rule.urgency > Urgency.INFORMATION:
                yield entry.problem("no-action", f"it gives the {reader} nothing to do", "actions")
            if len(mine) > 4 and rule.urgency == Urgency.EMERGENCY_NOW:
                text = f"an emergency gives at most four lines; the {reader} gets {len(mine)}"
                yield entry.problem("too-many-lines", text, "actions")
        about_a_helper = all(set(content.facts[fact].ask) == {"family"} for fact in content.asked_facts[rule.id])
        if rule.urgency >= Urgency.SAME_DAY and "professional" not in told and not about_a_helper:
            yield entry.problem("no-reader", "at same-day and above professionals must be told too", "means")
        if Urgency.WITHIN_DAYS <= rule.urgency <= Urgency.SAME_DAY and rule.safety_net is None:
            yield entry.problem("no-safety-net", "it needs a safety_net: the signs that mean an emergency")
        if not rule.because and not rule.needs_source:
            yield entry.problem("no-source", "it names no claim; say needs_source if there is none yet", "because")


def precedence(registry: Registry, content: Content) -> Iterator[Problem]:
    """A finding gives way only to one at least as urgent; cautions name a rule for today, fed by their own fact."""
    yields_to = {rule.id: rule.yields_to for rule in content.rules.values()}
    for rule in content.rules.values():
        entry = registry["rules"][rule.id]
        for index, name in enumerate(rule.yields_to):
            stronger = content.rules.get(name)
            if stronger and stronger.urgency < rule.urgency:
                text = f"it yields to {name}, which is less urgent"
                yield entry.problem("yields-down", text, "yields_to", index)
        if rule.id in _reached_from(rule.id, yields_to):
            yield entry.problem("yields-circle", "it yields to itself in the end", "yields_to")
    for fact in content.facts.values():
        raised = content.rules.get(fact.when_unsure or "")
        if raised is None:
            continue
        entry = _entry_of(registry, fact.id)
        if not fact.is_danger:
            yield entry.problem("when-unsure", "when_unsure is for danger facts: say which way is worse", "when_unsure")
        if raised.urgency < Urgency.SAME_DAY:
            yield entry.problem("when-unsure", f"{raised.id} is less urgent than same-day", "when_unsure")
        if fact.id not in content.asked_facts[raised.id]:
            yield entry.problem("when-unsure", f"{raised.id} does not rest on {fact.id}", "when_unsure")


def gates(registry: Registry, content: Content) -> Iterator[Problem]:
    """No question waits, through what decides whether others apply, for its own answer."""
    waits_for = {
        fact.id: content.asked_facts_of(fact.ask_if) for fact in content.facts.values() if fact.ask_if is not None
    }
    for name in waits_for:
        if name in _reached_from(name, waits_for):
            yield _entry_of(registry, name).problem("gate-circle", f"{name} is asked only after its own answer")


def laws(registry: Registry, content: Content) -> Iterator[Problem]:
    """The direction law, exactness, and no rule that is certain of nobody-knows-what."""
    nobody = Situation({fact.id: fact.every for fact in content.facts.values()}, content.derived)
    for rule in content.rules.values():
        entry = registry["rules"][rule.id]
        if holds(rule.when, nobody) != OPEN:
            yield entry.problem("settled", "it is settled before anything is answered", "when")
        if rule.urgency < Urgency.SAME_DAY:
            continue
        for fact in against_the_worse(rule.when, content.facts, content.derived):
            text = f"it uses {fact} in its less dangerous direction; presence fires, absence never does"
            yield entry.problem("direction", text, "when")
        if not is_exact(rule.when, content.facts, content.derived, content.constraints):
            yield entry.problem("inexact", "a fact stands in two directions, so open answers cannot be judged", "when")


def constraints(registry: Registry, content: Content) -> Iterator[Problem]:
    """Every value of every fact is possible together with the constraints, and each speaks of facts asked alike.

    Were one side asked of fewer readers, an answer could settle what this reader is never asked, and a quick check
    would not know to ask for it.
    """
    every = {fact.id: fact.every for fact in content.facts.values()}
    for entry, constraint in zip(registry.constraints, content.constraints, strict=False):
        given, follows = (content.facts[name] for name in content.constraint_facts(constraint))
        if given.ask.keys() != follows.ask.keys():
            yield entry.problem("unequal-readers", f"{given.id} and {follows.id} are not asked of the same readers")
        for name in content.constraint_facts(constraint):
            for value in every[name] if isinstance(every[name], frozenset) else ():
                try:
                    narrowed({**every, name: frozenset({value})}, content.constraints, content.facts)  # type: ignore[dict-item]
                except ImpossibleAnswersError:
                    yield entry.problem("impossible", f"it leaves no way for {name} to be {value}")


def words(registry: Registry, _content: Content) -> Iterator[Problem]:
    """Words never said, numbers that belong in the directory, unknown slots, reading age."""
    known_slots = registry["slots"]
    simple: list[str] = []
    for place, who, reader, text in _texts(registry):
        for slot in slots_in(text):
            if slot not in known_slots:
                near = nearest(slot, list(known_slots))
                hint = f" Did you mean {near}?" if near else ""
                yield Problem(place, "unknown-slot", f"{who}: the directory has no slot {{{slot}}}.{hint}")
        for number in wording.phone_numbers(text):
            yield Problem(place, "phone-number", f"{who}: '{number}' belongs in the directory; use a slot")
        if reader == "professional":
            continue
        for word in wording.never_said(text):
            yield Problem(place, "never-said", f"{who}: Handrail never says '{word}'")
        simple.append(text)
        grade = wording.reading_grade([text])
        if grade > wording.HARDEST_TEXT and wording.word_count(text) >= wording.LONG_ENOUGH:
            hard = ", ".join(wording.hard_words(text)) or "long sentences"
            yield Problem(place, "hard-to-read", f"{who}: school grade {grade:.1f} ({hard}): {text}")
    average = wording.reading_grade(simple)
    if average > wording.HARDEST_ON_AVERAGE:
        text = f"all texts together read at school grade {average:.1f}; at most {wording.HARDEST_ON_AVERAGE}"
        yield Problem(Place("content"), "hard-to-read", text)


def licences(registry: Registry, content: Content) -> Iterator[Problem]:
    """A measure's items are shipped only where its licence says so."""
    for measure in content.measures.values():
        entry = registry["measures"][measure.id]
        if "link-only" in measure.licence.lower() or "not permitted" in measure.licence.lower():
            yield entry.problem("licence", "its licence does not allow its items to be shipped", "licence")
        covered = sorted((band.lowest, band.highest) for band in measure.bands)
        if any(second[0] <= first[1] for first, second in pairwise(covered)):
            yield entry.problem("bands", "its bands overlap", "bands")


def reviews(registry: Registry, _content: Content) -> Iterator[Problem]:
    """The author of a file is never its checker, and only a named clinician signs."""
    for document in registry.documents:
        review = document.value["review"]
        if review["checked_by"] is not None and review["checked_by"] == review["written_by"]:
            yield Problem(document.place("review", "checked_by"), "own-check", "the author is never the checker")
        clinician = review["clinician"]
        if clinician != "pending" and not (isinstance(clinician, dict) and {"name", "date"} <= clinician.keys()):
            text = "clinician is 'pending' or {name, registration, date}"
            yield Problem(document.place("review", "clinician"), "signature", text)


CHECKS: tuple[Check, ...] = (
    references, screens, readers, precedence, gates, laws, constraints, words, licences, reviews,
)  # fmt: skip


def _known(entry: Entry, field: str, names: Iterable[str], known: Mapping[str, object]) -> Iterator[Problem]:
    for name in names:
        if name not in known:
            near = nearest(str(name), list(known))
            hint = f". Did you mean {near}?" if near else ""
            yield entry.problem(
                f"unknown-{field.replace('_', '-')}", f"{field} names '{name}', which does not exist{hint}", field
            )


def _entry_of(registry: Registry, fact: str) -> Entry:
    """Where a fact is defined: in a facts file, or as an item of a measure."""
    if fact in registry["facts"]:
        return registry["facts"][fact]
    return next(
        entry for entry in registry["measures"].values() if any(item["fact"] == fact for item in entry.data["items"])
    )


def _reached_from(start: str, leads_to: Mapping[str, Iterable[str]]) -> set[str]:
    """Everything that a name leads to, directly or through others."""
    reached: set[str] = set()
    waiting = [*leads_to.get(start, ())]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += leads_to.get(name, ())
    return reached


BY_READER = (
    ("rules", "means"),
    ("facts", "ask"),
    ("facts", "tick"),
    ("facts", "if_refused"),
    ("screens", "title"),
    ("screens", "intro"),
)
"""Fields that hold a text by reader."""


def _texts(registry: Registry) -> Iterator[tuple[Place, str, str, str]]:
    """Every text of ours that a reader may see: where it stands, whose it is, for whom, and itself."""
    for section, field in BY_READER:
        for entry in registry[section].values():
            for reader, text in (entry.data.get(field) or {}).items():
                yield entry.place(field, reader), entry.id, reader, text
    for entry in (*registry["actions"].values(), *registry["safety_nets"].values()):
        for reader in set(READERS) & entry.data.keys():
            yield entry.place(reader), entry.id, reader, entry.data[reader]
    for entry in registry["facts"].values():
        only_professional = list(entry.data.get("ask") or {}) == ["professional"]
        for field in {"why", "how_to_check"} & entry.data.keys():
            yield entry.place(field), entry.id, "professional" if only_professional else "person", entry.data[field]
    for entry in registry["claims"].values():
        if entry.data["display"] == "all" and "plain" in entry.data:
            yield entry.place("plain"), entry.id, "person", entry.data["plain"]

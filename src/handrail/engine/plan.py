"""The plan: the actions of all findings, merged, ordered by urgency, each with reason, owner and date.

It follows from answers, content version, date, country and reader, and from nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from handrail.engine.check import Basis, Check, Finding
from handrail.engine.facts import Reader, Words
from handrail.engine.rules import DUE, TAGS, Action, Urgency
from handrail.engine.values import Range

Group = Literal["now", "this week", "ongoing", "people around you"]

GROUPS: tuple[Group, ...] = ("now", "this week", "ongoing", "people around you")

Slots = Mapping[str, str]
"""What the directory puts in each named slot for one country."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do.

    Attributes:
        text: in this reader's words, slots filled.
        to_others: what the other readers are told to do, for a professional to see.
        reasons: the findings that ask for it.
        basis: caution when only cautions ask for it.
        due_by: the last day; None when there is no deadline.
        if_missed: what its urgency becomes when the day has passed.
        claims: what it rests on, each with its certainty.
    """

    action: str
    group: Group
    text: str
    to_others: Words
    urgency: Urgency
    reasons: tuple[str, ...]
    basis: Basis
    owner: str
    due_by: date | None
    if_missed: Urgency | None
    claims: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do, and the signs that mean an emergency meanwhile."""

    items: tuple[Item, ...]
    safety_nets: tuple[str, ...]
    waiting: tuple[str, ...] = ()
    """Actions of findings that stand behind something more urgent: silenced now, to be looked at after it."""


def make_plan(check: Check, slots: Slots) -> Plan:
    """The plan for one check, its words filled in for one country."""
    leading = leading_findings(check.findings)
    items = list(_items(check, leading, slots, check.reader))
    if check.reader == "person" and not any(finding.rule.private for finding in check.findings):
        items += _items(check, leading, slots, "family")
    shown = {item.action for item in items}
    named = dict.fromkeys(action for finding in check.findings for action in finding.rule.actions)
    waiting = (name for name in named if name not in shown and check.reader in check.content.actions[name].words)
    return Plan(tuple(sorted(items, key=_order)), tuple(_safety_nets(check, leading, slots)), tuple(waiting))


def leading_findings(findings: Iterable[Finding]) -> list[Finding]:
    """The findings whose actions are shown: under an emergency only emergencies, and none that gives way."""
    standing = [finding for finding in findings if not finding.covered_by]
    emergencies = [finding for finding in standing if finding.rule.urgency == Urgency.EMERGENCY_NOW]
    return emergencies or standing


def fill(text: str, slots: Slots) -> str:
    """Put the country's words into a text's named slots."""
    return _SLOT.sub(lambda match: slots[match.group(1)], text)


def slots_in(text: str) -> Iterator[str]:
    """The named slots of a text."""
    return (match.group(1) for match in _SLOT.finditer(text))


_SLOT = re.compile(r"\{([a-z_]+)\}")


def _items(check: Check, leading: list[Finding], slots: Slots, told: Reader) -> Iterator[Item]:
    """The actions told to a reader. Told to family while the person reads, only what nobody else is told."""
    asking: dict[str, list[Finding]] = {}
    for finding in leading:
        for name in finding.rule.actions:
            asking.setdefault(name, []).append(finding)
    silenced = _silenced_tags(leading)
    for name, findings in asking.items():
        action = check.content.actions[name]
        if told not in action.words or (told != check.reader and check.reader in action.words):
            continue
        if action.tags & silenced and max(finding.rule.urgency for finding in findings) < Urgency.SAME_DAY:
            continue
        yield _item(check, action, findings, slots, told)


def _silenced_tags(leading: list[Finding]) -> frozenset[str]:
    """The kinds of advice that weaker findings may not give while something must happen today."""
    return TAGS if any(finding.rule.urgency >= Urgency.SAME_DAY for finding in leading) else frozenset()


def _item(check: Check, action: Action, findings: list[Finding], slots: Slots, told: Reader) -> Item:
    urgency = max(finding.rule.urgency for finding in findings)
    claims = dict.fromkeys(action.because or (claim for finding in findings for claim in finding.rule.because))
    return Item(
        action=action.id,
        group=_GROUP_OF[urgency] if told == check.reader else "people around you",
        text=fill(action.words[told], slots),
        to_others={reader: fill(text, slots) for reader, text in action.words.items() if reader != told},
        urgency=urgency,
        reasons=tuple(finding.rule.id for finding in findings),
        basis="certain" if any(finding.basis == "certain" for finding in findings) else "caution",
        owner=action.who.get(told, _OWNERS[told]),
        due_by=min((day for finding in findings if (day := due_by(check, finding))), default=None),
        if_missed=urgency.one_step_up if DUE[urgency] is not None else None,
        claims=tuple((claim, check.content.certainty[claim]) for claim in claims),
    )


def due_by(check: Check, finding: Finding) -> date | None:
    """By which day a finding must have been dealt with: its urgency's time, or before a named event if sooner."""
    allowed = DUE[finding.rule.urgency]
    days = [] if allowed is None else [allowed.days]
    event = check.fresh.get(finding.rule.due_before) if finding.rule.due_before else None
    if event is not None and isinstance(event.said, Range):
        days.append(max(int(event.said.lowest), 0))
    return check.at.date() + timedelta(days=min(days)) if days else None


_OWNERS: Mapping[Reader, str] = {
    "person": "you",
    "family": "you",
    "professional": "the professional who sees them",
}

_GROUP_OF: Mapping[Urgency, Group] = {
    Urgency.EMERGENCY_NOW: "now",
    Urgency.SAME_DAY: "now",
    Urgency.WITHIN_DAYS: "this week",
    Urgency.ROUTINE: "ongoing",
    Urgency.INFORMATION: "ongoing",
}


def _order(item: Item) -> tuple[int, int]:
    """By group, then by urgency; what was declared first stays first."""
    return GROUPS.index(item.group), -item.urgency


def _safety_nets(check: Check, leading: list[Finding], slots: Slots) -> Iterator[str]:
    named = dict.fromkeys(finding.rule.safety_net for finding in leading if finding.rule.safety_net)
    for name in named:
        words = check.content.safety_nets[name]
        if check.reader in words:
            yield fill(words[check.reader], slots)

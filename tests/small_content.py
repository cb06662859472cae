"""A small but whole content folder, so that a test can break one thing and see it told.

It has one of everything: a screen of danger signs with a follow-up, a measure, an emergency, cautions, precedence,
a constraint, a derived fact, an event that dates an action, professional facts, an interaction, a directory.
"""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from handrail.bundle.checks import problems_of
from handrail.bundle.compiling import compile_content
from handrail.bundle.library import COUNTRIES
from handrail.bundle.problems import Problem
from handrail.bundle.registry import Registry, read_content, version_of
from handrail.engine.content import Content

Files = dict[str, Any]

REVIEW = {
    "written_by": "handrail-authors",
    "written": "2026-11-23",
    "checked_by": None,
    "checked": None,
    "again": "2027-05-23",
    "clinician": "pending",
}


def three(person: str, family: str | None = None, professional: str | None = None) -> dict[str, str]:
    """The same text for each reader unless another is given."""
    return {"person": person, "family": family or person, "professional": professional or person}


def asked(kind: str, label: str, ask: Any, **more: Any) -> dict[str, Any]:
    words = three(ask) if isinstance(ask, str) else ask
    return {"type": kind, "label": label, "ask": words, "why": "It tells us what to do.", "shelf_life": "1 day", **more}


def rule(title: str, urgency: str, when: str, means: Any, actions: list[str], **more: Any) -> dict[str, Any]:
    words = three(means) if isinstance(means, str) else means
    base = {"title": title, "urgency": urgency, "when": when, "means": words, "actions": actions}
    return {**base, "because": ["claim-one"], **more}


def _facts() -> Files:
    day_range = {"range": [0, 28], "unit": "days", "shelf_life": "28 days"}
    return {
        "facts": {
            "not_waking": asked(
                "yes-no", "not waking", "Will they not wake?", tick=three("Not waking up"), worse="yes",
                when_unsure="call-now", how_to_check="Shake their arm and call their name.", shelf_life="30 minutes",
            ),
            "blood": asked(
                "yes-no", "blood in the wee", "Is there blood in your wee?", tick=three("Blood in my wee"), worse="yes",
                when_unsure="blood-today", how_to_check="Look for pink or red wee.", was=["blood_seen"],
            ),
            "clots": asked("yes-no", "clots in the wee", "Are there clots?", worse="yes", ask_if="blood",
                           how_to_check="Look before you flush."),
            "days": asked("number", "days of use", "On how many days in the last 28?", **day_range),
            "goal": asked("choice", "goal", "What do you want?", options={"safer": "Be safer", "stop": "Stop"}),
            "operation_in_days": asked("number", "days to the operation", "In how many days is it?", range=[0, 90]),
            "alcohol_use": asked("yes-no", "alcohol", "Do you drink alcohol?"),
            "egfr": asked("number", "eGFR", {"professional": "eGFR?"}, range=[0, 150], decimals=1, shelf_life="always"),
            "uses": {"type": "yes-no", "label": "use in the last 28 days", "is": "days >= 1"},
        },
        "groups": {"signs": ["blood", "clots"]},
        "constraints": [{"if": "clots", "then": "blood", "words": "Clots count as blood."}],
    }  # fmt: skip


def _screens() -> Files:
    def screen(order: int, title: str, kind: str, **more: Any) -> dict[str, Any]:
        return {"order": order, "title": three(title), "kind": kind, **more}

    return {
        "screens": {
            "danger": screen(100, "Right now", "checklist", facts=["not_waking", "blood"]),
            "follow-up": screen(110, "About the blood", "questions", facts=["clots"]),
            "use": screen(200, "Your use", "questions", facts=["days", "goal", "operation_in_days", "alcohol_use"]),
            "mood-form": screen(500, "Your mood", "measure", measure="mood-2"),
            "results": {**screen(900, "Results", "questions", facts=["egfr"]), "intro": {"professional": "Latest."}},
        }
    }


def _measures() -> Files:
    options = [{"score": score, "label": label} for score, label in enumerate(["Not at all", "Some days", "Each day"])]
    return {
        "measures": {
            "mood-2": {
                "name": "Mood-2",
                "validated": False,
                "licence": "CC BY 4.0, ours",
                "attribution": "By the authors of Handrail.",
                "source": ["book-2020"],
                "for": ["person", "professional"],
                "instructions": "How often in the last two weeks?",
                "shelf_life": "14 days",
                "options": options,
                "items": [{"fact": "mood_one", "text": "Feeling low"}, {"fact": "mood_two", "text": "No interest"}],
                "total": {"fact": "mood_total", "label": "Mood-2 total"},
                "bands": [{"from": 0, "to": 2, "label": "few signs"}, {"from": 3, "to": 4, "label": "many signs"}],
                "note": "It does not tell why.",
            }
        }
    }


def _rules() -> Files:
    lab = {"professional": "eGFR is low."}
    low = {"person": "You feel low.", "professional": "Mood-2 positive."}
    return {
        "rules": {
            "call-now": rule("Not waking", "emergency-now", "not_waking", "This is an emergency.", ["call"], rank=10),
            "clots-now": rule("Clots", "emergency-now", "clots", "Clots can block the bladder.", ["call", "say-it"]),
            "blood-today": rule(
                "Blood in the wee", "same-day", "blood or clots", "Blood in the wee needs a check today.",
                ["be-seen", "say-it"], safety_net="net", yields_to=["clots-now"], not_known=["claim-two"],
            ),
            "before-operation": rule(
                "An operation ahead", "within-days", "uses and operation_in_days <= 30", "Tell the team of your use.",
                ["tell-team"], safety_net="net", due_before="operation_in_days",
            ),
            "low-mood": rule("Low mood", "within-days", "mood_total >= 3", low, ["talk"], safety_net="net"),
            "egfr-low": rule("Low eGFR", "within-days", "egfr < 60", lab, ["repeat"], safety_net="net"),
            "wants-stop": rule("Wants to stop", "routine", "uses and goal == stop", "You want to stop.", ["talk"]),
            "mixing-alcohol": rule("Alcohol", "information", "alcohol_use and uses", "Both slow you down.", []),
        },
        "actions": {
            "call": three("Call {emergency} now."),
            "say-it": three("Say that there was ketamine.", professional="State ketamine use."),
            "be-seen": {**three("Ring {urgent_line} today."), "tags": ["later-appointment"], "because": ["claim-one"]},
            "tell-team": three("Tell the team."),
            "talk": {**three("Talk to your GP."), "who": {"professional": "GP"}},
            "repeat": {"professional": "Repeat U&E."},
            "wait": three("Drink water."),
        },
        "safety_nets": {"net": three("Call {emergency} if you faint.")},
        "clashes": [{"actions": ["be-seen", "wait"], "why": "not to be told to wait"}],
    }  # fmt: skip


def _interactions() -> Files:
    return {
        "interactions": {
            "ix-alcohol": {
                "agent": "alcohol",
                "class": "depressant",
                "fact": "alcohol_use",
                "rule": "mixing-alcohol",
                "match": {"medicines": ["ethanol"], "drugs": ["beer", "gin and tonic"]},
                "mechanism": "Both depress.",
                "effect_on_ketamine": "More sedation.",
                "effect_on_person": "Passing out.",
                "severity": "major",
                "numbers_for": "both",
                "certainty": "high",
                "sources": [{"id": "book-2020"}],
            }
        }
    }


def _claims() -> Files:
    def claim(statement: str, certainty: str) -> dict[str, Any]:
        named = [{"id": "book-2020", "where": "chapter 1"}]
        words = {"topic": "bladder", "statement": statement, "plain": "This is known."}
        return {**words, "kind": "finding", "certainty": certainty, "display": "all", "sources": named,
                "checked": "2026-11-22"}  # fmt: skip

    return {"claims": {"claim-one": claim("Haematuria is common.", "low"), "claim-two": claim("n/k.", "very-low")}}


def _slot(text: str) -> dict[str, Any]:
    return {country: {"text": text, "services": ["uk-line"]} for country in COUNTRIES}


def _directory() -> Files:
    service = {"name": "A line", "country": "GB", "for": "anybody", "how": [{"phone": "0000"}], "evidence": "seen"}
    emergency = _slot("999") | {"unknown": {"text": "your emergency number", "services": []}}
    return {"services": {"uk-line": service}, "slots": {"emergency": emergency, "urgent_line": _slot("NHS 111")}}


def _pathways() -> Files:
    return {
        "pathways": {
            "old-blood": {"became": "rule", "ids": ["blood-today"], "why": "As it was."},
            "old-idea": {"became": "dropped", "why": "Unsafe."},
        }
    }


def whole() -> Files:
    """Every file of the content, as plain data."""
    files = {
        "facts/facts.yaml": _facts(),
        "screens/screens.yaml": _screens(),
        "measures/mood-2.yaml": _measures(),
        "rules/rules.yaml": _rules(),
        "interactions/interactions.yaml": _interactions(),
        "claims/claims.yaml": _claims(),
        "sources/sources.yaml": {"sources": {"book-2020": {"type": "book", "title": "A book", "year": 2020}}},
        "directory/directory.yaml": _directory(),
        "pathways/pathways.yaml": _pathways(),
    }
    return copy.deepcopy({name: {"review": dict(REVIEW), **sections} for name, sections in files.items()})


def write_folder(root: Path, files: Files | None = None) -> Path:
    """Write the content as files; what is text already is written as it is."""
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    yaml.representer.ignore_aliases = lambda _data: True
    for name, data in (files or whole()).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(data, str):
            path.write_text(data, encoding="utf-8")
        else:
            with path.open("w", encoding="utf-8") as file:
                yaml.dump(data, file)
    return root


class Folder:
    """A whole content folder that a test can break."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files = whole()

    def __getitem__(self, section: str) -> Any:
        """A section, whichever file it is in."""
        return next(data[section] for data in self.files.values() if section in data)

    def review(self, file: str = "facts/facts.yaml") -> dict[str, Any]:
        state: dict[str, Any] = self.files[file]["review"]
        return state

    def read(self) -> tuple[Registry, list[Problem]]:
        write_folder(self.root, self.files)
        return read_content(self.root)

    def compile(self) -> tuple[Registry, Content, list[Problem]]:
        """Read and compile, with the problems of both."""
        registry, problems = self.read()
        content, more = compile_content(registry, version_of(self.root))
        return registry, content, problems + more

    def problems(self) -> list[Problem]:
        """Everything that is wrong but the search for witnesses."""
        registry, content, problems = self.compile()
        return problems + problems_of(registry, content)

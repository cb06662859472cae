"""The shape of every content file, as JSON Schema, and its errors in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from handrail.bundle.library import COUNTRIES
from handrail.bundle.located import Located
from handrail.bundle.matching import SEVERITIES
from handrail.bundle.problems import Problem
from handrail.engine.facts import READERS
from handrail.engine.rules import TAGS, URGENCIES

Schema = dict[str, Any]

CERTAINTIES = ("high", "moderate", "low", "very-low", "consensus")
BECAME = ("rule", "merged", "precedence", "measure", "screen", "check", "dropped")

_FACT_ID = "^[a-z][a-z0-9_]*$"
_ID = "^[a-z0-9]+(-[a-z0-9]+)*$"
_DATE = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_TEXT: Schema = {"type": "string", "minLength": 1}
_WORDS: Schema = {"type": "object", "propertyNames": {"enum": list(READERS)}, "additionalProperties": _TEXT}
_IDS: Schema = {"type": "array", "items": {"type": "string", "pattern": _ID}}
_FACT_IDS: Schema = {"type": "array", "items": {"type": "string", "pattern": _FACT_ID}}
_NUMBER: Schema = {"type": "number"}
_SOURCES: Schema = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "properties": {"id": _TEXT, "where": _TEXT},
        "required": ["id"],
        "additionalProperties": False,
    },
}


def _record(required: Mapping[str, Schema], optional: Mapping[str, Schema] | None = None) -> Schema:
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


def _named(entry: Schema, pattern: str = _ID) -> Schema:
    return {"type": "object", "propertyNames": {"pattern": pattern}, "additionalProperties": entry}


_REVIEW = _record(
    {"written_by": _TEXT, "written": _DATE, "checked_by": {}, "checked": {}, "again": _DATE, "clinician": {}},
)
_SHELF_LIFE: Schema = {"type": "string", "pattern": r"^(always|\d+ (minute|hour|day)s?)$"}
_WORSE: Schema = {
    "anyOf": [{"enum": ["yes", "no", "higher", "lower"]}, {"type": "array", "items": _TEXT, "minItems": 2}]
}
_FACT = _record(
    {"type": {"enum": ["yes-no", "choice", "number"]}, "label": _TEXT},
    {
        "ask": _WORDS,
        "tick": _WORDS,
        "why": _TEXT,
        "how_to_check": _TEXT,
        "shelf_life": _SHELF_LIFE,
        "worse": _WORSE,
        "when_unsure": _TEXT,
        "if_refused": _WORDS,
        "ask_if": _TEXT,
        "was": {"type": "array", "items": _TEXT},
        "range": {"type": "array", "items": _NUMBER, "minItems": 2, "maxItems": 2},
        "decimals": {"type": "integer", "minimum": 0, "maximum": 3},
        "unit": _TEXT,
        "options": {"type": "object", "minProperties": 1},
        "is": _TEXT,
    },
)
_OPTION = _record({"score": _NUMBER, "label": _TEXT})
_ITEM = _record(
    {"fact": {"type": "string", "pattern": _FACT_ID}, "text": _TEXT},
    {
        "options": {"type": "array", "items": _OPTION, "minItems": 2},
        "counts": {"type": "boolean"},
        "worse": _WORSE,
        "when_unsure": _TEXT,
        "ask_if": _TEXT,
        "label": _TEXT,
        "why": _TEXT,
        "how_to_check": _TEXT,
        "was": {"type": "array", "items": _TEXT},
    },
)
_MEASURE = _record(
    {
        "name": _TEXT,
        "validated": {"type": "boolean"},
        "licence": _TEXT,
        "attribution": _TEXT,
        "source": _IDS,
        "for": {"type": "array", "items": {"enum": list(READERS)}, "minItems": 1},
        "instructions": _TEXT,
        "shelf_life": _SHELF_LIFE,
        "items": {"type": "array", "items": _ITEM, "minItems": 1},
    },
    {
        "options": {"type": "array", "items": _OPTION, "minItems": 2},
        "total": _record({"fact": {"type": "string", "pattern": _FACT_ID}, "label": _TEXT}),
        "bands": {
            "type": "array",
            "items": _record({"from": _NUMBER, "to": _NUMBER, "label": _TEXT}, dict.fromkeys(READERS, _TEXT)),
        },
        "note": _TEXT,
        "off_by_default": {"type": "boolean"},
    },
)
_SCREEN = _record(
    {"order": {"type": "integer"}, "title": _WORDS, "kind": {"enum": ["checklist", "questions", "measure"]}},
    {"intro": _WORDS, "facts": _FACT_IDS, "measure": _TEXT},
)
_RULE = _record(
    {
        "title": _TEXT,
        "urgency": {"enum": list(URGENCIES)[::-1]},
        "when": _TEXT,
        "means": _WORDS,
        "actions": _IDS,
        "because": _IDS,
    },
    {
        "not_known": _IDS,
        "safety_net": _TEXT,
        "yields_to": _IDS,
        "due_before": _TEXT,
        "working_values": {"type": "array", "items": _TEXT},
        "needs_source": _TEXT,
        "rank": {"type": "integer"},
        "private": {"type": "boolean"},
    },
)
_ACTION = _record(
    {},
    {
        **dict.fromkeys(READERS, _TEXT),
        "who": _WORDS,
        "tags": {"type": "array", "items": {"enum": sorted(TAGS)}},
        "because": _IDS,
    },
)
_INTERACTION = _record(
    {
        "agent": _TEXT,
        "class": _TEXT,
        "fact": _TEXT,
        "rule": _TEXT,
        "match": _record({}, {"medicines": {"type": "array"}, "drugs": {"type": "array"}}),
        "mechanism": _TEXT,
        "effect_on_ketamine": _TEXT,
        "effect_on_person": _TEXT,
        "severity": {"enum": list(SEVERITIES)},
        "numbers_for": {"enum": ["both", "professional"]},
        "certainty": {"enum": list(CERTAINTIES)},
        "sources": _SOURCES,
    },
    {"public": {"type": "boolean"}, "note": _TEXT, "needs_source": _TEXT, "codes": {"type": "object"}},
)
_CLAIM = _record(
    {
        "topic": _TEXT,
        "statement": _TEXT,
        "kind": _TEXT,
        "certainty": {"enum": list(CERTAINTIES)},
        "display": {"enum": ["all", "professional"]},
        "sources": _SOURCES,
        "checked": _DATE,
    },
    {
        "plain": _TEXT,
        "numbers": {},
        "uncertainty": {},
        "also_topics": {"type": "array"},
        "note": _TEXT,
        "certainty_note": _TEXT,
        "withdrawn": _TEXT,
        "country": {},
        "as_of": {},
    },
)
_SOURCE = _record(
    {"type": _TEXT, "title": _TEXT},
    {
        "authors": {},
        "publisher": _TEXT,
        "year": {},
        "date": {},
        "url": _TEXT,
        "doi": {},
        "pmid": {},
        "pmcid": {},
        "read": _TEXT,
        "note": _TEXT,
        "country": {},
        "licence": _TEXT,
        "funding": _TEXT,
        "interest": _TEXT,
        "seen": {},
        "also": {},
    },
)
_SERVICE = _record(
    {"name": _TEXT, "country": _TEXT, "for": _TEXT, "how": {"type": "array"}, "evidence": _TEXT},
    {
        "hours": _TEXT,
        "free": {},
        "languages": {"type": "array"},
        "last_seen": {"type": "object"},
        "last_seen_source": {"type": "object"},
        "note": _TEXT,
        "age": {},
    },
)
_SLOT: Schema = {
    "type": "object",
    "propertyNames": {"enum": list(COUNTRIES)},
    "required": list(COUNTRIES),
    "additionalProperties": _record({"text": _TEXT, "services": _IDS}),
}
_PATHWAY = _record({"became": {"enum": list(BECAME)}, "why": _TEXT}, {"ids": {"type": "array", "items": _TEXT}})

SECTIONS: Mapping[str, Mapping[str, Schema]] = {
    "facts": {
        "facts": _named(_FACT, _FACT_ID),
        "groups": _named(_FACT_IDS, _FACT_ID),
        "constraints": {"type": "array", "items": _record({"if": _TEXT, "then": _TEXT, "words": _TEXT})},
    },
    "screens": {"screens": _named(_SCREEN)},
    "measures": {"measures": _named(_MEASURE)},
    "rules": {
        "rules": _named(_RULE),
        "actions": _named(_ACTION),
        "safety_nets": _named(_WORDS),
        "clashes": {"type": "array", "items": _record({"actions": _IDS, "why": _TEXT})},
    },
    "interactions": {"interactions": _named(_INTERACTION)},
    "claims": {"claims": _named(_CLAIM)},
    "sources": {"sources": _named(_SOURCE)},
    "directory": {"services": _named(_SERVICE), "slots": _named(_SLOT, _FACT_ID)},
    "pathways": {"pathways": _named(_PATHWAY)},
}
"""For each folder of the content, the sections its files may have and their shape."""


def problems(folder: str, document: Located) -> Iterator[Problem]:
    """Everything about a file's shape that is wrong, in plain words."""
    errors = _validator(folder).iter_errors(document.value)
    single = (
        each for error in errors for each in (error.context or [error] if error.validator == "anyOf" else [error])
    )
    yield from dict.fromkeys(_in_words(each, document) for each in single)


@cache
def _validator(folder: str) -> Draft202012Validator:
    return Draft202012Validator(_record({"review": _REVIEW}, SECTIONS[folder]))


def _in_words(error: Any, document: Located) -> Problem:
    path = tuple(error.absolute_path)
    place = document.place(*path)
    name = ".".join(str(step) for step in path) or "the file"
    code, message = _WORDS_FOR.get(str(error.validator), _otherwise)(error, name)
    if error.validator == "additionalProperties":
        place = document.place(*path, _unknown_keys(error)[0])
    return Problem(place, code, message)


def _unknown_keys(error: Any) -> list[str]:
    return [key for key in error.instance if key not in error.schema.get("properties", {})] or [""]


def _missing(error: Any, name: str) -> tuple[str, str]:
    missing = [key for key in error.validator_value if key not in error.instance]
    return "missing", f"{name} lacks {', '.join(missing)}"


def _unknown(error: Any, name: str) -> tuple[str, str]:
    known = sorted(error.schema.get("properties", {}))
    words = []
    for key in _unknown_keys(error):
        near = get_close_matches(key, known, n=1)
        words.append(f"'{key}'" + (f" (did you mean {near[0]}?)" if near else ""))
    return "unknown-key", f"{name} has {', '.join(words)}, which Handrail does not know. Known: {', '.join(known)}"


def _not_a_word(error: Any, name: str) -> tuple[str, str]:
    words = [str(word) for word in error.validator_value]
    near = get_close_matches(str(error.instance), words, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    return (
        "unknown-word",
        f"{name}: '{error.instance}' is not a word Handrail knows here. Use: {', '.join(words)}.{hint}",
    )


def _wrong_type(error: Any, name: str) -> tuple[str, str]:
    wanted = {"string": "text", "object": "a mapping", "array": "a list", "boolean": "true or false"}
    kind = str(error.validator_value)
    return "wrong-type", f"{name} must be {wanted.get(kind, kind)}"


def _wrong_form(error: Any, name: str) -> tuple[str, str]:
    return "wrong-form", f"{name}: '{error.instance}' is not written as it must be ({error.validator_value})"


def _otherwise(error: Any, name: str) -> tuple[str, str]:
    return "wrong-shape", f"{name}: {error.message}"


_WORDS_FOR = {
    "required": _missing,
    "additionalProperties": _unknown,
    "enum": _not_a_word,
    "type": _wrong_type,
    "pattern": _wrong_form,
}

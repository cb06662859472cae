"""The result as plain data, whose shape others build on."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal

import pytest

from handrail.engine.content import Content
from handrail.engine.report import FORMAT, as_plain, report
from handrail.engine.rules import Urgency
from handrail.engine.values import NO, OPEN, YES, Range, ValueSet
from tests.builders import (
    CANNOT_TELL,
    NOW,
    PREFER_NOT_TO_SAY,
    check_of,
    content_of,
    danger,
    items,
    kept_for,
    measure,
    number,
    rule,
    yes_no,
)

TODAY = Urgency.SAME_DAY


def content() -> Content:
    return content_of(
        [
            kept_for(danger("blood", when_unsure="see-today"), days=1),
            danger("fever"),
            number("days", 0, 28),
            yes_no("tired"),
            *items("mood", 2),
        ],
        [
            rule("call-now", "blood and fever", Urgency.EMERGENCY_NOW),
            rule("see-today", "blood", TODAY, yields_to=("call-now",), because=("c",), needs_source="A source."),
            rule("often", "days >= 4", Urgency.WITHIN_DAYS, not_known=("c",)),
            rule("rest", "tired"),
        ],
        measures=[measure("mood", ["mood_1", "mood_2"], [(0, 3, "few")])],
        certainty={"c": "low"},
    )


def test_its_parts_stand_in_a_fixed_order() -> None:
    assert list(report(check_of(content()), {}, "unknown")) == [
        "format",
        "content_version",
        "reader",
        "country",
        "at",
        "urgency",
        "findings",
        "plan",
        "measures",
        "open_rules",
        "not_ruled_out",
        "not_found",
        "answered",
        "stale",
    ]


def test_it_says_what_it_was_made_from() -> None:
    data = report(check_of(content(), {"blood": True, "days": CANNOT_TELL}), {}, "GB-ENG")
    assert (data["format"], data["content_version"], data["reader"], data["country"], data["at"]) == (
        FORMAT,
        "small",
        "person",
        "GB-ENG",
        "2026-11-23T15:00:00",
    )
    assert data["answered"] == 2


def test_a_finding_carries_its_reasons_and_what_would_change_it() -> None:
    (finding,) = report(check_of(content(), {"blood": True}), {}, "unknown")["findings"]
    assert finding == {
        "rule": "see-today",
        "title": "see-today",
        "urgency": "same-day",
        "basis": "certain",
        "means": "It means see-today.",
        "why": {
            "answers": [{"fact": "blood", "said": True}],
            "also": [],
            "would_change": [{"fact": "blood", "to": False}],
        },
        "yields_to": [],
        "claims": [{"id": "c", "certainty": "low"}],
        "not_known": [],
        "needs_source": "A source.",
        "working_values": [],
        "clinician_signed": False,
    }


def test_a_caution_says_what_nobody_could_tell() -> None:
    (finding,) = report(check_of(content(), {"blood": CANNOT_TELL}), {}, "unknown")["findings"]
    assert finding["basis"] == "caution"
    assert finding["why"] == {"answers": [{"fact": "blood", "said": "cannot tell"}], "also": [], "would_change": []}


def test_every_rule_is_found_open_not_ruled_out_or_not_found() -> None:
    said = {"blood": False, "days": PREFER_NOT_TO_SAY}
    data = report(check_of(content(), said), {}, "unknown")
    assert data["findings"] == []
    assert data["open_rules"] == [{"rule": "rest", "title": "rest", "urgency": "routine", "screens": ["screen-3"]}]
    assert data["not_ruled_out"] == [
        {
            "rule": "often",
            "title": "often",
            "urgency": "within-days",
            "because": [{"fact": "days", "said": "prefer not to say"}],
        }
    ]
    assert data["not_found"] == ["call-now", "see-today"]


def test_urgency_is_a_range() -> None:
    assert report(check_of(content()), {}, "unknown")["urgency"] == {
        "at_least": "information",
        "at_most": "emergency-now",
    }


def test_a_whole_measure_has_a_score_and_a_band() -> None:
    (result,) = report(check_of(content(), {"mood_1": 1, "mood_2": 2}), {}, "unknown")["measures"]
    assert result == {
        "measure": "mood",
        "name": "MOOD",
        "validated": True,
        "score": 3,
        "at_least": 3,
        "at_most": 3,
        "unanswered": 0,
        "band": "few",
        "means": "It says few.",
    }


def test_half_a_measure_has_neither() -> None:
    (result,) = report(check_of(content(), {"mood_1": 1}), {}, "unknown")["measures"]
    assert (result["score"], result["at_least"], result["at_most"]) == (None, 1, 4)
    assert (result["unanswered"], result["band"], result["means"]) == (1, None, None)


def test_a_counted_score_without_the_rest_of_its_items_has_no_band() -> None:
    half = content_of(
        items("mood", 2), measures=[measure("mood", ["mood_1", "mood_2"], [(0, 3, "few")], counted=("mood_1",))]
    )
    (result,) = report(check_of(half, {"mood_1": 1}), {}, "unknown")["measures"]
    assert (result["score"], result["band"]) == (1, None)


def test_answers_past_their_shelf_life_are_listed() -> None:
    later = check_of(content(), {"blood": True, "fever": True}, at=NOW + timedelta(days=2))
    data = report(later, {}, "unknown")
    assert (data["stale"], data["answered"]) == (["blood"], 1)


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (YES, True),
        (NO, False),
        (OPEN, None),
        (frozenset({"stop"}), "stop"),
        (frozenset({"stop", "safer"}), ["safer", "stop"]),
        (Range(3, 3), 3),
        (Range(3, 5), [3, 5]),
        (Range(Decimal("1.5"), Decimal("1.5")), 1.5),
    ],
)
def test_values_become_plain_data(value: ValueSet, plain: object) -> None:
    assert as_plain(value) == plain


def test_it_is_plain_json() -> None:
    data = report(check_of(content(), {"blood": True, "fever": True, "days": (2, 9), "mood_1": 1}), {}, "unknown")
    assert json.loads(json.dumps(data)) == data

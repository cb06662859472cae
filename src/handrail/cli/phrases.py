"""Fixed phrases of a result, by reader, and how single answers and days are said."""

from __future__ import annotations

from datetime import date
from typing import Any

from handrail.engine.facts import Fact, Reader, words_for
from handrail.engine.values import Range

URGENCY_WORDS = {
    "person": {
        "emergency-now": "This is an emergency. Act now.",
        "same-day": "Speak to somebody today.",
        "within-days": "Get help this week.",
        "routine": "Get help in the next four weeks.",
        "information": "From these answers, nothing says you must see somebody soon.",
    },
    "family": {
        "emergency-now": "This is an emergency. Act now.",
        "same-day": "They need to speak to somebody today.",
        "within-days": "They need help this week.",
        "routine": "Help in the next four weeks is soon enough, as far as you could tell.",
        "information": "From what you could tell, nothing says they must see somebody soon.",
    },
    "professional": {
        "emergency-now": "Emergency: act now, stay until a live handover.",
        "same-day": "Same day: clinician contact within 4 hours and before the day ends.",
        "within-days": "Within days: contact in 2 working days, seen within 7 days.",
        "routine": "Routine: within 28 days.",
        "information": "Information only: no time limit arises from these answers.",
    },
}

UP_TO = {
    "person": "Some questions are still open. The answers could make it more urgent.",
    "family": "Some questions are still open. The answers could make it more urgent.",
    "professional": "Incomplete: open answers could raise this to {}.",
}

OPEN_QUESTIONS = {
    "person": "Some things cannot be judged until you answer: {}. Run the check again to go on.",
    "family": "Some things cannot be judged until you answer: {}. Run the check again to go on.",
    "professional": "Not yet assessed at within-days or above: {}.",
}

DANGER_UNASKED = {
    "person": "Not all the danger questions are answered yet, so Handrail cannot say how urgent this is. "
    "If you feel in danger or very ill, get help now.",
    "family": "Not all the danger questions are answered yet, so Handrail cannot say how urgent this is. "
    "If they seem in danger or very ill, get help now.",
    "professional": "Red flags not fully assessed: no urgency can be given.",
}

BY_CAUTION = {
    "person": "To be careful: you could not tell some things, so we act as if they were so.",
    "family": "To be careful: you could not tell some things, so we act as if they were so.",
    "professional": "Some of this is by caution: the answer was 'cannot tell'.",
}

WAITING = {
    "person": "There is more in your plan. It waits until this is done. Run the check again after that.",
    "family": "There is more you can do. It waits until this is done. Run the check again after that.",
    "professional": "Further actions wait behind this ({}); the JSON result lists them.",
}

MISSED = {
    "emergency-now": "treat it as an emergency",
    "same-day": "get help that day",
    "within-days": "get help that week",
}

SOON = ("emergency-now", "same-day", "within-days")

CERTAINTY_WORDS = {
    "high": "strong evidence",
    "moderate": "fair evidence",
    "low": "limited evidence",
    "very-low": "very limited evidence",
    "consensus": "agreed by experts",
}


def answer_words(fact: Fact, said: Any, reader: Reader = "person") -> str:
    """What was said of a fact, as people say it."""
    if isinstance(said, bool):
        return "yes" if said else "no"
    if isinstance(said, list):
        if isinstance(fact.every, Range):
            return f"{said[0]} to {said[1]}{_unit(fact)}"
        return " or ".join(answer_words(fact, each, reader) for each in said)
    if said is None:
        return "not known"
    return words_for(fact.options.get(str(said), {}), reader) or _with_unit(said, fact)


def _with_unit(said: Any, fact: Fact) -> str:
    unit = fact.unit.removesuffix("s") if said == 1 and len(fact.unit) > 2 else fact.unit
    return f"{said} {unit}".rstrip()


def _unit(fact: Fact) -> str:
    return f" {fact.unit}" if fact.unit else ""


def day_words(iso: str) -> str:
    """A day as people write it."""
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"

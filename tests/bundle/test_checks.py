"""Each check finds the fault it is there for: whole content, one thing broken, one problem told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from handrail.bundle.checks import CHECKS, overdue_reviews
from tests.small_content import Folder, asked, rule, three

Change = Callable[[Folder], Any]


def put(section: str, name: str, **values: Any) -> Change:
    return lambda folder: folder[section][name].update(values)


def drop(section: str, name: str, key: str) -> Change:
    return lambda folder: folder[section][name].pop(key)


def add(section: str, name: str, value: Any) -> Change:
    return lambda folder: folder[section].update({name: value})


def told(folder: Folder) -> list[tuple[str, str]]:
    return [(problem.code, problem.message) for problem in folder.problems()]


def test_the_small_content_passes_every_check(folder: Folder) -> None:
    assert told(folder) == []


def five_lines(folder: Folder) -> None:
    names = [f"line-{word}" for word in ("one", "two", "three", "four", "five")]
    folder["actions"].update({name: {"professional": "Stay."} for name in names})
    folder["rules"]["call-now"]["actions"] += names[:4]


def far_ahead(folder: Folder) -> None:
    """A rule that yields to one that yields to it."""
    folder["rules"]["clots-now"]["yields_to"] = ["call-now"]
    folder["rules"]["call-now"]["yields_to"] = ["clots-now"]


def two_gates(folder: Folder) -> None:
    folder["facts"]["alcohol_use"]["ask_if"] = "days >= 1"
    folder["facts"]["days"]["ask_if"] = "alcohol_use"


LONG = (
    "Even so, considerable deterioration notwithstanding, comprehensive multidisciplinary investigation remains "
    "unquestionably indispensable, particularly considering accompanying complications of whatever origin, "
    "consequently recommending hospitalisation."
)

BROKEN: list[tuple[str, Change, str, str]] = [
    (
        "a fact on two screens",
        put("screens", "follow-up", facts=["clots", "days"]),
        "two-screens",
        "use: days already stands on the screen follow-up",
    ),
    (
        "a number in a checklist",
        put("screens", "use", kind="checklist", facts=["alcohol_use", "days"]),
        "checklist",
        "use: days is not a yes/no fact and cannot be ticked",
    ),
    (
        "a fact on no screen",
        add("facts", "lost", asked("yes-no", "lost", "Lost?")),
        "no-screen",
        "lost: no screen asks lost",
    ),
    (
        "an item of a measure on no screen",
        add("screens", "mood-form", {"order": 9, "title": three("Mood"), "kind": "questions", "facts": ["mood_one"]}),
        "no-screen",
        "mood-2: no screen asks mood_two",
    ),
    (
        "a rule for nobody",
        put("rules", "mixing-alcohol", means={}),
        "no-reader",
        "mixing-alcohol: it means nothing to any reader",
    ),
    (
        "an urgent rule that professionals are not told of",
        lambda folder: folder["rules"]["call-now"]["means"].pop("professional"),
        "no-reader",
        "call-now: at same-day and above professionals must be told too",
    ),
    (
        "a rule that gives a reader nothing to do",
        put("rules", "wants-stop", actions=["repeat"]),
        "no-action",
        "wants-stop: it gives the person nothing to do",
    ),
    (
        "an emergency with five lines",
        five_lines,
        "too-many-lines",
        "call-now: an emergency gives at most four lines; the professional gets 5",
    ),
    (
        "a same-day rule without a safety net",
        drop("rules", "blood-today", "safety_net"),
        "no-safety-net",
        "blood-today: it needs a safety_net: the signs that mean an emergency",
    ),
    (
        "a rule without a claim",
        put("rules", "wants-stop", because=[]),
        "no-source",
        "wants-stop: it names no claim; say needs_source if there is none yet",
    ),
    (
        "a rule that yields to a weaker one",
        put("rules", "low-mood", yields_to=["wants-stop"]),
        "yields-down",
        "low-mood: it yields to wants-stop, which is less urgent",
    ),
    ("rules that yield to each other", far_ahead, "yields-circle", "call-now: it yields to itself in the end"),
    (
        "a caution about something that is no danger",
        drop("facts", "blood", "worse"),
        "when-unsure",
        "blood: when_unsure is for danger facts: say which way is worse",
    ),
    (
        "a caution that is not urgent",
        put("facts", "not_waking", when_unsure="low-mood"),
        "when-unsure",
        "not_waking: low-mood is less urgent than same-day",
    ),
    (
        "a caution fed by another fact",
        put("facts", "not_waking", when_unsure="blood-today"),
        "when-unsure",
        "not_waking: blood-today does not rest on not_waking",
    ),
    (
        "questions that wait for each other",
        two_gates,
        "gate-circle",
        "alcohol_use: alcohol_use is asked only after its own answer",
    ),
    (
        "a rule that is certain of nobody",
        put("rules", "wants-stop", when="days >= 0"),
        "settled",
        "wants-stop: it is settled before anything is answered",
    ),
    (
        "an urgent rule that needs a danger to be absent",
        put("rules", "call-now", when="not_waking and not blood"),
        "direction",
        "call-now: it uses blood in its less dangerous direction; presence fires, absence never does",
    ),
    (
        "an urgent rule that uses a fact both ways",
        put("rules", "call-now", when="not_waking and (days > 3 or days < 2)"),
        "inexact",
        "call-now: a fact stands in two directions, so open answers cannot be judged",
    ),
    (
        "a constraint that leaves no way to say yes",
        lambda folder: folder["constraints"].append({"if": "blood", "then": "not clots", "words": "Never both."}),
        "impossible",
        "constraints 1: it leaves no way for clots to be True",
    ),
    (
        "a constraint between questions that different readers are asked",
        lambda folder: folder["constraints"].append({"if": "egfr < 10", "then": "blood", "words": "They go together."}),
        "unequal-readers",
        "constraints 2: egfr and blood are not asked of the same readers",
    ),
    (
        "a slot the directory does not have",
        put("actions", "call", person="Call {emergancy} now."),
        "unknown-slot",
        "call: the directory has no slot {emergancy}. Did you mean emergency?",
    ),
    (
        "a phone number in a text",
        put("actions", "call", person="Call 999 now."),
        "phone-number",
        "call: '999' belongs in the directory; use a slot",
    ),
    (
        "a word that is never said",
        put("claims", "claim-one", plain="You are fine."),
        "never-said",
        "claim-one: Handrail never says 'You are fine'",
    ),
    (
        "a measure whose licence does not allow it",
        put("measures", "mood-2", licence="Redistribution not permitted"),
        "licence",
        "mood-2: its licence does not allow its items to be shipped",
    ),
    (
        "bands that overlap",
        lambda folder: folder["measures"]["mood-2"]["bands"][1].update({"from": 2}),
        "bands",
        "mood-2: its bands overlap",
    ),
    (
        "an author who checks their own file",
        lambda folder: folder.review().update(checked_by="handrail-authors"),
        "own-check",
        "the author is never the checker",
    ),
    (
        "a signature without a name",
        lambda folder: folder.review().update(clinician={"date": "2026-11-23"}),
        "signature",
        "clinician is 'pending' or {name, registration, date}",
    ),
]


@pytest.mark.parametrize(("change", "code", "message"), [each[1:] for each in BROKEN], ids=[each[0] for each in BROKEN])
def test_one_broken_thing_is_found(folder: Folder, change: Change, code: str, message: str) -> None:
    change(folder)
    assert (code, message) in told(folder)


def test_a_text_too_hard_to_read_is_found_with_its_hard_words(folder: Folder) -> None:
    folder["actions"]["talk"]["person"] = LONG
    hard = [message for code, message in told(folder) if code == "hard-to-read"]
    assert hard[0].startswith("talk: school grade ")
    assert "hospitalisation" in hard[0].split(")")[0]


def test_texts_that_are_too_hard_all_together_are_found(folder: Folder) -> None:
    hard = {**folder["claims"]["claim-one"], "plain": "Considerable deterioration."}
    folder["claims"].update({f"hard-{number}": dict(hard) for number in range(60)})
    assert [message for code, message in told(folder) if code == "hard-to-read"][-1].startswith(
        "all texts together read at school grade "
    )


def test_what_only_professionals_read_may_be_terse_and_hard(folder: Folder) -> None:
    folder["rules"]["egfr-low"]["means"]["professional"] = LONG
    folder["facts"]["egfr"]["why"] = LONG
    assert told(folder) == []


def test_a_claim_that_only_professionals_see_may_be_hard_to_read(folder: Folder) -> None:
    folder["claims"]["claim-one"].update(display="professional", plain=LONG)
    assert told(folder) == []


def test_a_rule_about_a_helpers_own_needs_is_told_to_family_only(folder: Folder) -> None:
    folder["facts"]["helper_afraid"] = asked("yes-no", "afraid", {"family": "Are you afraid?"})
    folder["screens"]["use"]["facts"].append("helper_afraid")
    family = {"family": "You are afraid."}
    folder["rules"]["helper-afraid"] = rule("A", "same-day", "helper_afraid", family, ["talk"], safety_net="net")
    assert told(folder) == []


def test_a_rule_without_a_claim_may_say_what_source_it_needs(folder: Folder) -> None:
    folder["rules"]["wants-stop"].update(because=[], needs_source="A trial.")
    assert told(folder) == []


def test_a_signed_and_checked_file_passes(folder: Folder) -> None:
    signature = {"name": "A", "registration": "1", "date": "2026-11-23"}
    folder.review().update(checked_by="somebody-else", checked="2026-11-24", clinician=signature)
    assert told(folder) == []


def test_a_slot_is_filled_for_every_reader_of_a_title(folder: Folder) -> None:
    folder["screens"]["use"]["title"] = three("Ring {nobody}")
    assert [code for code, _ in told(folder)] == ["unknown-slot"] * 3


def test_an_overdue_review_is_told_apart(folder: Folder) -> None:
    folder.review()["again"] = "2026-12-01"
    registry, _ = folder.read()
    assert overdue_reviews(registry, date(2026, 12, 1)) == []
    (overdue,) = overdue_reviews(registry, date(2026, 12, 2))
    assert (overdue.code, overdue.message) == ("review-overdue", "the review was due on 2026-12-01")
    assert overdue.place.file == "content/facts/facts.yaml"


def test_every_check_is_shown_here_to_find_something() -> None:
    assert [check.__name__ for check in CHECKS] == [
        "references",
        "screens",
        "readers",
        "precedence",
        "gates",
        "laws",
        "constraints",
        "words",
        "licences",
        "reviews",
    ]

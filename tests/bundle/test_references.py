"""Every id that something names belongs to something; the nearest right one is offered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.small_content import Folder

Change = Callable[[Folder], Any]


def put(section: str, name: str, **values: Any) -> Change:
    return lambda folder: folder[section][name].update(values)


def told(folder: Folder) -> list[tuple[str, str]]:
    return [(problem.code, problem.message) for problem in folder.problems()]


DANGLING = [
    (put("rules", "call-now", actions=["call", "cal"]), "unknown-actions", "call-now: actions names 'cal'", "call"),
    (
        put("rules", "call-now", because=["claim-on"]),
        "unknown-because",
        "call-now: because names 'claim-on'",
        "claim-one",
    ),
    (put("rules", "call-now", not_known=["x"]), "unknown-not-known", "call-now: not_known names 'x'", None),
    (put("rules", "low-mood", yields_to=["call"]), "unknown-yields-to", "low-mood: yields_to names 'call'", "call-now"),
    (put("rules", "low-mood", safety_net="nett"), "unknown-safety-net", "low-mood: safety_net names 'nett'", "net"),
    (put("actions", "call", because=["x"]), "unknown-because", "call: because names 'x'", None),
    (put("facts", "blood", when_unsure="bloody"), "unknown-when-unsure", "blood: when_unsure names 'bloody'", None),
    (put("claims", "claim-one", sources=[{"id": "x"}]), "unknown-sources", "claim-one: sources names 'x'", None),
    (put("measures", "mood-2", source=["x"]), "unknown-source", "mood-2: source names 'x'", None),
    (put("interactions", "ix-alcohol", rule="x"), "unknown-rule", "ix-alcohol: rule names 'x'", None),
    (
        put("interactions", "ix-alcohol", sources=[{"id": "x"}]),
        "unknown-sources",
        "ix-alcohol: sources names 'x'",
        None,
    ),
    (
        put("interactions", "ix-alcohol", fact="alcohol"),
        "unknown-fact",
        "ix-alcohol: fact names 'alcohol'",
        "alcohol_use",
    ),
    (
        put("rules", "before-operation", due_before="uses"),
        "unknown-due-before",
        "before-operation: due_before names 'uses'",
        None,
    ),
    (
        put("pathways", "old-blood", ids=["blod-today"]),
        "unknown-ids",
        "old-blood: ids names 'blod-today'",
        "blood-today",
    ),
]


@pytest.mark.parametrize(("change", "code", "names", "near"), DANGLING)
def test_an_id_that_belongs_to_nothing_is_found(
    folder: Folder, change: Change, code: str, names: str, near: str | None
) -> None:
    change(folder)
    hint = f". Did you mean {near}?" if near else ""
    (problem,) = told(folder)
    assert problem[0] == code
    assert problem[1].startswith(f"{names}, which does not exist")
    if near:
        assert problem[1].endswith(hint)


def test_a_slot_that_names_no_service_is_found(folder: Folder) -> None:
    folder["slots"]["emergency"]["IE"]["services"] = ["uk-lin"]
    assert told(folder) == [
        ("unknown-IE", "emergency: IE names 'uk-lin', which does not exist. Did you mean uk-line?"),
    ]


def test_a_clash_names_actions_that_exist(folder: Folder) -> None:
    folder["clashes"][0]["actions"] = ["be-seen", "wai"]
    assert told(folder) == [
        ("unknown-actions", "clashes 1: actions names 'wai', which does not exist. Did you mean wait?")
    ]

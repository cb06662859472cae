"""How the content reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from handrail.bundle import wording
from handrail.bundle.library import Library
from handrail.engine.content import Content
from handrail.engine.facts import Reader


@pytest.mark.parametrize("reader", ["person", "family"])
def test_a_twelve_year_old_can_read_it(
    reader: Reader, content: Content, record_property: Callable[[str, object], None]
) -> None:
    grade = wording.reading_grade(_texts(content, reader))
    print(f"Reading grade for {reader}: {grade:.2f} (about {grade + 5:.0f} years old)")
    record_property(f"reading_grade_{reader}", round(grade, 2))
    assert grade <= wording.HARDEST_ON_AVERAGE


@pytest.mark.parametrize("reader", ["person", "family"])
def test_words_that_blame_promise_or_comfort_falsely_are_absent(reader: Reader, content: Content) -> None:
    assert [word for text in _texts(content, reader) for word in wording.never_said(text)] == []


def test_claims_in_plain_words_blame_nobody(library: Library) -> None:
    plain = [claim["plain"] for claim in library.claims.values() if claim["display"] == "all" and "plain" in claim]
    assert plain
    assert [word for text in plain for word in wording.never_said(text)] == []


def _texts(content: Content, reader: Reader) -> Iterator[str]:
    """Everything that a reader may be shown."""
    for rule in content.rules.values():
        yield rule.means.get(reader, "")
    for action in content.actions.values():
        yield action.words.get(reader, "")
    for net in content.safety_nets.values():
        yield net.get(reader, "")
    for fact in content.facts.values():
        if reader in fact.ask and fact.measure is None:
            yield from (fact.ask[reader], fact.tick.get(reader, ""), fact.why, fact.how_to_check)
    for screen in content.screens:
        yield from (screen.title.get(reader, ""), screen.intro.get(reader, ""))

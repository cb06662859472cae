"""What somebody wrote about medicines and drugs, matched at the door."""

from __future__ import annotations

import pytest

from handrail.bundle.matching import Kind, match_lines

INTERACTIONS = {
    "ix-alcohol": {"severity": "major", "match": {"medicines": ["ethanol"], "drugs": ["beer", "g and t"]}},
    "ix-ghb": {"severity": "contraindicated", "match": {"drugs": ["g", "GHB"]}},
    "ix-valproate": {"severity": "minor", "match": {"medicines": ["sodium valproate", "Epilim"]}},
    "ix-nothing": {"severity": "minor", "match": {"drugs": ["-"]}},
}


def matched(line: str, kind: Kind) -> tuple[str, ...]:
    (match,) = match_lines([line], kind, INTERACTIONS)
    assert match.line == line
    return match.interactions


@pytest.mark.parametrize(
    ("line", "kind", "interactions"),
    [
        ("Epilim", "medicines", ("ix-valproate",)),
        ("epilim 500 mg, twice", "medicines", ("ix-valproate",)),
        ("SODIUM VALPROATE", "medicines", ("ix-valproate",)),
        ("sodium-valproate", "medicines", ("ix-valproate",)),
        ("valproate of sodium", "medicines", ()),
        ("ethanol gel", "drugs", ("ix-alcohol",)),
        ("beer", "drugs", ("ix-alcohol",)),
        ("beer", "medicines", ()),
        ("g", "drugs", ("ix-ghb",)),
        ("g", "medicines", ()),
        ("ginger", "drugs", ()),
        ("root beers", "drugs", ()),
        ("beer and some G", "drugs", ("ix-ghb", "ix-alcohol")),
        ("G and T", "drugs", ("ix-ghb", "ix-alcohol")),
        ("", "drugs", ()),
        ("😀", "drugs", ()),
    ],
)
def test_whole_words_match_slang_only_among_drugs_and_the_most_severe_first(
    line: str, kind: Kind, interactions: tuple[str, ...]
) -> None:
    assert matched(line, kind) == interactions


def test_each_line_is_told_with_its_own_matches() -> None:
    matches = match_lines(["beer", "unheard-of"], "drugs", INTERACTIONS)
    assert [(match.line, match.interactions) for match in matches] == [("beer", ("ix-alcohol",)), ("unheard-of", ())]

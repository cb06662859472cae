"""Matches what somebody wrote about their medicines and drugs against the interactions, at the door.

Whole words only; slang counts only among drugs. What matches nothing is told as unknown, never as harmless.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["medicines", "drugs"]

SEVERITIES = ("contraindicated", "major", "moderate", "minor", "unknown")


@dataclass(frozen=True, slots=True)
class Match:
    """One written line and the interactions it matches, the most severe first; none means unknown."""

    line: str
    interactions: tuple[str, ...]


def match_lines(lines: Iterable[str], kind: Kind, interactions: Mapping[str, Mapping[str, Any]]) -> list[Match]:
    """Match each line of a list."""
    terms = {name: _terms(entry["match"], kind) for name, entry in interactions.items()}
    return [
        Match(
            line,
            tuple(
                sorted(
                    (name for name, patterns in terms.items() if _hits(line, patterns)),
                    key=lambda name: SEVERITIES.index(interactions[name]["severity"]),
                )
            ),
        )
        for line in lines
    ]


def _terms(match: Mapping[str, Any], kind: Kind) -> list[tuple[str, ...]]:
    terms = [*match.get("medicines", []), *(match.get("drugs", []) if kind == "drugs" else [])]
    return [tuple(_words(str(term))) for term in terms]


def _hits(line: str, terms: list[tuple[str, ...]]) -> bool:
    words = _words(line)
    return any(tuple(words[start : start + len(term)]) == term for term in terms if term for start in range(len(words)))


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())

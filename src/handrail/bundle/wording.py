"""How the words read: reading age, words Handrail never says, slots, and numbers that belong in the directory."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from pyphen import Pyphen

HARDEST_ON_AVERAGE = 7.0
"""School grade (Flesch-Kincaid) of all texts for person and family together: 7 is about 12 years old."""

HARDEST_TEXT = 10.0
"""School grade that no single text of some length may pass. Short texts are judged only together."""

LONG_ENOUGH = 20
"""Words from which a single text is judged alone: below that the formula says little."""

NEVER_SAID = (
    "addict",
    "addicts",
    "junkie",
    "abuser",
    "druggie",
    "substance abuse",
    "drug abuse",
    "clean time",
    "got clean",
    "stay clean",
    "dirty",
    "just stop",
    "should have",
    "safe amount",
    "safer amount",
    "safe dose",
    "don't worry",
    "do not worry",
    "nothing to worry about",
    "you are fine",
    "low risk",
    "sleep it off",
    "wait and see",
    "it will pass",
    "only withdrawal",
    "just k-cramps",
    "failed",
    "synergy",
)
"""Words that blame, promise or reassure where nothing allows it."""

_NEVER = re.compile(r"\b(" + "|".join(re.escape(word) for word in NEVER_SAID) + r")\b", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w.])(?:\+?\d[\d ]{6,}\d|999|112|911|111|116 ?123|85258|988|1-800[\d-]+)(?!\w|\.\d)")
_SLOT = re.compile(r"\{[a-z_]+\}")
_SENTENCE_END = re.compile(r"[.!?:;](?=\s|$)")
_WORD = re.compile(r"[A-Za-z][A-Za-z'\u2019-]*")


def never_said(text: str) -> list[str]:
    """The words in a text that Handrail never says."""
    return [match.group(0) for match in _NEVER.finditer(text)]


def phone_numbers(text: str) -> list[str]:
    """What looks like a phone number and belongs in the directory."""
    return [match.group(0).strip() for match in _PHONE.finditer(text)]


def reading_grade(texts: Iterable[str]) -> float:
    """Flesch-Kincaid school grade of texts read as one (Kincaid et al. 1975); add 5 for about the age."""
    sentences = words = syllables = 0
    for text in texts:
        plain = _SLOT.sub("help", text)
        found = _WORD.findall(plain)
        if found:
            words += len(found)
            sentences += max(1, len(_SENTENCE_END.findall(plain)))
            syllables += sum(_syllables(word.lower()) for word in found)
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59 if words else 0.0


def word_count(text: str) -> int:
    """How many words a text has."""
    return len(_WORD.findall(text))


def hard_words(text: str, most: int = 4) -> list[str]:
    """The words with the most syllables, for the message."""
    words = dict.fromkeys(_WORD.findall(_SLOT.sub("", text)))
    return sorted((word for word in words if _syllables(word.lower()) >= 3), key=lambda word: -_syllables(word))[:most]


@cache
def _syllables(word: str) -> int:
    return sum(len(_dictionary().positions(part)) + 1 for part in word.split("-") if part)


@cache
def _dictionary() -> Pyphen:
    return Pyphen(lang="en_GB")

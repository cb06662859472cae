"""What stands behind the words: claims, sources, interactions, services, and the words each country gives a slot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # reading a bundle must not load what checks content
    from handrail.bundle.registry import Registry

Record = Mapping[str, Any]

COUNTRIES = ("GB-ENG", "GB-WLS", "GB-SCT", "GB-NIR", "US", "IE", "AU", "CA", "NZ", "unknown")
"""Where the directory knows the words of every slot; the last is for anywhere else."""


@dataclass(frozen=True)
class Library:
    """The content the engine does not reason with, as it was written, by id.

    Attributes:
        reviews: for each content file, its review state.
        home: for each rule, action, claim, ..., the file it stands in.
        witnesses: for each rule, by reader, answers that make it hold.
    """

    claims: Mapping[str, Record]
    sources: Mapping[str, Record]
    interactions: Mapping[str, Record]
    services: Mapping[str, Record]
    slots: Mapping[str, Record]
    pathways: Mapping[str, Record]
    reviews: Mapping[str, Record]
    home: Mapping[str, str]
    witnesses: Mapping[str, Record]

    def words_for(self, country: str) -> dict[str, str]:
        """What fills each slot in one country; the safe words where the country is not known."""
        return {slot: words.get(country, words["unknown"])["text"] for slot, words in self.slots.items()}


def collect(registry: Registry, witnesses: Mapping[str, Record]) -> Library:
    """Gather the library from what was read."""
    return Library(
        **{
            section: {entry.id: entry.data for entry in registry[section].values()}
            for section in ("claims", "sources", "interactions", "services", "slots", "pathways")
        },
        reviews={document.file: document.value["review"] for document in registry.documents},
        home={
            entry.id: entry.document.file
            for section in ("facts", "screens", "measures", "rules", "actions", "claims", "interactions")
            for entry in registry[section].values()
        },
        witnesses=witnesses,
    )

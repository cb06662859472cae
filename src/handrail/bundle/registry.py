"""All content files, read and gathered by section: each entry with the file and place it stands at."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from handrail.bundle import schema
from handrail.bundle.located import Located, UnreadableError, read
from handrail.bundle.problems import Place, Problem


@dataclass(frozen=True)
class Entry:
    """One named thing of the content."""

    id: str
    data: dict[str, Any]
    document: Located
    path: tuple[str | int, ...]

    @property
    def review(self) -> dict[str, Any]:
        """The review state of the file it stands in."""
        review: dict[str, Any] = self.document.value["review"]
        return review

    def place(self, *within: str | int) -> Place:
        """Where it, or a part of it, stands."""
        return self.document.place(*self.path, *within)

    def problem(self, code: str, message: str, *within: str | int) -> Problem:
        """A problem with it, or with a part of it."""
        return Problem(self.place(*within), code, f"{self.id}: {message}")


@dataclass
class Registry:
    """Everything that was read."""

    documents: list[Located] = field(default_factory=list)
    sections: dict[str, dict[str, Entry]] = field(default_factory=dict)
    constraints: list[Entry] = field(default_factory=list)
    clashes: list[Entry] = field(default_factory=list)

    def __getitem__(self, section: str) -> dict[str, Entry]:
        return self.sections.get(section, {})


def content_files(root: Path) -> list[Path]:
    """Every content file, in a fixed order."""
    return sorted(path for folder in schema.SECTIONS for path in (root / folder).glob("*.yaml"))


def version_of(root: Path) -> str:
    """The content's version: a hash of every file's name and bytes."""
    digest = hashlib.sha256()
    for path in content_files(root):
        digest.update(f"{path.relative_to(root).as_posix()}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def read_content(root: Path) -> tuple[Registry, list[Problem]]:
    """Read all content; what is unreadable or misshapen is left out and told."""
    registry, problems = Registry(), []
    for path in content_files(root):
        name = f"content/{path.relative_to(root).as_posix()}"
        try:
            document = read(path, name)
        except UnreadableError as error:
            problems.append(error.problem)
            continue
        wrong = list(schema.problems(path.parent.name, document))
        problems += wrong
        if not isinstance(document.value, dict) or not isinstance(document.value.get("review"), dict):
            continue
        registry.documents.append(document)
        problems += _gather(registry, document, path.parent.name, {problem.place for problem in wrong})
    return registry, problems


def _gather(registry: Registry, document: Located, folder: str, misshapen: set[Place]) -> Iterator[Problem]:
    spoilt = _spoilt(document, misshapen)
    for section in schema.SECTIONS[folder]:
        entries = document.value.get(section) or {}
        if isinstance(entries, list):
            unnamed: list[Entry] = getattr(registry, section)
            whole = ((index, data) for index, data in enumerate(entries) if (section, index) not in spoilt)
            unnamed += [Entry(f"{section} {index + 1}", data, document, (section, index)) for index, data in whole]
            continue
        for name, data in entries.items():
            entry = Entry(name, data, document, (section, name))
            known = registry.sections.setdefault(section, {})
            if name in known:
                yield entry.problem(
                    "twice", f"this id already stands at {known[name].place()}; ids belong to one thing"
                )
            elif entry.path not in spoilt:
                known[name] = entry


def _spoilt(document: Located, misshapen: set[Place]) -> set[tuple[str | int, ...]]:
    """The paths of the entries inside which something was found misshapen: they cannot be compiled."""
    return {path[:2] for path, place in document.places.items() if place in misshapen} if misshapen else set()

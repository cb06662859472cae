"""YAML 1.2 read as plain values, with the position of each.

``yes`` and ``no`` are words here, equal keys are refused, and nothing but text, numbers, true, false, null, lists
and mappings can come out: a hostile file cannot make anything happen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from handrail.bundle.problems import Place, Problem

Path_ = tuple[str | int, ...]

MOST_BYTES = 4_000_000
MOST_DEPTH = 40


@dataclass
class Located:
    """The plain value of a file and where each part of it stands."""

    file: str
    value: Any
    places: Mapping[Path_, Place] = field(default_factory=dict)

    def place(self, *path: str | int) -> Place:
        """Where a part stands, or the nearest part around it that stands anywhere."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(self.file))


class UnreadableError(Exception):
    """A file that is not usable YAML.

    Attributes:
        problem: what and where.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read(path: Path, name: str) -> Located:
    """Read a YAML file. ``name`` is how messages call it. Raises `UnreadableError`."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise _unreadable(
                name, "too-large", f"the file has {size:,} bytes; the most Handrail reads is {MOST_BYTES:,}"
            )
        return read_text(path.read_text(encoding="utf-8"), name)
    except UnicodeDecodeError as error:
        raise _unreadable(name, "not-text", "the file is not UTF-8 text; save it as UTF-8") from error
    except OSError as error:
        raise _unreadable(name, "unreadable", f"the file cannot be read: {error.strerror}") from error


def read_text(text: str, name: str) -> Located:
    """Read YAML from text. Raises `UnreadableError`."""
    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
        raise UnreadableError(Problem(place, "not-yaml", f"this is not valid YAML: {error.problem}")) from error
    except (YAMLError, ValueError, RecursionError) as error:
        raise _unreadable(name, "not-yaml", "this is not valid YAML") from error
    reader = _Reader(name)
    value = None if node is None else reader.plain(node, ())
    return Located(name, value, reader.places)


class _Reader:
    def __init__(self, name: str) -> None:
        self.name = name
        self.places: dict[Path_, Place] = {}
        self.met: set[int] = set()

    def plain(self, node: Node, path: Path_) -> Any:
        place = self._place(node)
        self.places.setdefault(path, place)
        if len(path) > MOST_DEPTH:
            raise UnreadableError(Problem(place, "too-deep", f"lists and mappings nest deeper than {MOST_DEPTH}"))
        if not isinstance(node, ScalarNode):
            if id(node) in self.met:
                raise UnreadableError(Problem(place, "alias", "anchors and aliases (& and *) are not used here"))
            self.met.add(id(node))
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self.plain(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._scalar(node, place)

    def _mapping(self, node: MappingNode, path: Path_) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            place = self._place(key_node)
            if not isinstance(key_node, ScalarNode):
                raise UnreadableError(Problem(place, "key", "a key must be a single word"))
            key = str(key_node.value)
            if key in mapping:
                raise UnreadableError(Problem(place, "twice", f"'{key}' stands here twice; keep one"))
            self.places[(*path, key)] = place
            mapping[key] = self.plain(value_node, (*path, key))
        return mapping

    def _scalar(self, node: Any, place: Place) -> Any:
        tag, text = str(node.tag), str(node.value)
        kind = tag.rpartition(":")[2]
        try:
            if kind == "int":
                return int(text.replace("_", ""), 0) if text.lower().startswith(("0x", "0o")) else int(text)
            if kind == "float":
                return Decimal(text)
        except (ValueError, InvalidOperation):
            return text
        if kind in ("bool", "null"):
            return {"true": True, "false": False}.get(text.lower())
        if kind in ("str", "timestamp", "value", "merge"):
            return text
        raise UnreadableError(Problem(place, "tag", f"the tag {tag} is not allowed; write plain values"))

    def _place(self, node: Node) -> Place:
        mark = node.start_mark
        return Place(self.name, mark.line + 1, mark.column + 1)


def _unreadable(name: str, code: str, message: str) -> UnreadableError:
    return UnreadableError(Problem(Place(name), code, message))

"""The engine needs nothing but values: this is what lets it run anywhere and give the same bytes everywhere."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import handrail.engine

MODULES = sorted(Path(handrail.engine.__file__).parent.glob("*.py"))

IMPURE = {"os", "io", "sys", "time", "random", "secrets", "socket", "subprocess", "pathlib", "logging", "tempfile"}


def imported(module: Path) -> Iterator[str]:
    """The names of the modules that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module.name} imports by a relative name"
            yield str(node.module)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_it_imports_only_the_standard_library_and_itself(module: Path) -> None:
    for name in imported(module):
        assert name.split(".")[0] in sys.stdlib_module_names or name.startswith("handrail.engine.")


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_it_has_no_files_no_environment_no_chance(module: Path) -> None:
    assert IMPURE.isdisjoint(name.split(".")[0] for name in imported(module))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_it_has_no_clock_and_asks_nothing_of_anybody(module: Path) -> None:
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Attribute):
            assert node.attr not in ("now", "today", "utcnow")
        if isinstance(node, ast.Name):
            assert node.id not in ("open", "input", "print", "eval", "exec", "hash", "id") or node.id == "id"

"""One copy of the program for all command line tests; a folder of its own for each."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.talking import Handrail
from tests.program import Program


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    made = Program(tmp_path_factory.mktemp("program"))
    assert made.run("content", "build", cwd=made.content).code == 0
    return made


@pytest.fixture
def handrail(program: Program, tmp_path: Path) -> Handrail:
    """The command line, used by somebody in an empty folder."""
    return Handrail(program, tmp_path)

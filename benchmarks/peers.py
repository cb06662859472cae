"""The same small task in Handrail and in two FHIRPath engines, answers checked equal before anything is timed.

The engines are installed once into the user's cache folder, outside the repository.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import peer_task
from timing import median_time

HERE = Path(__file__).parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "handrail-benchmarks"

PYTHON_PEER, NODE_PEER = "fhirpathpy==2.2.4", "fhirpath@4.11.0"

INSTALLING_TAKES_AT_MOST = 300


@dataclass(frozen=True)
class Result:
    """One engine's time a person, or why there is none."""

    name: str
    milliseconds: float | None
    ratio: float | None = None
    why_not: str = ""


class DifferentAnswersError(AssertionError):
    """Two engines disagree: there is nothing to compare."""


def results(people: int, seed: int, repeats: int) -> Iterator[Result]:
    """Ours first, then each peer with its ratio to ours."""
    persons = peer_task.people(people, seed)
    content = peer_task.our_content()
    given = [peer_task.our_answers(person) for person in persons]

    def everybody() -> list[list[int | bool]]:
        return [peer_task.our_results(content, answers) for answers in given]

    ours = median_time(everybody, repeats) / people
    yield Result("Handrail", ours, 1.0)
    with TemporaryDirectory() as folder:
        task = Path(folder) / "task.json"
        task.write_text(json.dumps(_task(content, persons)), encoding="utf-8")
        for name, install in (
            ("fhirpathpy 2.2.4", _python_peer),
            ("fhirpath.js 4.11.0, compiled, R4 model", _node_peer),
        ):
            yield _peer(name, install, task, everybody(), repeats, ours)


def _task(content: Any, persons: list[peer_task.Person]) -> dict[str, Any]:
    return {
        "totals": peer_task.fhirpath_totals(),
        "rules": peer_task.fhirpath_rules(content),
        "responses": [peer_task.response(person) for person in persons],
    }


def _peer(
    name: str, install: Callable[[], list[str]], task: Path, expected: list[list[int | bool]], repeats: int, ours: float
) -> Result:
    print(f"peer: {name}", file=sys.stderr)
    try:
        command = [*install(), str(task)]
    except (OSError, subprocess.SubprocessError) as error:
        return Result(name, None, why_not=f"could not be installed here ({type(error).__name__})")
    if (answers := _run([*command, "0"])) != expected:
        wrong = [place for place, pair in enumerate(zip(answers, expected, strict=True)) if pair[0] != pair[1]]
        raise DifferentAnswersError(f"{name} answers differently for people {wrong}")
    time = _run([*command, str(repeats)])
    return Result(name, time, time / ours)


def _run(command: list[str]) -> Any:
    return json.loads(subprocess.run(command, capture_output=True, check=True, text=True, cwd=CACHE / "node").stdout)


def _python_peer() -> list[str]:
    """The command that runs the task in fhirpathpy."""
    folder = CACHE / f"{PYTHON_PEER}-{sys.version_info.major}.{sys.version_info.minor}"
    (CACHE / "node").mkdir(parents=True, exist_ok=True)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not (folder / "complete").exists():
        venv.create(folder, with_pip=True, clear=True)
        _install([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", PYTHON_PEER])
        (folder / "complete").touch()
    return [str(python), str(HERE / "peer_fhirpathpy.py")]


def _node_peer() -> list[str]:
    """The command that runs the task in fhirpath.js."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        raise FileNotFoundError("node and npm")
    folder = CACHE / "node"
    if not (folder / "node_modules" / "fhirpath").exists():
        folder.mkdir(parents=True, exist_ok=True)
        _install([npm, "install", "--prefix", str(folder), "--ignore-scripts", "--no-audit", "--no-fund", NODE_PEER])
    return [node, str(HERE / "peer_fhirpath.js")]


def _install(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=INSTALLING_TAKES_AT_MOST)

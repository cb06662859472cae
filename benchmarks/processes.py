"""How long fresh processes take: loading the bundle, and a whole check from the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from people import NOW, Crowd
from screens import FORMS, interview
from timing import Measured, line

from handrail.bundle.answers_file import write_answers
from handrail.engine.check import Check

_LOAD = """
from time import perf_counter
start = perf_counter()
from handrail.bundle.storage import load_content
imported = perf_counter()
load_content()
print((imported - start) * 1000, (perf_counter() - imported) * 1000)
"""


def measures(crowd: Crowd, repeats: int) -> Iterator[Measured]:
    """Each with its target."""
    imports, loads = zip(*(_load() for _ in range(repeats)), strict=True)
    times = f"{repeats} processes"
    yield line("Bundle load: `load_content()`", list(loads), 40, "ms", times)
    together = [sum(each) for each in zip(imports, loads, strict=True)]
    yield line("Bundle load with the imports it needs", together, 40, "ms", times)
    quick, _ = interview(crowd, crowd.person(0), FORMS[1])
    everything = Check(crowd.content, crowd.fully_answered(0), "person", NOW)
    for check, words in ((quick, "a quick check's"), (everything, "all")):
        yield from _command_line(check, f"`handrail check FILE --json`, {words} {len(check.answers)} answers", repeats)


def _load() -> tuple[float, float]:
    """Milliseconds that the imports and the load take in a fresh process."""
    output = subprocess.run([sys.executable, "-c", _LOAD], capture_output=True, check=True, text=True).stdout
    imports, load = map(float, output.split())
    return imports, load


def _command_line(check: Check, what: str, repeats: int) -> Iterator[Measured]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "answers.yaml"
        version = check.content.version
        write_answers(file, check.answers, content=version, reader="person", country="GB-ENG", at=NOW)
        command = [sys.executable, "-m", "handrail", "check", str(file), "--json"]
        spawn = [sys.executable, "-I", "-S", str(Path(__file__).with_name("spawn.py")), str(repeats), *command]
        runs = json.loads(subprocess.run(spawn, capture_output=True, check=True, text=True).stdout)
    times = f"{repeats} processes"
    yield line(f"{what}: time", [seconds * 1000 for seconds, _ in runs], 250, "ms", times)
    yield line(f"{what}: peak memory", [kilobytes / 1024 for _, kilobytes in runs], 60, "MB", times)

"""`./handrail test`: everything that must hold before a change goes in, with one summary at the end.

Arguments go to pytest, which then runs alone:  ./handrail test tests/cli -k keep
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from time import monotonic

ROOT = Path(__file__).resolve().parent.parent

STEPS = {
    "style": ["-m", "ruff", "check", "."],
    "layout": ["-m", "ruff", "format", "--check", "--quiet", "."],
    "types": ["-m", "mypy"],
    "arrows": ["-c", "from importlinter.cli import lint_imports_command as lint_imports; lint_imports()", "--no-cache"],
    "spelling": ["-m", "codespell_lib"],
    "content": ["-m", "handrail", "content", "check"],
    "tests": ["-m", "pytest", "-rs"],
}
"""What is proved, and what Python is asked to run for it. The tests come last: they take longest."""

NEVER_RUN_HERE = {"speed": "timings vary from machine to machine; measure them with what is in benchmarks/"}


def main(arguments: list[str]) -> int:
    """Run every step, even after a failure, so that one run tells everything. 0 when all passed."""
    chosen = {"tests": [*STEPS["tests"], *arguments]} if arguments else {**STEPS, "tests": [*STEPS["tests"], "-n", "2"]}
    outcomes = {name: run(name, command) for name, command in chosen.items()}
    left_out = {name: "pytest was given arguments, so it ran alone" for name in STEPS if name not in chosen}
    print("\nSummary")
    for name, (passed, seconds) in outcomes.items():
        print(f"  {'passed' if passed else 'FAILED'}   {name:<9} {seconds:6.1f} s")
    for name, why in (left_out | NEVER_RUN_HERE).items():
        print(f"  skipped  {name:<9} {why}")
    return 0 if all(passed for passed, _ in outcomes.values()) else 1


def run(name: str, command: list[str]) -> tuple[bool, float]:
    """Run one step with its output shown as it comes: whether it passed, and how many seconds it took."""
    print(f"\n== {name}", flush=True)
    started = monotonic()
    done = subprocess.run([sys.executable, *command], cwd=ROOT, check=False)
    return done.returncode == 0, monotonic() - started


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

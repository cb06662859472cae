"""Measures Handrail and prints one Markdown page: `python benchmarks/run.py`.

Nothing is written unless asked: `--write docs/benchmarks.md`. Progress goes to standard error.
"""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from pathlib import Path


def main() -> None:
    """Measure with the Python that Handrail is installed in."""
    if find_spec("handrail") is None:
        _start_again_in_its_environment()
    from page import main as measure

    measure()


def _start_again_in_its_environment() -> None:
    environment = Path(__file__).resolve().parent.parent / ".venv"
    python = environment / "bin" / "python"
    if not python.exists() or Path(sys.prefix) == environment:
        raise SystemExit("Handrail is not set up yet. Run ./handrail first.")
    os.execv(python, [str(python), *sys.argv])  # noqa: S606 - our own interpreter


if __name__ == "__main__":
    main()

"""The whole program as a process of its own, with a small content of its own: what a person gets when they type."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import handrail
from tests.small_content import write_folder

PACKAGE = Path(handrail.__file__).resolve().parent

AT = "2026-11-23T15:00"
"""The moment of every check here: nothing depends on the day the tests run."""


@dataclass(frozen=True)
class Outcome:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """What it printed, each run of spaces, line ends and rails as one space."""
        return " ".join(self.out.replace("│", " ").replace("█", " ").split())

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Program:
    """A copy of the program with the small content in place of the real one."""

    def __init__(self, root: Path) -> None:
        self.package = root / "handrail"
        left_out = shutil.ignore_patterns("content", "compiled", "__pycache__")
        shutil.copytree(PACKAGE, self.package, ignore=left_out)
        self.content = write_folder(self.package / "content")
        self.bundle = self.package / "compiled" / "content.bundle"

    def environment(self, home: Path, **more: str) -> dict[str, str]:
        """Where nothing of the user's own is touched."""
        quiet = {"PYTHONPATH": str(self.package.parent), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
        passed_on = {name: value for name, value in os.environ.items() if name.startswith(("PATH", "COV_", "SYSTEM"))}
        return {**passed_on, **quiet, "HOME": str(home), "HANDRAIL_STATE": str(home / "state"), **more}

    def run(self, *arguments: str, cwd: Path, typed: str = "", **environment: str) -> Outcome:
        """Run a command to its end with these lines typed."""
        done = subprocess.run(
            [sys.executable, "-m", "handrail", *arguments],
            cwd=cwd,
            env=self.environment(cwd, **environment),
            input=typed,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Outcome(done.returncode, done.stdout, done.stderr)

    def start(self, *arguments: str, cwd: Path) -> subprocess.Popen[str]:
        """Start a command and leave it waiting for what is typed."""
        return subprocess.Popen(
            [sys.executable, "-u", "-m", "handrail", *arguments],
            cwd=cwd,
            env=self.environment(cwd),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            preexec_fn=_as_in_a_terminal,
        )


def _as_in_a_terminal() -> None:
    """Let Ctrl-C through, as a terminal does: a test run in the background may have been started deaf to it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)

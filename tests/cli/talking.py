"""Somebody at a terminal: what they type, line by line, and what they are shown."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.program import AT, Outcome, Program

ANSWERS = """\
reader: person
country: GB-ENG
date: 2026-11-23T15:00
answers:
  not_waking: no
  blood: yes
  clots: no
  days: 12
  goal: stop
"""


class Handrail:
    """The program as one person uses it, with a home and a folder of their own."""

    def __init__(self, program: Program, folder: Path) -> None:
        self.program = program
        self.folder = folder
        self.kept = folder / "state" / "unfinished-check.yaml"

    def __call__(self, *arguments: str, typed: str = "", **environment: str) -> Outcome:
        return self.program.run(*arguments, cwd=self.folder, typed=typed, **environment)

    def asked(self, *lines: str, options: tuple[str, ...] = ()) -> Outcome:
        """An interview of a person in England: the lines they type after saying whether to keep answers."""
        fixed = ("check", "--for", "person", "--country", "GB-ENG", "--date", AT)
        return self(*fixed, *options, typed="\n".join([*lines, ""]))

    def file(self, text: str = ANSWERS, name: str = "answers.yaml") -> str:
        """Write a file of answers into the folder."""
        (self.folder / name).write_text(text, encoding="utf-8")
        return name

    def waiting(self, *lines: str) -> subprocess.Popen[str]:
        """An interview that has these lines typed and waits for the next."""
        process = self.program.start("check", "--for", "person", "--country", "GB-ENG", "--date", AT, cwd=self.folder)
        assert process.stdin is not None
        for line in lines:
            read_until_asked(process)
            process.stdin.write(line + "\n")
            process.stdin.flush()
        read_until_asked(process)
        return process


def read_until_asked(process: subprocess.Popen[str]) -> str:
    """Everything shown up to the next prompt."""
    assert process.stdout is not None
    shown = ""
    while not shown.endswith(" > "):
        character = process.stdout.read(1)
        assert character, f"it ended before it asked: {shown}"
        shown += character
    return shown

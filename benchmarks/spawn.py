"""Runs a command several times and prints [[seconds, peak memory in KB], ...] as JSON.

Kept apart, and small, because a process's peak memory is never reported as less than that of the one it was
started from.
"""

from __future__ import annotations

import json
import os
import sys
from time import perf_counter


def run(command: list[str]) -> tuple[float, int]:
    """Run it once, its output thrown away."""
    silent = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    start = perf_counter()
    process = os.posix_spawn(command[0], command, os.environ, file_actions=silent)
    _, status, usage = os.wait4(process, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed")
    kilobytes = usage.ru_maxrss // 1024 if sys.platform == "darwin" else usage.ru_maxrss
    return perf_counter() - start, kilobytes


if __name__ == "__main__":
    repeats, *command = sys.argv[1:]
    run(command)
    print(json.dumps([run(command) for _ in range(int(repeats))]))

"""The answers of an unfinished check, kept on this device only when the person said yes.

One file, readable by this user alone, written whole after every screen, so that Ctrl-C or a killed process loses
nothing; erased when the check is finished or the person says so.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def kept_file() -> Path:
    """Where an unfinished check is kept: HANDRAIL_STATE, or the user's folder for such things."""
    if chosen := os.environ.get("HANDRAIL_STATE"):
        return Path(chosen) / "unfinished-check.yaml"
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home()))
    else:
        base = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    return base / "handrail" / "unfinished-check.yaml"


def prepare(path: Path) -> None:
    """Make the folder, for this user only; one that is there already stays as it is."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)


def erase(path: Path) -> None:
    """Remove what was kept."""
    path.unlink(missing_ok=True)
    path.with_name(path.name + ".part").unlink(missing_ok=True)

"""Makes the environment that Handrail runs in. `./handrail` calls it when that environment is missing or out of date.

Every package is checked against the hash in a lock file. A copy of that lock file is left in the environment as the
very last thing: it says that the environment is complete, and what it was made from. Standard library only.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

TO_RUN = "requirements.lock"
TO_TEST = "requirements-test.lock"
FASTER_INSTALLER = "requirements-installer.lock"


def main(venv: Path, lock: str) -> None:
    """Bring an environment in line with a lock file, unless another start has just done so."""
    with one_at_a_time():
        if not is_made_from(TO_RUN, venv):
            tell("Setting Handrail up (only once, less than a minute) ...")
            make(venv)
            install(TO_RUN, venv)
        if not is_made_from(lock, venv):
            tell("Getting the tools for the tests (only once, less than a minute) ...")
            install(lock, venv)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let a second start wait for the first. The lock goes with the process, however it ends."""
    with (ROOT / TO_RUN).open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def is_made_from(lock: str, venv: Path) -> bool:
    """True when the environment was completed from this very lock file and its Python is still there."""
    mark = venv / lock
    return python_of(venv).exists() and mark.exists() and mark.read_bytes() == (ROOT / lock).read_bytes()


def make(venv: Path) -> None:
    """Start from nothing: an environment of this Python that finds our source where it lies."""
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        stop("This Python cannot make environments yet. On Debian or Ubuntu: apt install python3-venv")
    if venv.exists() and any(venv.iterdir()) and not (venv / "pyvenv.cfg").exists():
        stop(f"{venv} holds something else; Handrail does not touch it. Name another place in HANDRAIL_VENV.")
    # The real path names the version, so that another Python under the same name is noticed.
    run([os.path.realpath(sys.executable), "-m", "venv", "--clear", str(venv)], "make its environment")
    packages = next((venv / "lib").glob("python3*/site-packages"))
    (packages / "handrail.pth").write_text(f"{os.path.relpath(ROOT / 'src', packages.resolve())}\n", encoding="utf-8")


def install(lock: str, venv: Path) -> None:
    """Install what a lock file names. For many packages uv is faster; where it does not work, pip does it."""
    if lock != TO_TEST or not install_with_uv(lock, venv):
        install_with_pip(lock, venv)
    unfinished = venv / f"{lock}.part"
    shutil.copyfile(ROOT / lock, unfinished)
    unfinished.replace(venv / lock)


def install_with_pip(lock: str, venv: Path) -> None:
    """Install with the pip that came with Python."""
    pip = [str(python_of(venv)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    run([*pip, "--require-hashes", "--requirement", str(ROOT / lock)], f"install {lock} (this needs the internet once)")


def install_with_uv(lock: str, venv: Path) -> bool:
    """Install with uv. False when that is not wanted or does not work here."""
    if os.environ.get("HANDRAIL_USE_PIP") == "1":
        return False
    install_with_pip(FASTER_INSTALLER, venv)
    uv = [str(python_of(venv)), "-m", "uv", "pip", "install", "--quiet", "--python", str(python_of(venv))]
    done = subprocess.run(
        [*uv, "--require-hashes", "--requirement", str(ROOT / lock)], capture_output=True, check=False
    )
    return done.returncode == 0


def python_of(venv: Path) -> Path:
    """The environment's own Python."""
    return venv / "bin" / "python"


def run(command: list[str], what: str) -> None:
    """Run one step; when it fails, show its last words, say what could not be done, and stop."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0:
        tell("\n".join(done.stdout.strip().splitlines()[-8:]))
        stop(f"Handrail could not {what}. When that is mended, start ./handrail again.")


def tell(words: str) -> None:
    """Say something to the person, apart from the program's output."""
    print(words, file=sys.stderr, flush=True)


def stop(words: str) -> None:
    """End with a reason in plain words."""
    tell(words)
    raise SystemExit(1)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])

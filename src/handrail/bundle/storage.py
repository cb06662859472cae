"""The compiled bundle: content as the engine wants it, kept beside the package so that a start costs milliseconds.

It is a cache, like Python's own: made from the content files, remade when one of them changes, never edited. It is
read by an unpickler that knows our own value classes and nothing else.
"""

from __future__ import annotations

import io
import os
import pickle
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from handrail.bundle.library import Library, collect
from handrail.bundle.problems import ContentError
from handrail.engine.content import Content

CONTENT_ROOT = Path(__file__).resolve().parent.parent / "content"
COMPILED = Path(__file__).resolve().parent.parent / "compiled"
_CODE = [str(COMPILED.parent / package) for package in ("bundle", "engine")]

FORMAT = 1


def load_content(root: Path = CONTENT_ROOT) -> Content:
    """The content the engine reasons with. Raises `ContentError` when the files have problems."""
    content: Content = _load("content.bundle", root)
    return content


def load_library(root: Path = CONTENT_ROOT) -> Library:
    """Claims, sources, interactions and directory."""
    library: Library = _load("library.bundle", root)
    return library


def build(root: Path = CONTENT_ROOT, into: Path | None = COMPILED) -> tuple[Content, Library]:
    """Compile the content and keep it. Raises `ContentError`."""
    from handrail.bundle.checks import problems_of
    from handrail.bundle.compiling import compile_content
    from handrail.bundle.registry import read_content, version_of
    from handrail.bundle.witness_checks import witnesses

    stamp = _stamp(root)
    registry, problems = read_content(root)
    content, more = compile_content(registry, version_of(root))
    problems = problems + more or problems_of(registry, content)
    if problems:
        raise ContentError(problems)
    library = collect(registry, witnesses(content))
    if into is not None:
        _keep(into / "content.bundle", stamp, content)
        _keep(into / "library.bundle", stamp, library)
    return content, library


def _load(name: str, root: Path) -> Any:
    kept = _read(COMPILED / name, _stamp(root)) if root == CONTENT_ROOT else None
    if kept is not None:
        return kept
    print("Preparing the content (once after a change) ...", file=sys.stderr)
    content, library = build(root, COMPILED if root == CONTENT_ROOT else None)
    return content if name == "content.bundle" else library


def _stamp(root: Path) -> tuple[Any, ...]:
    """What changes when a content file, or the code that compiles it, changes."""
    folders = [each.path for each in os.scandir(root) if each.is_dir()] + _CODE
    files = [each for folder in folders for each in os.scandir(folder) if each.is_file()]
    state = sorted((each.path, each.stat().st_mtime_ns, each.stat().st_size) for each in files)
    return (FORMAT, sys.version_info[:2], tuple(state))


def _keep(path: Path, stamp: tuple[Any, ...], value: object) -> None:
    """Write a bundle whole or not at all; where the folder is read-only, do without."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            pickle.dump(stamp, file, protocol=5)
            pickle.dump(value, file, protocol=5)
        os.replace(file.name, path)
    except OSError:
        print(f"The compiled content cannot be kept in {path.parent}; it is made anew each time.", file=sys.stderr)


def _read(path: Path, stamp: tuple[Any, ...]) -> Any:
    try:
        stored = io.BytesIO(path.read_bytes())
        if _OwnClasses(stored).load() != stamp:
            return None
        return _OwnClasses(stored).load()
    except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, LookupError, TypeError, ValueError):
        return None


_ALLOWED = {
    ("handrail.bundle.library", "Library"),
    ("datetime", "timedelta"),
    ("decimal", "Decimal"),
    ("builtins", "frozenset"),
}
_ENGINE_MODULES = {
    f"handrail.engine.{name}" for name in ("content", "expressions", "facts", "measures", "rules", "values")
}


class _OwnClasses(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Callable[..., Any]:
        if (module, name) not in _ALLOWED and module not in _ENGINE_MODULES:
            raise pickle.UnpicklingError(f"{module} has no place in a bundle")
        found: Callable[..., Any] = super().find_class(module, name)
        if module in _ENGINE_MODULES and not (isinstance(found, type) and found.__module__ == module):
            raise pickle.UnpicklingError(f"{module}.{name} has no place in a bundle")
        return found

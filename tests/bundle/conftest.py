"""A whole content folder for every test that wants to break one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small_content import Folder


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "content")

"""What holds for the repository itself: lock files, documents, and the wall around the tests."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import pytest
from pytest_socket import SocketBlockedError

ROOT = Path(__file__).resolve().parent.parent.parent
LOCKS = sorted(ROOT.glob("requirements*.lock"))
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def pins(lock: str) -> set[str]:
    """What a lock file names, with versions."""
    return set(re.findall(r"^\S+==\S+", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))


def test_what_is_tested_with_is_what_is_run_with() -> None:
    assert pins("requirements.lock") <= pins("requirements-test.lock")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_lock_files_hold_hashes_and_no_addresses(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "--hash=sha256:" in text
    assert "://" not in text
    assert "--index-url" not in text


def test_content_is_data() -> None:
    assert not list((ROOT / "src" / "handrail" / "content").rglob("*.py"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_what_a_document_links_to_is_there(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", document.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (document.parent / target).exists(), target


def test_every_hazard_names_a_test_that_is_there_or_says_that_it_has_none() -> None:
    rows = [line for line in (ROOT / "docs" / "hazards.md").read_text(encoding="utf-8").splitlines() if "| H" in line]
    assert len(rows) > 20
    for row in rows:
        named = re.findall(r"`(tests/[^`]+)`", row.split("|")[5])
        assert named or "no test" in row, row
        for path in named:
            assert (ROOT / path).exists(), f"{path} in: {row}"


@pytest.mark.filterwarnings("ignore:A test tried to use socket")
def test_there_is_no_network() -> None:
    with pytest.raises(SocketBlockedError):
        socket.socket(socket.AF_INET, socket.SOCK_STREAM)

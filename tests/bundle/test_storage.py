"""The compiled bundle: a cache that is remade when anything changed, and never trusted."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from handrail.bundle import storage
from handrail.bundle.problems import ContentError
from tests.program import Program
from tests.small_content import Folder, write_folder

LOAD = """
import sys
from handrail.bundle.storage import load_content, load_library
content, library = load_content(), load_library()
print(content.version, len(content.rules), library.words_for("GB-ENG")["emergency"])
print("yaml was read" if "ruamel.yaml" in sys.modules else "yaml was not needed")
"""


def load(program: Program) -> tuple[str, str, bool]:
    """What loading prints: the content, whether YAML was read, and whether it said that it prepares."""
    done = subprocess.run(
        [sys.executable, "-c", LOAD],
        env=program.environment(program.content),
        capture_output=True,
        text=True,
        check=True,
    )
    content, how = done.stdout.splitlines()
    return content, how, "Preparing the content" in done.stderr


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def test_content_is_prepared_once_and_then_loaded_without_reading_yaml(program: Program) -> None:
    first, second = load(program), load(program)
    assert first[0].endswith("8 999")
    assert first[1:] == ("yaml was read", True)
    assert second == (first[0], "yaml was not needed", False)


def test_a_changed_file_makes_it_anew(program: Program) -> None:
    before = load(program)[0]
    path = program.content / "rules" / "rules.yaml"
    path.write_text(path.read_text().replace("title: Low mood", "title: Lower mood"))
    after = load(program)
    assert after[2]
    assert after[0] != before


def test_a_file_that_was_added_or_removed_makes_it_anew(program: Program) -> None:
    before = load(program)[0]
    extra = program.content / "sources" / "more.yaml"
    shutil.copy(program.content / "sources" / "sources.yaml", extra)
    extra.write_text(extra.read_text().replace("book-2020", "book-2021"))
    assert load(program)[2]
    extra.unlink()
    assert (load(program)[0], load(program)[2]) == (before, False)


def test_changed_code_makes_it_anew(program: Program) -> None:
    load(program)
    (program.package / "engine" / "facts.py").touch()
    assert load(program)[2]


@pytest.mark.parametrize(
    "damage", [b"", b"not a pickle", b"\x80\x05", b"\x80\x05]\x94.", b"\x80\x05cno.such\nthing\n."]
)
def test_a_damaged_bundle_is_made_anew(program: Program, damage: bytes) -> None:
    before = load(program)[0]
    program.bundle.write_bytes(damage)
    assert load(program) == (before, "yaml was read", True)
    assert not load(program)[2]


def test_a_bundle_cut_short_is_made_anew(program: Program) -> None:
    load(program)
    whole = program.bundle.read_bytes()
    program.bundle.write_bytes(whole[: len(whole) // 2])
    assert load(program)[2]


class Foreign:
    """Something that would act when it is read."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> object:
        return (os.mkdir, (str(self.mark),))


def test_a_foreign_pickle_does_nothing_and_is_replaced(program: Program, tmp_path: Path) -> None:
    load(program)
    program.bundle.write_bytes(pickle.dumps(Foreign(tmp_path / "mark")))
    assert load(program)[2]
    assert not (tmp_path / "mark").exists()


def refused(text: bytes, tmp_path: Path) -> bool:
    path = tmp_path / "x.bundle"
    path.write_bytes(text)
    return storage._read(path, ()) is None


@pytest.mark.parametrize(
    "name", ["antigravity\nfly", "handrail.engine.rules\nfield", "handrail.engine.facts\nREADERS", "builtins\neval"]
)
def test_only_value_classes_of_ours_can_come_out(tmp_path: Path, name: str) -> None:
    assert refused(f"c{name}\n.".encode(), tmp_path)
    assert "antigravity" not in sys.modules


def test_content_with_problems_is_never_kept(folder: Folder, tmp_path: Path) -> None:
    folder["rules"]["call-now"]["when"] = "not_walking"
    write_folder(folder.root, folder.files)
    with pytest.raises(ContentError) as error:
        storage.build(folder.root, tmp_path / "compiled")
    assert "'not_walking' is not a fact. Did you mean not_waking?" in str(error.value)
    assert not (tmp_path / "compiled").exists()


def test_another_folder_is_compiled_without_being_kept(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    write_folder(folder.root)
    kept = storage.COMPILED.exists() and sorted(storage.COMPILED.iterdir())
    assert set(storage.load_content(folder.root).rules) == set(folder["rules"])
    assert set(storage.load_library(folder.root).claims) == {"claim-one", "claim-two"}
    assert "Preparing the content" in capsys.readouterr().err
    assert (storage.COMPILED.exists() and sorted(storage.COMPILED.iterdir())) == kept


def test_where_nothing_can_be_kept_it_is_made_each_time(
    folder: Folder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_folder(folder.root)
    (tmp_path / "a-file").write_text("in the way")
    content, _ = storage.build(folder.root, tmp_path / "a-file" / "compiled")
    assert content.rules
    assert "cannot be kept" in capsys.readouterr().err


def test_a_kept_bundle_is_what_was_compiled(folder: Folder, tmp_path: Path) -> None:
    write_folder(folder.root)
    content, library = storage.build(folder.root, tmp_path)
    stamp = storage._stamp(folder.root)
    assert storage._read(tmp_path / "content.bundle", stamp) == content
    assert storage._read(tmp_path / "library.bundle", stamp) == library
    assert storage._read(tmp_path / "library.bundle", ("another",)) is None
    assert library.witnesses["call-now"]["person"] == {"not_waking": True}
    assert library.home["blood"] == "content/facts/facts.yaml"
    assert library.words_for("nowhere")["emergency"] == "your emergency number"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "content.bundle", "library.bundle"]

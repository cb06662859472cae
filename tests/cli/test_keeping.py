"""Stopping and coming back: nothing is kept unasked, what is kept is private, and nothing kept is lost."""

from __future__ import annotations

import signal
import stat
import subprocess

import pytest

from tests.cli.talking import Handrail

KEEP, DO_NOT_KEEP = "y", "n"
GO_ON, ERASE, LEAVE = "1", "2", "3"


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    out, err = process.communicate(timeout=60)
    assert "Traceback" not in err
    return process.returncode, out


def test_nothing_is_kept_without_a_yes(handrail: Handrail) -> None:
    for said in (DO_NOT_KEEP, "", "perhaps"):
        handrail.asked(said, "0", "q")
        assert not handrail.kept.exists()


def test_it_asks_before_it_keeps_and_says_who_could_read_it(handrail: Handrail) -> None:
    said = handrail.asked(DO_NOT_KEEP, "q").said
    assert said.startswith("Handrail can keep your answers on this device until you finish")
    assert "Anybody who uses this device as you could read them." in said


def test_what_is_kept_only_this_user_can_read(handrail: Handrail) -> None:
    handrail.asked(KEEP, "2", "q")
    assert stat.S_IMODE(handrail.kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(handrail.kept.parent.stat().st_mode) == 0o700


def test_a_folder_that_was_there_keeps_its_mode(handrail: Handrail) -> None:
    handrail.kept.parent.mkdir(mode=0o755)
    handrail.asked(KEEP, "2", "q")
    assert stat.S_IMODE(handrail.kept.parent.stat().st_mode) == 0o755


def test_one_can_stop_and_go_on_where_one_stopped(handrail: Handrail) -> None:
    handrail.asked(KEEP, "0", "q")
    again = handrail.asked(GO_ON, "12", "2", "c", "n", "1", "1")
    assert "There is an unfinished check from 23 November, 15:00." in again.said
    assert "Right now" not in again.said
    assert "days of use: 12 days" in again.said


def test_it_is_erased_when_the_check_is_finished(handrail: Handrail) -> None:
    handrail.asked(KEEP, "0", "12", "2", "c", "n", "1", "1")
    assert list(handrail.kept.parent.iterdir()) == []


def test_it_can_be_erased_or_left(handrail: Handrail) -> None:
    handrail.asked(KEEP, "2", "q")
    before = handrail.kept.read_bytes()
    assert "Right now" in handrail.asked(LEAVE, "0", "q").said
    assert handrail.kept.read_bytes() == before
    assert "Right now" in handrail.asked(ERASE, DO_NOT_KEEP, "0", "q").said
    assert not handrail.kept.exists()


def test_a_kept_file_that_cannot_be_read_is_left_as_it_is(handrail: Handrail) -> None:
    handrail.kept.parent.mkdir()
    handrail.kept.write_text("answers: {blood: [")
    outcome = handrail.asked("0", "q")
    assert "cannot be read. It is left as it is." in outcome.said
    assert handrail.kept.read_text() == "answers: {blood: ["


def test_what_went_stale_meanwhile_is_asked_again(handrail: Handrail) -> None:
    handrail.asked(KEEP, "0", "12", "2", "c", "n", "q")
    later = handrail("check", "--date", "2026-11-30T15:00", typed=f"{GO_ON}\n2\nq\n")
    assert "Right now" in later.said
    assert "Speak to somebody today." in later.said


def test_undo_is_kept_too(handrail: Handrail) -> None:
    handrail.asked(KEEP, "1", "u", "q")
    assert "answers: {}" in handrail.kept.read_text()


@pytest.mark.parametrize(
    ("keep", "words", "kept"),
    [
        (KEEP, "Your answers so far are kept on this device. Go on with: handrail check", True),
        (DO_NOT_KEEP, "Nothing was kept. Start again with: handrail check", False),
    ],
)
def test_ctrl_c_keeps_what_was_chosen(handrail: Handrail, keep: str, words: str, kept: bool) -> None:
    process = handrail.waiting(keep, "2")
    process.send_signal(signal.SIGINT)
    code, out = ended(process)
    assert code == 130
    assert words in " ".join(out.split())
    assert handrail.kept.exists() is kept
    if kept:
        assert "blood: yes" in handrail.kept.read_text()


def test_ctrl_c_at_the_door_keeps_nothing(handrail: Handrail) -> None:
    process = handrail.waiting()
    process.send_signal(signal.SIGINT)
    code, out = ended(process)
    assert (code, "Nothing was kept." in out) == (130, True)
    assert not handrail.kept.exists()


def test_a_killed_process_loses_no_finished_screen(handrail: Handrail) -> None:
    process = handrail.waiting(KEEP, "2", "n")
    process.kill()
    assert ended(process)[0] == -signal.SIGKILL
    again = handrail.asked(GO_ON, "q")
    assert "Are there clots?" not in again.said
    assert "Speak to somebody today." in again.said

"""Every command: its help, its place in the manual, and what it lists."""

from __future__ import annotations

import json
import re

import click
import pytest
from click.testing import CliRunner

from handrail import __version__
from handrail.cli.main import COMMANDS, main
from tests.cli.talking import Handrail
from tests.docs import FOLDER
from tests.small_content import whole, write_folder

LISTS = ("facts", "screens", "measures", "rules", "claims", "sources", "interactions", "directory")


def command_of(name: str) -> click.Command:
    found = main.get_command(click.Context(main), name)
    assert found is not None
    return found


def documented() -> dict[str, str]:
    """The sections of the manual's page of commands, by command."""
    page = (FOLDER / "commands.md").read_text(encoding="utf-8")
    return {name: text for name, text in re.findall(r"^## handrail ([a-z ]+)\n(.*?)(?=^## |\Z)", page, re.M | re.S)}


def help_of(name: str) -> str:
    return CliRunner().invoke(main, [*name.split(), "--help"], prog_name="handrail", terminal_width=100).output


LEAVES = [name for name in COMMANDS if name != "content"] + ["content check", "content build"]


@pytest.mark.parametrize("name", LEAVES)
def test_its_help_has_an_example(name: str) -> None:
    assert f"Example:  handrail {name}" in " ".join(help_of(name).split(" ")).replace("\n", " ")


EXAMPLES = [
    example
    for name in LEAVES
    for example in re.findall(r"Example:  handrail (.+)", help_of(name))
    if example not in ("check", "content check", "content build")
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_works_as_it_is_pasted(example: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the real content, from the folder of the repository. Those that ask or build are shown elsewhere."""
    monkeypatch.chdir(FOLDER.parent)
    outcome = CliRunner().invoke(main, example.split())
    assert outcome.exit_code == 0, outcome.output


@pytest.mark.parametrize("name", LEAVES)
def test_the_manual_has_its_help_word_for_word(name: str) -> None:
    assert help_of(name).strip() in documented()[name]


def test_the_manual_has_no_command_that_is_not_there() -> None:
    assert set(documented()) == set(LEAVES)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_it_is_for(name: str) -> None:
    assert command_of(name).name == name
    assert COMMANDS[name] in " ".join(CliRunner().invoke(main, ["--help"], terminal_width=100).output.split())


def test_a_command_nobody_knows_is_told() -> None:
    outcome = CliRunner().invoke(main, ["chek"])
    assert outcome.exit_code == 2
    assert "No such command 'chek'" in outcome.output


def test_help_comes_without_reading_any_content(handrail: Handrail) -> None:
    outcome = handrail("--help")
    assert "call your local emergency number first" in outcome.out
    assert handrail("--version").out == f"handrail, version {__version__}\n"


@pytest.mark.parametrize("name", LISTS)
def test_a_list_shows_every_entry_on_a_line_and_as_json(handrail: Handrail, name: str) -> None:
    everything = handrail(name, "--json").json
    lines = handrail(name).out.splitlines()
    assert [line.split("  ")[0] for line in lines] == list(everything)
    assert everything


@pytest.mark.parametrize("name", LISTS)
def test_one_entry_is_shown_in_full_and_as_json(handrail: Handrail, name: str) -> None:
    everything = handrail(name, "--json").json
    first = next(iter(everything))
    assert handrail(name, first).out.startswith(f"{first}\n  ")
    assert handrail(name, first, "--json").json == everything[first]


def test_an_id_nobody_knows_is_told_with_the_nearest(handrail: Handrail) -> None:
    outcome = handrail("facts", "blod")
    assert outcome.code == 2
    assert "There is no 'blod' among the facts. Did you mean blood? See: handrail facts" in " ".join(
        outcome.err.split()
    )


def test_a_list_can_be_searched(handrail: Handrail) -> None:
    assert handrail("rules", "--find", "STOP").out.startswith("wants-stop  [routine] Wants to stop")
    assert handrail("rules", "--find", "zebra").out == "None of the 8 rules has 'zebra' in it.\n"


def test_a_rule_is_shown_as_it_is_written_with_its_witnesses(handrail: Handrail) -> None:
    rule = handrail("rules", "wants-stop", "--json").json
    assert rule["when"] == "uses and goal == stop"
    assert rule["urgency"] == "routine"
    assert rule["witnesses"]["person"] == {"days": 28, "goal": "stop"}
    assert rule["file"] == "content/rules/rules.yaml"


def explained(handrail: Handrail, rule: str, *options: str) -> str:
    return handrail("explain", rule, handrail.file(), *options).out


def test_a_rule_that_holds_is_explained(handrail: Handrail) -> None:
    said = explained(handrail, "blood-today")
    assert "Blood in the wee (same-day): certain\nHolds when: blood or clots\n" in said
    assert "These answers alone make it hold:\n  blood in the wee: yes\n" in said
    assert "It would not hold if blood in the wee were: no" in said


def test_a_rule_that_is_open_says_what_would_settle_it(handrail: Handrail) -> None:
    said = explained(handrail, "before-operation")
    assert "An operation ahead (within-days): open" in said
    assert "These questions would settle it:\n  days to the operation: not answered" in said


def test_a_rule_that_does_not_hold_says_what_was_answered(handrail: Handrail) -> None:
    assert "What was answered:\n  not waking: no" in explained(handrail, "call-now")


def test_a_caution_says_what_nobody_could_tell(handrail: Handrail) -> None:
    name = handrail.file("answers: {blood: cannot tell}\n")
    assert (
        "Raised by caution: could not tell:\n  blood in the wee: cannot tell"
        in handrail("explain", "blood-today", name).out
    )


def test_a_rule_for_others_is_told_so(handrail: Handrail) -> None:
    data = json.loads(explained(handrail, "egfr-low", "--json", "--for", "person"))
    assert data["standing"] == "not told to this reader"


def test_a_rule_nobody_knows_is_told_with_the_nearest(handrail: Handrail) -> None:
    outcome = handrail("explain", "blood-tday", handrail.file())
    assert outcome.code == 2
    assert "There is no rule 'blood-tday'. Did you mean blood-today?" in " ".join(outcome.err.split())


def test_content_that_is_whole_is_said_to_be(handrail: Handrail) -> None:
    outcome = handrail("content", "check")
    assert outcome.code == 0
    assert outcome.out.endswith("The content is whole.\n")
    assert "8 rules" in outcome.out


def test_content_with_problems_is_told_with_their_places(handrail: Handrail) -> None:
    files = whole()
    files["rules/rules.yaml"]["rules"]["call-now"]["when"] = "not_walking"
    write_folder(handrail.folder / "content", files)
    outcome = handrail("content", "check", "--root", "content")
    assert outcome.code == 2
    assert re.search(r"^content/rules/rules.yaml:\d+:\d+  \[expression\]$", outcome.err, re.M)
    assert "Did you mean not_waking?" in outcome.err
    assert "The content is whole." not in outcome.out


def test_an_overdue_review_is_a_warning_and_stops_only_a_release(handrail: Handrail) -> None:
    files = whole()
    files["claims/claims.yaml"]["review"]["again"] = "2020-01-01"
    write_folder(handrail.folder / "content", files)
    usual = handrail("content", "check", "--quick", "--root", "content")
    release = handrail("content", "check", "--quick", "--release", "--root", "content")
    assert (usual.code, release.code) == (0, 2)
    assert "the review was due on 2020-01-01" in usual.err
    assert "1 warning." in usual.err

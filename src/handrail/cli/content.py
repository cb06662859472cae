"""`handrail content`: prove and compile the content."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from handrail.bundle.problems import ContentError, Problem


@click.group()
def content() -> None:
    """Prove and compile the content."""


@content.command()
@click.option("--root", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Another content folder.")
@click.option("--quick", is_flag=True, help="Leave out the search for witnesses.")
@click.option("--release", is_flag=True, help="Also stop for reviews that are overdue.")
def check(root: Path | None, quick: bool, release: bool) -> None:
    """Prove that all content is whole: shape, references, laws, witnesses, licences, words.

    Example:  handrail content check
    """
    from handrail.bundle import storage
    from handrail.bundle.checks import overdue_reviews, problems_of
    from handrail.bundle.compiling import compile_content
    from handrail.bundle.registry import read_content, version_of
    from handrail.bundle.witness_checks import missing_witnesses

    root = root or storage.CONTENT_ROOT
    registry, problems = read_content(root)
    compiled, more = compile_content(registry, version_of(root))
    problems += more + problems_of(registry, compiled)
    if not quick and not problems:
        problems += missing_witnesses(registry, compiled, progress=_progress)
    overdue = overdue_reviews(registry, date.today())
    _print(overdue, "warning")
    _print(problems, "problem")
    counts = {name: len(registry[name]) for name in ("rules", "actions", "screens", "measures", "claims", "sources")}
    summary = ", ".join(f"{count} {name}" for name, count in counts.items())
    click.echo(f"{len(compiled.facts)} asked facts, {len(compiled.derived)} derived, {summary}.")
    if problems or (release and overdue):
        raise SystemExit(2)
    click.echo("The content is whole.")


@content.command()
def build() -> None:
    """Compile the content into the bundle that every other command loads.

    Example:  handrail content build
    """
    from handrail.bundle import storage

    try:
        compiled, _ = storage.build()
    except ContentError as error:
        _print(list(error.problems), "problem")
        raise SystemExit(2) from error
    click.echo(f"Content {compiled.version} is compiled.")


def _print(problems: list[Problem], word: str) -> None:
    for problem in sorted(problems):
        click.echo(str(problem), err=True)
    if problems:
        click.echo(f"{len(problems)} {word}{'s' if len(problems) != 1 else ''}.", err=True)


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\rSearching witnesses: {done} of {of}", nl=done == of, err=True)
